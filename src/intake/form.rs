//! The form that commissioners publish their responses in: its sections, its labels and the details that
//! stand beside them. What is asked and how the force answers is for `item`.

use chrono::NaiveDate;

use super::markdown::{Bare, Mark};
use super::paragraph::Paragraph;
use super::{Note, Problem};
use crate::journey::deadline::{NotADate, in_words, read_whole_date};
use crate::journey::text::quoted;

/// A part of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Section {
    Details,
    Summary,
    ForceResponse,
    LocalPolicingBodyResponse,
    OfficeUse,
}

/// How the heading of each section begins, in lower case.
const HEADINGS: [(&str, Section); 15] = [
    ("inspection details", Section::Details),
    ("executive summary", Section::Summary),
    ("summary of report", Section::Summary),
    ("force response", Section::ForceResponse),
    ("response by the force", Section::ForceResponse),
    ("chief constable's response", Section::ForceResponse),
    ("chief constable's comments", Section::ForceResponse),
    ("pcc response", Section::LocalPolicingBodyResponse),
    ("pcc's response", Section::LocalPolicingBodyResponse),
    ("lpb response", Section::LocalPolicingBodyResponse),
    ("local policing body response", Section::LocalPolicingBodyResponse),
    ("commissioner's response", Section::LocalPolicingBodyResponse),
    ("police and crime commissioner", Section::LocalPolicingBodyResponse),
    ("mayor's response", Section::LocalPolicingBodyResponse),
    ("for office use", Section::OfficeUse),
];

/// Headings that are known even in plain text, without capitals or marks.
const PLAIN_HEADINGS: [&str; 9] = [
    "inspection details",
    "executive summary",
    "executive summary of report",
    "force response",
    "force response to recommendations",
    "pcc response",
    "pcc response to inspection",
    "lpb response",
    "for office use only",
];

/// The section that a line opens, if it is the heading of one.
pub(super) fn section(line: &Bare) -> Option<Section> {
    let title = line.text.trim_end_matches(':').replace('’', "'").to_lowercase();
    let known = HEADINGS.iter().find(|(start, _)| title.starts_with(start)).map(|(_, section)| *section);
    let section = known.or_else(|| commissioners_response(&title))?;
    let is_capitals = !line.text.chars().any(char::is_lowercase);
    let looks_so =
        line.is_heading || line.is_emphasised || is_capitals || PLAIN_HEADINGS.contains(&title.as_str());
    let is_commissioners_name = title.starts_with("police and crime") && !title.contains("response");
    let is_item = matches!(line.mark, Mark::Bullet);
    let is_sentence = title.ends_with('.') || title.split(' ').count() > 12;
    (looks_so && !is_commissioners_name && !is_item && !is_sentence).then_some(section)
}

/// "Response of the Police and Crime Commissioner"; with "to" it is the title of the whole document.
fn commissioners_response(title: &str) -> Option<Section> {
    let is_response = title.starts_with("response by ") || title.starts_with("response of ");
    let is_theirs = ["commissioner", "pcc", "local policing body"].iter().any(|name| title.contains(name));
    (is_response && is_theirs && !title.contains(" to ")).then_some(Section::LocalPolicingBodyResponse)
}

/// What a labelled line holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Label {
    Title,
    Published,
    Kinds,
    Sent,
    Online,
    Deadline,
}

/// The labels in lower case; the longer before the shorter that it begins with.
const LABELS: [(&str, Label); 30] = [
    ("title of inspection", Label::Title),
    ("title of report", Label::Title),
    ("inspection title", Label::Title),
    ("report title", Label::Title),
    ("title", Label::Title),
    ("date inspection published", Label::Published),
    ("date report published", Label::Published),
    ("date of publication", Label::Published),
    ("date published", Label::Published),
    ("publication date", Label::Published),
    ("inspection published", Label::Published),
    ("report published", Label::Published),
    ("type of inspection", Label::Kinds),
    ("inspection type", Label::Kinds),
    ("date sent/forwarded to home office", Label::Sent),
    ("date sent/forwarded to the home office", Label::Sent),
    ("date response forwarded to home office", Label::Sent),
    ("date forwarded to home office", Label::Sent),
    ("date sent to home office", Label::Sent),
    ("response forwarded to home office", Label::Sent),
    ("response forwarded to the home office", Label::Sent),
    ("response sent to home office", Label::Sent),
    ("forwarded to home office", Label::Sent),
    ("sent to home office", Label::Sent),
    ("date forwarded", Label::Sent),
    ("date sent", Label::Sent),
    ("response published", Label::Online),
    ("date response published", Label::Online),
    ("deadline", Label::Deadline),
    ("timescale", Label::Deadline),
];

