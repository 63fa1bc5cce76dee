//! Whole journeys by keys alone, and what keeps people from slips on the way.

use insta::assert_snapshot;

use super::sample;
use super::session::Session;
use crate::journey::inspection::{Asking, Deadline, Kind};
use crate::journey::meeting::Phase;
use crate::journey::recommendation::Stage;
use crate::journey::request::Request;
use crate::ledger::Acting;
use crate::ledger::filled::LEAD;

/// Where a recommendation stands in the register.
fn stage(session: &Session, reference: &str) -> Stage {
    let reference = reference.parse().unwrap();
    session.app.ledger.standing().recommendation(&reference).unwrap().unwrap().stage
}

fn act_as(session: &mut Session, down: usize) {
    session.press("@").press(&"j ".repeat(down)).press("enter");
}

fn as_lead(session: &mut Session) {
    act_as(session, 0);
    session.sees("you act as A. Lead");
}

fn as_dcc(session: &mut Session) {
    act_as(session, 1);
    session.sees("you act as T. Deputy");
}

/// Enters an inspection and its only recommendation by hand; the recommendation is open afterwards.
fn enter_by_hand(session: &mut Session) {
    session.ask("inspection add").write("Custody in Cleveland").press("tab").write("5 January 2023");
    session.press("tab").write("cus23").press("tab tab tab tab").write("6 January 2023").record();
    session.sees("Inspection CUS23").press("a").write("Cleveland Police should check every cell");
    session.press("tab").write("recommendation").press("tab").write("Cle").press("tab");
    session.press("tab tab tab tab").write("6 January 2023").record();
    session.press("enter").sees("CUS23-1  recommendation");
}

#[test]
fn the_whole_road_is_travelled_with_keys_alone() {
    let mut session = Session::on(sample::empty, 80, 24);
    let session = &mut session;
    enter_by_hand(session);
    session.press("p").write("A. Lead; T. Deputy").record().sees("CUS23-1 is at Plenary");
    session.press("p").write("accepted").record();
    session.press("g").write("check every cell at every change of shift").press("tab").write("O");
    session.press("tab").write("31 March 2023").record();
    session.press("r").record().sees("CUS23-1 is at Approval");

    as_dcc(session);
    session.press("r").write("say who checks at night").record().sees("CUS23-1 is at Plenary");
    as_lead(session);
    session.sees("CUS23-1  RETURNED · ").sees("returned by T. Deputy").press("l").sees("RETURNED: ");
    session.press("enter").press("r").record();
    as_dcc(session);
    session.press("a").record().sees("CUS23-1 is at Governance");

    as_lead(session);
    session.press("v").write("2").record();
    session.press("u").write("checks began").press("tab").write("AMB").record().sees("A AMBER");
    session.press("e").write("figures of January").press("tab").write("perf").record();
    session.press("f").record().sees("implemented");
    session.press("m p").write("Governance board").press("tab").write("2 February 2023").record();
    session.press("o").write("A. Lead; O. Owner").record().sees("governance open");
    session.press("esc c").record().sees("CUS23-1 is at SignOff");

    as_dcc(session);
    session.press("s ctrl-s").sees("cannot be signed off").press("esc E").record();
    session.press("b").write("show a whole month").record().sees("CUS23-1 is at Governance");
    as_lead(session);
    session.press("c").record();
    as_dcc(session);
    session.press("s").record().sees("CUS23-1 is at Submission");

    as_lead(session);
    session.press("s").record().press("d").write("returned").press("tab tab tab").write("too early").record();
    session.sees("CUS23-1 is at Governance");
    session.press("c").record();
    as_dcc(session);
    session.press("s").record();
    as_lead(session);
    session.press("s").record().press("d").write("closed").record().sees("CUS23-1 is at Closed");
    assert_eq!(stage(session, "CUS23-1"), Stage::Closed);
    assert_snapshot!("closed", session.screen());
    session.press("r").write("it happened again").record();
    assert_ne!(stage(session, "CUS23-1"), Stage::Closed);
}

#[test]
fn a_confirm_shows_what_will_be_recorded_and_nothing_is_before() {
    let mut session = Session::begin(80, 24);
    let before = session.events();
    session.press("l /").write("stage:gov").press("enter enter u").write("all three are in post");
    session.press("tab").write("R").press("tab").write("the posts end in March").press("ctrl-s");
    assert_snapshot!(session.screen());
    session.press("esc").sees("all three are in post");
    assert_eq!(session.events(), before);
}

