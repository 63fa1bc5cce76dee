//! One recommendation's case: what was asked, what is done about it, what happened.

use chrono::NaiveDate;

use super::history;
use super::layout::{cell, fold};
use crate::journey::deadline::in_words as day;
use crate::journey::recommendation::{Action, Evidence, Recommendation, Stage};
use crate::journey::scheme::Scheme;
use crate::ledger::Recorded;

/// The journey as a bar of all stages, with the one where it stands marked.
pub fn bar(stage: Stage) -> String {
    let mark = |other: Stage| match other {
        _ if stage == Stage::Closed => '●',
        other if other < stage => '●',
        other if other == stage => '◐',
        _ => '○',
    };
    Stage::ALL.map(|other| format!("{} {}", other.name(), mark(other))).join("── ")
}

/// How an action's date moved: `3rd date, +214 days`.
pub fn trail(action: &Action) -> Option<String> {
    let dates = action.moves.len() + 1;
    let ordinal = match (dates % 10, dates % 100) {
        (1, n) if n != 11 => "st",
        (2, n) if n != 12 => "nd",
        (3, n) if n != 13 => "rd",
        _ => "th",
    };
    (dates > 1).then(|| format!("{dates}{ordinal} date, {:+} days", action.days_moved()))
}

/// The whole case in words.
pub fn told(
    case: &Recommendation,
    scheme: &Scheme,
    history: &[Recorded],
    today: NaiveDate,
    width: usize,
) -> String {
    let mut out = format!("{}  {}; {}\n", case.reference, case.kind.words(), case.addressees.join("; "));
    if case.ours {
        out.push_str(&format!("{}\n", bar(case.stage)));
        out.push_str(&format!("{}\n", next(case)));
    } else {
        out.push_str("addressed elsewhere: it makes no work for the home body\n");
    }
    out.push_str("\nAsked\n");
    out.push_str(&fold(&case.text, width, "  "));
    out.push_str(&format!("  deadline: {}\n", deadline(case)));
    out.push_str(&fold(&format!("level: {}", level(case)), width, "  "));
    if case.times_asked > 1 {
        out.push_str(&format!("  asked {} times, first on {}\n", case.times_asked, day(case.first_asked)));
    }
    if let Some(narrative) = &case.narrative {
        out.push_str(&fold(&format!("the force wrote: {narrative}"), width, "  "));
    }
    if let Some(position) = case.position {
        out.push_str(&format!("  position: {}\n", position.words()));
    }
    for answer in &case.answers {
        out.push_str(&fold(
            &format!("{} answered on {}: {}", answer.body, day(answer.on), answer.text),
            width,
            "  ",
        ));
    }
    out.push_str(&actions(case, scheme, today, width));
    out.push_str(&evidence(case));
    out.push_str("\nWhat happened\n");
    history.iter().for_each(|recorded| out.push_str(&history::line(recorded, width, false)));
    out
}

/// Whose move it is, or how it ended.
pub fn next(case: &Recommendation) -> String {
    match &case.closing {
        Some(closing) => {
            let by = closing.superseded_by.as_ref().map_or(String::new(), |by| format!(" by {by}"));
            format!("closed as {}{by} on {}", closing.ending.words(), day(closing.on))
        }
        None => format!("next move: {}", case.stage.whose_move()),
    }
}

fn deadline(case: &Recommendation) -> String {
    match &case.deadline {
        None => "none set by the inspectorate".into(),
        Some(set) => match set.date {
            Some(date) if set.words != day(date) => format!("“{}”, that is {}", set.words, day(date)),
            Some(date) => day(date),
            None => format!("“{}”, which names no day", set.words),
        },
    }
}

/// The level awarded, with its course.
pub fn level(case: &Recommendation) -> String {
    case.level.as_ref().map_or("not awarded yet".into(), |level| {
        format!("{} {} ({}): {}", level.code, level.name, level.verified_by.words(), level.course.join("; "))
    })
}

/// The rating of an action in a letter and a word.
pub fn rating(action: &Action, scheme: &Scheme) -> String {
    match action.rating.as_ref().and_then(|code| scheme.rating(code)) {
        Some(rating) => format!("{} {}", rating.letter, rating.code.to_lowercase()),
        None => "- not rated".into(),
    }
}

/// Where an action's date stands, in words.
pub fn date_words(action: &Action, today: NaiveDate) -> String {
    let mut words = day(action.target);
    match &action.finished {
        Some(finished) => words = format!("{} {}", finished.ending.words(), day(finished.deed.on)),
        None if action.overdue(today) => {
            words.push_str(&format!(" OVERDUE by {} days", (today - action.target).num_days()))
        }
        None => {}
    }
    if let Some(trail) = trail(action) {
        words.push_str(&format!(" ({trail})"));
    }
    if let Some(extension) = &action.extension {
        words.push_str(&format!("; extension to {} asked", day(extension.to)));
    }
    words
}

fn actions(case: &Recommendation, scheme: &Scheme, today: NaiveDate, width: usize) -> String {
    let mut out = String::from("\nActions\n");
    if case.actions.is_empty() {
        out.push_str("  none agreed\n");
    }
    for action in &case.actions {
        let later = if action.added_later { ", added after approval" } else { "" };
        let head = [cell(&rating(action, scheme), 12), cell(&action.owner, 16), date_words(action, today)];
        out.push_str(&format!("  {}  {}{later}\n", action.letter, head.join("  ")));
        out.push_str(&fold(&action.text, width, "     "));
        if let Some(progress) = &action.progress {
            let at = progress.meeting.map_or(String::new(), |meeting| format!(" at {meeting}"));
            let said = format!("{}{at}, {}: {}", day(progress.on), progress.by, progress.text);
            out.push_str(&fold(&said, width, "     > "));
        }
    }
    out
}

/// How a piece of evidence was judged, in words.
pub fn judged(evidence: &Evidence) -> String {
    match (&evidence.accepted, &evidence.rejected) {
        (Some(deed), _) => format!("accepted by {} on {}", deed.by, day(deed.on)),
        (None, Some(deed)) => format!("rejected by {} on {}", deed.by, day(deed.on)),
        (None, None) => {
            format!("offered by {} on {}, not judged yet", evidence.offered.by, day(evidence.offered.on))
        }
    }
}

fn evidence(case: &Recommendation) -> String {
    let mut out = String::from("\nEvidence\n");
    let missing = case.evidence_missing();
    if case.evidence.is_empty() && missing.is_empty() {
        out.push_str("  none\n");
    }
    for piece in &case.evidence {
        let held = piece.held.as_ref().map_or(String::new(), |held| format!(", held at {held}"));
        out.push_str(&format!(
            "  {}  {}: {}{held}; {}\n",
            piece.reference,
            piece.kind,
            piece.title,
            judged(piece)
        ));
    }
    if !missing.is_empty() {
        out.push_str(&format!("  missing for its level: {}\n", missing.join(", ")));
    }
    out
}
