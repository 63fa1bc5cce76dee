//! What an open meeting minutes: decisions, dissent and what is about no item; and what says at which meeting
//! it was recorded.

use plenary::briefing::diff::Diff;
use plenary::journey::event::Event;
use plenary::journey::meeting::Phase;
use plenary::journey::recommendation::Stage;
use plenary::journey::reference::MeetingRef;
use plenary::journey::refusal::Reason;
use plenary::ledger::past::Moment;

use crate::desk::{DCC, Desk, LEAD, OWNER, READER, day};

const ON: &str = "2023-03-02";
const M2: MeetingRef = MeetingRef(2);

/// `SOC22-1` at Governance, and `M2` open.
fn meeting() -> Desk {
    let mut desk = Desk::at(Stage::Governance);
    desk.ask(LEAD, ON, "meeting open M2 --attendee 'A. Lead' --attendee 'O. Owner'");
    desk
}

#[test]
fn a_decision_is_minuted_at_the_open_meeting_and_stays_with_the_recommendation() {
    let mut desk = meeting();
    desk.ask(LEAD, ON, "decision SOC22-1 'One investigator is enough'");
    desk.ask(LEAD, ON, "decision SOC22-1 'Two are better'");
    let decided: Vec<_> = desk.first().decisions.iter().map(|one| (one.text.as_str(), one.meeting)).collect();
    assert_eq!(decided, [("One investigator is enough", M2), ("Two are better", M2)]);
    assert_eq!(desk.first().stage, Stage::Governance, "a decision moves nothing by itself");
    assert_eq!(desk.first().meetings.last(), Some(&M2));
}

#[test]
fn dissent_is_kept_with_who_said_it_and_no_later_dissent_takes_its_place() {
    let mut desk = meeting();
    desk.ask(LEAD, ON, "dissent SOC22-1 'It is not enough' --who 'O. Owner'");
    desk.ask(LEAD, ON, "dissent SOC22-1 'Nor is it in time' --who 'A guest of the council'");
    let told: Vec<_> = desk.first().dissents.iter().map(|one| (one.who.as_str(), one.on)).collect();
    assert_eq!(told, [("O. Owner", day(ON)), ("A guest of the council", day(ON))]);
    desk.ask(OWNER, ON, "finish SOC22-1.a").ask(LEAD, ON, "complete SOC22-1");
    assert_eq!(desk.first().dissents.len(), 2, "whoever signs off sees it");
}

#[test]
fn a_decision_and_dissent_need_words_and_an_open_meeting() {
    let desk = Desk::at(Stage::Governance);
    for line in ["decision SOC22-1 'Go on'", "dissent SOC22-1 'Stop' --who 'O. Owner'"] {
        assert_eq!(desk.refused(LEAD, ON, line).reason, Reason::NoOpenMeeting, "{line}");
    }
    let desk = meeting();
    let blank = |line: &str| {
        let mut request = desk.read(line);
        use plenary::journey::request::Request::{MinuteDecision, NoteOnMeeting, RecordDissent};
        if let MinuteDecision { text, .. } | RecordDissent { text, .. } | NoteOnMeeting { text, .. } =
            &mut request
        {
            *text = " ".into();
        }
        desk.denied(LEAD, ON, &request).to_string()
    };
    assert_eq!(blank("decision SOC22-1 x"), "`SOC22-1` cannot have a decision minuted: there are no words");
    assert_eq!(
        blank("dissent SOC22-1 x --who y"),
        "`SOC22-1` cannot have dissent recorded: there are no words"
    );
    assert_eq!(blank("meeting note M2 x"), "`M2` cannot take a note: there are no words");
}

#[test]
fn dissent_needs_somebody_who_did_not_agree() {
    let desk = meeting();
    let mut request = desk.read("dissent SOC22-1 'Stop' --who 'O. Owner'");
    if let plenary::journey::request::Request::RecordDissent { who, .. } = &mut request {
        who.clear();
    }
    assert_eq!(desk.denied(LEAD, ON, &request).reason, Reason::NoName);
}

