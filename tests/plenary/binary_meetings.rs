//! Bad input around meetings, at the real program: a clear refusal with a hint, and nothing recorded.

use crate::binary::{Binary, LEAD};

/// What is refused on the desk of `M2`, which is open, in the words that people see.
#[track_caller]
fn refused(binary: &Binary, words: &str) -> String {
    let before = binary.history().len();
    let said = binary.ask(words).refused();
    assert_eq!(binary.history().len(), before, "`{words}` recorded something");
    said
}

#[test]
fn a_cancelled_meeting_falls_on_no_day_and_is_told_whole_in_the_list() {
    let binary = Binary::governed();
    let meetings = |month: &str| {
        let days = binary.ask(&format!("calendar {month} --json")).json();
        days.as_array().unwrap().iter().map(|day| day["meetings"].as_u64().unwrap()).sum::<u64>()
    };
    binary.ask("meeting plan 'Next board' --date 2023-05-11").done();
    assert_eq!(meetings("2023-05"), 1);
    binary.ask("meeting cancel M3 --why 'nobody can come'").done();
    assert_eq!(meetings("2023-05"), 0);
    let list = binary.plain("meeting").done();
    assert!(list.contains("governance, cancelled"), "{list}");
}

#[cfg(unix)]
#[test]
fn a_link_is_not_replaced_by_a_paper_and_the_way_out_is_said() {
    let binary = Binary::governed();
    std::fs::write(binary.folder().join("mine.md"), "mine").unwrap();
    std::os::unix::fs::symlink("mine.md", binary.folder().join("link.md")).unwrap();
    let said = binary.ask("brief action-log --to link.md --replace").troubled();
    assert!(said.contains("link.md` is no plain file, and is not replaced"), "{said}");
    assert!(said.contains("hint: name another file, or take away what lies there"), "{said}");
    assert_eq!(std::fs::read_to_string(binary.folder().join("mine.md")).unwrap(), "mine");
}

#[test]
fn what_cannot_be_done_at_a_meeting_is_refused_in_words() {
    let binary = Binary::governed();
    binary.ask("people add 'R. Eader' --role reader").done();
    binary.ask("meeting plan 'Next board' --date 2023-02-08").done();
    binary.ask("meeting plan 'No board' --date 2023-01-11").done();
    binary.ask("meeting cancel M4 --why 'nobody can come'").done();
    binary.ask("meeting close M2").done();
    for (words, told) in [
        ("meeting close M2", "refused: `M2` cannot be closed: the meeting is closed\n"),
        (
            "meeting open M3 --attendee 'A. Lead' --on 2199-01-01",
            "refused: `2199-01-01` cannot be recorded: 1 Jan 2199 is in the future",
        ),
        (
            "meeting open M3 --attendee 'A. Lead'",
            "refused: `M3` cannot be opened: it is planned for 8 Feb 2023, which is later\nhint: move it first, with `plenary meeting move M3 DATE --why REASON`\n",
        ),
        (
            "update SOC22-1.a 'Half of it' --meeting M2",
            "refused: `SOC22-1.a` cannot be reported on: the meeting `M2` is closed, not open\n",
        ),
        ("brief minutes M3", "refused: `M3` is planned: it has no minutes\n"),
        ("brief minutes M4", "refused: `M4` is cancelled: it has no minutes\n"),
        ("brief meeting M4", "refused: `M4` was cancelled: there is no pack for it\n"),
        (
            "brief meeting M3",
            "refused: `M3` was planned for 8 Feb 2023 and never opened: there is no pack for it\nhint: move it with `plenary meeting move`, or cancel it with `plenary meeting cancel`\n",
        ),
        ("agenda M9", "refused: there is no meeting `M9`\nhint: see the meetings with `plenary meeting`\n"),
    ] {
        // `--on` is said once: where the line has a day of its own, nobody else's stands beside it.
        let said = match words.contains("--on ") || words.starts_with("brief") || words.starts_with("agenda")
        {
            true => binary.plain(&format!("{words} --actor '{LEAD}'")).refused(),
            false => refused(&binary, words),
        };
        assert!(said.starts_with(told), "{words}\n{said}");
    }
}

