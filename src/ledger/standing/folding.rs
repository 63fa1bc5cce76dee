//! The whole state from the whole log.

use rusqlite::Connection;

use crate::journey::state::State;
use crate::ledger::log::{Log, SqliteLog};
use crate::ledger::record;
use crate::ledger::trouble::Trouble;

/// The whole state, as the log says it, and how far the log goes.
pub(super) fn fold(conn: &Connection) -> Result<(State, u64), Trouble> {
    let (mut state, mut seq) = (State::default(), 0);
    SqliteLog::new(conn).for_each(0, &mut |entry| {
        let event = record::read_event(entry.record)
            .map_err(|error| super::unreadable_event(conn, entry.seq, &error))?;
        state.evolve(&event);
        seq = entry.seq;
        Ok(())
    })?;
    Ok((state, seq))
}
