//! The register as it stood: the same as a register that had gone no further than that day, in every table,
//! after random requests; what was known by a day likewise; and what changed between two days explains every row.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chrono::{Days, NaiveDate};
use plenary::briefing::diff::{Diff, Sort};
use plenary::briefing::paper::{Paper, Topic};
use plenary::clock::Clock;
use plenary::export::paper::{assembling::assemble, period::Span};
use plenary::journey::asking::{Surroundings, Verb};
use plenary::journey::event::What;
use plenary::journey::reference::{MeetingRef, Stream};
use plenary::journey::state::State;
use plenary::ledger::finding::{Page, Streamed};
use plenary::ledger::happened::Happened;
use plenary::ledger::opening::Access;
use plenary::ledger::past::{Moment, NotAMoment, Step};
use plenary::ledger::standing::between;
use plenary::ledger::standing::questions::Why;
use plenary::ledger::trouble::Trouble;
use plenary::ledger::{Acting, Ledger, NotDone, Seat};
use plenary::progress::Progress;
use proptest::prelude::*;
use rusqlite::Connection;

use crate::rebuilt::{Draw, PEOPLE, Story, account, filled};

fn on(day: NaiveDate) -> Moment {
    Moment { day, meetings: Vec::new(), known_at: None }
}

fn day(words: &str) -> NaiveDate {
    words.parse().unwrap()
}

/// A copy of a register as it is at this moment, with all its tables.
fn kept(ledger: &Ledger, folder: &Path, name: &str) -> Connection {
    let path = folder.join(name);
    ledger.connection().execute("VACUUM INTO ?1", [path.to_str().unwrap()]).unwrap();
    Connection::open(path).unwrap()
}

/// Where a past differs from a register that stands.
fn differing(past: &Ledger, stood: &Connection) -> Vec<String> {
    let rows = between(past.connection(), stood, &Progress::unwatched()).unwrap();
    rows.iter().flat_map(|row| row.lines()).collect()
}

/// The days on which something happened.
fn days(ledger: &Ledger) -> BTreeSet<NaiveDate> {
    ledger.events(0, usize::MAX >> 1).unwrap().iter().map(|one| one.record.event.on).collect()
}

/// Asks a past everything that is asked of a register; nothing may fail.
fn ask_everything(past: &Ledger) {
    let standing = past.standing();
    let register = standing.register().unwrap();
    standing.counts(register.scheme.warning_days, Some(past.today())).unwrap();
    for why in [Why::Received, Why::Plenary, Why::Approval, Why::Overdue, Why::Returned, Why::ResponseDue] {
        standing.waiting(why, 9).unwrap();
    }
    standing.ageing().unwrap();
    standing.owners().unwrap();
    standing.calendar(past.today()).unwrap();
    standing.meetings(99).unwrap();
    standing.inspections(99).unwrap();
    past.newest(&Happened::default(), u64::MAX, 7).unwrap();
    for reference in references(past) {
        let reference = reference.parse().unwrap();
        assert!(past.explain(&reference, None, PEOPLE[0]).unwrap().is_some());
    }
}

