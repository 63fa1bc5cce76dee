//! A request, filled question by question from the journey's own table: what is needed first,
//! then whatever else the person names. Nothing that was answered is lost before it is recorded or left on purpose.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::choosing::{self, Chosen};
use super::confirm::{Agreed, Part, Wish};
use super::minuting::draft_about;
use super::question::{self, Question, Said};
use super::session::Session;
use super::view::{Left, Link};
use crate::intake::with_files_read;
use crate::journey::asking::{Answers, Ask, Field, Misasked, Need, ON, Subject, Surroundings, Verb, by_name};
use crate::journey::day::{Lean, read_day};
use crate::journey::deadline::in_words;
use crate::journey::reference::{InspectionCode, RecommendationRef};
use crate::journey::text::quoted;
use crate::ledger::Acting;
use crate::ledger::drafts::Of;
use crate::ledger::standing::known::Known;
use crate::ledger::trouble::Trouble;

/// The field of the open meeting at which something is asked.
const MEETING: &str = "meeting";

/// The answers to each field.
pub type Given = BTreeMap<&'static str, Vec<String>>;

/// A request as far as it is filled.
pub struct Filling {
    verb: &'static Verb,
    subject: Subject,
    answers: Given,
    /// The recommendations that are marked, where it is made for each of them.
    several: Vec<String>,
    /// Whether the person answered anything.
    touched: bool,
    /// The drafts of what was written.
    drafted: Vec<Of>,
}

impl Session {
    /// Fills a request about what the person looks at, or about what the words name, and records it.
    pub(super) fn ask_about(&mut self, verb: &'static Verb, named: &str) -> Result<(), Left> {
        if self.refuses_in_the_past() {
            return Ok(());
        }
        let mut filling = Filling {
            verb,
            subject: self.subject()?,
            answers: BTreeMap::new(),
            several: if named.is_empty() && is_of_recommendations(verb) { self.marked() } else { Vec::new() },
            touched: false,
            drafted: Vec::new(),
        };
        if let Some(given) = given(verb, named, self.today) {
            filling.touched = !given.is_empty() && named.contains(' ');
            filling.answers = given;
        }
        self.fill(filling)
    }

    /// A request of which some answers are there already.
    pub(super) fn ask_filled(&mut self, verb: &'static Verb, answers: &Answers) -> Result<(), Left> {
        let given = |field: &'static Field| {
            let all = answers.all(field.name);
            (!all.is_empty()).then(|| (field.name, all.to_vec()))
        };
        let answers = verb.fields.iter().filter_map(given).collect();
        let (several, drafted) = (Vec::new(), Vec::new());
        self.fill(Filling { verb, subject: self.subject()?, answers, several, touched: false, drafted })
    }

    fn fill(&mut self, mut filling: Filling) -> Result<(), Left> {
        let verb = filling.verb;
        self.unsaved.push(false);
        let done = filling.run(self);
        self.unsaved.pop();
        self.drafting = None;
        if done.is_ok() {
            self.forget_written(&filling.drafted);
        }
        match done {
            Ok(Some(new)) => self.go(&new),
            Ok(None) => Ok(()),
            Err(Left::Back) => {
                let kept =
                    if filling.touched { " Your answers are kept until you leave Plenary." } else { "" };
                self.talk.say(format!("Left {}. Nothing was recorded.{kept}", verb.name));
                if filling.touched {
                    let about = filling.about();
                    self.kept.retain(|(kept, _)| *kept != about);
                    self.kept.push((about, filling.answers));
                }
                Ok(())
            }
            Err(left) => Err(left),
        }
    }

    /// Another request in the middle of one; it comes back to where it was asked for.
    fn another(&mut self, words: &str) -> Result<(), Left> {
        let names: Vec<&str> = crate::journey::asking::VERBS.iter().map(|verb| verb.name).collect();
        match choosing::among(&names, words) {
            Chosen::One(index) => match Verb::named(names[index]) {
                Some(verb) => {
                    self.ask_about(verb, "")?;
                    self.talk.say("Back in the request before.");
                }
                None => self.talk.say("There is no such request."),
            },
            Chosen::Several(found) => {
                let all: Vec<_> = found.iter().map(|index| names[*index]).collect();
                self.talk.say(format!("Which: {}?", all.join(", ")));
            }
            Chosen::None => self.talk.say(format!("No request is called {}.", quoted(words))),
        }
        Ok(())
    }
}

