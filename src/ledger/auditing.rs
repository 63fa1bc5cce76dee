//! The audit of a whole log beside its chain: signatures, who decided what, clocks, and names.
//!
//! A fault is something that is not proved: a signature that does not count, a decision by somebody who might not take it.
//! A warning is something that may be in order and should be looked at: a clock that was set back, what was dated back to
//! a day on which more could be done, a name like another's, two people's parts from one account, a scheme that stops
//! asking for signatures.
//! Each is told with its event's number. Whether the log itself is whole is for `log::verify`.

use std::collections::HashMap;

use chrono::{DateTime, Days, NaiveDate, Utc};
use serde::Serialize;

use super::door::Ledger;
use super::log::{Log, SqliteLog};
use super::one_account::OneAccount;
use super::record::Record;
use super::signatures::{Checking, proved};
use super::standing::difference::Difference;
use super::standing::{self, Folded};
use super::trouble::Trouble;
use crate::clock::written;
use crate::journey::deadline::in_words;
use crate::journey::event::{Event, What};
use crate::journey::people::Role;
use crate::journey::state::State;
use crate::journey::text::quoted;
use crate::journey::{dating, duties, lookalike, road, statement};
use crate::progress::{Progress, Step};

/// A few milliseconds of work.
const TOLD_EVERY: u64 = 1024;

/// What an audit of the whole log came to.
#[derive(Debug, Default, Serialize)]
pub struct Audited {
    /// Decisions with a signature.
    pub signed: u64,
    pub unsigned: u64,
    /// Files of evidence that were offered; whether they are as they were is for `files` to look at.
    #[serde(skip)]
    pub files: u64,
    /// What is not proved, in the order of the log.
    pub faults: Vec<Finding>,
    /// What should be looked at, in the order of the log.
    pub warnings: Vec<Finding>,
}

/// Something that was found of an event.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Finding {
    /// The event's number.
    pub seq: u64,
    /// In words.
    pub what: String,
}

impl Audited {
    /// How it went, in words, a line each.
    pub fn lines(&self) -> Vec<String> {
        let Audited { signed, unsigned, files: _, faults, warnings } = self;
        let line = |kind: &str, found: &Finding| format!("{kind}event {}: {}", found.seq, found.what);
        let decisions = format!("decisions: {signed} signed, {unsigned} unsigned");
        let faults = faults.iter().map(|fault| line("", fault));
        let warnings = warnings.iter().map(|warning| line("warning: ", warning));
        std::iter::once(decisions).chain(faults).chain(warnings).collect()
    }

    /// How many events are not proved, in words; none where each is.
    pub fn unproved(&self) -> Option<String> {
        let mut events: Vec<u64> = self.faults.iter().map(|fault| fault.seq).collect();
        events.dedup();
        match events.len() {
            0 => None,
            1 => Some("1 event is not proved".into()),
            count => Some(format!("{count} events are not proved")),
        }
    }
}

impl Ledger {
    /// Goes through the whole log once, and proves what was signed on several threads.
    ///
    /// # Errors
    /// The log cannot be read, or it was cancelled. What is wrong with what it says is in the answer.
    pub fn audit(&self, progress: &Progress) -> Result<Audited, Trouble> {
        Ok(self.audited(progress)?.0)
    }

    /// The audit, and where the standing differs from the log, row by row, from one reading of the log.
    ///
    /// # Errors
    /// As [`Ledger::audit`].
    pub fn prove(&self, progress: &Progress) -> Result<(Audited, Vec<Difference>), Trouble> {
        self.at_one_moment(|| {
            let (audited, folded) = self.audited(progress)?;
            Ok((audited, standing::differences(self.connection(), folded, progress)?))
        })
    }

    fn audited(&self, progress: &Progress) -> Result<(Audited, Folded), Trouble> {
        let mut audit = Auditing { checking: Checking::of(self)?, ..Auditing::default() };
        let log = SqliteLog::new(self.connection());
        let last = log.head()?.seq;
        progress.said(Step::Reading, 0, last)?;
        log.for_each(0, &mut |entry| {
            progress.said_now_and_then(Step::Reading, entry.seq, last, TOLD_EVERY)?;
            let record = Record::read(entry.record).map_err(|error| self.unreadable(entry.seq, &error))?;
            audit.look(self, entry.seq, &record)
        })?;
        audit.end(progress)
    }
}

