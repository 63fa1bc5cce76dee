//! What a name, a mark or a number on a screen stands for, and how it is opened.

use chrono::NaiveDate;

use super::inspections::Inspections;
use super::inspections::inspection::InspectionScreen;
use super::meetings::meeting::MeetingScreen;
use super::owners::owner::OwnerScreen;
use super::pictures::Pictures;
use super::pictures::day::DayScreen;
use super::recommendation::RecommendationScreen;
use super::recommendation::why::Why;
use super::register::List;
use super::screen::Effect;
use crate::briefing::counted;
use crate::briefing::items::Items;
use crate::journey::deadline::in_words;
use crate::journey::reference::{InspectionCode, MeetingRef, RecommendationRef, Stream};
use crate::ledger::standing::clocks::ClockState;
use crate::ledger::standing::owners::Which;

/// Something that can be opened from where it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Link {
    /// The register, filtered by these words: what a number counts.
    List(String),
    Recommendation(RecommendationRef),
    Inspection(InspectionCode),
    Meeting(MeetingRef),
    /// Actions of one owner.
    Owner(String, Which),
    /// What falls on a day.
    Day(NaiveDate),
    /// The inspections whose response clock stands so.
    Clocks(ClockState),
    /// The picture of when what is open will be closed.
    Forecast,
}

impl Link {
    /// What a reference in words names, if anything.
    pub fn named(reference: &str) -> Option<Link> {
        if let Ok(recommendation) = reference.parse() {
            return Some(Link::Recommendation(recommendation));
        }
        if let Ok(meeting) = reference.parse() {
            return Some(Link::Meeting(meeting));
        }
        reference.parse().ok().map(Link::Inspection)
    }

    /// The list that a number counts.
    pub fn to(items: Items) -> Link {
        match items {
            Items::Recommendations(words) => Link::List(words),
            Items::Actions { owner, which } => Link::Owner(owner, which),
            Items::Day(day) => Link::Day(day),
            Items::Clocks(state) => Link::Clocks(state),
        }
    }

    /// What it opens, in words.
    pub fn told(&self) -> String {
        match self {
            Link::List(words) if words.is_empty() => "the register: all that is open".into(),
            Link::List(words) => format!("the register: {words}"),
            Link::Recommendation(reference) => reference.to_string(),
            Link::Inspection(code) => format!("inspection {code}"),
            Link::Meeting(meeting) => format!("meeting {meeting}"),
            Link::Owner(name, which) => format!("actions of {name}: {}", which.words()),
            Link::Day(day) => format!("what falls on {}", in_words(*day)),
            Link::Clocks(state) => format!("inspections: {}", state.told()),
            Link::Forecast => "the forecast".into(),
        }
    }

    /// Why it is so: of a thing its rules and dates, of a number what it counts and by which rule.
    pub fn why(&self) -> Why {
        match self {
            Link::Recommendation(reference) => Why::about(Stream::Recommendation(reference.clone())),
            Link::Inspection(code) => Why::about(Stream::Inspection(code.clone())),
            Link::Meeting(meeting) => Why::of_a_number(&counted::meeting(*meeting)),
            Link::List(words) => Why::of_a_number(&counted::items(&Items::list(words))),
            Link::Owner(name, which) => {
                Why::of_a_number(&counted::items(&Items::Actions { owner: name.clone(), which: *which }))
            }
            Link::Day(day) => Why::of_a_number(&counted::items(&Items::Day(*day))),
            Link::Clocks(state) => Why::of_a_number(&counted::items(&Items::Clocks(*state))),
            Link::Forecast => Why::of_a_number(&counted::forecast()),
        }
    }

    /// Opens the screen of it over this one.
    pub fn open(&self) -> Effect {
        Effect::Open(match self {
            Link::List(words) => Box::new(List::filtered(words)),
            Link::Recommendation(reference) => Box::new(RecommendationScreen::of(reference.clone())),
            Link::Inspection(code) => Box::new(InspectionScreen::of(code.clone())),
            Link::Meeting(meeting) => Box::new(MeetingScreen::of(*meeting)),
            Link::Owner(name, which) => Box::new(OwnerScreen::of(name, *which)),
            Link::Day(day) => Box::new(DayScreen::of(*day)),
            Link::Clocks(state) => Box::new(Inspections::with_clocks(*state)),
            Link::Forecast => Box::new(Pictures::at_forecast()),
        })
    }
}
