//! Who was at a meeting, who sent apologies, and who chaired it; and what is put right of that and of the minutes'
//! words once the meeting is closed. What was minuted stays as it was: a correction stands beside it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Meeting, Phase};
use crate::journey::event::What;
use crate::journey::reference::{MeetingRef, RecommendationRef, Stream};
use crate::journey::refusal::{Reason, Refusal};
use crate::journey::{Asked, Decision, reasoned};

/// Who came, who sent apologies and who did neither: the ones of whom something else was recorded before.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendance {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub came: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub apologies: Vec<String>,
    /// Neither there nor sent apologies.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub absent: Vec<String>,
}

/// What is put right after a meeting was closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum PutRight {
    Chair {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        was: Option<String>,
        is: String,
    },
    Attendance(Attendance),
    /// What the minutes say on a recommendation, and what they should say; where none is named, as any other business.
    Words {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        recommendation: Option<RecommendationRef>,
        was: String,
        is: String,
    },
}

/// A correction of a closed meeting, as it was recorded.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Corrected {
    pub on: NaiveDate,
    pub by: String,
    pub why: String,
    pub what: PutRight,
}

/// What somebody asks to have put right.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Wrong {
    pub chair: Option<String>,
    pub attendance: Attendance,
    /// On which recommendation, or as any other business where none is named; what the minutes say, and what they
    /// should say.
    pub words: Option<(Option<RecommendationRef>, String, String)>,
}

impl Attendance {
    pub fn is_empty(&self) -> bool {
        self.came.is_empty() && self.apologies.is_empty() && self.absent.is_empty()
    }

    /// Everybody who is named, with how they stand to the meeting.
    fn named(&self) -> impl Iterator<Item = (&String, How)> {
        let came = self.came.iter().map(|name| (name, How::Came));
        let sent = self.apologies.iter().map(|name| (name, How::Apologies));
        came.chain(sent).chain(self.absent.iter().map(|name| (name, How::Absent)))
    }

    /// `there: A. Lead; apologies: O. Owner; not there: T. Deputy`
    pub fn words(&self) -> String {
        let told = [(&self.came, "there: "), (&self.apologies, "apologies: "), (&self.absent, "not there: ")];
        let told = told.iter().filter(|(names, _)| !names.is_empty());
        told.map(|(names, how)| format!("{how}{}", names.join(", "))).collect::<Vec<_>>().join("; ")
    }
}

/// How somebody stands to a meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    Came,
    Apologies,
    Absent,
}

impl How {
    fn words(self) -> &'static str {
        match self {
            How::Came => "there",
            How::Apologies => "with apologies",
            How::Absent => "not there",
        }
    }
}

impl PutRight {
    /// What is put right, in words.
    pub fn words(&self) -> String {
        match self {
            PutRight::Chair { was: Some(was), is } => format!("the chair was {is}, not {was}"),
            PutRight::Chair { was: None, is } => format!("the chair was {is}"),
            PutRight::Attendance(attendance) => attendance.words(),
            PutRight::Words { recommendation, was, is } => {
                let on = recommendation.as_ref().map_or("any other business".into(), ToString::to_string);
                format!("{on}: where the minutes say “{was}” they should say “{is}”")
            }
        }
    }
}

impl Meeting {
    fn stands(&self, name: &str) -> How {
        let among = |names: &[String]| names.iter().any(|known| known.eq_ignore_ascii_case(name));
        match () {
            () if among(&self.attendees) => How::Came,
            () if among(&self.apologies) => How::Apologies,
            () => How::Absent,
        }
    }

    /// Everybody who is or was named as somebody at it, or not at it.
    pub fn everybody(&self) -> Vec<&String> {
        let mut all: Vec<&String> = self.attendees.iter().chain(&self.apologies).chain(&self.chair).collect();
        for corrected in &self.corrections {
            match &corrected.what {
                PutRight::Chair { was, .. } => all.extend(was),
                PutRight::Attendance(attendance) => all.extend(&attendance.absent),
                PutRight::Words { .. } => {}
            }
        }
        all
    }

    /// Takes in how some people stand to it now.
    pub fn attend(&mut self, attendance: &Attendance) {
        for (name, how) in attendance.named() {
            let other = |known: &String| !known.eq_ignore_ascii_case(name);
            self.attendees.retain(other);
            self.apologies.retain(other);
            match how {
                How::Came => self.attendees.push(name.clone()),
                How::Apologies => self.apologies.push(name.clone()),
                How::Absent => {}
            }
        }
    }

    /// What its minutes should say by the corrections of what was said on a recommendation, or of no item.
    fn now_says(&self, of: Option<&RecommendationRef>) -> impl Iterator<Item = &str> {
        self.corrections.iter().filter_map(move |one| match &one.what {
            PutRight::Words { recommendation, is, .. } if recommendation.as_ref() == of => Some(is.as_str()),
            _ => None,
        })
    }

    /// Takes in a correction.
    pub fn put_right(&mut self, corrected: Corrected) {
        match &corrected.what {
            PutRight::Chair { is, .. } => self.chair = Some(is.clone()),
            PutRight::Attendance(attendance) => self.attend(attendance),
            PutRight::Words { .. } => {}
        }
        self.corrections.push(corrected);
    }
}

