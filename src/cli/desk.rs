//! `desk`: what waits for the decision of whoever asks, as a list or one item whole.

use clap::{Arg, ArgMatches, Command};
use serde::Serialize;

use super::failure::Failure;
use super::output::Form;
use super::{Desk, actor};
use crate::briefing::desk::{self, Before, Section};
use crate::ledger::Ledger;
use crate::ledger::deciding::Waiting;
use crate::ledger::opening::Access;

pub fn command() -> Command {
    let reference = Arg::new("ref")
        .value_name("REF")
        .help("tell this one whole: its reference, or its place in the list; that is kept as your last look");
    Command::new("desk")
        .about("tell what waits for your decision, the most pressing first, or one of it whole")
        .arg(reference)
}

pub fn run(desk: &Desk, matches: &ArgMatches) -> Result<(), Failure> {
    let ledger = desk.open(Access::Read)?;
    ledger.stand_still()?;
    let person = actor::acting(desk, &ledger)?.actor;
    match matches.get_one::<String>("ref") {
        Some(said) => one(desk, &ledger, &person, said),
        None => all(desk, &ledger, &person),
    }
}

fn all(desk: &Desk, ledger: &Ledger, person: &str) -> Result<(), Failure> {
    let (waiting, today) = (ledger.desk(person)?, ledger.today());
    let table = desk::table(&waiting, today);
    desk.output.table(&table, || desk::list(&waiting, person, today, desk.output.width()))
}

/// What `--json` tells of one item.
#[derive(Serialize)]
struct Told<'a> {
    r#ref: String,
    asks: String,
    why_here: String,
    sections: Vec<ToldSection<'a>>,
}

#[derive(Serialize)]
struct ToldSection<'a> {
    head: &'a str,
    lines: Vec<&'a str>,
}

fn one(desk: &Desk, ledger: &Ledger, person: &str, said: &str) -> Result<(), Failure> {
    let all = ledger.desk(person)?.waiting;
    let at = found(&all, said)?;
    let waiting = &all[at];
    let register = ledger.standing().register()?;
    let mut told = desk::Told::of(waiting, ledger, &register, person, &mut Before::new())?;
    let today = ledger.today();
    if desk.output.form() == Form::Json {
        let told = Told {
            r#ref: waiting.subject(),
            asks: desk::asks(waiting),
            why_here: waiting.pressing.words(today),
            sections: told.sections.iter().map(of_section).collect(),
        };
        return desk.output.document(&told, String::new);
    }
    desk.output.document(&(), || {
        let heading = format!("Desk of {person}: {} of {}\n\n", at + 1, all.len());
        heading + &desk::whole(waiting, &told.sections, today, desk.output.width())
    })?;
    // Only what a person read is a look.
    Ok(told.keep(ledger)?)
}

fn of_section(section: &Section) -> ToldSection<'_> {
    let lines = section.lines.iter().map(|line| line.text.as_str()).collect();
    ToldSection { head: &section.head, lines }
}

/// The place of the item that is named: by what it is about, by its recommendation, or by its number in the list.
fn found(all: &[Waiting], said: &str) -> Result<usize, Failure> {
    let said = said.trim();
    let number = said.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    let named = || all.iter().position(|one| one.subject().eq_ignore_ascii_case(said));
    let about = || all.iter().position(|one| one.stands.reference.to_string().eq_ignore_ascii_case(said));
    number.filter(|at| *at < all.len()).or_else(named).or_else(about).ok_or_else(|| {
        let said = crate::journey::text::quoted(said);
        Failure::refused(
            format!("{said} does not wait for your decision"),
            "see what does with `plenary desk`",
        )
    })
}