#[test]
fn nobody_but_a_lead_minutes() {
    let desk = meeting();
    for line in
        ["decision SOC22-1 'Go on'", "dissent SOC22-1 'Stop' --who 'O. Owner'", "meeting note M2 'Tea'"]
    {
        for actor in [OWNER, DCC, READER] {
            let refused = desk.refused(actor, ON, line);
            assert!(matches!(refused.reason, Reason::LacksRole { .. }), "{line} by {actor}: {refused}");
        }
    }
    assert_eq!(
        desk.refused(READER, ON, "meeting note M2 'Tea'").to_string(),
        "`R. Reader` cannot minute what is about no item of the open meeting: `R. Reader` is not lead on 2 Mar 2023"
    );
}

#[test]
fn what_is_about_no_item_stays_with_the_meeting() {
    let mut desk = meeting();
    desk.ask(LEAD, ON, "meeting note M2 'The room is too small'");
    let stands = desk.state.meeting(M2).unwrap();
    assert_eq!((stands.notes.len(), stands.notes[0].text.as_str()), (1, "The room is too small"));
    assert_eq!(stands.phase, Phase::Open);
    desk.ask(LEAD, ON, "meeting close M2");
    let refused = desk.refused(LEAD, ON, "meeting note M2 'And too cold'");
    assert_eq!(refused.to_string(), "`M2` cannot take a note: the meeting is closed");
    let early = meeting().refused(LEAD, "2023-03-01", "meeting note M2 'Before it began'");
    assert_eq!(early.reason, Reason::BeforeMeeting(M2, day(ON)));
    assert_eq!(meeting().refused(LEAD, ON, "meeting note M9 'Nowhere'").reason, Reason::UnknownMeeting);
}

#[test]
fn nothing_is_minuted_at_a_closed_meeting() {
    let mut desk = meeting();
    desk.ask(LEAD, ON, "meeting close M2");
    for line in [
        "decision SOC22-1 'Go on' --meeting M2",
        "dissent SOC22-1 'Stop' --who 'O. Owner' --meeting M2",
        "target SOC22-1.a 2023-07-31 --why 'vetting' --meeting M2",
        "agree SOC22-1 'Train them' --owner 'O. Owner' --target 2023-07-31 --meeting M2",
        "evidence add SOC22-1 'Figures' --kind plan --meeting M2",
        "finish SOC22-1.a --meeting M2",
        "level SOC22-1 1 --meeting M2",
    ] {
        let refused = desk.refused(LEAD, ON, line);
        assert_eq!(refused.reason, Reason::MeetingNotOpen(M2, Phase::Closed), "{line}");
    }
}

const AT_A_MEETING: [&str; 6] = [
    "target SOC22-1.a 2023-07-31 --why 'vetting'",
    "target SOC22-1.a 2024-06-30 --why 'vetting'",
    "agree SOC22-1 'Train them' --owner 'O. Owner' --target 2023-07-31",
    "evidence add SOC22-1 'Figures' --kind plan",
    "level SOC22-1 1",
    "finish SOC22-1.a --as partly-achieved --why 'one post is empty'",
];

fn meeting_of(desk: &Desk) -> Option<MeetingRef> {
    desk.events.last().and_then(|event| event.what.meeting())
}

#[test]
fn what_is_recorded_while_one_meeting_is_open_says_at_which() {
    for line in AT_A_MEETING {
        let mut desk = meeting();
        assert_eq!(meeting_of(desk.ask(LEAD, ON, line)), Some(M2), "{line}");
        assert_eq!(desk.first().meetings.last(), Some(&M2), "{line}");
        let told = desk.events.last().unwrap().what.in_words();
        assert!(told.contains(" at M2"), "{told}");
        let mut alone = Desk::at(Stage::Governance);
        assert_eq!(meeting_of(alone.ask(LEAD, ON, line)), None, "{line} at a desk");
    }
}

#[test]
fn with_two_meetings_open_one_of_them_must_be_named() {
    for line in AT_A_MEETING {
        let mut desk = meeting();
        desk.ask(LEAD, ON, "meeting plan 'Scrutiny' --date 2023-03-02 --kind scrutiny");
        desk.ask(LEAD, ON, "meeting open M3 --attendee 'A. Lead'");
        let mut named = desk.clone();
        let several = Reason::SeveralMeetingsOpen(vec![M2, MeetingRef(3)]);
        assert_eq!(desk.refused(LEAD, ON, line).reason, several, "{line}");
        assert_eq!(meeting_of(named.ask(LEAD, ON, &format!("{line} --meeting M3"))), Some(MeetingRef(3)));
        let refused = named.refused(LEAD, ON, "decision SOC22-1 'Go on'");
        assert_eq!(refused.reason, Reason::SeveralMeetingsOpen(vec![M2, MeetingRef(3)]));
    }
}

