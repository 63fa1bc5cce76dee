//! Forms: what they know before a word is typed, and what they say while one types.

use super::sample::{self, LEAD};
use super::session::Session;

/// The recommendation at Governance, opened.
fn at_governance() -> Session {
    let mut session = Session::begin(80, 24);
    session.press("l /").write("stage:gov").press("enter enter").sees("SOC22-4  area for");
    session
}

#[test]
fn an_amendment_begins_with_the_old_words_and_keeps_those_that_are_typed() {
    let mut session = at_governance();
    session.ask("amend").sees("Cleveland Police should map the organised crime groups");
    session.press("shift-tab right").sees("SOC22-4.a").sees("▌ SOC22-4.a   appoint and train");
    session.press("tab").sees("▌ appoint and train the people who do it").write(" well");
    session.press("shift-tab left tab").sees("▌ appoint and train the people who do it well");
    session.press("tab").write("one word was missing").press("shift-tab shift-tab right").record();
    session.sees("appoint and train the people who do it well");
}

#[test]
fn what_is_wrong_with_a_field_names_fields_and_no_options() {
    let mut session = at_governance();
    session.ask("evidence add").write("figures").press("tab").write("performance").press("tab tab tab");
    session.write("yes").press("ctrl-s").sees("is said without `file`, the file that is left where it is");
}

#[test]
fn a_reassignment_shows_the_present_owner() {
    let mut session = at_governance();
    session.ask("reassign").sees("SOC22-4.a appoint and train").sees("owner * ▌ now O. Owner");
}

#[test]
fn a_form_without_a_chosen_row_completes_what_it_is_about() {
    let mut session = Session::begin(80, 24);
    session.press("m").ask("level").sees("SOC22-1").write("prisons").sees("▌ prisons").press("tab");
    session.sees("ref SOC22-4 ").press("esc y").ask("update").sees("SOC22-4.a").press("down tab");
    session.sees("ref SOC22-4.a").press("esc y").ask("reopen").sees("SOC22-7");
    assert!(!session.screen().contains("SOC22-2"), "only what is closed can be reopened");
    session.press("esc").ask("hold").sees("SOC22 ").sees("SOC22-1");
}

#[test]
fn esc_leaves_a_form_for_good_and_its_words_are_kept() {
    let mut session = at_governance();
    session.press("g").write("map the prisons").press("esc").sees("y or esc leaves").sees("n stays");
    session.press("esc").sees("SOC22-4  area for").press("g").sees("map the prisons").press("esc n");
    session.sees("▌ map the prisons").press("ctrl-c").sees("would be lost").press("esc");
    assert!(!session.app.is_done(), "where words would be lost esc stays");
    session.sees("▌ map the prisons");
}

#[test]
fn an_answer_that_is_no_choice_is_said_when_the_field_is_left() {
    let mut session = at_governance();
    session.press("u").write("two in post").press("tab").sees("RED, AMBER").write("PURPLE").press("tab");
    session.sees("`PURPLE` is not one of `RED`, `AMBER`");
    session.press("shift-tab ctrl-u").write("gre").sees("GREEN");
}

#[test]
fn a_field_is_emptied_with_one_key() {
    let mut session = at_governance();
    session
        .press("t")
        .write("30 Jun 2032")
        .press("ctrl-u")
        .write("today")
        .sees("▌ today   = Thu 2 Feb 2023, today");
}

#[test]
fn a_long_text_is_read_from_its_beginning_when_its_field_is_left() {
    let mut session = at_governance();
    session.press("u").app.paste("first line\nsecond line\nthird line\nfourth line");
    session.press("tab").sees("first line second line … 2 more");
}

#[test]
fn what_is_finished_is_not_what_an_update_is_about() {
    let mut session = at_governance();
    let agreed = [("ref", "SOC22-4"), ("text", "map the prisons"), ("owner", LEAD), ("target", "+3 months")];
    sample::ask(&mut session.app.ledger, "2023-02-02", LEAD, "agree", &agreed);
    sample::ask(&mut session.app.ledger, "2023-02-02", LEAD, "finish", &[("ref", "SOC22-4.a")]);
    session.press("esc enter").sees("▸b map the prisons");
    session.press("up u").sees("ref SOC22-4.b map the prisons").press("esc");
    session.ask("reassign").sees("ref SOC22-4.a finished: appoint");
}

#[test]
fn a_long_action_is_shown_from_its_beginning() {
    let mut session = at_governance();
    let text = format!("begin here {}", "and go on for long ".repeat(40));
    let agreed = [("ref", "SOC22-4"), ("text", &*text), ("owner", LEAD), ("target", "+3 months")];
    sample::ask(&mut session.app.ledger, "2023-02-02", LEAD, "agree", &agreed);
    session.press("esc enter down").sees("▸b begin here");
}

#[test]
fn somebody_is_added_without_losing_the_form_that_needs_them() {
    let mut session = at_governance();
    session
        .press("g")
        .write("map the prisons")
        .press("tab")
        .write("N. Beat")
        .press("tab")
        .write("30 June 2023");
    session.press("ctrl-s").sees("`N. Beat` is not known here").sees("(here: ctrl-p people add)");
    session.press("ctrl-p").write("people add").press("enter").write("N. Beat").press("tab").write("own");
    session.record().sees("N. Beat added as owner").sees("text map the prisons").sees("owner N. Beat");
    session.press("ctrl-s").sees("N. Beat, by 30 Jun 2023").press("enter").sees("SOC22-4 is at Governance");
}

#[test]
fn a_request_between_that_is_given_up_leaves_the_form_as_it_was() {
    let mut session = at_governance();
    session.press("g").write("map the prisons").press("ctrl-p esc").sees("▌ map the prisons");
    session
        .press("ctrl-p")
        .write("body add")
        .press("enter")
        .write("x")
        .press("esc y")
        .sees("▌ map the prisons");
}

#[test]
fn whoever_puts_in_a_past_is_reminded_of_the_day_that_was_set_last() {
    let mut session = at_governance();
    session.press("u").write("two in post").press("shift-tab shift-tab").write("31 January 2023").record();
    session.press("u").sees("on 2 Feb 2023, today; last time 31 Jan 2023").write("three").record();
    session.press("u").sees("on 2 Feb 2023, today");
    assert!(!session.screen().contains("last time"));
}

#[test]
fn a_name_that_looks_like_anothers_is_remarked_before_somebody_is_added() {
    let mut session = Session::begin(80, 24);
    session.ask("people add").write("O. \u{41e}wner").press("tab").write("owner").press("ctrl-s");
    session.sees("will be recorded").sees("note: `O. \u{41e}wner` looks like `O. Owner`");
    session.press("esc").sees("people add");
}
