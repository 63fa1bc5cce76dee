//! Ageing: how long the open recommendations have been asked, by stage.

use chrono::NaiveDate;

use super::items::Items;
use super::table::{Cell, Table};
use crate::ledger::standing::ageing::{Aged, Band};

/// The picture: a row for each stage and one for all of them.
pub fn table(stages: &[Aged], today: NaiveDate) -> Table {
    let mut columns = vec!["stage"];
    columns.extend(Band::ALL.map(Band::short));
    columns.extend(["all", "oldest"]);
    let mut rows: Vec<Vec<Cell>> = stages.iter().map(|aged| row(aged, today)).collect();
    rows.push(sum(stages, today));
    Table { columns, rows, none: "nothing is open" }
}

fn row(aged: &Aged, today: NaiveDate) -> Vec<Cell> {
    let mut cells = vec![Cell::words(aged.stage.name())];
    for (band, count) in Band::ALL.into_iter().zip(aged.bands) {
        cells.push(Cell::count(count, Items::aged(Some(aged.stage), band)));
    }
    cells.push(Cell::count(aged.total(), Items::at(aged.stage)));
    cells.push(days_old(aged.oldest, today));
    cells
}

fn sum(stages: &[Aged], today: NaiveDate) -> Vec<Cell> {
    let mut cells = vec![Cell::words("all stages")];
    for (index, band) in Band::ALL.into_iter().enumerate() {
        let sum = stages.iter().map(|aged| aged.bands[index]).sum();
        cells.push(Cell::count(sum, Items::aged(None, band)));
    }
    cells.push(Cell::count(stages.iter().map(Aged::total).sum(), Items::list("")));
    cells.push(days_old(stages.iter().filter_map(|aged| aged.oldest).min(), today));
    cells
}

/// The age of the oldest, in days.
fn days_old(oldest: Option<NaiveDate>, today: NaiveDate) -> Cell {
    Cell::words(oldest.map_or("-".into(), |day| format!("{} days", (today - day).num_days())))
}
