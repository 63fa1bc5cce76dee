//! A month as a grid of its days, with what falls on each.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, Months, NaiveDate};
use ratatui::style::Style;

use crate::ledger::standing::calendar::Day;
use crate::tui::drawing::fitting::column;
use crate::tui::drawing::sheet::{Focus, Piece, Row, Sheet};
use crate::tui::link::Link;
use crate::tui::screen::Around;

/// The first day of a day's month.
pub fn first_of(day: NaiveDate) -> NaiveDate {
    day.with_day(1).unwrap_or(day)
}

/// The month before or after.
pub fn other(month: NaiveDate, later: bool) -> NaiveDate {
    let step = Months::new(1);
    let other = if later { month.checked_add_months(step) } else { month.checked_sub_months(step) };
    other.unwrap_or(month)
}

/// Where a day of the month stands in the grid.
pub fn place_of(day: NaiveDate) -> Focus {
    let first = first_of(day).weekday().num_days_from_monday();
    let row = (first + day.day0()) / 7;
    // In the first week there is nothing to the left of the first day.
    let column = if row == 0 { day.day0() } else { day.weekday().num_days_from_monday() };
    Focus::at(row as usize, column as usize)
}

/// The grid, a week on a line, and below it the days on which anything falls, in words.
pub fn sheet(month: NaiveDate, days: &BTreeMap<NaiveDate, Day>, width: usize, around: &Around) -> Sheet {
    let theme = around.theme;
    let wide = (width / 7).clamp(7, 16);
    let mut sheet = Sheet::default();
    let names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    let names: String = names.iter().map(|name| column(&format!(" {name}"), wide)).collect();
    sheet.add_words(names, theme.dim());
    let first = first_of(month);
    let last = other(first, true).pred_opt().unwrap_or(first);
    let monday = first - Days::new(first.weekday().num_days_from_monday().into());
    for week in monday.iter_weeks().take_while(|monday| *monday <= last) {
        let cell = |day: NaiveDate| day_cell(day, month, days.get(&day), wide, around);
        sheet.add(week.iter_days().take(7).map(cell).collect());
    }
    sheet.add_words("[ ] today   a action due   d deadline   c clock ends   m meeting", theme.dim());
    let mut told = Sheet::default();
    days.iter().for_each(|(date, day)| told.add(day_row(*date, day, around)));
    sheet.append(told);
    sheet
}

fn day_cell(day: NaiveDate, month: NaiveDate, falls: Option<&Day>, wide: usize, around: &Around) -> Piece {
    if (day.year(), day.month()) != (month.year(), month.month()) {
        return Piece::words(" ".repeat(wide), Style::new());
    }
    let number = if day == around.today { format!("[{}]", day.day()) } else { format!(" {} ", day.day()) };
    let style = match falls {
        None => around.theme.dim(),
        Some(_) if day < around.today => Style::new(),
        Some(_) => around.theme.strong(),
    };
    let marks = falls.map_or(String::new(), marks);
    Piece::link(column(&format!("{number:>4} {marks}"), wide), style, Link::Day(day))
}

/// `3a 1m`: how much of each sort.
fn marks(day: &Day) -> String {
    let sorts = [(day.actions, 'a'), (day.deadlines, 'd'), (day.last_days, 'c'), (day.meetings, 'm')];
    sorts.iter().filter(|(n, _)| *n > 0).map(|(n, sort)| format!("{n}{sort}")).collect()
}

fn day_row(date: NaiveDate, day: &Day, around: &Around) -> Row {
    let plural = |n: u32, one: &str, more: &str| match n {
        0 => None,
        1 => Some(format!("1 {one}")),
        n => Some(format!("{n} {more}")),
    };
    let told: Vec<_> = [
        plural(day.actions, "action due", "actions due"),
        plural(day.deadlines, "deadline", "deadlines"),
        plural(day.last_days, "response clock ends", "response clocks end"),
        plural(day.meetings, "meeting", "meetings"),
    ]
    .into_iter()
    .flatten()
    .collect();
    let late = date < around.today && day.actions > 0;
    let style = if late { around.theme.bad() } else { Style::new() };
    let late = if late { "  OVERDUE" } else { "" };
    vec![
        Piece::link(format!("{:<11}", date.format("%a %-d %b")), style, Link::Day(date)),
        Piece::words(format!(" {}{late}", told.join(", ")), style),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_has_its_place_in_the_grid() {
        let place = |day: &str| place_of(day.parse().unwrap());
        assert_eq!(place("2023-02-01"), Focus::at(0, 0));
        assert_eq!(place("2023-02-05"), Focus::at(0, 4));
        assert_eq!(place("2023-02-06"), Focus::at(1, 0));
        assert_eq!(place("2023-02-28"), Focus::at(4, 1));
        assert_eq!(place("2023-05-01"), Focus::at(0, 0));
    }
}
