//! A place in a list: which one is chosen, and which part of the list can be seen.

use std::cell::Cell;

use ratatui::layout::Rect;
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

use super::fitting::column;
use crate::tui::canvas::Canvas;
use crate::tui::keys::Act;
use crate::tui::theme::Theme;

/// How many a page key goes past in a list.
const PAGE: usize = 10;

/// The signs of an order, beside the heading that a list is sorted by.
pub const ASCENDING: char = '▲';
pub const DESCENDING: char = '▼';

/// Moves a place in a list of `length` as a key asks; gives none where the key asks for something else.
pub fn moved(at: usize, act: Act, length: usize) -> Option<usize> {
    turned(at, act, length, PAGE)
}

/// So far a page key goes where so many lines are seen: the last of them is seen again, so that the eye finds where it was.
pub fn page_of(seen: usize) -> usize {
    seen.saturating_sub(1).max(1)
}

/// The same where a page key goes so far.
pub fn turned(at: usize, act: Act, length: usize, page: usize) -> Option<usize> {
    let last = length.saturating_sub(1);
    let to = match act {
        Act::Up => at.saturating_sub(1),
        Act::Down => at + 1,
        Act::PageUp => at.saturating_sub(page),
        Act::PageDown => at + page,
        Act::First => 0,
        Act::Last => last,
        _ => return None,
    };
    Some(to.min(last))
}

/// Draws the lines that are seen where the first `from` are above; gives how many are below.
pub fn scroll(frame: &mut Canvas, area: Rect, lines: Vec<Line>, from: usize) -> usize {
    let height = area.height as usize;
    let from = from.min(lines.len().saturating_sub(height));
    let below = lines.len().saturating_sub(from + height);
    for (index, line) in lines.into_iter().skip(from).take(height).enumerate() {
        frame.render_widget(line, Rect { y: area.y + index as u16, height: 1, ..area });
    }
    below
}

/// The same, and where not all fit, in the place of the last line how many are above and below.
pub fn scroll_and_tell(frame: &mut Canvas, area: Rect, lines: Vec<Line>, from: usize, theme: Theme) {
    if lines.len() <= area.height as usize {
        scroll(frame, area, lines, from);
        return;
    }
    let height = area.height.saturating_sub(1);
    let above = from.min(lines.len().saturating_sub(height as usize));
    let below = scroll(frame, Rect { height, ..area }, lines, from);
    let last = Rect { y: area.bottom().saturating_sub(1), height: area.height.min(1), ..area };
    if let Some(told) = unseen(above, below) {
        frame.render_widget(
            Line::styled(column(&format!(" {told}"), area.width as usize), theme.chosen()),
            last,
        );
    }
}

/// How many are above and below what is seen; none where all is seen. Every list says it so.
pub fn unseen(above: usize, below: usize) -> Option<String> {
    match (above, below) {
        (0, 0) => None,
        (0, below) => Some(format!("↓ {below} more")),
        (above, 0) => Some(format!("↑ {above} more")),
        (above, below) => Some(format!("↑ {above} more  ↓ {below} more")),
    }
}

/// Says it at the right end of a line on which something else may stand.
pub fn tell_unseen(frame: &mut Canvas, line: Rect, above: usize, below: usize, theme: Theme) {
    let Some(told) = unseen(above, below) else { return };
    let width = (told.width() as u16 + 2).min(line.width);
    let at = Rect { x: line.right() - width, width, height: line.height.min(1), ..line };
    frame.render_widget(Line::styled(format!(" {told} "), theme.dim()), at);
}

/// The first of the rows that are seen where row `at` is chosen; says on `line` how many are above and below them.
pub fn seen_and_told(
    frame: &mut Canvas,
    line: Rect,
    (at, length, height): (usize, usize, usize),
    theme: Theme,
) -> usize {
    let first = first_seen(at, length, height);
    tell_unseen(frame, line, first, length.saturating_sub(first + height), theme);
    first
}

/// A text that is read line by line, and whether its end was seen.
/// How much of it is seen at a time is known only to the picture, which is why drawing keeps it.
#[derive(Debug, Default)]
pub struct Reading {
    from: Cell<usize>,
    /// So many lines were seen.
    seen: Cell<usize>,
    to_the_end: Cell<bool>,
}

