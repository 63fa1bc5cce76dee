//! Requests: what somebody asks for. Each is decided by the stage that it belongs to.

use chrono::NaiveDate;

use super::file::Brought;
use super::inspection::{Asking, Corrected, Particulars};
use super::meeting::MeetingKind;
use super::meeting::attendance::{Attendance, Wrong};
use super::meeting::series::Repeats;
use super::people::{Holding, Person, Role};
use super::recommendation::{Ending, Position, Verdict};
use super::reference::{ActionRef, EvidenceRef, InspectionCode, MeetingRef, RecommendationRef};
use super::register::BodyKind;
use super::response::Recipient;
use super::scheme::Scheme;

/// What a plenary is held on: all of an inspection that waits, or one recommendation.
#[derive(Debug, Clone, PartialEq)]
pub enum HeldOn {
    Inspection(InspectionCode),
    Recommendation(RecommendationRef),
}

/// What waits for an answer: a longer target, or closing without completion.
#[derive(Debug, Clone, PartialEq)]
pub enum AskedOfDcc {
    Extension(ActionRef),
    Withdrawal(RecommendationRef),
}

/// Whose words are amended.
#[derive(Debug, Clone, PartialEq)]
pub enum Worded {
    Recommendation(RecommendationRef),
    Action(ActionRef),
}

/// A condition that goes with a yes, with the owner and the date of the action that it becomes.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Condition {
    pub text: Option<String>,
    /// Whoever reported or proposed it, where nobody is named.
    pub owner: Option<String>,
    pub target: Option<NaiveDate>,
}