fn references(ledger: &Ledger) -> Vec<String> {
    let mut found = Vec::new();
    ledger
        .standing()
        .stream(&Streamed::all(), &Page::default(), &mut |row| {
            found.push(row.r#ref.to_string());
            true
        })
        .unwrap();
    found
}

/// The state that the events of some days give, folded by hand; a recommendation waits for its inspection.
fn by_hand(ledger: &Ledger, until: NaiveDate) -> State {
    let mut state = State::default();
    for (index, one) in ledger.events(0, usize::MAX >> 1).unwrap().iter().enumerate() {
        let event = &one.record.event;
        let of = match &event.stream {
            Stream::Inspection(code) => Some(code.clone()),
            Stream::Recommendation(reference) => Some(reference.inspection.clone()),
            _ => None,
        };
        let asks = of.and_then(|code| ledger.standing().inspection(&code).unwrap());
        if index < 3 || event.counts_from(asks.map(|asks| asks.published)) <= until {
            state.evolve(event);
        }
    }
    let inspections = state.inspections.clone();
    state.recommendations.retain(|reference, _| inspections.contains_key(&reference.inspection));
    state
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_past_is_the_register_that_had_gone_no_further(draws in prop::collection::vec(any::<Draw>(), 30..90)) {
        let folder = tempfile::tempdir().unwrap();
        let mut story = Story::begin(folder.path());
        story.put_in_late = false;
        let mut stood = Vec::new();
        for draw in draws {
            let (today, events) = (story.today, story.ledger.head().unwrap().seq);
            // Kept before every request: the last copy of a day is the register at that day's end.
            let copy = kept(&story.ledger, folder.path(), &format!("{}.copy", stood.len()));
            story.draw(draw);
            if story.ledger.head().unwrap().seq > events && story.today > today {
                stood.push((today, copy));
            } else {
                drop(copy);
                std::fs::remove_file(folder.path().join(format!("{}.copy", stood.len()))).unwrap();
            }
        }
        for (number, (day, stood)) in stood.into_iter().enumerate() {
            let past = story.ledger.as_at(&on(day)).unwrap();
            prop_assert_eq!(differing(&past, &stood), Vec::<String>::new(), "as at {}", day);
            prop_assert!(past.is_without_gaps());
            ask_everything(&past);
            drop(stood);
            let then = opened(&folder.path().join(format!("{number}.copy")), "2026-01-01T09:00:00Z");
            prop_assert_eq!(papers(&past), papers(&then.as_at(&on(day)).unwrap()), "papers as at {}", day);
        }
        let now = story.ledger.as_at(&on(story.today)).unwrap();
        prop_assert_eq!(differing(&now, story.ledger.connection()), Vec::<String>::new());
    }

    #[test]
    fn what_was_known_is_the_register_that_had_recorded_no_more(
        parts in prop::collection::vec(prop::collection::vec(any::<Draw>(), 8..16), 2..5),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let mut story = Story::begin(folder.path());
        let mut stood = Vec::new();
        for (number, draws) in parts.into_iter().enumerate() {
            let moment = format!("2026-01-{:02}T23:30:00Z", number + 2);
            story.ledger = reopened(folder.path(), &moment);
            draws.into_iter().for_each(|draw| story.draw(draw));
            stood.push((moment[..10].to_string(), kept(&story.ledger, folder.path(), &format!("{number}.copy"))));
        }
        for (known, stood) in stood {
            let moment = story.ledger.moment(None, Some(&known)).unwrap();
            prop_assert_eq!(moment.day, day(&known));
            let past = story.ledger.as_at(&moment).unwrap();
            prop_assert_eq!(differing(&past, &stood), Vec::<String>::new(), "known at {}", known);
            ask_everything(&past);
        }
    }

    /// `on` goes back and forth over the recommendations, as it does where a force puts its past in.
    #[test]
    fn a_past_that_was_recorded_late_and_out_of_order_is_folded_by_its_days(
        draws in prop::collection::vec((any::<Draw>(), 0..60_u64), 30..90),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let mut story = Story::begin(folder.path());
        for (draw, days) in draws {
            story.today = day("2022-12-07") + Days::new(days);
            story.draw(draw);
        }
        for day in days(&story.ledger) {
            let past = story.ledger.as_at(&on(day)).unwrap();
            prop_assert_eq!(past.differences().unwrap(), Vec::new(), "as at {}", day);
            ask_everything(&past);
            let expected = by_hand(&story.ledger, day);
            let standing = past.standing();
            let listed: BTreeSet<_> = references(&past).into_iter().collect();
            let folded: BTreeSet<_> = expected.recommendations.keys().map(ToString::to_string).collect();
            prop_assert_eq!(listed, folded);
            for (reference, recommendation) in &expected.recommendations {
                let stands = standing.recommendation(reference).unwrap();
                prop_assert_eq!(stands.as_ref(), Some(recommendation));
            }
        }
    }

    /// However late what an inspectorate asked was put in, and whatever day that was given for it.
    #[test]
    fn what_was_open_on_a_past_day_is_one_number(
        draws in prop::collection::vec((any::<Draw>(), 0..90_u64), 30..70),
        late in prop::collection::vec((0..60_u64, 0..60_u64, 0..60_u64, 0..60_u64), 1..5),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let mut story = Story::begin(folder.path());
        story.put_in_late = false;
        let from = day("2022-12-07");
        for (number, (published, recorded, added, corrected)) in late.into_iter().enumerate() {
            let code = format!("LATE{}", number + 10);
            put_in(&mut story, &code, from + Days::new(published), recorded, added);
            let corrected = (from + Days::new(corrected)).to_string();
            let words = [("ref", code.as_str()), ("published", &corrected), ("why", "the cover says so")];
            story.ask(PEOPLE[0], Verb::named("inspection correct").unwrap(), filled(&words));
        }
        for (draw, days) in draws {
            story.today = from + Days::new(days);
            story.draw(draw);
        }
        let ledger = reopened(folder.path(), "2023-06-15T09:00:00Z");
        let retracted = |one: &plenary::ledger::Recorded| one.record.event.what == What::RecommendationRetracted {};
        if ledger.events(0, usize::MAX >> 1).unwrap().iter().any(retracted) {
            return Ok(()); // Until it was taken back it stood there, and in the numbers of today it never did.
        }
        one_number(&ledger);
    }

    #[test]
    fn what_changed_explains_every_row_that_did_and_nothing_where_nothing_did(
        draws in prop::collection::vec(any::<Draw>(), 40..120),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let mut story = Story::begin(folder.path());
        draws.into_iter().for_each(|draw| story.draw(draw));
        let days: Vec<_> = days(&story.ledger).into_iter().collect();
        for (from, to) in days.iter().zip(&days[1..]).chain([(&days[0], &days[days.len() - 1])]) {
            let changed = diff(&story.ledger, *from, *to);
            let sorts = explained(&changed);
            let rows = [*from, *to].map(|day| rows(&story.ledger.as_at(&on(day)).unwrap()));
            for reference in rows[0].keys().chain(rows[1].keys()) {
                let (was, is) = (rows[0].get(reference), rows[1].get(reference));
                let found = sorts.get(reference).cloned().unwrap_or_default();
                let told = format!("{reference}: {found:?} for {:?}", differing_cells(was, is));
                prop_assert_eq!(was != is, !found.is_empty(), "{}", told);
                prop_assert!(explains(was, is, &found), "{}", told);
            }
            let same = diff(&story.ledger, *to, *to);
            prop_assert_eq!((same.changes, same.from), (Vec::new(), same.to));
        }
    }
}

/// An inspection of which the report and its two recommendations were dated some days after its publication.
fn put_in(story: &mut Story, code: &str, published: NaiveDate, recorded: u64, added: u64) {
    let day = published.to_string();
    story.today = published + Days::new(recorded);
    let title = format!("A report called {code}");
    story.say(PEOPLE[0], "inspection add", &[("title", &title), ("published", &day), ("code", code)]);
    for days in [added, recorded] {
        story.today = published + Days::new(days);
        let words = [
            ("ref", code),
            ("text", "count what waits"),
            ("kind", "recommendation"),
            ("addressee", "Cleveland Police"),
        ];
        story.say(PEOPLE[0], "recommendation add", &words);
    }
}

/// What came and went in each month, as it is counted in every place.
fn one_number(ledger: &Ledger) {
    let flow = ledger.standing().flow(8).unwrap();
    for month in &flow {
        let Some(first) = format!("{}-01", month.month).parse::<NaiveDate>().ok() else { unreachable!() };
        let end = (first + chrono::Months::new(1) - Days::new(1)).min(ledger.today());
        let before = first - Days::new(1);
        let told = format!("{}: {month:?}", month.month);
        let open = |words: &str| crate::finding::found(ledger, words).len() as i64;
        assert_eq!(open(&format!("openat:{}", month.month)), month.carried_forward, "{told}");
        assert_eq!(open(&format!("opened:{}", month.month)), i64::from(month.opened), "{told}");
        let listed = |day| match ledger.as_at(&on(day)) {
            Ok(past) => crate::finding::found(&past, "").len() as i64,
            Err(Trouble::Before { .. }) => 0,
            Err(other) => panic!("{other}"),
        };
        assert_eq!([listed(before), listed(end)], [month.brought_forward, month.carried_forward], "{told}");
        let span = Span { from: Some(before.to_string()), until: Some(end.to_string()) };
        let paper = assemble(ledger, &Topic::ActionLog, &span, "OFFICIAL", &Progress::unwatched()).unwrap();
        let table = paper.tables().find(|table| table.id == "reconciliation").unwrap();
        let counted: Vec<_> = table.rows.iter().map(|row| row[1].number().unwrap()).collect();
        let flows = [month.opened, month.reopened, month.closed].map(i64::from);
        let expected = [&[month.brought_forward], &flows[..], &[month.carried_forward]].concat();
        assert_eq!(counted, expected, "{told}");
        if listed(before) > 0 {
            let new = diff(ledger, before, end).changes;
            let ours = new
                .iter()
                .filter(|one| one.sort == Sort::New && one.to.as_deref() != Some("addressed elsewhere"));
            assert_eq!(ours.count() as i64, i64::from(month.opened), "{told}");
        }
    }
}

/// The papers about all of a register and about its meetings, or why there is none.
fn papers(ledger: &Ledger) -> Vec<Result<Paper, String>> {
    let meetings = ledger.standing().meetings(99).unwrap().into_iter();
    let meetings = meetings.flat_map(|one| [Topic::Meeting(one.reference), Topic::Minutes(one.reference)]);
    let topics = [Topic::ActionLog, Topic::Overdue, Topic::Committee].into_iter().chain(meetings);
    let written = |topic| {
        let paper = assemble(ledger, &topic, &Span::default(), "OFFICIAL", &Progress::unwatched());
        paper.map_err(|no| no.to_string())
    };
    topics.map(written).collect()
}

/// The register once more, at another moment of the clock.
fn reopened(folder: &Path, moment: &str) -> Ledger {
    opened(&folder.join("register.plenary"), moment)
}

fn opened(path: &Path, moment: &str) -> Ledger {
    let clock = Clock::Still(moment.parse().unwrap());
    let seat = Seat { account: account(), clock, remembered: None, progress: Progress::unwatched() };
    Ledger::open(path, Access::Write, seat).unwrap()
}

fn diff(ledger: &Ledger, from: NaiveDate, to: NaiveDate) -> Diff {
    let (before, after) = ledger.stood(&on(from), &on(to)).unwrap();
    Diff::between(&before, &after, on(from), on(to))
}

fn explained(diff: &Diff) -> BTreeMap<String, BTreeSet<Sort>> {
    let mut sorts: BTreeMap<String, BTreeSet<Sort>> = BTreeMap::new();
    for change in &diff.changes {
        sorts.entry(change.recommendation.to_string()).or_default().insert(change.sort);
    }
    sorts
}

/// The rows of the recommendation table, with the whole state beside them, by reference and column.
fn rows(ledger: &Ledger) -> BTreeMap<String, BTreeMap<String, String>> {
    let sql = "SELECT recommendation.*, stream.state AS whole FROM recommendation \
               JOIN stream ON stream.name = recommendation.ref";
    let mut found = ledger.connection().prepare(sql).unwrap();
    let columns: Vec<String> = found.column_names().map(str::to_string).collect();
    let read = |row: &rusqlite::Row| {
        let cell = |(index, name): (usize, &String)| (name.clone(), cell_of(row.get_ref(index).unwrap()));
        let cells: BTreeMap<_, _> =
            columns.iter().enumerate().map(cell).filter(|(name, _)| name != "id").collect();
        Ok((row.get::<_, String>("ref")?, cells))
    };
    found.query_map([], read).unwrap().map(Result::unwrap).collect()
}

fn cell_of(value: rusqlite::types::ValueRef) -> String {
    match value.as_str() {
        Ok(text) => text.to_string(),
        Err(_) => format!("{value:?}"),
    }
}

type Cells = BTreeMap<String, String>;

/// The columns that differ, each as it was and as it is.
fn differing_cells(was: Option<&Cells>, is: Option<&Cells>) -> Vec<(String, [Option<String>; 2])> {
    let columns: BTreeSet<&String> = was.into_iter().chain(is).flat_map(BTreeMap::keys).collect();
    let cells = |column: &String| [was, is].map(|cells| cells.and_then(|cells| cells.get(column)).cloned());
    let pairs = columns.into_iter().map(|column| (column.clone(), cells(column)));
    pairs.filter(|(_, [was, is])| was != is).collect()
}

/// What makes a recommendation heard of.
const HEARD: [Sort; 12] = [
    Sort::Said,
    Sort::Finished,
    Sort::Decided,
    Sort::Dissent,
    Sort::DateMoved,
    Sort::Asked,
    Sort::Answered,
    Sort::Refused,
    Sort::Agreed,
    Sort::Level,
    Sort::Evidence,
    Sort::Other,
];

/// Whether what differs in two rows is told under its own head.
fn explains(was: Option<&Cells>, is: Option<&Cells>, found: &BTreeSet<Sort>) -> bool {
    let (Some(was), Some(is)) = (was, is) else {
        let sort = if was.is_none() { Sort::New } else { Sort::Retracted };
        return was.is_none() && is.is_none() || found.contains(&sort);
    };
    let any = |sorts: &[Sort]| sorts.iter().any(|sort| found.contains(sort));
    let road = [Sort::Closed, Sort::Reopened, Sort::Regressed, Sort::Advanced];
    let actions = [Sort::Agreed, Sort::Finished];
    let both = |first: &[Sort]| any(first) || any(&actions);
    let differs = |column: &str| was[column] != is[column];
    (!differs("stage") || any(&road))
        // What was asked of the DCC waits since it was asked.
        && (!differs("since") || any(&road) || any(&[Sort::Asked, Sort::Answered, Sort::Refused]))
        && (!differs("closed_as") || any(&road))
        && (!differs("owner") || both(&[Sort::OwnerChanged]))
        && (!differs("target") || both(&[Sort::DateMoved]))
        && (!differs("rating") || both(&[Sort::RatingWorse, Sort::RatingBetter, Sort::Rated]))
        && (!differs("level") || any(&[Sort::Level]))
        && (!differs("position") || any(&[Sort::Position]))
        && (!differs("text") || any(&[Sort::Words]))
        && (!differs("last_heard") || any(&HEARD) || any(&road))
        && (!differs("inspectorate_status") || any(&[Sort::Status]))
}

/// A story with two governance meetings that were closed.
fn governed(folder: &Path) -> Story {
    let mut story = Story::begin(folder);
    story.say(PEOPLE[0], "hold", &[("ref", "SOC22"), ("attendee", PEOPLE[0])]);
    for (number, date, closes) in [(2, "2023-02-01", "2023-02-02"), (3, "2023-03-01", "2023-03-01")] {
        let meeting = format!("M{number}");
        story.say(PEOPLE[0], "meeting plan", &[("name", "Board"), ("date", date)]);
        story.today = day(date);
        story.say(PEOPLE[0], "meeting open", &[("ref", &meeting), ("attendee", PEOPLE[0])]);
        story.today = day(closes);
        story.say(PEOPLE[0], "meeting close", &[("ref", &meeting)]);
    }
    story.say(PEOPLE[0], "meeting plan", &[("name", "Board"), ("date", "2023-09-01")]);
    story
}

#[test]
fn a_meeting_means_the_day_on_which_it_was_closed() {
    let folder = tempfile::tempdir().unwrap();
    let story = governed(folder.path());
    let moment = story.ledger.moment(Some("M2"), None).unwrap();
    assert_eq!(
        (moment.day, moment.banner()),
        (day("2023-02-02"), "AS AT 2 Feb 2023 (M2) · read only".into())
    );
    let past = story.ledger.as_at(&moment).unwrap();
    assert_eq!(past.today(), moment.day);
    assert_eq!(past.standing().last_meeting().unwrap().unwrap().0, "M2");
    assert_eq!(story.ledger.moment(Some("2 Feb 2023"), None).unwrap(), moment);
    let known = story.ledger.moment(Some("M2"), Some("1 Jan 2026")).unwrap();
    assert_eq!(known.to_string(), "2 Feb 2023 (M2), as known on 1 Jan 2026");
}

/// As it is where a past is put in: planned on a day on which it had been opened already.
#[test]
fn a_meeting_that_was_opened_before_it_was_planned_waits_for_its_plan() {
    let folder = tempfile::tempdir().unwrap();
    let mut story = Story::begin(folder.path());
    let words = [("name", "Board"), ("kind", "governance"), ("date", "2023-02-01")];
    story.today = day("2023-02-10");
    story.say(PEOPLE[0], "meeting plan", &words);
    story.today = day("2023-02-05");
    story.say(PEOPLE[0], "meeting open", &[("ref", "M1"), ("attendee", PEOPLE[0])]);
    let between = story.ledger.as_at(&on(day("2023-02-06"))).unwrap();
    assert_eq!(between.differences().unwrap(), Vec::new());
    assert!(between.standing().meetings(9).unwrap().is_empty());
    let open = story.ledger.as_at(&on(day("2023-02-10"))).unwrap();
    assert_eq!(open.standing().register().unwrap().open_meetings.len(), 1);
}

#[test]
fn one_steps_from_meeting_to_meeting() {
    let folder = tempfile::tempdir().unwrap();
    let story = governed(folder.path());
    let step = |from: &str, step| story.ledger.next_moment(day(from), step).unwrap().map(|to| to.to_string());
    assert_eq!(step("2026-01-01", Step::Back).as_deref(), Some("1 Mar 2023 (M3)"));
    assert_eq!(step("2023-03-01", Step::Back).as_deref(), Some("2 Feb 2023 (M2)"));
    assert_eq!(step("2023-02-02", Step::Back).as_deref(), Some("7 Dec 2022 (M1)"));
    assert_eq!(step("2022-12-07", Step::Back), None);
    assert_eq!(step("2022-12-07", Step::On).as_deref(), Some("2 Feb 2023 (M2)"));
    assert_eq!(step("2023-03-01", Step::On), None);
    let (from, to) = story.ledger.span(None, None).unwrap();
    assert_eq!((from.to_string(), to.to_string()), ("1 Mar 2023 (M3)".into(), "1 Jan 2026".into()));
}

#[test]
fn what_is_no_moment_is_said_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let story = governed(folder.path());
    let refused = |words| story.ledger.moment(Some(words), None).unwrap_err();
    for (words, said) in [
        ("tomorrow", "2 Jan 2026 is in the future: today is 1 Jan 2026"),
        ("M4", "`M4` was not held: it is planned"),
        ("M9", "there is no meeting `M9` in this register"),
        ("whenever", "`whenever` is neither a day nor a meeting"),
    ] {
        assert_eq!(refused(words).to_string(), said);
        assert!(!refused(words).hint().is_empty());
    }
    assert!(matches!(story.ledger.moment(None, Some("2 Jan 2026")), Err(NotAMoment::Future(..))));
    let before = story.ledger.as_at(&story.ledger.moment(Some("6 Dec 2022"), None).unwrap()).err();
    let begins = day("2022-12-07");
    assert_eq!(before, Some(Trouble::Before { day: day("2022-12-06"), begins, known: false }));
    let before = story.ledger.as_at(&story.ledger.moment(None, Some("31 Dec 2025")).unwrap()).err();
    assert_eq!(
        before,
        Some(Trouble::Before { day: day("2025-12-31"), begins: day("2026-01-01"), known: true })
    );
    assert!(matches!(story.ledger.span(Some("M3"), Some("M2")), Err(NotAMoment::NotBefore(..))));
}

