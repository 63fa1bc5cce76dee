//! Messages to owners and the dates for calendars, written into files; what was sent is recorded once agreed to.

use super::confirm::{Agreed, Part, Wish};
use super::session::Session;
use super::spoken::spoken;
use super::view::Left;
use crate::briefing::paper::Topic;
use crate::export::chasing::{Form, Order, Written};
use crate::export::task::{Ended, Task};
use crate::journey::text::{capital, quoted};
use crate::ledger::Acting;
use crate::ledger::at_home;
use crate::ledger::trouble::Trouble;

const WHOM: &str = "chase, an owner's name, several with ; between them, or all, b back";
const FOLDER: &str = "chase, a folder that is empty or not there yet, b back";

impl Session {
    /// Writes messages to the owners who are said, else to the one who is in front, and asks whether they were sent.
    pub(super) fn chase(&mut self, rest: &str, in_front: &Topic) -> Result<(), Left> {
        let said = match (rest, in_front) {
            ("", Topic::Owner(name)) => name.clone(),
            ("", _) => self.line_or_back(WHOM)?,
            (rest, _) => rest.to_string(),
        };
        let owners = match self.owners_of(&said)? {
            Ok(owners) => owners,
            Err(wrong) => {
                self.talk.say(format!("{wrong}. Nothing was written."));
                return Ok(());
            }
        };
        let folder = self.line_or_back(FOLDER)?;
        if folder.is_empty() {
            return Ok(());
        }
        let marking = self.settings.marking_of(self.ledger.is_practice()).to_string();
        let order = Order { owners, form: Form::Eml, marking, by: self.actor.clone() };
        let task = Task::Chase { order: Box::new(order), to: at_home(&folder) };
        match self.work(task) {
            Some(Ended::Chased(written)) => self.ask_whether_sent(&written),
            _ => Ok(()),
        }
    }

    /// The owners who are meant, by a part of each name; nobody named is everybody.
    fn owners_of(&self, said: &str) -> Result<Result<Vec<String>, String>, Trouble> {
        if said.trim().eq_ignore_ascii_case("all") {
            return Ok(Ok(Vec::new()));
        }
        let all = self.ledger.standing().owners()?;
        let meant = |part: &str| {
            let words = part.trim().to_lowercase();
            let exact = all.iter().find(|owner| owner.name.to_lowercase() == words);
            let alike: Vec<_> =
                all.iter().filter(|owner| owner.name.to_lowercase().contains(&words)).collect();
            match (exact, alike.as_slice()) {
                (Some(owner), _) => Ok(owner.name.clone()),
                (None, [only]) => Ok(only.name.clone()),
                (None, []) => Err(format!("nobody like {} owns an action", quoted(part))),
                (None, [..]) => Err(format!("{} may be any of {}", quoted(part), alike.len())),
            }
        };
        Ok(said.split(';').filter(|part| !part.trim().is_empty()).map(meant).collect())
    }

    fn ask_whether_sent(&mut self, written: &Written) -> Result<(), Left> {
        self.talk.say_all(written.lines().iter().map(|line| spoken(&format!("{}.", capital(line)))));
        let Some(request) = written.request() else {
            self.talk.say("Nothing was sent, and nothing is recorded.");
            return Ok(());
        };
        self.talk.say("Nothing was sent. What follows is recorded if you say that somebody sent them:");
        let acting = Acting { actor: self.actor.clone(), on: None, seen: Some(self.seen) };
        let command = written.command(&self.options(None));
        let part = Part { about: None, requests: vec![request], command };
        match Wish::of(self, vec![part], acting)? {
            Ok(wish) => match wish.agree(self, "")? {
                Agreed::Recorded(_) => self.tell_again(),
                Agreed::Change(_) | Agreed::Leave => {
                    self.talk.say("Nothing was recorded.");
                    Ok(())
                }
            },
            Err(said) => {
                self.talk.say_all(said);
                Ok(())
            }
        }
    }

    /// Writes every date into a file that calendars import.
    pub(super) fn dates(&mut self, path: &str) -> Result<(), Left> {
        let said = match path {
            "" => self.line_or_back("dates, a path that ends in .ics, b back")?,
            path => path.to_string(),
        };
        if said.is_empty() {
            return Ok(());
        }
        let to = at_home(&said);
        if to.extension().is_none_or(|ending| ending != "ics") {
            self.talk.say("The path ends in .ics. Nothing was written.");
            return Ok(());
        }
        let marking = self.settings.marking_of(self.ledger.is_practice()).to_string();
        self.work(Task::Dates { marking, to });
        Ok(())
    }
}
