//! What keeps people from slips: going back, leaving, wrong answers, and others who record meanwhile.

use std::cell::RefCell;
use std::rc::Rc;

use rusqlite::Connection;

use super::conversation::{Talking, lead};
use crate::ledger::filled::{self, DCC, LEAD};
use crate::linear::Heard;

fn before() -> u64 {
    lead("q").events
}

#[test]
fn an_empty_line_tells_again_where_one_is() {
    let told = lead("\nq");
    assert_eq!(told.transcript.matches("Waiting for you").count(), 2);
}

#[test]
fn a_number_that_was_not_told_says_which_were() {
    lead("meetings\n99\nq").says("There is no number 99 here; there is 1 to");
}

#[test]
fn a_word_that_is_nothing_here_says_so() {
    lead("xyzzy\nq").says("Nothing here is called `xyzzy`. ? tells what is.");
    lead("agenda M3\nq").says("Nothing here is called `agenda M3`. `M3` alone opens it.");
}

#[test]
fn the_beginning_of_several_words_asks_which() {
    let told = lead("SOC22-5\nevid\n1\nb\nevid\nb\nq");
    told.says("Several begin with `evid`:")
        .says("1. evidence accept")
        .says("evidence accept: accept evidence");
}

#[test]
fn going_back_in_a_request_asks_the_question_before_and_loses_nothing() {
    let told =
        lead("SOC22-4\nagree\nfirst words\n.\nO. Owner\nb\nb\n-\ne\nnew words\n.\n1\n30 June 2023\nb\ny\nq");
    told.says("Now: first words").says("Left agree. Nothing was recorded.");
    assert_eq!(told.events, before());
}

#[test]
fn a_wrong_answer_says_why_and_asks_again() {
    let told = lead("SOC22-4\nagree\ntrain more people\n.\n7\nO. Owner\nsoon\n31/2/2023\n+3 weeks\nb\ny\nq");
    told.says("There is no number 7; there is 1 to 3");
    told.says("`soon` is not a date").says("February 2023 has 28 days");
    told.says("Thu 23 Feb 2023, in 3 weeks.");
}

#[test]
fn a_date_that_lies_in_the_past_is_remarked_before_it_is_recorded() {
    let told = lead(
        "target SOC22-4.a\n1 January 2023\nit was promised then\n.\ny\nmeeting plan\nBoard\n1 January 2023\nb\nq",
    );
    told.says("note: the new target, 1 Jan 2023, lies in the past: 32 days before 2 Feb 2023");
    told.says("Recorded: target of a moved to 1 Jan 2023");
    told.says("note: the meeting's day, 1 Jan 2023, lies in the past: 32 days before 2 Feb 2023");
}

#[test]
fn leaving_asks_first_when_words_would_be_lost() {
    let told = lead("SOC22-4\nupdate\ntwo posts are filled\n.\nq\nn\nb\nn\ny\nq");
    told.says("Words are not recorded and would be lost. Leave Plenary? y or n");
    told.says("What you answered is not recorded. Leave it? y or n").says("Recorded: a: ");
    let told = lead("SOC22-4\nupdate\ntwo posts are filled\n.\nq\ny\nq");
    assert_eq!(told.events, before());
}

#[test]
fn a_request_that_was_left_is_taken_up_with_its_answers() {
    let told = lead("SOC22-4\nupdate\ntwo posts are filled\n.\nrating green\nb\ny\nupdate\ny\nq");
    told.says("Your answers are kept until you leave Plenary.").says("Taken up where you left it:");
    told.says("rating: GREEN").says("Recorded: a [GREEN]: two posts");
}

#[test]
fn what_was_recorded_last_is_put_right_by_another_request() {
    let told = lead("position SOC22-2\n3\nwhy It duplicates another\ny\nU\nb\ny\nundo\ny\nq");
    told.says("Recorded last, on SOC22-2: ").says("Recorded: ");
    assert_eq!(told.events, before() + 2, "{}", told.transcript);
    lead("undo\nq").says("Nothing was recorded here within the last hour.");
}

#[test]
fn why_tells_the_rule_and_what_went_in() {
    let told = lead("SOC22-4\nwhy\nw SOC22\nwhy nonsense\noverview\nwhy\nq");
    told.says("Rule: ")
        .says("Police Act 1996, section 55(5A)")
        .says("There is nothing to explain of `nonsense`.");
}

#[test]
fn leaving_with_nothing_typed_asks_nothing() {
    assert!(!lead("SOC22-4\nupdate\nq").transcript.contains("would be lost"));
}

