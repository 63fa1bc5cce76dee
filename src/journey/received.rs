//! Received: an inspection's recommendation waits until a plenary is held on it.
//! One that was added by mistake is taken back here, before anything else is recorded on it.

use super::event::{Event, What};
use super::meeting::attendance::{self, Attendance};
use super::meeting::{Meeting, Phase};
use super::recommendation::{Recommendation, Stage};
use super::reference::{InspectionCode, MeetingRef, RecommendationRef, Stream};
use super::refusal::{Reason, Refusal};
use super::request::HeldOn;
use super::{Asked, Decision, reasoned};

/// A plenary as it is held.
pub struct Plenary<'a> {
    /// The planned meeting that it is; a new one where none is named.
    pub meeting: Option<MeetingRef>,
    /// Where it is left out, the name with which it was planned, or one made from what it is held on.
    pub name: Option<&'a str>,
    pub attendees: &'a [String],
    pub apologies: &'a [String],
    /// It may come before publication.
    pub hot_debrief: bool,
}

/// Holds a plenary on one recommendation, or on all of an inspection that wait at Received.
/// It becomes a numbered meeting, or the one that was planned.
pub fn hold(asked: &Asked, on: &HeldOn, plenary: &Plenary) -> Decision {
    let Plenary { meeting, name, attendees, apologies, hot_debrief } = *plenary;
    let subject = subject(on);
    let cannot = |reason| Refusal::new(&subject, CANNOT, reason);
    let waiting = match on {
        HeldOn::Recommendation(reference) => {
            vec![asked.recommendation_undated(reference, CANNOT, &[Stage::Received])?]
        }
        HeldOn::Inspection(code) => waiting_of(asked, code)?,
    };
    if attendees.is_empty() {
        return Err(cannot(Reason::NoAttendee));
    }
    let (attendees, apologies) = (attendees.to_vec(), apologies.to_vec());
    let attendance = Attendance { came: attendees, apologies, absent: Vec::new() };
    attendance::once(&attendance).map_err(cannot)?;
    for recommendation in &waiting {
        in_time(asked, recommendation, hot_debrief)
            .map_err(|reason| Refusal::new(&recommendation.reference, CANNOT, reason))?;
    }
    let planned = meeting.map(|meeting| planned(asked, on, meeting)).transpose().map_err(cannot)?;
    let meeting = meeting.unwrap_or_else(|| asked.state.register.next_meeting());
    let name = name.or(planned.map(|planned| planned.name.as_str()));
    let name = name.map_or_else(|| format!("Plenary on {subject}"), str::to_string);
    let Attendance { came: attendees, apologies, .. } = attendance;
    let held = What::MeetingHeld { name, attendees, apologies };
    let outcome = |recommendation: &Recommendation| -> Event {
        let stream = Stream::Recommendation(recommendation.reference.clone());
        asked.event(stream, What::PlenaryHeld { meeting, hot_debrief })
    };
    let mut events = vec![asked.event(Stream::Meeting(meeting), held)];
    events.extend(waiting.into_iter().map(outcome));
    Ok(events)
}

const CANNOT: &str = "have its plenary held";

/// The planned plenary that is named, if it is on this inspection and its day has come.
fn planned<'a>(asked: &'a Asked, on: &HeldOn, meeting: MeetingRef) -> Result<&'a Meeting, Reason> {
    let stands = asked.state.meeting(meeting).ok_or(Reason::NoSuchMeeting(meeting))?;
    let asks = match on {
        HeldOn::Inspection(code) => code,
        HeldOn::Recommendation(reference) => &reference.inspection,
    };
    match &stands.inspection {
        _ if !stands.is_plenary() => Err(Reason::NotAPlenary(meeting, stands.kind)),
        _ if stands.phase != Phase::Planned => Err(Reason::NotPlanned(meeting, stands.phase)),
        Some(other) if other != asks => Err(Reason::PlenaryOn(meeting, other.clone())),
        _ if asked.context.on < stands.date => Err(Reason::PlenaryPlannedFor(meeting, stands.date)),
        _ => Ok(stands),
    }
}

/// A hot debrief before publication is the one thing that may be dated before what is recorded already:
/// the recommendation itself is not there before its publication.
fn in_time(asked: &Asked, recommendation: &Recommendation, hot_debrief: bool) -> Result<(), Reason> {
    match (asked.context.on < recommendation.published, hot_debrief) {
        (true, true) => Ok(()),
        (true, false) => Err(Reason::BeforePublication(recommendation.published)),
        (false, _) => asked.not_before(recommendation),
    }
}

/// Takes back a recommendation that was added by mistake, with a reason: one on which nothing else was recorded.
/// Also one that is addressed elsewhere.
pub fn retract(asked: &Asked, reference: &RecommendationRef, reason: &str) -> Decision {
    let cannot = |reason| Refusal::new(reference, "be taken back", reason);
    let recommendation =
        asked.state.recommendation(reference).ok_or_else(|| cannot(Reason::UnknownRecommendation))?;
    let (stage, allowed) = (recommendation.stage, vec![Stage::Received]);
    if stage != Stage::Received {
        return Err(cannot(Reason::AtStage { stage, allowed }));
    }
    asked.not_before(recommendation).map_err(cannot)?;
    if !untouched(asked, recommendation) {
        return Err(cannot(Reason::RecordedOnSince));
    }
    let reason = reasoned(reference, "be taken back", reason)?;
    asked.decided(recommendation, What::RecommendationRetracted {}, reason)
}

/// Whether it stands as it was added, but for its words, which are its own affair.
fn untouched(asked: &Asked, recommendation: &Recommendation) -> bool {
    let inspection = asked.state.inspection(recommendation.inspection());
    let answered = inspection.is_some_and(|inspection| {
        inspection.response.published.is_some()
            || inspection.response.answers.contains_key(&recommendation.reference)
    });
    !answered
        && recommendation.level.is_none()
        && recommendation.inspectorate_status.is_none()
        && recommendation.withdrawal.is_none()
        && recommendation.reopened.is_none()
        && recommendation.children.is_empty()
}

fn subject(on: &HeldOn) -> String {
    match on {
        HeldOn::Inspection(code) => code.to_string(),
        HeldOn::Recommendation(reference) => reference.to_string(),
    }
}

/// The home body's recommendations of an inspection that wait at Received, in order.
fn waiting_of<'a>(asked: &'a Asked, code: &InspectionCode) -> Result<Vec<&'a Recommendation>, Refusal> {
    let cannot = |reason| Refusal::new(code, CANNOT, reason);
    let inspection = asked.state.inspection(code).ok_or_else(|| cannot(Reason::UnknownInspection))?;
    let received = |reference: &RecommendationRef| {
        asked.state.recommendation(reference).filter(|recommendation| recommendation.stage == Stage::Received)
    };
    let ours = inspection.recommendations.iter().filter(|listed| listed.ours);
    let waiting: Vec<_> = ours.filter_map(|listed| received(&listed.reference)).collect();
    if waiting.is_empty() { Err(cannot(Reason::NothingReceived)) } else { Ok(waiting) }
}
