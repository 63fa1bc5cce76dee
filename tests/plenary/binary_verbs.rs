//! The verbs as a script uses them: exit codes, who acts, on which day, forms of output, help, closed pipes.

use std::fs;
use std::process::Stdio;

use plenary::journey::asking::VERBS;
use serde_json::Value;

use crate::binary::{Answer, Binary, DCC, OWNER};
use crate::binary_every::{READING, travelled};

#[test]
fn the_exit_code_says_whether_it_was_done_refused_misused_or_not_possible() {
    let binary = Binary::governed();
    binary.plain("show SOC22-1").done();
    binary.ask_as(DCC, "approve SOC22-1").refused();
    binary.plain("show SOC99-1").refused();
    binary.plain("show SOC99").refused();
    binary.plain("show M99").refused();
    binary.plain("show E99").refused();
    binary.plain("history SOC99-1").refused();
    binary.plain("list --after SOC99-1").refused();
    for misused in [
        "show",
        "show 'no reference'",
        "history 'no reference'",
        "sho SOC22-1",
        "list --nonsense",
        "list --stage Nonsense",
        "list --after nonsense",
        "list --limit many",
        "list --filter force:durham",
        "list --filter level:99",
        "list --filter stage:gov --after SOC22-1",
        "list --sort colour",
        "list --sort next:up",
        "list --group force",
        "list --json --csv",
        "show SOC22-1 --csv",
        "verify --head nonsense",
        "evidence",
        "help",
        "completions nonsense",
        "init --home A --me B --role nonsense --register new",
    ] {
        binary.plain(misused).misused();
    }
    for misused in [
        "position SOC22-1",
        "position SOC22-1 perhaps",
        "position nonsense accepted",
        "agree SOC22-1 '' --owner 'O. Wner' --target 2023-06-30",
        "agree SOC22-1 'Count it' --owner 'O. Wner' --target 2023-06-31",
        "update SOC22-1.a words --rating RED --rating AMBER",
    ] {
        binary.ask(misused).misused();
    }
    binary.plain("show SOC22-1 --register nowhere").troubled();
    binary.plain("import nowhere.txt").troubled();
    binary.ask("scheme adopt nowhere.toml").troubled();
    binary.plain("init --home A --me B --role lead").troubled();
}

#[test]
fn who_acts_must_be_said_where_the_account_serves_several() {
    let binary = Binary::opened();
    let nobody_said = binary.plain("meeting plan Board --date 2023-01-01").refused();
    assert!(nobody_said.contains("`A. Lead`, `T. Deputy`, `O. Wner`"), "{nobody_said}");
    assert!(nobody_said.ends_with("hint: say who acts with `--actor NAME`\n"), "{nobody_said}");
    let unknown = binary.ask_as("S. Omebody", "meeting plan Board --date 2023-01-01").refused();
    assert!(unknown.contains("not for `S. Omebody`"), "{unknown}");
    binary.ask_as("a. lead", "meeting plan Board --date 2023-01-01").done();
    let newest = binary.history().pop().unwrap();
    let account = whoami::username().unwrap();
    assert_eq!((&newest["actor"], &newest["user"]), (&"A. Lead".into(), &account.into()));
    assert!(newest["host"].as_str().is_some_and(|host| !host.is_empty()));
}

#[test]
fn who_acts_need_not_be_said_where_the_account_serves_one() {
    let binary = Binary::bare();
    binary.plain("init --home 'Cleveland Police' --me 'A. Lead' --role lead").done();
    binary.plain("meeting plan Board --date 2023-01-01").done();
    assert_eq!(binary.history().pop().unwrap()["actor"], "A. Lead");
}

#[test]
fn an_account_that_serves_nobody_reads_and_does_not_record() {
    let binary = Binary::bare();
    binary.plain("init --home 'Cleveland Police' --me 'A. Lead' --role lead").done();
    let conn = binary.tampering();
    let changed = "UPDATE stream SET state = replace(state, ?1, '\"somebody else\"')";
    conn.execute(changed, [format!("\"{}\"", whoami::username().unwrap())]).unwrap();
    drop(conn);
    let told = binary.plain("meeting plan Board --date 2023-01-01").refused();
    assert!(told.contains("acts for nobody in this register"), "{told}");
    assert!(binary.plain("overview").done().contains("you: nobody in this register"));
}

