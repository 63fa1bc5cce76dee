//! Undo that fits a record: every kind of event has a request that puts it right, or words that say what to do;
//! and the requests of this round that exist for nothing else.

use std::collections::{BTreeMap, BTreeSet};

use plenary::journey::asking::{Surroundings, VERBS, Verb};
use plenary::journey::correction::{self, Correction, Proposal};
use plenary::journey::event::{Event, What};
use plenary::journey::meeting::Phase;
use plenary::journey::recommendation::Stage;
use plenary::journey::refusal::Reason;
use plenary::journey::request::Request;
use plenary::journey::state::State;

use crate::desk::{DCC, Desk, LEAD, OFFICE, OTHER_LEAD, OWNER, day};
use crate::forms::forms;

/// What stood on an event's own stream before it, as a ledger would find it.
fn before(events: &[Event], at: usize) -> State {
    let mut state = State::default();
    events[..at]
        .iter()
        .filter(|other| other.stream == events[at].stream)
        .for_each(|event| state.evolve(event));
    state
}

/// Every event of every verb at every stage, with what puts it right and the desk as it is after it.
fn all() -> Vec<(Event, Correction, Desk)> {
    let mut found = Vec::new();
    for form in VERBS.iter().flat_map(forms) {
        for (mut desk, decision) in Stage::ALL.into_iter().filter_map(|stage| form.asked_at(stage)) {
            let first = desk.events.len();
            desk.take(decision.unwrap_or_default());
            for at in first..desk.events.len() {
                let correction = correction::of(&desk.events[at], &before(&desk.events, at));
                found.push((desk.events[at].clone(), correction, desk.clone()));
            }
        }
    }
    let opened = Desk::opened();
    for at in 0..opened.events.len() {
        let correction = correction::of(&opened.events[at], &before(&opened.events, at));
        found.push((opened.events[at].clone(), correction, opened.clone()));
    }
    found
}

fn request(desk: &Desk, proposal: &Proposal) -> Option<Request> {
    let taken = |code: &_| desk.state.inspection(code).is_some();
    proposal
        .verb()?
        .request(
            &proposal.answers,
            &Surroundings { today: desk.today, taken: &taken, files: &crate::desk::brought },
        )
        .ok()
}

/// Whether the rules grant a proposal to anybody on the desk on its last day.
fn granted(desk: &Desk, proposal: &Proposal) -> bool {
    let Some(request) = request(desk, proposal) else { return false };
    [LEAD, OTHER_LEAD, DCC, OWNER, OFFICE]
        .iter()
        .any(|actor| desk.decide(actor, "2023-12-29", &request).is_ok())
}

#[test]
fn every_kind_of_event_has_a_request_that_puts_it_right_or_words_that_say_what_to_do() {
    let all = all();
    let seen: BTreeSet<_> = all.iter().map(|(event, ..)| event.what.kind()).collect();
    let unseen: Vec<_> = What::KINDS.iter().filter(|kind| !seen.contains(*kind)).collect();
    assert!(unseen.is_empty(), "nothing was tried for {unseen:?}");
    for (event, correction, _) in &all {
        assert!(!correction.words.is_empty(), "{event:?}");
        assert!(!correction.words.contains("is about something else"), "{event:?}: {}", correction.words);
        for proposal in &correction.proposals {
            let verb = proposal.verb().unwrap_or_else(|| panic!("`{}` is no verb", proposal.verb));
            let command = verb.command(&proposal.answers);
            assert!(command.starts_with(&format!("plenary {}", verb.name)), "{command}");
        }
    }
}

