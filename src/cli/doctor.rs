//! `doctor`: one page that says where everything is, whether it is as it should be, and what to do where it is not.
//! It changes nothing.

use std::fmt::Display;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use clap::{ArgMatches, Command};
use serde::Serialize;

use super::failure::Failure;
use super::{Desk, actor};
use crate::briefing::layout::{beside, fold};
use crate::ledger::log::{Log, SqliteLog};
use crate::ledger::opening::{self, Access};
use crate::ledger::standing;
use crate::ledger::trouble::Trouble;
use crate::ledger::{lies_on, with_ending};
use crate::progress::grouped;
use crate::settings::Configuration;

pub fn command() -> Command {
    Command::new("doctor").about("tell where everything is, and what to do where something is wrong")
}

/// One thing that was looked at.
#[derive(Debug, Serialize)]
struct Finding {
    what: &'static str,
    found: String,
    /// Whether something must be done about it.
    problem: bool,
    hint: Option<String>,
}

impl Finding {
    fn good(what: &'static str, found: impl Display) -> Finding {
        Finding { what, found: found.to_string(), problem: false, hint: None }
    }

    fn bad(what: &'static str, found: impl Display, hint: impl Into<String>) -> Finding {
        Finding { problem: true, ..Finding::good(what, found).noted(hint) }
    }

    fn noted(self, hint: impl Into<String>) -> Finding {
        Finding { hint: Some(hint.into()), ..self }
    }

    fn trouble(what: &'static str, trouble: &Trouble) -> Finding {
        Finding::bad(what, trouble, trouble.hint())
    }
}

pub fn run(desk: &Desk, matches: &ArgMatches) -> Result<(), Failure> {
    let mut found = vec![
        Finding::good("program", format!("plenary {}", env!("CARGO_PKG_VERSION"))),
        Finding::good("sqlite", rusqlite::version()),
        register_named(desk, matches),
    ];
    found.extend(place(&desk.register));
    found.extend(register(desk));
    found.push(state_folder(desk));
    found.push(settings());
    found.extend(terminal(|name| std::env::var(name).ok()));
    let problems = found.iter().filter(|finding| finding.problem).count();
    desk.output.document(&found, || told(&found, desk.output.width()))?;
    match problems {
        0 => Ok(()),
        1 => Err(Failure::Trouble { what: "1 thing needs attention".into(), hint: None }),
        n => Err(Failure::Trouble { what: format!("{n} things need attention"), hint: None }),
    }
}

fn told(found: &[Finding], width: usize) -> String {
    let line = |finding: &Finding| {
        let mark = if finding.problem { "!" } else { " " };
        let hint =
            finding.hint.iter().map(|hint| fold(&format!("hint: {hint}"), width, "                    "));
        beside(&format!("{mark} {:<18}", finding.what), &finding.found, width) + &hint.collect::<String>()
    };
    found.iter().map(line).collect()
}

fn register_named(desk: &Desk, matches: &ArgMatches) -> Finding {
    let by = match () {
        () if matches.get_one::<PathBuf>("register").is_some() => "named by --register",
        () if !super::place::is_default(&desk.register) => "named by PLENARY_REGISTER",
        () => "the platform's folder for data",
    };
    Finding::good("register", format!("{} ({by})", desk.register.display()))
}

/// The file system below the register, its room, and whether this user may write there.
fn place(register: &Path) -> Vec<Finding> {
    let folder = register.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let Some(lies) = lies_on(folder) else {
        let hint = "make the folder, or name another register with `--register PATH`";
        return vec![Finding::bad("folder", format!("{} is not there", folder.display()), hint)];
    };
    let system = match lies.network {
        true => Finding::bad(
            "file system",
            lies.kind,
            "several machines cannot share one register safely; move it to a local disk",
        ),
        false => Finding::good("file system", format!("{}, local", lies.kind)),
    };
    let mib = lies.free >> 20;
    let free = match mib {
        ..64 => Finding::bad(
            "free space",
            format!("{mib} MiB"),
            "make room on that disk: below 16 MiB nothing is recorded",
        ),
        _ => Finding::good("free space", format!("{} MiB", grouped(mib))),
    };
    let may = |path: &Path| rustix::fs::access(path, rustix::fs::Access::WRITE_OK).is_ok();
    let writing = match (may(folder), !register.exists() || may(register)) {
        (true, true) => Finding::good("permission", "the register and its folder may be written"),
        (true, false) => Finding::bad(
            "permission",
            "the register may be read but not written",
            "ask whoever keeps it for write permission, or go on reading",
        ),
        (false, _) => Finding::bad(
            "permission",
            "the folder may not be written",
            "SQLite keeps two files beside the register: ask for write permission on the folder",
        ),
    };
    vec![system, free, writing]
}

