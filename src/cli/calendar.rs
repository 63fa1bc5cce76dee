//! `calendar`: what falls on the days of a month, or on one day.

use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use super::Desk;
use super::chase::refuse_a_past;
use super::failure::Failure;
use super::output::Form;
use crate::briefing::calendar::{self, When, when};
use crate::export::dates;
use crate::ledger::Put;
use crate::ledger::trouble::Trouble;

/// So many items of each sort are listed on one day.
const MOST: usize = 500;

pub fn command() -> Command {
    let when = Arg::new("when").value_name("WHEN").num_args(0..).help(
        "a month such as `2024-06` or `June 2024`, or a day such as `30 June 2024`; this month if left out",
    );
    let ics = Arg::new("ics")
        .long("ics")
        .value_name("FILE")
        .value_parser(value_parser!(PathBuf))
        .conflicts_with("when")
        .help("write every date into this iCalendar file; imported again, it updates what it made before");
    let replace = Arg::new("replace")
        .long("replace")
        .action(ArgAction::SetTrue)
        .requires("ics")
        .help("replace the file if it is there already");
    Command::new("calendar")
        .about("tell what falls on which day: dates, deadlines, clocks, meetings")
        .args([when, ics, replace])
}

pub fn run(desk: &Desk, matches: &ArgMatches) -> Result<(), Failure> {
    if let Some(to) = matches.get_one::<PathBuf>("ics") {
        return write_dates(desk, to, matches.get_flag("replace"));
    }
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

/// Every date in one file for other programs.
fn write_dates(desk: &Desk, to: &Path, replace: bool) -> Result<(), Failure> {
    refuse_a_past(desk, "dates are")?;
    let ledger = desk.read()?;
    let marking = desk.settings().marking_of(ledger.is_practice());
    let put = if replace { Put::Replacing } else { Put::New };
    match dates::to_file(&ledger, marking, (to, put)) {
        Err(Trouble::AlreadyThere { path }) => Err(Failure::Trouble {
            what: Trouble::AlreadyThere { path }.to_string(),
            hint: Some("choose another name, or say `--replace`".into()),
        }),
        written => desk.output.text(&format!("wrote {} to {}\n", dates::told(written?), to.display())),
    }
}
