//! What an auditor judges anew of who decided what: every decision of an ordinary journey is in order,
//! and every one that the rules would have refused is found when it stands in the log all the same.

use std::collections::BTreeSet;

use plenary::journey::duties::{faults, needed};
use plenary::journey::event::{Event, What};
use plenary::journey::people::{Holding, Role};
use plenary::journey::recommendation::Stage;
use plenary::journey::reference::Stream;
use plenary::journey::refusal::Reason;

use crate::desk::{ACTING, DCC, Desk, EVERYTHING, LEAD, OTHER_LEAD, OWNER, READER, day};
use crate::some_keys::{ONE, ONE_PRINT};

/// What is wrong with a decision as it stands, by whoever took it on a day.
fn found(desk: &Desk, decision: &Event, by: &str, on: &str) -> Vec<String> {
    let event = Event { by: by.into(), on: day(on), ..decision.clone() };
    faults(&desk.state, &event).iter().map(ToString::to_string).collect()
}

/// The event that a person's request makes.
fn decided(desk: &Desk, by: &str, on: &str, line: &str) -> Event {
    desk.decide(by, on, &desk.read(line)).unwrap().remove(0)
}

#[test]
fn every_decision_of_a_whole_journey_is_in_order() {
    let journey = Desk::at(Stage::Closed);
    let mut again = Desk::bare();
    let mut decisions = 0;
    for event in &journey.events {
        assert_eq!(faults(&again.state, event), [], "{event:?}");
        decisions += usize::from(needed(&again.state, event).is_some());
        again.take(vec![event.clone()]);
    }
    assert_eq!(decisions, 2, "an approval and a sign-off");
}

#[test]
fn whoever_holds_no_authority_on_the_day_is_found() {
    let desk = Desk::at(Stage::SignOff);
    for line in ["signoff SOC22-1", "sendback SOC22-1 --why 'say more'"] {
        let mut desk = desk.clone();
        desk.ask(LEAD, "2023-03-03", "evidence accept E1");
        let decision = decided(&desk, DCC, "2023-03-09", line);
        assert_eq!(found(&desk, &decision, DCC, "2023-03-09"), [""; 0]);
        assert_eq!(found(&desk, &decision, ACTING, "2023-03-31"), [""; 0]);
        for (by, on) in [
            (ACTING, "2023-02-28"),
            (ACTING, "2023-04-01"),
            (READER, "2023-03-09"),
            (OTHER_LEAD, "2023-03-09"),
        ] {
            let told = found(&desk, &decision, by, on);
            assert_eq!(told.len(), 1, "{told:?}");
            assert!(told[0].contains("has no authority to decide on"), "{told:?}");
        }
        assert_eq!(found(&desk, &decision, "Nobody", "2023-03-09"), ["`Nobody` is not known here"]);
    }
}

#[test]
fn a_role_that_was_ended_is_no_authority_from_that_day_on() {
    let mut desk = Desk::at(Stage::SignOff);
    desk.ask(LEAD, "2023-03-03", "evidence accept E1");
    let decision = decided(&desk, DCC, "2023-03-09", "signoff SOC22-1");
    desk.ask(LEAD, "2023-03-09", &format!("people end '{DCC}' approver"));
    assert_eq!(found(&desk, &decision, DCC, "2023-03-09").len(), 1);
    assert_eq!(found(&desk, &decision, DCC, "2023-03-08"), [""; 0]);
}

#[test]
fn whoever_reported_proposed_or_asked_and_decides_is_found_whatever_roles_are_held() {
    let mut desk = Desk::at(Stage::Plenary);
    desk.ask(EVERYTHING, "2023-01-13", "report SOC22-1");
    let approval = decided(&desk, DCC, "2023-01-19", "approve SOC22-1");
    let told = found(&desk, &approval, EVERYTHING, "2023-01-19");
    assert_eq!(told, ["`H. Everything` reported the outcome, and whoever asks never decides"]);
    // The case of letters makes nobody else.
    assert_eq!(found(&desk, &approval, "h. everything", "2023-01-19").len(), 1);

    let mut desk = Desk::at(Stage::Governance);
    desk.ask(OWNER, "2023-02-01", "target SOC22-1.a 2024-06-30 --why 'vetting is slow'");
    let grant = decided(&desk, DCC, "2023-02-02", "grant SOC22-1.a");
    assert_eq!(found(&desk, &grant, DCC, "2023-02-02"), [""; 0]);
    assert_eq!(found(&desk, &grant, OWNER, "2023-02-02").len(), 2, "no authority, and the own request");
    desk.ask(EVERYTHING, "2023-02-02", "withdraw SOC22-1 --why 'the unit is gone'");
    let ends = decided(&desk, DCC, "2023-02-03", "grant SOC22-1");
    assert_eq!(found(&desk, &ends, EVERYTHING, "2023-02-03").len(), 1);

    let mut desk = Desk::at(Stage::SignOff);
    desk.ask(LEAD, "2023-03-03", "evidence accept E1");
    let sign_off = decided(&desk, DCC, "2023-03-09", "signoff SOC22-1");
    desk.state.recommendations.values_mut().for_each(|case| {
        case.completed.iter_mut().for_each(|deed| deed.by = EVERYTHING.into());
    });
    let told = found(&desk, &sign_off, EVERYTHING, "2023-03-09");
    assert_eq!(told, ["`H. Everything` proposed completion, and whoever asks never decides"]);
}

