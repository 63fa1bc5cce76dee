//! Everything that draws, by itself: in areas of no size, of one cell and of twenty columns, with characters of
//! every width in every text. It stays within its area, and nothing panics.

use std::path::Path;

use proptest::prelude::*;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

use super::places::{There, come_to_on, places};
use super::sample::{self, DCC, LEAD};
use super::session::Session;
use super::welcome::FirstRun;
use crate::journey::inspection::{Asking, Deadline, Kind};
use crate::journey::request::Request;
use crate::ledger::standing::owners::Which;
use crate::ledger::{Acting, Ledger};
use crate::tui::asking::editor::Editor;
use crate::tui::canvas::{Canvas, Spots};
use crate::tui::desk::title;
use crate::tui::drawing::fitting::{column, cut, wrap};
use crate::tui::drawing::list::{scroll, scroll_and_tell};
use crate::tui::drawing::sheet::{Focus, Piece, Sheet};
use crate::tui::keys::Place;
use crate::tui::link::Link;
use crate::tui::pictures::charts;
use crate::tui::theme::Theme;

/// Wide, joined, stacked, from right to left, without width, controlling, and without a place to break.
pub const WILD: [&str; 7] = [
    "警察署は すべての独房を 毎日確認しなければならない",
    "e\u{301}\u{300}\u{323}a\u{308} o\u{33}\u{20d2}\u{20d2}\u{20d2}u",
    "👮‍♀️ 👨‍👩‍👧‍👦 🏴‍☠️ 🇬🇧 ☎\u{fe0f}",
    "שלום עולם مرحبا بالعالم",
    "\u{1b}[31mred\u{7}\u{0}\u{9b}2J\r\n\ttab",
    "a\u{200b}\u{202e}b\u{feff}\u{2066}c\u{ad}",
    "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft警",
];

/// No size, one cell, a line, a column, twenty columns by few lines, and just too small for a screen.
const SIZES: [(u16, u16); 15] = [
    (0, 0),
    (1, 1),
    (2, 2),
    (0, 24),
    (80, 0),
    (1, 24),
    (80, 1),
    (20, 1),
    (20, 2),
    (20, 3),
    (20, 5),
    (20, 9),
    (20, 24),
    (59, 19),
    (80, 24),
];

/// A sign that no widget draws.
const UNTOUCHED: &str = "⌧";

/// Draws into a part of a larger frame, at its middle and over its edge, and looks that nothing else was touched.
#[track_caller]
fn stays_within(what: &str, (width, height): (u16, u16), draw: impl Fn(&mut Canvas, Rect)) {
    for (x, y) in [(7, 5), (95, 33)] {
        let area = Rect { x, y, width, height };
        let mut terminal = Terminal::new(TestBackend::new(100, 36)).unwrap();
        let drawn = terminal.draw(|frame| {
            frame.buffer_mut().content.iter_mut().for_each(|cell| _ = cell.set_symbol(UNTOUCHED));
            let mut spots = Spots::default();
            let mut canvas = Canvas::new(frame, &mut spots);
            draw(&mut canvas.within(area), area);
            let outside = spots.all().find(|(spot, _)| spot.intersection(area) != *spot);
            assert!(outside.is_none(), "{what} in {area:?}: {outside:?}");
        });
        let buffer = drawn.unwrap().buffer;
        for y in 0..36 {
            for x in 0..100 {
                let symbol = buffer[(x, y)].symbol();
                let inside = area.contains((x, y).into());
                assert!(inside || symbol == UNTOUCHED, "{what} in {area:?} drew `{symbol}` at {x}, {y}");
                let harmful =
                    |letter: char| letter.is_control() || "\u{202e}\u{200b}\u{2066}".contains(letter);
                assert!(symbol == UNTOUCHED || !symbol.contains(harmful), "{what}: {symbol:?} at {x}, {y}");
            }
        }
    }
}

