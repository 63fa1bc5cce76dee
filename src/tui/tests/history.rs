//! The history at the desk: every event with what proves it, found by number, day or reference.

use super::session::Session;
use crate::journey::event::What;
use crate::journey::register::BodyKind;
use crate::ledger::log::{Appended, Log, New, SqliteLog};
use crate::ledger::record::random_hex;

#[test]
fn a_pane_is_read_on_where_it_was_left_when_somebody_else_acts() {
    let mut session = Session::begin(60, 20);
    session.press("l /").write("soc22-4").press("enter enter tab tab up up up up up up");
    let happened = |session: &mut Session| {
        let screen = session.screen();
        screen.lines().skip(3).take(10).map(str::to_string).collect::<Vec<_>>()
    };
    let before = happened(&mut session);
    session.press("@ down enter").sees("you act as T. Deputy").press("down up");
    assert_eq!(happened(&mut session)[0], before[0]);
}

#[test]
fn the_chosen_event_stays_chosen_when_somebody_else_acts() {
    for keys in ["h", "l o home enter down h", "l down enter"] {
        let mut session = Session::begin(80, 24);
        session.press(keys).press("up up up").screen();
        let before = session.app.desk.screens.last().unwrap().chosen();
        session.press("@ down enter").sees("you act as T. Deputy");
        assert_eq!(session.app.desk.screens.last().unwrap().chosen(), before, "{}", session.screen());
    }
}

#[test]
fn the_chosen_event_is_told_with_who_recorded_it_and_what_proves_it() {
    for (width, height) in [(80, 24), (120, 40)] {
        let mut session = Session::begin(width, height);
        session.press("h").sees("event 76 of 76").sees("recorded 2023-02-02T09:30:00.000Z by desk@here");
        let entry = session.app.ledger.entry(76).unwrap().unwrap();
        session.sees(&format!("digest {}", entry.digest)).sees(&format!("hash {}", entry.hash));
        session
            .press("home")
            .sees("event 1 of 76")
            .press("j j")
            .sees("event 3 of 76")
            .press("end k")
            .sees("event 75 of 76");
        let before = session.app.ledger.entry(75).unwrap().unwrap();
        session.sees(&before.digest.to_string());
    }
}

#[test]
fn an_event_is_found_by_its_number_and_what_it_is_about_is_opened() {
    let mut session = Session::begin(80, 24);
    session.press("h /").write("8").press("enter").sees("event 8 of 76").press("enter").sees("SOC22-1");
    session.press("esc /").write("999").press("enter").sees("event 76 of 76");
    session.press("/").write("nonsense words").press("enter");
    session.sees("is no event's number, no reference, no date and no filter");
    session.press("esc").sees("event 76 of 76");
}

#[test]
fn a_day_shows_what_happened_on_it_and_a_reference_its_own_history() {
    let mut session = Session::begin(80, 24);
    session.press("h /").write("19 Jan 2023").press("enter").sees("two analysts appointed");
    assert!(!session.screen().contains("7 Dec 2022"), "{}", session.screen());
    session.press("/").press("ctrl-u").write("3 Feb 2023").press("enter").sees("0 events · on 3 Feb 2023");
    session.press("esc").sees("of 76");
    session.press("/").write("SOC22-4").press("enter").sees("History of SOC22-4").press("esc").sees("of 76");
}

#[test]
fn a_click_chooses_an_event_and_a_second_one_opens_what_it_is_about() {
    let mut session = Session::begin(80, 24);
    session.press("h").sees("event 76 of 76").click("two analysts appointed").sees("event 75 of 76");
    session.click("two analysts appointed").sees("SOC22-4");
}

#[test]
fn a_long_log_is_gone_through_from_end_to_end() {
    let mut session = Session::begin(80, 24);
    let ledger = &session.app.ledger;
    let mut record = ledger.events(0, 1).unwrap().remove(0).record;
    let new: Vec<New> = (1..=2000)
        .map(|number| {
            record.id = random_hex();
            record.event.what =
                What::BodyNamed { name: format!("Body {number}"), body_kind: BodyKind::Partner };
            New { id: record.id.clone(), record: record.line("salt") }
        })
        .collect();
    let (conn, log) = (ledger.connection(), SqliteLog::new(ledger.connection()));
    conn.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert!(matches!(log.append(&log.head().unwrap(), &new), Ok(Appended::At(_))));
    conn.execute_batch("COMMIT").unwrap();
    session.press("h").sees("event 2,076 of 2,076").sees("Body 2000").press("/").write("1000").press("enter");
    session.sees("event 1,000 of 2,076").sees("Body 924");
    for _ in 0..250 {
        session.press("up");
    }
    session.sees("event 750 of 2,076").sees("Body 674").press("home").sees("event 1 of 2,076");
    session.press("end").sees("event 2,076 of 2,076").sees("Body 2000");
    session
        .press("/")
        .write("by:lead bodynamed")
        .press("enter")
        .waits()
        .sees("Body 2000")
        .press("home")
        .waits();
    session.sees("1 Dec 2022");
}

#[test]
fn words_leave_only_what_fits_and_esc_shows_everything_again() {
    for (width, height) in [(80, 24), (120, 40)] {
        let mut session = Session::begin(width, height);
        let deputy = |session: &Session| {
            let all = session.app.ledger.events(0, 1000).unwrap();
            all.iter().filter(|recorded| recorded.record.event.by == "T. Deputy").count()
        };
        let count = deputy(&session);
        session.press("h /").write("by:deputy").press("enter");
        session.sees(&format!("History · {count} events · by deputy")).sees("/ by:deputy");
        assert!(!session.screen().contains("(A. Lead)"));
        session.press("/").write(" kind:approved").press("enter").sees("by deputy, OutcomeApproved");
        session.press("home end up").press("esc").sees("event 76 of 76");
    }
}

#[test]
fn a_filter_narrows_the_history_of_one_thing_and_a_slip_is_put_right() {
    let mut session = Session::begin(80, 24);
    session.press("l /").write("SOC22-4").press("enter enter h").sees("History of SOC22-4");
    session
        .press("/")
        .write("by:ownr")
        .press("enter")
        .sees("the nearest is `owner`")
        .sees("SOC22-4, by owner");
    session.press("esc").sees("History of SOC22-4 ·").press("/").write("by:zebra").press("enter");
    session.sees("nobody is called so; there are `A. Lead`");
    session.press("esc /").write("zebra:x").press("enter").sees("no filter is called so");
}

#[test]
fn what_others_record_meanwhile_is_found_as_well() {
    let mut session = Session::begin(80, 24);
    session.press("h /").write("kind:body").press("enter");
    let before = session.screen();
    let mut other = crate::ledger::filled::again(session.folder.path());
    let named = [("name", "Home Office"), ("kind", "department")];
    crate::ledger::filled::ask(&mut other, "2023-02-02", "A. Lead", "body add", &named);
    session.app.idle();
    assert!(!before.contains("Home Office"));
    session.sees("Home Office");
}
