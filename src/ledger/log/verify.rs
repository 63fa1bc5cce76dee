//! Walks the chain and names the first event that does not fit.
//!
//! Each link is checked against the hash stored before it, so ranges can be walked side by side.
//! Two things no chain shows from inside, newest events cut off and the whole written anew:
//! for these a head from elsewhere is asked for with [`contains`].

use std::borrow::Cow;
use std::fmt;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Row};
use serde::Deserializer;
use serde::de::{IgnoredAny, MapAccess, Visitor};

use super::{Fault, Hash, Head, SaidHead, link};
use crate::ledger::opening::{self, Access};
use crate::ledger::trouble::Trouble;
use crate::progress::{Cancelled, Progress, Step};

/// A chain that is whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verified {
    pub head: Head,
    pub events: u64,
}

/// Checks the register at `path` with so many threads, each on its own connection.
/// The first broken event is [`Trouble::Broken`].
pub fn verify(path: &Path, threads: usize, progress: &Progress) -> Result<Verified, Trouble> {
    let last = last(&opening::open(path, Access::Read)?)?;
    let walked = Walked::of(last, progress)?;
    let walk = |range: &Range| {
        let conn = opening::open(path, Access::Read)?;
        // The file is read once from end to end: in few pages, used over and over, what was read is still near.
        conn.execute_batch("PRAGMA cache_size = 16").map_err(|error| Trouble::on(&conn, error))?;
        walk(&conn, range, &walked)
    };
    // Every thread is waited for, and the first range's fault is the first fault.
    let results: Vec<_> = std::thread::scope(|scope| {
        let started: Vec<_> =
            ranges(last, threads).into_iter().map(|range| scope.spawn(move || walk(&range))).collect();
        let joined = started.into_iter().map(|thread| thread.join());
        joined.map(|result| result.unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    });
    let heads = results.into_iter().collect::<Result<Vec<Head>, Trouble>>()?;
    Ok(Verified::of(heads.last()))
}

/// Checks the register that a connection is open on, in this thread.
pub fn verify_on(conn: &Connection, progress: &Progress) -> Result<Verified, Trouble> {
    let last = last(conn)?;
    let walked = Walked::of(last, progress)?;
    let heads =
        ranges(last, 1).iter().map(|range| walk(conn, range, &walked)).collect::<Result<Vec<_>, _>>()?;
    Ok(Verified::of(heads.last()))
}

impl Verified {
    /// What was verified when the last range ended here.
    fn of(head: Option<&Head>) -> Self {
        let head = *head.unwrap_or(&Head::GENESIS);
        Self { head, events: head.seq }
    }
}

/// Whether the log once had this head: one look-up. Every log holds [`Head::GENESIS`].
pub fn contains(conn: &Connection, head: &Head) -> Result<bool, Trouble> {
    if head.seq == 0 {
        return Ok(*head == Head::GENESIS);
    }
    Ok(stored_hash(conn, head.seq).map_err(|error| Trouble::on(conn, error))? == Some(head.hash))
}

/// Whether the log once had a head of which somebody says the number and at least the first digits of the hash.
pub fn contains_said(conn: &Connection, said: &SaidHead) -> Result<bool, Trouble> {
    let stored = stored_hash(conn, said.seq).map_err(|error| Trouble::on(conn, error))?;
    Ok(stored.is_some_and(|hash| said.fits(&hash)))
}

/// The events from `first` to `last`. The first range also takes what stands before event 1,
/// and the last one everything behind: in a damaged file more may stand there than the file's end says.
struct Range {
    first: u64,
    last: u64,
    is_last: bool,
}

/// As many ranges as there are threads, at most one for each event, up to event `last`.
fn ranges(last: u64, threads: usize) -> Vec<Range> {
    let parts = (threads.max(1) as u64).min(last.max(1));
    let end = |part: u64| (u128::from(last) * u128::from(part) / u128::from(parts)) as u64;
    let range = |part| Range { first: end(part) + 1, last: end(part + 1), is_last: part + 1 == parts };
    (0..parts).map(range).collect()
}

/// The newest event's number, as the end of the file says it.
fn last(conn: &Connection) -> Result<u64, Trouble> {
    let last = conn.query_row("SELECT max(seq) FROM event", [], |row| row.get::<_, Option<i64>>(0));
    let last = last.map_err(|error| Trouble::on(conn, error))?;
    Ok(last.and_then(|last| u64::try_from(last).ok()).unwrap_or(0))
}

const RANGE: &str = "SELECT seq, id, digest, prev, hash, record FROM event \
                     WHERE seq BETWEEN ?1 AND ?2 ORDER BY seq";

/// Gives the head that the log had after the range.
fn walk(conn: &Connection, range: &Range, walked: &Walked<'_>) -> Result<Head, Trouble> {
    let named = |error| Trouble::on(conn, error);
    // The walk and the count at its end see the same events, whatever is added meanwhile.
    let snapshot = conn.unchecked_transaction().map_err(named)?;
    let chain = follow(conn, range, walked)?;
    if range.is_last {
        compare_with_ids(conn, chain.seq)?;
    }
    snapshot.commit().map_err(named)?;
    Ok(Head { seq: chain.seq, hash: chain.prev.unwrap_or(Hash::ZERO) })
}

/// A page of events that a damaged table no longer leads to is still missed by the index of ids.
fn compare_with_ids(conn: &Connection, last: u64) -> Result<(), Trouble> {
    let path = || conn.path().unwrap_or_default().into();
    let count = "SELECT count(*) FROM event INDEXED BY sqlite_autoindex_event_1";
    let ids: i64 = conn.query_row(count, [], |row| row.get(0)).map_err(|error| Trouble::on(conn, error))?;
    match ids as u64 {
        ids if ids > last => Err(Trouble::Broken { path: path(), seq: last + 1, fault: Fault::Missing }),
        ids if ids < last => Err(Trouble::Damaged {
            path: path(),
            detail: format!("{last} events, but {ids} in the index of ids"),
        }),
        _ => Ok(()),
    }
}

fn follow(conn: &Connection, range: &Range, walked: &Walked<'_>) -> Result<Chain, Trouble> {
    let named = |error| Trouble::on(conn, error);
    let broken = |seq, fault| Trouble::Broken { path: conn.path().unwrap_or_default().into(), seq, fault };
    let mut chain = Chain { seq: range.first - 1, prev: stored_hash(conn, range.first - 1).ok().flatten() };
    let lowest = if range.first == 1 { i64::MIN } else { range.first as i64 };
    let highest = if range.is_last { i64::MAX } else { range.last as i64 };
    let mut statement = conn.prepare(RANGE).map_err(named)?;
    let mut rows = statement.query([lowest, highest]).map_err(named)?;
    loop {
        let next = chain.seq + 1;
        match rows.next().map_err(named) {
            Ok(Some(row)) => chain.follow(row).map_err(|fault| broken(next, fault))?,
            Ok(None) if next <= range.last => return Err(broken(next, Fault::Missing)),
            Ok(None) => break,
            Err(Trouble::Damaged { detail, .. }) => return Err(broken(next, Fault::Unreadable(detail))),
            Err(other) => return Err(other),
        }
        if (next + 1 - range.first).is_multiple_of(TOLD_EVERY) {
            walked.further(TOLD_EVERY)?;
        }
    }
    walked.further((chain.seq + 1 - range.first) % TOLD_EVERY)?;
    Ok(chain)
}

/// A few milliseconds of work.
const TOLD_EVERY: u64 = 4096;

/// How far all threads have come together.
struct Walked<'p> {
    events: AtomicU64,
    last: u64,
    progress: &'p Progress,
}

