//! A plenary that is planned: it stands among the meetings until it is held, and is then the meeting that was held.

use plenary::briefing::paper::Topic;
use plenary::export::dates;
use plenary::export::paper::{Format, write};
use plenary::export::paper::{assembling::assemble, period::Span};
use plenary::journey::correction;
use plenary::journey::meeting::{MeetingKind, Phase};
use plenary::journey::recommendation::Stage;
use plenary::journey::reference::MeetingRef;
use plenary::journey::state::State;
use plenary::progress::Progress;

use crate::desk::{Desk, LEAD, day};
use crate::rebuilt::{PEOPLE, Story};

const PLAN: &str = "meeting plan 'Talk about SOC' --kind plenary --inspection SOC22 --date 2023-01-11 \
                    --chair 'T. Deputy'";

/// A desk on which the plenary M1 on SOC22 is planned.
fn planned() -> Desk {
    let mut desk = Desk::received();
    desk.ask(LEAD, "2023-01-05", PLAN);
    desk
}

#[test]
fn the_planned_plenary_is_the_one_that_is_held() {
    let mut desk = planned();
    let stands = desk.state.meeting(MeetingRef(1)).unwrap();
    assert_eq!((stands.kind, stands.phase), (MeetingKind::Plenary, Phase::Planned));
    assert_eq!(stands.inspection, "SOC22".parse().ok());
    desk.ask(LEAD, "2023-01-12", "hold SOC22 --meeting M1 --attendee 'A. Lead' --attendee 'R. Guest'");
    let held = desk.state.meeting(MeetingRef(1)).unwrap();
    assert_eq!(
        (held.kind, held.phase, held.closed),
        (MeetingKind::Plenary, Phase::Closed, Some(day("2023-01-12")))
    );
    assert_eq!((held.date, held.name.as_str()), (day("2023-01-12"), "Talk about SOC"));
    assert_eq!(held.attendees, ["A. Lead", "R. Guest"]);
    assert_eq!(held.chair.as_deref(), Some("T. Deputy"), "what was planned of it stays");
    assert_eq!(desk.first().plenary, Some((MeetingRef(1), day("2023-01-12"))));
    assert_eq!(desk.state.register.meetings, 1, "no number is used up");
}

#[test]
fn it_may_be_held_on_one_recommendation_and_under_another_name() {
    let mut desk = planned();
    let hold = "hold SOC22-1 --meeting M1 --attendee 'A. Lead' --name 'Talk about money'";
    desk.ask(LEAD, "2023-01-11", hold);
    assert_eq!(desk.first().stage, Stage::Plenary);
    assert_eq!(desk.state.meeting(MeetingRef(1)).unwrap().name, "Talk about money");
}

#[test]
fn without_naming_it_another_is_held_and_it_stays_planned() {
    let mut desk = planned();
    desk.ask(LEAD, "2023-01-11", "hold SOC22 --attendee 'A. Lead'");
    assert_eq!(desk.first().plenary, Some((MeetingRef(2), day("2023-01-11"))));
    assert_eq!(desk.state.meeting(MeetingRef(1)).unwrap().phase, Phase::Planned);
}

#[test]
fn it_is_moved_and_cancelled_like_any_meeting_and_a_slip_plans_it_anew_on_the_same_inspection() {
    let mut desk = planned();
    desk.ask(LEAD, "2023-01-06", "meeting move M1 2023-01-18 --why 'the room is taken'");
    assert_eq!(desk.state.meeting(MeetingRef(1)).unwrap().date, day("2023-01-18"));
    desk.ask(LEAD, "2023-01-06", "meeting cancel M1 --why 'everybody is ill'");
    let mut before = State::default();
    let (last, others) = desk.events.split_last().unwrap();
    others.iter().for_each(|event| before.evolve(event));
    let again = correction::of(last, &before).proposals.remove(0);
    let command = again.command().unwrap();
    assert!(command.contains("--kind plenary --inspection SOC22"), "{command}");
}

/// A register in which the plenary M1 on SOC22 is planned for a day.
fn story(folder: &std::path::Path, date: &'static str) -> Story {
    let mut story = Story::begin(folder);
    let plan = [("name", "Talk"), ("date", date), ("kind", "plenary"), ("inspection", "SOC22")];
    story.say(PEOPLE[0], "meeting plan", &plan);
    story
}

