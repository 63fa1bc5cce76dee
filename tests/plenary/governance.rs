//! Governance as sentences: progress, targets and extensions, evidence, finishing, considering complete.

use plenary::journey::meeting::Phase;
use plenary::journey::recommendation::{Ending, Stage};
use plenary::journey::reference::MeetingRef;
use plenary::journey::refusal::Reason;
use plenary::journey::request::Request;
use plenary::journey::scheme::Granter;

use crate::desk::{DCC, Desk, EVERYTHING, LEAD, OTHER_LEAD, OTHER_OWNER, OWNER, day};

fn governed() -> Desk {
    Desk::at(Stage::Governance)
}

/// The first recommendation finished, with the governance meeting M2 open.
fn finished() -> Desk {
    let mut desk = governed();
    desk.ask(LEAD, "2023-03-02", "meeting open M2 --attendee 'A. Lead'");
    desk.ask(OWNER, "2023-03-02", "finish SOC22-1.a");
    desk
}

#[test]
fn progress_without_words_is_refused() {
    let desk = governed();
    let mut request = desk.read("update SOC22-1.a something");
    if let Request::ReportProgress { text, .. } = &mut request {
        *text = " \n".into();
    }
    assert_eq!(desk.denied(OWNER, "2023-02-01", &request).reason, Reason::NoText);
}

#[test]
fn the_same_words_as_last_time_must_be_meant() {
    let mut desk = governed();
    desk.ask(OWNER, "2023-02-01", "update SOC22-1.a 'two posts advertised'");
    let refusal = desk.refused(OWNER, "2023-02-08", "update SOC22-1.a 'two posts advertised'");
    assert_eq!(refusal.reason, Reason::SameWords);
    desk.ask(OWNER, "2023-02-08", "update SOC22-1.a 'two posts advertised' --same");
    assert_eq!(desk.first().last_heard(), Some(day("2023-02-08")));
}

#[test]
fn a_rating_is_known_to_the_scheme_by_code_or_letter_and_may_need_a_reason() {
    let mut desk = governed();
    let unknown = desk.refused(OWNER, "2023-02-01", "update SOC22-1.a 'going well' --rating PINK");
    assert!(matches!(unknown.reason, Reason::UnknownRating { found, .. } if found == "PINK"));
    let bare = desk.refused(OWNER, "2023-02-01", "update SOC22-1.a 'nobody applied' --rating r");
    assert_eq!(bare.reason, Reason::RatingNeedsReason("RED".into()));
    desk.ask(OWNER, "2023-02-01", "update SOC22-1.a 'nobody applied' --rating r --why 'no applicants'");
    assert_eq!(desk.action("SOC22-1.a").rating.as_deref(), Some("RED"));
}

#[test]
fn progress_is_reported_at_the_open_meeting_or_at_none() {
    let mut desk = governed();
    let planned = desk.refused(OWNER, "2023-03-02", "update SOC22-1.a 'advertised' --meeting M2");
    assert_eq!(planned.reason, Reason::MeetingNotOpen(MeetingRef(2), Phase::Planned));
    desk.ask(OWNER, "2023-02-20", "update SOC22-1.a 'advertised'");
    assert_eq!(desk.action("SOC22-1.a").progress.as_ref().unwrap().meeting, None);
    desk.ask(LEAD, "2023-03-02", "meeting open M2 --attendee 'A. Lead'");
    desk.ask(OWNER, "2023-03-01", "update SOC22-1.a 'six applied'");
    let before = desk.action("SOC22-1.a").progress.as_ref().unwrap().meeting;
    assert_eq!(before, None, "the meeting had not begun on that day");
    desk.ask(OWNER, "2023-03-02", "update SOC22-1.a 'two chosen'");
    assert_eq!(desk.action("SOC22-1.a").progress.as_ref().unwrap().meeting, Some(MeetingRef(2)));
    desk.ask(LEAD, "2023-03-02", "meeting close M2");
    let closed = desk.refused(OWNER, "2023-03-03", "update SOC22-1.a 'they began' --meeting M2");
    assert_eq!(closed.reason, Reason::MeetingNotOpen(MeetingRef(2), Phase::Closed));
}

