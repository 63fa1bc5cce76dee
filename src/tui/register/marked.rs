//! The rows that are marked, and what may be asked of them.

use std::collections::{BTreeMap, BTreeSet};

use crate::journey::asking::{VERBS, Verb};
use crate::journey::next;
use crate::journey::recommendation::Recommendation;
use crate::ledger::Ledger;
use crate::ledger::trouble::Trouble;
use crate::tui::asking::together;
use crate::tui::keys::Act;
use crate::tui::screen::Around;

/// Of so many of the marked it is found out what comes next: of the others it is found out when it is asked for.
const LOOKED_AT: usize = 20;
/// So many requests are told of before the key that takes the marks away.
const TOLD: usize = 4;

#[derive(Default)]
pub struct Marked {
    all: BTreeSet<String>,
    known: BTreeMap<String, Known>,
}

/// What may be asked of one of them.
struct Known {
    /// What can be granted at its stage, to whoever it is for.
    fitting: Vec<&'static str>,
    /// What the rules would grant the person now, the most natural first.
    natural: Vec<&'static str>,
}

impl Marked {
    pub fn all(&self) -> &BTreeSet<String> {
        &self.all
    }

    /// Marks it, or takes the mark away.
    pub fn turn(&mut self, reference: String) {
        if !self.all.remove(&reference) {
            self.all.insert(reference);
        }
    }

    pub fn extend(&mut self, references: impl Iterator<Item = String>) {
        self.all.extend(references);
    }

    pub fn remove(&mut self, reference: &str) {
        self.all.remove(reference);
    }

    pub fn clear(&mut self) {
        self.all.clear();
    }

    /// What was found out is found out anew: something was recorded, or somebody else acts.
    pub fn forget(&mut self) {
        self.known.clear();
    }

    /// Finds out what may be asked of those of which it is not known yet.
    pub fn look(&mut self, ledger: &Ledger, around: &Around) -> Result<(), Trouble> {
        self.known.retain(|reference, _| self.all.contains(reference));
        for reference in self.all.iter().take(LOOKED_AT) {
            let named = reference.parse().ok().filter(|_| !self.known.contains_key(reference));
            let Some(named) = named else { continue };
            if let Some(stands) = ledger.standing().recommendation(&named)? {
                self.known.insert(reference.clone(), Known::of(&stands, ledger, around)?);
            }
        }
        Ok(())
    }

    /// Whether a request can be asked for all, and might be granted for one of them.
    pub fn fits(&self, verb: &Verb) -> bool {
        together::is_offered(verb) && self.known.values().any(|known| known.fitting.contains(&verb.name))
    }

    /// What comes next for most of them first.
    pub fn natural(&self) -> Vec<Act> {
        let mut verbs: Vec<_> = VERBS.iter().filter(|verb| together::is_offered(verb)).collect();
        let place = |name: &str, known: &Known| known.natural.iter().position(|natural| *natural == name);
        let places = |name: &'static str| self.known.values().filter_map(move |known| place(name, known));
        verbs.retain(|verb| places(verb.name).next().is_some());
        verbs.sort_by_key(|verb| {
            (std::cmp::Reverse(places(verb.name).count()), places(verb.name).sum::<usize>())
        });
        let mut acts: Vec<_> = verbs.into_iter().map(|verb| Act::Ask(verb.name)).collect();
        acts.insert(acts.len().min(TOLD), Act::Unmark);
        acts
    }
}

impl Known {
    fn of(stands: &Recommendation, ledger: &Ledger, around: &Around) -> Result<Known, Trouble> {
        let (actor, today) = (around.actor.as_str(), around.today);
        let fits = |verb: &&Verb| verb.fits(stands);
        let fitting = VERBS.iter().filter(fits).map(|verb| verb.name).collect();
        if !stands.ours {
            return Ok(Known { fitting, natural: Vec::new() });
        }
        let state = ledger.about(&next::requests(stands, &around.register, actor, today))?;
        Ok(Known { fitting, natural: next::natural(&state, stands, actor, today) })
    }
}
