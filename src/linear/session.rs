//! A session: the views that lie behind one another, and the loop that asks for a line and does what it says.

use chrono::NaiveDate;

use super::asking::{self, Given};
use super::choosing::{self, Chosen};
use super::commands::{self, Command, Do, Kind};
use super::help;
use super::history::History;
use super::pictures::Picture;
use super::register;
use super::talk::{Heard, Talk};
use super::tour::{Deed, Tour};
use super::view::{Left, Link, Row, Step, View};
use super::who;
use crate::briefing::overview::you;
use crate::journey::asking::{Subject, VERBS, Verb, options};
use crate::journey::people::Person;
use crate::journey::reference::{ActionRef, EvidenceRef, Stream};
use crate::journey::register::Register;
use crate::journey::text::quoted;
use crate::ledger::log::Head;
use crate::ledger::trouble::Trouble;
use crate::ledger::{Ledger, Recorded};
use crate::settings::Settings;
use crate::settings::view::View as Saved;

/// So many requests are named after a view was told; `requests` names all.
const NAMED: usize = 4;
/// So many events of others are told one by one.
const OTHERS: usize = 10;

/// A conversation about one register.
pub struct Session {
    pub(super) ledger: Ledger,
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

/// What a word means where it was said.
#[derive(Clone)]
enum Means {
    Command(&'static Command),
    Request(&'static Verb),
    Link(Link),
}

impl Session {
    /// A session of the person who acts.
    ///
    /// # Errors
    /// The register could not be read.
    pub fn new(ledger: Ledger, actor: String, talk: Talk) -> Result<Session, Trouble> {
        let head = ledger.head()?;
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
            written: None,
            explained: false,
            lies: None,
            practice: ledger.is_practice(),
            tour: Tour::default(),
            talk,
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
        self.ledger.close();
    }

    /// One line, and what it asks for.
    fn turn(&mut self) -> Result<(), Left> {
        let prompt = self.prompt();
        match self.listen(&prompt)? {
            Heard::Line(line) => self.take(line.trim()),
            Heard::End if self.open.len() > 1 => self.back(),
            Heard::Interrupted => self.leave(),
            Heard::End | Heard::Over => Err(Left::Out),
        }
    }

    fn prompt(&self) -> String {
        let name = self.top().map_or_else(String::new, |top| top.view.name());
        let away = if self.open.len() > 1 { "b back" } else { "q leave" };
        format!("{name}, number or word, ? help, {away}")
    }

    /// Asks for a line, after telling what others recorded meanwhile.
    pub(super) fn listen(&mut self, question: &str) -> Result<Heard, Left> {
        self.follow()?;
        Ok(self.talk.ask(question))
    }

    fn top(&self) -> Option<&Open> {
        self.open.last()
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
                self.talk.say(format!("Nothing here is called {}. ? tells what is.", quoted(line)));
                Ok(())
            }
        }
    }

    /// What a number was told with.
    fn choose(&mut self, number: usize) -> Result<(), Left> {
        let rows = self.top().map_or(&[][..], |top| top.rows.as_slice());
        match rows.iter().filter_map(Row::link).nth(number.wrapping_sub(1)).cloned() {
            Some(link) => {
                self.tour.saw(Deed::Chose);
                self.go(&link)
            }
            None => {
                let count = rows.iter().filter_map(Row::link).count();
                let there = if count == 0 { "none".into() } else { format!("1 to {count}") };
                self.talk.say(format!("There is no number {number} here; there is {there}."));
                Ok(())
            }
        }
    }

    /// The thing that a reference names, where it is there.
    fn named(&mut self, said: &str) -> Result<Option<Link>, Left> {
        let standing = self.ledger.standing();
        if let Ok(action) = said.parse::<ActionRef>() {
            let holder = standing.recommendation(&action.recommendation)?;
            return Ok(
                holder.and_then(|holder| holder.action(&action.letter).map(|_| Link::Action(action.clone())))
            );
        }
        if let Ok(piece) = said.parse::<EvidenceRef>() {
            let holder = standing.holder_of_evidence(&piece.to_string())?;
            let holder = holder.and_then(|holder| holder.parse().ok());
            return Ok(holder.map(|holder| Link::Piece(holder, piece)));
        }
        let Ok(stream) = said.parse::<Stream>() else { return Ok(None) };
        let there = match &stream {
            Stream::Register => false,
            Stream::Inspection(code) => standing.inspection(code)?.is_some(),
            Stream::Recommendation(reference) => standing.recommendation(reference)?.is_some(),
            Stream::Meeting(meeting) => standing.meeting(*meeting)?.is_some(),
        };
        Ok(there.then(|| Link::to(&stream)))
    }

