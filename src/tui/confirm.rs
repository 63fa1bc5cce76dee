//! The confirm: exactly what will be recorded, and the same as a command line.
//! Nothing is recorded before the person says so here.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::desk::title;
use super::fitting::wrap;
use super::keys::{Act, Place};
use super::list::moved;
use super::screen::{Around, Effect, News, Screen, Wish};
use crate::journey::deadline::in_words;
use crate::journey::event::Event;

pub struct Confirm {
    wish: Wish,
    events: Vec<Event>,
    /// Why it was not recorded when the person said so, or what others recorded meanwhile.
    said: Vec<String>,
    from: usize,
}

impl Confirm {
    pub fn new(wish: Wish, events: Vec<Event>) -> Confirm {
        Confirm { wish, events, said: Vec::new(), from: 0 }
    }

    fn lines(&self, width: usize, around: &Around) -> Vec<Line<'static>> {
        let theme = around.theme;
        let mut lines = Vec::new();
        let mut add = |text: &str, style: Style, indent: usize| {
            for line in wrap(text, width.saturating_sub(indent)) {
                lines.push(Line::from(Span::styled(format!("{:indent$}{line}", ""), style)));
            }
        };
        for said in &self.said {
            add(said, theme.bad(), 0);
        }
        for event in &self.events {
            add(&heading_of(event), theme.strong(), 0);
            add(&event.what.in_words(), Style::new(), 2);
            if let Some(why) = &event.why {
                add(&format!("why: {why}"), Style::new(), 2);
            }
            add("", Style::new(), 0);
        }
        if !self.wish.command.is_empty() {
            add("the same as a command:", theme.dim(), 0);
            add(&self.wish.command, theme.dim(), 2);
        }
        lines
    }
}

/// On what, on which day, by whom, and the event's own name.
fn heading_of(event: &Event) -> String {
    format!("{}  {}  by {}  {}", event.stream, in_words(event.on), event.by, event.what.kind())
}

impl Screen for Confirm {
    fn place(&self) -> Place {
        Place::Confirm
    }

    fn act(&mut self, act: Act, _around: &Around) -> Option<Vec<Effect>> {
        if act == Act::Record {
            return Some(vec![Effect::Record(self.wish.clone())]);
        }
        self.from = moved(self.from, act, self.events.len() * 8 + self.said.len() * 4)?;
        Some(Vec::new())
    }

    fn hear(&mut self, news: News) {
        self.from = 0;
        match news {
            News::NotDone { what, hint } => {
                self.said = std::iter::once(what).chain(hint.map(|hint| format!("hint: {hint}"))).collect();
                self.said.push(String::new());
            }
            News::Changed { since, events, head } => {
                self.said = vec!["nothing was recorded: somebody else was here since you looked:".into()];
                self.said.extend(since);
                self.said.extend([String::new(), "what would be recorded now:".into()]);
                self.events = events;
                self.wish.acting.seen = Some(head);
            }
            News::Misasked(_) | News::Problems(_) => {}
        }
    }

    fn draw(&self, frame: &mut Frame, area: Rect, around: &Around) {
        let count = self.events.len();
        let what = if count == 1 { "this" } else { "these" };
        let heading = match count {
            1 => format!("Confirm · {what} will be recorded"),
            _ => format!("Confirm · {what} {count} will be recorded"),
        };
        title(frame, area, &heading, around);
        let inside = Rect { x: area.x + 1, width: area.width - 2, y: area.y + 2, height: area.height - 2 };
        let lines = self.lines(inside.width as usize, around);
        let height = inside.height as usize;
        let from = self.from.min(lines.len().saturating_sub(height));
        let hidden = lines.len().saturating_sub(from + height);
        for (index, line) in lines.into_iter().skip(from).take(height).enumerate() {
            frame.render_widget(line, Rect { y: inside.y + index as u16, height: 1, ..inside });
        }
        if hidden > 0 {
            let more =
                Line::styled(format!(" … {hidden} more lines, down shows them "), around.theme.chosen());
            let y = inside.bottom() - 1;
            frame.render_widget(more, Rect { y, height: 1, ..inside });
        }
    }
}
