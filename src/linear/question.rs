//! One question of a request: what is asked, what there is to choose from, and whether an answer can be used.

use super::choosing::{self, Chosen};
use super::session::Session;
use super::talk::Heard;
use super::view::Left;
use super::writing::{self, Written};
use crate::journey::asking::{Ask, Field, Need, ON, Subject, Verb};
use crate::journey::day::{Lean, read_day, understood};
use crate::journey::deadline::in_words;
use crate::journey::meeting::Meeting;
use crate::journey::reference::{ActionRef, RecommendationRef};
use crate::journey::text::{clean_line, quoted};
use crate::ledger::finding::{Filter, Wanted};
use crate::ledger::standing::known::Known;
use crate::ledger::trouble::Trouble;

/// So many choices are told at once.
const PAGE: usize = 20;
/// So many of the newest inspections and meetings are offered.
const NEWEST: usize = 100;
/// So many recommendations are found by words.
const FOUND: usize = 9;

/// What came of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Said {
    /// The answers; none where it was left empty.
    Answers(Vec<String>),
    Back,
    /// Another request first, found by these words.
    Another(String),
}

/// One of the answers there are to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    pub word: String,
    /// What it means; empty where the word says it.
    pub about: String,
}

/// A question, and what is known before it is asked.
pub struct Question<'a> {
    pub verb: &'static Verb,
    pub field: &'static Field,
    pub choices: Vec<Choice>,
    /// The answers that were given before, or the words that stand there now.
    pub now: &'a [String],
}

