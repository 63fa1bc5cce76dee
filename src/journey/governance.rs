//! Governance: owners report, targets move in the open, actions are finished, and a meeting
//! considers the whole complete.

use chrono::NaiveDate;

use super::deciding::Matter;
use super::event::What;
use super::meeting::{governance_meeting, open_meeting};
use super::people::Role;
use super::recommendation::{Action, Ending, Recommendation, Stage};
use super::reference::{ActionRef, Letter, MeetingRef, RecommendationRef};
use super::refusal::{Reason, Refusal};
use super::request::AskedOfDcc;
use super::scheme::{Granter, Scheme};
use super::{Asked, Decision, closed, reasoned};

/// A dated statement on an action, with a rating where it changed.
pub struct Statement<'a> {
    pub text: &'a str,
    pub rating: Option<&'a str>,
    pub reason: Option<&'a str>,
    /// The meeting where it was made; the open one where none is named.
    pub meeting: Option<MeetingRef>,
    /// Set where the words of last time are meant to be said again.
    pub same: bool,
}

/// Reports progress on an action; the earlier statements stay.
pub fn report_progress(asked: &Asked, action: &ActionRef, said: &Statement) -> Decision {
    let cannot = |reason| Refusal::new(action, "be reported on", reason);
    let (recommendation, stands) = unfinished(asked, action, "be reported on")?;
    if said.text.trim().is_empty() {
        return Err(cannot(Reason::NoText));
    }
    let last = stands.progress.as_ref().map(|progress| progress.text.as_str());
    if last == Some(said.text) && !said.same {
        return Err(cannot(Reason::SameWords));
    }
    let rating =
        said.rating.map(|rating| known_rating(asked, rating, said.reason)).transpose().map_err(cannot)?;
    let what = What::ProgressReported {
        action: stands.letter.clone(),
        text: said.text.to_string(),
        rating,
        meeting: open_meeting(asked, said.meeting).map_err(cannot)?,
    };
    asked.decided(recommendation, what, said.reason)
}

fn known_rating(asked: &Asked, rating: &str, reason: Option<&str>) -> Result<String, Reason> {
    let scheme = &asked.state.register.scheme;
    let row = scheme.rating(rating).ok_or_else(|| Reason::UnknownRating {
        found: rating.to_string(),
        allowed: scheme.ratings.iter().map(|row| row.code.clone()).collect(),
    })?;
    if row.reason_required && reason.is_none() {
        return Err(Reason::RatingNeedsReason(row.code.clone()));
    }
    Ok(row.code.clone())
}

/// Moves a target, or asks for an extension where the scheme's policy wants somebody to grant it.
pub fn move_target(
    asked: &Asked,
    action: &ActionRef,
    to: NaiveDate,
    reason: &str,
    meeting: Option<MeetingRef>,
) -> Decision {
    let cannot = |reason| Refusal::new(action, "have its target moved", reason);
    let (recommendation, stands) = unfinished(asked, action, "have its target moved")?;
    if to == stands.target {
        return Err(cannot(Reason::TargetUnchanged(to)));
    }
    if let Some((_, plenary)) = recommendation.plenary.filter(|(_, plenary)| to < *plenary) {
        return Err(cannot(Reason::TargetBeforePlenary(plenary)));
    }
    if let Some(extension) = &stands.extension {
        return Err(cannot(Reason::ExtensionWaits(extension.to, extension.of.clone())));
    }
    let meeting = open_meeting(asked, meeting).map_err(cannot)?;
    let reason = reasoned(action, "have its target moved", reason)?;
    let action = stands.letter.clone();
    let what = match granter(&asked.state.register.scheme, stands, to) {
        Granter::Nobody => What::TargetMoved { action, to, meeting },
        of => What::ExtensionAsked { action, to, of, meeting },
    };
    asked.decided(recommendation, what, reason)
}

