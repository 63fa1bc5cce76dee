//! The review of an import: what a document seems to say, each item with its lines,
//! to be edited or left out before anything is recorded.

use crossterm::event::KeyEvent;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use crate::briefing::proposal::lines as lines_in_words;
use crate::intake::{Proposal, ProposedRecommendation, Reviewed, Row};
use crate::journey::deadline::in_words;
use crate::journey::inspection::Kind;
use crate::ledger::Proposed;
use crate::tui::asking::editor::Editor;
use crate::tui::canvas::Canvas;
use crate::tui::desk::{inside, title};
use crate::tui::drawing::fitting::{column, cut, wrap};
use crate::tui::drawing::list::{first_seen, moved, tell_unseen, unseen};
use crate::tui::keys::{Act, Place};
use crate::tui::screen::{Around, Effect, News, Screen};

pub struct Review {
    reviewed: Reviewed,
    at: usize,
    editing: Option<Editor>,
    discarding: bool,
    said: Vec<String>,
}

impl Review {
    pub fn of(proposed: Proposed) -> Review {
        let said = proposed.there.map(|there| format!("it is there already, as {there}"));
        let (reviewed, at, said) = (proposed.reviewed, Row::FIRST_ASKED, said.into_iter().collect());
        Review { reviewed, at, editing: None, discarding: false, said }
    }

    fn row_at(&self) -> Row {
        Row::at(self.at)
    }

    fn edit(&mut self) {
        let editor = match self.row_at() {
            Row::Title | Row::Code => Editor::of_one_line(),
            Row::Asked(_) => Editor::of_several_lines(),
        };
        self.editing = Some(editor.holding(&self.reviewed.words(self.row_at())));
    }

    /// Puts the edited words in their place; a code that is none stays in the editor with the reason.
    fn keep(&mut self) {
        let Some(editor) = &self.editing else { return };
        self.said.clear();
        match self.reviewed.put(Row::at(self.at), editor.text().trim()) {
            Ok(()) => self.editing = None,
            Err(wrong) => self.said.push(format!("! {wrong}")),
        }
    }

    fn toggle(&mut self) {
        if let Row::Asked(index) = self.row_at() {
            self.reviewed.take(index, !self.reviewed.takes(index));
        }
    }
}

impl Screen for Review {
    fn place(&self) -> Place {
        match (self.discarding, &self.editing) {
            (true, _) => Place::Leaving,
            (false, Some(_)) => Place::Editing,
            (false, None) => Place::Review,
        }
    }

    fn fits(&self, act: Act) -> bool {
        act != Act::Toggle || matches!(self.row_at(), Row::Asked(_))
    }

    fn typed(&mut self, key: KeyEvent, _around: &Around) -> Option<Vec<Effect>> {
        self.editing.as_mut()?.press(key).then(Vec::new)
    }

    fn act(&mut self, act: Act, _around: &Around) -> Option<Vec<Effect>> {
        match act {
            Act::Discard => return Some(vec![Effect::Leave]),
            Act::Back if self.discarding => self.discarding = false,
            Act::Back if self.editing.is_some() => self.editing = None,
            Act::Back if self.reviewed.is_touched() => self.discarding = true,
            Act::GoOn if self.editing.is_some() => self.keep(),
            Act::GoOn => {
                self.said.clear();
                return Some(vec![Effect::PreviewImport(Box::new(self.reviewed.clone()))]);
            }
            Act::Clear => {
                if let Some(editor) = &mut self.editing {
                    editor.clear();
                }
            }
            Act::Edit => self.edit(),
            Act::Toggle => self.toggle(),
            _ => self.at = moved(self.at, act, self.reviewed.rows())?,
        }
        Some(Vec::new())
    }

    fn hear(&mut self, news: News) {
        if let News::NotDone { what, hint } = news {
            self.said = std::iter::once(what).chain(hint.map(|hint| format!("hint: {hint}"))).collect();
        }
    }

    fn unsaved(&self) -> bool {
        self.reviewed.is_touched() || self.editing.is_some()
    }

    fn draw(&self, frame: &mut Canvas, area: Rect, around: &Around) {
        let heading = format!("Review · {}, nothing recorded yet", self.reviewed.taken_in());
        title(frame, area, &heading, around);
        let inside = inside(area, 1);
        let said = self.said_lines(inside.width as usize, around);
        let rows = (self.reviewed.rows() as u16).min((inside.height / 2).saturating_sub(1));
        self.draw_rows(frame, Rect { height: rows, ..inside }, around);
        let rule = Line::styled("─".repeat(inside.width as usize), around.theme.dim());
        frame.render_widget(rule, Rect { y: inside.y + rows, height: 1, ..inside });
        let (first, all) = (first_seen(self.at, self.reviewed.rows(), rows as usize), self.reviewed.rows());
        let line = Rect { y: inside.y + rows, height: 1, ..inside };
        tell_unseen(frame, line, first, all.saturating_sub(first + rows as usize), around.theme);
        let below = inside.height.saturating_sub(rows + 1 + said.len() as u16);
        self.draw_below(frame, Rect { y: inside.y + rows + 1, height: below, ..inside }, around);
        for (index, line) in said.into_iter().enumerate() {
            let y = inside.y + rows + 1 + below + index as u16;
            frame.render_widget(line, Rect { y, height: 1, ..inside });
        }
    }
}

