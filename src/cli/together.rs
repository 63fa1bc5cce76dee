//! One decision on several: the list is told whole and agreed to, then each is decided, signed and recorded by itself.
//! One that fails leaves the others as they are.

use std::io::{self, IsTerminal, Write};

use clap::{Arg, ArgAction, ArgMatches};
use serde::Serialize;

use super::failure::Failure;
use super::output::Form;
use super::{Desk, asking, signing};
use crate::briefing::decision;
use crate::journey::asking::{Answers, Verb};
use crate::journey::request::Request;
use crate::ledger::keygen::Named;
use crate::ledger::{Acting, Ledger, NotDone};

/// The option by which a list that was read before is agreed to.
pub fn argument() -> Arg {
    Arg::new("yes")
        .long("yes")
        .action(ArgAction::SetTrue)
        .help("of several references: the list was read (with --dry-run), record each without asking")
}

/// What came of one.
#[derive(Serialize)]
struct Came {
    r#ref: String,
    recorded: bool,
    what: String,
}

/// Decides on each of the references that were given.
pub fn run(
    desk: &Desk,
    ledger: &mut Ledger,
    verb: &'static Verb,
    answers: &Answers,
    acting: &Acting,
    matches: &ArgMatches,
) -> Result<(), Failure> {
    let references = answers.all("ref");
    let actions = references.iter().filter(|reference| reference.contains('.')).count();
    if actions != 0 && actions != references.len() {
        return Err(Failure::usage(
            "later dates and closings are not decided together: name the one or the other",
        ));
    }
    let mut requests = Vec::new();
    for reference in references {
        let mut own = answers.clone();
        own.replace("ref", reference.clone());
        requests.push((reference.clone(), asking::request(ledger, verb, &own)?));
    }
    let key = signing::named(desk, matches);
    let mut list = tell(desk, ledger, &requests, acting, key.as_ref())?;
    if let Some(aside) = ledger.key_left_aside(acting, key.as_ref())? {
        list.push_str(&format!("note: {aside}\n"));
    }
    if desk.dry_run {
        return desk.output.text(&list);
    }
    if !matches.get_flag("yes") {
        agree(desk, &list, requests.len())?;
    }
    desk.watching.rest();
    let mut came = Vec::new();
    for (reference, request) in requests {
        let recorded = record(ledger, request, acting, key.as_ref());
        let (recorded, what) = match recorded {
            Ok(words) => (true, words),
            Err(not_done) => (false, why(&not_done)),
        };
        came.push(Came { r#ref: reference, recorded, what });
    }
    told(desk, &came)
}

/// Every one of them with what it is about, or why it would be refused.
fn tell(
    desk: &Desk,
    ledger: &Ledger,
    requests: &[(String, Request)],
    acting: &Acting,
    key: Option<&Named>,
) -> Result<String, Failure> {
    let mut out = String::new();
    for (reference, request) in requests {
        let decided = ledger.preview(std::slice::from_ref(request), acting);
        let signing = |events| Ok((events, ledger.signing(request, acting, key)?.is_some()));
        match decided.and_then(signing) {
            Ok((events, signing)) => {
                out.push_str(&asking::foretold(events.iter(), signing));
                let holder = reference.split('.').next().unwrap_or(reference).parse().ok();
                let stands = holder.map_or(Ok(None), |holder| ledger.standing().recommendation(&holder))?;
                for line in stands.iter().flat_map(decision::about) {
                    out.push_str(&crate::briefing::layout::fold(&line, desk.output.width(), "  "));
                }
            }
            Err(NotDone::Trouble(trouble)) => return Err(trouble.into()),
            Err(not_done) => out.push_str(&format!("{reference}: {}\n", why(&not_done))),
        }
    }
    Ok(out)
}

/// Asks on the terminal; where there is none, somebody must have said so before.
fn agree(desk: &Desk, list: &str, count: usize) -> Result<(), Failure> {
    if !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
        let what = format!("{count} decisions together are recorded after their list was read");
        let hint = Some("read it with `--dry-run`, then add `--yes`".to_string());
        return Err(Failure::Usage { what, hint });
    }
    desk.watching.rest();
    desk.output.text(list)?;
    print!("\nyes records these {count} decisions, each by itself: ");
    io::stdout().flush()?;
    let mut line = String::new();
    io::stdin().read_line(&mut line)?;
    match line.trim() {
        "yes" => Ok(()),
        _ => Err(Failure::refused("nothing was recorded", "the whole word yes records them")),
    }
}

fn record(
    ledger: &mut Ledger,
    request: Request,
    acting: &Acting,
    key: Option<&Named>,
) -> Result<String, NotDone> {
    let recorded = ledger.record_perhaps_signed(request, acting, key, io::stderr().is_terminal())?;
    Ok(recorded.iter().map(|one| one.record.event.in_words()).collect::<Vec<_>>().join("; "))
}

fn why(not_done: &NotDone) -> String {
    match not_done {
        NotDone::Refused(refusal) => {
            let hint = refusal.hint().map_or(String::new(), |hint| format!("; hint: {hint}"));
            format!("refused: {refusal}{hint}")
        }
        NotDone::NotSigned(not) => format!("{not}; hint: {}", not.hint()),
        other => other.to_string(),
    }
}

/// What came of each; that not all were recorded is a refusal.
fn told(desk: &Desk, came: &[Came]) -> Result<(), Failure> {
    let done = came.iter().filter(|one| one.recorded).count();
    if desk.output.form() == Form::Json {
        desk.output.document(&came, String::new)?;
    } else {
        let line = |one: &Came| {
            let word = if one.recorded { "recorded" } else { "not recorded" };
            format!("{}: {word}: {}\n", one.r#ref, one.what)
        };
        desk.output.text(&came.iter().map(line).collect::<String>())?;
    }
    if done == came.len() {
        return Ok(());
    }
    let what = format!("{done} of {} were recorded", came.len());
    Err(Failure::Refused { what, hint: Some("those that were not are as they were before".into()) })
}
