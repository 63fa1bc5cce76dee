//! One inspection: its details, the response clock and what is missing, the grades of every body side by side,
//! its numbers, and what it asks.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::briefing::grades::{Matrix, letters, matrix};
use crate::briefing::items::Items;
use crate::briefing::owners::dates;
use crate::briefing::paper::Topic;
use crate::journey::asking::Verb;
use crate::journey::deadline::in_words;
use crate::journey::inspection::Inspection;
use crate::journey::recommendation::{Recommendation, Stage};
use crate::journey::reference::{InspectionCode, Stream};
use crate::ledger::Ledger;
use crate::ledger::standing::tallies::Dates;
use crate::ledger::trouble::Trouble;
use crate::tui::canvas::{Canvas, Click};
use crate::tui::desk::title;
use crate::tui::drawing::fitting::{column, cut, days, widest, wrap};
use crate::tui::drawing::list::{first_seen, moved, tell_unseen};
use crate::tui::drawing::sheet::{Piece, Row, draw_row};
use crate::tui::history::History;
use crate::tui::keys::{Act, Place};
use crate::tui::link::Link;
use crate::tui::pictures::charts::{clock_bar, number};
use crate::tui::recommendation::why::Why;
use crate::tui::recommendation::{RecommendationScreen, dots};
use crate::tui::screen::{Around, Effect, Screen, Subject};

/// So many numbers stand over what is asked.
const NUMBERS: usize = 6;

pub struct InspectionScreen {
    code: InspectionCode,
    dates: Dates,
    stands: Option<Inspection>,
    asks: Vec<Recommendation>,
    at: usize,
    /// The number in focus; none while the focus is on what is asked.
    number: Option<usize>,
    /// The body whose grades stand leftmost.
    across: usize,
}

impl InspectionScreen {
    pub fn of(code: InspectionCode) -> InspectionScreen {
        InspectionScreen {
            code,
            dates: Dates::default(),
            stands: None,
            asks: Vec::new(),
            at: 0,
            number: None,
            across: 0,
        }
    }
}

impl Screen for InspectionScreen {
    fn place(&self) -> Place {
        Place::Inspection
    }

    fn load(&mut self, ledger: &Ledger, _around: &Around) -> Result<(), Trouble> {
        let standing = ledger.standing();
        self.stands = standing.inspection(&self.code)?;
        self.dates = standing.dates_of(&self.code)?;
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
            Act::Open => self.number.is_some() || !self.asks.is_empty(),
            Act::Ask(name) => Verb::named(name).is_some_and(|verb| verb.fits_inspection(stands, &self.asks)),
            _ => true,
        }
    }

    /// What waits for its plenary is taken there before anything else is added.
    fn natural(&self) -> Vec<Act> {
        let waits = self.asks.iter().any(|one| one.ours && one.stage == Stage::Received);
        if waits { vec![Act::Ask("hold")] } else { Vec::new() }
    }

    fn act(&mut self, act: Act, around: &Around) -> Option<Vec<Effect>> {
        match act {
            Act::Open if let Some(at) = self.number => {
                let (_, _, items) = self.numbers(around).into_iter().nth(at)?;
                return Some(vec![Link::to(items).open()]);
            }
            Act::Open => {
                let reference = self.asks.get(self.at)?.reference.clone();
                return Some(vec![Effect::Open(Box::new(RecommendationScreen::of(reference)))]);
            }
            Act::History => {
                let stream = Stream::Inspection(self.code.clone());
                return Some(vec![Effect::Open(Box::new(History::of(stream)))]);
            }
            Act::NextPane | Act::PreviousPane => {
                self.number = if self.number.is_some() { None } else { Some(0) };
            }
            Act::Left | Act::Right => self.sideways(act == Act::Right),
            Act::Down if self.number.is_some() => self.number = None,
            Act::Up if self.number.is_none() && self.at == 0 => self.number = Some(0),
            _ if self.number.is_some() && crate::tui::keys::moves(act) => {}
            _ => self.at = moved(self.at, act, self.asks.len())?,
        }
        Some(Vec::new())
    }

    fn choose(&mut self, row: usize) {
        (self.at, self.number) = (row, None);
    }

    fn chosen(&self) -> Option<usize> {
        self.number.is_none().then_some(self.at)
    }

    /// A form opened here is about the inspection; those about a recommendation take the chosen one.
    fn paper(&self) -> Topic {
        Topic::Inspection(self.code.clone())
    }

    fn subject(&self) -> Subject {
        Subject {
            inspection: Some(self.code.to_string()),
            whole_inspection: true,
            recommendation: self.asks.get(self.at).map(|one| one.reference.to_string()),
            ..Subject::default()
        }
    }

    fn why(&self, around: &Around) -> Option<Why> {
        match self.number {
            Some(at) => self.numbers(around).into_iter().nth(at).map(|(_, _, items)| Link::to(items).why()),
            None => Why::of(&self.subject()),
        }
    }

    fn shows_the_register(&self) -> bool {
        true
    }

    fn draw(&self, frame: &mut Canvas, area: Rect, around: &Around) {
        title(frame, area, &format!("Inspection {}", self.code), around);
        let inside = Rect {
            x: area.x + 1,
            width: area.width.saturating_sub(2),
            y: area.y + 1,
            height: area.height.saturating_sub(1),
        };
        let Some(stands) = &self.stands else {
            let said = format!("there is no inspection `{}` in this register", self.code);
            return frame.render_widget(Line::raw(said), inside);
        };
        let mut details = detail_lines((stands, &self.dates), inside.width as usize, around);
        details.extend(self.grade_lines(stands, inside.width as usize, around));
        // What it asks keeps a third of the screen.
        let most = inside.height as usize * 2 / 3;
        if details.len() > most {
            details.truncate(most.saturating_sub(1));
            details.push(Line::styled("… more: plenary inspection tells all of it", around.theme.dim()));
        }
        let used = details.len() as u16;
        for (index, line) in details.into_iter().enumerate() {
            frame.render_widget(line, Rect { y: inside.y + index as u16, height: 1, ..inside });
        }
        let rest = inside.height.saturating_sub(used);
        self.draw_asks(frame, Rect { y: inside.y + used, height: rest, ..inside }, around);
    }
}

