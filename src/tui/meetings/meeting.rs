//! One meeting: what it is about, who was there, and the recommendations on which something was recorded at it.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use crate::briefing::list::dots;
use crate::briefing::paper::Topic;
use crate::journey::deadline::in_words;
use crate::journey::meeting::{Meeting, Phase};
use crate::journey::reference::{MeetingRef, Stream};
use crate::ledger::Ledger;
use crate::ledger::standing::at_meeting::Treated;
use crate::ledger::trouble::Trouble;
use crate::tui::canvas::{Canvas, Click};
use crate::tui::desk::title;
use crate::tui::drawing::fitting::{column, from_today, widest, wrap};
use crate::tui::drawing::list::{first_seen, moved, tell_unseen};
use crate::tui::history::History;
use crate::tui::keys::{Act, Place};
use crate::tui::link::Link;
use crate::tui::screen::{Around, Effect, Screen, Subject};

/// At most so many recommendations are read.
const MOST: usize = 2_000;
/// Of the history of the chosen one so much is looked through for what was recorded here.
const HISTORY: usize = 1_000;

pub struct MeetingScreen {
    reference: MeetingRef,
    stands: Option<Meeting>,
    treated: Vec<Treated>,
    /// What was recorded at this meeting on the one that is chosen.
    said: Vec<String>,
    said_of: Option<usize>,
    at: usize,
}

impl MeetingScreen {
    pub fn of(reference: MeetingRef) -> MeetingScreen {
        MeetingScreen { reference, stands: None, treated: Vec::new(), said: Vec::new(), said_of: None, at: 0 }
    }

