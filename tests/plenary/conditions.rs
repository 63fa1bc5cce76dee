//! Conditions as sentences: each is an action with an owner and a date, and one of a sign-off is met first.

use plenary::journey::condition::ConditionOf;
use plenary::journey::event::{Event, What};
use plenary::journey::recommendation::Stage;
use plenary::journey::refusal::Reason;

use crate::desk::{DCC, Desk, LEAD, OTHER_OWNER, OWNER, day};

const ON: &str = "2023-03-10";

fn signed_off() -> Desk {
    let mut desk = Desk::at(Stage::SignOff);
    desk.ask(LEAD, "2023-03-09", "evidence accept E1");
    let condition = "--condition 'add the May figures' --owner 'P. Owner' --target 2023-05-31";
    desk.ask(DCC, ON, &format!("signoff SOC22-1 {condition}"));
    desk
}

#[test]
fn a_condition_of_an_approval_is_an_action_with_a_letter_of_whoever_reported_it() {
    let mut desk = Desk::at(Stage::Approval);
    desk.ask(DCC, "2023-01-19", "approve SOC22-1 --condition 'night shifts first' --target 2023-04-30");
    let action = desk.action("SOC22-1.b");
    assert_eq!((action.text.as_str(), action.owner.as_str()), ("night shifts first", LEAD));
    assert_eq!((action.target, action.condition), (day("2023-04-30"), Some(ConditionOf::Approval)));
    assert_eq!(action.marked(), "condition of the approval: night shifts first");
    let approvals = desk.events.iter().filter(|event| event.what.kind() == "ActionAgreed").count();
    assert_eq!(approvals, 1, "the decision's own event makes it");
}

#[test]
fn work_on_an_approvals_condition_is_governed_and_nothing_is_complete_without_it() {
    let mut desk = Desk::at(Stage::Approval);
    desk.ask(DCC, "2023-01-19", "approve SOC22-1 --condition 'night shifts first' --target 2023-04-30");
    desk.ask(LEAD, "2023-01-19", "meeting plan 'Governance' --date 2023-03-02");
    desk.ask(LEAD, "2023-03-02", "meeting open M2 --attendee 'A. Lead'");
    desk.ask(OWNER, "2023-03-02", "finish SOC22-1.a");
    let reason = desk.refused(LEAD, "2023-03-02", "complete SOC22-1").reason;
    assert_eq!(reason, Reason::Unfinished(vec!["b".parse().unwrap()]));
    desk.ask(LEAD, "2023-03-02", "finish SOC22-1.b").ask(LEAD, "2023-03-02", "complete SOC22-1");
}

#[test]
fn a_condition_of_a_sign_off_is_met_before_the_submission() {
    let mut desk = signed_off();
    assert_eq!(desk.first().stage, Stage::Submission);
    assert_eq!(desk.action("SOC22-1.b").condition, Some(ConditionOf::SignOff));
    let refusal = desk.refused(LEAD, ON, "submit SOC22-1");
    assert_eq!(refusal.reason, Reason::ConditionUnmet(vec!["b".parse().unwrap()]));
    assert_eq!(refusal.hint().unwrap(), "finish it with `plenary finish SOC22-1.b`");
    let next = plenary::briefing::case::next(desk.first());
    assert!(next.ends_with("next move: b (P. Owner)"), "{next}");
    desk.ask(OTHER_OWNER, "2023-05-02", "update SOC22-1.b 'the figures are drawn'");
    desk.ask(OTHER_OWNER, "2023-05-03", "target SOC22-1.b 2023-06-15 --why 'May is not over'");
    assert!(desk.first().overdue(day("2023-06-16")), "what is promised at Submission can be late");
    desk.ask(OTHER_OWNER, "2023-06-02", "finish SOC22-1.b").ask(LEAD, "2023-06-03", "submit SOC22-1");
    assert!(desk.first().submission.is_some());
}

#[test]
fn nothing_else_is_worked_on_at_submission() {
    let desk = signed_off();
    for line in ["finish SOC22-1.a", "update SOC22-1.a 'more'", "target SOC22-1.a 2023-07-31 --why 'late'"] {
        assert!(matches!(desk.refused(OWNER, ON, line).reason, Reason::AtStage { .. }), "{line}");
    }
}

