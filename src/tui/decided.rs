//! What a decision of the DCC is about, shown beneath it before it is recorded:
//! what was asked, what the force answers, and the work with its evidence.

use super::next::notes_of;
use crate::journey::deadline::in_words;
use crate::journey::event::Event;
use crate::journey::recommendation::{Action, Evidence, Recommendation};
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
            lines.extend(stands.iter().flat_map(about));
        }
    }
    Ok(lines)
}

fn about(stands: &Recommendation) -> Vec<String> {
    let mut lines = vec![format!("{} {}", stands.reference, stands.text)];
    lines.extend(stands.position.map(|position| format!("position: {}", position.words())));
    lines.extend(notes_of(stands));
    lines.extend(stands.actions.iter().map(of_action));
    lines.extend(stands.evidence.iter().map(of_evidence));
    lines
}

fn of_action(action: &Action) -> String {
    let state = match &action.finished {
        Some(finished) => format!("{} on {}", finished.ending.words(), in_words(finished.deed.on)),
        None => format!("by {}", in_words(action.target)),
    };
    format!("{} {}; {}, {state}", action.letter, action.text, action.owner)
}

fn of_evidence(piece: &Evidence) -> String {
    let judged = match (&piece.accepted, &piece.rejected) {
        (_, Some(deed)) if piece.taken_back() => format!("taken back by {}", deed.by),
        (_, Some(deed)) => format!("rejected by {}", deed.by),
        (Some(deed), None) => format!("accepted by {}", deed.by),
        (None, None) => "not judged".into(),
    };
    format!("{} {}; {}, {judged}", piece.reference, piece.title, piece.kind)
}
