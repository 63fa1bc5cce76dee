//! The words of a minute while they are typed: nothing of them is lost when another item is looked at, and all of them
//! are kept on the disk as well, where that is possible.

use std::collections::{BTreeMap, BTreeSet};

use crate::journey::reference::MeetingRef;
use crate::journey::text::clean;
use crate::ledger::Ledger;
use crate::ledger::drafts::{Draft, Of};
use crate::ledger::trouble::Trouble;
use crate::tui::app::App;
use crate::tui::keys::Place;

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

    /// Everything that a person typed for this register and did not record, in the order of what it is about:
    /// what is on the disk, and what is not there yet.
    ///
    /// # Errors
    /// The register could not be read.
    pub fn waiting(&self, ledger: &Ledger, person: &str) -> Result<Vec<(Of, Draft)>, Trouble> {
        let drafts = ledger.drafts()?;
        let mut all: BTreeMap<_, _> =
            drafts.map_or(Vec::new(), |drafts| drafts.all_of(person)).into_iter().collect();
        let only_here = |of: &Of| of.person == person && (self.homeless || self.changed.contains(of));
        let here = self.drafts.iter().filter(|(of, _)| only_here(of));
        all.extend(here.map(|(of, draft)| (of.clone(), draft.clone())));
        Ok(all.into_iter().filter(|(_, draft)| !draft.is_empty()).collect())
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
        let typed = self.desk.screens.iter().flat_map(|top| top.minuted());
        typed.for_each(|(of, draft)| unrecorded.hold(of, draft));
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

    /// What is recorded from a form is typed no more.
    pub(in crate::tui) fn forget_typed(&mut self) {
        let form = self.desk.screens.iter().rev().find(|screen| screen.place() == Place::Form);
        let typed = form.map_or(Vec::new(), |form| form.minuted());
        let mut unrecorded = self.desk.around.unrecorded.borrow_mut();
        typed.into_iter().for_each(|(of, _)| unrecorded.hold(of, Draft::default()));
    }

    /// What the person who acts typed and did not record: at one meeting, or at any where none is named.
    ///
    /// # Errors
    /// The register could not be read.
    pub(in crate::tui) fn waiting(&self, meeting: Option<MeetingRef>) -> Result<Vec<(Of, Draft)>, Trouble> {
        let around = &self.desk.around;
        let mut all = around.unrecorded.borrow().waiting(&self.ledger, &around.actor)?;
        all.retain(|(of, _)| meeting.is_none() || of.meeting() == meeting);
        Ok(all)
    }

    /// Says at which meetings words of the person who acts wait to be recorded.
    pub(in crate::tui) fn tell_of_waiting(&mut self) {
        let all = self.waiting(None).unwrap_or_default();
        let meetings: BTreeSet<_> = all.iter().filter_map(|(of, _)| of.meeting()).collect();
        if !meetings.is_empty() {
            let named: Vec<_> = meetings.iter().map(ToString::to_string).collect();
            self.say(format!(
                "typed and not recorded, {}: at {}\nhint: m goes to the meetings, M there to the words",
                all.len(),
                named.join(", ")
            ));
        }
    }

    fn say_homeless(&mut self, why: &str) {
        self.failed_outside(&clean(&format!(
            "what you type is not kept on the disk until it is recorded: {why}\n\
             hint: go on; it stays here until you leave Plenary, and you are asked before"
        )));
    }
}
