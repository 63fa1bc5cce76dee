//! Chasing and the dates for calendars at the desk: who is marked, where the files go, and what is recorded
//! only once it is agreed to.

use std::fs;

use super::sample::OWNER;
use super::session::{SIZES, Session};
use crate::tui::keys::Place;

/// The files of the folder that was proposed for messages, by name, with what each holds.
fn messages(session: &Session) -> Vec<(String, String)> {
    let folder = session.folder.path().join("messages-2023-02-02");
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|file| {
            let file = file.unwrap();
            (file.file_name().into_string().unwrap(), fs::read_to_string(file.path()).unwrap())
        })
        .collect();
    files.sort();
    files
}

#[test]
fn an_owner_is_chased_and_it_is_recorded_only_once_it_is_agreed_to() {
    for (width, height) in SIZES {
        let mut session = Session::begin(width, height);
        let events = session.events();
        session.press("O / o . space o w n e r enter");
        session.sees("never chased").press("c").sees("Chase").sees("O. Owner · as eml");
        session.press("tab").sees("O. Owner · as text").press("enter").waits();
        session.sees("Were these sent?").sees("wrote 1 message into").sees("no address is known of");
        assert_eq!(session.place(), Place::Confirm, "{}", session.screen());
        session.press("enter").sees("y says so and records it");
        assert_eq!(session.events(), events, "nothing is recorded before it is agreed to");
        let files = messages(&session);
        assert_eq!(files[0].0, "chase-o-owner.txt");
        assert!(files[0].1.starts_with("To: O. Owner"), "{}", files[0].1);
        session.press("y").sees("recorded:");
        assert!(session.events() > events);
        session.sees("last chased 2 Feb 2023 by A. Lead");
        session.press("esc esc esc esc l /").write("chased").press("enter").sees("SOC22-4");
        session
            .press("esc esc esc esc")
            .open("SOC22-4")
            .press("h end")
            .sees("O. Owner chased for a by message");
    }
}

#[test]
fn what_is_left_without_agreeing_is_not_recorded_and_the_files_stay() {
    let mut session = Session::begin(80, 24);
    let events = session.events();
    session.press("O * c tab enter").waits();
    session.press("esc").sees("Owners");
    assert_eq!(session.events(), events);
    assert!(!messages(&session).is_empty());
    session.press("c").sees("messages-2023-02-02-2").press("ctrl-u");
    let taken = session.folder.path().join("messages-2023-02-02").display().to_string();
    session.write(&taken).press("enter").waits();
    session.sees("holds files already");
}

#[test]
fn what_has_no_address_is_written_and_not_recorded_as_sent_by_e_mail() {
    let mut session = Session::begin(80, 24);
    let events = session.events();
    session.press("O / o . space o w n e r enter c enter").waits();
    session.sees("wrote 1 message");
    assert_ne!(session.place(), Place::Confirm, "{}", session.screen());
    assert!(messages(&session)[0].1.starts_with("X-Unsent: 1\r\n"));
    assert_eq!(session.events(), events);
}

#[test]
fn all_who_are_marked_are_chased_together() {
    let mut session = Session::begin(80, 24);
    session.press("O *").sees(" marked").press("-").press("space").sees("1 marked").press("tab tab");
    session.press("c tab").sees("as text").press("enter").waits();
    session.sees("wrote 1 message").press("y").sees("recorded:");
    assert!(messages(&session)[0].0.ends_with(".txt"));
}

#[test]
fn what_an_owner_says_answers_the_chase() {
    let mut session = Session::begin(80, 24);
    session.press("O / o . space o w n e r enter c tab enter").waits();
    session.press("y").sees("recorded:").press("esc esc");
    session.act_as(OWNER).open("SOC22-4").press("u").write("one is in post").press("ctrl-s enter");
    session.sees("recorded:").press("esc esc esc esc l /").write("chased").press("enter");
    session.sees("SOC22-3");
    assert!(!session.screen().contains("SOC22-4"), "{}", session.screen());
}

#[test]
fn nobody_is_chased_from_a_past_and_no_date_is_written_from_one() {
    for keys in ["O c", "O enter c", "P x"] {
        let mut session = Session::begin(80, 24);
        session.press("[").press(keys).sees("nothing is recorded in it");
        assert_ne!(session.place(), Place::Path);
    }
}

#[test]
fn every_date_is_written_into_a_file_for_calendars() {
    let mut session = Session::begin(80, 24);
    session.press("P x").sees("dates-2023-02-02.ics").press("enter").waits();
    session.sees("wrote ");
    let file = fs::read_to_string(session.folder.path().join("dates-2023-02-02.ics")).unwrap();
    assert!(file.starts_with("BEGIN:VCALENDAR\r\n") && file.contains("SOC22-4.a due"), "{file}");
    session.press("esc x ctrl-u").write("dates.txt").press("enter").sees("does not end in `.ics`");
}
