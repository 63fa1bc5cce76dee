//! A file that is offered as evidence is looked at: whether it can be one, how large it is, and its SHA-256.
//! Nothing is written here, and no name from the record is used as a path unless somebody asks for it.

use std::fs::{Metadata, OpenOptions};
use std::io::Read as _;
use std::os::unix::fs::{FileTypeExt as _, MetadataExt as _, OpenOptionsExt as _};
use std::path::Path;

use rustix::fs::OFlags;
use rustix::io::Errno;
use sha2::{Digest as _, Sha256};

use crate::journey::file::{Brought, File};
use crate::journey::text::clean_line;
use crate::progress::grouped;

/// The largest file that a register stores: 100 MiB. SQLite ends at a thousand million bytes, and every backup copies it.
pub const LARGEST_STORED: u64 = 100 << 20;
/// The largest file that is hashed where it is held: 4 GiB.
pub const LARGEST_LEFT: u64 = 4 << 30;
/// The longest name that is kept, in characters; file systems end at 255 bytes.
const LONGEST_NAME: usize = 255;
/// So much is read at once.
const AT_ONCE: usize = 1 << 20;

/// Why a file cannot be used, as it is said after its path.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unusable {
    #[error("is not there")]
    Missing,
    #[error("is a folder, and evidence is one file")]
    Folder,
    #[error("is a symbolic link, which can lead elsewhere tomorrow; name the file itself")]
    Link,
    #[error("is no plain file but {0}")]
    Special(&'static str),
    #[error("may not be read by you")]
    NoPermission,
    #[error("cannot be read: {0}")]
    Unreadable(String),
    #[error("is empty")]
    Empty,
    #[error("is larger than {} bytes", grouped(*.0))]
    TooLarge(u64),
    #[error("was changed while it was read")]
    ChangedMeanwhile,
    #[error("is another file than it was: its SHA-256 differs")]
    Another,
    /// Whoever watches no longer wants it.
    #[error("was not read to its end: it was cancelled")]
    Cancelled,
    /// What is done with the bytes failed, as said there.
    #[error("could not be copied: {0}")]
    NotCopied(String),
}

/// Looks at the file of a path that somebody named: to be stored, or with `refer` to be left where it is.
/// What is wrong with it comes in words.
pub fn looked_at(path: &str, refer: bool) -> Result<Brought, String> {
    let said = |wrong: Unusable| format!("{} {wrong}", crate::journey::text::quoted(path));
    let whole = std::path::absolute(path).map_err(|error| said(Unusable::Unreadable(error.to_string())))?;
    let left_at = if refer { Some(as_text(&whole)?) } else { None };
    let largest = if refer { LARGEST_LEFT } else { LARGEST_STORED };
    let Read { size, sha256 } = read(&whole, largest, &mut |_| Ok(())).map_err(|wrong| match wrong {
        Unusable::TooLarge(_) if !refer => format!("{}; `--refer` leaves it where it is", said(wrong)),
        other => said(other),
    })?;
    Ok(Brought { file: File { name: name_of(&whole), size, sha256, left_at }, path: path.to_string() })
}

/// A path that can be kept as text and read again from it.
fn as_text(path: &Path) -> Result<String, String> {
    let text = path.to_str().unwrap_or_default();
    if text.is_empty() || clean_line(text) != text {
        let shown = path.to_string_lossy();
        let shown = crate::journey::text::quoted(&shown);
        return Err(format!("{shown} holds characters that cannot be kept as text; rename it, or store it"));
    }
    Ok(text.to_string())
}

/// Its name as harmless text.
fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    clean_line(&name).chars().take(LONGEST_NAME).collect()
}

/// What was read of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Read {
    pub size: u64,
    pub sha256: String,
}

