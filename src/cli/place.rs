//! Which register is meant, where nobody says.

use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;

use super::failure::Failure;

/// The register that is named, else the one of `PLENARY_REGISTER`, else the one in the platform's data folder.
pub fn register(named: Option<&PathBuf>) -> Result<PathBuf, Failure> {
    let environment =
        || std::env::var_os("PLENARY_REGISTER").filter(|path| !path.is_empty()).map(PathBuf::from);
    match named.cloned().or_else(environment) {
        Some(path) => Ok(path),
        None => default(),
    }
}

/// Whether a register is the one in the platform's data folder.
/// Only that folder is made where it is missing; a folder that somebody names must be there.
pub fn is_default(register: &Path) -> bool {
    default().is_ok_and(|default| default == register)
}

/// The path that a command must name to find a register; none for the one that is found where nobody names any.
pub fn named(register: &Path) -> Option<String> {
    let found = is_default(register) && self::register(None).is_ok_and(|found| found == register);
    (!found).then(|| register.display().to_string())
}

fn default() -> Result<PathBuf, Failure> {
    Ok(data_folder()?.join("register.plenary"))
}

/// The practice register in the platform's data folder.
pub fn practice() -> Result<PathBuf, Failure> {
    Ok(data_folder()?.join("practice.plenary"))
}

fn data_folder() -> Result<PathBuf, Failure> {
    let platform = etcetera::choose_base_strategy().map_err(|_| {
        Failure::usage("this user has no home folder; name the register with `--register PATH`")
    })?;
    Ok(platform.data_dir().join("plenary"))
}
