//! Plenary: stakeholders discuss what is asked and agree the force's position and actions.
//! The outcome leaves by being reported to the DCC.

use chrono::NaiveDate;

use super::event::What;
use super::meeting::open_meeting;
use super::recommendation::{Position, Stage};
use super::reference::{Letter, MeetingRef, RecommendationRef};
use super::refusal::{Reason, Refusal};
use super::{Asked, Decision};

/// Takes the force's position. Anything but plain acceptance needs a reason.
pub fn take_position(
    asked: &Asked,
    reference: &RecommendationRef,
    position: Position,
    reason: Option<&str>,
) -> Decision {
    let recommendation = asked.recommendation(reference, "be given a position", &[Stage::Plenary])?;
    if position != Position::Accepted && reason.is_none() {
        return Err(Refusal::new(reference, "be given a position", Reason::NoReason));
    }
    asked.decided(recommendation, What::PositionTaken { position }, reason)
}

/// An action that is to be agreed.
pub struct Agreed<'a> {
    pub text: &'a str,
    pub owner: &'a str,
    pub target: NaiveDate,
    /// The meeting from which it arises; the only open one where none is named.
    pub meeting: Option<MeetingRef>,
}

/// Agrees an action with its owner and target. After approval it is marked as added later.
pub fn agree(asked: &Asked, reference: &RecommendationRef, agreed: &Agreed) -> Decision {
    let Agreed { text, owner, target, meeting } = *agreed;
    let cannot = |reason| Refusal::new(reference, "take an action", reason);
    let stages = [Stage::Plenary, Stage::Governance];
    let recommendation = asked.recommendation(reference, "take an action", &stages)?;
    if text.trim().is_empty() {
        return Err(cannot(Reason::NoText));
    }
    let owner = asked.person(owner).ok_or_else(|| cannot(Reason::OwnerUnknown(owner.to_string())))?;
    if let Some((_, plenary)) = recommendation.plenary.filter(|(_, plenary)| target < *plenary) {
        return Err(cannot(Reason::TargetBeforePlenary(plenary)));
    }
    let what = What::ActionAgreed {
        action: Letter::at(recommendation.actions.len()),
        text: text.to_string(),
        owner: owner.name.clone(),
        target,
        added_later: recommendation.stage == Stage::Governance,
        meeting: open_meeting(asked, meeting).map_err(cannot)?,
    };
    asked.decided(recommendation, what, None)
}

/// Reports the outcome to the DCC: a position, and an action where something was undertaken.
pub fn report(asked: &Asked, reference: &RecommendationRef) -> Decision {
    let cannot = |reason| Refusal::new(reference, "have its outcome reported", reason);
    let recommendation = asked.recommendation(reference, "have its outcome reported", &[Stage::Plenary])?;
    let position = recommendation.position.ok_or_else(|| cannot(Reason::NoPosition))?;
    if position.undertakes() && recommendation.actions.is_empty() {
        return Err(cannot(Reason::NoAction(position)));
    }
    asked.decided(recommendation, What::OutcomeReported {}, None)
}
