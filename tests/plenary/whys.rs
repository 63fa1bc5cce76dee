//! Why something is shown as it is, and what comes next: explanations over desks that the rules filled.

use plenary::journey::event::Event;
use plenary::journey::next::{Hindrance, ahead, natural};
use plenary::journey::recommendation::Stage;
use plenary::journey::reference::Stream;
use plenary::journey::why::{Explanation, Known, Question, clock, everything, explain};

use crate::desk::{DCC, Desk, HOME, LEAD, OWNER, READER, day};

/// Asks about `SOC22-1` on a day.
fn asked(desk: &Desk, question: &Question, today: &str) -> Option<Explanation> {
    with(desk, today, |known| explain(question, known))
}

fn with<T>(desk: &Desk, today: &str, ask: impl Fn(&Known) -> T) -> T {
    let stream: Stream = "SOC22-1".parse().unwrap();
    let history: Vec<Event> = desk.events.iter().filter(|event| event.stream == stream).cloned().collect();
    let (stands, today) = (desk.first(), day(today));
    let ahead = ahead(&desk.state, stands, LEAD, today);
    ask(&Known {
        recommendation: stands,
        inspection: Some(desk.inspection("SOC22")),
        register: &desk.state.register,
        history: &history,
        last_meeting: Some(("M2", day("2023-03-02"))),
        ahead: ahead.as_ref(),
        today,
    })
}

fn input<'a>(told: &'a Explanation, name: &str) -> &'a str {
    let found = told.inputs.iter().find(|input| input.name == name);
    &found.unwrap_or_else(|| panic!("no `{name}` in {told:#?}")).value
}

#[test]
fn a_rating_is_the_worst_of_the_unfinished_actions_and_says_who_gave_it() {
    let mut desk = Desk::at(Stage::Governance);
    let on = "2023-02-01";
    desk.ask(LEAD, on, "agree SOC22-1 'Train them' --owner 'P. Owner' --target 2023-09-30");
    desk.ask(OWNER, on, "update SOC22-1.a 'nobody applied' --rating RED --why 'pay'");
    desk.ask(OWNER, on, "update SOC22-1.b 'going well' --rating AMBER");
    let told = asked(&desk, &Question::Rating(None), on).unwrap();
    assert_eq!(told.answer, "R RED is the worst rating among its unfinished actions");
    assert_eq!(input(&told, "SOC22-1.a"), "R RED, given by O. Owner on 1 Feb 2023");
    assert_eq!(input(&told, "RED means"), "what RED means");
    assert_eq!(told.source, "the scheme “Scheme for tests”");
    let told = asked(&desk, &Question::Rating(Some("b".parse().unwrap())), on).unwrap();
    assert_eq!(told.answer, "A AMBER, given by O. Owner on 1 Feb 2023");
    assert_eq!(told.dates.len(), 1);
    assert_eq!(asked(&Desk::at(Stage::Governance), &Question::Rating(None), on), None, "nobody rated it");
}

#[test]
fn late_due_soon_and_no_target_are_three_different_things() {
    let desk = Desk::at(Stage::Governance);
    let answer = |today| asked(&desk, &Question::Target(None), today).unwrap().answer;
    assert_eq!(answer("2023-02-01"), "not due yet, in 149 days, promised for 30 Jun 2023");
    assert_eq!(answer("2023-06-20"), "due soon, in 10 days, promised for 30 Jun 2023");
    assert_eq!(answer("2023-06-30"), "due today, promised for 30 Jun 2023");
    assert_eq!(answer("2023-07-01"), "OVERDUE by 1 day, promised for 30 Jun 2023");
    let mut bare = Desk::received();
    bare.ask(LEAD, "2023-01-11", "hold SOC22-1 --attendee 'A. Lead'");
    let told = asked(&bare, &Question::Target(None), "2023-02-01").unwrap();
    assert_eq!(told.answer, "no target: no action has been agreed");
}

