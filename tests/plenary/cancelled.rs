//! Long work that is cancelled, at any of its words: the register, the folder and the file that was to be made
//! are as they were before.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use plenary::briefing::paper::Topic;
use plenary::clock::Clock;
use plenary::export::auditing;
use plenary::export::list::{self, Form};
use plenary::export::paper::{Format, Order, to_file};
use plenary::export::paper::{assembling::NotBriefed, period::Span};
use plenary::journey::event::What;
use plenary::journey::inspection::{Asking, Kind, Particulars};
use plenary::journey::meeting::MeetingKind;
use plenary::journey::people::{Holding, Person, Role};
use plenary::journey::register::BodyKind;
use plenary::journey::request::Request;
use plenary::ledger::finding::{Page, Streamed};
use plenary::ledger::log::{self, Appended, Log, New, SqliteLog};
use plenary::ledger::opening::{self, Access};
use plenary::ledger::record::{Account, random_hex};
use plenary::ledger::restoring::restore;
use plenary::ledger::standing::NAMES;
use plenary::ledger::standing::questions::Row;
use plenary::ledger::trouble::Trouble;
use plenary::ledger::{Acting, Beginning, Ledger, NotDone, NotProposed, Put, Seat, with_ending};
use plenary::progress::Progress;
use rusqlite::types::Value;

use crate::desk::scheme;

const RECOMMENDATIONS: u64 = 150;
const BODIES: u64 = 1100;

fn seat(progress: Progress) -> Seat {
    let account = Account { user: "tester".into(), host: "here".into() };
    let clock = Clock::Still("2026-01-01T09:00:00Z".parse().unwrap());
    Seat { account, clock, remembered: None, progress }
}

fn acting() -> Acting {
    Acting { actor: "A. Lead".into(), on: "2022-12-07".parse().ok(), seen: None }
}

fn open(path: &Path, progress: Progress) -> Result<Ledger, Trouble> {
    Ledger::open(path, Access::Write, seat(progress))
}

/// A watcher that lets so many words pass and cancels at every later one, and how many were said.
fn cancelling_after(words: u64) -> (Progress, Arc<AtomicU64>) {
    let said = Arc::new(AtomicU64::new(0));
    let counter = Arc::clone(&said);
    (Progress::watched(move |_| counter.fetch_add(1, Ordering::Relaxed) < words), said)
}

/// An inspection with so many recommendations, as an import asks for it.
fn import(code: &str, recommendations: u64) -> Vec<Request> {
    let code: plenary::journey::reference::InspectionCode = code.parse().unwrap();
    let particulars = Particulars {
        title: format!("A practice inspection called {code}"),
        inspectorate: "HMICFRS".into(),
        published: "2022-12-07".parse().unwrap(),
        kinds: Vec::new(),
        grades: Vec::new(),
        source: None,
    };
    let asked = |number: u64| Request::AddRecommendation {
        inspection: code.clone(),
        asking: Asking {
            kind: Kind::Recommendation,
            text: format!("fill post {number}"),
            addressees: vec!["Cleveland Police".into()],
            deadline: None,
            narrative: None,
            parent: None,
            restates: None,
        },
    };
    let record = Request::RecordInspection { code: code.clone(), particulars };
    std::iter::once(record).chain((1..=recommendations).map(asked)).collect()
}

/// A register with enough in it that every sort of work has more than one word to say.
fn register(folder: &Path) -> PathBuf {
    let path = folder.join("register.plenary");
    let first = Person {
        name: "A. Lead".into(),
        roles: vec![Holding { role: Role::Lead, from: None, until: None }],
        accounts: vec!["tester".into()],
        address: None,
        keys: Vec::new(),
    };
    let on = "2022-12-07".parse().ok();
    let beginning =
        Beginning { home: "Cleveland Police".into(), first, scheme: scheme(), practice: None, on };
    let mut ledger = Ledger::create(&path, beginning, seat(Progress::unwatched())).unwrap();
    ledger.record(&import("SOC22", RECOMMENDATIONS), &acting()).unwrap();
    add_to_the_log_alone(&ledger, BODIES);
    ledger.rebuild().unwrap();
    ledger.close();
    path
}

