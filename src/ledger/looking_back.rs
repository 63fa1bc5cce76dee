//! Looking back: what somebody has just recorded, and what stood before it; and what stands around a request,
//! for those who want to ask the rules without recording.

use chrono::{DateTime, Utc};

use super::door::{Ledger, Recorded};
use super::standing::Loaded;
use super::trouble::Trouble;
use crate::journey::event::Event;
use crate::journey::next::{Ahead, ahead, natural, requests};
use crate::journey::reference::{Letter, RecommendationRef, Stream};
use crate::journey::request::Request;
use crate::journey::state::State;
use crate::journey::why::{Explanation, Known, Question, everything, explain};

/// So many events are read at a time on the way back.
const PAGE: usize = 100;

/// Why a recommendation, or one of its actions, is shown as it is, and what comes next.
pub struct Reasons {
    /// What is pressing first.
    pub explanations: Vec<Explanation>,
    pub ahead: Option<Ahead>,
    /// The verbs that the person could use on it now, the most natural first.
    pub now: Vec<&'static str>,
}

impl Ledger {
    /// The reasons of a recommendation, or of one of its actions, as a person would be told them.
    /// None where there is no such thing.
    pub fn reasons(
        &self,
        reference: &RecommendationRef,
        letter: Option<&Letter>,
        actor: &str,
    ) -> Result<Option<Reasons>, Trouble> {
        let (standing, today) = (self.standing(), self.today());
        let Some(stands) = standing.recommendation(reference)? else { return Ok(None) };
        if letter.is_some_and(|letter| stands.action(letter).is_none()) {
            return Ok(None);
        }
        let (register, last_meeting) = (standing.register()?, standing.last_meeting()?);
        let inspection = standing.inspection(&reference.inspection)?;
        let stream = Stream::Recommendation(reference.clone());
        let recorded = self.history(&stream, usize::MAX >> 1)?;
        let history: Vec<Event> = recorded.into_iter().map(|recorded| recorded.record.event).collect();
        let state = self.about(&requests(&stands, &register, actor, today))?;
        let ahead = ahead(&state, &stands, actor, today);
        let known = Known {
            recommendation: &stands,
            inspection: inspection.as_ref(),
            register: &register,
            history: &history,
            last_meeting: last_meeting.as_ref().map(|(meeting, on)| (meeting.as_str(), *on)),
            ahead: ahead.as_ref(),
            today,
        };
        let explanations = match letter {
            None => everything(&known),
            Some(letter) => [Question::Rating(Some(letter.clone())), Question::Target(Some(letter.clone()))]
                .iter()
                .filter_map(|question| explain(question, &known))
                .collect(),
        };
        let now = natural(&state, &stands, actor, today);
        Ok(Some(Reasons { explanations, ahead, now }))
    }

    /// All that stands of what some requests are about.
    pub fn about(&self, requests: &[Request]) -> Result<State, Trouble> {
        let mut loaded = Loaded::register(self.connection())?;
        requests.iter().try_for_each(|request| loaded.want(self.connection(), request))?;
        Ok(loaded.state)
    }

    /// One event by its number, where there is one.
    pub fn event(&self, seq: u64) -> Result<Option<Recorded>, Trouble> {
        let Some(before) = seq.checked_sub(1) else { return Ok(None) };
        Ok(self.events(before, 1)?.into_iter().find(|recorded| recorded.seq == seq))
    }

    /// The newest event that was recorded through a person, not before a moment.
    pub fn latest_of(&self, actor: &str, since: DateTime<Utc>) -> Result<Option<Recorded>, Trouble> {
        let mut end = self.head()?.seq;
        while end > 0 {
            let start = end.saturating_sub(PAGE as u64);
            for recorded in self.events(start, (end - start) as usize)?.into_iter().rev() {
                if recorded.record.at < since {
                    return Ok(None);
                }
                if recorded.record.event.by == actor {
                    return Ok(Some(recorded));
                }
            }
            end = start;
        }
        Ok(None)
    }

    /// What stood before an event was recorded, as far as the event's own stream tells.
    pub fn before(&self, recorded: &Recorded) -> Result<State, Trouble> {
        let mut state = State::default();
        for earlier in self.history(&recorded.record.event.stream, usize::MAX >> 1)? {
            if earlier.seq < recorded.seq {
                state.evolve(&earlier.record.event);
            }
        }
        Ok(state)
    }
}
