//! A paper as CSV: what is known of it, then its tables one after another, each under its caption,
//! and then the texts that stand exactly as they are, each in one cell.
//! Every line has as many cells as the widest table, so that strict readers take it; formulas are disarmed.

use std::io::{self, Write};

use crate::briefing::paper::{Block, Cell, Paper, Table};
use crate::export::csv::cell;

/// Writes it.
pub(super) fn write(paper: &Paper, out: &mut dyn Write) -> io::Result<()> {
    let wide = paper.tables().map(|table| table.columns.len()).max().unwrap_or(0).max(2);
    let mut line = |cells: &[String]| {
        let mut cells: Vec<_> = cells.iter().map(|text| cell(text)).collect();
        cells.resize(wide, String::new());
        write!(out, "{}\r\n", cells.join(","))
    };
    line(&["Paper".into(), paper.title.clone()])?;
    for (name, words) in paper.facts() {
        line(&[name.into(), words])?;
    }
    line(&["Whole head".into(), paper.head.to_string()])?;
    for table in paper.tables() {
        line(&[])?;
        write_table(table, &mut line)?;
    }
    for block in &paper.blocks {
        if let Block::Verbatim(verbatim) = block {
            line(&[])?;
            line(std::slice::from_ref(&verbatim.caption))?;
            line(std::slice::from_ref(&verbatim.text))?;
        }
    }
    Ok(())
}

fn write_table(table: &Table, line: &mut dyn FnMut(&[String]) -> io::Result<()>) -> io::Result<()> {
    line(std::slice::from_ref(&table.caption))?;
    line(&table.columns.iter().map(|column| column.name.clone()).collect::<Vec<_>>())?;
    table.rows.iter().try_for_each(|row| line(&row.iter().map(written).collect::<Vec<_>>()))
}

/// A cell as a program reads it: days as `2023-06-30`.
pub(super) fn written(cell: &Cell) -> String {
    match cell {
        Cell::Day(day) => day.map_or(String::new(), |day| day.to_string()),
        other => other.shown(),
    }
}
