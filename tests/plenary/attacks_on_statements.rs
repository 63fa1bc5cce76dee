//! Attacks on what a statement says, by whoever may write the file and may have the decider's own key:
//! what it says of the evidence, of the reason, and of what is recorded.

use std::fs;
use std::process::Command;

use crate::attacks::{Found, offered, records, write_anew};
use crate::binary::{DCC, LEAD};
use crate::signatures::Desk;

/// What was read after the statement was made, by whomever, is nothing that it could have said.
#[test]
fn evidence_that_is_opened_between_the_statement_and_its_decision_breaks_no_proof() {
    let desk = offered();
    desk.binary.ask_as(DCC, "evidence open E1 --to read.csv").done();
    desk.binary.ask_as(DCC, "signoff SOC22-1 --key dcc --yes").done();
    let last = records(&desk.binary).len();
    let statement = desk.newest().1["signed"]["statement"].as_str().unwrap().to_string();
    assert!(statement.contains("\nfile: E1 opened by T. Deputy on 2023-01-12; "), "{statement}");
    write_anew(&desk.binary, |records| {
        for (person, on) in [(DCC, "2023-01-13"), (LEAD, "2023-01-12")] {
            let mut again = records[last - 2].clone();
            (again["id"], again["actor"], again["on"]) =
                (format!("{person} reads").into(), person.into(), on.into());
            records.insert(last - 1, again);
        }
    });
    assert_eq!(records(&desk.binary).len(), last + 2);
    let found = Found::of(&desk.binary);
    for told in [&found.verify, &found.script] {
        let wrong = |line: &&str| line.starts_with("event ");
        assert_eq!(told.out.lines().filter(wrong).collect::<Vec<_>>(), [""; 0], "{told:?}");
    }
    let paper = desk.binary.plain("brief signoff SOC22-1").done();
    assert!(paper.contains("opened by T. Deputy on 12 Jan 2023") && !paper.contains("NOT PROVED"), "{paper}");
}

/// A signature over these words with the key `dcc`, made by hand.
fn signed_by_hand(desk: &Desk, words: &str) -> String {
    let folder = desk.binary.folder();
    let file = folder.join("words");
    fs::write(&file, words).unwrap();
    let _ = fs::remove_file(folder.join("words.sig"));
    let mut sign = Command::new("ssh-keygen");
    sign.args(["-q", "-Y", "sign", "-n", "plenary", "-f"]).arg(folder.join("dcc")).arg(&file);
    assert!(sign.output().unwrap().status.success());
    fs::read_to_string(folder.join("words.sig")).unwrap()
}

/// The signature fits, so only what the statement says of its decision can show it without Plenary.
#[test]
fn a_statement_whose_first_or_last_lines_are_not_those_of_its_decision_is_found_though_its_decider_signed_it()
{
    let recorded = "recorded: {\"kind\":\"SentBack\",\"body\":{}}\n";
    let other = "recorded: {\"kind\":\"SignedOff\",\"body\":{}}\n";
    for (from, to) in [
        ("reason: say more\n  of nights\n", "reason: say more\n".to_string()),
        ("reason: say more\n", "reason: say more\n  or resign\n".into()),
        ("reason: say more\n  of nights\n", String::new()),
        ("decision: SOC22-1: ", "decision: SOC22-2: ".into()),
        ("on: 2023-01-12\n", "reason: say nothing\non: 2023-01-12\n".into()),
        (recorded, other.into()),
        (recorded, format!("{recorded}{other}")),
        (recorded, format!("{recorded}dissent: none\n")),
    ] {
        let desk = offered();
        desk.binary.ask_as(DCC, "sendback SOC22-1 --why 'say more\nof nights' --key dcc --yes").done();
        let last = records(&desk.binary).len() - 1;
        let whole = desk.newest().1["signed"]["statement"].as_str().unwrap().to_string();
        let words = whole.replacen(from, &to, 1);
        assert_ne!(words, whole, "{from}");
        let signature = signed_by_hand(&desk, &words);
        write_anew(&desk.binary, |records| {
            records[last]["signed"]["statement"] = words.as_str().into();
            records[last]["signed"]["signature"] = signature.as_str().into();
        });
        let (anew, said) =
            ("its statement is not what stood when it was decided", "its statement is not what was recorded");
        Found::of(&desk.binary).both(anew, said);
        let paper = desk.binary.plain("brief signoff SOC22-1").done();
        assert!(paper.contains(&format!("NOT PROVED: {said}")), "{to}: {paper}");
    }
}

/// What nobody opened cannot be said to have been: the statement is made anew from the log.
#[test]
fn a_statement_that_says_a_file_was_opened_which_was_not_is_found_though_its_decider_signed_it() {
    let desk = offered();
    desk.binary.ask_as(DCC, "signoff SOC22-1 --key dcc --yes").done();
    let last = records(&desk.binary).len();
    let whole = desk.newest().1["signed"]["statement"].as_str().unwrap().to_string();
    let words =
        whole.replacen("file: E1 not opened by T. Deputy;", "file: E1 opened by T. Deputy on 2023-01-12;", 1);
    assert_ne!(words, whole);
    let signature = signed_by_hand(&desk, &words);
    write_anew(&desk.binary, |records| {
        records[last - 1]["signed"]["statement"] = words.as_str().into();
        records[last - 1]["signed"]["signature"] = signature.as_str().into();
    });
    desk.binary.plain("verify --rebuild --trust-this-head");
    let told = desk.binary.plain("verify");
    let what = format!("event {last}: its statement is not what stood when it was decided");
    assert!(told.out.contains(&what), "{told:?}");
}
