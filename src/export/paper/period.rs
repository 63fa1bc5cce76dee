//! The period over which a paper counts: how it is asked for, what is proposed, and what changed in it.
//! It goes by days. Only where the pack of a meeting follows another meeting of the same day, or where a meeting is named
//! and the period begins and ends on its day, the closing of that one divides the day.

use chrono::NaiveDate;

use super::assembling::{NotBriefed, meeting_of, refused};
use crate::briefing::diff::Diff;
use crate::briefing::paper::{Edge, Period};
use crate::journey::day::{Lean, read_day};
use crate::journey::deadline::in_words;
use crate::journey::meeting::{Meeting, MeetingKind, Phase};
use crate::journey::reference::MeetingRef;
use crate::journey::state::State;
use crate::ledger::Ledger;
use crate::ledger::past::Moment;
use crate::ledger::trouble::Trouble;
use crate::ledger::whole::Whole;

/// The period as it is asked for, each end a day or a meeting in words; what is left out is proposed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Span {
    pub from: Option<String>,
    pub until: Option<String>,
}

/// The period that is asked for. Where no end is named it is the one that is given; where no beginning is, it begins
/// with the governance meeting before that, or with the register. `pack` is the meeting whose pack counts.
pub fn between(
    whole: &Whole,
    today: NaiveDate,
    span: &Span,
    end: Edge,
    pack: Option<MeetingRef>,
) -> Result<Period, NotBriefed> {
    let named = |words: &str| named(whole, today, words, pack.is_some());
    let until = span.until.as_deref().map_or(Ok(end), named)?;
    let from = match (&span.from, governed_before(whole, &until, pack)) {
        (Some(words), _) => divided(whole, words, named(words)?, until.day),
        (None, Some(before)) if before.date == until.day => closing_of(whole, before),
        (None, Some(before)) => Edge::of_day(before.date, words_of(before)),
        (None, None) => {
            let first = whole.moved.iter().map(|moved| moved.on).min().unwrap_or(until.day).min(until.day);
            Edge::before_the_first(first)
        }
    };
    let until = match &span.until {
        Some(words) => divided(whole, words, until, from.day),
        None => until,
    };
    if until.day > today {
        let what = format!("{} is still to come: nothing can be counted up to it", until.words);
        return Err(refused(what, "name a day that has passed, or leave `--until` out"));
    }
    if !from.is_before(&until) {
        let what = format!(
            "the period would begin with {} and end with {}: there is no day in it",
            from.words, until.words
        );
        return Err(refused(what, "name an earlier `--from`, or a later `--until`"));
    }
    Ok(Period { from, until })
}

/// The edge at which a meeting that was held divides what came before it from what comes after: its day; or its
/// closing, where another governance meeting of the same day comes after it.
pub fn edge_of(whole: &Whole, meeting: &Meeting) -> Edge {
    let closed = whole.closings.get(&meeting.reference);
    let follows = |other: &Meeting| {
        let later = whole.closings.get(&other.reference).is_none_or(|other| Some(other) > closed);
        let governs = other.kind == MeetingKind::Governance && other.phase != Phase::Cancelled;
        other.reference != meeting.reference && other.date == meeting.date && governs && later
    };
    match whole.state.meetings.values().any(follows) {
        true => closing_of(whole, meeting),
        false => Edge::of_day(meeting.date, words_of(meeting)),
    }
}

/// The closing of a meeting; the end of its day where it is not closed.
fn closing_of(whole: &Whole, meeting: &Meeting) -> Edge {
    let closing = whole.closings.get(&meeting.reference).map(|seq| (meeting.reference, *seq));
    Edge { closing, ..Edge::of_day(meeting.date, words_of(meeting)) }
}

fn words_of(meeting: &Meeting) -> String {
    format!("{} ({})", meeting.reference, in_words(meeting.date))
}

/// The governance meeting that was closed last before an edge; before the pack of a meeting also one that was closed
/// earlier on the same day.
fn governed_before<'w>(whole: &'w Whole, until: &Edge, pack: Option<MeetingRef>) -> Option<&'w Meeting> {
    let closed = |reference: MeetingRef| whole.closings.get(&reference).copied();
    let earlier_that_day = |one: &Meeting| {
        let before = |pack: MeetingRef| {
            one.reference != pack && closed(one.reference) < closed(pack).or(Some(u64::MAX))
        };
        let counted = until.closing.is_none_or(|(_, seq)| closed(one.reference) < Some(seq));
        one.date == until.day && closed(one.reference).is_some() && pack.is_some_and(before) && counted
    };
    let held = whole.state.meetings.values().filter(|one| one.is_governance_closed());
    let before = held.filter(|one| one.date < until.day || earlier_that_day(one));
    before.max_by_key(|one| (one.date, closed(one.reference), one.reference))
}

/// One end of a period as it is said: a meeting, or a day.
fn named(whole: &Whole, today: NaiveDate, words: &str, by_event: bool) -> Result<Edge, NotBriefed> {
    if let Ok(reference) = words.trim().parse::<MeetingRef>() {
        let meeting = meeting_of(whole.state.meetings.get(&reference).cloned(), reference)?;
        return Ok(match by_event {
            true => edge_of(whole, &meeting),
            false => Edge::of_day(meeting.date, words_of(&meeting)),
        });
    }
    let day = read_day(words, today, Lean::Back).map_err(|wrong| {
        NotBriefed::Misasked(format!("{wrong}; a meeting such as `M12` can be named too"))
    })?;
    Ok(Edge::of_day(day, in_words(day)))
}

/// An end that is named by a meeting, where the other end is on its day: then its closing divides the day.
fn divided(whole: &Whole, words: &str, end: Edge, other: NaiveDate) -> Edge {
    let meeting = words.trim().parse::<MeetingRef>().ok();
    match meeting.and_then(|meeting| whole.state.meetings.get(&meeting)) {
        Some(meeting) if end.day == other => closing_of(whole, meeting),
        _ => end,
    }
}

/// What changed in a period, from what stands now; none where nothing stood yet when it began.
pub fn changed(ledger: &Ledger, now: &State, period: &Period) -> Result<Option<Diff>, Trouble> {
    let (from, mut to) = (moment_of(ledger, &period.from)?, moment_of(ledger, &period.until)?);
    if from.day == to.day && period.until.closing.is_none() {
        // The end of the day on which a meeting was closed is not that meeting.
        to.meetings.clear();
    }
    let stood = |moment: &Moment, edge: &Edge| ledger.stood_until(moment, edge.closing.map(|(_, seq)| seq));
    let before = match stood(&from, &period.from) {
        Err(Trouble::Before { .. }) => return Ok(None),
        before => before?,
    };
    let is_now = period.until.day == ledger.today() && period.until.closing.is_none();
    Ok(Some(match is_now {
        true => Diff::between(&before, now, from, to),
        false => Diff::between(&before, &stood(&to, &period.until)?, from, to),
    }))
}

fn moment_of(ledger: &Ledger, edge: &Edge) -> Result<Moment, Trouble> {
    let moment = ledger.moment_of(edge.day)?;
    Ok(match edge.closing {
        Some((meeting, _)) => Moment { meetings: vec![meeting], ..moment },
        None => moment,
    })
}
