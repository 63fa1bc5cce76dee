//! `overview`: the road with its counts, what waits, the clocks.

use chrono::NaiveDate;
use clap::Command;
use serde::Serialize;

use super::failure::Failure;
use super::{Desk, actor};
use crate::briefing::forecast::Brief;
use crate::briefing::overview::{Overview, clock_of, told, waits_for, you};
use crate::journey::register::Register;
use crate::journey::response::Clock;
use crate::ledger::Ledger;
use crate::ledger::standing::questions::{Counts, InspectionRow, Waiting};

/// So many of each sort that waits are told; the counts tell of all.
const EACH: usize = 5;

pub fn command() -> Command {
    Command::new("overview").about("tell what stands and what waits")
}

/// `overview --json`.
#[derive(Serialize)]
struct Document<'a> {
    home: &'a str,
    today: NaiveDate,
    practice: bool,
    counts: &'a Counts,
    waiting: &'a [Waiting],
    clocks: Vec<(&'a str, Clock)>,
    forecast: Brief,
    head: String,
}

pub fn run(desk: &Desk) -> Result<(), Failure> {
    let ledger = desk.read()?;
    print(desk, &ledger)
}

/// Prints the overview of an open register.
pub fn print(desk: &Desk, ledger: &Ledger) -> Result<(), Failure> {
    let standing = ledger.standing();
    let (register, today) = (standing.register()?, ledger.today());
    // The overview is for everybody: whoever is nobody in this register sees what waits for a lead.
    let name = actor::name(desk, &register).unwrap_or_default();
    let person = register.person(&name);
    let last_meeting = standing.last_meeting()?;
    let counts = standing.counts(register.scheme.warning_days, last_meeting.as_ref().map(|(_, on)| *on))?;
    let waiting = ledger.waiting_for(&name, &waits_for(person, today), EACH)?;
    let clocks = standing.clocks(EACH)?;
    let forecast = standing.forecast()?;
    let overview = Overview {
        register: &register,
        today,
        practice: ledger.is_practice(),
        marking: desk.settings().marking_of(ledger.is_practice()),
        you: &match (person, several(desk, &register)) {
            (None, Some(people)) => format!("{people} (say which: `--actor NAME`)"),
            _ => you(person, today),
        },
        counts: &counts,
        waiting: &waiting,
        clocks: &clocks,
        forecast: &forecast,
        last_meeting: last_meeting.as_ref(),
    };
    let document = Document {
        home: &register.home,
        today,
        practice: overview.practice,
        counts: &counts,
        waiting: &waiting,
        clocks: clocks.iter().map(|row: &InspectionRow| (row.code.as_str(), clock_of(row, today))).collect(),
        forecast: Brief::of(&forecast),
        head: ledger.head()?.to_string(),
    };
    desk.output.document(&document, || told(&overview, desk.output.width()))
}

/// The people of whom this account may be any, where it acts for more than one.
fn several(desk: &Desk, register: &Register) -> Option<String> {
    let people: Vec<_> =
        register.served_by(&desk.seat.account.user).map(|person| person.name.as_str()).collect();
    (people.len() > 1).then(|| people.join(" or "))
}
