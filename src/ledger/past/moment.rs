//! A moment at which somebody looks at the register: a day, named by a meeting or by itself.
//! What stood then is left to the parent.

use std::fmt;

use chrono::NaiveDate;

use crate::journey::day::{Lean, read_day};
use crate::journey::deadline::in_words;
use crate::journey::meeting::{Meeting, Phase};
use crate::journey::reference::MeetingRef;
use crate::journey::text::quoted;
use crate::ledger::door::Ledger;
use crate::ledger::trouble::Trouble;

/// So many meetings are gone through: those of forty years.
const MOST: usize = 5_000;

/// So many meetings of one day are named; a document names all.
const NAMED: usize = 3;

/// A day, with everything that happened on it or before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    pub day: NaiveDate,
    /// The meetings that ended on that day, or the one that it was named by.
    pub meetings: Vec<MeetingRef>,
    /// Only what had been recorded by the end of this day counts.
    pub known_at: Option<NaiveDate>,
}

/// `2 Feb 2023 (M12), as known on 5 Feb 2023`
impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&in_words(self.day))?;
        let named: Vec<_> = self.meetings.iter().take(NAMED).map(ToString::to_string).collect();
        match self.meetings.len().saturating_sub(NAMED) {
            _ if named.is_empty() => {}
            0 => write!(f, " ({})", named.join(", "))?,
            more => write!(f, " ({} and {more} more)", named.join(", "))?,
        }
        self.known_at.map_or(Ok(()), |known| write!(f, ", as known on {}", in_words(known)))
    }
}

impl Moment {
    /// What stands above everything that is shown of it: `AS AT 2 Feb 2023 (M12) · read only`.
    pub fn banner(&self) -> String {
        format!("AS AT {self} · read only")
    }
}

/// From one moment to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// To the day of the meeting before.
    Back,
    /// To the day of the meeting after; from the last one to now.
    On,
    Now,
}

/// Why words name no moment to look at.
#[derive(Debug, thiserror::Error)]
pub enum NotAMoment {
    /// Neither a day nor a meeting.
    #[error("{0}")]
    Words(String),
    #[error("{} is in the future: today is {}", in_words(*.0), in_words(*.1))]
    Future(NaiveDate, NaiveDate),
    #[error("there is no meeting `{0}` in this register")]
    NoMeeting(MeetingRef),
    #[error("`{}` was not held: it is {}", .0, .1.words())]
    NotHeld(MeetingRef, Phase),
    #[error("no governance meeting was closed before {}", in_words(*.0))]
    NoneBefore(NaiveDate),
    #[error("{} is after {}", in_words(*.0), in_words(*.1))]
    NotBefore(NaiveDate, NaiveDate),
    #[error("`{0}` was closed after `{1}`")]
    ClosedAfter(MeetingRef, MeetingRef),
    #[error("{0}")]
    Trouble(#[from] Trouble),
}

impl NotAMoment {
    /// What to do about it, in a sentence without a full stop.
    pub fn hint(&self) -> String {
        match self {
            NotAMoment::Words(_) => "write a day like `2 Feb 2023`, or a meeting like `M12`".into(),
            NotAMoment::Future(..) => "name a day that has come, or leave it out for what stands now".into(),
            NotAMoment::NoMeeting(_) | NotAMoment::NotHeld(..) => {
                "see what was held with `plenary meeting`, or name a day".into()
            }
            NotAMoment::NoneBefore(_) => "say since when, as in `plenary diff 2023-01-31`".into(),
            NotAMoment::NotBefore(..) | NotAMoment::ClosedAfter(..) => "name the earlier one first".into(),
            NotAMoment::Trouble(trouble) => trouble.hint(),
        }
    }
}

impl Ledger {
    /// The moment that somebody names: by a day or a meeting, by what was known on a day, or by both.
    ///
    /// # Errors
    /// What is named is no day and no meeting, has not come yet, or was not held.
    pub fn moment(&self, as_at: Option<&str>, known_at: Option<&str>) -> Result<Moment, NotAMoment> {
        let machine_today = self.seat().clock.today();
        let known_at = known_at.map(|words| day(words, machine_today)).transpose()?;
        let moment = match as_at {
            Some(words) => self.named(words)?,
            None => self.moment_of(known_at.unwrap_or(machine_today).min(self.today()))?,
        };
        Ok(Moment { known_at: known_at.or(self.past_moment().and_then(|past| past.known_at)), ..moment })
    }

    /// Here and now; in a past that past's own moment.
    pub fn here(&self) -> Moment {
        let now = Moment { day: self.today(), meetings: Vec::new(), known_at: None };
        self.past_moment().cloned().unwrap_or(now)
    }

    /// A day, with the meetings that ended on it.
    pub fn moment_of(&self, day: NaiveDate) -> Result<Moment, Trouble> {
        let mut held: Vec<_> =
            self.held()?.into_iter().filter(|(on, _)| *on == day).map(|held| held.1).collect();
        held.sort_unstable();
        Ok(Moment { day, meetings: held, known_at: None })
    }

