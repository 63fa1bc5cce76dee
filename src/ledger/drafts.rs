//! Words that somebody typed and has not recorded yet, kept in the user's own state folder, so that a crash loses none.
//!
//! A file for each: the register, the person and what the words are about name it. It is written beside and renamed,
//! and nobody else can read it. What the words are about is the caller's to say; they are never part of a register.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::door::Ledger;
use super::log::Hash;
use super::place::with_ending;
use super::remembered::identity;
use super::trouble::Trouble;
use crate::journey::reference::{MeetingRef, RecommendationRef};

/// What is typed so far.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    pub text: String,
    /// The reason of a rating, where one was typed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
    /// The code of a rating, where one was chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<String>,
}

impl Draft {
    /// Whether there is nothing in it that could be lost.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty() && self.why.trim().is_empty() && self.rating.is_none()
    }
}

/// Whose draft it is, and of what: `A. Lead`, `M14 SOC22-1.a`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Of {
    pub person: String,
    pub about: String,
}

impl Of {
    /// The meeting at which it would be recorded.
    pub fn meeting(&self) -> Option<MeetingRef> {
        self.about.split(' ').next()?.parse().ok()
    }

    /// The recommendation that it is about; none where it is about no item.
    pub fn recommendation(&self) -> Option<RecommendationRef> {
        let words = self.about.split(' ').skip(1);
        words.filter_map(|word| word.split('.').next()?.parse().ok()).next()
    }

    /// What it is about, the meeting apart: `SOC22-1.a`, `dissent SOC22-1 who`.
    pub fn what(&self) -> &str {
        self.about.split_once(' ').map_or("any other business", |(_, what)| what)
    }
}

/// Words that wait, in a line: `SOC22-1.a: the trainer is ill [RED]`.
pub fn waiting(of: &Of, draft: &Draft) -> String {
    let rating = draft.rating.as_ref().map_or(String::new(), |rating| format!(" [{rating}]"));
    let why = if draft.why.trim().is_empty() { String::new() } else { format!(" ({})", draft.why.trim()) };
    let words = draft.text.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("{}: {words}{rating}{why}", of.what())
}

/// A draft as its file holds it.
#[derive(Serialize, Deserialize)]
struct Kept {
    #[serde(flatten)]
    of: Of,
    #[serde(flatten)]
    draft: Draft,
}

/// The drafts of one register.
#[derive(Debug, Clone)]
pub struct Drafts {
    folder: PathBuf,
    register: Hash,
}

impl Ledger {
    /// Where the drafts of this register are kept. None where this user has no folder for it.
    ///
    /// # Errors
    /// The register could not be read.
    pub fn drafts(&self) -> Result<Option<Drafts>, Trouble> {
        let Some(remembered) = &self.seat().remembered else { return Ok(None) };
        let register = identity(self.connection())?;
        Ok(register.map(|register| Drafts { folder: remembered.drafts().into(), register }))
    }
}

impl Drafts {
    /// Keeps a draft in the place of the one before; an empty one is forgotten.
    ///
    /// # Errors
    /// [`Trouble::StateFolder`] where the folder cannot be written.
    pub fn keep(&self, of: &Of, draft: &Draft) -> Result<(), Trouble> {
        if draft.is_empty() {
            return self.forget(of);
        }
        let kept = Kept { of: of.clone(), draft: draft.clone() };
        let text = serde_json::to_vec(&kept).map_err(|error| self.trouble(&error.into()))?;
        write(&self.folder, &self.file(of), &text).map_err(|error| self.trouble(&error))
    }

    /// Forgets a draft: its words were recorded, or taken out.
    ///
    /// # Errors
    /// As [`Drafts::keep`].
    pub fn forget(&self, of: &Of) -> Result<(), Trouble> {
        match fs::remove_file(self.file(of)) {
            Err(error) if gone(&error) => Ok(()),
            other => other.map_err(|error| self.trouble(&error)),
        }
    }

    /// What was kept; none where nothing was, or where it cannot be read.
    pub fn recall(&self, of: &Of) -> Option<Draft> {
        let kept: Kept = serde_json::from_slice(&fs::read(self.file(of)).ok()?).ok()?;
        (kept.of == *of).then_some(kept.draft)
    }

    /// Everything that was kept of a person's words for this register, in the order of what it is about.
    pub fn all_of(&self, person: &str) -> Vec<(Of, Draft)> {
        let Ok(files) = fs::read_dir(&self.folder) else { return Vec::new() };
        let mine = |path: PathBuf| {
            let Kept { of, draft } = serde_json::from_slice(&fs::read(&path).ok()?).ok()?;
            (of.person == person && self.file(&of) == path).then_some((of, draft))
        };
        let mut all: Vec<_> = files.flatten().filter_map(|file| mine(file.path())).collect();
        all.sort_by(|(one, _), (other, _)| one.cmp(other));
        all
    }

    /// Sees to it that what was kept last outlives also the machine's own crash.
    ///
    /// # Errors
    /// As [`Drafts::keep`].
    pub fn settle(&self, of: &Of) -> Result<(), Trouble> {
        match File::open(self.file(of)).and_then(|file| file.sync_all()) {
            Err(error) if gone(&error) => Ok(()),
            other => other.map_err(|error| self.trouble(&error)),
        }
    }

    /// Named by a hash, because in a name and in a reference any letter may stand.
    fn file(&self, of: &Of) -> PathBuf {
        let named = format!("{}\n{}\n{}", self.register, of.person, of.about);
        self.folder.join(format!("draft-{}", Hash::of(named.as_bytes())))
    }

