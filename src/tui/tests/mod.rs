//! Desk sessions: keys in, screen out.

mod forms;
mod journeys;
mod random;
mod sample;
mod screens;
mod session;
mod tour;
mod welcome;
