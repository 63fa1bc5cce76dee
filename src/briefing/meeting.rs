//! A meeting in words: what is known of it, its agenda with the reasons, and what was put right after it was closed.

use serde::Serialize;

use super::layout::{beside, fold};
use super::table::{Cell, Table};
use crate::journey::deadline::in_words as day;
use crate::journey::event::{Event, What};
use crate::journey::meeting::attendance::{Corrected, PutRight, holds};
use crate::journey::meeting::{Meeting, Phase};
use crate::journey::reference::{InspectionCode, RecommendationRef, Stream};
use crate::journey::register::Register;
use crate::journey::text::quoted;
use crate::ledger::Ledger;
use crate::ledger::meeting::{Line, Shown};
use crate::ledger::trouble::Trouble;

/// What is known of a meeting, a line each, the name and the agenda apart.
pub fn facts(shown: &Shown) -> Vec<String> {
    let meeting = &shown.meeting;
    let on = if meeting.phase == Phase::Planned { "for" } else { "on" };
    let mut told =
        vec![format!("{}, {} {on} {}", meeting.kind.in_full(), meeting.phase.words(), day(meeting.date))];
    told.extend(
        meeting.chair.as_ref().map(|chair| format!("chair: {chair}{}", as_corrected(meeting, chair, true))),
    );
    told.extend(people("there", meeting, &meeting.attendees));
    told.extend(people("apologies", meeting, &meeting.apologies));
    let absent: Vec<_> = absent(meeting).into_iter().map(|name| format!("{name} (as corrected)")).collect();
    told.extend((!absent.is_empty()).then(|| format!("not there: {}", absent.join(", "))));
    told.extend(meeting.series.as_ref().map(|series| format!("series: {series}")));
    told.extend(
        shown
            .next
            .as_ref()
            .map(|next| format!("next of the series: {} on {}", next.reference, day(next.date))),
    );
    told.extend(shown.closing.map(|closing| format!("minutes locked {}", closing.words())));
    told
}

fn people(head: &str, meeting: &Meeting, names: &[String]) -> Option<String> {
    let told = |name: &String| format!("{name}{}", as_corrected(meeting, name, false));
    let names: Vec<_> = names.iter().map(told).collect();
    (!names.is_empty()).then(|| format!("{head}: {}", names.join(", ")))
}

/// What stands behind a name that was put right after the closing.
pub fn as_corrected(meeting: &Meeting, name: &str, chair: bool) -> &'static str {
    let put_right = |corrected: &Corrected| match &corrected.what {
        PutRight::Chair { is, .. } => chair && is == name,
        PutRight::Attendance(attendance) => {
            !chair && attendance.came.iter().chain(&attendance.apologies).any(|one| one == name)
        }
        PutRight::Words { .. } => false,
    };
    if meeting.corrections.iter().any(put_right) { " (as corrected)" } else { "" }
}

/// Who was said after the closing not to have been there, and stands nowhere else.
pub fn absent(meeting: &Meeting) -> Vec<&String> {
    let named = meeting.corrections.iter().flat_map(|one| match &one.what {
        PutRight::Attendance(attendance) => attendance.absent.as_slice(),
        _ => &[],
    });
    let there = |name: &&String| meeting.attendees.contains(name) || meeting.apologies.contains(name);
    named.filter(|name| !there(name)).collect()
}

/// A correction in a line: `corrected on 5 Mar 2023 by A. Lead: the chair was T. Deputy (she says so)`.
pub fn corrected(correction: &Corrected) -> String {
    let Corrected { on, by, why, what } = correction;
    format!("corrected on {} by {by}: {} ({why})", day(*on), what.words())
}

/// The corrections of what was minuted on a recommendation; those of the meeting itself where none is named.
pub fn corrections_of<'m>(
    meeting: &'m Meeting,
    of: Option<&RecommendationRef>,
) -> impl Iterator<Item = &'m Corrected> {
    let of = of.cloned();
    meeting.corrections.iter().filter(move |one| match &one.what {
        PutRight::Words { recommendation, .. } => *recommendation == of,
        _ => of.is_none(),
    })
}

/// How many items there are, and how many stand under each head: `31 items: 3 overdue, …`.
pub fn counted(shown: &Shown) -> String {
    let items = match shown.agenda.items.len() {
        0 => return "nothing is on the agenda".into(),
        1 => "1 item".to_string(),
        n => format!("{n} items"),
    };
    let under = |(head, n): &(&str, usize)| format!("{n} {}", lower(head));
    let counts: Vec<_> = shown.agenda.counts().iter().map(under).collect();
    let minuted = shown.lines.iter().filter(|line| line.minuted).count();
    let said = match shown.meeting.phase {
        Phase::Open | Phase::Closed => format!("; something was recorded on {minuted} of them"),
        Phase::Planned | Phase::Cancelled => String::new(),
    };
    format!("{items}: {}{said}", counts.join(", "))
}

fn lower(head: &str) -> String {
    let mut letters = head.chars();
    letters.next().map_or(String::new(), |first| first.to_lowercase().chain(letters).collect())
}