    fn trouble(&self, error: &io::Error) -> Trouble {
        Trouble::StateFolder { folder: self.folder.clone(), detail: error.to_string() }
    }
}

fn gone(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// Written beside and renamed: a reader finds the old or the new, and nobody but its owner finds anything.
pub(super) fn write(folder: &Path, file: &Path, text: &[u8]) -> io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let beside = with_ending(file, &format!(".{}.part", std::process::id()));
    let mut part = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&beside)?;
    let written = part.write_all(text).and_then(|()| fs::rename(&beside, file));
    if written.is_err() {
        // On a full disk half a draft is of no use to anybody.
        let _ = fs::remove_file(&beside);
    }
    written
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn drafts(folder: &Path) -> Drafts {
        Drafts { folder: folder.join("state/drafts"), register: Hash::of(b"one") }
    }

    fn of(person: &str, about: &str) -> Of {
        Of { person: person.into(), about: about.into() }
    }

    fn said(text: &str) -> Draft {
        Draft { text: text.into(), ..Draft::default() }
    }

    #[test]
    fn what_was_kept_is_there_for_the_same_person_register_and_thing_alone() {
        let folder = tempfile::tempdir().unwrap();
        let drafts = drafts(folder.path());
        let mine = of("A. Lead", "M14 SOC22-1.a");
        let draft =
            Draft { why: "it rains".into(), rating: Some("RED".into()), ..said("two\nposts “é”") };
        drafts.keep(&mine, &draft).unwrap();
        assert_eq!(drafts.recall(&mine), Some(draft));
        assert_eq!(drafts.recall(&of("B. Lead", "M14 SOC22-1.a")), None);
        assert_eq!(drafts.recall(&of("A. Lead", "M15 SOC22-1.a")), None);
        assert_eq!(Drafts { register: Hash::of(b"other"), ..drafts }.recall(&mine), None);
    }

    #[test]
    fn nobody_else_can_read_a_draft() {
        let folder = tempfile::tempdir().unwrap();
        let drafts = drafts(folder.path());
        drafts.keep(&of("A. Lead", "M14"), &said("private")).unwrap();
        let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&drafts.folder), 0o700);
        let files: Vec<_> = fs::read_dir(&drafts.folder).unwrap().map(|file| file.unwrap().path()).collect();
        assert_eq!(
            files.iter().map(|file| mode(file)).collect::<Vec<_>>(),
            [0o600],
            "one file, no part of one"
        );
    }

    #[test]
    fn what_was_recorded_or_taken_out_is_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let (drafts, mine) = (drafts(folder.path()), of("A. Lead", "M14"));
        drafts.forget(&mine).unwrap();
        drafts.keep(&mine, &said("words")).unwrap();
        drafts.settle(&mine).unwrap();
        drafts.keep(&mine, &said("  ")).unwrap();
        assert_eq!(drafts.recall(&mine), None);
        drafts.settle(&mine).unwrap();
        assert_eq!(fs::read_dir(&drafts.folder).unwrap().count(), 0);
    }

    #[test]
    fn everything_that_waits_is_found_whatever_it_is_about() {
        let folder = tempfile::tempdir().unwrap();
        let drafts = drafts(folder.path());
        let other = Drafts { register: Hash::of(b"other"), ..drafts.clone() };
        let mine = of("A. Lead", "M14 evidence add SOC22-1 caption");
        drafts.keep(&mine, &said("figures")).unwrap();
        drafts.keep(&of("A. Lead", "M14"), &said("the room")).unwrap();
        drafts.keep(&of("B. Lead", "M14"), &said("not mine")).unwrap();
        other.keep(&mine, &said("of another register")).unwrap();
        let all: Vec<_> = drafts.all_of("A. Lead").iter().map(|(of, draft)| waiting(of, draft)).collect();
        assert_eq!(all, ["any other business: the room", "evidence add SOC22-1 caption: figures"]);
        assert_eq!(mine.meeting(), Some(MeetingRef(14)));
        assert_eq!(mine.recommendation(), "SOC22-1".parse().ok());
    }

    #[test]
    fn what_was_kept_badly_is_as_if_nothing_was_kept() {
        let folder = tempfile::tempdir().unwrap();
        let (drafts, mine) = (drafts(folder.path()), of("A. Lead", "M14"));
        drafts.keep(&mine, &said("words")).unwrap();
        fs::write(drafts.file(&mine), "{\"person\":").unwrap();
        assert_eq!(drafts.recall(&mine), None);
    }

    #[test]
    fn of_a_draft_that_cannot_be_put_in_its_place_nothing_is_left_behind() {
        let folder = tempfile::tempdir().unwrap();
        let (drafts, mine) = (drafts(folder.path()), of("A. Lead", "M14"));
        // A folder that is not empty lies where the file belongs.
        fs::create_dir_all(drafts.file(&mine).join("inside")).unwrap();
        assert!(matches!(drafts.keep(&mine, &said("words")), Err(Trouble::StateFolder { .. })));
        assert_eq!(fs::read_dir(&drafts.folder).unwrap().count(), 1, "no part of a draft lies there");
    }

    #[test]
    fn a_folder_that_cannot_be_used_is_named() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("state"), "a file").unwrap();
        let drafts = drafts(folder.path());
        let refused = drafts.keep(&of("A. Lead", "M14"), &said("words"));
        assert!(matches!(refused, Err(Trouble::StateFolder { folder, .. }) if folder == drafts.folder));
    }
}
