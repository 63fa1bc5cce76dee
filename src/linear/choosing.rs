//! Choosing among words: by number, by the whole, or by how a word begins.

use crate::journey::text::clean_line;

/// What a line chooses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Chosen {
    /// The place of the choice.
    One(usize),
    /// Several begin so: their places.
    Several(Vec<usize>),
    None,
}

/// Which of the words a line means: the same words, else the only one that begins so,
/// else the only one of which some word begins so.
pub fn among<T: AsRef<str>>(words: &[T], said: &str) -> Chosen {
    let said = plain(said);
    if said.is_empty() {
        return Chosen::None;
    }
    let all = |fits: &dyn Fn(&str) -> bool| -> Vec<usize> {
        let fits = |(_, word): &(usize, &T)| fits(&plain(word.as_ref()));
        words.iter().enumerate().filter(fits).map(|(index, _)| index).collect()
    };
    let within = |word: &str| word.split(' ').skip(1).any(|part| part.starts_with(&said));
    for found in [
        all(&|word| word == said),
        all(&|word: &str| word.starts_with(&said)),
        all(&|word: &str| within(word)),
    ] {
        match found.as_slice() {
            [] => {}
            [only] => return Chosen::One(*only),
            _ => return Chosen::Several(found),
        }
    }
    Chosen::None
}

/// Which of the choices a line means, which may be their number. Choices that are numbers themselves
/// go by what they are, not by their place.
pub fn numbered_or_among<T: AsRef<str>>(words: &[T], said: &str) -> Chosen {
    match number(said) {
        Some(number) if are_numbered(words) => match (1..=words.len()).contains(&number) {
            true => Chosen::One(number - 1),
            false => Chosen::None,
        },
        _ => among(words, said),
    }
}

/// Whether these choices can be told with numbers before them.
pub fn are_numbered<T: AsRef<str>>(words: &[T]) -> bool {
    !words.iter().any(|word| number(word.as_ref()).is_some())
}

/// A number as people type it: `3`, or `3.`.
pub fn number(said: &str) -> Option<usize> {
    let said = said.trim().trim_end_matches('.');
    let digits = !said.is_empty() && said.len() <= 6 && said.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| said.parse().ok())?
}

/// Whether two words are the same to whoever types them.
pub fn same(word: &str, said: &str) -> bool {
    plain(word) == plain(said)
}

/// Words as they are compared: in small letters, hyphens as spaces.
fn plain(words: &str) -> String {
    clean_line(&words.replace(['-', '_'], " ")).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROLES: [&str; 4] = ["lead", "lpb-office", "evidence add", "evidence accept"];

    #[test]
    fn the_whole_word_wins_over_a_beginning() {
        assert_eq!(among(&["report", "report all"], "report"), Chosen::One(0));
    }

    #[test]
    fn a_beginning_is_enough_where_only_one_begins_so() {
        assert_eq!(among(&ROLES, "LE"), Chosen::One(0));
        assert_eq!(among(&ROLES, "lpb office"), Chosen::One(1));
        assert_eq!(among(&ROLES, "acc"), Chosen::One(3));
        assert_eq!(among(&ROLES, "evi"), Chosen::Several(vec![2, 3]));
        assert_eq!(among(&ROLES, "x"), Chosen::None);
        assert_eq!(among(&ROLES, " "), Chosen::None);
    }

    #[test]
    fn a_number_chooses_where_the_choices_are_not_numbers() {
        assert_eq!(numbered_or_among(&ROLES, "2."), Chosen::One(1));
        assert_eq!(numbered_or_among(&ROLES, "5"), Chosen::None);
        assert_eq!(numbered_or_among(&["2", "1"], "1"), Chosen::One(1));
    }
}
