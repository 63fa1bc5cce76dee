//! The files of evidence: stored with the event that names them, copied out for whoever opens one, and looked at anew.
//! Whether a file can be evidence at all is `intake`'s to say, whether it may be offered or opened the rules'.

pub mod private;

use std::fs::{OpenOptions, Permissions};
use std::io::Write as _;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::door::Ledger;
use super::log::{Hash, Log, SqliteLog};
use super::place::Beside;
use super::record::Record;
use super::trouble::Trouble;
use crate::intake::offered::{self, LARGEST_LEFT, LARGEST_STORED, Unusable};
use crate::journey::event::What;
use crate::journey::file::File;
use crate::journey::reference::EvidenceRef;
use crate::journey::request::Request;
use crate::progress::Step;
use private::Private;

/// What requests bring into a register and take out of it beside their events: read before anybody has to wait,
/// put in its place with them. Dropped, nothing is left of it.
#[derive(Default)]
pub(super) struct Carried {
    stored: Vec<(String, Vec<u8>)>,
    copies: Vec<(Beside, PathBuf)>,
}

impl Carried {
    /// Keeps the files in the register, inside the caller's transaction.
    pub fn store(&self, log: &SqliteLog) -> Result<(), Trouble> {
        self.stored.iter().try_for_each(|(_, content)| log.put_blob(content).map(drop))
    }

    /// Gives the copies their names; where one cannot have it, none of them stays.
    pub fn put(self) -> Result<Copies, Trouble> {
        let mut placed = Copies(Vec::new());
        for (beside, target) in self.copies {
            match beside.settle() {
                Ok(()) => placed.0.push(target),
                Err(trouble) => {
                    placed.remove();
                    return Err(trouble);
                }
            }
        }
        Ok(placed)
    }
}

/// Copies that have their names.
pub(super) struct Copies(Vec<PathBuf>);

impl Copies {
    /// That they were opened could not be noted, so nobody has them.
    pub fn remove(self) {
        for copy in self.0 {
            let _ = std::fs::remove_file(copy);
        }
    }
}

/// What looking at every file came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Looked {
    pub files: u64,
    pub faults: Vec<FileFault>,
}

/// A file that is not what was offered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileFault {
    /// The number of the event that offered it.
    pub event: u64,
    pub evidence: EvidenceRef,
    pub what: String,
}

/// `event 12: the file of E9 is not there: /shared/figures.pdf`
impl std::fmt::Display for FileFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "event {}: {}: {}", self.event, self.evidence, self.what)
    }
}

impl Looked {
    /// How it went, in words, a line each.
    pub fn lines(&self) -> Vec<String> {
        let files = match self.files {
            0 => "no evidence has a file".to_string(),
            1 => "1 file of evidence was looked at".to_string(),
            count => format!("{} files of evidence were looked at", crate::progress::grouped(count)),
        };
        let faults = match self.faults.len() {
            0 if self.files == 0 => return vec![files],
            0 => "each is what was offered".to_string(),
            1 => "1 is not what was offered:".to_string(),
            count => format!("{count} are not what was offered:"),
        };
        [files, faults].into_iter().chain(self.faults.iter().map(ToString::to_string)).collect()
    }
}

impl Ledger {
    /// From here on what is opened without saying where to is copied into a private folder of this session.
    pub fn opening_privately(mut self) -> Ledger {
        let kept = self.seat().remembered.as_ref().map(|remembered| remembered.opened().to_path_buf());
        let base = kept.unwrap_or_else(std::env::temp_dir);
        self.private = Some(Private::within(&base));
        self
    }

    /// Whether the copy that a request asks for goes into the session's private folder.
    pub fn copies_privately(&self, request: &Request) -> bool {
        matches!(request, Request::OpenEvidence { to: None, .. }) && self.private.is_some()
    }