#[test]
fn the_trail_of_a_date_tells_every_move_with_who_and_why() {
    let mut desk = Desk::at(Stage::Governance);
    desk.ask(OWNER, "2023-02-01", "target SOC22-1.a 2023-07-31 --why 'vetting'");
    desk.ask(OWNER, "2023-02-02", "target SOC22-1.a 2023-12-01 --why 'more vetting'");
    desk.ask(DCC, "2023-02-03", "grant SOC22-1.a");
    let told = asked(&desk, &Question::Target(Some("a".parse().unwrap())), "2023-02-03").unwrap();
    assert!(told.answer.ends_with("; 3rd date, +154 days"), "{}", told.answer);
    assert_eq!(input(&told, "first agreed"), "30 Jun 2023");
    let moves: Vec<_> = told.dates.iter().map(|dated| dated.what.as_str()).collect();
    assert_eq!(
        moves,
        [
            "a agreed for 30 Jun 2023, by A. Lead",
            "moved from 30 Jun 2023 to 31 Jul 2023 (+31 days) by O. Owner: vetting",
            "extension to 1 Dec 2023 asked by O. Owner: more vetting",
            "moved from 31 Jul 2023 to 1 Dec 2023 (+123 days) by O. Owner, granted by T. Deputy on 3 Feb 2023 (unsigned): more vetting",
            "the target",
        ]
    );
}

#[test]
fn the_clock_counts_56_days_beginning_with_publication() {
    let mut desk = Desk::received();
    let inspection = desk.inspection("SOC22");
    let told = |today| clock(inspection, HOME, day(today));
    assert_eq!(told("2022-12-07").answer, "55 days left");
    assert_eq!(input(&told("2022-12-07"), "today"), "7 Dec 2022, day 1 of 56");
    assert_eq!(told("2023-01-31").answer, "today is the last day");
    assert_eq!(input(&told("2023-01-31"), "today"), "31 Jan 2023, day 56 of 56");
    assert_eq!(told("2023-02-02").answer, "2 days past the last day");
    assert!(told("2023-01-01").source.contains("55(5A)"));
    assert_eq!(told("2023-01-01").dates.last().unwrap().day, day("2023-01-31"));
    desk.ask(LEAD, "2022-12-14", "inspection add 'The force itself' --code FOR22 --published 2022-12-14");
    desk.ask(LEAD, "2022-12-14", "response same SOC22 FOR22 --why 'word for word'");
    let told = clock(desk.inspection("SOC22"), HOME, day("2023-01-01"));
    assert!(told.answer.contains("FOR22"), "{}", told.answer);
}

#[test]
fn a_stage_tells_what_brought_it_there_and_what_is_in_the_way() {
    let told = asked(&Desk::at(Stage::Governance), &Question::Stage, "2023-03-02").unwrap();
    assert_eq!(told.answer, "outcome approved by the DCC (unsigned) by T. Deputy on 19 Jan 2023");
    assert_eq!(input(&told, "next"), "a governance meeting considers it complete");
    assert_eq!(input(&told, "in the way"), "not finished: `a`");
    assert!(input(&told, "hint").contains("plenary finish SOC22-1.a"));
    let stages: Vec<_> = told.dates.iter().map(|dated| dated.what.split(':').next().unwrap()).collect();
    assert_eq!(stages, ["Received", "Plenary", "Approval", "Governance"]);
}

#[test]
fn what_waits_for_the_dcc_and_what_came_back_say_who_and_why() {
    let mut desk = Desk::at(Stage::Governance);
    assert_eq!(asked(&desk, &Question::AskedOfDcc, "2023-02-01"), None);
    desk.ask(OWNER, "2023-02-01", "target SOC22-1.a 2024-06-30 --why 'vetting is slow'");
    let told = asked(&desk, &Question::AskedOfDcc, "2023-02-01").unwrap();
    assert_eq!(told.answer, "extension of a to 30 Jun 2024 waits for the DCC");
    assert!(told.dates[0].what.ends_with("by O. Owner: vetting is slow"), "{:?}", told.dates);
}

#[test]
fn quiet_is_since_the_last_governance_meeting() {
    let mut desk = Desk::at(Stage::Governance);
    let answer = |desk: &Desk| asked(desk, &Question::Quiet, "2023-04-01").unwrap().answer;
    assert_eq!(answer(&desk), "quiet: nothing was ever heard of it, also not by M2 of 2 Mar 2023");
    desk.ask(OWNER, "2023-02-01", "update SOC22-1.a 'going well'");
    assert_eq!(answer(&desk), "quiet since 1 Feb 2023, before M2 of 2 Mar 2023");
    desk.ask(OWNER, "2023-03-02", "update SOC22-1.a 'going on'");
    assert_eq!(answer(&desk), "not quiet: heard on 2 Mar 2023, since M2");
}

