//! Registers that cannot be used: the message says which and what to do, the exit code is 3,
//! and not a byte of the file is touched.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use rusqlite::Connection;

use crate::binary::{Answer, Binary, OWNER};

const RECORDING: &str = "--actor 'O. Wner' --on 2023-01-11 update SOC22-1.a 'Half of it'";

/// Nobody who has an account: who owns nothing here.
const NOBODY: u32 = 65_534;

/// What a command line answers about the register at `path`, with the folder's name left out.
#[track_caller]
fn troubled(binary: &Binary, path: &Path, words: &str) -> String {
    let mut command = binary.command();
    command.args(shell_words::split(words).unwrap()).env("PLENARY_REGISTER", path);
    let told = Answer::of(command.env("PLENARY_TIMEOUT_MS", "200")).troubled();
    told.replace(binary.folder().to_str().unwrap(), "[folder]")
}

/// Reading and recording are both troubled, and the file stays as it was.
#[track_caller]
fn both_troubled(binary: &Binary, path: &Path) -> String {
    let before = fs::read(path).ok();
    let told = ["list", RECORDING].map(|words| troubled(binary, path, words));
    assert!(fs::read(path).ok() == before, "`{}` was changed", path.display());
    let beside = |ending: &str| PathBuf::from(format!("{}{ending}", path.display())).exists();
    assert!(!beside("-wal") && !beside("-journal"), "something was left beside the file");
    match told {
        [reading, recording] if reading == recording => reading,
        [reading, recording] => format!("{reading}---\n{recording}"),
    }
}

fn changed(binary: &Binary, name: &str, sql: &str) -> PathBuf {
    let path = binary.backed_up(name);
    let conn = Connection::open(&path).unwrap();
    conn.execute_batch("PRAGMA journal_mode = DELETE").unwrap();
    conn.execute_batch(sql).unwrap();
    path
}

#[test]
fn a_file_that_is_no_register_is_named_and_left_as_it_is() {
    let binary = Binary::governed();
    let folder = binary.folder();
    fs::write(folder.join("text"), "Dear all, this is a letter and no register.\n".repeat(200)).unwrap();
    fs::write(folder.join("short"), "x").unwrap();
    fs::write(folder.join("empty"), "").unwrap();
    fs::create_dir(folder.join("directory")).unwrap();
    Connection::open(folder.join("other")).unwrap().execute_batch("CREATE TABLE a(b)").unwrap();
    let told = ["text", "short", "empty", "directory", "other", "missing", "no such folder/register"]
        .map(|name| both_troubled(&binary, &folder.join(name)));
    insta::assert_snapshot!(told.join("\n"));
    assert!(!folder.join("missing").exists() && !folder.join("no such folder").exists());
    binary.plain("verify").done();
}

#[test]
fn a_register_is_never_made_over_something_or_in_a_folder_that_is_not_there() {
    let binary = Binary::governed();
    let init = "init --home 'Cleveland Police' --me 'A. Lead' --role lead";
    let before = fs::read(binary.register()).unwrap();
    let there = troubled(&binary, &binary.register(), init);
    assert!(fs::read(binary.register()).unwrap() == before);
    let no_folder = troubled(&binary, &binary.folder().join("no such folder/register"), init);
    let copy = troubled(&binary, &binary.register(), "backup register.plenary");
    insta::assert_snapshot!([there, no_folder, copy].join("\n"));
}

#[test]
fn a_register_of_a_newer_version_is_left_to_the_newer_program() {
    let binary = Binary::governed();
    let path = changed(&binary, "newer", "PRAGMA user_version = 7");
    insta::assert_snapshot!(both_troubled(&binary, &path));
}

#[test]
fn a_damaged_register_is_named_with_the_way_on() {
    let binary = Binary::governed();
    let path = changed(&binary, "damaged", "");
    let mut bytes = fs::read(&path).unwrap();
    // The first page still says that it is a register.
    bytes[4096..].fill(0xa5);
    fs::write(&path, &bytes).unwrap();
    let verified = troubled(&binary, &path, "verify");
    insta::assert_snapshot!(format!("{}---\n{verified}", both_troubled(&binary, &path)));
}

#[test]
fn a_register_with_any_page_overwritten_gives_no_other_answer_than_a_whole_one() {
    let binary = Binary::governed();
    let bytes = fs::read(changed(&binary, "damaged", "")).unwrap();
    let file = binary.folder().join("page");
    let questions =
        ["verify", "list --all", "show SOC22-1", "history", "history SOC22-1", "overview", "meeting"];
    let ask = |question: &str| {
        let mut command = binary.command();
        Answer::of(command.args(question.split(' ')).arg("--register").arg(&file))
    };
    fs::write(&file, &bytes).unwrap();
    let whole = questions.map(|question| ask(question).done());
    let mut found = 0;
    for page in 1..bytes.len() / 4096 {
        let mut damaged = bytes.clone();
        damaged[page * 4096..][..4096].fill(0xa5);
        fs::write(&file, &damaged).unwrap();
        for (question, whole) in questions.iter().zip(&whole) {
            let answer = ask(question);
            if answer.code == Some(0) {
                assert_eq!(&answer.out, whole, "page {page}: `{question}`");
                continue;
            }
            assert_eq!(answer.code, Some(3), "page {page}: {answer:?}");
            assert!(
                answer.out.is_empty() || answer.out != *whole && whole.starts_with(&answer.out),
                "{answer:?}"
            );
            let named = ["is damaged", "is broken", "differs from the log"];
            assert!(named.iter().any(|word| answer.err.contains(word)), "page {page}: {answer:?}");
            found += 1;
        }
        assert!(fs::read(&file).unwrap() == damaged, "page {page}: the file was changed");
    }
    assert!(found > questions.len());
}

