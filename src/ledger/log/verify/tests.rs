//! What verification finds, in registers that somebody changed by hand.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::*;
use crate::ledger::log::{Log, SqliteLog};
use crate::ledger::sample::{entries, fill, read, register, tamper, write};

fn verified(path: &Path, threads: usize) -> Result<Verified, Trouble> {
    verify(path, threads, &Progress::unwatched())
}

/// The broken event and its fault, the same whichever way it is looked for.
fn broken(path: &Path) -> (u64, Fault) {
    let found = verify_on(&read(path), &Progress::unwatched());
    for threads in [1, 2, 3, 64] {
        assert_eq!(verified(path, threads), found, "{threads} threads");
    }
    match found {
        Err(Trouble::Broken { seq, fault, .. }) => (seq, fault),
        other => panic!("{other:?}"),
    }
}

fn after(sql: &str) -> (u64, Fault) {
    let folder = tempfile::tempdir().unwrap();
    let path = register(folder.path(), 10);
    tamper(&path, sql);
    broken(&path)
}

#[test]
fn a_whole_chain_is_verified_by_any_number_of_threads() {
    let folder = tempfile::tempdir().unwrap();
    for (count, path) in [0, 1, 10, 5000].map(|count| (count, folder.path().join(count.to_string()))) {
        std::fs::create_dir(&path).unwrap();
        let path = register(&path, count);
        let head = SqliteLog::new(&read(&path)).head().unwrap();
        for threads in [0, 1, 2, 3, 7, 64] {
            let furthest = Arc::new(AtomicU64::new(0));
            let heard = Arc::clone(&furthest);
            let progress = Progress::watched(move |said| {
                heard.fetch_max(said.done, Ordering::Relaxed);
                said.of == count
            });
            assert_eq!(verify(&path, threads, &progress), Ok(Verified { head, events: count }));
            assert_eq!(furthest.load(Ordering::Relaxed), count);
        }
        assert_eq!(verify_on(&read(&path), &Progress::unwatched()), Ok(Verified { head, events: count }));
    }
}

#[test]
fn what_somebody_changed_is_found_at_the_first_event_that_does_not_fit() {
    assert_eq!(
        after("UPDATE event SET record = json_set(record, '$.kind', 'no') WHERE seq = 4"),
        (4, Fault::Record)
    );
    assert_eq!(after("DELETE FROM event WHERE seq = 4"), (4, Fault::Missing));
    assert_eq!(after("DELETE FROM event WHERE seq = 1"), (1, Fault::Missing));
    assert_eq!(after("DELETE FROM event WHERE seq BETWEEN 3 AND 8"), (3, Fault::Missing));
    assert_eq!(after("UPDATE event SET seq = -1 WHERE seq = 10"), (1, Fault::Stray));
    assert_eq!(after("UPDATE event SET seq = 9223372036854775807 WHERE seq = 10"), (10, Fault::Missing));
    assert_eq!(after("UPDATE event SET digest = zeroblob(32) WHERE seq = 4"), (4, Fault::Record));
    assert_eq!(after("UPDATE event SET prev = digest WHERE seq = 4"), (4, Fault::Previous));
    assert_eq!(after("UPDATE event SET hash = zeroblob(32) WHERE seq = 4"), (4, Fault::Link));
    assert_eq!(after("UPDATE event SET hash = zeroblob(32) WHERE seq = 10"), (10, Fault::Link));
    assert_eq!(after("UPDATE event SET id = 'e11' WHERE seq = 4"), (4, Fault::Id));
    let (seq, fault) = after("UPDATE event SET hash = zeroblob(31) WHERE seq = 10");
    assert!(matches!((seq, &fault), (10, Fault::Unreadable(_))), "{seq} {fault}");
}

#[test]
fn two_events_that_changed_places_are_found() {
    let places = "UPDATE event SET seq = 99 WHERE seq = 4; UPDATE event SET seq = 4 WHERE seq = 5; \
                  UPDATE event SET seq = 5 WHERE seq = 99";
    assert_eq!(after(places), (4, Fault::Previous));
}

#[test]
fn a_record_whose_own_hashes_were_made_to_fit_is_found_at_the_next_event() {
    let folder = tempfile::tempdir().unwrap();
    let path = register(folder.path(), 10);
    let fourth = &entries(&read(&path))[3];
    let record = fourth.record.replace("told", "sold");
    let digest = Hash::of(record.as_bytes());
    let hash = link(&fourth.prev, 4, &digest);
    tamper(
        &path,
        &format!(
            "UPDATE event SET record = '{}', digest = x'{digest}', hash = x'{hash}' WHERE seq = 4",
            record.replace('\'', "''")
        ),
    );
    assert_eq!(broken(&path), (5, Fault::Previous));
}

#[test]
fn any_single_byte_of_a_record_that_changed_is_found_and_its_event_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = register(folder.path(), 5);
    tamper(&path, "");
    let before = entries(&read(&path));
    let conn = Connection::open(&path).unwrap();
    conn.execute_batch("PRAGMA ignore_check_constraints = ON; PRAGMA synchronous = OFF").unwrap();
    let mut change = conn.prepare("UPDATE event SET record = CAST(?1 AS TEXT) WHERE seq = ?2").unwrap();
    for entry in &before {
        for place in 0..entry.record.len() {
            let mut bytes = entry.record.clone().into_bytes();
            bytes[place] ^= 1 << (place % 8);
            change.execute((&bytes, entry.seq as i64)).unwrap();
            let found = verify_on(&conn, &Progress::unwatched());
            assert!(
                matches!(found, Err(Trouble::Broken { seq, fault: Fault::Record, .. }) if seq == entry.seq),
                "event {} byte {place}: {found:?}",
                entry.seq
            );
        }
        change.execute((entry.record.as_bytes(), entry.seq as i64)).unwrap();
    }
    assert_eq!(verify_on(&conn, &Progress::unwatched()).map(|found| found.events), Ok(5));
}

