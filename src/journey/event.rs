//! Events: what happened. One enum is the whole model of change; its stored form is frozen by tests.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::agenda::{AtClosing, Item};
use super::condition::Tracked;
use super::file::File;
use super::inspection::{Asking, Particulars};
use super::meeting::MeetingKind;
use super::meeting::attendance::{Attendance, PutRight};
use super::meeting::series::Series;
use super::people::{Holding, Role};
use super::recommendation::{Ending, Position, Verdict, signature};
use super::reference::{EvidenceRef, InspectionCode, Letter, MeetingRef, RecommendationRef, Stream};
use super::register::BodyKind;
use super::response::Recipient;
use super::scheme::{Granter, Level, Scheme};
use super::text::named;

/// One thing that happened, to what, when, through whom, and why where a reason was given.
/// When it was recorded is the log's to say.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    pub on: NaiveDate,
    #[serde(rename = "actor")]
    pub by: String,
    pub stream: Stream,
    #[serde(flatten)]
    pub what: What,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// On a decision: what was signed, and the signature.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed: Option<Signed>,
}

/// A decision's signature, with all that somebody else needs to check it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    /// The words that were signed, exactly.
    pub statement: String,
    /// As `ssh-keygen -Y sign` writes it (SSHSIG, armoured).
    pub signature: String,
    /// The fingerprint of the key.
    pub key: String,
}

impl Event {
    /// The day from which it counts: what an inspectorate said counts from the day on which it was published, however
    /// late that was recorded, and everything else from the day on which it happened.
    /// `published` is the inspection's day of publication, where it was put right since.
    pub fn counts_from(&self, published: Option<NaiveDate>) -> NaiveDate {
        match &self.what {
            What::InspectionRecorded { particulars } | What::InspectionCorrected { particulars } => {
                published.unwrap_or(particulars.published)
            }
            What::RecommendationAdded { published: then, .. } => published.unwrap_or(*then),
            _ => self.on,
        }
    }

    /// The same event with its reason.
    pub fn because(self, reason: &str) -> Event {
        Event { why: Some(reason.to_string()), ..self }
    }

    /// What is to be recorded in words; of a decision also whether it is to be signed.
    pub fn words_before(&self, signing: bool) -> String {
        match self.what.decision() {
            Some(_) if signing => self.what.in_words() + " (to be signed)",
            _ => self.in_words(),
        }
    }

    /// What happened in words; of a decision also whether it is signed.
    pub fn in_words(&self) -> String {
        let words = self.what.in_words();
        match self.what.decision() {
            None => words,
            Some(_) => words + signature(self.signed.is_some()),
        }
    }
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body")]
pub enum What {
    // The register.
    RegisterOpened {
        home: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        practice: Option<NaiveDate>,
    },
    BodyNamed {
        name: String,
        body_kind: BodyKind,
    },
    PersonAdded {
        name: String,
        roles: Vec<Holding>,
        accounts: Vec<String>,
    },
    RoleGiven {
        person: String,
        holding: Holding,
    },
    RoleEnded {
        person: String,
        role: Role,
    },
    AccountMapped {
        person: String,
        account: String,
    },
    AccountUnmapped {
        person: String,
        account: String,
    },
    /// Where messages to a person go from now on.
    AddressNoted {
        person: String,
        address: String,
    },
    /// A key with which a person is to sign; it counts once somebody else accepts it.
    KeyOffered {
        person: String,
        fingerprint: String,
        /// On one line, as OpenSSH writes it, without a comment.
        key: String,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        holder_verified: bool,
        /// The fingerprint of the key that ends when this one is accepted.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        replaces: Option<String>,
    },
    KeyAccepted {
        person: String,
        fingerprint: String,
    },
    KeyRevoked {
        person: String,
        fingerprint: String,
    },
    SchemeAdopted {
        scheme: Box<Scheme>,
    },

