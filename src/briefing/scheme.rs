//! The scheme in words.

use super::layout::{beside, cell, fold};
use crate::journey::scheme::{ExtensionPolicy, Granter, Level, Named, Scheme, Step};

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
    out.push_str("\nDates\n");
    policy(&scheme.extension).iter().for_each(|line| out.push_str(&fold(line, width, "  ")));
    out.push_str(&fold(&format!("due soon: within {} days", scheme.warning_days), width, "  "));
    out.push_str("\nSignatures\n");
    let signed = match scheme.signed.as_slice() {
        [] => "none must be signed; any is where whoever decides has a key".to_string(),
        verbs => format!("must be signed: {}; any other where whoever decides has a key", verbs.join(", ")),
    };
    out.push_str(&fold(&signed, width, "  "));
    out
}

/// Why the scheme of a practice register is not the one that ships, and how signing is practised.
pub fn practising(width: usize) -> String {
    let said = "This is a practice register: it asks for no signature, so that everybody can practise. The scheme that \
                ships asks for one at `signoff`. To practise signing, give somebody a key with `plenary key offer`, or \
                adopt a scheme that says `signed = [\"signoff\"]`.";
    fold(said, width, "  ")
}

/// The extension policy, a line for each step, and what no policy asks.
fn policy(policy: &ExtensionPolicy) -> Vec<String> {
    let days = policy.free_days;
    let mut lines: Vec<_> = match (policy.steps.is_empty(), policy.free_moves) {
        (false, _) => policy.steps.iter().map(step).collect(),
        (true, 0) => Vec::new(),
        (true, 1) => {
            vec![format!("a target moves once without the DCC, to at most {days} days past its first date")]
        }
        (true, n) => {
            vec![format!(
                "a target moves {n} times without the DCC, to at most {days} days past its first date"
            )]
        }
    };
    lines.push(format!("any{} later date waits for the DCC", if lines.is_empty() { "" } else { " other" }));
    lines.push("an earlier date needs nobody, nor does going back to the first date or before it".into());
    lines
}

/// `a 1st or 2nd move, to at most 60 days past the first date: another governance lead grants it`.
fn step(step: &Step) -> String {
    let moves = match step.moves {
        None => "any move".to_string(),
        Some(1) => "the first move of a target".into(),
        Some(n) => format!("the first {n} moves of a target"),
    };
    let days = match step.days {
        None => String::new(),
        Some(1) => ", to at most 1 day past its first date".into(),
        Some(n) => format!(", to at most {n} days past its first date"),
    };
    let who = match step.granted_by {
        Granter::Nobody => "needs nobody".to_string(),
        Granter::Lead => "a governance lead other than whoever asks grants it, or the DCC".into(),
        Granter::Approver | Granter::Unknown(_) => "waits for the DCC".into(),
    };
    format!("{moves}{days}: {who}")
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
