//! The words with which events are looked for: `by:lead kind:approved since:2024-03`.

use chrono::NaiveDate;

use crate::journey::deadline::{in_words, read_date};
use crate::journey::event::What;
use crate::journey::reference::{ActionRef, Stream};
use crate::journey::register::Register;
use crate::journey::text::quoted;
use crate::ledger::finding::Remark;
use crate::ledger::finding::language::{Span, Word, letters, span, split};
use crate::ledger::finding::nearest::{forgiven, slips};
use crate::ledger::record::Outline;

/// Every word of the language with what it finds, for help and documents.
pub const WORDS: [(&str, &str); 6] = [
    ("by:NAME", "done by a person whose name holds this"),
    ("kind:NAME", "of the kinds whose name holds this, as in `kind:approved` or `kind:evidence`"),
    ("about:REF", "that happened to this inspection, recommendation or meeting"),
    ("since:2024-03", "on the first day of this year or month, on this day, or later"),
    ("until:2024-03", "on the last day of this year or month, on this day, or earlier"),
    ("any other word", "a kind, as `kind:` finds it"),
];

/// Which events are looked for. All of what is set must hold; of a list, one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Happened {
    /// What they happened to.
    pub about: Option<Stream>,
    /// Parts of names, in lower case.
    by: Vec<String>,
    kinds: Vec<&'static str>,
    since: Option<NaiveDate>,
    until: Option<NaiveDate>,
}

/// What was understood of the words.
#[derive(Debug, Default)]
pub struct Read {
    pub wanted: Happened,
    /// Slips, and what was looked for instead.
    pub put_right: Vec<Remark>,
    /// What cannot be meant.
    pub passed_over: Vec<Remark>,
}

impl Read {
    /// All that there is to say of the words.
    pub fn remarks(&self) -> impl Iterator<Item = &Remark> {
        self.passed_over.iter().chain(&self.put_right)
    }
}

impl Happened {
    /// Everything that happened to one thing.
    pub fn to(stream: Stream) -> Happened {
        Happened { about: Some(stream), ..Happened::default() }
    }

    /// The same of one thing, unless it is about another already.
    pub fn within(self, about: Option<&Stream>) -> Happened {
        Happened { about: self.about.or_else(|| about.cloned()), ..self }
    }

    /// Reads what somebody typed on the day `today`, so that the rest filters whatever cannot be meant.
    pub fn read(words: &str, register: &Register, today: NaiveDate) -> Read {
        let mut read = Read::default();
        for word in split(words) {
            let (remarks, why) = match read.wanted.take(&word, register, today) {
                Ok(None) => continue,
                Ok(Some(why)) => (&mut read.put_right, why),
                Err(why) => (&mut read.passed_over, why),
            };
            remarks.push(Remark { word: word.whole, why });
        }
        read
    }

    /// Whether everything is looked for.
    pub fn is_everything(&self) -> bool {
        *self == Happened::default()
    }

    /// Nothing older can happen before this day.
    pub(super) fn since(&self) -> Option<NaiveDate> {
        self.since
    }

    /// Whether an event fits, whatever it happened to.
    pub(super) fn fits(&self, event: &Outline) -> bool {
        let actor = || event.actor.to_lowercase();
        (self.kinds.is_empty() || self.kinds.contains(&&*event.kind))
            && self.since.is_none_or(|since| event.on >= since)
            && self.until.is_none_or(|until| event.on <= until)
            && (self.by.is_empty() || self.by.iter().any(|part| actor().contains(part)))
    }

    /// Takes a word; says what it was taken for where it was a slip.
    fn take(&mut self, word: &Word, register: &Register, today: NaiveDate) -> Result<Option<String>, String> {
        let Some((key, value)) = &word.keyed else { return self.take_kind(&word.whole) };
        let value = value.trim();
        match key.to_lowercase().as_str() {
            "by" => return self.take_name(value, register),
            "kind" => return self.take_kind(value),
            "about" => self.about = Some(about(value)?),
            "since" => self.since = Some(days(value, today)?.first),
            "until" => self.until = Some(days(value, today)?.last),
            _ => {
                return Err(
                    "no filter is called so; there are `by:`, `kind:`, `about:`, `since:`, `until:`".into()
                );
            }
        }
        Ok(None)
    }

