//! Desk sessions.
