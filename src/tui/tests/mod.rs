//! Desk sessions: keys in, screen out.

mod forms;
mod history;
mod journeys;
mod random;
use crate::ledger::filled as sample;
mod screens;
mod session;
mod work;
