//! What is wrong with the file: where, what was found, what is allowed, and what holds instead.

use std::fmt;
use std::path::Path;

use serde::Serialize;

use crate::journey::text::{clean_line, quoted};

/// So many remarks are told at once; the rest are counted.
const TOLD: usize = 5;

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Remark {
    /// From 1 on. None where the whole file is meant.
    pub line: Option<usize>,
    /// In characters, from 1 on.
    pub column: Option<usize>,
    pub what: String,
    pub hint: String,
}

impl Remark {
    /// Of the whole file.
    pub fn whole(what: impl Into<String>, hint: impl Into<String>) -> Remark {
        Remark { line: None, column: None, what: what.into(), hint: hint.into() }
    }
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        if let (Some(line), Some(column)) = (self.line, self.column) {
            write!(f, "line {line}, column {column}: ")?;
        }
        write!(f, "{}", self.what)
    }
}

/// All that is wrong with the file at `path`, in a few lines; empty where nothing is.
pub fn told(remarks: &[Remark], path: &Path) -> String {
    told_up_to(TOLD, remarks, path)
}

/// The same, at most so many; the others are counted.
pub fn told_up_to(most: usize, remarks: &[Remark], path: &Path) -> String {
    let path = clean_line(&path.display().to_string()).into_owned();
    let mut out = String::new();
    for remark in remarks.iter().take(most) {
        out.push_str(&format!("config: `{path}`: {remark}\nhint: {}\n", remark.hint));
    }
    if remarks.len() > most {
        let more = remarks.len() - most;
        out.push_str(&format!("config: `{path}`: and {more} more, which `plenary config` tells\n"));
    }
    out
}

/// The first thing that is wrong with the file at `path`, on one line; empty where nothing is.
pub fn told_shortly(remarks: &[Remark], path: &Path) -> String {
    let Some(first) = remarks.first() else { return String::new() };
    let path = clean_line(&path.display().to_string()).into_owned();
    let more = match remarks.len() - 1 {
        0 => String::new(),
        more => format!(" (and {more} more)"),
    };
    format!("config: `{path}`: {first}{more}; hint: `plenary config` tells what holds instead\n")
}

/// What a name might have meant, or else all that there is.
pub fn meant(said: &str, known: &[&str]) -> String {
    let steps = |name: &str| strsim::levenshtein(&said.to_lowercase(), &name.to_lowercase());
    let nearest = known.iter().map(|name| (steps(name), name)).min();
    match nearest {
        // A third of the letters may be wrong.
        Some((steps, name)) if steps * 3 <= name.chars().count().max(3) => format!("did you mean `{name}`?"),
        _ => format!("there is {}", listed(known)),
    }
}

/// Words in back-ticks, with commas between them.
pub fn listed(words: &[&str]) -> String {
    words.iter().map(|word| quoted(word)).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::NAMES;

    #[test]
    fn the_nearest_name_is_meant_where_one_is_near() {
        assert_eq!(meant("them", &NAMES), "did you mean `theme`?");
        assert_eq!(meant("Views", &NAMES), "did you mean `view`?");
        assert_eq!(
            meant("colour", &NAMES),
            "there is `theme`, `marking`, `mouse`, `editor`, `signing`, `view`"
        );
        assert_eq!(meant("", &["key"]), "there is `key`");
    }

    #[test]
    fn many_remarks_are_counted_and_not_all_told() {
        let remarks = vec![Remark::whole("it is wrong", "mend it"); 7];
        let told = told(&remarks, Path::new("a\u{1b}[31m.toml"));
        assert_eq!(told.lines().filter(|line| line.contains("it is wrong")).count(), TOLD);
        assert!(told.contains("and 2 more, which `plenary config` tells"), "{told}");
        assert!(!told.contains('\u{1b}'), "{told}");
    }
}
