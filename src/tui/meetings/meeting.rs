//! One meeting: what it is about, who was there, its agenda with the reasons, and what was minuted on each item.
//! Once it is closed everything stands as it stood then, with what was put right since beside it.

use chrono::NaiveDate;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use crate::briefing::meeting::{corrected, corrections_of, counted, facts};
use crate::briefing::paper::Topic;
use crate::journey::asking::{Answers, Verb};
use crate::journey::meeting::Phase;
use crate::journey::reference::{MeetingRef, Stream};
use crate::ledger::Ledger;
use crate::ledger::drafts::waiting;
use crate::ledger::meeting::{Line as Item, Shown};
use crate::ledger::trouble::Trouble;
use crate::tui::canvas::{Canvas, Click};
use crate::tui::desk::title;
use crate::tui::drawing::fitting::{column, from_today, widest, wrap};
use crate::tui::drawing::list::{first_seen, moved, tell_unseen};
use crate::tui::history::History;
use crate::tui::keys::{Act, Place};
use crate::tui::link::Link;
use crate::tui::screen::{Around, Draft, Effect, News, Screen, Subject};

/// At most so many items are read.
const MOST: usize = 2_000;
/// Of the history of the chosen one so much is looked through for what was recorded here.
const HISTORY: usize = 1_000;
/// So many lines are said of the meeting itself, and below its agenda of the item that is chosen.
const HEAD: usize = 9;
const BELOW: u16 = 8;

pub struct MeetingScreen {
    reference: MeetingRef,
    shown: Option<Shown>,
    /// What was recorded at this meeting on the item that is chosen.
    said: Vec<String>,
    said_of: Option<usize>,
    at: usize,
    /// The item that was moved: the choice follows it to its place.
    followed: Option<String>,
    /// Why an item could not be moved.
    wrong: Option<String>,
    today: NaiveDate,
    /// What whoever acts typed here and did not record.
    waiting: Vec<String>,
}

impl MeetingScreen {
    pub fn of(reference: MeetingRef) -> MeetingScreen {
        MeetingScreen {
            reference,
            shown: None,
            said: Vec::new(),
            said_of: None,
            at: 0,
            followed: None,
            wrong: None,
            today: NaiveDate::default(),
            waiting: Vec::new(),
        }
    }

    fn items(&self) -> &[Item] {
        self.shown.as_ref().map_or(&[], |shown| &shown.lines)
    }

    fn phase(&self) -> Option<Phase> {
        self.shown.as_ref().map(|shown| shown.meeting.phase)
    }

    /// Whether its agenda may still be changed.
    fn is_changeable(&self) -> bool {
        let plenary = self.shown.as_ref().is_some_and(|shown| shown.meeting.is_plenary());
        matches!(self.phase(), Some(Phase::Planned | Phase::Open)) && !plenary
    }

