//! Nothing typed is ever lost: a meeting is minuted in a real terminal, the program is killed in the middle of a
//! sentence, and the words are there when it is begun again; in the screens and in plain lines.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::terminal::Terminal;

fn plenary(folder: &Path, line: &str) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_plenary"))
        .args(shell_words::split(line).unwrap())
        .env("PLENARY_REGISTER", folder.join("register.plenary"))
        .env("PLENARY_STATE_DIR", folder.join("state"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{line}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// What plain lines answer to some lines from a pipe.
fn in_plain_lines(folder: &Path, lines: &str) -> String {
    let mut child = Command::new(env!("CARGO_BIN_EXE_plenary"))
        .args(["linear", "--actor", "A. Lead"])
        .env("PLENARY_REGISTER", folder.join("register.plenary"))
        .env("PLENARY_STATE_DIR", folder.join("state"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(lines.as_bytes()).unwrap();
    String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap()
}

/// A register with one recommendation at Governance, and a meeting that is open.
fn open_meeting() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let at = folder.path();
    let user = String::from_utf8(Command::new("id").arg("-un").output().unwrap().stdout).unwrap();
    for line in [
        "init --home 'Cleveland Police' --me 'A. Lead' --role lead --on 2022-12-01",
        &format!("people add 'T. Deputy' --role approver --account '{}' --on 2022-12-01", user.trim()),
        "inspection add 'A report' --published 2022-12-07 --code REP22 --on 2022-12-07 --actor 'A. Lead'",
        "recommendation add REP22 'Cleveland Police should count' --kind recommendation \
         --addressee 'Cleveland Police' --on 2022-12-07 --actor 'A. Lead'",
        "hold REP22-1 --attendee 'A. Lead' --on 2022-12-08 --actor 'A. Lead'",
        "position REP22-1 accepted --on 2022-12-08 --actor 'A. Lead'",
        "agree REP22-1 'Count' --owner 'A. Lead' --target 2030-12-31 --on 2022-12-08 --actor 'A. Lead'",
        "report REP22-1 --on 2022-12-09 --actor 'A. Lead'",
        "approve REP22-1 --on 2022-12-10 --actor 'T. Deputy'",
        "meeting plan Board --date today --actor 'A. Lead'",
        "meeting open M2 --attendee 'A. Lead' --actor 'A. Lead'",
    ] {
        plenary(at, line);
    }
    folder
}

/// Kills what runs in the window, as a crash would.
fn kill(terminal: &Terminal) {
    let pid = terminal.knows("pane_pid");
    assert!(Command::new("kill").args(["-9", &pid]).status().unwrap().success());
    terminal.until_ended();
}

#[test]
fn the_words_of_a_minute_outlive_a_kill_in_the_middle_of_a_sentence() {
    let folder = open_meeting();
    let terminal = Terminal::run(folder.path(), &["--actor", "A. Lead"]);
    terminal.until("M minute");
    terminal.press(&["M"]).until("1 of 1");
    terminal.type_in("Everything was counted twice, and the").press(&["F3", "F3"]).until("rating A AMBER");
    terminal.until("counted twice, and the");
    kill(&terminal);
    let again = Terminal::run(folder.path(), &["--actor", "A. Lead"]);
    again.until("M minute");
    again.press(&["M"]).until("words that were typed before and not recorded are here again");
    again.until("Everything was counted twice, and the");
    let screen = again.at_rest();
    assert!(screen.contains("A AMBER"), "{screen}");
    again.type_in(" sums agree").press(&["F2"]).until("will be recorded");
    again.press(&["Enter"]).until("1 minuted");
    again.press(&["Escape"]).until("the next letter is a key");
    again.press(&["q"]).until_ended();
    let told = plenary(folder.path(), "history REP22-1 --json");
    assert!(told.contains("Everything was counted twice, and the sums agree"), "{told}");
    let left = std::fs::read_dir(folder.path().join("state/drafts")).unwrap().count();
    assert_eq!(left, 0, "what is recorded is no draft any more");
    plenary(folder.path(), "verify");
}

#[test]
fn the_lines_of_a_plain_minute_outlive_a_kill_too() {
    let folder = open_meeting();
    let plain = || Terminal::run(folder.path(), &["--plain", "--actor", "A. Lead"]);
    let terminal = plain();
    terminal.until("q leave:");
    terminal.type_in("minute M2").press(&["Enter"]).until("Report progress on a");
    terminal.type_in("1").press(&["Enter"]).until("then . alone");
    terminal.type_in("The first line stands").press(&["Enter"]);
    terminal
        .type_in(".l")
        .press(&["Enter"])
        .until_it("reads back the line", |screen| screen.matches("The first line stands").count() >= 2);
    kill(&terminal);
    let again = plain();
    again.until("q leave:");
    again.type_in("minute").press(&["Enter"]).until("Report progress on a");
    again.type_in("1").press(&["Enter"]).until("written before and not recorded are here again");
    again.type_in(".").press(&["Enter"]).until("y records");
    again.type_in("y").press(&["Enter"]).until("Recorded:");
    let told = plenary(folder.path(), "history REP22-1 --json");
    assert!(told.contains("The first line stands") && told.contains("\"meeting\": \"M2\""), "{told}");
}

#[test]
fn closing_by_a_command_tells_of_words_that_were_typed_and_never_recorded_and_plain_lines_do_before() {
    let folder = open_meeting();
    let terminal = Terminal::run(folder.path(), &["--actor", "A. Lead"]);
    terminal.until("M minute");
    terminal.press(&["M"]).until("1 of 1");
    terminal.type_in("Nobody has counted yet").until("counted yet");
    kill(&terminal);
    let told = in_plain_lines(folder.path(), "minute M2\nmeeting close\nb\nq\n");
    assert!(told.contains("Words wait at M2 that are not recorded: minute M2 reads them."), "{told}");
    let typed = "Written and not recorded: REP22-1.a: Nobody has counted yet";
    assert_eq!(told.matches(typed).count(), 2, "where minuting begins, and before it is closed: {told}");
    let kept = "open, with A. Lead: REP22-1";
    assert!(told.contains(kept), "what is kept of the agenda, in words: {told}");
    for close in ["meeting close M2 --dry-run --actor 'A. Lead'", "meeting close M2 --actor 'A. Lead'"] {
        let told = plenary(folder.path(), close);
        let note = "note: typed at M2 and not recorded, 1:\n  REP22-1.a: Nobody has counted yet\nhint: ";
        assert!(told.contains(note), "{told}");
    }
}

#[test]
fn dissent_of_somebody_who_was_not_there_is_remarked_on_by_the_command_too() {
    let folder = open_meeting();
    let told = plenary(folder.path(), "dissent REP22-1 'Too seldom' --who 'T. Deputy' --actor 'A. Lead'");
    let note = "note: `T. Deputy` is not among those who came to M2 (A. Lead); dissent may be sent in\n";
    assert!(told.ends_with(note), "{told}");
    let told = plenary(folder.path(), "dissent REP22-1 'Too soon' --who 'X. Y' --actor 'A. Lead' --json");
    assert!(told.contains("\"remarks\"") && told.contains("`X. Y`"), "{told}");
    let told = plenary(folder.path(), "dissent REP22-1 'Too late' --who 'A. Lead' --actor 'A. Lead'");
    assert!(!told.contains("note:"), "{told}");
}

#[test]
fn every_new_request_has_its_command() {
    let folder = open_meeting();
    for line in [
        "decision REP22-1 'Count once a year' --meeting M2 --actor 'A. Lead'",
        "dissent REP22-1 'Once is too seldom' --who 'T. Deputy' --actor 'A. Lead'",
        "meeting note M2 'The room is too small' --actor 'A. Lead'",
        "meeting close M2 --actor 'A. Lead'",
    ] {
        plenary(folder.path(), line);
    }
    let minutes = folder.path().join("minutes.md");
    plenary(folder.path(), &format!("brief minutes M2 --to '{}'", minutes.display()));
    let told = std::fs::read_to_string(minutes).unwrap();
    for words in ["decided at M2: Count once a year", "dissent of T. Deputy at M2", "The room is too small"] {
        assert!(told.contains(words), "{words}: {told}");
    }
    assert!(plenary(folder.path(), "show REP22-1").contains("dissent of T. Deputy at M2"));
}
