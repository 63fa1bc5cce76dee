//! The words that announce something asked: "Cleveland areas for improvement", "Recommendation 2 – …".
//! Which paragraphs are then the things asked is for `item`.

use super::body::{Bodies, Mention, Sort};
use crate::journey::deadline::read_number;
use crate::journey::inspection::Kind;

/// The longest announcement that ends in a colon, in words.
const LONGEST_SENTENCE: usize = 18;

/// The announcing words, whether they announce several, and of what kind; the longer before the shorter.
const MARKERS: [(&str, Kind, bool); 10] = [
    ("areas for improvement", Kind::AreaForImprovement, true),
    ("areas of improvement", Kind::AreaForImprovement, true),
    ("area for improvement", Kind::AreaForImprovement, false),
    ("area of improvement", Kind::AreaForImprovement, false),
    ("causes of concern", Kind::CauseOfConcern, true),
    ("cause of concern", Kind::CauseOfConcern, false),
    ("recommendations", Kind::Recommendation, true),
    ("recommendation", Kind::Recommendation, false),
    ("afis", Kind::AreaForImprovement, true),
    ("afi", Kind::AreaForImprovement, false),
];

/// Words that may stand beside the marker in an announcement.
const BESIDE: [&str; 24] = [
    "the",
    "a",
    "and",
    "for",
    "to",
    "made",
    "identified",
    "found",
    "given",
    "force",
    "forces",
    "key",
    "joint",
    "regional",
    "national",
    "hmicfrs",
    "new",
    "specific",
    "number",
    "no",
    "police",
    "all",
    "following",
    "our",
];

/// An announcement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Announcement {
    pub kind: Kind,
    /// "areas", not "area": more than one thing may follow.
    pub is_several: bool,
    /// Which of several it is: 2 of "Recommendation 2".
    pub number: Option<u32>,
    /// The bodies that the announcement names.
    pub bodies: Vec<String>,
    /// What is asked, where it stands in the same paragraph.
    pub words: Option<String>,
}

/// Reads a paragraph as an announcement, if it is one.
pub(super) fn announcement(text: &str, bodies: &Bodies) -> Option<Announcement> {
    let lower = text.to_ascii_lowercase();
    find_marker(&lower)?;
    if let Some(heading) = heading(text, bodies) {
        return Some(heading);
    }
    for (at, separator) in separators(text).take(3) {
        let (head, words) = (&text[..at], text[at + separator..].trim());
        if let Some(heading) = heading(head, bodies).filter(|_| !words.is_empty()) {
            return (!is_nothing(words)).then(|| Announcement { words: Some(words.to_string()), ..heading });
        }
    }
    sentence(text, &lower, bodies)
}

/// Where the first announcing words stand in lower-case text: start, end, kind, whether several.
fn find_marker(lower: &str) -> Option<(usize, usize, Kind, bool)> {
    let found = MARKERS.iter().filter_map(|(words, kind, is_several)| {
        let start = lower
            .match_indices(words)
            .map(|(start, _)| start)
            .find(|start| is_word(lower, *start, words.len()))?;
        Some((start, start + words.len(), *kind, *is_several))
    });
    found.min_by_key(|(start, ..)| *start)
}

fn is_word(text: &str, start: usize, length: usize) -> bool {
    let before = text[..start].chars().next_back();
    let after = text[start + length..].chars().next();
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}

/// Text that is nothing but an announcement: the marker, bodies, a number and a few small words.
fn heading(text: &str, bodies: &Bodies) -> Option<Announcement> {
    let text = text.trim().trim_end_matches([':', '–', '—', '-']).trim();
    if text.ends_with('.') {
        return None;
    }
    let lower = text.to_ascii_lowercase();
    let (start, end, kind, is_several) = find_marker(&lower)?;
    let mentions = bodies.mentions(text);
    let is_named = |at: usize| mentions.iter().any(|mention| (mention.start..mention.end).contains(&at));
    for (at, word) in words_at(&lower) {
        if !(start..end).contains(&at)
            && !is_named(at)
            && !BESIDE.contains(&word)
            && read_number(word).is_none()
        {
            return None;
        }
    }
    let after = lower[end..].split_whitespace().next().and_then(read_number);
    let number = after.filter(|_| !is_several);
    Some(Announcement { kind, is_several, number, bodies: names(&mentions), words: None })
}

