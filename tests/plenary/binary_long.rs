//! Long work with the real binary: interrupted at any moment it leaves nothing half done; lists in files,
//! going back to a copy, and the doctor.

use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::binary::{Answer, Binary, Chance};

/// The names of the files in a folder, but those that SQLite keeps beside a register.
fn files(folder: &Path) -> Vec<String> {
    let names = fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<_> = names.filter(|name| !name.ends_with("-wal") && !name.ends_with("-shm")).collect();
    names.sort();
    names
}

#[test]
fn whatever_moment_it_is_interrupted_at_nothing_is_half_done() {
    let mut chance = Chance::begin();
    let binary = Binary::governed();
    let (head, before) = (binary.head(), files(binary.folder()));
    for words in ["backup copy.plenary", "list --all --to list.csv", "verify --rebuild", "verify"] {
        let began = Instant::now();
        binary.plain(words).done();
        let took = began.elapsed();
        let mut cancelled = 0;
        for _ in 0..12 {
            files(binary.folder()).iter().filter(|name| !before.contains(name)).for_each(|name| {
                fs::remove_file(binary.folder().join(name)).unwrap();
            });
            cancelled +=
                u32::from(interrupted(&binary, words, took.mul_f64(chance.below(1000) as f64 / 1000.0)));
            assert_eq!(binary.head(), head, "`{words}`");
        }
        println!("`{words}` was interrupted {cancelled} times of 12");
    }
}

/// A response in which a hundred things are asked.
fn response() -> String {
    let item = |number: u32| {
        format!("{number}. Cleveland Police should fill post {number} of unit {}.\n\n", number * 7)
    };
    let asked: String = (1..=100).map(item).collect();
    format!(
        "Title of Inspection – A practice inspection of posts\n\nDate Inspection Published – 7 December 2022\n\n\
         SUMMARY OF INSPECTION FINDINGS\n\nRecommendations\n\n{asked}"
    )
}

#[test]
fn an_import_that_is_interrupted_records_all_of_it_or_nothing() {
    const IMPORT: &str = "--actor 'A. Lead' import response.md --accept --code PIP22";
    let mut chance = Chance::begin();
    let governed = || {
        let binary = Binary::governed();
        fs::write(binary.folder().join("response.md"), response()).unwrap();
        binary
    };
    let began = Instant::now();
    governed().plain(IMPORT).done();
    let took = began.elapsed();
    let (binary, mut cancelled) = (governed(), 0);
    let number = |head: &str| head.split(':').next().unwrap().parse::<u64>().unwrap();
    let head = binary.head();
    for _ in 0..16 {
        cancelled +=
            u32::from(interrupted(&binary, IMPORT, took.mul_f64(chance.below(1000) as f64 / 1000.0)));
        let now = binary.head();
        if now != head {
            assert_eq!(number(&now), number(&head) + 101);
            break;
        }
    }
    println!("it was cancelled {cancelled} times");
    binary.plain("verify").done();
}

