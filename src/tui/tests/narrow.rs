//! The smallest terminal that is served: nothing that matters is left out, and nothing is cut without a sign.

use super::session::Session;

#[test]
fn the_ageing_table_and_the_names_of_the_pictures_are_whole() {
    let mut session = Session::begin(60, 20);
    session.press("P").sees("stage < 3 m 3-6 m 6-12 m 1-2 y > 2 y all oldest");
    session.sees("[ageing] flow clocks calendar ratings forecast").sees("█ > 2 y");
    let screen = session.screen();
    let sums = screen.lines().find(|line| line.contains("all stages")).unwrap();
    assert!(sums.trim_end().ends_with(" d"), "the oldest is told: {sums}");
    session.press("tab").sees("[flow]");
}

#[test]
fn what_waits_says_what_it_is_about() {
    let mut session = Session::begin(60, 20);
    let texts = session.app.ledger.standing();
    let wanted = texts.recommendation(&"SOC22-4".parse().unwrap()).unwrap().unwrap().text;
    let beginning: String = wanted.chars().take(20).collect();
    session.sees("SOC22-4 overdue").sees(&beginning);
    let row = session.screen().lines().position(|line| line.contains("SOC22-4 ")).unwrap();
    let below = session.screen().lines().nth(row + 1).unwrap().to_string();
    assert!(below.contains(&beginning), "{below}");
    session.click("SOC22-4 ").press("enter").sees("SOC22-4  area");
}

#[test]
fn more_than_fits_is_told_of() {
    let mut session = Session::begin(60, 20);
    session.sees("↓ ").sees("more").press("tab end").sees("↑ ");
    assert!(!session.screen().contains('↓'), "{}", session.screen());
}

#[test]
fn owners_and_inspections_lose_no_column_and_no_title() {
    let mut session = Session::begin(60, 20);
    session.press("O").sees("owner open late▼ oldest heard done drop next").sees("O. Owner");
    let screen = session.screen();
    assert!(screen.lines().any(|line| line.contains("O. Owner") && line.contains("20 Jan 23")), "{screen}");
    session.press("esc n").sees("open closed late").sees("SOC22 North East regional response");
}
