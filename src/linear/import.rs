//! An import: a document is read and proposed, or all that keeps it from that is said.

use std::path::Path;

use chrono::Datelike;

use super::review::Review;
use super::session::Session;
use super::view::Left;
use crate::intake;
use crate::journey::reference::InspectionCode;

impl Session {
    /// Reads a document and opens the review of what it proposes. Without a path it is asked for.
    pub(super) fn import(&mut self, path: &str) -> Result<(), Left> {
        let path = match path {
            "" => self.line_or_back("import, the path of a document as text or Markdown, b back")?,
            path => path.to_string(),
        };
        if path.is_empty() {
            return Ok(());
        }
        let proposed = intake::read_file(Path::new(&path))
            .and_then(|document| intake::propose(&document, &self.register.home, self.today));
        let proposal = match proposed {
            Ok(proposal) => proposal,
            Err(problems) => {
                self.talk.say("It cannot be imported. Nothing was recorded:");
                for problem in &problems {
                    self.talk.say(problem.to_string());
                    self.hint(problem.hint.clone());
                }
                return Ok(());
            }
        };
        let standing = self.ledger.standing();
        let there = standing.reported_already(&intake::particulars(&proposal))?;
        let taken = |code: &InspectionCode| standing.code_taken(code).unwrap_or(false);
        let code = InspectionCode::propose(&proposal.title, proposal.published.year(), taken);
        if let Some(there) = there {
            self.talk.say(format!("It is there already, as {there}."));
        }
        self.open(Box::new(Review::of(path, proposal, code)))
    }
}
