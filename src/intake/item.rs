//! The things asked, as they stand: each occurrence with its words, its lines and, in the force's response,
//! the narrative under it. That two occurrences are one thing is found in `proposal`.

use super::Note;
use super::asked::{Announcement, announcement};
use super::body::Bodies;
use super::form::{Label, Section, label};
use super::grade::is_grade;
use super::markdown::Mark;
use super::paragraph::{Paragraph, TOLD_EVERY};
use crate::journey::inspection::Kind;
use crate::journey::text::quoted;
use crate::progress::{Cancelled, Progress, Step};

/// Words that say what somebody ought to do, or what is wanting.
const DUTIES: [&str; 18] = [
    " should ",
    " must ",
    " needs to ",
    " need to ",
    " needs ",
    " ought to ",
    "doesn't ",
    "does not ",
    " isn't ",
    " is not ",
    " aren't ",
    " are not ",
    "don't ",
    " do not ",
    " lacks ",
    " has not ",
    "hasn't ",
    " can't ",
];

/// One place in the document where something is asked.
#[derive(Debug, Clone)]
pub(super) struct Occurrence {
    pub section: Section,
    /// What it is called there; unknown where the force's response only numbers it.
    pub kind: Option<Kind>,
    /// Its words; none where the force's response refers to it by its number alone.
    pub text: String,
    pub lines: Vec<usize>,
    /// Its number among those of its kind, where it has one.
    pub number: Option<u32>,
    /// The bodies that its announcement names.
    pub bodies: Vec<String>,
    /// What the force says under it, each paragraph with its line.
    pub narrative: Vec<(usize, String)>,
    /// The words of a line that sets its deadline.
    pub deadline: Option<String>,
    /// The line of the cause of concern that it stands under.
    pub cause_line: Option<usize>,
}

/// Every occurrence in the summary and in the force's response, in the document's order.
pub(super) fn occurrences(
    paragraphs: &[Paragraph],
    bodies: &Bodies,
    notes: &mut Vec<Note>,
    progress: &Progress,
) -> Result<Vec<Occurrence>, Cancelled> {
    let mut told = Told { progress, done: 0, of: paragraphs.len() as u64 };
    let mut found = Vec::new();
    for part in paragraphs.chunk_by(|one, next| one.section == next.section) {
        match part[0].section {
            Section::Details | Section::Summary => {
                found.extend(Reader::new(part, bodies).read(notes, &mut told)?)
            }
            Section::ForceResponse => {
                let mut answered = Reader::new(part, bodies).read(notes, &mut told)?;
                if let Some(last) = answered.last_mut() {
                    part_from_the_closing_words(last, notes);
                }
                found.extend(answered);
            }
            // The commissioner comments on what was asked, and asks nothing.
            Section::LocalPolicingBodyResponse | Section::OfficeUse => {}
        }
    }
    Ok(found)
}

/// How many paragraphs were looked through.
struct Told<'a> {
    progress: &'a Progress,
    done: u64,
    of: u64,
}

impl Told<'_> {
    fn one_more(&mut self) -> Result<(), Cancelled> {
        self.done += 1;
        self.progress.said_now_and_then(Step::Finding, self.done, self.of, TOLD_EVERY)
    }
}

/// The last item is followed by words about all of them; they are not its narrative.
fn part_from_the_closing_words(last: &mut Occurrence, notes: &mut Vec<Note>) {
    let closes = |(_, words): &(usize, String)| {
        let start = words.to_lowercase();
        let mut first = start.split_whitespace().take(5);
        first.any(|word| matches!(word, "recommendations" | "actions" | "afis" | "areas"))
    };
    while let Some((line, words)) = last.narrative.pop_if(|words| closes(words)) {
        if last.narrative.is_empty() {
            // The only words under an item are its answer, whatever they say.
            last.narrative.push((line, words));
            break;
        }
        notes.push(Note::at(line, format!("taken as closing words, not as an answer: {}", quoted(&words))));
    }
}

struct Reader<'a> {
    paragraphs: &'a [Paragraph],
    bodies: &'a Bodies,
    /// In the force's response words under an item are its narrative.
    is_response: bool,
    /// What was last announced, and how many items have followed it.
    announced: Option<Announcement>,
    followed: usize,
    next_number: u32,
    /// Whether the last item ended in a colon, so that bullets belong to it.
    is_list_open: bool,
    /// Whether the numbered items of this part are emphasised; then other numbers are not items.
    are_emphasised: Option<bool>,
    cause_line: Option<usize>,
    found: Vec<Occurrence>,
}

