//! Looking back: from meeting to meeting through the past and back to now, with the screens that are open.
//! In a past everything is asked of another ledger, through which nothing can be recorded.

pub(super) mod diff;

use super::app::App;
use super::desk::Notice;
use super::keys::Place;
use super::screen::Effect;
use crate::briefing::diff::Diff;
use crate::export::task::Task;
use crate::ledger::Ledger;
use crate::ledger::past::{AT_ONCE, Moment, NotAMoment, Past, Step};
use crate::ledger::trouble::Trouble;
use diff::DiffScreen;

const OPEN_REQUEST: &str = "a request is open behind this: record it or leave it first, then look back";

impl App {
    /// Goes to the meeting before or after, or back to now.
    pub(super) fn step(&mut self, step: Step) -> Vec<Effect> {
        if self.holds_a_request() {
            self.desk.notice = Some(Notice { text: OPEN_REQUEST.into(), bad: true });
            return Vec::new();
        }
        let Some(here) = self.desk.around.past.as_ref().map(|past| past.day) else {
            return self.step_back_from_now(step);
        };
        match self.present().next_moment(here, step) {
            Ok(Some(moment)) => return self.go_to(moment),
            Ok(None) if step == Step::Back => self.say("no meeting was held before that day"),
            Ok(None) => return self.go_to_now(),
            Err(trouble) => self.complain(&trouble),
        }
        Vec::new()
    }

    fn step_back_from_now(&mut self, step: Step) -> Vec<Effect> {
        if step != Step::Back {
            self.say("this is now");
            return Vec::new();
        }
        let tomorrow = self.ledger.today().succ_opt().unwrap_or_else(|| self.ledger.today());
        match self.ledger.next_moment(tomorrow, step) {
            Ok(Some(moment)) => return self.go_to(moment),
            Ok(None) => self.say("no meeting has been held yet, so there is none to look back to"),
            Err(trouble) => self.complain(&trouble),
        }
        Vec::new()
    }

    /// Shows the register as it stood at a moment; from a long log that is work that can be cancelled.
    pub(super) fn go_to(&mut self, moment: Moment) -> Vec<Effect> {
        let present = self.present();
        let past = match present.head() {
            Ok(head) if head.seq > AT_ONCE => return vec![Effect::Work(Task::AsAt(moment))],
            Ok(_) => present.past(&moment),
            Err(trouble) => Err(trouble),
        };
        match past {
            Ok(past) => return self.arrive(past),
            Err(trouble) => self.complain(&trouble),
        }
        Vec::new()
    }

    /// Asks the past from here on what is shown.
    pub(super) fn arrive(&mut self, past: Past) -> Vec<Effect> {
        let past = self.present().over(past);
        let before = std::mem::replace(&mut self.ledger, past);
        if self.now.is_none() {
            self.now = Some(before);
        }
        self.look_again()
    }

    fn go_to_now(&mut self) -> Vec<Effect> {
        if let Some(now) = self.now.take() {
            self.ledger = now;
        }
        let effects = self.look_again();
        self.say("this is now");
        effects
    }

    /// Reads the screens again from the ledger that is asked now.
    fn look_again(&mut self) -> Vec<Effect> {
        self.written_here();
        if let Err(trouble) = self.try_look_again() {
            self.complain(&trouble);
        }
        if self.desk.place() == Place::Diff {
            return vec![Effect::Diff];
        }
        self.load();
        Vec::new()
    }

    fn try_look_again(&mut self) -> Result<(), Trouble> {
        let around = &mut self.desk.around;
        around.past = self.ledger.past_moment().cloned();
        around.today = self.ledger.today();
        around.head = self.ledger.head()?;
        around.register = self.ledger.standing().register()?;
        self.desk.screens.iter_mut().for_each(|screen| screen.forget());
        Ok(())
    }

    /// Whether a request is being made somewhere among the screens, which a past could not take.
    fn holds_a_request(&self) -> bool {
        let asks =
            [Place::Form, Place::Discard, Place::Confirm, Place::Import, Place::Review, Place::Editing];
        self.desk.screens.iter().any(|screen| asks.contains(&screen.place()))
    }

    /// The register as it is now, wherever one looks.
    pub(super) fn present(&self) -> &Ledger {
        self.now.as_ref().unwrap_or(&self.ledger)
    }

    /// Shows what changed since the last governance meeting before what is shown.
    pub(super) fn diff(&mut self) -> Vec<Effect> {
        match self.ledger.span(None, None) {
            Ok((from, to)) => return self.diff_between(from, to),
            Err(NotAMoment::Trouble(trouble)) => self.complain(&trouble),
            Err(not) => self.say(format!("{not}, so there is nothing to compare with")),
        }
        Vec::new()
    }

    fn diff_between(&mut self, from: Moment, to: Moment) -> Vec<Effect> {
        match self.ledger.head() {
            Ok(head) if head.seq > AT_ONCE => return vec![Effect::Work(Task::Diff { from, to })],
            _ => {}
        }
        match self.ledger.stood(&from, &to) {
            Ok((before, after)) => {
                let diff = Diff::between(&before, &after, from, to);
                self.show_diff(diff);
            }
            Err(trouble) => self.complain(&trouble),
        }
        Vec::new()
    }

    /// Shows what changed, in the place of what was compared before.
    pub(super) fn show_diff(&mut self, diff: Diff) {
        if self.desk.place() == Place::Diff {
            self.desk.screens.pop();
        }
        self.open(Box::new(DiffScreen::of(diff)));
    }

    /// What a past cannot take, however it was asked for.
    pub(super) fn is_for_now(&self, effect: &Effect) -> bool {
        self.now.is_some()
            && match effect {
                Effect::Work(task) => !task.only_reads(),
                Effect::Ask(_) | Effect::Correct | Effect::Preview(_) | Effect::PreviewImport(_) => true,
                Effect::Record(_) | Effect::RecordEach(_) => true,
                _ => false,
            }
    }

    /// Says that a past cannot take it, and how to come back.
    pub(super) fn refuse_in_the_past(&mut self) {
        if let Some(moment) = &self.desk.around.past {
            let trouble = Trouble::Past { moment: moment.to_string() };
            self.complain(&trouble);
        }
    }
}
