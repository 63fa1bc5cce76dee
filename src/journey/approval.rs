//! Approval: the Deputy Chief Constable decides on the outcome of a plenary.

use super::deciding::Matter;
use super::event::What;
use super::recommendation::{Position, Recommendation, Stage};
use super::reference::RecommendationRef;
use super::refusal::Refusal;
use super::request::Condition;
use super::{Asked, Decision, closed, condition, reasoned};

/// Approves an outcome, with a condition or without. A condition becomes an action, of whoever reported the outcome
/// where nobody else is named.
/// A position of not accepted or not ours closes the recommendation with that outcome.
pub fn approve(asked: &Asked, reference: &RecommendationRef, said: &Condition) -> Decision {
    let cannot = "be approved";
    let recommendation = waiting(asked, reference, cannot)?;
    let closes = recommendation.position.and_then(Position::closes_as);
    if closes.is_some() {
        closed::may_close(asked, recommendation).map_err(|reason| Refusal::new(reference, cannot, reason))?;
    }
    let reporter = recommendation.reported.as_ref().map(|deed| deed.by.as_str());
    let condition = condition::of(asked, recommendation, said, reporter, closes.is_some())
        .map_err(|reason| Refusal::new(reference, cannot, reason))?;
    let (condition, tracked) = condition.unzip();
    asked.decided(recommendation, What::OutcomeApproved { condition, tracked, closes }, None)
}

/// Returns an outcome to the plenary, with a reason.
pub fn return_outcome(asked: &Asked, reference: &RecommendationRef, reason: &str) -> Decision {
    let recommendation = waiting(asked, reference, "be returned")?;
    let reason = reasoned(reference, "be returned", reason)?;
    asked.decided(recommendation, What::OutcomeReturned {}, reason)
}

/// The recommendation, if it waits for this person's decision and not for that of whoever reported it.
fn waiting<'a>(
    asked: &'a Asked,
    reference: &RecommendationRef,
    cannot: &'static str,
) -> Result<&'a Recommendation, Refusal> {
    let recommendation = asked.recommendation(reference, cannot, &[Stage::Approval])?;
    match Matter::Approval.own(recommendation, &asked.context.actor) {
        Some(own) => Err(Refusal::new(reference, cannot, own)),
        None => Ok(recommendation),
    }
}
