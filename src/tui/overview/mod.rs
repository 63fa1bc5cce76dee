//! The overview: the road with its counts, what waits for the person, the clocks and the numbers.

pub(super) mod figures;

use std::cell::Cell;

use chrono::NaiveDate;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Borders};
use unicode_width::UnicodeWidthStr;

use super::canvas::{Canvas, Click};
use super::desk::title;
use super::drawing::fitting::{column, cut, widest};
use super::drawing::list::{first_seen, moved, tell_unseen};
use super::drawing::sheet::{Focus, Row, draw_row};
use super::keys::{self, Act, Place};
use super::link::Link;
use super::meetings::Meetings;
use super::recommendation::why;
use super::screen::{Around, Effect, Screen, Subject};
use crate::briefing::items::Items;
use crate::briefing::overview::waits_for;
use crate::journey::recommendation::Stage;
use crate::journey::reference::MeetingRef;
use crate::ledger::Ledger;
use crate::ledger::standing::questions::{Waiting, Why};
use crate::ledger::trouble::Trouble;
use crate::progress::grouped;
use figures::Figures;

/// Of each sort of thing that waits, so many are listed.
const OF_EACH: usize = 50;
/// More rows than a usual window has.
const USUAL_HEIGHT: usize = 50;

/// Where the focus is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Pane {
    Road,
    #[default]
    Waiting,
    Figures,
}

/// So many cells say what waits, why and for how long; behind them this much at least says what it is about.
const ABOUT: usize = 33;
const LEAST_TEXT: usize = 12;

/// So wide is the ageing table.
const AGEING_WIDTH: u16 = 75;

#[derive(Default)]
pub struct Overview {
    waiting: Vec<Waiting>,
    /// The meetings that are open.
    open: Vec<MeetingRef>,
    /// How many wait, whether or not they are listed.
    waits: u32,
    /// How many are listed, whether or not they were read yet.
    listed: usize,
    figures: Figures,
    pane: Pane,
    /// The stage in focus on the road.
    stage: usize,
    at: usize,
    focus: Focus,
    /// So many cells the widest reference of what waits takes.
    reference: usize,
    /// Whether something waits for this person's decision.
    decides: bool,
    /// Whether only the rows of the first picture were read: the rest follows as soon as nobody types.
    is_begun: bool,
    /// So many rows the window has, as the picture found it; nought before the first.
    height: Cell<usize>,
}

fn in_a_word(why: Why) -> &'static str {
    match why {
        Why::ResponseDue => "response",
        Why::Returned => "returned",
        Why::AskedOfDcc => "asks DCC",
        Why::AskedOfLead => "asks lead",
        Why::Question => "question",
        Why::Approval => "approve",
        Why::SignOff => "sign off",
        Why::Submission => "submission",
        Why::Overdue => "overdue",
        Why::Plenary => "in plenary",
        Why::Received => "received",
    }
}

/// How long something has waited, or how late it is.
fn how_long(waiting: &Waiting, today: NaiveDate) -> String {
    let gone = (today - waiting.date).num_days();
    match waiting.why {
        Why::ResponseDue if gone > 0 => format!("{gone} d late"),
        Why::ResponseDue => format!("{} d left", -gone),
        Why::Overdue => format!("{gone} d late"),
        _ => format!("{gone} d"),
    }
}

impl Screen for Overview {
    fn place(&self) -> Place {
        Place::Overview
    }

