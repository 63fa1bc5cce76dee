//! OUT: what stands becomes bytes. A file per format. None opens a file: the ledger puts one in its place when it is whole.
//! Writing that takes its time, and other long work, runs beside whoever asked for it (`task`).

pub mod auditing;
pub mod chasing;
pub mod csv;
pub mod dates;
pub mod json;
pub mod list;
pub mod paper;
pub mod table;
pub mod task;
