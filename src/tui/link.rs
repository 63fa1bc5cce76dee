//! What a name, a mark or a number on a screen stands for, and how it is opened.

use super::inspection::InspectionScreen;
use super::recommendation::RecommendationScreen;
use super::register::List;
use super::screen::Effect;
use crate::journey::reference::{InspectionCode, RecommendationRef};

/// Something that can be opened from where it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    /// The register, filtered by these words: what a number counts.
    List(String),
    Recommendation(RecommendationRef),
    Inspection(InspectionCode),
}

impl Link {
    /// What a reference in words names, if anything.
    pub fn named(reference: &str) -> Option<Link> {
        if let Ok(recommendation) = reference.parse() {
            return Some(Link::Recommendation(recommendation));
        }
        reference.parse().ok().map(Link::Inspection)
    }

    /// Opens the screen of it over this one.
    pub fn open(&self) -> Effect {
        Effect::Open(match self {
            Link::List(words) => Box::new(List::filtered(words)),
            Link::Recommendation(reference) => Box::new(RecommendationScreen::of(reference.clone())),
            Link::Inspection(code) => Box::new(InspectionScreen::of(code.clone())),
        })
    }
}
