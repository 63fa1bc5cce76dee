//! Every reason to say no, brought about by a request, with its full message and its hint.

use std::collections::BTreeSet;

use plenary::journey::asking::Verb;
use plenary::journey::event::{Event, Signed};
use plenary::journey::people::{Holding, Person, Role};
use plenary::journey::recommendation::Stage;
use plenary::journey::reference::MeetingRef;
use plenary::journey::refusal::{Reason, Refusal};
use plenary::journey::request::Request;
use plenary::journey::scheme::{Granter, Scheme, Step};
use plenary::journey::statement;

use crate::desk::{DCC, Desk, EVERYTHING, LEAD, OFFICE, OTHER_LEAD, OWNER, READER, day, scheme};
use crate::some_keys;

/// Names every reason; a new one does not compile until it is listed here, and then wants a case below.
macro_rules! reasons {
    ($($name:ident),+ $(,)?) => {
        const NAMES: &[&str] = &[$(stringify!($name)),+];

        fn name(reason: &Reason) -> &'static str {
            match reason { $(Reason::$name { .. } => stringify!($name)),+ }
        }
    };
}
reasons!(
    UnknownPerson,
    UnknownActor,
    LacksRole,
    NoAuthority,
    OwnReport,
    OwnProposal,
    OwnEarlierReport,
    OwnPosition,
    OwnEarlierProposal,
    OwnEvidence,
    OwnRequest,
    OwnEarlierRequest,
    OwnExtension,
    OwnAuthority,
    OwnerUnknown,
    PersonKnown,
    RoleNotHeld,
    EndsBeforeItBegins,
    LastLead,
    AccountKnown,
    AccountUnknown,
    LastAccount,
    NotAnAddress,
    AddressKnown,
    KeyUnusable,
    KeyKnown,
    UnknownKey,
    KeyAccepted,
    KeyNotAccepted,
    KeyNotYetValid,
    KeyEnded,
    OwnKeyOffer,
    KeyWithoutHolder,
    NoKeyToReplace,
    Unsigned,
    KeyNotUsed,
    SignatureWrong,
    InFuture,
    BackInTime,
    BeforePublication,
    PublishedInFuture,
    TargetBeforePlenary,
    TargetBeforeDecision,
    TargetUnchanged,
    DateUnchanged,
    BeforeSubmission,
    DatedLater,
    RegisterAlreadyOpen,
    NoName,
    NoTitle,
    NoText,
    NoReason,
    NoAddressee,
    UnknownBody,
    BodyKnown,
    UnknownInspection,
    UnknownRecommendation,
    UnknownAction,
    UnknownMeeting,
    UnknownEvidence,
    NoFile,
    AlreadyThere,
    CodeTaken,
    NothingCorrected,
    RecordedOnSince,
    NotACauseOfConcern,
    SchemeUnusable,
    SchemeUnchanged,
    UnknownLevel,
    UnknownRating,
    UnknownEvidenceKind,
    UnknownStatus,
    AtStage,
    AddressedElsewhere,
    NothingReceived,
    NoAttendee,
    MeetingIs,
    MeetingNotOpen,
    NoSuchMeeting,
    NoOpenMeeting,
    SeveralMeetingsOpen,
    NotAGovernanceMeeting,
    PlenaryOnNothing,
    PlenaryRepeats,
    NoSuchInspection,
    NotOnOneInspection,
    HeldNotOpened,
    NotAPlenary,
    NotPlanned,
    PlenaryOn,
    PlenaryPlannedFor,
    PlenaryAgenda,
    BeforeMeeting,
    BeforeClosing,
    PlannedFor,
    SeriesTooShort,
    SeriesTooLong,
    NobodyNamed,
    NamedTwice,
    AttendanceUnchanged,
    ChairUnchanged,
    MinutesLocked,
    StillOpen,
    NothingPutRight,
    NoSuchRecommendation,
    WasNotThere,
    NotMinuted,
    AgendaFixed,
    OnAgenda,
    NotOnAgenda,
    NothingLeftOnIt,
    SpokenOf,
    ThereAlready,
    NoPosition,
    NoAction,
    SameWords,
    RatingNeedsReason,
    AlreadyFinished,
    ExtensionWaits,
    NothingAsked,
    NothingToChase,
    NoAddress,
    Unfinished,
    Unanswered,
    NotAnAddressee,
    HomeAnswersByOutcome,
    EvidenceMissing,
    EvidenceNotAccepted,
    AlreadyDecided,
    OfferedBy,
    Judged,
    TakenBack,
    Unchanged,
    OwnerUnchanged,
    NothingToDecide,
    NoQuestion,
    UnknownQuestion,
    SeveralQuestions,
    NoCondition,
    ConditionWithoutDate,
    ConditionOnClosing,
    ConditionUnmet,
    NoLevel,
    LevelNotYetValid,
    NotWithVerdict,
    NothingSubmitted,
    AlreadySubmitted,
    ParentClosed,
    ChildrenOpen,
    SupersededByItself,
    WithdrawalWaits,
    ResponseMissing,
    NoComments,
    ResponseNotPublished,
    ResponseAlreadyPublished,
    AnsweredBy,
    SameInspection,
    ResponseItsOwn,
);

