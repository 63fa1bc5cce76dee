//! `backup`: a copy of the register, proved before it is called one.

use std::path::PathBuf;

use clap::{Arg, ArgMatches, Command, value_parser};

use super::Desk;
use super::failure::Failure;
use crate::ledger::opening::Access;

pub fn command() -> Command {
    let to = Arg::new("to")
        .value_name("PATH")
        .required(true)
        .value_parser(value_parser!(PathBuf))
        .help("where the copy goes; nothing may be there yet");
    Command::new("backup").about("copy the register and prove the copy").arg(to)
}

pub fn run(desk: &Desk, matches: &ArgMatches) -> Result<(), Failure> {
    let to = matches.get_one::<PathBuf>("to").cloned().unwrap_or_default();
    let ledger = desk.open(Access::Read)?;
    let head = ledger.back_up(&to)?;
    let path = to.display().to_string();
    desk.output.document(&serde_json::json!({ "copy": path, "head": head.to_string() }), || {
        format!("copied to {path} and proved: its chain is whole, head {head}\n")
    })
}
