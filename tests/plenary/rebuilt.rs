//! The standing holds nothing that the log does not say: after random requests through the real door,
//! rebuilding it from the log gives the same rows, and two registers with the same events hold the same.

use std::path::Path;

use chrono::{Days, NaiveDate};
use plenary::clock::Clock;
use plenary::journey::asking::{Answers, Ask, Field, Need, Surroundings, VERBS, Verb};
use plenary::journey::event::What;
use plenary::journey::people::{Holding, Person, Role};
use plenary::journey::recommendation::Recommendation;
use plenary::journey::register::BodyKind;
use plenary::ledger::finding::{Page, Streamed};
use plenary::ledger::log::{Appended, Log, New, SqliteLog};
use plenary::ledger::opening::Access;
use plenary::ledger::record::Account;
use plenary::ledger::standing::NAMES;
use plenary::ledger::{Acting, Beginning, Ledger, NotDone, Seat};
use plenary::progress::Progress;
use proptest::prelude::*;
use rusqlite::Connection;

use crate::desk::scheme;

pub const PEOPLE: [&str; 3] = ["A. Lead", "B. Second", "T. Deputy"];

/// One random request: which recommendation, which verb, who asks, how many days later, and what is filled in.
pub type Draw = (u8, u8, u8, u8, [u8; 8]);

pub fn account() -> Account {
    Account { user: "tester".into(), host: "here".into() }
}

pub fn clock() -> Clock {
    Clock::Still("2026-01-01T09:00:00Z".parse().unwrap())
}

pub struct Story {
    pub ledger: Ledger,
    pub today: NaiveDate,
    /// Whether what was published earlier is put in, and put right: that counts on days that are over.
    pub put_in_late: bool,
    granted: usize,
}

impl Story {
    pub fn begin(folder: &Path) -> Story {
        let today: NaiveDate = "2022-12-07".parse().unwrap();
        let held = |role| Holding { role, from: None, until: None };
        let first = Person {
            name: PEOPLE[0].into(),
            roles: vec![held(Role::Lead), held(Role::Owner)],
            accounts: vec!["tester".into()],
            address: None,
            keys: Vec::new(),
        };
        let scheme = scheme();
        let beginning =
            Beginning { home: "Cleveland Police".into(), first, scheme, practice: None, on: Some(today) };
        let ledger = Ledger::create(
            &folder.join("register.plenary"),
            beginning,
            Seat { account: account(), clock: clock(), remembered: None, progress: Progress::unwatched() },
        )
        .unwrap();
        let mut story = Story { ledger, today, put_in_late: true, granted: 0 };
        for (name, words) in [
            ("people add", vec![("name", PEOPLE[1]), ("role", "lead"), ("role", "owner")]),
            ("people add", vec![("name", PEOPLE[2]), ("role", "approver")]),
            ("body add", vec![("name", "Durham Constabulary"), ("kind", "force")]),
            (
                "inspection add",
                vec![
                    ("title", "Serious and organised crime"),
                    ("published", "2022-12-07"),
                    ("code", "SOC22"),
                ],
            ),
        ] {
            story.ask(PEOPLE[0], Verb::named(name).unwrap(), filled(&words));
        }
        for kind in ["area-for-improvement", "cause-of-concern", "recommendation"] {
            let words = [("ref", "SOC22"), ("text", kind), ("kind", kind), ("addressee", "Cleveland Police")];
            story.ask(PEOPLE[0], Verb::named("recommendation add").unwrap(), filled(&words));
        }
        assert_eq!(story.granted, 7, "the story's beginning is granted");
        story
    }

