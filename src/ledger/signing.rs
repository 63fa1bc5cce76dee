//! Signed decisions: decided without recording, signed outside of every transaction, and then recorded
//! if what was signed is still what stands. Who makes the signature is for `keygen`.

use std::io::Write;

use super::door::{Acting, Ledger, NotDone, Recorded};
use super::keygen::{Chosen, Named, NotSigned, Signer};
use super::log::{Head, Log, SqliteLog};
use super::standing::Loaded;
use super::trouble::Trouble;
use chrono::NaiveDate;

use crate::journey::Context;
use crate::journey::event::{Event, Signed, What};
use crate::journey::reference::Stream;
use crate::journey::register::Register;
use crate::journey::request::Request;
use crate::journey::state::State;
use crate::journey::statement::{self, Openings, Seen};
use crate::journey::text::clean_line;

/// A decision that is to be signed, and the key for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Signing {
    /// What would be recorded, without its signature.
    pub event: Event,
    /// What is signed, exactly.
    pub statement: String,
    pub signer: Signer,
}

/// Which of how many that were read together is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turn {
    pub at: usize,
    pub of: usize,
}

impl Turn {
    /// Of one that was read by itself.
    pub const ALONE: Turn = Turn { at: 1, of: 1 };
}

impl Signing {
    /// Has it signed. With a turn somebody sits at a terminal: before OpenSSH asks for anything it is said there what is
    /// signed, and what OpenSSH says is handed on. No lock is held meanwhile.
    pub fn sign(&self, shown: Option<Turn>) -> Result<Signed, NotSigned> {
        if let Some(turn) = shown {
            let told = format!("{}\nsigning with {}\n", self.told(turn), self.signer.fingerprint);
            // Who cannot be told is asked all the same.
            let _ = std::io::stderr().write_all(told.as_bytes());
        }
        self.signer.sign(&self.statement, shown.is_some())
    }

    /// `SOC22-1: outcome approved by the DCC (1 of 3)`
    fn told(&self, turn: Turn) -> String {
        let said = self.statement.lines().find_map(|line| line.strip_prefix("decision: "));
        let which = if turn.of > 1 { format!(" ({} of {})", turn.at, turn.of) } else { String::new() };
        clean_line(&format!("{}{which}", said.unwrap_or_default())).into_owned()
    }

    /// What is signed and with what, a line each.
    pub fn lines(&self) -> Vec<String> {
        let with = format!("signed with {}, word for word:", self.signer.fingerprint);
        std::iter::once(with).chain(self.statement.lines().map(str::to_string)).collect()
    }
}

/// What stood before a decision.
#[derive(Debug, Clone, Default)]
pub struct StoodBefore {
    pub register: Register,
    /// Its statement, made anew; none where it is not signed.
    pub statement: Option<String>,
}

impl Ledger {
    /// Decides a decision without recording it, and finds the key that signs it: the one in the file that is named,
    /// else one that the agent holds. None where the request is no decision, or there is no key.
    ///
    /// # Errors
    /// As of recording it, but for the missing signature; and where the named key cannot sign.
    pub fn signing(
        &self,
        request: &Request,
        acting: &Acting,
        named: Option<&Named>,
    ) -> Result<Option<Signing>, NotDone> {
        self.check_present()?;
        if !request.decides() {
            return Ok(None);
        }
        let conn = self.connection();
        // What is read stands at one moment, whatever others record meanwhile.
        let moment = conn.unchecked_transaction().map_err(|error| Trouble::on(conn, error))?;
        let (seen, on) = (self.head()?, acting.on.unwrap_or(self.today()));
        let Some((state, event)) = self.decided_now(request, acting)? else { return Ok(None) };
        if let Some(shown) = acting.seen {
            self.nothing_unseen(&event, shown)?;
        }
        let statement = statement::of(&state, &event, &self.seen(&event, &seen.to_string())?);
        // Looking for a key can take its time.
        moment.finish().map_err(|error| Trouble::on(conn, error))?;
        let register = &state.register;
        let chosen = register.person(&event.by).map(|person| Signer::of(register, person, on, named));
        let Chosen { signer, left_aside } = chosen.transpose()?.unwrap_or_default();
        if signer.is_none() {
            statement::admit_unsigned(&state, &event).map_err(|refusal| match left_aside {
                Some(left_aside) => NotSigned::LeftAside { refusal: Box::new(refusal), left_aside }.into(),
                None => NotDone::Refused(refusal),
            })?;
        }
        let ready = statement.zip(signer);
        Ok(ready.map(|(statement, signer)| Signing { event, statement, signer }))
    }

