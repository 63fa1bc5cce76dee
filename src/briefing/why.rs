//! Explanations on paper: the question, its answer, the rule with its source, what went in, and the dates.

use super::layout::{beside, cell, fold};
use crate::journey::deadline::in_words as day;
use crate::journey::why::Explanation;

/// All of some explanations: first the answers, a line or two each, then one after another the rule of each,
/// what went into it, and the dates.
pub fn told(explanations: &[Explanation], width: usize) -> String {
    let mut out: String = explanations.iter().map(|explanation| short(explanation, width)).collect();
    for explanation in explanations {
        out.push('\n');
        if explanations.len() > 1 {
            out.push_str(&fold(&explanation.question, width, ""));
        }
        out.push_str(&grounds(explanation, width));
    }
    out
}

fn short(explanation: &Explanation, width: usize) -> String {
    beside("", &format!("{} {}", explanation.question, explanation.answer), width)
}

/// Why it is so.
fn grounds(explanation: &Explanation, width: usize) -> String {
    let mut out = String::new();
    out.push_str(&beside("  rule  ", &format!("{} ({})", explanation.rule, explanation.source), width));
    for input in &explanation.inputs {
        out.push_str(&beside(&format!("  {}: ", input.name), &input.value, width));
    }
    for dated in &explanation.dates {
        out.push_str(&beside(&format!("  {}  ", cell(&day(dated.day), 11)), &dated.what, width));
    }
    out
}
