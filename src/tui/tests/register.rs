//! The register's screen: filtered, sorted, grouped, marked, and what it costs to draw.

use std::io::Write;
use std::sync::{Arc, Mutex};

use insta::assert_snapshot;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};

use super::sample;
use super::session::{Session, keys};
use crate::ledger::Ledger;
use crate::tui::app::{App, Outside};
use crate::tui::theme::Theme;

const SIZES: [(u16, u16); 2] = [(80, 24), (120, 40)];

/// The references on the screen, in order, of those that the sample holds.
fn references(session: &mut Session) -> Vec<String> {
    let screen = session.screen();
    let rows = screen.lines().skip(3).take_while(|line| !line.starts_with('─'));
    let first = |line: &str| line.trim_start_matches(['▸', '✓', ' ']).split(' ').next().map(str::to_string);
    rows.filter_map(first).filter(|word| word.starts_with("SOC22-")).collect()
}

#[test]
fn the_filter_finds_while_it_is_typed_and_says_what_it_passes_over() {
    for (width, height) in SIZES {
        let mut session = Session::begin(width, height);
        session.press("l /").write("stage:gov");
        assert_eq!(references(&mut session), ["SOC22-4"]);
        session.write(" level:9").sees("`level:9`: the scheme's levels are `1`, `2`, `3`, `4`");
        assert_eq!(references(&mut session), ["SOC22-4"], "the rest still filters");
        session
            .press("esc /")
            .write("inteligence suspicius")
            .sees("`inteligence` stands nowhere: looked for `intelligence`");
        assert_eq!(references(&mut session), ["SOC22-3"]);
        session.press("esc /").write("\"organised crime groups\"").press("enter");
        assert_eq!(references(&mut session), ["SOC22-4"]);
        session.press("esc");
        assert_eq!(references(&mut session).len(), 6);
    }
}

/// A register of which a list does not fit on a screen.
fn longer(folder: &std::path::Path) -> Ledger {
    let mut ledger = sample::filled(folder);
    for n in 0..60 {
        sample::recommend(&mut ledger, "SOC22", &format!("review the custody estate, part {n}"));
    }
    ledger
}

#[test]
fn the_first_rows_are_seen_while_one_types_and_the_others_as_soon_as_nobody_does() {
    let mut session = Session::on(longer, 80, 24);
    session.press("l / c u s t o").sees("1 of those still being counted").sees("the custody estate, part 0");
    session.press("d y").sees("still being counted").pause().sees("1 of 60");
    // Whatever is done to the list is done to the whole of it.
    session.press("backspace").sees("still being counted").press("down").sees("2 of 60");
    session.press("backspace").sees("still being counted").press("enter *").sees("60 marked");
    // While a word is typed, nothing stands in for it.
    session
        .press("esc / c u s r o d y")
        .sees("none")
        .pause()
        .sees("`cusrody` stands nowhere: looked for `custody`");
}

#[test]
fn the_list_is_sorted_by_any_column_both_ways() {
    for (width, height) in SIZES {
        let mut session = Session::begin(width, height);
        session.press("l o").sees("sort by").press("home enter").sees("by ref");
        let ascending = references(&mut session);
        assert_eq!(ascending, ["SOC22-1", "SOC22-2", "SOC22-3", "SOC22-4", "SOC22-5", "SOC22-6"]);
        session.press("O").sees("by ref:desc");
        let descending = references(&mut session);
        assert!(descending.iter().rev().eq(&ascending));
        assert_snapshot!(format!("register_sorting_{width}"), session.press("o").screen());
    }
}

#[test]
fn a_click_on_a_heading_sorts_by_it_and_another_turns_it() {
    for (width, height) in SIZES {
        let mut session = Session::begin(width, height);
        session.press("l").sees("next date▲").click("ref   ").sees("ref▲").sees("by ref");
        let ascending = references(&mut session);
        assert_eq!(ascending, ["SOC22-1", "SOC22-2", "SOC22-3", "SOC22-4", "SOC22-5", "SOC22-6"]);
        session.click("ref▲").sees("ref▼").sees("by ref:desc");
        assert!(references(&mut session).iter().rev().eq(&ascending));
        session.click("stage ").sees("stage▲").click("r owner").sees(" r▲");
    }
}

