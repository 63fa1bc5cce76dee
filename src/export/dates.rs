//! Every date as one iCalendar file (RFC 5545): calendars import it, and imported again it updates what it made
//! before, because each date keeps its UID.

use std::path::Path;

use chrono::{DateTime, NaiveDate, Utc};
use icalendar::{Calendar, Component, Event, EventLike, EventStatus};

use crate::journey::text::{clean, clean_line};
use crate::ledger::standing::chasing::Ahead;
use crate::ledger::trouble::Trouble;
use crate::ledger::{Ledger, Put, write_whole};

/// One day in a calendar.
struct Entry {
    /// What it is about, unlike every other of the register: `SOC22-1.a-target`.
    about: String,
    day: NaiveDate,
    summary: String,
    words: String,
    cancelled: bool,
}

/// What is true of all entries.
struct Edition<'a> {
    /// What tells the register from every other.
    mark: &'a str,
    marking: &'a str,
    home: &'a str,
    now: DateTime<Utc>,
    /// The number of the last event: a later edition has a higher one.
    number: u32,
}

/// Writes every date of the register into a file; gives how many.
///
/// # Errors
/// The register cannot be read, or the file cannot be written; then nothing is left of it.
pub fn to_file(ledger: &Ledger, marking: &str, (to, put): (&Path, Put)) -> Result<usize, Trouble> {
    let (bytes, count) = written(ledger, marking)?;
    write_whole(to, put, |out| out.write_all(bytes.as_bytes()).map_err(|error| Trouble::of_io(to, &error)))?;
    Ok(count)
}

/// The whole calendar, and how many dates it holds.
///
/// # Errors
/// The register cannot be read.
pub fn written(ledger: &Ledger, marking: &str) -> Result<(String, usize), Trouble> {
    let standing = ledger.standing();
    let (ahead, home) = (standing.ahead()?, standing.register()?.home);
    let mark = standing.mark()?;
    let number = u32::try_from(ledger.head()?.seq).unwrap_or(u32::MAX);
    let edition = Edition { mark: &mark, marking, home: &home, now: ledger.now(), number };
    let entries = entries(&ahead);
    Ok((edition.calendar(&entries), entries.len()))
}

/// How many dates were written, in words.
pub fn told(count: usize) -> String {
    if count == 1 { "1 date".into() } else { format!("{count} dates") }
}

/// Every date, sort by sort.
fn entries(ahead: &Ahead) -> Vec<Entry> {
    let mut entries = Vec::new();
    for action in &ahead.actions {
        let trail = action.trail().map_or(String::new(), |trail| format!(" ({trail})"));
        entries.push(Entry {
            about: format!("{}-target", action.r#ref),
            day: action.target,
            summary: format!("{} due: {}", action.r#ref, action.owner),
            words: format!("{}\nOwner: {}{trail}", action.marked(), action.owner),
            cancelled: false,
        });
    }
    for row in &ahead.deadlines {
        entries.push(Entry {
            about: format!("{}-deadline", row.r#ref),
            day: row.date,
            summary: format!("{} inspectorate's deadline", row.r#ref),
            words: format!("“{}”, at {}\n{}", row.words, row.stage, row.text),
            cancelled: false,
        });
    }
    for row in &ahead.last_days {
        entries.push(Entry {
            about: format!("{}-response", row.code),
            day: row.last_day,
            summary: format!("{} last day of the response", row.code),
            words: format!("{}\nPolice Act 1996, section 55(5A): 56 days", row.title),
            cancelled: false,
        });
    }
    for meeting in &ahead.meetings {
        entries.push(Entry {
            about: format!("{}-meeting", meeting.r#ref),
            day: meeting.date,
            summary: format!("{} {} meeting: {}", meeting.r#ref, meeting.kind, meeting.name),
            words: format!("The meeting is {}", meeting.phase),
            cancelled: meeting.phase == "cancelled",
        });
    }
    entries
}

impl Edition<'_> {
    fn calendar(&self, entries: &[Entry]) -> String {
        let name = format!("{}: {} dates", self.marking, self.home);
        let mut calendar = Calendar::empty();
        calendar.append_property(("VERSION", "2.0"));
        calendar.append_property(("PRODID", "-//Plenary//Dates//EN"));
        calendar.append_property(("CALSCALE", "GREGORIAN"));
        calendar.append_property(("METHOD", "PUBLISH"));
        calendar.name(&clean_line(&name));
        entries.iter().for_each(|entry| _ = calendar.push(self.event(entry)));
        calendar.to_string()
    }

    /// A whole day: its end is the day after, which is not among it (RFC 5545, 3.6.1).
    fn event(&self, entry: &Entry) -> Event {
        let mark: String = self.mark.chars().take(16).collect();
        let mut event = Event::new();
        event
            .uid(&format!("{}-{mark}@plenary.invalid", entry.about))
            .timestamp(self.now)
            .sequence(self.number)
            .starts(entry.day)
            .ends(entry.day.succ_opt().unwrap_or(entry.day))
            .summary(&clean_line(&format!("{}: {}", self.marking, entry.summary)))
            .description(&clean(&format!("{}\n{}", self.marking, entry.words)))
            .add_property("TRANSP", "TRANSPARENT");
        if entry.cancelled {
            event.status(EventStatus::Cancelled);
        }
        event.done()
    }
}
