//! The rooms of the house stand in a line, and each uses only what stands to its left.
//! The rules among them read no clock, no file and no row.

use std::collections::BTreeMap;
use std::path::Path;

const LINE: [&str; 11] = [
    "clock", "progress", "journey", "intake", "ledger", "briefing", "export", "settings", "linear", "tui",
    "cli",
];

/// What the rules never use.
const NOT_IN_THE_RULES: [&[&str]; 13] = [
    &["std", "fs"],
    &["std", "io"],
    &["std", "env"],
    &["std", "net"],
    &["std", "process"],
    &["std", "thread"],
    &["std", "time"],
    &["chrono", "Utc"],
    &["chrono", "Local"],
    &["rusqlite"],
    &["ratatui"],
    &["crossterm"],
    &["rustix"],
];

type Names = Vec<String>;

/// Every source file: its place as a module (`["ledger", "log"]`) and the paths that it uses.
fn sources() -> BTreeMap<Names, Vec<Names>> {
    let mut found = BTreeMap::new();
    gather(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src")), &[], &mut found);
    assert!(found.contains_key(["journey".to_string(), "governance".to_string()].as_slice()));
    found
}

fn gather(folder: &Path, place: &[String], found: &mut BTreeMap<Names, Vec<Names>>) {
    for entry in std::fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry").path();
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        let inside: Names = place.iter().cloned().chain([name.clone()]).collect();
        if path.is_dir() {
            gather(&path, &inside, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let module = if name == "mod" { place.to_vec() } else { inside };
            found.insert(module, paths(&std::fs::read_to_string(&path).expect("source text")));
        }
    }
}

/// All paths in a source text, with the groups of `use` spread out; comments are left aside.
fn paths(source: &str) -> Vec<Names> {
    let words = words(source);
    let mut paths = Vec::new();
    let mut at = 0;
    while at < words.len() {
        at = path(&words, at, &[], &mut paths);
    }
    paths
}

/// Reads one path from `at` on, after `before`; gives where to read on.
fn path(words: &[String], mut at: usize, before: &[String], paths: &mut Vec<Names>) -> usize {
    let mut names = before.to_vec();
    while at < words.len() && words[at].starts_with(|c: char| c.is_alphanumeric() || c == '_') {
        names.push(words[at].clone());
        at += 1;
        if words.get(at).is_none_or(|word| word != "::") {
            paths.push(names);
            return at;
        }
        at += 1;
    }
    if names.is_empty() || words.get(at).is_none_or(|word| word != "{") {
        paths.extend((names.len() > before.len()).then_some(names));
        return at + 1;
    }
    at += 1;
    while words.get(at).is_some_and(|word| word != "}") {
        at = path(words, at, &names, paths);
    }
    at + 1
}

/// Names, `::` and single signs.
fn words(source: &str) -> Names {
    let mut words = Vec::new();
    for line in source.lines() {
        let code = line.split("//").next().unwrap_or_default();
        let mut rest = code;
        while let Some(first) = rest.chars().next() {
            let named = |c: char| c.is_alphanumeric() || c == '_';
            let length = match first {
                ':' if rest.starts_with("::") => 2,
                c if named(c) => rest.find(|c| !named(c)).unwrap_or(rest.len()),
                c => c.len_utf8(),
            };
            if !first.is_whitespace() {
                words.push(rest[..length].to_string());
            }
            rest = &rest[length..];
        }
    }
    words
}

/// The room that a path leads to, where it leads to another place of this crate.
fn room_of<'a>(module: &[String], path: &'a [String]) -> Option<&'a str> {
    let climbs = path.iter().take_while(|name| *name == "super").count();
    let rest = match path.first().map(String::as_str) {
        Some("crate" | "plenary") => &path[1..],
        Some("super") if climbs >= module.len() => &path[climbs..],
        _ => return None,
    };
    rest.first().map(String::as_str).filter(|name| LINE.contains(name))
}

fn place_in_line(room: &str) -> Option<usize> {
    LINE.iter().position(|other| *other == room)
}

/// The uses that go against the line.
fn against_the_line(module: &[String], paths: &[Names]) -> Vec<String> {
    let Some(here) = module.first().and_then(|room| place_in_line(room)) else { return Vec::new() };
    let rightward =
        |path: &&Names| room_of(module, path).and_then(place_in_line).is_some_and(|room| room > here);
    paths.iter().filter(rightward).map(|path| format!("{}: {}", module.join("::"), path.join("::"))).collect()
}

#[test]
fn each_room_uses_only_what_stands_to_its_left() {
    let against: Vec<_> =
        sources().iter().flat_map(|(module, paths)| against_the_line(module, paths)).collect();
    assert!(against.is_empty(), "{against:#?}");
}

#[test]
fn the_rules_use_no_clock_no_file_and_no_row() {
    for (module, paths) in sources().iter().filter(|(module, _)| module[0] == "journey") {
        for forbidden in NOT_IN_THE_RULES {
            let uses = |path: &&Names| {
                path.iter().map(String::as_str).take(forbidden.len()).eq(forbidden.iter().copied())
            };
            assert_eq!(paths.iter().find(uses), None, "{}", module.join("::"));
        }
    }
}

#[test]
fn the_plain_lines_know_nothing_of_screens() {
    for (module, paths) in sources().iter().filter(|(module, _)| module[0] == "linear") {
        for drawing in ["ratatui", "crossterm", "ratatui_textarea"] {
            assert!(!paths.iter().any(|path| path[0] == drawing), "{}", module.join("::"));
        }
    }
}

#[test]
fn a_use_against_the_line_is_found_however_it_is_written() {
    let module = ["journey".to_string(), "governance".to_string()];
    for source in [
        "use crate::ledger::log;",
        "use crate::{journey::state, tui};",
        "fn f() { crate::ledger::open() }",
        "use super::super::cli;",
        "use super::{super::export, state};",
        "use crate::{\n    journey::{state, event},\n    ledger::{self},\n};",
    ] {
        assert_eq!(against_the_line(&module, &paths(source)).len(), 1, "{source}: {:?}", paths(source));
    }
    for source in ["use crate::clock::now;", "use super::state;", "// crate::ledger", "use std::fmt;"] {
        assert!(against_the_line(&module, &paths(source)).is_empty(), "{source}");
    }
    assert_eq!(
        paths("use std::{fs, fmt};")[1..],
        [["std", "fs"], ["std", "fmt"]].map(|path| path.map(String::from).to_vec())
    );
}
