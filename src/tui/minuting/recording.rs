//! From the words of a minute to the record: which request they are, and what is typed no more once it is recorded.

use super::{Caret, Minuting, Target};
use crate::journey::asking::{Answers, Verb};
use crate::journey::event::{Event, What};
use crate::journey::reference::MeetingRef;
use crate::ledger::drafts::Draft;
use crate::tui::app::App;
use crate::tui::desk::Notice;
use crate::tui::screen::{Around, Draft as Form, Effect};

impl App {
    /// Opens the minuting of a meeting, or says in the rules' own words why not.
    pub(in crate::tui) fn minute(&mut self, meeting: MeetingRef) {
        if let Some(why) = self.ledger.why_only_read() {
            return self.complain(&why);
        }
        match self.ledger.may_minute(meeting, &self.desk.around.actor) {
            Ok(()) => self.open(Box::new(Minuting::of(meeting, &self.desk.around))),
            // What was typed and never recorded can be read and copied whatever became of the meeting.
            Err(_) if self.waiting(Some(meeting)).is_ok_and(|all| !all.is_empty()) => {
                self.open(Box::new(Minuting::of(meeting, &self.desk.around)));
                self.say(format!(
                    "nothing can be minuted at {meeting} now; what was typed and not recorded is here to be read, copied (y) and thrown away (D)"
                ));
            }
            Err(not_done) => {
                let hint = not_done.hint().map_or(String::new(), |hint| format!("\nhint: {hint}"));
                self.desk.notice = Some(Notice { text: format!("{}{hint}", not_done.told()), bad: true });
            }
        }
    }
}

impl Minuting {
    /// On to the confirm with what is typed.
    pub(super) fn go_on(&mut self, around: &Around) -> Vec<Effect> {
        self.said.clear();
        if self.text.text().trim().is_empty() {
            self.said = vec!["nothing is typed yet: the words come first, then ctrl-s or f2".into()];
            return Vec::new();
        }
        if self.wants_why(&around.register.scheme) && self.why.is_empty() {
            self.caret = Caret::Why;
            self.said = vec!["this rating needs a reason: type it here".into()];
            return Vec::new();
        }
        if self.says_the_same() && !std::mem::replace(&mut self.same, true) {
            self.said = vec!["these are the words of last time: once more says them again on purpose".into()];
            return Vec::new();
        }
        let asked = self.asked();
        let form = asked.and_then(|(verb, answers)| Some((Verb::named(verb)?, answers)));
        let draft = |(verb, answers)| Form { verb, answers, on: None, seen: around.head, each: Vec::new() };
        form.map(|form| Effect::Preview(draft(form))).into_iter().collect()
    }

    fn says_the_same(&self) -> bool {
        let last = self.action().and_then(|action| action.progress.as_ref());
        last.is_some_and(|last| last.text == self.text.text().trim())
    }

    /// The request that records what is typed.
    fn asked(&self) -> Option<(&'static str, Answers)> {
        let (text, meeting) = (self.text.text(), self.meeting.to_string());
        let answers = Answers::default().with("text", text.trim_end());
        Some(match self.target() {
            Target::Meeting => ("meeting note", answers.with("ref", meeting)),
            Target::Item => {
                let reference = self.item()?.recommendation.to_string();
                ("decision", answers.with("ref", reference).with("meeting", meeting))
            }
            Target::Action(letter) => {
                let action = format!("{}.{letter}", self.item()?.recommendation);
                let answers = answers.with("ref", action).with("meeting", meeting);
                let answers = answers.with("rating", self.rating.clone().unwrap_or_default());
                let answers = answers.with("why", self.why.text());
                ("update", answers.with("same", if self.same { "yes" } else { "" }))
            }
        })
    }

    /// What is recorded is typed no more, and the caret goes to where it is wanted next.
    pub(super) fn recorded(&mut self, events: &[Event]) {
        for event in events {
            let target = match &event.what {
                What::ProgressReported { action, meeting, .. } if *meeting == Some(self.meeting) => {
                    Target::Action(action.clone())
                }
                What::DecisionMinuted { meeting, .. } if *meeting == self.meeting => Target::Item,
                What::MeetingNoted { .. } => Target::Meeting,
                _ => continue,
            };
            // A form may have recorded the same while other words stand here: those are kept.
            let typed = self.target() == target && self.said_by(&event.what);
            if typed {
                self.unrecorded.borrow_mut().hold(self.draft_of(&target), Draft::default());
                let next = self.target + usize::from(matches!(target, Target::Action(_)));
                self.go_to_target(next.min(self.targets().len() - 1));
            }
        }
    }

    /// Whether an event says the words that stand in the minute.
    fn said_by(&self, what: &What) -> bool {
        let (What::ProgressReported { text, .. }
        | What::DecisionMinuted { text, .. }
        | What::MeetingNoted { text }) = what
        else {
            return false;
        };
        self.text.text().trim() == text.trim()
    }
}