#[test]
fn everything_that_can_be_explained_is_explained_at_every_stage() {
    for stage in Stage::ALL {
        let all = with(&Desk::at(stage), "2023-12-29", everything);
        assert!(all.len() >= 2, "{stage:?}");
        for told in all {
            assert!(!told.answer.is_empty() && !told.rule.is_empty() && !told.source.is_empty(), "{told:#?}");
            assert!(told.dates.is_sorted_by_key(|dated| dated.day), "{told:#?}");
        }
    }
}

#[test]
fn the_next_natural_thing_is_the_persons_own_and_first() {
    let first = |stage, actor| {
        let desk = Desk::at(stage);
        natural(&desk.state, desk.first(), actor, desk.today).first().copied()
    };
    assert_eq!(first(Stage::Received, LEAD), Some("hold"));
    assert_eq!(first(Stage::Plenary, LEAD), Some("report"));
    assert_eq!(first(Stage::Approval, DCC), Some("approve"));
    assert_eq!(first(Stage::Governance, OWNER), Some("update"));
    assert_eq!(first(Stage::SignOff, DCC), Some("evidence accept"), "nothing is signed off without it");
    assert_eq!(first(Stage::Submission, LEAD), Some("submit"));
    assert_eq!(first(Stage::Closed, LEAD), Some("reopen"));
    for stage in Stage::ALL {
        assert_eq!(first(stage, READER), None, "{stage:?}: a reader records nothing");
    }
}

#[test]
fn everything_that_is_called_natural_is_granted_and_nothing_is_named_twice() {
    for stage in Stage::ALL {
        let desk = Desk::at(stage);
        for actor in [LEAD, OWNER, DCC] {
            let verbs = natural(&desk.state, desk.first(), actor, desk.today);
            let once: std::collections::BTreeSet<_> = verbs.iter().collect();
            assert_eq!(once.len(), verbs.len(), "{verbs:?}");
            assert!(!verbs.contains(&"approve") || (stage == Stage::Approval && actor == DCC), "{verbs:?}");
        }
    }
}

#[test]
fn where_nobody_holds_the_role_that_is_what_stands_in_the_way() {
    let mut desk = Desk::at(Stage::Approval);
    for person in &mut desk.state.register.people {
        person.roles.retain(|held| held.role != plenary::journey::people::Role::Approver);
    }
    let ahead = ahead(&desk.state, desk.first(), LEAD, desk.today).unwrap();
    assert!(matches!(ahead.hindered, Some(Hindrance::Nobody(_))), "{ahead:?}");
}

#[test]
fn the_trail_of_one_day_stands_in_the_order_of_the_record_and_the_target_last() {
    let mut desk = Desk::at(Stage::Governance);
    let on = "2023-07-20";
    for (who, line) in [
        (OWNER, "target SOC22-1.a 2023-12-31 --why 'vetting is slow'"),
        (DCC, "refuse SOC22-1.a --why 'start earlier'"),
        (OWNER, "target SOC22-1.a 2024-01-31 --why 'vetting is slower'"),
        (DCC, "grant SOC22-1.a"),
        (OWNER, "target SOC22-1.a 2023-07-10 --why 'it was done then'"),
    ] {
        desk.ask(who, on, line);
    }
    let told = asked(&desk, &Question::Target(Some("a".parse().unwrap())), on).unwrap();
    let begins = [
        "a agreed for 30 Jun 2023",
        "extension to 31 Dec 2023 asked by O. Owner: vetting is slow",
        "extension to 31 Dec 2023 refused by T. Deputy (unsigned): start earlier",
        "extension to 31 Jan 2024 asked by O. Owner: vetting is slower",
        "moved from 30 Jun 2023 to 31 Jan 2024",
        "moved from 31 Jan 2024 to 10 Jul 2023",
        "the target",
    ];
    assert_eq!(told.dates.len(), begins.len(), "{told:#?}");
    for (line, begins) in told.dates.iter().zip(begins) {
        assert!(line.what.starts_with(begins), "{begins}: {told:#?}");
    }
}
