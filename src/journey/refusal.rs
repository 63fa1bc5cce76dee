//! Refusals: why the rules said no. Each says what was asked, what stands in the way, and what to do instead.

use std::fmt;

use chrono::NaiveDate;

use super::deadline::in_words as day;
use super::meeting::series::LONGEST;
use super::meeting::{MeetingKind, Phase};
use super::people::Role;
use super::recommendation::{Position, Stage, Verdict};
use super::reference::{EvidenceRef, InspectionCode, Letter, MeetingRef, RecommendationRef};
use super::scheme::Granter;

/// One no: of what, of which request, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Refusal {
    /// The reference or name that the request was about.
    pub subject: String,
    /// What it cannot do or have done to it, as in "`SOC22-1` cannot be signed off".
    pub cannot: &'static str,
    pub reason: Reason,
}

/// What stands in the way.
#[derive(Debug, Clone, PartialEq)]
pub enum Reason {
    // Who.
    UnknownPerson,
    UnknownActor(String),
    LacksRole {
        actor: String,
        needed: Vec<Role>,
        on: NaiveDate,
    },
    NoAuthority {
        actor: String,
        on: NaiveDate,
    },
    OwnReport(String),
    OwnProposal(String),
    /// Reported before it came back, or took a position before another was taken, and somebody else passed it on since.
    OwnEarlierReport(String),
    /// Whoever took the position that is reported proposed the outcome.
    OwnPosition(String),
    /// Proposed before it was sent back, and again by somebody else since.
    OwnEarlierProposal(String),
    OwnEvidence(String),
    OwnRequest(String),
    /// It was refused and asked again, perhaps by somebody else.
    OwnEarlierRequest(String),
    OwnExtension(String),
    OwnAuthority,
    OwnerUnknown(String),
    PersonKnown,
    RoleNotHeld(Role),
    EndsBeforeItBegins(Role),
    LastLead,
    AccountKnown(String),
    AccountUnknown(String),
    LastAccount,
    NotAnAddress(String),
    AddressKnown,
    KeyUnusable(String),
    KeyKnown(String),
    UnknownKey(String),
    KeyAccepted(String, NaiveDate),
    KeyNotAccepted(String),
    KeyNotYetValid(String, NaiveDate),
    KeyEnded(String, NaiveDate),
    OwnKeyOffer(String),
    KeyWithoutHolder(String),
    NoKeyToReplace,
    /// The scheme asks that this decision is signed.
    Unsigned,
    /// Whoever decides has these keys, and with none of them it is signed.
    KeyNotUsed {
        actor: String,
        keys: Vec<String>,
    },
    /// Why a signature does not count.
    SignatureWrong(String),
    // When.
    InFuture {
        on: NaiveDate,
        today: NaiveDate,
    },
    BackInTime {
        latest: NaiveDate,
    },
    BeforePublication(NaiveDate),
    PublishedInFuture(NaiveDate),
    TargetBeforePlenary(NaiveDate),
    TargetBeforeDecision(NaiveDate),
    TargetUnchanged(NaiveDate),
    DateUnchanged(NaiveDate),
    BeforeSubmission(NaiveDate),
    DatedLater {
        dated: NaiveDate,
        on: NaiveDate,
    },
    // What there is.
    RegisterAlreadyOpen(String),
    NoName,
    NoTitle,
    NoText,
    NoReason,
    NoAddressee,
    UnknownBody(String),
    BodyKnown,
    UnknownInspection,
    UnknownRecommendation,
    UnknownAction,
    UnknownMeeting,
    UnknownEvidence,
    NoFile {
        held: Option<String>,
    },
    AlreadyThere(InspectionCode),
    CodeTaken,
    NothingCorrected,
    RecordedOnSince,
    NotACauseOfConcern(RecommendationRef),
    SchemeUnusable(Vec<String>),
    SchemeUnchanged,
    UnknownLevel {
        found: String,
        allowed: Vec<String>,
    },
    UnknownRating {
        found: String,
        allowed: Vec<String>,
    },
    UnknownEvidenceKind {
        found: String,
        allowed: Vec<String>,
    },
    UnknownStatus {
        found: String,
        allowed: Vec<String>,
    },
    // Where it stands.
    AtStage {
        stage: Stage,
        allowed: Vec<Stage>,
    },
    AddressedElsewhere(Vec<String>),
    NothingReceived,
    // Meetings.
    NoAttendee,
    MeetingIs(Phase),
    MeetingNotOpen(MeetingRef, Phase),
    NoSuchMeeting(MeetingRef),
    NoOpenMeeting,
    SeveralMeetingsOpen(Vec<MeetingRef>),
    NotAGovernanceMeeting(MeetingRef),
    // Plenaries that are planned.
    PlenaryOnNothing,
    PlenaryRepeats,
    NoSuchInspection(InspectionCode),
    NotOnOneInspection(MeetingKind),
    /// The inspection on which the plenary is to be held.
    HeldNotOpened(String),
    NotAPlenary(MeetingRef, MeetingKind),
    NotPlanned(MeetingRef, Phase),
    PlenaryOn(MeetingRef, InspectionCode),
    PlenaryPlannedFor(MeetingRef, NaiveDate),
    PlenaryAgenda(MeetingRef),
    BeforeMeeting(MeetingRef, NaiveDate),
    BeforeClosing(NaiveDate),
    PlannedFor(NaiveDate),
    SeriesTooShort(u32),
    SeriesTooLong,
    NobodyNamed,
    NamedTwice(String),
    AttendanceUnchanged(String, &'static str),
    ChairUnchanged(String),
    MinutesLocked(MeetingRef),
    StillOpen(MeetingRef),
    NothingPutRight,
    NoSuchRecommendation(RecommendationRef),
    WasNotThere(RecommendationRef, MeetingRef),
    /// The words, on which recommendation (none for any other business), and the meeting.
    NotMinuted(String, Option<RecommendationRef>, MeetingRef),
    // The agenda.
    AgendaFixed(MeetingRef, Phase),
    OnAgenda(MeetingRef, String),
    NotOnAgenda(MeetingRef),
    NothingLeftOnIt,
    SpokenOf(MeetingRef),
    ThereAlready,
    // The outcome.
    NoPosition,
    NoAction(Position),
    // Governance.
    SameWords,
    RatingNeedsReason(String),
    AlreadyFinished(Letter),
    ExtensionWaits(NaiveDate, Granter),
    NothingAsked,
    NothingToChase,
    /// Nobody noted an address of this person.
    NoAddress(String),
    Unfinished(Vec<Letter>),
    Unanswered(Vec<String>),
    NotAnAddressee(Vec<String>),
    HomeAnswersByOutcome,
    EvidenceMissing(Vec<String>),
    EvidenceNotAccepted(Vec<String>),
    AlreadyDecided(EvidenceRef),
    OfferedBy(String),
    Judged,
    TakenBack,
    Unchanged,
    OwnerUnchanged(String),
    // Questions and conditions.
    NothingToDecide(String),
    NoQuestion,
    UnknownQuestion(u32),
    SeveralQuestions(Vec<u32>),
    NoCondition,
    ConditionWithoutDate,
    ConditionOnClosing,
    ConditionUnmet(Vec<Letter>),
    // Closing.
    NoLevel,
    LevelNotYetValid {
        level: String,
        from: NaiveDate,
    },
    NotWithVerdict {
        given: &'static str,
        verdict: Verdict,
    },
    NothingSubmitted,
    AlreadySubmitted(NaiveDate),
    ParentClosed(RecommendationRef),
    ChildrenOpen(Vec<RecommendationRef>),
    SupersededByItself,
    WithdrawalWaits(String),
    // The response.
    ResponseMissing(Vec<String>),
    NoComments,
    ResponseNotPublished,
    ResponseAlreadyPublished,
    AnsweredBy(InspectionCode),
    SameInspection,
    ResponseItsOwn,
}

impl Refusal {
    /// A refusal about `subject`; `cannot` completes "… cannot …".
    pub fn new(subject: impl fmt::Display, cannot: &'static str, reason: Reason) -> Refusal {
        Refusal { subject: subject.to_string(), cannot, reason }
    }

