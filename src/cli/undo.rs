//! `undo`: proposes the request that puts right what was recorded last, and records it when told to.
//! Nothing is taken out of the record: it keeps both.

use chrono::TimeDelta;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};
use serde::Serialize;

use super::failure::Failure;
use super::{Desk, actor, asking};
use crate::export::json::Told;
use crate::journey::correction::{self, Correction, Proposal};
use crate::journey::event::Event;
use crate::journey::request::Request;
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
    let correction = correction::of(&recorded.record.event, &ledger.before(&recorded)?);
    let (proposal, request, events) = choose(&ledger, &recorded, &correction, &acting)?;
    if records {
        return asking::record(desk, &mut ledger, &[request], &acting);
    }
    let command = proposal.verb().map_or(String::new(), |verb| verb.command(&proposal.answers));
    let told = Told::of(&recorded);
    let answer = Answer { event: told, command, words: &correction.words, would_record: &events };
    desk.output.document(&answer, || {
        let event = &recorded.record.event;
        let mut out = format!("event {}: {} {}\n", recorded.seq, event.stream, event.what.in_words());
        out.push_str(&asking::told("would record", events.iter(), ""));
        out.push_str(&format!(
            "{}\nrecord it with `plenary undo --seq {} --yes`, or in your own words:\n  {}\n",
            correction.words, recorded.seq, answer.command
        ));
        out
    })
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

/// The first proposal that the rules grant; else why the first was not.
fn choose<'a>(
    ledger: &Ledger,
    recorded: &Recorded,
    correction: &'a Correction,
    acting: &Acting,
) -> Result<(&'a Proposal, Request, Vec<Event>), Failure> {
    let mut first = None;
    for proposal in &correction.proposals {
        match try_out(ledger, proposal, acting) {
            Ok((request, events)) => return Ok((proposal, request, events)),
            Err(failure) => first = first.or(Some(failure)),
        }
    }
    Err(first.unwrap_or_else(|| {
        let event = &recorded.record.event;
        let what = format!("no request puts event {} right: {}", recorded.seq, event.what.in_words());
        Failure::refused(what, correction.words.clone())
    }))
}

fn try_out(ledger: &Ledger, proposal: &Proposal, acting: &Acting) -> Result<(Request, Vec<Event>), Failure> {
    let Some(verb) = proposal.verb() else {
        return Err(Failure::usage(format!("`{}` is not a command", proposal.verb)));
    };
    let begun = || format!("begin with `{}`", verb.command(&proposal.answers));
    let request = asking::request(ledger, verb, &proposal.answers).map_err(|failure| match failure {
        Failure::Usage { what, .. } => Failure::Usage { what, hint: Some(begun()) },
        other => other,
    })?;
    let events = ledger.preview(std::slice::from_ref(&request), acting)?;
    Ok((request, events))
}
