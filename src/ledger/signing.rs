//! Signed decisions: decided without recording, signed outside of every transaction, and then recorded
//! if what was signed is still what stands. Who makes the signature is for `keygen`.

use super::door::{Acting, Ledger, NotDone, Recorded};
use super::log::{Head, Log, SqliteLog};
use super::standing::Loaded;
use super::trouble::Trouble;
use crate::journey::Context;
use crate::journey::event::{Event, Signed};
use crate::journey::request::Request;
use crate::journey::state::State;
use crate::journey::statement::{self, Seen};

/// A decision that is to be signed.
#[derive(Debug, Clone, PartialEq)]
pub struct ToSign {
    /// What would be recorded, without its signature.
    pub event: Event,
    /// What is signed, exactly.
    pub statement: String,
    /// The register as it was seen.
    pub seen: Head,
}

impl Ledger {
    /// Decides a decision without recording it, and gives what is signed; none where the request is no decision.
    ///
    /// # Errors
    /// As of recording it. Whether it is signed is not asked yet.
    pub fn to_sign(&self, request: &Request, acting: &Acting) -> Result<Option<ToSign>, NotDone> {
        self.check_present()?;
        // What is read stands at one moment, whatever others record meanwhile.
        let _moment = self
            .connection()
            .unchecked_transaction()
            .map_err(|error| Trouble::on(self.connection(), error))?;
        let (seen, today) = (self.head()?, self.today());
        let context = Context { actor: acting.actor.clone(), on: acting.on.unwrap_or(today), today };
        let mut loaded = Loaded::register(self.connection())?;
        loaded.want(self.connection(), request)?;
        let before = loaded.state.clone();
        let Some(event) = loaded.decide(request, &context)?.into_iter().next() else { return Ok(None) };
        let Some(statement) = statement::of(&before, &event, &self.seen(seen)?) else { return Ok(None) };
        Ok(Some(ToSign { event, statement, seen }))
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
        let seen = statement::head_seen(&signed.statement).and_then(|head| head.parse().ok());
        let acting = Acting { seen, ..acting.clone() };
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
        if let Some(signed) = signed {
            let seen = statement::head_seen(&signed.statement).unwrap_or_default();
            let seen = Seen { register: self.first()?, head: seen.to_string() };
            if statement::of(state, event, &seen).as_ref() != Some(&signed.statement) {
                return Err(NotDone::Changed { stream: event.stream.clone(), since: Vec::new() });
            }
        }
        Ok(statement::admit(state, event)?)
    }

    fn seen(&self, head: Head) -> Result<Seen, Trouble> {
        Ok(Seen { register: self.first()?, head: head.to_string() })
    }

    /// The hash of the first event.
    pub(super) fn first(&self) -> Result<String, Trouble> {
        let first = SqliteLog::new(self.connection()).read(0, 1)?;
        Ok(first.first().map_or(String::new(), |entry| entry.hash.to_string()))
    }
}
