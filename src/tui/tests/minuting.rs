//! A meeting minuted live at the desk, at both sizes: ten items, everything that can be minuted, and the minutes of it.

use std::path::Path;

use insta::assert_snapshot;

use super::sample::{self, DCC, LEAD, OWNER};
use super::session::{SIZES, Session};
use crate::briefing::paper::Topic;
use crate::clock::Clock;
use crate::export::paper::{Format, write};
use crate::export::paper::{assembling::assemble, period::Span};
use crate::journey::meeting::Phase;
use crate::journey::recommendation::{Recommendation, Stage};
use crate::journey::reference::MeetingRef;
use crate::ledger::opening::Access;
use crate::ledger::record::Account;
use crate::ledger::remembered::Remembered;
use crate::ledger::{Ledger, Seat};
use crate::progress::Progress;
use crate::tui::keys::Place;

const TODAY: &str = "2023-02-02";

/// Opens the register of a folder for somebody whose drafts are kept in it.
fn remembering(folder: &Path) -> Ledger {
    let seat = Seat {
        account: Account { user: "desk".into(), host: "here".into() },
        clock: Clock::Still(format!("{TODAY}T09:30:00Z").parse().unwrap()),
        remembered: Some(Remembered::in_folder(&folder.join("state"))),
        progress: Progress::unwatched(),
    };
    Ledger::open(&folder.join("r.plenary"), Access::Write, seat).unwrap()
}

/// Ten recommendations at Governance, each with an action, one of them with two; `M2` was held, `M3` is open.
fn ten(folder: &Path) -> Ledger {
    let mut ledger = sample::empty(folder);
    let all = &mut ledger;
    let inspection = [("title", "A report on ten things"), ("published", "2022-12-07"), ("code", "TEN22")];
    sample::ask(all, "2022-12-07", LEAD, "inspection add", &inspection);
    for number in 1..=10 {
        sample::recommend(
            all,
            "TEN22",
            &format!("Cleveland Police should put right thing {number}, and show that it lasts"),
        );
    }
    sample::ask(all, "2022-12-12", LEAD, "hold", &[("ref", "TEN22"), ("attendee", LEAD)]);
    for number in 1..=10 {
        let reference = format!("TEN22-{number}");
        let on = ("ref", &*reference);
        sample::ask(all, "2022-12-12", LEAD, "position", &[on, ("position", "accepted")]);
        let action =
            [on, ("text", "write it down and train for it"), ("owner", OWNER), ("target", "2023-03-31")];
        sample::ask(all, "2022-12-12", LEAD, "agree", &action);
        if number == 9 {
            let second = [on, ("text", "ask what came of it"), ("owner", LEAD), ("target", "2023-04-30")];
            sample::ask(all, "2022-12-12", LEAD, "agree", &second);
        }
        sample::ask(all, "2022-12-13", LEAD, "report", &[on]);
        sample::ask(all, "2022-12-14", DCC, "approve", &[on]);
    }
    for (day, open) in [("2022-12-20", false), (TODAY, true)] {
        let number = all.standing().register().unwrap().meetings + 1;
        let meeting = format!("M{number}");
        sample::ask(all, day, LEAD, "meeting plan", &[("name", "Governance board"), ("date", day)]);
        sample::ask(all, day, LEAD, "meeting open", &[("ref", &*meeting), ("attendee", "A. Lead;O. Owner")]);
        if !open {
            for number in 1..=10 {
                let reference = format!("TEN22-{number}.a");
                let said = format!("thing {number} is begun");
                sample::ask(all, day, OWNER, "update", &[("ref", &*reference), ("text", &*said)]);
            }
            sample::ask(all, day, LEAD, "meeting close", &[("ref", &*meeting)]);
        }
    }
    ledger.close();
    remembering(folder)
}

const MEETING: MeetingRef = MeetingRef(3);

/// The item that is on the screen.
fn shown(session: &mut Session) -> String {
    let screen = session.screen();
    let line = screen.lines().nth(1).unwrap_or_default();
    line.trim().split(' ').next().unwrap_or_default().to_string()
}

fn stands(session: &Session, reference: &str) -> Recommendation {
    session.app.ledger.standing().recommendation(&reference.parse().unwrap()).unwrap().unwrap()
}

