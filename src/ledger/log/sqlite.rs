//! The log in a register's own SQLite file: its table, its triggers and the queries over it.
//!
//! Transactions are the caller's: the ledger's door opens one, and an append is a part of it.

use rusqlite::{Connection, OptionalExtension, Params, Row, params};

use super::{Appended, Entry, EntryRef, Hash, Head, Log, New, link};
use crate::ledger::trouble::Trouble;

/// The log's part of a register, version 1. Frozen: a register written with it opens for ever.
///
/// The hashes stand before the record, so that reading them never walks through a long record's pages.
/// The first trigger also stops `INSERT OR REPLACE` in a tool that leaves `recursive_triggers` off.
pub const SCHEMA: &str = "
CREATE TABLE event(
  seq    INTEGER PRIMARY KEY,
  id     TEXT NOT NULL UNIQUE,
  digest BLOB NOT NULL CHECK(length(digest) = 32),
  prev   BLOB NOT NULL UNIQUE CHECK(length(prev) = 32),
  hash   BLOB NOT NULL CHECK(length(hash) = 32),
  record TEXT NOT NULL CHECK(id IS json_extract(record, '$.id') AND instr(record, char(10)) = 0)
) STRICT;
CREATE INDEX event_stream ON event(json_extract(record, '$.stream'));
CREATE TRIGGER event_is_added_at_the_end BEFORE INSERT ON event
WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM event)
  OR NEW.prev IS NOT coalesce((SELECT hash FROM event ORDER BY seq DESC LIMIT 1), zeroblob(32))
  OR EXISTS (SELECT 1 FROM event WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'an event is only ever added after the last one'); END;
CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'an event once written is never changed'); END;
CREATE TRIGGER event_is_never_removed BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'an event once written is never removed'); END;
";

/// The files of evidence, which came with version 2. Frozen as well.
///
/// They stand beside the log and outside the standing: rebuilding leaves them alone, and a copy of the register
/// carries them. `sha256` is written in hexadecimal, so that anybody can compare it with what `sha256sum` prints.
pub const BLOBS: &str = "
CREATE TABLE blob(
  sha256  TEXT PRIMARY KEY CHECK(length(sha256) = 64),
  content BLOB NOT NULL
) STRICT;
CREATE TRIGGER blob_is_never_changed BEFORE UPDATE ON blob
BEGIN SELECT RAISE(ABORT, 'a stored file is never changed'); END;
CREATE TRIGGER blob_is_never_removed BEFORE DELETE ON blob
BEGIN SELECT RAISE(ABORT, 'a stored file is never removed'); END;
";

/// The log of the register that a connection is open on.
pub struct SqliteLog<'c> {
    conn: &'c Connection,
}

impl<'c> SqliteLog<'c> {
    pub fn new(conn: &'c Connection) -> Self {
        Self { conn }
    }
}

