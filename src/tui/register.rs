//! The register: the list of recommendations, filtered while one types.
//! Rows are read from the ledger by the window; only those that are seen are drawn.

use chrono::NaiveDate;
use crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::canvas::{Canvas, Click};
use super::desk::title;
use super::editor::Editor;
use super::fitting::{column, cut, promised_shortly, wrap};
use super::history::History;
use super::keys::{Act, Place};
use super::link::Link;
use super::list::{first_seen, moved};
use super::path::Where;
use super::recommendation::dots;
use super::screen::{Around, Effect, Screen, Subject};
use crate::journey::recommendation::Stage;
use crate::journey::reference::Stream;
use crate::journey::text::clean_line;
use crate::ledger::Ledger;
use crate::ledger::standing::questions::{Filter, Page, Row};
use crate::ledger::trouble::Trouble;

/// So many rows are read at once.
const WINDOW: usize = 200;
/// No more than so many are held; a filter finds the others.
const MOST: usize = 10_000;
/// Of a row's text so much is kept for showing, in characters.
const LONGEST_TEXT: usize = 400;

#[derive(Default)]
pub struct List {
    rows: Vec<Kept>,
    /// Whether the ledger holds more rows than were read.
    more: bool,
    /// How many rows to read when loading.
    wanted: usize,
    all: bool,
    filter: Editor,
    filtering: bool,
    at: usize,
}

/// What is kept of a row to show it.
struct Kept {
    reference: String,
    text: String,
    stage: Option<Stage>,
    level: String,
    rating: String,
    owner: String,
    next: Option<NaiveDate>,
    closed: Option<String>,
    ours: bool,
}

impl Kept {
    fn of(row: &Row) -> Kept {
        let text: String = row.text.chars().take(LONGEST_TEXT).collect();
        Kept {
            reference: row.r#ref.to_string(),
            text: clean_line(&text).into_owned(),
            stage: Stage::ALL.into_iter().find(|stage| stage.name() == row.stage),
            level: row.level.unwrap_or_default().to_string(),
            rating: row.rating.unwrap_or_default().to_string(),
            owner: row.owner.unwrap_or_default().to_string(),
            next: row.next.and_then(|day| day.parse().ok()),
            closed: row.closed_as.map(str::to_string),
            ours: row.ours,
        }
    }

    /// The next date in words; how it ended where it is closed.
    fn next_in_words(&self, around: &Around) -> String {
        match (&self.closed, self.next) {
            _ if !self.ours => "not ours".into(),
            (Some(ending), _) => ending.replace('_', " "),
            (None, Some(next)) => promised_shortly(next, around.today, around.register.scheme.warning_days),
            (None, None) if self.stage == Some(Stage::Governance) => "no target".into(),
            (None, None) => String::new(),
        }
    }

    fn is_late(&self, today: NaiveDate) -> bool {
        self.next.is_some_and(|next| next < today)
    }
}

/// What the words of a filter ask for: `overdue`, `stage:x`, `owner:x` and so on; the others stand in the text.
fn understood(words: &str, all: bool) -> Filter {
    let mut filter = Filter { all, ..Filter::default() };
    let mut rest = Vec::new();
    for word in words.split_whitespace() {
        let value = |value: &str| (!value.is_empty()).then(|| value.to_string());
        match word.split_once(':') {
            Some(("stage", stage)) => filter.stage = value(stage).map(whole_stage),
            Some(("owner", owner)) => filter.owner = value(owner),
            Some(("level", level)) => filter.level = value(level),
            Some(("rating", rating)) => filter.rating = value(rating),
            Some(("inspection", code)) => filter.inspection = value(code),
            _ if word.eq_ignore_ascii_case("overdue") => filter.overdue = true,
            _ => rest.push(word),
        }
    }
    filter.words = (!rest.is_empty()).then(|| rest.join(" "));
    filter
}

/// A stage by its first letters, so that `stage:gov` already finds it while it is typed.
fn whole_stage(said: String) -> String {
    let begins = |stage: &Stage| stage.name().to_lowercase().starts_with(&said.to_lowercase());
    Stage::ALL.into_iter().find(begins).map_or(said.clone(), |stage| stage.name().to_string())
}

impl List {
    /// The list of what these words ask for.
    pub fn filtered(words: &str) -> List {
        List { filter: Editor::of_one_line().holding(words), ..List::default() }
    }

