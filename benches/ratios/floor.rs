//! The limit programs: the least work that does each job honestly. Built from a copy of their folder,
//! which is not a part of this repository.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

pub struct Floor {
    programs: PathBuf,
    registers: PathBuf,
}

impl Floor {
    /// Builds the programs from `PLENARY_LIMITS`, else from `../shared/limits` beside the repository, in `target`.
    pub fn build(target: &Path) -> Result<Floor> {
        let named = std::env::var_os("PLENARY_LIMITS").map(PathBuf::from);
        let source = named.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/limits"));
        if !source.join("Cargo.toml").exists() {
            bail!("no limit programs in `{}`; say where they are with PLENARY_LIMITS", source.display());
        }
        let copy = target.join("limits");
        copy_sources(&source, &copy)?;
        // A package of its own, whatever folder it lies in.
        let manifest = std::fs::read_to_string(source.join("Cargo.toml"))?;
        write_changed(&copy.join("Cargo.toml"), format!("{manifest}\n[workspace]\n").as_bytes())?;
        let built = Command::new(env!("CARGO"))
            .args(["build", "--release", "--quiet", "--target-dir", "target"])
            .current_dir(&copy)
            .status()?;
        ensure!(built.success(), "the limit programs cannot be built");
        let registers = target.join("registers").join("floor");
        std::fs::create_dir_all(&registers)?;
        Ok(Floor { programs: copy.join("target/release"), registers })
    }

    /// The floor's own register of so many recommendations, twenty events each.
    pub fn register(&self, recommendations: usize) -> Result<PathBuf> {
        let path = self.registers.join(format!("{recommendations}.db"));
        if !path.exists() {
            let beside = path.with_extension("part");
            self.limits(&["gen", &text(&beside), &recommendations.to_string(), "20"])?;
            std::fs::rename(&beside, &path)?;
        }
        Ok(path)
    }

    /// A whole process that does the least for one command.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(self.programs.join("floor"));
        command.args(arguments);
        command
    }

    /// A minimal program with a screen.
    pub fn screen(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(self.programs.join("tuilim"));
        command.args(arguments);
        command
    }

    /// What its pictures of so many rows cost, measured inside its own process.
    pub fn frames(&self, rows: usize) -> Result<Value> {
        // It scrolls through two thousand rows, whatever there are.
        let output = self.screen(&["bench", &rows.max(2_000).to_string()]).output()?;
        ensure!(output.status.success(), "tuilim bench: {}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).context("a limit program prints a line of JSON")
    }

    /// What a limit program measured inside its own process.
    pub fn limits(&self, arguments: &[&str]) -> Result<Value> {
        let output = Command::new(self.programs.join("limits")).args(arguments).output()?;
        ensure!(output.status.success(), "limits {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).context("a limit program prints a line of JSON")
    }
}

pub fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

fn copy_sources(from: &Path, to: &Path) -> Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let copy = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_sources(&entry.path(), &copy)?;
        } else if entry.path().extension().is_some_and(|ending| ending == "rs") {
            write_changed(&copy, &std::fs::read(entry.path())?)?;
        }
    }
    Ok(())
}

/// Leaves a file alone that says the same already, so that nothing is built twice.
fn write_changed(path: &Path, bytes: &[u8]) -> Result<()> {
    if std::fs::read(path).ok().as_deref() != Some(bytes) {
        std::fs::write(path, bytes)?;
    }
    Ok(())
}
