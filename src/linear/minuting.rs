//! Minuting live in plain lines: one item of an open meeting after the other, each with numbered requests;
//! behind the last one what is about no item, and the closing. What is written is kept line by line on the disk.

use std::collections::{BTreeMap, BTreeSet};

use super::commands::{Do, Kind};
use super::confirm::said;
use super::recommendation::fitting;
use super::session::Session;
use super::view::{Left, Link, Row, Step, View};
use super::work::state_of;
use crate::briefing::paper::Topic;
use crate::journey::agenda::Item;
use crate::journey::asking::{Subject, Verb};
use crate::journey::recommendation::{Action, Stage};
use crate::journey::reference::{MeetingRef, Stream};
use crate::journey::text::{capital, quoted};
use crate::ledger::drafts::{Draft, Of, waiting};
use crate::ledger::sitting::{Heard, last_words};
use crate::ledger::trouble::Trouble;

pub struct MinutingView {
    meeting: MeetingRef,
    items: Vec<Item>,
    /// The item that is told; behind the last one comes the end.
    at: usize,
}

impl Session {
    /// Minutes the meeting that is named, or the only open one; or says in the rules' own words why not.
    pub(super) fn minute(&mut self, named: &str) -> Result<(), Left> {
        let meeting = match (named.trim(), self.register.open_meetings.as_slice()) {
            ("", [only]) => *only,
            ("", []) => {
                self.talk.say("No meeting is open.");
                self.hint(Some("open one with `meeting open`".into()));
                return Ok(());
            }
            ("", several) => {
                let all: Vec<_> = several.iter().map(ToString::to_string).collect();
                self.talk.say(format!("Several are open: say which of {}.", all.join(", ")));
                return Ok(());
            }
            (named, _) => match named.parse() {
                Ok(meeting) => meeting,
                Err(_) => {
                    self.talk.say(format!("{} is not a meeting, like M14.", quoted(named)));
                    return Ok(());
                }
            },
        };
        self.minute_meeting(meeting)
    }

    /// Minutes a meeting, where whoever acts may.
    pub(super) fn minute_meeting(&mut self, meeting: MeetingRef) -> Result<(), Left> {
        if self.refuses_in_the_past() {
            return Ok(());
        }
        if let Err(not_done) = self.ledger.may_minute(meeting, &self.actor) {
            self.talk.say_all(said(&not_done));
            // What was typed and never recorded is read out whatever became of the meeting.
            let waiting = self.waiting_at(meeting)?;
            let any = !waiting.is_empty();
            self.talk.say_all(waiting);
            return if any { self.offer_to_throw_away(meeting) } else { Ok(()) };
        }
        let waiting = self.waiting_at(meeting)?;
        self.talk.say_all(waiting);
        let items = self.ledger.standing().agenda(meeting)?.items;
        self.open(Box::new(MinutingView { meeting, items, at: 0 }))
    }

    /// Throws away what was written at a meeting and can be recorded there no more, where the person wants that.
    fn offer_to_throw_away(&mut self, meeting: MeetingRef) -> Result<(), Left> {
        let said =
            self.line_or_stay("Throw these words away? y throws them away, anything else keeps them")?;
        if !matches!(said.as_deref(), Some("y" | "yes")) {
            self.talk.say("They are kept.");
            return Ok(());
        }
        let all = self.waiting()?.into_iter().map(|(of, _)| of);
        let here: Vec<_> = all.filter(|of| of.meeting() == Some(meeting)).collect();
        self.forget_written(&here);
        self.talk.say("Thrown away.");
        Ok(())
    }

    /// Keeps what is written so far, where a draft of it is kept.
    pub(super) fn keep_written(&mut self, text: &str) {
        let Some(of) = self.drafting.clone() else { return };
        let draft = Draft { text: text.to_string(), ..Draft::default() };
        let kept = match self.ledger.drafts() {
            Ok(Some(drafts)) => drafts.keep(&of, &draft).and_then(|()| drafts.settle(&of)),
            Ok(None) => return self.hold_unkept(of, draft, "this account has no folder for it"),
            Err(trouble) => Err(trouble),
        };
        match kept {
            Ok(()) => drop(self.unkept.remove(&of)),
            Err(trouble) => self.hold_unkept(of, draft, &trouble.to_string()),
        }
    }

