//! The program that is measured, on one register.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, ensure};
use plenary::clock::Clock;
use plenary::ledger::door::Seat;
use plenary::ledger::finding::{Filter, Page, Wanted};
use plenary::ledger::opening::Access;
use plenary::ledger::record::Account;
use plenary::ledger::{Ledger, log};
use plenary::progress::Progress;

use super::registers;

/// So many recommendations at Governance are shown and reported on, in turn.
pub const GOVERNED: usize = 50;

pub struct Product {
    pub register: PathBuf,
    /// Open recommendations at Governance, each with an action that can be reported on.
    pub governed: Vec<String>,
}

impl Product {
    /// The program on the register at `path`.
    pub fn on(path: &Path) -> Result<Product> {
        let ledger = open(path)?;
        let governed = governed(&ledger)?;
        ensure!(!governed.is_empty(), "nothing is at Governance in {}", path.display());
        ledger.close();
        Ok(Product { register: path.into(), governed })
    }

    /// The same on a copy that may be changed.
    pub fn on_a_copy(&self) -> Result<Product> {
        let name = self.register.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        Product::on(&registers::copy(&self.register, &format!("{name}-copy.plenary"))?)
    }

    /// A whole process.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_plenary"));
        command.arg("--register").arg(&self.register).args(arguments);
        command.env("PLENARY_STATE_DIR", registers::state_folder(&self.register));
        command
    }

    /// Events a second that are verified, by so many threads.
    pub fn verify(&self, threads: usize) -> Result<f64> {
        let begun = Instant::now();
        let verified = log::verify(&self.register, threads, &Progress::unwatched())?;
        Ok(verified.events as f64 / begun.elapsed().as_secs_f64())
    }

    /// Events a second from which the standing is made anew, committed.
    pub fn rebuild(&self) -> Result<f64> {
        let ledger = open(&self.register)?;
        let begun = Instant::now();
        let events = ledger.rebuild()?;
        let rate = events as f64 / begun.elapsed().as_secs_f64();
        ledger.close();
        Ok(rate)
    }
}

fn governed(ledger: &Ledger) -> Result<Vec<String>> {
    let scheme = ledger.standing().register()?.scheme;
    let (filter, _) = Filter::read("stage:governance", &scheme);
    let list = Wanted { filter, ..Wanted::default() }.streamed().context("stages are streamed")?;
    let mut found = Vec::new();
    let page = Page { limit: Some(GOVERNED), after: None };
    ledger.standing().stream(&list, &page, &mut |row| {
        found.push(row.r#ref.to_string());
        true
    })?;
    let mut governed = Vec::new();
    for reference in found {
        let stands = ledger.standing().recommendation(&reference.parse()?)?.context("it was listed")?;
        if stands.action(&"a".parse()?).is_some_and(|action| action.finished.is_none()) {
            governed.push(reference);
        }
    }
    Ok(governed)
}

/// Opened to write, which brings a standing of another version up to date, and without this user's memory of it.
pub fn open(path: &Path) -> Result<Ledger> {
    let account = Account { user: String::new(), host: String::new() };
    let seat = Seat { account, clock: Clock::Machine, remembered: None, progress: Progress::unwatched() };
    Ok(Ledger::open_unchecked(path, Access::Write, seat)?)
}