impl Question<'_> {
    /// Asks until there is an answer that can be used.
    pub fn ask(&mut self, session: &mut Session) -> Result<Said, Left> {
        match self.field.ask {
            Ask::Text => self.text(session),
            _ if self.takes_several() => self.several(session),
            _ => self.one(session),
        }
    }

    /// Takes an answer that was given without being asked for. None where it cannot be used: it was said why.
    pub fn given(&mut self, session: &mut Session, said: &str) -> Result<Option<Vec<String>>, Left> {
        let said = if self.takes_several() { parts(said) } else { vec![said.to_string()] };
        let mut answers = Vec::new();
        for said in said {
            match self.understand(session, &said)? {
                Some(answer) => answers.push(answer),
                None => return Ok(None),
            }
        }
        Ok(Some(answers))
    }

    fn takes_several(&self) -> bool {
        matches!(self.field.need, Need::Several | Need::Any)
    }

    fn is_needed(&self) -> bool {
        matches!(self.field.need, Need::Positional | Need::Required | Need::Several)
    }

    fn text(&mut self, session: &mut Session) -> Result<Said, Left> {
        let before = self.now.first().cloned().unwrap_or_default();
        loop {
            match writing::write(session, self.field.name, self.field.help, &before)? {
                Written::Text(text) => return Ok(Said::Answers(vec![text])),
                Written::Nothing if self.is_needed() => session.talk.say("It cannot be left empty."),
                Written::Nothing => return Ok(Said::Answers(Vec::new())),
                Written::Back => return Ok(Said::Back),
                Written::Another(words) => return Ok(Said::Another(words)),
            }
        }
    }

    fn one(&mut self, session: &mut Session) -> Result<Said, Left> {
        self.tell(session, 0);
        loop {
            match self.hear(session, &format!("{}, {}? help, b back", self.field.name, self.how()))? {
                Reply::Words(words) => {
                    if let Some(answer) = self.understand(session, &words)? {
                        return Ok(Said::Answers(vec![answer]));
                    }
                }
                Reply::Empty if self.is_needed() => session.talk.say("It cannot be left empty."),
                Reply::Empty => return Ok(Said::Answers(Vec::new())),
                Reply::Back => return Ok(Said::Back),
                Reply::Another(words) => return Ok(Said::Another(words)),
            }
        }
    }

    fn several(&mut self, session: &mut Session) -> Result<Said, Left> {
        self.tell(session, 0);
        let mut answers: Vec<String> = Vec::new();
        loop {
            let another = if answers.is_empty() { "one at a time" } else { "another, or . to end" };
            match self.hear(session, &format!("{}, {another}, ? help, b back", self.field.name))? {
                Reply::Words(words) if words == "." && (!answers.is_empty() || !self.is_needed()) => {
                    return Ok(Said::Answers(answers));
                }
                Reply::Words(words) if words == "." => session.talk.say("At least one is needed."),
                Reply::Words(words) => {
                    for words in parts(&words) {
                        let understood = self.understand(session, &words)?;
                        answers.extend(understood.filter(|answer| !answers.contains(answer)));
                    }
                }
                Reply::Empty if self.is_needed() => session.talk.say("At least one is needed."),
                Reply::Empty => return Ok(Said::Answers(Vec::new())),
                Reply::Back if answers.pop().is_some() => session.talk.say(left_of(&answers)),
                Reply::Back => return Ok(Said::Back),
                Reply::Another(words) => return Ok(Said::Another(words)),
            }
        }
    }

    /// A line that is an answer, or one of the few that are not.
    fn hear(&mut self, session: &mut Session, prompt: &str) -> Result<Reply, Left> {
        let mut from = 0;
        loop {
            let line = match session.listen(prompt)? {
                Heard::Line(line) => clean_line(&line).into_owned(),
                Heard::End | Heard::Interrupted => return Ok(Reply::Back),
                Heard::Over => return Err(Left::Out),
            };
            match &*line {
                "" => self.tell(session, from),
                "m" => {
                    from = if from + PAGE < self.choices.len() { from + PAGE } else { 0 };
                    self.tell(session, from);
                }
                "?" => session.talk.say_all(self.explained()),
                "b" => return Ok(Reply::Back),
                "q" => session.leave()?,
                "-" => return Ok(Reply::Empty),
                _ if line.starts_with(':') => return Ok(Reply::Another(line[1..].trim().to_string())),
                _ => return Ok(Reply::Words(line)),
            }
        }
    }

    /// Says what is asked, what stands there now, and the choices from one on.
    fn tell(&self, session: &mut Session, from: usize) {
        if from == 0 {
            session.talk.say(format!("{}: {}.", self.field.name, self.field.help));
        }
        if !self.now.is_empty() {
            session.talk.say(format!("Now: {}.", self.now.join("; ")));
        }
        self.tell_choices(session, from);
    }

    fn tell_choices(&self, session: &mut Session, from: usize) {
        let numbered = choosing::are_numbered(&self.words());
        for (index, choice) in self.choices.iter().enumerate().skip(from).take(PAGE) {
            let number = if numbered { format!("{}. ", index + 1) } else { String::new() };
            let about = if choice.about.is_empty() { String::new() } else { format!(": {}", choice.about) };
            let line = format!("{number}{}{about}", choice.word);
            session.talk.say(line);
        }
        let left = self.choices.len().saturating_sub(from + PAGE);
        if left > 0 {
            session.talk.say(format!("{left} more with m, or type how it begins."));
        }
    }

    fn words(&self) -> Vec<String> {
        self.choices.iter().map(|choice| choice.word.clone()).collect()
    }

    /// What is expected, for the prompt.
    fn how(&self) -> &'static str {
        match self.field.ask {
            Ask::Flag => "y or n, ",
            Ask::Date => "a date, ",
            Ask::File | Ask::Path => "a path, ",
            _ if self.choices.is_empty() => "",
            ask if ask.is_closed() => "number or word, ",
            _ => "number, or words, ",
        }
    }

    /// What `?` says.
    fn explained(&self) -> Vec<String> {
        let how = match self.field.ask {
            Ask::Flag => "y says yes, n says no.",
            Ask::Date => {
                "A date as you would say it: 30 June 2023, 30/6/23, tomorrow, +3 weeks, or a month for its last day."
            }
            Ask::Action => {
                "An action such as SOC22-1.a, a recommendation to hear its actions, or words to find one."
            }
            ask if finds(ask) => "A reference such as SOC22-1, or words to find it.",
            Ask::Inspection | Ask::Code => "A code such as SOC22.",
            Ask::File | Ask::Path => "The path of a file on this machine.",
            Ask::Grade => "A body and its grade, as BODY=GRADE.",
            ask if ask.is_closed() => {
                "The number of a choice, its word, or how the word begins. Nothing else can be said here."
            }
            _ if !self.choices.is_empty() => {
                "The number of a choice, how it begins, or other words as they are."
            }
            _ => "Words on one line.",
        };
        let empty = if self.is_needed() { "It cannot be left empty." } else { "- leaves it empty." };
        let several =
            "Give one at a time, or several with ; between them. . ends, b takes the last one back.";
        let mut lines = vec![
            format!("{}, of {}: {}.", self.field.name, self.verb.name, self.field.help),
            how.to_string(),
        ];
        lines.extend(self.takes_several().then(|| several.to_string()));
        lines.push(format!(
            "{empty} An empty line asks again. b goes back, q leaves. : and words make another request first."
        ));
        lines
    }

    /// The answer that words mean, said back where it is not what was typed. None where it cannot be used: it was said why.
    fn understand(&mut self, session: &mut Session, said: &str) -> Result<Option<String>, Left> {
        match self.field.ask {
            Ask::Flag => return Ok(flag(session, said)),
            Ask::Date => return Ok(self.date(session, said)),
            _ => {}
        }
        let words = self.words();
        let chosen = match choosing::numbered_or_among(&words, said) {
            Chosen::One(index) => Some(words[index].clone()),
            Chosen::Several(found) => {
                let named: Vec<_> = found.iter().map(|index| words[*index].as_str()).collect();
                session.talk.say(format!("Which: {}?", named.join(", ")));
                return Ok(None);
            }
            Chosen::None => None,
        };
        if let Some(chosen) = chosen {
            self.echo(session, said, &chosen);
            return Ok(Some(chosen));
        }
        if finds(self.field.ask) && self.field.check(said, session.today).is_err() {
            return self.find(session, said);
        }
        if let Some(wrong) = self.wrong(said, session) {
            session.talk.say(format!("{wrong}."));
            return Ok(None);
        }
        if !self.choices.is_empty() && matches!(self.field.ask, Ask::Person | Ask::Body) {
            session.talk.say(format!("{}: not known in the register, taken as typed.", quoted(said)));
        }
        Ok(Some(said.to_string()))
    }

    /// What was understood, where it is not what was typed, and what it means.
    fn echo(&self, session: &mut Session, said: &str, chosen: &str) {
        let about =
            self.choices.iter().find(|choice| choice.word == chosen).map(|choice| choice.about.clone());
        let about =
            about.filter(|about| !about.is_empty()).map_or(String::new(), |about| format!(": {about}"));
        if said != chosen || !about.is_empty() {
            session.talk.say(format!("{chosen}{about}."));
        }
    }

    fn wrong(&self, said: &str, session: &Session) -> Option<String> {
        if choosing::number(said).is_some()
            && choosing::are_numbered(&self.words())
            && !self.choices.is_empty()
        {
            return Some(format!("There is no number {said}; there is 1 to {}", self.choices.len()));
        }
        if self.field.ask.is_closed() {
            return Some(format!("{} is not one of {}", quoted(said), self.words().join(", ")));
        }
        self.field.check(said, session.today).err()
    }

    fn date(&self, session: &mut Session, said: &str) -> Option<String> {
        match read_day(said, session.today, Lean::of(self.field.name)) {
            Ok(day) => {
                session.talk.say(format!("{}.", understood(day, session.today)));
                Some(said.to_string())
            }
            Err(wrong) => {
                session.talk.say(format!("{wrong}."));
                None
            }
        }
    }

    /// Finds a recommendation by words, and an action among its actions.
    fn find(&mut self, session: &mut Session, said: &str) -> Result<Option<String>, Left> {
        if self.field.ask == Ask::Action
            && let Ok(reference) = said.parse::<RecommendationRef>()
        {
            self.choices = actions_of(session, &reference)?;
            return Ok(self.offered(session, said));
        }
        self.choices = found(session, said, self.field.ask == Ask::Action)?;
        Ok(self.offered(session, said))
    }

    /// Tells what was found; the answer is still to be given.
    fn offered(&self, session: &mut Session, said: &str) -> Option<String> {
        if self.choices.is_empty() {
            session.talk.say(format!("Nothing open is found for {}.", quoted(said)));
        } else {
            session.talk.say(format!("Found for {}:", quoted(said)));
            self.tell_choices(session, 0);
        }
        None
    }
}