    /// What words mean here: a command, a request or a row, whole or by how they begin, and what follows them.
    fn meaning(&mut self, line: &str) -> Result<Option<(Means, String)>, Left> {
        let near = self.near()?;
        let words: Vec<&str> = line.split(' ').collect();
        for taken in (1..=words.len().min(3)).rev() {
            let (said, rest) = (words[..taken].join(" "), words[taken..].join(" "));
            let takes = |means: &Means| match means {
                Means::Command(command) => rest.is_empty() || !command.takes.is_empty(),
                Means::Request(verb) => asking::given(verb, &rest, self.today).is_some(),
                Means::Link(_) => rest.is_empty(),
            };
            let near: Vec<_> = near.iter().filter(|(_, means)| takes(means)).cloned().collect();
            if let Some(means) = self.meant(&near, &said, taken == words.len())? {
                return Ok(Some((means, rest)));
            }
        }
        Ok(None)
    }

    /// What can be said here: the commands of the place, the rows that were told, the requests that fit,
    /// and behind them every other request.
    fn near(&self) -> Result<Vec<(String, Means)>, Left> {
        let Some(top) = self.top() else { return Ok(Vec::new()) };
        let mut near: Vec<(String, Means)> = Vec::new();
        for command in commands::of(top.view.kind()).filter(|command| !command.word.is_empty()) {
            near.push((command.word.to_string(), Means::Command(command)));
        }
        for row in &top.rows {
            if let Row::Item { word, link, .. } = row
                && !word.is_empty()
            {
                near.push((word.clone(), Means::Link(link.clone())));
            }
        }
        for verb in top.view.fitting(self)? {
            near.push((verb.name.to_string(), Means::Request(verb)));
        }
        let there = |verb: &&Verb| !near.iter().any(|(word, _)| word == verb.name);
        let others: Vec<_> = VERBS.iter().filter(there).collect();
        // A mark that no word begins with: the others are found by their whole name, or where nothing nearer is.
        near.extend(others.into_iter().map(|verb| (format!("\0{}", verb.name), Means::Request(verb))));
        Ok(near)
    }

    /// The one meaning of a word; asks which where it begins several.
    fn meant(&mut self, near: &[(String, Means)], said: &str, whole: bool) -> Result<Option<Means>, Left> {
        let far = |word: &String| word.starts_with('\0');
        let bare = |word: &String| word.trim_start_matches('\0').to_string();
        if let Some((_, means)) = near.iter().find(|(word, _)| choosing::same(&bare(word), said)) {
            return Ok(Some(means.clone()));
        }
        for far_ones in [false, true] {
            let ones: Vec<_> = near.iter().filter(|(word, _)| far(word) == far_ones).collect();
            let words: Vec<String> = ones.iter().map(|(word, _)| bare(word)).collect();
            match choosing::among(&words, said) {
                Chosen::One(index) => return Ok(Some(ones[index].1.clone())),
                Chosen::Several(found) if whole => {
                    let named: Vec<String> = found.iter().map(|index| words[*index].clone()).collect();
                    let which = self.which(said, &named)?;
                    return Ok(Some(ones[found[which]].1.clone()));
                }
                Chosen::Several(_) | Chosen::None => {}
            }
        }
        Ok(None)
    }

