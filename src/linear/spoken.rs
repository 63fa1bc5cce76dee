//! Hints and what tasks told, in the words of plain lines. They are written for the command line or for every place.

use super::commands::COMMANDS;
use crate::export::task::REPLACES;
use crate::journey::asking::{VERBS, by_name};
use crate::ledger::trouble::PAST;

/// A hint as it is said here: by the names of fields and by the words of plain lines. A command that is none here keeps
/// the name of the program: it is one of the command line.
pub fn spoken(hint: &str) -> String {
    let hint = OF_OTHER_PLACES.iter().fold(hint.to_string(), |hint, (there, here)| hint.replace(there, here));
    let mut parts = hint.split("`plenary ");
    let first = by_name(parts.next().unwrap_or_default());
    parts.fold(first, |said, part| {
        let (command, rest) = part.split_once('`').unwrap_or((part, ""));
        format!("{said}`{}`{}", here(command), by_name(rest))
    })
}

/// What is said for several places at once, and what of it holds here.
const OF_OTHER_PLACES: [(&str, &str); 2] = [
    (PAST, "go back to now first, with `now`"),
    (REPLACES, "choose another name, or say --replace behind the path"),
];

/// Commands of the command line that have another word here.
const OTHERWISE: [(&str, &str); 4] = [
    ("verify --rebuild", "rebuild"),
    ("verify --evidence", "files"),
    ("list --all", "list"),
    ("export audit", "audit"),
];

fn here(command: &str) -> String {
    if let Some((_, word)) = OTHERWISE.iter().find(|(line, _)| *line == command) {
        return word.to_string();
    }
    if let Some(reference) = command.strip_prefix("show ") {
        return reference.to_string();
    }
    let begins =
        |word: &str| command.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '));
    let request = VERBS.iter().any(|verb| begins(verb.name));
    let word =
        COMMANDS.iter().any(|one| !one.word.is_empty() && begins(one.word)) && !command.contains(" --");
    if request || word { command.to_string() } else { format!("plenary {command}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hint_is_said_in_the_words_of_plain_lines() {
        for (hint, said) in [
            ("say by when with `--target`", "say by when with `target`"),
            (
                "ask the DCC to return it, with `plenary return SOC22-1 --why REASON`",
                "ask the DCC to return it, with `return SOC22-1 --why REASON`",
            ),
            ("see `plenary list --all`", "see `list`"),
            ("`plenary verify --rebuild` makes it anew", "`rebuild` makes it anew"),
            ("`plenary show SOC22-1` tells", "`SOC22-1` tells"),
            // These are said at a command line alone.
            (
                "see `plenary people`, and `plenary config --write`",
                "see `plenary people`, and `plenary config --write`",
            ),
            (PAST, "go back to now first, with `now`"),
            (REPLACES, "choose another name, or say --replace behind the path"),
        ] {
            assert_eq!(spoken(hint), said);
        }
    }
}
