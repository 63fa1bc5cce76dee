//! What this user last saw of each register, kept apart from it.
//!
//! No chain shows from inside that its newest events were cut off or that it was written anew as a whole.
//! Somebody who saw it before can tell; each user's own state folder does.
//!
//! Two small files for each register: by its identity (the hash of its first event) the head that was seen,
//! so that a copy put back from an earlier day is found wherever it lies; and by its place the identity,
//! so that another register put in the same place is found.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use rusqlite::{Connection, OptionalExtension};

use super::log::{self, Hash, Head, Log, SqliteLog};
use super::place::with_ending;
use super::trouble::{Loss, Trouble};

/// The heads that one user has seen.
#[derive(Debug, Clone)]
pub struct Remembered {
    folder: PathBuf,
    /// Where the same user's drafts are kept.
    drafts: PathBuf,
    /// Where it is kept what the same user looked at last.
    looks: PathBuf,
    /// Where files lie for a while that the same user opens.
    opened: PathBuf,
}

impl Remembered {
    /// In `folder`, which is made when there is something to remember.
    pub fn in_folder(folder: &Path) -> Self {
        let within = |name| folder.join(name);
        Self {
            folder: folder.into(),
            drafts: within("drafts"),
            looks: within("looks"),
            opened: within("opened"),
        }
    }

    /// In `PLENARY_STATE_DIR`, else in `plenary/heads` in the platform's folder for state.
    /// None where this user has no such folder: then nothing is remembered.
    pub fn of_this_user() -> Option<Self> {
        if let Some(folder) = std::env::var_os("PLENARY_STATE_DIR").filter(|folder| !folder.is_empty()) {
            return Some(Self::in_folder(Path::new(&folder)));
        }
        let platform = etcetera::choose_base_strategy().ok()?;
        let state = platform.state_dir().unwrap_or_else(|| platform.data_dir());
        let ours = state.join("plenary");
        // Where the session has a folder of its own it is in memory, and ends with the session.
        let passing = platform.runtime_dir().filter(|runtime| runtime.is_dir());
        let opened = passing.unwrap_or_else(|| platform.cache_dir()).join("plenary/opened");
        Some(Self {
            folder: ours.join("heads"),
            drafts: ours.join("drafts"),
            looks: ours.join("looks"),
            opened,
        })
    }

    /// The folder of this user's drafts.
    pub fn drafts(&self) -> &Path {
        &self.drafts
    }

    /// The folder of this user's looks.
    pub fn looks(&self) -> &Path {
        &self.looks
    }

    /// The folder in which files lie for as long as a session lasts that this user opened in it.
    pub fn opened(&self) -> &Path {
        &self.opened
    }

    /// Where it is kept.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Refuses a register at `path` that no longer holds what this user saw there,
    /// with [`Trouble::HeadNotContained`].
    pub fn check(&self, conn: &Connection, path: &Path) -> Result<(), Trouble> {
        let identity = identity(conn)?;
        if let Some(before) = self.at_place(path).filter(|before| Some(*before) != identity) {
            let remembered = self.recall(&before).unwrap_or(Head { seq: 1, hash: before });
            return Err(lost(conn, path, remembered, Loss::AnotherRegister));
        }
        let Some(remembered) = identity.and_then(|identity| self.recall(&identity)) else { return Ok(()) };
        if log::contains(conn, &remembered)? {
            return Ok(());
        }
        let short = SqliteLog::new(conn).head()?.seq < remembered.seq;
        Err(lost(conn, path, remembered, if short { Loss::Short } else { Loss::Rewritten }))
    }

    /// Keeps what was seen: after [`Self::check`] and after everything that is recorded.
    /// An older head than the one kept is not kept; nothing is written when nothing changed.
    pub fn remember(&self, conn: &Connection, path: &Path, head: &Head) -> Result<(), Trouble> {
        let Some(identity) = identity(conn)? else { return Ok(()) };
        if self.recall(&identity).is_none_or(|kept| kept.seq < head.seq) {
            self.keep(&self.head_file(&identity), &head.to_string())?;
        }
        if self.at_place(path) != Some(identity) {
            self.keep(&self.place_file(path), &identity.to_string())?;
        }
        Ok(())
    }

    /// The head last seen of the register whose first event has this hash.
    pub fn recall(&self, identity: &Hash) -> Option<Head> {
        read(&self.head_file(identity))?.parse().ok()
    }

