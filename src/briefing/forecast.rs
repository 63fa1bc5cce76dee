//! The forecast on paper: its chart as a table whose rows are days, what is known of each group, the open
//! recommendations one by one, and how well past forecasts held. The reckoning and the sentences are `journey::forecast`'s.

use chrono::{Datelike, Months, NaiveDate};
use serde::Serialize;

use super::items::Items;
use super::layout::fold;
use super::table::{Cell, Table};
use crate::journey::deadline::in_words;
use crate::journey::forecast::score::Score;
use crate::journey::forecast::spells::Group;
use crate::journey::forecast::{DEFINITIONS, Forecast, Line, Outlook};
use crate::ledger::standing::spells::LookedAhead;

/// The chart has about so many rows besides those of the two marks.
const ROWS: i32 = 8;
/// So long is a bar that is whole, on paper.
const BAR: usize = 20;

/// How many of what is open are expected to be closed by a day.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Step {
    pub by: NaiveDate,
    /// How many, of all that are open.
    pub expected: f64,
    /// The same as a share, from nought to one.
    pub share: f64,
    /// `half` or `85 %`, where this is its day.
    pub mark: Option<&'static str>,
}

impl Step {
    /// The share as a bar, of which a whole one is so many signs long.
    pub fn bar(&self, room: usize) -> String {
        let full = (self.share * room as f64).round() as usize;
        "█".repeat(full.min(room)) + &"·".repeat(room.saturating_sub(full))
    }

    /// `31 %`, of which no part is made up: 85 % stands only where they are reached.
    pub fn percent(&self) -> String {
        // What is a whole number but for the last digit of the machine's arithmetic is that number.
        format!("{:.0} %", (self.share * 100.0 + 1e-9).floor())
    }

    /// `5.3`.
    pub fn number(&self) -> String {
        format!("{:.1}", self.expected)
    }
}

/// The curve from today until 85 % are reached, or else until the past says nothing more: month ends, and the two marks.
/// Without anything to say it has no steps.
pub fn steps(forecast: &Forecast) -> Vec<Step> {
    if forecast.open == 0 || !forecast.enough() || forecast.horizon() == 0 {
        return Vec::new();
    }
    let horizon = forecast.today + chrono::Days::new(forecast.horizon().into());
    let end = forecast.most.unwrap_or(horizon);
    let mut days: Vec<NaiveDate> = month_ends(forecast.today, end);
    days.retain(|day| forecast.most.is_none_or(|most| *day <= most));
    days.extend(forecast.half.into_iter().chain(forecast.most));
    days.sort_unstable();
    days.dedup();
    let mark = |day: NaiveDate| match Some(day) {
        day if day == forecast.most => Some("85 %"),
        day if day == forecast.half => Some("half"),
        _ => None,
    };
    let step = |day: NaiveDate| {
        let expected = forecast.expected((day - forecast.today).num_days() as u32);
        Step { by: day, expected, share: expected / f64::from(forecast.open), mark: mark(day) }
    };
    days.into_iter().map(step).collect()
}

/// Month ends after a day until one that is not before the end, every month or fewer of them.
fn month_ends(today: NaiveDate, end: NaiveDate) -> Vec<NaiveDate> {
    let months = (end.year() - today.year()) * 12 + end.month() as i32 - today.month() as i32 + 1;
    let every = (months + ROWS - 1) / ROWS;
    let last_of = |ahead: u32| today.with_day(1)?.checked_add_months(Months::new(ahead))?.pred_opt();
    let mut ends = Vec::new();
    let mut ahead = every.max(1) as u32;
    while let Some(day) = last_of(ahead) {
        ends.extend((day > today).then_some(day));
        if day >= end {
            break;
        }
        ahead += every.max(1) as u32;
    }
    ends
}

/// The curve as a table.
pub fn chart(forecast: &Forecast) -> Table {
    let row = |step: Step| {
        vec![
            Cell::Date(Some(step.by)),
            Cell::words(format!("{} of {}", step.number(), forecast.open)),
            Cell::words(step.percent()),
            Cell::words(step.bar(BAR)),
            Cell::words(step.mark.unwrap_or_default()),
        ]
    };
    Table {
        columns: vec!["by", "closed", "share", "chart", "mark"],
        rows: steps(forecast).into_iter().map(row).collect(),
        none: "no day can be said",
    }
}

/// What is known of each group; a row for the whole road, for each stage, and for each level at it.
pub fn groups(forecast: &Forecast) -> Table {
    let row = |line: &Line| {
        vec![
            Cell::words(line.group.words()),
            Cell::Count(line.here.into(), list(&line.group)),
            Cell::Count(line.closed.into(), None),
            Cell::words(days(line, line.half)),
            Cell::words(days(line, line.most)),
            Cell::words(longest(line)),
        ]
    };
    Table {
        columns: vec!["those", "open now", "n closed", "half in", "85 % in", "longest"],
        rows: forecast.groups().iter().map(row).collect(),
        none: "nothing has come on the road yet",
    }
}

/// The list of those that stand in a group now, where words of the filter say it.
pub fn list(group: &Group) -> Option<Items> {
    match group {
        Group::Road => Some(Items::list("")),
        Group::Stage(stage) => Some(Items::at(*stage)),
        Group::Level(..) => None,
    }
}

