//! ASKED: the command line. Reading verbs have a file each; every request of the journey is asked for
//! through one table, `journey::asking::VERBS`.

mod actor;
mod agenda;
mod agreeing;
mod asking;
mod backup;
mod beginning;
mod brief;
mod calendar;
mod chase;
mod config;
mod demo;
mod desk;
mod diff;
mod doctor;
mod documents;
mod export;
mod failure;
mod finding;
mod forecast;
mod history;
mod import;
mod init;
mod list;
mod lists;
mod output;
mod overview;
mod owners;
mod pictures;
mod place;
mod restore;
mod scheme;
mod show;
mod signing;
mod together;
mod undo;
mod verify;
mod watching;
mod why;

use std::cell::OnceCell;
use std::ffi::OsString;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use crate::clock::Clock;
use crate::ledger::newcomer::Begun;
use crate::ledger::opening::Access;
use crate::ledger::past::Moment;
use crate::ledger::remembered::Remembered;
use crate::ledger::trouble::Trouble;
use crate::ledger::{Ledger, Seat};
use crate::settings::{Configuration, Settings};
use failure::Failure;
use output::{Form, Output};
use watching::Watching;

/// Runs a command line; prints one failure on standard error, if there is one, and gives the exit code:
/// 0 done, 1 refused by the rules, 2 wrong usage, 3 could not read or write. Work that a signal cancelled ends
/// by that signal, after it was undone and told.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let matches = match command().try_get_matches_from(arguments) {
        Ok(matches) => matches,
        Err(error) => return failure::misused(&error),
    };
    let desk = match Desk::of(&matches) {
        Ok(desk) => desk,
        Err(failure) => return failure.tell(),
    };
    let done = desk.answer(&matches);
    desk.watching.rest();
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            let code = failure.tell_after(desk.watching.last_said());
            if let Failure::Cancelled { .. } = failure {
                desk.watching.end_by_signal();
            }
            code
        }
    }
}

/// The whole command line.
pub fn command() -> Command {
    let reading = [
        init::command(),
        import::command(),
        list::command(),
        show::command(),
        why::command(),
        undo::command(),
        history::command(),
        overview::command(),
        desk::command(),
        owners::command(),
        brief::command(),
        calendar::command(),
        agenda::command(),
        chase::command(),
        diff::command(),
        forecast::command(),
        verify::command(),
        backup::command(),
        export::command(),
        restore::command(),
        doctor::command(),
        demo::command(),
        linear(),
        config::command(),
        documents::completions(),
        documents::man(),
    ];
    let reading = reading.into_iter().chain(pictures::commands()).chain(lists::commands());
    let commands = asking::commands(reading.chain([scheme::command()]));
    Command::new("plenary")
        .version(env!("CARGO_PKG_VERSION"))
        .about("Follows every inspectorate recommendation to a police force from plenary to closure")
        .after_help("Without a command: the screens (with --plain or TERM=dumb the same in plain lines), or without a terminal the overview.\nExit codes: 0 done, 1 refused by the rules, 2 wrong usage, 3 could not read or write;\nCtrl-C and SIGTERM end it as they end any program (a shell shows 130 and 143), with nothing half done.")
        .args(global_arguments())
        .subcommands(commands)
        .disable_help_subcommand(true)
}

fn linear() -> Command {
    Command::new("linear")
        .about("everything that the screens do, in plain lines; reads what to do from standard input")
}

fn global_arguments() -> [Arg; 9] {
    let option = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name).long(name).global(true).value_name(value).help(help)
    };
    let flag = |name: &'static str, help: &'static str| {
        Arg::new(name).long(name).global(true).action(ArgAction::SetTrue).help(help)
    };
    [
        option("register", "PATH", "The register; else PLENARY_REGISTER, else the one in the data folder")
            .value_parser(value_parser!(PathBuf)),
        option("actor", "NAME", "Who acts, where this account serves several people"),
        option("on", "DATE", "The day it happened, if not today"),
        option("as-at", "DATE|MEETING", "Read the register as it stood at the end of that day or meeting"),
        option("known-at", "DATE", "Read only what had been recorded by the end of that day"),
        flag("dry-run", "Show what would be recorded, and record nothing"),
        flag("json", "Print JSON"),
        flag("csv", "Print CSV, where something is a list"),
        flag("plain", "Print plain text without colours or drawings; without a command, talk in plain lines"),
    ]
}

