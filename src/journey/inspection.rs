//! An inspection: one published report of an inspectorate, with its grades.
//! What it asks of a force are recommendations, which travel on their own.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What sort of thing an inspection asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Recommendation,
    AreaForImprovement,
    CauseOfConcern,
}

impl Kind {
    pub const ALL: [Kind; 3] = [Kind::Recommendation, Kind::AreaForImprovement, Kind::CauseOfConcern];

    /// The kind in words, as papers write it.
    pub fn words(self) -> &'static str {
        match self {
            Kind::Recommendation => "recommendation",
            Kind::AreaForImprovement => "area for improvement",
            Kind::CauseOfConcern => "cause of concern",
        }
    }
}

/// How an inspectorate judged one body: its own word, in the inspectorate's case ("outstanding").
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grade {
    pub body: String,
    pub grade: String,
}

/// Where an inspection was read from, so that the same document is known again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The file's name, cleaned; never used as a path.
    pub name: String,
    /// SHA-256 of the file's bytes, in lower-case hex.
    pub sha256: String,
}

/// A date the inspectorate set, in its own words, and the day they mean where they allow one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    pub words: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<NaiveDate>,
}
