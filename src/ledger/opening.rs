//! Opening a register: what SQLite must be told each time, and what is refused before anything is touched.
//!
//! Nothing here reads more than the file's first page: checking the whole is `verify`'s, and is asked for.
//! The door's transactions, and what stands in the tables, are the ledger's.

use std::ffi::OsString;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, MAIN_DB, OpenFlags};

use super::migration::{self, MIGRATIONS};
use super::place::{self, Beside, with_ending};
use super::trouble::Trouble;

/// What a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    Read,
    Write,
}

/// What may be chosen about opening.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// How long to wait for another process that holds the register.
    pub timeout: Duration,
    /// Whether a network file system is opened all the same.
    pub network_allowed: bool,
    /// Below so many free bytes on the disk nothing is written.
    pub free_needed: u64,
}

impl Settings {
    /// 30 seconds, no network file system, 16 MiB; `PLENARY_TIMEOUT_MS` and `PLENARY_ALLOW_NETWORK=1` say otherwise.
    pub fn from_environment() -> Self {
        Self::of(|name| std::env::var(name).ok())
    }

    fn of(variable: impl Fn(&str) -> Option<String>) -> Self {
        let timeout = variable("PLENARY_TIMEOUT_MS").and_then(|text| text.parse().ok());
        Self {
            timeout: Duration::from_millis(timeout.unwrap_or(30_000)),
            network_allowed: variable("PLENARY_ALLOW_NETWORK").as_deref() == Some("1"),
            free_needed: 16 << 20,
        }
    }
}

/// Stands in a register's header and says that it is one: "Plen".
pub const APPLICATION_ID: i32 = 0x506c_656e;

/// From this version on SQLite does not lose commits (3.7.0 to 3.51.2 can, when a write-ahead log is reset).
const OLDEST_SQLITE: i32 = 3_051_003;

/// A commit that leaves more pages than this in the write-ahead file moves them into the register:
/// for programs that stay open. One that ends after a request empties the file when it closes,
/// because the next program cannot see what was moved already, and would move it again with every commit.
const CHECKPOINT_PAGES: u32 = 256;

/// Past so many bytes the write-ahead file is emptied when closing: 128 pages with their headers.
/// Who opens the register next must read that file whole, so that more would be felt; and a request writes some 25 pages,
/// so that with fewer every third of them would wait for two more syncs.
const WAL_LEFT_AT_MOST: u64 = 128 * (4096 + 24);

/// Makes a register at `path`, where nothing may be yet. `first` adds the tables that are derived from the log;
/// they and the log come into being in one transaction, or nothing does.
pub fn create(
    path: &Path,
    first: impl FnOnce(&Connection) -> Result<(), Trouble>,
) -> Result<Connection, Trouble> {
    let settings = Settings::from_environment();
    let path = absolute(path)?;
    assert_sqlite(rusqlite::version_number())?;
    let beside = Beside::new(&path)?;
    place::look(path.parent().unwrap_or(&path), settings.network_allowed, settings.free_needed)?;
    make(beside.path(), MIGRATIONS, first)?;
    beside.settle()?;
    open_with(&path, Access::Write, &settings)
}

/// Opens the register at `path`. One of an earlier version is backed up and brought up to date;
/// one of a later version, and a file that is no register, is refused and not touched.
pub fn open(path: &Path, access: Access) -> Result<Connection, Trouble> {
    open_with(path, access, &Settings::from_environment())
}

/// As [`open`], with settings that do not come from the environment.
pub fn open_with(path: &Path, access: Access, settings: &Settings) -> Result<Connection, Trouble> {
    opened(path, access, settings, MIGRATIONS)
}

/// Closes a connection and empties a write-ahead file that has grown (after an import, say),
/// so that the next program to open the register need not read it. Dropping a connection loses nothing either.
pub fn close(conn: Connection) {
    let wal = with_ending(Path::new(conn.path().unwrap_or_default()), "-wal");
    if wal.metadata().is_ok_and(|found| found.len() > WAL_LEFT_AT_MOST) {
        // Whoever reads just now will empty it later: it is not worth waiting for.
        let _ = conn.busy_timeout(Duration::ZERO);
        let _ = conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
    }
}

