//! Numbers that add up: brought forward + opened + reopened − closed = carried forward,
//! and behind each of them the list of what it counts.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use super::document::{Cell, Column, Paper, Table, Total};
use super::facts::Facts;
use crate::journey::deadline::in_words;
use crate::journey::reference::{MeetingRef, RecommendationRef};
use crate::journey::text::capital;
use crate::ledger::whole::{Moved, Movement};

/// The end of a day; or, where another meeting was on the same day, the closing of one on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edge {
    pub day: NaiveDate,
    /// The meeting, and the number of its closing event: what happened on that day and was recorded later comes after.
    pub closing: Option<(MeetingRef, u64)>,
    /// The day or the meeting, in words.
    pub words: String,
    /// The day on which the first recommendation came, where nothing lies before the edge.
    pub first: Option<NaiveDate>,
}

impl Edge {
    /// The end of a day.
    pub fn of_day(day: NaiveDate, words: String) -> Edge {
        Edge { day, closing: None, words, first: None }
    }

    /// The end of the day before the first recommendation came.
    pub fn before_the_first(first: NaiveDate) -> Edge {
        let day = first - Days::new(1);
        Edge { first: Some(first), ..Edge::of_day(day, in_words(day)) }
    }

    /// Whether something that happened on a day, by such an event, comes before it.
    fn takes_in(&self, on: NaiveDate, seq: u64) -> bool {
        on < self.day || (on == self.day && self.closing.is_none_or(|(_, closing)| seq <= closing))
    }

    /// Whether it comes before another edge.
    pub fn is_before(&self, other: &Edge) -> bool {
        let place = |edge: &Edge| (edge.day, edge.closing.map_or(u64::MAX, |(_, seq)| seq));
        place(self) < place(other)
    }

    /// `at the end of 3 May 2023`, `when M14 was closed (3 May 2023)`
    fn at(&self) -> String {
        match self.closing {
            None => format!("at the end of {}", in_words(self.day)),
            Some((meeting, _)) => format!("when {meeting} was closed ({})", in_words(self.day)),
        }
    }
}

/// What comes after `from`, up to `until` and with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    pub from: Edge,
    pub until: Edge,
}

impl Period {
    /// Whether a day lies in it.
    pub fn holds(&self, day: NaiveDate) -> bool {
        self.from.day < day && day <= self.until.day
    }

    /// Whether a movement lies in it.
    fn counts(&self, movement: &Movement) -> bool {
        let before = |edge: &Edge| edge.takes_in(movement.on, movement.seq);
        before(&self.until) && !before(&self.from)
    }

    /// `after M12 (3 May 2023), up to 4 Jul 2023`; `since the first came on 3 May 2023, up to M12 (4 Jul 2023)`
    pub fn words(&self) -> String {
        let from = match self.from.first {
            Some(first) => format!("since the first came on {}", in_words(first)),
            None => format!("after {}", self.from.words),
        };
        format!("{from}, up to {}", self.until.words)
    }

    /// What is to be said where a day is divided by a closing.
    fn divided(&self) -> Option<String> {
        let edges = [&self.from, &self.until].into_iter();
        let told = |(meeting, _): (MeetingRef, u64)| {
            format!("what was recorded after the closing of {meeting} on its day comes after {meeting}")
        };
        let told: Vec<_> = edges.filter_map(|edge| edge.closing.map(told)).collect();
        (!told.is_empty()).then(|| format!("{}.", capital(&told.join("; "))))
    }
}

/// The recommendations that were open at an edge, each with the day on which it came or came back.
fn open_at<'m>(moved: &'m [Movement], edge: &Edge) -> BTreeMap<&'m RecommendationRef, NaiveDate> {
    let mut open = BTreeMap::new();
    for movement in moved.iter().filter(|movement| edge.takes_in(movement.on, movement.seq)) {
        match movement.how {
            Moved::Opened | Moved::Reopened => _ = open.insert(&movement.reference, movement.on),
            Moved::Closed(..) => _ = open.remove(&movement.reference),
        }
    }
    open
}

