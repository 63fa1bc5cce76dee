//! A small list over the register, from which an order, a grouping or columns are chosen.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use ratatui::widgets::Clear;

use super::columns::Shown;
use crate::ledger::finding::{Column, Group, Sort};
use crate::tui::canvas::{Canvas, Click};
use crate::tui::drawing::fitting::column;
use crate::tui::drawing::list::{first_seen, tell_unseen};
use crate::tui::screen::Around;

/// What is chosen from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    Order,
    Groups,
    Columns,
}

/// An entry of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Chosen {
    By(Column),
    In(Option<Group>),
    Show(Shown),
}

/// The list, and where the person is in it.
#[derive(Debug, Clone, Copy)]
pub struct Chooser {
    pub choice: Choice,
    pub at: usize,
}

impl Chooser {
    /// Opened at what holds now.
    pub fn of(choice: Choice, sort: Sort, group: Option<Group>) -> Chooser {
        let holds = |entry: &Chosen| match entry {
            Chosen::By(column) => *column == sort.by,
            Chosen::In(by) => *by == group,
            Chosen::Show(_) => false,
        };
        let at = entries(choice).iter().position(holds).unwrap_or(0);
        Chooser { choice, at }
    }

    pub fn len(&self) -> usize {
        entries(self.choice).len()
    }

    pub fn chosen(&self) -> Option<Chosen> {
        entries(self.choice).get(self.at).copied()
    }

    /// Draws it over the right side of `area`; `holds` says which entries hold now.
    pub fn draw(&self, frame: &mut Canvas, area: Rect, holds: impl Fn(Chosen) -> bool, around: &Around) {
        let title = match self.choice {
            Choice::Order => " sort by",
            Choice::Groups => " group by",
            Choice::Columns => " columns",
        };
        let (width, height) = (24.min(area.width), (self.len() as u16 + 1).min(area.height));
        let over = Rect { x: area.right() - width, y: area.y, width, height };
        frame.render_widget(Clear, over);
        let line = |index: u16| Rect { y: over.y + index, height: 1, ..over };
        frame.render_widget(Line::styled(column(title, width as usize), around.theme.strong()), line(0));
        let seen = (height as usize).saturating_sub(1);
        let first = first_seen(self.at, self.len(), seen);
        tell_unseen(frame, line(0), first, self.len().saturating_sub(first + seen), around.theme);
        for (index, entry) in entries(self.choice).into_iter().enumerate().skip(first).take(seen) {
            let mark = if holds(entry) { "[x]" } else { "[ ]" };
            let marker = if index == self.at { "▸" } else { " " };
            let text = column(&format!("{marker}{mark} {}", name(entry)), width as usize);
            let style = if index == self.at { around.theme.chosen() } else { Style::new() };
            let at = line((index - first) as u16 + 1);
            frame.render_widget(Line::styled(text, style), at);
            frame.spot(at, Click::Row(index));
        }
    }
}

fn entries(choice: Choice) -> Vec<Chosen> {
    match choice {
        Choice::Order => Column::ALL.map(Chosen::By).to_vec(),
        Choice::Groups => std::iter::once(None).chain(Group::ALL.map(Some)).map(Chosen::In).collect(),
        Choice::Columns => Shown::ALL.map(Chosen::Show).to_vec(),
    }
}

fn name(entry: Chosen) -> &'static str {
    match entry {
        Chosen::By(column) => column.name(),
        Chosen::In(None) => "no groups",
        Chosen::In(Some(group)) => group.name(),
        Chosen::Show(column) => column.name(),
    }
}
