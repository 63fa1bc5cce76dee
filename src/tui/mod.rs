//! SEEN: the screens. One loop: draw, read a key, update, perform.
//!
//! Drawing changes nothing; updating draws nothing and reads no file, but says what is to be performed;
//! performing is the only part that knows the ledger. One key table ([`keys`]) draws the footer and the help
//! and decides what a key does. A folder for each thing that is looked at, one for asking, one for importing.

mod actors;
mod app;
mod asking;
mod beginning;
mod canvas;
mod deciding;
mod desk;
mod drawing;
mod finding;
mod hints;
mod history;
mod importing;
mod inspections;
mod keys;
mod link;
mod meetings;
mod minuting;
mod overview;
mod owners;
mod past;
mod performing;
mod pictures;
mod recommendation;
mod register;
mod screen;
mod terminal;
mod theme;
mod work;

#[cfg(test)]
mod tests;

pub use app::App;
pub use terminal::{begin, run};
