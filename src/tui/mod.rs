//! SEEN: the screens. One loop: draw, read a key, update, perform.
//!
//! Drawing changes nothing; updating draws nothing and reads no file, but says what is to be performed;
//! performing is the only part that knows the ledger. One key table ([`keys`]) draws the footer and the help
//! and decides what a key does. A file per screen.

mod actors;
mod app;
mod canvas;
mod charts;
mod confirm;
mod correcting;
mod day;
mod decided;
mod desk;
mod editor;
mod figures;
mod finder;
mod fitting;
mod form;
mod help;
mod hints;
mod history;
mod import;
mod importing;
mod input;
mod inspection;
mod inspections;
mod keys;
mod link;
mod list;
mod meeting;
mod meetings;
mod month;
mod next;
mod offers;
mod overview;
mod owner;
mod owners;
mod palette;
mod panes;
mod path;
mod performing;
mod pictures;
mod recommendation;
mod register;
mod review;
mod screen;
mod sheet;
mod terminal;
mod theme;
mod threshold;
mod together;
mod tour;
mod work;

mod welcome;
mod why;

#[cfg(test)]
mod tests;

pub use app::App;
pub use terminal::{begin, run};
