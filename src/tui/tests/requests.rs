//! Every request, asked for at the desk at both sizes: its form with each field, its confirm with each value and
//! the command, and its effect. A verb without a session of its own fails here.

use insta::assert_snapshot;

use super::cases::{CASES, Case};
use super::sample::{self, LEAD};
use super::session::{SIZES, Session};
use crate::journey::asking::{Field, ON, VERBS, Verb};
use crate::tui::keys::Place;

/// On this day everything happened that a session begins with.
const BEFORE: &str = "2023-02-01";

/// The session of a verb.
pub fn case_of(verb: &str) -> &'static Case {
    let mut all = CASES.iter().filter(|case| case.verb == verb);
    let case = all.next().unwrap_or_else(|| panic!("`{verb}` has no session: add it to `CASES`"));
    assert!(all.next().is_none(), "`{verb}` has two sessions");
    case
}

/// What stands before the request is asked for, and who asks.
pub fn begun(case: &Case, (width, height): (u16, u16)) -> Session {
    let mut session = Session::begin_one_of_many(width, height);
    for (actor, verb, filled) in case.before {
        let named: Vec<_> = filled.iter().map(|(name, words)| (*name, named(&session, words))).collect();
        let filled: Vec<_> = named.iter().map(|(name, words)| (*name, words.as_str())).collect();
        sample::ask(&mut session.app.ledger, BEFORE, actor, verb, &filled);
    }
    if case.by != LEAD {
        session.act_as(case.by);
    }
    session
}

/// Goes to a field from wherever in the form the person is: its label, and what is told of it, must be seen then.
#[track_caller]
fn go_to(session: &mut Session, verb: &Verb, field: &Field) {
    let label =
        |line: &str| line.split_once('▌').map(|(name, _)| name.trim().trim_end_matches(" *").to_string());
    for _ in 0..=verb.fields.len() + 1 {
        if session.screen().lines().filter_map(label).any(|name| name == field.name) {
            session.sees(field.help);
            return;
        }
        session.press("tab");
    }
    panic!("`{}` of `{}` is not to be come to:\n{}", field.name, verb.name, session.screen());
}

/// Fills a field that is gone to, and sees there what was typed.
#[track_caller]
fn fill(session: &mut Session, typed: &str) {
    let typed = named(session, typed);
    session.press("ctrl-u").write(&typed);
    let shown = if typed == "y" { "yes" } else { &typed };
    let screen = session.screen();
    let held: String = screen.lines().filter_map(|line| Some(line.split_once('▌')?.1.trim_start())).collect();
    assert!(held.starts_with(shown), "`{shown}` is not in the field:\n{screen}");
}

/// What is typed, with the path of a file for the word that stands for it.
fn named(session: &Session, typed: &str) -> String {
    let folder = session.folder.path();
    match typed {
        "SCHEME" => scheme(session),
        "KEY" => written(session, "one.pub", sample::KEY),
        "ANOTHER" => written(session, "two.pub", sample::ANOTHER_KEY),
        "FOLDER" => folder.to_str().unwrap().to_string(),
        "FIGURES" => written(session, "figures.pdf", "12 posts, 11 filled"),
        words => words.to_string(),
    }
}

/// Writes a scheme that warns seven days before; gives its path.
fn scheme(session: &Session) -> String {
    let words = include_str!("../../../data/scheme.toml").replace("warning_days = 28", "warning_days = 7");
    written(session, "s.toml", &words)
}

/// Writes a file into the session's folder; gives its path.
fn written(session: &Session, name: &str, words: &str) -> String {
    let path = session.folder.path().join(name);
    std::fs::write(&path, words).unwrap();
    path.to_str().unwrap().to_string()
}

/// The whole confirm, however far it must be scrolled, on one line; it says where more follows.
#[track_caller]
fn confirm(session: &mut Session) -> String {
    let mut told = String::new();
    loop {
        let screen = session.screen();
        told.push_str(&screen);
        session.press("down");
        if session.screen() == screen {
            return told.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        assert!(
            screen.contains("↓ ") && screen.contains(" more"),
            "nothing tells that more follows:\n{screen}"
        );
    }
}

/// Asks for it from where it is asked, field by field, as far as the confirm; gives its first page.
fn asked(case: &Case, session: &mut Session) -> String {
    let verb = Verb::named(case.verb).unwrap();
    session.open(case.from).ask(verb.name).sees(verb.about).sees("ctrl-s go on");
    let title = session.screen().lines().next().unwrap_or_default().to_string();
    assert!(title.starts_with(&format!(" {} ", verb.name)), "`{}` opened {title}", verb.name);
    for field in verb.fields.iter().chain([&ON]) {
        go_to(session, verb, field);
        if let Some((_, typed, _)) = case.filled.iter().find(|(name, ..)| *name == field.name) {
            fill(session, typed);
        }
    }
    let before = session.events();
    session.press("ctrl-s");
    assert_eq!(session.place(), Place::Confirm, "{}", session.screen());
    session.sees("will be recorded");
    let first = session.screen();
    let told = confirm(session);
    for (name, _, shown) in case.filled {
        assert!(told.contains(shown), "`{shown}` of {name} is not on the confirm: {told}");
    }
    assert!(told.contains(&format!("plenary {} ", verb.name)), "there is no command: {told}");
    assert_eq!(session.events(), before, "nothing is recorded before the person says so");
    first
}

/// Records it, and looks where its effect is seen.
fn recorded(case: &Case, session: &mut Session, confirm: &str) {
    let before = session.events();
    let decides = confirm.contains("this decision will be recorded");
    session.press(if decides { "y" } else { "enter" });
    assert!(session.events() > before, "`{}` was not recorded:\n{}", case.verb, session.screen());
    session.sees("recorded:");
    for (keys, words) in case.seen {
        session.press(keys).sees(words);
    }
}

#[test]
fn every_request_has_a_session_and_no_session_is_of_something_else() {
    VERBS.iter().for_each(|verb| _ = case_of(verb.name));
    for case in CASES {
        let verb = Verb::named(case.verb).unwrap_or_else(|| panic!("`{}` is no verb", case.verb));
        let known = |name: &str| verb.fields.iter().any(|field| field.name == name);
        assert!(case.filled.iter().all(|(name, ..)| known(name)), "{}", case.verb);
        assert!(!case.seen.is_empty(), "`{}` has no effect that is seen", case.verb);
    }
}

/// Makes every request at one of the sizes.
fn make_every_request(size: (u16, u16)) -> String {
    let mut all = String::new();
    for verb in VERBS {
        let case = case_of(verb.name);
        let mut session = begun(case, size);
        let first = asked(case, &mut session);
        recorded(case, &mut session, &first);
        let folder = session.folder.path().to_str().unwrap().to_string();
        if !first.contains(&folder[..folder.len().min(8)]) {
            let lines = first.lines().filter(|line| !line.is_empty());
            all.push_str(&format!("══ {}\n{}\n", verb.name, lines.collect::<Vec<_>>().join("\n")));
        }
    }
    all
}

#[test]
fn every_request_is_asked_for_confirmed_and_seen_at_the_size_that_is_designed_for() {
    assert_snapshot!("every_confirm_80", make_every_request(SIZES[0]));
}

#[test]
fn every_request_is_asked_for_confirmed_and_seen_on_a_larger_terminal() {
    assert!(make_every_request(SIZES[1]).contains("the same as a command:"));
}
