//! What a field offers to choose from: people, bodies, levels, ratings, inspections, recommendations, meetings
//! and files, each with what is told of it beside it.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::input::Input;
use crate::journey::asking::{Ask, Verb};
use crate::journey::deadline::in_words;
use crate::journey::meeting::Meeting;
use crate::journey::people::Person;
use crate::journey::recommendation::Stage;
use crate::journey::reference::InspectionCode;
use crate::journey::text::clean_line;
use crate::ledger::finding::{Filter, Page, Sort, Wanted};
use crate::ledger::standing::owners::ActionRow;
use crate::ledger::trouble::Trouble;
use crate::ledger::{Ledger, at_home};
use crate::tui::screen::Around;

/// So many of the newest inspections and meetings are offered.
const NEWEST: usize = 100;
/// So many recommendations are offered, those with the nearest dates first; others are typed.
const RECOMMENDATIONS: usize = 1000;
/// Later than any target; written as the standing writes days.
const LAST_DAY: NaiveDate = match NaiveDate::from_ymd_opt(9999, 12, 31) {
    Some(day) => day,
    None => NaiveDate::MAX,
};
/// So many files of a folder are offered.
const FILES: usize = 500;

/// The answers that a field offers, each with what is told of it. None where the verbs' own table says enough.
/// `inspection` is the one that the request is about, as far as that is known.
pub fn of(
    input: &Input,
    verb: &Verb,
    inspection: Option<&InspectionCode>,
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
        Ask::Recommendation if input.field.name != "ref" => recommendations(&[], ledger)?,
        Ask::Meeting if verb.name == "hold" => {
            let told = |one: Meeting| (one.reference.to_string(), named(&one.name, one.date));
            standing.plenaries_planned(inspection)?.into_iter().map(told).collect()
        }
        // What the person looks at says what a request is about; where it says nothing there is all to choose from.
        asks if input.is_open() => match about(asks, verb, ledger)? {
            Some(offered) => offered,
            None => return Ok(None),
        },
        Ask::Meeting if verb.name.starts_with("meeting ") => {
            let fits = |one: &Meeting| verb.fits_meeting(one, around.today);
            let meetings = standing.meetings(NEWEST)?.into_iter().filter(fits);
            meetings.map(|one| (one.reference.to_string(), named(&one.name, one.date))).collect()
        }
        Ask::File | Ask::Path => files(&input.editor.text()),
        _ => return Ok(None),
    }))
}

/// A meeting's name and its day.
fn named(name: &str, date: NaiveDate) -> String {
    format!("{name}, {}", in_words(date))
}

fn people(around: &Around) -> Vec<(String, String)> {
    let roles = |person: &Person| {
        let held = person.roles.iter().filter(|held| held.covers(around.today));
        held.map(|held| held.role.words()).collect::<Vec<_>>().join(", ")
    };
    around.register.people.iter().map(|person| (person.name.clone(), roles(person))).collect()
}

/// What a request may be about, where nothing around it says that.
fn about(asks: Ask, verb: &Verb, ledger: &Ledger) -> Result<Option<Vec<(String, String)>>, Trouble> {
    let standing = ledger.standing();
    Ok(Some(match asks {
        Ask::Recommendation | Ask::ActionOrRecommendation => recommendations(verb.stages, ledger)?,
        Ask::InspectionOrRecommendation => {
            let inspections = standing.inspections(NEWEST)?.into_iter().map(|row| (row.code, row.title));
            inspections.chain(recommendations(verb.stages, ledger)?).collect()
        }
        Ask::Action => {
            let due = standing.actions_due(NaiveDate::MIN, LAST_DAY, RECOMMENDATIONS)?;
            let there: BTreeSet<_> =
                recommendations(verb.stages, ledger)?.into_iter().map(|(reference, _)| reference).collect();
            let fits = |row: &ActionRow| there.contains(&row.recommendation);
            due.into_iter().filter(fits).map(|row| (row.r#ref, clean_line(&row.text).into_owned())).collect()
        }
        _ => return Ok(None),
    }))
}

/// The recommendations at some stages, all open ones where none is named.
fn recommendations(stages: &[Stage], ledger: &Ledger) -> Result<Vec<(String, String)>, Trouble> {
    let of = |stage: &Stage| match stage {
        Stage::Closed => "all stage:closed".to_string(),
        open => format!("stage:{}", open.name()),
    };
    let words: Vec<_> = if stages.is_empty() { vec![String::new()] } else { stages.iter().map(of).collect() };
    let scheme = ledger.standing().register()?.scheme;
    let mut found = Vec::new();
    for words in words {
        let (filter, _) = Filter::read(&words, &scheme);
        let Some(list) = (Wanted { filter, sort: Sort::default(), group: None }).streamed() else { continue };
        let page = Page { limit: Some(RECOMMENDATIONS), after: None };
        ledger.standing().stream(&list, &page, &mut |row| {
            found.push((row.r#ref.to_string(), clean_line(row.text).into_owned()));
            found.len() < RECOMMENDATIONS
        })?;
    }
    Ok(found)
}

/// The files of the folder that is typed so far, folders with a `/` behind them. Nothing where it cannot be read.
pub(in crate::tui) fn files(typed: &str) -> Vec<(String, String)> {
    let folder = typed.rsplit_once('/').map_or("", |(folder, _)| folder);
    let place = match (folder, typed.starts_with('/')) {
        ("", true) => "/".into(),
        ("", false) => ".".into(),
        (folder, _) => at_home(folder),
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
