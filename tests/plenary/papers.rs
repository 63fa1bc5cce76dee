//! Papers add up: over random registers every sum of every table is the sum of what stands above it, every number
//! that counts something has that many rows behind it, and what came and what went makes what is there.

use chrono::Days;
use plenary::briefing::paper::{Cell, Kind, Paper, Table, Topic};
use plenary::export::paper::{Format, write};
use plenary::export::paper::{
    assembling::{NotBriefed, assemble},
    period::Span,
};
use plenary::journey::recommendation::Stage;
use plenary::progress::Progress;
use proptest::prelude::*;

use crate::rebuilt::{Draw, PEOPLE, Story};

/// Every paper that can be asked for of a register, those about one thing for each thing that is there.
fn topics(story: &Story) -> Vec<Topic> {
    let standing = story.ledger.standing();
    let mut topics = vec![Topic::ActionLog, Topic::Overdue, Topic::Committee];
    topics.push(Topic::Inspection("SOC22".parse().unwrap()));
    for case in story.cases() {
        topics.extend([Topic::Recommendation(case.reference.clone()), Topic::SignOff(case.reference)]);
    }
    topics.extend(standing.owners().unwrap().into_iter().map(|owner| Topic::Owner(owner.name)));
    for meeting in standing.meetings(1_000).unwrap() {
        topics.extend([Topic::Meeting(meeting.reference), Topic::Minutes(meeting.reference)]);
    }
    topics
}

fn paper(story: &Story, topic: &Topic, span: &Span) -> Result<Paper, NotBriefed> {
    assemble(&story.ledger, topic, span, "OFFICIAL", &Progress::unwatched())
}

/// All that is wrong with a paper's numbers.
fn wrong(paper: &Paper) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut ids: Vec<_> = paper.tables().map(|table| table.id.as_str()).collect();
    ids.sort_unstable();
    if ids.windows(2).any(|pair| pair[0] == pair[1]) {
        wrong.push(format!("two tables have one id: {ids:?}"));
    }
    for table in paper.tables() {
        if table.rows.iter().any(|row| row.len() != table.columns.len()) {
            wrong.push(format!("{}: a row has not as many cells as there are columns", table.id));
        }
        let mut names: Vec<_> = table.columns.iter().map(|column| &column.name).collect();
        names.sort_unstable();
        if names.windows(2).any(|pair| pair[0] == pair[1]) {
            wrong.push(format!("{}: two columns have one name", table.id));
        }
        wrong.extend(sums(table));
        for cell in table.rows.iter().flatten() {
            wrong.extend(count(paper, cell).map(|what| format!("{}: {what}", table.id)));
        }
    }
    wrong
}

/// Where the last row of a table is not the sum of the others, with what is taken off.
fn sums(table: &Table) -> Vec<String> {
    let Some(total) = &table.total else { return Vec::new() };
    let last = table.rows.last().expect("a sum stands in a row");
    let numbers = (0..table.columns.len()).filter(|index| table.columns[*index].kind == Kind::Number);
    let sum = |index: usize| -> i64 {
        let signed = |(at, row): (usize, &Vec<Cell>)| {
            let sign = if total.less.contains(&at) { -1 } else { 1 };
            sign * row[index].number().expect("a number in a column of numbers")
        };
        table.items().iter().enumerate().map(signed).sum()
    };
    let told = |index: usize| {
        let (sum, said) = (sum(index), last[index].number());
        (said != Some(sum)).then(|| format!("{}: column {index} sums up to {sum}, not {said:?}", table.id))
    };
    numbers.filter_map(told).collect()
}

/// What is wrong with a number that counts the rows of a table.
fn count(paper: &Paper, cell: &Cell) -> Option<String> {
    let Cell::Count(n, items) = cell else { return None };
    let Some(of) = paper.tables().find(|table| table.id == items.table) else {
        return Some(format!("there is no table {} to count", items.table));
    };
    let fits = |row: &&Vec<Cell>| items.only.iter().all(|(column, words)| row[*column].shown() == *words);
    let found = of.items().iter().filter(fits).count() as i64;
    (found != *n).then(|| format!("{n} are said to be in {}, and {found} are", items.table))
}

