//! Text in lines of a given width, measured as a terminal does.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::journey::statement::GOES_ON;

/// The width of what is printed where nothing says another.
pub const WIDTH: usize = 100;

/// Folds text at spaces into lines of at most `width` columns, each after `indent`.
/// Lines that the text has stay lines; a word too long for a line is broken.
pub fn fold(text: &str, width: usize, indent: &str) -> String {
    let room = width.saturating_sub(indent.width()).max(8);
    let mut out = String::new();
    for line in text.lines() {
        let mut used = 0;
        out.push_str(indent);
        for word in line.split_whitespace().flat_map(|word| pieces(word, room)) {
            if used > 0 && used + 1 + word.width() > room {
                out.push('\n');
                out.push_str(indent);
                used = 0;
            }
            if used > 0 {
                out.push(' ');
                used += 1;
            }
            out.push_str(word);
            used += word.width();
        }
        out.push('\n');
    }
    out
}

/// A line of a statement in rows of at most `width` columns. What goes on begins with two spaces, for want of room as
/// at a line's own end: so no words can look like the beginning of another field.
pub fn hang(line: &str, width: usize) -> Vec<String> {
    let rows = |width| fold(line, width, "").lines().map(str::to_string).collect::<Vec<_>>();
    let whole = rows(width);
    if whole.len() <= 1 && !line.starts_with(GOES_ON) {
        return whole;
    }
    let goes_on = |at: usize| at > 0 || line.starts_with(GOES_ON);
    let hung = rows(width.saturating_sub(GOES_ON.len())).into_iter().enumerate();
    hung.map(|(at, row)| if goes_on(at) { format!("{GOES_ON}{row}") } else { row }).collect()
}

/// A head, and beside it a text whose further lines stand under its first.
pub fn beside(head: &str, text: &str, width: usize) -> String {
    let folded = fold(text, width, &" ".repeat(head.width()));
    // The first line's indent is spaces, a byte each; the head stands in their place.
    format!("{head}{}", folded.get(head.width()..).unwrap_or_default())
}

/// A word in pieces no wider than a line.
fn pieces(word: &str, room: usize) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = word;
    while rest.width() > room {
        let cut = rest.len() - after(rest, room).len();
        pieces.push(&rest[..cut]);
        rest = &rest[cut..];
    }
    pieces.push(rest);
    pieces
}

/// What is left of a text after as much of it as fits into `room` columns, at least one character.
fn after(text: &str, room: usize) -> &str {
    let plain = |byte: &u8| (b' '..=b'~').contains(byte);
    if text.as_bytes().iter().take(room + 1).all(plain) {
        return text.get(room.max(1)..).unwrap_or_default();
    }
    let mut used = 0;
    for (index, character) in text.char_indices() {
        used += character.width().unwrap_or(0);
        if used > room && index > 0 {
            return &text[index..];
        }
    }
    ""
}

/// A text on one line, cut with `…` where it is too wide, and filled with spaces where it is not.
pub fn cell(text: &str, width: usize) -> String {
    let line = text.lines().next().unwrap_or_default();
    let mut out = cut(line, width);
    out.extend(std::iter::repeat_n(' ', width.saturating_sub(out.width())));
    out
}

/// A text on one line, cut with `…` where it is too wide.
pub fn cut(text: &str, width: usize) -> String {
    let line = text.lines().next().unwrap_or_default();
    // Measured no further than it is shown: most texts are far longer.
    if after(line, width).is_empty() {
        return line.to_string();
    }
    let kept = line.len() - after(line, width.saturating_sub(1)).len();
    format!("{}…", &line[..kept])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_folded_at_spaces_and_long_words_are_broken() {
        assert_eq!(fold("one two three\nfour", 12, "  "), "  one two\n  three\n  four\n");
        assert_eq!(fold("abcdefghijklmnop", 10, "  "), "  abcdefgh\n  ijklmnop\n");
    }

    #[test]
    fn a_text_beside_a_head_goes_on_under_its_own_beginning() {
        assert_eq!(beside("E9  ", "one two three", 12), "E9  one two\n    three\n");
        assert_eq!(beside("é  ", "one two", 11), "é  one two\n");
    }

    #[test]
    fn a_cell_is_exactly_as_wide_as_asked() {
        assert_eq!(cell("Governance", 6), "Gover…");
        assert_eq!(cell("警察庁", 5), "警察…");
        assert_eq!(cell("ab", 4), "ab  ");
    }
}
