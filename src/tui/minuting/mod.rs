//! Minuting live: one item of an open meeting per screen. What is typed goes straight into the minute of the chosen
//! action, or of the item itself; after the last item come what is about no item, what was heard, and the closing.
//!
//! Escape makes the next letter a key; alt with the letter does the same at once, which is also how a terminal tells of
//! the two pressed quickly. Every write goes through the ordinary confirm, and comes back here.

mod drawing;
mod ending;
mod recording;
pub(super) mod words;

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Rect;

use super::asking::editor::Editor;
use super::asking::path::Where;
use super::canvas::Canvas;
use super::drawing::list::Pages;
use super::keys::{self, Act, Place};
use super::screen::{Around, Effect, News, Screen, Subject};
use crate::briefing::paper::Topic;
use crate::journey::agenda::Item;
use crate::journey::asking::Verb;
use crate::journey::meeting::{Meeting, Phase};
use crate::journey::recommendation::{Action, Stage};
use crate::journey::reference::{ActionRef, Letter, MeetingRef, RecommendationRef};
use crate::journey::scheme::Scheme;
use crate::ledger::Ledger;
use crate::ledger::drafts::{Draft, Of};
use crate::ledger::sitting::Heard;
use crate::ledger::trouble::Trouble;
use words::Unrecorded;

/// What the words that are typed are about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Target {
    /// Progress on an action.
    Action(Letter),
    /// A decision on the item.
    Item,
    /// What is about no item.
    Meeting,
}

/// Where the next letter goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Caret {
    Text,
    /// The reason that the chosen rating needs.
    Why,
}

pub struct Minuting {
    meeting: MeetingRef,
    stands: Option<Meeting>,
    items: Vec<Item>,
    /// The recommendations on which something is recorded at this meeting.
    minuted: BTreeSet<RecommendationRef>,
    /// The item that is shown; behind the last one comes the end.
    at: usize,
    heard: Option<Heard>,
    /// The place among what the words can be about.
    target: usize,
    text: Editor,
    why: Editor,
    rating: Option<String>,
    caret: Caret,
    /// Whether the next letter is a key.
    keys: bool,
    /// Whether the same words as last time are meant to be said again.
    same: bool,
    /// Why it was not recorded, or that words of before are here again.
    said: Vec<String>,
    unrecorded: Rc<RefCell<Unrecorded>>,
    /// How far what was said and recorded has been read.
    pages: Pages,
    /// Everything that was typed at this meeting and is not recorded, as it was when this was read.
    waiting: Vec<(Of, Draft)>,
    /// Whether it was told once what waits.
    told: bool,
    /// Asked whether the words that wait here are to be thrown away.
    throwing: bool,
    person: String,
    begun: bool,
}

impl Minuting {
    pub fn of(meeting: MeetingRef, around: &Around) -> Minuting {
        Minuting {
            meeting,
            stands: None,
            items: Vec::new(),
            minuted: BTreeSet::new(),
            at: 0,
            heard: None,
            target: 0,
            text: Editor::of_several_lines(),
            why: Editor::of_one_line(),
            rating: None,
            caret: Caret::Text,
            keys: false,
            same: false,
            said: Vec::new(),
            unrecorded: Rc::clone(&around.unrecorded),
            pages: Pages::default(),
            waiting: Vec::new(),
            told: false,
            throwing: false,
            person: around.actor.clone(),
            begun: false,
        }
    }

    fn item(&self) -> Option<&Item> {
        self.items.get(self.at)
    }

    /// What the words can be about here, in order.
    pub(super) fn targets(&self) -> Vec<Target> {
        let Some(heard) = &self.heard else { return vec![Target::Meeting] };
        let works = heard.stands.stage == Stage::Governance;
        let actions = heard.stands.unfinished().filter(|_| works);
        actions.map(|action| Target::Action(action.letter.clone())).chain([Target::Item]).collect()
    }

    fn target(&self) -> Target {
        let targets = self.targets();
        targets[self.target.min(targets.len() - 1)].clone()
    }

