//! The desk in plain lines: items that are read out and decided, several together, and decisions that are signed.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::rc::Rc;

use insta::assert_snapshot;

use super::conversation::{Talking, lead};
use crate::ledger::Ledger;
use crate::ledger::filled::{self, DCC, LEAD, OWNER, ask, without_hashes};

/// Five things wait for the DCC.
fn five(folder: &Path) -> Ledger {
    let mut ledger = filled::filled(folder);
    let all = &mut ledger;
    let later = [("ref", "SOC22-4.a"), ("to", "2023-12-31"), ("why", "vetting takes longer")];
    ask(all, "2023-01-21", OWNER, "target", &later);
    ask(all, "2023-01-22", LEAD, "withdraw", &[("ref", "SOC22-6"), ("why", "the unit is gone")]);
    let agree = [("ref", "SOC22-2"), ("text", "share analysts"), ("owner", OWNER), ("target", "2023-06-30")];
    ask(all, "2023-01-23", LEAD, "agree", &agree);
    ask(all, "2023-01-23", LEAD, "report", &[("ref", "SOC22-2")]);
    ledger
}

fn deputy(lines: &str) -> super::conversation::Told {
    Talking::new().on(five).actor(DCC).says(lines)
}

/// A key of `ssh-keygen`'s without a passphrase, and its fingerprint.
fn key(folder: &Path) -> (PathBuf, String) {
    let path = folder.join("key");
    let made = Command::new("ssh-keygen").args(["-q", "-N", "", "-t", "ed25519", "-f"]).arg(&path).status();
    assert!(made.unwrap().success());
    let told = Command::new("ssh-keygen").arg("-lf").arg(path.with_extension("pub")).output().unwrap();
    let print = String::from_utf8(told.stdout).unwrap().split(' ').nth(1).unwrap().to_string();
    (path, print)
}

#[test]
fn the_desk_is_read_out_and_every_item_answered_with_words_and_numbers() {
    let told = deputy(
        "desk\n1\nrefuse\nbegin earlier\n.\nyes\n\n>\nquestion ask\nwho pays?\n.\nyes\napprove\ncondition night shifts first\ntarget 30 April 2023\nyes\n\nq",
    );
    assert_snapshot!(told.transcript);
}

#[test]
fn only_what_asks_for_the_same_is_marked_and_decided_together() {
    let told = deputy("desk\nmark 1\nmark 2\nunmark\nmark 2 5\napprove\nyes\n\nq");
    told.says("is not marked: only what asks for the same is decided together");
    told.says("2 marked: SOC22-2, SOC22-3").says("Recorded for 2 of 2");
}

#[test]
fn an_unsigned_closing_is_heard_in_the_list_and_whole() {
    fn ended(folder: &Path) -> Ledger {
        let mut ledger = five(folder);
        ask(&mut ledger, "2023-02-01", DCC, "grant", &[("ref", "SOC22-6")]);
        ledger
    }
    let told = Talking::new().on(ended).actor(LEAD).says("list stage:closed\nSOC22-6\nq");
    told.says("SOC22-6, unsigned: no longer applicable, Closed").says("on 1 Feb 2023 (unsigned)");
}

#[test]
fn a_hint_names_the_fields_of_a_request_and_no_options() {
    let told = deputy("approve SOC22-3\ncondition night shifts first\nyes\nb\nq");
    told.says("hint: say by when with `target`");
    assert!(!told.transcript.contains("`--"), "{}", told.transcript);
}

#[test]
fn whoever_decides_nothing_hears_so() {
    lead("desk\nq").says("Nothing waits for your decision.");
}

#[test]
fn a_past_desk_is_heard_and_decides_nothing() {
    let told = deputy("as-at 25 January 2023\ndesk\n1\nrefuse\nq");
    told.says("SOC22-4.a asks: a later date");
    assert!(!told.transcript.contains("Changed"), "a past has no looks:\n{}", told.transcript);
    assert_eq!(told.events, deputy("q").events);
}

/// A DCC whose key the register knows, and the events that stood before a word was said.
fn keyed() -> (Talking, PathBuf, String) {
    let (talking, path, _, known) = printed();
    (talking, path, known)
}

/// The same with the key's fingerprint.
fn printed() -> (Talking, PathBuf, String, String) {
    let talking = Talking::new().on(five).actor(DCC);
    let (path, print) = key(talking.folder());
    let known = format!(
        "@ lead\nkey offer\nT. Deputy\n{}\nyes\n@ deputy\nkey accept\nT. Deputy\n{print}\nyes\n",
        path.with_extension("pub").display()
    );
    (talking.signing_with(&path), path, print, known)
}