    /// Whether this user was never shown this register on a screen or in plain lines before; from now on it was.
    pub fn is_first_shown(&self, conn: &Connection) -> Result<bool, Trouble> {
        let Some(identity) = identity(conn)? else { return Ok(false) };
        let file = self.folder.join(format!("shown-{identity}"));
        if file.exists() {
            return Ok(false);
        }
        self.keep(&file, "shown").map(|()| true)
    }

    /// Forgets what was seen of this register and in this place: what stands there now is trusted.
    pub fn forget(&self, conn: &Connection, path: &Path) -> Result<(), Trouble> {
        let identity = identity(conn)?.map(|identity| self.head_file(&identity));
        for file in identity.into_iter().chain([self.place_file(path)]) {
            match fs::remove_file(file) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(self.trouble(&error)),
                _ => {}
            }
        }
        Ok(())
    }

    fn at_place(&self, path: &Path) -> Option<Hash> {
        read(&self.place_file(path))?.parse().ok()
    }

    fn head_file(&self, identity: &Hash) -> PathBuf {
        self.folder.join(format!("register-{identity}"))
    }

    /// A place is named by the hash of its path, in which any byte may stand.
    fn place_file(&self, path: &Path) -> PathBuf {
        let real = path.canonicalize().unwrap_or_else(|_| path.into());
        self.folder.join(format!("place-{}", Hash::of(real.as_os_str().as_encoded_bytes())))
    }

    /// Written beside and renamed, so that a reader finds the old or the new and never a half.
    fn keep(&self, file: &Path, text: &str) -> Result<(), Trouble> {
        let beside = with_ending(file, &format!(".{}.part", std::process::id()));
        let write = || {
            fs::create_dir_all(&self.folder)?;
            fs::write(&beside, format!("{text}\n"))?;
            fs::rename(&beside, file)
        };
        write().map_err(|error| self.trouble(&error))
    }

    fn trouble(&self, error: &io::Error) -> Trouble {
        Trouble::StateFolder { folder: self.folder.clone(), detail: error.to_string() }
    }
}

fn read(file: &Path) -> Option<String> {
    Some(fs::read_to_string(file).ok()?.trim_end().to_owned())
}

/// What makes a register this one and no other: the hash of its first event, which no other event can follow.
pub(super) fn identity(conn: &Connection) -> Result<Option<Hash>, Trouble> {
    let first = || {
        let mut first = conn.prepare_cached("SELECT hash FROM event WHERE seq = 1")?;
        first.query_row([], |row| row.get(0)).optional()
    };
    first().map_err(|error| Trouble::on(conn, error))
}