    /// The action that the words are about.
    fn action(&self) -> Option<&Action> {
        let Target::Action(letter) = self.target() else { return None };
        self.heard.as_ref()?.stands.action(&letter)
    }

    fn draft_of(&self, target: &Target) -> Of {
        let reference = self.item().map_or(String::new(), |item| format!(" {}", item.recommendation));
        let about = match target {
            Target::Action(letter) => format!("{}{reference}.{letter}", self.meeting),
            Target::Item => format!("{}{reference}", self.meeting),
            Target::Meeting => self.meeting.to_string(),
        };
        Of { person: self.person.clone(), about }
    }

    /// Puts what is typed where it is kept.
    fn hold(&mut self) {
        let draft = Draft { text: self.text.text(), why: self.why.text(), rating: self.rating.clone() };
        let of = self.draft_of(&self.target());
        self.waiting.retain(|(waits, _)| *waits != of);
        if !draft.is_empty() {
            self.waiting.push((of.clone(), draft.clone()));
            self.waiting.sort_by(|(one, _), (other, _)| one.cmp(other));
        }
        self.unrecorded.borrow_mut().hold(of, draft);
    }

    fn is_open(&self) -> bool {
        self.stands.as_ref().is_some_and(|stands| stands.phase == Phase::Open)
    }

    /// The words that can be thrown away where the person is: those on the item, or those about none;
    /// behind the last item of a closed meeting all of them.
    fn thrown(&self) -> Vec<&(Of, Draft)> {
        let here = self.item().map(|item| item.recommendation.clone());
        let all = here.is_none() && !self.is_open();
        self.waiting.iter().filter(|(of, _)| all || of.recommendation() == here).collect()
    }

    /// Throws the words away that wait here, once it was asked.
    fn throw_away(&mut self, asked: bool) {
        self.said.clear();
        if !asked {
            (self.keys, self.throwing) = (self.is_open(), true);
            return;
        }
        let thrown: Vec<_> = self.thrown().into_iter().map(|(of, _)| of.clone()).collect();
        self.waiting.retain(|(of, _)| !thrown.contains(of));
        let mut unrecorded = self.unrecorded.borrow_mut();
        thrown.into_iter().for_each(|of| unrecorded.throw_away(of));
        drop(unrecorded);
        self.take_up();
        self.said = vec!["thrown away".into()];
    }

    /// Puts the words of what is chosen into the minute.
    fn take_up(&mut self) {
        let draft = self.unrecorded.borrow().get(&self.draft_of(&self.target())).cloned().unwrap_or_default();
        self.text = Editor::of_several_lines().holding(&draft.text);
        self.why = Editor::of_one_line().holding(&draft.why);
        (self.rating, self.caret, self.same) = (draft.rating, Caret::Text, false);
    }

    fn go_to_target(&mut self, target: usize) {
        self.target = target;
        self.said.clear();
        self.pages.begin_again();
        self.take_up();
    }

    fn go_to_item(&mut self, at: usize) -> Vec<Effect> {
        (self.at, self.target, self.begun) = (at.min(self.items.len()), 0, false);
        self.pages.begin_again();
        self.said.clear();
        vec![Effect::Load]
    }

    /// Whether the chosen rating needs a reason.
    fn wants_why(&self, scheme: &Scheme) -> bool {
        self.rating.as_ref().and_then(|code| scheme.rating(code)).is_some_and(|rating| rating.reason_required)
    }

    fn step(&mut self, forward: bool, around: &Around) {
        match (self.caret, forward) {
            (Caret::Text, true) if self.wants_why(&around.register.scheme) => self.caret = Caret::Why,
            (Caret::Why, false) => self.caret = Caret::Text,
            _ => {
                let count = self.targets().len();
                let step = if forward { 1 } else { count - 1 };
                self.go_to_target((self.target + step) % count);
            }
        }
    }

    /// The next rating of the scheme; after the last one the rating stays as it is.
    fn rate(&mut self, around: &Around) {
        if self.action().is_none() {
            self.said = vec!["a rating is an action's: tab goes to one".into()];
            return;
        }
        let ratings = &around.register.scheme.ratings;
        let now =
            self.rating.as_ref().and_then(|code| ratings.iter().position(|rating| rating.code == *code));
        let next = now.map_or(0, |now| now + 1);
        self.rating = ratings.get(next).map(|rating| rating.code.clone());
        self.caret = Caret::Text;
        self.hold();
    }

