//! The desk of whoever decides, in plain lines: all that waits with numbers, and one item read out whole.
//! What is told of an item is `briefing::desk`'s; deciding is done by the requests' own words.

use std::collections::BTreeSet;

use super::choosing;
use super::commands::{Do, Kind};

use super::session::Session;
use super::view::{Left, Link, Row, Step, View};
use crate::briefing::desk::{Before, NOTHING, Told, asks, beside_it, question, refusal};
use crate::journey::asking::{Subject, Verb};
use crate::journey::deciding::Matter;
use crate::journey::reference::Stream;
use crate::journey::text::capital;
use crate::ledger::deciding::Waiting;
use crate::ledger::trouble::Trouble;

/// All that waits.
#[derive(Default)]
pub struct DeskView {
    waiting: Vec<Waiting>,
    marked: BTreeSet<String>,
}

/// One item, read out.
pub struct ItemView {
    subject: String,
    waiting: Vec<Waiting>,
    at: usize,
}

impl ItemView {
    pub fn of(subject: String) -> ItemView {
        ItemView { subject, waiting: Vec::new(), at: 0 }
    }

    fn one(&self) -> Option<&Waiting> {
        self.waiting.get(self.at)
    }

    /// Finds the item where it is now; one that is decided makes room for the next.
    fn find(&mut self, session: &Session) -> Result<(), Trouble> {
        self.waiting = session.ledger.desk(&session.actor)?.waiting;
        let still = self.waiting.iter().position(|one| one.subject() == self.subject);
        self.at = still.unwrap_or(self.at).min(self.waiting.len().saturating_sub(1));
        self.subject = self.one().map_or(String::new(), Waiting::subject);
        Ok(())
    }

    fn read_out(&self, waiting: &Waiting, session: &mut Session) -> Result<(), Left> {
        let (ledger, today) = (&session.ledger, session.today);
        let mut told = Told::of(waiting, ledger, &session.register, &session.actor, &mut Before::new())?;
        // Where no look can be kept the next one tells more than is new, and nothing is lost.
        let _kept = told.keep(ledger);
        session.talk.say(format!("{}.", asks(waiting)));
        session.talk.say(format!("{}.", capital(&waiting.pressing.words(today))));
        for section in told.sections {
            session.talk.say(format!("{}:", section.head));
            session.talk.say_all(section.lines.iter().map(|line| line.text.trim_start()));
        }
        Ok(())
    }
}

fn subject_of(one: &Waiting) -> Subject {
    let subject = Subject::of(&one.stands, one.matter.action(&one.stands), None);
    let asked_of_dcc = match one.matter {
        Matter::Extension(_) | Matter::Withdrawal => Some(one.subject()),
        Matter::Approval | Matter::SignOff => subject.asked_of_dcc.clone(),
    };
    Subject { asked_of_dcc, ..subject }
}

/// The requests by which something that waits is answered.
fn answers_to(one: &Waiting) -> Vec<&'static Verb> {
    let mut verbs = vec![one.matter.yes(), one.matter.no(), "question ask"];
    verbs.extend(one.stands.evidence.iter().any(|piece| piece.file.is_some()).then_some("evidence open"));
    verbs.into_iter().filter_map(Verb::named).collect()
}

impl View for DeskView {
    fn kind(&self) -> Kind {
        Kind::Desk
    }

    fn name(&self) -> String {
        "desk".into()
    }

    fn tell(&mut self, session: &mut Session) -> Result<Vec<Row>, Left> {
        let desk = session.ledger.desk(&session.actor)?;
        let there: BTreeSet<_> = desk.waiting.iter().map(Waiting::subject).collect();
        self.marked.retain(|subject| there.contains(subject));
        match desk.waiting.len() {
            0 => session.talk.say(format!("{}.", capital(NOTHING))),
            1 => session.talk.say("1 waits for your decision."),
            several => {
                session.talk.say(format!("{several} wait for your decision, the most pressing first."))
            }
        }
        session.talk.say_all(beside_it(&desk).iter().map(|line| format!("{}.", capital(line))));
        let (today, person) = (session.today, session.actor.clone());
        let row = |one: &Waiting| {
            let refused = refusal(&one.stands).map_or(String::new(), |words| format!("{words}; "));
            let question = question(one, &person).map_or(String::new(), |words| format!("{words}; "));
            let line = format!("{}; {refused}{question}{}", asks(one), one.pressing.words(today));
            Row::item(line, Link::Decide(one.subject()))
        };
        let rows = desk.waiting.iter().map(row).collect();
        self.waiting = desk.waiting;
        Ok(rows)
    }

