//! JSON: one document for each question. The forms are documented in `docs/commands.md` and kept by tests.

use std::io::{self, Write};

use chrono::NaiveDate;
use serde::Serialize;

use crate::clock::written;
use crate::journey::event::What;
use crate::journey::recommendation::Recommendation;
use crate::ledger::Recorded;
use crate::ledger::standing::questions::Row;

/// An event in a history.
#[derive(Serialize)]
pub struct Told<'a> {
    seq: u64,
    /// The day it happened.
    on: NaiveDate,
    /// When it was recorded, in UTC.
    at: String,
    actor: &'a str,
    user: &'a str,
    host: &'a str,
    stream: String,
    #[serde(flatten)]
    what: &'a What,
    why: Option<&'a str>,
    words: String,
}

impl<'a> Told<'a> {
    pub fn of(recorded: &'a Recorded) -> Told<'a> {
        let (record, event) = (&recorded.record, &recorded.record.event);
        Told {
            seq: recorded.seq,
            on: event.on,
            at: written(record.at),
            actor: &event.by,
            user: &record.account.user,
            host: &record.account.host,
            stream: event.stream.to_string(),
            what: &event.what,
            why: event.why.as_deref(),
            words: event.what.in_words(),
        }
    }
}

/// One recommendation with its details and its history: `show --json`.
#[derive(Serialize)]
pub struct Case<'a> {
    pub recommendation: &'a Row<'a>,
    pub detail: &'a Recommendation,
    pub history: Vec<Told<'a>>,
}

/// Writes any of the documents, on lines of its own.
pub fn write(document: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, document)?;
    out.write_all(b"\n")
}

/// A list, written row by row as an array.
pub struct Rows<W: Write> {
    out: W,
    any: bool,
}

impl<W: Write> Rows<W> {
    pub fn begin(mut out: W) -> io::Result<Rows<W>> {
        out.write_all(b"[")?;
        Ok(Rows { out, any: false })
    }

    pub fn row(&mut self, row: &Row) -> io::Result<()> {
        self.out.write_all(if self.any { b",\n" } else { b"\n" })?;
        self.any = true;
        serde_json::to_writer(&mut self.out, row)?;
        Ok(())
    }

    pub fn end(mut self) -> io::Result<()> {
        self.out.write_all(b"\n]\n")?;
        self.out.flush()
    }
}
