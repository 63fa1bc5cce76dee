//! What a user has seen of a register is remembered: one that was cut short, put back from an old copy,
//! or replaced by another is refused by everything, until the user says that it is to be trusted.

use std::ffi::OsStr;
use std::fs;

use crate::binary::{Answer, Binary, OWNER};
use crate::binary_every::{READING, begin, travelled};

const WAY_OUT: &str = "hint: find out who changed it and put the right file back, with its old `-wal` and `-shm` moved away; if this one is right, \
                       say so with `plenary verify --trust-this-head`\n";

/// Everything that reads or writes refuses the register, for this reason, and says what to do.
fn assert_refused_by_everything(binary: &Binary, reason: &str) {
    let copy = binary.folder().join("copy");
    let response = concat!(env!("CARGO_MANIFEST_DIR"), "/data/examples/regional-response.txt");
    let mut answers: Vec<Answer> = READING.iter().map(|question| binary.plain(question)).collect();
    answers.push(binary.run(&[OsStr::new("backup"), copy.as_os_str()]));
    answers.push(binary.run(&["import", response]));
    answers.push(binary.run(&["import", response, "--accept", "--actor", "A. Lead"]));
    let (_other, steps) = begin("");
    for step in &steps {
        answers.push(step.ask(binary));
    }
    for answer in answers {
        let asked = answer.asked.clone();
        let told = answer.troubled();
        assert!(told.contains(reason), "`{asked}`: {told}");
        assert!(
            told.starts_with(&format!("error: `{}` no longer holds", binary.register().display())),
            "{told}"
        );
        assert!(told.ends_with(WAY_OUT), "`{asked}`: {told}");
    }
    assert!(!copy.exists());
}

/// Trusted again, it reads and writes as before.
fn assert_trusted_again(binary: &Binary) {
    binary.plain("verify --trust-this-head").done();
    assert_works(binary);
}

fn assert_works(binary: &Binary) {
    binary.plain("list --all").done();
    binary.ask_as("A. Lead", "meeting plan 'Another board' --date 2030-01-11").done();
    binary.plain("verify").done();
}

/// Another user's state folder has seen nothing of this register.
fn assert_another_user_is_not_affected(binary: &Binary) {
    let other = binary.folder().join("other user");
    for question in ["list", "verify", "history"] {
        Answer::of(binary.command().arg(question).env("PLENARY_STATE_DIR", &other)).done();
    }
}

#[test]
fn a_register_put_back_from_an_old_copy_is_refused_until_it_is_trusted() {
    let mut binary = travelled();
    binary.on = "2023-07-10";
    let copy = binary.backed_up("old");
    assert_works(&binary);
    binary.put(&copy);
    assert_another_user_is_not_affected(&binary);
    assert_refused_by_everything(&binary, "it was cut short, or put back from an older copy");
    assert_trusted_again(&binary);
}

#[test]
fn a_register_put_back_and_continued_by_somebody_else_is_refused_until_it_is_trusted() {
    let mut binary = travelled();
    binary.on = "2023-07-10";
    let copy = binary.backed_up("old");
    assert_works(&binary);
    binary.put(&copy);
    let other = binary.folder().join("other user");
    for number in 0..3 {
        let mut command = binary.command();
        let words = format!("--actor 'A. Lead' meeting plan 'Board {number}' --date 2030-01-01");
        let words = shell_words::split(&words).unwrap();
        Answer::of(command.args(words).env("PLENARY_STATE_DIR", &other)).done();
    }
    assert_refused_by_everything(&binary, "it was rewritten, or put back from an older copy and continued");
    assert_trusted_again(&binary);
}

#[test]
fn a_register_that_was_cut_short_is_refused_until_it_is_trusted() {
    let mut binary = travelled();
    binary.on = "2023-07-10";
    let events = binary.history().len();
    binary.tampering().execute("DELETE FROM event WHERE seq > ?1", [events as i64 - 3]).unwrap();
    assert_refused_by_everything(
        &binary,
        &format!("event {events}, but it now ends at event {}", events - 3),
    );
    // Its standing still says what was cut off, and that is found as well.
    let told = binary.plain("verify --trust-this-head");
    assert_eq!(told.code, Some(3));
    assert!(told.err.contains("`plenary verify --rebuild`"), "{}", told.err);
    binary.plain("verify --rebuild").done();
    assert_works(&binary);
}

