//! What changed, in words, in rows and as a document.

use chrono::NaiveDate;
use serde::Serialize;

use super::{Change, Diff, Quiet, Sort};
use crate::briefing::table::{Cell, Table};
use crate::journey::deadline::in_words;
use crate::ledger::past::Moment;

impl Change {
    /// The reference that it is about: the action, the piece of evidence, or the recommendation.
    pub fn reference(&self) -> String {
        match &self.about {
            // A piece of evidence is numbered through the whole register, so its recommendation is named too.
            Some(about) if !about.contains('-') => format!("{} {about}", self.recommendation),
            Some(about) => about.clone(),
            None => self.recommendation.to_string(),
        }
    }

    /// `31 Dec 2022 to 31 Jan 2023, +31 days`
    pub fn what(&self) -> String {
        let days = self.days.map_or(String::new(), |days| format!(", {days:+} days"));
        match (&self.from, &self.to) {
            (_, Some(to)) if matches!(self.sort, Sort::Said | Sort::Judged) => to.clone(),
            (Some(from), Some(to)) => format!("{from} to {to}{days}"),
            (None, Some(to)) => to.clone(),
            (Some(from), None) => format!("no more: {from}"),
            (None, None) => self.text.clone(),
        }
    }
}

impl Quiet {
    /// `nothing for 2 meetings, since 19 Jan 2023`
    pub fn what(&self) -> String {
        let meetings = if self.meetings == 1 { "meeting" } else { "meetings" };
        format!("nothing for {} {meetings}, since {}", self.meetings, in_words(self.latest))
    }
}

/// The head of it: `From 2 Feb 2023 (M12) to 2 Mar 2023 (M13): 3 new, 1 closed, 4 quiet`.
pub fn sentence(diff: &Diff) -> String {
    let mut counts: Vec<_> =
        diff.counts().into_iter().map(|(sort, count)| format!("{count} {}", sort.words())).collect();
    if !diff.quiet.is_empty() {
        counts.push(format!("{} without a change", diff.quiet.len()));
    }
    let told = if counts.is_empty() { "nothing changed".into() } else { counts.join(", ") };
    format!("From {} to {}: {told}", diff.from, diff.to)
}

/// As text, in lines of so many columns.
pub fn told(diff: &Diff, width: usize) -> String {
    let row = |sort: &str, reference: String, what: String| {
        vec![Cell::words(sort), Cell::words(reference), Cell::words(what)]
    };
    let changes = diff.changes.iter().map(|one| row(one.sort.words(), one.reference(), one.what()));
    let quiet = diff.quiet.iter().map(|one| row("no change", one.recommendation.to_string(), one.what()));
    let rows: Vec<_> = changes.chain(quiet).collect();
    let table = Table { columns: vec!["change", "ref", "what"], rows, none: "" };
    let body = if table.rows.is_empty() { String::new() } else { format!("\n{}", table.told(width)) };
    format!("{}\n{body}", sentence(diff))
}

/// As a spreadsheet reads it: a row for each change, then one for each that is quiet.
pub fn table(diff: &Diff) -> Table {
    let words = |words: &Option<String>| Cell::words(words.clone().unwrap_or_default());
    let change = |one: &Change| {
        let days = one.days.map_or(String::new(), |days| days.to_string());
        let (sort, reference) = (Cell::words(one.sort.words()), Cell::words(one.recommendation.to_string()));
        let (from, to) = (words(&one.from), words(&one.to));
        vec![sort, reference, words(&one.about), from, to, Cell::words(days), Cell::words(&one.text)]
    };
    let quiet = |one: &Quiet| {
        let (none, reference) = (Cell::words(""), Cell::words(one.recommendation.to_string()));
        let to = Cell::words(one.what());
        vec![
            Cell::words("no change"),
            reference,
            none.clone(),
            none.clone(),
            to,
            none,
            Cell::words(&one.text),
        ]
    };
    let rows = diff.changes.iter().map(change).chain(diff.quiet.iter().map(quiet)).collect();
    let columns = vec!["change", "ref", "about", "from", "to", "days", "text"];
    Table { columns, rows, none: "nothing changed" }
}

/// As a document.
#[derive(Debug, Serialize)]
pub struct Document<'a> {
    from: At,
    to: At,
    changes: Vec<Changed<'a>>,
    without_change: Vec<Still<'a>>,
}

#[derive(Debug, Serialize)]
struct At {
    day: NaiveDate,
    meetings: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Changed<'a> {
    change: Sort,
    recommendation: String,
    about: Option<&'a str>,
    from: Option<&'a str>,
    to: Option<&'a str>,
    days: Option<i64>,
    text: &'a str,
}

#[derive(Debug, Serialize)]
struct Still<'a> {
    recommendation: String,
    latest: NaiveDate,
    meetings: usize,
    text: &'a str,
}

/// What `diff --json` answers.
pub fn document(diff: &Diff) -> Document<'_> {
    let at = |moment: &Moment| At {
        day: moment.day,
        meetings: moment.meetings.iter().map(ToString::to_string).collect(),
    };

    Document {
        from: at(&diff.from),
        to: at(&diff.to),
        changes: diff.changes.iter().map(changed).collect(),
        without_change: diff.quiet.iter().map(still).collect(),
    }
}

fn changed(one: &Change) -> Changed<'_> {
    Changed {
        change: one.sort,
        recommendation: one.recommendation.to_string(),
        about: one.about.as_deref(),
        from: one.from.as_deref(),
        to: one.to.as_deref(),
        days: one.days,
        text: &one.text,
    }
}

fn still(one: &Quiet) -> Still<'_> {
    let recommendation = one.recommendation.to_string();
    Still { recommendation, latest: one.latest, meetings: one.meetings, text: &one.text }
}