#[test]
fn the_corrections_of_all_kinds_stand_in_one_picture() {
    let mut told: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (event, correction, desk) in &all() {
        let proposals: Vec<_> = correction
            .proposals
            .iter()
            .map(|proposal| match (request(desk, proposal), granted(desk, proposal)) {
                (_, true) => format!("`{}`", proposal.verb),
                (Some(_), false) => format!("`{}` (refused here)", proposal.verb),
                (None, false) => format!("`{}` (to be filled in)", proposal.verb),
            })
            .collect();
        let proposals = if proposals.is_empty() { "words".into() } else { proposals.join(", else ") };
        told.entry(event.what.kind()).or_default().insert(proposals);
    }
    let line = |(kind, ways): (&&str, &BTreeSet<String>)| {
        format!("{kind}: {}\n", ways.iter().cloned().collect::<Vec<_>>().join("; "))
    };
    insta::assert_snapshot!(told.iter().map(line).collect::<String>());
}

#[test]
fn words_that_stand_alone_name_only_commands_that_there_are() {
    for (_, correction, _) in all() {
        for command in correction.words.split('`').filter_map(|words| words.strip_prefix("plenary ")) {
            let words: Vec<_> = command.split(' ').collect();
            let two = words[..words.len().min(2)].join(" ");
            let known = Verb::named(&two).or(Verb::named(words[0])).is_some();
            assert!(known || ["init", "history"].contains(&words[0]), "`plenary {command}`");
        }
    }
}

/// Asks for something and then for what puts it right; gives the desk after both.
fn undone(mut desk: Desk, actor: &str, on: &str, line: &str) -> Desk {
    desk.ask(actor, on, line);
    let at = desk.events.len() - 1;
    let correction = correction::of(&desk.events[at], &before(&desk.events, at));
    let proposal = correction.proposals.first().unwrap_or_else(|| panic!("`{line}` is put right by words"));
    let request = request(&desk, proposal).unwrap_or_else(|| panic!("{proposal:?} is not filled in"));
    desk.grant(actor, on, &request);
    desk
}

#[test]
fn what_was_moved_reassigned_or_amended_is_as_before_and_says_what_it_corrects() {
    let governed = || Desk::at(Stage::Governance);
    let desk = undone(governed(), OWNER, "2023-02-01", "target SOC22-1.a 2023-07-31 --why slow");
    assert_eq!(desk.action("SOC22-1.a").target, day("2023-06-30"));
    assert_eq!(desk.action("SOC22-1.a").moves.len(), 2, "the trail keeps both");
    let why = desk.events.last().unwrap().why.clone();
    assert_eq!(why.as_deref(), Some("corrects “target of a moved to 31 Jul 2023” of 1 Feb 2023"));
    let desk = undone(governed(), LEAD, "2023-02-01", "reassign SOC22-1.a 'P. Owner' --why leave");
    assert_eq!(desk.action("SOC22-1.a").owner, OWNER);
    let desk = undone(governed(), LEAD, "2023-02-01", "amend SOC22-1 'Other words' --why typing");
    assert_eq!(desk.first().text, "Resource financial investigation");
    let desk = undone(governed(), LEAD, "2023-02-01", "level SOC22-1 1");
    assert_eq!(desk.first().level.as_ref().unwrap().code, "2");
}

#[test]
fn what_was_said_is_corrected_on_its_own_day_and_what_was_said_before_holds_with_its_rating() {
    let mut desk = Desk::at(Stage::Governance);
    desk.ask(OWNER, "2023-02-01", "update SOC22-1.a 'going well' --rating AMBER");
    let wrong = "update SOC22-1.a 'all lost' --rating RED --why 'wrong row'";
    let mut mistaken = desk.clone();
    mistaken.ask(OWNER, "2023-02-02", wrong);
    let at = mistaken.events.len() - 1;
    let correction = correction::of(&mistaken.events[at], &before(&mistaken.events, at));
    assert_eq!(correction.proposals[0].on, Some(day("2023-02-02")));
    let desk = undone(desk, OWNER, "2023-02-02", wrong);
    let action = desk.action("SOC22-1.a");
    assert_eq!(action.rating.as_deref(), Some("AMBER"));
    let said =
        "Correction: “all lost” of 2 Feb 2023 does not hold. What was said on 1 Feb 2023 holds: “going well”";
    assert_eq!(action.progress.as_ref().unwrap().text, said);
}

