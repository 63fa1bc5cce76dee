//! A folder that is made beside its place and put there only when everything in it is written; else nothing is left of it.

use std::fs::{self, DirBuilder, File};
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

use super::place::{beside, rename_where_nothing_is};
use super::trouble::Trouble;

/// Removes what was not put in its place.
struct Unfinished(PathBuf);

impl Drop for Unfinished {
    fn drop(&mut self) {
        // What cannot be removed is found again by the next try.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Makes a folder that only this user reads: `write` fills it beside its place, and it gets its name when it is whole
/// and on the disk. Where anything fails, or is cancelled, nothing is left of it.
///
/// # Errors
/// Something has that name already, the folder around it is missing, or it cannot be written.
pub fn write_folder<T>(
    target: &Path,
    write: &mut dyn FnMut(&Path) -> Result<T, Trouble>,
) -> Result<T, Trouble> {
    let target = std::path::absolute(target).map_err(|error| Trouble::of_io(target, &error))?;
    if target.symlink_metadata().is_ok() {
        return Err(Trouble::AlreadyThere { path: target });
    }
    let around = target.parent().unwrap_or(Path::new("/"));
    if !around.is_dir() {
        return Err(Trouble::NoFolder { folder: around.into() });
    }
    let failed = |error| Trouble::of_io(&target, &error);
    // A process of the same number may have been killed here before.
    let unfinished = Unfinished(beside(&target));
    let _ = fs::remove_dir_all(&unfinished.0);
    DirBuilder::new().mode(0o700).create(&unfinished.0).map_err(failed)?;
    let written = write(&unfinished.0)?;
    let settled = File::open(&unfinished.0)
        .and_then(|folder| folder.sync_all())
        .and_then(|()| rename_where_nothing_is(&unfinished.0, &target))
        .and_then(|()| File::open(around)?.sync_all());
    settled.map_err(failed)?;
    Ok(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let names = fs::read_dir(folder).unwrap();
        names.map(|name| name.unwrap().file_name().to_string_lossy().into_owned()).collect()
    }

    #[test]
    fn a_folder_gets_its_name_when_it_is_whole_and_is_this_users_alone() {
        use std::os::unix::fs::PermissionsExt as _;
        let around = tempfile::tempdir().unwrap();
        let target = around.path().join("audit");
        let write = |folder: &Path| {
            assert!(!target.exists());
            fs::write(folder.join("a"), "b").unwrap();
            Ok(7)
        };
        assert_eq!(write_folder(&target, &mut { write }), Ok(7));
        assert_eq!((names(around.path()), names(&target)), (vec!["audit".into()], vec!["a".into()]));
        assert_eq!(fs::metadata(&target).unwrap().permissions().mode() & 0o777, 0o700);
    }

    #[test]
    fn nothing_is_left_of_a_folder_that_was_not_finished() {
        let around = tempfile::tempdir().unwrap();
        let cancelled = write_folder::<()>(&around.path().join("audit"), &mut |folder| {
            fs::write(folder.join("a"), "b").unwrap();
            Err(Trouble::Cancelled)
        });
        assert_eq!((cancelled, names(around.path())), (Err(Trouble::Cancelled), vec![]));
    }

    #[test]
    fn a_folder_never_takes_the_place_of_anything_not_even_of_what_came_meanwhile() {
        let around = tempfile::tempdir().unwrap();
        let target = around.path().join("audit");
        let taken = Err(Trouble::AlreadyThere { path: target.clone() });
        let late = write_folder(&target, &mut |_| {
            fs::create_dir(&target).unwrap();
            Ok(())
        });
        assert_eq!(late, taken);
        assert_eq!(write_folder(&target, &mut |_| Ok(())), taken);
        assert_eq!(names(around.path()), ["audit"]);
        let nowhere = around.path().join("gone");
        assert_eq!(
            write_folder(&nowhere.join("a"), &mut |_| Ok(())),
            Err(Trouble::NoFolder { folder: nowhere })
        );
    }
}
