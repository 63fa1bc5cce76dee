//! Comparing the standing with one that is derived anew from the log.

use std::cmp::Ordering;
use std::fmt;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, Rows, Statement};

use super::difference::{Difference, Differs, Field};
use super::folding::Folded;
use super::tallies::APART;
use super::{rebuilding, schema};
use crate::ledger::trouble::Trouble;
use crate::progress::{Progress, Step};

/// Where the standing differs from what the log says, row by row; empty where it does not.
/// Works on a copy in memory and changes nothing. The caller holds the moment at which the log was folded.
pub(in crate::ledger) fn differences(
    conn: &Connection,
    folded: Folded,
    progress: &Progress,
) -> Result<Vec<Difference>, Trouble> {
    let named = |error| Trouble::on(conn, error);
    let built = Connection::open_in_memory().map_err(named)?;
    built.set_prepared_statement_cache_capacity(PREPARED);
    // Nobody takes anything back here: a journal would be a third of the work.
    built.execute_batch("PRAGMA journal_mode = OFF; BEGIN").map_err(named)?;
    schema::lay(&built)?;
    rebuilding::write(&built, &folded, progress)?;
    built.execute_batch("COMMIT").map_err(named)?;
    drop(folded);
    between(conn, &built, progress)
}

/// Where one standing differs from another that says what the log says, row by row.
pub fn between(
    conn: &Connection,
    built: &Connection,
    progress: &Progress,
) -> Result<Vec<Difference>, Trouble> {
    let mut compared = Compared { progress, done: 0, of: rows(built)? };
    let mut found = Vec::new();
    for table in schema::NAMES {
        found.extend(compared.table(table, &format!("SELECT * FROM {table}"), conn, built)?);
    }
    for (what, sql) in SEARCHED {
        found.extend(compared.table(what, sql, conn, built)?);
    }
    progress.said(Step::Comparing, compared.of, compared.of)?;
    Ok(found)
}

/// More statements than the standing is written with.
const PREPARED: usize = 64;

/// What is compared of the full-text search: how often each word stands where, and how many words are told of each.
const SEARCHED: [(&str, &str); 2] = [
    ("word", "SELECT term, doc AS recommendations, cnt AS times FROM vocabulary"),
    (
        "words told of",
        "SELECT coalesce(ref, 'nothing'), hex(sz) AS so_many FROM words_docsize
        LEFT JOIN recommendation ON recommendation.id = words_docsize.id / 65536",
    ),
];

/// How many rows all tables have together.
fn rows(conn: &Connection) -> Result<u64, Trouble> {
    let counts = schema::NAMES.map(|table| format!("(SELECT count(*) FROM {table})"));
    let sum = conn.query_row(&format!("SELECT {}", counts.join(" + ")), [], |row| row.get::<_, i64>(0));
    Ok(sum.map_err(|error| Trouble::on(conn, error))? as u64)
}

/// How far the comparing has come, in rows that the log says.
struct Compared<'p> {
    progress: &'p Progress,
    done: u64,
    of: u64,
}

impl Compared<'_> {
    /// Walks a table of both side by side, each sorted by all its columns.
    fn table(
        &mut self,
        table: &str,
        sql: &str,
        stands: &Connection,
        said: &Connection,
    ) -> Result<Vec<Difference>, Trouble> {
        let (mut left, mut right) = (sorted(stands, sql)?, sorted(said, sql)?);
        let columns: Vec<String> = left.column_names().map(str::to_string).collect();
        let (mut left, mut right) = (Side::of(stands, &mut left)?, Side::of(said, &mut right)?);
        let (mut only_stands, mut only_said) = (Vec::new(), Vec::new());
        while left.row.is_some() || right.row.is_some() {
            match left.compare(&right) {
                Ordering::Equal => {
                    left.advance()?;
                    self.one_more()?;
                    right.advance()?;
                }
                Ordering::Less => only_stands.extend(left.advance()?),
                Ordering::Greater => {
                    self.one_more()?;
                    only_said.extend(right.advance()?);
                }
            }
        }
        Ok(differences_of(table, &columns, &only_stands, only_said))
    }

    fn one_more(&mut self) -> Result<(), Trouble> {
        self.done += 1;
        Ok(self.progress.said_now_and_then(Step::Comparing, self.done, self.of, TOLD_EVERY)?)
    }
}

/// A few milliseconds of work.
const TOLD_EVERY: u64 = 1024;

