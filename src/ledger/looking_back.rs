//! Looking back: what somebody has just recorded, and what stood before it; and what stands around a request,
//! for those who want to ask the rules without recording.

use chrono::{DateTime, Utc};

use super::door::{Ledger, Recorded};
use super::standing::Loaded;
use super::trouble::Trouble;
use crate::journey::request::Request;
use crate::journey::state::State;

/// So many events are read at a time on the way back.
const PAGE: usize = 100;

impl Ledger {
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
