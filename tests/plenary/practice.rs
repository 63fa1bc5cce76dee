//! The practice register, built by the real program from the story that ships, shows everything that a
//! newcomer should meet. What the requests do is tested beside their rules; here it is what the story holds.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Output};
use std::sync::OnceLock;

use plenary::clock::Clock;
use plenary::journey::event::Event;
use plenary::journey::inspection::{Inspection, Kind};
use plenary::journey::meeting::{Meeting, Phase};
use plenary::journey::people::Role;
use plenary::journey::recommendation::{Action, Ending, Position, Recommendation, Stage};
use plenary::journey::register::Register;
use plenary::ledger::finding::{Page, Streamed};
use plenary::ledger::opening::Access;
use plenary::ledger::record::Account;
use plenary::ledger::{Beginning, Ledger, Seat};
use plenary::progress::Progress;

use crate::desk::day;

const PRACTICE_DAY: &str = "2024-03-01";

/// Everything that stands in the practice register, read once.
struct Practice {
    /// What `demo` printed.
    printed: String,
    register: Register,
    recommendations: BTreeMap<String, Recommendation>,
    inspections: BTreeMap<String, Inspection>,
    meetings: Vec<Meeting>,
    events: Vec<Event>,
    /// What `verify` said, and whether it was content.
    verified: (bool, String),
    differences: Vec<String>,
    /// What the lists and every inspection and recommendation print where there is no terminal.
    pages: Vec<String>,
}

impl Practice {
    /// Built once for all tests of one process; nothing is left on the disk.
    fn built() -> &'static Practice {
        static BUILT: OnceLock<Practice> = OnceLock::new();
        BUILT.get_or_init(|| {
            let folder = tempfile::tempdir().unwrap();
            Practice::read(folder.path())
        })
    }

    fn read(folder: &Path) -> Practice {
        let printed = words(&succeeds(plenary(folder, &["demo"])));
        let verified = plenary(folder, &["verify"]);
        let ledger = Ledger::open(&folder.join("register"), Access::Read, seat()).unwrap();
        let stands = ledger.standing();
        let mut recommendations = BTreeMap::new();
        let mut references = Vec::new();
        stands
            .stream(&Streamed::all(), &Page::default(), &mut |row| {
                references.push(row.r#ref.to_string());
                true
            })
            .unwrap();
        for reference in references {
            let stands = stands.recommendation(&reference.parse().unwrap()).unwrap().unwrap();
            recommendations.insert(reference, stands);
        }
        let inspections = stands.inspections(100).unwrap().into_iter().map(|row| {
            let inspection = stands.inspection(&row.code.parse().unwrap()).unwrap().unwrap();
            (row.code, inspection)
        });
        let events = ledger.events(0, 10_000).unwrap();
        let lists = ["list", "meeting", "people", "body", "inspection", "response", "scheme", "history"];
        let shown = ["SOC22", "SOC23", "CUS23", "SOC22-1", "SOC22-3", "CUS23-4", "REC21-2", "M11"];
        let lists = lists.iter().map(|list| vec![*list]);
        let pages = lists.chain(shown.iter().map(|reference| vec!["show", reference]));
        Practice {
            printed,
            register: stands.register().unwrap(),
            recommendations,
            inspections: inspections.collect(),
            meetings: stands.meetings(100).unwrap(),
            events: events.into_iter().map(|recorded| recorded.record.event).collect(),
            verified: (verified.status.success(), words(&verified)),
            differences: ledger.differences().unwrap().iter().flat_map(|row| row.lines()).collect(),
            pages: pages.map(|page| words(&succeeds(plenary(folder, &page)))).collect(),
        }
    }

    fn recommendation(&self, reference: &str) -> &Recommendation {
        &self.recommendations[reference]
    }

    fn at(&self, stage: Stage) -> Vec<&str> {
        let ours = self.recommendations.iter().filter(|(_, one)| one.ours && one.stage == stage);
        ours.map(|(reference, _)| reference.as_str()).collect()
    }

    /// All actions of recommendations that are still on the road.
    fn open_actions(&self) -> impl Iterator<Item = (&str, &Action)> {
        let open = self.recommendations.iter().filter(|(_, one)| one.stage != Stage::Closed);
        open.flat_map(|(reference, one)| one.actions.iter().map(move |action| (reference.as_str(), action)))
    }
}