    /// Asks which of several words was meant.
    fn which(&mut self, said: &str, words: &[String]) -> Result<usize, Left> {
        self.talk.say(format!("Several begin with {}:", quoted(said)));
        let told = |(index, word): (usize, &String)| format!("{}. {word}", index + 1);
        self.talk.say_all(words.iter().enumerate().map(told));
        loop {
            let line = self.line_or_back("which, number or word, b back")?;
            match choosing::numbered_or_among(words, &line) {
                Chosen::One(index) => return Ok(index),
                _ if line.is_empty() => {
                    self.talk.say_all(words.iter().enumerate().map(told));
                }
                _ => self.talk.say(format!("{} is none of them.", quoted(&line))),
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

    /// Does what a command asks.
    fn act(&mut self, command: &'static Command, rest: &str) -> Result<(), Left> {
        self.tour.saw(Deed::Did(command.act));
        match command.act {
            Do::Back => self.back(),
            Do::Leave => self.leave(),
            Do::Help => self.help(rest),
            Do::More | Do::Before | Do::First | Do::Last => self.turn_page(command.act),
            Do::Requests => self.requests(),
            Do::Anything => self.anything(rest),
            Do::Overview => {
                self.open.truncate(1);
                self.tell_again()
            }
            Do::Register => self.go(&Link::List(rest.to_string())),
            Do::Inspections => self.go(&Link::Inspections),
            Do::Meetings => self.go(&Link::Meetings),
            Do::History => self.history(rest),
            Do::Saved => self.saved(rest),
            Do::Owners => self.go(&Link::Picture(Picture::Owners)),
            Do::Ageing => self.go(&Link::Picture(Picture::Ageing)),
            Do::Flow => self.go(&Link::Picture(Picture::Flow)),
            Do::Clocks => self.go(&Link::Picture(Picture::Clocks)),
            Do::Calendar => self.calendar(rest),
            Do::Why => {
                let here = self.top().map(|top| top.view.name());
                self.why(rest, here)
            }
            Do::Undo => self.undo(),
            Do::Verify => self.verify(),
            Do::Rebuild => self.rebuild(),
            Do::BackUp => self.back_up(rest),
            Do::Brief => {
                let in_front = self.top().map_or(Topic::ActionLog, |top| top.view.paper());
                self.brief(rest, in_front)
            }
            Do::Import => self.import(rest),
            Do::Tour => self.take_the_tour(rest),
            Do::Who => self.who(rest),
            own => self.own(own, rest),
        }
    }

    /// Does a command that is the view's own.
    fn own(&mut self, act: Do, rest: &str) -> Result<(), Left> {
        let Some(mut top) = self.open.pop() else { return Err(Left::Out) };
        let step = top.view.act(act, rest, self);
        self.open.push(top);
        match step? {
            Step::Done => Ok(()),
            Step::Again => self.tell_again(),
            Step::Open(view) => self.open(view),
            Step::Instead(view) => {
                self.open.pop();
                self.open(view)
            }
            Step::Back => self.back(),
            Step::NotMine => {
                self.talk.say("That cannot be done here. ? tells what can.");
                Ok(())
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
        let rows = top.view.tell(self);
        let fitting = top.view.fitting(self);
        self.open.push(Open { rows: Vec::new(), page: (0, 0), ..top });
        self.show(rows?)?;
        let fitting = fitting?;
        if !fitting.is_empty() {
            self.talk.say(few_of(&fitting));
        }
        Ok(())
    }

    /// Puts rows in the place of those that were told, and tells the first page of them.
    fn show(&mut self, rows: Vec<Row>) -> Result<(), Left> {
        if let Some(top) = self.open.last_mut() {
            (top.rows, top.page) = (rows, (0, 0));
        }
        self.tell_page(0)
    }

    /// Tells the page that begins with a row.
    fn tell_page(&mut self, from: usize) -> Result<(), Left> {
        let Some(mut top) = self.open.pop() else { return Err(Left::Out) };
        let told = self.tell_rows(&top.rows, from, top.view.as_ref());
        if let Ok(to) = told {
            top.page = (from, to);
        }
        self.open.push(top);
        told.map(drop).map_err(Left::from)
    }

    /// Tells rows from one on, as many as a page has; gives the first that was not told.
    fn tell_rows(&mut self, rows: &[Row], from: usize, view: &dyn View) -> Result<usize, Trouble> {
        let page = view.page();
        let numbered = |rows: &[Row]| rows.iter().filter_map(Row::link).count();
        let before = numbered(&rows[..from]);
        let (mut number, mut to) = (before, from);
        for row in &rows[from..] {
            if row.link().is_some() && number - before >= page {
                break;
            }
            match row {
                Row::Head(words) => self.talk.say(words),
                Row::Item { line, .. } => {
                    number += 1;
                    self.talk.say(format!("{number}. {line}"));
                }
                Row::Listed { id, columns, .. } => {
                    number += 1;
                    let line = register::told(self, *id, columns)?;
                    self.talk.say(format!("{number}. {line}"));
                }
            }
            to += 1;
        }
        let count = numbered(rows);
        if count > page || view.has_more() {
            let more = if number < count || view.has_more() { " m for more." } else { "" };
            let of = if view.has_more() { String::new() } else { format!(" of {count}") };
            self.talk.say(format!("Rows {} to {number}{of}.{more}", before + 1));
        }
        Ok(to)
    }

    fn turn_page(&mut self, act: Do) -> Result<(), Left> {
        self.read_on(act)?;
        let Some(top) = self.top() else { return Err(Left::Out) };
        let (from, to, end, page) = (top.page.0, top.page.1, top.rows.len(), top.view.page());
        let there = match act {
            Do::More if to >= end => return self.nothing("There is no more."),
            Do::Before if from == 0 => return self.nothing("These are the first."),
            Do::More => to,
            Do::Before => from.saturating_sub(page),
            Do::Last => end.saturating_sub(page),
            _ => 0,
        };
        self.tell_page(there)
    }

    /// Reads the rows that are still to be read before a page can be told.
    fn read_on(&mut self, act: Do) -> Result<(), Left> {
        let Some(mut top) = self.open.pop() else { return Err(Left::Out) };
        let limit = match act {
            Do::More if top.page.1 >= top.rows.len() => top.view.page(),
            Do::Last => usize::MAX >> 1,
            _ => 0,
        };
        let further = if limit > 0 { top.view.further(limit, self) } else { Ok(Vec::new()) };
        top.rows.extend(further.iter().flatten().cloned());
        self.open.push(top);
        Ok(further.map(drop)?)
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
        let words = self.unsaved.contains(&true) || self.open.iter().any(|open| open.view.holds_words());
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

    /// Numbers the requests that can be made here.
    fn requests(&mut self) -> Result<(), Left> {
        let fitting = self.top().map_or(Ok(Vec::new()), |top| top.view.fitting(self))?;
        if fitting.is_empty() {
            return self.nothing("No request is offered here. : tells all there are.");
        }
        self.show(fitting.iter().map(|verb| request(verb)).collect())
    }

    /// Numbers the requests that hold all of these words.
    fn anything(&mut self, words: &str) -> Result<(), Left> {
        let words = words.to_lowercase();
        let told = |verb: &Verb| format!("{} {}", verb.name, verb.about).to_lowercase();
        let mut found: Vec<_> = VERBS
            .iter()
            .filter(|verb| words.split_whitespace().all(|word| told(verb).contains(word)))
            .collect();
        found.sort_by_key(|verb| !verb.name.starts_with(&*words));
        if found.is_empty() {
            return self.nothing(&format!("No request holds {}.", quoted(&words)));
        }
        self.show(found.into_iter().map(request).collect())
    }

    fn help(&mut self, words: &str) -> Result<(), Left> {
        let fitting = self.top().map_or(Ok(Vec::new()), |top| top.view.fitting(self))?;
        let lines = help::told(self.kind(), words, &fitting);
        self.talk.say_all(lines);
        Ok(())
    }

    /// The list as it is saved under a number or a name; without one, what is saved.
    fn saved(&mut self, said: &str) -> Result<(), Left> {
        if let Some(view) = self.settings.view(said).cloned() {
            return self.open(Box::new(register::Register::saved(&view)));
        }
        if !said.is_empty() {
            self.talk.say(format!("No view is called {}.", quoted(said)));
        }
        let told = |view: &Saved| format!("view {}: {}", view.key, view.name);
        let lines: Vec<String> = self.settings.views.iter().map(|set| told(&set.value)).collect();
        self.talk.say_all(lines);
        Ok(())
    }

    fn history(&mut self, words: &str) -> Result<(), Left> {
        let stream = self.top().and_then(|top| top.view.stream());
        match self.kind() {
            Kind::History if words.is_empty() => self.tell_again(),
            Kind::History => self.own(Do::Filter, words),
            _ => {
                let history = History::of(stream).narrowed(words, self);
                self.open(Box::new(history))
            }
        }
    }

    fn who(&mut self, name: &str) -> Result<(), Left> {
        if name.is_empty() {
            return self.open(Box::new(who::Who));
        }
        who::by_name(self, name);
        Ok(())
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
        if head == self.heard {
            return Ok(());
        }
        let events = self.ledger.events(self.heard.seq, OTHERS)?;
        let count = head.seq.saturating_sub(self.heard.seq);
        self.talk.say(format!("Meanwhile others recorded {count}:"));
        for recorded in &events {
            let event = &recorded.record.event;
            self.talk.say(format!("{}, {}: {}", event.stream, event.by, event.what.in_words()));
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

/// A hint as it is said here, where a command needs no name of a program before it.
pub(super) fn spoken(hint: &str) -> String {
    hint.replace("`plenary ", "`")
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

fn request(verb: &'static Verb) -> Row {
    Row::named(verb.name, format!("{}: {}", verb.name, verb.about), Link::Ask(verb.name))
}
