//! The second kind of no: the record could not be read or written.
//!
//! What the rules refuse is a refusal and lives in `journey`; what an import finds is a problem and lives in
//! `intake`. This file only names what went wrong with the file and says what to do about it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::NaiveDate;
use rusqlite::{Connection, ErrorCode, ffi};

use super::log::{Fault, Head};
use crate::intake::offered::Unusable;
use crate::journey::deadline::in_words;
use crate::journey::reference::EvidenceRef;
use crate::progress::Cancelled;

/// Why the record could not be read or written. Nothing is lost by any of these:
/// what was acknowledged before stays, what was asked for now was not recorded
/// (except [`Trouble::UnknownOutcome`], which says that it is not known).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    #[error("there is no register at `{}`", shown(path))]
    Missing { path: PathBuf },
    #[error("the folder `{}` does not exist", shown(folder))]
    NoFolder { folder: PathBuf },
    #[error("`{}` is there already", shown(path))]
    AlreadyThere { path: PathBuf },
    #[error("`{}` is not a register: {why}", shown(path))]
    NotARegister { path: PathBuf, why: &'static str },
    #[error("`{}` has version {found}, this program knows versions up to {known}", shown(path))]
    Newer { path: PathBuf, found: u32, known: u32 },
    #[error(
        "`{}` has version {found} and must be brought to version {known}, but cannot be written",
        shown(path)
    )]
    Older { path: PathBuf, found: u32, known: u32 },
    #[error(
        "`{}` was last written by another version of plenary, and cannot be written to bring its tables up to date",
        shown(path)
    )]
    OtherStanding { path: PathBuf },
    #[error("`{}` is damaged: {detail}", shown(path))]
    Damaged { path: PathBuf, detail: String },
    #[error("`{}` can be read but not written", shown(path))]
    ReadOnly { path: PathBuf },
    #[error("no permission to open `{}`, or to write in its folder", shown(path))]
    NoPermission { path: PathBuf },
    #[error("`{}` was locked by another process for longer than {}", shown(path), seconds(*waited))]
    Locked { path: PathBuf, waited: Duration },
    #[error("the disk that holds `{}` is full, or nearly", shown(path))]
    DiskFull { path: PathBuf },
    #[error("`{}` lies on a network file system ({kind})", shown(path))]
    NetworkFileSystem { path: PathBuf, kind: &'static str },
    #[error("`{}` no longer holds what was seen in it: event {}, {}", shown(path), remembered.seq, .loss.words(remembered, now))]
    HeadNotContained { path: PathBuf, remembered: Head, now: Head, loss: Loss },
    #[error("`{}` is broken at event {seq}: {fault}", shown(path))]
    Broken { path: PathBuf, seq: u64, fault: Fault },
    #[error("this program was built with SQLite {found}, which can lose what was committed")]
    OldSqlite { found: String },
    #[error("it is not known whether the request was recorded in `{}`: {detail}", shown(path))]
    UnknownOutcome { path: PathBuf, detail: String },
    #[error("`{}` could not be read or written: {detail}", shown(path))]
    Disk { path: PathBuf, detail: String },
    #[error("what was last seen of the register could not be kept in `{}`: {detail}", shown(folder))]
    StateFolder { folder: PathBuf, detail: String },
    #[error("the copy ends at event {}, and `{}` holds events that it lacks, up to {}", copy.seq, shown(path), now.seq)]
    CopyLacks { path: PathBuf, copy: Head, now: Head },
    #[error("whether the copy holds all that `{}` holds cannot be told: {detail}", shown(path))]
    CannotCompare { path: PathBuf, detail: String },
    #[error("`{}` {what}", shown(path))]
    File { path: PathBuf, what: Unusable },
    #[error("`{evidence}` cannot be opened: {what}")]
    NotAsOffered { evidence: EvidenceRef, what: String },
    #[error("it was cancelled")]
    Cancelled,
    #[error("this is the register as at {moment}: it can be read, and nothing is recorded in it")]
    Past { moment: String },
    #[error("by {} nothing {}", in_words(*day), if *known { "had been recorded" } else { "had happened" })]
    Before { day: NaiveDate, begins: NaiveDate, known: bool },
    #[error("`{}` {what}, and is not replaced", shown(path))]
    NotReplaced { path: PathBuf, what: &'static str },
    #[error("`{}`: {detail}", shown(path))]
    Other { path: PathBuf, detail: String },
}

/// How a register stopped holding a head that was seen in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loss {
    /// It ends before that event: cut short, or put back from an older copy.
    Short,
    /// Another event stands there: rewritten, or put back and continued.
    Rewritten,
    /// Another register lies where that one lay.
    AnotherRegister,
}

