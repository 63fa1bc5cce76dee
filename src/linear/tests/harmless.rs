//! Whatever is typed or recorded: no panic, nothing recorded that was not agreed to, and nothing that a
//! screen reader or a dumb terminal could stumble over.

use std::sync::LazyLock;

use proptest::prelude::*;

use super::conversation::{Talking, lead};
use crate::ledger::filled::{self, LEAD, ask};
use crate::linear::Heard;

/// What a person might say, and what nobody would.
const WORDS: &[&str] = &[
    "",
    "1",
    "2",
    "3",
    "7",
    "12",
    "99",
    "b",
    "b",
    "q",
    "n",
    "?",
    "m",
    "r",
    "h",
    "l",
    "a",
    "g",
    "-",
    ".",
    ".b",
    ".e",
    ".u",
    ".l",
    "@",
    "@ deputy",
    ":",
    ": e",
    "/ over",
    "find x",
    "list stage:gov",
    "SOC22-1",
    "SOC22-4",
    "SOC22-4.a",
    "SOC22",
    "M2",
    "E1",
    "update",
    "approve SOC22-3",
    "agree",
    "position",
    "hold",
    "people add",
    "inspection add",
    "today",
    "30 June 2023",
    "O. Owner",
    "accepted",
    "words and words",
    "é警\u{1b}[2J\u{202e}x",
    "everything",
    "import",
    "import nowhere.txt",
    "last",
    "before",
    "first",
    "overview",
    "evidence",
    "why because",
];

/// Words that agree to something.
const AGREEING: &[&str] = &["y", "yes", "Y", "YES", "record", " yes "];

fn drawn(letter: char) -> bool {
    matches!(letter, '\u{2190}'..='\u{21FF}' | '\u{2300}'..='\u{27BF}' | '\u{2800}'..='\u{28FF}' | '·' | '•' | '…')
}

/// The transcript without what the person typed.
fn harmful(transcript: &str) -> Option<char> {
    transcript.chars().find(|letter| (letter.is_control() && *letter != '\n') || *letter == '\u{202e}')
}

/// How many events the register begins with.
static BEFORE: LazyLock<u64> = LazyLock::new(|| lead("q").events);

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_recorded_that_was_not_agreed_to(lines in prop::collection::vec(0..WORDS.len(), 1..60)) {
        let lines: Vec<Heard> = lines.into_iter().map(|index| Heard::Line(WORDS[index].into())).collect();
        let told = Talking::new().hears(lines);
        prop_assert_eq!(told.events, *BEFORE, "{}", told.transcript);
        prop_assert_eq!(harmful(&told.transcript), None);
    }

    #[test]
    fn random_lines_and_agreements_never_end_it_before_its_time(
        lines in prop::collection::vec((0..WORDS.len(), any::<bool>(), 0..AGREEING.len()), 1..60),
    ) {
        let said = |(index, agrees, which): (usize, bool, usize)| {
            let word = if agrees && index % 3 == 0 { AGREEING[which] } else { WORDS[index] };
            Heard::Line(word.into())
        };
        let told = Talking::new().wide(40).hears(lines.into_iter().map(said).collect());
        prop_assert!(told.transcript.ends_with("Left Plenary.\n"), "{}", told.transcript);
        prop_assert_eq!(harmful(&told.transcript), None);
    }
}

#[test]
fn nothing_is_drawn_in_any_view() {
    let told = lead(
        "SOC22-4\neverything\nactions\n1\nr\nb\nb\nhistory\nb\nlist\na\nSOC22\nmeetings\n@\nh\n? all\nupdate SOC22-4.a\nwords\n.\nb\ny\nq",
    );
    let drawn: String = told.transcript.chars().filter(|letter| drawn(*letter) && *letter != '…').collect();
    assert!(drawn.is_empty(), "{drawn}");
}

#[test]
fn hostile_words_are_said_as_words() {
    let told = Talking::new()
        .on(|folder| {
            let mut ledger = filled::filled(folder);
            let hostile = "cells\u{1b}]0,owned\u{7} and \u{202e}drawkcab";
            let given = [("ref", "SOC22-4.a"), ("text", hostile)];
            ask(&mut ledger, "2023-02-02", LEAD, "update", &given);
            ledger
        })
        .says("SOC22-4\nactions\n1\nh\n\u{1b}[31mred\nfind \u{9b}2J\n@ \u{1b}c\nupdate\n\u{1b}[2J\u{7}\n.\nb\ny\nq");
    assert_eq!(harmful(&told.transcript), None, "{}", told.transcript);
    told.says("drawkcab");
}

#[test]
fn a_document_that_cannot_be_imported_says_all_that_is_wrong() {
    let told = lead("import nowhere.txt\nq");
    told.says("It cannot be imported. Nothing was recorded:").says("`nowhere.txt`");
}