/// An audit under way.
#[derive(Default)]
struct Auditing {
    /// What stood before the event that is looked at.
    folded: Folded,
    checking: Checking,
    found: Audited,
    clock: Recording,
    one_account: OneAccount,
    /// Every decision: its event, who took it on which day, and which role it needed.
    decided: Vec<(u64, String, NaiveDate, &'static [Role])>,
    /// The day on which the acceptance of each key was recorded.
    put_in: HashMap<String, NaiveDate>,
    /// What was dated further back than is usual and not told by itself: the first, when that was, and how many.
    late: Option<(u64, NaiveDate, NaiveDate, u64)>,
}

impl Auditing {
    fn look(&mut self, ledger: &Ledger, seq: u64, record: &Record) -> Result<(), Trouble> {
        let (event, state) = (&record.event, &self.folded.state);
        self.found.files += u64::from(matches!(event.what, What::EvidenceAdded { file: Some(_), .. }));
        if event.what.decision().is_some() || event.signed.is_some() {
            match event.signed {
                Some(_) => self.found.signed += 1,
                None => self.found.unsigned += 1,
            }
            let wrong = self.checking.look(ledger, seq, event, state)?;
            self.fault(seq, wrong);
        }
        self.fault(seq, duties::faults(&self.folded.state, event).iter().map(ToString::to_string));
        self.fault(seq, road::fault(&self.folded.state, event));
        let needed = duties::needed(&self.folded.state, event);
        // Whoever held no authority then is told already.
        let held = needed.filter(|roles| {
            let person = self.folded.state.register.person(&event.by);
            person.is_some_and(|person| roles.iter().any(|role| person.holds(*role, event.on)))
        });
        self.decided.extend(held.map(|roles| (seq, event.by.clone(), event.on, roles)));
        self.dated(seq, record.at.date_naive(), event, held);
        self.fault(seq, statement::could_be_signed(&self.folded.state.register, event));
        let names = lookalike::remarks_on(&event.what, &self.folded.state.register.people);
        let warnings = self.clock.look(seq, record.at, event).into_iter().chain(names);
        self.found.warnings.extend(warnings.map(|what| Finding { seq, what }));
        self.found.warnings.extend(signs_less(&self.folded.state, event).map(|what| Finding { seq, what }));
        self.checking.past(seq, event);
        self.one_account.past(seq, &record.account.user, event, &self.folded.state.register);
        self.folded.take_in(seq, event);
        Ok(())
    }

    /// What was dated back: told by itself where more could be done on that day than on the day of recording,
    /// else counted where it is more than a few days.
    fn dated(&mut self, seq: u64, recorded: NaiveDate, event: &Event, held: Option<&[Role]>) {
        if let What::KeyAccepted { fingerprint, .. } = &event.what {
            self.put_in.insert(fingerprint.clone(), recorded);
        }
        let register = &self.folded.state.register;
        let ended = held.and_then(|roles| dating::authority_ended(register, roles, event, recorded));
        let key = event.signed.as_ref().and_then(|signed| {
            dating::key_put_in_later(register, &signed.key, event, *self.put_in.get(&signed.key)?)
        });
        let given = dating::key_given_a_past(register, event, recorded);
        let unsigned = dating::unsigned_before_key(register, event, recorded);
        let told: Vec<String> = [ended, key, given, unsigned].into_iter().flatten().collect();
        if told.is_empty() && dating::is_late(register, event, recorded) {
            let first = (seq, event.on, recorded, 0);
            self.late.get_or_insert(first).3 += 1;
        }
        self.found.warnings.extend(told.into_iter().map(|what| Finding { seq, what }));
    }

