//! Minuting: what an open meeting holds of a recommendation beside its progress: a decision, and dissent from it.
//! Which meeting is open is the meeting's to say; notes about no item are minuted there.

use super::event::What;
use super::meeting::open_meeting;
use super::recommendation::{Recommendation, Stage};
use super::reference::{MeetingRef, RecommendationRef};
use super::refusal::{Reason, Refusal};
use super::{Asked, Decision};

/// Minutes a decision that an open meeting took on a recommendation.
pub fn decision(
    asked: &Asked,
    reference: &RecommendationRef,
    text: &str,
    meeting: Option<MeetingRef>,
) -> Decision {
    let cannot = "have a decision minuted";
    let (recommendation, meeting) = at_meeting(asked, reference, text, meeting, cannot)?;
    asked.decided(recommendation, What::DecisionMinuted { text: text.to_string(), meeting }, None)
}

/// Records that somebody at an open meeting did not agree. Whoever decides later sees it.
pub fn dissent(
    asked: &Asked,
    reference: &RecommendationRef,
    who: &str,
    text: &str,
    meeting: Option<MeetingRef>,
) -> Decision {
    let cannot = "have dissent recorded";
    if who.trim().is_empty() {
        return Err(Refusal::new(reference, cannot, Reason::NoName));
    }
    let (recommendation, meeting) = at_meeting(asked, reference, text, meeting, cannot)?;
    let (who, text) = (who.to_string(), text.to_string());
    asked.decided(recommendation, What::DissentRecorded { who, text, meeting }, None)
}

/// The recommendation while it is on the road, and the open meeting that is named, or the only open one.
fn at_meeting<'a>(
    asked: &'a Asked,
    reference: &RecommendationRef,
    text: &str,
    named: Option<MeetingRef>,
    cannot: &'static str,
) -> Result<(&'a Recommendation, MeetingRef), Refusal> {
    let refuse = |reason| Refusal::new(reference, cannot, reason);
    let recommendation = asked.recommendation(reference, cannot, &Stage::OPEN)?;
    if text.trim().is_empty() {
        return Err(refuse(Reason::NoText));
    }
    let meeting = open_meeting(asked, named).map_err(refuse)?;
    Ok((recommendation, meeting.ok_or_else(|| refuse(Reason::NoOpenMeeting))?))
}
