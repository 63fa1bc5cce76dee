//! `docs/commands.md` says what the program does: its lists are made from the program, its examples from
//! a journey of the tests, and every field that the program prints is explained in it.
//! `UPDATE_DOCS=1` writes the made parts anew.

use std::fs;
use std::path::{Path, PathBuf};

use clap::{Arg, Command};
use plenary::journey::asking::{Ask, Field, Need, VERBS, Verb};
use plenary::journey::event::What;
use plenary::journey::register::Register;
use serde_json::Value;

use crate::binary::{Binary, OWNER};
use crate::binary_every::travelled;

fn path() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/commands.md")
}

/// What stands in the document between the marks of this name.
fn between<'d>(document: &'d str, name: &str) -> &'d str {
    let (start, end) = (format!("<!-- made: {name} -->\n"), format!("<!-- end: {name} -->"));
    let after = document.split_once(&start).unwrap_or_else(|| panic!("no mark `{start}`")).1;
    after.split_once(&end).unwrap_or_else(|| panic!("no mark `{end}`")).0
}

/// The made part of this name says what the program says.
#[track_caller]
fn assert_made(name: &str, made: &str) {
    let document = fs::read_to_string(path()).unwrap();
    let stands = between(&document, name);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        let mark = format!("<!-- made: {name} -->\n");
        let anew = document.replace(&format!("{mark}{stands}"), &format!("{mark}{made}"));
        fs::write(path(), anew).unwrap();
    } else {
        let differ = stands.lines().zip(made.lines()).find(|(stands, made)| stands != made);
        assert!(
            stands == made,
            "docs/commands.md is out of date at {differ:?}: run the tests with UPDATE_DOCS=1"
        );
    }
}

/// A table of arguments with what each is for; nothing where there are none.
fn table(rows: &[(String, String)]) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let rows: String = rows.iter().map(|(name, help)| format!("| `{name}` | {help} |\n")).collect();
    format!("\n| | |\n|---|---|\n{rows}")
}

fn shown(argument: &Arg) -> (String, String) {
    let value = argument.get_value_names().map(|names| names[0].to_string());
    let name = match (argument.get_long(), value) {
        (Some(long), Some(value)) if argument.get_action().takes_values() => format!("--{long} {value}"),
        (Some(long), _) => format!("--{long}"),
        (None, value) => value.unwrap_or_default(),
    };
    (name, argument.get_help().map(ToString::to_string).unwrap_or_default())
}

/// The commands that are no requests, with what they take.
fn given(command: &Command, before: &str) -> String {
    let mut made = String::new();
    for sub in command.get_subcommands() {
        let words = format!("{before} {}", sub.get_name());
        let is_only_a_noun = sub.is_subcommand_required_set();
        if Verb::named(words.trim_start_matches("plenary ")).is_none() && !is_only_a_noun {
            let rows: Vec<_> = sub.get_arguments().map(shown).collect();
            let about = sub.get_about().map(ToString::to_string).unwrap_or_default();
            made.push_str(&format!("### `{words}`\n\n{}.\n{}\n", capital(&about), table(&rows)));
        }
        made.push_str(&given(sub, &words));
    }
    made
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| first.to_uppercase().collect::<String>() + letters.as_str())
}

fn request(verb: &Verb) -> String {
    let mut usage = format!("plenary {}", verb.name);
    for field in verb.fields {
        let named = match field.ask {
            Ask::Flag => format!("--{}", field.name),
            _ => format!("--{} {}", field.name, field.name.to_uppercase()),
        };
        usage.push_str(&match field.need {
            Need::Positional => format!(" {}", field.name.to_uppercase()),
            Need::Required => format!(" {named}"),
            Need::Several => format!(" {named}..."),
            Need::Optional => format!(" [{named}]"),
            Need::Any => format!(" [{named}]..."),
        });
    }
    let stages: Vec<_> = verb.stages.iter().map(|stage| stage.name()).collect();
    let at = if stages.is_empty() { String::new() } else { format!("At: {}.\n", stages.join(", ")) };
    let rows: Vec<_> = verb.fields.iter().map(explained).collect();
    let about = capital(verb.about);
    format!("### `plenary {}`\n\n{about}.\n{at}\n```\n{usage}\n```\n{}\n", verb.name, table(&rows))
}

fn explained(field: &Field) -> (String, String) {
    let choices: Vec<_> =
        field.ask.choices(&Register::default()).iter().map(|one| format!("`{one}`")).collect();
    let among = if choices.is_empty() { String::new() } else { format!(": {}", choices.join(", ")) };
    (field.name.to_uppercase(), format!("{}{among}", field.help))
}

/// One test for all made parts, because they are written anew into one file.
#[test]
fn the_made_parts_of_the_document_are_what_the_program_says() {
    assert_lists_made();
    assert_examples_made();
}

