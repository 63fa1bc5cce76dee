//! Registers that can be opened, and every sort of file that cannot.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::CommandExt;

use super::*;
use crate::ledger::log::{Log, SqliteLog, contains, verify_on};
use crate::ledger::sample::{Chance, entries, fill, impatient, read, register, tamper, write};
use crate::progress::Progress;

fn refused(path: &Path, access: Access) -> Trouble {
    open_with(path, access, &impatient()).expect_err("it should have been refused")
}

/// Refused for reading and for writing with the same words, and the file is left as it was.
fn refused_untouched(path: &Path) -> Trouble {
    let before = fs::read(path).ok();
    let trouble = refused(path, Access::Read);
    assert_eq!(refused(path, Access::Write), trouble);
    assert_eq!(fs::read(path).ok(), before);
    trouble
}

fn setting(conn: &Connection, name: &str) -> i64 {
    conn.query_row(&format!("PRAGMA {name}"), [], |row| row.get(0)).unwrap()
}

#[test]
fn a_new_register_is_one_whole_file_with_the_derived_tables_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("new #1? 100%.plenary");
    let conn = create(&path, |conn| {
        conn.execute_batch("CREATE TABLE derived(a) STRICT").map_err(|error| Trouble::on(conn, error))
    });
    assert!(matches!(conn, Err(Trouble::Other { .. })), "a STRICT table needs a type: {conn:?}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);

    let conn = create(&path, |conn| {
        conn.execute_batch("CREATE TABLE derived(a INTEGER) STRICT").map_err(|error| Trouble::on(conn, error))
    })
    .unwrap();
    conn.execute_batch("INSERT INTO derived VALUES(1)").unwrap();
    fill(&conn, 3);
    assert_eq!(entries(&read(&path)).len(), 3);
}

#[test]
fn a_register_is_never_made_over_anything() {
    let folder = tempfile::tempdir().unwrap();
    let path = register(folder.path(), 3);
    let before = fs::read(&path).unwrap();
    assert_eq!(create(&path, |_| Ok(())).err(), Some(Trouble::AlreadyThere { path: path.clone() }));
    assert_eq!(fs::read(&path).unwrap(), before);
    let nowhere = folder.path().join("gone");
    let path = nowhere.join("a.plenary");
    assert_eq!(create(&path, |_| Ok(())).err(), Some(Trouble::NoFolder { folder: nowhere }));
}

#[test]
fn a_connection_that_writes_has_every_setting() {
    let folder = tempfile::tempdir().unwrap();
    let path = register(folder.path(), 1);
    let conn = write(&path);
    let mode: String = conn.query_row("PRAGMA journal_mode", [], |row| row.get(0)).unwrap();
    assert_eq!(mode, "wal");
    let full = 2;
    assert_eq!(setting(&conn, "synchronous"), full);
    assert_eq!(setting(&conn, "foreign_keys"), 1);
    assert_eq!(setting(&conn, "recursive_triggers"), 1);
    assert_eq!(setting(&conn, "trusted_schema"), 0);
    assert_eq!(setting(&conn, "busy_timeout"), 30_000);
    assert_eq!(setting(&conn, "application_id"), i64::from(APPLICATION_ID));
    assert_eq!(setting(&conn, "user_version"), MIGRATIONS.len() as i64);
    let conn = read(&path);
    assert_eq!(setting(&conn, "trusted_schema"), 0);
    assert_eq!(setting(&conn, "busy_timeout"), 30_000);
    assert!(conn.execute_batch("CREATE TABLE a(b)").is_err());
}

#[test]
fn a_file_that_is_not_there_is_missing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("gone.plenary");
    assert_eq!(refused_untouched(&path), Trouble::Missing { path: path.clone() });
    assert!(!path.exists());
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let folder = tempfile::tempdir().unwrap().path().join("gone");
    assert_eq!(refused_untouched(&folder.join("a.plenary")), Trouble::NoFolder { folder });
}

#[test]
fn a_path_that_sqlite_would_take_for_something_else_is_a_path() {
    for name in [":memory:", "file::memory:", "file:a?mode=memory"] {
        let path = absolute(Path::new(name)).unwrap();
        assert!(
            matches!(refused(Path::new(name), Access::Read), Trouble::Missing { path: found } if found == path)
        );
    }
    assert!(matches!(refused(Path::new(""), Access::Read), Trouble::Missing { .. }));
}

