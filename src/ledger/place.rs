//! The place that a file lies in: its file system, its free space, and how a finished file is put there.
//!
//! Knows nothing of registers or SQLite.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use rustix::fs::{CWD, RenameFlags, renameat_with, statfs};
use rustix::io::Errno;

use super::trouble::Trouble;

/// Refuses a network file system, unless that is allowed, and a disk with less than `free_needed` bytes.
/// A place that cannot be looked at is left to whoever opens the file to name.
pub fn look(path: &Path, network_allowed: bool, free_needed: u64) -> Result<(), Trouble> {
    let Ok(found) = statfs(path) else { return Ok(()) };
    // The type is 32 bits wide, whatever the width of the field.
    let kind = network_kind(found.f_type as u32);
    if let (Some(kind), false) = (kind, network_allowed) {
        return Err(Trouble::NetworkFileSystem { path: path.into(), kind });
    }
    if found.f_bavail.saturating_mul(found.f_bsize as u64) < free_needed {
        return Err(Trouble::DiskFull { path: path.into() });
    }
    Ok(())
}

/// What a path lies on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiesOn {
    /// The file system's name, or its number where it has none here.
    pub kind: String,
    /// Whether it is shared between machines.
    pub network: bool,
    /// Bytes that this user may still write.
    pub free: u64,
}

/// What a path lies on; none where nothing is there.
pub fn lies_on(path: &Path) -> Option<LiesOn> {
    let found = statfs(path).ok()?;
    let kind = found.f_type as u32;
    let network = network_kind(kind);
    let name = network.or_else(|| local_kind(kind)).map_or_else(|| format!("type {kind:#x}"), str::to_string);
    let free = found.f_bavail.saturating_mul(found.f_bsize as u64);
    Some(LiesOn { kind: name, network: network.is_some(), free })
}

/// The name of a file system of one machine, where it is a usual one.
fn local_kind(kind: u32) -> Option<&'static str> {
    Some(match kind {
        0x0000_ef53 => "ext4",
        0x0102_1994 => "tmpfs",
        0x9123_683e => "Btrfs",
        0x5846_5342 => "XFS",
        0x2fc1_2fc1 => "ZFS",
        0x794c_7630 => "overlay",
        0x6573_5546 => "FUSE",
        _ => return None,
    })
}

/// The name of a file system whose locks and shared memory do not reach from one machine to another
/// (`statfs` types, from statfs(2) and linux/magic.h). FUSE is none: most of what it carries is local.
fn network_kind(kind: u32) -> Option<&'static str> {
    Some(match kind {
        0x0000_6969 => "NFS",
        0x0000_517b => "SMB",
        0xff53_4d42 => "CIFS",
        0xfe53_4d42 => "SMB2",
        0x0102_1997 => "9P",
        0x5346_414f => "AFS",
        0x7375_7245 => "Coda",
        0x0000_564c => "NCP",
        0x00c3_6400 => "Ceph",
        0x0bd0_0bd0 => "Lustre",
        0x4750_4653 => "GPFS",
        0x786f_4256 => "VirtualBox shared folder",
        _ => return None,
    })
}

/// A file that is made beside its place and put there only when it is finished; else nothing is left of it.
pub struct Beside {
    temporary: PathBuf,
    target: PathBuf,
}

impl Beside {
    /// Begins with an empty file. Refuses a folder that is missing and a name that is taken.
    pub fn new(target: &Path) -> Result<Self, Trouble> {
        if target.symlink_metadata().is_ok() {
            return Err(Trouble::AlreadyThere { path: target.into() });
        }
        Self::in_place_of(target)
    }

    /// The same beside a name that is taken still, and will be free when the file is finished.
    pub fn in_place_of(target: &Path) -> Result<Self, Trouble> {
        let folder = target.parent().unwrap_or(Path::new("/"));
        if !folder.is_dir() {
            return Err(Trouble::NoFolder { folder: folder.into() });
        }
        let beside = Self { temporary: beside(target), target: target.into() };
        // A process of the same number may have been killed here before.
        beside.remove();
        File::create_new(&beside.temporary).map_err(|error| match error.kind() {
            // A folder such as `/proc`, which is there and takes no file.
            std::io::ErrorKind::NotFound => Trouble::NoPermission { path: target.into() },
            _ => Trouble::of_io(target, &error),
        })?;
        Ok(beside)
    }

