//! The private folder into which the screens and the plain lines copy files of evidence that somebody opens.
//!
//! Copies may be sensitive, and must not lie about where the program was started. Nobody else can read the folder; it
//! goes when the program ends, and what a killed one left goes when the next one starts. Which file is copied, and
//! under which name, is said elsewhere.

use std::cell::OnceCell;
use std::fs::{self, DirBuilder, File, Permissions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::ledger::trouble::Trouble;

/// How the name of every such folder begins.
const PREFIX: &str = "plenary-";
/// What a running program holds locked in its folder.
const HELD: &str = ".held";

/// The folder of one session, made when something is first opened.
#[derive(Debug)]
pub struct Private {
    base: PathBuf,
    made: OnceCell<Made>,
}

/// Dropped, the folder is taken away with all that is in it.
#[derive(Debug)]
struct Made {
    folder: TempDir,
    /// Locked for as long as the session lasts.
    _held: File,
}

impl Private {
    /// In `base`, out of which goes what a program left that runs no more.
    pub fn within(base: &Path) -> Private {
        sweep(base);
        Private { base: base.to_path_buf(), made: OnceCell::new() }
    }

    /// The folder itself.
    ///
    /// # Errors
    /// It could not be made.
    pub fn folder(&self) -> Result<&Path, Trouble> {
        if let Some(made) = self.made.get() {
            return Ok(made.folder.path());
        }
        let made = make(&self.base).map_err(|error| Trouble::of_io(&self.base, &error))?;
        Ok(self.made.get_or_init(|| made).folder.path())
    }
}

fn make(base: &Path) -> io::Result<Made> {
    DirBuilder::new().recursive(true).mode(0o700).create(base)?;
    let only_mine = Permissions::from_mode(0o700);
    let folder = tempfile::Builder::new().prefix(PREFIX).permissions(only_mine).tempdir_in(base)?;
    let held = File::create_new(folder.path().join(HELD))?;
    held.lock()?;
    Ok(Made { folder, _held: held })
}

/// Takes away what was left there by programs that run no more. What cannot be looked at stays for the next time.
fn sweep(base: &Path) {
    let Ok(entries) = fs::read_dir(base) else { return };
    for entry in entries.flatten() {
        let ours = entry.file_name().to_string_lossy().starts_with(PREFIX);
        let held = File::open(entry.path().join(HELD)).ok().filter(|_| ours);
        if held.is_some_and(|held| held.try_lock().is_ok()) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_else_can_read_the_folder_and_it_goes_with_the_session() {
        let base = tempfile::tempdir().unwrap();
        let private = Private::within(&base.path().join("opened"));
        let folder = private.folder().unwrap().to_path_buf();
        assert_eq!(folder, private.folder().unwrap(), "one for the whole session");
        for path in [&folder, folder.parent().unwrap()] {
            assert_eq!(fs::metadata(path).unwrap().permissions().mode() & 0o777, 0o700);
        }
        fs::write(folder.join("E4-figures.pdf"), "nine of nine").unwrap();
        drop(private);
        assert!(!folder.exists());
    }

    #[test]
    fn what_a_killed_program_left_goes_at_the_next_start_and_what_a_running_one_holds_stays() {
        let base = tempfile::tempdir().unwrap();
        let left = base.path().join("plenary-left");
        fs::create_dir(&left).unwrap();
        fs::write(left.join(HELD), "").unwrap();
        fs::write(left.join("E4-figures.pdf"), "nine of nine").unwrap();
        let another = base.path().join("another");
        fs::create_dir(&another).unwrap();
        fs::write(another.join(HELD), "").unwrap();
        let running = Private::within(base.path());
        let folder = running.folder().unwrap();
        let next = Private::within(base.path());
        assert!(!left.exists() && folder.exists() && another.exists());
        assert_ne!(next.folder().unwrap(), folder);
    }

    #[test]
    fn where_no_folder_can_be_made_it_is_said() {
        let base = tempfile::NamedTempFile::new().unwrap();
        let private = Private::within(&base.path().join("below a file"));
        assert!(private.folder().is_err());
    }
}
