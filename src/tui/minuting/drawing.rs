//! An item of a meeting as it is minuted: what it is, its actions, last time's words and the new ones.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use super::{Caret, Minuting, Target};
use crate::briefing::case;
use crate::journey::agenda::Item;
use crate::journey::deadline::in_words;
use crate::journey::recommendation::{Action, Recommendation, Stage};
use crate::ledger::drafts::waiting;
use crate::ledger::sitting::{Heard, last_words};
use crate::tui::canvas::{Canvas, Click};
use crate::tui::desk::title;
use crate::tui::drawing::fitting::{column, cut, promised, widest, wrap};
use crate::tui::drawing::list::{first_seen, scroll_and_tell, tell_unseen};
use crate::tui::keys::{self, Place};
use crate::tui::screen::{Around, Screen};

/// From this width on last time's words stand beside the new ones.
const WIDE: u16 = 100;
/// The minute always has so many lines to be typed in.
const LEAST: u16 = 3;

/// Takes so many lines from the top of an area.
fn take(area: &mut Rect, height: u16) -> Rect {
    let height = height.min(area.height);
    let taken = Rect { height, ..*area };
    (area.y, area.height) = (area.y + height, area.height - height);
    taken
}

impl Minuting {
    /// The first line: which meeting, which item, and how far it is.
    pub(super) fn heading(&self) -> String {
        let at = match self.item() {
            Some(_) => format!("{} of {}", self.at + 1, self.items.len()),
            None => "the end".into(),
        };
        let done = self.items.iter().filter(|item| self.minuted.contains(&item.recommendation)).count();
        format!("Minuting {} · {at} · {done} minuted", self.meeting)
    }

    pub(super) fn draw_item(&self, canvas: &mut Canvas, area: Rect, around: &Around) {
        title(canvas, area, &self.heading(), around);
        let mut rest = Rect {
            x: area.x + 1,
            y: area.y + 1,
            width: area.width.saturating_sub(2),
            height: area.height.saturating_sub(1),
        };
        let Some(heard) = &self.heard else {
            return canvas.render_widget(Line::raw("there is no such recommendation any more"), rest);
        };
        let tall = area.height >= 30;
        self.draw_asked(canvas, &mut rest, heard, tall, around);
        let rows = (self.targets().len() as u16).min(if tall { 8 } else { 4 });
        let words = self.action().map_or(Vec::new(), |action| {
            let width = usize::from(rest.width).saturating_sub(4);
            first_lines(&action.text, width, if tall { 3 } else { 1 })
        });
        let above = take(&mut rest, rows + words.len() as u16);
        self.draw_targets(canvas, above, heard, &words, around);
        let told = self.told(usize::from(rest.width), around);
        let below = (told.len() as u16).min(rest.height.saturating_sub(LEAST + 1));
        let words = Rect { height: rest.height - below, ..rest };
        if area.width >= WIDE {
            let left = Rect { width: words.width / 2 - 1, ..words };
            let right =
                Rect { x: words.x + words.width / 2 + 1, width: words.width.div_ceil(2) - 1, ..words };
            self.draw_before(canvas, left, heard, around);
            if self.shows_a_minute() {
                self.draw_minute(canvas, right, around);
            }
        } else {
            let before = self.before(heard, usize::from(words.width), around).len() as u16 + 1;
            // The minute takes what its words need and the line after them; what was said takes the rest.
            let typed = self.text.lines(usize::from(words.width).saturating_sub(2)).0.len() as u16 + 1;
            let why = u16::from(self.wants_why(&around.register.scheme));
            let minute = (typed + why).clamp(LEAST, (words.height / 2).max(LEAST)) + 1;
            let (mut below, height) = (words, before.min(words.height.saturating_sub(minute)).max(2));
            let above = take(&mut below, height);
            self.draw_before(canvas, above, heard, around);
            if self.shows_a_minute() {
                self.draw_minute(canvas, below, around);
            }
        }
        for (index, line) in told.into_iter().take(usize::from(below)).enumerate() {
            let y = rest.bottom() - below + index as u16;
            canvas.render_widget(line, Rect { y, height: 1, ..rest });
        }
    }

    /// What it is, why it is here, and what was asked.
    fn draw_asked(&self, canvas: &mut Canvas, rest: &mut Rect, heard: &Heard, tall: bool, around: &Around) {
        let stands = &heard.stands;
        let reasons = self.item().map_or(String::new(), Item::words);
        let reasons = if reasons.is_empty() { String::new() } else { format!(" · {reasons}") };
        let head = format!("{} · {}{reasons}", stands.reference, where_at(stands));
        for line in first_lines(&head, usize::from(rest.width), 2) {
            canvas.render_widget(Line::styled(line, around.theme.strong()), take(rest, 1));
        }
        let asked = wrap(&stands.text, usize::from(rest.width));
        let most = if tall { 5 } else { 3 };
        let height = asked.len().min(most) as u16;
        let lines = asked.into_iter().map(Line::raw).collect();
        scroll_and_tell(canvas, take(rest, height), lines, 0, around.theme);
    }