    // An inspection and its response.
    InspectionRecorded {
        particulars: Particulars,
    },
    /// The particulars as they are from now on, whole; what they were stays in the history.
    InspectionCorrected {
        particulars: Particulars,
    },
    CommentsInvited {
        by_date: NaiveDate,
    },
    CommentsReceived {
        text: String,
    },
    CommentsWaived {},
    CommentsRepliedTo {
        text: String,
    },
    RecommendationAnswered {
        recommendation: RecommendationRef,
        text: String,
    },
    ResponsePublished {
        place: String,
        late: bool,
    },
    ReceiptRecorded {
        from: Recipient,
    },
    FoundTheSame {
        with: InspectionCode,
    },
    FoundApart {
        from: InspectionCode,
    },

    // Meetings.
    MeetingPlanned {
        meeting_kind: MeetingKind,
        name: String,
        date: NaiveDate,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        chair: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        series: Option<Series>,
        /// On which a plenary is to be held.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        inspection: Option<InspectionCode>,
    },
    MeetingMoved {
        date: NaiveDate,
    },
    MeetingCancelled {},
    MeetingOpened {
        attendees: Vec<String>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        apologies: Vec<String>,
        /// Who takes the chair, where it is not the one with whom it was planned.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        chair: Option<String>,
        /// What was on the agenda for a reason; none where agendas were not kept yet.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        agenda: Option<Vec<Item>>,
    },
    /// What was said at a meeting and is about no item.
    MeetingNoted {
        text: String,
    },
    AgendaItemAdded {
        recommendation: RecommendationRef,
    },
    AgendaItemDropped {
        recommendation: RecommendationRef,
    },
    /// Put before another item; where none is named, behind everything that is there for a reason.
    AgendaItemOrdered {
        recommendation: RecommendationRef,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<RecommendationRef>,
    },
    /// While it was open somebody came, or sent apologies.
    AttendanceRecorded {
        attendance: Attendance,
    },
    MeetingClosed {
        /// What was on the agenda at the end and is not in the opening event; none where that was not kept yet.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        agenda: Option<AtClosing>,
    },
    /// After it was closed something of its minutes was put right; the old words stay.
    MinutesCorrected {
        what: PutRight,
    },
    /// A plenary: opened and closed in one, because its outcomes are recorded after it; planned in the same event
    /// where it was not planned before.
    MeetingHeld {
        name: String,
        attendees: Vec<String>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        apologies: Vec<String>,
    },

