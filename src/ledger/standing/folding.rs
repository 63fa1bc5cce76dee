//! The whole state from the whole log.

use rusqlite::Connection;

use crate::journey::state::State;
use crate::ledger::log::{Log, SqliteLog};
use crate::ledger::record;
use crate::ledger::trouble::Trouble;
use crate::progress::{Progress, Step};

/// A few milliseconds of work.
const TOLD_EVERY: u64 = 1024;

/// The whole state, as the log says it, and how far the log goes.
pub(super) fn fold(conn: &Connection, progress: &Progress) -> Result<(State, u64), Trouble> {
    let (mut state, mut seq) = (State::default(), 0);
    let log = SqliteLog::new(conn);
    let last = log.head()?.seq;
    progress.said(Step::Reading, 0, last)?;
    log.for_each(0, &mut |entry| {
        let event = record::read_event(entry.record)
            .map_err(|error| super::unreadable_event(conn, entry.seq, &error))?;
        state.evolve(&event);
        seq = entry.seq;
        Ok(progress.said_now_and_then(Step::Reading, seq, last, TOLD_EVERY)?)
    })?;
    Ok((state, seq))
}
