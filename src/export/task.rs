//! Long work on a thread of its own, over a connection of its own: what it is, how far it has come,
//! and what came of it, in words. Showing it is for the screens and the plain lines.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use super::auditing;
use super::chasing::{self, NotChased, Written};
use super::dates;
use super::list::{Form, to_file};
use super::paper::assembling::NotBriefed;
use super::paper::{self, Order};
use crate::briefing::diff::Diff;
use crate::intake::Problem;
use crate::journey::request::Request;
use crate::ledger::finding::Wanted;
use crate::ledger::log;
use crate::ledger::opening::Access;
use crate::ledger::past::{Moment, Past};
use crate::ledger::standing::difference;
use crate::ledger::trouble::Trouble;
use crate::ledger::{Acting, Ledger, NotDone, NotProposed, Proposed, Put, Recorded, Seat};
use crate::progress::{Progress, Said, grouped};

/// What is to be done.
#[derive(Debug, Clone)]
pub enum Task {
    /// Checks the chain, and compares the standing with the log.
    Verify,
    /// Looks at every file of evidence.
    VerifyEvidence,
    /// Makes the standing anew from the log.
    Rebuild,
    /// Copies the register and proves the copy.
    BackUp(PathBuf),
    /// Writes the folder that an audit asks for.
    Audit { order: auditing::Order, to: PathBuf },
    /// Writes a list into a file.
    /// `past` is the moment at which the list is looked at, where that has passed.
    Export { wanted: Box<Wanted>, form: Form, to: PathBuf, past: Option<Moment> },
    /// Writes a paper into a file; of `past`, where what is looked at has passed.
    Brief { order: Box<Order>, to: PathBuf, put: Put, past: Option<Moment> },
    /// Writes messages to owners into a folder.
    Chase { order: Box<chasing::Order>, to: PathBuf },
    /// Writes every date into a file that calendars import.
    Dates { marking: String, to: PathBuf },
    /// Reads a document and finds what it proposes.
    Propose(PathBuf),
    /// Records requests: all of them, or none.
    Record { requests: Vec<Request>, acting: Acting },
    /// Folds the register as it stood at a moment.
    AsAt(Moment),
    /// Compares two moments.
    Diff { from: Moment, to: Moment },
}