/// What somebody asks for. Texts are clean already; references are well formed but may name nothing.
#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    OpenRegister {
        home: String,
        first: Person,
        scheme: Box<Scheme>,
        practice: Option<NaiveDate>,
    },
    NameBody {
        name: String,
        kind: BodyKind,
    },
    AddPerson {
        name: String,
        roles: Vec<Holding>,
        accounts: Vec<String>,
    },
    GiveRole {
        person: String,
        holding: Holding,
    },
    EndRole {
        person: String,
        role: Role,
    },
    MapAccount {
        person: String,
        account: String,
    },
    UnmapAccount {
        person: String,
        account: String,
        reason: String,
    },
    NoteAddress {
        person: String,
        address: String,
        reason: Option<String>,
    },
    OfferKey {
        person: String,
        /// What stands in the file of the public key.
        key: String,
        holder_verified: bool,
    },
    AcceptKey {
        person: String,
        fingerprint: String,
    },
    ReplaceKey {
        person: String,
        key: String,
        holder_verified: bool,
        reason: String,
    },
    RevokeKey {
        person: String,
        fingerprint: String,
        reason: String,
    },
    AdoptScheme {
        scheme: Box<Scheme>,
    },

    RecordInspection {
        code: InspectionCode,
        particulars: Particulars,
    },
    CorrectInspection {
        inspection: InspectionCode,
        corrected: Corrected,
        reason: String,
    },
    AddRecommendation {
        inspection: InspectionCode,
        asking: Asking,
    },

    RetractRecommendation {
        recommendation: RecommendationRef,
        reason: String,
    },

    PlanMeeting {
        kind: MeetingKind,
        name: String,
        date: NaiveDate,
        chair: Option<String>,
        repeats: Option<Repeats>,
        /// On which a plenary is to be held.
        inspection: Option<InspectionCode>,
    },
    MoveMeeting {
        meeting: MeetingRef,
        date: NaiveDate,
        reason: String,
    },
    CancelMeeting {
        meeting: MeetingRef,
        reason: String,
    },
    OpenMeeting {
        meeting: MeetingRef,
        attendees: Vec<String>,
        apologies: Vec<String>,
        /// Who takes the chair, where it is not the one with whom it was planned.
        chair: Option<String>,
    },
    /// Something that was said at a meeting and is about no item.
    NoteOnMeeting {
        meeting: MeetingRef,
        text: String,
    },
    CloseMeeting {
        meeting: MeetingRef,
    },
    RecordAttendance {
        meeting: MeetingRef,
        attendance: Attendance,
    },
    CorrectMinutes {
        meeting: MeetingRef,
        wrong: Wrong,
        reason: String,
    },
    AddToAgenda {
        meeting: MeetingRef,
        recommendation: RecommendationRef,
        reason: String,
    },
    DropFromAgenda {
        meeting: MeetingRef,
        recommendation: RecommendationRef,
        reason: String,
    },
    OrderAgenda {
        meeting: MeetingRef,
        recommendation: RecommendationRef,
        before: Option<RecommendationRef>,
    },

    HoldPlenary {
        on: HeldOn,
        /// The planned meeting that is held; a new one where none is named.
        meeting: Option<MeetingRef>,
        name: Option<String>,
        attendees: Vec<String>,
        apologies: Vec<String>,
        hot_debrief: bool,
    },
    TakePosition {
        recommendation: RecommendationRef,
        position: Position,
        reason: Option<String>,
    },
    AgreeAction {
        recommendation: RecommendationRef,
        text: String,
        owner: String,
        target: NaiveDate,
        meeting: Option<MeetingRef>,
    },
    ReportOutcome {
        recommendation: RecommendationRef,
    },
    Approve {
        recommendation: RecommendationRef,
        condition: Condition,
    },
    Return {
        recommendation: RecommendationRef,
        reason: String,
    },
    ReportProgress {
        action: ActionRef,
        text: String,
        rating: Option<String>,
        reason: Option<String>,
        meeting: Option<MeetingRef>,
        same: bool,
    },
    MoveTarget {
        action: ActionRef,
        to: NaiveDate,
        reason: String,
        meeting: Option<MeetingRef>,
    },
    Grant {
        what: AskedOfDcc,
        reason: Option<String>,
    },
    Refuse {
        what: AskedOfDcc,
        reason: String,
    },
    /// Says that the owners of these actions were reminded of them.
    RecordChase {
        actions: Vec<ActionRef>,
        means: Option<String>,
    },
    AddEvidence {
        recommendation: RecommendationRef,
        kind: String,
        title: String,
        held: Option<String>,
        file: Option<Brought>,
        /// How it is to be handled, in words: a protective marking.
        marking: Option<String>,
        /// The day that the document itself bears.
        dated: Option<NaiveDate>,
        source: Option<String>,
        meeting: Option<MeetingRef>,
    },
    /// Reads the file of a piece of evidence: a copy of it is written, and that it was opened is noted.
    OpenEvidence {
        evidence: EvidenceRef,
        /// The folder or the new file that it is copied to.
        to: Option<String>,
    },
    AcceptEvidence {
        evidence: EvidenceRef,
    },
    RejectEvidence {
        evidence: EvidenceRef,
        reason: String,
    },
    WithdrawEvidence {
        evidence: EvidenceRef,
        reason: String,
    },
    FinishAction {
        action: ActionRef,
        ending: Ending,
        reason: Option<String>,
        meeting: Option<MeetingRef>,
    },
    GiveAnswer {
        recommendation: RecommendationRef,
        body: String,
        text: String,
    },
    MinuteDecision {
        recommendation: RecommendationRef,
        text: String,
        meeting: Option<MeetingRef>,
    },
    RecordDissent {
        recommendation: RecommendationRef,
        who: String,
        text: String,
        meeting: Option<MeetingRef>,
    },
    /// Asked by whoever may decide on it.
    AskQuestion {
        recommendation: RecommendationRef,
        text: String,
    },
    AnswerQuestion {
        recommendation: RecommendationRef,
        text: String,
        /// Its number; none means the only one that waits.
        question: Option<u32>,
    },
    ConsiderComplete {
        recommendation: RecommendationRef,
        meeting: Option<MeetingRef>,
    },
    AwardLevel {
        recommendation: RecommendationRef,
        level: String,
        meeting: Option<MeetingRef>,
    },
    SignOff {
        recommendation: RecommendationRef,
        condition: Condition,
    },
    SendBack {
        recommendation: RecommendationRef,
        reason: String,
    },
    Submit {
        recommendation: RecommendationRef,
    },
    RecordVerdict {
        recommendation: RecommendationRef,
        verdict: Verdict,
        ending: Option<Ending>,
        superseded_by: Option<RecommendationRef>,
        reason: Option<String>,
    },
    Supersede {
        recommendation: RecommendationRef,
        by: RecommendationRef,
        reason: String,
    },
    Withdraw {
        recommendation: RecommendationRef,
        reason: String,
    },
    Reopen {
        recommendation: RecommendationRef,
        reason: String,
    },
    Amend {
        what: Worded,
        text: String,
        reason: String,
    },
    Reassign {
        action: ActionRef,
        owner: String,
        reason: String,
    },
    NoteStatus {
        recommendation: RecommendationRef,
        status: String,
    },

    InviteComments {
        inspection: InspectionCode,
        by: NaiveDate,
    },
    ReceiveComments {
        inspection: InspectionCode,
        text: String,
    },
    ReplyToComments {
        inspection: InspectionCode,
        text: String,
    },
    WaiveComments {
        inspection: InspectionCode,
        reason: String,
    },
    AnswerInResponse {
        recommendation: RecommendationRef,
        text: String,
    },
    PublishResponse {
        inspection: InspectionCode,
        place: String,
    },
    RecordReceipt {
        inspection: InspectionCode,
        from: Recipient,
    },
    FindTheSame {
        inspection: InspectionCode,
        with: InspectionCode,
        reason: String,
    },
    FindApart {
        inspection: InspectionCode,
        reason: String,
    },
}