/// Who may grant this move by the scheme's extension policy.
/// An earlier date needs nobody, nor does going back to what was first agreed, or before it.
pub(super) fn granter(scheme: &Scheme, action: &Action, to: NaiveDate) -> Granter {
    let policy = &scheme.extension;
    let days = (to - action.original).num_days();
    if to > action.target && to > action.original {
        policy.granter(action.moves.len(), days)
    } else {
        Granter::Nobody
    }
}

/// Grants what was asked: a longer target by whoever the scheme says, or by the DCC closing without completion.
pub fn grant(asked: &Asked, what: &AskedOfDcc, reason: Option<&str>) -> Decision {
    match what {
        AskedOfDcc::Extension(action) => {
            let (recommendation, letter, to) =
                extension_waiting(asked, action, "have its extension granted")?;
            asked.decided(recommendation, What::ExtensionGranted { action: letter, to: Some(to) }, reason)
        }
        AskedOfDcc::Withdrawal(reference) => closed::grant_withdrawal(asked, reference, reason),
    }
}

/// Refuses what was asked, with a reason; an extension that was asked stays in the trail with it.
pub fn refuse(asked: &Asked, what: &AskedOfDcc, reason: &str) -> Decision {
    match what {
        AskedOfDcc::Extension(action) => {
            let cannot = "have its extension refused";
            let (recommendation, letter, to) = extension_waiting(asked, action, cannot)?;
            let reason = reasoned(action, cannot, reason)?;
            asked.decided(recommendation, What::ExtensionRefused { action: letter, to: Some(to) }, reason)
        }
        AskedOfDcc::Withdrawal(reference) => closed::refuse_withdrawal(asked, reference, reason),
    }
}

/// The action whose later date the actor may decide on, and that date.
fn extension_waiting<'a>(
    asked: &'a Asked,
    action: &ActionRef,
    cannot: &'static str,
) -> Result<(&'a Recommendation, Letter, NaiveDate), Refusal> {
    let (recommendation, stands) = unfinished(asked, action, cannot)?;
    let refuse = |reason| Refusal::new(action, cannot, reason);
    let extension = stands.extension.as_ref().ok_or_else(|| refuse(Reason::NothingAsked))?;
    may_grant(asked, &extension.of).map_err(refuse)?;
    let matter = Matter::Extension(stands.letter.clone());
    match matter.own(recommendation, &asked.context.actor) {
        Some(own) => Err(refuse(own)),
        None => Ok((recommendation, stands.letter.clone(), extension.to)),
    }
}

/// Whether the actor holds, on the day of the decision, the role that the extension waits for.
/// The approver may grant what a lead may.
pub(super) fn may_grant(asked: &Asked, of: &Granter) -> Result<(), Reason> {
    let (actor, on) = (asked.context.actor.clone(), asked.context.on);
    let holds = |role| asked.person(&actor).is_some_and(|person| person.holds(role, on));
    if holds(Role::Approver) || (of.is_lead() && holds(Role::Lead)) {
        Ok(())
    } else {
        Err(Reason::NoAuthority { actor, on })
    }
}

/// Finishes an action. Anything but plain implementation needs a reason.
pub fn finish(
    asked: &Asked,
    action: &ActionRef,
    ending: Ending,
    reason: Option<&str>,
    meeting: Option<MeetingRef>,
) -> Decision {
    let cannot = |reason| Refusal::new(action, "be finished", reason);
    let (recommendation, stands) = unfinished(asked, action, "be finished")?;
    if ending != Ending::Implemented && reason.is_none() {
        return Err(cannot(Reason::NoReason));
    }
    let missing = recommendation.evidence_missing();
    // What the level asks for was judged at the sign-off, and nothing is offered after it.
    if ending == Ending::Implemented && !missing.is_empty() && recommendation.stage == Stage::Governance {
        return Err(cannot(Reason::EvidenceMissing(missing.into_iter().map(str::to_string).collect())));
    }
    let done = asked.state.register.scheme.finished_rating().filter(|_| ending == Ending::Implemented);
    let rating = done.map(|rating| rating.code.clone());
    let meeting = open_meeting(asked, meeting).map_err(cannot)?;
    let what = What::ActionFinished { action: stands.letter.clone(), ending, rating, meeting };
    asked.decided(recommendation, what, reason)
}

