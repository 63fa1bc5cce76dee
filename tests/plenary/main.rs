//! All tests of the crate from outside, in one program: the rules as sentences, the journey table,
//! the stored form of events, random requests, and the rooms of the house.

mod closing;
mod desk;
mod forms;
mod governance;
mod guide;
mod journey_table;
mod keys;
mod kinds;
mod people;
mod practice;
mod random;
mod readme;
mod rebuilt;
mod refusals;
mod response;
mod road;
mod rooms;
mod stored_form;
mod terminal;
mod ways_back;
