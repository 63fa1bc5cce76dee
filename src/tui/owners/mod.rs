//! The owners: who owes how much, what is overdue, and when they were last heard.

pub(super) mod owner;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use super::asking::editor::Editor;
use super::asking::path::Where;
use super::canvas::{Canvas, Click};
use super::desk::title;
use super::drawing::fitting::{column, cut};
use super::drawing::list::{ASCENDING, DESCENDING, moved, seen_and_told};
use super::drawing::sheet::{Piece, Row, draw_row};
use super::finding::scores;
use super::keys::{Act, Place};
use super::link::Link;
use super::pictures::charts::number;
use super::recommendation::why::Why;
use super::screen::{Around, Effect, Screen};
use crate::briefing::items::Items;
use crate::briefing::owners::{Order, days, last_chased};
use crate::journey::deadline::in_words;
use crate::ledger::Ledger;
use crate::ledger::standing::owners::{Owner, Which};
use crate::ledger::trouble::Trouble;

/// What an order says of itself, also the other way round.
fn words(order: Order, turned: bool) -> &'static str {
    match (order, turned) {
        (order, false) => order.words(),
        (Order::Overdue, true) => "least overdue first",
        (Order::Heard, true) => "latest heard first",
        (Order::Name, true) => "by name, backwards",
    }
}

/// The sign beside its heading.
fn sign(order: Order, turned: bool) -> char {
    if (order == Order::Overdue) != turned { DESCENDING } else { ASCENDING }
}

/// The numbers of an owner, from left to right: the first of them in the row, the others below the list.
const NUMBERS: [Which; 6] =
    [Which::Open, Which::Overdue, Which::Finished, Which::Dropped, Which::Moved, Which::Refused];
/// So many stand in the row.
const IN_ROW: usize = 4;
/// So many lines below the list tell more of the owner that is chosen.
const FOOT: u16 = 3;

#[derive(Default)]
pub struct Owners {
    all: Vec<Owner>,
    /// Places in `all`, narrowed and in order.
    shown: Vec<usize>,
    order: Order,
    /// The other way round.
    turned: bool,
    words: Editor,
    narrowing: bool,
    at: usize,
    /// 0 is the name, then the numbers.
    column: usize,
    /// The names of those who are marked.
    marked: BTreeSet<String>,
}

/// Asks for the folder of messages to owners; from a past none are written.
pub(super) fn for_messages(owners: Vec<String>, around: &Around) -> Vec<Effect> {
    match &around.past {
        // Whatever would be recorded is refused there, in words.
        Some(_) => vec![Effect::Correct],
        None => vec![Effect::Open(Box::new(Where::for_messages(owners)))],
    }
}

impl Owners {
    /// Narrows and orders anew.
    fn arrange(&mut self) {
        self.order.arrange(&mut self.all);
        let (all, typed) = (&self.all, self.words.text());
        let mut shown: Vec<usize> = (0..all.len()).collect();
        if self.turned {
            shown.reverse();
        }
        // Who owes nothing need not be heard.
        if self.order == Order::Heard {
            shown.sort_by_key(|at| all[*at].open == 0);
        }
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
        let ordered = format!("{}; o orders otherwise, / narrows", words(self.order, self.turned));
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
        match act {
            Act::Open => self.narrowing || !self.shown.is_empty(),
            Act::Chase | Act::Mark | Act::MarkAll => !self.shown.is_empty(),
            Act::Unmark => !self.marked.is_empty(),
            _ => true,
        }
    }