/// Records another addressee's own answer to a joint recommendation.
pub fn give_answer(asked: &Asked, reference: &RecommendationRef, body: &str, text: &str) -> Decision {
    let cannot = |reason| Refusal::new(reference, "take an answer", reason);
    let stages = [Stage::Plenary, Stage::Approval, Stage::Governance];
    let recommendation = asked.recommendation(reference, "take an answer", &stages)?;
    if !recommendation.addressees.iter().any(|addressee| addressee == body) {
        return Err(cannot(Reason::NotAnAddressee(recommendation.addressees.clone())));
    }
    if body == asked.state.register.home {
        return Err(cannot(Reason::HomeAnswersByOutcome));
    }
    if text.trim().is_empty() {
        return Err(cannot(Reason::NoText));
    }
    let what = What::AnswerGiven { body: body.to_string(), text: text.to_string() };
    asked.decided(recommendation, what, None)
}

/// An open governance meeting considers a recommendation complete: every action finished, every addressee heard.
pub fn consider_complete(
    asked: &Asked,
    reference: &RecommendationRef,
    meeting: Option<MeetingRef>,
) -> Decision {
    let cannot = |reason| Refusal::new(reference, "be considered complete", reason);
    let recommendation = asked.recommendation(reference, "be considered complete", &[Stage::Governance])?;
    let unfinished: Vec<_> = recommendation.unfinished().map(|action| action.letter.clone()).collect();
    if !unfinished.is_empty() {
        return Err(cannot(Reason::Unfinished(unfinished)));
    }
    let unanswered: Vec<_> =
        recommendation.unanswered(&asked.state.register.home).map(str::to_string).collect();
    if !unanswered.is_empty() {
        return Err(cannot(Reason::Unanswered(unanswered)));
    }
    let meeting = governance_meeting(asked, meeting).map_err(cannot)?;
    asked.decided(recommendation, What::ConsideredComplete { meeting }, None)
}

/// Passes an action to another owner, with a reason.
pub fn reassign(asked: &Asked, action: &ActionRef, owner: &str, reason: &str) -> Decision {
    let cannot = |reason| Refusal::new(action, "be passed on", reason);
    let (recommendation, stands) = asked.action(action, "be passed on", &Stage::ALL)?;
    let owner = asked.person(owner).ok_or_else(|| cannot(Reason::OwnerUnknown(owner.to_string())))?;
    if owner.name == stands.owner {
        return Err(cannot(Reason::OwnerUnchanged(owner.name.clone())));
    }
    let reason = reasoned(action, "be passed on", reason)?;
    let (from, to) = (stands.owner.clone(), owner.name.clone());
    let what = What::OwnerReassigned { action: stands.letter.clone(), from, to };
    asked.decided(recommendation, what, reason)
}

/// The action and its recommendation, at Governance and not finished; at Submission where the sign-off depends on it.
fn unfinished<'a>(
    asked: &'a Asked,
    action: &ActionRef,
    cannot: &'static str,
) -> Result<(&'a Recommendation, &'a Action), Refusal> {
    let (recommendation, stands) = asked.action(action, cannot, &[Stage::Governance, Stage::Submission])?;
    if recommendation.stage == Stage::Submission && !stands.is_of_sign_off() {
        let reason = Reason::AtStage { stage: recommendation.stage, allowed: vec![Stage::Governance] };
        return Err(Refusal::new(action, cannot, reason));
    }
    match stands.finished {
        Some(_) => Err(Refusal::new(action, cannot, Reason::AlreadyFinished(stands.letter.clone()))),
        None => Ok((recommendation, stands)),
    }
}
