//! The pictures: ageing, opened against closed, the 56-day clocks, the calendar, the ratings and the forecast, a page each.
//! Every number opens the list of what it counts.

pub(super) mod charts;
pub(super) mod day;
pub(super) mod forecast;
pub(super) mod month;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::asking::path::Where;
use super::canvas::{Canvas, Click};
use super::desk::title;
use super::drawing::fitting::cut;
use super::drawing::sheet::{Focus, Sheet};
use super::keys::{Act, Place};
use super::link::Link;
use super::recommendation::why::Why;
use super::screen::{Around, Effect, Screen};
use crate::journey::forecast::Forecast;
use crate::journey::forecast::score::Score;
use crate::ledger::Ledger;
use crate::ledger::standing::ageing::Aged;
use crate::ledger::standing::calendar::Day;
use crate::ledger::standing::clocks::{ClockState, Clocks};
use crate::ledger::standing::flow::Month;
use crate::ledger::standing::questions::{Counts, InspectionRow};
use crate::ledger::trouble::Trouble;

/// Of the clocks so many are shown of each sort.
const CLOCKS: usize = 40;
/// So many months are shown.
const MONTHS: u32 = 24;

/// The place of the calendar among the pages.
const CALENDAR: usize = 3;
/// The place of the forecast.
const FORECAST: usize = 5;

/// One page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Page {
    Ageing,
    Flow,
    Clocks,
    Calendar,
    Ratings,
    Forecast,
}

impl Page {
    const ALL: [Page; 6] =
        [Page::Ageing, Page::Flow, Page::Clocks, Page::Calendar, Page::Ratings, Page::Forecast];

    /// Its name in fewer letters.
    fn short(self) -> &'static str {
        match self {
            Page::Flow => "flow",
            Page::Clocks => "clocks",
            other => other.name(),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Page::Ageing => "ageing",
            Page::Flow => "opened and closed",
            Page::Clocks => "56-day clocks",
            Page::Calendar => "calendar",
            Page::Ratings => "ratings",
            Page::Forecast => "forecast",
        }
    }
}

#[derive(Default)]
pub struct Pictures {
    page: usize,
    /// Where the person is on each page.
    focus: [Focus; Page::ALL.len()],
    month: Option<NaiveDate>,
    ageing: Vec<Aged>,
    flow: Vec<Month>,
    clocks: Option<Clocks>,
    running: Vec<InspectionRow>,
    stopped: Vec<InspectionRow>,
    days: BTreeMap<NaiveDate, Day>,
    counts: Option<Counts>,
    last_meeting: Option<String>,
    /// Read when its page is first shown: the score goes through every recommendation.
    forecast: Option<(Forecast, Score)>,
}

impl Pictures {
    /// Opened at the calendar.
    pub fn at_calendar() -> Pictures {
        Pictures { page: CALENDAR, ..Pictures::default() }
    }

    /// Opened at the forecast.
    pub fn at_forecast() -> Pictures {
        Pictures { page: FORECAST, ..Pictures::default() }
    }

    fn page(&self) -> Page {
        Page::ALL[self.page]
    }

    fn sheet(&self, width: usize, around: &Around) -> Sheet {
        let mut sheet = Sheet::default();
        match self.page() {
            Page::Ageing => {
                sheet = charts::ageing_table(&self.ageing, width, around);
                sheet.append(charts::ageing_bars(&self.ageing, width, around));
            }
            Page::Flow => sheet = charts::flow(&self.flow, width, around),
            Page::Clocks => {
                if let Some(clocks) = &self.clocks {
                    sheet = charts::clocks(clocks, &self.running, &self.stopped, width, around);
                }
            }
            Page::Calendar => {
                let month = self.month.unwrap_or(around.today);
                sheet = month::sheet(month, &self.days, width, around);
            }
            Page::Ratings => {
                if let Some(counts) = &self.counts {
                    sheet = charts::ratings(counts, width, around);
                    sheet.append(charts::dates(counts, self.last_meeting.as_deref(), around));
                }
            }
            Page::Forecast => {
                if let Some((forecast, score)) = &self.forecast {
                    sheet = forecast::sheet(forecast, score, width, around);
                }
            }
        }
        sheet
    }

    /// Goes round the pages.
    fn turn(&mut self, by: usize) -> Vec<Effect> {
        self.page = (self.page + by) % Page::ALL.len();
        let unread = self.page() == Page::Forecast && self.forecast.is_none();
        if unread { vec![Effect::Load] } else { Vec::new() }
    }

