//! Before there is a register: the welcome and its forms, without a ledger.
//! What the person asks for is made by whoever opened this, whole or not at all.

use std::collections::VecDeque;

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, MouseButton, MouseEvent, MouseEventKind};
use ratatui::Frame;

use super::welcome::Welcome;
use crate::intake;
use crate::journey::asking::{Ask, Misasked, Subject, Verb};
use crate::journey::people::Role;
use crate::journey::register::{BodyKind, Register};
use crate::journey::text::{clean, clean_line};
use crate::ledger::Acting;
use crate::ledger::log::Head;
use crate::ledger::newcomer::{Begun, Foretell, Foretold, Make, Newcomer, NotBegun, Wanted};
use crate::settings::Configuration;
use crate::tui::app::Outside;
use crate::tui::asking::confirm::Confirm;
use crate::tui::asking::correcting::Kept;
use crate::tui::asking::form::Form;
use crate::tui::canvas::{Canvas, Spots};
use crate::tui::desk::{Desk, Notice};
use crate::tui::keys::Place;
use crate::tui::screen::{Around, Draft, Effect, News, Wish};
use crate::tui::theme::Theme;

/// The screens of somebody without a register.
pub struct Threshold {
    desk: Desk,
    spots: Spots,
    begun: Option<Begun>,
    /// The words of forms that were left.
    kept: Vec<Kept>,
    foretell: Box<Foretell>,
    /// What the confirm shows.
    wanted: Option<Wanted>,
    outside: VecDeque<Outside>,
}

impl Threshold {
    pub fn of(newcomer: Newcomer, configuration: &Configuration) -> Threshold {
        let forces = intake::forces().map(|name| (name.to_string(), BodyKind::Force));
        let register = Register { bodies: forces.collect(), ..Register::default() };
        let around = Around {
            register,
            actor: String::new(),
            account: newcomer.account,
            today: newcomer.today,
            last_on: None,
            past: None,
            practice: false,
            head: Head::GENESIS,
            theme: Theme::of_this_terminal(configuration.settings.theme.value),
            settings: configuration.settings.clone(),
            columns: Default::default(),
            unrecorded: Default::default(),
            order: Default::default(),
        };
        let mut desk = Desk::of(around, Box::new(Welcome::to(newcomer.path)));
        desk.notice = Notice::of(&configuration.remarks);
        let foretell = newcomer.foretell;
        Threshold {
            desk,
            spots: Spots::default(),
            begun: None,
            kept: Vec::new(),
            foretell,
            wanted: None,
            outside: VecDeque::new(),
        }
    }

    /// Takes a key, and makes what it asks for.
    pub fn press(&mut self, key: KeyEvent, make: &mut Make) {
        if key.kind != KeyEventKind::Release {
            let effects = self.desk.press(key);
            self.perform(effects, make);
        }
    }

    /// Takes a click.
    pub fn mouse(&mut self, mouse: MouseEvent, make: &mut Make) {
        if mouse.kind != MouseEventKind::Down(MouseButton::Left) {
            return;
        }
        if let Some(click) = self.spots.at(mouse.column, mouse.row).cloned() {
            let effects = self.desk.click(&click);
            self.perform(effects, make);
        }
    }

    /// Takes pasted words: they are typed where words can be typed, and press no key.
    pub fn paste(&mut self, words: &str, make: &mut Make) {
        for letter in clean(words).chars() {
            if self.desk.screens.last().is_some_and(|top| top.place().takes_letters()) {
                self.press(KeyCode::Char(letter).into(), make);
            }
        }
    }

    /// Draws what stands on the screen now.
    pub fn draw(&mut self, frame: &mut Frame) {
        let mut spots = Spots::default();
        self.desk.draw(&mut Canvas::new(frame, &mut spots));
        self.spots = spots;
    }

    /// What is asked of the one who holds the terminal, in order.
    pub fn asked_outside(&mut self) -> Option<Outside> {
        self.outside.pop_front()
    }

    /// Whether the person has left, or something was made.
    pub fn is_done(&self) -> bool {
        self.desk.done || self.begun.is_some()
    }

    /// What was made; none where the person left.
    pub fn begun(self) -> Option<Begun> {
        self.begun
    }