    /// What to do instead, where something can be done; names commands by their verbs.
    pub fn hint(&self) -> Option<String> {
        self.reason.hint(&self.subject)
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Where there was no name, nothing can be named.
        let subject = if self.subject.trim().is_empty() { "this" } else { &format!("`{}`", self.subject) };
        write!(f, "{subject} cannot {}: {}", self.cannot, self.reason)
    }
}

impl std::error::Error for Refusal {}

fn quoted<T: fmt::Display>(all: &[T]) -> String {
    all.iter().map(|one| format!("`{one}`")).collect::<Vec<_>>().join(", ")
}

fn roles(all: &[Role]) -> String {
    all.iter().map(|role| role.words()).collect::<Vec<_>>().join(" or ")
}

fn stages(all: &[Stage]) -> String {
    all.iter().map(|stage| stage.name()).collect::<Vec<_>>().join(", ")
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use Reason::*;
        match self {
            UnknownPerson => write!(f, "nobody of that name is known here"),
            UnknownActor(actor) => write!(f, "`{actor}` is not known here"),
            LacksRole { actor, needed, on } => {
                write!(f, "`{actor}` is not {} on {}", roles(needed), day(*on))
            }
            NoAuthority { actor, on } => write!(f, "`{actor}` has no authority to decide on {}", day(*on)),
            OwnReport(actor) => write!(f, "`{actor}` reported the outcome, and whoever asks never decides"),
            OwnProposal(actor) => write!(f, "`{actor}` proposed completion, and whoever asks never decides"),
            OwnEarlierReport(actor) => {
                write!(f, "`{actor}` reported or proposed the outcome before, and whoever asks never decides")
            }
            OwnPosition(actor) => {
                write!(f, "`{actor}` took the position that is reported, and whoever proposes never decides")
            }
            OwnEarlierProposal(actor) => write!(
                f,
                "`{actor}` proposed completion before it was sent back, and whoever asks never decides"
            ),
            OwnEvidence(actor) => write!(f, "`{actor}` offered it, and somebody else must judge it"),
            OwnRequest(actor) | OwnExtension(actor) => {
                write!(f, "`{actor}` asked for it, and whoever asks never decides")
            }
            OwnEarlierRequest(actor) => {
                write!(f, "`{actor}` asked for it before it was refused, and whoever asks never decides")
            }
            OwnAuthority => write!(f, "nobody makes himself or herself an approver"),
            OwnerUnknown(owner) => write!(f, "the owner `{owner}` is not known here"),
            PersonKnown => write!(f, "somebody of that name is known already"),
            RoleNotHeld(role) => write!(f, "the role {} is not held on that day", role.words()),
            EndsBeforeItBegins(role) => write!(f, "the role {} would end before it begins", role.words()),
            LastLead => write!(f, "nobody would be lead, and the register needs one"),
            AccountKnown(account) => write!(f, "the account `{account}` acts for this person already"),
            AccountUnknown(account) => write!(f, "the account `{account}` does not act for this person"),
            LastAccount => write!(f, "no lead could act here any more"),
            InFuture { on, today } => write!(f, "{} is in the future; today is {}", day(*on), day(*today)),
            BackInTime { latest } => write!(f, "something later is recorded already, on {}", day(*latest)),
            BeforePublication(published) => {
                write!(f, "that is before its publication on {}", day(*published))
            }
            PublishedInFuture(published) => {
                write!(f, "its publication on {} is in the future", day(*published))
            }
            TargetBeforePlenary(plenary) => {
                write!(f, "the target is before the plenary of {}", day(*plenary))
            }
            TargetBeforeDecision(on) => write!(f, "the date is before the decision of {}", day(*on)),
            TargetUnchanged(target) => write!(f, "the target is {} already", day(*target)),
            DateUnchanged(date) => write!(f, "it is planned for {} already", day(*date)),
            BeforeSubmission(sent) => {
                write!(f, "the verdict is dated before the submission of {}", day(*sent))
            }
            DatedLater { dated, on } => {
                write!(f, "it is dated {}, after the day on which it is offered, {}", day(*dated), day(*on))
            }
            RegisterAlreadyOpen(home) => write!(f, "this register is `{home}`'s already"),
            NoName => write!(f, "there is no name"),
            NoTitle => write!(f, "there is no title"),
            NoText => write!(f, "there are no words"),
            NoReason => write!(f, "no reason was given"),
            NoAddressee => write!(f, "it is addressed to nobody"),
            UnknownBody(body) => write!(f, "the body `{body}` is not known here"),
            BodyKnown => write!(f, "a body of that name and kind is known already"),
            UnknownInspection => write!(f, "there is no such inspection"),
            UnknownRecommendation => write!(f, "there is no such recommendation"),
            UnknownAction => write!(f, "there is no such action"),
            UnknownMeeting => write!(f, "there is no such meeting"),
            UnknownEvidence => write!(f, "there is no such piece of evidence"),
            NoFile { held: None } => write!(f, "it was offered without a file"),
            NoFile { held: Some(held) } => {
                write!(f, "it was offered without a file; it is held: {}", quoted(std::slice::from_ref(held)))
            }
            AlreadyThere(code) => {
                write!(f, "the same report is there already, as `{code}`")
            }
            CodeTaken => write!(f, "the code names another inspection"),
            NothingCorrected => write!(f, "nothing of it would change"),
            RecordedOnSince => write!(f, "something has been recorded on it since it was added"),
            NotACauseOfConcern(parent) => {
                write!(f, "`{parent}` is not a cause of concern of this inspection")
            }
            SchemeUnusable(problems) => write!(f, "the scheme has problems: {}", problems.join("; ")),
            SchemeUnchanged => write!(f, "it is the scheme in force, word for word"),
            UnknownLevel { found, allowed } => {
                write!(f, "the scheme has no level `{found}`, only {}", quoted(allowed))
            }
            UnknownRating { found, allowed } => {
                write!(f, "the scheme has no rating `{found}`, only {}", quoted(allowed))
            }
            UnknownEvidenceKind { found, allowed } => {
                write!(f, "the scheme has no evidence kind `{found}`, only {}", quoted(allowed))
            }
            UnknownStatus { found, allowed } => {
                write!(f, "the scheme has no inspectorate status `{found}`, only {}", quoted(allowed))
            }
            AtStage { stage, allowed } => {
                write!(f, "it is at {}; this is asked at {}", stage.name(), stages(allowed))
            }
            AddressedElsewhere(bodies) => {
                write!(f, "it is addressed to {} and makes no work for the home body", quoted(bodies))
            }
            NothingReceived => write!(f, "nothing of it waits at Received"),
            NoAttendee => write!(f, "nobody attended"),
            MeetingIs(phase) => write!(f, "the meeting is {}", phase.words()),
            MeetingNotOpen(meeting, phase) => {
                write!(f, "the meeting `{meeting}` is {}, not open", phase.words())
            }
            NoSuchMeeting(meeting) => write!(f, "there is no meeting `{meeting}`"),
            NoOpenMeeting => write!(f, "no governance meeting is open"),
            SeveralMeetingsOpen(open) => write!(f, "several meetings are open: {}", quoted(open)),
            NotAGovernanceMeeting(meeting) => write!(f, "`{meeting}` is not a governance meeting"),
            PlenaryOnNothing => write!(f, "a plenary is held on an inspection, and none is named"),
            PlenaryRepeats => write!(f, "a plenary is held once, and does not repeat"),
            NoSuchInspection(code) => write!(f, "there is no inspection `{code}`"),
            NotOnOneInspection(kind) => {
                write!(
                    f,
                    "only a plenary is held on one inspection, and this is a meeting of the kind {}",
                    kind.words()
                )
            }
            HeldNotOpened(_) => write!(f, "a plenary is opened and closed in one, when it is held"),
            NotAPlenary(meeting, kind) => {
                write!(f, "`{meeting}` is of the kind {}, not a plenary", kind.words())
            }
            NotPlanned(meeting, phase) => write!(f, "`{meeting}` is {}, not planned", phase.words()),
            PlenaryOn(meeting, other) => write!(f, "`{meeting}` is planned as the plenary on `{other}`"),
            PlenaryPlannedFor(meeting, date) => {
                write!(f, "`{meeting}` is planned for {}, which is later", day(*date))
            }
            PlenaryAgenda(meeting) => {
                write!(f, "`{meeting}` is a plenary, held on all that its inspection asks and that waits")
            }
            BeforeMeeting(meeting, opened) => {
                write!(f, "that is before the meeting `{meeting}` of {}", day(*opened))
            }
            BeforeClosing(closed) => write!(f, "that is before it was closed on {}", day(*closed)),
            PlannedFor(date) => write!(f, "it is planned for {}, which is later", day(*date)),
            SeriesTooShort(1) => write!(f, "only one meeting falls into it"),
            SeriesTooShort(_) => write!(f, "no meeting falls into it"),
            SeriesTooLong => write!(f, "it would have more than {LONGEST} meetings"),
            NobodyNamed => write!(f, "nobody is named"),
            NamedTwice(name) => write!(f, "`{name}` is named twice"),
            AttendanceUnchanged(name, how) => write!(f, "`{name}` is recorded as {how} already"),
            ChairUnchanged(name) => write!(f, "`{name}` is recorded as its chair already"),
            MinutesLocked(_) => write!(f, "the meeting is closed, and its minutes are locked"),
            StillOpen(_) => write!(f, "the meeting is still open, and its minutes are not final"),
            NothingPutRight => write!(f, "nothing of it is said to be wrong"),
            NoSuchRecommendation(reference) => write!(f, "there is no recommendation `{reference}`"),
            WasNotThere(reference, meeting) => {
                write!(
                    f,
                    "`{reference}` was not on the agenda of `{meeting}`, and nothing was recorded on it there"
                )
            }
            NotMinuted(words, Some(reference), meeting) => {
                write!(f, "nothing that was recorded on `{reference}` at `{meeting}` says `{words}`")
            }
            NotMinuted(words, None, meeting) => {
                write!(f, "nothing that was noted at `{meeting}` as any other business says `{words}`")
            }
            AgendaFixed(meeting, phase) => {
                write!(f, "the meeting `{meeting}` is {}, and its agenda stands as it was", phase.words())
            }
            OnAgenda(meeting, why) => write!(f, "it is on the agenda of `{meeting}` already: {why}"),
            NotOnAgenda(meeting) => write!(f, "it is not on the agenda of `{meeting}`"),
            NothingLeftOnIt => write!(f, "it is closed"),
            SpokenOf(meeting) => write!(f, "something was recorded on it at `{meeting}`"),
            ThereAlready => write!(f, "it is there already"),
            NoPosition => write!(f, "no position has been taken"),
            NoAction(position) => write!(f, "it is {} but no action has been agreed", position.words()),
            SameWords => write!(f, "these are the words of last time"),
            RatingNeedsReason(rating) => write!(f, "the rating `{rating}` needs a reason"),
            ParentClosed(parent) => write!(f, "the cause of concern `{parent}` that it belongs to is closed"),
            NotWithVerdict { given, verdict } => {
                write!(f, "`--{given}` does not go with a verdict of {}", verdict.words())
            }
            AlreadyFinished(letter) => write!(f, "the action `{letter}` is finished"),
            ExtensionWaits(to, of) => write!(f, "an extension to {} waits for {}", day(*to), of.words()),
            NothingToChase => write!(f, "no action is named"),
            NoAddress(owner) => write!(f, "no address is known of {}", super::text::quoted(owner)),
            NotAnAddress(said) => write!(f, "{} is not an e-mail address", super::text::quoted(said)),
            AddressKnown => write!(f, "messages go there already"),
            KeyUnusable(what) => write!(f, "{what}"),
            KeyKnown(person) => write!(f, "the register knows this key already, as that of `{person}`"),
            UnknownKey(said) => write!(f, "{} is no key of this person", super::text::quoted(said)),
            KeyAccepted(key, on) => write!(f, "the key `{key}` was accepted on {}", day(*on)),
            KeyNotAccepted(key) => write!(f, "the key `{key}` is offered, and nobody has accepted it"),
            KeyNotYetValid(key, from) => write!(f, "the key `{key}` may be used from {} on", day(*from)),
            KeyEnded(key, on) => write!(f, "the key `{key}` ended on {}", day(*on)),
            OwnKeyOffer(actor) => write!(f, "`{actor}` offered it, and somebody else accepts it"),
            KeyWithoutHolder(holder) => {
                write!(f, "`{holder}`, whose key it is, neither offered it nor accepts it")
            }
            NoKeyToReplace => write!(f, "there is no key that could be replaced"),
            Unsigned => write!(f, "the scheme asks that this decision is signed, and it is not"),
            KeyNotUsed { actor, keys } => write!(
                f,
                "`{actor}` signs with {}, and {} not at hand",
                quoted(keys),
                if keys.len() == 1 { "that key is" } else { "none of these keys is" }
            ),
            SignatureWrong(why) => write!(f, "the signature does not count: {why}"),
            NothingAsked => write!(f, "nothing has been asked of the DCC here"),
            Unfinished(letters) => write!(f, "not finished: {}", quoted(letters)),
            Unanswered(bodies) => {
                write!(f, "it is made jointly, and these have not answered: {}", quoted(bodies))
            }
            NotAnAddressee(bodies) => write!(f, "it is addressed only to {}", quoted(bodies)),
            HomeAnswersByOutcome => write!(f, "the home body answers by its approved outcome"),
            EvidenceMissing(kinds) => {
                write!(f, "its level asks for evidence that is missing: {}", quoted(kinds))
            }
            EvidenceNotAccepted(kinds) => {
                write!(f, "its level asks for evidence of which nothing is accepted: {}", quoted(kinds))
            }
            AlreadyDecided(evidence) => write!(f, "`{evidence}` has been judged so already"),
            OfferedBy(person) => write!(f, "`{person}` offered it, and nobody else takes it back"),
            Judged => write!(f, "somebody has judged it"),
            TakenBack => write!(f, "whoever offered it took it back"),
            Unchanged => write!(f, "the words are the same"),
            OwnerUnchanged(owner) => write!(f, "`{owner}` owns it already"),
            NothingToDecide(actor) => write!(f, "nothing on it waits for a decision of `{actor}`"),
            NoQuestion => write!(f, "no question waits for an answer"),
            UnknownQuestion(number) => write!(f, "there is no question {number}"),
            SeveralQuestions(numbers) => write!(f, "several questions wait: {}", quoted(numbers)),
            NoCondition => write!(f, "an owner and a date go with a condition, and there is none"),
            ConditionWithoutDate => write!(f, "its condition becomes an action, and no date is set for that"),
            ConditionOnClosing => write!(f, "this would close it, and nobody meets a condition after that"),
            ConditionUnmet(letters) => {
                write!(f, "the condition of its sign-off is not met: {}", quoted(letters))
            }
            NoLevel => write!(f, "no level has been awarded"),
            LevelNotYetValid { level, from } => write!(f, "the level `{level}` is valid from {}", day(*from)),
            NothingSubmitted => write!(f, "nothing has been submitted"),
            AlreadySubmitted(on) => write!(f, "it was submitted on {} and is not answered yet", day(*on)),
            ChildrenOpen(open) => write!(f, "it closes only after {}", quoted(open)),
            SupersededByItself => write!(f, "nothing supersedes itself"),
            WithdrawalWaits(ending) => write!(f, "closing it as {ending} waits for the DCC already"),
            ResponseMissing(missing) => write!(f, "missing: {}", missing.join("; ")),
            NoComments => write!(f, "the chief officer has made no comments"),
            ResponseNotPublished => write!(f, "the response is not published"),
            ResponseAlreadyPublished => write!(f, "the response is published"),
            SameInspection => write!(f, "it is the same inspection"),
            ResponseItsOwn => write!(f, "it has a response of its own already"),
            AnsweredBy(other) => write!(f, "the response to `{other}` answers for it"),
        }
    }
}