#[test]
fn a_decision_of_the_dcc_needs_the_whole_word() {
    let told = Talking::new().actor(DCC).says("SOC22-3\napprove\ny\n\nyes\nq");
    told.says("yes records this decision").says("the whole word yes records it");
    told.says("SOC22-3 is at Governance");
    let told = Talking::new().actor(DCC).says("SOC22-3\napprove\ny\nb\ny\nq");
    assert_eq!(told.events, before());
}

#[test]
fn a_refusal_says_why_and_what_to_do_and_ends_nothing() {
    let told = lead("SOC22-3\napprove\nb\nq");
    told.says("refused: ").says("hint: ").says("Left approve. Nothing was recorded.");
}

#[test]
fn a_refused_request_can_be_mended() {
    let told = lead("SOC22-2\nposition\n3\nwhy It duplicates an earlier one\ny\nq");
    told.says("refused: ").says("Recorded: ");
}

#[test]
fn a_field_can_be_added_by_its_name_before_recording() {
    let told = lead(
        "SOC22-4\nupdate\ntwo posts are filled\n.\nrating green\nrating\nam\n?\non 1 February 2023\ny\nq",
    );
    told.says("AMBER").says("Wed 1 Feb 2023, yesterday.").says("Recorded: a [AMBER]: two posts");
}

#[test]
fn a_request_can_be_said_in_one_line() {
    let told =
        lead("level SOC22-4 2\ny\nplenary update SOC22-4.a 'two posts are filled' --rating green\ny\nq");
    told.says("SOC22-4 is at Governance").says("Recorded: a [GREEN]: two posts are filled");
    assert_eq!(told.events, before() + 2);
}

#[test]
fn another_request_can_be_made_first() {
    let told = lead(
        "SOC22-4\nagree\n: people add\nN. Newcomer\n2\n.\ny\ntrain more people\n.\nNew\n30 June 2023\ny\nq",
    );
    told.says("Recorded: N. Newcomer added as owner").says("Back in the request before.");
    told.says("N. Newcomer.").says("Recorded: action");
}

#[test]
fn what_others_record_meanwhile_is_told_before_the_next_prompt() {
    let talking = Talking::new();
    let path = talking.folder().to_path_buf();
    let told = talking
        .meanwhile(move |line| {
            if line == 1 {
                let mut ledger = filled::again(&path);
                filled::ask(&mut ledger, "2023-02-02", LEAD, "level", &[("ref", "SOC22-4"), ("level", "2")]);
            }
        })
        .says("SOC22-4\nb\nq");
    told.says("Meanwhile others recorded 1: SOC22-4, A. Lead: ");
}

#[test]
fn what_others_record_between_the_record_and_the_word_is_read_before_it_is_agreed_to() {
    let talking = Talking::new().actor(DCC);
    let path = talking.folder().to_path_buf();
    let told = talking
        .meanwhile(move |line| {
            if line == 2 {
                let mut ledger = filled::again(&path);
                filled::ask(&mut ledger, "2023-02-02", LEAD, "level", &[("ref", "SOC22-3"), ("level", "2")]);
            }
        })
        .says("SOC22-3\napprove\nyes\nb\nq");
    told.says("Nothing was recorded. Others were here since you looked:").says("SOC22-3");
    assert_eq!(told.events, before() + 1, "{}", told.transcript);
}

#[test]
fn the_end_of_input_goes_back_and_then_leaves() {
    let line = |words: &str| Heard::Line(words.into());
    let told =
        Talking::new().hears(vec![line("SOC22-4"), line("update"), Heard::End, Heard::End, Heard::End]);
    told.says("Left update. Nothing was recorded.").says("Left Plenary.");
    let told = Talking::new().hears(vec![line("SOC22-4"), line("update"), line("words"), Heard::Over]);
    told.says("Left Plenary.");
    assert_eq!(told.events, before());
}

#[test]
fn control_c_leaves_a_question_and_asks_before_it_leaves_plenary() {
    let line = |words: &str| Heard::Line(words.into());
    let told =
        Talking::new().hears(vec![line("SOC22-4"), line("update"), Heard::Interrupted, Heard::Interrupted]);
    told.says("Left update. Nothing was recorded.").says("Left Plenary.");
}

#[test]
fn a_text_can_be_read_back_taken_back_and_edited_outside() {
    let told = Talking::new()
        .editor(|text| Ok(format!("{text}\nand a line from the editor")))
        .says("SOC22-4\nupdate\none\ntwoo\n.u\n.l\n..two\n.?\n.e\ny\nq");
    told.says("The last line is: one").says("one .two and a line from the editor").says("Recorded: a: one");
}

#[test]
fn an_amendment_begins_with_the_old_words() {
    let told = Talking::new()
        .editor(|text| Ok(text.replace("meets", "meets all")))
        .says("SOC22-1\namend\ne\nit was copied wrongly\n.\ny\nq");
    told.says("Now: Cleveland Police should make sure").says("meets all demand").says("Recorded: ");
}