#[test]
fn a_role_an_account_and_a_meeting_go_back() {
    let desk = undone(Desk::opened(), LEAD, "2022-12-02", "people role 'R. Reader' lead");
    assert!(
        !desk
            .state
            .register
            .person("R. Reader")
            .unwrap()
            .holds(plenary::journey::people::Role::Lead, day("2022-12-02"))
    );
    let desk = undone(Desk::opened(), LEAD, "2022-12-02", "people account 'R. Reader' alead");
    assert!(desk.state.register.person("R. Reader").unwrap().accounts.is_empty());
    let meeting = "meeting plan 'Board' --date 2023-04-01";
    let desk = undone(Desk::opened(), LEAD, "2022-12-02", meeting);
    assert_eq!(desk.state.meetings.values().next().unwrap().phase, Phase::Cancelled);
    let mut planned = Desk::opened();
    planned.ask(LEAD, "2022-12-02", meeting);
    let desk = undone(planned, LEAD, "2022-12-02", "meeting move M1 2023-05-01 --why 'no room'");
    assert_eq!(desk.state.meetings.values().next().unwrap().date, day("2023-04-01"));
}

#[test]
fn evidence_that_one_offered_is_taken_back_and_then_counts_for_nothing() {
    let desk = undone(
        Desk::at(Stage::Governance),
        OWNER,
        "2023-02-01",
        "evidence add SOC22-1 'Last year' --kind plan",
    );
    let piece = desk.first().evidence.last().unwrap();
    assert!(piece.taken_back() && piece.accepted.is_none());
    let refused = desk.refused(LEAD, "2023-02-02", "evidence accept E2");
    assert!(refused.to_string().contains("took it back"), "{refused}");
}

#[test]
fn a_recommendation_that_was_added_by_mistake_stands_nowhere_and_its_number_stays_taken() {
    let add = "recommendation add SOC22 'Twice' --kind recommendation --addressee 'Cleveland Police'";
    let mut desk = undone(Desk::received(), LEAD, "2022-12-07", add);
    assert!(!desk.state.recommendations.keys().any(|reference| reference.to_string() == "SOC22-5"));
    assert!(desk.inspection("SOC22").recommendations.iter().all(|listed| listed.reference.number < 5));
    desk.ask(LEAD, "2022-12-07", add);
    assert_eq!(desk.recommendation("SOC22-6").text, "Twice");
    assert!(
        desk.refused(LEAD, "2022-12-08", "level SOC22-5 1").to_string().contains("no such recommendation")
    );
}

#[test]
fn one_on_which_something_was_recorded_is_not_taken_back_and_the_dcc_is_asked_instead() {
    for line in ["status SOC22-2 review", "level SOC22-2 1", "withdraw SOC22-2 --why 'no use'"] {
        let mut desk = Desk::received();
        desk.ask(LEAD, "2023-01-02", line);
        let refused = desk.refused(LEAD, "2023-01-03", "recommendation retract SOC22-2 --why 'twice'");
        assert!(refused.hint().unwrap().contains("plenary withdraw SOC22-2"), "{line}: {refused}");
    }
    let mut answered = Desk::received();
    answered.ask(OFFICE, "2023-01-02", "response answer SOC22-2 'the force recruits'");
    answered.refused(LEAD, "2023-01-03", "recommendation retract SOC22-2 --why 'twice'");
    Desk::at(Stage::Plenary).refused(LEAD, "2023-02-03", "recommendation retract SOC22-1 --why 'twice'");
}