#[test]
fn a_request_happens_today_unless_another_day_is_said() {
    let binary = Binary::opened();
    let on = |words: &str| {
        binary.plain(&format!("--actor 'A. Lead' meeting plan Board --date 2030-01-01 {words}")).done();
        binary.history().pop().unwrap()["on"].as_str().unwrap().to_string()
    };
    assert_eq!(on("--on 2023-02-03"), "2023-02-03");
    assert_eq!(on("--on '4 Feb 2023'"), "2023-02-04");
    assert_eq!(on(""), on("--on today"));
    let told =
        binary.plain("--actor 'A. Lead' meeting plan Board --date 2030-01-01 --on 30/02/2023").misused();
    assert!(told.starts_with("usage: --on: `30/02/2023` is not a date"), "{told}");
    binary.plain("--actor 'A. Lead' meeting plan Board --date 2030-01-01 --on 2150-01-01").refused();
}

#[test]
fn every_question_answers_in_words_and_in_json() {
    let binary = travelled();
    let head = binary.head();
    for question in READING {
        assert!(!binary.plain(question).done().is_empty(), "`{question}`");
        let told = binary.plain(&format!("{question} --json")).json();
        assert!(told.is_object() || told.is_array(), "`{question}`: {told}");
        binary.plain(&format!("{question} --plain")).done();
    }
    assert_eq!(binary.head(), head, "asking recorded something");
}

#[test]
fn a_row_of_the_list_keeps_its_form() {
    let binary = travelled();
    let Value::Array(rows) = binary.plain("list --all --json").json() else { panic!("no list") };
    let fields = "ref inspection kind text addressees position stage level rating owner deadline target overdue actions last_heard";
    for row in &rows {
        let missing: Vec<_> = fields.split(' ').filter(|field| row.get(field).is_none()).collect();
        assert_eq!(missing, [""; 0], "{row}");
    }
    let target = &rows[0]["target"];
    assert!(["date", "original", "moves"].iter().all(|field| target.get(field).is_some()));
    assert!(["words", "date"].iter().all(|field| rows[0]["deadline"].get(field).is_some()));
    insta::assert_snapshot!(serde_json::to_string_pretty(&rows[0]).unwrap());
}

#[test]
fn a_line_of_the_csv_keeps_its_form() {
    let binary = travelled();
    binary.ask_as(DCC, "--on 2023-07-09 overview").misused();
    let csv = binary.plain("list --all --csv").done();
    let lines: Vec<_> = csv.split_inclusive("\r\n").collect();
    assert_eq!(lines.len(), 5);
    assert!(lines.iter().all(|line| line.ends_with("\r\n")));
    insta::assert_snapshot!(lines[..2].concat().replace("\r\n", "\n"));
}

#[test]
fn a_list_holds_what_is_asked_for() {
    let binary = travelled();
    let listed = |words: &str| -> String {
        let Value::Array(rows) = binary.plain(&format!("list {words} --json")).json() else {
            panic!("no list")
        };
        rows.iter().map(|row| row["ref"].as_str().unwrap()).collect::<Vec<_>>().join(" ")
    };
    for (words, found) in [
        ("", "SOC22-1 SOC22-3 SOC23-1"),
        ("--all", "SOC22-1 SOC22-2 SOC22-3 SOC23-1"),
        ("--all --stage closed", "SOC22-2"),
        ("--stage Plenary", "SOC22-3"),
        ("--inspection soc23", "SOC23-1"),
        ("--owner 'p. owner'", "SOC22-1"),
        ("--owner wner", "SOC22-1"),
        ("--owner Nobody", ""),
        ("--level 2", "SOC22-1"),
        ("--level 3", ""),
        ("--rating red", "SOC22-1"),
        ("--owner %", ""),
        ("--owner _", ""),
        ("--filter SORT", "SOC22-3 SOC23-1"),
        ("--filter sort --stage received", "SOC23-1"),
        ("--inspection soc --stage gov", "SOC22-1"),
        ("--limit 2", "SOC22-1 SOC22-3"),
        ("--limit 1 --after SOC22-1", "SOC22-3"),
        ("--all --after SOC22-2", "SOC22-3 SOC23-1"),
        ("--all --after SOC23-1", ""),
        ("--overdue", ""),
    ] {
        assert_eq!(listed(words), found, "`list {words}`");
    }
    let governed = Binary::governed();
    let Value::Array(rows) = governed.plain("list --overdue --json").json() else { panic!("no list") };
    assert_eq!((rows.len(), &rows[0]["overdue"]), (1, &Value::Bool(true)));
    assert_eq!(binary.plain("list --filter nothing").done(), "no recommendation is like that\n");
}

