//! One request for all that are marked: what each would record or why it is refused, and afterwards what came of each.
//!
//! Each is recorded by itself: one that is refused meanwhile keeps none of the others from being recorded.
//! A decision that is signed stands with its statement, word for word, and exactly that is signed.

use std::collections::VecDeque;

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use super::confirm::{READ_FIRST, UNTIL_READ, decides, indented, record};
use super::decided;
use super::results::{Came, Results};
use crate::journey::asking::{Ask, Verb};
use crate::journey::event::Event;
use crate::journey::reference::Stream;
use crate::ledger::keygen::NotSigned;
use crate::ledger::signing::{Signing, Turn};
use crate::ledger::{NotDone, Recorded};
use crate::tui::app::{App, Outside};
use crate::tui::canvas::Canvas;
use crate::tui::desk::{inside, title_before_who};
use crate::tui::drawing::list::Reading;
use crate::tui::keys::{Act, Place};
use crate::tui::screen::{Around, Draft, Effect, News, Screen, Wish};

/// The field that says what a request is about.
const REF: &str = "ref";
/// Whether a verb can be asked for all that are marked.
pub fn is_offered(verb: &Verb) -> bool {
    let about = verb.fields.first().filter(|field| field.name == REF).map(|field| field.ask);
    let each =
        [Ask::Recommendation, Ask::InspectionOrRecommendation, Ask::ActionOrRecommendation, Ask::Action];
    about.is_some_and(|about| each.contains(&about))
}

/// One of the marked: what would be recorded, or why it is refused.
struct Each {
    reference: String,
    wish: Wish,
    would: Result<Would, String>,
}

/// What would be recorded, and what it is about.
struct Would {
    events: Vec<Event>,
    about: Vec<String>,
}

/// What is decided together, one after the other: those that are left, and what came of the others.
pub struct Batch {
    left: VecDeque<(String, Result<Wish, String>)>,
    all: Vec<Came>,
    /// Whether one signature was stopped: then none of the next is asked for.
    stopped: bool,
}

impl Batch {
    /// Which of how many comes now.
    fn turn(&self) -> Turn {
        Turn { at: self.all.len() + 1, of: self.all.len() + self.left.len() }
    }
}

/// What would be recorded for each of the marked.
pub struct Together {
    verb: &'static Verb,
    all: Vec<Each>,
    said: Option<&'static str>,
    reading: Reading,
}

impl Together {
    fn granted(&self) -> impl Iterator<Item = &Each> {
        self.all.iter().filter(|each| each.would.is_ok())
    }

    fn decides(&self) -> bool {
        self.all.iter().any(|each| decides(&each.wish))
    }

    fn lines(&self, width: usize, around: &Around) -> Vec<Line<'static>> {
        let theme = around.theme;
        let mut lines = Vec::new();
        let mut add =
            |text: &str, style: Style, indent: usize| lines.extend(indented(text, style, indent, width));
        self.said.iter().for_each(|said| add(said, theme.bad(), 0));
        if self.granted().any(|each| each.wish.signing.is_some()) {
            add("each is signed by itself: its statement stands below", theme.strong(), 0);
            add("", Style::new(), 0);
        }
        for (each, at) in self.all.iter().zip(1..) {
            if self.decides() {
                add(&format!("── {at} of {} ──", self.all.len()), theme.strong(), 0);
            }
            match &each.would {
                Ok(would) => {
                    record(&would.events, &would.about, each.wish.signing.is_some(), theme, width, &mut add);
                }
                Err(why) => {
                    add(&each.reference, theme.strong(), 0);
                    add(&format!("not recorded: {why}"), theme.bad(), 2);
                    add("", Style::new(), 0);
                }
            }
        }
        add("the same as commands:", theme.dim(), 0);
        self.granted().for_each(|each| add(&each.wish.command, theme.dim(), 2));
        lines
    }
}

impl Screen for Together {
    fn place(&self) -> Place {
        Place::Confirm
    }

    fn fits(&self, act: Act) -> bool {
        match act {
            Act::Record => !self.decides() && self.granted().next().is_some(),
            Act::Decide => self.decides() && self.granted().next().is_some() && self.reading.is_read(),
            _ => true,
        }
    }