    fn editor(&mut self) -> &mut Editor {
        match self.caret {
            Caret::Text => &mut self.text,
            Caret::Why => &mut self.why,
        }
    }

    /// Reads what was typed at this meeting and is not recorded. What of it is about no item of the agenda
    /// is an item of its own, so that no words are out of reach.
    fn read_waiting(&mut self, ledger: &Ledger) -> Result<(), Trouble> {
        self.waiting = self.unrecorded.borrow().waiting(ledger, &self.person)?;
        self.waiting.retain(|(of, _)| of.meeting() == Some(self.meeting));
        for recommendation in self.waiting.iter().filter_map(|(of, _)| of.recommendation()) {
            if self.items.iter().all(|item| item.recommendation != recommendation) {
                self.items.push(Item { recommendation, why: Vec::new(), moved: false });
            }
        }
        Ok(())
    }

    /// The place of the next item, or of the end, where words wait; after the last one the first again.
    fn next_waiting(&self) -> Option<usize> {
        let place = |of: &Of| match of.recommendation() {
            Some(one) => self.items.iter().position(|item| item.recommendation == one),
            None => Some(self.items.len()),
        };
        let places: BTreeSet<_> = self.waiting.iter().filter_map(|(of, _)| place(of)).collect();
        places.range(self.at + 1..).next().or(places.first()).copied()
    }

    /// Which forms of the item hold words that are not recorded; none where none does.
    fn waits_in_forms(&self) -> Option<String> {
        let here = self.item()?.recommendation.clone();
        let in_form = |of: &&Of| of.recommendation().as_ref() == Some(&here) && of.what().contains(' ');
        let forms: BTreeSet<_> =
            self.waiting.iter().map(|(of, _)| of).filter(in_form).filter_map(form_of).collect();
        let forms = forms.into_iter().collect::<Vec<_>>().join(", ");
        let how = if self.is_open() { ": open it again" } else { "" };
        (!forms.is_empty()).then(|| format!("words that are not recorded wait in the form of {forms}{how}"))
    }

    /// Says at the beginning which words wait.
    fn tell_waiting(&mut self) {
        if !std::mem::replace(&mut self.told, true) && !self.waiting.is_empty() {
            let what: BTreeSet<_> = self
                .waiting
                .iter()
                .map(|(of, _)| of.recommendation().map_or("any other business".into(), |one| one.to_string()))
                .collect();
            let what = what.into_iter().collect::<Vec<_>>().join(", ");
            self.said.push(format!("typed and not recorded: {what}; esc u goes from one to the next"));
        }
    }

    /// Finds the words that were typed before a crash, and says so.
    fn find_drafts(&mut self, ledger: &Ledger) -> Result<(), Trouble> {
        let Some(drafts) = ledger.drafts()? else { return Ok(()) };
        let mut found = false;
        for target in self.targets() {
            let of = self.draft_of(&target);
            let draft = (!self.unrecorded.borrow().is_known(&of)).then(|| drafts.recall(&of)).flatten();
            if let Some(draft) = draft {
                self.unrecorded.borrow_mut().found(of, draft);
                found = true;
            }
        }
        if found {
            self.said = vec!["words that were typed before and not recorded are here again".into()];
        }
        Ok(())
    }

    /// The first of what the words can be about that has words already, in the minute or in a form, else the first.
    fn first_typed(&self) -> usize {
        let here = self.item().map(|item| item.recommendation.clone());
        let of_here = self.waiting.iter().map(|(of, _)| of).filter(|of| of.recommendation() == here);
        let letters: Vec<_> = of_here.map(letter_of).collect();
        let typed = |target: &Target| match target {
            Target::Action(letter) => letters.contains(&Some(letter.clone())),
            Target::Item | Target::Meeting => letters.contains(&None),
        };
        self.targets().iter().position(typed).unwrap_or(0)
    }

