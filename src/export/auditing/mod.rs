//! The folder for an audit: the log as it is stored, what was signed, the keys, the files of evidence,
//! and a script that checks all of it without Plenary. What it finds in a register of ours is what `verify` finds.
//!
//! Nothing here judges what it writes: a register that somebody tampered with is written as it is, and the script tells.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::clock::written;
use crate::journey::event::{Event, What};
use crate::journey::keys::allowed;
use crate::journey::reference::Stream;
use crate::journey::state::State;
use crate::ledger::log::{EntryRef, Hash, Head, Log, SqliteLog};
use crate::ledger::record::read_event;
use crate::ledger::trouble::Trouble;
use crate::ledger::{Ledger, write_folder};
use crate::progress::{Progress, Step, grouped};

const README: &str = include_str!("README.md");
const SCRIPTS: [(&str, &str); 2] =
    [("check.sh", include_str!("check.sh")), ("check.jq", include_str!("check.jq"))];

/// A few milliseconds of work.
const TOLD_EVERY: u64 = 256;

/// What is to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    /// The protective marking.
    pub marking: String,
    /// With the files of evidence that are stored in the register.
    pub evidence: bool,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    pub folder: PathBuf,
    pub head: Head,
    pub signed: u64,
    pub files: u64,
}

impl Written {
    /// What was done, in sentences.
    pub fn lines(&self) -> Vec<String> {
        let count = |count: u64, what: &str| match count {
            1 => format!("1 {what}"),
            count => format!("{} {what}s", grouped(count)),
        };
        let (events, signed) = (count(self.head.seq, "event"), count(self.signed, "signed decision"));
        let files = count(self.files, "stored file");
        vec![
            format!("wrote {events}, {signed} and {files} into {}", self.folder.display()),
            format!("head {}", self.head),
            "check it there with `sh check.sh`, which needs sha256sum, ssh-keygen and jq".into(),
        ]
    }
}

/// Writes the folder, where nothing may be yet. `ledger` should stand still meanwhile.
/// Cancelled, nothing is left of it.
///
/// # Errors
/// Something is there already, the register cannot be read, or the folder cannot be written.
pub fn to_folder(ledger: &Ledger, order: &Order, to: &Path, progress: &Progress) -> Result<Written, Trouble> {
    // Said before anything is made: who watches can undo it from then on.
    progress.said(Step::Auditing, 0, ledger.head()?.seq)?;
    write_folder(to, &mut |folder| {
        write(ledger, order, folder, progress).map(|told| Written { folder: to.to_path_buf(), ..told })
    })
}

fn write(ledger: &Ledger, order: &Order, folder: &Path, progress: &Progress) -> Result<Written, Trouble> {
    let (log, head) = (SqliteLog::new(ledger.connection()), ledger.head()?);
    for inner in ["statements", "signatures"].into_iter().chain(order.evidence.then_some("evidence")) {
        let inner = folder.join(inner);
        fs::create_dir(&inner).map_err(|error| Trouble::of_io(&inner, &error))?;
    }
    let mut out =
        Out { folder, records: Lines::of(folder, "log.jsonl")?, chain: Lines::of(folder, "chain.txt")? };
    let mut gathered = Gathered::default();
    log.for_each(0, &mut |entry| {
        progress.said_now_and_then(Step::Auditing, entry.seq, head.seq, TOLD_EVERY)?;
        out.take(entry, &mut gathered)
    })?;
    out.records.end()?;
    out.chain.end()?;
    let mut files = 0;
    let of = gathered.files.len() as u64;
    for (done, hash) in (0..).zip(gathered.files.iter().filter(|_| order.evidence)) {
        progress.said(Step::Files, done, of)?;
        // What is not there is found by the script: the log names it.
        let Some(content) = log.get_blob(hash)? else { continue };
        put(&folder.join("evidence").join(hash.to_string()), &content)?;
        files += 1;
    }
    let register = &gathered.state.register;
    let lines: String = allowed::lines(register).iter().map(|line| format!("{line}\n")).collect();
    put(&folder.join("allowed_signers"), lines.as_bytes())?;
    let evidence = if order.evidence { "" } else { "; they were left out here" };
    let readme = README
        .replace("{home}", &register.home)
        .replace("{marking}", &order.marking)
        .replace("{head}", &head.to_string())
        .replace("{at}", &written(ledger.now()))
        .replace("{evidence}", evidence);
    put(&folder.join("README.md"), crate::journey::text::clean(&readme).as_bytes())?;
    SCRIPTS.iter().try_for_each(|(name, text)| put(&folder.join(name), text.as_bytes()))?;
    progress.said(Step::Auditing, head.seq, head.seq)?;
    Ok(Written { folder: PathBuf::new(), head, signed: gathered.signed, files })
}

/// What the log says that is written beside it.
#[derive(Default)]
struct Gathered {
    /// The register alone: its people and their keys.
    state: State,
    signed: u64,
    /// What is stored, by its SHA-256.
    files: BTreeSet<Hash>,
}

struct Out<'f> {
    folder: &'f Path,
    records: Lines,
    chain: Lines,
}

impl Out<'_> {
    fn take(&mut self, entry: EntryRef<'_>, gathered: &mut Gathered) -> Result<(), Trouble> {
        let EntryRef { seq, record, digest, prev, hash, .. } = entry;
        self.records.say(record)?;
        self.chain.say(&format!("{seq} {digest} {prev} {hash}"))?;
        // What cannot be read is found by the script.
        let Ok(event) = read_event(record) else { return Ok(()) };
        if let Some(signed) = &event.signed {
            let of = |place: &str, ending: &str| self.folder.join(place).join(format!("{seq}.{ending}"));
            put(&of("statements", "txt"), signed.statement.as_bytes())?;
            put(&of("signatures", "sig"), signed.signature.as_bytes())?;
            gathered.signed += 1;
        }
        gathered.files.extend(stored(&event));
        if event.stream == Stream::Register {
            gathered.state.evolve(&event);
        }
        Ok(())
    }
}

/// The file that an event brings into the register. Only what is a SHA-256 ever becomes a name.
fn stored(event: &Event) -> Option<Hash> {
    let What::EvidenceAdded { file: Some(file), .. } = &event.what else { return None };
    file.left_at.is_none().then(|| file.sha256.parse().ok()).flatten()
}

/// A file that is written line by line.
struct Lines {
    path: PathBuf,
    out: BufWriter<File>,
}

impl Lines {
    fn of(folder: &Path, name: &str) -> Result<Lines, Trouble> {
        let path = folder.join(name);
        let file = File::create_new(&path).map_err(|error| Trouble::of_io(&path, &error))?;
        Ok(Lines { path, out: BufWriter::with_capacity(1 << 16, file) })
    }

    fn say(&mut self, line: &str) -> Result<(), Trouble> {
        let written = self.out.write_all(line.as_bytes()).and_then(|()| self.out.write_all(b"\n"));
        written.map_err(|error| Trouble::of_io(&self.path, &error))
    }

    fn end(mut self) -> Result<(), Trouble> {
        let ended = self.out.flush().and_then(|()| self.out.get_ref().sync_all());
        ended.map_err(|error| Trouble::of_io(&self.path, &error))
    }
}

fn put(path: &Path, bytes: &[u8]) -> Result<(), Trouble> {
    let put =
        File::create_new(path).and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()));
    put.map_err(|error| Trouble::of_io(path, &error))
}