impl Task {
    /// The head of its screen.
    pub fn name(&self) -> &'static str {
        match self {
            Task::Verify => "Checking the record",
            Task::VerifyEvidence => "Looking at the files of evidence",
            Task::Rebuild => "Making the standing anew",
            Task::BackUp(_) => "Backing up",
            Task::Audit { .. } => "Writing a folder for an audit",
            Task::Export { .. } => "Writing the list into a file",
            Task::Brief { .. } => "Writing a paper",
            Task::Chase { .. } => "Writing messages to owners",
            Task::Dates { .. } => "Writing the dates into a file",
            Task::Propose(_) => "Reading the document",
            Task::Record { .. } => "Recording",
            Task::AsAt(_) => "Looking back",
            Task::Diff { .. } => "Finding what changed",
        }
    }

    /// Whether it asks of the register only what can be asked of its past too.
    pub fn only_reads(&self) -> bool {
        matches!(self, Task::Export { .. } | Task::AsAt(_) | Task::Diff { .. })
    }

    /// Does it. Cancelled, it changed nothing.
    fn work(&self, path: PathBuf, seat: Seat) -> Result<Ended, Trouble> {
        let progress = seat.progress.clone();
        Ok(Ended::Told(match self {
            Task::Verify => verify(&Ledger::open(&path, Access::Read, seat)?, &progress)?,
            Task::VerifyEvidence => {
                let looked = Ledger::open(&path, Access::Read, seat)?.look_at_files()?;
                Outcome { lines: looked.lines(), bad: !looked.faults.is_empty(), differs: false }
            }
            Task::Rebuild => {
                let ledger = Ledger::open(&path, Access::Write, seat)?;
                let events = ledger.rebuild()?;
                ledger.close();
                let told = format!("the standing was made anew from {} events", grouped(events));
                Outcome::good(vec![told])
            }
            Task::BackUp(to) => {
                let head = Ledger::open(&path, Access::Read, seat)?.back_up(to)?;
                let told = [
                    format!("copied to {}", to.display()),
                    format!("the copy was opened and proved: its chain is whole, head {head}"),
                ];
                Outcome::good(told.into())
            }
            Task::Audit { order, to } => {
                let ledger = Ledger::open(&path, Access::Read, seat)?;
                ledger.stand_still()?;
                Outcome::good(auditing::to_folder(&ledger, order, to, &progress)?.lines())
            }
            Task::Export { wanted, form, to, past } => {
                let ledger = at(Ledger::open(&path, Access::Read, seat)?, past.as_ref())?;
                let (found, standing) = (ledger.find(wanted)?, ledger.standing());
                let rows = to_file(
                    &mut |each| standing.all_of(&found, each),
                    found.len() as u64,
                    *form,
                    to,
                    &progress,
                )?;
                Outcome::good(vec![format!("wrote {} recommendations to {}", grouped(rows), to.display())])
            }
            Task::AsAt(moment) => {
                let past = Ledger::open(&path, Access::Read, seat)?.past(moment)?;
                return Ok(Ended::Past(Box::new(past)));
            }
            Task::Diff { from, to } => {
                let (before, after) = Ledger::open(&path, Access::Read, seat)?.stood(from, to)?;
                let diff = Diff::between(&before, &after, from.clone(), to.clone());
                return Ok(Ended::Differs(Box::new(diff)));
            }
            Task::Brief { order, to, put, past } => {
                let ledger = at(Ledger::open(&path, Access::Read, seat)?, past.as_ref())?;
                brief(&ledger, order, (to, *put), &progress)?
            }
            Task::Chase { order, to } => {
                let ledger = Ledger::open(&path, Access::Read, seat)?;
                ledger.stand_still()?;
                return match chasing::to_folder(&ledger, order, (to, Put::New), &progress) {
                    Ok(written) => Ok(Ended::Chased(Box::new(written))),
                    Err(NotChased::Refused { what, hint }) => Ok(Ended::Told(Outcome::refused(&what, &hint))),
                    Err(NotChased::Trouble(trouble)) => Err(trouble),
                };
            }
            Task::Dates { marking, to } => {
                let ledger = Ledger::open(&path, Access::Read, seat)?;
                ledger.stand_still()?;
                let count = dates::to_file(&ledger, marking, (to, Put::New))?;
                Outcome::good(vec![format!("wrote {} to {}", dates::told(count), to.display())])
            }
            Task::Propose(document) => {
                let ledger = Ledger::open(&path, Access::Read, seat)?;
                return match ledger.proposed(document) {
                    Ok(proposed) => Ok(Ended::Proposed(Box::new(proposed))),
                    Err(NotProposed::Problems(problems)) => Ok(Ended::Problems(problems)),
                    Err(NotProposed::Trouble(trouble)) => Err(trouble),
                };
            }
            Task::Record { requests, acting } => {
                let mut ledger = Ledger::open(&path, Access::Write, seat)?;
                return match ledger.record(requests, acting) {
                    Ok(recorded) => Ok(Ended::Recorded(recorded)),
                    Err(NotDone::Trouble(trouble)) => Err(trouble),
                    Err(not_done) => Ok(Ended::NotRecorded(not_done)),
                };
            }
        }))
    }
}

/// The register at one moment: as it stands now and goes on standing, or as it stood.
fn at(ledger: Ledger, past: Option<&Moment>) -> Result<Ledger, Trouble> {
    ledger.stand_still()?;
    past.map(|moment| ledger.as_at(moment)).unwrap_or(Ok(ledger))
}

fn brief(
    ledger: &Ledger,
    order: &Order,
    (to, put): (&Path, Put),
    progress: &Progress,
) -> Result<Outcome, Trouble> {
    Ok(match paper::to_file(ledger, order, (to, put), progress) {
        Err(NotBriefed::Trouble(trouble @ Trouble::AlreadyThere { .. })) => {
            let lines = vec![trouble.to_string(), format!("hint: {REPLACES}")];
            Outcome { lines, bad: true, differs: false }
        }
        Ok(()) => Outcome::good(vec![format!("wrote {} to {}", order.topic.words(), to.display())]),
        Err(NotBriefed::Refused { what, hint }) => Outcome::refused(&what, &hint),
        Err(NotBriefed::Misasked(what)) => Outcome { lines: vec![what], bad: true, differs: false },
        Err(NotBriefed::Trouble(trouble)) => return Err(trouble),
    })
}

/// What to do where a paper's file is there already.
pub const REPLACES: &str = "choose another name, or have it replaced: `ctrl-o` beside the path, in plain lines `--replace` behind it";

