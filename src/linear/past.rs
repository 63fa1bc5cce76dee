//! Looking back in plain lines: the register as it stood at a day or a meeting, back to now, and what changed.

use super::commands::{Do, Kind};
use super::session::Session;
use super::view::{Left, Link, Row, View};
use crate::briefing::diff::{Diff, sentence};
use crate::export::task::{Ended, Task};
use crate::ledger::Ledger;
use crate::ledger::past::{AT_ONCE, Moment, NotAMoment, Past, Step};
use crate::ledger::trouble::Trouble;

impl Session {
    /// Goes to the moment that is named; `before` and `after` are the meetings beside the one that is looked at.
    pub(super) fn as_at(&mut self, words: &str) -> Result<(), Left> {
        if self.is_reviewing() {
            self.talk
                .say("An import is under review behind this. Record it or leave it first, then look back.");
            return Ok(());
        }
        match self.meant_moment(words) {
            Ok(Some(moment)) => self.look_at(&moment),
            Ok(None) if words == "after" && self.now.is_some() => self.go_to_now(),
            Ok(None) => {
                self.talk.say("No meeting was held there.");
                Ok(())
            }
            Err(not) => self.no_moment(not),
        }
    }

    fn meant_moment(&self, words: &str) -> Result<Option<Moment>, NotAMoment> {
        let (present, here) = (self.present(), self.ledger.here().day);
        Ok(match (words, &self.now) {
            ("" | "before", Some(_)) => present.next_moment(here, Step::Back)?,
            ("" | "before", None) => present.next_moment(here.succ_opt().unwrap_or(here), Step::Back)?,
            ("after", _) => present.next_moment(here, Step::On)?,
            (words, _) => Some(present.moment(Some(words), None)?),
        })
    }

    /// Shows the register as it stood; from a long log that is work that can be cancelled.
    fn look_at(&mut self, moment: &Moment) -> Result<(), Left> {
        if self.present().head()?.seq <= AT_ONCE {
            let past = self.present().past(moment)?;
            return self.arrive(past);
        }
        match self.work(Task::AsAt(moment.clone())) {
            Some(Ended::Past(past)) => self.arrive(*past),
            _ => Ok(()),
        }
    }

    /// Begins at a moment in the past.
    ///
    /// # Errors
    /// Nothing had happened by then, or the register could not be read.
    pub fn begin_at(&mut self, moment: &Moment) -> Result<(), Trouble> {
        match self.look_at(moment) {
            Err(Left::Trouble(trouble)) => Err(trouble),
            Ok(()) | Err(Left::Back | Left::Out) => Ok(()),
        }
    }

    fn arrive(&mut self, past: Past) -> Result<(), Left> {
        let past = self.present().over(past);
        let before = std::mem::replace(&mut self.ledger, past);
        self.now.get_or_insert(before);
        if self.is_open() { self.tell_again() } else { Ok(self.read()?) }
    }

    /// Back to what stands now.
    pub(super) fn go_to_now(&mut self) -> Result<(), Left> {
        let Some(now) = self.now.take() else {
            self.talk.say("This is now.");
            return Ok(());
        };
        self.ledger = now;
        self.talk.say("This is now.");
        self.tell_again()
    }

    /// Tells what changed: between two days or meetings, since one, or since the last governance meeting.
    pub(super) fn diff(&mut self, words: &str) -> Result<(), Left> {
        // A day has spaces in it, so a word between tells the two apart.
        let (from, to) = match words.split_once(" to ") {
            Some((from, to)) => (Some(from.trim()), Some(to.trim())),
            None => match words.split_whitespace().collect::<Vec<_>>()[..] {
                [] => (None, None),
                [from, to] if words.split_whitespace().all(is_whole_moment) => (Some(from), Some(to)),
                _ => (Some(words.trim()), None),
            },
        };
        match self.ledger.span(from, to) {
            Ok((from, to)) => self.compare(from, to),
            Err(not) => self.no_moment(not),
        }
    }

    fn compare(&mut self, from: Moment, to: Moment) -> Result<(), Left> {
        if self.ledger.head()?.seq <= AT_ONCE {
            let (before, after) = self.ledger.stood(&from, &to)?;
            return self.open(Box::new(DiffView { diff: Diff::between(&before, &after, from, to) }));
        }
        match self.work(Task::Diff { from, to }) {
            Some(Ended::Differs(diff)) => self.open(Box::new(DiffView { diff: *diff })),
            _ => Ok(()),
        }
    }

    fn no_moment(&mut self, not: NotAMoment) -> Result<(), Left> {
        if let NotAMoment::Trouble(trouble @ Trouble::Cancelled) = not {
            return Err(trouble.into());
        }
        self.talk.say(format!("{not}."));
        self.hint(Some(not.hint()));
        Ok(())
    }

    /// Refuses what no past can take; says whether it did.
    pub(super) fn refuses_in_the_past(&mut self) -> bool {
        let Some(moment) = self.ledger.past_moment() else { return false };
        let trouble = Trouble::Past { moment: moment.to_string() };
        self.talk.say(format!("refused: {trouble}"));
        self.hint(Some(trouble.hint()));
        true
    }

    /// Says above what is told of a past which one it is.
    pub(super) fn say_the_moment(&mut self) {
        if let Some(moment) = self.ledger.past_moment() {
            let told = format!("AS AT {moment}. Read only; now goes back.");
            self.talk.say(told);
        }
    }

    /// The register as it is now, wherever one looks.
    pub(super) fn present(&self) -> &Ledger {
        self.now.as_ref().unwrap_or(&self.ledger)
    }
}

/// Whether a word alone is a day or a meeting: `2023-02-02`, `M12`.
fn is_whole_moment(word: &str) -> bool {
    word.parse::<chrono::NaiveDate>().is_ok() || word.parse::<crate::journey::reference::MeetingRef>().is_ok()
}

/// Whether a command leads to something that is recorded, or works on the register itself.
pub(super) fn is_for_now(act: Do) -> bool {
    matches!(
        act,
        Do::Chase
            | Do::Dates
            | Do::Undo
            | Do::Verify
            | Do::VerifyEvidence
            | Do::Rebuild
            | Do::BackUp
            | Do::Audit
            | Do::Import
            | Do::Tour
            | Do::Minute
    )
}

/// What changed between two moments.
struct DiffView {
    diff: Diff,
}

impl View for DiffView {
    fn kind(&self) -> Kind {
        Kind::Diff
    }

    fn name(&self) -> String {
        "What changed".into()
    }

    fn tell(&mut self, session: &mut Session) -> Result<Vec<Row>, Left> {
        session.talk.say(format!("{}.", sentence(&self.diff)));
        let changes = self.diff.changes.iter().map(|one| {
            let line = format!("{}, {}: {}", one.sort.words(), one.reference(), one.what());
            Row::item(line, Link::Recommendation(one.recommendation.clone()))
        });
        let quiet = self.diff.quiet.iter().map(|one| {
            let line = format!("no change, {}: {}", one.recommendation, one.what());
            Row::item(line, Link::Recommendation(one.recommendation.clone()))
        });
        Ok(changes.chain(quiet).collect())
    }
}
