//! `import`: reads a published response, shows what it proposes, and with `--accept` records it.

use std::path::PathBuf;

use chrono::Datelike;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use serde::Serialize;

use super::failure::Failure;
use super::{Desk, actor, asking};
use crate::briefing::proposal;
use crate::intake::{self, Proposal};
use crate::journey::reference::{InspectionCode, NotAReference};
use crate::journey::text::clean_line;
use crate::ledger::opening::Access;
use crate::ledger::{Acting, Ledger};

pub fn command() -> Command {
    Command::new("import").about("read a published response and propose what it holds").args([
        Arg::new("file")
            .value_name("FILE")
            .required(true)
            .value_parser(value_parser!(PathBuf))
            .help("the document, as text or Markdown"),
        Arg::new("accept").long("accept").action(ArgAction::SetTrue).help("record what is proposed"),
        Arg::new("code")
            .long("code")
            .value_name("CODE")
            .help("the inspection's code; proposed from title and year if left out"),
    ])
}

/// `import --json`.
#[derive(Serialize)]
struct Document<'a> {
    code: &'a InspectionCode,
    already_there: Option<&'a str>,
    proposal: &'a Proposal,
}

pub fn run(desk: &Desk, matches: &ArgMatches) -> Result<(), Failure> {
    let accept = matches.get_flag("accept") && !desk.dry_run;
    let path = matches.get_one::<PathBuf>("file").cloned().unwrap_or_default();
    std::fs::metadata(&path).map_err(|error| Failure::file(&path, &error))?;
    let mut ledger = desk.open(if accept { Access::Write } else { Access::Read })?;
    let name = clean_line(&path.display().to_string()).into_owned();
    let register = ledger.standing().register()?;
    let proposed = intake::read_file(&path)
        .and_then(|document| intake::propose(&document, &register.home, ledger.today()))
        .map_err(|problems| Failure::problems(&name, &problems))?;
    let chosen = matches.get_one::<String>("code").map(|said| said.parse::<InspectionCode>()).transpose();
    let chosen = chosen.map_err(|wrong: NotAReference| Failure::usage(wrong.to_string()))?;
    let code = chosen.unwrap_or_else(|| free_code(&ledger, &proposed));
    if accept {
        let requests = intake::requests(&proposed, &code, &register);
        // Received on the day of publication, so that the force's own past can follow.
        let acting = actor::acting(desk, &ledger)?;
        let acting = Acting { on: acting.on.or(Some(proposed.published)), ..acting };
        let done = asking::record(desk, &mut ledger, &requests, &acting);
        ledger.close();
        return done;
    }
    let there = ledger.standing().reported_already(&intake::particulars(&proposed))?;
    let document = Document { code: &code, already_there: there.as_deref(), proposal: &proposed };
    desk.output.document(&document, || {
        let next = match &there {
            Some(there) => format!("it is there already, as {there}: see `plenary show {there}`\n"),
            None => format!(
                "nothing is recorded yet; record it with `plenary import {} --accept`\n",
                shell_words::quote(&name)
            ),
        };
        proposal::told(&proposed, &code, desk.output.width()) + "\n" + &next
    })
}

fn free_code(ledger: &Ledger, proposed: &Proposal) -> InspectionCode {
    let taken = |code: &InspectionCode| ledger.standing().code_taken(code).unwrap_or(false);
    InspectionCode::propose(&proposed.title, proposed.published.year(), taken)
}
