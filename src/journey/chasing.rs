//! Chasing: that owners were reminded of what they owe. What a message says is not decided here,
//! and nothing is sent: somebody says that it was.

use std::collections::BTreeMap;

use super::event::What;
use super::recommendation::{Recommendation, Stage};
use super::reference::{ActionRef, Letter, Stream};
use super::refusal::{Reason, Refusal};
use super::{Asked, Decision};

/// The means that is meant where none is said: it goes to an address.
pub const MEANS: &str = "e-mail";

/// The means of a message that went some other way than by a mail program's draft.
pub const MESSAGE: &str = "message";

/// Where an owner still owes something.
const PROMISED: [Stage; 4] = [Stage::Plenary, Stage::Approval, Stage::Governance, Stage::Submission];

/// Records that the owners of these actions were chased for them: an event for each owner on each recommendation,
/// with the address where it was by e-mail. Who has no address was sent no e-mail.
pub fn record(asked: &Asked, actions: &[ActionRef], means: Option<&str>) -> Decision {
    if actions.is_empty() {
        return Err(Refusal::new("nothing", "be chased", Reason::NothingToChase));
    }
    let means = means.unwrap_or(MEANS);
    let mut chased: BTreeMap<(Stream, String), Vec<Letter>> = BTreeMap::new();
    for action in actions {
        let (recommendation, owner) = owed(asked, action)?;
        if is_mail(means) && address(asked, owner).is_none() {
            return Err(Refusal::new(action, "be chased by e-mail", Reason::NoAddress(owner.to_string())));
        }
        let stream = Stream::Recommendation(recommendation.reference.clone());
        let letters = chased.entry((stream, owner.to_string())).or_default();
        if !letters.contains(&action.letter) {
            letters.push(action.letter.clone());
        }
    }
    let event = |((stream, owner), mut actions): ((Stream, String), Vec<Letter>)| {
        actions.sort();
        let address = address(asked, &owner).filter(|_| is_mail(means));
        asked.event(stream, What::OwnerChased { owner, means: means.to_string(), actions, address })
    };
    Ok(chased.into_iter().map(event).collect())
}

/// Whether it is by e-mail, however that is written.
fn is_mail(means: &str) -> bool {
    let letters: String = means.chars().filter(|letter| letter.is_alphabetic()).collect();
    letters.to_lowercase() == "email"
}

/// Where messages to somebody go.
fn address(asked: &Asked, owner: &str) -> Option<String> {
    asked.state.register.person(owner)?.address.clone()
}

/// The recommendation and the owner of an action that is still owed.
fn owed<'a>(asked: &'a Asked, action: &ActionRef) -> Result<(&'a Recommendation, &'a str), Refusal> {
    let (recommendation, stands) = asked.action(action, "be chased", &PROMISED)?;
    match stands.finished {
        Some(_) => Err(Refusal::new(action, "be chased", Reason::AlreadyFinished(stands.letter.clone()))),
        None => Ok((recommendation, &stands.owner)),
    }
}
