//! Desk sessions: keys in, screen out.

mod forms;
mod history;
mod journeys;
mod random;
mod sample;
mod screens;
mod session;
mod work;
