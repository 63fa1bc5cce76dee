//! A recommendation: one thing that an inspection asks, and the actions that travel inside it.
//! This file holds what is known of one; the stages' files say what may happen to it.
//! What is known of an action and of its date is in `action`.

mod action;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::file::File;
use super::inspection::{Deadline, Kind};
use super::passage::Passage;
use super::question::Question;
use super::reference::{ActionRef, EvidenceRef, InspectionCode, Letter, MeetingRef, RecommendationRef};
use super::scheme::{Level, Rating, Scheme};

pub use action::{Action, Chase, Extension, Finished, Move, Progress, Refused, trail};

/// Where a recommendation stands on the road.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Stage {
    Received,
    Plenary,
    Approval,
    Governance,
    SignOff,
    Submission,
    Closed,
}

impl Stage {
    pub const ALL: [Stage; 7] = [
        Stage::Received,
        Stage::Plenary,
        Stage::Approval,
        Stage::Governance,
        Stage::SignOff,
        Stage::Submission,
        Stage::Closed,
    ];

    /// The stages of a recommendation that is still on the road.
    pub const OPEN: [Stage; 6] = [
        Stage::Received,
        Stage::Plenary,
        Stage::Approval,
        Stage::Governance,
        Stage::SignOff,
        Stage::Submission,
    ];

    /// The stage's name, as screens and commands write it.
    pub fn name(self) -> &'static str {
        match self {
            Stage::Received => "Received",
            Stage::Plenary => "Plenary",
            Stage::Approval => "Approval",
            Stage::Governance => "Governance",
            Stage::SignOff => "SignOff",
            Stage::Submission => "Submission",
            Stage::Closed => "Closed",
        }
    }

    /// Whether what is not finished here is owed; at Submission that is what the sign-off asks for first.
    pub fn promises(self) -> bool {
        matches!(self, Stage::Plenary | Stage::Approval | Stage::Governance | Stage::Submission)
    }

    /// Whose move it is, in words.
    pub fn whose_move(self) -> &'static str {
        match self {
            Stage::Received | Stage::Plenary => "governance lead",
            Stage::Approval | Stage::SignOff => "Deputy Chief Constable",
            Stage::Governance => "action owners, at governance meetings",
            Stage::Submission => "governance lead, then the inspectorate",
            Stage::Closed => "nobody",
        }
    }
}

/// The force's answer to what is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Position {
    Accepted,
    AcceptedInPart,
    NotAccepted,
    NotOurs,
}

impl Position {
    pub const ALL: [Position; 4] =
        [Position::Accepted, Position::AcceptedInPart, Position::NotAccepted, Position::NotOurs];

    /// The position in words.
    pub fn words(self) -> &'static str {
        match self {
            Position::Accepted => "accepted",
            Position::AcceptedInPart => "accepted in part",
            Position::NotAccepted => "not accepted",
            Position::NotOurs => "not ours",
        }
    }

    /// Whether the force has undertaken to do something.
    pub fn undertakes(self) -> bool {
        matches!(self, Position::Accepted | Position::AcceptedInPart)
    }

    /// How an outcome with this position closes, once it is approved; none where work follows.
    pub fn closes_as(self) -> Option<Ending> {
        match self {
            Position::NotAccepted => Some(Ending::NotAccepted),
            Position::NotOurs => Some(Ending::NotOurs),
            Position::Accepted | Position::AcceptedInPart => None,
        }
    }
}

/// How an action ended, or how a recommendation was closed: honest outcomes, not only "done".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    Implemented,
    PartlyAchieved,
    NotImplemented,
    NoLongerApplicable,
    Superseded,
    NotAccepted,
    NotOurs,
    NoFurtherAction,
}

impl Ending {
    /// The endings that an action can have.
    pub const OF_ACTIONS: [Ending; 4] =
        [Ending::Implemented, Ending::PartlyAchieved, Ending::NotImplemented, Ending::NoLongerApplicable];

    /// The ending in words.
    pub fn words(self) -> &'static str {
        match self {
            Ending::Implemented => "implemented",
            Ending::PartlyAchieved => "partly achieved",
            Ending::NotImplemented => "not implemented",
            Ending::NoLongerApplicable => "no longer applicable",
            Ending::Superseded => "superseded",
            Ending::NotAccepted => "not accepted",
            Ending::NotOurs => "not ours",
            Ending::NoFurtherAction => "no further action needed",
        }
    }
}

/// The inspectorate's answer to a submission.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    Closed,
    Returned,
    Superseded,
    NoFurtherAction,
}

impl Verdict {
    pub const ALL: [Verdict; 4] =
        [Verdict::Closed, Verdict::Returned, Verdict::Superseded, Verdict::NoFurtherAction];

