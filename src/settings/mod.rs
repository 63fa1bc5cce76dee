//! WISHED: what a person sets once for all registers: the theme, the marking in every title, saved views.
//!
//! One file in the platform's config folder, written by hand. Whatever is wrong in it is told with its line,
//! and costs that one entry and nothing else: everything works without the file, and with any file.
//! What a setting means on the screens is for the screens.

pub mod file;
pub mod reading;
pub mod remark;
pub mod view;

use std::ffi::OsString;
use std::path::PathBuf;

use serde::{Serialize, Serializer};

use crate::ledger::keygen::Named;
use view::View;

pub use file::Configuration;
pub use remark::Remark;

/// The file that `config --example` prints: every setting with its default, commented out.
pub const EXAMPLE: &str = include_str!("../../data/config.toml");

/// What can be set in the file, by name.
pub const NAMES: [&str; 6] = ["theme", "marking", "mouse", "editor", "signing", "view"];

/// Everything that can be set, each with where it came from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Settings {
    pub theme: Set<ThemeName>,
    /// The protective marking in the titles of a real register. A practice register shows `PRACTICE`.
    pub marking: Set<String>,
    /// Whether the screens take clicks and the wheel; without it the terminal's own selecting works.
    pub mouse: Set<bool>,
    /// The command that `ctrl-e` runs on a long text.
    pub editor: Set<String>,
    /// The file of the key that signs decisions; empty where none is named.
    pub key: Set<String>,
    /// The file that they were read from, where there is one.
    pub file: Option<PathBuf>,
    /// By their keys, from 1 on.
    pub views: Vec<Set<View>>,
}

/// A value and where it came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Set<T> {
    pub value: T,
    pub from: Origin,
}

impl<T> Set<T> {
    /// A value that nobody set.
    pub fn default(value: T) -> Set<T> {
        Set { value, from: Origin::Default }
    }
}

/// Where a setting came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Origin {
    #[default]
    Default,
    /// The line of the file, from 1 on.
    Line(usize),
    /// The variable of the environment.
    Environment(&'static str),
}

impl Origin {
    /// In words: `default`, `line 3`, `NO_COLOR`.
    pub fn words(self) -> String {
        match self {
            Origin::Default => "default".into(),
            Origin::Line(line) => format!("line {line}"),
            Origin::Environment(variable) => variable.into(),
        }
    }
}

impl Serialize for Origin {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.words().serialize(serializer)
    }
}

/// A theme by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ThemeName {
    /// Light or dark where the terminal says which it is, else the terminal's own 16 colours.
    Auto,
    Light,
    Dark,
    #[serde(rename = "16")]
    Sixteen,
    None,
}

impl ThemeName {
    pub const ALL: [ThemeName; 5] =
        [ThemeName::Auto, ThemeName::Light, ThemeName::Dark, ThemeName::Sixteen, ThemeName::None];

    /// The word that names it in the file and in the palette.
    pub fn word(self) -> &'static str {
        match self {
            ThemeName::Auto => "auto",
            ThemeName::Light => "light",
            ThemeName::Dark => "dark",
            ThemeName::Sixteen => "16",
            ThemeName::None => "none",
        }
    }

    /// The theme of a word, if there is one.
    pub fn named(word: &str) -> Option<ThemeName> {
        ThemeName::ALL.into_iter().find(|theme| theme.word() == word)
    }
}

impl Default for Settings {
    /// What holds where nobody set anything.
    fn default() -> Settings {
        Settings {
            theme: Set::default(ThemeName::Auto),
            marking: Set::default("OFFICIAL".to_string()),
            mouse: Set::default(true),
            editor: Set::default("vi".to_string()),
            key: Set::default(String::new()),
            file: None,
            views: view::built_in().into_iter().map(Set::default).collect(),
        }
    }
}

