//! Evidence with a file: what is recorded of it, who opens it, and that reading holds nothing up.

use plenary::journey::asking::{Surroundings, Verb};
use plenary::journey::event::What;
use plenary::journey::recommendation::{Evidence, Stage};
use plenary::journey::refusal::Reason;

use crate::desk::{DCC, Desk, LEAD, OFFICE, OWNER, READER, brought, day, spoken};

const OFFERED: &str = "evidence add SOC22-1 'Figures' --kind performance --file figures.pdf \
                       --marking OFFICIAL-SENSITIVE --dated 2023-01-31 --source 'the performance team'";

/// At Governance, with a second piece of evidence that has a file.
fn offered() -> Desk {
    let mut desk = Desk::at(Stage::Governance);
    desk.ask(OWNER, "2023-02-01", OFFERED);
    desk
}

fn piece(desk: &Desk) -> &Evidence {
    &desk.first().evidence[1]
}

#[test]
fn what_is_known_of_a_file_is_recorded_with_its_evidence() {
    let desk = offered();
    let piece = piece(&desk);
    let file = piece.file.as_ref().unwrap();
    assert_eq!((file.name.as_str(), file.size, file.left_at.as_deref()), ("figures.pdf", 1204, None));
    assert_eq!(
        piece.about(),
        [
            "marked OFFICIAL-SENSITIVE",
            "dated 31 Jan 2023",
            "from the performance team",
            "file figures.pdf, 1,204 bytes, stored in the register, sha256 3f3f3f3f3f3f…",
        ]
    );
    let words = desk.events.last().unwrap().what.in_words();
    assert!(words.ends_with("sha256 3f3f3f3f3f3f…"), "{words}");
}

#[test]
fn a_file_that_is_left_where_it_is_keeps_its_place_as_text() {
    let mut desk = Desk::at(Stage::Governance);
    let left = "evidence add SOC22-1 'Figures' --kind plan --file /shared/figures.pdf --refer";
    desk.ask(OWNER, "2023-02-01", left);
    let file = piece(&desk).file.as_ref().unwrap();
    assert_eq!(file.left_at.as_deref(), Some("/shared/figures.pdf"));
}

#[test]
fn to_leave_a_file_where_it_is_a_file_must_be_named() {
    let (verb, answers) = spoken("evidence add SOC22-1 'Figures' --kind plan --refer");
    let world = Surroundings { today: day("2023-02-01"), taken: &|_| false, files: &brought };
    let wrong = verb.request(&answers, &world).unwrap_err();
    assert_eq!(wrong[0].to_string(), "refer: is said without `--file`, the file that is left where it is");
}

#[test]
fn a_file_that_cannot_be_used_is_told_with_everything_else_that_is_wrong() {
    let (verb, answers) = spoken("evidence add SOC22-1 'Figures' --kind plan --file nowhere");
    let files = |path: &str, _| Err(format!("`{path}` is not there"));
    let world = Surroundings { today: day("2023-02-01"), taken: &|_| false, files: &files };
    let wrong = verb.request(&answers, &world).unwrap_err();
    assert_eq!(wrong[0].to_string(), "file: `nowhere` is not there");
}

#[test]
fn a_document_is_not_dated_after_the_day_on_which_it_is_offered() {
    let desk = Desk::at(Stage::Governance);
    let later = "evidence add SOC22-1 'Figures' --kind plan --dated 2023-02-02";
    let refused = desk.refused(OWNER, "2023-02-01", later);
    assert_eq!(refused.reason, Reason::DatedLater { dated: day("2023-02-02"), on: day("2023-02-01") });
}

#[test]
fn everybody_of_the_register_may_open_it_and_each_is_noted_once_with_the_last_time() {
    let mut desk = offered();
    for (person, on) in
        [(DCC, "2023-02-02"), (READER, "2023-02-02"), (OFFICE, "2023-02-03"), (DCC, "2023-02-04")]
    {
        desk.ask(person, on, "evidence open E2");
    }
    let opened: Vec<_> = piece(&desk).opened.iter().map(|deed| (deed.by.as_str(), deed.on)).collect();
    assert_eq!(opened, [(READER, day("2023-02-02")), (OFFICE, day("2023-02-03")), (DCC, day("2023-02-04"))]);
    assert!(piece(&desk).opened_by(DCC).is_some() && piece(&desk).opened_by(LEAD).is_none());
    assert_eq!(desk.last(), "EvidenceOpened");
}

#[test]
fn opening_moves_nothing_on_and_holds_up_nothing_that_is_dated_before_it() {
    let mut desk = offered();
    let (latest, since) = (desk.first().latest, desk.first().since);
    desk.ask(DCC, "2023-02-20", "evidence open E2");
    assert_eq!((desk.first().latest, desk.first().since), (latest, since));
    desk.ask(OWNER, "2023-02-02", "update SOC22-1.a 'one of two posts is filled'");
    assert_eq!(desk.last(), "ProgressReported");
}

#[test]
fn evidence_is_opened_at_every_stage_after_it_was_offered() {
    for stage in [Stage::Plenary, Stage::Approval, Stage::SignOff, Stage::Closed] {
        let mut desk = Desk::at(stage);
        desk.ask(LEAD, "2023-03-30", "evidence open E1");
        assert_eq!(desk.last(), "EvidenceOpened", "{stage:?}");
    }
    let desk = offered();
    let refused = desk.refused(DCC, "2023-01-31", "evidence open E2");
    assert_eq!(refused.reason, Reason::BackInTime { latest: day("2023-02-01") });
    assert_eq!(desk.refused(DCC, "2023-02-02", "evidence open E9").reason, Reason::UnknownEvidence);
}

#[test]
fn whoever_opened_it_may_still_judge_it() {
    let mut desk = offered();
    desk.ask(DCC, "2023-02-02", "evidence open E2").ask(DCC, "2023-02-02", "evidence accept E2");
    assert!(piece(&desk).accepted.is_some());
}

#[test]
fn evidence_without_a_file_is_recorded_as_it_always_was() {
    let mut desk = Desk::at(Stage::Governance);
    desk.ask(OWNER, "2023-02-01", "evidence add SOC22-1 'Figures' --kind plan --held 'the safe'");
    let what = serde_json::to_string(&desk.events.last().unwrap().what).unwrap();
    assert_eq!(
        what,
        r#"{"kind":"EvidenceAdded","body":{"evidence":"E2","evidence_kind":"plan","title":"Figures","held":"the safe"}}"#
    );
    let read: What = serde_json::from_str(&what).unwrap();
    assert!(matches!(read, What::EvidenceAdded { file: None, marking: None, dated: None, .. }));
    let refused = desk.refused(DCC, "2023-02-01", "evidence open E2");
    assert_eq!(refused.reason, Reason::NoFile { held: Some("the safe".into()) });
    assert!(Verb::named("evidence open").is_some());
}