/// What a period did to the register.
pub(super) struct Reconciled<'f> {
    facts: &'f Facts,
    period: &'f Period,
    counts: [(&'static str, &'static str, Vec<Vec<Cell>>); 5],
}

impl<'f> Reconciled<'f> {
    pub fn over(facts: &'f Facts, period: &'f Period) -> Reconciled<'f> {
        let row = |reference: &RecommendationRef, on: NaiveDate, how: String| {
            let text = facts.cases.get(reference).map_or(String::new(), |case| case.text.clone());
            vec![Cell::reference(reference), Cell::Day(Some(on)), Cell::text(how), Cell::text(text)]
        };
        let open = |edge: &Edge| -> Vec<_> {
            open_at(&facts.moved, edge)
                .into_iter()
                .map(|(reference, since)| row(reference, since, "open".into()))
                .collect()
        };
        let moved = |wanted: &dyn Fn(Moved) -> Option<String>| -> Vec<_> {
            let within = facts.moved.iter().filter(|movement| period.counts(movement));
            within.filter_map(|one| Some(row(&one.reference, one.on, wanted(one.how)?))).collect()
        };
        let opened = moved(&|how| (how == Moved::Opened).then(|| "opened".into()));
        let reopened = moved(&|how| (how == Moved::Reopened).then(|| "reopened".into()));
        let closed = moved(&|how| match how {
            Moved::Closed(ending, signature) => Some(format!("closed: {}{signature}", ending.words())),
            _ => None,
        });
        let counts = [
            ("Brought forward", "brought-forward", open(&period.from)),
            ("Opened", "opened", opened),
            ("Reopened", "reopened", reopened),
            ("Closed, taken off", "closed", closed),
            ("Carried forward", "carried-forward", open(&period.until)),
        ];
        Reconciled { facts, period, counts }
    }

    /// Page one: the five numbers.
    pub fn tell(&self, paper: &mut Paper) {
        paper.heading(2, "What came and what went");
        paper.say(format!(
            "Recommendations to {} {}, counted by the day on which each thing happened. Brought forward, opened and reopened, less closed, make what is carried forward.",
            self.facts.register.home,
            self.period.words()
        ));
        self.period.divided().into_iter().for_each(|told| paper.say(told));
        let columns =
            vec![Column::text("Recommendations"), Column::number("How many"), Column::long("Listed under")];
        let row = |(name, id, rows): &(&str, &str, Vec<_>)| {
            vec![Cell::text(*name), Cell::count(rows.len(), id), Cell::text(self.caption(name))]
        };
        let mut table = Table::new("reconciliation", "What came and what went", columns, "")
            .with(self.counts.iter().map(row));
        table.total = Some(Total { less: vec![3] });
        paper.table(table);
        let taken_back: Vec<_> =
            self.facts.taken_back.iter().filter(|(_, on)| self.period.holds(*on)).collect();
        if !taken_back.is_empty() {
            paper.say("Taken back, because it was added by mistake; it is in none of these numbers:");
            paper.list(taken_back.iter().map(|(what, on)| format!("{what}, on {}", in_words(*on))).collect());
        }
    }

    /// The lists behind the five numbers, for the paper's end.
    pub fn list(&self, paper: &mut Paper) {
        paper.heading(2, "What the numbers of the first page count");
        for (name, id, rows) in &self.counts {
            let columns = vec![
                Column::reference("Reference"),
                Column::day("Since"),
                Column::text("What happened"),
                Column::long("What is asked"),
            ];
            paper.table(
                Table::new(*id, self.caption(name), columns, format!("{name}: none.")).with(rows.clone()),
            );
        }
    }

    fn caption(&self, name: &str) -> String {
        match name {
            "Brought forward" => format!("Open {}", self.period.from.at()),
            "Carried forward" => format!("Open {}", self.period.until.at()),
            other => format!("{} {}", other.trim_end_matches(", taken off"), self.period.words()),
        }
    }
}
