//! The inspections, the newest first or by how their clocks stand, each with its response clock and its numbers.

pub(super) mod inspection;

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use super::canvas::{Canvas, Click};
use super::desk::title;
use super::drawing::fitting::{column, cut, days, widest};
use super::drawing::list::{moved, seen_and_told};
use super::drawing::sheet::{Piece, Row, draw_row};
use super::keys::{Act, Place};
use super::link::Link;
use super::pictures::charts::{clock_bar, number};
use super::recommendation::why::Why;
use super::screen::{Around, Effect, Screen, Subject};
use crate::briefing::items::Items;
use crate::journey::deadline::in_words;
use crate::ledger::Ledger;
use crate::ledger::standing::clocks::ClockState;
use crate::ledger::standing::questions::InspectionRow;
use crate::ledger::trouble::Trouble;

/// At most so many are read.
const MOST: usize = 1_000;
/// The code and three numbers of a row can be opened.
const COLUMNS: usize = 4;

#[derive(Default)]
pub struct Inspections {
    /// Only those whose clock stands so.
    clocks: Option<ClockState>,
    rows: Vec<InspectionRow>,
    at: usize,
    /// 0 is the code, then the numbers.
    column: usize,
}

impl Inspections {
    /// Those whose response clock stands so.
    pub fn with_clocks(state: ClockState) -> Inspections {
        Inspections { clocks: Some(state), ..Inspections::default() }
    }

    fn open(&self) -> Option<Link> {
        let row = self.rows.get(self.at)?;
        match self.column.checked_sub(1) {
            None => row.code.parse().ok().map(Link::Inspection),
            Some(number) => Some(Link::to(numbers(row)[number].1.clone())),
        }
    }
}

impl Screen for Inspections {
    fn place(&self) -> Place {
        Place::Inspections
    }

    fn load(&mut self, ledger: &Ledger, _around: &Around) -> Result<(), Trouble> {
        let standing = ledger.standing();
        self.rows = match self.clocks {
            None => standing.inspections(MOST)?,
            Some(state) => standing.clocks_of(state, MOST)?,
        };
        self.at = self.at.min(self.rows.len().saturating_sub(1));
        Ok(())
    }

    fn fits(&self, act: Act) -> bool {
        act != Act::Open || !self.rows.is_empty()
    }

    fn act(&mut self, act: Act, _around: &Around) -> Option<Vec<Effect>> {
        match act {
            Act::Open => return Some(vec![self.open()?.open()]),
            Act::NextPane => self.column = (self.column + 1) % COLUMNS,
            Act::PreviousPane => self.column = (self.column + COLUMNS - 1) % COLUMNS,
            Act::Left => self.column = self.column.saturating_sub(1),
            Act::Right => self.column = (self.column + 1).min(COLUMNS - 1),
            Act::Inspections if self.clocks.is_none() => {}
            _ => self.at = moved(self.at, act, self.rows.len())?,
        }
        Some(Vec::new())
    }

    fn choose(&mut self, row: usize) {
        (self.at, self.column) = (row, 0);
    }

    fn chosen(&self) -> Option<usize> {
        Some(self.at)
    }

    fn subject(&self) -> Subject {
        let inspection = self.rows.get(self.at).map(|row| row.code.clone());
        Subject { inspection, ..Subject::default() }
    }

    fn why(&self, _around: &Around) -> Option<Why> {
        self.open().map(|link| link.why())
    }

