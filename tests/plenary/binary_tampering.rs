//! One byte of one record is changed by hand: `verify` names that event, wherever the byte stands.

use std::fs;

use crate::binary::{Binary, Chance};

/// How many bytes are changed of each record, one after the other.
const OF_EACH: u64 = 5;

/// A register in one file, its bytes, and its records in order.
fn records() -> (Binary, Vec<u8>, Vec<Vec<u8>>) {
    let binary = Binary::governed();
    binary.settle();
    let bytes = fs::read(binary.register()).unwrap();
    let conn = rusqlite::Connection::open(binary.register()).unwrap();
    let mut select = conn.prepare("SELECT CAST(record AS BLOB) FROM event ORDER BY seq").unwrap();
    let records = select.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap();
    drop(select);
    (binary, bytes, records)
}

#[track_caller]
fn assert_named(binary: &Binary, seq: usize, place: u64) {
    let told = binary.plain("verify").troubled();
    let start = format!("error: `{}` is broken at event {seq}: ", binary.register().display());
    assert!(told.starts_with(&start), "byte {place} of event {seq}: {told}");
}

#[test]
fn any_byte_of_a_record_that_a_hand_with_sqlite_changes_is_found_and_the_event_named() {
    let mut chance = Chance::begin();
    let (binary, bytes, records) = records();
    let untouched = binary.folder().join("untouched");
    fs::write(&untouched, &bytes).unwrap();
    assert!(records.len() > 10);
    for (index, record) in records.iter().enumerate() {
        for _ in 0..OF_EACH {
            let place = chance.below(record.len() as u64);
            let mut changed = record.clone();
            changed[place as usize] ^= 1 + chance.below(255) as u8;
            binary.put(&untouched);
            let seq = index + 1;
            let update = "UPDATE event SET record = CAST(?1 AS TEXT) WHERE seq = ?2";
            assert_eq!(binary.tampering().execute(update, (changed, seq as i64)), Ok(1));
            assert_named(&binary, seq, place);
        }
    }
    binary.put(&untouched);
    binary.plain("verify").done();
}

#[test]
fn any_byte_of_a_record_that_changes_in_the_file_itself_is_found_and_the_event_named() {
    let mut chance = Chance::begin();
    let (binary, bytes, records) = records();
    let changed_file = binary.folder().join("changed");
    let mut found = 0;
    for (index, record) in records.iter().enumerate() {
        // SQLite leaves copies behind where it moved a record: all of them are changed, one of them counts.
        let same = |start: &usize| bytes[*start..].starts_with(record);
        let starts: Vec<usize> = (0..bytes.len()).filter(same).collect();
        // A record that is longer than a page lies in pieces: those are the other test's.
        found += usize::from(!starts.is_empty());
        if starts.is_empty() {
            continue;
        }
        let (place, bit) = (chance.below(record.len() as u64), 1 << chance.below(8));
        let mut changed = bytes.clone();
        starts.iter().for_each(|start| changed[start + place as usize] ^= bit);
        fs::write(&changed_file, changed).unwrap();
        binary.put(&changed_file);
        assert_named(&binary, index + 1, place);
    }
    assert!(found > records.len() / 2);
}
