//! Every number of every picture is the length of the list that it opens: over random registers, each number is
//! compared with what is counted one by one from the recommendations themselves.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use plenary::briefing::items::Items;
use plenary::briefing::table::{Cell, Table};
use plenary::briefing::{ageing, calendar, clocks, flow, forecast, owners};
use plenary::journey::asking::{Answers, Verb};
use plenary::journey::recommendation::{Action, Recommendation, Stage};
use plenary::ledger::Ledger;
use plenary::ledger::finding::{Filter, Wanted};
use plenary::ledger::standing::ageing::Band;
use plenary::ledger::standing::clocks::ClockState;
use plenary::ledger::standing::owners::Which;
use plenary::ledger::standing::questions::Standing;
use proptest::prelude::*;
use proptest::strategy::ValueTree;

use crate::rebuilt::{Draw, PEOPLE, Story};

const MOST: usize = 10_000;

/// Every picture as its table.
fn pictures(standing: &Standing) -> Vec<Table> {
    let today = standing.today;
    let mut tables = vec![
        ageing::table(&standing.ageing().unwrap(), today),
        flow::table(&standing.flow(flow::MONTHS).unwrap()),
        clocks::table(&standing.clock_counts().unwrap()),
        owners::table(&standing.owners().unwrap()),
        forecast::groups(&standing.forecast().unwrap()),
    ];
    tables.extend(months().map(|month| calendar::table(&standing.calendar(month).unwrap(), today)));
    tables
}

/// The months in which random registers have their days.
fn months() -> impl Iterator<Item = NaiveDate> {
    let first: NaiveDate = "2022-12-01".parse().unwrap();
    (0..24).map(move |month| first + chrono::Months::new(month))
}

/// Every number with its list.
fn numbers(tables: &[Table]) -> Vec<(i64, Items)> {
    let cells = tables.iter().flat_map(|table| table.rows.iter().flatten());
    let number = |cell: &Cell| match cell {
        Cell::Count(n, Some(items)) => Some((*n, items.clone())),
        _ => None,
    };
    cells.filter_map(number).collect()
}

/// How many are in a list, counted one by one.
fn length(ledger: &Ledger, cases: &[Recommendation], items: &Items) -> usize {
    let standing = ledger.standing();
    match items {
        Items::Recommendations(words) => {
            let one_by_one = cases.iter().filter(|case| holds(case, words, standing.today));
            assert_eq!(one_by_one.count(), found(ledger, words), "{words}");
            found(ledger, words)
        }
        Items::Actions { owner, which } => {
            let listed = standing.actions_of(owner, *which, MOST).unwrap();
            let of = cases.iter().flat_map(|case| case.actions.iter().map(move |action| (case, action)));
            let found = of.filter(|(case, action)| is_of(case, action, owner, *which, standing.today));
            assert_eq!(found.count(), listed.len(), "{items:?}");
            listed.len()
        }
        Items::Day(day) => {
            let items = standing.on_day(*day, MOST).unwrap();
            items.actions.len() + items.deadlines.len() + items.last_days.len() + items.meetings.len()
        }
        Items::Clocks(state) => standing.clocks_of(*state, MOST).unwrap().len(),
    }
}

fn is_of(case: &Recommendation, action: &Action, owner: &str, which: Which, today: NaiveDate) -> bool {
    let promised = matches!(case.stage, Stage::Plenary | Stage::Approval | Stage::Governance);
    let owed = promised && action.finished.is_none();
    action.owner == owner
        && match which {
            Which::All => true,
            Which::Open => owed,
            Which::Overdue => owed && action.target < today,
            Which::Finished => action.finished.is_some(),
            Which::Dropped => !owed && action.finished.is_none(),
            Which::Moved => !action.moves.is_empty(),
            Which::Refused => !action.refused.is_empty(),
        }
}

