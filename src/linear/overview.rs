//! The overview: what waits for the person, the road with its counts, the clocks and the numbers.
//! Every count opens the list of what it counts.

use super::commands::Kind;
use super::pictures::Picture;
use super::session::Session;
use super::view::{Left, Link, Row, View};
use crate::briefing::inspection::clock;
use crate::briefing::items::Items;
use crate::briefing::overview::{clock_of, month_in_words, waits_for, why};
use crate::journey::asking::Verb;
use crate::journey::deadline::in_words;
use crate::ledger::standing::questions::{Counts, Waiting, Why};
use crate::ledger::trouble::Trouble;

/// Of each sort of thing that waits, so many are told.
const OF_EACH: usize = 10;
/// So many clocks are told.
const CLOCKS: usize = 5;

#[derive(Default)]
pub struct Overview;

impl View for Overview {
    fn kind(&self) -> Kind {
        Kind::Overview
    }

    fn name(&self) -> String {
        "Overview".into()
    }

    /// The whole of it: what a number is on its second page nobody would look for.
    fn page(&self) -> usize {
        100
    }

    /// What begins something new; what moves something on is offered where that is told.
    fn fitting(&self, _session: &Session) -> Result<Vec<&'static Verb>, Trouble> {
        Ok(["inspection add", "meeting plan", "people add", "body add"]
            .into_iter()
            .filter_map(Verb::named)
            .collect())
    }

    fn tell(&mut self, session: &mut Session) -> Result<Vec<Row>, Left> {
        head(session);
        let standing = session.ledger.standing();
        let last = standing.last_meeting()?;
        let counts =
            standing.counts(session.register.scheme.warning_days, last.as_ref().map(|(_, day)| *day))?;
        session.tell_of_waiting()?;
        let open = session.register.open_meetings.iter();
        let mut rows: Vec<Row> = open
            .map(|open| Row::item(format!("{open} is open: minute it, item by item"), Link::Minute(*open)))
            .collect();
        rows.extend(waiting(session, &counts)?);
        rows.extend(road(&counts));
        rows.extend(numbers(&counts, session, last.map(|(meeting, _)| meeting)));
        rows.extend(clocks(session)?);
        rows.extend(closed(&counts));
        rows.push(forecast(session)?);
        Ok(rows)
    }
}

fn head(session: &mut Session) {
    let marking = session.settings.marking_of(session.ledger.is_practice()).to_string();
    let day = session.today.format("%a %-d %b %Y");
    let lines =
        [format!("{}, {marking}, {day}.", session.register.home), format!("You are {}.", session.you())];
    session.talk.say_all(lines);
}

/// What waits for the person, the most pressing first.
fn waiting(session: &Session, counts: &Counts) -> Result<Vec<Row>, Trouble> {
    let standing = session.ledger.standing();
    let sorts = waits_for(session.person(), session.today);
    let waits = session.ledger.waiting_for(&session.actor, &sorts, OF_EACH)?;
    let mut rows: Vec<_> = waits.iter().filter_map(|waiting| waiting_row(waiting, session)).collect();
    let mut count = 0;
    for sort in sorts {
        let all = standing.waits(sort, counts)?;
        count += all;
        let told = waits.iter().filter(|waiting| waiting.why == sort).count();
        if all as usize > told {
            rows.push(Row::head(format!("Of `{}` these are the oldest {told} of {all}.", why(sort))));
        }
    }
    let head =
        if count == 0 { "Nothing waits for you.".to_string() } else { format!("Waiting for you, {count}:") };
    if waits_for(session.person(), session.today).into_iter().any(Why::is_decided) && count > 0 {
        rows.push(Row::head("desk reads out what waits for your decision, an item at a time."));
    }
    rows.insert(0, Row::Head(head));
    Ok(rows)
}

