//! Names of people in words that go out: which ones are known, how else each may be written, and a mark in their place.
//! A name that the register does not know cannot be recognised.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::Facts;

/// What stands where a name was.
const HELD_BACK: &str = "[name held back]";

/// A surname that stands alone is held back from so many letters on; shorter ones are too often other words.
const ALONE: usize = 4;

/// Of a name so many words before the surname are known in every way of leaving some out.
const BEFORE: usize = 4;

/// Offices, in which no word is anybody's name.
const OFFICES: [&str; 3] = ["Deputy Chief Constable", "Chief Constable", "Police and Crime Commissioner"];

/// What stands before a surname, so that the next word is one whatever else it may mean.
const BEFORE_NAMES: [&str; 19] = [
    "mr", "mrs", "ms", "miss", "mx", "dr", "sir", "dame", "pc", "dc", "sgt", "ps", "ds", "insp", "di", "dci",
    "supt", "acc", "dcc",
];

/// The names that a paper must not say, and what was found of them.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// Every way in which a name may be written, as small letters without anything between them.
    ways: BTreeMap<String, Way>,
    longest: usize,
    /// Words that are public as they stand, the longest first: offices, bodies, and titles of inspections.
    public: Vec<Vec<String>>,
    /// In so many places stands a mark.
    pub(super) places: usize,
    found: BTreeSet<usize>,
}

/// A way in which a name may be written.
#[derive(Debug, Clone, Copy)]
struct Way {
    /// Whose it is, by number.
    whose: usize,
    /// Only the surname.
    alone: bool,
    /// It has so many words where it is written out.
    words: usize,
}

impl Names {
    /// Every name of a person that the register knows: its people, the owners of actions, who was at meetings.
    pub(super) fn known(facts: &Facts) -> Names {
        let mut names: Vec<String> = facts.register.people.iter().map(|person| person.name.clone()).collect();
        for meeting in facts.meetings.values() {
            names.extend(meeting.everybody().into_iter().cloned());
        }
        names.extend(facts.actions().map(|(_, action)| action.owner.clone()));
        // A body that sat at a table is no person.
        names.retain(|name| !facts.register.knows_body(name) && *name != facts.register.home);
        names.sort();
        names.dedup();
        let titles = facts.inspections.values().map(|inspection| inspection.title.as_str());
        let bodies = facts.register.bodies.keys().map(String::as_str);
        Names::of(&names, &facts.register.home, titles.chain(bodies))
    }

