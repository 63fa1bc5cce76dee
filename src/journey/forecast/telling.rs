//! Forecasts in sentences, the same wherever they are shown: dates with the cases that they rest on, or why there are none.

use chrono::NaiveDate;

use super::score::{Held, Score};
use super::{Forecast, HALF, MOST, Outlook, Seen};
use crate::journey::deadline::in_words as day;
use crate::journey::reference::RecommendationRef;
use crate::journey::why::{Dated, Explanation, Input};

/// What is meant, for whoever reads the numbers: a sentence each.
pub const DEFINITIONS: [&str; 5] = [
    "A case is the time from the day on which a recommendation came to a stage, or was given another level there, until it was closed, however it was closed; what was reopened begins again.",
    "What is open is counted as lasting at least as long as it has so far (Kaplan-Meier estimate).",
    "Each open one is compared with those that came to the same stage with the same level and lasted as long; where fewer than ten of these were closed, with those at the same stage; else with all.",
    "50 % and 85 % are the days by which half, and 85 %, of such cases were closed. They are no promise: one in two, and about one in seven, takes longer.",
    "The dates of the whole register are those by which the sum of these estimates reaches half and 85 % of what is open today; what is opened later is not in it.",
];

/// Where it comes from.
const SOURCE: &str = "the force's own history";

/// Where no date can be said because of what was never seen.
fn not_seen(longest: u32, n: &str) -> String {
    format!("not within what has been seen (longest {longest} days; {n})")
}

fn too_few(n: u32) -> String {
    format!("too few cases (n = {n})")
}

impl Outlook {
    /// In a line: `50 % by 12 Aug 2024, 85 % by 3 Jan 2025 (n = 41 at Governance with level 2)`.
    pub fn words(&self) -> String {
        match self {
            Outlook::TooFew(n) => too_few(*n),
            Outlook::Seen(seen) => seen.words(),
        }
    }

    /// Why it is so.
    pub fn explained(&self, reference: &RecommendationRef) -> Explanation {
        let rule = format!(
            "of those that lasted as long in the closest group of which at least ten were closed, the days by which \
             half ({} %) and {} % were closed",
            HALF * 100.0,
            MOST * 100.0
        );
        let (inputs, dates) = match self {
            Outlook::TooFew(n) => (vec![input("closed so far", n.to_string())], Vec::new()),
            Outlook::Seen(seen) => (seen.inputs(), seen.dates()),
        };
        Explanation {
            question: format!("When will {reference} be closed?"),
            answer: self.words(),
            rule,
            source: SOURCE.into(),
            inputs,
            dates,
        }
    }
}

impl Seen {
    fn words(&self) -> String {
        let n = format!("n = {} {}", self.closed, self.group.words());
        match (self.half, self.most) {
            (Some(half), Some(most)) => format!("50 % by {}, 85 % by {} ({n})", day(half), day(most)),
            (Some(half), None) => {
                format!("50 % by {}, 85 % {}", day(half), not_seen(self.longest, &n))
            }
            (None, _) => not_seen(self.longest, &n),
        }
    }

    fn inputs(&self) -> Vec<Input> {
        let mut inputs = vec![
            input("compared with those", self.group.words()),
            input("of them closed and open", format!("{} and {}", self.closed, self.open)),
            input(
                "it has lasted there",
                format!("{} days, {} of the closed took longer", self.waited, self.longer),
            ),
            input("the longest took", format!("{} days", self.longest)),
        ];
        let closer = self.too_few.iter();
        inputs.extend(
            closer.map(|(group, n)| input(&format!("not with those {}", group.words()), too_few(*n))),
        );
        inputs
    }

    fn dates(&self) -> Vec<Dated> {
        let dated = |day: NaiveDate, what: &str| Dated { day, what: what.into() };
        let mut dates = vec![dated(self.since, "since then it is counted")];
        dates.extend(self.half.map(|half| dated(half, "by then half of such were closed")));
        dates.extend(self.most.map(|most| dated(most, "by then 85 % of such were closed")));
        dates
    }
}

