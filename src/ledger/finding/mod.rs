//! Which recommendations, and in which order.
//!
//! A filter is read from words (`language`), and a list that follows while one types needs every row's place at once.
//! So a glance of every recommendation, some sixty bytes each, is read when it is first asked for and kept by the
//! open register (`glance`); it is renewed from what the log says has changed since. Filtering, sorting and grouping
//! go over it (`matching`, `sorting`); only free text asks SQLite's full-text index (`text`, `nearest`),
//! and while somebody types the first rows are found without it (`first`).
//! A command that asks for nothing but what an index answers reads no glance at all (`streaming`).

mod first;
mod found;
mod glance;
pub(super) mod language;
mod matching;
pub(super) mod nearest;
mod sorting;
mod streaming;
mod text;

pub use found::{Found, Heading, Wanted};
pub use glance::Glance;
pub use language::{Filter, Remark, Scope, WORDS};
pub use sorting::{Column, Group, NotAColumn, Sort};
pub use streaming::{Page, Streamed};
pub use text::StoodIn;

#[cfg(test)]
pub(in crate::ledger) use {language::Text, text::Known, text::Slips, text::search};