    /// What the words can be about, a row each; below the one that is chosen stands what it says.
    fn draw_targets(
        &self,
        canvas: &mut Canvas,
        area: Rect,
        heard: &Heard,
        words: &[String],
        around: &Around,
    ) {
        let targets = self.targets();
        let height = usize::from(area.height).saturating_sub(words.len());
        let first = first_seen(self.target, targets.len(), height);
        let owners = heard.stands.actions.iter().map(|action| action.owner.as_str());
        let owner = widest(owners, 6).min(18);
        for (index, target) in targets.iter().enumerate().skip(first).take(height) {
            let here = index == self.target;
            let down = if index > self.target { words.len() } else { 0 };
            let cells = Rect { y: area.y + (index - first + down) as u16, height: 1, ..area };
            if here {
                for (below, line) in (1..).zip(words) {
                    let at = Rect { y: cells.y + below, ..cells };
                    canvas.render_widget(Line::styled(format!("    {line}"), around.theme.dim()), at);
                }
            }
            let row = format!("{} {}", if here { "▸" } else { " " }, row_of(target, heard, owner, around));
            let minuted = match target {
                Target::Action(letter) if heard.is_said_here(letter) => " · minuted",
                _ => "",
            };
            let room = usize::from(area.width).saturating_sub(minuted.len());
            let style = if here { around.theme.strong() } else { Style::new() };
            let row = format!("{}{minuted}", cut(&row, room));
            canvas.render_widget(Line::styled(column(&row, usize::from(area.width)), style), cells);
            canvas.spot(cells, Click::Row(index));
        }
        let last = Rect { y: area.bottom().saturating_sub(1), height: area.height.min(1), ..area };
        tell_unseen(canvas, last, first, targets.len().saturating_sub(first + height), around.theme);
    }

    /// Last time's words, and what is recorded here already.
    fn before(&self, heard: &Heard, width: usize, around: &Around) -> Vec<Line<'static>> {
        let dim = around.theme.dim();
        let last = match self.target() {
            Target::Action(letter) => heard.last_said(&letter),
            _ => heard.last(),
        };
        let mut lines = Vec::new();
        let mut add = |text: &str, style: Style| {
            lines.extend(wrap(text, width).into_iter().map(|line| Line::styled(line, style)));
        };
        match last {
            Some(last) => add(&last_words(last), Style::new()),
            None => add("nothing was said of it before", dim),
        }
        if !heard.here.is_empty() {
            add(&format!("at {} so far:", self.meeting), dim);
            heard.here.iter().for_each(|one| add(&one.record.event.in_words(), Style::new()));
        }
        lines
    }

    fn draw_before(&self, canvas: &mut Canvas, mut area: Rect, heard: &Heard, around: &Around) {
        let lines = self.before(heard, usize::from(area.width), around);
        rule(canvas, take(&mut area, 1), "Last time", around);
        self.pages.draw(canvas, area, lines, around.theme, keys::TO_READ_ON);
    }

    /// At a closed meeting stand only words that were typed and can be copied.
    pub(super) fn shows_a_minute(&self) -> bool {
        self.is_open() || !self.text.is_empty()
    }

    /// The minute, with its rating, and the caret in it.
    pub(super) fn draw_minute(&self, canvas: &mut Canvas, mut area: Rect, around: &Around) {
        let name = match self.target() {
            Target::Action(letter) => format!("Minute of {letter} · rating {}", self.rating_words(around)),
            Target::Item => "Decision on the item".into(),
            Target::Meeting => "Any other business".into(),
        };
        rule(canvas, take(&mut area, 1), &name, around);
        if self.wants_why(&around.register.scheme) {
            let line = Rect { y: area.bottom().saturating_sub(1), height: area.height.min(1), ..area };
            area.height = area.height.saturating_sub(1);
            let (lines, (row, cell)) = self.why.lines(usize::from(line.width).saturating_sub(6));
            let shown = lines.get(row).cloned().unwrap_or_default();
            canvas.render_widget(Line::raw(format!("why ▌ {shown}")), line);
            if self.caret == Caret::Why && self.is_open() {
                canvas.set_cursor_position((line.x + 6 + cell as u16, line.y));
            }
        }
        let (lines, (row, cell)) = self.text.lines(usize::from(area.width).saturating_sub(2));
        let height = usize::from(area.height);
        let first = first_seen(row, lines.len(), height);
        for (index, line) in lines.into_iter().skip(first).take(height).enumerate() {
            let at = Rect { y: area.y + index as u16, height: 1, ..area };
            canvas.render_widget(Line::raw(format!("▌ {line}")), at);
        }
        if self.caret == Caret::Text && height > 0 && self.is_open() {
            canvas.set_cursor_position((area.x + 2 + cell as u16, area.y + (row - first) as u16));
        }
    }

    fn rating_words(&self, around: &Around) -> String {
        let scheme = &around.register.scheme;
        let words = |code: &str| {
            scheme.rating(code).map_or(code.into(), |rating| format!("{} {}", rating.letter, rating.code))
        };
        let now = self.action().and_then(|action| action.rating.as_deref());
        match (&self.rating, now) {
            (Some(code), _) => words(code),
            (None, Some(now)) => format!("stays {}", words(now)),
            (None, None) => "none yet".into(),
        }
    }

    /// What stands below the minute: a refusal, or that the next letter is a key.
    pub(super) fn told(&self, width: usize, around: &Around) -> Vec<Line<'static>> {
        let wrapped = |text: &str| -> Vec<Line<'static>> {
            let lines = wrap(text, width).into_iter();
            lines.map(|line| Line::styled(line, around.theme.warning())).collect()
        };
        if self.throwing {
            let thrown: Vec<_> = self.thrown().into_iter().map(|(of, draft)| waiting(of, draft)).collect();
            let thrown = cut(&thrown.join("; "), width * 2);
            return wrapped(&format!("throw away, not recorded? {thrown}. D once more does, esc does not"));
        }
        let said = self.said.iter().cloned().chain(self.waits_in_forms());
        match (self.is_open(), self.keys) {
            (true, true) => wrapped(&format!(
                "the next letter is a key: {}; enter goes on typing, esc leaves",
                self.letters()
            )),
            (true, false) => said.flat_map(|line| wrapped(&line)).collect(),
            (false, _) => {
                let keys = format!("nothing more is typed here: {}; esc leaves", self.letters());
                said.chain([keys]).flat_map(|line| wrapped(&line)).collect()
            }
        }
    }
}

