//! Reading the file: TOML, entry by entry. What is wrong with an entry is told with its line and column,
//! and that entry alone falls back to its default.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::remark::{Remark, listed, meant};
use super::view::{COLUMNS, FIELDS, View};
use super::{NAMES, Origin, Set, Settings, ThemeName};
use crate::journey::scheme::Scheme;
use crate::journey::text::{clean, clean_line, quoted};
use crate::ledger::finding::{Column, Filter, Group, Sort};

/// A marking or the name of a view stands in a line with others.
const LONGEST_NAME: usize = 40;
/// A marking with its descriptors and handling instructions, as the Government Security Classifications write it.
const LONGEST_MARKING: usize = 120;
/// Stands in every title while the marking that was set cannot be used: a lower one is never shown in its place.
const NOT_THE_MARKING: &str = "MARKING WRONG: see `plenary config`";
/// A filter or a command is a line.
const LONGEST_WORDS: usize = 200;

/// What holds where the key's place cannot be read.
const NO_KEY: &str = "until it is mended only `--key` and the ssh-agent sign";

type Value<'t> = Spanned<DeValue<'t>>;

/// The settings that a file holds, with the defaults where it says nothing, and all that is wrong with it.
pub fn read(bytes: &[u8]) -> (Settings, Vec<Remark>) {
    let mut remarks = Vec::new();
    let text = decoded(bytes, &mut remarks);
    let (table, errors) = DeTable::parse_recoverable(&text);
    let mut reader = Reader { text: &text, broken: Vec::new(), remarks };
    for error in &errors {
        let at = error.span().map_or(0, |span| span.start);
        // One mistake easily makes several errors of a line; the first of them says it.
        if reader.broken.contains(&reader.line_of(at)) {
            continue;
        }
        let what = format!("this is no TOML: {}", clean_line(error.message()));
        reader.remark(
            at,
            what,
            "what stands there is passed over; `plenary config --example` shows the form",
        );
        reader.broken.push(reader.line_of(at));
    }
    let settings = reader.settings(table.get_ref());
    let mut remarks = reader.remarks;
    remarks.sort();
    (settings, remarks)
}

/// The text, without the lines that are not UTF-8.
fn decoded(bytes: &[u8], remarks: &mut Vec<Remark>) -> String {
    let mut text = String::with_capacity(bytes.len());
    for (index, line) in bytes.split_inclusive(|byte| *byte == b'\n').enumerate() {
        match std::str::from_utf8(line) {
            Ok(line) => text.push_str(line),
            Err(wrong) => {
                let before = String::from_utf8_lossy(&line[..wrong.valid_up_to()]);
                remarks.push(Remark {
                    line: Some(index + 1),
                    column: Some(before.chars().count() + 1),
                    what: "this line is not UTF-8".into(),
                    hint: "the line is passed over; save the file as UTF-8".into(),
                });
                text.push('\n');
            }
        }
    }
    text
}

/// The text and what was found wrong with it so far.
struct Reader<'t> {
    text: &'t str,
    /// The lines of which something could not be read.
    broken: Vec<usize>,
    remarks: Vec<Remark>,
}