    /// Where the copy goes that opening asks for; none where the request opens nothing that has a file.
    pub fn copy_of(&self, request: &Request) -> Result<Option<PathBuf>, Trouble> {
        let Request::OpenEvidence { evidence, to } = request else { return Ok(None) };
        let Some(file) = self.file_of(*evidence)? else { return Ok(None) };
        let to = match (to, &self.private) {
            (Some(to), _) => Path::new(to),
            (None, Some(private)) => private.folder()?,
            (None, None) => Path::new("."),
        };
        let whole =
            if to.is_dir() { to.join(format!("{evidence}{}", file.told_apart())) } else { to.to_path_buf() };
        std::path::absolute(&whole).map(Some).map_err(|error| Trouble::of_io(&whole, &error))
    }

    /// Reads what requests bring, and copies what they open, before anything is locked.
    pub(super) fn carried(&self, requests: &[Request]) -> Result<Carried, Trouble> {
        let mut carried = Carried::default();
        for request in requests {
            match request {
                Request::AddEvidence { file: Some(brought), .. } if brought.file.left_at.is_none() => {
                    let known = |(sha256, _): &(String, Vec<u8>)| *sha256 == brought.file.sha256;
                    if !carried.stored.iter().any(known) {
                        let content = bytes_of(Path::new(&brought.path), &brought.file)?;
                        carried.stored.push((brought.file.sha256.clone(), content));
                    }
                }
                Request::OpenEvidence { evidence, .. } => {
                    if let (Some(target), Some(file)) = (self.copy_of(request)?, self.file_of(*evidence)?) {
                        if self.copies_privately(request) {
                            // Opened once more: the copy is what was offered, whatever was done to the one before.
                            let _ = std::fs::remove_file(&target);
                        }
                        carried.copies.push((self.copied(*evidence, &file, &target)?, target));
                    }
                }
                _ => {}
            }
        }
        Ok(carried)
    }

    fn file_of(&self, evidence: EvidenceRef) -> Result<Option<File>, Trouble> {
        let holder = self.standing().holder_of_evidence(&evidence.to_string())?;
        let Some(holder) = holder.and_then(|holder| holder.parse().ok()) else { return Ok(None) };
        let stands = self.standing().recommendation(&holder)?;
        let mut pieces = stands.into_iter().flat_map(|stands| stands.evidence);
        Ok(pieces.find(|piece| piece.reference == evidence).and_then(|piece| piece.file))
    }

    /// A copy beside its place, whose bytes are those that were offered.
    fn copied(&self, evidence: EvidenceRef, file: &File, target: &Path) -> Result<Beside, Trouble> {
        let beside = Beside::new(target)?;
        let failed = |error| Trouble::of_io(target, &error);
        let mut out = OpenOptions::new().write(true).open(beside.path()).map_err(failed)?;
        // It may be marked: whoever opened it says who else reads the copy.
        out.set_permissions(Permissions::from_mode(0o600)).map_err(failed)?;
        match &file.left_at {
            None => {
                let content = self.stored(file)?.map_err(|what| Trouble::NotAsOffered { evidence, what })?;
                out.write_all(&content).map_err(failed)?;
            }
            Some(path) => {
                let mut full = None;
                let mut each = |piece: &[u8]| {
                    out.write_all(piece).map_err(|error| {
                        let what = error.to_string();
                        full = Some(error);
                        Unusable::NotCopied(what)
                    })
                };
                let read = as_offered(path, file, &mut each);
                if let Some(error) = full {
                    return Err(failed(error));
                }
                read.map_err(|what| Trouble::NotAsOffered { evidence, what: format!("`{path}` {what}") })?;
            }
        }
        Ok(beside)
    }

    /// The bytes that are stored of a file, or in words why they are not those that were offered.
    fn stored(&self, file: &File) -> Result<Result<Vec<u8>, String>, Trouble> {
        let Ok(offered) = file.sha256.parse::<Hash>() else {
            return Ok(Err(format!("`{}` is no SHA-256", file.sha256)));
        };
        let Some(content) = SqliteLog::new(self.connection()).get_blob(&offered)? else {
            return Ok(Err("its bytes are not in the register".into()));
        };
        let found = Hash::of(&content);
        if found == offered && content.len() as u64 == file.size {
            return Ok(Ok(content));
        }
        Ok(Err(format!("its bytes in the register were changed: their SHA-256 is {found} now")))
    }

