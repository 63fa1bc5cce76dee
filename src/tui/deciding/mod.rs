//! The desk of whoever decides: one item per screen, the most pressing first, or all of them as a list
//! in which like ones are marked for one answer. What is told of an item is `briefing::desk`'s.

mod drawing;

use std::collections::BTreeSet;

use ratatui::layout::Rect;

use super::canvas::Canvas;
use super::drawing::list::{Reading, moved};
use super::history::History;
use super::keys::{self, Act, Place};
use super::link::Link;
use super::screen::{Around, Draft, Effect, Screen, Subject};
use crate::briefing::desk::{Before, Section, Told};
use crate::briefing::paper::Topic;
use crate::journey::asking::{Answers, Verb};
use crate::journey::deciding::{Matter, Pressing};
use crate::journey::recommendation::Evidence;
use crate::journey::reference::Stream;
use crate::ledger::Ledger;
use crate::ledger::deciding::{Desk, Waiting};
use crate::ledger::trouble::Trouble;

#[derive(Default)]
pub struct Deciding {
    desk: Desk,
    at: usize,
    /// Whether all are shown as a list.
    listed: bool,
    /// What the marked ones are about.
    marked: BTreeSet<String>,
    /// Why a row was not marked.
    said: Option<String>,
    /// Whether the item has a piece of evidence that this person has not opened.
    unopened: bool,
    /// What is told of the item.
    told: Vec<Section>,
    /// The looks of before this session, so that coming back to an item does not make its news old.
    before: Before,
    reading: Reading,
}

impl Deciding {
    fn chosen_one(&self) -> Option<&Waiting> {
        self.desk.waiting.get(self.at)
    }

    /// Those that are marked, or the one that is chosen.
    fn meant(&self) -> Vec<&Waiting> {
        let marked = self.desk.waiting.iter().filter(|one| self.marked.contains(&one.subject()));
        let marked: Vec<_> = marked.filter(|_| self.listed).collect();
        if marked.is_empty() { self.chosen_one().into_iter().collect() } else { marked }
    }

    fn matter(&self) -> Option<&Matter> {
        self.meant().first().map(|one| &one.matter)
    }

    fn read(&mut self, ledger: &Ledger, around: &Around) -> Result<(), Trouble> {
        let Some(waiting) = self.desk.waiting.get(self.at) else {
            self.told.clear();
            return Ok(());
        };
        let mut told = Told::of(waiting, ledger, &around.register, &around.actor, &mut self.before)?;
        if !self.listed {
            // Where no look can be kept the next one tells more than is new, and nothing is lost.
            let _kept = told.keep(ledger);
        }
        self.told = told.sections;
        Ok(())
    }

    /// On to another item.
    fn go(&mut self, to: usize) -> Vec<Effect> {
        self.at = to.min(self.desk.waiting.len().saturating_sub(1));
        self.reading = Reading::default();
        vec![Effect::Load]
    }

    /// Yes as it stands, to one or to all that are marked: on to the confirm.
    fn yes(&self, verb: &'static str, around: &Around) -> Option<Vec<Effect>> {
        let verb = Verb::named(verb)?;
        let meant = self.meant();
        let draft = |answers, each| Draft { verb, answers, on: None, seen: around.head, each };
        let draft = match meant.as_slice() {
            [] => return None,
            [one] => draft(Answers::default().with("ref", one.subject()), Vec::new()),
            several => draft(Answers::default(), several.iter().map(|one| one.subject()).collect()),
        };
        Some(vec![Effect::Preview(draft)])
    }

    /// Opens the first piece that this person has not opened, else the first that has a file.
    fn open_evidence(&self, around: &Around) -> Option<Vec<Effect>> {
        let piece = self.piece(&around.actor)?;
        let verb = Verb::named("evidence open")?;
        let answers = Answers::default().with("ref", piece.reference.to_string());
        Some(vec![Effect::Preview(Draft { verb, answers, on: None, seen: around.head, each: Vec::new() })])
    }

