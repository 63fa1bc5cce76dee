//! What happened: every event on one thing, or of the whole register, the newest first; all of them, or those that
//! a filter finds. A page is read when it is asked for.

use super::commands::{Do, Kind};
use super::recommendation::plural;
use super::session::Session;
use super::view::{Left, Link, Row, Step, View};
use crate::clock::written;
use crate::journey::deadline::in_words;
use crate::journey::reference::Stream;
use crate::ledger::Recorded;
use crate::ledger::happened::{Happened, WORDS};
use crate::ledger::trouble::Trouble;

pub struct History {
    wanted: Happened,
    /// What was told, the newest first.
    events: Vec<Recorded>,
    /// Older ones come before this number; none where all are read.
    before: Option<u64>,
}

impl History {
    pub fn of(stream: Option<Stream>) -> History {
        History {
            wanted: stream.map_or_else(Happened::default, Happened::to),
            events: Vec::new(),
            before: None,
        }
    }

    /// Only what these words find, of the one thing or of everything.
    pub fn narrowed(mut self, words: &str, session: &mut Session) -> History {
        let read = Happened::read(words, &session.register, session.today);
        session.talk.say_all(read.passed_over.iter().map(|remark| format!("Passed over {remark}.")));
        session.talk.say_all(read.put_right.iter().map(|remark| format!("{remark}.")));
        self.wanted = read.wanted.within(self.wanted.about.as_ref());
        self
    }

    fn read(&mut self, session: &Session, limit: usize) -> Result<Vec<Row>, Trouble> {
        let Some(before) = self.before else { return Ok(Vec::new()) };
        let (events, before) = session.ledger.newest(&self.wanted, before, limit)?;
        let named = self.wanted.about.is_none();
        let row = |(index, recorded)| Row::item(line(recorded, named), Link::Part(index));
        let rows = (self.events.len()..).zip(&events).map(row).collect();
        self.events.extend(events);
        self.before = before;
        Ok(rows)
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
        (self.events, self.before) = (Vec::new(), Some(u64::MAX));
        let rows = self.read(session, self.page())?;
        let of = match self.wanted.is_everything() {
            true => "the whole register".to_string(),
            false => self.wanted.to_string(),
        };
        let count = match self.before {
            None => plural(rows.len(), "event"),
            Some(_) if self.wanted.is_everything() => plural(session.ledger.head()?.seq as usize, "event"),
            Some(_) => format!("more than {}", plural(rows.len(), "event")),
        };
        session.talk.say(format!("History of {of}: {count}, the newest first."));
        Ok(rows)
    }

    fn has_more(&self) -> bool {
        self.before.is_some()
    }

    fn further(&mut self, limit: usize, session: &mut Session) -> Result<Vec<Row>, Trouble> {
        self.read(session, limit)
    }

    /// Reads out how an event was recorded, or tells only what some words find.
    fn act(&mut self, act: Do, rest: &str, session: &mut Session) -> Result<Step, Left> {
        match act {
            Do::Filter => {
                *self = History::of(self.wanted.about.take()).narrowed(rest, session);
                return Ok(Step::Again);
            }
            Do::Words => {
                session.talk.say("Words of a filter; all of them must hold:");
                session.talk.say_all(WORDS.iter().map(|(word, finds)| format!("{word}: {finds}.")));
                return Ok(Step::Done);
            }
            _ => {}
        }
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
    format!("{stream}{}, {}: {}{why}", in_words(event.on), event.by, event.in_words())
}
