//! One owner: the actions, those that are owed first; each opens its recommendation.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::briefing::owners::{self, sentence};
use crate::briefing::paper::Topic;
use crate::journey::deadline::in_words;
use crate::ledger::Ledger;
use crate::ledger::standing::owners::{ActionRow, Owner, Which};
use crate::ledger::trouble::Trouble;
use crate::tui::canvas::{Canvas, Click};
use crate::tui::desk::title;
use crate::tui::drawing::fitting::{column, cut, promised_shortly, widest, wrap};
use crate::tui::drawing::list::{moved, seen_and_told};
use crate::tui::keys::{Act, Place};
use crate::tui::link::Link;
use crate::tui::recommendation::why::Why;
use crate::tui::screen::{Around, Effect, Screen, Subject};

/// At most so many actions are read.
const MOST: usize = 5_000;

pub struct OwnerScreen {
    name: String,
    which: Which,
    owner: Option<Owner>,
    rows: Vec<ActionRow>,
    at: usize,
}

impl OwnerScreen {
    pub fn of(name: &str, which: Which) -> OwnerScreen {
        OwnerScreen { name: name.to_string(), which, owner: None, rows: Vec::new(), at: 0 }
    }

    fn chosen_row(&self) -> Option<&ActionRow> {
        self.rows.get(self.at)
    }

    fn draw_chosen(&self, canvas: &mut Canvas, area: Rect, around: &Around) {
        let Some(row) = self.chosen_row() else { return };
        let rule = Line::styled("─".repeat(area.width as usize), around.theme.dim());
        canvas.render_widget(rule, Rect { height: 1, ..area });
        let moved = match owners::moved(row).as_str() {
            "-" => String::new(),
            told => format!("; {told}"),
        };
        let heard =
            row.last_heard.map_or("never heard of".into(), |day| format!("last heard {}", in_words(day)));
        let told =
            format!("{}  {}  (target {}{moved}; {heard})", row.r#ref, row.marked(), in_words(row.target));
        let lines = wrap(&told, (area.width as usize).saturating_sub(2));
        for (index, text) in lines.into_iter().take(3).enumerate() {
            let y = area.y + 1 + index as u16;
            canvas.render_widget(Line::raw(format!(" {text}")), Rect { y, height: 1, ..area });
        }
    }
}

impl Screen for OwnerScreen {
    fn place(&self) -> Place {
        Place::Owner
    }

    fn load(&mut self, ledger: &Ledger, _around: &Around) -> Result<(), Trouble> {
        let standing = ledger.standing();
        self.owner = standing.owner(&self.name)?;
        self.rows = standing.actions_of(&self.name, self.which, MOST)?;
        self.at = self.at.min(self.rows.len().saturating_sub(1));
        Ok(())
    }

    fn fits(&self, act: Act) -> bool {
        act != Act::Open || !self.rows.is_empty()
    }

    fn act(&mut self, act: Act, around: &Around) -> Option<Vec<Effect>> {
        match act {
            Act::Open => {
                let link = Link::Recommendation(self.chosen_row()?.recommendation.parse().ok()?);
                Some(vec![link.open()])
            }
            Act::Chase => Some(super::for_messages(vec![self.name.clone()], around)),
            Act::All => {
                let now = Which::ALL.iter().position(|which| *which == self.which).unwrap_or(0);
                (self.which, self.at) = (Which::ALL[(now + 1) % Which::ALL.len()], 0);
                Some(vec![Effect::Load])
            }
            _ => {
                self.at = moved(self.at, act, self.rows.len())?;
                Some(Vec::new())
            }
        }
    }

    fn choose(&mut self, row: usize) {
        self.at = row;
    }

    fn chosen(&self) -> Option<usize> {
        Some(self.at)
    }

    fn paper(&self) -> Topic {
        Topic::Owner(self.name.clone())
    }

    fn subject(&self) -> Subject {
        let Some(row) = self.chosen_row() else { return Subject::default() };
        let action = Some(row.r#ref.clone());
        Subject {
            inspection: row.recommendation.split('-').next().map(str::to_string),
            recommendation: Some(row.recommendation.clone()),
            actions: vec![row.r#ref.clone()],
            unfinished: action.clone().filter(|_| row.state == "open"),
            action,
            ..Subject::default()
        }
    }

    fn why(&self, _around: &Around) -> Option<Why> {
        self.chosen_row().and_then(|row| Some(Why::of_action(&row.r#ref.parse().ok()?)))
    }

    fn shows_the_register(&self) -> bool {
        true
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, around: &Around) {
        let which = self.which.words();
        title(canvas, area, &format!("{} · {which} actions: {}", self.name, self.rows.len()), around);
        let line = |y: u16| Rect { y, height: 1, ..area };
        let width = area.width as usize;
        let told = self.owner.as_ref().map_or("owns no action".into(), |owner| sentence(owner, around.today));
        canvas.render_widget(
            Line::styled(cut(&format!(" {told}"), width), around.theme.dim()),
            line(area.y + 1),
        );
        let height = area.height.saturating_sub(7) as usize;
        let first = seen_and_told(canvas, line(area.y + 2), (self.at, self.rows.len(), height), around.theme);
        let reference = widest(self.rows.iter().map(|row| row.r#ref.as_str()), 10);
        for (index, row) in self.rows.iter().enumerate().skip(first).take(height) {
            let cells = line(area.y + 3 + (index - first) as u16);
            canvas.render_widget(row_line(row, index == self.at, (width, reference), around), cells);
            canvas.spot(cells, Click::Row(index));
        }
        if self.rows.is_empty() {
            let said = format!("  no action is {which}; a shows others");
            canvas.render_widget(Line::raw(said), line(area.y + 3));
        }
        self.draw_chosen(canvas, Rect { y: area.bottom().saturating_sub(4), height: 4, ..area }, around);
    }
}

/// `reference` is how many cells the widest reference takes.
fn row_line(
    row: &ActionRow,
    chosen: bool,
    (width, reference): (usize, usize),
    around: &Around,
) -> Line<'static> {
    let theme = around.theme;
    let base = if chosen { theme.chosen() } else { Style::new() };
    let when = match (&row.finished_as, row.state.as_str()) {
        (Some(ending), _) => ending.clone(),
        (None, "open") => promised_shortly(row.target, around.today, around.register.scheme.warning_days),
        (None, state) => state.to_string(),
    };
    let late = if row.overdue { base.patch(theme.bad()) } else { base };
    let rating = row.rating.as_ref().and_then(|code| around.register.scheme.rating(code));
    let (letter, colour) =
        rating.map_or(("-", Style::new()), |rating| (rating.letter.as_str(), theme.rating(&rating.colour)));
    let heard = row.last_heard.map_or("never heard".into(), in_words);
    let marker = if chosen { "▸" } else { " " };
    Line::from(vec![
        Span::styled(format!("{marker} {} ", column(&row.r#ref, reference)), base),
        Span::styled(format!("{} ", column(&when, 12)), late),
        Span::styled(letter.to_string(), base.patch(colour)),
        Span::styled(
            format!(
                " {} {}",
                column(&heard, 11),
                column(&row.marked(), width.saturating_sub(30 + reference))
            ),
            base,
        ),
    ])
}
