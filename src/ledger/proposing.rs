//! A document as it would be imported into this register: what it proposes, under which code,
//! and whether it stands here already. Reviewing and recording it are left to others.

use std::path::Path;

use chrono::Datelike;

use super::door::Ledger;
use super::trouble::Trouble;
use crate::intake::{self, Problem, Reviewed};
use crate::journey::reference::InspectionCode;
use crate::journey::text::clean_line;

/// What a document proposes.
#[derive(Debug)]
pub struct Proposed {
    /// As it was read: nobody has reviewed it yet.
    pub reviewed: Reviewed,
    /// The inspection that was reported on the same day under the same title, where there is one.
    pub there: Option<String>,
}

/// Why a document proposes nothing.
#[derive(Debug)]
pub enum NotProposed {
    /// What is wrong with the document, all of it.
    Problems(Vec<Problem>),
    /// The register could not be read, or it was cancelled.
    Trouble(Trouble),
}

impl From<intake::NotProposed> for NotProposed {
    fn from(not: intake::NotProposed) -> NotProposed {
        match not {
            intake::NotProposed::Problems(problems) => NotProposed::Problems(problems),
            intake::NotProposed::Cancelled => NotProposed::Trouble(Trouble::Cancelled),
        }
    }
}

impl From<Vec<Problem>> for NotProposed {
    fn from(problems: Vec<Problem>) -> NotProposed {
        NotProposed::Problems(problems)
    }
}

impl From<Trouble> for NotProposed {
    fn from(trouble: Trouble) -> NotProposed {
        NotProposed::Trouble(trouble)
    }
}

impl Ledger {
    /// Reads a document and says what it proposes to this register. Whoever sits here is told how far it has come.
    pub fn proposed(&self, path: &Path) -> Result<Proposed, NotProposed> {
        let standing = self.standing();
        let home = standing.register()?.home;
        let proposal =
            intake::propose(&intake::read_file(path)?, &home, self.today(), &self.seat().progress)?;
        let there = standing.reported_already(&intake::particulars(&proposal))?;
        let taken = |code: &InspectionCode| standing.code_taken(code).unwrap_or(false);
        let code = InspectionCode::propose(&proposal.title, proposal.published.year(), taken);
        let path = clean_line(&path.display().to_string()).into_owned();
        Ok(Proposed { reviewed: Reviewed::of(path, proposal, code), there })
    }
}
