//! `chase`: one message for each owner, as files that a mail program opens as drafts; it sends nothing.

use std::path::PathBuf;

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use super::failure::Failure;
use super::{Desk, actor, asking, owners};
use crate::export::chasing::{self, Form, NotChased, Order, Written};
use crate::journey::text::quoted;
use crate::ledger::opening::Access;
use crate::ledger::{Ledger, Put};

pub fn command() -> Command {
    let owner = Arg::new("owner")
        .value_name("OWNER")
        .num_args(1..)
        .required_unless_present("all")
        .conflicts_with("all")
        .help("whom: each name in its own quotes; part of a name is enough");
    let all = Arg::new("all")
        .long("all")
        .action(ArgAction::SetTrue)
        .help("everybody who owes something that is overdue, due soon or quiet");
    let to = Arg::new("to")
        .long("to")
        .value_name("FOLDER")
        .value_parser(value_parser!(PathBuf))
        .help("write a file for each owner into this folder; without it, the messages are printed");
    let form = Arg::new("as")
        .long("as")
        .value_name("FORM")
        .requires("to")
        .help("`eml`, which a mail program opens as a draft, or `text`; eml if left out");
    let flag = |name: &'static str, help: &'static str| {
        Arg::new(name).long(name).action(ArgAction::SetTrue).requires("to").help(help)
    };
    Command::new("chase")
        .about("write a message to each owner about what is overdue, due soon or quiet; it sends nothing")
        .args([owner, all, to, form])
        .arg(flag("replace", "replace files of the same names in the folder"))
        .arg(flag("sent", "record at once that they were sent, as `plenary chased` does"))
}

pub fn run(desk: &Desk, matches: &ArgMatches) -> Result<(), Failure> {
    refuse_a_past(desk, "messages are")?;
    let sent = matches.get_flag("sent");
    let mut ledger = desk.open(if sent { Access::Write } else { Access::Read })?;
    let order = order(desk, &ledger, matches)?;
    let Some(to) = matches.get_one::<PathBuf>("to") else {
        let messages = chasing::messages(&ledger, &order)?;
        return desk.output.text(&chasing::printed(&messages));
    };
    let put = if matches.get_flag("replace") { Put::Replacing } else { Put::New };
    let acting = actor::acting(desk, &ledger)?;
    if sent {
        // What would be refused afterwards is refused before anything is written.
        let foreseen = chasing::messages(&ledger, &order)?;
        let request = chasing::request(&foreseen, order.form).ok_or_else(nobody_to_send_to)?;
        ledger.preview(&[request], &acting)?;
    }
    let written = chasing::to_folder(&ledger, &order, (to, put), &desk.seat.progress)?;
    if sent {
        desk.output.text(&lines(&written))?;
        let requests: Vec<_> = written.request().into_iter().collect();
        let done = asking::record(desk, &mut ledger, &requests, &acting);
        ledger.close();
        return done;
    }
    let hint = match written.request() {
        Some(_) => format!("once they are sent, record it with:\n  {}\n", written.command(&[])),
        None => String::new(),
    };
    desk.output.text(&format!("{}{hint}", lines(&written)))
}

fn nobody_to_send_to() -> Failure {
    Failure::refused(
        "no address is known of anybody to whom there is a message: none can be sent by e-mail",
        "note one with `plenary people address`, or write them `--as text`",
    )
}

fn lines(written: &Written) -> String {
    written.lines().iter().map(|line| format!("{line}\n")).collect()
}

/// Only what stands now is chased, and only its dates belong into a calendar.
pub fn refuse_a_past(desk: &Desk, what: &str) -> Result<(), Failure> {
    if desk.looks_back() {
        return Err(Failure::refused(
            format!("{what} written from the register as it stands now, not from its past"),
            "leave out `--as-at` and `--known-at`",
        ));
    }
    Ok(())
}

fn order(desk: &Desk, ledger: &Ledger, matches: &ArgMatches) -> Result<Order, Failure> {
    let standing = ledger.standing();
    let mut named = Vec::new();
    for said in matches.get_many::<String>("owner").into_iter().flatten() {
        let name = owners::owner(&standing, said)?.name;
        if !named.contains(&name) {
            named.push(name);
        }
    }
    let form = matches.get_one::<String>("as").map_or(Ok(Form::default()), |said| {
        Form::ALL.into_iter().find(|form| form.word() == said.to_lowercase()).ok_or_else(|| {
            Failure::usage(format!("{} is no form of a message; there are `eml` and `text`", quoted(said)))
        })
    })?;
    Ok(Order {
        owners: named,
        form,
        marking: desk.settings().marking_of(ledger.is_practice()).to_string(),
        by: actor::name(desk, &standing.register()?)?,
    })
}

impl From<NotChased> for Failure {
    fn from(no: NotChased) -> Failure {
        match no {
            NotChased::Refused { what, hint } => Failure::refused(what, hint),
            NotChased::Trouble(trouble) => trouble.into(),
        }
    }
}