fn assert_lists_made() {
    let command = plenary::cli::command();
    let globals: Vec<_> =
        command.get_arguments().filter(|argument| argument.is_global_set()).map(shown).collect();
    assert_made("options", &format!("{}\n", table(&globals)));
    assert_made("commands", &format!("\n{}", given(&command, "plenary")));
    assert_made("requests", &format!("\n{}", VERBS.iter().map(request).collect::<String>()));
    let kinds: Vec<_> = What::KINDS.iter().map(|kind| format!("`{kind}`")).collect();
    assert_made("kinds", &format!("\n{}.\n\n", kinds.join(", ")));
}

/// An answer without what is different each time: the moment, the account, the hashes, today.
fn steady(mut told: Value) -> Value {
    match &mut told {
        Value::Object(fields) => {
            for (name, value) in fields.iter_mut() {
                *value = match (name.as_str(), value.take()) {
                    ("at", _) => "2023-07-10T09:30:00.000Z".into(),
                    ("today", _) => "2023-07-10".into(),
                    ("days_left", Value::Number(_)) => (-161).into(),
                    ("what", Value::String(what)) => recorded_then(&what).into(),
                    ("user", _) => "alead".into(),
                    ("host", _) => "desk-7".into(),
                    ("head", Value::String(head)) => {
                        let (seq, _) = head.split_once(':').unwrap();
                        format!("{seq}:{}", "9d".repeat(32)).into()
                    }
                    (_, other) => steady(other),
                };
            }
        }
        Value::Array(values) => values.iter_mut().for_each(|value| *value = steady(value.take())),
        _ => {}
    }
    told
}

/// A finding as it would be told had it been recorded on the day of the document, through the account of the document.
fn recorded_then(what: &str) -> String {
    let what = what.replace(&format!("`{}`", whoami::username().unwrap()), "`alead`");
    let found =
        ["recorded on ", "put in on "].into_iter().find_map(|word| Some((word, what.split_once(word)?)));
    let Some((word, (before, rest))) = found else { return what };
    let after = rest.find(", more").map_or("", |at| &rest[at..]);
    format!("{before}{word}10 Jul 2023{after}")
}

/// The document's fields in the order in which the program prints them.
fn example(printed: &str) -> String {
    let told: Value = serde_json::from_str(printed).unwrap();
    let steady = steady(told.clone());
    let mut text = printed.to_string();
    // The values alone are put in the place of others, so that the order stays.
    for (name, value) in pairs(&told).into_iter().zip(pairs(&steady)) {
        if name != value {
            text = text.replace(&name, &value);
        }
    }
    format!("\n```json\n{}\n```\n\n", text.trim_end())
}

/// Every field with a plain value, as it is printed.
fn pairs(told: &Value) -> Vec<String> {
    match told {
        Value::Object(fields) => fields
            .iter()
            .flat_map(|(name, value)| match value {
                Value::Object(_) | Value::Array(_) => pairs(value),
                plain => vec![format!("\"{name}\": {plain}")],
            })
            .collect(),
        Value::Array(values) => values.iter().flat_map(pairs).collect(),
        _ => Vec::new(),
    }
}

fn assert_examples_made() {
    let binary = travelled();
    let json = |words: &str| binary.plain(&format!("{words} --json")).done();
    let rows = json("list --all");
    let first = rows.lines().nth(1).unwrap().trim_end_matches(',');
    let row = json("show SOC22-1");
    let (_, row) = row.split_once("\"recommendation\": ").unwrap();
    let (row, _) = row.split_once(",\n  \"detail\"").unwrap();
    assert_eq!(serde_json::from_str::<Value>(row).unwrap(), serde_json::from_str::<Value>(first).unwrap());
    assert_made("list", &example(&row.replace("\n  ", "\n")));
    assert_made("history", &example(&json("history --after 37 --limit 1")));
    assert_made("overview", &example(&json("overview")));
    assert_made("meeting", &example(&json("meeting")));
    assert_made("verify", &example(&json("verify")));
    let governed = Binary::governed();
    let told = governed.ask_as(OWNER, "update SOC22-1.a 'Half is counted' --rating AMBER --json").done();
    assert_made("recorded", &example(&told));
}

/// The part of the document under a heading.
fn section<'d>(document: &'d str, heading: &str) -> &'d str {
    let start =
        document.find(&format!("\n### {heading}\n")).unwrap_or_else(|| panic!("no heading `{heading}`"));
    let part = &document[start + 5..];
    part.find("\n##").map_or(part, |end| &part[..end])
}

