//! The calendar: what falls on which day of a month, and the items of one day.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::items::Items;
use super::layout::{beside, cell};
use super::owners::{rating, state};
use super::table::{Cell, Table};
use crate::journey::deadline::in_words;
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
        item("action", &action.r#ref, format!("{}, {rating}, {state}: {}", action.owner, action.text))
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
