//! The road as sentences: from Received to SignOff, one step after another.

use plenary::journey::inspection::{Particulars, Source};
use plenary::journey::recommendation::{Ending, Position, Stage};
use plenary::journey::refusal::Reason;
use plenary::journey::request::Request;

use crate::desk::{DCC, Desk, LEAD, OWNER, day};

#[test]
fn a_recommendation_travels_from_received_to_closed() {
    let desk = Desk::at(Stage::Closed);
    let first = desk.first();
    let closing = first.closing.as_ref().unwrap();
    assert_eq!((closing.ending, closing.on), (Ending::Implemented, day("2023-03-16")));
    let kinds: Vec<_> = desk
        .events
        .iter()
        .filter(|event| event.stream.to_string() == "SOC22-1")
        .map(|event| event.what.kind())
        .collect();
    assert_eq!(
        kinds,
        [
            "RecommendationAdded",
            "PlenaryHeld",
            "PositionTaken",
            "ActionAgreed",
            "EvidenceAdded",
            "OutcomeReported",
            "OutcomeApproved",
            "LevelAwarded",
            "ActionFinished",
            "ConsideredComplete",
            "EvidenceAccepted",
            "SignedOff",
            "Submitted",
            "VerdictRecorded",
        ]
    );
}

#[test]
fn a_plenary_on_an_inspection_takes_all_of_ours_that_wait_and_is_a_numbered_meeting() {
    let mut desk = Desk::received();
    desk.ask(LEAD, "2023-01-11", "hold SOC22 --attendee 'A. Lead' --name 'January plenary'");
    let stages = ["SOC22-1", "SOC22-2", "SOC22-3", "SOC22-4"].map(|one| desk.recommendation(one).stage);
    assert_eq!(stages, [Stage::Plenary, Stage::Plenary, Stage::Plenary, Stage::Received]);
    let (meeting, on) = desk.first().plenary.unwrap();
    assert_eq!((meeting.to_string().as_str(), on), ("M1", day("2023-01-11")));
    assert_eq!(desk.state.meeting(meeting).unwrap().name, "January plenary");
    let again = desk.refused(LEAD, "2023-01-12", "hold SOC22 --attendee 'A. Lead'");
    assert_eq!(again.reason, Reason::NothingReceived);
}

#[test]
fn a_plenary_before_publication_must_be_a_hot_debrief() {
    let mut desk = Desk::received();
    let refusal = desk.refused(LEAD, "2022-12-05", "hold SOC22-1 --attendee 'A. Lead'");
    assert_eq!(refusal.reason, Reason::BeforePublication(day("2022-12-07")));
    desk.ask(LEAD, "2022-12-05", "hold SOC22-1 --attendee 'A. Lead' --hot-debrief");
    assert_eq!(desk.first().plenary.unwrap().1, day("2022-12-05"));
    assert_eq!(desk.first().latest, day("2022-12-07"), "what was recorded later still stands");
}

#[test]
fn a_hot_debrief_after_publication_goes_no_further_back_than_anything_else() {
    let mut desk = Desk::received();
    desk.ask(LEAD, "2023-01-05", "status SOC22-1 open");
    let refusal = desk.refused(LEAD, "2023-01-04", "hold SOC22 --attendee 'A. Lead' --hot-debrief");
    assert_eq!(refusal.reason, Reason::BackInTime { latest: day("2023-01-05") });
    assert_eq!(refusal.subject, "SOC22-1", "of the three that wait, the one in the way is named");
}

#[test]
fn a_plenary_needs_somebody_who_was_there() {
    let desk = Desk::received();
    let mut request = desk.read("hold SOC22-1 --attendee 'A. Lead'");
    if let plenary::journey::request::Request::HoldPlenary { attendees, .. } = &mut request {
        attendees.clear();
    }
    assert_eq!(desk.denied(LEAD, "2023-01-11", &request).reason, Reason::NoAttendee);
}

#[test]
fn every_position_but_plain_acceptance_needs_a_reason() {
    let mut desk = Desk::at(Stage::Plenary);
    for (words, position) in [
        ("accepted-in-part", Position::AcceptedInPart),
        ("not-accepted", Position::NotAccepted),
        ("not-ours", Position::NotOurs),
    ] {
        let bare = desk.refused(LEAD, "2023-01-12", &format!("position SOC22-1 {words}"));
        assert_eq!(bare.reason, Reason::NoReason);
        desk.ask(LEAD, "2023-01-12", &format!("position SOC22-1 {words} --why 'other work does this'"));
        assert_eq!(desk.first().position, Some(position));
    }
}

