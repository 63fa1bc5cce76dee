//! Why something is shown as it is: the rule, where it comes from, what went into it, and the dates.
//! Enter opens everything that happened, where each of the dates stands with its event.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::journey::deadline::in_words;
use crate::journey::reference::Stream;
use crate::journey::why::Explanation;
use crate::ledger::Ledger;
use crate::ledger::explaining::Explained;
use crate::ledger::trouble::Trouble;
use crate::tui::canvas::Canvas;
use crate::tui::desk::{inside, title};
use crate::tui::drawing::fitting::{column, wrap};
use crate::tui::drawing::list::{moved, scroll_and_tell};
use crate::tui::history::History;
use crate::tui::keys::{Act, Place};
use crate::tui::screen::{Around, Effect, Screen, Subject};

/// In lines of so many cells there are at most as many lines as on any terminal.
const NARROWEST: usize = 56;

pub struct Why {
    /// A recommendation or an inspection.
    about: Stream,
    explained: Explained,
    from: usize,
}

impl Why {
    /// About what the person is looking at: its recommendation, else its inspection. None where there is neither.
    pub fn of(subject: &Subject) -> Option<Why> {
        let whole = subject.inspection.as_ref().filter(|_| subject.whole_inspection);
        let named = whole.or(subject.recommendation.as_ref()).or(subject.inspection.as_ref())?;
        Some(Why { about: named.parse().ok()?, explained: Explained::default(), from: 0 })
    }

    fn lines(&self, width: usize, around: &Around) -> Vec<Line<'static>> {
        let mut lines = Vec::new();
        for explanation in &self.explained.explanations {
            lines.extend(lines_of(explanation, width, around));
            lines.push(Line::raw(""));
        }
        if !self.explained.now.is_empty() {
            let told = format!("you could now: {}", self.explained.now.join(", "));
            lines.extend(wrap(&told, width).into_iter().map(Line::raw));
        }
        if lines.is_empty() {
            lines.push(Line::raw("there is nothing to explain"));
        }
        lines
    }
}

fn lines_of(explanation: &Explanation, width: usize, around: &Around) -> Vec<Line<'static>> {
    let theme = around.theme;
    let mut lines = Vec::new();
    let mut add = |head: &str, text: &str, style: Style| {
        let indent = head.chars().count();
        for (index, part) in wrap(text, width.saturating_sub(indent)).into_iter().enumerate() {
            let before = if index == 0 { head.to_string() } else { " ".repeat(indent) };
            lines.push(Line::from(Span::styled(format!("{before}{part}"), style)));
        }
    };
    add("", &explanation.question, theme.strong());
    add("  ", &explanation.answer, Style::new());
    add("  rule: ", &format!("{} ({})", explanation.rule, explanation.source), theme.dim());
    for input in &explanation.inputs {
        add("  ", &format!("{}: {}", input.name, input.value), Style::new());
    }
    for dated in &explanation.dates {
        add(&format!("  {} ", column(&in_words(dated.day), 11)), &dated.what, Style::new());
    }
    lines
}

impl Screen for Why {
    fn place(&self) -> Place {
        Place::Why
    }

    fn load(&mut self, ledger: &Ledger, around: &Around) -> Result<(), Trouble> {
        let explained = match &self.about {
            Stream::Recommendation(reference) => ledger.explain(reference, None, &around.actor)?,
            Stream::Inspection(code) => ledger.explain_clock(code)?,
            Stream::Register | Stream::Meeting(_) => None,
        };
        self.explained = explained.unwrap_or_default();
        Ok(())
    }

    fn act(&mut self, act: Act, around: &Around) -> Option<Vec<Effect>> {
        match act {
            Act::Open | Act::History => {
                return Some(vec![Effect::Open(Box::new(History::of(self.about.clone())))]);
            }
            Act::Why => return Some(Vec::new()),
            _ => self.from = moved(self.from, act, self.lines(NARROWEST, around).len())?,
        }
        Some(Vec::new())
    }

    fn subject(&self) -> Subject {
        match &self.about {
            Stream::Recommendation(reference) => Subject {
                inspection: Some(reference.inspection.to_string()),
                recommendation: Some(reference.to_string()),
                ..Subject::default()
            },
            about => {
                Subject { inspection: Some(about.to_string()), whole_inspection: true, ..Subject::default() }
            }
        }
    }

    fn shows_the_register(&self) -> bool {
        true
    }

    fn draw(&self, frame: &mut Canvas, area: Rect, around: &Around) {
        title(frame, area, &format!("Why · {}", self.about), around);
        let inside = inside(area, 2);
        scroll_and_tell(frame, inside, self.lines(inside.width as usize, around), self.from, around.theme);
    }
}
