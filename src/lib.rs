//! Plenary follows every recommendation that an inspectorate makes to a police force,
//! from the day the report is published to the day the inspectorate agrees that it is closed.
//!
//! Nine rooms, a clock and a word on the way of long work, in the order in which they may use one another:
//! each may use what stands above it, none knows what stands below it.

pub mod clock;

pub mod progress;

pub mod journey;

pub mod intake;
pub mod ledger;

pub mod briefing;
pub mod export;

pub mod settings;

pub mod linear;
pub mod tui;

pub mod cli;
