//! One recommendation: the road, what was asked, what is done, what happened, and what comes next.

pub(super) mod next;
pub(super) mod panes;
pub(super) mod why;

use std::cell::Cell;
use std::ops::Range;

use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, BorderType};

use super::canvas::{Canvas, Click};
use super::desk::title;
use super::drawing::list::{first_seen, moved, page_of, scroll, scroll_and_tell, tell_unseen, turned};
use super::history::{History, lines_of};
use super::inspections::inspection::InspectionScreen;
use super::keys::{Act, Place};
use super::screen::{Around, Effect, Screen, Subject};
use crate::briefing::headline;
use crate::briefing::paper::Topic;
use crate::journey::asking::Verb;
use crate::journey::deadline::in_words;
use crate::journey::forecast::Outlook;
use crate::journey::inspection::Inspection;
use crate::journey::recommendation::{Recommendation, Stage};
use crate::journey::reference::{RecommendationRef, Stream};
use crate::ledger::trouble::Trouble;
use crate::ledger::{Ledger, Recorded};
use next::Next;
use panes::{Work, asked_lines, work_lines};

/// So many of the latest events are shown here; the history has more.
const HAPPENED: usize = 100;

/// In a pane of so many cells there are at most as many lines as in any pane.
const NARROWEST: usize = 34;

/// The parts of the screen that can be walked in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Pane {
    Work,
    Asked,
    Happened,
}

const PANES: [Pane; 3] = [Pane::Work, Pane::Asked, Pane::Happened];

pub struct RecommendationScreen {
    reference: RecommendationRef,
    stands: Option<Recommendation>,
    inspection: Option<Inspection>,
    outlook: Option<Outlook>,
    happened: Vec<Recorded>,
    next: Next,
    pane: Pane,
    /// The action or piece of evidence that is chosen.
    at: usize,
    /// Where the ends are and how many lines are seen at a time is known only to the picture, which keeps it here.
    asked_from: Cell<usize>,
    happened_back: Cell<usize>,
    asked_seen: Cell<usize>,
    happened_seen: Cell<usize>,
}

/// The road as seven signs: gone through, here, still to come.
pub fn dots(stage: Stage) -> String {
    let sign = |other: &Stage| match other.cmp(&stage) {
        _ if stage == Stage::Closed => '●',
        std::cmp::Ordering::Less => '●',
        std::cmp::Ordering::Equal => '◐',
        std::cmp::Ordering::Greater => '○',
    };
    Stage::ALL.iter().map(sign).collect()
}

impl RecommendationScreen {
    pub fn of(reference: RecommendationRef) -> RecommendationScreen {
        RecommendationScreen {
            reference,
            stands: None,
            inspection: None,
            outlook: None,
            happened: Vec::new(),
            next: Next::default(),
            pane: Pane::Work,
            at: 0,
            asked_from: Cell::default(),
            happened_back: Cell::default(),
            asked_seen: Cell::default(),
            happened_seen: Cell::default(),
        }
    }

    fn asked(&self, stands: &Recommendation, width: usize, around: &Around) -> Vec<Line<'static>> {
        asked_lines(stands, self.outlook.as_ref(), width, around)
    }

    fn work(&self) -> Vec<Work<'_>> {
        self.stands.as_ref().map(Work::of).unwrap_or_default()
    }

    fn walk(&mut self, act: Act, around: &Around) -> Option<()> {
        let back = match act {
            Act::Up => Act::Down,
            Act::Down => Act::Up,
            Act::PageUp => Act::PageDown,
            Act::PageDown => Act::PageUp,
            Act::First => Act::Last,
            Act::Last => Act::First,
            other => other,
        };
        match self.pane {
            Pane::Work => self.at = moved(self.at, act, self.work().len())?,
            Pane::Asked => {
                let longest =
                    self.stands.as_ref().map_or(0, |stands| self.asked(stands, NARROWEST, around).len());
                let page = page_of(self.asked_seen.get());
                self.asked_from.set(turned(self.asked_from.get(), act, longest, page)?);
            }
            Pane::Happened => {
                let lines = |recorded| lines_of(recorded, false, NARROWEST, around).len();
                let longest = self.happened.iter().map(lines).sum();
                let page = page_of(self.happened_seen.get());
                self.happened_back.set(turned(self.happened_back.get(), back, longest, page)?);
            }
        }
        Some(())
    }

    fn turn(&mut self, forward: bool) {
        let at = PANES.iter().position(|pane| *pane == self.pane).unwrap_or(0);
        let step = if forward { 1 } else { PANES.len() - 1 };
        self.pane = PANES[(at + step) % PANES.len()];
    }
}

