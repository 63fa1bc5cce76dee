//! What the lead changes of an agenda: what is added with a reason, dropped with a reason, and put in another place.

use serde::{Deserialize, Serialize};

use super::{Agenda, Item, Why};
use crate::journey::event::What;
use crate::journey::meeting::{Meeting, Phase};
use crate::journey::recommendation::Stage;
use crate::journey::reference::{MeetingRef, RecommendationRef, Stream};
use crate::journey::refusal::{Reason, Refusal};
use crate::journey::{Asked, Decision, reasoned};

/// One change of an agenda, as the meeting keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
pub enum Change {
    Added {
        recommendation: RecommendationRef,
        by: String,
        why: String,
    },
    Dropped {
        recommendation: RecommendationRef,
        #[serde(default)]
        by: String,
        #[serde(default)]
        why: String,
    },
    /// Put before another item; where none is named, behind everything that is there for a reason.
    Ordered {
        recommendation: RecommendationRef,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<RecommendationRef>,
    },
}

impl Change {
    /// The recommendation that it is about.
    pub fn recommendation(&self) -> &RecommendationRef {
        match self {
            Change::Added { recommendation, .. }
            | Change::Dropped { recommendation, .. }
            | Change::Ordered { recommendation, .. } => recommendation,
        }
    }

    fn is_of(&self, reference: &RecommendationRef) -> bool {
        self.recommendation() == reference
    }
}

impl Meeting {
    /// Takes in a change of its agenda. What was dropped and is added again is no longer dropped, and the other way round.
    pub fn change_agenda(&mut self, change: Change) {
        let about = change.recommendation().clone();
        match &change {
            Change::Added { .. } => {
                self.agenda_changes.retain(|one| !matches!(one, Change::Dropped { .. }) || !one.is_of(&about))
            }
            Change::Dropped { .. } => self.agenda_changes.retain(|one| !one.is_of(&about)),
            Change::Ordered { .. } => {}
        }
        self.agenda_changes.push(change);
    }

    /// Opened, its agenda is kept with what was added and ordered; what was dropped stays off it.
    pub fn keep_agenda(&mut self) {
        self.agenda_changes.retain(|change| matches!(change, Change::Dropped { .. }));
    }

    fn has_dropped(&self, reference: &RecommendationRef) -> bool {
        self.agenda_changes.iter().any(|one| matches!(one, Change::Dropped { .. }) && one.is_of(reference))
    }

    /// Why the lead added a recommendation, where it was added.
    pub(super) fn added(&self, reference: &RecommendationRef) -> Option<Why> {
        self.agenda_changes.iter().find_map(|change| match change {
            Change::Added { recommendation, by, why } if recommendation == reference => {
                Some(Why::Added { by: by.clone(), why: why.clone() })
            }
            _ => None,
        })
    }

    /// What was dropped, a line each: `SOC22-3 dropped by A. Lead: she decides tomorrow`.
    pub fn dropped(&self) -> Vec<String> {
        let told = |change: &Change| match change {
            Change::Dropped { recommendation, by, why } => {
                Some(format!("{recommendation} dropped by {by}: {why}"))
            }
            _ => None,
        };
        self.agenda_changes.iter().filter_map(told).collect()
    }

    /// Everything that was added.
    pub(super) fn all_added(&self) -> Vec<Item> {
        let item = |change: &Change| match change {
            Change::Added { recommendation, by, why } => {
                let why = vec![Why::Added { by: by.clone(), why: why.clone() }];
                Some(Item::of(recommendation, why))
            }
            _ => None,
        };
        self.agenda_changes.iter().filter_map(item).collect()
    }

    /// Takes off what was dropped, and puts what was ordered in its place.
    pub(super) fn drop_and_order(&self, items: &mut Vec<Item>) {
        if self.agenda_changes.is_empty() {
            return;
        }
        items.retain(|item| !self.has_dropped(&item.recommendation));
        for change in &self.agenda_changes {
            if let Change::Ordered { recommendation, before } = change {
                order(items, recommendation, before.as_ref());
            }
        }
    }
}

