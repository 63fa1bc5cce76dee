//! `people`, `body`, `meeting`, `inspection`, `response`: short lists, beside the verbs that share their nouns.

use clap::{Arg, ArgMatches, Command};

use super::Desk;
use super::failure::Failure;
use super::output::Form;
use super::show;
use crate::briefing::layout::{beside, cell, fold};
use crate::briefing::meeting;
use crate::briefing::overview::clock_of;
use crate::briefing::owners::dates;
use crate::journey::deadline::in_words as day;
use crate::journey::meeting::Meeting;
use crate::journey::people::{Holding, Person};
use crate::journey::reference::InspectionCode;
use crate::journey::text::quoted;
use crate::ledger::Ledger;
use crate::ledger::opening::Access;
use crate::ledger::standing::questions::InspectionRow;
use crate::ledger::standing::tallies::Dates;

const LISTS: [(&str, &str); 5] = [
    ("people", "list the people and their roles, or add to them"),
    ("body", "list the bodies, or name one"),
    ("meeting", "list the meetings, or plan, open and close one"),
    ("inspection", "list the inspections, show one, or record one by hand"),
    ("response", "list the response clocks, or work on a statutory response"),
];

/// So many of the newest are listed.
const MOST: usize = 500;

pub fn commands() -> impl Iterator<Item = Command> {
    LISTS.into_iter().map(|(name, about)| {
        let named =
            Arg::new("name").value_name("NAME").help("show this one: its code, or words of its title");
        let named = (name == "inspection").then_some(named);
        Command::new(name).about(about).args(named)
    })
}

pub fn is_list(name: &str) -> bool {
    LISTS.iter().any(|(list, _)| *list == name)
}

pub fn run(desk: &Desk, name: &str, matches: &ArgMatches) -> Result<(), Failure> {
    let (ledger, width) = (desk.open(Access::Read)?, desk.output.width());
    match name {
        "people" => people(desk, &ledger),
        "body" => bodies(desk, &ledger),
        "meeting" => {
            let meetings = ledger.standing().meetings(MOST)?;
            if desk.output.form() == Form::Csv {
                return desk.output.table(&meeting::list(&meetings), String::new);
            }
            desk.output.document(&meetings, || {
                lines(meetings.iter().map(|meeting| meeting_line(meeting, width)), "no meeting yet")
            })
        }
        "inspection" => {
            if let Some(said) = matches.get_one::<String>("name") {
                return show::show_inspection(desk, &ledger, &named(&ledger, said)?);
            }
            let rows = ledger.standing().inspections(MOST)?;
            desk.output.document(&rows, || {
                lines(rows.iter().map(|row| inspection_line(row, width)), "no inspection yet")
            })
        }
        _ => {
            let (rows, today) = (ledger.standing().clocks(MOST)?, ledger.today());
            let line = |row: &InspectionRow| {
                format!(
                    "{} {}\n",
                    cell(&row.code, 10),
                    crate::briefing::inspection::clock(&clock_of(row, today))
                )
            };
            desk.output.document(&rows, || lines(rows.iter().map(line), "no response clock runs"))
        }
    }
}

/// The inspection of that code, or the only one whose title holds these words.
fn named(ledger: &Ledger, said: &str) -> Result<InspectionCode, Failure> {
    let none = || {
        Failure::refused(
            format!("no inspection is called {}", quoted(said)),
            "see what there is with `plenary inspection`",
        )
    };
    let rows = ledger.standing().inspections(MOST)?;
    let words = said.to_lowercase();
    let mut alike = rows.iter().filter(|row| row.title.to_lowercase().contains(&words));
    match (said.parse::<InspectionCode>(), alike.next(), alike.next()) {
        (Ok(code), ..) if ledger.standing().code_taken(&code)? => Ok(code),
        (_, Some(only), None) => only.code.parse().map_err(|_| none()),
        (_, Some(_), Some(_)) => {
            let what = format!("several inspections have {} in their titles", quoted(said));
            Err(Failure::refused(what, "name it by its code"))
        }
        _ => Err(none()),
    }
}

