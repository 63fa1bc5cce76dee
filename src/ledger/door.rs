//! The one door through which requests become events.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{Connection, MAIN_DB, OptionalExtension, Transaction, TransactionBehavior};

use super::backup;
use super::files::private::Private;
use super::finding::Glance;
use super::keygen::NotSigned;
use super::log::{self, Appended, Entry, Head, Log, New, SqliteLog};
use super::opening::{self, Access};
use super::past::{Moment, Past};
use super::place::with_ending;
use super::record::{self, Account, Record};
use super::remembered::Remembered;
use super::same_file::SameFile;
use super::standing::difference::Difference;
use super::standing::questions::Standing;
use super::standing::{self, Loaded};
use super::trouble::Trouble;
use crate::clock::Clock;
use crate::journey::Context;
use crate::journey::event::{Event, Signed, What};
use crate::journey::people::Person;
use crate::journey::reference::Stream;
use crate::journey::refusal::Refusal;
use crate::journey::request::Request;
use crate::journey::scheme::Scheme;
use crate::journey::state::State;
use crate::journey::statement;
use crate::progress::{Progress, Step};

/// An open register: reads what stands, and records what is asked.
pub struct Ledger {
    conn: Connection,
    path: PathBuf,
    file: SameFile,
    seat: Seat,
    /// Where the practice register's clock stands still.
    practice: Option<NaiveDate>,
    /// What lists are found from, once one was asked for.
    pub(super) glance: RefCell<Option<Rc<Glance>>>,
    /// The moment at which it is looked at, where that has passed, and whether its events are the log's first ones.
    past: Option<(Moment, bool)>,
    /// Where files are copied that are opened without saying where to; where there is none, where the program runs.
    pub(super) private: Option<Private>,
}

/// Where somebody sits: through which account, at which clock, what was seen from there before,
/// and who watches work that takes its time.
#[derive(Debug, Clone)]
pub struct Seat {
    pub account: Account,
    pub clock: Clock,
    /// None where nothing is remembered.
    pub remembered: Option<Remembered>,
    pub progress: Progress,
}

/// Looks at an event before it happens to what stood before it, and may put a signature on it.
type Admit<'a> = dyn FnMut(&State, &mut Event) -> Result<(), NotDone> + 'a;

/// So many statements stay prepared.
const PREPARED: usize = 64;

/// Who acts, and when it happened.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Acting {
    /// The person's name.
    pub actor: String,
    /// The day it happened; today where none is given.
    pub on: Option<NaiveDate>,
    /// The head that the person was looking at; a subject that changed since is shown, not decided.
    pub seen: Option<Head>,
}

/// An event as it is recorded.
#[derive(Debug, Clone, PartialEq)]
pub struct Recorded {
    pub seq: u64,
    pub record: Record,
}

/// Why something was not recorded.
#[derive(Debug, thiserror::Error)]
pub enum NotDone {
    #[error("{0}")]
    Refused(Refusal),
    /// Somebody else was there first: these are the events that the person has not seen.
    #[error("`{stream}` has changed since it was shown")]
    Changed { stream: Stream, since: Vec<Recorded> },
    /// It was to be signed, and was not.
    #[error("{0}")]
    NotSigned(#[from] NotSigned),
    #[error("{0}")]
    Trouble(#[from] Trouble),
}

impl NotDone {
    /// What was not done, in words that say where the rules refused it.
    pub fn told(&self) -> String {
        match self {
            NotDone::Refused(refusal) => format!("refused: {refusal}"),
            other => other.to_string(),
        }
    }

    /// What to do instead, where there is something.
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            NotDone::Refused(refusal) => refusal.hint(),
            NotDone::NotSigned(not) => Some(not.hint()),
            NotDone::Trouble(trouble) => Some(trouble.hint().to_string()),
            NotDone::Changed { .. } => Some("read it again, and decide it as it stands now".into()),
        };
        hint.filter(|hint| !hint.is_empty())
    }