/// Refused requests, by what stood on the desk.
#[derive(Default)]
struct Refused(Vec<Refusal>);

impl Refused {
    fn line(&mut self, desk: &Desk, actor: &str, on: &str, line: &str) {
        self.0.push(desk.refused(actor, on, line));
    }

    fn request(&mut self, desk: &Desk, on: &str, request: &Request) {
        self.0.push(desk.denied(LEAD, on, request));
    }
}

fn all() -> Vec<Refusal> {
    let mut refused = Refused::default();
    of_the_register(&mut refused);
    of_keys(&mut refused);
    of_signatures(&mut refused);
    of_questions_and_conditions(&mut refused);
    of_inspections(&mut refused);
    before_approval(&mut refused);
    of_a_level_to_come(&mut refused);
    at_governance(&mut refused);
    at_meetings(&mut refused);
    around_meetings(&mut refused);
    of_agendas(&mut refused);
    of_plenaries(&mut refused);
    of_completion(&mut refused);
    of_what_came_back(&mut refused);
    of_closing(&mut refused);
    of_the_response(&mut refused);
    refused.0
}

fn of_the_register(refused: &mut Refused) {
    let mut desk = Desk::opened();
    let on = "2023-01-01";
    let first = Person {
        name: LEAD.into(),
        roles: vec![Holding { role: Role::Lead, from: None, until: None }],
        accounts: Vec::new(),
        address: None,
        keys: Vec::new(),
    };
    let open = |home: &str| Request::OpenRegister {
        home: home.into(),
        first: first.clone(),
        scheme: Box::new(scheme()),
        practice: None,
    };
    let adopt = |scheme: Scheme| Request::AdoptScheme { scheme: Box::new(scheme) };
    refused.request(&desk, on, &open("Durham Constabulary"));
    refused.request(&Desk::bare(), on, &open(""));
    refused.request(&desk, on, &adopt(scheme()));
    refused.request(&desk, on, &adopt(Scheme { name: "Empty".into(), ..Scheme::default() }));
    for line in [
        "people role 'X. Nobody' lead",
        "people role 'A. Lead' approver",
        "people role 'O. Owner' lead --from 2023-02-02 --until 2023-02-01",
        "people add 'O. Owner' --role owner",
        "people end 'O. Owner' lead",
        "people account 'A. Lead' alead",
        "people unmap 'O. Owner' oowner --why 'another desk'",
        "people unmap 'A. Lead' alead --why 'another desk'",
        "people address 'O. Owner' 'O. Owner <o.owner@force.example>'",
        "body add 'Durham Constabulary' --kind force",
    ] {
        refused.line(&desk, LEAD, on, line);
    }
    desk.ask(LEAD, on, "people address 'O. Owner' o.owner@force.example");
    refused.line(&desk, LEAD, on, "people address 'O. Owner' o.owner@force.example");
    refused.line(&desk, LEAD, on, "people address 'O. Owner' owner@force.example");
    refused.line(&desk, "X. Nobody", on, "people end 'O. Owner' owner");
    refused.line(&desk, READER, on, "people end 'O. Owner' owner");
    refused.line(&desk, LEAD, "2024-01-01", "people end 'O. Owner' owner");
    desk.ask(LEAD, on, "people end 'B. Second' lead").ask(LEAD, on, "people end 'H. Everything' lead");
    refused.line(&desk, LEAD, on, "people end 'A. Lead' lead");
}

