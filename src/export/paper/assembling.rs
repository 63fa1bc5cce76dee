//! What a paper is made from, read from the register at one moment. The period that its first page counts is in `period`.

use std::collections::{BTreeMap, BTreeSet};

use super::period::{self, Span, changed};
use crate::briefing::paper::{self, Edge, Facts, Held, Minuted, Paper, Topic};
use crate::journey::deadline::in_words;
use crate::journey::meeting::{Meeting, Phase};
use crate::journey::recommendation::Recommendation;
use crate::journey::reference::{MeetingRef, RecommendationRef, Stream};
use crate::ledger::standing::at_meeting::Sitting;
use crate::ledger::trouble::Trouble;
use crate::ledger::whole::Whole;
use crate::ledger::{Ledger, Recorded};
use crate::progress::Progress;

/// Why there is no paper.
#[derive(Debug, thiserror::Error)]
pub enum NotBriefed {
    /// What it is about is not there, or is not ready for it.
    #[error("{what}")]
    Refused { what: String, hint: String },
    /// The words are off.
    #[error("{0}")]
    Misasked(String),
    #[error("{0}")]
    Trouble(#[from] Trouble),
}

pub(super) fn refused(what: String, hint: &str) -> NotBriefed {
    NotBriefed::Refused { what, hint: hint.to_string() }
}

/// So many events of a meeting are read at a time.
const PAGE: usize = 500;

/// Reads what a paper is about and writes it. `ledger` should stand still meanwhile.
pub fn assemble(
    ledger: &Ledger,
    topic: &Topic,
    span: &Span,
    marking: &str,
    progress: &Progress,
) -> Result<Paper, NotBriefed> {
    if !topic.reconciles() && (span.from.is_some() || span.until.is_some()) {
        let what =
            format!("`{}` counts nothing over a period: leave `--from` and `--until` out", topic.word());
        return Err(NotBriefed::Misasked(what));
    }
    match topic {
        Topic::Recommendation(reference) => {
            let (facts, case, history) = recommendation(ledger, reference, marking)?;
            Ok(paper::recommendation(&facts, &case, &history))
        }
        Topic::SignOff(reference) => {
            let (mut facts, case, history) = recommendation(ledger, reference, marking)?;
            let newest = history.iter().rfind(|recorded| recorded.record.event.what.decision().is_some());
            facts.decided_on = newest.map(|newest| ledger.stood_before(newest, &history)).transpose()?;
            Ok(paper::sign_off(&facts, &case, &history))
        }
        Topic::Inspection(code) => inspection(ledger, code, marking),
        Topic::Minutes(meeting) => minutes(ledger, *meeting, marking),
        _ => register_wide(ledger, topic, span, marking, progress),
    }
}

fn register_wide(
    ledger: &Ledger,
    topic: &Topic,
    span: &Span,
    marking: &str,
    progress: &Progress,
) -> Result<Paper, NotBriefed> {
    let whole = ledger.whole(progress)?;
    let today = ledger.today();
    match topic {
        Topic::Owner(name) => owner(&everything(ledger, whole, marking)?, name),
        Topic::Meeting(reference) => {
            let meeting = meeting_of(whole.state.meetings.get(reference).cloned(), *reference)?;
            if meeting.phase == Phase::Cancelled {
                let what = format!("`{reference}` was cancelled: there is no pack for it");
                return Err(refused(what, "see the meetings with `plenary meeting`"));
            }
            if meeting.phase == Phase::Planned && meeting.date < today {
                let what = format!(
                    "`{reference}` was planned for {} and never opened: there is no pack for it",
                    in_words(meeting.date)
                );
                return Err(refused(
                    what,
                    "move it with `plenary meeting move`, or cancel it with `plenary meeting cancel`",
                ));
            }
            let end = match meeting.date <= today {
                true => period::edge_of(&whole, &meeting),
                false => Edge::of_day(
                    today,
                    format!("{}, before {reference} ({})", in_words(today), in_words(meeting.date)),
                ),
            };
            let period = period::between(&whole, today, span, end, Some(*reference))?;
            let diff = changed(ledger, &whole.state, &period)?;
            let agenda = ledger.standing().agenda(*reference)?;
            let facts = everything(ledger, whole, marking)?;
            Ok(paper::pack(&facts, &meeting, &agenda, (&period, diff.as_ref())))
        }
        topic => {
            let period = period::between(&whole, today, span, Edge::of_day(today, in_words(today)), None)?;
            let facts = everything(ledger, whole, marking)?;
            Ok(match topic {
                Topic::Overdue => paper::overdue(&facts, &period),
                Topic::Committee => paper::committee(&facts, &period),
                _ => paper::action_log(&facts, &period),
            })
        }
    }
}

fn owner(facts: &Facts, name: &str) -> Result<Paper, NotBriefed> {
    let mut actions = facts.cases.values().flat_map(|case| &case.actions);
    let owned = actions.find(|action| action.owner.eq_ignore_ascii_case(name)).ok_or_else(|| {
        refused(format!("nobody called `{name}` owns an action"), "see who does with `plenary owners`")
    })?;
    Ok(paper::owner(facts, &owned.owner))
}

/// The head of all facts, with nothing in them yet.
fn nothing(ledger: &Ledger, marking: &str) -> Result<Facts, Trouble> {
    Ok(Facts {
        register: ledger.standing().register()?,
        decided_on: None,
        today: ledger.today(),
        known_at: ledger.here().known_at,
        head: ledger.head()?,
        marking: marking.to_string(),
        cases: BTreeMap::new(),
        inspections: BTreeMap::new(),
        meetings: BTreeMap::new(),
        moved: Vec::new(),
        taken_back: Vec::new(),
    })
}

fn everything(ledger: &Ledger, whole: Whole, marking: &str) -> Result<Facts, Trouble> {
    Ok(Facts {
        cases: whole.state.recommendations.into_iter().collect(),
        inspections: whole.state.inspections.into_iter().collect(),
        meetings: whole.state.meetings.into_iter().collect(),
        moved: whole.moved,
        taken_back: whole.taken_back,
        ..nothing(ledger, marking)?
    })
}

/// What a paper on one recommendation is written from: it, and all that happened to it.
fn recommendation(
    ledger: &Ledger,
    reference: &RecommendationRef,
    marking: &str,
) -> Result<(Facts, Recommendation, Vec<Recorded>), NotBriefed> {
    let standing = ledger.standing();
    let case = standing.recommendation(reference)?.ok_or_else(|| {
        refused(format!("there is no `{reference}` here"), "see what there is with `plenary list --all`")
    })?;
    let mut facts = nothing(ledger, marking)?;
    let asks = standing.inspection(&reference.inspection)?;
    facts.inspections.extend(asks.map(|inspection| (inspection.code.clone(), inspection)));
    let history = ledger.history(&Stream::Recommendation(reference.clone()), usize::MAX >> 1)?;
    Ok((facts, case, history))
}

fn inspection(
    ledger: &Ledger,
    code: &crate::journey::reference::InspectionCode,
    marking: &str,
) -> Result<Paper, NotBriefed> {
    let standing = ledger.standing();
    let inspection = standing.inspection(code)?.ok_or_else(|| {
        refused(format!("there is no `{code}` here"), "see what there is with `plenary inspection`")
    })?;
    let mut facts = nothing(ledger, marking)?;
    for listed in &inspection.recommendations {
        let stands = standing.recommendation(&listed.reference)?;
        facts.cases.extend(stands.map(|case| (case.reference.clone(), case)));
    }
    Ok(paper::inspection(&facts, &inspection))
}

pub(super) fn meeting_of(found: Option<Meeting>, reference: MeetingRef) -> Result<Meeting, NotBriefed> {
    found.ok_or_else(|| {
        refused(format!("there is no meeting `{reference}`"), "see the meetings with `plenary meeting`")
    })
}

fn minutes(ledger: &Ledger, reference: MeetingRef, marking: &str) -> Result<Paper, NotBriefed> {
    let standing = ledger.standing();
    let meeting = meeting_of(standing.meeting(reference)?, reference)?;
    if matches!(meeting.phase, Phase::Planned | Phase::Cancelled) {
        let what = format!("`{reference}` is {}: it has no minutes", meeting.phase.words());
        return Err(refused(what, "a meeting has minutes once it was opened: `plenary meeting open`"));
    }
    let mut facts = nothing(ledger, marking)?;
    let (items, agenda) = (minuted(ledger, reference)?, standing.agenda(reference)?);
    let closing = ledger.closing(reference)?;
    let told = items.iter().map(|item| &item.reference);
    let told = told.chain(agenda.items.iter().map(|item| &item.recommendation));
    // Of a closed meeting everything is said as it stood then, whatever stands now.
    let stood = ledger.stood_when_closed(closing, told)?;
    (facts.cases, facts.register.scheme) = (stood.cases, stood.scheme);
    if let Some(closing) = closing {
        (facts.today, facts.head) = (closing.on, closing.head);
    }
    Ok(paper::minutes(&facts, &Held { meeting, agenda, items, closing }))
}

/// What was recorded at a meeting: what says so of itself, and what else was recorded on a recommendation
/// while the meeting was open and happened on its day.
fn minuted(ledger: &Ledger, meeting: MeetingRef) -> Result<Vec<Minuted>, Trouble> {
    let sitting = ledger.standing().sitting(meeting)?;
    let mut items: BTreeSet<RecommendationRef> = ledger.standing().treated(meeting)?.into_iter().collect();
    items.extend(while_open(ledger, &sitting)?);
    let told = |reference: RecommendationRef| -> Result<Minuted, Trouble> {
        let mut events = ledger.history(&Stream::Recommendation(reference.clone()), usize::MAX >> 1)?;
        events.retain(|one| sitting.holds(one.seq, &one.record.event));
        Ok(Minuted { reference, events })
    };
    items.into_iter().map(told).collect()
}

/// On what something was recorded that stands in the minutes, between the opening of a meeting and its closing.
fn while_open(ledger: &Ledger, sitting: &Sitting) -> Result<BTreeSet<RecommendationRef>, Trouble> {
    let mut found = BTreeSet::new();
    let Some((mut after, _)) = sitting.opened else { return Ok(found) };
    loop {
        let events = ledger.events(after, PAGE)?;
        for recorded in &events {
            let event = &recorded.record.event;
            if let (Stream::Recommendation(reference), true) =
                (&event.stream, sitting.holds(recorded.seq, event))
            {
                found.insert(reference.clone());
            }
        }
        let Some(last) = events.last() else { return Ok(found) };
        after = last.seq;
        if sitting.closed.is_some_and(|closed| closed <= after) {
            return Ok(found);
        }
    }
}
