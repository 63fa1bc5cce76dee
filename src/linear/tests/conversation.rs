//! A conversation for tests: lines written beforehand, and the transcript with what was typed in it.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::Duration;

use tempfile::TempDir;

use crate::ledger::Ledger;
use crate::ledger::filled::{self, LEAD, without_hashes};
use crate::linear::{Ear, Heard, Session, Talk};

/// What is done while a line is waited for, by the number of the line.
type Meanwhile = Box<dyn FnMut(usize)>;

/// What is done while work is waited for; whether Ctrl-C comes.
type Waiting = Box<dyn FnMut() -> bool>;

/// What was said and done in a conversation.
pub struct Told {
    pub transcript: String,
    /// How many events the register holds afterwards.
    pub events: u64,
}

/// A conversation that is still to be had.
pub struct Talking {
    folder: TempDir,
    register: fn(&Path) -> Ledger,
    actor: &'static str,
    width: usize,
    editor: fn(&str) -> Result<String, String>,
    meanwhile: Meanwhile,
    waiting: Waiting,
    practising: bool,
    key: Option<PathBuf>,
}

/// Everything that a person wrote, and an editor that gives back what it is told to.
struct Script {
    lines: VecDeque<Heard>,
    given: usize,
    editor: fn(&str) -> Result<String, String>,
    meanwhile: Meanwhile,
    waiting: Waiting,
}

impl Ear for Script {
    fn hear(&mut self) -> Heard {
        (self.meanwhile)(self.given);
        self.given += 1;
        self.lines.pop_front().unwrap_or(Heard::Over)
    }

    fn waits(&mut self, _a_while: Duration) -> bool {
        std::thread::yield_now();
        (self.waiting)()
    }

    fn is_unseen(&self) -> bool {
        true
    }

    fn edit(&mut self, text: &str) -> Result<String, String> {
        (self.editor)(text)
    }
}

#[derive(Clone, Default)]
struct Paper(Rc<RefCell<Vec<u8>>>);

impl Write for Paper {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Talking {
    /// A lead with the filled register.
    pub fn new() -> Talking {
        Talking {
            folder: tempfile::tempdir().unwrap(),
            register: filled::filled,
            actor: LEAD,
            width: 80,
            editor: |_| Err("there is none".into()),
            meanwhile: Box::new(|_| {}),
            waiting: Box::new(|| false),
            practising: false,
            key: None,
        }
    }

    pub fn on(self, register: fn(&Path) -> Ledger) -> Talking {
        Talking { register, ..self }
    }

    pub fn actor(self, actor: &'static str) -> Talking {
        Talking { actor, ..self }
    }

    pub fn wide(self, width: usize) -> Talking {
        Talking { width, ..self }
    }

    pub fn editor(self, editor: fn(&str) -> Result<String, String>) -> Talking {
        Talking { editor, ..self }
    }

    pub fn meanwhile(self, meanwhile: impl FnMut(usize) + 'static) -> Talking {
        Talking { meanwhile: Box::new(meanwhile), ..self }
    }

    pub fn waiting(self, waiting: impl FnMut() -> bool + 'static) -> Talking {
        Talking { waiting: Box::new(waiting), ..self }
    }

    /// With this key in the settings.
    pub fn signing_with(self, key: &Path) -> Talking {
        Talking { key: Some(key.to_path_buf()), ..self }
    }

    pub fn practising(self) -> Talking {
        Talking { practising: true, ..self }
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Has the conversation: a line a line.
    pub fn says(self, lines: &str) -> Told {
        self.hears(lines.lines().map(|line| Heard::Line(line.trim_start().to_string())).collect())
    }

    pub fn hears(self, lines: Vec<Heard>) -> Told {
        let paper = Paper::default();
        let Talking { editor, meanwhile, waiting, practising, key, .. } = self;
        let ear = Script { lines: lines.into(), given: 0, editor, meanwhile, waiting };
        let talk = Talk::new(Box::new(ear), Box::new(paper.clone()), self.width);
        let mut session = Session::new((self.register)(self.folder.path()), self.actor.into(), talk).unwrap();
        session.practice |= practising;
        if let Some(key) = key {
            session.settings.key.value = key.to_str().unwrap().to_string();
        }
        session.run(None).unwrap();
        let events = session.present().head().unwrap().seq;
        session.close();
        let transcript = without_hashes(&without_ids(&String::from_utf8(paper.0.take()).unwrap()));
        Told { transcript, events }
    }
}

impl Told {
    /// That these words were said, wherever lines end.
    #[track_caller]
    pub fn says(&self, words: &str) -> &Told {
        let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            plain(&self.transcript).contains(&plain(words)),
            "`{words}` was not said:\n{}",
            self.transcript
        );
        self
    }
}

/// A lead talks about the filled register.
pub fn lead(lines: &str) -> Told {
    Talking::new().says(lines)
}

/// Ids are random: every one of them is told as the same.
fn without_ids(transcript: &str) -> String {
    let is_id = |word: &str| {
        word.len() == 33 && word.ends_with('.') && word[..32].bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    let word =
        |word: &str| if is_id(word.trim_end()) { word.replace(word.trim_end(), "ID.") } else { word.into() };
    transcript.split_inclusive([' ', '\n']).map(word).collect()
}
