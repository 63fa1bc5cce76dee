//! What happened: every event on one thing, or the latest of the whole register, the newest first.

use super::commands::{Do, Kind};
use super::recommendation::plural;
use super::session::Session;
use super::view::{Left, Link, Row, Step, View};
use crate::clock::written;
use crate::journey::deadline::in_words;
use crate::journey::reference::Stream;
use crate::ledger::Recorded;

/// At most so many events are read; the command `history` tells all of them.
const MOST: usize = 500;

pub struct History {
    /// None where it is the whole register's.
    of: Option<Stream>,
    /// What was told last, the newest first.
    events: Vec<Recorded>,
}

impl History {
    pub fn of(stream: Option<Stream>) -> History {
        History { of: stream, events: Vec::new() }
    }
}

impl View for History {
    fn kind(&self) -> Kind {
        Kind::History
    }

    fn name(&self) -> String {
        "History".into()
    }

    fn tell(&mut self, session: &mut Session) -> Result<Vec<Row>, Left> {
        let events = match &self.of {
            Some(stream) => session.ledger.history(stream, MOST)?,
            None => {
                let head = session.ledger.head()?;
                session.ledger.events(head.seq.saturating_sub(MOST as u64), MOST)?
            }
        };
        let of = self.of.as_ref().map_or("the whole register".to_string(), ToString::to_string);
        let newest = if events.len() == MOST { ", the newest" } else { "" };
        session
            .talk
            .say(format!("History of {of}: {}{newest}, the newest first.", plural(events.len(), "event")));
        self.events = events.into_iter().rev().collect();
        let row = |(index, recorded)| Row::item(line(recorded, self.of.is_none()), Link::Part(index));
        Ok(self.events.iter().enumerate().map(row).collect())
    }

    /// Reads out how an event was recorded.
    fn act(&mut self, act: Do, rest: &str, session: &mut Session) -> Result<Step, Left> {
        let chosen = rest.parse().ok().and_then(|number: usize| self.events.get(number.checked_sub(1)?));
        let (Do::Read, Some(recorded)) = (act, chosen) else { return Ok(Step::NotMine) };
        let (event, account) = (&recorded.record.event, &recorded.record.account);
        session.talk.say(format!("Event {}, {} on {}.", recorded.seq, event.what.kind(), event.stream));
        session.talk.say(line(recorded, false));
        let (at, through) = (written(recorded.record.at), format!("{} at {}", account.user, account.host));
        session.talk.say(format!("Recorded {at} through {through}, id {}.", recorded.record.id));
        Ok(Step::Done)
    }
}

/// One event: what, then when and through whom, and why.
pub fn line(recorded: &Recorded, with_stream: bool) -> String {
    let event = &recorded.record.event;
    let stream = if with_stream { format!("{}, ", event.stream) } else { String::new() };
    let why = event.why.as_ref().map_or(String::new(), |why| format!("; why: {why}"));
    format!("{stream}{}, {}: {}{why}", in_words(event.on), event.by, event.what.in_words())
}
