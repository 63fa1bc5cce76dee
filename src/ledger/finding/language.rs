//! The one language of filters: the words that are typed on the register's screen, given to `list --filter`,
//! and kept in saved views. What they find is for `matching` to say.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::nearest::{forgiven, slips};
use crate::journey::inspection::Kind;
use crate::journey::recommendation::Stage;
use crate::journey::reference::MeetingRef;
use crate::journey::scheme::Scheme;
use crate::journey::text::quoted;
use crate::ledger::standing::ageing::Band;

/// Every word of the language with what it finds, for help and documents.
pub const WORDS: [(&str, &str); 33] = [
    ("overdue", "a promised date has passed"),
    ("soon", "a promised date comes within the scheme's warning days"),
    ("quiet:N", "at Governance and not heard since the Nth last governance meeting; `quiet` alone is 1"),
    ("pastdeadline", "open after the day by which the inspectorate wants it done"),
    ("notarget", "at Plenary or Governance without an action"),
    ("finished", "at Governance with every action finished"),
    ("returned", "came back and has not gone on since"),
    ("asked", "waits for the DCC's answer on an extension or a closing"),
    ("leadasked", "waits for a lead's answer on an extension"),
    ("moved", "with an action whose date was moved, by an owner that is asked for where one is"),
    ("refused", "with an action for which a later date was asked and refused"),
    ("chased", "with an action whose owner was chased and has not answered since"),
    ("unrated", "no rating was given"),
    ("stage:NAME", "at the stages whose name begins so"),
    ("owner:NAME", "with an action of an owner whose name holds this"),
    ("level:CODE", "of this level"),
    ("rating:CODE", "of this rating, by its code or letter"),
    ("kind:NAME", "of this kind: recommendation, area (or afi), cause"),
    ("inspection:CODE", "of this inspection"),
    ("meeting:M3", "last spoken of at this meeting"),
    ("due:2024-03", "promised for this year, month or day"),
    ("deadline:2024-03", "which the inspectorate wants by this year, month or day"),
    ("opened:2024-03", "published in this year, month or day; closed ones too"),
    ("closed:2024-03", "closed in this year, month or day, also what was reopened since"),
    ("reopened:2024-03", "reopened in this year, month or day"),
    ("openat:2024-03", "open when this year, month or day ended, as far as is known now"),
    ("age:3-6m", "first asked so long ago: 0-3m, 3-6m, 6-12m, 1-2y, 2y+"),
    ("closed", "only those that are closed"),
    ("open", "only those on the road; so it is where no word says more"),
    ("ours", "open and closed ones"),
    ("all", "also those addressed elsewhere"),
    ("\"a phrase\"", "these words beside each other"),
    (
        "any other word",
        "begins a word of anything that is told of it, from three letters on; all must be found",
    ),
];

/// Which recommendations are looked for. All of what is set must hold; of a list, one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    pub(super) scope: Option<Scope>,
    pub(super) flags: Vec<Flag>,
    /// No word since so many governance meetings.
    pub(super) quiet: Option<u32>,
    pub(super) stages: Vec<Stage>,
    pub(super) levels: Vec<String>,
    pub(super) ratings: Vec<String>,
    pub(super) kinds: Vec<Kind>,
    pub(super) owners: Vec<String>,
    pub(super) inspections: Vec<String>,
    pub(super) meetings: Vec<MeetingRef>,
    pub(super) due: Vec<Span>,
    pub(super) deadline: Vec<Span>,
    pub(super) opened: Vec<Span>,
    pub(super) closed: Vec<Span>,
    pub(super) reopened: Vec<Span>,
    /// Open when these ended.
    pub(super) open_at: Vec<Span>,
    pub(super) ages: Vec<Band>,
    pub(super) text: Vec<Text>,
}

/// Among which recommendations is looked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Of the home body, on the road.
    Open,
    /// Of the home body, closed.
    Closed,
    /// Of the home body.
    Ours,
    /// Also those addressed elsewhere.
    All,
}

/// A word that holds or does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flag {
    Overdue,
    Soon,
    /// The day by which the inspectorate wants it done has passed.
    PastDeadline,
    NoTarget,
    Finished,
    Returned,
    Asked,
    /// Waits for a lead's answer.
    AskedOfLead,
    /// A date was moved.
    Moved,
    /// A later date was refused.
    Refused,
    /// Chased, and not answered since.
    Chased,
    Unrated,
}

/// Days from the first to the last, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    pub first: NaiveDate,
    pub last: NaiveDate,
}

