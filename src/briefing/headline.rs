//! What stands first wherever a recommendation is told: every refusal that is not overcome, then what waits for a decision.
//! Whether a decision is proved is for whoever shows its signature.

use crate::journey::deadline::in_words as day;
use crate::journey::deciding::Matter;
use crate::journey::recommendation::{Deed, Recommendation};
pub use crate::journey::told_first::{Refusal, refusals};

/// Every no of the DCC to a matter that waits once more, each behind what it was:
/// `returned before` and `by T. Deputy on 1 Mar 2024 (signed): say more`.
pub fn noes(matter: &Matter, stands: &Recommendation) -> Vec<(&'static str, String)> {
    let head = match matter {
        Matter::Approval => "returned before",
        Matter::SignOff => "sent back before",
        Matter::Withdrawal | Matter::Extension(_) => "refused before",
    };
    let said =
        |deed: &Deed| format!("by {} on {}{}{}", deed.by, day(deed.on), deed.signature(), deed.reason());
    matter.noes(stands).into_iter().map(|deed| (head, said(deed))).collect()
}

/// What waits for a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waits {
    /// `NOT DECIDED: extension of c to 28 Jun 2024 waits since 26 Feb 2024`.
    pub large: String,
    /// Who asked for it, and why.
    pub asked: String,
}

/// Everything on it that waits for a decision.
pub fn waits(stands: &Recommendation) -> Vec<Waits> {
    Matter::of(stands).iter().filter_map(|matter| waits_for(matter, stands)).collect()
}

fn waits_for(matter: &Matter, stands: &Recommendation) -> Option<Waits> {
    let asked = matter.asked(stands)?;
    let extension = matter.action(stands).and_then(|action| Some((action, action.extension.as_ref()?)));
    let (what, verb) = match (matter, extension, &stands.withdrawal) {
        (Matter::Extension(_), Some((action, extension)), _) => {
            (format!("extension of {} to {}", action.letter, day(extension.to)), "asked for it")
        }
        (Matter::Withdrawal, _, Some(wish)) => {
            let by = wish.superseded_by.as_ref().map_or(String::new(), |by| format!(" by {by}"));
            (format!("closing as {}{by}", wish.ending.words()), "asked for it")
        }
        (Matter::SignOff, ..) => (matter.words().to_string(), "proposed it"),
        _ => (matter.words().to_string(), "reported it"),
    };
    let on = day(asked.on);
    Some(Waits {
        large: format!("NOT DECIDED: {what} waits since {on}"),
        asked: format!("{} {verb} on {on}{}.", asked.by, asked.reason()),
    })
}

/// What is told of a recommendation where there is a line: in a word or two what is not overcome, and then its text.
/// `first` is what a row of the standing says of it.
pub fn text_of_a_row(first: Option<&str>, text: &str) -> String {
    match first {
        Some(words) => format!("{}: {text}", words.to_uppercase()),
        None => text.to_string(),
    }
}