#[test]
fn a_register_cut_off_in_the_middle_of_its_file_is_found() {
    let binary = Binary::governed();
    let path = changed(&binary, "half", "");
    let length = fs::metadata(&path).unwrap().len();
    fs::OpenOptions::new().write(true).open(&path).unwrap().set_len(length / 2).unwrap();
    let told = troubled(&binary, &path, "verify");
    assert!(told.starts_with("error: `[folder]/half` is "), "{told}");
    assert_eq!(fs::metadata(&path).unwrap().len(), length / 2);
}

#[test]
fn a_register_that_another_process_holds_is_waited_for_and_then_named() {
    let binary = Binary::governed();
    let path = binary.register();
    let holder = Connection::open(&path).unwrap();
    holder.execute_batch("BEGIN IMMEDIATE").unwrap();
    let recording = troubled(&binary, &path, RECORDING);
    // Who reads does not wait for who writes.
    Answer::of(binary.command().arg("list").env("PLENARY_TIMEOUT_MS", "200")).done();
    holder.execute_batch("ROLLBACK; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE").unwrap();
    let head = |conn: &Connection| -> i64 {
        conn.query_row("SELECT max(seq) FROM event", [], |row| row.get(0)).unwrap()
    };
    let before = head(&holder);
    let reading = troubled(&binary, &path, "list");
    assert_eq!(head(&holder), before);
    drop(holder);
    insta::assert_snapshot!(format!("{recording}---\n{reading}"));
    binary.ask_as(OWNER, "update SOC22-1.a 'Half of it'").done();
}

/// The binary as a user who owns nothing here; where the tests may not become another user, as themselves.
fn as_nobody(binary: &Binary, words: &str) -> Answer {
    // Where the binary was built may be closed to others.
    let program = binary.folder().join("plenary");
    if !program.exists() {
        // Copied by another process: what another test starts meanwhile would hold a file that is written here open,
        // and no program runs that somebody may write.
        let copied = Command::new("cp").args([Path::new(env!("CARGO_BIN_EXE_plenary")), &program]).status();
        assert!(copied.unwrap().success());
        fs::set_permissions(binary.folder(), fs::Permissions::from_mode(0o755)).unwrap();
    }
    let mut command = Command::new(program);
    binary.seat(&mut command).args(shell_words::split(words).unwrap());
    command.env("PLENARY_REGISTER", binary.folder().join("office/register.plenary"));
    if rustix::process::getuid().is_root() {
        command.uid(NOBODY).gid(NOBODY);
    }
    Answer::of(&mut command)
}

#[test]
fn a_register_that_may_only_be_read_can_be_read_and_says_so_when_written() {
    let binary = Binary::governed();
    let office = binary.folder().join("office");
    fs::create_dir(&office).unwrap();
    let file = office.join("register.plenary");
    fs::rename(binary.backed_up("copy"), &file).unwrap();
    let before = fs::read(&file).unwrap();
    let allow = |path: &Path, mode: u32| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    allow(&file, 0o444);
    allow(&office, 0o555);
    let rows = as_nobody(&binary, "list --json").json();
    assert_eq!(rows[0]["ref"], "SOC22-1");
    as_nobody(&binary, "verify").done();
    let recording = as_nobody(&binary, RECORDING).troubled();
    allow(&file, 0o000);
    let forbidden = as_nobody(&binary, "list").troubled();
    allow(&file, 0o666);
    let folder_closed = as_nobody(&binary, RECORDING);
    allow(&office, 0o000);
    let hidden = as_nobody(&binary, "list").troubled();
    allow(&office, 0o755);
    assert!(fs::read(&file).unwrap() == before);
    assert_eq!(folder_closed.code, Some(3), "{folder_closed:?}");
    let told = [recording, forbidden, folder_closed.err, hidden].join("\n");
    insta::assert_snapshot!(told.replace(binary.folder().to_str().unwrap(), "[folder]"));
}

#[test]
fn tables_of_another_version_are_named_where_they_cannot_be_made_anew_and_made_anew_where_they_can() {
    let binary = Binary::governed();
    let office = binary.folder().join("office");
    fs::create_dir(&office).unwrap();
    let file = office.join("register.plenary");
    fs::rename(changed(&binary, "copy", "UPDATE standing SET version = 7"), &file).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o444)).unwrap();
    fs::set_permissions(&office, fs::Permissions::from_mode(0o555)).unwrap();
    let told = as_nobody(&binary, "list").troubled();
    assert!(told.contains("was last written by another version of plenary"), "{told}");
    assert!(told.contains("hint: open it once from where it can be written"), "{told}");
    fs::set_permissions(&office, fs::Permissions::from_mode(0o755)).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    let mut command = binary.command();
    let rows = Answer::of(command.args(["list", "--json"]).env("PLENARY_REGISTER", &file)).json();
    assert_eq!(rows[0]["ref"], "SOC22-1");
}
