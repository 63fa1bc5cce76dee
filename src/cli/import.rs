//! `import`: reads a published response, shows what it proposes, and with `--accept` records it.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use serde::Serialize;

use super::failure::Failure;
use super::{Desk, actor, asking};
use crate::briefing::proposal::told;
use crate::intake::Proposal;
use crate::journey::reference::{InspectionCode, NotAReference};
use crate::journey::text::clean_line;
use crate::ledger::opening::Access;
use crate::ledger::{Acting, NotProposed, Proposed};

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
    let Proposed { reviewed, there } = ledger.proposed(&path).map_err(|not| match not {
        NotProposed::Problems(problems) => Failure::problems(&name, &problems),
        NotProposed::Trouble(trouble) => trouble.into(),
    })?;
    let chosen = matches.get_one::<String>("code").map(|said| said.parse::<InspectionCode>()).transpose();
    let chosen = chosen.map_err(|wrong: NotAReference| Failure::usage(wrong.to_string()))?;
    let reviewed = match chosen {
        Some(code) => reviewed.with_code(code),
        None => reviewed,
    };
    if accept {
        let requests = reviewed.requests(&ledger.standing().register()?);
        // Received on the day of publication, so that the force's own past can follow.
        let acting = actor::acting(desk, &ledger)?;
        let acting = Acting { on: acting.on.or(Some(reviewed.proposal().published)), ..acting };
        let done = asking::record(desk, &mut ledger, &requests, &acting);
        ledger.close();
        return done;
    }
    let (code, proposal) = (reviewed.code(), reviewed.proposal());
    let document = Document { code, already_there: there.as_deref(), proposal };
    desk.output.document(&document, || {
        let next = match &there {
            Some(there) => format!("it is there already, as {there}: see `plenary show {there}`\n"),
            None => format!(
                "nothing is recorded yet; record it with `plenary import {} --accept`\n",
                shell_words::quote(&name)
            ),
        };
        told(proposal, code, desk.output.width()) + "\n" + &next
    })
}
