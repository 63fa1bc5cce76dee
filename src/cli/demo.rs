//! `demo`: makes a practice register from the file that ships, by the real requests, and opens it.

use std::io::IsTerminal;
use std::path::Path;

use clap::{Arg, ArgAction, ArgMatches, Command};

use super::failure::Failure;
use super::{Desk, asking, init, overview, place};
use crate::clock::Clock;
use crate::journey::asking::{Surroundings, Verb};
use crate::journey::people::Role;
use crate::journey::reference::InspectionCode;
use crate::ledger::opening::Access;
use crate::ledger::record::Account;
use crate::ledger::{Acting, Beginning, Ledger};

/// The practice register's story: a request a line.
const STORY: &str = include_str!("../../data/practice.txt");

pub fn command() -> Command {
    Command::new("demo").about("open a practice register, made from the data that ships").arg(
        Arg::new("fresh")
            .long("fresh")
            .action(ArgAction::SetTrue)
            .help("make it anew, without what was practised in it"),
    )
}

pub fn run(desk: &Desk, matches: &ArgMatches) -> Result<(), Failure> {
    let path = if desk.names_register() { desk.register.clone() } else { place::practice()? };
    let found = path.exists();
    if found {
        only_practice(&path, desk)?;
    }
    if found && matches.get_flag("fresh") {
        remove(&path)?;
    }
    let ledger = if found && !matches.get_flag("fresh") {
        Ledger::open(&path, Access::Write, desk.account.clone(), desk.clock)?
    } else {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|error| Failure::file(folder, &error))?;
        }
        make(&path, &desk.account, desk.clock)?
    };
    if std::io::stdout().is_terminal() && std::io::stdin().is_terminal() && desk.is_text() {
        return desk.screens(ledger);
    }
    overview::print(desk, &ledger)
}

/// Nothing but a practice register is ever opened for practice, or removed.
fn only_practice(path: &Path, desk: &Desk) -> Result<(), Failure> {
    let ledger = Ledger::open_unchecked(path, Access::Read, desk.account.clone(), desk.clock)?;
    if ledger.is_practice() {
        return Ok(());
    }
    let what = format!("`{}` is a real register, not one for practice", path.display());
    Err(Failure::refused(what, "name another place with `--register PATH`"))
}

fn remove(path: &Path) -> Result<(), Failure> {
    for ending in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(ending);
        let file = Path::new(&name);
        if file.exists() {
            std::fs::remove_file(file).map_err(|error| Failure::file(file, &error))?;
        }
    }
    Ok(())
}

/// Makes the practice register at `path` by asking for everything that its story tells, in order.
pub fn make(path: &Path, account: &Account, clock: Clock) -> Result<Ledger, Failure> {
    let mut lines =
        STORY.lines().enumerate().filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
    let wrong =
        |number: usize, what: String| Failure::usage(format!("practice story, line {}: {what}", number + 1));
    let (number, first) = lines.next().ok_or_else(|| wrong(0, "it is empty".into()))?;
    let [practice, lead, home] = fields(first).map_err(|what| wrong(number, what))?;
    let day = |number: usize, said: &str| {
        said.parse().map_err(|_| wrong(number, format!("`{said}` is not a date")))
    };
    let beginning = Beginning {
        home: home.into(),
        first: init::person(lead, &[Role::Lead], &account.user),
        scheme: init::example_scheme()?,
        practice: Some(day(number, practice)?),
        on: None,
    };
    let mut ledger = Ledger::create(path, beginning, account.clone(), clock)?;
    for (number, line) in lines {
        let [on, actor, words] = fields(line).map_err(|what| wrong(number, what))?;
        let words = words.replace("{account}", &account.user);
        let request = read(&ledger, &words).map_err(|what| wrong(number, what))?;
        let acting = Acting { actor: actor.into(), on: Some(day(number, on)?), seen: None };
        ledger.record(&[request], &acting).map_err(|no| wrong(number, no.to_string()))?;
    }
    Ok(ledger)
}

/// `date | who | what`.
fn fields(line: &str) -> Result<[&str; 3], String> {
    let mut fields = line.splitn(3, '|').map(str::trim);
    match (fields.next(), fields.next(), fields.next()) {
        (Some(on), Some(actor), Some(words)) => Ok([on, actor, words]),
        _ => Err("a line is `date | who | what`".into()),
    }
}

fn read(ledger: &Ledger, words: &str) -> Result<crate::journey::request::Request, String> {
    let words = shell_words::split(words).map_err(|wrong| wrong.to_string())?;
    let verb = Verb::named(&words[..words.len().min(2)].join(" ")).or_else(|| Verb::named(words.first()?));
    let verb = verb.ok_or_else(|| format!("`{}` is not a verb", words.join(" ")))?;
    let command = asking::verb_command(verb.name, verb).no_binary_name(true);
    let rest = &words[verb.name.split(' ').count()..];
    let matches = command.try_get_matches_from(rest).map_err(|wrong| wrong.to_string())?;
    let taken = |code: &InspectionCode| ledger.standing().code_taken(code).unwrap_or(false);
    let world = Surroundings { today: ledger.today(), taken: &taken };
    let request = verb.request(&asking::answers(verb, &matches), &world);
    request.map_err(|wrong| wrong.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))
}
