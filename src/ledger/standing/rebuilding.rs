//! Building the standing anew from the log, and comparing it with the one that stands.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, ErrorCode, OptionalExtension};

use super::folding::fold;
use super::projecting::{self, Tally, json, put_state};
use super::schema;
use crate::journey::reference::Stream;
use crate::journey::state::State;
use crate::ledger::trouble::Trouble;

/// Whether the standing is of this program's version, and goes as far as the log: another program may have added
/// events to the log alone. One that goes further shows that the log was cut short, and is left to be found.
/// A damaged file is no standing of another version: nothing may be written to it.
pub fn is_up_to_date(conn: &Connection) -> Result<bool, Trouble> {
    const SQL: &str = "SELECT version, seq >= (SELECT coalesce(max(seq), 0) FROM event) FROM standing";
    let stands = conn.query_row(SQL, [], |row| Ok((row.get::<_, u32>(0)?, row.get(1)?))).optional();
    match stands {
        Ok(stands) => Ok(stands == Some((schema::VERSION, true))),
        // There is no such table, or it has no such column.
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::Unknown) => Ok(false),
        Err(error) => Err(Trouble::on(conn, error)),
    }
}

/// Makes the standing anew from the log, inside the caller's transaction; gives how many events it holds.
pub fn rebuild(conn: &Connection) -> Result<u64, Trouble> {
    let (state, seq) = fold(conn)?;
    schema::clear(conn)?;
    schema::lay_tables(conn)?;
    write(conn, &state, seq).map_err(|error| Trouble::on(conn, error))?;
    schema::lay_indexes(conn)?;
    Ok(seq)
}

fn write(conn: &Connection, state: &State, seq: u64) -> rusqlite::Result<()> {
    let scheme = &state.register.scheme;
    let mut tally = Tally::default();
    put_state(conn, &Stream::Register.to_string(), &json(&state.register))?;
    projecting::put_register(conn, &state.register)?;
    for inspection in state.inspections.values() {
        put_state(conn, &inspection.code.to_string(), &json(inspection))?;
        projecting::put_inspection(conn, inspection, &state.register.home)?;
        tally.count_inspection(inspection, &state.register.home, 1);
    }
    for meeting in state.meetings.values() {
        put_state(conn, &meeting.reference.to_string(), &json(meeting))?;
        projecting::put_meeting(conn, meeting)?;
        tally.count_meeting(meeting, 1);
    }
    // In the order of their references, so that the rows of one inspection lie together.
    let mut recommendations: Vec<_> = state.recommendations.values().collect();
    recommendations.sort_unstable_by_key(|recommendation| &recommendation.reference);
    for recommendation in recommendations {
        put_state(conn, &recommendation.reference.to_string(), &json(recommendation))?;
        projecting::put_recommendation(conn, None, recommendation, scheme)?;
        tally.count(recommendation, scheme, 1);
    }
    tally.write(conn)?;
    conn.execute("UPDATE standing SET seq = ?1", [seq as i64])?;
    Ok(())
}

/// Where the standing differs from what the log says, a line for each row; empty where it does not.
/// Works on a copy in memory and changes nothing.
pub fn differences(conn: &Connection) -> Result<Vec<String>, Trouble> {
    // The log and the rows are read at one moment, whatever others record meanwhile.
    let _moment = conn.unchecked_transaction().map_err(|error| Trouble::on(conn, error))?;
    let (state, seq) = fold(conn)?;
    let built = Connection::open_in_memory().map_err(|error| Trouble::on(conn, error))?;
    schema::lay(&built)?;
    write(&built, &state, seq).map_err(|error| Trouble::on(conn, error))?;
    let mut found = Vec::new();
    for table in schema::NAMES {
        found.extend(differences_of(table, &Rows::of(conn, table)?, &Rows::of(&built, table)?));
    }
    Ok(found)
}

/// A table's rows as text, sorted.
struct Rows {
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Rows {
    fn of(conn: &Connection, table: &str) -> Result<Rows, Trouble> {
        let read = || -> rusqlite::Result<Rows> {
            let mut sql = conn.prepare(&format!("SELECT * FROM {table}"))?;
            let columns: Vec<String> = sql.column_names().map(str::to_string).collect();
            let mut found = sql.query([])?;
            let mut rows = Vec::new();
            while let Some(row) = found.next()? {
                let cells = (0..columns.len()).map(|index| Ok(cell(row.get_ref(index)?)));
                rows.push(cells.collect::<rusqlite::Result<Vec<String>>>()?);
            }
            rows.sort();
            Ok(Rows { columns, rows })
        };
        read().map_err(|error| Trouble::on(conn, error))
    }

    fn without<'a>(&'a self, other: &Rows) -> Vec<&'a Vec<String>> {
        self.rows.iter().filter(|row| other.rows.binary_search(row).is_err()).collect()
    }
}

fn cell(value: ValueRef) -> String {
    match value {
        ValueRef::Null => "nothing".into(),
        ValueRef::Integer(number) => number.to_string(),
        ValueRef::Real(number) => number.to_string(),
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// Rows are paired by their first column, which names what they are about.
fn differences_of(table: &str, stands: &Rows, said: &Rows) -> Vec<String> {
    let mut missing = said.without(stands);
    let mut found = Vec::new();
    for row in stands.without(said) {
        match missing.iter().position(|other| other[0] == row[0]) {
            Some(index) => {
                let other = missing.remove(index);
                let pairs = stands.columns.iter().zip(row.iter().zip(other));
                let differing = pairs.filter(|(_, (stands, said))| stands != said);
                found.extend(differing.map(|(column, (stands, said))| {
                    format!("{table} `{}`: {column} is `{stands}`, the log says `{said}`", row[0])
                }));
            }
            None => found.push(format!("{table} `{}` stands, but the log does not say it", row.join(" "))),
        }
    }
    found.extend(
        missing
            .iter()
            .map(|row| format!("{table} `{}`: the log says it, but it does not stand", row.join(" "))),
    );
    found
}