#[test]
fn a_recorded_request_is_answered_with_its_events_and_the_new_head() {
    let binary = Binary::governed();
    let told = binary.ask_as(OWNER, "update SOC22-1.a 'Half of it' --rating AMBER --json").json();
    assert_eq!(told["head"], binary.head());
    let newest = binary.history().pop().unwrap();
    assert_eq!(told["recorded"].as_array().unwrap().last(), Some(&newest));
    let told = binary.ask_as(OWNER, "update SOC22-1.a 'All of it' --dry-run --json").json();
    assert!(told.as_array().is_some_and(|events| events.len() == 1), "{told}");
    assert_eq!(binary.history().pop(), Some(newest));
}

#[test]
fn verify_finds_a_head_that_was_printed_and_misses_another() {
    let binary = Binary::governed();
    let before = binary.head();
    binary.ask_as(OWNER, "update SOC22-1.a 'Half of it'").done();
    assert!(
        binary.plain(&format!("verify --head {before}")).done().contains(&format!("it holds {before}\n"))
    );
    let (seq, hash) = before.split_once(':').unwrap();
    // What papers print at their top.
    let short = &before[..seq.len() + 13];
    let told = binary.plain(&format!("verify --head {short}")).done();
    assert!(told.contains(&format!("it holds {short} (the first 12 digits match)\n")), "{told}");
    for wrong in ["junk", &short[..short.len() - 1], &format!("{before}0"), hash, "0x:012345678901"] {
        let told = binary.plain(&format!("verify --head {wrong}")).misused();
        assert!(told.contains(&format!("`{wrong}` is not a head")), "{told}");
    }
    let other = format!("{seq}:{}", hash.chars().rev().collect::<String>());
    let told = binary.plain(&format!("verify --head {other}")).troubled();
    assert!(told.starts_with(&format!("error: the register does not hold `{other}`")), "{told}");
}

#[test]
fn a_copy_is_proved_and_opens_as_a_register() {
    let binary = Binary::governed();
    let head = binary.head();
    let told = binary.plain("backup copy.plenary --json").json();
    assert_eq!((&told["copy"], &told["head"]), (&"copy.plenary".into(), &head.clone().into()));
    let copied = binary.plain("verify --register copy.plenary --json").json();
    assert_eq!(copied["head"], head);
    binary.plain("backup 'no such folder/copy'").troubled();
}

/// Every command of the tree with all of its words, those that only hold others included.
fn commands() -> Vec<(String, clap::Command)> {
    fn below(command: &clap::Command, words: &str, all: &mut Vec<(String, clap::Command)>) {
        for sub in command.get_subcommands() {
            let words = format!("{words} {}", sub.get_name()).trim().to_string();
            below(sub, &words, all);
            all.push((words, sub.clone()));
        }
    }
    let mut all = Vec::new();
    below(&plenary::cli::command(), "", &mut all);
    all
}

