//! Why something is told as it is: the rule, what went into it and the dates, in sentences.

use super::session::Session;
use super::spoken::spoken;
use super::view::Left;
use crate::briefing::counted::rules_of;
use crate::journey::deadline::in_words;
use crate::journey::next::{Ahead, Hindrance, ahead, natural, requests};
use crate::journey::recommendation::Recommendation;
use crate::journey::reference::{ActionRef, Stream};
use crate::journey::text::quoted;
use crate::journey::why::Explanation;
use crate::ledger::trouble::Trouble;

impl Session {
    /// Explains what a reference names, or what the person looks at.
    pub(super) fn why(&mut self, said: &str, here: Option<String>) -> Result<(), Left> {
        let said = if said.is_empty() { here.unwrap_or_default() } else { said.to_string() };
        let explained = match (said.parse::<ActionRef>(), said.parse()) {
            (Ok(action), _) => {
                self.ledger.explain(&action.recommendation, Some(&action.letter), &self.actor)?
            }
            (_, Ok(Stream::Recommendation(reference))) => {
                self.ledger.explain(&reference, None, &self.actor)?
            }
            (_, Ok(Stream::Inspection(code))) => self.ledger.explain_clock(&code)?,
            _ => None,
        };
        match explained {
            Some(explained) if explained.explanations.is_empty() => {
                self.talk.say("There is nothing to explain: it has no rating, and no date that moved.");
            }
            Some(explained) => {
                self.talk.say_all(explained.explanations.iter().flat_map(told));
                if !explained.now.is_empty() {
                    self.talk.say(format!("You could now: {}.", explained.now.join(", ")));
                }
            }
            None if said.is_empty() => {
                self.talk.say("Why what? A reference belongs to it, as in why SOC22-1.");
            }
            None if let Some(rules) = rules_of(&said) => {
                self.talk.say(format!("What {} finds: {rules}.", quoted(&said)));
            }
            None => self.talk.say(format!("There is nothing to explain of {}.", quoted(&said))),
        }
        Ok(())
    }
}

/// What comes next on a recommendation, and which verbs the person could use on it now, the most natural first.
pub fn next(
    session: &Session,
    stands: &Recommendation,
) -> Result<(Option<Ahead>, Vec<&'static str>), Trouble> {
    let (actor, today) = (&session.actor, session.today);
    let state = session.ledger.about(&requests(stands, &session.register, actor, today))?;
    Ok((ahead(&state, stands, actor, today), natural(&state, stands, actor, today)))
}

/// What comes next, and why nobody could do it yet.
pub fn told_of(ahead: &Ahead) -> Vec<String> {
    let mut lines = vec![format!("Next: {}.", ahead.step)];
    match &ahead.hindered {
        None => {}
        Some(Hindrance::Nobody(roles)) => {
            let roles: Vec<_> = roles.iter().map(|role| role.words()).collect();
            lines.push(format!("Not yet: nobody holds the role {}.", roles.join(" or ")));
        }
        Some(Hindrance::Refused(refusal)) => {
            lines.push(format!("Not yet: {}.", refusal.reason));
            lines.extend(refusal.hint().map(|hint| format!("hint: {}", spoken(&hint))));
        }
    }
    lines
}

fn told(explanation: &Explanation) -> Vec<String> {
    let mut lines = vec![explanation.question.clone(), explanation.answer.clone()];
    lines.push(format!("Rule: {} ({}).", explanation.rule, explanation.source));
    lines.extend(explanation.inputs.iter().map(|input| format!("{}: {}", input.name, input.value)));
    lines.extend(explanation.dates.iter().map(|dated| format!("{}: {}", in_words(dated.day), dated.what)));
    lines
}
