//! Everything that an explanation needs, gathered from the register, and what puts an event right.

use super::door::{Acting, Ledger, NotDone, Recorded};
use super::trouble::Trouble;
use crate::journey::asking::Surroundings;
use crate::journey::correction::{self, Correction, Proposal};
use crate::journey::event::Event;
use crate::journey::next::{Ahead, ahead, natural, requests};
use crate::journey::reference::{InspectionCode, Letter, RecommendationRef, Stream};
use crate::journey::why::{Explanation, Known, Question, clock, everything, explain};

/// What can be explained about one thing.
#[derive(Debug, Clone, Default)]
pub struct Explained {
    /// What is pressing first.
    pub explanations: Vec<Explanation>,
    /// What comes next, and what hinders it.
    pub ahead: Option<Ahead>,
    /// The verbs that the person could use on it now, the most natural first.
    pub now: Vec<&'static str>,
}

impl Ledger {
    /// Explains a recommendation, or one of its actions; `actor` is asked about what could be done now.
    /// None where there is no such thing.
    pub fn explain(
        &self,
        reference: &RecommendationRef,
        letter: Option<&Letter>,
        actor: &str,
    ) -> Result<Option<Explained>, Trouble> {
        let (standing, today) = (self.standing(), self.today());
        let Some(stands) = standing.recommendation(reference)? else { return Ok(None) };
        if letter.is_some_and(|letter| stands.action(letter).is_none()) {
            return Ok(None);
        }
        let (inspection, last_meeting) =
            (standing.inspection(&reference.inspection)?, standing.last_meeting()?);
        let state = self.about(&requests(&stands, &standing.register()?, actor, today))?;
        let ahead = ahead(&state, &stands, actor, today);
        let history = self.history(&Stream::Recommendation(reference.clone()), usize::MAX >> 1)?;
        let history: Vec<Event> = history.into_iter().map(|recorded| recorded.record.event).collect();
        let known = Known {
            recommendation: &stands,
            inspection: inspection.as_ref(),
            register: &state.register,
            history: &history,
            last_meeting: last_meeting.as_ref().map(|(meeting, on)| (meeting.as_str(), *on)),
            ahead: ahead.as_ref(),
            today,
        };
        let mut explanations = match letter {
            None => everything(&known),
            Some(letter) => [Question::Rating(Some(letter.clone())), Question::Target(Some(letter.clone()))]
                .iter()
                .filter_map(|question| explain(question, &known))
                .collect(),
        };
        if let Some(outlook) = standing.outlook(&stands)?.filter(|_| letter.is_none()) {
            explanations.insert(explanations.len().min(1), outlook.explained(reference));
        }
        // Nothing can be asked for in a past.
        let now = match self.past_moment() {
            Some(_) => Vec::new(),
            None => natural(&state, &stands, actor, today),
        };
        Ok(Some(Explained { explanations, ahead, now }))
    }

    /// Explains the response clock of an inspection. None where there is no such inspection.
    pub fn explain_clock(&self, code: &InspectionCode) -> Result<Option<Explained>, Trouble> {
        let standing = self.standing();
        let Some(inspection) = standing.inspection(code)? else { return Ok(None) };
        let explanations = vec![clock(&inspection, &standing.register()?.home, self.today())];
        Ok(Some(Explained { explanations, ..Explained::default() }))
    }

    /// What puts an event right: the first request that the rules would grant now, else the first of all
    /// that this person may ask for, and what is to be known beside it. No request where there is none.
    pub fn correcting(
        &self,
        recorded: &Recorded,
        acting: &Acting,
    ) -> Result<(Option<Proposal>, String), Trouble> {
        let Correction { proposals, words } = correction::of(&recorded.record.event, &self.before(recorded)?);
        for proposal in &proposals {
            if self.would_grant(proposal, acting)? {
                return Ok((Some(proposal.clone()), words));
            }
        }
        let Some(first) = proposals.into_iter().next() else { return Ok((None, words)) };
        Ok(match self.who_may(&first, &acting.actor)? {
            Some(who) => (None, format!("{who}; {words}")),
            None => (Some(first), words),
        })
    }

    /// Who may record a proposal, in words, where this person may not.
    fn who_may(&self, proposal: &Proposal, actor: &str) -> Result<Option<String>, Trouble> {
        let (register, today) = (self.standing().register()?, self.today());
        let Some(verb) = proposal.verb() else { return Ok(None) };
        if verb.is_for(register.person(actor), today) {
            return Ok(None);
        }
        let may = register.people.iter().filter(|person| verb.is_for(Some(person), today));
        let may: Vec<_> = may.map(|person| person.name.as_str()).collect();
        let who = if may.is_empty() { "nobody yet".to_string() } else { may.join(", ") };
        let command = proposal.command().unwrap_or_default();
        Ok(Some(format!("`{actor}` may not record what does: {who} may, with `{command}`")))
    }

    fn would_grant(&self, proposal: &Proposal, acting: &Acting) -> Result<bool, Trouble> {
        let standing = self.standing();
        let taken = |code: &InspectionCode| standing.code_taken(code).unwrap_or(false);
        let world = Surroundings { today: self.today(), taken: &taken, files: &crate::intake::looked_at };
        let request = proposal.verb().and_then(|verb| verb.request(&proposal.answers, &world).ok());
        let Some(request) = request else { return Ok(false) };
        let acting = Acting { on: proposal.on.or(acting.on), ..acting.clone() };
        match self.preview(&[request], &acting) {
            Ok(_) => Ok(true),
            Err(NotDone::Trouble(trouble)) => Err(trouble),
            Err(NotDone::Refused(_) | NotDone::NotSigned(_) | NotDone::Changed { .. }) => Ok(false),
        }
    }
}
