//! How the desk is drawn: an item with its sections, and the list.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use super::Deciding;
use crate::briefing::desk::{NOTHING, asks, beside_it, refusal, row};
use crate::journey::deciding::Pressing;
use crate::ledger::deciding::Waiting;
use crate::tui::asking::confirm::indented;
use crate::tui::canvas::{Canvas, Click};
use crate::tui::desk::{inside, title};
use crate::tui::drawing::fitting::{column, cut, widest, wrap};
use crate::tui::drawing::list::{first_seen, tell_unseen};
use crate::tui::screen::Around;

/// A list's row takes two lines: what is asked, and why it stands there.
const TALL: usize = 2;

impl Deciding {
    pub(super) fn draw_item(&self, frame: &mut Canvas, area: Rect, around: &Around) {
        let Some(waiting) = self.chosen_one() else { return };
        title(frame, area, &format!("Desk   {} of {}", self.at + 1, self.desk.waiting.len()), around);
        let inside = inside(area, 1);
        let width = inside.width as usize;
        let asks: Vec<_> = wrap(&asks(waiting), width).into_iter().take(3).collect();
        let pressing = wrap(&waiting.pressing.words(around.today), width);
        let style = pressing_style(waiting.pressing, around);
        let head = asks.into_iter().map(|line| Line::styled(line, around.theme.strong()));
        let pressing = pressing.into_iter().map(|line| Line::styled(line, style));
        let said = self.said.iter().flat_map(|said| wrap(said, width));
        let said = said.map(|line| Line::styled(line, around.theme.warning()));
        let head: Vec<_> = head.chain(pressing).chain(said).collect();
        let below = head.len() as u16;
        for (y, line) in (inside.y..inside.bottom()).zip(head) {
            frame.render_widget(line, Rect { y, height: 1, ..inside });
        }
        let rest = Rect { y: inside.y + below, height: inside.height.saturating_sub(below), ..inside };
        self.reading.draw(frame, rest, self.item_lines(width, around), around.theme, "");
    }

    fn item_lines(&self, width: usize, around: &Around) -> Vec<Line<'static>> {
        let theme = around.theme;
        let mut lines = Vec::new();
        for section in &self.told {
            lines.extend(indented(&section.head, theme.dim(), 0, width));
            for line in &section.lines {
                let style = if line.warns { theme.warning() } else { Style::new() };
                // What begins with spaces belongs to the line above it.
                let deeper = line.text.len() - line.text.trim_start().len();
                lines.extend(indented(line.text.trim_start(), style, 2 + deeper, width));
            }
        }
        lines
    }

    pub(super) fn draw_list(&self, frame: &mut Canvas, area: Rect, around: &Around) {
        let (theme, waiting) = (around.theme, &self.desk.waiting);
        let marked =
            if self.marked.is_empty() { String::new() } else { format!(", {} marked", self.marked.len()) };
        title(frame, area, &format!("Desk   all {}{marked}", waiting.len()), around);
        let line = |y: u16| Rect { y, height: 1, ..area };
        let head = self.said.clone().unwrap_or_else(|| {
            "the most pressing first; space marks what asks for the same, enter reads one".into()
        });
        let style = if self.said.is_some() { theme.warning() } else { theme.dim() };
        if waiting.is_empty() {
            frame.render_widget(Line::raw(format!(" {NOTHING}")), line(area.y + 2));
        } else {
            frame.render_widget(
                Line::styled(cut(&format!(" {head}"), area.width as usize), style),
                line(area.y + 1),
            );
        }
        let beside = beside_it(&self.desk);
        let foot = beside.len() as u16;
        let height = area.height.saturating_sub(2 + foot) as usize / TALL;
        let first = first_seen(self.at, waiting.len(), height);
        let unseen = waiting.len().saturating_sub(first + height);
        tell_unseen(frame, line(area.y + 1), first, unseen, theme);
        let wide =
            widest(waiting.iter().map(Waiting::subject).collect::<Vec<_>>().iter().map(String::as_str), 8);
        for (index, one) in waiting.iter().enumerate().skip(first).take(height) {
            let y = area.y + 2 + ((index - first) * TALL) as u16;
            for (below, text) in
                self.row(index, one, wide, area.width as usize, around).into_iter().enumerate()
            {
                let at = line(y + below as u16);
                frame.render_widget(text, at);
                frame.spot(at, Click::Row(index));
            }
        }
        for (index, told) in beside.into_iter().enumerate() {
            let y = area.bottom() - foot + index as u16;
            frame.render_widget(
                Line::styled(cut(&format!(" {told}"), area.width as usize), theme.dim()),
                line(y),
            );
        }
    }

    fn row(
        &self,
        index: usize,
        one: &Waiting,
        wide: usize,
        width: usize,
        around: &Around,
    ) -> [Line<'static>; TALL] {
        let chosen = index == self.at;
        let subject = one.subject();
        let mark = if self.marked.contains(&subject) { '✓' } else { ' ' };
        let marker = if chosen { '▸' } else { ' ' };
        let style = if chosen { around.theme.chosen() } else { Style::new() };
        let first = format!(
            "{marker}{mark}{} {}: {}",
            column(&subject, wide),
            row(one, &around.actor),
            one.stands.text
        );
        let why = one.pressing.words(around.today);
        // A refusal wins over every other reason.
        let (why, below) = match refusal(&one.stands) {
            Some(refused) => (refused, around.theme.warning()),
            None => (why, pressing_style(one.pressing, around)),
        };
        [
            Line::styled(cut(&first, width), style),
            Line::styled(cut(&format!("   {:wide$}{why}", ""), width), below),
        ]
    }
}

fn pressing_style(pressing: Pressing, around: &Around) -> Style {
    match pressing {
        Pressing::DeadlinePassed(_) | Pressing::TargetPassed(_) => around.theme.bad(),
        Pressing::DeadlineSoon(_) | Pressing::Answered(_) => around.theme.warning(),
        Pressing::Waits(_) | Pressing::Questioned(_) => around.theme.dim(),
    }
}
