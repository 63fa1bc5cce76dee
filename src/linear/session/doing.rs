//! What the commands do.

use super::Session;
use crate::briefing::paper::Topic;
use crate::journey::asking::{VERBS, Verb};
use crate::journey::text::quoted;
use crate::linear::commands::{Command, Do, Kind};
use crate::linear::help;
use crate::linear::history::History;
use crate::linear::past::is_for_now;
use crate::linear::pictures::Picture;
use crate::linear::register;
use crate::linear::tour::Deed;
use crate::linear::view::{Left, Link, Row, Step};
use crate::linear::who;
use crate::settings::view::View as Saved;

impl Session {
    /// Does what a command asks.
    pub(super) fn act(&mut self, command: &'static Command, rest: &str) -> Result<(), Left> {
        if is_for_now(command.act) && self.refuses_in_the_past() {
            return Ok(());
        }
        self.tour.saw(Deed::Did(command.act));
        match command.act {
            Do::Back => self.back(),
            Do::Leave => self.leave(),
            Do::Help => self.help(rest),
            Do::More | Do::Before | Do::First | Do::Last => self.turn_page(command.act),
            Do::Requests => self.requests(),
            Do::Anything => self.anything(rest),
            Do::Overview => {
                self.open.truncate(1);
                self.tell_again()
            }
            Do::Register => self.go(&Link::List(rest.to_string())),
            Do::Inspections => self.go(&Link::Inspections),
            Do::Meetings => self.go(&Link::Meetings),
            Do::Minute => self.minute(rest),
            Do::History => self.history(rest),
            Do::Saved => self.saved(rest),
            Do::Desk => self.go(&Link::Desk),
            Do::Owners => self.go(&Link::Picture(Picture::Owners)),
            Do::Ageing => self.go(&Link::Picture(Picture::Ageing)),
            Do::Flow => self.go(&Link::Picture(Picture::Flow)),
            Do::Forecast => self.go(&Link::Picture(Picture::Forecast)),
            Do::Clocks => self.go(&Link::Picture(Picture::Clocks)),
            Do::Calendar => self.calendar(rest),
            Do::Why => {
                let here = self.top().map(|top| top.view.name());
                self.why(rest, here)
            }
            Do::AsAt => self.as_at(rest),
            Do::Now => self.go_to_now(),
            Do::Diff => self.diff(rest),
            Do::Undo => self.undo(),
            Do::Verify => self.verify(),
            Do::VerifyEvidence => self.verify_evidence(),
            Do::Rebuild => self.rebuild(),
            Do::BackUp => self.back_up(rest),
            Do::Audit => self.audit(rest),
            Do::Brief => {
                let in_front = self.top().map_or(Topic::ActionLog, |top| top.view.paper());
                self.brief(rest, in_front)
            }
            Do::Chase => {
                let in_front = self.top().map_or(Topic::ActionLog, |top| top.view.paper());
                self.chase(rest, &in_front)
            }
            Do::Dates => self.dates(rest),
            Do::Import => self.import(rest),
            Do::Tour => self.take_the_tour(rest),
            Do::Who => self.who(rest),
            own => self.own(own, rest),
        }
    }

    /// Does a command that is the view's own.
    pub(super) fn own(&mut self, act: Do, rest: &str) -> Result<(), Left> {
        let Some(mut top) = self.open.pop() else { return Err(Left::Out) };
        let step = top.view.act(act, rest, self);
        self.open.push(top);
        match step? {
            Step::Done => Ok(()),
            Step::Again => self.tell_again(),
            Step::Open(view) => self.open(view),
            Step::Instead(view) => {
                self.open.pop();
                self.open(view)
            }
            Step::Back => self.back(),
            Step::NotMine => {
                self.talk.say("That cannot be done here. ? tells what can.");
                Ok(())
            }
        }
    }

    /// Numbers the requests that can be made here.
    pub(super) fn requests(&mut self) -> Result<(), Left> {
        let fitting = self.top().map_or(Ok(Vec::new()), |top| top.view.fitting(self))?;
        if fitting.is_empty() {
            return self.nothing("No request is offered here. : tells all there are.");
        }
        self.show(fitting.iter().map(|verb| request(verb)).collect())
    }

    /// Numbers the requests that hold all of these words.
    pub(super) fn anything(&mut self, words: &str) -> Result<(), Left> {
        let words = words.to_lowercase();
        let told = |verb: &Verb| format!("{} {}", verb.name, verb.about).to_lowercase();
        let mut found: Vec<_> = VERBS
            .iter()
            .filter(|verb| words.split_whitespace().all(|word| told(verb).contains(word)))
            .collect();
        found.sort_by_key(|verb| !verb.name.starts_with(&*words));
        if found.is_empty() {
            return self.nothing(&format!("No request holds {}.", quoted(&words)));
        }
        self.show(found.into_iter().map(request).collect())
    }

    pub(super) fn help(&mut self, words: &str) -> Result<(), Left> {
        let fitting = self.top().map_or(Ok(Vec::new()), |top| top.view.fitting(self))?;
        let lines = help::told(self.kind(), words, &fitting);
        self.talk.say_all(lines);
        Ok(())
    }

    /// The list as it is saved under a number or a name; without one, what is saved.
    pub(super) fn saved(&mut self, said: &str) -> Result<(), Left> {
        if let Some(view) = self.settings.view(said).cloned() {
            return self.open(Box::new(register::Register::saved(&view)));
        }
        if !said.is_empty() {
            self.talk.say(format!("No view is called {}.", quoted(said)));
        }
        let told = |view: &Saved| format!("view {}: {}", view.key, view.name);
        let lines: Vec<String> = self.settings.views.iter().map(|set| told(&set.value)).collect();
        self.talk.say_all(lines);
        Ok(())
    }

    pub(super) fn history(&mut self, words: &str) -> Result<(), Left> {
        let stream = self.top().and_then(|top| top.view.stream());
        match self.kind() {
            Kind::History if words.is_empty() => self.tell_again(),
            Kind::History => self.own(Do::Filter, words),
            _ => {
                let history = History::of(stream).narrowed(words, self);
                self.open(Box::new(history))
            }
        }
    }

    pub(super) fn who(&mut self, name: &str) -> Result<(), Left> {
        if name.is_empty() {
            return self.open(Box::new(who::Who));
        }
        who::by_name(self, name);
        Ok(())
    }
}

fn request(verb: &'static Verb) -> Row {
    Row::named(verb.name, format!("{}: {}", verb.name, verb.about), Link::Ask(verb.name))
}
