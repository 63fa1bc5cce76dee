//! The pack for a meeting: what came and went since the last one, what must be spoken of, then everything by owner.

use chrono::NaiveDate;

use super::actions::{self, Of};
use super::document::{Cell, Column, Paper, Table};
use super::facts::Facts;
use super::reconciling::{Period, Reconciled};
use super::{cases, changed};
use crate::briefing::case::decided;
use crate::briefing::diff::Diff;
use crate::journey::deadline::in_words as day;
use crate::journey::meeting::Meeting;
use crate::journey::recommendation::{Recommendation, Stage};

/// Writes the pack for a meeting. What is overdue is so on the day of the paper; what falls due before the meeting,
/// or soon after it, is told apart.
/// `diff` is what changed in the period.
pub fn pack(facts: &Facts, meeting: &Meeting, period: &Period, diff: Option<&Diff>) -> Paper {
    let title = format!("Pack for {}: {}", meeting.reference, meeting.name);
    let mut paper = facts.paper("meeting", title);
    paper.list(super::minutes::particulars(meeting));
    let reconciled = Reconciled::over(facts, period);
    reconciled.tell(&mut paper);
    let tables = before_it(facts, meeting.date);
    paper.heading(2, "What is before the meeting");
    paper.table(summary(&tables));
    for (heading, table) in tables {
        paper.heading(3, heading);
        paper.table(table);
    }
    diff.into_iter().for_each(|diff| changed::tell(&mut paper, diff));
    let (by_owner, lists) = actions::summary(facts, &facts.owed(), facts.today);
    paper.heading(2, "Everything that is open, by owner");
    paper.table(by_owner);
    lists.into_iter().for_each(|list| paper.table(list));
    reconciled.list(&mut paper);
    paper
}

/// How many there are of each sort. One thing may be there for several reasons, so they are not added up.
fn summary(tables: &[(&'static str, Table)]) -> Table {
    let columns = vec![Column::text("What"), Column::number("How many")];
    let row = |(heading, table): &(&str, Table)| {
        vec![Cell::text(*heading), Cell::count(table.items().len(), &table.id)]
    };
    Table::new("before-it", "What is before the meeting", columns, "").with(tables.iter().map(row))
}

fn before_it(facts: &Facts, on: NaiveDate) -> Vec<(&'static str, Table)> {
    let today = facts.today;
    let soon = facts.soon(on.max(today));
    let (late, owed): (Vec<Of>, Vec<Of>) =
        facts.owed().into_iter().partition(|(_, action)| action.target < today);
    let due_then = owed.into_iter().filter(|(_, action)| action.target < soon);
    let due = format!("Due from {} on, and before {}", day(today), day(soon));
    let overdue = format!("Overdue on {}", day(today));
    vec![
        ("Waiting for a decision", waiting(facts)),
        ("Returned", returned(facts)),
        ("Overdue", actions::table(facts, ("overdue", &overdue, "Nothing is overdue."), late, today)),
        (
            "Due before long",
            actions::table(facts, ("due", &due, "Nothing is due before long."), due_then, today),
        ),
        ("Quiet", quiet(facts, on)),
    ]
}

fn waiting(facts: &Facts) -> Table {
    let asks = |case: &Recommendation| {
        let mut asks: Vec<String> = match case.stage {
            Stage::Approval => vec!["outcome to be approved".into()],
            Stage::SignOff => vec!["closure to be signed off".into()],
            _ => Vec::new(),
        };
        asks.extend(case.unfinished().filter_map(|action| {
            let extension = action.extension.as_ref()?;
            let trail = action.trail().map_or(String::new(), |trail| format!(", now {trail}"));
            let (letter, of) = (&action.letter, extension.of.words());
            Some(format!("extension of {letter} to {} asked of {of}{trail}", day(extension.to)))
        }));
        asks.extend(
            case.withdrawal.as_ref().map(|asked| format!("to be closed as {}", asked.ending.words())),
        );
        asks.join("; ")
    };
    let waits = facts.open().filter(|case| !asks(case).is_empty());
    let head = ("waiting", "Waiting for a decision", "Nothing waits for a decision.");
    cases::table(facts, head, ("What is asked", &asks), waits)
}

fn returned(facts: &Facts) -> Table {
    let came_back = |case: &Recommendation| {
        case.returned.is_some() || case.sent_back.is_some() || case.submission_returned.is_some()
    };
    let why = |case: &Recommendation| decided(case).join("; ");
    let head = ("returned", "Returned, and not gone on since", "Nothing was returned.");
    cases::table(facts, head, ("Why it came back", &why), facts.open().filter(|case| came_back(case)))
}

/// What nobody has said a word on since the last governance meeting.
fn quiet(facts: &Facts, on: NaiveDate) -> Table {
    let last = facts.governed_before(on);
    let silent = |case: &Recommendation| {
        last.is_some_and(|meeting| case.silent_since().is_some_and(|since| since < meeting.date))
    };
    let heard = |case: &Recommendation| case.last_heard().map_or("never".into(), day);
    let (caption, none) = match last {
        Some(meeting) => (
            format!("Without a word since {} ({})", meeting.reference, day(meeting.date)),
            "Everything was spoken of.",
        ),
        None => ("Without a word since the last meeting".into(), "There was no governance meeting before."),
    };
    let head = ("quiet", caption.as_str(), none);
    cases::table(facts, head, ("Last heard", &heard), facts.open().filter(|case| silent(case)))
}
