//! The 56-day clocks: how many run, are late, were met or missed, and by how many days.

use chrono::NaiveDate;

use super::items::Items;
use super::table::{Cell, Table};
use crate::ledger::standing::clocks::{ClockState, Clocks};
use crate::ledger::standing::questions::InspectionRow;

/// The clocks in numbers, a row for each state.
pub fn table(clocks: &Clocks) -> Table {
    let row = |state: ClockState| {
        let count = Cell::count(clocks.of(state), Items::Clocks(state));
        vec![Cell::words(state.words()), count, Cell::words(state.told())]
    };
    // Without a clock there is something to tell only where there is such an inspection.
    let told = |state: &ClockState| ClockState::CLOCKS.contains(state) || clocks.of(*state) > 0;
    let rows = ClockState::ALL.into_iter().filter(told).map(row).collect();
    Table { columns: vec!["clocks", "count", "that is"], rows, none: "" }
}

/// Inspections with their clocks, a row each.
pub fn inspections(rows: &[InspectionRow], today: NaiveDate) -> Table {
    let row = |row: &InspectionRow| {
        vec![
            Cell::words(row.code.clone()),
            Cell::Date(Some(row.published)),
            Cell::Date(Some(row.last_day)),
            Cell::Date(row.response_published),
            Cell::words(days(row, today)),
            Cell::words(row.title.clone()),
        ]
    };
    Table {
        columns: vec!["inspection", "published", "last day", "response", "days", "title"],
        rows: rows.iter().map(row).collect(),
        none: "no response clock is like that",
    }
}

/// By how many days, in words.
pub fn days(row: &InspectionRow, today: NaiveDate) -> String {
    let of = |days: i64| if days == 1 { "1 day".to_string() } else { format!("{days} days") };
    if row.response_published.is_none() && !row.clock_runs {
        return "no clock runs".into();
    }
    let end = row.response_published.unwrap_or(today);
    let left = (row.last_day - end).num_days();
    match (row.response_published, left) {
        (None, 0) => "due TODAY".into(),
        (None, ..0) => format!("LATE by {}", of(-left)),
        (None, _) => format!("{} left", of(left)),
        (Some(_), 0) => "met on the last day".into(),
        (Some(_), ..0) => format!("missed by {}", of(-left)),
        (Some(_), _) => format!("met with {} to spare", of(left)),
    }
}
