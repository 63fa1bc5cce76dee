//! The scheme: what a force may edit. Levels, ratings, inspectorate statuses, evidence kinds, extension policy.
//! No rule here knows a level or a rating by name: they are rows, because no public source defines them.

use std::borrow::Cow;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::text::{clean, quoted};

/// The force's editable data, adopted whole by one event.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scheme {
    pub name: String,
    /// Set on the scheme that ships: its levels are an example, to be replaced from the force's own letter.
    #[serde(default)]
    pub example: bool,
    /// How many days before a date it counts as due soon.
    pub warning_days: u32,
    pub extension: ExtensionPolicy,
    pub levels: Vec<Level>,
    pub ratings: Vec<Rating>,
    pub inspectorate_statuses: Vec<Named>,
    pub evidence_kinds: Vec<Named>,
}

/// When a target may be moved without the approver.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExtensionPolicy {
    /// So many moves of one target need no approver.
    pub free_moves: u32,
    /// And so many days beyond the original date, in all.
    pub free_days: i64,
}

/// What HMICFRS awards to a recommendation; it decides the course of closure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Level {
    pub code: String,
    pub name: String,
    /// The ordered steps of the course, in words.
    pub course: Vec<String>,
    /// Codes of the evidence kinds that must be there.
    #[serde(default)]
    pub required_evidence: Vec<String>,
    /// Who signs, in words.
    pub signs: String,
    pub verified_by: Verifier,
    /// Whether the inspectorate's verdict is needed before Closed; if not, the sign-off closes.
    pub verdict_needed: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_from: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source_note: String,
}

/// Who verifies that what was asked has been done, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verifier {
    Force,
    DeskReview,
    Fieldwork,
    NextInspection,
}

impl Verifier {
    /// Who verifies, in words.
    pub fn words(self) -> &'static str {
        match self {
            Verifier::Force => "verified by the force",
            Verifier::DeskReview => "verified by the inspectorate's desk review",
            Verifier::Fieldwork => "verified by the inspectorate's fieldwork",
            Verifier::NextInspection => "verified at the next inspection",
        }
    }
}

/// The RAG state of an action: always a letter and a word beside the colour.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rating {
    pub code: String,
    pub letter: String,
    pub definition: String,
    /// A terminal colour's name: "red", "yellow", "green", "white", "blue".
    pub colour: String,
    /// The higher, the worse: a recommendation shows the worst of its unfinished actions.
    pub severity: u8,
    #[serde(default)]
    pub reason_required: bool,
    /// The rating of an action that is finished as done.
    #[serde(default)]
    pub finished: bool,
}

/// A code and what it means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    pub code: String,
    pub name: String,
}

impl Scheme {
    /// The level of that code, in any case.
    pub fn level(&self, code: &str) -> Option<&Level> {
        self.levels.iter().find(|level| level.code.eq_ignore_ascii_case(code))
    }

    /// The rating of that code or letter, in any case.
    pub fn rating(&self, code: &str) -> Option<&Rating> {
        let said = |rating: &&Rating| {
            rating.code.eq_ignore_ascii_case(code) || rating.letter.eq_ignore_ascii_case(code)
        };
        self.ratings.iter().find(said)
    }

    /// The rating that a finished action takes, where the scheme has one.
    pub fn finished_rating(&self) -> Option<&Rating> {
        self.ratings.iter().find(|rating| rating.finished)
    }

    /// The evidence kind of that code.
    pub fn evidence_kind(&self, code: &str) -> Option<&Named> {
        self.evidence_kinds.iter().find(|kind| kind.code.eq_ignore_ascii_case(code))
    }

    /// The inspectorate's status of that code.
    pub fn inspectorate_status(&self, code: &str) -> Option<&Named> {
        self.inspectorate_statuses.iter().find(|status| status.code.eq_ignore_ascii_case(code))
    }

    /// What is wrong with a scheme, all of it at once, each in words. Empty where nothing is.
    pub fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        let codes = |rows: &[Named]| rows.iter().map(|row| row.code.clone()).collect::<Vec<_>>();
        let levels: Vec<_> = self.levels.iter().map(|level| level.code.clone()).collect();
        let ratings: Vec<_> = self.ratings.iter().map(|rating| rating.code.clone()).collect();
        for (what, codes) in [
            ("level", levels),
            ("rating", ratings),
            ("inspectorate status", codes(&self.inspectorate_statuses)),
            ("evidence kind", codes(&self.evidence_kinds)),
        ] {
            problems.extend(unusable_codes(what, &codes));
        }
        let unseen = self.texts().filter(|text| matches!(clean(text), Cow::Owned(_)));
        problems
            .extend(unseen.map(|text| format!("{} holds a character that cannot be shown", quoted(text))));
        for level in &self.levels {
            let unknown = level.required_evidence.iter().filter(|kind| self.evidence_kind(kind).is_none());
            problems.extend(
                unknown.map(|kind| {
                    format!("level `{}` asks for the unknown evidence kind `{kind}`", level.code)
                }),
            );
        }
        problems
    }

    /// Every text that the scheme's rows hold.
    fn texts(&self) -> impl Iterator<Item = &str> {
        let levels = self.levels.iter().flat_map(|level| {
            let words = [&level.code, &level.name, &level.signs, &level.source_note];
            words.into_iter().chain(&level.course).chain(&level.required_evidence)
        });
        let ratings =
            self.ratings.iter().flat_map(|row| [&row.code, &row.letter, &row.definition, &row.colour]);
        let named = self.inspectorate_statuses.iter().chain(&self.evidence_kinds);
        let named = named.flat_map(|row| [&row.code, &row.name]);
        std::iter::once(&self.name).chain(levels).chain(ratings).chain(named).map(String::as_str)
    }
}

fn unusable_codes(what: &str, codes: &[String]) -> Vec<String> {
    let mut problems = Vec::new();
    if codes.is_empty() {
        problems.push(format!("there is no {what}"));
    }
    for (index, code) in codes.iter().enumerate() {
        if code.trim().is_empty() {
            problems.push(format!("a {what} has no code"));
        } else if codes[..index].iter().any(|earlier| earlier.eq_ignore_ascii_case(code)) {
            problems.push(format!("{what} `{code}` stands twice"));
        }
    }
    problems
}
