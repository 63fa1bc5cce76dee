//! What minutes say was decided and what is to be done, and what was recorded on an item in words that need no register
//! beside them: an action with its text and owner, a date with the one before it. What minutes hold is for `minutes`.

use super::document::{Cell, Column, Paper, Table};
use super::facts::Facts;
use super::minutes::Minuted;
use crate::journey::deadline::in_words as day;
use crate::journey::event::{Event, What};
use crate::journey::recommendation::{Action, Recommendation, trail};
use crate::ledger::Recorded;

/// Lists what was decided at a meeting and which actions were agreed there.
pub(super) fn tell(paper: &mut Paper, facts: &Facts, items: &[&Minuted]) {
    let events =
        || items.iter().flat_map(|item| item.events.iter().map(move |one| (*item, &one.record.event)));
    let decided = events().filter_map(|(item, event)| match &event.what {
        What::DecisionMinuted { text, .. } => {
            Some(vec![Cell::reference(&item.reference), Cell::text(text), Cell::text(&event.by)])
        }
        _ => None,
    });
    let columns = vec![Column::reference("Reference"), Column::long("Decision"), Column::text("Recorded by")];
    paper.table(Table::new("decisions", "Decisions", columns, "No decision was minuted.").with(decided));
    let agreed = events().filter_map(|(item, event)| arisen(facts, item, event));
    let columns = vec![
        Column::reference("Action"),
        Column::long("What will be done"),
        Column::text("Owner"),
        Column::day("Target"),
    ];
    let none = "No action was agreed.";
    paper.table(Table::new("arising", "Actions arising", columns, none).with(agreed));
}

/// An action that was agreed, as it stands at the end of the meeting.
fn arisen(facts: &Facts, item: &Minuted, event: &Event) -> Option<Vec<Cell>> {
    let What::ActionAgreed { action, text, owner, target, .. } = &event.what else { return None };
    let stands = facts.cases.get(&item.reference).and_then(|case| case.action(action));
    let (text, owner, target) =
        stands.map_or((text, owner, target), |stands| (&stands.text, &stands.owner, &stands.target));
    let reference = Cell::reference(format!("{}.{action}", item.reference));
    Some(vec![reference, Cell::text(text), Cell::text(owner), Cell::Day(Some(*target))])
}

/// What was recorded on an item, a row each.
pub(super) fn happened(
    (id, caption): (&str, &str),
    case: Option<&Recommendation>,
    events: &[Recorded],
) -> Table {
    let columns = vec![
        Column::number("Event"),
        Column::day("Day"),
        Column::text("By"),
        Column::long("Action and owner"),
        Column::long("What happened"),
        Column::long("Why"),
    ];
    let row = |recorded: &Recorded| {
        let event = &recorded.record.event;
        // Of amended words the event itself says what they are.
        let letter = event.what.action().filter(|_| !matches!(event.what, What::TextAmended { .. }));
        let action = letter.and_then(|letter| case?.action(letter));
        vec![
            Cell::Number(recorded.seq as i64),
            Cell::Day(Some(event.on)),
            Cell::text(&event.by),
            Cell::text(action.map_or(String::new(), named)),
            Cell::text(words(event, action)),
            Cell::text(event.why.clone().unwrap_or_default()),
        ]
    };
    Table::new(id, caption, columns, "").with(events.iter().map(row))
}

/// `a: Train them (B. Second)`
fn named(action: &Action) -> String {
    format!("{}: {} ({})", action.letter, action.marked(), action.owner)
}

/// What happened; of a moved date also the one before it, and how often it has moved.
fn words(event: &Event, action: Option<&Action>) -> String {
    let told = event.in_words();
    let moved = match &event.what {
        What::TargetMoved { to, .. } => action.and_then(|action| {
            let at = action.moves.iter().position(|one| one.to == *to && one.asked.on == event.on)?;
            let trail = trail(at + 1, (*to - action.original).num_days())?;
            Some(format!(" (before: {}; {trail})", day(action.moves[at].from)))
        }),
        What::ExtensionAsked { .. } => {
            action.map(|action| format!(" (agreed first for {})", day(action.original)))
        }
        _ => None,
    };
    told + &moved.unwrap_or_default()
}