    pub fn path(&self) -> &Path {
        &self.temporary
    }

    /// Makes the finished file durable and gives it its name, which nobody else may have taken meanwhile.
    pub fn settle(self) -> Result<(), Trouble> {
        let folder = self.target.parent().unwrap_or(Path::new("/"));
        let settled = File::open(&self.temporary)
            .and_then(|file| file.sync_all())
            .and_then(|()| rename_where_nothing_is(&self.temporary, &self.target))
            .and_then(|()| File::open(folder)?.sync_all());
        settled.map_err(|error| Trouble::of_io(&self.target, &error))
    }

    /// The same in the place of what has the name already.
    fn settle_over(self) -> Result<(), Trouble> {
        let folder = self.target.parent().unwrap_or(Path::new("/"));
        let settled = File::open(&self.temporary)
            .and_then(|file| file.sync_all())
            .and_then(|()| fs::rename(&self.temporary, &self.target))
            .and_then(|()| File::open(folder)?.sync_all());
        settled.map_err(|error| Trouble::of_io(&self.target, &error))
    }

    /// What cannot be removed is not there, or is found again by the next try.
    fn remove(&self) {
        for ending in ["", "-wal", "-shm", "-journal"] {
            let _ = fs::remove_file(with_ending(&self.temporary, ending));
        }
    }
}

/// The name of what is not finished yet, beside its place.
pub(super) fn beside(target: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(target.file_name().unwrap_or_default());
    name.push(format!(".{}.part", std::process::id()));
    target.parent().unwrap_or(Path::new("/")).join(name)
}

/// Gives something its name, which nobody else may have taken.
pub(super) fn rename_where_nothing_is(from: &Path, to: &Path) -> std::io::Result<()> {
    match renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
        // Some file systems, of memory sticks for one, cannot promise it: looking first is the next best.
        Err(Errno::INVAL | Errno::NOSYS) if to.symlink_metadata().is_err() => fs::rename(from, to),
        Err(Errno::INVAL | Errno::NOSYS) => Err(Errno::EXIST.into()),
        other => Ok(other?),
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        self.remove();
    }
}

/// What may be where a file is put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Put {
    /// Nothing.
    New,
    /// A file that is no register; it is gone once the new one is whole.
    Replacing,
}

/// What every SQLite file begins with.
const SQLITE: &[u8; 16] = b"SQLite format 3\0";

/// Refuses to replace what is no plain file, and every register: a slip of the keyboard must not end one.
fn check_replaceable(target: &Path) -> Result<(), Trouble> {
    let Ok(found) = target.symlink_metadata() else { return Ok(()) };
    let no = |what| Err(Trouble::NotReplaced { path: target.into(), what });
    if !found.is_file() {
        return no("is no plain file");
    }
    let mut beginning = [0; 16];
    let read = File::open(target).and_then(|mut file| file.read_exact(&mut beginning));
    match read {
        Ok(()) if &beginning == SQLITE => no("is a register or another database"),
        Err(error) if error.kind() != std::io::ErrorKind::UnexpectedEof => {
            Err(Trouble::of_io(target, &error))
        }
        _ => Ok(()),
    }
}

/// Writes a file: `write` fills it beside its place, and it gets its name when it is whole and on the disk.
/// Where anything fails, or is cancelled, nothing is left of it, and what `put` lets it replace stays as it was.
pub fn write_whole<T>(
    target: &Path,
    put: Put,
    write: impl FnOnce(&mut dyn Write) -> Result<T, Trouble>,
) -> Result<T, Trouble> {
    let target = std::path::absolute(target).map_err(|error| Trouble::of_io(target, &error))?;
    let failed = |error| Trouble::of_io(&target, &error);
    let beside = match put {
        Put::New => Beside::new(&target)?,
        Put::Replacing => {
            check_replaceable(&target)?;
            Beside::in_place_of(&target)?
        }
    };
    let file = File::options().write(true).open(beside.path()).map_err(failed)?;
    let mut out = BufWriter::with_capacity(1 << 16, file);
    let written = write(&mut out)?;
    out.flush().map_err(failed)?;
    match put {
        Put::New => beside.settle()?,
        Put::Replacing => beside.settle_over()?,
    }
    Ok(written)
}

