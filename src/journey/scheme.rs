//! The scheme: what a force may edit. Levels, ratings, inspectorate statuses, evidence kinds, extension policy.
//! No rule here knows a level or a rating by name: they are rows, because no public source defines them.

use std::borrow::Cow;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::text::{clean, quoted};

/// Ten years: more is a slip of the keyboard, and would lead beyond the calendar.
const MOST_WARNING_DAYS: u32 = 3660;
/// The same for a target's extension.
const MOST_DAYS: i64 = 3660;
/// More moves of one target than anybody counts.
const MOST_MOVES: i64 = 100;

/// The verbs of the decisions, which a scheme may want signed.
const DECISIONS: [&str; 6] = ["approve", "return", "grant", "refuse", "signoff", "sendback"];

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
    /// The decisions that must be signed, by their verbs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signed: Vec<String>,
    pub levels: Vec<Level>,
    pub ratings: Vec<Rating>,
    pub inspectorate_statuses: Vec<Named>,
    pub evidence_kinds: Vec<Named>,
}

/// When a target may be moved without the approver: in two numbers, or in steps that say who may grant what.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExtensionPolicy {
    /// So many moves of one target need no approver.
    #[serde(default)]
    pub free_moves: u32,
    /// And so many days beyond the original date, in all.
    #[serde(default)]
    pub free_days: i64,
    /// In place of both: the first step that covers a move says who may grant it; what none covers, the approver.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
}

/// Which moves of a target somebody may grant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Up to so many moves of one target, this one counted; any number where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moves: Option<i64>,
    /// Up to so many days beyond the date first agreed, in all; however far where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<i64>,
    pub granted_by: Granter,
}

/// Who may grant an extension.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Granter {
    /// The target moves at once.
    Nobody,
    /// A governance lead other than whoever asks; the approver may as well.
    Lead,
    #[default]
    Approver,
    /// A word that names none of these: a problem of the scheme, told with all others.
    #[serde(untagged)]
    Unknown(String),
}

impl Granter {
    /// The words that a scheme may say.
    const NAMES: [&str; 3] = ["nobody", "lead", "approver"];

    /// Whether a governance lead may grant it.
    pub fn is_lead(&self) -> bool {
        *self == Granter::Lead
    }

    /// Whether only the approver may: so it is where nothing else is said.
    pub fn is_approver(&self) -> bool {
        matches!(self, Granter::Approver | Granter::Unknown(_))
    }

    /// Who it waits for, in words.
    pub fn words(&self) -> &'static str {
        match self {
            Granter::Nobody => "nobody",
            Granter::Lead => "another governance lead",
            Granter::Approver | Granter::Unknown(_) => "the DCC",
        }
    }

    /// How much is asked for: more than another granter, or less.
    fn rank(&self) -> u8 {
        match self {
            Granter::Nobody => 0,
            Granter::Lead => 1,
            Granter::Approver | Granter::Unknown(_) => 2,
        }
    }
}

impl ExtensionPolicy {
    /// Who may grant the move that comes after `moves` moves, to `days` days beyond the date first agreed.
    pub fn granter(&self, moves: usize, days: i64) -> Granter {
        if self.steps.is_empty() {
            let free = moves < self.free_moves as usize && days <= self.free_days;
            return if free { Granter::Nobody } else { Granter::Approver };
        }
        let nth = i64::try_from(moves).unwrap_or(i64::MAX).saturating_add(1);
        let covers = |step: &&Step| {
            step.moves.is_none_or(|most| nth <= most) && step.days.is_none_or(|most| days <= most)
        };
        self.steps.iter().find(covers).map_or(Granter::Approver, |step| step.granted_by.clone())
    }

    /// What is wrong with the policy, each in words.
    fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        if !self.steps.is_empty() && (self.free_moves, self.free_days) != (0, 0) {
            problems.push(
                "the extension policy has steps, so its `free_moves` and `free_days` say nothing: leave them out"
                    .to_string(),
            );
        }
        if !(0..=MOST_DAYS).contains(&self.free_days) {
            problems.push(format!("`free_days` is {}; from 0 to {MOST_DAYS} are allowed", self.free_days));
        }
        for (index, step) in self.steps.iter().enumerate() {
            let of = |what: String| format!("step {} of the extension policy: {what}", index + 1);
            problems.extend(step.problems().into_iter().map(of));
            let earlier = &self.steps[..index];
            if let Some(at) = earlier.iter().position(|before| before.covers_all_of(step)) {
                problems.push(of(format!("step {} covers every move of it already", at + 1)));
            } else if let Some(at) =
                earlier.iter().position(|before| before.granted_by.rank() > step.granted_by.rank())
            {
                problems.push(of(format!("it asks for less than step {}, which comes before it", at + 1)));
            }
        }
        problems
    }
}

impl Step {
    fn problems(&self) -> Vec<String> {
        let mut problems = Vec::new();
        if let Some(moves) = self.moves.filter(|moves| !(1..=MOST_MOVES).contains(moves)) {
            problems.push(format!("`moves` is {moves}; from 1 to {MOST_MOVES} are allowed"));
        }
        if let Some(days) = self.days.filter(|days| !(1..=MOST_DAYS).contains(days)) {
            problems.push(format!("`days` is {days}; from 1 to {MOST_DAYS} are allowed"));
        }
        if let Granter::Unknown(said) = &self.granted_by {
            let allowed = Granter::NAMES.map(|name| format!("`{name}`")).join(", ");
            problems.push(format!("{} grants nothing; `granted_by` is one of {allowed}", quoted(said)));
        }
        problems
    }

    /// Whether it covers whatever another step covers.
    fn covers_all_of(&self, other: &Step) -> bool {
        let wider = |mine: Option<i64>, theirs: Option<i64>| match (mine, theirs) {
            (None, _) => true,
            (Some(_), None) => false,
            (Some(mine), Some(theirs)) => mine >= theirs,
        };
        wider(self.moves, other.moves) && wider(self.days, other.days)
    }
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

    /// Whether the decision of this verb must be signed.
    pub fn must_be_signed(&self, verb: &str) -> bool {
        self.signed.iter().any(|named| named == verb)
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
        if self.warning_days > MOST_WARNING_DAYS {
            let (found, most) = (self.warning_days, MOST_WARNING_DAYS);
            problems.push(format!("`warning_days` is {found}; at most {most} are allowed"));
        }
        problems.extend(self.extension.problems());
        let unknown = self.signed.iter().filter(|verb| !DECISIONS.contains(&verb.as_str()));
        let allowed = DECISIONS.map(|verb| format!("`{verb}`")).join(", ");
        problems.extend(
            unknown.map(|verb| format!("{} is no decision; `signed` names some of {allowed}", quoted(verb))),
        );
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
        let granters = self.extension.steps.iter().filter_map(|step| match &step.granted_by {
            Granter::Unknown(said) => Some(said),
            _ => None,
        });
        std::iter::once(&self.name)
            .chain(levels)
            .chain(ratings)
            .chain(named)
            .chain(granters)
            .chain(&self.signed)
            .map(String::as_str)
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
