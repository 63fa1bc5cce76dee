//! Text that wants to steer a terminal: whatever argument or file it comes in, none of it comes out again.

use std::fs;

use plenary::journey::asking::{Ask, Need, VERBS};

use crate::binary::{Answer, Binary};
use crate::binary_every::{READING, begin};

/// Clears the screen, names the window, colours, deletes, turns the order of letters and hides some.
pub const HOSTILE: &str =
    " \u{1b}]0;owned\u{7}\u{1b}[2J\u{9b}31m\u{7f}\u{85}\u{202e}\u{2066}\u{200b}\u{feff}\r";

/// The first character that could do something, if there is one. Judged here by itself, not by the program's own rule.
pub fn harm(text: &str) -> Option<char> {
    text.chars().find(|character| match u32::from(*character) {
        0x0a => false,
        0..0x20 | 0x7f..0xa0 => true,
        0x200b..=0x200f | 0x202a..=0x202e | 0x2060..=0x2069 | 0xfeff => true,
        _ => false,
    })
}

/// Nothing in what it said could do anything; the line ends of CSV are `\r\n`.
#[track_caller]
pub fn assert_harmless(answer: &Answer) {
    for text in [&answer.out, &answer.err] {
        let found = harm(&text.replace("\r\n", "\n"));
        assert_eq!(found, None, "`{}` answered {text:?}", answer.asked.escape_debug());
    }
}

#[test]
fn hostile_words_in_every_request_are_recorded_as_harmless_text() {
    let (binary, steps) = begin(HOSTILE);
    for step in &steps {
        let answer = step.ask(&binary);
        assert_harmless(&answer);
        answer.done();
    }
    for question in READING {
        for form in ["", "--json", "--csv"] {
            let answer = binary.plain(&format!("{question} {form}"));
            assert_harmless(&answer);
            assert!(matches!(answer.code, Some(0 | 2)), "{answer:?}");
        }
    }
    let told = binary.plain("show SOC22-1").done();
    assert!(told.contains("Count the whole caseload \u{fffd}]0;owned"), "the words stay readable: {told}");
}

#[test]
fn hostile_words_in_any_argument_of_any_verb_are_harmless_in_what_is_answered() {
    let binary = Binary::governed();
    for verb in VERBS {
        let mut arguments: Vec<String> = verb.name.split(' ').map(String::from).collect();
        for field in verb.fields {
            match (field.need, field.ask) {
                (Need::Positional, _) => arguments.push(HOSTILE.into()),
                (_, Ask::Flag) => {}
                _ => arguments.extend([format!("--{}", field.name), HOSTILE.into()]),
            }
        }
        for form in ["--plain", "--json"] {
            let mut asked = arguments.clone();
            asked.extend(["--actor".into(), "A. Lead".into(), form.into()]);
            let answer = binary.run(&asked);
            assert_harmless(&answer);
            assert!(matches!(answer.code, Some(1..=3)), "{answer:?}");
        }
    }
}

