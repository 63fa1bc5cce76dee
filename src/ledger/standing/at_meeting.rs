//! What was recorded at a meeting: on which recommendations.

use rusqlite::Connection;
use rusqlite::types::Type;

use super::questions::Standing;
use crate::journey::reference::{MeetingRef, RecommendationRef};
use crate::ledger::trouble::Trouble;

impl Standing<'_> {
    /// On how many recommendations something was recorded at a meeting.
    pub fn treated_count(&self, meeting: MeetingRef) -> Result<u32, Trouble> {
        let sql = "SELECT count(*) FROM at_meeting WHERE meeting = ?1";
        Ok(self.asked(sql, [meeting.0], |row| row.get(0))?.first().copied().unwrap_or(0))
    }

    /// On which recommendations something was recorded at a meeting, by reference.
    pub fn treated(&self, meeting: MeetingRef) -> Result<Vec<RecommendationRef>, Trouble> {
        treated(self.conn, meeting)
    }
}

/// The same, for who has no standing at hand.
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
