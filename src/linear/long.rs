//! Work that takes its time: a sentence every few seconds, Ctrl-C to cancel it, and what came of it.

use std::path::{Path, PathBuf};
use std::time::Duration;

use super::session::Session;
use super::spoken::spoken;
use super::view::Left;
use crate::briefing::paper::{PAPERS, Topic};
use crate::clock::Stopwatch;
use crate::export::auditing;
use crate::export::list::Form;
use crate::export::paper::period::Span;
use crate::export::paper::{Format, Order};
use crate::export::task::{Ended, Running, Task};
use crate::journey::text::quoted;
use crate::ledger::finding::Wanted;
use crate::ledger::{Put, at_home};

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
        let (rest, mut chosen) = match with_choices(rest) {
            Ok(read) => read,
            Err(wrong) => return self.no_paper(&wrong),
        };
        let (words, path) = paper_and_path(rest);
        let topic = match words {
            "" => in_front,
            words => match Topic::read(words) {
                Ok(topic) => topic,
                Err(wrong) => return self.no_paper(&wrong.to_string()),
            },
        };
        self.talk.say(format!("The paper: {}.", topic.words()));
        let mut path = path.to_string();
        if path.is_empty() {
            let period =
                if topic.reconciles() { "--from and --until with a day or a meeting, and " } else { "" };
            self.talk.say(format!("Behind the path may stand {period}--replace."));
            let said =
                self.line_or_back(&format!("brief, a path that ends in {}, b back", Format::endings()))?;
            match with_choices(&said) {
                Ok((said, more)) => (path, chosen) = (said.to_string(), chosen.and(more)),
                Err(wrong) => return self.no_paper(&wrong),
            }
        }
        if path.is_empty() {
            return Ok(());
        }
        let to = at_home(&path);
        let Some(format) = Format::of_name(&to) else {
            self.talk.say(format!("The path ends in one of {}. Nothing was written.", Format::endings()));
            return Ok(());
        };
        let marking = self.settings.marking_of(self.ledger.is_practice()).to_string();
        let order = Order { topic, span: chosen.span, marking, format };
        let put = if chosen.replacing { Put::Replacing } else { Put::New };
        let past = self.ledger.past_moment().cloned();
        self.work(Task::Brief { order: Box::new(order), to, put, past });
        Ok(())
    }

    fn no_paper(&mut self, wrong: &str) -> Result<(), Left> {
        self.talk.say(format!("{wrong}. Nothing was written."));
        Ok(())
    }

    /// The path that was said, or is asked for; none where nothing was said.
    fn path(&mut self, question: &str, said: &str) -> Result<Option<PathBuf>, Left> {
        let said = if said.is_empty() { self.line_or_back(question)? } else { said.to_string() };
        Ok((!said.is_empty()).then(|| at_home(&said)))
    }
}

/// What is chosen of a paper besides what it is about and where it goes.
#[derive(Debug, Default, PartialEq, Eq)]
struct Chosen {
    span: Span,
    replacing: bool,
}

impl Chosen {
    /// The same, with what was chosen later in the place of what was before.
    fn and(self, later: Chosen) -> Chosen {
        let (from, until) = (later.span.from.or(self.span.from), later.span.until.or(self.span.until));
        Chosen { span: Span { from, until }, replacing: self.replacing || later.replacing }
    }
}

/// Takes `--from`, `--until` and `--replace` from the end of what was said, each with the words up to the next.
fn with_choices(said: &str) -> Result<(&str, Chosen), String> {
    let begins = if said.starts_with("--") { Some(0) } else { said.find(" --") };
    let Some(begins) = begins else { return Ok((said, Chosen::default())) };
    let mut chosen = Chosen::default();
    for part in format!(" {}", &said[begins..]).split(" --").skip(1) {
        let (name, words) = part.trim().split_once(char::is_whitespace).unwrap_or((part.trim(), ""));
        let words = words.trim().trim_matches(['\'', '"']).to_string();
        match (name, words.is_empty()) {
            ("from", false) => chosen.span.from = Some(words),
            ("until", false) => chosen.span.until = Some(words),
            ("replace", true) => chosen.replacing = true,
            ("from" | "until", true) => return Err(format!("`--{name}` wants a day or a meeting")),
            _ => {
                return Err(format!(
                    "{} is none of --from, --until and --replace",
                    quoted(&format!("--{part}"))
                ));
            }
        }
    }
    Ok((said[..begins].trim(), chosen))
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
    fn a_period_and_replacing_are_said_behind_the_path() {
        let chosen = |from: &str, until: &str, replacing| {
            let said = |words: &str| Some(words.to_string()).filter(|words| !words.is_empty());
            Chosen { span: Span { from: said(from), until: said(until) }, replacing }
        };
        assert_eq!(with_choices("overdue a b.docx"), Ok(("overdue a b.docx", chosen("", "", false))));
        assert_eq!(
            with_choices("meeting M12 p.docx --from 3 May 2024 --replace --until 'M12'"),
            Ok(("meeting M12 p.docx", chosen("3 May 2024", "M12", true)))
        );
        assert_eq!(with_choices("--replace"), Ok(("", chosen("", "", true))));
        let wrong = |said: &str| with_choices(said).unwrap_err();
        assert_eq!(wrong("x.docx --from"), "`--from` wants a day or a meeting");
        assert_eq!(wrong("x.docx --since M1"), "`--since M1` is none of --from, --until and --replace");
        assert!(wrong("x.docx --replace it").contains("is none of"));
    }

    #[test]
    fn a_paper_and_a_path_are_told_apart() {
        assert_eq!(paper_and_path(""), ("", ""));
        assert_eq!(paper_and_path("my paper.docx"), ("", "my paper.docx"));
        assert_eq!(paper_and_path("owner A. Lead"), ("owner A. Lead", ""));
        assert_eq!(paper_and_path("owner A. Lead /tmp/lead.html"), ("owner A. Lead", "/tmp/lead.html"));
    }
}
