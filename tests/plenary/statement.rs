//! The statement that a decision is signed over: what stands in it, that the same inputs give the same bytes,
//! and that no words in it can look like another field.

use chrono::NaiveDate;
use plenary::journey::condition::ConditionOf;
use plenary::journey::event::{Event, What};
use plenary::journey::inspection::Deadline;
use plenary::journey::recommendation::{
    Answer, Deed, Ending, Extension, Minuted, Move, Recommendation, Refused, RefusedWithdrawal, Stage,
    Withdrawal,
};
use plenary::journey::reference::EvidenceRef;
use plenary::journey::scheme::{Level, Verifier};
use plenary::journey::statement::{self, Openings, Seen};
use plenary::journey::text::clean;
use proptest::prelude::*;
use serde::Deserialize;
use serde_json::Value;

use crate::desk::{DCC, Desk, LEAD, OWNER};

fn seen() -> Seen {
    let opened = vec![(EvidenceRef(2), "2023-03-08".parse().unwrap())];
    Seen { register: "ab".repeat(32), head: format!("41:{}", "cd".repeat(32)), opened }
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
    let about = "--marking OFFICIAL --dated 2023-02-28 --source 'the crime desk'";
    desk.ask(
        OWNER,
        "2023-03-02",
        &format!("evidence add SOC22-1 'Posts' --kind plan {about} --held 'shared drive'"),
    );
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
        let stated = stated(&desk, &event);
        let recorded = format!("recorded: {{\"kind\":\"{}\"", event.what.kind());
        assert!(stated.lines().last().unwrap().starts_with(&recorded), "{stated}");
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

/// Whoever decides may open more while the statement is read; what was signed still says what stood when it was made.
#[test]
fn the_statement_says_what_the_decider_had_opened_by_the_head_that_it_saw() {
    let mut desk = desk();
    let on = "2023-03-08";
    let begun = desk.events.len();
    desk.ask(DCC, on, "evidence open E2").ask(DCC, "2023-03-09", "evidence open E2");
    desk.ask(LEAD, on, "evidence open E4");
    let event = decided(&desk, "signoff SOC22-1");
    let openings = Openings::among((1..).zip(&desk.events));
    let by = |until: usize| {
        let opened = openings.by(DCC, &event.stream, until as u64);
        statement::of(&desk.state, &event, &Seen { opened, ..seen() }).unwrap()
    };
    let says = |statement: &str| {
        let about = |line: &&str| line.starts_with("file: E2") || line.starts_with("file: E4");
        statement
            .lines()
            .filter(about)
            .map(|line| line.split(";").next().unwrap().to_string())
            .collect::<Vec<_>>()
    };
    let unread = "file: E4 not opened by T. Deputy".to_string();
    for (until, read) in [
        (begun, "file: E2 not opened by T. Deputy"),
        (begun + 1, "file: E2 opened by T. Deputy on 2023-03-08"),
        (begun + 2, "file: E2 opened by T. Deputy on 2023-03-09"),
        (begun + 3, "file: E2 opened by T. Deputy on 2023-03-09"),
    ] {
        assert_eq!(says(&by(until)), [read.to_string(), unread.clone()], "{until}");
    }
}

/// On the paper alone it is not made anew: then it must be this decision with this reason, no less and no more.
#[test]
fn nobody_makes_a_reason_shorter_or_longer_or_puts_another_record_beside_the_one_that_counts() {
    let desk = desk();
    let event = decided(&desk, "sendback SOC22-1 --why 'say more\nand sooner'");
    let whole = stated(&desk, &event);
    assert!(statement::is_of(&whole, &event), "{whole}");
    let recorded = whole.lines().last().unwrap();
    for (from, to) in [
        ("reason: say more\n  and sooner\n", "reason: say more\n"),
        ("reason: say more\n  and sooner\n", "reason: say more\n  and sooner\n  or never\n"),
        ("reason: say more\n  and sooner\n", ""),
        ("\nby: T. Deputy\n", "\nby: A. Lead\nby: T. Deputy\n"),
        ("\non: 2023-03-09\n", "\non: 2023-03-10\n"),
        ("\ndecision: SOC22-1: ", "\ndecision: SOC22-2: "),
        (recorded, "recorded: {\"kind\":\"SignedOff\",\"body\":{}}"),
        (recorded, &format!("{recorded}\nrecorded: {{\"kind\":\"SignedOff\",\"body\":{{}}}}")),
        (recorded, &format!("  {recorded}")),
    ] {
        let other = whole.replacen(from, to, 1);
        assert!(other != whole && !statement::is_of(&other, &event), "{to}: {other}");
    }
    let plain = decided(&desk, "signoff SOC22-1");
    let whole = stated(&desk, &plain);
    let other = whole.replacen("\non: 2023-03-09\n", "\non: 2023-03-09\nreason: it is splendid\n", 1);
    assert!(statement::is_of(&whole, &plain), "{whole}");
    // A field that says why, and is none of the record's.
    let mut reasoned = plain.clone();
    reasoned.why = Some("it is splendid".into());
    assert!(statement::is_of(&other, &reasoned) && !statement::is_of(&whole, &reasoned));
}

/// A level holds a row of the scheme as it was awarded: a person reads each of its fields.
#[test]
fn every_field_of_the_level_stands_in_words() {
    let mut desk = desk();
    let event = decided(&desk, "signoff SOC22-1");
    let first = stated(&desk, &event);
    let stands = |desk: &mut Desk, change: &dyn Fn(&mut Level)| {
        let mut other = desk.clone();
        let all = other.state.recommendations.values_mut();
        let one = all.into_iter().find(|one| one.reference.to_string() == "SOC22-1").unwrap();
        change(one.level.as_mut().unwrap());
        stated(&other, &event)
    };
    let changes: [&dyn Fn(&mut Level); 9] = [
        &|level| level.code = "9".into(),
        &|level| level.name = "another".into(),
        &|level| level.course.push("and wait".into()),
        &|level| level.required_evidence.clear(),
        &|level| level.signs = "the chief constable".into(),
        &|level| level.verified_by = Verifier::Fieldwork,
        &|level| level.verdict_needed = !level.verdict_needed,
        &|level| level.valid_from = Some("2023-01-01".parse().unwrap()),
        &|level| level.source_note = "another letter".into(),
    ];
    let all: Vec<_> = changes.into_iter().map(|change| stands(&mut desk, change)).collect();
    assert!(all.iter().all(|other| *other != first && !other.contains("level: {")), "{all:?}");
}

/// Nobody looks for it in the case: what is granted is what the decision says.
#[test]
fn a_decision_on_a_later_date_or_an_end_says_which_in_its_words_and_in_its_record() {
    let mut desk = Desk::at(Stage::Governance);
    desk.ask(OWNER, "2023-02-02", "target SOC22-1.a 2024-06-28 --why 'vetting is slow'");
    desk.ask(LEAD, "2023-02-02", "withdraw SOC22-1 --why 'the region does it'");
    for (line, said, recorded) in [
        (
            "grant SOC22-1.a",
            "extension of a to 28 Jun 2024 granted",
            r#"{"kind":"ExtensionGranted","body":{"action":"a","to":"2024-06-28"}}"#,
        ),
        (
            "refuse SOC22-1.a --why 'start earlier'",
            "extension of a to 28 Jun 2024 refused",
            r#"{"kind":"ExtensionRefused","body":{"action":"a","to":"2024-06-28"}}"#,
        ),
        (
            "grant SOC22-1",
            "closing as no longer applicable granted by the DCC",
            r#"{"kind":"WithdrawalGranted","body":{"ending":"no_longer_applicable"}}"#,
        ),
        (
            "refuse SOC22-1 --why 'not yet'",
            "closing as no longer applicable refused by the DCC",
            r#"{"kind":"WithdrawalRefused","body":{"ending":"no_longer_applicable"}}"#,
        ),
    ] {
        let statement = stated(&desk, &decided(&desk, line));
        for line in [format!("decision: SOC22-1: {said}"), format!("recorded: {recorded}")] {
            assert!(statement.lines().any(|one| one == line), "{line}: {statement}");
        }
    }
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

/// The confirm tells the case by its statement alone: nothing that a DCC weighs is left out of it.
#[test]
fn what_the_inspectorate_returned_what_was_reopened_and_what_lapsed_stand_in_the_statement() {
    let mut desk = Desk::at(Stage::Submission);
    desk.ask(LEAD, "2023-04-01", "submit SOC22-1");
    desk.ask(LEAD, "2023-05-01", "verdict SOC22-1 returned --why 'show the nights'");
    let more = "agree SOC22-1 'Count the nights' --owner 'O. Owner' --target 2023-08-31";
    desk.ask(LEAD, "2023-05-02", more);
    desk.ask(OWNER, "2023-05-03", "target SOC22-1.b 2024-06-30 --why 'vetting is slow'");
    desk.ask(OWNER, "2023-05-04", "finish SOC22-1.b");
    desk.ask(LEAD, "2023-05-05", "complete SOC22-1");
    let event = desk.decide(DCC, "2023-05-06", &desk.read("sendback SOC22-1 --why x")).unwrap().remove(0);
    let first = stated(&desk, &event);
    let lapsed = "date: b extension to 2024-06-30 asked by O. Owner on 2023-05-03 because: vetting is slow";
    let returned = "returned by the inspectorate: recorded by A. Lead on 2023-05-01 because: show the nights";
    for line in [lapsed, "lapsed: b to 2024-06-30 on 2023-05-04", returned] {
        assert!(first.lines().any(|one| one == line), "{line}: {first}");
    }
    desk.ask(DCC, "2023-05-06", "signoff SOC22-1").ask(LEAD, "2023-05-07", "submit SOC22-1");
    desk.ask(LEAD, "2023-05-08", "verdict SOC22-1 closed");
    desk.ask(LEAD, "2023-05-09", "reopen SOC22-1 --why 'the posts are vacant again'");
    desk.ask(LEAD, "2023-05-10", "withdraw SOC22-1 --why 'nothing is left'");
    let event = desk.decide(DCC, "2023-05-11", &desk.read("grant SOC22-1")).unwrap().remove(0);
    let line = "reopened: by A. Lead on 2023-05-09 because: the posts are vacant again";
    assert!(stated(&desk, &event).lines().any(|one| one == line), "{}", stated(&desk, &event));
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
        if let What::SignedOff { condition: said, .. } = &mut event.what {
            *said = Some(condition);
        }
        let statement = stated(&desk, &event);
        prop_assert_eq!(&statement, &stated(&desk.clone(), &event.clone()));
        prop_assert_eq!(fields(&statement), expected);
        prop_assert!(statement.ends_with('\n') && !statement.contains('\r'));
        prop_assert!(statement.chars().all(|sign| sign == '\n' || !sign.is_control()));
    }
}

/// The case with something in every field that a statement tells: those that `desk` leaves empty are filled.
fn full(desk: &Desk) -> Recommendation {
    let all = desk.state.recommendations.values();
    let mut case = all.into_iter().find(|one| one.reference.to_string() == "SOC22-1").unwrap().clone();
    let on: NaiveDate = "2023-03-05".parse().unwrap();
    let deed = || Deed { by: LEAD.into(), on, why: Some("why".into()), signed: None };
    let wish = || Withdrawal { ending: Ending::NoLongerApplicable, superseded_by: None, asked: deed() };
    let text = || "text".to_string();
    case.deadline = Some(Deadline { words: text(), date: None });
    case.position_taken = Some(deed());
    for fate in [&mut case.reported, &mut case.approved, &mut case.completed, &mut case.submission_returned] {
        *fate = Some(deed());
    }
    case.reopened = Some(deed());
    (case.returns, case.sendings_back) = (vec![deed()], vec![deed()]);
    (case.condition, case.withdrawal) = (Some(text()), Some(wish()));
    case.withdrawals_refused = vec![RefusedWithdrawal { wish: wish(), deed: deed() }];
    case.answers = vec![Answer { body: text(), text: text(), on }];
    case.decisions = vec![Minuted { text: text(), meeting: "M2".parse().unwrap(), on }];
    let action = &mut case.actions[0];
    action.moves = vec![Move { from: on, to: on, asked: deed(), granted: Some(deed()) }];
    let refused = Refused { to: on, asked: deed(), deed: deed() };
    (action.refused, action.lapsed) = (vec![refused.clone()], vec![refused]);
    action.extension = Some(Extension { to: on, asked: deed(), of: Default::default() });
    action.condition = Some(ConditionOf::Approval);
    case.evidence[0].offered = deed();
    case.evidence[1].accepted = Some(deed());
    case.evidence[2].rejected = Some(deed());
    case.level.as_mut().unwrap().required_evidence = vec![text(), text()];
    case
}

/// Puts words into every place of a case that takes any.
fn put(words: &str, case: &mut Value) -> usize {
    fn places(value: &Value, at: &str, found: &mut Vec<String>) {
        match value {
            Value::Object(fields) => {
                fields.iter().for_each(|(name, value)| places(value, &format!("{at}/{name}"), found));
            }
            Value::Array(items) => {
                (0..)
                    .zip(items)
                    .for_each(|(n, value): (usize, _)| places(value, &format!("{at}/{n}"), found));
            }
            // Plenary itself counts out the hash.
            Value::String(_) if !at.ends_with("/sha256") => found.push(at.to_string()),
            _ => {}
        }
    }
    let (mut found, mut free) = (Vec::new(), 0);
    places(case, "", &mut found);
    for place in found {
        let before = case.pointer(&place).unwrap().clone();
        *case.pointer_mut(&place).unwrap() = words.into();
        match Recommendation::deserialize(&*case) {
            Ok(_) => free += 1,
            Err(_) => *case.pointer_mut(&place).unwrap() = before,
        }
    }
    free
}

/// What begins the words that somebody wrote.
const WROTE: &str = "\u{2603}";

/// A statement with these words wherever somebody may write: its fields but for the record, which is exact as it is.
fn with_words(desk: &Desk, words: &str) -> Vec<String> {
    let words = format!("{WROTE}; \": {words} x");
    let mut case = serde_json::to_value(full(desk)).unwrap();
    let free = put(&words, &mut case);
    assert!(free > 50, "{free}");
    let case = Recommendation::deserialize(case).unwrap();
    let mut event = decided(desk, "signoff SOC22-1 --condition plain --target 2023-05-31");
    (event.by, event.why) = (words.clone(), Some(words.clone()));
    let What::SignedOff { condition, tracked: Some(tracked), .. } = &mut event.what else { panic!() };
    (*condition, tracked.owner) = (Some(words.clone()), words.clone());
    let mut desk = desk.clone();
    let place = desk.state.recommendations.values_mut().find(|one| one.reference == case.reference);
    *place.unwrap() = case;
    let stated = stated(&desk, &event).replace("\n  ", " ");
    let quoted = serde_json::to_string(&*clean(&words)).unwrap();
    let fields = stated.lines().filter(|field| !field.starts_with("recorded: "));
    fields.map(|field| field.replace(&*quoted, "NAME")).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(100) })]

    /// So nobody writes who granted, refused or judged into the field of another: what the program says is the same
    /// whatever is written, and stands before it.
    #[test]
    fn nothing_of_the_program_stands_behind_what_somebody_wrote(words in words(), at in 0..100_usize) {
        let desk = desk();
        let plain = with_words(&desk, "plain");
        // The words of another field are the best to take for one.
        let other = plain[at % plain.len()].clone();
        for words in [words, format!("because: {other}"), format!("\n{other}\n  {other}")] {
            let stated = with_words(&desk, &words);
            prop_assert_eq!(stated.len(), plain.len());
            let written = clean(&format!("{WROTE}; \": {words} x")).replace('\n', " ");
            for (field, plain) in stated.iter().zip(&plain) {
                let said = |field: &str| field.split(WROTE).next().unwrap_or_default().to_string();
                prop_assert_eq!(said(field), said(plain));
                let rest = &field[said(field).len()..];
                prop_assert!(rest.is_empty() || rest == written, "{}: {}", field, written);
            }
        }
    }
}