impl Loss {
    fn words(self, remembered: &Head, now: &Head) -> String {
        match self {
            Self::Short => format!(
                "but it now ends at event {}; it was cut short, or put back from an older copy",
                now.seq
            ),
            Self::Rewritten => format!(
                "but event {} is another one now; it was rewritten, or put back from an older copy and continued",
                remembered.seq
            ),
            Self::AnotherRegister => "but another register lies in that place now".into(),
        }
    }
}

impl From<Cancelled> for Trouble {
    fn from(_: Cancelled) -> Trouble {
        Trouble::Cancelled
    }
}

impl Trouble {
    /// Names an error of SQLite's that came from `conn`.
    pub fn on(conn: &Connection, error: rusqlite::Error) -> Self {
        let waited: u32 = conn.pragma_query_value(None, "busy_timeout", |row| row.get(0)).unwrap_or(0);
        Self::of(Path::new(conn.path().unwrap_or_default()), Duration::from_millis(waited.into()), error)
    }

    /// Names an error of SQLite's that came from the file at `path`;
    /// `waited` is how long SQLite was told to wait for a lock.
    pub fn of(path: &Path, waited: Duration, error: rusqlite::Error) -> Self {
        let path = path.to_path_buf();
        let detail = error.to_string();
        let Some(code) = error.sqlite_error() else { return Self::of_value(path, &error) };
        match code.code {
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked | ErrorCode::FileLockingProtocolFailed => {
                Self::Locked { path, waited }
            }
            ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => Self::Damaged { path, detail },
            ErrorCode::DiskFull => Self::DiskFull { path },
            ErrorCode::OperationInterrupted => Self::Cancelled,
            ErrorCode::ReadOnly if code.extended_code == ffi::SQLITE_READONLY_DBMOVED => {
                Self::Missing { path }
            }
            ErrorCode::ReadOnly => Self::ReadOnly { path },
            ErrorCode::PermissionDenied => Self::NoPermission { path },
            ErrorCode::CannotOpen => Self::of_unopened(path),
            ErrorCode::SystemIoFailure if code.extended_code == ffi::SQLITE_IOERR_CORRUPTFS => {
                Self::Damaged { path, detail }
            }
            ErrorCode::SystemIoFailure => Self::Disk { path, detail },
            // The tables were there when the register was made.
            ErrorCode::Unknown if detail.contains("no such table") || detail.contains("no such column") => {
                Self::Damaged { path, detail }
            }
            _ => Self::Other { path, detail },
        }
    }

    /// Names an error of the operating system's that came from the file at `path`.
    pub fn of_io(path: &Path, error: &std::io::Error) -> Self {
        use std::io::ErrorKind as Kind;
        let (path, detail) = (path.to_path_buf(), error.to_string());
        match error.kind() {
            Kind::NotFound => Self::of_unopened(path),
            Kind::AlreadyExists => Self::AlreadyThere { path },
            Kind::PermissionDenied => Self::NoPermission { path },
            Kind::ReadOnlyFilesystem => Self::ReadOnly { path },
            Kind::StorageFull | Kind::QuotaExceeded => Self::DiskFull { path },
            _ => Self::Disk { path, detail },
        }
    }

    /// True when a commit that ended with this may have been recorded all the same:
    /// read on from the head that was expected and look for the event's id before saying anything.
    pub fn leaves_the_outcome_unknown(&self) -> bool {
        matches!(self, Self::Disk { .. } | Self::DiskFull { .. } | Self::Damaged { .. })
    }

    /// A value of the wrong sort can only come from a file that was changed from outside.
    fn of_value(path: PathBuf, error: &rusqlite::Error) -> Self {
        use rusqlite::Error as E;
        let detail = error.to_string();
        match error {
            E::FromSqlConversionFailure(..)
            | E::IntegralValueOutOfRange(..)
            | E::InvalidColumnType(..)
            | E::Utf8Error(..) => Self::Damaged { path, detail },
            _ => Self::Other { path, detail },
        }
    }

    /// SQLite says only "unable to open": look at the place to say why.
    fn of_unopened(path: PathBuf) -> Self {
        let folder = path.parent().unwrap_or(Path::new("/")).to_path_buf();
        match (path.symlink_metadata(), folder.is_dir()) {
            (Ok(found), _) if found.is_dir() => Self::NotARegister { path, why: "it is a folder" },
            (Err(error), true) if error.kind() == std::io::ErrorKind::NotFound => Self::Missing { path },
            (Err(error), false) if error.kind() != std::io::ErrorKind::PermissionDenied => {
                Self::NoFolder { folder }
            }
            _ => Self::NoPermission { path },
        }
    }

