//! `config`: where the settings are, what holds now and where each came from; and a file to begin with.

use clap::{Arg, ArgAction, ArgMatches, Command};
use serde::Serialize;

use super::Desk;
use super::failure::Failure;
use crate::briefing::layout::{beside, cell};
use crate::settings::file::write_example;
use crate::settings::view::View;
use crate::settings::{Configuration, EXAMPLE, Origin, Remark, Set, Settings};

pub fn command() -> Command {
    let flag = |name: &'static str, help: &'static str| {
        Arg::new(name).long(name).action(ArgAction::SetTrue).help(help)
    };
    Command::new("config").about("tell where the settings are and what holds").args([
        flag("example", "print a file with every setting explained").conflicts_with("write"),
        flag("write", "write that file where the settings are looked for, if nothing is there"),
    ])
}

/// `config --json`.
#[derive(Serialize)]
struct Document<'a> {
    file: Option<String>,
    named_by: Origin,
    found: bool,
    #[serde(flatten)]
    settings: &'a Settings,
    remarks: &'a [Remark],
}

pub fn run(desk: &Desk, matches: &ArgMatches) -> Result<(), Failure> {
    if matches.get_flag("example") {
        return desk.output.document(&serde_json::json!({ "example": EXAMPLE }), || EXAMPLE.into());
    }
    let configuration = Configuration::of_this_user();
    if matches.get_flag("write") {
        return write(desk, &configuration);
    }
    let document = Document {
        file: configuration.path.as_ref().map(|path| path.display().to_string()),
        named_by: configuration.named,
        found: configuration.found,
        settings: &configuration.settings,
        remarks: &configuration.remarks,
    };
    desk.output.document(&document, || told(&configuration, desk.output.width()))
}

fn write(desk: &Desk, configuration: &Configuration) -> Result<(), Failure> {
    let nowhere = || Failure::usage("this user has no folder for settings; name a file with PLENARY_CONFIG");
    let path = configuration.path.as_ref().ok_or_else(nowhere)?;
    write_example(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => Failure::refused(
            format!("`{}` is there already", path.display()),
            "nothing is ever written over; `plenary config --example` prints what would be written",
        ),
        _ => Failure::file(path, &error),
    })?;
    let path = path.display().to_string();
    desk.output.document(&serde_json::json!({ "file": path }), || {
        format!("wrote {path}: everything in it is switched off until you take a `#:` away\n")
    })
}

/// The file, every setting with its value and where it came from, the views, and what is wrong.
fn told(configuration: &Configuration, width: usize) -> String {
    let settings = &configuration.settings;
    let mut out = beside("file  ", &place(configuration), width);
    let row = |name: &str, value: &str, from: &str| {
        format!("{} {} {}", cell(name, 8), cell(value, 30), from).trim_end().to_string() + "\n"
    };
    out.push_str(&format!("\n{}", row("setting", "value", "from")));
    for (name, value, from) in [
        ("theme", settings.theme.value.word(), settings.theme.from),
        ("marking", settings.marking.value.as_str(), settings.marking.from),
        ("mouse", if settings.mouse.value { "true" } else { "false" }, settings.mouse.from),
        ("editor", settings.editor.value.as_str(), settings.editor.from),
        ("key", settings.key.value.as_str(), settings.key.from),
    ] {
        out.push_str(&row(name, value, &from.words()));
    }
    out.push_str("\nkey view                           from     what it shows\n");
    settings.views.iter().for_each(|view| out.push_str(&view_line(view, width)));
    let wrong = configuration.told_whole();
    if !wrong.is_empty() {
        out.push_str(&format!("\n{wrong}"));
    }
    out
}

fn place(configuration: &Configuration) -> String {
    let Some(path) = &configuration.path else { return "none: this user has no folder for settings".into() };
    let there = if configuration.found { "" } else { " (not there; `plenary config --write` makes it)" };
    let named = match configuration.named {
        Origin::Environment(variable) => format!(" (named by {variable})"),
        _ => String::new(),
    };
    format!("{}{named}{there}", path.display())
}

fn view_line(Set { value: view, from }: &Set<View>, width: usize) -> String {
    let head = format!("{}   {} {} ", view.key, cell(&view.name, 30), cell(&from.words(), 8));
    beside(&head, &shows(view), width)
}

/// A view's words: `overdue, by next, grouped by owner, columns ref next`.
fn shows(view: &View) -> String {
    let filter = if view.filter.is_empty() { "open" } else { &view.filter };
    let way = if view.sort.descending { " backwards" } else { "" };
    let mut shows = format!("{filter}, by {}{way}", view.sort.by.name());
    if let Some(group) = view.group {
        shows.push_str(&format!(", grouped by {}", group.name()));
    }
    if !view.columns.is_empty() {
        shows.push_str(&format!(", columns {}", view.columns.join(" ")));
    }
    shows
}
