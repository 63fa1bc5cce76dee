//! When a person last looked at each recommendation on the desk, kept in the user's own state folder like drafts:
//! what somebody has read is no part of the record. Where nothing is kept, or it cannot be read, it is a first look.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::door::{Ledger, Recorded};
use super::drafts::write;
use super::log::Hash;
use super::remembered::identity;
use super::trouble::Trouble;
use crate::journey::event::What;
use crate::journey::reference::{RecommendationRef, Stream};

/// So many of the newest events on a recommendation are looked through for what is new.
const NEWEST: usize = 200;

/// How far the register went when somebody looked, and on which day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    pub seq: u64,
    pub on: NaiveDate,
}

/// The looks of one person at one register.
#[derive(Debug, Clone)]
pub struct Looks {
    folder: PathBuf,
    file: PathBuf,
    all: BTreeMap<String, Look>,
}

impl Ledger {
    /// What a person looked at before. None where this user has no folder for it.
    ///
    /// # Errors
    /// The register could not be read.
    pub fn looks(&self, person: &str) -> Result<Option<Looks>, Trouble> {
        let Some(remembered) = &self.seat().remembered else { return Ok(None) };
        let Some(register) = identity(self.connection())? else { return Ok(None) };
        let folder = remembered.looks().to_path_buf();
        let file = folder.join(format!("looks-{}", Hash::of(format!("{register}\n{person}").as_bytes())));
        let kept = fs::read(&file).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
        Ok(Some(Looks { folder, file, all: kept.unwrap_or_default() }))
    }

    /// What happened to a recommendation after a look, the oldest first.
    pub fn since(&self, reference: &RecommendationRef, look: &Look) -> Result<Vec<Recorded>, Trouble> {
        let mut events = self.history(&Stream::Recommendation(reference.clone()), NEWEST)?;
        events.retain(|recorded| recorded.seq > look.seq);
        Ok(events)
    }

    /// The newest question or decision of a person on a recommendation: whoever asked about it or decided on it had read
    /// it, wherever that was.
    ///
    /// # Errors
    /// The register could not be read.
    pub fn spoke_last(&self, reference: &RecommendationRef, person: &str) -> Result<Option<Look>, Trouble> {
        let events = self.history(&Stream::Recommendation(reference.clone()), NEWEST)?;
        let spoke = |one: &&Recorded| {
            let what = &one.record.event.what;
            let of_a_reader = what.decision().is_some() || matches!(what, What::QuestionAsked { .. });
            one.record.event.by == person && of_a_reader
        };
        let last = events.iter().filter(spoke).max_by_key(|one| one.seq);
        Ok(last.map(|one| Look { seq: one.seq, on: one.record.event.on }))
    }

    /// A look at the register as it stands.
    pub fn look_now(&self) -> Result<Look, Trouble> {
        Ok(Look { seq: self.head()?.seq, on: self.today() })
    }
}

impl Look {
    /// The later of two looks.
    pub fn newest(one: Option<Look>, other: Option<Look>) -> Option<Look> {
        one.into_iter().chain(other).max_by_key(|look| look.seq)
    }
}

impl Looks {
    /// The last look at a recommendation; none where this is the first.
    pub fn last(&self, reference: &RecommendationRef) -> Option<Look> {
        self.all.get(&reference.to_string()).copied()
    }

    /// Keeps a look in the place of the one before.
    ///
    /// # Errors
    /// [`Trouble::StateFolder`] where the folder cannot be written.
    pub fn keep(&mut self, reference: &RecommendationRef, look: Look) -> Result<(), Trouble> {
        if self.all.insert(reference.to_string(), look) == Some(look) {
            return Ok(());
        }
        let trouble = |detail: String| Trouble::StateFolder { folder: self.folder.clone(), detail };
        let text = serde_json::to_vec(&self.all).map_err(|error| trouble(error.to_string()))?;
        write(&self.folder, &self.file, &text).map_err(|error| trouble(error.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::filled;
    use crate::ledger::remembered::Remembered;

    fn reference() -> RecommendationRef {
        "SOC22-3".parse().unwrap()
    }

    fn register(folder: &std::path::Path) -> Ledger {
        let ledger = filled::filled(folder);
        let mut seat = ledger.seat().clone();
        seat.remembered = Some(Remembered::in_folder(&folder.join("state")));
        let path = ledger.path().to_path_buf();
        ledger.close();
        Ledger::open(&path, crate::ledger::opening::Access::Write, seat).unwrap()
    }

    #[test]
    fn a_look_is_kept_for_the_person_alone_and_what_came_after_it_is_new() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = register(folder.path());
        let mut looks = ledger.looks("T. Deputy").unwrap().unwrap();
        assert_eq!(looks.last(&reference()), None, "the first look");
        let events = ledger.history(&Stream::Recommendation(reference()), 100).unwrap();
        let before = Look { seq: events[events.len() - 2].seq, on: ledger.today() };
        looks.keep(&reference(), before).unwrap();
        let again = ledger.looks("T. Deputy").unwrap().unwrap();
        assert_eq!(again.last(&reference()), Some(before));
        assert_eq!(ledger.looks("A. Lead").unwrap().unwrap().last(&reference()), None);
        assert_eq!(ledger.since(&reference(), &before).unwrap(), events[events.len() - 1..]);
        assert_eq!(ledger.since(&reference(), &ledger.look_now().unwrap()).unwrap(), []);
    }

    #[test]
    fn what_was_kept_badly_is_a_first_look() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = register(folder.path());
        let mut looks = ledger.looks("T. Deputy").unwrap().unwrap();
        looks.keep(&reference(), ledger.look_now().unwrap()).unwrap();
        fs::write(&looks.file, "{").unwrap();
        assert_eq!(ledger.looks("T. Deputy").unwrap().unwrap().last(&reference()), None);
    }

    #[test]
    fn nothing_of_a_look_is_in_the_register() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = register(folder.path());
        let head = ledger.head().unwrap();
        let mut looks = ledger.looks("T. Deputy").unwrap().unwrap();
        looks.keep(&reference(), ledger.look_now().unwrap()).unwrap();
        assert_eq!(ledger.head().unwrap(), head);
    }
}
