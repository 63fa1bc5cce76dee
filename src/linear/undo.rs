//! Undo that fits a record: what the person recorded last is put right by another request, and both stay.

use chrono::TimeDelta;

use super::session::Session;
use super::view::Left;
use crate::ledger::{Acting, Recorded};

/// What was recorded longer ago is put right by its own request, so that nothing old is undone by a slip.
const A_MOMENT: TimeDelta = TimeDelta::hours(1);

impl Session {
    /// Proposes the request that puts right what the person recorded last, filled in, to be agreed to like any other.
    pub(super) fn undo(&mut self) -> Result<(), Left> {
        let since = self.ledger.now() - A_MOMENT;
        // What another person recorded here is that person's to put right.
        let mine = |written: &Recorded| written.record.event.by == self.actor;
        let here = self.written.clone().filter(|written| written.record.at >= since);
        let recorded = match here {
            Some(written) if !mine(&written) => self.ledger.latest_of(&self.actor, since)?,
            here => here,
        };
        let Some(recorded) = recorded else {
            self.talk.say("Nothing was recorded here within the last hour.");
            return Ok(());
        };
        let event = &recorded.record.event;
        self.talk.say(format!("Recorded last, on {}: {}", event.stream, event.in_words()));
        let acting = Acting { actor: self.actor.clone(), on: None, seen: None };
        let (proposal, words) = self.ledger.correcting(&recorded, &acting)?;
        self.talk.say(words);
        match proposal.and_then(|proposal| Some((proposal.verb()?, proposal.filled()))) {
            Some((verb, answers)) => self.ask_filled(verb, &answers),
            None => {
                self.talk.say("No request puts it right.");
                Ok(())
            }
        }
    }
}