#[test]
fn a_wrong_date_is_said_at_its_field_at_once() {
    let mut session = Session::begin(80, 24);
    session.press("l /").write("stage:gov").press("enter enter t").write("31 February 2023").press("tab");
    session.write("the post is advertised again");
    assert_snapshot!(session.screen());
}

#[test]
fn what_is_missing_is_said_at_each_field() {
    let mut session = Session::begin(80, 24);
    session.press("l").press("down down down enter g ctrl-s");
    assert_snapshot!(session.screen());
}

#[test]
fn a_refusal_is_shown_where_the_person_is_and_ends_nothing() {
    let mut session = Session::begin(80, 24);
    let before = session.events();
    session.press("l").press("down down down enter r ctrl-s");
    assert_snapshot!(session.screen());
    session.press("esc").sees("SOC22-2");
    assert_eq!(session.events(), before);
}

#[test]
fn the_dcc_sees_what_waits_for_a_decision_and_returns_it() {
    let mut session = Session::begin(80, 24);
    as_dcc(&mut session);
    assert_snapshot!("overview_of_the_dcc", session.screen());
    session.press("enter").sees("SOC22-3").press("r").write("say what it costs").press("ctrl-s");
    assert_snapshot!("confirm_of_a_return", session.screen());
    session.press("y");
    assert_snapshot!("returned", session.screen());
    assert_eq!(stage(&session, "SOC22-3"), Stage::Plenary);
}

#[test]
fn a_second_enter_decides_nothing_for_the_dcc() {
    let mut session = Session::begin(80, 24);
    as_dcc(&mut session);
    session.press("enter a ctrl-s enter enter").sees("this decision will be recorded");
    session.sees("y records it, esc goes back");
    assert_eq!(stage(&session, "SOC22-3"), Stage::Approval);
    session.press("y").sees("SOC22-3 is at Governance");
}

#[test]
fn the_equivalent_command_says_who_acts_and_when() {
    let mut session = Session::begin(132, 40);
    session.press("l /").write("stage:gov").press("enter enter u").write("in post").press("shift-tab");
    session.press("shift-tab").write("1 February 2023").press("ctrl-s");
    session.sees("plenary update SOC22-4.a 'in post' --on 2023-02-01 --actor 'A. Lead'");
}

#[test]
fn a_plenary_is_held_on_a_whole_inspection() {
    let mut session = Session::begin(80, 24);
    session.press("n enter p").sees("ref SOC22 ").write("A. Lead").record().sees("SOC22-1 is at Plenary");
}

#[test]
fn a_planned_plenary_whose_day_has_come_is_the_one_that_is_held_unless_the_person_says_otherwise() {
    let mut session = Session::begin(80, 24);
    let plan = |session: &mut Session, date: &str| {
        let words = [("name", "Talk"), ("date", date), ("kind", "plenary"), ("inspection", "SOC22")];
        sample::ask(&mut session.app.ledger, "2023-02-01", LEAD, "meeting plan", &words);
    };
    plan(&mut session, "2023-02-02");
    let number = session.app.ledger.standing().register().unwrap().meetings;
    plan(&mut session, "2023-02-09");
    let (now, later) = (format!("M{number}"), format!("M{}", number + 1));
    session.press("n enter p").sees("ref SOC22 ").sees(&format!("meeting {now}"));
    session.write("A. Lead").press("tab tab ctrl-u").sees(&format!("{later} Talk, 9 Feb 2023"));
    session.write(&now).press("ctrl-s").sees(&format!("--meeting {now}"));
    session.sees(&format!("{later} stays planned as the plenary on SOC22")).press("enter");
    session.sees("SOC22-1 is at Plenary");
    let held = session.app.ledger.standing().meeting(now.parse().unwrap()).unwrap().unwrap();
    assert_eq!((held.phase, held.attendees), (Phase::Closed, vec![LEAD.to_string()]));
}

