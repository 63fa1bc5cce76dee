//! OUT: what stands becomes bytes. A file per format; none opens a file.

pub mod csv;
pub mod json;
pub mod table;
