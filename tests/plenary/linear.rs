//! Linear mode on the real binary: fed by a pipe, and in a real terminal that can do nothing.

use std::io::Write;
use std::process::Stdio;

use crate::binary::Binary;
use crate::terminal::Terminal;

/// What a pipe of lines makes the binary say; it must end well.
fn piped(binary: &Binary, arguments: &[&str], lines: &str) -> String {
    let mut child = binary
        .command()
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // Whoever leaves early closes the pipe.
    let _ = stdin.write_all(lines.as_bytes());
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

fn is_drawn(letter: char) -> bool {
    matches!(letter, '\u{2190}'..='\u{21FF}' | '\u{2300}'..='\u{27BF}' | '\u{2800}'..='\u{28FF}')
}

#[test]
fn lines_from_a_pipe_are_answered_and_nothing_is_drawn() {
    let binary = Binary::received();
    let told = piped(
        &binary,
        &["linear", "--actor", "A. Lead"],
        "list\n1\neverything\nhold\n1\nA. Lead\n.\ny\nwhy\nowners\nageing\nflow\nforecast\ncalendar\nclocks\nundo\nb\ny\n? all\n",
    );
    for words in ["SOC22-1, Received", "Count the caseload", "SOC22-1 is at Plenary", "Left Plenary."] {
        assert!(told.contains(words), "`{words}` was not said:\n{told}");
    }
    let drawn = |letter: char| (letter.is_control() && letter != '\n') || is_drawn(letter);
    assert_eq!(told.chars().find(|letter| drawn(*letter)), None, "{told}");
    assert_eq!(binary.stage("SOC22-1"), "Plenary");
}

#[test]
fn without_lines_nothing_is_recorded_and_it_ends_well() {
    let binary = Binary::received();
    let before = binary.head();
    piped(&binary, &["linear", "--actor", "A. Lead"], "");
    piped(&binary, &["linear", "--actor", "A. Lead"], "hold SOC22-1\n1\n.\n");
    assert_eq!(binary.head(), before);
}

#[test]
fn somebody_without_a_register_is_asked_how_to_begin() {
    let binary = Binary::bare();
    let told =
        piped(&binary, &["linear"], "?\nempty\nCleve\nA. Lead\nlead\nn\n3\nCleve\nA. Lead\nlead\ny\nq\n");
    for words in ["1. practise", "Nothing was made.", "Cleveland Police, OFFICIAL", "Left Plenary."] {
        assert!(told.contains(words), "`{words}` was not said:\n{told}");
    }
    assert!(binary.plain("people").done().contains("A. Lead"));
}

#[test]
fn a_home_force_that_is_not_known_is_asked_about_and_an_empty_line_loses_no_answer() {
    let binary = Binary::bare();
    let told = piped(&binary, &["linear"], "empty\nclevland polce\n1\nA. Lead\nlead\n\ny\nq\n");
    for words in [
        "`clevland polce` is none of the forces that are known here.",
        "1. Cleveland Police",
        "As a command: plenary init --home 'Cleveland Police' --me 'A. Lead' --role lead",
    ] {
        assert!(told.contains(words), "`{words}` was not said:\n{told}");
    }
    assert_eq!(told.matches("This register will be made:").count(), 2, "{told}");
    assert!(binary.plain("people").done().contains("A. Lead"));
}

#[test]
fn an_account_that_serves_two_people_is_asked_who_acts_and_a_command_is_refused() {
    let binary = Binary::received();
    let account =
        String::from_utf8(std::process::Command::new("id").arg("-un").output().unwrap().stdout).unwrap();
    let add = format!("people add 'T. Second' --role lead --account {} --actor 'A. Lead'", account.trim());
    binary.plain(&add).done();
    let told = piped(&binary, &["linear"], "nobody\nT. Second\nq\n");
    for words in ["One of A. Lead", "You act as T. Second (lead).", "Left Plenary."] {
        assert!(told.contains(words), "`{words}` was not said:\n{told}");
    }
    assert!(binary.plain("meeting plan G --date 2023-09-01").refused().contains("--actor"));
    let terminal = Terminal::run(binary.folder(), &[]);
    terminal.until("choose who you are");
    terminal.press(&["Enter"]).until("you act as A. Lead");
}

#[test]
fn plain_without_a_terminal_still_prints_the_overview() {
    let binary = Binary::received();
    let told = piped(&binary, &["--plain", "--actor", "A. Lead"], "list\n");
    assert!(told.starts_with("Plenary · Cleveland Police"), "{told}");
}

#[test]
fn in_a_terminal_plain_talks_in_lines_and_control_c_leaves_a_question() {
    let binary = Binary::received();
    let terminal = Terminal::run(binary.folder(), &["--plain", "--actor", "A. Lead"]);
    terminal.until("Overview, number or word, ? help, q leave:");
    terminal.type_in("hold SOC22-1").press(&["Enter"]);
    terminal.until("attendee, one at a time, ? help, b back:");
    terminal.type_in("1").press(&["Enter"]);
    terminal.until("attendee, another, or . to end, ? help, b back:");
    terminal.press(&["C-c"]);
    terminal.until("Taken back; none is left.");
    terminal.press(&["C-c"]);
    terminal.until("Left hold. Nothing was recorded.");
    terminal.press(&["C-d"]);
    terminal.until("Left Plenary.");
}
