//! Free text: words are looked for in everything that is told, and a word that stands nowhere
//! is taken for the nearest that does.

use rusqlite::{Connection, OptionalExtension};

use super::language::Text;
use super::nearest::{forgiven, slips};

/// So many words stand in for one at most.
const MOST_STAND_INS: usize = 5;

/// A word that stands nowhere in the register, and those that were looked for instead; none where none is near.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoodIn {
    pub word: String,
    pub by: Vec<String>,
}

/// What came of a search beside its rows.
pub(in crate::ledger) struct Searched {
    pub stood_in: Vec<StoodIn>,
    /// Whether any of the words was looked for at all.
    pub narrows: bool,
}

/// Calls `each` with the row of every recommendation of which all of this is told;
/// says for which words others stood in.
pub(in crate::ledger) fn search(
    conn: &Connection,
    text: &[Text],
    each: &mut dyn FnMut(u32),
) -> rusqlite::Result<Searched> {
    let exact: Vec<String> = text.iter().map(expression).collect();
    if run(conn, &exact.join(" AND "), each)? {
        return Ok(Searched { stood_in: Vec::new(), narrows: true });
    }
    let mut stood_in = Vec::new();
    let mut nearest = Vec::new();
    for (text, exact) in text.iter().zip(exact) {
        match text {
            // Nothing is near two letters, and while somebody types on they are no reason to show nothing.
            Text::Whole(word) if !stands(conn, &exact)? => {
                stood_in.push(StoodIn { word: word.clone(), by: Vec::new() });
            }
            Text::Begins(word) if !stands(conn, &exact)? => {
                let by = near(conn, &word.to_lowercase())?;
                let either: Vec<_> = by.iter().map(|word| quote(word)).collect();
                nearest.push(if either.is_empty() { exact } else { format!("({})", either.join(" OR ")) });
                stood_in.push(StoodIn { word: word.clone(), by });
            }
            _ => nearest.push(exact),
        }
    }
    let narrows = !nearest.is_empty();
    if narrows && !stood_in.is_empty() {
        run(conn, &nearest.join(" AND "), each)?;
    }
    Ok(Searched { stood_in, narrows })
}

/// What FTS5 is asked for: all of it is text to it.
fn expression(text: &Text) -> String {
    match text {
        Text::Begins(word) => format!("{}*", quote(word)),
        Text::Whole(words) | Text::Phrase(words) => quote(words),
    }
}

fn quote(words: &str) -> String {
    format!("\"{}\"", words.replace('"', "\"\""))
}

/// Whether anything was found.
fn run(conn: &Connection, expression: &str, each: &mut dyn FnMut(u32)) -> rusqlite::Result<bool> {
    let mut sql = conn.prepare_cached("SELECT rowid FROM words WHERE words MATCH ?1")?;
    let mut rows = sql.query([expression])?;
    let mut any = false;
    while let Some(row) = rows.next()? {
        any = true;
        each(row.get(0)?);
    }
    Ok(any)
}

fn stands(conn: &Connection, expression: &str) -> rusqlite::Result<bool> {
    let mut sql = conn.prepare_cached("SELECT 1 FROM words WHERE words MATCH ?1 LIMIT 1")?;
    Ok(sql.query_row([expression], |_| Ok(())).optional()?.is_some())
}

/// The words of the register that are nearest to one that stands nowhere. They are looked for under its first letter
/// and, where none is near, under its second, which comes first where two were exchanged or the first is missing.
fn near(conn: &Connection, word: &str) -> rusqlite::Result<Vec<String>> {
    if forgiven(word) == 0 || !word.chars().all(char::is_alphanumeric) {
        return Ok(Vec::new());
    }
    for letter in word.chars().take(2) {
        let found = near_under(conn, word, letter)?;
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Ok(Vec::new())
}

fn near_under(conn: &Connection, word: &str, letter: char) -> rusqlite::Result<Vec<String>> {
    let mut sql = conn.prepare_cached("SELECT term FROM vocabulary WHERE term >= ?1 AND term < ?2")?;
    let mut rows = sql.query([letter.to_string(), format!("{letter}\u{10ffff}")])?;
    let mut found: Vec<(usize, usize, String)> = Vec::new();
    while let Some(row) = rows.next()? {
        let known = row.get_ref(0)?.as_str()?;
        let slips = slips(word, known);
        if slips <= forgiven(word) {
            found.push((slips, known.len().abs_diff(word.len()), known.to_string()));
        }
    }
    found.sort_unstable();
    let fewest = found.first().map_or(0, |(slips, _, _)| *slips);
    let nearest = found.into_iter().take_while(|(slips, _, _)| *slips == fewest);
    Ok(nearest.map(|(_, _, known)| known).take(MOST_STAND_INS).collect())
}
