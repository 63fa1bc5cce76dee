//! `plenary config` on the real binary: where the file is, what holds, and a file to begin with.

use std::fs;
use std::path::PathBuf;

use crate::binary::{Answer, Binary};

/// Runs `plenary WORDS` with a config file of these bytes.
fn with(binary: &Binary, bytes: &[u8], words: &[&str]) -> Answer {
    let file = binary.folder().join("config.toml");
    fs::write(&file, bytes).unwrap();
    Answer::of(binary.command().args(words).env("PLENARY_CONFIG", file))
}

fn in_the_config_folder(binary: &Binary) -> PathBuf {
    binary.folder().join("home/plenary/config.toml")
}

#[test]
fn config_tells_where_the_file_would_be_and_what_holds_without_it() {
    let binary = Binary::bare();
    let told = binary.plain("config").done();
    let path = in_the_config_folder(&binary);
    let plain = told.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(plain.contains(&format!("{} (not there;", path.display())), "{told}");
    for line in ["theme auto default", "marking OFFICIAL default", "mouse true default", "2 overdue default"]
    {
        assert!(plain.contains(line), "`{line}` is not in {told}");
    }
    let json = binary.plain("config --json").json();
    assert_eq!(json["file"], path.display().to_string());
    assert_eq!((&json["found"], &json["theme"]["value"]), (&false.into(), &"auto".into()));
    assert_eq!(json["views"].as_array().unwrap().len(), 9);
}

#[test]
fn config_tells_of_each_setting_where_it_came_from() {
    let binary = Binary::bare();
    let file = b"marking = 'OFFICIAL-SENSITIVE'\ntheme = 'dark'\n[[view]]\nkey = 3\nname = 'mine'\nfilter = 'soon'\n";
    let json = with(&binary, file, &["config", "--json"]).json();
    assert_eq!(json["marking"]["from"], "line 1");
    assert_eq!((&json["theme"]["value"], &json["theme"]["from"]), (&"dark".into(), &"line 2".into()));
    assert_eq!(
        (&json["views"][2]["from"], &json["views"][2]["value"]["name"]),
        (&"line 3".into(), &"mine".into())
    );
    assert_eq!(json["named_by"], "PLENARY_CONFIG");
    assert_eq!(json["remarks"].as_array().map(Vec::len), Some(0));
    let mut command = binary.command();
    let file = binary.folder().join("config.toml");
    command.args(["config", "--json"]).env("PLENARY_CONFIG", file).env("NO_COLOR", "1").env("VISUAL", "ed");
    let json = Answer::of(&mut command).json();
    assert_eq!((&json["theme"]["value"], &json["theme"]["from"]), (&"none".into(), &"NO_COLOR".into()));
    assert_eq!((&json["editor"]["value"], &json["editor"]["from"]), (&"ed".into(), &"VISUAL".into()));
}

#[test]
fn a_file_is_written_to_begin_with_and_never_over_another() {
    let binary = Binary::bare();
    let told = binary.plain("config --write").done();
    let path = in_the_config_folder(&binary);
    assert!(told.contains(&path.display().to_string()), "{told}");
    assert_eq!(fs::read_to_string(&path).unwrap(), binary.plain("config --example").done());
    let json = binary.plain("config --json").json();
    assert_eq!((&json["found"], json["remarks"].as_array().map(Vec::len)), (&true.into(), Some(0)));
    fs::write(&path, "mouse = false\n").unwrap();
    assert!(binary.plain("config --write").refused().contains("is there already"));
    assert!(binary.plain("config --write --dry-run").misused().contains("nothing to show with `--dry-run`"));
    assert_eq!(fs::read_to_string(&path).unwrap(), "mouse = false\n");
}

#[test]
fn what_is_wrong_is_told_with_its_line_and_nothing_of_it_commands_the_terminal() {
    let binary = Binary::bare();
    let file = b"theme = \"purple\"\n\"a\\u001b[2Jb\" = 1\nmouse = \xff\nmarking = 'KEPT'\n";
    let told = with(&binary, file, &["config"]).done();
    for words in ["line 1, column 9", "line 2, column 1", "line 3, column 9: this line is not UTF-8", "KEPT"]
    {
        assert!(told.contains(words), "`{words}` is not in {told}");
    }
    assert!(!told.contains('\u{1b}'), "{told}");
}

#[test]
fn a_path_that_commands_the_terminal_is_told_without_its_commands() {
    let binary = Binary::bare();
    let folder = binary.folder().join("\u{1b}[31mred");
    fs::create_dir(&folder).unwrap();
    let told = Answer::of(binary.command().arg("config").env("PLENARY_CONFIG", folder)).done();
    assert!(told.contains("it is a folder, not a file") && !told.contains('\u{1b}'), "{told}");
}

#[test]
fn a_saved_view_lists_what_its_filter_finds_in_its_order() {
    let binary = Binary::governed();
    let file =
        b"[[view]]\nkey = 4\nname = 'Wner, all'\nfilter = 'owner:wner'\ngroup = 'owner'\n[[view]]\nkey = 5\n\
        name = 'none of them'\nfilter = 'owner:nobody'\n";
    for said in ["4", "wner, ALL"] {
        let listed = with(&binary, file, &["list", "--view", said]).done();
        assert!(listed.contains("SOC22-1") && listed.contains("O. Wner · 1"), "{listed}");
    }
    assert!(!with(&binary, file, &["list", "--view", "5"]).done().contains("SOC22-1"));
    assert!(with(&binary, file, &["list", "--view", "4", "--filter", "overdue"]).done().contains("SOC22-1"));
    let refused = with(&binary, file, &["list", "--view", "mine"]).misused();
    assert!(
        refused.contains("`mine` is no saved view") && refused.contains("hint: `plenary config`"),
        "{refused}"
    );
    for key in 1..=9 {
        binary.plain(&format!("list --view {key}")).done();
    }
}

#[test]
fn a_list_tells_of_a_broken_file_on_one_line_and_goes_on() {
    let binary = Binary::received();
    for words in [&["list"][..], &["list", "--filter", "all"], &["list", "--view", "1"]] {
        let answer = with(&binary, b"theme = 'purple'\nmouse = 7\n", words);
        assert!(answer.code == Some(0) && answer.out.contains("SOC22-1"), "{answer:?}");
        assert_eq!(answer.err.lines().count(), 1, "{}", answer.err);
        assert!(answer.err.contains("line 1") && answer.err.contains("(and 1 more)"), "{}", answer.err);
        assert!(answer.err.contains("hint: `plenary config` tells"), "{}", answer.err);
    }
}

#[test]
fn what_is_wrong_with_the_file_is_said_once_on_standard_error_and_the_command_works() {
    let binary = Binary::received();
    let answer = with(&binary, b"theme = 'purple'\nmarking = 'RESTRICTED'\n", &["overview"]);
    assert_eq!(answer.code, Some(0));
    assert!(answer.out.contains("RESTRICTED"), "{}", answer.out);
    assert_eq!(answer.err.matches("`theme` is `purple`").count(), 1, "{}", answer.err);
    assert!(answer.err.contains("hint: "), "{}", answer.err);
    let folder = binary.folder().join("state");
    let answer = Answer::of(binary.command().arg("overview").env("PLENARY_CONFIG", folder));
    assert!(
        answer.err.contains("it is a folder, not a file") && answer.out.contains("OFFICIAL"),
        "{answer:?}"
    );
}