    fn take_name(&mut self, value: &str, register: &Register) -> Result<Option<String>, String> {
        let said = value.to_lowercase();
        let names: Vec<String> = register.people.iter().map(|person| person.name.clone()).collect();
        if said.is_empty() {
            return Err("a part of a name is missing behind the colon".into());
        }
        if names.iter().any(|name| name.to_lowercase().contains(&said)) {
            self.by.push(said);
            return Ok(None);
        }
        let parts = names.iter().flat_map(|name| name.split_whitespace()).map(str::to_lowercase);
        match nearest(&said, parts) {
            Some(near) => {
                let told = format!("nobody is called so; the nearest is {}", quoted(&near));
                self.by.push(near);
                Ok(Some(told))
            }
            None => {
                Err(format!("nobody is called so; there are {}", several(names.iter().map(String::as_str))))
            }
        }
    }

    fn take_kind(&mut self, value: &str) -> Result<Option<String>, String> {
        let said = letters(value);
        let found = kinds(&said);
        if !found.is_empty() {
            self.kinds.extend(found);
            return Ok(None);
        }
        let Some(near) = nearest(&said, What::KINDS.iter().flat_map(|kind| parts(kind))) else {
            return Err(format!(
                "no kind is called so; the kinds are {}",
                several(What::KINDS.iter().copied())
            ));
        };
        let found = kinds(&near);
        let told = format!("no kind is called so; the nearest is {}", several(found.iter().copied()));
        self.kinds.extend(found);
        Ok(Some(told))
    }
}

/// The kinds whose name holds this.
fn kinds(said: &str) -> Vec<&'static str> {
    let holds = |kind: &&&str| !said.is_empty() && kind.to_lowercase().contains(said);
    What::KINDS.iter().filter(holds).copied().collect()
}

/// A kind's name and each of its words, in lower case: `evidenceoffered`, `evidence`, `offered`.
fn parts(kind: &str) -> Vec<String> {
    let mut parts = vec![kind.to_lowercase()];
    for (index, letter) in kind.char_indices().filter(|(_, letter)| letter.is_uppercase()) {
        let rest = &kind[index + letter.len_utf8()..];
        let end = rest.find(char::is_uppercase).unwrap_or(rest.len());
        parts.push(format!("{letter}{}", &rest[..end]).to_lowercase());
    }
    parts
}

/// The nearest of some words, where few enough slips lie between.
fn nearest(said: &str, words: impl Iterator<Item = String>) -> Option<String> {
    let near = words.map(|word| (slips(said, &word), word)).filter(|(slips, _)| *slips <= forgiven(said));
    near.min().map(|(_, word)| word)
}

fn several<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

fn about(value: &str) -> Result<Stream, String> {
    match value.parse::<ActionRef>() {
        Ok(action) => Ok(Stream::Recommendation(action.recommendation)),
        Err(_) => {
            value.parse().map_err(|_| "it takes a reference, as in `SOC22`, `SOC22-1`, `M3`".to_string())
        }
    }
}

/// A year, a month, or a day however it is said.
fn days(value: &str, today: NaiveDate) -> Result<Span, String> {
    let day = |day| Span { first: day, last: day };
    span(value).or_else(|wrong| read_date(value, today).map(day).map_err(|_| wrong))
}