impl Review {
    fn said_lines(&self, width: usize, around: &Around) -> Vec<Line<'static>> {
        let asked =
            "leave the review? nothing of it was recorded, and what was changed in it is lost".to_string();
        let said = if self.discarding { std::slice::from_ref(&asked) } else { &self.said };
        let mut lines: Vec<_> = said.iter().flat_map(|text| wrap(text, width)).collect();
        lines.truncate(4);
        lines.into_iter().map(|line| Line::styled(line, around.theme.bad())).collect()
    }

    fn draw_rows(&self, frame: &mut Canvas, area: Rect, around: &Around) {
        let rows = self.reviewed.rows();
        let first = first_seen(self.at, rows, area.height as usize);
        for index in (first..rows).take(area.height as usize) {
            let style = if index == self.at { around.theme.chosen() } else { Style::new() };
            let marker = if index == self.at { "▸" } else { " " };
            let row = column(&format!("{marker}{}", self.row(index)), area.width as usize);
            let y = area.y + (index - first) as u16;
            frame.render_widget(Line::styled(row, style), Rect { y, height: 1, ..area });
        }
    }

    fn row(&self, index: usize) -> String {
        let row = Row::at(index);
        match row {
            Row::Title => format!("title  {}", self.reviewed.words(row)),
            Row::Code => format!("code   {}", self.reviewed.words(row)),
            Row::Asked(index) => {
                let Some(one) = self.reviewed.asked(row) else { return String::new() };
                let taken = if self.reviewed.takes(index) { "[x]" } else { "[ ]" };
                let ours = if one.ours { "ours    " } else { "not ours" };
                format!("{taken} {ours} {} {}", column(short_kind(one.kind), 5), one.text)
            }
        }
    }

    fn draw_below(&self, frame: &mut Canvas, area: Rect, around: &Around) {
        let (width, height) = (area.width as usize, area.height as usize);
        if let Some(editor) = &self.editing {
            let (lines, (row, cell)) = editor.lines(width.saturating_sub(2));
            let first = first_seen(row, lines.len(), height);
            for (index, line) in lines.into_iter().skip(first).take(height).enumerate() {
                let y = area.y + index as u16;
                frame.render_widget(Line::raw(format!("▌ {line}")), Rect { y, height: 1, ..area });
            }
            return frame.set_cursor_position((area.x + 2 + cell as u16, area.y + (row - first) as u16));
        }
        let mut lines = match self.reviewed.asked(self.row_at()) {
            Some(chosen) => about_recommendation(chosen, width),
            None => about_inspection(self.reviewed.proposal(), width),
        };
        if lines.len() > height && height > 0 {
            let below = lines.len() - (height - 1);
            lines.truncate(height - 1);
            lines.extend(unseen(0, below).map(|told| format!("{told}: enter shows them")));
        }
        for (index, line) in lines.into_iter().enumerate() {
            let style = if line.starts_with("note") { around.theme.warning() } else { Style::new() };
            frame.render_widget(
                Line::styled(line, style),
                Rect { y: area.y + index as u16, height: 1, ..area },
            );
        }
    }
}

/// The kind as short as people say it; what is chosen shows it in full.
fn short_kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Recommendation => "rec.",
        Kind::AreaForImprovement => "AFI",
        Kind::CauseOfConcern => "cause",
    }
}

fn about_inspection(proposal: &Proposal, width: usize) -> Vec<String> {
    let kinds = if proposal.kinds.is_empty() { "unknown".to_string() } else { proposal.kinds.join(", ") };
    let mut lines = wrap(&format!("{} [line {}]", proposal.title, proposal.title_line), width);
    let published = in_words(proposal.published);
    lines.push(format!("published {published} [line {}]; kind: {kinds}", proposal.published_line));
    for grade in &proposal.grades {
        lines.push(cut(&format!("grade: {}: {} [line {}]", grade.body, grade.grade, grade.line), width));
    }
    for note in &proposal.notes {
        let line = note.line.map_or(String::new(), |line| format!(" [line {line}]"));
        lines.extend(wrap(&format!("note: {}{line}", note.words), width));
    }
    lines
}

fn about_recommendation(one: &ProposedRecommendation, width: usize) -> Vec<String> {
    let mut lines = wrap(&format!("{} [{}]", one.text, lines_in_words(&one.lines)), width);
    lines.extend(wrap(&format!("{} of: {}", one.kind.words(), one.addressees.join("; ")), width));
    if let Some(deadline) = &one.deadline {
        let day = deadline.date.map_or("names no day".to_string(), in_words);
        lines.extend(wrap(&format!("deadline: {} ({day})", deadline.words), width));
    }
    if let Some(other) = &one.other_wording {
        lines.extend(wrap(&format!("also worded: {other}"), width));
    }
    if let Some(narrative) = &one.narrative {
        lines.extend(wrap(&format!("the force writes: {narrative}"), width));
    }
    lines
}
