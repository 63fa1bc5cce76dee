//! The whole register at one moment, with every opening, closing and reopening that led to it:
//! what papers about all of it are made from. What a paper says of it is for `briefing`.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::door::Ledger;
use super::log::{Log, SqliteLog};
use super::past;
use super::record;
use super::trouble::Trouble;
use crate::journey::event::{Event, What};
use crate::journey::recommendation::{Ending, Stage};
use crate::journey::reference::{MeetingRef, RecommendationRef, Stream};
use crate::journey::state::State;
use crate::progress::{Progress, Step};

/// A few milliseconds of work.
const TOLD_EVERY: u64 = 1024;

/// Everything that the log says.
#[derive(Debug, Default)]
pub struct Whole {
    pub state: State,
    /// How the home body's recommendations came, closed and came back, in the order of recording.
    pub moved: Vec<Movement>,
    /// Those that were added by mistake, with the day on which they were taken back: they never counted.
    pub taken_back: Vec<(RecommendationRef, NaiveDate)>,
    /// The numbers of the events by which meetings were closed.
    pub closings: BTreeMap<MeetingRef, u64>,
}

/// One recommendation of the home body's came, closed or came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Movement {
    pub reference: RecommendationRef,
    /// The day on which it happened; of one that came, the day from which it counts.
    pub on: NaiveDate,
    /// The number of the event by which it did.
    pub seq: u64,
    pub how: Moved,
}

/// Which way it went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moved {
    Opened,
    /// How it ended, and whether the decision that closed it is signed, as it follows the words.
    Closed(Ending, &'static str),
    Reopened,
}

impl Ledger {
    /// Takes in the whole log, event by event.
    pub fn whole(&self, progress: &Progress) -> Result<Whole, Trouble> {
        let mut whole = Whole::default();
        let log = SqliteLog::new(self.connection());
        let last = log.head()?.seq;
        progress.said(Step::Reading, 0, last)?;
        log.for_each(0, &mut |entry| {
            let event =
                record::read_event(entry.record).map_err(|error| self.unreadable(entry.seq, &error))?;
            whole.take_in(&event, entry.seq);
            Ok(progress.said_now_and_then(Step::Reading, entry.seq, last, TOLD_EVERY)?)
        })?;
        whole.count_from_publication();
        if self.past_moment().is_some() {
            past::let_wait(&mut whole.state);
            let Whole { state, moved, .. } = &mut whole;
            moved.retain(|one| state.recommendations.contains_key(&one.reference));
        }
        Ok(whole)
    }
}

impl Whole {
    /// One that was recorded late came when it was published, as that was put right since.
    fn count_from_publication(&mut self) {
        let Whole { state, moved, .. } = self;
        for one in moved.iter_mut().filter(|one| one.how == Moved::Opened) {
            one.on = state.recommendation(&one.reference).map_or(one.on, |case| case.published);
        }
    }

    fn take_in(&mut self, event: &Event, seq: u64) {
        if let (Stream::Meeting(meeting), What::MeetingClosed { .. }) = (&event.stream, &event.what) {
            self.closings.insert(*meeting, seq);
        }
        let Stream::Recommendation(reference) = &event.stream else { return self.state.evolve(event) };
        let closed = |state: &State| {
            let stands = state.recommendation(reference).filter(|stands| stands.ours);
            stands.map(|stands| match stands.stage {
                Stage::Closed => stands.closing.as_ref().map(|closing| (closing.ending, closing.signature())),
                _ => None,
            })
        };
        let before = closed(&self.state);
        self.state.evolve(event);
        let how = match (before, closed(&self.state)) {
            (None, Some(None)) => Moved::Opened,
            (Some(None), Some(Some((ending, signature)))) => Moved::Closed(ending, signature),
            (Some(Some(_)), Some(None)) => Moved::Reopened,
            _ => return self.forget_if_taken_back(reference, event),
        };
        self.moved.push(Movement { reference: reference.clone(), on: event.on, seq, how });
    }

    /// What was added by mistake was never open.
    fn forget_if_taken_back(&mut self, reference: &RecommendationRef, event: &Event) {
        if event.what == (What::RecommendationRetracted {}) {
            self.moved.retain(|moved| &moved.reference != reference);
            self.taken_back.push((reference.clone(), event.on));
        }
    }
}
