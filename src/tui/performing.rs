//! Performing: what the screens asked for is done here, with the ledger, and handed back to them.
//! Nothing that goes wrong here ends the program: it is said where the person is.

use chrono::NaiveDate;

use super::app::{App, Outside};
use super::asking::confirm::{Confirm, decides};
use super::asking::decided;
use super::beginning::tour::Deed;
use super::drawing::fitting::cut;
use super::hints::with_key;
use super::importing::document;
use super::importing::review::Review;
use super::inspections::inspection::InspectionScreen;
use super::keys::{Act, Place};
use super::screen::{Around, Confirming, Draft, Effect, News, Screen, Wish};
use super::work::Work;
use crate::briefing::decision::GOES_PRIVATELY;
use crate::briefing::meeting;
use crate::export::chasing::Written;
use crate::export::task::{Ended, Task};
use crate::intake::with_files_read;
use crate::journey::asking::{Surroundings, Verb, by_name, options};
use crate::journey::event::{Event, Signed, What};
use crate::journey::meeting::Phase;
use crate::journey::people::{Person, Role};
use crate::journey::reference::{MeetingRef, Stream};
use crate::journey::text::clean_line;
use crate::ledger::drafts::waiting;
use crate::ledger::keygen::NotSigned;
use crate::ledger::signing::{Signing, Turn};
use crate::ledger::trouble::Trouble;
use crate::ledger::{Acting, NotDone, Recorded};

impl App {
    /// Performs one effect and gives those that follow from it.
    pub(super) fn perform(&mut self, effect: Effect) -> Vec<Effect> {
        if self.is_for_now(&effect) {
            self.refuse_in_the_past();
            return Vec::new();
        }
        match effect {
            Effect::Step(step) => return self.step(step),
            Effect::Diff => return self.diff(),
            Effect::Quit => self.desk.done = true,
            Effect::Open(screen) => self.open(screen),
            Effect::Ask(verb) => self.ask(verb),
            Effect::Instead(act) => {
                self.desk.screens.pop();
                // What was chosen among all requests is asked for wherever one is; the rules say if it cannot be.
                if let Act::Ask(name) = act {
                    return Verb::named(name).map(Effect::Ask).into_iter().collect();
                }
                return self.desk.do_it(act);
            }
            Effect::Do(act) => return self.desk.do_it(act),
            Effect::Minute(meeting) => self.minute(meeting),
            Effect::Copy(words) => {
                self.say(format!("copied: {}", cut(&words, 60)));
                self.outside.push_back(Outside::Copy(words));
            }
            Effect::Correct => return self.correct(),
            Effect::Keep(kept) => self.keep(kept),
            Effect::EditOutside(words) => self.outside.push_back(Outside::Edit(words)),
            // There is a register already: `plenary demo` opens the other one.
            Effect::Practise => {}
            Effect::Redraw => self.outside.push_back(Outside::Redraw),
            Effect::Suspend => self.outside.push_back(Outside::Suspend),
            Effect::Work(task) => {
                let work = Work::begin(task, &self.ledger);
                self.open(Box::new(work));
            }
            Effect::Follow(ended) => return self.follow_up(*ended),
            Effect::Leave => self.leave(),
            Effect::Load => self.load(),
            Effect::Become(person) => self.act_as(person),
            Effect::PreviewImport(reviewed) => self.preview_import(&reviewed),
            Effect::Preview(draft) => self.preview(draft),
            Effect::Record(wish) => return self.record(wish),
            Effect::RecordEach(wishes) => self.record_each(wishes),
        }
        Vec::new()
    }

    pub(super) fn open(&mut self, screen: Box<dyn Screen>) {
        self.desk.screens.push(screen);
        self.load();
    }

    fn leave(&mut self) {
        if self.desk.screens.len() > 1 {
            self.desk.screens.pop();
        }
        self.load();
    }

    fn act_as(&mut self, person: String) {
        self.desk.around.actor = person;
        let approver = |person: &Person| person.holds(Role::Approver, self.desk.around.today);
        let approver = self.desk.around.person().is_some_and(approver);
        self.desk.tour.saw(&Deed::Became { approver });
        self.leave();
        self.tell_of_waiting();
        let waits = self.desk.notice.take().map_or(String::new(), |notice| format!("; {}", notice.text));
        self.say(format!("you act as {} now{waits}", self.desk.around.you()));
    }

