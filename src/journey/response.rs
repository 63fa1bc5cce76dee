//! The statutory response: the local policing body's published comments on an inspection.
//! Police Act 1996, section 55, as amended in 2017: published before the end of 56 days
//! beginning with the day of publication, with copies to the inspectors and the Secretary of State.

use std::collections::BTreeMap;
use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::deadline::last_day_of_response;
use super::event::What;
use super::inspection::Inspection;
use super::recommendation::Deed;
use super::reference::{InspectionCode, RecommendationRef, Stream};
use super::refusal::{Reason, Refusal};
use super::{Asked, Decision, reasoned};

/// Whose dated receipt of the published response is recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Recipient {
    Inspectors,
    SecretaryOfState,
}

impl Recipient {
    pub const ALL: [Recipient; 2] = [Recipient::Inspectors, Recipient::SecretaryOfState];

    /// The recipient in words.
    pub fn words(self) -> &'static str {
        match self {
            Recipient::Inspectors => "inspectors",
            Recipient::SecretaryOfState => "Secretary of State",
        }
    }
}

/// The chief officer's comments: given, or waived with a reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comments {
    /// None where they were waived; the reason is in the deed.
    pub text: Option<String>,
    pub deed: Deed,
}

/// What stands of one inspection's response.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Response {
    /// The day by which the chief officer's comments were invited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comments_by: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comments: Option<Comments>,
    /// The local policing body's reply to those comments, where it makes one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reply: Option<String>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub answers: BTreeMap<RecommendationRef, String>,
    /// Where it was published, and when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub published: Option<(String, NaiveDate)>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub receipts: BTreeMap<Recipient, NaiveDate>,
    /// Another inspection with the same findings, whose response answers for both.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub same_as: Option<InspectionCode>,
}

/// The 56-day clock of an inspection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Clock {
    pub last_day: NaiveDate,
    /// Whole days from today to the last day; negative once it has passed.
    pub days_left: i64,
    pub published: Option<NaiveDate>,
}

impl Inspection {
    /// The section 55 clock as it stands today.
    pub fn clock(&self, today: NaiveDate) -> Clock {
        let last_day = last_day_of_response(self.published);
        let published = self.response.published.as_ref().map(|(_, on)| *on);
        Clock { last_day, days_left: (last_day - today).num_days(), published }
    }

    /// Whether the home body's local policing body owes a response: the report asks something of the home body or
    /// grades it. Where nothing has been added yet that is not known, and the clock had better run.
    pub fn wants_response(&self, home: &str) -> bool {
        let graded = self.grades.iter().any(|grade| grade.body == home);
        graded || self.recommendations.is_empty() || self.recommendations.iter().any(|listed| listed.ours)
    }

    /// What is missing before the response may be published, each in words; empty where nothing is.
    pub fn response_missing(&self) -> Vec<String> {
        let ours = self.recommendations.iter().filter(|listed| listed.ours);
        let mut missing: Vec<String> = ours
            .filter(|listed| !self.response.answers.contains_key(&listed.reference))
            .map(|listed| format!("an answer to `{}`", listed.reference))
            .collect();
        if self.response.comments.is_none() {
            missing.push("the chief officer's comments, or a waiver".into());
        }
        missing
    }
}

/// Invites the chief officer's comments by a date: the inner deadline.
pub fn invite_comments(asked: &Asked, code: &InspectionCode, by: NaiveDate) -> Decision {
    let inspection = answering(asked, code, "invite the chief officer's comments")?;
    if by < inspection.published {
        let reason = Reason::BeforePublication(inspection.published);
        return Err(Refusal::new(code, "invite the chief officer's comments", reason));
    }
    Ok(vec![asked.event(Stream::Inspection(code.clone()), What::CommentsInvited { by_date: by })])
}

/// Records the chief officer's comments.
pub fn receive_comments(asked: &Asked, code: &InspectionCode, text: &str) -> Decision {
    let cannot = "take the chief officer's comments";
    answering(asked, code, cannot)?;
    worded(code, cannot, text)?;
    let what = What::CommentsReceived { text: text.to_string() };
    Ok(vec![asked.event(Stream::Inspection(code.clone()), what)])
}

/// Records that the chief officer makes no comments.
pub fn waive_comments(asked: &Asked, code: &InspectionCode, reason: &str) -> Decision {
    let cannot = "go without the chief officer's comments";
    answering(asked, code, cannot)?;
    reasoned(code, cannot, reason)?;
    Ok(vec![asked.event(Stream::Inspection(code.clone()), What::CommentsWaived {}).because(reason)])
}

/// Records the local policing body's reply to the chief officer's comments, which is published with them.
pub fn reply(asked: &Asked, code: &InspectionCode, text: &str) -> Decision {
    let cannot = "reply to the chief officer's comments";
    let inspection = answering(asked, code, cannot)?;
    if inspection.response.comments.as_ref().is_none_or(|comments| comments.text.is_none()) {
        return Err(Refusal::new(code, cannot, Reason::NoComments));
    }
    if text.trim().is_empty() {
        return Err(Refusal::new(code, cannot, Reason::NoText));
    }
    let what = What::CommentsRepliedTo { text: text.to_string() };
    Ok(vec![asked.event(Stream::Inspection(code.clone()), what)])
}

