//! How an inspectorate graded which body, read from sentences and from lines like "Durham – outstanding".
//! Aspects ("graded good at custody") are not kept apart: one body may so have several grades.

use super::body::{Bodies, Mention};
use super::paragraph::Paragraph;

const GRADES: [&str; 5] = ["requires improvement", "outstanding", "good", "adequate", "inadequate"];
const VERBS: [&str; 3] = ["graded", "rated", "judged"];
/// The most characters of a body's name and the words around it.
const LONGEST_NAME: usize = 120;
const QUOTES: [char; 7] = ['‘', '’', '“', '”', '\'', '"', ' '];

/// A grade of one body, and the line it stands on, counted from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub body: String,
    pub grade: String,
    pub line: usize,
}

/// Every grade that the paragraphs give, each once, in their order.
pub(super) fn grades<'a>(paragraphs: impl Iterator<Item = &'a Paragraph>, bodies: &Bodies) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for paragraph in paragraphs {
        for (body, grade) in in_paragraph(&paragraph.text, bodies) {
            if !found.iter().any(|known| known.body == body && known.grade == grade) {
                found.push(Found { body, grade: grade.to_string(), line: paragraph.line() });
            }
        }
    }
    found
}

/// Whether a paragraph gives a grade, and so is nothing that is asked.
pub(super) fn is_grade(text: &str, bodies: &Bodies) -> bool {
    !in_paragraph(text, bodies).is_empty()
}

fn in_paragraph(text: &str, bodies: &Bodies) -> Vec<(String, &'static str)> {
    let lower = text.to_ascii_lowercase();
    if !GRADES.iter().any(|grade| lower.contains(grade)) && !lower.contains("requiring improvement") {
        return Vec::new();
    }
    let in_table = row(text, bodies);
    if !in_table.is_empty() {
        return in_table;
    }
    text.split(". ").flat_map(|sentence| in_sentence(sentence, bodies)).collect()
}

/// "Durham – outstanding", "Durham: Good".
fn row(text: &str, bodies: &Bodies) -> Vec<(String, &'static str)> {
    let mentions = bodies.mentions(text);
    let [mention] = mentions.as_slice() else { return Vec::new() };
    let rest = text[mention.end..].trim_start();
    let separated = rest.strip_prefix(['–', '—', '-', ':']);
    let graded = separated.and_then(grade_at).filter(|(_, rest)| rest.trim_matches(['.', ' ']).is_empty());
    let alone = mention.start == 0;
    graded.filter(|_| alone).map(|(grade, _)| (mention.name.clone(), grade)).into_iter().collect()
}

fn in_sentence(sentence: &str, bodies: &Bodies) -> Vec<(String, &'static str)> {
    let lower = sentence.to_ascii_lowercase();
    let mut found = Vec::new();
    let mut from = 0;
    while let Some((verb, end)) = verb_after(&lower, from) {
        let (before, after) = (&sentence[from..verb], &sentence[end..]);
        if is_passive(before) {
            if let Some((grade, _)) = grade_at(after) {
                found.extend(subjects(before, bodies).into_iter().map(|body| (body, grade)));
            }
        } else if let Some(object) = bodies.mentions(near(after)).first().filter(|object| object.start <= 5)
            && let Some((grade, _)) = grade_at(&after[object.end..])
        {
            found.push((object.name.clone(), grade));
        }
        from = end;
    }
    found
}

fn verb_after(lower: &str, from: usize) -> Option<(usize, usize)> {
    let places = VERBS.iter().filter_map(|verb| {
        let at = from + lower[from..].find(&format!(" {verb} "))? + 1;
        Some((at, at + verb.len()))
    });
    places.min()
}

/// The beginning of a text, long enough for the name of any body.
fn near(text: &str) -> &str {
    text.char_indices().nth(LONGEST_NAME).map_or(text, |(end, _)| &text[..end])
}

fn is_passive(before: &str) -> bool {
    let last = before.split_whitespace().next_back().unwrap_or("");
    ["was", "were", "is", "are", "been", "being"].contains(&last.to_ascii_lowercase().as_str())
}

/// The grade that a text begins with, after quotation marks and "as", and what follows.
fn grade_at(text: &str) -> Option<(&'static str, &str)> {
    let mut rest = text.trim_start_matches(QUOTES);
    for small in ["as ", "overall ", "overall as "] {
        rest = rest.strip_prefix(small).unwrap_or(rest).trim_start_matches(QUOTES);
    }
    let lower = rest.to_ascii_lowercase();
    let is_whole = |length: usize| !rest[length..].starts_with(char::is_alphanumeric);
    if lower.starts_with("requiring improvement") {
        return Some((GRADES[0], &rest["requiring improvement".len()..]));
    }
    let grade = GRADES.iter().find(|grade| lower.starts_with(**grade) && is_whole(grade.len()))?;
    Some((grade, rest[grade.len()..].trim_start_matches(QUOTES)))
}

/// Who was graded: the last body before the verb, and those joined to it by a comma or "and".
fn subjects(before: &str, bodies: &Bodies) -> Vec<String> {
    let mentions = bodies.mentions(before);
    if mentions.is_empty() {
        let words = before.to_ascii_lowercase();
        let is_force =
            ["the force was ", "the force is ", "the force has been "].iter().any(|end| words.ends_with(end));
        return if is_force { vec![bodies.home.clone()] } else { Vec::new() };
    }
    let joined = |pair: &[Mention]| {
        let between = before[pair[0].end..pair[1].start].trim();
        matches!(between, "," | "and" | ", and" | "and the" | ", the" | "&")
    };
    let first = (1..mentions.len()).rev().find(|at| !joined(&mentions[at - 1..=*at])).unwrap_or(0);
    mentions[first..].iter().map(|mention| mention.name.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(String, &'static str)> {
        in_paragraph(text, &Bodies::new("Cleveland Police", &[]))
    }

    fn pair(body: &str, grade: &'static str) -> (String, &'static str) {
        (body.to_string(), grade)
    }

    #[test]
    fn a_grade_is_read_from_a_sentence() {
        let durham = [pair("Durham Constabulary", "good")];
        for text in [
            "Durham was rated good at custody.",
            "Durham Constabulary has been judged as ‘good’.",
            "The report is fair. Durham was graded Good",
            "HMICFRS has rated Durham 'good' at custody",
            "Cleveland is told that Durham was graded good",
            "Durham – Good",
        ] {
            assert_eq!(read(text), durham, "{text}");
        }
        assert_eq!(
            read("The force was graded as requiring improvement"),
            [pair("Cleveland Police", "requires improvement")]
        );
        assert_eq!(
            read("NWROCU was graded inadequate"),
            [pair("North West Regional Organised Crime Unit", "inadequate")]
        );
    }

    #[test]
    fn several_bodies_may_share_a_grade_or_a_sentence() {
        let both = [pair("Kent Police", "good"), pair("Essex Police", "good")];
        assert_eq!(read("Kent and Essex were graded good"), both);
        let each = [pair("Kent Police", "good"), pair("Essex Police", "adequate")];
        assert_eq!(read("Kent was graded good and Essex was graded adequate"), each);
    }

    #[test]
    fn praise_is_no_grade() {
        for text in [
            "Durham has good relationships with Cleveland.",
            "The force delivers a \"good\" service.",
            "Durham was rated goodly",
            "Staff were graded good",
        ] {
            assert_eq!(read(text), [], "{text}");
        }
    }
}
