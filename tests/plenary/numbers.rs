//! One name, one number: what the overview, the list, the inspections, the owners and the papers say of the same thing
//! under the same name is the same, over random registers.
//!
//! The seed is fixed, so a failure comes again; `PLENARY_SEED=n` tries another.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::Days;
use plenary::briefing::owners::dates;
use plenary::briefing::paper::{Block, Paper, Table, Topic};
use plenary::export::paper::assembling::assemble;
use plenary::export::paper::period::Span;
use plenary::journey::meeting::Phase;
use plenary::journey::recommendation::Stage;
use plenary::ledger::Ledger;
use plenary::ledger::finding::{Page, Streamed};
use plenary::ledger::standing::owners::{Owner, Which};
use plenary::ledger::standing::questions::Counts;
use plenary::progress::Progress;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::finding::{found, opened};
use crate::rebuilt::{Draw, PEOPLE, Story, cases};

const FIXED_SEED: u64 = 1;
const MOST: usize = 10_000;

fn paper(ledger: &Ledger, topic: &Topic) -> Paper {
    assemble(ledger, topic, &Span::default(), "OFFICIAL", &Progress::unwatched()).unwrap()
}

fn table<'p>(paper: &'p Paper, id: &str) -> &'p Table {
    paper.tables().find(|table| table.id == id).unwrap_or_else(|| panic!("no {id} in {}", paper.title))
}

/// The number in the row and the column of these names; none where there is no such row.
fn number(paper: &Paper, id: &str, row: &str, column: &str) -> Option<u32> {
    let table = table(paper, id);
    let at = table.columns.iter().position(|one| one.name == column);
    let at = at.unwrap_or_else(|| panic!("no column {column} in {id}"));
    let row = table.rows.iter().find(|cells| cells[0].shown() == row)?;
    row[at].number().map(|n| n as u32)
}

/// The words in a column, by what the first one says.
fn column(paper: &Paper, id: &str, name: &str) -> BTreeMap<String, String> {
    let table = table(paper, id);
    let at = table.columns.iter().position(|one| one.name == name).unwrap();
    table.items().iter().map(|row| (row[0].shown(), row[at].shown())).collect()
}

fn says(paper: &Paper, words: &str) -> bool {
    let said = |block: &Block| matches!(block, Block::Paragraph(said) if said.eq_ignore_ascii_case(words));
    paper.blocks.iter().any(said)
}

fn counts(ledger: &Ledger) -> Counts {
    let standing = ledger.standing();
    let warning_days = standing.register().unwrap().scheme.warning_days;
    let last = standing.last_meeting().unwrap();
    standing.counts(warning_days, last.map(|(_, on)| on)).unwrap()
}

/// Recommendations by their dates and stages: the overview, the list, the inspections and the committee's paper.
fn recommendations_agree(ledger: &Ledger, counts: &Counts) {
    let committee = paper(ledger, &Topic::Committee);
    let soon =
        format!("due soon (within {} days)", ledger.standing().register().unwrap().scheme.warning_days);
    for (words, row, n) in [("overdue", "overdue", counts.overdue), ("soon", &soon, counts.due_soon)] {
        assert_eq!(found(ledger, words).len(), n as usize, "{words}");
        assert_eq!(number(&committee, "dates", row, "Recommendations"), Some(n), "{row}");
    }
    let inspections = ledger.standing().inspections(MOST).unwrap();
    assert_eq!(inspections.iter().map(|row| row.overdue).sum::<u32>(), counts.overdue);
    let aged = paper(ledger, &Topic::Overdue);
    for (stage, n) in counts.stages.iter().take(6) {
        assert_eq!(number(&aged, "ageing", stage.name(), "All"), Some(*n), "{stage:?}");
        assert_eq!(number(&committee, "by-stage", stage.name(), "How many"), Some(*n), "{stage:?}");
    }
    let open: u32 = counts.stages.iter().take(6).map(|(_, n)| n).sum();
    assert_eq!(inspections.iter().map(|row| row.open).sum::<u32>(), open);
    assert_eq!(found(ledger, "").len(), open as usize);
    assert_eq!(number(&committee, "dates", "All that are open", "Recommendations"), Some(open));
    for row in &inspections {
        let told = paper(ledger, &Topic::Inspection(row.code.parse().unwrap()));
        assert_eq!(row.dates, ledger.standing().dates_of(&row.code.parse().unwrap()).unwrap());
        assert!(says(&told, &format!("{}.", dates(&row.dates))), "{}: {:?}", row.code, row.dates);
    }
}

