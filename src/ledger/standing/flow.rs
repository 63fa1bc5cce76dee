//! Opened against closed, month by month, so that the sums come out:
//! brought forward + opened + reopened − closed = carried forward.

use chrono::{Datelike, Months, NaiveDate};
use serde::Serialize;

use super::projecting::month_of;
use super::questions::Standing;
use crate::ledger::trouble::Trouble;

/// One month of the home body's recommendations.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Month {
    /// `2023-06`.
    pub month: String,
    /// Those that were open when it began.
    pub brought_forward: i64,
    /// Those that count from a day in it: their inspection was published then.
    pub opened: u32,
    /// Those that were reopened in it.
    pub reopened: u32,
    /// Those that were closed in it, also those that were reopened since.
    pub closed: u32,
    /// Those that were open when it ended; in the present month, those that are open today.
    pub carried_forward: i64,
}

impl Standing<'_> {
    /// So many months, the present one last.
    pub fn flow(&self, months: u32) -> Result<Vec<Month>, Trouble> {
        let present = self.today.with_day(1).unwrap_or(self.today);
        let month = |back: u32| present.checked_sub_months(Months::new(back)).unwrap_or(NaiveDate::MIN);
        let first = month_of(month(months.saturating_sub(1)));
        let before = |what: &str| -> Result<i64, Trouble> {
            let sql = "SELECT coalesce(sum(n), 0) FROM tally WHERE what = ?1 AND key < ?2";
            Ok(self.asked(sql, [what, &first], |row| row.get(0))?.first().copied().unwrap_or(0))
        };
        let mut carried_forward = before("opened")? + before("reopened")? - before("closed")?;
        let since = |what: &str| self.tallied_between(what, &first, "~");
        let (opened, reopened, closed) = (since("opened")?, since("reopened")?, since("closed")?);
        let of = |counted: &[(String, u32)], month: &str| {
            counted.iter().find(|(key, _)| key == month).map_or(0, |(_, n)| *n)
        };
        let told = (0..months).rev().map(|back| {
            let month = month_of(month(back));
            let (opened, reopened, closed) =
                (of(&opened, &month), of(&reopened, &month), of(&closed, &month));
            let brought_forward = carried_forward;
            carried_forward += i64::from(opened) + i64::from(reopened) - i64::from(closed);
            Month { month, brought_forward, opened, reopened, closed, carried_forward }
        });
        Ok(told.collect())
    }
}
