//! The tour of the practice register: one thing at a time, in a strip over the footer, with the key to press.
//!
//! It only looks on. It takes no key and opens nothing; a step is over when the person did what it names,
//! by whatever key or click, and the tour can be left and taken up again anywhere.

use crate::briefing::tour::Goal;
use crate::tui::keys::{Act, Place};

/// Something that the person did, or where that led.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// Did an act of the key table in a place.
    Did(Place, Act),
    /// Is in a place, after everything that followed from a key or a click.
    At(Place),
    /// Recorded an event of this kind.
    Recorded(&'static str),
    /// Acts as another person, who is an approver or not.
    Became { approver: bool },
}

/// One thing to do.
struct Step {
    goal: Goal,
    /// What to do, place by place.
    here: &'static [(Place, &'static str)],
    /// The way, where the person is anywhere else.
    way: &'static str,
    done: fn(&Deed) -> bool,
}

impl Step {
    fn says(&self, place: Place) -> &'static str {
        self.here.iter().find(|(here, _)| *here == place).map_or(self.way, |(_, says)| says)
    }
}

/// How far the person has come.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Tour {
    state: State,
    step: usize,
}

#[derive(Debug, Default, PartialEq, Eq)]
enum State {
    #[default]
    Off,
    Offered,
    On,
}

/// What the strip shows.
#[derive(Debug, PartialEq, Eq)]
pub struct Strip {
    /// `Tour 3/12`.
    pub head: String,
    pub says: String,
}

impl Tour {
    /// Offers itself, until the person does anything else.
    pub fn offer(&mut self) {
        self.state = State::Offered;
    }

    /// Begins, is taken up again where it was left, or is left.
    pub fn toggle(&mut self) {
        if self.state == State::On {
            self.state = State::Off;
            return;
        }
        self.state = State::On;
        if self.step >= Goal::ALL.len() {
            self.step = 0;
        }
    }

    /// Looks on: goes to the next step when this one was done.
    pub fn saw(&mut self, deed: &Deed) {
        match (&self.state, step(self.step)) {
            (State::On, Some(step)) if (step.done)(deed) => self.step += 1,
            // After the last word it goes away by itself.
            (State::On, None) if matches!(deed, Deed::Did(..)) => self.state = State::Off,
            (State::Offered, _) if matches!(deed, Deed::Did(_, act) if *act != Act::Tour) => {
                self.state = State::Off
            }
            _ => {}
        }
    }

    /// What the strip shows in a place; none where there is no tour.
    pub fn strip(&self, place: Place) -> Option<Strip> {
        let (head, says) = match self.state {
            State::Off => return None,
            State::Offered => ("Tour".to_string(), OFFER.to_string()),
            State::On => match step(self.step) {
                None => ("Tour done".to_string(), LAST.to_string()),
                Some(step) => {
                    (format!("Tour {}/{}", self.step + 1, Goal::ALL.len()), step.says(place).to_string())
                }
            },
        };
        Some(Strip { head, says })
    }
}

const OFFER: &str =
    "new here? T begins a tour of five minutes. Every key works as always; any other key goes on without it.";
const LAST: &str = "that was all. T takes the tour once more, ? has the keys, : finds everything, q leaves. \
                    i imports a published response: data/examples/cleveland-response.txt, beside the source, is one \
                    to practise on. `plenary demo --fresh` makes the practice register new.";