    fn read(&mut self, ledger: &Ledger, limit: usize) -> Result<(), Trouble> {
        let filter = understood(&self.filter.text(), self.all);
        let page = Page { limit: Some(limit + 1), after: None };
        self.rows.clear();
        self.more = false;
        ledger.standing().for_each_row(&filter, &page, &mut |row| {
            self.more = self.rows.len() == limit;
            if !self.more {
                self.rows.push(Kept::of(row));
            }
            !self.more
        })
    }

    fn go(&mut self, to: usize) -> Vec<Effect> {
        self.at = to;
        let near_the_end = to + 20 >= self.rows.len();
        if !(self.more && near_the_end && self.wanted < MOST) {
            return Vec::new();
        }
        self.wanted = (self.wanted + WINDOW).min(MOST);
        vec![Effect::Load]
    }

    fn keep_filter(&mut self) -> Vec<Effect> {
        self.filtering = false;
        Vec::new()
    }

    fn clear_filter(&mut self) -> Vec<Effect> {
        self.filtering = false;
        self.filter = Editor::of_one_line();
        self.again()
    }

    fn again(&mut self) -> Vec<Effect> {
        self.at = 0;
        self.wanted = WINDOW;
        vec![Effect::Load]
    }
}

impl Screen for List {
    fn place(&self) -> Place {
        if self.filtering { Place::Filter } else { Place::Register }
    }

    fn load(&mut self, ledger: &Ledger, _around: &Around) -> Result<(), Trouble> {
        self.wanted = self.wanted.max(WINDOW);
        self.read(ledger, self.wanted)?;
        self.at = self.at.min(self.rows.len().saturating_sub(1));
        Ok(())
    }

    fn typed(&mut self, key: KeyEvent, _around: &Around) -> Option<Vec<Effect>> {
        let edits = self.filtering && !matches!(key.code, KeyCode::Up | KeyCode::Down);
        (edits && self.filter.press(key)).then(|| self.again())
    }

    fn fits(&self, act: Act) -> bool {
        !matches!(act, Act::Open | Act::History) || self.filtering || !self.rows.is_empty()
    }

    fn act(&mut self, act: Act, _around: &Around) -> Option<Vec<Effect>> {
        match act {
            Act::Open if self.filtering => Some(self.keep_filter()),
            Act::Back if self.filtering || !self.filter.is_empty() => Some(self.clear_filter()),
            Act::Filter => {
                self.filtering = true;
                Some(Vec::new())
            }
            Act::All => {
                self.all = !self.all;
                Some(self.again())
            }
            Act::Open => self
                .rows
                .get(self.at)
                .and_then(|row| Link::named(&row.reference))
                .map(|link| vec![link.open()]),
            Act::History => {
                let stream: Stream = self.rows.get(self.at)?.reference.parse().ok()?;
                Some(vec![Effect::Open(Box::new(History::of(stream)))])
            }
            Act::Export => {
                let filter = understood(&self.filter.text(), self.all);
                Some(vec![Effect::Open(Box::new(Where::for_a_list(filter)))])
            }
            Act::Register => Some(Vec::new()),
            Act::Last if self.more && self.wanted < MOST => {
                (self.wanted, self.at) = (MOST, MOST);
                Some(vec![Effect::Load])
            }
            _ => moved(self.at, act, self.rows.len()).map(|to| self.go(to)),
        }
    }

    fn choose(&mut self, row: usize) {
        self.at = row;
    }

    fn chosen(&self) -> Option<usize> {
        Some(self.at)
    }

    fn subject(&self) -> Subject {
        let Some(row) = self.rows.get(self.at) else { return Subject::default() };
        let code = row.reference.split('-').next().map(str::to_string);
        Subject { inspection: code, recommendation: Some(row.reference.clone()), ..Subject::default() }
    }

    fn shows_the_register(&self) -> bool {
        true
    }

    fn draw(&self, frame: &mut Canvas, area: Rect, around: &Around) {
        let theme = around.theme;
        let which = if self.all { "all" } else { "open" };
        let more = if self.more { "+" } else { "" };
        title(frame, area, &format!("Register · {which}: {}{more}", self.rows.len()), around);
        let line = |y: u16| Rect { y, height: 1, ..area };
        let width = area.width as usize;
        frame.render_widget(self.filter_line(width, around), line(area.y + 1));
        frame.render_widget(Line::styled(header(width), theme.dim()), line(area.y + 2));
        let height = area.height.saturating_sub(7) as usize;
        let first = first_seen(self.at, self.rows.len(), height);
        for (index, row) in self.rows.iter().enumerate().skip(first).take(height) {
            let y = area.y + 3 + (index - first) as u16;
            frame.render_widget(row_line(row, index == self.at, width, around), line(y));
            frame.spot(line(y), Click::Row(index));
        }
        if self.rows.is_empty() {
            frame.render_widget(Line::raw(self.why_empty()), line(area.y + 4));
        }
        self.draw_chosen(frame, Rect { y: area.bottom() - 4, height: 4, ..area }, around);
        if self.filtering {
            let (_, (_, cell)) = self.filter.lines(width);
            frame.set_cursor_position((area.x + 9 + cell as u16, area.y + 1));
        }
    }
}

