//! Every screen, as text, at the size that it is designed for.

use insta::assert_snapshot;

use super::session::Session;

#[test]
fn the_overview_says_what_waits() {
    assert_snapshot!(Session::begin(80, 24).screen());
}

#[test]
fn the_register_lists_what_is_open_and_all_of_it() {
    let mut session = Session::begin(80, 24);
    assert_snapshot!("register", session.press("l").screen());
    assert_snapshot!("register_all", session.press("a j").screen());
}

#[test]
fn a_recommendation_shows_its_road_and_what_comes_next() {
    let mut session = Session::begin(80, 24);
    session.press("l /").write("SOC stage:gov").press("enter");
    assert_snapshot!("recommendation_filter_finds_nothing", session.screen());
    session.press("esc /").write("stage:gov").press("enter enter");
    assert_snapshot!("recommendation_at_governance", session.screen());
}

#[test]
fn print_all() {
    let mut session = Session::begin(80, 24);
    for keys in [
        "n",
        "enter",
        "enter",
        "esc esc esc m",
        "h",
        "esc esc h",
        "esc ?",
        "esc :",
        "esc @",
        "esc l end enter",
        "e",
        "esc esc l / p o l i c e x esc",
        "enter",
        "i",
    ] {
        println!("{keys}\n{}", session.press(keys).screen());
    }
}
