//! Agendas as sentences: what is before a meeting and why, in which order, and what an opening keeps of it.

use plenary::journey::agenda::{Agenda, Candidate, Gathered, Why};
use plenary::journey::event::What;
use plenary::journey::meeting::{Meeting, MeetingKind, Phase};
use plenary::journey::reference::{MeetingRef, Stream};
use plenary::ledger::Ledger;

use crate::desk::day;
use crate::rebuilt::{PEOPLE, Story};

fn planned(date: &str) -> Meeting {
    Meeting::new(MeetingRef(3), MeetingKind::Governance, "Board", day(date), Phase::Planned)
}

fn candidate(reference: &str) -> Candidate {
    Candidate {
        recommendation: reference.parse().unwrap(),
        asked: None,
        returned: None,
        promised: Vec::new(),
        silent_since: None,
        owner: Some("O. Owner".into()),
        always: true,
    }
}

/// Each item with its reasons in words.
fn told(agenda: &Agenda) -> Vec<String> {
    agenda.items.iter().map(|item| format!("{} {}", item.recommendation, item.words())).collect()
}

#[test]
fn the_first_reason_decides_the_place_and_all_reasons_are_told() {
    let promised = |reference: &str, days: &[&str]| Candidate {
        promised: days.iter().map(|words| day(words)).collect(),
        ..candidate(reference)
    };
    let candidates = vec![
        Candidate { owner: None, ..candidate("SOC22-1") },
        Candidate { owner: Some("A. Anders".into()), ..candidate("SOC22-10") },
        candidate("SOC22-2"),
        promised("SOC22-3", &["2023-06-30", "2023-04-30"]),
        promised("SOC22-4", &["2023-01-31", "2023-03-15"]),
        Candidate { silent_since: Some(day("2022-12-31")), ..promised("SOC22-5", &["2023-01-30"]) },
        Candidate { silent_since: Some(day("2023-01-10")), ..candidate("SOC22-6") },
        Candidate { silent_since: Some(day("2022-12-01")), ..candidate("SOC22-7") },
        Candidate { returned: Some("sent back by the DCC".into()), always: false, ..candidate("SOC22-8") },
        Candidate { asked: Some("extension".into()), ..promised("SOC22-9", &["2023-01-01"]) },
        Candidate { always: false, ..promised("SOC22-11", &["2023-12-31"]) },
    ];
    let gathered = Gathered {
        candidates,
        governed: vec![day("2023-01-05"), day("2023-02-01")],
        next: Some((MeetingRef(4), day("2023-05-02"))),
        ..Gathered::default()
    };
    let agenda = gathered.agenda(&planned("2023-03-02"), 28, day("2023-02-20"));
    assert_eq!(
        told(&agenda),
        [
            "SOC22-9 waits for the DCC: extension; overdue since 1 Jan 2023",
            "SOC22-5 overdue since 30 Jan 2023; quiet for 2 meetings",
            "SOC22-4 overdue since 31 Jan 2023; due 15 Mar 2023, before M4",
            "SOC22-8 sent back by the DCC",
            "SOC22-7 quiet for 2 meetings",
            "SOC22-6 quiet for 1 meeting",
            "SOC22-3 due 30 Apr 2023, before M4",
            "SOC22-10 open, with A. Anders",
            "SOC22-2 open, with O. Owner",
            "SOC22-1 open, with nobody yet",
        ]
    );
    let counts = [
        ("Waiting for a decision", 1),
        ("Overdue", 2),
        ("Returned", 1),
        ("Quiet", 2),
        ("Due before the next meeting", 1),
        ("The rest, by owner", 3),
    ];
    assert_eq!(agenda.counts(), counts);
}

#[test]
fn where_no_next_meeting_is_planned_the_warning_days_after_this_one_count() {
    let due = |target: &str| {
        let candidates = vec![Candidate { promised: vec![day(target)], ..candidate("SOC22-1") }];
        let gathered = Gathered { candidates, ..Gathered::default() };
        told(&gathered.agenda(&planned("2023-03-02"), 28, day("2023-02-20")))
    };
    assert_eq!(due("2023-03-30"), ["SOC22-1 due 30 Mar 2023"]);
    assert_eq!(due("2023-03-31"), ["SOC22-1 open, with O. Owner"]);
}