#[test]
fn a_decision_for_which_nothing_waited_is_found() {
    let mut ready = Desk::at(Stage::SignOff);
    ready.ask(LEAD, "2023-03-03", "evidence accept E1");
    let sign_off = decided(&ready, DCC, "2023-03-09", "signoff SOC22-1");
    for stage in [Stage::Plenary, Stage::Approval, Stage::Governance, Stage::Submission, Stage::Closed] {
        let told = found(&Desk::at(stage), &sign_off, DCC, "2023-03-09");
        assert_eq!(told, ["nothing has been asked of the DCC here"], "{stage:?}");
    }
    for what in [
        What::WithdrawalGranted { ending: None, superseded_by: None },
        What::ExtensionGranted { action: "a".parse().unwrap(), to: None },
    ] {
        let event = Event { what, ..sign_off.clone() };
        assert_eq!(found(&ready, &event, DCC, "2023-03-09").len(), 1);
    }
}

#[test]
fn own_evidence_own_keys_and_own_authority_are_found() {
    let mut desk = Desk::at(Stage::SignOff);
    let accepted = decided(&desk, LEAD, "2023-03-03", "evidence accept E1");
    assert_eq!(found(&desk, &accepted, LEAD, "2023-03-03"), [""; 0]);
    assert_eq!(
        found(&desk, &accepted, OWNER, "2023-03-03"),
        ["`O. Owner` offered it, and somebody else must judge it"]
    );

    let offer = plenary::journey::request::Request::OfferKey {
        person: DCC.into(),
        key: ONE.into(),
        holder_verified: false,
    };
    desk.grant(LEAD, "2023-03-03", &offer);
    let what = What::KeyAccepted { person: DCC.into(), fingerprint: ONE_PRINT.into() };
    let key = Event { what, stream: Stream::Register, ..accepted.clone() };
    assert_eq!(found(&desk, &key, DCC, "2023-03-03"), [""; 0]);
    assert_eq!(found(&desk, &key, LEAD, "2023-03-03").len(), 1);
    assert_eq!(found(&desk, &key, OTHER_LEAD, "2023-03-03").len(), 1);

    let holding = Holding { role: Role::Approver, from: None, until: None };
    let what = What::RoleGiven { person: LEAD.into(), holding };
    let role = Event { what, stream: Stream::Register, ..accepted };
    assert_eq!(found(&desk, &role, LEAD, "2023-03-03"), ["nobody makes himself or herself an approver"]);
    assert_eq!(found(&desk, &role, OTHER_LEAD, "2023-03-03"), [""; 0]);
}

