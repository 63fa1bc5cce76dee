//! The owners: who owes how much, what is overdue, and when they were last heard.

pub(super) mod owner;

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use super::asking::editor::Editor;
use super::canvas::{Canvas, Click};
use super::desk::title;
use super::drawing::fitting::{column, cut};
use super::drawing::list::{first_seen, moved};
use super::drawing::sheet::{Piece, Row, draw_row};
use super::finding::scores;
use super::keys::{Act, Place};
use super::link::Link;
use super::pictures::charts::number;
use super::screen::{Around, Effect, Screen};
use crate::briefing::items::Items;
use crate::briefing::owners::Order;
use crate::journey::deadline::in_words;
use crate::ledger::Ledger;
use crate::ledger::standing::owners::{Owner, Which};
use crate::ledger::trouble::Trouble;

/// The numbers of a row, from left to right.
const NUMBERS: [Which; 4] = [Which::Open, Which::Overdue, Which::Finished, Which::Dropped];

#[derive(Default)]
pub struct Owners {
    all: Vec<Owner>,
    /// Places in `all`, narrowed and in order.
    shown: Vec<usize>,
    order: Order,
    words: Editor,
    narrowing: bool,
    at: usize,
    /// 0 is the name, then the numbers.
    column: usize,
}

impl Owners {
    /// Narrows and orders anew.
    fn arrange(&mut self) {
        self.order.arrange(&mut self.all);
        let (all, typed) = (&self.all, self.words.text());
        let mut shown: Vec<usize> = (0..all.len()).collect();
        if !typed.trim().is_empty() {
            let scores: Vec<_> = scores(&typed, all.iter().map(|owner| owner.name.clone())).collect();
            shown.retain(|at| scores[*at].is_some());
        }
        self.at = self.at.min(shown.len().saturating_sub(1));
        self.shown = shown;
    }

    fn chosen_owner(&self) -> Option<&Owner> {
        self.shown.get(self.at).map(|at| &self.all[*at])
    }

    fn open(&self) -> Option<Link> {
        let name = self.chosen_owner()?.name.clone();
        let which = self.column.checked_sub(1).map_or(Which::All, |column| NUMBERS[column]);
        Some(Link::Owner(name, which))
    }

    /// Takes the narrowing back, where there is any.
    fn widen(&mut self) -> Vec<Effect> {
        self.narrowing = false;
        self.words = Editor::of_one_line();
        self.arrange();
        Vec::new()
    }

    fn words_line(&self, width: usize, around: &Around) -> Line<'static> {
        let ordered = format!("{}; o orders otherwise, / narrows", self.order.words());
        match (self.narrowing, self.words.is_empty()) {
            (false, true) => Line::styled(cut(&format!(" {ordered}"), width), around.theme.dim()),
            _ => Line::styled(format!(" / {}", self.words.text()), around.theme.strong()),
        }
    }
}

impl Screen for Owners {
    fn place(&self) -> Place {
        if self.narrowing { Place::Filter } else { Place::Owners }
    }

    fn load(&mut self, ledger: &Ledger, _around: &Around) -> Result<(), Trouble> {
        self.all = ledger.standing().owners()?;
        self.arrange();
        Ok(())
    }

    fn typed(&mut self, key: KeyEvent, _around: &Around) -> Option<Vec<Effect>> {
        let edits = self.narrowing && !matches!(key.code, KeyCode::Up | KeyCode::Down);
        (edits && self.words.press(key)).then(|| {
            self.at = 0;
            self.arrange();
            Vec::new()
        })
    }

    fn fits(&self, act: Act) -> bool {
        act != Act::Open || self.narrowing || !self.shown.is_empty()
    }

    fn act(&mut self, act: Act, _around: &Around) -> Option<Vec<Effect>> {
        match act {
            Act::Open if self.narrowing => self.narrowing = false,
            Act::Back if self.narrowing || !self.words.is_empty() => return Some(self.widen()),
            Act::Open => return Some(vec![self.open()?.open()]),
            Act::Filter => self.narrowing = true,
            Act::Sort => {
                self.order = self.order.next();
                self.arrange();
            }
            Act::Left => self.column = self.column.saturating_sub(1),
            Act::Right => self.column = (self.column + 1).min(NUMBERS.len()),
            Act::Owners => {}
            _ => self.at = moved(self.at, act, self.shown.len())?,
        }
        Some(Vec::new())
    }

    fn choose(&mut self, row: usize) {
        self.at = row;
    }

    fn chosen(&self) -> Option<usize> {
        Some(self.at)
    }

    fn shows_the_register(&self) -> bool {
        true
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, around: &Around) {
        let narrowed = if self.words.is_empty() { String::new() } else { format!(" of {}", self.all.len()) };
        title(canvas, area, &format!("Owners: {}{narrowed}", self.shown.len()), around);
        let line = |y: u16| Rect { y, height: 1, ..area };
        canvas.render_widget(self.words_line(area.width as usize, around), line(area.y + 1));
        if self.shown.is_empty() {
            let said =
                if self.all.is_empty() { "  nobody owns an action yet" } else { "  nobody is called so" };
            return canvas.render_widget(Line::raw(said), line(area.y + 3));
        }
        let head = format!("  {}{HEADS}", column("owner", name_width(area.width)));
        canvas.render_widget(Line::styled(head, around.theme.dim()), line(area.y + 2));
        let height = area.height.saturating_sub(3) as usize;
        let first = first_seen(self.at, self.shown.len(), height);
        for (index, at) in self.shown.iter().enumerate().skip(first).take(height) {
            let cells = line(area.y + 3 + (index - first) as u16);
            canvas.spot(cells, Click::Row(index));
            let chosen = index == self.at;
            let row = row_of(&self.all[*at], chosen, name_width(area.width), around);
            draw_row(canvas, cells, &row, chosen.then_some(self.column), around.theme);
        }
        if self.narrowing {
            let (_, (_, cell)) = self.words.lines(area.width as usize);
            canvas.set_cursor_position((
                (area.x + 3 + cell as u16).min(area.right().saturating_sub(1)),
                area.y + 1,
            ));
        }
    }
}

const HEADS: &str = "  open overdue  oldest  last heard   done drop  next target";

/// What is left for the name beside the numbers.
fn name_width(width: u16) -> usize {
    (width as usize).saturating_sub(62).clamp(12, 40)
}

fn row_of(owner: &Owner, chosen: bool, name: usize, around: &Around) -> Row {
    let theme = around.theme;
    let of = |which| Items::Actions { owner: owner.name.clone(), which };
    let oldest =
        owner.oldest_overdue.map_or(String::new(), |day| format!("{} d", (around.today - day).num_days()));
    let heard = owner.last_heard.map_or("never".into(), in_words);
    let next = owner.next.map_or(String::new(), in_words);
    let marker = if chosen { "▸ " } else { "  " };
    let plain = Style::new();
    vec![
        Piece::words(marker, plain),
        Piece::link(column(&owner.name, name), plain, Link::to(of(Which::All))),
        number(owner.open, 6, of(Which::Open), theme.strong(), around),
        number(owner.overdue, 8, of(Which::Overdue), theme.bad(), around),
        Piece::words(format!("{oldest:>8}  {} ", column(&heard, 11)), plain),
        number(owner.finished, 6, of(Which::Finished), plain, around),
        number(owner.dropped, 5, of(Which::Dropped), plain, around),
        Piece::words(format!("  {next}"), plain),
    ]
}