/// Goes to an item, whatever its place on the agenda.
#[track_caller]
fn go_to<'s>(session: &'s mut Session, reference: &str) -> &'s mut Session {
    session.press("esc home");
    for _ in 0..10 {
        if shown(session) == reference {
            return session;
        }
        session.press("page-down");
    }
    panic!("{reference} is on no screen:\n{}", session.screen());
}

/// Types a minute and records it, by way of the confirm.
#[track_caller]
fn minute<'s>(session: &'s mut Session, words: &str) -> &'s mut Session {
    let before = session.events();
    session.write(words).press("ctrl-s").sees("will be recorded").sees(words).press("enter");
    assert_eq!(session.events(), before + 1, "{}", session.screen());
    assert_eq!(session.place(), Place::Minute, "{}", session.screen());
    session.sees("recorded:")
}

/// Everything that can be minuted, each on an item of its own.
fn minute_them(session: &mut Session) {
    go_to(session, "TEN22-1").press("f3 f3").sees("rating A AMBER");
    minute(session, "one of two is trained").sees("· minuted");
    session.press("tab alt-t").write("30 April 2023").press("tab").write("the trainer is ill").record();
    assert_eq!(stands(session, "TEN22-1").actions[0].rating.as_deref(), Some("AMBER"));

    go_to(session, "TEN22-2")
        .press("esc t")
        .write("30 June 2024")
        .press("tab")
        .write("nobody can be found")
        .record();
    session.sees("asked of the DCC").sees("A. Lead").press("shift-tab shift-tab");
    minute(session, "it will take a year more");

    minute(go_to(session, "TEN22-3"), "figures are there").press("alt-e");
    session.write("figures to January").press("tab").write("perf").record().sees("evidence E1 offered at M3");

    minute(go_to(session, "TEN22-4"), "it is done").press("alt-f").record().sees("every action is finished");
    session.press("alt-c").record().sees("TEN22-4 is at SignOff").sees("SignOff");

    minute(go_to(session, "TEN22-5"), "two ways are open").sees("Decision on the item");
    minute(session, "the cheaper of the two ways is taken");

    minute(go_to(session, "TEN22-6"), "the board wants to go on").press("alt-x");
    session
        .write("it is too early")
        .press("tab")
        .write("O. Owner")
        .record()
        .sees("dissent of O. Owner at M3");

    minute(go_to(session, "TEN22-7"), "another unit must help").press("alt-g");
    session
        .write("ask the control room")
        .press("tab")
        .write("O. Ow")
        .press("tab")
        .write("31 March 2023")
        .record();
    session.sees("action b agreed at M3");

    go_to(session, "TEN22-8").press("f3").sees("rating R RED").write("it cannot be done in time");
    session.press("f2").sees("this rating needs a reason").write("the money is gone").press("f2");
    session.sees("why: the money is gone").press("enter").sees("recorded:");

    minute(go_to(session, "TEN22-9"), "the first half is done").sees("Minute of b");
    minute(session, "the second half is begun");
    assert_eq!(stands(session, "TEN22-9").actions[1].progress.as_ref().unwrap().meeting, Some(MEETING));
}