/// The filter in words: `by lead, Approved, since 1 Mar 2024`.
impl std::fmt::Display for Happened {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut parts = Vec::new();
        parts.extend(self.about.iter().map(ToString::to_string));
        parts.extend((!self.by.is_empty()).then(|| format!("by {}", self.by.join(" or "))));
        parts.extend((!self.kinds.is_empty()).then(|| self.kinds.join(" or ")));
        match (self.since, self.until) {
            (Some(since), Some(until)) if since == until => parts.push(format!("on {}", in_words(since))),
            (since, until) => {
                parts.extend(since.map(|day| format!("since {}", in_words(day))));
                parts.extend(until.map(|day| format!("until {}", in_words(day))));
            }
        }
        f.write_str(&parts.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journey::people::Person;

    fn today() -> NaiveDate {
        "2024-05-02".parse().unwrap()
    }

    fn read(words: &str) -> (Happened, Vec<String>) {
        let person = |name: &str| Person {
            name: name.into(),
            roles: Vec::new(),
            accounts: Vec::new(),
            address: None,
            keys: Vec::new(),
        };
        let people = vec![person("A. Lead"), person("T. Deputy")];
        let register = Register { people, ..Register::default() };
        let read = Happened::read(words, &register, today());
        let remarks = read.remarks().map(ToString::to_string).collect();
        (read.wanted, remarks)
    }

    /// The filter in words, and that nothing was passed over.
    fn told(words: &str) -> String {
        let (happened, remarks) = read(words);
        assert_eq!(remarks, [""; 0], "{words}");
        happened.to_string()
    }

    #[test]
    fn every_word_narrows_by_one_thing() {
        assert_eq!(told("by:lead kind:approved since:2024-03"), "by lead, OutcomeApproved, since 1 Mar 2024");
        assert_eq!(told("until:2024-02 about:soc22-1.a"), "SOC22-1, until 29 Feb 2024");
        assert_eq!(told("by:\"t. deputy\" by:LEAD"), "by t. deputy or lead");
        assert_eq!(told("since:\"30 June 2023\" until:1/7/23"), "since 30 Jun 2023, until 1 Jul 2023");
        assert_eq!(told(""), "");
        assert!(read("  ").0.is_everything());
    }

    #[test]
    fn a_kind_is_known_by_any_part_of_its_name_and_needs_no_colon() {
        assert_eq!(told("approved"), "OutcomeApproved");
        assert_eq!(told("kind:evidence-add"), "EvidenceAdded");
        assert!(told("evidence").contains("EvidenceAccepted"));
    }

    #[test]
    fn a_slip_is_taken_for_the_nearest_word_and_told() {
        let (happened, remarks) = read("by:deptuy aproved kind:evidnce-added");
        assert_eq!(happened.to_string(), "by deputy, OutcomeApproved or EvidenceAdded");
        assert_eq!(
            remarks,
            [
                "`by:deptuy`: nobody is called so; the nearest is `deputy`",
                "`aproved`: no kind is called so; the nearest is `OutcomeApproved`",
                "`kind:evidnce-added`: no kind is called so; the nearest is `EvidenceAdded`",
            ]
        );
    }

    #[test]
    fn what_cannot_be_meant_is_told_with_what_can_and_filters_nothing() {
        for (words, why) in [
            ("by:", "`by:`: a part of a name is missing behind the colon"),
            ("by:zebra", "`by:zebra`: nobody is called so; there are `A. Lead`, `T. Deputy`"),
            ("about:x", "`about:x`: it takes a reference, as in `SOC22`, `SOC22-1`, `M3`"),
            (
                "since:then",
                "`since:then`: it takes a year, a month or a day, as in `2024`, `2024-03`, `2024-03-31`",
            ),
            (
                "owner:b",
                "`owner:b`: no filter is called so; there are `by:`, `kind:`, `about:`, `since:`, `until:`",
            ),
        ] {
            let (happened, remarks) = read(words);
            assert_eq!(remarks, [why]);
            assert!(happened.is_everything(), "{words}");
        }
        assert!(
            read("zebra").1[0].starts_with("`zebra`: no kind is called so; the kinds are `RegisterOpened`, ")
        );
    }

    #[test]
    fn whatever_is_typed_can_be_read_and_every_word_of_the_help_is_known() {
        for words in ["\"", "::", ":", "by:\"", "since:+024", "🦊 é\"\"", "kind:"] {
            read(words);
        }
        for (word, _) in &WORDS[..5] {
            let word =
                word.replace("by:NAME", "by:lead").replace("kind:NAME", "kind:approved").replace("REF", "M3");
            assert_eq!(read(&word).1, [""; 0], "{word}");
        }
    }
}
