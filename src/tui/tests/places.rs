//! Every place, come to by keys alone at both sizes, and every key of every place pressed there.
//! A place that nobody says how to come to does not compile; a key that does nothing that can be seen fails.

use std::path::Path;

use insta::assert_snapshot;
use rusqlite::Connection;

use super::requests::{begun, case_of};
use super::sample::{self, DCC, LEAD};
use super::session::{SIZES, Session};
use super::welcome::FirstRun;
use crate::ledger::Ledger;
use crate::ledger::filled::without_hashes;
use crate::ledger::newcomer::Wanted;
use crate::tui::app::Outside;
use crate::tui::keys::{Act, KEYS, Key, Place};

const DOCUMENT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/examples/regional-response.txt");

/// A session that has come to a place, and what must be held meanwhile.
pub struct There {
    /// Holds the register, so that work does not come to its end. It goes before the session does.
    holder: Option<Connection>,
    pub session: Session,
}

/// Every place of the key table but the welcome, which lies before there is a register.
pub fn places() -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    for key in KEYS.iter().filter(|key| key.place != Place::Welcome) {
        if !places.contains(&key.place) {
            places.push(key.place);
        }
    }
    places
}

/// Comes to a place from the overview of the filled register.
pub fn come_to(place: Place, size: (u16, u16)) -> There {
    come_to_on(Session::copied, place, size)
}

/// The same in another register, wherever a document is not to be imported.
pub fn come_to_on(register: fn(&Path) -> Ledger, place: Place, (width, height): (u16, u16)) -> There {
    let imports = matches!(place, Place::Import | Place::Review | Place::Editing);
    let mut session = match imports {
        true => Session::on(sample::empty_later, width, height),
        false => Session::on(register, width, height),
    };
    let holder = (place == Place::Work).then(|| {
        let holder = Connection::open(session.folder.path().join("r.plenary")).unwrap();
        holder.execute_batch("BEGIN IMMEDIATE").unwrap();
        holder
    });
    walk_to(place, &mut session);
    let there = if place == Place::Everywhere { Place::Overview } else { place };
    assert_eq!(session.place(), there, "{}", session.screen());
    There { holder, session }
}

fn walk_to(place: Place, session: &mut Session) {
    match place {
        Place::Everywhere | Place::Overview => {}
        Place::Welcome => panic!("the welcome lies before there is a register"),
        Place::Register => _ = session.press("l"),
        Place::Marked => _ = session.press("l space"),
        Place::Filter => _ = session.press("l /"),
        Place::Chooser => _ = session.press("l c"),
        Place::Recommendation => _ = session.open("SOC22-4"),
        Place::Inspections => _ = session.press("n"),
        Place::Inspection => _ = session.press("n enter"),
        Place::Meetings => _ = session.press("m"),
        Place::Meeting => _ = session.press("m enter"),
        Place::Minute => _ = minuting(session),
        Place::MinuteKeys => _ = minuting(session).press("esc"),
        Place::Owners => _ = session.press("O"),
        Place::Owner => _ = session.press("O enter"),
        Place::Deciding => _ = session.act_as(DCC).press("s"),
        Place::Decisions => _ = session.act_as(DCC).press("s b"),
        Place::Pictures => _ = session.press("P"),
        Place::Day => _ = session.press("C enter , ,"),
        Place::History => _ = session.press("h"),
        Place::Why => _ = session.open("SOC22-4").press("w"),
        Place::Diff => _ = session.press("d"),
        Place::Find => _ = session.press("h /"),
        Place::Form => _ = session.open("SOC22-4").press("u"),
        Place::Discard => _ = session.open("SOC22-4").press("u x esc"),
        Place::Leaving => _ = session.open("SOC22-4").press("u x ctrl-c"),
        Place::Confirm => {
            session.open("SOC22-4").press("u").app.paste(&"all three are in post. ".repeat(300));
            session.press("ctrl-s");
        }
        Place::Results => _ = session.press("l *").ask("level").write("2").press("ctrl-s enter"),
        Place::Palette => _ = session.press(":"),
        Place::Actors => _ = session.press("@"),
        Place::Help => _ = session.press("?"),
        Place::Import => _ = session.press("i"),
        Place::Review => worked(session.press("i").write(DOCUMENT), "enter"),
        Place::Editing => {
            worked(session.press("i").write(DOCUMENT), "enter");
            session.press("home enter");
        }
        Place::Path => _ = session.press("W"),
        Place::Agreeing => _ = session.press("R"),
        Place::Work => _ = session.press("R y"),
        Place::Worked => worked(session, "V"),
    }
}

