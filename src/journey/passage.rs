//! The way that a recommendation has come: when it came to each stage, and with which level.
//! How long such ways take, and what follows for those that are not at their end, is for `forecast`.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::recommendation::{Recommendation, Stage};

/// It came to a stage, or was given another level where it stood.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Passage {
    /// The day; never before the passage before it.
    pub on: NaiveDate,
    pub stage: Stage,
    /// Code of the level that it had then.
    pub level: Option<String>,
}

/// Written as `2022-05-05 Governance 2`; without the level where there was none.
impl fmt::Display for Passage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.on, self.stage.name())?;
        self.level.iter().try_for_each(|level| write!(f, " {level}"))
    }
}

impl FromStr for Passage {
    type Err = String;

    fn from_str(said: &str) -> Result<Passage, String> {
        let mut words = said.splitn(3, ' ');
        let on = words.next().and_then(|day| day.parse().ok());
        let name = words.next().unwrap_or_default();
        let stage = Stage::ALL.into_iter().find(|stage| stage.name() == name);
        let level = words.next().map(str::to_string);
        on.zip(stage)
            .map(|(on, stage)| Passage { on, stage, level })
            .ok_or_else(|| format!("`{said}` is no passage"))
    }
}

impl From<Passage> for String {
    fn from(passage: Passage) -> String {
        passage.to_string()
    }
}

impl TryFrom<String> for Passage {
    type Error = String;

    fn try_from(said: String) -> Result<Passage, String> {
        said.parse()
    }
}

impl Recommendation {
    /// Writes down where it stands, if it stood elsewhere or with another level before.
    /// A hot debrief may be dated before the report: then it counts from the day of the passage before.
    pub(super) fn pass(&mut self, on: NaiveDate) {
        let level = self.level.as_ref().map(|level| level.code.clone());
        let last = self.passages.last();
        if last.is_none_or(|last| last.stage != self.stage || last.level != level) {
            let on = last.map_or(on, |last| last.on.max(on));
            self.passages.push(Passage { on, stage: self.stage, level });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passage_is_stored_in_words_for_ever() {
        let on = "2022-05-05".parse().unwrap();
        for (level, words) in [
            (None, "\"2022-05-05 SignOff\""),
            (Some("2"), "\"2022-05-05 SignOff 2\""),
            (Some("2 b"), "\"2022-05-05 SignOff 2 b\""),
        ] {
            let passage = Passage { on, stage: Stage::SignOff, level: level.map(String::from) };
            assert_eq!(serde_json::to_string(&passage).unwrap(), words);
            assert_eq!(serde_json::from_str::<Passage>(words).unwrap(), passage);
        }
    }

    #[test]
    fn what_is_no_passage_is_refused_in_words() {
        for said in ["", "2022-05-05", "2022-05-05 Nowhere", "some day SignOff"] {
            assert_eq!(said.parse::<Passage>(), Err(format!("`{said}` is no passage")));
        }
    }
}
