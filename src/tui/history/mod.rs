//! What happened: every event on one thing, or of the whole register, in order, the newest last;
//! of the one that is chosen also who recorded it when, and what proves it.
//!
//! Of a long log only the events around the chosen one are read, however many there are; a filter looks back
//! through it while nobody types, and no further than somebody looks (`shown`).

mod shown;

use crossterm::event::KeyEvent;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::asking::editor::Editor;
use super::canvas::{Canvas, Click};
use super::desk::{inside, title};
use super::drawing::fitting::{cut, wrap};
use super::drawing::list::{moved, tell_unseen};
use super::keys::{Act, Place};
use super::link::Link;
use super::screen::{Around, Effect, Screen};
use crate::clock::written;
use crate::journey::deadline::{in_words, read_date};
use crate::journey::reference::Stream;
use crate::ledger::happened::Happened;
use crate::ledger::log::Entry;
use crate::ledger::trouble::Trouble;
use crate::ledger::{Ledger, Recorded};
use crate::progress::grouped;
use shown::Shown;

/// So many are read, around the one that is chosen.
const WINDOW: usize = 400;
/// Nearer than this to the window's end another window is read: more than any terminal shows.
const MARGIN: usize = 100;
/// The lines below, which tell of the chosen event.
const PROOF: u16 = 5;

pub struct History {
    shown: Shown,
    /// Those around the chosen one, without gaps in what is shown.
    events: Vec<Recorded>,
    /// The number of the chosen event; none for the newest, whatever comes.
    at: Option<u64>,
    proof: Option<Entry>,
    finding: Option<Finding>,
    /// The words of the filter, and what was passed over in them.
    words: String,
    remark: Option<String>,
}

/// What is being looked for.
#[derive(Default)]
struct Finding {
    words: Editor,
    wrong: Option<String>,
}

/// What somebody looks for.
enum Wanted {
    Event(u64),
    Stream(Stream),
    /// Only what these words find; with what was passed over in them.
    Filtered(Happened, Option<String>),
}

impl History {
    pub fn of(stream: Stream) -> History {
        History { shown: Shown::of(Happened::to(stream)), ..History::of_everything() }
    }

    pub fn of_everything() -> History {
        let shown = Shown::of(Happened::default());
        let (events, words) = (Vec::new(), String::new());
        History { shown, events, at: None, proof: None, finding: None, words, remark: None }
    }

    /// The place of the chosen event among those that were read; the newest of them where it is none of them.
    fn index(&self) -> usize {
        let newest = self.events.len().saturating_sub(1);
        let Some(at) = self.at else { return newest };
        self.events.partition_point(|event| event.seq < at).min(newest)
    }

    fn chosen_event(&self) -> Option<&Recorded> {
        self.events.get(self.index())
    }

    /// The place of the chosen event among all that are shown.
    fn place(&self) -> usize {
        self.at.map_or(self.shown.len().saturating_sub(1), |at| self.shown.place(at))
    }

    /// Moves among the events that are shown.
    fn go(&mut self, act: Act) -> Option<Vec<Effect>> {
        let to = moved(self.place(), act, self.shown.len())?;
        self.at = match act {
            Act::Last => None,
            // Before everything: older ones may still be found.
            Act::First => Some(0),
            _ => self.shown.number(to),
        };
        Some(vec![Effect::Load])
    }

    /// Whether older ones are to be looked for, because somebody looks at the oldest that were found.
    fn needs_more(&self) -> bool {
        self.shown.has_more() && self.place() < MARGIN
    }

    /// Reads the events around the chosen one, where they are not read yet.
    fn read_window(&mut self, ledger: &Ledger) -> Result<(), Trouble> {
        let (at, end) = (self.place(), self.shown.len());
        let holds = |place: usize| {
            let (first, last) = (self.events.first(), self.events.last());
            let within = |number| {
                first.is_some_and(|first| first.seq <= number) && last.is_some_and(|last| number <= last.seq)
            };
            self.shown.number(place).is_none_or(within)
        };
        if !(holds(at.saturating_sub(MARGIN)) && holds((at + MARGIN).min(end.saturating_sub(1)))) || end == 0
        {
            self.events = self.shown.read(ledger, at.saturating_sub(WINDOW / 2), at + WINDOW / 2)?;
        }
        Ok(())
    }