    fn draw_pages(&self, canvas: &mut Canvas, area: Rect, around: &Around) {
        let mut x = area.x + 1;
        let whole: usize = Page::ALL.iter().map(|page| page.name().len() + 3).sum();
        let short = whole > area.width as usize;
        for (index, page) in Page::ALL.into_iter().enumerate() {
            let name = if short { page.short() } else { page.name() };
            let (name, style) = match index == self.page {
                true => (format!("[{name}]"), around.theme.strong()),
                false => (format!(" {name} "), around.theme.dim()),
            };
            let width = (name.len() as u16).min(area.right().saturating_sub(x));
            let cells = Rect { x, y: area.y, width, height: 1 };
            canvas.render_widget(Span::styled(name, style), cells);
            canvas.spot(cells, Click::Field(index));
            x += width + 1;
        }
    }
}

/// Asks where every date is written for calendars; from a past none is.
pub fn for_dates(around: &Around) -> Vec<Effect> {
    match &around.past {
        Some(_) => vec![Effect::Correct],
        None => vec![Effect::Open(Box::new(Where::for_dates()))],
    }
}

impl Screen for Pictures {
    fn place(&self) -> Place {
        Place::Pictures
    }

    fn load(&mut self, ledger: &Ledger, around: &Around) -> Result<(), Trouble> {
        let standing = ledger.standing();
        let last_meeting = standing.last_meeting()?;
        let since = last_meeting.as_ref().map(|(_, day)| *day);
        self.counts = Some(standing.counts(around.register.scheme.warning_days, since)?);
        self.last_meeting = last_meeting.map(|(meeting, _)| meeting);
        self.ageing = standing.ageing()?;
        self.flow = standing.flow(MONTHS)?;
        self.clocks = Some(standing.clock_counts()?);
        self.running = standing.clocks(CLOCKS)?;
        self.stopped = standing.clocks_of(ClockState::Met, CLOCKS)?;
        self.stopped.extend(standing.clocks_of(ClockState::Missed, CLOCKS)?);
        self.stopped.sort_by_key(|row| std::cmp::Reverse(row.response_published));
        if self.month.is_none() {
            self.month = Some(month::first_of(around.today));
            self.focus[CALENDAR] = month::place_of(around.today);
        }
        self.days = standing.calendar(self.month.unwrap_or(around.today))?;
        self.forecast = match self.page() {
            Page::Forecast => Some((standing.forecast()?, standing.score()?)),
            _ => None,
        };
        Ok(())
    }

    fn fits(&self, act: Act) -> bool {
        !matches!(act, Act::Earlier | Act::Later) || self.page() == Page::Calendar
    }

    fn act(&mut self, act: Act, around: &Around) -> Option<Vec<Effect>> {
        let sheet = self.sheet(80, around);
        match act {
            Act::Open => return Some(vec![sheet.chosen(self.focus[self.page])?.open()]),
            Act::NextPane => return Some(self.turn(1)),
            Act::PreviousPane => return Some(self.turn(Page::ALL.len() - 1)),
            Act::Earlier | Act::Later => {
                let month = self.month.unwrap_or(around.today);
                let month = month::other(month::first_of(month), act == Act::Later);
                let today = month::first_of(around.today) == month;
                self.focus[self.page] = if today { month::place_of(around.today) } else { Focus::default() };
                self.month = Some(month);
                return Some(vec![Effect::Load]);
            }
            Act::Dates => return Some(for_dates(around)),
            Act::Pictures => {}
            Act::Calendar => self.page = CALENDAR,
            _ => match sheet.moved(self.focus[self.page], act) {
                Some(focus) => self.focus[self.page] = focus,
                None if super::keys::moves(act) => {}
                None => return None,
            },
        }
        Some(Vec::new())
    }

    /// A click on a page's name.
    fn choose(&mut self, page: usize) {
        self.page = page.min(Page::ALL.len() - 1);
    }

    fn why(&self, around: &Around) -> Option<Why> {
        if let Some((forecast, _)) = self.forecast.as_ref().filter(|_| self.page() == Page::Forecast) {
            return Some(Why::of_a_number(&forecast.explained()));
        }
        self.sheet(80, around).chosen(self.focus[self.page]).map(Link::why)
    }

    fn shows_the_register(&self) -> bool {
        true
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, around: &Around) {
        let mut name = format!("Pictures · {}", self.page().name());
        if self.page() == Page::Calendar {
            name.push_str(&format!(" · {}", self.month.unwrap_or(around.today).format("%B %Y")));
        }
        title(canvas, area, &name, around);
        self.draw_pages(canvas, Rect { y: area.y + 1, height: 1, ..area }, around);
        let inside = Rect {
            x: area.x + 1,
            y: area.y + 3,
            width: area.width.saturating_sub(2),
            height: area.height.saturating_sub(4),
        };
        let (sheet, focus) = (self.sheet(inside.width as usize, around), self.focus[self.page]);
        sheet.draw(canvas, inside, Some(focus), around.theme);
        if let Some(link) = sheet.chosen(focus) {
            let told = cut(&format!(" enter opens {}", link.told()), area.width as usize);
            let below = Rect { y: area.bottom().saturating_sub(1), height: 1, ..area };
            canvas.render_widget(Line::styled(told, around.theme.dim()), below);
        }
    }
}