#[test]
fn the_statement_is_read_out_before_a_decision_is_signed_and_what_stands_is_said_after_it() {
    let (talking, _, known) = keyed();
    let told = talking.says(&format!("{known}approve SOC22-3\nyes\nq"));
    told.says("word for word:")
        .says("plenary statement 2")
        .says("decision: SOC22-3: outcome approved by the DCC")
        .says("outcome approved by the DCC (to be signed)");
    assert!(!told.transcript.contains("(unsigned)"), "{}", told.transcript);
    told.says("Recorded: outcome approved by the DCC (signed)").says("SOC22-3 is at Governance");
}

#[test]
fn each_of_several_is_signed_by_itself() {
    let (talking, _, known) = keyed();
    let told = talking.says(&format!("{known}desk\nmark 2 5\napprove\nyes\nq"));
    told.says("Recorded for 2 of 2");
    assert_eq!(
        told.transcript.matches("outcome approved by the DCC (signed)").count(),
        2,
        "{}",
        told.transcript
    );
}

/// The statements that were signed in a conversation in which `meanwhile` is done before the word `yes`; and what was said.
fn signed_while(lines: &str, meanwhile: fn(&mut Ledger)) -> (Vec<String>, super::conversation::Told) {
    let (talking, _, known) = keyed();
    let all = format!("{known}{lines}\nb\nq");
    let (path, said, ended) =
        (talking.folder().to_path_buf(), known.lines().count() + lines.lines().count(), Rc::default());
    let signed: Rc<RefCell<Vec<String>>> = Rc::clone(&ended);
    let talking = talking.meanwhile(move |line| match line {
        _ if line + 1 == said => meanwhile(&mut filled::again(&path)),
        _ if line == said => {
            let events = filled::again(&path).events(0, 1000).unwrap();
            let statements = events.into_iter().filter_map(|one| one.record.event.signed);
            *signed.borrow_mut() = statements.map(|signed| without_hashes(&signed.statement)).collect();
        }
        _ => {}
    });
    let told = talking.says(&all);
    (ended.take(), told)
}

fn level(ledger: &mut Ledger, reference: &str) {
    ask(ledger, "2023-02-02", LEAD, "level", &[("ref", reference), ("level", "3")]);
}

#[test]
fn what_was_read_out_is_what_is_signed_whatever_happened_elsewhere_meanwhile() {
    for lines in ["approve SOC22-3\nyes", "desk\nmark 2 5\napprove\nyes"] {
        let (signed, told) = signed_while(lines, |ledger| level(ledger, "SOC22-4"));
        assert_eq!(signed.len(), if lines.starts_with("desk") { 2 } else { 1 }, "{}", told.transcript);
        // It says how far the register went when it was read out.
        signed.iter().for_each(|statement| _ = told.says(statement));
    }
}

#[test]
fn what_changed_after_it_was_read_out_is_read_out_anew_before_it_is_signed() {
    let (signed, told) = signed_while("approve SOC22-3\nyes", |ledger| level(ledger, "SOC22-3"));
    assert_eq!(signed, [""; 0]);
    told.says("Nothing was recorded. Others were here since you looked:");
    let (signed, told) = signed_while("desk\nmark 2 5\napprove\nyes", |ledger| level(ledger, "SOC22-3"));
    told.says("SOC22-3: `SOC22-3` has changed since it was shown: A. Lead: ").says("Recorded for 1 of 2.");
    assert_eq!(signed.len(), 1);
    told.says(&signed[0]);
}

#[test]
fn what_this_person_asks_about_is_not_marked_with_the_rest() {
    let told = deputy("desk\nquestion ask SOC22-3\nwho pays?\n.\nyes\ndesk\nmark 5\nq");
    told.says("SOC22-3 is not marked: your question on SOC22-3 is not answered: decide it by itself.");
}

#[test]
fn a_key_that_is_lost_signs_nothing_and_the_way_out_is_said() {
    let (talking, path, print, known) = printed();
    std::fs::remove_file(&path).unwrap();
    let told = talking.says(&format!("{known}approve SOC22-3\nyes\nb\nq"));
    told.says(&format!("`T. Deputy` signs with `{print}`, and that key is not at hand"));
    told.says("is left aside: there is no key at").says("hint: have the key in the ssh-agent");
    assert!(!told.transcript.contains("Recorded: outcome approved"), "{}", told.transcript);
}

#[test]
fn y_alone_signs_nothing() {
    let (talking, _, known) = keyed();
    let told = talking.says(&format!("{known}approve SOC22-3\ny\nb\nq"));
    told.says("This is a decision: the whole word yes records it.");
    assert!(!told.transcript.contains("Recorded: outcome approved"), "{}", told.transcript);
}
