//! Building the standing anew from the log.

use rusqlite::{Connection, ErrorCode, OptionalExtension};

use super::folding::{Folded, fold};
use super::projecting::{self, Tally, json, put_state};
use super::{schema, words};
use crate::journey::recommendation::Recommendation;
use crate::journey::reference::Stream;
use crate::journey::state::State;
use crate::ledger::interrupting::interruptible;
use crate::ledger::trouble::Trouble;
use crate::progress::{Progress, Step};

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

/// Whether the standing goes further than the log, whose newest events are gone then.
pub fn goes_past_the_log(conn: &Connection) -> Result<bool, Trouble> {
    const SQL: &str = "SELECT seq > (SELECT coalesce(max(seq), 0) FROM event) FROM standing";
    let past = conn.query_row(SQL, [], |row| row.get(0)).optional();
    Ok(past.map_err(|error| Trouble::on(conn, error))?.unwrap_or(false))
}

/// Makes the standing anew from the log, inside the caller's transaction; gives how many events it holds.
/// Cancelled, it leaves half a standing: the caller rolls back.
pub fn rebuild(conn: &Connection, progress: &Progress) -> Result<u64, Trouble> {
    let folded = fold(conn, progress)?;
    schema::clear(conn)?;
    build(conn, &folded, progress)?;
    Ok(folded.seq)
}

/// Lays the tables, fills them with what was folded, and lays their indexes.
pub(in crate::ledger) fn build(
    conn: &Connection,
    folded: &Folded,
    progress: &Progress,
) -> Result<(), Trouble> {
    schema::lay_tables(conn)?;
    write(conn, folded, progress)?;
    // A single statement that goes through every word there is.
    interruptible(conn, &|| progress.said(Step::Indexing, 0, 0), || {
        words::settle(conn).map_err(|error| Trouble::on(conn, error))
    })?;
    schema::lay_indexes(conn, progress)
}

/// Puts all rows of a state into empty tables.
pub(super) fn write(conn: &Connection, folded: &Folded, progress: &Progress) -> Result<(), Trouble> {
    let Folded { state, said, seq } = folded;
    let scheme = &state.register.scheme;
    let mut tally = Tally::default();
    put_all_but_recommendations(conn, state, *seq, &mut tally).map_err(|error| Trouble::on(conn, error))?;
    // In the order of their references, so that the rows of one inspection lie together.
    let mut recommendations: Vec<_> = state.recommendations.values().collect();
    recommendations.sort_unstable_by_key(|recommendation| &recommendation.reference);
    let of = 2 * recommendations.len() as u64;
    for (done, recommendation) in (0..).zip(&recommendations) {
        progress.said_now_and_then(Step::Writing, done, of, TOLD_EVERY)?;
        put_state(conn, &recommendation.reference.to_string(), &json(recommendation))
            .and_then(|()| projecting::put_recommendation(conn, None, recommendation, scheme))
            .map_err(|error| Trouble::on(conn, error))?;
        tally.count(recommendation, scheme, 1);
    }
    tally.write(conn).map_err(|error| Trouble::on(conn, error))?;
    words::in_bulk(conn).map_err(|error| Trouble::on(conn, error))?;
    for (done, recommendation) in (of / 2..).zip(&recommendations) {
        progress.said_now_and_then(Step::Writing, done, of, TOLD_EVERY)?;
        let said = said.get(&recommendation.reference).map_or(&[][..], Vec::as_slice);
        put_words(conn, recommendation, said).map_err(|error| Trouble::on(conn, error))?;
    }
    Ok(progress.said(Step::Writing, of, of)?)
}

fn put_words(conn: &Connection, recommendation: &Recommendation, said: &[String]) -> rusqlite::Result<()> {
    words::put(conn, None, recommendation)?;
    said.iter().try_for_each(|said| words::say(conn, &recommendation.reference, said))
}

/// A few milliseconds of work.
const TOLD_EVERY: u64 = 64;

fn put_all_but_recommendations(
    conn: &Connection,
    state: &State,
    seq: u64,
    tally: &mut Tally,
) -> rusqlite::Result<()> {
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
    conn.execute("UPDATE standing SET seq = ?1", [seq as i64])?;
    Ok(())
}