    fn perform(&mut self, effects: Vec<Effect>, make: &mut Make) {
        for effect in effects {
            match effect {
                Effect::Quit => self.desk.done = true,
                Effect::Redraw => self.outside.push_back(Outside::Redraw),
                Effect::Suspend => self.outside.push_back(Outside::Suspend),
                Effect::Copy(words) => self.outside.push_back(Outside::Copy(words)),
                Effect::Leave if self.desk.screens.len() > 1 => drop(self.desk.screens.pop()),
                Effect::Ask(verb) => self.ask(verb),
                Effect::Keep(kept) => self.kept.push(kept),
                Effect::Practise => self.make(&Wanted::Practice, make),
                Effect::Preview(draft) => match wanted(&draft) {
                    Ok(wanted) => self.foretell(wanted),
                    Err(wrong) => self.tell(News::Misasked(wrong)),
                },
                Effect::Record(_) => {
                    if let Some(wanted) = self.wanted.clone() {
                        self.make(&wanted, make);
                    }
                }
                Effect::Open(screen) if screen.place() == Place::Help => self.desk.screens.push(screen),
                Effect::Instead(act) => {
                    self.desk.screens.pop();
                    let effects = self.desk.do_it(act);
                    self.perform(effects, make);
                }
                Effect::Open(_) => {
                    self.desk.notice =
                        Some(Notice { text: "first the register: then there is more".into(), bad: false });
                }
                // Everything else is about a register.
                _ => {}
            }
        }
    }

    /// Opens a form with the words that were left in it.
    fn ask(&mut self, verb: &'static Verb) {
        let mut form = Form::new(verb, &Subject::default(), &self.desk.around);
        if let Some(kept) = self.kept.iter().rfind(|kept| kept.verb == verb.name) {
            form.restore(kept);
        }
        self.desk.screens.push(Box::new(form));
    }

    /// Shows what would be made, exactly; nothing is made before the person says so there.
    fn foretell(&mut self, wanted: Wanted) {
        match (self.foretell)(&wanted) {
            Ok(Foretold { events, command, remarks }) => {
                let wish = Wish { requests: Vec::new(), acting: Acting::default(), command, signing: None };
                let confirm = Confirm::new(wish, events, remarks).headed("this register will be made");
                self.desk.screens.push(Box::new(confirm));
                self.wanted = Some(wanted);
            }
            Err(NotBegun { what, hint }) => self.tell(News::NotDone { what, hint }),
        }
    }

    fn make(&mut self, wanted: &Wanted, make: &mut Make) {
        match make(wanted) {
            Ok(begun) => self.begun = Some(begun),
            Err(NotBegun { what, hint }) if self.desk.screens.len() > 1 => {
                self.tell(News::NotDone { what, hint })
            }
            Err(NotBegun { what, hint }) => {
                let hint = hint.map_or(String::new(), |hint| format!("\nhint: {hint}"));
                self.desk.notice = Some(Notice { text: format!("{what}{hint}"), bad: true });
            }
        }
    }

    fn tell(&mut self, news: News) {
        if let Some(top) = self.desk.screens.last_mut() {
            top.hear(news);
        }
    }
}

/// What a form asks for, or everything that is missing in it.
fn wanted(draft: &Draft) -> Result<Wanted, Vec<Misasked>> {
    let mut wrong = Vec::new();
    for field in draft.verb.fields.iter().filter(|field| draft.answers.first(field.name).is_none()) {
        wrong.push(Misasked { field: field.name, what: format!("is missing: {}", field.help) });
    }
    let words = |name: &str| clean_line(draft.answers.first(name).unwrap_or_default()).into_owned();
    let said = draft.answers.all("role");
    let roles: Vec<Role> = said.iter().filter_map(|said| role(said)).collect();
    if roles.len() < said.len() {
        let allowed = Ask::Role.choices(&Register::default()).join(", ");
        wrong.push(Misasked { field: "role", what: format!("allowed are {allowed}") });
    }
    if !wrong.is_empty() {
        return Err(wrong);
    }
    let document = draft.answers.first("document").map(String::from);
    Ok(Wanted::Register { home: words("home"), me: words("me"), roles, on: draft.on, document })
}

fn role(said: &str) -> Option<Role> {
    Role::ALL.into_iter().find(|role| role.words() == said.trim().replace(' ', "-"))
}
