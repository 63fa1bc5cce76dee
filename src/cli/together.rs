//! One decision on several: the list is told whole and agreed to, then each is decided, signed and recorded by itself.
//! One that fails leaves the others as they are.

use std::io::{self, IsTerminal};

use clap::ArgMatches;
use serde::Serialize;

use super::failure::Failure;
use super::output::Form;
use super::{Desk, agreeing, asking, signing};
use crate::briefing::decision;
use crate::briefing::layout::{fold, hang};
use crate::journey::asking::{Answers, Verb};
use crate::journey::event::Event;
use crate::journey::request::Request;
use crate::ledger::keygen::{Named, NotSigned};
use crate::ledger::signing::{Signing, Turn};
use crate::ledger::{Acting, Ledger, NotDone, Recorded};

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
    are_alike(ledger, &requests, &acting.actor)?;
    let key = signing::named(desk, matches);
    let all = foreseen(ledger, requests, acting, key.as_ref())?;
    let mut list = tell(desk, ledger, &all)?;
    if let Some(aside) = ledger.key_left_aside(acting, key.as_ref())? {
        list.push_str(&format!("note: {aside}\n"));
    }
    if desk.dry_run {
        return desk.output.text(&list);
    }
    if !matches.get_flag(agreeing::YES) {
        agreeing::ask(desk, &list, &agreeing::Asked::several(all.len()))?;
    }
    desk.watching.rest();
    let came = signing::while_asked(|| decided(ledger, all, acting));
    told(desk, &came)
}

/// Decides, signs and records one after the other. Whoever stops one signature is not asked for the next.
fn decided(ledger: &mut Ledger, all: Vec<Each>, acting: &Acting) -> Vec<Came> {
    let (shown, of, mut stopped) = (io::stderr().is_terminal(), all.len(), false);
    let decide = |(Each { reference, request, would }, at): (Each, usize)| {
        let recorded = would.and_then(|would| match would.signing {
            Some(_) if stopped => Err(NotSigned::Stopped.into()),
            signing => {
                let shown = shown.then_some(Turn { at, of });
                ledger.record_as_shown(&request, acting, signing.as_ref(), shown)
            }
        });
        stopped |= matches!(recorded, Err(NotDone::NotSigned(NotSigned::Stopped)));
        let (recorded, what) = match recorded {
            Ok(recorded) => (true, in_words(&recorded)),
            Err(not_done) => (false, not_done.in_a_line()),
        };
        Came { r#ref: reference, recorded, what }
    };
    all.into_iter().zip(1..).map(decide).collect()
}

/// One of them: what would be recorded and is signed, or why it would not be.
struct Each {
    reference: String,
    request: Request,
    would: Result<Would, NotDone>,
}

struct Would {
    events: Vec<Event>,
    signing: Option<Signing>,
}

/// Refuses to give one answer to what is not alike: other positions, or what this person asks about.
fn are_alike(ledger: &Ledger, requests: &[(String, Request)], person: &str) -> Result<(), Failure> {
    let waiting = ledger.desk(person)?.waiting;
    let named = requests.iter().filter_map(|(reference, _)| {
        waiting.iter().find(|one| one.subject().eq_ignore_ascii_case(reference))
    });
    let mut first = None;
    for one in named {
        if let Some(why) = one.apart(first, person) {
            return Err(Failure::refused(format!("{}: {why}", one.subject()), "see `plenary desk`"));
        }
        first = first.or(Some(one));
    }
    Ok(())
}

/// What would come of each, with exactly what is signed of it: read before anybody agrees.
fn foreseen(
    ledger: &Ledger,
    requests: Vec<(String, Request)>,
    acting: &Acting,
    key: Option<&Named>,
) -> Result<Vec<Each>, Failure> {
    let mut all = Vec::new();
    for (reference, request) in requests {
        let would = match ledger.preview(std::slice::from_ref(&request), acting) {
            Ok(events) => ledger.signing(&request, acting, key).map(|signing| Would { events, signing }),
            Err(NotDone::Trouble(trouble)) => return Err(trouble.into()),
            Err(not_done) => Err(not_done),
        };
        all.push(Each { reference, request, would });
    }
    Ok(all)
}

/// Every one of them with what it is about and the statement that is signed, or why it would be refused.
fn tell(desk: &Desk, ledger: &Ledger, all: &[Each]) -> Result<String, Failure> {
    let mut out = String::new();
    for Each { reference, would, .. } in all {
        let Would { events, signing } = match would {
            Ok(would) => would,
            Err(not_done) => {
                out.push_str(&format!("{reference}: {}\n", not_done.in_a_line()));
                continue;
            }
        };
        out.push_str(&asking::foretold(events.iter(), signing.is_some()));
        let holder = reference.split('.').next().unwrap_or(reference).parse().ok();
        let stands = holder.map_or(Ok(None), |holder| ledger.standing().recommendation(&holder))?;
        // A statement is the telling of its case.
        let stands = stands.filter(|_| signing.is_none());
        let about = stands.iter().zip(events).flat_map(|(stands, event)| decision::about(stands, &event.by));
        let width = desk.output.width();
        about.for_each(|line| out.push_str(&fold(&line, width, "  ")));
        for line in signing.iter().flat_map(Signing::lines) {
            let rows = hang(&line, width.saturating_sub(2));
            rows.iter().for_each(|row| out.push_str(&format!("  {row}\n")));
        }
    }
    Ok(out)
}

fn in_words(recorded: &[Recorded]) -> String {
    recorded.iter().map(|one| one.record.event.in_words()).collect::<Vec<_>>().join("; ")
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