/// The rows in the order of all their columns. Where a row lies in its file (`id`) is nothing that the log says.
fn sorted<'c>(conn: &'c Connection, sql: &str) -> Result<Statement<'c>, Trouble> {
    let prepare = || -> rusqlite::Result<Statement<'c>> {
        let columns: Vec<String> =
            conn.prepare(sql)?.column_names().map(|name| format!("\"{name}\"")).collect();
        let told: Vec<String> = columns.into_iter().filter(|name| name != "\"id\"").collect();
        let order: Vec<String> = (1..=told.len()).map(|column| column.to_string()).collect();
        conn.prepare(&format!("SELECT {} FROM ({sql}) ORDER BY {}", told.join(", "), order.join(", ")))
    };
    prepare().map_err(|error| Trouble::on(conn, error))
}

/// One of the two tables, and the row at which the walk stands.
struct Side<'c> {
    conn: &'c Connection,
    columns: usize,
    rows: Rows<'c>,
    row: Option<Vec<Cell>>,
}

impl<'c> Side<'c> {
    fn of(conn: &'c Connection, statement: &'c mut Statement<'_>) -> Result<Side<'c>, Trouble> {
        let columns = statement.column_count();
        let rows = statement.query([]).map_err(|error| Trouble::on(conn, error))?;
        let mut side = Side { conn, columns, rows, row: None };
        side.advance()?;
        Ok(side)
    }

    /// Goes on to the next row and gives the one before.
    fn advance(&mut self) -> Result<Option<Vec<Cell>>, Trouble> {
        let mut read = || -> rusqlite::Result<Option<Vec<Cell>>> {
            let Some(row) = self.rows.next()? else { return Ok(None) };
            let cells = (0..self.columns).map(|column| Ok(Cell::of(row.get_ref(column)?)));
            cells.collect::<rusqlite::Result<_>>().map(Some)
        };
        let next = read().map_err(|error| Trouble::on(self.conn, error))?;
        Ok(std::mem::replace(&mut self.row, next))
    }

    /// A side that has come to its end stands after every row.
    fn compare(&self, other: &Side) -> Ordering {
        match (&self.row, &other.row) {
            (Some(row), Some(other)) => row.cmp(other),
            (row, other) => other.is_some().cmp(&row.is_some()),
        }
    }
}

/// A value in the order in which SQLite sorts what the standing's columns can hold.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Cell {
    Nothing,
    Number(i64),
    Bytes(Vec<u8>),
}

impl Cell {
    fn of(value: ValueRef) -> Cell {
        match value {
            ValueRef::Null => Cell::Nothing,
            ValueRef::Integer(number) => Cell::Number(number),
            ValueRef::Real(number) => Cell::Bytes(number.to_string().into_bytes()),
            ValueRef::Text(bytes) | ValueRef::Blob(bytes) => Cell::Bytes(bytes.to_vec()),
        }
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Cell::Nothing => f.write_str("nothing"),
            Cell::Number(number) => write!(f, "{number}"),
            Cell::Bytes(bytes) => f.write_str(&String::from_utf8_lossy(bytes)),
        }
    }
}

/// Rows are paired by the columns that name what they are about.
fn differences_of(
    table: &str,
    columns: &[String],
    stands: &[Vec<Cell>],
    mut missing: Vec<Vec<Cell>>,
) -> Vec<Difference> {
    let named = schema::naming(table);
    let about = |row: &[Cell], differs| {
        let row = in_words(&row[..named]);
        Difference { table: table.into(), row, differs }
    };
    let mut found = Vec::new();
    for row in stands {
        match missing.iter().position(|other| other[..named] == row[..named]) {
            Some(index) => {
                let other = missing.remove(index);
                let pairs = columns.iter().zip(row.iter().zip(&other));
                let differing = pairs.filter(|(_, (stands, said))| stands != said);
                let fields = differing.map(|(name, (stands, said))| Field {
                    name: name.clone(),
                    stands: stands.to_string(),
                    said: said.to_string(),
                });
                found.push(about(row, Differs::In(fields.collect())));
            }
            None => found.push(about(row, Differs::NotSaid(in_words(row)))),
        }
    }
    found.extend(missing.iter().map(|row| about(row, Differs::Missing(in_words(row)))));
    found
}

/// The cells of a row, or of its name, with the parts of a key that was joined of several.
fn in_words(row: &[Cell]) -> String {
    let cells: Vec<_> = row.iter().map(|cell| cell.to_string().replace(APART, BETWEEN)).collect();
    cells.join(BETWEEN)
}

/// Stands between the parts of a name.
const BETWEEN: &str = " · ";