    /// Looks at every file of evidence that was offered, in the register and where it was left.
    /// What somebody took back or rejected counts no more where it was left.
    pub fn look_at_files(&self) -> Result<Looked, Trouble> {
        let offered = self.offered()?;
        let (progress, of) = (&self.seat().progress, offered.len() as u64);
        let mut looked = Looked { files: of, faults: Vec::new() };
        for (done, Piece { event, evidence, file, .. }) in (0..).zip(&offered) {
            progress.said(Step::Files, done, of)?;
            let wrong = match &file.left_at {
                None => self.stored(file)?.err(),
                Some(path) => {
                    // A large file is read for long, and may be left at any time.
                    let mut each =
                        |_: &[u8]| progress.said(Step::Files, done, of).map_err(|_| Unusable::Cancelled);
                    match as_offered(path, file, &mut each) {
                        Err(Unusable::Cancelled) => return Err(Trouble::Cancelled),
                        other => other.err().map(|wrong| format!("`{path}` {wrong}")),
                    }
                }
            };
            let fault = |what| FileFault { event: *event, evidence: *evidence, what };
            looked.faults.extend(wrong.map(fault));
        }
        progress.said(Step::Files, of, of)?;
        Ok(looked)
    }

    /// Every file that the log says was offered, in order.
    fn offered(&self) -> Result<Vec<Piece>, Trouble> {
        let mut pieces: Vec<Piece> = Vec::new();
        SqliteLog::new(self.connection()).for_each(0, &mut |entry| {
            // Most events say nothing of evidence, and need not be read.
            if !entry.record.contains(r#""Evidence"#) {
                return Ok(());
            }
            let record = Record::read(entry.record).map_err(|error| self.unreadable(entry.seq, &error))?;
            match record.event.what {
                What::EvidenceAdded { evidence, file: Some(file), .. } => {
                    pieces.push(Piece { event: entry.seq, evidence, file, counts: true });
                }
                What::EvidenceRejected { evidence } | What::EvidenceWithdrawn { evidence } => {
                    judge(&mut pieces, evidence, false);
                }
                What::EvidenceAccepted { evidence } => judge(&mut pieces, evidence, true),
                _ => {}
            }
            Ok(())
        })?;
        pieces.retain(|piece| piece.counts || piece.file.left_at.is_none());
        Ok(pieces)
    }
}

/// A file as it was offered.
struct Piece {
    event: u64,
    evidence: EvidenceRef,
    file: File,
    /// Whether it still supports anything.
    counts: bool,
}

fn judge(pieces: &mut [Piece], evidence: EvidenceRef, counts: bool) {
    pieces.iter_mut().filter(|piece| piece.evidence == evidence).for_each(|piece| piece.counts = counts);
}

/// Reads a file where it was left, and looks whether it is the one that was offered.
fn as_offered(
    path: &str,
    file: &File,
    each: &mut dyn FnMut(&[u8]) -> Result<(), Unusable>,
) -> Result<(), Unusable> {
    let read = offered::read(Path::new(path), LARGEST_LEFT, each)?;
    if read.sha256 == file.sha256 { Ok(()) } else { Err(Unusable::Another) }
}

/// The bytes of a file that was looked at before, if it is still the same.
fn bytes_of(path: &Path, file: &File) -> Result<Vec<u8>, Trouble> {
    let unusable = |what| Trouble::File { path: path.to_path_buf(), what };
    let mut content = Vec::with_capacity(file.size.min(LARGEST_STORED) as usize);
    let mut each = |piece: &[u8]| {
        content.extend_from_slice(piece);
        Ok(())
    };
    let read = offered::read(path, LARGEST_STORED, &mut each).map_err(unusable)?;
    if read.sha256 == file.sha256 { Ok(content) } else { Err(unusable(Unusable::Another)) }
}

#[cfg(test)]
mod tests;