impl Forecast {
    /// In a line: `half by Aug 2024, 85 % by Jan 2025 (n = 212)`.
    pub fn short(&self) -> String {
        self.parts(&in_month).join(", ")
    }

    /// The same with the days.
    pub fn words(&self) -> String {
        self.parts(&day).join(", ")
    }

    /// The same in two pieces that fit into a narrow column, or in one.
    pub fn short_parts(&self) -> Vec<String> {
        self.parts(&in_month)
    }

    /// The same in pieces, with the days.
    pub fn in_parts(&self) -> Vec<String> {
        self.parts(&day)
    }

    fn parts(&self, told: &dyn Fn(NaiveDate) -> String) -> Vec<String> {
        let n = self.closed;
        match (self.half, self.most) {
            _ if self.open == 0 => vec!["nothing is open".into()],
            _ if !self.enough() => vec![too_few(n)],
            (Some(half), Some(most)) => {
                vec![format!("half by {}", told(half)), format!("85 % by {} (n = {n})", told(most))]
            }
            (Some(half), None) => {
                vec![format!("half by {}", told(half)), format!("85 % was never seen (n = {n})")]
            }
            (None, _) => vec![format!("half was never seen (n = {n})")],
        }
    }

    /// Why it is so.
    pub fn explained(&self) -> Explanation {
        let mut inputs = vec![
            input("open", self.open.to_string()),
            input("closed so far", self.closed.to_string()),
            input("the longest took", format!("{} days", self.longest)),
        ];
        inputs.extend(self.notes().into_iter().map(|note| input("besides", note)));
        Explanation {
            question: "When will what is open be closed?".into(),
            answer: self.words(),
            rule: DEFINITIONS.join(" "),
            source: SOURCE.into(),
            inputs,
            dates: Vec::new(),
        }
    }

    /// What is to be known beside the dates, a sentence each.
    pub fn notes(&self) -> Vec<String> {
        if self.open == 0 || !self.enough() {
            return Vec::new();
        }
        let end = self.horizon();
        let mut notes = vec![format!(
            "Of {} that are open, {} are expected to be closed within the {end} days for which the past says anything; \
             the longest took {} days.",
            self.open,
            format_args!("{:.0}", self.expected(end)),
            self.longest
        )];
        if self.beyond > 0 {
            notes.push(format!(
                "{} of them {} lasted longer than any like them took to be closed: no date can be said for {}.",
                self.beyond,
                if self.beyond == 1 { "has" } else { "have" },
                if self.beyond == 1 { "it" } else { "them" }
            ));
        }
        notes
    }
}

impl Score {
    /// How well its dates held, a sentence or two.
    pub fn words(&self) -> String {
        let (Some(from), Some(until)) = (self.from, self.until) else {
            return "There is too little past for a score: at no month end could a date be forecast.".into();
        };
        let said = [(self.half, "50 %", HALF), (self.most, "85 %", MOST)];
        let told: Vec<String> = said.into_iter().map(|(held, name, share)| told(held, name, share)).collect();
        format!(
            "As it would have been made at {} month ends from {} to {}: {}.",
            self.month_ends,
            day(from),
            day(until),
            told.join("; ")
        )
    }
}

/// `its 85 % dates held in 41 of 52 cases (44 would be 85 %)`.
fn told(held: Held, name: &str, share: f64) -> String {
    if !held.enough() {
        return format!("too little past for a score of its {name} dates ({} have come)", held.of);
    }
    let should = (f64::from(held.of) * share).round();
    format!("its {name} dates held in {} of {} cases ({should} would be {name})", held.held, held.of)
}

fn in_month(day: NaiveDate) -> String {
    day.format("%b %Y").to_string()
}

fn input(name: &str, value: String) -> Input {
    Input { name: name.into(), value }
}
