//! What a command prints. Text from outside passes here once more before it reaches a terminal.

use std::cell::{Cell, OnceCell};
use std::io::{self, BufWriter, IsTerminal, Write};

use serde::Serialize;

use super::failure::Failure;
use super::watching::Watching;
use crate::briefing::table::Table;
use crate::export::{json, table};
use crate::journey::text::clean;
use crate::ledger::past::Moment;

/// How an answer is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Text,
    Json,
    Csv,
}

/// Standard output, in one form.
pub struct Output {
    form: Form,
    /// Work whose bar may stand on the same terminal.
    watching: Option<Watching>,
    /// The moment of which is told, where that has passed.
    past: OnceCell<Moment>,
    begun: Cell<bool>,
}

impl Output {
    pub fn new(form: Form) -> Output {
        Output { form, watching: None, past: OnceCell::new(), begun: Cell::new(false) }
    }

    /// Prints only when the bar of whatever is watched was taken away.
    pub fn after(self, watching: Watching) -> Output {
        Output { watching: Some(watching), ..self }
    }

    /// From here on everything is told of a past, and says so: above a text, in a field of a JSON object,
    /// and else on standard error, so that a list stays a list.
    pub fn look_back(&self, moment: Moment) {
        let _already = self.past.set(moment);
    }

    pub fn form(&self) -> Form {
        self.form
    }

    /// How many columns a line has: those of the terminal, within reason, else a hundred.
    pub fn width(&self) -> usize {
        let terminal = io::stdout().is_terminal();
        let columns = terminal.then(crossterm::terminal::size).and_then(Result::ok);
        columns.map_or(crate::briefing::layout::WIDTH, |(columns, _)| usize::from(columns).clamp(40, 120))
    }

    /// Prints text.
    pub fn text(&self, text: &str) -> Result<(), Failure> {
        self.write(|out| out.write_all(clean(text).as_bytes()))
    }

    /// Prints a document as JSON, or else as text.
    pub fn document(&self, document: &impl Serialize, text: impl FnOnce() -> String) -> Result<(), Failure> {
        match self.form {
            Form::Json => {
                let mut bytes = Vec::new();
                json::write(document, &mut bytes)?;
                let past = self.past.get().filter(|_| bytes.starts_with(b"{"));
                self.begun.set(past.is_some());
                self.write(|out| match past {
                    Some(moment) => json::write_as_at(moment, &bytes, out),
                    None => out.write_all(&bytes),
                })
            }
            Form::Text => self.text(&text()),
            Form::Csv => Err(Failure::usage("this answer is no list; it has no CSV")),
        }
    }

    /// Prints notes on an answer on standard error, so that the answer can still be read by a program.
    pub fn notes(&self, notes: impl Iterator<Item = String>) -> Result<(), Failure> {
        notes.into_iter().try_for_each(|note| writeln!(io::stderr(), "note: {}", clean(&note)))?;
        Ok(())
    }

    /// Prints a picture's table; as text, with what stands around it.
    pub fn table(&self, table: &Table, text: impl FnOnce() -> String) -> Result<(), Failure> {
        match self.form {
            Form::Csv => self.write(|out| table::csv(table, out)),
            _ => self.document(&table::Json(table), text),
        }
    }

    /// Before whatever is printed it is said once of which moment it is told.
    fn begin(&self, out: &mut dyn Write) -> io::Result<()> {
        let Some(moment) = self.past.get().filter(|_| !self.begun.replace(true)) else { return Ok(()) };
        match self.form {
            Form::Text => writeln!(out, "{}\n", moment.banner()),
            Form::Json | Form::Csv => writeln!(io::stderr(), "note: {}", moment.banner()),
        }
    }

    /// Hands a buffered standard output to `print`. A reader that has gone away is no failure.
    pub fn write(&self, print: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
        self.watching.iter().for_each(Watching::rest);
        let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
        let printed = self.begin(&mut out).and_then(|()| print(&mut out)).and_then(|()| out.flush());
        match printed {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
            _ => Ok(()),
        }
    }
}
