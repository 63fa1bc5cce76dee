//! Evidence: offered by one person, judged by another, from Plenary to SignOff.

use super::event::What;
use super::meeting::open_meeting;
use super::recommendation::{Evidence, Recommendation, Stage};
use super::reference::{EvidenceRef, MeetingRef, RecommendationRef};
use super::refusal::{Reason, Refusal};
use super::{Asked, Decision, reasoned};

const STAGES: [Stage; 4] = [Stage::Plenary, Stage::Approval, Stage::Governance, Stage::SignOff];

/// A piece that is to be offered.
pub struct Offered<'a> {
    pub kind: &'a str,
    pub title: &'a str,
    pub held: Option<&'a str>,
    /// The meeting at which it is offered; the only open one where none is named.
    pub meeting: Option<MeetingRef>,
}

/// Offers a document, or the place where one is held, in support of a recommendation.
pub fn add(asked: &Asked, reference: &RecommendationRef, offered: &Offered) -> Decision {
    let Offered { kind, title, held, meeting } = *offered;
    let cannot = |reason| Refusal::new(reference, "take evidence", reason);
    let recommendation = asked.recommendation(reference, "take evidence", &STAGES)?;
    if title.trim().is_empty() {
        return Err(cannot(Reason::NoTitle));
    }
    let scheme = &asked.state.register.scheme;
    let kind = scheme.evidence_kind(kind).ok_or_else(|| {
        let allowed = scheme.evidence_kinds.iter().map(|kind| kind.code.clone()).collect();
        cannot(Reason::UnknownEvidenceKind { found: kind.to_string(), allowed })
    })?;
    let what = What::EvidenceAdded {
        evidence: asked.state.register.next_evidence(),
        evidence_kind: kind.code.clone(),
        title: title.to_string(),
        held: held.map(str::to_string),
        meeting: open_meeting(asked, meeting).map_err(cannot)?,
    };
    asked.decided(recommendation, what, None)
}

/// Accepts a piece of evidence that somebody else offered.
pub fn accept(asked: &Asked, evidence: EvidenceRef) -> Decision {
    let (recommendation, piece) = judged(asked, evidence, "be accepted", "have its evidence accepted")?;
    if piece.accepted.is_some() {
        return Err(Refusal::new(evidence, "be accepted", Reason::AlreadyDecided(evidence)));
    }
    if piece.taken_back() {
        return Err(Refusal::new(evidence, "be accepted", Reason::TakenBack));
    }
    asked.decided(recommendation, What::EvidenceAccepted { evidence }, None)
}

/// Rejects a piece of evidence that somebody else offered, with a reason.
pub fn reject(asked: &Asked, evidence: EvidenceRef, reason: &str) -> Decision {
    let (recommendation, piece) = judged(asked, evidence, "be rejected", "have its evidence rejected")?;
    if piece.rejected.is_some() {
        return Err(Refusal::new(evidence, "be rejected", Reason::AlreadyDecided(evidence)));
    }
    let reason = reasoned(evidence, "be rejected", reason)?;
    asked.decided(recommendation, What::EvidenceRejected { evidence }, reason)
}

/// Takes back a piece of evidence that one offered oneself, with a reason, before anybody judged it.
pub fn withdraw(asked: &Asked, evidence: EvidenceRef, reason: &str) -> Decision {
    let cannot = |reason| Refusal::new(evidence, "be taken back", reason);
    let (recommendation, piece) = held(asked, evidence, "be taken back", "have its evidence taken back")?;
    if piece.offered.by != asked.context.actor {
        return Err(cannot(Reason::OfferedBy(piece.offered.by.clone())));
    }
    if piece.accepted.is_some() || piece.rejected.is_some() {
        return Err(cannot(if piece.taken_back() { Reason::TakenBack } else { Reason::Judged }));
    }
    let reason = reasoned(evidence, "be taken back", reason)?;
    asked.decided(recommendation, What::EvidenceWithdrawn { evidence }, reason)
}

/// The piece and its recommendation, if this person may judge it; what the piece cannot, and what then its recommendation cannot.
fn judged<'a>(
    asked: &'a Asked,
    evidence: EvidenceRef,
    cannot: &'static str,
    holder_cannot: &'static str,
) -> Result<(&'a Recommendation, &'a Evidence), Refusal> {
    let (recommendation, piece) = held(asked, evidence, cannot, holder_cannot)?;
    if piece.offered.by == asked.context.actor {
        return Err(Refusal::new(evidence, cannot, Reason::OwnEvidence(asked.context.actor.clone())));
    }
    Ok((recommendation, piece))
}

/// The piece and its recommendation, where that may still take evidence.
fn held<'a>(
    asked: &'a Asked,
    evidence: EvidenceRef,
    cannot: &'static str,
    holder_cannot: &'static str,
) -> Result<(&'a Recommendation, &'a Evidence), Refusal> {
    let refuse = |reason| Refusal::new(evidence, cannot, reason);
    let holder = |recommendation: &&Recommendation| {
        recommendation.evidence.iter().any(|piece| piece.reference == evidence)
    };
    let holder =
        asked.state.recommendations.values().find(holder).ok_or_else(|| refuse(Reason::UnknownEvidence))?;
    let recommendation = asked.recommendation(&holder.reference, holder_cannot, &STAGES)?;
    let piece = recommendation.evidence.iter().find(|piece| piece.reference == evidence);
    let piece = piece.ok_or_else(|| refuse(Reason::UnknownEvidence))?;
    Ok((recommendation, piece))
}
