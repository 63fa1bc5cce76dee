//! What can go wrong with a command, how it is told, and with which exit code.

use std::io::Write;
use std::process::ExitCode;

use super::output::{Form, Output};
use crate::intake::Problem;
use crate::journey::asking::Misasked;
use crate::journey::text::clean;
use crate::ledger::NotDone;
use crate::ledger::past::NotAMoment;
use crate::ledger::trouble::Trouble;
use crate::progress::Said;

/// One failure of a command.
#[derive(Debug)]
pub enum Failure {
    /// The rules, or what was found in a document, said no.
    Refused { what: String, hint: Option<String> },
    /// The command's words are off.
    Usage { what: String, hint: Option<String> },
    /// The record, or a file, could not be read or written.
    Trouble { what: String, hint: Option<String> },
    /// Long work was cancelled. Nothing was changed, but for what `stands` says.
    Cancelled { stands: Option<&'static str> },
}

const REFUSED: u8 = 1;
const USAGE: u8 = 2;
const TROUBLE: u8 = 3;
/// Where the signal that cancelled does not end the program: as a shell counts Ctrl-C.
const CANCELLED: u8 = 130;

const NOTHING_CHANGED: &str = "nothing was changed";

impl Failure {
    pub fn usage(what: impl Into<String>) -> Failure {
        Failure::Usage { what: what.into(), hint: None }
    }

    pub fn refused(what: impl Into<String>, hint: impl Into<String>) -> Failure {
        Failure::Refused { what: what.into(), hint: Some(hint.into()) }
    }

    /// The account of the operating system does not say who acts.
    pub fn not_served(what: String, hint: String) -> Failure {
        Failure::Refused { what, hint: Some(hint) }
    }

    /// A file beside the register could not be read or written.
    pub fn file(path: &std::path::Path, error: &std::io::Error) -> Failure {
        Failure::Trouble { what: format!("`{}`: {error}", path.display()), hint: None }
    }

    /// All that is wrong with a document, each with its line, and each hint once.
    pub fn problems(name: &str, problems: &[Problem]) -> Failure {
        let mut what = format!("`{name}` cannot be imported:");
        problems.iter().for_each(|problem| what.push_str(&format!("\n  {problem}")));
        let mut hints: Vec<&str> = problems.iter().filter_map(|problem| problem.hint.as_deref()).collect();
        hints.dedup();
        let hint = (!hints.is_empty()).then(|| hints.join("\nhint: "));
        Failure::Refused { what, hint }
    }

    /// What went wrong and what to do about it, for showing somewhere else.
    pub fn into_words(self) -> (String, Option<String>) {
        match self {
            Failure::Refused { what, hint } => (format!("refused: {what}"), hint),
            Failure::Usage { what, hint } | Failure::Trouble { what, hint } => (what, hint),
            Failure::Cancelled { stands } => {
                (format!("cancelled: {}", stands.unwrap_or(NOTHING_CHANGED)), None)
            }
        }
    }

    /// Prints the failure on standard error and gives the exit code.
    pub fn tell(&self) -> ExitCode {
        self.tell_after(None)
    }

    /// The same, where long work had said how far it had come.
    pub fn tell_after(&self, said: Option<Said>) -> ExitCode {
        let (word, what, hint, code) = match self {
            Failure::Refused { what, hint } => ("refused", what, hint, REFUSED),
            Failure::Usage { what, hint } => ("usage", what, hint, USAGE),
            Failure::Trouble { what, hint } => ("error", what, hint, TROUBLE),
            Failure::Cancelled { stands } => {
                let at = said.map_or(String::new(), |said| format!("{said}; "));
                complain(&format!("cancelled: {at}{}\n", stands.unwrap_or(NOTHING_CHANGED)));
                return ExitCode::from(CANCELLED);
            }
        };
        let hint = hint.as_ref().map_or(String::new(), |hint| format!("hint: {hint}\n"));
        complain(&format!("{word}: {what}\n{hint}"));
        ExitCode::from(code)
    }
}

/// Tells what is wrong with the words of a command; help and version are no failures.
pub fn misused(error: &clap::Error) -> ExitCode {
    use clap::error::ErrorKind::{DisplayHelp, DisplayVersion};
    let text = error.to_string();
    if matches!(error.kind(), DisplayHelp | DisplayVersion) {
        return match Output::new(Form::Text).text(&text) {
            Ok(()) => ExitCode::SUCCESS,
            Err(failure) => failure.tell(),
        };
    }
    complain(&text);
    ExitCode::from(USAGE)
}

/// Prints on standard error. Where nobody reads it the exit code still tells.
pub fn complain(text: &str) {
    let _ = std::io::stderr().write_all(clean(text).as_bytes());
}

impl From<NotAMoment> for Failure {
    fn from(not: NotAMoment) -> Failure {
        match not {
            NotAMoment::Trouble(trouble) => trouble.into(),
            NotAMoment::Words(_) => Failure::Usage { what: not.to_string(), hint: Some(not.hint()) },
            _ => Failure::refused(not.to_string(), not.hint()),
        }
    }
}

impl From<Trouble> for Failure {
    fn from(trouble: Trouble) -> Failure {
        if trouble == Trouble::Cancelled {
            return Failure::Cancelled { stands: None };
        }
        if let Trouble::Past { .. } | Trouble::Before { .. } = trouble {
            return Failure::refused(trouble.to_string(), trouble.hint());
        }
        let hint = Some(trouble.hint()).filter(|hint| !hint.is_empty());
        Failure::Trouble { what: trouble.to_string(), hint }
    }
}

impl From<NotDone> for Failure {
    fn from(not_done: NotDone) -> Failure {
        match not_done {
            NotDone::Refused(refusal) => Failure::Refused { what: refusal.to_string(), hint: refusal.hint() },
            NotDone::NotSigned(not) => not.into(),
            NotDone::Trouble(trouble) => trouble.into(),
            changed @ NotDone::Changed { .. } => {
                Failure::refused(changed.to_string(), "look at it again, then decide")
            }
        }
    }
}

impl From<Vec<Misasked>> for Failure {
    fn from(wrong: Vec<Misasked>) -> Failure {
        let lines: Vec<_> = wrong.iter().map(ToString::to_string).collect();
        Failure::Usage { what: lines.join("\n  "), hint: None }
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Failure {
        Failure::Trouble { what: error.to_string(), hint: None }
    }
}