/// Reads a plain file from its beginning to its end and hands its bytes to `each`, piece by piece.
/// A link is not followed, and nothing waits for a pipe or a device.
///
/// # Errors
/// It is none, is larger than `largest` bytes, or changed meanwhile; or what `each` gives.
pub fn read(
    path: &Path,
    largest: u64,
    each: &mut dyn FnMut(&[u8]) -> Result<(), Unusable>,
) -> Result<Read, Unusable> {
    plain(&path.symlink_metadata().map_err(of_io)?)?;
    let flags = (OFlags::NOFOLLOW | OFlags::NONBLOCK).bits() as i32;
    let mut file = OpenOptions::new().read(true).custom_flags(flags).open(path).map_err(of_io)?;
    let before = file.metadata().map_err(of_io)?;
    plain(&before)?;
    if before.len() > largest {
        return Err(Unusable::TooLarge(largest));
    }
    let (mut hash, mut size, mut piece) = (Sha256::new(), 0, vec![0; AT_ONCE]);
    loop {
        let count = file.read(&mut piece).map_err(of_io)?;
        if count == 0 {
            break;
        }
        size += count as u64;
        if size > before.len() {
            return Err(Unusable::ChangedMeanwhile);
        }
        hash.update(&piece[..count]);
        each(&piece[..count])?;
    }
    let after = file.metadata().map_err(of_io)?;
    match size {
        _ if stamp(&before) != stamp(&after) || size != before.len() => Err(Unusable::ChangedMeanwhile),
        0 => Err(Unusable::Empty),
        size => Ok(Read { size, sha256: hex(&hash.finalize()) }),
    }
}

/// When it was last written, as exactly as the file system knows.
fn stamp(of: &Metadata) -> (u64, i64, i64, i64, i64) {
    (of.len(), of.mtime(), of.mtime_nsec(), of.ctime(), of.ctime_nsec())
}

fn plain(found: &Metadata) -> Result<(), Unusable> {
    let kind = found.file_type();
    match () {
        () if kind.is_file() => Ok(()),
        () if kind.is_dir() => Err(Unusable::Folder),
        () if kind.is_symlink() => Err(Unusable::Link),
        () if kind.is_fifo() => Err(Unusable::Special("a pipe")),
        () if kind.is_socket() => Err(Unusable::Special("a socket")),
        () => Err(Unusable::Special("a device")),
    }
}

