//! Sign-off, submission, verdict, and the roads to Closed without completion, as sentences.

use plenary::journey::recommendation::{Ending, Stage};
use plenary::journey::refusal::Reason;

use crate::desk::{DCC, Desk, LEAD, OWNER, day, scheme};

fn ended(desk: &Desk, reference: &str) -> Option<Ending> {
    desk.recommendation(reference).closing.as_ref().map(|closing| closing.ending)
}

#[test]
fn a_sign_off_needs_a_level() {
    let mut desk = Desk::received();
    desk.ask(LEAD, "2023-01-11", "hold SOC22-1 --attendee 'A. Lead'");
    desk.ask(LEAD, "2023-01-11", "position SOC22-1 accepted");
    desk.ask(LEAD, "2023-01-11", "agree SOC22-1 'Do it' --owner 'O. Owner' --target 2023-06-30");
    desk.ask(LEAD, "2023-01-11", "report SOC22-1").ask(DCC, "2023-01-19", "approve SOC22-1");
    desk.ask(LEAD, "2023-03-02", "meeting plan 'Governance' --date 2023-03-02");
    desk.ask(LEAD, "2023-03-02", "meeting open M2 --attendee 'A. Lead'");
    desk.ask(OWNER, "2023-03-02", "finish SOC22-1.a").ask(LEAD, "2023-03-02", "complete SOC22-1");
    assert_eq!(desk.refused(DCC, "2023-03-09", "signoff SOC22-1").reason, Reason::NoLevel);
    desk.ask(LEAD, "2023-03-09", "level SOC22-1 2");
    let wanting = Reason::EvidenceNotAccepted(vec!["performance".into()]);
    assert_eq!(
        desk.refused(DCC, "2023-03-09", "signoff SOC22-1").reason,
        wanting,
        "a level awarded late asks too"
    );
}

#[test]
fn a_sign_off_needs_the_evidence_accepted_and_not_only_offered() {
    let mut desk = Desk::at(Stage::SignOff);
    let wanting = Reason::EvidenceNotAccepted(vec!["performance".into()]);
    assert_eq!(desk.refused(DCC, "2023-03-09", "signoff SOC22-1").reason, wanting);
    desk.ask(LEAD, "2023-03-09", "evidence accept E1");
    desk.ask(DCC, "2023-03-09", "signoff SOC22-1 --condition 'send the May figures' --target 2023-06-15");
    assert_eq!(desk.first().stage, Stage::Submission);
    assert_eq!(desk.first().sign_off_condition.as_deref(), Some("send the May figures"));
}

#[test]
fn where_the_level_lets_the_force_close_the_sign_off_closes() {
    let mut desk = Desk::at(Stage::SignOff);
    desk.ask(LEAD, "2023-03-09", "level SOC22-1 1").ask(DCC, "2023-03-09", "signoff SOC22-1");
    assert_eq!((desk.first().stage, ended(&desk, "SOC22-1")), (Stage::Closed, Some(Ending::Implemented)));
}

#[test]
fn a_level_is_one_of_the_scheme_and_a_later_award_replaces_it() {
    let mut desk = Desk::at(Stage::Governance);
    let unknown = desk.refused(LEAD, "2023-02-01", "level SOC22-1 7");
    assert!(matches!(unknown.reason, Reason::UnknownLevel { allowed, .. } if allowed == ["1", "2", "3"]));
    desk.ask(LEAD, "2023-02-01", "level SOC22-1 3");
    assert_eq!(desk.first().level.as_ref().unwrap().code, "3");
    let awards = desk.events.iter().filter(|event| event.what.kind() == "LevelAwarded").count();
    assert_eq!(awards, 2, "both stay in the history");
}

#[test]
fn a_level_stays_as_it_was_when_the_scheme_changes() {
    let mut desk = Desk::at(Stage::Submission);
    let mut other = scheme();
    other.levels[1].name = "something else".into();
    let adopt = plenary::journey::request::Request::AdoptScheme { scheme: Box::new(other) };
    desk.grant(LEAD, "2023-03-10", &adopt).ask(LEAD, "2023-03-16", "submit SOC22-1");
    let kept = desk.first().submission.as_ref().unwrap().level.as_ref().unwrap();
    assert_eq!(kept.name, "the inspectorate reads");
}

#[test]
fn a_submission_waits_for_its_answer() {
    let mut desk = Desk::at(Stage::Submission);
    assert_eq!(desk.refused(LEAD, "2023-03-16", "verdict SOC22-1 closed").reason, Reason::NothingSubmitted);
    desk.ask(LEAD, "2023-03-16", "submit SOC22-1");
    let again = desk.refused(LEAD, "2023-03-20", "submit SOC22-1");
    assert_eq!(again.reason, Reason::AlreadySubmitted(day("2023-03-16")));
    let early = desk.refused(LEAD, "2023-03-15", "verdict SOC22-1 closed");
    assert_eq!(early.reason, Reason::BeforeSubmission(day("2023-03-16")));
}

