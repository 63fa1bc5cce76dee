//! The first minutes: no register yet, three ways to begin, and the tour of the practice register.

pub(super) mod threshold;
pub(super) mod tour;
pub(super) mod welcome;
