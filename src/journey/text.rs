//! Text from outside: the one place that makes it harmless.
//! Every text passes here before it is kept or shown; what the text means is for others.

use std::borrow::Cow;

/// What stands where a character was that could deceive or command a terminal.
const REPLACED: char = '\u{FFFD}';
/// The most characters of a person's words that a message repeats.
const LONGEST_QUOTE: usize = 60;

/// Gives `text` back with nothing in it but what can be seen, and newlines.
///
/// - Control characters (C0, DEL, C1), bidirectional marks, overrides and isolates, and every character
///   that Unicode lets a program draw as nothing become U+FFFD, so that a tampered text shows that it was.
/// - `\r\n` becomes `\n`; a tab becomes a space, since its width depends on the terminal.
/// - The line and paragraph separators U+2028 and U+2029 become `\n`: word processors write them for a line
///   break, and as a newline they are harmless and the words stay apart.
/// - A soft hyphen is dropped: it is a hint for typesetting inside a word, and a word with a hole in it
///   could be neither read nor found.
///
/// Borrowed when there was nothing to do. Cleaning a clean text changes nothing.
pub fn clean(text: &str) -> Cow<'_, str> {
    if text.chars().all(stays) {
        return Cow::Borrowed(text);
    }
    let mut cleaned = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' if characters.peek() == Some(&'\n') => {}
            '\u{AD}' => {}
            '\u{2028}' | '\u{2029}' => cleaned.push('\n'),
            '\t' => cleaned.push(' '),
            harmless if stays(harmless) => cleaned.push(harmless),
            _ => cleaned.push(REPLACED),
        }
    }
    Cow::Owned(cleaned)
}

/// [`clean`], and on one line: newlines and every run of white space become one space, the ends are trimmed.
pub fn clean_line(text: &str) -> Cow<'_, str> {
    match clean(text) {
        Cow::Borrowed(text) if is_folded(text) => Cow::Borrowed(text),
        Cow::Borrowed(text) => Cow::Owned(folded(text)),
        Cow::Owned(text) => Cow::Owned(folded(&text)),
    }
}

/// A person's words for a message: cleaned, on one line, cut where they are long, in back-ticks.
pub fn quoted(words: &str) -> String {
    let words = clean_line(words);
    match words.char_indices().nth(LONGEST_QUOTE) {
        Some((cut, _)) => format!("`{}…`", words[..cut].trim_end()),
        None => format!("`{words}`"),
    }
}

/// A name or a code that stands before more of a line: in quotes, as JSON has them, where it holds what could end it.
pub fn named(name: &str) -> Cow<'_, str> {
    if !name.contains([';', ':', '"', '\n']) {
        return Cow::Borrowed(name);
    }
    // A text can always be written as JSON.
    Cow::Owned(serde_json::to_string(&*clean(name)).unwrap_or_default())
}

/// The first letter made large, as a sentence or the name of a column begins.
pub fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().chain(letters).collect())
}

fn folded(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

fn is_folded(text: &str) -> bool {
    let mut after_space = true;
    for character in text.chars() {
        let is_space = character == ' ';
        if (is_space && after_space) || (!is_space && character.is_whitespace()) {
            return false;
        }
        after_space = is_space;
    }
    text.is_empty() || !after_space
}

fn stays(character: char) -> bool {
    if character.is_ascii() {
        return character == '\n' || !character.is_ascii_control();
    }
    !(character.is_control() || is_unseen(character))
}

/// Whether a character may be drawn as nothing, or turns the order of what stands around it:
/// Unicode's `Default_Ignorable_Code_Point`, the separators, and the interlinear annotation marks.
fn is_unseen(character: char) -> bool {
    matches!(character,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}'
        | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}'
        | '\u{E0000}'..='\u{E0FFF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn harmless_text_is_given_back_as_it_is() {
        for text in ["", "two\nlines", "café – “quoted” ✓ 警察"] {
            assert!(matches!(clean(text), Cow::Borrowed(same) if same == text));
        }
        assert!(matches!(clean_line("one line of words"), Cow::Borrowed(_)));
    }

    #[test]
    fn an_escape_sequence_loses_its_teeth() {
        assert_eq!(clean("a\u{1b}[2Jb\u{7}"), "a\u{FFFD}[2Jb\u{FFFD}");
        assert_eq!(clean("\u{9b}31m\u{85}\u{7f}\0"), "\u{FFFD}31m\u{FFFD}\u{FFFD}\u{FFFD}");
    }

    #[test]
    fn line_ends_become_newlines_and_a_lone_return_does_not_hide_a_line() {
        assert_eq!(clean("a\r\nb\tc\u{2028}d\u{2029}e"), "a\nb c\nd\ne");
        assert_eq!(clean("approved\rrefused"), "approved\u{FFFD}refused");
    }

    #[test]
    fn text_cannot_turn_its_own_order_or_hide_letters() {
        for unseen in ['\u{202E}', '\u{2066}', '\u{200B}', '\u{200D}', '\u{FEFF}', '\u{61C}', '\u{E0041}'] {
            assert_eq!(clean(&format!("a{unseen}b")), "a\u{FFFD}b", "U+{:04X}", unseen as u32);
        }
    }

    #[test]
    fn a_soft_hyphen_leaves_its_word_whole() {
        assert_eq!(clean("improve\u{AD}ment"), "improvement");
    }

    #[test]
    fn a_line_is_folded_and_trimmed() {
        assert_eq!(clean_line("  a \u{A0}\u{A0} b\n\nc\t"), "a b c");
        assert_eq!(clean_line(" \n "), "");
        assert_eq!(clean_line("ends in a space "), "ends in a space");
    }

    #[test]
    fn a_sentence_begins_with_a_capital() {
        assert_eq!(capital("next move: DCC"), "Next move: DCC");
        assert_eq!(capital("école"), "École");
        assert_eq!(capital(""), "");
    }

    #[test]
    fn a_long_quotation_is_cut_between_letters() {
        assert_eq!(quoted("as\nis"), "`as is`");
        let cut = quoted(&"é".repeat(100));
        assert_eq!(cut, format!("`{}…`", "é".repeat(60)));
    }

    proptest! {
        #[test]
        fn cleaning_leaves_nothing_harmful_and_is_done_once(text in any::<String>()) {
            let cleaned = clean(&text).into_owned();
            prop_assert!(cleaned.chars().all(|c| c == '\n' || !(c.is_control() || is_unseen(c))));
            prop_assert!(matches!(clean(&cleaned), Cow::Borrowed(_)));
            let line = clean_line(&text).into_owned();
            prop_assert!(!line.contains('\n') && !line.contains("  ") && line.trim() == line);
            prop_assert!(matches!(clean_line(&line), Cow::Borrowed(_)));
        }
    }
}
