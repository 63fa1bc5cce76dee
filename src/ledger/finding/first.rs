//! A first look: the first rows of a list while somebody types, before all of it is found.
//!
//! A word that many recommendations are told of is long to look up, but on the way down the list one is soon met.
//! So the rows are read one after another until a screen is full. What that finds is a beginning of the list and
//! no more: it knows no number of rows, and may miss one whose words are replaced by now or written with accents.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use rusqlite::Connection;

use super::found::{Found, Wanted};
use super::language::Text;
use super::text::Slips;
use crate::journey::recommendation::Recommendation;
use crate::ledger::Ledger;
use crate::ledger::standing::told;
use crate::ledger::trouble::Trouble;

/// So much is spent on a first look: about a millisecond, if a glance at words that are in memory costs one.
const MOST: usize = 1_000;
/// What it costs to read the words of one recommendation.
const READING: usize = 20;
/// So many recommendations' words are kept.
const KEPT: usize = 4_000;

/// What is told of the recommendations that were looked at, in small letters. It holds while nothing is recorded.
#[derive(Default)]
pub(super) struct Kept(RefCell<HashMap<u32, Rc<str>>>);

impl Kept {
    fn of(&self, conn: &Connection, id: u32, spent: &mut usize) -> Result<Rc<str>, Trouble> {
        *spent += 1;
        if let Some(kept) = self.0.borrow().get(&id) {
            return Ok(kept.clone());
        }
        *spent += READING;
        let words: Rc<str> = words(conn, id)?.into();
        let mut kept = self.0.borrow_mut();
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(id, words.clone());
        Ok(words)
    }
}

/// What is told of a recommendation as it stands, with the latest statements, in small letters.
fn words(conn: &Connection, id: u32) -> Result<String, Trouble> {
    let sql = "SELECT stream.state, inspection.title FROM recommendation
        JOIN stream ON stream.name = recommendation.ref
        JOIN inspection ON inspection.code = recommendation.inspection WHERE recommendation.id = ?1";
    let read = || -> rusqlite::Result<(String, String)> {
        conn.prepare_cached(sql)?.query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
    };
    let (state, title) = read().map_err(|error| Trouble::on(conn, error))?;
    let Ok(recommendation) = serde_json::from_str::<Recommendation>(&state) else { return Ok(title) };
    let mut words = told(&recommendation) + &title;
    for progress in recommendation.actions.iter().filter_map(|action| action.progress.as_ref()) {
        words.push('\n');
        words.push_str(&progress.text);
    }
    Ok(words.to_lowercase())
}

/// A word that a first look can judge.
struct Looked {
    word: String,
    /// Whether a longer word that begins so will do.
    begins: bool,
}

impl Looked {
    fn of(text: &Text) -> Option<Looked> {
        let (word, begins) = match text {
            Text::Begins(word) => (word, true),
            Text::Whole(word) => (word, false),
            Text::Phrase(_) => return None,
        };
        let plain = word.bytes().all(|byte| byte.is_ascii_alphanumeric());
        plain.then(|| Looked { word: word.to_ascii_lowercase(), begins })
    }

    fn stands_in(&self, words: &str) -> bool {
        words.match_indices(&self.word).any(|(at, word)| {
            let ends = |rest: &str| !rest.starts_with(char::is_alphanumeric);
            !words[..at].ends_with(char::is_alphanumeric) && (self.begins || ends(&words[at + word.len()..]))
        })
    }
}

impl Ledger {
    /// What is wanted, while somebody types: the first rows of it, so many, where they are soon met, else all of them.
    /// Nothing stands in for a word that is not typed to its end. Where it is not whole, [`Ledger::find`] finds the rest.
    pub fn find_typed(&self, wanted: &Wanted, rows: usize) -> Result<Found, Trouble> {
        self.find_first(wanted, rows)?.map_or_else(|| self.find_with(wanted, Slips::Awaited), Ok)
    }

    /// The first rows of what is wanted; none where there are not as many, or a first look cannot tell or takes long.
    pub fn find_first(&self, wanted: &Wanted, rows: usize) -> Result<Option<Found>, Trouble> {
        let looked: Option<Vec<Looked>> = wanted.filter.text.iter().map(Looked::of).collect();
        let looked = looked.filter(|looked| !looked.is_empty() && wanted.group.is_none());
        let Some(looked) = looked else { return Ok(None) };
        let glance = self.glance()?;
        let test = self.test(&wanted.filter, &glance)?;
        let (mut places, mut spent) = (Vec::with_capacity(rows), 0);
        for place in glance.ordered(wanted.sort).iter() {
            let row = &glance.rows[*place as usize];
            if !test.holds(row) {
                continue;
            }
            if spent >= MOST {
                return Ok(None);
            }
            let words = glance.words.of(self.connection(), row.id, &mut spent)?;
            if looked.iter().all(|looked| looked.stands_in(&words)) {
                places.push(*place);
                if places.len() == rows {
                    return Ok(Some(Found::beginning(glance.clone(), places)));
                }
            }
        }
        // So few that all were looked at: to find them whole costs as little.
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_stands_where_a_word_begins() {
        let begins = Looked::of(&Text::Begins("Post".into())).unwrap();
        assert!(
            begins.stands_in("two posts")
                && begins.stands_in("post")
                && !begins.stands_in("outpost, signpost")
        );
        let whole = Looked::of(&Text::Whole("IT".into())).unwrap();
        assert!(whole.stands_in("the it team") && whole.stands_in("it") && !whole.stands_in("item, with"));
        assert!(Looked::of(&Text::Phrase("two posts".into())).is_none());
        assert!(Looked::of(&Text::Begins("café".into())).is_none());
    }
}
