//! Meetings: plenaries, and the minuted governance meetings that follow progress.
//! When one repeats is in `series`, who was there in `attendance`, what is before it in `agenda`.

pub mod attendance;
pub mod series;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::agenda::Agenda;
use super::agenda::changing::Change;
use super::event::What;
use super::reference::{InspectionCode, MeetingRef, Stream};
use super::refusal::{Reason, Refusal};
use super::{Asked, Decision, reasoned};
use attendance::{Attendance, Corrected};
use series::{LONGEST, Repeats, Series};

/// What a meeting is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MeetingKind {
    Plenary,
    Governance,
    Scrutiny,
    Audit,
}

impl MeetingKind {
    /// Every kind, the one that is planned most often first.
    pub const ALL: [MeetingKind; 4] =
        [MeetingKind::Governance, MeetingKind::Scrutiny, MeetingKind::Audit, MeetingKind::Plenary];

    /// The kind in full words, for people.
    pub fn in_full(self) -> &'static str {
        match self {
            MeetingKind::Plenary => "plenary",
            MeetingKind::Governance => "governance meeting",
            MeetingKind::Scrutiny => "scrutiny by the local policing body",
            MeetingKind::Audit => "audit committee",
        }
    }

    /// The kind in a word, by which it is asked for.
    pub fn words(self) -> &'static str {
        match self {
            MeetingKind::Plenary => "plenary",
            MeetingKind::Governance => "governance",
            MeetingKind::Scrutiny => "scrutiny",
            MeetingKind::Audit => "audit",
        }
    }
}

/// Whether outcomes may be recorded at a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    Planned,
    Open,
    Closed,
    /// It was planned and did not take place.
    Cancelled,
}

impl Phase {
    /// The phase in words.
    pub fn words(self) -> &'static str {
        match self {
            Phase::Planned => "planned",
            Phase::Open => "open",
            Phase::Closed => "closed",
            Phase::Cancelled => "cancelled",
        }
    }
}

/// A meeting and all that is true of it now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meeting {
    pub reference: MeetingRef,
    pub kind: MeetingKind,
    pub name: String,
    /// The day it is planned for, or was held.
    pub date: NaiveDate,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chair: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attendees: Vec<String>,
    pub phase: Phase,
    /// What was said and is about no item.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
    /// Who could not come, and said so.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub apologies: Vec<String>,
    /// Its place in the series with which it was planned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub series: Option<Series>,
    /// The inspection on which a plenary was planned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inspection: Option<InspectionCode>,
    /// What the lead changed of its agenda since it was planned, or since it was opened.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agenda_changes: Vec<Change>,
    /// The day on which it was closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<NaiveDate>,
    /// What was put right since.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Corrected>,
}

/// Something that was minuted of a meeting and is about no item: any other business.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    pub text: String,
    pub by: String,
    pub on: NaiveDate,
}

impl Meeting {
    /// Whether it may be opened on a day, or held where it is a plenary: nobody does before the day for which it is
    /// planned.
    pub fn can_begin(&self, on: NaiveDate) -> bool {
        self.phase == Phase::Planned && self.date <= on
    }

    /// Whether stakeholders discuss a new inspection at it: it is held in one request.
    pub fn is_plenary(&self) -> bool {
        self.kind == MeetingKind::Plenary
    }

    /// Whether it followed progress and is over.
    pub fn is_governance_closed(&self) -> bool {
        self.kind == MeetingKind::Governance && self.phase == Phase::Closed
    }
}

impl Meeting {
    /// A meeting of which nothing more is known yet.
    pub fn new(
        reference: MeetingRef,
        kind: MeetingKind,
        name: &str,
        date: NaiveDate,
        phase: Phase,
    ) -> Meeting {
        Meeting {
            reference,
            kind,
            name: name.to_string(),
            date,
            chair: None,
            attendees: Vec::new(),
            phase,
            apologies: Vec::new(),
            series: None,
            inspection: None,
            agenda_changes: Vec::new(),
            closed: None,
            corrections: Vec::new(),
            notes: Vec::new(),
        }
    }
}

/// What a meeting is planned as.
#[derive(Debug, Clone, Copy)]
pub struct Plan<'a> {
    pub kind: MeetingKind,
    pub name: &'a str,
    /// Where it repeats, the first of the series is on this day or the first after it that fits.
    pub date: NaiveDate,
    pub chair: Option<&'a str>,
    pub repeats: Option<Repeats>,
    /// The inspection on which a plenary is held; of no other kind.
    pub inspection: Option<&'a InspectionCode>,
}

