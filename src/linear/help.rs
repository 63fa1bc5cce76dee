//! Help: what can be done where the person is, or everything that is said of some words.

use super::commands::{self, COMMANDS, Command, Kind};
use crate::journey::asking::{VERBS, Verb};
use crate::journey::text::quoted;

/// What can be done in a place with the requests that fit there; or all commands and requests that hold the words.
/// The word `all` tells everything.
pub fn told(kind: Kind, words: &str, fitting: &[&Verb]) -> Vec<String> {
    match words {
        "" => here(kind, fitting),
        "all" => everything(),
        words => about(words),
    }
}

fn here(kind: Kind, fitting: &[&Verb]) -> Vec<String> {
    let own = |command: &&Command| command.kind == kind && kind != Kind::Everywhere;
    let mut lines = vec!["Words choose by how they begin. A reference such as SOC22-1 opens it.".to_string()];
    if commands::of(kind).any(|command| own(&command)) {
        lines.push("Here:".into());
        lines.extend(commands::of(kind).filter(own).map(line));
    }
    if !fitting.is_empty() {
        lines.push("Requests here:".into());
        lines.extend(fitting.iter().map(|verb| format!("{}: {}.", verb.name, verb.about)));
    }
    lines.push("Everywhere:".into());
    lines.extend(commands::of(Kind::Everywhere).map(line));
    lines.push("? and words finds what is said of them; ? all tells everything.".into());
    lines
}

fn everything() -> Vec<String> {
    let mut lines = Vec::new();
    let mut kind = None;
    for command in COMMANDS {
        if kind != Some(command.kind) {
            lines.push(format!("In {}:", command.kind.name()).replace("In everywhere", "Everywhere"));
        }
        kind = Some(command.kind);
        lines.push(line(command));
    }
    lines.push("Requests, in the order of the road:".into());
    lines.extend(VERBS.iter().map(|verb| format!("{}: {}.", verb.name, verb.about)));
    lines
}

fn about(words: &str) -> Vec<String> {
    let all: Vec<String> = words.to_lowercase().split_whitespace().map(str::to_string).collect();
    let holds = |line: &String| all.iter().all(|word| line.to_lowercase().contains(word));
    let commands = COMMANDS.iter().map(|command| format!("{} ({})", line(command), command.kind.name()));
    let requests =
        VERBS.iter().map(|verb| format!("{}: {}. Fields: {}.", verb.name, verb.about, fields(verb)));
    let found: Vec<String> = commands.chain(requests).filter(holds).collect();
    if found.is_empty() { vec![format!("Nothing is said of {}.", quoted(words))] } else { found }
}

fn fields(verb: &Verb) -> String {
    verb.fields.iter().map(|field| field.name).collect::<Vec<_>>().join(", ")
}

fn line(command: &Command) -> String {
    format!("{}: {}.", command.shown(), command.does)
}
