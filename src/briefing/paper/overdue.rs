//! What is overdue, and how long everything that is open has been asked.

use super::actions::{self, add_total};
use super::cases;
use super::document::{Cell, Column, Paper, Table};
use super::facts::Facts;
use super::reconciling::{Period, Reconciled};
use crate::journey::recommendation::{Recommendation, Stage};
use crate::journey::text::capital;
use crate::ledger::standing::ageing::Band;

/// Writes the list of what is overdue, and the ageing of what is open.
pub fn overdue(facts: &Facts, period: &Period) -> Paper {
    let mut paper = facts.paper("overdue", "Overdue and ageing");
    let reconciled = Reconciled::over(facts, period);
    reconciled.tell(&mut paper);
    paper.heading(2, "Overdue actions");
    let late: Vec<_> = facts.owed().into_iter().filter(|(_, action)| action.target < facts.today).collect();
    // The longest of all is no sum, so it stands in a column of words, which nobody adds up.
    let columns =
        vec![Column::text("Owner"), Column::number("Actions overdue"), Column::text("Longest, in days")];
    let days = |target: chrono::NaiveDate| (facts.today - target).num_days();
    let rows = actions::by_owner(&late).into_iter().map(|(owner, owned)| {
        let longest = owned.iter().map(|(_, action)| days(action.target)).max().unwrap_or(0);
        let only = vec![(2, owner.to_string())];
        vec![
            Cell::text(owner),
            Cell::counted(owned.len(), "overdue-actions", only),
            Cell::text(longest.to_string()),
        ]
    });
    let mut summary =
        Table::new("overdue-by-owner", "Overdue actions by owner", columns, "Nothing is overdue.").with(rows);
    if !summary.rows.is_empty() {
        add_total(&mut summary, "All owners");
    }
    paper.table(summary);
    let head = ("overdue-actions", "Overdue actions, the oldest target first", "No action is overdue.");
    paper.table(actions::table(facts, head, late, facts.today));
    ageing(facts, &mut paper);
    reconciled.list(&mut paper);
    paper
}

/// The columns of the list behind the ageing.
const STAGE: usize = 1;
const BAND: usize = 4;

fn ageing(facts: &Facts, paper: &mut Paper) {
    let mut open: Vec<&Recommendation> = facts.open().collect();
    open.sort_by_key(|case| (case.first_asked, &case.reference));
    paper.heading(2, "How long what is open has been asked");
    let mut columns = vec![Column::text("Stage")];
    columns.extend(Band::ALL.map(|band| Column::number(&capital(band.words()))));
    columns.push(Column::number("All"));
    let mut table = Table::new("ageing", "Open recommendations by stage and age", columns, "");
    for stage in Stage::OPEN {
        let here: Vec<_> = open.iter().filter(|case| case.stage == stage).collect();
        let only = (STAGE, stage.name().to_string());
        let mut row = vec![Cell::text(stage.name())];
        for band in Band::ALL {
            let n = here.iter().filter(|case| cases::band(case, facts.today) == band).count();
            row.push(Cell::counted(n, "open-by-age", vec![only.clone(), (BAND, band.words().to_string())]));
        }
        row.push(Cell::counted(here.len(), "open-by-age", vec![only]));
        table.rows.push(row);
    }
    add_total(&mut table, "All stages");
    paper.table(table);
    paper.table(open_by_age(facts, &open));
}

fn open_by_age(facts: &Facts, open: &[&Recommendation]) -> Table {
    let columns = vec![
        Column::reference("Reference"),
        Column::text("Stage"),
        Column::day("First asked"),
        Column::number("Days"),
        Column::text("Age"),
        Column::text("Owner"),
        Column::long("What is asked"),
    ];
    let row = |case: &&Recommendation| {
        vec![
            Cell::reference(&case.reference),
            Cell::text(case.stage.name()),
            Cell::Day(Some(case.first_asked)),
            Cell::Number((facts.today - case.first_asked).num_days()),
            Cell::text(cases::band(case, facts.today).words()),
            Cell::text(case.owner().unwrap_or_default()),
            Cell::text(&case.text),
        ]
    };
    Table::new("open-by-age", "Open recommendations, the oldest first", columns, "Nothing is open.")
        .with(open.iter().map(row))
}
