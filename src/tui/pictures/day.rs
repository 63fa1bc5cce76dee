//! One day of the calendar: what falls on it, item by item.

use chrono::NaiveDate;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use crate::briefing::calendar::{Item, items};
use crate::journey::deadline::in_words;
use crate::journey::reference::ActionRef;
use crate::ledger::Ledger;
use crate::ledger::standing::calendar::DayItems;
use crate::ledger::trouble::Trouble;
use crate::tui::canvas::Canvas;
use crate::tui::desk::title;
use crate::tui::drawing::fitting::{column, from_today};
use crate::tui::drawing::sheet::{Focus, Piece, Sheet};
use crate::tui::keys::{Act, Place};
use crate::tui::link::Link;
use crate::tui::recommendation::why::Why;
use crate::tui::screen::{Around, Effect, Screen};

/// At most so many of each sort are read.
const MOST: usize = 500;

pub struct DayScreen {
    day: NaiveDate,
    falls: DayItems,
    focus: Focus,
}

impl DayScreen {
    pub fn of(day: NaiveDate) -> DayScreen {
        DayScreen { day, falls: DayItems::default(), focus: Focus::default() }
    }

    fn sheet(&self, around: &Around) -> Sheet {
        let mut sheet = Sheet::default();
        for item in items(&self.falls, &around.register.scheme, around.today) {
            let style = if item.says.contains("OVERDUE") { around.theme.bad() } else { Style::new() };
            let name = column(&item.reference, 12);
            let open = match opens(&item) {
                Some(link) => Piece::link(name, style, link),
                None => Piece::words(name, style),
            };
            let sort = Piece::words(format!("{} ", column(item.sort, 9)), around.theme.dim());
            sheet.add(vec![sort, open, Piece::words(format!(" {}", item.says), style)]);
        }
        sheet
    }
}

/// What an item opens; an action opens its recommendation.
fn opens(item: &Item) -> Option<Link> {
    match item.reference.parse::<ActionRef>() {
        Ok(action) => Some(Link::Recommendation(action.recommendation)),
        Err(_) => Link::named(&item.reference),
    }
}

impl Screen for DayScreen {
    fn place(&self) -> Place {
        Place::Day
    }

    fn load(&mut self, ledger: &Ledger, _around: &Around) -> Result<(), Trouble> {
        self.falls = ledger.standing().on_day(self.day, MOST)?;
        Ok(())
    }

    fn fits(&self, act: Act) -> bool {
        act != Act::Open || self.falls != DayItems::default()
    }

    fn act(&mut self, act: Act, around: &Around) -> Option<Vec<Effect>> {
        let sheet = self.sheet(around);
        match act {
            Act::Dates => return Some(super::for_dates(around)),
            Act::Open => return Some(vec![sheet.chosen(self.focus)?.open()]),
            Act::Earlier | Act::Later => {
                let other = if act == Act::Later { self.day.succ_opt() } else { self.day.pred_opt() };
                (self.day, self.focus) = (other.unwrap_or(self.day), Focus::default());
                return Some(vec![Effect::Load]);
            }
            _ => match sheet.moved(self.focus, act) {
                Some(focus) => self.focus = focus,
                None if crate::tui::keys::moves(act) => {}
                None => return None,
            },
        }
        Some(Vec::new())
    }

    fn why(&self, around: &Around) -> Option<Why> {
        self.sheet(around).chosen(self.focus).map(Link::why)
    }

    fn shows_the_register(&self) -> bool {
        true
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, around: &Around) {
        let sheet = self.sheet(around);
        let (weekday, when) = (self.day.format("%A"), from_today(self.day, around.today));
        title(canvas, area, &format!("{weekday} {}, {when}: {}", in_words(self.day), sheet.len()), around);
        let inside = Rect {
            x: area.x + 1,
            y: area.y + 2,
            width: area.width.saturating_sub(2),
            height: area.height.saturating_sub(2),
        };
        if sheet.len() == 0 {
            return canvas.render_widget(Line::raw("nothing falls on this day"), inside);
        }
        sheet.draw(canvas, inside, Some(self.focus), around.theme);
    }
}