/// A path as people type it: `~` before a `/`, or alone, is the home folder.
pub fn at_home(typed: &str) -> PathBuf {
    let rest = typed.strip_prefix('~').filter(|rest| rest.is_empty() || rest.starts_with('/'));
    let home = std::env::var_os("HOME").filter(|home| !home.is_empty());
    match (rest, home) {
        (Some(rest), Some(home)) => PathBuf::from(home).join(rest.trim_start_matches('/')),
        _ => PathBuf::from(typed),
    }
}

/// The file that has the same name with something after it, as SQLite names its `-wal`.
pub fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn network_file_systems_are_known_by_their_type() {
        assert_eq!(network_kind(0x6969), Some("NFS"));
        assert_eq!(network_kind(0xfe53_4d42), Some("SMB2"));
        let ext4_tmpfs_btrfs_xfs_fuse = [0xef53, 0x0102_1994, 0x9123_683e, 0x5846_5342, 0x6573_5546];
        assert_eq!(ext4_tmpfs_btrfs_xfs_fuse.map(network_kind), [None; 5]);
    }

    #[test]
    fn a_disk_without_the_room_is_refused_before_the_first_byte() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(look(folder.path(), true, 0), Ok(()));
        let full = Err(Trouble::DiskFull { path: folder.path().into() });
        assert_eq!(look(folder.path(), true, u64::MAX), full);
    }

    #[test]
    fn a_tilde_is_the_home_folder_and_nothing_else_is() {
        let home = PathBuf::from(std::env::var_os("HOME").unwrap_or_default());
        assert_eq!(at_home("~/out.json"), home.join("out.json"));
        assert_eq!(at_home("~other/out.json"), PathBuf::from("~other/out.json"));
        assert_eq!(at_home("a/~/b"), PathBuf::from("a/~/b"));
    }

    #[test]
    fn an_unfinished_file_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let beside = Beside::new(&folder.path().join("a")).unwrap();
        fs::write(beside.path(), "half").unwrap();
        drop(beside);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_finished_file_never_takes_the_place_of_another() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("a");
        let beside = Beside::new(&target).unwrap();
        fs::write(beside.path(), "new").unwrap();
        fs::write(&target, "old").unwrap();
        assert_eq!(beside.settle(), Err(Trouble::AlreadyThere { path: target.clone() }));
        assert_eq!(fs::read_to_string(&target).unwrap(), "old");
        assert!(matches!(Beside::new(&target), Err(Trouble::AlreadyThere { .. })));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_that_does_not_exist_is_named() {
        let folder = tempfile::tempdir().unwrap().path().join("gone");
        let refused = Beside::new(&folder.join("a")).err();
        assert_eq!(refused, Some(Trouble::NoFolder { folder }));
    }

    #[test]
    fn a_file_is_replaced_only_where_that_is_asked_for_and_never_by_half() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("paper.md");
        fs::write(&target, "old").unwrap();
        let put = |put, words: &'static str| {
            write_whole(&target, put, |out| {
                out.write_all(words.as_bytes()).map_err(|error| Trouble::of_io(&target, &error))
            })
        };
        assert_eq!(put(Put::New, "new"), Err(Trouble::AlreadyThere { path: target.clone() }));
        let broken: Result<(), Trouble> = write_whole(&target, Put::Replacing, |out| {
            out.write_all(b"half").unwrap();
            Err(Trouble::Cancelled)
        });
        assert_eq!(broken, Err(Trouble::Cancelled));
        assert_eq!(fs::read_to_string(&target).unwrap(), "old");
        put(Put::Replacing, "new").unwrap();
        assert_eq!(fs::read_to_string(&target).unwrap(), "new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_register_a_folder_and_a_link_are_never_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let register = folder.path().join("a.plenary");
        fs::write(&register, [SQLITE.as_slice(), b"more"].concat()).unwrap();
        let link = folder.path().join("link");
        std::os::unix::fs::symlink(&register, &link).unwrap();
        let inner = folder.path().join("inner");
        fs::create_dir(&inner).unwrap();
        for taken in [&register, &link, &inner] {
            let refused = write_whole(taken, Put::Replacing, |_| Ok(()));
            assert!(matches!(refused, Err(Trouble::NotReplaced { .. })), "{taken:?}: {refused:?}");
        }
        assert_eq!(fs::metadata(&register).unwrap().len(), 20);
    }
}
