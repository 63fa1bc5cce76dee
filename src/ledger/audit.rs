//! What an audit asks of the log beyond its events: what proves one of them, and where in it a day begins.

use chrono::NaiveDate;

use super::door::{Ledger, Recorded};
use super::log::{Entry, Log, SqliteLog};
use super::trouble::Trouble;

impl Ledger {
    /// One event as it is stored, with what proves it; none where there is no such event.
    pub fn entry(&self, seq: u64) -> Result<Option<Entry>, Trouble> {
        let found = SqliteLog::new(self.connection()).read(seq.saturating_sub(1), 1)?;
        Ok(found.into_iter().find(|entry| entry.seq == seq))
    }

    /// The number of the first event that was recorded on `day` or later, in UTC; none where all are earlier.
    /// Events are recorded in the order of time, so it is found among millions by looking at a few.
    pub fn first_recorded_from(&self, day: NaiveDate) -> Result<Option<u64>, Trouble> {
        let last = self.head()?.seq;
        let (mut before, mut from) = (0, last + 1);
        while from - before > 1 {
            let middle = before + (from - before) / 2;
            let earlier = |recorded: &Recorded| recorded.record.at.date_naive() < day;
            if self.events(middle - 1, 1)?.first().is_some_and(earlier) {
                before = middle;
            } else {
                from = middle;
            }
        }
        Ok((from <= last).then_some(from))
    }
}