impl Screen for RecommendationScreen {
    fn place(&self) -> Place {
        Place::Recommendation
    }

    fn load(&mut self, ledger: &Ledger, around: &Around) -> Result<(), Trouble> {
        let standing = ledger.standing();
        let opened = self.stands.is_none();
        let newest = self.happened.last().map(|last| last.seq);
        self.stands = standing.recommendation(&self.reference)?;
        self.inspection = standing.inspection(&self.reference.inspection)?;
        self.outlook = match &self.stands {
            Some(stands) => standing.outlook(stands)?,
            None => None,
        };
        self.happened = ledger.history(&Stream::Recommendation(self.reference.clone()), HAPPENED)?;
        self.next = match &self.stands {
            Some(stands) => Next::of(stands, ledger, around)?,
            None => Next::default(),
        };
        if opened {
            self.at = self.stands.as_ref().map_or(0, first_to_do);
        }
        self.at = self.at.min(self.work().len().saturating_sub(1));
        if self.happened.last().map(|last| last.seq) != newest {
            self.asked_from.set(0);
            self.happened_back.set(0);
        }
        Ok(())
    }

    /// A verb's key works at the verb's stages, and where there is something for it to be about.
    fn fits(&self, act: Act) -> bool {
        let Act::Ask(name) = act else { return true };
        let (Some(stands), Some(verb)) = (&self.stands, Verb::named(name)) else { return false };
        verb.fits(stands)
    }

    fn natural(&self) -> Vec<Act> {
        self.next.natural.clone()
    }

    fn act(&mut self, act: Act, around: &Around) -> Option<Vec<Effect>> {
        match act {
            Act::Copy => return Some(vec![Effect::Copy(self.reference.to_string())]),
            Act::NextPane | Act::PreviousPane => self.turn(act == Act::NextPane),
            Act::History => {
                let stream = Stream::Recommendation(self.reference.clone());
                return Some(vec![Effect::Open(Box::new(History::of(stream)))]);
            }
            Act::Inspection => {
                let screen = InspectionScreen::of(self.reference.inspection.clone());
                return Some(vec![Effect::Open(Box::new(screen))]);
            }
            _ => self.walk(act, around)?,
        }
        Some(Vec::new())
    }

    fn paper(&self) -> Topic {
        Topic::Recommendation(self.reference.clone())
    }

    fn subject(&self) -> Subject {
        let Some(stands) = &self.stands else { return Subject::default() };
        let work = self.work();
        let chosen = work.get(self.at);
        Subject::of(stands, chosen.and_then(Work::action), chosen.and_then(Work::evidence))
    }

    fn choose(&mut self, row: usize) {
        self.pane = Pane::Work;
        self.at = row.min(self.work().len().saturating_sub(1));
    }

    fn chosen(&self) -> Option<usize> {
        (self.pane == Pane::Work).then_some(self.at)
    }

    fn shows_the_register(&self) -> bool {
        true
    }

