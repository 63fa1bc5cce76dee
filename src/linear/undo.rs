//! Undo that fits a record: what the person recorded last is put right by another request, and both stay.

use chrono::TimeDelta;

use super::session::Session;
use super::view::Left;
use crate::journey::asking::{Surroundings, Verb};
use crate::journey::correction::{self, Proposal};
use crate::ledger::trouble::Trouble;
use crate::ledger::{Acting, NotDone};

/// What was recorded longer ago is put right by its own request, so that nothing old is undone by a slip.
const A_MOMENT: TimeDelta = TimeDelta::hours(1);

impl Session {
    /// Proposes the request that puts right what the person recorded last, filled in, to be agreed to like any other.
    pub(super) fn undo(&mut self) -> Result<(), Left> {
        let Some(recorded) = self.ledger.latest_of(&self.actor, self.ledger.now() - A_MOMENT)? else {
            self.talk.say(format!("{} recorded nothing within the last hour.", self.actor));
            return Ok(());
        };
        let event = &recorded.record.event;
        self.talk.say(format!("Recorded last, on {}: {}", event.stream, event.what.in_words()));
        let correction = correction::of(event, &self.ledger.before(&recorded)?);
        if !correction.words.is_empty() {
            self.talk.say(&correction.words);
        }
        match self.first_granted(&correction.proposals)? {
            Ok((verb, proposal)) => self.ask_filled(verb, &proposal.answers),
            Err(wrong) => {
                self.talk.say("No request puts it right by itself.");
                self.talk.say_all(wrong);
                Ok(())
            }
        }
    }

    /// The first proposal that the rules grant or that only wants more words; else why the first was refused.
    fn first_granted<'a>(
        &self,
        proposals: &'a [Proposal],
    ) -> Result<Result<(&'static Verb, &'a Proposal), Vec<String>>, Trouble> {
        let mut refused = None;
        for proposal in proposals {
            let Some(verb) = proposal.verb() else { continue };
            let standing = self.ledger.standing();
            let taken = |code: &_| standing.code_taken(code).unwrap_or(false);
            let world = Surroundings { today: self.today, taken: &taken };
            // What is not answered yet is asked for.
            let Ok(request) = verb.request(&proposal.answers, &world) else {
                return Ok(Ok((verb, proposal)));
            };
            let acting = Acting { actor: self.actor.clone(), on: None, seen: None };
            match self.ledger.preview(&[request], &acting) {
                Ok(_) => return Ok(Ok((verb, proposal))),
                Err(NotDone::Trouble(trouble)) => return Err(trouble),
                Err(not_done) => refused = refused.or(Some(super::confirm::said(&not_done))),
            }
        }
        Ok(Err(refused.unwrap_or_default()))
    }
}
