//! The screens of numbers: what they show, that a focus and a click open what a number counts,
//! and that every number is as long as the list that it opens.

use insta::assert_snapshot;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::layout::Rect;

use super::sample;
use super::session::Session;
use crate::ledger::filled::without_hashes;
use crate::ledger::finding::{Filter, Wanted};
use crate::ledger::standing::owners::Which;
use crate::tui::canvas::{Canvas, Click, Spots};
use crate::tui::link::Link;

/// How to come to every screen of numbers.
const SCREENS: [(&str, &str); 13] = [
    ("overview", ""),
    ("ageing", "P"),
    ("flow", "P tab"),
    ("clocks", "P tab tab"),
    ("calendar", "C"),
    ("ratings", "C tab"),
    ("forecast", "C tab tab"),
    ("day", "C enter"),
    ("owners", "O"),
    ("owner", "O enter"),
    ("inspection_numbers", "n enter tab"),
    ("meeting_list", "m"),
    ("meeting", "m enter"),
];

#[test]
fn the_screens_of_numbers_are_drawn_at_the_size_they_are_designed_for() {
    for (name, keys) in SCREENS {
        let mut session = Session::begin(80, 24);
        assert_snapshot!(format!("numbers_{name}"), without_hashes(&session.press(keys).screen()));
    }
}

#[test]
fn a_larger_window_shows_more() {
    for (name, keys) in [("overview", ""), ("ageing", "P"), ("calendar", "C"), ("owners", "O")] {
        let mut session = Session::begin(120, 40);
        assert_snapshot!(format!("numbers_{name}_large"), session.press(keys).screen());
    }
    let mut session = Session::begin(200, 50);
    session.sees("Open since they were first asked").sees("under 3 m");
}

#[test]
fn no_size_makes_a_screen_of_numbers_panic() {
    for (_, keys) in SCREENS {
        let mut session = Session::begin(80, 24);
        session.press(keys);
        for (width, height) in [(0, 0), (1, 1), (3, 2), (20, 5), (60, 20), (500, 200)] {
            let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
            let (desk, mut spots) = (&session.app.desk, Spots::default());
            let draw = |frame: &mut ratatui::Frame| {
                let area = Rect { x: 0, y: 0, width, height };
                let mut canvas = Canvas::new(frame, &mut spots);
                desk.screens.last().unwrap().draw(&mut canvas, area, &desk.around);
            };
            terminal.draw(draw).unwrap();
        }
    }
}

#[test]
fn a_focus_goes_over_the_road_the_waiting_and_the_numbers() {
    let mut session = Session::begin(80, 24);
    // To the road, from Received to Approval, and into its list.
    session.press("up right right enter").sees("Register").sees("SOC22-3").press("esc esc");
    assert!(!session.screen().contains("Register ·"), "{}", session.screen());
    // Back to what waits, and on to the numbers: the first is that of the running clocks.
    session.press("down right enter").sees("Inspections · clock running: 0").press("esc");
    session.press("tab tab tab tab").sees("Waiting for you");
}

#[test]
fn a_click_on_a_number_opens_its_list() {
    let mut session = Session::begin(80, 24);
    session.click("2  oldest 33 d").sees("Register").sees("SOC22-4").press("esc esc");
    session.click("Governance").sees("Register").sees("SOC22-4");
}

/// What a spot on the screen says.
fn words_at(screen: &str, area: Rect) -> String {
    let line: Vec<char> = screen.lines().nth(area.y.into()).unwrap_or_default().chars().collect();
    line.into_iter().skip(area.x.into()).take(area.width.into()).collect::<String>().trim().to_string()
}

/// How many are in the list that a link opens, where it opens a list.
fn length(session: &Session, link: &Link) -> Option<usize> {
    let ledger = &session.app.ledger;
    let standing = ledger.standing();
    Some(match link {
        Link::List(words) => {
            let (filter, remarks) = Filter::read(words, &session.app.desk.around.register.scheme);
            assert_eq!(remarks, [], "{words}");
            ledger.find(&Wanted { filter, ..Wanted::default() }).unwrap().len()
        }
        Link::Owner(name, which) => standing.actions_of(name, *which, 1_000).unwrap().len(),
        Link::Clocks(state) => standing.clocks_of(*state, 1_000).unwrap().len(),
        _ => return None,
    })
}

#[test]
fn every_number_on_a_screen_is_as_long_as_the_list_that_it_opens() {
    let mut looked_at = 0;
    for (name, keys) in SCREENS.into_iter().chain([("inspections", "n")]) {
        let mut session = Session::on(sample::filled, 120, 60);
        let screen = session.press(keys).screen();
        let spots: Vec<_> = session.app.spots.all().cloned().collect();
        for (area, click) in spots {
            let Click::Link(link) = click else { continue };
            let (Ok(number), Some(length)) =
                (words_at(&screen, area).parse::<usize>(), length(&session, &link))
            else {
                continue;
            };
            assert_eq!(number, length, "{name}: {}", link.told());
            looked_at += 1;
        }
    }
    assert!(looked_at > 100, "only {looked_at} numbers were looked at");
}

#[test]
fn how_an_owner_kept_the_dates_is_seen_in_a_narrow_window_with_what_was_refused() {
    Session::begin(80, 24).press("O").sees("dates moved 1: 1 move, 31 days later   refused 0");
    Session::begin(60, 20).press("O").sees("dates moved 1: 1 move, +31 d, -0 d   refused 0");
}

#[test]
fn owners_are_ordered_narrowed_and_opened() {
    let mut session = Session::begin(80, 24);
    session.press("O").sees("most overdue first").sees("O. Owner");
    session.press("o").sees("longest unheard first").press("o").sees("by name");
    session.press("/").write("zz").sees("nobody is called so").press("esc");
    session.press("/").write("own").press("enter right right enter").sees("O. Owner · overdue actions: 2");
    session.press("enter").sees("SOC22-3");
    assert_eq!(Link::Owner("O. Owner".into(), Which::Overdue).told(), "actions of O. Owner: overdue");
}

#[test]
fn the_calendar_goes_from_month_to_month_and_a_day_from_day_to_day() {
    let mut session = Session::begin(80, 24);
    session.press("C").sees("February 2023").press(",").sees("January 2023");
    session.press(". .").sees("March 2023").sees("Fri 31 Mar");
    session.press("end enter").sees("31 Mar 2023").sees("by 31 March 2023").press(".").sees("1 Apr 2023");
}

#[test]
fn a_meeting_shows_what_was_recorded_at_it() {
    let mut session = Session::begin(80, 24);
    session
        .press("m end enter")
        .sees("plenary")
        .sees("Agenda: 1 item: 1 spoken of at it; something was recorded on 1 of them")
        .sees("plenary M1 held");
    session.press("enter").sees("SOC22-2");
}

#[test]
fn grades_stand_side_by_side_and_the_numbers_open_their_lists() {
    let mut session = Session::begin(80, 24);
    session.press("n enter").sees("Cleveland Durham").sees("A adequate").sees("G good");
    session.press("tab enter").sees("Register").sees("SOC22-1");
}

#[test]
fn a_reference_is_copied_wherever_one_is_chosen() {
    for (keys, copied) in
        [("", "copied: SOC22"), ("n", "copied: SOC22"), ("m", "copied: M"), ("O enter", "copied: SOC22")]
    {
        Session::begin(80, 24).press(keys).press("y").sees(copied);
    }
}
