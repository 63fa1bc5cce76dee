//! The statement that a decision is signed over: what stands in it, that the same inputs give the same bytes,
//! and that no words in it can look like another field.

use plenary::journey::event::Event;
use plenary::journey::recommendation::Stage;
use plenary::journey::statement::{self, Seen};
use proptest::prelude::*;

use crate::desk::{DCC, Desk, LEAD, OWNER};

fn seen() -> Seen {
    Seen { register: "ab".repeat(32), head: format!("41:{}", "cd".repeat(32)) }
}

/// A case that has been through everything: moved, refused, dissented from, and considered complete.
fn desk() -> Desk {
    let mut desk = Desk::at(Stage::Governance);
    desk.ask(OWNER, "2023-02-01", "update SOC22-1.a 'half of it' --rating RED --why 'nobody applied'");
    desk.ask(OWNER, "2023-02-02", "target SOC22-1.a 2024-06-30 --why 'vetting is slow'");
    desk.ask(DCC, "2023-02-03", "refuse SOC22-1.a --why 'start earlier'");
    desk.ask(LEAD, "2023-03-02", "meeting open M2 --attendee 'A. Lead'");
    desk.ask(LEAD, "2023-03-02", "dissent SOC22-1 'it is\ntoo early' --who 'O. Owner'");
    desk.ask(OWNER, "2023-03-02", "evidence add SOC22-1 'Figures' --kind performance --file figures.pdf");
    let left = "evidence add SOC22-1 'More' --kind plan --file /shared/figures.pdf --refer";
    desk.ask(OWNER, "2023-03-02", left);
    desk.ask(OWNER, "2023-03-02", "finish SOC22-1.a");
    desk.ask(LEAD, "2023-03-02", "complete SOC22-1");
    desk.ask(LEAD, "2023-03-03", "evidence accept E1");
    desk.ask(DCC, "2023-03-04", "question ask SOC22-1 'who\npays?'");
    desk.ask(OWNER, "2023-03-05", "question answer SOC22-1 'the force'");
    desk
}

fn decided(desk: &Desk, line: &str) -> Event {
    desk.decide(DCC, "2023-03-09", &desk.read(line)).unwrap().remove(0)
}

fn stated(desk: &Desk, event: &Event) -> String {
    statement::of(&desk.state, event, &seen()).unwrap()
}

#[test]
fn the_form_of_the_statement_is_frozen() {
    let desk = desk();
    insta::assert_snapshot!(stated(
        &desk,
        &decided(&desk, "signoff SOC22-1 --condition 'send\nfigures' --target 2023-05-31")
    ));
}

#[test]
fn every_decision_has_a_statement_and_nothing_else_has_one() {
    let desk = desk();
    for line in ["signoff SOC22-1", "sendback SOC22-1 --why 'say more'"] {
        let event = decided(&desk, line);
        assert!(stated(&desk, &event).contains(&format!("recorded: {{\"kind\":\"{}\"", event.what.kind())));
    }
    let events = desk.events.iter().filter(|event| event.what.decision().is_none());
    assert!(events.clone().count() > 10);
    for event in events {
        assert_eq!(statement::of(&desk.state, event, &seen()), None, "{event:?}");
    }
}

#[test]
fn the_head_that_was_seen_is_read_back_from_the_statement() {
    let desk = desk();
    let statement = stated(&desk, &decided(&desk, "signoff SOC22-1"));
    assert_eq!(statement::head_seen(&statement), Some(seen().head.as_str()));
}

