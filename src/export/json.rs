//! JSON: one document for each question. The forms are documented in `docs/commands.md` and kept by tests.

use std::io::{self, Write};

use chrono::NaiveDate;
use serde::Serialize;

use crate::clock::written;
use crate::journey::event::What;
use crate::journey::recommendation::Recommendation;
use crate::ledger::Recorded;
use crate::ledger::standing::questions::{Row, Stored};

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
    line: Vec<u8>,
}

impl<W: Write> Rows<W> {
    pub fn begin(mut out: W) -> io::Result<Rows<W>> {
        out.write_all(b"[")?;
        Ok(Rows { out, any: false, line: Vec::new() })
    }

    pub fn row(&mut self, row: &Row) -> io::Result<()> {
        self.out.write_all(if self.any { b",\n" } else { b"\n" })?;
        self.any = true;
        self.line.clear();
        write_row(row, &mut self.line)?;
        self.out.write_all(&self.line)
    }

    pub fn end(mut self) -> io::Result<()> {
        self.out.write_all(b"\n]\n")?;
        self.out.flush()
    }
}

/// Writes a row. Its last field, the actions, is stored as it is written, and long: it is not read again.
fn write_row(row: &Row, line: &mut Vec<u8>) -> io::Result<()> {
    const NONE: &str = "[]";
    serde_json::to_writer(&mut *line, &Row { actions: Stored(NONE), ..*row })?;
    line.truncate(line.len() - NONE.len() - 1);
    line.extend_from_slice(row.actions.0.as_bytes());
    line.push(b'}');
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_of_a_list_is_written_as_the_row_itself() {
        let actions = Stored(r#"[{"ref":"SOC22-1.a","text":"fill the \"posts\""}]"#);
        let row = Row {
            r#ref: "SOC22-1",
            inspection: "SOC22",
            kind: "recommendation",
            text: "fill the posts",
            addressees: Stored(r#"["Cleveland Police"]"#),
            ours: true,
            position: None,
            stage: "Governance",
            level: None,
            rating: Some("RED"),
            owner: None,
            deadline: None,
            target: None,
            next: None,
            overdue: false,
            returned: None,
            asked_of_dcc: None,
            closed_as: None,
            closed_on: None,
            inspectorate_status: None,
            last_heard: None,
            actions,
        };
        let mut line = Vec::new();
        write_row(&row, &mut line).unwrap();
        assert_eq!(String::from_utf8(line).unwrap(), serde_json::to_string(&row).unwrap());
    }
}
