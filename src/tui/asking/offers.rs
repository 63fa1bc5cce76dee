//! What a field offers to choose from: people, bodies, levels, ratings, inspections, recommendations, meetings
//! and files, each with what is told of it beside it.

use std::path::Path;

use super::input::Input;
use crate::journey::asking::{Ask, Verb};
use crate::journey::deadline::in_words;
use crate::journey::people::Person;
use crate::journey::text::clean_line;
use crate::ledger::Ledger;
use crate::ledger::finding::{Page, Streamed};
use crate::ledger::trouble::Trouble;
use crate::tui::screen::Around;

/// So many of the newest inspections and meetings are offered.
const NEWEST: usize = 100;
/// So many recommendations are offered, those with the nearest dates first; others are typed.
const RECOMMENDATIONS: usize = 1000;
/// So many files of a folder are offered.
const FILES: usize = 500;

/// The answers that a field offers, each with what is told of it. None where the verbs' own table says enough.
pub fn of(
    input: &Input,
    verb: &Verb,
    ledger: &Ledger,
    around: &Around,
) -> Result<Option<Vec<(String, String)>>, Trouble> {
    let standing = ledger.standing();
    let coded = |ask: Ask| {
        let told = |code: String| {
            let meaning = ask.meaning_of(&code, &around.register.scheme);
            (code, meaning)
        };
        ask.choices(&around.register).into_iter().map(told).collect()
    };
    Ok(Some(match input.field.ask {
        Ask::Person => people(around),
        Ask::Body => {
            around.register.bodies.iter().map(|(name, kind)| (name.clone(), kind.words().into())).collect()
        }
        ask @ (Ask::Level | Ask::Rating | Ask::EvidenceKind | Ask::Status) => coded(ask),
        Ask::Inspection => {
            standing.inspections(NEWEST)?.into_iter().map(|row| (row.code, row.title)).collect()
        }
        Ask::Recommendation if input.field.name != "ref" => recommendations(ledger)?,
        Ask::Meeting if verb.name.starts_with("meeting ") => {
            let meetings = standing.meetings(NEWEST)?.into_iter().filter(|one| verb.fits_meeting(one.phase));
            let told = |name: &str, date| format!("{name}, {}", in_words(date));
            meetings.map(|one| (one.reference.to_string(), told(&one.name, one.date))).collect()
        }
        Ask::File => files(&input.editor.text()),
        _ => return Ok(None),
    }))
}

fn people(around: &Around) -> Vec<(String, String)> {
    let roles = |person: &Person| {
        let held = person.roles.iter().filter(|held| held.covers(around.today));
        held.map(|held| held.role.words()).collect::<Vec<_>>().join(", ")
    };
    around.register.people.iter().map(|person| (person.name.clone(), roles(person))).collect()
}

fn recommendations(ledger: &Ledger) -> Result<Vec<(String, String)>, Trouble> {
    let mut found = Vec::new();
    let page = Page { limit: Some(RECOMMENDATIONS), after: None };
    ledger.standing().stream(&Streamed::open(), &page, &mut |row| {
        found.push((row.r#ref.to_string(), clean_line(row.text).into_owned()));
        true
    })?;
    Ok(found)
}

/// The files of the folder that is typed so far, folders with a `/` behind them. Nothing where it cannot be read.
fn files(typed: &str) -> Vec<(String, String)> {
    let folder = typed.rsplit_once('/').map_or("", |(folder, _)| folder);
    let place = match (folder, typed.starts_with('/')) {
        ("", true) => Path::new("/"),
        ("", false) => Path::new("."),
        (folder, _) => Path::new(folder),
    };
    let Ok(entries) = std::fs::read_dir(place) else { return Vec::new() };
    let before = typed.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let mut found: Vec<_> = entries
        .filter_map(Result::ok)
        .take(FILES)
        .filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            let shown = clean_line(&name) == name && !name.starts_with('.');
            shown.then(|| (format!("{before}{name}{}", if folder { "/" } else { "" }), String::new()))
        })
        .collect();
    found.sort();
    found
}
