//! Whether what is recorded could come next: judged anew by an auditor, from where the recommendation stood.
//! The rules refused everything else when it was recorded; this finds what was written round them.
//! It asks only for the stage, for what closes, and for what the scheme leaves to whom; who decided is for `duties`.

use super::event::{Event, What};
use super::governance::granter;
use super::recommendation::{Ending, Position, Recommendation, Stage};
use super::reference::{Letter, Stream};
use super::refusal::Reason;
use super::scheme::{Granter, Scheme};
use super::state::State;

/// Why it could not come next; none where it could, or is about something else. `state` is what stood before the event.
pub fn fault(state: &State, event: &Event) -> Option<String> {
    let Stream::Recommendation(reference) = &event.stream else { return None };
    let stands = state.recommendation(reference)?;
    let scheme = &state.register.scheme;
    match &event.what {
        What::PlenaryHeld { .. } => not_at(stands, &[Stage::Received]),
        What::PositionTaken { .. } | What::OutcomeReported {} => not_at(stands, &[Stage::Plenary]),
        What::ActionAgreed { .. } => not_at(stands, &[Stage::Plenary, Stage::Governance]),
        What::OutcomeApproved { closes, .. } => {
            closes.filter(|_| *closes != stands.position.and_then(Position::closes_as)).map(closes_nothing)
        }
        What::ActionFinished { .. } => not_at(stands, &[Stage::Governance, Stage::Submission]),
        What::ConsideredComplete { .. } => not_at(stands, &[Stage::Governance]),
        What::SignedOff { closes, .. } => {
            let verdict_needed = stands.level.as_ref().is_none_or(|level| level.verdict_needed);
            closes.filter(|_| verdict_needed).map(closes_nothing)
        }
        What::Submitted { .. } => not_at(stands, &[Stage::Submission]),
        What::VerdictRecorded { .. } => no_verdict(stands),
        What::WithdrawalAsked { .. } => not_at(stands, &Stage::OPEN),
        What::Reopened {} => not_at(stands, &[Stage::Closed]),
        What::TargetMoved { action, to, .. } => granted_by(scheme, stands, action, *to, &Granter::Nobody),
        What::ExtensionAsked { action, to, of, .. } => granted_by(scheme, stands, action, *to, of),
        _ => None,
    }
}

fn not_at(stands: &Recommendation, allowed: &[Stage]) -> Option<String> {
    let elsewhere = !allowed.contains(&stands.stage);
    elsewhere.then(|| Reason::AtStage { stage: stands.stage, allowed: allowed.to_vec() }.to_string())
}

fn closes_nothing(ending: Ending) -> String {
    format!("where it stands nothing closes it as {}", ending.words())
}

/// A verdict answers a submission, or an outcome that closed as not accepted or not ours.
fn no_verdict(stands: &Recommendation) -> Option<String> {
    let ending = stands.closing.as_ref().map(|closing| closing.ending);
    match stands.stage {
        Stage::Closed if matches!(ending, Some(Ending::NotAccepted | Ending::NotOurs)) => None,
        Stage::Submission if stands.submission.is_some() => None,
        Stage::Submission => Some(Reason::NothingSubmitted.to_string()),
        _ => not_at(stands, &[Stage::Submission]),
    }
}

/// That a later date was asked of somebody other than the scheme says, or of nobody.
fn granted_by(
    scheme: &Scheme,
    stands: &Recommendation,
    action: &Letter,
    to: chrono::NaiveDate,
    of: &Granter,
) -> Option<String> {
    let needed = granter(scheme, stands.action(action)?, to);
    // The DCC may grant what a lead may.
    let enough = &needed == of || needed == Granter::Nobody || of.is_approver();
    (!enough).then(|| format!("the scheme leaves such a date to {}", needed.words()))
}