    /// Reads again what the top screen shows.
    pub(super) fn load(&mut self) {
        if let Err(trouble) = self.try_load() {
            self.complain(&trouble);
        }
    }

    fn try_load(&mut self) -> Result<(), Trouble> {
        let Some(top) = self.desk.screens.last_mut() else { return Ok(()) };
        if top.shows_the_register() {
            // Read before the rest: what is recorded meanwhile is seen too late, never too early.
            self.desk.around.head = self.ledger.head()?;
            self.desk.around.register = self.ledger.standing().register()?;
        }
        self.desk.around.today = self.ledger.today();
        top.load(&self.ledger, &self.desk.around)?;
        self.ledger.check_place()
    }

    /// Shows what a form would record, or says in the form why it would not.
    fn preview(&mut self, draft: Draft) {
        if !draft.each.is_empty() {
            return self.preview_each(&draft);
        }
        let wish = match self.wish(&draft) {
            Ok(wish) => wish,
            Err(news) => return self.tell(news),
        };
        self.show(wish);
    }

    /// Opens the confirm of what would be recorded, or says why it would not.
    pub(super) fn show(&mut self, wish: Wish) {
        match self.ledger.preview(&wish.requests, &wish.acting) {
            Ok(events) => self.confirm(wish, events),
            Err(not_done) => self.tell(said(&not_done)),
        }
    }

    fn confirm(&mut self, wish: Wish, events: Vec<Event>) {
        match self.confirming(wish, events) {
            Ok(Confirming { wish, events, about, refused }) => {
                self.open(Box::new(Confirm::new(wish, events, about).refused(refused)))
            }
            Err(trouble) => self.tell(said(&trouble.into())),
        }
    }

    /// A wish with everything that is shown of it, and with exactly what is signed where it is said yes to.
    fn confirming(&self, wish: Wish, events: Vec<Event>) -> Result<Confirming, Trouble> {
        let (mut refused, mut aside) = (Vec::new(), None);
        // Said before anything is read for nothing.
        let signing = match self.signing(&wish) {
            Ok(signing) => {
                aside = self.left_aside(&wish)?.map(|aside| format!("note: {aside}"));
                signing
            }
            Err(not_done) => {
                if let News::NotDone { what, hint } = said(&not_done) {
                    let hint = hint.map(|hint| format!("hint: {hint}"));
                    refused.extend(std::iter::once(what).chain(hint));
                }
                None
            }
        };
        let tells = decides(&wish) && signing.is_none();
        let mut about = decided::told(&events, tells, &self.ledger)?.lines;
        about.extend(self.left_at_closing(&events)?);
        let privately = wish.requests.iter().any(|request| self.ledger.copies_privately(request));
        about.extend(privately.then(|| GOES_PRIVATELY.to_string()));
        about.extend(aside);
        about.extend(signing.iter().flat_map(Signing::lines));
        Ok(Confirming { wish: Wish { signing: signing.map(Box::new), ..wish }, events, about, refused })
    }

    /// Why the key of the config file does not sign a decision; none of what is no decision.
    fn left_aside(&self, wish: &Wish) -> Result<Option<String>, Trouble> {
        let named = self.desk.around.settings.signing_key().filter(|_| decides(wish));
        self.ledger.key_left_aside(&wish.acting, named.as_ref())
    }

    /// What is typed and not recorded at a meeting that is to be closed, a line each, with what to do about it.
    fn left_at_closing(&self, events: &[Event]) -> Result<Vec<String>, Trouble> {
        let mut lines = Vec::new();
        for event in events {
            let (Stream::Meeting(meeting), What::MeetingClosed { .. }) = (&event.stream, &event.what) else {
                continue;
            };
            let all = self.waiting(Some(*meeting))?;
            if !all.is_empty() {
                lines.push(format!("typed and not recorded, {}; after the closing nothing is:", all.len()));
                lines.extend(all.iter().map(|(of, draft)| waiting(of, draft)));
                lines.push("esc esc goes back; in the minuting esc u goes to the words".into());
            }
        }
        Ok(lines)
    }