    /// The verdict in words.
    pub fn words(self) -> &'static str {
        match self {
            Verdict::Closed => "closed",
            Verdict::Returned => "returned",
            Verdict::Superseded => "superseded",
            Verdict::NoFurtherAction => "no further action needed",
        }
    }
}

/// Whether a decision is signed, as it follows the words.
pub fn signature(signed: bool) -> &'static str {
    if signed { " (signed)" } else { " (unsigned)" }
}

/// Who decided or did something, when, and why where a reason was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deed {
    pub by: String,
    pub on: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// The fingerprint of the key with which it was signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed: Option<String>,
}

impl Deed {
    /// Of a decision, whether it is signed, as it follows the words.
    pub fn signature(&self) -> &'static str {
        signature(self.signed.is_some())
    }

    /// Of a decision, who took it, whether it is signed, and why.
    pub fn decided(&self) -> String {
        format!("{}{}{}", self.by, self.signature(), self.reason())
    }

    /// The reason behind a colon, as it follows what was done; nothing where none was given.
    pub fn reason(&self) -> String {
        self.why.as_ref().map_or(String::new(), |why| format!(": {why}"))
    }
}

/// A document, or a reference to where one is held, offered in support.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    pub reference: EvidenceRef,
    /// Code of its kind in the scheme.
    pub kind: String,
    pub title: String,
    /// Where it is held, in words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub held: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<File>,
    /// How it is to be handled, in words: a protective marking.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub marking: Option<String>,
    /// The day that the document itself bears.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dated: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Who opened its file, each with the last time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub opened: Vec<Deed>,
    pub offered: Deed,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted: Option<Deed>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rejected: Option<Deed>,
}

impl Evidence {
    /// When a person last opened its file.
    pub fn opened_by(&self, person: &str) -> Option<&Deed> {
        self.opened.iter().find(|deed| deed.by == person)
    }

    /// What is known of it beside its kind and its title, in words.
    pub fn about(&self) -> Vec<String> {
        super::evidence::about(self.file.as_ref(), self.marking.as_ref(), self.dated, self.source.as_ref())
    }

    /// Whether whoever offered it took it back. Nobody judges what is one's own, so a rejection
    /// by the same person is no judgement.
    pub fn taken_back(&self) -> bool {
        self.rejected.as_ref().is_some_and(|deed| deed.by == self.offered.by)
    }
}

/// A decision that a meeting took, in the words of its minutes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Minuted {
    pub text: String,
    pub meeting: MeetingRef,
    pub on: NaiveDate,
}

/// What somebody at a meeting did not agree with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dissent {
    pub who: String,
    pub text: String,
    pub meeting: MeetingRef,
    pub on: NaiveDate,
}

/// Another addressee's own answer to a joint recommendation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    pub body: String,
    pub text: String,
    pub on: NaiveDate,
}

/// What was sent to the inspectorate, with the level's row as it was on that day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submission {
    pub deed: Deed,
    pub level: Option<Level>,
}

/// A wish to end a recommendation without finishing it; it waits for the approver.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Withdrawal {
    pub ending: Ending,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub superseded_by: Option<RecommendationRef>,
    pub asked: Deed,
}

/// A wish to end a recommendation that was refused, with the refusal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedWithdrawal {
    pub wish: Withdrawal,
    pub deed: Deed,
}

/// How a recommendation was closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    pub ending: Ending,
    pub on: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub superseded_by: Option<RecommendationRef>,
    /// Whether the decision of the DCC that closed it is signed; none where the inspectorate's verdict closed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed: Option<bool>,
}

impl Closing {
    /// `closed as not accepted on 1 Mar 2024 (unsigned)`
    pub fn words(&self) -> String {
        let by = self.superseded_by.as_ref().map_or(String::new(), |by| format!(" by {by}"));
        let (ending, on) = (self.ending.words(), super::deadline::in_words(self.on));
        format!("closed as {ending}{by} on {on}{}", self.signature())
    }

    /// Whether the decision that closed it is signed, as it follows the words; nothing where none closed it.
    pub fn signature(&self) -> &'static str {
        self.signed.map_or("", signature)
    }
}

/// A closing that did not last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlierClosing {
    pub closed: NaiveDate,
    pub reopened: NaiveDate,
}

