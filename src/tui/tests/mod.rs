//! Desk sessions: keys in, screen out.

mod asking;
mod forms;
mod history;
mod journeys;
mod narrow;
mod parity;
mod pictures;
mod random;
mod register;
use crate::ledger::filled as sample;
mod screens;
mod session;
mod tour;
mod welcome;
mod work;
