//! The confirm: the exact record is read out, with the same as a command line, and nothing is recorded before
//! the person agrees to it. What the DCC decides needs the whole word `yes`.

use std::io::IsTerminal;

use super::session::{Session, spoken};
use super::talk::Heard;
use super::tour::Deed;
use super::view::{Left, Link};
use crate::briefing::record::{heading_of, not_in_words, remarks};
use crate::briefing::{case, decision};
use crate::export::task::{Ended, Task};
use crate::journey::event::{Event, What};
use crate::journey::reference::Stream;
use crate::journey::request::Request;
use crate::journey::text::clean_line;
use crate::ledger::signing::Signing;
use crate::ledger::trouble::Trouble;
use crate::ledger::{Acting, NotDone, Recorded};

/// That one of several marked would only say once more what stands, in words; none where there is something new.
fn nothing_new(session: &Session, part: &Part, events: &[Event]) -> Result<Option<String>, Trouble> {
    let Some(about) = &part.about else { return Ok(None) };
    let mut same = Vec::new();
    for event in events {
        let Stream::Recommendation(reference) = &event.stream else { return Ok(None) };
        let stands = session.ledger.standing().recommendation(reference)?;
        let replaced = stands.and_then(|stands| decision::replaced_by(&event.what, &stands));
        match replaced.filter(|replaced| replaced.is_the_same) {
            Some(replaced) => same.push(replaced.words),
            None => return Ok(None),
        }
    }
    Ok((!same.is_empty()).then(|| format!("{about}: it changes nothing: {}", same.join("; "))))
}

/// What is ready to be recorded, and what it would record.
pub struct Wish {
    parts: Vec<Part>,
    acting: Acting,
    events: Vec<Event>,
    /// What was left out because it would be refused: which, and why.
    refused: Vec<String>,
}

/// Requests that are recorded together or not at all.
pub struct Part {
    /// The recommendation, where it is one of several that are marked.
    pub about: Option<String>,
    pub requests: Vec<Request>,
    /// The same as a command line; empty where there is none.
    pub command: String,
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
    /// Of several parts those that would be refused are left out, and it is said why.
    pub fn of(
        session: &Session,
        parts: Vec<Part>,
        acting: Acting,
    ) -> Result<Result<Wish, Vec<String>>, Trouble> {
        let mut wish = Wish { parts: Vec::new(), acting, events: Vec::new(), refused: Vec::new() };
        for part in parts {
            match session.ledger.preview(&part.requests, &wish.acting) {
                Ok(events) => match nothing_new(session, &part, &events)? {
                    Some(said) => wish.refused.push(said),
                    None => {
                        wish.events.extend(events);
                        wish.parts.push(part);
                    }
                },
                Err(NotDone::Trouble(trouble)) => return Err(trouble),
                Err(not_done) => {
                    let about = part.about.map_or(String::new(), |about| format!("{about}: "));
                    let mut said = said(&not_done);
                    said[0].insert_str(0, &about);
                    wish.refused.extend(said);
                }
            }
        }
        if wish.parts.is_empty() { Ok(Err(wish.refused)) } else { Ok(Ok(wish)) }
    }

    /// Whether it holds what nobody but the DCC may decide.
    fn decides(&self) -> bool {
        self.parts.iter().flat_map(|part| &part.requests).any(|request| request.decides())
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
                    session.talk.say("This is a decision: the whole word yes records it.");
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
        let signings = self.signings(session);
        for event in &self.events {
            session.talk.say(format!("{}.", heading_of(event).replace(" · ", ", ")));
            session.talk.say(Wish::words(event, &signings));
            session.talk.say_all(not_in_words(event).iter().map(|(name, value)| format!("{name}: {value}")));
            session.talk.say_all(event.why.iter().map(|why| format!("why: {why}")));
        }
        let about = self.about(session)?;
        if !about.is_empty() {
            session.talk.say("It is about:");
            session.talk.say_all(about);
        }
        if !self.refused.is_empty() {
            session.talk.say("Left out:");
            session.talk.say_all(&self.refused);
        }
        for part in &self.parts {
            session.talk.say(match part.command.as_str() {
                "" => "No one command does the same: what the document proposes was edited.".to_string(),
                command => format!("As a command: {command}"),
            });
        }
        Ok(())
    }

    fn about(&self, session: &Session) -> Result<Vec<String>, Trouble> {
        let all: Vec<_> = self.events.iter().collect();
        let mut lines = remarks(&all, &session.ledger)?;
        for event in &self.events {
            if let (Stream::Meeting(meeting), What::MeetingClosed { .. }) = (&event.stream, &event.what) {
                lines.extend(session.waiting_at(*meeting)?);
            }
            if let Stream::Recommendation(reference) = &event.stream {
                let Some(stands) = session.ledger.standing().recommendation(reference)? else { continue };
                let replaced = decision::replaced_by(&event.what, &stands);
                lines.extend(replaced.map(|replaced| format!("{reference}: {}", replaced.words)));
                lines.extend(decision::evidence_of(&event.what, &stands));
                if self.decides() {
                    lines.extend(decision::about(&stands));
                }
            }
        }
        lines.extend(self.statements(session));
        Ok(lines)
    }