#[test]
fn hostile_words_around_the_verbs_are_harmless_in_what_is_answered() {
    let binary = Binary::governed();
    let file = format!("response{HOSTILE}.txt");
    fs::write(binary.folder().join(&file), HOSTILE).unwrap();
    let copy = format!("copy{HOSTILE}");
    let other = format!("other{HOSTILE}");
    let bad_head = format!("1:{HOSTILE}");
    let asked: &[&[&str]] = &[
        &[HOSTILE],
        &["show", HOSTILE],
        &["show", "SOC22-1", HOSTILE],
        &["show", "SOC22-1", "--register", HOSTILE],
        &["list", "--register", HOSTILE, "--json"],
        &["list", "--stage", HOSTILE],
        &["list", "--after", HOSTILE],
        &["list", "--limit", HOSTILE],
        &["list", "--filter", HOSTILE, "--owner", HOSTILE, "--json"],
        &["history", HOSTILE],
        &["history", "--after", HOSTILE],
        &["verify", "--head", HOSTILE],
        &["verify", "--head", &bad_head],
        &["import", HOSTILE],
        &["import", &file],
        &["import", &file, "--json"],
        &["import", &file, "--code", HOSTILE],
        &["scheme", "adopt", &file, "--actor", "A. Lead"],
        &["scheme", "adopt", HOSTILE, "--actor", "A. Lead"],
        &["report", "SOC22-1", "--actor", HOSTILE],
        &["report", "SOC22-1", "--actor", "A. Lead", "--on", HOSTILE],
        &["backup", &copy],
        &["backup", &copy],
        &["backup", &other, "--json"],
        &["demo", "--register", &copy],
        &["man", "--to", HOSTILE],
        &["completions", HOSTILE],
        &["init", "--home", "A", "--me", "B", "--role", HOSTILE],
        &["init", "--home", "A", "--me", "B", "--role", "lead", "--scheme", &file],
        &["init", "--home", "A", "--me", "B", "--role", "lead", "--on", HOSTILE],
        &["init", "--home", HOSTILE, "--me", HOSTILE, "--role", "lead", "--register", "new", "--json"],
        &["init", "--home", "A", "--me", "B", "--role", "lead", "--register", HOSTILE],
    ];
    for arguments in asked {
        assert_harmless(&binary.run(arguments));
    }
}

#[test]
fn a_scheme_with_a_character_that_cannot_be_shown_is_refused() {
    let binary = Binary::opened();
    let example = include_str!("../../data/scheme.toml");
    for (place, hostile) in [
        ("name = \"Desk review\"", "name = \"\\u001b[2J\""),
        ("code = \"AMBER\"", "code = \"A\\u009b31m\""),
        ("definition = \"implemented\"", "definition = \"\\u202e\""),
        ("course = [\"the DCC signs off\", \"the force closes it\"", "course = [\"\\u007f\""),
        ("name = \"performance data\"", "name = \"\\u0007\""),
    ] {
        assert!(example.contains(place));
        let file = binary.folder().join("hostile.toml");
        fs::write(&file, example.replacen(place, hostile, 1)).unwrap();
        let answer = binary.ask("scheme adopt hostile.toml");
        assert_harmless(&answer);
        assert!(answer.refused().contains("holds a character that cannot be shown"));
        let init = "init --home A --me B --role lead --register new --scheme hostile.toml";
        let answer = binary.plain(init);
        assert_harmless(&answer);
        assert!(answer.refused().contains("holds a character that cannot be shown"));
    }
}

#[test]
fn what_a_hand_put_into_the_tables_is_harmless_in_what_is_answered() {
    let (binary, steps) = begin("");
    steps.iter().for_each(|step| drop(step.ask(&binary).done()));
    let conn = binary.tampering();
    let hostile = HOSTILE.trim();
    for (table, column) in
        [("recommendation", "text"), ("recommendation", "owner"), ("recommendation", "rating")]
    {
        conn.execute(&format!("UPDATE {table} SET {column} = ?1"), [hostile]).unwrap();
    }
    // Inside JSON a control character is escaped by whoever writes it; the others may stand there as they are.
    let raw = "\u{9b}31m\u{7f}\u{85}\u{202e}\u{200b}";
    for (table, column) in
        [("recommendation", "addressees"), ("recommendation", "actions"), ("stream", "state")]
    {
        let sql = format!("UPDATE {table} SET {column} = replace({column}, 'C', ?1 || 'C')");
        conn.execute(&sql, [raw]).unwrap();
    }
    drop(conn);
    for question in READING.iter().filter(|question| **question != "verify") {
        for form in ["", "--json", "--csv"] {
            assert_harmless(&binary.plain(&format!("{question} {form}")));
        }
    }
    let told = binary.plain("list --all --json").json();
    assert_eq!(told[0]["text"], hostile, "escaped, it still says what stands there");
    let verified = binary.plain("verify");
    assert_harmless(&verified);
    assert_eq!(verified.code, Some(3));
}
