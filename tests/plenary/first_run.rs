//! The first run in a real terminal: from no register to one, by each of the three ways; and the whole tour.

use std::path::Path;

use crate::terminal::Terminal;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// The screens of somebody whose home folder is empty.
fn newcomer(folder: &Path) -> Terminal {
    let terminal = Terminal::of_a_newcomer(folder, &[], &[]);
    terminal.until("no register yet");
    terminal
}

/// Whether anything lies in the folder for data.
fn anything_made(folder: &Path) -> bool {
    folder.join("home/plenary").exists()
}

#[test]
fn whoever_leaves_the_welcome_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let terminal = newcomer(folder.path());
    terminal.press(&["e"]).until("the force whose register it is");
    terminal.type_in("cleve").until("Cleveland Police");
    terminal.press(&["Escape"]).until("leave this form?");
    terminal.press(&["y"]).until("no register yet");
    terminal.press(&["q"]).until_ended();
    assert!(!anything_made(folder.path()));
}

#[test]
fn an_empty_register_is_made_from_the_welcome_by_clicks_and_words() {
    let folder = tempfile::tempdir().unwrap();
    let terminal = newcomer(folder.path());
    terminal.click("Start empty").click("Start empty").until("the force whose register it is");
    terminal.type_in("cleve").press(&["Tab"]).type_in("A. Lead").press(&["Tab"]).type_in("lead");
    terminal.press(&["C-s"]).until("this register will be made");
    assert!(!anything_made(folder.path()));
    terminal.press(&["Enter"]).until("Plenary · Cleveland Police");
    terminal.until("you: A. Lead (lead)");
    assert!(folder.path().join("home/plenary/register.plenary").exists());
}

#[test]
fn a_document_is_looked_at_before_a_register_is_made_for_it() {
    let folder = tempfile::tempdir().unwrap();
    let terminal = newcomer(folder.path());
    terminal.press(&["i"]).until("the force whose register it is");
    terminal.type_in("dorset").press(&["Tab"]).type_in("A. Lead").press(&["Tab"]).type_in("lead");
    terminal.press(&["Tab"]).type_in(&format!("{ROOT}/data/malformed/nothing-right.txt")).press(&["C-s"]);
    terminal.until("cannot be imported");
    assert!(!anything_made(folder.path()));
    terminal.press(&["C-u"]).type_in(&format!("{ROOT}/data/examples/regional-response.txt"));
    terminal.press(&["C-s"]).until("this register will be made");
    terminal.press(&["Enter"]).until("nothing recorded yet");
    terminal.press(&["C-s"]).until("will be recorded");
    terminal.press(&["Enter"]).until("Inspection PIRC24");
}

#[test]
fn nothing_is_ever_written_over_the_screens_of_a_first_import() {
    let folder = tempfile::tempdir().unwrap();
    let terminal = newcomer(folder.path());
    terminal.press(&["i"]).until("the force whose register it is");
    terminal.type_in("cleveland").press(&["Tab"]).type_in("A. Lead").press(&["Tab"]).type_in("lead");
    terminal.press(&["Tab"]).type_in(&format!("{ROOT}/data/examples/cleveland-response.txt"));
    terminal.press(&["C-s"]).until("this register will be made");
    terminal.press(&["Enter"]).until("nothing recorded yet");
    // Somebody reads the review: whoever watched the reading of the document is due to say something by now.
    for _ in 0..8 {
        let before = terminal.at_rest();
        terminal.press(&["Down"]).until_other(&before);
        terminal.press(&["Up"]).until_again(&before);
    }
    terminal.press(&["C-s"]).until("will be recorded");
    let first = terminal.at_rest();
    // What stands is what Plenary drew: drawn anew, cell by cell, it is the same, line for line.
    terminal.press(&["Down"]).until_other(&first);
    let shown = terminal.at_rest();
    assert!(!shown.contains("Ctrl-C cancels"), "{shown}");
    terminal.scribble("SCRIBBLED").until("SCRIBBLED");
    terminal.press(&["C-l"]).until_again(&shown);
}

#[test]
fn ctrl_l_draws_everything_anew_also_before_there_is_a_register() {
    let folder = tempfile::tempdir().unwrap();
    let terminal = newcomer(folder.path());
    let shown = terminal.at_rest();
    terminal.scribble("SCRIBBLED").until("SCRIBBLED");
    terminal.press(&["C-l"]).until_again(&shown);
}

#[test]
fn the_tour_is_offered_though_the_practice_register_was_made_without_a_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let home = folder.path().join("home");
    let printed = std::process::Command::new(env!("CARGO_BIN_EXE_plenary"))
        .arg("demo")
        .envs(["HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"].map(|place| (place, &home)))
        .env_remove("PLENARY_REGISTER")
        .env_remove("PLENARY_STATE_DIR")
        .output()
        .unwrap();
    assert!(printed.status.success(), "{}", String::from_utf8_lossy(&printed.stderr));
    let shown = || Terminal::of_a_newcomer(folder.path(), &["demo"], &[]);
    let first = shown();
    first.until("Tour new here?");
    first.press(&["q"]).until_ended();
    assert!(!shown().until("Plenary ·").contains("Tour"), "once it was offered, it is not offered again");
}

#[test]
fn the_whole_tour_is_taken_from_the_welcome_on() {
    let folder = tempfile::tempdir().unwrap();
    let terminal = newcomer(folder.path());
    terminal.press(&["p"]).until("Tour new here?");
    terminal.press(&["T"]).until("Tour 1/");
    terminal.press(&["Down"]).until("Tour 2/");
    terminal.press(&["Tab", "Tab", "Enter"]).until("Tour 3/");
    terminal.press(&["/"]).until("type overdue stage:gov");
    terminal.press(&["C-u"]).type_in("overdue stage:gov").press(&["Enter"]).until("Tour 4/");
    terminal.press(&["Enter"]).until("Tour 5/");
    terminal.press(&["w"]).until("Tour 6/");
    terminal.press(&["Escape"]).until("say what is new on an action");
    terminal.press(&["u"]).until("write a sentence");
    terminal.type_in("Two more posts advertised").press(&["C-s"]).until("exactly this would be recorded");
    terminal.press(&["Enter"]).until("Tour 7/");
    terminal.press(&["U"]).until("both will stand in the history");
    terminal.press(&["Enter"]).until("Tour 8/");
    terminal.press(&["m"]).until("Tour 9/");
    terminal.press(&["@"]).until("choose T. Deputy");
    terminal.press(&["Down", "Enter"]).until("Tour 10/");
    terminal.press(&["l"]).until("Register").lines().count();
    terminal.press(&["/"]).type_in("CUS23-3").press(&["Enter", "Enter"]).until("at SignOff s signs off");
    terminal.press(&["s"]).until("ctrl-s go on");
    terminal.press(&["C-s"]).until("this decision will be recorded");
    terminal.press(&["y"]).until("Tour 11/");
    terminal.press(&[":"]).until("Tour 12/");
    terminal.press(&["Escape"]).until_gone("Anything");
    terminal.press(&["?"]).until("Tour done");
    terminal.press(&["Escape"]).until_gone("Tour");
    terminal.press(&["q"]).until_ended();
    // The second time nothing is offered, and nothing is asked.
    let again = Terminal::of_a_newcomer(folder.path(), &["demo"], &[]);
    assert!(!again.until("Plenary ·").contains("Tour"));
}
