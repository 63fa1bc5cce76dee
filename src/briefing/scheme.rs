//! The scheme in words.

use super::layout::{cell, fold};
use crate::journey::scheme::{Level, Named, Scheme};

/// The whole scheme.
pub fn told(scheme: &Scheme, width: usize) -> String {
    let mut out = format!("{}\n", scheme.name);
    if scheme.example {
        out.push_str("This is an EXAMPLE: replace its levels with the wording of your force's own letter.\n");
    }
    out.push_str("\nLevels\n");
    scheme.levels.iter().for_each(|each| out.push_str(&level(each, width)));
    out.push_str("\nRatings\n");
    for rating in &scheme.ratings {
        let reason = if rating.reason_required { " (needs a reason)" } else { "" };
        out.push_str(&format!(
            "  {} {} {}{reason}\n",
            rating.letter,
            cell(&rating.code, 8),
            rating.definition
        ));
    }
    out.push_str(&rows("Evidence kinds", &scheme.evidence_kinds));
    out.push_str(&rows("Inspectorate statuses", &scheme.inspectorate_statuses));
    let policy = &scheme.extension;
    out.push_str(&format!(
        "\nDates\n  a target moves without the DCC {} time(s), by up to {} days in all\n  due soon: within {} days\n",
        policy.free_moves, policy.free_days, scheme.warning_days
    ));
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
    let mut out = format!("  {} {}: {}; {verdict}\n", level.code, level.name, level.verified_by.words());
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