#[test]
fn a_meeting_opens_once_and_closes_once() {
    let mut desk = governed();
    let unopened = desk.refused(LEAD, "2023-03-02", "meeting close M2");
    assert_eq!(unopened.reason, Reason::MeetingIs(Phase::Planned));
    desk.ask(LEAD, "2023-03-02", "meeting open M2 --attendee 'A. Lead'");
    let again = desk.refused(LEAD, "2023-03-02", "meeting open M2 --attendee 'A. Lead'");
    assert_eq!(again.reason, Reason::MeetingIs(Phase::Open));
    let early = desk.refused(LEAD, "2023-03-01", "meeting close M2");
    assert_eq!(early.reason, Reason::BackInTime { latest: day("2023-03-02") });
    desk.ask(LEAD, "2023-03-02", "meeting close M2");
    assert_eq!(desk.state.register.open_meetings, []);
    assert_eq!(desk.refused(LEAD, "2023-03-02", "meeting close M9").reason, Reason::UnknownMeeting);
}

#[test]
fn a_target_moves_within_the_policy_and_leaves_its_trail() {
    let mut desk = governed();
    desk.ask(OWNER, "2023-05-01", "target SOC22-1.a 2023-09-28 --why 'vetting is slow'");
    let action = desk.action("SOC22-1.a");
    assert_eq!(desk.last(), "TargetMoved");
    assert_eq!((action.target, action.original), (day("2023-09-28"), day("2023-06-30")));
    assert_eq!(action.days_moved(), 90);
    let moved = &action.moves[0];
    assert_eq!((moved.from, moved.asked.by.as_str()), (day("2023-06-30"), OWNER));
    assert_eq!(moved.asked.why.as_deref(), Some("vetting is slow"));
}

#[test]
fn a_second_move_or_one_too_long_waits_for_the_dcc() {
    let mut far = governed();
    far.ask(OWNER, "2023-05-01", "target SOC22-1.a 2023-09-29 --why 'vetting is slow'");
    assert_eq!((far.last(), far.action("SOC22-1.a").target), ("ExtensionAsked", day("2023-06-30")));

    let mut twice = governed();
    twice.ask(OWNER, "2023-05-01", "target SOC22-1.a 2023-07-10 --why 'vetting is slow'");
    twice.ask(OWNER, "2023-06-01", "target SOC22-1.a 2023-07-20 --why 'still slow'");
    assert_eq!(twice.last(), "ExtensionAsked");
    let third = twice.refused(OWNER, "2023-06-02", "target SOC22-1.a 2023-07-25 --why 'slower'");
    assert_eq!(third.reason, Reason::ExtensionWaits(day("2023-07-20"), Granter::Approver));
}

#[test]
fn an_earlier_target_never_waits_for_the_dcc() {
    let mut desk = governed();
    desk.ask(OWNER, "2023-05-01", "target SOC22-1.a 2023-07-10 --why 'vetting is slow'");
    desk.ask(OWNER, "2023-06-01", "target SOC22-1.a 2023-06-20 --why 'vetting was quick'");
    assert_eq!((desk.last(), desk.action("SOC22-1.a").target), ("TargetMoved", day("2023-06-20")));
}

#[test]
fn an_extension_granted_moves_the_target_and_names_both_people() {
    let mut desk = governed();
    desk.ask(OWNER, "2023-05-01", "target SOC22-1.a 2023-12-01 --why 'vetting is slow'");
    desk.ask(DCC, "2023-05-09", "grant SOC22-1.a --why 'it is'");
    let action = desk.action("SOC22-1.a");
    assert_eq!((action.target, &action.extension), (day("2023-12-01"), &None));
    assert_eq!(action.moves[0].asked.by, OWNER);
    assert_eq!(action.moves[0].granted.as_ref().unwrap().by, DCC);
}

