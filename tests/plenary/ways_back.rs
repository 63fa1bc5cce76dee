//! Going backwards is ordinary, and is never an edit: returned, sent back, returned by the inspectorate, reopened.

use plenary::journey::event::Event;
use plenary::journey::recommendation::{Ending, Stage};
use plenary::journey::refusal::Reason;

use crate::desk::{DCC, Desk, LEAD, OWNER, day};

/// The reason of what happened last.
fn why(desk: &Desk) -> Option<&str> {
    desk.events.last().and_then(|event: &Event| event.why.as_deref())
}

#[test]
fn a_return_needs_a_reason() {
    let desk = Desk::at(Stage::Approval);
    let mut request = desk.read("return SOC22-1 --why 'who decides?'");
    if let plenary::journey::request::Request::Return { reason, .. } = &mut request {
        *reason = "  ".into();
    }
    let refusal = desk.denied(DCC, "2023-01-19", &request);
    assert_eq!(refusal.to_string(), "`SOC22-1` cannot be returned: no reason was given");
}

#[test]
fn a_returned_outcome_goes_back_to_plenary_and_is_reported_again() {
    let mut desk = Desk::at(Stage::Approval);
    desk.ask(DCC, "2023-01-19", "return SOC22-1 --why 'who decides?'");
    assert_eq!(desk.first().stage, Stage::Plenary);
    assert_eq!(desk.first().returned.as_ref().unwrap().why.as_deref(), Some("who decides?"));
    desk.ask(LEAD, "2023-01-25", "report SOC22-1");
    assert_eq!(desk.first().returned, None, "it waits again, and is returned no longer");
    desk.ask(DCC, "2023-01-26", "approve SOC22-1");
    assert_eq!(desk.first().stage, Stage::Governance);
}

#[test]
fn what_is_sent_back_goes_to_governance_and_needs_a_meeting_again() {
    let mut desk = Desk::at(Stage::SignOff);
    desk.ask(DCC, "2023-03-09", "sendback SOC22-1 --why 'figures end in January'");
    assert_eq!(desk.first().stage, Stage::Governance);
    assert_eq!(desk.first().completed, None);
    assert_eq!(why(&desk), Some("figures end in January"));
    desk.ask(
        LEAD,
        "2023-03-10",
        "agree SOC22-1 'Bring later figures' --owner 'O. Owner' --target 2023-04-30",
    );
    let unfinished = desk.refused(LEAD, "2023-03-10", "complete SOC22-1");
    assert_eq!(unfinished.reason, Reason::Unfinished(vec!["b".parse().unwrap()]));
    desk.ask(OWNER, "2023-04-02", "finish SOC22-1.b").ask(LEAD, "2023-04-02", "complete SOC22-1");
    assert_eq!((desk.first().stage, &desk.first().sent_back), (Stage::SignOff, &None));
}

#[test]
fn a_returned_submission_goes_back_to_governance_and_is_submitted_again() {
    let mut desk = Desk::at(Stage::Submission);
    desk.ask(LEAD, "2023-03-16", "submit SOC22-1");
    let bare = desk.refused(LEAD, "2023-04-01", "verdict SOC22-1 returned");
    assert_eq!(bare.reason, Reason::NoReason);
    desk.ask(LEAD, "2023-04-01", "verdict SOC22-1 returned --why 'show six months'");
    let first = desk.first();
    assert_eq!((first.stage, &first.submission, &first.signed_off), (Stage::Governance, &None, &None));
    assert_eq!(first.submission_returned.as_ref().unwrap().on, day("2023-04-01"));
    desk.ask(LEAD, "2023-06-01", "complete SOC22-1").ask(DCC, "2023-06-02", "signoff SOC22-1");
    desk.ask(LEAD, "2023-06-03", "submit SOC22-1");
    assert_eq!(desk.first().submission_returned, None);
    desk.ask(LEAD, "2023-07-01", "verdict SOC22-1 closed");
    assert_eq!(desk.first().stage, Stage::Closed);
}