/// The filled register with wild words wherever there are words.
pub fn wild(folder: &Path) -> Ledger {
    let mut ledger = Session::copied(folder);
    let all = &mut ledger;
    let on = "2023-02-01";
    let [wide, stacked, joined, right, control, unseen, long] = WILD;
    sample::ask(all, on, LEAD, "people add", &[("name", wide), ("role", "owner"), ("account", "desk")]);
    sample::ask(all, on, LEAD, "people add", &[("name", joined), ("role", "reader"), ("account", "desk")]);
    sample::ask(all, on, LEAD, "body add", &[("name", right), ("kind", "force")]);
    sample::ask(all, on, LEAD, "body add", &[("name", long), ("kind", "force")]);
    sample::ask(
        all,
        on,
        LEAD,
        "inspection correct",
        &[("ref", "SOC22"), ("title", wide), ("kind", joined), ("why", control)],
    );
    let agreed = [("ref", "SOC22-4"), ("text", long), ("owner", wide), ("target", "2023-03-01")];
    sample::ask(all, on, LEAD, "agree", &agreed);
    sample::ask(all, on, LEAD, "amend", &[("ref", "SOC22-4"), ("text", joined), ("why", right)]);
    sample::ask(all, on, LEAD, "update", &[("ref", "SOC22-4.a"), ("text", stacked)]);
    let held = [("ref", "SOC22-4"), ("title", right), ("kind", "performance"), ("held", unseen)];
    sample::ask(all, on, LEAD, "evidence add", &held);
    sample::ask(all, on, LEAD, "meeting plan", &[("name", joined), ("date", "2023-02-01"), ("chair", wide)]);
    sample::ask(all, on, LEAD, "meeting open", &[("ref", "M10"), ("attendee", wide), ("attendee", joined)]);
    sample::ask(all, on, DCC, "return", &[("ref", "SOC22-3"), ("why", wide)]);
    let asking = Asking {
        kind: Kind::Recommendation,
        text: WILD.join(" "),
        addressees: vec!["Cleveland Police".into(), right.into(), long.into()],
        deadline: Some(Deadline { words: wide.into(), date: None }),
        narrative: Some(WILD.join("\n")),
        parent: None,
        restates: None,
    };
    let request = Request::AddRecommendation { inspection: "SOC22".parse().unwrap(), asking };
    all.record(&[request], &Acting { actor: LEAD.into(), on: None, seen: None }).unwrap();
    ledger
}

/// What is pressed in a place so that every part of it is drawn once.
fn parts(place: Place) -> &'static [&'static str] {
    match place {
        Place::Overview | Place::Recommendation => &["", "tab", "tab"],
        Place::Pictures => &["", "tab", "tab", "tab", "tab", "tab"],
        Place::Register => &["", "end", "g j enter", "o", "esc g", "esc *"],
        Place::Inspection => &["", "end", "tab"],
        Place::Form => &["警", "tab", "tab", "ctrl-s"],
        Place::Palette | Place::Help => &["", "end", "警"],
        _ => &["", "end"],
    }
}

#[test]
fn every_screen_stays_within_any_area_with_any_words() {
    for place in places() {
        let There { mut session, .. } = come_to_on(wild, place, (80, 24));
        for keys in parts(place) {
            let drawn = session.press(keys).screen();
            let Some(top) = session.app.desk.screens.last() else { panic!("{}", place.name()) };
            for size in SIZES {
                stays_within(&format!("{}\n{drawn}", place.name()), size, |canvas, area| {
                    top.draw(canvas, area, &session.app.desk.around);
                });
            }
        }
        for theme in [Theme::Light, Theme::Dark, Theme::Sixteen] {
            session.app.desk.around.theme = theme;
            session.drawn();
        }
    }
}

#[test]
fn strip_notice_and_footer_have_their_room_at_every_size() {
    let mut session = Session::on(wild, 80, 24);
    session.app.desk.around.practice = true;
    session.press("T");
    for press in ["", "l", "l / 警", "ctrl-c", "n O", ":", "?"] {
        session.press(press);
        session.app.say(WILD.join(" ").repeat(4));
        for (width, height) in
            (0..64).zip((0..24).cycle()).chain(SIZES).chain([(60, 20), (61, 21), (200, 20)])
        {
            (session.width, session.height) = (width, height);
            let screen = session.screen();
            assert_eq!(screen.lines().count(), usize::from(height), "{width} by {height}");
            let said = width >= 60 && height >= 20;
            assert!(
                !said || screen.contains("Tour") && screen.contains('警'),
                "{width} by {height}:\n{screen}"
            );
        }
        (session.width, session.height) = (80, 24);
    }
}

