//! What a paper is made from: what stands, at one moment, and how a paper begins.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use super::document::{Cell, Column, Paper, Table};
use crate::journey::inspection::Inspection;
use crate::journey::meeting::Meeting;
use crate::journey::recommendation::{Recommendation, Stage};
use crate::journey::reference::{InspectionCode, MeetingRef, RecommendationRef};
use crate::journey::register::Register;
use crate::ledger::log::Head;
use crate::ledger::signing::StoodBefore;
use crate::ledger::whole::Movement;

/// Everything that a paper may say, or the part of it that the paper is about.
#[derive(Debug, Clone)]
pub struct Facts {
    pub register: Register,
    /// What stood before the newest decision on the one recommendation that the paper is about.
    pub decided_on: Option<StoodBefore>,
    pub today: NaiveDate,
    /// Only what had been recorded by the end of this day counts.
    pub known_at: Option<NaiveDate>,
    pub head: Head,
    /// The protective marking.
    pub marking: String,
    pub cases: BTreeMap<RecommendationRef, Recommendation>,
    pub inspections: BTreeMap<InspectionCode, Inspection>,
    pub meetings: BTreeMap<MeetingRef, Meeting>,
    pub moved: Vec<Movement>,
    pub taken_back: Vec<(RecommendationRef, NaiveDate)>,
}

impl Facts {
    /// A paper with its head and the definitions of the ratings, and nothing in it yet.
    pub(super) fn paper(&self, topic: &'static str, title: impl Into<String>) -> Paper {
        Paper {
            topic,
            title: title.into(),
            marking: self.marking.clone(),
            home: self.register.home.clone(),
            as_at: self.today,
            known_at: self.known_at,
            head: self.head,
            upright: false,
            ratings: self.ratings(),
            blocks: Vec::new(),
        }
    }

    fn ratings(&self) -> Table {
        let columns = vec![Column::text("Letter"), Column::text("Rating"), Column::long("Definition")];
        let of = |rating: &crate::journey::scheme::Rating| {
            vec![Cell::text(&rating.letter), Cell::text(&rating.code), Cell::text(&rating.definition)]
        };
        Table::new("ratings", "What the ratings mean", columns, "The scheme has no ratings.")
            .with(self.register.scheme.ratings.iter().map(of))
    }

    /// The home body's recommendations that are on the road.
    pub(super) fn open(&self) -> impl Iterator<Item = &Recommendation> {
        self.cases.values().filter(|case| case.ours && case.stage != Stage::Closed)
    }

    /// The first day that is no longer soon, seen from a day.
    pub(super) fn soon(&self, day: NaiveDate) -> NaiveDate {
        day + Days::new(u64::from(self.register.scheme.warning_days) + 1)
    }

    /// The title of the inspection that asks a recommendation.
    pub(super) fn title_of(&self, code: &InspectionCode) -> &str {
        self.inspections.get(code).map_or("", |inspection| &inspection.title)
    }
}