impl<'p> Walked<'p> {
    fn of(last: u64, progress: &'p Progress) -> Result<Self, Cancelled> {
        progress.said(Step::Checking, 0, last)?;
        Ok(Self { events: AtomicU64::new(0), last, progress })
    }

    fn further(&self, events: u64) -> Result<(), Cancelled> {
        let before = self.events.fetch_add(events, Ordering::Relaxed);
        self.progress.said(Step::Checking, before + events, self.last)
    }
}

/// The hash that is stored with an event: zeros before the first, none if there is none.
fn stored_hash(conn: &Connection, seq: u64) -> rusqlite::Result<Option<Hash>> {
    if seq == 0 {
        return Ok(Some(Hash::ZERO));
    }
    let Ok(seq) = i64::try_from(seq) else { return Ok(None) };
    conn.prepare_cached("SELECT hash FROM event WHERE seq = ?1")?
        .query_row([seq], |row| row.get(0))
        .optional()
}

/// How far the walk has come.
struct Chain {
    seq: u64,
    /// The hash stored with that event; none where it could not be read, which the range before this one names.
    prev: Option<Hash>,
}

impl Chain {
    /// Checks the next row and goes on to it.
    fn follow(&mut self, row: &Row<'_>) -> Result<(), Fault> {
        let next = self.seq + 1;
        match read(row.get_ref(0), |value| value.as_i64().ok())? {
            seq if seq > next as i64 => return Err(Fault::Missing),
            seq if seq < next as i64 => return Err(Fault::Stray),
            _ => {}
        }
        let hash = |column| read(row.get_ref(column), |value| Hash::from_bytes(value.as_blob().ok()?));
        let text = |column| read(row.get_ref(column), text_of);
        let (digest, prev, stored) = (hash(2)?, hash(3)?, hash(4)?);
        let (id, record) = (text(1)?, text(5)?);
        if Hash::of(record) != digest {
            return Err(Fault::Record);
        }
        if self.prev.is_some_and(|before| before != prev) {
            return Err(Fault::Previous);
        }
        if link(&prev, next, &digest) != stored {
            return Err(Fault::Link);
        }
        if !names(record, id) {
            return Err(Fault::Id);
        }
        *self = Self { seq: next, prev: Some(stored) };
        Ok(())
    }
}