/// The number in the reconciliation of that name.
fn reconciled(paper: &Paper, name: &str) -> i64 {
    let table = paper.tables().find(|table| table.id == "reconciliation").expect("a first page");
    let row = table.rows.iter().find(|row| row[0].shown() == name).expect("a row of that name");
    row[1].number().expect("a number")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_table_of_every_paper_adds_up_and_nobody_is_named_in_public(
        draws in prop::collection::vec(any::<Draw>(), 60..260),
        back in 1_u64..200,
    ) {
        let folder = tempfile::tempdir().unwrap();
        let mut story = Story::begin(folder.path());
        story.say(PEOPLE[0], "recommendation add", &[
            ("ref", "SOC22"),
            ("text", "Let t. deputy, A. Lead and B. SECOND count"),
            ("kind", "recommendation"),
            ("addressee", "Cleveland Police"),
        ]);
        draws.into_iter().for_each(|draw| story.draw(draw));
        let open = story.cases().iter().filter(|case| case.ours && case.stage != Stage::Closed).count() as i64;
        let since = Span { from: Some((story.today - Days::new(back)).to_string()), until: None };
        for topic in topics(&story) {
            for span in [Span::default(), since.clone()] {
                let paper = match paper(&story, &topic, &span) {
                    Ok(paper) => paper,
                    Err(NotBriefed::Trouble(trouble)) => panic!("{topic:?}: {trouble}"),
                    // A cancelled meeting has no pack, and not every paper has a period.
                    Err(_) => continue,
                };
                prop_assert_eq!(wrong(&paper), Vec::<String>::new(), "{:?} {:?}", topic, span);
                if matches!(topic, Topic::ActionLog | Topic::Overdue | Topic::Committee) {
                    prop_assert_eq!(reconciled(&paper, "Carried forward"), open, "{:?}", topic);
                }
                if topic == Topic::Committee {
                    named_nowhere(&story, &paper)?;
                }
            }
        }
    }

    #[test]
    fn what_one_paper_carries_forward_the_next_brings_forward(
        draws in prop::collection::vec(any::<Draw>(), 60..200),
        cut in 1_u64..300,
    ) {
        let folder = tempfile::tempdir().unwrap();
        let mut story = Story::begin(folder.path());
        let first = story.today;
        draws.into_iter().for_each(|draw| story.draw(draw));
        let days = (story.today - first).num_days() as u64;
        prop_assume!(days > 2);
        let (begin, cut) = (first - Days::new(1), first + Days::new(cut % (days - 1)));
        let span = |from: chrono::NaiveDate, until: chrono::NaiveDate| Span {
            from: Some(from.to_string()),
            until: Some(until.to_string()),
        };
        let until_then = paper(&story, &Topic::ActionLog, &span(begin, cut)).unwrap();
        let from_then = paper(&story, &Topic::ActionLog, &span(cut, story.today)).unwrap();
        let whole = paper(&story, &Topic::ActionLog, &span(begin, story.today)).unwrap();
        prop_assert_eq!(reconciled(&until_then, "Brought forward"), 0);
        prop_assert_eq!(reconciled(&until_then, "Carried forward"), reconciled(&from_then, "Brought forward"));
        for name in ["Opened", "Reopened", "Closed, taken off"] {
            let parts = reconciled(&until_then, name) + reconciled(&from_then, name);
            prop_assert_eq!(parts, reconciled(&whole, name), "{}", name);
        }
    }
}

/// No person of the register, no owner and nobody who sat at a meeting stands in the paper, in any format that is text.
fn named_nowhere(story: &Story, paper: &Paper) -> Result<(), TestCaseError> {
    let standing = story.ledger.standing();
    let register = standing.register().unwrap();
    let mut names: Vec<String> = register.people.iter().map(|person| person.name.clone()).collect();
    names.extend(standing.owners().unwrap().into_iter().map(|owner| owner.name));
    for format in [Format::Json, Format::Html, Format::Markdown, Format::Csv] {
        let mut bytes = Vec::new();
        write(paper, format, &mut bytes).unwrap();
        let written = String::from_utf8(bytes).unwrap().to_lowercase();
        let written = written.replace("\\.", ".");
        for name in names.iter().filter(|name| name.contains(". ")) {
            prop_assert!(!written.contains(&name.to_lowercase()), "{name} is named in {format:?}");
        }
    }
    Ok(())
}

/// A register in which one recommendation was closed and reopened, and another was taken back.
fn came_and_went(folder: &std::path::Path) -> Story {
    let mut story = Story::begin(folder);
    let [lead, _, dcc] = PEOPLE;
    story.today = story.today + Days::new(10);
    story.say(lead, "supersede", &[("ref", "SOC22-3"), ("by", "SOC22-1"), ("why", "It asks the same")]);
    story.say(dcc, "grant", &[("ref", "SOC22-3")]);
    story.say(lead, "recommendation retract", &[("ref", "SOC22-1"), ("why", "It was there")]);
    story
}

#[test]
fn what_was_closed_and_reopened_in_one_period_is_counted_in_both_and_what_was_taken_back_in_none() {
    let folder = tempfile::tempdir().unwrap();
    let mut story = came_and_went(folder.path());
    let numbers = |story: &Story| {
        let span = Span { from: Some("2022-12-07".into()), until: None };
        let paper = paper(story, &Topic::Overdue, &span).unwrap();
        ["Brought forward", "Opened", "Reopened", "Closed, taken off", "Carried forward"]
            .map(|name| reconciled(&paper, name))
    };
    assert_eq!(numbers(&story), [2, 0, 0, 1, 1]);
    story.today = story.today + Days::new(1);
    story.say(PEOPLE[0], "reopen", &[("ref", "SOC22-3"), ("why", "It does not")]);
    assert_eq!(numbers(&story), [2, 0, 1, 1, 2]);
}

#[test]
fn a_period_must_have_a_day_in_it_that_has_come() {
    let folder = tempfile::tempdir().unwrap();
    let story = Story::begin(folder.path());
    let no = |from: &str, until: &str| {
        let said = |words: &str| (!words.is_empty()).then(|| words.to_string());
        let span = Span { from: said(from), until: said(until) };
        paper(&story, &Topic::ActionLog, &span).unwrap_err().to_string()
    };
    assert_eq!(no("", "2030-01-01"), "1 Jan 2030 is still to come: nothing can be counted up to it");
    assert_eq!(
        no("2023-02-01", "2023-01-01"),
        "the period would begin with 1 Feb 2023 and end with 1 Jan 2023: there is no day in it"
    );
    assert_eq!(no("M7", ""), "there is no meeting `M7`");
    assert!(no("some day", "").contains("some day"));
}
