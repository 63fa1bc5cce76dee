//! A list of recommendations, a line each.

use unicode_width::UnicodeWidthStr;

use super::headline::text_of_a_row;
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

/// Below so many columns a line shows the stage in its word alone, to leave room for what is asked.
const ROOM_FOR_DOTS: usize = 96;

/// What stands above the lines of so many columns.
pub fn header(width: usize) -> String {
    line_of(["ref", "journey", "stage", "lvl", "rating", "owner", "next date"], "asked", width)
}

/// One recommendation on a line of so many columns, what came back with that before its text; `letter` is the letter of its rating.
pub fn line(row: &Row, letter: Option<&str>, width: usize) -> String {
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
    line_of(cells, &text_of_a_row(row.first, row.text), width)
}

fn line_of(
    [reference, journey, stage, level, rating, owner, next]: [&str; 7],
    text: &str,
    width: usize,
) -> String {
    let journey = (journey, if width < ROOM_FOR_DOTS { 0 } else { 7 });
    let cells = [(reference, 9), journey, (stage, 10), (level, 3), (rating, 7), (owner, 10), (next, 20)];
    let shown = cells.into_iter().filter(|(_, width)| *width > 0);
    let mut line: Vec<_> = shown.map(|(text, width)| cell(text, width)).collect();
    let used: usize = line.iter().map(|cell| cell.width() + 1).sum();
    line.push(cut(text, width.saturating_sub(used)));
    line.join(" ").trim_end().to_string()
}

/// The next date in words: what is promised, overdue, or not promised at all.
pub fn next(row: &Row) -> String {
    match (row.next, row.closed_in_words(), row.stage) {
        (Some(next), _, _) if row.overdue => format!("{next} OVERDUE"),
        (Some(next), _, _) => next.to_string(),
        (None, Some(closed), _) => closed.to_string(),
        (None, None, "Governance") if row.target.is_some() => "all actions finished".to_string(),
        (None, None, "Governance" | "Plenary") => "no target".to_string(),
        (None, None, _) if !row.ours => "addressed elsewhere".to_string(),
        (None, None, _) => "-".to_string(),
    }
}
