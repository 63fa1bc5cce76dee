//! Making a register from a copy of one, when the register itself was lost or is damaged.
//!
//! The copy is copied once more and proved before anything is moved, and what lay in the register's place is
//! moved aside beside it, with its `-wal`, and never deleted.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use super::backup;
use super::log::{self, Head, Log, SqliteLog};
use super::opening::{self, Access};
use super::place::{Beside, with_ending};
use super::remembered::Remembered;
use super::trouble::Trouble;
use crate::progress::{Progress, Step};

/// What stands after a register was made from a copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    pub head: Head,
    /// Where the register went that lay there before.
    pub aside: Option<PathBuf>,
}

/// Makes the register at `to` from the copy at `from`, and lets this user trust it.
/// `replace`: even where the register there, or this user's memory of one, holds events that the copy lacks.
/// Cancelled, or refused, it has moved and left nothing.
///
/// # Errors
/// [`Trouble::CopyLacks`] and [`Trouble::CannotCompare`] where `replace` must be said;
/// every trouble that a backup has, of the copy.
pub fn restore(
    from: &Path,
    to: &Path,
    replace: bool,
    remembered: Option<&Remembered>,
    progress: &Progress,
) -> Result<Restored, Trouble> {
    let to = std::path::absolute(to).map_err(|error| Trouble::of_io(to, &error))?;
    let copy = opening::open(from, Access::Read)?;
    if same_file(from, &to) {
        return Err(Trouble::AlreadyThere { path: to });
    }
    progress.said(Step::Copying, 0, 0)?;
    let beside = Beside::in_place_of(&to)?;
    let head = backup::proved(&copy, &beside, progress)?;
    drop(copy);
    // Until what lay there is moved away nobody else records in it.
    let held = hold(&to)?;
    if !replace {
        let proved = read(beside.path())?;
        lacks_nothing(&proved, head, &to, held.as_ref(), remembered)?;
    }
    let aside = move_aside(&to)?;
    beside.settle()?;
    drop(held);
    Ok(Restored { head, aside })
}

fn same_file(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

fn read(path: &Path) -> Result<Connection, Trouble> {
    let opened = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY);
    opened.map_err(|error| Trouble::of(path, std::time::Duration::ZERO, error))
}

/// The register that lies there, with its one place to write taken; or why it cannot be used.
/// None where nothing lies there. Something that is no register is never moved.
fn hold(to: &Path) -> Result<Option<Result<Connection, Trouble>>, Trouble> {
    if to.symlink_metadata().is_err() {
        return Ok(None);
    }
    let begin = |conn: Connection| {
        let begun = conn.execute_batch("BEGIN IMMEDIATE");
        begun.map_err(|error| Trouble::on(&conn, error)).map(|()| conn)
    };
    match opening::open(to, Access::Write).and_then(begin) {
        Err(trouble @ (Trouble::NotARegister { .. } | Trouble::Locked { .. } | Trouble::Newer { .. })) => {
            Err(trouble)
        }
        held => Ok(Some(held)),
    }
}

/// Refuses a copy that lacks an event which the register there holds, or which this user saw there.
fn lacks_nothing(
    copy: &Connection,
    head: Head,
    to: &Path,
    held: Option<&Result<Connection, Trouble>>,
    remembered: Option<&Remembered>,
) -> Result<(), Trouble> {
    let path = || to.to_path_buf();
    match held {
        Some(Ok(register)) => {
            let now = SqliteLog::new(register).head()?;
            if !log::contains(copy, &now)? {
                return Err(Trouble::CopyLacks { path: path(), copy: head, now });
            }
        }
        Some(Err(trouble)) => {
            return Err(Trouble::CannotCompare { path: path(), detail: trouble.to_string() });
        }
        None => {}
    }
    match remembered.map_or(Ok(()), |remembered| remembered.check(copy, to)) {
        Err(Trouble::HeadNotContained { remembered, .. }) => {
            Err(Trouble::CopyLacks { path: path(), copy: head, now: remembered })
        }
        other => other,
    }
}

/// Gives a register and the files beside it another name, under which they still belong together.
/// A `-wal` without its register is moved as well: it would be mixed into the copy.
fn move_aside(to: &Path) -> Result<Option<PathBuf>, Trouble> {
    let there = ["", "-wal", "-shm"].map(|ending| (ending, with_ending(to, ending)));
    let there: Vec<_> = there.into_iter().filter(|(_, file)| file.symlink_metadata().is_ok()).collect();
    if there.is_empty() {
        return Ok(None);
    }
    let aside = free_name(to);
    for (ending, file) in there {
        fs::rename(&file, with_ending(&aside, ending)).map_err(|error| Trouble::of_io(&file, &error))?;
    }
    Ok(Some(aside))
}

/// `NAME.replaced`, or with a number after it if that is taken.
fn free_name(to: &Path) -> PathBuf {
    let first = with_ending(to, ".replaced");
    let numbered = (2..).map(|number| with_ending(&first, &format!(".{number}")));
    let is_free = |name: &PathBuf| {
        ["", "-wal", "-shm"].iter().all(|ending| with_ending(name, ending).symlink_metadata().is_err())
    };
    std::iter::once(first.clone()).chain(numbered).find(is_free).unwrap_or(first)
}