    fn load(&mut self, ledger: &Ledger, around: &Around) -> Result<(), Trouble> {
        let standing = ledger.standing();
        self.figures = Figures::read(&standing, around.register.scheme.warning_days)?;
        self.open = around.register.open_meetings.clone();
        (self.waits, self.listed) = (0, 0);
        self.decides = false;
        let sorts = waits_for(around.person(), around.today);
        // What this person decides stands in one order, and is read together.
        let first = sorts.iter().rposition(|why| why.is_decided()).map_or(0, |last| last + 1);
        self.waiting = ledger.waiting_for(&around.actor, &sorts[..first], OF_EACH)?;
        self.is_begun = self.waiting.len() >= self.at + self.rows_of_window();
        if !self.is_begun {
            self.waiting = ledger.waiting_for(&around.actor, &sorts, OF_EACH)?;
        }
        for why in sorts {
            let waits = self.figures.waits(&standing, why)?;
            self.waits += waits;
            self.listed += (waits as usize).min(OF_EACH);
            self.decides |= waits > 0 && why.is_decided();
        }
        self.measure();
        Ok(())
    }

    fn is_unfinished(&self) -> bool {
        self.is_begun
    }

    /// Reads the rest of what waits, which makes the picture another one only in a window that is higher than usual.
    fn idle(&mut self, ledger: &Ledger, around: &Around) -> Result<bool, Trouble> {
        if !std::mem::take(&mut self.is_begun) {
            return Ok(false);
        }
        let before = (self.listed, self.reference);
        let is_seen_whole = self.waiting.len() >= self.rows_of_window();
        let sorts = waits_for(around.person(), around.today);
        self.waiting = ledger.waiting_for(&around.actor, &sorts, OF_EACH)?;
        self.measure();
        Ok(!is_seen_whole || (self.listed, self.reference) != before)
    }

    fn fits(&self, act: Act) -> bool {
        let nothing_to_open = self.pane == Pane::Waiting && self.waiting.is_empty();
        match act {
            Act::Back => false,
            Act::Open => !nothing_to_open,
            Act::Minute => !self.open.is_empty(),
            _ => true,
        }
    }

    /// Whoever decides is led to the desk; a meeting that is open is minuted first; where there is nothing yet, something is to be taken in.
    fn natural(&self) -> Vec<Act> {
        if self.decides {
            return vec![Act::Desk];
        }
        if !self.open.is_empty() {
            return vec![Act::Minute];
        }
        if self.figures.is_empty() { vec![Act::Import, Act::Inspections] } else { Vec::new() }
    }

    fn act(&mut self, act: Act, around: &Around) -> Option<Vec<Effect>> {
        match act {
            Act::Minute => match self.open.as_slice() {
                [only] => return Some(vec![Effect::Minute(*only)]),
                // Which of them is chosen in the list of meetings.
                _ => return Some(vec![Effect::Open(Box::<Meetings>::default())]),
            },
            Act::Open => return Some(self.chosen_link(around).map(|link| link.open()).into_iter().collect()),
            Act::NextPane => self.pane = self.pane.next(),
            Act::PreviousPane => self.pane = self.pane.next().next(),
            _ if self.moved(act, around) || keys::moves(act) => {}
            _ => return None,
        }
        Some(Vec::new())
    }

    fn choose(&mut self, row: usize) {
        (self.pane, self.at) = (Pane::Waiting, row);
    }

    fn chosen(&self) -> Option<usize> {
        (self.pane == Pane::Waiting).then_some(self.at)
    }

