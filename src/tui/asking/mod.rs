//! Asking: a request is put into words, shown exactly as it will be recorded, and put right afterwards.

pub(super) mod confirm;
pub(super) mod correcting;
pub(super) mod decided;
pub(super) mod editor;
pub(super) mod form;
pub(super) mod input;
pub(super) mod offers;
pub(super) mod path;
mod results;
pub(super) mod together;