/// Minutes a meeting that is open, and goes to the item that is worked on.
fn minuting(session: &mut Session) -> &mut Session {
    let ledger = &mut session.app.ledger;
    if ledger.standing().register().unwrap().open_meetings.is_empty() {
        let plan = [("name", "Spring board"), ("date", "2023-02-01")];
        sample::ask(ledger, "2023-02-01", LEAD, "meeting plan", &plan);
        let number = ledger.standing().register().unwrap().meetings;
        let open = [("ref", &*format!("M{number}")), ("attendee", "A. Lead")];
        sample::ask(ledger, "2023-02-01", LEAD, "meeting open", &open);
    }
    session.press("m home M");
    for _ in 0..10 {
        if session.screen().contains(" SOC22-4 ·") {
            return session;
        }
        session.press("page-down");
    }
    panic!("it is on no screen:\n{}", session.screen());
}

/// Presses keys, and where they begin work waits for what comes of it, as somebody who looks on would.
fn worked(session: &mut Session, keys: &str) {
    session.press(keys);
    while session.place() == Place::Work {
        session.app.idle();
        std::thread::yield_now();
    }
}

/// What a key leads to.
#[derive(Debug)]
enum Then {
    At(Place),
    /// There is another picture than before.
    Changes,
    Says(&'static str),
    Asks(fn(&Outside) -> bool),
    Records,
    Leaves,
}

/// What each act leads to in the place of its key. A new act does not compile until somebody says so.
fn then(key: &Key) -> Then {
    use Then::{Asks, At, Changes, Leaves, Records, Says};
    match key.act {
        Act::Up | Act::Down | Act::Left | Act::Right | Act::PageUp | Act::PageDown => Changes,
        Act::First | Act::Last | Act::NextPane | Act::PreviousPane => Changes,
        Act::NextField | Act::PreviousField | Act::Enter | Act::Clear | Act::Turn => Changes,
        Act::Earlier | Act::Later => Changes,
        Act::Minute | Act::Type => At(Place::Minute),
        Act::NextItem | Act::PreviousItem | Act::Rate | Act::Unrecorded => Changes,
        Act::ThrowAway => Says("throw away, not recorded?"),
        Act::ActionLog => At(Place::Path),
        Act::Open => At(opened_from(key.place)),
        Act::Back => At(back_from(key.place)),
        Act::Quit => Leaves,
        Act::Help => At(Place::Help),
        Act::Palette => At(Place::Palette),
        Act::Actors => At(Place::Actors),
        Act::Register | Act::View(_) => At(Place::Register),
        Act::Meetings => At(Place::Meetings),
        Act::Inspections => At(Place::Inspections),
        Act::Inspection => At(Place::Inspection),
        Act::Owners => At(Place::Owners),
        Act::Desk => At(Place::Deciding),
        Act::Batch => At(Place::Decisions),
        Act::Yes(_) => At(Place::Confirm),
        Act::Pictures | Act::Calendar => At(Place::Pictures),
        Act::Import => At(Place::Import),
        Act::History => At(Place::History),
        Act::Filter if key.place == Place::History => At(Place::Find),
        Act::Filter => At(Place::Filter),
        Act::All | Act::Toggle => Changes,
        Act::Sort if key.place == Place::Owners => Changes,
        Act::Sort | Act::Group | Act::Columns => At(Place::Chooser),
        Act::Mark => Says("1 marked"),
        Act::MarkAll if key.place == Place::Decisions => Says(" marked"),
        Act::MarkAll if key.place == Place::Owners => Says(" marked"),
        Act::MarkAll => Says("6 marked"),
        Act::Unmark => Changes,
        Act::Verify => Says("Checking the record"),
        Act::VerifyEvidence => Says("Looking at the files of evidence"),
        Act::Rebuild if key.place == Place::Overview => At(Place::Agreeing),
        Act::Rebuild => Says("Making the standing anew"),
        Act::BackUp | Act::Audit | Act::Export | Act::Brief | Act::Chase | Act::Dates => At(Place::Path),
        Act::NextPaper | Act::Replace | Act::ReadOn => Changes,
        Act::GoOn if key.place == Place::Editing => At(Place::Review),
        Act::GoOn | Act::Correct | Act::ItemUp | Act::ItemDown => At(Place::Confirm),
        Act::Record | Act::Decide => Records,
        Act::Edit => At(Place::Editing),
        Act::Discard if key.place == Place::Leaving => Leaves,
        Act::Discard => At(Place::Recommendation),
        Act::Redraw => Asks(|asked| *asked == Outside::Redraw),
        Act::Suspend => Asks(|asked| *asked == Outside::Suspend),
        Act::Copy => Asks(|asked| matches!(asked, Outside::Copy(words) if !words.is_empty())),
        Act::EditOutside => Asks(|asked| matches!(asked, Outside::Edit(_))),
        Act::Why => At(Place::Why),
        Act::MeetingBefore => Says("AS AT"),
        Act::MeetingAfter | Act::Now => Says("this is now"),
        Act::Diff => At(Place::Diff),
        Act::Tour => Says("Tour 1/"),
        Act::Ask("evidence open") if key.place == Place::Deciding => At(Place::Confirm),
        Act::Ask(_) => At(Place::Form),
        Act::Practise | Act::BeginWithDocument | Act::BeginEmpty | Act::Theme(_) | Act::Heading(_) => {
            panic!("{key:?} is only for the welcome, for the palette, or for the mouse")
        }
    }
}

fn opened_from(place: Place) -> Place {
    match place {
        Place::Overview | Place::Inspections | Place::Day => Place::Inspection,
        Place::Meetings => Place::Meeting,
        Place::Owners => Place::Owner,
        Place::Decisions => Place::Deciding,
        Place::Why => Place::History,
        Place::Pictures | Place::Filter | Place::Chooser => Place::Register,
        Place::Find => Place::History,
        Place::Import => Place::Review,
        Place::Actors => Place::Overview,
        Place::Help | Place::Palette => Place::Inspection,
        Place::Path => Place::Work,
        _ => Place::Recommendation,
    }
}

fn back_from(place: Place) -> Place {
    match place {
        Place::Filter | Place::Chooser => Place::Register,
        Place::Find => Place::History,
        Place::Form => Place::Recommendation,
        Place::Discard | Place::Leaving | Place::Confirm => Place::Form,
        Place::Editing => Place::Review,
        Place::Work => Place::Worked,
        Place::Minute => Place::MinuteKeys,
        Place::Decisions => Place::Deciding,
        _ => Place::Overview,
    }
}

/// What must be pressed or stand there first, so that the key has something to do.
fn made_ready(key: &Key, session: &mut Session) {
    let place = key.place;
    let lists = matches!(place, Place::Chooser | Place::Palette | Place::Help);
    match key.act {
        Act::Up | Act::PageUp | Act::First if lists => _ = session.press("end"),
        // The picture knows where the end is.
        Act::Up | Act::PageUp | Act::First if place == Place::Confirm => {
            _ = session.press("page-down").screen()
        }
        Act::Up if place == Place::Filter => _ = session.press("down"),
        Act::Up | Act::Down if place == Place::Import => {
            session.app.paste(&"no such file ".repeat(900));
            worked(session, "enter");
            session.press(if key.act == Act::Up { "down down" } else { "" });
        }
        Act::Up | Act::PageUp | Act::First if place == Place::Everywhere => _ = session.press("l end"),
        Act::Down | Act::PageDown | Act::Last if place == Place::Everywhere => _ = session.press("l"),
        Act::Left if place == Place::Everywhere => _ = session.press("tab tab right"),
        Act::Right if place == Place::Everywhere => _ = session.press("tab tab"),
        Act::Back if place == Place::Everywhere => _ = session.press("l"),
        Act::Back if matches!(place, Place::Import | Place::Path | Place::Help | Place::Palette) => {}
        Act::Open if matches!(place, Place::Help | Place::Palette) => _ = session.write("open"),
        Act::Open if place == Place::Import => _ = session.write(DOCUMENT),
        Act::NextField if place == Place::Import => _ = session.write(&DOCUMENT[..DOCUMENT.len() - 5]),
        Act::Open if place == Place::Find => _ = session.write("7"),
        Act::Clear => _ = session.write("xyz"),
        Act::Unmark => _ = session.press("*"),
        Act::MeetingAfter => _ = session.press("["),
        Act::Now => _ = session.press("["),
        Act::PreviousItem | Act::First if place == Place::MinuteKeys => _ = session.press("n esc"),
        Act::PreviousItem if place == Place::Deciding => _ = session.press("n"),
        Act::PreviousItem => _ = session.press("page-down"),
        Act::Unrecorded => _ = session.press("enter").write("all three are in post").press("page-down esc"),
        Act::Copy | Act::ThrowAway if place == Place::MinuteKeys => {
            _ = session.press("enter").write("all three are in post").press("esc")
        }
        Act::GoOn if place == Place::Minute => _ = session.write("all three are in post"),
        Act::GoOn if place == Place::MinuteKeys => {
            _ = session.press("enter").write("all three are in post").press("esc")
        }
        Act::GoOn if place == Place::Form => _ = session.write("all three are in post"),
        Act::Tour => session.app.desk.around.practice = true,
        Act::Correct => {
            _ = session
                .open("SOC22-4")
                .ask("reassign")
                .write("A. Lead")
                .press("tab")
                .write("she asked")
                .record()
        }
        _ => {}
    }
}

/// The desk of the DCC, at something that the verb answers.
fn on_the_desk(verb: &'static str, key: &Key, size: (u16, u16)) -> Session {
    let mut session = match verb {
        "signoff" | "grant" | "refuse" => begun(case_of(verb), size),
        _ => Session::begin_one_of_many(size.0, size.1),
    };
    if verb == "evidence open" {
        let path = session.folder.path().join("figures.txt");
        std::fs::write(&path, "nine of nine").unwrap();
        let path = path.to_str().unwrap().to_string();
        let piece = [("ref", "SOC22-3"), ("title", "figures"), ("kind", "performance"), ("file", &*path)];
        sample::ask(&mut session.app.ledger, "2023-02-01", super::sample::OWNER, "evidence add", &piece);
    }
    let (list, next) = if key.place == Place::Decisions { ("s b", "down") } else { ("s", "n") };
    session.act_as(DCC).press(list);
    for _ in 0..5 {
        if session.app.desk.screens.last().is_some_and(|top| top.fits(key.act)) {
            break;
        }
        session.press(next);
    }
    session
}

/// Where a key can be pressed: its place, with what it is about.
fn before(key: &Key, size: (u16, u16)) -> There {
    let (width, height) = size;
    let alone = |session| There { holder: None, session };
    match (key.act, key.place) {
        (Act::Yes(verb) | Act::Ask(verb), Place::Deciding | Place::Decisions) => {
            alone(on_the_desk(verb, key, size))
        }
        (Act::Ask(verb), Place::MinuteKeys) => {
            let mut session = begun(case_of(verb), size);
            // Nobody but a lead minutes, whoever else may ask for the same elsewhere.
            session.act_as(LEAD);
            minuting(&mut session);
            session.press(if verb == "meeting plan" { "esc end esc" } else { "esc" });
            alone(session)
        }
        (Act::Minute, place) => {
            let mut session = Session::begin_one_of_many(width, height);
            minuting(&mut session).press("esc esc esc");
            match place {
                Place::Meetings => session.press("m home"),
                Place::Meeting => session.press("m home enter"),
                _ => &mut session,
            };
            alone(session)
        }
        // A plenary that was planned is held where it is looked at.
        (Act::Ask("hold"), Place::Meeting) => {
            let mut session = begun(case_of("hold"), size);
            let plan =
                [("name", "Talk"), ("date", "2023-02-01"), ("kind", "plenary"), ("inspection", "SOC22")];
            sample::ask(&mut session.app.ledger, "2023-02-01", LEAD, "meeting plan", &plan);
            session.press("m home enter");
            alone(session)
        }
        // There is more to read than there is room for.
        (Act::ReadOn, place) => {
            let mut session = come_to(Place::Minute, size).session;
            let meeting = session.app.ledger.standing().register().unwrap().meetings;
            let text = "all of it was spoken of, at length. ".repeat(200);
            let said = [("ref", "SOC22-4"), ("text", &*text), ("meeting", &*format!("M{meeting}"))];
            sample::ask(&mut session.app.ledger, "2023-02-02", LEAD, "decision", &said);
            session.press("page-down page-up").press(if place == Place::MinuteKeys { "esc" } else { "" });
            alone(session)
        }
        (Act::Ask(verb), place) => {
            let mut session = begun(case_of(verb), size);
            match place {
                Place::Recommendation => session.open(case_of(verb).from),
                Place::Owner => session.press("O enter"),
                Place::Meeting => session.press("m home enter"),
                Place::Meetings => session.press("m home"),
                Place::Inspection => session.open("SOC22"),
                _ => session.press("n"),
            };
            alone(session)
        }
        (Act::Decide, _) => {
            let mut session = Session::begin_one_of_many(width, height);
            session.act_as(DCC).open("SOC22-3").press("a ctrl-s");
            alone(session)
        }
        (Act::Rebuild, Place::Worked) => {
            let mut session = Session::begin_one_of_many(width, height);
            let conn = Connection::open(session.folder.path().join("r.plenary")).unwrap();
            conn.execute_batch("UPDATE recommendation SET stage = 'Closed' WHERE ref = 'SOC22-1'").unwrap();
            worked(&mut session, "V");
            alone(session)
        }
        (Act::Earlier | Act::Later, Place::Pictures) => {
            let mut session = Session::begin_one_of_many(width, height);
            session.press("C");
            alone(session)
        }
        (Act::ItemUp | Act::ItemDown, _) => {
            let mut session = begun(case_of("meeting order"), size);
            session.press(if key.act == Act::ItemUp { "m home enter down" } else { "m home enter" });
            alone(session)
        }
        (_, place) => come_to(place, size),
    }
}

/// Presses a key where it belongs, and sees what it leads to.
fn press(key: &Key, size: (u16, u16)) {
    let There { holder, mut session } = before(key, size);
    made_ready(key, &mut session);
    while session.app.asked_outside().is_some() {}
    let (picture, drawn, events) = (session.screen(), session.drawn(), session.events());
    match key.place {
        Place::Import => worked(&mut session, &key.shown()),
        _ => _ = session.press(&key.shown()),
    }
    let after = session.screen();
    let told = format!("{key:?}\nbefore:\n{picture}\nafter:\n{after}");
    match then(key) {
        Then::At(Place::Worked) => {
            drop(holder);
            worked(&mut session, "esc");
        }
        Then::At(place) => assert_eq!(session.place(), place, "{told}"),
        Then::Changes => assert!(session.drawn() != drawn, "{told}"),
        Then::Says(words) => assert!(after.contains(words), "{told}"),
        Then::Asks(asks) => assert!(session.app.asked_outside().is_some_and(|asked| asks(&asked)), "{told}"),
        Then::Records => assert!(session.events() > events, "{told}"),
        Then::Leaves => assert!(session.app.is_done(), "{told}"),
    }
    if let (Act::Ask(verb), Then::At(Place::Form)) = (key.act, then(key)) {
        assert!(after.starts_with(&format!(" {verb} ")), "{told}");
    }
    if let Act::View(number) = key.act {
        let name = session.app.desk.around.settings.views[usize::from(number) - 1].value.name.clone();
        session.sees(&name);
    }
}

#[test]
fn every_key_of_every_place_does_what_can_be_seen() {
    let of_the_register = KEYS.iter().filter(|key| key.place != Place::Welcome);
    of_the_register.for_each(|key| press(key, SIZES[0]));
}

#[test]
fn every_key_of_every_place_does_what_can_be_seen_on_a_larger_terminal() {
    let of_the_register = KEYS.iter().filter(|key| key.place != Place::Welcome);
    of_the_register.for_each(|key| press(key, SIZES[1]));
}

#[test]
fn every_key_of_the_welcome_does_what_can_be_seen() {
    for key in KEYS.iter().filter(|key| key.place == Place::Welcome) {
        let mut run = FirstRun::begin();
        let ready = if key.act == Act::Up { "down" } else { "" };
        let before = run.press(ready).screen();
        let after = run.press(&key.shown()).screen();
        match key.act {
            Act::Open | Act::Practise => assert_eq!(run.wanted, [Wanted::Practice]),
            Act::Quit => assert!(run.threshold.is_done() && run.wanted.is_empty()),
            Act::BeginWithDocument => assert!(after.contains("document"), "{after}"),
            Act::Help => assert!(after.contains("these keys"), "{after}"),
            Act::BeginEmpty => assert!(after.contains("home"), "{after}"),
            Act::Up | Act::Down => assert_ne!(before, after, "{key:?}"),
            _ => panic!("{key:?}: nobody says what it leads to"),
        }
    }
}

/// Hashes, folders and times that are others each time.
fn without_what_differs(screen: &str, folder: &str) -> String {
    let kept = screen.lines().filter(|line| !line.contains("it took ") && !line.contains(folder));
    kept.map(without_hashes).collect::<Vec<_>>().join("\n")
}

/// The pictures of all places at one size.
fn all_pictures(size: (u16, u16)) -> String {
    let mut pictures = String::new();
    // What stands while work runs depends on the moment.
    for place in places().into_iter().filter(|place| !matches!(place, Place::Everywhere | Place::Work)) {
        let mut session = come_to(place, size).session;
        let screen = session.screen();
        let title = screen.lines().next().unwrap_or_default();
        assert!(title.contains("you: ") && title.contains("OFFICIAL"), "{}:\n{screen}", place.name());
        assert!(screen.lines().all(|line| line.chars().count() <= usize::from(size.0)), "{screen}");
        let folder = session.folder.path().file_name().unwrap().to_str().unwrap().to_string();
        let lines = without_what_differs(&screen, &folder);
        pictures.push_str(&format!("══ {}\n{}\n", place.name(), lines.trim_end()));
    }
    pictures
}

#[test]
fn every_place_is_drawn_at_the_size_that_is_designed_for() {
    assert_snapshot!("every_place_80", all_pictures(SIZES[0]));
}

#[test]
fn every_place_is_drawn_on_a_larger_terminal() {
    assert_snapshot!("every_place_120", all_pictures(SIZES[1]));
}