    /// What a command must say to do the same: the day that was set, who acts where the account serves several
    /// people, and the register where it is not the one that is found without.
    pub(super) fn options(&self, on: Option<NaiveDate>) -> Vec<String> {
        let Around { register, account, actor, .. } = &self.desk.around;
        let several = register.served_by(account).count() > 1;
        options(on, several.then_some(actor.as_str()), self.named.as_deref())
    }

    /// Tells the top screen; beside a hint's command stands the key that does the same behind the form.
    pub(super) fn tell(&mut self, mut news: News) {
        let behind =
            self.desk.screens.iter().rev().map(|screen| screen.place()).find(|place| !is_asking(*place));
        let top = self.desk.screens.last().map(|top| top.place());
        if let (News::NotDone { hint: Some(hint), .. }, Some(behind)) = (&mut news, behind) {
            let palette = if top == Some(Place::Form) { "here: ctrl-p" } else { "after esc: :" };
            let (behind, how) = match behind {
                Place::Minute if top == Some(Place::Minute) => (Place::MinuteKeys, "here: esc"),
                Place::Minute => (Place::MinuteKeys, "in the minute: esc"),
                other => (other, "after esc:"),
            };
            *hint = with_key(hint, behind, how, palette);
        }
        // A form has fields of these names, and no options; a confirm has neither.
        if let (News::NotDone { hint: Some(hint), .. }, Some(Place::Form | Place::Confirm)) = (&mut news, top)
        {
            *hint = by_name(hint);
        }
        if let Some(top) = self.desk.screens.last_mut() {
            top.hear(news);
        }
    }

    pub(super) fn wish(&self, draft: &Draft) -> Result<Wish, News> {
        let answers = with_files_read(draft.verb, &draft.answers).map_err(News::Misasked)?;
        let standing = self.ledger.standing();
        // A code that cannot be looked up is taken as free; recording would say so.
        let taken = |code: &_| standing.code_taken(code).unwrap_or(false);
        let world =
            Surroundings { today: self.ledger.today(), taken: &taken, files: &crate::intake::looked_at };
        let request = draft.verb.request(&answers, &world).map_err(News::Misasked)?;
        let actor = self.desk.around.actor.clone();
        Ok(Wish {
            requests: vec![request],
            acting: Acting { actor, on: draft.on, seen: Some(draft.seen) },
            command: draft.verb.command_with(
                &draft.verb.with_days(&draft.answers, self.ledger.today()),
                &self.options(draft.on),
            ),
            signing: None,
        })
    }

    /// Goes on with what work left behind, once its own screen is gone.
    fn follow_up(&mut self, ended: Ended) -> Vec<Effect> {
        self.leave();
        match ended {
            Ended::Told(_) => {}
            Ended::Proposed(proposed) => self.open(Box::new(Review::of(*proposed))),
            Ended::Problems(problems) => {
                self.tell(News::Problems(problems.iter().flat_map(document::told).collect()))
            }
            Ended::Recorded(recorded) => {
                self.desk.around.last_on = recorded.last().map(|last| last.record.event.on);
                self.written_here();
                return self.recorded(&recorded);
            }
            Ended::NotRecorded(not_done) => self.tell(said(&not_done)),
            Ended::Chased(written) => self.ask_whether_sent(&written),
            Ended::Past(past) => return self.arrive(*past),
            Ended::Differs(diff) => self.show_diff(*diff),
        }
        Vec::new()
    }

    /// Messages were written: shows what would be recorded of them, once somebody sent them.
    fn ask_whether_sent(&mut self, written: &Written) {
        let Some(request) = written.request() else {
            return self.say(format!("{}; nothing is recorded", written.lines().join("; ")));
        };
        let actor = self.desk.around.actor.clone();
        let acting = Acting { actor, on: None, seen: Some(self.desk.around.head) };
        let command = written.command(&self.options(None));
        let wish = Wish { requests: vec![request], acting, command, signing: None };
        match self.ledger.preview(&wish.requests, &wish.acting) {
            Ok(events) => {
                let confirm = Confirm::new(wish, events, Vec::new()).headed("Were these sent?");
                self.open(Box::new(confirm.after(written.lines())));
            }
            // They are written, whoever may say that they were sent.
            Err(not_done) => self.say(format!("{}; not recorded: {not_done}", written.lines().join("; "))),
        }
    }

