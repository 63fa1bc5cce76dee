//! What a reviewer should know about a document as a whole. None of it refuses anything.

use super::Note;
use super::addressee::Region;
use super::form::{Details, Label, Section, label};
use super::paragraph::Paragraph;
use super::proposal::ProposedRecommendation;
use super::reading::Document;
use crate::journey::deadline::{NotADate, read_number, read_whole_date};
use crate::journey::text::quoted;

/// The most counts of the document that are repeated.
const MOST_CLAIMS: usize = 5;

/// Kinds that are unknown, sections that are missing, characters and days that cannot be.
pub(super) fn remarks(
    document: &Document,
    paragraphs: &[Paragraph],
    details: &Details,
    region: &Region,
) -> Vec<Note> {
    let mut notes = Vec::new();
    if details.kinds.is_empty() {
        let place = paragraphs
            .iter()
            .find(|p| matches!(label(&p.text), Some((Label::Kinds, _))))
            .map(Paragraph::line);
        let words = "the kinds of inspection are unknown: tick boxes do not survive in plain text";
        notes.push(Note { line: place, ..Note::whole(words) });
    }
    if let Region { forces, line: Some(line), said: Some(said) } = region {
        notes.push(Note::at(
            *line,
            format!("the region is said to have {said} forces, and {} are named", forces.len()),
        ));
    }
    if !paragraphs.iter().any(|p| p.section == Section::ForceResponse) {
        notes.push(Note::whole(
            "the document has no section `FORCE RESPONSE`: there is no narrative of the force",
        ));
    }
    notes.extend(unseen(document));
    notes.extend(paragraphs.iter().flat_map(impossible_days));
    notes
}

/// The first line with a character that was replaced, and how many more there are.
fn unseen(document: &Document) -> Option<Note> {
    let mut lines =
        document.lines.iter().enumerate().filter(|(_, line)| line.contains(char::REPLACEMENT_CHARACTER));
    let (first, _) = lines.next()?;
    let more = match lines.count() {
        0 => String::new(),
        more => format!(", and so do {more} more lines"),
    };
    Some(Note::at(first + 1, format!("holds a character that cannot be shown, now U+FFFD{more}")))
}

/// Days in running text that are not in the calendar; nothing depends on them, so they are no problem.
fn impossible_days(paragraph: &Paragraph) -> Vec<Note> {
    if label(&paragraph.text).is_some() {
        return Vec::new();
    }
    let words: Vec<&str> = paragraph.text.split_whitespace().collect();
    let days = words.windows(3).filter(|three| three[0].starts_with(|c: char| c.is_ascii_digit()));
    let wrong = days.filter_map(|three| {
        let date = three.join(" ");
        match read_whole_date(date.trim_end_matches(|c: char| !c.is_ascii_digit())) {
            Err(error @ NotADate::NoSuchDay { .. }) => Some(Note::at(paragraph.line(), error.to_string())),
            _ => None,
        }
    });
    wrong.collect()
}

/// Where the document counts what was asked, its counts beside ours: "3 Force actions" and "two AFIs"
/// may both be right.
pub(super) fn counts(
    paragraphs: &[Paragraph],
    proposed: &[ProposedRecommendation],
    home: &str,
) -> Option<Note> {
    let claims: Vec<(u32, String, usize)> = paragraphs.iter().flat_map(claims).collect();
    if claims.iter().all(|(number, ..)| *number as usize == proposed.len()) {
        return None;
    }
    let said: Vec<String> = claims
        .iter()
        .take(MOST_CLAIMS)
        .map(|(_, words, line)| format!("line {line} says {}", quoted(words)))
        .collect();
    let alone = proposed.iter().filter(|asked| asked.ours && asked.addressees.len() == 1).count();
    let jointly = proposed.iter().filter(|asked| asked.ours && asked.addressees.len() > 1).count();
    let others = proposed.len() - alone - jointly;
    let found = format!(
        "found {alone} for {home} alone, {jointly} for {home} jointly with others and {others} for others"
    );
    Some(Note::at(claims[0].2, format!("{}; {found}", said.join(", "))))
}

/// A number before a word for things asked, with at most one word between.
fn claims(paragraph: &Paragraph) -> Vec<(u32, String, usize)> {
    let words: Vec<&str> = paragraph.text.split(' ').collect();
    let is_thing = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        matches!(word.as_str(), "actions" | "recommendations" | "afis" | "areas" | "causes")
    };
    let claim = |(at, word): (usize, &&str)| {
        let number = read_number(word)?;
        let end = (at + 1..words.len().min(at + 3)).find(|end| is_thing(words[*end]))?;
        Some((
            number,
            words[at..=end].join(" ").trim_end_matches([',', '.', ':']).to_string(),
            paragraph.line(),
        ))
    };
    words.iter().enumerate().filter_map(claim).collect()
}
