//! The whole state from the whole log.

use std::collections::HashMap;

use rusqlite::Connection;

use super::words;
use crate::journey::event::Event;
use crate::journey::reference::RecommendationRef;
use crate::journey::state::State;
use crate::ledger::log::{EntryRef, Log, SqliteLog};
use crate::ledger::record;
use crate::ledger::trouble::Trouble;
use crate::progress::{Progress, Step};

/// A few milliseconds of work.
const TOLD_EVERY: u64 = 1024;

/// What the log says.
#[derive(Default)]
pub(in crate::ledger) struct Folded {
    pub state: State,
    /// What was said on each recommendation, in order.
    pub said: HashMap<RecommendationRef, Vec<String>>,
    /// How far the log goes.
    pub seq: u64,
}

impl Folded {
    /// Goes on by the next event.
    pub fn take_in(&mut self, seq: u64, event: &Event) {
        self.state.evolve(event);
        if let Some((on, said)) = words::said(event) {
            self.said.entry(on.clone()).or_default().push(said);
        }
        self.seq = seq;
    }
}

/// Everything that the log says.
pub(in crate::ledger) fn fold(conn: &Connection, progress: &Progress) -> Result<Folded, Trouble> {
    fold_those(conn, &mut |_| Ok(true), progress)
}

/// What the events say that count.
pub(in crate::ledger) fn fold_those(
    conn: &Connection,
    counts: &mut dyn FnMut(EntryRef<'_>) -> Result<bool, Trouble>,
    progress: &Progress,
) -> Result<Folded, Trouble> {
    let mut folded = Folded::default();
    let log = SqliteLog::new(conn);
    let last = log.head()?.seq;
    progress.said(Step::Reading, 0, last)?;
    log.for_each(0, &mut |entry| {
        progress.said_now_and_then(Step::Reading, entry.seq, last, TOLD_EVERY)?;
        if !counts(entry)? {
            return Ok(());
        }
        let event = record::read_event(entry.record)
            .map_err(|error| super::unreadable_event(conn, entry.seq, &error))?;
        folded.take_in(entry.seq, &event);
        Ok(())
    })?;
    Ok(folded)
}
