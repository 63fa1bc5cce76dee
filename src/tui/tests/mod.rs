//! Desk sessions: keys in, screen out.

mod asking;
mod forms;
mod journeys;
mod pictures;
mod random;
use crate::ledger::filled as sample;
mod screens;
mod session;
mod tour;
mod welcome;
