//! What a number counts: every number of a picture names its list, so that it can be opened and checked.

use chrono::NaiveDate;

use crate::journey::recommendation::Stage;
use crate::ledger::standing::ageing::Band;
use crate::ledger::standing::clocks::ClockState;
use crate::ledger::standing::owners::Which;

/// A list of items.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Items {
    /// The recommendations for which these words of the filter language hold; no words, those that are open.
    Recommendations(String),
    /// The actions of one owner.
    Actions { owner: String, which: Which },
    /// What falls on one day.
    Day(NaiveDate),
    /// The inspections whose response clock stands so.
    Clocks(ClockState),
}

impl Items {
    /// The open recommendations at a stage; those that are closed, where the stage is the last.
    pub fn at(stage: Stage) -> Items {
        Items::Recommendations(format!("stage:{}", stage.name().to_lowercase()))
    }

    /// The recommendations that words of the filter language say.
    pub fn list(words: &str) -> Items {
        Items::Recommendations(words.to_string())
    }

    /// The open recommendations of an age, at one stage or at all.
    pub fn aged(stage: Option<Stage>, band: Band) -> Items {
        let at = stage.map_or(String::new(), |stage| format!("stage:{} ", stage.name().to_lowercase()));
        Items::Recommendations(format!("{at}age:{}", band.code()))
    }

    /// Those at Governance with a rating; with none, where its code is empty.
    pub fn rated(code: &str) -> Items {
        Items::Recommendations(match code {
            "" => "stage:governance unrated".to_string(),
            code => format!("stage:governance rating:{}", quoted(&code.to_lowercase())),
        })
    }

    /// The home body's recommendations of the inspections that were published in a month: `2023-06`.
    pub fn opened(month: &str) -> Items {
        Items::Recommendations(format!("opened:{month}"))
    }

    /// The recommendations that were closed in a month: `2023-06`.
    pub fn closed(month: &str) -> Items {
        Items::Recommendations(format!("closed:{month}"))
    }

    /// The recommendations that were reopened in a month: `2023-06`.
    pub fn reopened(month: &str) -> Items {
        Items::Recommendations(format!("reopened:{month}"))
    }

    /// The home body's recommendations that were open when a month ended: `2023-06`.
    pub fn open_at(month: &str) -> Items {
        Items::Recommendations(format!("openat:{month}"))
    }

    /// What several lists of recommendations hold, that one word of the filter says with different values.
    pub fn any_of(lists: impl Iterator<Item = Items>) -> Items {
        let words = lists.filter_map(|items| match items {
            Items::Recommendations(words) => Some(words),
            _ => None,
        });
        Items::Recommendations(words.collect::<Vec<_>>().join(" "))
    }

    /// What is open of an inspection; with `words`, that for which they hold.
    pub fn of_inspection(code: &str, words: &str) -> Items {
        Items::Recommendations(format!("inspection:{code} {words}").trim_end().to_string())
    }

    /// The command that prints the list.
    pub fn command(&self) -> String {
        match self {
            Items::Recommendations(words) if words.is_empty() => "plenary list".into(),
            Items::Recommendations(words) => format!("plenary list --filter {}", shell_words::quote(words)),
            Items::Actions { owner, which } => {
                let only = if *which == Which::All { "" } else { which.words() };
                let owner = shell_words::quote(owner);
                format!("plenary owners {owner} --only {only}").trim_end_matches(" --only ").to_string()
            }
            Items::Day(day) => format!("plenary calendar {day}"),
            Items::Clocks(state) => format!("plenary clocks --only {}", state.words()),
        }
    }
}

/// A value of the filter language, in quotation marks where it has spaces.
fn quoted(value: &str) -> String {
    if value.contains(char::is_whitespace) { format!("\"{value}\"") } else { value.to_string() }
}
