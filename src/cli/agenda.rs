//! `agenda`: what is before a meeting and why, item by item.

use clap::{Arg, ArgMatches, Command};

use super::Desk;
use super::failure::Failure;
use super::output::Form;
use crate::briefing::meeting;
use crate::journey::reference::{MeetingRef, NotAReference};

pub fn command() -> Command {
    let reference = Arg::new("ref").value_name("MEETING").required(true).help("the meeting, like M14");
    Command::new("agenda")
        .about("tell what is before a meeting, in its order, and why each item is")
        .arg(reference)
}

pub fn run(desk: &Desk, matches: &ArgMatches) -> Result<(), Failure> {
    let said = matches.get_one::<String>("ref").map(String::as_str).unwrap_or_default();
    let reference: MeetingRef =
        said.parse().map_err(|wrong: NotAReference| Failure::usage(wrong.to_string()))?;
    let shown = desk.read()?.meeting(reference, usize::MAX)?.ok_or_else(|| {
        Failure::refused(
            format!("there is no meeting `{reference}`"),
            "see the meetings with `plenary meeting`",
        )
    })?;
    match desk.output.form() {
        Form::Csv => desk.output.table(&meeting::agenda(&shown), String::new),
        _ => desk.output.document(&meeting::document(&shown), || meeting::told(&shown, desk.output.width())),
    }
}