/// What every verb needs: which register, who sits there, and how to print.
pub(crate) struct Desk {
    register: PathBuf,
    seat: Seat,
    actor: Option<String>,
    on: Option<String>,
    as_at: Option<String>,
    known_at: Option<String>,
    dry_run: bool,
    /// Whether nothing may be drawn.
    plain: bool,
    watching: Watching,
    output: Output,
    settings: OnceCell<Settings>,
}

impl Desk {
    fn of(matches: &ArgMatches) -> Result<Desk, Failure> {
        let form = match (matches.get_flag("json"), matches.get_flag("csv")) {
            (true, true) => return Err(Failure::usage("`--json` and `--csv` exclude each other")),
            (true, false) => Form::Json,
            (false, true) => Form::Csv,
            (false, false) => Form::Text,
        };
        let plain = matches.get_flag("plain");
        let watching = Watching::new(plain);
        Ok(Desk {
            register: place::register(matches.get_one::<PathBuf>("register"))?,
            seat: Seat {
                account: actor::account(),
                clock: Clock::Machine,
                remembered: Remembered::of_this_user(),
                progress: watching.progress(),
            },
            actor: matches.get_one::<String>("actor").cloned(),
            on: matches.get_one::<String>("on").cloned(),
            as_at: matches.get_one::<String>("as-at").cloned(),
            known_at: matches.get_one::<String>("known-at").cloned(),
            dry_run: matches.get_flag("dry-run"),
            plain,
            output: Output::new(form).after(watching.clone()),
            watching,
            settings: OnceCell::new(),
        })
    }

    /// The same desk with another seat at it.
    fn again(&self, seat: Seat) -> Desk {
        Desk {
            register: self.register.clone(),
            seat,
            actor: self.actor.clone(),
            on: self.on.clone(),
            as_at: self.as_at.clone(),
            known_at: self.known_at.clone(),
            dry_run: self.dry_run,
            plain: self.plain,
            watching: self.watching.clone(),
            output: Output::new(self.output.form()).after(self.watching.clone()),
            settings: OnceCell::new(),
        }
    }

    fn answer(&self, matches: &ArgMatches) -> Result<(), Failure> {
        let Some((name, matches)) = matches.subcommand() else { return self.look() };
        if self.dry_run && writes_without_recording(name, matches) {
            return Err(Failure::usage(format!(
                "`{name}` records nothing; there is nothing to show with `--dry-run`"
            )));
        }
        if self.looks_back() && tells_no_past(name) {
            let what = format!("`{name}` asks nothing of the register that could be asked of its past");
            let hint = Some("`--as-at` and `--known-at` go with what reads the register".into());
            return Err(Failure::Usage { what, hint });
        }
        match name {
            "init" => init::run(self, matches),
            "import" => import::run(self, matches),
            "list" => list::run(self, matches),
            "show" => show::run(self, matches),
            "why" => why::run(self, matches),
            "undo" => undo::run(self, matches),
            "history" => history::run(self, matches),
            "overview" => overview::run(self),
            "desk" => desk::run(self, matches),
            "owners" => owners::run(self, matches),
            "brief" => brief::run(self, matches),
            "calendar" => calendar::run(self, matches),
            "agenda" => agenda::run(self, matches),
            "chase" => chase::run(self, matches),
            "diff" => diff::run(self, matches),
            "forecast" => forecast::run(self, matches),
            "ageing" => pictures::run_ageing(self),
            "flow" => pictures::run_flow(self),
            "clocks" => pictures::run_clocks(self, matches),
            "verify" => verify::run(self, matches),
            "backup" => backup::run(self, matches),
            "export" => export::run(self, matches),
            "restore" => restore::run(self, matches),
            "doctor" => doctor::run(self, matches),
            "demo" => demo::run(self, matches),
            "linear" => self.converse(Manner::Lines),
            "config" => config::run(self, matches),
            "completions" => documents::run_completions(self, matches),
            "man" => documents::run_man(self, matches),
            _ => match matches.subcommand() {
                Some((second, matches)) => asking::run(self, &format!("{name} {second}"), matches),
                None if name == "scheme" => scheme::run(self),
                None if lists::is_list(name) => lists::run(self, name, matches),
                None => asking::run(self, name, matches),
            },
        }
    }

    /// What `plenary` alone does: the screens, or plain lines where nothing may be drawn,
    /// or without a terminal the overview.
    fn look(&self) -> Result<(), Failure> {
        let terminal = std::io::stdout().is_terminal() && std::io::stdin().is_terminal();
        if !terminal || !self.is_text() {
            return overview::run(self);
        }
        self.converse(self.manner())
    }

