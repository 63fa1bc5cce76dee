//! Lines become paragraphs: a broken sentence is made whole again, and each paragraph knows its lines
//! and its section of the form.

use super::asked::announcement;
use super::body::Bodies;
use super::form::{Section, label, section};
use super::markdown::{Bare, Mark, bare};
use super::reading::{Document, LONGEST_LINE};
use crate::progress::{Cancelled, Progress, Step};

/// Wider text than this was not broken by hand.
const WIDEST_WRAP: usize = 120;
/// Shorter lines than this end where their writer wanted.
const NARROWEST_WRAP: usize = 50;

/// A few milliseconds of work.
pub(super) const TOLD_EVERY: u64 = 256;

/// One paragraph, heading, or item of a list.
#[derive(Debug)]
pub(super) struct Paragraph {
    pub section: Section,
    /// The words without marks, on one line.
    pub text: String,
    /// The numbers of its lines, counted from 1.
    pub lines: Vec<usize>,
    pub mark: Mark,
    pub is_heading: bool,
    pub is_emphasised: bool,
    /// The length of its last line, by which a broken line is known.
    last_length: usize,
}

impl Paragraph {
    /// The first line, counted from 1.
    pub fn line(&self) -> usize {
        self.lines[0]
    }
}

/// The paragraphs of a document, in order. The headings that open a section are not among them.
pub(super) fn paragraphs(
    document: &Document,
    bodies: &Bodies,
    progress: &Progress,
) -> Result<Vec<Paragraph>, Cancelled> {
    let of = document.lines.len() as u64;
    let widest = document.lines.iter().map(|line| line.trim_end().chars().count()).max().unwrap_or(0);
    let mut joined =
        Joiner { bodies, widest, section: Section::Details, after_gap: true, paragraphs: Vec::new() };
    for (number, line) in (1..).zip(&document.lines) {
        joined.take(number, line);
        progress.said_now_and_then(Step::Document, number as u64, of, TOLD_EVERY)?;
    }
    Ok(joined.paragraphs)
}

struct Joiner<'a> {
    bodies: &'a Bodies,
    widest: usize,
    section: Section,
    after_gap: bool,
    paragraphs: Vec<Paragraph>,
}

impl Joiner<'_> {
    fn take(&mut self, number: usize, line: &str) {
        let read = bare(line);
        if read.text.is_empty() {
            self.after_gap = true;
            return;
        }
        if let Some(section) = section(&read) {
            self.section = section;
            self.after_gap = true;
            return;
        }
        let length = line.trim_end().chars().count();
        match self.continued(&read) {
            Some(paragraph) => {
                paragraph.text.push(' ');
                paragraph.text.push_str(&read.text);
                paragraph.lines.push(number);
                paragraph.last_length = length;
            }
            None => self.paragraphs.push(Paragraph {
                section: self.section,
                text: read.text,
                lines: vec![number],
                mark: read.mark,
                is_heading: read.is_heading,
                is_emphasised: read.is_emphasised,
                last_length: length,
            }),
        }
        self.after_gap = false;
    }

    /// The paragraph that the next line goes on with.
    fn continued(&mut self, next: &Bare) -> Option<&mut Paragraph> {
        let (after_gap, widest, bodies, section) = (self.after_gap, self.widest, self.bodies, self.section);
        let last = self
            .paragraphs
            .last_mut()
            .filter(|last| last.section == section && last.text.len() < LONGEST_LINE)?;
        if next.mark != Mark::None || next.is_heading || last.is_heading || label(&next.text).is_some() {
            return None;
        }
        let is_broken = if after_gap {
            goes_on(&next.text) && !last.text.ends_with(['.', '!', '?', ':', ';'])
        } else {
            goes_on(&next.text) || did_not_fit(last.last_length, &next.text, widest)
        };
        (is_broken && !stands_alone(last, bodies)).then_some(last)
    }
}

/// A line that begins in lower case is the rest of a sentence.
fn goes_on(text: &str) -> bool {
    text.starts_with(char::is_lowercase)
}

/// Whether a line ended because the next word would have made it wider than the text is.
fn did_not_fit(length: usize, next: &str, widest: usize) -> bool {
    let word = next.split(' ').next().unwrap_or("").chars().count();
    (NARROWEST_WRAP..=WIDEST_WRAP).contains(&widest) && length + 1 + word > widest && length >= NARROWEST_WRAP
}

/// An announcement and a label without a value end where their line ends.
fn stands_alone(paragraph: &Paragraph, bodies: &Bodies) -> bool {
    let is_one_line = paragraph.lines.len() == 1;
    let is_bare_label = || label(&paragraph.text).is_some_and(|(_, value)| value.is_empty());
    let is_announcement = || announcement(&paragraph.text, bodies).is_some_and(|found| found.words.is_none());
    is_one_line && (is_bare_label() || is_announcement())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::read_bytes;

    fn texts(text: &str) -> Vec<String> {
        let document = read_bytes("paper.txt", text.as_bytes()).expect("a document");
        let bodies = Bodies::new("Cleveland Police", &[]);
        let found = paragraphs(&document, &bodies, &Progress::unwatched()).unwrap();
        found.iter().map(|p| format!("{:?} {}", p.lines, p.text)).collect()
    }

    #[test]
    fn a_sentence_broken_by_a_blank_line_is_made_whole() {
        assert_eq!(
            texts("The force should train every\n\nofficer.\n\nthis is new"),
            ["[1, 3] The force should train every officer.", "[5] this is new",]
        );
    }

    #[test]
    fn lines_that_stand_apart_stay_apart() {
        assert_eq!(
            texts("Fraud\nFirearms\n\nCounty lines\n- one\n- two\n  more\n1. three"),
            ["[1] Fraud", "[2] Firearms", "[4] County lines", "[5] one", "[6, 7] two more", "[8] three",]
        );
    }

    #[test]
    fn an_announcement_does_not_swallow_what_it_announces() {
        assert_eq!(
            texts("Areas for improvement\n\nthe force should count\n\nTitle of inspection:\ncustody"),
            [
                "[1] Areas for improvement",
                "[3] the force should count",
                "[5] Title of inspection:",
                "[6] custody",
            ]
        );
    }

    #[test]
    fn text_broken_at_a_width_is_made_whole() {
        let wrapped = "The force should work with its partners and with the British\nTransport Police \
                       to find the people who are most at risk of\nHarm.\n\nFraud\nTheft";
        assert_eq!(
            texts(wrapped),
            [
                "[1, 2, 3] The force should work with its partners and with the British Transport Police to find \
             the people who are most at risk of Harm.",
                "[5] Fraud",
                "[6] Theft",
            ]
        );
    }
}
