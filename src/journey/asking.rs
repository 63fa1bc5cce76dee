//! How each request is asked for: its verb, and the fields that it is filled from.
//!
//! One table serves the command line, the forms on the screens and the command that a form shows,
//! so a verb, its event and its key stay recognisably the same word.

use std::collections::BTreeMap;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};

use super::deadline;
use super::inspection::{Asking, Grade, Kind, Particulars};
use super::meeting::MeetingKind;
use super::people::{Holding, Role};
use super::recommendation::{Ending, Position, Stage, Verdict};
use super::reference::{
    ActionRef, EvidenceRef, InspectionCode, MeetingRef, NotAReference, RecommendationRef,
};
use super::register::{BodyKind, Register};
use super::request::{AskedOfDcc, HeldOn, Request, Worded};
use super::response::Recipient;
use super::scheme::Scheme;
use super::text::{clean, clean_line};

/// A request as people ask for it.
#[derive(Debug)]
pub struct Verb {
    /// One word, or two where verbs share a noun: `evidence add`.
    pub name: &'static str,
    pub about: &'static str,
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
    Code,
    Grade,
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
}

const fn field(name: &'static str, ask: Ask, need: Need, help: &'static str) -> Field {
    Field { name, ask, need, help }
}

const RECOMMENDATION: Field =
    field("ref", Ask::Recommendation, Need::Positional, "the recommendation, like SOC22-1");
const ACTION: Field = field("ref", Ask::Action, Need::Positional, "the action, like SOC22-1.a");
const INSPECTION: Field = field("ref", Ask::Inspection, Need::Positional, "the inspection, like SOC22");
const MEETING: Field = field("ref", Ask::Meeting, Need::Positional, "the meeting, like M14");
const EVIDENCE: Field = field("ref", Ask::Evidence, Need::Positional, "the evidence, like E9");
const WHY: Field = field("why", Ask::Text, Need::Required, "the reason, kept in the record");
const PERHAPS_WHY: Field = field("why", Ask::Text, Need::Optional, "the reason, kept in the record");
const ATTENDEES: Field = field("attendee", Ask::Person, Need::Several, "who was there, once for each");
const AT_MEETING: Field =
    field("meeting", Ask::Meeting, Need::Optional, "the open meeting; the only open one if left out");
const CONDITION: Field =
    field("condition", Ask::Text, Need::Optional, "a condition that goes with the decision");

