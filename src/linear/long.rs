//! Work that takes its time: a sentence every few seconds, Ctrl-C to cancel it, and what came of it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::session::{Session, spoken};
use super::view::Left;
use crate::briefing::paper::{PAPERS, Topic};
use crate::clock::Stopwatch;
use crate::export::auditing;
use crate::export::list::Form;
use crate::export::paper::assembling::Span;
use crate::export::paper::{Format, Order};
use crate::export::task::{Ended, Running, Task};
use crate::ledger::at_home;
use crate::ledger::finding::Wanted;

/// So often it is looked whether it has ended, or was cancelled.
const LOOK: Duration = Duration::from_millis(50);
/// So often a sentence is said.
const SENTENCE: Duration = Duration::from_secs(3);

impl Session {
    /// Does it, and says how far it has come and what came of it; gives what it left behind that is no word.
    pub(super) fn work(&mut self, task: Task) -> Option<Ended> {
        if !task.only_reads() && self.refuses_in_the_past() {
            return None;
        }
        self.talk.say(format!("{}. Ctrl-C cancels it.", task.name()));
        let mut running = Running::begin(task, self.ledger.path().to_path_buf(), self.ledger.seat().clone());
        let (mut since, mut cancelled) = (Stopwatch::start(), false);
        let ended = loop {
            if let Some(ended) = running.ended() {
                break ended;
            }
            if self.talk.waits(LOOK) && !cancelled {
                running.cancel();
                cancelled = true;
                self.talk.say("Cancelling: what was begun is undone.");
            }
            if since.elapsed() >= SENTENCE {
                since = Stopwatch::start();
                self.talk.say_all(running.said().map(|said| format!("{said}.")));
            }
        };
        let Ended::Told(outcome) = ended else { return Some(ended) };
        self.talk.say_all(outcome.lines.iter().map(|line| spoken(line)));
        if outcome.differs {
            self.talk.say("rebuild makes the standing anew.");
        }
        None
    }

    /// Checks the chain, and compares what stands with what the log says.
    pub(super) fn verify(&mut self) -> Result<(), Left> {
        self.work(Task::Verify);
        Ok(())
    }

    /// Looks at every file of evidence, in the register and where it was left.
    pub(super) fn verify_evidence(&mut self) -> Result<(), Left> {
        self.work(Task::VerifyEvidence);
        Ok(())
    }

    /// Makes the standing anew, once the person agrees.
    pub(super) fn rebuild(&mut self) -> Result<(), Left> {
        if self.agrees("The standing is made anew from the log. Do it?")? {
            self.work(Task::Rebuild);
        }
        Ok(())
    }

    /// Copies the register to a path.
    pub(super) fn back_up(&mut self, path: &str) -> Result<(), Left> {
        let Some(path) = self.path("backup, the path of the copy, b back", path)? else { return Ok(()) };
        self.work(Task::BackUp(path));
        Ok(())
    }

    /// Writes a folder for an audit; the word `without` before the path leaves the files of evidence out.
    pub(super) fn audit(&mut self, path: &str) -> Result<(), Left> {
        let (evidence, path) = match path.split_once(char::is_whitespace) {
            Some(("without", path)) => (false, path.trim()),
            _ => (path != "without", if path == "without" { "" } else { path }),
        };
        let Some(to) = self.path("audit, the path of the folder that is made, b back", path)? else {
            return Ok(());
        };
        let marking = self.settings.marking_of(self.ledger.is_practice()).to_string();
        self.work(Task::Audit { order: auditing::Order { marking, evidence }, to });
        Ok(())
    }

    /// Writes a list into a file, in the form that its ending names.
    pub(super) fn export(&mut self, wanted: Wanted, path: &str) -> Result<(), Left> {
        let Some(path) = self.path("export, a path that ends in .csv or .json, b back", path)? else {
            return Ok(());
        };
        let past = self.ledger.past_moment().cloned();
        match Form::of_name(&path) {
            Some(form) => drop(self.work(Task::Export { wanted: Box::new(wanted), form, to: path, past })),
            None => self.talk.say("The path ends in .csv or .json. Nothing was written."),
        }
        Ok(())
    }

    /// Writes a paper into a file: the one that is named, else the one about what is in front.
    pub(super) fn brief(&mut self, rest: &str, in_front: Topic) -> Result<(), Left> {
        let (words, path) = paper_and_path(rest);
        let topic = match words {
            "" => in_front,
            words => match Topic::read(words) {
                Ok(topic) => topic,
                Err(wrong) => {
                    self.talk.say(format!("{wrong}. Nothing was written."));
                    return Ok(());
                }
            },
        };
        self.talk.say(format!("The paper: {}.", topic.words()));
        let question = format!("brief, a path that ends in {}, b back", Format::endings());
        let Some(to) = self.path(&question, path)? else { return Ok(()) };
        let Some(format) = Format::of_name(&to) else {
            self.talk.say(format!("The path ends in one of {}. Nothing was written.", Format::endings()));
            return Ok(());
        };
        let marking = self.settings.marking_of(self.ledger.is_practice()).to_string();
        let order = Order { topic, span: Span::default(), marking, format };
        let past = self.ledger.past_moment().cloned();
        self.work(Task::Brief { order: Box::new(order), to, past });
        Ok(())
    }

    /// The path that was said, or is asked for; none where nothing was said.
    fn path(&mut self, question: &str, said: &str) -> Result<Option<PathBuf>, Left> {
        let said = if said.is_empty() { self.line_or_back(question)? } else { said.to_string() };
        Ok((!said.is_empty()).then(|| at_home(&said)))
    }
}

/// The words of a paper and the path behind them, each empty where it is not said.
/// A path with spaces stands alone, or is asked for.
fn paper_and_path(said: &str) -> (&str, &str) {
    let first = said.split_whitespace().next().unwrap_or_default();
    if !PAPERS.iter().any(|(paper, ..)| *paper == first) {
        return ("", said);
    }
    match said.rsplit_once(char::is_whitespace) {
        Some((words, path)) if Format::of_name(Path::new(path)).is_some() => (words, path),
        _ => (said, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paper_and_a_path_are_told_apart() {
        assert_eq!(paper_and_path(""), ("", ""));
        assert_eq!(paper_and_path("my paper.docx"), ("", "my paper.docx"));
        assert_eq!(paper_and_path("owner A. Lead"), ("owner A. Lead", ""));
        assert_eq!(paper_and_path("owner A. Lead /tmp/lead.html"), ("owner A. Lead", "/tmp/lead.html"));
    }
}