#[test]
fn nothing_is_recorded_in_a_past_and_nothing_is_lost_by_trying() {
    let folder = tempfile::tempdir().unwrap();
    let story = governed(folder.path());
    let head = story.ledger.head().unwrap();
    let mut past = story.ledger.as_at(&story.ledger.moment(Some("M2"), None).unwrap()).unwrap();
    let verb = Verb::named("body add").unwrap();
    let answers = filled(&[("name", "Home Office"), ("kind", "department")]);
    let request = verb
        .request(
            &answers,
            &Surroundings { today: past.today(), taken: &|_| false, files: &plenary::intake::looked_at },
        )
        .unwrap();
    let acting = Acting { actor: PEOPLE[0].into(), on: None, seen: None };
    let refused = Trouble::Past { moment: "2 Feb 2023 (M2)".into() };
    for tried in [
        past.preview(std::slice::from_ref(&request), &acting).err(),
        past.record(std::slice::from_ref(&request), &acting).err(),
    ] {
        assert!(matches!(tried, Some(NotDone::Trouble(trouble)) if trouble == refused));
    }
    assert_eq!(past.rebuild(), Err(refused.clone()));
    assert_eq!(past.back_up(&folder.path().join("copy.plenary")), Err(refused));
    assert!(!folder.path().join("copy.plenary").exists());
    for sql in ["DELETE FROM event", "UPDATE recommendation SET stage = 'Closed'", "DROP TABLE tally"] {
        assert!(past.connection().execute_batch(sql).is_err(), "{sql}");
    }
    assert_eq!(story.ledger.head().unwrap(), head);
    assert_eq!(story.ledger.differences().unwrap(), Vec::new());
}

