//! What was recorded at a meeting: on which recommendations, and which events stand in its minutes.

use chrono::NaiveDate;
use rusqlite::Connection;
use rusqlite::types::Type;

use super::questions::Standing;
use crate::journey::event::{Event, What};
use crate::journey::reference::{MeetingRef, RecommendationRef, Stream};
use crate::ledger::log;
use crate::ledger::record;
use crate::ledger::trouble::Trouble;

/// When a meeting sat: on which day, and between which events of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sitting {
    meeting: MeetingRef,
    /// The number of the opening event, and the day of the meeting; none where it was never opened.
    pub opened: Option<(u64, NaiveDate)>,
    /// The number of the closing event.
    pub closed: Option<u64>,
}

impl Sitting {
    /// Whether an event stands in the minutes: one that says itself that it was recorded there, and one that names
    /// no meeting, was recorded while this one was open and happened on its day.
    /// That an owner was chased is the office's work, and belongs to no meeting.
    pub fn holds(&self, seq: u64, event: &Event) -> bool {
        match (event.what.meeting(), &event.what) {
            (Some(meeting), _) => meeting == self.meeting,
            (None, What::OwnerChased { .. }) => false,
            (None, _) => {
                let begun = self.opened.is_some_and(|(opened, on)| opened < seq && event.on == on);
                begun && self.closed.is_none_or(|closed| seq < closed)
            }
        }
    }
}

impl Standing<'_> {
    /// On how many recommendations something was recorded at a meeting.
    pub fn treated_count(&self, meeting: MeetingRef) -> Result<u32, Trouble> {
        let sql = "SELECT count(*) FROM at_meeting WHERE meeting = ?1";
        Ok(self.asked(sql, [meeting.0], |row| row.get(0))?.first().copied().unwrap_or(0))
    }

    /// When a meeting sat.
    pub fn sitting(&self, meeting: MeetingRef) -> Result<Sitting, Trouble> {
        sitting(self.conn, meeting)
    }

    /// On which recommendations something was recorded at a meeting, by reference.
    pub fn treated(&self, meeting: MeetingRef) -> Result<Vec<RecommendationRef>, Trouble> {
        treated(self.conn, meeting)
    }
}

pub(super) fn sitting(conn: &Connection, meeting: MeetingRef) -> Result<Sitting, Trouble> {
    let mut sitting = Sitting { meeting, opened: None, closed: None };
    for entry in log::of_stream(conn, &Stream::Meeting(meeting).to_string(), usize::MAX >> 1, None)? {
        let event = record::read_event(&entry.record)
            .map_err(|error| super::unreadable_event(conn, entry.seq, &error))?;
        match event.what {
            What::MeetingOpened { .. } => sitting.opened = Some((entry.seq, event.on)),
            What::MeetingClosed { .. } => sitting.closed = Some(entry.seq),
            _ => {}
        }
    }
    Ok(sitting)
}

pub(super) fn treated(conn: &Connection, meeting: MeetingRef) -> Result<Vec<RecommendationRef>, Trouble> {
    let read = || -> rusqlite::Result<Vec<RecommendationRef>> {
        let mut sql = conn.prepare_cached("SELECT recommendation FROM at_meeting WHERE meeting = ?1")?;
        sql.query_map([meeting.0], |row| {
            let words: String = row.get(0)?;
            let wrong = |wrong| rusqlite::Error::FromSqlConversionFailure(0, Type::Text, Box::new(wrong));
            words.parse().map_err(wrong)
        })?
        .collect()
    };
    let mut treated = read().map_err(|error| Trouble::on(conn, error))?;
    // `SOC22-10` stands after `SOC22-9`.
    treated.sort();
    Ok(treated)
}