#[test]
fn an_extension_refused_leaves_the_target_where_it_was() {
    let mut desk = governed();
    desk.ask(OWNER, "2023-05-01", "target SOC22-1.a 2023-12-01 --why 'vetting is slow'");
    desk.ask(DCC, "2023-05-09", "refuse SOC22-1.a --why 'start earlier'");
    let action = desk.action("SOC22-1.a");
    assert_eq!((action.target, &action.extension, action.moves.len()), (day("2023-06-30"), &None, 0));
    assert_eq!(desk.refused(DCC, "2023-05-09", "grant SOC22-1.a").reason, Reason::NothingAsked);
}

#[test]
fn a_target_moves_only_to_another_day_on_or_after_the_plenary() {
    let desk = governed();
    let same = desk.refused(OWNER, "2023-05-01", "target SOC22-1.a 2023-06-30 --why slow");
    assert_eq!(same.reason, Reason::TargetUnchanged(day("2023-06-30")));
    let early = desk.refused(OWNER, "2023-05-01", "target SOC22-1.a 2023-01-10 --why quick");
    assert_eq!(early.reason, Reason::TargetBeforePlenary(day("2023-01-11")));
}

#[test]
fn a_finished_action_is_reported_on_no_more() {
    let desk = finished();
    for line in ["update SOC22-1.a more", "target SOC22-1.a 2023-07-01 --why x", "finish SOC22-1.a"] {
        let refusal = desk.refused(OWNER, "2023-03-02", line);
        assert_eq!(refusal.reason, Reason::AlreadyFinished("a".parse().unwrap()));
    }
}

#[test]
fn an_implemented_action_takes_the_rating_of_what_is_done_and_no_other_does() {
    assert_eq!(finished().action("SOC22-1.a").rating.as_deref(), Some("GREEN"));
    let mut desk = governed();
    desk.ask(OWNER, "2023-03-02", "finish SOC22-1.a --as not-implemented --why 'no money'");
    assert_eq!(desk.action("SOC22-1.a").rating, None);
}

#[test]
fn an_action_that_is_not_plainly_implemented_needs_a_reason_to_be_finished() {
    for ending in ["partly-achieved", "not-implemented", "no-longer-applicable"] {
        let line = format!("finish SOC22-1.a --as {ending}");
        assert_eq!(governed().refused(OWNER, "2023-03-02", &line).reason, Reason::NoReason);
    }
}

#[test]
fn an_action_is_not_implemented_while_evidence_that_the_level_asks_for_is_missing() {
    let mut desk = governed();
    let missing = Reason::EvidenceMissing(vec!["performance".into()]);
    desk.ask(LEAD, "2023-02-01", "evidence reject E1 --why 'another year'");
    assert_eq!(desk.refused(OWNER, "2023-03-02", "finish SOC22-1.a").reason, missing);
    desk.ask(OWNER, "2023-03-02", "evidence add SOC22-1 'The plan' --kind plan");
    assert_eq!(desk.refused(OWNER, "2023-03-02", "finish SOC22-1.a").reason, missing);
    desk.ask(OWNER, "2023-03-02", "evidence add SOC22-1 'Later figures' --kind performance");
    desk.ask(OWNER, "2023-03-02", "finish SOC22-1.a");
}

#[test]
fn an_action_that_is_not_said_to_be_implemented_needs_no_evidence() {
    let mut desk = governed();
    desk.ask(LEAD, "2023-02-01", "evidence reject E1 --why 'another year'");
    desk.ask(OWNER, "2023-03-02", "finish SOC22-1.a --as not-implemented --why 'no money'");
    assert_eq!(desk.action("SOC22-1.a").finished.as_ref().unwrap().ending, Ending::NotImplemented);
}