#[test]
fn looking_back_can_be_cancelled_at_each_of_its_words() {
    let folder = tempfile::tempdir().unwrap();
    let story = governed(folder.path());
    let moment = story.ledger.moment(Some("M3"), None).unwrap();
    let opened = |words: u64, heard: std::sync::Arc<std::sync::atomic::AtomicU64>| {
        let counted = std::sync::Arc::clone(&heard);
        let progress =
            Progress::watched(move |_| counted.fetch_add(1, std::sync::atomic::Ordering::Relaxed) < words);
        let seat = Seat { account: account(), clock: crate::rebuilt::clock(), remembered: None, progress };
        Ledger::open(&folder.path().join("register.plenary"), Access::Read, seat).unwrap()
    };
    let mut words = 0;
    loop {
        let heard = std::sync::Arc::default();
        match opened(words, heard).past(&moment) {
            Err(trouble) => assert_eq!(trouble, Trouble::Cancelled, "after {words} words"),
            Ok(_) => break,
        }
        words += 1;
    }
    assert!(words >= 4, "only {words} words were said");
}

/// A force may open its register today and put its past in afterwards.
#[test]
fn the_registers_own_beginning_counts_on_every_day() {
    let folder = tempfile::tempdir().unwrap();
    let mut story = Story::begin(folder.path());
    let asked_for = [("title", "An old report"), ("published", "2021-03-01"), ("code", "OLD21")];
    story.today = day("2021-03-01");
    story.say(PEOPLE[0], "inspection add", &asked_for);
    let past = story.ledger.as_at(&on(day("2021-06-01"))).unwrap();
    let register = past.standing().register().unwrap();
    assert_eq!((register.home.as_str(), register.people.len()), ("Cleveland Police", 1));
    assert!(!register.scheme.levels.is_empty());
    let codes: Vec<_> = past.standing().inspections(9).unwrap().into_iter().map(|row| row.code).collect();
    assert_eq!(codes, ["OLD21"]);
    assert!(!past.is_without_gaps());
    let (newest, _) = past.newest(&Happened::default(), u64::MAX, 9).unwrap();
    assert_eq!(newest.first().map(|one| one.seq), Some(story.ledger.head().unwrap().seq));
    assert_eq!(newest.len(), 4);
}

