//! SignOff: the DCC decides whether a recommendation that a meeting considers complete may go for closure.
//! The level that the inspectorate awarded says what must be there, and whether the force closes by itself.

use super::deciding::Matter;
use super::event::What;
use super::meeting::open_meeting;
use super::recommendation::{Ending, Recommendation, Stage};
use super::reference::{MeetingRef, RecommendationRef};
use super::refusal::{Reason, Refusal};
use super::request::Condition;
use super::{Asked, Decision, closed, condition, reasoned};

/// Awards a level from the scheme. A later award replaces it; both stay in the history.
pub fn award_level(
    asked: &Asked,
    reference: &RecommendationRef,
    code: &str,
    meeting: Option<MeetingRef>,
) -> Decision {
    let cannot = |reason| Refusal::new(reference, "be given a level", reason);
    let recommendation = asked.recommendation(reference, "be given a level", &Stage::OPEN)?;
    let scheme = &asked.state.register.scheme;
    let level = scheme.level(code).ok_or_else(|| {
        let allowed = scheme.levels.iter().map(|level| level.code.clone()).collect();
        cannot(Reason::UnknownLevel { found: code.to_string(), allowed })
    })?;
    if let Some(from) = level.valid_from.filter(|from| asked.context.on < *from) {
        return Err(cannot(Reason::LevelNotYetValid { level: level.code.clone(), from }));
    }
    let meeting = open_meeting(asked, meeting).map_err(cannot)?;
    asked.decided(recommendation, What::LevelAwarded { level: Box::new(level.clone()), meeting }, None)
}

/// Signs off, with a condition or without. A condition becomes an action, of whoever proposed completion where nobody
/// else is named. Where the level needs no verdict, the sign-off closes.
pub fn sign_off(asked: &Asked, reference: &RecommendationRef, said: &Condition) -> Decision {
    let cannot = |reason| Refusal::new(reference, "be signed off", reason);
    let recommendation = waiting(asked, reference, "be signed off")?;
    let level = recommendation.level.as_ref().ok_or_else(|| cannot(Reason::NoLevel))?;
    let wanting = recommendation.evidence_not_accepted();
    // As where an action is finished: what nobody claims to have done needs no proof.
    if recommendation.endings().any(|ending| ending == Ending::Implemented) && !wanting.is_empty() {
        return Err(cannot(Reason::EvidenceNotAccepted(wanting.into_iter().map(str::to_string).collect())));
    }
    let closes = (!level.verdict_needed).then(|| recommendation.ending());
    if closes.is_some() {
        closed::may_close(asked, recommendation).map_err(cannot)?;
    }
    let proposer = recommendation.completed.as_ref().map(|deed| deed.by.as_str());
    let condition = condition::of(asked, recommendation, said, proposer, closes.is_some()).map_err(cannot)?;
    let (condition, tracked) = condition.unzip();
    asked.decided(recommendation, What::SignedOff { condition, tracked, closes }, None)
}

/// Sends it back to governance, with a reason.
pub fn send_back(asked: &Asked, reference: &RecommendationRef, reason: &str) -> Decision {
    let recommendation = waiting(asked, reference, "be sent back")?;
    let reason = reasoned(reference, "be sent back", reason)?;
    asked.decided(recommendation, What::SentBack {}, reason)
}

/// The recommendation, if it waits for this person's decision and not for that of whoever proposed it.
fn waiting<'a>(
    asked: &'a Asked,
    reference: &RecommendationRef,
    cannot: &'static str,
) -> Result<&'a Recommendation, Refusal> {
    let recommendation = asked.recommendation(reference, cannot, &[Stage::SignOff])?;
    match Matter::SignOff.own(recommendation, &asked.context.actor) {
        Some(own) => Err(Refusal::new(reference, cannot, own)),
        None => Ok(recommendation),
    }
}
