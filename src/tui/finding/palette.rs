//! The palette: every request and every view there is, found by its words, what comes next first.
//! Enter does it where the person was.

use crossterm::event::KeyEvent;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

use super::{Entry, Finder, everything};
use crate::tui::canvas::{Canvas, Click};
use crate::tui::desk::title;
use crate::tui::drawing::fitting::{column, cut};
use crate::tui::drawing::list::{first_seen, tell_unseen};
use crate::tui::keys::{Act, Place};
use crate::tui::screen::{Around, Effect, Screen};

pub struct Palette {
    finder: Finder,
}

impl Palette {
    /// Everything that can be asked for from a screen.
    pub fn over(screen: &dyn Screen, around: &Around) -> Palette {
        Palette { finder: Finder::among(everything(screen, around)) }
    }
}

impl Screen for Palette {
    fn place(&self) -> Place {
        Place::Palette
    }

    fn typed(&mut self, key: KeyEvent, _around: &Around) -> Option<Vec<Effect>> {
        self.finder.typed(key).then(Vec::new)
    }

    fn act(&mut self, act: Act, _around: &Around) -> Option<Vec<Effect>> {
        self.finder.act(act)
    }

    fn choose(&mut self, row: usize) {
        self.finder.at = row;
    }

    fn chosen(&self) -> Option<usize> {
        Some(self.finder.at)
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, around: &Around) {
        let found = self.finder.found();
        title(canvas, area, &format!("Anything: {}", found.len()), around);
        draw_words(canvas, area, ":", &self.finder, around);
        let rows = Rect { y: area.y + 3, height: area.height.saturating_sub(3), ..area };
        let height = rows.height as usize;
        let first = first_seen(self.finder.at, found.len(), height);
        let above = Rect { y: area.y + 2, height: 1, ..area };
        tell_unseen(canvas, above, first, found.len().saturating_sub(first + height), around.theme);
        for (index, entry) in found.iter().enumerate().skip(first).take(rows.height as usize) {
            let style = if index == self.finder.at { around.theme.chosen() } else { Style::new() };
            let line = Rect { y: rows.y + (index - first) as u16, height: 1, ..rows };
            let row = row_of(entry, index == self.finder.at, area.width as usize);
            canvas.render_widget(Line::styled(row, style), line);
            canvas.spot(line, Click::Row(index));
        }
        if found.is_empty() {
            canvas.render_widget(Line::raw("  nothing is called so"), rows);
        }
    }
}

/// The line in which the words are typed, with the cursor in it.
pub fn draw_words(canvas: &mut Canvas, area: Rect, sign: &str, finder: &Finder, around: &Around) {
    let line = Rect { y: area.y + 1, height: 1, ..area };
    let typed = Line::styled(format!(" {sign} {}", finder.words.text()), around.theme.strong());
    canvas.render_widget(typed, line);
    let (_, (_, cell)) = finder.words.lines(area.width as usize);
    canvas.set_cursor_position(((area.x + 3 + cell as u16).min(area.right().saturating_sub(1)), line.y));
}

/// The name, what it does, and at the right end its key.
fn row_of(entry: &Entry, chosen: bool, width: usize) -> String {
    let marker = if chosen { "▸" } else { " " };
    let room = width.saturating_sub(entry.key.width() + 2);
    let told = cut(&format!("{marker} {} {}", column(&entry.name, 20), entry.does), room);
    format!("{} {} ", column(&told, room), entry.key)
}
