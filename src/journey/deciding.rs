//! What waits for a decision: by whom it can be taken, and by which verbs.
//! Separation of duties is by person: whoever asked, reported or proposed it never decides, in whatever role.
//! The rules of each decision are its stage's.

use chrono::NaiveDate;

use super::deadline::in_words as day;
use super::event::What;
use super::people::{Person, Role};
use super::recommendation::{Action, Deed, Recommendation, Stage};
use super::reference::Letter;
use super::refusal::Reason;
use super::request::{AskedOfDcc, Condition, Request};

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

    /// What an event decides on, where that waits.
    pub fn decided_by(what: &What, stands: &Recommendation) -> Option<Matter> {
        Matter::answered_by(what).filter(|matter| Matter::of(stands).contains(matter))
    }

    /// What an event asks for, reports or proposes.
    pub fn asked_by(what: &What) -> Option<Matter> {
        Some(match what {
            What::PositionTaken { .. } | What::OutcomeReported {} => Matter::Approval,
            What::ConsideredComplete { .. } => Matter::SignOff,
            What::WithdrawalAsked { .. } => Matter::Withdrawal,
            What::ExtensionAsked { action, .. } => Matter::Extension(action.clone()),
            _ => return None,
        })
    }

    /// What an event decides on, whether that waits or not.
    pub fn answered_by(what: &What) -> Option<Matter> {
        Some(match what {
            What::OutcomeApproved { .. } | What::OutcomeReturned {} => Matter::Approval,
            What::SignedOff { .. } | What::SentBack {} => Matter::SignOff,
            What::WithdrawalGranted { .. } | What::WithdrawalRefused { .. } => Matter::Withdrawal,
            What::ExtensionGranted { action, .. } | What::ExtensionRefused { action, .. } => {
                Matter::Extension(action.clone())
            }
            _ => return None,
        })
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

    /// Every no of the DCC to the same before, the first of them first; those to a later date stand in its action's trail.
    pub fn noes<'r>(&self, stands: &'r Recommendation) -> Vec<&'r Deed> {
        match self {
            Matter::Approval => stands.returns.iter().collect(),
            Matter::SignOff => stands.sendings_back.iter().collect(),
            Matter::Withdrawal => stands.withdrawals_refused.iter().map(|refused| &refused.deed).collect(),
            Matter::Extension(_) => Vec::new(),
        }
    }

    /// The action whose date is asked to move; none of any other matter.
    pub fn action<'r>(&self, stands: &'r Recommendation) -> Option<&'r Action> {
        match self {
            Matter::Extension(letter) => stands.action(letter),
            _ => None,
        }
    }

    /// The roles of which whoever decides it holds one.
    pub fn roles(&self, stands: &Recommendation) -> &'static [Role] {
        if self.is_for_a_lead(stands) { &[Role::Approver, Role::Lead] } else { &[Role::Approver] }
    }

    /// Whether the scheme lets a lead decide it.
    pub fn is_for_a_lead(&self, stands: &Recommendation) -> bool {
        let extension = self.action(stands).and_then(|action| action.extension.as_ref());
        extension.is_some_and(|extension| extension.of.is_lead())
    }

    /// Whether a person holds, on a day, a role that decides it.
    pub fn is_for(&self, stands: &Recommendation, person: &Person, on: NaiveDate) -> bool {
        self.roles(stands).iter().any(|role| person.holds(*role, on))
    }

    /// Why it is somebody's own, which that person never decides; none where it is another's.
    /// An outcome stays that of everybody who reported it since it was approved last, whoever passed it on after a
    /// return, and of whoever took the position that was reported; so do a proposal, and a wish that was refused and
    /// is asked again, until it is granted.
    pub fn own(&self, stands: &Recommendation, name: &str) -> Option<Reason> {
        let is = |other: &str| other.to_lowercase() == name.to_lowercase();
        let among = |names: &[String]| names.iter().any(|other| is(other));
        let name = name.to_string();
        let now = self.asked(stands).is_some_and(|deed| is(&deed.by));
        let took = || stands.position_taken.as_ref().is_some_and(|deed| is(&deed.by));
        let asked_before = match self {
            Matter::Extension(_) => self.action(stands).is_some_and(|action| among(&action.askers)),
            Matter::Withdrawal => among(&stands.enders),
            Matter::Approval | Matter::SignOff => false,
        };
        Some(match self {
            Matter::Approval if now => Reason::OwnReport(name),
            Matter::Approval if took() => Reason::OwnPosition(name),
            Matter::Approval if among(&stands.reporters) => Reason::OwnEarlierReport(name),
            Matter::SignOff if now => Reason::OwnProposal(name),
            Matter::SignOff if among(&stands.proposers) => Reason::OwnEarlierProposal(name),
            Matter::Extension(_) if now && self.is_for_a_lead(stands) => Reason::OwnExtension(name),
            Matter::Extension(_) | Matter::Withdrawal if now => Reason::OwnRequest(name),
            _ if asked_before => Reason::OwnEarlierRequest(name),
            _ => return None,
        })
    }

    /// Whether it is a person's own.
    pub fn is_own(&self, stands: &Recommendation, person: &Person) -> bool {
        self.own(stands, &person.name).is_some()
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

    /// Yes, without a condition.
    pub fn request(&self, stands: &Recommendation) -> Request {
        let recommendation = stands.reference.clone();
        let granted = |what| Request::Grant { what, reason: None };
        match self {
            Matter::Approval => Request::Approve { recommendation, condition: Condition::default() },
            Matter::SignOff => Request::SignOff { recommendation, condition: Condition::default() },
            Matter::Withdrawal => granted(AskedOfDcc::Withdrawal(recommendation)),
            Matter::Extension(letter) => {
                let letter = letter.clone();
                granted(AskedOfDcc::Extension(super::reference::ActionRef { recommendation, letter }))
            }
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

/// Why something stands where it does on somebody's desk: the most pressing first, and of those alike the oldest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pressing {
    /// The inspectorate's deadline.
    DeadlinePassed(NaiveDate),
    /// The date that is asked to move.
    TargetPassed(NaiveDate),
    DeadlineSoon(NaiveDate),
    /// A question of this person was answered.
    Answered(NaiveDate),
    Waits(NaiveDate),
    /// A question waits for its answer since that day.
    Questioned(NaiveDate),
}

impl Pressing {
    /// How a matter presses a person today; `warning_days` is the scheme's.
    pub fn of(
        matter: &Matter,
        stands: &Recommendation,
        person: &Person,
        today: NaiveDate,
        warning_days: u32,
    ) -> Pressing {
        if let Some(question) = stands.open_questions().next() {
            return Pressing::Questioned(question.asked.on);
        }
        let deadline = stands.deadline.as_ref().and_then(|deadline| deadline.date);
        let soon = today + chrono::Days::new(warning_days.into());
        let target = matter.action(stands).map(|action| action.target).filter(|target| *target < today);
        match deadline {
            Some(date) if date < today => return Pressing::DeadlinePassed(date),
            Some(date) if date <= soon && target.is_none() => return Pressing::DeadlineSoon(date),
            _ => {}
        }
        let asked = matter.asked(stands).map_or(stands.since, |deed| deed.on);
        let answered = stands.answered(&person.name).map(|reply| reply.deed.on).filter(|on| *on >= asked);
        let waits = || answered.map_or(Pressing::Waits(asked), Pressing::Answered);
        target.map_or_else(waits, Pressing::TargetPassed)
    }

    /// The reason in words.
    pub fn words(self, today: NaiveDate) -> String {
        let days = |count: i64| if count == 1 { "1 day".to_string() } else { format!("{count} days") };
        let ago = |on: NaiveDate| days((today - on).num_days());
        match self {
            Pressing::DeadlinePassed(on) => {
                format!("{} past the inspectorate's deadline of {}", ago(on), day(on))
            }
            Pressing::TargetPassed(on) => format!("{} past its date, {}", ago(on), day(on)),
            Pressing::DeadlineSoon(on) => {
                let left = days((on - today).num_days());
                format!("the inspectorate's deadline is {}, in {left}", day(on))
            }
            Pressing::Answered(on) => format!("your question was answered on {}", day(on)),
            Pressing::Waits(on) => format!("waits since {}, {}", day(on), ago(on)),
            Pressing::Questioned(on) => format!("a question of {} waits for an answer", day(on)),
        }
    }
}
