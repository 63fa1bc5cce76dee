//! The only place that reads the time.

use std::time::{Duration, Instant};

use chrono::{DateTime, Local, NaiveDate, SecondsFormat, SubsecRound, Utc};

/// Where the time comes from: the machine, or a day that stands still for tests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    Machine,
    Still(DateTime<Utc>),
}

impl Clock {
    /// The moment at which something is recorded, to the millisecond, in UTC.
    pub fn now(self) -> DateTime<Utc> {
        match self {
            Clock::Machine => Utc::now().trunc_subsecs(3),
            Clock::Still(moment) => moment,
        }
    }

    /// The day of a moment where the user sits.
    pub fn day_of(self, moment: DateTime<Utc>) -> NaiveDate {
        match self {
            Clock::Machine => moment.with_timezone(&Local).date_naive(),
            Clock::Still(_) => moment.date_naive(),
        }
    }

    /// Today where the user sits.
    pub fn today(self) -> NaiveDate {
        match self {
            Clock::Machine => Local::now().date_naive(),
            Clock::Still(moment) => moment.date_naive(),
        }
    }
}

/// Measures how long something takes on this machine, whatever its calendar says meanwhile.
#[derive(Debug, Clone, Copy)]
pub struct Stopwatch(Instant);

impl Stopwatch {
    pub fn start() -> Stopwatch {
        Stopwatch(Instant::now())
    }

    pub fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}

/// The time of day of a moment, where the user sits: `10:32`.
pub fn time_of_day(moment: DateTime<Utc>) -> String {
    moment.with_timezone(&Local).format("%H:%M").to_string()
}

/// A moment as the record writes it: `2023-02-02T09:30:00.000Z`.
pub fn written(moment: DateTime<Utc>) -> String {
    moment.to_rfc3339_opts(SecondsFormat::Millis, true)
}