    fn piece(&self, actor: &str) -> Option<&Evidence> {
        let mut pieces = self.chosen_one()?.stands.evidence.iter().filter(|piece| piece.file.is_some());
        let counts = |piece: &&Evidence| piece.rejected.is_none() && piece.opened_by(actor).is_none();
        let unopened = pieces.clone().find(counts);
        unopened.or_else(|| pieces.next())
    }

    /// Marks the chosen row, where it asks for the same as those that are marked.
    fn mark(&mut self, actor: &str) {
        let Some(chosen) = self.chosen_one() else { return };
        let subject = chosen.subject();
        let like = self.desk.waiting.iter().find(|one| self.marked.contains(&one.subject()));
        let apart = chosen.apart(like, actor);
        match apart.filter(|_| !self.marked.contains(&subject)) {
            Some(why) => {
                self.said = Some(why);
                return;
            }
            None if !self.marked.remove(&subject) => _ = self.marked.insert(subject),
            None => {}
        }
        self.at = (self.at + 1).min(self.desk.waiting.len().saturating_sub(1));
    }

    /// Marks all that ask for the same as the chosen row, but for those on which a question of this person waits.
    fn mark_all(&mut self, actor: &str) {
        let Some(chosen) = self.chosen_one() else { return };
        let (asked, alike): (Vec<_>, Vec<_>) = self
            .desk
            .waiting
            .iter()
            .filter(|one| one.is_like(chosen))
            .partition(|one| one.own_question(actor));
        self.marked = alike.into_iter().map(Waiting::subject).collect();
        let asked: Vec<_> = asked.into_iter().map(Waiting::subject).collect();
        self.said = (!asked.is_empty())
            .then(|| format!("left out, your question is not answered: {}", asked.join(", ")));
    }

    fn in_the_list(&mut self, act: Act, actor: &str) -> Option<Vec<Effect>> {
        match act {
            Act::Mark => self.mark(actor),
            Act::MarkAll => self.mark_all(actor),
            Act::Unmark => self.marked.clear(),
            Act::Open | Act::Back | Act::Batch => {
                self.listed = false;
                return Some(self.go(self.at));
            }
            _ => self.at = moved(self.at, act, self.desk.waiting.len())?,
        }
        Some(Vec::new())
    }
}

impl Screen for Deciding {
    fn place(&self) -> Place {
        if self.listed { Place::Decisions } else { Place::Deciding }
    }

    fn load(&mut self, ledger: &Ledger, around: &Around) -> Result<(), Trouble> {
        let was = self.chosen_one().map(|one| (one.subject(), one.matter.clone()));
        self.desk = ledger.desk(&around.actor)?;
        let there: BTreeSet<_> = self.desk.waiting.iter().map(Waiting::subject).collect();
        self.marked.retain(|subject| there.contains(subject));
        // What was decided makes room for the next; what waits on is found where it is now.
        let still = was.and_then(|(subject, matter)| {
            self.desk.waiting.iter().position(|one| one.subject() == subject && one.matter == matter)
        });
        // Whoever asks a question goes on with what comes next, and not with what now waits for its answer.
        let waits =
            |at: &usize| *at > self.at && matches!(self.desk.waiting[*at].pressing, Pressing::Questioned(_));
        match still.filter(|at| !waits(at)) {
            Some(at) => self.at = at,
            None => self.reading = Reading::default(),
        }
        self.at = self.at.min(self.desk.waiting.len().saturating_sub(1));
        let unread = |piece: &Evidence| piece.rejected.is_none() && piece.opened_by(&around.actor).is_none();
        let unopened = self.piece(&around.actor).is_some_and(unread);
        self.unopened = unopened && !self.listed;
        self.read(ledger, around)
    }

