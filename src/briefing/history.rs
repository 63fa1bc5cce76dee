//! What happened, in the order in which it was recorded.

use super::layout::{beside, fold};
use crate::clock::written;
use crate::journey::deadline::in_words as day;
use crate::ledger::Recorded;

/// Under what stands beside a date.
const UNDER: &str = "              ";

/// One event: when it happened, who did it, what it was, and why; with when and how it was recorded if asked.
pub fn line(recorded: &Recorded, width: usize, in_full: bool) -> String {
    let event = &recorded.record.event;
    let said = format!("{}: {}", event.by, event.in_words());
    let mut out = beside(&format!("{:>12}  ", day(event.on)), &said, width);
    if let Some(why) = &event.why {
        out.push_str(&fold(&format!("why: {why}"), width, UNDER));
    }
    if in_full {
        let account = &recorded.record.account;
        let (at, id) = (written(recorded.record.at), &recorded.record.id);
        let recording = format!(
            "event {} on {} ({}), recorded {at} by {}@{}, id {id}",
            recorded.seq,
            event.stream,
            event.what.kind(),
            account.user,
            account.host
        );
        out.push_str(&fold(&recording, width, UNDER));
    }
    out
}