    fn draw(&self, frame: &mut Canvas, area: Rect, around: &Around) {
        let Some(stands) = &self.stands else {
            title(frame, area, &self.reference.to_string(), around);
            let said = format!(" there is no recommendation `{}` in this register", self.reference);
            return frame.render_widget(Line::raw(said), Rect { y: area.y + 2, height: 1, ..area });
        };
        let back = headline::refusals(stands).first().map_or(String::new(), |back| back.word() + " · ");
        let heading = format!("{}  {back}{} · {}", self.reference, stands.kind.words(), self.of_inspection());
        title(frame, area, &heading, around);
        frame.render_widget(road_line(stands, area.width, around), Rect { y: area.y + 1, height: 1, ..area });
        let body = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
        if area.width >= 76 {
            self.draw_wide(frame, body, stands, around);
        } else {
            self.draw_narrow(frame, body, stands, around);
        }
    }
}

impl RecommendationScreen {
    fn of_inspection(&self) -> String {
        self.inspection.as_ref().map_or(String::new(), |inspection| {
            format!("{} ({})", inspection.title, in_words(inspection.published))
        })
    }

    fn draw_wide(&self, frame: &mut Canvas, area: Rect, stands: &Recommendation, around: &Around) {
        let [left, right] =
            Layout::horizontal([Constraint::Percentage(50), Constraint::Percentage(50)]).areas(area);
        let next = self.next.lines(usize::from(right.width).saturating_sub(4), around);
        // A refusal and its hint are never short of room; the actions can be walked through.
        let next_height = (next.len() as u16 + 2).min(right.height.saturating_sub(6));
        let [work, below] =
            Layout::vertical([Constraint::Min(0), Constraint::Length(next_height)]).areas(right);
        let [asked, happened] =
            Layout::vertical([Constraint::Percentage(50), Constraint::Percentage(50)]).areas(left);
        self.draw_pane(frame, asked, Pane::Asked, stands, around);
        self.draw_pane(frame, happened, Pane::Happened, stands, around);
        self.draw_pane(frame, work, Pane::Work, stands, around);
        let block = Block::bordered().title(" Next ");
        let inside = inside_of(block.inner(below));
        frame.render_widget(block, below);
        draw_from(frame, inside, next, 0, around);
    }

    /// One pane at a time; what comes next is always seen.
    fn draw_narrow(&self, frame: &mut Canvas, area: Rect, stands: &Recommendation, around: &Around) {
        let next = self.next.lines(usize::from(area.width).saturating_sub(2), around);
        let height = (next.len() as u16).min(area.height / 2);
        let [pane, below] = Layout::vertical([Constraint::Min(0), Constraint::Length(height)]).areas(area);
        self.draw_pane(frame, pane, self.pane, stands, around);
        scroll_and_tell(frame, inside_of(below), next, 0, around.theme);
    }

    fn draw_pane(
        &self,
        frame: &mut Canvas,
        area: Rect,
        pane: Pane,
        stands: &Recommendation,
        around: &Around,
    ) {
        let here = self.pane == pane;
        let name = match pane {
            Pane::Work => "Actions and evidence",
            Pane::Asked => "Asked",
            Pane::Happened => "What happened",
        };
        let marked = if here { format!(" ▸ {name} ") } else { format!(" {name} ") };
        let border = if here { BorderType::Thick } else { BorderType::Plain };
        let style = if here { around.theme.strong() } else { ratatui::style::Style::new() };
        let block = Block::bordered().border_type(border).title(Span::styled(marked, style));
        let inside = inside_of(block.inner(area));
        frame.render_widget(block, area);
        let (width, height) = (inside.width as usize, inside.height as usize);
        match pane {
            Pane::Work => {
                let (lines, parts) = work_lines(&self.work(), stands, self.at, here, width, around);
                let chosen = parts.get(self.at).cloned().unwrap_or(0..0);
                let from = first_line_seen(&chosen, lines.len(), height);
                draw_from(frame, inside, lines, from, around);
                for (row, part) in parts.into_iter().enumerate() {
                    let seen = part.start.max(from)..part.end.min(from + height);
                    let y = inside.y + seen.start.saturating_sub(from) as u16;
                    frame.spot(Rect { y, height: seen.len() as u16, ..inside }, Click::Row(row));
                }
            }
            Pane::Asked => {
                let lines = self.asked(stands, width, around);
                let from = self.asked_from.get().min(lines.len().saturating_sub(height));
                self.asked_from.set(from);
                self.asked_seen.set(height.min(lines.len() - from));
                draw_from(frame, inside, lines, from, around);
            }
            Pane::Happened => {
                let mut begins = Vec::new();
                let mut lines = Vec::new();
                for recorded in &self.happened {
                    begins.push(lines.len());
                    lines.extend(lines_of(recorded, false, width, around));
                }
                let back = self.happened_back.get().min(lines.len().saturating_sub(height));
                self.happened_back.set(back);
                let from = first_of_the_end(&begins, lines.len(), height, back);
                self.happened_seen.set(height.min(lines.len() - from));
                draw_from(frame, inside, lines, from, around);
            }
        }
    }
}

