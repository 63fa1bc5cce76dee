//! What a request is about, from where the person is: what its first field holds before anything is typed,
//! and which verbs have something to be about.

use chrono::NaiveDate;

use super::{Ask, Field, Verb};
use crate::journey::deciding::Matter;
use crate::journey::inspection::Inspection;
use crate::journey::meeting::{Meeting, Phase};
use crate::journey::recommendation::{Action, Evidence, Recommendation, Stage};

/// What a request is about, from where the person is. Empty where nothing is chosen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Subject {
    pub inspection: Option<String>,
    /// Whether the inspection is what the person looks at, and not one of its recommendations.
    pub whole_inspection: bool,
    pub recommendation: Option<String>,
    pub actions: Vec<String>,
    /// The action that is chosen, else the first that is not finished.
    pub action: Option<String>,
    /// The action that is chosen where it is not finished, else the first that is not.
    pub unfinished: Option<String>,
    pub evidence: Vec<String>,
    pub piece: Option<String>,
    /// What waits for the DCC's answer here.
    pub asked_of_dcc: Option<String>,
    pub meeting: Option<String>,
    /// The open meeting that is being minuted: what is asked for is asked at it.
    pub at: Option<String>,
    /// The item of its agenda that is chosen.
    pub item: Option<String>,
}

impl Subject {
    /// A recommendation, and what is chosen of its actions and its evidence.
    pub fn of(stands: &Recommendation, action: Option<&Action>, piece: Option<&Evidence>) -> Subject {
        let name = |action: &Action| stands.action_ref(action).to_string();
        let first = stands.unfinished().next();
        let unjudged =
            || stands.evidence.iter().find(|piece| piece.accepted.is_none() && piece.rejected.is_none());
        let piece = piece.or_else(unjudged).or(stands.evidence.first());
        Subject {
            inspection: Some(stands.reference.inspection.to_string()),
            whole_inspection: false,
            recommendation: Some(stands.reference.to_string()),
            actions: stands.actions.iter().map(name).collect(),
            action: action.or(first).or(stands.actions.first()).map(name),
            unfinished: action.filter(|action| action.finished.is_none()).or(first).map(name),
            evidence: stands.evidence.iter().map(|piece| piece.reference.to_string()).collect(),
            piece: piece.map(|piece| piece.reference.to_string()),
            asked_of_dcc: asked_of_dcc(stands),
            ..Subject::default()
        }
    }

    /// A meeting, and the inspection where it is the plenary on one.
    pub fn of_meeting(meeting: &Meeting) -> Subject {
        Subject {
            meeting: Some(meeting.reference.to_string()),
            inspection: meeting.inspection.as_ref().map(ToString::to_string),
            whole_inspection: meeting.inspection.is_some(),
            ..Subject::default()
        }
    }

    /// What a field holds from where the person is, and what else stands there to choose from.
    pub fn fills(&self, verb: &Verb, field: &Field) -> (Option<String>, Vec<String>) {
        match field.name {
            "ref" => {}
            // Whoever looks at a planned plenary holds that one.
            "meeting" if verb.name == "hold" => {
                return (self.meeting.clone().filter(|_| self.whole_inspection), Vec::new());
            }
            "meeting" => return (self.at.clone(), Vec::new()),
            // What is added to an agenda is not on it yet.
            "item" if matches!(verb.name, "meeting drop" | "meeting order") => {
                return (self.item.clone(), Vec::new());
            }
            _ => return (None, Vec::new()),
        }
        let of = |one: &Option<String>| one.iter().cloned().collect::<Vec<_>>();
        let whole = || of(&self.recommendation);
        match field.ask {
            Ask::Inspection => (self.inspection.clone(), of(&self.inspection)),
            Ask::Recommendation => (self.recommendation.clone(), whole()),
            Ask::Action if matches!(verb.name, "update" | "target" | "finish") => {
                (self.unfinished.clone().or(self.action.clone()), self.actions.clone())
            }
            Ask::Action => (self.action.clone(), self.actions.clone()),
            Ask::ActionOrRecommendation => {
                let all = [whole(), self.actions.clone()].concat();
                let asked = self.asked_of_dcc.clone().filter(|_| verb.name != "amend");
                (asked.or(self.recommendation.clone()), all)
            }
            Ask::InspectionOrRecommendation => {
                let part = self.recommendation.clone().filter(|_| !self.whole_inspection);
                (part.or(self.inspection.clone()), [of(&self.inspection), of(&self.recommendation)].concat())
            }
            Ask::Evidence => (self.piece.clone(), self.evidence.clone()),
            Ask::Meeting => (self.meeting.clone(), Vec::new()),
            _ => (None, Vec::new()),
        }
    }
}

impl Verb {
    /// Whether it can be granted at the recommendation's stage, and there is something for it to be about.
    pub fn fits(&self, stands: &Recommendation) -> bool {
        let about = match self.name {
            "update" | "target" | "finish" => stands.unfinished().next().is_some(),
            "reassign" => !stands.actions.is_empty(),
            "grant" | "refuse" => asked_of_dcc(stands).is_some(),
            "evidence accept" | "evidence reject" | "evidence withdraw" => !stands.evidence.is_empty(),
            "evidence open" => stands.evidence.iter().any(|piece| piece.file.is_some()),
            "answer" => stands.addressees.len() > 1,
            "question ask" => !Matter::of(stands).is_empty(),
            "question answer" => !stands.questions.is_empty(),
            "submit" => stands.submission.is_none(),
            "verdict" => stands.stage == Stage::Closed || stands.submission.is_some(),
            _ => true,
        };
        stands.ours && about && self.stages.contains(&stands.stage)
    }

    /// Whether there is something for it to be about on an inspection and the recommendations that it asks.
    pub fn fits_inspection(&self, stands: &Inspection, asks: &[Recommendation]) -> bool {
        let published = stands.response.published.is_some();
        match self.name {
            "recommendation add" | "inspection correct" => true,
            "hold" => asks.iter().any(|one| one.ours && one.plenary.is_none()),
            "response answer" => !published && !asks.is_empty(),
            "response receipt" => published,
            "response apart" => stands.response.same_as.is_some(),
            name => name.starts_with("response ") && !published,
        }
    }

    /// Whether a meeting, as it stands on a day, is what it is about.
    pub fn fits_meeting(&self, meeting: &Meeting, on: NaiveDate) -> bool {
        let phase = meeting.phase;
        match self.name {
            "meeting open" => meeting.can_begin(on) && !meeting.is_plenary(),
            "hold" => meeting.can_begin(on) && meeting.is_plenary(),
            "meeting move" | "meeting cancel" => phase == Phase::Planned,
            "meeting close" | "meeting note" | "meeting attend" => phase == Phase::Open,
            "meeting add" | "meeting drop" | "meeting order" => {
                matches!(phase, Phase::Planned | Phase::Open) && !meeting.is_plenary()
            }
            "meeting correct" => phase == Phase::Closed,
            _ => false,
        }
    }
}

/// What waits for the DCC's answer on it: an action's extension, or closing without completion.
fn asked_of_dcc(stands: &Recommendation) -> Option<String> {
    let extended = stands.unfinished().find(|action| action.extension.is_some());
    let extension = extended.map(|action| stands.action_ref(action).to_string());
    extension.or_else(|| stands.withdrawal.as_ref().map(|_| stands.reference.to_string()))
}
