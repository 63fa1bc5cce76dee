//! The calendar: what falls on which day of a month, and the items of one day.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::items::Items;
use super::layout::{beside, cell};
use super::owners::{rating, state};
use super::table::{Cell, Table};
use crate::journey::day::read_date;
use crate::journey::deadline::{NotADate, in_words};
use crate::journey::scheme::Scheme;
use crate::ledger::standing::calendar::{Day, DayItems};

/// The days of a month on which anything falls, a row each.
pub fn table(days: &BTreeMap<NaiveDate, Day>, today: NaiveDate) -> Table {
    let row = |(date, day): (&NaiveDate, &Day)| {
        let weekday = if *date == today { "today".to_string() } else { date.format("%a").to_string() };
        let counts =
            [day.actions, day.deadlines, day.last_days, day.meetings].map(|n| Cell::Count(n.into(), None));
        let mut cells = vec![Cell::Date(Some(*date)), Cell::words(weekday)];
        cells.extend(counts);
        cells.push(Cell::count(day.total(), Items::Day(*date)));
        cells
    };
    Table {
        columns: vec!["date", "day", "actions due", "deadlines", "last days", "meetings", "all"],
        rows: days.iter().map(row).collect(),
        none: "nothing falls in this month",
    }
}

/// What is asked for: a month, told by any of its days, or a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    Month(NaiveDate),
    Day(NaiveDate),
}

/// Reads a month such as `2024-06` or `June 2024`, or a day; nothing is this month.
pub fn when(said: &str, today: NaiveDate) -> Result<When, NotADate> {
    if said.is_empty() {
        return Ok(When::Month(today));
    }
    if let Ok(first) = format!("{said}-01").parse() {
        return Ok(When::Month(first));
    }
    let day = read_date(said, today)?;
    // What still is a date with a day before it names a month.
    let is_month = read_date(&format!("1 {said}"), today).is_ok();
    Ok(if is_month { When::Month(day) } else { When::Day(day) })
}

/// One item of a day: what sort it is, its reference, what it says, and who owes it.
pub struct Item {
    pub sort: &'static str,
    pub reference: String,
    pub says: String,
}

/// The items of a day, in the order in which a day is read: meetings, last days, deadlines, actions.
pub fn items(items: &DayItems, scheme: &Scheme, today: NaiveDate) -> Vec<Item> {
    let item = |sort, reference: &str, says: String| Item { sort, reference: reference.to_string(), says };
    let meetings = items.meetings.iter().map(|meeting| {
        let says = format!("{} meeting, {}: {}", meeting.kind, meeting.phase, meeting.name);
        item("meeting", &meeting.r#ref, says)
    });
    let last_days = items.last_days.iter().map(|row| {
        item("last day", &row.code, format!("{}: {}", super::clocks::days(row, today), row.title))
    });
    let deadlines = items
        .deadlines
        .iter()
        .map(|row| item("deadline", &row.r#ref, format!("“{}”, at {}: {}", row.words, row.stage, row.text)));
    let actions = items.actions.iter().map(|action| {
        let (state, rating) = (state(action, today), rating(action, scheme));
        item("action", &action.r#ref, format!("{}, {rating}, {state}: {}", action.owner, action.marked()))
    });
    meetings.chain(last_days).chain(deadlines).chain(actions).collect()
}

/// The items of a day, a row each.
pub fn day_table(all: &DayItems, scheme: &Scheme, today: NaiveDate) -> Table {
    let row = |item: Item| vec![Cell::words(item.sort), Cell::words(item.reference), Cell::words(item.says)];
    let rows = items(all, scheme, today).into_iter().map(row).collect();
    Table { columns: vec!["sort", "ref", "says"], rows, none: "nothing falls on this day" }
}

/// One day in words.
pub fn told(date: NaiveDate, all: &DayItems, scheme: &Scheme, today: NaiveDate, width: usize) -> String {
    let mut out = format!("{} {}\n", date.format("%A"), in_words(date));
    let items = items(all, scheme, today);
    if items.is_empty() {
        out.push_str("  nothing falls on this day\n");
    }
    for item in items {
        let head = format!("  {} {} ", cell(item.sort, 9), cell(&item.reference, 11));
        out.push_str(&beside(&head, &item.says, width));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_and_a_day_are_told_apart() {
        let today: NaiveDate = "2024-03-01".parse().unwrap();
        for (said, month) in [("", "2024-03-01"), ("2024-06", "2024-06-01"), ("June 2024", "2024-06-30")] {
            let month: NaiveDate = month.parse().unwrap();
            assert!(matches!(when(said, today), Ok(When::Month(day)) if day == month), "{said}");
        }
        for said in ["2024-06-30", "30 June 2024", "30 June", "30/6/24"] {
            let day: NaiveDate = "2024-06-30".parse().unwrap();
            assert!(matches!(when(said, today), Ok(When::Day(found)) if found == day), "{said}");
        }
        assert!(when("someday", today).is_err());
    }
}
