//! The words of a minute while they are typed: nothing of them is lost when another item is looked at, and all of them
//! are kept on the disk as well, where that is possible.

use std::collections::{BTreeMap, BTreeSet};

use crate::journey::text::clean;
use crate::ledger::drafts::{Draft, Of};
use crate::tui::app::App;

/// Everything that was typed into minutes in this session and is not recorded.
#[derive(Debug, Clone, Default)]
pub struct Unrecorded {
    drafts: BTreeMap<Of, Draft>,
    /// What is not on the disk as it is here.
    changed: BTreeSet<Of>,
    /// What is on the disk, but would not outlive the machine's own crash yet.
    unsettled: BTreeSet<Of>,
    /// Whether nothing can be kept on the disk; it was said.
    homeless: bool,
}

impl Unrecorded {
    pub fn get(&self, of: &Of) -> Option<&Draft> {
        self.drafts.get(of)
    }

    /// Holds these words in the place of those before.
    pub fn hold(&mut self, of: Of, draft: Draft) {
        let same = self.drafts.get(&of).map_or(draft.is_empty(), |before| *before == draft);
        if !same {
            self.changed.insert(of.clone());
            self.drafts.insert(of, draft);
        }
    }

    /// Words that were on the disk already.
    pub fn found(&mut self, of: Of, draft: Draft) {
        self.drafts.insert(of, draft);
    }

    /// Whether a person's words of something stand here or wait for no more.
    pub fn is_known(&self, of: &Of) -> bool {
        self.drafts.contains_key(of)
    }

    /// Whether words would be lost with this session.
    pub fn would_be_lost(&self) -> bool {
        self.homeless && self.drafts.values().any(|draft| !draft.is_empty())
    }
}

impl App {
    /// Keeps on the disk what was typed since it was last kept there.
    pub(in crate::tui) fn keep_drafts(&mut self) {
        let unrecorded = self.desk.around.unrecorded.clone();
        let mut unrecorded = unrecorded.borrow_mut();
        let changed = std::mem::take(&mut unrecorded.changed);
        if changed.is_empty() || unrecorded.homeless {
            return;
        }
        let kept = match self.ledger.drafts() {
            Ok(Some(drafts)) => changed.iter().try_for_each(|of| {
                let draft = unrecorded.drafts.get(of).cloned().unwrap_or_default();
                drafts.keep(of, &draft)
            }),
            Ok(None) => {
                unrecorded.homeless = true;
                return self.say_homeless("this account has no folder for it");
            }
            Err(trouble) => Err(trouble),
        };
        match kept {
            Ok(()) => unrecorded.unsettled.extend(changed),
            Err(trouble) => {
                unrecorded.homeless = true;
                self.say_homeless(&trouble.to_string());
            }
        }
    }

    /// While nobody types, what was kept is made to outlive also the machine's own crash.
    pub(in crate::tui) fn settle_drafts(&mut self) {
        let unsettled = std::mem::take(&mut self.desk.around.unrecorded.borrow_mut().unsettled);
        if unsettled.is_empty() {
            return;
        }
        if let Ok(Some(drafts)) = self.ledger.drafts() {
            // What cannot be settled was written all the same; the next key that is pressed tries again.
            unsettled.iter().for_each(|of| drop(drafts.settle(of)));
        }
    }

    fn say_homeless(&mut self, why: &str) {
        self.failed_outside(&clean(&format!(
            "what you type is not kept on the disk until it is recorded: {why}\n\
             hint: go on; it stays here until you leave Plenary, and you are asked before"
        )));
    }
}