impl InspectionScreen {
    /// What is open, closed, overdue and all of what is asked of the home body, each with its list.
    fn numbers(&self, around: &Around) -> [(&'static str, u32, Items); NUMBERS] {
        let ours = || self.asks.iter().filter(|one| one.ours);
        let closed = ours().filter(|one| one.stage == Stage::Closed).count() as u32;
        let all = ours().count() as u32;
        let overdue = ours().filter(|one| one.overdue(around.today)).count() as u32;
        let code = self.code.to_string();
        let of = |words| Items::of_inspection(&code, words);
        [
            ("open", all - closed, of("open")),
            ("closed", closed, of("closed")),
            ("overdue", overdue, of("overdue")),
            ("ours", all, of("ours")),
            ("moved", ours().filter(|one| one.is_moved()).count() as u32, of("moved ours")),
            ("refused", ours().filter(|one| one.is_refused()).count() as u32, of("refused ours")),
        ]
    }

    fn numbers_row(&self, around: &Around) -> Row {
        let mut row = vec![Piece::words(format!("Asks {}  ", self.asks.len()), around.theme.strong())];
        for (name, n, items) in self.numbers(around) {
            let style = if name == "overdue" { around.theme.bad() } else { around.theme.strong() };
            row.push(Piece::words(format!("{name} "), Style::new()));
            row.push(number(n, 1, items, style, around));
            row.push(Piece::words("  ", Style::new()));
        }
        row
    }

    /// Goes along the numbers where the focus is on them, else along the bodies that were graded.
    fn sideways(&mut self, right: bool) {
        let bodies = self.stands.as_ref().map_or(0, |stands| matrix(&stands.grades, "").bodies.len());
        let step = |at: usize, length: usize| match right {
            true => (at + 1).min(length.saturating_sub(1)),
            false => at.saturating_sub(1),
        };
        match &mut self.number {
            Some(at) => *at = step(*at, NUMBERS),
            None => self.across = step(self.across, bodies),
        }
    }

    /// The grades: question areas down, bodies across, as many as fit from the leftmost on.
    fn grade_lines(&self, stands: &Inspection, width: usize, around: &Around) -> Vec<Line<'static>> {
        let Matrix { bodies, areas, grades } = matrix(&stands.grades, &around.register.home);
        if bodies.is_empty() {
            return Vec::new();
        }
        let named = areas.iter().map(|area| area.chars().count()).max().unwrap_or(0).clamp(6, 20) + 1;
        let wide = 17;
        let fit = (width.saturating_sub(named) / wide).max(1);
        let first = self.across.min(bodies.len().saturating_sub(fit));
        let shown = first..(first + fit).min(bodies.len());
        let told = match bodies.len() > fit {
            true => format!(
                "Grades, bodies {} to {} of {}; left and right show others",
                first + 1,
                shown.end,
                bodies.len()
            ),
            false => "Grades".to_string(),
        };
        let mut lines = vec![Line::styled(told, around.theme.strong())];
        let heads: Vec<_> =
            bodies[shown.clone()].iter().map(|body| wrap(body, wide.saturating_sub(2))).collect();
        for at in 0..heads.iter().map(Vec::len).max().unwrap_or(0).min(3) {
            let cells: String =
                heads.iter().map(|head| column(head.get(at).map_or("", String::as_str), wide)).collect();
            lines.push(Line::styled(format!("{}{cells}", " ".repeat(named)), around.theme.dim()));
        }
        for (area, row) in areas.iter().zip(&grades) {
            let cell = |grade: &Option<String>| {
                column(
                    &grade.as_ref().map_or("-".into(), |grade| format!("{} {grade}", letters(grade))),
                    wide,
                )
            };
            let cells: String = row[shown.clone()].iter().map(cell).collect();
            lines.push(Line::raw(format!("{}{cells}", column(area, named))));
        }
        lines
    }