    /// The screens, or plain lines.
    fn manner(&self) -> Manner {
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        if self.plain || dumb { Manner::Lines } else { Manner::Screens }
    }

    /// The screens or the plain lines on the register, or on the one that is made because there is none.
    fn converse(&self, manner: Manner) -> Result<(), Failure> {
        match self.opened() {
            Ok(ledger) => {
                let as_at = self.looks_back().then(|| self.moment(&ledger)).transpose()?;
                let begun = actor::begun(self, ledger)?;
                self.show(Begun { as_at, ..begun }, manner)
            }
            Err(Trouble::Missing { .. }) => beginning::welcome(self, manner),
            Err(Trouble::NoFolder { .. }) if place::is_default(&self.register) => {
                beginning::welcome(self, manner)
            }
            Err(trouble) => Err(trouble.into()),
        }
    }

    /// The register, to be read alone where it cannot be written.
    fn opened(&self) -> Result<Ledger, Trouble> {
        match Ledger::open(&self.register, Access::Write, self.seat.clone()) {
            Err(refused @ (Trouble::ReadOnly { .. } | Trouble::NoPermission { .. })) => {
                Ledger::open(&self.register, Access::Read, self.seat.clone()).map_err(|_| refused)
            }
            opened => opened,
        }
    }

    /// The screens or the plain lines on an open register.
    fn show(&self, begun: Begun, manner: Manner) -> Result<(), Failure> {
        self.watching.rest();
        let begun = Begun { ledger: begun.ledger.unwatched(), ..begun };
        let begun = begun.naming(place::named);
        let configuration = Configuration::of_this_user();
        match manner {
            Manner::Screens => crate::tui::run(begun, configuration)
                .map_err(|error| Failure::Trouble { what: format!("{error:#}"), hint: None }),
            Manner::Lines => Ok(crate::linear::run(begun, configuration, self.output.width())?),
        }
    }

    /// What the person wishes. What is wrong with the wishes is said once, on a line, and nothing fails for it.
    fn settings(&self) -> &Settings {
        let read = || {
            let configuration = Configuration::of_this_user();
            failure::complain(&configuration.told_shortly());
            configuration.settings
        };
        self.settings.get_or_init(read)
    }

    fn is_text(&self) -> bool {
        self.output.form() == Form::Text
    }

    /// The register at one moment, to answer from.
    fn read(&self) -> Result<Ledger, Failure> {
        let ledger = self.open(Access::Read)?;
        ledger.stand_still()?;
        Ok(ledger)
    }

    /// The register, or where somebody looks back that past of it: whatever is asked of it is refused there
    /// if it would be recorded.
    fn open(&self, access: Access) -> Result<Ledger, Failure> {
        if !self.looks_back() {
            return Ok(Ledger::open(&self.register, access, self.seat.clone())?);
        }
        let ledger = Ledger::open(&self.register, Access::Read, self.seat.clone())?;
        let past = ledger.as_at(&self.moment(&ledger)?)?;
        self.output.look_back(past.here());
        Ok(past)
    }

    fn looks_back(&self) -> bool {
        self.as_at.is_some() || self.known_at.is_some()
    }

    /// The moment that `--as-at` and `--known-at` name.
    fn moment(&self, ledger: &Ledger) -> Result<Moment, Failure> {
        Ok(ledger.moment(self.as_at.as_deref(), self.known_at.as_deref())?)
    }
}

/// How a person is met who wants more than one answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    Screens,
    /// Plain lines, with nothing drawn.
    Lines,
}

/// Whether a command asks nothing of the register that could be asked of its past. What would be recorded is
/// refused by the past itself.
fn tells_no_past(name: &str) -> bool {
    matches!(
        name,
        "init"
            | "verify"
            | "backup"
            | "export"
            | "restore"
            | "doctor"
            | "demo"
            | "config"
            | "completions"
            | "man"
    )
}

/// Whether a command writes something that is no request, of which `--dry-run` could show nothing.
fn writes_without_recording(name: &str, matches: &ArgMatches) -> bool {
    match name {
        "backup" | "export" | "restore" | "demo" => true,
        "list" | "brief" | "chase" => matches.contains_id("to"),
        "calendar" => matches.contains_id("ics"),
        "config" => matches.get_flag("write"),
        "verify" => matches.get_flag("rebuild") || matches.get_flag("trust-this-head"),
        _ => false,
    }
}