/// One thing that an inspection asks, and all that is true of it now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recommendation {
    pub reference: RecommendationRef,
    pub kind: Kind,
    pub text: String,
    pub addressees: Vec<String>,
    /// Whether the home body is among the addressees; if not, it makes no work.
    pub ours: bool,
    /// From this day on it counts, whenever it was recorded.
    pub published: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<Deadline>,
    /// What the force wrote in its published response.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub narrative: Option<String>,
    /// The cause of concern that this one belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<RecommendationRef>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<RecommendationRef>,
    /// The earlier recommendation that this one asks again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub restates: Option<RecommendationRef>,
    /// How often this has been asked, this time included.
    pub times_asked: u32,
    /// When it was first asked, under whatever reference.
    pub first_asked: NaiveDate,

    pub stage: Stage,
    /// The day on which it came to this stage.
    pub since: NaiveDate,
    /// The day of the latest event: nothing on this recommendation is dated before it.
    pub latest: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plenary: Option<(MeetingRef, NaiveDate)>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<Position>,
    /// Who took the position, when and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position_taken: Option<Deed>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reported: Option<Deed>,
    /// Who reported the outcome since it was approved last, through returns, and who took a position, also one in whose
    /// place another was taken: none of them decides on it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reporters: Vec<String>,
    /// The DCC's return of the outcome, until it is reported again or closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returned: Option<Deed>,
    /// Every return of the outcome by the DCC, the first of them first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub returns: Vec<Deed>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub approved: Option<Deed>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<Action>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<Answer>,
    /// The decisions that meetings took on it, the first of them first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<Minuted>,
    /// Who did not agree, at which meeting: whoever decides sees it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dissents: Vec<Dissent>,
    /// What those who decide asked, the first of them first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<Question>,
    /// The level's row as it was when it was awarded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub completed: Option<Deed>,
    /// Who proposed completion since it was signed off last, through sendings back: none of them decides on it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub proposers: Vec<String>,
    /// The DCC's sending back, until it is considered complete again or closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_back: Option<Deed>,
    /// Every sending back by the DCC, the first of them first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sendings_back: Vec<Deed>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed_off: Option<Deed>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sign_off_condition: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub submission: Option<Submission>,
    /// The inspectorate's return, until it is reported, signed off or submitted again, or closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub submission_returned: Option<Deed>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawal: Option<Withdrawal>,
    /// Who asked for its end until that was granted, through refusals: none of them decides on it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub enders: Vec<String>,
    /// The wishes to end it that were refused, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub withdrawals_refused: Vec<RefusedWithdrawal>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closing: Option<Closing>,
    /// How it was closed before it was reopened, each time, the first of them first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub earlier_closings: Vec<EarlierClosing>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reopened: Option<Deed>,
    /// Code of what the inspectorate's own system shows; apart from our stage.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inspectorate_status: Option<String>,
    /// The meetings at which something was recorded on it, in the order in which they came to it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub meetings: Vec<MeetingRef>,
    /// The latest day on which something was recorded on it at a meeting, its plenary left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spoken_of: Option<NaiveDate>,
    /// The way it has come, the first passage first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub passages: Vec<Passage>,
}

/// The date that a recommendation's actions promise together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Target {
    /// The latest target among the actions: when all of them are promised.
    pub date: NaiveDate,
    /// The latest date among those first agreed.
    pub original: NaiveDate,
    /// How often targets moved, over all actions.
    pub moves: usize,
}

impl Recommendation {
    pub fn inspection(&self) -> &InspectionCode {
        &self.reference.inspection
    }

    /// The action of that letter.
    pub fn action(&self, letter: &Letter) -> Option<&Action> {
        self.actions.iter().find(|action| &action.letter == letter)
    }

    /// The full reference of an action of this recommendation.
    pub fn action_ref(&self, action: &Action) -> ActionRef {
        ActionRef { recommendation: self.reference.clone(), letter: action.letter.clone() }
    }

    /// Actions that are not finished, in order.
    pub fn unfinished(&self) -> impl Iterator<Item = &Action> {
        self.actions.iter().filter(|action| action.finished.is_none())
    }

    /// The position with its reason: `not accepted because: the law forbids it`; none where none is taken.
    pub fn position_in_words(&self) -> Option<String> {
        let why = self.position_taken.as_ref().and_then(|deed| deed.why.as_ref());
        let why = why.map_or(String::new(), |why| format!(" because: {why}"));
        Some(format!("{}{why}", self.position?.words()))
    }

    /// What the actions promise together; none without an action.
    pub fn target(&self) -> Option<Target> {
        Some(Target {
            date: self.actions.iter().map(|action| action.target).max()?,
            original: self.actions.iter().map(|action| action.original).max()?,
            moves: self.actions.iter().map(|action| action.moves.len()).sum(),
        })
    }

    /// The next date that somebody promised; none once all actions are finished or the road has gone on.
    pub fn next_target(&self) -> Option<NaiveDate> {
        self.promised().map(|action| action.target).min()
    }

    /// The refusal to end it without completion, where it is neither asked again nor gone another way since.
    pub fn closing_refused(&self) -> Option<&Deed> {
        let refused = &self.withdrawals_refused.last()?.deed;
        let stands = self.withdrawal.is_none() && self.stage != Stage::Closed && refused.on >= self.since;
        stands.then_some(refused)
    }