/// Reads a paragraph as a label and its value; the value may be empty, and stand in the next paragraph.
pub(super) fn label(text: &str) -> Option<(Label, &str)> {
    let lower = text.to_ascii_lowercase();
    let (words, label) = LABELS.iter().find(|(words, _)| lower.starts_with(words))?;
    let mut rest = &text[words.len()..];
    if *label == Label::Online
        && let Some(at) = lower.find("website")
    {
        rest = &text[at + "website".len()..];
    }
    if rest.starts_with(" (")
        && let Some(end) = rest.find(')')
    {
        rest = &rest[end + 1..];
    }
    let separators = ['–', '—', '-', ':', '|'];
    let value = rest.trim_start().trim_start_matches(separators).trim();
    let is_label = rest.is_empty()
        || rest.trim_start().starts_with(separators)
        || rest.starts_with(' ') && value.starts_with(|c: char| c.is_ascii_digit());
    is_label.then_some((*label, value))
}

/// The details of the inspection, each with its line.
#[derive(Debug, Default)]
pub(super) struct Details {
    pub title: Option<(String, usize)>,
    pub published: Option<(NaiveDate, usize)>,
    pub kinds: Vec<String>,
    pub sent: Option<(NaiveDate, usize)>,
    pub online: Option<(NaiveDate, usize)>,
    /// Whether the labels were there, with or without a value that can be used.
    pub has_title_label: bool,
    pub has_date_label: bool,
}

/// Reads the details, and says what is wrong with them and what was left out.
pub(super) fn details(
    paragraphs: &[Paragraph],
    today: NaiveDate,
    problems: &mut Vec<Problem>,
    notes: &mut Vec<Note>,
) -> Details {
    let mut details = Details::default();
    for (index, paragraph) in paragraphs.iter().enumerate() {
        // A narrative may begin with "Published on …"; only these parts of the form have labels.
        if !matches!(paragraph.section, Section::Details | Section::Summary | Section::OfficeUse) {
            continue;
        }
        let Some((label, value)) = label(&paragraph.text) else { continue };
        let (value, line) = value_of(value, &paragraphs[index..]);
        details.take(label, value, line, &paragraphs[index..], problems, notes);
    }
    details.judge(today, problems);
    details
}

impl Details {
    fn take(
        &mut self,
        label: Label,
        value: &str,
        line: usize,
        from: &[Paragraph],
        problems: &mut Vec<Problem>,
        notes: &mut Vec<Note>,
    ) {
        match label {
            Label::Title => {
                self.has_title_label = true;
                if value.is_empty() {
                    problems.push(Problem::at(line, "the title of the inspection is empty"));
                } else if self.title.is_none() {
                    self.title = Some((value.to_string(), line));
                }
            }
            Label::Published => {
                self.has_date_label = true;
                self.take_published(value, line, problems, notes);
            }
            Label::Kinds => self.kinds = ticked(from),
            Label::Sent | Label::Online => {
                let date = (!value.is_empty()).then(|| receipt(value, line, problems, notes)).flatten();
                let place = if label == Label::Sent { &mut self.sent } else { &mut self.online };
                *place = place.or(date.map(|date| (date, line)));
            }
            Label::Deadline => {}
        }
    }

    fn take_published(
        &mut self,
        value: &str,
        line: usize,
        problems: &mut Vec<Problem>,
        notes: &mut Vec<Note>,
    ) {
        match whole_date(value) {
            _ if value.is_empty() => problems.push(Problem::at(line, "the date of publication is empty")),
            Err(error) => problems.push(Problem::at(line, error.to_string())),
            Ok(date) => match self.published {
                None => self.published = Some((date, line)),
                Some((first, at)) if first != date => notes.push(Note::at(
                    line,
                    format!(
                        "the publication date is {} here and {} on line {at}, which was taken",
                        in_words(date),
                        in_words(first)
                    ),
                )),
                Some(_) => {}
            },
        }
    }