#[test]
fn a_request_is_made_for_each_that_is_marked_with_a_result_for_each() {
    let told = lead(
        "list stage:gov stage:received stage:closed\nmark 1 2\nmark 9\nunmark\nmark all\nlevel\n3\ny\nq",
    );
    told.says("Nothing is marked.").says("3 marked, a request is made for each: SOC22-1, SOC22-4, SOC22-7.");
    told.says("For each of 3 marked").says("Left out: SOC22-7: refused: ").says("Recorded for 2 of 2.");
    assert_eq!(told.events, before() + 2, "{}", told.transcript);
}

#[test]
fn long_work_says_what_came_of_it() {
    let talking = Talking::new();
    let (copy, list) = (talking.folder().join("copy.plenary"), talking.folder().join("list.csv"));
    let lines = format!(
        "verify\nrebuild\ny\nbackup {}\nlist stage:gov\nexport {}\nexport nowhere\nq",
        copy.display(),
        list.display()
    );
    let told = talking.says(&lines);
    told.says("the chain of 76 events is whole").says("the standing says what the log says");
    told.says("the standing was made anew from 76 events").says("the copy was opened and proved");
    told.says("wrote 1 recommendations to").says("The path ends in .csv or .json.");
}

#[test]
fn a_folder_for_an_audit_is_written_with_the_files_of_evidence_or_without_them() {
    let (talking, folder) = (Talking::new(), tempfile::tempdir().unwrap());
    let (with, without) = (folder.path().join("with"), folder.path().join("with out"));
    let lines = format!("audit {}\naudit without {}\nX\n{0}\nq", with.display(), without.display());
    let told = talking.says(&lines);
    told.says("Writing a folder for an audit.").says("wrote 76 events").says("check it there with");
    told.says("audit, the path of the folder that is made").says("is there already");
    assert!(with.join("evidence").is_dir() && !without.join("evidence").exists());
    assert!(without.join("check.sh").is_file());
}

#[test]
fn a_name_that_looks_like_anothers_is_remarked_before_somebody_is_added() {
    let told = lead("people add\nO Owner\nreader\n.\nb\nq");
    told.says("note: `O Owner` looks like `O. Owner`, who is somebody else in the register");
    assert_eq!(told.events, before());
}

#[test]
fn a_paper_is_written_about_what_is_in_front_or_about_what_is_named() {
    let (talking, folder) = (Talking::new(), tempfile::tempdir().unwrap());
    let (story, late) = (folder.path().join("the story.md"), folder.path().join("late.html"));
    let lines = format!(
        "SOC22-1\nbrief {}\nbrief overdue {}\nbrief signoff SOC22-1 {1}\nbrief minutes\nq",
        story.display(),
        late.display()
    );
    let told = talking.says(&lines);
    told.says("The paper: recommendation SOC22-1.").says("wrote recommendation SOC22-1 to");
    told.says("The paper: overdue.").says("wrote overdue to").says("The paper: signoff SOC22-1.");
    told.says("is a paper about a meeting");
    assert!(std::fs::read_to_string(&story).unwrap().contains("# SOC22-1: the whole story"));
    assert!(std::fs::read_to_string(&late).unwrap().contains("<h1>Overdue and ageing</h1>"));
}

#[test]
fn an_import_that_is_cancelled_records_nothing_and_can_be_recorded_after_all() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/data/examples/regional-response.txt");
    let talking = Talking::new().on(filled::empty_later);
    let register = talking.folder().join("r.plenary");
    // Another process holds the register from before the person agrees until Ctrl-C was pressed.
    let holder: Rc<RefCell<Option<Connection>>> = Rc::default();
    let (held, mut pressed) = (Rc::clone(&holder), false);
    let waiting = move || {
        let is_held = held.borrow().is_some();
        if is_held && pressed {
            held.take();
        }
        is_held && !std::mem::replace(&mut pressed, is_held)
    };
    let meanwhile = move |line: usize| {
        if line == 2 {
            let conn = Connection::open(&register).unwrap();
            conn.execute_batch("BEGIN IMMEDIATE").unwrap();
            *holder.borrow_mut() = Some(conn);
        }
    };
    let told = talking.meanwhile(meanwhile).waiting(waiting).says(&format!("import {path}\ng\ny\ny\nq"));
    told.says("Recording. Ctrl-C cancels it. Cancelling: what was begun is undone. cancelled while");
    told.says("nothing was changed").says("Recorded, ");
    assert_eq!(told.transcript.matches("Recorded, ").count(), 1);
}
