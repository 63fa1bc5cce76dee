//! References: short enough to be said aloud in a meeting (`SOC22`, `SOC22-2`, `SOC22-2.a`, `M14`, `E9`).
//! What a reference names is kept elsewhere; here is only how it is written and read.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Words that should have been a reference and are not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{found}` is not {expected}")]
pub struct NotAReference {
    pub found: String,
    pub expected: &'static str,
}

/// An inspection: two to eight capital letters, the two digits of its year, a letter where one year holds two.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct InspectionCode(String);

/// One recommendation of an inspection: `SOC22-2`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct RecommendationRef {
    pub inspection: InspectionCode,
    pub number: u32,
}

/// An action's letter within its recommendation: `a` to `z`, then `aa`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Letter(String);

/// One action of a recommendation: `SOC22-2.a`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ActionRef {
    pub recommendation: RecommendationRef,
    pub letter: Letter,
}

/// A meeting: `M14`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct MeetingRef(pub u32);

/// A piece of evidence: `E9`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EvidenceRef(pub u32);

/// What one sequence of events is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Stream {
    Register,
    Inspection(InspectionCode),
    Recommendation(RecommendationRef),
    Meeting(MeetingRef),
}

impl InspectionCode {
    const EXPECTED: &'static str = "an inspection: two to eight letters and a year, like `SOC22`";

    /// Proposes a code from an inspection's title and year: the initials of the title's long words.
    /// `taken` says which codes are in use; a second one in a year gets the letter B, a third C.
    pub fn propose(title: &str, year: i32, taken: impl Fn(&InspectionCode) -> bool) -> InspectionCode {
        let stem = stem_of(title);
        let base = format!("{stem}{:02}", year.rem_euclid(100));
        let lettered = ('B'..='Z').map(|letter| format!("{base}{letter}"));
        let free =
            std::iter::once(base.clone()).chain(lettered).map(InspectionCode).find(|code| !taken(code));
        // Twenty-six inspections of one name in one year: people must choose by hand, so any code will do here.
        free.unwrap_or(InspectionCode(base))
    }
}

/// Titles in this field often end in what they are about: "… Response to Serious and Organised Crime (PEEL …)".
fn stem_of(title: &str) -> String {
    const SMALL: [&str; 14] =
        ["a", "an", "and", "at", "by", "for", "in", "into", "of", "on", "the", "to", "with", "how"];
    let outside_brackets = title.split(['(', '[']).next().unwrap_or(title);
    let subject = outside_brackets.rsplit_once(" to ").map_or(outside_brackets, |(_, subject)| subject);
    let initials: String = subject
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !SMALL.contains(&word.to_lowercase().as_str()))
        .filter_map(|word| word.chars().next())
        .filter(char::is_ascii_alphabetic)
        .map(|c| c.to_ascii_uppercase())
        .take(4)
        .collect();
    if initials.len() < 2 { "INS".into() } else { initials }
}

impl FromStr for InspectionCode {
    type Err = NotAReference;
    fn from_str(words: &str) -> Result<Self, NotAReference> {
        let code = words.trim().to_ascii_uppercase();
        let letters = code.bytes().take_while(u8::is_ascii_uppercase).count();
        let (digits, suffix) = code.as_bytes()[letters..].split_at((code.len() - letters).min(2));
        let well_formed = (2..=8).contains(&letters)
            && digits.len() == 2
            && digits.iter().all(u8::is_ascii_digit)
            && (suffix.is_empty() || (suffix.len() == 1 && suffix[0].is_ascii_uppercase()));
        if well_formed { Ok(Self(code)) } else { Err(not(words, Self::EXPECTED)) }
    }
}

impl RecommendationRef {
    const EXPECTED: &'static str = "a recommendation, like `SOC22-2`";
}

impl FromStr for RecommendationRef {
    type Err = NotAReference;
    fn from_str(words: &str) -> Result<Self, NotAReference> {
        let wrong = || not(words, Self::EXPECTED);
        let (code, number) = words.trim().split_once('-').ok_or_else(wrong)?;
        let inspection = code.parse().map_err(|_| wrong())?;
        Ok(Self { inspection, number: counting(number).ok_or_else(wrong)? })
    }
}

impl Letter {
    const EXPECTED: &'static str = "an action's letter, like `a`";

    /// The letter of the action at `index`, counted from nought.
    pub fn at(index: usize) -> Letter {
        let last = (b'a' + (index % 26) as u8) as char;
        match index / 26 {
            0 => Letter(last.to_string()),
            rest => Letter(format!("{}{last}", Letter::at(rest - 1).0)),
        }
    }
}

impl FromStr for Letter {
    type Err = NotAReference;
    fn from_str(words: &str) -> Result<Self, NotAReference> {
        let letter = words.trim().to_ascii_lowercase();
        let well_formed = (1..=3).contains(&letter.len()) && letter.bytes().all(|b| b.is_ascii_lowercase());
        if well_formed { Ok(Self(letter)) } else { Err(not(words, Self::EXPECTED)) }
    }
}

impl ActionRef {
    const EXPECTED: &'static str = "an action, like `SOC22-2.a`";
}