fn read<'r, T>(
    value: rusqlite::Result<ValueRef<'r>>,
    of: impl FnOnce(ValueRef<'r>) -> Option<T>,
) -> Result<T, Fault> {
    let value = value.map_err(|error| Fault::Unreadable(error.to_string()))?;
    of(value).ok_or_else(|| Fault::Unreadable(format!("a value of type {}", value.data_type())))
}

/// The bytes of a text as stored, whether or not they are UTF-8: the digest judges them.
fn text_of(value: ValueRef<'_>) -> Option<&[u8]> {
    match value {
        ValueRef::Text(bytes) => Some(bytes),
        _ => None,
    }
}

/// Whether the record names this id as its own: the column is only a copy to find it by.
fn names(record: &[u8], id: &[u8]) -> bool {
    begins_with(record, id).unwrap_or(false) || names_somewhere(record, id)
}

/// Whether the record begins, byte by byte, as Plenary writes one with this id: then nothing of it need be read as JSON.
fn begins_with(record: &[u8], id: &[u8]) -> Option<bool> {
    // Every byte is looked at, also behind one that is no digit: so several are looked at together.
    let of_digits = |text: &[u8]| text.iter().fold(true, |all, byte| all & byte.is_ascii_hexdigit());
    let (salt, rest) = record.strip_prefix(BEGINS)?.split_at_checked(SALT)?;
    let named = rest.strip_prefix(b"\",\"id\":\"")?.strip_prefix(id)?.starts_with(b"\"");
    Some(named && of_digits(salt) && of_digits(id))
}

/// What stands before the salt, and the digits of a salt.
const BEGINS: &[u8] = b"{\"v\":1,\"salt\":\"";
const SALT: usize = 32;

/// Reads the record's JSON no further than its id, which stands near the beginning.
fn names_somewhere(record: &[u8], id: &[u8]) -> bool {
    let mut found = Found { id, named: false };
    // The visitor leaves the rest unread, which the reader calls an error.
    let _ = serde_json::Deserializer::from_slice(record).deserialize_map(&mut found);
    found.named
}

struct Found<'i> {
    id: &'i [u8],
    named: bool,
}

impl<'de> Visitor<'de> for &mut Found<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a record")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut record: A) -> Result<(), A::Error> {
        while let Some(key) = record.next_key::<Cow<'de, str>>()? {
            if key == "id" {
                self.named = record.next_value::<String>()?.as_bytes() == self.id;
                return Ok(());
            }
            record.next_value::<IgnoredAny>()?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
