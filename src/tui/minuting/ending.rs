//! The end of a meeting: what is about no item, what was minuted, what was not heard, and what comes next.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use super::Minuting;
use crate::ledger::drafts::waiting;
use crate::tui::canvas::Canvas;
use crate::tui::desk::title;
use crate::tui::drawing::fitting::wrap;
use crate::tui::keys;
use crate::tui::screen::Around;

/// So many lines are for what is about no item.
const NOTES: u16 = 6;

impl Minuting {
    pub(super) fn draw_ending(&self, canvas: &mut Canvas, area: Rect, around: &Around) {
        title(canvas, area, &self.heading(), around);
        let inside = Rect {
            x: area.x + 1,
            y: area.y + 1,
            width: area.width.saturating_sub(2),
            height: area.height.saturating_sub(1),
        };
        let told = self.told(usize::from(inside.width), around);
        let below = NOTES + told.len() as u16;
        let above = Rect { height: inside.height.saturating_sub(below), ..inside };
        let ended = self.ended(usize::from(inside.width), around);
        self.pages.draw(canvas, above, ended, around.theme, keys::TO_READ_ON);
        let minute = Rect { y: above.bottom(), height: NOTES.min(inside.height - above.height), ..inside };
        // At a closed meeting stand only words that were typed and can be copied.
        if self.shows_a_minute() {
            self.draw_minute(canvas, minute, around);
        }
        for (index, line) in told.into_iter().enumerate() {
            canvas.render_widget(line, Rect { y: minute.bottom() + index as u16, height: 1, ..inside });
        }
    }

    /// What was heard and what was not, and what can be done now.
    fn ended(&self, width: usize, around: &Around) -> Vec<Line<'static>> {
        let theme = around.theme;
        let mut lines = Vec::new();
        let mut add = |text: &str, style: Style| {
            lines.extend(wrap(text, width).into_iter().map(|line| Line::styled(line, style)));
        };
        let names = |all: &mut dyn Iterator<Item = String>| all.collect::<Vec<_>>().join(", ");
        let heard = |minuted: bool| {
            let items = self.items.iter().map(|item| &item.recommendation);
            items
                .filter(|one| self.minuted.contains(*one) == minuted)
                .map(ToString::to_string)
                .collect::<Vec<_>>()
        };
        let (done, left) = (heard(true), heard(false));
        let listed = |reference: &_| self.items.iter().any(|item| item.recommendation == *reference);
        let others = names(&mut self.minuted.iter().filter(|one| !listed(*one)).map(ToString::to_string));
        add(&counted("minuted", &done), theme.strong());
        if !others.is_empty() {
            add(&format!("minuted and on no agenda: {others}"), Style::new());
        }
        let style = if left.is_empty() { Style::new() } else { theme.warning() };
        add(&counted("not heard", &left), style);
        if !self.waiting.is_empty() {
            add(&format!("typed and not recorded, {}:", self.waiting.len()), theme.warning());
            self.waiting
                .iter()
                .for_each(|(of, draft)| add(&format!("  {}", waiting(of, draft)), Style::new()));
            let how = if self.is_open() {
                "esc u  goes to them, ctrl-s records each, esc D throws them away"
            } else {
                "u  goes to them, y copies, D throws all of them away"
            };
            add(how, theme.warning());
        }
        for note in self.stands.iter().flat_map(|stands| &stands.notes) {
            add(&format!("any other business: {}", note.text), Style::new());
        }
        add("", Style::new());
        match self.is_open() {
            true => add("esc C  close the meeting; nothing is minuted after that", Style::new()),
            false => add("the meeting is closed", theme.good()),
        }
        let esc = if self.is_open() { "esc " } else { "" };
        add(&format!("{esc}W  write the minutes; tab there proposes the pack"), Style::new());
        add(&format!("{esc}L  write the action log"), Style::new());
        add(&format!("{esc}N  plan the next meeting"), Style::new());
        lines
    }
}

fn counted(what: &str, all: &[String]) -> String {
    match all {
        [] => format!("{what}: none"),
        all => format!("{what}, {}: {}", all.len(), all.join(", ")),
    }
}