/// Adds events as another program would: the standing does not know of them.
fn add_to_the_log_alone(ledger: &Ledger, events: u64) {
    let template = ledger.events(0, 1).unwrap().remove(0).record;
    let new = |number| {
        let mut record = template.clone();
        record.id = random_hex();
        record.event.what = What::BodyNamed { name: format!("Body {number}"), body_kind: BodyKind::Partner };
        New { id: record.id.clone(), record: record.line("salt") }
    };
    let (conn, new) = (ledger.connection(), (1..=events).map(new).collect::<Vec<_>>());
    let log = SqliteLog::new(conn);
    conn.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert!(matches!(log.append(&log.head().unwrap(), &new), Ok(Appended::At(_))));
    conn.execute_batch("COMMIT").unwrap();
}

/// Everything in a register, and the names of the files beside it.
#[derive(PartialEq)]
struct Everything {
    rows: BTreeMap<&'static str, Vec<Vec<Value>>>,
    files: Vec<String>,
}

impl Everything {
    fn of(path: &Path) -> Everything {
        let conn = opening::open(path, Access::Read).unwrap();
        let rows = |table| {
            let mut sql = conn.prepare(&format!("SELECT * FROM {table}")).unwrap();
            let columns = sql.column_count();
            let row = |row: &rusqlite::Row<'_>| (0..columns).map(|column| row.get(column)).collect();
            sql.query_map([], row).unwrap().collect::<Result<_, _>>().unwrap()
        };
        let rows = NAMES.into_iter().chain(["event"]).map(|table| (table, rows(table))).collect();
        let names = std::fs::read_dir(path.parent().unwrap()).unwrap();
        let mut files: Vec<_> =
            names.map(|file| file.unwrap().file_name().to_string_lossy().into_owned()).collect();
        files.retain(|name| !name.ends_with("-shm") && !name.ends_with("-wal"));
        files.sort();
        Everything { rows, files }
    }
}

/// Does `work` until it comes to its end, cancelling it at its first word, then at its second, and so on:
/// each time it says that it was cancelled, and everything is as before.
fn cancelled_at_every_word(path: &Path, work: &dyn Fn(Progress) -> Result<(), Trouble>) -> u64 {
    let before = Everything::of(path);
    for words in 0..100_000 {
        let (progress, said) = cancelling_after(words);
        let done = work(progress);
        if said.load(Ordering::Relaxed) <= words {
            assert_eq!(done, Ok(()));
            return words;
        }
        assert_eq!(done, Err(Trouble::Cancelled), "cancelled at word {words}");
        assert!(Everything::of(path) == before, "cancelled at word {words}, and something was changed");
    }
    panic!("it never comes to its end");
}

#[test]
fn verification_can_be_cancelled_at_any_word() {
    let folder = tempfile::tempdir().unwrap();
    let path = register(folder.path());
    for threads in [1, 2] {
        let words =
            cancelled_at_every_word(&path, &|progress| log::verify(&path, threads, &progress).map(drop));
        assert!(words > 1, "{words}");
    }
}

#[test]
fn rebuilding_can_be_cancelled_at_any_word() {
    let folder = tempfile::tempdir().unwrap();
    let path = register(folder.path());
    let words = cancelled_at_every_word(&path, &|progress| open(&path, progress)?.rebuild().map(drop));
    assert!(words > 12, "{words}");
}

#[test]
fn comparing_can_be_cancelled_at_any_word() {
    let folder = tempfile::tempdir().unwrap();
    let path = register(folder.path());
    let words = cancelled_at_every_word(&path, &|progress| open(&path, progress)?.differences().map(drop));
    assert!(words > 4, "{words}");
}

