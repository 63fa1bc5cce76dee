//! The whole state from the whole log.

use rusqlite::Connection;

use crate::journey::state::State;
use crate::ledger::log::{Log, SqliteLog};
use crate::ledger::record;
use crate::ledger::trouble::Trouble;

/// So many events are taken in between two words of progress.
const STEP: u64 = 1_000;

/// The whole state, as the log says it, and how far the log goes.
/// `progress` is told how many events have been taken in.
pub(super) fn fold(conn: &Connection, progress: &dyn Fn(u64)) -> Result<(State, u64), Trouble> {
    let (mut state, mut seq) = (State::default(), 0);
    SqliteLog::new(conn).for_each(0, &mut |entry| {
        let event = record::read_event(entry.record)
            .map_err(|error| super::unreadable_event(conn, entry.seq, &error))?;
        state.evolve(&event);
        seq = entry.seq;
        if seq.is_multiple_of(STEP) {
            progress(seq);
        }
        Ok(())
    })?;
    Ok((state, seq))
}
