//! THE RECORD: the only writer.
//!
//! Everything that is recorded goes through one door: in one IMMEDIATE transaction it reads what stands,
//! asks the journey to decide, appends the events to the log, updates the standing, and commits.
//! The command line and the screens use the same door.

mod audit;
pub mod auditing;
pub mod backup;
pub mod deciding;
pub mod door;
pub mod drafts;
pub mod explaining;
pub mod files;
#[cfg(test)]
pub mod filled;
pub mod finding;
mod folder;
pub mod happened;
mod interrupting;
pub mod keygen;
pub mod log;
mod looking_back;
pub mod looks;
pub mod meeting;
mod migration;
pub mod newcomer;
mod one_account;
pub mod opening;
pub mod past;
mod place;
mod proposing;
pub mod record;
pub mod remembered;
pub mod restoring;
mod same_file;
#[cfg(test)]
mod sample;
mod signatures;
pub mod signing;
pub mod sitting;
pub mod standing;
pub mod trouble;
pub mod whole;

pub use door::{Acting, Beginning, Ledger, NotDone, Recorded, Seat};
pub use folder::write_folder;
pub use place::{LiesOn, Put, at_home, lies_on, with_ending, write_whole};
pub use proposing::{NotProposed, Proposed};