#[test]
fn a_verdict_closes_honestly() {
    for (words, ending) in [
        ("closed", Ending::Implemented),
        ("closed --as not-implemented", Ending::NotImplemented),
        ("closed --as partly-achieved", Ending::PartlyAchieved),
        ("no-further-action-needed", Ending::NoFurtherAction),
        ("superseded --by SOC22-2", Ending::Superseded),
    ] {
        let mut desk = Desk::at(Stage::Submission);
        desk.ask(LEAD, "2023-03-16", "submit SOC22-1");
        desk.ask(LEAD, "2023-04-01", &format!("verdict SOC22-1 {words}"));
        assert_eq!((desk.first().stage, ended(&desk, "SOC22-1")), (Stage::Closed, Some(ending)), "{words}");
    }
}

/// How a recommendation closes whose two actions ended so, under a level that the force closes by itself.
fn closes_as(one: &str, other: &str) -> Option<Ending> {
    let mut desk = Desk::at(Stage::Governance);
    desk.ask(LEAD, "2023-02-01", "agree SOC22-1 'Train' --owner 'O. Owner' --target 2023-06-30");
    desk.ask(LEAD, "2023-02-01", "level SOC22-1 3");
    desk.ask(LEAD, "2023-03-02", "meeting open M2 --attendee 'A. Lead'");
    desk.ask(OWNER, "2023-03-02", &format!("finish SOC22-1.a --as {one} --why 'as it is'"));
    desk.ask(OWNER, "2023-03-02", &format!("finish SOC22-1.b --as {other} --why 'as it is'"));
    desk.ask(LEAD, "2023-03-02", "complete SOC22-1");
    if one == "implemented" || other == "implemented" {
        desk.ask(LEAD, "2023-03-09", "evidence accept E1");
    }
    desk.ask(DCC, "2023-03-09", "signoff SOC22-1");
    ended(&desk, "SOC22-1")
}

#[test]
fn a_recommendation_ends_as_its_actions_ended() {
    for (one, other, ending) in [
        ("implemented", "implemented", Ending::Implemented),
        ("implemented", "not-implemented", Ending::PartlyAchieved),
        ("partly-achieved", "no-longer-applicable", Ending::PartlyAchieved),
        ("not-implemented", "not-implemented", Ending::NotImplemented),
        ("not-implemented", "no-longer-applicable", Ending::NotImplemented),
        ("no-longer-applicable", "no-longer-applicable", Ending::NoLongerApplicable),
    ] {
        assert_eq!(closes_as(one, other), Some(ending), "{one} and {other}");
    }
}

#[test]
fn a_later_recommendation_supersedes_once_the_dcc_has_decided() {
    let mut desk = Desk::at(Stage::Governance);
    desk.ask(LEAD, "2023-05-01", "supersede SOC22-1 --by SOC22-2 --why 'it asks the same and more'");
    assert_eq!(desk.first().stage, Stage::Governance, "asking closes nothing");
    let twice = desk.refused(LEAD, "2023-05-01", "withdraw SOC22-1 --why 'the unit has gone'");
    assert_eq!(twice.reason, Reason::WithdrawalWaits("superseded".into()));
    desk.ask(DCC, "2023-05-02", "grant SOC22-1");
    let closing = desk.first().closing.as_ref().unwrap();
    assert_eq!(closing.ending, Ending::Superseded);
    assert_eq!(closing.superseded_by.as_ref().unwrap().to_string(), "SOC22-2");
}

#[test]
fn what_is_no_longer_applicable_goes_on_where_the_dcc_refuses() {
    let mut desk = Desk::at(Stage::SignOff);
    desk.ask(LEAD, "2023-05-01", "withdraw SOC22-1 --why 'the unit has gone'");
    desk.ask(DCC, "2023-05-02", "refuse SOC22-1 --why 'it has another name'");
    assert_eq!((desk.first().stage, &desk.first().withdrawal), (Stage::SignOff, &None));
    desk.ask(LEAD, "2023-05-03", "withdraw SOC22-1 --why 'it has gone, name and all'");
    desk.ask(DCC, "2023-05-04", "grant SOC22-1");
    assert_eq!(ended(&desk, "SOC22-1"), Some(Ending::NoLongerApplicable));
}

#[test]
fn nothing_supersedes_itself_and_only_what_exists_supersedes() {
    let desk = Desk::at(Stage::Governance);
    let itself = desk.refused(LEAD, "2023-05-01", "supersede SOC22-1 --by SOC22-1 --why 'same'");
    assert_eq!(itself.reason, Reason::SupersededByItself);
    let nothing = desk.refused(LEAD, "2023-05-01", "supersede SOC22-1 --by SOC24-1 --why 'same'");
    assert_eq!((nothing.subject.as_str(), nothing.reason), ("SOC24-1", Reason::UnknownRecommendation));
}

