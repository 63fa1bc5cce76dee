//! Dates as promises: who may grant a later date by the scheme's steps, and what stays in the trail.

use plenary::briefing::case::trail_lines;
use plenary::briefing::diff::Diff;
use plenary::briefing::scheme::told;
use plenary::journey::recommendation::{Stage, trail};
use plenary::journey::refusal::Reason;
use plenary::journey::scheme::{ExtensionPolicy, Granter, Scheme, Step};
use plenary::ledger::past::Moment;
use plenary::ledger::standing::tallies::Dates;

use crate::desk::{DCC, Desk, EVERYTHING, LEAD, OTHER_LEAD, OWNER, day, scheme};

fn step(moves: Option<i64>, days: Option<i64>, granted_by: Granter) -> Step {
    Step { moves, days, granted_by }
}

/// The first move within a month needs nobody; up to three within a hundred days a lead; others the DCC.
fn in_steps() -> ExtensionPolicy {
    let steps = vec![
        step(Some(1), Some(30), Granter::Nobody),
        step(Some(3), Some(100), Granter::Lead),
        step(None, Some(200), Granter::Approver),
    ];
    ExtensionPolicy { free_moves: 0, free_days: 0, steps }
}

fn governed() -> Desk {
    let mut desk = Desk::at(Stage::Governance);
    desk.state.register.scheme.extension = in_steps();
    desk
}

fn move_to(desk: &mut Desk, actor: &str, on: &str, to: &str) {
    desk.ask(actor, on, &format!("target SOC22-1.a {to} --why 'vetting is slow'"));
}

#[test]
fn the_first_step_that_covers_a_move_says_who_grants_it() {
    let granters = [(0, 30), (0, 31), (1, 10), (2, 100), (2, 101), (3, 10), (9, 900)];
    let policy = in_steps();
    let [nobody, first, second, third, far, fourth, ninth] =
        granters.map(|(moves, days)| policy.granter(moves, days));
    assert_eq!(nobody, Granter::Nobody);
    assert_eq!([first, second, third], [Granter::Lead, Granter::Lead, Granter::Lead]);
    assert_eq!([far, fourth, ninth], [Granter::Approver, Granter::Approver, Granter::Approver]);
}

#[test]
fn a_move_within_the_first_step_needs_nobody() {
    let mut desk = governed();
    move_to(&mut desk, OWNER, "2023-05-01", "2023-07-30");
    assert_eq!((desk.last(), desk.action("SOC22-1.a").target), ("TargetMoved", day("2023-07-30")));
}

#[test]
fn a_lead_other_than_the_asker_grants_what_the_scheme_leaves_to_leads() {
    let mut desk = governed();
    move_to(&mut desk, LEAD, "2023-05-01", "2023-09-30");
    assert_eq!(desk.last(), "ExtensionAsked");
    let own = desk.refused(LEAD, "2023-05-02", "grant SOC22-1.a");
    assert_eq!(own.reason, Reason::OwnExtension(LEAD.into()));
    assert_eq!(own.hint().unwrap(), "another lead, or the DCC, must decide; see `plenary people`");
    assert!(matches!(desk.refused(OWNER, "2023-05-02", "grant SOC22-1.a").reason, Reason::LacksRole { .. }));
    desk.ask(OTHER_LEAD, "2023-05-02", "grant SOC22-1.a");
    let action = desk.action("SOC22-1.a");
    assert_eq!(action.target, day("2023-09-30"));
    assert_eq!(action.moves[0].granted.as_ref().unwrap().by, OTHER_LEAD);
}

#[test]
fn the_dcc_may_grant_what_a_lead_may() {
    let mut desk = governed();
    move_to(&mut desk, OWNER, "2023-05-01", "2023-09-30");
    desk.ask(DCC, "2023-05-02", "grant SOC22-1.a");
    assert_eq!(desk.action("SOC22-1.a").target, day("2023-09-30"));
}

#[test]
fn a_lead_does_not_grant_what_the_scheme_leaves_to_the_dcc() {
    let mut desk = governed();
    move_to(&mut desk, OWNER, "2023-05-01", "2023-12-01");
    let on = day("2023-05-02");
    for line in ["grant SOC22-1.a", "refuse SOC22-1.a --why 'no'"] {
        let refusal = desk.refused(LEAD, "2023-05-02", line);
        assert_eq!(refusal.reason, Reason::NoAuthority { actor: LEAD.into(), on });
    }
    desk.ask(LEAD, "2023-05-02", "withdraw SOC22-2 --why 'the post is gone'");
    let closing = desk.refused(OTHER_LEAD, "2023-05-02", "grant SOC22-2");
    assert_eq!(closing.reason, Reason::NoAuthority { actor: OTHER_LEAD.into(), on });
}

