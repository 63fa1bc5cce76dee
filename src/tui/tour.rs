//! The tour of the practice register: one thing at a time, in a strip over the footer, with the key to press.
//!
//! It only looks on. It takes no key and opens nothing; a step is over when the person did what it names,
//! by whatever key or click, and the tour can be left and taken up again anywhere.

use super::keys::{Act, Place};

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
    /// Where it is done. Elsewhere the strip tells the way.
    at: &'static [Place],
    way: &'static str,
    says: &'static str,
    done: fn(&Deed) -> bool,
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
        if self.step >= STEPS.len() {
            self.step = 0;
        }
    }

    /// Looks on: goes to the next step when this one was done.
    pub fn saw(&mut self, deed: &Deed) {
        match (&self.state, STEPS.get(self.step)) {
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
            State::On => match STEPS.get(self.step) {
                None => ("Tour done".to_string(), LAST.to_string()),
                Some(step) => {
                    let says = if step.at.contains(&place) { step.says } else { step.way };
                    (format!("Tour {}/{}", self.step + 1, STEPS.len()), says.to_string())
                }
            },
        };
        Some(Strip { head, says })
    }
}

const OFFER: &str =
    "new here? T begins a tour of five minutes. Every key works as always; any other key goes on without it.";
const LAST: &str = "that was all. T takes the tour once more, ? has the keys, : finds everything, q leaves. \
                    `plenary demo --fresh` makes the practice register new.";

const STEPS: &[Step] = &[
    Step {
        at: &[Place::Overview],
        way: "esc goes back to the overview, where the tour begins.",
        says: "the overview: the road with its counts, what waits for you, the clocks. Walk what waits: press down.",
        done: |deed| matches!(deed, Deed::Did(Place::Overview, Act::Down | Act::Up)),
    },
    Step {
        at: &[Place::Overview],
        way: "esc goes back to the overview.",
        says: "every recommendation is in the register, and so is what each number counts. Open it: press l.",
        done: |deed| matches!(deed, Deed::At(Place::Register)),
    },
    Step {
        at: &[Place::Register],
        way: "l opens the register.",
        says: "find what you look for by its words: press /",
        done: |deed| matches!(deed, Deed::At(Place::Filter)),
    },
    Step {
        at: &[Place::Filter],
        way: "l opens the register, / its filter.",
        says: "type overdue stage:gov (what is late at Governance), and keep it with enter.",
        done: |deed| matches!(deed, Deed::Did(Place::Filter, Act::Open)),
    },
    Step {
        at: &[Place::Register],
        way: "l opens the register.",
        says: "a promised date of each of these has passed. Open the first: press enter.",
        done: |deed| matches!(deed, Deed::At(Place::Recommendation)),
    },
    Step {
        at: &[Place::Recommendation],
        way: "l opens the register; enter opens a recommendation.",
        says: "its road, what was asked, its actions, what comes next. Say what is new on an action: press u.",
        done: |deed| matches!(deed, Deed::At(Place::Form)),
    },
    Step {
        at: &[Place::Form],
        way: "open a recommendation at Governance and press u.",
        says: "tab goes from field to field. Write a sentence under text, then go on with ctrl-s.",
        done: |deed| matches!(deed, Deed::At(Place::Confirm)),
    },
    Step {
        at: &[Place::Confirm],
        way: "u opens the form again, ctrl-s goes on.",
        says: "exactly this will be recorded, and the same as a command. Nothing is before you say so: press enter.",
        done: |deed| matches!(deed, Deed::Recorded("ProgressReported")),
    },
    Step {
        at: &[],
        way: "progress is minuted at meetings. Open their list: press m.",
        says: "",
        done: |deed| matches!(deed, Deed::At(Place::Meetings)),
    },
    Step {
        at: &[Place::Actors],
        way: "the Deputy Chief Constable decides, and never whoever asked. Look who can act here: press @",
        says: "choose T. Deputy with down, and enter.",
        done: |deed| matches!(deed, Deed::Became { approver: true }),
    },
    Step {
        at: &[Place::Recommendation],
        way: "what waits for the DCC's signature: esc to the overview, choose CUS23-3, and enter.",
        says: "s signs off. Look at what you decide, go on with ctrl-s, and record it with y.",
        done: |deed| matches!(deed, Deed::Recorded("SignedOff")),
    },
    Step {
        at: &[],
        way: "no key must be learned by heart: press : and type a word of what you want to do.",
        says: "",
        done: |deed| matches!(deed, Deed::At(Place::Palette)),
    },
    Step {
        at: &[],
        way: "esc goes back, and ? tells the keys of any place. Look at them: esc, then ?",
        says: "",
        done: |deed| matches!(deed, Deed::At(Place::Help)),
    },
];
