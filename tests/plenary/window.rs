//! What a real terminal brings: the mouse, other windows, job control, signals and sizes that change at any moment.

use std::path::Path;
use std::process::Command;

use crate::terminal::Terminal;

/// A practice register, and its screens.
fn practice(folder: &Path) -> Terminal {
    let made = Command::new(env!("CARGO_BIN_EXE_plenary"))
        .args(["demo", "--json", "--register"])
        .arg(folder.join("register.plenary"))
        .env("PLENARY_STATE_DIR", folder.join("state"))
        .output()
        .unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    open(folder)
}

fn open(folder: &Path) -> Terminal {
    let terminal = Terminal::run(folder, &["--actor", "A. Lead"]);
    terminal.until("Plenary ·");
    terminal
}

#[test]
fn two_windows_see_what_the_other_records_without_a_key() {
    let folder = tempfile::tempdir().unwrap();
    let (one, other) = (practice(folder.path()), open(folder.path()));
    other.press(&["m"]).until("Meetings");
    one.press(&[":"]).until("Anything").lines().count();
    one.type_in("meeting plan").press(&["Enter"]).until("meeting plan");
    one.type_in("Extraordinary board").press(&["Tab"]).type_in("1 May 2024").press(&["Tab"]);
    one.type_in("governance").press(&["C-s"]).until("will be recorded");
    one.press(&["Enter"]).until("recorded:");
    other.until("Extraordinary board");
    let screen = other.at_rest();
    assert!(screen.contains("just recorded by A. Lead"), "{screen}");
}

/// Opens the first of those that are late at Governance and says something new of it, as far as the confirm.
fn say(terminal: &Terminal, words: &str) {
    terminal.press(&["l"]).until("Register ·");
    terminal.press(&["/"]).until("enter keep");
    terminal.type_in("overdue stage:gov").press(&["Enter"]).until("Register · open: 1 of");
    terminal.press(&["Enter"]).until("Governance ◐");
    terminal.press(&["u"]).until("ctrl-s go on");
    terminal.type_in(words).press(&["C-s"]).until("will be recorded");
}

#[test]
fn two_who_write_on_the_same_thing_at_once_see_each_other_before_the_second_records() {
    let folder = tempfile::tempdir().unwrap();
    let (one, other) = (practice(folder.path()), open(folder.path()));
    say(&one, "The first post is filled");
    say(&other, "The second post is filled");
    one.press(&["Enter"]).until("recorded:");
    other.press(&["Enter"]).until("somebody else was here since you looked");
    let screen = other.at_rest();
    assert!(screen.contains("The first post is filled") && screen.contains("will be recorded"), "{screen}");
    other.press(&["Enter"]).until_gone("will be recorded");
    one.until("just recorded by A. Lead");
    for terminal in [&one, &other] {
        terminal.press(&["h"]).until("History of");
        terminal.until("The second post is filled");
        let screen = terminal.at_rest();
        assert!(screen.contains("The first post is filled"), "{screen}");
    }
}

#[test]
fn what_is_seen_can_be_clicked() {
    let folder = tempfile::tempdir().unwrap();
    let terminal = practice(folder.path());
    terminal.click("l register").until("Register ·");
    terminal.click("? help").until("type to find one");
    terminal.click("esc back").until("Register ·");
}

#[test]
fn it_can_be_put_aside_and_brought_back() {
    let folder = tempfile::tempdir().unwrap();
    drop(practice(folder.path()));
    let shell = Terminal::shell(folder.path());
    shell.type_in("plenary --actor 'A. Lead'").press(&["Enter"]).until("Plenary ·");
    shell.press(&["l"]).until("Register ·");
    shell.press(&["C-z"]).until("Stopped");
    assert_eq!((shell.knows("alternate_on"), shell.knows("mouse_any_flag")), ("0".into(), "0".into()));
    shell.type_in("echo here again").press(&["Enter"]).until("here again ready>");
    shell.type_in("fg").press(&["Enter"]).until("Register ·");
    shell.press(&["q"]).until("ready>");
}

