//! The desk on the command line: what waits, one item whole, looks, and one decision on several.

use crate::binary::{Binary, DCC, LEAD, OWNER};
use crate::desk::{self, Desk, day};
use plenary::journey::deciding::{Matter, Pressing};
use plenary::journey::recommendation::Stage;
use serde_json::Value;

/// Two outcomes wait for approval, and a later date.
fn waiting() -> Binary {
    let mut binary = Binary::governed();
    binary.on = "2023-01-20";
    for reference in ["SOC22-2", "SOC22-3"] {
        let add =
            "recommendation add SOC22 'Use every team' --kind recommendation --addressee 'Cleveland Police'";
        binary.ask(add).done();
        binary.ask(&format!("hold {reference} --attendee 'A. Lead'"));
        binary.ask(&format!("position {reference} accepted"));
        binary.ask(&format!("agree {reference} 'Do it' --owner '{OWNER}' --target 2023-06-30"));
        binary.ask(&format!("report {reference}")).done();
    }
    binary
}

fn refs(binary: &Binary, actor: &str) -> Vec<String> {
    let all = binary.ask_as(actor, "desk --json").json();
    all.as_array().unwrap().iter().map(|one| one["ref"].as_str().unwrap().to_string()).collect()
}

#[test]
fn the_desk_lists_what_waits_for_whoever_asks() {
    let binary = waiting();
    assert_eq!(refs(&binary, DCC), ["SOC22-2", "SOC22-3"]);
    assert_eq!(refs(&binary, LEAD), Vec::<String>::new());
    assert!(binary.ask_as(LEAD, "desk").done().contains("nothing waits for your decision"));
    let list = binary.ask_as(DCC, "desk --plain").done();
    assert!(list.contains("SOC22-2 asks: approval of the outcome (accepted), reported by A. Lead"), "{list}");
    let csv = binary.ask_as(DCC, "desk --csv").done();
    assert!(csv.starts_with("ref,asks_for,asked_by,since,why_here,text"), "{csv}");
}

#[test]
fn an_item_is_told_whole_and_the_next_look_tells_what_is_new() {
    let binary = waiting();
    let first = binary.ask_as(DCC, "desk SOC22-2").done();
    assert!(first.contains("1 of 2") && first.contains("this is your first look at it"), "{first}");
    binary.ask("amend SOC22-2 'Use all teams' --why 'the report was corrected'").done();
    let again = binary.ask_as(DCC, "desk soc22-2").done();
    assert!(again.contains("Changed since you last looked"), "{again}");
    assert!(again.contains("1 other entry") && again.contains("words amended to: Use all teams"), "{again}");
    let none = binary.ask_as(DCC, "desk 1").done();
    assert!(none.contains("\n  nothing\n"), "{none}");
    let told = binary.ask_as(DCC, "desk SOC22-3 --json").json();
    assert_eq!(told["ref"], "SOC22-3");
    assert!(told["sections"].as_array().unwrap().iter().any(|one| one["head"] == "Dissent"));
    let refused = binary.ask_as(DCC, "desk SOC22-1").refused();
    assert!(refused.contains("`SOC22-1` does not wait for your decision"), "{refused}");
}

#[test]
fn whoever_decided_on_an_item_has_looked_at_it_and_only_what_came_after_is_new() {
    let binary = waiting();
    binary.ask_as(DCC, "return SOC22-2 --why 'Say more'").done();
    binary.ask(&format!("agree SOC22-2 'Do it twice' --owner '{OWNER}' --target 2023-07-31")).done();
    binary.ask("report SOC22-2").done();
    let again = binary.ask_as(DCC, "desk SOC22-2").done();
    let (_, changed) =
        again.split_once("Changed since you last looked (20 Jan 2023)").expect("no first look");
    assert!(changed.starts_with("\n  2 other entries\n"), "{changed}");
    assert!(changed.contains("action b agreed") && !changed.contains("position taken"), "{changed}");
    assert!(binary.ask_as(DCC, "desk SOC22-3").done().contains("first look"), "nobody decided on it");
}

#[test]
fn a_past_desk_is_read_and_no_look_of_it_is_kept() {
    let binary = waiting();
    let past = binary.ask_as(DCC, "desk SOC22-2 --as-at 2023-01-20").done();
    assert!(!past.contains("Changed"), "{past}");
    assert!(binary.ask_as(DCC, "desk SOC22-2").done().contains("first look"));
}

