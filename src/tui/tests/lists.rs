//! Lists of which not everything fits: which columns stay, what is told of those that go,
//! and of the lines above and below.

use std::path::Path;

use super::sample::{self, LEAD};
use super::session::Session;
use crate::ledger::Ledger;
use crate::ledger::standing::questions::Why;

/// An inspection with the longest sort of code, and what it asks.
fn long_code(folder: &Path) -> Ledger {
    let mut ledger = sample::filled(folder);
    let inspection = [
        ("code", "SIECABX24"),
        ("title", "Custody and search"),
        ("kind", "peel"),
        ("published", "2022-12-07"),
    ];
    sample::ask(&mut ledger, "2022-12-07", LEAD, "inspection add", &inspection);
    for n in 0..12 {
        sample::recommend(&mut ledger, "SIECABX24", &format!("review the searches of cell {n}"));
    }
    ledger
}

#[test]
fn late_marks_stay_on_the_smallest_terminal_whatever_column_is_chosen() {
    let mut session = Session::begin(60, 20);
    session.press("l").sees("next date").sees("d late").press("c").sees("deadline").press("home");
    session.press(&"down ".repeat(9)).press("space enter").sees("deadline").sees("next date").sees("d late");
    session.sees("+2 columns");
}

#[test]
fn a_chosen_column_takes_the_place_of_a_less_important_one_and_that_is_told() {
    let mut session = Session::begin(80, 24);
    session.press("l c home").press(&"down ".repeat(9)).press("space enter").sees("deadline");
    session.sees("+1 column").sees("next date");
}

#[test]
fn a_reference_is_never_cut() {
    for (width, height) in [(60, 20), (80, 24), (132, 40)] {
        let mut session = Session::on(long_code, width, height);
        session.press("l o home enter end").sees("SOC22-6").press("home").sees("SIECABX24-1 ");
        session.press("/").write("inspection:SIECABX24").press("enter end").sees("▸ SIECABX24-12 ");
        session.sees("SIECABX24-10 ");
        session.open("SIECABX24").press("end").sees("SIECABX24-12 ◐").press("esc esc");
    }
}

/// A recommendation with a long history and many actions, of which the first are finished.
fn much_done(folder: &Path) -> Ledger {
    let mut ledger = sample::filled(folder);
    for n in 0..6 {
        let text = format!("action {n} of the map, which is written out so that it takes more than one line");
        let agreed =
            [("ref", "SOC22-4"), ("text", &*text), ("owner", sample::OWNER), ("target", "2023-06-30")];
        sample::ask(&mut ledger, "2023-01-20", LEAD, "agree", &agreed);
    }
    ledger
}

#[test]
fn what_is_above_and_below_is_told_on_every_pane() {
    for (width, height) in [(60, 20), (80, 24)] {
        let mut session = Session::on(much_done, width, height);
        session.open("SOC22-4").press("end").sees("↑ ").press("home");
        session.sees("↓ ").press("tab tab");
        let screen = session.screen();
        assert!(screen.contains("What happened") && screen.contains("↑ "), "{screen}");
        let begin =
            screen.lines().skip_while(|line| !line.contains("What happened")).nth(1).unwrap_or_default();
        let begin: String = begin.chars().skip(2).take(13).collect();
        assert!(begin.contains("202"), "the first line has its day: {screen}");
        session.press("up").sees("↑ ").sees("↓ ");
    }
}

#[test]
fn the_history_begins_with_a_whole_event_and_tells_how_many_are_above() {
    let mut session = Session::on(much_done, 60, 20);
    session.press("h").sees("↑ ");
    let first = session.screen().lines().nth(2).unwrap_or_default().to_string();
    assert!(first.contains("202"), "{}", session.screen());
    session.press("up up up up up up up up").sees("↓ ").sees("↑ ");
    assert!(session.screen().lines().nth(2).unwrap_or_default().contains("202"), "{}", session.screen());
}

