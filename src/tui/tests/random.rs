//! Random keys: nothing panics, and nothing is written but through a confirm.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use proptest::prelude::*;

use super::session::Session;
use crate::tui::keys::Place;

fn any_key() -> impl Strategy<Value = KeyEvent> {
    let plain = |code| KeyEvent::new(code, KeyModifiers::NONE);
    prop_oneof![
        4 => prop::sample::select("abcdefghijklmnopqrstuvwxyzEGJPR:/?@ ;0129".chars().collect::<Vec<_>>())
            .prop_map(move |letter| plain(KeyCode::Char(letter))),
        1 => any::<char>().prop_map(move |letter| plain(KeyCode::Char(letter))),
        6 => prop::sample::select(vec![
            KeyCode::Enter, KeyCode::Enter, KeyCode::Esc, KeyCode::Tab, KeyCode::BackTab, KeyCode::Up, KeyCode::Down,
            KeyCode::Left, KeyCode::Right, KeyCode::Home, KeyCode::End, KeyCode::PageUp, KeyCode::PageDown,
            KeyCode::Backspace, KeyCode::Delete,
        ]).prop_map(plain),
        1 => Just(KeyEvent::new(KeyCode::Char('s'), KeyModifiers::CONTROL)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_is_written_without_a_confirm(keys in prop::collection::vec(any_key(), 300)) {
        let mut session = Session::begin(80, 24);
        let mut events = session.events();
        for (index, key) in keys.into_iter().enumerate() {
            let confirmed = session.app.desk.screens.last().is_some_and(|top| top.place() == Place::Confirm);
            session.app.press(key);
            (session.width, session.height) = [(80, 24), (60, 20), (132, 50), (7, 3)][index % 4];
            session.screen();
            prop_assert!(confirmed || session.events() == events, "after {key:?}");
            events = session.events();
        }
    }
}
