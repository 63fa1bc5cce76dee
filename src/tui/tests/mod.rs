//! Desk sessions: keys in, screen out.

mod forms;
mod journeys;
mod random;
mod register;
use crate::ledger::filled as sample;
mod screens;
mod session;
