//! A session: the views that lie behind one another, and the loop that asks for a line and does what it says.

mod doing;
mod meaning;
mod pages;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::briefing::overview::you;
use crate::journey::asking::{Subject, Verb, options};
use crate::journey::people::Person;
use crate::journey::register::Register;
use crate::journey::text::quoted;
use crate::ledger::drafts::{Draft, Of};
use crate::ledger::log::Head;
use crate::ledger::trouble::Trouble;
use crate::ledger::{Ledger, Recorded};
use crate::linear::asking::Given;
use crate::linear::choosing::{self};
use crate::linear::commands::{self, Do, Kind};
use crate::linear::spoken::spoken;
use crate::linear::talk::{Heard, Talk};
use crate::linear::tour::{Deed, Tour};
use crate::linear::view::{Left, Link, Row, View};
use crate::linear::who;
use crate::settings::Settings;
use meaning::Means;

/// So many requests are named after a view was told; `requests` names all.
const NAMED: usize = 4;
/// So many events of others are told one by one.
const OTHERS: usize = 10;

/// A conversation about one register.
pub struct Session {
    /// What is asked for everything that is told: the register, or a past of it.
    pub(super) ledger: Ledger,
    /// The register itself while a past of it is told.
    pub(super) now: Option<Ledger>,
    pub(super) talk: Talk,
    pub(super) register: Register,
    pub(super) actor: String,
    pub(super) today: NaiveDate,
    pub(super) settings: Settings,
    /// The day that was set when something was last recorded, where one was.
    pub(super) last_on: Option<NaiveDate>,
    /// Everything up to here was told, or could have been asked for where it is shown.
    pub(super) seen: Head,
    /// Up to here what others recorded was told of, at least as a number.
    heard: Head,
    open: Vec<Open>,
    /// For each request that is being filled, whether it holds words.
    pub(super) unsaved: Vec<bool>,
    /// What was answered in requests that were left, by the verb and what it was about.
    pub(super) kept: Vec<((&'static str, String), Given)>,
    /// Whose words are being written, where a draft of them is kept.
    pub(super) drafting: Option<Of>,
    /// What was written of such drafts and could not be kept on the disk.
    pub(super) unkept: BTreeMap<Of, Draft>,
    /// Whether it was said that no draft can be kept.
    pub(super) told_unkept: bool,
    /// What was recorded last in this session.
    pub(super) written: Option<Recorded>,
    /// Whether it was said how a view is told again.
    explained: bool,
    /// The path that a command line must name to find this register.
    lies: Option<String>,
    /// Whether it is a practice register, through which the tour leads.
    pub(super) practice: bool,
    pub(super) tour: Tour,
}

/// A view and the rows that it told last.
struct Open {
    view: Box<dyn View>,
    rows: Vec<Row>,
    /// The first row of the page that was told last, and the first one after it.
    page: (usize, usize),
}

impl Session {
    /// A session of the person who acts.
    ///
    /// # Errors
    /// The register could not be read.
    pub fn new(ledger: Ledger, actor: String, talk: Talk) -> Result<Session, Trouble> {
        let (head, ledger) = (ledger.head()?, ledger.opening_privately());
        Ok(Session {
            register: ledger.standing().register()?,
            today: ledger.today(),
            actor,
            settings: Settings::default(),
            last_on: None,
            seen: head,
            heard: head,
            open: Vec::new(),
            unsaved: Vec::new(),
            kept: Vec::new(),
            drafting: None,
            unkept: BTreeMap::new(),
            told_unkept: false,
            written: None,
            explained: false,
            lies: None,
            practice: ledger.is_practice(),
            tour: Tour::default(),
            talk,
            now: None,
            ledger,
        })
    }

    /// The same, with the path that a command line must name to find this register; none where it is found without.
    pub fn lying(self, lies: Option<String>) -> Session {
        Session { lies, ..self }
    }

    /// What a command must say to do the same: the day that was set, who acts where the account serves several
    /// people, and the register where it is not the one that is found without.
    pub fn options(&self, on: Option<NaiveDate>) -> Vec<String> {
        let several = self.register.served_by(&self.ledger.account().user).count() > 1;
        options(on, several.then_some(self.actor.as_str()), self.lies.as_deref())
    }

    /// The same with what the person wishes.
    pub fn wishing(mut self, settings: Settings) -> Session {
        self.settings = settings;
        self
    }

    /// Talks until the person leaves, with the review of a document first where one is named.
    ///
    /// # Errors
    /// The overview could not be read at the beginning. What goes wrong later is said.
    pub fn run(&mut self, document: Option<&str>) -> Result<(), Trouble> {
        self.talk.say("Plenary, in plain lines. ? explains, q leaves.");
        if let Some(why) = self.ledger.why_only_read() {
            self.complain(&why);
        }
        let overview = Link::Overview.view().map_or(Ok(()), |view| self.open(view));
        match overview {
            Err(Left::Trouble(trouble)) => return Err(trouble),
            Err(Left::Out) => return Ok(()),
            Ok(()) | Err(Left::Back) => {}
        }
        match document.map_or(Ok(()), |path| self.import(path)) {
            Err(Left::Out) => return Ok(()),
            Err(Left::Trouble(trouble)) => self.complain(&trouble),
            Ok(()) | Err(Left::Back) => {}
        }
        loop {
            match self.turn() {
                Ok(()) | Err(Left::Back) => {}
                Err(Left::Out) => break,
                Err(Left::Trouble(trouble)) => self.complain(&trouble),
            }
            self.tell_the_tour();
        }
        self.talk.say("Left Plenary.");
        Ok(())
    }

    /// Closes the register.
    pub fn close(self) {
        self.now.unwrap_or(self.ledger).close();
    }

    /// One line, and what it asks for.
    fn turn(&mut self) -> Result<(), Left> {
        let prompt = self.prompt();
        let heard = self.listen(&prompt)?;
        // What is read of a file in whose place another lies is no whole register.
        if self.ledger.is_replaced() {
            self.talk.say(format!(
                "error: another file lies at {} than the one that was opened.",
                self.ledger.path().display()
            ));
            self.talk.say("hint: begin plenary again: it opens what lies there now.");
            return Err(Left::Out);
        }
        match heard {
            Heard::Line(line) => self.take(line.trim()),
            Heard::End if self.open.len() > 1 => self.back(),
            Heard::Interrupted => self.leave(),
            Heard::End | Heard::Over => Err(Left::Out),
        }
    }

    fn prompt(&self) -> String {
        let name = self.top().map_or_else(String::new, |top| top.view.name());
        let away = if self.open.len() > 1 { "b back" } else { "q leave" };
        let at = self.ledger.past_moment().map_or(String::new(), |past| format!("as at {past}, "));
        format!("{at}{name}, number or word, ? help, {away}")
    }

    /// Asks for a line, after telling what others recorded meanwhile.
    pub(super) fn listen(&mut self, question: &str) -> Result<Heard, Left> {
        self.follow()?;
        Ok(self.talk.ask(question))
    }

    fn top(&self) -> Option<&Open> {
        self.open.last()
    }

    /// Whether anything was told yet.
    pub(super) fn is_open(&self) -> bool {
        !self.open.is_empty()
    }

    /// Whether a document is reviewed in some view, from which it could be recorded.
    pub(super) fn is_reviewing(&self) -> bool {
        self.open.iter().any(|open| open.view.kind() == Kind::Review)
    }

    fn kind(&self) -> Kind {
        self.top().map_or(Kind::Everywhere, |top| top.view.kind())
    }

    /// The person who acts, where the register knows the name.
    pub(super) fn person(&self) -> Option<&Person> {
        self.register.person(&self.actor)
    }

    /// The name and today's roles.
    pub(super) fn you(&self) -> String {
        you(self.person(), self.today)
    }

    pub(super) fn complain(&mut self, trouble: &Trouble) {
        self.talk.say(format!("error: {trouble}"));
        self.hint(Some(trouble.hint().to_string()));
    }

    pub(super) fn hint(&mut self, hint: Option<String>) {
        if let Some(hint) = hint.filter(|hint| !hint.is_empty()) {
            self.talk.say(format!("hint: {}", spoken(&hint)));
        }
    }

    /// Does what a line says.
    fn take(&mut self, line: &str) -> Result<(), Left> {
        if line.is_empty() {
            return self.tell_again();
        }
        let line = line.strip_prefix("plenary ").unwrap_or(line);
        if let Some(number) = choosing::number(line) {
            return self.choose(number);
        }
        if let Some((command, rest)) = commands::by_sign(self.kind(), line) {
            return self.act(command, rest);
        }
        if let Some(link) = self.named(line)? {
            return self.go(&link);
        }
        match self.meaning(line)? {
            Some((Means::Command(command), rest)) => self.act(command, &rest),
            Some((Means::Request(verb), rest)) => self.ask_about(verb, &rest),
            Some((Means::Link(link), _)) => self.go(&link),
            None => {
                let last = line.rsplit_once(' ').map_or("", |(_, last)| last);
                let told = match self.named(last)? {
                    Some(_) => format!("{} alone opens it", quoted(last)),
                    None => "? tells what is".to_string(),
                };
                self.talk.say(format!("Nothing here is called {}. {}.", quoted(line), told));
                Ok(())
            }
        }
    }

    /// A line of a question that the person may want to leave: none where that is so.
    pub(super) fn line_or_stay(&mut self, question: &str) -> Result<Option<String>, Left> {
        match self.line_or_back(question) {
            Ok(line) => Ok(Some(line)),
            Err(Left::Back) => Ok(None),
            Err(left) => Err(left),
        }
    }

    /// A line of a small question: `b` and the end of input go back, `q` leaves.
    pub(super) fn line_or_back(&mut self, question: &str) -> Result<String, Left> {
        loop {
            match self.listen(question)? {
                Heard::Line(line) => match line.trim() {
                    "b" | "back" => return Err(Left::Back),
                    "q" | "quit" => self.leave()?,
                    line => return Ok(line.to_string()),
                },
                Heard::End | Heard::Interrupted => return Err(Left::Back),
                Heard::Over => return Err(Left::Out),
            }
        }
    }

    /// Opens what a row or a word leads to.
    pub(super) fn go(&mut self, link: &Link) -> Result<(), Left> {
        if let Some(view) = link.view() {
            return self.open(view);
        }
        match link {
            Link::Ask(name) => match Verb::named(name) {
                Some(verb) => self.ask_about(verb, ""),
                None => Ok(()),
            },
            Link::AskOf(name, about) => match Verb::named(name) {
                Some(verb) => self.ask_about(verb, about),
                None => Ok(()),
            },
            Link::Minute(meeting) => self.minute_meeting(*meeting),
            Link::Become(name) => {
                who::act_as(self, name);
                Ok(())
            }
            Link::Part(index) => self.own(Do::Read, &(index + 1).to_string()),
            _ => Ok(()),
        }
    }

    /// Opens a view over this one, and tells it.
    pub(super) fn open(&mut self, view: Box<dyn View>) -> Result<(), Left> {
        self.tour.saw(Deed::Opened(view.kind()));
        self.open.push(Open { view, rows: Vec::new(), page: (0, 0) });
        let told = self.tell_again();
        if matches!(told, Err(Left::Trouble(_))) && self.open.len() > 1 {
            self.open.pop();
        }
        told
    }

    /// Tells the view that is open, with what stands now.
    pub(super) fn tell_again(&mut self) -> Result<(), Left> {
        self.read()?;
        let Some(mut top) = self.open.pop() else { return Err(Left::Out) };
        self.say_the_moment();
        let rows = top.view.tell(self);
        let fitting = top.view.fitting(self);
        self.open.push(Open { rows: Vec::new(), page: (0, 0), ..top });
        self.show(rows?)?;
        let fitting = fitting?;
        if !fitting.is_empty() && self.now.is_none() {
            self.talk.say(few_of(&fitting));
        }
        Ok(())
    }

    fn nothing(&mut self, words: &str) -> Result<(), Left> {
        self.talk.say(words);
        Ok(())
    }

    /// Goes back to the view behind. What stands there is told when it is asked for.
    pub(super) fn back(&mut self) -> Result<(), Left> {
        if self.open.len() < 2 {
            return self.nothing("This is the overview. q leaves Plenary.");
        }
        if self.top().is_some_and(|top| top.view.holds_words())
            && !self.agrees("What you changed is not recorded. Leave it?")?
        {
            return Ok(());
        }
        self.open.pop();
        if !std::mem::replace(&mut self.explained, true) {
            self.talk.say("An empty line tells again where you are.");
        }
        Ok(())
    }

    /// Leaves Plenary, unless words would be lost and the person stays.
    pub(super) fn leave(&mut self) -> Result<(), Left> {
        let words = self.unsaved.contains(&true)
            || !self.unkept.is_empty()
            || self.open.iter().any(|open| open.view.holds_words());
        if words && !self.agrees("Words are not recorded and would be lost. Leave Plenary?")? {
            return Ok(());
        }
        Err(Left::Out)
    }

    /// Asks a question that `y` agrees to. The end of input agrees: whoever goes on closing means it.
    pub(super) fn agrees(&mut self, question: &str) -> Result<bool, Left> {
        match self.listen(&format!("{question} y or n"))? {
            Heard::Line(line) => Ok(matches!(line.trim().to_lowercase().as_str(), "y" | "yes")),
            Heard::End | Heard::Interrupted => Ok(true),
            Heard::Over => Err(Left::Out),
        }
    }

    /// What a request is about that is made where the person is.
    pub(super) fn subject(&self) -> Result<Subject, Trouble> {
        self.top().map_or(Ok(Subject::default()), |top| top.view.subject(self))
    }

    /// The recommendations for each of which a request is made here.
    pub(super) fn marked(&self) -> Vec<String> {
        self.top().map_or_else(Vec::new, |top| top.view.marked())
    }

    /// Takes the marks away from what is done with.
    pub(super) fn unmark(&mut self, done: &[String]) {
        if let Some(top) = self.open.last_mut() {
            top.view.unmark(done);
        }
    }

    /// Reads again what all views need.
    pub(super) fn read(&mut self) -> Result<(), Trouble> {
        self.follow()?;
        self.register = self.ledger.standing().register()?;
        self.today = self.ledger.today();
        self.ledger.check_place()
    }

    /// Tells what others recorded since it was last told. Where it is more than can be told one by one,
    /// a decision on what was not told is asked again.
    fn follow(&mut self) -> Result<(), Trouble> {
        let head = self.ledger.head()?;
        // A past stands still; what others record meanwhile is told when the person is back.
        if head == self.heard || self.now.is_some() {
            return Ok(());
        }
        let events = self.ledger.events(self.heard.seq, OTHERS)?;
        let count = head.seq.saturating_sub(self.heard.seq);
        self.talk.say(format!("Meanwhile others recorded {count}:"));
        for recorded in &events {
            let event = &recorded.record.event;
            self.talk.say(format!("{}, {}: {}", event.stream, event.by, event.in_words()));
        }
        if count > OTHERS as u64 {
            self.talk.say("The rest is in the history.");
        } else if self.seen == self.heard {
            self.seen = head;
        }
        self.heard = head;
        self.register = self.ledger.standing().register()?;
        Ok(())
    }

    /// What was recorded here is known: it is not told as others' work.
    pub(super) fn knows(&mut self, head: Head) {
        (self.seen, self.heard) = (head, head);
    }
}

/// The first of the requests that fit, for those who know their words.
fn few_of(fitting: &[&Verb]) -> String {
    let named: Vec<_> = fitting.iter().take(NAMED).map(|verb| verb.name).collect();
    let more = match fitting.len().saturating_sub(NAMED) {
        0 => "r numbers them".to_string(),
        more => format!("{more} more with r"),
    };
    format!("Requests: {}; {more}.", named.join(", "))
}