    /// Both on one line, with what others recorded meanwhile: as it is told beside what came of others.
    pub fn in_a_line(&self) -> String {
        let told = |one: &Recorded| format!("{}: {}", one.record.event.by, one.record.event.in_words());
        let since = match self {
            NotDone::Changed { since, .. } => since.iter().map(told).collect::<Vec<_>>().join("; "),
            _ => String::new(),
        };
        let since = if since.is_empty() { since } else { format!(": {since}") };
        let hint = self.hint().map_or(String::new(), |hint| format!("; hint: {hint}"));
        format!("{}{since}{hint}", self.told())
    }
}

impl From<Refusal> for NotDone {
    fn from(refusal: Refusal) -> NotDone {
        NotDone::Refused(refusal)
    }
}

/// Everything with which a register begins.
pub struct Beginning {
    pub home: String,
    pub first: Person,
    pub scheme: Scheme,
    /// The day at which a practice register's clock stands still.
    pub practice: Option<NaiveDate>,
    /// The day of opening; today where none is given.
    pub on: Option<NaiveDate>,
}

impl Beginning {
    /// What would be recorded first, without making a register.
    pub fn preview(self, clock: Clock) -> Result<Vec<Event>, NotDone> {
        Ok(self.decided(clock)?.1)
    }

    fn decided(self, clock: Clock) -> Result<(Loaded, Vec<Event>), Refusal> {
        let Beginning { home, first, scheme, practice, on } = self;
        let today = practice.unwrap_or_else(|| clock.today());
        let context = Context { actor: first.name.clone(), on: on.unwrap_or(today), today };
        let open = Request::OpenRegister { home, first, scheme: Box::new(scheme), practice };
        let mut loaded = Loaded::nothing();
        let events = loaded.decide(&open, &context)?;
        Ok((loaded, events))
    }
}

impl Ledger {
    /// Makes a register where nothing may be yet, and opens it.
    ///
    /// # Errors
    /// [`NotDone::Refused`] where the rules do not let it begin so, [`NotDone::Trouble`] where it cannot be written.
    /// Nothing is left at `path` then.
    pub fn create(path: &Path, beginning: Beginning, seat: Seat) -> Result<Ledger, NotDone> {
        let practice = beginning.practice;
        let (loaded, events) = beginning.decided(seat.clock)?;
        let recorded = stamp(events, Head::GENESIS.seq, &seat);
        // With its first events in it, or not at all: a register without them could not even be asked for more.
        let conn = opening::create(path, |conn| {
            standing::lay(conn)?;
            write(conn, &loaded, &Head::GENESIS, &recorded, false, &Progress::unwatched()).map(drop)
        })?;
        let path = absolute(path);
        let ledger = Ledger {
            conn,
            file: SameFile::at(&path),
            path,
            seat,
            practice,
            glance: RefCell::default(),
            past: None,
            private: None,
        };
        // Whatever stood in this place before, this register is the one that its maker means.
        // It stands, whether or not it can be remembered.
        ledger.trust().ok();
        Ok(ledger)
    }

    /// Opens a register. One that no longer holds what this user saw in it is refused;
    /// one whose standing is of another version has it rebuilt first.
    pub fn open(path: &Path, access: Access, seat: Seat) -> Result<Ledger, Trouble> {
        let ledger = Ledger::open_unchecked(path, access, seat)?;
        ledger.check_remembered()?;
        Ok(ledger)
    }

    /// Opens a register whatever this user has seen in it before; to verify it, or to trust it anew.
    pub fn open_unchecked(path: &Path, access: Access, seat: Seat) -> Result<Ledger, Trouble> {
        let conn = opening::open(path, access)?;
        // All questions of the screens stay prepared.
        conn.set_prepared_statement_cache_capacity(PREPARED);
        let path = absolute(path);
        let alone = conn.is_readonly(MAIN_DB).unwrap_or(false) && !with_ending(&path, "-shm").exists();
        // Read as it lies, without the files that would tell of others' writing.
        let file = if alone { SameFile::unwritten(&path) } else { SameFile::at(&path) };
        let glance = RefCell::default();
        let mut ledger = Ledger { conn, file, path, seat, practice: None, glance, past: None, private: None };
        if !standing::is_up_to_date(&ledger.conn)? {
            ledger.renew()?;
        }
        ledger.practice = ledger.standing().practice()?;
        Ok(ledger)
    }

