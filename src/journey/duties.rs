//! Whether what is recorded could be decided by whoever decided it: judged anew by an auditor, from what stood before.
//! The rules refused everything else when it was recorded; this finds what was written round them.
//! It asks only who decided, on which day, who had asked, and whether the date or end that is named is what was asked;
//! and who decided on what authority rests on: people, roles, accounts, keys and the scheme.
//! What else the rules want may grow with time, and is never held against what was decided under older ones.

use super::deciding::Matter;
use super::event::{Event, What};
use super::people::Role;
use super::recommendation::Recommendation;
use super::reference::Stream;
use super::refusal::Reason;
use super::register::Register;
use super::scheme::Scheme;
use super::state::State;

/// What is wrong with who decided; nothing where it is in order, or is no decision.
/// `state` is what stood before the event.
pub fn faults(state: &State, event: &Event) -> Vec<Reason> {
    let mut faults = governing(&state.register, event);
    faults.extend(separated(state, event));
    faults
}

/// What is wrong with whoever changed on whom authority rests, and with what was there before.
fn governing(register: &Register, event: &Event) -> Vec<Reason> {
    let holder = |fingerprint: &str| register.people.iter().find(|person| person.key(fingerprint).is_some());
    let (needed, known): (&[Role], Option<Reason>) = match &event.what {
        What::RegisterOpened { .. } if register.home.is_empty() => return Vec::new(),
        What::RegisterOpened { .. } => return vec![Reason::RegisterAlreadyOpen(register.home.clone())],
        // A register is opened with its first person and its first scheme.
        What::PersonAdded { .. } if register.people.is_empty() => return Vec::new(),
        What::SchemeAdopted { .. } if register.scheme == Scheme::default() => return Vec::new(),
        What::PersonAdded { name, .. } => (&[Role::Lead], register.person(name).map(|_| Reason::PersonKnown)),
        What::RoleGiven { .. }
        | What::RoleEnded { .. }
        | What::AccountMapped { .. }
        | What::AccountUnmapped { .. }
        | What::SchemeAdopted { .. } => (&[Role::Lead], None),
        What::KeyOffered { fingerprint, .. } => {
            let known = holder(fingerprint).map(|known| Reason::KeyKnown(known.name.clone()));
            (&[Role::Lead, Role::Approver], known)
        }
        What::KeyAccepted { .. } | What::KeyRevoked { .. } => (&[Role::Lead, Role::Approver], None),
        _ => return Vec::new(),
    };
    lacking(register, event, needed).into_iter().chain(known).collect()
}

/// That whoever recorded something is not known, or held none of the roles of which it needs one.
fn lacking(register: &Register, event: &Event, needed: &[Role]) -> Option<Reason> {
    let (actor, on) = (event.by.clone(), event.on);
    let Some(person) = register.person(&actor) else { return Some(Reason::UnknownActor(actor)) };
    let of_own_key = match &event.what {
        What::KeyOffered { person: holder, .. }
        | What::KeyAccepted { person: holder, .. }
        | What::KeyRevoked { person: holder, .. } => person.is_called(holder),
        _ => false,
    };
    let lacks = !person.holds_one_of(needed, on, of_own_key);
    lacks.then(|| Reason::LacksRole { actor, needed: needed.to_vec(), on })
}

/// What is wrong with two parts that were one person's, and with who decided.
fn separated(state: &State, event: &Event) -> Vec<Reason> {
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
        (what, Stream::Recommendation(reference)) if what.decision().is_some() => state
            .recommendation(reference)
            .map_or(vec![Reason::NothingAsked], |stands| decided(state, event, stands)),
        _ => Vec::new(),
    }
}

/// The roles of which one was needed for a decision; none for what is no decision, or for which nothing waited.
pub fn needed(state: &State, event: &Event) -> Option<&'static [Role]> {
    event.what.decision()?;
    let Stream::Recommendation(reference) = &event.stream else { return None };
    let stands = state.recommendation(reference)?;
    Matter::decided_by(&event.what, stands).map(|matter| matter.roles(stands))
}

fn decided(state: &State, event: &Event, stands: &Recommendation) -> Vec<Reason> {
    let matter = Matter::decided_by(&event.what, stands).filter(|matter| matter.asked(stands).is_some());
    let Some(matter) = matter else { return vec![Reason::NothingAsked] };
    let (actor, on) = (event.by.clone(), event.on);
    let mut faults = Vec::new();
    match state.register.person(&actor) {
        None => faults.push(Reason::UnknownActor(actor.clone())),
        Some(person) if matter.is_for(stands, person, on) => {}
        Some(_) => faults.push(Reason::NoAuthority { actor: actor.clone(), on }),
    }
    faults.extend(matter.own(stands, &actor));
    faults.extend((!names_what_was_asked(&event.what, stands)).then_some(Reason::NothingAsked));
    faults
}

/// Whether a decision that names a date or an end names the one that was asked for.
fn names_what_was_asked(what: &What, stands: &Recommendation) -> bool {
    match what {
        What::ExtensionGranted { action, to: Some(to) } | What::ExtensionRefused { action, to: Some(to) } => {
            let asked = stands.action(action).and_then(|action| action.extension.as_ref());
            asked.is_none_or(|asked| asked.to == *to)
        }
        What::WithdrawalGranted { ending: Some(ending), superseded_by }
        | What::WithdrawalRefused { ending: Some(ending), superseded_by } => {
            let asked = stands.withdrawal.as_ref();
            asked.is_none_or(|asked| (&asked.ending, &asked.superseded_by) == (ending, superseded_by))
        }
        _ => true,
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
    let fingerprint = fingerprint.to_string();
    match (&key.ended, &key.accepted) {
        (Some(ended), _) => faults.push(Reason::KeyEnded(fingerprint, ended.on)),
        (None, Some(accepted)) => faults.push(Reason::KeyAccepted(fingerprint, accepted.on)),
        (None, None) => {}
    }
    faults
}

/// Whether two names are one person's: the case of letters makes nobody else.
fn same(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}
