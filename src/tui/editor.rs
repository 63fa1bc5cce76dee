//! A small editor: one line or several, with a place in it. Knows nothing of forms.

use std::ops::Range;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use unicode_width::UnicodeWidthChar;

/// The longest text that can be typed or pasted, in characters.
const LONGEST: usize = 20_000;

/// Text and the place where the next letter goes.
#[derive(Debug, Clone, Default)]
pub struct Editor {
    letters: Vec<char>,
    at: usize,
    several_lines: bool,
}

impl Editor {
    pub fn of_one_line() -> Editor {
        Editor::default()
    }

    pub fn of_several_lines() -> Editor {
        Editor { several_lines: true, ..Editor::default() }
    }

    /// The same with words in it, the place at their end.
    pub fn holding(mut self, words: &str) -> Editor {
        self.letters = words.chars().collect();
        self.at = self.letters.len();
        self
    }

    /// Takes all words out.
    pub fn clear(&mut self) {
        self.letters.clear();
        self.at = 0;
    }

    pub fn text(&self) -> String {
        self.letters.iter().collect()
    }

    pub fn is_empty(&self) -> bool {
        self.letters.is_empty()
    }

    /// Takes a key; false where it is none of the editor's.
    pub fn press(&mut self, key: KeyEvent) -> bool {
        if key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT) {
            return false;
        }
        match key.code {
            // Only a paste brings a line end as a letter: it never presses Enter.
            KeyCode::Char('\n') => self.insert(if self.several_lines { '\n' } else { ' ' }),
            KeyCode::Char(letter) if !letter.is_control() => self.insert(letter),
            KeyCode::Enter if self.several_lines => self.insert('\n'),
            KeyCode::Backspace if self.at > 0 => {
                self.at -= 1;
                self.letters.remove(self.at);
            }
            KeyCode::Delete if self.at < self.letters.len() => {
                self.letters.remove(self.at);
            }
            KeyCode::Backspace | KeyCode::Delete => {}
            KeyCode::Left => self.at = self.at.saturating_sub(1),
            KeyCode::Right => self.at = (self.at + 1).min(self.letters.len()),
            KeyCode::Home => self.at = self.line_start(self.at),
            KeyCode::End => self.at = self.line_end(self.at),
            KeyCode::Up if self.several_lines => return self.up(),
            KeyCode::Down if self.several_lines => return self.down(),
            _ => return false,
        }
        true
    }

    fn insert(&mut self, letter: char) {
        if self.letters.len() < LONGEST {
            self.letters.insert(self.at, letter);
            self.at += 1;
        }
    }

    fn line_start(&self, at: usize) -> usize {
        self.letters[..at].iter().rposition(|letter| *letter == '\n').map_or(0, |before| before + 1)
    }

    fn line_end(&self, at: usize) -> usize {
        let rest = self.letters[at..].iter().position(|letter| *letter == '\n');
        rest.map_or(self.letters.len(), |ahead| at + ahead)
    }

    /// A line up; false on the first one, so that the form can go to the field before.
    fn up(&mut self) -> bool {
        let start = self.line_start(self.at);
        let Some(end_above) = start.checked_sub(1) else { return false };
        self.at = (self.line_start(end_above) + self.at - start).min(end_above);
        true
    }

    fn down(&mut self) -> bool {
        let (start, end) = (self.line_start(self.at), self.line_end(self.at));
        if end == self.letters.len() {
            return false;
        }
        self.at = (end + 1 + self.at - start).min(self.line_end(end + 1));
        true
    }

    /// The text in lines of at most `width` cells, and the line and cell of the place.
    /// Lines break between words where that is possible; a space at a line's end may hang over it.
    pub fn lines(&self, width: usize) -> (Vec<String>, (usize, usize)) {
        let rows = self.rows(width);
        let row = rows.iter().rposition(|row| row.start <= self.at).unwrap_or(0);
        let cell = cells(&self.letters[rows[row].start..self.at]);
        let lines = rows.into_iter().map(|row| self.letters[row].iter().collect()).collect();
        (lines, (row, cell.min(width)))
    }

    /// Which letters stand in which line; a line end stands in none. There is always one line.
    fn rows(&self, width: usize) -> Vec<Range<usize>> {
        let (mut rows, mut start, mut used, mut space) = (Vec::new(), 0, 0, None);
        for (index, letter) in self.letters.iter().enumerate() {
            used += letter.width().unwrap_or(0);
            match letter {
                '\n' => {
                    rows.push(start..index);
                    (start, used, space) = (index + 1, 0, None);
                }
                ' ' => space = Some(index),
                _ if used > width && index > start => {
                    let end = space.take().map_or(index, |space| space + 1);
                    rows.push(start..end);
                    start = end;
                    used = cells(&self.letters[start..=index]);
                }
                _ => {}
            }
        }
        rows.push(start..self.letters.len());
        // The next letter would not stand in the last line: the place is below it already.
        if self.at == self.letters.len() && width > 0 && used >= width {
            rows.push(self.at..self.at);
        }
        rows
    }
}

/// How many cells letters take.
fn cells(letters: &[char]) -> usize {
    letters.iter().map(|letter| letter.width().unwrap_or(0)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(mut editor: Editor, keys: &[KeyCode]) -> Editor {
        for key in keys {
            editor.press(KeyEvent::new(*key, KeyModifiers::NONE));
        }
        editor
    }

    #[test]
    fn letters_go_where_the_place_is() {
        use KeyCode::*;
        let editor =
            typed(Editor::of_one_line().holding("ace"), &[Left, Char('d'), Home, Right, Char('b'), Enter]);
        assert_eq!(editor.text(), "abcde");
        let editor = typed(editor, &[Delete, End, Backspace, Delete, Backspace]);
        assert_eq!(editor.text(), "ab");
    }

    #[test]
    fn several_lines_are_walked_up_and_down() {
        use KeyCode::*;
        let editor = typed(Editor::of_several_lines().holding("long line\nab"), &[Up, Char('!')]);
        assert_eq!(editor.text(), "lo!ng line\nab");
        let editor = typed(editor, &[Down, Char('?'), Enter]);
        assert_eq!(editor.text(), "lo!ng line\nab?\n");
        assert_eq!(editor.lines(5), (vec!["lo!ng ".into(), "line".into(), "ab?".into(), "".into()], (3, 0)));
    }

    #[test]
    fn lines_break_between_words_and_long_words_within() {
        let lines = |words: &str| Editor::of_several_lines().holding(words).lines(6);
        assert_eq!(lines("one two three"), (vec!["one ".into(), "two ".into(), "three".into()], (2, 5)));
        assert_eq!(lines("abcdefgh i"), (vec!["abcdef".into(), "gh i".into()], (1, 4)));
        assert_eq!(lines("abcdef"), (vec!["abcdef".into(), "".into()], (1, 0)));
        assert_eq!(lines(""), (vec!["".into()], (0, 0)));
        assert_eq!(Editor::of_one_line().holding("ab").lines(0).0, ["a", "b"]);
    }

    #[test]
    fn control_characters_are_not_typed() {
        let editor = typed(Editor::of_several_lines(), &[KeyCode::Char('\u{1b}'), KeyCode::Char('a')]);
        assert_eq!(editor.text(), "a");
    }
}
