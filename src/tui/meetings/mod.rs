//! Meetings: those planned, open and closed, the newest first.

pub(super) mod meeting;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use super::canvas::{Canvas, Click};
use super::desk::title;
use super::drawing::fitting::{column, from_today, wrap};
use super::drawing::list::{moved, seen_and_told};
use super::history::History;
use super::keys::{Act, Place};
use super::link::Link;
use super::screen::{Around, Effect, Screen, Subject};
use crate::journey::asking::Verb;
use crate::journey::deadline::in_words;
use crate::journey::meeting::{Meeting, Phase};
use crate::journey::reference::{MeetingRef, Stream};
use crate::ledger::Ledger;
use crate::ledger::trouble::Trouble;

/// At most so many are read.
const MOST: usize = 500;

#[derive(Default)]
pub struct Meetings {
    meetings: Vec<Meeting>,
    /// On how many recommendations something was recorded at each.
    treated: Vec<u32>,
    at: usize,
    /// At which whoever acts typed what is not recorded.
    waiting: BTreeSet<MeetingRef>,
    today: NaiveDate,
    /// Whether a place was chosen when the list was opened.
    placed: bool,
}

/// The place that is wanted most: the meeting that is open, else the next that is planned, else the newest.
fn wanted(meetings: &[Meeting], today: NaiveDate) -> usize {
    let nearest = |phase: Phase, from: NaiveDate| {
        let those = meetings.iter().enumerate().filter(|(_, one)| one.phase == phase && one.date >= from);
        those.min_by_key(|(_, one)| (one.date - today).num_days().abs()).map(|(at, _)| at)
    };
    let any = NaiveDate::MIN;
    let open = nearest(Phase::Open, any).or_else(|| nearest(Phase::Planned, today));
    open.or_else(|| nearest(Phase::Planned, any)).unwrap_or(0)
}

impl Screen for Meetings {
    fn place(&self) -> Place {
        Place::Meetings
    }

    fn load(&mut self, ledger: &Ledger, around: &Around) -> Result<(), Trouble> {
        let standing = ledger.standing();
        self.meetings = standing.meetings(MOST)?;
        let treated = self.meetings.iter().map(|meeting| standing.treated_count(meeting.reference));
        self.treated = treated.collect::<Result<_, _>>()?;
        self.today = around.today;
        let waiting = around.unrecorded.borrow().waiting(ledger, &around.actor)?;
        self.waiting = waiting.iter().filter_map(|(of, _)| of.meeting()).collect();
        if !std::mem::replace(&mut self.placed, true) {
            self.at = wanted(&self.meetings, around.today);
        }
        self.at = self.at.min(self.meetings.len().saturating_sub(1));
        Ok(())
    }

    fn fits(&self, act: Act) -> bool {
        if act == Act::Open {
            return !self.meetings.is_empty();
        }
        let meeting = self.meetings.get(self.at);
        let phase = meeting.map(|meeting| meeting.phase);
        match act {
            Act::Ask(name) if name.starts_with("meeting ") && name != "meeting plan" => Verb::named(name)
                .zip(meeting)
                .is_some_and(|(verb, meeting)| verb.fits_meeting(meeting, self.today)),
            Act::Minute => {
                let waits = meeting.is_some_and(|meeting| self.waiting.contains(&meeting.reference));
                phase == Some(Phase::Open) || waits
            }
            Act::History => phase.is_some(),
            _ => true,
        }
    }

    /// A meeting that is open is there to be minuted.
    fn natural(&self) -> Vec<Act> {
        vec![Act::Minute]
    }