/// Records while a meeting is open that somebody came after all, or sent apologies.
pub fn record(asked: &Asked, meeting: MeetingRef, attendance: &Attendance) -> Decision {
    let cannot = "have its attendance recorded";
    let refuse = |reason| Refusal::new(meeting, cannot, reason);
    let stands = asked.state.meeting(meeting).ok_or_else(|| refuse(Reason::UnknownMeeting))?;
    match stands.phase {
        Phase::Open => {}
        Phase::Closed => return Err(refuse(Reason::MinutesLocked(meeting))),
        phase => return Err(refuse(Reason::MeetingIs(phase))),
    }
    if asked.context.on < stands.date {
        return Err(refuse(Reason::BeforeMeeting(meeting, stands.date)));
    }
    if attendance.is_empty() {
        return Err(refuse(Reason::NobodyNamed));
    }
    changes(stands, attendance).map_err(refuse)?;
    let what = What::AttendanceRecorded { attendance: attendance.clone() };
    Ok(vec![asked.event(Stream::Meeting(meeting), what)])
}

/// Puts right what a closed meeting's minutes say, with a reason: an event for each thing that was wrong.
pub fn correct(asked: &Asked, meeting: MeetingRef, wrong: &Wrong, reason: &str) -> Decision {
    let cannot = "be corrected";
    let refuse = |reason| Refusal::new(meeting, cannot, reason);
    let stands = asked.state.meeting(meeting).ok_or_else(|| refuse(Reason::UnknownMeeting))?;
    match stands.phase {
        Phase::Closed => {}
        Phase::Open => return Err(refuse(Reason::StillOpen(meeting))),
        phase => return Err(refuse(Reason::MeetingIs(phase))),
    }
    let closed = stands.closed.unwrap_or(stands.date);
    if asked.context.on < closed {
        return Err(refuse(Reason::BeforeClosing(closed)));
    }
    reasoned(meeting, cannot, reason)?;
    let right = put_right(asked, stands, wrong).map_err(refuse)?;
    if right.is_empty() {
        return Err(refuse(Reason::NothingPutRight));
    }
    let event = |what| asked.event(Stream::Meeting(meeting), What::MinutesCorrected { what }).because(reason);
    Ok(right.into_iter().map(event).collect())
}

fn put_right(asked: &Asked, stands: &Meeting, wrong: &Wrong) -> Result<Vec<PutRight>, Reason> {
    let mut right = Vec::new();
    if let Some(chair) = &wrong.chair {
        if stands.chair.as_ref() == Some(chair) {
            return Err(Reason::ChairUnchanged(chair.clone()));
        }
        right.push(PutRight::Chair { was: stands.chair.clone(), is: chair.clone() });
    }
    if !wrong.attendance.is_empty() {
        changes(stands, &wrong.attendance)?;
        right.push(PutRight::Attendance(wrong.attendance.clone()));
    }
    if let Some((recommendation, was, is)) = &wrong.words {
        if let Some(named) = recommendation.as_ref().filter(|one| asked.state.recommendation(one).is_none()) {
            return Err(Reason::NoSuchRecommendation(named.clone()));
        }
        match recommendation {
            Some(recommendation) => was_minuted(asked, stands.reference, recommendation, was)?,
            None => was_noted(stands, was)?,
        }
        if was == is {
            return Err(Reason::Unchanged);
        }
        let (was, is) = (was.clone(), is.clone());
        right.push(PutRight::Words { recommendation: recommendation.clone(), was, is });
    }
    Ok(right)
}

/// Whether an item was at the meeting, and these words stand in what was recorded on it there, or in what was put
/// right since. Where nothing was gathered, nobody knows.
fn was_minuted(
    asked: &Asked,
    meeting: MeetingRef,
    recommendation: &RecommendationRef,
    words: &str,
) -> Result<(), Reason> {
    let gathered = asked.state.gathered.get(&meeting);
    let Some((said, stands)) = gathered.and_then(|all| all.said.as_ref()).zip(asked.state.meeting(meeting))
    else {
        return Ok(());
    };
    let there = asked.agenda(stands).is_some_and(|agenda| agenda.item(recommendation).is_some());
    if !there {
        return Err(Reason::WasNotThere(recommendation.clone(), meeting));
    }
    let mut said = std::iter::once(said.as_str()).chain(stands.now_says(Some(recommendation)));
    match said.any(|said| holds(said, words)) {
        true => Ok(()),
        false => Err(Reason::NotMinuted(words.to_string(), Some(recommendation.clone()), meeting)),
    }
}

/// Whether these words stand in what was noted as any other business, or in what was put right of it since.
fn was_noted(stands: &Meeting, words: &str) -> Result<(), Reason> {
    let mut said = stands.notes.iter().map(|note| note.text.as_str()).chain(stands.now_says(None));
    match said.any(|said| holds(said, words)) {
        true => Ok(()),
        false => Err(Reason::NotMinuted(words.to_string(), None, stands.reference)),
    }
}

/// Whether a text says these words; neither capitals nor spaces matter.
pub fn holds(text: &str, words: &str) -> bool {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    plain(text).contains(&plain(words))
}

/// Whether everybody who is named stands differently from before and is named once, and somebody is there in the end.
fn changes(stands: &Meeting, attendance: &Attendance) -> Result<(), Reason> {
    once(attendance)?;
    for (name, how) in attendance.named() {
        if stands.stands(name) == how {
            return Err(Reason::AttendanceUnchanged(name.clone(), how.words()));
        }
    }
    let mut after = stands.clone();
    after.attend(attendance);
    if after.attendees.is_empty() { Err(Reason::NoAttendee) } else { Ok(()) }
}

/// Whether nobody is said to stand in two ways to a meeting.
pub(in crate::journey) fn once(attendance: &Attendance) -> Result<(), Reason> {
    let named: Vec<_> = attendance.named().collect();
    for (at, (name, _)) in named.iter().enumerate() {
        if named[..at].iter().any(|(before, _)| before.eq_ignore_ascii_case(name)) {
            return Err(Reason::NamedTwice((*name).clone()));
        }
    }
    Ok(())
}