    // A recommendation on its road.
    RecommendationAdded {
        asking: Asking,
        ours: bool,
        published: NaiveDate,
        times_asked: u32,
        first_asked: NaiveDate,
    },
    /// It was added by mistake: it stands nowhere any more, and its number stays taken.
    RecommendationRetracted {},
    PlenaryHeld {
        meeting: MeetingRef,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        hot_debrief: bool,
    },
    PositionTaken {
        position: Position,
    },
    ActionAgreed {
        action: Letter,
        text: String,
        owner: String,
        target: NaiveDate,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        added_later: bool,
        /// The meeting at which it arose.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        meeting: Option<MeetingRef>,
    },
    OutcomeReported {},
    OutcomeApproved {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        condition: Option<String>,
        /// The action that the condition became; none in what was recorded before conditions became actions.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tracked: Option<Tracked>,
        /// Set where the position closes the recommendation.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        closes: Option<Ending>,
    },
    OutcomeReturned {},
    ProgressReported {
        action: Letter,
        text: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rating: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        meeting: Option<MeetingRef>,
    },
    TargetMoved {
        action: Letter,
        to: NaiveDate,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        meeting: Option<MeetingRef>,
    },
    ExtensionAsked {
        action: Letter,
        to: NaiveDate,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        meeting: Option<MeetingRef>,
        /// Who may grant it, by the scheme of the day on which it was asked.
        #[serde(default, skip_serializing_if = "Granter::is_approver")]
        of: Granter,
    },
    ExtensionGranted {
        action: Letter,
        /// The later date itself; none in what was recorded before a grant named it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<NaiveDate>,
    },
    ExtensionRefused {
        action: Letter,
        /// As of a grant.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<NaiveDate>,
    },
    /// Somebody reminded an owner of these actions; the program itself sends nothing.
    OwnerChased {
        owner: String,
        means: String,
        actions: Vec<Letter>,
        /// Where an e-mail went.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        address: Option<String>,
    },
    EvidenceAdded {
        evidence: EvidenceRef,
        evidence_kind: String,
        title: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        held: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        file: Option<File>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        marking: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        dated: Option<NaiveDate>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        source: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        meeting: Option<MeetingRef>,
    },
    /// Somebody read its file. It changes nothing else, and holds up nothing that is dated before it.
    EvidenceOpened {
        evidence: EvidenceRef,
    },
    EvidenceAccepted {
        evidence: EvidenceRef,
    },
    EvidenceRejected {
        evidence: EvidenceRef,
    },
    /// Taken back by whoever offered it, before anybody judged it.
    EvidenceWithdrawn {
        evidence: EvidenceRef,
    },
    ActionFinished {
        action: Letter,
        ending: Ending,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        rating: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        meeting: Option<MeetingRef>,
    },
    AnswerGiven {
        body: String,
        text: String,
    },
    /// A decision that a meeting took on it, in the words of the minutes.
    DecisionMinuted {
        text: String,
        meeting: MeetingRef,
    },
    /// Somebody did not agree with what the meeting held.
    DissentRecorded {
        who: String,
        text: String,
        meeting: MeetingRef,
    },
    /// Whoever may decide on it asks. It counts on this recommendation from 1.
    QuestionAsked {
        question: u32,
        text: String,
    },
    QuestionAnswered {
        question: u32,
        text: String,
    },
    ConsideredComplete {
        meeting: MeetingRef,
    },
    LevelAwarded {
        level: Box<Level>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        meeting: Option<MeetingRef>,
    },
    SignedOff {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        condition: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        tracked: Option<Tracked>,
        /// Set where the level lets the force close by itself.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        closes: Option<Ending>,
    },
    SentBack {},
    Submitted {
        level: Option<Box<Level>>,
    },
    VerdictRecorded {
        verdict: Verdict,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        closes: Option<Ending>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        superseded_by: Option<RecommendationRef>,
    },
    WithdrawalAsked {
        ending: Ending,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        superseded_by: Option<RecommendationRef>,
    },
    WithdrawalGranted {
        /// As what it is closed; none in what was recorded before a grant said so.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ending: Option<Ending>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        superseded_by: Option<RecommendationRef>,
    },
    WithdrawalRefused {
        /// As of a grant.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ending: Option<Ending>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        superseded_by: Option<RecommendationRef>,
    },
    Reopened {},
    TextAmended {
        /// None where the words of the recommendation itself are amended.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        action: Option<Letter>,
        old: String,
        new: String,
    },
    OwnerReassigned {
        action: Letter,
        from: String,
        to: String,
    },
    StatusNoted {
        status: String,
    },
}

/// Writes [`What::kind`] and the list of all kinds from one list of names.
macro_rules! kinds {
    ($($name:ident),+ $(,)?) => {
        impl What {
            /// Every kind of event, in the order of the road.
            pub const KINDS: &[&str] = &[$(stringify!($name)),+];

            /// The event's kind, as it is stored.
            pub fn kind(&self) -> &'static str {
                match self { $(What::$name { .. } => stringify!($name)),+ }
            }
        }
    };
}
kinds!(
    RegisterOpened,
    BodyNamed,
    PersonAdded,
    RoleGiven,
    RoleEnded,
    AccountMapped,
    AccountUnmapped,
    AddressNoted,
    KeyOffered,
    KeyAccepted,
    KeyRevoked,
    SchemeAdopted,
    InspectionRecorded,
    InspectionCorrected,
    CommentsInvited,
    CommentsReceived,
    CommentsWaived,
    CommentsRepliedTo,
    RecommendationAnswered,
    ResponsePublished,
    ReceiptRecorded,
    FoundTheSame,
    FoundApart,
    MeetingPlanned,
    MeetingMoved,
    MeetingCancelled,
    MeetingOpened,
    MeetingNoted,
    AgendaItemAdded,
    AgendaItemDropped,
    AgendaItemOrdered,
    AttendanceRecorded,
    MeetingClosed,
    MinutesCorrected,
    MeetingHeld,
    RecommendationAdded,
    RecommendationRetracted,
    PlenaryHeld,
    PositionTaken,
    ActionAgreed,
    OutcomeReported,
    OutcomeApproved,
    OutcomeReturned,
    ProgressReported,
    TargetMoved,
    ExtensionAsked,
    ExtensionGranted,
    ExtensionRefused,
    OwnerChased,
    EvidenceAdded,
    EvidenceOpened,
    EvidenceAccepted,
    EvidenceRejected,
    EvidenceWithdrawn,
    ActionFinished,
    AnswerGiven,
    DecisionMinuted,
    DissentRecorded,
    QuestionAsked,
    QuestionAnswered,
    ConsideredComplete,
    LevelAwarded,
    SignedOff,
    SentBack,
    Submitted,
    VerdictRecorded,
    WithdrawalAsked,
    WithdrawalGranted,
    WithdrawalRefused,
    Reopened,
    TextAmended,
    OwnerReassigned,
    StatusNoted,
);

