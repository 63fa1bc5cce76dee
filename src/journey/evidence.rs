//! Evidence: offered by one person, judged by another, from Plenary to SignOff.

use chrono::NaiveDate;

use super::deadline::in_words;
use super::event::What;
use super::file::File;
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
    pub file: Option<&'a File>,
    pub marking: Option<&'a str>,
    pub dated: Option<NaiveDate>,
    pub source: Option<&'a str>,
    /// The meeting at which it is offered; the only open one where none is named.
    pub meeting: Option<MeetingRef>,
}

/// Offers a document, or the place where one is held, in support of a recommendation.
pub fn add(asked: &Asked, reference: &RecommendationRef, offered: &Offered) -> Decision {
    let Offered { kind, title, held, file, marking, dated, source, meeting } = *offered;
    let cannot = |reason| Refusal::new(reference, "take evidence", reason);
    let recommendation = asked.recommendation(reference, "take evidence", &STAGES)?;
    if title.trim().is_empty() {
        return Err(cannot(Reason::NoTitle));
    }
    if let Some(dated) = dated.filter(|dated| *dated > asked.context.on) {
        return Err(cannot(Reason::DatedLater { dated, on: asked.context.on }));
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
        file: file.cloned(),
        marking: marking.map(str::to_string),
        dated,
        source: source.map(str::to_string),
        meeting: open_meeting(asked, meeting).map_err(cannot)?,
    };
    asked.decided(recommendation, what, None)
}

/// What is known of a piece beside its kind and its title, in words.
pub fn about(
    file: Option<&File>,
    marking: Option<&String>,
    dated: Option<NaiveDate>,
    source: Option<&String>,
) -> Vec<String> {
    let marked = marking.map(|marking| format!("marked {marking}"));
    let dated = dated.map(|day| format!("dated {}", in_words(day)));
    let source = source.map(|source| format!("from {source}"));
    let file = file.map(|file| format!("file {}", file.with_hash()));
    [marked, dated, source, file].into_iter().flatten().collect()
}

/// Notes that somebody reads the file of a piece, at whatever stage and by whatever person of the register.
/// Writing the copy is the ledger's.
pub fn open(asked: &Asked, evidence: EvidenceRef) -> Decision {
    let cannot = |reason| Refusal::new(evidence, "be opened", reason);
    let (holder, piece) = found(asked, evidence).ok_or_else(|| cannot(Reason::UnknownEvidence))?;
    if piece.file.is_none() {
        return Err(cannot(Reason::NoFile { held: piece.held.clone() }));
    }
    let latest = piece.offered.on;
    if asked.context.on < latest {
        return Err(cannot(Reason::BackInTime { latest }));
    }
    asked.decided(holder, What::EvidenceOpened { evidence }, None)
}

fn found<'a>(asked: &'a Asked, evidence: EvidenceRef) -> Option<(&'a Recommendation, &'a Evidence)> {
    let mut pieces = asked
        .state
        .recommendations
        .values()
        .flat_map(|holder| holder.evidence.iter().map(move |piece| (holder, piece)));
    pieces.find(|(_, piece)| piece.reference == evidence)
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
    let (holder, piece) = found(asked, evidence).ok_or_else(|| refuse(Reason::UnknownEvidence))?;
    let recommendation = asked.recommendation(&holder.reference, holder_cannot, &STAGES)?;
    Ok((recommendation, piece))
}