    fn fault(&mut self, seq: u64, what: impl IntoIterator<Item = String>) {
        self.found.faults.extend(what.into_iter().map(|what| Finding { seq, what }));
    }

    fn end(mut self, progress: &Progress) -> Result<(Audited, Folded), Trouble> {
        let late = self.decided.iter().filter_map(|decided| ended_since(decided, &self.folded.state));
        self.found.warnings.extend(late);
        self.found.warnings.extend(self.late.map(late_in_words));
        // Whoever practises plays everybody's part.
        if self.folded.state.register.practice.is_none() {
            self.found.warnings.extend(self.one_account.found());
        }
        let faults = proved(&self.checking, &self.folded.state, progress)?;
        self.found.faults.extend(faults);
        self.found.faults.sort();
        self.found.warnings.sort();
        Ok((self.found, self.folded))
    }
}

/// That a scheme asks for no signature any more at decisions at which the one before did; nobody signs where all is
/// practice.
fn signs_less(before: &State, event: &Event) -> Option<String> {
    let What::SchemeAdopted { scheme } = &event.what else { return None };
    let asked = before.register.scheme.signed.iter();
    let left_out: Vec<String> =
        asked.filter(|verb| !scheme.signed.contains(verb)).map(|verb| quoted(verb)).collect();
    let told = !left_out.is_empty() && before.register.practice.is_none();
    let by = quoted(&event.by);
    told.then(|| format!("the scheme of {by} asks for no signature any more at {}", left_out.join(", ")))
}

/// What was dated back further than is usual, in one finding: a force that put in its past has many.
fn late_in_words((seq, on, recorded, count): (u64, NaiveDate, NaiveDate, u64)) -> Finding {
    let others = match count - 1 {
        0 => String::new(),
        1 => ", and so is 1 other decision".into(),
        more => format!(", and so are {more} other decisions"),
    };
    let (on, recorded) = (in_words(on), in_words(recorded));
    let what = format!(
        "dated {on}, and recorded on {recorded}, more than {} days later{others}",
        dating::IN_TIME_DAYS
    );
    Finding { seq, what }
}

/// A role whose end was recorded after a decision, for a day before it: then it was taken in good faith or was not.
fn ended_since(
    (seq, by, on, roles): &(u64, String, NaiveDate, &'static [Role]),
    now: &State,
) -> Option<Finding> {
    let person = now.register.person(by)?;
    let covers = |held: &crate::journey::people::Holding| roles.contains(&held.role) && held.covers(*on);
    let held = person.roles.iter().any(covers);
    let ended = person.roles.iter().filter(|held| roles.contains(&held.role)).filter_map(|held| held.until);
    let until = ended.filter(|until| until < on).max().filter(|_| !held)?;
    let what = format!(
        "`{by}` decided on {}, and it was recorded later that the authority had ended with {}",
        in_words(*on),
        in_words(until)
    );
    Some(Finding { seq: *seq, what })
}

/// When events were recorded: later ones are never recorded earlier.
#[derive(Default)]
struct Recording {
    /// The latest moment so far, and the event that was recorded then.
    latest: Option<(u64, DateTime<Utc>)>,
    /// Whether the event before was recorded before that moment: then it was told already.
    behind: bool,
}

impl Recording {
    fn look(&mut self, seq: u64, at: DateTime<Utc>, event: &Event) -> Vec<String> {
        let back = self.latest.filter(|(_, latest)| at < *latest);
        let told = back.filter(|_| !self.behind).map(|(before, latest)| {
            let (at, latest) = (written(at), written(latest));
            format!("recorded at {at}, and event {before} before it at {latest}: a clock was set back")
        });
        self.behind = back.is_some();
        if back.is_none() {
            self.latest = Some((seq, at));
        }
        // East of Greenwich it may be tomorrow already.
        let tomorrow = at.date_naive().checked_add_days(Days::new(1)).unwrap_or(event.on);
        let ahead = (event.on > tomorrow).then(|| {
            format!("dated {}, and recorded at {}, before that day", in_words(event.on), written(at))
        });
        told.into_iter().chain(ahead).collect()
    }
}
