//! The stored form of events is frozen: what was written once is read for ever.
//! A changed form needs a new version of the record and a reader for the old one.

use std::collections::BTreeSet;

use plenary::journey::agenda::{AtClosing, Item, Why, WithOwner};
use plenary::journey::condition::Tracked;
use plenary::journey::event::{Event, Signed, What};
use plenary::journey::file::File;
use plenary::journey::inspection::{Asking, Deadline, Grade, Kind, Particulars, Source};
use plenary::journey::meeting::MeetingKind;
use plenary::journey::meeting::attendance::{Attendance, PutRight};
use plenary::journey::meeting::series::Series;
use plenary::journey::people::{Holding, Role};
use plenary::journey::recommendation::{Ending, Position, Verdict};
use plenary::journey::reference::{EvidenceRef, Letter, MeetingRef, RecommendationRef};
use plenary::journey::register::BodyKind;
use plenary::journey::response::Recipient;
use plenary::journey::scheme::{ExtensionPolicy, Granter, Level, Scheme, Step};

use crate::desk::{HOME, LEAD, OWNER, day, scheme};
use crate::some_keys;

fn recommendation(words: &str) -> RecommendationRef {
    words.parse().unwrap()
}

fn letter() -> Letter {
    "a".parse().unwrap()
}

/// One example of each kind on each stream, with all that may be left out filled in.
fn examples() -> Vec<Event> {
    let on_streams = [
        ("register", of_the_register()),
        ("SOC22", of_an_inspection()),
        ("M2", of_a_meeting()),
        ("SOC22-1", before_governance()),
        ("SOC22-1", from_governance_on()),
    ];
    let event = |stream: &str, what| Event {
        on: day("2023-02-01"),
        by: LEAD.into(),
        stream: stream.parse().unwrap(),
        what,
        why: None,
        signed: None,
    };
    on_streams
        .into_iter()
        .flat_map(|(stream, all)| all.into_iter().map(move |what| event(stream, what)))
        .collect()
}

/// What a closing event keeps of an agenda.
fn at_closing() -> AtClosing {
    let with = |owner: Option<&str>, items: &[&str]| WithOwner {
        owner: owner.map(str::to_string),
        items: items.iter().map(|words| recommendation(words)).collect(),
    };
    let rest = vec![with(Some(OWNER), &["SOC22-2", "SOC22-4"]), with(None, &["SOC22-3"])];
    AtClosing { rest, until: day("2023-04-06") }
}

fn of_the_register() -> Vec<What> {
    let holding =
        Holding { role: Role::Approver, from: Some(day("2023-03-01")), until: Some(day("2023-03-31")) };
    vec![
        What::RegisterOpened { home: HOME.into(), practice: Some(day("2023-02-02")) },
        What::BodyNamed { name: "The region's unit".into(), body_kind: BodyKind::RegionalUnit },
        What::PersonAdded {
            name: LEAD.into(),
            roles: vec![Holding { role: Role::LpbOffice, from: None, until: None }],
            accounts: vec!["alead".into()],
        },
        What::RoleGiven { person: LEAD.into(), holding },
        What::RoleEnded { person: LEAD.into(), role: Role::Lead },
        What::AccountMapped { person: LEAD.into(), account: "alead".into() },
        What::AccountUnmapped { person: LEAD.into(), account: "alead".into() },
        What::AddressNoted { person: OWNER.into(), address: "o.owner@force.example".into() },
        What::KeyOffered {
            person: LEAD.into(),
            fingerprint: some_keys::ONE_PRINT.into(),
            key: some_keys::ONE.into(),
            holder_verified: true,
            replaces: Some(some_keys::TWO_PRINT.into()),
        },
        What::KeyOffered {
            person: LEAD.into(),
            fingerprint: some_keys::ONE_PRINT.into(),
            key: some_keys::ONE.into(),
            holder_verified: false,
            replaces: None,
        },
        What::KeyAccepted { person: LEAD.into(), fingerprint: some_keys::ONE_PRINT.into() },
        What::KeyRevoked { person: LEAD.into(), fingerprint: some_keys::ONE_PRINT.into() },
        What::SchemeAdopted { scheme: Box::new(scheme()) },
    ]
}