/// What happens after the closing on the meeting's own day is told once, wherever it is asked for.
#[test]
fn a_meeting_that_is_named_divides_its_own_day_by_its_closing() {
    let folder = tempfile::tempdir().unwrap();
    let mut story = governed(folder.path());
    story.today = day("2023-03-01");
    story.say(PEOPLE[0], "position", &[("ref", "SOC22-1"), ("position", "accepted")]);
    let ledger = reopened(folder.path(), "2023-03-01T20:00:00Z");
    let told = |from: &str, to: Option<&str>| {
        let (from, to) = ledger.span(Some(from), to).unwrap();
        let (before, after) = ledger.stood(&from, &to).unwrap();
        let diff = Diff::between(&before, &after, from, to);
        (format!("{} to {}", diff.from, diff.to), diff.changes.len())
    };
    let since = ("1 Mar 2023 (M3) to 1 Mar 2023".to_string(), 1);
    assert_eq!(told("M3", None), since);
    assert_eq!(told("M3", Some("1 March 2023")), since);
    assert_eq!(told("M3", Some("M3")).1, 0);
    assert_eq!(told("1 March 2023", None), ("1 Mar 2023 to 1 Mar 2023".into(), 0));
    let written = |topic, from: Option<&str>| {
        let span = Span { from: from.map(String::from), until: None };
        assemble(&ledger, &topic, &span, "OFFICIAL", &Progress::unwatched()).unwrap()
    };
    let pack = written(Topic::Meeting(MeetingRef(4)), None);
    let changes = pack.tables().find(|table| table.id == "changes").unwrap();
    assert_eq!(
        (format!("Every change from {}", since.0), since.1),
        (changes.caption.clone(), changes.rows.len())
    );
    let log = written(Topic::ActionLog, Some("M3"));
    let page_one = log.tables().find(|table| table.id == "reconciliation").unwrap();
    assert_eq!(page_one.rows[0][2].shown(), "Open when M3 was closed (1 Mar 2023)");
}

#[test]
fn of_two_meetings_of_one_day_the_one_that_was_closed_first_is_named_first() {
    let folder = tempfile::tempdir().unwrap();
    let mut story = governed(folder.path());
    story.today = day("2023-03-01");
    story.say(PEOPLE[0], "meeting plan", &[("name", "Board"), ("date", "2023-03-01")]);
    story.say(PEOPLE[0], "meeting open", &[("ref", "M5"), ("attendee", PEOPLE[0])]);
    story.say(PEOPLE[0], "position", &[("ref", "SOC22-1"), ("position", "accepted")]);
    story.say(PEOPLE[0], "meeting close", &[("ref", "M5")]);
    let (from, to) = story.ledger.span(Some("M3"), Some("M5")).unwrap();
    let (before, after) = story.ledger.stood(&from, &to).unwrap();
    assert_eq!(Diff::between(&before, &after, from, to).changes.len(), 1);
    let refused = story.ledger.span(Some("M5"), Some("M3")).unwrap_err();
    assert_eq!(refused.to_string(), "`M5` was closed after `M3`");
    assert_eq!(refused.hint(), "name the earlier one first");
}