#[test]
fn the_owners_are_sorted_by_their_headings_too() {
    let mut session = Session::begin(80, 24);
    session.press("O").sees("overdue▼").click("overdue▼").sees("overdue▲").sees("least overdue first");
    session.click("owner").sees("owner▲").sees("by name").click("owner▲").sees("by name, backwards");
    session.press("o").sees("overdue▼").click("last heard").sees("last heard▲");
}

#[test]
fn the_order_and_the_groups_are_as_they_were_left() {
    let mut session = Session::begin(120, 40);
    session.press("l o home enter O g j j j enter").sees("by ref:desc · in groups by").press("esc");
    session.press("l").sees("by ref:desc · in groups by").press("esc").press("2").sees("overdue: 1 of 2");
    assert!(!session.screen().contains("by ref"), "a saved view has an order of its own");
    session.press("esc esc l").sees("by ref:desc · in groups by");
}

#[test]
fn groups_stand_under_headings_with_their_counts() {
    for (width, height) in SIZES {
        let mut session = Session::begin(width, height);
        session.press("l g j j j enter").sees("in groups by stage").sees("── Governance · 1");
        assert_snapshot!(format!("register_grouped_{width}"), session.screen());
        session.press("end").sees("6 of 6");
        session.press("g home enter");
        assert!(!session.screen().contains("──  "), "no groups any more");
    }
}

#[test]
fn columns_are_chosen_for_the_rest_of_the_session() {
    let mut session = Session::begin(120, 40);
    session.press("l c").write("jjjjjj").press("space esc");
    let header = |session: &mut Session| session.screen().lines().nth(2).unwrap().to_string();
    assert!(!header(&mut session).contains("owner"));
    session.press("esc l");
    assert!(!header(&mut session).contains("owner"), "remembered where the list is opened anew");
    session.press("c").write("jjjjjj").press("space enter");
    assert!(header(&mut session).contains("owner"));
}

#[test]
fn a_saved_view_is_one_key_away_and_its_name_is_shown() {
    for (width, height) in SIZES {
        let mut session = Session::begin(width, height);
        session.press("l 2").sees("overdue: 1 of 2");
        session.press("8").sees("by owner: 1 of 6").sees("── O. Owner · ");
        assert_snapshot!(format!("register_view_{width}"), session.screen());
        session.press("9").sees("closed lately: 1 of 1");
        assert_eq!(references(&mut session), ["SOC22-7"]);
        session.press("/").write(" x").press("enter").sees("Register · closed:");
    }
}

#[test]
fn all_also_shows_closed_ones_and_keeps_the_other_words() {
    let mut session = Session::begin(80, 24);
    session.press("l /").write("police").press("enter a").sees("all police");
    assert_eq!(references(&mut session).len(), 7);
    session.press("a");
    assert_eq!(references(&mut session).len(), 6);
}

#[test]
fn the_reference_is_copied_and_so_are_those_that_are_marked() {
    let mut session = Session::begin(80, 24);
    session.press("l o home enter y");
    assert_eq!(session.app.asked_outside(), Some(Outside::Copy("SOC22-1".into())));
    session.press("space down space y");
    assert_eq!(session.app.asked_outside(), Some(Outside::Copy("SOC22-1 SOC22-3".into())));
    session.press("- * y");
    let all = "SOC22-1 SOC22-2 SOC22-3 SOC22-4 SOC22-5 SOC22-6";
    assert_eq!(session.app.asked_outside(), Some(Outside::Copy(all.into())));
}

#[test]
fn a_click_chooses_a_row_and_a_second_click_opens_it() {
    let mut session = Session::begin(80, 24);
    session.press("l o home enter").click("SOC22-3").sees("3 of 6");
    session.click("SOC22-3").sees("Received ●");
}

