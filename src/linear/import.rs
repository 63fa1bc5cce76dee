//! An import: a document is read and proposed, or all that keeps it from that is said.

use super::review::Review;
use super::session::Session;
use super::view::Left;
use crate::export::task::{Ended, Task};

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
        match self.work(Task::Propose(path.into())) {
            Some(Ended::Proposed(proposed)) => {
                if let Some(there) = proposed.there {
                    self.talk.say(format!("It is there already, as {there}."));
                }
                return self.open(Box::new(Review::of(proposed.reviewed)));
            }
            Some(Ended::Problems(problems)) => {
                self.talk.say("It cannot be imported. Nothing was recorded:");
                for problem in &problems {
                    self.talk.say(problem.to_string());
                    self.hint(problem.hint.clone());
                }
            }
            // What else came of it was said.
            _ => {}
        }
        Ok(())
    }
}
