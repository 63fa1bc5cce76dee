//! Why something is shown as it is: the answers, and for each the rule, where it comes from, what went into it,
//! and the dates.
//! Enter opens everything that happened, where each of the dates stands with its event.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::journey::deadline::in_words;
use crate::journey::reference::{ActionRef, Letter, Stream};
use crate::journey::why::Explanation;
use crate::ledger::Ledger;
use crate::ledger::explaining::Explained;
use crate::ledger::trouble::Trouble;
use crate::tui::canvas::Canvas;
use crate::tui::desk::{inside, title};
use crate::tui::drawing::fitting::{column, wrap};
use crate::tui::drawing::list::Reading;
use crate::tui::history::History;
use crate::tui::keys::{Act, Place};
use crate::tui::screen::{Around, Effect, Screen, Subject};

pub struct Why {
    /// A recommendation or an inspection; none for what a number counts.
    about: Option<Stream>,
    /// The action whose answers stand first.
    action: Option<Letter>,
    explained: Explained,
    reading: Reading,
}

impl Why {
    /// About what the person is looking at: its recommendation, else its inspection. None where there is neither.
    pub fn of(subject: &Subject) -> Option<Why> {
        let whole = subject.inspection.as_ref().filter(|_| subject.whole_inspection);
        let named = whole.or(subject.recommendation.as_ref()).or(subject.inspection.as_ref())?;
        Some(Why::about(named.parse().ok()?))
    }

    /// About a recommendation or an inspection.
    pub fn about(about: Stream) -> Why {
        Why { about: Some(about), action: None, explained: Explained::default(), reading: Reading::default() }
    }

    /// About an action: its own answers first, then those of its recommendation.
    pub fn of_action(action: &ActionRef) -> Why {
        let about = Stream::Recommendation(action.recommendation.clone());
        Why { action: Some(action.letter.clone()), ..Why::about(about) }
    }

    /// What a number counts, which is explained already.
    pub fn of_a_number(told: &Explanation) -> Why {
        let explained = Explained { explanations: vec![told.clone()], ..Explained::default() };
        Why { about: None, action: None, explained, reading: Reading::default() }
    }

    fn lines(&self, width: usize, around: &Around) -> Vec<Line<'static>> {
        let mut lines = Vec::new();
        // The answers first: whoever wants no more has read enough then.
        let explanations = &self.explained.explanations;
        for explanation in explanations {
            lines.extend(answer_lines(explanation, width, around));
        }
        for explanation in explanations {
            lines.push(Line::raw(""));
            if explanations.len() > 1 {
                let asked = wrap(&explanation.question, width).into_iter();
                lines.extend(asked.map(|line| Line::styled(line, around.theme.strong())));
            }
            lines.extend(grounds(explanation, width, around));
        }
        if !explanations.is_empty() {
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

/// The same explained, with these answers before the others.
fn with_first(first: Vec<Explanation>, whole: Explained) -> Explained {
    let rest: Vec<_> = whole.explanations.into_iter().filter(|one| !first.contains(one)).collect();
    Explained { explanations: first.into_iter().chain(rest).collect(), ..whole }
}

/// A question and its answer, on as many lines as that takes.
fn answer_lines(explanation: &Explanation, width: usize, around: &Around) -> Vec<Line<'static>> {
    let indent = |index: usize| if index == 0 { "" } else { "  " };
    let told = format!("{} {}", explanation.question, explanation.answer);
    let asked = explanation.question.width();
    let lines = wrap(&told, width.saturating_sub(2)).into_iter().enumerate();
    lines
        .map(|(index, line)| match line.get(..asked).filter(|_| index == 0) {
            Some(question) => {
                let answer = Span::raw(line[asked..].to_string());
                Line::from(vec![Span::styled(question.to_string(), around.theme.strong()), answer])
            }
            None => Line::raw(format!("{}{line}", indent(index))),
        })
        .collect()
}

/// The rule of an answer with its source, what went into it, and the dates.
fn grounds(explanation: &Explanation, width: usize, around: &Around) -> Vec<Line<'static>> {
    let theme = around.theme;
    let mut lines = Vec::new();
    let mut add = |head: &str, text: &str, style: Style| {
        let indent = head.chars().count();
        for (index, part) in wrap(text, width.saturating_sub(indent)).into_iter().enumerate() {
            let before = if index == 0 { head.to_string() } else { " ".repeat(indent) };
            lines.push(Line::from(Span::styled(format!("{before}{part}"), style)));
        }
    };
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
            None => return Ok(()),
            Some(Stream::Recommendation(reference)) => {
                let whole = ledger.explain(reference, None, &around.actor)?;
                match &self.action {
                    None => whole,
                    Some(letter) => {
                        let of_it =
                            ledger.explain(reference, Some(letter), &around.actor)?.unwrap_or_default();
                        whole.map(|whole| with_first(of_it.explanations, whole))
                    }
                }
            }
            Some(Stream::Inspection(code)) => ledger.explain_clock(code)?,
            Some(Stream::Register | Stream::Meeting(_)) => None,
        };
        self.explained = explained.unwrap_or_default();
        Ok(())
    }

    fn fits(&self, act: Act) -> bool {
        self.about.is_some() || !matches!(act, Act::Open | Act::History)
    }

    fn act(&mut self, act: Act, _around: &Around) -> Option<Vec<Effect>> {
        match act {
            Act::Open | Act::History => Some(vec![Effect::Open(Box::new(History::of(self.about.clone()?)))]),
            Act::Why => Some(Vec::new()),
            _ => self.reading.goes(act).then(Vec::new),
        }
    }

    fn subject(&self) -> Subject {
        match &self.about {
            None => Subject::default(),
            Some(Stream::Recommendation(reference)) => Subject {
                inspection: Some(reference.inspection.to_string()),
                recommendation: Some(reference.to_string()),
                ..Subject::default()
            },
            Some(about) => {
                Subject { inspection: Some(about.to_string()), whole_inspection: true, ..Subject::default() }
            }
        }
    }

    fn shows_the_register(&self) -> bool {
        true
    }

    fn draw(&self, frame: &mut Canvas, area: Rect, around: &Around) {
        let about = self.about.as_ref().map_or("a number".to_string(), ToString::to_string);
        title(frame, area, &format!("Why · {about}"), around);
        let inside = inside(area, 2);
        self.reading.draw(frame, inside, self.lines(inside.width as usize, around), around.theme, "");
    }
}