#[test]
fn a_record_that_was_cut_or_lengthened_is_found() {
    assert_eq!(after("UPDATE event SET record = record || ' ' WHERE seq = 7"), (7, Fault::Record));
    assert_eq!(after("UPDATE event SET record = record || char(0) WHERE seq = 7"), (7, Fault::Record));
    assert_eq!(after("UPDATE event SET record = substr(record, 2) WHERE seq = 7"), (7, Fault::Record));
    assert_eq!(after("UPDATE event SET record = '' WHERE seq = 7"), (7, Fault::Record));
}

#[test]
fn a_head_is_contained_only_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = register(folder.path(), 10);
    let conn = read(&path);
    for entry in entries(&conn) {
        assert_eq!(contains(&conn, &entry.head()), Ok(true));
        assert_eq!(contains(&conn, &Head { seq: entry.seq + 1, ..entry.head() }), Ok(false));
        assert_eq!(contains(&conn, &Head { hash: Hash::of(b"other"), ..entry.head() }), Ok(false));
    }
    assert_eq!(contains(&conn, &Head::GENESIS), Ok(true));
    assert_eq!(contains(&conn, &Head { seq: 0, hash: Hash::of(b"other") }), Ok(false));
    assert_eq!(contains(&conn, &Head { seq: u64::MAX, hash: Hash::ZERO }), Ok(false));
}

#[test]
fn the_id_is_found_wherever_the_record_names_it_and_nowhere_else() {
    let (id, salt) = ("0a1b2c3d4e5f60718293a4b5c6d7e8f9", "00112233445566778899aabbccddeeff");
    let escaped = id.replace('0', "\\u0030");
    let other = "ffffffffffffffffffffffffffffffff";
    let named = [
        format!(r#"{{"v":1,"salt":"{salt}","id":"{id}","kind":"told"}}"#),
        format!(r#"{{"v":1,"salt":"{salt}","id":"{escaped}"}}"#),
        format!(r#"{{"v":1,"id":"{id}","salt":"{salt}"}}"#),
        format!(r#"{{"v":2,"salt":"{salt}","more":["id"],"id":"{id}"}}"#),
        format!(r#" {{ "id" : "{id}" }}"#),
    ];
    let not_named = [
        format!(r#"{{"v":1,"salt":"{salt}","id":"{other}","why":"{id}"}}"#),
        format!(r#"{{"v":1,"salt":"{salt}","id":"{id}0"}}"#),
        format!(r#"{{"v":1,"salt":"{salt}","id":"{}"}}"#, &id[1..]),
        format!(r#"{{"v":1,"salt":"{salt}","of":{{"id":"{id}"}}}}"#),
        // The salt ends sooner than it should, and what looks like the id's place is a word of another's.
        format!(r#"{{"v":1,"salt":"0","id":"{}","b":"","id":"{id}"}}"#, &other[..16]),
        format!(r#"{{"v":1,"salt":"{salt}"}}"#),
        String::new(),
    ];
    for (record, is_named) in named.iter().map(|it| (it, true)).chain(not_named.iter().map(|it| (it, false)))
    {
        assert_eq!(names(record.as_bytes(), id.as_bytes()), is_named, "{record}");
        assert_eq!(names_somewhere(record.as_bytes(), id.as_bytes()), is_named, "{record}");
    }
}

/// What the chain cannot show, and why heads are remembered.
#[test]
fn newest_events_cut_off_are_found_only_by_a_head_from_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    let path = register(folder.path(), 10);
    let seen = SqliteLog::new(&read(&path)).head().unwrap();
    tamper(&path, "DELETE FROM event WHERE seq > 8");
    let conn = read(&path);
    assert_eq!(verify_on(&conn, &Progress::unwatched()).map(|found| found.events), Ok(8));
    assert_eq!(contains(&conn, &seen), Ok(false));
}

#[test]
fn events_that_are_added_meanwhile_do_no_harm() {
    let folder = tempfile::tempdir().unwrap();
    let path = register(folder.path(), 5000);
    let writer = write(&path);
    let found = std::thread::scope(|scope| {
        let checking = scope.spawn(|| verified(&path, 2));
        fill(&writer, 500);
        checking.join().unwrap()
    });
    let events = found.unwrap().events;
    assert!(events == 5000 || events == 5500, "{events}");
}

/// Sets the number of cells in the table's only inner page one lower: its last page is led to no more.
#[test]
fn events_that_a_damaged_table_no_longer_leads_to_are_missed() {
    let folder = tempfile::tempdir().unwrap();
    let path = register(folder.path(), 40);
    let page = "SELECT pageno FROM dbstat WHERE name = 'event' AND pagetype = 'internal'";
    let page: i64 = Connection::open(&path).unwrap().query_row(page, [], |row| row.get(0)).unwrap();
    let mut bytes = std::fs::read(&path).unwrap();
    let start = (page as usize - 1) * 4096;
    let last_cell = u16::from_be_bytes([bytes[start + 3], bytes[start + 4]]) as usize - 1;
    let cell = start + 12 + 2 * last_cell;
    let cell = start + u16::from_be_bytes([bytes[cell], bytes[cell + 1]]) as usize;
    bytes.copy_within(cell..cell + 4, start + 8);
    bytes[start + 4] -= 1;
    std::fs::write(&path, bytes).unwrap();
    let kept = entries(&read(&path)).len() as u64;
    assert!(kept < 40, "{kept}");
    assert_eq!(broken(&path), (kept + 1, Fault::Missing));
}
