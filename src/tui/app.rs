//! The program as a whole, without a terminal: keys in, pictures out, and the ledger behind.

use std::collections::VecDeque;

use crossterm::event::{
    KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEvent, MouseEventKind,
};
use ratatui::Frame;

use super::actors::Actors;
use super::asking::correcting::Drafts;
use super::asking::together::Batch;
use super::beginning::tour::Deed;
use super::canvas::{Canvas, Click, Spots};
use super::desk::{Desk, Notice};
use super::drawing::fitting::cut;
use super::importing::document::Import;
use super::keys::Act;
use super::screen::{Around, Effect, News, Wish};
use super::theme::Theme;
use crate::export::task::Task;
use crate::journey::event::Signed;
use crate::journey::text::clean;
use crate::ledger::keygen::NotSigned;
use crate::ledger::past::Moment;
use crate::ledger::signing::{Signing, Turn};
use crate::ledger::trouble::Trouble;
use crate::ledger::{Ledger, Recorded};
use crate::settings::{Configuration, Settings};

/// So many lines a turn of the wheel goes past.
const WHEEL: usize = 3;
/// Of what others recorded meanwhile so many events are read to tell of them.
const TOLD: usize = 20;

/// What only the one who holds the terminal can do.
#[derive(Debug, Clone, PartialEq)]
pub enum Outside {
    /// Copies words to the clipboard of the person's own terminal.
    Copy(String),
    /// Opens words in the person's own editor; answered with [`App::edited`].
    Edit(String),
    /// Lets OpenSSH sign a decision, which asks on the terminal for what it needs; answered with [`App::signed`].
    Sign(Box<(Wish, Signing, Turn)>),
    /// Leaves the terminal to the shell for a while.
    Suspend,
    /// Draws every cell anew: something else may have written over them.
    Redraw,
}

/// The screens over one open register.
pub struct App {
    /// What is asked for everything that is shown: the register, or a past of it.
    pub(super) ledger: Ledger,
    /// The register itself while a past of it is shown.
    pub(super) now: Option<Ledger>,
    pub(super) desk: Desk,
    pub(super) outside: VecDeque<Outside>,
    /// What can be clicked on the picture that was drawn last.
    pub(super) spots: Spots,
    /// Whether what lists are found from was read before one is asked for.
    looked_ahead: bool,
    /// The register's count of other sessions' writes when it was last read.
    others: i64,
    /// What was recorded last through these screens.
    pub(super) written: Vec<Recorded>,
    /// The number of the one that the form which `U` opened would put right.
    pub(super) correcting: Option<u64>,
    /// What is decided together and not done yet.
    pub(super) batch: Option<Batch>,
    pub(super) drafts: Drafts,
    /// The path that a command line must name to find this register.
    pub(super) named: Option<String>,
}

impl App {
    /// Opens the overview for the person who acts.
    ///
    /// # Errors
    /// The register could not be read.
    pub fn new(ledger: Ledger, actor: String) -> Result<App, Trouble> {
        let ledger = ledger.opening_privately();
        let around = Around {
            register: ledger.standing().register()?,
            actor,
            account: ledger.account().user.clone(),
            today: ledger.today(),
            last_on: None,
            practice: ledger.is_practice(),
            past: None,
            head: ledger.head()?,
            theme: Theme::Sixteen,
            settings: Settings::default(),
            columns: Default::default(),
            unrecorded: Default::default(),
            order: Default::default(),
        };
        let others = ledger.written_by_others()?;
        let (desk, outside, spots) = (Desk::new(around), VecDeque::new(), Spots::default());
        let drafts = Drafts::default();
        let mut app = App {
            ledger,
            now: None,
            desk,
            outside,
            spots,
            looked_ahead: false,
            others,
            written: Vec::new(),
            correcting: None,
            batch: None,
            drafts,
            named: None,
        };
        app.perform_all(vec![Effect::Load]);
        app.tell_of_waiting();
        if let Some(why) = app.ledger.why_only_read() {
            app.complain(&why);
        }
        Ok(app)
    }

    /// The same, with the path that a command line must name to find this register; none where it is found without.
    pub fn named(self, named: Option<String>) -> App {
        App { named, ..self }
    }

