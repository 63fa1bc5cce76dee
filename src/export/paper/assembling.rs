//! What a paper is made from, read from the register at one moment; and the period that its first page counts.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use crate::briefing::diff::Diff;
use crate::briefing::paper::{self, Facts, Held, Minuted, Paper, Period, Topic, last_governed};
use crate::journey::day::{Lean, read_day};
use crate::journey::deadline::in_words;
use crate::journey::event::What;
use crate::journey::meeting::{Meeting, Phase};
use crate::journey::recommendation::Recommendation;
use crate::journey::reference::{MeetingRef, RecommendationRef, Stream};
use crate::journey::state::State;
use crate::ledger::trouble::Trouble;
use crate::ledger::whole::Whole;
use crate::ledger::{Ledger, Recorded};
use crate::progress::Progress;

/// The period as it is asked for, each end a day or a meeting in words; what is left out is proposed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Span {
    pub from: Option<String>,
    pub until: Option<String>,
}

/// Why there is no paper.
#[derive(Debug, thiserror::Error)]
pub enum NotBriefed {
    /// What it is about is not there, or is not ready for it.
    #[error("{what}")]
    Refused { what: String, hint: String },
    /// The words are off.
    #[error("{0}")]
    Misasked(String),
    #[error("{0}")]
    Trouble(#[from] Trouble),
}

fn refused(what: String, hint: &str) -> NotBriefed {
    NotBriefed::Refused { what, hint: hint.to_string() }
}

/// So many events of a meeting are read at a time.
const PAGE: usize = 500;

/// Reads what a paper is about and writes it. `ledger` should stand still meanwhile.
pub fn assemble(
    ledger: &Ledger,
    topic: &Topic,
    span: &Span,
    marking: &str,
    progress: &Progress,
) -> Result<Paper, NotBriefed> {
    if !topic.reconciles() && (span.from.is_some() || span.until.is_some()) {
        let what =
            format!("`{}` counts nothing over a period: leave `--from` and `--until` out", topic.word());
        return Err(NotBriefed::Misasked(what));
    }
    match topic {
        Topic::Recommendation(reference) => recommendation(ledger, reference, marking, paper::recommendation),
        Topic::SignOff(reference) => recommendation(ledger, reference, marking, paper::sign_off),
        Topic::Inspection(code) => inspection(ledger, code, marking),
        Topic::Minutes(meeting) => minutes(ledger, *meeting, marking),
        _ => register_wide(ledger, topic, span, marking, progress),
    }
}

fn register_wide(
    ledger: &Ledger,
    topic: &Topic,
    span: &Span,
    marking: &str,
    progress: &Progress,
) -> Result<Paper, NotBriefed> {
    let whole = ledger.whole(progress)?;
    let today = ledger.today();
    match topic {
        Topic::Owner(name) => owner(&everything(ledger, whole, marking)?, name),
        Topic::Meeting(reference) => {
            let meeting = meeting_of(whole.state.meetings.get(reference).cloned(), *reference)?;
            if meeting.phase == Phase::Cancelled {
                let what = format!("`{reference}` was cancelled: there is no pack for it");
                return Err(refused(what, "see the meetings with `plenary meeting`"));
            }
            if meeting.phase == Phase::Planned && meeting.date < today {
                let what = format!(
                    "`{reference}` was planned for {} and never opened: there is no pack for it",
                    in_words(meeting.date)
                );
                return Err(refused(
                    what,
                    "move it with `plenary meeting move`, or cancel it with `plenary meeting cancel`",
                ));
            }
            let until = meeting.date.min(today);
            let to = match meeting.date <= today {
                true => format!("{reference} ({})", in_words(until)),
                false => format!("{}, before {reference} ({})", in_words(until), in_words(meeting.date)),
            };
            let period = period(&whole, today, span, (until, to))?;
            let diff = changed(ledger, &whole.state, &period)?;
            let agenda = ledger.standing().agenda(*reference)?;
            let facts = everything(ledger, whole, marking)?;
            Ok(paper::pack(&facts, &meeting, &agenda, (&period, diff.as_ref())))
        }
        topic => {
            let period = period(&whole, today, span, (today, in_words(today)))?;
            let facts = everything(ledger, whole, marking)?;
            Ok(match topic {
                Topic::Overdue => paper::overdue(&facts, &period),
                Topic::Committee => paper::committee(&facts, &period),
                _ => paper::action_log(&facts, &period),
            })
        }
    }
}

fn owner(facts: &Facts, name: &str) -> Result<Paper, NotBriefed> {
    let mut actions = facts.cases.values().flat_map(|case| &case.actions);
    let owned = actions.find(|action| action.owner.eq_ignore_ascii_case(name)).ok_or_else(|| {
        refused(format!("nobody called `{name}` owns an action"), "see who does with `plenary owners`")
    })?;
    Ok(paper::owner(facts, &owned.owner))
}

/// The head of all facts, with nothing in them yet.
fn nothing(ledger: &Ledger, marking: &str) -> Result<Facts, Trouble> {
    Ok(Facts {
        register: ledger.standing().register()?,
        today: ledger.today(),
        known_at: ledger.here().known_at,
        head: ledger.head()?,
        marking: marking.to_string(),
        cases: BTreeMap::new(),
        inspections: BTreeMap::new(),
        meetings: BTreeMap::new(),
        moved: Vec::new(),
        taken_back: Vec::new(),
    })
}

fn everything(ledger: &Ledger, whole: Whole, marking: &str) -> Result<Facts, Trouble> {
    Ok(Facts {
        cases: whole.state.recommendations.into_iter().collect(),
        inspections: whole.state.inspections.into_iter().collect(),
        meetings: whole.state.meetings.into_iter().collect(),
        moved: whole.moved,
        taken_back: whole.taken_back,
        ..nothing(ledger, marking)?
    })
}

/// A paper that is written from one recommendation and all that happened to it.
fn recommendation(
    ledger: &Ledger,
    reference: &RecommendationRef,
    marking: &str,
    write: fn(&Facts, &Recommendation, &[Recorded]) -> Paper,
) -> Result<Paper, NotBriefed> {
    let standing = ledger.standing();
    let case = standing.recommendation(reference)?.ok_or_else(|| {
        refused(format!("there is no `{reference}` here"), "see what there is with `plenary list --all`")
    })?;
    let mut facts = nothing(ledger, marking)?;
    let asks = standing.inspection(&reference.inspection)?;
    facts.inspections.extend(asks.map(|inspection| (inspection.code.clone(), inspection)));
    let history = ledger.history(&Stream::Recommendation(reference.clone()), usize::MAX >> 1)?;
    Ok(write(&facts, &case, &history))
}

fn inspection(
    ledger: &Ledger,
    code: &crate::journey::reference::InspectionCode,
    marking: &str,
) -> Result<Paper, NotBriefed> {
    let standing = ledger.standing();
    let inspection = standing.inspection(code)?.ok_or_else(|| {
        refused(format!("there is no `{code}` here"), "see what there is with `plenary inspection`")
    })?;
    let mut facts = nothing(ledger, marking)?;
    for listed in &inspection.recommendations {
        let stands = standing.recommendation(&listed.reference)?;
        facts.cases.extend(stands.map(|case| (case.reference.clone(), case)));
    }
    Ok(paper::inspection(&facts, &inspection))
}

fn meeting_of(found: Option<Meeting>, reference: MeetingRef) -> Result<Meeting, NotBriefed> {
    found.ok_or_else(|| {
        refused(format!("there is no meeting `{reference}`"), "see the meetings with `plenary meeting`")
    })
}

fn minutes(ledger: &Ledger, reference: MeetingRef, marking: &str) -> Result<Paper, NotBriefed> {
    let standing = ledger.standing();
    let meeting = meeting_of(standing.meeting(reference)?, reference)?;
    if matches!(meeting.phase, Phase::Planned | Phase::Cancelled) {
        let what = format!("`{reference}` is {}: it has no minutes", meeting.phase.words());
        return Err(refused(what, "a meeting has minutes once it was opened: `plenary meeting open`"));
    }
    let mut facts = nothing(ledger, marking)?;
    let (items, agenda) = (minuted(ledger, reference)?, standing.agenda(reference)?);
    let closing = ledger.closing(reference)?;
    let told = items.iter().map(|item| &item.reference);
    let told = told.chain(agenda.items.iter().map(|item| &item.recommendation));
    // Of a closed meeting everything is said as it stood then, whatever stands now.
    let stood = ledger.stood_when_closed(closing, told)?;
    (facts.cases, facts.register.scheme) = (stood.cases, stood.scheme);
    if let Some(closing) = closing {
        (facts.today, facts.head) = (closing.on, closing.head);
    }
    Ok(paper::minutes(&facts, &Held { meeting, agenda, items, closing }))
}

/// What was recorded at a meeting: what says so of itself, and what else was recorded on a recommendation
/// while the meeting was open and happened on its day.
fn minuted(ledger: &Ledger, meeting: MeetingRef) -> Result<Vec<Minuted>, Trouble> {
    let mut items: BTreeMap<RecommendationRef, Vec<Recorded>> = BTreeMap::new();
    for treated in ledger.standing().treated_at(meeting, usize::MAX >> 1)? {
        let history = ledger.history(&Stream::Recommendation(treated.r#ref.clone()), usize::MAX >> 1)?;
        let at_it = history.into_iter().filter(|one| one.record.event.what.meeting() == Some(meeting));
        items.entry(treated.r#ref).or_default().extend(at_it);
    }
    for recorded in while_open(ledger, meeting)? {
        let Stream::Recommendation(reference) = &recorded.record.event.stream else { continue };
        items.entry(reference.clone()).or_default().push(recorded);
    }
    let told = |(reference, mut events): (RecommendationRef, Vec<Recorded>)| {
        events.sort_by_key(|recorded| recorded.seq);
        Minuted { reference, events }
    };
    Ok(items.into_iter().map(told).collect())
}

/// What was recorded without a meeting's name between the opening and the closing of one, and happened on its day.
fn while_open(ledger: &Ledger, meeting: MeetingRef) -> Result<Vec<Recorded>, Trouble> {
    let own = ledger.history(&Stream::Meeting(meeting), usize::MAX >> 1)?;
    let seq_of = |wanted: &dyn Fn(&What) -> bool| {
        own.iter()
            .find(|recorded| wanted(&recorded.record.event.what))
            .map(|found| (found.seq, found.record.event.on))
    };
    let Some((opened, on)) = seq_of(&|what| matches!(what, What::MeetingOpened { .. })) else {
        return Ok(Vec::new());
    };
    let closed = seq_of(&|what| matches!(what, What::MeetingClosed { .. })).map(|(seq, _)| seq);
    let (mut found, mut after) = (Vec::new(), opened);
    loop {
        let events = ledger.events(after, PAGE)?;
        let Some(last) = events.last() else { return Ok(found) };
        after = last.seq;
        let within = |recorded: &Recorded| closed.is_none_or(|closed| recorded.seq < closed);
        let over = events.iter().any(|recorded| !within(recorded));
        let fits = |recorded: &Recorded| {
            within(recorded)
                && recorded.record.event.on == on
                && recorded.record.event.what.meeting().is_none()
        };
        found.extend(events.into_iter().filter(fits));
        if over {
            return Ok(found);
        }
    }
}

/// The period that is asked for. Where no end is named it is the one that is given, in days and in words;
/// where no beginning is, it begins with the governance meeting before that, or with the register.
fn period(
    whole: &Whole,
    today: NaiveDate,
    span: &Span,
    end: (NaiveDate, String),
) -> Result<Period, NotBriefed> {
    let edge = |words: &str| edge(whole, today, words);
    let (until, to) = span.until.as_deref().map_or(Ok(end), edge)?;
    let (from, since) = match (&span.from, last_governed(whole.state.meetings.values(), until)) {
        (Some(words), _) => edge(words)?,
        (None, Some(meeting)) => edge(&meeting.reference.to_string())?,
        (None, None) => {
            let first = whole.moved.iter().map(|moved| moved.on).min().unwrap_or(until).min(until);
            (
                first - Days::new(1),
                format!("{}, before the first of them came", in_words(first - Days::new(1))),
            )
        }
    };
    if until > today {
        let what = format!("{to} is still to come: nothing can be counted up to it");
        return Err(refused(what, "name a day that has passed, or leave `--until` out"));
    }
    if from >= until {
        let what = format!("the period would begin with {since} and end with {to}: there is no day in it");
        return Err(refused(what, "name an earlier `--from`, or a later `--until`"));
    }
    Ok(Period { from, until, since, to })
}

/// What changed in a period, from what stands now; none where nothing stood yet when it began.
fn changed(ledger: &Ledger, now: &State, period: &Period) -> Result<Option<Diff>, Trouble> {
    let (from, to) = (ledger.moment_of(period.from)?, ledger.moment_of(period.until)?);
    let before = match ledger.stood_at(&from) {
        Err(Trouble::Before { .. }) => return Ok(None),
        stood => stood?,
    };
    Ok(Some(if period.until == ledger.today() {
        Diff::between(&before, now, from, to)
    } else {
        Diff::between(&before, &ledger.stood_at(&to)?, from, to)
    }))
}

/// One end of a period: a meeting's day, or a day.
fn edge(whole: &Whole, today: NaiveDate, words: &str) -> Result<(NaiveDate, String), NotBriefed> {
    if let Ok(reference) = words.trim().parse::<MeetingRef>() {
        let meeting = meeting_of(whole.state.meetings.get(&reference).cloned(), reference)?;
        return Ok((meeting.date, format!("{reference} ({})", in_words(meeting.date))));
    }
    let day = read_day(words, today, Lean::Back).map_err(|wrong| {
        NotBriefed::Misasked(format!("{wrong}; a meeting such as `M12` can be named too"))
    })?;
    Ok((day, in_words(day)))
}
