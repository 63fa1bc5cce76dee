//! What happened, and how it is found again: events by who did them, by kind, by what they were about
//! and by the day on which they happened.
//!
//! One language of words (`language`) and one reader (`looking`) serve the screens, the plain lines and the command.
//! Nothing is indexed for it but what happened to one thing: the log is looked through from its newest event back,
//! a stride at a time, so that whoever has seen enough stops, and not past the first day that can matter.

mod language;
mod looking;

pub use language::{Happened, Read, WORDS};
pub use looking::{Looked, STRIDE};
