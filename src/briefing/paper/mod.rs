//! Papers: what is brought to a meeting, sent to a committee or put into a file. Pure: facts in, a [`Paper`] out.
//! Gathering the facts and turning a paper into bytes are for `export`.

mod action_log;
mod actions;
mod arising;
mod cases;
mod changed;
mod committee;
mod document;
mod facts;
mod forecast;
mod inspection;
mod minutes;
mod names;
mod overdue;
mod owner;
mod pack;
mod recommendation;
mod reconciling;
mod sign_off;
mod topic;

pub use document::{Block, Cell, Column, Items, Kind, Paper, Table, Total, Verbatim};
pub use facts::Facts;
pub use minutes::{Held, Minuted};
pub use reconciling::{Edge, Period};
pub use topic::{NotATopic, PAPERS, Topic};

pub use action_log::action_log;
pub use committee::committee;
pub use inspection::inspection;
pub use minutes::minutes;
pub use overdue::overdue;
pub use owner::owner;
pub use pack::pack;
pub use recommendation::recommendation;
pub use sign_off::sign_off;
