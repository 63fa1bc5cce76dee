//! `diff`: what changed between two days or meetings.

use clap::{Arg, ArgMatches, Command};

use super::Desk;
use super::failure::Failure;
use super::output::Form;
use crate::briefing::diff::{Diff, document, table, told};
use crate::ledger::Ledger;
use crate::ledger::past::Moment;

pub fn command() -> Command {
    let moment =
        |name: &'static str, help: &'static str| Arg::new(name).value_name("DATE|MEETING").help(help);
    Command::new("diff").about("tell what changed between two days or meetings").args([
        moment("from", "since when; since the last governance meeting if left out"),
        moment("to", "until when; until now if left out"),
    ])
}

pub fn run(desk: &Desk, matches: &ArgMatches) -> Result<(), Failure> {
    let ledger = desk.read()?;
    let said = |name: &str| matches.get_one::<String>(name).map(String::as_str);
    let (from, to) = ledger.span(said("from"), said("to"))?;
    let diff = of(&ledger, from, to)?;
    match desk.output.form() {
        Form::Csv => desk.output.table(&table(&diff), String::new),
        _ => desk.output.document(&document(&diff), || told(&diff, desk.output.width())),
    }
}

fn of(ledger: &Ledger, from: Moment, to: Moment) -> Result<Diff, Failure> {
    let (before, after) = ledger.stood(&from, &to)?;
    Ok(Diff::between(&before, &after, from, to))
}
