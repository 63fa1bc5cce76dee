//! Chasing and the dates for calendars in plain lines.

use std::fs;

use super::conversation::Talking;

#[test]
fn what_has_no_address_is_written_and_not_recorded_as_sent_by_e_mail() {
    let talking = Talking::new();
    let folder = talking.folder().join("mails");
    let lines = format!("chase o. own\n{}\nyes\nhistory", folder.display());
    let told = talking.says(&lines);
    told.says("Wrote 1 message into").says("No address is known of `O. Owner`");
    told.says("What has no address is not recorded as sent by e-mail.").says("nothing is recorded");
    assert_eq!(told.events, Talking::new().says("overview").events);
}

#[test]
fn whoever_leaves_the_question_records_nothing() {
    let talking = Talking::new();
    let folder = talking.folder().join("mails");
    let before = Talking::new().says("overview").events;
    let told = talking.says(&format!("chase\nall\n{}\nb", folder.display()));
    told.says("nothing is recorded");
    assert_eq!(told.events, before);
}

#[test]
fn somebody_unknown_is_said_and_one_of_the_others_is_found_by_a_part_of_the_name() {
    let talking = Talking::new();
    let folder = talking.folder().join("mails");
    let told = talking.says(&format!("chase Nobody\nchase OWN\n{}\nb", folder.display()));
    told.says("nobody like `Nobody` owns an action. Nothing was written.").says("Wrote 1 message");
}

#[test]
fn nothing_is_written_into_a_folder_that_holds_something_nor_from_a_past() {
    let talking = Talking::new();
    let folder = talking.folder().display().to_string();
    let told = talking.says(&format!("chase all\n{folder}\nas-at\nchase all\ndates /tmp/x.ics"));
    told.says("holds files already").says("hint: name another");
    assert_eq!(told.transcript.matches("nothing is recorded in it").count(), 2, "{}", told.transcript);
}

#[test]
fn every_date_is_written_into_a_file_for_calendars() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("all.ics");
    let told = Talking::new().says(&format!("dates all.txt\ndates {}", file.display()));
    told.says("The path ends in .ics. Nothing was written.").says("wrote ");
    assert!(fs::read_to_string(&file).unwrap().contains("SOC22-4.a due"));
}
