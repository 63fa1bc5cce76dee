//! Nothing is left out: every kind of request has a verb, every verb is granted somewhere,
//! and every kind of event is brought about by one of them.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use plenary::journey::asking::{Answers, Surroundings, VERBS, Verb};
use plenary::journey::event::What;
use plenary::journey::recommendation::Stage;
use plenary::journey::request::Request;
use plenary::journey::state::State;

use crate::desk::Desk;
use crate::forms::{Form, forms};

/// Names every request; a new one does not compile until it is listed here.
macro_rules! requests {
    ($($name:ident),+ $(,)?) => {
        const REQUESTS: &[&str] = &[$(stringify!($name)),+];

        fn name(request: &Request) -> &'static str {
            match request { $(Request::$name { .. } => stringify!($name)),+ }
        }
    };
}
requests!(
    OpenRegister,
    NameBody,
    AddPerson,
    GiveRole,
    EndRole,
    MapAccount,
    UnmapAccount,
    NoteAddress,
    OfferKey,
    AcceptKey,
    ReplaceKey,
    RevokeKey,
    AdoptScheme,
    RecordInspection,
    CorrectInspection,
    AddRecommendation,
    RetractRecommendation,
    PlanMeeting,
    MoveMeeting,
    CancelMeeting,
    OpenMeeting,
    NoteOnMeeting,
    CloseMeeting,
    RecordAttendance,
    CorrectMinutes,
    AddToAgenda,
    DropFromAgenda,
    OrderAgenda,
    HoldPlenary,
    TakePosition,
    AgreeAction,
    ReportOutcome,
    Approve,
    Return,
    ReportProgress,
    MoveTarget,
    Grant,
    Refuse,
    RecordChase,
    AddEvidence,
    OpenEvidence,
    AcceptEvidence,
    RejectEvidence,
    WithdrawEvidence,
    FinishAction,
    GiveAnswer,
    MinuteDecision,
    RecordDissent,
    AskQuestion,
    AnswerQuestion,
    ConsiderComplete,
    AwardLevel,
    SignOff,
    SendBack,
    Submit,
    RecordVerdict,
    Supersede,
    Withdraw,
    Reopen,
    Amend,
    Reassign,
    NoteStatus,
    InviteComments,
    ReceiveComments,
    ReplyToComments,
    WaiveComments,
    AnswerInResponse,
    PublishResponse,
    RecordReceipt,
    FindTheSame,
    FindApart,
);

fn all_forms() -> impl Iterator<Item = Form> {
    VERBS.iter().flat_map(forms)
}

#[test]
fn every_request_but_the_first_has_a_verb() {
    let desk = Desk::opened();
    let asked: BTreeSet<_> = all_forms().map(|form| name(&form.request(&desk))).collect();
    let without: Vec<_> = REQUESTS.iter().filter(|name| !asked.contains(*name)).collect();
    assert_eq!(without, [&"OpenRegister"], "a register is opened before there is anything to ask of it");
}

#[test]
fn every_verb_is_granted_somewhere_and_every_kind_of_event_comes_of_one() {
    let mut kinds: BTreeSet<_> = Desk::opened().events.iter().map(|event| event.what.kind()).collect();
    for form in all_forms() {
        let granted = Stage::ALL.into_iter().filter_map(|stage| form.asked_at(stage)?.1.ok());
        let events: Vec<_> = granted.flatten().collect();
        assert!(!events.is_empty(), "`{}` {} is refused everywhere", form.verb.name, form.apart);
        kinds.extend(events.iter().map(|event| event.what.kind()));
    }
    let never: Vec<_> = What::KINDS.iter().filter(|kind| !kinds.contains(*kind)).collect();
    assert!(never.is_empty(), "no request brings about {never:?}");
}

/// What stands, but for the day of the latest event: that changes with every one.
fn undated(desk: &Desk) -> State {
    let mut state = desk.state.clone();
    state.recommendations.values_mut().for_each(|recommendation| recommendation.latest = NaiveDate::MIN);
    state
}

#[test]
fn every_kind_of_event_changes_what_stands() {
    let mut changing: BTreeSet<_> = ["RegisterOpened"].into();
    for form in all_forms() {
        for (mut desk, decision) in Stage::ALL.into_iter().filter_map(|stage| form.asked_at(stage)) {
            for event in decision.unwrap_or_default() {
                let before = undated(&desk);
                desk.take(vec![event.clone()]);
                changing.extend((undated(&desk) != before).then(|| event.what.kind()));
            }
        }
    }
    let idle: Vec<_> = What::KINDS.iter().filter(|kind| !changing.contains(*kind)).collect();
    assert!(idle.is_empty(), "{idle:?} leave everything as it was");
}

#[test]
fn a_request_knows_the_verb_by_which_it_is_asked_for() {
    let desk = Desk::opened();
    for form in all_forms() {
        assert_eq!(form.request(&desk).verb(), form.verb.name);
    }
}

#[test]
fn the_command_of_a_request_reads_back_as_the_same_request() {
    let desk = Desk::opened();
    for form in all_forms() {
        let command = form.verb.command(&form.answers);
        let line = command.strip_prefix("plenary ").expect("the program's name");
        assert_eq!(desk.read(line), form.request(&desk), "{command}");
    }
}

#[test]
fn everything_that_is_wrong_with_a_request_is_told_at_once() {
    let desk = Desk::opened();
    let answers =
        Answers::default().with("ref", "SOC").with("text", "Train").with("target", "31 February 2023");
    let world = Surroundings { today: desk.today, taken: &|_| false, files: &crate::desk::brought };
    let wrong = Verb::named("agree").unwrap().request(&answers, &world).unwrap_err();
    let fields: Vec<_> = wrong.iter().map(|wrong| wrong.field).collect();
    assert_eq!(fields, ["owner", "ref", "target"]);
}
