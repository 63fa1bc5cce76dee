//! A log without a file: shows that the conformance suite asks for nothing that only SQLite has.

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::PathBuf;

use super::{Appended, Entry, EntryRef, Hash, Head, Log, New, link};
use crate::ledger::trouble::Trouble;

#[derive(Default)]
pub(super) struct MemoryLog(RefCell<Vec<Entry>>, RefCell<HashMap<String, Vec<u8>>>);

impl Log for MemoryLog {
    fn head(&self) -> Result<Head, Trouble> {
        Ok(self.0.borrow().last().map_or(Head::GENESIS, Entry::head))
    }

    fn read(&self, after: u64, limit: usize) -> Result<Vec<Entry>, Trouble> {
        Ok(self.0.borrow().iter().filter(|entry| entry.seq > after).take(limit).cloned().collect())
    }

    fn for_each(
        &self,
        after: u64,
        each: &mut dyn FnMut(EntryRef<'_>) -> Result<(), Trouble>,
    ) -> Result<(), Trouble> {
        self.0.borrow().iter().filter(|entry| entry.seq > after).try_for_each(|entry| {
            let Entry { seq, id, record, digest, prev, hash } = entry;
            each(EntryRef { seq: *seq, id, record, digest: *digest, prev: *prev, hash: *hash })
        })
    }

    fn put_blob(&self, content: &[u8]) -> Result<Hash, Trouble> {
        let sha256 = Hash::of(content);
        self.1.borrow_mut().insert(sha256.to_string(), content.to_vec());
        Ok(sha256)
    }

    fn get_blob(&self, sha256: &Hash) -> Result<Option<Vec<u8>>, Trouble> {
        Ok(self.1.borrow().get(&sha256.to_string()).cloned())
    }

    fn append(&self, expected: &Head, new: &[New]) -> Result<Appended, Trouble> {
        let mut head = self.head()?;
        if head != *expected {
            return Ok(Appended::Conflict(head));
        }
        let mut added: Vec<Entry> = Vec::new();
        for New { id, record } in new {
            if self.0.borrow().iter().chain(&added).any(|entry| entry.id == *id) {
                return Err(Trouble::Other {
                    path: PathBuf::new(),
                    detail: format!("`{id}` is there already"),
                });
            }
            let (seq, digest, prev) = (head.seq + 1, Hash::of(record.as_bytes()), head.hash);
            head = Head { seq, hash: link(&prev, seq, &digest) };
            let (id, record) = (id.clone(), record.clone());
            added.push(Entry { seq, id, record, digest, prev, hash: head.hash });
        }
        self.0.borrow_mut().extend(added);
        Ok(Appended::At(head))
    }
}
