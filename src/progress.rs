//! How far long work has come, and whether it is still wanted: one notion for everything that takes its time.
//!
//! Whoever works says so again and again; whoever watches hears it, and may answer that it is no longer wanted.
//! Showing it, and undoing what was begun, are left to both.

use std::fmt;
use std::sync::Arc;

/// What long work is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Following the chain of the log, event by event.
    Checking,
    /// Reading the log's events and taking them in.
    Reading,
    /// Writing the rows of the standing.
    Writing,
    /// Laying the standing's indexes.
    Indexing,
    /// Comparing the standing's rows with those that the log says.
    Comparing,
    /// Copying a register's bytes.
    Copying,
    /// Proving a copy, page by page.
    Proving,
    /// Looking at the files of evidence.
    Files,
    /// Proving signatures with their keys.
    Signatures,
    /// Writing the folder that an audit asks for.
    Auditing,
    /// Deciding on requests.
    Deciding,
    /// Recording events.
    Recording,
    /// Writing the rows of a list into a file.
    Listing,
    /// Reading a document.
    Document,
    /// Finding in a document what it asks.
    Finding,
    /// Matching what a document asks in two places.
    Matching,
}

impl Step {
    /// What is done, in words: `checking the chain`.
    pub fn words(self) -> &'static str {
        match self {
            Step::Checking => "checking the chain",
            Step::Reading => "reading the log",
            Step::Writing => "writing the standing",
            Step::Indexing => "laying the indexes",
            Step::Comparing => "comparing the standing with the log",
            Step::Copying => "copying",
            Step::Proving => "proving the copy",
            Step::Files => "looking at the files of evidence",
            Step::Signatures => "proving signatures",
            Step::Auditing => "writing what an audit asks for",
            Step::Deciding => "deciding on the requests",
            Step::Recording => "recording",
            Step::Listing => "writing the list",
            Step::Document => "reading the document",
            Step::Finding => "finding what is asked",
            Step::Matching => "matching what is asked",
        }
    }

    /// What is counted: `events`.
    pub fn unit(self) -> &'static str {
        match self {
            Step::Checking | Step::Reading | Step::Recording | Step::Auditing => "events",
            Step::Signatures => "signatures",
            Step::Writing | Step::Comparing | Step::Listing => "rows",
            Step::Indexing => "indexes",
            Step::Copying => "KiB",
            Step::Proving => "looks",
            Step::Files => "files",
            Step::Deciding => "requests",
            Step::Document => "lines",
            Step::Finding => "paragraphs",
            Step::Matching => "items",
        }
    }
}

/// What was said last. Where nobody knows how much there is, `of` is nought;
/// a step's last word has as much done as there is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said {
    pub step: Step,
    pub done: u64,
    pub of: u64,
}

impl Said {
    /// Whether the step is over.
    pub fn is_over(self) -> bool {
        self.of > 0 && self.done >= self.of
    }
}

/// `checking the chain, 1,200 of 2,000,000 events`
impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (words, unit) = (self.step.words(), self.step.unit());
        match (self.done, self.of) {
            (0, 0) => f.write_str(words),
            (done, 0) => write!(f, "{words}, {} {unit}", grouped(done)),
            (done, of) => write!(f, "{words}, {} of {} {unit}", grouped(done), grouped(of)),
        }
    }
}

/// A number with a comma before every three digits: `1,200,000`.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// The work is no longer wanted. Whoever hears it undoes what was begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cancelled;

type Watcher = dyn Fn(Said) -> bool + Send + Sync;

/// The line between who works and who watches. Clones are the same line.
#[derive(Clone, Default)]
pub struct Progress(Option<Arc<Watcher>>);

impl Progress {
    /// Nobody watches, and nobody cancels.
    pub fn unwatched() -> Progress {
        Progress(None)
    }

    /// `watcher` hears everything that is said, from whatever thread works, and answers whether to go on.
    /// Once it has answered no it answers no for ever.
    pub fn watched(watcher: impl Fn(Said) -> bool + Send + Sync + 'static) -> Progress {
        Progress(Some(Arc::new(watcher)))
    }

    /// Says how far `step` has come.
    ///
    /// # Errors
    /// It is no longer wanted.
    pub fn said(&self, step: Step, done: u64, of: u64) -> Result<(), Cancelled> {
        match &self.0 {
            Some(watcher) if !watcher(Said { step, done, of }) => Err(Cancelled),
            _ => Ok(()),
        }
    }

    /// Says it only after every `every` of them, and after the last.
    pub fn said_now_and_then(&self, step: Step, done: u64, of: u64, every: u64) -> Result<(), Cancelled> {
        if done.is_multiple_of(every) || done == of { self.said(step, done, of) } else { Ok(()) }
    }
}

impl fmt::Debug for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "watched" } else { "unwatched" })
    }
}

#[cfg(test)]
pub mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;

    /// A watcher that lets so many words pass and cancels from the next on, and how many it heard.
    pub fn cancelling_after(words: u64) -> (Progress, Arc<AtomicU64>) {
        let heard = Arc::new(AtomicU64::new(0));
        let counter = Arc::clone(&heard);
        (Progress::watched(move |_| counter.fetch_add(1, Ordering::Relaxed) < words), heard)
    }

    #[test]
    fn what_is_said_is_heard_and_can_be_answered_no() {
        let (progress, heard) = cancelling_after(2);
        assert_eq!(progress.said(Step::Reading, 0, 9), Ok(()));
        assert_eq!(progress.said_now_and_then(Step::Reading, 3, 9, 4), Ok(()), "not every word is said");
        assert_eq!(progress.said_now_and_then(Step::Reading, 4, 9, 4), Ok(()));
        assert_eq!(progress.said_now_and_then(Step::Reading, 9, 9, 4), Err(Cancelled));
        assert_eq!(progress.said(Step::Writing, 0, 0), Err(Cancelled));
        assert_eq!(heard.load(Ordering::Relaxed), 4);
        assert_eq!(Progress::unwatched().said(Step::Writing, 0, 0), Ok(()));
    }

    #[test]
    fn it_is_said_in_words_with_numbers_that_can_be_read() {
        let said = |done, of| Said { step: Step::Checking, done, of }.to_string();
        assert_eq!(said(0, 0), "checking the chain");
        assert_eq!(said(999, 0), "checking the chain, 999 events");
        assert_eq!(said(1_204_224, 2_000_000), "checking the chain, 1,204,224 of 2,000,000 events");
        assert_eq!(grouped(1_000), "1,000");
        assert!(Said { step: Step::Reading, done: 9, of: 9 }.is_over());
        assert!(!Said { step: Step::Reading, done: 9, of: 0 }.is_over());
    }
}
