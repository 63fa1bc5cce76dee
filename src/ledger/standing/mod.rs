//! What is true now, derived from the log; it holds nothing that the log does not say.
//!
//! Each thing that events are about is kept twice: whole, as the state that the rules decide on (`stream`),
//! and as rows with indexes, which answer the questions of the day and may be read with any SQLite tool.
//! Both are written by one projector, from one state, in the transaction that appends the events.

pub mod ageing;
pub mod agenda;
pub mod at_meeting;
pub mod calendar;
pub mod chasing;
pub mod clocks;
mod comparing;
pub mod difference;
pub mod flow;
mod folding;
#[cfg(test)]
mod guards;
pub mod known;
mod loading;
pub mod owners;
mod projecting;
pub mod questions;
mod rebuilding;
mod schema;
pub mod spells;
pub mod tallies;
mod words;

pub use comparing::between;
pub(in crate::ledger) use comparing::differences;
pub(in crate::ledger) use folding::{Folded, fold, fold_those};
pub use loading::{Loaded, state_of};
pub use projecting::project;
pub(in crate::ledger) use rebuilding::build;
pub use rebuilding::{goes_past_the_log, is_up_to_date, rebuild};
pub use schema::{NAMES, lay};
pub(in crate::ledger) use words::{DOCUMENTS, told};

use rusqlite::Connection;

use crate::ledger::trouble::Trouble;

/// A stored state that cannot be read: the standing was changed by hand, or by a newer program.
pub(in crate::ledger) fn unreadable(conn: &Connection, error: &serde_json::Error) -> Trouble {
    damaged(
        conn,
        format!("a state in the standing cannot be read ({error}); `plenary verify --rebuild` makes it anew"),
    )
}

/// An event that cannot be read: written by a newer program, or by another hand.
pub(in crate::ledger) fn unreadable_event(conn: &Connection, seq: u64, error: &serde_json::Error) -> Trouble {
    damaged(conn, format!("event {seq} cannot be read ({error})"))
}

fn damaged(conn: &Connection, detail: String) -> Trouble {
    Trouble::Damaged { path: conn.path().unwrap_or_default().into(), detail }
}
