//! The tour of the practice register, told in lines: one thing to do at a time, in the order of the screens' tour.
//!
//! It only looks on: a step is over when the person did what it names, by whatever words,
//! and the tour can be left and taken up again anywhere.

use super::commands::{Do, Kind};
use super::session::Session;
use super::view::Left;
use crate::briefing::tour::{ELSEWHERE, Goal};

/// Something that the person did, or where that led.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// Said a number.
    Chose,
    Opened(Kind),
    Did(Do),
    /// Recorded an event of this kind.
    Recorded(&'static str),
    /// Acts as another person, who is an approver or not.
    Became {
        approver: bool,
    },
}

/// How far the person has come.
#[derive(Debug, Default)]
pub struct Tour {
    on: bool,
    step: usize,
    /// Whether the step was told.
    told: bool,
}

impl Tour {
    /// Looks on: goes to the next step when this one was done.
    pub fn saw(&mut self, deed: Deed) {
        let goal = Goal::ALL.get(self.step).filter(|_| self.on);
        if goal.is_some_and(|goal| is_done(*goal, deed)) {
            (self.step, self.told) = (self.step + 1, false);
        }
    }
}

fn is_done(goal: Goal, deed: Deed) -> bool {
    match goal {
        Goal::Waiting => deed == Deed::Chose,
        Goal::Numbers => deed == Deed::Opened(Kind::Register),
        Goal::Find => deed == Deed::Did(Do::Filter),
        Goal::Open => deed == Deed::Opened(Kind::Recommendation),
        Goal::Why => deed == Deed::Did(Do::Why),
        Goal::Report => deed == Deed::Recorded("ProgressReported"),
        Goal::Correct => deed == Deed::Did(Do::Undo),
        Goal::Meetings => deed == Deed::Opened(Kind::Meetings),
        Goal::Become => deed == Deed::Became { approver: true },
        Goal::SignOff => deed == Deed::Recorded("SignedOff"),
        Goal::Anything => deed == Deed::Did(Do::Anything),
        Goal::Help => deed == Deed::Did(Do::Help),
    }
}

fn says(goal: Goal) -> &'static str {
    match goal {
        Goal::Waiting => {
            "the overview tells what waits for you, then the road with its counts. A number opens what was told with it. \
             Say 1."
        }
        Goal::Numbers => {
            "every count opens the list of what it counts, by its number or by its word. Say b to go back, then overdue."
        }
        Goal::Find => {
            "find recommendations by what is true of them. Say find overdue stage:gov, which are late and at Governance."
        }
        Goal::Open => "of each of these a promised date has passed. Open the first: say 1.",
        Goal::Why => {
            "it tells its stage and what comes next; numbers read out the rest. Why does it stand so? Say why."
        }
        Goal::Report => {
            "say what is new on an action: say update, answer each question, and end the text with a dot alone on a line. \
             What would be recorded is read out, and y records it."
        }
        Goal::Correct => {
            "a record keeps what was said. A slip? Say undo: it asks for what puts the last record right, \
             and both stand in the history. b leaves it."
        }
        Goal::Meetings => "progress is minuted at meetings. Say meetings.",
        Goal::Become => {
            "the Deputy Chief Constable decides, never whoever asked. Say @ deputy to act as T. Deputy."
        }
        Goal::SignOff => {
            "sign one off: say CUS23-3, then signoff. A decision is recorded by the whole word yes, \
             so that no slip decides anything."
        }
        Goal::Anything => {
            "no word must be learned by heart. Say a colon and a word of what you want to do, as in : close"
        }
        Goal::Help => "and a question mark tells the words of any place. Say ?",
    }
}

const OFFER: &str = "New here? tour begins a tour of five minutes. Everything works as always meanwhile.";
const LAST: &str = "Tour done. tour takes it once more, ? has the words, : finds every request, q leaves. \
                    plenary demo --fresh makes the practice register new.";

impl Session {
    /// Offers the tour.
    pub(super) fn offer_the_tour(&mut self) {
        self.talk.say(OFFER);
    }

    /// Begins the tour, or takes it up again where it was left; `off` leaves it.
    pub(super) fn take_the_tour(&mut self, rest: &str) -> Result<(), Left> {
        if !self.practice {
            self.talk.say(format!("{ELSEWHERE}."));
        } else if rest == "off" {
            self.tour.on = false;
            self.talk.say("You left the tour; tour takes it up again.");
        } else {
            let step = self.tour.step % Goal::ALL.len();
            self.tour = Tour { on: true, step, told: false };
        }
        Ok(())
    }

    /// Tells the step that the person has come to, once.
    pub(super) fn tell_the_tour(&mut self) {
        if !self.tour.on || std::mem::replace(&mut self.tour.told, true) {
            return;
        }
        match Goal::ALL.get(self.tour.step) {
            Some(goal) => {
                let (step, of) = (self.tour.step + 1, Goal::ALL.len());
                self.talk.say(format!("Tour, step {step} of {of}: {}", says(*goal)));
            }
            None => {
                self.tour.on = false;
                self.talk.say(LAST);
            }
        }
    }
}
