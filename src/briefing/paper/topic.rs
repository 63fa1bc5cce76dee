//! Which papers there are, and how each is asked for.

use crate::journey::reference::{InspectionCode, MeetingRef, NotAReference, RecommendationRef};
use crate::journey::text::quoted;

/// A paper, and what it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Topic {
    ActionLog,
    Overdue,
    Committee,
    Inspection(InspectionCode),
    Owner(String),
    Recommendation(RecommendationRef),
    SignOff(RecommendationRef),
    Meeting(MeetingRef),
    Minutes(MeetingRef),
}

/// The words name no paper.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotATopic {
    #[error("{} is no paper; there are {}", quoted(.0), Topic::told())]
    Unknown(String),
    #[error("`{paper}` is a paper about {about}, which is missing")]
    AboutNothing { paper: &'static str, about: &'static str },
    #[error("`{paper}` is about the whole register, not about {}", quoted(.said))]
    AboutAll { paper: &'static str, said: String },
    #[error("{0}")]
    Reference(#[from] NotAReference),
}

/// Every paper: its word, what is named behind it, and what it holds.
pub const PAPERS: [(&str, &str, &str); 9] = [
    ("action-log", "", "every action that is open, by owner, and what was finished in the period"),
    ("overdue", "", "what is overdue, and how long everything open has been asked"),
    ("committee", "", "what may be said in public: no names, no internal comments"),
    ("inspection", "CODE", "one inspection and all that it asks"),
    ("owner", "NAME", "one owner's actions"),
    ("recommendation", "REF", "one recommendation's whole story"),
    ("signoff", "REF", "one recommendation's case, the decision on it, its signature and how to check that"),
    ("meeting", "MEETING", "the pack for a meeting: what is due, overdue, returned and quiet, then by owner"),
    ("minutes", "MEETING", "what was recorded at a meeting, and who attended"),
];

impl Topic {
    /// Reads the words by which a paper is asked for: `action-log`, `owner A. Lead`, `minutes M12`.
    pub fn read(words: &str) -> Result<Topic, NotATopic> {
        let words = words.trim();
        let (paper, about) = words.split_once(char::is_whitespace).unwrap_or((words, ""));
        let about = about.trim();
        let unknown = || NotATopic::Unknown(paper.to_string());
        let (paper, wants, _) = PAPERS.into_iter().find(|(name, ..)| *name == paper).ok_or_else(unknown)?;
        match (wants, about) {
            ("", "") => {}
            ("", said) => return Err(NotATopic::AboutAll { paper, said: said.to_string() }),
            (_, "") => return Err(NotATopic::AboutNothing { paper, about: wants_in_words(wants) }),
            _ => {}
        }
        Ok(match paper {
            "action-log" => Topic::ActionLog,
            "overdue" => Topic::Overdue,
            "committee" => Topic::Committee,
            "inspection" => Topic::Inspection(about.parse()?),
            "owner" => Topic::Owner(about.to_string()),
            "recommendation" => Topic::Recommendation(about.parse()?),
            "signoff" => Topic::SignOff(about.parse()?),
            "meeting" => Topic::Meeting(about.parse()?),
            _ => Topic::Minutes(about.parse()?),
        })
    }

    /// The papers in words, for a message.
    fn told() -> String {
        let name = |(name, about, _): (&str, &str, &str)| format!("`{}`", format!("{name} {about}").trim());
        PAPERS.map(name).join(", ")
    }

    /// The word by which it is asked for.
    pub fn word(&self) -> &'static str {
        match self {
            Topic::ActionLog => "action-log",
            Topic::Overdue => "overdue",
            Topic::Committee => "committee",
            Topic::Inspection(_) => "inspection",
            Topic::Owner(_) => "owner",
            Topic::Recommendation(_) => "recommendation",
            Topic::SignOff(_) => "signoff",
            Topic::Meeting(_) => "meeting",
            Topic::Minutes(_) => "minutes",
        }
    }

    /// What it is about, where it is not about the whole register.
    pub fn about(&self) -> Option<String> {
        match self {
            Topic::ActionLog | Topic::Overdue | Topic::Committee => None,
            Topic::Inspection(code) => Some(code.to_string()),
            Topic::Owner(name) => Some(name.clone()),
            Topic::Recommendation(reference) | Topic::SignOff(reference) => Some(reference.to_string()),
            Topic::Meeting(meeting) | Topic::Minutes(meeting) => Some(meeting.to_string()),
        }
    }

    /// All words by which it is asked for.
    pub fn words(&self) -> String {
        self.about().map_or(self.word().to_string(), |about| format!("{} {about}", self.word()))
    }

    /// A file's name for it, without an ending: letters, digits and hyphens alone.
    pub fn file_stem(&self) -> String {
        let plain = |letter: char| if letter.is_ascii_alphanumeric() { letter } else { '-' };
        let words: String = self.words().chars().map(plain).collect();
        words.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
    }

    /// Whether it counts what came and went over a period.
    pub fn reconciles(&self) -> bool {
        matches!(self, Topic::ActionLog | Topic::Overdue | Topic::Committee | Topic::Meeting(_))
    }

    /// The paper that is proposed after this one, about the same.
    pub fn next(&self) -> Topic {
        match self {
            Topic::ActionLog => Topic::Overdue,
            Topic::Overdue => Topic::Committee,
            Topic::Committee => Topic::ActionLog,
            Topic::Meeting(meeting) => Topic::Minutes(*meeting),
            Topic::Minutes(meeting) => Topic::Meeting(*meeting),
            Topic::Recommendation(reference) => Topic::SignOff(reference.clone()),
            Topic::SignOff(reference) => Topic::Recommendation(reference.clone()),
            same => same.clone(),
        }
    }
}

fn wants_in_words(wants: &str) -> &'static str {
    match wants {
        "CODE" => "an inspection, like `SOC22`",
        "NAME" => "an owner",
        "REF" => "a recommendation, like `SOC22-1`",
        _ => "a meeting, like `M12`",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paper_is_asked_for_by_its_own_words() {
        for words in [
            "action-log",
            "overdue",
            "committee",
            "inspection SOC22",
            "owner A. Lead",
            "recommendation SOC22-1",
            "signoff SOC22-1",
            "meeting M12",
            "minutes M12",
        ] {
            assert_eq!(Topic::read(words).unwrap().words(), words);
        }
        assert_eq!(Topic::read("owner ../Ä. B/c").unwrap().file_stem(), "owner-B-c");
    }

    #[test]
    fn what_is_no_paper_is_told_with_what_there_is() {
        let told = |words: &str| Topic::read(words).unwrap_err().to_string();
        assert_eq!(
            told("report"),
            "`report` is no paper; there are `action-log`, `overdue`, `committee`, `inspection CODE`, `owner NAME`, \
            `recommendation REF`, `signoff REF`, `meeting MEETING`, `minutes MEETING`"
        );
        assert_eq!(told("minutes"), "`minutes` is a paper about a meeting, like `M12`, which is missing");
        assert_eq!(told("overdue M3"), "`overdue` is about the whole register, not about `M3`");
        assert!(told("minutes SOC22").contains("SOC22"));
    }
}
