//! What changed since an earlier meeting or day, as a part of a paper.

use super::document::{Cell, Column, Paper, Table};
use crate::briefing::diff::{Change, Diff, Quiet};
use crate::journey::deadline::in_words;

/// Tells how many changes of each sort there are, then each of them, then those on which nothing changed.
pub(super) fn tell(paper: &mut Paper, diff: &Diff) {
    paper.heading(2, format!("What changed since {}", diff.from));
    paper.table(by_sort(diff));
    paper.table(changes(diff));
    paper.table(unchanged(diff));
}

fn by_sort(diff: &Diff) -> Table {
    let columns = vec![Column::text("What"), Column::number("How many")];
    let row = |(sort, count): (crate::briefing::diff::Sort, usize)| {
        let only = vec![(0, sort.words().to_string())];
        vec![Cell::text(sort.words()), Cell::counted(count, "changes", only)]
    };
    let caption = format!("Changes from {} to {}, by sort", diff.from, diff.to);
    Table::new("changes-by-sort", caption, columns, "Nothing changed.")
        .with(diff.counts().into_iter().map(row))
}

fn changes(diff: &Diff) -> Table {
    let columns = vec![
        Column::text("What"),
        Column::reference("About"),
        Column::long("How"),
        Column::long("What is asked"),
    ];
    let row = |one: &Change| {
        let about = Cell::reference(one.reference());
        vec![Cell::text(one.sort.words()), about, Cell::text(one.what()), Cell::text(&one.text)]
    };
    let caption = format!("Every change from {} to {}", diff.from, diff.to);
    Table::new("changes", caption, columns, "Nothing changed.").with(diff.changes.iter().map(row))
}

fn unchanged(diff: &Diff) -> Table {
    let columns = vec![
        Column::reference("Reference"),
        Column::day("Last event"),
        Column::number("Governance meetings since"),
        Column::long("What is asked"),
    ];
    let row = |one: &Quiet| {
        let since = Cell::Number(one.meetings as i64);
        vec![Cell::reference(&one.recommendation), Cell::Day(Some(one.latest)), since, Cell::text(&one.text)]
    };
    let caption = format!("At Governance, and nothing recorded on it up to {}", in_words(diff.to.day));
    let none = "Something was recorded on everything at Governance.";
    Table::new("unchanged", caption, columns, none).with(diff.quiet.iter().map(row))
}
