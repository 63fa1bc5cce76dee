//! SPOKEN: everything that the screens do, in plain lines that follow one another.
//! For people with a screen reader or a braille line, and for terminals that can do nothing but print.
//!
//! Nothing is drawn, nothing is drawn again: no colours, no boxes, no signs in the place of words,
//! no cursor that jumps. The most important word stands first, lists are numbered, and a number or a word chooses.
//! A line is asked for ([`talk`]), understood ([`commands`], [`choosing`]) and answered by the view that is open
//! ([`view`]; a file for each). Requests are filled question by question (`asking`, `question`) from the journey's
//! own table, and nothing is recorded before the exact record was read out and agreed to (`confirm`).
//! Knows no screens: the two stand beside each other and share what is to their left.

mod asking;
mod chasing;
mod choosing;
mod commands;
mod confirm;
mod deciding;
mod forecast;
mod help;
mod history;
mod import;
mod inspection;
mod inspections;
mod long;
mod meetings;
mod minuting;
mod overview;
mod past;
mod pictures;
mod question;
mod recommendation;
mod register;
mod review;
mod session;
mod spoken;
mod talk;
mod terminal;
mod tour;
mod undo;
mod view;
mod welcome;
mod who;
mod why;
mod work;
mod writing;

#[cfg(test)]
mod tests;

pub use commands::{COMMANDS, Command, Do, Kind};
pub use session::Session;
pub use talk::{Ear, Heard, Talk};
pub use terminal::{begin, run};
