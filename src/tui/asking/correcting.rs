//! Undo that fits a record: what was recorded here last is put right by another request, in a form that is
//! filled in already. And words that were left in a form, kept for this session.

use chrono::{DateTime, TimeDelta, Utc};

use super::form::Form;
use super::together;
use crate::clock::time_of_day;
use crate::journey::asking::{Subject, Verb};
use crate::ledger::trouble::Trouble;
use crate::ledger::{Acting, Recorded};
use crate::tui::app::App;
use crate::tui::keys::Act;
use crate::tui::screen::Effect;

/// What was recorded longer ago is put right where it stands, not by one key.
const A_MOMENT: TimeDelta = TimeDelta::hours(1);

/// A form that was left with words in it.
#[derive(Debug, Clone)]
pub struct Kept {
    pub verb: &'static str,
    /// What the form was about when it was opened.
    pub about: String,
    /// The words of each field that had some.
    pub words: Vec<(&'static str, String)>,
}

/// Forms that were left with words in them, each with the time of day.
#[derive(Debug, Default)]
pub struct Drafts(Vec<(Kept, String)>);

impl Drafts {
    fn keep(&mut self, kept: Kept, at: String) {
        self.take(kept.verb, &kept.about);
        self.0.push((kept, at));
    }

    fn take(&mut self, verb: &str, about: &str) -> Option<(Kept, String)> {
        let there = self.0.iter().position(|(kept, _)| kept.verb == verb && kept.about == about)?;
        Some(self.0.remove(there))
    }
}

impl App {
    /// Opens the form of a verb about what the person looks at, with the words that were left in it.
    pub(in crate::tui) fn ask(&mut self, verb: &'static Verb) {
        if let Some(why) = self.ledger.why_only_read() {
            return self.complain(&why);
        }
        self.correcting = None;
        let subject = self.subject();
        let form = Form::new(verb, &subject, &self.desk.around);
        let marked = self.desk.screens.last().map_or_else(Vec::new, |top| top.marked());
        let each = !marked.is_empty() && together::is_offered(verb);
        let mut form = if each { form.for_each_of(marked) } else { form };
        // What is kept with the minutes may have been thrown away since.
        let kept = self.drafts.take(verb.name, form.about()).filter(|_| !form.is_minuted());
        if let Some((kept, _)) = &kept {
            form.restore(kept);
        }
        let drafts = self.ledger.drafts().ok().flatten();
        let unrecorded = self.desk.around.unrecorded.clone();
        let found = form.find_typed(|of| unrecorded.borrow().recall(drafts.as_ref(), of));
        self.open(Box::new(form));
        if let Some((_, at)) = kept {
            self.say(format!("your words of {at} are here; ctrl-u empties a field"));
        } else if found {
            self.say("words that were typed before and not recorded are here again; ctrl-u empties a field");
        }
    }

    /// What the person looks at. A row names its recommendation alone: what stands of that says which action
    /// and which evidence is meant.
    fn subject(&self) -> Subject {
        let shown = self.desk.screens.last().map_or_else(Subject::default, |top| top.subject());
        let named = shown.recommendation.as_ref().filter(|_| !shown.whole_inspection);
        let reference = named.filter(|_| shown.actions.is_empty()).and_then(|named| named.parse().ok());
        let stands = reference.map(|reference| self.ledger.standing().recommendation(&reference));
        // What cannot be read is told where the form reads it again.
        match stands {
            Some(Ok(Some(stands))) => {
                Subject { meeting: shown.meeting, at: shown.at, ..Subject::of(&stands, None, None) }
            }
            _ => shown,
        }
    }

    /// Keeps the words of a form that is left.
    pub(in crate::tui) fn keep(&mut self, kept: Kept) {
        let at = time_of_day(self.ledger.now());
        self.drafts.keep(kept, at);
    }

    /// Keeps in mind what was recorded last, so that it can be put right; of several recorded together those stay
    /// that have not been put right yet.
    pub(in crate::tui) fn written(&mut self, recorded: &[Recorded]) {
        let corrected = self.correcting.take();
        self.written.retain(|written| Some(written.seq) != corrected);
        if corrected.is_none() || self.written.is_empty() {
            self.written = recorded.last().cloned().into_iter().collect();
        }
    }

    /// What is told behind what was recorded: whether `U` puts something right now.
    /// `recorded` are those that were recorded together, of which the last is put right.
    pub(in crate::tui) fn can_be_corrected(&self, recorded: usize) -> String {
        let Some(last) = self.written.last() else { return String::new() };
        let acting = Acting { actor: self.desk.around.actor.clone(), on: None, seen: None };
        let there = self.ledger.correcting(last, &acting).is_ok_and(|(proposal, _)| proposal.is_some());
        match self.written.len() {
            _ if !there => String::new(),
            1 if recorded > 1 => format!(" · U corrects the last, 1 of {recorded}"),
            1 => " · U corrects it".into(),
            several => format!(" · U corrects them, one after the other: {several}"),
        }
    }

    /// Proposes what puts right the last thing that was recorded here: a filled form, and the confirm over it
    /// where nothing is missing. Says in words what to do where no request does it.
    pub(in crate::tui) fn correct(&mut self) -> Vec<Effect> {
        let since = self.ledger.now() - A_MOMENT;
        let Some(recorded) = self.mine(since) else {
            self.say("nothing was recorded here within the last hour; `plenary undo --seq N` puts right what is older");
            return Vec::new();
        };
        self.propose(&recorded).unwrap_or_else(|trouble| {
            self.complain(&trouble);
            Vec::new()
        })
    }

    /// What the person who acts recorded last: here, or where somebody else acted here last, anywhere.
    fn mine(&self, since: DateTime<Utc>) -> Option<Recorded> {
        let actor = &self.desk.around.actor;
        let by = |written: &&Recorded| written.record.event.by == *actor && written.record.at >= since;
        let here = self.written.iter().rfind(by).cloned();
        let others = self.written.iter().any(|written| written.record.event.by != *actor);
        here.or_else(|| if others { self.ledger.latest_of(actor, since).ok().flatten() } else { None })
    }

    fn propose(&mut self, recorded: &Recorded) -> Result<Vec<Effect>, Trouble> {
        let acting = Acting { actor: self.desk.around.actor.clone(), on: None, seen: None };
        let (proposal, words) = self.ledger.correcting(recorded, &acting)?;
        let filled = proposal.and_then(|proposal| Some((proposal.verb()?, proposal.filled())));
        let Some((verb, answers)) = filled else {
            self.say(format!("no request puts this right: {words}"));
            return Ok(Vec::new());
        };
        let mut form = Form::new(verb, &Subject::default(), &self.desk.around);
        form.fill(&answers);
        self.correcting = Some(recorded.seq);
        // Opening reads what is shown, so that the confirm rests on what stands now.
        self.desk.around.head = self.ledger.head()?;
        self.open(Box::new(form));
        self.say(words);
        Ok(self.desk.do_it(Act::GoOn))
    }
}