/// The role is judged on the day of the decision: a lead who was none on it has no say.
#[test]
fn whoever_grants_holds_the_role_on_the_day_of_the_decision() {
    let mut desk = governed();
    move_to(&mut desk, OWNER, "2023-05-01", "2023-09-30");
    desk.ask(LEAD, "2023-05-03", "people end 'B. Second' lead");
    let late = desk.refused(OTHER_LEAD, "2023-05-04", "grant SOC22-1.a");
    assert!(matches!(late.reason, Reason::LacksRole { .. }), "{late}");
    desk.ask(OTHER_LEAD, "2023-05-02", "grant SOC22-1.a");
}

/// Another scheme does not change for whom something waits that was asked before.
#[test]
fn what_was_asked_waits_for_whom_it_was_asked_of() {
    let mut desk = governed();
    move_to(&mut desk, OWNER, "2023-05-01", "2023-09-30");
    desk.state.register.scheme.extension = ExtensionPolicy::default();
    let waits = desk.refused(OWNER, "2023-05-02", "target SOC22-1.a 2023-10-01 --why 'slower'");
    assert_eq!(waits.reason, Reason::ExtensionWaits(day("2023-09-30"), Granter::Lead));
    assert_eq!(
        waits.to_string(),
        "`SOC22-1.a` cannot have its target moved: an extension to 30 Sep 2023 waits for another governance lead"
    );
    desk.ask(OTHER_LEAD, "2023-05-02", "grant SOC22-1.a");
}

#[test]
fn what_was_asked_and_refused_stays_in_the_trail() {
    let mut desk = governed();
    move_to(&mut desk, OWNER, "2023-05-01", "2023-09-30");
    desk.ask(LEAD, "2023-05-03", "refuse SOC22-1.a --why 'start earlier'");
    move_to(&mut desk, OWNER, "2023-05-04", "2023-07-15");
    move_to(&mut desk, EVERYTHING, "2023-05-05", "2023-12-01");
    let action = desk.action("SOC22-1.a");
    assert_eq!(action.trail().as_deref(), Some("2nd date, +15 days"));
    assert_eq!(
        trail_lines(action),
        [
            "extension to 30 Sep 2023 asked by O. Owner on 1 May 2023: vetting is slow",
            "extension to 30 Sep 2023 refused by A. Lead on 3 May 2023 (unsigned): start earlier",
            "moved from 30 Jun 2023 to 15 Jul 2023 by O. Owner: vetting is slow",
            "extension to 1 Dec 2023 waits for the DCC, asked by H. Everything on 5 May 2023: vetting is slow",
        ]
    );
    let mut dates = Dates::default();
    dates.count(action);
    assert_eq!(dates, Dates { moved: 1, moves: 1, days_later: 15, days_earlier: 0, refused: 1, refusals: 1 });
}

#[test]
fn a_date_that_was_brought_forward_hides_no_slip() {
    let mut desk = governed();
    move_to(&mut desk, OWNER, "2023-05-01", "2023-07-20");
    move_to(&mut desk, OWNER, "2023-05-02", "2023-05-20");
    let action = desk.action("SOC22-1.a");
    assert_eq!(action.trail().as_deref(), Some("3rd date, -41 days"));
    let mut dates = Dates::default();
    dates.count(action);
    assert_eq!((dates.moves, dates.days_later, dates.days_earlier), (2, 20, 61));
    assert_eq!(
        plenary::briefing::owners::dates(&dates),
        "1 action has a moved date: 2 moves, 20 days later, 61 days earlier"
    );
}

#[test]
fn a_trail_is_always_said_in_the_same_words() {
    let said =
        [(1, 61), (2, 214), (3, -1), (10, 5), (20, 7), (22, 9)].map(|(moves, days)| trail(moves, days));
    let said: Vec<_> = said.into_iter().flatten().collect();
    assert_eq!(
        said,
        [
            "2nd date, +61 days",
            "3rd date, +214 days",
            "4th date, -1 day",
            "11th date, +5 days",
            "21st date, +7 days",
            "23rd date, +9 days",
        ]
    );
    assert_eq!(trail(0, 0), None);
}