/// In how many days, counted from coming there.
pub fn days(line: &Line, found: Option<u32>) -> String {
    match found {
        Some(days) => format!("{days} days"),
        None if line.enough() => "never seen".into(),
        None => "too few".into(),
    }
}

/// The longest of those that were closed; none where none was.
pub fn longest(line: &Line) -> String {
    if line.closed == 0 { "-".into() } else { format!("{} days", line.longest) }
}

/// The open recommendations, a row each.
pub fn each(looked: &[LookedAhead]) -> Table {
    let row = |one: &LookedAhead| {
        let (half, most, n) = match &one.outlook {
            Outlook::TooFew(n) => (None, None, *n),
            Outlook::Seen(seen) => (seen.half, seen.most, seen.closed),
        };
        vec![
            Cell::words(one.r#ref.to_string()),
            Cell::words(one.stage.name()),
            Cell::words(one.level.clone().unwrap_or_default()),
            Cell::Date(half),
            Cell::Date(most),
            Cell::Count(n.into(), None),
            Cell::words(compared(&one.outlook)),
        ]
    };
    Table {
        columns: vec!["ref", "stage", "level", "half by", "85 by", "n", "compared with"],
        rows: looked.iter().map(row).collect(),
        none: "nothing is open",
    }
}

/// With which group something is compared, or why there is no date.
pub fn compared(outlook: &Outlook) -> String {
    match outlook {
        Outlook::Seen(seen) if seen.half.is_some() && seen.most.is_some() => {
            format!("those {}", seen.group.words())
        }
        other => other.words(),
    }
}

/// All of it, for a terminal without screens.
pub fn told(forecast: &Forecast, score: &Score, width: usize) -> String {
    let mut out = format!("When will what is open be closed?\n{}\n", fold(&forecast.words(), width, "  "));
    for note in forecast.notes() {
        out.push_str(&fold(&note, width, ""));
    }
    if !steps(forecast).is_empty() {
        out.push_str(&format!("\nExpected to be closed\n{}", chart(forecast).told(width)));
    }
    out.push_str(&format!("\nDays from coming there until closed\n{}\n", groups(forecast).told(width)));
    out.push_str(&fold(&score.words(), width, ""));
    out.push_str("\nWhat this means\n");
    for definition in DEFINITIONS {
        out.push_str(&fold(definition, width, "  "));
    }
    out
}

/// `forecast --json`.
#[derive(Serialize)]
pub struct Document {
    today: NaiveDate,
    words: String,
    open: u32,
    n: u32,
    half: Option<NaiveDate>,
    most: Option<NaiveDate>,
    longest: u32,
    beyond: u32,
    steps: Vec<Step>,
    groups: Vec<Known>,
    score: Score,
    score_words: String,
}

/// One group in [`Document`].
#[derive(Serialize)]
struct Known {
    those: String,
    open_now: u32,
    closed: u32,
    still_open: u32,
    half_days: Option<u32>,
    most_days: Option<u32>,
    longest_days: u32,
    too_few: bool,
}

/// The same as [`told`], for a program.
pub fn document(forecast: &Forecast, score: Score) -> Document {
    let known = |line: &Line| Known {
        those: line.group.words(),
        open_now: line.here,
        closed: line.closed,
        still_open: line.open,
        half_days: line.half,
        most_days: line.most,
        longest_days: line.longest,
        too_few: !line.enough(),
    };
    Document {
        today: forecast.today,
        words: forecast.words(),
        open: forecast.open,
        n: forecast.closed,
        half: forecast.half,
        most: forecast.most,
        longest: forecast.longest,
        beyond: forecast.beyond,
        steps: steps(forecast),
        groups: forecast.groups().iter().map(known).collect(),
        score_words: score.words(),
        score,
    }
}

/// A forecast in a few fields, of the register or of one recommendation.
#[derive(Serialize)]
pub struct Brief {
    words: String,
    n: u32,
    half: Option<NaiveDate>,
    most: Option<NaiveDate>,
}

impl Brief {
    pub fn of(forecast: &Forecast) -> Brief {
        Brief { words: forecast.words(), n: forecast.closed, half: forecast.half, most: forecast.most }
    }

    pub fn of_one(outlook: &Outlook) -> Brief {
        let words = outlook.words();
        match outlook {
            Outlook::TooFew(n) => Brief { words, n: *n, half: None, most: None },
            Outlook::Seen(seen) => Brief { words, n: seen.closed, half: seen.half, most: seen.most },
        }
    }
}

/// A step in a sentence: `By 31 Mar 2024: 2.0 of 17, 12 %`.
pub fn sentence(step: &Step, forecast: &Forecast) -> String {
    let mark = step.mark.map_or(String::new(), |mark| format!(", the day of the {mark}"));
    format!("By {}: {} of {}, {}{mark}", in_words(step.by), step.number(), forecast.open, step.percent())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_said_only_where_it_is_reached() {
        let by = NaiveDate::from_ymd_opt(2026, 2, 28).unwrap_or_default();
        for (expected, percent) in
            [(12.7, "84 %"), (12.75, "85 %"), (13.0, "86 %"), (15.0, "100 %"), (0.0, "0 %")]
        {
            let step = Step { by, expected, share: expected / 15.0, mark: None };
            assert_eq!(step.percent(), percent, "{expected} of 15");
        }
    }
}
