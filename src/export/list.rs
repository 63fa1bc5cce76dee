//! A list as a file: in JSON or CSV, whole or not at all.

use std::io::{self, Write};
use std::path::Path;

use super::{csv, json};
use crate::ledger::standing::questions::Row;
use crate::ledger::trouble::Trouble;
use crate::ledger::{Put, write_whole};
use crate::progress::{Progress, Step};

/// The forms that a list can have in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Json,
    Csv,
}

impl Form {
    /// The form that a file's name asks for by its ending: `.json` or `.csv`.
    pub fn of_name(path: &Path) -> Option<Form> {
        match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "json" => Some(Form::Json),
            "csv" => Some(Form::Csv),
            _ => None,
        }
    }
}

/// What hands the rows of a list to whoever wants them, as long as more are wanted.
pub type List<'l> = dyn FnMut(&mut dyn FnMut(&Row) -> bool) -> Result<(), Trouble> + 'l;

/// Writes a list of so many rows (nought where nobody knows) to `path`, where nothing may be yet; gives how many it has.
/// Nothing is left of it where it could not be written to its end, or was cancelled.
pub fn to_file(
    list: &mut List,
    of: u64,
    form: Form,
    path: &Path,
    progress: &Progress,
) -> Result<u64, Trouble> {
    let failed = |error| Trouble::of_io(path, &error);
    progress.said(Step::Listing, 0, of)?;
    write_whole(path, Put::New, |out| {
        let mut rows = Rows::begin(form, out).map_err(failed)?;
        let (mut done, mut written) = (0, Ok(()));
        list(&mut |row| {
            done += 1;
            let said = || Ok(progress.said_now_and_then(Step::Listing, done, of, TOLD_EVERY)?);
            written = rows.row(row).map_err(failed).and_then(|()| said());
            written.is_ok()
        })?;
        written?;
        rows.end().map_err(failed)?;
        progress.said(Step::Listing, done, done)?;
        Ok(done)
    })
}

/// A few milliseconds of work.
const TOLD_EVERY: u64 = 256;

/// The rows of a list in one of the forms.
enum Rows<'w> {
    Json(json::Rows<&'w mut dyn Write>),
    Csv(&'w mut dyn Write),
}

impl<'w> Rows<'w> {
    fn begin(form: Form, out: &'w mut dyn Write) -> io::Result<Rows<'w>> {
        match form {
            Form::Json => Ok(Rows::Json(json::Rows::begin(out)?)),
            Form::Csv => csv::header(false, out).map(|()| Rows::Csv(out)),
        }
    }

    fn row(&mut self, row: &Row) -> io::Result<()> {
        match self {
            Rows::Json(rows) => rows.row(row),
            Rows::Csv(out) => csv::row(None, row, out),
        }
    }

    fn end(self) -> io::Result<()> {
        match self {
            Rows::Json(rows) => rows.end(),
            Rows::Csv(_) => Ok(()),
        }
    }
}