impl Request {
    /// The verb by which it is asked for.
    pub fn verb(&self) -> &'static str {
        use Request::*;
        match self {
            OpenRegister { .. } => "init",
            NameBody { .. } => "body add",
            AddPerson { .. } => "people add",
            GiveRole { .. } => "people role",
            EndRole { .. } => "people end",
            MapAccount { .. } => "people account",
            UnmapAccount { .. } => "people unmap",
            NoteAddress { .. } => "people address",
            OfferKey { .. } => "key offer",
            AcceptKey { .. } => "key accept",
            ReplaceKey { .. } => "key replace",
            RevokeKey { .. } => "key revoke",
            AdoptScheme { .. } => "scheme adopt",
            RecordInspection { .. } => "inspection add",
            CorrectInspection { .. } => "inspection correct",
            AddRecommendation { .. } => "recommendation add",
            RetractRecommendation { .. } => "recommendation retract",
            PlanMeeting { .. } => "meeting plan",
            MoveMeeting { .. } => "meeting move",
            CancelMeeting { .. } => "meeting cancel",
            OpenMeeting { .. } => "meeting open",
            NoteOnMeeting { .. } => "meeting note",
            CloseMeeting { .. } => "meeting close",
            RecordAttendance { .. } => "meeting attend",
            CorrectMinutes { .. } => "meeting correct",
            AddToAgenda { .. } => "meeting add",
            DropFromAgenda { .. } => "meeting drop",
            OrderAgenda { .. } => "meeting order",
            HoldPlenary { .. } => "hold",
            TakePosition { .. } => "position",
            AgreeAction { .. } => "agree",
            ReportOutcome { .. } => "report",
            Approve { .. } => "approve",
            Return { .. } => "return",
            ReportProgress { .. } => "update",
            MoveTarget { .. } => "target",
            Grant { .. } => "grant",
            Refuse { .. } => "refuse",
            RecordChase { .. } => "chased",
            AddEvidence { .. } => "evidence add",
            OpenEvidence { .. } => "evidence open",
            AcceptEvidence { .. } => "evidence accept",
            RejectEvidence { .. } => "evidence reject",
            WithdrawEvidence { .. } => "evidence withdraw",
            FinishAction { .. } => "finish",
            GiveAnswer { .. } => "answer",
            MinuteDecision { .. } => "decision",
            RecordDissent { .. } => "dissent",
            AskQuestion { .. } => "question ask",
            AnswerQuestion { .. } => "question answer",
            ConsiderComplete { .. } => "complete",
            AwardLevel { .. } => "level",
            SignOff { .. } => "signoff",
            SendBack { .. } => "sendback",
            Submit { .. } => "submit",
            RecordVerdict { .. } => "verdict",
            Supersede { .. } => "supersede",
            Withdraw { .. } => "withdraw",
            Reopen { .. } => "reopen",
            Amend { .. } => "amend",
            Reassign { .. } => "reassign",
            NoteStatus { .. } => "status",
            InviteComments { .. } => "response invite",
            ReceiveComments { .. } => "response comments",
            ReplyToComments { .. } => "response reply",
            WaiveComments { .. } => "response waive",
            AnswerInResponse { .. } => "response answer",
            PublishResponse { .. } => "response publish",
            RecordReceipt { .. } => "response receipt",
            FindTheSame { .. } => "response same",
            FindApart { .. } => "response apart",
        }
    }

    /// Whether somebody decides on what another asked: no key that is pressed in passing records it.
    pub fn decides(&self) -> bool {
        use Request::*;
        matches!(
            self,
            Approve { .. } | Return { .. } | Grant { .. } | Refuse { .. } | SignOff { .. } | SendBack { .. }
        )
    }

    /// Whether it is about a key of this person's own.
    pub fn is_about_the_key_of(&self, person: &Person) -> bool {
        match self {
            Request::OfferKey { person: holder, .. }
            | Request::AcceptKey { person: holder, .. }
            | Request::ReplaceKey { person: holder, .. }
            | Request::RevokeKey { person: holder, .. } => person.is_called(holder),
            _ => false,
        }
    }

    /// The roles of which one is needed. Empty where anybody may ask: opening a register.
    /// Decisions of the DCC ask for the approver's role on the day of the decision.
    pub fn needs(&self) -> &'static [Role] {
        use Request::*;
        match self {
            OpenRegister { .. } => &[],
            OpenEvidence { .. } => &Role::ALL,
            Approve { .. } | Return { .. } | SignOff { .. } | SendBack { .. } => &[Role::Approver],
            // An extension may wait for a lead; the rules ask for whom it waits.
            Grant { .. } | Refuse { .. } | AskQuestion { .. } => &[Role::Approver, Role::Lead],
            ReportProgress { .. }
            | MoveTarget { .. }
            | AddEvidence { .. }
            | WithdrawEvidence { .. }
            | FinishAction { .. }
            | AnswerQuestion { .. } => &[Role::Lead, Role::Owner],
            AcceptEvidence { .. } | RejectEvidence { .. } => &[Role::Lead, Role::Approver],
            // Its holder is one of the two who have a hand in it; the rules see to that.
            OfferKey { .. } | AcceptKey { .. } | ReplaceKey { .. } | RevokeKey { .. } => {
                &[Role::Lead, Role::Approver]
            }
            InviteComments { .. }
            | ReceiveComments { .. }
            | ReplyToComments { .. }
            | WaiveComments { .. }
            | AnswerInResponse { .. }
            | PublishResponse { .. }
            | RecordReceipt { .. }
            | FindTheSame { .. }
            | FindApart { .. } => &[Role::LpbOffice, Role::Lead],
            NameBody { .. }
            | AddPerson { .. }
            | GiveRole { .. }
            | EndRole { .. }
            | MapAccount { .. }
            | UnmapAccount { .. }
            | NoteAddress { .. }
            | RecordChase { .. }
            | AdoptScheme { .. }
            | RecordInspection { .. }
            | CorrectInspection { .. }
            | AddRecommendation { .. }
            | RetractRecommendation { .. }
            | PlanMeeting { .. }
            | MoveMeeting { .. }
            | CancelMeeting { .. }
            | OpenMeeting { .. }
            | NoteOnMeeting { .. }
            | CloseMeeting { .. }
            | RecordAttendance { .. }
            | CorrectMinutes { .. }
            | AddToAgenda { .. }
            | DropFromAgenda { .. }
            | OrderAgenda { .. }
            | HoldPlenary { .. }
            | TakePosition { .. }
            | AgreeAction { .. }
            | ReportOutcome { .. }
            | GiveAnswer { .. }
            | MinuteDecision { .. }
            | RecordDissent { .. }
            | ConsiderComplete { .. }
            | AwardLevel { .. }
            | Submit { .. }
            | RecordVerdict { .. }
            | Supersede { .. }
            | Withdraw { .. }
            | Reopen { .. }
            | Amend { .. }
            | Reassign { .. }
            | NoteStatus { .. } => &[Role::Lead],
        }
    }
}
