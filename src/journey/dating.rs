//! What is dated before the day on which it was recorded. Authority is judged on the day of the decision, because a
//! force records its past; so an earlier date can give what the day of recording would not.
//! Nothing of it is refused. It is told, with both days, before it is recorded and by whoever audits, and people judge.
//! The day of recording is that of the record's moment in UTC, wherever it was made and wherever it is audited.
//! In a practice register, whose clock stands still, no day of recording means anything.

use chrono::NaiveDate;

use super::deadline::in_words as day;
use super::event::{Event, What};
use super::people::{Holding, Role};
use super::register::Register;
use super::statement::keys_on;
use super::text::quoted;

/// What was decided at a meeting is written down within the week; an auditor wants to know of what came later.
pub const IN_TIME_DAYS: i64 = 7;

/// The roles of which whoever takes a decision holds one, as far as its kind says; none of what is no decision.
pub fn roles(what: &What) -> Option<&'static [Role]> {
    what.decision()?;
    Some(match what {
        What::ExtensionGranted { .. } | What::ExtensionRefused { .. } => &[Role::Approver, Role::Lead],
        _ => &[Role::Approver],
    })
}

/// That the authority had ended when a decision was recorded, though not yet on its day; `roles` are those of which one
/// was needed.
pub fn authority_ended(
    register: &Register,
    roles: &[Role],
    event: &Event,
    recorded: NaiveDate,
) -> Option<String> {
    if !is_dated_back(register, event, recorded) {
        return None;
    }
    let person = register.person(&event.by)?;
    let held: Vec<&Holding> = person.roles.iter().filter(|held| roles.contains(&held.role)).collect();
    if held.iter().any(|held| held.covers(recorded)) {
        return None;
    }
    let ended = held.iter().filter(|held| held.covers(event.on)).filter_map(|held| held.until).max()?;
    Some(format!(
        "{} decided on {}, recorded on {}, when the authority had ended with {}",
        quoted(&event.by),
        day(event.on),
        day(recorded),
        day(ended)
    ))
}

/// That a decision without a signature is dated before a key of whoever took it, which could sign when it was recorded;
/// `register` as it stood before it.
pub fn unsigned_before_key(register: &Register, event: &Event, recorded: NaiveDate) -> Option<String> {
    if event.signed.is_some() || !is_dated_back(register, event, recorded) {
        return None;
    }
    let key_on = |day| !keys_on(register, event, day).is_empty();
    (key_on(recorded) && !key_on(event.on)).then(|| {
        let (by, on, recorded) = (quoted(&event.by), day(event.on), day(recorded));
        format!("{by} decided on {on}, unsigned, recorded on {recorded}, when there was a key to sign with")
    })
}

/// That a key was put in after the day of the decision that is signed with it; `put_in` is the day on which its
/// acceptance was recorded.
pub fn key_put_in_later(register: &Register, key: &str, event: &Event, put_in: NaiveDate) -> Option<String> {
    (register.practice.is_none() && event.on < put_in).then(|| {
        let (put_in, on) = (day(put_in), day(event.on));
        format!("its key {} was put in on {put_in}, after the day of the decision, {on}", quoted(key))
    })
}

/// That a key is said to hold from a day on before it was put in.
pub fn key_given_a_past(register: &Register, event: &Event, recorded: NaiveDate) -> Option<String> {
    let What::KeyAccepted { fingerprint, .. } = &event.what else { return None };
    is_dated_back(register, event, recorded).then(|| {
        let (on, recorded) = (day(event.on), day(recorded));
        format!("the key {} is said to hold from {on} on, and was put in on {recorded}", quoted(fingerprint))
    })
}

/// Whether a decision was recorded later than what was decided is usually written down.
pub fn is_late(register: &Register, event: &Event, recorded: NaiveDate) -> bool {
    let decides = event.what.decision().is_some() && is_dated_back(register, event, recorded);
    decides && (recorded - event.on).num_days() > IN_TIME_DAYS
}

fn is_dated_back(register: &Register, event: &Event, recorded: NaiveDate) -> bool {
    register.practice.is_none() && event.on < recorded
}
