//! Explanations on paper: the question, its answer, the rule with its source, what went in, and the dates.

use super::layout::{beside, cell, fold};
use crate::journey::deadline::in_words as day;
use crate::journey::why::Explanation;

/// All of some explanations, one after another.
pub fn told(explanations: &[Explanation], width: usize) -> String {
    explanations.iter().map(|explanation| one(explanation, width)).collect::<Vec<_>>().join("\n")
}

fn one(explanation: &Explanation, width: usize) -> String {
    let mut out = fold(&explanation.question, width, "");
    out.push_str(&fold(&explanation.answer, width, "  "));
    out.push_str(&beside("  rule  ", &format!("{} ({})", explanation.rule, explanation.source), width));
    for input in &explanation.inputs {
        out.push_str(&beside(&format!("  {}: ", input.name), &input.value, width));
    }
    for dated in &explanation.dates {
        out.push_str(&beside(&format!("  {}  ", cell(&day(dated.day), 11)), &dated.what, width));
    }
    out
}
