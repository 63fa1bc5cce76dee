//! Guards without a clock: SQLite's own counters at two sizes of register.
//! A question of the day is answered from an index: it reads no table through, sorts nothing,
//! and takes as many steps in a register ten times as long.
//! And what was recorded together is one commit, which with `synchronous = FULL` is one sync.

use chrono::NaiveDate;
use rusqlite::{Connection, StatementStatus, ffi};

use super::clocks::ClockState;
use super::owners::Which;
use super::questions::{Standing, Why};
use super::{Loaded, lay, rebuild};
use crate::clock::Clock;
use crate::journey::event::{Event, What};
use crate::journey::inspection::{Asking, Kind, Particulars};
use crate::journey::meeting::MeetingKind;
use crate::journey::people::{Holding, Person, Role};
use crate::journey::recommendation::{Ending, Position, Verdict};
use crate::journey::reference::{InspectionCode, Letter, MeetingRef, RecommendationRef, Stream};
use crate::journey::register::BodyKind;
use crate::journey::request::Request;
use crate::ledger::door::{Beginning, Seat};
use crate::ledger::finding::{self, Page, Slips, Streamed, Text};
use crate::ledger::log::{self, Appended, Head, Log, New, SqliteLog};
use crate::ledger::record::{Account, Record, random_hex};
use crate::ledger::{Acting, Ledger};
use crate::progress::Progress;

const SMALL: u32 = 60;
const LARGE: u32 = 600;
/// So many rows a page has, fewer than the small register holds of anything asked for.
const PAGE: usize = 4;

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2023, 6, day).unwrap()
}

/// What one statement did.
struct Counted {
    sql: String,
    steps: i64,
    read_through: i64,
    sorted: i64,
}

/// What every statement did that is prepared on the connection, since it was asked last.
fn counted(conn: &Connection) -> Vec<Counted> {
    let status = |statement, counter: StatementStatus| {
        // SAFETY: the statement was just handed out by the connection, which is borrowed meanwhile.
        i64::from(unsafe { ffi::sqlite3_stmt_status(statement, counter as i32, 1) })
    };
    let mut found = Vec::new();
    let mut statement = std::ptr::null_mut();
    loop {
        // SAFETY: the connection is open, and the statement is none or one of its own.
        statement = unsafe { ffi::sqlite3_next_stmt(conn.handle(), statement) };
        if statement.is_null() {
            return found;
        }
        // SAFETY: a prepared statement has its text, which lives as long as it does.
        let sql = unsafe { std::ffi::CStr::from_ptr(ffi::sqlite3_sql(statement)) };
        let counted = Counted {
            sql: sql.to_string_lossy().into_owned(),
            steps: status(statement, StatementStatus::VmStep),
            read_through: status(statement, StatementStatus::FullscanStep),
            sorted: status(statement, StatementStatus::Sort),
        };
        // The full-text index keeps statements of its own prepared, whether or not a question needs them.
        if counted.steps > 0 || !counted.sql.contains("'main'.") {
            found.push(counted);
        }
    }
}

/// A small and a large register.
fn registers() -> [Connection; 2] {
    [SMALL, LARGE].map(register)
}

/// Asks a question in a small and in a large register, and holds its statements to the promise above.
fn guard(registers: &[Connection; 2], question: impl Fn(&Standing)) {
    let [small, large] = registers.each_ref().map(|conn| {
        conn.flush_prepared_statement_cache();
        let standing = Standing { conn, today: day(20) };
        question(&standing);
        let _preparing = counted(conn);
        question(&standing);
        counted(conn)
    });
    assert!(!small.is_empty(), "no statement was counted");
    assert_eq!(small.len(), large.len());
    for (small, large) in small.iter().zip(&large) {
        let (before, now, sql) = (small.steps, large.steps, &large.sql);
        assert!(before > 0 && now > 0, "never run: {sql}");
        assert!(now * 10 <= before * 12, "{before} steps became {now}: {sql}");
        // Walking an index from its beginning counts as reading it through: no further than the page, then.
        assert!(large.read_through < PAGE as i64, "{} rows read through: {sql}", large.read_through);
        assert_eq!(large.sorted, 0, "sorts: {sql}");
    }
}

/// A register of so many recommendations, of which every tenth stands at the same place of the road.
fn register(recommendations: u32) -> Connection {
    let conn = Connection::open_in_memory().unwrap();
    conn.set_prepared_statement_cache_capacity(64);
    conn.execute_batch(log::SCHEMA).unwrap();
    lay(&conn).unwrap();
    let mut told = Vec::new();
    (0..recommendations / 10).for_each(|index| tell_inspection(index, &mut told));
    conn.execute_batch("BEGIN IMMEDIATE").unwrap();
    let new: Vec<New> = told.into_iter().map(stored).collect();
    assert!(matches!(SqliteLog::new(&conn).append(&Head::GENESIS, &new), Ok(Appended::At(_))));
    rebuild(&conn, &Progress::unwatched()).unwrap();
    let count = conn.query_row("SELECT count(*) FROM recommendation", [], |row| row.get(0));
    assert_eq!(count, Ok(recommendations));
    conn.execute_batch("COMMIT").unwrap();
    conn
}

