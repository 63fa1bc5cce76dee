//! A sheet: lines of words and numbers, of which those that can be opened are gone over by a focus.
//! What a sheet says is for its screen; here it is drawn, scrolled and moved in.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Span;
use unicode_width::UnicodeWidthStr;

use super::fitting::cut;
use super::list::{first_seen, unseen};
use crate::tui::canvas::{Canvas, Click};
use crate::tui::keys::Act;
use crate::tui::link::Link;
use crate::tui::theme::Theme;

/// A page key goes to the last that opens something within so many lines: no screen shows fewer, so nothing is passed over
/// unseen.
const PAGE: usize = 10;

/// Some cells of a line, and what they open.
#[derive(Debug, Clone)]
pub struct Piece {
    text: String,
    style: Style,
    link: Option<Link>,
}

impl Piece {
    /// Words that open nothing.
    pub fn words(text: impl Into<String>, style: Style) -> Piece {
        Piece { text: text.into(), style, link: None }
    }

    /// A number or a name that opens what it stands for.
    pub fn link(text: impl Into<String>, style: Style, link: Link) -> Piece {
        Piece { text: text.into(), style, link: Some(link) }
    }
}

/// A line, from left to right.
pub type Row = Vec<Piece>;

/// Lines. Which of them open what must not depend on the width for which they are made.
#[derive(Debug, Default)]
pub struct Sheet {
    rows: Vec<Row>,
}

/// A place among what can be opened: the line, counted over those that open something, and the one in it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Focus {
    row: usize,
    column: usize,
}

impl Focus {
    pub fn at(row: usize, column: usize) -> Focus {
        Focus { row, column }
    }

    /// The line, counted over those that open something.
    pub fn row(self) -> usize {
        self.row
    }
}

impl Sheet {
    pub fn add(&mut self, row: Row) {
        self.rows.push(row);
    }

    pub fn add_words(&mut self, text: impl Into<String>, style: Style) {
        self.add(vec![Piece::words(text, style)]);
    }

    /// Adds the lines of another sheet below a line of air, where there are any.
    pub fn append(&mut self, other: Sheet) {
        if !self.rows.is_empty() && !other.rows.is_empty() {
            self.rows.push(Vec::new());
        }
        self.rows.extend(other.rows);
    }

    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// The lines that open something.
    fn linked(&self) -> Vec<usize> {
        let opens = |row: &Row| row.iter().any(|piece| piece.link.is_some());
        (0..self.rows.len()).filter(|index| opens(&self.rows[*index])).collect()
    }

    /// The focus where it still is on something, else on the nearest.
    fn kept(&self, focus: Focus) -> Option<(usize, Focus)> {
        let linked = self.linked();
        let row = focus.row.min(linked.len().checked_sub(1)?);
        let last = spots(&self.rows[linked[row]]).len() - 1;
        Some((linked[row], Focus { row, column: focus.column.min(last) }))
    }

    /// What is in focus.
    pub fn chosen(&self, focus: Focus) -> Option<&Link> {
        let (line, focus) = self.kept(focus)?;
        spots(&self.rows[line]).get(focus.column).map(|(_, link)| *link)
    }

    /// The focus after a key that moves; none where it is at the end already, or the key asks for something else.
    pub fn moved(&self, focus: Focus, act: Act) -> Option<Focus> {
        let (line, focus) = self.kept(focus)?;
        let (linked, Focus { row, column }) = (self.linked(), focus);
        let last = linked.len() - 1;
        let to = match act {
            Act::Left => Focus { row, column: column.checked_sub(1)? },
            Act::Right if column + 1 < spots(&self.rows[line]).len() => Focus { row, column: column + 1 },
            Act::Up => self.below(line, focus, row.checked_sub(1)?),
            Act::Down if row < last => self.below(line, focus, row + 1),
            Act::PageUp => {
                let reached = linked.iter().position(|at| at + PAGE >= line).unwrap_or(row);
                self.below(line, focus, reached.min(row.saturating_sub(1)))
            }
            Act::PageDown => {
                let reached = linked.iter().rposition(|at| *at <= line + PAGE).unwrap_or(row);
                self.below(line, focus, reached.max(row + 1).min(last))
            }
            Act::First => Focus::default(),
            Act::Last => Focus { row: last, column: usize::MAX },
            _ => return None,
        };
        self.kept(to).map(|(_, focus)| focus)
    }

    /// The focus on another line, as straight above or below as there is something to open.
    fn below(&self, line: usize, focus: Focus, row: usize) -> Focus {
        let here = spots(&self.rows[line]).get(focus.column).map_or(0, |(x, _)| *x);
        let there = self.linked().get(row).map_or(Vec::new(), |line| spots(&self.rows[*line]));
        let nearest = (0..there.len()).min_by_key(|column| there[*column].0.abs_diff(here));
        Focus { row, column: nearest.unwrap_or(0) }
    }