/// Something that must stand in what is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Text {
    /// A word that begins so.
    Begins(String),
    /// A word of two letters: it stands for itself, because too many words begin with two.
    Whole(String),
    /// These words beside each other.
    Phrase(String),
}

/// Why a word of a filter was passed over.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}: {why}", quoted(.word))]
pub struct Remark {
    pub word: String,
    pub why: String,
}

impl Filter {
    /// Reads what somebody typed. What cannot be meant is passed over with a remark, so that the rest still filters.
    pub fn read(words: &str, scheme: &Scheme) -> (Filter, Vec<Remark>) {
        let mut filter = Filter::default();
        let mut remarks = Vec::new();
        for word in split(words) {
            if let Err(why) = filter.take(&word, scheme) {
                remarks.push(Remark { word: word.whole, why });
            }
        }
        (filter, remarks)
    }

    /// Everything there is.
    pub fn all() -> Filter {
        Filter { scope: Some(Scope::All), ..Filter::default() }
    }

    /// Among which recommendations is looked: those on the road, unless a word is about closed ones.
    pub fn scope(&self) -> Scope {
        let closed = !self.closed.is_empty() || self.stages.contains(&Stage::Closed);
        let past =
            closed || [&self.opened, &self.reopened, &self.open_at].iter().any(|spans| !spans.is_empty());
        self.scope.unwrap_or(if past { Scope::Ours } else { Scope::Open })
    }

    fn take(&mut self, word: &Word, scheme: &Scheme) -> Result<(), String> {
        let Some((key, value)) = &word.keyed else { return self.take_plain(word) };
        let value = value.trim();
        match key.to_lowercase().as_str() {
            "stage" => self.stages.extend(stages(value)?),
            "owner" => self.owners.push(named(value, "a part of a name")?.to_lowercase()),
            "level" => self.levels.push(level(value, scheme)?),
            "rating" => self.ratings.push(rating(value, scheme)?),
            "kind" => self.kinds.push(kind(value)?),
            "inspection" => self.inspections.push(named(value, "an inspection's code")?.to_uppercase()),
            "meeting" => {
                self.meetings.push(value.parse().map_err(|_| "a meeting is said as `M3`".to_string())?)
            }
            "quiet" => self.quiet = Some(meetings(value)?),
            "due" => self.due.push(span(value)?),
            "deadline" => self.deadline.push(span(value)?),
            "opened" => self.opened.push(span(value)?),
            "closed" => self.closed.push(span(value)?),
            "reopened" => self.reopened.push(span(value)?),
            "openat" => self.open_at.push(span(value)?),
            "age" => self.ages.push(age(value)?),
            _ => return Err(unknown_key(key)),
        }
        Ok(())
    }

    fn take_plain(&mut self, word: &Word) -> Result<(), String> {
        if word.quoted {
            return self.take_text(Text::Phrase(word.whole.clone()));
        }
        match word.whole.to_lowercase().as_str() {
            "overdue" => self.flags.push(Flag::Overdue),
            "soon" => self.flags.push(Flag::Soon),
            "pastdeadline" => self.flags.push(Flag::PastDeadline),
            "notarget" => self.flags.push(Flag::NoTarget),
            "finished" => self.flags.push(Flag::Finished),
            "returned" => self.flags.push(Flag::Returned),
            "asked" => self.flags.push(Flag::Asked),
            "leadasked" => self.flags.push(Flag::AskedOfLead),
            "moved" => self.flags.push(Flag::Moved),
            "refused" => self.flags.push(Flag::Refused),
            "chased" => self.flags.push(Flag::Chased),
            "unrated" => self.flags.push(Flag::Unrated),
            "quiet" => self.quiet = Some(1),
            "open" => self.scope = Some(Scope::Open),
            "closed" => self.scope = Some(Scope::Closed),
            "ours" => self.scope = Some(Scope::Ours),
            "all" => self.scope = Some(Scope::All),
            _ => return self.take_text(Text::Begins(word.whole.clone())),
        }
        Ok(())
    }

    fn take_text(&mut self, text: Text) -> Result<(), String> {
        let (Text::Begins(words) | Text::Whole(words) | Text::Phrase(words)) = &text;
        let letters = words.chars().filter(|character| character.is_alphanumeric()).count();
        if words.starts_with('-') && letters > 0 {
            return Err("nothing is left out by a dash; say what is looked for".into());
        }
        match letters {
            // A dash or a stroke between two words asks for nothing.
            0 => Ok(()),
            1 => Err("one letter says too little; two find a word, three find what begins so".into()),
            2 if matches!(text, Text::Begins(_)) => {
                self.text.push(Text::Whole(words.clone()));
                Ok(())
            }
            _ => {
                self.text.push(text);
                Ok(())
            }
        }
    }
}

