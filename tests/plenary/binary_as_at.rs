//! The register as it stood, as a script asks for it: every reading verb, in every form, and what is refused.

use crate::binary::{Answer, Binary, DCC, LEAD};

/// A register whose recommendation was closed long after the meeting `M2`.
fn closed() -> Binary {
    let mut binary = Binary::governed();
    for (actor, on, words) in [
        (LEAD, "2023-01-11", "level SOC22-1 1"),
        (LEAD, "2023-01-12", "meeting close M2"),
        (LEAD, "2023-03-01", "target SOC22-1.a 2023-07-20 --why 'it takes longer'"),
        (LEAD, "2023-03-02", "meeting plan 'Another board' --date 2023-09-01"),
    ] {
        binary.on = on;
        binary.ask_as(actor, words).done();
    }
    binary
}

const BANNER: &str = "AS AT 12 Jan 2023 (M2) · read only\n\n";

const READING: &[&str] = &[
    "",
    "overview",
    "list",
    "list --all",
    "list --group stage",
    "list --filter count",
    "show SOC22-1",
    "show SOC22",
    "show M2",
    "history",
    "history SOC22-1",
    "history --filter by:lead --limit 5",
    "owners",
    "owners wner",
    "ageing",
    "flow",
    "forecast",
    "forecast --each",
    "clocks",
    "calendar",
    "calendar 30 June 2023",
    "why SOC22-1",
    "why SOC22",
    "people",
    "body",
    "meeting",
    "inspection",
    "response",
    "scheme",
    "diff",
    "diff M1 M2",
];

fn at_m2(binary: &Binary, words: &str, form: &str) -> Answer {
    binary.plain(&format!("{words} --as-at M2 --actor 'A. Lead' {form}"))
}

#[test]
fn every_reading_verb_says_above_its_answer_which_moment_it_tells_of() {
    let binary = closed();
    for words in READING.iter().filter(|words| **words != "diff") {
        let told = at_m2(&binary, words, "").done();
        assert!(told.starts_with(BANNER), "{words}: {told}");
        let answer = at_m2(&binary, words, "--json");
        assert_eq!(answer.code, Some(0), "{words}: {answer:?}");
        let json: serde_json::Value = serde_json::from_str(&answer.out).unwrap();
        match json.get("as_at") {
            Some(at) => {
                assert_eq!((at["day"].as_str(), at["meetings"][0].as_str()), (Some("2023-01-12"), Some("M2")))
            }
            None => {
                assert!(json.is_array(), "{words}: {json}");
                assert_eq!(answer.err, "note: AS AT 12 Jan 2023 (M2) · read only\n", "{words}");
            }
        }
    }
}

#[test]
fn a_spreadsheet_holds_nothing_but_its_rows() {
    let binary = closed();
    for words in ["list", "owners", "ageing", "flow", "forecast", "clocks", "calendar", "diff M1 M2"] {
        let answer = at_m2(&binary, words, "--csv");
        assert_eq!(answer.err, "note: AS AT 12 Jan 2023 (M2) · read only\n", "{words}");
        assert!(!answer.out.contains("AS AT"), "{words}: {}", answer.out);
    }
}

#[test]
fn a_past_is_told_as_it_was_that_day() {
    let binary = closed();
    let list = |moment: &str| binary.plain(&format!("list {moment}")).done();
    assert!(list("").contains("2023-07-20"));
    assert!(list("--as-at M2").contains("2023-06-30") && !list("--as-at M2").contains("OVERDUE"));
    assert!(list("--as-at 2023-07-21").contains("2023-07-20"));
    assert!(list("--as-at '5 March 2023'").starts_with("AS AT 5 Mar 2023 · read only"));
    assert!(list("--as-at 2022-12-06").contains("no recommendation is like that"));
    assert!(list("--known-at today").starts_with("AS AT "));
    let file = binary.folder().join("m2.csv");
    let told = binary.plain("list --as-at M2 --to m2.csv").done();
    assert!(told.starts_with(BANNER), "{told}");
    assert!(std::fs::read_to_string(file).unwrap().contains("2023-06-30"));
    let talk = binary.command().args(["linear", "--as-at", "M2", "--actor", LEAD]).output().unwrap();
    let talk = String::from_utf8(talk.stdout).unwrap();
    assert!(talk.contains("AS AT 12 Jan 2023 (M2). Read only; now goes back."), "{talk}");
}

#[test]
fn what_would_be_recorded_in_a_past_is_refused() {
    let binary = closed();
    let head = binary.head();
    for (actor, words) in [
        (LEAD, "update SOC22-1.a 'half of it'"),
        (LEAD, "update SOC22-1.a 'half of it' --dry-run"),
        (LEAD, "people add 'N. New' --role reader"),
        (DCC, "signoff SOC22-1"),
    ] {
        let told = binary.ask_as(actor, &format!("{words} --as-at M2")).refused();
        assert!(
            told.starts_with("refused: this is the register as at 12 Jan 2023 (M2): it can be read"),
            "{told}"
        );
        assert!(told.contains("without `--as-at`"), "{told}");
    }
    assert_eq!(binary.head(), head);
}

#[test]
fn what_is_no_moment_or_asks_nothing_of_the_register_is_said() {
    let binary = closed();
    for (words, said) in [
        ("list --as-at 2099-01-01", "is in the future"),
        ("list --known-at 2099-01-01", "is in the future"),
        ("list --as-at M9", "there is no meeting `M9`"),
        ("list --as-at M3", "`M3` was not held: it is planned"),
        ("list --as-at 2022-11-30", "by 30 Nov 2022 nothing had happened"),
        ("list --known-at 2022-11-30", "by 30 Nov 2022 nothing had been recorded"),
        ("diff M2 M1", "is after"),
        ("diff --as-at M1", "no governance meeting was closed before"),
    ] {
        let told = binary.plain(words).refused();
        assert!(told.contains(said) && told.contains("hint: "), "{words}: {told}");
    }
    for words in ["list --as-at whenever", "verify --as-at M2", "backup x --known-at M2", "config --as-at M2"]
    {
        binary.plain(words).misused();
    }
}

#[test]
fn what_changed_is_told_since_the_last_governance_meeting_or_between_two() {
    let binary = closed();
    let since = binary.plain("diff").done();
    assert!(since.contains("date moved  SOC22-1.a  30 Jun 2023 to 20 Jul 2023, +20 days"), "{since}");
    let between = binary.plain("diff M1 M2 --json").json();
    assert_eq!(between["changes"], serde_json::json!([]), "the day of the plenary holds all of it");
    let rows = binary.plain("diff 2022-12-06 2023-01-12 --csv").done();
    assert!(rows.starts_with("change,ref,about,from,to,days,text\r\nnew,SOC22-1,"), "{rows}");
    assert_eq!(binary.plain("diff M2 M2 --json").json()["changes"], serde_json::json!([]));
}
