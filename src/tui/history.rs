//! What happened: every event on one thing, or the latest of the whole register, the newest last.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::canvas::Canvas;
use super::desk::title;
use super::fitting::wrap;
use super::keys::{Act, Place};
use super::list::moved;
use super::screen::{Around, Effect, Screen};
use crate::journey::deadline::in_words;
use crate::journey::reference::Stream;
use crate::ledger::trouble::Trouble;
use crate::ledger::{Ledger, Recorded};

/// At most so many events are read; the command `history` tells all of them.
const MOST: usize = 500;

/// In lines of so many cells there are at most as many lines as on any terminal.
const NARROWEST: usize = 56;

pub struct History {
    /// None where it is the whole register's.
    stream: Option<Stream>,
    events: Vec<Recorded>,
    /// How many lines the end of the picture is above the newest line.
    back: usize,
}

impl History {
    pub fn of(stream: Stream) -> History {
        History { stream: Some(stream), events: Vec::new(), back: 0 }
    }

    pub fn of_everything() -> History {
        History { stream: None, events: Vec::new(), back: 0 }
    }

    fn lines(&self, width: usize, around: &Around) -> Vec<Line<'static>> {
        self.events.iter().flat_map(|event| lines_of(event, self.stream.is_none(), width, around)).collect()
    }
}

/// One event: when and through whom, what, and why.
pub fn lines_of(recorded: &Recorded, with_stream: bool, width: usize, around: &Around) -> Vec<Line<'static>> {
    const INDENT: usize = 13;
    let event = &recorded.record.event;
    let stream = if with_stream { format!("{} ", event.stream) } else { String::new() };
    let why = event.why.as_ref().map_or(String::new(), |why| format!(" — {why}"));
    let told = format!("{stream}{}{why} ({})", event.what.in_words(), event.by);
    let texts = wrap(&told, width.saturating_sub(INDENT));
    let day = |index: usize| if index == 0 { in_words(event.on) } else { String::new() };
    let dim = around.theme.dim();
    let line = |(index, text): (usize, String)| {
        Line::from(vec![
            Span::styled(format!("{:<INDENT$}", day(index)), dim),
            Span::styled(text, Style::new()),
        ])
    };
    texts.into_iter().enumerate().map(line).collect()
}

impl Screen for History {
    fn place(&self) -> Place {
        Place::History
    }

    fn load(&mut self, ledger: &Ledger, _around: &Around) -> Result<(), Trouble> {
        self.events = match &self.stream {
            Some(stream) => ledger.history(stream, MOST)?,
            None => ledger.events(ledger.head()?.seq.saturating_sub(MOST as u64), MOST)?,
        };
        Ok(())
    }

    fn act(&mut self, act: Act, around: &Around) -> Option<Vec<Effect>> {
        // The newest stands at the bottom: going up is going back.
        let turned = match act {
            Act::Up => Act::Down,
            Act::Down => Act::Up,
            Act::PageUp => Act::PageDown,
            Act::PageDown => Act::PageUp,
            Act::First => Act::Last,
            Act::Last => Act::First,
            Act::History => return Some(Vec::new()),
            _ => return None,
        };
        self.back = moved(self.back, turned, self.lines(NARROWEST, around).len())?;
        Some(Vec::new())
    }

    fn shows_the_register(&self) -> bool {
        true
    }

    fn draw(&self, frame: &mut Canvas, area: Rect, around: &Around) {
        let of = self.stream.as_ref().map_or("the whole register".to_string(), ToString::to_string);
        let count = self.events.len();
        let cut = if count == MOST { ", the newest" } else { "" };
        title(frame, area, &format!("History of {of} · {count} events{cut}"), around);
        let inside = Rect { x: area.x + 1, width: area.width - 2, y: area.y + 2, height: area.height - 2 };
        let lines = self.lines(inside.width as usize, around);
        draw_end(frame, inside, lines, self.back);
    }
}

/// Draws the lines so that the last of them, or the one `back` lines above it, stands at the bottom.
pub fn draw_end(frame: &mut Canvas, area: Rect, lines: Vec<Line<'static>>, back: usize) {
    let height = area.height as usize;
    let from = lines.len().saturating_sub(height).saturating_sub(back);
    for (index, line) in lines.into_iter().skip(from).take(height).enumerate() {
        frame.render_widget(line, Rect { y: area.y + index as u16, height: 1, ..area });
    }
}
