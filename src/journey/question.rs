//! Questions: whoever may decide asks, a lead or an owner answers. A question blocks no decision.
//! It stands in the record like everything else: neither it nor its answers are taken back.

use serde::{Deserialize, Serialize};

use super::deciding::Matter;
use super::event::What;
use super::recommendation::{Deed, Recommendation, Stage};
use super::reference::RecommendationRef;
use super::refusal::{Reason, Refusal};
use super::{Asked, Decision};

/// A question about a recommendation, with what was answered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Counted from 1 on each recommendation.
    pub number: u32,
    pub text: String,
    pub asked: Deed,
    /// The first answer first: a later one puts right an earlier one, which stays.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replies: Vec<Reply>,
}

/// What somebody answered to a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    pub text: String,
    pub deed: Deed,
}

impl Recommendation {
    /// The questions that nobody has answered, the oldest first; none waits on what is closed.
    pub fn open_questions(&self) -> impl Iterator<Item = &Question> {
        let open = self.stage != Stage::Closed;
        self.questions.iter().filter(move |question| open && question.replies.is_empty())
    }

    /// The day of the latest answer to a question that somebody asked.
    pub fn answered(&self, asker: &str) -> Option<&Reply> {
        let own = self.questions.iter().filter(|question| question.asked.by == asker);
        own.filter_map(|question| question.replies.last()).max_by_key(|reply| reply.deed.on)
    }
}

/// Asks a question about something that waits for this person's decision.
pub fn ask(asked: &Asked, reference: &RecommendationRef, text: &str) -> Decision {
    let cannot = |reason| Refusal::new(reference, "be asked about", reason);
    let recommendation = asked.recommendation(reference, "be asked about", &Stage::OPEN)?;
    if text.trim().is_empty() {
        return Err(cannot(Reason::NoText));
    }
    let (actor, on) = (&asked.context.actor, asked.context.on);
    let decides = |matter: &Matter| {
        asked.person(actor).is_some_and(|person| {
            matter.is_for(recommendation, person, on) && !matter.is_own(recommendation, person)
        })
    };
    if !Matter::of(recommendation).iter().any(decides) {
        return Err(cannot(Reason::NothingToDecide(actor.clone())));
    }
    let question = recommendation.questions.len() as u32 + 1;
    asked.decided(recommendation, What::QuestionAsked { question, text: text.to_string() }, None)
}

/// Answers a question; the only one that waits where none is named.
pub fn answer(asked: &Asked, reference: &RecommendationRef, text: &str, named: Option<u32>) -> Decision {
    let cannot = |reason| Refusal::new(reference, "have a question answered", reason);
    let recommendation = asked.recommendation(reference, "have a question answered", &Stage::OPEN)?;
    if text.trim().is_empty() {
        return Err(cannot(Reason::NoText));
    }
    let question = the_question(recommendation, named).map_err(cannot)?;
    asked.decided(recommendation, What::QuestionAnswered { question, text: text.to_string() }, None)
}

fn the_question(recommendation: &Recommendation, named: Option<u32>) -> Result<u32, Reason> {
    let numbers = |all: &mut dyn Iterator<Item = &Question>| all.map(|one| one.number).collect::<Vec<_>>();
    if let Some(named) = named {
        let there = numbers(&mut recommendation.questions.iter());
        return if there.contains(&named) { Ok(named) } else { Err(Reason::UnknownQuestion(named)) };
    }
    match numbers(&mut recommendation.open_questions()).as_slice() {
        [] => Err(Reason::NoQuestion),
        [only] => Ok(*only),
        several => Err(Reason::SeveralQuestions(several.to_vec())),
    }
}