/// What is remarkable about what is recorded at meetings and of them, and is no reason to refuse it, a line each.
///
/// # Errors
/// The register could not be read.
pub fn remarks(events: &[&Event], ledger: &Ledger) -> Result<Vec<String>, Trouble> {
    let standing = ledger.standing();
    let mut found = Vec::new();
    for event in events {
        match (&event.what, &event.stream) {
            (What::DissentRecorded { who, meeting, .. }, _) => {
                found.extend(standing.meeting(*meeting)?.and_then(|meeting| dissent(who, &meeting)));
            }
            (What::MeetingPlanned { chair: Some(chair), .. }, _) => {
                let known = standing.register()?.person(chair).is_some();
                found.extend((!known).then(|| format!("note: {} is not known here", quoted(chair))));
            }
            (What::MinutesCorrected { what: PutRight::Chair { is, .. } }, Stream::Meeting(meeting)) => {
                let there = standing.meeting(*meeting)?.map_or(Vec::new(), |meeting| meeting.attendees);
                found.extend(unknown_chair(is, &there, &standing.register()?));
            }
            (What::MinutesCorrected { what }, Stream::Meeting(meeting)) => {
                let meeting = standing.meeting(*meeting)?;
                found.extend(meeting.iter().flat_map(|meeting| put_right_before(what, meeting)));
            }
            (What::MeetingOpened { apologies, chair, .. }, Stream::Meeting(meeting)) => {
                let planned = standing.meeting(*meeting)?.and_then(|meeting| meeting.chair);
                let register = standing.register()?;
                let new = chair.as_ref().filter(|chair| register.person(chair).is_none());
                found.extend(new.map(|chair| format!("note: {} is not known here", quoted(chair))));
                found.extend(away_in_the_chair(
                    chair.as_ref().or(planned.as_ref()),
                    apologies,
                    "a chair that is named",
                ));
            }
            (What::AttendanceRecorded { attendance }, Stream::Meeting(meeting)) => {
                let chair = standing.meeting(*meeting)?.and_then(|meeting| meeting.chair);
                let how = "`meeting correct`, once it is closed,";
                found.extend(away_in_the_chair(chair.as_ref(), &attendance.apologies, how));
            }
            (What::PlenaryHeld { meeting, .. }, Stream::Recommendation(reference)) => {
                let planned = standing.plenaries_planned(Some(&reference.inspection))?;
                let others = planned.iter().filter(|one| one.reference != *meeting);
                let lines = others.map(|one| stays_planned(one, &reference.inspection)).collect::<Vec<_>>();
                found.extend(lines.into_iter().filter(|line| !found.contains(line)).collect::<Vec<_>>());
            }
            _ => {}
        }
    }
    Ok(found)
}

/// A chair of whom nobody has heard.
fn unknown_chair(chair: &str, there: &[String], register: &Register) -> Option<String> {
    let known = register.person(chair).is_some() || there.iter().any(|name| name.eq_ignore_ascii_case(chair));
    (!known).then(|| format!("note: {} is neither known here nor among those who came", quoted(chair)))
}

/// Somebody who is to chair it and sent apologies; `how` says who takes the chair.
fn away_in_the_chair(chair: Option<&String>, apologies: &[String], how: &str) -> Option<String> {
    let chair = chair.filter(|chair| apologies.iter().any(|name| name.eq_ignore_ascii_case(chair)))?;
    Some(format!("note: {} is its chair and sends apologies: {how} says who takes the chair", quoted(chair)))
}

/// The corrections before that put right some of the same words: what the minutes say then is for a reader to guess.
fn put_right_before(what: &PutRight, meeting: &Meeting) -> Vec<String> {
    let PutRight::Words { recommendation: on, was: now, .. } = what else { return Vec::new() };
    let overlaps = |one: &&Corrected| match &one.what {
        PutRight::Words { recommendation, was, is } => {
            recommendation == on
                && one.what != *what
                && !holds(is, now)
                && (holds(was, now) || holds(now, was))
        }
        _ => false,
    };
    let before = meeting.corrections.iter().filter(overlaps);
    let told = |one: &Corrected| {
        format!(
            "note: some of these words were put right before, on {}: {}; name the words that hold now",
            day(one.on),
            one.what.words()
        )
    };
    before.map(told).collect()
}

/// A plenary that was planned and is not the one that is held.
fn stays_planned(planned: &Meeting, on: &InspectionCode) -> String {
    let (meeting, date) = (planned.reference, day(planned.date));
    format!(
        "note: {meeting} stays planned as the plenary on {on} for {date}; it is held by naming it as the meeting"
    )
}

/// Dissent of somebody who was not at the meeting; it may be sent in.
fn dissent(who: &str, meeting: &Meeting) -> Option<String> {
    let is = |name: &String| name == who;
    if meeting.attendees.iter().any(is) {
        return None;
    }
    let quoted = quoted(who);
    let at = meeting.reference;
    Some(match meeting.apologies.iter().any(is) {
        true => format!("note: {quoted} sent apologies to {at}; dissent may be sent in"),
        false => format!(
            "note: {quoted} is not among those who came to {at} ({}); dissent may be sent in",
            meeting.attendees.join(", ")
        ),
    })
}