    /// Asks for something, and gives why it was refused.
    pub fn ask(&mut self, actor: &str, verb: &'static Verb, answers: Answers) -> Option<String> {
        let surroundings =
            Surroundings { today: self.today, taken: &|_| false, files: &plenary::intake::looked_at };
        let request = match verb.request(&answers, &surroundings) {
            Ok(request) => request,
            Err(slips) => return Some(format!("{slips:?}")),
        };
        let acting = Acting { actor: actor.into(), on: Some(self.today), seen: None };
        match self.ledger.record(&[request], &acting) {
            Ok(_) => {
                self.granted += 1;
                None
            }
            Err(NotDone::Refused(refusal)) => Some(refusal.to_string()),
            Err(other) => panic!("{other}"),
        }
    }

    /// Asks for something that must be granted.
    pub fn say(&mut self, actor: &str, verb: &str, words: &[(&'static str, &str)]) {
        let refused = self.ask(actor, Verb::named(verb).unwrap(), filled(words));
        assert_eq!(refused, None, "{actor} {verb} {words:?}");
    }

    pub fn draw(&mut self, (which, verb, who, days, picks): Draw) {
        self.today = self.today + Days::new(u64::from(days % 4));
        let cases = self.cases();
        // Every recommendation may have been retracted.
        if cases.is_empty() {
            return;
        }
        let case = &cases[usize::from(which) % cases.len()];
        // Verbs of the road three times as often as the others, else most draws would plan meetings.
        let often = |verb: &&Verb| if verb.stages.is_empty() { 1 } else { 3 };
        let fits = |verb: &&Verb| verb.stages.is_empty() || verb.stages.contains(&case.stage);
        let fitting = VERBS.iter().filter(fits).flat_map(|verb| std::iter::repeat_n(verb, often(&verb)));
        let fitting: Vec<&'static Verb> = fitting.collect();
        let verb = fitting[usize::from(verb) % fitting.len()];
        let late = ["recommendation add", "inspection add", "inspection correct"].contains(&verb.name);
        if late && !self.put_in_late {
            return;
        }
        let answers = self.fill(verb, case, &picks);
        self.ask(PEOPLE[usize::from(who) % PEOPLE.len()], verb, answers);
    }

    pub fn cases(&self) -> Vec<Recommendation> {
        cases(&self.ledger)
    }

    fn fill(&self, verb: &Verb, case: &Recommendation, picks: &[u8; 8]) -> Answers {
        let mut answers = Answers::default();
        for (field, pick) in verb.fields.iter().zip(picks.iter().cycle()) {
            let optional = matches!(field.need, Need::Optional | Need::Any) && field.name != "to";
            if !optional || pick % 2 == 0 {
                answers.fill(field.name, self.word(field, case, usize::from(pick / 2)));
            }
        }
        answers
    }

    /// The path of a file beside the register; with `there` it is written where it is missing.
    fn beside(&self, name: &str, there: bool) -> String {
        let path = self.ledger.path().with_file_name(name);
        if there && !path.exists() {
            std::fs::write(&path, "12 posts, 11 filled").unwrap();
        }
        path.to_str().unwrap().to_string()
    }

    fn word(&self, field: &Field, case: &Recommendation, pick: usize) -> String {
        let register = self.ledger.standing().register().unwrap();
        let choices = field.ask.choices(&register);
        let action = case
            .actions
            .get(pick % case.actions.len().max(1))
            .map(|action| case.action_ref(action).to_string());
        let evidence =
            case.evidence.get(pick % case.evidence.len().max(1)).map(|piece| piece.reference.to_string());
        match field.ask {
            // Whoever loses a role is not the approver: nothing would be decided after that.
            Ask::Person if field.name == "person" => PEOPLE[1].into(),
            Ask::Inspection => "SOC22".into(),
            Ask::InspectionOrRecommendation if pick.is_multiple_of(2) => "SOC22".into(),
            Ask::Recommendation | Ask::InspectionOrRecommendation => case.reference.to_string(),
            Ask::Action => action.unwrap_or("SOC22-1.a".into()),
            Ask::ActionOrRecommendation if pick.is_multiple_of(2) => {
                action.unwrap_or(case.reference.to_string())
            }
            Ask::ActionOrRecommendation => case.reference.to_string(),
            Ask::Evidence => evidence.unwrap_or("E1".into()),
            Ask::Meeting if choices.is_empty() => format!("M{}", 1 + pick % 9),
            Ask::Date => (self.today + Days::new(pick as u64)).to_string(),
            Ask::DeadlineWords => ["by March 2024", "within three months", "soon"][pick % 3].into(),
            Ask::Code => format!("TST{}", 10 + pick % 80),
            Ask::Grade => "Durham Constabulary=outstanding".into(),
            Ask::Flag => "yes".into(),
            Ask::Path => self.beside("offered.pdf", true),
            _ if field.name == "to" => {
                self.beside(&format!("copy {}", self.ledger.head().unwrap().seq), false)
            }
            _ if choices.is_empty() => format!("words {pick}"),
            _ => choices[pick % choices.len()].clone(),
        }
    }
}

/// All recommendations of a register.
pub fn cases(ledger: &Ledger) -> Vec<Recommendation> {
    let standing = ledger.standing();
    let mut references: Vec<String> = Vec::new();
    standing
        .stream(&Streamed::all(), &Page::default(), &mut |row| {
            references.push(row.r#ref.to_string());
            true
        })
        .unwrap();
    references.iter().map(|said| standing.recommendation(&said.parse().unwrap()).unwrap().unwrap()).collect()
}

pub fn filled(words: &[(&'static str, &str)]) -> Answers {
    words.iter().fold(Answers::default(), |answers, (field, word)| answers.with(field, *word))
}

/// Every row of every table of the standing, in the order in which SQLite keeps them.
fn rows(conn: &Connection) -> Vec<String> {
    let mut all = Vec::new();
    for table in NAMES.into_iter().chain(["vocabulary"]) {
        let mut sql = conn.prepare(&format!("SELECT * FROM {table}")).unwrap();
        // Where a row lies in its file is nothing that the log says.
        let columns = sql.column_names().take_while(|column| *column != "id").count();
        let mut found = sql.query([]).unwrap();
        let mut rows = Vec::new();
        while let Some(row) = found.next().unwrap() {
            let cells: Vec<_> =
                (0..columns).map(|column| format!("{:?}", row.get_ref(column).unwrap())).collect();
            rows.push(format!("{table}: {}", cells.join(" ")));
        }
        rows.sort();
        all.extend(rows);
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn rebuilding_from_the_log_gives_identical_rows(draws in prop::collection::vec(any::<Draw>(), 40..160)) {
        let folder = tempfile::tempdir().unwrap();
        let mut story = Story::begin(folder.path());
        draws.into_iter().for_each(|draw| story.draw(draw));
        prop_assert_eq!(story.ledger.differences().unwrap(), Vec::new());
        let before = rows(story.ledger.connection());
        story.ledger.rebuild().unwrap();
        prop_assert_eq!(before, rows(story.ledger.connection()));
    }
}

#[test]
fn random_requests_get_far_enough_to_mean_something() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let folder = tempfile::tempdir().unwrap();
    let mut story = Story::begin(folder.path());
    let draws = prop::collection::vec(any::<Draw>(), 1500);
    let draws = proptest::strategy::Strategy::new_tree(&draws, &mut runner).unwrap();
    use proptest::strategy::ValueTree;
    draws.current().into_iter().for_each(|draw| story.draw(draw));
    let kinds: std::collections::BTreeSet<&str> = story
        .ledger
        .events(0, 10_000)
        .unwrap()
        .iter()
        .map(|recorded| recorded.record.event.what.kind())
        .collect();
    assert!(kinds.len() >= 30, "only {} kinds of events: {kinds:?}", kinds.len());
    assert_eq!(story.ledger.differences().unwrap(), Vec::new());
}

#[test]
fn a_row_changed_by_hand_is_found_and_mended_by_rebuilding() {
    let folder = tempfile::tempdir().unwrap();
    let story = Story::begin(folder.path());
    let conn = story.ledger.connection();
    conn.execute("UPDATE recommendation SET stage = 'Closed' WHERE ref = 'SOC22-1'", []).unwrap();
    let found = story.ledger.differences().unwrap();
    let found: Vec<_> = found.iter().map(|row| row.in_short()).collect();
    assert_eq!(found, ["recommendation `SOC22-1`: stage is `Closed`, the log says `Received`"]);
    story.ledger.rebuild().unwrap();
    assert_eq!(story.ledger.differences().unwrap(), Vec::new());
}

/// The parts of a counter's key and how far the standing has come are told in words, without control characters.
#[test]
fn a_counter_changed_by_hand_is_told_by_the_parts_of_its_key() {
    let folder = tempfile::tempdir().unwrap();
    let story = Story::begin(folder.path());
    let conn = story.ledger.connection();
    let counted = "SELECT what, key, n FROM tally WHERE what = 'age' LIMIT 1";
    let (what, key, n): (String, String, i64) =
        conn.query_row(counted, [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
    let (stage, day) = key.split_once('\u{1f}').unwrap();
    conn.execute("UPDATE tally SET n = n + 1 WHERE what = ?1 AND key = ?2", [&what, &key]).unwrap();
    conn.execute("INSERT INTO tally VALUES('owed', 'A. Nobody\u{1f}2023-08-29', 3)", []).unwrap();
    let events: i64 = conn.query_row("SELECT seq FROM standing", [], |row| row.get(0)).unwrap();
    conn.execute("UPDATE standing SET seq = seq - 1", []).unwrap();
    let found = story.ledger.differences().unwrap();
    let short: Vec<_> = found.iter().map(|row| row.in_short()).collect();
    let (before, more) = (events - 1, n + 1);
    assert_eq!(
        short,
        [
            format!(
                "the standing as a whole: the last event that it took in is `{before}`, the log says `{events}`"
            ),
            format!("counter `age · {stage} · {day}`: its count is `{more}`, the log says `{n}`"),
            "counter `owed · A. Nobody · 2023-08-29` stands, but the log does not say it".to_string(),
        ]
    );
    assert!(found.iter().flat_map(|row| row.lines()).all(|line| !line.contains(char::is_control)));
}

#[test]
fn events_that_another_program_added_to_the_log_alone_are_taken_in_when_it_is_opened_and_before_anything_is_recorded()
 {
    let folder = tempfile::tempdir().unwrap();
    let mut story = Story::begin(folder.path());
    let added_by_hand = |story: &Story| {
        let mut record = story.ledger.events(0, 1).unwrap().remove(0).record;
        record.id = plenary::ledger::record::random_hex();
        record.event.what = What::BodyNamed { name: record.id.clone(), body_kind: BodyKind::Partner };
        let new = New { id: record.id.clone(), record: record.line("salt") };
        let conn = story.ledger.connection();
        let log = SqliteLog::new(conn);
        conn.execute_batch("BEGIN IMMEDIATE").unwrap();
        assert!(matches!(log.append(&log.head().unwrap(), &[new]).unwrap(), Appended::At(_)));
        conn.execute_batch("COMMIT").unwrap();
        record.id
    };

    let name = added_by_hand(&story);
    let seat = Seat { account: account(), clock: clock(), remembered: None, progress: Progress::unwatched() };
    let opened = Ledger::open(&folder.path().join("register.plenary"), Access::Read, seat).unwrap();
    assert!(opened.standing().register().unwrap().knows_body(&name));

    let name = added_by_hand(&story);
    story.ask(
        PEOPLE[0],
        Verb::named("body add").unwrap(),
        filled(&[("name", "Home Office"), ("kind", "department")]),
    );
    assert!(story.ledger.standing().register().unwrap().knows_body(&name));
    assert_eq!(story.ledger.differences().unwrap(), Vec::new());
}
