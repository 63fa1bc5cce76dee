//! The confirm: the exact record is read out, with the same as a command line, and nothing is recorded before
//! the person agrees to it. What the DCC decides needs the whole word `yes`.

use super::session::{Session, spoken};
use super::talk::Heard;
use super::view::{Left, Link};
use crate::briefing::record::{heading_of, not_in_words};
use crate::briefing::{case, decision};
use crate::journey::event::{Event, What};
use crate::journey::people::Role;
use crate::journey::reference::Stream;
use crate::journey::request::Request;
use crate::ledger::trouble::Trouble;
use crate::ledger::{Acting, NotDone, Recorded};

/// Requests that are ready to be recorded together, and what they would record.
pub struct Wish {
    requests: Vec<Request>,
    acting: Acting,
    /// The same as a command line; empty where there is none.
    command: String,
    events: Vec<Event>,
}

/// What came of a confirm.
pub enum Agreed {
    /// It is recorded; an inspection that is new is to be opened.
    Recorded(Option<Link>),
    /// Words that name something to change first.
    Change(String),
    /// The person wants to leave without recording.
    Leave,
}

impl Wish {
    /// Finds out what requests would record; or in words why they would not.
    pub fn of(
        session: &Session,
        requests: Vec<Request>,
        acting: Acting,
        command: String,
    ) -> Result<Result<Wish, Vec<String>>, Trouble> {
        let several = session.register.served_by(&session.ledger.account().user).count() > 1;
        let actor = format!(" --actor {}", shell_words::quote(&acting.actor));
        let command = if several && !command.is_empty() { command + &actor } else { command };
        match session.ledger.preview(&requests, &acting) {
            Ok(events) => Ok(Ok(Wish { requests, acting, command, events })),
            Err(NotDone::Trouble(trouble)) => Err(trouble),
            Err(not_done) => Ok(Err(said(&not_done))),
        }
    }

    /// Whether it holds what nobody but the DCC may decide.
    fn decides(&self) -> bool {
        self.requests.iter().any(|request| request.needs() == [Role::Approver])
    }

    /// Reads out the record and asks; `fields` names what can be changed, and is empty where nothing can.
    pub fn agree(mut self, session: &mut Session, fields: &str) -> Result<Agreed, Left> {
        self.read_out(session)?;
        if !fields.is_empty() {
            session.talk.say(format!("Can be added: {fields}."));
        }
        loop {
            let how = if self.decides() { "yes records this decision" } else { "y records" };
            let change = if fields.is_empty() { "" } else { ", a field" };
            let line = match session.listen(&format!("{how}{change}, b leave"))? {
                Heard::Line(line) => line.trim().to_string(),
                Heard::End | Heard::Interrupted => return Ok(Agreed::Leave),
                Heard::Over => return Err(Left::Out),
            };
            match &*line.to_lowercase() {
                "yes" => {}
                "y" | "record" if !self.decides() => {}
                "y" | "record" => {
                    session.talk.say("This is a decision of the DCC: the whole word yes records it.");
                    continue;
                }
                "" => {
                    self.read_out(session)?;
                    continue;
                }
                "b" | "n" | "no" | "back" => return Ok(Agreed::Leave),
                "q" => {
                    session.leave()?;
                    continue;
                }
                _ if fields.is_empty() => {
                    session.talk.say("yes or y records it, b leaves it, an empty line reads it again.");
                    continue;
                }
                _ => return Ok(Agreed::Change(line)),
            }
            if let Some(agreed) = self.record(session)? {
                return Ok(agreed);
            }
        }
    }

    /// Everything that would be recorded, and the command that records the same.
    fn read_out(&self, session: &mut Session) -> Result<(), Trouble> {
        let count = self.events.len();
        let what = if count == 1 {
            "This will be recorded:".into()
        } else {
            format!("These {count} will be recorded:")
        };
        session.talk.say(if self.decides() { "This decision will be recorded:".into() } else { what });
        for event in &self.events {
            session.talk.say(format!("{}.", heading_of(event).replace(" · ", ", ")));
            session.talk.say(event.what.in_words());
            session.talk.say_all(not_in_words(event).iter().map(|(name, value)| format!("{name}: {value}")));
            session.talk.say_all(event.why.iter().map(|why| format!("why: {why}")));
        }
        if self.decides() {
            session.talk.say("It is about:");
            session.talk.say_all(self.about(session)?);
        }
        if !self.command.is_empty() {
            session.talk.say(format!("As a command: {}", self.command));
        }
        Ok(())
    }