/// Makes a register of the version that `migrations` lead to, as a file that is complete by itself.
pub(super) fn make(
    path: &Path,
    migrations: &[&str],
    first: impl FnOnce(&Connection) -> Result<(), Trouble>,
) -> Result<(), Trouble> {
    let named = |error| Trouble::of(path, Duration::ZERO, error);
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let conn = Connection::open_with_flags(path, flags).map_err(named)?;
    guard(&conn).map_err(named)?;
    conn.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; BEGIN IMMEDIATE")
        .map_err(named)?;
    conn.pragma_update(None, "application_id", APPLICATION_ID).map_err(named)?;
    conn.pragma_update(None, "user_version", migrations.len() as u32).map_err(named)?;
    migrations.iter().try_for_each(|sql| conn.execute_batch(sql)).map_err(named)?;
    first(&conn)?;
    conn.execute_batch("COMMIT").map_err(named)?;
    conn.close().map_err(|(_, error)| named(error))
}

/// As [`open_with`], for a program that knows these versions of a register.
pub(super) fn opened(
    path: &Path,
    access: Access,
    settings: &Settings,
    migrations: &[&str],
) -> Result<Connection, Trouble> {
    let path = absolute(path)?;
    let known = migrations.len() as u32;
    assert_sqlite(rusqlite::version_number())?;
    let free_needed = if access == Access::Write { settings.free_needed } else { 0 };
    place::look(&path, settings.network_allowed, free_needed)?;
    let (conn, found) = connect(&path, access, settings)?;
    if found > known {
        return Err(Trouble::Newer { path, found, known });
    }
    if access == Access::Write {
        prepare_to_write(&conn, &path, settings.timeout)?;
    }
    match (found, access) {
        (found, _) if found == known => Ok(conn),
        (found, Access::Write) => {
            migration::migrate(&conn, &path, found, migrations)?;
            Ok(conn)
        }
        (found, Access::Read) => {
            drop(conn);
            let brought = opened(&path, Access::Write, settings, migrations);
            match brought {
                Err(Trouble::ReadOnly { .. } | Trouble::NoPermission { .. }) => {
                    return Err(Trouble::Older { path, found, known });
                }
                other => drop(other?),
            }
            opened(&path, access, settings, migrations)
        }
    }
}

fn assert_sqlite(version: i32) -> Result<(), Trouble> {
    if version >= OLDEST_SQLITE {
        return Ok(());
    }
    let found = format!("{}.{}.{}", version / 1_000_000, version / 1000 % 1000, version % 1000);
    Err(Trouble::OldSqlite { found })
}

/// SQLite reads `:memory:` and `file:…` as something other than files, which an absolute path never is.
fn absolute(path: &Path) -> Result<PathBuf, Trouble> {
    std::path::absolute(path).map_err(|_| Trouble::Missing { path: path.into() })
}

/// A connection that has changed nothing yet, and the version of the register.
fn connect(path: &Path, access: Access, settings: &Settings) -> Result<(Connection, u32), Trouble> {
    let named = |error| unopened(path, settings.timeout, error);
    let read_only = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    if access == Access::Write {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        return identify(path, flags, settings)?.map_err(named);
    }
    match identify(path, read_only, settings)? {
        Err(error) if cannot_open(&error) && nothing_ahead(path) => {
            let flags = read_only | OpenFlags::SQLITE_OPEN_URI;
            identify(&immutable(path), flags, settings)?.map_err(named)
        }
        other => other.map_err(named),
    }
}

