//! THE RECORD: the only writer.

pub mod backup;
pub mod log;
mod migration;
pub mod opening;
mod place;
pub mod remembered;
#[cfg(test)]
mod sample;
pub mod trouble;
