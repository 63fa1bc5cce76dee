//! THE ROAD: the rules. No IO, no clock, no SQL, no terminal.

pub mod deadline;
pub mod inspection;
pub mod text;
