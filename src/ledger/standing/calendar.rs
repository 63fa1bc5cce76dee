//! The calendar: what falls on which day.

use std::collections::BTreeMap;

use chrono::{Days, Months, NaiveDate};
use serde::Serialize;

use super::owners::ActionRow;
use super::projecting::month_of;
use super::questions::{InspectionRow, Standing, date};
use super::tallies::{DEADLINE, LAST_DAY, MEETING, day_of, key};
use crate::ledger::trouble::Trouble;

/// How much falls on one day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Day {
    /// Open actions with their target on it.
    pub actions: u32,
    /// Open recommendations whose deadline the inspectorate set on it.
    pub deadlines: u32,
    /// Response clocks whose last day it is.
    pub last_days: u32,
    /// Meetings planned for it or held on it.
    pub meetings: u32,
}

impl Day {
    /// Everything that falls on it.
    pub fn total(&self) -> u32 {
        self.actions + self.deadlines + self.last_days + self.meetings
    }
}

/// What falls on one day, item by item.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct DayItems {
    pub actions: Vec<ActionRow>,
    pub deadlines: Vec<DeadlineRow>,
    pub last_days: Vec<InspectionRow>,
    pub meetings: Vec<MeetingRow>,
}

/// A recommendation with the deadline that the inspectorate set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DeadlineRow {
    pub r#ref: String,
    pub stage: String,
    /// The inspectorate's own words.
    pub words: String,
    pub date: NaiveDate,
    pub text: String,
}

/// A meeting in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MeetingRow {
    pub r#ref: String,
    pub kind: String,
    pub name: String,
    pub date: NaiveDate,
    pub phase: String,
}

impl Standing<'_> {
    /// The days of a month on which anything falls; `month` is any day of it.
    pub fn calendar(&self, month: NaiveDate) -> Result<BTreeMap<NaiveDate, Day>, Trouble> {
        let mut days: BTreeMap<NaiveDate, Day> = BTreeMap::new();
        let mut put = |counted: Vec<(String, u32)>, put: fn(&mut Day, u32)| {
            for (day, n) in counted {
                if let Some(day) = day_of(&day) {
                    put(days.entry(day).or_default(), n);
                }
            }
        };
        let name = month_of(month);
        let within = |what: &str, whose: &str| {
            self.tallied_between(what, &format!("{whose}{name}"), &format!("{whose}{name}~"))
        };
        put(self.due_by_day(month)?, |day, n| day.actions = n);
        put(within(DEADLINE.days, "")?, |day, n| day.deadlines = n);
        put(within(LAST_DAY.days, &key("", ""))?, |day, n| day.last_days = n);
        put(within(MEETING, "")?, |day, n| day.meetings = n);
        Ok(days)
    }

    /// What falls on one day, at most `limit` of each sort.
    pub fn on_day(&self, day: NaiveDate, limit: usize) -> Result<DayItems, Trouble> {
        let next = day.checked_add_days(Days::new(1)).unwrap_or(day);
        Ok(DayItems {
            actions: self.actions_due(day, next, limit)?,
            deadlines: self.deadlines_between(day, next, limit)?,
            last_days: self.clocks_ending(day, limit)?,
            meetings: self.meetings_between(day, next, limit)?,
        })
    }

    /// The open recommendations whose deadline the inspectorate set from a day up to another, which is not among them.
    pub(super) fn deadlines_between(
        &self,
        from: NaiveDate,
        until: NaiveDate,
        limit: usize,
    ) -> Result<Vec<DeadlineRow>, Trouble> {
        let sql = "SELECT ref, stage, deadline_words, deadline_date, text FROM recommendation
            WHERE open = 1 AND deadline_date IS NOT NULL AND deadline_date >= ?1 AND deadline_date < ?2
            ORDER BY deadline_date, inspection, number LIMIT ?3";
        self.asked(sql, (from.to_string(), until.to_string(), limit as i64), |row| {
            Ok(DeadlineRow {
                r#ref: row.get(0)?,
                stage: row.get(1)?,
                words: row.get(2)?,
                date: date(row, 3)?,
                text: row.get(4)?,
            })
        })
    }

    /// The meetings from a day up to another, which is not among them, the first before the others.
    pub fn meetings_between(
        &self,
        from: NaiveDate,
        until: NaiveDate,
        limit: usize,
    ) -> Result<Vec<MeetingRow>, Trouble> {
        let sql = "SELECT ref, kind, name, date, phase FROM meeting WHERE date >= ?1 AND date < ?2
            ORDER BY date, number LIMIT ?3";
        self.asked(sql, (from.to_string(), until.to_string(), limit as i64), |row| {
            Ok(MeetingRow {
                r#ref: row.get(0)?,
                kind: row.get(1)?,
                name: row.get(2)?,
                date: date(row, 3)?,
                phase: row.get(4)?,
            })
        })
    }

    /// The next meeting that has not been closed, today's included.
    pub fn next_meeting(&self) -> Result<Option<MeetingRow>, Trouble> {
        let far = self.today.checked_add_months(Months::new(1_200)).unwrap_or(NaiveDate::MAX);
        // Few meetings lie ahead, and of those only today's may be closed already.
        let ahead = self.meetings_between(self.today, far, 50)?;
        Ok(ahead.into_iter().find(|meeting| matches!(meeting.phase.as_str(), "planned" | "open")))
    }
}