/// What the words after a verb answer, as on a command line: those without a name in the order of the fields,
/// the others behind `--name`. None where they cannot be meant so.
pub fn given(verb: &'static Verb, words: &str, today: NaiveDate) -> Option<Given> {
    let mut given = Given::new();
    let mut words = shell_words::split(words).ok()?.into_iter();
    let mut bare = verb.fields.iter().filter(|field| field.need == Need::Positional);
    while let Some(word) = words.next() {
        let (field, answer) = match word.strip_prefix("--") {
            None => (bare.next()?, word),
            Some(name) => {
                let field = verb.fields.iter().chain([&ON]).find(|field| field.name == name)?;
                (field, if field.ask == Ask::Flag { "yes".to_string() } else { words.next()? })
            }
        };
        field.check(&answer, today).ok()?;
        given.entry(field.name).or_default().push(answer);
    }
    Some(given)
}

impl Filling {
    fn fields(&self) -> impl Iterator<Item = &'static Field> + use<> {
        self.verb.fields.iter().chain([&ON])
    }

    /// Asks, reads out what would be recorded, and records it. Gives what is new, to be opened.
    fn run(&mut self, session: &mut Session) -> Result<Option<Link>, Left> {
        session.talk.say(format!("{}: {}.", self.verb.name, self.verb.about));
        self.settle(session)?;
        self.take_up(session);
        self.ask_all(session)?;
        self.find_planned(session)?;
        loop {
            match self.wish(session)? {
                Ok(wish) => match wish.agree(session, &self.empty())? {
                    Agreed::Recorded(new) => return Ok(new),
                    Agreed::Change(words) => self.change(session, &words)?,
                    Agreed::Leave => self.leave(session)?,
                },
                Err(wrong) => {
                    session.talk.say_all(wrong.iter().map(|line| by_name(line)));
                    self.mend(session)?;
                }
            }
        }
    }

    /// Takes what the place already says.
    fn settle(&mut self, session: &mut Session) -> Result<(), Trouble> {
        let Some(field) = self.verb.subject() else { return Ok(()) };
        if let Some(first) = self.several.first() {
            self.answers.insert(field.name, vec![first.clone()]);
            session.talk.say(format!(
                "For each of {} marked: {}.",
                self.several.len(),
                self.several.join(", ")
            ));
            return Ok(());
        }
        if !self.answers.contains_key(field.name) {
            let (settled, _) = question::offered(session, self.verb, field, &self.subject)?;
            self.answers.extend(settled.map(|settled| (field.name, vec![settled])));
        }
        if let Some(at) = self.subject.at.clone().filter(|_| self.fields().any(|field| field.name == MEETING))
        {
            self.answers.entry(MEETING).or_insert_with(|| vec![at]);
        }
        if let Some(about) = self.first(field.name).map(str::to_string) {
            let known = Known::of(&about, session.ledger.standing())?.told();
            let known = if known.is_empty() { String::new() } else { format!(": {known}") };
            session.talk.say(format!("On {about}{known}"));
        }
        Ok(())
    }

    /// A plenary that was planned, and whose day has come, is the one that is held, unless the person says otherwise.
    fn find_planned(&mut self, session: &mut Session) -> Result<(), Trouble> {
        if self.verb.name != "hold" || self.answers.contains_key(MEETING) {
            return Ok(());
        }
        let about = self.first("ref").unwrap_or_default();
        let part = about.parse::<RecommendationRef>().map(|reference| reference.inspection);
        let Ok(inspection) = part.or_else(|_| about.parse::<InspectionCode>()) else { return Ok(()) };
        let planned = session.ledger.standing().plenaries_planned(Some(&inspection))?;
        if let Some(planned) = planned.iter().find(|one| one.can_begin(session.today)) {
            let (meeting, date) = (planned.reference.to_string(), in_words(planned.date));
            session.talk.say(format!(
                "It was planned for {date} as {meeting}, and is held as that; the field meeting says otherwise."
            ));
            self.answers.insert(MEETING, vec![meeting]);
        }
        Ok(())
    }

    /// The verb, and what it is about where the place says so.
    fn about(&self) -> (&'static str, String) {
        (self.verb.name, self.first("ref").unwrap_or_default().to_string())
    }

    /// Takes up what was answered when the same request was left.
    fn take_up(&mut self, session: &mut Session) {
        let about = self.about();
        let Some(at) = session.kept.iter().position(|(kept, _)| *kept == about) else { return };
        let (_, answers) = session.kept.remove(at);
        session.talk.say("Taken up where you left it:");
        let told = |(field, answers): (&&str, &Vec<String>)| format!("{field}: {}", answers.join("; "));
        session.talk.say_all(answers.iter().map(told));
        // What this time says already stands.
        self.answers = answers.into_iter().chain(std::mem::take(&mut self.answers)).collect();
        self.touched = true;
    }

    fn first(&self, field: &str) -> Option<&str> {
        self.answers.get(field).and_then(|answers| answers.first()).map(String::as_str)
    }

    /// Everything that is needed and not answered, one after the other; going back asks the one before.
    fn ask_all(&mut self, session: &mut Session) -> Result<(), Left> {
        let needed = |field: &&Field| matches!(field.need, Need::Positional | Need::Required | Need::Several);
        let wanted: Vec<_> =
            self.fields().filter(needed).filter(|field| !self.answers.contains_key(field.name)).collect();
        let mut at = 0;
        while let Some(field) = wanted.get(at) {
            if self.ask(session, field)? {
                at += 1;
            } else if at == 0 {
                self.leave(session)?;
            } else {
                at -= 1;
            }
        }
        Ok(())
    }

    /// Asks one question; false where the person went back.
    fn ask(&mut self, session: &mut Session, field: &'static Field) -> Result<bool, Left> {
        loop {
            let (_, choices) = question::offered(session, self.verb, field, &self.subject)?;
            let now = self.now(session, field)?;
            session.drafting = self.drafting(session, field);
            match (Question { verb: self.verb, field, choices, now: &now }).ask(session)? {
                Said::Answers(answers) => {
                    self.touched = true;
                    if let Some(unsaved) = session.unsaved.last_mut() {
                        *unsaved = true;
                    }
                    self.answers.insert(field.name, answers);
                    return Ok(true);
                }
                Said::Back => return Ok(false),
                Said::Another(words) => session.another(&words)?,
            }
        }
    }

    /// The draft of a text that is written while a meeting is minuted.
    fn drafting(&mut self, session: &Session, field: &Field) -> Option<Of> {
        let meeting = self.subject.at.as_ref().filter(|_| field.ask == Ask::Text)?;
        let about = self.first("ref").unwrap_or_default();
        let about = draft_about(self.verb.name, field.name, about, meeting);
        let of = Of { person: session.actor.clone(), about };
        self.drafted.push(of.clone());
        Some(of)
    }

    /// What stands in a field: what was answered, else what an amendment or a new owner takes the place of.
    fn now(&self, session: &Session, field: &Field) -> Result<Vec<String>, Trouble> {
        if let Some(answers) = self.answers.get(field.name) {
            return Ok(answers.clone());
        }
        let about = self.first("ref").unwrap_or_default();
        let known = match (self.verb.name, field.name) {
            ("amend", "text") | ("reassign", "owner") => Known::of(about, session.ledger.standing())?,
            _ => return Ok(Vec::new()),
        };
        Ok(if self.verb.name == "amend" { vec![known.words] } else { known.owner.into_iter().collect() })
    }

    /// Leaves the request, unless words would be lost and the person stays.
    fn leave(&mut self, session: &mut Session) -> Result<(), Left> {
        if !self.touched || session.agrees("What you answered is not recorded. Leave it?")? {
            return Err(Left::Back);
        }
        Ok(())
    }

    /// The request is refused or cannot be read: asks for what is to be changed.
    fn mend(&mut self, session: &mut Session) -> Result<(), Left> {
        session.talk.say(format!("Fields: {}.", self.told()));
        match session.line_or_stay(&format!(
            "{}, a field to change, empty line tries again, b leave",
            self.verb.name
        ))? {
            None => self.leave(session),
            Some(line) if line.is_empty() => Ok(()),
            Some(line) => self.change(session, &line),
        }
    }

    /// Changes the field that words name; what follows the name is its answer.
    fn change(&mut self, session: &mut Session, words: &str) -> Result<(), Left> {
        if words == "?" {
            session.talk.say_all(self.lines(session));
            return Ok(());
        }
        let fields: Vec<_> = self.fields().collect();
        let names: Vec<_> = fields.iter().map(|field| field.name).collect();
        let (name, value) = words.split_once([' ', ':']).unwrap_or((words, ""));
        let (name, value) = (name.trim_end_matches(':'), value.trim());
        let field = match choosing::numbered_or_among(&names, name) {
            Chosen::One(index) => fields[index],
            Chosen::Several(found) => {
                let all: Vec<_> = found.iter().map(|index| names[*index]).collect();
                session.talk.say(format!("Which: {}?", all.join(", ")));
                return Ok(());
            }
            Chosen::None => {
                session.talk.say(format!("No field is called {}. Fields: {}.", quoted(name), self.told()));
                return Ok(());
            }
        };
        if value.is_empty() || !self.take(session, field, value)? {
            self.ask(session, field)?;
        }
        Ok(())
    }

    /// Takes an answer that was given with the field's name; false where it has to be asked for.
    fn take(&mut self, session: &mut Session, field: &'static Field, value: &str) -> Result<bool, Left> {
        if field.ask == Ask::Text {
            self.answers.insert(field.name, vec![value.to_string()]);
            self.touched = true;
            return Ok(true);
        }
        let (_, choices) = question::offered(session, self.verb, field, &self.subject)?;
        let mut question = Question { verb: self.verb, field, choices, now: &[] };
        let Some(answers) = question.given(session, value)? else { return Ok(false) };
        self.answers.insert(field.name, answers);
        self.touched = true;
        Ok(true)
    }

    /// The names of all fields, those that are filled marked by a word.
    fn told(&self) -> String {
        let filled = |field: &Field| self.answers.get(field.name).is_some_and(|answers| !answers.is_empty());
        let named = |field: &'static Field| {
            if filled(field) { format!("{} (filled)", field.name) } else { field.name.to_string() }
        };
        self.fields().map(named).collect::<Vec<_>>().join(", ")
    }

    /// The names of the fields that can still be filled.
    fn empty(&self) -> String {
        let filled = |field: &&Field| self.answers.get(field.name).is_some_and(|answers| !answers.is_empty());
        let empty: Vec<_> = self.fields().filter(|field| !filled(field)).map(|field| field.name).collect();
        if empty.is_empty() { "nothing more; ? reads all fields".into() } else { empty.join(", ") }
    }

    /// Every field with its answer, numbered.
    fn lines(&self, session: &Session) -> Vec<String> {
        let none = Vec::new();
        let told = |(index, field): (usize, &'static Field)| {
            let answers = self.answers.get(field.name).unwrap_or(&none);
            let answer = match (answers.is_empty(), question::is_day(field)) {
                (true, true) => question::day_of(session, answers),
                (true, false) => "empty".into(),
                (false, _) => answers.join("; "),
            };
            format!("{}. {}: {answer}. {}.", index + 1, field.name, field.help)
        };
        self.fields().enumerate().map(told).collect()
    }

    fn filled(&self) -> Answers {
        let mut answers = Answers::default();
        for field in self.verb.fields {
            for answer in self.answers.get(field.name).into_iter().flatten() {
                answers.fill(field.name, answer.clone());
            }
        }
        answers
    }

    /// The request, ready to be recorded; or in words what is wrong with it.
    fn wish(&self, session: &Session) -> Result<Result<Wish, Vec<String>>, Trouble> {
        let told = |wrong: Vec<Misasked>| wrong.iter().map(|wrong| format!("{wrong}.")).collect::<Vec<_>>();
        let on = match self.first(ON.name).map(|said| read_day(said, session.today, Lean::Back)).transpose() {
            Ok(on) => on,
            Err(wrong) => return Ok(Err(vec![format!("{wrong}.")])),
        };
        let acting = Acting { actor: session.actor.clone(), on, seen: Some(session.seen) };
        let options = session.options(on);
        let mut parts = Vec::new();
        for about in self.several.iter().map(Some).chain(self.several.is_empty().then_some(None)) {
            match self.part(session, about, &options) {
                Ok(part) => parts.push(part),
                Err(wrong) => return Ok(Err(told(wrong))),
            }
        }
        Wish::of(session, parts, acting)
    }

    /// The request on one recommendation of several, or on what was answered.
    fn part(
        &self,
        session: &Session,
        about: Option<&String>,
        options: &[String],
    ) -> Result<Part, Vec<Misasked>> {
        let mut filled = self.filled();
        if let Some(about) = about {
            filled.replace("ref", about.clone());
        }
        let standing = session.ledger.standing();
        // A code that cannot be looked up is taken as free; recording would say so.
        let taken = |code: &_| standing.code_taken(code).unwrap_or(false);
        let world = Surroundings { today: session.today, taken: &taken, files: &crate::intake::looked_at };
        let answers = with_files_read(self.verb, &filled)?;
        let requests = vec![self.verb.request(&answers, &world)?];
        Ok(Part {
            about: about.cloned(),
            requests,
            command: self.verb.command_with(&self.verb.with_days(&filled, session.today), options),
        })
    }
}

/// Whether a request can be made for each of several recommendations.
fn is_of_recommendations(verb: &Verb) -> bool {
    let asks = verb.subject().map(|field| field.ask);
    matches!(asks, Some(Ask::Recommendation | Ask::ActionOrRecommendation | Ask::InspectionOrRecommendation))
}

#[cfg(test)]
mod words {
    use super::*;

    #[test]
    fn a_request_can_be_said_like_a_command_line() {
        let today = "2023-02-02".parse().unwrap();
        let given = |verb: &str, words: &str| given(Verb::named(verb).unwrap(), words, today);
        let update = given("update", "SOC22-4.a 'two posts' --rating amber --same").unwrap();
        assert_eq!(
            (update["ref"].join(""), update["text"].join("")),
            ("SOC22-4.a".into(), "two posts".into())
        );
        assert_eq!((update["rating"].join(""), update["same"].join("")), ("amber".into(), "yes".into()));
        assert_eq!(given("update", ""), Some(Given::new()));
        for words in ["nonsense", "SOC22-4.a one two", "SOC22-4.a --nothing x", "SOC22-4.a 'open"] {
            assert_eq!(given("update", words), None, "{words}");
        }
    }
}