    /// A past of this register, to be asked what this one is asked.
    pub fn over(&self, past: Past) -> Ledger {
        let Past { conn, moment, whole } = past;
        Ledger {
            conn,
            path: self.path.clone(),
            file: SameFile::at(&self.path),
            seat: self.seat.clone(),
            practice: self.practice,
            glance: RefCell::default(),
            past: Some((moment, whole)),
            private: None,
        }
    }

    /// The moment at which it is looked at; none where that is now.
    pub fn past_moment(&self) -> Option<&Moment> {
        self.past.as_ref().map(|(moment, _)| moment)
    }

    /// Whether the numbers of its events go from one on without a gap.
    pub fn is_without_gaps(&self) -> bool {
        self.past.as_ref().is_none_or(|(_, whole)| *whole)
    }

    /// Refuses to do to a past what only the present can take.
    pub(super) fn check_present(&self) -> Result<(), Trouble> {
        self.past_moment().map_or(Ok(()), |moment| Err(Trouble::Past { moment: moment.to_string() }))
    }

    /// Makes a standing of another version anew, unless another process is first.
    fn renew(&self) -> Result<(), Trouble> {
        let conn = opening::open(&self.path, Access::Write).map_err(|trouble| match trouble {
            Trouble::ReadOnly { path } | Trouble::NoPermission { path } => Trouble::OtherStanding { path },
            other => other,
        })?;
        in_transaction(&conn, || match standing::is_up_to_date(&conn)? {
            true => Ok(()),
            false => standing::rebuild(&conn, &self.seat.progress).map(drop),
        })?;
        opening::close(conn);
        Ok(())
    }

    /// From here on every answer is of this one moment, whatever others record meanwhile.
    /// For a program that answers and ends: nothing can be recorded through it any more.
    pub fn stand_still(&self) -> Result<(), Trouble> {
        self.conn.execute_batch("BEGIN").map_err(|error| Trouble::on(&self.conn, error))
    }

    /// From here on nobody watches what is done through it: whoever talks with a person has work of its own kind.
    pub fn unwatched(mut self) -> Ledger {
        self.seat.progress = Progress::unwatched();
        self
    }

    /// Closes the register, and tidies what others would have to read.
    pub fn close(self) {
        opening::close(self.conn);
    }

    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Where whoever opened it sits.
    pub fn seat(&self) -> &Seat {
        &self.seat
    }

    pub fn account(&self) -> &Account {
        &self.seat.account
    }

    /// Today; on a practice register the day at which its clock stands still, in a past the day of that.
    pub fn today(&self) -> NaiveDate {
        if let Some(moment) = self.past_moment() {
            return moment.day;
        }
        self.practice.unwrap_or_else(|| self.seat.clock.today())
    }

    /// The moment at which something would be recorded.
    pub fn now(&self) -> DateTime<Utc> {
        self.seat.clock.now()
    }

    /// Whether this is a practice register.
    pub fn is_practice(&self) -> bool {
        self.practice.is_some()
    }

