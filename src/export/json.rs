//! JSON: one document for each question. The forms are documented in `docs/commands.md` and kept by tests.

use std::borrow::Cow;
use std::io::{self, Write};

use chrono::NaiveDate;
use serde::Serialize;

use crate::briefing::forecast::Brief;
use crate::clock::written;
use crate::journey::event::What;
use crate::journey::recommendation::Recommendation;
use crate::journey::text::clean;
use crate::ledger::Recorded;
use crate::ledger::past::Moment;
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
            words: event.in_words(),
        }
    }
}

/// One recommendation with its details and its history: `show --json`.
#[derive(Serialize)]
pub struct Case<'a> {
    pub recommendation: &'a Row<'a>,
    pub detail: &'a Recommendation,
    /// When it will be closed; none where it is.
    pub forecast: Option<Brief>,
    pub history: Vec<Told<'a>>,
}

/// Writes any of the documents, on lines of its own.
pub fn write(document: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    let text = serde_json::to_string_pretty(document)?;
    out.write_all(escaped(&text).as_bytes())?;
    out.write_all(b"\n")
}

/// Writes a document that is an object, as [`write`] wrote it, with the moment of which it tells as its first field.
pub fn write_as_at(moment: &Moment, object: &[u8], out: &mut dyn Write) -> io::Result<()> {
    let text = serde_json::to_string(&AsAt::of(moment))?;
    let rest = object.get(1..).unwrap_or_default();
    let between = if rest.trim_ascii_start().starts_with(b"}") { "" } else { "," };
    write!(out, "{{\n  \"as_at\": {text}{between}")?;
    out.write_all(rest)
}

/// The moment in the past of which something is told.
#[derive(Debug, Serialize)]
pub struct AsAt {
    day: NaiveDate,
    meetings: Vec<String>,
    known_at: Option<NaiveDate>,
}

impl AsAt {
    pub fn of(moment: &Moment) -> AsAt {
        let meetings = moment.meetings.iter().map(ToString::to_string).collect();
        AsAt { day: moment.day, meetings, known_at: moment.known_at }
    }
}

/// A text as JSON.
pub fn word(text: &str) -> io::Result<String> {
    Ok(escaped(&serde_json::to_string(text)?).into_owned())
}

/// JSON lets characters stand that can steer a terminal or hide letters (a path may hold them): outside its
/// strings it has none, so inside them each becomes its escape, which means the same.
fn escaped(json: &str) -> Cow<'_, str> {
    // Nearly all of a list is plain letters, which are looked through many at a time.
    let plain = json.is_ascii() && !json.as_bytes().contains(&0x7f);
    if plain || matches!(clean(json), Cow::Borrowed(_)) {
        return Cow::Borrowed(json);
    }
    let mut out = String::with_capacity(json.len());
    for character in json.chars() {
        let mut bytes = [0; 4];
        match clean(character.encode_utf8(&mut bytes)) {
            Cow::Borrowed(harmless) => out.push_str(harmless),
            Cow::Owned(_) => {
                let mut units = [0; 2];
                character
                    .encode_utf16(&mut units)
                    .iter()
                    .for_each(|unit| out.push_str(&format!("\\u{unit:04x}")));
            }
        }
    }
    Cow::Owned(out)
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
        let line = std::str::from_utf8(&self.line).map_err(io::Error::other)?;
        self.out.write_all(escaped(line).as_bytes())
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
    fn what_could_steer_a_terminal_is_escaped_and_still_means_the_same() {
        let path = "a\u{1b}[2J \u{9b}31m \u{202e}\u{200b}\u{7f}\u{e0041} caf\u{e9}\n";
        let mut out = Vec::new();
        write(&path, &mut out).unwrap();
        let json = String::from_utf8(out).unwrap();
        assert_eq!(
            json,
            r#""a\u001b[2J \u009b31m \u202e\u200b\u007f\udb40\udc41 café\n""#.to_string() + "\n"
        );
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), path);
    }

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
            first: None,
            asked_of_dcc: None,
            closed_as: None,
            closed_on: None,
            closed_signed: None,
            inspectorate_status: None,
            last_heard: None,
            published: "2022-12-07",
            actions,
        };
        let mut line = Vec::new();
        write_row(&row, &mut line).unwrap();
        assert_eq!(String::from_utf8(line).unwrap(), serde_json::to_string(&row).unwrap());
    }
}