#[test]
fn the_welcome_and_its_forms_are_drawn_at_any_size() {
    for keys in ["", "e", "e 警", "i", "i ctrl-s"] {
        let mut run = FirstRun::begin();
        run.press(keys);
        for (width, height) in SIZES.into_iter().chain([(60, 20), (120, 40)]) {
            assert_eq!(run.screen_of(width, height).lines().count(), usize::from(height));
        }
    }
}

#[test]
fn a_sheet_and_a_scrolled_list_stay_within_any_area() {
    let mut sheet = Sheet::default();
    for (index, words) in WILD.into_iter().cycle().take(30).enumerate() {
        let link = Link::Owner(words.into(), Which::All);
        sheet.add(vec![
            Piece::words(words, Style::new()),
            Piece::link(words, Style::new(), link.clone()),
            Piece::link(format!("{index}"), Style::new(), link),
        ]);
    }
    let lines = |words: &[&str]| words.iter().map(|words| Line::raw(cut(words, 200))).collect::<Vec<_>>();
    for size in SIZES {
        for row in [0, 3, 29, 90] {
            let focus = Some(Focus::at(row, 1));
            stays_within("a sheet", size, |canvas, area| sheet.draw(canvas, area, focus, Theme::Plain));
        }
        for from in [0, 3, 90] {
            stays_within("a list", size, |canvas, area| _ = scroll(canvas, area, lines(&WILD), from));
            stays_within("a list", size, |canvas, area| {
                scroll_and_tell(canvas, area, lines(&WILD), from, Theme::Plain);
            });
        }
    }
}

#[test]
fn a_title_stays_on_its_line() {
    let session = Session::on(wild, 80, 24);
    let mut around = session.app.desk.around.clone();
    for words in WILD {
        around.actor = words.into();
        SIZES.into_iter().for_each(|size| {
            stays_within("a title", size, |canvas, area| title(canvas, area, words, &around));
        });
    }
}

#[test]
fn bars_are_as_wide_as_they_may_be() {
    for width in 0..30 {
        for left in [-400, -1, 0, 1, 28, 55, 56, 400] {
            assert_eq!(charts::clock_bar(left, width).width(), width, "{left} days left");
        }
        for (n, most) in [(0, 0), (1, 0), (1, 1_000), (1_000, 1_000), (3, 7)] {
            let long = charts::length(n, most, width);
            assert!(n > most || long <= width.max(1), "{n} of {most} in {width} is {long}");
        }
    }
}

/// A line may be too wide only where it is one character that is.
fn fits(line: &str, width: usize) -> bool {
    line.width() <= width
}

#[test]
fn a_mark_that_takes_no_cell_is_followed_by_a_gap_that_does() {
    for width in 1..4 {
        let lines = wrap("\u{cca} a!", width);
        assert!(lines.iter().all(|line| fits(line, width)), "{width}: {lines:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn words_of_any_characters_are_cut_wrapped_and_padded_to_any_width(
        words in prop_oneof![any::<String>(), prop::sample::select(WILD.to_vec()).prop_map(String::from)],
        width in 0..24_usize,
    ) {
        prop_assert!(fits(&cut(&words, width), width));
        prop_assert_eq!(column(&words, width).width(), width);
        prop_assert!(wrap(&words, width).iter().all(|line| fits(line, width)));
    }

    #[test]
    fn an_editor_folds_any_words_to_any_width_and_loses_none(
        words in prop_oneof!["[a-z 警é\n]{0,60}", prop::sample::select(WILD.to_vec()).prop_map(String::from)],
        width in 0..24_usize,
    ) {
        let editor = Editor::of_several_lines().holding(&words);
        let (lines, (row, cell)) = editor.lines(width);
        prop_assert!(row < lines.len().max(1) && cell <= width.max(1), "{row}, {cell} of {lines:?}");
        prop_assert_eq!(lines.concat(), words.replace('\n', ""));
        let narrow = |line: &String| line.width() <= width.max(2);
        prop_assert!(!words.chars().all(|letter| letter.is_ascii_lowercase()) || lines.iter().all(narrow));
    }
}
