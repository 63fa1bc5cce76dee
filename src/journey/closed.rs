//! Closed: nobody's move, unless it is reopened. Also the roads to Closed without completion,
//! which the lead asks for and the DCC grants.

use super::deciding::Matter;
use super::event::What;
use super::governance::may_grant;
use super::recommendation::{Ending, Recommendation, Stage, Withdrawal};
use super::reference::RecommendationRef;
use super::refusal::{Reason, Refusal};
use super::request::Worded;
use super::scheme::Granter;
use super::{Asked, Decision, reasoned};

/// A cause of concern closes only after the recommendations that belong to it.
pub fn may_close(asked: &Asked, recommendation: &Recommendation) -> Result<(), Reason> {
    let open = |child: &&RecommendationRef| {
        asked.state.recommendation(child).is_none_or(|child| child.ours && child.stage != Stage::Closed)
    };
    let open: Vec<_> = recommendation.children.iter().filter(open).cloned().collect();
    if open.is_empty() { Ok(()) } else { Err(Reason::ChildrenOpen(open)) }
}

/// What belongs to a closed cause of concern cannot be open: the cause of concern is reopened first.
pub fn may_be_open(asked: &Asked, parent: Option<&RecommendationRef>) -> Result<(), Reason> {
    let parent = parent.and_then(|parent| asked.state.recommendation(parent));
    match parent.filter(|parent| parent.stage == Stage::Closed) {
        Some(parent) => Err(Reason::ParentClosed(parent.reference.clone())),
        None => Ok(()),
    }
}

/// Whether one recommendation may be named as superseding another: it exists and is not the same.
pub fn supersedes(
    asked: &Asked,
    reference: &RecommendationRef,
    by: &RecommendationRef,
) -> Result<(), Refusal> {
    if by == reference {
        return Err(Refusal::new(reference, "be superseded", Reason::SupersededByItself));
    }
    match asked.state.recommendation(by) {
        Some(_) => Ok(()),
        None => Err(Refusal::new(by, "supersede another", Reason::UnknownRecommendation)),
    }
}

/// Asks the DCC to close a recommendation because a later one takes its place.
pub fn supersede(
    asked: &Asked,
    reference: &RecommendationRef,
    by: &RecommendationRef,
    reason: &str,
) -> Decision {
    let recommendation = withdrawable(asked, reference, "be superseded")?;
    supersedes(asked, reference, by)?;
    let what = What::WithdrawalAsked { ending: Ending::Superseded, superseded_by: Some(by.clone()) };
    asked.decided(recommendation, what, reasoned(reference, "be superseded", reason)?)
}

/// Asks the DCC to close a recommendation because it is no longer applicable.
pub fn withdraw(asked: &Asked, reference: &RecommendationRef, reason: &str) -> Decision {
    let recommendation = withdrawable(asked, reference, "be withdrawn")?;
    let what = What::WithdrawalAsked { ending: Ending::NoLongerApplicable, superseded_by: None };
    asked.decided(recommendation, what, reasoned(reference, "be withdrawn", reason)?)
}

fn withdrawable<'a>(
    asked: &'a Asked,
    reference: &RecommendationRef,
    cannot: &'static str,
) -> Result<&'a Recommendation, Refusal> {
    let recommendation = asked.recommendation(reference, cannot, &Stage::OPEN)?;
    match &recommendation.withdrawal {
        Some(waits) => {
            let reason = Reason::WithdrawalWaits(waits.ending.words().to_string());
            Err(Refusal::new(reference, cannot, reason))
        }
        None => Ok(recommendation),
    }
}

/// The DCC's decision that a recommendation ends without completion.
pub fn grant_withdrawal(asked: &Asked, reference: &RecommendationRef, reason: Option<&str>) -> Decision {
    let cannot = "have its closing granted";
    let (recommendation, wish) = withdrawal_waiting(asked, reference, cannot)?;
    may_close(asked, recommendation).map_err(|reason| Refusal::new(reference, cannot, reason))?;
    let (ending, superseded_by) = (Some(wish.ending), wish.superseded_by.clone());
    asked.decided(recommendation, What::WithdrawalGranted { ending, superseded_by }, reason)
}

/// The DCC's decision that it goes on.
pub fn refuse_withdrawal(asked: &Asked, reference: &RecommendationRef, reason: &str) -> Decision {
    let cannot = "have its closing refused";
    let (recommendation, wish) = withdrawal_waiting(asked, reference, cannot)?;
    let reason = reasoned(reference, cannot, reason)?;
    let (ending, superseded_by) = (Some(wish.ending), wish.superseded_by.clone());
    asked.decided(recommendation, What::WithdrawalRefused { ending, superseded_by }, reason)
}

fn withdrawal_waiting<'a>(
    asked: &'a Asked,
    reference: &RecommendationRef,
    cannot: &'static str,
) -> Result<(&'a Recommendation, &'a Withdrawal), Refusal> {
    let recommendation = asked.recommendation(reference, cannot, &Stage::OPEN)?;
    let refuse = |reason| Refusal::new(reference, cannot, reason);
    may_grant(asked, &Granter::Approver).map_err(refuse)?;
    let wish = recommendation.withdrawal.as_ref().ok_or_else(|| refuse(Reason::NothingAsked))?;
    match Matter::Withdrawal.own(recommendation, &asked.context.actor) {
        Some(own) => Err(refuse(own)),
        None => Ok((recommendation, wish)),
    }
}

/// Reopens a closed recommendation, with a reason.
pub fn reopen(asked: &Asked, reference: &RecommendationRef, reason: &str) -> Decision {
    let recommendation = asked.recommendation(reference, "be reopened", &[Stage::Closed])?;
    may_be_open(asked, recommendation.parent.as_ref())
        .map_err(|reason| Refusal::new(reference, "be reopened", reason))?;
    let reason = reasoned(reference, "be reopened", reason)?;
    asked.decided(recommendation, What::Reopened {}, reason)
}

/// Amends the words of a recommendation or an action, with a reason; the old words stay in the history.
pub fn amend(asked: &Asked, what: &Worded, text: &str, reason: &str) -> Decision {
    let (recommendation, subject, letter, old) = match what {
        Worded::Recommendation(reference) => {
            let recommendation = asked.recommendation(reference, "be amended", &Stage::ALL)?;
            (recommendation, reference.to_string(), None, &recommendation.text)
        }
        Worded::Action(action) => {
            let (recommendation, stands) = asked.action(action, "be amended", &Stage::ALL)?;
            (recommendation, action.to_string(), Some(stands.letter.clone()), &stands.text)
        }
    };
    let cannot = |reason| Refusal::new(&subject, "be amended", reason);
    if text.trim().is_empty() {
        return Err(cannot(Reason::NoText));
    }
    if text == old {
        return Err(cannot(Reason::Unchanged));
    }
    let what = What::TextAmended { action: letter, old: old.clone(), new: text.to_string() };
    asked.decided(recommendation, what, reasoned(&subject, "be amended", reason)?)
}