#[test]
fn a_wrong_policy_names_all_its_problems() {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/data/scheme.toml")).unwrap();
    let wrong = "[extension]
free_moves = 1
free_days = -3

[[extension.steps]]
moves = 0
granted_by = \"lead\"

[[extension.steps]]
days = 30
granted_by = \"nobody\"

[[extension.steps]]
moves = 2
days = 20
granted_by = \"boss\"
";
    let (before, after) = text.split_once("[extension]").unwrap();
    let after = &after[after.find("[[levels]]").unwrap()..];
    let scheme: Scheme = toml::from_str(&format!("{before}{wrong}{after}")).unwrap();
    assert_eq!(
        scheme.problems(),
        [
            "the extension policy has steps, so its `free_moves` and `free_days` say nothing: leave them out",
            "`free_days` is -3; from 0 to 3660 are allowed",
            "step 1 of the extension policy: `moves` is 0; from 1 to 100 are allowed",
            "step 2 of the extension policy: it asks for less than step 1, which comes before it",
            "step 3 of the extension policy: `boss` grants nothing; `granted_by` is one of `nobody`, `lead`, `approver`",
            "step 3 of the extension policy: step 2 covers every move of it already",
        ]
    );
}

#[test]
fn the_policy_is_told_in_words() {
    let words = told(&Scheme { extension: in_steps(), ..scheme() }, 200);
    let (_, dates) = words.split_once("Dates\n").unwrap();
    let lines: Vec<_> = dates.lines().map(str::trim).collect();
    assert_eq!(
        lines[..5],
        [
            "the first move of a target, to at most 30 days past its first date: needs nobody",
            "the first 3 moves of a target, to at most 100 days past its first date: \
             a governance lead other than whoever asks grants it, or the DCC",
            "any move, to at most 200 days past its first date: waits for the DCC",
            "any other later date waits for the DCC",
            "an earlier date needs nobody, nor does going back to the first date or before it",
        ]
    );
    let old = told(&scheme(), 200);
    assert!(
        old.contains("a target moves once without the DCC, to at most 90 days past its first date"),
        "{old}"
    );
    assert!(old.contains("nor does going back to the first date or before it"), "{old}");
}

#[test]
fn what_was_asked_lapses_when_the_action_ends_first() {
    let mut desk = governed();
    move_to(&mut desk, OWNER, "2023-05-01", "2023-12-01");
    desk.ask(OWNER, "2023-05-03", "finish SOC22-1.a --as not-implemented --why 'the post is gone'");
    assert_eq!(
        trail_lines(desk.action("SOC22-1.a")),
        [
            "extension to 1 Dec 2023 asked by O. Owner on 1 May 2023: vetting is slow",
            "extension to 1 Dec 2023 lapsed on 3 May 2023: the action ended first",
        ]
    );
}

#[test]
fn what_was_asked_lapses_when_the_recommendation_is_closed_first_and_is_asked_anew_once_it_is_reopened() {
    let mut desk = governed();
    move_to(&mut desk, OWNER, "2023-05-01", "2023-12-01");
    let asked = desk.clone();
    desk.ask(LEAD, "2023-05-02", "withdraw SOC22-1 --why 'the post is gone'");
    desk.ask(DCC, "2023-05-03", "grant SOC22-1");
    let lapsed = [
        "extension to 1 Dec 2023 asked by O. Owner on 1 May 2023: vetting is slow",
        "extension to 1 Dec 2023 lapsed on 3 May 2023: the recommendation was closed first",
    ];
    assert_eq!(trail_lines(desk.action("SOC22-1.a")), lapsed);
    let told = changed(&asked, &desk);
    let answered = "answered: a later date, 1 Dec 2023, lapsed: the recommendation was closed first";
    assert!(told.iter().any(|line| line == answered), "{told:#?}");
    desk.ask(LEAD, "2023-05-04", "reopen SOC22-1 --why 'the post is back'");
    assert_eq!(trail_lines(desk.action("SOC22-1.a")), lapsed);
    desk.refused(DCC, "2023-05-05", "grant SOC22-1.a");
    move_to(&mut desk, OWNER, "2023-05-06", "2023-12-01");
    assert_eq!(desk.last(), "ExtensionAsked");
}

/// What is told to have changed on the desk since it stood otherwise, as `sort: what`.
fn changed(before: &Desk, after: &Desk) -> Vec<String> {
    let at = |day: chrono::NaiveDate| Moment { day, meetings: Vec::new(), known_at: None };
    let diff = Diff::between(&before.state, &after.state, at(day("2023-04-01")), at(day("2023-12-29")));
    diff.changes.iter().map(|change| format!("{}: {}", change.sort.words(), change.what())).collect()
}