#[test]
fn one_request_is_made_for_all_that_are_marked_and_each_has_its_result() {
    for (width, height) in SIZES {
        let mut session = Session::begin(width, height);
        let before = session.events();
        session.press("l o home enter space space space").sees("3 marked").ask("level");
        session.sees("for all 3 that are marked").write("2").press("ctrl-s");
        assert_snapshot!(format!("together_{width}"), session.screen());
        assert_eq!(session.events(), before, "nothing is recorded before it is confirmed");
        session.press("enter").sees("Results · recorded 3 of 3");
        assert_eq!(session.events(), before + 3);
        assert_snapshot!(format!("together_results_{width}"), session.screen());
        session.press("esc");
        assert!(!session.screen().contains("marked"), "what was recorded is marked no longer");
    }
}

#[test]
fn what_the_rules_refuse_is_told_before_and_the_others_are_recorded() {
    let mut session = Session::begin(80, 24);
    session
        .press("l o home enter * ")
        .sees("6 marked")
        .ask("update")
        .write("six posts are filled")
        .press("ctrl-s");
    session.sees("1 of 6 will be recorded").sees("it has no unfinished action");
    session.press("enter").sees("recorded 1 of 6").press("esc").sees("5 marked");
}

#[test]
fn a_decision_on_the_marked_needs_its_own_key() {
    let mut session = Session::begin(80, 24);
    session.press("@").press("down enter").sees("T. Deputy");
    session.press("l /").write("stage:approval").press("enter space").ask("approve").press("ctrl-s");
    let before = session.events();
    session.press("enter").sees("y records it");
    assert_eq!(session.events(), before);
    session.press("y").sees("recorded 1 of 1");
    assert_eq!(session.events(), before + 1);
}

#[test]
fn decisions_on_several_are_read_to_the_end_before_they_are_recorded() {
    let mut session = Session::begin(80, 24);
    session.press("l o home enter space space space").sees("3 marked").ask("level").write("3");
    session.press("ctrl-s enter").sees("recorded").press("esc @").press("down enter").sees("T. Deputy");
    session.press("l * a").sees("for all 6 that are marked").press("ctrl-s").sees("1 of 6 decisions");
    session.sees("OutcomeApproved").sees("by T. Deputy");
    let before = session.events();
    session.sees("more: read to the end, then y").press("y").sees("is read first");
    assert_eq!(session.events(), before, "nothing is decided unread");
    session.press("end").sees("the same as commands").press("y").sees("recorded 1 of 6");
    assert_eq!(session.events(), before + 1);
}

#[test]
fn what_several_take_the_place_of_is_told_and_what_changes_nothing_is_left_out() {
    let mut session = Session::begin(80, 24);
    session.press("l o home enter space").ask("level").write("3").press("ctrl-s enter esc");
    session.press("home space down space").sees("2 marked").ask("level").write("2").press("ctrl-s");
    session.sees("the level was 3").sees("2 of 2 will be recorded").press("enter esc");
    session.press("home space down space").sees("2 marked").ask("level").write("2").press("ctrl-s");
    session.sees("0 of 2 will be recorded").sees("it changes nothing: the level is 2 already");
    let before = session.events();
    session.press("enter");
    assert_eq!(session.events(), before);
}

fn footer(session: &mut Session) -> String {
    session.screen().lines().last().unwrap().trim().to_string()
}

#[test]
fn with_rows_marked_the_footer_begins_with_what_comes_next_for_them() {
    for (width, height) in SIZES {
        let mut session = Session::begin(width, height);
        session.press("l /").write("stage:gov").press("enter");
        assert!(footer(&mut session).starts_with("enter open  / filter"), "{}", footer(&mut session));
        session.press("space");
        assert!(footer(&mut session).starts_with("u update"), "{}", footer(&mut session));
        session.sees("- unmark").press("u").sees("for all 1 that are marked").press("esc -");
        assert!(footer(&mut session).starts_with("enter open  / filter"), "{}", footer(&mut session));
    }
}

