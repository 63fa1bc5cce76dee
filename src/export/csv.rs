//! CSV: a list of recommendations as a spreadsheet reads it.

use std::io::{self, Write};

use crate::journey::text::clean;
use crate::ledger::standing::questions::Row;

const COLUMNS: &str = "ref,inspection,kind,text,addressees,position,stage,level,rating,owner,deadline_words,deadline,target,\
    target_original,target_moves,next,overdue,last_heard,closed_as,closed_on\r\n";

/// Writes the names of the columns; before the others that of the group, where the rows stand in groups.
pub fn header(grouped: bool, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(if grouped { b"group," } else { b"" })?;
    out.write_all(COLUMNS.as_bytes())
}

/// Writes one recommendation, and before it the group that it stands in.
pub fn row(group: Option<&str>, row: &Row, out: &mut dyn Write) -> io::Result<()> {
    let addressees: Vec<String> = serde_json::from_str(row.addressees.0).unwrap_or_default();
    let addressees = addressees.join("; ");
    let moves = row.target.as_ref().map_or(0, |target| target.moves).to_string();
    let cells = [
        row.r#ref,
        row.inspection,
        row.kind,
        row.text,
        &addressees,
        row.position.unwrap_or_default(),
        row.stage,
        row.level.unwrap_or_default(),
        row.rating.unwrap_or_default(),
        row.owner.unwrap_or_default(),
        row.deadline.as_ref().map_or("", |deadline| deadline.words),
        row.deadline.as_ref().and_then(|deadline| deadline.date).unwrap_or_default(),
        row.target.as_ref().map_or("", |target| target.date),
        row.target.as_ref().and_then(|target| target.original).unwrap_or_default(),
        &moves,
        row.next.unwrap_or_default(),
        if row.overdue { "yes" } else { "no" },
        row.last_heard.unwrap_or_default(),
        &row.closed_in_words().unwrap_or_default(),
        row.closed_on.unwrap_or_default(),
    ];
    let line: Vec<_> = group.iter().chain(&cells).map(|text| cell(text)).collect();
    write!(out, "{}\r\n", line.join(","))
}

/// A cell: cleaned, because a register that somebody tampered with may hold anything; quoted where it must be,
/// and disarmed where a spreadsheet would run it as a formula.
pub(super) fn cell(text: &str) -> String {
    let text = clean(text);
    let formula = text.starts_with(['=', '+', '-', '@']);
    let disarmed = if formula { format!("'{text}") } else { text.into_owned() };
    if disarmed.contains(['"', ',', '\n', '\r']) {
        format!("\"{}\"", disarmed.replace('"', "\"\""))
    } else {
        disarmed
    }
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn a_formula_is_disarmed_and_a_comma_is_quoted() {
        assert_eq!(cell("=cmd|' /C calc'!A0"), "'=cmd|' /C calc'!A0");
        assert_eq!(cell("one, two \"three\""), "\"one, two \"\"three\"\"\"");
        assert_eq!(cell("plain"), "plain");
    }
}