impl Reader<'_> {
    fn settings(&mut self, table: &DeTable) -> Settings {
        let mut settings = Settings::default();
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            if self.is_broken(key.span().start..value.span().end) && name != "view" {
                continue;
            }
            let from = Origin::Line(self.line_of(key.span().start));
            match name {
                "theme" => self.take(self.theme(value), from, &mut settings.theme),
                "marking" => match marking(value) {
                    Ok(value) => settings.marking = Set { value, from },
                    Err(wrong) => {
                        settings.marking = Set { value: NOT_THE_MARKING.into(), from };
                        let hint = format!("until it is mended every title says `{NOT_THE_MARKING}`");
                        self.remark(wrong.at, wrong.what, &hint);
                    }
                },
                "mouse" => self.take(truth(value), from, &mut settings.mouse),
                "editor" => self.take(editor(value), from, &mut settings.editor),
                "signing" => self.signing(value, &mut settings.key),
                "view" => self.views(value, &mut settings.views),
                other => {
                    let what = format!("{} is no setting", quoted(other));
                    self.remark(key.span().start, what, &meant(other, &NAMES));
                }
            }
        }
        settings
    }

    /// What is said of signing: where the key is.
    fn signing(&mut self, value: &Value, place: &mut Set<String>) {
        let Some(table) = value.get_ref().as_table() else {
            let what = format!("`signing` is {}; it is a table, `[signing]`, with a `key`", kind(value));
            return self.remark(value.span().start, what, NO_KEY);
        };
        for (key, value) in table {
            let from = Origin::Line(self.line_of(key.span().start));
            match key.get_ref().as_ref() {
                "key" => self.take(line(value, "key", LONGEST_WORDS), from, place),
                other => {
                    let what = format!("{} is no setting of signing", quoted(other));
                    self.remark(key.span().start, what, &meant(other, &["key"]));
                }
            }
        }
    }

    /// Puts a value in its place, or says what is wrong with it and leaves the default there.
    fn take<T>(&mut self, read: Result<T, Wrong>, from: Origin, place: &mut Set<T>) {
        match read {
            Ok(value) => *place = Set { value, from },
            Err(wrong) => self.remark(wrong.at, wrong.what, "until it is mended the default holds"),
        }
    }

    fn theme(&self, value: &Value) -> Result<ThemeName, Wrong> {
        // `16` is easily written without its quotation marks.
        let number = value.get_ref().as_integer().map(|number| number.as_str());
        let said = value.get_ref().as_str().or(number);
        said.and_then(ThemeName::named).ok_or_else(|| {
            let found = said.map_or_else(|| kind(value), quoted);
            let words = listed(&ThemeName::ALL.map(ThemeName::word));
            Wrong::at(value, format!("`theme` is {found}; allowed are {words}"))
        })
    }

    /// Puts each view in the place of the one that its key had before.
    fn views(&mut self, value: &Value, views: &mut [Set<View>]) {
        let Some(tables) = value.get_ref().as_array() else {
            let what = format!("`view` is {}; each view begins with a line `[[view]]`", kind(value));
            return self.remark(
                value.span().start,
                what,
                "until it is mended the views are the default ones",
            );
        };
        let mut named: Vec<String> = Vec::new();
        for value in tables.iter() {
            let Some((view, line)) = self.view(value) else { continue };
            let Some(place) = views.iter_mut().find(|set| set.value.key == view.key) else { continue };
            let taken = match place.from {
                Origin::Line(line) => {
                    Some(format!("the key {} is taken by the view of line {line}", view.key))
                }
                _ if named.contains(&view.name.to_lowercase()) => {
                    Some(format!("there is another view named {}", quoted(&view.name)))
                }
                _ => None,
            };
            if let Some(what) = taken {
                self.remark(value.span().start, what, "until it is mended the first of the two holds");
                continue;
            }
            named.push(view.name.to_lowercase());
            *place = Set { value: view, from: Origin::Line(line) };
        }
    }

    /// One view and its line; none where it has no key or no name that can be used.
    fn view(&mut self, value: &Value) -> Option<(View, usize)> {
        let Some(table) = value.get_ref().as_table() else {
            let what = format!("a view is {}; each begins with a line `[[view]]`", kind(value));
            self.remark(value.span().start, what, "until it is mended this view is left out");
            return None;
        };
        let mut key = None;
        let mut name = None;
        let mut view = View {
            key: 0,
            name: String::new(),
            filter: String::new(),
            sort: Sort::default(),
            group: None,
            columns: Vec::new(),
        };
        let (before, mut unread) = (self.remarks.len(), false);
        for (field, value) in table {
            if self.is_broken(field.span().start..value.span().end) {
                unread = true;
                continue;
            }
            match field.get_ref().as_ref() {
                "key" => key = self.or_remark(one_to_nine(value)),
                "name" => name = self.or_remark(line(value, "name", LONGEST_NAME)),
                "filter" => view.filter = self.filter(value),
                "sort" => view.sort = self.or_remark(sort(value)).unwrap_or_default(),
                "group" => {
                    view.group =
                        self.or_remark(one_of(value, "group", &Group::ALL.map(|group| (group.name(), group))))
                }
                "columns" => view.columns = self.or_remark(columns(value)).unwrap_or_default(),
                other => {
                    let what = format!("{} is no part of a view", quoted(other));
                    self.remark(field.span().start, what, &meant(other, &FIELDS));
                }
            }
        }
        let whole = key.zip(name);
        if whole.is_none() && !unread && self.remarks.len() == before {
            let what = "a view needs a `key`, 1 to 9, and a `name`".to_string();
            self.remark(value.span().start, what, "until it has both, this view is left out");
        }
        let (key, name) = whole?;
        Some((View { key, name, ..view }, self.line_of(value.span().start)))
    }

    /// The words of a filter. What no register could mean is told here; what one means by a level or a rating
    /// is for its own scheme to say, when the view is used.
    fn filter(&mut self, value: &Value) -> String {
        let Some(filter) = self.or_remark(text(value, "filter", LONGEST_WORDS)) else { return String::new() };
        let (_, remarks) = Filter::read(&filter, &Scheme::default());
        let of_a_scheme =
            |word: &str| ["level:", "rating:"].iter().any(|key| word.to_lowercase().starts_with(key));
        for remark in remarks.iter().filter(|remark| !of_a_scheme(&remark.word)) {
            let what = format!("`filter`: {}", clean_line(&remark.to_string()));
            self.remark(value.span().start, what, "until it is mended that word is passed over");
        }
        filter
    }

    fn or_remark<T>(&mut self, read: Result<T, Wrong>) -> Option<T> {
        let hint = "until it is mended the view does without";
        read.map_err(|wrong| self.remark(wrong.at, wrong.what, hint)).ok()
    }

    fn remark(&mut self, at: usize, what: String, hint: &str) {
        let (line, column) = self.place_of(at);
        self.remarks.push(Remark { line: Some(line), column: Some(column), what, hint: hint.into() });
    }

    /// Whether a part of these bytes' lines could not be read.
    fn is_broken(&self, bytes: Range<usize>) -> bool {
        // What stands in the place of a value that could not be read may have no bytes, at the file's beginning.
        let lines = self.line_of(bytes.start)..=self.line_of(bytes.end.max(bytes.start));
        self.broken.iter().any(|line| lines.contains(line))
    }

    fn line_of(&self, at: usize) -> usize {
        self.place_of(at).0
    }

    /// Line and column of a byte, both from 1 on.
    fn place_of(&self, at: usize) -> (usize, usize) {
        let is_between = |at: &usize| self.text.is_char_boundary(*at);
        let at = (0..=at.min(self.text.len())).rev().find(is_between).unwrap_or(0);
        let before = &self.text[..at];
        let line = before.rsplit('\n').next().unwrap_or_default();
        (before.matches('\n').count() + 1, line.chars().count() + 1)
    }
}

