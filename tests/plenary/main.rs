//! All tests of the crate from outside, in one program: the rules as sentences, the journey table,
//! the stored form of events, random requests, and the rooms of the house.

mod binary;
mod binary_bad_import;
mod binary_bad_register;
mod binary_crash;
mod binary_documents;
mod binary_every;
mod binary_head;
mod binary_hostile;
mod binary_road;
mod binary_syncs;
mod binary_tampering;
mod binary_verbs;
mod closing;
mod desk;
mod finding;
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