#[test]
fn what_is_not_a_register_is_refused_with_what_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a");
    let not_a_register = |why| Trouble::NotARegister { path: path.clone(), why };

    fs::write(&path, "").unwrap();
    assert_eq!(refused_untouched(&path), not_a_register("it is empty"));
    fs::write(&path, "Recommendations\n".repeat(100)).unwrap();
    assert_eq!(refused_untouched(&path), not_a_register("it is no SQLite file"));
    fs::write(&path, "short").unwrap();
    assert_eq!(refused_untouched(&path), not_a_register("it is no SQLite file"));
    fs::remove_file(&path).unwrap();
    Connection::open(&path).unwrap().execute_batch("CREATE TABLE event(seq)").unwrap();
    assert_eq!(refused_untouched(&path), not_a_register("it is an SQLite file of another program"));
    fs::remove_file(&path).unwrap();
    fs::create_dir(&path).unwrap();
    assert_eq!(refused_untouched(&path), not_a_register("it is a folder"));
}

#[test]
fn a_newer_register_is_refused_and_not_touched() {
    let folder = tempfile::tempdir().unwrap();
    let path = register(folder.path(), 3);
    tamper(&path, "PRAGMA user_version = 7");
    let known = MIGRATIONS.len() as u32;
    assert_eq!(refused_untouched(&path), Trouble::Newer { path, found: 7, known });
}

#[test]
fn a_register_whose_first_page_is_damaged_is_not_called_something_else() {
    let folder = tempfile::tempdir().unwrap();
    let path = register(folder.path(), 3);
    let mut bytes = fs::read(&path).unwrap();
    bytes[16..24].fill(0xff);
    fs::write(&path, bytes).unwrap();
    assert!(matches!(refused_untouched(&path), Trouble::Damaged { .. }));
}

#[test]
fn a_register_that_another_process_holds_is_locked() {
    let folder = tempfile::tempdir().unwrap();
    let path = register(folder.path(), 3);
    let first = write(&path);
    first.execute_batch("BEGIN IMMEDIATE").unwrap();
    let second = open_with(&path, Access::Write, &impatient()).unwrap();
    let error = second.execute_batch("BEGIN IMMEDIATE").unwrap_err();
    assert_eq!(
        Trouble::on(&second, error),
        Trouble::Locked { path: path.clone(), waited: impatient().timeout }
    );
    first.execute_batch("COMMIT").unwrap();
    second.execute_batch("BEGIN IMMEDIATE").unwrap();
}

/// As `sqlite3` does while it repairs a file, or a copying program that locks.
#[test]
fn a_register_that_is_held_whole_is_locked_for_readers_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = register(folder.path(), 3);
    let holder = Connection::open(&path).unwrap();
    holder
        .execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE; PRAGMA user_version = 1; COMMIT")
        .unwrap();
    let locked = Trouble::Locked { path: path.clone(), waited: impatient().timeout };
    assert_eq!(refused(&path, Access::Read), locked);
    assert_eq!(refused(&path, Access::Write), locked);
}

#[test]
fn an_old_sqlite_is_refused() {
    assert_eq!(assert_sqlite(3_051_002), Err(Trouble::OldSqlite { found: "3.51.2".into() }));
    assert_eq!(assert_sqlite(rusqlite::version_number()), Ok(()));
}

#[test]
fn a_full_disk_is_refused_for_writing_and_not_for_reading() {
    let folder = tempfile::tempdir().unwrap();
    let path = register(folder.path(), 3);
    let settings = Settings { free_needed: u64::MAX, ..impatient() };
    let refused = open_with(&path, Access::Write, &settings).err();
    assert_eq!(refused, Some(Trouble::DiskFull { path: path.clone() }));
    assert_eq!(entries(&open_with(&path, Access::Read, &settings).unwrap()).len(), 3);
}

#[test]
fn what_was_recorded_is_there_without_closing() {
    let folder = tempfile::tempdir().unwrap();
    let path = register(folder.path(), 3);
    let conn = write(&path);
    let head = fill(&conn, 2);
    std::mem::forget(conn);
    assert_eq!(SqliteLog::new(&read(&path)).head(), Ok(head));
}

#[test]
fn a_write_ahead_file_that_has_grown_is_emptied_when_closing() {
    let folder = tempfile::tempdir().unwrap();
    let path = register(folder.path(), 0);
    let wal = with_ending(&path, "-wal");
    let conn = write(&path);
    fill(&conn, 1);
    close(conn);
    let small = wal.metadata().unwrap().len();
    assert!(0 < small && small <= WAL_LEFT_AT_MOST, "{small}");
    let conn = write(&path);
    fill(&conn, 5000);
    assert!(wal.metadata().unwrap().len() > WAL_LEFT_AT_MOST);
    close(conn);
    assert_eq!(wal.metadata().unwrap().len(), 0);
    assert_eq!(entries(&read(&path)).len(), 5001);
}

