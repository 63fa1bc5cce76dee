//! `forecast`: when what is open will be closed, all of it or one by one, and how well past forecasts held.

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::Desk;
use super::failure::Failure;
use super::output::Form;
use crate::briefing::forecast::{document, each, groups, told};

pub fn command() -> Command {
    Command::new("forecast").about("tell when what is open will be closed, from the force's own history").arg(
        Arg::new("each").long("each").action(ArgAction::SetTrue).help("each open recommendation on a row"),
    )
}

pub fn run(desk: &Desk, matches: &ArgMatches) -> Result<(), Failure> {
    let (ledger, width) = (desk.read()?, desk.output.width());
    let standing = ledger.standing();
    if matches.get_flag("each") {
        let table = each(&standing.outlooks()?);
        return desk.output.table(&table, || table.told(width));
    }
    let forecast = standing.forecast()?;
    match desk.output.form() {
        Form::Csv => desk.output.table(&groups(&forecast), String::new),
        _ => {
            let score = standing.score()?;
            let text = told(&forecast, &score, width);
            desk.output.document(&document(&forecast, score), || text)
        }
    }
}