impl FromStr for ActionRef {
    type Err = NotAReference;
    fn from_str(words: &str) -> Result<Self, NotAReference> {
        let wrong = || not(words, Self::EXPECTED);
        let (recommendation, letter) = words.trim().split_once('.').ok_or_else(wrong)?;
        let recommendation = recommendation.parse().map_err(|_| wrong())?;
        Ok(Self { recommendation, letter: letter.parse().map_err(|_| wrong())? })
    }
}

impl MeetingRef {
    const EXPECTED: &'static str = "a meeting, like `M14`";
}

impl FromStr for MeetingRef {
    type Err = NotAReference;
    fn from_str(words: &str) -> Result<Self, NotAReference> {
        numbered(words, ['M', 'm']).map(Self).ok_or_else(|| not(words, Self::EXPECTED))
    }
}

impl EvidenceRef {
    const EXPECTED: &'static str = "a piece of evidence, like `E9`";
}

impl FromStr for EvidenceRef {
    type Err = NotAReference;
    fn from_str(words: &str) -> Result<Self, NotAReference> {
        numbered(words, ['E', 'e']).map(Self).ok_or_else(|| not(words, Self::EXPECTED))
    }
}

impl FromStr for Stream {
    type Err = NotAReference;
    fn from_str(words: &str) -> Result<Self, NotAReference> {
        if words == "register" {
            return Ok(Stream::Register);
        }
        let recommendation = words.parse().map(Stream::Recommendation);
        recommendation
            .or_else(|_| words.parse().map(Stream::Inspection))
            .or_else(|_| words.parse().map(Stream::Meeting))
            .map_err(|_| not(words, "`register`, an inspection, a recommendation or a meeting"))
    }
}

fn not(found: &str, expected: &'static str) -> NotAReference {
    NotAReference { found: found.trim().to_string(), expected }
}

/// A counting number without sign or leading nought, as references write it.
fn counting(digits: &str) -> Option<u32> {
    let plain = !digits.starts_with('0') && digits.bytes().all(|b| b.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten()
}

fn numbered(words: &str, letter: [char; 2]) -> Option<u32> {
    counting(words.trim().strip_prefix(letter)?)
}

impl fmt::Display for InspectionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for RecommendationRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.inspection, self.number)
    }
}

impl fmt::Display for Letter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for ActionRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.recommendation, self.letter)
    }
}

impl fmt::Display for MeetingRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "M{}", self.0)
    }
}

impl fmt::Display for EvidenceRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "E{}", self.0)
    }
}

impl fmt::Display for Stream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Stream::Register => f.write_str("register"),
            Stream::Inspection(code) => code.fmt(f),
            Stream::Recommendation(reference) => reference.fmt(f),
            Stream::Meeting(meeting) => meeting.fmt(f),
        }
    }
}

macro_rules! stored_as_its_words {
    ($($name:ty),+) => {$(
        impl TryFrom<String> for $name {
            type Error = NotAReference;
            fn try_from(words: String) -> Result<Self, NotAReference> {
                words.parse()
            }
        }
        impl From<$name> for String {
            fn from(reference: $name) -> String {
                reference.to_string()
            }
        }
    )+};
}
stored_as_its_words!(InspectionCode, RecommendationRef, Letter, ActionRef, MeetingRef, EvidenceRef, Stream);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read_as_they_are_written() {
        for words in ["SOC22", "SOC22B"] {
            assert_eq!(words.parse::<InspectionCode>().unwrap().to_string(), words);
        }
        assert_eq!("soc22-2.A".parse::<ActionRef>().unwrap().to_string(), "SOC22-2.a");
        assert_eq!("m14".parse::<MeetingRef>().unwrap(), MeetingRef(14));
        for words in ["register", "SOC22", "SOC22-3", "M14"] {
            assert_eq!(words.parse::<Stream>().unwrap().to_string(), words);
        }
    }

    #[test]
    fn what_is_not_a_reference_is_said() {
        for words in
            ["", "S22", "SOC", "SOC2", "SOC22BB", "SOC22-0", "SOC22-01", "SOC22-+1", "SOC22-1.", "M0", "é22"]
        {
            assert!(words.parse::<Stream>().is_err(), "{words}");
        }
        let refused = "SOC22".parse::<RecommendationRef>().unwrap_err();
        assert_eq!(refused.to_string(), "`SOC22` is not a recommendation, like `SOC22-2`");
    }

    #[test]
    fn letters_go_on_after_z() {
        let letters: Vec<_> = [0, 25, 26, 51, 52].map(|index| Letter::at(index).to_string()).into();
        assert_eq!(letters, ["a", "z", "aa", "az", "ba"]);
    }

    #[test]
    fn a_code_is_proposed_from_title_and_year() {
        let title = "North East Regional Response to Serious and Organised Crime (PEEL Regional organised Crime Units)";
        assert_eq!(InspectionCode::propose(title, 2022, |_| false).to_string(), "SOC22");
        let taken = |code: &InspectionCode| code.to_string() == "SOC22";
        assert_eq!(InspectionCode::propose(title, 2022, taken).to_string(), "SOC22B");
        assert_eq!(InspectionCode::propose("Custody", 2024, |_| false).to_string(), "INS24");
    }
}