/// Whether words of the filter language hold for one of the home body's recommendations.
fn holds(case: &Recommendation, words: &str, today: NaiveDate) -> bool {
    let month = |day: NaiveDate| day.format("%Y-%m").to_string();
    let closed = case.stage == Stage::Closed;
    let of = |word: &str| match word.split_once(':') {
        Some(("stage", name)) => case.stage.name().eq_ignore_ascii_case(name),
        Some(("age", code)) => {
            let (from, until) = Band::of_code(code).unwrap().days(today);
            let first = case.first_asked;
            from.is_none_or(|from| from <= first) && until.is_none_or(|until| first < until)
        }
        Some(("opened", said)) => month(case.published) == said,
        Some(("closed", said)) => closings(case).any(|(closed, _)| month(closed) == said),
        Some(("reopened", said)) => {
            closings(case).any(|(_, reopened)| reopened.is_some_and(|on| month(on) == said))
        }
        Some(("openat", said)) => {
            let first: NaiveDate = format!("{said}-01").parse().unwrap();
            let last = (first + chrono::Months::new(1)).pred_opt().unwrap().min(today);
            let closed = |(closed, reopened): (NaiveDate, Option<NaiveDate>)| {
                closed <= last && reopened.is_none_or(|reopened| last < reopened)
            };
            case.published <= last && !closings(case).any(closed)
        }
        _ => panic!("`{word}` is no word of a picture"),
    };
    let also_closed =
        ["opened:", "closed:", "stage:closed", "openat:"].iter().any(|word| words.contains(word));
    case.ours && (also_closed || !closed) && words.split_whitespace().all(of)
}

/// When it was closed, and reopened where it was.
fn closings(case: &Recommendation) -> impl Iterator<Item = (NaiveDate, Option<NaiveDate>)> {
    let earlier = case.earlier_closings.iter().map(|earlier| (earlier.closed, Some(earlier.reopened)));
    earlier.chain(case.closing.as_ref().map(|closing| (closing.on, None)))
}

fn check(story: &Story) {
    let cases = story.cases();
    for (number, items) in numbers(&pictures(&story.ledger.standing())) {
        assert_eq!(number, length(&story.ledger, &cases, &items) as i64, "{}", items.command());
    }
    for (number, words) in overview(&story.ledger.standing()) {
        assert_eq!(number as usize, found(&story.ledger, &words), "{words}");
    }
}

/// The numbers of the overview and of the inspections, with the words that list them.
fn overview(standing: &Standing) -> Vec<(u32, String)> {
    let scheme = standing.register().unwrap().scheme;
    let since = standing.last_meeting().unwrap().map(|(_, day)| day);
    let counts = standing.counts(scheme.warning_days, since).unwrap();
    let mut numbers: Vec<(u32, String)> = [
        (counts.overdue, "overdue"),
        (counts.due_soon, "soon"),
        (counts.past_deadline, "pastdeadline"),
        (counts.no_target, "notarget"),
        (counts.all_finished, "finished"),
        (counts.returned, "returned"),
        (counts.asked_of_dcc, "asked"),
    ]
    .map(|(number, words)| (number, words.to_string()))
    .into();
    if since.is_some() {
        numbers.push((counts.quiet, "quiet:1".into()));
    }
    let mut add = |number, items| match items {
        Items::Recommendations(words) => numbers.push((number, words)),
        other => panic!("{other:?}"),
    };
    counts.stages.iter().for_each(|(stage, number)| add(*number, Items::at(*stage)));
    let codes = scheme.ratings.iter().map(|rating| rating.code.as_str()).chain([""]);
    codes.for_each(|code| add(counts.ratings.get(code).copied().unwrap_or(0), Items::rated(code)));
    for row in standing.inspections(MOST).unwrap() {
        for (number, words) in [(row.open, "open"), (row.closed(), "closed"), (row.overdue, "overdue")] {
            add(number, Items::of_inspection(&row.code, words));
        }
    }
    numbers
}

fn found(ledger: &Ledger, words: &str) -> usize {
    let (filter, remarks) = Filter::read(words, &ledger.standing().register().unwrap().scheme);
    assert_eq!(remarks, [], "{words}");
    ledger.find(&Wanted { filter, ..Wanted::default() }).unwrap().len()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_number_of_every_picture_is_the_length_of_its_list(draws in prop::collection::vec(any::<Draw>(), 40..160)) {
        let folder = tempfile::tempdir().unwrap();
        let mut story = Story::begin(folder.path());
        draws.into_iter().for_each(|draw| story.draw(draw));
        check(&story);
    }
}

