//! `plenary undo` and `plenary why`, through the real binary.

use crate::binary::{Binary, DCC, LEAD, OWNER};

#[test]
fn undo_shows_what_puts_the_last_event_right_and_records_it_only_when_told_to() {
    let binary = Binary::governed();
    binary.ask_as(OWNER, "target SOC22-1.a 2023-07-31 --why 'vetting is slow'").done();
    let head = binary.head();
    let told = binary.ask_as(OWNER, "undo").done();
    assert!(told.contains("would record: SOC22-1 target of a moved to 30 Jun 2023 at M2"), "{told}");
    assert!(told.contains("plenary target SOC22-1.a '30 Jun 2023'"), "{told}");
    assert_eq!(binary.head(), head, "nothing is recorded");
    binary.ask_as(OWNER, "undo --yes --dry-run").done();
    assert_eq!(binary.head(), head, "nothing is recorded by a dry run");
    let told = binary.ask_as(OWNER, "undo --yes").done();
    assert!(told.contains("recorded: SOC22-1 target of a moved to 30 Jun 2023 at M2 (corrects"), "{told}");
    let json = binary.plain("show SOC22-1 --json").json();
    assert_eq!(json["detail"]["actions"][0]["target"], "2023-06-30");
}

#[test]
fn a_date_that_lies_in_the_past_is_remarked_when_it_is_recorded_and_before() {
    let binary = Binary::governed();
    let owner = format!("--actor '{OWNER}' --on 2023-03-01");
    let target = format!("{owner} target SOC22-1.a 2023-02-01 --why 'vetting is slow'");
    let note = "note: the new target, 1 Feb 2023, lies in the past: 28 days before 1 Mar 2023";
    let told = binary.plain(&format!("{target} --dry-run")).done();
    assert!(told.contains(note), "{told}");
    assert_eq!(binary.plain(&format!("{target} --json")).json()["remarks"][0], note);
    let planned = |on: &str| {
        binary.plain(&format!("--actor '{LEAD}' --on {on} meeting plan Board --date 2023-02-01")).done()
    };
    let told = planned("2023-03-01");
    assert!(told.contains("note: the meeting's day, 1 Feb 2023, lies in the past: "), "{told}");
    let told = planned("2023-01-20");
    assert!(!told.contains("note: "), "what is put in afterwards was ahead then: {told}");
}

#[test]
fn undo_says_in_words_what_to_do_where_no_request_puts_it_right() {
    let binary = Binary::governed();
    let answer = binary.ask_as(DCC, "undo");
    assert_eq!(answer.code, Some(1));
    assert!(answer.err.contains("no request puts event"), "{}", answer.err);
    assert!(answer.err.contains("hint: an approval stands"), "{}", answer.err);
    let answer = binary.ask_as(OWNER, "undo");
    assert!(answer.err.contains("`O. Wner` recorded nothing within the last hour"), "{}", answer.err);
    let answer = binary.ask("undo --seq 999");
    assert!(answer.err.contains("there is no event 999"), "{}", answer.err);
}

#[test]
fn undo_of_what_had_nothing_before_says_what_to_fill_in() {
    let binary = Binary::governed();
    binary.ask("status SOC22-1 in-review").done();
    let answer = binary.ask("undo");
    assert_eq!(answer.code, Some(2), "{}", answer.err);
    assert!(answer.err.contains("status: is missing"), "{}", answer.err);
    assert!(answer.err.contains("hint: begin with `plenary status SOC22-1"), "{}", answer.err);
}

#[test]
fn undo_of_an_update_says_on_the_same_day_that_it_does_not_hold() {
    let binary = Binary::governed();
    binary.ask_as(OWNER, "update SOC22-1.a 'wrong row'").done();
    let told = binary.ask_as(OWNER, "undo").done();
    assert!(told.contains("Correction: “wrong row” of"), "{told}");
    assert!(told.contains("Nothing had been said before."), "{told}");
    assert!(told.contains(" --on 20"), "{told}");
    binary.ask_as(OWNER, "undo --yes").done();
    let history = binary.plain("history SOC22-1").done();
    assert!(history.contains("wrong row") && history.contains("does not hold"), "{history}");
}

#[test]
fn a_recommendation_that_is_taken_back_is_gone_from_every_list_and_the_log_still_verifies() {
    let binary = Binary::received();
    binary
        .ask("recommendation add SOC22 'Twice' --kind recommendation --addressee 'Cleveland Police'")
        .done();
    binary.ask("undo --yes").done();
    let list = binary.plain("list --all").done();
    assert!(!list.contains("SOC22-2"), "{list}");
    binary.plain("verify --rebuild").done();
    let history = binary.plain("history SOC22-2").done();
    assert!(history.contains("taken back: it was added by mistake"), "{history}");
    assert!(binary.plain("verify").done().contains("standing"), "the standing is what the log says");
}

#[test]
fn why_explains_a_recommendation_an_action_and_a_clock() {
    let binary = Binary::governed();
    binary.ask_as(OWNER, "update SOC22-1.a 'half is counted' --rating AMBER").done();
    let told = binary.ask("why SOC22-1").done();
    for words in [
        "Why is SOC22-1 at Governance?",
        "in the way: not finished: `a`",
        "Why is SOC22-1 AMBER?",
        "You could now: update",
    ] {
        assert!(told.contains(words), "`{words}` is not in\n{told}");
    }
    let told = binary.ask("why SOC22-1.a").done();
    assert!(told.contains("given by O. Wner on 11 Jan 2023 at M2"), "{told}");
    let told = binary.ask("why SOC22 --json").json();
    assert_eq!(told["explanations"][0]["dates"][1]["day"], "2023-01-31");
    assert_eq!(binary.ask("why M2").code, Some(2));
    assert_eq!(binary.ask("why SOC99-1").code, Some(1));
}
