//! `export audit`: a folder with everything that somebody needs who checks the register without Plenary.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use super::Desk;
use super::failure::Failure;
use crate::export::auditing::{Order, to_folder};
use crate::ledger::Ledger;
use crate::ledger::opening::Access;

pub fn command() -> Command {
    let to = Arg::new("to")
        .long("to")
        .value_name("FOLDER")
        .required(true)
        .value_parser(value_parser!(PathBuf))
        .help("the folder to be made; nothing may be there yet");
    let without = Arg::new("without-evidence")
        .long("without-evidence")
        .action(ArgAction::SetTrue)
        .help("leave out the files of evidence that are stored in the register");
    let audit = Command::new("audit")
        .about("the log, statements, signatures, keys and evidence, with a script that checks them without Plenary")
        .args([to, without]);
    Command::new("export")
        .about("write the register out for others")
        .subcommand(audit)
        .subcommand_required(true)
        .arg_required_else_help(true)
}

pub fn run(desk: &Desk, matches: &ArgMatches) -> Result<(), Failure> {
    let Some(("audit", matches)) = matches.subcommand() else {
        return Err(Failure::usage("say what is to be exported: `plenary export audit --to FOLDER`"));
    };
    // Whoever doubts a register must be able to take it out, whatever was seen of it before.
    let ledger = Ledger::open_unchecked(&desk.register, Access::Read, desk.seat.clone())?;
    ledger.stand_still()?;
    let marking = desk.settings().marking_of(ledger.is_practice()).to_string();
    let order = Order { marking, evidence: !matches.get_flag("without-evidence") };
    let to = matches.get_one::<PathBuf>("to").cloned().unwrap_or_default();
    let written = to_folder(&ledger, &order, &to, &desk.seat.progress)?;
    let folder = written.folder.display().to_string();
    let told = serde_json::json!({
        "folder": folder,
        "head": written.head.to_string(),
        "signed": written.signed,
        "files": written.files,
    });
    desk.output.document(&told, || written.lines().iter().map(|line| format!("{line}\n")).collect())
}
