//! Conditions: what a yes depends on becomes an action with an owner and a date, in the event of the decision itself.
//! Where the decision closes the recommendation nobody would do it any more, and so it takes none.

use std::borrow::Cow;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Asked;
use super::recommendation::{Action, Recommendation, Stage};
use super::reference::Letter;
use super::refusal::Reason;
use super::request::Condition;

/// The action that a condition became; its words are those of the condition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tracked {
    pub action: Letter,
    pub owner: String,
    pub target: NaiveDate,
}

/// Which decision made an action a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConditionOf {
    Approval,
    SignOff,
}

impl ConditionOf {
    /// In words, as an action is marked: `condition of the approval`.
    pub fn words(self) -> &'static str {
        match self {
            ConditionOf::Approval => "condition of the approval",
            ConditionOf::SignOff => "condition of the sign-off",
        }
    }
}

impl Action {
    /// Its words; of a condition it is said whose.
    pub fn marked(&self) -> Cow<'_, str> {
        match self.condition {
            Some(of) => format!("{}: {}", of.words(), self.text).into(),
            None => Cow::from(&self.text),
        }
    }

    /// Whether it is the condition of a sign-off, which is met before the submission.
    pub fn is_of_sign_off(&self) -> bool {
        self.condition == Some(ConditionOf::SignOff)
    }

    /// An action as a condition makes it.
    pub(super) fn tracked(text: &str, tracked: &Tracked, of: ConditionOf) -> Action {
        let agreed = Action::agreed(&tracked.action, text, &tracked.owner, tracked.target);
        Action { condition: Some(of), ..agreed }
    }
}

/// The condition's words and the action that it becomes; none where there is no condition.
/// `asker` owns it where nobody is named; `closes` says that the decision closes the recommendation.
pub(super) fn of(
    asked: &Asked,
    recommendation: &Recommendation,
    condition: &Condition,
    asker: Option<&str>,
    closes: bool,
) -> Result<Option<(String, Tracked)>, Reason> {
    let said = condition.text.as_deref().filter(|words| !words.trim().is_empty());
    let Some(text) = said else {
        let beside = condition.owner.is_some() || condition.target.is_some();
        return if beside { Err(Reason::NoCondition) } else { Ok(None) };
    };
    if closes {
        return Err(Reason::ConditionOnClosing);
    }
    let owner = condition.owner.as_deref().or(asker).unwrap_or_default();
    let owner = asked.person(owner).ok_or_else(|| Reason::OwnerUnknown(owner.to_string()))?;
    let target = condition.target.ok_or(Reason::ConditionWithoutDate)?;
    if target < asked.context.on {
        return Err(Reason::TargetBeforeDecision(asked.context.on));
    }
    let action = Letter::at(recommendation.actions.len());
    Ok(Some((text.to_string(), Tracked { action, owner: owner.name.clone(), target })))
}

/// The conditions of its sign-off that are not met.
pub(super) fn unmet(recommendation: &Recommendation) -> Vec<Letter> {
    let unmet = recommendation.unfinished().filter(|action| action.is_of_sign_off());
    unmet.filter(|_| recommendation.stage == Stage::Submission).map(|action| action.letter.clone()).collect()
}
