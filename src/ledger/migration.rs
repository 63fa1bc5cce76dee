//! Bringing a register of an earlier version up to date: the log's part of it, one version after another.
//!
//! The tables that are derived from the log are made anew instead, and are the standing's.

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::backup::backup;
use super::log;
use super::place::with_ending;
use super::trouble::Trouble;

/// What leads from an empty file to a register of today. A register's version is the number of them it has had.
/// An entry is never changed once a register was written with it: a change is a new entry.
pub const MIGRATIONS: &[&str] = &[log::SCHEMA];

/// Brings the register that `conn` may write from version `found` to the last, each step in its own transaction,
/// after a backup beside it was made and proved.
pub fn migrate(conn: &Connection, path: &Path, found: u32, migrations: &[&str]) -> Result<(), Trouble> {
    backup(conn, &backup_name(path, found))?;
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
