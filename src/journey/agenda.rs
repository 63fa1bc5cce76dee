//! The agenda of a meeting: why each recommendation is before it, and in which order.
//!
//! While a meeting is planned its agenda is made from what stands; when it is opened, what is on it with a reason
//! is kept in the opening event, because minuting changes what stands; the rest is kept, by owner, when it is closed.
//! What stands is gathered elsewhere.

pub mod changing;

use std::collections::HashSet;

use chrono::{Datelike, Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::deadline::in_words;
use super::meeting::{Meeting, Phase};
use super::reference::{MeetingRef, RecommendationRef};

/// Why a recommendation is on an agenda; the most pressing first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Why {
    /// What the DCC is asked to decide.
    Decision { asked: String },
    /// The earliest promised date that has passed.
    Overdue { since: NaiveDate },
    /// Who sent it back.
    Returned { how: String },
    /// At so many governance meetings nothing was said of it.
    Quiet { meetings: u32 },
    /// The next promised date, which comes before the next meeting; or within the scheme's warning days
    /// where no other meeting is planned.
    Due {
        on: NaiveDate,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<MeetingRef>,
    },
    /// The lead put it on, and said why.
    Added { by: String, why: String },
    /// For no other reason than that it is open, with its owner.
    Open {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        owner: Option<String>,
    },
    /// Something was recorded on it at the meeting.
    Treated,
    /// It waits for the plenary on its inspection.
    Received,
}

impl Why {
    /// Under which head it stands, in the order of the agenda.
    pub const HEADS: [&str; 9] = [
        "Waiting for a decision",
        "Overdue",
        "Returned",
        "Quiet",
        "Due before the next meeting",
        "Added by the lead",
        "The rest, by owner",
        "Spoken of at it",
        "Waiting for its plenary",
    ];

    /// The head under which it stands.
    pub fn head(&self) -> &'static str {
        Why::HEADS[self.rank()]
    }

    fn rank(&self) -> usize {
        match self {
            Why::Decision { .. } => 0,
            Why::Overdue { .. } => 1,
            Why::Returned { .. } => 2,
            Why::Quiet { .. } => 3,
            Why::Due { .. } => 4,
            Why::Added { .. } => 5,
            Why::Open { .. } => 6,
            Why::Treated => 7,
            Why::Received => 8,
        }
    }

    /// Whether it says more than that the item is there.
    fn tells(&self) -> bool {
        !matches!(self, Why::Open { .. } | Why::Treated | Why::Received)
    }

    /// The reason in words.
    pub fn words(&self) -> String {
        match self {
            Why::Decision { asked } => format!("waits for the DCC: {asked}"),
            Why::Overdue { since } => format!("overdue since {}", in_words(*since)),
            Why::Returned { how } => how.clone(),
            Why::Quiet { meetings: 1 } => "quiet for 1 meeting".into(),
            Why::Quiet { meetings } => format!("quiet for {meetings} meetings"),
            Why::Due { on, before: Some(before) } => format!("due {}, before {before}", in_words(*on)),
            Why::Due { on, before: None } => format!("due {}", in_words(*on)),
            Why::Added { by, why } => format!("added by {by}: {why}"),
            Why::Open { owner: Some(owner) } => format!("open, with {owner}"),
            Why::Open { owner: None } => "open, with nobody yet".into(),
            Why::Treated => "spoken of at the meeting".into(),
            Why::Received => "waits for its plenary".into(),
        }
    }
}

/// One item of an agenda: a recommendation, and why it is on it. There is at least one reason;
/// the first decides its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    pub recommendation: RecommendationRef,
    pub why: Vec<Why>,
    /// Whether the lead gave it its place.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub moved: bool,
}

impl Item {
    fn of(recommendation: &RecommendationRef, why: Vec<Why>) -> Item {
        Item { recommendation: recommendation.clone(), why, moved: false }
    }

    /// Whether it is kept when the meeting is opened.
    fn is_kept(&self) -> bool {
        self.moved || self.has_a_reason()
    }

    /// The reasons in words, the most pressing first.
    pub fn words(&self) -> String {
        self.why.iter().map(Why::words).collect::<Vec<_>>().join("; ")
    }

    /// The head under which it stands.
    pub fn head(&self) -> &'static str {
        self.why.first().map_or(Why::HEADS[6], Why::head)
    }

    /// Whether more is said of it than that it is there.
    pub fn has_a_reason(&self) -> bool {
        self.why.iter().any(Why::tells)
    }
}

/// The agenda of a meeting, in its order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Agenda {
    pub items: Vec<Item>,
    /// What is due before this day is due before the next meeting.
    pub until: NaiveDate,
}