    /// What a decision would come to now, and what it is taken on.
    fn decided_now(&self, request: &Request, acting: &Acting) -> Result<Option<(State, Event)>, NotDone> {
        let (conn, today) = (self.connection(), self.today());
        let context = Context { actor: acting.actor.clone(), on: acting.on.unwrap_or(today), today };
        let mut loaded = Loaded::register(conn)?;
        loaded.want(conn, request)?;
        let event = loaded.decided(request, &context)?.into_iter().next();
        Ok(event.map(|event| (loaded.state, event)))
    }

    /// Refuses what is known already to stand otherwise than it was shown, so that nobody signs it for nothing.
    /// It may still change while it is signed: recording looks once more.
    ///
    /// # Errors
    /// [`NotDone::Changed`], and those of recording that are known before it is signed.
    pub fn stands_as_shown(
        &self,
        request: &Request,
        acting: &Acting,
        signing: &Signing,
    ) -> Result<(), NotDone> {
        let conn = self.connection();
        let _moment = conn.unchecked_transaction().map_err(|error| Trouble::on(conn, error))?;
        let Some((state, event)) = self.decided_now(request, acting)? else { return Ok(()) };
        if let Some(seen) = head_shown(&signing.statement) {
            self.nothing_unseen(&event, seen)?;
        }
        self.says_the_same(&state, &event, &signing.statement)
    }

    /// Why the key that the config file names does not sign what a person decides, in words; none where it does, or
    /// names none.
    ///
    /// # Errors
    /// The register could not be read.
    pub fn key_left_aside(&self, acting: &Acting, named: Option<&Named>) -> Result<Option<String>, Trouble> {
        if named.is_none_or(|named| named.config.is_none()) {
            return Ok(None);
        }
        let register = self.standing().register()?;
        let on = acting.on.unwrap_or(self.today());
        let chosen = register.person(&acting.actor).map(|person| Signer::of(&register, person, on, named));
        Ok(chosen.and_then(Result::ok).and_then(|chosen| chosen.left_aside))
    }

    /// The day on which the acceptance of a key was recorded; none of a key that is not accepted.
    ///
    /// # Errors
    /// The register could not be read.
    pub fn key_put_in(&self, fingerprint: &str) -> Result<Option<NaiveDate>, Trouble> {
        let accepts = |recorded: &Recorded| match &recorded.record.event.what {
            What::KeyAccepted { fingerprint: accepted, .. } => accepted == fingerprint,
            _ => false,
        };
        let all = self.history(&Stream::Register, usize::MAX)?;
        Ok(all.iter().find(|recorded| accepts(recorded)).map(|recorded| recorded.record.at.date_naive()))
    }

    /// What stood before a decision, and its statement made anew. It is read from the register's own events, and from
    /// those of its inspection and of the recommendation (`history`): nothing else is told in a statement.
    ///
    /// # Errors
    /// The register could not be read.
    pub fn stood_before(&self, decision: &Recorded, history: &[Recorded]) -> Result<StoodBefore, Trouble> {
        let event = &decision.record.event;
        let Stream::Recommendation(reference) = &event.stream else { return Ok(StoodBefore::default()) };
        let register = self.history(&Stream::Register, usize::MAX >> 1)?;
        let inspection = self.history(&Stream::Inspection(reference.inspection.clone()), usize::MAX >> 1)?;
        let all = register.iter().chain(&inspection).chain(history);
        let mut before: Vec<&Recorded> = all.filter(|one| one.seq < decision.seq).collect();
        before.sort_by_key(|one| one.seq);
        let mut state = State::default();
        before.iter().for_each(|one| state.evolve(&one.record.event));
        let Some(signed) = &event.signed else {
            return Ok(StoodBefore { register: state.register, statement: None });
        };
        let openings = Openings::among(before.iter().map(|one| (one.seq, &one.record.event)));
        let seen = Seen::by(event, &signed.statement, self.first()?, &openings);
        let statement = statement::of(&state, event, &seen);
        Ok(StoodBefore { register: state.register, statement })
    }