    fn act(&mut self, act: Act, around: &Around) -> Option<Vec<Effect>> {
        match act {
            Act::Chase => {
                let marked: Vec<_> = self.marked.iter().cloned().collect();
                let whom = if marked.is_empty() { vec![self.chosen_owner()?.name.clone()] } else { marked };
                return Some(for_messages(whom, around));
            }
            Act::Mark => {
                let name = self.chosen_owner()?.name.clone();
                if !self.marked.remove(&name) {
                    self.marked.insert(name);
                }
                self.at = (self.at + 1).min(self.shown.len().saturating_sub(1));
            }
            Act::MarkAll => {
                let shown = self.shown.iter().map(|at| self.all[*at].name.clone());
                self.marked.extend(shown.collect::<Vec<_>>());
            }
            Act::Unmark => self.marked.clear(),
            Act::Open if self.narrowing => self.narrowing = false,
            Act::Back if self.narrowing || !self.words.is_empty() => return Some(self.widen()),
            Act::Open => return Some(vec![self.open()?.open()]),
            Act::Filter => self.narrowing = true,
            Act::Sort => {
                (self.order, self.turned) = (self.order.next(), false);
                self.arrange();
            }
            Act::Heading(number) => {
                let order = HEADS.get(number).and_then(|head| head.2)?;
                self.turned = order == self.order && !self.turned;
                self.order = order;
                self.arrange();
            }
            Act::NextPane => self.column = (self.column + 1) % (NUMBERS.len() + 1),
            Act::PreviousPane => self.column = (self.column + NUMBERS.len()) % (NUMBERS.len() + 1),
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

    fn why(&self, _around: &Around) -> Option<Why> {
        self.open().map(|link| link.why())
    }

    fn shows_the_register(&self) -> bool {
        true
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, around: &Around) {
        let narrowed = if self.words.is_empty() { String::new() } else { format!(" of {}", self.all.len()) };
        let marked =
            if self.marked.is_empty() { String::new() } else { format!(", {} marked", self.marked.len()) };
        title(canvas, area, &format!("Owners: {}{narrowed}{marked}", self.shown.len()), around);
        let line = |y: u16| Rect { y, height: 1, ..area };
        canvas.render_widget(self.words_line(area.width as usize, around), line(area.y + 1));
        if self.shown.is_empty() {
            let said =
                if self.all.is_empty() { "  nobody owns an action yet" } else { "  nobody is called so" };
            return canvas.render_widget(Line::raw(said), line(area.y + 3));
        }
        self.draw_heads(canvas, line(area.y + 2), around);
        let height = area.height.saturating_sub(3 + FOOT) as usize;
        let first =
            seen_and_told(canvas, line(area.y + 1), (self.at, self.shown.len(), height), around.theme);
        for (index, at) in self.shown.iter().enumerate().skip(first).take(height) {
            let cells = line(area.y + 3 + (index - first) as u16);
            canvas.spot(cells, Click::Row(index));
            let chosen = index == self.at;
            let marked = self.marked.contains(&self.all[*at].name);
            let row = row_of(&self.all[*at], (chosen, marked), area.width, around);
            draw_row(
                canvas,
                cells,
                &row,
                chosen.then_some(self.column).filter(|at| *at <= IN_ROW),
                around.theme,
            );
        }
        self.draw_foot(canvas, Rect { y: area.bottom().saturating_sub(FOOT), height: FOOT, ..area }, around);
        if self.narrowing {
            let (_, (_, cell)) = self.words.lines(area.width as usize);
            canvas.set_cursor_position((
                (area.x + 3 + cell as u16).min(area.right().saturating_sub(1)),
                area.y + 1,
            ));
        }
    }
}

impl Owners {
    /// More of the chosen owner: how the dates were kept, with the lists, and when the last chase was.
    fn draw_foot(&self, canvas: &mut Canvas, area: Rect, around: &Around) {
        let Some(owner) = self.chosen_owner() else { return };
        let line = |y: u16| Rect { y: area.y + y, height: 1, ..area };
        canvas.render_widget(Line::styled("─".repeat(area.width as usize), around.theme.dim()), line(0));
        let focus = self.column.checked_sub(IN_ROW + 1);
        draw_row(canvas, line(1), &dates_row(owner, area.width, around), focus, around.theme);
        let chased = owner
            .chased
            .as_ref()
            .map_or("never chased".into(), |chase| format!("last chased {}", last_chased(chase)));
        let told = cut(&format!("  {chased}"), area.width as usize);
        canvas.render_widget(Line::styled(told, around.theme.dim()), line(2));
    }

    /// The headings; those that the list can be sorted by can be clicked.
    fn draw_heads(&self, canvas: &mut Canvas, area: Rect, around: &Around) {
        let widths = widths(area.width);
        let mut x = area.x + 2;
        for (number, ((wide, narrow, order), width)) in HEADS.into_iter().zip(widths).enumerate() {
            let sign = order.filter(|order| *order == self.order).map(|order| sign(order, self.turned));
            let sign = sign.map_or(String::new(), |sign| sign.to_string());
            let name = format!("{}{sign}", if area.width < WIDE { narrow } else { wide });
            let text = if LEFT.contains(&number) { column(&name, width) } else { format!("{name:>width$}") };
            let at = Rect { x, width: (width as u16).min(area.right().saturating_sub(x)), ..area };
            canvas.render_widget(Line::styled(text, around.theme.dim()), at);
            if order.is_some() {
                canvas.spot(at, Click::Act(Act::Heading(number)));
            }
            x = at.right();
        }
    }
}

/// The headings: each in full and in fewer letters, and what it sorts by.
const HEADS: [(&str, &str, Option<Order>); 8] = [
    ("owner", "owner", Some(Order::Name)),
    ("open", "open", None),
    ("overdue", "late", Some(Order::Overdue)),
    ("oldest", "oldest", None),
    ("  last heard", " heard", Some(Order::Heard)),
    ("done", "done", None),
    ("drop", "drop", None),
    ("  next target", " next", None),
];
/// Those that stand at the left of their columns; the others stand over numbers.
const LEFT: [usize; 3] = [0, 4, 7];

/// From so many columns on the dates are written in full.
const WIDE: u16 = 76;

/// How wide the columns are, from the name to the next target; what is left over is the name's.
fn widths(width: u16) -> [usize; 8] {
    if width < WIDE {
        return [10, 5, 6, 7, 10, 5, 5, 10];
    }
    [(width as usize).saturating_sub(62).clamp(12, 40), 6, 9, 7, 14, 6, 5, 13]
}

fn row_of(owner: &Owner, (chosen, marked): (bool, bool), width: u16, around: &Around) -> Row {
    let theme = around.theme;
    let of = |which| Items::Actions { owner: owner.name.clone(), which };
    let oldest =
        owner.oldest_overdue.map_or(String::new(), |day| format!("{} d", (around.today - day).num_days()));
    let day = |day| if width < WIDE { shortly(day) } else { format!(" {}", in_words(day)) };
    let [name, open, overdue, old, heard, done, dropped, _] = widths(width);
    let never = || if width < WIDE { "never".into() } else { " never".into() };
    let last_heard = owner.last_heard.map_or_else(never, day);
    let next = owner.next.map_or(String::new(), day);
    let marker = format!("{}{}", if chosen { "▸" } else { " " }, if marked { "✓" } else { " " });
    let plain = Style::new();
    vec![
        Piece::words(marker, plain),
        Piece::link(column(&owner.name, name), plain, Link::to(of(Which::All))),
        number(owner.open, open, of(Which::Open), theme.strong(), around),
        number(owner.overdue, overdue, of(Which::Overdue), theme.bad(), around),
        Piece::words(format!("{oldest:>old$} {}", column(&last_heard, heard - 1)), plain),
        number(owner.finished, done, of(Which::Finished), plain, around),
        number(owner.dropped, dropped, of(Which::Dropped), plain, around),
        Piece::words(format!(" {next}"), plain),
    ]
}

/// `dates moved 3: 5 moves, 244 days later, 30 days earlier   refused 1: 2 times`; in a narrow window the days are
/// `+244 d, -30 d`, so that what was refused is still seen.
fn dates_row(owner: &Owner, width: u16, around: &Around) -> Row {
    let (kept, theme) = (&owner.dates, around.theme);
    let of = |which| Items::Actions { owner: owner.name.clone(), which };
    let moves = if kept.moves == 1 { "move" } else { "moves" };
    let told = match kept.moved {
        0 => String::new(),
        _ if width >= WIDE => format!(": {} {moves}, {}", kept.moves, days(kept)),
        _ => format!(": {} {moves}, +{} d, -{} d", kept.moves, kept.days_later, kept.days_earlier),
    };
    vec![
        Piece::words("  dates moved ", theme.dim()),
        number(kept.moved, 1, of(Which::Moved), theme.strong(), around),
        Piece::words(format!("{told}   refused "), theme.dim()),
        number(kept.refused, 1, of(Which::Refused), theme.strong(), around),
        Piece::words(
            if kept.refusals > kept.refused { format!(": {} times", kept.refusals) } else { String::new() },
            theme.dim(),
        ),
    ]
}

/// `30 Jan 23`, where there is little room.
fn shortly(day: NaiveDate) -> String {
    day.format("%-d %b %y").to_string()
}