#[test]
fn every_command_explains_itself_and_names_its_fields() {
    let binary = Binary::bare();
    let all = commands();
    for verb in VERBS {
        assert!(all.iter().any(|(words, _)| words == verb.name), "`{}` is no command", verb.name);
    }
    for (words, command) in &all {
        let told = binary.plain(&format!("{words} --help")).done();
        assert!(command.get_about().is_some_and(|about| told.contains(&about.to_string())), "`{words}`");
        for argument in command.get_arguments() {
            let name = match argument.get_long() {
                Some(long) => format!("--{long}"),
                None => format!("<{}>", argument.get_value_names().unwrap()[0]),
            };
            assert!(
                told.contains(&name) || told.contains(&name.replace(['<', '>'], "")),
                "`{words}`: {name}"
            );
        }
        assert_eq!(binary.plain(&format!("{words} -h")).done(), told);
    }
    assert!(binary.plain("position --help").done().contains("accepted-in-part"));
    assert_eq!(binary.plain("--version").done(), format!("plenary {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn completions_and_manual_pages_hold_every_command() {
    let binary = Binary::bare();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = binary.plain(&format!("completions {shell}")).done();
        let missing: Vec<_> = VERBS
            .iter()
            .flat_map(|verb| verb.name.split(' '))
            .filter(|word| !script.contains(word))
            .collect();
        assert_eq!(missing, [""; 0], "{shell}");
    }
    assert!(binary.plain("man").done().contains(".TH plenary 1"));
    let folder = binary.folder().join("pages");
    fs::create_dir(&folder).unwrap();
    binary.plain("man --to pages").done();
    for (words, _) in commands() {
        let page = folder.join(format!("plenary-{}.1", words.replace(' ', "-")));
        assert!(page.exists(), "{}", page.display());
    }
    binary.plain("man --to nowhere").troubled();
}

/// Runs a command whose reader has already gone away.
fn without_a_reader(binary: &Binary, words: &str) -> Answer {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let mut command = binary.command();
    command.args(shell_words::split(words).unwrap()).stdout(writer).stderr(Stdio::piped());
    let child = command.spawn().unwrap();
    let ended = child.wait_with_output().unwrap();
    let err = String::from_utf8(ended.stderr).unwrap();
    Answer { asked: words.into(), code: ended.status.code(), out: String::new(), err }
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let binary = travelled();
    let others = [
        "--help",
        "list --help",
        "--version",
        "completions bash",
        "man",
        "list --all --csv",
        "history --json",
    ];
    for question in READING.iter().chain(&others) {
        without_a_reader(&binary, question).done();
    }
    let head = binary.head();
    without_a_reader(&binary, "--actor 'A. Lead' meeting plan Board --date 2030-01-01 --on 2023-07-10")
        .done();
    assert_ne!(binary.head(), head, "what nobody read about was recorded all the same");
}

#[test]
fn a_refusal_that_nobody_reads_still_has_its_exit_code() {
    let binary = Binary::opened();
    for (words, code) in [("show SOC99-1", 1), ("nonsense", 2), ("list --register nowhere", 3)] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let mut command = binary.command();
        let status = command.args(words.split(' ')).stderr(writer).status().unwrap();
        assert_eq!(status.code(), Some(code), "`{words}`");
    }
}

#[test]
fn without_a_terminal_the_program_alone_prints_the_overview() {
    let binary = travelled();
    assert_eq!(binary.plain("").done(), binary.plain("overview").done());
}

#[test]
fn an_option_stands_before_or_after_the_verb() {
    let binary = Binary::governed();
    let rows = binary.plain("list --json").done();
    assert_eq!(binary.plain("--json list").done(), rows);
    let register = binary.register();
    let mut command = binary.command();
    command.env_remove("PLENARY_REGISTER").args(["list", "--json", "--register"]).arg(&register);
    assert_eq!(Answer::of(&mut command).done(), rows);
}

#[test]
fn the_register_of_the_data_folder_is_used_where_none_is_named() {
    let binary = Binary::bare();
    let ask = |words: &str| {
        let mut command = binary.command();
        Answer::of(command.env_remove("PLENARY_REGISTER").args(shell_words::split(words).unwrap()))
    };
    ask("init --home 'Cleveland Police' --me 'A. Lead' --role lead").done();
    assert!(ask("overview").done().contains("Cleveland Police"));
    assert!(binary.folder().join("home/plenary/register.plenary").exists());
}

