//! Bringing a register of an earlier version up to date: the log's part of it, one version after another.
//!
//! The tables that are derived from the log are made anew instead, and are the standing's.

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::backup::backup;
use super::log;
use super::place::with_ending;
use super::trouble::Trouble;
use crate::progress::Progress;

/// What leads from an empty file to a register of today. A register's version is the number of them it has had.
/// An entry is never changed once a register was written with it: a change is a new entry.
pub const MIGRATIONS: &[&str] = &[log::SCHEMA, log::BLOBS];

/// Brings the register that `conn` may write from version `found` to the last, each step in its own transaction,
/// after a backup beside it was made and proved.
pub fn migrate(conn: &Connection, path: &Path, found: u32, migrations: &[&str]) -> Result<(), Trouble> {
    backup(conn, &backup_name(path, found), &Progress::unwatched())?;
    for version in found..migrations.len() as u32 {
        step(conn, version, migrations[version as usize]).map_err(|error| Trouble::on(conn, error))?;
    }
    Ok(())
}

/// `NAME.v1.backup`, or with a number after it if that is taken.
fn backup_name(path: &Path, version: u32) -> PathBuf {
    let first = with_ending(path, &format!(".v{version}.backup"));
    let numbered = (2..).map(|number| with_ending(&first, &format!(".{number}")));
    let mut names = std::iter::once(first.clone()).chain(numbered);
    names.find(|name| name.symlink_metadata().is_err()).unwrap_or(first)
}

/// One version on, unless another process was first.
fn step(conn: &Connection, version: u32, sql: &str) -> rusqlite::Result<()> {
    let transaction = rusqlite::Transaction::new_unchecked(conn, rusqlite::TransactionBehavior::Immediate)?;
    let now: u32 = transaction.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if now == version {
        transaction.execute_batch(sql)?;
        transaction.pragma_update(None, "user_version", version + 1)?;
    }
    transaction.commit()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::ledger::log::{Log, SqliteLog};
    use crate::ledger::opening::{Access, make, opened};
    use crate::ledger::sample::{entries, fill, impatient, read, register, tamper, whole};

    fn version(conn: &Connection) -> i64 {
        conn.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap()
    }

    #[test]
    fn an_older_register_is_brought_up_to_date_after_a_backup() {
        let folder = tempfile::tempdir().unwrap();
        let path = register(folder.path(), 3);
        let newer = [
            MIGRATIONS[0],
            MIGRATIONS[1],
            "CREATE TABLE added(a INTEGER) STRICT",
            "INSERT INTO added VALUES(1)",
        ];
        let conn = opened(&path, Access::Write, &impatient(), &newer).unwrap();
        assert_eq!(version(&conn), 4);
        assert_eq!(conn.query_row("SELECT a FROM added", [], |row| row.get(0)), Ok(1));
        let head = fill(&conn, 1);
        whole(conn);
        let backup = with_ending(&path, ".v2.backup");
        assert_eq!(entries(&read(&backup)).len(), 3);
        assert_eq!(
            opened(&path, Access::Write, &impatient(), MIGRATIONS).err(),
            Some(Trouble::Newer { path: path.clone(), found: 4, known: 2 })
        );
        let again = opened(&path, Access::Read, &impatient(), &newer).unwrap();
        assert_eq!(SqliteLog::new(&again).head(), Ok(head));
        assert_eq!(
            fs::read_dir(folder.path())
                .unwrap()
                .filter(|file| {
                    file.as_ref().unwrap().path().extension().is_some_and(|ending| ending == "backup")
                })
                .count(),
            1
        );
    }

    #[test]
    fn a_register_that_was_made_before_files_were_stored_gets_a_place_for_them() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("r.plenary");
        make(&path, &MIGRATIONS[..1], |_| Ok(())).unwrap();
        let old = opened(&path, Access::Write, &impatient(), &MIGRATIONS[..1]).unwrap();
        let head = fill(&old, 3);
        assert!(old.prepare("SELECT content FROM blob").is_err());
        whole(old);
        let conn = opened(&path, Access::Write, &impatient(), MIGRATIONS).unwrap();
        assert_eq!(version(&conn), 2);
        assert_eq!(SqliteLog::new(&conn).head(), Ok(head));
        let kept = SqliteLog::new(&conn).put_blob(b"figures").unwrap();
        assert_eq!(SqliteLog::new(&conn).get_blob(&kept), Ok(Some(b"figures".to_vec())));
        assert_eq!(entries(&read(&with_ending(&path, ".v1.backup"))).len(), 3);
    }

    #[test]
    fn an_older_register_is_brought_up_to_date_by_reading_too() {
        let folder = tempfile::tempdir().unwrap();
        let path = register(folder.path(), 3);
        fs::write(with_ending(&path, ".v2.backup"), "kept").unwrap();
        let newer = [MIGRATIONS[0], MIGRATIONS[1], "CREATE TABLE added(a INTEGER) STRICT"];
        let conn = opened(&path, Access::Read, &impatient(), &newer).unwrap();
        assert_eq!(version(&conn), 3);
        assert_eq!(fs::read_to_string(with_ending(&path, ".v2.backup")).unwrap(), "kept");
        assert_eq!(entries(&read(&with_ending(&path, ".v2.backup.2"))).len(), 3);
    }

    #[test]
    fn a_step_that_fails_leaves_the_register_at_the_step_before() {
        let folder = tempfile::tempdir().unwrap();
        let path = register(folder.path(), 3);
        let newer = [
            MIGRATIONS[0],
            MIGRATIONS[1],
            "CREATE TABLE added(a INTEGER) STRICT",
            "CREATE TABLE half(a); CREATE TABLE half(a)",
        ];
        assert!(opened(&path, Access::Write, &impatient(), &newer).is_err());
        let conn = opened(&path, Access::Write, &impatient(), &newer[..3]).unwrap();
        assert_eq!(version(&conn), 3);
        assert!(conn.prepare("SELECT a FROM half").is_err());
        assert_eq!(entries(&conn).len(), 3);
    }

    #[test]
    fn an_older_register_is_not_changed_before_its_backup_is_proved() {
        let folder = tempfile::tempdir().unwrap();
        let path = register(folder.path(), 3);
        tamper(&path, "UPDATE event SET record = replace(record, 'told', 'sold') WHERE seq = 2");
        let newer = [MIGRATIONS[0], MIGRATIONS[1], "CREATE TABLE added(a INTEGER) STRICT"];
        let refused = opened(&path, Access::Write, &impatient(), &newer).err();
        assert!(matches!(refused, Some(Trouble::Broken { seq: 2, .. })), "{refused:?}");
        assert_eq!(version(&read(&path)), 2);
    }
}
