//! How each request is asked for: its verb, and the fields that it is filled from.
//!
//! One table serves the command line, the forms on the screens and the command that a form shows,
//! so a verb, its event and its key stay recognisably the same word.
//! The table is in `verbs`; how words are read is in `reading`.

mod by_name;
mod meaning;
mod reading;
mod subject;
mod verbs;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::day::{Lean, read_day};
use super::file::Brought;
use super::inspection::Kind;
use super::meeting::MeetingKind;
use super::people::{Person, Role};
use super::recommendation::{Ending, Position, Stage, Verdict};
use super::reference::InspectionCode;
use super::register::{BodyKind, Register};
use super::request::Request;
use super::response::Recipient;
use reading::Reading;

pub use by_name::by_name;
pub use subject::Subject;
pub use verbs::VERBS;

/// A request as people ask for it.
#[derive(Debug)]
pub struct Verb {
    /// One word, or two where verbs share a noun: `evidence add`.
    pub name: &'static str,
    pub about: &'static str,
    /// The roles of which one is needed, as `Request::needs` has them. Empty where anybody may ask.
    pub by: &'static [Role],
    pub fields: &'static [Field],
    /// The stages at which it can be granted, where it is about a recommendation; else empty.
    pub stages: &'static [Stage],
}

/// One thing to fill in.
#[derive(Debug)]
pub struct Field {
    pub name: &'static str,
    pub ask: Ask,
    pub need: Need,
    pub help: &'static str,
}

/// Whether a field must be filled, and how often.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Stands without a name on the command line.
    Positional,
    Required,
    Optional,
    /// Any number of them, at least one.
    Several,
    /// Any number of them, or none.
    Any,
}

/// The day on which a request happened; it can be said with every request.
pub const ON: Field = Field {
    name: "on",
    ask: Ask::Date,
    need: Need::Optional,
    help: "when it happened, as you would say it: 2 Feb 2023; today if left out",
};

/// What sort of answer a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ask {
    Inspection,
    Recommendation,
    Action,
    ActionOrRecommendation,
    InspectionOrRecommendation,
    Meeting,
    Evidence,
    /// One line.
    Line,
    /// Several lines.
    Text,
    Date,
    Person,
    Body,
    Flag,
    /// The path of a file, whose words the caller puts in its place.
    File,
    /// The path of a file that is looked at as it is.
    Path,
    Code,
    Grade,
    /// How a meeting repeats.
    Repeat,
    /// A number of meetings.
    Times,
    /// The number of a question.
    Question,
    DeadlineWords,
    Position,
    Verdict,
    ActionEnding,
    ClosingEnding,
    Rating,
    Level,
    EvidenceKind,
    Status,
    RecommendationKind,
    MeetingKind,
    BodyKind,
    Role,
    Recipient,
}

/// What was filled in: each field's words, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers(BTreeMap<&'static str, Vec<String>>);

/// A field that cannot be used as it is filled.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {what}")]
pub struct Misasked {
    pub field: &'static str,
    pub what: String,
}

/// What turning words into a request must know of the world.
pub struct Surroundings<'a> {
    pub today: NaiveDate,
    /// Whether an inspection code is in use.
    pub taken: &'a dyn Fn(&InspectionCode) -> bool,
    /// Looks at the file of a path, which is left where it is if the second is true; else what is wrong with it.
    pub files: &'a dyn Fn(&str, bool) -> Result<Brought, String>,
}

impl Verb {
    /// The verb of that name.
    pub fn named(name: &str) -> Option<&'static Verb> {
        VERBS.iter().find(|verb| verb.name == name)
    }

    /// Whether somebody decides by it on what another asked, as `Request::decides` says of what is read from it.
    pub fn decides(&self) -> bool {
        matches!(self.name, "approve" | "return" | "grant" | "refuse" | "signoff" | "sendback")
    }

    /// Whether a person's roles on a day let them ask for it; somebody unknown holds none.
    pub fn is_for(&self, person: Option<&Person>, day: NaiveDate) -> bool {
        let holds = |role: &Role| person.is_some_and(|person| person.holds(*role, day));
        self.by.is_empty() || self.by.iter().any(holds)
    }

    /// The answers with every day as it was understood, so that the command says the same on any other day.
    pub fn with_days(&self, answers: &Answers, today: NaiveDate) -> Answers {
        let mut answers = answers.clone();
        for field in self.fields.iter().filter(|field| field.ask == Ask::Date) {
            let said = answers.first(field.name);
            if let Some(day) = said.and_then(|words| read_day(words, today, field.lean()).ok()) {
                answers.replace(field.name, day.to_string());
            }
        }
        answers
    }

    /// The field that says what the request is about, where there is one.
    pub fn subject(&self) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == "ref")
    }

    /// Turns what was filled in into a request; otherwise gives all that is wrong with it.
    pub fn request(&self, answers: &Answers, world: &Surroundings) -> Result<Request, Vec<Misasked>> {
        let mut reading = Reading { answers, world, wrong: Vec::new() };
        reading.check_needs(self.fields);
        reading.check_answers(self.fields);
        if !reading.wrong.is_empty() {
            return Err(reading.wrong);
        }
        let request = reading.request(self.name);
        match request {
            Some(request) if reading.wrong.is_empty() => Ok(request),
            _ => Err(reading.wrong),
        }
    }

    /// The same request as a command line, ready to be pasted into a shell.
    /// Where what stands without a name begins like an option, all of that stands at the end, behind `--`.
    pub fn command(&self, answers: &Answers) -> String {
        self.command_with(answers, &[])
    }

    /// The same with options that every command takes, as [`options`] gives them.
    pub fn command_with(&self, answers: &Answers, options: &[String]) -> String {
        let (mut named, mut bare) = (Vec::new(), Vec::new());
        for field in self.fields {
            for answer in answers.all(field.name) {
                let answer = shell_words::quote(answer);
                match (field.need, field.ask) {
                    (Need::Positional, _) => bare.push(answer.into_owned()),
                    (_, Ask::Flag) => named.push(format!("--{}", field.name)),
                    _ => named.push(format!("--{} {answer}", field.name)),
                }
            }
        }
        named.extend_from_slice(options);
        let like_an_option = |word: &String| word.trim_start_matches('\'').starts_with('-');
        let words = if bare.iter().any(like_an_option) {
            [named, vec!["--".to_string()], bare].concat()
        } else {
            [bare, named].concat()
        };
        format!("plenary {} {}", self.name, words.join(" "))
    }
}