/// What stands in the register, as far as it can be told without reading all of it.
fn register(desk: &Desk) -> Vec<Finding> {
    let path = &desk.register;
    if !path.exists() {
        return vec![
            Finding::good("record", "no register yet")
                .noted("make one with `plenary init`, or practise with `plenary demo`"),
        ];
    }
    let conn = match opening::open(path, Access::Read) {
        Ok(conn) => conn,
        Err(trouble) => return vec![Finding::trouble("record", &trouble)],
    };
    let size = |path: PathBuf| path.metadata().map_or(0, |file| file.len());
    let (bytes, ahead) = (size(path.clone()), size(with_ending(path, "-wal")));
    let record = match SqliteLog::new(&conn).head() {
        Ok(head) => Finding::good(
            "record",
            format!(
                "{} events, head {head}; {} KiB, and {} KiB beside it in `-wal`",
                grouped(head.seq),
                grouped(bytes >> 10),
                grouped(ahead >> 10)
            ),
        ),
        Err(trouble) => Finding::trouble("record", &trouble),
    };
    let standing = match standing::is_up_to_date(&conn) {
        Ok(true) => Finding::good("standing", "of this version, and as far as the log"),
        Ok(false) => Finding::good("standing", "of another version, or behind the log")
            .noted("it is made anew by itself when the register is opened next"),
        Err(trouble) => Finding::trouble("standing", &trouble),
    };
    let seen = match desk.seat.remembered.as_ref().map(|remembered| remembered.check(&conn, path)) {
        None => Finding::good("last seen", "nothing is remembered: this user has no folder for it"),
        Some(Ok(())) => Finding::good("last seen", "everything that you saw in it is there"),
        Some(Err(trouble)) => Finding::trouble("last seen", &trouble),
    };
    vec![record, standing, seen, who(desk)]
}

/// For whom this account acts; read only where that changes nothing.
fn who(desk: &Desk) -> Finding {
    let account = &desk.seat.account.user;
    let acts = || -> Result<String, Failure> {
        let conn = opening::open(&desk.register, Access::Read)?;
        let register = standing::Loaded::register(&conn)?.state.register;
        actor::name(desk, &register)
    };
    match acts() {
        Ok(name) => Finding::good("who acts", format!("account {account}, {name}")),
        Err(failure) => {
            let (what, hint) = failure.into_words();
            Finding { hint, ..Finding::good("who acts", what) }
        }
    }
}

fn state_folder(desk: &Desk) -> Finding {
    let Some(remembered) = &desk.seat.remembered else {
        return Finding::bad(
            "state folder",
            "none",
            "name one in `PLENARY_STATE_DIR`: without it a register that was cut short is not noticed",
        );
    };
    let folder = remembered.folder();
    let nearest = folder.ancestors().find(|folder| folder.exists()).unwrap_or(folder);
    match rustix::fs::access(nearest, rustix::fs::Access::WRITE_OK) {
        Ok(()) => Finding::good("state folder", folder.display()),
        Err(_) => Finding::bad(
            "state folder",
            format!("{} cannot be written", folder.display()),
            "name another in `PLENARY_STATE_DIR`",
        ),
    }
}

fn settings() -> Finding {
    let configuration = Configuration::of_this_user();
    let Some(path) = &configuration.path else {
        return Finding::good("settings", "none: this user has no folder for them");
    };
    match (configuration.found, configuration.remarks.len()) {
        (false, _) => Finding::good("settings", format!("none at {}", path.display()))
            .noted("`plenary config --write` makes a file to begin with"),
        (true, 0) => Finding::good("settings", path.display()),
        (true, n) => Finding::bad(
            "settings",
            format!("{}: {n} of its entries cannot be used", path.display()),
            "`plenary config` says which",
        ),
    }
}

/// What the terminal is, and what that means for the screens.
fn terminal(variable: impl Fn(&str) -> Option<String>) -> Vec<Finding> {
    let said = |name: &str| variable(name).filter(|value| !value.is_empty());
    let mut found = vec![match (std::io::stdout().is_terminal(), crossterm::terminal::size()) {
        (true, Ok((columns, lines))) if columns < 60 || lines < 20 => Finding::bad(
            "terminal",
            format!("{columns}×{lines}"),
            "the screens need 60×20: make the window larger, or use `--plain`",
        ),
        (true, Ok((columns, lines))) => Finding::good("terminal", format!("{columns}×{lines}")),
        _ => Finding::good("terminal", "none: answers are printed, and the screens stay closed"),
    }];
    found.push(match said("TERM").as_deref() {
        None | Some("dumb") => Finding::good("drawing", "TERM is `dumb` or not set")
            .noted("nothing is drawn: questions and answers come line by line, as with `--plain`"),
        Some(term) => {
            let colours = said("COLORTERM").map_or(String::new(), |colours| format!(", COLORTERM {colours}"));
            Finding::good("drawing", format!("TERM {term}{colours}"))
        }
    });
    if said("NO_COLOR").is_some() {
        found.push(
            Finding::good("colours", "off: NO_COLOR is set")
                .noted("letters and words say everything that colours say"),
        );
    }
    if said("TMUX").is_some() {
        found.push(
            Finding::good("tmux", "yes")
                .noted("copying with `y` needs `set -g set-clipboard on` in tmux.conf"),
        );
    }
    found.push(match said("VISUAL").or_else(|| said("EDITOR")) {
        Some(editor) => Finding::good("editor", editor),
        None => Finding::good("editor", "vi").noted("set `VISUAL` to the one you like"),
    });
    found
}
