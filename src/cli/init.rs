//! `init`: makes a register, with its home body and its first person.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use super::failure::Failure;
use super::{Desk, actor, asking};
use crate::journey::event::Event;
use crate::journey::people::{Holding, Person, Role};
use crate::journey::scheme::Scheme;
use crate::journey::text::clean_line;
use crate::ledger::trouble::Trouble;
use crate::ledger::{Beginning, Ledger};

/// The scheme that ships: an example to be replaced.
const EXAMPLE_SCHEME: &str = include_str!("../../data/scheme.toml");

pub fn command() -> Command {
    let option = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name(value).help(help)
    };
    Command::new("init").about("make a register").args([
        option("home", "BODY", "the force whose register it is").required(true),
        option("me", "NAME", "your name, as the record will show it").required(true),
        option("role", "ROLE", "your role, once for each: lead, owner, approver, lpb-office, reader")
            .required(true)
            .action(ArgAction::Append),
        option("scheme", "FILE", "the scheme (TOML); the example that ships if left out")
            .value_parser(value_parser!(PathBuf)),
    ])
}

pub fn run(desk: &Desk, matches: &ArgMatches) -> Result<(), Failure> {
    let words = |name: &str| {
        matches.get_one::<String>(name).map(|said| clean_line(said).into_owned()).unwrap_or_default()
    };
    let roles: Result<Vec<Role>, Failure> =
        matches.get_many::<String>("role").into_iter().flatten().map(|said| role(said)).collect();
    let (home, me, roles) = (words("home"), words("me"), roles?);
    let scheme = match matches.get_one::<PathBuf>("scheme") {
        None => example_scheme()?,
        Some(path) => {
            let text = std::fs::read_to_string(path).map_err(|error| Failure::file(path, &error))?;
            read_scheme(&text, &path.display().to_string())?
        }
    };
    let on = actor::day(desk, desk.seat.clock.today())?;
    let wish = Wish { home: &home, me: &me, roles: &roles, scheme, on };
    if desk.dry_run {
        return asking::foretell(desk, &foretold(desk, wish)?, &[], false);
    }
    let ledger = made(desk, wish)?;
    let (path, head) = (desk.register.display().to_string(), ledger.head()?);
    let register = ledger.standing().register()?;
    desk.output.document(&serde_json::json!({ "register": path, "home": register.home, "head": head.to_string() }), || {
        let example = if register.scheme.example { "its levels are an example: replace them with `plenary scheme adopt FILE`\n" } else { "" };
        format!("made the register of {} at {path}\n{example}next: `plenary import FILE`, or `plenary inspection add`\n", register.home)
    })
}

/// What a register begins with.
pub struct Wish<'a> {
    pub home: &'a str,
    pub me: &'a str,
    pub roles: &'a [Role],
    pub scheme: Scheme,
    pub on: Option<NaiveDate>,
}

/// What would be recorded first, without making a register.
pub fn foretold(desk: &Desk, wish: Wish) -> Result<Vec<Event>, Failure> {
    if desk.register.symlink_metadata().is_ok() {
        return Err(Trouble::AlreadyThere { path: desk.register.clone() }.into());
    }
    Ok(beginning(desk, wish).preview(desk.seat.clock)?)
}

fn beginning(desk: &Desk, wish: Wish) -> Beginning {
    let Wish { home, me, roles, scheme, on } = wish;
    let first = person(me, roles, &desk.seat.account.user);
    Beginning { home: home.to_string(), first, scheme, practice: None, on }
}

/// Makes the register, whole or not at all; its folder too, where it is the one of the platform.
pub fn made(desk: &Desk, wish: Wish) -> Result<Ledger, Failure> {
    if let Some(folder) = desk.register.parent().filter(|_| super::place::is_default(&desk.register)) {
        std::fs::create_dir_all(folder).map_err(|error| Failure::file(folder, &error))?;
    }
    Ok(Ledger::create(&desk.register, beginning(desk, wish), desk.seat.clone())?)
}

fn role(said: &str) -> Result<Role, Failure> {
    let found = Role::ALL.into_iter().find(|role| role.words() == said);
    found.ok_or_else(|| {
        let allowed: Vec<_> = Role::ALL.iter().map(|role| format!("`{}`", role.words())).collect();
        Failure::usage(format!("`{}` is not a role; the roles are {}", clean_line(said), allowed.join(", ")))
    })
}

/// A person who acts through one account and holds roles without limit.
pub fn person(name: &str, roles: &[Role], account: &str) -> Person {
    let roles = roles.iter().map(|role| Holding { role: *role, from: None, until: None }).collect();
    Person {
        name: name.to_string(),
        roles,
        accounts: vec![account.to_string()],
        address: None,
        keys: Vec::new(),
    }
}

/// The scheme that ships.
pub fn example_scheme() -> Result<Scheme, Failure> {
    read_scheme(EXAMPLE_SCHEME, "the example scheme")
}

fn read_scheme(text: &str, name: &str) -> Result<Scheme, Failure> {
    toml::from_str(text).map_err(|error| Failure::usage(format!("{name}: {error}")))
}