    fn record(&mut self, wish: Wish) -> Vec<Effect> {
        if wish.requests.len() > 1 {
            let Wish { requests, acting, .. } = wish;
            return vec![Effect::Work(Task::Record { requests, acting })];
        }
        if let Some(signing) = wish.signing.clone() {
            if let Err(not_done) = self.stands_as_shown(&wish, &signing) {
                return self.told_of(&wish, Err(not_done));
            }
            self.outside.push_back(Outside::Sign(Box::new((wish, *signing, Turn::ALONE))));
            return Vec::new();
        }
        let recorded = self.record_unsigned(&wish);
        self.told_of(&wish, recorded)
    }

    /// Whether what is to be signed is known to have changed since it was shown: then nobody is asked to sign it.
    pub(super) fn stands_as_shown(&self, wish: &Wish, signing: &Signing) -> Result<(), NotDone> {
        let [request] = wish.requests.as_slice() else { return Ok(()) };
        self.ledger.stands_as_shown(request, &wish.acting, signing)
    }

    /// Records what nothing was shown to be signed of. A key that came to hand since would sign what nobody was shown;
    /// one that was named and cannot sign is told of.
    pub(super) fn record_unsigned(&mut self, wish: &Wish) -> Result<Vec<Recorded>, NotDone> {
        self.signing(wish)?;
        self.ledger.record(&wish.requests, &wish.acting)
    }

    /// What is signed of a wish, and with which key; none where there is no decision or no key.
    pub(super) fn signing(&self, wish: &Wish) -> Result<Option<Signing>, NotDone> {
        let [request] = wish.requests.as_slice() else { return Ok(None) };
        self.ledger.signing(request, &wish.acting, self.desk.around.settings.signing_key().as_ref())
    }

    /// Records a decision that was signed outside, or says why it was not.
    pub(super) fn record_signed(&mut self, wish: &Wish, signed: Result<Signed, NotSigned>) -> Vec<Effect> {
        let Some(request) = wish.requests.first().cloned() else { return Vec::new() };
        let signed = signed.map_err(NotDone::from);
        let recorded = signed.and_then(|signed| self.ledger.record_signed(request, &wish.acting, signed));
        if self.batch.is_some() {
            self.signed_together(recorded);
            return Vec::new();
        }
        self.told_of(wish, recorded)
    }

    /// Says what came of a wish.
    fn told_of(&mut self, wish: &Wish, recorded: Result<Vec<Recorded>, NotDone>) -> Vec<Effect> {
        match recorded {
            Ok(recorded) => {
                self.desk.around.last_on = wish.acting.on;
                let follow = self.recorded(&recorded);
                self.tell_copies(wish);
                return follow;
            }
            Err(NotDone::Changed { since, .. }) => self.changed(wish, &since),
            Err(not_done) => self.tell(said(&not_done)),
        }
        Vec::new()
    }

    /// Says where the copy lies of a file that was opened.
    fn tell_copies(&mut self, wish: &Wish) {
        let copies = wish.requests.iter().filter_map(|request| self.ledger.copy_of(request).ok().flatten());
        let copies: Vec<_> = copies.map(|copy| clean_line(&copy.to_string_lossy()).into_owned()).collect();
        if let Some(copy) = copies.first() {
            self.say(format!("recorded: opened; the copy is {copy}"));
        }
    }

    /// Goes back to what lies behind the form, reads it again and says what now stands.
    fn recorded(&mut self, recorded: &[Recorded]) -> Vec<Effect> {
        self.forget_typed();
        self.leave_what_asked();
        self.keep_drafts();
        self.written(recorded);
        recorded.iter().for_each(|one| self.desk.tour.saw(&Deed::Recorded(one.record.event.what.kind())));
        // A role that was given or ended changes who "you" are at once, whatever screen lies behind.
        if let Ok(register) = self.ledger.standing().register() {
            self.desk.around.register = register;
        }
        self.tell(News::Recorded(recorded.iter().map(|one| one.record.event.clone()).collect()));
        self.load();
        let text = self.what_now_stands(recorded);
        if let Some(new) = recorded.iter().find_map(new_inspection) {
            self.open(Box::new(InspectionScreen::of(new)));
        }
        self.say(text);
        Vec::new()
    }

