//! What a filter finds: every number of the overview is the number of rows that its words find, whatever was recorded;
//! free text finds what was told; a slip of the keyboard still finds.

use plenary::clock::Clock;
use plenary::ledger::finding::{Column, Filter, Found, Group, Page, Sort, Wanted};
use plenary::ledger::opening::Access;
use plenary::ledger::standing::questions::Row;
use plenary::ledger::{Ledger, Seat};
use plenary::progress::Progress;
use proptest::prelude::*;

use crate::rebuilt::{Draw, Story, account};

/// The story's register as it is on its last day.
pub fn opened(story: &Story) -> Ledger {
    let clock = Clock::Still(story.today.and_hms_opt(9, 0, 0).unwrap().and_utc());
    let seat = Seat { account: account(), clock, remembered: None, progress: Progress::unwatched() };
    Ledger::open(story.ledger.path(), Access::Read, seat).unwrap()
}

fn wanted(ledger: &Ledger, words: &str) -> Wanted {
    let (filter, remarks) = Filter::read(words, &ledger.standing().register().unwrap().scheme);
    assert_eq!(remarks, [], "{words}");
    Wanted { filter, ..Wanted::default() }
}

pub fn found(ledger: &Ledger, words: &str) -> Vec<String> {
    ledger.find(&wanted(ledger, words)).unwrap().references().collect()
}

fn every_count_is_the_rows_of_its_words(ledger: &Ledger) {
    let standing = ledger.standing();
    let warning_days = standing.register().unwrap().scheme.warning_days;
    let quiet_since = standing.last_meeting().unwrap().map(|(_, on)| on);
    let counts = standing.counts(warning_days, quiet_since).unwrap();
    let mut expected = vec![
        ("overdue".to_string(), counts.overdue),
        ("soon".into(), counts.due_soon),
        ("pastdeadline".into(), counts.past_deadline),
        ("notarget".into(), counts.no_target),
        ("finished".into(), counts.all_finished),
        ("returned".into(), counts.returned),
        ("asked".into(), counts.asked_of_dcc),
        ("quiet".into(), counts.quiet),
        ("ours".into(), counts.stages.iter().map(|(_, count)| count).sum()),
    ];
    expected.extend(counts.stages.iter().map(|(stage, count)| (format!("stage:{}", stage.name()), *count)));
    expected.extend(counts.ratings.iter().map(|(code, count)| match code.as_str() {
        "" => ("stage:governance unrated".to_string(), *count),
        code => (format!("stage:governance rating:{code}"), *count),
    }));
    expected.extend(counts.closed_by_month.iter().map(|(month, count)| (format!("closed:{month}"), *count)));
    for (words, count) in expected {
        assert_eq!(found(ledger, &words).len(), count as usize, "{words}: {counts:?}");
    }
}

/// A list in groups holds every row once, and a group's rows stand together under its name.
fn groups_part_the_whole(found: &Found) {
    let mut next = 0;
    for heading in &found.headings {
        assert_eq!(heading.first, next, "{:?}", found.headings);
        assert!(heading.count > 0);
        next += heading.count;
    }
    assert_eq!(next, found.len());
    let mut names: Vec<_> = found.headings.iter().map(|heading| &heading.name).collect();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), found.headings.len(), "no group stands twice");
}