    /// These names; a surname that is a word of the force's own name is not held back alone, nor one within what is
    /// public.
    fn of<'w>(names: &[String], home: &str, public: impl Iterator<Item = &'w str>) -> Names {
        let mut public: Vec<Vec<String>> = public.chain(OFFICES).map(plain_words).collect();
        public.retain(|words| !words.is_empty());
        public.sort_by_key(|words| std::cmp::Reverse(words.len()));
        let home: Vec<String> = home.split_whitespace().map(plain).collect();
        let mut ways = BTreeMap::new();
        for (whose, name) in names.iter().enumerate() {
            for (way, words) in written(name) {
                let alone = words == 1 && parts(name).len() > 1;
                if alone && (way.chars().count() < ALONE || home.contains(&way)) {
                    continue;
                }
                ways.entry(way).or_insert(Way { whose, alone, words });
            }
        }
        let longest = ways.keys().map(String::len).max().unwrap_or(0);
        Names { ways, longest, public, ..Names::default() }
    }

    /// How many different names were found.
    pub(super) fn found(&self) -> usize {
        self.found.len()
    }

    /// A text with a mark in the place of every name in it.
    pub(super) fn without(&mut self, text: &str) -> String {
        let words = words(text);
        let mut told = String::with_capacity(text.len());
        let (mut at, mut copied) = (0, 0);
        while at < words.len() {
            if let Some(public) = self.public_at(text, &words, at) {
                at += public;
                continue;
            }
            let Some((next, whose)) = self.name_at(text, &words, at) else {
                at += 1;
                continue;
            };
            told.push_str(&text[copied..words[at].0]);
            told.push_str(HELD_BACK);
            copied = words[next - 1].1;
            self.places += 1;
            self.found.insert(whose);
            at = next;
        }
        told.push_str(&text[copied..]);
        told
    }

    /// How many words from one on are public as they stand; none after what stands before a name.
    fn public_at(&self, text: &str, words: &[(usize, usize)], at: usize) -> Option<usize> {
        let word = |at: usize| words.get(at).map(|(from, to)| plain(&text[*from..*to]));
        let named = at.checked_sub(1).and_then(word);
        if named.is_some_and(|word| BEFORE_NAMES.contains(&word.as_str())) {
            return None;
        }
        let stands = |public: &&Vec<String>| {
            public.iter().enumerate().all(|(nth, own)| word(at + nth).as_ref() == Some(own))
        };
        self.public.iter().find(stands).map(Vec::len)
    }

    /// The longest name that begins with a word of a text: the word after it, and whose name it is.
    fn name_at(&self, text: &str, words: &[(usize, usize)], at: usize) -> Option<(usize, usize)> {
        let mut squeezed = String::new();
        let mut best = None;
        for next in at..words.len() {
            if next > at && !joins(&text[words[next - 1].1..words[next].0]) {
                break;
            }
            squeezed.push_str(&plain(&text[words[next].0..words[next].1]));
            if squeezed.len() > self.longest {
                break;
            }
            let way = self.ways.get(&squeezed);
            let shown = &text[words[at].0..words[next].1];
            if let Some(way) = way.filter(|way| way.may_be(shown, next + 1 - at)) {
                best = Some((next + 1, way.whose));
            }
        }
        best
    }
}

impl Way {
    /// Whether what is written so may be a name, and not only the same letters: `ahead` is not `A. Head`.
    fn may_be(&self, shown: &str, words: usize) -> bool {
        let capitals = shown.chars().filter(|letter| letter.is_uppercase()).count();
        match (self.alone, words) {
            // A surname alone is told from a word by its capital letter.
            (true, _) => shown.starts_with(char::is_uppercase),
            (false, 1) if self.words > 1 => capitals > 1,
            (false, _) => true,
        }
    }
}

/// What may stand between the words of a name.
fn joins(between: &str) -> bool {
    between.chars().count() <= 3
        && between
            .chars()
            .all(|letter| letter.is_whitespace() || matches!(letter, '.' | '-' | '‐' | '‑' | '\'' | '’'))
}

/// Where the words of a text begin and end: letters and digits without anything between them.
fn words(text: &str) -> Vec<(usize, usize)> {
    let mut words: Vec<(usize, usize)> = Vec::new();
    for (at, letter) in text.char_indices().filter(|(_, letter)| letter.is_alphanumeric()) {
        let end = at + letter.len_utf8();
        match words.last_mut() {
            Some(word) if word.1 == at => word.1 = end,
            _ => words.push((at, end)),
        }
    }
    words
}

/// The words of a text, each in small letters and digits alone.
fn plain_words(text: &str) -> Vec<String> {
    words(text).into_iter().map(|(from, to)| plain(&text[from..to])).collect()
}

