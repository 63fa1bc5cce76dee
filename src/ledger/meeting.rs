//! One meeting as it is shown: its agenda with what stands on each item, and once it is closed how far the register
//! had come then and what stood there then. How it is told is for `briefing` and the screens.

use std::collections::{BTreeMap, HashSet};

use chrono::NaiveDate;
use serde::Serialize;

use super::door::Ledger;
use super::log::{self, Head, Log, SqliteLog};
use super::record;
use super::trouble::Trouble;
use crate::journey::agenda::{Agenda, Item};
use crate::journey::deadline::in_words;
use crate::journey::event::What;
use crate::journey::meeting::Meeting;
use crate::journey::recommendation::Recommendation;
use crate::journey::reference::{MeetingRef, RecommendationRef, Stream};
use crate::journey::scheme::Scheme;
use crate::journey::state::State;

/// So many events are read at a time.
const PAGE: usize = 100;

/// A meeting and its agenda.
#[derive(Debug, Clone)]
pub struct Shown {
    pub meeting: Meeting,
    pub agenda: Agenda,
    /// The first items of the agenda, with what stands on each: now, or at the closing.
    pub lines: Vec<Line>,
    /// Set once it was closed.
    pub closing: Option<Closing>,
    /// The next of its series that is planned.
    pub next: Option<Meeting>,
}

/// One item with what stands on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    pub r#ref: RecommendationRef,
    /// The head under which it stands.
    pub under: &'static str,
    /// Why it is on the agenda, in words.
    pub why: String,
    /// Whether something was recorded on it at the meeting.
    pub minuted: bool,
    pub stage: &'static str,
    /// The rating's code.
    pub rating: Option<String>,
    pub owner: Option<String>,
    pub text: String,
}

/// How far the register had come when a meeting was closed: what its minutes say is said as at this.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Closing {
    pub on: NaiveDate,
    /// The closing event's own number and hash.
    pub head: Head,
}

impl Closing {
    /// `as at 2 Mar 2023, event 143, head 143:845112ca7ab0`
    pub fn words(&self) -> String {
        format!("as at {}, event {}, head {}", in_words(self.on), self.head.seq, self.head.short())
    }
}

/// What stood when a meeting was closed, as far as somebody asked.
#[derive(Debug, Clone, Default)]
pub struct Stood {
    pub cases: BTreeMap<RecommendationRef, Recommendation>,
    pub scheme: Scheme,
}

impl Ledger {
    /// A meeting with at most `limit` lines of its agenda; none where there is no such meeting.
    pub fn meeting(&self, meeting: MeetingRef, limit: usize) -> Result<Option<Shown>, Trouble> {
        let standing = self.standing();
        let Some(meeting) = standing.meeting(meeting)? else { return Ok(None) };
        let agenda = standing.agenda(meeting.reference)?;
        let closing = self.closing(meeting.reference)?;
        let shown: Vec<_> = agenda.items.iter().take(limit).collect();
        let stood = self.stood_when_closed(closing, shown.iter().map(|item| &item.recommendation))?;
        let minuted: HashSet<_> = standing.treated(meeting.reference)?.into_iter().collect();
        let line = |item: &&Item| {
            let case = stood.cases.get(&item.recommendation)?;
            Some(line(item, case, &stood.scheme, minuted.contains(&item.recommendation)))
        };
        let lines = shown.iter().filter_map(line).collect();
        let next = self.next_of_series(&meeting)?;
        Ok(Some(Shown { meeting, agenda, lines, closing, next }))
    }

    /// How far the register had come when a meeting was closed; none where it was not.
    pub fn closing(&self, meeting: MeetingRef) -> Result<Option<Closing>, Trouble> {
        let stream = Stream::Meeting(meeting).to_string();
        for entry in log::of_stream(self.connection(), &stream, usize::MAX >> 1, None)? {
            let event =
                record::read_event(&entry.record).map_err(|error| self.unreadable(entry.seq, &error))?;
            match event.what {
                What::MeetingClosed { .. } => return Ok(Some(Closing { on: event.on, head: entry.head() })),
                // A plenary is opened and closed in one, before it is recorded what it was held on.
                What::MeetingHeld { .. } => {
                    let head = self.last_held_on(meeting, entry.head())?;
                    return Ok(Some(Closing { on: event.on, head }));
                }
                _ => {}
            }
        }
        Ok(None)
    }

    /// The last of the events behind one that say on what a plenary was held.
    fn last_held_on(&self, meeting: MeetingRef, mut head: Head) -> Result<Head, Trouble> {
        let log = SqliteLog::new(self.connection());
        loop {
            let entries = log.read(head.seq, PAGE)?;
            for entry in &entries {
                let event =
                    record::read_event(&entry.record).map_err(|error| self.unreadable(entry.seq, &error))?;
                if event.what.meeting() != Some(meeting) {
                    return Ok(head);
                }
                head = entry.head();
            }
            if entries.is_empty() {
                return Ok(head);
            }
        }
    }

    /// Some recommendations and the scheme as they stood when a meeting was closed, or as they stand where it was not.
    /// The state of a recommendation comes of its own events alone, so no more of the log is read than those.
    pub fn stood_when_closed<'r>(
        &self,
        closing: Option<Closing>,
        references: impl Iterator<Item = &'r RecommendationRef>,
    ) -> Result<Stood, Trouble> {
        let standing = self.standing();
        let Some(closing) = closing else {
            let mut cases = BTreeMap::new();
            for reference in references {
                cases.extend(standing.recommendation(reference)?.map(|case| (reference.clone(), case)));
            }
            return Ok(Stood { cases, scheme: standing.register()?.scheme });
        };
        let mut state = State::default();
        self.fold_until(&Stream::Register, closing, &mut state)?;
        for reference in references {
            self.fold_until(&Stream::Recommendation(reference.clone()), closing, &mut state)?;
        }
        Ok(Stood { cases: state.recommendations.into_iter().collect(), scheme: state.register.scheme })
    }

    fn fold_until(&self, stream: &Stream, closing: Closing, state: &mut State) -> Result<(), Trouble> {
        let before = Some(closing.head.seq + 1);
        let entries = log::of_stream(self.connection(), &stream.to_string(), usize::MAX >> 1, before)?;
        for entry in entries.iter().rev() {
            let event =
                record::read_event(&entry.record).map_err(|error| self.unreadable(entry.seq, &error))?;
            state.evolve(&event);
        }
        Ok(())
    }

    /// The next meeting of the same series that is still planned.
    pub fn next_of_series(&self, meeting: &Meeting) -> Result<Option<Meeting>, Trouble> {
        let Some(series) = &meeting.series else { return Ok(None) };
        let next = self.standing().planned_of_series(series.first, (meeting.date, meeting.reference))?;
        next.map_or(Ok(None), |next| self.standing().meeting(next))
    }
}

impl Shown {
    /// How many items of the agenda are not among its lines.
    pub fn unshown(&self) -> usize {
        self.agenda.items.len().saturating_sub(self.lines.len())
    }
}

fn line(item: &Item, case: &Recommendation, scheme: &Scheme, minuted: bool) -> Line {
    Line {
        r#ref: item.recommendation.clone(),
        under: item.head(),
        why: item.words(),
        minuted,
        stage: case.stage.name(),
        rating: case.rating(scheme).map(|rating| rating.code.clone()),
        owner: case.owner().map(str::to_string),
        text: case.text.clone(),
    }
}