fn of_an_inspection() -> Vec<What> {
    let particulars = Particulars {
        title: "A regional response".into(),
        inspectorate: "HMICFRS".into(),
        published: day("2022-12-07"),
        kinds: vec!["thematic".into()],
        grades: vec![Grade { body: HOME.into(), grade: "good".into() }],
        source: Some(Source { name: "response.pdf".into(), sha256: "3f9a".into() }),
    };
    vec![
        What::InspectionRecorded { particulars: particulars.clone() },
        What::InspectionCorrected { particulars },
        What::CommentsInvited { by_date: day("2023-01-10") },
        What::CommentsReceived { text: "I agree".into() },
        What::CommentsWaived {},
        What::CommentsRepliedTo { text: "So does the commissioner".into() },
        What::RecommendationAnswered {
            recommendation: recommendation("SOC22-1"),
            text: "the force recruits".into(),
        },
        What::ResponsePublished { place: "our site".into(), late: true },
        What::ReceiptRecorded { from: Recipient::SecretaryOfState },
        What::FoundTheSame { with: "FOR22".parse().unwrap() },
        What::FoundApart { from: "FOR22".parse().unwrap() },
    ]
}

fn of_a_meeting() -> Vec<What> {
    vec![
        What::MeetingPlanned {
            meeting_kind: MeetingKind::Governance,
            name: "Governance".into(),
            date: day("2023-03-02"),
            chair: Some("T. Deputy".into()),
            series: Some(Series { first: MeetingRef(2), place: 3, of: 12, rule: "every 4 weeks".into() }),
            inspection: None,
        },
        What::MeetingMoved { date: day("2023-03-09") },
        What::MeetingCancelled {},
        What::MeetingOpened {
            attendees: vec![LEAD.into()],
            apologies: vec!["O. Owner".into()],
            chair: Some("T. Deputy".into()),
            agenda: Some(kept()),
        },
        // As they were written before there were series, apologies and agendas.
        What::MeetingPlanned {
            meeting_kind: MeetingKind::Audit,
            name: "Audit".into(),
            date: day("2023-03-02"),
            chair: None,
            series: None,
            inspection: None,
        },
        What::MeetingPlanned {
            meeting_kind: MeetingKind::Plenary,
            name: "Plenary on SOC22".into(),
            date: day("2023-01-11"),
            chair: None,
            series: None,
            inspection: Some("SOC22".parse().unwrap()),
        },
        What::MeetingOpened {
            attendees: vec![LEAD.into()],
            apologies: Vec::new(),
            chair: None,
            agenda: None,
        },
        What::AgendaItemAdded { recommendation: recommendation("SOC22-1") },
        What::AgendaItemDropped { recommendation: recommendation("SOC22-1") },
        What::AgendaItemOrdered {
            recommendation: recommendation("SOC22-1"),
            before: Some(recommendation("SOC22-2")),
        },
        What::AttendanceRecorded { attendance: attendance() },
        What::MeetingNoted { text: "the room is too small".into() },
        // As it was written before the rest of the agenda was kept.
        What::MeetingClosed { agenda: None },
        What::MeetingClosed { agenda: Some(at_closing()) },
        What::MinutesCorrected { what: PutRight::Chair { was: Some("T. Deputy".into()), is: LEAD.into() } },
        What::MinutesCorrected { what: PutRight::Attendance(attendance()) },
        What::MinutesCorrected {
            what: PutRight::Words {
                recommendation: Some(recommendation("SOC22-1")),
                was: "six of nine".into(),
                is: "nine of nine".into(),
            },
        },
        What::MinutesCorrected {
            what: PutRight::Words {
                recommendation: None,
                was: "the hall".into(),
                is: "the board room".into(),
            },
        },
        What::MeetingHeld {
            name: "Plenary on SOC22".into(),
            attendees: vec![LEAD.into()],
            apologies: vec!["O. Owner".into()],
        },
        // As it was written before a plenary had apologies.
        What::MeetingHeld {
            name: "Plenary on SOC22".into(),
            attendees: vec![LEAD.into()],
            apologies: Vec::new(),
        },
    ]
}

