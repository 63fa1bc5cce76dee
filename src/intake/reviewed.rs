//! A proposal as a person leaves it after review: what is taken in, and in which words.
//! Showing it, and asking for other words, are left to the screens and the plain lines.

use super::accepting;
use super::proposal::{Proposal, ProposedRecommendation};
use crate::journey::reference::{InspectionCode, NotAReference};
use crate::journey::register::Register;
use crate::journey::request::Request;
use crate::journey::text::clean_line;

/// What is reviewed: a proposal, the code it would get, and what somebody changed of it.
#[derive(Debug, Clone)]
pub struct Reviewed {
    /// The document's path, as it was said.
    path: String,
    proposal: Proposal,
    code: InspectionCode,
    /// Which of the recommendations are taken in.
    taken: Vec<bool>,
    touched: bool,
}

/// One row of a review: the inspection's own stand first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Row {
    Title,
    Code,
    /// A recommendation, by its place in the proposal.
    Asked(usize),
}

impl Row {
    /// The row of a recommendation comes after so many others.
    pub const FIRST_ASKED: usize = 2;

    /// The row at a place of the review.
    pub fn at(place: usize) -> Row {
        match place {
            0 => Row::Title,
            1 => Row::Code,
            _ => Row::Asked(place - Row::FIRST_ASKED),
        }
    }
}

impl Reviewed {
    /// Everything is taken in, as it was read.
    pub fn of(path: String, proposal: Proposal, code: InspectionCode) -> Reviewed {
        let taken = vec![true; proposal.recommendations.len()];
        Reviewed { path, proposal, code, taken, touched: false }
    }

    /// The same under another code, as the command line names it.
    pub fn with_code(self, code: InspectionCode) -> Reviewed {
        Reviewed { code, ..self }
    }

    pub fn proposal(&self) -> &Proposal {
        &self.proposal
    }

    pub fn code(&self) -> &InspectionCode {
        &self.code
    }

    /// How many rows there are to look at.
    pub fn rows(&self) -> usize {
        Row::FIRST_ASKED + self.taken.len()
    }

    /// The recommendation of a row.
    pub fn asked(&self, row: Row) -> Option<&ProposedRecommendation> {
        let Row::Asked(index) = row else { return None };
        self.proposal.recommendations.get(index)
    }

    /// Whether the recommendation of that place is taken in.
    pub fn takes(&self, index: usize) -> bool {
        self.taken.get(index) == Some(&true)
    }

    /// `3 of 4 taken in`.
    pub fn taken_in(&self) -> String {
        let taken = self.taken.iter().filter(|taken| **taken).count();
        format!("{taken} of {} taken in", self.taken.len())
    }

    /// Takes a recommendation in, or leaves it out.
    pub fn take(&mut self, index: usize, taken: bool) {
        if let Some(before) = self.taken.get_mut(index) {
            *before = taken;
            self.touched = true;
        }
    }

    /// The words of a row that can be edited.
    pub fn words(&self, row: Row) -> String {
        match row {
            Row::Title => self.proposal.title.clone(),
            Row::Code => self.code.to_string(),
            Row::Asked(_) => self.asked(row).map_or(String::new(), |asked| asked.text.clone()),
        }
    }

    /// Puts other words in the place of a row's.
    ///
    /// # Errors
    /// They are no code; the old one stays.
    pub fn put(&mut self, row: Row, words: &str) -> Result<(), NotAReference> {
        match row {
            Row::Title => self.proposal.title = clean_line(words).into_owned(),
            Row::Code => self.code = clean_line(words).parse()?,
            Row::Asked(index) => {
                if let Some(asked) = self.proposal.recommendations.get_mut(index) {
                    asked.text = words.trim().to_string();
                }
            }
        }
        self.touched = true;
        Ok(())
    }

    /// Whether somebody changed anything, so that it would be lost.
    pub fn is_touched(&self) -> bool {
        self.touched
    }

    /// The requests that record what is taken in. They happened on [`Proposal::published`],
    /// so that the force's own past can follow.
    pub fn requests(&self, register: &Register) -> Vec<Request> {
        let mut proposal = self.proposal.clone();
        let mut taken = self.taken.iter();
        proposal.recommendations.retain(|_| taken.next() == Some(&true));
        accepting::requests(&proposal, &self.code, register)
    }

    /// The command that records the same; empty where none does, because something was changed.
    /// `options` are those that every command takes, as [`options`](crate::journey::asking::options) gives them.
    pub fn command(&self, options: &[String]) -> String {
        match self.touched {
            true => String::new(),
            false => {
                let said = format!(
                    "plenary import {} --accept --code {}",
                    shell_words::quote(&self.path),
                    self.code
                );
                [&[said][..], options].concat().join(" ")
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::examples::regional;
    use crate::journey::register::Register;

    fn reviewed() -> Reviewed {
        Reviewed::of("a response.txt".into(), regional(), "SOC22".parse().unwrap())
    }

    fn texts(reviewed: &Reviewed) -> Vec<String> {
        let asking = |request| match request {
            Request::AddRecommendation { asking, .. } => Some(asking.text),
            _ => None,
        };
        reviewed.requests(&Register::default()).into_iter().filter_map(asking).collect()
    }

    #[test]
    fn as_it_was_read_all_of_it_is_recorded_and_a_command_does_the_same() {
        let reviewed = reviewed();
        assert_eq!((reviewed.taken_in().as_str(), reviewed.rows()), ("4 of 4 taken in", 6));
        assert_eq!(texts(&reviewed).len(), 4);
        assert_eq!(reviewed.command(&[]), "plenary import 'a response.txt' --accept --code SOC22");
        assert!(!reviewed.is_touched());
    }

    #[test]
    fn what_is_left_out_or_edited_is_recorded_so_and_no_command_does_the_same() {
        let mut reviewed = reviewed();
        reviewed.take(1, false);
        reviewed.put(Row::at(2), "  other words\n").unwrap();
        reviewed.put(Row::at(0), "Another title").unwrap();
        assert_eq!(reviewed.taken_in(), "3 of 4 taken in");
        assert_eq!((texts(&reviewed).len(), texts(&reviewed)[0].as_str()), (3, "other words"));
        assert_eq!(reviewed.words(Row::Title), "Another title");
        assert_eq!(reviewed.command(&[]), "");
        reviewed.take(1, true);
        assert_eq!(texts(&reviewed).len(), 4);
    }

    #[test]
    fn words_that_are_no_code_leave_the_old_one() {
        let mut reviewed = reviewed();
        assert!(reviewed.put(Row::Code, "no code").is_err());
        assert!(!reviewed.is_touched());
        reviewed.put(Row::Code, "cus23").unwrap();
        assert_eq!(reviewed.words(Row::Code), "CUS23");
    }
}
