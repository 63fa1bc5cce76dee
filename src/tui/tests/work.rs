//! Work that takes its time, from the desk: checking the record, rebuilding, copies, lists in files, cancelling.

use std::path::PathBuf;

use rusqlite::Connection;

use super::session::Session;

/// Waits until the screen shows these words, as somebody who looks at it would.
#[track_caller]
fn until(session: &mut Session, words: &str) -> String {
    // So often that work of a few milliseconds never needs as many, on however slow a machine.
    for _ in 0..5_000 {
        session.app.idle();
        let screen = session.screen();
        if screen.split_whitespace().collect::<Vec<_>>().join(" ").contains(words) {
            return screen;
        }
        std::thread::yield_now();
    }
    panic!("`{words}` never came:\n{}", session.screen());
}

fn register(session: &Session) -> PathBuf {
    session.folder.path().join("r.plenary")
}

/// Does to the register what a hand with `sqlite3` can.
fn by_hand(session: &Session, sql: &str) {
    let conn = Connection::open(register(session)).unwrap();
    conn.execute_batch(&format!(
        "DROP TRIGGER event_is_never_changed; PRAGMA ignore_check_constraints = ON; {sql}"
    ))
    .unwrap();
}

fn files(session: &Session) -> Vec<String> {
    let names = std::fs::read_dir(session.folder.path()).unwrap();
    let mut names: Vec<_> = names.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    names.retain(|name| !name.ends_with("-wal") && !name.ends_with("-shm"));
    names.sort();
    names
}

#[test]
fn the_record_is_checked_and_said_to_be_whole() {
    for (width, height) in [(80, 24), (120, 40), (60, 20)] {
        let mut session = Session::begin(width, height);
        session.press("V").sees("Checking the record");
        until(&mut session, "the chain of 76 events is whole");
        session.sees("the standing says what the log says").sees("it took").press("esc").sees("The road");
    }
}

#[test]
fn what_somebody_changed_in_the_standing_is_told_and_one_key_makes_it_anew() {
    let mut session = Session::begin(80, 24);
    by_hand(&session, "UPDATE recommendation SET stage = 'Closed' WHERE ref = 'SOC22-1'");
    session.press("V");
    until(&mut session, "the standing differs from the log in 1 rows");
    session.sees("recommendation `SOC22-1`: stage is `Closed`, the log says `Received`");
    session.click(" r rebuild");
    until(&mut session, "the standing was made anew from 76 events");
    session.press("esc V");
    until(&mut session, "the standing says what the log says");
}

#[test]
fn an_event_that_somebody_changed_is_named_by_its_number() {
    let mut session = Session::begin(80, 24);
    by_hand(&session, "UPDATE event SET record = replace(record, 'desk', 'disk') WHERE seq = 7");
    session.press("V");
    until(&mut session, "is broken at event 7");
    session.sees("hint: write nothing more to it");
}

#[test]
fn the_register_is_copied_to_where_the_person_says_and_never_over_anything() {
    let mut session = Session::begin(120, 40);
    session.press("B").sees("Back up").sees("r-2023-02-02.plenary").press("enter");
    until(&mut session, "the copy was opened and proved");
    assert_eq!(files(&session), ["r-2023-02-02.plenary", "r.plenary"]);
    session.press("esc B").sees("r-2023-02-02-2.plenary");
    let back = "backspace ".repeat("-2.plenary".len());
    session.press(&back).write(".plenary").press("enter");
    until(&mut session, "is there already");
    session.sees("choose another name").press("esc").sees("The road");
}

#[test]
fn a_folder_for_an_audit_is_written_with_the_files_of_evidence_or_without_them() {
    let mut session = Session::begin(80, 24);
    session.press("X").sees("Audit · with the files of evidence").sees("audit-2023-02-02").press("enter");
    until(&mut session, "wrote 76 events");
    session.sees("check it there with `sh check.sh`").press("esc X tab");
    session.sees("Audit · without the files of evidence").sees("audit-2023-02-02-2").press("enter");
    until(&mut session, "wrote 76 events");
    let there = |name: &str| session.folder.path().join(name).exists();
    assert!(there("audit-2023-02-02/evidence") && there("audit-2023-02-02-2/log.jsonl"));
    assert!(!there("audit-2023-02-02-2/evidence"));
}

#[test]
fn the_sign_off_paper_is_the_one_after_a_recommendations_story() {
    let mut session = Session::begin(80, 24);
    session.open("SOC22-4").press("W").sees("Brief · recommendation SOC22-4").press("tab");
    session.sees("Brief · signoff SOC22-4").sees("signoff-SOC22-4-2023-02-02.docx").press("tab");
    session.sees("Brief · recommendation SOC22-4");
}

#[test]
fn the_list_is_written_into_a_file_as_it_is_filtered() {
    let mut session = Session::begin(80, 24);
    session
        .press("l / ")
        .write("SOC22-3")
        .press("enter x")
        .sees("Export")
        .sees("recommendations-2023-02-02.csv");
    session.press("backspace").press("enter").sees("ends in neither `.csv` nor `.json`").press("v enter");
    until(&mut session, "wrote 1 recommendations");
    let written =
        std::fs::read_to_string(session.folder.path().join("recommendations-2023-02-02.csv")).unwrap();
    assert_eq!(written.lines().count(), 2);
    assert!(written.lines().nth(1).is_some_and(|line| line.starts_with("SOC22-3,")));
}