    /// Draws as many lines as fit, so that the one in focus is among them; where not all fit, none are air,
    /// and the last line says how many are not seen.
    pub fn draw(&self, canvas: &mut Canvas, area: Rect, focus: Option<Focus>, theme: Theme) {
        let kept = focus.and_then(|focus| self.kept(focus));
        let height = area.height as usize;
        let mut rows: Vec<usize> = (0..self.rows.len()).collect();
        if rows.len() > height {
            rows.retain(|row| !self.rows[*row].is_empty());
        }
        let at = kept.and_then(|(line, _)| rows.iter().position(|row| *row == line)).unwrap_or(0);
        let (lines, height) =
            (rows.len(), if rows.len() > height { height.saturating_sub(1) } else { height });
        let first = first_seen(at, lines, height);
        let told = unseen(first, lines.saturating_sub(height + first)).filter(|_| area.height > 0);
        if let Some(told) = told {
            let line = Rect { y: area.y + height as u16, height: 1, ..area };
            canvas.render_widget(Span::styled(cut(&told, area.width as usize), theme.dim()), line);
        }
        for (place, index) in rows.into_iter().skip(first).take(height).enumerate() {
            let line = Rect { y: area.y + place as u16, height: 1, ..area };
            let focus = kept.filter(|(line, _)| *line == index).map(|(_, focus)| focus.column);
            draw_row(canvas, line, &self.rows[index], focus, theme);
        }
    }
}

/// What a line opens, each with the column at which it begins.
fn spots(row: &Row) -> Vec<(usize, &Link)> {
    let mut x = 0;
    let mut found = Vec::new();
    for piece in row {
        found.extend(piece.link.as_ref().map(|link| (x, link)));
        x += piece.text.width();
    }
    found
}

/// Draws one line; `focus` says which of those that open something is chosen.
pub fn draw_row(canvas: &mut Canvas, area: Rect, row: &Row, focus: Option<usize>, theme: Theme) {
    let (mut x, mut at) = (area.x, 0);
    let mut before = "";
    for piece in row {
        let room = area.right().saturating_sub(x);
        let mut text = cut(&piece.text, room as usize);
        let cells = Rect { x, y: area.y, width: (text.width() as u16).min(room), height: area.height.min(1) };
        let mut style = piece.style;
        if let Some(link) = &piece.link {
            if focus == Some(at) {
                style = style.patch(theme.chosen());
                match pointed(&text) {
                    Some(pointed) => text = pointed,
                    // The air before it, unless the line is pointed at already.
                    None if before.ends_with(' ') && !before.ends_with("▸ ") && x > area.x => {
                        canvas.render_widget(Span::raw("▸"), Rect { x: x - 1, width: 1, ..cells });
                    }
                    None => {}
                }
            }
            canvas.spot(cells, Click::Link(link.clone()));
            at += 1;
        }
        canvas.render_widget(Span::styled(text, style), cells);
        x += cells.width;
        before = &piece.text;
    }
}

/// A number with `▸` in the air before it; none where there is no air.
pub fn pointed(text: &str) -> Option<String> {
    let air = text.len() - text.trim_start_matches(' ').len();
    (air > 0 && air < text.len()).then(|| format!("{}▸{}", &text[..air - 1], &text[air..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(rows: &[&str]) -> Sheet {
        let mut sheet = Sheet::default();
        for row in rows {
            let piece = |letter: char| match letter {
                ' ' => Piece::words(" ", Style::new()),
                letter => Piece::link(letter, Style::new(), Link::List(letter.to_string())),
            };
            sheet.add(row.chars().map(piece).collect());
        }
        sheet
    }

    fn after(sheet: &Sheet, acts: &[Act]) -> String {
        let mut focus = Focus::default();
        for act in acts {
            focus = sheet.moved(focus, *act).unwrap_or(focus);
        }
        match sheet.chosen(focus) {
            Some(Link::List(words)) => words.clone(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_focus_goes_to_what_lies_straight_above_or_below() {
        let sheet = sheet(&["a    b", "      ", "c", " d  e f"]);
        use Act::{Down, Left, Right, Up};
        assert_eq!(after(&sheet, &[]), "a");
        assert_eq!(after(&sheet, &[Right, Down]), "c");
        assert_eq!(after(&sheet, &[Down, Down, Right, Right]), "f");
        assert_eq!(after(&sheet, &[Act::Last, Left, Up, Up]), "a");
        assert_eq!(after(&sheet, &[Down, Down, Down, Down]), "d");
        assert_eq!(sheet.moved(Focus::default(), Left), None);
        assert_eq!(sheet.moved(Focus::default(), Act::Quit), None);
    }

    #[test]
    fn a_page_goes_as_far_as_lines_are_seen_and_to_the_next_where_that_is_further() {
        let far = [vec!["a", "b"], vec![" "; 7], vec!["c", "d"], vec![" "; 20], vec!["e"]].concat();
        let sheet = sheet(&far);
        use Act::{Last, PageDown, PageUp};
        assert_eq!(after(&sheet, &[PageDown]), "d");
        assert_eq!(after(&sheet, &[PageDown, PageDown]), "e");
        assert_eq!(after(&sheet, &[PageDown, PageDown, PageDown]), "e");
        assert_eq!(after(&sheet, &[Last, PageUp]), "d");
        assert_eq!(after(&sheet, &[Last, PageUp, PageUp]), "a");
    }

    #[test]
    fn a_sheet_with_nothing_to_open_has_no_focus() {
        let sheet = sheet(&["   ", " "]);
        assert_eq!(sheet.chosen(Focus::default()), None);
        assert_eq!(sheet.moved(Focus::default(), Act::Down), None);
    }
}
