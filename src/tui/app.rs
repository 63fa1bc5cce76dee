//! The program as a whole, without a terminal: keys in, pictures out, and the ledger behind.

use std::collections::VecDeque;

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind};
use ratatui::Frame;

use super::desk::{Desk, Notice};
use super::screen::{Around, Effect};
use super::theme::Theme;
use crate::journey::text::clean;
use crate::ledger::Ledger;
use crate::ledger::trouble::Trouble;

/// The screens over one open register.
pub struct App {
    pub(super) ledger: Ledger,
    pub(super) desk: Desk,
}

impl App {
    /// Opens the overview for the person who acts.
    ///
    /// # Errors
    /// The register could not be read.
    pub fn new(ledger: Ledger, actor: String) -> Result<App, Trouble> {
        let around = Around {
            register: ledger.standing().register()?,
            actor,
            account: ledger.account().user.clone(),
            today: ledger.today(),
            last_on: None,
            practice: ledger.is_practice(),
            head: ledger.head()?,
            theme: Theme::from_environment(),
        };
        let mut app = App { ledger, desk: Desk::new(around) };
        app.perform_all(vec![Effect::Load]);
        Ok(app)
    }

    /// Takes a key, and performs what follows from it.
    pub fn press(&mut self, key: KeyEvent) {
        if key.kind != KeyEventKind::Release {
            let effects = self.desk.press(key);
            self.perform_all(effects);
        }
    }

    /// Takes pasted words: they are typed where words can be typed, and press no key.
    pub fn paste(&mut self, words: &str) {
        let typing = |desk: &Desk| desk.screens.last().is_some_and(|top| top.place().takes_letters());
        for letter in clean(&words.replace("\r\n", "\n").replace('\r', "\n")).chars() {
            if typing(&self.desk) {
                self.press(KeyCode::Char(letter).into());
            }
        }
    }

    fn perform_all(&mut self, effects: Vec<Effect>) {
        let mut waiting = VecDeque::from(effects);
        while let Some(effect) = waiting.pop_front() {
            waiting.extend(self.perform(effect));
        }
    }

    /// Draws what stands on the screen now. Changes nothing.
    pub fn draw(&self, frame: &mut Frame) {
        self.desk.draw(frame);
    }

    /// Whether the person has left.
    pub fn is_done(&self) -> bool {
        self.desk.done
    }

    /// Closes the register.
    pub fn close(self) {
        self.ledger.close();
    }

    pub(super) fn say(&mut self, text: impl Into<String>) {
        self.desk.notice = Some(Notice { text: text.into(), bad: false });
    }

    pub(super) fn complain(&mut self, trouble: &Trouble) {
        self.desk.notice = Some(Notice { text: format!("{trouble}\nhint: {}", trouble.hint()), bad: true });
    }
}
