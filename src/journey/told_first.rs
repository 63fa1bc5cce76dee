//! Every no, or not yet, on a recommendation that is not overcome: what is told first of it wherever it is told, by one
//! rule for cases, papers and lists. What else a headline says is for `briefing::headline`.

use super::deadline::in_words as day;
use super::event::{Event, What};
use super::recommendation::{Action, Deed, Recommendation, Refused};

const RETURNED: &str = "returned";
const SENT_BACK: &str = "sent back";
const REFUSED: &str = "refused";
const CLOSING: &str = "closing";

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
            What::WithdrawalRefused { .. } | What::ExtensionRefused { .. } => self.what == REFUSED,
            _ => false,
        };
        says_no && self.by == deed.by && event.by == deed.by && event.on == deed.on && event.why == deed.why
    }

    /// As a list tells it, in few words: `later date refused`.
    pub fn in_short(&self) -> String {
        match (&self.what, &self.about) {
            (what, None) => what.to_string(),
            (what, Some(about)) if about == CLOSING => format!("{CLOSING} {what}"),
            (what, Some(_)) => format!("later date {what}"),
        }
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
    all.extend(closing.map(|deed| Refusal::of_dcc(REFUSED, Some(CLOSING.into()), deed)));
    all.extend(stands.submission_returned.as_ref().map(Refusal::of_inspectorate));
    all.extend(stands.promised().filter_map(|action| {
        let about = format!("a later date of {}", action.letter);
        Some(Refusal::of_dcc(REFUSED, Some(about), &refused_last(action)?.deed))
    }));
    all.sort_by_key(|refusal| std::cmp::Reverse(refusal.deed.on));
    all
}

/// The refusal of a later date, where none was asked or granted since.
fn refused_last(action: &Action) -> Option<&Refused> {
    let moved = action.moves.last().map(|moved| moved.granted.as_ref().unwrap_or(&moved.asked).on);
    let refused = action.refused.last().filter(|_| action.extension.is_none())?;
    moved.is_none_or(|on| on <= refused.deed.on).then_some(refused)
}
