//! Desk sessions: keys in, screen out.

mod forms;
mod journeys;
mod pictures;
mod random;
use crate::ledger::filled as sample;
mod screens;
mod session;
