//! `restore`: makes the register from a copy, after the copy was proved.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use super::Desk;
use super::failure::Failure;
use crate::ledger::opening::Access;
use crate::ledger::{Ledger, restoring};

pub fn command() -> Command {
    let from = Arg::new("from")
        .value_name("PATH")
        .required(true)
        .value_parser(value_parser!(PathBuf))
        .help("the copy; it is only read");
    let replace = Arg::new("replace")
        .long("replace")
        .action(ArgAction::SetTrue)
        .help("even where the register holds events that the copy lacks; it is moved aside, never deleted");
    Command::new("restore").about("make the register from a copy, and prove it first").args([from, replace])
}

pub fn run(desk: &Desk, matches: &ArgMatches) -> Result<(), Failure> {
    let from = matches.get_one::<PathBuf>("from").cloned().unwrap_or_default();
    let (to, seat) = (&desk.register, &desk.seat);
    if let Some(folder) = to.parent().filter(|_| super::place::is_default(to)) {
        std::fs::create_dir_all(folder).map_err(|error| Failure::file(folder, &error))?;
    }
    let replace = matches.get_flag("replace");
    let restored = restoring::restore(&from, to, replace, seat.remembered.as_ref(), &seat.progress)?;
    let ledger = Ledger::open_unchecked(to, Access::Write, seat.clone())?;
    // Whatever was seen in this place before, this register is the one that is meant.
    ledger.trust()?;
    ledger.close();
    let shown = |path: &PathBuf| path.display().to_string();
    let aside = restored.aside.as_ref().map(shown);
    let answer = serde_json::json!({
        "register": shown(to), "copy": shown(&from), "head": restored.head.to_string(), "aside": aside
    });
    desk.output.document(&answer, || {
        let aside = aside.map_or(String::new(), |aside| format!("what lay there before is at {aside} now\n"));
        format!(
            "made {} from {} and proved it: its chain is whole, head {}\n{aside}",
            shown(to),
            shown(&from),
            restored.head
        )
    })
}