fn seat() -> Seat {
    let account = Account { user: "reader".into(), host: "desk".into() };
    Seat { account, clock: Clock::Machine, remembered: None, progress: Progress::unwatched() }
}

/// Runs the program on the register in a folder.
fn plenary(folder: &Path, words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_plenary"))
        .args(words)
        .arg("--register")
        .arg(folder.join("register"))
        .env("PLENARY_STATE_DIR", folder.join("state"))
        .env_remove("PLENARY_REGISTER")
        .output()
        .unwrap()
}

fn succeeds(output: Output) -> Output {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output
}

fn words(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn a_document_that_ships_can_be_imported_on_the_practice_day() {
    let folder = tempfile::tempdir().unwrap();
    succeeds(plenary(folder.path(), &["demo"]));
    let example = concat!(env!("CARGO_MANIFEST_DIR"), "/data/examples/cleveland-response.txt");
    let words = ["--actor", "A. Lead", "import", example, "--accept"];
    let told = String::from_utf8(succeeds(plenary(folder.path(), &words)).stdout).unwrap();
    assert!(told.contains("PICH24-2 is at Received"), "{told}");
}

#[test]
fn a_recommendation_stands_at_every_stage_of_the_road() {
    let practice = Practice::built();
    for stage in Stage::ALL {
        assert!(!practice.at(stage).is_empty(), "nothing is at {}", stage.name());
    }
    let n = practice.recommendations.len();
    assert!((15..=35).contains(&n), "{n} are too few to see much, or too many to look at");
}

#[test]
fn what_the_two_reports_say_is_told_as_it_was_published() {
    let practice = Practice::built();
    let grades = |code: &str| -> Vec<(&str, &str)> {
        let grades = &practice.inspections[code].grades;
        grades.iter().map(|grade| (grade.body.as_str(), grade.grade.as_str())).collect()
    };
    let north_east = &practice.inspections["SOC22"];
    assert_eq!(north_east.published, day("2022-12-07"));
    assert_eq!(north_east.clock(day(PRACTICE_DAY)).last_day, day("2023-01-31"));
    let graded = [
        ("North East Specialist Operations Unit (NERSOU)", "adequate"),
        ("Cleveland Police", "adequate"),
        ("Durham Constabulary", "outstanding"),
        ("Northumbria Police", "good"),
    ];
    assert_eq!(grades("SOC22"), graded);
    let ours: Vec<_> = north_east.recommendations.iter().map(|listed| listed.ours).collect();
    assert_eq!(ours, [true, true, true, false], "Northumbria's makes no work for Cleveland");

    assert_eq!(practice.inspections["SOC23"].published, day("2023-11-10"));
    assert_eq!(grades("SOC23"), [("North West Regional Organised Crime Unit", "outstanding")]);
    let north_west = practice.recommendation("SOC23-1");
    assert!(!north_west.ours && north_west.stage == Stage::Received);
    assert_eq!(north_west.addressees.len(), 7, "six forces and their unit");
}

#[test]
fn every_other_inspection_says_in_its_title_that_it_is_invented() {
    let practice = Practice::built();
    for (code, inspection) in &practice.inspections {
        let real = ["SOC22", "SOC23"].contains(&code.as_str());
        assert_ne!(real, inspection.title.contains("invented for practice"), "{code}");
    }
    assert!(practice.printed.contains("all people, all dates"), "{}", practice.printed);
    assert!(practice.printed.contains("PRACTICE"), "{}", practice.printed);
}

#[test]
fn dates_show_one_overdue_and_others_at_their_second_and_third() {
    let practice = Practice::built();
    let today = day(PRACTICE_DAY);
    let overdue: Vec<_> =
        practice.open_actions().filter(|(_, action)| action.overdue(today)).map(|(name, _)| name).collect();
    assert_eq!(overdue, ["SOC22-1"]);
    let moves: Vec<_> =
        practice.recommendation("SOC22-1").actions.iter().map(|one| one.moves.len()).collect();
    assert_eq!(moves, [2, 1, 2]);
    let soon = today + chrono::Days::new(28);
    let due_soon = |action: &Action| action.finished.is_none() && (today..soon).contains(&action.target);
    assert!(practice.open_actions().any(|(_, action)| due_soon(action)));
}

#[test]
fn an_extension_and_a_closing_wait_for_the_dcc() {
    let practice = Practice::built();
    let waits: Vec<_> = practice.open_actions().filter_map(|(_, action)| action.extension.as_ref()).collect();
    assert_eq!(waits.len(), 1);
    assert_eq!(waits[0].to, day("2024-06-28"));
    let withdrawal = practice.recommendation("REC23-3").withdrawal.as_ref().unwrap();
    assert_eq!(withdrawal.ending, Ending::NoLongerApplicable);
}

#[test]
fn every_way_back_can_be_seen_with_its_reason() {
    let practice = Practice::built();
    let (outcome, sign_off) = (practice.recommendation("CON24-2"), practice.recommendation("CUS23-4"));
    let (submission, closed) = (practice.recommendation("CUS23-6"), practice.recommendation("REC21-4"));
    assert_eq!(outcome.stage, Stage::Plenary, "a returned approval");
    assert_eq!([sign_off.stage, submission.stage, closed.stage], [Stage::Governance; 3]);
    for deed in [&outcome.returned, &sign_off.sent_back, &submission.submission_returned, &closed.reopened] {
        assert!(deed.as_ref().unwrap().why.is_some());
    }
}

#[test]
fn a_reopened_recommendation_is_not_rated_by_what_was_finished_before() {
    let practice = Practice::built();
    let reopened = practice.recommendation("REC21-4");
    assert!(reopened.actions.iter().any(|action| action.rating.as_deref() == Some("GREEN")));
    assert_eq!(reopened.rating(&practice.register.scheme), None, "its new action has no rating yet");
}

#[test]
fn what_came_back_is_told_once_in_the_overview() {
    let printed = &Practice::built().printed;
    assert_eq!(printed.matches("  CON24-2").count(), 1, "{printed}");
}

#[test]
fn what_is_printed_fits_into_its_columns() {
    let practice = Practice::built();
    for line in practice.pages.iter().flat_map(|page| page.lines()) {
        assert!(line.chars().count() <= plenary::briefing::layout::WIDTH, "{line}");
    }
    let whole = practice.pages.concat();
    for words in ["Northumbria Police has not answered yet", "SENT BACK by T. Deputy on 12 Dec 2023"] {
        assert!(whole.contains(words), "`{words}` is told nowhere");
    }
}

#[test]
fn a_joint_recommendation_has_one_answer_and_misses_another() {
    let joint = Practice::built().recommendation("SOC22-3");
    let answered: Vec<_> = joint.answers.iter().map(|answer| answer.body.as_str()).collect();
    let missing: Vec<_> = joint.unanswered("Cleveland Police").collect();
    assert_eq!((answered, missing), (vec!["Durham Constabulary"], vec!["Northumbria Police"]));
}

#[test]
fn a_cause_of_concern_waits_for_its_children_of_which_one_is_closed() {
    let practice = Practice::built();
    let concern = practice.recommendation("CUS23-1");
    assert_eq!((concern.kind, concern.stage), (Kind::CauseOfConcern, Stage::Governance));
    let children = concern.children.iter().map(|child| practice.recommendation(&child.to_string()).stage);
    assert_eq!(children.collect::<Vec<_>>(), [Stage::Closed, Stage::SignOff, Stage::Governance]);
}

#[test]
fn evidence_is_offered_accepted_and_rejected() {
    let practice = Practice::built();
    let judged = |reference: &str| -> Vec<(bool, bool)> {
        let evidence = &practice.recommendation(reference).evidence;
        evidence.iter().map(|one| (one.accepted.is_some(), one.rejected.is_some())).collect()
    };
    assert_eq!(judged("SOC22-2"), [(false, true), (true, false), (true, false)]);
    assert_eq!(judged("CUS23-3"), [(true, false), (false, false)], "one piece is not judged yet");
}

#[test]
fn what_waits_for_sign_off_can_be_signed_off() {
    let practice = Practice::built();
    assert_eq!(practice.at(Stage::SignOff), ["CUS23-3"]);
    let waits = practice.recommendation("CUS23-3");
    assert!(waits.level.is_some() && waits.evidence_not_accepted().is_empty());
}

#[test]
fn levels_of_different_courses_are_awarded() {
    let practice = Practice::built();
    let awarded = practice.recommendations.values().filter_map(|one| one.level.as_ref());
    let codes: std::collections::BTreeSet<_> = awarded.map(|level| level.code.as_str()).collect();
    assert_eq!(codes.into_iter().collect::<Vec<_>>(), ["1", "2", "3"]);
}

#[test]
fn every_rating_is_given_and_the_red_ones_say_why() {
    use plenary::journey::event::What;
    let practice = Practice::built();
    for rating in &practice.register.scheme.ratings {
        let given = |(_, action): (&str, &Action)| action.rating.as_deref() == Some(rating.code.as_str());
        assert!(practice.open_actions().any(given), "{} is given to nothing", rating.code);
    }
    let red = practice.events.iter().filter(
        |event| matches!(&event.what, What::ProgressReported { rating: Some(code), .. } if code == "RED"),
    );
    let reasons: Vec<_> = red.map(|event| event.why.is_some()).collect();
    assert!(!reasons.is_empty() && reasons.into_iter().all(|why| why));
}

#[test]
fn recommendations_are_closed_in_honest_ways() {
    let practice = Practice::built();
    let ending = |reference: &str| practice.recommendation(reference).closing.as_ref().unwrap().ending;
    assert_eq!(ending("REC21-1"), Ending::Implemented);
    assert_eq!(ending("REC21-2"), Ending::Superseded);
    assert_eq!(ending("REC21-3"), Ending::NotAccepted);
    assert_eq!(ending("REC23-2"), Ending::NotOurs);
    assert_eq!(ending("CUS23-5"), Ending::NoLongerApplicable);
    let in_part = practice.recommendation("CON24-4");
    assert_eq!((in_part.position, in_part.stage), (Some(Position::AcceptedInPart), Stage::Approval));
}

#[test]
fn what_is_asked_again_knows_what_it_restates_and_supersedes() {
    let practice = Practice::built();
    let (earlier, again) = (practice.recommendation("REC21-2"), practice.recommendation("REC23-1"));
    assert_eq!(again.restates.as_ref(), Some(&earlier.reference));
    assert_eq!((again.times_asked, again.first_asked), (2, day("2021-06-15")));
    let superseded_by = earlier.closing.as_ref().unwrap().superseded_by.as_ref();
    assert_eq!(superseded_by, Some(&again.reference));
}

#[test]
fn meetings_are_planned_open_and_closed() {
    let practice = Practice::built();
    let dates = |phase: Phase| -> Vec<_> {
        practice.meetings.iter().filter(|one| one.phase == phase).map(|one| one.date).collect()
    };
    assert_eq!(dates(Phase::Open), [day(PRACTICE_DAY)], "one waits to be minuted");
    assert!(dates(Phase::Planned).into_iter().all(|date| date > day(PRACTICE_DAY)));
    assert!(!dates(Phase::Planned).is_empty() && dates(Phase::Closed).len() > 5);
}

#[test]
fn responses_are_in_time_late_and_still_to_come() {
    let practice = Practice::built();
    let clock = |code: &str| practice.inspections[code].clock(day(PRACTICE_DAY));
    let receipts = |code: &str| practice.inspections[code].response.receipts.len();
    let published = |code: &str| clock(code).published.unwrap();
    assert!(published("SOC22") <= clock("SOC22").last_day && receipts("SOC22") == 2);
    assert!(published("CUS23") > clock("CUS23").last_day && receipts("CUS23") == 1);
    let running = [clock("CON24"), clock("MIS24")].map(|clock| (clock.published, clock.days_left));
    assert_eq!(running, [(None, 17), (None, 45)]);
    assert!(!practice.inspections["SOC23"].wants_response("Cleveland Police"), "it is no business of ours");
    assert!(!practice.printed.contains("LATE"), "{}", practice.printed);
}

#[test]
fn an_acting_dcc_decided_within_dated_days_and_a_reader_reads() {
    let practice = Practice::built();
    let acting = practice.register.person("V. Acting").unwrap();
    assert!(acting.holds(Role::Approver, day("2023-08-14")));
    assert!(!acting.holds(Role::Approver, day("2023-08-28")));
    let decided = practice.events.iter().filter(|event| event.by == "V. Acting");
    assert_eq!(decided.count(), 2);
    let reader = practice.register.person("R. Reader").unwrap();
    assert!(reader.roles.iter().all(|held| held.role == Role::Reader) && !reader.roles.is_empty());
}

#[test]
fn nothing_happened_after_the_practice_day() {
    let practice = Practice::built();
    assert_eq!(practice.register.practice, Some(day(PRACTICE_DAY)));
    let latest = practice.events.iter().map(|event| event.on).max();
    assert_eq!(latest, Some(day(PRACTICE_DAY)));
    let first = practice.events.iter().map(|event| event.on).min();
    assert_eq!(
        first,
        Some(practice.events[0].on),
        "the register is opened before anything is recorded in it"
    );
}

#[test]
fn its_record_is_whole_and_its_rows_are_what_the_log_says() {
    let practice = Practice::built();
    let (content, said) = &practice.verified;
    assert!(*content, "{said}");
    assert!(said.contains(&format!("the chain of {} events is whole", practice.events.len())), "{said}");
    // Everything in it happened before it was made; its clock stands still, and that is nothing to be looked at.
    assert!(!said.contains("warning"), "{said}");
    assert_eq!(practice.differences, Vec::<String>::new());
}

#[test]
fn the_account_acts_for_one_of_each_sort_and_begins_as_the_lead() {
    let practice = Practice::built();
    let account = &practice.register.person("A. Lead").unwrap().accounts[0];
    let served: Vec<_> = practice.register.served_by(account).map(|person| person.name.as_str()).collect();
    assert_eq!(served, ["A. Lead", "T. Deputy", "O. Finance", "P. Office"]);
    assert!(practice.printed.contains("you: A. Lead (lead)"), "{}", practice.printed);
}

#[test]
fn practice_goes_on_where_it_was_left_until_it_is_made_afresh() {
    let folder = tempfile::tempdir().unwrap();
    succeeds(plenary(folder.path(), &["demo"]));
    succeeds(plenary(folder.path(), &["--actor", "T. Deputy", "signoff", "CUS23-3"]));
    let stage = |practised: Output| words(&succeeds(practised)).contains("Submission 2");
    assert!(stage(plenary(folder.path(), &["demo"])));
    assert!(!stage(plenary(folder.path(), &["demo", "--fresh"])));
}

#[test]
fn a_real_register_is_neither_opened_for_practice_nor_made_afresh() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("register");
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/data/scheme.toml")).unwrap();
    let beginning = Beginning {
        home: "Cleveland Police".into(),
        first: plenary::journey::people::Person {
            name: "A. Lead".into(),
            roles: vec![plenary::journey::people::Holding { role: Role::Lead, from: None, until: None }],
            accounts: vec![],
            address: None,
            keys: Vec::new(),
        },
        scheme: toml::from_str(&text).unwrap(),
        practice: None,
        on: None,
    };
    Ledger::create(&path, beginning, seat()).unwrap().close();
    let before = std::fs::read(&path).unwrap();
    for words in [&["demo"][..], &["demo", "--fresh"]] {
        let refused = plenary(folder.path(), words);
        assert_eq!(refused.status.code(), Some(1));
        let said = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert!(said.contains("is a real register, not one for practice"), "{said}");
    }
    assert_eq!(std::fs::read(&path).unwrap(), before);
}