impl Agenda {
    /// The item about a recommendation.
    pub fn item(&self, reference: &RecommendationRef) -> Option<&Item> {
        self.items.iter().find(|item| &item.recommendation == reference)
    }

    /// How many items stand under each head, of those heads that have any.
    pub fn counts(&self) -> Vec<(&'static str, usize)> {
        let under = |head: &&str| self.items.iter().filter(|item| item.head() == *head).count();
        Why::HEADS.into_iter().map(|head| (head, under(&head))).filter(|(_, n)| *n > 0).collect()
    }

    /// What is kept when the meeting is opened: everything that is on it for a reason or was
    /// given its place. The rest is found by owner at any time, and would make the event of a large register large.
    pub(super) fn kept(self) -> Vec<Item> {
        self.items.into_iter().filter(Item::is_kept).collect()
    }
}

/// What a closing event keeps of an agenda, so that it stays what the meeting had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AtClosing {
    /// What was on it for no other reason than that it was open. In a large register these are most of it,
    /// so an owner is named once and nothing is said of an item but its reference.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rest: Vec<WithOwner>,
    /// What was due before this day was due before the next meeting.
    pub until: NaiveDate,
}

/// What was open with one owner, or with nobody yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WithOwner {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    pub items: Vec<RecommendationRef>,
}

impl AtClosing {
    /// As items again.
    fn rest(&self) -> Vec<Item> {
        let of = |with: &WithOwner| {
            let why = vec![Why::Open { owner: with.owner.clone() }];
            with.items.iter().map(move |one| Item::of(one, why.clone())).collect::<Vec<_>>()
        };
        self.rest.iter().flat_map(of).collect()
    }
}

/// What an agenda must know of a recommendation that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    pub recommendation: RecommendationRef,
    /// What the DCC is asked to decide on it.
    pub asked: Option<String>,
    /// Who sent it back, in words.
    pub returned: Option<String>,
    /// The dates that are promised on it.
    pub promised: Vec<NaiveDate>,
    /// Since when nothing was heard of it at Governance.
    pub silent_since: Option<NaiveDate>,
    pub owner: Option<String>,
    /// Whether it is before every meeting: at Governance, or waiting for the DCC. Before a plenary: at Received.
    pub always: bool,
}

/// What an agenda is made from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Gathered {
    pub candidates: Vec<Candidate>,
    /// The days of the governance meetings that are closed and were before this one.
    pub governed: Vec<NaiveDate>,
    /// The next meeting of this kind that is planned; none after a plenary, which no other follows.
    pub next: Option<(MeetingRef, NaiveDate)>,
    /// On what something was recorded at the meeting.
    pub treated: Vec<RecommendationRef>,
    /// What was on the agenda for a reason when it was opened; none where it was not, or was before agendas were kept.
    pub kept: Option<Vec<Item>>,
    /// What else was on it when it was closed; none where it was not, or was before that was kept.
    pub closed: Option<AtClosing>,
    /// All that was recorded at the meeting on the recommendation whose minutes are to be put right.
    pub said: Option<String>,
}

impl Gathered {
    /// The agenda of a meeting, as seen on a day. `warning_days` is the scheme's: so far it looks ahead
    /// where no next meeting is planned.
    pub fn agenda(&self, meeting: &Meeting, warning_days: u32, today: NaiveDate) -> Agenda {
        let derived = || self.derived(meeting, warning_days, today);
        let added = |kept: &[Item]| with_more(kept.to_vec(), meeting.all_added());
        let mut items = match (meeting.phase, self.kept.as_deref()) {
            (Phase::Cancelled, _) => Vec::new(),
            (Phase::Planned, _) => derived(),
            (Phase::Open, None) => with_more(derived(), self.treated()),
            (Phase::Open, Some(kept)) => with_more(with_more(added(kept), self.rest()), self.treated()),
            (Phase::Closed, kept) => {
                let rest = self.closed.as_ref().map(AtClosing::rest).unwrap_or_default();
                with_more(with_more(added(kept.unwrap_or_default()), rest), self.treated())
            }
        };
        meeting.drop_and_order(&mut items);
        Agenda { items, until: self.until(meeting, warning_days, today) }
    }

    /// The first day that is no longer before the next meeting.
    fn until(&self, meeting: &Meeting, warning_days: u32, today: NaiveDate) -> NaiveDate {
        let warned = || meeting.date.max(today) + Days::new(u64::from(warning_days) + 1);
        let closed = self.closed.as_ref().map(|closed| closed.until);
        closed.or(self.next.map(|(_, date)| date)).unwrap_or_else(warned)
    }

