//! The palette: every request there is, found by its words; Enter opens its form
//! about what the person was looking at.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use super::desk::title;
use super::editor::Editor;
use super::fitting::column;
use super::keys::{Act, Place};
use super::list::{first_seen, moved};
use super::screen::{Around, Effect, Screen};
use crate::journey::asking::{VERBS, Verb};

#[derive(Default)]
pub struct Palette {
    words: Editor,
    at: usize,
}

impl Palette {
    /// The verbs in which every word that is typed stands; those whose name begins so come first.
    fn found(&self) -> Vec<&'static Verb> {
        let typed = self.words.text().to_lowercase();
        let told = |verb: &Verb| format!("{} {}", verb.name, verb.about).to_lowercase();
        let fits = |verb: &&Verb| typed.split_whitespace().all(|word| told(verb).contains(word));
        let mut found: Vec<_> = VERBS.iter().filter(fits).collect();
        found.sort_by_key(|verb| !verb.name.starts_with(typed.trim()));
        found
    }
}

impl Screen for Palette {
    fn place(&self) -> Place {
        Place::Palette
    }

    fn typed(&mut self, key: KeyEvent, _around: &Around) -> Option<Vec<Effect>> {
        if matches!(key.code, KeyCode::Up | KeyCode::Down) || !self.words.press(key) {
            return None;
        }
        self.at = 0;
        Some(Vec::new())
    }

    fn act(&mut self, act: Act, _around: &Around) -> Option<Vec<Effect>> {
        let found = self.found();
        if act == Act::Open {
            return Some(found.get(self.at).map(|verb| Effect::AskInstead(verb)).into_iter().collect());
        }
        self.at = moved(self.at, act, found.len())?;
        Some(Vec::new())
    }

    fn draw(&self, frame: &mut Frame, area: Rect, around: &Around) {
        let found = self.found();
        title(frame, area, &format!("Anything: {} requests", found.len()), around);
        let line = |y: u16| Rect { y, height: 1, ..area };
        let typed = Line::styled(format!(" : {}", self.words.text()), around.theme.strong());
        frame.render_widget(typed, line(area.y + 1));
        let width = area.width as usize;
        let (_, (_, cell)) = self.words.lines(width);
        frame.set_cursor_position(((area.x + 3 + cell as u16).min(area.right() - 1), area.y + 1));
        let height = area.height.saturating_sub(3) as usize;
        let first = first_seen(self.at, found.len(), height);
        for (index, verb) in found.iter().enumerate().skip(first).take(height) {
            let style = if index == self.at { around.theme.chosen() } else { Style::new() };
            let marker = if index == self.at { "▸" } else { " " };
            let row = format!("{marker} {} {}", column(verb.name, 20), verb.about);
            frame.render_widget(
                Line::styled(column(&row, width), style),
                line(area.y + 3 + (index - first) as u16),
            );
        }
        if found.is_empty() {
            frame.render_widget(Line::raw("  no request holds these words"), line(area.y + 3));
        }
    }
}
