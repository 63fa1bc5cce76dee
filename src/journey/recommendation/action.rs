//! An action: what the force will do, and its date as a promise, with every step of its trail.
//! What may happen to it the stages' files say; how an event changes it is in `state`.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Deed, Ending};
use crate::journey::condition::ConditionOf;
use crate::journey::reference::{Letter, MeetingRef};
use crate::journey::scheme::Granter;

/// What the force will do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Action {
    pub letter: Letter,
    pub text: String,
    pub owner: String,
    pub target: NaiveDate,
    /// The date first agreed: never changed.
    pub original: NaiveDate,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub moves: Vec<Move>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub extension: Option<Extension>,
    /// Who asked for a later date until one was granted, through refusals: none of them decides on it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub askers: Vec<String>,
    /// Extensions that were asked and refused, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refused: Vec<Refused>,
    /// Extensions that were asked and waited when the action or the whole recommendation ended, with the deed that ended it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lapsed: Vec<Refused>,
    /// Code of the rating last given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub progress: Option<Progress>,
    /// Agreed after the DCC's approval.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub added_later: bool,
    /// The decision of which it is the condition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<ConditionOf>,
    /// The meeting at which it arose, where it was agreed at one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arose: Option<MeetingRef>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finished: Option<Finished>,
    /// When its owner was chased last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chased: Option<Chase>,
}

impl Action {
    /// An action as it is on the day of its agreeing, when nothing has happened to it yet.
    pub fn agreed(letter: &Letter, text: &str, owner: &str, target: NaiveDate) -> Action {
        Action {
            letter: letter.clone(),
            text: text.to_string(),
            owner: owner.to_string(),
            target,
            original: target,
            moves: Vec::new(),
            extension: None,
            askers: Vec::new(),
            refused: Vec::new(),
            lapsed: Vec::new(),
            rating: None,
            progress: None,
            added_later: false,
            condition: None,
            arose: None,
            finished: None,
            chased: None,
        }
    }

    /// Whether the target has passed and the action is not finished.
    pub fn overdue(&self, today: NaiveDate) -> bool {
        self.finished.is_none() && self.target < today
    }

    /// Days between the date first agreed and the present target.
    pub fn days_moved(&self) -> i64 {
        (self.target - self.original).num_days()
    }

    /// By how many days its moves made its date later, in all; one that brought it forward takes nothing off.
    pub fn days_later(&self) -> u32 {
        self.moves.iter().map(|moved| moved.days().max(0) as u32).sum()
    }

    /// By how many days its moves brought its date forward, in all.
    pub fn days_earlier(&self) -> u32 {
        self.moves.iter().map(|moved| (-moved.days()).max(0) as u32).sum()
    }

    /// How its date moved: `3rd date, +214 days`; none where it stands as first agreed.
    pub fn trail(&self) -> Option<String> {
        trail(self.moves.len(), self.days_moved())
    }

    /// Why an extension of it lapsed, in words.
    pub fn why_lapsed(&self, lapsed: &Refused) -> &'static str {
        match &self.finished {
            Some(finished) if finished.deed == lapsed.deed => "the action ended first",
            _ => "the recommendation was closed first",
        }
    }

    /// Whether its owner was chased and has not answered since; another owner was not chased.
    pub fn waits_for_an_answer(&self) -> bool {
        self.chased.as_ref().is_some_and(|chase| !chase.answered && chase.owner == self.owner)
    }

    /// The latest day on which something was heard of it: a statement, a date that was moved, asked for or answered,
    /// or that it is finished.
    pub fn last_heard(&self) -> Option<NaiveDate> {
        let moved = self.moves.iter().flat_map(|moved| [Some(&moved.asked), moved.granted.as_ref()]);
        let answered = self.refused.iter().flat_map(|refused| [Some(&refused.asked), Some(&refused.deed)]);
        // One that lapsed was only asked: what ended it may be no word of the action.
        let asked = self.lapsed.iter().map(|lapsed| Some(&lapsed.asked));
        let waits =
            [self.extension.as_ref().map(|waits| &waits.asked), self.finished.as_ref().map(|end| &end.deed)];
        let deeds = moved.chain(answered).chain(asked).chain(waits).flatten().map(|deed| deed.on);
        deeds.chain(self.progress.as_ref().map(|progress| progress.on)).max()
    }
}

/// One move of a target: who asked, who granted where the scheme asks for a higher approver.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub asked: Deed,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub granted: Option<Deed>,
}

impl Move {
    /// By how many days it made the date later; fewer than none where it brought it forward.
    pub fn days(&self) -> i64 {
        (self.to - self.from).num_days()
    }
}

/// An extension that waits for an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extension {
    pub to: NaiveDate,
    pub asked: Deed,
    /// Who may grant it: a lead other than whoever asked, or the approver.
    #[serde(default, skip_serializing_if = "Granter::is_approver")]
    pub of: Granter,
}

/// An extension that was not granted, because it was refused or because what it was asked for ended first: it stays in
/// the trail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    pub to: NaiveDate,
    pub asked: Deed,
    pub deed: Deed,
}

/// How a date moved, after so many moves by so many days in all: `3rd date, +214 days`; none where it never did.
pub fn trail(moves: usize, days: i64) -> Option<String> {
    let dates = moves + 1;
    let ordinal = match (dates % 10, dates % 100) {
        (1, n) if n != 11 => "st",
        (2, n) if n != 12 => "nd",
        (3, n) if n != 13 => "rd",
        _ => "th",
    };
    let unit = if days.abs() == 1 { "day" } else { "days" };
    (moves > 0).then(|| format!("{dates}{ordinal} date, {days:+} {unit}"))
}

/// The latest statement on an action; the earlier ones stay in the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    pub text: String,
    pub by: String,
    pub on: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub meeting: Option<MeetingRef>,
}

/// An owner was reminded of an action, in whatever way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chase {
    pub owner: String,
    /// By what means, in words: `e-mail`.
    pub means: String,
    pub deed: Deed,
    /// Whether something was said or asked about it since.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub answered: bool,
}

/// How and when an action ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finished {
    pub ending: Ending,
    pub deed: Deed,
}
