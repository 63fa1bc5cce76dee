//! Whether what is recorded could be decided by whoever decided it: judged anew by an auditor, from what stood before.
//! The rules refused everything else when it was recorded; this finds what was written round them.
//! It asks only who decided, on which day, and who had asked. What else the rules want may grow with time,
//! and is never held against what was decided under older ones.

use super::event::{Event, What};
use super::people::Role;
use super::recommendation::{Deed, Recommendation, Stage};
use super::reference::Stream;
use super::refusal::Reason;
use super::state::State;

/// The roles of which whoever decides holds one on the day.
const APPROVER: &[Role] = &[Role::Approver];
const LEAD_OR_APPROVER: &[Role] = &[Role::Lead, Role::Approver];

/// What waited for a decision.
struct Waiting<'s> {
    /// One of these decides.
    roles: &'static [Role],
    asked: &'s Deed,
    /// What is wrong where whoever asked decides.
    own: fn(String) -> Reason,
}

/// What is wrong with who decided; nothing where it is in order, or is no decision.
/// `state` is what stood before the event.
pub fn faults(state: &State, event: &Event) -> Vec<Reason> {
    match (&event.what, &event.stream) {
        (What::RoleGiven { person, holding }, _) if holding.role == Role::Approver => {
            same(person, &event.by).then_some(Reason::OwnAuthority).into_iter().collect()
        }
        (What::KeyAccepted { person, fingerprint }, _) => key_accepted(state, event, person, fingerprint),
        (What::EvidenceAccepted { evidence }, Stream::Recommendation(reference)) => {
            let pieces = state.recommendation(reference).into_iter().flat_map(|stands| &stands.evidence);
            let own =
                pieces.filter(|piece| piece.reference == *evidence && same(&piece.offered.by, &event.by));
            own.map(|_| Reason::OwnEvidence(event.by.clone())).collect()
        }
        (what, Stream::Recommendation(reference)) if what.decision().is_some() => {
            let stands = state.recommendation(reference);
            match stands.and_then(|stands| waiting(stands, what)) {
                None => vec![Reason::NothingAsked],
                Some(waiting) => decided(state, event, &waiting),
            }
        }
        _ => Vec::new(),
    }
}

/// The roles of which one was needed for a decision; none for what is no decision, or for which nothing waited.
pub fn needed(state: &State, event: &Event) -> Option<&'static [Role]> {
    event.what.decision()?;
    let Stream::Recommendation(reference) = &event.stream else { return None };
    waiting(state.recommendation(reference)?, &event.what).map(|waiting| waiting.roles)
}

fn decided(state: &State, event: &Event, waiting: &Waiting) -> Vec<Reason> {
    let (actor, on) = (event.by.clone(), event.on);
    let mut faults = Vec::new();
    match state.register.person(&actor) {
        None => faults.push(Reason::UnknownActor(actor.clone())),
        Some(person) if waiting.roles.iter().any(|role| person.holds(*role, on)) => {}
        Some(_) => faults.push(Reason::NoAuthority { actor: actor.clone(), on }),
    }
    if same(&waiting.asked.by, &actor) {
        faults.push((waiting.own)(actor));
    }
    faults
}

/// What the event decides on, if that waited.
fn waiting<'s>(stands: &'s Recommendation, what: &What) -> Option<Waiting<'s>> {
    let approver = |asked, own| Waiting { roles: APPROVER, asked, own };
    let at = |stage, asked: &'s Option<Deed>| asked.as_ref().filter(|_| stands.stage == stage);
    match what {
        What::OutcomeApproved { .. } | What::OutcomeReturned {} => {
            at(Stage::Approval, &stands.reported).map(|asked| approver(asked, Reason::OwnReport))
        }
        What::SignedOff { .. } | What::SentBack {} => {
            at(Stage::SignOff, &stands.completed).map(|asked| approver(asked, Reason::OwnProposal))
        }
        What::WithdrawalGranted {} | What::WithdrawalRefused {} => {
            stands.withdrawal.as_ref().map(|waits| approver(&waits.asked, Reason::OwnRequest))
        }
        What::ExtensionGranted { action } | What::ExtensionRefused { action } => {
            let extension = stands.action(action)?.extension.as_ref()?;
            match extension.of.is_lead() {
                true => Some(Waiting {
                    roles: LEAD_OR_APPROVER,
                    asked: &extension.asked,
                    own: Reason::OwnExtension,
                }),
                false => Some(approver(&extension.asked, Reason::OwnRequest)),
            }
        }
        _ => None,
    }
}

fn key_accepted(state: &State, event: &Event, holder: &str, fingerprint: &str) -> Vec<Reason> {
    let key = state.register.person(holder).and_then(|person| person.key(fingerprint));
    let Some(key) = key else { return vec![Reason::UnknownKey(fingerprint.to_string())] };
    let mut faults = Vec::new();
    if same(&key.offered.by, &event.by) {
        faults.push(Reason::OwnKeyOffer(event.by.clone()));
    } else if !same(&key.offered.by, holder) && !same(&event.by, holder) {
        faults.push(Reason::KeyWithoutHolder(holder.to_string()));
    }
    faults
}

/// Whether two names are one person's: the case of letters makes nobody else.
fn same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}