fn waiting_row(waiting: &Waiting, session: &Session) -> Option<Row> {
    let gone = (session.today - waiting.date).num_days();
    let late = match waiting.why {
        Why::ResponseDue if gone > 0 => format!(", {gone} days late"),
        Why::ResponseDue => format!(", {} days left", -gone),
        Why::Overdue => format!(", {gone} days late"),
        _ => format!(", {gone} days"),
    };
    let line =
        format!("{}, {} {}{late}: {}", waiting.r#ref, why(waiting.why), in_words(waiting.date), waiting.text);
    let link = match waiting.r#ref.parse() {
        Ok(reference) => Link::Recommendation(reference),
        Err(_) => Link::Inspection(waiting.r#ref.parse().ok()?),
    };
    Some(Row::item(line, link))
}

/// The stages with how many are there; each opens its list.
fn road(counts: &Counts) -> Vec<Row> {
    let mut rows = vec![Row::head("The road, and how many are at each stage:")];
    for (stage, count) in &counts.stages {
        let name = stage.name();
        rows.push(Row::named(name, format!("{name} {count}"), Link::of_items(&Items::at(*stage))));
    }
    rows
}

/// The numbers that a lead asks for, each with its list.
fn numbers(counts: &Counts, session: &Session, last: Option<String>) -> Vec<Row> {
    let oldest = counts
        .oldest_overdue
        .map_or(String::new(), |day| format!(", the oldest by {} days", (session.today - day).num_days()));
    let mut rows = vec![
        Row::head("Recommendations by their dates:"),
        Row::named("overdue", format!("Overdue {}{oldest}", counts.overdue), Link::List("overdue".into())),
    ];
    let mut list = |word: &str, line: String, words: &str| {
        rows.push(Row::named(word, line, Link::List(words.into())));
    };
    let warning = session.register.scheme.warning_days;
    list("due soon", format!("Due within {warning} days {}", counts.due_soon), "soon");
    list(
        "past deadline",
        format!("Past the inspectorate's deadline {}", counts.past_deadline),
        "pastdeadline",
    );
    list("no target", format!("No target {}", counts.no_target), "notarget");
    list("finished", format!("All actions finished {}", counts.all_finished), "finished");
    list("returned", format!("Returned {}", counts.returned), "returned");
    list("asked", format!("Asked of the DCC {}", counts.asked_of_dcc), "asked");
    list("asked of a lead", format!("Asked of a lead {}", counts.asked_of_lead), "leadasked");
    if let Some(meeting) = last {
        list("quiet", format!("Quiet since {meeting} {}", counts.quiet), "quiet");
    }
    rows.push(Row::head("Ratings at Governance:"));
    for rating in &session.register.scheme.ratings {
        let count = counts.ratings.get(&rating.code).copied().unwrap_or(0);
        let line = format!("{} {count}", rating.code.to_lowercase());
        rows.push(Row::named(
            &rating.code.to_lowercase(),
            line,
            Link::List(format!("rating:{}", rating.code)),
        ));
    }
    let none = counts.ratings.get("").copied().unwrap_or(0);
    rows.push(Row::named("not rated", format!("not rated {none}"), Link::of_items(&Items::rated(""))));
    rows
}

/// The response clocks that run.
fn clocks(session: &Session) -> Result<Vec<Row>, Trouble> {
    let running = session.ledger.standing().clocks(CLOCKS)?;
    let head =
        if running.is_empty() { "No response clock runs." } else { "Response clocks, 56 days (section 55):" };
    let row = |row: &crate::ledger::standing::questions::InspectionRow| {
        let line = format!("{}, {}", row.code, clock(&clock_of(row, session.today)));
        Some(Row::item(line, Link::Inspection(row.code.parse().ok()?)))
    };
    Ok(std::iter::once(Row::head(head)).chain(running.iter().filter_map(row)).collect())
}

fn closed(counts: &Counts) -> Vec<Row> {
    let head =
        if counts.closed_by_month.is_empty() { "None was closed in twelve months." } else { "Closed:" };
    let row = |(month, n): &(String, u32)| {
        Row::item(format!("{} {n}", month_in_words(month)), Link::of_items(&Items::closed(month)))
    };
    std::iter::once(Row::head(head)).chain(counts.closed_by_month.iter().rev().map(row)).collect()
}

/// The forecast opens its picture.
fn forecast(session: &Session) -> Result<Row, Trouble> {
    let line = format!("Forecast: {}", session.ledger.standing().forecast()?.short());
    Ok(Row::named("forecast", line, Link::Picture(Picture::Forecast)))
}
