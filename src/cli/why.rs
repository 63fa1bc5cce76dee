//! `why`: why a recommendation, an action or a response clock is shown as it is, and what comes next.

use clap::{Arg, ArgMatches, Command};
use serde::Serialize;

use super::failure::Failure;
use super::{Desk, actor};
use crate::briefing;
use crate::journey::reference::{ActionRef, Stream};
use crate::journey::why::Explanation;

pub fn command() -> Command {
    let reference =
        Arg::new("ref").value_name("REF").required(true).help("a recommendation, action or inspection");
    Command::new("why")
        .about("explain a stage, a rating, a date or a clock: its rule and what went into it")
        .arg(reference)
}

/// What `why --json` answers.
#[derive(Serialize)]
struct Answer {
    explanations: Vec<Explanation>,
    /// The verbs that whoever acts could use on it now, the most natural first.
    now: Vec<&'static str>,
}

pub fn run(desk: &Desk, matches: &ArgMatches) -> Result<(), Failure> {
    let said = matches.get_one::<String>("ref").map(String::as_str).unwrap_or_default();
    let ledger = desk.read()?;
    // Where several people act through this account the rules are asked as nobody's.
    let actor = actor::name(desk, &ledger.standing().register()?).unwrap_or_default();
    let explained = match (said.parse::<ActionRef>(), said.parse()) {
        (Ok(action), _) => ledger.explain(&action.recommendation, Some(&action.letter), &actor)?,
        (_, Ok(Stream::Recommendation(reference))) => ledger.explain(&reference, None, &actor)?,
        (_, Ok(Stream::Inspection(code))) => ledger.explain_clock(&code)?,
        _ => {
            let what =
                format!("`{said}` is no recommendation, action or inspection: there is nothing to explain");
            return Err(Failure::usage(what));
        }
    };
    let explained = explained.ok_or_else(|| {
        Failure::refused(format!("there is no `{said}` here"), "see what there is with `plenary list --all`")
    })?;
    let answer = Answer { explanations: explained.explanations, now: explained.now };
    desk.output.document(&answer, || {
        let mut told = briefing::why::told(&answer.explanations, desk.output.width());
        if !answer.now.is_empty() {
            told.push_str(&format!("\nYou could now: {}\n", answer.now.join(", ")));
        }
        told
    })
}