#[test]
fn an_extension_is_asked_of_the_dcc_and_granted() {
    let mut session = Session::begin(80, 24);
    session.press("l /").write("stage:gov").press("enter enter t").write("30 June 2023").press("tab");
    session
        .write("nobody can be found before")
        .record()
        .sees("extension of a to 30 Jun 2023 asked of the DCC");
    as_dcc(&mut session);
    session.press("G").sees("ref SOC22-4.a").record().sees("by 30 Jun 2023, 3rd date,");
}

#[test]
fn words_survive_a_slip_of_esc() {
    let mut session = Session::begin(80, 24);
    session.press("l").press("enter :").write("amend").press("enter tab").write("other words").press("esc");
    session.sees("leave this form?").press("n").sees("other words");
    session.press("esc y").sees("SOC22-3");
}

#[test]
fn leaving_asks_first_where_a_form_holds_words() {
    let mut session = Session::begin(80, 24);
    session.ask("body add").write("Home Office").press("ctrl-c").sees("leave all the same?").press("n");
    assert!(!session.app.is_done());
    session.sees("Home Office").press("ctrl-c y");
    assert!(session.app.is_done());
}

#[test]
fn q_leaves_at_once_where_nothing_is_lost() {
    let mut session = Session::begin(80, 24);
    session.press("l enter q");
    assert!(session.app.is_done());
}

#[test]
fn what_others_recorded_meanwhile_is_shown_before_anything_is_decided() {
    let mut session = Session::begin(80, 24);
    session.press("l /").write("stage:gov").press("enter enter u").write("all in post").press("ctrl-s");
    let said = [("ref", "SOC22-4.a"), ("text", "one has left again")];
    sample::ask(&mut session.app.ledger, "2023-02-02", sample::OWNER, "update", &said);
    let before = session.events();
    session.press("enter").sees("somebody else was here");
    assert_snapshot!(session.screen());
    assert_eq!(session.events(), before);
    session.press("enter").sees("recorded");
    assert_eq!(session.events(), before + 1);
}

#[test]
fn a_decision_is_shown_anew_whole_where_others_were_there_first() {
    let mut session = Session::begin(80, 24);
    session.act_as(sample::DCC).open("SOC22-3").press("a ctrl-s").sees("this decision will be recorded");
    let offered = [("ref", "SOC22-3"), ("title", "New figures"), ("kind", "performance")];
    sample::ask(&mut session.app.ledger, "2023-02-02", sample::OWNER, "evidence add", &offered);
    let before = session.events();
    session
        .press("y")
        .sees("somebody else was here")
        .press("end")
        .sees("(performance), not judged · New figures");
    assert_eq!(session.events(), before);
    session.press("y").sees("recorded: outcome approved");
}

#[test]
fn a_paste_types_and_presses_nothing() {
    let mut session = Session::begin(80, 24);
    let before = session.events();
    session.ask("body add").app.paste("Home\r\nOffice\u{1b}[2J\ty\n");
    session.sees("name          ▌ Home Office").press("ctrl-s").sees("kind");
    session.press("esc y").app.paste("q");
    assert!(!session.app.is_done());
    assert_eq!(session.events(), before);
}

#[test]
fn a_scheme_is_adopted_from_a_file_and_a_file_that_is_not_there_is_said() {
    let mut session = Session::begin(80, 24);
    let path = session.folder.path().join("scheme.toml");
    let scheme = include_str!("../../../data/scheme.toml").replace("warning_days = 28", "warning_days = 7");
    std::fs::write(&path, scheme).unwrap();
    session
        .ask("scheme adopt")
        .write("/nowhere.toml")
        .press("ctrl-s")
        .sees("cannot be read")
        .press(&"backspace ".repeat(13));
    session.write(path.to_str().unwrap()).record().sees("scheme adopted").sees("in 7 days");
}

#[test]
fn trouble_with_the_record_is_said_with_a_hint_and_ends_nothing() {
    let mut session = Session::begin(80, 24);
    session.app.ledger.connection().execute_batch("PRAGMA query_only = ON").unwrap();
    session.ask("body add").write("Home Office").press("tab").write("department").press("ctrl-s enter");
    session.sees("can be read but not written").sees("hint:").sees("department named");
    session.app.ledger.connection().execute_batch("PRAGMA query_only = OFF").unwrap();
    session.press("enter").sees("department named: Home Office");
}

