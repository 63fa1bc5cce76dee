//! The review of an import: what a document seems to say, each item with its lines,
//! to be edited or left out before anything is recorded.

use super::choosing;
use super::commands::{Do, Kind};
use super::confirm::{Agreed, Part, Wish};
use super::session::Session;
use super::view::{Left, Link, Row, Step, View};
use super::writing::{self, Written};
use crate::briefing::proposal::lines as lines_in_words;
use crate::intake::{Proposal, ProposedRecommendation, Reviewed, Row as Place};
use crate::journey::deadline::in_words;
use crate::journey::text::clean_line;
use crate::ledger::Acting;

pub struct Review {
    reviewed: Reviewed,
}

impl Review {
    pub fn of(reviewed: Reviewed) -> Review {
        Review { reviewed }
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
        let taken_in = self.reviewed.taken_in();
        session.talk.say(format!("Review, {taken_in}. Nothing is recorded yet."));
        session.talk.say("A number reads one out. edit, leave out and take in want its number. g goes on.");
        session.talk.say_all(about_inspection(self.reviewed.proposal()));
        Ok((0..self.reviewed.rows()).map(|at| Row::item(self.line(Place::at(at)), Link::Part(at))).collect())
    }

    fn act(&mut self, act: Do, rest: &str, session: &mut Session) -> Result<Step, Left> {
        if act == Do::GoOn {
            return self.go_on(session);
        }
        if !matches!(act, Do::Read | Do::Edit | Do::LeaveOut | Do::TakeIn) {
            return Ok(Step::NotMine);
        }
        let count = self.reviewed.rows();
        let Some(at) = choosing::number(rest).filter(|number| (1..=count).contains(number)) else {
            session.talk.say(format!("Which? A number from 1 to {count} belongs to it, as in edit 3."));
            return Ok(Step::Done);
        };
        match act {
            Do::Read => self.read(at, session),
            Do::Edit => self.edit(at, session)?,
            taking => self.take(at, taking == Do::TakeIn, session),
        }
        Ok(Step::Done)
    }

    fn holds_words(&self) -> bool {
        self.reviewed.is_touched()
    }
}

impl Review {
    fn line(&self, place: Place) -> String {
        let words = self.reviewed.words(place);
        match (place, self.reviewed.asked(place)) {
            (Place::Title, _) => format!("title: {words}"),
            (Place::Asked(index), Some(one)) => {
                let taken = if self.reviewed.takes(index) { "" } else { "LEFT OUT, " };
                let ours = if one.ours { "ours" } else { "not ours" };
                format!("{taken}{ours}, {}: {}", one.kind.words(), clean_line(&words))
            }
            _ => format!("code: {words}"),
        }
    }

    /// `number` is as it was told, from 1 on.
    fn read(&self, number: usize, session: &mut Session) {
        match self.reviewed.asked(Place::at(number - 1)) {
            Some(one) => session.talk.say_all(about(one)),
            None => session.talk.say_all(about_inspection(self.reviewed.proposal())),
        }
    }

    fn take(&mut self, number: usize, taken: bool, session: &mut Session) {
        let Place::Asked(index) = Place::at(number - 1) else {
            return session.talk.say("The title and the code cannot be left out; edit changes them.");
        };
        self.reviewed.take(index, taken);
        let said = if taken { "is taken in" } else { "is left out" };
        session.talk.say(format!("Number {number} {said}."));
    }

    /// Asks for other words in the place of those that were read.
    fn edit(&mut self, number: usize, session: &mut Session) -> Result<(), Left> {
        let place = Place::at(number - 1);
        let name = match place {
            Place::Title => "title",
            Place::Code => "code",
            Place::Asked(_) => "text",
        };
        let before = self.reviewed.words(place);
        let Written::Text(words) = writing::write(session, name, "other words for the import", &before)?
        else {
            session.talk.say("It stays as it was.");
            return Ok(());
        };
        session.talk.say(match self.reviewed.put(place, &words) {
            Ok(()) => format!("Number {number} is changed."),
            Err(wrong) => format!("{wrong}. It stays as it was."),
        });
        Ok(())
    }

    /// Reads out what would be recorded, and records it.
    fn go_on(&mut self, session: &mut Session) -> Result<Step, Left> {
        let on = Some(self.reviewed.proposal().published);
        let acting = Acting { actor: session.actor.clone(), on, seen: Some(session.seen) };
        let requests = self.reviewed.requests(&session.register);
        let part = Part { about: None, requests, command: self.reviewed.command(&session.options(None)) };
        let wish = match Wish::of(session, vec![part], acting)? {
            Ok(wish) => wish,
            Err(wrong) => {
                session.talk.say_all(wrong);
                return Ok(Step::Done);
            }
        };
        match wish.agree(session, "")? {
            Agreed::Recorded(new) => Ok(new.and_then(|new| new.view()).map_or(Step::Back, Step::Instead)),
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
