//! A list of recommendations, a line each.

use super::layout::{cell, cut};
use crate::journey::recommendation::Stage;
use crate::ledger::standing::questions::Row;

/// The journey in seven marks: behind it, where it stands, before it.
pub fn dots(stage: &str) -> String {
    let here = Stage::ALL.iter().position(|known| known.name() == stage).unwrap_or(0);
    let mark = |index: usize| match index {
        _ if stage == Stage::Closed.name() => '●',
        index if index < here => '●',
        index if index == here => '◐',
        _ => '○',
    };
    (0..Stage::ALL.len()).map(mark).collect()
}

/// What stands above the lines.
pub fn header() -> String {
    line_of(["reference", "journey", "stage", "lvl", "rating", "owner", "next date"], "asked")
}

/// One recommendation on a line; `letter` is the letter of its rating.
pub fn line(row: &Row, letter: Option<&str>) -> String {
    let rating = match (letter, row.rating) {
        (Some(letter), Some(code)) => format!("{letter} {}", code.to_lowercase()),
        _ => "-".to_string(),
    };
    let cells = [
        row.r#ref,
        &dots(row.stage),
        row.stage,
        row.level.unwrap_or("-"),
        &rating,
        row.owner.unwrap_or("-"),
        &next(row),
    ];
    line_of(cells, row.text)
}

fn line_of([reference, journey, stage, level, rating, owner, next]: [&str; 7], text: &str) -> String {
    let widths =
        [(reference, 10), (journey, 7), (stage, 10), (level, 3), (rating, 8), (owner, 12), (next, 22)];
    let cells: Vec<_> = widths.into_iter().map(|(text, width)| cell(text, width)).collect();
    format!("{} {}", cells.join(" "), cut(text, 60)).trim_end().to_string()
}

/// The next date in words: what is promised, overdue, or not promised at all.
pub fn next(row: &Row) -> String {
    match (row.next, row.closed_as, row.stage) {
        (Some(next), _, _) if row.overdue => format!("{next} OVERDUE"),
        (Some(next), _, _) => next.to_string(),
        (None, Some(closed), _) => closed.to_string(),
        (None, None, "Governance") => "no target".to_string(),
        (None, None, _) if !row.ours => "addressed elsewhere".to_string(),
        (None, None, _) => "-".to_string(),
    }
}