impl Reading {
    /// Goes on or back as a key asks; false where the key asks for something else.
    pub fn goes(&self, act: Act) -> bool {
        // The picture knows where the end is, and goes no further.
        turned(self.from.get(), act, usize::MAX >> 1, page_of(self.seen.get())).is_some_and(|from| {
            self.from.set(from);
            true
        })
    }

    /// Back to the first line.
    pub fn begin_again(&self) {
        self.from.set(0);
    }

    /// Whether the last line was on a picture.
    pub fn is_read(&self) -> bool {
        self.to_the_end.get()
    }

    /// Draws what is seen, and where not all fit, in the place of the last line how many are above and below;
    /// `until_read` is said beside it while the end was not seen yet.
    pub fn draw(&self, frame: &mut Canvas, area: Rect, lines: Vec<Line>, theme: Theme, until_read: &str) {
        let all_fit = lines.len() <= area.height as usize;
        let height = if all_fit { area.height } else { area.height.saturating_sub(1) };
        let above = self.from.get().min(lines.len().saturating_sub(height as usize));
        self.from.set(above);
        self.seen.set(usize::from(height));
        let below = scroll(frame, Rect { height, ..area }, lines, above);
        if below == 0 && height > 0 {
            self.to_the_end.set(true);
        }
        let until_read = if self.is_read() { "" } else { until_read };
        if let (false, Some(told)) = (all_fit, unseen(above, below)) {
            let told = column(&format!(" {told}{until_read}"), area.width as usize);
            let last = Rect { y: area.bottom().saturating_sub(1), height: area.height.min(1), ..area };
            frame.render_widget(Line::styled(told, theme.chosen()), last);
        }
    }
}

/// A text of which one page after the other is read by a single key, and after the last one the first again.
/// How much of it is a page is known only to the picture, which is why drawing keeps it.
#[derive(Debug, Default)]
pub struct Pages {
    from: Cell<usize>,
    /// The line with which the page after this one begins.
    next: Cell<usize>,
}

impl Pages {
    /// Whether there is more than the page that was drawn.
    pub fn are_several(&self) -> bool {
        (self.from.get(), self.next.get()) != (0, 0)
    }

    /// On to the next page.
    pub fn turn(&self) {
        self.from.set(self.next.get());
    }

    /// Back to the first page.
    pub fn begin_again(&self) {
        self.from.set(0);
    }

    /// Draws a page, and where there are others, in the place of its last line how many lines are above and below
    /// and with which key they are read.
    pub fn draw(&self, frame: &mut Canvas, area: Rect, lines: Vec<Line>, theme: Theme, key: &str) {
        let (all, height) = (lines.len(), area.height as usize);
        if all <= height {
            self.from.set(0);
            self.next.set(0);
            scroll(frame, area, lines, 0);
            return;
        }
        let page = height.saturating_sub(1);
        let from = self.from.get().min(all.saturating_sub(page));
        self.from.set(from);
        self.next.set(if from + page < all { from + page.max(1) } else { 0 });
        let below = scroll(frame, Rect { height: page as u16, ..area }, lines, from);
        let told = unseen(from, below).unwrap_or_default();
        let told = column(&format!(" {told}  {key}"), area.width as usize);
        let last = Rect { y: area.bottom().saturating_sub(1), height: area.height.min(1), ..area };
        frame.render_widget(Line::styled(told, theme.chosen()), last);
    }
}

/// The first of the rows that are seen, so that row `at` is among them with some before it.
pub fn first_seen(at: usize, length: usize, height: usize) -> usize {
    let before = height / 2;
    at.saturating_sub(before).min(length.saturating_sub(height))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_never_leaves_its_list() {
        assert_eq!(moved(0, Act::Up, 3), Some(0));
        assert_eq!(moved(2, Act::Down, 3), Some(2));
        assert_eq!(moved(2, Act::PageDown, 30), Some(12));
        assert_eq!(moved(5, Act::Last, 0), Some(0));
        assert_eq!(moved(5, Act::Quit, 9), None);
    }

    #[test]
    fn what_is_chosen_is_seen() {
        for length in 0..20usize {
            for height in 1..8 {
                for at in 0..length {
                    let first = first_seen(at, length, height);
                    assert!(first <= at && at < first + height, "{at} of {length} in {height}");
                }
            }
        }
    }
}
