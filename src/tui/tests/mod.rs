//! Desk sessions: keys in, screen out.

mod asking;
mod cases;
mod chasing;
mod desk;
mod forms;
mod history;
mod journeys;
mod lists;
mod minuting;
mod narrow;
mod parity;
mod past;
mod pictures;
mod places;
mod promises;
mod random;
mod register;
mod requests;
use crate::ledger::filled as sample;
mod screens;
mod session;
mod tour;
mod unsigned;
mod welcome;
mod widgets;
mod work;