    /// Records one request as it was shown: a decision with a signature over `signing`'s statement, word for word,
    /// and without one where none was shown. `shown` as [`Signing::sign`] takes it.
    ///
    /// # Errors
    /// As of signing and of recording; [`NotDone::Changed`] where something was recorded on the same thing meanwhile,
    /// before anything is signed where that is known by then.
    pub fn record_as_shown(
        &mut self,
        request: &Request,
        acting: &Acting,
        signing: Option<&Signing>,
        shown: Option<Turn>,
    ) -> Result<Vec<Recorded>, NotDone> {
        match signing {
            None => self.record(std::slice::from_ref(request), acting),
            Some(signing) => {
                self.stands_as_shown(request, acting, signing)?;
                let signed = signing.sign(shown)?;
                self.record_signed(request.clone(), acting, signed)
            }
        }
    }

    /// Records a decision with its signature.
    ///
    /// # Errors
    /// [`NotDone::Changed`] where what was signed is not what stands any more, besides those of recording.
    pub fn record_signed(
        &mut self,
        request: Request,
        acting: &Acting,
        signed: Signed,
    ) -> Result<Vec<Recorded>, NotDone> {
        let acting = Acting { seen: head_shown(&signed.statement), ..acting.clone() };
        self.record_with(&[request], &acting, Some(&signed))
    }

    /// Whether a decision may be recorded: with a signature that counts, or without where the scheme asks for none.
    /// `state` stood before it.
    pub(super) fn admit(
        &self,
        state: &State,
        event: &mut Event,
        signed: Option<&Signed>,
    ) -> Result<(), NotDone> {
        if event.what.decision().is_none() {
            return Ok(());
        }
        event.signed = signed.cloned();
        match signed {
            None => statement::admit_unsigned(state, event)?,
            Some(signed) => self.admit_signed(state, event, signed)?,
        }
        Ok(())
    }

    /// Whether a signature counts, over what stands now.
    fn admit_signed(&self, state: &State, event: &Event, signed: &Signed) -> Result<(), NotDone> {
        self.says_the_same(state, event, &signed.statement)?;
        Ok(statement::admit(state, event)?)
    }

    /// Whether a statement is what would be said now of what stands.
    fn says_the_same(&self, state: &State, event: &Event, said: &str) -> Result<(), NotDone> {
        let seen = statement::head_seen(said).unwrap_or_default();
        match statement::of(state, event, &self.seen(event, seen)?).as_deref() == Some(said) {
            true => Ok(()),
            false => Err(NotDone::Changed { stream: event.stream.clone(), since: Vec::new() }),
        }
    }

    /// What whoever decides saw at a head: the register, and what had been opened by then.
    fn seen(&self, event: &Event, head: &str) -> Result<Seen, Trouble> {
        let history = self.history(&event.stream, usize::MAX)?;
        let openings = Openings::among(history.iter().map(|past| (past.seq, &past.record.event)));
        let until = statement::seq_of(head).unwrap_or_default();
        let opened = openings.by(&event.by, &event.stream, until);
        Ok(Seen { register: self.first()?, head: head.to_string(), opened })
    }

    /// The hash of the first event.
    pub(super) fn first(&self) -> Result<String, Trouble> {
        let first = SqliteLog::new(self.connection()).read(0, 1)?;
        Ok(first.first().map_or(String::new(), |entry| entry.hash.to_string()))
    }
}

/// How far the register went when a statement was shown.
fn head_shown(statement: &str) -> Option<Head> {
    statement::head_seen(statement).and_then(|head| head.parse().ok())
}