#[test]
fn whoever_reported_or_proposed_before_it_came_back_is_found_and_refused_until_it_is_granted() {
    let earlier = |word: &str| vec![format!("`H. Everything` {word}, and whoever asks never decides")];
    let mut desk = Desk::at(Stage::Plenary);
    desk.ask(EVERYTHING, "2023-01-13", "report SOC22-1");
    desk.ask(DCC, "2023-01-14", "return SOC22-1 --why 'again'").ask(LEAD, "2023-01-15", "report SOC22-1");
    let approval = decided(&desk, DCC, "2023-01-16", "approve SOC22-1");
    let words = earlier("reported or proposed the outcome before");
    assert_eq!(found(&desk, &approval, EVERYTHING, "2023-01-16"), words);
    assert_eq!(found(&desk, &approval, "h. EVERYTHING", "2023-01-16").len(), 1);
    for line in ["approve SOC22-1", "return SOC22-1 --why 'again'"] {
        let own = desk.refused(EVERYTHING, "2023-01-16", line).reason;
        assert_eq!(own, Reason::OwnEarlierReport(EVERYTHING.into()));
    }
    // Once it is granted the matter is over, and what comes later is somebody else's.
    desk.ask(DCC, "2023-01-16", "approve SOC22-1");
    assert_eq!(desk.recommendation("SOC22-1").reporters, [""; 0]);

    let mut desk = Desk::at(Stage::SignOff);
    desk.ask(DCC, "2023-03-09", "sendback SOC22-1 --why 'say more'");
    desk.ask(LEAD, "2023-03-10", "meeting plan Board --date 2023-03-10");
    let board = format!("M{}", desk.state.register.meetings);
    desk.ask(LEAD, "2023-03-10", &format!("meeting open {board} --attendee '{LEAD}'"));
    desk.ask(EVERYTHING, "2023-03-10", &format!("complete SOC22-1 --meeting {board}"));
    desk.ask(DCC, "2023-03-10", "sendback SOC22-1 --why 'say more'");
    desk.ask(OTHER_LEAD, "2023-03-10", &format!("complete SOC22-1 --meeting {board}"));
    desk.ask(LEAD, "2023-03-10", "evidence accept E1");
    let sign_off = decided(&desk, DCC, "2023-03-10", "signoff SOC22-1");
    let words = earlier("proposed completion before it was sent back");
    assert_eq!(found(&desk, &sign_off, EVERYTHING, "2023-03-10"), words);
    assert_eq!(
        desk.refused(EVERYTHING, "2023-03-10", "signoff SOC22-1").reason,
        Reason::OwnEarlierProposal(EVERYTHING.into())
    );
    desk.ask(DCC, "2023-03-10", "signoff SOC22-1");
    assert_eq!(desk.recommendation("SOC22-1").proposers, [""; 0]);
}

#[test]
fn a_refused_wish_that_is_asked_again_stays_that_of_whoever_asked_first_until_it_is_granted() {
    let mut desk = Desk::at(Stage::Governance);
    desk.ask(EVERYTHING, "2023-02-01", "target SOC22-1.a 2024-06-30 --why 'vetting is slow'");
    desk.ask(EVERYTHING, "2023-02-01", "withdraw SOC22-1 --why 'the unit is gone'");
    desk.ask(DCC, "2023-02-02", "refuse SOC22-1.a --why no").ask(
        DCC,
        "2023-02-02",
        "refuse SOC22-1 --why no",
    );
    desk.ask(LEAD, "2023-02-03", "target SOC22-1.a 2024-06-30 --why 'vetting is slow'");
    desk.ask(LEAD, "2023-02-03", "withdraw SOC22-1 --why 'the unit is gone'");
    for line in ["grant SOC22-1.a", "grant SOC22-1"] {
        let grant = decided(&desk, DCC, "2023-02-04", line);
        assert_eq!(found(&desk, &grant, DCC, "2023-02-04"), [""; 0]);
        let words = earlier_by(EVERYTHING, "asked for it before it was refused");
        assert_eq!(found(&desk, &grant, EVERYTHING, "2023-02-04"), words);
        assert_eq!(found(&desk, &grant, "h. EVERYTHING", "2023-02-04").len(), 1);
        assert_eq!(found(&desk, &grant, LEAD, "2023-02-04").len(), 2, "no authority, and the own wish");
        for line in [line, &line.replace("grant", "refuse --why no")] {
            let own = desk.refused(EVERYTHING, "2023-02-04", line).reason;
            assert_eq!(own, Reason::OwnEarlierRequest(EVERYTHING.into()), "{line}");
        }
    }
    // Once it is granted it is over, and the next wish has its own asker.
    desk.ask(DCC, "2023-02-04", "grant SOC22-1.a");
    desk.ask(LEAD, "2023-02-05", "target SOC22-1.a 2024-09-30 --why 'vetting is slow'");
    let grant = decided(&desk, EVERYTHING, "2023-02-06", "grant SOC22-1.a");
    assert_eq!(found(&desk, &grant, EVERYTHING, "2023-02-06"), [""; 0]);
}