/// Runs a command and sends it SIGINT at a moment of its life; true where it told that it was cancelled.
/// Either it came to its end, or it ended by the signal and left nothing.
fn interrupted(binary: &Binary, words: &str, moment: Duration) -> bool {
    let before = files(binary.folder());
    let mut command = binary.command();
    command.args(shell_words::split(words).unwrap()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let deadline = Instant::now() + moment;
    while Instant::now() < deadline && child.try_wait().unwrap().is_none() {
        std::thread::yield_now();
    }
    if child.try_wait().unwrap().is_none() {
        let id = rustix::process::Pid::from_child(&child);
        rustix::process::kill_process(id, rustix::process::Signal::INT).unwrap();
    }
    let ended = child.wait_with_output().unwrap();
    let told = String::from_utf8(ended.stderr).unwrap();
    if ended.status.success() {
        return false;
    }
    assert_eq!(ended.status.signal(), Some(2), "`{words}`: {told}");
    assert_eq!(files(binary.folder()), before, "`{words}` left something: {told}");
    assert!(told.is_empty() || told.starts_with("cancelled: "), "{told}");
    told.starts_with("cancelled: ")
}

#[test]
fn a_list_goes_into_a_file_in_the_form_of_its_name_and_never_over_another() {
    let binary = Binary::governed();
    assert_eq!(binary.plain("list --to list.csv").done(), "wrote 1 recommendation to list.csv\n");
    let csv = fs::read_to_string(binary.folder().join("list.csv")).unwrap();
    assert_eq!(csv, binary.plain("list --csv").done());
    binary.plain("list --to list.json").done();
    let json = fs::read_to_string(binary.folder().join("list.json")).unwrap();
    assert_eq!(json, binary.plain("list --json").done());
    assert!(binary.plain("list --to list.csv").troubled().contains("list.csv` is there already"));
    assert!(binary.plain("list --to list").misused().contains("say `--csv` or `--json`"));
    assert!(binary.plain("list --to gone/list.csv").troubled().contains("does not exist"));
}

#[test]
fn a_list_that_the_disk_has_no_room_for_leaves_nothing() {
    let binary = Binary::governed();
    let before = files(binary.folder());
    let mut shell = Command::new("sh");
    let run =
        format!("trap '' XFSZ; ulimit -f 0; exec {} list --all --to list.csv", env!("CARGO_BIN_EXE_plenary"));
    binary.seat(shell.args(["-c", &run]));
    let told = Answer::of(&mut shell).troubled();
    assert!(told.contains("list.csv") || told.contains("register.plenary"), "{told}");
    assert_eq!(files(binary.folder()), before);
}

#[test]
fn a_lost_register_is_made_from_its_copy() {
    let binary = Binary::governed();
    let (copy, head) = (binary.backed_up("copy.plenary"), binary.head());
    for ending in ["", "-wal", "-shm"] {
        let _ = fs::remove_file(format!("{}{ending}", binary.register().display()));
    }
    let told = binary.plain("restore copy.plenary").done();
    assert!(told.contains("proved it: its chain is whole"), "{told}");
    assert_eq!(binary.head(), head);
    assert!(copy.exists());
    binary.ask("update SOC22-1.a 'and it goes on from there'").done();
}

#[test]
fn a_register_with_later_events_is_replaced_only_when_told_and_kept_aside() {
    let binary = Binary::governed();
    binary.backed_up("copy.plenary");
    let before = binary.head();
    binary.ask("update SOC22-1.a 'said after the copy was made'").done();
    let later = binary.head();
    let told = binary.plain("restore copy.plenary").troubled();
    assert!(told.contains("holds events that it lacks"), "{told}");
    assert!(told.contains("--replace"), "{told}");
    assert_eq!(binary.head(), later);
    let told = binary.plain("restore copy.plenary --replace").done();
    assert!(told.contains("register.plenary.replaced"), "{told}");
    assert_eq!(binary.head(), before);
    binary.plain("list").done();
    let aside = binary.plain("--register register.plenary.replaced history --json").json();
    assert!(
        aside.to_string().contains("said after the copy was made"),
        "the old register stands aside, whole"
    );
}

#[test]
fn a_damaged_register_is_replaced_only_when_told_and_a_damaged_copy_never_replaces_anything() {
    let binary = Binary::governed();
    binary.backed_up("copy.plenary");
    fs::copy(binary.folder().join("copy.plenary"), binary.folder().join("bad.plenary")).unwrap();
    let conn = rusqlite::Connection::open(binary.folder().join("bad.plenary")).unwrap();
    conn.execute_batch("DROP TRIGGER event_is_never_changed; UPDATE event SET record = replace(record, 'Cleveland', 'Lancaster') WHERE seq = 1").unwrap();
    drop(conn);
    let head = binary.head();
    assert!(binary.plain("restore bad.plenary --replace").troubled().contains("event 1"));
    assert_eq!(binary.head(), head);
    let conn = rusqlite::Connection::open(binary.register()).unwrap();
    conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    drop(conn);
    let text = fs::File::options().write(true).open(binary.register()).unwrap();
    std::os::unix::fs::FileExt::write_all_at(&text, &[0xff; 4096], 0).unwrap();
    let told = binary.plain("restore copy.plenary").troubled();
    assert!(!told.contains("proved"), "{told}");
    fs::write(binary.folder().join("notes.txt"), "no register").unwrap();
    assert!(binary.plain("restore notes.txt --replace").troubled().contains("is not a register"));
}

#[test]
fn the_doctor_says_where_everything_is_and_what_to_do() {
    let binary = Binary::bare();
    let told = binary.plain("doctor").done();
    assert!(told.contains("no register yet") && told.contains("plenary init"), "{told}");
    let binary = Binary::governed();
    let found = binary.plain("doctor --json").json();
    let of = |what: &str| {
        found.as_array().unwrap().iter().find(|finding| finding["what"] == what).cloned().unwrap()
    };
    assert!(of("register")["found"].as_str().unwrap().ends_with("(named by PLENARY_REGISTER)"));
    assert!(of("record")["found"].as_str().unwrap().contains(&binary.head()));
    assert_eq!(of("standing")["problem"], false);
    assert_eq!(of("last seen")["found"], "everything that you saw in it is there");
    let conn = binary.tampering();
    conn.execute("DELETE FROM event WHERE seq > 3", []).unwrap();
    drop(conn);
    let answer = binary.plain("doctor");
    assert_eq!(answer.code, Some(3));
    assert!(answer.out.contains("no longer holds what was seen in it"), "{}", answer.out);
    assert!(answer.out.contains("hint: find out who changed it"), "{}", answer.out);
    assert_eq!(answer.err, "error: 1 thing needs attention\n");
}

/// At a terminal long work shows how far it has come, and Ctrl-C ends it. Where it was over too soon it is given more.
#[test]
fn at_a_terminal_progress_is_seen_and_ctrl_c_cancels() {
    let binary = Binary::governed();
    let (mut events, mut round) = (40_000, 0);
    loop {
        add_to_the_log_alone(&binary, events);
        let before = binary_rows(&binary);
        let folder = binary.folder().join(format!("round{round}"));
        fs::create_dir(&folder).unwrap();
        let register = binary.register().display().to_string();
        let terminal = crate::terminal::Terminal::run(&folder, &["--register", &register, "verify"]);
        // A process that has ended may go on having a number until somebody asks for how it ended.
        let runs = || terminal.knows("pane_dead") != "1";
        let wait = || std::thread::park_timeout(std::time::Duration::from_millis(15));
        while runs() && !terminal.screen().contains("Ctrl-C cancels") {
            wait();
        }
        let seen = terminal.screen();
        assert!(round < 5, "{seen}");
        if runs() {
            terminal.press(&["C-c"]);
            while runs() {
                wait();
            }
            let screen = terminal.screen();
            if screen.contains("cancelled: ") {
                assert!(screen.contains("nothing was changed"), "{screen}");
                let (log, standing) = binary_rows(&binary);
                assert_eq!(log, before.0, "the log is as it was");
                // Opening brings the standing up to date, whole or not at all, before anything is verified.
                assert!(standing == before.1 || standing == log, "{standing} of {log}");
                return;
            }
        }
        (events, round) = (events * 2, round + 1);
    }
}

/// How far the log goes, and the standing.
fn binary_rows(binary: &Binary) -> (i64, i64) {
    let conn = rusqlite::Connection::open(binary.register()).unwrap();
    let sql = "SELECT (SELECT max(seq) FROM event), (SELECT seq FROM standing)";
    conn.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?))).unwrap()
}

/// Adds events as another program would, without the standing.
fn add_to_the_log_alone(binary: &Binary, events: u64) {
    use plenary::ledger::log::{Appended, Log, New, SqliteLog};
    let conn =
        plenary::ledger::opening::open(&binary.register(), plenary::ledger::opening::Access::Write).unwrap();
    let log = SqliteLog::new(&conn);
    let head = log.head().unwrap();
    let first = log.read(0, 1).unwrap().remove(0);
    let template = plenary::ledger::record::Record::read(&first.record).unwrap();
    let new = |number| {
        let mut record = template.clone();
        record.id = format!("added {number}");
        record.event.what = plenary::journey::event::What::BodyNamed {
            name: "Home Office".into(),
            body_kind: plenary::journey::register::BodyKind::Department,
        };
        New { id: record.id.clone(), record: record.line("salt") }
    };
    let new: Vec<New> = (head.seq..head.seq + events).map(new).collect();
    conn.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert!(matches!(log.append(&head, &new), Ok(Appended::At(_))));
    conn.execute_batch("COMMIT").unwrap();
}