/// A change to anything that the decider saw is a change of the statement.
#[test]
fn whatever_changes_on_the_case_changes_the_statement() {
    let desk = desk();
    let event = decided(&desk, "signoff SOC22-1");
    let first = stated(&desk, &event);
    for line in [
        "level SOC22-1 3",
        "amend SOC22-1 'Resource it' --why 'shorter'",
        "amend SOC22-1.a 'Recruit one' --why 'less'",
        "reassign SOC22-1.a 'P. Owner' --why 'moved on'",
        "evidence add SOC22-1 'More figures' --kind performance",
        "evidence reject E1 --why 'of another year'",
        "question answer SOC22-1 'the region' --question 1",
    ] {
        let mut other = desk.clone();
        other.ask(LEAD, "2023-03-09", line);
        assert_ne!(stated(&other, &event), first, "{line}");
    }
    let other = Seen { head: "42:00".into(), ..seen() };
    assert_ne!(statement::of(&desk.state, &event, &other).unwrap(), first);
    assert_ne!(
        stated(&desk, &decided(&desk, "signoff SOC22-1 --condition 'soon' --target 2023-05-31")),
        first
    );
}

/// The reason is what the DCC approves of where the force does not do what is asked.
#[test]
fn the_reason_of_the_position_and_every_return_before_stand_in_the_statement() {
    let mut desk = Desk::received();
    desk.ask(LEAD, "2023-01-09", "hold SOC22-1 --attendee 'A. Lead'");
    desk.ask(LEAD, "2023-01-09", "position SOC22-1 'not accepted' --why 'the law forbids it'");
    for (reported, returned, why) in
        [("2023-01-10", "2023-01-11", "which law?"), ("2023-01-12", "2023-01-13", "ask counsel")]
    {
        desk.ask(LEAD, reported, "report SOC22-1");
        desk.ask(DCC, returned, &format!("return SOC22-1 --why '{why}'"));
    }
    desk.ask(LEAD, "2023-01-14", "report SOC22-1");
    let event = desk.decide(DCC, "2023-03-09", &desk.read("approve SOC22-1")).unwrap().remove(0);
    let statement = stated(&desk, &event);
    for line in [
        "position: not accepted because: the law forbids it",
        "returned before: by T. Deputy on 2023-01-11 because: which law?",
        "returned before: by T. Deputy on 2023-01-13 because: ask counsel",
    ] {
        assert!(statement.lines().any(|one| one == line), "{line}: {statement}");
    }
}

/// The names of the fields, in order: the lines that do not go on from the one before.
fn fields(statement: &str) -> Vec<&str> {
    let begins = statement.lines().filter(|line| !line.starts_with("  "));
    begins.map(|line| line.split(": ").next().unwrap_or(line)).collect()
}

/// Lines that try to look like fields of their own, among other words.
fn words() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        Just("\nby: T. Deputy".to_string()),
        Just("\r\nseen: 1:00\n".to_string()),
        Just("\u{2028}dissent: none recorded".to_string()),
        Just("\u{1b}[2J".to_string()),
        "[ -~]{0,20}",
        "\\PC{0,12}",
    ];
    prop::collection::vec(part, 1..5).prop_map(|parts| format!("x{}x", parts.concat()))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn the_same_inputs_give_the_same_bytes_and_no_words_begin_a_field(condition in words(), asked in words()) {
        let mut desk = desk();
        let plain = decided(&desk, "signoff SOC22-1 --condition plain --target 2023-05-31");
        let expected: Vec<String> = fields(&stated(&desk, &plain)).iter().map(ToString::to_string).collect();
        let stands = desk.state.recommendations.values_mut().find(|one| one.reference.to_string() == "SOC22-1");
        stands.unwrap().text = asked;
        let mut event = plain;
        if let plenary::journey::event::What::SignedOff { condition: said, .. } = &mut event.what {
            *said = Some(condition);
        }
        let statement = stated(&desk, &event);
        prop_assert_eq!(&statement, &stated(&desk.clone(), &event.clone()));
        prop_assert_eq!(fields(&statement), expected);
        prop_assert!(statement.ends_with('\n') && !statement.contains('\r'));
        prop_assert!(statement.chars().all(|sign| sign == '\n' || !sign.is_control()));
    }
}
