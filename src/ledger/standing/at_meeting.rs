//! What was recorded at a meeting: on which recommendations.

use rusqlite::types::Type;
use serde::Serialize;

use super::questions::Standing;
use crate::journey::reference::{MeetingRef, RecommendationRef};
use crate::ledger::trouble::Trouble;

/// A recommendation on which something was recorded at a meeting, as it stands now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Treated {
    pub r#ref: RecommendationRef,
    pub stage: String,
    pub rating: Option<String>,
    pub text: String,
}

impl Standing<'_> {
    /// How many recommendations something was recorded on at a meeting.
    pub fn treated_count(&self, meeting: MeetingRef) -> Result<u32, Trouble> {
        let sql = "SELECT count(*) FROM at_meeting WHERE meeting = ?1";
        Ok(self.asked(sql, [meeting.0], |row| row.get(0))?.first().copied().unwrap_or(0))
    }

    /// At most `limit` recommendations on which something was recorded at a meeting, by reference.
    pub fn treated_at(&self, meeting: MeetingRef, limit: usize) -> Result<Vec<Treated>, Trouble> {
        let sql = "SELECT ref, stage, rating, text FROM at_meeting
            JOIN recommendation ON recommendation.ref = at_meeting.recommendation
            WHERE meeting = ?1 ORDER BY at_meeting.recommendation LIMIT ?2";
        let mut treated = self.asked(sql, (meeting.0, limit as i64), |row| {
            let reference: String = row.get(0)?;
            let reference = reference
                .parse()
                .map_err(|wrong| rusqlite::Error::FromSqlConversionFailure(0, Type::Text, Box::new(wrong)))?;
            Ok(Treated { r#ref: reference, stage: row.get(1)?, rating: row.get(2)?, text: row.get(3)? })
        })?;
        // `SOC22-10` stands after `SOC22-9`.
        treated.sort_by(|one, other| one.r#ref.cmp(&other.r#ref));
        Ok(treated)
    }
}
