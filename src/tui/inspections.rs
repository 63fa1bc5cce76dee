//! The inspections, the newest first, each with its response clock.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::canvas::Canvas;
use super::desk::title;
use super::fitting::{column, days};
use super::inspection::InspectionScreen;
use super::keys::{Act, Place};
use super::list::{first_seen, moved};
use super::screen::{Around, Effect, Screen, Subject};
use crate::journey::deadline::in_words;
use crate::ledger::Ledger;
use crate::ledger::standing::questions::InspectionRow;
use crate::ledger::trouble::Trouble;

/// At most so many are read.
const MOST: usize = 1_000;

#[derive(Default)]
pub struct Inspections {
    rows: Vec<InspectionRow>,
    at: usize,
}

impl Screen for Inspections {
    fn place(&self) -> Place {
        Place::Inspections
    }

    fn load(&mut self, ledger: &Ledger, _around: &Around) -> Result<(), Trouble> {
        self.rows = ledger.standing().inspections(MOST)?;
        self.at = self.at.min(self.rows.len().saturating_sub(1));
        Ok(())
    }

    fn fits(&self, act: Act) -> bool {
        act != Act::Open || !self.rows.is_empty()
    }

    fn act(&mut self, act: Act, _around: &Around) -> Option<Vec<Effect>> {
        match act {
            Act::Open => {
                let code = self.rows.get(self.at)?.code.parse().ok()?;
                Some(vec![Effect::Open(Box::new(InspectionScreen::of(code)))])
            }
            Act::Inspections => Some(Vec::new()),
            _ => {
                self.at = moved(self.at, act, self.rows.len())?;
                Some(Vec::new())
            }
        }
    }

    fn subject(&self) -> Subject {
        let inspection = self.rows.get(self.at).map(|row| row.code.clone());
        Subject { inspection, ..Subject::default() }
    }

    fn shows_the_register(&self) -> bool {
        true
    }

    fn draw(&self, frame: &mut Canvas, area: Rect, around: &Around) {
        let more = if self.rows.len() == MOST { "the newest " } else { "" };
        title(frame, area, &format!("Inspections: {more}{}", self.rows.len()), around);
        let line = |y: u16| Rect { y, height: 1, ..area };
        if self.rows.is_empty() {
            let said = "  none yet: a adds one by hand, i imports a published response";
            return frame.render_widget(Line::raw(said), line(area.y + 2));
        }
        let head = format!("  {} published   {}  ours  title", column("code", 8), column("response", 22));
        frame.render_widget(Line::styled(head, around.theme.dim()), line(area.y + 1));
        let height = area.height.saturating_sub(2) as usize;
        let first = first_seen(self.at, self.rows.len(), height);
        for (index, row) in self.rows.iter().enumerate().skip(first).take(height) {
            let y = area.y + 2 + (index - first) as u16;
            frame.render_widget(row_line(row, index == self.at, area.width as usize, around), line(y));
        }
    }
}

fn row_line(row: &InspectionRow, chosen: bool, width: usize, around: &Around) -> Line<'static> {
    let theme = around.theme;
    let base = if chosen { theme.chosen() } else { Style::new() };
    let marker = if chosen { "▸" } else { " " };
    let (response, late) = response_of(row, around);
    let response_style = if late { base.patch(theme.bad()) } else { base };
    let ours = format!("{} of {}", row.ours, row.recommendations);
    Line::from(vec![
        Span::styled(
            format!("{marker} {} {} ", column(&row.code, 8), column(&in_words(row.published), 11)),
            base,
        ),
        Span::styled(column(&response, 22), response_style),
        Span::styled(
            format!("  {}  {}", column(&ours, 7), column(&row.title, width.saturating_sub(56))),
            base,
        ),
    ])
}

/// How the statutory response stands, and whether it is late.
fn response_of(row: &InspectionRow, around: &Around) -> (String, bool) {
    let left = (row.last_day - around.today).num_days();
    match (&row.response_published, &row.answered_by) {
        (Some(on), _) => (format!("published {}", in_words(*on)), false),
        (None, Some(other)) => (format!("answered by {other}"), false),
        (None, None) if left < 0 => (format!("late by {}", days(-left)), true),
        (None, None) => (format!("{} left", days(left)), false),
    }
}