impl What {
    /// The meeting at which this was recorded on a recommendation, where it was at one.
    pub fn meeting(&self) -> Option<MeetingRef> {
        match self {
            What::PlenaryHeld { meeting, .. }
            | What::ConsideredComplete { meeting }
            | What::DecisionMinuted { meeting, .. }
            | What::DissentRecorded { meeting, .. } => Some(*meeting),
            What::ActionAgreed { meeting, .. }
            | What::ProgressReported { meeting, .. }
            | What::TargetMoved { meeting, .. }
            | What::ExtensionAsked { meeting, .. }
            | What::EvidenceAdded { meeting, .. }
            | What::ActionFinished { meeting, .. }
            | What::LevelAwarded { meeting, .. } => *meeting,
            _ => None,
        }
    }

    /// The verb of the decision that it is; none where nobody decided on what another asked.
    pub fn decision(&self) -> Option<&'static str> {
        match self {
            What::OutcomeApproved { .. } => Some("approve"),
            What::OutcomeReturned {} => Some("return"),
            What::ExtensionGranted { .. } | What::WithdrawalGranted { .. } => Some("grant"),
            What::ExtensionRefused { .. } | What::WithdrawalRefused { .. } => Some("refuse"),
            What::SignedOff { .. } => Some("signoff"),
            What::SentBack {} => Some("sendback"),
            _ => None,
        }
    }

    /// The action that this is about, where it is about one alone.
    pub fn action(&self) -> Option<&Letter> {
        match self {
            What::ActionAgreed { action, .. }
            | What::ProgressReported { action, .. }
            | What::TargetMoved { action, .. }
            | What::ExtensionAsked { action, .. }
            | What::ExtensionGranted { action, .. }
            | What::ExtensionRefused { action, .. }
            | What::ActionFinished { action, .. }
            | What::OwnerReassigned { action, .. } => Some(action),
            What::TextAmended { action, .. } => action.as_ref(),
            _ => None,
        }
    }

    /// What happened in words, as a history tells it; who, when and why stand beside it.
    pub fn in_words(&self) -> String {
        use super::deadline::in_words as day;
        match self {
            What::RegisterOpened { home, .. } => format!("register opened for {home}"),
            What::BodyNamed { name, body_kind } => format!("{} named: {name}", body_kind.words()),
            What::PersonAdded { name, roles, .. } => {
                let roles: Vec<_> =
                    roles.iter().map(|held| format!("{}{}", held.role.words(), dates_of(held))).collect();
                format!("{name} added as {}", roles.join(", "))
            }
            What::RoleGiven { person, holding } => {
                format!("{person} is {}{}", holding.role.words(), dates_of(holding))
            }
            What::RoleEnded { person, role } => format!("{person} is no longer {}", role.words()),
            What::AccountMapped { person, account } => format!("account {account} acts for {person}"),
            What::AccountUnmapped { person, account } => {
                format!("account {account} no longer acts for {person}")
            }
            What::AddressNoted { person, address } => format!("messages to {person} go to {address}"),
            What::KeyOffered { person, fingerprint, replaces, holder_verified, .. } => {
                let verified = if *holder_verified { ", which verifies its holder" } else { "" };
                let instead =
                    replaces.as_ref().map_or(String::new(), |former| format!(" in the place of {former}"));
                format!("key {fingerprint}{verified} offered for {person}{instead}")
            }
            What::KeyAccepted { person, fingerprint } => {
                format!("key {fingerprint} of {person} accepted")
            }
            What::KeyRevoked { person, fingerprint } => format!("key {fingerprint} of {person} revoked"),
            What::SchemeAdopted { scheme } => format!("scheme adopted: {}", scheme.name),
            What::InspectionRecorded { particulars } => format!("inspection recorded: {}", particulars.title),
            What::InspectionCorrected { particulars } => {
                format!(
                    "inspection corrected: {}, published {}",
                    particulars.title,
                    day(particulars.published)
                )
            }
            What::CommentsInvited { by_date } => {
                format!("chief officer's comments invited by {}", day(*by_date))
            }
            What::CommentsReceived { text } => format!("chief officer's comments received: {text}"),
            What::CommentsWaived {} => "chief officer's comments waived".into(),
            What::CommentsRepliedTo { text } => format!("reply to the chief officer's comments: {text}"),
            What::RecommendationAnswered { recommendation, text } => {
                format!("response to {recommendation}: {text}")
            }
            What::ResponsePublished { place, late } => {
                format!("response published: {place}{}", if *late { " (late)" } else { "" })
            }
            What::ReceiptRecorded { from } => format!("copy received by the {}", from.words()),
            What::FoundTheSame { with } => format!("same findings as {with}: one response answers both"),
            What::FoundApart { from } => format!("other findings than {from}: it has a response of its own"),
            What::MeetingPlanned { meeting_kind, name, date, series, inspection, .. } => {
                let series = series.as_ref().map_or(String::new(), |series| format!(" ({series})"));
                let on = inspection.as_ref().map_or(String::new(), |code| format!(" on {code}"));
                format!("{}{on} planned for {}: {name}{series}", meeting_kind.in_full(), day(*date))
            }
            What::MeetingMoved { date } => format!("meeting moved to {}", day(*date)),
            What::MeetingCancelled {} => "meeting cancelled".into(),
            What::MeetingOpened { attendees, apologies, chair, .. } => {
                let chair = chair.as_ref().map_or(String::new(), |chair| format!("; chair: {chair}"));
                format!("meeting opened with {}{}{chair}", attendees.join(", "), sent(apologies))
            }
            What::AgendaItemAdded { recommendation } => format!("{recommendation} added to the agenda"),
            What::AgendaItemDropped { recommendation } => {
                format!("{recommendation} dropped from the agenda")
            }
            What::AgendaItemOrdered { recommendation, before: Some(before) } => {
                format!("{recommendation} put before {before} on the agenda")
            }
            What::AgendaItemOrdered { recommendation, before: None } => {
                format!("{recommendation} put last on the agenda of what is there for a reason")
            }
            What::AttendanceRecorded { attendance } => attendance.words(),
            What::MinutesCorrected { what } => format!("minutes corrected: {}", what.words()),
            What::MeetingNoted { text } => format!("of no item: {text}"),
            What::MeetingClosed { .. } => "meeting closed".into(),
            What::MeetingHeld { name, attendees, apologies } => {
                format!("plenary held: {name}, with {}{}", attendees.join(", "), sent(apologies))
            }
            What::RecommendationAdded { asking, .. } => {
                format!("{} received from the inspectorate", asking.kind.words())
            }
            What::RecommendationRetracted {} => "taken back: it was added by mistake".into(),
            What::PlenaryHeld { meeting, hot_debrief } => {
                format!("plenary {meeting} held{}", if *hot_debrief { " (hot debrief)" } else { "" })
            }
            What::PositionTaken { position } => format!("position: {}", position.words()),
            What::ActionAgreed { action, text, owner, target, added_later, meeting } => {
                let later = if *added_later { " (added after approval)" } else { "" };
                format!("action {action} agreed{}{later}: {text}; {owner}, by {}", at(*meeting), day(*target))
            }
            What::OutcomeReported {} => "outcome reported to the DCC".into(),
            What::OutcomeApproved { condition, tracked, closes } => {
                let closed = closes.map_or(String::new(), |ending| format!("; closed as {}", ending.words()));
                let with = tracked.as_ref().map_or(String::new(), |it| format!(" with {}", of_condition(it)));
                format!("outcome approved by the DCC{with}{closed}{}", on_condition(condition))
            }
            What::OutcomeReturned {} => "outcome returned by the DCC".into(),
            What::ProgressReported { action, text, rating, meeting } => {
                let rated = rating.as_ref().map_or(String::new(), |rating| format!(" [{rating}]"));
                format!("{action}{}{rated}: {text}", at(*meeting))
            }
            What::TargetMoved { action, to, meeting } => {
                format!("target of {action} moved to {}{}", day(*to), at(*meeting))
            }
            What::ExtensionAsked { action, to, of, meeting } => {
                format!("extension of {action} to {} asked of {}{}", day(*to), of.words(), at(*meeting))
            }
            What::ExtensionGranted { action, to } => format!("extension of {action}{} granted", until(*to)),
            What::ExtensionRefused { action, to } => format!("extension of {action}{} refused", until(*to)),
            What::OwnerChased { owner, means, actions, address } => {
                let letters: Vec<_> = actions.iter().map(ToString::to_string).collect();
                let to = address.as_ref().map_or(String::new(), |address| format!(" to {address}"));
                format!("{owner} chased for {} by {means}{to}", letters.join(", "))
            }
            What::EvidenceAdded {
                evidence,
                evidence_kind,
                title,
                meeting,
                file,
                marking,
                dated,
                source,
                ..
            } => {
                let about = super::evidence::about(file.as_ref(), marking.as_ref(), *dated, source.as_ref());
                let about: String = about.into_iter().map(|words| format!("; {words}")).collect();
                format!("evidence {evidence} offered{} ({evidence_kind}): {title}{about}", at(*meeting))
            }
            What::EvidenceOpened { evidence } => format!("evidence {evidence} opened"),
            What::EvidenceAccepted { evidence } => format!("evidence {evidence} accepted"),
            What::EvidenceRejected { evidence } => format!("evidence {evidence} rejected"),
            What::EvidenceWithdrawn { evidence } => format!("evidence {evidence} taken back"),
            What::ActionFinished { action, ending, meeting, .. } => {
                format!("action {action} finished{}: {}", at(*meeting), ending.words())
            }
            What::AnswerGiven { body, text } => format!("{body} answers: {text}"),
            What::DecisionMinuted { text, meeting } => format!("decided at {meeting}: {text}"),
            What::DissentRecorded { who, text, meeting } => {
                format!("dissent of {who} at {meeting}: {text}")
            }
            What::QuestionAsked { question, text } => format!("question {question}: {text}"),
            What::QuestionAnswered { question, text } => format!("question {question} answered: {text}"),
            What::ConsideredComplete { meeting } => format!("considered complete at {meeting}"),
            What::LevelAwarded { level, meeting } => {
                format!("level {} awarded{}: {}", level.code, at(*meeting), level.name)
            }
            What::SignedOff { condition, tracked, closes } => {
                let next = match (closes, tracked) {
                    (Some(ending), _) => format!("closed as {}", ending.words()),
                    (None, Some(tracked)) => {
                        format!("may be submitted once it is met, as {}", of_condition(tracked))
                    }
                    (None, None) => "may be submitted".into(),
                };
                format!("signed off by the DCC; {next}{}", on_condition(condition))
            }
            What::SentBack {} => "sent back by the DCC".into(),
            What::Submitted { .. } => "submitted to the inspectorate for closure".into(),
            What::VerdictRecorded { verdict, closes, superseded_by } => {
                let by = superseded_by.as_ref().map_or(String::new(), |by| format!(" by {by}"));
                let closed = closes.map_or(String::new(), |ending| format!("; closed as {}", ending.words()));
                format!("inspectorate's verdict: {}{by}{closed}", verdict.words())
            }
            What::WithdrawalAsked { ending, superseded_by } => {
                let by = superseded_by.as_ref().map_or(String::new(), |by| format!(" by {by}"));
                format!("asked of the DCC to close it as {}{by}", ending.words())
            }
            What::WithdrawalGranted { ending, superseded_by } => {
                format!("{} granted by the DCC", closing_as(*ending, superseded_by.as_ref()))
            }
            What::WithdrawalRefused { ending, superseded_by } => {
                format!("{} refused by the DCC", closing_as(*ending, superseded_by.as_ref()))
            }
            What::Reopened {} => "reopened".into(),
            What::TextAmended { action, new, .. } => {
                let what = action.as_ref().map_or("words".into(), |letter| format!("words of {letter}"));
                format!("{what} amended to: {new}")
            }
            What::OwnerReassigned { action, from, to } => format!("{action} passed from {from} to {to}"),
            What::StatusNoted { status } => format!("the inspectorate's system shows: {status}"),
        }
    }
}