/// Opens the file and reads from its header that it is a register, and which version.
/// The outer error says that it is none.
fn identify(
    path: &Path,
    flags: OpenFlags,
    settings: &Settings,
) -> Result<rusqlite::Result<(Connection, u32)>, Trouble> {
    let header = || {
        let conn = Connection::open_with_flags(path, flags)?;
        guard(&conn)?;
        conn.busy_timeout(settings.timeout)?;
        let id: i32 = conn.query_row("PRAGMA application_id", [], |row| row.get(0))?;
        let version: u32 = conn.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        Ok((conn, id, version))
    };
    match header() {
        Ok((_, id, _)) if id != APPLICATION_ID => {
            let why = match path.metadata() {
                Ok(found) if found.len() == 0 => "it is empty",
                // SQLite takes a file of a few bytes for an empty one.
                _ if !begins_like_sqlite(path) => "it is no SQLite file",
                _ => "it is an SQLite file of another program",
            };
            Err(Trouble::NotARegister { path: path.into(), why })
        }
        Ok((conn, _, version)) => Ok(Ok((conn, version))),
        Err(error) => Ok(Err(error)),
    }
}

/// A register may come from anybody: what stands in its schema gets no more power than it needs.
fn guard(conn: &Connection) -> rusqlite::Result<()> {
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, true)?;
    Ok(())
}

fn prepare_to_write(conn: &Connection, path: &Path, waited: Duration) -> Result<(), Trouble> {
    let named = |error| Trouble::of(path, waited, error);
    // SQLite opens a file that may not be written for reading and says nothing.
    if conn.is_readonly(MAIN_DB).map_err(named)? {
        return Err(Trouble::ReadOnly { path: path.into() });
    }
    let mode: String = conn.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0)).map_err(named)?;
    if mode != "wal" {
        return Err(Trouble::Other {
            path: path.into(),
            detail: format!("no write-ahead log here, only `{mode}`"),
        });
    }
    // Closing after every request would move the same few pages and sync twice more each time.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true).map_err(named)?;
    let settings = format!(
        "PRAGMA synchronous = FULL; PRAGMA recursive_triggers = ON; PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}"
    );
    conn.execute_batch(&settings).map_err(named)
}

/// Names an error from the first page: no register at all, or one that is damaged there.
fn unopened(path: &Path, waited: Duration, error: rusqlite::Error) -> Trouble {
    match error.sqlite_error_code() {
        _ if path.is_dir() => Trouble::NotARegister { path: path.into(), why: "it is a folder" },
        Some(ErrorCode::NotADatabase) if !begins_like_sqlite(path) => {
            Trouble::NotARegister { path: path.into(), why: "it is no SQLite file" }
        }
        _ => Trouble::of(path, waited, error),
    }
}

/// Only asked of a file that SQLite cannot use: closing a register's file here
/// would take this process's locks from it.
fn begins_like_sqlite(path: &Path) -> bool {
    use std::io::Read;
    let mut start = [0; 16];
    let begun = std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut start));
    begun.is_ok() && start == *b"SQLite format 3\0"
}

/// SQLite's answers where the files beside a register are missing and cannot be made.
fn cannot_open(error: &rusqlite::Error) -> bool {
    matches!(error.sqlite_error_code(), Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly))
}

/// Whether the register's own file holds everything that was recorded.
fn nothing_ahead(path: &Path) -> bool {
    let real = path.canonicalize();
    let file = real.as_deref().unwrap_or(path);
    file.is_file() && with_ending(file, "-wal").metadata().is_ok_and(|wal| wal.len() == 0)
        || file.is_file() && with_ending(file, "-wal").symlink_metadata().is_err()
}

/// The name under which SQLite reads a file as it lies, without locks and without anything beside it.
fn immutable(path: &Path) -> PathBuf {
    let mut name = b"file:".to_vec();
    for &byte in path.as_os_str().as_bytes() {
        match byte {
            b'/' | b'-' | b'_' | b'.' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => name.push(byte),
            _ => name.extend(format!("%{byte:02X}").bytes()),
        }
    }
    name.extend(b"?immutable=1");
    OsString::from_vec(name).into()
}

#[cfg(test)]
mod tests;
