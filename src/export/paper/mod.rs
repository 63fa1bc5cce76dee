//! Papers as bytes: a file for each format, and one that gathers what a paper is made from.
//! Every text is cleaned here once more, because a register that somebody tampered with may hold anything.

pub mod assembling;
mod csv;
mod docx;
mod html;
mod json;
mod markdown;
pub mod period;
mod xlsx;

use std::io::{self, Write};
use std::path::Path;

use crate::briefing::paper::{Paper, Topic};
use crate::journey::text::clean;
use crate::ledger::trouble::Trouble;
use crate::ledger::{Ledger, Put, write_whole};
use crate::progress::{Progress, Step};
use assembling::{NotBriefed, assemble};
use period::Span;

/// The formats that a paper can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Markdown,
    Html,
    Docx,
    Xlsx,
    Csv,
    Json,
}

impl Format {
    pub const ALL: [Format; 6] =
        [Format::Docx, Format::Html, Format::Markdown, Format::Xlsx, Format::Csv, Format::Json];

    /// The word for it, which is its file's ending as well.
    pub fn word(self) -> &'static str {
        match self {
            Format::Markdown => "md",
            Format::Html => "html",
            Format::Docx => "docx",
            Format::Xlsx => "xlsx",
            Format::Csv => "csv",
            Format::Json => "json",
        }
    }

    /// The format of that word.
    pub fn of_word(word: &str) -> Option<Format> {
        let word = word.to_ascii_lowercase();
        let word = match word.as_str() {
            "markdown" => "md",
            "htm" => "html",
            "word" => "docx",
            "excel" => "xlsx",
            other => other,
        };
        Format::ALL.into_iter().find(|format| format.word() == word)
    }

    /// The format that a file's name asks for by its ending.
    pub fn of_name(path: &Path) -> Option<Format> {
        Format::of_word(path.extension()?.to_str()?)
    }

    /// All endings in words: `.docx, .html, ...`.
    pub fn endings() -> String {
        Format::ALL.map(|format| format!(".{}", format.word())).join(", ")
    }

    /// Whether it is bytes that no terminal shows.
    pub fn is_binary(self) -> bool {
        matches!(self, Format::Docx | Format::Xlsx)
    }
}

/// Writes a paper in a format.
pub fn write(paper: &Paper, format: Format, out: &mut dyn Write) -> io::Result<()> {
    let paper = paper.clone().map(&mut |text| clean(text).into_owned());
    match format {
        Format::Markdown => markdown::write(&paper, out),
        Format::Html => html::write(&paper, out),
        Format::Docx => docx::write(&paper, out),
        Format::Xlsx => xlsx::write(&paper, out),
        Format::Csv => csv::write(&paper, out),
        Format::Json => json::write(&paper, out),
    }
}

/// What is to be written, how, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    pub topic: Topic,
    pub span: Span,
    /// The protective marking.
    pub marking: String,
    pub format: Format,
}

/// Writes a paper to `to`. Nothing is left of it where it could not be written to its end, or was cancelled.
///
/// # Errors
/// What the paper is about is not there, the register cannot be read, or the file cannot be written.
pub fn to_file(
    ledger: &Ledger,
    order: &Order,
    (to, put): (&Path, Put),
    progress: &Progress,
) -> Result<(), NotBriefed> {
    let paper = assemble(ledger, &order.topic, &order.span, &order.marking, progress)?;
    // The last moment at which it can be cancelled: from here on it is a matter of writing bytes.
    progress.said(Step::Listing, 0, 0).map_err(Trouble::from)?;
    let mut bytes = Vec::new();
    write(&paper, order.format, &mut bytes).map_err(|error| Trouble::of_io(to, &error))?;
    progress.said(Step::Listing, 1, 1).map_err(Trouble::from)?;
    write_whole(to, put, |out| out.write_all(&bytes).map_err(|error| Trouble::of_io(to, &error)))?;
    Ok(())
}