    fn subject(&self) -> Subject {
        let waits = self.waiting.get(self.at).filter(|_| self.pane == Pane::Waiting);
        let Some(chosen) = waits else { return Subject::default() };
        match chosen.r#ref.split_once('-') {
            Some((code, _)) => Subject {
                inspection: Some(code.to_string()),
                recommendation: Some(chosen.r#ref.clone()),
                ..Subject::default()
            },
            None => Subject { inspection: Some(chosen.r#ref.clone()), ..Subject::default() },
        }
    }

    fn why(&self, around: &Around) -> Option<why::Why> {
        self.chosen_link(around).map(|link| link.why())
    }

    fn shows_the_register(&self) -> bool {
        true
    }

    fn draw(&self, frame: &mut Canvas, area: Rect, around: &Around) {
        self.height.set(area.height.into());
        let weekday = if area.width >= 100 { "%a %-d %b %Y" } else { "%-d %b %Y" };
        let day = around.today.format(weekday);
        title(frame, area, &format!("Plenary · {}  {day}", around.register.home), around);
        let inner = usize::from(area.width).saturating_sub(4);
        let road = self.figures.road(inner, (self.pane == Pane::Road).then_some(self.stage), around);
        let rows = [Constraint::Length(1), Constraint::Length(road.len() as u16 + 2), Constraint::Min(0)];
        let [_, above, body] = Layout::vertical(rows).areas(area);
        draw_road(frame, above, &road, around);
        let right = figures_width(body.width);
        let [left, right] = Layout::horizontal([Constraint::Min(0), Constraint::Length(right)]).areas(body);
        // Where there is room to spare, the ageing table fills it; on the pictures the focus reaches it too.
        let table = self.figures.ageing_table(around);
        let below = table.len() as u16 + 1;
        let spare = left.width >= AGEING_WIDTH && left.height >= 2 * below;
        let below = if spare { below } else { 0 };
        let [left, aged] = Layout::vertical([Constraint::Min(0), Constraint::Length(below)]).areas(left);
        self.draw_waiting(frame, left, around);
        table.draw(
            frame,
            Rect { x: aged.x + 1, width: aged.width.saturating_sub(1), ..aged },
            None,
            around.theme,
        );
        self.draw_figures(frame, right, around);
    }
}

impl Pane {
    fn next(self) -> Pane {
        match self {
            Pane::Road => Pane::Waiting,
            Pane::Waiting => Pane::Figures,
            Pane::Figures => Pane::Road,
        }
    }
}

/// How wide the numbers on the right are.
fn figures_width(width: u16) -> u16 {
    match width {
        ..76 => 28,
        76..110 => 31,
        110..150 => 44,
        _ => 60,
    }
}

/// The stages of the road in their box, each with how many are there.
fn draw_road(frame: &mut Canvas, area: Rect, road: &[Row], around: &Around) {
    let block = Block::bordered().title(" The road ");
    let inside = block.inner(area);
    frame.render_widget(block, area);
    for (index, row) in road.iter().enumerate().take(inside.height as usize) {
        let y = inside.y + index as u16;
        let line = Rect { x: inside.x + 1, y, width: inside.width.saturating_sub(2), height: 1 };
        draw_row(frame, line, row, None, around.theme);
    }
}

impl Overview {
    fn rows_of_window(&self) -> usize {
        if self.height.get() == 0 { USUAL_HEIGHT } else { self.height.get() }
    }

    /// What is told of the list as a whole.
    fn measure(&mut self) {
        if !self.is_begun {
            self.listed = self.waiting.len();
        }
        self.at = self.at.min(self.waiting.len().saturating_sub(1));
        self.reference = widest(self.waiting.iter().map(|waiting| waiting.r#ref.as_str()), 9);
    }

    /// What enter opens.
    fn chosen_link(&self, around: &Around) -> Option<Link> {
        match self.pane {
            Pane::Road => Some(Link::to(Items::at(Stage::ALL[self.stage]))),
            Pane::Waiting => Link::named(&self.waiting.get(self.at)?.r#ref),
            Pane::Figures => self.figures.sheet(28, around).chosen(self.focus).cloned(),
        }
    }

    /// Moves the focus, from one pane into another where it is at an end; says whether it moved.
    fn moved(&mut self, act: Act, around: &Around) -> bool {
        match (self.pane, act) {
            (Pane::Road, Act::Left) => self.stage = self.stage.saturating_sub(1),
            (Pane::Road, Act::Right) => self.stage = (self.stage + 1).min(Stage::ALL.len() - 1),
            (Pane::Road, Act::Down) => self.pane = Pane::Waiting,
            (Pane::Waiting, Act::Up) if self.at == 0 => self.pane = Pane::Road,
            (Pane::Waiting, Act::Right) => self.pane = Pane::Figures,
            (Pane::Waiting, act) => match moved(self.at, act, self.waiting.len()) {
                Some(to) => self.at = to,
                None => return false,
            },
            (Pane::Figures, act) => match (self.figures.sheet(28, around).moved(self.focus, act), act) {
                (Some(focus), _) => self.focus = focus,
                (None, Act::Left) => self.pane = Pane::Waiting,
                (None, Act::Up) => self.pane = Pane::Road,
                _ => return false,
            },
            _ => return false,
        }
        true
    }

    fn draw_figures(&self, frame: &mut Canvas, area: Rect, around: &Around) {
        let block = Block::new().borders(Borders::LEFT);
        let inside = block.inner(area);
        frame.render_widget(block, area);
        let inside = Rect { x: inside.x + 1, width: inside.width.saturating_sub(1), ..inside };
        let focus = (self.pane == Pane::Figures).then_some(self.focus);
        self.figures.sheet(inside.width as usize, around).draw(frame, inside, focus, around.theme);
    }

    fn draw_waiting(&self, frame: &mut Canvas, area: Rect, around: &Around) {
        let theme = around.theme;
        let heading = match (self.waits, self.listed) {
            (0, _) => "Nothing waits for you".to_string(),
            (all, listed) if all as usize > listed => {
                format!("Waiting for you: {}, {listed} listed", grouped(all.into()))
            }
            (all, _) => format!("Waiting for you: {all}"),
        };
        frame.render_widget(Line::styled(format!(" {heading}"), theme.strong()), Rect { height: 1, ..area });
        // Where little is left for what a thing is about, that stands on a line of its own.
        let tall = if self.is_narrow(area.width as usize) { 2 } else { 1 };
        let room = area.height.saturating_sub(1) as usize;
        let all = self.listed * tall <= room;
        let height = if all { room } else { room.saturating_sub(1) } / tall;
        let first = first_seen(self.at, self.listed, height);
        let last = Rect { y: area.bottom().saturating_sub(1), height: 1, ..area };
        tell_unseen(frame, last, first, self.listed.saturating_sub(first + height), theme);
        let rows = self.waiting.iter().enumerate().skip(first).take(height);
        for (place, (index, waiting)) in rows.enumerate() {
            let y = area.y + 1 + (place * tall) as u16;
            for (line, row) in self.row(index, waiting, area.width as usize, around).into_iter().enumerate() {
                let line = Rect { y: y + line as u16, height: 1, ..area };
                frame.render_widget(row, line);
                frame.spot(line, Click::Row(index));
            }
        }
    }

    /// Whether too little is left beside the reference and its reason for what a thing is about.
    fn is_narrow(&self, width: usize) -> bool {
        width + 9 < ABOUT + self.reference + LEAST_TEXT
    }

    /// What waits, why, for how long, and what it is about: on one line, or on two where that is too narrow.
    fn row(&self, index: usize, waiting: &Waiting, width: usize, around: &Around) -> Vec<Line<'static>> {
        let theme = around.theme;
        let late = matches!(waiting.why, Why::ResponseDue | Why::Overdue) && waiting.date < around.today;
        let style = match waiting.why {
            _ if late => theme.bad(),
            Why::Returned => theme.warning(),
            _ => Style::new(),
        };
        let long = how_long(waiting, around.today);
        let about = format!(
            "{} {} {:>9} ",
            column(&waiting.r#ref, self.reference),
            column(in_a_word(waiting.why), 10),
            long
        );
        let room = width.saturating_sub(about.width() + 2);
        let here = index == self.at && self.pane == Pane::Waiting;
        let marker = if here { "▸" } else { " " };
        let chosen = if here { theme.chosen() } else { Style::new() };
        let about = Span::styled(format!("{marker}{about}"), style.patch(chosen));
        if self.is_narrow(width) {
            let text = cut(&waiting.text, width.saturating_sub(4));
            return vec![Line::from(about), Line::from(Span::styled(format!("   {text}"), chosen))];
        }
        vec![Line::from(vec![about, Span::styled(cut(&waiting.text, room), chosen)])]
    }
}
