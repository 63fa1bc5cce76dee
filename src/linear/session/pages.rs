//! Rows are told a page at a time, each with the number that chooses it.

use super::Session;
use crate::ledger::trouble::Trouble;
use crate::linear::commands::Do;
use crate::linear::register;
use crate::linear::view::{Left, Row, View};

impl Session {
    /// Puts rows in the place of those that were told, and tells the first page of them.
    pub(super) fn show(&mut self, rows: Vec<Row>) -> Result<(), Left> {
        if let Some(top) = self.open.last_mut() {
            (top.rows, top.page) = (rows, (0, 0));
        }
        self.tell_page(0)
    }

    /// Tells the page that begins with a row.
    pub(super) fn tell_page(&mut self, from: usize) -> Result<(), Left> {
        let Some(mut top) = self.open.pop() else { return Err(Left::Out) };
        let told = self.tell_rows(&top.rows, from, top.view.as_ref());
        if let Ok(to) = told {
            top.page = (from, to);
        }
        self.open.push(top);
        told.map(drop).map_err(Left::from)
    }

    /// Tells rows from one on, as many as a page has; gives the first that was not told.
    pub(super) fn tell_rows(&mut self, rows: &[Row], from: usize, view: &dyn View) -> Result<usize, Trouble> {
        let page = view.page();
        let numbered = |rows: &[Row]| rows.iter().filter_map(Row::link).count();
        let before = numbered(&rows[..from]);
        let (mut number, mut to) = (before, from);
        for row in &rows[from..] {
            if row.link().is_some() && number - before >= page {
                break;
            }
            match row {
                Row::Head(words) => self.talk.say(words),
                Row::Item { line, .. } => {
                    number += 1;
                    self.talk.say(format!("{number}. {line}"));
                }
                Row::Listed { id, columns, .. } => {
                    number += 1;
                    let line = register::told(self, *id, columns)?;
                    self.talk.say(format!("{number}. {line}"));
                }
            }
            to += 1;
        }
        let count = numbered(rows);
        if count > page || view.has_more() {
            let more = if number < count || view.has_more() { " m for more." } else { "" };
            let of = if view.has_more() { String::new() } else { format!(" of {count}") };
            self.talk.say(format!("Rows {} to {number}{of}.{more}", before + 1));
        }
        Ok(to)
    }

    pub(super) fn turn_page(&mut self, act: Do) -> Result<(), Left> {
        self.read_on(act)?;
        let Some(top) = self.top() else { return Err(Left::Out) };
        let (from, to, end, page) = (top.page.0, top.page.1, top.rows.len(), top.view.page());
        let there = match act {
            Do::More if to >= end => return self.nothing("There is no more."),
            Do::Before if from == 0 => return self.nothing("These are the first."),
            Do::More => to,
            Do::Before => from.saturating_sub(page),
            Do::Last => end.saturating_sub(page),
            _ => 0,
        };
        self.tell_page(there)
    }

    /// Reads the rows that are still to be read before a page can be told.
    pub(super) fn read_on(&mut self, act: Do) -> Result<(), Left> {
        let Some(mut top) = self.open.pop() else { return Err(Left::Out) };
        let limit = match act {
            Do::More if top.page.1 >= top.rows.len() => top.view.page(),
            Do::Last => usize::MAX >> 1,
            _ => 0,
        };
        let further = if limit > 0 { top.view.further(limit, self) } else { Ok(Vec::new()) };
        top.rows.extend(further.iter().flatten().cloned());
        self.open.push(top);
        Ok(further.map(drop)?)
    }
}
