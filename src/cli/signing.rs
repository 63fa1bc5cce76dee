//! Decisions are signed where there is a key: decided without recording, signed by OpenSSH, and then recorded.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches, value_parser};

use super::failure::Failure;
use super::{Desk, asking};
use crate::journey::request::Request;
use crate::ledger::keygen::{NotSigned, Signer};
use crate::ledger::{Acting, Ledger};

/// The option with which a decision's command names the key.
pub fn argument() -> Arg {
    Arg::new("key")
        .long("key")
        .value_name("PATH")
        .value_parser(value_parser!(PathBuf))
        .help("sign with this key; else the config file's, else one that the ssh-agent holds")
}

/// Records a decision, with a signature where there is a key for it; with `--dry-run` shows what would be
/// recorded, and the statement that would be signed.
pub fn record(
    desk: &Desk,
    ledger: &mut Ledger,
    request: Request,
    acting: &Acting,
    matches: &ArgMatches,
) -> Result<(), Failure> {
    let register = ledger.standing().register()?;
    let on = acting.on.unwrap_or_else(|| ledger.today());
    let named = named(desk, matches);
    let to_sign = ledger.to_sign(&request, acting)?;
    let signer = match register.person(&acting.actor) {
        Some(person) => Signer::of(person, on, named.as_deref())?,
        None => None,
    };
    let (Some(to_sign), Some(signer)) = (to_sign, signer) else {
        return asking::record(desk, ledger, &[request], acting);
    };
    if desk.dry_run {
        asking::foretell(desk, std::slice::from_ref(&to_sign.event))?;
        let said = || format!("\nwould be signed with {}:\n\n{}", signer.fingerprint, to_sign.statement);
        return if desk.is_text() { desk.output.text(&said()) } else { Ok(()) };
    }
    desk.watching.rest();
    let signed = signer.sign(&to_sign.statement, std::io::stderr().is_terminal())?;
    let recorded = ledger.record_signed(request, acting, signed)?;
    asking::tell(desk, ledger, &recorded)
}

/// The key that the command or the config file names.
fn named(desk: &Desk, matches: &ArgMatches) -> Option<PathBuf> {
    let said = matches.get_one::<PathBuf>("key").cloned();
    said.or_else(|| {
        let set = &desk.settings().key.value;
        (!set.is_empty()).then(|| Path::new(set).to_path_buf())
    })
}

impl From<NotSigned> for Failure {
    fn from(not: NotSigned) -> Failure {
        let hint = Some(not.hint()).filter(|hint| !hint.is_empty());
        Failure::Refused { what: not.to_string(), hint }
    }
}
