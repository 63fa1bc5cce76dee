//! TOLD: what stands, told in words. Pure: rows in, text out; nothing is read or written here.

pub mod case;
pub mod history;
pub mod inspection;
pub mod layout;
pub mod list;
pub mod overview;
pub mod proposal;
pub mod scheme;
pub mod why;