    /// Enter means nothing on a decision, nor does `y` on one that was not read; both is said.
    fn typed(&mut self, key: KeyEvent, _around: &Around) -> Option<Vec<Effect>> {
        let decided = self.decides() && self.granted().next().is_some();
        match key.code {
            KeyCode::Enter if decided && self.reading.is_read() => {
                self.reading.begin_again();
                self.said = Some("a decision: y records it, esc goes back");
            }
            KeyCode::Enter | KeyCode::Char('y') if decided && !self.reading.is_read() => {
                self.said = Some(READ_FIRST);
            }
            _ => return None,
        }
        Some(Vec::new())
    }

    fn act(&mut self, act: Act, _around: &Around) -> Option<Vec<Effect>> {
        if matches!(act, Act::Record | Act::Decide) {
            let wish = |each: &Each| match &each.would {
                Ok(_) => (each.reference.clone(), Ok(each.wish.clone())),
                Err(why) => (each.reference.clone(), Err(why.clone())),
            };
            return Some(vec![Effect::RecordEach(self.all.iter().map(wish).collect())]);
        }
        if act == Act::Copy {
            let commands: Vec<_> = self.granted().map(|each| each.wish.command.clone()).collect();
            return Some(vec![Effect::Copy(commands.join("\n"))]);
        }
        self.reading.goes(act).then(Vec::new)
    }

    fn draw(&self, frame: &mut Canvas, area: Rect, around: &Around) {
        let (granted, all) = (self.granted().count(), self.all.len());
        let what = if self.decides() { "decisions" } else { "will be recorded" };
        let heading = format!("Confirm · {} · {granted} of {all} {what}", self.verb.name);
        title_before_who(frame, area, &heading, around);
        let inside = inside(area, 2);
        let until_read = if self.decides() { UNTIL_READ } else { "" };
        let lines = self.lines(inside.width as usize, around);
        self.reading.draw(frame, inside, lines, around.theme, until_read);
    }
}

impl App {
    /// Shows what a form would record for each of the marked, or says in the form why it cannot be asked.
    pub(in crate::tui) fn preview_each(&mut self, draft: &Draft) {
        let mut all = Vec::new();
        for reference in &draft.each {
            match self.each(draft, reference) {
                Ok(each) => all.push(each),
                Err(news) => return self.tell(news),
            }
        }
        leave_second_out(&mut all);
        self.open(Box::new(Together { verb: draft.verb, all, said: None, reading: Reading::default() }));
    }

    fn each(&self, draft: &Draft, reference: &str) -> Result<Each, News> {
        let about = match draft.verb.fields.first().map(|field| field.ask) {
            Some(Ask::Action) => self.only_action(reference),
            _ => Ok(reference.to_string()),
        };
        let is_about = about.clone().unwrap_or_else(|_| format!("{reference}.a"));
        let answers = draft.answers.clone().with(REF, is_about);
        let mut wish = self.wish(&Draft { answers, each: Vec::new(), ..draft.clone() })?;
        let would = about.and_then(|_| self.would(&mut wish));
        Ok(Each { reference: reference.to_string(), wish, would })
    }

    /// What one wish would record, and from here on exactly what is signed of it; or why it would not be recorded,
    /// which is said of a wish that changes nothing too.
    fn would(&self, wish: &mut Wish) -> Result<Would, String> {
        let events = self.ledger.preview(&wish.requests, &wish.acting).map_err(|no| no.in_a_line())?;
        let signing = self.signing(wish).map_err(|no| no.in_a_line())?;
        let tells = decides(wish) && signing.is_none();
        let told = decided::told(&events, tells, &self.ledger).map_err(|trouble| trouble.to_string())?;
        match told.changes_nothing {
            Some(stands) => Err(format!("it changes nothing: {stands}")),
            None => {
                let statement = signing.iter().flat_map(Signing::lines);
                let about = told.lines.into_iter().chain(statement).collect();
                wish.signing = signing.map(Box::new);
                Ok(Would { events, about })
            }
        }
    }

    /// A request about an action is made for the one that is not finished, where there is one.
    fn only_action(&self, reference: &str) -> Result<String, String> {
        let stands =
            reference.parse().ok().map(|reference| self.ledger.standing().recommendation(&reference));
        let stands = match stands {
            Some(Ok(Some(stands))) => stands,
            Some(Err(trouble)) => return Err(trouble.to_string()),
            _ => return Err("it stands no longer".into()),
        };
        let unfinished: Vec<_> = stands.unfinished().collect();
        match unfinished.as_slice() {
            [one] => Ok(stands.action_ref(one).to_string()),
            [] => Err("it has no unfinished action".into()),
            several => Err(format!("it has {} unfinished actions: ask for one by itself", several.len())),
        }
    }