#[test]
fn nothing_in_the_record_reaches_the_terminal_but_as_text() {
    let mut session = Session::begin(80, 24);
    let hostile = "\u{1b}[2Jred\u{202e}txt\u{200b}\u{7}\u{9b}end";
    let asking = Asking {
        kind: Kind::Recommendation,
        text: hostile.into(),
        addressees: vec!["Cleveland Police".into()],
        deadline: Some(Deadline { words: hostile.into(), date: None }),
        narrative: Some(hostile.into()),
        parent: None,
        restates: None,
    };
    let request = Request::AddRecommendation { inspection: "SOC22".parse().unwrap(), asking };
    let acting = Acting { actor: sample::LEAD.into(), on: None, seen: None };
    session.app.ledger.record(&[request], &acting).unwrap();
    for keys in ["esc", "l", "end", "enter", "h", "esc i", "end", "h", "esc esc esc :", "esc ?"] {
        let screen = session.press(keys).screen();
        let harmful =
            |letter: char| letter != '\n' && letter.is_control() || "\u{202e}\u{200b}".contains(letter);
        assert!(!screen.contains(harmful), "after {keys}:\n{screen:?}");
    }
    session.press("esc esc esc esc l end enter").sees("red");
}

#[test]
fn a_register_that_was_taken_away_takes_no_more() {
    let mut session = Session::begin(80, 24);
    session.ask("body add").write("Home Office").press("tab").write("department").press("ctrl-s");
    let before = session.events();
    let path = session.app.ledger.path().to_path_buf();
    std::fs::rename(&path, path.with_extension("aside")).unwrap();
    session.press("enter").sees("it was moved or removed").sees("department named: Home Office");
    std::fs::copy(path.with_extension("aside"), &path).unwrap();
    session.press("enter").sees("Another file lies in the register's place");
    assert_eq!(session.events(), before);
    session.press("esc esc y l").sees("Another file lies in the register's place");
    std::fs::rename(path.with_extension("aside"), &path).unwrap();
    session.press("esc esc y l").sees("Register").press("esc");
    assert!(!session.screen().contains("Another file"));
}

#[test]
fn a_filter_finds_a_reference() {
    let mut session = Session::begin(80, 24);
    session.press("l /").write("soc22-3").press("enter enter").sees("SOC22-3  area for improvement");
}

#[test]
fn the_dcc_is_told_of_decisions_first() {
    let mut session = Session::begin(80, 24);
    session.press("l /").write("stage:gov").press("enter enter t").write("30 June 2023").press("tab");
    session.write("nobody can be found before").record();
    as_dcc(&mut session);
    session.press("x").sees("G grant R refuse K ask");
}

#[test]
fn a_refusal_tells_the_key_beside_the_command() {
    let mut session = Session::begin(80, 24);
    session.press("l").press("down down down enter r ctrl-s");
    session.sees("hint: agree one with `plenary agree SOC22-2` (after esc: g)");
}

#[test]
fn the_help_explains_the_signs_and_the_letters_of_the_ratings() {
    let mut session = Session::begin(60, 20);
    session.press("l ? end").sees("no rating yet").sees("A AMBER: ");
}

#[test]
fn a_decision_shows_what_it_is_about_before_it_is_recorded() {
    let mut session = Session::begin(80, 24);
    session.press("l /").write("stage:gov").press("enter enter t").write("30 June 2023").press("tab");
    session.write("nobody can be found before").record();
    as_dcc(&mut session);
    session.press("G ctrl-s").sees("SOC22-4 Cleveland Police should map the organised crime groups");
    session.sees("asks the DCC to extend a to 30 Jun 2023: nobody can be found before");
    session.sees("a appoint and train the people who do it; O. Owner, by 31 Jan 2023");
    session.sees("a was first agreed for 31 Dec 2022, now 2nd date, +31 days, rated AMBER");
}

#[test]
fn an_acting_dcc_whose_days_are_over_holds_no_role_and_decides_nothing() {
    let mut session = Session::begin(80, 24);
    session.ask("people add").write("V. Acting").press("tab").write("approver").press("tab").write("desk");
    session.press("tab").write("9 January 2023").press("tab").write("1 February 2023").record();
    session.press("@").sees("V. Acting no role today").press("end enter");
    session.sees("you act as V. Acting (no role today) now");
    session.press("l /").write("soc22-3").press("enter enter a ctrl-s").sees("has no authority to decide");
}