/// Plans a meeting, or a whole series of them: the first number is the register's next.
pub fn plan(asked: &Asked, plan: Plan) -> Decision {
    let Plan { kind, name, date, chair, repeats, inspection } = plan;
    let number = asked.state.register.next_meeting();
    if name.trim().is_empty() {
        return Err(Refusal::new(number, "be planned", Reason::NoName));
    }
    about_what(asked, &plan).map_err(|reason| Refusal::new(number, "be planned", reason))?;
    let planned = |number, date, series| {
        let what = What::MeetingPlanned {
            meeting_kind: kind,
            name: name.to_string(),
            date,
            chair: chair.map(str::to_string),
            series,
            inspection: inspection.cloned(),
        };
        asked.event(Stream::Meeting(number), what)
    };
    let Some(repeats) = repeats else { return Ok(vec![planned(number, date, None)]) };
    let days = repeats.days(date);
    let of = days.len() as u32;
    if !(2..=LONGEST).contains(&of) {
        let reason = if of < 2 { Reason::SeriesTooShort(of) } else { Reason::SeriesTooLong };
        return Err(Refusal::new(number, "be planned as a series", reason));
    }
    let one = |(at, date): (u32, NaiveDate)| {
        let series = Series { first: number, place: at + 1, of, rule: repeats.rule.words() };
        planned(MeetingRef(number.0 + at), date, Some(series))
    };
    Ok((0..).zip(days).map(one).collect())
}

/// A plenary is planned once on one inspection that is there; meetings of other kinds are about none.
fn about_what(asked: &Asked, plan: &Plan) -> Result<(), Reason> {
    match (plan.kind, plan.inspection) {
        (MeetingKind::Plenary, None) => Err(Reason::PlenaryOnNothing),
        (MeetingKind::Plenary, Some(_)) if plan.repeats.is_some() => Err(Reason::PlenaryRepeats),
        (MeetingKind::Plenary, Some(code)) if asked.state.inspection(code).is_none() => {
            Err(Reason::NoSuchInspection(code.clone()))
        }
        (MeetingKind::Plenary, Some(_)) | (_, None) => Ok(()),
        (kind, Some(_)) => Err(Reason::NotOnOneInspection(kind)),
    }
}

/// Moves a planned meeting to another day, with a reason: no date slips without one.
pub fn move_to(asked: &Asked, meeting: MeetingRef, date: NaiveDate, reason: &str) -> Decision {
    let cannot = "be moved to another day";
    let stands = planned(asked, meeting, cannot)?;
    if stands.date == date {
        return Err(Refusal::new(meeting, cannot, Reason::DateUnchanged(date)));
    }
    reasoned(meeting, cannot, reason)?;
    Ok(vec![asked.event(Stream::Meeting(meeting), What::MeetingMoved { date }).because(reason)])
}

/// Cancels a planned meeting, with a reason; its number stays taken.
pub fn cancel(asked: &Asked, meeting: MeetingRef, reason: &str) -> Decision {
    planned(asked, meeting, "be cancelled")?;
    reasoned(meeting, "be cancelled", reason)?;
    Ok(vec![asked.event(Stream::Meeting(meeting), What::MeetingCancelled {}).because(reason)])
}

/// The meeting, if it is still to come.
fn planned<'a>(asked: &'a Asked, meeting: MeetingRef, cannot: &'static str) -> Result<&'a Meeting, Refusal> {
    let refuse = |reason| Refusal::new(meeting, cannot, reason);
    let stands = asked.state.meeting(meeting).ok_or_else(|| refuse(Reason::UnknownMeeting))?;
    match stands.phase {
        Phase::Planned => Ok(stands),
        phase => Err(refuse(Reason::MeetingIs(phase))),
    }
}

