//! The overview: the road with its counts, what waits, the clocks.

use chrono::NaiveDate;
use unicode_width::UnicodeWidthStr;

use super::layout::{beside, cell, cut, fold};
use crate::journey::deadline::in_words as day;
use crate::journey::forecast::Forecast;
use crate::journey::people::{Person, Role};
use crate::journey::register::Register;
use crate::journey::response::Clock;
use crate::ledger::standing::questions::{Counts, InspectionRow, Waiting, Why};

/// Everything that the overview shows, gathered.
pub struct Overview<'a> {
    pub register: &'a Register,
    pub today: NaiveDate,
    pub practice: bool,
    /// The protective marking.
    pub marking: &'a str,
    /// Who looks, in words: name and roles.
    pub you: &'a str,
    pub counts: &'a Counts,
    pub waiting: &'a [Waiting],
    pub clocks: &'a [InspectionRow],
    pub forecast: &'a Forecast,
    /// The last governance meeting and its day.
    pub last_meeting: Option<&'a (String, NaiveDate)>,
}

/// Why something waits, in words.
pub fn why(why: Why) -> &'static str {
    match why {
        Why::ResponseDue => "response due by",
        Why::Returned => "came back",
        Why::AskedOfDcc => "asked of the DCC",
        Why::AskedOfLead => "asked of a lead",
        Why::Question => "a question waits",
        Why::Approval => "waits for approval",
        Why::SignOff => "waits for sign-off",
        Why::Submission => "at submission",
        Why::Overdue => "overdue since",
        Why::Plenary => "at plenary",
        Why::Received => "waits for its plenary",
    }
}

/// Who looks, in words.
pub fn you(person: Option<&Person>, today: NaiveDate) -> String {
    person.map_or("nobody in this register".to_string(), |person| {
        let roles: Vec<_> =
            Role::ALL.into_iter().filter(|role| person.holds(*role, today)).map(Role::words).collect();
        let roles = if roles.is_empty() { "no role today".into() } else { roles.join(", ") };
        format!("{} ({roles})", person.name)
    })
}

/// What waits for a person, by the roles held today; the most pressing first: what has a day that passes,
/// then what others wait for, then what merely waits.
pub fn waits_for(person: Option<&Person>, today: NaiveDate) -> Vec<Why> {
    let holds = |role: Role| person.is_some_and(|person| person.holds(role, today));
    let leads = holds(Role::Lead) || !holds(Role::Approver);
    let mut waits = Vec::new();
    if leads {
        waits.extend([Why::ResponseDue, Why::Overdue]);
    }
    if holds(Role::Lead) {
        waits.extend([Why::AskedOfLead, Why::Question]);
    }
    if holds(Role::Approver) {
        waits.extend([Why::AskedOfDcc, Why::Approval, Why::SignOff]);
    }
    if leads {
        waits.extend([Why::Returned, Why::Submission, Why::Plenary, Why::Received]);
    }
    waits
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
    let marking = overview.marking;
    let mut out = format!("Plenary · {}  {marking}  {}", register.home, today.format("%a %-d %b %Y"));
    let you = format!("you: {you}");
    let apart = if out.width() + 2 + you.width() > width { "\n" } else { "  " };
    out.push_str(&format!("{apart}{you}\n\n"));
    let road: Vec<_> = counts.stages.iter().map(|(stage, n)| format!("{} {n}", stage.name())).collect();
    out.push_str(&format!("The road\n{}\n", fold(&road.join(" > "), width, "  ")));
    out.push_str("Waiting (with the day by which it was due, or since when it waits)\n");
    if overview.waiting.is_empty() {
        out.push_str("  nothing\n");
    }
    for waiting in overview.waiting {
        let head =
            [cell(&waiting.r#ref, 9), cell(why(waiting.why), 21), cell(&day(waiting.date), 11)].join("  ");
        out.push_str(&format!("  {head}  {}\n", cut(&waiting.text, width.saturating_sub(49))));
    }
    out.push_str("\nClocks (Police Act 1996, section 55)\n");
    if overview.clocks.is_empty() {
        out.push_str("  none runs\n");
    }
    for row in overview.clocks {
        let words = super::inspection::clock(&clock_of(row, *today));
        out.push_str(&beside(&format!("  {}  ", cell(&row.code, 9)), &words, width));
    }
    out.push_str(&format!("\n{}", figures(overview, width)));
    out
}

fn figures(overview: &Overview, width: usize) -> String {
    let Overview { register, counts, .. } = overview;
    let rated = |rating: &crate::journey::scheme::Rating| {
        let n = counts.ratings.get(&rating.code).unwrap_or(&0);
        format!("{n} {} {}", rating.letter, rating.code.to_lowercase())
    };
    let mut ratings: Vec<_> = register.scheme.ratings.iter().map(rated).collect();
    ratings.push(format!("{} not rated", counts.ratings.get("").unwrap_or(&0)));
    let oldest = counts.oldest_overdue.map_or(String::new(), |oldest| {
        format!(" (the oldest by {} days)", (overview.today - oldest).num_days())
    });
    let (soon, days) = (counts.due_soon, register.scheme.warning_days);
    let dates = format!(
        "recommendations: {} overdue{oldest}; {soon} due within {days} days; {} past the inspectorate's deadline; {} without a target; \
         {} with all actions finished",
        counts.overdue, counts.past_deadline, counts.no_target, counts.all_finished
    );
    let closed: Vec<_> =
        counts.closed_by_month.iter().map(|(month, n)| format!("{n} in {}", month_in_words(month))).collect();
    let closed = if closed.is_empty() { "none yet".to_string() } else { closed.join(", ") };
    let mut out = beside("At governance  ", &ratings.join(", "), width);
    out.push_str(&beside("Dates          ", &dates, width));
    if let Some((meeting, on)) = overview.last_meeting {
        let quiet = format!("recommendations: {} not heard since {meeting} on {}", counts.quiet, day(*on));
        out.push_str(&beside("Quiet          ", &quiet, width));
    }
    out.push_str(&beside("Closed         ", &closed, width));
    out.push_str(&beside("Forecast       ", &overview.forecast.short(), width));
    out
}

/// `2024-03` as people write it.
pub fn month_in_words(month: &str) -> String {
    let first: Result<NaiveDate, _> = format!("{month}-01").parse();
    first.map_or(month.to_string(), |first| first.format("%b %Y").to_string())
}
