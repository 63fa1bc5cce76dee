//! Why something is told as it is: the rule, what went into it and the dates, in sentences.

use super::session::Session;
use super::view::Left;
use crate::journey::deadline::in_words;
use crate::journey::next::{Ahead, Hindrance};
use crate::journey::reference::{ActionRef, Letter, RecommendationRef, Stream};
use crate::journey::text::quoted;
use crate::journey::why::{Explanation, clock};
use crate::ledger::trouble::Trouble;

impl Session {
    /// Explains what a reference names, or what the person looks at.
    pub(super) fn why(&mut self, said: &str, here: Option<String>) -> Result<(), Left> {
        let said = if said.is_empty() { here.unwrap_or_default() } else { said.to_string() };
        let told = match (said.parse::<ActionRef>(), said.parse()) {
            (Ok(action), _) => self.reasons(&action.recommendation, Some(&action.letter))?,
            (_, Ok(Stream::Recommendation(reference))) => self.reasons(&reference, None)?,
            (_, Ok(Stream::Inspection(code))) => {
                let inspection = self.ledger.standing().inspection(&code)?;
                let home = &self.register.home;
                inspection.map(|inspection| explained(&clock(&inspection, home, self.today)))
            }
            _ => None,
        };
        match told {
            Some(lines) => self.talk.say_all(lines),
            None if said.is_empty() => {
                self.talk.say("Why what? A reference belongs to it, as in why SOC22-1.")
            }
            None => self.talk.say(format!("There is nothing to explain of {}.", quoted(&said))),
        }
        Ok(())
    }

    fn reasons(
        &self,
        reference: &RecommendationRef,
        letter: Option<&Letter>,
    ) -> Result<Option<Vec<String>>, Trouble> {
        let reasons = self.ledger.explain(reference, letter, &self.actor)?;
        Ok(reasons.map(|reasons| {
            let mut lines: Vec<String> = reasons.explanations.iter().flat_map(explained).collect();
            if lines.is_empty() {
                lines.push("There is nothing to explain: it has no rating, and no date that moved.".into());
            }
            lines.extend(reasons.ahead.iter().flat_map(ahead));
            lines
        }))
    }
}

/// What comes next, and why nobody could do it yet.
pub fn ahead(ahead: &Ahead) -> Vec<String> {
    let mut lines = vec![format!("Next: {}.", ahead.step)];
    match &ahead.hindered {
        None => {}
        Some(Hindrance::Nobody(roles)) => {
            let roles: Vec<_> = roles.iter().map(|role| role.words()).collect();
            lines.push(format!("Not yet: nobody holds the role {}.", roles.join(" or ")));
        }
        Some(Hindrance::Refused(refusal)) => {
            lines.push(format!("Not yet: {}.", refusal.reason));
            lines.extend(refusal.hint().map(|hint| format!("hint: {hint}")));
        }
    }
    lines
}

fn explained(explanation: &Explanation) -> Vec<String> {
    let mut lines = vec![explanation.question.clone(), explanation.answer.clone()];
    lines.push(format!("Rule: {} ({}).", explanation.rule, explanation.source));
    lines.extend(explanation.inputs.iter().map(|input| format!("{}: {}", input.name, input.value)));
    lines.extend(explanation.dates.iter().map(|dated| format!("{}: {}", in_words(dated.day), dated.what)));
    lines
}