/// A cause of concern `CUS23-1` with one recommendation, `CUS23-2`, both at Approval as not accepted.
fn cause_of_concern() -> Desk {
    let mut desk = Desk::opened();
    desk.ask(LEAD, "2023-02-01", "inspection add 'Custody' --code CUS23 --published 2023-02-01");
    let ours = "--addressee 'Cleveland Police'";
    desk.ask(LEAD, "2023-02-01", &format!("recommendation add CUS23 'Cells' --kind cause-of-concern {ours}"));
    let child =
        format!("recommendation add CUS23 'Check them' --kind recommendation {ours} --parent CUS23-1");
    desk.ask(LEAD, "2023-02-01", &child);
    desk.ask(LEAD, "2023-02-10", "hold CUS23 --attendee 'A. Lead'");
    for reference in ["CUS23-1", "CUS23-2"] {
        desk.ask(LEAD, "2023-02-10", &format!("position {reference} not-accepted --why 'no cells'"));
        desk.ask(LEAD, "2023-02-10", &format!("report {reference}"));
    }
    desk
}

#[test]
fn a_cause_of_concern_closes_only_after_its_recommendations() {
    let mut desk = cause_of_concern();
    let open = Reason::ChildrenOpen(vec!["CUS23-2".parse().unwrap()]);
    assert_eq!(desk.refused(DCC, "2023-02-20", "approve CUS23-1").reason, open);
    desk.ask(LEAD, "2023-02-20", "withdraw CUS23-1 --why 'no cells'");
    assert_eq!(desk.refused(DCC, "2023-02-20", "grant CUS23-1").reason, open);
    desk.ask(DCC, "2023-02-20", "approve CUS23-2").ask(DCC, "2023-02-20", "approve CUS23-1");
    assert_eq!(ended(&desk, "CUS23-1"), Some(Ending::NotAccepted));
}

#[test]
fn a_sign_off_that_closes_and_a_verdict_wait_for_the_children_too() {
    let mut desk = cause_of_concern();
    desk.ask(DCC, "2023-02-20", "return CUS23-1 --why 'we shall have cells'");
    desk.ask(LEAD, "2023-02-21", "position CUS23-1 accepted");
    desk.ask(LEAD, "2023-02-21", "agree CUS23-1 'Inspect them' --owner 'O. Owner' --target 2023-06-30");
    desk.ask(LEAD, "2023-02-21", "report CUS23-1").ask(DCC, "2023-02-22", "approve CUS23-1");
    desk.ask(LEAD, "2023-03-02", "meeting plan 'Governance' --date 2023-03-02");
    desk.ask(LEAD, "2023-03-02", "meeting open M2 --attendee 'A. Lead'");
    desk.ask(OWNER, "2023-03-02", "finish CUS23-1.a").ask(LEAD, "2023-03-02", "complete CUS23-1");
    desk.ask(LEAD, "2023-03-02", "level CUS23-1 1");
    let open = Reason::ChildrenOpen(vec!["CUS23-2".parse().unwrap()]);
    assert_eq!(desk.refused(DCC, "2023-03-09", "signoff CUS23-1").reason, open);
    desk.ask(LEAD, "2023-03-09", "level CUS23-1 2");
    desk.ask(OWNER, "2023-03-09", "evidence add CUS23-1 'Figures' --kind performance");
    desk.ask(LEAD, "2023-03-09", "evidence accept E1");
    desk.ask(DCC, "2023-03-09", "signoff CUS23-1").ask(LEAD, "2023-03-16", "submit CUS23-1");
    assert_eq!(desk.refused(LEAD, "2023-03-16", "verdict CUS23-1 closed").reason, open);
    desk.ask(DCC, "2023-03-16", "approve CUS23-2").ask(LEAD, "2023-03-16", "verdict CUS23-1 closed");
    assert_eq!(ended(&desk, "CUS23-1"), Some(Ending::Implemented));
}

#[test]
fn only_a_cause_of_concern_of_the_same_inspection_is_a_parent() {
    let desk = Desk::received();
    let child = "recommendation add SOC22 'More' --kind recommendation --addressee 'Cleveland Police' --parent SOC22-1";
    let refusal = desk.refused(LEAD, "2023-01-11", child);
    assert_eq!(refusal.reason, Reason::NotACauseOfConcern("SOC22-1".parse().unwrap()));
}

#[test]
fn a_recommendation_is_addressed_to_bodies_that_are_known() {
    let desk = Desk::received();
    let add = "recommendation add SOC22 'More' --kind recommendation --addressee 'Atlantis Police'";
    let refusal = desk.refused(LEAD, "2023-01-11", add);
    assert_eq!(refusal.reason, Reason::UnknownBody("Atlantis Police".into()));
}

#[test]
fn a_level_is_not_awarded_before_it_is_valid() {
    let mut desk = Desk::received();
    desk.state.register.scheme.levels[0].valid_from = Some(day("2023-04-01"));
    let refusal = desk.refused(LEAD, "2023-03-31", "level SOC22-1 1");
    assert_eq!(refusal.reason, Reason::LevelNotYetValid { level: "1".into(), from: day("2023-04-01") });
    desk.ask(LEAD, "2023-04-01", "level SOC22-1 1");
}
