//! Every screen, as text, at the size that it is designed for.

use std::path::Path;

use insta::assert_snapshot;

use super::session::Session;
use crate::ledger::Ledger;
use crate::ledger::filled::{self as sample, without_hashes};

/// A register in which more is overdue than a window shows.
fn much_is_overdue(folder: &Path) -> Ledger {
    let mut ledger = sample::filled(folder);
    for n in 0..60 {
        sample::recommend(&mut ledger, "SOC22", &format!("review the custody estate, part {n}"));
    }
    let late = "UPDATE recommendation SET next = '2023-01-01' WHERE stage = 'Received';
        INSERT INTO tally VALUES('next', '2023-01-01', 61), ('next by month', '2023-01', 61)
        ON CONFLICT(what, key) DO UPDATE SET n = n + excluded.n";
    ledger.connection().execute_batch(late).unwrap();
    ledger
}

#[test]
fn of_a_long_list_the_first_picture_reads_what_it_shows_and_the_rest_changes_nothing_on_it() {
    let mut session = Session::on(much_is_overdue, 80, 24);
    assert!(session.app.is_unfinished());
    let first = session.screen();
    assert!(!session.app.idle(), "the picture is the same");
    assert!(!session.app.is_unfinished());
    assert_eq!(session.screen(), first);
    // Whatever is done to the list is done to the whole of it.
    let mut session = Session::on(much_is_overdue, 80, 24);
    let last = session.press("end").screen();
    assert!(last.contains("▸SOC22-") && last.contains("received"), "{last}");
}

#[test]
fn the_overview_says_what_waits() {
    assert_snapshot!(Session::begin(80, 24).screen());
}

#[test]
fn the_register_lists_what_is_open_and_all_of_it() {
    let mut session = Session::begin(80, 24);
    assert_snapshot!("register", session.press("l").screen());
    assert_snapshot!("register_all", session.press("a j").screen());
}

#[test]
fn a_recommendation_shows_its_road_and_what_comes_next() {
    let mut session = Session::begin(80, 24);
    session.press("l /").write("unicorn stage:gov").press("enter");
    assert_snapshot!("recommendation_filter_finds_nothing", session.screen());
    session.press("esc /").write("stage:gov").press("enter enter");
    assert_snapshot!("recommendation_at_governance", session.screen());
}

#[test]
fn an_inspection_shows_its_clock_and_what_is_missing() {
    let mut session = Session::begin(80, 24);
    assert_snapshot!("inspections", session.press("n").screen());
    assert_snapshot!("inspection", session.press("enter").screen());
}

#[test]
fn meetings_and_histories_are_told() {
    let mut session = Session::begin(80, 24);
    assert_snapshot!("meetings", session.press("m").screen());
    assert_snapshot!("history_of_a_meeting", without_hashes(&session.press("h").screen()));
    assert_snapshot!("history_of_everything", without_hashes(&session.press("esc esc h").screen()));
}

#[test]
fn help_palette_and_actors_are_drawn_from_what_there_is() {
    let mut session = Session::begin(80, 24);
    assert_snapshot!("help", session.press("l enter ?").screen());
    assert_snapshot!("palette", session.press("esc :").write("evid").screen());
    assert_snapshot!("actors", session.press("esc @").screen());
}

#[test]
fn evidence_and_a_signature_to_come_are_seen_at_sign_off() {
    let mut session = Session::begin(80, 24);
    session.press("l /").write("stage:sign").press("enter enter down");
    assert_snapshot!(session.screen());
}

#[test]
fn a_form_says_what_each_field_takes() {
    let mut session = Session::begin(80, 24);
    assert_snapshot!(session.ask("inspection add").screen());
}

#[test]
fn an_import_says_all_that_is_wrong_at_once() {
    let mut session = Session::begin(80, 24);
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/data/malformed/sent-before-publication.txt");
    session.press("i").write(path).press("enter").waits().sees("line ");
    let shown = session.screen().lines().skip(3).map(str::to_string).collect::<Vec<_>>().join("\n");
    assert_snapshot!(shown.replace(env!("CARGO_MANIFEST_DIR"), "FOLDER"));
}

#[test]
fn an_import_is_reviewed_edited_and_then_recorded() {
    let mut session = Session::on(super::sample::empty_later, 80, 24);
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/data/examples/regional-response.txt");
    session.press("i").write(path).press("enter").waits();
    assert_snapshot!("review", session.screen());
    assert_snapshot!("review_of_the_inspection", session.press("home").screen());
    session.press("down enter backspace backspace").write("99").press("ctrl-s");
    session.press("down enter").write(" (as amended)").press("ctrl-s down space");
    assert_snapshot!("review_edited", session.screen());
    let before = session.events();
    session.press("ctrl-s");
    assert_eq!(session.events(), before);
    assert_snapshot!("confirm_of_an_import", session.screen());
    session.press("enter").waits().sees("recorded").sees("99");
    assert_snapshot!("imported", session.screen());
}