fn of_keys(refused: &mut Refused) {
    let mut desk = Desk::opened();
    let on = "2023-01-01";
    let (one, print) = (some_keys::ONE, some_keys::ONE_PRINT);
    for line in [
        format!("key offer '{DCC}' 'no key'"),
        format!("key offer '{DCC}' '{}'", some_keys::P384),
        format!("key offer --pin '{DCC}' '{one}'"),
        format!("key accept '{DCC}' {print}"),
        format!("key replace '{DCC}' '{one}' --why 'a new laptop'"),
        format!("key revoke '{DCC}' {print} --why 'lost'"),
    ] {
        refused.line(&desk, LEAD, on, &line);
    }
    desk.ask(LEAD, on, &format!("key offer '{DCC}' '{one}'"));
    refused.line(&desk, LEAD, on, &format!("key offer '{LEAD}' '{one}'"));
    refused.line(&desk, LEAD, on, &format!("key accept '{DCC}' {print}"));
    refused.line(&desk, EVERYTHING, on, &format!("key accept '{DCC}' {print}"));
    refused.line(&desk, DCC, "2022-12-31", &format!("key accept '{DCC}' {print}"));
    desk.ask(DCC, on, &format!("key accept '{DCC}' {print}"));
    refused.line(&desk, DCC, on, &format!("key accept '{DCC}' {print}"));
    desk.ask(LEAD, on, &format!("key revoke '{DCC}' {print} --why 'lost'"));
    refused.line(&desk, DCC, on, &format!("key accept '{DCC}' {print}"));
    refused.line(&desk, LEAD, on, &format!("key revoke '{DCC}' {print} --why 'lost'"));
}

/// Somebody's own, passed on by somebody else after it came back.
fn of_what_came_back(refused: &mut Refused) {
    let mut desk = Desk::at(Stage::Plenary);
    desk.ask(EVERYTHING, "2023-01-13", "report SOC22-1");
    desk.ask(DCC, "2023-01-14", "return SOC22-1 --why 'again'").ask(
        OTHER_LEAD,
        "2023-01-15",
        "report SOC22-1",
    );
    refused.line(&desk, EVERYTHING, "2023-01-16", "approve SOC22-1");
    let mut desk = Desk::at(Stage::Plenary);
    desk.ask(EVERYTHING, "2023-01-13", "position SOC22-1 'not accepted' --why 'no money'");
    desk.ask(OTHER_LEAD, "2023-01-13", "report SOC22-1");
    refused.line(&desk, EVERYTHING, "2023-01-16", "approve SOC22-1");
    let mut desk = Desk::at(Stage::Governance);
    desk.ask(EVERYTHING, "2023-02-02", "withdraw SOC22-1 --why 'the unit is gone'");
    desk.ask(DCC, "2023-02-02", "refuse SOC22-1 --why no");
    desk.ask(OTHER_LEAD, "2023-02-02", "withdraw SOC22-1 --why 'the unit is gone'");
    refused.line(&desk, EVERYTHING, "2023-02-02", "grant SOC22-1");
    let mut desk = Desk::at(Stage::SignOff);
    desk.state.recommendations.values_mut().for_each(|case| case.proposers = vec![EVERYTHING.into()]);
    refused.line(&desk, EVERYTHING, "2023-03-10", "sendback SOC22-1 --why 'say more'");
}

/// What is refused when a decision is recorded, with a signature or without.
fn of_signatures(refused: &mut Refused) {
    let mut desk = Desk::at(Stage::SignOff);
    desk.ask(LEAD, "2023-03-09", "evidence accept E1");
    let decide = |desk: &Desk, on: &str| {
        let asked = desk.read("sendback SOC22-1 --why 'say more'");
        let event = desk.decide(DCC, on, &asked).unwrap().remove(0);
        let signed = Signed {
            statement: "some statement".into(),
            signature: "some signature".into(),
            key: some_keys::ONE_PRINT.into(),
        };
        Event { signed: Some(signed), ..event }
    };
    let deny = |desk: &Desk, event: &Event| statement::admit(&desk.state, event).unwrap_err();
    let on = "2023-03-10";
    desk.state.register.scheme.signed = vec!["sendback".into()];
    refused.0.push(deny(&desk, &Event { signed: None, ..decide(&desk, on) }));
    refused.0.push(deny(&desk, &decide(&desk, on)));
    desk.ask(LEAD, "2023-03-09", &format!("key offer '{DCC}' '{}'", some_keys::ONE));
    refused.0.push(deny(&desk, &decide(&desk, on)));
    desk.ask(DCC, "2023-03-11", &format!("key accept '{DCC}' {}", some_keys::ONE_PRINT));
    refused.0.push(deny(&desk, &decide(&desk, on)));
    refused.0.push(deny(&desk, &decide(&desk, "2023-03-11")));
    // Nobody who has a key decides unsigned, though the scheme asks for no signature.
    desk.state.register.scheme.signed.clear();
    let unsigned = Event { signed: None, ..decide(&desk, "2023-03-11") };
    assert_eq!(
        statement::admit(&desk.state, &unsigned),
        Ok(()),
        "what was recorded before is not judged by it"
    );
    refused.0.push(statement::admit_unsigned(&desk.state, &unsigned).unwrap_err());
}

