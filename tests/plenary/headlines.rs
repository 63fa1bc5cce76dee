//! A refusal wins every headline: a table of what was refused, returned or sent back, over the places where it is told.
//! The screens have tests of their own.

use std::io::Write;
use std::process::Stdio;

use crate::binary::{Binary, DCC, LEAD, OWNER};
use crate::signatures::Desk;

/// What came back, and the words that stand first of it.
struct Back {
    binary: Binary,
    /// In large, with who, when and why.
    large: &'static str,
}

fn returned() -> Back {
    let binary = Binary::reported();
    binary.ask_as(DCC, "return SOC22-1 --why 'who counts?'").done();
    Back { binary, large: "RETURNED by T. Deputy on 11 Jan 2023 (unsigned): who counts?" }
}

fn sent_back() -> Back {
    let binary = Desk::waiting().binary;
    binary.ask_as(DCC, "sendback SOC22-1 --why 'count again'").done();
    Back { binary, large: "SENT BACK by T. Deputy on 12 Jan 2023 (unsigned): count again" }
}

fn closing_refused() -> Back {
    let binary = Binary::governed();
    binary.ask("withdraw SOC22-1 --why 'nobody counts'").done();
    binary.ask_as(DCC, "refuse SOC22-1 --why 'somebody must'").done();
    let large = "REFUSED: closing, by T. Deputy on 11 Jan 2023 (unsigned): somebody must";
    Back { binary, large }
}

fn later_date_refused() -> Back {
    let binary = Binary::governed();
    binary.ask_as(OWNER, "target SOC22-1.a 2023-12-15 --why 'slower than thought'").done();
    binary.ask_as(DCC, "refuse SOC22-1.a --why 'start earlier'").done();
    let large = "REFUSED: a later date of a, by T. Deputy on 11 Jan 2023 (unsigned): start earlier";
    Back { binary, large }
}

fn returned_by_the_inspectorate() -> Back {
    let desk = Desk::waiting();
    let mut binary = desk.binary;
    std::fs::write(
        binary.folder().join("level.toml"),
        include_str!("../../data/scheme.toml").replace("signed = [\"signoff\"]", ""),
    )
    .unwrap();
    binary.ask("scheme adopt level.toml").done();
    binary.ask("level SOC22-1 2").done();
    binary.ask_as(OWNER, "evidence add SOC22-1 'Figures' --kind performance").done();
    binary.ask("evidence accept E1").done();
    binary.ask_as(DCC, "signoff SOC22-1").done();
    binary.on = "2023-01-13";
    binary.ask("submit SOC22-1").done();
    binary.ask("verdict SOC22-1 returned --why 'show the nights'").done();
    Back { binary, large: "RETURNED by the inspectorate on 13 Jan 2023: show the nights" }
}