/// A value that cannot be used: where it stands and why not.
struct Wrong {
    at: usize,
    what: String,
}

impl Wrong {
    fn at(value: &Value, what: String) -> Wrong {
        Wrong { at: value.span().start, what }
    }
}

/// What sort of value it is, in a word that says more than TOML's own.
fn kind(value: &Value) -> String {
    match value.get_ref() {
        DeValue::String(text) => quoted(text),
        DeValue::Integer(number) => quoted(number.as_str()),
        DeValue::Float(number) => quoted(number.as_str()),
        DeValue::Boolean(truth) => format!("`{truth}`"),
        DeValue::Datetime(_) => "a date".into(),
        DeValue::Array(_) => "a list".into(),
        DeValue::Table(_) => "a table".into(),
    }
}

/// A text that can be shown as it stands, of at most so many characters.
fn text(value: &Value, name: &str, longest: usize) -> Result<String, Wrong> {
    let wrong = |what: String| Wrong::at(value, format!("`{name}` {what}"));
    let Some(text) = value.get_ref().as_str() else {
        return Err(wrong(format!("is {}; it is a text in quotation marks", kind(value))));
    };
    if clean(text) != text || text.contains('\n') {
        return Err(wrong("holds characters that cannot be seen; it is one line of plain text".into()));
    }
    if text.chars().count() > longest {
        return Err(wrong(format!("is {} characters long; at most {longest} fit", text.chars().count())));
    }
    Ok(clean_line(text).into_owned())
}