#[test]
fn an_action_has_a_known_owner_and_a_target_on_or_after_the_plenary() {
    let mut desk = Desk::at(Stage::Plenary);
    let stranger =
        desk.refused(LEAD, "2023-01-12", "agree SOC22-1 'Train' --owner 'X. Nobody' --target 2023-06-30");
    assert_eq!(stranger.reason, Reason::OwnerUnknown("X. Nobody".into()));
    let early =
        desk.refused(LEAD, "2023-01-12", "agree SOC22-1 'Train' --owner 'O. Owner' --target 2023-01-10");
    assert_eq!(early.reason, Reason::TargetBeforePlenary(day("2023-01-11")));
    desk.ask(LEAD, "2023-01-12", "agree SOC22-1 'Train' --owner 'o. owner' --target 2023-01-11");
    let action = desk.action("SOC22-1.b");
    assert_eq!((action.owner.as_str(), action.target, action.added_later), (OWNER, day("2023-01-11"), false));
}

#[test]
fn an_action_agreed_after_approval_is_marked_as_added_later() {
    let mut desk = Desk::at(Stage::Governance);
    desk.ask(LEAD, "2023-02-01", "agree SOC22-1 'Train' --owner 'O. Owner' --target 2023-06-30");
    assert!(desk.action("SOC22-1.b").added_later);
    assert!(!desk.action("SOC22-1.a").added_later);
}

#[test]
fn an_outcome_without_a_position_is_not_reported() {
    let mut desk = Desk::received();
    desk.ask(LEAD, "2023-01-11", "hold SOC22-1 --attendee 'A. Lead'");
    assert_eq!(desk.refused(LEAD, "2023-01-11", "report SOC22-1").reason, Reason::NoPosition);
}

#[test]
fn an_accepted_outcome_without_an_action_is_not_reported() {
    for (words, position) in [
        ("accepted", Position::Accepted),
        ("accepted-in-part --why 'half of it is done'", Position::AcceptedInPart),
    ] {
        let mut desk = Desk::received();
        desk.ask(LEAD, "2023-01-11", "hold SOC22-1 --attendee 'A. Lead'");
        desk.ask(LEAD, "2023-01-11", &format!("position SOC22-1 {words}"));
        assert_eq!(desk.refused(LEAD, "2023-01-11", "report SOC22-1").reason, Reason::NoAction(position));
    }
}

#[test]
fn an_outcome_that_is_not_accepted_or_not_ours_closes_with_its_approval() {
    for (words, ending) in [("not-accepted", Ending::NotAccepted), ("not-ours", Ending::NotOurs)] {
        let mut desk = Desk::received();
        desk.ask(LEAD, "2023-01-11", "hold SOC22-1 --attendee 'A. Lead'");
        desk.ask(LEAD, "2023-01-11", &format!("position SOC22-1 {words} --why 'the county does this'"));
        desk.ask(LEAD, "2023-01-11", "report SOC22-1");
        assert_eq!(desk.first().stage, Stage::Approval, "nothing closes before the DCC has decided");
        desk.ask(DCC, "2023-01-19", "approve SOC22-1");
        assert_eq!(desk.first().stage, Stage::Closed);
        assert_eq!(desk.first().closing.as_ref().unwrap().ending, ending);
    }
}

#[test]
fn an_approval_may_carry_a_condition() {
    let mut desk = Desk::at(Stage::Approval);
    desk.ask(DCC, "2023-01-19", "approve SOC22-1 --condition 'report in May' --target 2023-05-31");
    assert_eq!(desk.first().condition.as_deref(), Some("report in May"));
    assert_eq!(desk.first().stage, Stage::Governance);
}