/// What plain lines say of the recommendation when it is opened.
fn in_plain_lines(binary: &Binary, words: &str) -> String {
    let mut command = binary.command();
    command.args(["linear", "--actor", LEAD, "--on", binary.on]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut running = command.spawn().unwrap();
    running.stdin.take().unwrap().write_all(words.as_bytes()).unwrap();
    String::from_utf8(running.wait_with_output().unwrap().stdout).unwrap()
}

/// The lines of a paper that are headings of the second level.
fn headings(paper: &str) -> impl Iterator<Item = &str> {
    paper.lines().filter_map(|line| line.strip_prefix("## "))
}

#[test]
fn what_was_refused_returned_or_sent_back_stands_first_wherever_it_is_told() {
    let all =
        [returned(), sent_back(), closing_refused(), later_date_refused(), returned_by_the_inspectorate()];
    for Back { binary, large } in all {
        let word = large.split([':', ' ']).next().unwrap().to_string();
        let word = if word == "SENT" { "SENT BACK".to_string() } else { word };
        let asked = |words: &str| binary.ask(words).done();

        let story = asked("show SOC22-1");
        assert_eq!(story.lines().nth(1), Some(large), "show: {story}");

        let paper = asked("brief recommendation SOC22-1");
        assert_eq!(headings(&paper).next(), Some(large), "the story: {paper}");

        let paper = asked("brief signoff SOC22-1");
        assert!(paper.contains(&format!("\n# {word}: SOC22-1, sign-off paper\n")), "the title: {paper}");
        // Whether it is signed stands second there where the refusal is the last decision.
        let unproved = large.replace(" (unsigned)", "");
        assert_eq!(headings(&paper).next(), Some(unproved.as_str()), "the sign-off paper: {paper}");
        assert!(headings(&paper).nth(1).is_some(), "the state of its signature: {paper}");

        let inspection = asked("brief inspection SOC22");
        let row = inspection.lines().find(|line| line.starts_with("| SOC22-1 |")).unwrap();
        let stands = row.trim_end_matches([' ', '|']).rsplit('|').next().unwrap().trim();
        let first = large.split(" on ").next().unwrap().to_lowercase();
        let first = first.trim_start_matches("refused: ").replace(", by ", " refused by ");
        assert!(stands.to_lowercase().starts_with(&first), "the inspection: {row}");

        let told = in_plain_lines(&binary, "SOC22-1\n");
        assert!(told.contains(&format!("\nSOC22-1, {word}, ")), "plain lines: {told}");
        let list = asked("list");
        assert!(list.contains(&format!("{word}: Count")), "the list: {list}");
        let told = in_plain_lines(&binary, "list\n");
        let row = told.lines().find_map(|line| line.strip_prefix("1. SOC22-1, ")).unwrap_or_default();
        let first = row.split(", ").next().unwrap();
        assert!(first.ends_with(&word), "the register in plain lines: {told}");
    }
}

#[test]
fn the_inspectorates_return_is_overcome_once_it_is_signed_off_again_and_not_before() {
    let Back { binary, large, .. } = returned_by_the_inspectorate();
    let told = |words: &str| binary.plain(words).done();
    binary.ask("complete SOC22-1").done();
    assert!(told("show SOC22-1").contains(large) && told("list").contains("RETURNED: Count"), "it waits");
    binary.ask_as(DCC, "signoff SOC22-1").done();
    for place in ["show SOC22-1", "list", "brief recommendation SOC22-1"] {
        let said = told(place);
        assert!(!said.contains("RETURNED"), "{place}: {said}");
    }
}

#[test]
fn on_the_desk_a_refusal_stands_before_why_an_item_is_there() {
    let Back { binary, .. } = sent_back();
    binary.ask("agree SOC22-1 'Count again' --owner 'O. Wner' --target 2023-06-30").done();
    binary.ask_as(OWNER, "target SOC22-1.b 2023-12-15 --why 'slower than thought'").done();
    let told = binary.ask_as(DCC, "desk").done();
    let at = |words: &str| told.find(words).unwrap_or_else(|| panic!("`{words}` is not in {told}"));
    assert!(at("sent back by T. Deputy") < at("past its date"), "{told}");
    let item = binary.ask_as(DCC, "desk SOC22-1.b").done();
    assert!(item.contains("\nRefused before\n  sent back by T. Deputy on 12 Jan 2023"), "{item}");
}

#[test]
fn what_waits_is_told_in_large_under_what_was_refused() {
    let Back { binary, .. } = sent_back();
    binary.ask("agree SOC22-1 'Count again' --owner 'O. Wner' --target 2023-06-30").done();
    binary.ask_as(OWNER, "target SOC22-1.b 2023-12-15 --why 'slower than thought'").done();
    for paper in ["signoff", "recommendation"] {
        let told = binary.plain(&format!("brief {paper} SOC22-1")).done();
        let first: Vec<_> = headings(&told).take(2).collect();
        assert_eq!(
            first,
            [
                "SENT BACK by T. Deputy on 12 Jan 2023 (unsigned): count again",
                "NOT DECIDED: extension of b to 15 Dec 2023 waits since 12 Jan 2023",
            ],
            "{told}"
        );
    }
    let told = binary.plain("brief signoff SOC22-1").done();
    let before =
        "The last decision before that: sent back by the DCC (unsigned), by T. Deputy on 12 Jan 2023, event ";
    assert!(told.contains(before) && !told.contains("## UNSIGNED"), "{told}");
}

#[test]
fn a_later_date_that_waits_is_not_hidden_by_one_that_was_granted() {
    let mut binary = Binary::governed();
    binary.ask_as(OWNER, "target SOC22-1.a 2023-12-15 --why 'slower than thought'").done();
    binary.ask_as(DCC, "grant SOC22-1.a").done();
    binary.on = "2023-01-12";
    binary.ask_as(OWNER, "target SOC22-1.a 2024-06-28 --why 'slower still'").done();
    let told = binary.plain("brief signoff SOC22-1").done();
    let first = "\n## NOT DECIDED: extension of a to 28 Jun 2024 waits since 12 Jan 2023\n\nO. Wner asked for it on 12 Jan 2023: slower still.\n\n\
                 The last decision before that: extension of a to 15 Dec 2023 granted (unsigned), by T. Deputy on 11 Jan 2023, event ";
    assert!(told.contains(first) && !told.contains("UNSIGNED\n"), "{told}");
}
