//! `calendar`: what falls on the days of a month, or on one day.

use chrono::NaiveDate;
use clap::{Arg, ArgMatches, Command};

use super::Desk;
use super::failure::Failure;
use super::output::Form;
use crate::briefing::calendar;
use crate::journey::deadline::read_date;

/// So many items of each sort are listed on one day.
const MOST: usize = 500;

pub fn command() -> Command {
    let when = Arg::new("when").value_name("WHEN").num_args(0..).help(
        "a month such as `2024-06` or `June 2024`, or a day such as `30 June 2024`; this month if left out",
    );
    Command::new("calendar")
        .about("tell what falls on which day: dates, deadlines, clocks, meetings")
        .arg(when)
}

/// What is asked for: a month, told by any of its days, or a day.
enum When {
    Month(NaiveDate),
    Day(NaiveDate),
}

pub fn run(desk: &Desk, matches: &ArgMatches) -> Result<(), Failure> {
    let words: Vec<&str> =
        matches.get_many::<String>("when").into_iter().flatten().map(String::as_str).collect();
    let ledger = desk.read()?;
    let (standing, today, width) = (ledger.standing(), ledger.today(), desk.output.width());
    match when(&words.join(" "), today)? {
        When::Month(month) => {
            let table = calendar::table(&standing.calendar(month)?, today);
            let title = month.format("%B %Y");
            desk.output.table(&table, || format!("{title}\n\n{}", table.told(width)))
        }
        When::Day(day) => {
            let items = standing.on_day(day, MOST)?;
            let scheme = standing.register()?.scheme;
            match desk.output.form() {
                Form::Csv => desk.output.table(&calendar::day_table(&items, &scheme, today), String::new),
                _ => desk.output.document(&items, || calendar::told(day, &items, &scheme, today, width)),
            }
        }
    }
}

fn when(said: &str, today: NaiveDate) -> Result<When, Failure> {
    if said.is_empty() {
        return Ok(When::Month(today));
    }
    if let Ok(first) = format!("{said}-01").parse() {
        return Ok(When::Month(first));
    }
    let day = read_date(said, today).map_err(|wrong| Failure::usage(wrong.to_string()))?;
    // What still is a date with a day before it names a month.
    let is_month = read_date(&format!("1 {said}"), today).is_ok();
    Ok(if is_month { When::Month(day) } else { When::Day(day) })
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
