//! Where the file is, and what is read of it.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

use super::reading;
use super::remark::Remark;
use super::{EXAMPLE, Origin, Settings};

/// A person writes a page or two; whatever is longer than this is something else.
const LARGEST: u64 = 64 * 1024;

/// The settings as they hold, and where they were looked for.
#[derive(Debug, Clone, Default)]
pub struct Configuration {
    /// None where this user has no folder for it.
    pub path: Option<PathBuf>,
    /// Whether the environment named the file.
    pub named: Origin,
    /// Whether anything is there.
    pub found: bool,
    pub settings: Settings,
    pub remarks: Vec<Remark>,
}

impl Configuration {
    /// Reads the file that `PLENARY_CONFIG` names, else `plenary/config.toml` in the platform's config folder.
    /// It never fails: what is wrong is among the remarks, and the defaults hold instead.
    pub fn of_this_user() -> Configuration {
        let variable = |name: &str| std::env::var_os(name);
        let named = variable("PLENARY_CONFIG").filter(|path| !path.is_empty()).map(PathBuf::from);
        match named {
            Some(path) => Configuration::at(path, Origin::Environment("PLENARY_CONFIG"), variable),
            None => match in_the_config_folder() {
                Some(path) => Configuration::at(path, Origin::Default, variable),
                None => Configuration {
                    path: None,
                    named: Origin::Default,
                    found: false,
                    settings: Settings::default().within(variable),
                    remarks: Vec::new(),
                },
            },
        }
    }

    fn at(path: PathBuf, named: Origin, variable: impl Fn(&str) -> Option<OsString>) -> Configuration {
        let (found, settings, remarks) = match bytes_of(&path) {
            Ok(Some(bytes)) => {
                let (settings, remarks) = reading::read(&bytes);
                (true, settings, remarks)
            }
            Ok(None) => (false, Settings::default(), missing(named)),
            Err(remark) => (true, Settings::default(), vec![remark]),
        };
        let settings = Settings { file: Some(path.clone()), ..settings.within(variable) };
        Configuration { path: Some(path), named, found, settings, remarks }
    }

    /// All that is wrong with the file, in a few lines; empty where nothing is.
    pub fn told(&self) -> String {
        let path = self.path.as_deref().unwrap_or(Path::new("config.toml"));
        super::remark::told(&self.remarks, path)
    }

    /// Everything that is wrong with the file.
    pub fn told_whole(&self) -> String {
        let path = self.path.as_deref().unwrap_or(Path::new("config.toml"));
        super::remark::told_up_to(usize::MAX, &self.remarks, path)
    }

    /// What is wrong with the file on one line, for whoever asked for something else; empty where nothing is.
    pub fn told_shortly(&self) -> String {
        let path = self.path.as_deref().unwrap_or(Path::new("config.toml"));
        super::remark::told_shortly(&self.remarks, path)
    }
}

/// A file that the environment names should be there.
fn missing(named: Origin) -> Vec<Remark> {
    let hint = "every setting has its default; `plenary config --write` makes the file";
    let remark = || Remark::whole("`PLENARY_CONFIG` names it, and it is not there", hint);
    (named != Origin::Default).then(remark).into_iter().collect()
}

fn in_the_config_folder() -> Option<PathBuf> {
    Some(etcetera::choose_base_strategy().ok()?.config_dir().join("plenary").join("config.toml"))
}

/// What stands in the file; none where there is no file.
fn bytes_of(path: &Path) -> Result<Option<Vec<u8>>, Remark> {
    let hint =
        "every setting has its default; the file is a page of text that `plenary config --example` prints";
    let wrong = |what: &str| Remark::whole(what, hint);
    let unread = |error: io::Error| wrong(&format!("it cannot be read: {error}"));
    let kind = match fs::metadata(path) {
        // A link that leads nowhere is there, and is no file.
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let link = path.symlink_metadata().is_ok();
            return if link { Err(unread(error)) } else { Ok(None) };
        }
        Err(error) => return Err(unread(error)),
        Ok(found) => found.file_type(),
    };
    if kind.is_dir() {
        return Err(wrong("it is a folder, not a file"));
    }
    // A pipe or a terminal could keep the program waiting for ever. `/dev/null` says "nothing" on purpose.
    if !kind.is_file() && path != Path::new("/dev/null") {
        return Err(wrong("it is no ordinary file"));
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(unread)?;
    file.take(LARGEST + 1).read_to_end(&mut bytes).map_err(unread)?;
    if bytes.len() as u64 > LARGEST {
        return Err(wrong("it is larger than 64 KiB"));
    }
    Ok(Some(bytes))
}

/// Writes the example to `path`, with the folder `plenary` where it is missing. Nothing is ever written over.
///
/// # Errors
/// Something is there already, or the place cannot be written.
pub fn write_example(path: &Path) -> io::Result<()> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder)?;
    }
    File::create_new(path)?.write_all(EXAMPLE.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::ThemeName;

    fn read(path: &Path) -> Configuration {
        Configuration::at(path.into(), Origin::Environment("PLENARY_CONFIG"), |_| None)
    }

    /// The one thing that is wrong with what lies at `path`, where all settings are the default ones.
    #[track_caller]
    fn wrong(path: &Path) -> String {
        let read = read(path);
        assert_eq!(Settings { file: None, ..read.settings.clone() }, Settings::default());
        let [remark] = &read.remarks[..] else { panic!("{:?}", read.remarks) };
        assert!(read.told().contains(&remark.what));
        remark.to_string()
    }

    #[test]
    fn a_file_is_read_and_the_example_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new/config.toml");
        write_example(&path).unwrap();
        let example = read(&path);
        assert!(example.found);
        assert_eq!(example.settings.file.as_deref(), Some(path.as_path()));
        let example = (Settings { file: None, ..example.settings }, example.remarks);
        assert_eq!(example, (Settings::default(), vec![]));
        assert_eq!(write_example(&path).unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        fs::write(&path, "theme = 'dark'").unwrap();
        assert_eq!(read(&path).settings.theme.value, ThemeName::Dark);
    }

    #[test]
    fn what_is_no_file_is_named() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(wrong(folder.path()), "it is a folder, not a file");
        let there = |name: &str| folder.path().join(name);
        assert_eq!(wrong(&there("none")), "`PLENARY_CONFIG` names it, and it is not there");
        std::os::unix::fs::symlink("nowhere", there("link")).unwrap();
        assert!(wrong(&there("link")).starts_with("it cannot be read: "));
        fs::write(there("file"), "").unwrap();
        assert!(wrong(&there("file/config.toml")).starts_with("it cannot be read: "));
        let _listening = std::os::unix::net::UnixListener::bind(there("socket")).unwrap();
        assert_eq!(wrong(&there("socket")), "it is no ordinary file");
        fs::write(there("huge"), vec![b'#'; 65 * 1024]).unwrap();
        assert_eq!(wrong(&there("huge")), "it is larger than 64 KiB");
    }

    #[test]
    fn a_file_that_nobody_named_may_be_missing() {
        let folder = tempfile::tempdir().unwrap();
        let read = Configuration::at(folder.path().join("config.toml"), Origin::Default, |_| None);
        assert!(!read.found && read.remarks.is_empty());
        assert!(self::read(Path::new("/dev/null")).remarks.is_empty());
    }
}
