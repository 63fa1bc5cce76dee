//! The part of the state that a request is about, read from the standing.

use std::collections::HashMap;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension};
use serde::de::DeserializeOwned;

use super::agenda::{gather, said};
use crate::journey::event::Event;
use crate::journey::inspection::Corrected;
use crate::journey::reference::{EvidenceRef, InspectionCode, MeetingRef, RecommendationRef, Stream};
use crate::journey::request::{AskedOfDcc, HeldOn, Request, Worded};
use crate::journey::state::State;
use crate::journey::{Context, Decision, decide};
use crate::ledger::trouble::Trouble;

/// A part of the state, and how each part of it was stored when it was read.
pub struct Loaded {
    pub state: State,
    pub(super) stored: HashMap<Stream, String>,
}

impl Loaded {
    /// Of a register that is not there yet.
    pub fn nothing() -> Loaded {
        Loaded { state: State::default(), stored: HashMap::new() }
    }

    /// The register alone, which every request needs.
    pub fn register(conn: &Connection) -> Result<Loaded, Trouble> {
        let mut loaded = Loaded::nothing();
        if let Some(register) = loaded.take(conn, Stream::Register)? {
            loaded.state.register = register;
        }
        Ok(loaded)
    }

    /// Decides a request on what is here, and takes in the events that follow.
    pub fn decide(&mut self, request: &Request, context: &Context) -> Decision {
        let events = self.decided(request, context)?;
        self.take_in(&events);
        Ok(events)
    }

    /// Decides a request on what is here, and leaves that as it is.
    pub fn decided(&self, request: &Request, context: &Context) -> Decision {
        decide(&self.state, request, context)
    }

    /// Takes in what was decided.
    pub fn take_in(&mut self, events: &[Event]) {
        events.iter().for_each(|event| self.state.evolve(event));
    }

