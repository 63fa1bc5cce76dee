//! Who is meant: the names of forces, regional units and other bodies, as documents write them.
//! The table stands in `data/forces.toml`; abbreviations are also learned from the document itself.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// The furthest back that the words of an abbreviation are looked for.
const MOST_WORDS: usize = 10;
/// The longest abbreviation in brackets, in bytes.
const LONGEST_ABBREVIATION: usize = 12;
/// Small words that a name may hold.
const LINKS: [&str; 5] = ["of", "and", "for", "the", "&"];

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    toml::from_str(include_str!("../../data/forces.toml"))
        .expect("`data/forces.toml` is tested to be readable")
});

#[derive(Deserialize)]
struct Table {
    force: Vec<Row>,
    unit: Vec<Row>,
    other: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    name: String,
    short: Vec<String>,
    region: Option<String>,
}

/// What sort of body a name belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Force,
    Unit,
    Other,
}

/// A body named in a text, and where (in bytes).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mention {
    pub name: String,
    pub sort: Sort,
    pub start: usize,
    pub end: usize,
}

/// Every body that can be named in one document.
pub(super) struct Bodies {
    pub home: String,
    /// What a document writes, what it means; the longest first, so that `North Wales Police` is not cut short.
    aliases: Vec<(String, String, Sort)>,
}

/// The names of all police forces of the table.
pub fn forces() -> impl Iterator<Item = &'static str> {
    TABLE.force.iter().map(|row| row.name.as_str())
}

/// The forces whose names are nearest to words that name none of them, the nearest first, at most three;
/// none where the words do name one.
pub fn nearest_forces(said: &str) -> Option<Vec<&'static str>> {
    let plain = said.trim().to_lowercase();
    let slips = |name: &str| strsim::osa_distance(&plain, &name.to_lowercase());
    let mut near: Vec<_> = forces().map(|name| (slips(name), name)).collect();
    near.sort();
    if near.first().is_some_and(|(slips, _)| *slips == 0) {
        return None;
    }
    let forgiven = (plain.chars().count() / 3).max(2);
    Some(near.into_iter().filter(|(slips, _)| *slips <= forgiven).take(3).map(|(_, name)| name).collect())
}

impl Bodies {
    /// The bodies of the table, the force `home`, and what `lines` explain.
    pub fn new(home: &str, lines: &[String]) -> Bodies {
        let explained = explained_abbreviations(lines);
        let mut aliases: Vec<(String, String, Sort)> = Vec::new();
        for (rows, sort) in
            [(&TABLE.force, Sort::Force), (&TABLE.unit, Sort::Unit), (&TABLE.other, Sort::Other)]
        {
            for row in rows {
                aliases.push((row.name.clone(), row.name.clone(), sort));
                aliases.extend(row.short.iter().map(|short| (short.clone(), row.name.clone(), sort)));
            }
        }
        // What the document and the register say goes before the table, so these come last and win.
        for (short, name) in explained.iter().filter(|(_, name)| name.contains("Unit")) {
            aliases.retain(|(alias, ..)| alias != short);
            aliases.push((short.clone(), format!("{name} ({short})"), Sort::Unit));
            aliases.push((name.clone(), format!("{name} ({short})"), Sort::Unit));
        }
        for alias in [home, short_of(home)] {
            aliases.retain(|(known, ..)| known != alias);
            aliases.push((alias.to_string(), home.to_string(), Sort::Force));
        }
        aliases.retain(|(alias, ..)| !alias.is_empty());
        aliases.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
        Bodies { home: home.to_string(), aliases }
    }