fn of_questions_and_conditions(refused: &mut Refused) {
    let on = "2023-03-10";
    let mut desk = Desk::at(Stage::SignOff);
    desk.ask(LEAD, "2023-03-09", "evidence accept E1");
    refused.line(&desk, LEAD, on, "question ask SOC22-1 'why so few?'");
    refused.line(&desk, OWNER, on, "question answer SOC22-1 'there are more'");
    refused.line(&desk, OWNER, on, "question answer SOC22-1 'there are more' --question 3");
    desk.ask(DCC, on, "question ask SOC22-1 'why so few?'").ask(DCC, on, "question ask SOC22-1 'who pays?'");
    refused.line(&desk, OWNER, on, "question answer SOC22-1 'there are more'");
    refused.line(&desk, DCC, on, "signoff SOC22-1 --owner 'O. Owner'");
    refused.line(&desk, DCC, on, "signoff SOC22-1 --condition 'add figures'");
    refused.line(&desk, DCC, on, "signoff SOC22-1 --condition 'add figures' --target 2023-03-09");
    desk.ask(DCC, on, "signoff SOC22-1 --condition 'add figures' --target 2023-03-31");
    refused.line(&desk, LEAD, on, "submit SOC22-1");
    let mut closing = Desk::at(Stage::SignOff);
    closing.ask(LEAD, on, "level SOC22-1 1");
    refused.line(&closing, DCC, on, "signoff SOC22-1 --condition 'add figures' --target 2023-03-31");
}

fn of_inspections(refused: &mut Refused) {
    let mut desk = Desk::received();
    let on = "2023-02-01";
    for line in [
        "inspection correct SOC22 --why 'a slip'",
        "inspection add 'A regional response to serious and organised crime' --published 2022-12-07",
        "inspection add 'Custody' --published 2022-12-08 --code SOC22",
        "inspection add 'Custody' --published 2024-01-05",
        "recommendation add ABC22 'More' --kind recommendation --addressee 'Cleveland Police'",
        "recommendation add SOC22 'More' --kind recommendation --addressee 'Atlantis Police'",
        "recommendation add SOC22 'More' --kind recommendation --addressee 'Cleveland Police' --parent SOC22-1",
    ] {
        refused.line(&desk, LEAD, on, line);
    }
    let mut untitled = desk.read("inspection add 'Custody' --published 2022-12-08");
    if let Request::RecordInspection { particulars, .. } = &mut untitled {
        particulars.title.clear();
    }
    refused.request(&desk, on, &untitled);
    let add = "recommendation add SOC22 'More' --kind recommendation --addressee 'Cleveland Police'";
    for spoil in [(|asking| asking.text.clear()) as fn(&mut plenary::journey::inspection::Asking), |asking| {
        asking.addressees.clear()
    }] {
        let mut spoilt = desk.read(add);
        if let Request::AddRecommendation { asking, .. } = &mut spoilt {
            spoil(asking);
        }
        refused.request(&desk, on, &spoilt);
    }
    desk.ask(LEAD, on, "status SOC22-1 review");
    refused.line(&desk, LEAD, on, "recommendation retract SOC22-1 --why 'twice'");
}

fn before_approval(refused: &mut Refused) {
    let mut desk = Desk::received();
    let hold = "hold SOC22-1 --attendee 'A. Lead'";
    refused.line(&desk, LEAD, "2022-12-06", hold);
    refused.line(&desk, LEAD, "2023-01-11", "hold SOC22-4 --attendee 'A. Lead'");
    refused.line(&desk, LEAD, "2023-01-11", "status SOC22-1 asleep");
    refused.line(&desk, DCC, "2023-01-11", "approve SOC22-1");
    let mut alone = desk.read(hold);
    if let Request::HoldPlenary { attendees, .. } = &mut alone {
        attendees.clear();
    }
    refused.request(&desk, "2023-01-11", &alone);
    desk.ask(LEAD, "2023-01-11", "hold SOC22 --attendee 'A. Lead'");
    for line in [
        "hold SOC22 --attendee 'A. Lead'",
        "report SOC22-1",
        "report SOC22-9",
        "position SOC22-1 not-ours",
        "agree SOC22-1 'Train' --owner 'X. Nobody' --target 2023-06-30",
        "agree SOC22-1 'Train' --owner 'O. Owner' --target 2023-01-10",
    ] {
        refused.line(&desk, LEAD, "2023-01-11", line);
    }
    desk.ask(LEAD, "2023-01-11", "position SOC22-1 accepted");
    refused.line(&desk, LEAD, "2023-01-11", "report SOC22-1");
    desk.ask(LEAD, "2023-01-11", "agree SOC22-1 'Train' --owner 'O. Owner' --target 2023-06-30");
    desk.ask(EVERYTHING, "2023-01-13", "report SOC22-1");
    refused.line(&desk, LEAD, "2023-01-13", "approve SOC22-1");
    refused.line(&desk, DCC, "2023-01-12", "approve SOC22-1");
    refused.line(&desk, EVERYTHING, "2023-01-19", "approve SOC22-1");
}

