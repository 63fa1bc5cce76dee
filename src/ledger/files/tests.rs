//! Files of evidence on a disk: whole or not at all, whatever somebody does with them between.

use std::fs;
use std::path::PathBuf;

use tempfile::TempDir;

use super::*;
use crate::journey::asking::{Answers, Surroundings, Verb};
use crate::ledger::backup::backup;
use crate::ledger::door::{Acting, NotDone, Recorded, Seat};
use crate::ledger::filled::{DCC, LEAD, OWNER, again, ask, filled};
use crate::ledger::opening::Access;
use crate::progress::Progress;
use crate::progress::tests::cancelling_after;

const ON: &str = "2023-02-01";
const WORDS: &str = "12 posts, 11 filled";

struct Desk {
    folder: TempDir,
    ledger: Ledger,
}

impl Desk {
    fn new() -> Desk {
        let folder = tempfile::tempdir().unwrap();
        let ledger = filled(folder.path());
        Desk { folder, ledger }
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn text(&self, name: &str) -> String {
        self.at(name).to_str().unwrap().to_string()
    }

    /// Writes a file; gives its path.
    fn written(&self, name: &str, words: &str) -> String {
        fs::write(self.at(name), words).unwrap();
        self.text(name)
    }

    /// Offers a file, to be stored or to be left; it becomes the next piece of evidence, the first of these E4.
    fn offer(&mut self, path: &str, refer: bool) {
        let mut filled =
            vec![("ref", "SOC22-4"), ("title", "figures"), ("kind", "performance"), ("file", path)];
        filled.extend(refer.then_some(("refer", "yes")));
        ask(&mut self.ledger, ON, OWNER, "evidence add", &filled);
    }

    fn request(&self, verb: &str, filled: &[(&'static str, &str)]) -> Request {
        let answers =
            filled.iter().fold(Answers::default(), |answers, (field, words)| answers.with(field, *words));
        let today = self.ledger.today();
        let world = Surroundings { today, taken: &|_| false, files: &crate::intake::looked_at };
        Verb::named(verb).unwrap().request(&answers, &world).unwrap()
    }

    fn record(&mut self, request: Request, by: &str) -> Result<Vec<Recorded>, NotDone> {
        let acting = Acting { actor: by.into(), on: ON.parse().ok(), seen: None };
        self.ledger.record(&[request], &acting)
    }

    fn open(&mut self, evidence: &str, to: &str) -> Result<Vec<Recorded>, NotDone> {
        let request = self.request("evidence open", &[("ref", evidence), ("to", to)]);
        self.record(request, DCC)
    }

    fn events(&self) -> u64 {
        self.ledger.head().unwrap().seq
    }

    fn blobs(&self) -> i64 {
        let sql = "SELECT count(*) FROM blob";
        self.ledger.connection().query_row(sql, [], |row| row.get(0)).unwrap()
    }

    fn faults(&self) -> Vec<String> {
        self.ledger.look_at_files().unwrap().faults.iter().map(ToString::to_string).collect()
    }

    /// What lies in the folder beside the register's own files.
    fn names(&self) -> Vec<String> {
        let names = fs::read_dir(self.folder.path()).unwrap().map(|file| file.unwrap().file_name());
        let mut names: Vec<_> = names.map(|name| name.into_string().unwrap()).collect();
        names.retain(|name| !name.starts_with("r.plenary"));
        names.sort();
        names
    }
}

fn trouble(done: Result<Vec<Recorded>, NotDone>) -> Trouble {
    match done {
        Err(NotDone::Trouble(trouble)) => trouble,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_stored_file_is_copied_out_under_a_name_of_ours_and_that_it_was_opened_is_noted() {
    let mut desk = Desk::new();
    let path = desk.written("-rf ../\u{1b}[2J.PDF".replace('/', "").as_str(), WORDS);
    desk.offer(&path, false);
    fs::remove_file(&path).unwrap();
    let out = desk.at("out");
    fs::create_dir(&out).unwrap();
    let recorded = desk.open("E4", &desk.text("out")).unwrap();
    assert_eq!(recorded[0].record.event.what.in_words(), "evidence E4 opened");
    assert_eq!(recorded[0].record.event.by, DCC);
    assert_eq!(fs::read_to_string(out.join("E4-rf-2J.pdf")).unwrap(), WORDS);
    let named = desk.text("out/another name");
    desk.open("E4", &named).unwrap();
    assert_eq!(fs::read_to_string(named).unwrap(), WORDS);
}

#[test]
fn the_same_bytes_are_stored_once() {
    let mut desk = Desk::new();
    let (one, two) = (desk.written("one.pdf", WORDS), desk.written("two.pdf", WORDS));
    desk.offer(&one, false);
    desk.offer(&two, false);
    assert_eq!(desk.blobs(), 1);
    assert_eq!(desk.ledger.look_at_files(), Ok(Looked { files: 2, faults: Vec::new() }));
}

#[test]
fn a_file_that_is_left_where_it_is_is_not_copied_into_the_register() {
    let mut desk = Desk::new();
    let path = desk.written("figures.pdf", WORDS);
    desk.offer(&path, true);
    assert_eq!(desk.blobs(), 0);
    let copy = desk.text("copy");
    desk.open("E4", &copy).unwrap();
    assert_eq!(fs::read_to_string(copy).unwrap(), WORDS);
}

#[test]
fn a_file_that_changed_after_it_was_looked_at_is_not_recorded() {
    let mut desk = Desk::new();
    let path = desk.written("figures.pdf", WORDS);
    let filled = [("ref", "SOC22-4"), ("title", "figures"), ("kind", "performance"), ("file", path.as_str())];
    let request = desk.request("evidence add", &filled);
    let before = desk.events();
    desk.written("figures.pdf", "12 posts, 12 filled");
    let what = Unusable::Another;
    assert_eq!(
        trouble(desk.record(request.clone(), OWNER)),
        Trouble::File { path: path.clone().into(), what }
    );
    fs::remove_file(&path).unwrap();
    let what = Unusable::Missing;
    assert_eq!(trouble(desk.record(request, OWNER)), Trouble::File { path: path.into(), what });
    assert_eq!((desk.events(), desk.blobs()), (before, 0));
}

#[test]
fn what_the_rules_refuse_stores_and_copies_nothing() {
    let mut desk = Desk::new();
    let path = desk.written("figures.pdf", WORDS);
    let filled = [("ref", "SOC22-7"), ("title", "figures"), ("kind", "performance"), ("file", path.as_str())];
    let request = desk.request("evidence add", &filled);
    assert!(matches!(desk.record(request, OWNER), Err(NotDone::Refused(_))));
    desk.offer(&path, false);
    let before = desk.events();
    let request = desk.request("evidence open", &[("ref", "E4"), ("to", &desk.text("copy"))]);
    assert!(matches!(desk.record(request, "X. Nobody"), Err(NotDone::Refused(_))));
    assert_eq!((desk.events(), desk.blobs()), (before, 1));
    assert_eq!(desk.names(), ["figures.pdf"]);
}

#[test]
fn a_copy_is_never_written_over_anything_and_nothing_is_noted_then() {
    let mut desk = Desk::new();
    let path = desk.written("figures.pdf", WORDS);
    desk.offer(&path, false);
    let before = desk.events();
    let taken = desk.written("taken", "mine");
    assert_eq!(trouble(desk.open("E4", &taken)), Trouble::AlreadyThere { path: taken.clone().into() });
    let nowhere = desk.at("gone");
    let lost = desk.text("gone/copy");
    assert_eq!(trouble(desk.open("E4", &lost)), Trouble::NoFolder { folder: nowhere });
    assert_eq!(fs::read_to_string(taken).unwrap(), "mine");
    assert_eq!((desk.events(), desk.names().len()), (before, 2));
}

#[test]
fn a_changed_or_missing_file_is_found_by_its_event_and_is_not_opened() {
    let mut desk = Desk::new();
    let (changed, missing) = (desk.written("changed", WORDS), desk.written("missing", WORDS));
    let (folder, link) = (desk.written("folder", WORDS), desk.written("link", WORDS));
    for path in [&changed, &missing, &folder, &link] {
        desk.offer(path, true);
    }
    let first = desk.events() - 3;
    assert_eq!(desk.faults(), [""; 0]);
    desk.written("changed", "12 posts, 12 filled");
    for path in [&missing, &folder, &link] {
        fs::remove_file(path).unwrap();
    }
    fs::create_dir(&folder).unwrap();
    std::os::unix::fs::symlink(&changed, &link).unwrap();
    assert_eq!(
        desk.faults(),
        [
            format!("event {first}: E4: `{changed}` is another file than it was: its SHA-256 differs"),
            format!("event {}: E5: `{missing}` is not there", first + 1),
            format!("event {}: E6: `{folder}` is a folder, and evidence is one file", first + 2),
            format!(
                "event {}: E7: `{link}` is a symbolic link, which can lead elsewhere tomorrow; name the file itself",
                first + 3
            ),
        ]
    );
    let before = (desk.events(), desk.names());
    for piece in ["E4", "E5", "E6", "E7"] {
        let refused = trouble(desk.open(piece, &desk.text("copy")));
        assert!(matches!(refused, Trouble::NotAsOffered { .. }), "{refused:?}");
    }
    assert_eq!((desk.events(), desk.names()), before);
}

#[test]
fn what_was_taken_back_or_rejected_need_not_be_found_where_it_was_left() {
    let mut desk = Desk::new();
    let path = desk.written("figures.pdf", WORDS);
    desk.offer(&path, true);
    desk.offer(&path, true);
    fs::remove_file(&path).unwrap();
    let why = ("why", "the wrong file");
    ask(&mut desk.ledger, ON, OWNER, "evidence withdraw", &[("ref", "E4"), why]);
    ask(&mut desk.ledger, ON, LEAD, "evidence reject", &[("ref", "E5"), why]);
    assert_eq!(desk.faults(), [""; 0]);
    ask(&mut desk.ledger, ON, LEAD, "evidence accept", &[("ref", "E5")]);
    assert_eq!(desk.faults().len(), 1);
}

#[test]
fn a_stored_file_that_was_changed_or_removed_by_hand_is_found() {
    let mut desk = Desk::new();
    let path = desk.written("figures.pdf", WORDS);
    desk.offer(&path, false);
    let event = desk.events();
    let conn = desk.ledger.connection();
    assert!(conn.execute("UPDATE blob SET content = x'00'", []).is_err(), "a trigger stops accidents");
    assert!(conn.execute("DELETE FROM blob", []).is_err(), "a trigger stops accidents");
    conn.execute_batch("DROP TRIGGER blob_is_never_changed; DROP TRIGGER blob_is_never_removed").unwrap();
    conn.execute("UPDATE blob SET content = x'00'", []).unwrap();
    let changed = format!(
        "event {event}: E4: its bytes in the register were changed: their SHA-256 is {} now",
        Hash::of(&[0])
    );
    assert_eq!(desk.faults(), [changed]);
    // Who offers the right bytes again is not told that they are stored.
    let filled = [("ref", "SOC22-4"), ("title", "again"), ("kind", "performance"), ("file", path.as_str())];
    let request = desk.request("evidence add", &filled);
    assert!(matches!(trouble(desk.record(request, OWNER)), Trouble::Damaged { .. }));
    desk.ledger.connection().execute("DELETE FROM blob", []).unwrap();
    assert_eq!(desk.faults(), [format!("event {event}: E4: its bytes are not in the register")]);
    assert!(matches!(trouble(desk.open("E4", &desk.text("copy"))), Trouble::NotAsOffered { .. }));
    assert_eq!(desk.events(), event);
    assert_eq!(desk.names(), ["figures.pdf"]);
}

#[test]
fn a_backup_carries_the_files_and_rebuilding_leaves_them_alone() {
    let mut desk = Desk::new();
    let path = desk.written("figures.pdf", WORDS);
    desk.offer(&path, false);
    desk.open("E4", &desk.text("copy")).unwrap();
    desk.ledger.rebuild().unwrap();
    assert_eq!(desk.ledger.differences(), Ok(Vec::new()));
    assert_eq!((desk.blobs(), desk.faults()), (1, Vec::new()));
    let other = tempfile::tempdir().unwrap();
    backup(desk.ledger.connection(), &other.path().join("r.plenary"), &Progress::unwatched()).unwrap();
    let copy = Desk { ledger: again(other.path()), folder: other };
    assert_eq!(copy.ledger.look_at_files(), Ok(Looked { files: 1, faults: Vec::new() }));
    assert_eq!(copy.ledger.differences(), Ok(Vec::new()));
}

#[test]
fn a_past_shows_a_file_and_who_had_opened_it_by_then_and_opens_none() {
    let mut desk = Desk::new();
    let path = desk.written("figures.pdf", WORDS);
    desk.offer(&path, false);
    let moment = desk.ledger.moment(Some(ON), None).unwrap();
    let mut past = desk.ledger.as_at(&moment).unwrap();
    let stands = past.standing().recommendation(&"SOC22-4".parse().unwrap()).unwrap().unwrap();
    let piece = &stands.evidence[0];
    assert_eq!(piece.file.as_ref().unwrap().size, WORDS.len() as u64);
    assert!(piece.opened.is_empty());
    let request = desk.request("evidence open", &[("ref", "E4"), ("to", &desk.text("copy"))]);
    let acting = Acting { actor: DCC.into(), on: None, seen: None };
    assert!(matches!(trouble(past.record(&[request], &acting)), Trouble::Past { .. }));
    assert_eq!(desk.names(), ["figures.pdf"]);
}

#[test]
fn that_somebody_read_it_does_not_change_what_was_shown_to_whoever_decides() {
    let mut desk = Desk::new();
    let path = desk.written("figures.pdf", WORDS);
    desk.offer(&path, false);
    let seen = Some(desk.ledger.head().unwrap());
    desk.open("E4", &desk.text("copy")).unwrap();
    let request = desk.request("evidence accept", &[("ref", "E4")]);
    let acting = Acting { actor: LEAD.into(), on: ON.parse().ok(), seen };
    assert!(desk.ledger.record(&[request], &acting).is_ok());
}

#[test]
fn looking_at_the_files_can_be_cancelled_while_a_large_one_is_read() {
    let mut desk = Desk::new();
    fs::File::create(desk.at("large")).unwrap().set_len(8 << 20).unwrap();
    desk.offer(&desk.text("large"), true);
    for words in 0..4 {
        let (progress, heard) = cancelling_after(words);
        let seat = Seat { progress, ..desk.ledger.seat().clone() };
        let watched = Ledger::open(desk.ledger.path(), Access::Read, seat).unwrap();
        assert_eq!(watched.look_at_files(), Err(Trouble::Cancelled));
        assert_eq!(heard.load(std::sync::atomic::Ordering::Relaxed), words + 1);
    }
}