fn of_io(error: std::io::Error) -> Unusable {
    match error.kind() {
        std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory => Unusable::Missing,
        std::io::ErrorKind::PermissionDenied => Unusable::NoPermission,
        // It became a link after it was looked at.
        _ if error.raw_os_error() == Some(Errno::LOOP.raw_os_error()) => Unusable::Link,
        _ => Unusable::Unreadable(error.to_string()),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::Write as _;

    use super::*;

    fn all(path: &Path, largest: u64) -> Result<Read, Unusable> {
        read(path, largest, &mut |_| Ok(()))
    }

    #[test]
    fn a_plain_file_is_read_to_its_end_and_hashed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("figures.txt");
        fs::write(&path, "abc").unwrap();
        let mut bytes = Vec::new();
        let found = read(&path, 3, &mut |piece| {
            bytes.extend_from_slice(piece);
            Ok(())
        });
        // The example of FIPS 180-2, appendix B.1.
        let sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad".to_string();
        assert_eq!(found, Ok(Read { size: 3, sha256 }));
        assert_eq!(bytes, b"abc");
    }

    #[test]
    fn what_is_no_plain_file_is_refused_in_words() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("file"), "abc").unwrap();
        fs::write(at("empty"), "").unwrap();
        std::os::unix::fs::symlink(at("file"), at("link")).unwrap();
        std::os::unix::fs::symlink(at("nothing"), at("loose")).unwrap();
        let pipe = rustix::fs::FileType::Fifo;
        rustix::fs::mknodat(rustix::fs::CWD, at("pipe"), pipe, 0o600.into(), 0).unwrap();
        let _socket = std::os::unix::net::UnixListener::bind(at("socket")).unwrap();
        for (path, wrong) in [
            (at("nothing"), Unusable::Missing),
            (at("file").join("below"), Unusable::Missing),
            (folder.path().to_path_buf(), Unusable::Folder),
            (at("link"), Unusable::Link),
            (at("loose"), Unusable::Link),
            (at("pipe"), Unusable::Special("a pipe")),
            (at("socket"), Unusable::Special("a socket")),
            ("/dev/zero".into(), Unusable::Special("a device")),
            (at("empty"), Unusable::Empty),
        ] {
            assert_eq!(all(&path, 100), Err(wrong), "{}", path.display());
        }
        assert_eq!(all(&at("file"), 2), Err(Unusable::TooLarge(2)));
    }

    #[test]
    fn a_file_that_changes_while_it_is_read_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("growing");
        fs::write(&path, "abc").unwrap();
        let grown = read(&path, 100, &mut |_| {
            fs::OpenOptions::new().append(true).open(&path).unwrap().write_all(b"d").unwrap();
            Ok(())
        });
        assert_eq!(grown, Err(Unusable::ChangedMeanwhile));
        let shorter = vec![7; AT_ONCE * 2];
        fs::write(&path, &shorter).unwrap();
        let cut = read(&path, u64::MAX, &mut |_| {
            fs::OpenOptions::new().write(true).open(&path).unwrap().set_len(AT_ONCE as u64).unwrap();
            Ok(())
        });
        assert_eq!(cut, Err(Unusable::ChangedMeanwhile));
    }

    #[test]
    fn hostile_names_are_kept_as_harmless_text() {
        let folder = tempfile::tempdir().unwrap();
        for (name, kept) in [
            ("-rf", "-rf"),
            ("a\u{1b}[2Jb.pdf", "a\u{fffd}[2Jb.pdf"),
            ("a\nb.pdf", "a b.pdf"),
            ("\u{202e}fdp.exe", "\u{fffd}fdp.exe"),
        ] {
            let path = folder.path().join(name);
            fs::write(&path, "abc").unwrap();
            let brought = looked_at(path.to_str().unwrap(), false).unwrap();
            assert_eq!(brought.file.name, kept);
            assert_eq!(brought.file.left_at, None);
            let left = looked_at(path.to_str().unwrap(), true);
            assert_eq!(left.is_ok(), name == kept, "{left:?}");
        }
        let up = folder.path().join("sub");
        fs::create_dir(&up).unwrap();
        let brought = looked_at(up.join("../-rf").to_str().unwrap(), true).unwrap();
        assert_eq!(brought.file.name, "-rf");
    }

    #[test]
    fn what_is_wrong_is_said_after_the_path() {
        let folder = tempfile::tempdir().unwrap();
        let named = folder.path().to_str().unwrap();
        let quoted = crate::journey::text::quoted(named);
        let wrong = looked_at(named, false).unwrap_err();
        assert_eq!(wrong, format!("{quoted} is a folder, and evidence is one file"));
        let path = folder.path().join("large");
        fs::File::create(&path).unwrap().set_len(LARGEST_STORED + 1).unwrap();
        let wrong = looked_at(path.to_str().unwrap(), false).unwrap_err();
        assert!(
            wrong.ends_with("is larger than 104,857,600 bytes; `--refer` leaves it where it is"),
            "{wrong}"
        );
        fs::File::create(&path).unwrap().set_len(LARGEST_LEFT + 1).unwrap();
        let wrong = looked_at(path.to_str().unwrap(), true).unwrap_err();
        assert!(wrong.ends_with("is larger than 4,294,967,296 bytes"), "{wrong}");
    }

    #[test]
    fn a_file_that_may_not_be_read_is_refused() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("closed");
        fs::write(&path, "abc").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
        // The superuser reads everything; then only the words can be looked at.
        let found = all(&path, 100);
        assert!(found.is_ok() == rustix::process::geteuid().is_root(), "{found:?}");
        assert_eq!(of_io(std::io::ErrorKind::PermissionDenied.into()), Unusable::NoPermission);
    }
}