/// From which line on the lines are seen, so that what is chosen is: all of it with something before it,
/// or its beginning where it is longer than the pane.
fn first_line_seen(chosen: &Range<usize>, length: usize, height: usize) -> usize {
    if chosen.len() >= height {
        return chosen.start;
    }
    let middle = (chosen.start + chosen.end) / 2;
    first_seen(middle, length, height).clamp(chosen.end.saturating_sub(height), chosen.start)
}

fn inside_of(area: Rect) -> Rect {
    Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area }
}

/// Draws lines from one of them on; the pane's lower edge says how many are above and below.
fn draw_from(frame: &mut Canvas, area: Rect, lines: Vec<Line<'static>>, from: usize, around: &Around) {
    let above = from.min(lines.len());
    let below = lines.len().saturating_sub(above + area.height as usize);
    let seen = lines.into_iter().skip(above).collect();
    scroll(frame, area, seen, 0);
    tell_unseen(frame, Rect { y: area.bottom(), height: 1, ..area }, above, below, around.theme);
}

/// From which line on the latest are seen, `back` lines above the last of them. At rest the first line that is seen
/// begins an event, wherever one begins within the pane; `begins` are the lines that do.
fn first_of_the_end(begins: &[usize], length: usize, height: usize, back: usize) -> usize {
    let from = length.saturating_sub(height).saturating_sub(back);
    let begun = begins.iter().copied().find(|begin| (from..from + height).contains(begin));
    begun.filter(|_| back == 0).unwrap_or(from)
}

/// The road with every stage's name, and the one where it stands.
fn road_line(stands: &Recommendation, width: u16, around: &Around) -> Line<'static> {
    let theme = around.theme;
    if !stands.ours {
        return Line::styled(" addressed elsewhere: it makes no work for the home body", theme.dim());
    }
    let wide = width >= 76;
    let mut spans = vec![Span::raw(" ")];
    for (stage, sign) in Stage::ALL.into_iter().zip(dots(stands.stage).chars()) {
        let here = stage == stands.stage;
        let style = if here { theme.strong() } else { theme.dim() };
        let name = if wide || here { format!("{} ", stage.name()) } else { String::new() };
        let link = if stage == Stage::Closed { "" } else { "─" };
        spans.push(Span::styled(format!("{name}{sign}"), style));
        spans.push(Span::styled(link, theme.dim()));
    }
    Line::from(spans)
}

/// The place of the action that is worked on next: the first that is not finished.
fn first_to_do(stands: &Recommendation) -> usize {
    stands.actions.iter().position(|action| action.finished.is_none()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::first_of_the_end;

    #[test]
    fn the_latest_events_begin_with_a_whole_one() {
        assert_eq!(first_of_the_end(&[0, 4, 6], 9, 4, 0), 6);
        assert_eq!(first_of_the_end(&[0, 4, 6], 9, 4, 1), 4);
        assert_eq!(first_of_the_end(&[0, 4], 20, 4, 0), 16, "an event longer than the pane shows its end");
        assert_eq!(first_of_the_end(&[], 0, 4, 0), 0);
    }
}