    /// Records it and says what stands now. None where others were there first: what would be recorded now was read out.
    fn record(&mut self, session: &mut Session) -> Result<Option<Agreed>, Left> {
        let (mut count, mut done, mut new, mut since) = (0, Vec::new(), None, None);
        for part in &self.parts {
            let about = part.about.as_ref().map_or(String::new(), |about| format!("{about}: "));
            let Some(recorded) = self.written(part, session) else { continue };
            match recorded {
                Ok(recorded) => {
                    session.knows(session.ledger.head()?);
                    session.last_on = self.acting.on;
                    session.written = recorded.last().cloned();
                    session.register = session.ledger.standing().register()?;
                    let kinds = recorded.iter().map(|one| one.record.event.what.kind());
                    kinds.for_each(|kind| session.tour.saw(Deed::Recorded(kind)));
                    session.talk.say_all(stands_now(session, &recorded)?);
                    session.talk.say_all(copies(session, &part.requests)?);
                    count += 1;
                    new = recorded.iter().find_map(new_inspection);
                    done.extend(part.about.clone());
                }
                Err(NotDone::Changed { since: unseen, .. }) if part.about.is_none() => since = Some(unseen),
                Err(NotDone::Trouble(trouble)) => session.complain(&trouble),
                Err(not_done) => {
                    let mut said = said(&not_done);
                    said[0].insert_str(0, &about);
                    session.talk.say_all(said);
                }
            }
        }
        if let Some(since) = since {
            self.changed(session, &since)?;
            return Ok(None);
        }
        if self.parts.len() > 1 {
            session.talk.say(format!("Recorded for {count} of {}.", self.parts.len()));
        }
        session.unmark(&done);
        Ok((count > 0).then_some(Agreed::Recorded(new)))
    }

    /// Records a part. Several requests take their time and can be cancelled; none where that was said.
    fn written(&self, part: &Part, session: &mut Session) -> Option<Result<Vec<Recorded>, NotDone>> {
        if let [request] = part.requests.as_slice() {
            return Some(self.signed_or_not(request, session));
        }
        let task = Task::Record { requests: part.requests.clone(), acting: self.acting.clone() };
        match session.work(task)? {
            Ended::Recorded(recorded) => Some(Ok(recorded)),
            Ended::NotRecorded(not_done) => Some(Err(not_done)),
            _ => None,
        }
    }

    /// Records one request: a decision with a signature, where there is a key for it. OpenSSH asks for what it
    /// needs on the terminal itself, which nobody reads from meanwhile.
    fn signed_or_not(&self, request: &Request, session: &mut Session) -> Result<Vec<Recorded>, NotDone> {
        let (key, shown) = (session.settings.signing_key(), std::io::stderr().is_terminal());
        session.ledger.record_perhaps_signed(request.clone(), &self.acting, key.as_ref(), shown)
    }

    /// What is signed, word for word, and with which key; or why nothing can be.
    fn statements(&self, session: &Session) -> Vec<String> {
        let signings = self.signings(session);
        // What is refused says it of itself.
        let named = session.settings.signing_key().filter(|_| signings.iter().any(Result::is_ok));
        let left_aside = session.ledger.key_left_aside(&self.acting, named.as_ref()).ok().flatten();
        let left_aside = left_aside.map(|aside| format!("note: {aside}"));
        let lines = |signing| match signing {
            Ok(signing) => Option::iter(&signing).flat_map(Signing::lines).collect(),
            Err(not_done) => said(&not_done),
        };
        left_aside.into_iter().chain(signings.into_iter().flat_map(lines)).collect()
    }

    /// What is to be signed of each decision among them; none where there is no key.
    fn signings(&self, session: &Session) -> Vec<Result<Option<Signing>, NotDone>> {
        let key = session.settings.signing_key();
        let requests = self.parts.iter().flat_map(|part| &part.requests).filter(|request| request.decides());
        requests.map(|request| session.ledger.signing(request, &self.acting, key.as_ref())).collect()
    }

    /// The words of an event that is read out; of a decision also whether it is to be signed.
    fn words(event: &Event, signings: &[Result<Option<Signing>, NotDone>]) -> String {
        let signing = signings.iter().flatten().flatten().any(|signing| signing.event == *event);
        event.words_before(signing)
    }

    /// Says what others recorded meanwhile, and what would be recorded now.
    fn changed(&mut self, session: &mut Session, since: &[Recorded]) -> Result<(), Left> {
        session.talk.say("Nothing was recorded. Others were here since you looked:");
        let told = |recorded: &Recorded| {
            format!("{}: {}", recorded.record.event.by, recorded.record.event.in_words())
        };
        session.talk.say_all(since.iter().map(told));
        let head = session.ledger.head()?;
        session.knows(head);
        self.acting.seen = Some(head);
        let requests: Vec<Request> = self.parts.iter().flat_map(|part| part.requests.clone()).collect();
        match session.ledger.preview(&requests, &self.acting) {
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
        NotDone::NotSigned(not) => vec![not.to_string(), format!("hint: {}", spoken(&not.hint()))],
        other => vec![other.to_string()],
    }
}

/// What was recorded, and where each thing that it happened to stands now.
fn stands_now(session: &Session, recorded: &[Recorded]) -> Result<Vec<String>, Trouble> {
    let mut lines = Vec::new();
    if recorded.len() > 3 {
        lines.push(format!("Recorded, {} events.", recorded.len()));
    } else {
        lines.extend(recorded.iter().map(|one| format!("Recorded: {}", one.record.event.in_words())));
    }
    let mut streams: Vec<&Stream> = recorded.iter().map(|one| &one.record.event.stream).collect();
    streams.dedup();
    for stream in streams.into_iter().take(3) {
        lines.extend(where_stands(session, stream)?);
    }
    Ok(lines)
}

/// Where the copies lie of the files that were opened.
fn copies(session: &Session, requests: &[Request]) -> Result<Vec<String>, Trouble> {
    let mut lines = Vec::new();
    for request in requests {
        let copy = session.ledger.copy_of(request)?;
        lines.extend(copy.map(|copy| format!("The copy is {}", clean_line(&copy.to_string_lossy()))));
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
