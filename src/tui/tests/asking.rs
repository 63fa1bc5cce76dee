//! Asking for things and putting them right: what a form offers, what is kept of it, the key that corrects,
//! and why something is shown as it is. Each session is held at two sizes.

use super::session::Session;
use crate::tui::app::Outside;

const SIZES: [(u16, u16); 2] = [(80, 24), (120, 40)];

/// A session at each size, with the recommendation at Governance open.
fn at_governance(with: impl Fn(&mut Session)) {
    for (width, height) in SIZES {
        let mut session = Session::begin(width, height);
        session.press("l /").write("stage:gov").press("enter enter").sees("SOC22-4  area for");
        with(&mut session);
    }
}

#[test]
fn one_key_after_a_write_proposes_what_puts_it_right_and_the_record_keeps_both() {
    at_governance(|session| {
        session.ask("reassign").write("A. Lead").press("tab").write("the team moved").record();
        session.sees("U corrects it");
        let before = session.events();
        session.press("U").sees("will be recorded").sees("a passed from A. Lead to O. Owner");
        session.sees("corrects “a passed from O. Owner to A. Lead”");
        assert_eq!(session.events(), before, "nothing is recorded before the person says so");
        session.press("enter").sees("recorded");
        assert_eq!(session.events(), before + 1);
    });
}

#[test]
fn an_update_is_corrected_on_the_day_of_which_it_spoke() {
    at_governance(|session| {
        session.press("u").write("six are in post").press("shift-tab shift-tab").write("1 February 2023");
        session.record().press("U").sees("will be recorded").sees("1 Feb 2023");
        session
            .sees("Correction: “six are in post” of 1 Feb 2023 does not hold")
            .sees("both stay in the record");
        session.press("esc").sees("on 2023-02-01").press("ctrl-s enter").sees("recorded: ");
    });
}

#[test]
fn a_correction_can_be_changed_before_it_is_recorded() {
    at_governance(|session| {
        session.ask("amend").write(" first").press("tab").write("typing").record();
        session.press("U").sees("will be recorded").press("esc").sees("amend the words");
        session.press("esc").sees("SOC22-4  area for");
    });
}

#[test]
fn where_no_request_puts_it_right_that_is_said_in_words() {
    at_governance(|session| {
        session.press("t").write("30 June 2031").press("tab").write("nobody can be found").record();
        session.sees("asked of the DCC").press("U").sees("ask the DCC to refuse it");
    });
    let mut session = Session::begin(80, 24);
    session.press("U").sees("nothing was recorded here within the last hour");
}

#[test]
fn a_date_that_lies_in_the_past_is_remarked_and_not_refused() {
    at_governance(|session| {
        session.press("t").write("1 January 2023").press("tab").write("it was promised then").press("ctrl-s");
        session.sees("note: the new target, 1 Jan 2023, lies in the past").press("enter").sees("recorded: ");
        session.press("t").write("15 March 2023").press("tab").write("it is not done").press("ctrl-s");
        session.sees("will be recorded");
        assert!(!session.screen().contains("lies in the past"), "{}", session.screen());
    });
}

#[test]
fn why_tells_the_rule_what_went_in_and_the_dates() {
    at_governance(|session| {
        session.press("w").sees("Why · SOC22-4").sees("Why is SOC22-4 at Governance?").sees("rule:");
        session.sees("in the way: not finished").press("end").sees("day 56");
        session.press("enter").sees("History of SOC22-4").press("esc esc").sees("SOC22-4  area for");
    });
}

#[test]
fn why_works_on_a_row_of_the_overview_and_on_a_clock() {
    for (width, height) in SIZES {
        let mut session = Session::begin(width, height);
        session.press("w").sees("Why ·").press("esc").press("n enter w");
        session.sees("the response to SOC22").sees("Police Act 1996, section 55(5A)").sees("day 56");
    }
}

#[test]
fn the_next_natural_thing_stands_first_in_the_footer() {
    at_governance(|session| {
        let screen = session.screen();
        let footer = screen.lines().last().unwrap().trim().to_string();
        assert!(footer.starts_with("u update"), "{footer}");
    });
}

#[test]
fn nobody_is_offered_first_what_is_for_another_role_and_asking_is_refused_with_words() {
    let mut session = Session::begin(80, 24);
    session.press("@ down enter").sees("T. Deputy").press("l /").write("stage:sub").press("enter enter");
    session.sees("Submission ◐");
    let screen = session.screen();
    let footer = screen.lines().last().unwrap().trim().to_string();
    assert!(!footer.contains("submit") && footer.starts_with("w why"), "{footer}");
    session.press(":").sees("▸ why");
    assert!(!session.screen().contains("submit"), "{}", session.screen());
    session.press("esc s ctrl-s").sees("refused: ").sees("lead");
}

#[test]
fn letters_narrow_a_list_under_the_field_and_tab_takes_from_it() {
    at_governance(|session| {
        session.press("g").write("map the prisons").press("tab").sees("O. Owner").sees("T. Deputy");
        session.write("wner").sees("▌ wner").sees("O. Owner").press("tab");
        session
            .sees("owner O. Owner")
            .press("shift-tab ctrl-u")
            .write("dep")
            .press("down")
            .sees("▸ T. Deputy");
        session.press("enter").sees("▌ T. Deputy");
    });
}

#[test]
fn a_day_shows_what_was_understood() {
    at_governance(|session| {
        session.press("t").write("end of june").sees("= Fri 30 Jun 2023, in 5 months");
        session.press("ctrl-u").write("+3 weeks").sees("= Thu 23 Feb 2023, in 3 weeks");
        session.press("shift-tab shift-tab").write("friday").sees("= Fri 27 Jan 2023, 6 days ago");
        session.press("ctrl-u").write("soon").press("tab").sees("`soon` is not a date");
    });
}