#[test]
fn a_day_of_publication_that_is_corrected_is_counted_from_everywhere() {
    let mut desk = Desk::received();
    let add = "recommendation add SOC22 'Within' --kind recommendation --addressee 'Cleveland Police' --deadline 'within three months'";
    desk.ask(LEAD, "2022-12-08", add);
    let correct =
        "inspection correct SOC22 --published 2022-12-05 --title 'The right title' --why 'the cover says so'";
    desk.ask(LEAD, "2022-12-09", correct);
    let inspection = desk.inspection("SOC22");
    assert_eq!((inspection.title.as_str(), inspection.published), ("The right title", day("2022-12-05")));
    assert_eq!(inspection.clock(day("2022-12-09")).last_day, day("2023-01-29"));
    let within = desk.recommendation("SOC22-5");
    assert_eq!(within.deadline.as_ref().unwrap().date, Some(day("2023-03-05")));
    assert_eq!((within.published, within.first_asked), (day("2022-12-05"), day("2022-12-05")));
    let at = desk.events.len() - 1;
    let correction = correction::of(&desk.events[at], &before(&desk.events, at));
    let back = request(&desk, &correction.proposals[0]).unwrap();
    desk.grant(LEAD, "2022-12-09", &back);
    assert_eq!(desk.inspection("SOC22").clock(day("2022-12-09")).last_day, day("2023-01-31"));
}

#[test]
fn a_day_of_publication_stays_once_the_response_is_out_and_a_title_does_not() {
    let mut desk = Desk::received();
    for number in 1..=3 {
        desk.ask(OFFICE, "2023-01-12", &format!("response answer SOC22-{number} 'the force recruits'"));
    }
    desk.ask(OFFICE, "2023-01-12", "response waive SOC22 --why vacant");
    desk.ask(OFFICE, "2023-01-12", "response publish SOC22 'our site'");
    desk.refused(LEAD, "2023-01-13", "inspection correct SOC22 --published 2022-12-05 --why 'a slip'");
    desk.ask(LEAD, "2023-01-13", "inspection correct SOC22 --title 'The right title' --why 'a slip'");
    assert_eq!(desk.inspection("SOC22").title, "The right title");
}

#[test]
fn a_meeting_that_is_cancelled_is_not_opened_and_one_that_is_held_not_moved() {
    let mut desk = Desk::at(Stage::Governance);
    desk.ask(LEAD, "2023-02-01", "meeting plan 'Board' --date 2023-04-01");
    desk.ask(LEAD, "2023-02-01", "meeting cancel M3 --why 'one is enough'");
    let refused = desk.refused(LEAD, "2023-04-01", "meeting open M3 --attendee 'A. Lead'");
    assert_eq!(refused.to_string(), "`M3` cannot be opened: the meeting is cancelled");
    desk.ask(LEAD, "2023-03-02", "meeting open M2 --attendee 'A. Lead'");
    desk.refused(LEAD, "2023-03-02", "meeting move M2 2023-04-01 --why 'no room'");
    desk.refused(LEAD, "2023-03-02", "meeting cancel M2 --why 'no room'");
}

#[test]
fn what_was_put_in_late_counts_from_its_publication_and_a_publication_never_comes_after_what_happened() {
    let mut desk = Desk::opened();
    let late = "2023-05-01";
    desk.ask(LEAD, late, "inspection add 'An old report' --published 2022-12-07 --code OLD22");
    let added = "recommendation add OLD22 'Count them' --kind recommendation --addressee 'Cleveland Police'";
    desk.ask(LEAD, late, added);
    let stands = |desk: &Desk| desk.recommendation("OLD22-1").clone();
    assert_eq!((stands(&desk).since, stands(&desk).latest), (day("2022-12-07"), day("2022-12-07")));
    desk.ask(LEAD, late, "inspection correct OLD22 --published 2022-12-01 --why 'the cover says so'");
    assert_eq!((stands(&desk).since, stands(&desk).latest), (day("2022-12-01"), day("2022-12-01")));
    desk.ask(LEAD, "2022-12-05", "hold OLD22 --attendee 'A. Lead'");
    let line = "inspection correct OLD22 --published 2022-12-06 --why 'the cover says so'";
    let refused = desk.refused(LEAD, late, line);
    assert_eq!(refused.reason, Reason::BeforePublication(day("2022-12-06")));
    desk.ask(LEAD, late, "inspection correct OLD22 --published 2022-12-05 --why 'the cover says so'");
    assert_eq!(stands(&desk).passages[0].on, day("2022-12-05"));
}
