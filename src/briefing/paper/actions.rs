//! Tables of actions, as every paper shows them.

use chrono::NaiveDate;

use super::document::{Cell, Column, Table};
use super::facts::Facts;
use crate::briefing::case::rating;
use crate::briefing::owners::dates;
use crate::journey::deadline::in_words;
use crate::journey::recommendation::{Action, Recommendation};
use crate::journey::text::capital;
use crate::ledger::standing::tallies::Dates;

/// An action with the recommendation that it belongs to.
pub(super) type Of<'f> = (&'f Recommendation, &'f Action);

/// The column in which [`table`] says how an action stands.
pub(super) const STANDS: usize = 5;

/// How an action stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stands {
    Overdue,
    DueSoon,
    OnTime,
    Finished,
    /// Its recommendation went on or closed without it.
    Dropped,
}

impl Stands {
    pub const OPEN: [Stands; 3] = [Stands::Overdue, Stands::DueSoon, Stands::OnTime];

    pub fn words(self) -> &'static str {
        match self {
            Stands::Overdue => "overdue",
            Stands::DueSoon => "due soon",
            Stands::OnTime => "on time",
            Stands::Finished => "finished",
            Stands::Dropped => "dropped",
        }
    }

    /// How an action stands on a day.
    pub fn of((case, action): Of, facts: &Facts, day: NaiveDate) -> Stands {
        match () {
            () if action.finished.is_some() => Stands::Finished,
            () if !case.promises() => Stands::Dropped,
            () => Stands::of_date(action.target, facts, day),
        }
    }

    /// How a promised date stands on a day.
    pub fn of_date(target: NaiveDate, facts: &Facts, day: NaiveDate) -> Stands {
        match () {
            () if target < day => Stands::Overdue,
            () if target < facts.soon(day) => Stands::DueSoon,
            () => Stands::OnTime,
        }
    }
}

impl Facts {
    /// Every action of the home body's recommendations.
    pub(super) fn actions(&self) -> impl Iterator<Item = Of<'_>> {
        let ours = self.cases.values().filter(|case| case.ours);
        ours.flat_map(|case| case.actions.iter().map(move |action| (case, action)))
    }

    /// Those that somebody still owes, the first target before the others.
    pub(super) fn owed(&self) -> Vec<Of<'_>> {
        let ours = self.cases.values().filter(|case| case.ours);
        let mut owed: Vec<_> =
            ours.flat_map(|case| case.promised().map(move |action| (case, action))).collect();
        owed.sort_by_key(|(case, action)| (action.target, case.action_ref(action)));
        owed
    }
}

/// A table of actions.
pub(super) fn table<'f>(
    facts: &Facts,
    (id, caption, none): (&str, &str, &str),
    actions: impl IntoIterator<Item = Of<'f>>,
    day: NaiveDate,
) -> Table {
    let columns = vec![
        Column::reference("Action"),
        Column::long("What will be done"),
        Column::text("Owner"),
        Column::day("Target"),
        Column::text("Date trail"),
        Column::text("Stands"),
        Column::text("Rating"),
        Column::day("Last heard"),
        Column::long("Last said"),
    ];
    let rows = actions.into_iter().map(|one| row(facts, one, day));
    Table::new(id, caption, columns, none).with(rows)
}

fn row(facts: &Facts, (case, action): Of, day: NaiveDate) -> Vec<Cell> {
    let finished = action.finished.as_ref();
    let said = match (&action.progress, finished) {
        (_, Some(finished)) => format!("{}{}", finished.ending.words(), finished.deed.reason()),
        (Some(progress), None) => progress.text.clone(),
        (None, None) => String::new(),
    };
    vec![
        Cell::reference(case.action_ref(action)),
        Cell::text(action.marked()),
        Cell::text(&action.owner),
        Cell::Day(Some(action.target)),
        Cell::text(trail(action)),
        Cell::text(Stands::of((case, action), facts, day).words()),
        Cell::text(rating(action, &facts.register.scheme)),
        Cell::Day(action.last_heard()),
        Cell::text(said),
    ]
}

/// How an action's date moved, and what was asked and refused.
fn trail(action: &Action) -> String {
    let refused =
        action.refused.iter().map(|refused| format!("extension to {} refused", in_words(refused.to)));
    action.trail().into_iter().chain(refused).collect::<Vec<_>>().join("; ")
}

/// How the dates of actions were kept, in a sentence.
pub(super) fn kept<'f>(actions: impl Iterator<Item = &'f Action>) -> String {
    let mut all = Dates::default();
    actions.for_each(|action| all.count(action));
    format!("{}.", capital(&dates(&all)))
}

/// The owners of these actions, each with what they owe, by name.
pub(super) fn by_owner<'f>(actions: &[Of<'f>]) -> Vec<(&'f str, Vec<Of<'f>>)> {
    let mut owners: std::collections::BTreeMap<&str, Vec<Of>> = Default::default();
    for one in actions {
        owners.entry(&one.1.owner).or_default().push(*one);
    }
    owners.into_iter().collect()
}

/// A summary with a row for each owner and the list of each: gives the summary, then the lists.
pub(super) fn summary(facts: &Facts, owed: &[Of], day: NaiveDate) -> (Table, Vec<Table>) {
    // The overview counts recommendations by their dates, so the columns say that these are actions.
    let mut columns = vec![Column::text("Owner")];
    columns.extend(Stands::OPEN.map(|stands| Column::number(&format!("Actions {}", stands.words()))));
    columns.push(Column::number("All actions"));
    let mut summary = Table::new("by-owner", "Open actions by owner", columns, "No action is open.");
    let mut lists = Vec::new();
    for (index, (owner, actions)) in by_owner(owed).into_iter().enumerate() {
        let id = format!("owner-{}", index + 1);
        let standing = |stands: Stands| {
            let n = actions.iter().filter(|one| Stands::of(**one, facts, day) == stands).count();
            Cell::counted(n, &id, vec![(STANDS, stands.words().to_string())])
        };
        let mut row = vec![Cell::text(owner)];
        row.extend(Stands::OPEN.map(standing));
        row.push(Cell::count(actions.len(), &id));
        summary.rows.push(row);
        lists.push(table(facts, (&id, &format!("Open actions of {owner}"), ""), actions, day));
    }
    if !summary.rows.is_empty() {
        add_total(&mut summary, "All owners");
    }
    (summary, lists)
}

/// Adds a last row with the sums of the columns of numbers.
pub(super) fn add_total(table: &mut Table, name: &str) {
    let sum = |index: usize| table.rows.iter().filter_map(|row| row[index].number()).sum();
    let cell = |index: usize| match table.columns[index].kind {
        super::document::Kind::Number => Cell::Number(sum(index)),
        _ if index == 0 => Cell::text(name),
        _ => Cell::text(""),
    };
    let total = (0..table.columns.len()).map(cell).collect();
    table.rows.push(total);
    table.total = Some(super::document::Total::default());
}
