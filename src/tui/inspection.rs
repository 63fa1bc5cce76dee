//! One inspection: its details, its grades, what it asks, the response clock and what is missing.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::canvas::Canvas;
use super::desk::title;
use super::fitting::{column, cut, days, wrap};
use super::history::History;
use super::keys::{Act, Place};
use super::list::{first_seen, moved};
use super::recommendation::{RecommendationScreen, dots};
use super::screen::{Around, Effect, Screen, Subject};
use crate::journey::asking::Verb;
use crate::journey::deadline::in_words;
use crate::journey::inspection::Inspection;
use crate::journey::recommendation::Recommendation;
use crate::journey::reference::{InspectionCode, Stream};
use crate::ledger::Ledger;
use crate::ledger::trouble::Trouble;

pub struct InspectionScreen {
    code: InspectionCode,
    stands: Option<Inspection>,
    asks: Vec<Recommendation>,
    at: usize,
}

impl InspectionScreen {
    pub fn of(code: InspectionCode) -> InspectionScreen {
        InspectionScreen { code, stands: None, asks: Vec::new(), at: 0 }
    }
}

impl Screen for InspectionScreen {
    fn place(&self) -> Place {
        Place::Inspection
    }

    fn load(&mut self, ledger: &Ledger, _around: &Around) -> Result<(), Trouble> {
        let standing = ledger.standing();
        self.stands = standing.inspection(&self.code)?;
        self.asks.clear();
        for listed in self.stands.iter().flat_map(|stands| &stands.recommendations) {
            self.asks.extend(standing.recommendation(&listed.reference)?);
        }
        self.at = self.at.min(self.asks.len().saturating_sub(1));
        Ok(())
    }

    fn fits(&self, act: Act) -> bool {
        let Some(stands) = &self.stands else { return !matches!(act, Act::Ask(_) | Act::Open) };
        match act {
            Act::Open => !self.asks.is_empty(),
            Act::Ask(name) => Verb::named(name).is_some_and(|verb| verb.fits_inspection(stands, &self.asks)),
            _ => true,
        }
    }

    fn act(&mut self, act: Act, _around: &Around) -> Option<Vec<Effect>> {
        match act {
            Act::Open => {
                let reference = self.asks.get(self.at)?.reference.clone();
                Some(vec![Effect::Open(Box::new(RecommendationScreen::of(reference)))])
            }
            Act::History => {
                let stream = Stream::Inspection(self.code.clone());
                Some(vec![Effect::Open(Box::new(History::of(stream)))])
            }
            _ => {
                self.at = moved(self.at, act, self.asks.len())?;
                Some(Vec::new())
            }
        }
    }

    /// A form opened here is about the inspection; those about a recommendation take the chosen one.
    fn subject(&self) -> Subject {
        Subject {
            inspection: Some(self.code.to_string()),
            whole_inspection: true,
            recommendation: self.asks.get(self.at).map(|one| one.reference.to_string()),
            ..Subject::default()
        }
    }

    fn shows_the_register(&self) -> bool {
        true
    }

    fn draw(&self, frame: &mut Canvas, area: Rect, around: &Around) {
        title(frame, area, &format!("Inspection {}", self.code), around);
        let inside = Rect { x: area.x + 1, width: area.width - 2, y: area.y + 2, height: area.height - 2 };
        let Some(stands) = &self.stands else {
            let said = format!("there is no inspection `{}` in this register", self.code);
            return frame.render_widget(Line::raw(said), inside);
        };
        let mut details = detail_lines(stands, inside.width as usize, around);
        let most = inside.height as usize * 2 / 3;
        if details.len() > most {
            details.truncate(most.saturating_sub(1));
            details.push(Line::styled("… more: h tells all of it", around.theme.dim()));
        }
        let used = details.len() as u16;
        for (index, line) in details.into_iter().enumerate() {
            frame.render_widget(line, Rect { y: inside.y + index as u16, height: 1, ..inside });
        }
        let rest = inside.height.saturating_sub(used + 1);
        self.draw_asks(frame, Rect { y: inside.y + used + 1, height: rest, ..inside }, around);
    }
}