/// A sentence that ends in a colon and speaks of what follows.
fn sentence(text: &str, lower: &str, bodies: &Bodies) -> Option<Announcement> {
    let (_, _, kind, is_several) = find_marker(lower)?;
    let is_one =
        text.ends_with(':') && !text.contains(". ") && text.split_whitespace().count() <= LONGEST_SENTENCE;
    // "The recommendation says that the force should:" is the thing asked, not its announcement.
    let is_asked = [" should", " must", " needs to", " need to"].iter().any(|duty| lower.contains(duty));
    let bodies = names(&bodies.mentions(text));
    (is_one && !is_asked).then_some(Announcement { kind, is_several, number: None, bodies, words: None })
}

fn names(mentions: &[Mention]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for mention in mentions.iter().filter(|mention| mention.sort != Sort::Unit || mentions.len() == 1) {
        if !names.contains(&mention.name) {
            names.push(mention.name.clone());
        }
    }
    names
}

fn words_at(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let base = text.as_ptr() as usize;
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && *word != "s")
        .map(move |word| (word.as_ptr() as usize - base, word))
}

/// Places where an announcement may end and the words begin: a dash or a colon, with its length.
fn separators(text: &str) -> impl Iterator<Item = (usize, usize)> {
    text.char_indices().filter_map(|(at, character)| match character {
        '–' | '—' | ':' => Some((at, character.len_utf8())),
        '-' if text[..at].ends_with(' ') && text[at + 1..].starts_with(' ') => Some((at, 1)),
        _ => None,
    })
}

fn is_nothing(words: &str) -> bool {
    let words = words.trim_end_matches('.').to_ascii_lowercase();
    matches!(words.as_str(), "none" | "nil" | "n/a" | "no" | "not applicable" | "0")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<Announcement> {
        announcement(text, &Bodies::new("Cleveland Police", &[]))
    }

    fn told(text: &str) -> (Kind, bool, Vec<String>, Option<String>) {
        let found = read(text).unwrap_or_else(|| panic!("`{text}` announces something"));
        (found.kind, found.is_several, found.bodies, found.words)
    }

    #[test]
    fn a_heading_says_what_kind_and_for_whom() {
        let afi = Kind::AreaForImprovement;
        assert_eq!(
            told("Durham areas for improvement"),
            (afi, true, vec!["Durham Constabulary".into()], None)
        );
        assert_eq!(told("Areas for Improvement:"), (afi, true, vec![], None));
        assert_eq!(
            told("Kent Police – Area for improvement 2"),
            (afi, false, vec!["Kent Police".into()], None)
        );
        assert_eq!(told("Cause of concern"), (Kind::CauseOfConcern, false, vec![], None));
        assert_eq!(
            told("4 Recommendations for the Home Office"),
            (Kind::Recommendation, true, vec!["Home Office".into()], None)
        );
        assert_eq!(
            told("The following recommendations were made to Kent:"),
            (Kind::Recommendation, true, vec!["Kent Police".into()], None)
        );
    }

    #[test]
    fn what_is_asked_may_stand_beside_it() {
        let (kind, _, bodies, words) =
            told("Recommendation 2 – By June 2023, the force should train: staff.");
        assert_eq!((kind, bodies), (Kind::Recommendation, vec![]));
        assert_eq!(words.as_deref(), Some("By June 2023, the force should train: staff."));
        assert_eq!(told("Durham – AFI: It should count.").3.as_deref(), Some("It should count."));
    }

    #[test]
    fn prose_about_recommendations_announces_nothing() {
        for prose in [
            "We know of areas for improvement, most of all in custody.",
            "The recommendations are on the agenda in spring.",
            "The commissioner has read the recommendations, and among them two AFIs for Cleveland",
            "No recommendation was left open – the PCC is pleased",
            "Recommendations.",
            "Areas for improvement – none",
            "The recommendation is that the force should:",
        ] {
            assert_eq!(read(prose), None, "{prose}");
        }
    }
}
