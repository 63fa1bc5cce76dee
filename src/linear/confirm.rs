//! The confirm: the exact record is read out, with the same as a command line, and nothing is recorded before
//! the person agrees to it. What the DCC decides needs the whole word `yes`.

use std::io::IsTerminal;
use std::time::Duration;

use super::session::Session;
use super::spoken::spoken;
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
use crate::ledger::keygen::NotSigned;
use crate::ledger::signing::{Signing, Turn};
use crate::ledger::trouble::Trouble;
use crate::ledger::{Acting, NotDone, Recorded};

/// So long a Ctrl-C at a passphrase may take to be heard here as well.
const HEARD: Duration = Duration::from_millis(200);

/// That one of several marked would only say once more what stands, in words; none where there is something new.
fn nothing_new(session: &Session, ready: &Ready) -> Result<Option<String>, Trouble> {
    let Some(about) = &ready.part.about else { return Ok(None) };
    let mut same = Vec::new();
    for event in &ready.events {
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
    ready: Vec<Ready>,
    acting: Acting,
    /// What was left out because it would be refused: which, and why.
    refused: Vec<String>,
}

/// One part of it, as it is read out.
struct Ready {
    part: Part,
    events: Vec<Event>,
    /// What is signed at the word `yes`, exactly as it was read out; none where nothing is signed.
    signing: Option<Signing>,
    /// Why nothing can be signed, or not with the key that is at hand.
    unsigned: Vec<String>,
}

impl Ready {
    fn of(session: &Session, part: Part, acting: &Acting) -> Result<Ready, NotDone> {
        let events = session.ledger.preview(&part.requests, acting)?;
        let (signing, unsigned) = match signing(session, &part.requests, acting) {
            Ok(signing) => (signing, left_aside(session, &part.requests, acting)?.into_iter().collect()),
            // Said before anything is read for nothing; recording says it again.
            Err(not_done) => (None, said(&not_done)),
        };
        Ok(Ready { part, events, signing, unsigned })
    }
}

/// What is signed of a request that decides, where there is a key for it.
fn signing(session: &Session, requests: &[Request], acting: &Acting) -> Result<Option<Signing>, NotDone> {
    let [request] = requests else { return Ok(None) };
    session.ledger.signing(request, acting, session.settings.signing_key().as_ref())
}

/// Why the key of the config file does not sign a decision; none of what is no decision.
fn left_aside(session: &Session, requests: &[Request], acting: &Acting) -> Result<Option<String>, Trouble> {
    let named = session.settings.signing_key().filter(|_| requests.iter().any(Request::decides));
    let aside = session.ledger.key_left_aside(acting, named.as_ref())?;
    Ok(aside.map(|aside| format!("note: {aside}")))
}

/// Requests that are recorded together or not at all.
#[derive(Clone)]
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
        let mut wish = Wish { ready: Vec::new(), acting, refused: Vec::new() };
        for part in parts {
            let about = part.about.clone().map_or(String::new(), |about| format!("{about}: "));
            match Ready::of(session, part, &wish.acting) {
                Ok(ready) => match nothing_new(session, &ready)?.or_else(|| wish.second(&ready)) {
                    Some(said) => wish.refused.push(said),
                    None => wish.ready.push(ready),
                },
                Err(NotDone::Trouble(trouble)) => return Err(trouble),
                Err(not_done) => {
                    let mut said = said(&not_done);
                    said[0].insert_str(0, &about);
                    wish.refused.extend(said);
                }
            }
        }
        if wish.ready.is_empty() { Ok(Err(wish.refused)) } else { Ok(Ok(wish)) }
    }

    /// That of two decisions on one recommendation only the first stands as it is read out; none of any other.
    fn second(&self, ready: &Ready) -> Option<String> {
        let stream = &ready.events.first()?.stream;
        let before =
            self.ready.iter().find(|one| one.events.first().is_some_and(|it| it.stream == *stream))?;
        let (about, before) = (ready.part.about.as_ref()?, before.part.about.as_ref()?);
        let decides = ready.part.requests.iter().any(Request::decides);
        decides.then(|| {
            format!("{about}: {before} is decided before it: decide this by itself, as it stands then")
        })
    }

    fn requests(&self) -> impl Iterator<Item = &Request> {
        self.ready.iter().flat_map(|ready| &ready.part.requests)
    }

    /// Whether it holds what nobody but the DCC may decide.
    fn decides(&self) -> bool {
        self.requests().any(Request::decides)
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
        let count = self.ready.iter().map(|ready| ready.events.len()).sum();
        let what = match count {
            _ if self.decides() && self.ready.len() > 1 => {
                format!("These {count} decisions will be recorded, each by itself:")
            }
            _ if self.decides() => "This decision will be recorded:".into(),
            1 => "This will be recorded:".into(),
            count => format!("These {count} will be recorded:"),
        };
        session.talk.say(what);
        for ready in &self.ready {
            ready.read_out(session)?;
        }
        if !self.refused.is_empty() {
            session.talk.say("Left out:");
            session.talk.say_all(&self.refused);
        }
        for ready in &self.ready {
            session.talk.say(match ready.part.command.as_str() {
                "" => "No one command does the same: what the document proposes was edited.".to_string(),
                command => format!("As a command: {command}"),
            });
        }
        Ok(())
    }

    /// Records it and says what stands now. None where others were there first: what would be recorded now was read out.
    fn record(&mut self, session: &mut Session) -> Result<Option<Agreed>, Left> {
        let (mut count, mut done, mut new, mut since) = (0, Vec::new(), None, None);
        for (ready, at) in self.ready.iter().zip(1..) {
            let part = &ready.part;
            let about = part.about.as_ref().map_or(String::new(), |about| format!("{about}: "));
            let Some(recorded) = self.written(ready, at, session) else { continue };
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
                Err(not_done @ NotDone::Changed { .. }) => {
                    session.talk.say(format!("{about}{}", not_done.in_a_line()));
                }
                Err(not_done) => {
                    let mut said = said(&not_done);
                    said[0].insert_str(0, &about);
                    session.talk.say_all(said);
                    // Whoever stops one signature is not asked for the next.
                    if matches!(not_done, NotDone::NotSigned(NotSigned::Stopped)) {
                        break;
                    }
                }
            }
        }
        if let Some(since) = since {
            return Ok(if self.changed(session, &since)? { None } else { Some(Agreed::Leave) });
        }
        if self.ready.len() > 1 {
            session.talk.say(format!("Recorded for {count} of {}.", self.ready.len()));
        }
        session.unmark(&done);
        Ok((count > 0).then_some(Agreed::Recorded(new)))
    }

    /// Records the part at a place. Several requests take their time and can be cancelled; none where that was said.
    fn written(
        &self,
        ready: &Ready,
        at: usize,
        session: &mut Session,
    ) -> Option<Result<Vec<Recorded>, NotDone>> {
        if let [request] = ready.part.requests.as_slice() {
            let turn = Turn { at, of: self.ready.len() };
            return Some(self.as_read_out(request, ready.signing.as_ref(), turn, session));
        }
        let task = Task::Record { requests: ready.part.requests.clone(), acting: self.acting.clone() };
        match session.work(task)? {
            Ended::Recorded(recorded) => Some(Ok(recorded)),
            Ended::NotRecorded(not_done) => Some(Err(not_done)),
            _ => None,
        }
    }

    /// Records one request as it was read out: a decision with a signature over exactly that statement, where there
    /// is a key for it. OpenSSH asks for what it needs on the terminal itself, which nobody reads from meanwhile.
    fn as_read_out(
        &self,
        request: &Request,
        read: Option<&Signing>,
        turn: Turn,
        session: &mut Session,
    ) -> Result<Vec<Recorded>, NotDone> {
        if read.is_none() {
            // A key that came to hand since would sign what nobody heard; one that cannot sign is told of.
            signing(session, std::slice::from_ref(request), &self.acting)?;
        }
        let shown = std::io::stderr().is_terminal().then_some(turn);
        let recorded = session.ledger.record_as_shown(request, &self.acting, read, shown);
        if matches!(recorded, Err(NotDone::NotSigned(NotSigned::Stopped))) {
            // The same Ctrl-C is heard here too, and has done what it was meant for.
            session.talk.waits(HEARD);
        }
        recorded
    }

    /// Says what others recorded meanwhile, and what would be recorded now; false where nothing would be any more.
    fn changed(&mut self, session: &mut Session, since: &[Recorded]) -> Result<bool, Left> {
        session.talk.say("Nothing was recorded. Others were here since you looked:");
        let told = |recorded: &Recorded| {
            format!("{}: {}", recorded.record.event.by, recorded.record.event.in_words())
        };
        session.talk.say_all(since.iter().map(told));
        let head = session.ledger.head()?;
        session.knows(head);
        self.acting.seen = Some(head);
        for ready in &mut self.ready {
            match Ready::of(session, ready.part.clone(), &self.acting) {
                Ok(now) => *ready = now,
                Err(NotDone::Trouble(trouble)) => return Err(trouble.into()),
                Err(not_done) => {
                    session.talk.say_all(said(&not_done));
                    return Ok(false);
                }
            }
        }
        self.read_out(session)?;
        Ok(true)
    }
}

