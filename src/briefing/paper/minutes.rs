//! Minutes: who was there, and what was recorded at the meeting.

use super::actions::capital;
use super::document::Paper;
use super::facts::Facts;
use super::recommendation::happened;
use crate::journey::deadline::in_words as day;
use crate::journey::meeting::{Meeting, Phase};
use crate::journey::reference::RecommendationRef;
use crate::ledger::Recorded;

/// What was recorded of one recommendation at a meeting, or while it was open.
#[derive(Debug, Clone, PartialEq)]
pub struct Minuted {
    pub reference: RecommendationRef,
    pub events: Vec<Recorded>,
}

/// Writes the minutes of a meeting, item by item.
pub fn minutes(facts: &Facts, meeting: &Meeting, items: &[Minuted]) -> Paper {
    let mut paper = facts.paper("minutes", format!("Minutes of {}: {}", meeting.reference, meeting.name));
    paper.heading(2, "The meeting");
    paper.list(particulars(meeting));
    if meeting.phase == Phase::Open {
        paper.say("The meeting is still open: these minutes are not final.");
    }
    paper.heading(2, "Who attended");
    match meeting.attendees.is_empty() {
        true => paper.say("Nobody is recorded as having attended."),
        false => paper.list(meeting.attendees.clone()),
    }
    paper.heading(2, "What was recorded");
    if items.is_empty() {
        paper.say("Nothing was recorded at this meeting.");
    }
    for item in items {
        paper.heading(3, item.reference.to_string());
        if let Some(case) = facts.cases.get(&item.reference) {
            paper.say(&case.text);
        }
        let (id, caption) = (format!("item-{}", item.reference), format!("Recorded on {}", item.reference));
        paper.table(happened((&id, &caption, ""), &item.events));
    }
    if !meeting.notes.is_empty() {
        paper.heading(2, "Any other business");
        paper.list(meeting.notes.iter().map(|note| note.text.clone()).collect());
    }
    paper
}

/// What is known of a meeting, a line each.
pub(super) fn particulars(meeting: &Meeting) -> Vec<String> {
    let mut told = vec![
        format!("{} meeting {} on {}", capital(meeting.kind.words()), meeting.reference, day(meeting.date)),
        format!("Phase: {}", meeting.phase.words()),
    ];
    told.extend(meeting.chair.as_ref().map(|chair| format!("Chair: {chair}")));
    told
}
