//! Free text: words are looked for in everything that is told, and a word that stands nowhere
//! is taken for the nearest that does.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt;
use std::rc::Rc;

use rusqlite::Connection;

use super::language::{Text, meant};
use super::nearest::{forgiven, slips};
use crate::journey::text::quoted;
use crate::ledger::standing::DOCUMENTS;

/// So many words stand in for one at most.
const MOST_STAND_INS: usize = 5;

/// A word that stands nowhere in the register, and those that were looked for instead; none where none is near.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoodIn {
    pub word: String,
    pub by: Vec<String>,
    /// The word of the filter's own that it may have been meant for.
    pub meant: Option<&'static str>,
}

impl fmt::Display for StoodIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = quoted(&self.word);
        let by: Vec<_> = self.by.iter().map(|word| quoted(word)).collect();
        match (self.meant, by.as_slice()) {
            (Some(meant), _) => write!(f, "{word} stands nowhere; did you mean `{meant}`?"),
            (None, []) => write!(f, "{word} stands nowhere, and no word is near it"),
            (None, _) => write!(f, "{word} stands nowhere: looked for {}", by.join(", ")),
        }
    }
}

/// The places of recommendations in their file, each there or not.
#[derive(Debug, Default)]
pub struct Ids(Vec<u64>);

impl Ids {
    fn add(&mut self, id: usize) {
        let word = id / 64;
        if self.0.len() <= word {
            self.0.resize(word + 1, 0);
        }
        self.0[word] |= 1 << (id % 64);
    }

    pub fn hold(&self, id: u32) -> bool {
        self.0.get(id as usize / 64).is_some_and(|word| word >> (id % 64) & 1 == 1)
    }

    fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// What was found of words. It holds while nothing is recorded.
#[derive(Debug, Default)]
pub(in crate::ledger) struct Known {
    /// Which recommendations each expression is told of.
    told: RefCell<HashMap<String, Rc<Ids>>>,
    /// All words that begin with a letter.
    under: RefCell<HashMap<char, Rc<[String]>>>,
}

/// While one types, only the last word is another one; so many expressions are remembered.
const MOST_KNOWN: usize = 64;

impl Known {
    /// The recommendations of which an expression is told, in any of their documents.
    fn of(&self, conn: &Connection, expression: &str) -> rusqlite::Result<Rc<Ids>> {
        if let Some(known) = self.told.borrow().get(expression) {
            return Ok(known.clone());
        }
        let found = Rc::new(told(conn, expression)?);
        let mut known = self.told.borrow_mut();
        if known.len() >= MOST_KNOWN {
            known.clear();
        }
        known.insert(expression.to_string(), found.clone());
        Ok(found)
    }

    fn under(&self, conn: &Connection, letter: char) -> rusqlite::Result<Rc<[String]>> {
        if let Some(known) = self.under.borrow().get(&letter) {
            return Ok(known.clone());
        }
        let mut sql = conn.prepare_cached("SELECT term FROM vocabulary WHERE term >= ?1 AND term < ?2")?;
        let words = sql.query_map([letter.to_string(), format!("{letter}\u{10ffff}")], |row| row.get(0))?;
        let words: Rc<[String]> = words.collect::<rusqlite::Result<_>>()?;
        self.under.borrow_mut().insert(letter, words.clone());
        Ok(words)
    }
}

fn told(conn: &Connection, expression: &str) -> rusqlite::Result<Ids> {
    let mut sql = conn.prepare_cached("SELECT rowid FROM words WHERE words MATCH ?1")?;
    let mut rows = sql.query([expression])?;
    let mut found = Ids::default();
    while let Some(row) = rows.next()? {
        let document: i64 = row.get(0)?;
        found.add((document / DOCUMENTS) as usize);
    }
    Ok(found)
}

/// What came of a search.
#[derive(Debug, Default)]
pub(in crate::ledger) struct Searched {
    pub stood_in: Vec<StoodIn>,
    /// Whether others may stand in yet for a word that stands nowhere.
    awaits: bool,
    /// A recommendation must be among all of these.
    among: Vec<Rc<Ids>>,
}

impl Searched {
    /// Whether nothing else would be found for it if nobody were typing.
    pub fn is_settled(&self, slips: Slips) -> bool {
        slips == Slips::Forgiven || !self.awaits
    }

    /// Whether nothing can be found because a word is told of nothing.
    pub fn is_empty(&self) -> bool {
        self.among.iter().any(|ids| ids.is_empty())
    }

    pub fn holds(&self, id: u32) -> bool {
        self.among.iter().all(|ids| ids.hold(id))
    }
}

/// What is done about a word that stands nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::ledger) enum Slips {
    /// The nearest that stand somewhere stand in for it; where none is near, it is passed over, and said.
    Forgiven,
    /// Nothing yet: somebody is still typing it.
    Awaited,
}

/// The recommendations of which all of this is told.
pub(in crate::ledger) fn search(
    conn: &Connection,
    text: &[Text],
    known: &Known,
    slips: Slips,
) -> rusqlite::Result<Searched> {
    let mut searched = Searched::default();
    for text in text {
        let told = known.of(conn, &expression(text))?;
        let word = match text {
            // Nothing is near two letters, and while somebody types on they are no reason to show nothing.
            Text::Whole(word) if told.is_empty() => word,
            Text::Begins(word) if told.is_empty() && slips == Slips::Forgiven => word,
            _ => {
                searched.awaits |= told.is_empty();
                searched.among.push(told);
                continue;
            }
        };
        let by = match meant(word) {
            Some(_) => Vec::new(),
            None => near(conn, &word.to_lowercase(), known)?,
        };
        if !by.is_empty() {
            let either: Vec<_> = by.iter().map(|word| quote(word)).collect();
            searched.among.push(known.of(conn, &either.join(" OR "))?);
        } else if matches!(text, Text::Begins(_)) {
            searched.among.push(told);
        }
        let meant = meant(word).filter(|_| matches!(text, Text::Begins(_)));
        searched.stood_in.push(StoodIn { word: word.clone(), by, meant });
    }
    Ok(searched)
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

/// The words of the register that are nearest to one that stands nowhere. They are looked for under its first letter
/// and, where none is near, under its second, which comes first where two were exchanged or the first is missing.
fn near(conn: &Connection, word: &str, known: &Known) -> rusqlite::Result<Vec<String>> {
    if forgiven(word) == 0 || !word.chars().all(char::is_alphanumeric) {
        return Ok(Vec::new());
    }
    for letter in word.chars().take(2) {
        let found = nearest(word, &known.under(conn, letter)?);
        if !found.is_empty() {
            return Ok(found);
        }
    }
    Ok(Vec::new())
}

pub(super) fn nearest(word: &str, among: &[String]) -> Vec<String> {
    let near = |known: &String| {
        let slips = slips(word, known);
        (slips <= forgiven(word)).then(|| (slips, known.len().abs_diff(word.len()), known.clone()))
    };
    let mut found: Vec<(usize, usize, String)> = among.iter().filter_map(near).collect();
    found.sort_unstable();
    found.dedup();
    let fewest = found.first().map_or(0, |(slips, _, _)| *slips);
    let nearest = found.into_iter().take_while(|(slips, _, _)| *slips == fewest);
    nearest.map(|(_, _, known)| known).take(MOST_STAND_INS).collect()
}