    fn draw_asks(&self, frame: &mut Canvas, area: Rect, around: &Around) {
        let head = Rect { height: area.height.min(1), ..area };
        if self.asks.is_empty() {
            return frame.render_widget(Line::raw("no recommendation is recorded yet: a adds one"), head);
        }
        draw_row(frame, head, &self.numbers_row(around), self.number, around.theme);
        let height = area.height.saturating_sub(1) as usize;
        let first = first_seen(self.at, self.asks.len(), height);
        tell_unseen(frame, head, first, self.asks.len().saturating_sub(first + height), around.theme);
        let names: Vec<_> = self.asks.iter().map(|one| one.reference.to_string()).collect();
        let reference = widest(names.iter().map(String::as_str), 9);
        for (index, one) in self.asks.iter().enumerate().skip(first).take(height) {
            let cells = Rect { y: area.y + 1 + (index - first) as u16, height: 1, ..area };
            frame.spot(cells, Click::Row(index));
            let chosen = index == self.at && self.number.is_none();
            frame.render_widget(ask_line(one, chosen, (area.width as usize, reference), around), cells);
        }
    }
}

/// `reference` is how many cells the widest reference takes.
fn ask_line(
    one: &Recommendation,
    chosen: bool,
    (width, reference): (usize, usize),
    around: &Around,
) -> Line<'static> {
    let base = if chosen { around.theme.chosen() } else { Style::new() };
    let marker = if chosen { "▸" } else { " " };
    let (signs, stage) = match one.ours {
        true => (dots(one.stage), one.stage.name()),
        false => ("       ".into(), "not ours"),
    };
    let rating = one.rating(&around.register.scheme);
    let (letter, colour) = rating
        .map_or(("-", Style::new()), |rating| (rating.letter.as_str(), around.theme.rating(&rating.colour)));
    let late = one.overdue(around.today);
    let stage_style = if late { base.patch(around.theme.bad()) } else { base };
    let said = if late { "OVERDUE" } else { stage };
    Line::from(vec![
        Span::styled(format!("{marker} {} {signs} ", column(&one.reference.to_string(), reference)), base),
        Span::styled(format!("{} ", column(said, 10)), stage_style),
        Span::styled(letter.to_string(), base.patch(colour)),
        Span::styled(format!(" {}", column(&one.text, width.saturating_sub(24 + reference))), base),
    ])
}

/// A fact about the inspection: its name, its words, and how they look.
type Fact = (&'static str, String, Style);

fn detail_lines((stands, kept): (&Inspection, &Dates), width: usize, around: &Around) -> Vec<Line<'static>> {
    let theme = around.theme;
    let mut lines: Vec<Line<'static>> = Vec::new();
    lines.extend(wrap(&stands.title, width).into_iter().map(|line| Line::styled(line, theme.strong())));
    let facts = report_facts(stands).into_iter().chain(response_facts(stands, around));
    let kept = (*kept != Dates::default()).then(|| ("dates", dates(kept), Style::new()));
    for (name, text, style) in facts.chain(kept) {
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
    let waits = stands.response.published.is_none()
        && stands.response.same_as.is_none()
        && stands.wants_response(&around.register.home);
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
    if !stands.wants_response(&around.register.home) {
        return ("none is due: it neither asks the home body for anything nor grades it".into(), false);
    }
    let bar = clock_bar(clock.days_left, 14);
    match clock.days_left {
        left @ ..0 => (format!("{bar} {last}, late by {}", days(-left)), true),
        left => (format!("{bar} {last}, {} left", days(left)), false),
    }
}
