//! A small editor: one line or several, with a place in it. Knows nothing of forms.
//! The text, its undoing, the words in it and the folding of its lines are the widget's;
//! here is which keys are the text's, and what may stand in it.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;
use ratatui_textarea::{CursorMove, DataCursor, TextArea, WrapMode};

/// The longest text that can be typed or pasted, in characters.
const LONGEST: usize = 20_000;

/// Text and the place where the next letter goes.
#[derive(Debug, Clone)]
pub struct Editor {
    area: TextArea<'static>,
    several_lines: bool,
}

impl Default for Editor {
    fn default() -> Editor {
        Editor { area: of_lines(vec![String::new()]), several_lines: false }
    }
}

fn of_lines(lines: Vec<String>) -> TextArea<'static> {
    let mut area = TextArea::new(lines);
    area.set_wrap_mode(WrapMode::WordOrGlyph);
    area
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
        self.area = of_lines(words.split('\n').map(str::to_string).collect());
        self.area.move_cursor(CursorMove::Bottom);
        self.area.move_cursor(CursorMove::End);
        self
    }

    /// Takes all words out; undoing brings them back.
    pub fn clear(&mut self) {
        self.area.select_all();
        self.area.cut();
    }

    pub fn text(&self) -> String {
        self.area.lines().join("\n")
    }

    pub fn is_empty(&self) -> bool {
        self.area.is_empty()
    }

    /// Takes a key; false where it is none of the editor's.
    pub fn press(&mut self, key: KeyEvent) -> bool {
        if key.modifiers.intersects(KeyModifiers::CONTROL | KeyModifiers::ALT) {
            return self.press_held(key);
        }
        match key.code {
            // Only a paste brings a line end as a letter: it never presses Enter.
            KeyCode::Char('\n') if !self.several_lines => self.insert(' '),
            KeyCode::Char('\n') => self.insert('\n'),
            KeyCode::Char(letter) if !letter.is_control() => self.insert(letter),
            KeyCode::Enter if self.several_lines => self.insert('\n'),
            KeyCode::Backspace => _ = self.area.delete_char(),
            KeyCode::Delete => _ = self.area.delete_next_char(),
            KeyCode::Left => self.area.move_cursor(CursorMove::Back),
            KeyCode::Right => self.area.move_cursor(CursorMove::Forward),
            KeyCode::Home => self.area.move_cursor(CursorMove::Head),
            KeyCode::End => self.area.move_cursor(CursorMove::End),
            KeyCode::Up if self.several_lines => return self.walk(CursorMove::Up),
            KeyCode::Down if self.several_lines => return self.walk(CursorMove::Down),
            _ => return false,
        }
        true
    }

    /// Whole words, and what was typed last, with control or alt held down.
    fn press_held(&mut self, key: KeyEvent) -> bool {
        let alt = key.modifiers.contains(KeyModifiers::ALT);
        match key.code {
            KeyCode::Left => self.area.move_cursor(CursorMove::WordBack),
            KeyCode::Right => self.area.move_cursor(CursorMove::WordForward),
            KeyCode::Char('b') if alt => self.area.move_cursor(CursorMove::WordBack),
            KeyCode::Char('f') if alt => self.area.move_cursor(CursorMove::WordForward),
            KeyCode::Char('w') if !alt => _ = self.area.delete_word(),
            KeyCode::Backspace => _ = self.area.delete_word(),
            KeyCode::Char('y') if !alt => _ = self.area.undo(),
            KeyCode::Char('r') if !alt => _ = self.area.redo(),
            _ => return false,
        }
        true
    }

    fn insert(&mut self, letter: char) {
        let length: usize = self.area.lines().iter().map(|line| line.chars().count() + 1).sum();
        match letter {
            _ if length > LONGEST => {}
            '\n' => self.area.insert_newline(),
            letter => self.area.insert_char(letter),
        }
    }

    /// A line up or down; false at the first or last one, so that the form can go to another field.
    fn walk(&mut self, to: CursorMove) -> bool {
        let before = self.area.cursor();
        self.area.move_cursor(to);
        self.area.cursor() != before
    }

    /// The text in lines of at most `width` cells, and the line and cell of the place.
    /// Lines break between words where that is possible.
    pub fn lines(&self, width: usize) -> (Vec<String>, (usize, usize)) {
        let width = width.clamp(1, usize::from(u16::MAX));
        // The widget folds its lines to the width at which it was drawn last.
        let folded = Rect { x: 0, y: 0, width: width as u16, height: 1 };
        self.area.render(folded, &mut Buffer::empty(folded));
        let starts = self.starts();
        let ends = starts.iter().skip(1).map(Some).chain([None]);
        let lines = starts.iter().zip(ends).map(|(start, end)| self.between(*start, end)).collect();
        let place = self.area.screen_cursor();
        (lines, (place.row, place.col.min(width)))
    }

    /// Where in the text each folded line begins.
    fn starts(&self) -> Vec<DataCursor> {
        let mut starts: Vec<DataCursor> = Vec::new();
        loop {
            // A line after the last is the last once more.
            let start = self.area.screen_to_data(starts.len(), 0);
            if starts.last() == Some(&start) {
                return starts;
            }
            starts.push(start);
        }
    }

    fn between(&self, start: DataCursor, end: Option<&DataCursor>) -> String {
        let line = self.area.lines().get(start.0).map_or("", String::as_str);
        let length = match end {
            Some(end) if end.0 == start.0 => end.1 - start.1,
            _ => usize::MAX,
        };
        line.chars().skip(start.1).take(length).collect()
    }
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

    fn held(mut editor: Editor, code: KeyCode) -> Editor {
        assert!(editor.press(KeyEvent::new(code, KeyModifiers::CONTROL)));
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
        let mut editor = typed(editor, &[Down, Char('?'), Enter]);
        assert_eq!(editor.text(), "lo!ng line\nab?\n");
        assert!(!editor.press(KeyEvent::new(Down, KeyModifiers::NONE)), "there is no line below");
    }

    #[test]
    fn lines_break_between_words_and_long_words_within() {
        let lines = |words: &str| Editor::of_several_lines().holding(words).lines(6);
        assert_eq!(lines("one two three").0.concat(), "one two three");
        assert_eq!(lines("one two three").0.len(), 3);
        assert_eq!(lines("abcdefgh i").0.concat(), "abcdefgh i");
        assert_eq!(lines("abcdefgh i").0[0], "abcdef");
        assert_eq!(lines(""), (vec!["".into()], (0, 0)));
        assert_eq!(lines("a\n\nb"), (vec!["a".into(), "".into(), "b".into()], (2, 1)));
        assert_eq!(Editor::of_one_line().holding("ab").lines(0).0, ["a", "b"]);
    }

    #[test]
    fn whole_words_are_taken_out_and_brought_back() {
        let editor = Editor::of_several_lines().holding("two posts are filled");
        let editor = held(editor, KeyCode::Char('w'));
        assert_eq!(editor.text(), "two posts are ");
        let mut editor = held(editor, KeyCode::Char('y'));
        assert_eq!(editor.text(), "two posts are filled");
        editor.clear();
        assert!(editor.is_empty());
        assert_eq!(held(editor, KeyCode::Char('y')).text(), "two posts are filled");
    }

    #[test]
    fn control_characters_are_not_typed() {
        let editor = typed(Editor::of_several_lines(), &[KeyCode::Char('\u{1b}'), KeyCode::Char('a')]);
        assert_eq!(editor.text(), "a");
    }
}
