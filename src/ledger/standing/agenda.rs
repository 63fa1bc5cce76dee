//! What an agenda is made from, gathered from the indexes; how it becomes an agenda is for `journey::agenda`.
//! It grows with what is before a meeting, not with the register.

use std::collections::HashSet;

use chrono::NaiveDate;
use rusqlite::types::Type;
use rusqlite::{Connection, Params, Row};

use super::at_meeting::{sitting, treated};
use super::questions::{Standing, date};
use crate::journey::agenda::{Agenda, AtClosing, Candidate, Gathered, Item};
use crate::journey::event::What;
use crate::journey::meeting::{Meeting, Phase};
use crate::journey::recommendation::Stage;
use crate::journey::reference::{InspectionCode, MeetingRef, RecommendationRef, Stream};
use crate::ledger::log;
use crate::ledger::record;
use crate::ledger::trouble::Trouble;

impl Standing<'_> {
    /// The agenda of a meeting: made from what stands while it is planned, with what was kept of it once it was opened.
    /// Empty where there is no such meeting, or where it was cancelled.
    pub fn agenda(&self, meeting: MeetingRef) -> Result<Agenda, Trouble> {
        let Some(meeting) = self.meeting(meeting)? else { return Ok(Agenda::default()) };
        let warning_days = self.register()?.scheme.warning_days;
        Ok(gather(self.conn, &meeting)?.agenda(&meeting, warning_days, self.today))
    }

    /// The first planned meeting of a series after another of it; the meeting with which it begins names the series.
    pub fn planned_of_series(
        &self,
        series: MeetingRef,
        (date, after): (NaiveDate, MeetingRef),
    ) -> Result<Option<MeetingRef>, Trouble> {
        let sql =
            "SELECT number FROM meeting WHERE series = ?1 AND (date, number) > (?2, ?3) AND phase = 'planned'
            ORDER BY date, number LIMIT 1";
        let values = (series.0, date.to_string(), after.0);
        let found = read(self.conn, sql, values, |row| Ok(MeetingRef(row.get(0)?)))?;
        Ok(found.into_iter().next())
    }
}

impl Standing<'_> {
    /// The plenaries that are planned, the first before the others: on one inspection, or on any where none is named.
    pub fn plenaries_planned(&self, on: Option<&InspectionCode>) -> Result<Vec<Meeting>, Trouble> {
        let sql = "SELECT state FROM meeting JOIN stream ON stream.name = meeting.ref
            WHERE kind = 'plenary' AND phase = 'planned' ORDER BY date, number";
        let states: Vec<String> = read(self.conn, sql, [], |row| row.get(0))?;
        let meeting = |state: &String| {
            serde_json::from_str(state).map_err(|error| super::unreadable(self.conn, &error))
        };
        let mut planned: Vec<Meeting> = states.iter().map(meeting).collect::<Result<_, Trouble>>()?;
        planned.retain(|one| on.is_none() || one.inspection.as_ref() == on);
        Ok(planned)
    }
}

/// Reads what the agenda of a meeting is made from.
pub(super) fn gather(conn: &Connection, meeting: &Meeting) -> Result<Gathered, Trouble> {
    if meeting.phase == Phase::Cancelled {
        return Ok(Gathered::default());
    }
    let closed = meeting.phase == Phase::Closed;
    let (kept, at_closing) = kept(conn, meeting)?;
    Ok(Gathered {
        candidates: if closed { Vec::new() } else { candidates(conn, meeting)? },
        governed: if closed { Vec::new() } else { governed(conn, meeting)? },
        next: if closed { None } else { next(conn, meeting)? },
        treated: treated(conn, meeting.reference)?,
        kept,
        closed: at_closing,
        said: None,
    })
}

const CANDIDATE: &str = "ref, stage, asked, returned, owed, silent_since, owner";

/// What is before every meeting.
const ALWAYS: &str = "stage IN ('Approval', 'Governance', 'SignOff')";

/// Besides, what is asked of the DCC or came back elsewhere on the road, and what is promised at a plenary, which may
/// be overdue: an action that is agreed there has a date before the DCC approves it. Each condition excludes the
/// others, and has an index of those of which it holds; where an index says that they are open, they are not asked
/// again, or all that is open would be read.
const ELSEWHERE: [&str; 3] = [
    "asked IS NOT NULL",
    "returned IS NOT NULL AND asked IS NULL",
    "open = 1 AND stage = 'Plenary' AND owed <> '' AND returned IS NULL AND asked IS NULL",
];

/// The questions by which all of them are found, the first before the others.
fn questions() -> impl Iterator<Item = String> {
    let elsewhere = ELSEWHERE.iter().map(|which| format!("{which} AND NOT ({ALWAYS})"));
    let always = std::iter::once(format!("open = 1 AND {ALWAYS}"));
    always.chain(elsewhere).map(|which| format!("SELECT {CANDIDATE} FROM recommendation WHERE {which}"))
}

fn candidates(conn: &Connection, meeting: &Meeting) -> Result<Vec<Candidate>, Trouble> {
    if meeting.is_plenary() {
        return received(conn, meeting);
    }
    let mut found = Vec::new();
    for sql in questions() {
        found.extend(read(conn, &sql, [], candidate)?);
    }
    let there: HashSet<_> = found.iter().map(|one: &Candidate| one.recommendation.clone()).collect();
    for change in meeting.agenda_changes.iter().filter(|change| !there.contains(change.recommendation())) {
        let sql = format!("SELECT {CANDIDATE} FROM recommendation WHERE open = 1 AND ref = ?1");
        found.extend(read(conn, &sql, [change.recommendation().to_string()], candidate)?);
    }
    Ok(found)
}

