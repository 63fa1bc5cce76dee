//! A reviewed proposal becomes the requests that record it. The rules decide on them like on any others.

use super::proposal::{Proposal, ProposedRecommendation};
use crate::journey::inspection::{Asking, Grade, Kind, Particulars};
use crate::journey::reference::{InspectionCode, RecommendationRef};
use crate::journey::register::{BodyKind, Register};
use crate::journey::request::Request;

/// The requests that record a proposal under `code`, in order: bodies that `register` does not know yet,
/// the inspection, and its recommendations, each cause of concern before what belongs to it.
pub fn requests(proposal: &Proposal, code: &InspectionCode, register: &Register) -> Vec<Request> {
    let mut requests = bodies(proposal, register);
    requests.push(Request::RecordInspection { code: code.clone(), particulars: particulars(proposal) });
    let ordered = causes_first(&proposal.recommendations);
    requests.extend(ordered.iter().map(|proposed| Request::AddRecommendation {
        inspection: code.clone(),
        asking: asking(proposed, parent(&ordered, proposed, code)),
    }));
    requests
}

fn bodies(proposal: &Proposal, register: &Register) -> Vec<Request> {
    let mut unknown: Vec<&String> = Vec::new();
    for body in proposal.recommendations.iter().flat_map(|proposed| &proposed.addressees) {
        if !register.knows_body(body) && !unknown.contains(&body) {
            unknown.push(body);
        }
    }
    unknown.into_iter().map(|name| Request::NameBody { name: name.clone(), kind: BodyKind::Force }).collect()
}

/// What a proposal says of its inspection.
pub fn particulars(proposal: &Proposal) -> Particulars {
    let grade = |found: &super::ProposedGrade| Grade { body: found.body.clone(), grade: found.grade.clone() };
    Particulars {
        title: proposal.title.clone(),
        inspectorate: "HMICFRS".into(),
        published: proposal.published,
        kinds: proposal.kinds.clone(),
        grades: proposal.grades.iter().map(grade).collect(),
        source: Some(proposal.source.clone()),
    }
}

/// The order of the document, but a cause of concern before the first that belongs to it.
fn causes_first(all: &[ProposedRecommendation]) -> Vec<&ProposedRecommendation> {
    let mut ordered: Vec<&ProposedRecommendation> = Vec::new();
    for proposed in all {
        for next in cause(all, proposed).into_iter().chain([proposed]) {
            if !ordered.iter().any(|earlier| std::ptr::eq(*earlier, next)) {
                ordered.push(next);
            }
        }
    }
    ordered
}

fn cause<'a>(
    all: &'a [ProposedRecommendation],
    proposed: &ProposedRecommendation,
) -> Option<&'a ProposedRecommendation> {
    let line = proposed.cause_line?;
    all.iter().find(|other| other.kind == Kind::CauseOfConcern && other.lines.contains(&line))
}

fn parent(
    ordered: &[&ProposedRecommendation],
    proposed: &ProposedRecommendation,
    code: &InspectionCode,
) -> Option<RecommendationRef> {
    let line = proposed.cause_line?;
    let index =
        ordered.iter().position(|other| other.kind == Kind::CauseOfConcern && other.lines.contains(&line))?;
    Some(RecommendationRef { inspection: code.clone(), number: index as u32 + 1 })
}

fn asking(proposed: &ProposedRecommendation, parent: Option<RecommendationRef>) -> Asking {
    Asking {
        kind: proposed.kind,
        text: proposed.text.clone(),
        addressees: proposed.addressees.clone(),
        deadline: proposed.deadline.clone(),
        narrative: proposed.narrative.clone(),
        parent,
        restates: None,
    }
}
