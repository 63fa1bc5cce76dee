//! Submission: the lead sends the recommendation to the inspectorate, and records its verdict.

use super::event::What;
use super::recommendation::{Ending, Recommendation, Stage, Verdict};
use super::reference::RecommendationRef;
use super::refusal::{Reason, Refusal};
use super::{Asked, Decision, closed, condition};

/// Submits for closure, once the sign-off's condition is met; the level's row is kept as it is on this day.
pub fn submit(asked: &Asked, reference: &RecommendationRef) -> Decision {
    let recommendation = asked.recommendation(reference, "be submitted", &[Stage::Submission])?;
    if let Some(submission) = &recommendation.submission {
        return Err(Refusal::new(reference, "be submitted", Reason::AlreadySubmitted(submission.deed.on)));
    }
    let unmet = condition::unmet(recommendation);
    if !unmet.is_empty() {
        return Err(Refusal::new(reference, "be submitted", Reason::ConditionUnmet(unmet)));
    }
    let level = recommendation.level.clone().map(Box::new);
    asked.decided(recommendation, What::Submitted { level }, None)
}

/// The inspectorate's answer.
pub struct Answered<'a> {
    pub verdict: Verdict,
    /// How it closes; none leaves it to how the actions ended.
    pub ending: Option<Ending>,
    pub superseded_by: Option<&'a RecommendationRef>,
    pub reason: Option<&'a str>,
}

/// Records the inspectorate's verdict: on a submission, or on an outcome that closed as not accepted or not ours.
pub fn record_verdict(asked: &Asked, reference: &RecommendationRef, answered: &Answered) -> Decision {
    let cannot = |reason| Refusal::new(reference, "take a verdict", reason);
    let stages = [Stage::Submission, Stage::Closed];
    let recommendation = asked.recommendation_undated(reference, "take a verdict", &stages)?;
    verdict_awaited(asked, recommendation).map_err(cannot)?;
    asked.not_before(recommendation).map_err(cannot)?;
    if answered.verdict == Verdict::Returned && answered.reason.is_none() {
        return Err(cannot(Reason::NoReason));
    }
    goes_together(answered).map_err(cannot)?;
    if answered.verdict == Verdict::Returned {
        closed::may_be_open(asked, recommendation.parent.as_ref()).map_err(cannot)?;
    }
    let closes = closing(recommendation, answered);
    if closes.is_some() {
        closed::may_close(asked, recommendation).map_err(cannot)?;
    }
    let superseded_by = answered.superseded_by.cloned();
    if let Some(by) = &superseded_by {
        closed::supersedes(asked, reference, by)?;
    }
    let what = What::VerdictRecorded { verdict: answered.verdict, closes, superseded_by };
    asked.decided(recommendation, what, answered.reason)
}

fn verdict_awaited(asked: &Asked, recommendation: &Recommendation) -> Result<(), Reason> {
    if recommendation.stage == Stage::Closed {
        let ending = recommendation.closing.as_ref().map(|closing| closing.ending);
        let ours_alone = matches!(ending, Some(Ending::NotAccepted | Ending::NotOurs));
        let allowed = vec![Stage::Submission];
        return if ours_alone { Ok(()) } else { Err(Reason::AtStage { stage: Stage::Closed, allowed }) };
    }
    let submission = recommendation.submission.as_ref().ok_or(Reason::NothingSubmitted)?;
    if asked.context.on < submission.deed.on {
        return Err(Reason::BeforeSubmission(submission.deed.on));
    }
    Ok(())
}

/// What was said beside a verdict is never passed over in silence: an ending where the verdict leaves one open,
/// and a later recommendation where one supersedes.
fn goes_together(answered: &Answered) -> Result<(), Reason> {
    let verdict = answered.verdict;
    let ends = matches!(verdict, Verdict::Closed | Verdict::NoFurtherAction);
    if answered.ending.is_some() && !ends {
        return Err(Reason::NotWithVerdict { given: "as", verdict });
    }
    if answered.superseded_by.is_some() && verdict != Verdict::Superseded {
        return Err(Reason::NotWithVerdict { given: "by", verdict });
    }
    Ok(())
}

fn closing(recommendation: &Recommendation, answered: &Answered) -> Option<Ending> {
    match answered.verdict {
        Verdict::Returned => None,
        Verdict::Superseded => Some(Ending::Superseded),
        Verdict::NoFurtherAction => Some(answered.ending.unwrap_or(Ending::NoFurtherAction)),
        Verdict::Closed => {
            let already = recommendation.closing.as_ref().map(|closing| closing.ending);
            Some(answered.ending.or(already).unwrap_or_else(|| recommendation.ending()))
        }
    }
}

/// Notes what the inspectorate's own system shows, apart from the stage. Also for what is addressed elsewhere.
pub fn note_status(asked: &Asked, reference: &RecommendationRef, status: &str) -> Decision {
    let cannot = |reason| Refusal::new(reference, "have its status noted", reason);
    let recommendation =
        asked.state.recommendation(reference).ok_or_else(|| cannot(Reason::UnknownRecommendation))?;
    asked.not_before(recommendation).map_err(cannot)?;
    let scheme = &asked.state.register.scheme;
    let row = scheme.inspectorate_status(status).ok_or_else(|| {
        let allowed = scheme.inspectorate_statuses.iter().map(|row| row.code.clone()).collect();
        cannot(Reason::UnknownStatus { found: status.to_string(), allowed })
    })?;
    asked.decided(recommendation, What::StatusNoted { status: row.code.clone() }, None)
}