/// A line that answers a question.
enum Reply {
    Words(String),
    Empty,
    Back,
    Another(String),
}

/// Whether what is asked for is a recommendation or one of its actions, which can be found by words.
fn finds(ask: Ask) -> bool {
    matches!(
        ask,
        Ask::Recommendation | Ask::Action | Ask::ActionOrRecommendation | Ask::InspectionOrRecommendation
    )
}

/// Several answers on one line: with `;` between them, or numbers.
fn parts(line: &str) -> Vec<String> {
    let numbers: Option<Vec<usize>> =
        line.split([' ', ',']).filter(|part| !part.is_empty()).map(choosing::number).collect();
    match numbers {
        Some(numbers) => numbers.iter().map(ToString::to_string).collect(),
        None => line.split(';').map(|part| part.trim().to_string()).filter(|part| !part.is_empty()).collect(),
    }
}

fn left_of(answers: &[String]) -> String {
    if answers.is_empty() {
        "Taken back; none is left.".into()
    } else {
        format!("Taken back; left: {}.", answers.join("; "))
    }
}

fn flag(session: &mut Session, said: &str) -> Option<String> {
    match said.to_lowercase().as_str() {
        "y" | "yes" => Some("yes".into()),
        "n" | "no" => Some(String::new()),
        _ => {
            session.talk.say("y or n.");
            None
        }
    }
}

