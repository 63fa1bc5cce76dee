//! OUT: what stands becomes bytes. A file per format. None opens a file: the ledger puts one in its place when it is whole.

pub mod csv;
pub mod json;
pub mod list;
pub mod table;