#[test]
fn an_action_says_from_which_meeting_it_arises() {
    let mut desk = meeting();
    desk.ask(LEAD, ON, "agree SOC22-1 'Train them' --owner 'O. Owner' --target 2023-07-31");
    let action = desk.action("SOC22-1.b");
    assert_eq!((action.arose, action.added_later), (Some(M2), true));
    assert_eq!(desk.action("SOC22-1.a").arose, None, "the plenary's own arises from no meeting");
}

#[test]
fn what_was_stored_before_meetings_were_named_reads_as_it_was() {
    for body in [
        r#""kind":"ActionAgreed","body":{"action":"a","text":"x","owner":"O. Owner","target":"2023-06-30"}"#,
        r#""kind":"TargetMoved","body":{"action":"a","to":"2023-07-31"}"#,
        r#""kind":"ExtensionAsked","body":{"action":"a","to":"2023-07-31"}"#,
        r#""kind":"EvidenceAdded","body":{"evidence":"E9","evidence_kind":"plan","title":"x"}"#,
        r#""kind":"ActionFinished","body":{"action":"a","ending":"implemented"}"#,
    ] {
        let words = format!(r#"{{"on":"2023-02-01","actor":"A. Lead","stream":"SOC22-1",{body}}}"#);
        let event: Event = serde_json::from_str(&words).unwrap();
        assert_eq!(event.what.meeting(), None, "{words}");
        assert_eq!(serde_json::to_string(&event).unwrap(), words, "and is stored as it was");
    }
}

#[test]
fn what_changed_tells_what_was_decided_and_who_did_not_agree() {
    let mut desk = meeting();
    let before = desk.clone();
    desk.ask(LEAD, ON, "decision SOC22-1 'One investigator is enough'");
    desk.ask(LEAD, ON, "dissent SOC22-1 'Two are needed' --who 'O. Owner'");
    let at = |on: &str| Moment { day: day(on), meetings: Vec::new(), known_at: None };
    let diff = Diff::between(&before.state, &desk.state, at(ON), at(ON));
    let told = diff.changes.iter().map(|change| format!("{}: {}", change.sort.words(), change.what()));
    assert_eq!(
        told.collect::<Vec<_>>(),
        ["decided: at M2: One investigator is enough", "dissent: at M2, O. Owner: Two are needed"]
    );
}

#[test]
fn whatever_a_meeting_records_on_it_is_heard_and_so_is_a_date_that_is_asked_for_anywhere() {
    let lines = [
        (LEAD, "decision SOC22-1 'Wait for the intake of May'"),
        (LEAD, "dissent SOC22-1 'Two are needed' --who 'O. Owner'"),
        (LEAD, "agree SOC22-1 'Train them' --owner 'O. Owner' --target 2023-09-30"),
        (OWNER, "target SOC22-1.a 2023-07-10 --why 'vetting is slow'"),
        (OWNER, "target SOC22-1.a 2023-12-31 --why 'vetting is slow'"),
        (OWNER, "update SOC22-1.a 'Nobody applied' --rating AMBER"),
    ];
    for (who, line) in lines {
        let mut desk = meeting();
        assert_eq!(desk.first().last_heard(), None);
        desk.ask(who, ON, line);
        assert_eq!(desk.first().silent_since(), Some(day(ON)), "{line}");
    }
    let mut desk = meeting();
    desk.ask(LEAD, ON, "meeting close M2");
    let later = "2023-03-09";
    desk.ask(OWNER, later, "target SOC22-1.a 2023-12-31 --why 'vetting is slow'");
    assert_eq!(desk.first().last_heard(), Some(day(later)));
    desk.ask(DCC, "2023-03-10", "refuse SOC22-1.a --why 'start earlier'");
    assert_eq!(desk.first().last_heard(), Some(day("2023-03-10")));
}
