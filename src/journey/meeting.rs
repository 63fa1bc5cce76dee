//! Meetings: plenaries, and the minuted governance meetings that follow progress.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::agenda::Agenda;
use super::event::What;
use super::reference::{MeetingRef, Stream};
use super::refusal::{Reason, Refusal};
use super::{Asked, Decision, reasoned};

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
    /// The kinds that are planned, opened and closed; a plenary is held in one request.
    pub const PLANNED: [MeetingKind; 3] =
        [MeetingKind::Governance, MeetingKind::Scrutiny, MeetingKind::Audit];

    /// The kind in words.
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
}

/// Something that was minuted of a meeting and is about no item: any other business.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    pub text: String,
    pub by: String,
    pub on: NaiveDate,
}

impl Meeting {
    /// Whether it followed progress and is over.
    pub fn is_governance_closed(&self) -> bool {
        self.kind == MeetingKind::Governance && self.phase == Phase::Closed
    }
}

/// Plans a meeting: its number is the register's next.
pub fn plan(asked: &Asked, kind: MeetingKind, name: &str, date: NaiveDate, chair: Option<&str>) -> Decision {
    let number = asked.state.register.next_meeting();
    if name.trim().is_empty() {
        return Err(Refusal::new(number, "be planned", Reason::NoName));
    }
    let what = What::MeetingPlanned {
        meeting_kind: kind,
        name: name.to_string(),
        date,
        chair: chair.map(str::to_string),
    };
    Ok(vec![asked.event(Stream::Meeting(number), what)])
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
pub fn open(asked: &Asked, meeting: MeetingRef, attendees: &[String]) -> Decision {
    let cannot = |reason| Refusal::new(meeting, "be opened", reason);
    let stands = planned(asked, meeting, "be opened")?;
    if attendees.is_empty() {
        return Err(cannot(Reason::NoAttendee));
    }
    let agenda = asked.agenda(stands).map(Agenda::kept);
    let what = What::MeetingOpened { attendees: attendees.to_vec(), agenda };
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
    fn agenda(&self, meeting: &Meeting) -> Option<Agenda> {
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
    Ok(vec![asked.event(Stream::Meeting(meeting), What::MeetingClosed {})])
}

/// The open governance meeting that is named, or the only open one where none is.
pub fn governance_meeting(asked: &Asked, named: Option<MeetingRef>) -> Result<MeetingRef, Reason> {
    let open = open_meeting(asked, named)?.ok_or(Reason::NoOpenMeeting)?;
    match asked.state.meeting(open) {
        Some(meeting) if meeting.kind == MeetingKind::Governance => Ok(open),
        _ => Err(Reason::NotAGovernanceMeeting(open)),
    }
}

/// The open meeting at which something was done that may also be done at one's own desk: the one that is named,
/// or the only open one; none where none is open, or where several are and none is named.
pub fn perhaps_at_meeting(asked: &Asked, named: Option<MeetingRef>) -> Result<Option<MeetingRef>, Reason> {
    match open_meeting(asked, named) {
        Err(Reason::SeveralMeetingsOpen(_)) => Ok(None),
        said => said,
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
