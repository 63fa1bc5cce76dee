//! Minutes: who was there, and what was recorded at the meeting.

use super::arising;
use super::cases;
use super::document::Paper;
use super::facts::Facts;
use crate::briefing::meeting::{absent, as_corrected, corrected, corrections_of};
use crate::journey::agenda::{Agenda, Item};
use crate::journey::deadline::in_words as day;
use crate::journey::meeting::Meeting;
use crate::journey::reference::RecommendationRef;
use crate::journey::text::capital;
use crate::ledger::Recorded;
use crate::ledger::meeting::Closing;

/// What was recorded of one recommendation at a meeting, or while it was open.
#[derive(Debug, Clone, PartialEq)]
pub struct Minuted {
    pub reference: RecommendationRef,
    pub events: Vec<Recorded>,
}

/// What minutes are made from.
#[derive(Debug, Clone)]
pub struct Held {
    pub meeting: Meeting,
    pub agenda: Agenda,
    pub items: Vec<Minuted>,
    /// How far the register had come when it was closed; none while it is open.
    pub closing: Option<Closing>,
}

/// Writes the minutes of a meeting, item by item. Of a closed one `facts` are as they stood when it was closed.
pub fn minutes(facts: &Facts, held: &Held) -> Paper {
    let Held { meeting, agenda, items, closing } = held;
    let draft = if closing.is_none() { "Draft minutes" } else { "Minutes" };
    let mut paper = facts.paper("minutes", format!("{draft} of {}: {}", meeting.reference, meeting.name));
    paper.heading(2, "The meeting");
    paper.list(particulars(meeting));
    match closing {
        Some(closing) => {
            paper.say(format!("The minutes are locked: they say what stood {}.", closing.words()))
        }
        None => paper.say("Draft: the meeting is still open, and these minutes are not final."),
    }
    if !meeting.corrections.is_empty() {
        paper.say("What was put right after that is marked, and told under its own heading.");
    }
    paper.heading(2, "Who attended");
    people(&mut paper, meeting, &meeting.attendees, "Nobody is recorded as having attended.");
    paper.heading(2, "Apologies");
    people(&mut paper, meeting, &meeting.apologies, "Nobody sent apologies.");
    let absent = absent(meeting);
    if !absent.is_empty() {
        paper.heading(2, "Not there");
        paper.list(absent.iter().map(|name| format!("{name} (as corrected)")).collect());
    }
    paper.heading(2, "Agenda");
    paper.table(super::pack::items(facts, agenda));
    super::pack::dropped(&mut paper, meeting);
    paper.heading(2, "What was recorded");
    if items.is_empty() {
        paper.say("Nothing was recorded at this meeting.");
    }
    let place = |one: &&Minuted| {
        let place = agenda.items.iter().position(|item| item.recommendation == one.reference);
        place.unwrap_or(usize::MAX)
    };
    let mut in_order: Vec<_> = items.iter().collect();
    in_order.sort_by_key(place);
    arising::tell(&mut paper, facts, &in_order);
    for item in in_order {
        record(&mut paper, facts, meeting, item);
    }
    not_heard(&mut paper, held);
    if !meeting.notes.is_empty() {
        paper.heading(2, "Any other business");
        paper.list(meeting.notes.iter().map(|note| note.text.clone()).collect());
    }
    if !meeting.corrections.is_empty() {
        paper.heading(2, "Corrections");
        paper.say("Recorded after the meeting was closed; what was minuted stays as it was.");
        paper.list(meeting.corrections.iter().map(|one| capital(&corrected(one))).collect());
    }
    paper
}

fn people(paper: &mut Paper, meeting: &Meeting, names: &[String], none: &str) {
    let told = |name: &String| format!("{name}{}", as_corrected(meeting, name, false));
    match names {
        [] => paper.say(none),
        names => paper.list(names.iter().map(told).collect()),
    }
}

/// What was on the agenda and on which nothing was recorded.
fn not_heard(paper: &mut Paper, Held { agenda, items, closing, .. }: &Held) {
    let heard = |item: &&Item| items.iter().any(|one| one.reference == item.recommendation);
    let told = |item: &Item| format!("{}: {}", item.recommendation, item.words());
    let left: Vec<_> = agenda.items.iter().filter(|item| !heard(item)).map(told).collect();
    paper.heading(2, if closing.is_some() { "Not heard" } else { "Not heard yet" });
    if left.is_empty() {
        paper.say("Something was recorded on everything that was on the agenda.");
    }
    paper.list(left);
}

fn record(paper: &mut Paper, facts: &Facts, meeting: &Meeting, item: &Minuted) {
    paper.heading(3, item.reference.to_string());
    if let Some(case) = facts.cases.get(&item.reference) {
        paper.say(&case.text);
        paper.say(format!("At {}, rated {}.", case.stage.name(), cases::rating(case, facts)));
    }
    let (id, caption) = (format!("item-{}", item.reference), format!("Recorded on {}", item.reference));
    paper.table(arising::happened((&id, &caption), facts.cases.get(&item.reference), &item.events));
    paper.list(corrections_of(meeting, Some(&item.reference)).map(|one| capital(&corrected(one))).collect());
}

/// What is known of a meeting, a line each.
pub(super) fn particulars(meeting: &Meeting) -> Vec<String> {
    let mut told = vec![
        format!("{} {} on {}", capital(meeting.kind.in_full()), meeting.reference, day(meeting.date)),
        format!("Phase: {}", meeting.phase.words()),
    ];
    let chair = |chair: &String| format!("Chair: {chair}{}", as_corrected(meeting, chair, true));
    told.extend(meeting.chair.as_ref().map(chair));
    told.extend(meeting.series.as_ref().map(|series| format!("Series: {series}")));
    told
}
