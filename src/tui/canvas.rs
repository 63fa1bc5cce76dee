//! What a screen is drawn on: ratatui's frame, and beside it what can be clicked where.

use std::ops::{Deref, DerefMut};

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;

use super::keys::Act;
use super::link::Link;

/// What a click asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Click {
    /// The same as a key.
    Act(Act),
    /// Chooses a row; on the row that is chosen already it opens it.
    Row(usize),
    /// Goes to a field.
    Field(usize),
    /// Opens what a name or a number stands for.
    Link(Link),
}

/// What can be clicked on one picture. What was drawn later lies above.
#[derive(Debug, Default)]
pub struct Spots(Vec<(Rect, Click)>);

impl Spots {
    /// What a click at a cell asks for.
    pub fn at(&self, column: u16, row: u16) -> Option<&Click> {
        let cell = Position { x: column, y: row };
        self.0.iter().rev().find(|(area, _)| area.contains(cell)).map(|(_, click)| click)
    }

    /// Every spot, in the order in which they were drawn.
    #[cfg(test)]
    pub fn all(&self) -> impl Iterator<Item = &(Rect, Click)> {
        self.0.iter()
    }
}

/// A frame that knows what can be clicked on it, or a part of one: nothing is drawn outside of its area.
pub struct Canvas<'a, 'b> {
    frame: &'a mut Frame<'b>,
    spots: &'a mut Spots,
    area: Rect,
}

impl<'a, 'b> Canvas<'a, 'b> {
    pub fn new(frame: &'a mut Frame<'b>, spots: &'a mut Spots) -> Canvas<'a, 'b> {
        let area = frame.area();
        Canvas { frame, spots, area }
    }

    /// The part of it that lies in `area`.
    pub fn within(&mut self, area: Rect) -> Canvas<'_, 'b> {
        Canvas { area: area.intersection(self.area), frame: self.frame, spots: self.spots }
    }

    /// Draws a widget, as much of it as lies here.
    pub fn render_widget(&mut self, widget: impl Widget, area: Rect) {
        let area = area.intersection(self.area);
        if !area.is_empty() {
            self.frame.render_widget(widget, area);
        }
    }

    /// Shows the cursor at a cell, where that lies here.
    pub fn set_cursor_position(&mut self, at: impl Into<Position>) {
        let at = at.into();
        if self.area.contains(at) {
            self.frame.set_cursor_position(at);
        }
    }

    /// Tells that a click within `area` asks for something.
    pub fn spot(&mut self, area: Rect, click: Click) {
        let area = area.intersection(self.area);
        if !area.is_empty() {
            self.spots.0.push((area, click));
        }
    }
}

impl<'b> Deref for Canvas<'_, 'b> {
    type Target = Frame<'b>;

    fn deref(&self) -> &Frame<'b> {
        self.frame
    }
}

impl<'b> DerefMut for Canvas<'_, 'b> {
    fn deref_mut(&mut self) -> &mut Frame<'b> {
        self.frame
    }
}