    /// Shows only what is wanted, or with no words everything again.
    fn filter(&mut self, words: &str, wanted: Happened, remark: Option<String>) -> Vec<Effect> {
        self.shown = Shown::of(wanted.within(self.shown.wanted.about.as_ref()));
        (self.words, self.remark, self.finding, self.at) = (words.trim().to_string(), remark, None, None);
        self.events.clear();
        vec![Effect::Load]
    }

    /// Takes the filter away; what it is the history of stays.
    fn widen(&mut self) -> Vec<Effect> {
        self.filter("", Happened::default(), None)
    }

    fn wanted(&self, around: &Around) -> Result<Wanted, String> {
        let words = self.finding.as_ref().map(|finding| finding.words.text()).unwrap_or_default();
        let words = words.trim();
        if let Ok(number) = words.parse() {
            return Ok(Wanted::Event(number));
        }
        if let Ok(stream) = words.parse() {
            return Ok(Wanted::Stream(stream));
        }
        // A day alone is what happened on it.
        let day = read_date(words, around.today).map(|day| format!("since:{day} until:{day}"));
        let read = Happened::read(day.as_deref().unwrap_or(words), &around.register, around.today);
        let remark = read.remarks().next().map(ToString::to_string);
        let happened = read.wanted;
        match remark {
            Some(remark) if happened.is_everything() && words.contains(':') => Err(remark),
            Some(_) if happened.is_everything() => Err(format!(
                "`{words}` is no event's number, no reference, no date and no filter (by: kind: since: until:)"
            )),
            remark => Ok(Wanted::Filtered(happened, remark)),
        }
    }

    fn find(&mut self, around: &Around) -> Vec<Effect> {
        match self.wanted(around) {
            Ok(Wanted::Event(seq)) if self.shown.wanted.is_everything() => {
                self.finding = None;
                self.at = Some(seq.clamp(1, self.shown.last.max(1)));
                vec![Effect::Load]
            }
            Ok(Wanted::Filtered(happened, remark)) => {
                let words = self.finding.as_ref().map_or(String::new(), |finding| finding.words.text());
                self.filter(&words, happened, remark)
            }
            Ok(Wanted::Stream(stream)) => {
                self.finding = None;
                vec![Effect::Open(Box::new(History::of(stream)))]
            }
            Ok(Wanted::Event(_)) => {
                self.say_wrong("numbers are found in the whole history of the register".into())
            }
            Err(wrong) => self.say_wrong(wrong),
        }
    }

    fn say_wrong(&mut self, wrong: String) -> Vec<Effect> {
        if let Some(finding) = &mut self.finding {
            finding.wrong = Some(wrong);
        }
        Vec::new()
    }

    /// The lines that fit, so that the chosen event is seen, each with the event that it tells of.
    /// The first of them begins an event, unless the chosen one alone is longer than that.
    fn lines(&self, area: Rect, around: &Around) -> Vec<(usize, Line<'static>)> {
        let (height, chosen) = (area.height as usize, self.index());
        let of = |index: usize| {
            let lines =
                lines_of(&self.events[index], self.shown.wanted.about.is_none(), area.width as usize, around);
            lines.into_iter().map(move |line| {
                let style = if index == chosen { around.theme.chosen() } else { Style::new() };
                (index, line.style(style))
            })
        };
        let mut after: Vec<_> = Vec::new();
        for index in chosen..self.events.len() {
            if after.len() >= height {
                break;
            }
            after.extend(of(index));
        }
        let mut before: Vec<Vec<_>> = Vec::new();
        let mut above = 0;
        for index in (0..chosen).rev() {
            if above >= height / 2 && above + after.len() >= height {
                break;
            }
            let lines: Vec<_> = of(index).collect();
            above += lines.len();
            before.push(lines);
        }
        let mut lines: Vec<_> = before.into_iter().rev().flatten().collect();
        lines.extend(after);
        // The chosen one stands in the middle, but nothing is left empty above or below it.
        let from = above.saturating_sub(height / 2).min(lines.len().saturating_sub(height));
        let begins = |at: &usize| *at == 0 || lines[*at].0 != lines[*at - 1].0;
        let from = (from..=above).find(begins).unwrap_or(from);
        lines.into_iter().skip(from).take(height).collect()
    }

