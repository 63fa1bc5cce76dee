//! An inspection: one published report of an inspectorate, with its grades.
//! What it asks of a force are recommendations, which travel on their own.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::deadline::resolve;
use super::event::What;
use super::passage::Passage;
use super::recommendation::Stage;
use super::reference::{InspectionCode, RecommendationRef, Stream};
use super::refusal::{Reason, Refusal};
use super::response::Response;
use super::{Asked, Decision, closed, reasoned};

/// What sort of thing an inspection asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    Recommendation,
    AreaForImprovement,
    CauseOfConcern,
}

impl Kind {
    pub const ALL: [Kind; 3] = [Kind::Recommendation, Kind::AreaForImprovement, Kind::CauseOfConcern];

    /// The kind in words, as papers write it.
    pub fn words(self) -> &'static str {
        match self {
            Kind::Recommendation => "recommendation",
            Kind::AreaForImprovement => "area for improvement",
            Kind::CauseOfConcern => "cause of concern",
        }
    }
}

/// How an inspectorate judged one body: its own word, in the inspectorate's case ("outstanding").
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grade {
    pub body: String,
    pub grade: String,
}

/// Where an inspection was read from, so that the same document is known again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The file's name, cleaned; never used as a path.
    pub name: String,
    /// SHA-256 of the file's bytes, in lower-case hex.
    pub sha256: String,
}

/// A date the inspectorate set, in its own words, and the day they mean where they allow one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    pub words: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<NaiveDate>,
}

/// What an inspection lists of one recommendation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    pub reference: RecommendationRef,
    /// Whether the home body is among the addressees.
    pub ours: bool,
}

/// One published report and all that is true of it now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inspection {
    pub code: InspectionCode,
    pub title: String,
    pub inspectorate: String,
    pub published: NaiveDate,
    /// National, force, thematic and so on; empty where unknown.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grades: Vec<Grade>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recommendations: Vec<Listed>,
    #[serde(default)]
    pub response: Response,
    /// Those that were added by mistake and taken back: nobody else gets their numbers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub retracted: Vec<RecommendationRef>,
}

/// What is known of an inspection before it is recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Particulars {
    pub title: String,
    pub inspectorate: String,
    pub published: NaiveDate,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kinds: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grades: Vec<Grade>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

/// What is to be put right of an inspection; what is left out stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Corrected {
    pub title: Option<String>,
    pub inspectorate: Option<String>,
    pub published: Option<NaiveDate>,
    /// In the place of all that stand; empty where they stay.
    pub kinds: Vec<String>,
    /// Each in the place of the body's own, or beside the others'.
    pub grades: Vec<Grade>,
}

/// What is known of a recommendation before it is added.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asking {
    pub kind: Kind,
    pub text: String,
    pub addressees: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<Deadline>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub narrative: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<RecommendationRef>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub restates: Option<RecommendationRef>,
}

impl Inspection {
    /// Whether it was published on the same day under the same title, or was read from the very same document
    /// and had its title corrected.
    pub fn reports_the_same(&self, other: &Particulars) -> bool {
        let document = |source: &Option<Source>| source.as_ref().map(|source| source.sha256.clone());
        let same_document = self.source.is_some() && document(&self.source) == document(&other.source);
        self.published == other.published && (same_document || same_title(&self.title, &other.title))
    }

    /// What is known of it beside its recommendations and its response.
    pub fn particulars(&self) -> Particulars {
        Particulars {
            title: self.title.clone(),
            inspectorate: self.inspectorate.clone(),
            published: self.published,
            kinds: self.kinds.clone(),
            grades: self.grades.clone(),
            source: self.source.clone(),
        }
    }
}

/// Records an inspection under a code that is free.
pub fn record(asked: &Asked, code: &InspectionCode, particulars: &Particulars) -> Decision {
    let cannot = |reason| Refusal::new(code, "be recorded", reason);
    may_be_published(asked, particulars).map_err(cannot)?;
    let same = |other: &&Inspection| other.reports_the_same(particulars);
    if let Some(there) = asked.state.inspections.values().find(same) {
        return Err(cannot(Reason::AlreadyThere(there.code.clone())));
    }
    if asked.state.inspection(code).is_some() {
        return Err(cannot(Reason::CodeTaken));
    }
    let what = What::InspectionRecorded { particulars: particulars.clone() };
    Ok(vec![asked.event(Stream::Inspection(code.clone()), what)])
}

/// Corrects what is known of an inspection, with a reason. The day of publication stays
/// once the response is published: whether that was in time was decided by it.
pub fn correct(asked: &Asked, code: &InspectionCode, corrected: &Corrected, reason: &str) -> Decision {
    let cannot = |reason| Refusal::new(code, "be corrected", reason);
    let inspection = asked.state.inspection(code).ok_or_else(|| cannot(Reason::UnknownInspection))?;
    let particulars = corrected.taken_into(inspection.particulars());
    may_be_published(asked, &particulars).map_err(cannot)?;
    if particulars == inspection.particulars() {
        return Err(cannot(Reason::NothingCorrected));
    }
    if particulars.published != inspection.published && inspection.response.published.is_some() {
        return Err(cannot(Reason::ResponseAlreadyPublished));
    }
    let same = |other: &&Inspection| &other.code != code && other.reports_the_same(&particulars);
    if let Some(there) = asked.state.inspections.values().find(same) {
        return Err(cannot(Reason::AlreadyThere(there.code.clone())));
    }
    happened_after(asked, inspection, particulars.published)?;
    reasoned(code, "be corrected", reason)?;
    let what = What::InspectionCorrected { particulars };
    Ok(vec![asked.event(Stream::Inspection(code.clone()), what).because(reason)])
}