    /// What is true now.
    pub fn standing(&self) -> Standing<'_> {
        Standing { conn: &self.conn, today: self.today() }
    }

    /// The newest event's number and hash.
    pub fn head(&self) -> Result<Head, Trouble> {
        SqliteLog::new(&self.conn).head()
    }

    /// A number that changes whenever another connection has written to the register since this one read it.
    pub fn written_by_others(&self) -> Result<i64, Trouble> {
        let version = self.conn.pragma_query_value(None, "data_version", |row| row.get(0));
        version.map_err(|error| Trouble::on(&self.conn, error))
    }

    /// The connection, for verification, copies and measurements.
    pub fn connection(&self) -> &Connection {
        &self.conn
    }

    /// Refuses a register that no longer holds what this user saw in it.
    pub fn check_remembered(&self) -> Result<(), Trouble> {
        let Some(remembered) = &self.seat.remembered else { return Ok(()) };
        remembered.check(&self.conn, &self.path)?;
        // A state folder that cannot be written must not keep anybody from reading.
        remembered.remember(&self.conn, &self.path, &self.head()?).ok();
        Ok(())
    }

    /// Makes the standing anew from the log; gives how many events it holds.
    pub fn rebuild(&self) -> Result<u64, Trouble> {
        self.check_present()?;
        in_transaction(&self.conn, || standing::rebuild(&self.conn, &self.seat.progress))
    }

    /// Where the standing differs from the log, row by row.
    pub fn differences(&self) -> Result<Vec<Difference>, Trouble> {
        self.at_one_moment(|| {
            let folded = standing::fold(&self.conn, &self.seat.progress)?;
            standing::differences(&self.conn, folded, &self.seat.progress)
        })
    }

    /// Reads the log and the rows as they stand at one moment, whatever others record meanwhile.
    pub(super) fn at_one_moment<T>(&self, read: impl FnOnce() -> Result<T, Trouble>) -> Result<T, Trouble> {
        let _moment = self.conn.unchecked_transaction().map_err(|error| Trouble::on(&self.conn, error))?;
        read()
    }

    /// Whether events are gone that the standing holds: the log was cut short.
    pub fn is_cut_short(&self) -> Result<bool, Trouble> {
        standing::goes_past_the_log(&self.conn)
    }

    /// Copies the register to `to`, where nothing may be yet, and proves the copy.
    pub fn back_up(&self, to: &Path) -> Result<Head, Trouble> {
        self.check_present()?;
        backup::backup(&self.conn, to, &self.seat.progress)
    }

    /// Whether it can only be read: what is asked to be recorded is refused with [`Trouble::ReadOnly`].
    pub fn is_read_only(&self) -> bool {
        self.conn.is_readonly(MAIN_DB).unwrap_or(false)
    }

    /// Why nothing can be recorded through this, where it was opened to be read.
    pub fn why_only_read(&self) -> Option<Trouble> {
        self.is_read_only().then(|| Trouble::ReadOnly { path: self.path.clone() })
    }

    /// Trusts the register as it stands now, whatever was seen before.
    pub fn trust(&self) -> Result<(), Trouble> {
        let Some(remembered) = &self.seat.remembered else { return Ok(()) };
        remembered.forget(&self.conn, &self.path)?;
        remembered.remember(&self.conn, &self.path, &self.head()?)
    }

    /// At most `limit` events on one thing, the oldest first, ending with the newest.
    pub fn history(&self, stream: &Stream, limit: usize) -> Result<Vec<Recorded>, Trouble> {
        let mut entries = log::of_stream(&self.conn, &stream.to_string(), limit, None)?;
        entries.reverse();
        entries.iter().map(|entry| self.read(entry)).collect()
    }

    /// At most `limit` events after number `after`, in order.
    pub fn events(&self, after: u64, limit: usize) -> Result<Vec<Recorded>, Trouble> {
        let entries = SqliteLog::new(&self.conn).read(after, limit)?;
        entries.iter().map(|entry| self.read(entry)).collect()
    }

    fn read(&self, entry: &Entry) -> Result<Recorded, Trouble> {
        let record = Record::read(&entry.record).map_err(|error| self.unreadable(entry.seq, &error))?;
        Ok(Recorded { seq: entry.seq, record })
    }

    pub(super) fn unreadable(&self, seq: u64, error: &serde_json::Error) -> Trouble {
        Trouble::Damaged { path: self.path.clone(), detail: format!("event {seq} cannot be read ({error})") }
    }

    /// What would be recorded, without recording it.
    pub fn preview(&self, requests: &[Request], acting: &Acting) -> Result<Vec<Event>, NotDone> {
        self.check_present()?;
        // What is read stands at one moment, whatever others record meanwhile.
        let _moment = self.conn.unchecked_transaction().map_err(|error| Trouble::on(&self.conn, error))?;
        let mut loaded = Loaded::register(&self.conn)?;
        self.decide_all(&mut loaded, requests, acting, &mut |_, _| Ok(()))
    }

    /// Whether the register still lies where it was opened: what is written to a file that was taken away is lost.
    ///
    /// # Errors
    /// It was moved or removed, or another file lies in its place.
    pub fn check_place(&self) -> Result<(), Trouble> {
        self.file.check()
    }

    /// Whether another file lies in the register's place than the one that was opened: then nothing here is to be
    /// believed any more. A file that is only gone may come back.
    pub fn is_replaced(&self) -> bool {
        self.file.is_another()
    }

    /// Records what is asked: all of the requests, in order, or none.
    /// Everything is on the disk when this returns.
    pub fn record(&mut self, requests: &[Request], acting: &Acting) -> Result<Vec<Recorded>, NotDone> {
        self.record_with(requests, acting, None)
    }

    /// The same, where a decision among them was signed.
    pub(super) fn record_with(
        &mut self,
        requests: &[Request],
        acting: &Acting,
        signed: Option<&Signed>,
    ) -> Result<Vec<Recorded>, NotDone> {
        self.check_present()?;
        let carried = self.carried(requests)?;
        let transaction = Transaction::new_unchecked(&self.conn, TransactionBehavior::Immediate)
            .map_err(|error| Trouble::on(&self.conn, error))?;
        self.check_place()?;
        if !standing::is_up_to_date(&self.conn)? {
            // A program of another version was here since this one opened the register.
            standing::rebuild(&self.conn, &self.seat.progress)?;
        }
        let before = self.head()?;
        let mut loaded = Loaded::register(&self.conn)?;
        let events = self.decide_all(&mut loaded, requests, acting, &mut |state, event| {
            if let Some(seen) = acting.seen {
                self.nothing_unseen(event, seen)?;
            }
            self.admit(state, event, signed)
        })?;
        let adopted = events.iter().any(|event| matches!(event.what, What::SchemeAdopted { .. }));
        let recorded = stamp(events, before.seq, &self.seat);
        let progress = if adopted { &self.seat.progress } else { &self.progress_of(requests) };
        let head = write(&self.conn, &loaded, &before, &recorded, adopted, progress)?;
        carried.store(&SqliteLog::new(&self.conn))?;
        let copies = carried.put()?;
        let committed = transaction.commit();
        if let Err(trouble) = self.settle(committed, &recorded) {
            copies.remove();
            return Err(trouble.into());
        }
        if let Some(remembered) = &self.seat.remembered {
            // What was recorded stands, whether or not it can be remembered.
            remembered.remember(&self.conn, &self.path, &head).ok();
        }
        Ok(recorded)
    }

    fn decide_all(
        &self,
        loaded: &mut Loaded,
        requests: &[Request],
        acting: &Acting,
        admit: &mut Admit<'_>,
    ) -> Result<Vec<Event>, NotDone> {
        let today = self.today();
        let context = Context { actor: acting.actor.clone(), on: acting.on.unwrap_or(today), today };
        let (progress, of) = (self.progress_of(requests), requests.len() as u64);
        let mut events = Vec::new();
        for (done, request) in (0..).zip(requests) {
            progress.said(Step::Deciding, done, of).map_err(Trouble::from)?;
            loaded.want(&self.conn, request)?;
            let mut decided = loaded.decided(request, &context)?;
            decided.iter_mut().try_for_each(|event| admit(&loaded.state, event))?;
            loaded.take_in(&decided);
            events.extend(decided);
        }
        progress.said(Step::Deciding, of, of).map_err(Trouble::from)?;
        Ok(events)
    }

    /// A single request is over before anybody could watch it.
    fn progress_of(&self, requests: &[Request]) -> Progress {
        if requests.len() > 1 { self.seat.progress.clone() } else { Progress::unwatched() }
    }

    /// Refuses to decide on what the person has not seen.
    pub(super) fn nothing_unseen(&self, event: &Event, seen: Head) -> Result<(), NotDone> {
        let Stream::Recommendation(_) = event.stream else { return Ok(()) };
        let newest = self.history(&event.stream, 20)?;
        let counts = |recorded: &Recorded| !statement::is_only_read(&recorded.record.event.what);
        let since = newest.into_iter().filter(|recorded| recorded.seq > seen.seq && counts(recorded));
        let since: Vec<_> = since.collect();
        match since.is_empty() {
            true => Ok(()),
            false => Err(NotDone::Changed { stream: event.stream.clone(), since }),
        }
    }

    /// After an error in a commit it is not known what stands: looks for the events before it says what is true.
    fn settle(&self, committed: rusqlite::Result<()>, new: &[Recorded]) -> Result<(), Trouble> {
        let Err(error) = committed else { return Ok(()) };
        let trouble = Trouble::on(&self.conn, error);
        if !trouble.leaves_the_outcome_unknown() {
            return Err(trouble);
        }
        if !self.conn.is_autocommit() {
            let _ = self.conn.execute_batch("ROLLBACK");
        }
        let Some(first) = new.first() else { return Ok(()) };
        let there = self
            .conn
            .query_row("SELECT 1 FROM event WHERE id = ?1", [&first.record.id], |_| Ok(()))
            .optional();
        match there {
            Ok(Some(())) => Ok(()),
            Ok(None) => Err(trouble),
            Err(_) => Err(Trouble::UnknownOutcome { path: self.path.clone(), detail: trouble.to_string() }),
        }
    }
}

