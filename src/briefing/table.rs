//! A picture as a table: aligned words for a plain terminal, and the same rows for CSV and JSON.

use chrono::NaiveDate;
use unicode_width::UnicodeWidthStr;

use super::items::Items;
use super::layout::{cell, cut};
use crate::journey::deadline::in_words;

/// A picture in rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The columns' names in words; in CSV and JSON their spaces are underlines.
    pub columns: Vec<&'static str>,
    pub rows: Vec<Vec<Cell>>,
    /// What is said where there is no row.
    pub none: &'static str,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell {
    Words(String),
    Date(Option<NaiveDate>),
    /// A number, and the list that it counts where there is one.
    Count(i64, Option<Items>),
}

impl Cell {
    pub fn words(words: impl Into<String>) -> Cell {
        Cell::Words(words.into())
    }

    /// A number that opens its list.
    pub fn count(n: u32, items: Items) -> Cell {
        Cell::Count(n.into(), Some(items))
    }

    /// As a person reads it.
    pub fn shown(&self) -> String {
        match self {
            Cell::Words(words) => words.clone(),
            Cell::Date(day) => day.map_or("-".into(), in_words),
            Cell::Count(n, _) => n.to_string(),
        }
    }

    /// As a program reads it.
    pub fn written(&self) -> String {
        match self {
            Cell::Date(day) => day.map_or(String::new(), |day| day.to_string()),
            other => other.shown(),
        }
    }
}

impl Table {
    /// The columns' names as a program reads them.
    pub fn names(&self) -> impl Iterator<Item = String> {
        self.columns.iter().map(|column| column.replace(' ', "_"))
    }

    /// The same with its first columns alone, as many as stand side by side on a page.
    pub fn first(mut self, columns: usize) -> Table {
        self.columns.truncate(columns);
        self.rows.iter_mut().for_each(|row| row.truncate(columns));
        self
    }

    /// The table in lines of at most so many columns; the last column takes what is left.
    pub fn told(&self, width: usize) -> String {
        if self.rows.is_empty() {
            return format!("{}\n", self.none);
        }
        let widths = self.widths();
        let narrow = widths.iter().map(|wide| wide + 2).sum::<usize>() > width + 2;
        let apart = if narrow { " " } else { "  " };
        let head: Vec<_> = self.columns.iter().map(ToString::to_string).collect();
        let mut out = self.line(&head, &widths, apart, width);
        for row in &self.rows {
            let shown: Vec<_> = row.iter().map(Cell::shown).collect();
            out.push_str(&self.line(&shown, &widths, apart, width));
        }
        out
    }

    /// How wide each column must be for what stands in it.
    fn widths(&self) -> Vec<usize> {
        let widest = |index: usize| {
            let cells = self.rows.iter().filter_map(|row| row.get(index));
            cells.map(|cell| cell.shown().width()).max().unwrap_or(0)
        };
        self.columns.iter().enumerate().map(|(index, name)| widest(index).max(name.width())).collect()
    }

    fn line(&self, cells: &[String], widths: &[usize], apart: &str, width: usize) -> String {
        let last = cells.len().saturating_sub(1);
        let mut line = String::new();
        for (index, text) in cells.iter().enumerate() {
            let room = width.saturating_sub(line.width());
            match (self.is_number(index), index == last) {
                (true, _) => line.push_str(&format!("{text:>wide$}", wide = widths[index])),
                (false, true) => line.push_str(&cut(text, room.max(8))),
                (false, false) => line.push_str(&cell(text, widths[index])),
            }
            if index < last {
                line.push_str(apart);
            }
        }
        format!("{}\n", line.trim_end())
    }

    fn is_number(&self, column: usize) -> bool {
        self.rows.first().is_some_and(|row| matches!(row.get(column), Some(Cell::Count(..))))
    }
}
