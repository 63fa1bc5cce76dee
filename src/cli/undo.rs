//! `undo`: proposes the request that puts right what was recorded last, and records it when told to.
//! Nothing is taken out of the record: it keeps both.

use chrono::TimeDelta;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use serde::Serialize;

use super::failure::Failure;
use super::{Desk, actor, asking};
use crate::export::json::Told;
use crate::journey::correction::Proposal;
use crate::journey::event::Event;
use crate::ledger::opening::Access;
use crate::ledger::{Acting, Ledger, Recorded};

/// What was recorded longer ago is named by its number, so that nothing old is put right by a slip.
const A_MOMENT: TimeDelta = TimeDelta::hours(1);

pub fn command() -> Command {
    Command::new("undo").about("propose the request that puts right what you recorded last").args([
        Arg::new("seq")
            .long("seq")
            .value_name("N")
            .value_parser(value_parser!(u64))
            .help("put right this event instead of your last one within the hour"),
        Arg::new("yes").long("yes").action(ArgAction::SetTrue).help("record the proposal"),
    ])
}

/// What `undo --json` answers.
#[derive(Serialize)]
struct Answer<'a> {
    event: Told<'a>,
    /// The command that puts it right.
    command: String,
    words: &'a str,
    would_record: &'a [Event],
}

pub fn run(desk: &Desk, matches: &ArgMatches) -> Result<(), Failure> {
    let records = matches.get_flag("yes") && !desk.dry_run;
    let mut ledger = desk.open(if records { Access::Write } else { Access::Read })?;
    let acting = actor::acting(desk, &ledger)?;
    let recorded = mistaken(&ledger, matches.get_one("seq").copied(), &acting.actor)?;
    let event = &recorded.record.event;
    let (proposal, words) = ledger.correcting(&recorded, &acting)?;
    let Some((proposal, verb)) = proposal.and_then(|it| Some((it.clone(), it.verb()?))) else {
        let what = format!("no request puts event {} right: {}", recorded.seq, event.in_words());
        return Err(Failure::refused(what, words));
    };
    // A day that was said goes before the one that is proposed.
    let proposal = Proposal { on: acting.on.or(proposal.on), ..proposal };
    let acting = Acting { on: proposal.on, ..acting };
    let command = proposal.command().unwrap_or_default();
    let request = asking::request(&ledger, verb, &proposal.answers).map_err(|failure| match failure {
        Failure::Usage { what, .. } => Failure::Usage { what, hint: Some(format!("begin with `{command}`")) },
        other => other,
    })?;
    if records {
        return asking::record(desk, &mut ledger, &[request], &acting);
    }
    let events = ledger.preview(&[request], &acting)?;
    let answer = Answer { event: Told::of(&recorded), command, words: &words, would_record: &events };
    desk.output.document(&answer, || told(&recorded, &answer))
}

fn told(recorded: &Recorded, answer: &Answer) -> String {
    let (seq, event) = (recorded.seq, &recorded.record.event);
    let would = asking::foretold(answer.would_record.iter(), false);
    format!(
        "event {seq}: {} {}\n{would}{}\nrecord it with `plenary undo --seq {seq} --yes`, or in your own words:\n  {}\n",
        event.stream,
        event.in_words(),
        answer.words,
        answer.command
    )
}

fn mistaken(ledger: &Ledger, seq: Option<u64>, actor: &str) -> Result<Recorded, Failure> {
    match seq {
        Some(seq) => ledger.event(seq)?.ok_or_else(|| {
            Failure::refused(format!("there is no event {seq}"), "see them with `plenary history`")
        }),
        None => ledger.latest_of(actor, ledger.now() - A_MOMENT)?.ok_or_else(|| {
            Failure::refused(
                format!("`{actor}` recorded nothing within the last hour"),
                "name an event with `--seq`; `plenary history` has the numbers",
            )
        }),
    }
}