fn lost(conn: &Connection, path: &Path, remembered: Head, loss: Loss) -> Trouble {
    match SqliteLog::new(conn).head() {
        Ok(now) => Trouble::HeadNotContained { path: path.into(), remembered, now, loss },
        Err(trouble) => trouble,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::sample::{fill, new, read, register, tamper, whole, write};

    /// A register of five events in a folder that this user has seen, and what is remembered of it.
    fn seen() -> (tempfile::TempDir, PathBuf, Remembered, Head) {
        let folder = tempfile::tempdir().unwrap();
        let path = register(folder.path(), 5);
        let remembered = Remembered::in_folder(&folder.path().join("state/heads"));
        let conn = read(&path);
        let head = SqliteLog::new(&conn).head().unwrap();
        assert_eq!(remembered.check(&conn, &path), Ok(()));
        remembered.remember(&conn, &path, &head).unwrap();
        assert_eq!(remembered.check(&conn, &path), Ok(()));
        (folder, path, remembered, head)
    }

    /// How the register at `path` lost what was remembered.
    fn loss(remembered: &Remembered, path: &Path, seen: Head) -> Loss {
        match remembered.check(&read(path), path) {
            Err(Trouble::HeadNotContained { remembered, loss, .. }) if remembered == seen => loss,
            other => panic!("{other:?}"),
        }
    }

    fn remove(path: &Path) {
        for ending in ["", "-wal", "-shm"] {
            let _ = fs::remove_file(with_ending(path, ending));
        }
    }

    #[test]
    fn a_register_that_grew_holds_what_was_seen() {
        let (_folder, path, remembered, head) = seen();
        let conn = write(&path);
        let now = fill(&conn, 3);
        assert_eq!(remembered.check(&conn, &path), Ok(()));
        remembered.remember(&conn, &path, &now).unwrap();
        remembered.remember(&conn, &path, &head).unwrap();
        let identity = identity(&conn).unwrap().unwrap();
        assert_eq!(remembered.recall(&identity), Some(now), "an older head is not kept over a newer one");
    }

    #[test]
    fn a_register_that_was_cut_short_is_found() {
        let (_folder, path, remembered, head) = seen();
        tamper(&path, "DELETE FROM event WHERE seq > 3");
        assert_eq!(loss(&remembered, &path, head), Loss::Short);
    }

    #[test]
    fn a_register_put_back_from_an_old_copy_is_found_and_also_after_it_went_on() {
        let (_folder, path, remembered, _) = seen();
        let old = fs::read(&path).unwrap();
        let conn = write(&path);
        let head = fill(&conn, 1);
        remembered.remember(&conn, &path, &head).unwrap();
        drop(conn);
        remove(&path);
        fs::write(&path, old).unwrap();
        assert_eq!(loss(&remembered, &path, head), Loss::Short);
        let conn = write(&path);
        conn.execute_batch("BEGIN IMMEDIATE").unwrap();
        let log = SqliteLog::new(&conn);
        let others = [new(60, "M14"), new(70, "M14")];
        let _ = log.append(&log.head().unwrap(), &others).unwrap();
        conn.execute_batch("COMMIT").unwrap();
        assert_eq!(loss(&remembered, &path, head), Loss::Rewritten);
    }

    #[test]
    fn a_register_put_back_somewhere_else_is_found_by_its_first_event() {
        let (folder, path, remembered, head) = seen();
        tamper(&path, "DELETE FROM event WHERE seq > 3");
        whole(write(&path));
        let elsewhere = folder.path().join("elsewhere.plenary");
        fs::copy(&path, &elsewhere).unwrap();
        assert_eq!(loss(&remembered, &elsewhere, head), Loss::Short);
    }

    #[test]
    fn another_register_in_the_same_place_is_found_and_an_empty_one_too() {
        let (folder, path, remembered, head) = seen();
        for count in [0, 1] {
            remove(&path);
            assert_eq!(register(folder.path(), 0), path);
            let conn = write(&path);
            conn.execute_batch("BEGIN IMMEDIATE").unwrap();
            let others: Vec<_> = (0..count).map(|n| new(n, "M14")).collect();
            let _ = SqliteLog::new(&conn).append(&Head::GENESIS, &others).unwrap();
            conn.execute_batch("COMMIT").unwrap();
            drop(conn);
            assert_eq!(loss(&remembered, &path, head), Loss::AnotherRegister);
        }
    }

    #[test]
    fn what_is_forgotten_is_trusted() {
        let (_folder, path, remembered, _) = seen();
        tamper(&path, "DELETE FROM event WHERE seq > 3");
        let conn = read(&path);
        remembered.forget(&conn, &path).unwrap();
        assert_eq!(remembered.check(&conn, &path), Ok(()));
        let now = SqliteLog::new(&conn).head().unwrap();
        remembered.remember(&conn, &path, &now).unwrap();
        assert_eq!(remembered.recall(&identity(&conn).unwrap().unwrap()), Some(now));
        remembered.forget(&conn, &path).unwrap();
        remembered.forget(&conn, &path).unwrap();
    }

    #[test]
    fn nothing_is_written_when_nothing_changed() {
        use std::os::unix::fs::MetadataExt;
        let (_folder, path, remembered, head) = seen();
        let files = || -> Vec<u64> {
            let files = fs::read_dir(&remembered.folder).unwrap();
            files.map(|file| file.unwrap().metadata().unwrap().ino()).collect()
        };
        let before = files();
        assert_eq!(before.len(), 2);
        remembered.remember(&read(&path), &path, &head).unwrap();
        assert_eq!(files(), before, "a file that is written anew is another file");
    }

    #[test]
    fn what_was_kept_badly_is_as_if_nothing_was_kept() {
        let (_folder, path, remembered, _) = seen();
        for file in fs::read_dir(&remembered.folder).unwrap() {
            fs::write(file.unwrap().path(), "").unwrap();
        }
        assert_eq!(remembered.check(&read(&path), &path), Ok(()));
    }

    #[test]
    fn a_state_folder_that_cannot_be_used_is_named() {
        let (folder, path, _, head) = seen();
        let inside_a_file = path.join("heads");
        let remembered = Remembered::in_folder(&inside_a_file);
        let refused = remembered.remember(&read(&path), &path, &head);
        assert!(matches!(refused, Err(Trouble::StateFolder { folder, .. }) if folder == inside_a_file));
        drop(folder);
    }
}
