//! `why`: why a recommendation, an action or a response clock is shown as it is, and what comes next.

use clap::{Arg, ArgMatches, Command};
use serde::Serialize;

use super::failure::Failure;
use super::{Desk, actor};
use crate::briefing;
use crate::journey::reference::{ActionRef, InspectionCode, Letter, RecommendationRef, Stream};
use crate::journey::why::{Explanation, clock};
use crate::ledger::Ledger;

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
    let answer = match (said.parse::<ActionRef>(), said.parse()) {
        (Ok(action), _) => of_recommendation(desk, &ledger, &action.recommendation, Some(&action.letter))?,
        (_, Ok(Stream::Recommendation(reference))) => of_recommendation(desk, &ledger, &reference, None)?,
        (_, Ok(Stream::Inspection(code))) => of_inspection(&ledger, &code)?,
        _ => {
            let what =
                format!("`{said}` is no recommendation, action or inspection: there is nothing to explain");
            return Err(Failure::usage(what));
        }
    };
    desk.output.document(&answer, || {
        let mut told = briefing::why::told(&answer.explanations, desk.output.width());
        if !answer.now.is_empty() {
            told.push_str(&format!("\nYou could now: {}\n", answer.now.join(", ")));
        }
        told
    })
}

fn nothing(said: &str) -> Failure {
    Failure::refused(format!("there is no `{said}` here"), "see what there is with `plenary list --all`")
}

fn of_inspection(ledger: &Ledger, code: &InspectionCode) -> Result<Answer, Failure> {
    let standing = ledger.standing();
    let inspection = standing.inspection(code)?.ok_or_else(|| nothing(&code.to_string()))?;
    let explanations = vec![clock(&inspection, &standing.register()?.home, ledger.today())];
    Ok(Answer { explanations, now: Vec::new() })
}

fn of_recommendation(
    desk: &Desk,
    ledger: &Ledger,
    reference: &RecommendationRef,
    letter: Option<&Letter>,
) -> Result<Answer, Failure> {
    // Where several people act through this account the rules are asked as nobody's.
    let actor = actor::name(desk, &ledger.standing().register()?).unwrap_or_default();
    let named = || format!("{reference}{}", letter.map_or(String::new(), |letter| format!(".{letter}")));
    let reasons = ledger.reasons(reference, letter, &actor)?.ok_or_else(|| nothing(&named()))?;
    Ok(Answer { explanations: reasons.explanations, now: reasons.now })
}