fn lines(lines: impl Iterator<Item = String>, none: &str) -> String {
    let all: String = lines.collect();
    if all.is_empty() { format!("{none}\n") } else { all }
}

fn people(desk: &Desk, ledger: &Ledger) -> Result<(), Failure> {
    let register = ledger.standing().register()?;
    desk.output.document(&register.people, || {
        lines(register.people.iter().map(|person| person_line(person, desk.output.width())), "nobody yet")
    })
}

fn person_line(person: &Person, width: usize) -> String {
    let roles: Vec<_> = person.roles.iter().map(role).collect();
    let accounts =
        if person.accounts.is_empty() { "no account".to_string() } else { person.accounts.join(", ") };
    let address = person.address.as_ref().map_or(String::new(), |address| format!("; messages to {address}"));
    let told = format!("{}; acts through {accounts}{address}", roles.join(", "));
    let mut out = beside(&format!("{} ", cell(&person.name, 20)), &told, width);
    for key in &person.keys {
        let kind = key.key.split_once(' ').map_or("", |(kind, _)| kind);
        let verified = if key.holder_verified { ", verifies its holder" } else { "" };
        // A fingerprint is compared and copied as a whole: it stands on a line of its own.
        out.push_str(&format!("  key {}\n", key.fingerprint));
        out.push_str(&fold(&format!("{kind}{verified}, {}", key.words()), width, "    "));
    }
    out
}

fn role(held: &Holding) -> String {
    let from = held.from.map_or(String::new(), |from| format!(" from {}", day(from)));
    let until = held.until.map_or(String::new(), |until| format!(" until {}", day(until)));
    format!("{}{from}{until}", held.role.words())
}

fn bodies(desk: &Desk, ledger: &Ledger) -> Result<(), Failure> {
    let register = ledger.standing().register()?;
    desk.output.document(&register.bodies, || {
        let home = |name: &str| if name == register.home { "; the home body" } else { "" };
        lines(
            register.bodies.iter().map(|(name, kind)| format!("{name}: {}{}\n", kind.words(), home(name))),
            "no body yet",
        )
    })
}

/// A meeting on a line, or on several where many were there.
fn meeting_line(meeting: &Meeting, width: usize) -> String {
    let chair = meeting.chair.as_ref().map_or(String::new(), |chair| format!("; chair {chair}"));
    let with = if meeting.attendees.is_empty() {
        String::new()
    } else {
        format!("; with {}", meeting.attendees.join(", "))
    };
    let apologies = match meeting.apologies.as_slice() {
        [] => String::new(),
        names => format!("; apologies: {}", names.join(", ")),
    };
    let series = meeting.series.as_ref().map_or(String::new(), |series| format!("; {series}"));
    let kind = format!("{}, {}", meeting.kind.words(), meeting.phase.words());
    let number = meeting.reference.to_string();
    let head = [cell(&number, 4), cell(&day(meeting.date), 11), cell(&kind, 21)].join(" ");
    beside(&format!("{head} "), &format!("{}{chair}{with}{apologies}{series}", meeting.name), width)
}

fn inspection_line(row: &InspectionRow, width: usize) -> String {
    let counts = match row.recommendations {
        1 => format!("1 recommendation, {} ours", row.ours),
        n => format!("{n} recommendations, {} ours", row.ours),
    };
    let stands = match row.overdue {
        0 => format!("{} open, {} closed", row.open, row.closed()),
        overdue => format!("{} open ({overdue} OVERDUE), {} closed", row.open, row.closed()),
    };
    let counts = if row.ours > 0 { format!("{counts}: {stands}") } else { counts };
    let counts = match row.dates == Dates::default() {
        true => counts,
        false => format!("{counts}; {}", dates(&row.dates)),
    };
    let head = format!("{} {} ", cell(&row.code, 9), cell(&day(row.published), 11));
    beside(&head, &format!("{}; {counts}", row.title), width)
}
