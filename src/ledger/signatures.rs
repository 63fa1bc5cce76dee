//! Checks signatures: the statement is made anew from what stood before the decision and compared
//! byte by byte, the key was the decider's and could be used on that day, and the signature fits.
//! Going through the log, and what else is looked at in it, is for `auditing`.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use sha2::{Digest, Sha256};

use super::auditing::Finding;
use super::door::Ledger;
use super::log::{self, Head};
use super::trouble::Trouble;
use crate::journey::deadline::in_words;
use crate::journey::event::{Event, Signed};
use crate::journey::keys::Key;
use crate::journey::reference::{RecommendationRef, Stream};
use crate::journey::state::State;
use crate::journey::statement::{self, Openings, Seen};
use crate::progress::{Progress, Step};

/// So many signatures are proved before it is said how far it has come: a few milliseconds of work.
const TOLD_EVERY: usize = 64;

/// Signatures that are looked at one after the other.
#[derive(Default)]
pub(super) struct Checking {
    /// The hash of the register's first event.
    register: String,
    /// The newest event of each recommendation, but for what only read it.
    touched: HashMap<RecommendationRef, u64>,
    openings: Openings,
    /// The digest of every statement and signature so far, and the event at which it stands.
    used: HashMap<[u8; 32], u64>,
    unproved: Vec<Unproved>,
}

/// A signature that is still to be checked with its key.
struct Unproved {
    seq: u64,
    event: Event,
    signed: Signed,
    key: Key,
}

impl Checking {
    /// Of nothing yet.
    pub fn of(ledger: &Ledger) -> Result<Checking, Trouble> {
        Ok(Checking { register: ledger.first()?, ..Checking::default() })
    }

    /// Looks at one decision with what stood before it; gives all that is wrong, as far as that can be said
    /// without proving its signature. Of a statement that is not the one it should be no signature is proved.
    pub fn look(
        &mut self,
        ledger: &Ledger,
        seq: u64,
        event: &Event,
        state: &State,
    ) -> Result<Vec<String>, Trouble> {
        let Some(signed) = &event.signed else {
            let refused = statement::admit(state, event).err();
            return Ok(refused.into_iter().map(|refusal| refusal.reason.to_string()).collect());
        };
        let head = statement::head_seen(&signed.statement).unwrap_or_default();
        let seen: Option<Head> = head.parse().ok();
        let held = match seen {
            Some(seen) => seen.seq < seq && log::contains(ledger.connection(), &seen)?,
            None => false,
        };
        let seen = Seen::by(event, &signed.statement, self.register.clone(), &self.openings);
        let anew = statement::of(state, event, &seen);
        let wrong = match anew.as_ref() == Some(&signed.statement) {
            _ if !held => Some("the register that its statement saw is not this one".to_string()),
            false => Some(statement::NOT_WHAT_STOOD.into()),
            true => None,
        };
        let again = self.again(seq, event, signed);
        let key = statement::key_of(state.register.person(&event.by), event.on, signed);
        if let (Ok(key), None) = (&key, &wrong) {
            let (event, signed, key) = (event.clone(), signed.clone(), (*key).clone());
            self.unproved.push(Unproved { seq, event, signed, key });
        }
        Ok(wrong.into_iter().chain(again).chain(key.err().map(|reason| reason.to_string())).collect())
    }

    /// Why it was not signed for this decision: signature or statement stand at an earlier one, or something lies
    /// between what the statement saw and the decision.
    fn again(&mut self, seq: u64, event: &Event, signed: &Signed) -> Vec<String> {
        let mut wrong = Vec::new();
        for (part, text) in [("signature", &signed.signature), ("statement", &signed.statement)] {
            match self.used.entry(Sha256::digest(text).into()) {
                Entry::Occupied(before) => wrong.push(statement::used_before(part, *before.get())),
                Entry::Vacant(first) => drop(first.insert(seq)),
            }
        }
        let Stream::Recommendation(reference) = &event.stream else { return wrong };
        let seen = statement::seq_seen(&signed.statement).unwrap_or_default();
        let between = self.touched.get(reference).copied().filter(|touched| *touched > seen);
        wrong.extend(between.map(statement::came_between));
        wrong
    }

    /// Goes past an event, whatever it is.
    pub fn past(&mut self, seq: u64, event: &Event) {
        self.openings.past(seq, event);
        if let Stream::Recommendation(reference) = &event.stream
            && !statement::is_only_read(&event.what)
        {
            self.touched.insert(reference.clone(), seq);
        }
    }
}

impl Unproved {
    /// A key that was revoked later, from a day before the decision on.
    fn ended_since(&self, now: &State) -> Option<Finding> {
        let key = now.register.person(&self.event.by)?.key(&self.key.fingerprint)?;
        let ended = key.ended.as_ref().filter(|ended| ended.on < self.event.on)?;
        let what = format!("its key `{}` had ended on {}", key.fingerprint, in_words(ended.on));
        Some(Finding { seq: self.seq, what })
    }

    fn fault(&self) -> Option<Finding> {
        let reason = statement::proved(&self.key, &self.signed).err()?;
        Some(Finding { seq: self.seq, what: reason.to_string() })
    }
}

/// What does not fit, found on as many threads as the machine has; `now` is what stands at the end of the log.
pub(super) fn proved(checking: &Checking, now: &State, progress: &Progress) -> Result<Vec<Finding>, Trouble> {
    let all = &checking.unproved;
    let mut found: Vec<Finding> = all.iter().filter_map(|one| one.ended_since(now)).collect();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    for (number, some) in (0..).zip(all.chunks(TOLD_EVERY * threads)) {
        progress.said(Step::Signatures, number * (TOLD_EVERY * threads) as u64, all.len() as u64)?;
        found.extend(faults(some, threads));
    }
    if !all.is_empty() {
        progress.said(Step::Signatures, all.len() as u64, all.len() as u64)?;
    }
    Ok(found)
}

fn faults(some: &[Unproved], threads: usize) -> Vec<Finding> {
    let part = some.len().div_ceil(threads).max(1);
    std::thread::scope(|scope| {
        let check = |part: &[Unproved]| part.iter().filter_map(Unproved::fault).collect::<Vec<_>>();
        let started: Vec<_> = some.chunks(part).map(|part| scope.spawn(move || check(part))).collect();
        let joined = started.into_iter().map(|thread| thread.join());
        joined.flat_map(|found| found.unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    })
}
