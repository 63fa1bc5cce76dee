//! What every screen has in common: what it is told, what it may ask to be performed, and how it is drawn.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use chrono::NaiveDate;
use crossterm::event::KeyEvent;
use ratatui::layout::Rect;

use super::asking::correcting::Kept;
use super::canvas::Canvas;
use super::keys::{Act, Place};
use super::minuting::words::Unrecorded;
use super::recommendation::why::Why;
use super::register::Shown;
use super::theme::Theme;
use crate::briefing;
use crate::briefing::paper::Topic;
use crate::export::task::{Ended, Task};
use crate::intake::Reviewed;
use crate::journey::asking::{Answers, Misasked, Verb};
use crate::journey::event::Event;
use crate::journey::people::Person;
use crate::journey::reference::MeetingRef;
use crate::journey::register::Register;
use crate::journey::request::Request;
use crate::ledger::drafts::{Draft as Typed, Of};
use crate::ledger::finding::{Group, Sort};
use crate::ledger::log::Head;
use crate::ledger::past::{Moment, Step};
use crate::ledger::signing::Signing;
use crate::ledger::trouble::Trouble;
use crate::ledger::{Acting, Ledger};
use crate::settings::Settings;

pub use crate::journey::asking::Subject;

/// One screen. It holds what it has loaded and where the person is in it.
pub trait Screen {
    fn place(&self) -> Place;

    /// Reads again what is shown. Called when the screen is opened, come back to, or out of date.
    fn load(&mut self, _ledger: &Ledger, _around: &Around) -> Result<(), Trouble> {
        Ok(())
    }

    /// Whether an act of the key table fits what is shown now.
    fn fits(&self, _act: Act) -> bool {
        true
    }

    /// Takes a key that is typed into something. None where the key table decides.
    fn typed(&mut self, _key: KeyEvent, _around: &Around) -> Option<Vec<Effect>> {
        None
    }

    /// Does what a key asks. None where it is not this screen's to do.
    fn act(&mut self, act: Act, around: &Around) -> Option<Vec<Effect>>;

    /// The acts that come next most naturally, the first of them first: footer, help and palette begin with them.
    fn natural(&self) -> Vec<Act> {
        Vec::new()
    }

    /// Chooses a row or goes to a field, as a click asks.
    fn choose(&mut self, _row: usize) {}

    /// The row that is chosen, where there are rows.
    fn chosen(&self) -> Option<usize> {
        None
    }

    /// Does a part of what can wait while nobody types; says whether the screen changed by it and there may be more to do.
    fn idle(&mut self, _ledger: &Ledger, _around: &Around) -> Result<bool, Trouble> {
        Ok(false)
    }

    /// Forgets what it found out and would go on from: another moment is looked at.
    fn forget(&mut self) {}

    /// Whether there is more to do while nobody types, that somebody waits for.
    fn is_busy(&self) -> bool {
        false
    }

    /// What follows from what was done while nobody typed.
    fn follows(&mut self) -> Vec<Effect> {
        Vec::new()
    }

    /// Whether it shows only a beginning, and wants the rest found as soon as nobody types.
    fn is_unfinished(&self) -> bool {
        false
    }

    /// What the performing has to say to it.
    fn hear(&mut self, _news: News) {}

    fn draw(&self, frame: &mut Canvas, area: Rect, around: &Around);

    /// What a form that is opened here is about.
    fn subject(&self) -> Subject {
        Subject::default()
    }

    /// The paper that is proposed about what is in front.
    fn paper(&self) -> Topic {
        Topic::ActionLog
    }

    /// The explanation of what is chosen here; none where nothing is that could be explained.
    fn why(&self, _around: &Around) -> Option<Why> {
        Why::of(&self.subject())
    }

    /// The recommendations that are marked: a request made here is made for all of them.
    fn marked(&self) -> Vec<String> {
        Vec::new()
    }

    /// What is typed into it about a meeting that is minuted, to be kept on the disk with the minutes.
    fn minuted(&self) -> Vec<(Of, Typed)> {
        Vec::new()
    }

    /// Whether it holds words that would be lost.
    fn unsaved(&self) -> bool {
        false
    }

    /// Whether it shows what stands in the register, so that a decision made from it rests on what it shows.
    fn shows_the_register(&self) -> bool {
        false
    }
}

