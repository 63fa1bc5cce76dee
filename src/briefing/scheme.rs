//! The scheme in words.

use super::layout::{beside, cell, fold};
use crate::journey::scheme::{Level, Named, Scheme};

/// The whole scheme.
pub fn told(scheme: &Scheme, width: usize) -> String {
    let mut out = format!("{}\n", scheme.name);
    if scheme.example {
        let example = "This is an EXAMPLE: replace its levels with the wording of your force's own letter.";
        out.push_str(&fold(example, width, ""));
    }
    out.push_str("\nLevels\n");
    scheme.levels.iter().for_each(|each| out.push_str(&level(each, width)));
    out.push_str("\nRatings\n");
    for rating in &scheme.ratings {
        let reason = if rating.reason_required { " (needs a reason)" } else { "" };
        let head = format!("  {} {} ", rating.letter, cell(&rating.code, 8));
        out.push_str(&beside(&head, &format!("{}{reason}", rating.definition), width));
    }
    out.push_str(&rows("Evidence kinds", &scheme.evidence_kinds));
    out.push_str(&rows("Inspectorate statuses", &scheme.inspectorate_statuses));
    let policy = &scheme.extension;
    let moves = match policy.free_moves {
        0 => "no target moves without the DCC".to_string(),
        1 => format!(
            "a target moves once without the DCC, to at most {} days past its first date",
            policy.free_days
        ),
        n => format!(
            "a target moves {n} times without the DCC, to at most {} days past its first date",
            policy.free_days
        ),
    };
    out.push_str("\nDates\n");
    out.push_str(&fold(&moves, width, "  "));
    out.push_str(&fold(&format!("due soon: within {} days", scheme.warning_days), width, "  "));
    out
}

fn level(level: &Level, width: usize) -> String {
    let verdict =
        if level.verdict_needed { "the inspectorate's verdict closes" } else { "the sign-off closes" };
    let evidence = if level.required_evidence.is_empty() {
        "none".to_string()
    } else {
        level.required_evidence.join(", ")
    };
    let told = format!("{}: {}; {verdict}", level.name, level.verified_by.words());
    let mut out = beside(&format!("  {} ", cell(&level.code, 3)), &told, width);
    out.push_str(&fold(&format!("course: {}", level.course.join("; ")), width, "      "));
    out.push_str(&fold(
        &format!("evidence required: {evidence}; signed by the {}", level.signs),
        width,
        "      ",
    ));
    if !level.source_note.is_empty() {
        out.push_str(&fold(&level.source_note, width, "      "));
    }
    out
}

fn rows(title: &str, rows: &[Named]) -> String {
    let lines: String = rows.iter().map(|row| format!("  {} {}\n", cell(&row.code, 16), row.name)).collect();
    format!("\n{title}\n{lines}")
}
