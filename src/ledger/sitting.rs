//! What somebody who minutes a meeting has before them: of each item what was said last time, and what is recorded
//! already at this meeting. Which items there are is the agenda's to say. Nothing is written here.

use super::door::{Acting, Ledger, NotDone, Recorded};
use super::trouble::Trouble;
use crate::journey::deadline::in_words;
use crate::journey::event::What;
use crate::journey::recommendation::Recommendation;
use crate::journey::reference::{Letter, MeetingRef, RecommendationRef, Stream};
use crate::journey::refusal::Refusal;
use crate::journey::request::Request;

/// An item as it stands, with what was recorded before this meeting and at it.
#[derive(Debug, Clone)]
pub struct Heard {
    pub stands: Recommendation,
    /// What is not this meeting's, the oldest first.
    pub before: Vec<Recorded>,
    /// What is recorded at this meeting.
    pub here: Vec<Recorded>,
}

impl Ledger {
    /// Whether a person may minute a meeting now. The rules are asked by what may be minuted wherever anything may be.
    ///
    /// # Errors
    /// Why not, as of recording.
    pub fn may_minute(&self, meeting: MeetingRef, actor: &str) -> Result<(), NotDone> {
        let note = Request::NoteOnMeeting { meeting, text: "said".into() };
        let acting = Acting { actor: actor.to_string(), on: None, seen: None };
        let of_it = |refusal: Refusal| {
            let about_it = refusal.subject == meeting.to_string();
            let cannot = if about_it { "be minuted" } else { "minute a meeting" };
            Refusal { cannot, ..refusal }
        };
        match self.preview(&[note], &acting) {
            Err(NotDone::Refused(refusal)) => Err(of_it(refusal).into()),
            other => other.map(drop),
        }
    }

    /// An item of a meeting; none where there is no such recommendation.
    pub fn heard(
        &self,
        meeting: MeetingRef,
        reference: &RecommendationRef,
    ) -> Result<Option<Heard>, Trouble> {
        let Some(stands) = self.standing().recommendation(reference)? else { return Ok(None) };
        let all = self.history(&Stream::Recommendation(reference.clone()), usize::MAX >> 1)?;
        let at_it = |recorded: &Recorded| recorded.record.event.what.meeting() == Some(meeting);
        let (here, before) = all.into_iter().partition(at_it);
        Ok(Some(Heard { stands, before, here }))
    }
}

impl Heard {
    /// The latest statement on an action before this meeting.
    pub fn last_said(&self, letter: &Letter) -> Option<&Recorded> {
        self.before.iter().rev().find(|recorded| is_said_of(recorded, letter))
    }

    /// The latest that happened to it before this meeting.
    pub fn last(&self) -> Option<&Recorded> {
        self.before.last()
    }

    /// Whether a statement on an action is recorded at this meeting.
    pub fn is_said_here(&self, letter: &Letter) -> bool {
        self.here.iter().any(|recorded| is_said_of(recorded, letter))
    }
}

/// What was said, at which meeting, on which day and by whom.
pub fn last_words(recorded: &Recorded) -> String {
    let event = &recorded.record.event;
    let at = event.what.meeting().map_or(String::new(), |meeting| format!("{meeting}, "));
    let told = match &event.what {
        What::ProgressReported { text, rating: Some(rating), .. } => format!("[{rating}] {text}"),
        What::ProgressReported { text, .. } => text.clone(),
        other => other.in_words(),
    };
    format!("{at}{}, {}: {told}", in_words(event.on), event.by)
}

fn is_said_of(recorded: &Recorded, letter: &Letter) -> bool {
    matches!(&recorded.record.event.what, What::ProgressReported { action, .. } if action == letter)
}
