//! Checks every signature in the log: the statement is made anew from what stood before the decision and compared
//! byte by byte, the key was the decider's and could be used on that day, and the signature fits.
//! Each fault is told with its event's number. Whether the log itself is whole is for `log::verify`.

use serde::Serialize;

use super::door::Ledger;
use super::log::{self, Head, Log, SqliteLog};
use super::record;
use super::trouble::Trouble;
use crate::journey::deadline::in_words;
use crate::journey::event::{Event, Signed};
use crate::journey::keys::Key;
use crate::journey::state::State;
use crate::journey::statement::{self, Seen};
use crate::progress::{Progress, Step};

/// A few milliseconds of work.
const TOLD_EVERY: u64 = 1024;

/// What was found of all decisions in the log.
#[derive(Debug, Default, Serialize)]
pub struct Signatures {
    pub signed: u64,
    pub unsigned: u64,
    /// In the order of the log.
    pub faults: Vec<SignatureFault>,
}

/// A decision whose signature does not count, or that should have one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct SignatureFault {
    /// The event's number.
    pub seq: u64,
    /// In words.
    pub what: String,
}

/// A signature that is still to be checked with its key.
struct Unproved {
    seq: u64,
    event: Event,
    signed: Signed,
    key: Key,
}

impl Ledger {
    /// Checks all signatures, those that fit their statements on several threads.
    ///
    /// # Errors
    /// The log cannot be read, or it was cancelled. What is wrong with signatures is in the answer.
    pub fn check_signatures(&self, progress: &Progress) -> Result<Signatures, Trouble> {
        let (mut found, mut unproved, mut state) = (Signatures::default(), Vec::new(), State::default());
        let log = SqliteLog::new(self.connection());
        let (last, register) = (log.head()?.seq, self.first()?);
        progress.said(Step::Reading, 0, last)?;
        log.for_each(0, &mut |entry| {
            progress.said_now_and_then(Step::Reading, entry.seq, last, TOLD_EVERY)?;
            let event =
                record::read_event(entry.record).map_err(|error| self.unreadable(entry.seq, &error))?;
            if event.what.decision().is_some() || event.signed.is_some() {
                match self.look(entry.seq, &event, &state, &register, &mut found)? {
                    Ok(Some(one)) => unproved.push(one),
                    Ok(None) => {}
                    Err(what) => found.faults.push(SignatureFault { seq: entry.seq, what }),
                }
            }
            state.evolve(&event);
            Ok(())
        })?;
        found.faults.extend(unproved.iter().filter_map(|one| one.ended_since(&state)));
        found.faults.extend(proved(&unproved));
        found.faults.sort();
        Ok(found)
    }

    /// Looks at one decision with what stood before it: a signature that is to be proved, or what is wrong.
    fn look(
        &self,
        seq: u64,
        event: &Event,
        state: &State,
        register: &str,
        found: &mut Signatures,
    ) -> Result<Result<Option<Unproved>, String>, Trouble> {
        let Some(signed) = &event.signed else {
            found.unsigned += 1;
            return Ok(statement::admit(state, event)
                .map(|()| None)
                .map_err(|refusal| refusal.reason.to_string()));
        };
        found.signed += 1;
        let head = statement::head_seen(&signed.statement).unwrap_or_default();
        let seen: Option<Head> = head.parse().ok();
        let held = match seen {
            Some(seen) => seen.seq < seq && log::contains(self.connection(), &seen)?,
            None => false,
        };
        if !held {
            return Ok(Err("the register that its statement saw is not this one".into()));
        }
        let anew = statement::of(state, event, &Seen { register: register.into(), head: head.into() });
        if anew.as_ref() != Some(&signed.statement) {
            return Ok(Err("its statement is not what stood when it was decided".into()));
        }
        let key = statement::key_of(state.register.person(&event.by), event.on, signed).cloned();
        let unproved = |key| Some(Unproved { seq, event: event.clone(), signed: signed.clone(), key });
        Ok(key.map(unproved).map_err(|reason| reason.to_string()))
    }
}

impl Unproved {
    /// A key that was revoked later, from a day before the decision on.
    fn ended_since(&self, now: &State) -> Option<SignatureFault> {
        let key = now.register.person(&self.event.by)?.key(&self.key.fingerprint)?;
        let ended = key.ended.as_ref().filter(|ended| ended.on < self.event.on)?;
        let what = format!("its key `{}` had ended on {}", key.fingerprint, in_words(ended.on));
        Some(SignatureFault { seq: self.seq, what })
    }

    fn fault(&self) -> Option<SignatureFault> {
        let reason = statement::proved(&self.key, &self.signed).err()?;
        Some(SignatureFault { seq: self.seq, what: reason.to_string() })
    }
}

/// What does not fit, found on as many threads as the machine has.
fn proved(all: &[Unproved]) -> Vec<SignatureFault> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let part = all.len().div_ceil(threads).max(1);
    std::thread::scope(|scope| {
        let check = |part: &[Unproved]| part.iter().filter_map(Unproved::fault).collect::<Vec<_>>();
        let started: Vec<_> = all.chunks(part).map(|part| scope.spawn(move || check(part))).collect();
        let joined = started.into_iter().map(|thread| thread.join());
        joined.flat_map(|found| found.unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    })
}