/// The same, and not empty.
fn line(value: &Value, name: &str, longest: usize) -> Result<String, Wrong> {
    let text = text(value, name, longest)?;
    if text.is_empty() {
        return Err(Wrong::at(value, format!("`{name}` is empty; it needs a word")));
    }
    Ok(text)
}

fn marking(value: &Value) -> Result<String, Wrong> {
    let marking = line(value, "marking", LONGEST_MARKING)?;
    if marking.to_uppercase().contains("PRACTICE") {
        let what = format!("`marking` is {}; only a practice register says that of itself", quoted(&marking));
        return Err(Wrong::at(value, what));
    }
    Ok(marking)
}

fn editor(value: &Value) -> Result<String, Wrong> {
    let command = line(value, "editor", LONGEST_WORDS)?;
    match shell_words::split(&command) {
        Ok(words) if !words.is_empty() => Ok(command),
        _ => {
            Err(Wrong::at(value, format!("`editor` is {}; it is a command and its words", quoted(&command))))
        }
    }
}

fn truth(value: &Value) -> Result<bool, Wrong> {
    let wrong = || Wrong::at(value, format!("`mouse` is {}; allowed are `true` and `false`", kind(value)));
    value.get_ref().as_bool().ok_or_else(wrong)
}

fn one_to_nine(value: &Value) -> Result<u8, Wrong> {
    let number = value.get_ref().as_integer().and_then(|number| number.as_str().parse().ok());
    let number = number.filter(|number| (1..=9).contains(number));
    number.ok_or_else(|| Wrong::at(value, format!("`key` is {}; it is a number from 1 to 9", kind(value))))
}

/// One of some things by its name.
fn one_of<T: Copy>(value: &Value, field: &str, known: &[(&str, T)]) -> Result<T, Wrong> {
    let said = text(value, field, LONGEST_WORDS)?;
    among(value, field, &said, known)
}

fn among<T: Copy>(value: &Value, field: &str, said: &str, known: &[(&str, T)]) -> Result<T, Wrong> {
    let found = known.iter().find(|(name, _)| *name == said).map(|(_, one)| *one);
    found.ok_or_else(|| {
        let names: Vec<_> = known.iter().map(|(name, _)| *name).collect();
        Wrong::at(value, format!("`{field}` is {}; {}", quoted(said), meant(said, &names)))
    })
}

/// A column, with `:desc` behind it for the other way round.
fn sort(value: &Value) -> Result<Sort, Wrong> {
    let said = text(value, "sort", LONGEST_WORDS)?;
    let (column, way) = said.split_once(':').unwrap_or((&said, "asc"));
    let by = among(value, "sort", column, &Column::ALL.map(|column| (column.name(), column)))?;
    let descending = among(value, "sort", way, &[("asc", false), ("desc", true)])?;
    Ok(Sort { by, descending })
}