fn stored(event: Event) -> New {
    let account = Account { user: "alead".into(), host: "desk-14".into() };
    let at = event.on.and_hms_opt(9, 0, 0).unwrap().and_utc();
    let record = Record { id: random_hex(), at, account, event };
    New { record: record.line(&random_hex()), id: record.id }
}

fn code(index: u32) -> InspectionCode {
    let letter = |index: u32| char::from(b'A' + (index % 26) as u8);
    format!("{}{}23", letter(index / 26), letter(index)).parse().unwrap()
}

fn reference(index: u32, number: u32) -> RecommendationRef {
    RecommendationRef { inspection: code(index), number }
}

/// An inspection with ten recommendations, each further on the road than the one before.
/// Days are the same in every inspection, so that a longer register has no more days in it.
fn tell_inspection(index: u32, told: &mut Vec<Event>) {
    let mut tell = |on: u32, stream: Stream, what: What| {
        told.push(Event {
            on: day(on),
            by: "A. Lead".into(),
            stream,
            what,
            why: Some("because".into()),
            signed: None,
        });
    };
    let particulars = Particulars {
        title: format!("Inspection {index}"),
        inspectorate: "HMICFRS".into(),
        published: day(1),
        kinds: Vec::new(),
        grades: Vec::new(),
        source: None,
    };
    tell(1, Stream::Inspection(code(index)), What::InspectionRecorded { particulars });
    let (meeting, name) = (MeetingRef(2 * index + 1), "board".to_string());
    let (meeting_kind, date) = (MeetingKind::Governance, day(2));
    tell(
        1,
        Stream::Meeting(meeting),
        What::MeetingPlanned { meeting_kind, name, date, chair: None, series: None, inspection: None },
    );
    tell(
        2,
        Stream::Meeting(meeting),
        What::MeetingOpened {
            attendees: vec!["A. Lead".into()],
            apologies: Vec::new(),
            chair: None,
            agenda: None,
        },
    );
    tell(2, Stream::Meeting(meeting), What::MeetingClosed { agenda: None });
    for number in 1..=10 {
        let road = road(number, meeting);
        for (on, what) in (1..).zip(road) {
            tell(on, Stream::Recommendation(reference(index, number)), what);
        }
    }
    // Many plenaries since the last governance meeting.
    let (name, attendees) = ("plenary".to_string(), vec!["A. Lead".to_string()]);
    tell(
        3,
        Stream::Meeting(MeetingRef(2 * index + 2)),
        What::MeetingHeld { name, attendees, apologies: Vec::new() },
    );
}

fn road(number: u32, meeting: MeetingRef) -> Vec<What> {
    let letter: Letter = "a".parse().unwrap();
    let (text, owner) = ("fill the posts".to_string(), "B. Owner".to_string());
    let asking = Asking {
        kind: Kind::Recommendation,
        text: format!("recommendation {number}"),
        addressees: vec!["Cleveland Police".into()],
        deadline: None,
        narrative: None,
        parent: None,
        restates: None,
    };
    let added = What::RecommendationAdded {
        asking,
        ours: true,
        published: day(1),
        times_asked: 1,
        first_asked: day(1),
    };
    let agreed = What::ActionAgreed {
        action: letter.clone(),
        text,
        owner,
        target: day(15),
        added_later: false,
        meeting: None,
    };
    let (rating, said) = (Some("RED".to_string()), "six of nine are filled".to_string());
    let whole = [
        added,
        What::PlenaryHeld { meeting, hot_debrief: false },
        What::PositionTaken { position: Position::Accepted },
        agreed,
        What::OutcomeReported {},
        What::OutcomeApproved { condition: None, tracked: None, closes: None },
        What::ProgressReported { action: letter.clone(), text: said, rating, meeting: Some(meeting) },
        What::ActionFinished { action: letter, ending: Ending::Implemented, rating: None, meeting: None },
        What::ConsideredComplete { meeting },
        What::SignedOff { condition: None, tracked: None, closes: None },
        What::Submitted { level: None },
    ];
    let closed = What::VerdictRecorded {
        verdict: Verdict::Closed,
        closes: Some(Ending::Implemented),
        superseded_by: None,
    };
    let returned = What::OutcomeReturned {};
    let asked = What::WithdrawalAsked { ending: Ending::NoLongerApplicable, superseded_by: None };
    let (events, last) = match number {
        1 => (1, None),
        2 => (4, None),
        3 => (5, Some(returned)),
        4 => (5, None),
        5 => (7, Some(asked)),
        6 => (7, None),
        7 => (9, None),
        8 => (10, None),
        9 => (11, None),
        _ => (11, Some(closed)),
    };
    whole.into_iter().take(events).chain(last).collect()
}