impl Ready {
    /// What would be recorded, what it is about, and what is signed, word for word.
    fn read_out(&self, session: &mut Session) -> Result<(), Trouble> {
        for event in &self.events {
            session.talk.say(format!("{}.", heading_of(event).replace(" · ", ", ")));
            session.talk.say(event.words_before(self.signing.is_some()));
            // A statement tells the whole.
            if self.signing.is_none() {
                session
                    .talk
                    .say_all(not_in_words(event).iter().map(|(name, value)| format!("{name}: {value}")));
                session.talk.say_all(event.why.iter().map(|why| format!("why: {why}")));
            }
        }
        let about = self.about(session)?;
        if !about.is_empty() && self.signing.is_none() {
            session.talk.say("It is about:");
        }
        session.talk.say_all(about);
        session.talk.say_statement(self.signing.iter().flat_map(Signing::lines));
        Ok(())
    }

    fn about(&self, session: &Session) -> Result<Vec<String>, Trouble> {
        let all: Vec<_> = self.events.iter().collect();
        let tells = self.signing.is_none() && self.part.requests.iter().any(Request::decides);
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
                if tells {
                    lines.extend(decision::about(&stands, &event.by));
                }
            }
        }
        let privately = self.part.requests.iter().any(|request| session.ledger.copies_privately(request));
        lines.extend(privately.then(|| decision::GOES_PRIVATELY.to_string()));
        lines.extend(self.unsigned.iter().cloned());
        Ok(lines)
    }
}

/// Why something was not done, and what to do instead.
pub fn said(not_done: &NotDone) -> Vec<String> {
    let hint = not_done.hint().map(|hint| format!("hint: {}", spoken(&hint)));
    std::iter::once(not_done.told()).chain(hint).collect()
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