    fn fits(&self, act: Act) -> bool {
        let several = self.listed && self.marked.len() > 1;
        match act {
            Act::Yes(verb) => self.matter().is_some_and(|matter| matter.yes() == verb),
            Act::Ask(verb @ ("approve" | "signoff")) => {
                self.matter().is_some_and(|matter| matter.takes_a_condition() && matter.yes() == verb)
            }
            Act::Ask(verb @ ("return" | "sendback" | "refuse")) => {
                self.matter().is_some_and(|matter| matter.no() == verb)
            }
            Act::Ask("question ask") => !several && self.chosen_one().is_some(),
            Act::Ask("evidence open") => {
                let file = |one: &Waiting| one.stands.evidence.iter().any(|piece| piece.file.is_some());
                !self.listed && self.chosen_one().is_some_and(file)
            }
            // At the end too: the same key means something else elsewhere.
            Act::NextItem => !self.listed && !self.desk.waiting.is_empty(),
            Act::PreviousItem => !self.listed && self.at > 0,
            Act::Open | Act::History | Act::Batch | Act::Mark | Act::MarkAll => !self.desk.waiting.is_empty(),
            Act::Unmark => !self.marked.is_empty(),
            _ => true,
        }
    }

    fn act(&mut self, act: Act, around: &Around) -> Option<Vec<Effect>> {
        self.said = None;
        match act {
            Act::Yes(verb) => return self.yes(verb, around),
            Act::Ask("evidence open") => return self.open_evidence(around),
            Act::NextItem if self.at + 1 >= self.desk.waiting.len() => {
                self.said = Some("that was the last one: b lists them all, esc leaves".into());
            }
            Act::NextItem => return Some(self.go(self.at + 1)),
            Act::PreviousItem => return Some(self.go(self.at.saturating_sub(1))),
            Act::Desk => return Some(Vec::new()),
            _ if self.listed => return self.in_the_list(act, &around.actor),
            Act::Batch => self.listed = true,
            Act::Open => {
                let reference = self.chosen_one()?.stands.reference.clone();
                return Some(vec![Link::Recommendation(reference).open()]);
            }
            Act::History => {
                let reference = self.chosen_one()?.stands.reference.clone();
                let history = History::of(Stream::Recommendation(reference));
                return Some(vec![Effect::Open(Box::new(history))]);
            }
            _ if keys::moves(act) => _ = self.reading.goes(act),
            _ => return None,
        }
        Some(Vec::new())
    }

    fn natural(&self) -> Vec<Act> {
        let yes = self.matter().map(|matter| Act::Yes(matter.yes()));
        let no = self.matter().map(|matter| Act::Ask(matter.no()));
        let condition = self.matter().filter(|matter| matter.takes_a_condition());
        let condition = condition.map(|matter| Act::Ask(matter.yes()));
        let (evidence, question) = (Act::Ask("evidence open"), Some(Act::Ask("question ask")));
        let unopened = Some(evidence).filter(|_| self.unopened);
        let next = Some(Act::NextItem);
        // What was not opened is to be opened before it is decided.
        let order = match unopened {
            Some(_) => [yes, no, unopened, question, next, condition],
            None => [yes, no, condition, question, next, Some(evidence)],
        };
        order.into_iter().flatten().collect()
    }

    fn choose(&mut self, row: usize) {
        self.at = row;
    }

    fn chosen(&self) -> Option<usize> {
        self.listed.then_some(self.at)
    }

    fn subject(&self) -> Subject {
        let Some(one) = self.chosen_one() else { return Subject::default() };
        let action = one.matter.action(&one.stands);
        let subject = Subject::of(&one.stands, action, None);
        let asked_of_dcc = match one.matter {
            Matter::Extension(_) | Matter::Withdrawal => Some(one.subject()),
            Matter::Approval | Matter::SignOff => subject.asked_of_dcc.clone(),
        };
        Subject { asked_of_dcc, ..subject }
    }

    fn marked(&self) -> Vec<String> {
        let several: Vec<_> = self.meant().iter().map(|one| one.subject()).collect();
        if self.listed && !self.marked.is_empty() { several } else { Vec::new() }
    }

    fn paper(&self) -> Topic {
        self.chosen_one().map_or(Topic::ActionLog, |one| Topic::Recommendation(one.stands.reference.clone()))
    }

    fn shows_the_register(&self) -> bool {
        true
    }

    fn draw(&self, frame: &mut Canvas, area: Rect, around: &Around) {
        if self.listed || self.desk.waiting.is_empty() {
            self.draw_list(frame, area, around);
        } else {
            self.draw_item(frame, area, around);
        }
    }
}
