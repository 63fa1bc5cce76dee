//! The inspections, the newest first, each with its response clock.

use super::commands::Kind;
use super::session::Session;
use super::view::{Left, Link, Row, View};
use crate::briefing::inspection::clock;
use crate::briefing::overview::clock_of;
use crate::briefing::owners::dates;
use crate::journey::asking::Verb;
use crate::journey::deadline::in_words;
use crate::ledger::standing::questions::InspectionRow;
use crate::ledger::standing::tallies::Dates;
use crate::ledger::trouble::Trouble;

/// At most so many are read.
const MOST: usize = 1_000;

#[derive(Default)]
pub struct Inspections;

impl View for Inspections {
    fn kind(&self) -> Kind {
        Kind::Inspections
    }

    fn name(&self) -> String {
        "Inspections".into()
    }

    fn tell(&mut self, session: &mut Session) -> Result<Vec<Row>, Left> {
        let rows = session.ledger.standing().inspections(MOST)?;
        let newest = if rows.len() == MOST { ", the newest" } else { "" };
        session.talk.say(format!("Inspections: {}{newest}.", rows.len()));
        if rows.is_empty() {
            session.talk.say("inspection add records one by hand, import reads a published response.");
        }
        let row = |row: &InspectionRow| {
            Some(Row::item(line(row, session), Link::Inspection(row.code.parse().ok()?)))
        };
        Ok(rows.iter().filter_map(row).collect())
    }

    fn fitting(&self, _session: &Session) -> Result<Vec<&'static Verb>, Trouble> {
        Ok(Verb::named("inspection add").into_iter().collect())
    }
}

fn line(row: &InspectionRow, session: &Session) -> String {
    let response = match &row.answered_by {
        Some(other) if row.response_published.is_none() => format!("answered by the response to {other}"),
        _ => clock(&clock_of(row, session.today)),
    };
    let mut ours = format!("{} of {} ours", row.ours, row.recommendations);
    if row.dates != Dates::default() {
        ours = format!("{ours}; {}", dates(&row.dates));
    }
    format!("{}, {response}; {ours}; published {}: {}", row.code, in_words(row.published), row.title)
}
