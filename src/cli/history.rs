//! `history`: every event on one thing, or on everything, in order.

use clap::{Arg, ArgMatches, Command, value_parser};

use super::Desk;
use super::failure::Failure;
use crate::briefing::history;
use crate::export::json::Told;
use crate::journey::reference::{ActionRef, Stream};
use crate::ledger::happened::Happened;
use crate::ledger::{Ledger, Recorded};

pub fn command() -> Command {
    Command::new("history").about("tell every event on one thing, or on everything, in order").args([
        Arg::new("ref")
            .value_name("REF")
            .help("a recommendation, inspection or meeting, or `register`; everything if left out"),
        Arg::new("after")
            .long("after")
            .value_name("SEQ")
            .value_parser(value_parser!(u64))
            .help("begin after this event"),
        Arg::new("filter").long("filter").value_name("WORDS").help(
            "only what fits these words, as on the history screen: by:lead kind:approved since:2024-03 until:2024-05",
        ),
        Arg::new("limit")
            .long("limit")
            .value_name("N")
            .value_parser(value_parser!(usize))
            .help("so many at most"),
    ])
}

pub fn run(desk: &Desk, matches: &ArgMatches) -> Result<(), Failure> {
    let ledger = desk.read()?;
    let recorded = found(&ledger, matches)?;
    let told: Vec<Told> = recorded.iter().map(Told::of).collect();
    desk.output.document(&told, || {
        recorded.iter().map(|recorded| history::line(recorded, desk.output.width(), true)).collect()
    })
}

/// The events that are asked for, in order; of one thing, or of those that fit a filter, the newest where not all
/// are wanted.
fn found(ledger: &Ledger, matches: &ArgMatches) -> Result<Vec<Recorded>, Failure> {
    let limit = matches.get_one("limit").copied().unwrap_or(usize::MAX >> 1);
    let after = matches.get_one("after").copied().unwrap_or(0);
    let wanted = wanted(ledger, matches)?;
    if wanted.is_everything() {
        return Ok(ledger.events(after, limit)?);
    }
    let (mut found, _) = ledger.newest(&wanted, u64::MAX, limit)?;
    if let (true, false, Some(said)) =
        (found.is_empty(), matches.contains_id("filter"), matches.get_one::<String>("ref"))
    {
        return Err(Failure::refused(
            format!("nothing happened to `{said}`: it is not here"),
            "see what there is with `plenary list --all`",
        ));
    }
    found.retain(|recorded| recorded.seq > after);
    found.reverse();
    Ok(found)
}

fn wanted(ledger: &Ledger, matches: &ArgMatches) -> Result<Happened, Failure> {
    let words = matches.get_one::<String>("filter").map_or("", String::as_str);
    let read = Happened::read(words, &ledger.standing().register()?, ledger.today());
    let remarks: Vec<_> = read.remarks().map(ToString::to_string).collect();
    if !remarks.is_empty() {
        return Err(Failure::usage(remarks.join("\n  ")));
    }
    let Some(said) = matches.get_one::<String>("ref") else { return Ok(read.wanted) };
    let stream = match said.parse::<ActionRef>() {
        Ok(action) => Stream::Recommendation(action.recommendation),
        Err(_) => said.parse::<Stream>().map_err(|wrong| Failure::usage(wrong.to_string()))?,
    };
    Ok(read.wanted.within(Some(&stream)))
}