    /// What was recorded here on the item that is chosen.
    fn read_said(&mut self, ledger: &Ledger) -> Result<(), Trouble> {
        self.said.clear();
        self.said_of = Some(self.at);
        let Some(chosen) = self.items().get(self.at).map(|item| item.r#ref.clone()) else { return Ok(()) };
        for recorded in ledger.history(&Stream::Recommendation(chosen.clone()), HISTORY)? {
            let event = recorded.record.event;
            if event.what.meeting() == Some(self.reference) {
                self.said.push(format!("{}: {}", event.by, event.in_words()));
            }
        }
        let shown = self.shown.iter();
        let corrections =
            shown.flat_map(|shown| corrections_of(&shown.meeting, Some(&chosen)).map(corrected));
        self.said.extend(corrections.collect::<Vec<_>>());
        Ok(())
    }

    /// Puts the chosen item one place up or down, once the person agrees.
    fn put(&mut self, up: bool, around: &Around) -> Option<Vec<Effect>> {
        let items = self.items();
        let one = items.get(self.at)?.r#ref.to_string();
        let before = match up {
            true => items.get(self.at.checked_sub(1)?)?.r#ref.to_string(),
            false => {
                items.get(self.at + 1)?;
                items.get(self.at + 2).map_or(String::new(), |item| item.r#ref.to_string())
            }
        };
        let answers = Answers::default()
            .with("ref", self.reference.to_string())
            .with("item", one.clone())
            .with("before", before);
        self.followed = Some(one);
        self.wrong = None;
        let verb = Verb::named("meeting order")?;
        Some(vec![Effect::Preview(Draft { verb, answers, on: None, seen: around.head, each: Vec::new() })])
    }

    fn facts(&self, shown: &Shown, around: &Around) -> Vec<(String, Style)> {
        let mut told = vec![(shown.meeting.name.clone(), around.theme.strong())];
        let mut facts = facts(shown);
        if let (Phase::Planned, Some(first)) = (shown.meeting.phase, facts.first_mut()) {
            *first += &format!(", {}", from_today(shown.meeting.date, around.today));
        }
        told.extend(self.wrong.iter().map(|wrong| (wrong.clone(), around.theme.bad())));
        if !self.waiting.is_empty() {
            let typed = format!("typed and not recorded, {}: M reads them", self.waiting.len());
            told.push((typed, around.theme.warning()));
        }
        told.extend(facts.into_iter().map(|fact| (fact, Style::new())));
        told.extend(corrections_of(&shown.meeting, None).map(|one| (corrected(one), Style::new())));
        told
    }

    fn draw_items(&self, canvas: &mut Canvas, area: Rect, shown: &Shown, around: &Around) {
        let items = &shown.lines;
        let heads = wrap(&format!("Agenda: {}", counted(shown)), area.width as usize);
        let head = (heads.len() as u16).min(3).min(area.height);
        for (index, line) in heads.into_iter().take(head as usize).enumerate() {
            let cells = Rect { y: area.y + index as u16, height: 1, ..area };
            canvas.render_widget(Line::styled(line, around.theme.strong()), cells);
        }
        let height = area.height.saturating_sub(head) as usize;
        let first = first_seen(self.at, items.len(), height);
        let below = items.len().saturating_sub(first + height) + shown.unshown();
        let last = Rect { y: area.y + head.saturating_sub(1), height: head.min(1), ..area };
        tell_unseen(canvas, last, first, below, around.theme);
        let names: Vec<_> = items.iter().map(|one| one.r#ref.to_string()).collect();
        let reference = widest(names.iter().map(String::as_str), 8);
        for (index, one) in items.iter().enumerate().skip(first).take(height) {
            let cells = Rect { y: area.y + head + (index - first) as u16, height: 1, ..area };
            let style = if index == self.at { around.theme.chosen() } else { Style::new() };
            let marker = if index == self.at { "▸" } else { " " };
            let rating = one.rating.as_ref().and_then(|code| around.register.scheme.rating(code));
            let letter = rating.map_or("-", |rating| rating.letter.as_str());
            let row = format!(
                "{marker}{:>3} {} {} {letter} {} {}",
                index + 1,
                column(&one.r#ref.to_string(), reference),
                column(one.stage, 10),
                if one.minuted { "said" } else { "    " },
                one.why
            );
            canvas.render_widget(Line::styled(column(&row, area.width as usize), style), cells);
            canvas.spot(cells, Click::Row(index));
        }
    }

    /// The item that is chosen: what it asks, all its reasons, and what was recorded on it here.
    fn draw_chosen(&self, canvas: &mut Canvas, area: Rect, around: &Around) {
        let rule = Line::styled("─".repeat(area.width as usize), around.theme.dim());
        canvas.render_widget(rule, Rect { height: area.height.min(1), ..area });
        let Some(item) = self.items().get(self.at) else { return };
        let width = area.width as usize;
        let owner = item.owner.as_ref().map_or(String::new(), |owner| format!(" ({owner})"));
        let mut asked = wrap(&format!("{}{owner}: {}", item.r#ref, item.text), width);
        asked.truncate(2);
        let lines = asked.into_iter().chain(wrap(&item.why, width)).map(Line::raw).chain(
            self.said
                .iter()
                .flat_map(|said| wrap(said, width))
                .map(|line| Line::styled(line, around.theme.dim())),
        );
        for (index, line) in lines.take(area.height.saturating_sub(1) as usize).enumerate() {
            canvas.render_widget(line, Rect { y: area.y + 1 + index as u16, height: 1, ..area });
        }
    }
}

impl Screen for MeetingScreen {
    fn place(&self) -> Place {
        Place::Meeting
    }

    fn load(&mut self, ledger: &Ledger, around: &Around) -> Result<(), Trouble> {
        self.shown = ledger.meeting(self.reference, MOST)?;
        self.today = around.today;
        let all = around.unrecorded.borrow().waiting(ledger, &around.actor)?;
        let here = all.iter().filter(|(of, _)| of.meeting() == Some(self.reference));
        self.waiting = here.map(|(of, draft)| waiting(of, draft)).collect();
        if let Some(followed) = self.followed.take() {
            let place = self.items().iter().position(|item| item.r#ref.to_string() == followed);
            self.at = place.unwrap_or(self.at);
        }
        self.at = self.at.min(self.items().len().saturating_sub(1));
        self.read_said(ledger)
    }

    fn fits(&self, act: Act) -> bool {
        let phase = self.phase();
        let (chosen, last) = (!self.items().is_empty(), self.items().len().saturating_sub(1));
        match act {
            Act::Minute => phase == Some(Phase::Open) || !self.waiting.is_empty(),
            Act::Open => chosen,
            Act::Ask("meeting add") => self.is_changeable(),
            Act::Ask("meeting drop") => self.is_changeable() && chosen,
            Act::ItemUp => self.is_changeable() && self.at > 0,
            Act::ItemDown => self.is_changeable() && self.at < last,
            Act::Ask(name) => {
                let verb = Verb::named(name);
                let of_meetings =
                    verb.filter(|verb| verb.name.starts_with("meeting ") || verb.name == "hold");
                let meeting = self.shown.as_ref().map(|shown| &shown.meeting);
                of_meetings.zip(meeting).is_none_or(|(verb, one)| verb.fits_meeting(one, self.today))
            }
            _ => true,
        }
    }

    /// A meeting that is open is there to be minuted.
    fn natural(&self) -> Vec<Act> {
        vec![Act::Minute]
    }

    fn act(&mut self, act: Act, around: &Around) -> Option<Vec<Effect>> {
        match act {
            Act::Minute => Some(vec![Effect::Minute(self.reference)]),
            Act::Open => {
                let link = Link::Recommendation(self.items().get(self.at)?.r#ref.clone());
                Some(vec![link.open()])
            }
            Act::History => Some(vec![Effect::Open(Box::new(History::of(Stream::Meeting(self.reference))))]),
            Act::ItemUp | Act::ItemDown => self.put(act == Act::ItemUp, around),
            _ => {
                self.at = moved(self.at, act, self.items().len())?;
                self.wrong = None;
                Some(vec![Effect::Load])
            }
        }
    }

    fn hear(&mut self, news: News) {
        if let News::NotDone { what, hint } = news {
            let hint = hint.map_or(String::new(), |hint| format!("; hint: {hint}"));
            self.wrong = Some(format!("{what}{hint}"));
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
        match self.phase() {
            Some(Phase::Closed) => Topic::Minutes(self.reference),
            _ => Topic::Meeting(self.reference),
        }
    }

    fn subject(&self) -> Subject {
        let item = self.items().get(self.at).map(|item| item.r#ref.to_string());
        let of_it = self.shown.as_ref().map(|shown| Subject::of_meeting(&shown.meeting));
        Subject { meeting: Some(self.reference.to_string()), item, ..of_it.unwrap_or_default() }
    }

    fn shows_the_register(&self) -> bool {
        true
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, around: &Around) {
        title(canvas, area, &format!("Meeting {}", self.reference), around);
        let inside = Rect {
            x: area.x + 1,
            y: area.y + 1,
            width: area.width.saturating_sub(2),
            height: area.height.saturating_sub(1),
        };
        let Some(shown) = &self.shown else {
            let said = format!("there is no meeting `{}` in this register", self.reference);
            return canvas.render_widget(Line::raw(said), inside);
        };
        let facts = self.facts(shown, around);
        let width = inside.width as usize;
        let most = HEAD.min(inside.height as usize / 2);
        let told =
            facts.iter().flat_map(|(fact, style)| wrap(fact, width).into_iter().map(|line| (line, *style)));
        let lines: Vec<_> = told.take(most).collect();
        let used = lines.len() as u16;
        for (index, (line, style)) in lines.into_iter().enumerate() {
            let cells = Rect { y: inside.y + index as u16, height: 1, ..inside };
            canvas.render_widget(Line::styled(line, style), cells);
        }
        let rest = Rect { y: inside.y + used, height: inside.height.saturating_sub(used), ..inside };
        let below =
            if shown.lines.is_empty() { 0 } else { (rest.height / 3).clamp(2, BELOW).min(rest.height) };
        self.draw_items(canvas, Rect { height: rest.height - below, ..rest }, shown, around);
        if below > 0 {
            self.draw_chosen(canvas, Rect { y: rest.bottom() - below, height: below, ..rest }, around);
        }
    }
}