#[test]
fn an_action_that_was_agreed_in_a_period_tells_what_happened_to_it_since() {
    let mut desk = governed();
    let before = desk.clone();
    desk.ask(LEAD, "2023-04-02", "agree SOC22-1 'Train them' --owner 'O. Owner' --target 2023-06-30");
    let letter = desk.first().actions.last().unwrap().letter.clone();
    let target = |to: &str| format!("target SOC22-1.{letter} {to} --why 'vetting is slow'");
    desk.ask(OWNER, "2023-05-01", &target("2023-07-15"));
    desk.ask(OWNER, "2023-05-02", &target("2023-12-01"));
    desk.ask(DCC, "2023-05-03", &format!("refuse SOC22-1.{letter} --why 'start earlier'"));
    desk.ask(OWNER, "2023-05-04", &target("2023-07-30"));
    desk.ask(OTHER_LEAD, "2023-05-05", &format!("grant SOC22-1.{letter}"));
    desk.ask(
        OWNER,
        "2023-05-06",
        &format!("finish SOC22-1.{letter} --as not-implemented --why 'the post is gone'"),
    );
    let told = changed(&before, &desk);
    for expected in [
        "action agreed: O. Owner, by 30 Jun 2023: Train them",
        "date moved: 30 Jun 2023 to 30 Jul 2023 in 2 moves, +30 days",
        "refused: a later date, 1 Dec 2023, by T. Deputy (unsigned): start earlier",
        "answered: a later date, 30 Jul 2023, granted by B. Second (unsigned)",
        "action ended: not implemented",
    ] {
        assert!(told.iter().any(|line| line == expected), "{expected} is not in {told:#?}");
    }
}

#[test]
fn a_request_that_waits_is_told_apart_from_one_that_was_answered() {
    let mut desk = governed();
    let before = desk.clone();
    move_to(&mut desk, OWNER, "2023-05-01", "2023-12-01");
    desk.ask(LEAD, "2023-05-02", "withdraw SOC22-2 --why 'the post is gone'");
    let asked = desk.clone();
    let told = changed(&before, &asked);
    assert!(told.contains(&"asked of DCC: a later date, 1 Dec 2023".to_string()), "{told:#?}");
    assert_eq!(told.iter().filter(|line| line.starts_with("asked of DCC")).count(), 2, "{told:#?}");
    desk.ask(DCC, "2023-05-03", "refuse SOC22-1.a --why 'start earlier'");
    desk.ask(DCC, "2023-05-03", "refuse SOC22-2 --why 'it is needed'");
    let told = changed(&asked, &desk);
    let refused: Vec<_> = told.iter().filter(|line| line.starts_with("refused: ")).collect();
    assert_eq!(refused.len(), 2, "{told:#?}");
    assert!(!told.iter().any(|line| line.starts_with("asked of DCC")), "{told:#?}");
}

#[test]
fn a_closure_that_was_asked_and_refused_within_one_period_is_told() {
    let mut desk = governed();
    let before = desk.clone();
    desk.ask(LEAD, "2023-05-02", "withdraw SOC22-1 --why 'the post is gone'");
    desk.ask(DCC, "2023-05-03", "refuse SOC22-1 --why 'it is needed'");
    let refused = "refused: to end as no longer applicable, by T. Deputy (unsigned): it is needed";
    assert_eq!(changed(&before, &desk), [refused]);
    let asked_once = desk.clone();
    desk.ask(LEAD, "2023-05-04", "withdraw SOC22-1 --why 'the post is gone'");
    assert_eq!(changed(&before, &desk), ["asked of DCC: to end as no longer applicable", refused]);
    let asked_again = desk.clone();
    desk.ask(DCC, "2023-05-05", "grant SOC22-1");
    let answered = "answered: to end as no longer applicable: closed";
    assert!(changed(&asked_again, &desk).contains(&answered.to_string()));
    assert!(!changed(&asked_once, &desk).iter().any(|line| line.starts_with("refused")));
}

#[test]
fn going_back_to_the_date_first_agreed_needs_nobody() {
    let mut desk = governed();
    desk.state.register.scheme.extension.steps.truncate(0);
    move_to(&mut desk, OWNER, "2023-05-01", "2023-05-20");
    move_to(&mut desk, OWNER, "2023-05-02", "2023-06-30");
    assert_eq!((desk.last(), desk.action("SOC22-1.a").target), ("TargetMoved", day("2023-06-30")));
    move_to(&mut desk, OWNER, "2023-05-03", "2023-07-01");
    assert_eq!(desk.last(), "ExtensionAsked");
}