/// Every request that is asked for by its verb, in the order of the road.
pub const VERBS: &[Verb] = {
    use Ask as A;
    use Need::*;
    use Stage::*;
    &[
        Verb {
            name: "inspection add",
            about: "record an inspection by hand",
            stages: &[],
            fields: &[
                field("title", A::Line, Positional, "the report's title"),
                field("published", A::Date, Required, "the day of publication"),
                field("code", A::Code, Optional, "its short code; proposed from title and year if left out"),
                field("inspectorate", A::Line, Optional, "who inspected; HMICFRS if left out"),
                field("kind", A::Line, Any, "what sort of inspection: national, thematic and so on"),
                field("grade", A::Grade, Any, "a grade, as BODY=GRADE"),
            ],
        },
        Verb {
            name: "recommendation add",
            about: "add a recommendation to an inspection",
            stages: &[],
            fields: &[
                INSPECTION,
                field("text", A::Text, Positional, "what is asked, in the report's words"),
                field("kind", A::RecommendationKind, Required, "what sort of thing it asks"),
                field("addressee", A::Body, Several, "to whom it is made, once for each"),
                field(
                    "deadline",
                    A::DeadlineWords,
                    Optional,
                    "the inspectorate's deadline, in its own words",
                ),
                field("narrative", A::Text, Optional, "what the force has published on it"),
                field("parent", A::Recommendation, Optional, "the cause of concern that it belongs to"),
                field(
                    "restates",
                    A::Recommendation,
                    Optional,
                    "the earlier recommendation that it asks again",
                ),
            ],
        },
        Verb {
            name: "hold",
            about: "hold a plenary on an inspection, or on one recommendation",
            stages: &[Received],
            fields: &[
                field("ref", A::InspectionOrRecommendation, Positional, "the inspection or recommendation"),
                ATTENDEES,
                field("name", A::Line, Optional, "the plenary's name"),
                field("hot-debrief", A::Flag, Optional, "a hot debrief, which may come before publication"),
            ],
        },
        Verb {
            name: "position",
            about: "take the force's position",
            stages: &[Plenary],
            fields: &[
                RECOMMENDATION,
                field("position", A::Position, Positional, "the force's answer"),
                PERHAPS_WHY,
            ],
        },
        Verb {
            name: "agree",
            about: "agree an action",
            stages: &[Plenary, Governance],
            fields: &[
                RECOMMENDATION,
                field("text", A::Text, Positional, "what the force will do"),
                field("owner", A::Person, Required, "who owns it"),
                field("target", A::Date, Required, "the date by which it will be done"),
            ],
        },
        Verb {
            name: "report",
            about: "report the plenary's outcome to the DCC",
            stages: &[Plenary],
            fields: &[RECOMMENDATION],
        },
        Verb {
            name: "approve",
            about: "approve the outcome (DCC)",
            stages: &[Approval],
            fields: &[RECOMMENDATION, CONDITION],
        },
        Verb {
            name: "return",
            about: "return the outcome to the plenary (DCC)",
            stages: &[Approval],
            fields: &[RECOMMENDATION, WHY],
        },
        Verb {
            name: "update",
            about: "report progress on an action",
            stages: &[Governance],
            fields: &[
                ACTION,
                field("text", A::Text, Positional, "what is new"),
                field("rating", A::Rating, Optional, "its rating from now on"),
                PERHAPS_WHY,
                AT_MEETING,
                field("same", A::Flag, Optional, "say the same words as last time on purpose"),
            ],
        },
        Verb {
            name: "target",
            about: "move an action's target, or ask the DCC for an extension",
            stages: &[Governance],
            fields: &[ACTION, field("to", A::Date, Positional, "the new target"), WHY],
        },
        Verb {
            name: "grant",
            about: "grant an extension or a closing without completion (DCC)",
            stages: &Stage::OPEN,
            fields: &[
                field(
                    "ref",
                    A::ActionOrRecommendation,
                    Positional,
                    "the action or recommendation that waits",
                ),
                PERHAPS_WHY,
            ],
        },
        Verb {
            name: "refuse",
            about: "refuse an extension or a closing without completion (DCC)",
            stages: &Stage::OPEN,
            fields: &[
                field(
                    "ref",
                    A::ActionOrRecommendation,
                    Positional,
                    "the action or recommendation that waits",
                ),
                WHY,
            ],
        },
        Verb {
            name: "evidence add",
            about: "offer evidence",
            stages: &[Plenary, Approval, Governance, SignOff],
            fields: &[
                RECOMMENDATION,
                field("title", A::Line, Positional, "what it is"),
                field("kind", A::EvidenceKind, Required, "its kind in the scheme"),
                field("held", A::Line, Optional, "where it is held"),
            ],
        },
        Verb {
            name: "evidence accept",
            about: "accept evidence that somebody else offered",
            stages: &[Plenary, Approval, Governance, SignOff],
            fields: &[EVIDENCE],
        },
        Verb {
            name: "evidence reject",
            about: "reject evidence that somebody else offered",
            stages: &[Plenary, Approval, Governance, SignOff],
            fields: &[EVIDENCE, WHY],
        },
        Verb {
            name: "finish",
            about: "finish an action",
            stages: &[Governance],
            fields: &[
                ACTION,
                field("as", A::ActionEnding, Optional, "how it ended; implemented if left out"),
                PERHAPS_WHY,
            ],
        },
        Verb {
            name: "answer",
            about: "record another addressee's answer to a joint recommendation",
            stages: &[Plenary, Approval, Governance],
            fields: &[
                RECOMMENDATION,
                field("text", A::Text, Positional, "what that body answers"),
                field("body", A::Body, Required, "whose answer it is"),
            ],
        },
        Verb {
            name: "complete",
            about: "consider it complete at the open governance meeting",
            stages: &[Governance],
            fields: &[RECOMMENDATION, AT_MEETING],
        },
        Verb {
            name: "level",
            about: "record the level that the inspectorate awarded",
            stages: &Stage::OPEN,
            fields: &[RECOMMENDATION, field("level", A::Level, Positional, "the level's code in the scheme")],
        },
        Verb {
            name: "signoff",
            about: "sign off for closure (DCC)",
            stages: &[SignOff],
            fields: &[RECOMMENDATION, CONDITION],
        },
        Verb {
            name: "sendback",
            about: "send back to governance (DCC)",
            stages: &[SignOff],
            fields: &[RECOMMENDATION, WHY],
        },
        Verb {
            name: "submit",
            about: "submit to the inspectorate for closure",
            stages: &[Submission],
            fields: &[RECOMMENDATION],
        },
        Verb {
            name: "verdict",
            about: "record the inspectorate's verdict",
            stages: &[Submission, Closed],
            fields: &[
                RECOMMENDATION,
                field("verdict", A::Verdict, Positional, "the inspectorate's answer"),
                field("as", A::ClosingEnding, Optional, "how it closes; as its actions ended if left out"),
                field("by", A::Recommendation, Optional, "the recommendation that supersedes it"),
                PERHAPS_WHY,
            ],
        },
        Verb {
            name: "supersede",
            about: "ask the DCC to close it as superseded by a later one",
            stages: &Stage::OPEN,
            fields: &[
                RECOMMENDATION,
                field("by", A::Recommendation, Required, "the recommendation that takes its place"),
                WHY,
            ],
        },
        Verb {
            name: "withdraw",
            about: "ask the DCC to close it as no longer applicable",
            stages: &Stage::OPEN,
            fields: &[RECOMMENDATION, WHY],
        },
        Verb {
            name: "reopen",
            about: "reopen a closed recommendation",
            stages: &[Closed],
            fields: &[RECOMMENDATION, WHY],
        },
        Verb {
            name: "amend",
            about: "amend the words of a recommendation or an action",
            stages: &Stage::ALL,
            fields: &[
                field("ref", A::ActionOrRecommendation, Positional, "the recommendation or action"),
                field("text", A::Text, Positional, "the new words"),
                WHY,
            ],
        },
        Verb {
            name: "reassign",
            about: "pass an action to another owner",
            stages: &[Plenary, Approval, Governance, SignOff, Submission, Closed],
            fields: &[ACTION, field("owner", A::Person, Positional, "who owns it from now on"), WHY],
        },
        Verb {
            name: "status",
            about: "note what the inspectorate's own system shows",
            stages: &Stage::ALL,
            fields: &[
                RECOMMENDATION,
                field("status", A::Status, Positional, "the status's code in the scheme"),
            ],
        },
        Verb {
            name: "meeting plan",
            about: "plan a meeting",
            stages: &[],
            fields: &[
                field("name", A::Line, Positional, "the meeting's name"),
                field("date", A::Date, Required, "the day it is planned for"),
                field("kind", A::MeetingKind, Optional, "what it is for; governance if left out"),
                field("chair", A::Person, Optional, "who chairs it"),
            ],
        },
        Verb {
            name: "meeting open",
            about: "open a planned meeting",
            stages: &[],
            fields: &[MEETING, ATTENDEES],
        },
        Verb { name: "meeting close", about: "close an open meeting", stages: &[], fields: &[MEETING] },
        Verb {
            name: "response invite",
            about: "invite the chief officer's comments by a date",
            stages: &[],
            fields: &[INSPECTION, field("by", A::Date, Positional, "the day by which they are wanted")],
        },
        Verb {
            name: "response comments",
            about: "record the chief officer's comments",
            stages: &[],
            fields: &[INSPECTION, field("text", A::Text, Positional, "the comments")],
        },
        Verb {
            name: "response reply",
            about: "reply to the chief officer's comments",
            stages: &[],
            fields: &[
                INSPECTION,
                field("text", A::Text, Positional, "the reply, published with the comments"),
            ],
        },
        Verb {
            name: "response waive",
            about: "record that the chief officer makes no comments",
            stages: &[],
            fields: &[INSPECTION, WHY],
        },
        Verb {
            name: "response answer",
            about: "answer one recommendation in the statutory response",
            stages: &[],
            fields: &[
                RECOMMENDATION,
                field("text", A::Text, Positional, "the action taken or proposed, or why none"),
            ],
        },
        Verb {
            name: "response publish",
            about: "record that the response was published",
            stages: &[],
            fields: &[INSPECTION, field("place", A::Line, Positional, "where it was published")],
        },
        Verb {
            name: "response receipt",
            about: "record that a copy was received",
            stages: &[],
            fields: &[INSPECTION, field("from", A::Recipient, Positional, "whose receipt it is")],
        },
        Verb {
            name: "response same",
            about: "record that another report holds the same findings",
            stages: &[],
            fields: &[
                INSPECTION,
                field("with", A::Inspection, Positional, "the inspection whose response answers both"),
                WHY,
            ],
        },
        Verb {
            name: "people add",
            about: "add a person",
            stages: &[],
            fields: &[
                field("name", A::Line, Positional, "the person's name"),
                field("role", A::Role, Several, "a role, once for each"),
                field(
                    "account",
                    A::Line,
                    Any,
                    "an account of the operating system that acts for this person",
                ),
                field("from", A::Date, Optional, "the first day of the roles"),
                field("until", A::Date, Optional, "the last day of the roles"),
            ],
        },
        Verb {
            name: "people role",
            about: "give a person a role",
            stages: &[],
            fields: &[
                field("person", A::Person, Positional, "who"),
                field("role", A::Role, Positional, "the role"),
                field("from", A::Date, Optional, "its first day"),
                field("until", A::Date, Optional, "its last day"),
            ],
        },
        Verb {
            name: "people end",
            about: "end a person's role",
            stages: &[],
            fields: &[
                field("person", A::Person, Positional, "who"),
                field("role", A::Role, Positional, "the role that ends"),
            ],
        },
        Verb {
            name: "people account",
            about: "let an account of the operating system act for a person",
            stages: &[],
            fields: &[
                field("person", A::Person, Positional, "who"),
                field("account", A::Line, Positional, "the account's name"),
            ],
        },
        Verb {
            name: "body add",
            about: "name a body that recommendations are addressed to",
            stages: &[],
            fields: &[
                field("name", A::Line, Positional, "the body's full name"),
                field("kind", A::BodyKind, Required, "what sort of body it is"),
            ],
        },
        Verb {
            name: "scheme adopt",
            about: "adopt a scheme from a file",
            stages: &[],
            fields: &[field("file", A::File, Positional, "the scheme's file (TOML)")],
        },
    ]
};