impl Reason {
    fn hint(&self, subject: &str) -> Option<String> {
        use Reason::*;
        let recommendation = subject.split('.').next().unwrap_or(subject);
        let inspection = recommendation.split('-').next().unwrap_or(subject);
        Some(match self {
            UnknownPerson | UnknownActor(_) | OwnerUnknown(_) => {
                "see `plenary people`, and add somebody with `plenary people add NAME --role ROLE`".into()
            }
            NotAnAddress(_) => "write it as `name@force.example`, without a name before it".into(),
            KeyUnusable(_) => "make one with `ssh-keygen -t ed25519` (or `ed25519-sk`, `ecdsa`), and offer the file that ends with `.pub`".into(),
            KeyEnded(..) => "a key that ended stays ended: offer another with `plenary key offer`".into(),
            UnknownKey(_) => "see everybody's keys with `plenary people`, and offer a new one with `plenary key offer`".into(),
            KeyKnown(_) | KeyAccepted(..) | KeyNotYetValid(..) => "see everybody's keys with `plenary people`".into(),
            KeyNotAccepted(key) => format!("somebody other than whoever offered it accepts it with `plenary key accept PERSON {key}`"),
            OwnKeyOffer(_) => "compare the fingerprint with somebody else, who accepts it".into(),
            KeyWithoutHolder(_) => "its holder compares the fingerprint and accepts it".into(),
            NoKeyToReplace => "offer one with `plenary key offer`".into(),
            KeyNotUsed { .. } => "sign it with `--key FILE`, have the key in the ssh-agent (`ssh-add FILE`), or name it in the config file under `[signing]`; a lead revokes one that is lost with `plenary key revoke`, and then the decision stands unsigned".into(),
            Unsigned => "sign it with `--key FILE`, name the key in the config file under `[signing]`, or have it in the ssh-agent; the register must know it, and `plenary people` shows which it knows".into(),
            SignatureWrong(_) => "sign it anew".into(),
            NoAddress(_) => "note one with `plenary people address`, or say with `--means` how it was sent".into(),
            NothingToChase => "name each with `--action`; `plenary chase` tells which".into(),
            AccountUnknown(_) | LastAccount => "see who acts through which account with `plenary people`".into(),
            LacksRole { .. } => "see who may with `plenary people`".into(),
            NoAuthority { .. } => "the DCC decides, or an acting DCC named for these dates; see `plenary people`".into(),
            OwnReport(_) | OwnProposal(_) | OwnEarlierReport(_) | OwnEarlierProposal(_) | OwnPosition(_) | OwnRequest(_) => "another approver must decide; see `plenary people`".into(),
            OwnEarlierRequest(_) => "somebody else who may decide it must; see `plenary people`".into(),
            OwnExtension(_) => "another lead, or the DCC, must decide; see `plenary people`".into(),
            OwnEvidence(_) => "let another lead or the DCC accept it".into(),
            OwnAuthority => "another lead gives that role".into(),
            BackInTime { .. } => format!("see `plenary history {recommendation}`, and date this on that day or later"),
            BeforePublication(_) => "date it on the day of publication or later; a plenary may be a hot debrief with `--hot-debrief`".into(),
            TargetBeforePlenary(_) => "choose a target on or after the plenary".into(),
            UnknownBody(body) => {
                format!("name it with `plenary body add {} --kind force`", shell_words::quote(body))
            },
            UnknownInspection | UnknownRecommendation => "see what there is with `plenary list`".into(),
            UnknownAction => format!("see what there is with `plenary show {recommendation}`"),
            NoFile { .. } => "a file is offered with `plenary evidence add REF TITLE --kind KIND --file PATH`".into(),
            DatedLater { .. } => "give the day that the document bears".into(),
            UnknownEvidence => "`plenary show` with a recommendation shows its evidence".into(),
            UnknownMeeting | NoSuchMeeting(_) => "see the meetings with `plenary meeting`".into(),
            AlreadyThere(code) => format!("open it with `plenary show {code}`"),
            CodeTaken => "choose another code with `--code`".into(),
            NothingCorrected => "say what is right with `--title`, `--published`, `--inspectorate`, `--kind` or `--grade`".into(),
            RecordedOnSince => format!("the DCC may close it: ask with `plenary withdraw {recommendation}`"),
            OfferedBy(_) | Judged => format!("reject it with `plenary evidence reject {subject}`"),
            TakenBack => "it can be offered anew with `plenary evidence add`".into(),
            UnknownLevel { .. } | UnknownRating { .. } | UnknownEvidenceKind { .. } | UnknownStatus { .. } => {
                "see the scheme with `plenary scheme`".into()
            }
            AtStage { stage, .. } => next_step(*stage, recommendation, inspection),
            AddressedElsewhere(_) => format!("follow it with `plenary status {recommendation} STATUS`"),
            NoReason => "say why with `--why`".into(),
            NoAttendee => "name them with `--attendee`, once for each".into(),
            MeetingIs(Phase::Planned) => format!("open it with `plenary meeting open {subject}`"),
            MeetingIs(Phase::Open) => format!("close it with `plenary meeting close {subject}`"),
            MeetingIs(Phase::Closed) => format!("what its minutes say is put right with `plenary meeting correct {subject}`"),
            MeetingIs(Phase::Cancelled) => "plan another with `plenary meeting plan`".into(),
            SpokenOf(meeting) => format!("it stays on the agenda; give it another place with `plenary meeting order {meeting} {subject}`"),
            MeetingNotOpen(meeting, Phase::Planned) => format!("open it with `plenary meeting open {meeting}`"),
            MeetingNotOpen(..) | NoOpenMeeting => {
                "plan one with `plenary meeting plan`, then open it with `plenary meeting open`".into()
            }
            PlannedFor(_) => format!("move it first, with `plenary meeting move {subject} DATE --why REASON`"),
            PlenaryOnNothing => "name it with `--inspection`".into(),
            PlenaryRepeats => "leave `--repeat` out, and plan another by itself".into(),
            NoSuchInspection(_) => "see what there is with `plenary list`".into(),
            NotOnOneInspection(_) => "say `--kind plenary`, or leave `--inspection` out".into(),
            HeldNotOpened(on) => format!("hold it with `plenary hold {on} --meeting {subject} --attendee NAME`"),
            NotAPlenary(..) | NotPlanned(..) => "leave `--meeting` out, and it becomes a meeting of its own".into(),
            PlenaryOn(meeting, other) => format!("hold that with `plenary hold {other} --meeting {meeting}`, or leave `--meeting` out"),
            PlenaryPlannedFor(meeting, _) => format!("move it first, with `plenary meeting move {meeting} DATE --why REASON`"),
            PlenaryAgenda(_) => "a plenary can be held on one recommendation alone: `plenary hold` with its reference".into(),
            SeriesTooShort(_) => "say a later `--until`, or more `--times`".into(),
            SeriesTooLong => "say an earlier `--until`, and plan the rest when that is over".into(),
            NobodyNamed => "name who came with `--attendee`, who sent apologies with `--apologies`".into(),
            NamedTwice(_) => "name everybody once, under what is true of them".into(),
            MinutesLocked(meeting) => format!("what they say is put right with `plenary meeting correct {meeting}`"),
            StillOpen(meeting) => format!("record who came with `plenary meeting attend {meeting}`, and what is said with `plenary update`"),
            NothingPutRight => "say what is right with `--chair`, `--attendee`, `--apologies`, `--absent`, or what is wrong with `--was` and `--is`, and with `--item` unless it is any other business".into(),
            NoSuchRecommendation(_) => "see what there is with `plenary list`".into(),
            WasNotThere(..) | NotMinuted(..) => {
                format!("see what they say with `plenary brief minutes {subject}`")
            }
            AgendaFixed(..) => "see the meetings with `plenary meeting`".into(),
            OnAgenda(meeting, _) => format!("give it another place with `plenary meeting order {meeting} {subject}`"),
            NotOnAgenda(meeting) => format!("see the agenda with `plenary agenda {meeting}`"),
            NothingLeftOnIt => format!("reopen it with `plenary reopen {subject}`"),
            SeveralMeetingsOpen(_) => "say which with `--meeting`".into(),
            NoPosition => format!("take one with `plenary position {subject} accepted`"),
            NoAction(_) => format!("agree one with `plenary agree {subject}`"),
            SameWords => "say what is new, or confirm the same words with `--same`".into(),
            RatingNeedsReason(_) => "say why with `--why`".into(),
            ExtensionWaits(_, of) if of.is_lead() => format!("a lead other than whoever asked, or the DCC, answers it with `plenary grant {subject}` or `plenary refuse {subject}`"),
            ExtensionWaits(..) => format!("the DCC answers it with `plenary grant {subject}` or `plenary refuse {subject}`"),
            Unfinished(letters) => match letters.first() {
                Some(letter) => format!("finish each with `plenary finish {recommendation}.{letter}`"),
                None => return None,
            },
            Unanswered(_) => format!("record each answer with `plenary answer {recommendation} --body BODY`"),
            EvidenceMissing(kinds) => {
                let kind = kinds.first().map_or("KIND", String::as_str);
                format!("offer it with `plenary evidence add {recommendation} --kind {kind}`")
            }
            EvidenceNotAccepted(_) => "somebody other than whoever offered it accepts it with `plenary evidence accept`".into(),
            NothingToDecide(_) => "a question is asked while it waits for one's decision; see `plenary desk`".into(),
            NoQuestion | UnknownQuestion(_) => format!("see what was asked with `plenary show {subject}`"),
            SeveralQuestions(_) => "say which with `--question`".into(),
            NoCondition => "say the condition with `--condition`, or leave out `--owner` and `--target`".into(),
            ConditionWithoutDate => "say by when with `--target`".into(),
            TargetBeforeDecision(_) => "choose a date on or after the day of the decision".into(),
            ConditionOnClosing => "leave out the condition, or send it back with what is still to be done: `plenary return` or `plenary sendback`".into(),
            ConditionUnmet(letters) => {
                let letter = letters.first().map_or(String::new(), ToString::to_string);
                format!("finish it with `plenary finish {recommendation}.{letter}`")
            }
            NoLevel => format!("record it with `plenary level {subject} CODE`"),
            NotWithVerdict { given, .. } => format!("leave out `--{given}`, or choose another verdict"),
            NothingSubmitted => format!("send it with `plenary submit {subject}`"),
            AlreadySubmitted(_) => format!("record the answer with `plenary verdict {subject}`"),
            ParentClosed(parent) => format!("reopen that first, with `plenary reopen {parent}`"),
            ChildrenOpen(_) => "close those first".into(),
            WithdrawalWaits(_) => format!("the DCC answers it with `plenary grant {subject}` or `plenary refuse {subject}`"),
            ResponseMissing(_) => {
                "answer with `plenary response answer`, and take comments with `plenary response comments`".into()
            }
            ResponseNotPublished => format!("record the publication with `plenary response publish {subject}`"),
            _ => return None,
        })
    }
}

/// What moves a recommendation on from the stage where it stands.
fn next_step(stage: Stage, recommendation: &str, inspection: &str) -> String {
    match stage {
        Stage::Received => format!("hold the plenary with `plenary hold {inspection}`"),
        Stage::Plenary => format!("report the outcome with `plenary report {recommendation}`"),
        Stage::Approval => format!(
            "the DCC decides with `plenary approve {recommendation}` or `plenary return {recommendation}`"
        ),
        Stage::Governance => {
            format!("a governance meeting considers it complete with `plenary complete {recommendation}`")
        }
        Stage::SignOff => format!(
            "the DCC decides with `plenary signoff {recommendation}` or `plenary sendback {recommendation}`"
        ),
        Stage::Submission => format!(
            "submit it with `plenary submit {recommendation}`, then record the verdict with `plenary verdict {recommendation}`"
        ),
        Stage::Closed => format!("reopen it with `plenary reopen {recommendation}`"),
    }
}