#[test]
fn a_paper_about_what_is_in_front_is_written_in_the_format_of_its_name() {
    let mut session = Session::begin(80, 24);
    session.open("SOC22-3").press("W").sees("recommendation SOC22-3");
    session.sees("recommendation-SOC22-3-2023-02-02.docx").press("enter");
    until(&mut session, "wrote recommendation SOC22-3");
    let written = session.folder.path().join("recommendation-SOC22-3-2023-02-02.docx");
    assert!(std::fs::read(&written).unwrap().starts_with(b"PK"));
    session.press("esc W").sees("recommendation-SOC22-3-2023-02-02-2.docx").press("backspace enter");
    session.sees("ends in none of .docx").press("esc esc l W").sees("action-log");
    session.press("tab").sees("overdue-2023-02-02.docx").press("tab").sees("committee");
    session.press("backspace backspace backspace backspace").write("html").press("enter");
    until(&mut session, "wrote committee");
    let page = std::fs::read_to_string(session.folder.path().join("committee-2023-02-02.html")).unwrap();
    assert!(page.contains("<html lang=\"en-GB\">"));
}

#[test]
fn a_paper_counts_over_the_period_that_is_typed_and_replaces_a_file_only_on_purpose() {
    let mut session = Session::begin(80, 24);
    let folder = register(&session).parent().unwrap().to_path_buf();
    let named = |session: &mut Session, period: &str| {
        session
            .press("esc W ctrl-u")
            .write("log.md")
            .press("down")
            .sees("after which the numbers")
            .write(period);
    };
    named(&mut session, "1 Jan 2023");
    session.press("down").sees("up to which").write("31 Jan 2023").press("enter");
    until(&mut session, "wrote action-log");
    let read = || std::fs::read_to_string(folder.join("log.md")).unwrap();
    let first = read();
    assert!(first.contains("after 1 Jan 2023, up to 31 Jan 2023"), "{first}");
    named(&mut session, "2 Jan 2023");
    session.press("enter");
    until(&mut session, "ctrl-o");
    assert_eq!(read(), first, "nothing is written over unasked");
    named(&mut session, "2 Jan 2023");
    session.press("up ctrl-o").sees("REPLACED").press("enter");
    until(&mut session, "wrote action-log");
    assert!(read().contains("after 2 Jan 2023"), "{}", read());
    // A paper that counts over no period asks for none.
    let screen = session.press("esc").open("SOC22-3").press("W").screen();
    assert!(screen.contains("file  ▌") && !screen.contains("until"), "{screen}");
}

#[test]
fn work_that_is_cancelled_says_so_and_changes_nothing_and_until_then_no_other_key_does_anything() {
    let mut session = Session::begin(80, 24);
    // While another process holds the register the work cannot come to its end.
    let holder = Connection::open(register(&session)).unwrap();
    holder.execute_batch("BEGIN IMMEDIATE").unwrap();
    session.press("R").sees("make the standing anew from the log?").press("n").sees("The road").press("R y");
    session.sees("Making the standing anew").press("l q : ?").sees("Making the standing anew");
    session.press("ctrl-c");
    drop(holder);
    until(&mut session, "nothing was changed");
    session.sees("cancelled").press("esc").sees("The road");
}

#[test]
fn an_import_that_is_cancelled_leaves_the_review_as_it_was_and_records_nothing() {
    let mut session = Session::on(super::sample::empty_later, 80, 24);
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/data/examples/regional-response.txt");
    session.press("i").write(path).press("enter").waits().press("down down space ctrl-s");
    let head = session.app.ledger.head().unwrap();
    // While another process holds the register nothing can be recorded.
    let holder = Connection::open(register(&session)).unwrap();
    holder.execute_batch("BEGIN IMMEDIATE").unwrap();
    session.press("enter").sees("Recording").press("esc");
    drop(holder);
    until(&mut session, "nothing was changed");
    session
        .sees("cancelled while")
        .press("esc")
        .sees("will be recorded")
        .press("esc")
        .sees("3 of 4 taken in");
    assert_eq!(session.app.ledger.head().unwrap(), head);
    assert_eq!(session.app.ledger.differences(), Ok(Vec::new()));
    session.press("ctrl-s enter").waits().sees("recorded");
    assert!(session.app.ledger.head().unwrap().seq > head.seq);
}

#[test]
fn a_program_that_ends_while_a_copy_is_made_leaves_no_half_of_it() {
    let mut session = Session::begin(80, 24);
    session.press("B enter");
    let Session { app, folder, .. } = session;
    drop(app);
    let names = std::fs::read_dir(folder.path()).unwrap();
    let halves = names.filter(|file| file.as_ref().unwrap().file_name().to_string_lossy().contains(".part"));
    assert_eq!(halves.count(), 0);
}
