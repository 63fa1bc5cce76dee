//! The statutory response (Police Act 1996, section 55) as sentences.

use plenary::journey::refusal::Reason;
use plenary::journey::response::Recipient;

use crate::desk::{Desk, LEAD, OFFICE, day};

/// Every recommendation answered and the chief officer heard.
fn ready() -> Desk {
    let mut desk = Desk::received();
    desk.ask(OFFICE, "2022-12-12", "response invite SOC22 2023-01-10");
    for number in 1..=3 {
        desk.ask(OFFICE, "2023-01-12", &format!("response answer SOC22-{number} 'the force recruits'"));
    }
    desk.ask(OFFICE, "2023-01-12", "response comments SOC22 'I agree with all of it'");
    desk
}

#[test]
fn the_last_day_counts_the_day_of_publication() {
    let clock = Desk::received().inspection("SOC22").clock(day("2023-02-02"));
    assert_eq!((clock.last_day, clock.days_left), (day("2023-01-31"), -2));
}

#[test]
fn what_is_missing_before_publication_is_listed() {
    let mut desk = Desk::received();
    desk.ask(OFFICE, "2023-01-12", "response answer SOC22-2 'the force recruits'");
    let refusal = desk.refused(OFFICE, "2023-01-20", "response publish SOC22 'our site'");
    let missing =
        ["an answer to `SOC22-1`", "an answer to `SOC22-3`", "the chief officer's comments, or a waiver"];
    assert_eq!(refusal.reason, Reason::ResponseMissing(missing.map(str::to_string).to_vec()));
}

#[test]
fn a_response_inside_the_clock_is_published_and_one_outside_is_late() {
    for (on, late) in [("2023-01-31", false), ("2023-02-01", true)] {
        let mut desk = ready();
        desk.ask(OFFICE, on, "response publish SOC22 'our site'");
        assert_eq!(desk.inspection("SOC22").response.published, Some(("our site".into(), day(on))));
        let told = desk.events.last().unwrap().what.in_words();
        assert_eq!(told.ends_with("(late)"), late, "{told}");
    }
}

#[test]
fn the_chief_officers_comments_may_be_waived_with_a_reason() {
    let mut desk = Desk::received();
    let mut request = desk.read("response waive SOC22 --why none");
    if let plenary::journey::request::Request::WaiveComments { reason, .. } = &mut request {
        *reason = " ".into();
    }
    assert_eq!(desk.denied(OFFICE, "2023-01-12", &request).reason, Reason::NoReason);
    desk.ask(OFFICE, "2023-01-12", "response waive SOC22 --why 'the post is vacant'");
    let comments = desk.inspection("SOC22").response.comments.as_ref().unwrap();
    assert_eq!((&comments.text, comments.deed.why.as_deref()), (&None, Some("the post is vacant")));
}

#[test]
fn comments_are_invited_by_a_day_after_publication() {
    let desk = Desk::received();
    let refusal = desk.refused(OFFICE, "2022-12-12", "response invite SOC22 2022-12-06");
    assert_eq!(refusal.reason, Reason::BeforePublication(day("2022-12-07")));
    let before = desk.refused(OFFICE, "2022-12-06", "response invite SOC22 2023-01-10");
    assert_eq!(before.reason, Reason::BeforePublication(day("2022-12-07")));
}

#[test]
fn only_a_recommendation_of_the_inspection_is_answered() {
    let desk = Desk::received();
    let refusal = desk.refused(OFFICE, "2023-01-12", "response answer SOC22-9 'the force recruits'");
    assert_eq!(refusal.reason, Reason::UnknownRecommendation);
}

#[test]
fn copies_are_received_only_after_publication() {
    let mut desk = ready();
    let early = desk.refused(OFFICE, "2023-01-20", "response receipt SOC22 inspectors");
    assert_eq!(early.reason, Reason::ResponseNotPublished);
    desk.ask(OFFICE, "2023-01-20", "response publish SOC22 'our site'");
    let before = desk.refused(OFFICE, "2023-01-19", "response receipt SOC22 inspectors");
    assert_eq!(before.reason, Reason::BackInTime { latest: day("2023-01-20") });
    desk.ask(OFFICE, "2023-01-21", "response receipt SOC22 inspectors");
    desk.ask(OFFICE, "2023-01-23", "response receipt SOC22 secretary-of-state");
    let receipts = &desk.inspection("SOC22").response.receipts;
    assert_eq!(receipts[&Recipient::Inspectors], day("2023-01-21"));
    assert_eq!(receipts[&Recipient::SecretaryOfState], day("2023-01-23"));
}

#[test]
fn a_published_response_is_worked_on_no_more() {
    let mut desk = ready();
    desk.ask(OFFICE, "2023-01-20", "response publish SOC22 'our site'");
    let refusal = desk.refused(OFFICE, "2023-01-21", "response answer SOC22-1 'something else'");
    assert_eq!(refusal.reason, Reason::ResponseAlreadyPublished);
}

#[test]
fn one_response_answers_for_two_inspections_with_the_same_findings() {
    let mut desk = Desk::received();
    desk.ask(LEAD, "2022-12-14", "inspection add 'The force itself' --code FOR22 --published 2022-12-14");
    desk.ask(OFFICE, "2022-12-20", "response same FOR22 SOC22 --why 'word for word'");
    assert_eq!(desk.inspection("FOR22").response.same_as, Some("SOC22".parse().unwrap()));
    let refusal = desk.refused(OFFICE, "2022-12-21", "response waive FOR22 --why 'no need'");
    assert_eq!(refusal.reason, Reason::AnsweredBy("SOC22".parse().unwrap()));
}

#[test]
fn two_inspections_never_wait_for_each_others_response() {
    let mut desk = Desk::received();
    desk.ask(LEAD, "2022-12-14", "inspection add 'The force itself' --code FOR22 --published 2022-12-14");
    let itself = desk.refused(OFFICE, "2022-12-20", "response same FOR22 FOR22 --why 'word for word'");
    assert_eq!(itself.reason, Reason::SameInspection);
    desk.ask(OFFICE, "2022-12-20", "response same FOR22 SOC22 --why 'word for word'");
    let back = desk.refused(OFFICE, "2022-12-20", "response same SOC22 FOR22 --why 'word for word'");
    assert_eq!((back.subject.as_str(), back.reason), ("FOR22", Reason::AnsweredBy("SOC22".parse().unwrap())));
    let unknown = desk.refused(OFFICE, "2022-12-20", "response same SOC22 ABC22 --why 'word for word'");
    assert_eq!(unknown.reason, Reason::UnknownInspection);
}

#[test]
fn the_reply_to_the_chief_officers_comments_is_kept_with_them() {
    let mut desk = Desk::received();
    desk.ask(OFFICE, "2023-01-12", "response waive SOC22 --why 'the post is vacant'");
    assert_eq!(
        desk.refused(OFFICE, "2023-01-13", "response reply SOC22 'we agree'").reason,
        Reason::NoComments
    );
    desk.ask(OFFICE, "2023-01-14", "response comments SOC22 'two posts are not enough'");
    desk.ask(OFFICE, "2023-01-15", "response reply SOC22 'we agree'");
    assert_eq!(desk.inspection("SOC22").response.reply.as_deref(), Some("we agree"));
}
