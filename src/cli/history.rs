//! `history`: every event on one thing, or on everything, in order.

use clap::{Arg, ArgMatches, Command, value_parser};

use super::Desk;
use super::failure::Failure;
use crate::briefing::history;
use crate::export::json::Told;
use crate::journey::reference::{ActionRef, Stream};

pub fn command() -> Command {
    Command::new("history").about("tell every event on one thing, or on everything, in order").args([
        Arg::new("ref")
            .value_name("REF")
            .help("a recommendation, inspection or meeting, or `register`; everything if left out"),
        Arg::new("after")
            .long("after")
            .value_name("SEQ")
            .value_parser(value_parser!(u64))
            .help("begin after this event (of everything)"),
        Arg::new("limit")
            .long("limit")
            .value_name("N")
            .value_parser(value_parser!(usize))
            .help("so many at most"),
    ])
}

pub fn run(desk: &Desk, matches: &ArgMatches) -> Result<(), Failure> {
    let limit = matches.get_one("limit").copied().unwrap_or(usize::MAX >> 1);
    let ledger = desk.read()?;
    let recorded = match matches.get_one::<String>("ref") {
        None => ledger.events(matches.get_one("after").copied().unwrap_or(0), limit)?,
        Some(said) => {
            let stream = match said.parse::<ActionRef>() {
                Ok(action) => Stream::Recommendation(action.recommendation),
                Err(_) => said.parse::<Stream>().map_err(|wrong| Failure::usage(wrong.to_string()))?,
            };
            let found = ledger.history(&stream, limit)?;
            if found.is_empty() {
                return Err(Failure::refused(
                    format!("nothing happened to `{stream}`: it is not here"),
                    "see what there is with `plenary list --all`",
                ));
            }
            found
        }
    };
    let told: Vec<Told> = recorded.iter().map(Told::of).collect();
    desk.output.document(&told, || {
        recorded.iter().map(|recorded| history::line(recorded, desk.output.width(), true)).collect()
    })
}
