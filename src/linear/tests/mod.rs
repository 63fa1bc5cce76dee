//! Sessions: lines in, transcript out.

mod chasing;
mod conversation;
mod deciding;
mod everything;
mod harmless;
mod minuting;
mod past;
mod requests;
mod slips;
mod tour;
mod views;