/// Small letters and digits alone.
fn plain(text: &str) -> String {
    text.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The words of a name in the order in which it is said, the surname last: `Lead, A.` is said `A. Lead`.
fn parts(name: &str) -> Vec<String> {
    let said = match name.split_once(',') {
        Some((surname, before)) => format!("{before} {surname}"),
        None => name.to_string(),
    };
    let split = said.split(|letter: char| letter.is_whitespace() || letter == '.');
    split.map(plain).filter(|part| !part.is_empty()).collect()
}

/// Every way in which a name may be written, and in how many words: each word before the surname whole, as an initial
/// or left out.
fn written(name: &str) -> Vec<(String, usize)> {
    let mut parts = parts(name);
    let Some(surname) = parts.pop() else { return Vec::new() };
    let mut ways = vec![(String::new(), 0)];
    let (whole, varied) = parts.split_at(parts.len().saturating_sub(BEFORE));
    for part in varied {
        let initial: String = part.chars().take(1).collect();
        let with = |more: &str| {
            let more = more.to_string();
            ways.iter().map(move |(way, words)| (format!("{way}{more}"), words + 1)).collect::<Vec<_>>()
        };
        let longer = [with(part), with(&initial)].concat();
        ways.extend(longer);
    }
    let first = whole.concat();
    let all = ways.iter().map(|(way, words)| (format!("{first}{way}"), words + whole.len()));
    let all: Vec<_> = all.chain(ways.iter().cloned()).collect();
    let mut all: Vec<_> = all.into_iter().map(|(way, words)| (way + &surname, words + 1)).collect();
    all.sort();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(names: &[&str], text: &str) -> (String, usize, usize) {
        let names: Vec<String> = names.iter().map(ToString::to_string).collect();
        let public = ["Custody", "Records, and who keeps them"];
        let mut names = Names::of(&names, "Cleveland Police", public.into_iter());
        let told = names.without(text).replace(HELD_BACK, "#");
        (told, names.places, names.found())
    }

    #[test]
    fn a_name_is_held_back_in_any_case_but_not_within_a_word() {
        let names = ["A. Leader", "A. Lead", "Ann"];
        let text = "ann, a. lead and A. Leader planned the annual review";
        assert_eq!(told(&names, text), ("#, # and # planned the annual review".into(), 3, 3));
    }

    #[test]
    fn a_name_is_held_back_however_its_initials_and_stops_are_written() {
        let names = ["A. Lead", "T. Deputy", "Jane B. O'Neil-Smith"];
        for way in ["A Lead", "A.Lead", "a lead", "A  LEAD", "ALead", "Lead", "LEAD"] {
            assert_eq!(told(&names, &format!("{way}'s team")).0, "#'s team", "{way}");
        }
        for way in
            ["Jane O'Neil-Smith", "J B ONeil Smith", "J. O’Neil-Smith", "JB O'Neil-Smith", "O'Neil-Smith"]
        {
            assert_eq!(told(&names, &format!("ask {way}, then")).0, "ask #, then", "{way}");
        }
        let text = "...A Lead and Mr Deputy and T Deputy to lead";
        assert_eq!(told(&names, text), ("...# and Mr # and # to lead".into(), 3, 2));
    }

    #[test]
    fn a_title_and_an_office_stay_as_they_were_published() {
        let names = ["C. Custody", "D. Records", "T. Deputy"];
        for text in [
            "Custody: the Deputy Chief Constable",
            "records, and who keeps them",
            "what Custody asks of a deputy chief constable",
        ] {
            assert_eq!(told(&names, text), (text.to_string(), 0, 0));
        }
        assert_eq!(told(&names, "Mr Custody, DCC Deputy and Records").0, "Mr #, DCC # and #");
        assert_eq!(
            told(&names, "C. Custody and T Deputy, Deputy Chief Constable").0,
            "# and #, Deputy Chief Constable"
        );
    }

    #[test]
    fn words_that_are_no_name_stay() {
        let names = ["D. Records", "A. Head", "B. Lee", "E. Cleveland", "C. Lead"];
        for text in [
            "put it into the records system",
            "plan ahead, and go ahead",
            "in the lee of the station",
            "Lee House",
            "Cleveland Police should plan",
            "Leaders and leading officers",
        ] {
            assert_eq!(told(&names, text), (text.to_string(), 0, 0));
        }
        assert_eq!(told(&names, "B Lee, E. Cleveland").0, "#, #");
    }
}