#[test]
fn evidence_is_judged_by_somebody_else_than_whoever_offered_it() {
    let mut desk = governed();
    desk.ask(EVERYTHING, "2023-02-01", "evidence add SOC22-1 'The plan' --kind PLAN");
    let own = desk.refused(EVERYTHING, "2023-02-01", "evidence accept E2");
    assert_eq!(own.reason, Reason::OwnEvidence(EVERYTHING.into()));
    let own = desk.refused(EVERYTHING, "2023-02-01", "evidence reject E2 --why 'no good'");
    assert_eq!(own.reason, Reason::OwnEvidence(EVERYTHING.into()));
    desk.ask(DCC, "2023-02-01", "evidence accept E2");
    let again = desk.refused(LEAD, "2023-02-01", "evidence accept E2");
    assert_eq!(again.reason, Reason::AlreadyDecided(plenary::journey::reference::EvidenceRef(2)));
}

#[test]
fn a_judgement_of_evidence_may_be_turned_round_by_a_new_one() {
    let mut desk = governed();
    desk.ask(LEAD, "2023-02-01", "evidence accept E1");
    desk.ask(OTHER_LEAD, "2023-02-02", "evidence reject E1 --why 'another year'");
    let piece = &desk.first().evidence[0];
    assert!(piece.accepted.is_none() && piece.rejected.is_some());
}

#[test]
fn evidence_has_a_title_and_a_kind_that_the_scheme_knows() {
    let desk = governed();
    let unknown = desk.refused(OWNER, "2023-02-01", "evidence add SOC22-1 'A film' --kind film");
    assert!(
        matches!(unknown.reason, Reason::UnknownEvidenceKind { allowed, .. } if allowed == ["plan", "performance"])
    );
    let mut request = desk.read("evidence add SOC22-1 'A film' --kind plan");
    if let Request::AddEvidence { title, .. } = &mut request {
        title.clear();
    }
    assert_eq!(desk.denied(OWNER, "2023-02-01", &request).reason, Reason::NoTitle);
    assert_eq!(desk.refused(LEAD, "2023-02-01", "evidence accept E7").reason, Reason::UnknownEvidence);
}

#[test]
fn it_is_not_complete_while_an_action_is_unfinished() {
    let mut desk = governed();
    desk.ask(LEAD, "2023-03-02", "meeting open M2 --attendee 'A. Lead'");
    let refusal = desk.refused(LEAD, "2023-03-02", "complete SOC22-1");
    assert_eq!(refusal.reason, Reason::Unfinished(vec!["a".parse().unwrap()]));
}

#[test]
fn only_an_open_governance_meeting_considers_complete() {
    let mut desk = governed();
    desk.ask(OWNER, "2023-03-02", "finish SOC22-1.a");
    assert_eq!(desk.refused(LEAD, "2023-03-02", "complete SOC22-1").reason, Reason::NoOpenMeeting);
    desk.ask(LEAD, "2023-03-02", "meeting plan 'Audit committee' --date 2023-03-02 --kind audit");
    desk.ask(LEAD, "2023-03-02", "meeting open M3 --attendee 'A. Lead'");
    let audit = desk.refused(LEAD, "2023-03-02", "complete SOC22-1");
    assert_eq!(audit.reason, Reason::NotAGovernanceMeeting(MeetingRef(3)));
    desk.ask(LEAD, "2023-03-03", "meeting open M2 --attendee 'A. Lead'");
    let which = desk.refused(LEAD, "2023-03-03", "complete SOC22-1");
    assert_eq!(which.reason, Reason::SeveralMeetingsOpen(vec![MeetingRef(3), MeetingRef(2)]));
    let before = desk.refused(LEAD, "2023-03-02", "complete SOC22-1 --meeting M2");
    assert_eq!(before.reason, Reason::BeforeMeeting(MeetingRef(2), day("2023-03-03")));
    desk.ask(LEAD, "2023-03-03", "complete SOC22-1 --meeting M2");
    assert_eq!(desk.first().stage, Stage::SignOff);
}