#[test]
fn a_narrow_terminal_still_works_and_a_smaller_one_says_so() {
    let mut session = Session::begin(60, 20);
    assert_snapshot!("narrow_overview", session.screen());
    assert_snapshot!("narrow_register", session.press("l").screen());
    assert_snapshot!("narrow_recommendation", session.press("down enter").screen());
    assert_snapshot!("narrow_form", session.press("u").screen());
    for (width, height) in [(40, 10), (20, 5)] {
        (session.width, session.height) = (width, height);
        assert_snapshot!(format!("too_small_{width}"), session.screen());
    }
    for (width, height) in [(0, 0), (1, 1), (0, 24), (80, 0)] {
        (session.width, session.height) = (width, height);
        assert_eq!(session.screen().lines().count(), usize::from(height));
    }
}

#[test]
fn a_large_terminal_shows_more() {
    assert_snapshot!(Session::begin(132, 40).press("l").press("down enter").screen());
}

#[test]
fn without_colours_nothing_is_coloured_and_nothing_is_lost() {
    let mut session = Session::begin(80, 24);
    session.press("l").press("down enter");
    assert!(session.colours().is_empty());
    let plain = session.screen();
    session.app.desk.around.theme = crate::tui::theme::Theme::Sixteen;
    assert!(!session.colours().is_empty());
    assert_eq!(session.screen(), plain);
}

#[test]
fn the_marking_of_the_settings_stands_in_every_title_and_practice_wins() {
    let mut session = Session::begin(80, 24);
    session.app.desk.around.settings.marking.value = "OFFICIAL-SENSITIVE".into();
    session.sees("OFFICIAL-SENSITIVE").press("l").sees("OFFICIAL-SENSITIVE");
    session.app.desk.around.practice = true;
    session.sees("PRACTICE");
    assert!(!session.screen().contains("SENSITIVE"));
}

#[test]
fn a_theme_of_the_palette_holds_at_once_unless_the_environment_wants_none() {
    use crate::settings::{Origin, Set, ThemeName};
    let mut session = Session::begin(80, 24);
    session.press("l");
    let plain = session.colours();
    session.press(":").write("theme light").press("enter").sees("theme light until you leave");
    let light = session.colours();
    assert!(plain.is_empty() && !light.is_empty(), "{plain:?} {light:?}");
    session.press(":").write("theme dark").press("enter");
    assert!(session.colours().is_disjoint(&light));
    session.app.desk.around.settings.theme =
        Set { value: ThemeName::None, from: Origin::Environment("NO_COLOR") };
    session.press(":").write("theme none").press("enter").sees("because of NO_COLOR");
}

#[test]
fn what_is_wrong_with_the_settings_is_told_once() {
    use crate::settings::{Configuration, Remark};
    let session = Session::begin(80, 24);
    let remarks = vec![Remark::whole("it is a folder, not a file", "every setting has its default"); 3];
    let configuration = Configuration { remarks, ..Configuration::default() };
    let mut session = Session { app: session.app.wished(configuration), ..session };
    session.sees("config: it is a folder, not a file hint: every setting has its default");
    session.sees("and 2 more: `plenary config` tells").press("down");
    assert!(!session.screen().contains("config:"));
}

#[test]
fn tab_completes_the_path_of_an_import() {
    let mut session = Session::begin(80, 24);
    let folder = session.folder.path().to_path_buf();
    std::fs::create_dir(folder.join("reports")).unwrap();
    for name in ["response-dorset.txt", "response-devon.md"] {
        std::fs::write(folder.join("reports").join(name), "nothing").unwrap();
    }
    let typed = format!("{}/rep", folder.display());
    session.press("i").app.paste(&typed);
    session.press("tab").sees("reports/").press("tab").sees("reports/response-d");
    session.sees("response-devon.md").sees("response-dorset.txt").write("o").press("tab");
    session.sees("reports/response-dorset.txt");
    assert!(!session.screen().contains("devon"), "{}", session.screen());
    session
        .press("tab")
        .sees("reports/response-dorset.txt")
        .press("enter")
        .waits()
        .sees("it cannot be imported");
}

#[test]
fn the_meetings_open_at_the_one_that_is_open_else_at_the_next_planned_one() {
    let mut session = Session::begin(80, 24);
    for (name, date) in [("Far board", "2 June 2023"), ("Near board", "9 February 2023")] {
        session.press("m").ask("meeting plan").write(name).press("tab").write(date).record().press("esc");
    }
    session.press("m");
    let chosen = |session: &mut Session| {
        let screen = session.screen();
        screen.lines().find(|line| line.starts_with('▸')).unwrap_or_default().to_string()
    };
    assert!(chosen(&mut session).contains("Near board"), "{}", session.screen());
}