    /// What cannot be true of the dates together.
    fn judge(&self, today: NaiveDate, problems: &mut Vec<Problem>) {
        let dated = [
            ("the publication date", self.published),
            ("the date sent to the Home Office", self.sent),
            ("the date the response was published", self.online),
        ];
        for (name, date) in dated {
            if let Some((date, line)) = date.filter(|(date, _)| *date > today) {
                let words =
                    format!("{name}, {}, lies in the future: today is {}", in_words(date), in_words(today));
                problems.push(Problem::at(line, words));
            }
        }
        let Some((published, at)) = self.published else { return };
        for (name, date) in &dated[1..] {
            if let Some((date, line)) = date.filter(|(date, _)| *date < published) {
                let words = format!(
                    "{name}, {}, lies before publication, {} (line {at})",
                    in_words(date),
                    in_words(published)
                );
                problems.push(Problem::at(line, words));
            }
        }
    }
}

/// The value beside a label or, where there is none, in the next paragraph; with its line.
fn value_of<'a>(value: &'a str, from: &'a [Paragraph]) -> (&'a str, usize) {
    let here = &from[0];
    let Some(next) = from.get(1).filter(|next| value.is_empty() && next.section == here.section) else {
        return (value, here.line());
    };
    let is_value = !next.is_heading && label(&next.text).is_none();
    let needs_date = matches!(label(&here.text), Some((Label::Sent | Label::Online, _)));
    let is_date = || !matches!(whole_date(&next.text), Err(NotADate::Unreadable { .. }));
    if is_value && (!needs_date || is_date()) { (&next.text, next.line()) } else { (value, here.line()) }
}

/// A whole date, with or without a remark in brackets behind it.
fn whole_date(value: &str) -> Result<NaiveDate, NotADate> {
    read_whole_date(value.split(['(', ';']).next().unwrap_or(value).trim())
}

/// A date of a receipt. Words without a figure ("not yet") are no date, and no mistake.
fn receipt(
    value: &str,
    line: usize,
    problems: &mut Vec<Problem>,
    notes: &mut Vec<Note>,
) -> Option<NaiveDate> {
    match whole_date(value) {
        Ok(date) => Some(date),
        Err(error) if value.contains(|c: char| c.is_ascii_digit()) => {
            problems.push(Problem::at(line, error.to_string()));
            None
        }
        Err(_) => {
            notes.push(Note::at(line, format!("left out: {} is no date", quoted(value))));
            None
        }
    }
}

const TICKS: [&str; 7] = ["☒", "☑", "✓", "✔", "✗", "[x]", "[X]"];
const BOXES: [&str; 3] = ["☐", "□", "[ ]"];

/// The ticked kinds, where the ticks survived: the words after a tick, or before it where ticks stand behind.
fn ticked(from: &[Paragraph]) -> Vec<String> {
    let inside = from.iter().take_while(|p| p.line() == from[0].line() || label(&p.text).is_none());
    let near = inside.take_while(|p| p.section == from[0].section && !p.text.ends_with('?')).take(8);
    near.flat_map(|paragraph| {
        let text = label(&paragraph.text).map_or(paragraph.text.as_str(), |(_, value)| value);
        ticked_on_line(text)
    })
    .collect()
}

fn ticked_on_line(text: &str) -> Vec<String> {
    let mut parts: Vec<(bool, &str)> = Vec::new();
    let mut rest = text;
    let mut words_from = 0;
    let mut at = 0;
    let begins_with_mark = TICKS.iter().chain(&BOXES).any(|mark| text.starts_with(mark));
    let mut is_ticked = false;
    while let Some(character) = rest.chars().next() {
        let mark = TICKS.iter().chain(&BOXES).find(|mark| rest.starts_with(**mark));
        if let Some(mark) = mark {
            let now_ticked = TICKS.contains(mark);
            // Where boxes stand first, the words belong to the box before them; else to the one behind.
            parts.push((if begins_with_mark { is_ticked } else { now_ticked }, &text[words_from..at]));
            is_ticked = now_ticked;
            words_from = at + mark.len();
        }
        let step = mark.map_or(character.len_utf8(), |mark| mark.len());
        at += step;
        rest = &rest[step..];
    }
    parts.push((begins_with_mark && is_ticked, &text[words_from..]));
    let ticked = parts.into_iter().filter(|(is_ticked, words)| *is_ticked && !words.trim().is_empty());
    ticked.map(|(_, words)| words.trim().to_string()).collect()
}