    /// A letter that is a key: after escape, or with alt held down.
    fn by_key(&mut self, key: KeyEvent) -> Option<Vec<Effect>> {
        let plain = KeyEvent::new(key.code, key.modifiers - KeyModifiers::ALT);
        let act = keys::own_act(Place::MinuteKeys, plain, |act| self.fits(act))?;
        Some(vec![Effect::Do(act)])
    }
}

impl Screen for Minuting {
    fn place(&self) -> Place {
        // Where nothing can be typed every letter is a key.
        if self.keys || !self.is_open() { Place::MinuteKeys } else { Place::Minute }
    }

    fn load(&mut self, ledger: &Ledger, around: &Around) -> Result<(), Trouble> {
        if self.person != around.actor {
            (self.person, self.begun) = (around.actor.clone(), false);
        }
        self.stands = ledger.standing().meeting(self.meeting)?;
        // What it goes through stays as it is while it is gone through.
        if self.items.is_empty() {
            self.items = ledger.standing().agenda(self.meeting)?.items;
        }
        self.read_waiting(ledger)?;
        self.minuted = ledger.standing().treated(self.meeting)?.into_iter().collect();
        self.heard = match self.items.get(self.at) {
            Some(item) => ledger.heard(self.meeting, &item.recommendation)?,
            None => None,
        };
        let before = self.target();
        if !std::mem::replace(&mut self.begun, true) {
            self.find_drafts(ledger)?;
            self.tell_waiting();
            self.target = self.first_typed();
            self.take_up();
        } else if before != self.target() || self.target >= self.targets().len() {
            self.go_to_target(self.target.min(self.targets().len() - 1));
        }
        Ok(())
    }

    /// Nothing of a past can be minuted, and what is asked about an item is asked where there is one.
    fn fits(&self, act: Act) -> bool {
        let open = self.is_open();
        match act {
            Act::ThrowAway => !self.thrown().is_empty(),
            Act::GoOn | Act::Rate | Act::Clear | Act::EditOutside | Act::Type if !open => false,
            Act::Ask(name) if !open && name != "meeting plan" && keys::is_own(Place::MinuteKeys, act) => {
                false
            }
            Act::MeetingBefore | Act::MeetingAfter | Act::Now | Act::Diff => false,
            Act::NextItem => self.at < self.items.len(),
            Act::PreviousItem => self.at > 0,
            Act::Rate | Act::NextField | Act::PreviousField => self.targets().len() > 1,
            Act::Unrecorded => self.next_waiting().is_some_and(|at| at != self.at),
            Act::ReadOn => self.pages.are_several(),
            Act::Copy => !self.text.text().trim().is_empty(),
            Act::Ask("meeting close" | "meeting note") => open,
            Act::Ask("meeting plan") => self.item().is_none(),
            Act::Ask(name) => match (&self.heard, Verb::named(name)) {
                (Some(heard), Some(verb)) => verb.fits(&heard.stands),
                (None, _) => !keys::is_own(Place::MinuteKeys, act),
                _ => false,
            },
            _ => true,
        }
    }

    fn typed(&mut self, key: KeyEvent, around: &Around) -> Option<Vec<Effect>> {
        if key.modifiers.contains(KeyModifiers::ALT) && matches!(key.code, KeyCode::Char(_)) {
            return self.by_key(key);
        }
        if self.place() == Place::MinuteKeys {
            if !self.is_open() || is_a_key(key) {
                return None;
            }
            // What is no letter does what it always does.
            self.keys = false;
        }
        if self.editor().press(key) {
            self.said.clear();
            self.same = false;
            self.hold();
            return Some(Vec::new());
        }
        match key.code {
            KeyCode::Up => self.step(false, around),
            KeyCode::Down => self.step(true, around),
            _ => return None,
        }
        Some(Vec::new())
    }