#[test]
fn a_letter_asks_for_what_comes_next_for_most_of_the_marked() {
    let mut session = Session::begin(80, 24);
    session.press("@ down enter").sees("T. Deputy").press("l *").sees("6 marked");
    assert!(footer(&mut session).starts_with("a approve  r return"), "{}", footer(&mut session));
    session.press("r").sees("return · for all 6 that are marked").press("esc @ home enter");
    session.sees("you act as A. Lead").press("a").sees("approve · for all 6 that are marked");
}

#[test]
fn a_request_key_on_the_register_asks_for_the_chosen_row_and_knows_its_action() {
    for (width, height) in SIZES {
        let mut session = Session::begin(width, height);
        session.press("l /").write("stage:gov").press("enter u").sees("SOC22-4.a");
        session.write("two in post").record().sees("Register · open").sees("U corrects it");
        session.press("b").sees("Register · open").press("g").sees("group by");
    }
}

/// A terminal whose bytes are counted.
#[derive(Clone, Default)]
struct Line(Arc<Mutex<Vec<u8>>>);

impl Write for Line {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// A register of 100,000 more rows, each somewhat different from the others.
fn long(folder: &std::path::Path) -> Ledger {
    let ledger = sample::filled(folder);
    let conn = ledger.connection();
    let columns: Vec<String> = {
        let mut sql = conn.prepare("SELECT name FROM pragma_table_info('recommendation')").unwrap();
        sql.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
    };
    let value = |column: &String| match column.as_str() {
        "ref" => "'SOC22-' || n".to_string(),
        "number" => "n".into(),
        "id" => "n + 100".into(),
        "text" => "n || substr(text, n % 40) || text || text".into(),
        "owner" => "owner || n".into(),
        "next" => "date(next, '+' || (n % 900) || ' days')".into(),
        other => other.into(),
    };
    let values = columns.iter().map(value).collect::<Vec<_>>().join(", ");
    let sql = format!(
        "WITH RECURSIVE n(n) AS (SELECT 100 UNION ALL SELECT n + 1 FROM n WHERE n < 100099)
        INSERT INTO recommendation SELECT {values} FROM recommendation, n WHERE ref = 'SOC22-4'"
    );
    let added = conn.execute(&sql, []).unwrap();
    assert_eq!(added, 100_000);
    ledger
}

struct Counted {
    app: App,
    line: Line,
    terminal: Terminal<CrosstermBackend<Line>>,
    _folder: tempfile::TempDir,
}

impl Counted {
    fn begin(register: fn(&std::path::Path) -> Ledger) -> Counted {
        let folder = tempfile::tempdir().unwrap();
        let mut app = App::new(register(folder.path()), sample::LEAD.into()).unwrap();
        app.desk.around.theme = Theme::Dark;
        let line = Line::default();
        let viewport = Viewport::Fixed(Rect::new(0, 0, 200, 50));
        let options = TerminalOptions { viewport };
        let terminal = Terminal::with_options(CrosstermBackend::new(line.clone()), options).unwrap();
        Counted { app, line, terminal, _folder: folder }
    }

    /// The bytes that the picture after these keys writes.
    fn bytes(&mut self, written: &str) -> usize {
        keys(written).for_each(|key| self.app.press(key));
        self.line.0.lock().unwrap().clear();
        self.terminal.draw(|frame| self.app.draw(frame)).unwrap();
        self.line.0.lock().unwrap().len()
    }
}

#[test]
fn an_unchanged_picture_writes_next_to_nothing_and_a_moved_cursor_less_than_a_kilobyte() {
    let mut counted = Counted::begin(long);
    let whole = counted.bytes("l");
    assert!(whole > 5_000, "the first picture draws everything: {whole}");
    let unchanged = counted.bytes("");
    assert!(unchanged < 64, "{unchanged} bytes for nothing new");
    for moves in 0..30 {
        let moved = counted.bytes("down");
        assert!(moved < 1_024, "{moved} bytes for move {moves}");
    }
    let far = counted.bytes("end");
    assert!(counted.app.desk.screens.last().unwrap().chosen() == Some(100_005), "the last of all");
    assert!(far > 5_000, "another page is drawn whole: {far}");
    let filtering = counted.bytes("/");
    assert!(filtering < 1_024, "{filtering} bytes to begin a filter");
}