/// A request is acknowledged after one sync; every few dozen pages a checkpoint keeps the file beside it short.
#[test]
fn small_requests_keep_the_write_ahead_file_short() {
    let folder = tempfile::tempdir().unwrap();
    let path = register(folder.path(), 0);
    for _ in 0..60 {
        let conn = write(&path);
        fill(&conn, 1);
        close(conn);
        assert!(with_ending(&path, "-wal").metadata().unwrap().len() <= WAL_LEFT_AT_MOST);
    }
    assert_eq!(verify_on(&read(&path), &Progress::unwatched()).map(|found| found.events), Ok(60));
}

/// Runs `body` on the folder that `prepare` made, as somebody who may not write there.
/// Nothing is forbidden to root: then this test binary is started once more as nobody, for the one test.
fn as_a_stranger(test: &str, prepare: impl Fn(&Path), body: impl Fn(&Path)) {
    const FOLDER: &str = "PLENARY_TEST_FOLDER";
    if let Some(folder) = std::env::var_os(FOLDER) {
        return body(Path::new(&folder));
    }
    let outer = tempfile::tempdir().unwrap();
    let mode = |path: &Path, mode| fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
    mode(outer.path(), 0o755);
    let folder = outer.path().join("register");
    fs::create_dir(&folder).unwrap();
    prepare(&folder);
    for file in fs::read_dir(&folder).unwrap() {
        mode(&file.unwrap().path(), 0o444);
    }
    mode(&folder, 0o555);
    if rustix::process::geteuid().is_root() {
        let binary = outer.path().join("tests");
        fs::copy(std::env::current_exe().unwrap(), &binary).unwrap();
        let name = format!("ledger::opening::tests::{test}");
        let run = std::process::Command::new(&binary)
            .args(["--exact", &name])
            .env(FOLDER, &folder)
            .current_dir(outer.path())
            .uid(65534)
            .gid(65534)
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&run.stdout);
        assert!(run.status.success() && told.contains("1 passed"), "{told}");
    } else {
        body(&folder);
    }
    // So that the folder can be removed.
    mode(&folder, 0o755);
    for inner in fs::read_dir(&folder).unwrap().map(|file| file.unwrap().path()).filter(|path| path.is_dir())
    {
        mode(&inner, 0o755);
    }
}

#[test]
fn a_register_that_may_not_be_written_can_be_read() {
    let prepare = |folder: &Path| {
        register(folder, 3);
        fs::rename(folder.join("cleveland.plenary"), folder.join("a #1? 100%.plenary")).unwrap();
        for ending in ["-wal", "-shm"] {
            let _ = fs::remove_file(folder.join(format!("cleveland.plenary{ending}")));
        }
    };
    as_a_stranger("a_register_that_may_not_be_written_can_be_read", prepare, |folder| {
        let path = folder.join("a #1? 100%.plenary");
        assert_eq!(entries(&open_with(&path, Access::Read, &impatient()).unwrap()).len(), 3);
        assert_eq!(refused(&path, Access::Write), Trouble::ReadOnly { path: path.clone() });
        let empty = folder.join("new.plenary");
        assert!(matches!(create(&empty, |_| Ok(())), Err(Trouble::NoPermission { .. })));
    });
}

#[test]
fn a_read_only_register_is_read_with_its_write_ahead_file() {
    let prepare = |folder: &Path| {
        let path = register(folder, 3);
        let conn = write(&path);
        fill(&conn, 2);
        close(conn);
    };
    as_a_stranger("a_read_only_register_is_read_with_its_write_ahead_file", prepare, |folder| {
        let path = folder.join("cleveland.plenary");
        assert_eq!(entries(&open_with(&path, Access::Read, &impatient()).unwrap()).len(), 5);
    });
}

#[test]
fn a_write_ahead_file_that_cannot_be_used_is_never_passed_over() {
    let prepare = |folder: &Path| {
        let path = register(folder, 3);
        let conn = write(&path);
        fill(&conn, 2);
        close(conn);
        fs::remove_file(with_ending(&path, "-shm")).unwrap();
    };
    as_a_stranger("a_write_ahead_file_that_cannot_be_used_is_never_passed_over", prepare, |folder| {
        let path = folder.join("cleveland.plenary");
        assert_eq!(refused(&path, Access::Read), Trouble::NoPermission { path });
    });
}

