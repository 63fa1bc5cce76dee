//! The first run without a terminal: what is made, when, and that nothing is half made.

use crossterm::event::{KeyEvent, MouseEvent};
use insta::assert_snapshot;

use super::sample;
use super::session::{keys, picture_of};
use crate::journey::people::Role;
use crate::ledger::newcomer::{Begun, Foretold, Make, Newcomer, NotBegun, Wanted};
use crate::settings::Configuration;
use crate::tui::beginning::threshold::Threshold;

/// Somebody without a register, and everything that was asked to be made.
pub struct FirstRun {
    pub threshold: Threshold,
    pub wanted: Vec<Wanted>,
    /// Why nothing can be made.
    refused: Option<&'static str>,
    folder: tempfile::TempDir,
}

impl FirstRun {
    pub fn begin() -> FirstRun {
        let newcomer = Newcomer {
            account: "desk".into(),
            today: "2023-02-02".parse().unwrap(),
            path: "/home/desk/register.plenary".into(),
            foretell: Box::new(|wanted| {
                let Wanted::Register { home, .. } = wanted else { return Ok(Foretold::default()) };
                let command = format!("plenary init --home '{home}'");
                Ok(Foretold { command, ..Foretold::default() })
            }),
        };
        let threshold = Threshold::of(newcomer, &Configuration::default());
        FirstRun { threshold, wanted: Vec::new(), refused: None, folder: tempfile::tempdir().unwrap() }
    }

    /// The same where nothing can be made.
    pub fn refused(what: &'static str) -> FirstRun {
        FirstRun { refused: Some(what), ..FirstRun::begin() }
    }

    pub fn press(&mut self, written: &str) -> &mut FirstRun {
        keys(written).for_each(|key| self.press_key(key));
        self
    }

    pub fn press_key(&mut self, key: KeyEvent) {
        self.with_maker(|threshold, make| threshold.press(key, make));
    }

    pub fn mouse(&mut self, mouse: MouseEvent) {
        self.with_maker(|threshold, make| threshold.mouse(mouse, make));
    }

    pub fn paste(&mut self, words: &str) {
        self.with_maker(|threshold, make| threshold.paste(words, make));
    }

    /// Does something where what is asked to be made is made, or refused.
    fn with_maker(&mut self, deed: impl FnOnce(&mut Threshold, &mut Make)) {
        let FirstRun { threshold, wanted, refused, folder } = self;
        let mut make = |asked: &Wanted| {
            wanted.push(asked.clone());
            match refused {
                Some(what) => Err(NotBegun { what: (*what).into(), hint: Some("try something else".into()) }),
                None => Ok(Begun::plainly(sample::empty(folder.path()), sample::LEAD.into())),
            }
        };
        deed(threshold, &mut make);
    }

    fn write(&mut self, words: &str) -> &mut FirstRun {
        let letters: Vec<_> = words
            .chars()
            .map(|letter| if letter == ' ' { "space".into() } else { letter.to_string() })
            .collect();
        self.press(&letters.join(" "))
    }

    pub fn screen(&mut self) -> String {
        self.screen_of(80, 24)
    }

    pub fn screen_of(&mut self, width: u16, height: u16) -> String {
        picture_of(width, height, |frame| self.threshold.draw(frame))
    }
}

#[test]
fn the_welcome_says_what_each_way_does() {
    assert_snapshot!(FirstRun::begin().screen());
}

#[test]
fn the_practice_register_is_one_key_away() {
    let mut run = FirstRun::begin();
    run.press("p");
    assert_eq!(run.wanted, [Wanted::Practice]);
    assert!(run.threshold.is_done() && run.threshold.begun().is_some());
}

#[test]
fn starting_empty_asks_for_home_name_and_role() {
    let mut run = FirstRun::begin();
    run.press("down down enter").write("cleve");
    run.press("tab").write("A. Lead").press("tab").write("lead").press("ctrl-s");
    let confirm = run.screen();
    assert!(confirm.contains("this register will be made"), "{confirm}");
    assert!(confirm.contains("plenary init --home 'Cleveland Police'"), "{confirm}");
    assert_eq!(run.wanted, [], "nothing is made before it is confirmed");
    run.press("esc ctrl-s enter");
    let me = Wanted::Register {
        home: "Cleveland Police".into(),
        me: "A. Lead".into(),
        roles: vec![Role::Lead],
        on: None,
        document: None,
    };
    assert_eq!(run.wanted, [me]);
    assert!(run.threshold.is_done());
}

#[test]
fn importing_asks_for_the_document_too_and_says_at_each_field_what_is_missing() {
    let mut run = FirstRun::begin();
    run.press("i").write("dorset").press("ctrl-s");
    assert_eq!(run.wanted, []);
    assert_snapshot!(run.screen());
    run.write("B. Second").press("tab").write("lead").press("tab").write("a.txt").press("ctrl-s enter");
    let [Wanted::Register { home, document, .. }] = &run.wanted[..] else { panic!("{:?}", run.wanted) };
    assert_eq!((home.as_str(), document.as_deref()), ("Dorset Police", Some("a.txt")));
}

#[test]
fn whoever_leaves_in_the_middle_leaves_nothing() {
    let mut run = FirstRun::begin();
    run.press("e").write("cleve").press("tab").write("A. Lead").press("esc");
    assert!(run.screen().contains("leave this form?"), "{}", run.screen());
    run.press("y");
    assert!(run.screen().contains("no register yet"), "{}", run.screen());
    run.press("e");
    assert!(run.screen().contains("Cleveland Police"), "what was typed is kept: {}", run.screen());
    run.press("ctrl-c y");
    assert_eq!(run.wanted, []);
    assert!(run.threshold.is_done() && run.threshold.begun().is_none());
}

#[test]
fn what_could_not_be_made_is_said_where_the_person_is() {
    let mut run = FirstRun::begin();
    run.refused = Some("no room is left");
    run.press("p");
    assert!(run.screen().contains("no room is left") && !run.threshold.is_done(), "{}", run.screen());
    run.press("e")
        .write("cleve")
        .press("tab")
        .write("A. Lead")
        .press("tab")
        .write("lead")
        .press("ctrl-s enter");
    let screen = run.screen();
    assert!(screen.contains("no room is left") && screen.contains("hint: try something else"), "{screen}");
    assert!(screen.contains("Cleveland Police"), "{screen}");
    run.refused = None;
    run.press("enter");
    assert!(run.threshold.begun().is_some());
}

#[test]
fn nothing_on_the_welcome_needs_a_register() {
    let mut run = FirstRun::begin();
    run.press("l m n : ? esc @ T ctrl-t ctrl-z h / 1 x");
    assert!(run.wanted.is_empty() && !run.threshold.is_done());
    run.press("e");
    assert!(!run.screen().contains("ctrl-p"), "what does not work is not offered: {}", run.screen());
    run.press("ctrl-p f1");
    assert!(run.screen().contains("the field before"), "{}", run.screen());
    run.press("esc esc ?");
    assert!(run.screen().contains("open a practice register"), "{}", run.screen());
}