    fn act(&mut self, act: Act, around: &Around) -> Option<Vec<Effect>> {
        let by_key = std::mem::take(&mut self.keys) || !self.is_open();
        let asked = std::mem::take(&mut self.throwing);
        match act {
            Act::Back if asked => {}
            Act::Back if by_key => return None,
            Act::ThrowAway => self.throw_away(asked),
            Act::Back => self.keys = true,
            Act::Type => {}
            Act::NextItem => return Some(self.go_to_item(self.at + 1)),
            Act::PreviousItem => return Some(self.go_to_item(self.at.saturating_sub(1))),
            Act::Unrecorded => return self.next_waiting().map(|at| self.go_to_item(at)),
            Act::Copy => return Some(vec![Effect::Copy(self.text.text())]),
            Act::First => return Some(self.go_to_item(0)),
            Act::Last => return Some(self.go_to_item(self.items.len())),
            Act::ReadOn => self.pages.turn(),
            Act::NextField | Act::Down => self.step(true, around),
            Act::PreviousField | Act::Up => self.step(false, around),
            Act::Rate => self.rate(around),
            Act::GoOn => return Some(self.go_on(around)),
            Act::Clear => {
                self.editor().clear();
                self.said.clear();
                self.hold();
            }
            Act::EditOutside => return Some(vec![Effect::EditOutside(self.editor().text())]),
            Act::ActionLog => {
                return Some(vec![Effect::Open(Box::new(Where::for_a_paper(Topic::ActionLog)))]);
            }
            act if keys::moves(act) => {}
            _ => return None,
        }
        Some(Vec::new())
    }

    fn hear(&mut self, news: News) {
        match news {
            News::Misasked(all) => {
                self.said = all.iter().map(|wrong| format!("{}: {}", wrong.field, wrong.what)).collect();
            }
            News::NotDone { what, hint } => {
                self.said = std::iter::once(what).chain(hint.map(|hint| format!("hint: {hint}"))).collect();
            }
            News::Edited(words) => {
                let empty = if self.caret == Caret::Text {
                    Editor::of_several_lines()
                } else {
                    Editor::of_one_line()
                };
                *self.editor() = empty.holding(words.trim_end());
                self.hold();
            }
            News::Recorded(events) => self.recorded(&events),
            News::Changed { .. } | News::Problems(_) | News::Together(_) => {}
        }
    }

    /// A click on what the words can be about goes there.
    fn choose(&mut self, row: usize) {
        self.keys = false;
        self.go_to_target(row.min(self.targets().len() - 1));
    }

    fn subject(&self) -> Subject {
        let (meeting, at) = (Some(self.meeting.to_string()), Some(self.meeting.to_string()));
        match &self.heard {
            Some(heard) => Subject { meeting, at, ..Subject::of(&heard.stands, self.action(), None) },
            None => Subject { meeting, at, ..Subject::default() },
        }
    }

    fn paper(&self) -> Topic {
        Topic::Minutes(self.meeting)
    }

    fn shows_the_register(&self) -> bool {
        true
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, around: &Around) {
        match self.item() {
            Some(_) => self.draw_item(canvas, area, around),
            None => self.draw_ending(canvas, area, around),
        }
    }
}

/// The request whose form holds these words, with the action it is about: `target of c`; none where they stand in
/// the minute itself.
fn form_of(of: &Of) -> Option<String> {
    let reference = of.recommendation()?.to_string();
    let verb = Some(of.what().split_once(&reference)?.0.trim()).filter(|verb| !verb.is_empty())?;
    Some(letter_of(of).map_or(verb.to_string(), |letter| format!("{verb} of {letter}")))
}

/// The action that words are about; none where they are about none.
fn letter_of(of: &Of) -> Option<Letter> {
    let words = of.about.split(' ').skip(1);
    words.filter_map(|word| word.parse::<ActionRef>().ok()).map(|action| action.letter).next()
}

/// Whether a key is one of those that work once escape was pressed: a letter, escape itself, or a key that the table
/// names for it.
fn is_a_key(key: KeyEvent) -> bool {
    let letter = matches!(key.code, KeyCode::Char(_)) && !key.modifiers.contains(KeyModifiers::CONTROL);
    letter || key.code == KeyCode::Esc || keys::own_act(Place::MinuteKeys, key, |_| true).is_some()
}
