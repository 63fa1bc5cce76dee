//! Performing an import: the document is read and proposed; what was reviewed becomes requests.

pub(super) mod document;
pub(super) mod review;

use std::path::Path;

use chrono::Datelike;

use super::app::App;
use super::screen::{News, Reviewed, Wish};
use crate::intake::{self, Problem, Proposal};
use crate::journey::reference::InspectionCode;
use crate::ledger::Acting;
use review::Review;

impl App {
    /// Reads a document and opens the review of what it proposes, or says all that keeps it from that.
    pub(super) fn read_document(&mut self, path: &str) {
        let home = self.desk.around.register.home.clone();
        let proposed = intake::read_file(Path::new(path))
            .and_then(|document| intake::propose(&document, &home, self.ledger.today()));
        match proposed {
            Ok(proposal) => self.review(path, proposal),
            Err(problems) => self.tell(News::Problems(problems.iter().flat_map(told).collect())),
        }
    }

    fn review(&mut self, path: &str, proposal: Proposal) {
        let there = match self.ledger.standing().reported_already(&intake::particulars(&proposal)) {
            Ok(there) => there,
            Err(trouble) => return self.complain(&trouble),
        };
        let standing = self.ledger.standing();
        let taken = |code: &InspectionCode| standing.code_taken(code).unwrap_or(false);
        let code = InspectionCode::propose(&proposal.title, proposal.published.year(), taken);
        self.open(Box::new(Review::of(path.to_string(), proposal, code, there)));
    }

    /// Shows what a reviewed proposal would record. It is received on the day of publication,
    /// so that the force's own past can follow.
    pub(super) fn preview_import(&mut self, reviewed: &Reviewed) {
        let Reviewed { proposal, code, unchanged } = reviewed;
        let register = &self.desk.around.register;
        let acting = Acting {
            actor: self.desk.around.actor.clone(),
            on: Some(proposal.published),
            seen: Some(self.desk.around.head),
        };
        let command = unchanged.as_ref().map_or(String::new(), |path| {
            let options = [vec![String::new()], self.options(None)].concat().join(" ");
            format!("plenary import {} --accept --code {code}{options}", shell_words::quote(path))
        });
        let requests = intake::requests(proposal, code, register);
        self.show(Wish { requests, acting, command });
    }
}

fn told(problem: &Problem) -> Vec<String> {
    let hint = problem.hint.iter().map(|hint| format!("  hint: {hint}"));
    std::iter::once(problem.to_string()).chain(hint).collect()
}
