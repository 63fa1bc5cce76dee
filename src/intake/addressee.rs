//! Who must answer for a thing that is asked: by its subject ("Regional chief constables should …"),
//! else by its announcement ("Durham areas for improvement"), else the force whose response it is.

use super::Note;
use super::body::{Bodies, Sort};
use super::form::Section;
use super::item::Occurrence;
use super::paragraph::Paragraph;
use crate::journey::deadline::read_number;

/// Words that say which forces a region consists of.
const CONSISTS: [&str; 6] = ["consist", "compris", "made up of", "includes", "covers", "serves"];

/// The forces of the region, and where that stands; no line where it comes from the table.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Region {
    pub forces: Vec<String>,
    pub line: Option<usize>,
    /// What the document calls their number, where that is another.
    pub said: Option<u32>,
}

/// The force whose response the document is, by its headings; the home force where they do not say.
pub(super) fn responding(paragraphs: &[Paragraph], bodies: &Bodies) -> String {
    let headings = paragraphs.iter().filter(|p| p.is_heading && p.section == Section::Details);
    let mut named = headings.map(|heading| bodies.names(&without_capitals(&heading.text), Sort::Force));
    named.find(|names| names.len() == 1).map_or_else(|| bodies.home.clone(), |mut names| names.remove(0))
}

/// `RESPONSE FOR DEVON AND CORNWALL` as it is written in a sentence.
fn without_capitals(text: &str) -> String {
    let word = |word: &str| match word {
        "AND" | "OF" => word.to_lowercase(),
        _ if word.chars().any(char::is_lowercase) => word.to_string(),
        _ => word.chars().take(1).chain(word.chars().skip(1).flat_map(char::to_lowercase)).collect(),
    };
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

/// Finds the region in the document, else in the table.
pub(super) fn region(paragraphs: &[Paragraph], bodies: &Bodies) -> Region {
    for paragraph in paragraphs {
        for sentence in paragraph.text.split(". ") {
            let lower = sentence.to_ascii_lowercase();
            if !lower.contains("region") || !CONSISTS.iter().any(|word| lower.contains(word)) {
                continue;
            }
            let forces = bodies.names(sentence, Sort::Force);
            if forces.len() > 1 {
                let said = number_of_forces(&lower).filter(|said| *said as usize != forces.len());
                return Region { forces, line: Some(paragraph.line()), said };
            }
        }
    }
    Region { forces: bodies.region_by_table(), line: None, said: None }
}

/// The addressees of one occurrence, and what a reviewer should know about them.
/// What names nobody is asked of `responding`.
pub(super) fn addressees(
    asked: &Occurrence,
    bodies: &Bodies,
    region: &Region,
    responding: &str,
) -> (Vec<String>, Option<Note>) {
    let subject = subject(&asked.text, bodies);
    let mut named = bodies.names(subject, Sort::Force);
    let lower = subject.to_ascii_lowercase();
    let mut note = None;
    if named.is_empty() && is_of_several_forces(&lower) {
        (named, note) = several_forces(asked, &lower, bodies, region);
    }
    named.extend(bodies.names(subject, Sort::Unit));
    named.extend(bodies.names(subject, Sort::Other));
    if named.is_empty() {
        named = asked.bodies.clone();
    }
    if named.is_empty() {
        named = vec![responding.to_string()];
    }
    (named, note)
}

fn number_of_forces(lower: &str) -> Option<u32> {
    let words: Vec<&str> = lower.split_whitespace().collect();
    words.windows(2).find(|pair| pair[1].starts_with("forces")).and_then(|pair| read_number(pair[0]))
}

/// The words before the duty: "Regional chief constables" of "… should appoint …".
/// Without a duty only a body at the very start is the subject.
fn subject<'a>(text: &'a str, bodies: &Bodies) -> &'a str {
    let lower = text.to_ascii_lowercase();
    let duties = [" should", " must", " needs to", " need to", " ought to"];
    if let Some(end) = duties.iter().filter_map(|duty| lower.find(duty)).min() {
        return &text[..end];
    }
    let start = if lower.starts_with("the ") { 4 } else { 0 };
    let first = bodies.mentions(text).into_iter().find(|mention| mention.start <= start);
    first.map_or("", |mention| &text[..mention.end])
}