fn of_plenaries(refused: &mut Refused) {
    let mut desk = Desk::received();
    let on = "2023-01-11";
    for line in [
        "meeting plan 'Talk' --kind plenary --date 2023-01-11",
        "meeting plan 'Talk' --kind plenary --inspection SOC22 --date 2023-01-11 --repeat 'every month' --times 2",
        "meeting plan 'Talk' --kind plenary --inspection ABC22 --date 2023-01-11",
        "meeting plan 'Board' --inspection SOC22 --date 2023-01-11",
    ] {
        refused.line(&desk, LEAD, on, line);
    }
    desk.ask(LEAD, on, "inspection add 'Custody' --published 2022-12-08 --code CUS22");
    desk.ask(LEAD, on, "meeting plan 'Talk' --kind plenary --inspection SOC22 --date 2023-01-11");
    desk.ask(LEAD, on, "meeting plan 'Other' --kind plenary --inspection CUS22 --date 2023-01-11");
    desk.ask(LEAD, on, "meeting plan 'Board' --date 2023-01-11");
    let hold = "hold SOC22 --attendee 'A. Lead' --meeting";
    refused.line(&desk, LEAD, "2023-01-10", &format!("{hold} M1"));
    for line in [
        &format!("{hold} M2"),
        &format!("{hold} M3"),
        &format!("{hold} M9"),
        "meeting open M1 --attendee 'A. Lead'",
        "meeting add M1 SOC22-1 --why 'the press asked'",
        "meeting drop M1 SOC22-1 --why 'the press asked'",
        "meeting order M1 SOC22-1",
    ] {
        refused.line(&desk, LEAD, on, line);
    }
    desk.ask(LEAD, on, "meeting cancel M1 --why 'nobody can come'");
    refused.line(&desk, LEAD, on, &format!("{hold} M1"));
}

fn of_a_level_to_come(refused: &mut Refused) {
    let mut desk = Desk::received();
    desk.state.register.scheme.levels[0].valid_from = Some(day("2023-04-01"));
    refused.line(&desk, LEAD, "2023-03-31", "level SOC22-1 1");
}

fn at_governance(refused: &mut Refused) {
    let mut desk = Desk::at(Stage::Governance);
    let on = "2023-02-01";
    for line in [
        "update SOC22-1.a 'going well' --rating PINK",
        "update SOC22-1.a 'nobody applied' --rating RED",
        "update SOC22-1.a 'going well' --meeting M2",
        "update SOC22-1.a 'going well' --meeting M9",
        "finish SOC22-1.c",
        "target SOC22-1.a 2023-06-30 --why 'slow'",
        "evidence add SOC22-1 'A film' --kind film",
    ] {
        refused.line(&desk, OWNER, on, line);
    }
    for line in [
        "evidence accept E9",
        "level SOC22-1 7",
        "meeting close M9",
        "reassign SOC22-1.a 'O. Owner' --why 'no change'",
        "amend SOC22-1.a 'Recruit two investigators' --why 'no change'",
        "answer SOC22-1 'we agree' --body 'Cleveland Police'",
        "answer SOC22-1 'we agree' --body 'Durham Constabulary'",
    ] {
        refused.line(&desk, LEAD, on, line);
    }
    refused.line(&desk, DCC, on, "grant SOC22-1.a");
    desk.ask(OWNER, on, "update SOC22-1.a 'going well'");
    refused.line(&desk, OWNER, on, "update SOC22-1.a 'going well'");
    desk.ask(EVERYTHING, on, "target SOC22-1.a 2023-12-01 --why 'slow'");
    refused.line(&desk, OWNER, on, "target SOC22-1.a 2023-12-02 --why 'slower'");
    refused.line(&desk, EVERYTHING, on, "grant SOC22-1.a");
    refused.request(&desk, on, &Request::RecordChase { actions: Vec::new(), means: None });
    refused.line(&desk, LEAD, on, "chased --action SOC22-1.a");
    let mut led = Desk::at(Stage::Governance);
    let granted_by = Granter::Lead;
    led.state.register.scheme.extension.steps = vec![Step { moves: None, days: Some(200), granted_by }];
    led.ask(EVERYTHING, on, "target SOC22-1.a 2023-12-01 --why 'slow'");
    refused.line(&led, EVERYTHING, on, "grant SOC22-1.a");
    refused.line(&led, OWNER, on, "target SOC22-1.a 2023-12-02 --why 'slower'");
    desk.ask(LEAD, on, "evidence reject E1 --why 'another year'");
    refused.line(&desk, LEAD, on, "evidence reject E1 --why 'another year'");
    refused.line(&desk, OWNER, on, "finish SOC22-1.a");
    desk.ask(EVERYTHING, on, "evidence add SOC22-1 'Figures' --kind performance");
    refused.line(&desk, EVERYTHING, on, "evidence accept E2");
    refused.line(&desk, DCC, on, "evidence open E2");
    refused.line(&desk, LEAD, on, "evidence add SOC22-1 'Figures' --kind performance --dated 2023-12-31");
    refused.line(&desk, OWNER, on, "evidence withdraw E1 --why 'another year'");
    refused.line(&desk, LEAD, on, "evidence withdraw E2 --why 'another year'");
    desk.ask(EVERYTHING, on, "evidence withdraw E2 --why 'another year'");
    refused.line(&desk, LEAD, on, "evidence accept E2");
}

