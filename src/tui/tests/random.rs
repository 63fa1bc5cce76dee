//! Random keys: nothing panics, and nothing is written but through a confirm.
//!
//! The seed is fixed, so a failure comes again; `PLENARY_SEED=n` tries another.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use super::session::{Session, keys};
use crate::tui::keys::Place;

const SESSIONS: u32 = 12;

/// What people do in one go, often enough to come to a confirm.
const HABITS: [&str; 15] = [
    "ctrl-p enter",
    "l enter",
    "l down enter",
    "l down down enter",
    "l down down down enter",
    "ctrl-s",
    "ctrl-s enter",
    "ctrl-s y",
    "esc",
    "esc y",
    "@ enter",
    "@ j enter",
    "@ j j enter",
    "tab right",
    "n enter",
];

fn pressed(code: KeyCode) -> Vec<KeyEvent> {
    vec![KeyEvent::new(code, KeyModifiers::NONE)]
}

fn some_keys() -> impl Strategy<Value = Vec<KeyEvent>> {
    let letters: Vec<char> = "abcdefghijklmnopqrstuvwxyzEGJPR:/?@ ;0129".chars().collect();
    let others = vec![
        KeyCode::Enter,
        KeyCode::Esc,
        KeyCode::Tab,
        KeyCode::BackTab,
        KeyCode::Up,
        KeyCode::Down,
        KeyCode::Left,
        KeyCode::Right,
        KeyCode::Home,
        KeyCode::End,
        KeyCode::PageUp,
        KeyCode::PageDown,
        KeyCode::Backspace,
        KeyCode::Delete,
    ];
    prop_oneof![
        5 => prop::sample::select(letters).prop_map(|letter| pressed(KeyCode::Char(letter))),
        1 => any::<char>().prop_map(|letter| pressed(KeyCode::Char(letter))),
        4 => prop::sample::select(others).prop_map(pressed),
        5 => prop::sample::select(HABITS.to_vec()).prop_map(|habit| keys(habit).collect()),
    ]
}

#[test]
fn nothing_is_written_without_a_confirm() {
    let seed = std::env::var("PLENARY_SEED").ok().and_then(|said| said.parse().ok()).unwrap_or(17_u64);
    println!("PLENARY_SEED={seed}");
    let bytes: Vec<u8> = seed.to_le_bytes().into_iter().cycle().take(32).collect();
    let config =
        Config { cases: SESSIONS, failure_persistence: None, max_shrink_iters: 60, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes));
    let written = std::cell::Cell::new(0);
    let sessions = prop::collection::vec(some_keys(), 240);
    runner
        .run(&sessions, |pressed| {
            let mut session = Session::begin(80, 24);
            let (began, mut events) = (session.events(), session.events());
            for (index, key) in pressed.into_iter().flatten().enumerate() {
                let confirmed =
                    session.app.desk.screens.last().is_some_and(|top| top.place() == Place::Confirm);
                session.app.press(key);
                (session.width, session.height) = [(80, 24), (60, 20), (132, 50), (7, 3)][index % 4];
                session.screen();
                prop_assert!(confirmed || session.events() == events, "after {key:?}");
                events = session.events();
            }
            written.set(written.get() + events - began);
            Ok(())
        })
        .unwrap();
    // The fixed seed comes to it; another may not, and that is no fault of the screens.
    assert!(written.get() > 0 || seed != 17, "no session came as far as recording anything");
}