#[test]
fn a_register_that_may_not_even_be_read_says_so() {
    let prepare = |folder: &Path| {
        register(folder, 3);
        fs::create_dir(folder.join("closed")).unwrap();
        fs::rename(folder.join("cleveland.plenary"), folder.join("closed/a.plenary")).unwrap();
        fs::set_permissions(folder.join("closed/a.plenary"), Permissions::from_mode(0o000)).unwrap();
    };
    as_a_stranger("a_register_that_may_not_even_be_read_says_so", prepare, |folder| {
        // The folder `closed` was made 0444: its files can be listed and not reached.
        let path = folder.join("closed/a.plenary");
        assert_eq!(refused_untouched(&path), Trouble::NoPermission { path });
    });
}

/// Three hundred registers with a few bits changed anywhere: each is refused, found broken,
/// found to have lost its newest events by the head that was seen, or still says what it said.
#[test]
fn a_register_damaged_anywhere_never_says_something_else() {
    let folder = tempfile::tempdir().unwrap();
    let path = register(folder.path(), 40);
    let sound = fs::read(&path).unwrap();
    let before = entries(&read(&path));
    let mut chance = Chance::begin();
    let (mut found, mut unharmed) = (0, 0);
    for _ in 0..300 {
        let mut bytes = sound.clone();
        let changes: Vec<u64> =
            (0..1 + chance.below(3)).map(|_| chance.below(sound.len() as u64 * 8)).collect();
        for bit in &changes {
            bytes[(bit / 8) as usize] ^= 1 << (bit % 8);
        }
        for ending in ["-wal", "-shm"] {
            let _ = fs::remove_file(with_ending(&path, ending));
        }
        fs::write(&path, bytes).unwrap();
        let Ok(conn) = open_with(&path, Access::Read, &impatient()) else {
            found += 1;
            continue;
        };
        let verified = verify_on(&conn, &Progress::unwatched());
        let now = SqliteLog::new(&conn).read(0, usize::MAX);
        match (verified, now) {
            (Err(_), _) => found += 1,
            (Ok(_), now) => {
                let (now, seen) = (now.unwrap(), before.last().unwrap().head());
                assert!(before.starts_with(&now), "bits {changes:?}");
                // A look-up that goes astray in a damaged tree finds nothing: a false alarm, never a false calm.
                let calm = contains(&conn, &seen) == Ok(true);
                assert!(now == before || !calm, "bits {changes:?}");
                unharmed += u32::from(calm);
                found += u32::from(!calm);
            }
        }
    }
    println!("{found} found, {unharmed} unharmed");
    assert!(found > 0 && unharmed > 0);
}

/// The write-ahead file ends where a sum of SQLite's does not fit, and SQLite says nothing:
/// only the head that was seen shows what is gone.
#[test]
fn events_that_a_damaged_write_ahead_file_drops_are_missed() {
    let folder = tempfile::tempdir().unwrap();
    let path = register(folder.path(), 3);
    let conn = write(&path);
    for _ in 0..5 {
        fill(&conn, 1);
    }
    let seen = SqliteLog::new(&conn).head().unwrap();
    drop(conn);
    let wal = with_ending(&path, "-wal");
    let (register, sound) = (fs::read(&path).unwrap(), fs::read(&wal).unwrap());
    let mut chance = Chance::begin();
    let mut dropped = 0;
    for _ in 0..100 {
        let bit = chance.below(sound.len() as u64 * 8);
        let mut bytes = sound.clone();
        bytes[(bit / 8) as usize] ^= 1 << (bit % 8);
        fs::write(&path, &register).unwrap();
        fs::write(&wal, bytes).unwrap();
        let _ = fs::remove_file(with_ending(&path, "-shm"));
        let conn = open_with(&path, Access::Read, &impatient()).unwrap();
        let whole = contains(&conn, &seen).unwrap();
        assert_eq!(whole, entries(&conn).len() == 8, "bit {bit}");
        assert!(verify_on(&conn, &Progress::unwatched()).is_ok(), "bit {bit}");
        dropped += u32::from(!whole);
    }
    println!("{dropped} of 100 dropped events");
    assert!(dropped > 50);
}

#[test]
fn the_environment_changes_the_settings() {
    let of = |name, value: &str| Settings::of(|asked| (asked == name).then(|| value.to_owned()));
    let usual = Settings::of(|_| None);
    assert_eq!(usual.timeout, Duration::from_secs(30));
    assert_eq!(of("PLENARY_TIMEOUT_MS", "50").timeout, Duration::from_millis(50));
    assert_eq!(of("PLENARY_TIMEOUT_MS", "soon"), usual);
    assert!(!usual.network_allowed);
    assert!(of("PLENARY_ALLOW_NETWORK", "1").network_allowed);
    assert_eq!(of("PLENARY_ALLOW_NETWORK", "0"), usual);
}
