//! How an event changes an action.

use chrono::NaiveDate;

use super::{deed, note};
use crate::journey::event::{Event, What};
use crate::journey::recommendation::{Action, Chase, Deed, Extension, Finished, Move, Progress, Refused};

impl Action {
    pub(super) fn evolve(&mut self, event: &Event) {
        match &event.what {
            What::ProgressReported { text, rating, meeting, .. } => {
                let (text, by, on) = (text.clone(), event.by.clone(), event.on);
                self.progress = Some(Progress { text, by, on, meeting: *meeting });
                self.answer();
                if rating.is_some() {
                    self.rating = rating.clone();
                }
            }
            What::TargetMoved { to, .. } => {
                self.move_to(*to, deed(event), None);
                self.answer();
            }
            What::ExtensionAsked { to, of, .. } => {
                self.answer();
                note(&mut self.askers, &event.by);
                self.extension = Some(Extension { to: *to, asked: deed(event), of: of.clone() })
            }
            What::ExtensionGranted { .. } => {
                self.askers.clear();
                if let Some(extension) = self.extension.take() {
                    self.move_to(extension.to, extension.asked, Some(deed(event)));
                }
            }
            What::ExtensionRefused { .. } => {
                let refused = self.not_granted(event);
                self.refused.extend(refused);
            }
            What::ActionFinished { ending, rating, .. } => {
                self.finished = Some(Finished { ending: *ending, deed: deed(event) });
                self.lapse(event);
                self.answer();
                if rating.is_some() {
                    self.rating = rating.clone();
                }
            }
            What::TextAmended { new, .. } => self.text = new.clone(),
            What::OwnerReassigned { to, .. } => self.owner = to.clone(),
            _ => {}
        }
    }

    /// Nobody grants any more what still waits when the action or its recommendation ends.
    pub(super) fn lapse(&mut self, event: &Event) {
        let lapsed = self.not_granted(event);
        self.lapsed.extend(lapsed);
    }

    /// The extension that waits, taken away by an event that does not grant it.
    fn not_granted(&mut self, event: &Event) -> Option<Refused> {
        let extension = self.extension.take()?;
        Some(Refused { to: extension.to, asked: extension.asked, deed: deed(event) })
    }

    pub(super) fn chase(&mut self, event: &Event) {
        if let What::OwnerChased { owner, means, .. } = &event.what {
            let (owner, means) = (owner.clone(), means.clone());
            self.chased = Some(Chase { owner, means, deed: deed(event), answered: false });
        }
    }

    /// Whatever is said or asked about it answers the last chase.
    fn answer(&mut self) {
        self.chased.iter_mut().for_each(|chase| chase.answered = true);
    }

    fn move_to(&mut self, to: NaiveDate, asked: Deed, granted: Option<Deed>) {
        self.moves.push(Move { from: self.target, to, asked, granted });
        self.target = to;
    }
}
