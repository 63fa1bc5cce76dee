//! The record: one line of JSON for each event, as it is stored, hashed and never changed.
//!
//! Its form is frozen. A changed form needs a new version `v` and a reader for the old one.

use std::borrow::Cow;

use chrono::{DateTime, NaiveDate, Utc};
use serde::de::value::BorrowedStrDeserializer;
use serde::de::{DeserializeSeed, Error as _, MapAccess, value::MapAccessDeserializer};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::clock;
use crate::journey::event::{Event, Signed, What};

/// The version of the stored form that this program writes.
pub const VERSION: u32 = 1;

/// Through which account of which machine a person acted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    pub user: String,
    pub host: String,
}

/// An event with all that the log keeps beside it.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    pub id: String,
    pub at: DateTime<Utc>,
    pub account: Account,
    pub event: Event,
}

/// The stored form, in the order in which it is written.
#[derive(Serialize)]
struct Written<'a> {
    v: u32,
    salt: &'a str,
    id: &'a str,
    at: String,
    user: &'a str,
    host: &'a str,
    #[serde(flatten)]
    event: &'a Event,
}

/// The stored form, as it is read: nothing is copied that need not be.
#[derive(Deserialize)]
struct Read<'a> {
    v: u32,
    #[serde(borrow)]
    id: Cow<'a, str>,
    at: DateTime<Utc>,
    #[serde(borrow)]
    user: Cow<'a, str>,
    #[serde(borrow)]
    host: Cow<'a, str>,
    on: NaiveDate,
    actor: String,
    #[serde(borrow)]
    stream: Cow<'a, str>,
    #[serde(borrow)]
    kind: Cow<'a, str>,
    #[serde(borrow)]
    body: &'a RawValue,
    #[serde(default)]
    why: Option<String>,
    #[serde(default)]
    signed: Option<Signed>,
}

/// What a fold needs of a record: the event alone.
#[derive(Deserialize)]
struct ReadEvent<'a> {
    v: u32,
    on: NaiveDate,
    actor: String,
    #[serde(borrow)]
    stream: Cow<'a, str>,
    #[serde(borrow)]
    kind: Cow<'a, str>,
    #[serde(borrow)]
    body: &'a RawValue,
    #[serde(default)]
    why: Option<String>,
    #[serde(default)]
    signed: Option<Signed>,
}

/// What a stored line says of its event at a glance, without what happened in full.
#[derive(Deserialize)]
pub struct Outline<'a> {
    v: u32,
    pub at: DateTime<Utc>,
    pub on: NaiveDate,
    #[serde(borrow)]
    pub actor: Cow<'a, str>,
    #[serde(borrow)]
    pub kind: Cow<'a, str>,
}

impl<'a> Outline<'a> {
    pub fn read(line: &'a str) -> Result<Outline<'a>, serde_json::Error> {
        let read: Outline = serde_json::from_str(line)?;
        check_version(read.v)?;
        Ok(read)
    }
}

impl Record {
    /// The line that is stored. The salt keeps a short record from being guessed from its digest.
    pub fn line(&self, salt: &str) -> String {
        let Account { user, host } = &self.account;
        let at = clock::written(self.at);
        let written = Written { v: VERSION, salt, id: &self.id, at, user, host, event: &self.event };
        serde_json::to_string(&written).expect("a record has only keys that are strings")
    }

    /// Reads a stored line.
    pub fn read(line: &str) -> Result<Record, serde_json::Error> {
        let read: Read = serde_json::from_str(line)?;
        check_version(read.v)?;
        let event = event(read.on, read.actor, &read.stream, &read.kind, read.body)?;
        let event = Event { why: read.why, signed: read.signed, ..event };
        let account = Account { user: read.user.into_owned(), host: read.host.into_owned() };
        Ok(Record { id: read.id.into_owned(), at: read.at, account, event })
    }
}

/// Reads only the event of a stored line.
pub fn read_event(line: &str) -> Result<Event, serde_json::Error> {
    let read: ReadEvent = serde_json::from_str(line)?;
    check_version(read.v)?;
    let event = event(read.on, read.actor, &read.stream, &read.kind, read.body)?;
    Ok(Event { why: read.why, signed: read.signed, ..event })
}

fn check_version(v: u32) -> Result<(), serde_json::Error> {
    if v == VERSION { Ok(()) } else { Err(serde_json::Error::custom(format!("record of version {v}"))) }
}

/// What happened, without what stands behind it.
fn event(
    on: NaiveDate,
    by: String,
    stream: &str,
    kind: &str,
    body: &RawValue,
) -> Result<Event, serde_json::Error> {
    let stream = stream.parse().map_err(serde_json::Error::custom)?;
    let what =
        What::deserialize(MapAccessDeserializer::new(KindAndBody { kind: Some(kind), body: Some(body) }))?;
    Ok(Event { on, by, stream, what, why: None, signed: None })
}

/// Hands an event's kind and body to its reader, as if they stood alone in an object;
/// reading them in place of the whole record spares a copy of every value.
struct KindAndBody<'a> {
    kind: Option<&'a str>,
    body: Option<&'a RawValue>,
}

impl<'de> MapAccess<'de> for KindAndBody<'de> {
    type Error = serde_json::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Self::Error> {
        let key = match (self.kind, self.body) {
            (Some(_), _) => "kind",
            (None, Some(_)) => "body",
            (None, None) => return Ok(None),
        };
        seed.deserialize(BorrowedStrDeserializer::new(key)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Self::Error> {
        if let Some(kind) = self.kind.take() {
            return seed.deserialize(BorrowedStrDeserializer::new(kind));
        }
        let body = self.body.take().map_or("null", RawValue::get);
        seed.deserialize(&mut serde_json::Deserializer::from_str(body))
    }
}

/// Sixteen random bytes in hex: an id that nobody else makes, or a salt.
pub fn random_hex() -> String {
    let mut bytes = [0u8; 16];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
