//! `calendar`: what falls on the days of a month, or on one day.

use clap::{Arg, ArgMatches, Command};

use super::Desk;
use super::failure::Failure;
use super::output::Form;
use crate::briefing::calendar::{self, When, when};

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

pub fn run(desk: &Desk, matches: &ArgMatches) -> Result<(), Failure> {
    let words: Vec<&str> =
        matches.get_many::<String>("when").into_iter().flatten().map(String::as_str).collect();
    let ledger = desk.read()?;
    let (standing, today, width) = (ledger.standing(), ledger.today(), desk.output.width());
    match when(&words.join(" "), today).map_err(|wrong| Failure::usage(wrong.to_string()))? {
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
