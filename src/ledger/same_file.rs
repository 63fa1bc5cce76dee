//! Whether the register still is the file that was opened. A file that was taken away or replaced
//! goes on taking what is written to it, and nobody would ever read it again.

use std::io::ErrorKind;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use super::trouble::Trouble;

/// The file as it was when it was opened.
pub struct SameFile {
    path: PathBuf,
    /// None where the file system told nothing of it; then nothing can be said later either.
    opened: Option<(u64, u64)>,
    /// When it was written last and how long it was, where nothing else would tell that it was written.
    written: Option<(i64, i64, u64)>,
}

impl SameFile {
    pub fn at(path: &Path) -> SameFile {
        SameFile { path: path.to_path_buf(), opened: identity(path).ok(), written: None }
    }

    /// The same for one that is read as it lies: what others write to it is not seen, and must be told.
    pub fn unwritten(path: &Path) -> SameFile {
        SameFile { written: writing(path).ok(), ..SameFile::at(path) }
    }

    /// # Errors
    /// No file lies at the register's place any more, or another one does.
    pub fn check(&self) -> Result<(), Trouble> {
        let detail = match (identity(&self.path), self.opened) {
            (Err(error), Some(_)) if error.kind() == ErrorKind::NotFound => {
                "it was moved or removed since it was opened, and nothing more is recorded until it is back"
            }
            (Ok(now), Some(opened)) if now != opened => {
                "another file lies here now than the one that was opened: leave, and open it again"
            }
            _ if self.written.is_some() && writing(&self.path).ok() != self.written => {
                "it was written since it was opened, and that cannot be seen from here: leave, and open it again"
            }
            _ => return Ok(()),
        };
        Err(Trouble::Other { path: self.path.clone(), detail: detail.into() })
    }

    /// Whether another file lies in its place now. What is still read of the first is no whole register for long.
    pub fn is_another(&self) -> bool {
        self.opened.is_some_and(|opened| identity(&self.path).is_ok_and(|now| now != opened))
    }
}

/// The device and the number of the file on it.
fn identity(path: &Path) -> std::io::Result<(u64, u64)> {
    std::fs::metadata(path).map(|file| (file.dev(), file.ino()))
}

/// When it was written last (seconds and nanoseconds), and how long it is.
fn writing(path: &Path) -> std::io::Result<(i64, i64, u64)> {
    std::fs::metadata(path).map(|file| (file.mtime(), file.mtime_nsec(), file.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_read_as_it_lies_tells_that_it_was_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("r");
        std::fs::write(&path, "one").unwrap();
        let (read, used) = (SameFile::unwritten(&path), SameFile::at(&path));
        assert_eq!(read.check(), Ok(()));
        std::fs::write(&path, "one and two").unwrap();
        assert!(read.check().unwrap_err().to_string().contains("written since it was opened"));
        assert_eq!(used.check(), Ok(()));
    }
}