impl Verb {
    /// The verb of that name.
    pub fn named(name: &str) -> Option<&'static Verb> {
        VERBS.iter().find(|verb| verb.name == name)
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
    pub fn command(&self, answers: &Answers) -> String {
        let mut words = vec!["plenary".to_string(), self.name.to_string()];
        for field in self.fields {
            for answer in answers.all(field.name) {
                let answer = shell_words::quote(answer);
                match (field.need, field.ask) {
                    (Need::Positional, _) => words.push(answer.into_owned()),
                    (_, Ask::Flag) => words.push(format!("--{}", field.name)),
                    _ => words.push(format!("--{} {answer}", field.name)),
                }
            }
        }
        words.join(" ")
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
            Ask::MeetingKind => said(&MeetingKind::PLANNED, MeetingKind::words),
            Ask::BodyKind => said(&BodyKind::ALL, BodyKind::words),
            Ask::Role => said(&Role::ALL, Role::words),
            Ask::Recipient => said(&Recipient::ALL, Recipient::words),
            Ask::Meeting => register.open_meetings.iter().map(ToString::to_string).collect(),
            _ => Vec::new(),
        }
    }
}

impl Ask {
    /// Whether an answer can be read as what is asked for; if not, what is wrong with it, in words.
    /// Whether it names something that is there is for the rules to say.
    pub fn check(self, answer: &str, today: NaiveDate) -> Result<(), String> {
        fn reference<T: FromStr<Err = NotAReference>>(answer: &str) -> Result<(), String> {
            answer.parse::<T>().map(drop).map_err(|wrong| wrong.to_string())
        }
        fn one_of<T: Copy>(all: &[T], words: fn(T) -> &'static str, answer: &str) -> Result<(), String> {
            chosen(all, words, answer).map(drop)
        }
        match self {
            Ask::Inspection | Ask::Code => reference::<InspectionCode>(answer),
            Ask::Recommendation => reference::<RecommendationRef>(answer),
            Ask::Action => reference::<ActionRef>(answer),
            Ask::Meeting => reference::<MeetingRef>(answer),
            Ask::Evidence => reference::<EvidenceRef>(answer),
            Ask::ActionOrRecommendation if answer.contains('.') => reference::<ActionRef>(answer),
            Ask::ActionOrRecommendation => reference::<RecommendationRef>(answer),
            Ask::InspectionOrRecommendation if answer.contains('-') => reference::<RecommendationRef>(answer),
            Ask::InspectionOrRecommendation => reference::<InspectionCode>(answer),
            Ask::Date => deadline::read_date(answer, today).map(drop).map_err(|wrong| wrong.to_string()),
            Ask::Grade => read_grade(answer).map(drop),
            Ask::Position => one_of(&Position::ALL, Position::words, answer),
            Ask::Verdict => one_of(&Verdict::ALL, Verdict::words, answer),
            Ask::ActionEnding | Ask::ClosingEnding => one_of(&Ending::OF_ACTIONS, Ending::words, answer),
            Ask::RecommendationKind => one_of(&Kind::ALL, Kind::words, answer),
            Ask::MeetingKind => one_of(&MeetingKind::PLANNED, MeetingKind::words, answer),
            Ask::BodyKind => one_of(&BodyKind::ALL, BodyKind::words, answer),
            Ask::Role => one_of(&Role::ALL, Role::words, answer),
            Ask::Recipient => one_of(&Recipient::ALL, Recipient::words, answer),
            Ask::Line | Ask::Text | Ask::Person | Ask::Body | Ask::Flag | Ask::File | Ask::DeadlineWords => {
                Ok(())
            }
            // What the scheme holds is for the rules to say.
            Ask::Rating | Ask::Level | Ask::EvidenceKind | Ask::Status => Ok(()),
        }
    }
}