/// Puts one item before another, or behind all that are there for a reason; one that is not there stays where it is.
fn order(items: &mut Vec<Item>, one: &RecommendationRef, before: Option<&RecommendationRef>) {
    let place = |items: &[Item], wanted: &RecommendationRef| {
        items.iter().position(|item| &item.recommendation == wanted)
    };
    if before.is_some_and(|before| place(items, before).is_none()) {
        return;
    }
    let Some(from) = place(items, one) else { return };
    let mut item = items.remove(from);
    item.moved = true;
    let to = match before {
        Some(before) => place(items, before).unwrap_or(items.len()),
        None => items.iter().rposition(Item::is_kept).map_or(0, |last| last + 1),
    };
    items.insert(to, item);
}

/// Adds a recommendation to an agenda, with a reason.
pub fn add(asked: &Asked, meeting: MeetingRef, reference: &RecommendationRef, reason: &str) -> Decision {
    let cannot = "be added to the agenda";
    let refuse = |reason| Refusal::new(reference, cannot, reason);
    let (stands, agenda) = changeable(asked, meeting).map_err(refuse)?;
    let recommendation =
        asked.state.recommendation(reference).ok_or_else(|| refuse(Reason::UnknownRecommendation))?;
    if !recommendation.ours {
        return Err(refuse(Reason::AddressedElsewhere(recommendation.addressees.clone())));
    }
    if recommendation.stage == Stage::Closed {
        return Err(refuse(Reason::NothingLeftOnIt));
    }
    if let Some(item) = agenda.item(reference).filter(|item| item.has_a_reason()) {
        return Err(refuse(Reason::OnAgenda(stands.reference, item.words())));
    }
    reasoned(reference, cannot, reason)?;
    let what = What::AgendaItemAdded { recommendation: reference.clone() };
    Ok(vec![asked.event(Stream::Meeting(meeting), what).because(reason)])
}

/// Takes a recommendation off an agenda, with a reason.
pub fn drop(asked: &Asked, meeting: MeetingRef, reference: &RecommendationRef, reason: &str) -> Decision {
    let cannot = "be dropped from the agenda";
    let refuse = |reason| Refusal::new(reference, cannot, reason);
    let (stands, agenda) = changeable(asked, meeting).map_err(refuse)?;
    let treated = asked.state.gathered.get(&meeting).is_some_and(|all| all.treated.contains(reference));
    if treated {
        return Err(refuse(Reason::SpokenOf(stands.reference)));
    }
    agenda.item(reference).ok_or_else(|| refuse(Reason::NotOnAgenda(meeting)))?;
    reasoned(reference, cannot, reason)?;
    let what = What::AgendaItemDropped { recommendation: reference.clone() };
    Ok(vec![asked.event(Stream::Meeting(meeting), what).because(reason)])
}

/// Puts an item before another, or behind all that are on the agenda for a reason.
pub fn put_before(
    asked: &Asked,
    meeting: MeetingRef,
    reference: &RecommendationRef,
    before: Option<&RecommendationRef>,
) -> Decision {
    let refuse = |reason| Refusal::new(reference, "be put in that place", reason);
    let (_, agenda) = changeable(asked, meeting).map_err(refuse)?;
    for named in [Some(reference), before].into_iter().flatten() {
        if agenda.item(named).is_none() {
            return Err(Refusal::new(named, "be put in that place", Reason::NotOnAgenda(meeting)));
        }
    }
    let mut after = agenda.items.clone();
    order(&mut after, reference, before);
    let same = |one: &Item, other: &Item| one.recommendation == other.recommendation;
    if before == Some(reference) || after.iter().zip(&agenda.items).all(|(one, other)| same(one, other)) {
        return Err(refuse(Reason::ThereAlready));
    }
    let what = What::AgendaItemOrdered { recommendation: reference.clone(), before: before.cloned() };
    Ok(vec![asked.event(Stream::Meeting(meeting), what)])
}

/// The meeting, if its agenda can still be changed, with the agenda.
fn changeable<'a>(asked: &'a Asked, meeting: MeetingRef) -> Result<(&'a Meeting, Agenda), Reason> {
    let stands = asked.state.meeting(meeting).ok_or(Reason::NoSuchMeeting(meeting))?;
    match stands.phase {
        Phase::Planned | Phase::Open => {}
        phase => return Err(Reason::AgendaFixed(meeting, phase)),
    }
    if stands.is_plenary() {
        return Err(Reason::PlenaryAgenda(meeting));
    }
    // Where nothing was gathered, what was added is all that is known of it.
    let known = || {
        let mut items = stands.all_added();
        stands.drop_and_order(&mut items);
        Agenda { items, ..Agenda::default() }
    };
    Ok((stands, asked.agenda(stands).unwrap_or_else(known)))
}
