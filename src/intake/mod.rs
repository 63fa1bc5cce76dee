//! IN: documents become proposals and problems; nothing is written here.
//!
//! A file is read into a [`Document`] (`reading`), its lines lose their Markdown (`markdown`) and are joined to
//! paragraphs in the form's sections (`paragraph`, `form`), what is asked is found (`asked`, `item`, `clause`) and told
//! apart by who is asked (`body`, `addressee`), the same thing in two wordings becomes one (`sameness`,
//! `matching`), and all of it becomes a [`Proposal`] (`proposal`, with remarks from `remark`) that a person
//! reviews before anything is recorded (`reviewed`).
//! A document that is not the form is refused in words (`refusal`).
//! A file that is offered as evidence is looked at and hashed, and not read as anything (`offered`).

use std::fmt;

use serde::Serialize;

mod accepting;
mod addressee;
mod answers;
mod asked;
mod body;
mod clause;
#[cfg(test)]
mod examples;
mod form;
mod grade;
mod item;
mod markdown;
mod matching;
pub mod offered;
mod paragraph;
mod proposal;
mod reading;
mod refusal;
mod remark;
mod reviewed;
mod sameness;

pub use accepting::particulars;
pub use answers::with_files_read;
pub use body::{forces, nearest_forces};
pub use offered::looked_at;
pub use proposal::{NotProposed, Proposal, ProposedGrade, ProposedRecommendation, propose};
pub use reading::{Document, LARGEST_BYTES, read_bytes, read_file};
pub use reviewed::{Reviewed, Row};

/// One thing that keeps a document from being imported; a reader gives all of them at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The line of the document, counted from 1; none where the whole document is meant.
    pub line: Option<usize>,
    /// What was found, in lower case, with the document's words in back-ticks.
    pub what: String,
    /// What to do about it.
    pub hint: Option<String>,
}

impl Problem {
    fn whole(what: impl Into<String>) -> Problem {
        Problem { line: None, what: what.into(), hint: None }
    }

    fn at(line: usize, what: impl Into<String>) -> Problem {
        Problem { line: Some(line), ..Problem::whole(what) }
    }

    fn hint(self, hint: impl Into<String>) -> Problem {
        Problem { hint: Some(hint.into()), ..self }
    }
}

/// `line 12: what was found`; the hint stands apart, since a list of problems may share one.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "line {line}: {}", self.what),
            None => f.write_str(&self.what),
        }
    }
}

/// Something that a person who reviews a proposal should know; it refuses nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    /// The line of the document, counted from 1; none where the whole document is meant.
    pub line: Option<usize>,
    pub words: String,
}

impl Note {
    fn whole(words: impl Into<String>) -> Note {
        Note { line: None, words: words.into() }
    }

    fn at(line: usize, words: impl Into<String>) -> Note {
        Note { line: Some(line), words: words.into() }
    }
}
