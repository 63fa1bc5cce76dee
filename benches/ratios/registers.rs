//! Registers of a made-up history, written once and kept in `target/registers`.
//!
//! The log's own append writes them, with its real chain; only what guards against a power cut is off.

use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use chrono::{NaiveTime, TimeDelta};
use plenary::journey::event::Event;
use plenary::ledger::log::{Appended, Log, New, SqliteLog};
use plenary::ledger::record::{Account, Record};
use plenary::ledger::{opening, standing};
use plenary::progress::Progress;
use rusqlite::Connection;

use super::chance::Chance;
use super::history;

const SEED: u64 = 7;
/// Raise it with every change of what is generated: the files of an older form are made anew.
const FORM: u32 = 1;
const BATCH: usize = 10_000;

/// The register of so many recommendations, generated unless it is there.
pub fn register(folder: &Path, recommendations: usize) -> Result<PathBuf> {
    let path = folder.join(format!("form{FORM}-{recommendations}.plenary"));
    if !path.exists() {
        std::fs::create_dir_all(folder)?;
        let beside = folder.join(format!("form{FORM}-{recommendations}.part"));
        remove(&beside)?;
        let begun = Instant::now();
        let events = generate(&beside, recommendations)?;
        std::fs::rename(&beside, &path)?;
        let seconds = begun.elapsed().as_secs_f64();
        eprintln!(
            "generated {recommendations} recommendations, {events} events, seed {SEED}, in {seconds:.1} s"
        );
    }
    Ok(path)
}

/// A copy that may be written to, complete in its one file.
pub fn copy(of: &Path, name: &str) -> Result<PathBuf> {
    let copy = of.with_file_name(name);
    remove(&copy)?;
    let _ = std::fs::remove_dir_all(state_folder(&copy));
    std::fs::copy(of, &copy).with_context(|| format!("cannot copy {}", of.display()))?;
    Ok(copy)
}

/// Where this user's memory of a register is kept, apart from that of all others: each begins like the others.
pub fn state_folder(register: &Path) -> PathBuf {
    register.with_extension("state")
}

/// Removes a register and what SQLite keeps beside it.
pub fn remove(path: &Path) -> Result<()> {
    for ending in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        match std::fs::remove_file(&name) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    Ok(())
}

fn generate(path: &Path, recommendations: usize) -> Result<u64> {
    drop(opening::create(path, standing::lay)?);
    let conn = Connection::open(path)?;
    conn.execute_batch(
        "PRAGMA journal_mode = DELETE; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
         PRAGMA cache_size = -400000; BEGIN IMMEDIATE",
    )?;
    let mut writer =
        Writer { conn: &conn, chance: Chance::new(SEED), waiting: Vec::with_capacity(BATCH), events: 0 };
    history::tell(recommendations, SEED, &whoami::username()?, &mut |event| writer.write(event));
    writer.flush();
    let events = writer.events;
    let rebuilt = standing::rebuild(&conn, &Progress::unwatched())?;
    let rows: usize =
        conn.query_row("SELECT count(*) FROM recommendation", [], |row| row.get::<_, i64>(0))?.try_into()?;
    ensure!(rows == recommendations && rebuilt == events, "not all was written");
    conn.execute_batch("COMMIT; PRAGMA journal_mode = WAL")?;
    conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    Ok(events)
}

struct Writer<'c> {
    conn: &'c Connection,
    chance: Chance,
    waiting: Vec<New>,
    events: u64,
}

impl Writer<'_> {
    fn write(&mut self, event: &Event) {
        let account = Account { user: "alead".into(), host: "desk-14".into() };
        // Recorded in the evening of the day on which it happened, each a moment after the one before.
        let evening = event.on.and_time(NaiveTime::MIN).and_utc() + TimeDelta::hours(18);
        let at = evening + TimeDelta::milliseconds((self.events % 3_600_000) as i64);
        let record = Record { id: self.chance.hex(), at, account, event: event.clone() };
        let line = record.line(&self.chance.hex());
        self.waiting.push(New { id: record.id, record: line });
        self.events += 1;
        if self.waiting.len() == BATCH {
            self.flush();
        }
    }

    fn flush(&mut self) {
        let log = SqliteLog::new(self.conn);
        let appended = log.head().and_then(|head| log.append(&head, &self.waiting));
        assert!(matches!(appended, Ok(Appended::At(_))), "the log refused what was generated: {appended:?}");
        self.waiting.clear();
    }
}
