//! A document becomes a proposal: what an inspection asked, of whom, and what the force answered,
//! each with the line it came from. A person reviews it; nothing is recorded here.

use chrono::NaiveDate;
use serde::Serialize;

use super::addressee::{region, responding};
use super::body::Bodies;
use super::form::{Details, Section, details};
use super::grade::{Found, grades};
use super::item::occurrences;
use super::matching::Matching;
use super::paragraph::paragraphs;
use super::reading::Document;
use super::refusal::{not_the_form, nothing_for_us};
use super::remark::{counts, remarks};
use super::{Note, Problem};
use crate::journey::inspection::{Deadline, Kind, Source};
use crate::progress::{Cancelled, Progress};

/// No response has a tenth of this; more is another sort of document.
const MOST_ITEMS: usize = 500;

/// What a document seems to say, for a person to review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Proposal {
    pub title: String,
    pub title_line: usize,
    pub published: NaiveDate,
    pub published_line: usize,
    /// The ticked kinds of inspection; empty where they are unknown.
    pub kinds: Vec<String>,
    /// When the response was sent to the Home Office.
    pub sent: Option<NaiveDate>,
    pub sent_line: Option<usize>,
    /// When the response was published on the commissioner's website.
    pub online: Option<NaiveDate>,
    pub online_line: Option<usize>,
    pub grades: Vec<ProposedGrade>,
    /// In the order of the force's response, then those that it does not answer in the document's order.
    pub recommendations: Vec<ProposedRecommendation>,
    pub source: Source,
    pub notes: Vec<Note>,
}

/// How one body was graded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProposedGrade {
    pub body: String,
    pub grade: String,
    pub line: usize,
}

/// One thing that is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ProposedRecommendation {
    pub kind: Kind,
    /// The wording of the force's response where it stands there: the plenary worked on these words,
    /// and the summary's are often shortened or broken.
    pub text: String,
    pub addressees: Vec<String>,
    /// Whether the home force is among the addressees.
    pub ours: bool,
    pub deadline: Option<Deadline>,
    /// What the force says it does about it.
    pub narrative: Option<String>,
    /// The lines it stands on, counted from 1: first those of `text`, then those of the other wording.
    pub lines: Vec<usize>,
    /// The summary's wording, where its words are not the same.
    pub other_wording: Option<String>,
    /// A line of the cause of concern that it stands under.
    pub cause_line: Option<usize>,
}

/// Why nothing was proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotProposed {
    /// Every problem at once, each with its line where it has one.
    Problems(Vec<Problem>),
    Cancelled,
}

impl From<Vec<Problem>> for NotProposed {
    fn from(problems: Vec<Problem>) -> NotProposed {
        NotProposed::Problems(problems)
    }
}

impl From<Cancelled> for NotProposed {
    fn from(_: Cancelled) -> NotProposed {
        NotProposed::Cancelled
    }
}

/// Reads a published response as the force `home` would, on the day `today`.
///
/// Errors: every problem at once, or that it is no longer wanted.
pub fn propose(
    document: &Document,
    home: &str,
    today: NaiveDate,
    progress: &Progress,
) -> Result<Proposal, NotProposed> {
    let bodies = Bodies::new(home, &document.lines);
    let paragraphs = paragraphs(document, &bodies, progress)?;
    let (mut problems, mut notes) = (Vec::new(), Vec::new());
    let details = details(&paragraphs, today, &mut problems, &mut notes);
    let found = occurrences(&paragraphs, &bodies, &mut notes, progress)?;
    if !details.has_title_label && !details.has_date_label && found.is_empty() {
        return Err(vec![not_the_form(document, &paragraphs, &bodies)].into());
    }
    if found.len() > MOST_ITEMS {
        problems.push(Problem::whole(format!(
            "{} things asked: more than {MOST_ITEMS} are not read",
            found.len()
        )));
        return Err(problems.into());
    }
    let region = region(&paragraphs, &bodies);
    let published = details.published.map_or(today, |(date, _)| date);
    let responding = responding(&paragraphs, &bodies);
    if responding != home {
        notes.push(Note::whole(format!("the document is the response of {responding}, not of {home}")));
    }
    let matching = Matching { bodies: &bodies, region: &region, responding: &responding, published };
    let recommendations = matching.recommendations(found, &mut problems, &mut notes, progress)?;
    if !recommendations.iter().any(|asked| asked.ours) {
        problems.push(nothing_for_us(document, &recommendations, &bodies));
    }
    notes.extend(remarks(document, &paragraphs, &details, &region));
    notes.extend(counts(&paragraphs, &recommendations, home));
    let graded = grades(paragraphs.iter().filter(|p| p.section <= Section::Summary), &bodies);
    Ok(finish(document, details, graded_bodies(graded), recommendations, problems, notes)?)
}

fn graded_bodies(found: Vec<Found>) -> Vec<ProposedGrade> {
    found
        .into_iter()
        .map(|found| ProposedGrade { body: found.body, grade: found.grade, line: found.line })
        .collect()
}

fn finish(
    document: &Document,
    details: Details,
    grades: Vec<ProposedGrade>,
    recommendations: Vec<ProposedRecommendation>,
    mut problems: Vec<Problem>,
    mut notes: Vec<Note>,
) -> Result<Proposal, Vec<Problem>> {
    problems.extend(missing(&details));
    problems.sort_by_key(|problem| problem.line);
    notes.sort_by_key(|note| note.line);
    let (Some((title, title_line)), Some((published, published_line)), true) =
        (details.title, details.published, problems.is_empty())
    else {
        return Err(problems);
    };
    let source = Source { name: document.name.clone(), sha256: document.sha256.clone() };
    Ok(Proposal {
        title,
        title_line,
        published,
        published_line,
        kinds: details.kinds,
        sent: details.sent.map(|(date, _)| date),
        sent_line: details.sent.map(|(_, line)| line),
        online: details.online.map(|(date, _)| date),
        online_line: details.online.map(|(_, line)| line),
        grades,
        recommendations,
        source,
        notes,
    })
}

/// What the form must say and does not; a value that is there and wrong has its own problem.
fn missing(details: &Details) -> Vec<Problem> {
    let mut missing = Vec::new();
    if details.title.is_none() && !details.has_title_label {
        missing.push(
            Problem::whole("no title: no line begins with `Title of Inspection`")
                .hint("add a line `Title of Inspection – …` to a copy of the document"),
        );
    }
    if details.published.is_none() && !details.has_date_label {
        missing.push(
            Problem::whole("no date of publication: no line begins with `Date Inspection Published`")
                .hint("add a line `Date Inspection Published – 7 December 2022` to a copy of the document"),
        );
    }
    missing
}