impl Log for SqliteLog<'_> {
    fn head(&self) -> Result<Head, Trouble> {
        self.newest().map_err(|error| Trouble::on(self.conn, error))
    }

    fn read(&self, after: u64, limit: usize) -> Result<Vec<Entry>, Trouble> {
        let sql =
            "SELECT seq, id, record, digest, prev, hash FROM event WHERE seq > ?1 ORDER BY seq LIMIT ?2";
        collect(self.conn, sql, (number(after), number(limit as u64)))
    }

    fn for_each(
        &self,
        after: u64,
        each: &mut dyn FnMut(EntryRef<'_>) -> Result<(), Trouble>,
    ) -> Result<(), Trouble> {
        let sql = "SELECT seq, id, record, digest, prev, hash FROM event WHERE seq > ?1 ORDER BY seq";
        scan(self.conn, sql, [number(after)], each)
    }

    /// A part of the caller's transaction, like the event that names it.
    fn put_blob(&self, content: &[u8]) -> Result<Hash, Trouble> {
        let sha256 = Hash::of(content);
        let insert = "INSERT INTO blob(sha256, content) VALUES(?1, ?2) ON CONFLICT(sha256) DO NOTHING";
        let named = |error| Trouble::on(self.conn, error);
        self.conn.execute(insert, params![sha256.to_string(), content]).map_err(named)?;
        let same = "SELECT content = ?2 FROM blob WHERE sha256 = ?1";
        let same = self.conn.query_row(same, params![sha256.to_string(), content], |row| row.get(0));
        if same.map_err(named)? {
            return Ok(sha256);
        }
        let detail = format!("what is stored under {sha256} are other bytes");
        Err(Trouble::Damaged { path: self.conn.path().unwrap_or_default().into(), detail })
    }

    fn get_blob(&self, sha256: &Hash) -> Result<Option<Vec<u8>>, Trouble> {
        let sql = "SELECT content FROM blob WHERE sha256 = ?1";
        let found = self.conn.query_row(sql, [sha256.to_string()], |row| row.get(0)).optional();
        found.map_err(|error| Trouble::on(self.conn, error))
    }

    /// The caller holds the transaction (`BEGIN IMMEDIATE`): on any trouble it rolls back.
    fn append(&self, expected: &Head, new: &[New]) -> Result<Appended, Trouble> {
        debug_assert!(!self.conn.is_autocommit(), "an append is a part of the door's transaction");
        let head = self.head()?;
        if head != *expected {
            return Ok(Appended::Conflict(head));
        }
        let head = self.add(head, new).map_err(|error| Trouble::on(self.conn, error))?;
        Ok(Appended::At(head))
    }
}

impl SqliteLog<'_> {
    fn newest(&self) -> rusqlite::Result<Head> {
        let mut newest = self.conn.prepare_cached("SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1")?;
        let head = newest.query_row([], |row| Ok(Head { seq: seq(row)?, hash: row.get(1)? })).optional()?;
        Ok(head.unwrap_or(Head::GENESIS))
    }

    fn add(&self, mut head: Head, new: &[New]) -> rusqlite::Result<Head> {
        let mut insert = self.conn.prepare_cached(INSERT)?;
        for New { id, record } in new {
            let (seq, digest) = (head.seq + 1, Hash::of(record.as_bytes()));
            let hash = link(&head.hash, seq, &digest);
            insert.execute(params![number(seq), id, record, digest, head.hash, hash])?;
            head = Head { seq, hash };
        }
        Ok(head)
    }
}

const INSERT: &str = "INSERT INTO event(seq, id, record, digest, prev, hash) VALUES(?, ?, ?, ?, ?, ?)";

/// At most `limit` events of one stream, newest first, from before number `before` (`None`: from the newest).
/// Answered from an index, so it takes no longer in a longer register.
pub fn of_stream(
    conn: &Connection,
    stream: &str,
    limit: usize,
    before: Option<u64>,
) -> Result<Vec<Entry>, Trouble> {
    collect(conn, OF_STREAM, params![stream, number(before.unwrap_or(u64::MAX)), number(limit as u64)])
}

/// At most `limit` events before number `before`, newest first, whatever numbers are missing.
pub fn before(conn: &Connection, before: u64, limit: usize) -> Result<Vec<Entry>, Trouble> {
    let sql =
        "SELECT seq, id, record, digest, prev, hash FROM event WHERE seq < ?1 ORDER BY seq DESC LIMIT ?2";
    collect(conn, sql, (number(before), number(limit as u64)))
}

/// The expression is word for word that of the index, else SQLite reads the whole table.
const OF_STREAM: &str = "SELECT seq, id, record, digest, prev, hash FROM event \
                         WHERE json_extract(record, '$.stream') = ?1 AND seq < ?2 ORDER BY seq DESC LIMIT ?3";

fn collect(conn: &Connection, sql: &str, params: impl Params) -> Result<Vec<Entry>, Trouble> {
    let mut entries = Vec::new();
    scan(conn, sql, params, &mut |entry| {
        entries.push(entry.to_entry());
        Ok(())
    })?;
    Ok(entries)
}