#[test]
fn another_register_in_the_same_place_is_refused_until_it_is_trusted() {
    let mut binary = travelled();
    binary.on = "2023-07-10";
    let other = travelled();
    other.settle();
    binary.put(&other.register());
    assert_another_user_is_not_affected(&binary);
    assert_refused_by_everything(&binary, "another register lies in that place now");
    assert_trusted_again(&binary);
}

#[test]
fn a_copy_opened_somewhere_else_is_found_to_be_old_as_well() {
    let binary = Binary::governed();
    let copy = binary.backed_up("old");
    binary.ask_as(OWNER, "update SOC22-1.a 'Half of it'").done();
    let told = binary.run(&[OsStr::new("list"), OsStr::new("--register"), copy.as_os_str()]).troubled();
    assert!(told.contains("put back from an older copy"), "{told}");
    binary.plain("list").done();
}

#[test]
fn a_state_folder_that_cannot_be_written_keeps_nobody_from_reading_or_recording() {
    let binary = Binary::governed();
    let in_the_way = binary.folder().join("a file");
    fs::write(&in_the_way, "").unwrap();
    for words in ["list", "verify", "--actor 'O. Wner' --on 2023-01-11 update SOC22-1.a 'Half of it'"] {
        let mut command = binary.command();
        let words = shell_words::split(words).unwrap();
        Answer::of(command.args(words).env("PLENARY_STATE_DIR", in_the_way.join("heads"))).done();
    }
}

#[test]
fn a_register_made_where_another_was_before_is_not_refused() {
    let binary = travelled();
    fs::remove_file(binary.register()).unwrap();
    for ending in ["-wal", "-shm"] {
        let _ = fs::remove_file(binary.folder().join(format!("register.plenary{ending}")));
    }
    binary.plain("init --home 'Cleveland Police' --me 'A. Lead' --role lead").done();
    assert_works(&binary);
}

#[test]
fn a_practice_register_made_afresh_is_not_refused() {
    let binary = Binary::bare();
    let demo = |words: &str| binary.plain(&format!("demo --register practice {words}")).done();
    demo("");
    binary.plain("--register practice meeting plan Practice --date 2030-01-01 --actor 'A. Lead'").done();
    let meetings = || binary.plain("meeting --register practice").done();
    assert!(meetings().contains("Practice"));
    demo("");
    assert!(meetings().contains("Practice"), "opening it keeps what was practised");
    demo("--fresh");
    assert!(!meetings().contains("1 Jan 2030"), "making it afresh forgets what was practised");
    demo("--fresh");
    binary.plain("verify --register practice").done();
}

#[test]
fn half_a_practice_story_is_never_taken_for_the_whole() {
    let binary = Binary::bare();
    let (practice, draft) = (binary.folder().join("practice"), binary.folder().join("practice.draft"));
    let mut command = binary.command();
    let mut telling =
        command.args(["demo", "--register", "practice"]).stdout(std::process::Stdio::null()).spawn().unwrap();
    while !draft.exists() && telling.try_wait().unwrap().is_none() {
        std::thread::yield_now();
    }
    telling.kill().unwrap();
    telling.wait().unwrap();
    assert!(!practice.exists());
    assert!(binary.plain("demo --register practice").done().contains("Closed"));
    assert!(practice.exists() && !draft.exists());
}

#[test]
fn a_register_is_made_also_where_nothing_can_be_remembered() {
    let binary = Binary::bare();
    let nowhere = binary.folder().join("file");
    fs::write(&nowhere, "").unwrap();
    for words in ["init --home 'Cleveland Police' --me 'A. Lead' --role lead", "verify"] {
        let mut command = binary.command();
        command.args(shell_words::split(words).unwrap()).env("PLENARY_STATE_DIR", nowhere.join("state"));
        Answer::of(&mut command).done();
    }
}

#[test]
fn a_real_register_is_never_opened_for_practice() {
    let binary = Binary::governed();
    let before = binary.head();
    for words in ["demo --register register.plenary", "demo --fresh --register register.plenary"] {
        let told = binary.plain(words).refused();
        assert!(told.contains("is a real register, not one for practice"), "{told}");
    }
    // Without a name it is the practice register of the data folder, whatever the environment says.
    binary.plain("demo").done();
    assert!(binary.folder().join("home/plenary/practice.plenary").exists());
    assert_eq!(binary.head(), before);
}