    /// Holds what cannot be kept on the disk for as long as the session lasts; says so once.
    fn hold_unkept(&mut self, of: Of, draft: Draft, why: &str) {
        if draft.is_empty() {
            self.unkept.remove(&of);
            return;
        }
        self.unkept.insert(of, draft);
        if !std::mem::replace(&mut self.told_unkept, true) {
            self.talk.say(format!("What you write is not kept on the disk until it is recorded: {why}."));
            self.talk.say("Go on: it stays here until you leave Plenary, and you are asked before.");
        }
    }

    /// The lines that were written before and not recorded.
    pub(super) fn written_before(&self) -> Vec<String> {
        let Some(of) = &self.drafting else { return Vec::new() };
        let on_disk = || self.ledger.drafts().ok().flatten().and_then(|drafts| drafts.recall(of));
        let draft = self.unkept.get(of).cloned().or_else(on_disk);
        draft.map_or(Vec::new(), |draft| draft.text.split('\n').map(str::to_string).collect())
    }

    /// What the person who acts wrote and did not record.
    fn waiting(&self) -> Result<Vec<(Of, Draft)>, Trouble> {
        let on_disk = self.ledger.drafts()?.map_or(Vec::new(), |drafts| drafts.all_of(&self.actor));
        let mut all: BTreeMap<_, _> = on_disk.into_iter().collect();
        let here = self.unkept.iter().filter(|(of, _)| of.person == self.actor);
        all.extend(here.map(|(of, draft)| (of.clone(), draft.clone())));
        Ok(all.into_iter().collect())
    }

    /// What the person who acts wrote at a meeting and did not record, a line each.
    pub(super) fn waiting_at(&self, meeting: MeetingRef) -> Result<Vec<String>, Trouble> {
        let all = self.waiting()?;
        let here = all.iter().filter(|(of, _)| of.meeting() == Some(meeting));
        Ok(here.map(|(of, draft)| format!("Written and not recorded: {}", waiting(of, draft))).collect())
    }

    /// Says at which meetings words of the person who acts wait to be recorded.
    pub(super) fn tell_of_waiting(&mut self) -> Result<(), Trouble> {
        let all = self.waiting()?;
        let meetings: BTreeSet<_> = all.iter().filter_map(|(of, _)| of.meeting()).collect();
        for meeting in meetings {
            self.talk
                .say(format!("Words wait at {meeting} that are not recorded: minute {meeting} reads them."));
        }
        Ok(())
    }

    /// Forgets drafts: what they held is recorded.
    pub(super) fn forget_written(&mut self, drafted: &[Of]) {
        self.unkept.retain(|of, _| !drafted.contains(of));
        if let Ok(Some(drafts)) = self.ledger.drafts() {
            // What cannot be forgotten is offered once more, and harms nobody.
            drafted.iter().for_each(|of| drop(drafts.forget(of)));
        }
    }
}

/// Under which name the words of a request's text are kept while a meeting is minuted: as the screens keep them,
/// so that either finds what was typed in the other.
pub fn draft_about(verb: &str, field: &str, about: &str, meeting: &str) -> String {
    match (verb, field) {
        ("update" | "decision", "text") => format!("{meeting} {about}"),
        ("meeting note", "text") => meeting.to_string(),
        _ => format!("{meeting} {verb} {about} {field}"),
    }
}

impl MinutingView {
    fn heard(&self, session: &Session) -> Result<Option<Heard>, Trouble> {
        match self.items.get(self.at) {
            Some(item) => session.ledger.heard(self.meeting, &item.recommendation),
            None => Ok(None),
        }
    }

    fn tell_item(&self, item: &Item, heard: &Heard, session: &mut Session) -> Vec<Row> {
        let stands = &heard.stands;
        session.talk.say(format!("{}, {}: {}.", stands.reference, stands.stage.name(), item.words()));
        session.talk.say(&stands.text);
        if !heard.here.is_empty() {
            session.talk.say(format!("Recorded at {} so far:", self.meeting));
            session.talk.say_all(heard.here.iter().map(|one| one.record.event.in_words()));
        }
        let mut rows = Vec::new();
        if stands.stage == Stage::Governance {
            for action in stands.unfinished() {
                rows.extend(of_action(action, heard, session));
            }
        }
        if rows.is_empty() {
            rows.extend(heard.last().map(|last| Row::head(format!("Last: {}", last_words(last)))));
        }
        let about = |verb: &'static str| Link::AskOf(verb, stands.reference.to_string());
        rows.push(Row::item("Minute a decision", about("decision")));
        rows.push(Row::item("Record dissent", about("dissent")));
        rows.push(Row::head("> goes to the next item, < to the one before."));
        rows
    }

