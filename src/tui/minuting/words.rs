//! The words of a minute while they are typed: nothing of them is lost when another item is looked at, and all of them
//! are kept on the disk as well, where that is possible.

use std::collections::{BTreeMap, BTreeSet};

use crate::journey::reference::MeetingRef;
use crate::journey::text::clean;
use crate::ledger::Ledger;
use crate::ledger::drafts::{Draft, Drafts, Of};
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
    /// Why the last attempt to keep it on the disk failed; none where it did not.
    unkept: Option<String>,
    /// Whether that is being told.
    telling: bool,
    /// Whether it was on the screen.
    seen: bool,
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

    /// Forgets words, also where they lie on the disk alone.
    pub fn throw_away(&mut self, of: Of) {
        self.changed.insert(of.clone());
        self.drafts.insert(of, Draft::default());
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
        let here = self.drafts.iter().filter(|(of, _)| of.person == person && self.changed.contains(of));
        all.extend(here.map(|(of, draft)| (of.clone(), draft.clone())));
        Ok(all.into_iter().filter(|(_, draft)| !draft.is_empty()).collect())
    }

    /// Whether a person's words of something stand here or wait for no more.
    pub fn is_known(&self, of: &Of) -> bool {
        self.drafts.contains_key(of)
    }

    /// Words that were typed before: those that could not be kept on the disk, else those that lie there.
    pub fn recall(&self, drafts: Option<&Drafts>, of: &Of) -> Option<Draft> {
        if self.changed.contains(of) {
            return self.get(of).filter(|draft| !draft.is_empty()).cloned();
        }
        drafts?.recall(of)
    }

    /// Whether words would be lost with this session.
    pub fn would_be_lost(&self) -> bool {
        let lost = |of: &Of| self.get(of).is_some_and(|draft| !draft.is_empty());
        self.unkept.is_some() && self.changed.iter().any(lost)
    }

    /// Notes why nothing could be kept; what is told already is not told again.
    fn not_kept(&mut self, why: String) {
        if self.unkept.replace(why).is_none() {
            (self.telling, self.seen) = (true, false);
        }
    }

    /// Notes that a picture was drawn with what is told on it.
    pub fn drawn(&mut self) {
        self.seen = true;
    }
}

impl App {
    /// Keeps on the disk what was typed since it was last kept there.
    pub(in crate::tui) fn keep_drafts(&mut self) {
        let unrecorded = self.desk.around.unrecorded.clone();
        let mut unrecorded = unrecorded.borrow_mut();
        let typed = self.desk.screens.iter().flat_map(|top| top.minuted());
        typed.for_each(|(of, draft)| unrecorded.hold(of, draft));
        if unrecorded.changed.is_empty() {
            return;
        }
        let kept = match self.ledger.drafts() {
            Ok(Some(drafts)) => unrecorded.changed.iter().try_for_each(|of| {
                let draft = unrecorded.drafts.get(of).cloned().unwrap_or_default();
                drafts.keep(of, &draft).map_err(|trouble| trouble.to_string())
            }),
            Ok(None) => Err("this account has no folder for it".into()),
            Err(trouble) => Err(trouble.to_string()),
        };
        match kept {
            Ok(()) => {
                let changed = std::mem::take(&mut unrecorded.changed);
                // That nothing had to be kept says nothing of the folder.
                let kept = changed.iter().any(|of| unrecorded.get(of).is_some_and(|draft| !draft.is_empty()));
                unrecorded.unsettled.extend(changed);
                if kept && unrecorded.unkept.take().is_some() {
                    unrecorded.telling = false;
                    self.say("what you typed is kept on the disk now");
                }
            }
            // It stays among what is changed: with the next key it is tried again.
            Err(why) => unrecorded.not_kept(why),
        }
    }

    /// Tells that nothing can be kept, until it was on the screen and something else is done than typing on:
    /// whoever types fast looks up from the keyboard first.
    pub(in crate::tui) fn tell_unkept(&mut self, typing: bool) {
        let unrecorded = self.desk.around.unrecorded.clone();
        let mut unrecorded = unrecorded.borrow_mut();
        let Some(why) = unrecorded.unkept.clone().filter(|_| unrecorded.telling) else { return };
        if unrecorded.seen && !typing {
            unrecorded.telling = false;
            return;
        }
        self.failed_outside(&clean(&format!(
            "what you type is not kept on the disk until it is recorded: {why}\n\
             hint: go on; it stays here until you leave Plenary, and you are asked before"
        )));
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
}