fn attendance() -> Attendance {
    let (came, apologies, absent) =
        (vec!["O. Owner".into()], vec!["P. Owner".into()], vec!["R. Reader".into()]);
    Attendance { came, apologies, absent }
}

/// An item with every reason for which one is kept.
fn kept() -> Vec<Item> {
    let why = vec![
        Why::Decision { asked: "extension".into() },
        Why::Overdue { since: day("2023-01-31") },
        Why::Returned { how: "sent back by the DCC".into() },
        Why::Quiet { meetings: 2 },
        Why::Due { on: day("2023-03-31"), before: Some(MeetingRef(4)) },
        Why::Added { by: LEAD.into(), why: "the press asked".into() },
    ];
    let open = Why::Open { owner: Some("O. Owner".into()) };
    vec![
        Item { recommendation: recommendation("SOC22-1"), why, moved: false },
        Item { recommendation: recommendation("SOC22-2"), why: vec![open, Why::Treated], moved: true },
    ]
}

fn before_governance() -> Vec<What> {
    let asking = Asking {
        kind: Kind::AreaForImprovement,
        text: "Resource financial investigation".into(),
        addressees: vec![HOME.into()],
        deadline: Some(Deadline { words: "by March 2024".into(), date: Some(day("2024-03-31")) }),
        narrative: Some("we recruit".into()),
        parent: Some(recommendation("SOC22-2")),
        restates: Some(recommendation("SOC19-4")),
    };
    let published = day("2022-12-07");
    vec![
        What::RecommendationAdded {
            asking,
            ours: true,
            published,
            times_asked: 2,
            first_asked: day("2019-05-01"),
        },
        What::RecommendationRetracted {},
        What::PlenaryHeld { meeting: MeetingRef(1), hot_debrief: true },
        What::PositionTaken { position: Position::AcceptedInPart },
        What::ActionAgreed {
            action: letter(),
            text: "Recruit two investigators".into(),
            owner: OWNER.into(),
            target: day("2023-06-30"),
            added_later: true,
            meeting: Some(MeetingRef(2)),
        },
        What::OutcomeReported {},
        What::OutcomeApproved {
            condition: Some("report in May".into()),
            tracked: None,
            closes: Some(Ending::NotAccepted),
        },
        What::OutcomeApproved {
            condition: Some("report in May".into()),
            tracked: Some(tracked()),
            closes: None,
        },
        What::OutcomeReturned {},
    ]
}

fn tracked() -> Tracked {
    Tracked { action: letter(), owner: OWNER.into(), target: day("2023-05-31") }
}

