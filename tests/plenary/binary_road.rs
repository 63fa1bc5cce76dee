//! The whole road with the verbs alone: the script travels it, and what it left behind is looked at.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::binary::{Answer, Binary};

const CRATE: &str = env!("CARGO_MANIFEST_DIR");

/// Travels the road with a response; gives the register that came of it.
fn travelled(response: &Path, force: &str, code: &str) -> Binary {
    let binary = Binary::bare();
    let program = Path::new(env!("CARGO_BIN_EXE_plenary")).parent().unwrap();
    let mut path = program.as_os_str().to_owned();
    path.push(":");
    path.push(std::env::var_os("PATH").unwrap());
    let mut script = Command::new("sh");
    script.arg(Path::new(CRATE).join("tests/road.sh")).arg(response).args([force, code]).env("PATH", path);
    assert_eq!(Answer::of(binary.seat(&mut script)).done(), "");
    binary
}

/// What the road must have left: the end, the ways back on the way to it, and a record that is whole.
fn assert_travelled(binary: &Binary, item: &str) {
    assert_eq!(binary.stage(item), "Closed");
    let events = binary.history();
    let verified = binary.plain("verify --json").json();
    assert_eq!(verified["events"], events.len());
    assert_eq!(verified["differences"].as_array().map(Vec::len), Some(0));
    let told = |kind: &str, verdict: Option<&str>| {
        let same = |event: &&Value| {
            event["stream"] == item
                && event["kind"] == kind
                && verdict.is_none_or(|verdict| event["body"]["verdict"] == verdict)
        };
        events.iter().filter(same).count()
    };
    assert_eq!(told("OutcomeReturned", None), 1, "the DCC returned the outcome once");
    assert_eq!(told("SentBack", None), 1, "the DCC sent it back once");
    assert_eq!(told("VerdictRecorded", Some("returned")), 1, "the inspectorate returned it once");
    assert_eq!(told("Reopened", None), 1, "it was reopened once");
    assert_eq!(told("VerdictRecorded", Some("closed")), 2, "and closed twice");
    let moved = binary.plain(&format!("show {item} --json")).json()["recommendation"]["actions"][0].clone();
    assert_eq!((&moved["original"], &moved["target"]), (&"2024-09-30".into(), &"2025-03-14".into()));
    assert!(binary.plain(&format!("show {item}")).done().contains("3rd date, +165 days"));
}

fn last_day(binary: &Binary, code: &str) -> String {
    let shown = binary.plain(&format!("show {code} --json")).json();
    shown["clock"]["last_day"].as_str().unwrap().to_string()
}

#[test]
fn the_verbs_take_the_example_response_from_import_to_closed() {
    let response = Path::new(CRATE).join("data/examples/regional-response.txt");
    let binary = travelled(&response, "Dorset Police", "PIRC24");
    assert_travelled(&binary, "PIRC24-1");
    // 5 February 2024 and 55 days.
    assert_eq!(last_day(&binary, "PIRC24"), "2024-03-31");
    assert!(binary.plain("show PIRC24").done().contains("last day was 31 Mar 2024"));
}

/// A real published response, where it lies beside this crate.
fn published_response() -> Option<PathBuf> {
    let seeds = Path::new(CRATE).join("../shared/seeds");
    let mut found = seeds.read_dir().ok()?.filter_map(|entry| entry.ok().map(|entry| entry.path()));
    found.find(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("002_")))
}

#[test]
fn the_verbs_take_a_published_response_from_import_to_closed() {
    // Without it the clock is still asked, of an inspection of that day.
    let Some(response) = published_response() else {
        assert_eq!(last_day(&Binary::received(), "SOC22"), "2023-01-31");
        return;
    };
    let binary = travelled(&response, "Cleveland Police", "SOC22");
    assert_travelled(&binary, "SOC22-1");
    assert_eq!(last_day(&binary, "SOC22"), "2023-01-31");
    assert!(binary.plain("show SOC22").done().contains("last day was 31 Jan 2023"));
}

#[test]
fn importing_the_same_response_again_finds_that_it_is_there() {
    let binary = Binary::bare();
    binary.plain("init --home 'Dorset Police' --me 'A. Lead' --role lead --on 2022-12-01").done();
    let response = format!("{CRATE}/data/examples/regional-response.txt");
    let proposed = || binary.plain(&format!("import '{response}' --json")).json();
    assert_eq!((&proposed()["code"], &proposed()["already_there"]), (&"PIRC24".into(), &Value::Null));
    binary.plain(&format!("import '{response}' --accept")).done();
    let head = binary.head();
    assert_eq!(proposed()["already_there"], "PIRC24");
    let told = binary.plain(&format!("import '{response}'")).done();
    assert!(told.ends_with("it is there already, as PIRC24: see `plenary show PIRC24`\n"), "{told}");
    let refused = binary.plain(&format!("import '{response}' --accept")).refused();
    assert!(refused.contains("PIRC24"), "{refused}");
    assert_eq!(binary.head(), head);
}
