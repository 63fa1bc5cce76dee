//! The overview: the road with its counts, what waits, the clocks.

use chrono::NaiveDate;

use super::layout::{cell, cut};
use crate::journey::deadline::in_words as day;
use crate::journey::register::Register;
use crate::journey::response::Clock;
use crate::ledger::standing::questions::{Counts, InspectionRow, Waiting, Why};

/// Everything that the overview shows, gathered.
pub struct Overview<'a> {
    pub register: &'a Register,
    pub today: NaiveDate,
    pub practice: bool,
    /// Who looks, in words: name and roles.
    pub you: &'a str,
    pub counts: &'a Counts,
    pub waiting: &'a [Waiting],
    pub clocks: &'a [InspectionRow],
    /// The last governance meeting and its day.
    pub last_meeting: Option<&'a (String, NaiveDate)>,
}

/// Why something waits, in words.
pub fn why(why: Why) -> &'static str {
    match why {
        Why::ResponseDue => "response due",
        Why::Returned => "came back",
        Why::AskedOfDcc => "asked of the DCC",
        Why::Approval => "waits for approval",
        Why::SignOff => "waits for sign-off",
        Why::Submission => "at submission",
        Why::Overdue => "overdue",
        Why::Plenary => "at plenary",
        Why::Received => "waits for its plenary",
    }
}

/// The clock of an inspection in a list.
pub fn clock_of(row: &InspectionRow, today: NaiveDate) -> Clock {
    Clock {
        last_day: row.last_day,
        days_left: (row.last_day - today).num_days(),
        published: row.response_published,
    }
}

/// The overview in words, a page for a terminal without screens.
pub fn told(overview: &Overview, width: usize) -> String {
    let Overview { register, today, counts, you, .. } = overview;
    let marking = if overview.practice { "PRACTICE" } else { "OFFICIAL" };
    let mut out =
        format!("Plenary · {}  {marking}  {}  you: {you}\n\n", register.home, today.format("%a %-d %b %Y"));
    let road: Vec<_> = counts.stages.iter().map(|(stage, n)| format!("{} {n}", stage.name())).collect();
    out.push_str(&format!("The road\n  {}\n\n", road.join(" > ")));
    out.push_str("Waiting\n");
    if overview.waiting.is_empty() {
        out.push_str("  nothing\n");
    }
    for waiting in overview.waiting {
        let head =
            [cell(&waiting.r#ref, 10), cell(why(waiting.why), 22), cell(&day(waiting.date), 12)].join(" ");
        out.push_str(&format!("  {head} {}\n", cut(&waiting.text, width.saturating_sub(50))));
    }
    out.push_str("\nClocks (Police Act 1996, section 55)\n");
    if overview.clocks.is_empty() {
        out.push_str("  none runs\n");
    }
    for row in overview.clocks {
        let words = super::inspection::clock(&clock_of(row, *today));
        out.push_str(&format!("  {} {words}\n", cell(&row.code, 10)));
    }
    out.push_str(&format!("\n{}", figures(overview)));
    out
}

fn figures(overview: &Overview) -> String {
    let Overview { register, counts, .. } = overview;
    let rated = |rating: &crate::journey::scheme::Rating| {
        format!(
            "{} {} {}",
            rating.letter,
            rating.code.to_lowercase(),
            counts.ratings.get(&rating.code).unwrap_or(&0)
        )
    };
    let mut ratings: Vec<_> = register.scheme.ratings.iter().map(rated).collect();
    ratings.push(format!("- not rated {}", counts.ratings.get("").unwrap_or(&0)));
    let oldest = counts.oldest_overdue.map_or(String::new(), |oldest| {
        format!(" (the oldest by {} days)", (overview.today - oldest).num_days())
    });
    let since = overview.last_meeting.map_or(String::new(), |(meeting, on)| {
        format!("Quiet    {} without a word since {meeting} on {}\n", counts.quiet, day(*on))
    });
    let closed: Vec<_> = counts.closed_by_month.iter().map(|(month, n)| format!("{month} {n}")).collect();
    format!(
        "Ratings  {}\nDates    overdue {}{oldest}; due within {} days {}; no target {}\n{since}Closed   {}\n",
        ratings.join(", "),
        counts.overdue,
        register.scheme.warning_days,
        counts.due_soon,
        counts.no_target,
        if closed.is_empty() { "none yet".to_string() } else { closed.join(", ") },
    )
}