#[test]
fn a_dry_run_makes_no_register_and_is_refused_where_nothing_could_be_shown() {
    let binary = Binary::bare();
    let init = "init --home 'Cleveland Police' --me 'A. Lead' --role lead";
    let told = binary.plain(&format!("{init} --dry-run")).done();
    assert!(told.starts_with("would record: "), "{told}");
    assert!(!binary.register().exists());
    binary.plain(init).done();
    assert!(binary.plain(&format!("{init} --dry-run")).troubled().contains("is there already"));
    for words in ["backup copy", "demo --register practice", "verify --rebuild", "verify --trust-this-head"] {
        let told = binary.plain(&format!("{words} --dry-run")).misused();
        assert!(told.contains("there is nothing to show with `--dry-run`"), "{told}");
    }
    binary.plain("verify --dry-run").done();
    assert!(!binary.folder().join("copy").exists() && !binary.folder().join("practice").exists());
}

#[test]
fn the_command_that_a_form_shows_can_be_pasted_also_where_words_begin_with_a_dash() {
    use plenary::journey::asking::{Answers, Verb};
    let binary = Binary::received();
    let answers = Answers::default()
        .with("ref", "SOC22")
        .with("text", "- put one officer in charge")
        .with("kind", "recommendation")
        .with("addressee", "Cleveland Police");
    let shown = Verb::named("recommendation add").unwrap().command(&answers);
    binary.ask(shown.strip_prefix("plenary ").unwrap()).done();
    assert_eq!(binary.plain("list --json --filter charge").json()[0]["text"], "- put one officer in charge");
}

#[test]
fn what_belongs_to_a_closed_cause_of_concern_stays_closed_until_that_is_reopened() {
    let binary = Binary::received();
    let add = "recommendation add SOC22 Cells --addressee 'Cleveland Police' --kind";
    binary.ask(&format!("{add} cause-of-concern")).done();
    binary.ask(&format!("{add} recommendation --parent SOC22-2")).done();
    for reference in ["SOC22-3", "SOC22-2"] {
        let asked = binary.ask(&format!("withdraw {reference} --why 'no cells'")).done();
        assert!(asked.contains("next move: DCC, who was asked to close it"), "{asked}");
        binary.ask_as(DCC, &format!("grant {reference}")).done();
    }
    let told = binary.ask("reopen SOC22-3 --why 'cells again'").refused();
    assert!(told.contains("the cause of concern `SOC22-2` that it belongs to is closed"), "{told}");
    binary.ask("reopen SOC22-2 --why 'cells again'").done();
    binary.ask("reopen SOC22-3 --why 'cells again'").done();
}

#[test]
fn the_history_is_narrowed_by_words_and_a_slip_is_no_other_question() {
    let binary = Binary::governed();
    let all = binary.plain("history --json").json();
    let by = |name: &str| {
        all.as_array().unwrap().iter().filter(|event| event["actor"] == name).cloned().collect::<Vec<_>>()
    };
    let names: Vec<&str> =
        all.as_array().unwrap().iter().filter_map(|event| event["actor"].as_str()).collect();
    let name = names[names.len() - 1];
    let found = binary.run(&["history", "--json", "--filter", &format!("by:\"{name}\"")]).json();
    assert_eq!(found.as_array().unwrap(), &by(name));
    let newest =
        binary.run(&["history", "--json", "--limit", "1", "--filter", &format!("by:\"{name}\"")]).json();
    assert_eq!(newest.as_array().unwrap().last(), by(name).last());
    assert!(binary.plain("history --filter aproved").misused().contains("the nearest is `OutcomeApproved`"));
    assert!(
        binary.plain("history --filter owner:x").misused().contains("there are `by:`, `kind:`, `about:`")
    );
    assert_eq!(binary.plain("history --filter since:2099").done(), "");
    assert!(binary.plain("history XYZ22-1").refused().contains("it is not here"));
}