fn columns(value: &Value) -> Result<Vec<&'static str>, Wrong> {
    let Some(columns) = value.get_ref().as_array() else {
        return Err(Wrong::at(value, format!("`columns` is {}; it is a list of texts", kind(value))));
    };
    columns.iter().map(|column| one_of(column, "columns", &COLUMNS.map(|name| (name, name)))).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::settings::EXAMPLE;

    /// All that is wrong with a text, a line each.
    fn wrong(text: &str) -> String {
        let (_, remarks) = read(text.as_bytes());
        remarks.iter().map(|remark| format!("{remark}\n  hint: {}\n", remark.hint)).collect()
    }

    #[test]
    fn what_is_set_holds_with_its_line_and_the_rest_keeps_its_default() {
        let text = "# mine\ntheme = \"light\"\nmarking = 'OFFICIAL-SENSITIVE'\n\nmouse = false\neditor = 'nano -w'\n";
        let (settings, remarks) = read(text.as_bytes());
        assert_eq!(remarks, []);
        assert_eq!(settings.theme, Set { value: ThemeName::Light, from: Origin::Line(2) });
        assert_eq!(settings.marking, Set { value: "OFFICIAL-SENSITIVE".into(), from: Origin::Line(3) });
        assert_eq!(settings.mouse, Set { value: false, from: Origin::Line(5) });
        assert_eq!(settings.editor, Set { value: "nano -w".into(), from: Origin::Line(6) });
        assert_eq!(settings.views, Settings::default().views);
    }

    #[test]
    fn every_theme_is_understood_and_sixteen_also_as_a_number() {
        for theme in ThemeName::ALL {
            assert_eq!(read(format!("theme = '{}'", theme.word()).as_bytes()).0.theme.value, theme);
        }
        assert_eq!(read(b"theme = 16").0.theme.value, ThemeName::Sixteen);
    }

    #[test]
    fn a_view_takes_the_place_of_the_one_with_its_key() {
        let text = "[[view]]\nkey = 2\nname = 'Smith, late'\nfilter = 'overdue owner:smith'\nsort = 'next:desc'\n\
            group = 'stage'\ncolumns = ['ref', 'owner']\n[[view]]\nname = 'all'\nkey = 9\nfilter = 'all'\n";
        let (settings, remarks) = read(text.as_bytes());
        assert_eq!(remarks, []);
        let keys: Vec<_> = settings.views.iter().map(|set| set.value.key).collect();
        assert_eq!(keys, (1..=9).collect::<Vec<_>>());
        let second = &settings.views[1];
        assert_eq!((second.from, second.value.name.as_str()), (Origin::Line(1), "Smith, late"));
        assert_eq!(second.value.filter, "overdue owner:smith");
        assert_eq!(second.value.sort, Sort { by: Column::Next, descending: true });
        assert_eq!(second.value.group, Some(Group::Stage));
        assert_eq!(second.value.columns, ["ref", "owner"]);
        assert_eq!(settings.views[8].from, Origin::Line(8));
        assert_eq!(settings.views[2].from, Origin::Default);
    }

    #[test]
    fn every_remark_says_where_what_and_what_is_allowed() {
        let text = "them = 'dark'\ntheme = 'purple'\nmarking = ''\nmouse = 'yes'\neditor = \"vi '\"\nwith = 1\n\
            marking = 'twice'\n[[view]]\nkey = 0\nname = 'none'\n[[view]]\nkey = 3\n[[view]]\nkey = 4\nname = 'four'\n\
            sort = 'nxt'\ngroup = 'colour'\ncolumns = ['ref', 7]\nfiltre = ''\n[[view]]\nkey = 4\nname = 'again'\n\
            [[view]]\nkey = 5\nname = 'Four'\n";
        insta::assert_snapshot!(wrong(text));
    }

    #[test]
    fn a_line_that_is_no_toml_costs_that_line_alone() {
        let text =
            "theme = \nmarking = 'OFFICIAL-SENSITIVE'\nmouse == false\n[[view]]\nkey = 1\nname = mine\n";
        let (settings, remarks) = read(text.as_bytes());
        assert_eq!(settings.theme.from, Origin::Default);
        assert_eq!(settings.marking.from, Origin::Line(2));
        assert_eq!(settings.mouse.from, Origin::Default);
        assert_eq!(settings.views, Settings::default().views);
        let lines: Vec<_> = remarks.iter().filter_map(|remark| remark.line).collect();
        assert_eq!(lines, [1, 3, 6], "{remarks:#?}");
    }

    #[test]
    fn a_filter_is_read_by_the_one_reader_of_words_and_what_a_scheme_means_is_left_to_it() {
        let told = wrong(
            "[[view]]\nkey = 1\nname = 'mine'\nfilter = 'overdue quiet:x colour:red level:9 rating:z'\n",
        );
        assert_eq!(told.lines().count(), 4, "{told}");
        assert!(told.contains("line 4, column 10: `filter`: `quiet:x`: it takes a number"), "{told}");
        assert!(told.contains("`colour:red`: no filter is called so"), "{told}");
    }

    #[test]
    fn a_practice_register_alone_says_that_it_is_one() {
        assert!(wrong("marking = 'Practice only'").contains("only a practice register says that of itself"));
    }

    #[test]
    fn control_characters_are_no_text_and_never_told_as_they_are() {
        let told = wrong("marking = \"\\u001b[31mred\"\n\"th\\u001b[2Jeme\" = 1\neditor = \"a\\nb\"\n");
        assert_eq!(told.matches("holds characters that cannot be seen").count(), 2, "{told}");
        assert!(told.contains("is no setting"), "{told}");
        assert!(!told.contains('\u{1b}'), "{told}");
    }

    #[test]
    fn a_line_that_is_not_utf_8_costs_that_line_alone() {
        let (settings, remarks) = read(b"theme = 'dark'\nmarking = 'caf\xe9'\nmouse = false");
        assert_eq!((settings.theme.value, settings.mouse.value), (ThemeName::Dark, false));
        assert_eq!(remarks[0].to_string(), "line 2, column 15: this line is not UTF-8");
        assert_eq!(remarks.len(), 1);
    }

    #[test]
    fn every_line_of_the_example_can_be_used() {
        let used: String =
            EXAMPLE.lines().map(|line| format!("{}\n", line.strip_prefix("#: ").unwrap_or(line))).collect();
        let (settings, remarks) = read(used.as_bytes());
        assert_eq!(remarks, []);
        let set = |from: Origin| matches!(from, Origin::Line(_));
        assert!(set(settings.theme.from) && set(settings.marking.from) && set(settings.mouse.from));
        assert!(set(settings.editor.from) && settings.views.iter().any(|view| set(view.from)));
        assert_eq!(settings.theme.value, Settings::default().theme.value);
        assert_eq!(settings.marking.value, Settings::default().marking.value);
        assert_eq!(settings.mouse.value, Settings::default().mouse.value);
    }

    /// Pieces of which a file that is nearly right is made.
    fn pieces() -> impl Strategy<Value = String> {
        let words = [
            "theme",
            "view",
            "key",
            "name",
            "[[view]]",
            "[view]",
            "=",
            "'",
            "\"",
            "\"\"\"",
            "\n",
            "[",
            "]",
            "{",
            "}",
            "1",
            "16",
            "true",
            "auto",
            ".",
            ",",
            "#",
            "\\u0000",
            "é",
            "\u{202e}",
            " ",
            "columns",
            "0x",
            "1979-05-27",
        ];
        let piece = prop_oneof![
            4 => prop::sample::select(words.to_vec()).prop_map(String::from),
            1 => any::<char>().prop_map(String::from),
        ];
        prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn no_bytes_make_the_reading_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            read(&bytes);
        }

        #[test]
        fn no_text_that_is_nearly_right_makes_it_panic_and_nothing_unseen_comes_out(text in pieces()) {
            let (settings, remarks) = read(text.as_bytes());
            prop_assert_eq!(settings.views.len(), 9);
            for remark in remarks {
                let told = remark.to_string();
                prop_assert_eq!(clean(&told), told.as_str());
                prop_assert!(remark.line.is_some_and(|line| line >= 1));
            }
        }
    }
}