    /// What stands of the chosen event in the record: who recorded it when, and what proves it.
    fn proof_lines(&self, width: usize, around: &Around) -> Vec<Line<'static>> {
        let Some(chosen) = self.chosen_event() else { return Vec::new() };
        let (record, event) = (&chosen.record, &chosen.record.event);
        let what = format!("event {} on {} ({})", grouped(chosen.seq), event.stream, event.what.kind());
        let (at, account) = (written(record.at), &record.account);
        let recorded = format!("recorded {at} by {}@{}", account.user, account.host);
        let proof = self.proof.as_ref().filter(|entry| entry.seq == chosen.seq);
        let hash =
            |name: &str, hash: Option<String>| cut(&format!("{name:6} {}", hash.unwrap_or_default()), width);
        let texts = [
            cut(&what, width),
            cut(&recorded, width),
            hash("digest", proof.map(|entry| entry.digest.to_string())),
            hash("hash", proof.map(|entry| entry.hash.to_string())),
        ];
        texts.into_iter().map(|text| Line::styled(text, around.theme.dim())).collect()
    }

    fn heading(&self) -> String {
        let wanted = &self.shown.wanted;
        if wanted.is_everything() {
            let at = self.chosen_event().map_or(0, |event| event.seq);
            return format!("History · event {} of {}", grouped(at), grouped(self.shown.last));
        }
        let count = grouped(self.shown.len() as u64);
        let so_far = if self.shown.has_more() { " so far" } else { "" };
        match (&wanted.about, self.words.is_empty()) {
            (Some(stream), true) => format!("History of {stream} · {count} events{so_far}"),
            _ => format!("History · {count} events{so_far} · {wanted}"),
        }
    }

    fn draw_finding(&self, canvas: &mut Canvas, area: Rect, around: &Around) {
        let (text, style) = match (&self.finding, &self.remark) {
            (None, _) if self.words.is_empty() => return,
            (None, Some(remark)) => (format!(" / {}  {remark}", self.words), around.theme.bad()),
            (None, None) => (format!(" / {}", self.words), around.theme.dim()),
            (Some(Finding { wrong: Some(wrong), .. }), _) => (format!(" / {wrong}"), around.theme.bad()),
            (Some(finding), _) => (format!(" / {}", finding.words.text()), around.theme.strong()),
        };
        canvas.render_widget(Line::styled(cut(&text, area.width as usize), style), area);
        let Some(finding) = &self.finding else { return };
        let (_, (_, cell)) = finding.words.lines(area.width as usize);
        canvas.set_cursor_position(((area.x + 3 + cell as u16).min(area.right().saturating_sub(1)), area.y));
    }
}

/// One event: when and through whom, what, and why.
pub fn lines_of(recorded: &Recorded, with_stream: bool, width: usize, around: &Around) -> Vec<Line<'static>> {
    const INDENT: usize = 13;
    let event = &recorded.record.event;
    let stream = if with_stream { format!("{} ", event.stream) } else { String::new() };
    let why = event.why.as_ref().map_or(String::new(), |why| format!(" — {why}"));
    let told = format!("{stream}{}{why} ({})", event.in_words(), event.by);
    let texts = wrap(&told, width.saturating_sub(INDENT));
    let day = |index: usize| if index == 0 { in_words(event.on) } else { String::new() };
    let dim = around.theme.dim();
    let line = |(index, text): (usize, String)| {
        Line::from(vec![
            Span::styled(format!("{:<INDENT$}", day(index)), dim),
            Span::styled(text, Style::new()),
        ])
    };
    texts.into_iter().enumerate().map(line).collect()
}

impl Screen for History {
    fn place(&self) -> Place {
        if self.finding.is_some() { Place::Find } else { Place::History }
    }

