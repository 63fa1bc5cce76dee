//! TOLD: what stands, told in words. Pure: rows in, text out; nothing is read or written here.

pub mod ageing;
pub mod calendar;
pub mod case;
pub mod chasing;
pub mod clocks;
pub mod counted;
pub mod decision;
pub mod diff;
pub mod flow;
pub mod forecast;
pub mod grades;
pub mod history;
pub mod inspection;
pub mod items;
pub mod layout;
pub mod list;
pub mod meeting;
pub mod overview;
pub mod owners;
pub mod paper;
pub mod proposal;
pub mod record;
pub mod scheme;
pub mod table;
pub mod tour;
pub mod why;
