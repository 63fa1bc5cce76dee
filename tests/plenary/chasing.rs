//! Chasing as a script asks for it: the files, what is refused, and what is recorded once it was sent.

use std::fs;
use std::path::PathBuf;

use crate::binary::{Binary, DCC, LEAD, OWNER};

/// A register with two actions that are late, of two owners.
pub fn late() -> Binary {
    let mut binary = Binary::governed();
    binary.on = "2023-01-11";
    binary.ask("people address 'O. Wner' o.wner@force.example").done();
    binary
        .ask(
            "agree SOC22-1 'Write it down, for everybody; \"today\"' --owner 'T. Deputy' --target 2023-07-31",
        )
        .done();
    binary
}

fn names(binary: &Binary, folder: &str) -> Vec<String> {
    let files = fs::read_dir(binary.folder().join(folder)).unwrap();
    let mut names: Vec<_> = files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_message_for_each_owner_is_written_and_nothing_is_recorded_of_it() {
    let binary = late();
    let head = binary.head();
    let told = binary.ask("chase --all --to mails").done();
    assert!(told.contains("wrote 2 messages into mails"), "{told}");
    assert!(told.contains("no address is known of `T. Deputy`"), "{told}");
    assert_eq!(names(&binary, "mails"), ["chase-o-wner.eml", "chase-t-deputy.eml"]);
    assert_eq!(binary.head(), head);
    let command = told.lines().last().unwrap().trim();
    let words = command.strip_prefix("plenary ").unwrap();
    assert!(told.contains("what has no address is not recorded as sent by e-mail"), "{told}");
    assert_eq!(words, "chased --action SOC22-1.a");
    binary.ask(words).done();
    let told = binary.ask("chased --action SOC22-1.b").refused();
    assert!(told.contains("cannot be chased by e-mail: no address is known of `T. Deputy`"), "{told}");
    binary.ask("chased --action SOC22-1.b --means 'a call'").done();
    let owners = binary.plain("owners --json").json();
    let chased = |name: &str| {
        let all = owners.as_array().unwrap().iter();
        all.clone().find(|one| one["owner"] == name).unwrap()["last_chased"].clone()
    };
    assert_eq!(chased("O. Wner"), "11 Jan 2023 by A. Lead, 1 action");
    assert_eq!(chased("T. Deputy"), "11 Jan 2023 by A. Lead, 1 action");
    assert!(binary.plain("list --filter chased").done().contains("SOC22-1"));
    assert!(
        binary
            .plain("history SOC22-1")
            .done()
            .contains("O. Wner chased for a by e-mail to o.wner@force.example")
    );
    assert!(
        binary.plain("brief recommendation SOC22-1").done().contains("O. Wner chased for a by e-mail to ")
    );
    binary.ask_as(OWNER, "update SOC22-1.a 'Half is counted'").done();
    assert!(!binary.plain("list --filter 'chased owner:wner'").done().contains("SOC22-1"));
    assert!(binary.plain("list --filter 'chased owner:deputy'").done().contains("SOC22-1"));
}

#[test]
fn what_is_sent_at_once_is_recorded_with_the_files() {
    let binary = late();
    let told = binary.ask("chase wner --to mails --as text --sent").done();
    assert!(told.contains("recorded: SOC22-1 O. Wner chased for a by message"), "{told}");
    let told = binary.ask("chase deputy --to none --sent").refused();
    assert!(told.contains("no address is known of anybody"), "{told}");
    assert!(!binary.folder().join("none").exists());
    let message = fs::read_to_string(binary.folder().join("mails/chase-o-wner.txt")).unwrap();
    assert!(message.starts_with("To: O. Wner <o.wner@force.example>\nSubject: OFFICIAL: "), "{message}");
    assert!(
        message.contains("Overdue: 1\n") && message.contains("SOC22-1.a was due on 30 Jun 2023"),
        "{message}"
    );
    // Who may not record it writes nothing either.
    binary.ask_as(OWNER, "chase wner --to others --sent").refused();
    assert!(!binary.folder().join("others").exists());
}

#[test]
fn messages_are_printed_where_no_folder_is_named() {
    let binary = late();
    let told = binary.ask("chase wner deputy").done();
    assert_eq!(told.matches("Subject: OFFICIAL").count(), 2, "{told}");
    assert!(told.contains("To: T. Deputy (no e-mail address is known)"), "{told}");
}

#[test]
fn a_folder_that_cannot_take_them_is_refused_and_nothing_is_replaced_unasked() {
    let binary = late();
    binary.ask("chase --all --to mails").done();
    let file = binary.folder().join("mails/chase-o-wner.eml");
    fs::write(&file, "mine").unwrap();
    let told = binary.ask("chase --all --to mails").refused();
    assert!(told.contains("the folder `mails` holds files already"), "{told}");
    assert!(told.contains("hint: name another, or say `--replace`"), "{told}");
    assert_eq!(fs::read_to_string(&file).unwrap(), "mine");
    binary.ask("chase --all --to mails --replace").done();
    assert!(fs::read_to_string(&file).unwrap().starts_with("X-Unsent: 1"));
    let told = binary.ask("chase --all --to register.plenary").refused();
    assert!(told.contains("is no folder"), "{told}");
    binary.ask("chase --all --to nowhere/mails").troubled();
    // A file of this size is more than what the limit lets any process write.
    let line = format!(
        "ulimit -f 0; trap '' XFSZ; exec {} --actor 'A. Lead' chase --all --to full",
        env!("CARGO_BIN_EXE_plenary")
    );
    let mut full = std::process::Command::new("sh");
    let output = binary.seat(full.args(["-c", &line])).output().unwrap();
    assert_eq!(output.status.code(), Some(3), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(!binary.folder().join("full").exists(), "something is left");
}

#[test]
fn what_cannot_be_meant_is_misused_or_refused_with_words() {
    let binary = late();
    for misused in [
        "chase",
        "chase wner --all",
        "chase --all --as eml",
        "chase --all --to mails --as pdf",
        "chase --all --sent",
    ] {
        binary.ask(misused).misused();
    }
    binary.ask("chase --all --to mails --dry-run").misused();
    binary.ask("chase Nobody --to mails").refused();
    for past in ["chase --all --to mails --as-at M2", "calendar --ics all.ics --as-at M2"] {
        let told = binary.plain(&format!("{past} --actor 'A. Lead'")).refused();
        assert!(told.contains("as it stands now, not from its past"), "{told}");
    }
    let finished = binary.ask_as(OWNER, "finish SOC22-1.a --as partly-achieved --why 'Enough'");
    finished.done();
    let told = binary.ask("chase wner --to mails").refused();
    assert!(told.contains("`O. Wner` owes nothing that is overdue, due soon or quiet"), "{told}");
    let told = binary.ask("chased --action SOC22-1.a").refused();
    assert!(told.contains("`SOC22-1.a` cannot be chased: the action `a` is finished"), "{told}");
    binary.ask_as(DCC, "chased --action SOC22-1.b").refused();
}

#[test]
fn dates_are_written_into_one_file_that_is_replaced_only_when_asked() {
    let binary = late();
    let told = binary.plain("calendar --ics all.ics").done();
    assert!(told.starts_with("wrote ") && told.ends_with(" dates to all.ics\n"), "{told}");
    let told = binary.plain("calendar --ics all.ics").troubled();
    assert!(told.contains("is there already") && told.contains("`--replace`"), "{told}");
    binary.plain("calendar --ics all.ics --replace").done();
    binary.plain("calendar 2023-06 --ics all.ics").misused();
    let file = fs::read_to_string(binary.folder().join("all.ics")).unwrap();
    assert!(
        file.contains("DTSTART;VALUE=DATE:20230630") && file.contains("DTEND;VALUE=DATE:20230701"),
        "{file}"
    );
}

#[test]
fn an_address_is_noted_and_changes_with_a_reason() {
    let binary = late();
    let shown = binary.plain("people --json").json();
    let known = shown.as_array().unwrap().iter().find(|one| one["name"] == "O. Wner").unwrap();
    assert_eq!(known["address"], "o.wner@force.example");
    assert!(binary.plain("people").done().contains("o.wner@force.example"));
    binary.ask("people address 'O. Wner' o.w@force.example").refused();
    binary.ask("people address 'O. Wner' o.w@force.example --why 'A slip'").done();
    for wrong in
        ["no-address", "a@b@c", "a b@force.example", "a@", "@b", "a@b..c", "Ä@force.example", "<a@b.c>"]
    {
        let told = binary.run(&["--actor", LEAD, "people", "address", "T. Deputy", wrong]).refused();
        assert!(told.contains("is not an e-mail address"), "{wrong}: {told}");
    }
}

/// A register whose people and actions are called so that a careless program would be led astray.
pub fn hostile() -> (Binary, Vec<PathBuf>) {
    let mut binary = late();
    let evil = "../Evil\r\nBcc: all@force.example <x@y.z>, \"; Owner";
    let account = whoami::username().unwrap();
    binary
        .run(&[
            "--actor",
            LEAD,
            "--on",
            "2023-01-11",
            "people",
            "add",
            evil,
            "--role",
            "owner",
            "--account",
            &account,
        ])
        .done();
    let name = "../Evil Bcc: all@force.example <x@y.z>, \"; Owner";
    let text = "Do it\r\nX-Evil: yes\nBEGIN:VEVENT\nDTSTART:20200101\n.\n..\nFrom me, with é and “quotes” and a very long line that goes on and on until it must be folded somewhere";
    let words = ["agree", "SOC22-1", text, "--owner", name, "--target", "2023-08-31"];
    binary.run(&[&["--actor", LEAD, "--on", "2023-01-11"][..], &words].concat()).done();
    binary.on = "2023-01-12";
    binary.run(&["--actor", LEAD, "people", "address", name, "evil@force.example"]).done();
    binary.ask("chase --all --to mails").done();
    let mut files: Vec<_> =
        fs::read_dir(binary.folder().join("mails")).unwrap().map(|file| file.unwrap().path()).collect();
    files.sort();
    (binary, files)
}
