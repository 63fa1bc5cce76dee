//! Making text fit: cut with a sign that it was cut, wrapped between words, padded to a column.
//! Widths are those of the terminal's cells, not of bytes or characters.

use chrono::NaiveDate;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::journey::deadline::in_words;
use crate::journey::text::{clean, clean_line};

/// The text on one line, cut to `width` cells; an ellipsis shows that it was cut.
pub fn cut(text: &str, width: usize) -> String {
    let text = clean(text).replace('\n', " ");
    if text.width() <= width {
        return text;
    }
    let Some(room) = width.checked_sub(1) else { return String::new() };
    format!("{}…", head(&text, room).trim_end())
}

/// The text cut and padded to exactly `width` cells.
pub fn column(text: &str, width: usize) -> String {
    let cut = cut(text, width);
    let missing = width.saturating_sub(cut.width());
    cut + &" ".repeat(missing)
}

/// So many cells the widest of these takes, and `least` at least.
pub fn widest<'a>(texts: impl Iterator<Item = &'a str>, least: usize) -> usize {
    texts.map(UnicodeWidthStr::width).max().unwrap_or(0).max(least)
}

/// As many of the first characters as fit in `width` cells.
fn head(text: &str, width: usize) -> &str {
    let mut used = 0;
    for (index, letter) in text.char_indices() {
        used += letter.width().unwrap_or(0);
        if used > width {
            return &text[..index];
        }
    }
    text
}

/// The text in lines of at most `width` cells, broken between words where that is possible.
/// Line ends of the text stay. An empty text is one empty line.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    if width == 0 {
        return Vec::new();
    }
    text.split('\n').flat_map(|line| wrap_line(&clean_line(line), width)).collect()
}

fn wrap_line(line: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for mut word in line.split_whitespace() {
        // A mark that takes no cell of its own still stands before the gap.
        let last = lines.last().filter(|last| !last.is_empty()).map(|last| last.width());
        if last.is_some_and(|last| last + 1 + word.width() > width) {
            lines.push(String::new());
        }
        while word.width() > width {
            let part = head(word, width);
            // A character wider than the line cannot be shown in it at all.
            if part.is_empty() {
                return lines;
            }
            append(&mut lines, part);
            lines.push(String::new());
            word = &word[part.len()..];
        }
        append(&mut lines, word);
    }
    lines
}

fn append(lines: &mut [String], word: &str) {
    let Some(last) = lines.last_mut() else { return };
    if !last.is_empty() {
        last.push(' ');
    }
    last.push_str(word);
}

/// How far a day is: `today`, `in 5 days`, `3 days ago`.
pub fn from_today(day: NaiveDate, today: NaiveDate) -> String {
    match (day - today).num_days() {
        0 => "today".into(),
        1 => "tomorrow".into(),
        -1 => "yesterday".into(),
        ahead @ 2.. => format!("in {ahead} days"),
        behind => format!("{} days ago", -behind),
    }
}

/// A promise as it stands today: `30 Jun 2023`, `in 5 days` within the warning, `late by 3 days` once it has passed.
pub fn promised(day: NaiveDate, today: NaiveDate, warning_days: u32) -> String {
    match (day - today).num_days() {
        late @ ..0 => format!("late by {}", days(-late)),
        left if left <= i64::from(warning_days) => from_today(day, today),
        _ => in_words(day),
    }
}

/// The same in at most eleven cells, for a column: `30 Jun 2023`, `in 5 d`, `3 d late`.
pub fn promised_shortly(day: NaiveDate, today: NaiveDate, warning_days: u32) -> String {
    match (day - today).num_days() {
        late @ ..0 => format!("{} d late", -late),
        0 => "today".into(),
        left if left <= i64::from(warning_days) => format!("in {left} d"),
        _ => in_words(day),
    }
}

/// So many days in words.
pub fn days(count: i64) -> String {
    if count == 1 { "1 day".into() } else { format!("{count} days") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_cut_says_so_and_never_is_wider() {
        assert_eq!(cut("neighbourhood", 13), "neighbourhood");
        assert_eq!(cut("neighbourhood policing", 14), "neighbourhood…");
        assert_eq!(cut("警察警察", 4), "警…");
        assert_eq!(cut("words", 0), "");
        assert_eq!(column("ab", 4), "ab  ");
    }

    #[test]
    fn lines_break_between_words_and_long_words_within() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("abcdefghij k", 4), ["abcd", "efgh", "ij k"]);
        assert_eq!(wrap("a\n\nb", 4), ["a", "", "b"]);
        assert_eq!(wrap("警", 1), [""]);
        assert!(wrap("words", 0).is_empty());
    }

    #[test]
    fn a_promise_is_told_by_how_near_it_is() {
        let day = |words: &str| words.parse::<NaiveDate>().unwrap();
        let today = day("2023-02-02");
        assert_eq!(promised(day("2023-02-01"), today, 28), "late by 1 day");
        assert_eq!(promised(day("2023-02-03"), today, 28), "tomorrow");
        assert_eq!(promised(day("2023-03-02"), today, 28), "in 28 days");
        assert_eq!(promised(day("2023-03-03"), today, 28), in_words(day("2023-03-03")));
    }
}