impl Settings {
    /// What the environment has to say: `NO_COLOR` (no-color.org) and a terminal that can do nothing take the
    /// colours away whatever the file says; `VISUAL` and `EDITOR` name the editor where the file does not.
    pub fn within(mut self, variable: impl Fn(&str) -> Option<OsString>) -> Settings {
        let filled = |name: &str| variable(name).filter(|value| !value.is_empty());
        let without_colour = [
            ("NO_COLOR", filled("NO_COLOR").is_some()),
            ("TERM", filled("TERM").is_some_and(|term| term == "dumb")),
        ];
        if let Some((name, _)) = without_colour.into_iter().find(|(_, holds)| *holds) {
            self.theme = Set { value: ThemeName::None, from: Origin::Environment(name) };
        }
        if self.editor.from == Origin::Default {
            let named = |name| Some((name, filled(name)?.into_string().ok()?));
            if let Some((name, command)) = ["VISUAL", "EDITOR"].into_iter().find_map(named) {
                self.editor = Set { value: command, from: Origin::Environment(name) };
            }
        }
        self
    }

    /// The key that signs decisions, where one is named; `~/` is this user's own folder.
    pub fn signing_key(&self) -> Option<Named> {
        let said = self.key.value.as_str();
        let at_home = said.strip_prefix("~/").zip(etcetera::home_dir().ok());
        let path = at_home.map_or_else(|| PathBuf::from(said), |(rest, home)| home.join(rest));
        (!said.is_empty()).then(|| Named { path, config: Some(self.file.clone().unwrap_or_default()) })
    }

    /// The view of a key, 1 to 9, or of a name in any case.
    pub fn view(&self, said: &str) -> Option<&View> {
        let said = said.trim();
        let is =
            |view: &View| view.key.to_string() == said || view.name.to_lowercase() == said.to_lowercase();
        self.views.iter().map(|set| &set.value).find(|view| is(view))
    }

    /// The marking of a register's titles: nothing that is set makes a practice register look real.
    pub fn marking_of(&self, practice: bool) -> &str {
        if practice { "PRACTICE" } else { &self.marking.value }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn among(variables: &'static [(&'static str, &'static str)]) -> impl Fn(&str) -> Option<OsString> {
        |name| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into())
    }

    #[test]
    fn no_color_and_a_dumb_terminal_win_over_the_file() {
        let dark =
            Settings { theme: Set { value: ThemeName::Dark, from: Origin::Line(1) }, ..Settings::default() };
        for (variables, name) in
            [(&[("NO_COLOR", "1"), ("TERM", "dumb")][..], "NO_COLOR"), (&[("TERM", "dumb")], "TERM")]
        {
            let settings = dark.clone().within(among(variables));
            assert_eq!(settings.theme, Set { value: ThemeName::None, from: Origin::Environment(name) });
        }
        let others = among(&[("NO_COLOR", ""), ("TERM", "xterm")]);
        assert_eq!(dark.clone().within(others), dark);
    }

    #[test]
    fn the_editor_of_the_file_comes_before_that_of_the_environment() {
        let environment = || among(&[("VISUAL", ""), ("EDITOR", "ed")]);
        let found = Settings::default().within(environment()).editor;
        assert_eq!(found, Set { value: "ed".into(), from: Origin::Environment("EDITOR") });
        let set = Set { value: "nano -w".to_string(), from: Origin::Line(2) };
        let settings = Settings { editor: set.clone(), ..Settings::default() };
        assert_eq!(settings.within(environment()).editor, set);
    }

    #[test]
    fn a_view_is_found_by_its_key_and_by_its_name_in_any_case() {
        let settings = Settings::default();
        let overdue = settings.view("2").unwrap();
        assert_eq!(settings.view(" Overdue "), Some(overdue));
        assert_eq!(settings.view("10"), None);
    }

    #[test]
    fn practice_wins_over_every_marking() {
        let marking = Set { value: "OFFICIAL-SENSITIVE".to_string(), from: Origin::Line(1) };
        let settings = Settings { marking, ..Settings::default() };
        assert_eq!(settings.marking_of(false), "OFFICIAL-SENSITIVE");
        assert_eq!(settings.marking_of(true), "PRACTICE");
    }
}
