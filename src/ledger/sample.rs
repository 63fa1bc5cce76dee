//! Records and registers for the ledger's own tests.

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::Connection;

use super::log::{Appended, Entry, Head, Log, New, SqliteLog};
use super::opening::{self, Access, Settings};

/// A record as the ledger writes them: event `n` of a stream.
pub fn new(n: u64, stream: &str) -> New {
    let id = format!("e{n}");
    let text = "Zoë's \\\"unit\\\" — 100 % of 3 posts\\nfilled \u{1F693} <b>&amp;</b> `x` $HOME";
    New { record: format!(r#"{{"v":1,"id":"{id}","stream":"{stream}","kind":"told","text":"{text}"}}"#), id }
}

/// Adds so many events, all of one stream, in one transaction.
pub fn fill(conn: &Connection, count: u64) -> Head {
    conn.execute_batch("BEGIN IMMEDIATE").unwrap();
    let log = SqliteLog::new(conn);
    let head = log.head().unwrap();
    let added: Vec<New> = (head.seq + 1..=head.seq + count).map(|n| new(n, "SOC22-1")).collect();
    let appended = log.append(&head, &added).unwrap();
    conn.execute_batch("COMMIT").unwrap();
    match appended {
        Appended::At(head) => head,
        Appended::Conflict(head) => panic!("somebody else was first: {head}"),
    }
}

/// A register of so many events in a folder, closed and complete in its one file.
pub fn register(folder: &Path, count: u64) -> PathBuf {
    let path = folder.join("cleveland.plenary");
    let conn = opening::create(&path, |_| Ok(())).unwrap();
    fill(&conn, count);
    whole(conn);
    path
}

/// Moves everything into the register's own file and closes it.
pub fn whole(conn: Connection) {
    conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
}

/// Settings that do not wait long.
pub fn impatient() -> Settings {
    Settings { timeout: Duration::from_millis(50), network_allowed: true, free_needed: 0 }
}

pub fn read(path: &Path) -> Connection {
    opening::open(path, Access::Read).unwrap()
}

pub fn write(path: &Path) -> Connection {
    opening::open(path, Access::Write).unwrap()
}

pub fn entries(conn: &Connection) -> Vec<Entry> {
    SqliteLog::new(conn).read(0, usize::MAX).unwrap()
}

/// Does to a register what a hand with `sqlite3` can: without our settings and without our triggers.
pub fn tamper(path: &Path, sql: &str) {
    let conn = Connection::open(path).unwrap();
    conn.execute_batch(
        "DROP TRIGGER IF EXISTS event_is_added_at_the_end; DROP TRIGGER IF EXISTS event_is_never_changed;
         DROP TRIGGER IF EXISTS event_is_never_removed; DROP INDEX IF EXISTS event_stream;
         PRAGMA ignore_check_constraints = ON",
    )
    .unwrap();
    conn.execute_batch(sql).unwrap();
}

/// Numbers that look random and come again from the same seed (SplitMix64).
pub struct Chance(pub u64);

impl Chance {
    /// A number below `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % end
    }

    /// Begins with `PLENARY_SEED`, else with a seed of the moment, and prints it.
    pub fn begin() -> Self {
        let given = std::env::var("PLENARY_SEED").ok().and_then(|text| text.parse().ok());
        let seed = given.unwrap_or_else(|| getrandom::u64().unwrap());
        println!("PLENARY_SEED={seed}");
        Self(seed)
    }
}