    fn act(&mut self, act: Do, rest: &str, session: &mut Session) -> Result<Step, Left> {
        if !matches!(act, Do::Mark | Do::Unmark) {
            return Ok(Step::NotMine);
        }
        if act == Do::Unmark && rest.is_empty() {
            self.marked.clear();
        }
        for word in rest.split([' ', ',', ';']).filter(|word| !word.is_empty()) {
            let at = choosing::number(word).and_then(|number| number.checked_sub(1));
            let Some(one) = at.and_then(|at| self.waiting.get(at)) else {
                session.talk.say(format!("There is no row {word}."));
                continue;
            };
            let like = self.waiting.iter().find(|other| self.marked.contains(&other.subject()));
            match (act, one.apart(like, &session.actor)) {
                (Do::Unmark, _) => _ = self.marked.remove(&one.subject()),
                (_, Some(why)) => session.talk.say(format!("{} is not marked: {why}.", one.subject())),
                (_, None) => _ = self.marked.insert(one.subject()),
            }
        }
        let marked: Vec<_> = self.marked.iter().cloned().collect();
        session.talk.say(match marked.as_slice() {
            [] => "Nothing is marked.".into(),
            all => format!("{} marked: {}. A request is made for each.", all.len(), all.join(", ")),
        });
        Ok(Step::Done)
    }

    fn subject(&self, _session: &Session) -> Result<Subject, Trouble> {
        let one = self.waiting.iter().find(|one| self.marked.contains(&one.subject()));
        Ok(one.map_or_else(Subject::default, subject_of))
    }

    fn fitting(&self, _session: &Session) -> Result<Vec<&'static Verb>, Trouble> {
        let one = self.waiting.iter().find(|one| self.marked.contains(&one.subject()));
        let several =
            |one: &Waiting| [one.matter.yes(), one.matter.no()].into_iter().filter_map(Verb::named).collect();
        Ok(one.map_or_else(Vec::new, several))
    }

    fn marked(&self) -> Vec<String> {
        self.marked.iter().cloned().collect()
    }

    fn unmark(&mut self, done: &[String]) {
        done.iter().for_each(|subject| _ = self.marked.remove(subject));
    }
}

impl View for ItemView {
    fn kind(&self) -> Kind {
        Kind::Deciding
    }

    fn name(&self) -> String {
        match self.waiting.len() {
            0 => "desk".into(),
            of => format!("desk {} of {of}", self.at + 1),
        }
    }

    fn tell(&mut self, session: &mut Session) -> Result<Vec<Row>, Left> {
        self.find(session)?;
        let Some(one) = self.one().cloned() else {
            session.talk.say(format!("{}.", capital(NOTHING)));
            return Ok(Vec::new());
        };
        let name = self.name();
        session.talk.say(format!("{}.", capital(&name)));
        self.read_out(&one, session)?;
        let subject = one.subject();
        let mut rows: Vec<_> = answers_to(&one)
            .into_iter()
            .map(|verb| match verb.name {
                "evidence open" => Row::item(format!("{}: {}", verb.name, verb.about), Link::Ask(verb.name)),
                _ => Row::item(
                    format!("{}: {}", verb.name, verb.about),
                    Link::AskOf(verb.name, about(&one, verb, &subject)),
                ),
            })
            .collect();
        rows.push(Row::item("The whole recommendation", Link::Recommendation(one.stands.reference.clone())));
        rows.push(Row::head("> goes to the next item, < to the one before."));
        Ok(rows)
    }

    fn act(&mut self, act: Do, _rest: &str, _session: &mut Session) -> Result<Step, Left> {
        let to = match act {
            Do::Next => (self.at + 1).min(self.waiting.len().saturating_sub(1)),
            Do::Previous => self.at.saturating_sub(1),
            _ => return Ok(Step::NotMine),
        };
        self.at = to;
        self.subject = self.one().map_or(String::new(), Waiting::subject);
        Ok(Step::Again)
    }

    fn subject(&self, _session: &Session) -> Result<Subject, Trouble> {
        Ok(self.one().map_or_else(Subject::default, subject_of))
    }

    fn fitting(&self, _session: &Session) -> Result<Vec<&'static Verb>, Trouble> {
        Ok(self.one().map_or_else(Vec::new, answers_to))
    }

    fn stream(&self) -> Option<Stream> {
        self.one().map(|one| Stream::Recommendation(one.stands.reference.clone()))
    }
}

/// What a request is about: a question is asked about the recommendation whatever waits on it.
fn about(one: &Waiting, verb: &Verb, subject: &str) -> String {
    if verb.name == "question ask" { one.stands.reference.to_string() } else { subject.to_string() }
}
