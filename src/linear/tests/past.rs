//! Looking back in plain lines: said before everything that is told, and nothing is recorded there.

use super::conversation::{Talking, lead};
use crate::ledger::filled;

#[test]
fn a_past_is_told_with_its_day_before_everything_and_now_comes_back() {
    let told = lead("as-at M1\nSOC22-4\nlist\nmeetings\nnow\nas-at 1 January 2023\noverview\nq");
    assert_eq!(told.transcript.matches("AS AT 20 Dec 2022 (M1). Read only; now goes back.").count(), 4);
    told.says("as at 20 Dec 2022 (M1), SOC22-4, number or word").says("This is now.");
    told.says("AS AT 1 Jan 2023. Read only; now goes back.");
    assert!(!told.transcript.contains("error"), "{}", told.transcript);
}

#[test]
fn one_steps_from_meeting_to_meeting() {
    let told = lead("as-at before\nas-at before\nas-at after\n[\n=\nnow\nas-at\nq");
    told.says("AS AT 20 Dec 2022 (M1, M2").says("No meeting was held there.").says("This is now.");
}

#[test]
fn whatever_would_be_recorded_in_a_past_is_refused_and_reading_goes_on() {
    let before = lead("q").events;
    let asked = "update SOC22-4.a\nhold\nundo\nverify\nrebuild\nbackup x\naudit x\nimport x\ntour\nSOC22-4\nupdate\napprove SOC22-3";
    let told = lead(&format!("as-at M1\n{asked}\nlist\nmark 1\nlevel\nq"));
    assert_eq!(told.events, before);
    let refused = "refused: this is the register as at 20 Dec 2022 (M1)";
    assert_eq!(told.transcript.matches(refused).count(), 12, "{}", told.transcript);
    told.says("back to now first").says("1. ");
    assert!(!told.transcript.contains("Requests:") || told.transcript.matches("Requests:").count() == 1);
}

#[test]
fn what_is_no_moment_is_said_with_what_to_do() {
    let told = lead("as-at M99\nas-at whenever\nas-at 2 January 2099\nas-at 1999-01-01\nq");
    told.says("there is no meeting `M99` in this register.")
        .says("`whenever` is neither a day nor a meeting.")
        .says("is in the future: today is 2 Feb 2023.")
        .says("by 1 Jan 1999 nothing had happened");
}

#[test]
fn what_changed_is_told_in_lines_that_open_their_recommendations() {
    let told = lead(
        "diff\n1\nb\ndiff 2022-12-06 to M1\nb\ndiff M1 M1\nb\ndiff M1 to 19 January 2023\nb\ndiff M99\nq",
    );
    told.says("to 2 Feb 2023: 1 date moved, 1 rated, 1 update")
        .says("1. date moved, SOC22-4.a: 31 Dec 2022 to 31 Jan 2023, +31 days")
        .says("SOC22-4, Governance, late by 2 days")
        .says("From 6 Dec 2022")
        .says("7 new")
        .says("From 20 Dec 2022 (M1) to 20 Dec 2022 (M1): nothing changed.")
        .says("to 19 Jan 2023: 1 rated, 1 update")
        .says("there is no meeting `M99`");
}

#[test]
fn a_long_log_is_looked_back_in_as_work_that_can_be_cancelled() {
    let told = Talking::new().on(filled::long).says("as-at M1\ndiff 2022-12-06 to M1\nnow\nq");
    told.says("Looking back. Ctrl-C cancels it.").says("AS AT 20 Dec 2022 (M1).");
    told.says("Finding what changed.").says("7 new").says("This is now.");
    let told = Talking::new().on(filled::long).waiting(|| true).says("as-at M1\noverview\nq");
    told.says("Cancelling: what was begun is undone.").says("cancelled");
    assert!(!told.transcript.contains("AS AT"), "{}", told.transcript);
}
