//! What changed between two moments: one comparison of what stood then and what stood later.
//! How one recommendation differs is found in `comparing`, how it is told in `telling`.

mod comparing;
mod telling;

pub use telling::{document, sentence, table, told};

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use crate::journey::meeting::Meeting;
use crate::journey::recommendation::{Recommendation, Stage};
use crate::journey::reference::RecommendationRef;
use crate::journey::state::State;
use crate::ledger::past::Moment;

/// What changed from one moment to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diff {
    pub from: Moment,
    pub to: Moment,
    /// By sort, and within a sort by reference.
    pub changes: Vec<Change>,
    /// Those at Governance on which nothing was recorded since a governance meeting, the longest first.
    pub quiet: Vec<Quiet>,
}

/// One thing that changed on one recommendation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub sort: Sort,
    pub recommendation: RecommendationRef,
    /// The words of the recommendation.
    pub text: String,
    /// The action or the piece of evidence, where it is about one.
    pub about: Option<String>,
    pub from: Option<String>,
    pub to: Option<String>,
    /// By how many days a date moved.
    pub days: Option<i64>,
}

/// A recommendation on which nothing changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quiet {
    pub recommendation: RecommendationRef,
    pub text: String,
    /// The day of the latest event on it.
    pub latest: NaiveDate,
    /// So many governance meetings were closed since.
    pub meetings: usize,
}

/// What sort of change it is, in the order in which they are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    New,
    Retracted,
    Closed,
    Reopened,
    Regressed,
    Advanced,
    DateMoved,
    OwnerChanged,
    RatingWorse,
    RatingBetter,
    Rated,
    Evidence,
    Judged,
    Agreed,
    Finished,
    Said,
    Decided,
    Dissent,
    Asked,
    Answered,
    Refused,
    Level,
    Position,
    Deadline,
    Status,
    Words,
    Other,
}

impl Sort {
    /// The sort in words.
    pub fn words(self) -> &'static str {
        match self {
            Sort::New => "new",
            Sort::Retracted => "taken back",
            Sort::Closed => "closed",
            Sort::Reopened => "reopened",
            Sort::Regressed => "regressed",
            Sort::Advanced => "went on",
            Sort::DateMoved => "date moved",
            Sort::OwnerChanged => "other owner",
            Sort::RatingWorse => "rating down",
            Sort::RatingBetter => "rating up",
            Sort::Rated => "rated",
            Sort::Evidence => "evidence",
            Sort::Judged => "judged",
            Sort::Agreed => "action agreed",
            Sort::Finished => "action ended",
            Sort::Said => "update",
            Sort::Decided => "decided",
            Sort::Dissent => "dissent",
            Sort::Asked => "asked of DCC",
            Sort::Answered => "answered",
            Sort::Refused => "refused",
            Sort::Level => "level",
            Sort::Position => "position",
            Sort::Deadline => "deadline",
            Sort::Status => "inspectorate",
            Sort::Words => "other words",
            Sort::Other => "other",
        }
    }
}

impl Diff {
    /// What changed from what stood at one moment to what stood at another. Nothing where both are the same.
    pub fn between(before: &State, after: &State, from: Moment, to: Moment) -> Diff {
        let mut changes = Vec::new();
        let sorted: BTreeMap<_, _> = after.recommendations.iter().collect();
        let mut quiet = Vec::new();
        let governed = governed(after);
        for (reference, now) in sorted {
            let found = match before.recommendation(reference) {
                None => vec![comparing::new(now)],
                Some(was) => {
                    comparing::changes(was, now, [before, after].map(|state| &state.register.scheme))
                }
            };
            if found.is_empty() && now.ours && now.stage == Stage::Governance {
                quiet.extend(Quiet::of(now, &governed));
            }
            changes.extend(found);
        }
        let gone =
            before.recommendations.values().filter(|was| after.recommendation(&was.reference).is_none());
        changes.extend(gone.map(comparing::gone));
        changes.sort_by(|one, other| {
            (one.sort, &one.recommendation, &one.about).cmp(&(
                other.sort,
                &other.recommendation,
                &other.about,
            ))
        });
        quiet.sort_by_key(|quiet| std::cmp::Reverse(quiet.meetings));
        Diff { from, to, changes, quiet }
    }

    /// The part of it that is about some recommendations.
    pub fn about(&self, those: impl Fn(&RecommendationRef) -> bool) -> Diff {
        let mut part = self.clone();
        part.changes.retain(|one| those(&one.recommendation));
        part.quiet.retain(|one| those(&one.recommendation));
        part
    }

    /// How many changes there are of each sort, in the order in which they are told.
    pub fn counts(&self) -> BTreeMap<Sort, usize> {
        let mut counts = BTreeMap::new();
        self.changes.iter().for_each(|change| *counts.entry(change.sort).or_default() += 1);
        counts
    }
}

/// The days of the governance meetings that were closed.
fn governed(state: &State) -> Vec<NaiveDate> {
    let closed = state.meetings.values().filter(|meeting| Meeting::is_governance_closed(meeting));
    closed.map(|meeting| meeting.date).collect()
}

impl Quiet {
    fn of(now: &Recommendation, governed: &[NaiveDate]) -> Option<Quiet> {
        let meetings = governed.iter().filter(|day| **day > now.latest).count();
        let (recommendation, text) = (now.reference.clone(), now.text.clone());
        (meetings > 0).then_some(Quiet { recommendation, text, latest: now.latest, meetings })
    }
}
