//! What somebody who minutes a meeting has before them: its items, and of each what was said last time and what is
//! recorded already at this meeting. Nothing is written here.

use std::collections::BTreeSet;

use super::door::{Ledger, Recorded};
use super::finding::{Filter, Page, Sort, Wanted};
use super::trouble::Trouble;
use crate::journey::event::What;
use crate::journey::recommendation::Recommendation;
use crate::journey::reference::{Letter, MeetingRef, RecommendationRef, Stream};

/// One thing that a meeting goes through, and why it is on its agenda.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    pub reference: RecommendationRef,
    pub reasons: Vec<String>,
}

/// An item as it stands, with what was recorded before this meeting and at it.
#[derive(Debug, Clone)]
pub struct Heard {
    pub stands: Recommendation,
    /// What is not this meeting's, the oldest first.
    pub before: Vec<Recorded>,
    /// What is recorded at this meeting.
    pub here: Vec<Recorded>,
}

/// So many are gone through at most.
const MOST: usize = 2_000;

impl Ledger {
    /// What a meeting goes through, in its order.
    pub fn items_of(&self, _meeting: MeetingRef) -> Result<Vec<Item>, Trouble> {
        let standing = self.standing();
        let (filter, _) = Filter::read("stage:Governance", &standing.register()?.scheme);
        let wanted = Wanted { filter, sort: Sort::default(), group: None };
        let mut items = Vec::new();
        if let Some(list) = wanted.streamed() {
            standing.stream(&list, &Page { limit: Some(MOST), after: None }, &mut |row| {
                items.extend(row.r#ref.parse().ok().map(|reference| Item { reference, reasons: Vec::new() }));
                true
            })?;
        }
        items.sort_by(|one, other| one.reference.cmp(&other.reference));
        Ok(items)
    }

    /// The recommendations on which something is recorded at a meeting.
    pub fn minuted_at(&self, meeting: MeetingRef) -> Result<BTreeSet<RecommendationRef>, Trouble> {
        let treated = self.standing().treated_at(meeting, MOST)?;
        Ok(treated.into_iter().map(|one| one.r#ref).collect())
    }

    /// An item of a meeting; none where there is no such recommendation.
    pub fn heard(
        &self,
        meeting: MeetingRef,
        reference: &RecommendationRef,
    ) -> Result<Option<Heard>, Trouble> {
        let Some(stands) = self.standing().recommendation(reference)? else { return Ok(None) };
        let all = self.history(&Stream::Recommendation(reference.clone()), usize::MAX >> 1)?;
        let at_it = |recorded: &Recorded| recorded.record.event.what.meeting() == Some(meeting);
        let (here, before) = all.into_iter().partition(at_it);
        Ok(Some(Heard { stands, before, here }))
    }
}

impl Heard {
    /// The latest statement on an action before this meeting.
    pub fn last_said(&self, letter: &Letter) -> Option<&Recorded> {
        self.before.iter().rev().find(|recorded| is_said_of(recorded, letter))
    }

    /// The latest that happened to it before this meeting.
    pub fn last(&self) -> Option<&Recorded> {
        self.before.last()
    }

    /// Whether a statement on an action is recorded at this meeting.
    pub fn is_said_here(&self, letter: &Letter) -> bool {
        self.here.iter().any(|recorded| is_said_of(recorded, letter))
    }
}

fn is_said_of(recorded: &Recorded, letter: &Letter) -> bool {
    matches!(&recorded.record.event.what, What::ProgressReported { action, .. } if action == letter)
}