#[test]
fn a_window_that_changes_its_size_all_the_time_is_drawn_as_it_is_at_last() {
    let folder = tempfile::tempdir().unwrap();
    let terminal = practice(folder.path());
    terminal.press(&["l"]).until("Register ·");
    for turn in 0..40_u16 {
        terminal.resize(1 + turn * 37 % 300, 1 + turn * 17 % 90).press(&["Down"]);
    }
    terminal.resize(20, 5).until("too small");
    terminal.resize(500, 200).until("Register ·");
    terminal.resize(80, 24).until("Register ·");
}

#[test]
fn a_signal_to_end_gives_the_terminal_back() {
    let folder = tempfile::tempdir().unwrap();
    drop(practice(folder.path()));
    let shell = Terminal::shell(folder.path());
    shell.type_in("plenary --actor 'A. Lead'").press(&["Enter"]).until("Plenary ·");
    let (register, shell_pid) = (folder.path().join("register.plenary"), shell.knows("pane_pid"));
    assert!(register.exists());
    let killed = Command::new("pkill").args(["-TERM", "-P", &shell_pid]).status().unwrap();
    assert!(killed.success());
    shell.until("ready>");
    assert_eq!((shell.knows("alternate_on"), shell.knows("mouse_any_flag")), ("0".into(), "0".into()));
    shell.type_in("echo still echoed").press(&["Enter"]).until("still echoed ready>");
}

#[test]
fn a_terminal_that_goes_away_takes_the_program_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let terminal = practice(folder.path());
    ends_with(terminal);
}

/// Reading from a terminal that is gone never ends, so nothing is read before it was looked whether it is there.
#[test]
fn a_terminal_that_goes_away_while_keys_wait_takes_the_program_with_it() {
    let folder = tempfile::tempdir().unwrap();
    drop(practice(folder.path()));
    for _ in 0..6 {
        let terminal = Terminal::run(folder.path(), &["--actor", "A. Lead"]);
        terminal.until("Plenary ·");
        terminal.press(&["l"]).press(&["Down"; 40]);
        ends_with(terminal);
    }
}

fn ends_with(terminal: Terminal) {
    let process = Path::new("/proc").join(terminal.knows("pane_pid"));
    assert!(process.exists());
    drop(terminal);
    let begin = std::time::Instant::now();
    while process.exists() {
        assert!(begin.elapsed().as_secs() < 60, "it goes on without a terminal");
        std::thread::park_timeout(std::time::Duration::from_millis(15));
    }
}

#[test]
fn what_was_opened_is_taken_away_also_where_the_terminal_goes_away() {
    let folder = tempfile::tempdir().unwrap();
    drop(practice(folder.path()));
    let file = folder.path().join("figures.txt");
    std::fs::write(&file, "nine of nine").unwrap();
    let offered = Command::new(env!("CARGO_BIN_EXE_plenary"))
        .args([
            "--actor",
            "A. Lead",
            "evidence",
            "add",
            "CUS23-3",
            "Figures",
            "--kind",
            "performance",
            "--file",
        ])
        .args([&file, Path::new("--register"), &folder.path().join("register.plenary")])
        .env("PLENARY_STATE_DIR", folder.path().join("state"))
        .output()
        .unwrap();
    assert!(offered.status.success(), "{}", String::from_utf8_lossy(&offered.stderr));
    let terminal = Terminal::run(folder.path(), &["--actor", "T. Deputy"]);
    terminal.until("Plenary ·");
    terminal.press(&["s"]).until("CUS23-3 asks");
    terminal.press(&["o"]).until("the copy goes into a folder");
    terminal.press(&["Enter"]).until("the copy is");
    let lie = || std::fs::read_dir(folder.path().join("state/opened")).unwrap().count();
    assert_eq!(lie(), 1);
    let hung_up = Command::new("kill").args(["-HUP", &terminal.knows("pane_pid")]).status();
    assert!(hung_up.unwrap().success());
    let code = terminal.exit_code();
    assert_eq!((lie(), code.as_str()), (0, "129"));
}
