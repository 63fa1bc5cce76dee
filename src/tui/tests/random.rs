//! Random keys, clicks and sizes: nothing panics, and nothing is written but through a confirm.
//!
//! The seed is fixed, so a failure comes again; `PLENARY_SEED=n` tries another.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
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

/// What a person does with keyboard or mouse, or to the window.
#[derive(Debug, Clone)]
enum Deed {
    Keys(Vec<KeyEvent>),
    Mouse(MouseEvent),
    /// Clicks what can be clicked, one of all.
    Click(usize),
    Resize(u16, u16),
    Wait,
}

/// Windows as they are, and as they never should be.
const SIZES: [(u16, u16); 8] =
    [(80, 24), (60, 20), (132, 50), (7, 3), (0, 0), (20, 5), (500, 200), (200, 50)];

fn some_deeds() -> impl Strategy<Value = Deed> {
    prop_oneof![
        30 => some_keys().prop_map(Deed::Keys),
        4 => some_mouse().prop_map(Deed::Mouse),
        6 => any::<usize>().prop_map(Deed::Click),
        3 => prop::sample::select(SIZES.to_vec()).prop_map(|(width, height)| Deed::Resize(width, height)),
        2 => Just(Deed::Wait),
    ]
}

fn some_mouse() -> impl Strategy<Value = MouseEvent> {
    let kinds = vec![
        MouseEventKind::Down(MouseButton::Left),
        MouseEventKind::Down(MouseButton::Right),
        MouseEventKind::Drag(MouseButton::Left),
        MouseEventKind::Up(MouseButton::Left),
        MouseEventKind::ScrollUp,
        MouseEventKind::ScrollDown,
        MouseEventKind::Moved,
    ];
    (prop::sample::select(kinds), 0..520_u16, 0..210_u16).prop_map(|(kind, column, row)| MouseEvent {
        kind,
        column,
        row,
        modifiers: KeyModifiers::NONE,
    })
}

impl Deed {
    fn done_in(self, session: &mut Session) {
        match self {
            Deed::Keys(keys) => keys.into_iter().for_each(|key| session.app.press(key)),
            Deed::Mouse(mouse) => session.app.mouse(mouse),
            Deed::Click(which) => session.click_one_of_all(which),
            Deed::Resize(width, height) => (session.width, session.height) = (width, height),
            Deed::Wait => {
                session.app.idle();
            }
        }
    }

    /// The same in steps, after each of which the screen is looked at.
    fn steps(self) -> Vec<Deed> {
        match self {
            Deed::Keys(keys) => keys.into_iter().map(|key| Deed::Keys(vec![key])).collect(),
            other => vec![other],
        }
    }
}

fn some_keys() -> impl Strategy<Value = Vec<KeyEvent>> {
    let letters: Vec<char> = "abcdefghijklmnopqrstuvwxyzAEGJPRU:/?@ ;0129".chars().collect();
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
    let sessions = prop::collection::vec(some_deeds(), 300);
    runner
        .run(&sessions, |pressed| {
            let mut session = Session::begin(80, 24);
            let (began, mut events) = (session.events(), session.events());
            for deed in pressed.into_iter().flat_map(Deed::steps) {
                let confirmed =
                    session.app.desk.screens.last().is_some_and(|top| top.place() == Place::Confirm);
                let told = format!("{deed:?}");
                deed.done_in(&mut session);
                session.screen();
                prop_assert!(confirmed || session.events() == events, "after {told}");
                events = session.events();
            }
            written.set(written.get() + events - began);
            Ok(())
        })
        .unwrap();
    // The fixed seed comes to it; another may not, and that is no fault of the screens.
    assert!(written.get() > 0 || seed != 17, "no session came as far as recording anything");
}