/// The options by which a command line says, where it must, when it happened, who acts and which register is meant.
pub fn options(on: Option<NaiveDate>, actor: Option<&str>, register: Option<&str>) -> Vec<String> {
    let on = on.map(|day| format!("--on {day}"));
    let actor = actor.map(|name| format!("--actor {}", shell_words::quote(name)));
    let register = register.map(|path| format!("--register {}", shell_words::quote(path)));
    [on, actor, register].into_iter().flatten().collect()
}

impl Field {
    /// To which side a date looks that leaves it open.
    pub fn lean(&self) -> Lean {
        Lean::of(self.name)
    }
}

impl Answers {
    /// Fills a field with one more answer. An empty answer fills nothing.
    pub fn fill(&mut self, field: &'static str, answer: impl Into<String>) {
        let answer = answer.into();
        if !answer.trim().is_empty() {
            self.0.entry(field).or_default().push(answer);
        }
    }

    /// The same, to write a whole request in one go.
    pub fn with(mut self, field: &'static str, answer: impl Into<String>) -> Answers {
        self.fill(field, answer);
        self
    }

    /// Puts other words in the place of a field's answers.
    pub fn replace(&mut self, field: &'static str, answer: String) {
        self.0.insert(field, vec![answer]);
    }

    /// All answers to a field, in the order of filling.
    pub fn all(&self, field: &str) -> &[String] {
        self.0.get(field).map_or(&[], Vec::as_slice)
    }

    /// The first answer to a field.
    pub fn first(&self, field: &str) -> Option<&str> {
        self.all(field).first().map(String::as_str)
    }
}

impl Ask {
    /// The words to choose from, where there are some; `register` knows its people, bodies and scheme.
    pub fn choices(self, register: &Register) -> Vec<String> {
        let scheme = &register.scheme;
        fn said<T: Copy>(all: &[T], words: fn(T) -> &'static str) -> Vec<String> {
            all.iter().map(|one| hyphened(words(*one))).collect()
        }
        match self {
            Ask::Person => register.people.iter().map(|person| person.name.clone()).collect(),
            Ask::Body => register.bodies.keys().cloned().collect(),
            Ask::Position => said(&Position::ALL, Position::words),
            Ask::Verdict => said(&Verdict::ALL, Verdict::words),
            Ask::ActionEnding | Ask::ClosingEnding => said(&Ending::OF_ACTIONS, Ending::words),
            Ask::Rating => scheme.ratings.iter().map(|rating| rating.code.clone()).collect(),
            Ask::Level => scheme.levels.iter().map(|level| level.code.clone()).collect(),
            Ask::EvidenceKind => scheme.evidence_kinds.iter().map(|kind| kind.code.clone()).collect(),
            Ask::Status => scheme.inspectorate_statuses.iter().map(|status| status.code.clone()).collect(),
            Ask::RecommendationKind => said(&Kind::ALL, Kind::words),
            Ask::MeetingKind => said(&MeetingKind::ALL, MeetingKind::words),
            Ask::BodyKind => said(&BodyKind::ALL, BodyKind::words),
            Ask::Role => said(&Role::ALL, Role::words),
            Ask::Recipient => said(&Recipient::ALL, Recipient::words),
            Ask::Meeting => register.open_meetings.iter().map(ToString::to_string).collect(),
            _ => Vec::new(),
        }
    }
}

/// Choices are written with hyphens, so that they need no quotes in a shell; spaces are understood as well.
fn hyphened(words: &str) -> String {
    words.replace(' ', "-")
}