    /// The same as the person wishes it; what is wrong with the wishes is told until a key is pressed.
    pub fn wished(mut self, configuration: Configuration) -> App {
        self.desk.notice = Notice::of(&configuration.remarks).or(self.desk.notice);
        self.desk.around.theme = Theme::of_this_terminal(configuration.settings.theme.value);
        self.desk.around.settings = configuration.settings;
        self
    }

    /// Asks first who acts, because the account serves several people.
    pub fn asking_who(mut self) -> App {
        self.open(Box::new(Actors::at_first()));
        self
    }

    /// Begins as it was wished where the register was opened: with the tour's offer, or with a document.
    pub fn beginning(mut self, document: Option<&str>, tour: bool) -> App {
        if let Some(path) = document {
            self.open(Box::new(Import::of(path)));
            self.perform_all(vec![Effect::Work(Task::Propose(path.into()))]);
        }
        if tour {
            self.desk.tour.offer();
        }
        self
    }

    /// Begins at a moment in the past, where one is named.
    pub fn looking_back(mut self, moment: Option<Moment>) -> App {
        if let Some(moment) = moment {
            let effects = self.go_to(moment);
            self.perform_all(effects);
        }
        self
    }

    /// Takes a key, and performs what follows from it.
    pub fn press(&mut self, key: KeyEvent) {
        self.press_one(key);
        self.keep_drafts();
        self.tell_unkept(is_typed(key) && self.desk.place().takes_letters());
    }

    fn press_one(&mut self, key: KeyEvent) {
        self.notice_another_file();
        if key.kind != KeyEventKind::Release {
            // Whatever is done to a list is done to the whole of it.
            if self.is_unfinished() && !is_typed(key) {
                self.idle();
            }
            let effects = self.desk.press(key);
            self.perform_all(effects);
        }
    }