/// At which meeting, where it was at one.
fn at(meeting: Option<MeetingRef>) -> String {
    meeting.map_or(String::new(), |meeting| format!(" at {meeting}"))
}

/// To which day, where that is said.
fn until(to: Option<NaiveDate>) -> String {
    to.map_or(String::new(), |to| format!(" to {}", super::deadline::in_words(to)))
}

/// A closing without completion: as what, where that is said.
fn closing_as(ending: Option<Ending>, superseded_by: Option<&RecommendationRef>) -> String {
    let Some(ending) = ending else { return "closing without completion".into() };
    let by = superseded_by.map_or(String::new(), |by| format!(" by {by}"));
    format!("closing as {}{by}", ending.words())
}

/// The words of a condition stand last: nothing behind them could be taken for more of them, nor they for it.
fn on_condition(condition: &Option<String>) -> String {
    condition.as_ref().map_or(String::new(), |condition| format!(", on the condition: {condition}"))
}

fn of_condition(tracked: &Tracked) -> String {
    let (owner, by) = (named(&tracked.owner), super::deadline::in_words(tracked.target));
    format!("action {} ({owner}, by {by})", tracked.action)
}

fn dates_of(holding: &Holding) -> String {
    let from = holding.from.map_or(String::new(), |day| format!(" from {}", super::deadline::in_words(day)));
    let until =
        holding.until.map_or(String::new(), |day| format!(" until {}", super::deadline::in_words(day)));
    from + &until
}

/// Who sent apologies, behind who came; nothing where nobody did.
fn sent(apologies: &[String]) -> String {
    if apologies.is_empty() { String::new() } else { format!("; apologies: {}", apologies.join(", ")) }
}