#[test]
fn a_form_that_was_left_with_words_offers_them_again() {
    at_governance(|session| {
        session.press("g").write("map the prisons").press("esc").sees("leave this form?").press("y");
        session.sees("SOC22-4  area for").press("g").sees("map the prisons").sees("your words of");
        session.press("esc y").ask("body add").sees("name *");
        assert!(!session.screen().contains("map the prisons"), "another form has its own words");
    });
}

#[test]
fn words_that_were_recorded_are_not_offered_again() {
    at_governance(|session| {
        session.press("u").write("two in post").press("esc y u").sees("two in post").record();
        session.press("u");
        assert!(!session.screen().contains("your words of"), "{}", session.screen());
    });
}

#[test]
fn a_text_goes_to_the_persons_own_editor_and_comes_back() {
    at_governance(|session| {
        session.press("g").write("map the").press("ctrl-e");
        assert_eq!(session.app.asked_outside(), Some(Outside::Edit("map the".into())));
        session.app.edited("map the prisons\nand the cells\n");
        session.sees("map the prisons").sees("and the cells").press("tab ctrl-e");
        assert_eq!(session.app.asked_outside(), None, "a name needs no editor");
    });
}

#[test]
fn whole_words_are_taken_back_and_brought_again_in_a_text() {
    at_governance(|session| {
        session.press("g").write("map the cells").press("ctrl-w").sees("▌ map the");
        assert!(!session.screen().contains("cells"));
        session.press("ctrl-y").sees("▌ map the cells");
    });
}

#[test]
fn help_opens_over_a_form_and_leaves_its_words_alone() {
    at_governance(|session| {
        session.press("g").write("map the prisons").press("f1").sees("go on to the confirm");
        session.press("esc").sees("▌ map the prisons");
    });
}

#[test]
fn the_confirm_copies_the_same_as_a_command_and_a_recommendation_its_reference() {
    at_governance(|session| {
        session.press("y").sees("copied: SOC22-4");
        assert_eq!(session.app.asked_outside(), Some(Outside::Copy("SOC22-4".into())));
        session.press("u").write("two in post").press("ctrl-s").sees("will be recorded").press("c");
        let Some(Outside::Copy(command)) = session.app.asked_outside() else { panic!("nothing was copied") };
        assert!(command.starts_with("plenary update SOC22-4.a 'two in post'"), "{command}");
        session.press("enter").sees("recorded");
    });
}

#[test]
fn the_command_names_a_register_that_is_not_found_without() {
    let session = Session::begin(80, 24);
    let mut session = Session { app: session.app.named(Some("/tmp/a b/x.plenary".into())), ..session };
    session.press("l /").write("stage:gov").press("enter u").write("two in post").press("ctrl-s c");
    let one = "plenary update SOC22-4.a 'two in post' --actor 'A. Lead' --register '/tmp/a b/x.plenary'";
    assert_eq!(session.app.asked_outside(), Some(Outside::Copy(one.into())));
    session.press("esc esc y space u").write("two in post").press("ctrl-s c");
    assert_eq!(session.app.asked_outside(), Some(Outside::Copy(one.into())));
}

#[test]
fn a_click_goes_to_a_field_and_to_an_action() {
    at_governance(|session| {
        session.press("g").click("target").write("+3 weeks").sees("▌ +3 weeks").press("esc y");
        session.click("appoint and").sees("▸a");
    });
}

#[test]
fn the_recommendation_is_drawn_at_every_size_that_people_have() {
    for (width, height) in [(60, 20), (80, 24), (120, 40), (200, 50)] {
        let mut session = Session::begin(width, height);
        session.press("l /").write("stage:gov").press("enter enter").sees("SOC22-4  area for");
        session.sees("Governance ◐").sees("not finished");
        session.press("w").sees("Why is SOC22-4 at Governance?");
    }
}

#[test]
fn a_planned_meeting_is_moved_and_cancelled_with_a_reason_and_both_can_be_put_right() {
    for (width, height) in SIZES {
        let mut session = Session::begin(width, height);
        session.press("m p").write("Another board").press("tab").write("2 March 2023").record();
        session.press("home v").sees("move a planned meeting").write("9 March 2023").press("tab");
        session.write("no room").record().sees("meeting moved to 9 Mar 2023");
        session.press("U").sees("meeting moved to 2 Mar 2023").press("enter").sees("recorded");
        session.press("x").write("too few").record().sees("meeting cancelled").sees("cancelled");
    }
}

#[test]
fn an_inspection_is_corrected_from_its_own_screen() {
    for (width, height) in SIZES {
        let mut session = Session::begin(width, height);
        session.press("n enter x").sees("put right what is known of an inspection").write("The right title");
        session.press("ctrl-s").sees("why").write("the cover says so").record().sees("The right title");
        session.press("U").sees("will be recorded").sees("corrects “inspection corrected");
    }
}

#[test]
fn what_was_recorded_for_several_is_put_right_one_after_the_other() {
    let mut session = Session::begin(80, 24);
    session.press("l *").ask("reassign").write("A. Lead").press("tab").write("they moved on");
    session.press("ctrl-s").sees("will be recorded").press("enter").sees("Results");
    let screen = session.screen();
    let several = screen.contains("U corrects them, one after the other");
    assert!(several, "{screen}");
    session.press("esc U").sees("will be recorded").press("enter").sees("recorded:");
    session.sees("U corrects");
}
