//! The pack for a meeting: what came and went since the last one, what must be spoken of, then everything by owner.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::actions::{self, Of};
use super::document::{Cell, Column, Paper, Table};
use super::facts::Facts;
use super::reconciling::{Period, Reconciled};
use super::{cases, changed};
use crate::briefing::case::decided;
use crate::briefing::diff::Diff;
use crate::journey::agenda::{Agenda, Item, Why};
use crate::journey::deadline::in_words as day;
use crate::journey::meeting::{Meeting, Phase};
use crate::journey::recommendation::{Recommendation, Stage};
use crate::journey::reference::{InspectionCode, RecommendationRef};

/// Writes the pack for a meeting: its agenda in its order, then what is behind each sort of reason.
/// What is overdue is so on the day of the paper. `diff` is what changed in the period.
pub fn pack(
    facts: &Facts,
    meeting: &Meeting,
    agenda: &Agenda,
    (period, diff): (&Period, Option<&Diff>),
) -> Paper {
    let title = format!("Pack for {}: {}", meeting.reference, meeting.name);
    let mut paper = facts.paper("meeting", title);
    paper.list(super::minutes::particulars(meeting));
    if meeting.is_plenary() {
        return plenary(paper, facts, meeting, agenda, (period, diff));
    }
    let reconciled = Reconciled::over(facts, period);
    reconciled.tell(&mut paper);
    paper.heading(2, "Agenda");
    paper.table(summary(agenda));
    paper.table(items(facts, agenda));
    dropped(&mut paper, meeting);
    paper.heading(2, "What is before the meeting");
    for (heading, table) in before_it(facts, meeting, agenda) {
        paper.heading(3, heading);
        paper.table(table);
    }
    diff.into_iter().for_each(|diff| changed::tell(&mut paper, diff));
    let (by_owner, lists) = actions::summary(facts, &facts.owed(), facts.today);
    paper.heading(2, "Everything that is open, by owner");
    paper.table(by_owner);
    lists.into_iter().for_each(|list| paper.table(list));
    super::forecast::tell(facts, &mut paper);
    reconciled.list(&mut paper);
    paper
}

/// The pack for a plenary is about what was inspected, and about nothing else: no other work is before it.
fn plenary(
    mut paper: Paper,
    facts: &Facts,
    meeting: &Meeting,
    agenda: &Agenda,
    (period, diff): (&Period, Option<&Diff>),
) -> Paper {
    let asks = inspections(facts, meeting);
    let about = |reference: &RecommendationRef| asks.contains(&reference.inspection);
    let titles: Vec<_> = asks.iter().map(|code| format!("{code} ({})", facts.title_of(code))).collect();
    let told = if titles.is_empty() { "no inspection yet".to_string() } else { titles.join(", ") };
    paper.say(format!("Everything in this pack is about {told}; what else is open is in the action log."));
    let mut facts = facts.clone();
    facts.cases.retain(|reference, _| about(reference));
    facts.moved.retain(|one| about(&one.reference));
    facts.taken_back.retain(|(reference, _)| about(reference));
    let reconciled = Reconciled::over(&facts, period);
    reconciled.tell(&mut paper);
    paper.heading(2, "Agenda");
    paper.table(items(&facts, agenda));
    dropped(&mut paper, meeting);
    diff.into_iter().for_each(|diff| changed::tell(&mut paper, &diff.about(about)));
    let (by_owner, lists) = actions::summary(&facts, &facts.owed(), facts.today);
    paper.heading(2, "What is open of it, by owner");
    paper.table(by_owner);
    lists.into_iter().for_each(|list| paper.table(list));
    reconciled.list(&mut paper);
    paper
}

/// The inspections that a plenary is held on: the one for which it was planned, and those of what was held at it.
fn inspections(facts: &Facts, meeting: &Meeting) -> BTreeSet<InspectionCode> {
    let held =
        facts.cases.values().filter(|case| case.plenary.is_some_and(|(at, _)| at == meeting.reference));
    held.map(|case| case.inspection().clone()).chain(meeting.inspection.clone()).collect()
}

/// The column of [`items`] that says under which head an item stands.
const HEAD: usize = 2;

/// How many items stand under each head. One that is there for several reasons stands under the first of them.
fn summary(agenda: &Agenda) -> Table {
    let columns = vec![Column::text("Under its first reason"), Column::number("Items")];
    let row = |(head, n): (&str, usize)| {
        vec![Cell::text(head), Cell::counted(n, "agenda", vec![(HEAD, head.to_string())])]
    };
    let none = "Nothing is on the agenda.";
    let mut table = Table::new("agenda-in-short", "The agenda in short", columns, none)
        .with(agenda.counts().into_iter().map(row));
    if !table.rows.is_empty() {
        actions::add_total(&mut table, "All items");
    }
    table
}

/// What the lead took off the agenda, and why.
pub(super) fn dropped(paper: &mut Paper, meeting: &Meeting) {
    let dropped = meeting.dropped();
    if !dropped.is_empty() {
        paper.say("Taken off the agenda:");
        paper.list(dropped);
    }
}