fn at_meetings(refused: &mut Refused) {
    let mut desk = Desk::at(Stage::Governance);
    let on = "2023-03-02";
    refused.line(&desk, LEAD, on, "meeting close M2");
    refused.line(&desk, LEAD, on, "meeting move M2 2023-03-02 --why 'the room'");
    desk.ask(OWNER, on, "finish SOC22-1.a");
    refused.line(&desk, LEAD, on, "complete SOC22-1");
    desk.ask(LEAD, on, "meeting plan 'Audit' --date 2023-03-02 --kind audit");
    desk.ask(LEAD, on, "meeting open M3 --attendee 'A. Lead'");
    refused.line(&desk, LEAD, on, "complete SOC22-1");
    desk.ask(LEAD, "2023-03-03", "meeting open M2 --attendee 'A. Lead'");
    refused.line(&desk, LEAD, "2023-03-03", "complete SOC22-1");
    refused.line(&desk, LEAD, on, "complete SOC22-1 --meeting M2");
}

fn around_meetings(refused: &mut Refused) {
    let mut desk = Desk::at(Stage::Governance);
    let on = "2023-03-02";
    for line in [
        "meeting plan 'Board' --date 2023-03-02 --repeat 'every 4 weeks' --until 2023-03-29",
        "meeting plan 'Board' --date 2023-03-02 --repeat 'every month' --until 2023-03-01",
        "meeting plan 'Board' --date 2023-03-02 --repeat 'every week' --until 2033-03-02",
        "meeting open M2 --attendee 'A. Lead' --apologies 'a. lead'",
        "meeting correct M2 --chair 'T. Deputy' --why 'she did'",
    ] {
        refused.line(&desk, LEAD, on, line);
    }
    refused.line(&desk, LEAD, "2023-03-01", "meeting open M2 --attendee 'A. Lead'");
    desk.ask(LEAD, on, "meeting open M2 --attendee 'A. Lead' --apologies 'O. Owner'");
    for line in [
        "meeting attend M2",
        "meeting attend M2 --attendee 'A. Lead'",
        "meeting attend M2 --absent 'A. Lead'",
        "meeting correct M2 --chair 'T. Deputy' --why 'she did'",
    ] {
        refused.line(&desk, LEAD, on, line);
    }
    desk.ask(LEAD, on, "meeting close M2");
    for line in [
        "meeting close M2",
        "meeting attend M2 --attendee 'O. Owner'",
        "meeting correct M2 --why 'it is wrong'",
        "meeting correct M2 --item SOC22-9 --was six --is nine --why 'misheard'",
        "meeting correct M2 --item SOC22-1 --was six --is six --why 'misheard'",
        "meeting correct M2 --apologies 'O. Owner' --why 'he wrote'",
    ] {
        refused.line(&desk, LEAD, on, line);
    }
    desk.ask(LEAD, on, "meeting correct M2 --chair 'T. Deputy' --why 'she did'");
    refused.line(&desk, LEAD, on, "meeting correct M2 --chair 'T. Deputy' --why 'she did'");
    refused.line(&desk, LEAD, "2023-03-01", "meeting correct M2 --chair 'A. Lead' --why 'he did'");
    refused.line(&desk, READER, on, "meeting correct M2 --chair 'A. Lead' --why 'he did'");
    refused.line(&desk, LEAD, on, "meeting add M2 SOC22-1 --why 'it is late'");
    let gathered = desk.state.gathered.entry(MeetingRef(2)).or_default();
    gathered.treated.push("SOC22-1".parse().unwrap());
    gathered.said = Some("six of nine".into());
    for item in ["SOC22-1", "SOC22-2"] {
        let line = format!("meeting correct M2 --item {item} --was 'never there' --is nine --why 'misheard'");
        refused.line(&desk, LEAD, on, &line);
    }
}