    /// The moment before or after a day at which a meeting was held; none where there is none.
    pub fn next_moment(&self, from: NaiveDate, step: Step) -> Result<Option<Moment>, Trouble> {
        let days = self.held()?.into_iter().map(|(day, _)| day);
        let to = match step {
            Step::Back => days.filter(|day| *day < from).max(),
            Step::On => days.filter(|day| *day > from).min(),
            Step::Now => None,
        };
        to.map(|day| self.moment_of(day)).transpose()
    }

    /// The governance meeting that was closed last before a day: since when one usually asks what changed.
    ///
    /// # Errors
    /// None was.
    pub fn governance_before(&self, day: NaiveDate) -> Result<Moment, NotAMoment> {
        let standing = self.standing();
        let mut last = None;
        for (on, meeting) in self.held()? {
            let governed = standing.meeting(meeting)?.is_some_and(|meeting| meeting.is_governance_closed());
            if governed && on < day {
                last = last.max(Some((on, meeting)));
            }
        }
        let (on, meeting) = last.ok_or(NotAMoment::NoneBefore(day))?;
        Ok(Moment { day: on, meetings: vec![meeting], known_at: self.here().known_at })
    }

    /// The two moments between which somebody asks what changed: from the last governance meeting before the
    /// second one where the first is left out, until here and now where the second is. Where both are on one day,
    /// a meeting that is named divides it by its closing, and a day that is named means its end.
    ///
    /// # Errors
    /// As [`Ledger::moment`]; and the second is not behind the first.
    pub fn span(&self, from: Option<&str>, to: Option<&str>) -> Result<(Moment, Moment), NotAMoment> {
        let is_meeting =
            |words: Option<&str>| words.is_some_and(|words| words.trim().parse::<MeetingRef>().is_ok());
        let by_meeting = [is_meeting(from), is_meeting(to)];
        let mut to = to.map_or(Ok(self.here()), |words| self.moment(Some(words), None))?;
        let mut from =
            from.map_or_else(|| self.governance_before(to.day), |words| self.moment(Some(words), None))?;
        if from.day > to.day {
            return Err(NotAMoment::NotBefore(from.day, to.day));
        }
        if from.day == to.day {
            for (end, named) in [&mut from, &mut to].into_iter().zip(by_meeting) {
                end.meetings.retain(|_| named);
            }
            if let ([one], [other]) = (from.meetings.as_slice(), to.meetings.as_slice())
                && self.closing_on(&from)?.zip(self.closing_on(&to)?).is_some_and(|(from, to)| from > to)
            {
                return Err(NotAMoment::ClosedAfter(*one, *other));
            }
        }
        Ok((from, to))
    }

    /// The number of the event by which the meeting was closed that a moment is named by; none where it is a day.
    pub(super) fn closing_on(&self, moment: &Moment) -> Result<Option<u64>, Trouble> {
        match moment.meetings.as_slice() {
            [meeting] => Ok(self.standing().sitting(*meeting)?.closed),
            _ => Ok(None),
        }
    }

    fn named(&self, words: &str) -> Result<Moment, NotAMoment> {
        let Ok(reference) = words.trim().parse::<MeetingRef>() else {
            return Ok(self.moment_of(day(words, self.today())?)?);
        };
        let meeting = self.standing().meeting(reference)?.ok_or(NotAMoment::NoMeeting(reference))?;
        let on = ended(&meeting).ok_or(NotAMoment::NotHeld(reference, meeting.phase))?;
        Ok(Moment { day: on, meetings: vec![reference], known_at: None })
    }

    /// Every meeting that was held, and the day on which it ended.
    fn held(&self) -> Result<Vec<(NaiveDate, MeetingRef)>, Trouble> {
        let mut held = Vec::new();
        for meeting in self.standing().meetings(MOST)? {
            held.extend(ended(&meeting).map(|day| (day, meeting.reference)));
        }
        held.retain(|(day, _)| *day <= self.today());
        Ok(held)
    }
}

/// The day on which a meeting was closed, or its date while it is open; none where it was not held.
fn ended(meeting: &Meeting) -> Option<NaiveDate> {
    match meeting.phase {
        Phase::Planned | Phase::Cancelled => None,
        Phase::Open => Some(meeting.date),
        Phase::Closed => Some(meeting.closed.unwrap_or(meeting.date)),
    }
}

/// A day that has come.
fn day(words: &str, today: NaiveDate) -> Result<NaiveDate, NotAMoment> {
    let day = read_day(words, today, Lean::Back)
        .map_err(|_| NotAMoment::Words(format!("{} is neither a day nor a meeting", quoted(words))))?;
    if day > today { Err(NotAMoment::Future(day, today)) } else { Ok(day) }
}