/// One word as it was typed.
pub(in crate::ledger) struct Word {
    /// Without its quotation marks.
    pub whole: String,
    /// Whether it stood in quotation marks.
    quoted: bool,
    /// What stands before and after its colon.
    pub keyed: Option<(String, String)>,
}

/// Words are parted by spaces; quotation marks keep them together, also behind a colon.
pub(in crate::ledger) fn split(words: &str) -> Vec<Word> {
    let mut found = Vec::new();
    let mut rest = words.trim_start();
    while !rest.is_empty() {
        let (word, after) = first(rest);
        found.extend((!word.whole.is_empty()).then_some(word));
        rest = after.trim_start();
    }
    found
}

fn first(words: &str) -> (Word, &str) {
    if let Some(quoted) = words.strip_prefix('"') {
        let (inside, after) = until_quote(quoted);
        return (Word { whole: inside.into(), quoted: true, keyed: None }, after);
    }
    let end = words.find(|character: char| character.is_whitespace()).unwrap_or(words.len());
    let Some(colon) = words[..end].find(':') else {
        return (Word { whole: words[..end].into(), quoted: false, keyed: None }, &words[end..]);
    };
    let (key, behind) = (&words[..colon], &words[colon + 1..]);
    let (value, after) = match behind.strip_prefix('"') {
        Some(quoted) => until_quote(quoted),
        None => (&words[colon + 1..end], &words[end..]),
    };
    let whole = words[..words.len() - after.len()].to_string();
    (Word { whole, quoted: false, keyed: Some((key.into(), value.into())) }, after)
}

/// What stands before the next quotation mark, or to the end while it is still being typed.
fn until_quote(words: &str) -> (&str, &str) {
    words.split_once('"').unwrap_or((words, ""))
}

/// The word of the language that is nearest to one that stands nowhere, where one is near.
pub(super) fn meant(said: &str) -> Option<&'static str> {
    let plain = WORDS.iter().map(|(word, _)| *word).filter(|word| word.chars().all(char::is_alphanumeric));
    near(said, plain)
}

fn near<'w>(said: &str, words: impl Iterator<Item = &'w str>) -> Option<&'w str> {
    let said = said.to_lowercase();
    let near = words.map(|word| (slips(&said, word), word)).filter(|(slips, _)| *slips <= forgiven(&said));
    near.filter(|_| forgiven(&said) > 0).min().map(|(_, word)| word)
}

fn unknown_key(said: &str) -> String {
    let keys = WORDS.iter().filter_map(|(word, _)| Some(word.split_once(':')?.0));
    if let Some(key) = near(said, keys) {
        return format!("no filter is called so; did you mean `{key}:`?");
    }
    let keys = WORDS.iter().filter_map(|(word, _)| word.split_once(':'));
    let mut keys: Vec<String> = keys.map(|(key, _)| format!("`{key}:`")).collect();
    keys.dedup();
    format!("no filter is called so; there are {}", keys.join(", "))
}

fn named<'a>(value: &'a str, what: &str) -> Result<&'a str, String> {
    if value.is_empty() { Err(format!("{what} is missing behind the colon")) } else { Ok(value) }
}

fn one_of<'a>(what: &str, all: impl Iterator<Item = &'a str>) -> String {
    let all: Vec<_> = all.map(|one| format!("`{one}`")).collect();
    format!("{what} {}", all.join(", "))
}

pub(in crate::ledger) fn letters(words: &str) -> String {
    words.chars().filter(|character| character.is_alphanumeric()).collect::<String>().to_lowercase()
}

fn stages(value: &str) -> Result<Vec<Stage>, String> {
    let said = letters(value);
    let begins = |stage: &Stage| !said.is_empty() && stage.name().to_lowercase().starts_with(&said);
    let found: Vec<_> = Stage::ALL.into_iter().filter(begins).collect();
    let none = || one_of("no stage begins so; the stages are", Stage::ALL.iter().map(|stage| stage.name()));
    if found.is_empty() { Err(none()) } else { Ok(found) }
}

fn level(value: &str, scheme: &Scheme) -> Result<String, String> {
    let codes = scheme.levels.iter().map(|level| level.code.as_str());
    let found = scheme.level(value).map(|level| level.code.clone());
    found.or_else(|| beginning(value, codes.clone())).ok_or_else(|| one_of("the scheme's levels are", codes))
}

