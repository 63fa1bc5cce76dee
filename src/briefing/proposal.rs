//! A proposal for review: each item with the lines of the document that it came from.

use super::layout::fold;
use crate::intake::{Proposal, ProposedRecommendation};
use crate::journey::deadline::{in_words as day, last_day_of_response};
use crate::journey::reference::InspectionCode;

/// The whole proposal in words.
pub fn told(proposal: &Proposal, code: &InspectionCode, width: usize) -> String {
    let mut out = format!("proposed from {}\n\n", proposal.source.name);
    out.push_str(&fold(&format!("{code}  {}  [line {}]", proposal.title, proposal.title_line), width, ""));
    let published = day(proposal.published);
    out.push_str(&format!("published {published}  [line {}]\n", proposal.published_line));
    out.push_str(&format!("response due by {}\n", day(last_day_of_response(proposal.published))));
    let kinds = if proposal.kinds.is_empty() { "unknown".to_string() } else { proposal.kinds.join(", ") };
    out.push_str(&format!("type of inspection: {kinds}\n\nGrades\n"));
    for grade in &proposal.grades {
        out.push_str(&format!("  {}: {}  [line {}]\n", grade.body, grade.grade, grade.line));
    }
    out.push_str("\nRecommendations\n");
    for (index, proposed) in proposal.recommendations.iter().enumerate() {
        out.push_str(&recommendation(proposed, index + 1, width));
    }
    if !proposal.notes.is_empty() {
        out.push_str("\nNotes\n");
    }
    for note in &proposal.notes {
        let line = note.line.map_or(String::new(), |line| format!("  [line {line}]"));
        out.push_str(&fold(&format!("{}{line}", note.words), width, "  "));
    }
    out
}

/// One proposed recommendation in words.
pub fn recommendation(proposed: &ProposedRecommendation, number: usize, width: usize) -> String {
    let whose = if proposed.ours { "" } else { "; addressed elsewhere, makes no work here" };
    let mut out = format!("  {number}  {}  [{}]{whose}\n", proposed.kind.words(), lines(&proposed.lines));
    out.push_str(&fold(&proposed.text, width, "     "));
    out.push_str(&fold(&format!("to {}", proposed.addressees.join("; ")), width, "     "));
    if let Some(deadline) = &proposed.deadline {
        let date = deadline.date.map_or("names no day".to_string(), day);
        out.push_str(&fold(&format!("deadline “{}”: {date}", deadline.words), width, "     "));
    }
    if let Some(other) = &proposed.other_wording {
        out.push_str(&fold(&format!("also worded: {other}"), width, "     "));
    }
    if let Some(narrative) = &proposed.narrative {
        out.push_str(&fold(&format!("the force writes: {narrative}"), width, "     "));
    }
    out
}

/// Line numbers in words: `line 12`, `lines 12, 13, 50`.
pub fn lines(lines: &[usize]) -> String {
    let numbers: Vec<_> = lines.iter().map(ToString::to_string).collect();
    format!("line{} {}", if lines.len() == 1 { "" } else { "s" }, numbers.join(", "))
}
