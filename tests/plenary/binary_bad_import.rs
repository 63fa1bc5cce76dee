//! Documents that cannot be imported: all that is wrong is told at once, each with its line, and nothing is recorded.

use std::fs;

use crate::binary::{Answer, Binary};
use crate::binary_hostile::assert_harmless;

const HEAD: &str =
    "Title of Inspection \u{2013} A Practice Inspection\n\nDate Inspection Published \u{2013} ";
const ASKED: &str = "\n\nDorset areas for improvement\n\nThe force should count.\n";

fn dorset() -> Binary {
    let binary = Binary::bare();
    binary.plain("init --home 'Dorset Police' --me 'A. Lead' --role lead --on 2022-12-01").done();
    binary
}

/// Asks three times: for a look, for JSON, and to record it. All three are refused with the same words.
fn refused(binary: &Binary, file: &str) -> String {
    let head = binary.head();
    let answers = ["", "--json", "--accept"].map(|form| {
        let arguments: Vec<&str> = ["import", file].into_iter().chain(form.split_whitespace()).collect();
        let answer = binary.run(&arguments);
        assert_harmless(&answer);
        answer.refused()
    });
    assert_eq!(binary.head(), head, "`{file}` was refused and something was recorded");
    assert!(answers.iter().all(|told| *told == answers[0]));
    answers.into_iter().next().unwrap()
}

#[test]
fn every_bad_document_is_told_of_with_all_its_lines_and_records_nothing() {
    let binary = dorset();
    let folder = binary.folder();
    let two_hundred_mb = fs::File::create(folder.join("200-mb.txt")).unwrap();
    two_hundred_mb.set_len(200 << 20).unwrap();
    let documents: Vec<(&str, Vec<u8>)> = vec![
        ("empty.txt", Vec::new()),
        ("white-space.txt", b" \n\n\t\n".to_vec()),
        ("binary.txt", vec![0x7f, b'E', b'L', b'F', 0, 1, 2, 0]),
        ("document.docx", b"PK\x03\x04 and so on".to_vec()),
        ("document.pdf", b"%PDF-1.7 and so on".to_vec()),
        ("latin-1.txt", b"Title of Inspection - Caf\xe9\n".to_vec()),
        ("escape.txt", format!("{HEAD}7 December 2022{ASKED}\u{1b}[2J\u{1b}]0;owned\u{7}\n").into_bytes()),
        ("control.txt", format!("{HEAD}7 December 2022{ASKED}a\u{8}b\nc\u{7f}d\ne\u{9b}31mf\n").into_bytes()),
        ("no-such-date.txt", format!("{HEAD}31 November 2022{ASKED}").into_bytes()),
        ("tomorrow.txt", format!("{HEAD}7 December 2099{ASKED}").into_bytes()),
        (
            "sent-before.txt",
            format!(
                "{HEAD}7 December 2022{ASKED}\nDate Sent/Forwarded to Home Office \u{2013} 5 December 2022\n"
            )
            .into_bytes(),
        ),
        (
            "everything.txt",
            "Title of Inspection \u{2013}\n\nDate Inspection Published \u{2013} 30 February 2022\n\n\
             Dorset areas for improvement\n\nBy 31 April 2023, the force should count.\n\n\
             Date Sent/Forwarded to Home Office \u{2013} 45 May 2022\n"
                .into(),
        ),
        ("letter.txt", b"Dear all,\n\nthe canteen is closed on Friday.\n".to_vec()),
        (
            "norfolk.txt",
            format!("{HEAD}7 December 2022\n\nNorfolk areas for improvement\n\nThe force should count.\n")
                .into_bytes(),
        ),
    ];
    let mut told = refused(&binary, "200-mb.txt");
    for (name, bytes) in &documents {
        fs::write(folder.join(name), bytes).unwrap();
        told.push('\n');
        told.push_str(&refused(&binary, name));
    }
    // The day on which the test runs stands in one of the messages.
    let today = told.split("today is ").nth(1).and_then(|rest| rest.lines().next()).unwrap().to_string();
    insta::assert_snapshot!(told.replace(&today, "[today]"));
}

#[test]
fn a_file_that_is_not_there_or_cannot_be_one_is_named() {
    let binary = dorset();
    fs::create_dir(binary.folder().join("folder")).unwrap();
    let missing = binary.run(&["import", "missing.txt"]).troubled();
    assert!(missing.contains("`missing.txt`") && missing.contains("No such file"), "{missing}");
    assert!(binary.run(&["import", "folder"]).refused().contains("`folder` is a folder"));
    assert!(binary.run(&["import", "/dev/null"]).refused().contains("is not a regular file"));
}

#[test]
fn utf_16_with_its_mark_and_windows_line_ends_are_read() {
    let text = include_str!("../../data/examples/regional-response.txt").replace('\n', "\r\n");
    let little: Vec<u8> =
        [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    let with_mark = format!("\u{feff}{text}").into_bytes();
    for (name, bytes) in [("little.txt", little), ("big.txt", big), ("utf-8.txt", with_mark)] {
        let binary = dorset();
        fs::write(binary.folder().join(name), bytes).unwrap();
        let answer = binary.run(&["import", name, "--accept"]);
        assert_harmless(&answer);
        assert!(answer.done().contains("the inspection is PIRC24\n"));
        let rows = binary.plain("list --all --json").json();
        assert_eq!(rows.as_array().map(Vec::len), Some(4), "{name}");
    }
}

#[test]
fn invisible_and_turning_characters_are_shown_as_what_they_are_and_noted() {
    let binary = dorset();
    let words = format!("{HEAD}7 December 2022{ASKED}The force should \u{202e}tnuoc\u{202c}.\n");
    fs::write(binary.folder().join("turned.txt"), words).unwrap();
    for form in ["", "--json", "--accept"] {
        let answer = binary.plain(&format!("import turned.txt {form}"));
        assert_harmless(&answer);
        answer.done();
    }
    let answer: Answer = binary.plain("show APRI22");
    assert_harmless(&answer);
}