/// Nothing that happened to its recommendations may come to lie before the publication from which they count.
fn happened_after(asked: &Asked, inspection: &Inspection, published: NaiveDate) -> Result<(), Refusal> {
    for listed in &inspection.recommendations {
        let Some(case) = asked.state.recommendation(&listed.reference) else { continue };
        // A plenary on the day of publication may be a hot debrief, which is before it in any case.
        let debrief =
            |passage: &Passage| passage.stage == Stage::Plenary && passage.on == inspection.published;
        let mut since = case.passages.iter().skip(1);
        if since.any(|passage| passage.on < published && !debrief(passage)) {
            let reason = Reason::BeforePublication(published);
            return Err(Refusal::new(&case.reference, "have a later publication", reason));
        }
    }
    Ok(())
}

impl Corrected {
    fn taken_into(&self, was: Particulars) -> Particulars {
        let mut grades = was.grades;
        for grade in &self.grades {
            match grades.iter_mut().find(|there| there.body == grade.body) {
                Some(there) => there.grade = grade.grade.clone(),
                None => grades.push(grade.clone()),
            }
        }
        Particulars {
            title: self.title.clone().unwrap_or(was.title),
            inspectorate: self.inspectorate.clone().unwrap_or(was.inspectorate),
            published: self.published.unwrap_or(was.published),
            kinds: if self.kinds.is_empty() { was.kinds } else { self.kinds.clone() },
            grades,
            source: was.source,
        }
    }
}

/// Whether a report has a title and was out on the day of the request.
fn may_be_published(asked: &Asked, particulars: &Particulars) -> Result<(), Reason> {
    if particulars.title.trim().is_empty() {
        return Err(Reason::NoTitle);
    }
    if particulars.published > asked.context.today {
        return Err(Reason::PublishedInFuture(particulars.published));
    }
    if asked.context.on < particulars.published {
        return Err(Reason::BeforePublication(particulars.published));
    }
    Ok(())
}

/// Whether two titles are one, whatever their case and spacing.
pub fn same_title(one: &str, other: &str) -> bool {
    let words = |title: &str| title.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>();
    words(one) == words(other)
}

/// Adds a recommendation to an inspection; its number is the inspection's next.
pub fn add_recommendation(asked: &Asked, code: &InspectionCode, asking: &Asking) -> Decision {
    let cannot = |reason| Refusal::new(code, "take a recommendation", reason);
    let inspection = asked.state.inspection(code).ok_or_else(|| cannot(Reason::UnknownInspection))?;
    if asked.context.on < inspection.published {
        return Err(cannot(Reason::BeforePublication(inspection.published)));
    }
    if asking.text.trim().is_empty() {
        return Err(cannot(Reason::NoText));
    }
    if asking.addressees.is_empty() {
        return Err(cannot(Reason::NoAddressee));
    }
    let known = |body: &&String| !asked.state.register.knows_body(body);
    if let Some(unknown) = asking.addressees.iter().find(known) {
        return Err(cannot(Reason::UnknownBody(unknown.clone())));
    }
    if let Some(parent) = &asking.parent {
        check_parent(asked, code, parent).map_err(cannot)?;
        closed::may_be_open(asked, Some(parent)).map_err(cannot)?;
    }
    let restated = asking.restates.as_ref().map(|earlier| {
        asked
            .state
            .recommendation(earlier)
            .ok_or_else(|| Refusal::new(earlier, "be restated", Reason::UnknownRecommendation))
    });
    let restated = restated.transpose()?;
    let number = (inspection.recommendations.len() + inspection.retracted.len()) as u32 + 1;
    let reference = RecommendationRef { inspection: code.clone(), number };
    let deadline = asking.deadline.as_ref().map(|set| match set.date {
        Some(_) => set.clone(),
        None => resolve(&set.words, inspection.published),
    });
    let what = What::RecommendationAdded {
        asking: Asking { deadline, ..asking.clone() },
        ours: asking.addressees.contains(&asked.state.register.home),
        published: inspection.published,
        times_asked: restated.map_or(1, |earlier| earlier.times_asked + 1),
        first_asked: restated
            .map_or(inspection.published, |earlier| earlier.first_asked.min(inspection.published)),
    };
    Ok(vec![asked.event(Stream::Recommendation(reference), what)])
}

fn check_parent(asked: &Asked, code: &InspectionCode, parent: &RecommendationRef) -> Result<(), Reason> {
    match asked.state.recommendation(parent) {
        Some(stands) if stands.kind == Kind::CauseOfConcern && stands.inspection() == code => Ok(()),
        _ => Err(Reason::NotACauseOfConcern(parent.clone())),
    }
}
