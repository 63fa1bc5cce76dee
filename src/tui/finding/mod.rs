//! What can be done from a place, as help and palette offer it: the key table's entries and every request,
//! found by words that may be misspelt or cut short.

pub(super) mod help;
pub(super) mod palette;

use crossterm::event::{KeyCode, KeyEvent};
use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::asking::editor::Editor;
use super::drawing::list::moved;
use super::keys::{self, Act, KEYS, Key, Place};
use super::screen::{Around, Effect, Screen};
use crate::journey::asking::{VERBS, Verb};
use crate::settings::ThemeName;

/// One thing that can be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub act: Act,
    /// The place whose key it is; none for a request without a key here.
    pub place: Option<Place>,
    /// The key as it is shown, empty where there is none.
    pub key: String,
    pub name: String,
    pub does: String,
}

impl Entry {
    fn of_key(key: &Key) -> Entry {
        let name = match key.act {
            Act::Ask(name) => name,
            _ if !key.word.is_empty() => key.word,
            act => word_of(act),
        };
        Entry {
            act: key.act,
            place: Some(key.place),
            key: key.shown(),
            name: name.to_string(),
            does: key.tells().to_string(),
        }
    }

    /// A saved view is found by the name that it was given.
    fn name_view(&mut self, around: &Around) {
        let Act::View(key) = self.act else { return };
        if let Some(view) = around.settings.views.iter().find(|view| view.value.key == key) {
            (self.name, self.does) =
                (view.value.name.clone(), format!("the saved view: {}", view.value.filter));
        }
    }

    fn of_verb(verb: &Verb) -> Entry {
        let (name, does) = (verb.name.to_string(), verb.about.to_string());
        Entry { act: Act::Ask(verb.name), place: None, key: String::new(), name, does }
    }

    fn of_theme(theme: ThemeName) -> Entry {
        let does = match theme {
            ThemeName::Auto => "light or dark where the terminal says which it is, else its own 16 colours",
            ThemeName::Light => "colours that can be read on a light background",
            ThemeName::Dark => "colours that can be read on a dark background",
            ThemeName::Sixteen => "the terminal's own 16 colours",
            ThemeName::None => "no colours at all",
        };
        let name = format!("theme {}", theme.word());
        Entry { act: Act::Theme(theme), place: None, key: String::new(), name, does: does.into() }
    }
}

/// The word that stands beside the key of an act in some other place; some acts stand beside none.
fn word_of(act: Act) -> &'static str {
    match act {
        Act::MeetingBefore => return "as at: back",
        Act::MeetingAfter => return "as at: on",
        Act::Now => return "now",
        Act::Diff => return "diff",
        Act::Correct => return "undo",
        Act::Suspend => return "shell",
        Act::Turn => return "turn order",
        Act::MarkAll => return "mark all",
        Act::View(_) => return "view",
        _ => {}
    }
    KEYS.iter().find(|key| key.act == act && !key.word.is_empty()).map_or("", |key| key.word)
}

/// The keys that work on a screen: what comes next first, then its own, then those of every place;
/// what is not for the person's roles comes last.
pub fn keys_of(screen: &dyn Screen, around: &Around) -> Vec<Entry> {
    let natural = screen.natural();
    let mut found = keys::of(screen.place(), |act| screen.fits(act), &natural);
    found.sort_by_key(|key| (keys::rank(&natural, key.act), key.is_beyond(around)));
    let mut entries: Vec<Entry> = found.into_iter().map(Entry::of_key).collect();
    entries.iter_mut().for_each(|entry| entry.name_view(around));
    entries
}

/// Everything that can be asked for from a screen: its keys but those that only move, then all other requests.
pub fn everything(screen: &dyn Screen, around: &Around) -> Vec<Entry> {
    let mut entries: Vec<Entry> = keys_of(screen, around);
    let moves = |entry: &Entry| keys::moves(entry.act) || matches!(entry.act, Act::Palette | Act::Back);
    entries.retain(|entry| !moves(entry));
    let mut once: Vec<Act> = Vec::new();
    entries.retain(|entry| {
        let new = !once.contains(&entry.act);
        once.push(entry.act);
        new
    });
    let natural = screen.natural();
    let mut verbs: Vec<_> = VERBS.iter().filter(|verb| !once.contains(&Act::Ask(verb.name))).collect();
    verbs.sort_by_key(|verb| {
        let act = Act::Ask(verb.name);
        (keys::rank(&natural, act), keys::is_beyond(act, around))
    });
    entries.extend(verbs.into_iter().map(Entry::of_verb));
    entries.extend(ThemeName::ALL.map(Entry::of_theme));
    entries
}

/// Entries, the words that narrow them, and the one that is chosen.
pub struct Finder {
    entries: Vec<Entry>,
    pub words: Editor,
    pub at: usize,
    /// So many rows below the entries are only read.
    below: usize,
}

impl Finder {
    pub fn among(entries: Vec<Entry>) -> Finder {
        Finder { entries, words: Editor::of_one_line(), at: 0, below: 0 }
    }

    /// The same with so many rows below the entries that are only read, while no words narrow them.
    pub fn with_rows_below(self, below: usize) -> Finder {
        Finder { below, ..self }
    }

    /// The entries that fit the words, the best first; in their own order while there are no words.
    pub fn found(&self) -> Vec<&Entry> {
        let typed = self.words.text();
        if typed.trim().is_empty() {
            return self.entries.iter().collect();
        }
        let told = |entry: &Entry| format!("{} {}", entry.name, entry.does);
        let begins = |entry: &Entry| entry.name.to_lowercase().starts_with(&typed.trim().to_lowercase());
        let mut scored: Vec<_> = scores(&typed, self.entries.iter().map(told))
            .zip(&self.entries)
            .filter_map(|(score, entry)| score.map(|score| (score, entry)))
            .collect();
        // What is called so comes before what is only told of so.
        scored.sort_by_key(|(score, entry)| {
            let exact = entry.name.eq_ignore_ascii_case(typed.trim());
            std::cmp::Reverse((exact, begins(entry), *score))
        });
        scored.into_iter().map(|(_, entry)| entry).collect()
    }

    /// Takes a typed key; false where it types nothing.
    pub fn typed(&mut self, key: KeyEvent) -> bool {
        let moves = matches!(key.code, KeyCode::Up | KeyCode::Down | KeyCode::Home | KeyCode::End);
        let typed = !moves && self.words.press(key);
        if typed {
            self.at = 0;
        }
        typed
    }

    /// Does what a key of help or palette asks.
    pub fn act(&mut self, act: Act) -> Option<Vec<Effect>> {
        let found = self.found();
        if act == Act::Open {
            return Some(found.get(self.at).map(|entry| Effect::Instead(entry.act)).into_iter().collect());
        }
        if act == Act::Clear {
            self.words.clear();
            self.at = 0;
            return Some(Vec::new());
        }
        let below = if self.words.is_empty() { self.below } else { 0 };
        self.at = moved(self.at, act, found.len() + below)?;
        Some(Vec::new())
    }
}

/// How well each text fits the words, as a fuzzy finder judges it; none where it does not.
pub fn scores(words: &str, texts: impl Iterator<Item = String>) -> impl Iterator<Item = Option<u32>> {
    let pattern = Pattern::parse(words, CaseMatching::Ignore, Normalization::Smart);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut letters = Vec::new();
    texts.map(move |text| pattern.score(Utf32Str::new(&text, &mut letters), &mut matcher))
}