    /// What to do about it, in a sentence without a full stop.
    pub fn hint(&self) -> String {
        match self {
            Self::Missing { .. } => {
                "make one with `plenary init`, or name another with `--register PATH`".into()
            }
            Self::NoFolder { .. } => "make the folder, or name another place".into(),
            Self::AlreadyThere { .. } => "choose another name: nothing is ever written over".into(),
            Self::NotARegister { .. } => "name a register's own file; `plenary init` makes a new one".into(),
            Self::Newer { .. } => "open it with the newer plenary that wrote it; nothing was changed".into(),
            Self::Older { .. } => "open it once from where it can be written; it is backed up first".into(),
            Self::OtherStanding { .. } => {
                "open it once from where it can be written, or copy it (and its `-wal`) to a folder of your own".into()
            }
            Self::Damaged { .. } | Self::Broken { .. } => BROKEN.into(),
            Self::ReadOnly { .. } => {
                "reading works; to record, ask whoever keeps it for write permission".into()
            }
            Self::NoPermission { .. } => {
                "ask whoever keeps it for permission on the file and its folder".into()
            }
            Self::Locked { .. } => {
                "nothing was recorded; ask again, or close the program that holds it".into()
            }
            Self::DiskFull { .. } => "nothing was recorded; make room on that disk and ask again".into(),
            Self::NetworkFileSystem { .. } => NETWORK.into(),
            Self::HeadNotContained { .. } => LOST.into(),
            Self::OldSqlite { .. } => "build plenary with the SQLite that comes with it".into(),
            Self::UnknownOutcome { .. } => "look with `plenary history` before asking again".into(),
            Self::Disk { .. } => "look at the disk; what was acknowledged before is in the register".into(),
            Self::StateFolder { .. } => "name a folder that can be written in `PLENARY_STATE_DIR`".into(),
            Self::CopyLacks { .. } | Self::CannotCompare { .. } => REPLACE.into(),
            Self::File { .. } => "nothing was recorded; look at the file, and offer it again".into(),
            Self::NotAsOffered { .. } => NOT_AS_OFFERED.into(),
            Self::Cancelled => "nothing was changed; ask again when there is time".into(),
            Self::Past { .. } => PAST.into(),
            Self::Before { begins, known, .. } => {
                let what = if *known { "what is known" } else { "what happened" };
                format!("{what} begins on {}", in_words(*begins))
            }
            Self::NotReplaced { .. } => "name another file, or take away what lies there".into(),
            Self::Other { .. } => "run `plenary verify` to see whether the record is whole".into(),
        }
    }
}

/// The way out of a past, in the words of every place.
pub const PAST: &str = "go back to now first: `=` on the screens, `now` in plain lines, \
                    or the same command without `--as-at` and `--known-at`";
const NOT_AS_OFFERED: &str = "nothing was copied, and nothing noted; `plenary verify --evidence` looks at every file, \
                              and the right one can be offered as further evidence";
const BROKEN: &str = "write nothing more to it; keep the file and its `-wal` as they are, \
                      and go on from the last backup that `plenary verify` finds whole";
const REPLACE: &str = "look for a later copy; `--replace` puts this one in its place all the same, \
                       and moves what lies there aside";
const NETWORK: &str = "several machines cannot share one register safely; move it to a local disk \
                       (docs/record.md says how to allow it all the same)";
const LOST: &str = "find out who changed it and put the right file back, with its old `-wal` and `-shm` moved away; if this one is right, \
                    say so with `plenary verify --trust-this-head`";

/// A path as text for a message: what could steer a terminal becomes U+FFFD.
fn shown(path: &Path) -> String {
    path.to_string_lossy().replace(char::is_control, "\u{fffd}")
}