/// What all screens may know.
#[derive(Debug, Clone)]
pub struct Around {
    pub register: Register,
    pub actor: String,
    /// The operating system's user.
    pub account: String,
    pub today: NaiveDate,
    /// The day that was set when something was last recorded, where one was: whoever puts in a past
    /// and forgets the day once cannot go back to it on that recommendation.
    pub last_on: Option<NaiveDate>,
    pub practice: bool,
    /// The moment that is shown, where it has passed.
    pub past: Option<Moment>,
    /// The head when what is shown was last read.
    pub head: Head,
    pub theme: Theme,
    pub settings: Settings,
    /// The register's columns, once some were chosen in this session.
    pub columns: Rc<RefCell<Vec<Shown>>>,
    /// What was typed into minutes in this session and is not recorded.
    pub unrecorded: Rc<RefCell<Unrecorded>>,
    /// The order and the groups of the register that were chosen last in this session.
    pub order: Rc<Cell<(Sort, Option<Group>)>>,
}

/// What is to be performed, in order.
pub enum Effect {
    /// Opens a screen over this one.
    Open(Box<dyn Screen>),
    /// Opens the form of a verb about what this screen shows.
    Ask(&'static Verb),
    /// Does what a key asks where the person is.
    Do(Act),
    /// Minutes a meeting that is open.
    Minute(MeetingRef),
    /// Takes this screen away and does on the one below what was chosen here.
    Instead(Act),
    /// Copies words to the clipboard of the person's own terminal.
    Copy(String),
    /// Proposes what puts right the last thing that was recorded here.
    Correct,
    /// Keeps the words of a form that is left.
    Keep(Kept),
    /// Opens words in the person's own editor; what comes back is told as [`News::Edited`].
    EditOutside(String),
    /// Leaves the terminal to the shell for a while.
    Suspend,
    /// Draws the whole picture anew, whatever stands on the terminal.
    Redraw,
    /// Opens the practice register, which is made where there is none yet.
    Practise,
    /// Goes back to the screen below.
    Leave,
    Quit,
    /// Reads again what this screen shows.
    Load,
    /// Finds out what a reviewed import would record, and shows it.
    PreviewImport(Box<Reviewed>),
    /// Finds out what a form would record, and shows it.
    Preview(Draft),
    /// Records what a confirm shows.
    Record(Wish),
    /// Records each of several wishes by itself, and shows what came of each, also of those that are refused.
    RecordEach(Vec<(String, Result<Wish, String>)>),
    /// Goes to the meeting before or after, or back to now.
    Step(Step),
    /// Shows what changed since the last governance meeting.
    Diff,
    /// Begins work that takes its time, and shows how far it has come.
    Work(Task),
    /// Goes on with what work left behind, on the screen from which it was begun.
    Follow(Box<Ended>),
    /// Acts as another person.
    Become(String),
}

/// A form as it is filled in.
#[derive(Debug, Clone)]
pub struct Draft {
    pub verb: &'static Verb,
    pub answers: Answers,
    pub on: Option<NaiveDate>,
    pub seen: Head,
    /// The recommendations for each of which it is meant; none where the answers say what it is about.
    pub each: Vec<String>,
}

/// Requests that are ready to be recorded together.
#[derive(Debug, Clone, PartialEq)]
pub struct Wish {
    pub requests: Vec<Request>,
    pub acting: Acting,
    /// The same as a command line.
    pub command: String,
    /// What is signed, exactly as it was shown; none before it is shown, and where nothing is signed.
    pub signing: Option<Box<Signing>>,
}

/// A wish as it is shown before it is recorded.
#[derive(Debug)]
pub struct Confirming {
    pub wish: Wish,
    pub events: Vec<Event>,
    /// What it is about, a line each, and the statement that is signed.
    pub about: Vec<String>,
    /// Why it cannot be recorded, where it must be signed and nothing here signs it.
    pub refused: Vec<String>,
}

/// What comes back from performing.
#[derive(Debug)]
pub enum News {
    /// Fields that cannot be used as they are filled.
    Misasked(Vec<Misasked>),
    /// What keeps a document from being imported, all of it, each with its line.
    Problems(Vec<String>),
    /// The words as they came back from the person's own editor.
    Edited(String),
    /// What was recorded for these of the marked ones.
    Together(Vec<String>),
    /// This was recorded from here, or from a form over it.
    Recorded(Vec<Event>),
    /// Something was not done: the sentence, and what to do instead.
    NotDone { what: String, hint: Option<String> },
    /// Somebody else was there first: what they recorded, and what would be recorded now, shown anew.
    Changed { since: Vec<String>, now: Box<Confirming> },
}

impl Around {
    /// The person who acts, where the register knows the name.
    pub fn person(&self) -> Option<&Person> {
        self.register.person(&self.actor)
    }

    /// The name and today's roles: `A. Lead (lead, owner)`.
    pub fn you(&self) -> String {
        briefing::overview::you(self.person(), self.today)
    }
}
