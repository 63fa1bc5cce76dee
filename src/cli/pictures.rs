//! `ageing`, `flow` and `clocks`: the pictures that are a table each.

use clap::{Arg, ArgMatches, Command};

use super::Desk;
use super::failure::Failure;
use crate::briefing::{ageing, clocks, flow};
use crate::journey::text::quoted;
use crate::ledger::standing::clocks::ClockState;

/// So many inspections of one state are listed.
const MOST: usize = 500;

pub fn commands() -> [Command; 3] {
    let only = Arg::new("only")
        .long("only")
        .value_name("STATE")
        .help("list those that are `running`, `late`, `met` or `missed`");
    [
        Command::new("ageing").about("tell how long the open recommendations have been asked, by stage"),
        Command::new("flow").about("tell how many were opened and closed in each month"),
        Command::new("clocks").about("tell how the 56-day clocks stand, and by how many days").arg(only),
    ]
}

pub fn run_ageing(desk: &Desk) -> Result<(), Failure> {
    let ledger = desk.read()?;
    let table = ageing::table(&ledger.standing().ageing()?, ledger.today());
    let said = "How long the open recommendations have been asked, since they were first asked";
    desk.output.table(&table, || format!("{said}\n\n{}", table.told(desk.output.width())))
}

pub fn run_flow(desk: &Desk) -> Result<(), Failure> {
    let ledger = desk.read()?;
    let table = flow::table(&ledger.standing().flow(flow::MONTHS)?);
    let said = "Opened in the month of the publication, closed in the month of the closing";
    desk.output.table(&table, || format!("{said}\n\n{}", table.told(desk.output.width())))
}

pub fn run_clocks(desk: &Desk, matches: &ArgMatches) -> Result<(), Failure> {
    let only = matches.get_one::<String>("only").map(|said| state(said)).transpose()?;
    let (ledger, width) = (desk.read()?, desk.output.width());
    let (standing, today) = (ledger.standing(), ledger.today());
    if let Some(state) = only {
        let table = clocks::inspections(&standing.clocks_of(state, MOST)?, today);
        return desk.output.table(&table, || table.told(width));
    }
    let table = clocks::table(&standing.clock_counts()?);
    let mut told = String::new();
    for state in [ClockState::Late, ClockState::Running] {
        let rows = standing.clocks_of(state, MOST)?;
        if !rows.is_empty() {
            told.push_str(&format!("\n{}", clocks::inspections(&rows, today).told(width)));
        }
    }
    desk.output.table(&table, || format!("{}{told}", table.told(width)))
}

fn state(said: &str) -> Result<ClockState, Failure> {
    ClockState::ALL.into_iter().find(|state| state.words().eq_ignore_ascii_case(said)).ok_or_else(|| {
        let all: Vec<_> = ClockState::ALL.iter().map(|state| format!("`{}`", state.words())).collect();
        Failure::usage(format!("{} is no state of a clock; they are {}", quoted(said), all.join(", ")))
    })
}