#[test]
fn opening_a_register_whose_standing_is_behind_can_be_cancelled_at_any_word() {
    let folder = tempfile::tempdir().unwrap();
    let path = register(folder.path());
    let ledger = open(&path, Progress::unwatched()).unwrap();
    add_to_the_log_alone(&ledger, 200);
    ledger.close();
    let words = cancelled_at_every_word(&path, &|progress| open(&path, progress).map(drop));
    assert!(words > 12, "{words}");
}

#[test]
fn a_large_import_can_be_cancelled_at_any_word() {
    let folder = tempfile::tempdir().unwrap();
    let path = register(folder.path());
    let requests = import("CUS22", 20);
    let words = cancelled_at_every_word(&path, &|progress| {
        let recorded = open(&path, progress)?.record(&requests, &acting());
        recorded.map(drop).map_err(|not_done| match not_done {
            NotDone::Trouble(trouble) => trouble,
            other => panic!("{other}"),
        })
    });
    // Each of the 21 before it is decided on, and each of the 20 recommendations before it is written; and each end.
    assert_eq!(words, 22 + 21);
    assert!(
        open(&path, Progress::unwatched()).unwrap().standing().code_taken(&"CUS22".parse().unwrap()).unwrap()
    );
}

/// A response in which so many things are asked and answered, and enough else is told.
fn response(asked: u32) -> String {
    let item = |number: u32| {
        format!(
            "{number}. Cleveland Police should make sure that post {number} of unit {} is filled.\n\n",
            number * 7
        )
    };
    let all: String = (1..=asked).map(item).collect();
    let told = "Inspectors looked at what was done and found it well described.\n\n".repeat(300);
    let answered: String = (1..=asked).map(|number| item(number) + "It is done.\n\n").collect();
    format!(
        "Title of Inspection – A practice inspection of posts\n\nDate Inspection Published – 7 December 2022\n\n\
         SUMMARY OF INSPECTION FINDINGS\n\nRecommendations\n\n{all}{told}FORCE RESPONSE\n\n{answered}"
    )
}

#[test]
fn reading_a_document_and_recording_what_it_proposes_can_be_cancelled_at_any_word() {
    let folder = tempfile::tempdir().unwrap();
    let path = register(folder.path());
    let document = folder.path().join("response.md");
    std::fs::write(&document, response(9)).unwrap();
    let heard: Arc<Mutex<BTreeSet<&'static str>>> = Arc::default();
    let words = cancelled_at_every_word(&path, &|progress| {
        let (steps, watched) = (Arc::clone(&heard), progress);
        let progress = Progress::watched(move |said| {
            steps.lock().unwrap().insert(said.step.words());
            watched.said(said.step, said.done, said.of).is_ok()
        });
        let mut ledger = open(&path, progress)?;
        let proposed = ledger.proposed(&document).map_err(|not_proposed| match not_proposed {
            NotProposed::Trouble(trouble) => trouble,
            NotProposed::Problems(problems) => panic!("{problems:?}"),
        })?;
        let requests = proposed.reviewed.requests(&ledger.standing().register()?);
        assert_eq!(requests.len(), 10, "{requests:?}");
        ledger.record(&requests, &acting()).map(drop).map_err(|not_done| match not_done {
            NotDone::Trouble(trouble) => trouble,
            other => panic!("{other}"),
        })
    });
    assert!(words > 40, "{words}");
    let steps = [
        "reading the document",
        "finding what is asked",
        "matching what is asked",
        "deciding on the requests",
        "recording",
    ];
    assert!(steps.iter().all(|step| heard.lock().unwrap().contains(step)), "{heard:?}");
}

#[test]
fn a_list_that_is_written_to_a_file_can_be_cancelled_at_any_word() {
    for (form, name) in [(Form::Json, "list.json"), (Form::Csv, "list.csv")] {
        let folder = tempfile::tempdir().unwrap();
        let path = register(folder.path());
        let list = folder.path().join(name);
        let words = cancelled_at_every_word(&path, &|progress| {
            let ledger = open(&path, progress.clone())?;
            let (standing, all) = (ledger.standing(), Streamed::all());
            let mut rows = |each: &mut dyn FnMut(&Row) -> bool| standing.stream(&all, &Page::default(), each);
            let rows = list::to_file(&mut rows, 0, form, &list, &progress)?;
            assert_eq!(rows, RECOMMENDATIONS);
            Ok(())
        });
        assert_eq!(words, 2);
        let lines = std::fs::read_to_string(&list).unwrap().lines().count() as u64;
        assert_eq!(lines, RECOMMENDATIONS + if form == Form::Json { 2 } else { 1 });
    }
}