fn rows(standing: &Standing, list: &Streamed, after: Option<RecommendationRef>) -> Vec<String> {
    let mut found = Vec::new();
    let page = Page { limit: Some(PAGE), after };
    let mut keep = |row: &super::questions::Row| {
        found.push(row.r#ref.to_string());
        true
    };
    standing.stream(list, &page, &mut keep).unwrap();
    found
}

#[test]
fn one_recommendation_costs_the_same_in_a_longer_register() {
    guard(&registers(), |standing| {
        let asked = reference(3, 5);
        assert!(standing.recommendation(&asked).unwrap().is_some());
        let mut shown = 0;
        standing.one_row(&asked, &mut |_| shown += 1).unwrap();
        assert_eq!(shown, 1);
        assert_eq!(standing.register().unwrap().practice, standing.practice().unwrap());
        assert!(log::of_stream(standing.conn, &asked.to_string(), PAGE, None).unwrap().len() == PAGE);
    });
}

#[test]
fn the_counters_cost_the_same_in_a_longer_register() {
    guard(&registers(), |standing| {
        let (_, on) = standing.last_meeting().unwrap().unwrap();
        let counts = standing.counts(28, Some(on)).unwrap();
        assert!(counts.stages.iter().all(|(_, count)| *count > 0), "{counts:?}");
        assert!(counts.overdue > 0 && counts.returned > 0 && counts.asked_of_dcc > 0, "{counts:?}");
    });
}

const SORTS: [Why; 11] = [
    Why::ResponseDue,
    Why::Overdue,
    Why::Returned,
    Why::AskedOfDcc,
    Why::AskedOfLead,
    Why::Question,
    Why::Approval,
    Why::SignOff,
    Why::Submission,
    Why::Plenary,
    Why::Received,
];

/// Whether the registers here hold something that waits so.
fn is_held(why: Why) -> bool {
    !matches!(why, Why::AskedOfLead | Why::Question)
}

#[test]
fn what_waits_costs_the_same_in_a_longer_register() {
    let registers = registers();
    for why in SORTS.into_iter().filter(|why| is_held(*why)) {
        guard(&registers, |standing| assert_eq!(standing.waiting(why, PAGE).unwrap().len(), PAGE, "{why:?}"));
    }
    guard(&registers, |standing| assert_eq!(standing.clocks(PAGE).unwrap().len(), PAGE));
}

#[test]
fn how_many_wait_costs_the_same_in_a_longer_register() {
    let registers = registers();
    for why in SORTS {
        guard(&registers, |standing| {
            let counts = standing.counts(28, None).unwrap();
            assert_eq!(standing.waits(why, &counts).unwrap() > 0, is_held(why), "{why:?}");
        });
    }
}

#[test]
fn the_pictures_cost_the_same_in_a_longer_register() {
    let registers = registers();
    guard(&registers, |standing| {
        let ageing = standing.ageing().unwrap();
        assert!(ageing.iter().all(|aged| aged.total() > 0 && aged.oldest == Some(day(1))), "{ageing:?}");
        let flow = standing.flow(24).unwrap();
        assert!(flow.len() == 24 && flow[23].opened > 0 && flow[23].closed > 0, "{flow:?}");
        let clocks = standing.clock_counts().unwrap();
        assert!(clocks.running > 0, "{clocks:?}");
        assert_eq!(standing.clocks_of(ClockState::Running, PAGE).unwrap().len(), PAGE);
        assert!(standing.clocks_of(ClockState::Late, PAGE).unwrap().is_empty());
    });
    guard(&registers, |standing| {
        let calendar = standing.calendar(day(20)).unwrap();
        assert!(calendar[&day(15)].actions > 0 && calendar[&day(2)].meetings > 0, "{calendar:?}");
        let items = standing.on_day(day(15), PAGE).unwrap();
        assert_eq!(items.actions.len(), PAGE);
        assert_eq!(standing.on_day(day(3), PAGE).unwrap().meetings.len(), PAGE);
    });
}

#[test]
fn the_forecast_costs_the_same_in_a_longer_register() {
    let registers = registers();
    guard(&registers, |standing| {
        let forecast = standing.forecast().unwrap();
        assert_eq!(forecast.open, 9 * forecast.closed, "{forecast:?}");
    });
    guard(&registers, |standing| {
        let stands = standing.recommendation(&reference(3, 6)).unwrap().unwrap();
        assert!(standing.outlook(&stands).unwrap().is_some());
    });
}

#[test]
fn owners_and_meetings_cost_the_same_in_a_longer_register() {
    let registers = registers();
    guard(&registers, |standing| {
        let owners = standing.owners().unwrap();
        assert!(owners.len() == 1 && owners[0].overdue > 0 && owners[0].finished > 0, "{owners:?}");
        assert_eq!(standing.owner("B. Owner").unwrap().as_ref(), owners.first());
        for which in [Which::All, Which::Open, Which::Overdue, Which::Finished] {
            assert_eq!(standing.actions_of("B. Owner", which, PAGE).unwrap().len(), PAGE, "{which:?}");
        }
    });
    guard(&registers, |standing| {
        let meeting = MeetingRef(1);
        assert!(standing.treated_count(meeting).unwrap() > 4);
        let inspections = standing.inspections(PAGE).unwrap();
        assert!(inspections[0].open == 9 && inspections[0].closed() == 1, "{inspections:?}");
    });
}

#[test]
fn a_page_of_the_list_costs_the_same_in_a_longer_register() {
    let registers = registers();
    for list in [Streamed::open(), Streamed::all()] {
        guard(&registers, |standing| {
            let first = rows(standing, &list, None);
            assert_eq!(first.len(), PAGE);
            let second = rows(standing, &list, first.last().map(|last| last.parse().unwrap()));
            assert!(second.len() == PAGE && second.iter().all(|row| !first.contains(row)), "{second:?}");
        });
    }
}

#[test]
fn a_word_that_few_are_told_of_costs_the_same_in_a_longer_register() {
    guard(&registers(), |standing| {
        let only = Text::Begins(code(3).to_string());
        let found =
            finding::search(standing.conn, &[only], &finding::Known::default(), Slips::Forgiven).unwrap();
        assert!(found.stood_in.is_empty());
        assert_eq!((0..10 * LARGE).filter(|id| found.holds(*id)).count(), 10);
    });
}

#[test]
fn what_a_request_is_about_costs_the_same_in_a_longer_register() {
    guard(&registers(), |standing| {
        let mut loaded = Loaded::register(standing.conn).unwrap();
        let action = format!("{}.a", reference(3, 6)).parse().unwrap();
        let (text, rating, reason) = ("seven of nine".into(), None, None);
        let request = Request::ReportProgress { action, text, rating, reason, meeting: None, same: false };
        loaded.want(standing.conn, &request).unwrap();
        assert_eq!(loaded.state.recommendations.len(), 1);
    });
}

/// So many commits stand in a write-ahead file: a frame that ends one says how long the register is then.
/// See "WAL-index and WAL file format" in SQLite's documentation.
fn commits(wal: &[u8]) -> usize {
    const HEADER: usize = 32;
    const FRAME_HEADER: usize = 24;
    let number = |at: usize| u32::from_be_bytes(wal[at..at + 4].try_into().unwrap());
    let (page, salts) = (number(8) as usize, &wal[16..24]);
    let frames = (HEADER..wal.len()).step_by(FRAME_HEADER + page);
    // A frame with other salts is left over from before the file was begun again.
    frames.take_while(|at| &wal[at + 8..at + 16] == salts).filter(|at| number(at + 4) != 0).count()
}

#[test]
fn what_is_recorded_together_is_one_commit_and_synced() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("cleveland.plenary");
    let lead = Holding { role: Role::Lead, from: None, until: None };
    let first = Person {
        name: "A. Lead".into(),
        roles: vec![lead],
        accounts: Vec::new(),
        address: None,
        keys: Vec::new(),
    };
    let scheme = toml::from_str(include_str!("../../../data/scheme.toml")).unwrap();
    let beginning =
        Beginning { home: "Cleveland Police".into(), first, scheme, practice: None, on: Some(day(1)) };
    let account = Account { user: "alead".into(), host: "desk-14".into() };
    let clock = Clock::Still(day(20).and_hms_opt(9, 0, 0).unwrap().and_utc());
    let mut ledger = Ledger::create(
        &path,
        beginning,
        Seat { account, clock, remembered: None, progress: Progress::unwatched() },
    )
    .unwrap();
    let name = |name: &str| Request::NameBody { name: name.into(), kind: BodyKind::Partner };
    let acting = Acting { actor: "A. Lead".into(), ..Acting::default() };
    let written = || commits(&std::fs::read(folder.path().join("cleveland.plenary-wal")).unwrap());
    // What a register begins with was written before it got its name, so the file begins with this request.
    ledger.record(&[name("one")], &acting).unwrap();
    assert_eq!(written(), 1);
    ledger.record(&[name("two"), name("three"), name("four")], &acting).unwrap();
    assert_eq!(written(), 2);
    let full: i64 = ledger.connection().query_row("PRAGMA synchronous", [], |row| row.get(0)).unwrap();
    assert_eq!(full, 2);
}