fn scan(
    conn: &Connection,
    sql: &str,
    params: impl Params,
    each: &mut dyn FnMut(EntryRef<'_>) -> Result<(), Trouble>,
) -> Result<(), Trouble> {
    let trouble = |error| Trouble::on(conn, error);
    let mut statement = conn.prepare_cached(sql).map_err(trouble)?;
    let mut rows = statement.query(params).map_err(trouble)?;
    while let Some(row) = rows.next().map_err(trouble)? {
        each(entry(row).map_err(trouble)?)?;
    }
    Ok(())
}

fn entry<'r>(row: &'r Row<'_>) -> rusqlite::Result<EntryRef<'r>> {
    Ok(EntryRef {
        seq: seq(row)?,
        id: row.get_ref(1)?.as_str()?,
        record: row.get_ref(2)?.as_str()?,
        digest: row.get(3)?,
        prev: row.get(4)?,
        hash: row.get(5)?,
    })
}

fn seq(row: &Row<'_>) -> rusqlite::Result<u64> {
    let seq: i64 = row.get(0)?;
    u64::try_from(seq).map_err(|_| rusqlite::Error::IntegralValueOutOfRange(0, seq))
}

/// A number for SQLite, which has none above 2^63 - 1: no log is that long.
fn number(seq: u64) -> i64 {
    i64::try_from(seq).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use rusqlite::StatementStatus;

    use super::*;
    use crate::ledger::sample::{fill, new};

    fn filled(count: u64) -> Connection {
        let conn = Connection::open_in_memory().unwrap();
        conn.execute_batch(SCHEMA).unwrap();
        fill(&conn, count);
        conn
    }

    fn refused(conn: &Connection, sql: &str) -> String {
        let before = SqliteLog::new(conn).read(0, 100).unwrap();
        let message = conn.execute_batch(sql).unwrap_err().to_string();
        assert_eq!(SqliteLog::new(conn).read(0, 100), Ok(before));
        message
    }

    #[test]
    fn an_event_is_never_changed() {
        let conn = filled(3);
        assert!(refused(&conn, "UPDATE event SET record = '{}' WHERE seq = 2").contains("never changed"));
        assert!(refused(&conn, "UPDATE event SET seq = 9 WHERE seq = 3").contains("never changed"));
        assert!(
            refused(&conn, "UPDATE OR REPLACE event SET id = 'e1' WHERE seq = 3").contains("never changed")
        );
    }

    #[test]
    fn an_event_is_never_removed() {
        let conn = filled(3);
        assert!(refused(&conn, "DELETE FROM event").contains("never removed"));
        assert!(refused(&conn, "DELETE FROM event WHERE seq = 3").contains("never removed"));
    }

    /// With `recursive_triggers` on, as the ledger has it, and off, as the `sqlite3` shell has it.
    #[test]
    fn an_event_is_never_replaced() {
        let conn = filled(3);
        for setting in ["ON", "OFF"] {
            conn.execute_batch(&format!("PRAGMA recursive_triggers = {setting}")).unwrap();
            for sql in [
                "REPLACE INTO event SELECT * FROM event WHERE seq = 3",
                "INSERT OR REPLACE INTO event SELECT 4, 'e4', digest, prev, hash, json_set(record, '$.id', 'e4') FROM event WHERE seq = 3",
                "INSERT OR REPLACE INTO event SELECT 4, id, digest, hash, digest, record FROM event WHERE seq = 3",
                "INSERT INTO event SELECT * FROM event WHERE seq = 3 ON CONFLICT DO UPDATE SET record = '{}'",
            ] {
                assert!(refused(&conn, sql).contains("only ever added after"), "{sql}");
            }
        }
    }

    #[test]
    fn a_gap_or_a_fork_is_impossible() {
        let conn = filled(3);
        let row = |seq: u64, prev: &str| {
            format!(
                "INSERT INTO event SELECT {seq}, 'e4', digest, {prev}, digest, json_set(record, '$.id', 'e4') FROM event WHERE seq = 3"
            )
        };
        assert!(refused(&conn, &row(5, "hash")).contains("only ever added after"));
        assert!(refused(&conn, &row(4, "prev")).contains("only ever added after"));
        assert!(refused(&conn, &row(0, "hash")).contains("only ever added after"));
        conn.execute_batch("DROP TRIGGER event_is_added_at_the_end").unwrap();
        assert!(refused(&conn, &row(4, "prev")).contains("UNIQUE constraint failed: event.prev"));
        conn.execute_batch(&row(4, "hash")).unwrap();
    }

    #[test]
    fn a_record_is_one_line_and_names_its_own_id() {
        let conn = filled(3);
        let row = |record: &str| {
            format!(
                "INSERT INTO event SELECT 4, 'e4', digest, hash, digest, {record} FROM event WHERE seq = 3"
            )
        };
        assert!(refused(&conn, &row("record")).contains("CHECK"));
        assert!(refused(&conn, &row("'{}'")).contains("CHECK"));
        assert!(refused(&conn, &row(r#"'{"id":"e4",' || char(10) || '"a":1}'"#)).contains("CHECK"));
        assert!(refused(&conn, &row("'not json'")).contains("malformed JSON"));
    }

    #[test]
    fn the_history_of_one_stream_comes_newest_first_in_pages() {
        let conn = filled(3);
        let log = SqliteLog::new(&conn);
        conn.execute_batch("BEGIN IMMEDIATE").unwrap();
        let new: Vec<New> = (4..=9).map(|n| new(n, if n % 2 == 0 { "M14" } else { "CUS22-4" })).collect();
        let _ = log.append(&log.head().unwrap(), &new).unwrap();
        let page = |stream, limit, before| -> Vec<u64> {
            of_stream(&conn, stream, limit, before).unwrap().iter().map(|entry| entry.seq).collect()
        };
        assert_eq!(page("M14", 2, None), [8, 6]);
        assert_eq!(page("M14", 2, Some(6)), [4]);
        assert_eq!(page("SOC22-1", 9, None), [3, 2, 1]);
        assert_eq!(page("SOC22-2", 9, None), [0; 0]);
        assert_eq!(of_stream(&conn, "CUS22-4", 1, None).unwrap(), log.read(8, 1).unwrap());
    }

    #[test]
    fn the_history_of_one_stream_is_answered_from_the_index() {
        let conn = filled(3);
        let mut statement = conn.prepare(&format!("EXPLAIN QUERY PLAN {OF_STREAM}")).unwrap();
        let plan = statement.query_map(params!["M14", 9, 9], |row| row.get::<_, String>(3)).unwrap();
        let plan: Vec<String> = plan.map(Result::unwrap).collect();
        assert_eq!(plan, ["SEARCH event USING INDEX event_stream (<expr>=? AND rowid<?)"]);
    }

    #[test]
    fn an_append_is_undone_with_its_transaction() {
        let conn = filled(3);
        let log = SqliteLog::new(&conn);
        let head = log.head().unwrap();
        conn.execute_batch("BEGIN IMMEDIATE").unwrap();
        assert!(matches!(log.append(&head, &[new(4, "M14")]), Ok(Appended::At(now)) if now.seq == 4));
        conn.execute_batch("ROLLBACK").unwrap();
        assert_eq!(log.head(), Ok(head));
    }

    /// SQLite's own counter: the trigger must not read more in a longer log.
    #[test]
    fn an_append_costs_the_same_in_a_longer_log() {
        let steps = |count| {
            let conn = filled(count);
            let count_of = |what| conn.prepare_cached(INSERT).unwrap().reset_status(what);
            let counters = [StatementStatus::VmStep, StatementStatus::FullscanStep, StatementStatus::Sort];
            let _before = counters.map(count_of);
            fill(&conn, 1);
            counters.map(count_of)
        };
        assert_eq!(steps(10), steps(1000));
        assert!(matches!(steps(10), [1..=i32::MAX, 0, 0]));
    }
}
