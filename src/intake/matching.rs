//! Occurrences become recommendations: the same thing in two wordings becomes one, with its addressees,
//! its deadline and the force's narrative.

use chrono::NaiveDate;

use super::addressee::{Region, addressees};
use super::body::Bodies;
use super::clause::deadline_in;
use super::form::Section;
use super::item::Occurrence;
use super::proposal::ProposedRecommendation;
use super::sameness::{Likeness, Wording, likeness};
use super::{Note, Problem};
use crate::journey::deadline::{meaning, resolve};
use crate::journey::inspection::{Deadline, Kind};
use crate::progress::{Cancelled, Progress, Step};

/// What is needed to tell which occurrences are one thing, and whose it is.
pub(super) struct Matching<'a> {
    pub bodies: &'a Bodies,
    pub region: &'a Region,
    /// The force whose response it is.
    pub responding: &'a str,
    /// The day that "within three months" counts from.
    pub published: NaiveDate,
}

/// An occurrence with what was found out about it.
struct Weighed {
    asked: Occurrence,
    wording: Wording,
    addressees: Vec<String>,
}

impl Weighed {
    /// "Recommendation 2" with an answer under it and without the words of the recommendation.
    fn is_reference(&self) -> bool {
        self.asked.text.is_empty()
    }

    fn answered_by(mut self, answer: Weighed) -> Weighed {
        self.asked.narrative = answer.asked.narrative;
        self.asked.lines.extend(answer.asked.lines);
        self
    }

    fn is_referred_to_by(&self, answer: &Weighed) -> bool {
        answer.is_reference()
            && self.asked.number == answer.asked.number
            && self.asked.kind == answer.asked.kind
    }
}

impl Matching<'_> {
    /// The recommendations in the order of the force's response, then the others in the document's order.
    pub fn recommendations(
        &self,
        found: Vec<Occurrence>,
        problems: &mut Vec<Problem>,
        notes: &mut Vec<Note>,
        progress: &Progress,
    ) -> Result<Vec<ProposedRecommendation>, Cancelled> {
        let has_response = found.iter().any(|asked| asked.section == Section::ForceResponse);
        let (answered, summed): (Vec<_>, Vec<_>) =
            found.into_iter().partition(|asked| asked.section == Section::ForceResponse);
        let answered = self.weigh(answered, notes, progress)?;
        let summed = self.weigh(summed, notes, progress)?;
        let mut summed: Vec<Option<Weighed>> = summed.into_iter().map(Some).collect();
        let partners = partners(&answered, &summed, notes, progress)?;
        let mut proposed = Vec::new();
        for (asked, partner) in answered.into_iter().zip(partners) {
            let other = partner.and_then(|place| summed[place].take());
            match (asked.is_reference(), other) {
                (false, other) => proposed.push(self.one(asked, other, problems, notes)),
                (true, Some(meant)) => {
                    proposed.push(self.one(meant.answered_by(asked), None, problems, notes))
                }
                (true, None) => notes.push(Note::at(
                    asked.asked.lines[0],
                    "left out: answers something by its number that stands nowhere else",
                )),
            }
        }
        for alone in summed.into_iter().flatten() {
            let is_ours = alone.addressees.contains(&self.bodies.home);
            if has_response && is_ours && alone.asked.kind != Some(Kind::CauseOfConcern) {
                notes.push(Note::at(alone.asked.lines[0], "the force's response does not answer this"));
            }
            proposed.push(self.one(alone, None, problems, notes));
        }
        Ok(proposed)
    }

    /// Finds the addressees; what is said twice in the same words in the same part is kept once.
    fn weigh(
        &self,
        found: Vec<Occurrence>,
        notes: &mut Vec<Note>,
        progress: &Progress,
    ) -> Result<Vec<Weighed>, Cancelled> {
        let mut weighed: Vec<Weighed> = Vec::new();
        for asked in found {
            progress.said(Step::Matching, 0, 0)?;
            let wording = Wording::new(&asked.text);
            let (addressees, note) = addressees(&asked, self.bodies, self.region, self.responding);
            let is_twin = |known: &&mut Weighed| {
                !asked.text.is_empty() && known.wording.reads_like(&wording) && known.addressees == addressees
            };
            let twin = weighed.iter_mut().find(is_twin);
            match twin {
                Some(twin) => {
                    twin.asked.lines.extend(asked.lines);
                    twin.asked.narrative.extend(asked.narrative);
                }
                None => {
                    notes.extend(note);
                    weighed.push(Weighed { asked, wording, addressees });
                }
            }
        }
        Ok(weighed)
    }

    fn one(
        &self,
        main: Weighed,
        other: Option<Weighed>,
        problems: &mut Vec<Problem>,
        notes: &mut Vec<Note>,
    ) -> ProposedRecommendation {
        let other_asked = other.as_ref().map(|other| &other.asked);
        // The summary calls things by their kind; the response often calls all of them recommendations.
        let kind = other_asked.and_then(|other| other.kind).or(main.asked.kind);
        if kind.is_none() {
            notes.push(Note::at(main.asked.lines[0], "its kind is not said: taken as a recommendation"));
        }
        let deadline = self.deadline(&main.asked, problems).or_else(|| self.deadline(other_asked?, problems));
        let mut addressees = main.addressees;
        if let Some(other) = &other {
            addressees.extend(
                other
                    .addressees
                    .iter()
                    .filter(|name| !addressees.contains(name))
                    .cloned()
                    .collect::<Vec<_>>(),
            );
        }
        let mut lines = main.asked.lines.clone();
        lines.extend(other_asked.iter().flat_map(|other| &other.lines));
        let is_other = |other: &&Weighed| !other.wording.reads_like(&main.wording);
        ProposedRecommendation {
            kind: kind.unwrap_or(Kind::Recommendation),
            narrative: narrative(&main.asked),
            text: main.asked.text,
            ours: addressees.contains(&self.bodies.home),
            addressees,
            deadline,
            lines,
            other_wording: other.as_ref().filter(is_other).map(|other| other.asked.text.clone()),
            cause_line: other_asked.and_then(|other| other.cause_line).or(main.asked.cause_line),
        }
    }

    fn deadline(&self, asked: &Occurrence, problems: &mut Vec<Problem>) -> Option<Deadline> {
        let found = match &asked.deadline {
            Some(words) => meaning(words, self.published).map(|_| Some(resolve(words, self.published))),
            None => deadline_in(&asked.text, self.published),
        };
        found.unwrap_or_else(|error| {
            problems.push(Problem::at(asked.lines[0], error.to_string()));
            None
        })
    }
}