impl Minuting {
    /// The letters that are keys now, each with its word.
    fn letters(&self) -> String {
        let own = keys::of(Place::MinuteKeys, |act| self.fits(act), &[]).into_iter();
        let told = own.filter(|key| key.place == Place::MinuteKeys && !key.word.is_empty());
        let mut told: Vec<_> = told.map(|key| format!("{} {}", key.shown(), key.word)).collect();
        told.extend(["W papers", "L action log"].map(String::from));
        told.join(", ")
    }
}

fn rule(canvas: &mut Canvas, area: Rect, name: &str, around: &Around) {
    let room = usize::from(area.width);
    let name = cut(&format!("── {name} "), room);
    let line = "─".repeat(room.saturating_sub(unicode_width::UnicodeWidthStr::width(name.as_str())));
    canvas.render_widget(Line::styled(format!("{name}{line}"), around.theme.dim()), area);
}

/// Where it stands, and what is to happen there.
fn where_at(stands: &Recommendation) -> String {
    let finished = stands.stage == Stage::Governance && stands.unfinished().next().is_none();
    let ready = if finished { ", every action is finished" } else { "" };
    format!("{}{ready}", stands.stage.name())
}

/// At most so many lines of a text; where there are more, the last one ends with `…`.
fn first_lines(text: &str, width: usize, most: usize) -> Vec<String> {
    let mut lines = wrap(text, width);
    if lines.len() > most {
        let rest = lines.split_off(most.saturating_sub(1)).join(" ");
        lines.push(cut(&rest, width));
    }
    lines
}

/// An action with its rating, owner and date, or what else the words can be about.
fn row_of(target: &Target, heard: &Heard, owner: usize, around: &Around) -> String {
    let Target::Action(letter) = target else { return "the item itself: a decision".into() };
    let Some(action) = heard.stands.action(letter) else { return letter.to_string() };
    let rating = column(&case::rating(action, &around.register.scheme), 11);
    format!("{letter} {rating} {} {}", column(&action.owner, owner), dates(action, around))
}

fn dates(action: &Action, around: &Around) -> String {
    let near = promised(action.target, around.today, around.register.scheme.warning_days);
    let target = in_words(action.target);
    let near = if near == target { String::new() } else { format!(" ({near})") };
    let trail = action.trail().map_or(String::new(), |trail| format!(", {trail}"));
    let waits = action.extension.as_ref().map(|waits| format!("; {} asked of the DCC", in_words(waits.to)));
    format!("by {target}{near}{trail}{}", waits.unwrap_or_default())
}