fn of_agendas(refused: &mut Refused) {
    let mut desk = Desk::at(Stage::Closed);
    let on = "2023-04-20";
    desk.ask(LEAD, on, "meeting plan 'Board' --date 2023-05-02");
    let added = desk.state.register.meetings;
    let about = |line: &str| line.replace("M9", &format!("M{added}"));
    for line in [
        "meeting add M9 SOC22-1 --why 'the press asked'",
        "meeting add M9 SOC22-4 --why 'the press asked'",
        "meeting add M99 SOC22-2 --why 'the press asked'",
        "meeting drop M9 SOC22-2 --why 'it is not ready'",
        "meeting order M9 SOC22-2",
    ] {
        refused.line(&desk, LEAD, on, &if line.contains("M99") { line.into() } else { about(line) });
    }
    desk.ask(LEAD, on, &about("meeting add M9 SOC22-2 --why 'the press asked'"));
    for line in ["meeting add M9 SOC22-2 --why 'once more'", "meeting order M9 SOC22-2"] {
        refused.line(&desk, LEAD, on, &about(line));
    }
    let gathered = desk.state.gathered.entry(MeetingRef(added)).or_default();
    gathered.treated.push("SOC22-2".parse().unwrap());
    refused.line(&desk, LEAD, on, &about("meeting drop M9 SOC22-2 --why 'it is not ready'"));
}

fn of_completion(refused: &mut Refused) {
    let mut desk = Desk::at(Stage::Governance);
    let on = "2023-03-02";
    refused.line(&desk, LEAD, on, "complete SOC22-1");
    desk.ask(OWNER, on, "finish SOC22-1.a");
    refused.line(&desk, OWNER, on, "finish SOC22-1.a");
    desk.ask(LEAD, on, "hold SOC22-3 --attendee 'A. Lead'").ask(LEAD, on, "position SOC22-3 accepted");
    desk.ask(LEAD, on, "agree SOC22-3 'Write it down' --owner 'O. Owner' --target 2023-05-01");
    desk.ask(LEAD, on, "report SOC22-3").ask(DCC, on, "approve SOC22-3");
    desk.ask(OWNER, on, "finish SOC22-3.a").ask(LEAD, on, "meeting open M2 --attendee 'A. Lead'");
    refused.line(&desk, LEAD, on, "complete SOC22-3");
    for body in ["Durham Constabulary", "Northumbria Police"] {
        desk.ask(LEAD, on, &format!("answer SOC22-3 'we agree' --body '{body}'"));
    }
    desk.ask(EVERYTHING, on, "complete SOC22-3");
    refused.line(&desk, EVERYTHING, on, "signoff SOC22-3");
    refused.line(&desk, DCC, on, "signoff SOC22-3");
    desk.ask(LEAD, on, "level SOC22-3 2");
    refused.line(&desk, DCC, on, "signoff SOC22-3");
}

