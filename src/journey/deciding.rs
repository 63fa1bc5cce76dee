//! What waits for a decision: by whom it can be taken, and by which verbs.
//! Separation of duties is by person: whoever asked, reported or proposed it never decides, in whatever role.
//! The rules of each decision are its stage's.

use chrono::NaiveDate;

use super::people::{Person, Role};
use super::recommendation::{Action, Deed, Recommendation, Stage};
use super::reference::Letter;

/// One thing on a recommendation that waits for somebody's yes or no.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Matter {
    Extension(Letter),
    Withdrawal,
    Approval,
    SignOff,
}

impl Matter {
    /// Everything that waits on a recommendation; nothing where it makes no work or is closed.
    pub fn of(stands: &Recommendation) -> Vec<Matter> {
        if !stands.ours || stands.stage == Stage::Closed {
            return Vec::new();
        }
        let extensions = stands.unfinished().filter(|action| action.extension.is_some());
        let mut all: Vec<_> = extensions.map(|action| Matter::Extension(action.letter.clone())).collect();
        all.extend(stands.withdrawal.as_ref().map(|_| Matter::Withdrawal));
        all.extend(match stands.stage {
            Stage::Approval => Some(Matter::Approval),
            Stage::SignOff => Some(Matter::SignOff),
            _ => None,
        });
        all
    }

    /// Who asked for it, and when: reported the outcome, proposed completion, or asked for a later date or an end.
    pub fn asked<'r>(&self, stands: &'r Recommendation) -> Option<&'r Deed> {
        match self {
            Matter::Approval => stands.reported.as_ref(),
            Matter::SignOff => stands.completed.as_ref(),
            Matter::Withdrawal => stands.withdrawal.as_ref().map(|waits| &waits.asked),
            Matter::Extension(_) => Some(&self.action(stands)?.extension.as_ref()?.asked),
        }
    }

    /// The action whose date is asked to move; none of any other matter.
    pub fn action<'r>(&self, stands: &'r Recommendation) -> Option<&'r Action> {
        match self {
            Matter::Extension(letter) => stands.action(letter),
            _ => None,
        }
    }

    /// Whether a person holds, on a day, a role that decides it.
    pub fn is_for(&self, stands: &Recommendation, person: &Person, on: NaiveDate) -> bool {
        let extension = self.action(stands).and_then(|action| action.extension.as_ref());
        let by_a_lead = extension.is_some_and(|extension| extension.of.is_lead());
        person.holds(Role::Approver, on) || (by_a_lead && person.holds(Role::Lead, on))
    }

    /// Whether it is a person's own: asked, reported or proposed, which that person never decides.
    pub fn is_own(&self, stands: &Recommendation, person: &Person) -> bool {
        self.asked(stands).is_some_and(|deed| deed.by == person.name)
    }

    /// The verb that says yes.
    pub fn yes(&self) -> &'static str {
        match self {
            Matter::Approval => "approve",
            Matter::SignOff => "signoff",
            Matter::Withdrawal | Matter::Extension(_) => "grant",
        }
    }

    /// The verb that says no, or not yet.
    pub fn no(&self) -> &'static str {
        match self {
            Matter::Approval => "return",
            Matter::SignOff => "sendback",
            Matter::Withdrawal | Matter::Extension(_) => "refuse",
        }
    }

    /// Whether yes can be said on a condition.
    pub fn takes_a_condition(&self) -> bool {
        matches!(self, Matter::Approval | Matter::SignOff)
    }

    /// What the verbs are about: the recommendation, or the action whose date is asked to move.
    pub fn subject(&self, stands: &Recommendation) -> String {
        let action = self.action(stands).map(|action| stands.action_ref(action).to_string());
        action.unwrap_or_else(|| stands.reference.to_string())
    }

    /// What is asked for, in a few words; matters of the same words are alike.
    pub fn words(&self) -> &'static str {
        match self {
            Matter::Approval => "approval of the outcome",
            Matter::SignOff => "closure sign-off",
            Matter::Withdrawal => "closing without completion",
            Matter::Extension(_) => "a later date",
        }
    }
}
