//! What a decision of the DCC is about, shown beneath it before it is recorded.

use crate::briefing::decision;
use crate::journey::event::Event;
use crate::journey::reference::Stream;
use crate::ledger::Ledger;
use crate::ledger::trouble::Trouble;

/// The recommendations that these events decide on, each told in lines.
///
/// # Errors
/// The register could not be read.
pub fn told(events: &[Event], ledger: &Ledger) -> Result<Vec<String>, Trouble> {
    let mut lines = Vec::new();
    for event in events {
        if let Stream::Recommendation(reference) = &event.stream {
            let stands = ledger.standing().recommendation(reference)?;
            lines.extend(stands.iter().flat_map(decision::about));
        }
    }
    Ok(lines)
}