impl<'a> Reader<'a> {
    fn new(paragraphs: &'a [Paragraph], bodies: &'a Bodies) -> Reader<'a> {
        Reader {
            paragraphs,
            bodies,
            is_response: paragraphs[0].section == Section::ForceResponse,
            announced: None,
            followed: 0,
            next_number: 1,
            is_list_open: false,
            are_emphasised: None,
            cause_line: None,
            found: Vec::new(),
        }
    }

    fn read(mut self, notes: &mut Vec<Note>, told: &mut Told) -> Result<Vec<Occurrence>, Cancelled> {
        for paragraph in self.paragraphs {
            self.take(paragraph, notes);
            told.one_more()?;
        }
        Ok(self.found)
    }

    fn take(&mut self, paragraph: &Paragraph, notes: &mut Vec<Note>) {
        if let Some(announced) = announcement(&paragraph.text, self.bodies) {
            return self.announce(announced, paragraph);
        }
        match label(&paragraph.text) {
            Some((Label::Deadline, words)) if !words.is_empty() => return self.set_deadline(words),
            Some((Label::Title | Label::Published | Label::Kinds | Label::Sent | Label::Online, _))
                if !self.is_response =>
            {
                return;
            }
            _ => {}
        }
        if self.is_next_number(paragraph) {
            self.next_number += 1;
            self.are_emphasised = Some(paragraph.is_emphasised);
            self.push(paragraph, &paragraph.text);
        } else if self.is_rest_of_list(paragraph) {
            self.lengthen(paragraph);
        } else if self.is_response {
            self.take_in_response(paragraph);
        } else {
            self.take_in_summary(paragraph, notes);
        }
    }

    fn announce(&mut self, announced: Announcement, paragraph: &Paragraph) {
        if announced.kind == Kind::AreaForImprovement {
            self.cause_line = None;
        }
        let words = announced.words.clone();
        self.announced = Some(announced);
        self.followed = 0;
        self.next_number = 1;
        self.are_emphasised = None;
        self.is_list_open = false;
        if let Some(words) = words {
            self.push(paragraph, &words);
        }
    }

    fn set_deadline(&mut self, words: &str) {
        if let Some(last) = self.found.last_mut() {
            last.deadline.get_or_insert_with(|| words.to_string());
        }
    }

    /// Whether a paragraph carries the next number of the list of things asked. A list inside a narrative
    /// starts again at one, or is not emphasised as the things asked are.
    fn is_next_number(&self, paragraph: &Paragraph) -> bool {
        let is_expected = paragraph.mark == Mark::Number(self.next_number);
        let is_alike = self.are_emphasised.is_none_or(|emphasised| emphasised == paragraph.is_emphasised);
        // An announcement that was already followed by words has its item; its numbers belong to the answer.
        let is_open = match &self.announced {
            Some(announced) => announced.is_several || self.followed == 0 || self.next_number > 1,
            None => self.is_response,
        };
        is_expected && is_alike && is_open
    }

    /// A bullet under "the force should:".
    fn is_rest_of_list(&self, paragraph: &Paragraph) -> bool {
        let is_list = matches!(paragraph.mark, Mark::Bullet | Mark::Number(_));
        let is_unanswered = self.found.last().is_some_and(|last| last.narrative.is_empty());
        is_list && self.is_list_open && is_unanswered
    }

    fn lengthen(&mut self, paragraph: &Paragraph) {
        if let Some(last) = self.found.last_mut() {
            let is_first = last.text.ends_with(':');
            let is_joined = is_first || last.text.ends_with([';', ',']) || last.text.ends_with(" and");
            last.text.push_str(if is_joined { " " } else { "; " });
            last.text.push_str(&paragraph.text);
            last.lines.extend(&paragraph.lines);
        }
    }

    fn take_in_response(&mut self, paragraph: &Paragraph) {
        let is_first = self.followed == 0;
        if let Some(announced) = self.announced.as_ref().filter(|_| is_first) {
            // Under "Recommendation 2" stand its words, or the answer to it at once.
            let is_answer = announced.number.is_some() && !paragraph.is_emphasised && !asks(&paragraph.text);
            self.push(paragraph, if is_answer { "" } else { &paragraph.text });
            if is_answer && let Some(last) = self.found.last_mut() {
                last.narrative.push((paragraph.line(), paragraph.text.clone()));
            }
        } else if let Some(last) = self.found.last_mut().filter(|_| !paragraph.is_heading) {
            last.narrative.push((paragraph.line(), paragraph.text.clone()));
        }
    }

    fn take_in_summary(&mut self, paragraph: &Paragraph, notes: &mut Vec<Note>) {
        let Some(announced) = &self.announced else { return };
        if is_grade(&paragraph.text, self.bodies)
            || paragraph.is_heading
            || (!announced.is_several && self.followed > 0)
        {
            self.announced = None;
        } else if matches!(paragraph.mark, Mark::Bullet | Mark::Number(_)) || asks(&paragraph.text) {
            self.push(paragraph, &paragraph.text);
        } else {
            notes.push(Note::at(
                paragraph.line(),
                format!("left out, as it does not read like something asked: {}", quoted(&paragraph.text)),
            ));
            self.announced = None;
        }
    }

    fn push(&mut self, paragraph: &Paragraph, text: &str) {
        let kind = self.announced.as_ref().map(|announced| announced.kind);
        if kind == Some(Kind::CauseOfConcern) {
            self.cause_line = Some(paragraph.line());
        }
        let number = match paragraph.mark {
            Mark::Number(number) => Some(number),
            _ => self.announced.as_ref().and_then(|announced| announced.number),
        };
        self.followed += 1;
        self.is_list_open = text.ends_with(':');
        self.found.push(Occurrence {
            section: paragraph.section,
            kind,
            text: text.to_string(),
            lines: paragraph.lines.clone(),
            number,
            bodies: self.announced.as_ref().map(|announced| announced.bodies.clone()).unwrap_or_default(),
            narrative: Vec::new(),
            deadline: None,
            cause_line: self.cause_line.filter(|_| kind == Some(Kind::Recommendation)),
        });
    }
}