    /// Whether its unfinished actions are still owed: later on the road nobody works on it, but for what its
    /// sign-off depends on.
    pub fn promises(&self) -> bool {
        self.stage.promises()
    }

    /// Its unfinished actions, as far as their dates are promised.
    pub fn promised(&self) -> impl Iterator<Item = &Action> {
        let promises = self.promises();
        self.unfinished().filter(move |_| promises)
    }

    /// Since when nothing was heard of it at Governance: since that day, or since it came there.
    pub fn silent_since(&self) -> Option<NaiveDate> {
        (self.stage == Stage::Governance).then(|| self.last_heard().unwrap_or(self.since).max(self.since))
    }

    /// Whether a date of one of its actions was moved.
    pub fn is_moved(&self) -> bool {
        self.actions.iter().any(|action| !action.moves.is_empty())
    }

    /// Whether a later date of one of its actions was refused.
    pub fn is_refused(&self) -> bool {
        self.actions.iter().any(|action| !action.refused.is_empty())
    }

    /// Whether a promised date has passed.
    pub fn overdue(&self, today: NaiveDate) -> bool {
        self.next_target().is_some_and(|target| target < today)
    }

    /// The latest day on which something was heard of it: of any action, or at a meeting.
    pub fn last_heard(&self) -> Option<NaiveDate> {
        self.actions.iter().filter_map(Action::last_heard).max().max(self.spoken_of)
    }

    /// The meeting at which it was last spoken of: where the latest of its actions' statements was made at one,
    /// else its plenary.
    pub fn last_meeting(&self) -> Option<MeetingRef> {
        let said = self.actions.iter().filter_map(|action| action.progress.as_ref());
        let at_a_meeting = said.filter_map(|progress| Some((progress.on, progress.meeting?)));
        let plenary = self.plenary.map(|(meeting, on)| (on, meeting));
        at_a_meeting.chain(plenary).max().map(|(_, meeting)| meeting)
    }

    /// Who owns the work: the owner of the first unfinished action, else of the first.
    pub fn owner(&self) -> Option<&str> {
        let action = self.unfinished().next().or(self.actions.first())?;
        Some(&action.owner)
    }

    /// The worst rating among unfinished actions, none where none of them is rated;
    /// among all actions once all are finished.
    pub fn rating<'s>(&self, scheme: &'s Scheme) -> Option<&'s Rating> {
        let rated = |action: &Action| scheme.rating(action.rating.as_deref()?);
        let worst = |rated: &mut dyn Iterator<Item = &'s Rating>| rated.max_by_key(|rating| rating.severity);
        match self.unfinished().next() {
            Some(_) => worst(&mut self.unfinished().filter_map(rated)),
            None => worst(&mut self.actions.iter().filter_map(rated)),
        }
    }

    /// Addressees whose own answer to a joint recommendation is missing.
    /// The home body answers by its approved outcome.
    pub fn unanswered<'a>(&'a self, home: &'a str) -> impl Iterator<Item = &'a str> {
        let answered = |body: &str| self.answers.iter().any(|answer| answer.body == body);
        self.addressees.iter().map(String::as_str).filter(move |body| *body != home && !answered(body))
    }

    /// Evidence kinds that the level asks for and that nobody has offered, or only rejected pieces.
    pub fn evidence_missing(&self) -> Vec<&str> {
        self.evidence_wanting(|evidence| evidence.rejected.is_none())
    }

    /// Evidence kinds that the level asks for and of which no piece has been accepted.
    pub fn evidence_not_accepted(&self) -> Vec<&str> {
        self.evidence_wanting(|evidence| evidence.accepted.is_some())
    }

    fn evidence_wanting(&self, counts: impl Fn(&Evidence) -> bool) -> Vec<&str> {
        let required = self.level.iter().flat_map(|level| &level.required_evidence);
        let there = |kind: &str| {
            self.evidence.iter().any(|piece| piece.kind.eq_ignore_ascii_case(kind) && counts(piece))
        };
        required.map(String::as_str).filter(|kind| !there(kind)).collect()
    }

    /// How the recommendation ends when it closes, as its actions ended.
    /// Where they ended differently it is partly achieved if one achieved something, else not implemented.
    pub fn ending(&self) -> Ending {
        let mut endings = self.endings();
        let Some(first) = endings.next() else { return Ending::Implemented };
        if endings.all(|ending| ending == first) {
            return first;
        }
        let achieved = |ending| matches!(ending, Ending::Implemented | Ending::PartlyAchieved);
        if self.endings().any(achieved) { Ending::PartlyAchieved } else { Ending::NotImplemented }
    }

    /// How the finished actions ended, in order.
    pub fn endings(&self) -> impl Iterator<Item = Ending> {
        self.actions.iter().filter_map(|action| Some(action.finished.as_ref()?.ending))
    }
}
