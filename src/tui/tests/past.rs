//! Looking back at the desk: from meeting to meeting and back to now, at both sizes; nothing is recorded there.

use std::path::Path;

use chrono::NaiveDate;
use insta::assert_snapshot;
use proptest::prelude::*;

use super::sample::{self, LEAD, OWNER};
use super::session::{SIZES, Session};
use crate::ledger::Ledger;
use crate::ledger::past::{Moment, Step};
use crate::tui::keys::Place;

/// The filled register with a governance meeting more, closed on 25 Jan 2023.
fn with_a_meeting_more(folder: &Path) -> Ledger {
    let mut ledger = Session::copied(folder);
    let number = ledger.standing().register().unwrap().meetings + 1;
    let meeting = format!("M{number}");
    let reference = ("ref", &*meeting);
    let day = "2023-01-25";
    sample::ask(&mut ledger, day, LEAD, "meeting plan", &[("name", "Board in January"), ("date", day)]);
    sample::ask(&mut ledger, day, LEAD, "meeting open", &[reference, ("attendee", "A. Lead")]);
    sample::ask(&mut ledger, day, OWNER, "update", &[("ref", "SOC22-4.a"), ("text", "both are vetted")]);
    sample::ask(&mut ledger, day, LEAD, "meeting close", &[reference]);
    ledger
}

fn begin((width, height): (u16, u16)) -> Session {
    Session::on(with_a_meeting_more, width, height)
}

fn banner(session: &mut Session) -> String {
    session.screen().lines().next().unwrap_or_default().to_string()
}

#[test]
fn one_steps_back_and_on_again_and_the_screen_stays() {
    for size in SIZES {
        let mut session = begin(size);
        session.open("SOC22-4").sees("both are vetted").press("[");
        assert!(banner(&mut session).starts_with(" AS AT 25 Jan 2023 (M"), "{}", session.screen());
        session.sees("both are vetted").press("[");
        assert!(banner(&mut session).starts_with(" AS AT 20 Dec 2022 (M1, M2"), "{}", session.screen());
        assert_eq!(session.place(), Place::Recommendation);
        assert!(!session.screen().contains("both are vetted"), "{}", session.screen());
        session.press("[").sees("no meeting was held before that day").press("]");
        assert!(banner(&mut session).starts_with(" AS AT 25 Jan 2023"), "{}", session.screen());
        session.press("]").sees("this is now").sees("both are vetted");
        assert!(!session.screen().contains("AS AT"), "{}", session.screen());
        session.press("[ [ =").sees("this is now").sees("both are vetted");
        session.press("=").sees("this is now").press("]").sees("this is now");
    }
}

#[test]
fn every_screen_of_a_past_says_so_in_words_on_its_first_line() {
    for size in SIZES {
        for keys in [
            "", "l", "l enter", "n", "n enter", "m", "m enter", "O", "O enter", "P", "C", "h", "l w", "?",
            ":", "@", "d",
        ] {
            let mut session = begin(size);
            session.press("[ [").press(keys);
            assert!(
                banner(&mut session).starts_with(" AS AT 20 Dec 2022 ("),
                "{keys}:\n{}",
                session.screen()
            );
            assert!(banner(&mut session).contains("read only"), "{keys}:\n{}", session.screen());
            let mut session = begin(size);
            session.press(if keys == "@" { "" } else { keys });
            if !matches!(session.place(), Place::Help | Place::Palette) {
                session.press("[ [");
                assert!(banner(&mut session).contains("20 Dec 2022"), "{keys}:\n{}", session.screen());
            }
        }
    }
}

#[test]
fn what_did_not_exist_then_says_so_and_is_there_again_now() {
    let mut session = begin(SIZES[0]);
    let newest = session.app.ledger.standing().register().unwrap().meetings;
    session.press("m home enter").sees(&format!("Meeting M{newest}")).press("[ [");
    session
        .sees(&format!("there is no meeting `M{newest}` in this register"))
        .press("=")
        .sees("Board in January");
}

#[test]
fn a_request_is_refused_in_a_past_with_words() {
    for size in SIZES {
        let mut session = begin(size);
        let events = session.events();
        session
            .open("SOC22-4")
            .press("[ u")
            .sees("it can be read, and nothing is recorded in it")
            .sees("`=`");
        assert_eq!(session.place(), Place::Recommendation);
        session.ask("update").sees("nothing is recorded in it");
        for key in ["U", "esc V", "R", "B", "i"] {
            session.press(key);
            assert!(
                !matches!(session.place(), Place::Form | Place::Import | Place::Path | Place::Work),
                "{key}"
            );
        }
        session.press("=");
        assert_eq!(session.events(), events);
    }
}

