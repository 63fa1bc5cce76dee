//! What came of each of several that were recorded together, to be read; recording them is for `together`.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

use crate::tui::canvas::{Canvas, Click};
use crate::tui::desk::title;
use crate::tui::drawing::fitting::{column, wrap};
use crate::tui::drawing::list::{first_seen, moved, tell_unseen};
use crate::tui::keys::{Act, Place};
use crate::tui::link::Link;
use crate::tui::screen::{Around, Effect, Screen};

/// What came of one.
pub struct Came {
    pub reference: String,
    pub done: bool,
    /// What was recorded, or why it was not.
    pub what: String,
}

/// What came of each.
pub struct Results {
    all: Vec<Came>,
    at: usize,
}

impl Results {
    pub fn of(all: Vec<Came>) -> Results {
        Results { all, at: 0 }
    }
}

impl Came {
    /// In rows of so many cells: what came of it stands whole beside its reference.
    fn rows(&self, width: usize) -> Vec<String> {
        let word = if self.done { "recorded" } else { "not recorded" };
        let head = format!(" {} {word:12}  ", column(&self.reference, 10));
        let (indent, told) = (head.width(), wrap(&self.what, width.saturating_sub(head.width())));
        let begins = std::iter::once(head).chain(std::iter::repeat(" ".repeat(indent)));
        begins.zip(told).map(|(begins, row)| begins + &row).collect()
    }
}

/// What stands in the place of the last row where not even the one that is chosen fits.
const OPENED: &str = " … enter opens it, and its history tells the rest";

impl Screen for Results {
    fn place(&self) -> Place {
        Place::Results
    }

    fn act(&mut self, act: Act, _around: &Around) -> Option<Vec<Effect>> {
        if act == Act::Open {
            return Some(vec![Link::named(&self.all.get(self.at)?.reference)?.open()]);
        }
        self.at = moved(self.at, act, self.all.len())?;
        Some(Vec::new())
    }

    fn choose(&mut self, row: usize) {
        self.at = row;
    }

    fn chosen(&self) -> Option<usize> {
        Some(self.at)
    }

    fn draw(&self, frame: &mut Canvas, area: Rect, around: &Around) {
        let done = self.all.iter().filter(|came| came.done).count();
        title(frame, area, &format!("Results · recorded {done} of {}", self.all.len()), around);
        let place = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
        let of = |(index, came): (usize, &Came)| {
            came.rows(usize::from(area.width)).into_iter().map(move |row| (index, row))
        };
        let mut rows: Vec<(usize, String)> = self.all.iter().enumerate().flat_map(of).collect();
        let (height, chosen) = (usize::from(place.height), |(index, _): &(usize, String)| *index == self.at);
        let start = rows.iter().position(chosen).unwrap_or_default();
        let end = rows.iter().rposition(chosen).map_or(0, |last| last + 1);
        let first = first_seen(start, rows.len(), height).max(end.saturating_sub(height)).min(start);
        if let (true, Some(last)) = (end > first + height, rows.get_mut(first + height.saturating_sub(1))) {
            last.1 = OPENED.into();
        }
        let seen = rows.get(first..rows.len().min(first + height)).unwrap_or_default();
        for (y, (index, row)) in (place.y..).zip(seen) {
            let at = Rect { y, height: 1, ..place };
            let style = match (*index == self.at, self.all[*index].done) {
                (true, _) => around.theme.chosen(),
                (false, true) => Style::new(),
                (false, false) => around.theme.bad(),
            };
            frame.render_widget(Line::styled(row.as_str(), style), at);
            frame.spot(at, Click::Row(*index));
        }
        let (above, last) = (seen.first().map_or(0, |row| row.0), seen.last().map_or(0, |row| row.0));
        let line = Rect { y: area.y + 1, height: area.height.saturating_sub(1).min(1), ..area };
        tell_unseen(frame, line, above, self.all.len().saturating_sub(last + 1), around.theme);
    }
}