const STEPS: &[Step] = &[
    Step {
        goal: Goal::Waiting,
        here: &[(
            Place::Overview,
            "the overview: the road with its counts, what waits for you, the clocks. Walk what waits: press down.",
        )],
        way: "esc goes back to the overview, where the tour begins.",
        done: |deed| matches!(deed, Deed::Did(Place::Overview, Act::Down | Act::Up)),
    },
    Step {
        goal: Goal::Numbers,
        here: &[(
            Place::Overview,
            "every number opens the list of what it counts. tab goes to the numbers, and once more to the road; enter \
             opens the one that is chosen. Or click it.",
        )],
        way: "esc goes back to the overview with its numbers.",
        // A number opens the list of whatever it counts.
        done: |deed| {
            use Place::{Day, Inspection, Inspections, Meeting, Owner, Register};
            matches!(deed, Deed::At(Register | Inspections | Inspection | Meeting | Owner | Day))
        },
    },
    Step {
        goal: Goal::Find,
        here: &[
            (Place::Register, "find recommendations by what is true of them: press /"),
            (
                Place::Filter,
                "type overdue stage:gov (late, and at Governance), and press enter. If words stand there already, \
                 ctrl-u empties the line first.",
            ),
        ],
        way: "l opens the register, / its filter.",
        done: |deed| matches!(deed, Deed::Did(Place::Filter, Act::Open)),
    },
    Step {
        goal: Goal::Open,
        here: &[(
            Place::Register,
            "here is what the filter finds; with overdue, a promised date of each has passed. esc takes the filter \
             away. Open a row: press enter.",
        )],
        way: "l opens the register.",
        done: |deed| matches!(deed, Deed::At(Place::Recommendation)),
    },
    Step {
        goal: Goal::Why,
        here: &[(
            Place::Recommendation,
            "its road, what was asked, its actions, what comes next. Why is it shown so? Press w.",
        )],
        way: "l opens the register; enter opens a recommendation.",
        done: |deed| matches!(deed, Deed::At(Place::Why)),
    },
    Step {
        goal: Goal::Report,
        here: &[
            (
                Place::Why,
                "the answers first, then the rule of each, what went into it, the dates. esc goes back; then press u.",
            ),
            (
                Place::Recommendation,
                "say what is new on an action: press u. It works at Governance; l leads to others that are there.",
            ),
            (Place::Form, "write a sentence under text; tab goes from field to field. Go on with ctrl-s."),
            (
                Place::Confirm,
                "exactly this would be recorded, and the same as a command. Record it: press enter.",
            ),
        ],
        way: "open a recommendation at Governance and press u.",
        done: |deed| matches!(deed, Deed::Recorded("ProgressReported")),
    },
    Step {
        goal: Goal::Correct,
        here: &[
            (
                Place::Form,
                "a record keeps what was said: say instead what is right, and go on with ctrl-s. Or esc.",
            ),
            (Place::Confirm, "both will stand in the history. Record it with enter, or go back with esc."),
        ],
        way: "a slip? U proposes what puts the last record right: press U.",
        done: |deed| matches!(deed, Deed::Recorded(_) | Deed::Did(Place::Form | Place::Confirm, Act::Back)),
    },
    Step {
        goal: Goal::Meetings,
        here: &[],
        way: "progress is minuted at meetings. Open their list: press m (after esc, where a form is open).",
        done: |deed| matches!(deed, Deed::At(Place::Meetings)),
    },
    Step {
        goal: Goal::Become,
        here: &[(Place::Actors, "choose T. Deputy with down, and press enter.")],
        way: "the Deputy Chief Constable decides, never whoever asked. See who can act here: press @",
        done: |deed| matches!(deed, Deed::Became { approver: true }),
    },
    Step {
        goal: Goal::SignOff,
        here: &[
            (
                Place::Recommendation,
                "at SignOff s signs off: press s. Signed off in an earlier tour, it is at Submission and s submits: \
                 press it all the same, and esc.",
            ),
            (Place::Form, "a condition may be added. Go on with ctrl-s."),
            (
                Place::Confirm,
                "a decision is recorded with y alone, so that no second enter decides anything unread.",
            ),
        ],
        way: "sign one off: press l, then /, type CUS23-3, and press enter twice.",
        // Only one waits for it in the practice register, and it may have been signed off before.
        done: |deed| matches!(deed, Deed::Recorded("SignedOff") | Deed::Did(_, Act::Ask("submit"))),
    },
    Step {
        goal: Goal::Anything,
        here: &[],
        way: "no key must be learned by heart: press : (after esc, where a form is open) and type a word of what you \
              want to do.",
        done: |deed| matches!(deed, Deed::At(Place::Palette)),
    },
    Step {
        goal: Goal::Help,
        here: &[],
        way: "and ? tells the keys of any place. Press esc, then ?",
        done: |deed| matches!(deed, Deed::At(Place::Help)),
    },
];

/// The step at a place of the tour; none behind its end.
fn step(at: usize) -> Option<&'static Step> {
    let goal = Goal::ALL.get(at)?;
    STEPS.iter().find(|step| step.goal == *goal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_of_the_one_list_has_its_words_on_the_screens() {
        assert!((0..Goal::ALL.len()).all(|at| step(at).is_some()));
        assert_eq!(STEPS.len(), Goal::ALL.len());
    }
}
