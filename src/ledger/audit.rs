//! What an audit asks of the log beyond its events: what proves one of them.

use super::door::Ledger;
use super::log::{Entry, Log, SqliteLog};
use super::trouble::Trouble;

impl Ledger {
    /// One event as it is stored, with what proves it; none where there is no such event.
    pub fn entry(&self, seq: u64) -> Result<Option<Entry>, Trouble> {
        let found = SqliteLog::new(self.connection()).read(seq.saturating_sub(1), 1)?;
        Ok(found.into_iter().find(|entry| entry.seq == seq))
    }
}