/// The minutes as a text.
fn minutes(ledger: &Ledger) -> String {
    let paper =
        assemble(ledger, &Topic::Minutes(MEETING), &Span::default(), "OFFICIAL", &Progress::unwatched());
    let mut bytes = Vec::new();
    write(&paper.unwrap(), Format::Markdown, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// A whole meeting at one size; gives the pictures on the way.
fn whole_meeting((width, height): (u16, u16)) -> String {
    let mut session = Session::on(ten, width, height);
    let mut pictures = String::new();
    let mut keep = |name: &str, session: &mut Session| {
        pictures.push_str(&format!("══ {name}\n{}\n", session.screen().trim_end()));
    };
    session.sees("M minute").press("M").sees("1 of 10 · 0 minuted").sees("M2, 20 Dec 2022, O. Owner: thing");
    keep("an item", &mut session);
    minute_them(&mut session);
    keep("after some", &mut session);
    session.press("esc end").sees("minuted, 9:").sees("not heard, 1: TEN22-10").press("page-up");
    assert_eq!(shown(&mut session).split('-').next(), Some("TEN22"));
    minute(go_to(&mut session, "TEN22-10"), "nobody was there to speak of it");
    session.press("esc end").sees("the end · 10 minuted").sees("not heard: none");
    minute(&mut session, "the room is too small").sees("any other business: the room is too small");
    keep("the end", &mut session);
    session.press("esc C").record().sees("the meeting is closed");
    let screen = session.screen();
    assert!(
        !screen.contains('▌') && !screen.contains("ctrl-s record"),
        "nothing is typed any more:\n{screen}"
    );
    session.press("W").sees("Brief · minutes M3").press("esc L").sees("Brief · action-log");
    session.press("esc N").sees("plan a meeting");
    let ledger = &session.app.ledger;
    let meeting = ledger.standing().meeting(MEETING).unwrap().unwrap();
    assert_eq!((meeting.phase, meeting.notes.len()), (Phase::Closed, 1));
    assert_eq!(ledger.standing().treated_count(MEETING).unwrap(), 10);
    assert!(ledger.standing().agenda(MEETING).unwrap().items.len() >= 10);
    assert_eq!(stands(&session, "TEN22-4").stage, Stage::SignOff);
    assert_eq!(stands(&session, "TEN22-5").decisions.len(), 1);
    assert_eq!(stands(&session, "TEN22-6").dissents[0].who, "O. Owner");
    assert_eq!(stands(&session, "TEN22-7").actions[1].arose, Some(MEETING));
    assert!(stands(&session, "TEN22-2").actions[0].extension.is_some(), "it goes to the DCC");
    holds_all_of_it(&minutes(ledger));
    pictures
}

fn holds_all_of_it(minutes: &str) {
    for words in [
        "one of two is trained",
        "target of a moved to 30 Apr 2023 at M3",
        "extension of a to 30 Jun 2024 asked of the DCC at M3",
        "evidence E1 offered at M3 (performance): figures to January",
        "action a finished at M3: implemented",
        "considered complete at M3",
        "decided at M3: the cheaper of the two ways is taken",
        "dissent of O. Owner at M3: it is too early",
        "action b agreed at M3",
        "it cannot be done in time",
        "the money is gone",
        "the second half is begun",
        "nobody was there to speak of it",
        "Any other business",
        "the room is too small",
    ] {
        assert!(minutes.contains(words), "`{words}` is not in the minutes:\n{minutes}");
    }
    for number in 1..=10 {
        assert!(minutes.contains(&format!("### TEN22-{number}\n")), "{number}:\n{minutes}");
    }
}

#[test]
fn a_meeting_of_ten_items_is_minuted_at_the_size_that_is_designed_for() {
    assert_snapshot!("meeting_80", whole_meeting(SIZES[0]));
}

#[test]
fn a_meeting_of_ten_items_is_minuted_on_a_larger_terminal() {
    assert_snapshot!("meeting_120", whole_meeting(SIZES[1]));
}

#[test]
fn an_item_is_minuted_on_the_smallest_terminal() {
    let mut session = Session::on(ten, 60, 20);
    session.press("M").write("it is begun, and it is too long for one line of so narrow a terminal");
    assert_snapshot!(session.screen());
}

#[test]
fn escape_makes_one_letter_a_key_and_alt_does_the_same() {
    let mut session = Session::on(ten, 80, 24);
    session.press("M").write("next").press("esc").sees("the next letter is a key");
    session.press("n").sees("2 of 10").write("n").press("alt-p").sees("1 of 10").sees("▌ next");
    session.press("alt-n").sees("2 of 10").sees("▌ n");
    session.press("esc esc");
    assert_eq!(session.place(), Place::Overview);
}

#[test]
fn what_is_typed_stays_while_other_items_and_screens_are_looked_at() {
    let mut session = Session::on(ten, 80, 24);
    let before = session.events();
    session.press("M").write("half a sentence").press("page-down").write("another").press("page-up");
    session
        .sees("half a sentence")
        .press("tab")
        .write("a decision")
        .press("shift-tab")
        .sees("half a sentence");
    session
        .press("esc esc")
        .press("m home enter M")
        .sees("half a sentence")
        .press("page-down")
        .sees("another");
    assert_eq!(session.events(), before);
}

#[test]
fn what_is_typed_is_there_again_after_a_crash_and_it_is_said_so() {
    let mut session = Session::on(ten, 80, 24);
    session.press("M page-down f3").write("cut short").press("tab").write("no money");
    session.app.paste(" at all");
    let reference = shown(&mut session);
    let folder = session.folder.path().to_path_buf();
    // Nothing of the session that crashed is closed.
    let crashed =
        std::mem::replace(&mut session.app, crate::tui::App::new(remembering(&folder), LEAD.into()).unwrap());
    session.press("M page-down");
    assert_eq!(shown(&mut session), reference);
    session.sees("cut short").sees("R RED").sees("no money at all");
    session.sees("words that were typed before and not recorded are here again");
    session.press("ctrl-s").sees("will be recorded").press("enter").sees("recorded:");
    let drafts = std::fs::read_dir(folder.join("state/drafts")).unwrap().count();
    assert_eq!(drafts, 0, "what is recorded is no draft any more");
    drop(crashed);
}

#[test]
fn nobody_finds_the_words_of_another() {
    let mut session = Session::on(ten, 80, 24);
    let more = [("person", OWNER), ("role", "lead")];
    sample::ask(&mut session.app.ledger, TODAY, LEAD, "people role", &more);
    session.press("M").write("private words").press("esc esc").act_as(OWNER).press("M").sees("1 of 10");
    assert!(!session.screen().contains("private words"));
    session.press("esc esc").act_as(LEAD).press("M").sees("private words");
}

#[test]
fn a_folder_that_cannot_be_written_is_said_once_and_minuting_goes_on() {
    let mut session = Session::on(ten, 80, 24);
    let state = session.folder.path().join("state/drafts");
    std::fs::write(state, "a file").unwrap();
    // All of it comes before the first picture is drawn.
    session.press("M").write("words").press("page-down page-up");
    session.sees("▌ words").sees("what you type is not kept on the disk");
    session.write("!").press("backspace").sees("what you type is not kept on the disk");
    session.press("tab shift-tab").sees("▌ words");
    assert!(!session.screen().contains("not kept on the disk"), "it is said once");
    session.press("ctrl-c").sees("leave all the same?").press("n");
    session.press("esc esc q").sees("leave all the same?").press("n");
    assert!(!session.app.is_done());
    session.press("M").sees("▌ words");
    minute(&mut session, " and more");
    session.press("ctrl-c");
    assert!(session.app.is_done(), "nothing would be lost any more");
}

#[test]
fn the_words_of_a_form_that_cannot_be_kept_are_there_again_and_leaving_asks() {
    let mut session = Session::on(ten, 80, 24);
    let drafts = session.folder.path().join("state/drafts");
    std::fs::write(&drafts, "a file").unwrap();
    session.press("M alt-t").write("30 April 2023").sees("what you type is not kept on the disk");
    session.press("esc y esc esc q").sees("leave all the same?").press("n M alt-t").sees("30 April 2023");
    // Where there is room again it is kept, and nothing is asked any more.
    std::fs::remove_file(&drafts).unwrap();
    session.press("tab").sees("what you typed is kept on the disk now");
    session.press("esc y esc esc q");
    assert!(session.app.is_done(), "{}", session.screen());
    assert_eq!(std::fs::read_dir(&drafts).unwrap().count(), 1);
}

#[test]
fn who_only_reads_is_offered_nothing_that_others_record() {
    let mut session = Session::on(ten, 120, 24);
    session.sees("M minute").press("m").sees("p plan").press("esc");
    let reader = [("name", "R. Reader"), ("role", "reader")];
    sample::ask(&mut session.app.ledger, "2023-02-02", LEAD, "people add", &reader);
    session.app.desk.around.actor = "R. Reader".into();
    session.press("m esc").sees("you: R. Reader (reader)").sees("enter open");
    assert!(!session.screen().contains("M minute"), "{}", session.screen());
    session.press("m").sees("enter open");
    assert!(!session.screen().contains("p plan"), "{}", session.screen());
    // The keys work, and say why not.
    session.press("M").sees("`R. Reader` cannot minute a meeting: `R. Reader` is not lead on");
}

#[test]
fn whoever_may_not_minute_is_refused_in_the_rules_words() {
    let mut session = Session::on(ten, 80, 24);
    session.act_as(OWNER).press("M").sees("`O. Owner` cannot minute a meeting: `O. Owner` is not lead on");
    assert_eq!(session.place(), Place::Overview);
}

#[test]
fn a_meeting_is_minuted_only_while_it_is_open() {
    let mut session = Session::begin(80, 24);
    let before = session.screen();
    session.press("M");
    assert_eq!(session.place(), Place::Overview, "no meeting is open: {before}");
    assert!(!before.contains("M minute"));
    session.press("m enter M");
    assert_eq!(session.place(), Place::Meeting);
}

#[test]
fn the_words_of_last_time_are_said_again_only_on_purpose() {
    let mut session = Session::on(ten, 80, 24);
    session.press("M");
    let number = shown(&mut session).rsplit('-').next().unwrap().to_string();
    session
        .write(&format!("thing {number} is begun"))
        .press("ctrl-s")
        .sees("these are the words of last time");
    session.press("ctrl-s").sees("will be recorded").sees("--same").press("enter").sees("recorded:");
}

#[test]
fn a_refusal_is_told_where_the_words_stand_and_they_stay() {
    let mut session = Session::on(ten, 80, 24);
    session
        .press("M")
        .write("words")
        .press("alt-c ctrl-s")
        .sees("not finished: `a`")
        .press("esc")
        .sees("▌ words");
    session.press("ctrl-u ctrl-s").sees("nothing is typed yet");
}

#[test]
fn the_desk_of_the_dcc_tells_of_dissent() {
    let mut session = Session::on(ten, 120, 40);
    session.press("M");
    minute_them(&mut session);
    let ledger = &mut session.app.ledger;
    sample::ask(ledger, TODAY, OWNER, "finish", &[("ref", "TEN22-6.a")]);
    sample::ask(ledger, TODAY, LEAD, "complete", &[("ref", "TEN22-6")]);
    sample::ask(ledger, TODAY, LEAD, "level", &[("ref", "TEN22-6"), ("level", "1")]);
    session.press("esc esc").act_as(DCC).open("TEN22-6").press("s ctrl-s");
    session.sees("dissent of O. Owner at M3 on 2 Feb 2023: it is too early");
}

/// Begins again as after a crash: nothing of the session before is closed.
fn crash(session: &mut Session) -> crate::tui::App {
    let ledger = remembering(session.folder.path());
    std::mem::replace(&mut session.app, crate::tui::App::new(ledger, LEAD.into()).unwrap())
}

#[test]
fn the_end_and_the_closing_tell_of_words_that_are_not_recorded_and_lead_to_them() {
    let mut session = Session::on(ten, 80, 24);
    go_to(session.press("M"), "TEN22-3").press("f3").write("intake is planned").press("page-down esc end");
    session.sees("typed and not recorded, 1: TEN22-3.a: intake is planned [RED]").sees("esc u goes to them");
    session.press("esc u").sees("intake is planned");
    assert_eq!(shown(&mut session), "TEN22-3");
    session.press("esc C ctrl-s").sees("typed and not recorded, 1; after the closing nothing is:");
    session.sees("TEN22-3.a: intake is planned [RED]").press("esc esc").sees("▌ intake is planned");
    session
        .write(" now")
        .press("tab")
        .write("too few")
        .press("ctrl-s enter")
        .sees("recorded:")
        .press("esc end");
    assert!(!session.screen().contains("typed and not recorded"), "{}", session.screen());
    session.press("esc C ctrl-s");
    assert!(!session.screen().contains("not recorded"), "{}", session.screen());
}

#[test]
fn the_words_of_a_closed_meeting_are_read_and_copied() {
    let mut session = Session::on(ten, 80, 24);
    go_to(session.press("M"), "TEN22-3").write("too late now").press("esc end esc C").record();
    session.sees("the meeting is closed").sees("TEN22-3.a: too late now").press("esc esc");
    session
        .press("m")
        .sees("words not recorded")
        .press("enter")
        .sees("typed and not recorded, 1: M reads them");
    session.press("M").sees("nothing can be minuted at M3 now");
    // What is read of the agenda comes before what can be typed: nothing can be typed any more.
    session.press("u").sees("▌ too late now").press("! y");
    assert_eq!(shown(&mut session), "TEN22-3");
    let copied = std::iter::from_fn(|| session.app.asked_outside()).last();
    assert_eq!(copied, Some(crate::tui::app::Outside::Copy("too late now".into())));
    let screen = session.screen();
    assert!(!screen.contains("record ") && !screen.contains("too late now!"), "{screen}");
    session
        .press("D")
        .sees("throw away, not recorded? TEN22-3.a: too late now.")
        .press("esc")
        .sees("too late now");
    session.press("D D").sees("thrown away");
    assert!(!session.screen().contains("too late now"), "{}", session.screen());
    // Once they are thrown away, nothing leads there any more.
    session.press("end").sees("the meeting is closed");
    assert!(!session.screen().contains("typed and not recorded"), "{}", session.screen());
    session.press("esc");
    assert_eq!(session.place(), Place::Meeting);
    assert!(!session.screen().contains("typed and not recorded"), "{}", session.screen());
    assert_eq!(std::fs::read_dir(session.folder.path().join("state/drafts")).unwrap().count(), 0);
}

#[test]
fn after_escape_a_key_that_is_no_letter_does_what_it_always_does() {
    let mut session = Session::on(ten, 80, 24);
    session.press("M").write("one").press("esc page-down").sees("2 of 10").write("two").sees("▌ two");
    session.press("esc page-up").sees("1 of 10").sees("▌ one");
    assert_eq!(session.place(), Place::Minute);
    session.press("esc left").write("-").sees("▌ on-e").press("esc backspace").sees("▌ one");
    session.press("esc tab").sees("Decision on the item").press("esc shift-tab").sees("Minute of a");
    session.press("esc down").sees("Decision on the item").press("esc up").sees("Minute of a");
    session.press("esc f3").sees("rating R RED").press("esc ctrl-u");
    assert!(!session.screen().contains("▌ one"), "{}", session.screen());
}

#[test]
fn the_words_of_a_form_wait_where_its_action_is_chosen_and_can_be_thrown_away() {
    let mut session = Session::on(ten, 80, 24);
    go_to(session.press("M"), "TEN22-9").press("tab alt-t").write("30 May 2023").press("esc y home");
    let crashed = crash(&mut session);
    session.press("M");
    let first = shown(&mut session);
    session.press(if first == "TEN22-9" { "" } else { "esc u" });
    assert_eq!(shown(&mut session), "TEN22-9");
    session.sees("Minute of b").sees("wait in the form of target of b").press("alt-t").sees("30 May 2023");
    // What is emptied waits no more.
    session.press("ctrl-u esc y");
    assert!(!session.screen().contains("wait in the form"), "{}", session.screen());
    session.press("alt-t").write("30 May 2023").press("esc y").sees("wait in the form of target of b");
    session.press("esc D").sees("recorded? target TEN22-9.b").press("D").sees("thrown away");
    assert!(!session.screen().contains("wait in the form"), "{}", session.screen());
    session.press("alt-t");
    assert!(!session.screen().contains("30 May 2023"), "{}", session.screen());
    drop(crashed);
}

#[test]
fn what_was_typed_into_a_form_while_a_meeting_was_minuted_is_there_again_after_a_crash() {
    let mut session = Session::on(ten, 80, 24);
    go_to(session.press("M"), "TEN22-6")
        .press("alt-x")
        .write("it is too early")
        .press("tab")
        .write("O. Owner");
    let crashed = crash(&mut session);
    session
        .sees("typed and not recorded, 2: at M3")
        .press("M")
        .sees("typed and not recorded: TEN22-6; esc u");
    session.press("esc u").sees("words that are not recorded wait in the form of dissent");
    assert_eq!(shown(&mut session), "TEN22-6");
    session.press("alt-x").sees("words that were typed before and not recorded are here again");
    session.sees("it is too early").sees("O. Owner").record();
    let drafts = std::fs::read_dir(session.folder.path().join("state/drafts")).unwrap().count();
    assert_eq!(drafts, 0, "what is recorded is no draft any more");
    assert_eq!(stands(&session, "TEN22-6").dissents[0].text, "it is too early");
    drop(crashed);
}

#[test]
fn every_form_of_minuting_keeps_its_words_over_a_crash() {
    for key in ["alt-d", "alt-x", "alt-g", "alt-t", "alt-e"] {
        let mut session = Session::on(ten, 80, 24);
        session.press("M").press(key).write("8 words");
        let crashed = crash(&mut session);
        session.press("M").press(key).sees("are here again").sees("8 words");
        drop(crashed);
    }
}

#[test]
fn a_form_that_is_left_keeps_its_words_until_they_are_recorded() {
    let mut session = Session::on(ten, 80, 24);
    session
        .press("M alt-d")
        .write("wait a month")
        .press("esc")
        .sees("kept until they are recorded")
        .press("y");
    let crashed = crash(&mut session);
    session.press("M alt-d").sees("wait a month");
    drop(crashed);
}

#[test]
fn dissent_of_somebody_who_was_not_there_is_remarked_and_not_refused() {
    let mut session = Session::on(ten, 80, 24);
    session.press("M alt-x").write("it is too early").press("tab").write("Somebody Unknown").press("ctrl-s");
    session.sees("`Somebody Unknown` is not among those who came to M3 (A. Lead, O. Owner)");
    session.press("enter").sees("recorded: dissent of Somebody Unknown");
    session
        .press("alt-x")
        .write("so do I")
        .press("tab")
        .write(OWNER)
        .press("ctrl-s")
        .sees("will be recorded");
    assert!(!session.screen().contains("is not among"), "{}", session.screen());
}

#[test]
fn what_was_recorded_is_seen_whole_while_there_is_room_for_it() {
    let mut session = Session::on(ten, 80, 24);
    session.press("M");
    minute(
        &mut session,
        "the first of many words that were said of it, and they take more than one line of it",
    );
    let screen = session.screen();
    assert!(!screen.contains('↓'), "there is room for all of it:\n{screen}");
    session.sees("take more than one line of it");
}

#[test]
fn words_that_are_cut_on_an_item_end_with_a_mark() {
    let mut session = Session::on(ten, 80, 24);
    let long = format!("write it down {} and see to it", "for everybody who needs it ".repeat(4));
    let (on, target) = (("ref", "TEN22-1"), ("target", "2023-03-31"));
    let asked = [on, ("text", &*long), ("owner", OWNER), target];
    sample::ask(&mut session.app.ledger, TODAY, LEAD, "agree", &asked);
    go_to(session.press("M"), "TEN22-1").press("tab");
    let screen = session.screen();
    let line = screen.lines().find(|line| line.contains("    write it down for")).unwrap();
    assert!(line.ends_with('…'), "{screen}");
}

#[test]
fn the_narrowest_minute_tells_of_its_keys() {
    let mut session = Session::on(ten, 60, 20);
    session.press("M");
    let screen = session.screen();
    let footer = screen.lines().last().unwrap();
    assert!(footer.contains("esc keys") && footer.contains("f1"), "{screen}");
}

#[test]
fn after_escape_the_keys_of_the_end_are_told_of_once_the_meeting_is_closed() {
    let mut session = Session::on(ten, 80, 24);
    session.press("M esc end esc C").record().sees("W papers, L action log");
}

#[test]
fn a_meeting_that_is_planned_for_a_later_day_is_not_offered_to_be_opened() {
    let mut session = Session::on(ten, 80, 24);
    for date in ["2023-02-03", TODAY] {
        let asked = [("name", "Later board"), ("date", date)];
        sample::ask(&mut session.app.ledger, TODAY, LEAD, "meeting plan", &asked);
    }
    session.press("m").click("3 Feb 2023");
    assert!(!session.screen().contains("o open meeting"), "{}", session.screen());
    session.press("enter").sees("Meeting M4");
    assert!(!session.screen().contains("o open meeting"), "{}", session.screen());
    session.press("esc home down").sees("M5 Later board").press("o").sees("meeting open").sees("M5");
}

#[test]
fn with_two_meetings_open_a_date_is_moved_at_the_one_that_is_named() {
    let mut session = Session::on(ten, 80, 24);
    let ledger = &mut session.app.ledger;
    sample::ask(ledger, TODAY, LEAD, "meeting plan", &[("name", "Another board"), ("date", TODAY)]);
    sample::ask(ledger, TODAY, LEAD, "meeting open", &[("ref", "M4"), ("attendee", LEAD)]);
    session.open("TEN22-1").ask("target").write("30 April 2023").press("tab").write("he is ill");
    session
        .press("ctrl-s")
        .sees("several meetings are open: `M3`, `M4`")
        .sees("hint: say which with `meeting`");
}