#[test]
fn what_is_addressed_elsewhere_is_recorded_and_makes_no_work() {
    let mut desk = Desk::received();
    assert!(!desk.recommendation("SOC22-4").ours);
    let refusal = desk.refused(LEAD, "2023-01-11", "hold SOC22-4 --attendee 'A. Lead'");
    assert_eq!(refusal.reason, Reason::AddressedElsewhere(vec!["Northumbria Police".into()]));
    desk.ask(LEAD, "2023-01-11", "status SOC22-4 review");
    assert_eq!(desk.recommendation("SOC22-4").inspectorate_status.as_deref(), Some("review"));
    assert!(desk.inspection("SOC22").response_missing().iter().all(|missing| !missing.contains("SOC22-4")));
}

#[test]
fn nothing_happens_in_the_future() {
    let desk = Desk::at(Stage::Approval);
    let refusal = desk.refused(DCC, "2023-12-30", "approve SOC22-1");
    assert_eq!(refusal.reason, Reason::InFuture { on: day("2023-12-30"), today: day("2023-12-29") });
}

#[test]
fn on_one_recommendation_the_day_never_goes_backwards() {
    let mut desk = Desk::at(Stage::Approval);
    let refusal = desk.refused(DCC, "2023-01-12", "approve SOC22-1");
    assert_eq!(refusal.reason, Reason::BackInTime { latest: day("2023-01-13") });
    desk.ask(LEAD, "2022-12-20", "status SOC22-2 open");
    desk.ask(DCC, "2023-01-13", "approve SOC22-1");
}

#[test]
fn a_document_is_recorded_once_also_where_its_title_was_corrected() {
    let recorded = |title: &str, sha256: &str| Request::RecordInspection {
        code: title.to_uppercase().parse().unwrap(),
        particulars: Particulars {
            title: title.into(),
            inspectorate: "HMICFRS".into(),
            published: day("2022-12-07"),
            kinds: Vec::new(),
            grades: Vec::new(),
            source: Some(Source { name: "response.txt".into(), sha256: sha256.into() }),
        },
    };
    let mut desk = Desk::opened();
    desk.grant(LEAD, "2022-12-07", &recorded("Vet22", "aa"));
    let again = desk.denied(LEAD, "2022-12-07", &recorded("Vetting22", "aa"));
    assert_eq!(again.reason, Reason::AlreadyThere("VET22".parse().unwrap()));
    desk.grant(LEAD, "2022-12-07", &recorded("Vetting22", "bb"));
}

#[test]
fn an_inspection_is_recorded_once() {
    let desk = Desk::received();
    let again = desk.refused(
        LEAD,
        "2023-01-11",
        "inspection add 'a regional  response to Serious and organised crime' --published 2022-12-07",
    );
    assert_eq!(again.reason, Reason::AlreadyThere("SOC22".parse().unwrap()));
    let other = "inspection add 'A regional response to serious and organised crime' --published 2022-12-08";
    assert_eq!(
        desk.read(other),
        desk.read(&format!("{other} --code SOC22B")),
        "a second code is proposed where the first is taken"
    );
    let taken = desk.refused(LEAD, "2023-01-11", &format!("{other} --code SOC22"));
    assert_eq!(taken.reason, Reason::CodeTaken);
}

#[test]
fn an_inspection_that_is_not_published_yet_is_not_recorded() {
    let desk = Desk::received();
    let line = "inspection add 'Custody' --published 2024-01-05";
    assert_eq!(desk.refused(LEAD, "2023-12-29", line).reason, Reason::PublishedInFuture(day("2024-01-05")));
    let line = "inspection add 'Custody' --published 2023-11-05";
    assert_eq!(desk.refused(LEAD, "2023-11-04", line).reason, Reason::BeforePublication(day("2023-11-05")));
}

#[test]
fn what_is_asked_again_carries_its_age() {
    let mut desk = Desk::received();
    for (code, published, earlier) in
        [("SOC23", "2023-05-01", "SOC22-1"), ("SOC23B", "2023-09-01", "SOC23-1")]
    {
        desk.ask(
            LEAD,
            published,
            &format!("inspection add 'Visit {code}' --code {code} --published {published}"),
        );
        let asking = "--kind recommendation --addressee 'Cleveland Police'";
        let add = format!("recommendation add {code} 'Finish it' {asking} --restates {earlier}");
        desk.ask(LEAD, published, &add);
    }
    let third = desk.recommendation("SOC23B-1");
    assert_eq!((third.times_asked, third.first_asked), (3, day("2022-12-07")));
}