/// A register with all three recommendations at Governance, the first due at the end of January, the second silent
/// since before the only meeting, and a second meeting planned for March.
fn governed(folder: &std::path::Path) -> Story {
    let mut story = Story::begin(folder);
    let [lead, _, dcc] = PEOPLE;
    story.say(lead, "hold", &[("ref", "SOC22"), ("attendee", lead)]);
    for (reference, target) in
        [("SOC22-1", "2023-01-31"), ("SOC22-2", "2023-12-31"), ("SOC22-3", "2023-12-31")]
    {
        story.say(lead, "position", &[("ref", reference), ("position", "accepted")]);
        let action = [("ref", reference), ("text", "Train them"), ("owner", "B. Second"), ("target", target)];
        story.say(lead, "agree", &action);
        story.say(lead, "report", &[("ref", reference)]);
        story.say(dcc, "approve", &[("ref", reference)]);
    }
    for date in ["2023-01-05", "2023-03-02"] {
        story.say(lead, "meeting plan", &[("name", "Board"), ("date", date)]);
    }
    story.today = day("2023-01-05");
    story.say(lead, "meeting open", &[("ref", "M2"), ("attendee", lead)]);
    story.say(lead, "update", &[("ref", "SOC22-3.a"), ("text", "Two are trained")]);
    story.say(lead, "meeting close", &[("ref", "M2")]);
    story
}

fn agenda(story: &Story, meeting: u32) -> Vec<String> {
    told(&story.ledger.standing().agenda(MeetingRef(meeting)).unwrap())
}

fn kept(ledger: &Ledger, meeting: u32) -> Vec<Why> {
    let history = ledger.history(&Stream::Meeting(MeetingRef(meeting)), 100).unwrap();
    let kept = history.into_iter().find_map(|one| match one.record.event.what {
        What::MeetingOpened { agenda, .. } => agenda,
        _ => None,
    });
    kept.expect("an agenda was kept").into_iter().flat_map(|item| item.why).collect()
}

#[test]
fn minuting_changes_no_agenda_that_was_kept_at_the_opening() {
    let folder = tempfile::tempdir().unwrap();
    let mut story = governed(folder.path());
    story.today = day("2023-03-02");
    let [lead, ..] = PEOPLE;
    story.say(lead, "meeting open", &[("ref", "M3"), ("attendee", lead)]);
    let opened = [
        "SOC22-1 overdue since 31 Jan 2023; quiet for 1 meeting",
        "SOC22-2 quiet for 1 meeting",
        "SOC22-3 open, with B. Second",
    ];
    assert_eq!(agenda(&story, 3), opened);
    let (since, meetings) = (day("2023-01-31"), 1);
    assert_eq!(
        kept(&story.ledger, 3),
        [Why::Overdue { since }, Why::Quiet { meetings }, Why::Quiet { meetings }],
        "the rest stays derived"
    );
    story.say(lead, "update", &[("ref", "SOC22-2.a"), ("text", "All are trained")]);
    story.say(lead, "finish", &[("ref", "SOC22-1.a")]);
    story.say(lead, "complete", &[("ref", "SOC22-1")]);
    assert_eq!(agenda(&story, 3), opened, "what was minuted is on it for what it was");
    story.say(lead, "meeting close", &[("ref", "M3")]);
    assert_eq!(agenda(&story, 3), opened, "closing takes nothing off it");
    let first = [
        "SOC22-1 due 31 Jan 2023, before M3",
        "SOC22-2 open, with B. Second",
        "SOC22-3 open, with B. Second",
    ];
    assert_eq!(agenda(&story, 2), first, "the rest was kept as well");
}

#[test]
fn what_is_not_there_or_was_cancelled_has_an_empty_agenda() {
    let folder = tempfile::tempdir().unwrap();
    let mut story = governed(folder.path());
    assert_eq!(agenda(&story, 3).len(), 3);
    story.say(PEOPLE[0], "meeting cancel", &[("ref", "M3"), ("why", "nobody can come")]);
    assert!(agenda(&story, 3).is_empty() && agenda(&story, 9).is_empty());
}
