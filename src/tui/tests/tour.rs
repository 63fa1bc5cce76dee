//! The tour, from its offer to its last word, at a desk with a practice register.

use insta::assert_snapshot;

use super::session::Session;

/// A lead who practises.
fn practising() -> Session {
    let mut session = Session::begin(80, 24);
    session.app.desk.around.practice = true;
    session
}

#[test]
fn the_tour_goes_on_when_the_person_does_what_it_names() {
    let mut session = practising();
    session.app.desk.tour.offer();
    session.sees("Tour new here?").press("T");
    assert_snapshot!("tour_begins", session.screen());
    session.press("down").sees("Tour 2/").press("tab tab enter").sees("Tour 3/");
    session.press("/").sees("type overdue stage:gov").press("ctrl-u").write("overdue stage:gov");
    session.press("enter").sees("Tour 4/").press("enter").sees("Tour 5/").press("w").sees("Tour 6/");
    session.press("esc u").sees("write a sentence").write("the second analyst is cleared").press("ctrl-s");
    assert_snapshot!("tour_at_the_confirm", session.screen());
    session.press("enter").sees("Tour 7/").press("U").sees("both will stand").press("enter").sees("Tour 8/");
    session.press("m").sees("Tour 9/").press("@").sees("choose T. Deputy").press("down enter");
    session
        .sees("Tour 10/")
        .press("l /")
        .write("stage:sign")
        .press("enter enter")
        .sees("at SignOff s signs off: press s");
    session.ask("evidence accept").record().press("s").record().sees("Tour 11/");
    session.press(":").sees("Tour 12/").press("esc ?").sees("Tour done");
    session.press("esc");
    assert!(!session.screen().contains("Tour"), "{}", session.screen());
}

#[test]
fn any_list_that_a_number_opens_is_a_list_of_what_it_counts() {
    let mut session = practising();
    session.press("T down").sees("Tour 2/").press("tab enter").sees("Inspections · clock").sees("Tour 3/");
    session.sees("l opens the register");
}

#[test]
fn what_was_signed_off_in_an_earlier_tour_is_no_dead_end() {
    let mut session = practising();
    session.press("T down tab tab enter / ctrl-u").write("stage:gov").press("enter enter w esc u");
    session.write("all are in post").press("ctrl-s enter U enter m @ down enter").sees("Tour 10/");
    // One that is at Submission stands for one that was signed off before.
    session.press("l / ctrl-u").write("stage:sub").press("enter enter").sees("press it all the same");
    session.press("s").sees("Tour 11/").press("esc :").sees("Tour 12/");
}

#[test]
fn the_tour_takes_no_key_and_says_the_way_back_to_whoever_goes_another() {
    let mut session = practising();
    session.press("T n").sees("esc goes back to the overview").press("enter").sees("Inspection SOC22");
    session.press("esc esc down").sees("Tour 2/");
}

#[test]
fn the_tour_is_left_with_one_key_also_while_typing_and_taken_up_where_it_was() {
    let mut session = practising();
    session.press("T down l / ctrl-t");
    assert!(!session.screen().contains("Tour"), "{}", session.screen());
    session.write("T").press("enter T").sees("Tour 3/").press("ctrl-t");
    assert!(!session.screen().contains("Tour"), "{}", session.screen());
}

#[test]
fn an_offer_goes_away_with_the_first_other_key() {
    let mut session = practising();
    session.app.desk.tour.offer();
    session.press("down");
    assert!(!session.screen().contains("Tour"), "{}", session.screen());
    session.press("T").sees("Tour 1/");
}

#[test]
fn a_real_register_has_no_tour_and_says_where_there_is_one() {
    let mut session = Session::begin(80, 24);
    session.press("T").sees("open it with `plenary demo`");
}

#[test]
fn the_tour_is_found_by_its_name() {
    let mut session = practising();
    session.press(":").write("tour").press("enter").sees("Tour 1/");
}

#[test]
fn the_strip_leaves_room_for_every_screen_on_the_smallest_terminal() {
    let mut session = practising();
    (session.width, session.height) = (60, 20);
    session.press("T");
    for keys in
        ["l", "enter", "u", "esc", "w", "esc", "h", "esc", "m", "n", "enter", "?", "esc", ":", "esc", "@"]
    {
        session.press(keys).sees("Tour 1/");
    }
    for (width, height) in [(59, 19), (7, 3), (0, 0), (500, 200)] {
        (session.width, session.height) = (width, height);
        assert_eq!(session.screen().lines().count(), usize::from(height));
    }
}
