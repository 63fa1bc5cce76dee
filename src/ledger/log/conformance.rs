//! What every log must do, whatever it stands on: one suite, run over each of them.

use rusqlite::Connection;

use super::memory::MemoryLog;
use super::{Appended, BLOBS, Entry, Hash, Head, Log, New, SCHEMA, SqliteLog, link};
use crate::ledger::sample::new;
use crate::ledger::trouble::Trouble;

fn at(appended: Appended) -> Head {
    match appended {
        Appended::At(head) => head,
        Appended::Conflict(head) => panic!("somebody else was first: {head}"),
    }
}

/// Runs a test over every log there is.
fn over_every_log(test: impl Fn(&dyn Log)) {
    test(&MemoryLog::default());
    let conn = Connection::open_in_memory().unwrap();
    conn.execute_batch(SCHEMA).unwrap();
    conn.execute_batch(BLOBS).unwrap();
    conn.execute_batch("BEGIN IMMEDIATE").unwrap();
    test(&SqliteLog::new(&conn));
}

fn appended(log: &dyn Log, numbers: std::ops::RangeInclusive<u64>) -> Head {
    let new: Vec<New> = numbers.map(|n| new(n, "SOC22-1")).collect();
    at(log.append(&log.head().unwrap(), &new).unwrap())
}

#[test]
fn an_empty_log_is_at_the_genesis() {
    over_every_log(|log| {
        assert_eq!(log.head(), Ok(Head::GENESIS));
        assert_eq!(log.read(0, 10), Ok(vec![]));
    });
}

#[test]
fn what_is_appended_is_read_back_in_order_and_linked() {
    over_every_log(|log| {
        let head = appended(log, 1..=5);
        let entries = log.read(0, 10).unwrap();
        let mut prev = Hash::ZERO;
        for (entry, n) in entries.iter().zip(1..) {
            let New { id, record } = new(n, "SOC22-1");
            let digest = Hash::of(record.as_bytes());
            let hash = link(&prev, n, &digest);
            assert_eq!(*entry, Entry { seq: n, id, record, digest, prev, hash });
            prev = hash;
        }
        assert_eq!(entries.len(), 5);
        assert_eq!(log.head(), Ok(head));
        assert_eq!(entries[4].head(), head);
    });
}

#[test]
fn reading_begins_after_the_number_and_ends_at_the_limit() {
    over_every_log(|log| {
        appended(log, 1..=5);
        let numbers = |after, limit| -> Vec<u64> {
            log.read(after, limit).unwrap().iter().map(|entry| entry.seq).collect()
        };
        assert_eq!(numbers(0, 2), [1, 2]);
        assert_eq!(numbers(2, 2), [3, 4]);
        assert_eq!(numbers(4, usize::MAX), [5]);
        assert_eq!(numbers(5, 2), [0; 0]);
        assert_eq!(numbers(u64::MAX, 2), [0; 0]);
        assert_eq!(numbers(0, 0), [0; 0]);
    });
}

#[test]
fn streaming_hands_out_the_same_as_reading() {
    over_every_log(|log| {
        appended(log, 1..=5);
        let mut entries = Vec::new();
        log.for_each(2, &mut |entry| {
            entries.push(entry.to_entry());
            Ok(())
        })
        .unwrap();
        assert_eq!(Ok(entries), log.read(2, 10));
    });
}

#[test]
fn streaming_ends_with_the_first_trouble() {
    over_every_log(|log| {
        appended(log, 1..=5);
        let trouble = Trouble::OldSqlite { found: "3".into() };
        let mut last = 0;
        let ended = log.for_each(0, &mut |entry| {
            last = entry.seq;
            if entry.seq == 3 { Err(trouble.clone()) } else { Ok(()) }
        });
        assert_eq!((ended, last), (Err(trouble.clone()), 3));
    });
}

#[test]
fn an_append_on_an_old_head_adds_nothing_and_says_where_the_log_is() {
    over_every_log(|log| {
        let old = appended(log, 1..=2);
        let now = appended(log, 3..=3);
        assert_eq!(log.append(&old, &[new(4, "SOC22-1")]), Ok(Appended::Conflict(now)));
        assert_eq!(log.append(&Head::GENESIS, &[new(4, "SOC22-1")]), Ok(Appended::Conflict(now)));
        let same_number = Head { hash: old.hash, ..now };
        assert_eq!(log.append(&same_number, &[new(4, "SOC22-1")]), Ok(Appended::Conflict(now)));
        assert_eq!(log.head(), Ok(now));
    });
}

#[test]
fn an_append_of_nothing_leaves_the_head() {
    over_every_log(|log| {
        let head = appended(log, 1..=2);
        assert_eq!(log.append(&head, &[]), Ok(Appended::At(head)));
    });
}

#[test]
fn an_id_is_never_used_twice() {
    over_every_log(|log| {
        let head = appended(log, 1..=2);
        assert!(log.append(&head, &[new(2, "SOC22-1")]).is_err());
        assert_eq!(log.head(), Ok(head));
    });
}

#[test]
fn the_bytes_of_a_file_are_kept_once_and_given_back() {
    over_every_log(|log| {
        let content = b"figures\0\xff";
        let hash = Hash::of(content);
        assert_eq!(log.get_blob(&hash), Ok(None));
        assert_eq!(log.put_blob(content), Ok(hash));
        assert_eq!(log.put_blob(content), Ok(hash));
        assert_eq!(log.get_blob(&hash), Ok(Some(content.to_vec())));
        assert_eq!(log.head(), Ok(Head::GENESIS), "a file is no event");
    });
}