/// The level was judged at the sign-off, and no evidence is offered after it.
#[test]
fn a_condition_is_finished_at_submission_whatever_evidence_the_level_asks_for() {
    let mut desk = Desk::at(Stage::Governance);
    desk.ask(LEAD, "2023-03-02", "meeting open M2 --attendee 'A. Lead'");
    desk.ask(LEAD, "2023-03-02", "evidence reject E1 --why 'another year'");
    desk.ask(OWNER, "2023-03-02", "finish SOC22-1.a --as partly-achieved --why 'one post'");
    desk.ask(LEAD, "2023-03-02", "complete SOC22-1");
    desk.ask(DCC, ON, "signoff SOC22-1 --condition 'say so to the staff' --target 2023-03-31");
    desk.ask(LEAD, ON, "finish SOC22-1.b").ask(LEAD, ON, "submit SOC22-1");
}

#[test]
fn where_the_decision_closes_it_nobody_could_meet_a_condition() {
    let mut desk = Desk::at(Stage::SignOff);
    desk.ask(LEAD, "2023-03-09", "level SOC22-1 1");
    let line = "signoff SOC22-1 --condition 'add figures' --target 2023-05-31";
    assert_eq!(desk.refused(DCC, ON, line).reason, Reason::ConditionOnClosing);
    let mut not_accepted = Desk::at(Stage::Plenary);
    not_accepted.ask(LEAD, "2023-01-12", "position SOC22-1 not-accepted --why 'the county does this'");
    not_accepted.ask(LEAD, "2023-01-13", "report SOC22-1");
    let line = "approve SOC22-1 --condition 'tell the county' --target 2023-05-31";
    assert_eq!(not_accepted.refused(DCC, "2023-01-19", line).reason, Reason::ConditionOnClosing);
}

#[test]
fn an_owner_or_a_date_without_a_condition_is_not_passed_over() {
    let desk = Desk::at(Stage::Approval);
    for line in ["approve SOC22-1 --owner 'O. Owner'", "approve SOC22-1 --target 2023-05-31"] {
        assert_eq!(desk.refused(DCC, "2023-01-19", line).reason, Reason::NoCondition, "{line}");
    }
    let nobody = "approve SOC22-1 --condition 'train them' --owner 'N. Obody' --target 2023-05-31";
    let nobody = desk.refused(DCC, "2023-01-19", nobody).reason;
    assert_eq!(nobody, Reason::OwnerUnknown("N. Obody".into()));
}

/// What was recorded before conditions became actions.
#[test]
fn an_old_decision_on_a_condition_reads_as_before_and_makes_no_action() {
    let mut desk = Desk::at(Stage::Approval);
    let old = r#"{"on":"2023-01-19","actor":"T. Deputy","stream":"SOC22-1","kind":"OutcomeApproved","body":{"condition":"report in May"}}"#;
    let event: Event = serde_json::from_str(old).unwrap();
    assert!(matches!(&event.what, What::OutcomeApproved { tracked: None, .. }));
    assert_eq!(serde_json::to_string(&event).unwrap(), old);
    desk.take(vec![event]);
    assert_eq!(desk.first().condition.as_deref(), Some("report in May"));
    assert_eq!((desk.first().stage, desk.first().actions.len()), (Stage::Governance, 1));
}

#[test]
fn a_refusal_to_end_it_stands_until_it_is_asked_again_or_goes_on() {
    let mut desk = Desk::at(Stage::Governance);
    desk.ask(LEAD, "2023-02-01", "withdraw SOC22-1 --why 'gone'").ask(
        DCC,
        "2023-02-02",
        "refuse SOC22-1 --why 'no'",
    );
    assert_eq!(desk.first().closing_refused().unwrap().why.as_deref(), Some("no"));
    desk.ask(LEAD, "2023-02-03", "withdraw SOC22-1 --why 'gone for good'");
    assert_eq!(desk.first().closing_refused(), None);
    desk.ask(DCC, "2023-02-04", "refuse SOC22-1 --why 'still no'");
    desk.ask(LEAD, "2023-03-02", "meeting open M2 --attendee 'A. Lead'");
    desk.ask(OWNER, "2023-03-02", "finish SOC22-1.a").ask(LEAD, "2023-03-02", "complete SOC22-1");
    assert_eq!(desk.first().closing_refused(), None);
}
