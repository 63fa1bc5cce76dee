//! The append-only sequence of events and its chain: the part of the record that is never changed.
//!
//! The seam is narrow so that the same ledger can stand on another store. A log knows the order, the bytes and
//! the hashes of records; what a record says is `record.rs`'s business, what follows from it is `standing`'s.

#[cfg(test)]
mod by_hand;
mod chain;
#[cfg(test)]
mod conformance;
#[cfg(test)]
mod memory;
mod said;
mod sqlite;
mod verify;

pub use chain::{Fault, Hash, Head, NotAHead, link};
pub use said::SaidHead;
pub use sqlite::{BLOBS, SCHEMA, SqliteLog, before, of_stream};
pub use verify::{Verified, contains, contains_said, verify, verify_on};

use super::trouble::Trouble;

/// A log of events: everything that the rest of the ledger may ask of one.
pub trait Log {
    /// The newest event's number and hash; [`Head::GENESIS`] while there is none.
    fn head(&self) -> Result<Head, Trouble>;

    /// At most `limit` events after number `after`, in order.
    fn read(&self, after: u64, limit: usize) -> Result<Vec<Entry>, Trouble>;

    /// Hands every event after number `after` to `each`, in order and without copying;
    /// the first trouble that `each` gives ends it.
    fn for_each(
        &self,
        after: u64,
        each: &mut dyn FnMut(EntryRef<'_>) -> Result<(), Trouble>,
    ) -> Result<(), Trouble>;

    /// Keeps the bytes of a file under their SHA-256, beside the events and outside the chain: an event names the hash.
    /// Bytes that are there already are not kept twice.
    fn put_blob(&self, content: &[u8]) -> Result<Hash, Trouble>;

    /// The bytes that were kept under a SHA-256, as they are now; none where nothing was.
    /// Whether they still have that hash is for the caller to look at.
    fn get_blob(&self, sha256: &Hash) -> Result<Option<Vec<u8>>, Trouble>;

    /// Compare-and-append: adds `new` in order if the head is still `expected`, else adds nothing.
    fn append(&self, expected: &Head, new: &[New]) -> Result<Appended, Trouble>;
}

/// What came of an append.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub enum Appended {
    /// Everything was added; this is the new head.
    At(Head),
    /// Somebody else was first and nothing was added: read on to this head, fold, and decide again.
    Conflict(Head),
}

/// A record to be added. `id` is made by the writer and unique;
/// `record` is one line of JSON whose own `id` is the same, with a `stream`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct New {
    pub id: String,
    pub record: String,
}

/// One event as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub seq: u64,
    pub id: String,
    /// The bytes that `digest` covers.
    pub record: String,
    pub digest: Hash,
    /// The hash of the event before; zeros for the first.
    pub prev: Hash,
    pub hash: Hash,
}

/// One event as it is stored, lent for the length of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EntryRef<'a> {
    pub seq: u64,
    pub id: &'a str,
    pub record: &'a str,
    pub digest: Hash,
    pub prev: Hash,
    pub hash: Hash,
}

impl EntryRef<'_> {
    pub fn to_entry(&self) -> Entry {
        Entry {
            seq: self.seq,
            id: self.id.to_owned(),
            record: self.record.to_owned(),
            digest: self.digest,
            prev: self.prev,
            hash: self.hash,
        }
    }
}

impl Entry {
    /// The head that a log has whose newest event this is.
    pub fn head(&self) -> Head {
        Head { seq: self.seq, hash: self.hash }
    }
}