    fn shows_the_register(&self) -> bool {
        true
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, around: &Around) {
        let more = if self.rows.len() == MOST { "the first " } else { "" };
        let which = self.clocks.map_or(String::new(), |state| format!(" · clock {}", state.words()));
        title(canvas, area, &format!("Inspections{which}: {more}{}", self.rows.len()), around);
        let line = |y: u16| Rect { y, height: 1, ..area };
        if self.rows.is_empty() {
            let said = match self.clocks {
                None => "  none yet: a adds one by hand, i imports a published response".to_string(),
                Some(state) => format!("  no response clock is {}", state.words()),
            };
            return canvas.render_widget(Line::raw(said), line(area.y + 2));
        }
        let code = widest(self.rows.iter().map(|row| row.code.as_str()), 8);
        let head = format!(
            "  {} published   {} open closed  late{}",
            column("code", code),
            column("response", 10 + bar_width(area.width)),
            if area.width < WIDE { "" } else { "  title" }
        );
        canvas.render_widget(Line::styled(head, around.theme.dim()), line(area.y + 1));
        let below = if area.width < WIDE { 2 } else { 0 };
        let height = area.height.saturating_sub(2 + below) as usize;
        let first = seen_and_told(canvas, line(area.y + 1), (self.at, self.rows.len(), height), around.theme);
        for (index, row) in self.rows.iter().enumerate().skip(first).take(height) {
            let (cells, chosen) = (line(area.y + 2 + (index - first) as u16), index == self.at);
            canvas.spot(cells, Click::Row(index));
            let pieces = row_of(row, chosen, (area.width, code), around);
            draw_row(canvas, cells, &pieces, chosen.then_some(self.column), around.theme);
        }
        if let Some(row) = self.rows.get(self.at).filter(|_| below > 0) {
            let rule = Line::styled("─".repeat(area.width as usize), around.theme.dim());
            canvas.render_widget(rule, line(area.bottom().saturating_sub(2)));
            let told = cut(&format!(" {}  {}", row.code, row.title), area.width as usize);
            canvas.render_widget(Line::raw(told), line(area.bottom().saturating_sub(1)));
        }
    }
}

/// Where it is narrower, the title of the chosen one stands below the list.
const WIDE: u16 = 76;

fn bar_width(width: u16) -> usize {
    if width < WIDE { 4 } else { (width as usize).saturating_sub(70).clamp(8, 28) }
}

/// What is open, closed and overdue of what is asked of the home body, with the lists.
fn numbers(row: &InspectionRow) -> [(u32, Items); 3] {
    let of = |words| Items::of_inspection(&row.code, words);
    [(row.open, of("open")), (row.closed(), of("closed")), (row.overdue, of("overdue"))]
}

/// `code` is how many cells the widest code takes.
fn row_of(row: &InspectionRow, chosen: bool, (width, code): (u16, usize), around: &Around) -> Row {
    let theme = around.theme;
    let (words, bar, late) = response_of(row, bar_width(width), around);
    let style = if late { theme.bad() } else { Style::new() };
    let code = column(&row.code, code);
    let open = match row.code.parse() {
        Ok(known) => Piece::link(code, Style::new(), Link::Inspection(known)),
        Err(_) => Piece::words(code, Style::new()),
    };
    let marker = if chosen { "▸ " } else { "  " };
    let mut pieces = vec![
        Piece::words(marker, Style::new()),
        open,
        Piece::words(format!(" {} ", column(&in_words(row.published), 11)), Style::new()),
        Piece::words(format!("{bar} {}", column(&words, 9)), style),
    ];
    let styles = [theme.strong(), Style::new(), theme.bad()];
    for (((n, items), style), wide) in numbers(row).into_iter().zip(styles).zip([5, 7, 6]) {
        pieces.push(number(n, wide, items, style, around));
    }
    if width >= WIDE {
        pieces.push(Piece::words(format!("  {}", row.title), Style::new()));
    }
    pieces
}

/// How the statutory response stands in a few letters, the clock as a bar, and whether it is late.
fn response_of(row: &InspectionRow, width: usize, around: &Around) -> (String, String, bool) {
    let end = row.response_published.unwrap_or(around.today);
    let left = (row.last_day - end).num_days();
    let blank = " ".repeat(width);
    // The words beside it say enough where there is no room for these.
    let said = |word: &str| if word.len() > width { blank.clone() } else { column(word, width) };
    match (&row.response_published, &row.answered_by) {
        (Some(_), _) if left < 0 => (format!("missed {}d", -left), said("published"), true),
        (Some(_), _) => ("met".into(), said("published"), false),
        (None, Some(other)) => (format!("by {other}"), said("answered"), false),
        (None, None) if !row.clock_runs => ("none due".into(), blank, false),
        (None, None) if left < 0 => (format!("late {}d", -left), clock_bar(left, width), true),
        (None, None) => (days(left), clock_bar(left, width), false),
    }
}
