//! What the register says of the thing that a request is about: its words and its owner,
//! so that nobody has to remember which letter is which action.

use super::questions::Standing;
use crate::journey::recommendation::Action;
use crate::journey::reference::{ActionRef, EvidenceRef, InspectionCode, MeetingRef, RecommendationRef};
use crate::ledger::trouble::Trouble;

/// What a reference names. Empty where the register knows nothing of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Known {
    /// The words of the recommendation or action, the title of the inspection or evidence, the meeting's name.
    pub words: String,
    /// The owner, where it is an action.
    pub owner: Option<String>,
    pub finished: bool,
}

impl Known {
    /// Looks up what a person typed or picked as a reference; what is none is unknown.
    ///
    /// # Errors
    /// The register could not be read.
    pub fn of(typed: &str, standing: Standing<'_>) -> Result<Known, Trouble> {
        if let Ok(action) = typed.parse::<ActionRef>() {
            let holder = standing.recommendation(&action.recommendation)?;
            return Ok(holder
                .and_then(|stands| stands.action(&action.letter).map(of_action))
                .unwrap_or_default());
        }
        if let Ok(recommendation) = typed.parse::<RecommendationRef>() {
            return Ok(worded(standing.recommendation(&recommendation)?.map(|stands| stands.text)));
        }
        if let Ok(meeting) = typed.parse::<MeetingRef>() {
            return Ok(worded(standing.meeting(meeting)?.map(|meeting| meeting.name)));
        }
        if let Ok(evidence) = typed.parse::<EvidenceRef>() {
            return Ok(worded(title_of(evidence, standing)?));
        }
        match typed.parse::<InspectionCode>() {
            Ok(code) => Ok(worded(standing.inspection(&code)?.map(|inspection| inspection.title))),
            Err(_) => Ok(Known::default()),
        }
    }

    /// As it stands beside the reference.
    pub fn told(&self) -> String {
        let finished = if self.finished { "finished: " } else { "" };
        format!("{finished}{}", self.words)
    }
}

fn worded(words: Option<String>) -> Known {
    Known { words: words.unwrap_or_default(), ..Known::default() }
}

fn of_action(action: &Action) -> Known {
    Known {
        words: action.text.clone(),
        owner: Some(action.owner.clone()),
        finished: action.finished.is_some(),
    }
}

fn title_of(evidence: EvidenceRef, standing: Standing<'_>) -> Result<Option<String>, Trouble> {
    let holder = standing.holder_of_evidence(&evidence.to_string())?;
    let Some(Ok(holder)) = holder.map(|holder| holder.parse()) else { return Ok(None) };
    let stands = standing.recommendation(&holder)?;
    let pieces = stands.map_or(Vec::new(), |stands| stands.evidence);
    Ok(pieces.into_iter().find(|piece| piece.reference == evidence).map(|piece| piece.title))
}
