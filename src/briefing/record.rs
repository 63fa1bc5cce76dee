//! An event before it is recorded, in words that leave nothing of it out.

use chrono::NaiveDate;
use serde_json::Value;

use super::meeting;
use crate::journey::agenda::{AtClosing, WithOwner};
use crate::journey::dating;
use crate::journey::deadline::in_words;
use crate::journey::deciding::Matter;
use crate::journey::event::{Event, What};
use crate::journey::lookalike;
use crate::journey::people::Role;
use crate::journey::reference::Stream;
use crate::ledger::Ledger;
use crate::ledger::trouble::Trouble;

/// On what, on which day, by whom, and the event's own name.
pub fn heading_of(event: &Event) -> String {
    format!("{} · {} · by {} · {}", event.stream, in_words(event.on), event.by, event.what.kind())
}

/// What is remarkable about what is recorded, and is no reason to refuse it, a line each.
///
/// # Errors
/// The register could not be read.
pub fn remarks(events: &[&Event], ledger: &Ledger) -> Result<Vec<String>, Trouble> {
    let mut found: Vec<_> = events.iter().copied().filter_map(past_day).collect();
    found.extend(meeting::remarks(events, ledger)?);
    found.extend(names(events, ledger)?);
    for event in events {
        found.extend(dated_back(event, ledger)?.into_iter().map(|remark| format!("note: {remark}")));
    }
    Ok(found)
}

/// That the name of somebody who is added can be taken for another's; said before anything else is.
///
/// # Errors
/// The register could not be read.
pub fn names(events: &[&Event], ledger: &Ledger) -> Result<Vec<String>, Trouble> {
    let added = |event: &&Event| matches!(event.what, What::PersonAdded { .. });
    let added: Vec<_> = events.iter().copied().filter(added).collect();
    if added.is_empty() {
        return Ok(Vec::new());
    }
    let people = ledger.standing().register()?.people;
    let remarks = added.into_iter().flat_map(|event| lookalike::remarks_on(&event.what, &people));
    Ok(remarks.map(|remark| format!("note: {remark}")).collect())
}

/// That a decision or a key is dated back to a day on which more could be done than today. The day of recording is that of
/// the record's moment, in UTC, as whoever audits finds it: a record does not say where it was made.
fn dated_back(event: &Event, ledger: &Ledger) -> Result<Vec<String>, Trouble> {
    let today = ledger.today();
    let key = matches!(event.what, What::KeyAccepted { .. });
    if event.on >= today || ledger.is_practice() || !(key || event.what.decision().is_some()) {
        return Ok(Vec::new());
    }
    let (register, recorded) = (ledger.standing().register()?, ledger.now().date_naive());
    let ended = match roles(event, ledger)? {
        Some(roles) => dating::authority_ended(&register, roles, event, recorded),
        None => None,
    };
    let mut found: Vec<String> =
        ended.into_iter().chain(dating::key_given_a_past(&register, event, recorded)).collect();
    found.extend(dating::unsigned_before_key(&register, event, recorded));
    let person = register.person(&event.by).filter(|_| event.what.decision().is_some());
    let signed = |print: &str| event.signed.as_ref().is_none_or(|signed| signed.key == print);
    let keys = person.into_iter().flat_map(|person| person.usable_keys(event.on));
    for key in keys.filter(|key| signed(&key.fingerprint)) {
        let put_in = ledger.key_put_in(&key.fingerprint)?;
        found.extend(
            put_in.and_then(|put_in| dating::key_put_in_later(&register, &key.fingerprint, event, put_in)),
        );
    }
    Ok(found)
}

/// The roles of which a decision needs one: exactly while it waits, else as far as its kind says.
fn roles(event: &Event, ledger: &Ledger) -> Result<Option<&'static [Role]>, Trouble> {
    let stands = match &event.stream {
        Stream::Recommendation(reference) => ledger.standing().recommendation(reference)?,
        _ => None,
    };
    let waits = stands.as_ref().and_then(|stands| Some((Matter::decided_by(&event.what, stands)?, stands)));
    Ok(waits.map(|(matter, stands)| matter.roles(stands)).or_else(|| dating::roles(&event.what)))
}

/// That a target or a meeting is set on a day that had passed when it was set. It is a remark and no refusal, because a
/// past may be put in.
fn past_day(event: &Event) -> Option<String> {
    let (what, day) = match &event.what {
        What::ActionAgreed { target, .. } => ("the target", *target),
        What::TargetMoved { to, .. } | What::ExtensionAsked { to, .. } => ("the new target", *to),
        What::MeetingPlanned { date, .. } => ("the meeting's day", *date),
        What::MeetingMoved { date } => ("the meeting's new day", *date),
        _ => return None,
    };
    let days = (event.on - day).num_days();
    let ago = if days == 1 { "1 day".to_string() } else { format!("{days} days") };
    let (day, on) = (in_words(day), in_words(event.on));
    (days > 0).then(|| format!("note: {what}, {day}, lies in the past: {ago} before {on}"))
}

/// What an event holds and its words do not say, so that all of it is seen before it is recorded.
pub fn not_in_words(event: &Event) -> Vec<(String, String)> {
    if let What::MeetingClosed { agenda: Some(agenda) } = &event.what {
        return kept_at_closing(agenda);
    }
    let mut found = Vec::new();
    // An event that cannot be written as JSON cannot be recorded either, and recording says so.
    let body = serde_json::to_value(&event.what).unwrap_or_default();
    leaves("", body.get("body").unwrap_or(&Value::Null), &mut found);
    let words = event.what.in_words();
    found.retain(|(_, value)| !words.contains(value.trim()));
    found
}

/// What a closing keeps of the agenda, owner by owner, and up to when it looked ahead.
fn kept_at_closing(agenda: &AtClosing) -> Vec<(String, String)> {
    let with = |one: &WithOwner| {
        let items: Vec<_> = one.items.iter().map(ToString::to_string).collect();
        (format!("open, with {}", one.owner.as_deref().unwrap_or("nobody yet")), items.join(", "))
    };
    let kept =
        "the rest of the agenda as it stands now, by owner, and what falls due before the next meeting";
    let ahead =
        ("falls due before the next meeting".to_string(), format!("before {}", in_words(agenda.until)));
    let kept = ("kept with the minutes".to_string(), kept.to_string());
    std::iter::once(kept).chain(agenda.rest.iter().map(with)).chain([ahead]).collect()
}

/// Every value in a body with its name, dates in words; what stands in a list is told on one line each.
fn leaves(name: &str, value: &Value, found: &mut Vec<(String, String)>) {
    match value {
        Value::Object(fields) => fields.iter().for_each(|(part, value)| leaves(part, value, found)),
        Value::Array(items) => {
            let mut told = |item| found.push((name.replace('_', " "), on_one_line(item)));
            items.iter().for_each(&mut told);
        }
        Value::Null => {}
        _ => found.push((name.replace('_', " "), on_one_line(value))),
    }
}

fn on_one_line(value: &Value) -> String {
    match value {
        Value::Object(fields) => fields.values().map(on_one_line).collect::<Vec<_>>().join(", "),
        Value::Array(items) => items.iter().map(on_one_line).collect::<Vec<_>>().join("; "),
        Value::String(words) => words.parse::<NaiveDate>().map_or(words.clone(), in_words),
        other => other.to_string(),
    }
}