/// Opens a planned meeting on the day it happens.
pub fn open(
    asked: &Asked,
    meeting: MeetingRef,
    attendees: &[String],
    apologies: &[String],
    chair: Option<&str>,
) -> Decision {
    let cannot = |reason| Refusal::new(meeting, "be opened", reason);
    let stands = planned(asked, meeting, "be opened")?;
    if stands.is_plenary() {
        let on = stands.inspection.as_ref().map_or("INSPECTION".into(), ToString::to_string);
        return Err(cannot(Reason::HeldNotOpened(on)));
    }
    if asked.context.on < stands.date {
        return Err(cannot(Reason::PlannedFor(stands.date)));
    }
    let attendance =
        Attendance { came: attendees.to_vec(), apologies: apologies.to_vec(), absent: Vec::new() };
    if attendees.is_empty() {
        return Err(cannot(Reason::NoAttendee));
    }
    attendance::once(&attendance).map_err(cannot)?;
    let agenda = asked.agenda(stands).map(Agenda::kept);
    let Attendance { came: attendees, apologies, .. } = attendance;
    let chair = chair.map(str::to_string);
    let what = What::MeetingOpened { attendees, apologies, chair, agenda };
    Ok(vec![asked.event(Stream::Meeting(meeting), what)])
}

/// Minutes at an open meeting what is about no item.
pub fn note(asked: &Asked, meeting: MeetingRef, text: &str) -> Decision {
    let cannot = |reason| Refusal::new(meeting, "take a note", reason);
    let stands = asked.state.meeting(meeting).ok_or_else(|| cannot(Reason::UnknownMeeting))?;
    if stands.phase != Phase::Open {
        return Err(cannot(Reason::MeetingIs(stands.phase)));
    }
    if asked.context.on < stands.date {
        return Err(cannot(Reason::BeforeMeeting(meeting, stands.date)));
    }
    if text.trim().is_empty() {
        return Err(cannot(Reason::NoText));
    }
    Ok(vec![asked.event(Stream::Meeting(meeting), What::MeetingNoted { text: text.to_string() })])
}

impl Asked<'_> {
    /// The agenda of a meeting on the day of the request; none where nothing was gathered for it.
    pub(super) fn agenda(&self, meeting: &Meeting) -> Option<Agenda> {
        let gathered = self.state.gathered.get(&meeting.reference)?;
        Some(gathered.agenda(meeting, self.state.register.scheme.warning_days, self.context.on))
    }
}

/// Closes an open meeting; what is recorded there afterwards is refused.
pub fn close(asked: &Asked, meeting: MeetingRef) -> Decision {
    let cannot = |reason| Refusal::new(meeting, "be closed", reason);
    let stands = asked.state.meeting(meeting).ok_or_else(|| cannot(Reason::UnknownMeeting))?;
    if stands.phase != Phase::Open {
        return Err(cannot(Reason::MeetingIs(stands.phase)));
    }
    if asked.context.on < stands.date {
        return Err(cannot(Reason::BackInTime { latest: stands.date }));
    }
    let agenda = asked.state.gathered.get(&meeting).zip(asked.agenda(stands));
    let agenda = agenda.map(|(gathered, agenda)| gathered.at_closing(&agenda));
    Ok(vec![asked.event(Stream::Meeting(meeting), What::MeetingClosed { agenda })])
}

/// The open governance meeting that is named, or the only open one where none is.
pub fn governance_meeting(asked: &Asked, named: Option<MeetingRef>) -> Result<MeetingRef, Reason> {
    let open = open_meeting(asked, named)?.ok_or(Reason::NoOpenMeeting)?;
    match asked.state.meeting(open) {
        Some(meeting) if meeting.kind == MeetingKind::Governance => Ok(open),
        _ => Err(Reason::NotAGovernanceMeeting(open)),
    }
}

/// The open meeting that is named, or the only open one where none is; none where none is open on that day.
pub fn open_meeting(asked: &Asked, named: Option<MeetingRef>) -> Result<Option<MeetingRef>, Reason> {
    let begun = |open: &&MeetingRef| {
        asked.state.meeting(**open).is_none_or(|meeting| meeting.date <= asked.context.on)
    };
    let open: Vec<_> = asked.state.register.open_meetings.iter().filter(begun).copied().collect();
    let meeting = match (named, open.as_slice()) {
        (Some(named), _) => named,
        (None, []) => return Ok(None),
        (None, [only]) => *only,
        (None, several) => return Err(Reason::SeveralMeetingsOpen(several.to_vec())),
    };
    let stands = asked.state.meeting(meeting).ok_or(Reason::NoSuchMeeting(meeting))?;
    if stands.phase != Phase::Open {
        return Err(Reason::MeetingNotOpen(meeting, stands.phase));
    }
    if asked.context.on < stands.date {
        return Err(Reason::BeforeMeeting(meeting, stands.date));
    }
    Ok(Some(meeting))
}