/// What there is to choose from for a field, and the answer that the place already gives.
pub fn offered(
    session: &Session,
    verb: &'static Verb,
    field: &'static Field,
    subject: &Subject,
) -> Result<(Option<String>, Vec<Choice>), Trouble> {
    let standing = session.ledger.standing();
    let (filled, mut words) = subject.fills(verb, field);
    match field.ask {
        Ask::Meeting if verb.name.starts_with("meeting ") => {
            let fits = |one: &Meeting| verb.fits_meeting(one, session.today);
            let meetings = standing.meetings(NEWEST)?.into_iter().filter(fits);
            words.extend(meetings.map(|meeting| meeting.reference.to_string()));
        }
        Ask::Meeting if verb.name == "hold" => {
            let inspection = subject.inspection.as_ref().and_then(|code| code.parse().ok());
            let planned = standing.plenaries_planned(inspection.as_ref())?;
            words.extend(planned.into_iter().map(|meeting| meeting.reference.to_string()));
        }
        Ask::Inspection => words.extend(standing.inspections(NEWEST)?.into_iter().map(|row| row.code)),
        ask => words.extend(ask.choices(&session.register)),
    }
    let first = |word: &String| filled.as_ref() != Some(word);
    words.sort_by_key(first);
    words.dedup();
    let settled = matches!(verb.name, "grant" | "refuse") && subject.asked_of_dcc.is_some();
    let only = field.name == "ref"
        && filled.is_some()
        && (words.len() == 1 || settled || field.ask == Ask::Inspection || field.ask == Ask::Meeting);
    let choices = words.into_iter().map(|word| meant(session, field.ask, word)).collect::<Result<_, _>>()?;
    Ok((filled.filter(|_| only), choices))
}

fn meant(session: &Session, ask: Ask, word: String) -> Result<Choice, Trouble> {
    let referring = matches!(
        ask,
        Ask::Inspection
            | Ask::Meeting
            | Ask::Evidence
            | Ask::Recommendation
            | Ask::Action
            | Ask::ActionOrRecommendation
            | Ask::InspectionOrRecommendation
    );
    let about = match referring {
        true => Known::of(&word, session.ledger.standing())?.told(),
        false => ask.meaning_of(&word, &session.register.scheme),
    };
    Ok(Choice { word, about })
}

fn actions_of(session: &Session, reference: &RecommendationRef) -> Result<Vec<Choice>, Trouble> {
    let stands = session.ledger.standing().recommendation(reference)?;
    let named = |action: ActionRef, text: &str| Choice { word: action.to_string(), about: text.to_string() };
    Ok(stands.map_or_else(Vec::new, |stands| {
        stands.actions.iter().map(|action| named(stands.action_ref(action), &action.marked())).collect()
    }))
}

/// The recommendations that a filter's words find, or their actions.
fn found(session: &Session, words: &str, actions: bool) -> Result<Vec<Choice>, Trouble> {
    let (filter, _) = Filter::read(words, &session.register.scheme);
    let found = session.ledger.find(&Wanted { filter, ..Wanted::default() })?;
    let mut rows = Vec::new();
    session.ledger.standing().rows(&found.ids(0, FOUND), &mut |row| {
        rows.push((row.r#ref.to_string(), row.text.to_string()));
        true
    })?;
    let mut choices = Vec::new();
    for (word, about) in rows {
        match word.parse() {
            Ok(reference) if actions => choices.extend(actions_of(session, &reference)?),
            _ => choices.push(Choice { word, about }),
        }
    }
    Ok(choices)
}

/// What stands where no day was said.
pub fn day_of(session: &Session, answers: &[String]) -> String {
    match answers.first() {
        Some(said) => said.clone(),
        None => format!("today, {}", in_words(session.today)),
    }
}

/// Whether a field is the day on which it happened.
pub fn is_day(field: &Field) -> bool {
    field.name == ON.name
}
