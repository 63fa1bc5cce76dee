//! Questions of those who decide, as sentences: who asks, who answers, and that no decision waits for them.

use plenary::journey::people::Role;
use plenary::journey::recommendation::Stage;
use plenary::journey::refusal::Reason;

use crate::desk::{ACTING, DCC, Desk, EVERYTHING, LEAD, OTHER_LEAD, OWNER, READER};

const ON: &str = "2023-03-10";

fn asked() -> Desk {
    let mut desk = Desk::at(Stage::SignOff);
    desk.ask(LEAD, "2023-03-09", "evidence accept E1");
    desk.ask(DCC, ON, "question ask SOC22-1 'who pays after March?'");
    desk
}

#[test]
fn whoever_may_decide_asks_and_a_lead_or_an_owner_answers() {
    for by in [LEAD, OWNER] {
        let mut desk = asked();
        assert_eq!(desk.first().open_questions().count(), 1);
        desk.ask(by, "2023-03-11", "question answer SOC22-1 'the region'");
        let question = &desk.first().questions[0];
        assert_eq!((question.number, question.text.as_str()), (1, "who pays after March?"));
        assert_eq!((question.asked.by.as_str(), question.replies[0].deed.by.as_str()), (DCC, by));
        assert_eq!(desk.first().open_questions().count(), 0);
    }
}

#[test]
fn nobody_asks_who_does_not_decide_on_it() {
    let desk = Desk::at(Stage::SignOff);
    let ask = "question ask SOC22-1 'who pays?'";
    assert_eq!(desk.refused(LEAD, ON, ask).reason, Reason::NothingToDecide(LEAD.into()));
    assert!(matches!(desk.refused(READER, ON, ask).reason, Reason::LacksRole { .. }));
    assert!(matches!(desk.refused(DCC, ON, "question answer SOC22-1 'x'").reason, Reason::LacksRole { .. }));
    let governed = Desk::at(Stage::Governance);
    assert_eq!(governed.refused(DCC, ON, ask).reason, Reason::NothingToDecide(DCC.into()));
}

#[test]
fn whoever_proposed_it_decides_nothing_and_so_asks_nothing_whatever_the_roles() {
    let mut desk = Desk::at(Stage::Governance);
    desk.ask(LEAD, "2023-03-02", "meeting open M2 --attendee 'A. Lead'");
    desk.ask(OWNER, "2023-03-02", "finish SOC22-1.a").ask(EVERYTHING, "2023-03-02", "complete SOC22-1");
    let own = desk.refused(EVERYTHING, ON, "question ask SOC22-1 'who pays?'");
    assert_eq!(own.reason, Reason::NothingToDecide(EVERYTHING.into()));
    desk.ask(ACTING, ON, "question ask SOC22-1 'who pays?'");
}

/// An extension that another lead grants is that lead's to ask about.
#[test]
fn a_lead_asks_about_what_the_scheme_leaves_to_leads() {
    use plenary::journey::scheme::{Granter, Step};
    let mut desk = Desk::at(Stage::Governance);
    let step = Step { moves: None, days: Some(400), granted_by: Granter::Lead };
    desk.state.register.scheme.extension.steps = vec![step];
    desk.ask(LEAD, ON, "target SOC22-1.a 2023-12-30 --why 'vetting'");
    let own = desk.refused(LEAD, ON, "question ask SOC22-1 'how long?'");
    assert_eq!(own.reason, Reason::NothingToDecide(LEAD.into()));
    desk.ask(OTHER_LEAD, ON, "question ask SOC22-1 'how long?'");
    assert!(desk.state.register.person(OTHER_LEAD).unwrap().holds(Role::Lead, desk.today));
}

#[test]
fn a_question_keeps_nobody_from_deciding() {
    let mut desk = asked();
    desk.ask(DCC, ON, "signoff SOC22-1");
    assert_eq!(desk.first().stage, Stage::Submission);
    desk.ask(LEAD, "2023-03-11", "question answer SOC22-1 'the region'");
}

#[test]
fn of_several_questions_it_is_said_which_is_answered_and_a_second_answer_stays_beside_the_first() {
    let mut desk = asked();
    desk.ask(DCC, ON, "question ask SOC22-1 'and who signs?'");
    let which = desk.refused(LEAD, ON, "question answer SOC22-1 'the region'");
    assert_eq!(which.reason, Reason::SeveralQuestions(vec![1, 2]));
    desk.ask(LEAD, ON, "question answer SOC22-1 'the region' --question 1");
    desk.ask(LEAD, ON, "question answer SOC22-1 'the chief'");
    desk.ask(LEAD, "2023-03-12", "question answer SOC22-1 'the county' --question 1");
    let said: Vec<_> = desk.first().questions[0].replies.iter().map(|reply| reply.text.as_str()).collect();
    assert_eq!(said, ["the region", "the county"]);
    assert_eq!(desk.first().answered(DCC).unwrap().text, "the county");
    assert_eq!(desk.refused(LEAD, "2023-03-12", "question answer SOC22-1 'x'").reason, Reason::NoQuestion);
    let none = desk.refused(LEAD, "2023-03-12", "question answer SOC22-1 'x' --question 7");
    assert_eq!(none.reason, Reason::UnknownQuestion(7));
}

#[test]
fn nothing_waits_on_what_is_closed() {
    let mut desk = asked();
    desk.ask(LEAD, ON, "level SOC22-1 1").ask(DCC, ON, "signoff SOC22-1");
    assert_eq!((desk.first().stage, desk.first().open_questions().count()), (Stage::Closed, 0));
}

#[test]
fn a_question_is_among_what_is_read_before_deciding_and_in_the_case() {
    let desk = asked();
    let lines = plenary::briefing::decision::about(desk.first(), DCC);
    let waits = "question 1 of T. Deputy waits for an answer: who pays after March?";
    assert!(lines.contains(&waits.to_string()), "{lines:?}");
    let decided = plenary::briefing::case::decided(desk.first());
    assert!(decided.iter().any(|line| line.contains("who pays after March?")), "{decided:?}");
}