impl List {
    fn filter_line(&self, width: usize, around: &Around) -> Line<'static> {
        if !self.filtering && self.filter.is_empty() {
            let hint = " / filters: words, overdue, stage: owner: level: rating: inspection:";
            return Line::styled(cut(hint, width), around.theme.dim());
        }
        let marker = if self.filtering { "▌" } else { " " };
        Line::styled(format!(" filter {marker}{}", self.filter.text()), around.theme.strong())
    }

    fn why_empty(&self) -> &'static str {
        match (self.filter.is_empty(), self.all) {
            (false, false) => "  nothing open fits the filter; a shows closed ones too",
            (false, true) => "  nothing fits the filter",
            (true, false) => "  nothing is open; a shows closed ones too, i imports a published response",
            (true, true) => "  no recommendation is recorded yet: i imports a published response",
        }
    }

    /// The whole text of the chosen row, as much as three lines take.
    fn draw_chosen(&self, frame: &mut Canvas, area: Rect, around: &Around) {
        let Some(row) = self.rows.get(self.at) else { return };
        let rule = Line::styled("─".repeat(area.width as usize), around.theme.dim());
        frame.render_widget(rule, Rect { height: 1, ..area });
        let width = area.width as usize - 2;
        let mut lines = wrap(&format!("{}  {}", row.reference, row.text), width);
        if lines.len() > 3 {
            lines[2] = cut(&format!("{} {}", lines[2], lines[3]), width);
            if !lines[2].ends_with('…') {
                lines[2] = format!("{}…", cut(&lines[2], width - 1));
            }
        }
        for (index, text) in lines.into_iter().take(3).enumerate() {
            let y = area.y + 1 + index as u16;
            frame.render_widget(Line::raw(format!(" {text}")), Rect { y, height: 1, ..area });
        }
    }
}

/// Widths of the columns: on a narrow terminal level and owner give way to the text.
fn header(width: usize) -> String {
    let owner = if width >= 76 { "lv r owner      " } else { "r " };
    format!(
        " {} {} {} {}{} asked",
        column("ref", 9),
        "       ",
        column("stage", 10),
        owner,
        column("next date", 11)
    )
}

fn row_line(row: &Kept, chosen: bool, width: usize, around: &Around) -> Line<'static> {
    let theme = around.theme;
    let base = if chosen { theme.chosen() } else { Style::new() };
    let rating = around.register.scheme.rating(&row.rating);
    let (letter, colour) =
        rating.map_or((" ", Style::new()), |rating| (&*rating.letter, theme.rating(&rating.colour)));
    let late = if row.is_late(around.today) { theme.bad() } else { Style::new() };
    let stage = row.stage.map_or("", Stage::name);
    let dots = row.stage.filter(|_| row.ours).map_or("       ".into(), dots);
    let marker = if chosen { "▸" } else { " " };
    let mut spans = vec![Span::styled(
        format!("{marker}{} {dots} {} ", column(&row.reference, 9), column(stage, 10)),
        base,
    )];
    let mut used = 1 + 9 + 1 + 7 + 1 + 10 + 1;
    if width >= 76 {
        spans.push(Span::styled(format!("{} ", column(&row.level, 2)), base));
        used += 3;
    }
    spans.push(Span::styled(format!("{} ", column(letter, 1)), base.patch(colour)));
    if width >= 76 {
        spans.push(Span::styled(format!("{} ", column(&row.owner, 10)), base));
        used += 11;
    }
    spans.push(Span::styled(column(&row.next_in_words(around), 11), base.patch(late)));
    used += 2 + 11 + 1;
    spans.push(Span::styled(format!(" {}", column(&row.text, width.saturating_sub(used))), base));
    Line::from(spans)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_understands_its_words() {
        let filter = understood("stage:gov overdue owner:smith serious crime", false);
        assert_eq!(filter.stage.as_deref(), Some("Governance"));
        assert_eq!(filter.owner.as_deref(), Some("smith"));
        assert_eq!(filter.words.as_deref(), Some("serious crime"));
        assert!(filter.overdue && !filter.all);
        assert_eq!(understood("stage:", true), Filter { all: true, ..Filter::default() });
    }
}