#[test]
fn several_are_decided_together_only_after_their_list_was_read() {
    let binary = waiting();
    let events = binary.history().len();
    let unread = binary.ask_as(DCC, "approve SOC22-2 SOC22-3").misused();
    assert!(unread.contains("read it with `--dry-run`, then add `--yes`"), "{unread}");
    let list = binary.ask_as(DCC, "approve SOC22-2 SOC22-3 --dry-run").done();
    assert!(list.contains("would record: SOC22-2") && list.contains("would record: SOC22-3"), "{list}");
    assert_eq!(binary.history().len(), events);
    let done = binary.ask_as(DCC, "approve SOC22-2 SOC22-3 --yes").done();
    assert!(done.contains("SOC22-2: recorded") && done.contains("SOC22-3: recorded"), "{done}");
    assert_eq!(binary.history().len(), events + 2);
}

#[test]
fn one_of_several_that_is_refused_leaves_the_others_decided_and_is_told() {
    let binary = waiting();
    let answer = binary.ask_as(DCC, "approve SOC22-2 SOC22-1 SOC22-3 --yes --json");
    assert_eq!(answer.code, Some(1), "{answer:?}");
    let told: Value = serde_json::from_str(&answer.out).unwrap();
    let recorded: Vec<_> =
        told.as_array().unwrap().iter().map(|one| one["recorded"].as_bool().unwrap()).collect();
    assert_eq!(recorded, [true, false, true]);
    assert!(answer.err.contains("2 of 3 were recorded"), "{answer:?}");
    assert_eq!([binary.stage("SOC22-2"), binary.stage("SOC22-3")], ["Governance", "Governance"]);
}

#[test]
fn a_later_date_and_a_closing_are_not_decided_together() {
    let binary = waiting();
    let unlike = binary.ask_as(DCC, "grant SOC22-1.a SOC22-2 --yes").misused();
    assert!(unlike.contains("later dates and closings are not decided together"), "{unlike}");
}

#[test]
fn other_positions_and_what_the_decider_asks_about_are_not_decided_together() {
    let binary = waiting();
    binary.ask_as(DCC, "return SOC22-3 --why 'say more'").done();
    binary.ask("position SOC22-3 accepted-in-part --why 'half of it is ours'").done();
    binary.ask("report SOC22-3").done();
    let mixed = binary.ask_as(DCC, "approve SOC22-2 SOC22-3 --dry-run").refused();
    assert!(
        mixed.contains("SOC22-3: only what has the same position is decided together: accepted"),
        "{mixed}"
    );
    binary.ask_as(DCC, "question ask SOC22-2 'who pays?'").done();
    let asked = binary.ask_as(DCC, "approve SOC22-3 SOC22-2 --yes").refused();
    assert!(asked.contains("your question on SOC22-2 is not answered: decide it by itself"), "{asked}");
    binary.ask_as(DCC, "approve SOC22-2").done();
}

fn pressing(desk: &Desk, matter: &Matter, today: &str) -> Pressing {
    let person = desk.state.register.person(desk::DCC).unwrap();
    Pressing::of(matter, desk.first(), person, day(today), 14)
}

#[test]
fn the_most_pressing_stands_first_and_says_why() {
    let mut desk = Desk::at(Stage::SignOff);
    let reason = |desk: &Desk, today: &str| pressing(desk, &Matter::SignOff, today).words(day(today));
    assert_eq!(reason(&desk, "2023-03-03"), "waits since 2 Mar 2023, 1 day");
    desk.ask(desk::DCC, "2023-03-03", "question ask SOC22-1 'who pays?'");
    assert_eq!(reason(&desk, "2023-03-05"), "a question of 3 Mar 2023 waits for an answer");
    desk.ask(desk::LEAD, "2023-03-04", "question answer SOC22-1 'the force'");
    assert_eq!(reason(&desk, "2023-03-05"), "your question was answered on 4 Mar 2023");
    let order = [
        Pressing::DeadlinePassed(day("2023-03-01")),
        Pressing::TargetPassed(day("2023-01-01")),
        Pressing::DeadlineSoon(day("2023-03-10")),
        Pressing::Answered(day("2023-01-01")),
        Pressing::Waits(day("2022-01-01")),
        Pressing::Waits(day("2022-01-02")),
        Pressing::Questioned(day("2020-01-01")),
    ];
    assert!(order.is_sorted(), "the tiers stand before the days");
}

#[test]
fn a_matter_is_for_the_role_on_the_day_and_never_for_whoever_asked() {
    let desk = Desk::at(Stage::SignOff);
    let person = |name: &str| desk.state.register.person(name).unwrap();
    let is_for = |name: &str, on: &str| Matter::SignOff.is_for(desk.first(), person(name), day(on));
    assert!(is_for(desk::DCC, "2023-03-09") && is_for(desk::ACTING, "2023-03-09"));
    assert!(!is_for(desk::ACTING, "2023-04-01"), "the acting DCC's days are over");
    assert!(!is_for(desk::LEAD, "2023-03-09"));
    assert!(Matter::SignOff.is_own(desk.first(), person(desk::LEAD)));
    assert!(!Matter::SignOff.is_own(desk.first(), person(desk::EVERYTHING)));
}