    fn act(&mut self, act: Act, _around: &Around) -> Option<Vec<Effect>> {
        match act {
            Act::Minute => Some(vec![Effect::Minute(self.meetings.get(self.at)?.reference)]),
            Act::History => {
                let stream = Stream::Meeting(self.meetings.get(self.at)?.reference);
                Some(vec![Effect::Open(Box::new(History::of(stream)))])
            }
            Act::Open => Some(vec![Link::Meeting(self.meetings.get(self.at)?.reference).open()]),
            Act::Meetings => Some(Vec::new()),
            _ => {
                self.at = moved(self.at, act, self.meetings.len())?;
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

    fn subject(&self) -> Subject {
        let meeting = self.meetings.get(self.at).map(|meeting| meeting.reference.to_string());
        Subject { meeting, ..Subject::default() }
    }

    fn shows_the_register(&self) -> bool {
        true
    }

    fn draw(&self, frame: &mut Canvas, area: Rect, around: &Around) {
        let more = if self.meetings.len() == MOST { "the newest " } else { "" };
        title(frame, area, &format!("Meetings: {more}{}", self.meetings.len()), around);
        let line = |y: u16| Rect { y, height: 1, ..area };
        let width = area.width as usize;
        if self.meetings.is_empty() {
            return frame.render_widget(Line::raw("  no meeting yet: p plans one"), line(area.y + 2));
        }
        let head = "  ref   kind       phase     date                    recs  about";
        frame.render_widget(Line::styled(head, around.theme.dim()), line(area.y + 1));
        let height = area.height.saturating_sub(6) as usize;
        let first =
            seen_and_told(frame, line(area.y + 1), (self.at, self.meetings.len(), height), around.theme);
        for (index, meeting) in self.meetings.iter().enumerate().skip(first).take(height) {
            let style = if index == self.at { around.theme.chosen() } else { Style::new() };
            let marker = if index == self.at { "▸" } else { " " };
            let treated = self.treated.get(index).copied().unwrap_or(0);
            let waits = self.waiting.contains(&meeting.reference);
            let row = format!("{marker} {}", row_of(meeting, treated, waits, around));
            let cells = line(area.y + 2 + (index - first) as u16);
            frame.render_widget(Line::styled(column(&row, width), style), cells);
            frame.spot(cells, Click::Row(index));
        }
        self.draw_chosen(frame, area, around);
    }
}

impl Meetings {
    fn draw_chosen(&self, frame: &mut Canvas, area: Rect, around: &Around) {
        let Some(meeting) = self.meetings.get(self.at) else { return };
        let named = |head: &str, names: &[String]| match names {
            [] => String::new(),
            names => format!("; {head}: {}", names.join(", ")),
        };
        let told = [
            format!("{} {}: {}", meeting.reference, meeting.name, meeting.kind.in_full()),
            meeting.chair.as_ref().map_or(String::new(), |chair| format!("; chair {chair}")),
            named("there", &meeting.attendees),
            named("apologies", &meeting.apologies),
            meeting.series.as_ref().map_or(String::new(), |series| format!("; series: {series}")),
        ];
        let width = area.width as usize;
        let line = |up: u16| Rect { y: area.bottom().saturating_sub(up), height: 1, ..area };
        frame.render_widget(Line::styled("─".repeat(width), around.theme.dim()), line(3));
        for (up, words) in [2, 1].into_iter().zip(wrap(&told.concat(), width.saturating_sub(2))) {
            frame.render_widget(Line::raw(format!(" {words}")), line(up));
        }
    }
}

fn row_of(meeting: &Meeting, treated: u32, waits: bool, around: &Around) -> String {
    let when = match meeting.phase {
        Phase::Planned => from_today(meeting.date, around.today),
        _ => String::new(),
    };
    let place = meeting.series.as_ref().map(|series| format!("{}/{} ", series.place, series.of));
    let waits = if waits { "words not recorded · " } else { "" };
    let name = format!("{waits}{}{}", place.unwrap_or_default(), meeting.name);
    format!(
        "{} {} {} {} {} {treated:>3}  {}",
        column(&meeting.reference.to_string(), 5),
        column(meeting.kind.words(), 10),
        column(meeting.phase.words(), 9),
        column(&in_words(meeting.date), 11),
        column(&when, 13),
        name
    )
}
