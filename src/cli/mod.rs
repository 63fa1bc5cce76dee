//! ASKED: the command line. Reading verbs have a file each; every request of the journey is asked for
//! through one table, `journey::asking::VERBS`.

mod actor;
mod asking;
mod backup;
mod demo;
mod documents;
mod failure;
mod finding;
mod history;
mod import;
mod init;
mod list;
mod lists;
mod output;
mod overview;
mod place;
mod scheme;
mod show;
mod verify;

use std::ffi::OsString;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use crate::clock::Clock;
use crate::ledger::opening::Access;
use crate::ledger::remembered::Remembered;
use crate::ledger::{Ledger, Seat};
use failure::Failure;
use output::{Form, Output};

/// Runs a command line; prints one failure on standard error, if there is one, and gives the exit code:
/// 0 done, 1 refused by the rules, 2 wrong usage, 3 could not read or write.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let matches = match command().try_get_matches_from(arguments) {
        Ok(matches) => matches,
        Err(error) => return failure::misused(&error),
    };
    let done = Desk::of(&matches).and_then(|desk| desk.answer(&matches));
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.tell(),
    }
}

/// The whole command line.
pub fn command() -> Command {
    let reading = [
        init::command(),
        import::command(),
        list::command(),
        show::command(),
        history::command(),
        overview::command(),
        verify::command(),
        backup::command(),
        demo::command(),
        documents::completions(),
        documents::man(),
    ];
    let commands = asking::commands(reading.into_iter().chain(lists::commands()).chain([scheme::command()]));
    Command::new("plenary")
        .version(env!("CARGO_PKG_VERSION"))
        .about("Follows every inspectorate recommendation to a police force from plenary to closure")
        .after_help("Without a command: the screens, or without a terminal the overview.\nExit codes: 0 done, 1 refused by the rules, 2 wrong usage, 3 could not read or write.")
        .args(global_arguments())
        .subcommands(commands)
        .disable_help_subcommand(true)
}

fn global_arguments() -> [Arg; 7] {
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
        flag("dry-run", "Show what would be recorded, and record nothing"),
        flag("json", "Print JSON"),
        flag("csv", "Print CSV, where something is a list"),
        flag("plain", "Print plain text without colours or drawings"),
    ]
}

/// What every verb needs: which register, who sits there, and how to print.
pub(crate) struct Desk {
    register: PathBuf,
    seat: Seat,
    actor: Option<String>,
    on: Option<String>,
    dry_run: bool,
    /// Whether nothing may be drawn.
    plain: bool,
    output: Output,
}

impl Desk {
    fn of(matches: &ArgMatches) -> Result<Desk, Failure> {
        let form = match (matches.get_flag("json"), matches.get_flag("csv")) {
            (true, true) => return Err(Failure::usage("`--json` and `--csv` exclude each other")),
            (true, false) => Form::Json,
            (false, true) => Form::Csv,
            (false, false) => Form::Text,
        };
        Ok(Desk {
            register: place::register(matches.get_one::<PathBuf>("register"))?,
            seat: Seat {
                account: actor::account(),
                clock: Clock::Machine,
                remembered: Remembered::of_this_user(),
            },
            actor: matches.get_one::<String>("actor").cloned(),
            on: matches.get_one::<String>("on").cloned(),
            dry_run: matches.get_flag("dry-run"),
            plain: matches.get_flag("plain"),
            output: Output::new(form),
        })
    }

    fn answer(&self, matches: &ArgMatches) -> Result<(), Failure> {
        let Some((name, matches)) = matches.subcommand() else { return self.look() };
        if self.dry_run && writes_without_recording(name, matches) {
            return Err(Failure::usage(format!(
                "`{name}` records nothing; there is nothing to show with `--dry-run`"
            )));
        }
        match name {
            "init" => init::run(self, matches),
            "import" => import::run(self, matches),
            "list" => list::run(self, matches),
            "show" => show::run(self, matches),
            "history" => history::run(self, matches),
            "overview" => overview::run(self),
            "verify" => verify::run(self, matches),
            "backup" => backup::run(self, matches),
            "demo" => demo::run(self, matches),
            "completions" => documents::run_completions(self, matches),
            "man" => documents::run_man(self, matches),
            _ => match matches.subcommand() {
                Some((second, matches)) => asking::run(self, &format!("{name} {second}"), matches),
                None if name == "scheme" => scheme::run(self),
                None if lists::is_list(name) => lists::run(self, name),
                None => asking::run(self, name, matches),
            },
        }
    }

    /// What `plenary` alone does: the screens, or without a terminal the overview.
    fn look(&self) -> Result<(), Failure> {
        let terminal = std::io::stdout().is_terminal() && std::io::stdin().is_terminal();
        if !terminal || self.plain || !self.is_text() {
            return overview::run(self);
        }
        let ledger = self.open(Access::Write)?;
        self.screens(ledger)
    }

    /// The screens on an open register.
    fn screens(&self, ledger: Ledger) -> Result<(), Failure> {
        let actor = actor::acting(self, &ledger)?.actor;
        crate::tui::run(ledger, actor)
            .map_err(|error| Failure::Trouble { what: format!("{error:#}"), hint: None })
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

    fn open(&self, access: Access) -> Result<Ledger, Failure> {
        Ok(Ledger::open(&self.register, access, self.seat.clone())?)
    }
}

/// Whether a command writes something that is no request, of which `--dry-run` could show nothing.
fn writes_without_recording(name: &str, matches: &ArgMatches) -> bool {
    match name {
        "backup" | "demo" => true,
        "verify" => matches.get_flag("rebuild") || matches.get_flag("trust-this-head"),
        _ => false,
    }
}