/// Choices are written with hyphens, so that they need no quotes in a shell; spaces are understood as well.
fn hyphened(words: &str) -> String {
    words.replace(' ', "-")
}

fn chosen<T: Copy>(all: &[T], words: fn(T) -> &'static str, said: &str) -> Result<T, String> {
    let said_plainly = hyphened(&said.trim().replace('_', "-")).to_lowercase();
    let same = |one: &&T| hyphened(words(**one)).to_lowercase() == said_plainly;
    all.iter().find(same).copied().ok_or_else(|| {
        let allowed: Vec<_> = all.iter().map(|one| format!("`{}`", hyphened(words(*one)))).collect();
        format!("`{said}` is not one of {}", allowed.join(", "))
    })
}

/// The longest text that a field takes, in characters; a page of A4 holds about 3,000.
const LONGEST: usize = 20_000;

/// Reads the fields of one request, gathering all that is wrong.
struct Reading<'a> {
    answers: &'a Answers,
    world: &'a Surroundings<'a>,
    wrong: Vec<Misasked>,
}

impl Reading<'_> {
    fn check_needs(&mut self, fields: &'static [Field]) {
        for field in fields {
            let given = self.answers.all(field.name).len();
            let wanted = matches!(field.need, Need::Positional | Need::Required | Need::Several);
            let one = !matches!(field.need, Need::Several | Need::Any);
            if wanted && given == 0 {
                self.wrong.push(Misasked { field: field.name, what: format!("is missing: {}", field.help) });
            } else if one && given > 1 {
                self.wrong
                    .push(Misasked { field: field.name, what: format!("was given {given} times, not once") });
            }
            let long = |answer: &String| answer.chars().count() > LONGEST;
            if self.answers.all(field.name).iter().any(long) && field.ask != Ask::File {
                let what = format!("is longer than {LONGEST} characters");
                self.wrong.push(Misasked { field: field.name, what });
            }
        }
    }

    /// Every answer by what its field asks, so that all that is wrong is told at once.
    fn check_answers(&mut self, fields: &'static [Field]) {
        for field in fields {
            let wrong = self
                .answers
                .all(field.name)
                .iter()
                .filter_map(|answer| field.ask.check(answer, self.world.today).err());
            self.wrong.extend(wrong.map(|what| Misasked { field: field.name, what }));
        }
    }

    fn request(&mut self, verb: &str) -> Option<Request> {
        use Request as R;
        Some(match verb {
            "inspection add" => {
                let (title, published) = (self.line("title")?, self.date("published")?);
                let proposed = InspectionCode::propose(&title, published.year(), self.world.taken);
                let code = self.perhaps("code", Self::reference)?.unwrap_or(proposed);
                let inspectorate = self.perhaps_line("inspectorate").unwrap_or_else(|| "HMICFRS".into());
                let (kinds, grades) = (self.lines("kind"), self.each("grade", read_grade)?);
                R::RecordInspection {
                    code,
                    particulars: Particulars { title, inspectorate, published, kinds, grades, source: None },
                }
            }
            "recommendation add" => R::AddRecommendation {
                inspection: self.reference("ref")?,
                asking: Asking {
                    text: self.text("text")?,
                    kind: self.choice("kind", &Kind::ALL, Kind::words)?,
                    addressees: self.lines("addressee"),
                    // Publication is the inspection's to know: the words are resolved when it is found.
                    deadline: self
                        .perhaps_line("deadline")
                        .map(|words| super::inspection::Deadline { words, date: None }),
                    narrative: self.perhaps_text("narrative"),
                    parent: self.perhaps("parent", Self::reference)?,
                    restates: self.perhaps("restates", Self::reference)?,
                },
            },
            "hold" => R::HoldPlenary {
                on: self.held_on()?,
                name: self.perhaps_line("name"),
                attendees: self.lines("attendee"),
                hot_debrief: self.flag("hot-debrief"),
            },
            "position" => R::TakePosition {
                recommendation: self.reference("ref")?,
                position: self.choice("position", &Position::ALL, Position::words)?,
                reason: self.perhaps_text("why"),
            },
            "agree" => R::AgreeAction {
                recommendation: self.reference("ref")?,
                text: self.text("text")?,
                owner: self.line("owner")?,
                target: self.date("target")?,
            },
            "report" => R::ReportOutcome { recommendation: self.reference("ref")? },
            "approve" => R::Approve {
                recommendation: self.reference("ref")?,
                condition: self.perhaps_text("condition"),
            },
            "return" => R::Return { recommendation: self.reference("ref")?, reason: self.text("why")? },
            "update" => R::ReportProgress {
                action: self.reference("ref")?,
                text: self.text("text")?,
                rating: self.perhaps_line("rating"),
                reason: self.perhaps_text("why"),
                meeting: self.perhaps("meeting", Self::reference)?,
                same: self.flag("same"),
            },
            "target" => R::MoveTarget {
                action: self.reference("ref")?,
                to: self.date("to")?,
                reason: self.text("why")?,
            },
            "grant" => R::Grant { what: self.asked_of_dcc()?, reason: self.perhaps_text("why") },
            "refuse" => R::Refuse { what: self.asked_of_dcc()?, reason: self.text("why")? },
            "evidence add" => R::AddEvidence {
                recommendation: self.reference("ref")?,
                kind: self.line("kind")?,
                title: self.line("title")?,
                held: self.perhaps_line("held"),
            },
            "evidence accept" => R::AcceptEvidence { evidence: self.reference("ref")? },
            "evidence reject" => {
                R::RejectEvidence { evidence: self.reference("ref")?, reason: self.text("why")? }
            }
            "finish" => R::FinishAction {
                action: self.reference("ref")?,
                ending: self.ending()?.unwrap_or(Ending::Implemented),
                reason: self.perhaps_text("why"),
            },
            "answer" => R::GiveAnswer {
                recommendation: self.reference("ref")?,
                body: self.line("body")?,
                text: self.text("text")?,
            },
            "complete" => R::ConsiderComplete {
                recommendation: self.reference("ref")?,
                meeting: self.perhaps("meeting", Self::reference)?,
            },
            "level" => R::AwardLevel { recommendation: self.reference("ref")?, level: self.line("level")? },
            "signoff" => R::SignOff {
                recommendation: self.reference("ref")?,
                condition: self.perhaps_text("condition"),
            },
            "sendback" => R::SendBack { recommendation: self.reference("ref")?, reason: self.text("why")? },
            "submit" => R::Submit { recommendation: self.reference("ref")? },
            "verdict" => R::RecordVerdict {
                recommendation: self.reference("ref")?,
                verdict: self.choice("verdict", &Verdict::ALL, Verdict::words)?,
                ending: self.ending()?,
                superseded_by: self.perhaps("by", Self::reference)?,
                reason: self.perhaps_text("why"),
            },
            "supersede" => R::Supersede {
                recommendation: self.reference("ref")?,
                by: self.reference("by")?,
                reason: self.text("why")?,
            },
            "withdraw" => R::Withdraw { recommendation: self.reference("ref")?, reason: self.text("why")? },
            "reopen" => R::Reopen { recommendation: self.reference("ref")?, reason: self.text("why")? },
            "amend" => {
                let what = self.either(Worded::Action, Worded::Recommendation)?;
                R::Amend { what, text: self.text("text")?, reason: self.text("why")? }
            }
            "reassign" => R::Reassign {
                action: self.reference("ref")?,
                owner: self.line("owner")?,
                reason: self.text("why")?,
            },
            "status" => {
                R::NoteStatus { recommendation: self.reference("ref")?, status: self.line("status")? }
            }
            "meeting plan" => R::PlanMeeting {
                name: self.line("name")?,
                date: self.date("date")?,
                kind: self
                    .perhaps("kind", |reading, field| {
                        reading.choice(field, &MeetingKind::PLANNED, MeetingKind::words)
                    })?
                    .unwrap_or(MeetingKind::Governance),
                chair: self.perhaps_line("chair"),
            },
            "meeting open" => {
                R::OpenMeeting { meeting: self.reference("ref")?, attendees: self.lines("attendee") }
            }
            "meeting close" => R::CloseMeeting { meeting: self.reference("ref")? },
            "response invite" => {
                R::InviteComments { inspection: self.reference("ref")?, by: self.date("by")? }
            }
            "response comments" => {
                R::ReceiveComments { inspection: self.reference("ref")?, text: self.text("text")? }
            }
            "response reply" => {
                R::ReplyToComments { inspection: self.reference("ref")?, text: self.text("text")? }
            }
            "response waive" => {
                R::WaiveComments { inspection: self.reference("ref")?, reason: self.text("why")? }
            }
            "response answer" => {
                R::AnswerInResponse { recommendation: self.reference("ref")?, text: self.text("text")? }
            }
            "response publish" => {
                R::PublishResponse { inspection: self.reference("ref")?, place: self.line("place")? }
            }
            "response receipt" => R::RecordReceipt {
                inspection: self.reference("ref")?,
                from: self.choice("from", &Recipient::ALL, Recipient::words)?,
            },
            "response same" => R::FindTheSame {
                inspection: self.reference("ref")?,
                with: self.reference("with")?,
                reason: self.text("why")?,
            },
            "people add" => {
                let (from, until) = (self.perhaps("from", Self::date)?, self.perhaps("until", Self::date)?);
                let roles = self.each("role", |said| chosen(&Role::ALL, Role::words, said))?;
                let roles = roles.into_iter().map(|role| Holding { role, from, until }).collect();
                R::AddPerson { name: self.line("name")?, roles, accounts: self.lines("account") }
            }
            "people role" => R::GiveRole {
                person: self.line("person")?,
                holding: Holding {
                    role: self.choice("role", &Role::ALL, Role::words)?,
                    from: self.perhaps("from", Self::date)?,
                    until: self.perhaps("until", Self::date)?,
                },
            },
            "people end" => R::EndRole {
                person: self.line("person")?,
                role: self.choice("role", &Role::ALL, Role::words)?,
            },
            "people account" => {
                R::MapAccount { person: self.line("person")?, account: self.line("account")? }
            }
            "body add" => R::NameBody {
                name: self.line("name")?,
                kind: self.choice("kind", &BodyKind::ALL, BodyKind::words)?,
            },
            "scheme adopt" => R::AdoptScheme { scheme: Box::new(self.scheme()?) },
            _ => return None,
        })
    }

    /// Notes what is wrong with a field and reads on.
    fn wrong<T>(&mut self, field: &'static str, what: impl ToString) -> Option<T> {
        self.wrong.push(Misasked { field, what: what.to_string() });
        None
    }

    fn read<T>(&mut self, field: &'static str, how: impl Fn(&str) -> Result<T, String>) -> Option<T> {
        match how(self.answers.first(field)?) {
            Ok(value) => Some(value),
            Err(what) => self.wrong(field, what),
        }
    }

    /// Something that may be left out: none if it was, nothing at all if it is wrong.
    fn perhaps<T>(
        &mut self,
        field: &'static str,
        how: impl Fn(&mut Self, &'static str) -> Option<T>,
    ) -> Option<Option<T>> {
        match self.answers.first(field) {
            None => Some(None),
            Some(_) => how(self, field).map(Some),
        }
    }

    fn each<T>(&mut self, field: &'static str, how: impl Fn(&str) -> Result<T, String>) -> Option<Vec<T>> {
        let read: Result<Vec<T>, String> = self.answers.all(field).iter().map(|answer| how(answer)).collect();
        read.map_or_else(|what| self.wrong(field, what), Some)
    }

    fn line(&mut self, field: &'static str) -> Option<String> {
        self.answers.first(field).map(|answer| clean_line(answer).into_owned())
    }

    fn lines(&mut self, field: &'static str) -> Vec<String> {
        self.answers.all(field).iter().map(|answer| clean_line(answer).into_owned()).collect()
    }

    fn perhaps_line(&mut self, field: &'static str) -> Option<String> {
        self.line(field)
    }

    fn text(&mut self, field: &'static str) -> Option<String> {
        self.answers.first(field).map(|answer| clean(answer.trim()).into_owned())
    }

    fn perhaps_text(&mut self, field: &'static str) -> Option<String> {
        self.text(field)
    }

    fn flag(&self, field: &str) -> bool {
        self.answers.first(field).is_some()
    }

    fn date(&mut self, field: &'static str) -> Option<NaiveDate> {
        let today = self.world.today;
        self.read(field, |words| deadline::read_date(words, today).map_err(|wrong| wrong.to_string()))
    }

    fn reference<T: FromStr>(&mut self, field: &'static str) -> Option<T>
    where
        T::Err: ToString,
    {
        self.read(field, |words| words.parse().map_err(|wrong: T::Err| wrong.to_string()))
    }

    fn choice<T: Copy>(&mut self, field: &'static str, all: &[T], words: fn(T) -> &'static str) -> Option<T> {
        self.read(field, |said| chosen(all, words, said))
    }

    fn ending(&mut self) -> Option<Option<Ending>> {
        self.perhaps("as", |reading, field| reading.choice(field, &Ending::OF_ACTIONS, Ending::words))
    }

    fn held_on(&mut self) -> Option<HeldOn> {
        let said = self.answers.first("ref")?;
        if said.contains('-') {
            self.reference("ref").map(HeldOn::Recommendation)
        } else {
            self.reference("ref").map(HeldOn::Inspection)
        }
    }

    /// An action where the reference has a letter, else a recommendation.
    fn either<T>(&mut self, action: fn(ActionRef) -> T, whole: fn(RecommendationRef) -> T) -> Option<T> {
        if self.answers.first("ref")?.contains('.') {
            self.reference("ref").map(action)
        } else {
            self.reference("ref").map(whole)
        }
    }

    fn asked_of_dcc(&mut self) -> Option<AskedOfDcc> {
        self.either(AskedOfDcc::Extension, AskedOfDcc::Withdrawal)
    }

    fn scheme(&mut self) -> Option<Scheme> {
        self.read("file", |words| toml::from_str(words).map_err(|wrong| wrong.to_string()))
    }
}

fn read_grade(said: &str) -> Result<Grade, String> {
    match said.split_once('=') {
        Some((body, grade)) if !body.trim().is_empty() && !grade.trim().is_empty() => {
            Ok(Grade { body: clean_line(body).into_owned(), grade: clean_line(grade).into_owned() })
        }
        _ => Err(format!("`{said}` is not BODY=GRADE")),
    }
}