    /// Takes a click or a turn of the wheel, at the cells of the picture that was drawn last.
    pub fn mouse(&mut self, mouse: MouseEvent) {
        self.notice_another_file();
        if self.is_unfinished() {
            self.idle();
        }
        let effects = match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => {
                let click = self.spots.at(mouse.column, mouse.row).cloned();
                click.map_or(Vec::new(), |click: Click| self.desk.click(&click))
            }
            MouseEventKind::ScrollUp => self.turned(Act::Up),
            MouseEventKind::ScrollDown => self.turned(Act::Down),
            _ => Vec::new(),
        };
        self.perform_all(effects);
        self.keep_drafts();
        self.tell_unkept(false);
    }

    fn turned(&mut self, act: Act) -> Vec<Effect> {
        (0..WHEEL).flat_map(|_| self.desk.do_it(act)).collect()
    }

    /// Takes pasted words: they are typed where words can be typed, and press no key.
    pub fn paste(&mut self, words: &str) {
        let typing = |desk: &Desk| desk.screens.last().is_some_and(|top| top.place().takes_letters());
        for letter in clean(&words.replace("\r\n", "\n").replace('\r', "\n")).chars() {
            if typing(&self.desk) {
                self.press_one(KeyCode::Char(letter).into());
            }
        }
        self.keep_drafts();
        self.tell_unkept(true);
    }

    /// Whether what is shown is only a beginning, and the rest is wanted as soon as nobody types.
    pub fn is_unfinished(&self) -> bool {
        self.desk.gone.is_none() && self.desk.screens.last().is_some_and(|top| top.is_unfinished())
    }

    /// Does a part of what can wait, and looks for what other sessions recorded;
    /// says whether the picture is another one now.
    pub fn idle(&mut self) -> bool {
        self.settle_drafts();
        let told = self.desk.gone.is_some();
        if self.notice_another_file() || told {
            return told != self.desk.gone.is_some();
        }
        let followed = self.follow().unwrap_or_else(|trouble| {
            self.complain(&trouble);
            true
        });
        if !std::mem::replace(&mut self.looked_ahead, true)
            && let Err(trouble) = self.ledger.look_ahead()
        {
            self.complain(&trouble);
        }
        let Some(top) = self.desk.screens.last_mut() else { return followed };
        let more = top.idle(&self.ledger, &self.desk.around);
        let follows = top.follows();
        self.perform_all(follows);
        match more {
            Ok(more) => more || followed,
            Err(trouble) => {
                self.complain(&trouble);
                true
            }
        }
    }

    /// Whether somebody waits for work that takes its time.
    pub fn is_working(&self) -> bool {
        self.desk.screens.last().is_some_and(|top| top.is_busy())
    }

    /// Says so, and shows nothing more, for as long as another file lies in the register's place; whether one does.
    fn notice_another_file(&mut self) -> bool {
        let replaced = self.ledger.is_replaced();
        self.desk.gone = replaced.then(|| self.ledger.path().display().to_string());
        replaced
    }

    /// What was just written through another connection was written here: it is not told as others' work.
    pub(super) fn written_here(&mut self) {
        self.others = self.ledger.written_by_others().unwrap_or(self.others);
    }

    /// Reads again what is shown where another session wrote to the register, and tells who did what.
    fn follow(&mut self) -> Result<bool, Trouble> {
        let others = self.ledger.written_by_others()?;
        if others == self.others {
            return Ok(false);
        }
        self.others = others;
        if !self.desk.screens.last().is_some_and(|top| top.shows_the_register()) {
            return Ok(false);
        }
        let new = self.ledger.events(self.desk.around.head.seq, TOLD)?;
        self.load();
        if let Some(last) = new.last() {
            let event = &last.record.event;
            let more = if new.len() > 1 { format!(" ({} events)", new.len()) } else { String::new() };
            let told = cut(&event.in_words(), 120);
            self.say(format!("just recorded by {}: {} {told}{more}", event.by, event.stream));
        }
        Ok(true)
    }

    fn perform_all(&mut self, effects: Vec<Effect>) {
        let mut waiting = VecDeque::from(effects);
        while let Some(effect) = waiting.pop_front() {
            waiting.extend(self.perform(effect));
        }
        let place = self.desk.place();
        self.desk.tour.saw(&Deed::At(place));
    }

    /// Draws what stands on the screen now. Changes nothing but what a click at a cell means.
    pub fn draw(&mut self, frame: &mut Frame) {
        let mut spots = Spots::default();
        self.desk.draw(&mut Canvas::new(frame, &mut spots));
        self.spots = spots;
        self.desk.around.unrecorded.borrow_mut().drawn();
    }

    /// What is asked of the one who holds the terminal, in order.
    pub fn asked_outside(&mut self) -> Option<Outside> {
        self.outside.pop_front()
    }

    /// Whether something is asked of the one who holds the terminal.
    pub fn is_asking_outside(&self) -> bool {
        !self.outside.is_empty()
    }

    /// Takes the words as they came back from the person's own editor.
    pub fn edited(&mut self, words: &str) {
        self.tell(News::Edited(clean(words).into_owned()));
        self.keep_drafts();
        self.tell_unkept(true);
    }

    /// Takes a decision as it was signed, or why it was not.
    pub fn signed(&mut self, wish: &Wish, signed: Result<Signed, NotSigned>) {
        let effects = self.record_signed(wish, signed);
        self.perform_all(effects);
    }

    /// Tells that something outside could not be done.
    pub fn failed_outside(&mut self, what: &str) {
        self.desk.notice = Some(Notice { text: clean(what).into_owned(), bad: true });
    }

    /// Whether the person has left.
    pub fn is_done(&self) -> bool {
        self.desk.done
    }

    /// Closes the register.
    pub fn close(self) {
        self.now.unwrap_or(self.ledger).close();
    }

    pub(super) fn say(&mut self, text: impl Into<String>) {
        self.desk.notice = Some(Notice { text: text.into(), bad: false });
    }

    pub(super) fn complain(&mut self, trouble: &Trouble) {
        self.desk.notice = Some(Notice { text: format!("{trouble}\nhint: {}", trouble.hint()), bad: true });
    }
}

/// Whether a key is a letter, or takes one out.
fn is_typed(key: KeyEvent) -> bool {
    matches!(key.code, KeyCode::Char(_) | KeyCode::Backspace)
        && (key.modifiers - KeyModifiers::SHIFT).is_empty()
}
