//! Ctrl-C where OpenSSH asks for a passphrase: nothing is signed and nothing recorded, that is said, and whoever sits on
//! the screens or in plain lines stays there.

use std::fs;
use std::process::Command;

use crate::binary::{DCC, OWNER};
use crate::signatures::Desk;
use crate::terminal::Terminal;

const STOPPED: &str = "nothing was signed, and nothing was recorded: signing was stopped";

/// `SOC22-1` waits for a sign-off that must be signed, and the key of the config file has a passphrase.
fn locked() -> Desk {
    let desk = Desk::waiting();
    let key = desk.binary.folder().join("locked");
    let mut made = Command::new("ssh-keygen");
    made.args(["-q", "-t", "ed25519", "-C", "", "-N", "a long phrase", "-f"]).arg(&key);
    assert!(made.status().unwrap().success());
    desk.known("locked");
    let settings = desk.binary.folder().join("config/plenary");
    fs::create_dir_all(&settings).unwrap();
    fs::write(settings.join("config.toml"), format!("[signing]\nkey = {key:?}\n")).unwrap();
    desk
}

/// Waits until OpenSSH has asked and waits for an answer: a signal between the two would be lost to it.
fn asked(terminal: &Terminal) {
    terminal.until_it("waits for the passphrase", |screen| {
        let words = ["-r", "S", "-x", "ssh-keygen", "-P"];
        let found = || Command::new("pgrep").args(words).arg(terminal.knows("pane_pid")).output().unwrap();
        screen.contains("Enter passphrase") && found().status.success()
    });
}

#[test]
fn a_command_that_is_stopped_at_the_passphrase_says_that_nothing_was_recorded() {
    let desk = locked();
    let signoff = ["--actor", DCC, "--on", "2023-01-12", "signoff", "SOC22-1", "--yes"];
    let terminal = Terminal::run(desk.binary.folder(), &signoff);
    asked(&terminal);
    terminal.press(&["C-c"]).until(STOPPED);
    assert_eq!(terminal.exit_code(), "1");
    assert_eq!(desk.binary.stage("SOC22-1"), "SignOff");
}

#[test]
fn plain_lines_go_on_after_a_passphrase_was_stopped() {
    let desk = locked();
    let terminal = Terminal::run(desk.binary.folder(), &["--plain", "--actor", DCC]);
    terminal.until("help, q leave:");
    terminal.type_in("signoff SOC22-1").press(&["Enter"]).until("yes records this decision");
    terminal.type_in("yes").press(&["Enter"]);
    asked(&terminal);
    terminal.press(&["C-c"]).until(STOPPED);
    // The one Ctrl-C did nothing else: the same question is asked again.
    terminal.until(&format!("{STOPPED} hint: it waits for the decision as before yes records this decision"));
    terminal.type_in("b").press(&["Enter"]).until("Left signoff. Nothing was recorded.");
    terminal.type_in("q").press(&["Enter"]).until("Left Plenary.");
    assert_eq!(desk.binary.stage("SOC22-1"), "SignOff");
}

#[test]
fn the_screens_are_where_they_were_after_a_passphrase_was_stopped() {
    let desk = locked();
    let terminal = Terminal::run(desk.binary.folder(), &["--actor", DCC]);
    terminal.until("The road");
    terminal.press(&["s"]).until("asks: closure sign-off");
    terminal.press(&["a"]).until("this decision will be recorded");
    terminal.press(&["End"]).until("the same as a command");
    terminal.press(&["y"]);
    asked(&terminal);
    terminal.until("SOC22-1: signed off by the DCC; ");
    terminal.until(" signing with SHA256:");
    terminal.press(&["C-c"]).until(STOPPED);
    terminal.until("this decision will be recorded");
    terminal.press(&["Escape"]).until("asks: closure sign-off");
    terminal.press(&["q"]).until_ended();
    assert_eq!(desk.binary.stage("SOC22-1"), "SignOff");
}

/// Two outcomes wait for approval beside the sign-off.
fn two_more(desk: &Desk) {
    let binary = &desk.binary;
    for reference in ["SOC22-2", "SOC22-3"] {
        let add =
            "recommendation add SOC22 'Use every team' --kind recommendation --addressee 'Cleveland Police'";
        binary.ask(add).done();
        binary.ask(&format!("hold {reference} --attendee 'A. Lead'")).done();
        binary.ask(&format!("position {reference} accepted")).done();
        binary.ask(&format!("agree {reference} 'Do it' --owner '{OWNER}' --target 2023-06-30")).done();
        binary.ask(&format!("report {reference}")).done();
    }
}

#[test]
fn of_several_it_is_said_which_is_signed_and_one_that_is_stopped_ends_the_asking_on_every_surface() {
    let desk = locked();
    two_more(&desk);
    let folder = desk.binary.folder();
    let first = "SOC22-2: outcome approved by the DCC (1 of 2) signing with SHA256:";
    let terminal = Terminal::run(folder, &["--actor", DCC]);
    terminal.until("The road");
    terminal.press(&["s"]).until("asks: closure sign-off");
    terminal.press(&["b"]).until("all 3");
    terminal.press(&["End", "*"]).until("2 marked");
    terminal.press(&["a"]).until("2 of 2 decisions");
    terminal.press(&["End"]).until("the same as commands");
    terminal.press(&["y"]);
    asked(&terminal);
    terminal.until(first);
    terminal.press(&["C-c"]).until("Results · recorded 0 of 2");
    terminal.press(&["q"]).until_ended();
    let approve = ["--actor", DCC, "--on", "2023-01-12", "approve", "SOC22-2", "SOC22-3", "--yes"];
    let terminal = Terminal::run(folder, &approve);
    asked(&terminal);
    terminal.until(first);
    terminal.press(&["C-c"]).until("0 of 2 were recorded");
    assert_eq!(["SOC22-2", "SOC22-3"].map(|one| desk.binary.stage(one)), ["Approval", "Approval"]);
}