fn from_governance_on() -> Vec<What> {
    let action = letter();
    let level = Box::new(Level { valid_from: Some(day("2023-01-01")), ..scheme().levels[1].clone() });
    let superseded_by = Some(recommendation("SOC24-1"));
    vec![
        What::ProgressReported {
            action: action.clone(),
            text: "two chosen".into(),
            rating: Some("AMBER".into()),
            meeting: Some(MeetingRef(2)),
        },
        What::TargetMoved { action: action.clone(), to: day("2023-07-31"), meeting: Some(MeetingRef(2)) },
        What::ExtensionAsked {
            action: action.clone(),
            to: day("2023-12-01"),
            of: Granter::Lead,
            meeting: Some(MeetingRef(2)),
        },
        What::ExtensionGranted { action: action.clone(), to: None },
        What::ExtensionGranted { action: action.clone(), to: Some(day("2023-12-01")) },
        What::ExtensionRefused { action: action.clone(), to: None },
        What::ExtensionRefused { action: action.clone(), to: Some(day("2023-12-01")) },
        What::OwnerChased {
            owner: OWNER.into(),
            means: "a call".into(),
            actions: vec![action.clone()],
            address: None,
        },
        What::OwnerChased {
            owner: OWNER.into(),
            means: "e-mail".into(),
            actions: vec![action.clone()],
            address: Some("o.owner@force.example".into()),
        },
        What::EvidenceAdded {
            evidence: EvidenceRef(9),
            evidence_kind: "performance".into(),
            title: "Figures".into(),
            held: Some("shared drive".into()),
            file: Some(File {
                name: "figures.pdf".into(),
                size: 1204,
                sha256: "3f".repeat(32),
                left_at: Some("/shared/figures.pdf".into()),
            }),
            marking: Some("OFFICIAL".into()),
            dated: Some(day("2023-01-31")),
            source: Some("Performance team".into()),
            meeting: Some(MeetingRef(2)),
        },
        What::EvidenceOpened { evidence: EvidenceRef(9) },
        What::EvidenceAccepted { evidence: EvidenceRef(9) },
        What::EvidenceRejected { evidence: EvidenceRef(9) },
        What::EvidenceWithdrawn { evidence: EvidenceRef(9) },
        What::ActionFinished {
            action: action.clone(),
            ending: Ending::PartlyAchieved,
            rating: Some("GREEN".into()),
            meeting: Some(MeetingRef(2)),
        },
        What::AnswerGiven { body: "Durham Constabulary".into(), text: "we agree".into() },
        What::DecisionMinuted { text: "one post is enough".into(), meeting: MeetingRef(2) },
        What::DissentRecorded {
            who: OWNER.into(),
            text: "one post is not enough".into(),
            meeting: MeetingRef(2),
        },
        What::ConsideredComplete { meeting: MeetingRef(2) },
        What::LevelAwarded { level: level.clone(), meeting: Some(MeetingRef(2)) },
        What::QuestionAsked { question: 1, text: "why so few?".into() },
        What::QuestionAnswered { question: 1, text: "one post is vacant".into() },
        What::SignedOff {
            condition: Some("send figures".into()),
            tracked: None,
            closes: Some(Ending::Implemented),
        },
        What::SignedOff { condition: Some("send figures".into()), tracked: Some(tracked()), closes: None },
        What::SentBack {},
        What::Submitted { level: Some(level) },
        What::VerdictRecorded {
            verdict: Verdict::NoFurtherAction,
            closes: Some(Ending::NoFurtherAction),
            superseded_by: superseded_by.clone(),
        },
        What::WithdrawalAsked { ending: Ending::NoLongerApplicable, superseded_by },
        What::WithdrawalGranted { ending: None, superseded_by: None },
        What::WithdrawalGranted {
            ending: Some(Ending::Superseded),
            superseded_by: Some("SOC24-1".parse().unwrap()),
        },
        What::WithdrawalRefused { ending: None, superseded_by: None },
        What::WithdrawalRefused { ending: Some(Ending::NoLongerApplicable), superseded_by: None },
        What::Reopened {},
        What::TextAmended { action: Some(action.clone()), old: "one".into(), new: "two".into() },
        What::OwnerReassigned { action, from: OWNER.into(), to: "P. Owner".into() },
        What::StatusNoted { status: "review".into() },
    ]
}

fn stored(event: &Event) -> String {
    serde_json::to_string(event).expect("an event is always stored")
}

#[test]
fn the_stored_form_of_every_kind_is_frozen() {
    let kinds: BTreeSet<_> = examples().iter().map(|event| event.what.kind()).collect();
    assert_eq!(kinds, What::KINDS.iter().copied().collect(), "one example of each kind");
    insta::assert_snapshot!(examples().iter().map(stored).collect::<Vec<_>>().join("\n"));
}

#[test]
fn every_stored_event_reads_back_as_it_was() {
    for event in examples() {
        for event in [event.clone().because("it is so"), event] {
            assert_eq!(serde_json::from_str::<Event>(&stored(&event)).unwrap(), event);
        }
    }
}

