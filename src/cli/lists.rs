//! `people`, `body`, `meeting`, `inspection`, `response`: short lists, beside the verbs that share their nouns.

use clap::Command;

use super::Desk;
use super::failure::Failure;
use crate::briefing::layout::{beside, cell};
use crate::briefing::overview::clock_of;
use crate::journey::deadline::in_words as day;
use crate::journey::meeting::Meeting;
use crate::journey::people::{Holding, Person};
use crate::ledger::Ledger;
use crate::ledger::opening::Access;
use crate::ledger::standing::questions::InspectionRow;

const LISTS: [(&str, &str); 5] = [
    ("people", "list the people and their roles, or add to them"),
    ("body", "list the bodies, or name one"),
    ("meeting", "list the meetings, or plan, open and close one"),
    ("inspection", "list the inspections, or record one by hand"),
    ("response", "list the response clocks, or work on a statutory response"),
];

/// So many of the newest are listed.
const MOST: usize = 500;

pub fn commands() -> impl Iterator<Item = Command> {
    LISTS.into_iter().map(|(name, about)| Command::new(name).about(about))
}

pub fn is_list(name: &str) -> bool {
    LISTS.iter().any(|(list, _)| *list == name)
}

pub fn run(desk: &Desk, name: &str) -> Result<(), Failure> {
    let (ledger, width) = (desk.open(Access::Read)?, desk.output.width());
    match name {
        "people" => people(desk, &ledger),
        "body" => bodies(desk, &ledger),
        "meeting" => {
            let meetings = ledger.standing().meetings(MOST)?;
            desk.output.document(&meetings, || {
                lines(meetings.iter().map(|meeting| meeting_line(meeting, width)), "no meeting yet")
            })
        }
        "inspection" => {
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
    let told = format!("{}; acts through {accounts}", roles.join(", "));
    beside(&format!("{} ", cell(&person.name, 20)), &told, width)
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
pub fn meeting_line(meeting: &Meeting, width: usize) -> String {
    let chair = meeting.chair.as_ref().map_or(String::new(), |chair| format!("; chair {chair}"));
    let with = if meeting.attendees.is_empty() {
        String::new()
    } else {
        format!("; with {}", meeting.attendees.join(", "))
    };
    let kind = format!("{}, {}", meeting.kind.words(), meeting.phase.words());
    let number = meeting.reference.to_string();
    let head = [cell(&number, 4), cell(&day(meeting.date), 11), cell(&kind, 19)].join(" ");
    beside(&format!("{head} "), &format!("{}{chair}{with}", meeting.name), width)
}

fn inspection_line(row: &InspectionRow, width: usize) -> String {
    let counts = match row.recommendations {
        1 => format!("1 recommendation, {} ours", row.ours),
        n => format!("{n} recommendations, {} ours", row.ours),
    };
    let head = format!("{} {} ", cell(&row.code, 9), cell(&day(row.published), 11));
    beside(&head, &format!("{}; {counts}", row.title), width)
}
