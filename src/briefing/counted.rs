//! What a number counts and by which rule, as an explanation like any other.

use super::items::Items;
use crate::journey::deadline::in_words;
use crate::journey::forecast::DEFINITIONS;
use crate::journey::reference::MeetingRef;
use crate::journey::why::{Explanation, Input};
use crate::ledger::finding::WORDS;
use crate::ledger::standing::owners::Which;

/// Explains the number of a list: what is in the list, the rule, and the command that prints it.
pub fn items(items: &Items) -> Explanation {
    let (counted, rule, source) = match items {
        Items::Recommendations(words) => (recommendations(words), rules(words), "the words of the filter"),
        Items::Actions { owner, which } => {
            (format!("actions of {owner}: {}", which.words()), action_rule(*which).into(), "the road, Governance")
        }
        Items::Day(day) => (
            format!("what falls on {}", in_words(*day)),
            "the targets of open actions, the inspectorate's deadlines, the last days of response clocks, meetings"
                .into(),
            "the calendar",
        ),
        Items::Clocks(state) => (
            format!("inspections: {}", state.told()),
            "a response is published before the end of 56 days beginning with the day of publication, \
             which is day 1 and is followed by 55 more"
                .into(),
            "Police Act 1996, section 55(5A)",
        ),
    };
    explanation("What is counted here?", counted, rule, source, items.command())
}

/// Explains what opens a meeting.
pub fn meeting(meeting: MeetingRef) -> Explanation {
    let rule = "the meeting that is open, else the next that is planned";
    explanation(
        "What is this?",
        format!("meeting {meeting}"),
        rule.into(),
        "the meetings",
        "plenary meeting list".into(),
    )
}

/// Explains the dates of the forecast.
pub fn forecast() -> Explanation {
    explanation(
        "What is this?",
        "the days by which half, and 85 %, of what is open will be closed".into(),
        DEFINITIONS.join(" "),
        "the force's own history",
        "plenary forecast".into(),
    )
}

fn explanation(question: &str, answer: String, rule: String, source: &str, command: String) -> Explanation {
    Explanation {
        question: question.into(),
        answer,
        rule,
        source: source.into(),
        inputs: vec![Input { name: "the same list".into(), value: command }],
        dates: Vec::new(),
    }
}

/// What words of the filter find, each by its own meaning; none of it where one means nothing.
pub fn rules_of(words: &str) -> Option<String> {
    let each: Option<Vec<String>> =
        apart(words).map(|word| meaning(word).map(|means| format!("{word}: {means}"))).collect();
    each.filter(|each| !each.is_empty()).map(|each| each.join("; "))
}

fn rules(words: &str) -> String {
    let each = apart(words).map(|word| match meaning(word) {
        Some(means) => format!("{word}: {means}"),
        None => format!("{word}: told of it"),
    });
    let each: Vec<_> = each.collect();
    match each.len() {
        0 => "those on the road, closed ones and those addressed elsewhere left out".into(),
        // Of the months of a year one must hold: they are told as one.
        13.. => each[..1].join("; ") + "; and likewise each of the others",
        _ => each.join("; "),
    }
}

/// The words, of which one in quotation marks may have spaces.
fn apart(words: &str) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    let parts = words.split(move |letter: char| {
        quoted ^= letter == '"';
        letter.is_whitespace() && !quoted
    });
    parts.filter(|part| !part.is_empty())
}

fn meaning(word: &str) -> Option<&'static str> {
    let key = |told: &str| told.split(':').next().unwrap_or_default().to_lowercase();
    let (said, keyed) = (key(word), word.contains(':'));
    let known =
        WORDS.iter().find(|(told, _)| key(told) == said && (told.contains(':') == keyed || said == "quiet"));
    known.map(|(_, means)| *means)
}

fn recommendations(words: &str) -> String {
    if words.is_empty() {
        "recommendations: all that is open".into()
    } else {
        format!("recommendations: {words}")
    }
}

fn action_rule(which: Which) -> &'static str {
    match which {
        Which::All => "every action that was ever agreed with this owner",
        Which::Open => "actions that are neither finished nor dropped, of recommendations on the road",
        Which::Overdue => "open actions whose target has passed",
        Which::Finished => "actions that were finished, however they ended",
        Which::Dropped => "actions that ended because their recommendation did",
        Which::Moved => "actions whose date was moved, whatever became of them; each move keeps its reason",
        Which::Refused => "actions for which a later date was asked and refused, whatever became of them",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_word_of_a_list_is_told_with_its_meaning() {
        let told = items(&Items::list("stage:governance overdue"));
        assert!(told.rule.contains("stage:governance: at the stages whose name begins so"), "{}", told.rule);
        assert!(told.rule.contains("overdue: a promised date has passed"), "{}", told.rule);
        assert_eq!(told.inputs[0].value, "plenary list --filter 'stage:governance overdue'");
        assert!(
            items(&Items::list("quiet:1 rating:\"very red\""))
                .rule
                .contains("rating:\"very red\": of this rating")
        );
        assert_eq!(rules_of("custody"), None);
        assert_eq!(rules_of(""), None);
    }
}