#[test]
fn every_stored_event_has_a_body_even_where_it_is_empty() {
    let json = |event: &Event| serde_json::to_value(event).unwrap();
    assert!(examples().iter().all(|event| json(event)["body"].is_object()));
    let reported = examples().into_iter().find(|event| event.what == What::OutcomeReported {}).unwrap();
    assert!(stored(&reported).ends_with(r#""kind":"OutcomeReported","body":{}}"#), "{}", stored(&reported));
}

/// What was written before an extension could wait for a lead, and before a policy had steps.
#[test]
fn what_earlier_versions_stored_means_what_it_meant() {
    let words = r#"{"on":"2023-02-01","actor":"A. Lead","stream":"SOC22-1","kind":"ExtensionAsked","body":{"action":"a","to":"2023-12-01"}}"#;
    let event: Event = serde_json::from_str(words).unwrap();
    let (action, to, of) = (letter(), day("2023-12-01"), Granter::Approver);
    assert_eq!(event.what, What::ExtensionAsked { action, to, of, meeting: None });
    assert_eq!(stored(&event), words);
    let words = r#"{"free_moves":1,"free_days":60}"#;
    let policy: ExtensionPolicy = serde_json::from_str(words).unwrap();
    assert_eq!(serde_json::to_string(&policy).unwrap(), words);
    let granters = [(0, 60), (0, 61), (1, 1)].map(|(moves, days)| policy.granter(moves, days));
    assert_eq!(granters, [Granter::Nobody, Granter::Approver, Granter::Approver]);
}

#[test]
fn a_policy_in_steps_is_stored_with_the_scheme() {
    let step = Step { moves: Some(1), days: Some(30), granted_by: Granter::Lead };
    let extension = ExtensionPolicy { free_moves: 0, free_days: 0, steps: vec![step] };
    let words = serde_json::to_string(&Scheme { extension, ..scheme() }).unwrap();
    let steps =
        r#""extension":{"free_moves":0,"free_days":0,"steps":[{"moves":1,"days":30,"granted_by":"lead"}]}"#;
    assert!(words.contains(steps), "{words}");
}

#[test]
fn what_is_left_out_is_not_stored() {
    let event = Event {
        on: day("2023-02-01"),
        by: LEAD.into(),
        stream: "SOC22-1".parse().unwrap(),
        what: What::SignedOff { condition: None, tracked: None, closes: None },
        why: None,
        signed: None,
    };
    let words = r#"{"on":"2023-02-01","actor":"A. Lead","stream":"SOC22-1","kind":"SignedOff","body":{}}"#;
    assert_eq!(stored(&event), words);
    assert_eq!(serde_json::from_str::<Event>(words).unwrap(), event);
}

#[test]
fn a_signed_decision_is_stored_with_its_statement_its_signature_and_its_key() {
    let signed = Signed {
        statement: "plenary statement 1\n".into(),
        signature: "-----BEGIN SSH SIGNATURE-----\n".into(),
        key: some_keys::ONE_PRINT.into(),
    };
    let event = Event {
        on: day("2023-02-01"),
        by: LEAD.into(),
        stream: "SOC22-1".parse().unwrap(),
        what: What::SentBack {},
        why: Some("say more".into()),
        signed: Some(signed),
    };
    let words = concat!(
        r#"{"on":"2023-02-01","actor":"A. Lead","stream":"SOC22-1","kind":"SentBack","body":{},"why":"say more","#,
        r#""signed":{"statement":"plenary statement 1\n","signature":"-----BEGIN SSH SIGNATURE-----\n","#,
        r#""key":"SHA256:Ccnp6fixjuhrLkE1YEwWCYJFMAdrRWXsbVsgf/uLnFI"}}"#
    );
    assert_eq!(stored(&event), words);
    assert_eq!(serde_json::from_str::<Event>(words).unwrap(), event);
}

#[test]
fn a_scheme_that_asks_for_no_signature_is_stored_as_it_always_was() {
    let words = serde_json::to_string(&scheme()).unwrap();
    assert!(!words.contains("signed"), "{words}");
    let asking = Scheme { signed: vec!["signoff".into()], ..scheme() };
    let words = serde_json::to_string(&asking).unwrap();
    assert!(words.contains(r#""signed":["signoff"]"#), "{words}");
    assert_eq!(serde_json::from_str::<Scheme>(&words).unwrap(), asking);
}
