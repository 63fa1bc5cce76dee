//! Copies of a register, each proved before it gets its name.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::interrupting::interruptible;
use super::log::{self, Head, Log, SqliteLog, Verified};
use super::opening::APPLICATION_ID;
use super::place::Beside;
use super::trouble::Trouble;
use crate::progress::{Progress, Step};

/// Copies the register that a connection is open on to `to`, where nothing may be yet, and gives the copy's head.
/// The copy is opened, checked by SQLite, its chain verified and its head compared; only then is it put in place.
/// Other processes may record meanwhile. The connection may have no transaction open.
/// Cancelled, it leaves nothing behind.
pub fn backup(conn: &Connection, to: &Path, progress: &Progress) -> Result<Head, Trouble> {
    let to = std::path::absolute(to).map_err(|error| Trouble::of_io(to, &error))?;
    // Said before the first file is made: who watches can undo it from then on.
    progress.said(Step::Copying, 0, 0)?;
    let beside = Beside::new(&to)?;
    let head = proved(conn, &beside, progress)?;
    beside.settle()?;
    Ok(head)
}

/// Copies the register into a file that has no name yet, and proves it; gives its head.
pub(super) fn proved(conn: &Connection, beside: &Beside, progress: &Progress) -> Result<Head, Trouble> {
    let before = SqliteLog::new(conn).head()?;
    copy(conn, beside.path(), progress)?;
    let head = prove(beside.path(), progress)?;
    compare(conn, beside.path(), before, head)?;
    Ok(head)
}

fn copy(conn: &Connection, to: &Path, progress: &Progress) -> Result<(), Trouble> {
    let Some(name) = to.to_str() else {
        return Err(Trouble::Other { path: to.into(), detail: "SQLite needs a name that is UTF-8".into() });
    };
    let of = kibibytes(conn)?;
    let so_far = || to.metadata().map_or(0, |file| file.len() / 1024).min(of.saturating_sub(1));
    interruptible(conn, &|| progress.said(Step::Copying, so_far(), of), || {
        conn.execute("VACUUM INTO ?1", [name]).map_err(|error| match Trouble::on(conn, error) {
            // The disk that is full is the one that is copied to.
            Trouble::DiskFull { .. } => Trouble::DiskFull { path: to.into() },
            other => other,
        })
    })?;
    Ok(progress.said(Step::Copying, of, of)?)
}

/// The size of a register in KiB, never nought.
fn kibibytes(conn: &Connection) -> Result<u64, Trouble> {
    let sql = "SELECT page_count * page_size / 1024 FROM pragma_page_count, pragma_page_size";
    let size =
        conn.query_row(sql, [], |row| row.get::<_, i64>(0)).map_err(|error| Trouble::on(conn, error))?;
    Ok(u64::try_from(size).unwrap_or(0).max(1))
}

/// Opens the copy and checks it as if it came from a stranger.
fn prove(copy: &Path, progress: &Progress) -> Result<Head, Trouble> {
    let named = |error| Trouble::of(copy, Duration::ZERO, error);
    let conn = Connection::open_with_flags(copy, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(named)?;
    let id: i32 = conn.query_row("PRAGMA application_id", [], |row| row.get(0)).map_err(named)?;
    let found: String = interruptible(&conn, &|| progress.said(Step::Proving, 0, 0), || {
        conn.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0)).map_err(named)
    })?;
    if id != APPLICATION_ID || found != "ok" {
        return Err(Trouble::Damaged { path: copy.into(), detail: found });
    }
    let Verified { head, .. } = log::verify_on(&conn, progress)?;
    Ok(head)
}

/// The copy reaches at least as far as the register did before, and holds nothing that the register does not.
fn compare(conn: &Connection, copy: &Path, before: Head, head: Head) -> Result<(), Trouble> {
    if head.seq >= before.seq && log::contains(conn, &head)? {
        return Ok(());
    }
    let detail = format!("it reaches {head}, the register {before}");
    Err(Trouble::Damaged { path: copy.into(), detail })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::sample::{entries, fill, read, register, tamper, write};

    #[test]
    fn a_backup_holds_everything_in_one_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = register(folder.path(), 3);
        let conn = write(&path);
        let now = fill(&conn, 2);
        let copy = folder.path().join("it's a copy.plenary");
        assert_eq!(backup(&conn, &copy, &Progress::unwatched()), Ok(now));
        assert_eq!(entries(&read(&copy)), entries(&conn));
        let names = std::fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().file_name());
        let parts: Vec<_> = names.filter(|name| name.to_string_lossy().contains(".part")).collect();
        assert_eq!(parts, [""; 0]);
        fill(&write(&copy), 1);
        assert_eq!(entries(&read(&copy)).len(), 6);
    }

    #[test]
    fn a_backup_can_be_made_from_a_connection_that_only_reads() {
        let folder = tempfile::tempdir().unwrap();
        let path = register(folder.path(), 3);
        let copy = folder.path().join("copy.plenary");
        assert_eq!(backup(&read(&path), &copy, &Progress::unwatched()).map(|head| head.seq), Ok(3));
    }

    #[test]
    fn a_backup_is_never_made_over_anything() {
        let folder = tempfile::tempdir().unwrap();
        let path = register(folder.path(), 3);
        let conn = read(&path);
        assert_eq!(
            backup(&conn, &path, &Progress::unwatched()),
            Err(Trouble::AlreadyThere { path: path.clone() })
        );
        let nowhere = folder.path().join("gone");
        assert_eq!(
            backup(&conn, &nowhere.join("copy"), &Progress::unwatched()),
            Err(Trouble::NoFolder { folder: nowhere })
        );
    }

    #[test]
    fn a_copy_that_is_not_whole_gets_no_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = register(folder.path(), 5);
        tamper(&path, "UPDATE event SET record = replace(record, 'told', 'sold') WHERE seq = 2");
        let copy = folder.path().join("copy.plenary");
        let refused = backup(&read(&path), &copy, &Progress::unwatched());
        assert!(
            matches!(refused, Err(Trouble::Broken { seq: 2, .. } | Trouble::Damaged { .. })),
            "{refused:?}"
        );
        assert!(!copy.exists());
    }

    #[test]
    fn a_copy_that_reaches_less_far_than_the_register_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let conn = read(&register(folder.path(), 5));
        let heads: Vec<Head> = entries(&conn).iter().map(|entry| entry.head()).collect();
        assert_eq!(compare(&conn, Path::new("copy"), heads[3], heads[4]), Ok(()));
        assert!(compare(&conn, Path::new("copy"), heads[4], heads[3]).is_err());
        let other = Head { hash: heads[0].hash, ..heads[4] };
        assert!(compare(&conn, Path::new("copy"), heads[4], other).is_err());
    }
}