/// The agenda, item by item.
pub(super) fn items(facts: &Facts, agenda: &Agenda) -> Table {
    let columns = vec![
        Column::text("Item"),
        Column::reference("Reference"),
        Column::text("Under its first reason"),
        Column::long("Why it is on the agenda"),
        Column::long("What is asked"),
        Column::text("Owner"),
        Column::text("Stage"),
        Column::text("Rating"),
    ];
    let row = |(number, item): (usize, &Item)| {
        let case = facts.cases.get(&item.recommendation);
        let of = |told: &dyn Fn(&Recommendation) -> String| Cell::text(case.map_or(String::new(), told));
        vec![
            Cell::text(number.to_string()),
            Cell::reference(&item.recommendation),
            Cell::text(item.head()),
            Cell::text(item.words()),
            of(&|case| case.text.clone()),
            of(&|case| case.owner().unwrap_or_default().to_string()),
            of(&|case| case.stage.name().to_string()),
            of(&|case| cases::rating(case, facts)),
        ]
    };
    Table::new("agenda", "Agenda", columns, "Nothing is on the agenda.")
        .with((1..).zip(&agenda.items).map(row))
}

/// The recommendations that are on the agenda for some reason, in its order.
fn for_reason<'f>(
    facts: &'f Facts,
    agenda: &'f Agenda,
    reason: fn(&Why) -> bool,
) -> impl Iterator<Item = &'f Recommendation> {
    let those = agenda.items.iter().filter(move |item| item.why.iter().any(reason));
    those.filter_map(|item| facts.cases.get(&item.recommendation))
}

fn before_it(facts: &Facts, meeting: &Meeting, agenda: &Agenda) -> Vec<(&'static str, Table)> {
    let today = facts.today;
    let owed = |reason: fn(&Why) -> bool, wanted: &dyn Fn(NaiveDate) -> bool| -> Vec<Of> {
        let promised = for_reason(facts, agenda, reason)
            .flat_map(|case| case.promised().map(move |action| (case, action)));
        promised.filter(|(_, action)| wanted(action.target)).collect()
    };
    let late = owed(|why| matches!(why, Why::Overdue { .. }), &|target| target < today);
    let due_then =
        owed(|why| matches!(why, Why::Due { .. }), &|target| today <= target && target < agenda.until);
    let due = format!("Due from {} on, and before {}", day(today), day(agenda.until));
    let overdue = format!("Overdue on {}", day(today));
    vec![
        ("Waiting for a decision", waiting(facts, agenda)),
        ("Overdue", actions::table(facts, ("overdue", &overdue, "Nothing is overdue."), late, today)),
        ("Returned", returned(facts, meeting, agenda)),
        ("Quiet", quiet(facts, meeting, agenda)),
        (
            "Due before the next meeting",
            actions::table(facts, ("due", &due, "Nothing is due before the next meeting."), due_then, today),
        ),
    ]
}

fn waiting(facts: &Facts, agenda: &Agenda) -> Table {
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
    let waits = for_reason(facts, agenda, |why| matches!(why, Why::Decision { .. }));
    let head = ("waiting", "Waiting for a decision", "Nothing waits for a decision.");
    cases::table(facts, head, ("What is asked of the DCC", &asks), waits)
}

fn returned(facts: &Facts, meeting: &Meeting, agenda: &Agenda) -> Table {
    let back = for_reason(facts, agenda, |why| matches!(why, Why::Returned { .. }));
    let why = |case: &Recommendation| decided(case).join("; ");
    let caption = format!("Returned, and not gone on since{}", as_opened(meeting));
    let head = ("returned", caption.as_str(), "Nothing was returned.");
    cases::table(facts, head, ("Why it came back", &why), back)
}

/// An agenda is kept when its meeting is opened, so what stood on it then may have been heard of since.
fn as_opened(meeting: &Meeting) -> String {
    match meeting.phase {
        Phase::Open | Phase::Closed => format!(", when {} was opened", meeting.reference),
        Phase::Planned | Phase::Cancelled => String::new(),
    }
}

/// What was not heard of at one governance meeting or more before this one.
fn quiet(facts: &Facts, meeting: &Meeting, agenda: &Agenda) -> Table {
    let silent = for_reason(facts, agenda, |why| matches!(why, Why::Quiet { .. }));
    let heard = |case: &Recommendation| case.last_heard().map_or("never".into(), day);
    let governed =
        facts.meetings.values().filter(|one| one.is_governance_closed() && one.date < meeting.date);
    let last = governed.max_by_key(|one| (one.date, one.reference));
    let caption = last.map_or("Not heard since the last governance meeting".to_string(), |last| {
        format!("Not heard since {} on {}", last.reference, day(last.date))
    }) + &as_opened(meeting);
    let head = ("quiet", caption.as_str(), "Everything was heard of.");
    cases::table(facts, head, ("Last heard", &heard), silent)
}