    /// Every body named in `text`, in order. A commissioner "for Cleveland" is not the force.
    pub fn mentions(&self, text: &str) -> Vec<Mention> {
        let mut found: Vec<Mention> = Vec::new();
        let mut before = None;
        let mut skip_to = 0;
        for (start, character) in text.char_indices() {
            let begins = character.is_uppercase() && before.is_none_or(|c: char| !c.is_alphanumeric());
            before = Some(character);
            if !begins || start < skip_to {
                continue;
            }
            if let Some(mention) = self.mention_at(text, start) {
                skip_to = mention.end;
                let is_of_commissioner = mention.sort == Sort::Force
                    && (text[..start].ends_with("ommissioner for ") || is_commissioner(&text[mention.end..]));
                if !is_of_commissioner {
                    found.push(mention);
                }
            }
        }
        found
    }

    /// The names of `sort` in `text`, each once.
    pub fn names(&self, text: &str, sort: Sort) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for mention in self.mentions(text).into_iter().filter(|mention| mention.sort == sort) {
            if !names.contains(&mention.name) {
                names.push(mention.name);
            }
        }
        names
    }

    /// The forces of the home force's region by the table; empty where it has none.
    pub fn region_by_table(&self) -> Vec<String> {
        let region = TABLE.force.iter().find(|row| row.name == self.home).and_then(|row| row.region.as_ref());
        let in_region = TABLE.force.iter().filter(|row| region.is_some() && row.region.as_ref() == region);
        in_region.map(|row| row.name.clone()).collect()
    }

    fn mention_at(&self, text: &str, start: usize) -> Option<Mention> {
        let rest = &text[start..];
        let is_whole = |length: usize| !rest[length..].starts_with(|c: char| c.is_alphanumeric());
        let (alias, name, sort) = self
            .aliases
            .iter()
            .find(|(alias, ..)| rest.starts_with(alias.as_str()) && is_whole(alias.len()))?;
        let mut end = start + alias.len();
        for title in [" Police Service", " Police", " Constabulary"] {
            let after = text[end..].strip_prefix(title).filter(|_| *sort == Sort::Force);
            if let Some(after) = after.filter(|after| !is_commissioner_after_police(after)) {
                end = text.len() - after.len();
                break;
            }
        }
        Some(Mention { name: name.clone(), sort: *sort, start, end })
    }
}

/// A force's name without the words that every force has: `Cleveland`.
fn short_of(name: &str) -> &str {
    let ends = [" Police Service", " Police", " Constabulary", " Service"];
    ends.iter().find_map(|end| name.strip_suffix(end)).filter(|short| !short.is_empty()).unwrap_or(name)
}

fn is_commissioner(after_name: &str) -> bool {
    let after = after_name.strip_prefix("’s").or(after_name.strip_prefix("'s")).unwrap_or(after_name);
    after.starts_with(" PCC") || after.strip_prefix(" Police").is_some_and(is_commissioner_after_police)
}

fn is_commissioner_after_police(after: &str) -> bool {
    [" and Crime", " & Crime", ", Crime", " and crime"].iter().any(|start| after.starts_with(start))
}

/// Abbreviations in brackets after their words: `North East Special Unit (NESU)`.
fn explained_abbreviations(lines: &[String]) -> BTreeMap<String, String> {
    let mut explained = BTreeMap::new();
    for line in lines {
        for (open, _) in line.match_indices('(') {
            let after = &line[open + 1..];
            // Looked for only nearby, so that a line of brackets takes no longer than another.
            let end = after.bytes().take(LONGEST_ABBREVIATION + 1).position(|byte| byte == b')');
            let Some(short) = end.filter(|length| *length >= 2).map(|end| &after[..end]) else { continue };
            if short.chars().all(|c| c.is_ascii_uppercase())
                && let Some(name) = words_of(short, &line[..open])
            {
                explained.entry(short.to_string()).or_insert(name);
            }
        }
    }
    explained
}