/// Answers one recommendation: the action the local policing body has taken or proposes, or why none.
pub fn answer(asked: &Asked, recommendation: &RecommendationRef, text: &str) -> Decision {
    let code = &recommendation.inspection;
    let inspection = answering(asked, code, "be answered")?;
    if !inspection.recommendations.iter().any(|listed| &listed.reference == recommendation) {
        return Err(Refusal::new(recommendation, "be answered", Reason::UnknownRecommendation));
    }
    worded(recommendation, "be answered", text)?;
    let what =
        What::RecommendationAnswered { recommendation: recommendation.clone(), text: text.to_string() };
    Ok(vec![asked.event(Stream::Inspection(code.clone()), what)])
}

/// Records the publication; one that is incomplete is refused, one that is late is recorded as late.
pub fn publish(asked: &Asked, code: &InspectionCode, place: &str) -> Decision {
    let inspection = answering(asked, code, "have its response published")?;
    let missing = inspection.response_missing();
    if !missing.is_empty() {
        return Err(Refusal::new(code, "have its response published", Reason::ResponseMissing(missing)));
    }
    worded(code, "have its response published", place)?;
    let late = asked.context.on > last_day_of_response(inspection.published);
    let what = What::ResponsePublished { place: place.to_string(), late };
    Ok(vec![asked.event(Stream::Inspection(code.clone()), what)])
}

/// Records that a copy was received.
pub fn receipt(asked: &Asked, code: &InspectionCode, from: Recipient) -> Decision {
    let cannot = |reason| Refusal::new(code, "have a receipt recorded", reason);
    let inspection = asked.state.inspection(code).ok_or_else(|| cannot(Reason::UnknownInspection))?;
    match &inspection.response.published {
        None => return Err(cannot(Reason::ResponseNotPublished)),
        Some((_, published)) if asked.context.on < *published => {
            return Err(cannot(Reason::BackInTime { latest: *published }));
        }
        Some(_) => {}
    }
    Ok(vec![asked.event(Stream::Inspection(code.clone()), What::ReceiptRecorded { from })])
}

/// Records the decision that two reports hold the same findings and need one response.
pub fn same_findings(asked: &Asked, code: &InspectionCode, with: &InspectionCode, reason: &str) -> Decision {
    let inspection = answering(asked, code, "share a response")?;
    let cannot = |reason| Refusal::new(with, "answer for another", reason);
    if with == &inspection.code {
        return Err(cannot(Reason::SameInspection));
    }
    let other = asked.state.inspection(with).ok_or_else(|| cannot(Reason::UnknownInspection))?;
    if let Some(answers) = &other.response.same_as {
        return Err(cannot(Reason::AnsweredBy(answers.clone())));
    }
    reasoned(code, "share a response", reason)?;
    let what = What::FoundTheSame { with: with.clone() };
    Ok(vec![asked.event(Stream::Inspection(code.clone()), what).because(reason)])
}

/// Records that the findings are not the same after all: the inspection's own clock runs again.
pub fn other_findings(asked: &Asked, code: &InspectionCode, reason: &str) -> Decision {
    let cannot = "have a response of its own";
    let refuse = |reason| Refusal::new(code, cannot, reason);
    let inspection = asked.state.inspection(code).ok_or_else(|| refuse(Reason::UnknownInspection))?;
    if asked.context.on < inspection.published {
        return Err(refuse(Reason::BeforePublication(inspection.published)));
    }
    let from = inspection.response.same_as.clone().ok_or_else(|| refuse(Reason::ResponseItsOwn))?;
    reasoned(code, cannot, reason)?;
    Ok(vec![asked.event(Stream::Inspection(code.clone()), What::FoundApart { from }).because(reason)])
}

fn worded(subject: impl fmt::Display, cannot: &'static str, text: &str) -> Result<(), Refusal> {
    if text.trim().is_empty() { Err(Refusal::new(subject, cannot, Reason::NoText)) } else { Ok(()) }
}

/// The inspection, if its response may still be worked on.
fn answering<'a>(
    asked: &'a Asked,
    code: &InspectionCode,
    cannot: &'static str,
) -> Result<&'a Inspection, Refusal> {
    let refuse = |reason| Refusal::new(code, cannot, reason);
    let inspection = asked.state.inspection(code).ok_or_else(|| refuse(Reason::UnknownInspection))?;
    if asked.context.on < inspection.published {
        return Err(refuse(Reason::BeforePublication(inspection.published)));
    }
    if inspection.response.published.is_some() {
        return Err(refuse(Reason::ResponseAlreadyPublished));
    }
    if let Some(other) = &inspection.response.same_as {
        return Err(refuse(Reason::AnsweredBy(other.clone())));
    }
    Ok(inspection)
}