#[test]
fn every_number_of_opened_and_closed_opens_what_it_counts() {
    let mut session = Session::begin(80, 24);
    session.press("P tab right right").sees("enter opens the register: all that is open");
    session.press("down").sees("enter opens the register: openat:2023-01").press("enter").sees("1 of 6");
    session.press("esc esc down down enter").sees("openat:2022-11").sees("nothing fits the filter");
}

#[test]
fn tab_goes_over_the_numbers_of_owners_and_inspections() {
    let mut session = Session::begin(80, 24);
    session
        .press("O tab tab enter")
        .sees("overdue actions")
        .press("esc shift-tab enter")
        .sees("open actions");
    session
        .press("esc esc n tab enter")
        .sees("inspection:SOC22 open")
        .press("esc esc shift-tab shift-tab enter");
    session.sees("inspection:SOC22 overdue");
}

#[test]
fn what_presses_stands_first_and_all_that_waits_is_counted() {
    fn many(folder: &Path) -> Ledger {
        let mut ledger = sample::filled(folder);
        for n in 0..55 {
            sample::recommend(&mut ledger, "SOC22", &format!("review cell {n}"));
        }
        ledger
    }
    let mut session = Session::on(many, 80, 24);
    let screen = session.screen();
    let place = |word: &str| screen.lines().position(|line| line.contains(word));
    assert!(place(" overdue ").is_some() && place(" overdue ") < place(" received "), "{screen}");
    let received = session.app.ledger.standing().waiting(Why::Received, 1_000).unwrap().len();
    assert_eq!(received, 56);
    session.sees("listed").sees("↓ ");
    let mut plain = 0;
    let standing = session.app.ledger.standing();
    let counts = standing.counts(28, None).unwrap();
    for why in [Why::ResponseDue, Why::Overdue, Why::Returned, Why::Submission, Why::Plenary, Why::Received] {
        let all = standing.waiting(why, 1_000).unwrap().len() as u32;
        assert_eq!(standing.waits(why, &counts).unwrap(), all, "{why:?}");
        plain += all;
    }
    session.sees(&format!("Waiting for you: {plain}, {} listed", plain - 6));
}

#[test]
fn a_glyph_of_the_ages_stands_for_nothing_else() {
    let mut session = Session::begin(80, 24);
    let screen = session.press("P").screen();
    let table = screen
        .lines()
        .skip_while(|line| !line.contains("oldest"))
        .take_while(|line| !line.contains("all stages"));
    let shades = ['░', '▒', '▓', '█'];
    assert!(!table.collect::<String>().contains(shades), "{screen}");
    assert!(screen.contains("█ over 2 y") && screen.contains('▇'), "{screen}");
}

#[test]
fn what_is_chosen_is_pointed_at_and_a_mark_stands_beside_it() {
    for (width, height) in [(60, 20), (80, 24), (132, 40)] {
        let mut session = Session::begin(width, height);
        session.press("tab down down");
        assert_eq!(session.screen().matches('▸').count(), 1, "{}", session.screen());
        session.press("tab");
        assert_eq!(session.screen().matches('▸').count(), 1, "{}", session.screen());
        session.press("l space up").sees("▸✓SOC22-").press("down").sees(" ✓SOC22-").sees("▸ SOC22-");
    }
}

#[test]
fn the_next_natural_thing_stands_first_in_the_footer() {
    let footer = |session: &mut Session| session.screen().lines().last().unwrap_or_default().to_string();
    for (width, height) in [(60, 20), (80, 24)] {
        let mut session = Session::on(sample::empty, width, height);
        let first = footer(&mut session);
        assert!(first.starts_with(" i import  n inspections"), "{first}");
        let mut session = Session::begin(width, height);
        session.open("SOC22");
        let first = footer(&mut session);
        assert!(first.starts_with(" p plenary"), "{first}");
    }
}

