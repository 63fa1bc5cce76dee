//! The overview: the road with its counts, what waits for the person, the clocks and the numbers.

use chrono::{Datelike, NaiveDate};
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Paragraph};
use unicode_width::UnicodeWidthStr;

use super::canvas::{Canvas, Click};
use super::desk::title;
use super::fitting::{column, cut, days, wrap};
use super::keys::{Act, Place};
use super::link::Link;
use super::list::{first_seen, moved};
use super::screen::{Around, Effect, Screen, Subject};
use crate::briefing::overview::waits_for;
use crate::journey::deadline::in_words;
use crate::ledger::Ledger;
use crate::ledger::standing::questions::{Counts, Waiting, Why};
use crate::ledger::trouble::Trouble;

/// Of each sort of thing that waits, so many are listed.
const OF_EACH: usize = 50;
/// The whole clock of a response, in days (Police Act 1996, s.55).
const CLOCK: i64 = 56;

#[derive(Default)]
pub struct Overview {
    counts: Option<Counts>,
    waiting: Vec<Waiting>,
    clocks: Vec<Waiting>,
    last_meeting: Option<(String, NaiveDate)>,
    at: usize,
}

fn in_a_word(why: Why) -> &'static str {
    match why {
        Why::ResponseDue => "response",
        Why::Returned => "returned",
        Why::AskedOfDcc => "asks DCC",
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
        self.last_meeting = standing.last_meeting()?;
        let since = self.last_meeting.as_ref().map(|(_, day)| *day);
        self.counts = Some(standing.counts(around.register.scheme.warning_days, since)?);
        self.clocks = standing.waiting(Why::ResponseDue, OF_EACH)?;
        self.waiting.clear();
        for why in waits_for(around.person(), around.today) {
            self.waiting.extend(standing.waiting(why, OF_EACH)?);
        }
        self.at = self.at.min(self.waiting.len().saturating_sub(1));
        Ok(())
    }

    fn fits(&self, act: Act) -> bool {
        act != Act::Back && (act != Act::Open || !self.waiting.is_empty())
    }

    fn act(&mut self, act: Act, _around: &Around) -> Option<Vec<Effect>> {
        if act == Act::Open {
            let chosen = self.waiting.get(self.at)?;
            return Some(Link::named(&chosen.r#ref).map(|link| link.open()).into_iter().collect());
        }
        self.at = moved(self.at, act, self.waiting.len())?;
        Some(Vec::new())
    }

    fn choose(&mut self, row: usize) {
        self.at = row;
    }

    fn chosen(&self) -> Option<usize> {
        Some(self.at)
    }

    fn subject(&self) -> Subject {
        let Some(chosen) = self.waiting.get(self.at) else { return Subject::default() };
        match chosen.r#ref.split_once('-') {
            Some((code, _)) => Subject {
                inspection: Some(code.to_string()),
                recommendation: Some(chosen.r#ref.clone()),
                ..Subject::default()
            },
            None => Subject { inspection: Some(chosen.r#ref.clone()), ..Subject::default() },
        }
    }

    fn shows_the_register(&self) -> bool {
        true
    }

    fn draw(&self, frame: &mut Canvas, area: Rect, around: &Around) {
        let weekday = if area.width >= 100 { "%a %-d %b %Y" } else { "%-d %b %Y" };
        let day = around.today.format(weekday);
        title(frame, area, &format!("Plenary · {}  {day}", around.register.home), around);
        let Some(counts) = &self.counts else { return };
        let rows = [Constraint::Length(1), Constraint::Length(4), Constraint::Min(0)];
        let [_, road, body] = Layout::vertical(rows).areas(area);
        draw_road(frame, road, counts, around);
        let right = if body.width >= 76 { 30 } else { 28 };
        let [left, right] = Layout::horizontal([Constraint::Min(0), Constraint::Length(right)]).areas(body);
        self.draw_waiting(frame, left, around);
        self.draw_numbers(frame, right, counts, around);
    }
}

/// The seven stages in a row, and under each how many are there.
fn draw_road(frame: &mut Canvas, area: Rect, counts: &Counts, around: &Around) {
    let block = Block::bordered().title(" The road ");
    let inside = block.inner(area);
    frame.render_widget(block, area);
    let inside = Rect { x: inside.x + 1, width: inside.width.saturating_sub(2), ..inside };
    let wide = inside.width >= 74;
    let lines = if wide { wide_road(counts, around) } else { narrow_road(counts, inside.width) };
    frame.render_widget(Paragraph::new(lines), inside);
}

fn wide_road(counts: &Counts, around: &Around) -> Vec<Line<'static>> {
    let (mut names, mut numbers) = (Vec::new(), Vec::new());
    for (index, (stage, count)) in counts.stages.iter().enumerate() {
        let (name, width) = (stage.name(), stage.name().len());
        let between = if index == 0 { "" } else { " ▶ " };
        names.push(Span::raw(between));
        names.push(Span::styled(name, if *count > 0 { Style::new() } else { around.theme.dim() }));
        numbers.push(Span::raw(if index == 0 { "" } else { "   " }));
        numbers.push(Span::styled(format!("{count:^width$}"), around.theme.strong()));
    }
    vec![Line::from(names), Line::from(numbers)]
}

fn narrow_road(counts: &Counts, width: u16) -> Vec<Line<'static>> {
    let stages: Vec<_> =
        counts.stages.iter().map(|(stage, count)| format!("{} {count}", stage.name())).collect();
    wrap(&stages.join(" ▶ "), width as usize).into_iter().map(Line::raw).collect()
}

impl Overview {
    fn draw_waiting(&self, frame: &mut Canvas, area: Rect, around: &Around) {
        let theme = around.theme;
        let whole = |why| self.waiting.iter().filter(|waiting| waiting.why == why).count() < OF_EACH;
        let more = !self.waiting.iter().all(|waiting| whole(waiting.why));
        let heading = match self.waiting.len() {
            0 => "Nothing waits for you".to_string(),
            count if more => format!("Waiting for you: the first {count}"),
            count => format!("Waiting for you: {count}"),
        };
        frame.render_widget(Line::styled(format!(" {heading}"), theme.strong()), Rect { height: 1, ..area });
        let height = area.height.saturating_sub(1) as usize;
        let first = first_seen(self.at, self.waiting.len(), height);
        let rows = self.waiting.iter().enumerate().skip(first).take(height);
        for (line, (index, waiting)) in rows.enumerate() {
            let y = area.y + 1 + line as u16;
            let row = self.row(index, waiting, area.width as usize, around);
            let line = Rect { y, height: 1, ..area };
            frame.render_widget(row, line);
            frame.spot(line, Click::Row(index));
        }
    }

    fn row(&self, index: usize, waiting: &Waiting, width: usize, around: &Around) -> Line<'static> {
        let theme = around.theme;
        let late = matches!(waiting.why, Why::ResponseDue | Why::Overdue) && waiting.date < around.today;
        let style = match waiting.why {
            _ if late => theme.bad(),
            Why::Returned => theme.warning(),
            _ => Style::new(),
        };
        let long = how_long(waiting, around.today);
        let about =
            format!("{} {} {:>9} ", column(&waiting.r#ref, 9), column(in_a_word(waiting.why), 10), long);
        let room = width.saturating_sub(about.width() + 2);
        let marker = if index == self.at { "▸" } else { " " };
        let chosen = if index == self.at { theme.chosen() } else { Style::new() };
        Line::from(vec![
            Span::styled(format!("{marker}{about}"), style.patch(chosen)),
            Span::styled(cut(&waiting.text, room), chosen),
        ])
    }

    fn draw_numbers(&self, frame: &mut Canvas, area: Rect, counts: &Counts, around: &Around) {
        let width = area.width as usize;
        let mut lines = self.clock_lines(width - 2, around);
        lines.extend(rating_lines(counts, around));
        lines.extend(self.number_lines(counts, around));
        let block = Block::new().borders(ratatui::widgets::Borders::LEFT);
        let inside = block.inner(area);
        frame.render_widget(block, area);
        frame.render_widget(
            Paragraph::new(lines),
            Rect { x: inside.x + 1, width: inside.width - 1, ..inside },
        );
    }

    fn clock_lines(&self, width: usize, around: &Around) -> Vec<Line<'static>> {
        let theme = around.theme;
        let mut lines = vec![Line::styled("Response clocks (56 days)", theme.strong())];
        if self.clocks.is_empty() {
            lines.push(Line::styled("none runs", theme.dim()));
        }
        for clock in self.clocks.iter().take(2) {
            let left = (clock.date - around.today).num_days();
            let state =
                if left < 0 { format!("late by {}", days(-left)) } else { format!("{} left", days(left)) };
            let style = if left < 0 { theme.bad() } else { Style::new() };
            lines.push(Line::raw(cut(&format!("{} last day {}", clock.r#ref, in_words(clock.date)), width)));
            let bar = width.saturating_sub(state.len() + 2).min(14);
            lines.push(Line::styled(format!("{} {state}", bar_of(left, bar)), style));
        }
        if self.clocks.len() > 2 {
            lines.push(Line::styled(format!("and {} more", self.clocks.len() - 2), theme.dim()));
        }
        lines
    }

    fn number_lines(&self, counts: &Counts, around: &Around) -> Vec<Line<'static>> {
        let theme = around.theme;
        let row = |name: &str, count: u32, more: String, style: Style| {
            let style = if count > 0 { style } else { Style::new() };
            Line::from(vec![
                Span::styled(format!("{name:9}{count:>3}"), style),
                Span::styled(format!("  {more}"), theme.dim()),
            ])
        };
        let warning = around.register.scheme.warning_days;
        let oldest = counts
            .oldest_overdue
            .map_or(String::new(), |day| format!("oldest {} d", (around.today - day).num_days()));
        let since =
            self.last_meeting.as_ref().map_or(String::new(), |(meeting, _)| format!("since {meeting}"));
        vec![
            row("Overdue", counts.overdue, oldest, theme.bad()),
            row("Due soon", counts.due_soon, format!("in {warning} days"), theme.warning()),
            row("No target", counts.no_target, String::new(), theme.warning()),
            row("Quiet", counts.quiet, since, Style::new()),
            Line::raw(""),
            Line::styled("Closed, last 12 months", theme.strong()),
            Line::raw(closed_by_month(counts, around.today)),
        ]
    }
}

/// The part of the clock that has run, as a bar.
fn bar_of(days_left: i64, width: usize) -> String {
    let run = (CLOCK - 1 - days_left).clamp(0, CLOCK) as usize;
    let full = run * width / CLOCK as usize;
    format!("{}{}", "█".repeat(full), "░".repeat(width - full))
}

fn rating_lines(counts: &Counts, around: &Around) -> Vec<Line<'static>> {
    let theme = around.theme;
    let mut spans = Vec::new();
    for rating in &around.register.scheme.ratings {
        let count = counts.ratings.get(&rating.code).copied().unwrap_or(0);
        spans.push(Span::styled(rating.letter.clone(), theme.rating(&rating.colour)));
        spans.push(Span::raw(format!(" {count}  ")));
    }
    let none = counts.ratings.get("").copied().unwrap_or(0);
    spans.push(Span::raw(format!("- {none}")));
    let head = Line::styled("Ratings at Governance", theme.strong());
    vec![Line::raw(""), head, Line::from(spans), Line::raw("")]
}

/// A column for each of the last twelve months, and their sum.
fn closed_by_month(counts: &Counts, today: NaiveDate) -> String {
    const HEIGHTS: [char; 9] = ['·', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let month = |back: i32| {
        let months = today.year() * 12 + today.month0() as i32 - back;
        format!("{:04}-{:02}", months.div_euclid(12), months.rem_euclid(12) + 1)
    };
    let closed = |back: i32| {
        let month = month(back);
        counts.closed_by_month.iter().find(|(key, _)| *key == month).map_or(0, |(_, count)| *count)
    };
    let closed: Vec<u32> = (0..12).rev().map(closed).collect();
    let most = closed.iter().copied().max().unwrap_or(0).max(1);
    let height = |count: u32| HEIGHTS[(u64::from(count) * 8).div_ceil(u64::from(most)) as usize];
    let columns: String = closed.iter().map(|count| height(*count)).collect();
    format!("{columns}  {} in all", closed.iter().sum::<u32>())
}
