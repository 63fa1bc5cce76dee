//! Why something is shown as it is: the rule, where the rule comes from, what went into it, and the dates.
//! The parts about one recommendation are in `why/recommendation`; the clock of a response is here.
//! How an explanation is printed or drawn is for others.

mod recommendation;

use chrono::NaiveDate;
use serde::Serialize;

use super::deadline::in_words as day;
use super::event::Event;
use super::inspection::Inspection;
use super::next::Ahead;
use super::recommendation::Recommendation;
use super::reference::Letter;
use super::register::Register;

/// What somebody may ask about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    Stage,
    /// Of the recommendation, or of one action.
    Rating(Option<Letter>),
    Target(Option<Letter>),
    /// The inspectorate's deadline.
    Deadline,
    Level,
    Quiet,
    /// What came back, or waits for the DCC beside the stages.
    AskedOfDcc,
    /// The 56-day clock of its inspection.
    Response,
}

/// One answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// "Why is SOC22-1 amber?"
    pub question: String,
    pub answer: String,
    /// The rule in words.
    pub rule: String,
    /// Where the rule stands: the law, the scheme, or a chapter of the journey.
    pub source: String,
    pub inputs: Vec<Input>,
    /// In order.
    pub dates: Vec<Dated>,
}

/// Something that went into an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Input {
    pub name: String,
    pub value: String,
}

/// A day that went into an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dated {
    pub day: NaiveDate,
    pub what: String,
}

/// All that an explanation of one recommendation is made from.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    pub recommendation: &'a Recommendation,
    pub inspection: Option<&'a Inspection>,
    pub register: &'a Register,
    /// Everything that happened to it, the oldest first.
    pub history: &'a [Event],
    /// The latest governance meeting that is closed, and its day.
    pub last_meeting: Option<(&'a str, NaiveDate)>,
    /// What must happen next, where something must.
    pub ahead: Option<&'a Ahead>,
    pub today: NaiveDate,
}

/// Explains one thing about a recommendation. None where there is nothing to be asked:
/// the rating of what nobody rated, the level of what has none.
pub fn explain(question: &Question, known: &Known) -> Option<Explanation> {
    match question {
        Question::Stage => Some(recommendation::stage(known)),
        Question::Rating(None) => recommendation::rating(known),
        Question::Rating(Some(letter)) => recommendation::rating_of(known, letter),
        Question::Target(None) => recommendation::target(known),
        Question::Target(Some(letter)) => recommendation::target_of(known, letter),
        Question::Deadline => recommendation::deadline(known),
        Question::Level => recommendation::level(known),
        Question::Quiet => recommendation::quiet(known),
        Question::AskedOfDcc => recommendation::asked_of_dcc(known),
        Question::Response => {
            let inspection = known.inspection.filter(|_| known.recommendation.ours)?;
            Some(clock(inspection, &known.register.home, known.today))
        }
    }
}

/// Everything about a recommendation that can be explained, what is pressing first.
pub fn everything(known: &Known) -> Vec<Explanation> {
    let actions = known.recommendation.actions.iter().map(|action| action.letter.clone());
    let each =
        actions.flat_map(|letter| [Question::Rating(Some(letter.clone())), Question::Target(Some(letter))]);
    let whole = [
        Question::Stage,
        Question::AskedOfDcc,
        Question::Target(None),
        Question::Rating(None),
        Question::Quiet,
        Question::Deadline,
        Question::Level,
    ];
    let questions = whole.into_iter().chain(each).chain([Question::Response]);
    questions.filter_map(|question| explain(&question, known)).collect()
}

/// Explains the 56-day clock of an inspection's response (Police Act 1996 s.55(5A)).
pub fn clock(inspection: &Inspection, home: &str, today: NaiveDate) -> Explanation {
    let clock = inspection.clock(today);
    let mut explanation = Explanation::new(
        format!("Why is the response to {} due on {}?", inspection.code, day(clock.last_day)),
        clock_answer(inspection, home, today),
        "comments are published before the end of 56 days beginning with the day of publication: \
         that day is day 1 and the last is day 56, which is 55 days later; no day is skipped for a weekend or a holiday",
        "Police Act 1996, section 55(5A)",
    );
    let day_number = (today - inspection.published).num_days() + 1;
    explanation.input("report published", day(inspection.published));
    if clock.published.is_none() {
        let counted = if day_number > 56 { "after the 56" } else { "of 56" };
        explanation.input("today", format!("{}, day {day_number} {counted}", day(today)));
    }
    for missing in inspection.response_missing().iter().filter(|_| clock.published.is_none()) {
        explanation.input("still missing", missing);
    }
    explanation.date(inspection.published, "day 1: the report is published");
    if let Some(by) = inspection.response.comments_by {
        explanation.date(by, "the chief officer's comments are invited by this day");
    }
    if let Some(comments) = &inspection.response.comments {
        let what = if comments.text.is_some() { "comments received" } else { "comments waived" };
        explanation.date(comments.deed.on, format!("the chief officer's {what}"));
    }
    explanation.date(clock.last_day, "day 56: the last day for the response");
    if let Some((place, on)) = &inspection.response.published {
        explanation.date(*on, format!("the response is published: {place}"));
    }
    explanation.in_order()
}

fn clock_answer(inspection: &Inspection, home: &str, today: NaiveDate) -> String {
    let clock = inspection.clock(today);
    if let Some(other) = &inspection.response.same_as {
        return format!("the response to {other} answers for it: its own clock stands still");
    }
    match clock.published {
        Some(on) if on <= clock.last_day => format!("published in time, on {}", day(on)),
        Some(on) => format!("published {} late, on {}", days((on - clock.last_day).num_days()), day(on)),
        None if !inspection.wants_response(home) => {
            format!("nothing in it is asked of {home}: no response is owed")
        }
        None if clock.days_left < 0 => format!("{} past the last day", days(-clock.days_left)),
        None if clock.days_left == 0 => "today is the last day".into(),
        None => format!("{} left", days(clock.days_left)),
    }
}

/// `1 day`, `9 days`.
fn days(count: i64) -> String {
    format!("{count} day{}", if count == 1 { "" } else { "s" })
}

impl Explanation {
    fn new(
        question: String,
        answer: String,
        rule: impl Into<String>,
        source: impl Into<String>,
    ) -> Explanation {
        let (rule, source) = (rule.into(), source.into());
        Explanation { question, answer, rule, source, inputs: Vec::new(), dates: Vec::new() }
    }

    fn input(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.inputs.push(Input { name: name.into(), value: value.into() });
    }

    fn date(&mut self, day: NaiveDate, what: impl Into<String>) {
        self.dates.push(Dated { day, what: what.into() });
    }

    fn in_order(mut self) -> Explanation {
        self.dates.sort_by_key(|dated| dated.day);
        self
    }
}