impl InspectionScreen {
    fn draw_asks(&self, frame: &mut Canvas, area: Rect, around: &Around) {
        let head = match self.asks.len() {
            0 => "no recommendation is recorded yet: a adds one".to_string(),
            count => format!("What it asks: {count}"),
        };
        frame.render_widget(Line::styled(head, around.theme.strong()), Rect { height: 1, ..area });
        let height = area.height.saturating_sub(1) as usize;
        let first = first_seen(self.at, self.asks.len(), height);
        for (index, one) in self.asks.iter().enumerate().skip(first).take(height) {
            let y = area.y + 1 + (index - first) as u16;
            let style = if index == self.at { around.theme.chosen() } else { Style::new() };
            let marker = if index == self.at { "▸" } else { " " };
            let (signs, stage) = match one.ours {
                true => (dots(one.stage), one.stage.name()),
                false => ("       ".into(), "not ours"),
            };
            let about =
                format!("{marker} {} {signs} {} ", column(&one.reference.to_string(), 9), column(stage, 10));
            let text = column(&one.text, (area.width as usize).saturating_sub(31));
            frame.render_widget(Line::styled(format!("{about}{text}"), style), Rect { y, height: 1, ..area });
        }
    }
}

/// A fact about the inspection: its name, its words, and how they look.
type Fact = (&'static str, String, Style);

fn detail_lines(stands: &Inspection, width: usize, around: &Around) -> Vec<Line<'static>> {
    let theme = around.theme;
    let mut lines: Vec<Line<'static>> = Vec::new();
    lines.extend(wrap(&stands.title, width).into_iter().map(|line| Line::styled(line, theme.strong())));
    for (name, text, style) in report_facts(stands).into_iter().chain(response_facts(stands, around)) {
        for (index, line) in wrap(&text, width.saturating_sub(13)).into_iter().enumerate() {
            let name = if index == 0 { name } else { "" };
            let name = Span::styled(format!("{name:<13}"), theme.dim());
            lines.push(Line::from(vec![name, Span::styled(line, style)]));
        }
    }
    lines
}

/// What the report itself says.
fn report_facts(stands: &Inspection) -> Vec<Fact> {
    let plain = Style::new();
    let kind = if stands.kinds.is_empty() { "unknown".into() } else { stands.kinds.join(", ") };
    let published = format!("{} by {}", in_words(stands.published), stands.inspectorate);
    let mut facts = vec![("published", published, plain), ("kind", kind, plain)];
    for (index, grade) in stands.grades.iter().enumerate() {
        let name = if index == 0 { "grades" } else { "" };
        facts.push((name, format!("{}: {}", grade.body, grade.grade), plain));
    }
    facts.extend(stands.source.iter().map(|source| ("read from", source.name.clone(), plain)));
    facts
}

/// How the statutory response stands, and what is missing for it.
fn response_facts(stands: &Inspection, around: &Around) -> Vec<Fact> {
    let (theme, plain) = (around.theme, Style::new());
    let (clock, late) = clock_of(stands, around);
    let mut facts = vec![("response", clock, if late { theme.bad() } else { plain })];
    if let Some(by) = stands.response.comments_by.filter(|_| stands.response.comments.is_none()) {
        facts.push(("comments", format!("of the chief officer invited by {}", in_words(by)), plain));
    }
    for (recipient, on) in &stands.response.receipts {
        facts.push(("receipt", format!("{} on {}", recipient.words(), in_words(*on)), plain));
    }
    let waits = stands.response.published.is_none() && stands.response.same_as.is_none();
    let missing = stands.response_missing();
    if waits && !missing.is_empty() {
        facts.push(("missing", missing.join("; ").replace('`', ""), theme.warning()));
    } else if waits {
        facts.push(("missing", "nothing: it is ready to be published".into(), theme.good()));
    }
    facts
}

/// The section 55 clock in words, and whether the response is late.
fn clock_of(stands: &Inspection, around: &Around) -> (String, bool) {
    let clock = stands.clock(around.today);
    let last = format!("56 days, last day {}", in_words(clock.last_day));
    if let Some((place, on)) = &stands.response.published {
        let late = if *on > clock.last_day { ", late" } else { "" };
        return (format!("published {}{late}: {}; {last}", in_words(*on), cut(place, 60)), false);
    }
    if let Some(other) = &stands.response.same_as {
        return (format!("the response to {other} answers for it"), false);
    }
    match clock.days_left {
        left @ ..0 => (format!("{last}, late by {}", days(-left)), true),
        left => (format!("{last}, {} left", days(left)), false),
    }
}