#[test]
fn whoever_took_the_position_that_is_reported_decides_neither_now_nor_when_it_came_back() {
    let on = "2023-01-13";
    let mut desk = Desk::at(Stage::Plenary);
    desk.ask(EVERYTHING, on, "position SOC22-1 'not accepted' --why 'no money'");
    desk.ask(OTHER_LEAD, on, "report SOC22-1");
    let approval = decided(&desk, DCC, on, "approve SOC22-1");
    let own = "`H. Everything` took the position that is reported, and whoever proposes never decides";
    assert_eq!(found(&desk, &approval, EVERYTHING, on), [own]);
    for line in ["approve SOC22-1", "return SOC22-1 --why 'again'"] {
        let own = desk.refused(EVERYTHING, on, line).reason;
        assert_eq!(own, Reason::OwnPosition(EVERYTHING.into()), "{line}");
    }
    // Another position takes its place; the earlier one was proposed all the same.
    desk.ask(DCC, on, "return SOC22-1 --why 'say more'");
    desk.ask(OTHER_LEAD, on, "position SOC22-1 'not accepted' --why 'no law'");
    desk.ask(OTHER_LEAD, on, "report SOC22-1");
    let own = Reason::OwnEarlierReport(EVERYTHING.into());
    assert_eq!(desk.refused(EVERYTHING, on, "approve SOC22-1").reason, own);
    assert_eq!(found(&desk, &approval, EVERYTHING, on).len(), 1);
    assert_eq!(found(&desk, &approval, DCC, on), [""; 0]);
}

/// What is found of somebody who asked.
fn earlier_by(name: &str, did: &str) -> [String; 1] {
    [format!("`{name}` {did}, and whoever asks never decides")]
}

/// How something is asked, said yes to, and sent back.
type Rounds<'a> = [&'a str; 3];

/// Goes every way that a matter can come back and be passed on again: whoever asked in any round, and nobody else,
/// decides in none, by the rules and by the auditor alike. Gives how many decisions were tried.
fn every_round(desk: &Desk, rounds: Rounds, on: &str, askers: &BTreeSet<&str>, left: usize) -> usize {
    let [asks, yes, no] = rounds;
    let mut tried = 0;
    for asker in [LEAD, EVERYTHING, OTHER_LEAD] {
        let mut desk = desk.clone();
        desk.ask(asker, on, asks);
        let askers: BTreeSet<&str> = askers.iter().copied().chain([asker]).collect();
        for (decider, line) in [LEAD, EVERYTHING, DCC].into_iter().flat_map(|who| [(who, yes), (who, no)]) {
            let own = askers.contains(decider);
            let granted = desk.decide(decider, on, &desk.read(line));
            assert_eq!(granted.is_err(), own, "{line} by {decider} after {askers:?}: {granted:?}");
            let decision = decided(&desk, DCC, on, line);
            assert_eq!(!found(&desk, &decision, decider, on).is_empty(), own, "{line} by {decider}");
            tried += 1;
        }
        if left > 0 {
            desk.ask(DCC, on, no);
            tried += every_round(&desk, rounds, on, &askers, left - 1);
        }
    }
    tried
}

#[test]
fn through_every_way_of_coming_back_whoever_asked_in_any_round_decides_in_none() {
    let on = "2023-03-10";
    let approver = format!("people role '{LEAD}' approver");
    let mut outcome = Desk::at(Stage::Plenary);
    outcome.ask(OTHER_LEAD, on, &approver);
    let rounds = ["report SOC22-1", "approve SOC22-1", "return SOC22-1 --why 'say more'"];
    let proposer = BTreeSet::from([LEAD]);
    assert_eq!(every_round(&outcome, rounds, on, &proposer, 2), 6 * (3 + 9 + 27));

    for (at, asks, yes, no) in [
        (Stage::Governance, "withdraw SOC22-1 --why gone", "grant SOC22-1", "refuse SOC22-1 --why no"),
        (
            Stage::Governance,
            "target SOC22-1.a 2025-06-30 --why late",
            "grant SOC22-1.a",
            "refuse SOC22-1.a --why no",
        ),
    ] {
        let mut desk = Desk::at(at);
        desk.ask(OTHER_LEAD, on, &approver);
        assert_eq!(every_round(&desk, [asks, yes, no], on, &BTreeSet::new(), 2), 6 * (3 + 9 + 27));
    }

    let mut completion = Desk::at(Stage::SignOff);
    completion.ask(OTHER_LEAD, on, &approver).ask(LEAD, on, "evidence accept E1");
    completion.ask(OTHER_LEAD, on, &format!("meeting plan Board --date {on}"));
    let board = format!("M{}", completion.state.register.meetings);
    completion.ask(OTHER_LEAD, on, &format!("meeting open {board} --attendee '{LEAD}'"));
    completion.ask(DCC, on, "sendback SOC22-1 --why 'say more'");
    let asks = format!("complete SOC22-1 --meeting {board}");
    let rounds = [&*asks, "signoff SOC22-1", "sendback SOC22-1 --why 'say more'"];
    let before = completion.recommendation("SOC22-1").proposers.clone();
    let before: BTreeSet<&str> = before.iter().map(String::as_str).collect();
    assert_eq!(every_round(&completion, rounds, on, &before, 2), 6 * (3 + 9 + 27));
}
