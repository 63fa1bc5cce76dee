//! A picture's table as CSV and JSON.

use std::io::{self, Write};

use serde::Serialize;
use serde::ser::{SerializeMap, SerializeSeq, Serializer};

use super::csv;
use crate::briefing::table::{Cell, Table};

/// Writes the table as a spreadsheet reads it: the names of the columns, then the rows.
pub fn csv(table: &Table, out: &mut dyn Write) -> io::Result<()> {
    let mut line = |cells: Vec<String>| {
        let cells: Vec<_> = cells.iter().map(|text| csv::cell(text)).collect();
        write!(out, "{}\r\n", cells.join(","))
    };
    line(table.names().collect())?;
    table.rows.iter().try_for_each(|row| line(row.iter().map(Cell::written).collect()))
}

/// The table as JSON: an array of rows, each with its cells by their columns' names,
/// and under `opens` the command that lists what a number counts.
pub struct Json<'a>(pub &'a Table);

impl Serialize for Json<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let names: Vec<_> = self.0.names().collect();
        let mut rows = serializer.serialize_seq(Some(self.0.rows.len()))?;
        for row in &self.0.rows {
            rows.serialize_element(&Row { names: &names, row })?;
        }
        rows.end()
    }
}

struct Row<'a> {
    names: &'a [String],
    row: &'a [Cell],
}

impl Serialize for Row<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, cell) in self.names.iter().zip(self.row) {
            match cell {
                Cell::Words(words) => map.serialize_entry(name, words)?,
                Cell::Date(day) => map.serialize_entry(name, day)?,
                Cell::Count(n, _) => map.serialize_entry(name, n)?,
            }
        }
        map.serialize_entry("opens", &Opens(self))?;
        map.end()
    }
}

/// The commands that list what the numbers of a row count.
struct Opens<'a>(&'a Row<'a>);

impl Serialize for Opens<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, cell) in self.0.names.iter().zip(self.0.row) {
            if let Cell::Count(_, Some(items)) = cell {
                map.serialize_entry(name, &items.command())?;
            }
        }
        map.end()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::briefing::items::Items;

    fn table() -> Table {
        let row = vec![Cell::words("=a, b"), Cell::Date(None), Cell::count(3, Items::list("overdue"))];
        Table { columns: vec!["whose work", "since", "overdue"], rows: vec![row], none: "" }
    }

    #[test]
    fn a_table_is_csv_with_formulas_disarmed() {
        let mut out = Vec::new();
        csv(&table(), &mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "whose_work,since,overdue\r\n\"'=a, b\",,3\r\n");
    }

    #[test]
    fn a_number_in_json_says_which_command_lists_it() {
        let json = serde_json::to_string(&Json(&table())).unwrap();
        assert_eq!(
            json,
            r#"[{"whose_work":"=a, b","since":null,"overdue":3,"opens":{"overdue":"plenary list --filter overdue"}}]"#
        );
    }
}