    fn about(&self, session: &Session) -> Result<Vec<String>, Trouble> {
        let mut lines = Vec::new();
        for event in &self.events {
            if let Stream::Recommendation(reference) = &event.stream {
                let stands = session.ledger.standing().recommendation(reference)?;
                lines.extend(stands.iter().flat_map(decision::about));
            }
        }
        Ok(lines)
    }

    /// Records it and says what stands now. None where others were there first: what would be recorded now was read out.
    fn record(&mut self, session: &mut Session) -> Result<Option<Agreed>, Left> {
        match session.ledger.record(&self.requests, &self.acting) {
            Ok(recorded) => {
                let head = session.ledger.head()?;
                session.knows(head);
                session.last_on = self.acting.on;
                session.written = recorded.last().cloned();
                session.register = session.ledger.standing().register()?;
                session.talk.say_all(stands_now(session, &recorded)?);
                return Ok(Some(Agreed::Recorded(recorded.iter().find_map(new_inspection))));
            }
            Err(NotDone::Changed { since, .. }) => self.changed(session, &since)?,
            Err(NotDone::Trouble(trouble)) => session.complain(&trouble),
            Err(not_done) => session.talk.say_all(said(&not_done)),
        }
        Ok(None)
    }

    /// Says what others recorded meanwhile, and what would be recorded now.
    fn changed(&mut self, session: &mut Session, since: &[Recorded]) -> Result<(), Left> {
        session.talk.say("Nothing was recorded. Others were here since you looked:");
        let told = |recorded: &Recorded| {
            format!("{}: {}", recorded.record.event.by, recorded.record.event.what.in_words())
        };
        session.talk.say_all(since.iter().map(told));
        let head = session.ledger.head()?;
        session.knows(head);
        self.acting.seen = Some(head);
        match session.ledger.preview(&self.requests, &self.acting) {
            Ok(events) => self.events = events,
            Err(NotDone::Trouble(trouble)) => return Err(trouble.into()),
            Err(not_done) => session.talk.say_all(said(&not_done)),
        }
        Ok(self.read_out(session)?)
    }
}

/// Why something was not done, and what to do instead.
pub fn said(not_done: &NotDone) -> Vec<String> {
    match not_done {
        NotDone::Refused(refusal) => {
            let hint = refusal.hint().map(|hint| format!("hint: {}", spoken(&hint)));
            std::iter::once(format!("refused: {refusal}")).chain(hint).collect()
        }
        other => vec![other.to_string()],
    }
}

/// What was recorded, and where each thing that it happened to stands now.
fn stands_now(session: &Session, recorded: &[Recorded]) -> Result<Vec<String>, Trouble> {
    let mut lines = Vec::new();
    if recorded.len() > 3 {
        lines.push(format!("Recorded, {} events.", recorded.len()));
    } else {
        lines.extend(recorded.iter().map(|one| format!("Recorded: {}", one.record.event.what.in_words())));
    }
    let mut streams: Vec<&Stream> = recorded.iter().map(|one| &one.record.event.stream).collect();
    streams.dedup();
    if let [stream] = streams.as_slice() {
        lines.extend(where_stands(session, stream)?);
    }
    Ok(lines)
}

fn where_stands(session: &Session, stream: &Stream) -> Result<Option<String>, Trouble> {
    Ok(match stream {
        Stream::Recommendation(reference) => {
            let stands = session.ledger.standing().recommendation(reference)?;
            stands
                .filter(|stands| stands.ours)
                .map(|stands| format!("{reference} is at {}; {}.", stands.stage.name(), case::next(&stands)))
        }
        Stream::Meeting(meeting) => {
            let stands = session.ledger.standing().meeting(*meeting)?;
            stands.map(|stands| format!("{meeting} is {}.", stands.phase.words()))
        }
        _ => None,
    })
}

fn new_inspection(recorded: &Recorded) -> Option<Link> {
    match (&recorded.record.event.stream, &recorded.record.event.what) {
        (Stream::Inspection(code), What::InspectionRecorded { .. }) => Some(Link::Inspection(code.clone())),
        _ => None,
    }
}