#[test]
fn a_reopened_recommendation_goes_back_to_governance() {
    let mut desk = Desk::at(Stage::Closed);
    desk.ask(LEAD, "2023-09-01", "reopen SOC22-1 --why 'the posts are vacant again'");
    let first = desk.first();
    assert_eq!((first.stage, &first.closing, &first.submission), (Stage::Governance, &None, &None));
    assert!(first.approved.is_some(), "the outcome is still the approved one");
    assert!(first.action(&"a".parse().unwrap()).unwrap().finished.is_some(), "what was done stays done");
}

#[test]
fn a_reopened_recommendation_without_work_to_govern_goes_back_to_plenary() {
    let mut desk = closed_as_not_accepted();
    desk.ask(LEAD, "2023-05-01", "reopen SOC22-1 --why 'the law has changed'");
    assert_eq!((desk.first().stage, &desk.first().approved), (Stage::Plenary, &None));
    desk.ask(LEAD, "2023-05-02", "position SOC22-1 accepted");
    desk.ask(LEAD, "2023-05-02", "agree SOC22-1 'Do it' --owner 'O. Owner' --target 2023-09-30");
    assert!(!desk.action("SOC22-1.a").added_later, "it is agreed before this outcome is approved");
}

#[test]
fn an_outcome_closed_as_not_accepted_takes_a_verdict_that_may_reopen_it() {
    let mut desk = closed_as_not_accepted();
    desk.ask(LEAD, "2023-06-01", "verdict SOC22-1 returned --why 'the law asks it of the force'");
    assert_eq!(desk.first().stage, Stage::Plenary);
}

#[test]
fn a_verdict_that_confirms_a_closing_leaves_its_day() {
    let mut desk = closed_as_not_accepted();
    desk.ask(LEAD, "2023-06-01", "verdict SOC22-1 closed");
    let closing = desk.first().closing.as_ref().unwrap();
    assert_eq!((closing.ending, closing.on), (Ending::NotAccepted, day("2023-01-19")));
    desk.ask(LEAD, "2023-06-02", "verdict SOC22-1 no-further-action-needed");
    assert_eq!(desk.first().closing.as_ref().unwrap().ending, Ending::NoFurtherAction);
}

#[test]
fn what_was_closed_before_its_approval_does_not_skip_it_when_reopened() {
    for stage in [Stage::Received, Stage::Plenary, Stage::Approval] {
        let mut desk = Desk::at(stage);
        desk.ask(LEAD, "2023-02-01", "withdraw SOC22-1 --why 'the unit has gone'");
        desk.ask(DCC, "2023-02-02", "grant SOC22-1");
        assert_eq!(desk.first().stage, Stage::Closed);
        desk.ask(LEAD, "2023-02-03", "reopen SOC22-1 --why 'the unit is back'");
        let before = if stage == Stage::Received { Stage::Received } else { Stage::Plenary };
        assert_eq!(desk.first().stage, before, "closed at {}", stage.name());
    }
}

#[test]
fn a_later_return_never_still_shows_as_approved() {
    let mut desk = closed_as_not_accepted();
    desk.ask(LEAD, "2023-05-01", "reopen SOC22-1 --why 'the law has changed'");
    desk.ask(LEAD, "2023-05-02", "report SOC22-1").ask(DCC, "2023-05-03", "return SOC22-1 --why 'say more'");
    assert_eq!(desk.first().approved, None);
    assert!(desk.first().returned.is_some());
}

fn closed_as_not_accepted() -> Desk {
    let mut desk = Desk::received();
    desk.ask(LEAD, "2023-01-11", "hold SOC22-1 --attendee 'A. Lead'");
    desk.ask(LEAD, "2023-01-11", "position SOC22-1 not-accepted --why 'the county does this'");
    desk.ask(LEAD, "2023-01-11", "report SOC22-1").ask(DCC, "2023-01-19", "approve SOC22-1");
    desk
}
