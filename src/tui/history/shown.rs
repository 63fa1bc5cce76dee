//! Which events a history shows, by their numbers: all of the log, or those that a filter finds,
//! which are looked for from the newest back, no further than somebody looks.

use std::collections::VecDeque;

use crate::ledger::happened::{Happened, Looked};
use crate::ledger::trouble::Trouble;
use crate::ledger::{Ledger, Recorded};

pub struct Shown {
    pub wanted: Happened,
    /// The numbers of those that were found, the oldest first; none where everything is shown.
    found: VecDeque<u64>,
    /// Look on before this number; none where nothing older can fit.
    before: Option<u64>,
    /// The number of the log's newest event.
    pub last: u64,
    /// Whether numbers are missing, so that places must be looked for.
    gaps: bool,
}

impl Shown {
    pub fn of(wanted: Happened) -> Shown {
        Shown { wanted, found: VecDeque::new(), before: Some(0), last: 0, gaps: false }
    }

    fn is_everything(&self) -> bool {
        self.wanted.is_everything() && !self.gaps
    }

    /// Whether there may be older ones that were not looked for yet.
    pub fn has_more(&self) -> bool {
        !self.is_everything() && self.before.is_some()
    }

    pub fn len(&self) -> usize {
        if self.is_everything() { self.last as usize } else { self.found.len() }
    }

    /// The number of the event at a place; the oldest stands at nought.
    pub fn number(&self, place: usize) -> Option<u64> {
        if self.is_everything() {
            return (place < self.len()).then_some(place as u64 + 1);
        }
        self.found.get(place).copied()
    }

    /// The place of an event, or where it would stand; the newest's where it would stand after all.
    pub fn place(&self, number: u64) -> usize {
        let place = match self.is_everything() {
            true => number.saturating_sub(1) as usize,
            false => self.found.partition_point(|found| *found < number),
        };
        place.min(self.len().saturating_sub(1))
    }

    /// Forgets what was found: another moment is looked at.
    pub fn forget(&mut self) {
        *self = Shown::of(self.wanted.clone());
    }

    /// Takes in what was recorded since it was last looked.
    pub fn follow(&mut self, ledger: &Ledger) -> Result<(), Trouble> {
        let (before, last) = (self.last, ledger.head()?.seq);
        (self.last, self.gaps) = (last, !ledger.is_without_gaps());
        if self.is_everything() || before == last {
            return Ok(());
        }
        if before == 0 {
            self.before = Some(last + 1);
            return self.look_on(ledger);
        }
        let mut new = Vec::new();
        let mut on = Some(last + 1);
        while let Some(number) = on.filter(|number| *number > before + 1) {
            let Looked { found, before: further } = ledger.look_back(&self.wanted, number)?;
            new.extend(found.into_iter().filter(|found| *found > before));
            on = further;
        }
        self.found.extend(new.into_iter().rev());
        Ok(())
    }

    /// Looks one stride further back.
    pub fn look_on(&mut self, ledger: &Ledger) -> Result<(), Trouble> {
        if let Some(before) = self.before.filter(|_| self.has_more()) {
            let Looked { found, before } = ledger.look_back(&self.wanted, before)?;
            found.into_iter().for_each(|number| self.found.push_front(number));
            self.before = before;
        }
        Ok(())
    }

    /// The events from one place to before another.
    pub fn read(&self, ledger: &Ledger, from: usize, to: usize) -> Result<Vec<Recorded>, Trouble> {
        if self.is_everything() {
            return ledger.events(from as u64, to.saturating_sub(from));
        }
        let events: Result<Vec<_>, _> =
            self.found.range(from..to.min(self.found.len())).map(|number| ledger.event(*number)).collect();
        Ok(events?.into_iter().flatten().collect())
    }
}