fn seconds(waited: Duration) -> String {
    match waited.as_millis() {
        whole if whole % 1000 == 0 => format!("{} s", whole / 1000),
        short => format!("{short} ms"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_code(extended_code: i32) -> Trouble {
        let error = rusqlite::Error::SqliteFailure(ffi::Error::new(extended_code), Some("as it says".into()));
        Trouble::of(Path::new("/"), Duration::from_secs(30), error)
    }

    #[test]
    fn every_code_of_sqlite_gets_its_own_name() {
        let path = PathBuf::from("/");
        assert_eq!(
            of_code(ffi::SQLITE_BUSY_SNAPSHOT),
            Trouble::Locked { path: path.clone(), waited: Duration::from_secs(30) }
        );
        assert!(matches!(of_code(ffi::SQLITE_CORRUPT_INDEX), Trouble::Damaged { .. }));
        assert!(matches!(of_code(ffi::SQLITE_NOTADB), Trouble::Damaged { .. }));
        assert_eq!(of_code(ffi::SQLITE_FULL), Trouble::DiskFull { path: path.clone() });
        assert_eq!(of_code(ffi::SQLITE_READONLY_DIRECTORY), Trouble::ReadOnly { path: path.clone() });
        assert_eq!(of_code(ffi::SQLITE_READONLY_DBMOVED), Trouble::Missing { path: path.clone() });
        assert_eq!(of_code(ffi::SQLITE_PERM), Trouble::NoPermission { path: path.clone() });
        assert!(matches!(of_code(ffi::SQLITE_IOERR_FSYNC), Trouble::Disk { .. }));
        assert!(matches!(of_code(ffi::SQLITE_IOERR_CORRUPTFS), Trouble::Damaged { .. }));
        assert_eq!(of_code(ffi::SQLITE_MISUSE), Trouble::Other { path, detail: "as it says".into() });
    }

    #[test]
    fn only_a_failing_disk_leaves_the_outcome_unknown() {
        assert!(of_code(ffi::SQLITE_IOERR_FSYNC).leaves_the_outcome_unknown());
        assert!(of_code(ffi::SQLITE_FULL).leaves_the_outcome_unknown());
        assert!(!of_code(ffi::SQLITE_BUSY).leaves_the_outcome_unknown());
        assert!(!of_code(ffi::SQLITE_READONLY).leaves_the_outcome_unknown());
    }

    #[test]
    fn every_message_says_which_and_what_to_do() {
        let path = PathBuf::from("/records/cleve\u{1b}land.plenary");
        let folder = PathBuf::from("/records");
        let detail = String::from("as SQLite says it");
        let head = |seq| Head { seq, ..Head::GENESIS };
        let day = |day: &str| day.parse::<NaiveDate>().unwrap();
        let lost = |loss, now| Trouble::HeadNotContained {
            path: path.clone(),
            remembered: head(9),
            now: head(now),
            loss,
        };
        let every = [
            Trouble::Missing { path: path.clone() },
            Trouble::NoFolder { folder: folder.clone() },
            Trouble::AlreadyThere { path: path.clone() },
            Trouble::NotARegister { path: path.clone(), why: "it is a folder" },
            Trouble::Newer { path: path.clone(), found: 9, known: 1 },
            Trouble::Older { path: path.clone(), found: 1, known: 2 },
            Trouble::OtherStanding { path: path.clone() },
            Trouble::Damaged { path: path.clone(), detail: detail.clone() },
            Trouble::ReadOnly { path: path.clone() },
            Trouble::NoPermission { path: path.clone() },
            Trouble::Locked { path: path.clone(), waited: Duration::from_secs(30) },
            Trouble::Locked { path: path.clone(), waited: Duration::from_millis(50) },
            Trouble::DiskFull { path: path.clone() },
            Trouble::NetworkFileSystem { path: path.clone(), kind: "NFS" },
            lost(Loss::Short, 4),
            lost(Loss::Rewritten, 12),
            lost(Loss::AnotherRegister, 3),
            Trouble::Broken { path: path.clone(), seq: 5, fault: Fault::Record },
            Trouble::OldSqlite { found: "3.51.2".into() },
            Trouble::UnknownOutcome { path: path.clone(), detail: detail.clone() },
            Trouble::Disk { path: path.clone(), detail: detail.clone() },
            Trouble::StateFolder { folder, detail: detail.clone() },
            Trouble::CopyLacks { path: path.clone(), copy: head(4), now: head(9) },
            Trouble::CannotCompare { path: path.clone(), detail: detail.clone() },
            Trouble::File { path: path.clone(), what: Unusable::ChangedMeanwhile },
            Trouble::NotAsOffered {
                evidence: EvidenceRef(9),
                what: "its bytes are not in the register".into(),
            },
            Trouble::Cancelled,
            Trouble::Past { moment: "2 Feb 2023 (M12)".into() },
            Trouble::Before { day: day("2020-01-01"), begins: day("2022-12-07"), known: false },
            Trouble::Before { day: day("2020-01-01"), begins: day("2024-05-02"), known: true },
            Trouble::NotReplaced { path: path.clone(), what: "is no plain file" },
            Trouble::Other { path, detail },
        ];
        let text: Vec<_> =
            every.iter().map(|trouble| format!("{trouble}\nhint: {}\n", trouble.hint())).collect();
        insta::assert_snapshot!(text.join("\n"));
    }
}
