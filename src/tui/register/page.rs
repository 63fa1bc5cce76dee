//! Which lines of a long list are seen: rows, and the headings of their groups.
//!
//! A page is a matter of the chosen row and the window's height alone. The list moves by whole pages, and the chosen
//! row keeps some lines around it: so a moved cursor draws two rows and not the whole window, which over SSH is felt.

use std::ops::Range;

use crate::ledger::finding::Heading;

/// So many lines are seen before and behind the chosen row.
const AROUND: usize = 2;

/// A line of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    /// The heading of that group.
    Heading(usize),
    Row(usize),
}

/// So many rows under these headings.
#[derive(Clone, Copy)]
pub struct Page<'a> {
    pub headings: &'a [Heading],
    pub rows: usize,
}

impl Page<'_> {
    /// How many lines there are in all.
    pub fn lines(&self) -> usize {
        self.rows + self.headings.len()
    }

    /// The lines that are seen while row `at` is chosen, in a window of so many.
    pub fn seen(&self, at: usize, height: usize) -> Range<usize> {
        let step = height.saturating_sub(2 * AROUND).max(1);
        let line = at + self.headings.partition_point(|heading| heading.first <= at);
        let around = if height > 2 * AROUND { AROUND } else { 0 };
        let first = line.saturating_sub(around) / step * step;
        let first = first.min(self.lines().saturating_sub(height));
        first..(first + height).min(self.lines())
    }

    /// What stands on a line.
    pub fn line(&self, line: usize) -> Line {
        // Above a heading's own line stand its rows' predecessors and the headings before it.
        let (mut before, mut behind) = (0, self.headings.len());
        while before < behind {
            let middle = (before + behind) / 2;
            if self.headings[middle].first + middle <= line { before = middle + 1 } else { behind = middle }
        }
        match before.checked_sub(1) {
            Some(last) if self.headings[last].first + last == line => Line::Heading(last),
            _ => Line::Row(line - before),
        }
    }

    /// The rows that are seen while row `at` is chosen.
    pub fn rows_seen(&self, at: usize, height: usize) -> Range<usize> {
        let mut rows = self.seen(at, height).filter_map(|line| match self.line(line) {
            Line::Row(row) => Some(row),
            Line::Heading(_) => None,
        });
        let first = rows.next().unwrap_or(0);
        first..rows.next_back().unwrap_or(first) + usize::from(self.rows > 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headings(counts: &[usize]) -> Vec<Heading> {
        let mut first = 0;
        let heading = |count: &usize| {
            let heading = Heading { name: String::new(), first, count: *count };
            first += count;
            heading
        };
        counts.iter().map(heading).collect()
    }

    #[test]
    fn the_chosen_row_is_always_seen() {
        for counts in [&[][..], &[30], &[1, 1, 1, 27], &[10, 20]] {
            let headings = headings(counts);
            let page = Page { headings: &headings, rows: 30 };
            for height in 1..40 {
                for at in 0..30 {
                    let seen = page.seen(at, height);
                    assert!(seen.len() <= height && seen.end <= page.lines());
                    assert!(
                        seen.clone().any(|line| page.line(line) == Line::Row(at)),
                        "{at} {height} {seen:?}"
                    );
                    assert!(page.rows_seen(at, height).contains(&at), "{at} {height}");
                }
            }
        }
    }

    #[test]
    fn every_line_is_one_row_or_one_heading() {
        let headings = headings(&[2, 1, 3]);
        let page = Page { headings: &headings, rows: 6 };
        use Line::{Heading as H, Row as R};
        let all: Vec<_> = (0..page.lines()).map(|line| page.line(line)).collect();
        assert_eq!(all, [H(0), R(0), R(1), H(1), R(2), H(2), R(3), R(4), R(5)]);
    }

    #[test]
    fn most_moves_leave_the_page_where_it_is() {
        let page = Page { headings: &[], rows: 100_000 };
        let turned = (1..1_000).filter(|at| page.seen(*at, 44) != page.seen(at - 1, 44)).count();
        assert_eq!(turned, (999 - AROUND) / 40);
    }

    #[test]
    fn nothing_is_seen_of_nothing() {
        let page = Page { headings: &[], rows: 0 };
        assert_eq!((page.seen(0, 20), page.rows_seen(0, 20)), (0..0, 0..0));
    }
}
