//! What stands first wherever a recommendation is told: every refusal that is not overcome, then what waits for a decision.
//! Whether a decision is proved is for whoever shows its signature.

use crate::journey::deadline::in_words as day;
use crate::journey::deciding::Matter;
use crate::journey::event::{Event, What};
use crate::journey::recommendation::{Action, Deed, Recommendation, Refused};

const RETURNED: &str = "returned";
const SENT_BACK: &str = "sent back";
const REFUSED: &str = "refused";

/// A no, or a not yet, that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal<'r> {
    /// What happened, in a word or two: `sent back`.
    what: &'static str,
    /// What was refused, where it was not the whole.
    about: Option<String>,
    by: &'r str,
    deed: &'r Deed,
    signature: &'static str,
}

impl<'r> Refusal<'r> {
    fn of_dcc(what: &'static str, about: Option<String>, deed: &'r Deed) -> Refusal<'r> {
        Refusal { what, about, by: &deed.by, deed, signature: deed.signature() }
    }

    fn of_inspectorate(deed: &'r Deed) -> Refusal<'r> {
        Refusal { what: RETURNED, about: None, by: "the inspectorate", deed, signature: "" }
    }

    /// As a line tells it: `sent back by T. Deputy on 1 Mar 2024 (signed): two are not enough`.
    pub fn words(&self) -> String {
        let about = self.about.as_ref().map_or(String::new(), |about| format!("{about} "));
        format!("{about}{} by {}{}{}", self.what, self.taken(), self.signature, self.deed.reason())
    }

    /// As a headline tells it: `SENT BACK by T. Deputy on 1 Mar 2024 (signed): two are not enough`.
    pub fn large(&self) -> String {
        self.said(self.signature)
    }

    /// As a headline tells it over another that says whether it is signed.
    pub fn over_its_proof(&self) -> String {
        self.said("")
    }

    fn said(&self, signature: &str) -> String {
        let about = self.about.as_ref().map_or(String::new(), |about| format!(": {about},"));
        format!("{}{about} by {}{signature}{}", self.word(), self.taken(), self.deed.reason())
    }

    /// Whether it is this decision.
    pub fn is_of(&self, event: &Event) -> bool {
        let deed = self.deed;
        let says_no = match &event.what {
            What::OutcomeReturned {} => self.what == RETURNED,
            What::SentBack {} => self.what == SENT_BACK,
            What::WithdrawalRefused {} | What::ExtensionRefused { .. } => self.what == REFUSED,
            _ => false,
        };
        says_no && self.by == deed.by && event.by == deed.by && event.on == deed.on && event.why == deed.why
    }

    /// The word or two in capitals, for where there is no room for more.
    pub fn word(&self) -> String {
        self.what.to_uppercase()
    }

    fn taken(&self) -> String {
        format!("{} on {}", self.by, day(self.deed.on))
    }
}

/// Every refusal that is not overcome, the newest first.
pub fn refusals(stands: &Recommendation) -> Vec<Refusal<'_>> {
    let mut all = Vec::new();
    all.extend(stands.returned.as_ref().map(|deed| Refusal::of_dcc(RETURNED, None, deed)));
    all.extend(stands.sent_back.as_ref().map(|deed| Refusal::of_dcc(SENT_BACK, None, deed)));
    let closing = stands.closing_refused();
    all.extend(closing.map(|deed| Refusal::of_dcc(REFUSED, Some("closing".into()), deed)));
    all.extend(stands.submission_returned.as_ref().map(Refusal::of_inspectorate));
    all.extend(stands.promised().filter_map(|action| {
        let about = format!("a later date of {}", action.letter);
        Some(Refusal::of_dcc(REFUSED, Some(about), &refused_last(action)?.deed))
    }));
    all.sort_by_key(|refusal| std::cmp::Reverse(refusal.deed.on));
    all
}

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

/// The refusal of a later date, where none was asked or granted since.
fn refused_last(action: &Action) -> Option<&Refused> {
    let moved = action.moves.last().map(|moved| moved.granted.as_ref().unwrap_or(&moved.asked).on);
    let refused = action.refused.last().filter(|_| action.extension.is_none())?;
    moved.is_none_or(|on| on <= refused.deed.on).then_some(refused)
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

/// What is told of a recommendation where there is a line: in a word what came back, and then its text.
/// `returned` is what a row of the standing says of it.
pub fn text_of_a_row(returned: Option<&str>, text: &str) -> String {
    match returned {
        Some(words) => format!("{}: {text}", word_of(words)),
        None => text.to_string(),
    }
}

/// `SENT BACK` of `sent back by the DCC`.
pub fn word_of(returned: &str) -> String {
    let word = returned.split(" by ").next().unwrap_or(returned);
    word.to_uppercase()
}
