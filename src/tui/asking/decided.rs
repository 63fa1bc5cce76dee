//! What a decision of the DCC is about, and what a record takes the place of, shown beneath it before it is recorded.

use crate::briefing::{decision, record};
use crate::journey::event::Event;
use crate::journey::reference::Stream;
use crate::ledger::Ledger;
use crate::ledger::trouble::Trouble;

/// What a confirm tells beneath the record.
pub struct Told {
    pub lines: Vec<String>,
    /// What stands already, where the events only say once more what stands.
    pub changes_nothing: Option<String>,
}

/// What is remarkable about these events, what they take the place of, and the recommendations that they decide on
/// where no statement tells them (`tells`).
///
/// # Errors
/// The register could not be read.
pub fn told(events: &[Event], tells: bool, ledger: &Ledger) -> Result<Told, Trouble> {
    let all: Vec<_> = events.iter().collect();
    let (mut lines, mut same) = (record::remarks(&all, ledger)?, Vec::new());
    for event in events {
        let Stream::Recommendation(reference) = &event.stream else { continue };
        let Some(stands) = ledger.standing().recommendation(reference)? else { continue };
        let replaced = decision::replaced_by(&event.what, &stands);
        lines.extend(replaced.iter().map(|replaced| format!("{reference}: {}", replaced.words)));
        same.extend(replaced.filter(|replaced| replaced.is_the_same).map(|replaced| replaced.words));
        lines.extend(decision::evidence_of(&event.what, &stands));
        if tells {
            lines.extend(decision::about(&stands, &event.by));
        }
    }
    let changes_nothing = (!events.is_empty() && same.len() == events.len()).then(|| same.join("; "));
    Ok(Told { lines, changes_nothing })
}