/// The run of capitalised words at the end of `before`, where their first letters stand in `short` in order.
fn words_of(short: &str, before: &str) -> Option<String> {
    let mut words: Vec<&str> = Vec::new();
    for word in before.split_whitespace().rev().take(MOST_WORDS) {
        let is_name = word.starts_with(char::is_uppercase)
            && word.chars().all(|c| c.is_alphanumeric() || "-’'".contains(c));
        if !is_name && !LINKS.contains(&word) {
            break;
        }
        words.push(word);
    }
    while words.last().is_some_and(|word| LINKS.contains(word) || word.eq_ignore_ascii_case("the")) {
        words.pop();
    }
    words.reverse();
    let mut letters = short.chars();
    let first_letters =
        words.iter().filter(|word| !LINKS.contains(word)).filter_map(|word| word.chars().next());
    let in_order = first_letters.clone().all(|first| letters.any(|letter| letter == first));
    (in_order && words.len() > 1 && first_letters.take(1).eq(short.chars().take(1))).then(|| words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bodies(lines: &[&str]) -> Bodies {
        Bodies::new("Cleveland Police", &lines.iter().map(|line| line.to_string()).collect::<Vec<_>>())
    }

    fn forces(text: &str) -> Vec<String> {
        bodies(&[]).names(text, Sort::Force)
    }

    #[test]
    fn the_table_holds_the_43_forces_each_with_its_region() {
        assert_eq!(TABLE.force.len(), 43);
        assert!(TABLE.force.iter().all(|row| row.region.is_some() && !row.short.is_empty()));
    }

    #[test]
    fn a_force_is_known_by_its_short_name() {
        assert_eq!(
            forces("Cleveland, Durham and Northumbria"),
            ["Cleveland Police", "Durham Constabulary", "Northumbria Police"]
        );
        assert_eq!(
            forces("North Wales Police and South Wales’s"),
            ["North Wales Police", "South Wales Police"]
        );
        assert_eq!(forces("Devon & Cornwall Police"), ["Devon and Cornwall Police"]);
        assert_eq!(forces("Kentish, Durhamshire, Metrics"), [""; 0]);
    }

    #[test]
    fn a_commissioner_is_not_the_force() {
        assert_eq!(forces("the Police and Crime Commissioner for Durham"), [""; 0]);
        assert_eq!(
            forces("Durham Police and Crime Commissioner; Durham’s Police, Crime and Victims’ Commissioner"),
            [""; 0]
        );
        assert_eq!(forces("the Cleveland PCC"), [""; 0]);
    }

    #[test]
    fn the_home_force_has_the_name_of_the_register() {
        let bodies = Bodies::new("Cleveland Constabulary", &[]);
        assert_eq!(bodies.names("Cleveland was told", Sort::Force), ["Cleveland Constabulary"]);
        let invented = Bodies::new("Loamshire Police", &[]);
        assert_eq!(invented.names("Loamshire was told", Sort::Force), ["Loamshire Police"]);
        assert!(invented.region_by_table().is_empty());
    }

    #[test]
    fn a_unit_is_named_as_the_document_explains_it() {
        let bodies = bodies(&["and the Marsh and Fen Crime Unit (MFCU) as well as (SOC)"]);
        assert_eq!(bodies.names("the MFCU", Sort::Unit), ["Marsh and Fen Crime Unit (MFCU)"]);
        assert_eq!(bodies.names("the NWROCU", Sort::Unit), ["North West Regional Organised Crime Unit"]);
    }

    #[test]
    fn brackets_that_explain_nothing_are_left() {
        assert_eq!(words_of("ABC", "said Blue Cat"), None);
        assert_eq!(words_of("NCA", "the National Crime Agency"), Some("National Crime Agency".to_string()));
        assert_eq!(
            words_of("SOC", "Serious and Organised Crime"),
            Some("Serious and Organised Crime".to_string())
        );
    }

    #[test]
    fn the_region_of_the_table_holds_the_home_force() {
        assert_eq!(
            bodies(&[]).region_by_table(),
            ["Cleveland Police", "Durham Constabulary", "Northumbria Police"]
        );
    }
}
