//! Who had opened which evidence by which event: a statement says what its decider had opened by the head that it saw,
//! so that nothing that is opened afterwards, by whomever, changes what was signed.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::journey::event::{Event, What};
use crate::journey::reference::{EvidenceRef, RecommendationRef, Stream};

/// Every opening so far, in the order of the log.
#[derive(Debug, Default)]
pub struct Openings(HashMap<RecommendationRef, Vec<Opening>>);

#[derive(Debug)]
struct Opening {
    /// The event's number.
    seq: u64,
    evidence: EvidenceRef,
    by: String,
    on: NaiveDate,
}

impl Openings {
    /// Those among events with their numbers, in the order of the log.
    pub fn among<'e>(events: impl IntoIterator<Item = (u64, &'e Event)>) -> Openings {
        let mut openings = Openings::default();
        events.into_iter().for_each(|(seq, event)| openings.past(seq, event));
        openings
    }

    /// Goes past an event, whatever it is; those of one recommendation come in the order of the log.
    pub fn past(&mut self, seq: u64, event: &Event) {
        let (Stream::Recommendation(reference), What::EvidenceOpened { evidence }) =
            (&event.stream, &event.what)
        else {
            return;
        };
        let opening = Opening { seq, evidence: *evidence, by: event.by.clone(), on: event.on };
        self.0.entry(reference.clone()).or_default().push(opening);
    }

    /// What a person had opened on what `stream` is by event `until`, each with the last day.
    pub fn by(&self, person: &str, stream: &Stream, until: u64) -> Vec<(EvidenceRef, NaiveDate)> {
        let Stream::Recommendation(reference) = stream else { return Vec::new() };
        let mut opened: Vec<(EvidenceRef, NaiveDate)> = Vec::new();
        let all = self.0.get(reference).into_iter().flatten().rev();
        for opening in all.filter(|opening| opening.seq <= until && opening.by == person) {
            if !opened.iter().any(|(evidence, _)| *evidence == opening.evidence) {
                opened.push((opening.evidence, opening.on));
            }
        }
        opened
    }
}
