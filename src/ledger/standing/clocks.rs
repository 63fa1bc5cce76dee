//! The 56-day clocks of the statutory responses: running, late, met and missed.
//! Police Act 1996, section 55; the last day itself is reckoned in `journey::deadline`.

use chrono::NaiveDate;
use serde::Serialize;

use super::questions::{InspectionRow, Standing};
use super::tallies::{LAST_DAY, STOPPED};
use crate::ledger::trouble::Trouble;

/// How an inspection's clock stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ClockState {
    /// It runs, and the last day has not passed.
    Running,
    /// The last day has passed and nothing is published.
    Late,
    /// The response was published in time.
    Met,
    /// The response was published after the last day.
    Missed,
    /// The response to another inspection with the same findings answers for it.
    Elsewhere,
    /// It neither asks the home body for anything nor grades it.
    NoneDue,
}

impl ClockState {
    /// Those of a clock that runs or ran.
    pub const CLOCKS: [ClockState; 4] =
        [ClockState::Running, ClockState::Late, ClockState::Met, ClockState::Missed];
    pub const ALL: [ClockState; 6] = [
        ClockState::Running,
        ClockState::Late,
        ClockState::Met,
        ClockState::Missed,
        ClockState::Elsewhere,
        ClockState::NoneDue,
    ];

    /// The word for it.
    pub fn words(self) -> &'static str {
        match self {
            ClockState::Running => "running",
            ClockState::Late => "late",
            ClockState::Met => "met",
            ClockState::Missed => "missed",
            ClockState::Elsewhere => "answered-elsewhere",
            ClockState::NoneDue => "none-due",
        }
    }

    /// What it means, in words.
    pub fn told(self) -> &'static str {
        match self {
            ClockState::Running => "the response is not due yet",
            ClockState::Late => "the last day has passed and nothing is published",
            ClockState::Met => "the response was published in time",
            ClockState::Missed => "the response was published after the last day",
            ClockState::Elsewhere => "the response to another inspection answers for it",
            ClockState::NoneDue => "it neither asks the home body nor grades it",
        }
    }
}

/// How many clocks stand how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Clocks {
    pub running: u32,
    pub late: u32,
    pub met: u32,
    pub missed: u32,
    /// Answered by the response to another inspection with the same findings.
    pub answered_elsewhere: u32,
    /// Neither asking the home body for anything nor grading it.
    pub none_due: u32,
}

impl Clocks {
    /// How many stand so.
    pub fn of(&self, state: ClockState) -> u32 {
        match state {
            ClockState::Running => self.running,
            ClockState::Late => self.late,
            ClockState::Met => self.met,
            ClockState::Missed => self.missed,
            ClockState::Elsewhere => self.answered_elsewhere,
            ClockState::NoneDue => self.none_due,
        }
    }
}

impl Standing<'_> {
    /// The clocks in numbers.
    pub fn clock_counts(&self) -> Result<Clocks, Trouble> {
        let late = self.summed_before(&LAST_DAY, "", self.today)?;
        Ok(Clocks {
            running: self.running_clocks()? - late,
            late,
            met: self.tallied(STOPPED, "met")?,
            missed: self.tallied(STOPPED, "missed")?,
            answered_elsewhere: self.tallied(STOPPED, "answered elsewhere")?,
            none_due: self.tallied(STOPPED, "none due")?,
        })
    }

    /// How many clocks run, late ones among them.
    pub(super) fn running_clocks(&self) -> Result<u32, Trouble> {
        self.summed_before(&LAST_DAY, "", NaiveDate::from_ymd_opt(9_999, 12, 31).unwrap_or(self.today))
    }

    /// At most `limit` inspections whose clock stands so: those that run by their last day,
    /// those that stopped with the latest response first.
    pub fn clocks_of(&self, state: ClockState, limit: usize) -> Result<Vec<InspectionRow>, Trouble> {
        let today = self.today;
        let stopped = "ORDER BY response_published DESC, code";
        let which = match state {
            ClockState::Running => {
                format!("WHERE clock_runs = 1 AND last_day >= '{today}' ORDER BY last_day, code")
            }
            ClockState::Late => {
                format!("WHERE clock_runs = 1 AND last_day < '{today}' ORDER BY last_day, code")
            }
            ClockState::Met => {
                format!("WHERE response_published IS NOT NULL AND response_published <= last_day {stopped}")
            }
            ClockState::Missed => {
                format!("WHERE response_published IS NOT NULL AND response_published > last_day {stopped}")
            }
            ClockState::Elsewhere => {
                "WHERE response_published IS NULL AND answered_by IS NOT NULL ORDER BY published DESC, code"
                    .into()
            }
            ClockState::NoneDue => {
                "WHERE response_published IS NULL AND answered_by IS NULL AND clock_runs = 0
                ORDER BY published DESC, code"
                    .into()
            }
        };
        self.inspection_rows(&which, limit)
    }

    /// The running clocks whose last day is this one.
    pub(super) fn clocks_ending(&self, day: NaiveDate, limit: usize) -> Result<Vec<InspectionRow>, Trouble> {
        self.inspection_rows(&format!("WHERE clock_runs = 1 AND last_day = '{day}' ORDER BY code"), limit)
    }
}