/// For each answered item its place among the summed ones, the most alike first, each taken once.
fn partners(
    answered: &[Weighed],
    summed: &[Option<Weighed>],
    notes: &mut Vec<Note>,
    progress: &Progress,
) -> Result<Vec<Option<usize>>, Cancelled> {
    let mut pairs = Vec::new();
    let mut near = Vec::new();
    for (one, main) in answered.iter().enumerate() {
        progress.said(Step::Matching, one as u64, answered.len() as u64)?;
        for (place, other) in summed.iter().enumerate() {
            let Some(other) = other.as_ref().filter(|other| may_be_one(main, other)) else { continue };
            match likeness(&main.wording, &other.wording) {
                _ if other.is_referred_to_by(main) => pairs.push((1.0, one, place)),
                Likeness::Same(share) => pairs.push((share, one, place)),
                Likeness::Near => near.push((one, place)),
                Likeness::Other => {}
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
    let mut partners = vec![None; answered.len()];
    for (_, one, place) in pairs {
        if partners[one].is_none() && !partners.contains(&Some(place)) {
            partners[one] = Some(place);
        }
    }
    for (one, place) in
        near.into_iter().filter(|(one, place)| partners[*one].is_none() && !partners.contains(&Some(*place)))
    {
        let other = summed[place].as_ref().map_or(0, |other| other.asked.lines[0]);
        let words = format!("may be the same thing as line {other} in other words; kept apart");
        notes.push(Note::at(answered[one].asked.lines[0], words));
    }
    Ok(partners)
}

fn may_be_one(main: &Weighed, other: &Weighed) -> bool {
    let shares_addressee = main.addressees.iter().any(|name| other.addressees.contains(name));
    let is_cause = |kind: Option<Kind>| kind.map(|kind| kind == Kind::CauseOfConcern);
    let kinds_agree = match (is_cause(main.asked.kind), is_cause(other.asked.kind)) {
        (Some(main), Some(other)) => main == other,
        _ => true,
    };
    shares_addressee && kinds_agree
}

fn narrative(asked: &Occurrence) -> Option<String> {
    let paragraphs: Vec<&str> = asked.narrative.iter().map(|(_, words)| words.as_str()).collect();
    (!paragraphs.is_empty()).then(|| paragraphs.join("\n"))
}