/// Events as they are recorded after number `after`, by whoever sits there, now.
fn stamp(events: Vec<Event>, after: u64, seat: &Seat) -> Vec<Recorded> {
    let at = seat.clock.now();
    let stamped = |(seq, event)| Recorded {
        seq,
        record: Record { id: record::random_hex(), at, account: seat.account.clone(), event },
    };
    (after + 1..).zip(events).map(stamped).collect()
}

/// Appends events after `before` and writes what then stands, inside the caller's transaction; gives the new head.
/// `anew`: every row is made anew, because every row shows the words of the scheme that was adopted.
fn write(
    conn: &Connection,
    loaded: &Loaded,
    before: &Head,
    new: &[Recorded],
    anew: bool,
    progress: &Progress,
) -> Result<Head, Trouble> {
    let head = match SqliteLog::new(conn).append(before, &stored(new))? {
        Appended::At(head) => head,
        Appended::Conflict(_) => unreachable!("the transaction holds the log since its head was read"),
    };
    match anew {
        true => standing::rebuild(conn, progress).map(drop)?,
        false => {
            let events = new.iter().map(|one| &one.record.event);
            standing::project(conn, loaded, events, head.seq, progress)?;
        }
    }
    Ok(head)
}

/// Does something that needs the register for itself, whole or not at all.
fn in_transaction<T>(conn: &Connection, work: impl FnOnce() -> Result<T, Trouble>) -> Result<T, Trouble> {
    let trouble = |error| Trouble::on(conn, error);
    let transaction = Transaction::new_unchecked(conn, TransactionBehavior::Immediate).map_err(trouble)?;
    let done = work()?;
    transaction.commit().map_err(trouble)?;
    Ok(done)
}

fn stored(recorded: &[Recorded]) -> Vec<New> {
    let new = |record: &Record| New { id: record.id.clone(), record: record.line(&record::random_hex()) };
    recorded.iter().map(|recorded| new(&recorded.record)).collect()
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf())
}