    /// Reads what a request is about, as far as it is not here yet.
    pub fn want(&mut self, conn: &Connection, request: &Request) -> Result<(), Trouble> {
        use Request::*;
        match request {
            OpenRegister { .. } | NameBody { .. } | AddPerson { .. } | GiveRole { .. } | EndRole { .. } => {
                Ok(())
            }
            MapAccount { .. }
            | UnmapAccount { .. }
            | NoteAddress { .. }
            | OfferKey { .. }
            | AcceptKey { .. }
            | ReplaceKey { .. }
            | RevokeKey { .. }
            | AdoptScheme { .. } => Ok(()),
            PlanMeeting { inspection, .. } => {
                inspection.iter().try_for_each(|code| self.inspection(conn, code))
            }
            RecordInspection { code, particulars } => {
                self.inspection(conn, code)?;
                self.published_on(conn, particulars.published)
            }
            CorrectInspection { inspection, corrected, .. } => self.corrected(conn, inspection, corrected),
            RetractRecommendation { recommendation, .. } => {
                self.inspection(conn, &recommendation.inspection)?;
                self.recommendation_and_its_parent(conn, recommendation)
            }
            AddRecommendation { inspection, asking } => {
                self.inspection(conn, inspection)?;
                let linked = asking.parent.iter().chain(&asking.restates);
                linked.into_iter().try_for_each(|reference| self.recommendation(conn, reference))
            }
            MoveMeeting { meeting, .. }
            | CancelMeeting { meeting, .. }
            | NoteOnMeeting { meeting, .. }
            | RecordAttendance { meeting, .. } => self.meeting(conn, *meeting),
            CorrectMinutes { meeting, wrong, .. } => {
                let Some((Some(reference), ..)) = &wrong.words else { return self.meeting(conn, *meeting) };
                self.meeting_and_its_agenda(conn, *meeting)?;
                self.recommendation(conn, reference)?;
                let words = said(conn, *meeting, reference)?;
                if let Some(gathered) = self.state.gathered.get_mut(meeting) {
                    gathered.said = Some(words);
                }
                Ok(())
            }
            AddToAgenda { meeting, recommendation, .. } => {
                self.recommendation(conn, recommendation)?;
                self.meeting_and_its_agenda(conn, *meeting)
            }
            DropFromAgenda { meeting, .. } | OrderAgenda { meeting, .. } => {
                self.meeting_and_its_agenda(conn, *meeting)
            }
            OpenMeeting { meeting, .. } | CloseMeeting { meeting } => {
                self.meeting_and_its_agenda(conn, *meeting)
            }
            HoldPlenary { on, meeting, .. } => {
                meeting.iter().try_for_each(|meeting| self.meeting(conn, *meeting))?;
                match on {
                    HeldOn::Inspection(code) => self.inspection_and_its(conn, code),
                    HeldOn::Recommendation(reference) => self.recommendation(conn, reference),
                }
            }
            ReportProgress { action, meeting, .. }
            | MoveTarget { action, meeting, .. }
            | FinishAction { action, meeting, .. } => {
                self.recommendation(conn, &action.recommendation)?;
                self.open_meetings(conn, *meeting)
            }
            AgreeAction { recommendation, meeting, .. }
            | AddEvidence { recommendation, meeting, .. }
            | AwardLevel { recommendation, meeting, .. }
            | MinuteDecision { recommendation, meeting, .. }
            | RecordDissent { recommendation, meeting, .. }
            | ConsiderComplete { recommendation, meeting } => {
                self.recommendation(conn, recommendation)?;
                self.open_meetings(conn, *meeting)
            }
            AcceptEvidence { evidence }
            | OpenEvidence { evidence, .. }
            | RejectEvidence { evidence, .. }
            | WithdrawEvidence { evidence, .. } => self.holder_of(conn, *evidence),
            Grant { what, .. } | Refuse { what, .. } => match what {
                AskedOfDcc::Extension(action) => self.recommendation(conn, &action.recommendation),
                AskedOfDcc::Withdrawal(reference) => self.recommendation(conn, reference),
            },
            Amend { what: Worded::Recommendation(reference), .. } => self.recommendation(conn, reference),
            Amend { what: Worded::Action(action), .. } | Reassign { action, .. } => {
                self.recommendation(conn, &action.recommendation)
            }
            RecordChase { actions, .. } => {
                actions.iter().try_for_each(|action| self.recommendation(conn, &action.recommendation))
            }
            Supersede { recommendation, by, .. } => {
                self.recommendation(conn, recommendation)?;
                self.recommendation(conn, by)
            }
            RecordVerdict { recommendation, superseded_by, .. } => {
                self.recommendation_and_its_parent(conn, recommendation)?;
                superseded_by.iter().try_for_each(|by| self.recommendation(conn, by))
            }
            TakePosition { recommendation, .. }
            | ReportOutcome { recommendation }
            | Approve { recommendation, .. }
            | Return { recommendation, .. }
            | GiveAnswer { recommendation, .. }
            | AskQuestion { recommendation, .. }
            | AnswerQuestion { recommendation, .. }
            | SignOff { recommendation, .. }
            | SendBack { recommendation, .. }
            | Submit { recommendation }
            | Withdraw { recommendation, .. }
            | NoteStatus { recommendation, .. } => self.recommendation(conn, recommendation),
            Reopen { recommendation, .. } => self.recommendation_and_its_parent(conn, recommendation),
            AnswerInResponse { recommendation, .. } => self.inspection(conn, &recommendation.inspection),
            InviteComments { inspection, .. }
            | ReceiveComments { inspection, .. }
            | ReplyToComments { inspection, .. }
            | WaiveComments { inspection, .. }
            | PublishResponse { inspection, .. }
            | RecordReceipt { inspection, .. }
            | FindApart { inspection, .. } => self.inspection(conn, inspection),
            FindTheSame { inspection, with, .. } => {
                self.inspection(conn, inspection)?;
                self.inspection(conn, with)
            }
        }
    }

    /// A recommendation, and those that belong to it where it is a cause of concern.
    fn recommendation(&mut self, conn: &Connection, reference: &RecommendationRef) -> Result<(), Trouble> {
        let stream = Stream::Recommendation(reference.clone());
        let Some(recommendation) = self.take(conn, stream)? else { return Ok(()) };
        let recommendation: crate::journey::recommendation::Recommendation = recommendation;
        let children = recommendation.children.clone();
        self.state.recommendations.insert(reference.clone(), recommendation);
        children.iter().try_for_each(|child| self.recommendation(conn, child))
    }

    /// The same, with the cause of concern that it belongs to.
    fn recommendation_and_its_parent(
        &mut self,
        conn: &Connection,
        reference: &RecommendationRef,
    ) -> Result<(), Trouble> {
        self.recommendation(conn, reference)?;
        let stands = self.state.recommendation(reference);
        let parent = stands.and_then(|stands| stands.parent.clone());
        parent.map_or(Ok(()), |parent| self.recommendation(conn, &parent))
    }

    fn inspection(&mut self, conn: &Connection, code: &InspectionCode) -> Result<(), Trouble> {
        if let Some(inspection) = self.take(conn, Stream::Inspection(code.clone()))? {
            self.state.inspections.insert(code.clone(), inspection);
        }
        Ok(())
    }

    /// The inspections that were published on a day: one of them may be the same report.
    fn published_on(&mut self, conn: &Connection, day: NaiveDate) -> Result<(), Trouble> {
        codes_published(conn, &day.to_string())?.iter().try_for_each(|code| self.inspection(conn, code))
    }