#[test]
fn a_meeting_needs_somebody_there_and_a_lead_who_minutes_it() {
    let binary = Binary::governed();
    let account = whoami::username().unwrap();
    binary.ask(&format!("people add 'R. Eader' --role reader --account {account}")).done();
    binary.ask("meeting plan Panel --date 2023-01-11").done();
    let nobody = binary.ask("meeting open M3").misused();
    assert!(nobody.contains("--attendee"), "{nobody}");
    let nobody = binary.ask("meeting open M3 --attendee ' '").misused();
    assert!(nobody.contains("attendee: is missing: who was there, once for each"), "{nobody}");
    for (words, cannot) in [
        ("update SOC22-1.a 'Half of it'", "report progress on an action"),
        ("meeting close M2", "close an open meeting"),
        ("meeting add M2 SOC22-1 --why 'it is late'", "add a recommendation to a meeting's agenda"),
    ] {
        let said = binary.ask_as("R. Eader", words).refused();
        let told = format!("refused: `R. Eader` cannot {cannot}: `R. Eader` is not lead");
        assert!(said.starts_with(&told), "{said}");
    }
}

#[test]
fn words_that_plan_no_series_are_told_what_is_wrong_with_them() {
    let binary = Binary::governed();
    for (words, told) in [
        (
            "--repeat 'every blue moon' --times 3",
            "repeat: `every blue moon` is no way to repeat; say `every 4 weeks`, `every month` or `first tuesday`",
        ),
        ("--repeat 'every month'", "repeat: needs an end: say `times`, or the day `until` which it repeats"),
        ("--repeat 'every month' --times 1", "times: `1` is no number of meetings from 2 to 60"),
        ("--repeat 'every month' --times many", "times: `many` is no number of meetings from 2 to 60"),
        (
            "--repeat 'every month' --times 3 --until 2024-01-01",
            "until: goes without `times`: one of them ends a series",
        ),
        ("--times 3", "times: goes with `repeat`, which says how it repeats"),
        ("--until 2024-01-01", "until: goes with `repeat`, which says how it repeats"),
    ] {
        let said = binary.ask(&format!("meeting plan Board --date 2023-02-08 {words}")).misused();
        assert!(said.contains(told), "{words}\n{said}");
    }
    let said = binary.ask("meeting correct M2 --item SOC22-1 --was six --why misheard").misused();
    assert!(
        said.contains(
            "item: needs both `was` and `is`; `item` goes with them unless it is about any other business"
        ),
        "{said}"
    );
}

#[test]
fn closing_one_of_a_series_says_which_is_next() {
    let binary = Binary::received();
    binary.ask("meeting plan Board --date 2022-12-07 --repeat 'every week' --times 2").done();
    binary.ask("meeting open M1 --attendee 'A. Lead'").done();
    let said = binary.ask("meeting close M1").done();
    assert!(said.ends_with("the next of the series is M2 on 14 Dec 2022\n"), "{said}");
}

#[test]
fn the_agenda_is_read_as_words_json_and_csv_and_as_at_a_day() {
    let binary = Binary::governed();
    let csv = binary.plain("agenda M2 --csv").done();
    assert_eq!(csv.lines().next(), Some("item,ref,under,why,stage,rating,owner,minuted,asked"));
    assert!(csv.contains("1,SOC22-1,"), "{csv}");
    let json = binary.plain("agenda M2 --json").json();
    assert_eq!(json["items"][0]["ref"], "SOC22-1");
    assert_eq!(json["kind_in_full"], "governance meeting");
    let words = binary.plain("agenda M2 --as-at 2023-01-11").done();
    assert!(words.starts_with("AS AT 11 Jan 2023") && words.contains("SOC22-1"), "{words}");
    binary.plain("agenda SOC22-1").misused();
    let list = binary.plain("meeting --csv").done();
    let rows: Vec<_> = list.lines().collect();
    assert_eq!(rows[0], "ref,kind,phase,date,name,chair,there,apologies,series,closed");
    assert!(rows.contains(&"M2,governance meeting,open,2023-01-11,Board,,A. Lead,,,"), "{list}");
}