    /// Records each by itself, and signs each decision by itself; then goes back to the list and shows what came of each.
    pub(in crate::tui) fn record_each(&mut self, wishes: Vec<(String, Result<Wish, String>)>) {
        self.written.clear();
        self.batch = Some(Batch { left: wishes.into(), all: Vec::new(), stopped: false });
        self.go_on_together();
    }

    /// The next of them, until one is to be signed outside or none is left.
    fn go_on_together(&mut self) {
        while let Some((reference, wish)) = self.batch.as_mut().and_then(|batch| batch.left.pop_front()) {
            let wish = match wish {
                Ok(wish) => wish,
                Err(why) => {
                    self.came_of(reference, Err(why));
                    continue;
                }
            };
            if let Some(signing) = wish.signing.clone() {
                if let Err(not_done) = self.may_be_signed(&wish, &signing) {
                    self.came_of(reference, Err(not_done.in_a_line()));
                    continue;
                }
                // It stays the first of those that are left until it comes back signed.
                let Some(batch) = self.batch.as_mut() else { return };
                batch.left.push_front((reference, Ok(wish.clone())));
                let asked = (wish, *signing, batch.turn());
                return self.outside.push_back(Outside::Sign(Box::new(asked)));
            }
            self.desk.around.last_on = wish.acting.on;
            let recorded = self.record_unsigned(&wish).map_err(|not_done| not_done.in_a_line());
            self.came_of(reference, recorded);
        }
        self.end_together();
    }

    /// Whether somebody is asked to sign one of them.
    fn may_be_signed(&self, wish: &Wish, signing: &Signing) -> Result<(), NotDone> {
        match self.batch.as_ref().is_some_and(|batch| batch.stopped) {
            true => Err(NotSigned::Stopped.into()),
            false => self.stands_as_shown(wish, signing),
        }
    }

    /// One of them was signed outside, or was not: on to the next.
    pub(in crate::tui) fn signed_together(&mut self, recorded: Result<Vec<Recorded>, NotDone>) {
        let stopped = matches!(recorded, Err(NotDone::NotSigned(NotSigned::Stopped)));
        let asked = self.batch.as_mut().and_then(|batch| {
            batch.stopped |= stopped;
            batch.left.pop_front()
        });
        if let Some((reference, wish)) = asked {
            self.desk.around.last_on = wish.ok().and_then(|wish| wish.acting.on);
            self.came_of(reference, recorded.map_err(|not_done| not_done.in_a_line()));
        }
        self.go_on_together();
    }

    fn came_of(&mut self, reference: String, recorded: Result<Vec<Recorded>, String>) {
        let (done, what) = match recorded {
            Ok(recorded) => {
                let told: Vec<_> = recorded.iter().map(|one| one.record.event.in_words()).collect();
                self.written.extend(recorded.last().cloned());
                (true, told.join("; "))
            }
            Err(why) => (false, why),
        };
        if let Some(batch) = self.batch.as_mut() {
            batch.all.push(Came { reference, done, what });
        }
    }

    fn end_together(&mut self) {
        let Some(Batch { all, .. }) = self.batch.take() else { return };
        self.leave_what_asked();
        self.load();
        let done: Vec<_> = all.iter().filter(|came| came.done).map(|came| came.reference.clone()).collect();
        let count = (done.len(), all.len());
        self.tell(News::Together(done));
        self.open(Box::new(Results::of(all)));
        self.say(format!("recorded for {} of {}{}", count.0, count.1, self.can_be_corrected(1)));
    }
}

/// Of two decisions on one recommendation only the first stands as it was read: the second has another statement then.
fn leave_second_out(all: &mut [Each]) {
    let mut decided: Vec<Stream> = Vec::new();
    for each in all.iter_mut().filter(|each| decides(&each.wish)) {
        let Ok(would) = &each.would else { continue };
        let Some(stream) = would.events.first().map(|event| event.stream.clone()) else { continue };
        if decided.contains(&stream) {
            each.would =
                Err(format!("`{stream}` is decided on above: decide this by itself, as it stands then"));
        }
        decided.push(stream);
    }
}