/// The meeting that is next in the series of one that was closed; nothing where there is none.
pub fn next_of_series(next: Option<&Meeting>) -> String {
    next.map_or(String::new(), |next| {
        format!("the next of the series is {} on {}", next.reference, day(next.date))
    })
}

/// The whole of it in lines of at most so many columns.
pub fn told(shown: &Shown, width: usize) -> String {
    let mut out = fold(&format!("{} {}", shown.meeting.reference, shown.meeting.name), width, "");
    facts(shown).iter().for_each(|fact| out.push_str(&fold(fact, width, "  ")));
    corrections_of(&shown.meeting, None).for_each(|one| out.push_str(&fold(&corrected(one), width, "  ")));
    out.push('\n');
    out.push_str(&fold(&format!("Agenda: {}", counted(shown)), width, ""));
    for (number, line) in (1..).zip(&shown.lines) {
        out.push_str(&beside(&format!("{number:>3} {} ", line.r#ref), &of_item(line), width));
        for correction in corrections_of(&shown.meeting, Some(&line.r#ref)) {
            out.push_str(&fold(&corrected(correction), width, "      "));
        }
    }
    shown.meeting.dropped().iter().for_each(|line| out.push_str(&fold(line, width, "")));
    not_heard(shown).into_iter().for_each(|line| out.push_str(&fold(&line, width, "")));
    match shown.unshown() {
        0 => {}
        more => out.push_str(&format!(
            "and {more} more: `plenary agenda {}` has all of them\n",
            shown.meeting.reference
        )),
    }
    out
}

/// Of a closed meeting, on which of these items nothing was recorded: `not heard, 2: SOC22-1, SOC22-3`.
fn not_heard(shown: &Shown) -> Option<String> {
    let left: Vec<_> =
        shown.lines.iter().filter(|line| !line.minuted).map(|line| line.r#ref.to_string()).collect();
    let told = shown.meeting.phase == Phase::Closed && !left.is_empty();
    told.then(|| format!("not heard, {}: {}", left.len(), left.join(", ")))
}

/// An item in words: why it is on the agenda, where it stands, what it asks.
pub fn of_item(line: &Line) -> String {
    let rating = line.rating.as_ref().map_or(String::new(), |code| format!(", {}", code.to_lowercase()));
    let minuted = if line.minuted { "; minuted" } else { "" };
    format!("{} [{}{rating}{minuted}] {}", line.why, line.stage, line.text)
}

/// The agenda in rows.
pub fn agenda(shown: &Shown) -> Table {
    let columns = vec!["item", "ref", "under", "why", "stage", "rating", "owner", "minuted", "asked"];
    let row = |(number, line): (u32, &Line)| {
        vec![
            Cell::Count(number.into(), None),
            Cell::words(line.r#ref.to_string()),
            Cell::words(line.under),
            Cell::words(&line.why),
            Cell::words(line.stage),
            Cell::words(line.rating.clone().unwrap_or_default()),
            Cell::words(line.owner.clone().unwrap_or_default()),
            Cell::words(if line.minuted { "yes" } else { "no" }),
            Cell::words(&line.text),
        ]
    };
    let rows = (1..).zip(&shown.lines).map(row).collect();
    Table { columns, rows, none: "nothing is on the agenda" }
}

/// Meetings in rows.
pub fn list(meetings: &[Meeting]) -> Table {
    let columns =
        vec!["ref", "kind", "phase", "date", "name", "chair", "there", "apologies", "series", "closed"];
    let row = |meeting: &Meeting| {
        let series = meeting.series.as_ref().map(ToString::to_string);
        vec![
            Cell::words(meeting.reference.to_string()),
            Cell::words(meeting.kind.in_full()),
            Cell::words(meeting.phase.words()),
            Cell::Date(Some(meeting.date)),
            Cell::words(&meeting.name),
            Cell::words(meeting.chair.clone().unwrap_or_default()),
            Cell::words(meeting.attendees.join(", ")),
            Cell::words(meeting.apologies.join(", ")),
            Cell::words(series.unwrap_or_default()),
            Cell::Date(meeting.closed),
        ]
    };
    Table { columns, rows: meetings.iter().map(row).collect(), none: "no meeting yet" }
}

/// `show --json` of a meeting.
#[derive(Serialize)]
pub struct Document<'a> {
    #[serde(flatten)]
    meeting: &'a Meeting,
    kind_in_full: &'static str,
    items: &'a [Line],
    /// How far the register had come when it was closed: `SEQ:HASH`.
    #[serde(skip_serializing_if = "Option::is_none")]
    closed_at: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_of_series: Option<String>,
}

/// The whole of it for a program.
pub fn document(shown: &Shown) -> Document<'_> {
    Document {
        meeting: &shown.meeting,
        kind_in_full: shown.meeting.kind.in_full(),
        items: &shown.lines,
        closed_at: shown.closing.map(|closing| closing.head.to_string()),
        next_of_series: shown.next.as_ref().map(|next| next.reference.to_string()),
    }
}