    /// What was heard and what was not, and what can be done now.
    fn tell_end(&self, session: &mut Session) -> Result<Vec<Row>, Left> {
        let minuted = session.ledger.standing().treated(self.meeting)?;
        let named = |heard: bool| {
            let those = self.items.iter().map(|item| &item.recommendation);
            those.filter(|one| minuted.contains(*one) == heard).map(ToString::to_string).collect::<Vec<_>>()
        };
        for (what, all) in [("Minuted", named(true)), ("Not heard", named(false))] {
            let told = if all.is_empty() { "none".into() } else { all.join(", ") };
            session.talk.say(format!("{what}: {told}."));
        }
        let waiting = session.waiting_at(self.meeting)?;
        session.talk.say_all(waiting);
        let ask = |verb: &'static str| Link::AskOf(verb, self.meeting.to_string());
        Ok(vec![
            Row::item("Minute what is about no item", ask("meeting note")),
            Row::item("Close the meeting", ask("meeting close")),
            Row::item("Plan the next meeting", Link::Ask("meeting plan")),
            Row::head(format!(
                "brief minutes {} FILE writes the minutes, brief action-log FILE the action log.",
                self.meeting
            )),
        ])
    }
}

/// An action as it stands, with last time's words, and the request that reports on it.
fn of_action(action: &Action, heard: &Heard, session: &Session) -> Vec<Row> {
    let stands = &heard.stands;
    let named = stands.action_ref(action).to_string();
    let last = heard.last_said(&action.letter).map_or("nothing was said before".into(), last_words);
    let said = if heard.is_said_here(&action.letter) { "minuted; " } else { "" };
    let line = format!("{}, {}: {}", action.letter, state_of(action, stands, session), action.marked());
    vec![
        Row::head(line),
        Row::head(format!("Last: {last}")),
        Row::item(
            format!("{}Report progress on {}", capital(said), action.letter),
            Link::AskOf("update", named),
        ),
    ]
}

impl View for MinutingView {
    fn kind(&self) -> Kind {
        Kind::Minute
    }

    fn name(&self) -> String {
        match self.items.len() {
            count if self.at < count => format!("{} item {} of {count}", self.meeting, self.at + 1),
            _ => format!("{} the end", self.meeting),
        }
    }

    fn tell(&mut self, session: &mut Session) -> Result<Vec<Row>, Left> {
        let minuted = session.ledger.standing().treated(self.meeting)?;
        let done = self.items.iter().filter(|item| minuted.contains(&item.recommendation)).count();
        let name = self.name();
        session.talk.say(format!("Minuting {name}, {done} minuted."));
        match (self.items.get(self.at), self.heard(session)?) {
            (Some(item), Some(heard)) => Ok(self.tell_item(item, &heard, session)),
            (Some(_), None) => {
                session.talk.say("There is no such recommendation any more.");
                Ok(Vec::new())
            }
            (None, _) => self.tell_end(session),
        }
    }

    fn act(&mut self, act: Do, _rest: &str, _session: &mut Session) -> Result<Step, Left> {
        match act {
            Do::Next => self.at = (self.at + 1).min(self.items.len()),
            Do::Previous => self.at = self.at.saturating_sub(1),
            _ => return Ok(Step::NotMine),
        }
        Ok(Step::Again)
    }

    fn subject(&self, session: &Session) -> Result<Subject, Trouble> {
        let (meeting, at) = (Some(self.meeting.to_string()), Some(self.meeting.to_string()));
        Ok(match self.heard(session)? {
            Some(heard) => Subject { meeting, at, ..Subject::of(&heard.stands, None, None) },
            None => Subject { meeting, at, ..Subject::default() },
        })
    }

    fn fitting(&self, session: &Session) -> Result<Vec<&'static Verb>, Trouble> {
        Ok(match self.heard(session)? {
            Some(heard) => fitting(&heard.stands),
            None => ["meeting note", "meeting close", "meeting plan"]
                .into_iter()
                .filter_map(Verb::named)
                .collect(),
        })
    }

    fn stream(&self) -> Option<Stream> {
        let item = self.items.get(self.at).map(|item| Stream::Recommendation(item.recommendation.clone()));
        item.or(Some(Stream::Meeting(self.meeting)))
    }

    fn paper(&self) -> Topic {
        Topic::Minutes(self.meeting)
    }
}
