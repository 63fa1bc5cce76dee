//! Meetings: those planned, open and closed, the newest first, and one of them.

use super::commands::Kind;
use super::session::Session;
use super::view::{Left, Link, Row, View};
use crate::briefing::meeting::{corrected, corrections_of, counted, facts, of_item};
use crate::journey::asking::{Subject, VERBS, Verb};
use crate::journey::day::from_today;
use crate::journey::deadline::in_words;
use crate::journey::meeting::{Meeting, Phase};
use crate::journey::reference::{MeetingRef, Stream};
use crate::journey::text::capital;
use crate::ledger::trouble::Trouble;

/// At most so many are read.
const MOST: usize = 500;

#[derive(Default)]
pub struct Meetings;

impl View for Meetings {
    fn kind(&self) -> Kind {
        Kind::Meetings
    }

    fn name(&self) -> String {
        "Meetings".into()
    }

    fn tell(&mut self, session: &mut Session) -> Result<Vec<Row>, Left> {
        let meetings = session.ledger.standing().meetings(MOST)?;
        let newest = if meetings.len() == MOST { ", the newest" } else { "" };
        session.talk.say(format!("Meetings: {}{newest}.", meetings.len()));
        let row = |meeting: &Meeting| Row::item(line(meeting, session), Link::Meeting(meeting.reference));
        Ok(meetings.iter().map(row).collect())
    }

    fn fitting(&self, session: &Session) -> Result<Vec<&'static Verb>, Trouble> {
        let meetings = session.ledger.standing().meetings(MOST)?;
        let any = |verb: &&Verb| meetings.iter().any(|meeting| verb.fits_meeting(meeting, session.today));
        Ok(VERBS.iter().filter(|verb| verb.name == "meeting plan" || any(verb)).collect())
    }
}

fn line(meeting: &Meeting, session: &Session) -> String {
    let near = match meeting.phase {
        Phase::Planned if meeting.date >= session.today => {
            format!(", {}", from_today(meeting.date, session.today))
        }
        _ => String::new(),
    };
    let (phase, kind) = (meeting.phase.words(), meeting.kind.in_full());
    let place =
        meeting.series.as_ref().map(|series| format!(", {} of {} of a series", series.place, series.of));
    let place = place.unwrap_or_default();
    format!(
        "{}, {phase}{near}, {kind}{place}, {}: {}",
        meeting.reference,
        in_words(meeting.date),
        meeting.name
    )
}

/// One meeting.
pub struct MeetingView {
    meeting: MeetingRef,
}

impl MeetingView {
    pub fn of(meeting: MeetingRef) -> MeetingView {
        MeetingView { meeting }
    }
}

impl View for MeetingView {
    fn kind(&self) -> Kind {
        Kind::Meeting
    }

    fn name(&self) -> String {
        self.meeting.to_string()
    }

    fn tell(&mut self, session: &mut Session) -> Result<Vec<Row>, Left> {
        let Some(shown) = session.ledger.meeting(self.meeting, MOST)? else {
            session.talk.say(format!("There is no meeting `{}` in this register.", self.meeting));
            return Ok(Vec::new());
        };
        session.talk.say(format!("{}.", line(&shown.meeting, session)));
        for fact in facts(&shown).iter().skip(1) {
            session.talk.say(format!("{}.", capital(fact)));
        }
        for correction in corrections_of(&shown.meeting, None) {
            session.talk.say(format!("{}.", capital(&corrected(correction))));
        }
        let history = Link::History(Some(Stream::Meeting(self.meeting)));
        let minute = Row::item("Minute it, item by item", Link::Minute(self.meeting));
        let open = shown.meeting.phase == Phase::Open;
        let mut rows: Vec<Row> = open.then_some(minute).into_iter().collect();
        rows.push(Row::item("What was recorded of the meeting itself", history));
        rows.push(Row::head(format!("Agenda: {}.", counted(&shown))));
        rows.extend(shown.lines.iter().map(|item| {
            let mut told = format!("{}, {}", item.r#ref, of_item(item));
            for correction in corrections_of(&shown.meeting, Some(&item.r#ref)) {
                told += &format!("; {}", corrected(correction));
            }
            Row::item(told, Link::Recommendation(item.r#ref.clone()))
        }));
        if shown.unshown() > 0 {
            rows.push(Row::head(format!("And {} more, which `plenary agenda` lists.", shown.unshown())));
        }
        Ok(rows)
    }

    fn subject(&self, session: &Session) -> Result<Subject, Trouble> {
        let meeting = session.ledger.standing().meeting(self.meeting)?;
        Ok(meeting.as_ref().map_or_else(Subject::default, Subject::of_meeting))
    }

    fn fitting(&self, session: &Session) -> Result<Vec<&'static Verb>, Trouble> {
        let meeting = session.ledger.standing().meeting(self.meeting)?;
        let fits =
            |verb: &&Verb| meeting.as_ref().is_some_and(|meeting| verb.fits_meeting(meeting, session.today));
        Ok(VERBS.iter().filter(fits).collect())
    }

    fn stream(&self) -> Option<Stream> {
        Some(Stream::Meeting(self.meeting))
    }
}
