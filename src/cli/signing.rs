//! Decisions are signed where there is a key: decided without recording, signed by OpenSSH, and then recorded.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use clap::{Arg, ArgMatches, value_parser};
use signal_hook::consts::SIGINT;

use super::failure::Failure;
use super::{Desk, agreeing, asking};
use crate::briefing::layout::hang;
use crate::journey::request::Request;
use crate::ledger::keygen::{Named, NotSigned};
use crate::ledger::signing::{Signing, Turn};
use crate::ledger::{Acting, Ledger};

/// The option with which a decision's command names the key.
pub fn argument() -> Arg {
    Arg::new("key")
        .long("key")
        .value_name("PATH")
        .value_parser(value_parser!(PathBuf))
        .help("sign with this key; else the config file's, else one that the ssh-agent holds")
}

/// Records a decision, with a signature where there is a key for it: then what would be recorded and the statement are
/// shown first and agreed to. With `--dry-run` they are shown, and nothing is recorded.
pub fn record(
    desk: &Desk,
    ledger: &mut Ledger,
    request: Request,
    acting: &Acting,
    matches: &ArgMatches,
) -> Result<(), Failure> {
    let named = named(desk, matches);
    let signing = ledger.signing(&request, acting, named.as_ref())?;
    let left_aside = ledger.key_left_aside(acting, named.as_ref())?;
    let notes: Vec<String> = left_aside.iter().map(|aside| format!("note: {aside}")).collect();
    let Some(signing) = signing else {
        return asking::record_noting(desk, ledger, &[request], acting, notes);
    };
    let said = || format!("\nto be {}\n", rows(desk, &signing).join("\n"));
    let remarks = [asking::remarks(ledger, &[&signing.event])?, notes.clone()].concat();
    if desk.dry_run {
        asking::foretell(desk, std::slice::from_ref(&signing.event), &remarks, true)?;
        return if desk.is_text() { desk.output.text(&said()) } else { Ok(()) };
    }
    if !matches.get_flag(agreeing::YES) {
        let shown =
            asking::foretold(std::iter::once(&signing.event), true) + &asking::lines(&remarks) + &said();
        agreeing::ask(desk, &shown, &agreeing::Asked::signed())?;
    }
    desk.watching.rest();
    let shown = std::io::stderr().is_terminal().then_some(Turn::ALONE);
    let recorded = while_asked(|| ledger.record_as_shown(&request, acting, Some(&signing), shown))?;
    asking::tell(desk, ledger, &recorded, &[], notes)
}

/// Leaves Ctrl-C to OpenSSH while it asks for a passphrase or waits for a touch: that is ended by it, and what came of it
/// is told. Afterwards it ends the program as it ends any other.
pub fn while_asked<T>(sign: impl FnOnce() -> T) -> T {
    let ends = Arc::new(AtomicBool::new(false));
    // Where it cannot be left to it, it ends the program too, and nothing is recorded either.
    let _ = signal_hook::flag::register_conditional_default(SIGINT, Arc::clone(&ends));
    let signed = sign();
    ends.store(true, Ordering::Relaxed);
    signed
}

/// What is signed and with what: on a terminal as far as it is wide, elsewhere each line as it is.
fn rows(desk: &Desk, signing: &Signing) -> Vec<String> {
    let lines = signing.lines();
    match std::io::stdout().is_terminal() {
        true => lines.iter().flat_map(|line| hang(line, desk.output.width())).collect(),
        false => lines,
    }
}

/// The key that the command or the config file names.
pub fn named(desk: &Desk, matches: &ArgMatches) -> Option<Named> {
    let said = matches.get_one::<PathBuf>("key").cloned().map(|path| Named { path, config: None });
    said.or_else(|| desk.settings().signing_key())
}

impl From<NotSigned> for Failure {
    fn from(not: NotSigned) -> Failure {
        let hint = Some(not.hint()).filter(|hint| !hint.is_empty());
        Failure::Refused { what: not.to_string(), hint }
    }
}
