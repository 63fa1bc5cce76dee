//! Performing an import: what was reviewed becomes requests.

pub(super) mod document;
pub(super) mod review;

use super::app::App;
use super::screen::Wish;
use crate::intake::Reviewed;
use crate::ledger::Acting;

impl App {
    /// Shows what a reviewed proposal would record.
    pub(super) fn preview_import(&mut self, reviewed: &Reviewed) {
        let requests = reviewed.requests(&self.desk.around.register);
        let acting = Acting {
            actor: self.desk.around.actor.clone(),
            on: Some(reviewed.proposal().published),
            seen: Some(self.desk.around.head),
        };
        let command = reviewed.command(&self.options(None));
        self.show(Wish { requests, acting, command, signing: None });
    }
}
