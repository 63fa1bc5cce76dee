//! The review of an import: what a document seems to say, each item with its lines,
//! to be edited or left out before anything is recorded.

use super::choosing;
use super::commands::{Do, Kind};
use super::confirm::{Agreed, Part, Wish};
use super::session::Session;
use super::view::{Left, Link, Row, Step, View};
use super::writing::{self, Written};
use crate::briefing::layout::cut;
use crate::briefing::proposal::lines as lines_in_words;
use crate::intake::{self, Proposal, ProposedRecommendation};
use crate::journey::deadline::in_words;
use crate::journey::reference::InspectionCode;
use crate::journey::text::clean_line;
use crate::ledger::Acting;

/// The first rows are the inspection's own; the recommendations follow.
const TITLE: usize = 0;
const CODE: usize = 1;
const FIRST: usize = 2;

pub struct Review {
    path: String,
    proposal: Proposal,
    code: InspectionCode,
    /// Which of the recommendations are taken in.
    taken: Vec<bool>,
    touched: bool,
}

impl Review {
    pub fn of(path: String, proposal: Proposal, code: InspectionCode) -> Review {
        let taken = vec![true; proposal.recommendations.len()];
        Review { path, proposal, code, taken, touched: false }
    }
}

impl View for Review {
    fn kind(&self) -> Kind {
        Kind::Review
    }

    fn name(&self) -> String {
        "Review, g go on".into()
    }

    fn tell(&mut self, session: &mut Session) -> Result<Vec<Row>, Left> {
        let taken = self.taken.iter().filter(|taken| **taken).count();
        session
            .talk
            .say(format!("Review, {taken} of {} taken in. Nothing is recorded yet.", self.taken.len()));
        session.talk.say("A number reads one out. edit, leave out and take in want its number. g goes on.");
        session.talk.say_all(about_inspection(&self.proposal));
        let mut rows = vec![
            Row::item(format!("title: {}", self.proposal.title), Link::Part(TITLE)),
            Row::item(format!("code: {}", self.code), Link::Part(CODE)),
        ];
        let width = session.talk.width().saturating_sub(4).max(60);
        for (index, one) in self.proposal.recommendations.iter().enumerate() {
            let taken = if self.taken[index] { "" } else { "LEFT OUT, " };
            let ours = if one.ours { "ours" } else { "not ours" };
            let line = format!("{taken}{ours}, {}: {}", one.kind.words(), clean_line(&one.text));
            rows.push(Row::item(cut(&line, width), Link::Part(index + FIRST)));
        }
        Ok(rows)
    }

    fn act(&mut self, act: Do, rest: &str, session: &mut Session) -> Result<Step, Left> {
        if act == Do::GoOn {
            return self.go_on(session);
        }
        if !matches!(act, Do::Read | Do::Edit | Do::LeaveOut | Do::TakeIn) {
            return Ok(Step::NotMine);
        }
        let count = FIRST + self.proposal.recommendations.len();
        let Some(at) = choosing::number(rest).filter(|number| (1..=count).contains(number)) else {
            session.talk.say(format!("Which? A number from 1 to {count} belongs to it, as in edit 3."));
            return Ok(Step::Done);
        };
        match act {
            Do::Read => self.read(at - 1, session),
            Do::Edit => self.edit(at - 1, session)?,
            taking => self.take(at - 1, taking == Do::TakeIn, session),
        }
        Ok(Step::Done)
    }

    fn holds_words(&self) -> bool {
        self.touched
    }
}

impl Review {
    fn read(&self, at: usize, session: &mut Session) {
        match at.checked_sub(FIRST).and_then(|index| self.proposal.recommendations.get(index)) {
            Some(one) => session.talk.say_all(about(one)),
            None => session.talk.say_all(about_inspection(&self.proposal)),
        }
    }

    fn take(&mut self, at: usize, taken: bool, session: &mut Session) {
        let Some(index) = at.checked_sub(FIRST) else {
            return session.talk.say("The title and the code cannot be left out; edit changes them.");
        };
        self.taken[index] = taken;
        self.touched = true;
        let said = if taken { "is taken in" } else { "is left out" };
        session.talk.say(format!("Number {} {said}.", at + 1));
    }