    fn load(&mut self, ledger: &Ledger, _around: &Around) -> Result<(), Trouble> {
        self.shown.follow(ledger)?;
        if self.needs_more() {
            self.shown.look_on(ledger)?;
        }
        self.read_window(ledger)?;
        self.proof = self.chosen_event().map_or(Ok(None), |chosen| ledger.entry(chosen.seq))?;
        Ok(())
    }

    fn idle(&mut self, ledger: &Ledger, around: &Around) -> Result<bool, Trouble> {
        let chosen = self.chosen_event().map(|event| event.seq);
        let stale = self.proof.as_ref().map(|entry| entry.seq) != chosen || self.needs_more();
        if stale {
            self.load(ledger, around)?;
        }
        Ok(stale)
    }

    fn is_busy(&self) -> bool {
        self.needs_more()
    }

    fn typed(&mut self, key: KeyEvent, _around: &Around) -> Option<Vec<Effect>> {
        let finding = self.finding.as_mut()?;
        let typed = finding.words.press(key);
        if typed {
            finding.wrong = None;
        }
        typed.then(Vec::new)
    }

    fn fits(&self, act: Act) -> bool {
        act != Act::Open
            || self.finding.is_some()
            || self.chosen_event().is_some_and(|event| opened(event).is_some())
    }

    fn act(&mut self, act: Act, around: &Around) -> Option<Vec<Effect>> {
        if let (Act::Clear, Some(finding)) = (act, &mut self.finding) {
            finding.words.clear();
            finding.wrong = None;
            return Some(Vec::new());
        }
        match act {
            Act::Filter => {
                self.finding =
                    Some(Finding { words: Editor::of_one_line().holding(&self.words), wrong: None });
                Some(Vec::new())
            }
            Act::Open if self.finding.is_some() => Some(self.find(around)),
            Act::Open => {
                Some(self.chosen_event().and_then(opened).map(|link| link.open()).into_iter().collect())
            }
            Act::Back if self.finding.is_some() => {
                self.finding = None;
                Some(Vec::new())
            }
            Act::Back if !self.words.is_empty() => Some(self.widen()),
            Act::History => Some(Vec::new()),
            _ => self.go(act),
        }
    }

    fn choose(&mut self, row: usize) {
        self.at = self.events.get(row).map(|event| event.seq);
    }

    fn chosen(&self) -> Option<usize> {
        Some(self.index())
    }

    fn forget(&mut self) {
        self.shown.forget();
        self.events.clear();
        self.proof = None;
    }

    fn shows_the_register(&self) -> bool {
        true
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, around: &Around) {
        title(canvas, area, &self.heading(), around);
        self.draw_finding(canvas, Rect { y: area.y + 1, height: 1, ..area }, around);
        let inside = inside(area, 2);
        let inside = Rect { height: inside.height.saturating_sub(PROOF), ..inside };
        let lines = self.lines(inside, around);
        if let (Some((first, _)), Some((last, _))) = (lines.first(), lines.last()) {
            let (place, at) = (self.place(), self.index());
            let above = (place + first).saturating_sub(at);
            let below = (self.shown.len() + at).saturating_sub(place + last + 1);
            tell_unseen(canvas, Rect { y: inside.bottom(), height: 1, ..inside }, above, below, around.theme);
        }
        for (row, (index, line)) in lines.into_iter().enumerate() {
            let at = Rect { y: inside.y + row as u16, height: 1, ..inside };
            canvas.render_widget(line, at);
            canvas.spot(at, Click::Row(index));
        }
        for (row, line) in self.proof_lines(inside.width as usize, around).into_iter().enumerate() {
            canvas.render_widget(line, Rect { y: inside.bottom() + 1 + row as u16, height: 1, ..inside });
        }
    }
}

/// What an event is about, where that has a screen.
fn opened(event: &Recorded) -> Option<Link> {
    match &event.record.event.stream {
        Stream::Recommendation(reference) => Some(Link::Recommendation(reference.clone())),
        Stream::Inspection(code) => Some(Link::Inspection(code.clone())),
        Stream::Meeting(_) | Stream::Register => None,
    }
}