#[test]
fn it_stands_in_the_lists_the_calendar_and_the_agenda_until_it_is_held() {
    let folder = tempfile::tempdir().unwrap();
    let mut story = story(folder.path(), "2023-01-11");
    let meeting = MeetingRef(1);
    let due = |story: &Story| {
        let of_day = story.ledger.standing().on_day(day("2023-01-11"), 10).unwrap();
        of_day
            .meetings
            .iter()
            .map(|row| format!("{} {} {}", row.r#ref, row.kind, row.phase))
            .collect::<Vec<_>>()
    };
    assert_eq!(due(&story), ["M1 plenary planned"]);
    let calendar = dates::written(&story.ledger, "OFFICIAL").unwrap().0;
    assert!(calendar.contains("M1") && calendar.contains("Talk"), "{calendar}");
    let agenda = |story: &Story| {
        let agenda = story.ledger.standing().agenda(meeting).unwrap();
        agenda
            .items
            .iter()
            .map(|item| format!("{} {}", item.recommendation, item.words()))
            .collect::<Vec<_>>()
    };
    let waits =
        ["SOC22-1", "SOC22-2", "SOC22-3"].map(|reference| format!("{reference} waits for its plenary"));
    assert_eq!(agenda(&story), waits);
    let on = "SOC22".parse().unwrap();
    let planned = |story: &Story| story.ledger.standing().plenaries_planned(Some(&on)).unwrap().len();
    assert_eq!(planned(&story), 1);
    story.today = day("2023-01-11");
    story.say(PEOPLE[0], "hold", &[("ref", "SOC22"), ("meeting", "M1"), ("attendee", PEOPLE[0])]);
    assert_eq!((planned(&story), due(&story)), (0, vec!["M1 plenary closed".to_string()]));
    assert_eq!(agenda(&story)[0], "SOC22-1 spoken of at the meeting");
    assert_eq!(story.ledger.differences().unwrap(), Vec::new(), "rebuilt, it is the same");
    let before = story.ledger.moment(Some("2023-01-10"), None).unwrap();
    let past = story.ledger.as_at(&before).unwrap();
    let stood = past.standing().meeting(meeting).unwrap().unwrap();
    assert_eq!(stood.phase, Phase::Planned, "as it stood the day before");
}

#[test]
fn a_plenary_that_is_passed_over_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let mut story = story(folder.path(), "2023-01-11");
    story.today = day("2023-01-11");
    story.say(PEOPLE[0], "hold", &[("ref", "SOC22"), ("attendee", PEOPLE[0])]);
    let events = story.ledger.events(0, 100).unwrap();
    let events: Vec<_> = events.iter().map(|one| &one.record.event).collect();
    let told = plenary::briefing::meeting::remarks(&events, &story.ledger).unwrap();
    assert_eq!(
        told,
        [
            "note: M1 stays planned as the plenary on SOC22 for 11 Jan 2023; it is held by naming it as the meeting"
        ]
    );
}

#[test]
fn the_pack_of_a_plenary_is_about_its_inspection_alone() {
    let folder = tempfile::tempdir().unwrap();
    let mut story = Story::begin(folder.path());
    let lead = PEOPLE[0];
    story.say(lead, "hold", &[("ref", "SOC22"), ("attendee", lead)]);
    story.say(lead, "position", &[("ref", "SOC22-1"), ("position", "accepted")]);
    let agreed = [("ref", "SOC22-1"), ("text", "Fill the posts"), ("owner", lead), ("target", "2022-12-20")];
    story.say(lead, "agree", &agreed);
    story.today = day("2023-01-05");
    let report = [("title", "Another report"), ("published", "2023-01-05"), ("code", "NEW23")];
    story.say(lead, "inspection add", &report);
    let asks = [
        ("ref", "NEW23"),
        ("text", "Answer in ten seconds"),
        ("kind", "recommendation"),
        ("addressee", "Cleveland Police"),
    ];
    story.say(lead, "recommendation add", &asks);
    let plan =
        [("name", "Talk about NEW23"), ("kind", "plenary"), ("inspection", "NEW23"), ("date", "2026-01-01")];
    story.say(lead, "meeting plan", &plan);
    let pack = |meeting| {
        let topic = Topic::Meeting(MeetingRef(meeting));
        let paper =
            assemble(&story.ledger, &topic, &Span::default(), "OFFICIAL", &Progress::unwatched()).unwrap();
        let mut bytes = Vec::new();
        write(&paper, Format::Markdown, &mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    };
    let (planned, held) = (pack(2), pack(1));
    assert!(planned.contains("NEW23-1") && !planned.contains("SOC22"), "{planned}");
    assert!(!planned.contains("Nothing is overdue"), "{planned}");
    assert!(held.contains("SOC22-1.a") && !held.contains("NEW23"), "{held}");
}