/// What waits for the plenary on an inspection.
fn received(conn: &Connection, meeting: &Meeting) -> Result<Vec<Candidate>, Trouble> {
    let Some(inspection) = &meeting.inspection else { return Ok(Vec::new()) };
    let sql = format!(
        "SELECT {CANDIDATE} FROM recommendation WHERE inspection = ?1 AND ours = 1 AND stage = 'Received'
        ORDER BY number"
    );
    read(conn, &sql, [inspection.to_string()], |row| Ok(Candidate { always: true, ..candidate(row)? }))
}

fn candidate(row: &Row) -> rusqlite::Result<Candidate> {
    let (stage, asked): (String, Option<String>) = (row.get(1)?, row.get(2)?);
    let owed: String = row.get(4)?;
    let silent: Option<String> = row.get(5)?;
    let decides = |stage: &str| match stage {
        _ if stage == Stage::Approval.name() => Some("outcome to be approved".to_string()),
        _ if stage == Stage::SignOff.name() => Some("closure to be signed off".to_string()),
        _ => None,
    };
    let asks: Vec<String> = decides(&stage).into_iter().chain(asked).collect();
    let always = [Stage::Approval, Stage::Governance, Stage::SignOff];
    Ok(Candidate {
        recommendation: reference(row, 0)?,
        asked: (!asks.is_empty()).then(|| asks.join(", ")),
        returned: row.get(3)?,
        promised: owed.lines().filter_map(|line| line.get(..10)?.parse().ok()).collect(),
        silent_since: silent.and_then(|day| day.parse().ok()),
        owner: row.get(6)?,
        always: always.iter().any(|at| at.name() == stage),
    })
}

fn governed(conn: &Connection, meeting: &Meeting) -> Result<Vec<NaiveDate>, Trouble> {
    let sql = "SELECT date FROM meeting WHERE kind = 'governance' AND phase = 'closed' AND date < ?1";
    read(conn, sql, [meeting.date.to_string()], |row| date(row, 0))
}

/// The next meeting of the same kind. No plenary follows another: each is on another inspection.
fn next(conn: &Connection, meeting: &Meeting) -> Result<Option<(MeetingRef, NaiveDate)>, Trouble> {
    if meeting.is_plenary() {
        return Ok(None);
    }
    let sql = "SELECT number, date FROM meeting WHERE date > ?1 AND phase = 'planned' AND kind = ?2
        ORDER BY date, number LIMIT 1";
    let values = (meeting.date.to_string(), meeting.kind.words());
    let found = read(conn, sql, values, |row| Ok((MeetingRef(row.get(0)?), date(row, 1)?)))?;
    Ok(found.into_iter().next())
}

/// All words that were recorded on a recommendation at a meeting, for the search in them.
pub(super) fn said(
    conn: &Connection,
    meeting: MeetingRef,
    reference: &RecommendationRef,
) -> Result<String, Trouble> {
    let sitting = sitting(conn, meeting)?;
    let of_it = Stream::Recommendation(reference.clone()).to_string();
    let mut said = String::new();
    for entry in log::of_stream(conn, &of_it, usize::MAX >> 1, None)? {
        let event = record::read_event(&entry.record)
            .map_err(|error| super::unreadable_event(conn, entry.seq, &error))?;
        if sitting.holds(entry.seq, &event) {
            said += &format!("{}\n{}\n", event.what.in_words(), event.why.unwrap_or_default());
        }
    }
    Ok(said)
}

/// What the opening event kept and what the closing event did; none before them, and none of a meeting that was opened
/// or closed before agendas were kept.
fn kept(conn: &Connection, meeting: &Meeting) -> Result<(Option<Vec<Item>>, Option<AtClosing>), Trouble> {
    let (mut opened, mut closed) = (None, None);
    if meeting.phase == Phase::Planned {
        return Ok((opened, closed));
    }
    let of_it = Stream::Meeting(meeting.reference).to_string();
    for entry in log::of_stream(conn, &of_it, usize::MAX >> 1, None)? {
        let event = record::read_event(&entry.record)
            .map_err(|error| super::unreadable_event(conn, entry.seq, &error))?;
        match event.what {
            What::MeetingOpened { agenda, .. } => opened = agenda,
            What::MeetingClosed { agenda } => closed = agenda,
            _ => {}
        }
    }
    Ok((opened, closed))
}

fn reference(row: &Row, index: usize) -> rusqlite::Result<RecommendationRef> {
    let words: String = row.get(index)?;
    let wrong = |wrong| rusqlite::Error::FromSqlConversionFailure(index, Type::Text, Box::new(wrong));
    words.parse().map_err(wrong)
}

fn read<T>(
    conn: &Connection,
    sql: &str,
    values: impl Params,
    read: impl FnMut(&Row) -> rusqlite::Result<T>,
) -> Result<Vec<T>, Trouble> {
    conn.prepare_cached(sql)
        .and_then(|mut sql| sql.query_map(values, read)?.collect())
        .map_err(|error| Trouble::on(conn, error))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::filled::filled;

    #[test]
    fn what_is_before_a_meeting_is_found_from_indexes_that_hold_no_more_than_that() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = filled(folder.path());
        let used = questions().map(|sql| {
            let explain = format!("EXPLAIN QUERY PLAN {sql}");
            let plan: Vec<String> = read(ledger.connection(), &explain, [], |row| row.get(3)).unwrap();
            plan.join("; ")
        });
        let expected = [
            "SEARCH recommendation USING INDEX recommendation_stage (stage=?)",
            "SCAN recommendation USING INDEX recommendation_asked",
            "SCAN recommendation USING INDEX recommendation_returned",
            "SEARCH recommendation USING INDEX recommendation_stage (stage=?)",
        ];
        assert_eq!(used.collect::<Vec<String>>(), expected);
    }
}
