//! One line without its Markdown: the words, and what the marks said about them.
//! Only what published responses use; a document without Markdown passes unchanged.

use crate::journey::text::clean_line;

/// How far a link's end is looked for, so that a line of brackets takes no longer than another.
const LONGEST_LINK: usize = 300;

/// What stands before the words of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    None,
    Bullet,
    Number(u32),
}

/// A line's words, on one line and without marks.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Bare {
    pub text: String,
    pub mark: Mark,
    /// Whether the line is a Markdown heading.
    pub is_heading: bool,
    /// Whether the words begin in bold or italics.
    pub is_emphasised: bool,
}

/// Reads one line.
pub(super) fn bare(line: &str) -> Bare {
    let line = line.trim().trim_start_matches('>').trim_start();
    let is_rule = line.len() >= 3 && line.chars().all(|c| matches!(c, '-' | '*' | '_' | '=' | ' '));
    if is_rule {
        return Bare { text: String::new(), mark: Mark::None, is_heading: false, is_emphasised: false };
    }
    let words = line.trim_start_matches('#');
    let is_heading = words.len() < line.len() && words.starts_with(' ');
    let (mark, words, number_emphasised) = marked(if is_heading { words.trim_start() } else { line });
    let is_emphasised = number_emphasised || words.starts_with(['*', '_']);
    let text = if words.starts_with('|') { cells(words) } else { words.to_string() };
    Bare { text: clean_line(&unmarked(&text)).into_owned(), mark, is_heading, is_emphasised }
}

/// Splits the bullet or the number off; the last value says whether emphasis began before a number.
fn marked(line: &str) -> (Mark, &str, bool) {
    let mut characters = line.chars();
    let first = characters.next();
    let is_bullet = first
        .is_some_and(|c| matches!(c, '-' | '*' | '+' | '•' | '▪' | '◦' | '·' | '●' | '○' | '⇒' | '\u{F0B7}'));
    if is_bullet && characters.as_str().starts_with(char::is_whitespace) {
        return (Mark::Bullet, characters.as_str().trim_start(), false);
    }
    if let Some((number, words)) = numbered(line) {
        return (Mark::Number(number), words, false);
    }
    match numbered(line.trim_start_matches(['*', '_'])) {
        Some((number, words)) => (Mark::Number(number), words, true),
        None => (Mark::None, line, false),
    }
}

/// `1. `, `1) `, `(1) ` or `1\. ` and what follows. Three digits at most: `2022. ` is a year.
fn numbered(line: &str) -> Option<(u32, &str)> {
    let line = line.strip_prefix('(').unwrap_or(line);
    let end = line.find(|c: char| !c.is_ascii_digit()).filter(|end| (1..=3).contains(end))?;
    let number = line[..end].parse().ok()?;
    let rest = line[end..].trim_start_matches('\\').strip_prefix(['.', ')'])?.trim_start_matches(['*', '_']);
    rest.starts_with(char::is_whitespace).then(|| (number, rest.trim_start()))
}

/// The cells of a table's row, as the label and the value that a form's row is.
fn cells(row: &str) -> String {
    let cells =
        row.split('|').map(str::trim).filter(|cell| !cell.chars().all(|c| matches!(c, '-' | ':' | ' ')));
    cells.collect::<Vec<_>>().join(" – ")
}

/// Words without emphasis, escapes and the addresses of links.
fn unmarked(text: &str) -> String {
    let characters: Vec<char> = text.chars().collect();
    let mut words = String::with_capacity(text.len());
    let mut at = 0;
    while at < characters.len() {
        let (before, next) = (at.checked_sub(1).map(|before| characters[before]), characters.get(at + 1));
        match characters[at] {
            '\\' if next.is_some_and(char::is_ascii_punctuation) => {
                words.push(characters[at + 1]);
                at += 1;
            }
            mark @ ('*' | '_') => {
                if !is_emphasis(mark, before, next.copied()) {
                    words.push(mark);
                }
            }
            ']' => match link_end(&characters[at..]) {
                Some(length) => at += length,
                None => words.push(']'),
            },
            '[' if is_link(&characters[at..]) => {}
            other => words.push(other),
        }
        at += 1;
    }
    words
}