fn of_closing(refused: &mut Refused) {
    let mut desk = Desk::at(Stage::Submission);
    refused.line(&desk, LEAD, "2023-03-16", "verdict SOC22-1 closed");
    desk.ask(LEAD, "2023-03-16", "submit SOC22-1");
    refused.line(&desk, LEAD, "2023-03-16", "submit SOC22-1");
    refused.line(&desk, LEAD, "2023-03-16", "evidence accept E1");
    refused.line(&desk, LEAD, "2023-03-16", "verdict SOC22-1 returned --as implemented --why 'say more'");
    refused.line(&desk, LEAD, "2023-03-16", "verdict SOC22-1 closed --by SOC22-2");
    refused.line(&desk, LEAD, "2023-03-15", "verdict SOC22-1 closed");
    refused.line(&desk, LEAD, "2023-03-16", "supersede SOC22-1 --by SOC22-1 --why 'same'");
    desk.ask(LEAD, "2023-03-16", "withdraw SOC22-1 --why 'the unit has gone'");
    refused.line(&desk, LEAD, "2023-03-16", "withdraw SOC22-1 --why 'the unit has gone'");
    let mut parent = Desk::opened();
    let (on, ours) = ("2023-02-01", "--addressee 'Cleveland Police'");
    parent.ask(LEAD, on, "inspection add 'Custody' --code CUS23 --published 2023-02-01");
    parent.ask(LEAD, on, &format!("recommendation add CUS23 Cells --kind cause-of-concern {ours}"));
    let child = format!("recommendation add CUS23 Check --kind recommendation {ours} --parent CUS23-1");
    parent.ask(LEAD, on, &child).ask(LEAD, on, "withdraw CUS23-1 --why 'no cells'");
    refused.line(&parent, DCC, on, "grant CUS23-1");
    parent.ask(LEAD, on, "withdraw CUS23-2 --why 'no cells'").ask(DCC, on, "grant CUS23-2");
    parent.ask(DCC, on, "grant CUS23-1");
    refused.line(&parent, LEAD, on, "reopen CUS23-2 --why 'cells again'");
    refused.line(&parent, LEAD, on, &child);
}

fn of_the_response(refused: &mut Refused) {
    let mut desk = Desk::received();
    let on = "2023-01-12";
    refused.line(&desk, OFFICE, on, "response publish SOC22 'our site'");
    refused.line(&desk, OFFICE, on, "response receipt SOC22 inspectors");
    refused.line(&desk, OFFICE, on, "response reply SOC22 'we agree'");
    refused.line(&desk, OFFICE, on, "response apart SOC22 --why 'other force'");
    refused.line(&desk, OFFICE, on, "response same SOC22 SOC22 --why 'word for word'");
    for number in 1..=3 {
        desk.ask(OFFICE, on, &format!("response answer SOC22-{number} 'the force recruits'"));
    }
    desk.ask(OFFICE, on, "response waive SOC22 --why 'vacant'");
    desk.ask(OFFICE, on, "response publish SOC22 'our site'");
    refused.line(&desk, OFFICE, on, "response waive SOC22 --why 'vacant'");
    desk.ask(LEAD, on, "inspection add 'The force itself' --code FOR22 --published 2022-12-14");
    desk.ask(OFFICE, on, "response same FOR22 SOC22 --why 'word for word'");
    refused.line(&desk, OFFICE, on, "response waive FOR22 --why 'vacant'");
}

fn told(refusal: &Refusal) -> String {
    let hint = refusal.hint().map_or(String::new(), |hint| format!("\n    hint: {hint}"));
    format!("{}\n    {refusal}{hint}\n", name(&refusal.reason))
}

#[test]
fn every_reason_is_given_by_some_request() {
    let given: BTreeSet<_> = all().iter().map(|refusal| name(&refusal.reason)).collect();
    let never: Vec<_> = NAMES.iter().filter(|name| !given.contains(*name)).collect();
    assert!(never.is_empty(), "no request was refused with {never:?}");
}

#[test]
fn every_refusal_says_what_was_asked_what_stands_in_the_way_and_what_to_do() {
    insta::assert_snapshot!(all().iter().map(told).collect::<String>());
}

#[test]
fn messages_are_in_lower_case_without_a_full_stop() {
    for refusal in all() {
        let lower = |words: &str| words.starts_with(|c: char| c.is_lowercase() || c == '`' || c.is_numeric());
        let reason = refusal.reason.to_string();
        assert!(lower(&reason) && !reason.ends_with('.'), "{refusal}");
        assert!(lower(refusal.cannot), "{refusal}");
        if let Some(hint) = refusal.hint() {
            assert!(lower(&hint) && !hint.ends_with('.'), "{hint}");
        }
    }
}

#[test]
fn hints_name_only_commands_that_there_are() {
    const READING: [&str; 10] =
        ["list", "show", "history", "people", "scheme", "meeting", "agenda", "chase", "brief", "desk"];
    let hints: String = all().iter().filter_map(Refusal::hint).collect();
    let commands: Vec<_> = hints.split('`').filter_map(|words| words.strip_prefix("plenary ")).collect();
    assert!(commands.len() > 20);
    for command in commands {
        let words: Vec<_> = command.split(' ').collect();
        let two = words[..words.len().min(2)].join(" ");
        let known = Verb::named(&two).or(Verb::named(words[0])).is_some() || READING.contains(&words[0]);
        assert!(known, "`plenary {command}`");
    }
}
