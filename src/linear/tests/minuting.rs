//! A meeting is minuted in plain lines, item by item.

use std::path::Path;

use insta::assert_snapshot;

use super::conversation::{Talking, lead};
use crate::clock::Clock;
use crate::ledger::filled::{self, OWNER};
use crate::ledger::opening::Access;
use crate::ledger::record::Account;
use crate::ledger::remembered::Remembered;
use crate::ledger::{Ledger, Seat};
use crate::progress::Progress;

/// A meeting is opened, and minuted.
const OPEN: &str = "meeting plan\nBoard\ntoday\ny\nmeeting open\n1\n1;3\n.\ny\n";

#[test]
fn a_meeting_is_gone_through_item_by_item_with_numbers() {
    let told = lead(&format!(
        "{OPEN}minute M10
        >
        >
        1
        all three are in post
        .
        rating amber
        y
        decision
        one more is taken on
        .
        y
        3
        it costs too much
        .
        3
        y
        target
        28 February 2023
        one of them is ill
        .
        y
        <
        next
        >
        1
        the room is too small
        .
        y
        2
        y
        brief minutes M10
        q"
    ));
    told.says("Minuting M10 item 1 of 3, 0 minuted.");
    told.says("Recorded: a at M10 [AMBER]: all three are in post");
    told.says("dissent of O. Owner at M10: it costs too much");
    told.says("Minuted: SOC22-4. Not heard: SOC22-3, SOC22-5.");
    told.says("M10 is closed.");
    assert_snapshot!(told.transcript);
}

#[test]
fn an_open_meeting_is_offered_on_the_overview_and_at_the_meeting() {
    lead(&format!("{OPEN}overview\n1\nq")).says("M10 is open: minute it, item by item").says("Minuting M10");
    lead(&format!("{OPEN}M10\n1\nq")).says("1. Minute it, item by item").says("Minuting M10 item 1 of 3");
}

#[test]
fn what_cannot_be_minuted_is_said() {
    lead("minute\nq").says("No meeting is open.");
    lead("minute nonsense\nq").says("`nonsense` is not a meeting, like M14.");
    lead("minute M3\nq").says("refused: `M3` cannot be minuted: the meeting is closed");
    let told = Talking::new().says(&format!("{OPEN}@ owner\nminute M10\nq"));
    told.says(&format!("refused: `{OWNER}` cannot minute a meeting: `{OWNER}` is not lead on"));
    let two = format!("{OPEN}{OPEN}minute\nminute M11\nq");
    lead(&two).says("Several are open: say which of M10, M11.").says("Minuting M11");
}

/// The filled register for somebody whose state folder would lie below a plain file.
fn without_a_state_folder(folder: &Path) -> Ledger {
    filled::filled(folder).close();
    let seat = Seat {
        account: Account { user: "desk".into(), host: "here".into() },
        clock: Clock::Still("2023-02-02T09:30:00Z".parse().unwrap()),
        remembered: Some(Remembered::in_folder(&folder.join("r.plenary/state"))),
        progress: Progress::unwatched(),
    };
    Ledger::open(&folder.join("r.plenary"), Access::Write, seat).unwrap()
}

#[test]
fn words_that_cannot_be_kept_on_the_disk_stay_and_leaving_asks() {
    let written = "1\nall three are in post\n.b\nb\ny\nb\nq\nn\nminute M10\n>\n>\n1\n.\nq\ny";
    let told = Talking::new().on(without_a_state_folder).says(&format!("{OPEN}minute M10\n>\n>\n{written}"));
    let once = "What you write is not kept on the disk until it is recorded:";
    assert_eq!(told.transcript.matches(once).count(), 1, "{}", told.transcript);
    told.says("it stays here until you leave Plenary, and you are asked before");
    told.says("Words are not recorded and would be lost. Leave Plenary? y or n");
    told.says("Written and not recorded: SOC22-4.a: all three are in post");
    told.says("Words that were written before and not recorded are here again: all three are in post");
}

#[test]
fn refusals_about_meetings_say_what_to_do_instead() {
    let told = lead("meeting plan\nBoard\ntoday\ny\nminute M10\nq");
    told.says("cannot be minuted: the meeting is planned").says("meeting open M10");
    lead("minute M3\nq").says("meeting correct M3");
}

#[test]
fn a_planned_plenary_is_the_one_that_is_held() {
    let told = lead(
        "meeting plan
        Talk
        today
        kind plenary
        inspection SOC22
        y
        SOC22
        hold
        1
        .
        y
        q",
    );
    told.says("a plenary is held on an inspection, and none is named");
    told.says("plenary on SOC22 planned for 2 Feb 2023: Talk");
    told.says("It was planned for 2 Feb 2023 as M10, and is held as that; the field meeting says otherwise.");
    told.says("plenary M10 held");
}