    /// What was recorded here on the one that is chosen.
    fn read_said(&mut self, ledger: &Ledger) -> Result<(), Trouble> {
        self.said.clear();
        self.said_of = Some(self.at);
        let Some(chosen) = self.treated.get(self.at) else { return Ok(()) };
        for recorded in ledger.history(&Stream::Recommendation(chosen.r#ref.clone()), HISTORY)? {
            let event = recorded.record.event;
            if event.what.meeting() == Some(self.reference) {
                self.said.push(format!("{}: {}", event.by, event.what.in_words()));
            }
        }
        Ok(())
    }

    fn facts(&self, stands: &Meeting, around: &Around) -> Vec<String> {
        let when = match stands.phase {
            Phase::Planned => format!(", {}", from_today(stands.date, around.today)),
            _ => String::new(),
        };
        let chair = stands.chair.as_ref().map_or(String::new(), |chair| format!("; chair {chair}"));
        let there = match stands.attendees.as_slice() {
            [] => "nobody is recorded as there".to_string(),
            there => format!("there: {}", there.join(", ")),
        };
        let kind = stands.kind.words();
        vec![
            stands.name.clone(),
            format!("{kind} meeting, {} on {}{when}{chair}", stands.phase.words(), in_words(stands.date)),
            there,
        ]
    }

    fn draw_treated(&self, canvas: &mut Canvas, area: Rect, around: &Around) {
        let head = match self.treated.len() {
            0 => "nothing was recorded at it on any recommendation".to_string(),
            count => format!("Recorded at it, on {count}:"),
        };
        canvas.render_widget(
            Line::styled(head, around.theme.strong()),
            Rect { height: area.height.min(1), ..area },
        );
        let height = area.height.saturating_sub(1) as usize;
        let first = first_seen(self.at, self.treated.len(), height);
        let top = Rect { height: area.height.min(1), ..area };
        tell_unseen(canvas, top, first, self.treated.len().saturating_sub(first + height), around.theme);
        let names: Vec<_> = self.treated.iter().map(|one| one.r#ref.to_string()).collect();
        let reference = widest(names.iter().map(String::as_str), 9);
        for (index, one) in self.treated.iter().enumerate().skip(first).take(height) {
            let cells = Rect { y: area.y + 1 + (index - first) as u16, height: 1, ..area };
            let style = if index == self.at { around.theme.chosen() } else { Style::new() };
            let marker = if index == self.at { "▸" } else { " " };
            let rating = one.rating.as_ref().and_then(|code| around.register.scheme.rating(code));
            let letter = rating.map_or("-", |rating| rating.letter.as_str());
            let about = format!(
                "{marker} {} {} {} {letter} {}",
                column(&one.r#ref.to_string(), reference),
                dots(&one.stage),
                column(&one.stage, 10),
                one.text
            );
            canvas.render_widget(Line::styled(column(&about, area.width as usize), style), cells);
            canvas.spot(cells, Click::Row(index));
        }
    }

    fn draw_said(&self, canvas: &mut Canvas, area: Rect, around: &Around) {
        let rule = Line::styled("─".repeat(area.width as usize), around.theme.dim());
        canvas.render_widget(rule, Rect { height: area.height.min(1), ..area });
        let lines = self.said.iter().flat_map(|said| wrap(said, area.width as usize));
        for (index, line) in lines.take(area.height.saturating_sub(1) as usize).enumerate() {
            canvas.render_widget(Line::raw(line), Rect { y: area.y + 1 + index as u16, height: 1, ..area });
        }
    }
}

impl Screen for MeetingScreen {
    fn place(&self) -> Place {
        Place::Meeting
    }

    fn load(&mut self, ledger: &Ledger, _around: &Around) -> Result<(), Trouble> {
        let standing = ledger.standing();
        self.stands = standing.meeting(self.reference)?;
        self.treated = standing.treated_at(self.reference, MOST)?;
        self.at = self.at.min(self.treated.len().saturating_sub(1));
        self.read_said(ledger)
    }

    fn fits(&self, act: Act) -> bool {
        let phase = self.stands.as_ref().map(|stands| stands.phase);
        match act {
            Act::Open => !self.treated.is_empty(),
            Act::Ask("meeting open") => phase == Some(Phase::Planned),
            Act::Minute | Act::Ask("meeting close" | "meeting note") => phase == Some(Phase::Open),
            _ => true,
        }
    }

    /// A meeting that is open is there to be minuted.
    fn natural(&self) -> Vec<Act> {
        vec![Act::Minute]
    }

    fn act(&mut self, act: Act, _around: &Around) -> Option<Vec<Effect>> {
        match act {
            Act::Minute => Some(vec![Effect::Minute(self.reference)]),
            Act::Open => {
                let link = Link::Recommendation(self.treated.get(self.at)?.r#ref.clone());
                Some(vec![link.open()])
            }
            Act::History => Some(vec![Effect::Open(Box::new(History::of(Stream::Meeting(self.reference))))]),
            _ => {
                self.at = moved(self.at, act, self.treated.len())?;
                Some(vec![Effect::Load])
            }
        }
    }

    fn choose(&mut self, row: usize) {
        self.at = row;
    }

    fn chosen(&self) -> Option<usize> {
        Some(self.at)
    }

    /// Reads what was recorded on the one that was clicked.
    fn idle(&mut self, ledger: &Ledger, _around: &Around) -> Result<bool, Trouble> {
        if self.said_of == Some(self.at) {
            return Ok(false);
        }
        self.read_said(ledger)?;
        Ok(true)
    }

    /// What is still to be held wants its pack, what was held its minutes.
    fn paper(&self) -> Topic {
        match self.stands.as_ref().map(|stands| stands.phase) {
            Some(Phase::Closed) => Topic::Minutes(self.reference),
            _ => Topic::Meeting(self.reference),
        }
    }

    fn subject(&self) -> Subject {
        Subject { meeting: Some(self.reference.to_string()), ..Subject::default() }
    }

    fn shows_the_register(&self) -> bool {
        true
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, around: &Around) {
        title(canvas, area, &format!("Meeting {}", self.reference), around);
        let inside = Rect {
            x: area.x + 1,
            y: area.y + 2,
            width: area.width.saturating_sub(2),
            height: area.height.saturating_sub(2),
        };
        let Some(stands) = &self.stands else {
            let said = format!("there is no meeting `{}` in this register", self.reference);
            return canvas.render_widget(Line::raw(said), inside);
        };
        let facts = self.facts(stands, around);
        let lines: Vec<_> = facts.iter().flat_map(|fact| wrap(fact, inside.width as usize)).take(6).collect();
        let used = lines.len() as u16;
        for (index, line) in lines.into_iter().enumerate() {
            let style = if index == 0 { around.theme.strong() } else { Style::new() };
            let cells = Rect { y: inside.y + index as u16, height: 1, ..inside };
            canvas.render_widget(Line::styled(line, style), cells);
        }
        let rest = Rect { y: inside.y + used + 1, height: inside.height.saturating_sub(used + 1), ..inside };
        let below = if self.said.is_empty() { 0 } else { (rest.height / 3).clamp(2, 8).min(rest.height) };
        self.draw_treated(canvas, Rect { height: rest.height - below, ..rest }, around);
        if below > 0 {
            self.draw_said(canvas, Rect { y: rest.bottom() - below, height: below, ..rest }, around);
        }
    }
}
