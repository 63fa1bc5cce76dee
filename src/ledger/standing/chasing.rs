//! What an owner is chased for, and every date that lies ahead: whole lists, for messages and calendars.

use chrono::NaiveDate;

use super::calendar::{DeadlineRow, MeetingRow};
use super::owners::{ActionRow, read_action};
use super::questions::{InspectionRow, Standing};
use crate::ledger::trouble::Trouble;

/// So many of each sort are read: more than any force has.
const ALL: usize = 1_000_000;

/// Before and after every day that a register holds, as they are written: years of four digits.
fn always() -> (NaiveDate, NaiveDate) {
    let day = |year| NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default();
    (day(1), day(9999))
}

/// An action that somebody still owes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owed {
    pub action: ActionRow,
    /// Since when nothing was heard of its recommendation, where that is at Governance.
    pub silent_since: Option<NaiveDate>,
}

/// Every date that is promised, wanted or planned.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ahead {
    /// The open actions, by their targets.
    pub actions: Vec<ActionRow>,
    /// The open recommendations with the inspectorate's deadline.
    pub deadlines: Vec<DeadlineRow>,
    /// The inspections whose response clock runs.
    pub last_days: Vec<InspectionRow>,
    /// The meetings that are planned, open or cancelled.
    pub meetings: Vec<MeetingRow>,
}

impl Standing<'_> {
    /// What an owner still owes, by its targets.
    pub fn owed_by(&self, owner: &str) -> Result<Vec<Owed>, Trouble> {
        let sql = "SELECT action.ref, recommendation, action.text, action.owner, action.target, original, moves,
                action.rating, action.last_heard, added_later, state, finished_as, finished_on, action.refused,
                action.condition, silent_since
            FROM action JOIN recommendation ON recommendation.ref = action.recommendation
            WHERE action.owner = ?1 AND state = 'open' ORDER BY action.target, action.ref";
        self.asked(sql, [owner], |row| {
            let silent: Option<String> = row.get(15)?;
            let silent_since = silent.and_then(|day| day.parse().ok());
            Ok(Owed { action: read_action(row, self.today)?, silent_since })
        })
    }

    /// Every date that is promised, wanted or planned, passed or not.
    pub fn ahead(&self) -> Result<Ahead, Trouble> {
        let (first, last) = always();
        Ok(Ahead {
            actions: self.actions_due(first, last, ALL)?,
            deadlines: self.deadlines_between(first, last, ALL)?,
            last_days: self.clocks(ALL)?,
            meetings: self.meetings_ahead()?,
        })
    }

    fn meetings_ahead(&self) -> Result<Vec<MeetingRow>, Trouble> {
        let (first, last) = always();
        let mut meetings = self.meetings_between(first, last, ALL)?;
        meetings.retain(|meeting| meeting.phase != "closed");
        Ok(meetings)
    }

    /// What tells this register from every other: the hash of its first event.
    pub fn mark(&self) -> Result<String, Trouble> {
        let found: Vec<String> =
            self.asked("SELECT lower(hex(hash)) FROM event WHERE seq = 1", [], |row| row.get(0))?;
        Ok(found.into_iter().next().unwrap_or_default())
    }
}
