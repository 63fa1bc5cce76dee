//! What an answer means in the words of the scheme, and where nothing but a choice can be answered.

use super::Ask;
use crate::journey::scheme::Scheme;

impl Ask {
    /// Whether nothing but one of the choices can be answered.
    pub fn is_closed(self) -> bool {
        matches!(
            self,
            Ask::Position
                | Ask::Verdict
                | Ask::Rating
                | Ask::Level
                | Ask::EvidenceKind
                | Ask::Status
                | Ask::RecommendationKind
                | Ask::MeetingKind
                | Ask::BodyKind
                | Ask::Role
                | Ask::Recipient
        )
    }

    /// What a code of the scheme means, in its own words; empty where it is none.
    pub fn meaning_of(self, code: &str, scheme: &Scheme) -> String {
        let code = code.trim();
        let found = match self {
            Ask::Level => scheme.level(code).map(|level| level.name.clone()),
            Ask::Rating => scheme.rating(code).map(|rating| rating.definition.clone()),
            Ask::EvidenceKind => scheme.evidence_kind(code).map(|kind| kind.name.clone()),
            Ask::Status => scheme.inspectorate_status(code).map(|status| status.name.clone()),
            _ => None,
        };
        found.unwrap_or_default()
    }
}