/// An asterisk between spaces, and an underscore inside a word, are themselves.
fn is_emphasis(mark: char, before: Option<char>, next: Option<char>) -> bool {
    let is_space = |c: Option<char>| c.is_some_and(char::is_whitespace);
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    match mark {
        '*' => !(is_space(before) && is_space(next)),
        _ => !(is_letter(before) && is_letter(next) || is_space(before) && is_space(next)),
    }
}

fn is_link(from: &[char]) -> bool {
    let end = from.iter().take(LONGEST_LINK).position(|c| *c == ']');
    end.is_some_and(|end| link_end(&from[end..]).is_some())
}

/// The length of `](address` in `](address)`, where `from` begins at the bracket.
fn link_end(from: &[char]) -> Option<usize> {
    if from.get(1) != Some(&'(') {
        return None;
    }
    from.iter().take(LONGEST_LINK).position(|c| *c == ')')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(line: &str) -> String {
        bare(line).text
    }

    #[test]
    fn plain_words_stay() {
        let plain = bare("The force should, by 5 * 3 means, keep snake_case and [x] as they are.");
        assert_eq!(plain.text, "The force should, by 5 * 3 means, keep snake_case and [x] as they are.");
        assert_eq!((plain.mark, plain.is_heading, plain.is_emphasised), (Mark::None, false, false));
    }

    #[test]
    fn headings_and_emphasis_are_seen_and_gone() {
        let heading = bare("## **FORCE RESPONSE**");
        assert_eq!(
            (heading.text.as_str(), heading.is_heading, heading.is_emphasised),
            ("FORCE RESPONSE", true, true)
        );
        assert_eq!(words("**Title** – _a_ and ***b***"), "Title – a and b");
        assert_eq!(words("#hashtag"), "#hashtag");
    }

    #[test]
    fn bullets_and_numbers_are_split_off() {
        for (line, mark) in [
            ("- one", Mark::Bullet),
            ("* one", Mark::Bullet),
            ("• one", Mark::Bullet),
            ("1. one", Mark::Number(1)),
            ("12) one", Mark::Number(12)),
            ("(3) one", Mark::Number(3)),
            ("4\\. one", Mark::Number(4)),
            ("> 5. one", Mark::Number(5)),
        ] {
            let found = bare(line);
            assert_eq!(
                (found.text.as_str(), found.mark, found.is_emphasised),
                ("one", mark, false),
                "{line}"
            );
        }
        for line in ["1. *one*", "**1.** one", "*1. one*"] {
            let found = bare(line);
            assert_eq!(
                (found.text.as_str(), found.mark, found.is_emphasised),
                ("one", Mark::Number(1), true),
                "{line}"
            );
        }
        assert_eq!(bare("2022. A year").mark, Mark::None);
        assert_eq!(bare("1.5 million").mark, Mark::None);
    }

    #[test]
    fn links_escapes_rules_and_tables_become_words() {
        assert_eq!(words("see [the report](https://example.org/a_b) now"), "see the report now");
        assert_eq!(words("AT\\&T \\*"), "AT&T *");
        assert_eq!(words("---"), "");
        assert_eq!(words("| **Title of Inspection** | Custody |"), "Title of Inspection – Custody");
        assert_eq!(words("|---|:--|"), "");
    }

    proptest! {
        #[test]
        fn no_line_makes_it_panic(line in "[-#>*_ |0-9.)(\\[\\]\\\\a-z]{0,40}", any in "\\PC*") {
            prop_assert!(!bare(&line).text.contains('\n'));
            prop_assert!(!bare(&any).text.contains('\n'));
        }
    }
}