/// The names of all fields, but not below those that hold what the register keeps, or whose names are data.
fn fields(told: &Value, below: &[&str]) -> Vec<String> {
    match told {
        Value::Object(fields_of) => fields_of
            .iter()
            .flat_map(|(name, value)| {
                let inner = if below.contains(&name.as_str()) { Vec::new() } else { fields(value, below) };
                std::iter::once(name.clone()).chain(inner)
            })
            .collect(),
        Value::Array(values) => values.iter().flat_map(|value| fields(value, below)).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn every_field_of_every_answer_is_explained() {
    let document = fs::read_to_string(path()).unwrap();
    let binary = travelled();
    let governed = Binary::governed();
    let practice = Binary::bare();
    practice.plain(&format!("demo --register '{}'", practice.register().display())).done();
    let dorset = Binary::bare();
    dorset.plain("init --home 'Dorset Police' --me 'A. Lead' --role lead --on 2022-12-01").done();
    let response = concat!(env!("CARGO_MANIFEST_DIR"), "/data/examples/regional-response.txt");
    let asked: [(&str, &Binary, &str, &[&str]); 30] = [
        ("`list`", &binary, "list --all", &[]),
        ("`list`", &governed, "list --all", &[]),
        ("`show` of a recommendation", &binary, "show SOC22-1", &["recommendation", "detail", "history"]),
        ("`show` of an inspection", &binary, "show SOC22", &["inspection", "recommendations"]),
        ("`show` of a meeting, and `meeting`", &binary, "show M2", &[]),
        ("`show` of a meeting, and `meeting`", &binary, "agenda M4", &[]),
        ("`show` of a meeting, and `meeting`", &binary, "meeting", &[]),
        ("`history`", &binary, "history", &["body"]),
        ("`overview`", &binary, "overview", &["ratings"]),
        ("`desk`", &practice, "desk --actor 'T. Deputy'", &[]),
        ("`desk`", &practice, "desk 1 --actor 'T. Deputy'", &[]),
        ("`inspection` and `response`", &binary, "inspection", &[]),
        ("`inspection` and `response`", &governed, "response", &[]),
        ("`ageing`, `flow`, `clocks` and `owners`", &binary, "ageing", &[]),
        ("`ageing`, `flow`, `clocks` and `owners`", &binary, "flow", &[]),
        ("`ageing`, `flow`, `clocks` and `owners`", &binary, "clocks", &[]),
        ("`ageing`, `flow`, `clocks` and `owners`", &binary, "clocks --only met", &[]),
        ("`ageing`, `flow`, `clocks` and `owners`", &governed, "owners", &[]),
        ("`ageing`, `flow`, `clocks` and `owners`", &governed, "owners 'O. Wner'", &[]),
        ("`forecast`", &practice, "forecast", &[]),
        ("`forecast`", &practice, "forecast --each", &[]),
        ("`calendar`", &governed, "calendar 2023-02", &[]),
        (
            "`calendar`",
            &governed,
            "calendar '1 Feb 2023'",
            &["actions", "deadlines", "last_days", "meetings"],
        ),
        ("`people`", &binary, "people", &[]),
        ("`scheme`", &binary, "scheme", &[]),
        ("`verify`", &binary, "verify --evidence", &[]),
        ("`backup`", &binary, "backup copy", &[]),
        ("`import`", &dorset, &format!("import '{response}'"), &[]),
        (
            "`import`",
            &dorset,
            &format!("import '{response}' --accept --dry-run"),
            &["grades", "recommendations"],
        ),
        ("`init`", &Binary::bare(), "init --home A --me B --role lead", &[]),
    ];
    for (heading, binary, words, below) in asked {
        let told = binary.plain(&format!("{words} --json")).json();
        let part = section(&document, heading);
        let missing: Vec<_> =
            fields(&told, below).into_iter().filter(|field| !part.contains(&format!("`{field}`"))).collect();
        assert_eq!(missing, [""; 0], "{heading}");
    }
    let part = section(&document, "What a request answers");
    let told = governed.ask_as(OWNER, "update SOC22-1.a 'Half' --json").json();
    let missing: Vec<_> = fields(&told, &["recorded"])
        .into_iter()
        .filter(|field| !part.contains(&format!("`{field}`")))
        .collect();
    assert_eq!(missing, [""; 0]);
}

#[test]
fn every_column_of_the_csv_is_explained_in_its_order() {
    let document = fs::read_to_string(path()).unwrap();
    let columns = Binary::opened().plain("list --csv").done();
    let part = section(&document, "Columns");
    let explained: Vec<_> =
        part.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next()).collect();
    assert_eq!(explained.join(","), columns.trim_end());
}

#[test]
fn every_variable_of_the_environment_is_explained() {
    let document = fs::read_to_string(path()).unwrap();
    for variable in ["PLENARY_REGISTER", "PLENARY_STATE_DIR", "PLENARY_TIMEOUT_MS", "PLENARY_ALLOW_NETWORK"] {
        assert!(document.contains(&format!("| `{variable}` |")), "{variable}");
    }
}