fn asks(text: &str) -> bool {
    let text = format!(" {} ", text.to_lowercase().replace('’', "'").replace([',', ':', ';', '.'], " "));
    DUTIES.iter().any(|duty| text.contains(duty))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::paragraph::paragraphs;
    use crate::intake::read_bytes;

    fn read(text: &str) -> (Vec<Occurrence>, Vec<Note>) {
        let document = read_bytes("paper.txt", text.as_bytes()).expect("a document");
        let bodies = Bodies::new("Cleveland Police", &document.lines);
        let mut notes = Vec::new();
        {
            let unwatched = Progress::unwatched();
            let paragraphs = paragraphs(&document, &bodies, &unwatched).unwrap();
            (occurrences(&paragraphs, &bodies, &mut notes, &unwatched).unwrap(), notes)
        }
    }

    fn texts(text: &str) -> Vec<String> {
        read(text).0.into_iter().map(|found| found.text).collect()
    }

    #[test]
    fn a_list_ends_where_nothing_is_asked_any_more() {
        let (found, notes) = read(
            "Areas for improvement\n\nThe force should count.\n\nThe force doesn’t weigh.\n\nInspectors liked the tea.\n\nIt should rain.",
        );
        let texts: Vec<&str> = found.iter().map(|found| found.text.as_str()).collect();
        assert_eq!(texts, ["The force should count.", "The force doesn’t weigh."]);
        assert_eq!(
            notes,
            [Note::at(7, "left out, as it does not read like something asked: `Inspectors liked the tea.`")]
        );
    }

    #[test]
    fn one_area_is_one_thing() {
        assert_eq!(
            texts("Area for improvement\n\nThe force should count.\n\nIt should rain."),
            ["The force should count."]
        );
    }

    #[test]
    fn bullets_under_a_colon_are_one_thing() {
        let text = "Recommendation\n\nThe force should:\n\n- count;\n- weigh; and\n- record\n\nNext";
        assert_eq!(texts(text), ["The force should: count; weigh; and record"]);
    }

    #[test]
    fn the_words_under_a_numbered_item_are_its_narrative() {
        let (found, notes) = read(
            "## FORCE RESPONSE\n\nThese 2 actions were discussed:\n\n1. *Count the keys.*\n\nWe will:\n\n1. buy a book\n2. fill it\n\n\
             2. *Weigh the dogs.*\n\nA scale was bought.\n\nThe actions will be closed in time.",
        );
        assert_eq!(found.len(), 2);
        let words =
            |at: usize| found[at].narrative.iter().map(|(_, words)| words.as_str()).collect::<Vec<_>>();
        assert_eq!(words(0), ["We will:", "buy a book", "fill it"]);
        assert_eq!(words(1), ["A scale was bought."]);
        assert_eq!(notes.len(), 1);
    }

    #[test]
    fn a_recommendation_stands_under_its_cause_of_concern() {
        let (found, _) = read(
            "Cause of concern\n\nThe force does not answer.\n\nRecommendations\n\n1. Answer.\n2. Listen.\n\nArea for improvement\n\nThe force should smile.",
        );
        let causes: Vec<Option<usize>> = found.iter().map(|found| found.cause_line).collect();
        assert_eq!(causes, [None, Some(3), Some(3), None]);
    }

    #[test]
    fn a_line_may_set_the_deadline() {
        let (found, _) = read("Recommendation 1\n\nThe force should count.\n\nDeadline: by March 2024");
        assert_eq!(found[0].deadline.as_deref(), Some("by March 2024"));
    }

    #[test]
    fn a_commissioner_asks_nothing() {
        assert_eq!(texts("## PCC RESPONSE\n\nRecommendation 1: the force should count."), [""; 0]);
    }
}