#[test]
fn a_joint_recommendation_waits_for_every_body_and_says_whose_answer_is_missing() {
    let mut desk = finished();
    desk.ask(LEAD, "2023-03-02", "hold SOC22-3 --attendee 'A. Lead'");
    desk.ask(LEAD, "2023-03-02", "position SOC22-3 accepted");
    desk.ask(LEAD, "2023-03-02", "agree SOC22-3 'Write it down' --owner 'O. Owner' --target 2023-05-01");
    desk.ask(LEAD, "2023-03-02", "report SOC22-3").ask(DCC, "2023-03-02", "approve SOC22-3");
    desk.ask(OWNER, "2023-03-02", "finish SOC22-3.a");
    let both = desk.refused(LEAD, "2023-03-02", "complete SOC22-3");
    assert_eq!(
        both.reason,
        Reason::Unanswered(vec!["Durham Constabulary".into(), "Northumbria Police".into()])
    );
    desk.ask(LEAD, "2023-03-02", "answer SOC22-3 'we agree' --body 'Durham Constabulary'");
    let one = desk.refused(LEAD, "2023-03-02", "complete SOC22-3");
    assert_eq!(one.reason, Reason::Unanswered(vec!["Northumbria Police".into()]));
    desk.ask(LEAD, "2023-03-04", "answer SOC22-3 'so do we' --body 'Northumbria Police'");
    desk.ask(LEAD, "2023-03-04", "complete SOC22-3");
    assert_eq!(desk.recommendation("SOC22-3").answers[1].on, day("2023-03-04"));
}

#[test]
fn only_another_addressee_gives_an_answer() {
    let desk = governed();
    let home = desk.refused(LEAD, "2023-02-01", "answer SOC22-1 'we agree' --body 'Cleveland Police'");
    assert_eq!(home.reason, Reason::HomeAnswersByOutcome);
    let other = desk.refused(LEAD, "2023-02-01", "answer SOC22-1 'we agree' --body 'Durham Constabulary'");
    assert_eq!(other.reason, Reason::NotAnAddressee(vec!["Cleveland Police".into()]));
}

#[test]
fn an_action_passes_to_another_owner_with_a_reason() {
    let mut desk = governed();
    let same = desk.refused(LEAD, "2023-02-01", "reassign SOC22-1.a 'O. Owner' --why 'no change'");
    assert_eq!(same.reason, Reason::OwnerUnchanged(OWNER.into()));
    desk.ask(LEAD, "2023-02-01", "reassign SOC22-1.a 'P. Owner' --why 'a new post'");
    assert_eq!(desk.action("SOC22-1.a").owner, OTHER_OWNER);
    let stranger = desk.refused(LEAD, "2023-02-01", "reassign SOC22-1.a 'X. Nobody' --why 'a new post'");
    assert_eq!(stranger.reason, Reason::OwnerUnknown("X. Nobody".into()));
}

#[test]
fn amended_words_keep_the_old_ones_in_the_history() {
    let mut desk = governed();
    desk.ask(
        LEAD,
        "2023-02-01",
        "amend SOC22-1.a 'Recruit three investigators' --why 'the board said three'",
    );
    assert_eq!(desk.action("SOC22-1.a").text, "Recruit three investigators");
    let told = desk.events.last().unwrap();
    assert!(serde_json::to_string(told).unwrap().contains("Recruit two investigators"));
    desk.ask(LEAD, "2023-02-01", "amend SOC22-1 'Resource all investigation' --why 'a slip in copying'");
    assert_eq!(desk.first().text, "Resource all investigation");
    let same = desk.refused(LEAD, "2023-02-01", "amend SOC22-1 'Resource all investigation' --why 'again'");
    assert_eq!(same.reason, Reason::Unchanged);
}

#[test]
fn what_is_not_there_is_said() {
    let desk = governed();
    let refusal = desk.refused(OWNER, "2023-02-01", "finish SOC22-1.c");
    assert_eq!((refusal.subject.as_str(), refusal.reason), ("SOC22-1.c", Reason::UnknownAction));
    let refusal = desk.refused(OWNER, "2023-02-01", "finish SOC22-9.a");
    assert_eq!((refusal.subject.as_str(), refusal.reason), ("SOC22-9.a", Reason::UnknownRecommendation));
    let refusal = desk.refused(LEAD, "2023-02-01", "hold ABC22 --attendee 'A. Lead'");
    assert_eq!(refusal.reason, Reason::UnknownInspection);
}