fn verify(ledger: &Ledger, progress: &Progress) -> Result<Outcome, Trouble> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let chain = log::verify(ledger.path(), threads, progress)?;
    let (audited, differences) = ledger.prove(progress)?;
    let unproved = audited.unproved();
    let mut lines: Vec<String> = unproved.clone().into_iter().collect();
    lines.push(format!("the chain of {} events is whole", grouped(chain.events)));
    lines.push(format!("head {}", chain.head));
    if differences.is_empty() {
        lines.push("the standing says what the log says".into());
        lines.extend(audited.lines());
        return Ok(Outcome { lines, bad: unproved.is_some(), differs: false });
    }
    lines.extend(audited.lines());
    lines.push(match ledger.is_cut_short()? {
        true => "the standing goes further than the log: the newest events are gone; keep this file as it is, a backup or a head on a paper says what was cut off:".into(),
        false => {
            let rows = grouped(differences.len() as u64);
            format!("the standing differs from the log in {rows} rows; the log is whole, and rebuilding makes the standing anew:")
        }
    });
    lines.extend(difference::told(&differences));
    Ok(Outcome { lines, bad: true, differs: true })
}

/// What a task leaves behind.
#[derive(Debug)]
pub enum Ended {
    /// Words, and nothing else; so too where it was cancelled or failed.
    Told(Outcome),
    Proposed(Box<Proposed>),
    /// What keeps a document from being imported.
    Problems(Vec<Problem>),
    Recorded(Vec<Recorded>),
    /// The rules said no, or somebody else was there first.
    NotRecorded(NotDone),
    /// Messages that wait to be sent by somebody.
    Chased(Box<Written>),
    /// What can be asked of a moment that has passed.
    Past(Box<Past>),
    Differs(Box<Diff>),
}

/// What came of it, a paragraph each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    pub lines: Vec<String>,
    pub bad: bool,
    /// Whether the standing differs from the log.
    pub differs: bool,
}

impl Outcome {
    fn good(lines: Vec<String>) -> Outcome {
        Outcome { lines, bad: false, differs: false }
    }

    fn refused(what: &str, hint: &str) -> Outcome {
        let lines = vec![format!("refused: {what}"), format!("hint: {hint}")];
        Outcome { lines, bad: true, differs: false }
    }

    fn of_trouble(trouble: &Trouble, said: Option<Said>) -> Outcome {
        let at = said.map_or(String::new(), |said| format!(" while {said}"));
        let lines = match trouble {
            Trouble::Cancelled => vec![format!("cancelled{at}"), "nothing was changed".into()],
            other => vec![other.to_string(), format!("hint: {}", other.hint())],
        };
        Outcome { lines, bad: true, differs: false }
    }
}

/// A task that is under way. Dropped, it is cancelled and waited for.
pub struct Running {
    watched: Arc<Watched>,
    thread: Option<JoinHandle<Result<Ended, Trouble>>>,
}

#[derive(Default)]
struct Watched {
    said: Mutex<Option<Said>>,
    cancelled: AtomicBool,
}

impl Watched {
    fn said(&self) -> MutexGuard<'_, Option<Said>> {
        self.said.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Running {
    /// Begins a task on the register at `path`, for whoever sits there.
    pub fn begin(task: Task, path: PathBuf, seat: Seat) -> Running {
        let watched = Arc::new(Watched::default());
        let hears = Arc::clone(&watched);
        let progress = Progress::watched(move |said| {
            *hears.said() = Some(said);
            !hears.cancelled.load(Ordering::Relaxed)
        });
        let seat = Seat { progress, ..seat };
        Running { watched, thread: Some(std::thread::spawn(move || task.work(path, seat))) }
    }

    /// How far it has come.
    pub fn said(&self) -> Option<Said> {
        *self.watched.said()
    }

    /// Asks it to end; what was begun is undone before it does.
    pub fn cancel(&self) {
        self.watched.cancelled.store(true, Ordering::Relaxed);
    }

    /// What came of it, once, when it has ended.
    pub fn ended(&mut self) -> Option<Ended> {
        let thread = self.thread.take_if(|thread| thread.is_finished())?;
        let ended = thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        Some(ended.unwrap_or_else(|trouble| Ended::Told(Outcome::of_trouble(&trouble, self.said()))))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        self.cancel();
        if let Some(thread) = self.thread.take() {
            // What it still had to undo is undone when this returns.
            let _ = thread.join();
        }
    }
}
