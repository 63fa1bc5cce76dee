//! The chain checked without Plenary: runs the script that stands in `docs/record.md`, word for word.

use std::path::Path;
use std::process::{Command, Output};

use rusqlite::Connection;

use super::{Head, Log, SqliteLog};
use crate::ledger::sample::{fill, read, register, tamper, write};

const DOCUMENT: &str = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/record.md"));

/// The one fenced block of the document that is a shell script.
fn script() -> &'static str {
    let (_, rest) = DOCUMENT.split_once("```sh\n").expect("the document has the script");
    rest.split_once("```").expect("the fence is closed").0
}

fn run(path: &Path) -> Output {
    Command::new("sh").args(["-c", script(), "check-chain"]).arg(path).output().expect("there is a shell")
}

/// What it prints about a register that somebody changed; it must fail.
fn found(path: &Path) -> String {
    let output = run(path);
    assert!(!output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

fn after(sql: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    let path = register(folder.path(), 6);
    tamper(&path, sql);
    found(&path)
}

#[test]
fn the_script_has_ten_lines() {
    assert_eq!(script().lines().count(), 10);
}

#[test]
fn an_intact_register_prints_its_head() {
    let folder = tempfile::tempdir().unwrap();
    let path = register(folder.path(), 6);
    let head = SqliteLog::new(&read(&path)).head().unwrap();
    let output = run(&path);
    assert_eq!(String::from_utf8(output.stdout).unwrap(), format!("{head}\n"));
    assert!(output.status.success());
}

#[test]
fn an_empty_register_prints_the_genesis() {
    let folder = tempfile::tempdir().unwrap();
    let output = run(&register(folder.path(), 0));
    assert_eq!(String::from_utf8(output.stdout).unwrap(), format!("{}\n", Head::GENESIS));
}

#[test]
fn a_register_that_is_open_elsewhere_is_checked_with_its_write_ahead_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = register(folder.path(), 3);
    let open = write(&path);
    let head = fill(&open, 3);
    assert_eq!(String::from_utf8(run(&path).stdout).unwrap(), format!("{head}\n"));
}

#[test]
fn what_somebody_changed_is_found_by_hand_too() {
    assert_eq!(
        after("UPDATE event SET record = replace(record, 'told', 'sold') WHERE seq = 4"),
        "broken at event 4\n"
    );
    assert_eq!(
        after("UPDATE event SET record = record || char(0) || 'x' WHERE seq = 4"),
        "broken at event 4\n"
    );
    assert_eq!(after("UPDATE event SET record = record || char(10) WHERE seq = 4"), "broken at event 4\n");
    assert_eq!(after("DELETE FROM event WHERE seq = 4"), "broken at event 4\n");
    assert_eq!(after("DELETE FROM event WHERE seq = 1"), "broken at event 1\n");
    assert_eq!(after("UPDATE event SET digest = zeroblob(32) WHERE seq = 6"), "broken at event 6\n");
    assert_eq!(after("UPDATE event SET hash = zeroblob(32) WHERE seq = 6"), "broken at event 6\n");
    let places = "UPDATE event SET seq = 99 WHERE seq = 4; UPDATE event SET seq = 4 WHERE seq = 5; \
                  UPDATE event SET seq = 5 WHERE seq = 99";
    assert_eq!(after(places), "broken at event 4\n");
}

#[test]
fn a_register_that_cannot_be_read_to_the_end_is_never_called_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = register(folder.path(), 200);
    let middle: i64 = Connection::open(&path)
        .unwrap()
        .query_row(
            "SELECT pageno FROM dbstat WHERE name = 'event' AND pagetype = 'leaf' LIMIT 1 OFFSET 3",
            [],
            |row| row.get(0),
        )
        .unwrap();
    let mut bytes = std::fs::read(&path).unwrap();
    let start = (middle as usize - 1) * 4096;
    bytes[start..start + 100].fill(0xff);
    std::fs::write(&path, &bytes).unwrap();
    assert!(found(&path).starts_with("could not read on after event "));
    assert!(found(&folder.path().join("gone")).starts_with("could not read on after event 0"));
}