#[test]
fn a_paper_of_what_stands_or_stood_can_be_cancelled_at_any_word() {
    let folder = tempfile::tempdir().unwrap();
    let path = register(folder.path());
    let file = folder.path().join("pack.docx");
    let (kind, chair) = (MeetingKind::Governance, None);
    let date = "2199-12-07".parse().unwrap();
    let plan =
        Request::PlanMeeting { kind, name: "A board".into(), date, chair, repeats: None, inspection: None };
    open(&path, Progress::unwatched()).unwrap().record(&[plan], &acting()).unwrap();
    let order = Order {
        topic: Topic::Meeting("M1".parse().unwrap()),
        span: Span::default(),
        marking: "OFFICIAL".into(),
        format: Format::Docx,
    };
    let of_now = cancelled_at_every_word(&path, &|progress| {
        let ledger = open(&path, progress.clone())?;
        told(to_file(&ledger, &order, (&file, Put::Replacing), &progress))
    });
    std::fs::remove_file(&file).unwrap();
    let of_then = cancelled_at_every_word(&path, &|progress| {
        let ledger = open(&path, progress.clone())?;
        let past = ledger.as_at(&ledger.moment_of("2022-12-08".parse().unwrap())?)?;
        told(to_file(&past, &order, (&file, Put::Replacing), &progress))
    });
    assert!(of_now > 3 && of_then > of_now, "{of_now} words, {of_then} looking back");
    assert!(file.exists());
}

fn told(briefed: Result<(), NotBriefed>) -> Result<(), Trouble> {
    briefed.map_err(|no| match no {
        NotBriefed::Trouble(trouble) => trouble,
        other => panic!("{other}"),
    })
}

#[test]
fn a_folder_for_an_audit_and_the_audit_itself_can_be_cancelled_at_any_word() {
    let folder = tempfile::tempdir().unwrap();
    let path = register(folder.path());
    let words =
        cancelled_at_every_word(&path, &|progress| open(&path, progress.clone())?.audit(&progress).map(drop));
    assert!(words > 1, "{words}");
    let (to, order) =
        (folder.path().join("audit"), auditing::Order { marking: "OFFICIAL".into(), evidence: true });
    let words = cancelled_at_every_word(&path, &|progress| {
        auditing::to_folder(&open(&path, progress.clone())?, &order, &to, &progress).map(drop)
    });
    assert!(words > 4 && to.join("check.sh").exists(), "{words}");
}

#[test]
fn a_backup_and_going_back_to_it_can_be_cancelled_at_any_word() {
    let folder = tempfile::tempdir().unwrap();
    let path = register(folder.path());
    let copy = folder.path().join("copy.plenary");
    let words = cancelled_at_every_word(&path, &|progress| open(&path, progress)?.back_up(&copy).map(drop));
    assert!(words >= 5, "{words}");
    let mut ledger = open(&path, Progress::unwatched()).unwrap();
    ledger.record(&import("CUS22", 1), &acting()).unwrap();
    ledger.close();
    let words =
        cancelled_at_every_word(&path, &|progress| restore(&copy, &path, true, None, &progress).map(drop));
    assert!(words >= 5, "{words}");
    let aside = with_ending(&path, ".replaced");
    assert!(
        open(&aside, Progress::unwatched())
            .unwrap()
            .standing()
            .code_taken(&"CUS22".parse().unwrap())
            .unwrap()
    );
    let restored = open(&path, Progress::unwatched()).unwrap();
    assert!(!restored.standing().code_taken(&"CUS22".parse().unwrap()).unwrap());
}
