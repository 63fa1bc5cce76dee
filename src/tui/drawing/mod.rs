//! What the screens are drawn with: text that fits, lists that scroll, sheets whose numbers can be opened.

pub(super) mod fitting;
pub(super) mod list;
pub(super) mod sheet;