#[test]
fn undo_saved_views_and_the_words_of_the_filter_are_found_by_their_names() {
    let mut session = Session::begin(80, 24);
    session
        .press(":")
        .write("undo")
        .sees("▸ undo")
        .sees("put right what was recorded here last")
        .press("esc");
    let name = session.app.desk.around.settings.views[0].value.name.clone();
    session.press(":").write(&name).sees(&format!("▸ {name}")).sees("the saved view:").press("esc");
    for (word, means) in [
        ("quiet", "not heard"),
        ("finished", "with every action finished"),
        ("asked", "waits for the DCC's answer"),
        ("returned", "came back and has not gone on since"),
    ] {
        session.press("?").write(word).sees("filters the register:").sees(means).press("esc");
    }
    session.press("esc m").sees("recs about");
}

#[test]
fn nothing_is_shown_of_a_register_in_whose_place_another_file_lies() {
    let mut session = Session::begin(60, 20);
    session.press("l").sees("SOC22-4");
    let path = session.folder.path().join("r.plenary");
    let other = session.folder.path().join("other");
    std::fs::create_dir(&other).unwrap();
    sample::empty(&other).close();
    std::fs::rename(other.join("r.plenary"), &path).unwrap();
    assert!(session.app.idle());
    session.sees("Another file lies in the register's place").sees("hint: leave with q").sees("q leave");
    session.press("enter esc m").sees("Another file lies in the register's place");
    assert!(!session.screen().contains("SOC22"), "{}", session.screen());
    assert!(!session.app.is_done() && session.press("q").app.is_done());
}

#[test]
fn every_number_is_explained_by_what_it_counts_and_its_rule() {
    let mut session = Session::begin(80, 24);
    session.press("tab w").sees("inspections: ").sees("Police Act 1996, section 55(5A)").press("esc");
    session.press("P w").sees("age:0-3m: first asked so long ago").press("tab esc");
    session.press("P tab w").sees("opened:2023-02: published in this year").press("esc");
    session.press("tab w").sees("Police Act 1996, section 55(5A)").press("down esc down down w");
    session
        .sees("Why is the response to SOC22 due on")
        .press("esc tab w")
        .sees("what falls on 2 Feb 2023")
        .press("esc");
    session
        .press("tab w")
        .sees("stage:governance: at the stages")
        .sees("plenary list --filter")
        .press("enter");
    assert!(session.screen().contains("Why · a number"), "a number has no history");
    session.press("esc esc O tab tab w").sees("open actions whose target has passed");
}

#[test]
fn the_answer_of_an_owners_action_stands_first() {
    let mut session = Session::begin(80, 24);
    session.press("O enter");
    let action = session.screen().lines().find(|line| line.starts_with('▸')).unwrap().to_string();
    let action = action.split_whitespace().nth(1).unwrap().to_string();
    session.press("w");
    let first = session.screen().lines().nth(2).unwrap_or_default().to_string();
    assert!(first.contains(&action), "{action}:\n{}", session.screen());
    session.press("enter").sees("History of");
}

/// At rest the pane begins with a whole event, and so shows less than fits: nothing between is passed over.
#[test]
fn a_page_of_what_happened_passes_over_no_line() {
    let mut session = Session::begin(80, 24);
    session.open("SOC22-4").press("tab tab").sees("▸ What happened");
    let seen = |session: &mut Session| -> Vec<String> {
        let screen = session.screen();
        let pane = screen.lines().skip_while(|line| !line.contains("What happened")).skip(1);
        let pane = pane.take_while(|line| line.starts_with('┃'));
        let told = pane.map(|line| line.chars().skip(1).take(38).collect::<String>().trim().to_string());
        told.filter(|line| !line.is_empty()).collect()
    };
    let latest = seen(&mut session);
    session.press("page-up");
    let before = seen(&mut session);
    assert_eq!(before.last(), latest.first(), "{before:?} {latest:?}");
    // From the beginning a page key goes back at once, too.
    session.press("home");
    let first = seen(&mut session);
    session.press("page-down");
    assert_eq!(first.last(), seen(&mut session).first(), "{first:?}");
}
