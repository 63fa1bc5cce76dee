//! Which register is meant, where nobody says.

use std::path::PathBuf;

use etcetera::BaseStrategy;

use super::failure::Failure;

/// The register that is named, else the one of `PLENARY_REGISTER`, else the one in the platform's data folder.
pub fn register(named: Option<&PathBuf>) -> Result<PathBuf, Failure> {
    let environment =
        || std::env::var_os("PLENARY_REGISTER").filter(|path| !path.is_empty()).map(PathBuf::from);
    match named.cloned().or_else(environment) {
        Some(path) => Ok(path),
        None => Ok(data_folder()?.join("register.plenary")),
    }
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