/// Actions by their dates: the owners, the calendar, the action log, what is overdue, and the committee's paper.
fn actions_agree(ledger: &Ledger, owners: &[Owner]) {
    let standing = ledger.standing();
    let warning_days = standing.register().unwrap().scheme.warning_days;
    let soon = ledger.today() + Days::new(u64::from(warning_days) + 1);
    let (log, late) = (paper(ledger, &Topic::ActionLog), paper(ledger, &Topic::Overdue));
    let of = |owner: &Owner, column: &str| number(&log, "by-owner", &owner.name, column).unwrap_or(0);
    let mut due = 0;
    for owner in owners {
        let open = standing.actions_of(&owner.name, Which::Open, MOST).unwrap();
        let falls_due = |target| (ledger.today()..soon).contains(&target);
        let due_soon = open.iter().filter(|action| falls_due(action.target)).count() as u32;
        due += due_soon;
        assert_eq!(of(owner, "All actions"), owner.open, "{}", owner.name);
        assert_eq!(of(owner, "Actions overdue"), owner.overdue, "{}", owner.name);
        assert_eq!(of(owner, "Actions due soon"), due_soon, "{}", owner.name);
        let overdue = number(&late, "overdue-by-owner", &owner.name, "Actions overdue").unwrap_or(0);
        assert_eq!(overdue, owner.overdue, "{}", owner.name);
        let told = paper(ledger, &Topic::Owner(owner.name.clone()));
        let is = |row: &str| number(&told, "summary", row, "How many").unwrap();
        assert_eq!((is("Overdue"), is("Due soon")), (owner.overdue, due_soon), "{}", owner.name);
        assert_eq!(is("Overdue") + is("Due soon") + is("On time"), owner.open, "{}", owner.name);
        assert_eq!((is("Finished"), is("Dropped")), (owner.finished, owner.dropped), "{}", owner.name);
        assert!(says(&told, &format!("{}.", dates(&owner.dates))), "{}: {:?}", owner.name, owner.dates);
    }
    assert_eq!(standing.actions_due(ledger.today(), soon, MOST).unwrap().len(), due as usize);
    let (open, overdue) =
        owners.iter().fold((0, 0), |(open, late), owner| (open + owner.open, late + owner.overdue));
    let said = format!("Actions behind them: {open} open, {overdue} overdue, {due} due soon.");
    assert!(says(&paper(ledger, &Topic::Committee), &said), "{said}");
}