fn rating(value: &str, scheme: &Scheme) -> Result<String, String> {
    let codes = scheme.ratings.iter().map(|rating| rating.code.as_str());
    let found = scheme.rating(value).map(|rating| rating.code.clone());
    found.or_else(|| beginning(value, codes.clone())).ok_or_else(|| one_of("the scheme's ratings are", codes))
}

/// The first code that begins so, so that a word already finds while it is typed.
fn beginning<'a>(value: &str, mut codes: impl Iterator<Item = &'a str>) -> Option<String> {
    let begins = |code: &&str| !value.is_empty() && code.to_lowercase().starts_with(&value.to_lowercase());
    codes.find(begins).map(str::to_string)
}

fn kind(value: &str) -> Result<Kind, String> {
    let said = letters(value);
    let begins = |kind: &Kind| !said.is_empty() && letters(kind.words()).starts_with(&said);
    match said.as_str() {
        "afi" => Ok(Kind::AreaForImprovement),
        _ => Kind::ALL.into_iter().find(begins).ok_or_else(|| {
            one_of("no kind begins so; the kinds are", Kind::ALL.iter().map(|kind| kind.words()))
        }),
    }
}

fn meetings(value: &str) -> Result<u32, String> {
    let number = value.parse().ok().filter(|number| *number > 0);
    number.ok_or_else(|| "it takes a number of governance meetings from 1 on, as in `quiet:2`".into())
}

fn age(value: &str) -> Result<Band, String> {
    Band::of_code(value).ok_or_else(|| one_of("the ages are", Band::ALL.iter().map(|band| band.code())))
}