#[test]
fn marks_are_kept_over_a_look_back_and_asked_for_nothing_there() {
    let mut session = begin(SIZES[0]);
    session.press("l *").sees("marked").press("[ [").sees("AS AT");
    session.press("v").sees("nothing is recorded in it").press("=").sees("marked");
    session.ask("level").write("2").press("ctrl-s").sees("of 6 will be recorded");
}

#[test]
fn whoever_fills_a_form_finishes_it_before_looking_back() {
    let mut session = begin(SIZES[0]);
    session.open("SOC22-4").press("u").write("all three are in [post]");
    assert!(session.app.step(Step::Back).is_empty());
    session.sees("a request is open behind this").sees("all three are in [post]");
    assert_eq!(session.place(), Place::Form);
    session.press("ctrl-s enter").sees("recorded");
}

#[test]
fn what_changed_is_shown_and_every_line_opens_its_recommendation() {
    for size in SIZES {
        let mut session = begin(size);
        session.press("d").sees("What changed").sees("From 25 Jan 2023");
        assert_eq!(session.place(), Place::Diff);
        session.press("[").sees("From 20 Dec 2022").sees("to 25 Jan 2023").sees("SOC22-4.a").press("enter");
        assert_eq!(session.place(), Place::Recommendation);
        session.sees("SOC22-4").sees("AS AT 25 Jan 2023").press("esc").sees("What changed");
    }
    let mut session = begin(SIZES[0]);
    session.press("[ d");
    assert_snapshot!("what_changed_80", session.screen());
}

#[test]
fn the_screens_open_at_a_moment() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = with_a_meeting_more(folder.path());
    let day: NaiveDate = "2023-01-25".parse().unwrap();
    let moment = Moment { day, meetings: Vec::new(), known_at: None };
    let mut session = begin(SIZES[0]);
    session.app = crate::tui::app::App::new(ledger, LEAD.into()).unwrap().looking_back(Some(moment));
    session.sees("AS AT 25 Jan 2023 · read only").press("=").sees("this is now");
}

#[test]
fn a_long_log_is_looked_back_in_as_work_that_can_be_cancelled() {
    let (width, height) = SIZES[0];
    let mut session = Session::on(sample::long, width, height);
    session.press("l [");
    assert_eq!(session.place(), Place::Work);
    session.waits().sees("AS AT 20 Dec 2022").sees("SOC22-4").press("=").sees("this is now");
    assert_eq!(session.place(), Place::Register);
    session.press("d").waits().sees("What changed").sees("SOC22-4.a").press("[").waits();
    assert_eq!(session.place(), Place::Diff);
    session.sees("AS AT 20 Dec 2022").press("=").waits().sees("to 2 Feb 2023").press("esc [ esc").waits();
    let (ended, past) = (session.screen(), session.app.now.is_some());
    // Cancelled in time, or over before that: never something between.
    assert!(past == ended.contains("AS AT") && past != ended.contains("cancelled"), "{ended}");
}

const KEYS: &[&str] = &[
    "enter",
    "esc",
    "tab",
    "up",
    "down",
    "home",
    "end",
    "page-down",
    "space",
    "ctrl-s",
    "ctrl-p",
    "ctrl-u",
    "y",
    "n",
    "a",
    "b",
    "c",
    "d",
    "e",
    "f",
    "g",
    "h",
    "i",
    "j",
    "k",
    "l",
    "m",
    "o",
    "p",
    "r",
    "s",
    "t",
    "u",
    "v",
    "w",
    "x",
    "A",
    "B",
    "C",
    "E",
    "G",
    "J",
    "O",
    "P",
    "R",
    "T",
    "U",
    "V",
    "*",
    "-",
    "/",
    ":",
    "?",
    "@",
    "1",
    "2",
    "[",
    "]",
    ",",
    ".",
    "backspace",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is pressed: no panic, and not one event more.
    #[test]
    fn nothing_can_be_written_in_a_past(keys in prop::collection::vec(prop::sample::select(KEYS), 150)) {
        for size in SIZES {
            let mut session = begin(size);
            let events = session.events();
            for key in &keys {
                if session.app.now.is_none() {
                    // A step on came back to now: from the overview back again.
                    session.app.desk.screens.truncate(1);
                    session.app.desk.done = false;
                    session.press("[");
                }
                prop_assert!(session.app.now.is_some(), "{}", session.screen());
                session.press(key).waits().screen();
            }
            let present = session.app.now.as_ref().unwrap_or(&session.app.ledger);
            prop_assert_eq!(present.head().unwrap().seq, events);
        }
    }
}