    fn derived(&self, meeting: &Meeting, warning_days: u32, today: NaiveDate) -> Vec<Item> {
        let until = self.until(meeting, warning_days, today);
        let item = |candidate: &Candidate| {
            let mut why = self.reasons(candidate, today, until);
            why.extend(meeting.added(&candidate.recommendation));
            if why.is_empty() && candidate.always {
                let open = || Why::Open { owner: candidate.owner.clone() };
                why.push(if meeting.is_plenary() { Why::Received } else { open() });
            }
            (!why.is_empty()).then(|| Item::of(&candidate.recommendation, why))
        };
        in_order(self.candidates.iter().filter_map(item).collect())
    }

    /// Everything that is before every meeting, by owner.
    fn rest(&self) -> Vec<Item> {
        let always = self.candidates.iter().filter(|candidate| candidate.always);
        let item = |candidate: &Candidate| {
            Item::of(&candidate.recommendation, vec![Why::Open { owner: candidate.owner.clone() }])
        };
        in_order(always.map(item).collect())
    }

    /// What is kept of the agenda of an open meeting when it is closed.
    pub(super) fn at_closing(&self, agenda: &Agenda) -> AtClosing {
        let open = |item: &&Item| matches!(item.why.first(), Some(Why::Open { .. }));
        let there: HashSet<_> = agenda.items.iter().filter(open).map(|item| &item.recommendation).collect();
        let mut rest: Vec<WithOwner> = Vec::new();
        // In the order that it has where nobody changed it: what was changed is kept with the meeting.
        for item in self.rest().into_iter().filter(|item| there.contains(&item.recommendation)) {
            let Some(Why::Open { owner }) = item.why.into_iter().next() else { continue };
            match rest.last_mut() {
                Some(last) if last.owner == owner => last.items.push(item.recommendation),
                _ => rest.push(WithOwner { owner, items: vec![item.recommendation] }),
            }
        }
        AtClosing { rest, until: agenda.until }
    }

    fn treated(&self) -> Vec<Item> {
        self.treated.iter().map(|one| Item::of(one, vec![Why::Treated])).collect()
    }

    /// Why one is on the agenda of a meeting that is followed by another, or by nothing, `until` a day.
    fn reasons(&self, candidate: &Candidate, today: NaiveDate, until: NaiveDate) -> Vec<Why> {
        let since = candidate.promised.iter().min().filter(|day| **day < today);
        let on = candidate.promised.iter().filter(|day| (today..until).contains(day)).min();
        let quiet = |since: NaiveDate| self.governed.iter().filter(|day| since < **day).count() as u32;
        let meetings = candidate.silent_since.map_or(0, quiet);
        let before = self.next.map(|(next, _)| next);
        let reasons = [
            candidate.asked.clone().map(|asked| Why::Decision { asked }),
            since.map(|since| Why::Overdue { since: *since }),
            candidate.returned.clone().map(|how| Why::Returned { how }),
            (meetings > 0).then_some(Why::Quiet { meetings }),
            on.map(|on| Why::Due { on: *on, before }),
        ];
        reasons.into_iter().flatten().collect()
    }
}

/// By the first reason: the head, and under it the oldest date, the longest silence or the owner.
fn in_order(mut items: Vec<Item>) -> Vec<Item> {
    fn place(item: &Item) -> (usize, i64, &str) {
        let day = |day: &NaiveDate| i64::from(day.num_days_from_ce());
        match item.why.first() {
            Some(why @ (Why::Overdue { since: date } | Why::Due { on: date, .. })) => {
                (why.rank(), day(date), "")
            }
            Some(why @ Why::Quiet { meetings }) => (why.rank(), -i64::from(*meetings), ""),
            // What nobody owns yet comes after what somebody does.
            Some(why @ Why::Open { owner }) => {
                (why.rank(), owner.is_none().into(), owner.as_deref().unwrap_or_default())
            }
            why => (why.map_or(Why::HEADS.len(), Why::rank), 0, ""),
        }
    }
    items.sort_by(|one, other| {
        place(one).cmp(&place(other)).then_with(|| one.recommendation.cmp(&other.recommendation))
    });
    items
}

/// The items, and those of the others that are not among them.
fn with_more(mut items: Vec<Item>, others: Vec<Item>) -> Vec<Item> {
    let there: HashSet<RecommendationRef> = items.iter().map(|item| item.recommendation.clone()).collect();
    items.extend(others.into_iter().filter(|item| !there.contains(&item.recommendation)));
    items
}