    /// Takes away the confirm and the form or review that led to it; a form further behind still waits.
    pub(super) fn leave_what_asked(&mut self) {
        for places in [&[Place::Confirm][..], &[Place::Form, Place::Review], &[Place::Import]] {
            let asked = self.desk.screens.last().is_some_and(|top| places.contains(&top.place()));
            if asked && self.desk.screens.len() > 1 {
                self.desk.screens.pop();
            }
        }
    }

    fn what_now_stands(&self, recorded: &[Recorded]) -> String {
        let Some(last) = recorded.last() else { return "nothing was recorded".into() };
        let event = &last.record.event;
        let told = match recorded.iter().find(|recorded| new_inspection(recorded).is_some()) {
            Some(inspection) if recorded.len() > 1 => {
                format!("{} events, {}", recorded.len(), inspection.record.event.in_words())
            }
            _ if recorded.len() > 1 => {
                format!("{} events, the last: {}", recorded.len(), event.in_words())
            }
            _ => event.in_words(),
        };
        let (told, where_now) = (cut(&told, 150), self.where_stands(&event.stream));
        // A sentence of the person's own may end with a full stop already.
        let told = if where_now.is_empty() { told.as_str() } else { told.trim_end_matches('.') };
        let then = format!("{where_now}{}", self.can_be_corrected(recorded.len()));
        // A question ends its own sentence.
        let then = if told.ends_with(['?', '!']) { then.trim_start_matches('.') } else { then.as_str() };
        format!("recorded: {told}{then}")
    }

    /// Where the thing that was decided on stands now, in words.
    fn where_stands(&self, stream: &Stream) -> String {
        let reference = match stream {
            Stream::Recommendation(reference) => reference,
            Stream::Meeting(meeting) => return self.next_of_series(*meeting),
            Stream::Register | Stream::Inspection(_) => return String::new(),
        };
        match self.ledger.standing().recommendation(reference) {
            Ok(Some(stands)) if stands.ours => format!(". {reference} is at {}", stands.stage.name()),
            _ => String::new(),
        }
    }

    /// The meeting that is next in the series of one that is closed.
    fn next_of_series(&self, meeting: MeetingRef) -> String {
        let stands = self.ledger.standing().meeting(meeting).ok().flatten();
        let closed = stands.filter(|stands| stands.phase == Phase::Closed);
        let next = closed.and_then(|closed| self.ledger.next_of_series(&closed).ok().flatten());
        next.map_or(String::new(), |next| format!(". {}", meeting::next_of_series(Some(&next))))
    }

    /// Shows what somebody else recorded meanwhile, and what would be recorded now.
    fn changed(&mut self, wish: &Wish, since: &[Recorded]) {
        let again = self.ledger.head().map_err(NotDone::from).and_then(|head| {
            let acting = Acting { seen: Some(head), ..wish.acting.clone() };
            let events = self.ledger.preview(&wish.requests, &acting)?;
            Ok(self.confirming(Wish { acting, ..wish.clone() }, events)?)
        });
        let told = |recorded: &Recorded| {
            let event = &recorded.record.event;
            format!("{}: {}", event.by, event.in_words())
        };
        match again {
            Ok(now) => {
                let since = since.iter().map(told).collect();
                self.tell(News::Changed { since, now: Box::new(now) });
            }
            Err(not_done) => self.tell(said(&not_done)),
        }
    }
}

/// Whether a screen of this place asks for something to be recorded.
fn is_asking(place: Place) -> bool {
    matches!(place, Place::Confirm | Place::Form | Place::Review | Place::Import)
}

fn new_inspection(recorded: &Recorded) -> Option<crate::journey::reference::InspectionCode> {
    match (&recorded.record.event.stream, &recorded.record.event.what) {
        (Stream::Inspection(code), What::InspectionRecorded { .. }) => Some(code.clone()),
        _ => None,
    }
}

/// Why something was not done, with what to do instead.
pub(super) fn said(not_done: &NotDone) -> News {
    News::NotDone { what: not_done.told(), hint: not_done.hint() }
}
