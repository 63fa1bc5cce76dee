//! `verify`: walks the chain, compares the standing with it, and names the first broken event.

use clap::{Arg, ArgAction, ArgMatches, Command};
use serde::Serialize;

use super::Desk;
use super::failure::Failure;
use crate::ledger::Ledger;
use crate::ledger::auditing::Audited;
use crate::ledger::files::Looked;
use crate::ledger::log::{self, Head, SaidHead};
use crate::ledger::opening::Access;
use crate::ledger::standing::difference::{self, Difference};
use crate::ledger::trouble::Trouble;
use crate::progress::grouped;

pub fn command() -> Command {
    Command::new("verify").about("check that nothing in the record was changed").args([
        Arg::new("head")
            .long("head")
            .value_name("SEQ:HASH")
            .help("a head printed or signed earlier, which must still be there; at least the first 12 digits of its hash"),
        Arg::new("evidence")
            .long("evidence")
            .action(ArgAction::SetTrue)
            .help("look at every file of evidence too, in the register and where it was left"),
        Arg::new("rebuild")
            .long("rebuild")
            .action(ArgAction::SetTrue)
            .help("make the standing anew from the log"),
        Arg::new("trust-this-head")
            .long("trust-this-head")
            .action(ArgAction::SetTrue)
            .help("trust the register as it stands, after it was put back from a copy on purpose"),
    ])
}

/// `verify --json`.
#[derive(Serialize)]
struct Verified {
    events: u64,
    head: String,
    contains: Option<String>,
    #[serde(skip)]
    proves: String,
    /// Every row that differs, whole.
    differences: Vec<String>,
    #[serde(skip)]
    rows: Vec<Difference>,
    decisions: Audited,
    #[serde(skip_serializing_if = "Option::is_none")]
    evidence: Option<Looked>,
    /// Files of evidence that were not looked at.
    #[serde(rename = "files_not_looked_at", skip_serializing_if = "Option::is_none")]
    not_looked_at: Option<u64>,
}

pub fn run(desk: &Desk, matches: &ArgMatches) -> Result<(), Failure> {
    let earlier = matches.get_one::<String>("head").map(|said| said.parse::<SaidHead>()).transpose();
    let earlier = earlier.map_err(|wrong| Failure::usage(wrong.to_string()))?;
    let rebuild = matches.get_flag("rebuild");
    let access = if rebuild { Access::Write } else { Access::Read };
    let ledger = Ledger::open_unchecked(&desk.register, access, desk.seat.clone())?;
    let chain = log::verify(ledger.path(), threads(), &desk.seat.progress)?;
    if let Some(said) = &earlier {
        contains(&ledger, said)?;
    }
    let trust = matches.get_flag("trust-this-head");
    if !trust {
        ledger.check_remembered()?;
    }
    if rebuild {
        ledger.rebuild()?;
    }
    let cut_short = ledger.is_cut_short()?;
    let (decisions, differences) = ledger.prove(&desk.seat.progress).map_err(|trouble| match trouble {
        Trouble::Cancelled if rebuild => Failure::Cancelled { stands: Some(REBUILT) },
        other => other.into(),
    })?;
    if trust {
        ledger.trust()?;
    }
    let evidence = matches.get_flag("evidence").then(|| ledger.look_at_files()).transpose()?;
    let not_looked_at = evidence.is_none().then_some(decisions.files);
    let verified = Verified {
        events: chain.head.seq,
        head: chain.head.to_string(),
        contains: earlier.as_ref().map(SaidHead::to_string),
        proves: earlier.as_ref().map_or(String::new(), SaidHead::proves),
        differences: differences.iter().flat_map(Difference::lines).collect(),
        rows: differences,
        decisions,
        evidence,
        not_looked_at: not_looked_at.filter(|files| *files > 0),
    };
    ledger.close();
    desk.output.document(&verified, || told(&verified))?;
    if let Some(what) = verified.decisions.unproved() {
        let hint = "keep this file as it is, and find out first who did it: `plenary history --json` tells the account and the machine; then have it decided anew";
        return Err(Failure::Trouble { what, hint: Some(hint.into()) });
    }
    let faults = verified.evidence.as_ref().map_or(0, |looked| looked.faults.len());
    match verified.rows.len() {
        0 if faults > 0 => Err(Failure::Trouble {
            what: match faults {
                1 => "1 file of evidence is not what was offered".into(),
                count => format!("{count} files of evidence are not what was offered"),
            },
            hint: Some(
                "find out who changed or moved it; the right file can be offered as further evidence".into(),
            ),
        }),
        0 => Ok(()),
        _ if cut_short => Err(Failure::Trouble {
            what: "the standing goes further than the log: the newest events are gone".into(),
            hint: Some(
                "keep this file as it is: a backup, or a head on a paper (`--head`), says what was cut off; where that is given up, `plenary verify --rebuild` makes the standing from what is left"
                    .into(),
            ),
        }),
        n => Err(Failure::Trouble {
            what: format!("the standing differs from the log in {n} rows"),
            hint: Some("the log is whole: make the standing anew with `plenary verify --rebuild`".into()),
        }),
    }
}

/// What stands where only the comparing after it was cancelled.
const REBUILT: &str = "the standing was made anew before that, and only comparing it was cancelled";

/// A second pair of eyes reads the log from its middle.
fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

fn contains(ledger: &Ledger, said: &SaidHead) -> Result<(), Failure> {
    if log::contains_said(ledger.connection(), said)? {
        return Ok(());
    }
    let now: Head = ledger.head()?;
    let what = format!("the register does not hold `{said}`; its head is `{now}`");
    Err(Failure::Trouble {
        what,
        hint: Some(
            "events were cut off, or another register stands in its place: find the copy that holds it"
                .into(),
        ),
    })
}

/// That there are files which were not looked at, and how to.
fn left_out(files: u64) -> String {
    let count = match files {
        1 => "1 file of evidence was".to_string(),
        more => format!("{} files of evidence were", grouped(more)),
    };
    format!("{count} not looked at: `plenary verify --evidence` does")
}

fn told(verified: &Verified) -> String {
    let mut out = format!("the chain of {} events is whole; head {}\n", verified.events, verified.head);
    if let Some(head) = &verified.contains {
        out.push_str(&format!("it holds {head}{}\n", verified.proves));
    }
    // What is wrong with events first: a row that differs is made anew from them.
    let mut lines = verified.decisions.lines();
    match verified.rows.as_slice() {
        [] => lines.push("the standing says what the log says".into()),
        rows => lines.extend(difference::told(rows)),
    }
    lines.extend(verified.evidence.iter().flat_map(Looked::lines));
    lines.extend(verified.not_looked_at.map(left_out));
    lines.iter().for_each(|line| out.push_str(&format!("{line}\n")));
    out
}