    /// Asks for other words in the place of those that were read.
    fn edit(&mut self, at: usize, session: &mut Session) -> Result<(), Left> {
        let (name, before) = match at {
            TITLE => ("title", self.proposal.title.clone()),
            CODE => ("code", self.code.to_string()),
            _ => ("text", self.proposal.recommendations[at - FIRST].text.clone()),
        };
        let Written::Text(words) = writing::write(session, name, "other words for the import", &before)?
        else {
            session.talk.say("It stays as it was.");
            return Ok(());
        };
        match at {
            TITLE => self.proposal.title = clean_line(&words).into_owned(),
            CODE => match clean_line(&words).parse() {
                Ok(code) => self.code = code,
                Err(wrong) => {
                    session.talk.say(format!("{wrong}. It stays as it was."));
                    return Ok(());
                }
            },
            _ => self.proposal.recommendations[at - FIRST].text = words.trim().to_string(),
        }
        self.touched = true;
        session.talk.say(format!("Number {} is changed.", at + 1));
        Ok(())
    }

    /// Reads out what would be recorded, and records it. It is received on the day of publication,
    /// so that the force's own past can follow.
    fn go_on(&mut self, session: &mut Session) -> Result<Step, Left> {
        let mut proposal = self.proposal.clone();
        let mut taken = self.taken.iter();
        proposal.recommendations.retain(|_| taken.next().copied().unwrap_or(true));
        let acting =
            Acting { actor: session.actor.clone(), on: Some(proposal.published), seen: Some(session.seen) };
        let command = match self.touched {
            true => String::new(),
            false => {
                let options = [vec![String::new()], session.options(None)].concat().join(" ");
                format!(
                    "plenary import {} --accept --code {}{options}",
                    shell_words::quote(&self.path),
                    self.code
                )
            }
        };
        let requests = intake::requests(&proposal, &self.code, &session.register);
        let part = Part { about: None, requests, command };
        let wish = match Wish::of(session, vec![part], acting)? {
            Ok(wish) => wish,
            Err(wrong) => {
                session.talk.say_all(wrong);
                return Ok(Step::Done);
            }
        };
        match wish.agree(session, "")? {
            Agreed::Recorded(new) => {
                self.touched = false;
                Ok(new.and_then(|new| new.view()).map_or(Step::Back, Step::Instead))
            }
            Agreed::Change(_) | Agreed::Leave => {
                session.talk.say("Nothing was recorded. The review is as you left it.");
                Ok(Step::Done)
            }
        }
    }
}

fn about_inspection(proposal: &Proposal) -> Vec<String> {
    let kinds = if proposal.kinds.is_empty() { "unknown".to_string() } else { proposal.kinds.join(", ") };
    let mut lines = vec![
        format!("Title, line {}: {}", proposal.title_line, proposal.title),
        format!(
            "Published {}, line {}. Kind: {kinds}.",
            in_words(proposal.published),
            proposal.published_line
        ),
    ];
    for grade in &proposal.grades {
        lines.push(format!("Grade, {}: {}, line {}.", grade.body, grade.grade, grade.line));
    }
    for note in &proposal.notes {
        let line = note.line.map_or(String::new(), |line| format!(", line {line}"));
        lines.push(format!("Note{line}: {}", note.words));
    }
    lines
}

fn about(one: &ProposedRecommendation) -> Vec<String> {
    let mut lines = vec![
        one.text.clone(),
        format!("{}, {}, of {}.", one.kind.words(), lines_in_words(&one.lines), one.addressees.join("; ")),
    ];
    if let Some(deadline) = &one.deadline {
        let day = deadline.date.map_or("names no day".to_string(), in_words);
        lines.push(format!("Deadline: {} ({day}).", deadline.words));
    }
    lines.extend(one.other_wording.iter().map(|other| format!("Also worded: {other}")));
    lines.extend(one.narrative.iter().map(|narrative| format!("The force writes: {narrative}")));
    lines
}