/// A register in which enough happened that every sort of number has something to count.
fn eventful(folder: &std::path::Path) -> Story {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut story = Story::begin(folder);
    let draws = prop::collection::vec(any::<Draw>(), 700).new_tree(&mut runner).unwrap();
    draws.current().into_iter().for_each(|draw| story.draw(draw));
    let mut by = |actor: &str, on: &str, verb: &str, filled: &[(&'static str, &str)]| {
        story.today = on.parse().unwrap();
        let answers =
            filled.iter().fold(Answers::default(), |answers, (field, word)| answers.with(field, *word));
        story.ask(actor, Verb::named(verb).unwrap(), answers);
    };
    let mut ask = |on: &str, verb: &str, filled: &[(&'static str, &str)]| by(PEOPLE[0], on, verb, filled);
    for (code, published) in
        [("CUS25", "2025-03-04"), ("CON25", "2025-06-03"), ("LAT25", "2025-10-01"), ("RUN25", "2025-12-09")]
    {
        ask(published, "inspection add", &[("title", code), ("published", published), ("code", code)]);
        let asks =
            [("ref", code), ("text", code), ("kind", "recommendation"), ("addressee", "Cleveland Police")];
        ask(published, "recommendation add", &asks);
    }
    for (code, on) in [("CUS25", "2025-04-01"), ("CON25", "2025-09-01")] {
        let answered = format!("{code}-1");
        ask(on, "response answer", &[("ref", &answered), ("text", "the force recruits")]);
        ask(on, "response waive", &[("ref", code), ("why", "nothing to add")]);
        ask(on, "response publish", &[("ref", code), ("place", "the website")]);
    }
    let (on, whole) = ("2025-12-10", ("ref", "RUN25-1"));
    ask(on, "hold", &[whole, ("attendee", PEOPLE[0])]);
    ask(on, "position", &[whole, ("position", "accepted")]);
    ask(on, "agree", &[whole, ("text", "recruit"), ("owner", PEOPLE[0]), ("target", "2025-12-31")]);
    ask(on, "report", &[whole]);
    by(PEOPLE[2], on, "approve", &[whole]);
    by(PEOPLE[0], on, "finish", &[("ref", "RUN25-1.a")]);
    let asks_the_same = ("why", "it asks the same");
    by(PEOPLE[0], "2025-12-11", "supersede", &[("ref", "CON25-1"), ("by", "CUS25-1"), asks_the_same]);
    by(PEOPLE[2], "2025-12-12", "grant", &[("ref", "CON25-1")]);
    by(PEOPLE[0], "2025-12-15", "reopen", &[("ref", "CON25-1"), ("why", "it does not")]);
    story
}

#[test]
fn in_an_eventful_register_every_sort_of_number_counts_something() {
    let folder = tempfile::tempdir().unwrap();
    let story = eventful(folder.path());
    check(&story);
    let mut counted: BTreeMap<String, i64> = BTreeMap::new();
    for (number, items) in numbers(&pictures(&story.ledger.standing())) {
        let sort = match &items {
            Items::Recommendations(words) => words.split(':').next().unwrap_or("all"),
            Items::Actions { which, .. } => which.words(),
            Items::Day(_) => "day",
            Items::Clocks(state) => state.words(),
        };
        *counted.entry(sort.to_string()).or_default() += number;
    }
    for sort in
        ["age", "stage", "opened", "open", "overdue", "finished", "day", "running", "late", "met", "missed"]
    {
        assert!(counted.get(sort).is_some_and(|count| *count > 0), "{sort}: {counted:?}");
    }
    every_clock_is_counted_once(&story.ledger.standing());
    the_sums_of_the_months_come_out(&story);
}

fn every_clock_is_counted_once(standing: &Standing) {
    let clocks = standing.clock_counts().unwrap();
    let counted = ClockState::ALL.into_iter().map(|state| clocks.of(state)).sum::<u32>();
    let all = standing.inspections(MOST).unwrap().len() as u32;
    assert_eq!(counted, all);
}

fn the_sums_of_the_months_come_out(story: &Story) {
    let months = story.ledger.standing().flow(flow::MONTHS).unwrap();
    assert_eq!(months.len(), flow::MONTHS as usize);
    for pair in months.windows(2) {
        assert_eq!(pair[0].carried_forward, pair[1].brought_forward);
    }
    assert!(months.iter().any(|month| month.reopened > 0), "nothing was reopened: {months:?}");
    let open = story.cases().iter().filter(|case| case.ours && case.stage != Stage::Closed).count();
    assert_eq!(months.last().unwrap().carried_forward, open as i64);
}