/// An index and the glance hold the same rows in the same order.
fn what_streams_is_what_is_found(ledger: &Ledger) {
    let (words, sorts) = (
        ["", "stage:governance", "stage:p stage:a", "overdue", "owner:a", "rating:red level:2"],
        ["next", "ref"],
    );
    for words in
        words.into_iter().chain(["inspection:soc22 overdue", "inspection:s", "rating:red rating:amber"])
    {
        for (scope, sort) in ["", " all"].into_iter().flat_map(|scope| sorts.map(|sort| (scope, sort))) {
            let wanted = Wanted { sort: sort.parse().unwrap(), ..wanted(ledger, &format!("{words}{scope}")) };
            let mut streamed = Vec::new();
            let list = wanted.streamed().expect("an index answers it");
            let mut keep = |row: &Row| {
                streamed.push(row.r#ref.to_string());
                true
            };
            ledger.standing().stream(&list, &Page::default(), &mut keep).unwrap();
            let found: Vec<_> = ledger.find(&wanted).unwrap().references().collect();
            assert_eq!(streamed, found, "{words}{scope} by {sort}");
        }
    }
    for words in ["soon", "recruit", "quiet", "closed", "ours", "due:2024", "stage:closed", "age:2y+"] {
        assert_eq!(wanted(ledger, words).streamed(), None, "{words}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_number_of_the_overview_is_the_number_of_rows_that_its_words_find(
        draws in prop::collection::vec(any::<Draw>(), 60..200)
    ) {
        let folder = tempfile::tempdir().unwrap();
        let mut story = Story::begin(folder.path());
        let followed = opened(&story);
        for part in draws.chunks(20) {
            part.iter().for_each(|draw| story.draw(*draw));
            // What follows the log from the beginning finds what is read anew.
            prop_assert_eq!(found(&followed, "all"), found(&opened(&story), "all"));
        }
        let ledger = opened(&story);
        every_count_is_the_rows_of_its_words(&ledger);
        for column in Column::ALL {
            for descending in [false, true] {
                let sort = Sort { by: column, descending };
                let wanted = Wanted { sort, ..wanted(&ledger, "all") };
                let mut sorted: Vec<_> = ledger.find(&wanted).unwrap().references().collect();
                sorted.sort();
                let mut all = found(&followed, "all");
                all.sort();
                prop_assert_eq!(&sorted, &all, "{}", sort);
            }
        }
        for group in Group::ALL {
            let wanted = Wanted { group: Some(group), ..wanted(&ledger, "all") };
            groups_part_the_whole(&ledger.find(&wanted).unwrap());
        }
        what_streams_is_what_is_found(&ledger);
    }
}

/// A register with one recommendation of each sort of words.
fn told() -> (tempfile::TempDir, Story) {
    let folder = tempfile::tempdir().unwrap();
    let mut story = Story::begin(folder.path());
    let asked = |number: u32| format!("SOC22-{number}");
    for (number, owner) in [(1, "A. Lead"), (2, "B. Second")] {
        let it = asked(number);
        story.say("A. Lead", "hold", &[("ref", &it), ("attendee", "A. Lead")]);
        story.say("A. Lead", "position", &[("ref", &it), ("position", "accepted")]);
        let (text, target) = (format!("recruit {number} investigators"), format!("2023-0{number}-01"));
        let action = [("ref", &*it), ("text", &text), ("owner", owner), ("target", &target)];
        story.say("A. Lead", "agree", &action);
        story.say("A. Lead", "report", &[("ref", &it)]);
    }
    story.say("T. Deputy", "return", &[("ref", "SOC22-1"), ("why", "café rotas are unclear")]);
    (folder, story)
}

#[test]
fn free_text_finds_whatever_was_told() {
    let (_folder, story) = told();
    let ledger = opened(&story);
    for (words, references) in [
        ("recruit", vec!["SOC22-1", "SOC22-2"]),
        ("inves recr", vec!["SOC22-1", "SOC22-2"]),
        ("SECOND", vec!["SOC22-2"]),
        ("cafe rotas", vec!["SOC22-1"]),
        ("\"rotas are\"", vec!["SOC22-1"]),
        ("\"are rotas\"", vec![]),
        ("soc22-3", vec!["SOC22-3"]),
        ("\"serious and organised\" cause", vec!["SOC22-2"]),
        ("rotas second", vec![]),
        ("recruit owner:second", vec!["SOC22-2"]),
        ("\"recruit OR\" ) AND (", vec![]),
    ] {
        assert_eq!(found(&ledger, words), references, "{words}");
    }
}

#[test]
fn a_slip_of_the_keyboard_still_finds() {
    let (_folder, story) = told();
    let ledger = opened(&story);
    for (words, stood_in) in
        [("recriut", "recruit"), ("ivestigators", "investigators"), ("nivesti", "investigators")]
    {
        let found = ledger.find(&wanted(&ledger, words)).unwrap();
        assert_eq!(found.references().collect::<Vec<_>>(), ["SOC22-1", "SOC22-2"], "{words}");
        assert_eq!(
            (found.stood_in[0].word.as_str(), &*found.stood_in[0].by),
            (words, &[stood_in.to_string()][..])
        );
    }
    // Two letters are a word or the beginning of one that is being typed.
    assert_eq!(found(&ledger, "of recruit"), ["SOC22-2"], "a cause of concern");
    let half = ledger.find(&wanted(&ledger, "recruit qz")).unwrap();
    assert_eq!((half.len(), half.stood_in.len()), (2, 1));
    let found = ledger.find(&wanted(&ledger, "rotas zebracrossing")).unwrap();
    assert!(found.is_empty() && found.stood_in[0].by.is_empty());
    assert_eq!(ledger.find(&wanted(&ledger, "rotas")).unwrap().stood_in, []);
}

#[test]
fn what_was_said_earlier_is_found_too() {
    let (_folder, mut story) = told();
    story.say("T. Deputy", "approve", &[("ref", "SOC22-2")]);
    for said in ["advertised on the intranet", "shortlisted"] {
        story.say("A. Lead", "update", &[("ref", "SOC22-2.a"), ("text", said)]);
    }
    story.say("A. Lead", "report", &[("ref", "SOC22-1")]);
    story.say("T. Deputy", "return", &[("ref", "SOC22-1"), ("why", "who pays")]);
    let ledger = opened(&story);
    for words in ["intranet", "shortlisted", "intranet shortlisted", "intranet detectives OR recruit"] {
        let expected: &[&str] = if words.contains("detectives") { &[] } else { &["SOC22-2"] };
        assert_eq!(found(&ledger, words), expected, "{words}");
    }
    assert_eq!(found(&ledger, "rotas pays"), ["SOC22-1"], "the reasons of both returns");
}

#[test]
fn a_first_look_finds_the_beginning_of_the_list() {
    let (_folder, story) = told();
    let ledger = opened(&story);
    for words in ["recruit", "RECR inves", "soc", "all serious"] {
        let (wanted, whole) = (wanted(&ledger, words), found(&ledger, words));
        for rows in 1..=whole.len() {
            let first = ledger.find_first(&wanted, rows).unwrap().unwrap();
            assert!(!first.whole && first.references().eq(whole[..rows].iter().cloned()), "{words}");
        }
        assert!(ledger.find_first(&wanted, whole.len() + 1).unwrap().is_none(), "{words}");
    }
    for words in ["overdue", "\"serious and organised\"", "café"] {
        assert!(ledger.find_first(&wanted(&ledger, words), 1).unwrap().is_none(), "{words}");
    }
}

#[test]
fn what_is_late_of_an_owner_is_that_owners_own() {
    let (_folder, mut story) = told();
    let later = [("ref", "SOC22-1"), ("text", "brief"), ("owner", "B. Second"), ("target", "2023-09-01")];
    story.say("A. Lead", "agree", &later);
    story.today = "2023-01-15".parse().unwrap();
    let ledger = opened(&story);
    assert_eq!(found(&ledger, "overdue"), ["SOC22-1"]);
    assert_eq!(found(&ledger, "overdue owner:lead"), ["SOC22-1"]);
    assert_eq!(found(&ledger, "overdue owner:second"), Vec::<String>::new());
    assert_eq!(found(&ledger, "due:2023-09"), ["SOC22-1"], "not the next date, but promised for then");
    assert_eq!(found(&ledger, "due:2023-09 owner:lead"), Vec::<String>::new());
}

#[test]
fn the_last_of_the_warning_days_is_soon_and_the_day_behind_it_is_not() {
    let (_folder, mut story) = told();
    let target: chrono::NaiveDate = "2023-02-01".parse().unwrap();
    let warning = u64::from(story.ledger.standing().register().unwrap().scheme.warning_days);
    for (before, soon) in [(warning, 1), (warning + 1, 0)] {
        story.today = target - chrono::Days::new(before);
        let ledger = opened(&story);
        let found = found(&ledger, "soon inspection:soc22");
        assert_eq!(found.iter().filter(|one| *one == "SOC22-2").count(), soon, "{before} days before");
    }
}

#[test]
fn a_slip_in_a_word_of_the_filter_is_told() {
    let (_folder, story) = told();
    let ledger = opened(&story);
    let told = |words: &str| ledger.find(&wanted(&ledger, words)).unwrap().stood_in[0].to_string();
    for words in ["ovredue", "overdu", "overdeu"] {
        assert_eq!(told(words), format!("`{words}` stands nowhere; did you mean `overdue`?"));
    }
    assert_eq!(told("owner:secnod"), "`owner:secnod` stands nowhere: looked for `second`");
    assert_eq!(found(&ledger, "owner:secnod"), ["SOC22-2"]);
    let scheme = ledger.standing().register().unwrap().scheme;
    let remarks = |words: &str| Filter::read(words, &scheme).1[0].to_string();
    assert_eq!(remarks("stge:gov"), "`stge:gov`: no filter is called so; did you mean `stage:`?");
    assert!(remarks("nurse -shift").starts_with("`-shift`: nothing is left out by a dash"));
}

#[test]
fn words_that_are_no_longer_told_are_no_longer_found() {
    let (_folder, mut story) = told();
    assert_eq!(found(&opened(&story), "recruit").len(), 2);
    let amended = [("ref", "SOC22-2.a"), ("text", "hire detectives"), ("why", "plainer")];
    story.say("A. Lead", "amend", &amended);
    let ledger = opened(&story);
    assert_eq!(found(&ledger, "recruit"), ["SOC22-1"]);
    assert_eq!(found(&ledger, "detectives"), ["SOC22-2"]);
}

#[test]
fn a_list_stands_in_the_order_that_is_asked_for() {
    let (_folder, story) = told();
    let ledger = opened(&story);
    let order = |sort: &str| -> Vec<String> {
        let wanted = Wanted { sort: sort.parse().unwrap(), ..wanted(&ledger, "") };
        ledger.find(&wanted).unwrap().references().collect()
    };
    let (one, two, three) = ("SOC22-1", "SOC22-2", "SOC22-3");
    assert_eq!(order("next"), [one, two, three]);
    assert_eq!(order("next:desc"), [two, one, three], "what has no date comes last either way");
    assert_eq!(order("stage"), [three, one, two]);
    assert_eq!(order("owner:desc"), [two, one, three]);
    assert_eq!(order("ref:desc"), [three, two, one]);
}

#[test]
fn what_was_heard_at_no_meeting_is_quiet_only_where_so_many_meetings_were_held() {
    let (_folder, mut story) = told();
    story.say("T. Deputy", "approve", &[("ref", "SOC22-2")]);
    assert_eq!(found(&opened(&story), "quiet"), Vec::<String>::new());
    // What came to governance on a meeting's day could not be spoken of at an earlier one.
    story.today = story.today.succ_opt().unwrap();
    for meeting in ["M3", "M4"] {
        let today = story.today.to_string();
        story.say("A. Lead", "meeting plan", &[("kind", "governance"), ("name", "board"), ("date", &today)]);
        story.say("A. Lead", "meeting open", &[("ref", meeting), ("attendee", "A. Lead")]);
        story.say("A. Lead", "meeting close", &[("ref", meeting)]);
    }
    let ledger = opened(&story);
    assert_eq!(found(&ledger, "quiet"), ["SOC22-2"]);
    assert_eq!(found(&ledger, "quiet:2"), ["SOC22-2"]);
    assert_eq!(found(&ledger, "quiet:3"), Vec::<String>::new());
    assert_eq!(found(&ledger, "meeting:M1"), ["SOC22-1"], "its plenary is where it was last spoken of");
}
