//! Whether two wordings ask the same thing: by the words that carry meaning, not by their order.
//! Who they are asked of is judged by the caller.

use std::collections::BTreeSet;

/// From this share of common words on, two wordings are the same thing.
const SAME: f64 = 0.75;
/// Where each wording has a word of its own, one of so few words is another thing: "its use of dogs".
const FEW: usize = 5;
/// From here on a person is asked to look.
const NEAR: f64 = 0.4;
/// A wording of fewer words than this is too short to be found inside a longer one.
const FEWEST_INSIDE: usize = 4;

/// Words that any recommendation may hold.
const EMPTY: [&str; 44] = [
    "the",
    "a",
    "an",
    "of",
    "to",
    "and",
    "or",
    "at",
    "in",
    "for",
    "on",
    "by",
    "with",
    "that",
    "it",
    "its",
    "their",
    "this",
    "be",
    "is",
    "are",
    "has",
    "have",
    "should",
    "must",
    "need",
    "needs",
    "make",
    "makes",
    "making",
    "sure",
    "ensure",
    "ensures",
    "ensuring",
    "force",
    "forces",
    "police",
    "constabulary",
    "chief",
    "constable",
    "constables",
    "as",
    "so",
    "all",
];

/// How alike two wordings are.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Likeness {
    /// The same thing, and how alike (up to 1).
    Same(f64),
    /// Perhaps the same thing.
    Near,
    Other,
}

/// Compares two wordings.
pub(super) fn likeness(one: &Wording, other: &Wording) -> Likeness {
    if one.figures != other.figures && !one.figures.is_empty() && !other.figures.is_empty() {
        return Likeness::Other;
    }
    let common = one.words.intersection(&other.words).count();
    let (fewer, all) = (one.words.len().min(other.words.len()), one.words.len() + other.words.len());
    if all == 0 {
        return Likeness::Other;
    }
    let share = 2.0 * common as f64 / all as f64;
    let is_inside = common == fewer && fewer >= FEWEST_INSIDE;
    let is_swapped = common < fewer && fewer <= FEW;
    match share {
        share if share >= SAME && !is_swapped => Likeness::Same(share),
        _ if is_inside => Likeness::Same(SAME),
        share if share >= NEAR => Likeness::Near,
        _ => Likeness::Other,
    }
}

/// The words of a text that carry meaning, and its figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wording {
    words: BTreeSet<String>,
    figures: BTreeSet<String>,
    /// The whole text without case and punctuation.
    plain: String,
}

impl Wording {
    pub fn new(text: &str) -> Wording {
        let text = text.to_lowercase().replace('’', "'").replace("n't ", " not ");
        let all: Vec<&str> =
            text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let words = without_abbreviations(&text);
        let is_figure = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
        Wording {
            words: words
                .iter()
                .filter(|word| !EMPTY.contains(&word.as_str()))
                .map(|word| stem(word))
                .collect(),
            figures: all.iter().filter(|word| is_figure(word)).map(|word| word.to_string()).collect(),
            plain: all.join(" "),
        }
    }

    /// Whether the two differ in nothing but case and punctuation.
    pub fn reads_like(&self, other: &Wording) -> bool {
        self.plain == other.plain
    }
}

/// The words of a text, without what stands in brackets where that is one short word: `(soc)`.
fn without_abbreviations(text: &str) -> Vec<String> {
    let words = text
        .split_whitespace()
        .filter(|word| !(word.starts_with('(') && word.len() <= 10 && word.contains(')')));
    words
        .flat_map(|word| word.split(|c: char| !c.is_alphanumeric()))
        .filter(|word| word.len() > 1)
        .map(str::to_string)
        .collect()
}

/// A word without the ending that grammar gave it; rough, and the same for both wordings.
fn stem(word: &str) -> String {
    let ends = ["ments", "ment", "ations", "ation", "ing", "ies", "ed", "es", "s", "e", "y"];
    let cut = ends.iter().find_map(|end| word.strip_suffix(end)).filter(|stem| stem.chars().count() >= 4);
    cut.unwrap_or(word).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compare(one: &str, other: &str) -> Likeness {
        likeness(&Wording::new(one), &Wording::new(other))
    }

    fn is_same(one: &str, other: &str) -> bool {
        matches!(compare(one, other), Likeness::Same(_))
    }

    #[test]
    fn another_wording_is_the_same_thing() {
        for (one, other) in [
            (
                "The force doesn’t have enough custody staff to meet demand",
                "The force does not have enough custody staff to meet demand.",
            ),
            (
                "The Force should write a clearer plan for stolen machines in villages.",
                "the force should be writing a clearer plan for stolen machines (SM) in villages",
            ),
            (
                "Regional chief constables should name one lead officer for cyber",
                "Name one lead officer for cyber",
            ),
            (
                "The force should improve how it records missing children",
                "The force needs to make sure it improves its recording of missing children",
            ),
        ] {
            assert!(is_same(one, other), "{one} / {other}: {:?}", compare(one, other));
            assert_eq!(compare(one, other), compare(other, one));
        }
    }

    #[test]
    fn the_same_frame_around_another_thing_is_another_thing() {
        for (one, other) in [
            (
                "The force should make sure that it has enough custody staff",
                "The force should make sure that it has enough crime analysts",
            ),
            ("The force should review its use of drones", "The force should review its use of dogs"),
            ("The force should train 20 officers in fraud", "The force should train 35 officers in fraud"),
            ("", ""),
            ("fraud", "the force should deal with fraud and cybercrime in a better way than it does"),
        ] {
            assert!(!is_same(one, other), "{one} / {other}: {:?}", compare(one, other));
        }
    }

    #[test]
    fn a_near_wording_is_neither() {
        let (one, other) = (
            "The force should improve custody records for children",
            "The force should check custody visits by children",
        );
        assert_eq!(compare(one, other), Likeness::Near);
    }

    #[test]
    fn punctuation_alone_makes_no_other_wording() {
        assert!(Wording::new("The Force, should act").reads_like(&Wording::new("the force should act.")));
        assert!(
            !Wording::new("the force should act").reads_like(&Wording::new("the force should act (SOC)"))
        );
    }
}