/// When somebody or something was heard of last: the list, the owners, their actions and the papers.
fn last_heard_agrees(ledger: &Ledger, owners: &[Owner]) {
    let standing = ledger.standing();
    let mut rows = BTreeMap::new();
    let mut keep = |row: &plenary::ledger::standing::questions::Row| {
        rows.insert(row.r#ref.to_string(), row.last_heard.map(str::to_string));
        true
    };
    standing.stream(&Streamed::all(), &Page::default(), &mut keep).unwrap();
    for case in cases(ledger) {
        let heard = case.last_heard().map(|day| day.to_string());
        assert_eq!(rows[&case.reference.to_string()], heard, "{}", case.reference);
    }
    for owner in owners {
        let actions = standing.actions_of(&owner.name, Which::All, MOST).unwrap();
        let heard = column(&paper(ledger, &Topic::Owner(owner.name.clone())), "actions", "Last heard");
        let told =
            |day: Option<chrono::NaiveDate>| day.map_or(String::new(), plenary::journey::deadline::in_words);
        let of: BTreeMap<_, _> =
            actions.iter().map(|action| (action.r#ref.clone(), told(action.last_heard))).collect();
        assert_eq!(heard, of, "{}", owner.name);
        assert_eq!(owner.last_heard, actions.iter().filter_map(|action| action.last_heard).max());
        for owed in standing.owed_by(&owner.name).unwrap() {
            assert_eq!(told(owed.action.last_heard), heard[&owed.action.r#ref]);
        }
    }
}

/// What is quiet and what came back: the overview and the pack of a meeting that comes after the last one of governance.
fn packs_agree(ledger: &Ledger, counts: &Counts) -> u32 {
    let standing = ledger.standing();
    let last = standing.last_meeting().unwrap().map(|(_, on)| on);
    let mut compared = 0;
    for meeting in standing.meetings(MOST).unwrap() {
        // The pack of a plenary is about its inspection alone.
        let planned =
            meeting.phase == Phase::Planned && meeting.date >= ledger.today() && !meeting.is_plenary();
        if !planned || last.is_none_or(|last| meeting.date <= last) || !meeting.dropped().is_empty() {
            continue;
        }
        let pack = paper(ledger, &Topic::Meeting(meeting.reference));
        let rows = |id| table(&pack, id).items().len() as u32;
        assert_eq!((rows("quiet"), rows("returned")), (counts.quiet, counts.returned), "{}", pack.title);
        let items = table(&pack, "agenda").items().len();
        let all = number(&pack, "agenda-in-short", "All items", "Items").unwrap_or(0);
        assert_eq!(all as usize, items, "{}", pack.title);
        compared += counts.quiet;
    }
    compared
}

/// A register in which everything that is asked of us is at Governance, each with two actions.
fn governed(folder: &Path) -> Story {
    let mut story = Story::begin(folder);
    let [lead, second, dcc] = PEOPLE;
    story.say(lead, "hold", &[("ref", "SOC22"), ("attendee", lead)]);
    for case in story.cases().iter().filter(|case| case.ours) {
        let reference = case.reference.to_string();
        let on = ("ref", reference.as_str());
        story.say(lead, "position", &[on, ("position", "accepted")]);
        for (owner, days) in [(lead, 90), (second, 180)] {
            let target = (story.today + Days::new(days)).to_string();
            let agreed = [on, ("text", "fill the posts"), ("owner", owner), ("target", &target)];
            story.say(lead, "agree", &agreed);
        }
        story.say(lead, "report", &[on]);
        story.say(dcc, "approve", &[on]);
    }
    story
}

/// Holds and closes a meeting of governance; where others are open it is one more.
fn govern(story: &mut Story) {
    story.today = story.today + Days::new(1);
    let today = story.today.to_string();
    story.say(PEOPLE[0], "meeting plan", &[("name", "Board"), ("date", &today)]);
    let meeting = format!("M{}", story.ledger.standing().register().unwrap().meetings);
    story.say(PEOPLE[0], "meeting open", &[("ref", &meeting), ("attendee", PEOPLE[0])]);
    story.say(PEOPLE[0], "meeting close", &[("ref", &meeting)]);
}

/// Agrees one more action, due within the scheme's days of warning, on the first recommendation at Governance.
fn agree_for_soon(story: &mut Story) {
    let soon = (story.today + Days::new(10)).to_string();
    if let Some(case) = story.cases().into_iter().find(|case| case.stage == Stage::Governance) {
        let (on, owner) = (case.reference.to_string(), PEOPLE[0]);
        story.say(
            owner,
            "agree",
            &[("ref", &on), ("text", "look again"), ("owner", owner), ("target", &soon)],
        );
    }
}

#[test]
fn numbers_of_one_name_are_one_number() {
    let seed: u64 =
        std::env::var("PLENARY_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(FIXED_SEED);
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let config = Config { cases: 12, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes));
    let counted = std::cell::RefCell::new(BTreeMap::new());
    let held = runner.run(&prop::collection::vec(any::<Draw>(), 60..160), |draws| {
        let folder = tempfile::tempdir().unwrap();
        let mut story = governed(folder.path());
        for part in draws.chunks(40) {
            part.iter().for_each(|draw| story.draw(*draw));
            govern(&mut story);
        }
        let next = (story.today + Days::new(20)).to_string();
        story.say(PEOPLE[0], "meeting plan", &[("name", "Board"), ("date", &next)]);
        agree_for_soon(&mut story);
        let ledger = opened(&story);
        let (counts, owners) = (counts(&ledger), ledger.standing().owners().unwrap());
        recommendations_agree(&ledger, &counts);
        actions_agree(&ledger, &owners);
        last_heard_agrees(&ledger, &owners);
        let quiet = packs_agree(&ledger, &counts);
        let kept = |n: fn(&Owner) -> u32| owners.iter().map(n).sum::<u32>();
        for (name, n) in [
            ("overdue", counts.overdue),
            ("due soon", counts.due_soon),
            ("quiet in a pack", quiet),
            ("finished", kept(|owner| owner.finished)),
            ("days later", kept(|owner| owner.dates.days_later)),
            ("days earlier", kept(|owner| owner.dates.days_earlier)),
        ] {
            *counted.borrow_mut().entry(name).or_insert(0) += n;
        }
        Ok(())
    });
    held.unwrap_or_else(|failure| panic!("PLENARY_SEED={seed}: {failure}"));
    // The fixed seed counts something of every sort; another may not, and that is no fault of the numbers.
    let counted = counted.into_inner();
    assert!(seed != FIXED_SEED || counted.values().all(|n| *n > 0), "nothing to compare: {counted:?}");
}
