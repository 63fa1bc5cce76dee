//! `owners`: who owes which actions, and the actions of one.

use clap::{Arg, ArgMatches, Command};

use super::Desk;
use super::failure::Failure;
use crate::briefing::layout::fold;
use crate::briefing::owners::{self, Order};
use crate::journey::text::quoted;
use crate::ledger::standing::owners::{Owner, Which};
use crate::ledger::standing::questions::Standing;

/// So many actions of one owner are listed.
const MOST: usize = 5_000;

pub fn command() -> Command {
    let name = Arg::new("name")
        .value_name("NAME")
        .help("list the actions of this owner; part of the name is enough");
    let only = Arg::new("only")
        .long("only")
        .value_name("WHICH")
        .requires("name")
        .help("only those that are `open`, `overdue`, `finished`, `dropped`, `moved` or `refused`");
    let sort = Arg::new("sort")
        .long("sort")
        .value_name("ORDER")
        .conflicts_with("name")
        .help("the order of the owners: `overdue`, `heard` or `name`; by name if left out");
    Command::new("owners")
        .about("tell who owes what, what is overdue and when they were last heard")
        .args([name, only, sort])
}

pub fn run(desk: &Desk, matches: &ArgMatches) -> Result<(), Failure> {
    let ledger = desk.read()?;
    let (standing, today, width) = (ledger.standing(), ledger.today(), desk.output.width());
    let Some(said) = matches.get_one::<String>("name") else {
        let sort = matches.get_one::<String>("sort").map_or("name", String::as_str);
        let mut all = standing.owners()?;
        Order::named(sort).map_err(Failure::usage)?.arrange(&mut all);
        let table = owners::table(&all);
        return desk.output.table(&table, || {
            let kept: String = owners::kept(&all).iter().map(|line| fold(line, width, "")).collect();
            let apart = if kept.is_empty() { "" } else { "\n" };
            format!("{}{apart}{kept}", table.clone().first(owners::COLUMNS).told(width))
        });
    };
    let which = matches.get_one::<String>("only").map_or(Ok(Which::All), |said| which(said))?;
    let owner = owner(&standing, said)?;
    let rows = standing.actions_of(&owner.name, which, MOST)?;
    let table = owners::actions(&rows, &standing.register()?.scheme, today);
    desk.output.table(&table, || {
        let kept: String =
            owners::kept(std::slice::from_ref(&owner)).iter().map(|line| fold(line, width, "")).collect();
        format!("{}\n{kept}\n{}", owners::sentence(&owner, today), table.told(width))
    })
}

/// The owner of that name, or the only one whose name holds these words.
pub fn owner(standing: &Standing, said: &str) -> Result<Owner, Failure> {
    if let Some(owner) = standing.owner(said)? {
        return Ok(owner);
    }
    let words = said.to_lowercase();
    let mut alike = standing.owners()?;
    alike.retain(|owner| owner.name.to_lowercase().contains(&words));
    match alike.len() {
        1 => Ok(alike.remove(0)),
        0 => Err(Failure::refused(
            format!("nobody like {} owns an action", quoted(said)),
            "see who does with `plenary owners`",
        )),
        _ => {
            let names: Vec<_> = alike.iter().map(|owner| format!("`{}`", owner.name)).collect();
            let what = format!("{} may be any of {}", quoted(said), names.join(", "));
            Err(Failure::refused(what, "write more of the name"))
        }
    }
}

fn which(said: &str) -> Result<Which, Failure> {
    Which::ALL.into_iter().find(|which| which.words().eq_ignore_ascii_case(said)).ok_or_else(|| {
        let all: Vec<_> = Which::ALL.iter().map(|which| format!("`{}`", which.words())).collect();
        Failure::usage(format!("{} is no sort of action; they are {}", quoted(said), all.join(", ")))
    })
}