fn is_of_several_forces(subject: &str) -> bool {
    ["chief constables", "forces"].iter().any(|words| subject.contains(words))
}

fn several_forces(
    asked: &Occurrence,
    subject: &str,
    bodies: &Bodies,
    region: &Region,
) -> (Vec<String>, Option<Note>) {
    let line = asked.lines[0];
    let is_regional = subject.contains("region") || region.line.is_some();
    if !is_regional || !region.forces.contains(&bodies.home) {
        let words = format!(
            "made to several forces that the document does not name: only {} is put down",
            bodies.home
        );
        return (vec![bodies.home.clone()], Some(Note::at(line, words)));
    }
    let note = match region.line {
        Some(_) => None,
        None => Some(Note::at(
            line,
            "the document does not name the region's forces: they come from the table of forces",
        )),
    };
    (region.forces.clone(), note)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(text: &str, bodies: &[&str]) -> Occurrence {
        Occurrence {
            section: Section::Summary,
            kind: None,
            text: text.to_string(),
            lines: vec![7],
            number: None,
            bodies: bodies.iter().map(|body| body.to_string()).collect(),
            narrative: Vec::new(),
            deadline: None,
            cause_line: None,
        }
    }

    fn answering(text: &str, announced: &[&str], region: &Region) -> Vec<String> {
        addressees(&asked(text, announced), &Bodies::new("Cleveland Police", &[]), region, "Cleveland Police")
            .0
    }

    fn nowhere() -> Region {
        Region { forces: Vec::new(), line: None, said: None }
    }

    #[test]
    fn the_subject_says_who_must_answer() {
        let kent = &["Kent Police"];
        assert_eq!(
            answering("Durham Constabulary should work with Cleveland.", kent, &nowhere()),
            ["Durham Constabulary"]
        );
        assert_eq!(answering("By May 2024, the Home Office should act.", &[], &nowhere()), ["Home Office"]);
        assert_eq!(
            answering("The chief constables of Durham and Cleveland must meet.", &[], &nowhere()),
            ["Durham Constabulary", "Cleveland Police"]
        );
        assert_eq!(answering("Durham lacks vans.", &[], &nowhere()), ["Durham Constabulary"]);
    }

    #[test]
    fn else_the_announcement_and_else_the_home_force() {
        assert_eq!(
            answering("The force should work with Durham.", &["Kent Police"], &nowhere()),
            ["Kent Police"]
        );
        assert_eq!(answering("The force relies on Durham.", &[], &nowhere()), ["Cleveland Police"]);
    }

    #[test]
    fn regional_chief_constables_are_those_of_the_region() {
        let region = Region {
            forces: vec!["Kent Police".into(), "Cleveland Police".into()],
            line: Some(3),
            said: None,
        };
        assert_eq!(answering("Regional chief constables should meet.", &[], &region), region.forces);
        let from_table = Region { line: None, ..region };
        let (named, note) = addressees(
            &asked("Forces in the region should meet.", &[]),
            &Bodies::new("Cleveland Police", &[]),
            &from_table,
            "Cleveland Police",
        );
        assert_eq!(named, from_table.forces);
        assert!(note.is_some_and(|note| note.line == Some(7)));
    }

    #[test]
    fn all_chief_constables_means_this_force_too() {
        let bodies = Bodies::new("Cleveland Police", &[]);
        let (named, note) =
            addressees(&asked("Chief constables should meet.", &[]), &bodies, &nowhere(), "Cleveland Police");
        assert_eq!(named, ["Cleveland Police"]);
        assert!(note.is_some());
    }
}
