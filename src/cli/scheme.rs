//! `scheme`: the levels, ratings and other rows that the force edits.

use clap::Command;

use super::Desk;
use super::failure::Failure;
use crate::briefing::scheme;
use crate::ledger::opening::Access;

pub fn command() -> Command {
    Command::new("scheme")
        .about("show the scheme: levels, ratings, statuses, evidence kinds, extension policy")
}

pub fn run(desk: &Desk) -> Result<(), Failure> {
    let ledger = desk.open(Access::Read)?;
    let register = ledger.standing().register()?;
    let width = desk.output.width();
    desk.output.document(&register.scheme, || {
        let practises = register.practice.is_some() && register.scheme.signed.is_empty();
        let practising = if practises { scheme::practising(width) } else { String::new() };
        scheme::told(&register.scheme, width) + &practising
    })
}