/// A year, a month or a day.
pub(in crate::ledger) fn span(value: &str) -> Result<Span, String> {
    let wrong = || "it takes a year, a month or a day, as in `2024`, `2024-03`, `2024-03-31`".to_string();
    let digits = value.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    let parsed = |text: String| text.parse::<NaiveDate>().ok().filter(|day| digits && day.year() > 0);
    let (first, months) = match value.len() {
        4 => (parsed(format!("{value}-01-01")), 12),
        7 => (parsed(format!("{value}-01")), 1),
        10 => (parsed(value.to_string()), 0),
        _ => (None, 0),
    };
    let first = first.ok_or_else(wrong)?;
    let after = first.checked_add_months(Months::new(months)).ok_or_else(wrong)?;
    let last = if months == 0 { first } else { after - Days::new(1) };
    Ok(Span { first, last })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scheme() -> Scheme {
        toml::from_str(include_str!("../../../data/scheme.toml")).unwrap()
    }

    fn read(words: &str) -> Filter {
        let (filter, remarks) = Filter::read(words, &scheme());
        assert_eq!(remarks, []);
        filter
    }

    fn remark(words: &str) -> String {
        let (filter, remarks) = Filter::read(words, &scheme());
        assert_eq!(filter, Filter::default(), "an impossible word filters nothing");
        assert_eq!(remarks.len(), 1, "{remarks:?}");
        remarks[0].to_string()
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_word_that_is_typed_half_is_understood() {
        assert_eq!(read("stage:gov").stages, [Stage::Governance]);
        assert_eq!(read("stage:sign-off").stages, [Stage::SignOff]);
        assert_eq!(read("stage:S").stages, [Stage::SignOff, Stage::Submission]);
        assert_eq!(read("rating:re").ratings, ["RED"]);
        assert_eq!(read("rating:a").ratings, ["AMBER"]);
        assert_eq!(read("kind:afi kind:cause").kinds, [Kind::AreaForImprovement, Kind::CauseOfConcern]);
        assert_eq!(read("inspection:soc22").inspections, ["SOC22"]);
        assert_eq!(read("meeting:m3").meetings, [MeetingRef(3)]);
    }

    #[test]
    fn flags_and_free_words_stand_beside_each_other() {
        let filter = read("OVERDUE serious soon \"organised crime\" owner:\"B. Owner\" crime – quiet");
        assert_eq!(filter.flags, [Flag::Overdue, Flag::Soon]);
        assert_eq!(filter.owners, ["b. owner"]);
        assert_eq!(filter.quiet, Some(1));
        let begins = |word: &str| Text::Begins(word.into());
        assert_eq!(filter.text, [begins("serious"), Text::Phrase("organised crime".into()), begins("crime")]);
        assert_eq!(read("IT").text, [Text::Whole("IT".into())]);
        assert_eq!(read("\"not closed").text, [Text::Phrase("not closed".into())]);
    }

    #[test]
    fn every_flag_and_every_scope_has_its_word() {
        let flags =
            read("overdue soon notarget finished returned asked unrated leadasked moved refused chased")
                .flags;
        let all = [Flag::Overdue, Flag::Soon, Flag::NoTarget, Flag::Finished, Flag::Returned, Flag::Asked];
        let rest = [Flag::Unrated, Flag::AskedOfLead, Flag::Moved, Flag::Refused, Flag::Chased];
        assert_eq!(flags, [&all[..], &rest].concat());
        for (words, scope) in [
            ("", Scope::Open),
            ("overdue", Scope::Open),
            ("closed", Scope::Closed),
            ("ours", Scope::Ours),
            ("all", Scope::All),
            ("closed:2023", Scope::Ours),
            ("opened:2023-02", Scope::Ours),
            ("openat:2023-02", Scope::Ours),
            ("stage:closed", Scope::Ours),
            ("opened:2023-02 open", Scope::Open),
        ] {
            assert_eq!(read(words).scope(), scope, "{words}");
        }
    }

    #[test]
    fn a_span_is_a_year_a_month_or_a_day() {
        let of = |first, last| Span { first: day(first), last: day(last) };
        assert_eq!(read("due:2024").due, [of("2024-01-01", "2024-12-31")]);
        assert_eq!(read("opened:2024-02").opened, [of("2024-02-01", "2024-02-29")]);
        assert_eq!(read("closed:2024-03-05").closed, [of("2024-03-05", "2024-03-05")]);
        assert_eq!(read("deadline:2023-12").deadline, [of("2023-12-01", "2023-12-31")]);
    }

    #[test]
    fn what_cannot_be_meant_is_told_with_what_can() {
        for (words, told) in [
            (
                "stage:x",
                "`stage:x`: no stage begins so; the stages are `Received`, `Plenary`, `Approval`, `Governance`, `SignOff`, `Submission`, `Closed`",
            ),
            ("level:", "`level:`: the scheme's levels are `1`, `2`, `3`, `4`"),
            ("rating:purple", "`rating:purple`: the scheme's ratings are `RED`, `AMBER`, `WHITE`, `GREEN`"),
            (
                "kind:zebra",
                "`kind:zebra`: no kind begins so; the kinds are `recommendation`, `area for improvement`, `cause of concern`",
            ),
            ("quiet:0", "`quiet:0`: it takes a number of governance meetings from 1 on, as in `quiet:2`"),
            (
                "quiet:many",
                "`quiet:many`: it takes a number of governance meetings from 1 on, as in `quiet:2`",
            ),
            ("age:old", "`age:old`: the ages are `0-3m`, `3-6m`, `6-12m`, `1-2y`, `2y+`"),
            (
                "due:2024-13",
                "`due:2024-13`: it takes a year, a month or a day, as in `2024`, `2024-03`, `2024-03-31`",
            ),
            (
                "closed:then",
                "`closed:then`: it takes a year, a month or a day, as in `2024`, `2024-03`, `2024-03-31`",
            ),
            ("owner:", "`owner:`: a part of a name is missing behind the colon"),
            ("inspection:", "`inspection:`: an inspection's code is missing behind the colon"),
            ("meeting:3x", "`meeting:3x`: a meeting is said as `M3`"),
            ("x", "`x`: one letter says too little; two find a word, three find what begins so"),
        ] {
            assert_eq!(remark(words), told);
        }
        let unknown = remark("force:durham");
        assert!(
            unknown.starts_with("`force:durham`: no filter is called so; there are `quiet:`, `stage:`"),
            "{unknown}"
        );
    }

    #[test]
    fn an_impossible_word_leaves_the_others_standing() {
        let (filter, remarks) = Filter::read("level:99 overdue", &scheme());
        assert_eq!((filter.flags.as_slice(), remarks.len()), ([Flag::Overdue].as_slice(), 1));
    }

    #[test]
    fn whatever_is_typed_can_be_read() {
        for words in ["\"", "::", ":", "a:\"", "due:9999999999", "due:+024", "🦊 é\"\"", "owner:\"x"] {
            Filter::read(words, &scheme());
        }
    }

    #[test]
    fn every_word_that_help_tells_of_is_known() {
        for (word, _) in WORDS {
            let word = word.replace("NAME", "a").replace("CODE", "1").replace(":N", ":2");
            let (_, remarks) = Filter::read(&word, &scheme());
            let unknown = remarks.iter().any(|remark| remark.why.starts_with("no filter"));
            assert!(!unknown, "{word}");
        }
    }
}