    /// An inspection that is corrected: those that may be the same, and where its day of publication changes
    /// all of its recommendations, which carry it.
    fn corrected(
        &mut self,
        conn: &Connection,
        code: &InspectionCode,
        corrected: &Corrected,
    ) -> Result<(), Trouble> {
        self.inspection(conn, code)?;
        let Some(inspection) = self.state.inspection(code) else { return Ok(()) };
        let listed = inspection.recommendations.clone();
        self.published_on(conn, corrected.published.unwrap_or(inspection.published))?;
        // Its title stands among their words for searching, its day of publication in what they are.
        let carried = corrected.published.is_some() || corrected.title.is_some();
        let carrying = listed.iter().filter(|_| carried);
        carrying.into_iter().try_for_each(|listed| self.recommendation(conn, &listed.reference))
    }

    fn inspection_and_its(&mut self, conn: &Connection, code: &InspectionCode) -> Result<(), Trouble> {
        self.inspection(conn, code)?;
        let listed =
            self.state.inspection(code).map_or(Vec::new(), |inspection| inspection.recommendations.clone());
        let ours = listed.iter().filter(|listed| listed.ours);
        ours.into_iter().try_for_each(|listed| self.recommendation(conn, &listed.reference))
    }

    fn meeting(&mut self, conn: &Connection, reference: MeetingRef) -> Result<(), Trouble> {
        if let Some(meeting) = self.take(conn, Stream::Meeting(reference))? {
            self.state.meetings.insert(reference, meeting);
        }
        Ok(())
    }

    /// A meeting, and what its agenda is made from.
    fn meeting_and_its_agenda(&mut self, conn: &Connection, reference: MeetingRef) -> Result<(), Trouble> {
        self.meeting(conn, reference)?;
        if let Some(meeting) = self.state.meeting(reference) {
            let gathered = gather(conn, meeting)?;
            self.state.gathered.insert(reference, gathered);
        }
        Ok(())
    }

    fn open_meetings(&mut self, conn: &Connection, named: Option<MeetingRef>) -> Result<(), Trouble> {
        let open = self.state.register.open_meetings.clone();
        open.into_iter().chain(named).try_for_each(|meeting| self.meeting(conn, meeting))
    }

    fn holder_of(&mut self, conn: &Connection, evidence: EvidenceRef) -> Result<(), Trouble> {
        let holder = conn
            .prepare_cached("SELECT recommendation FROM evidence WHERE ref = ?1")
            .and_then(|mut sql| {
                sql.query_row([evidence.to_string()], |row| row.get::<_, String>(0)).optional()
            })
            .map_err(|error| Trouble::on(conn, error))?;
        let holder = holder.and_then(|reference| reference.parse().ok());
        holder.map_or(Ok(()), |reference| self.recommendation(conn, &reference))
    }

    /// The stored state of a stream, unless it is here already or there is none.
    fn take<T: DeserializeOwned>(&mut self, conn: &Connection, stream: Stream) -> Result<Option<T>, Trouble> {
        if self.stored.contains_key(&stream) {
            return Ok(None);
        }
        let Some(stored) = stored(conn, &stream)? else { return Ok(None) };
        let state = read(conn, &stored)?;
        self.stored.insert(stream, stored);
        Ok(Some(state))
    }
}

/// The state of one thing, or none where there is no such thing.
pub fn state_of<T: DeserializeOwned>(conn: &Connection, stream: &Stream) -> Result<Option<T>, Trouble> {
    stored(conn, stream)?.map(|stored| read(conn, &stored)).transpose()
}

fn stored(conn: &Connection, stream: &Stream) -> Result<Option<String>, Trouble> {
    conn.prepare_cached("SELECT state FROM stream WHERE name = ?1")
        .and_then(|mut sql| sql.query_row([stream.to_string()], |row| row.get(0)).optional())
        .map_err(|error| Trouble::on(conn, error))
}

fn read<T: DeserializeOwned>(conn: &Connection, stored: &str) -> Result<T, Trouble> {
    serde_json::from_str(stored).map_err(|error| super::unreadable(conn, &error))
}

fn codes_published(conn: &Connection, published: &str) -> Result<Vec<InspectionCode>, Trouble> {
    let read = || -> rusqlite::Result<Vec<String>> {
        let mut sql = conn.prepare_cached("SELECT code FROM inspection WHERE published = ?1")?;
        sql.query_map([published], |row| row.get(0))?.collect()
    };
    let codes = read().map_err(|error| Trouble::on(conn, error))?;
    Ok(codes.iter().filter_map(|code| code.parse().ok()).collect())
}
