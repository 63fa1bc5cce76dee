//! What stands, as far as a request needs it, and how an event changes it.
//! `evolve` is the only place where an event's meaning becomes state; it cannot fail.
//! What it does to a recommendation and to an action is in the files beside this one.

mod action;
mod recommendation;

use std::collections::HashMap;

use super::agenda::Gathered;
use super::agenda::changing::Change;
use super::event::{Event, What};
use super::inspection::{Inspection, Listed, Particulars};
use super::keys::Key;
use super::meeting::attendance::Corrected;
use super::meeting::{Meeting, MeetingKind, Note, Phase};
use super::people::Person;
use super::recommendation::{Deed, Recommendation};
use super::reference::{InspectionCode, MeetingRef, RecommendationRef, Stream};
use super::register::Register;
use super::response::{Comments, Response};

/// The register, or the part of it that a request is about.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct State {
    pub register: Register,
    pub inspections: HashMap<InspectionCode, Inspection>,
    pub recommendations: HashMap<RecommendationRef, Recommendation>,
    pub meetings: HashMap<MeetingRef, Meeting>,
    /// What the agendas of meetings are made from, of those that a request is about.
    pub gathered: HashMap<MeetingRef, Gathered>,
}

impl State {
    pub fn inspection(&self, code: &InspectionCode) -> Option<&Inspection> {
        self.inspections.get(code)
    }

    pub fn recommendation(&self, reference: &RecommendationRef) -> Option<&Recommendation> {
        self.recommendations.get(reference)
    }

    pub fn meeting(&self, reference: MeetingRef) -> Option<&Meeting> {
        self.meetings.get(&reference)
    }

    /// Takes in one event. An event about something that is not in this state changes nothing.
    pub fn evolve(&mut self, event: &Event) {
        match &event.stream {
            Stream::Register => self.register.evolve(event),
            Stream::Inspection(code) => self.evolve_inspection(code, event),
            Stream::Meeting(meeting) => self.evolve_meeting(*meeting, event),
            Stream::Recommendation(reference) => self.evolve_recommendation(reference, event),
        }
    }

    fn evolve_inspection(&mut self, code: &InspectionCode, event: &Event) {
        if let What::InspectionRecorded { particulars } = &event.what {
            let inspection = Inspection {
                code: code.clone(),
                title: particulars.title.clone(),
                inspectorate: particulars.inspectorate.clone(),
                published: particulars.published,
                kinds: particulars.kinds.clone(),
                grades: particulars.grades.clone(),
                source: particulars.source.clone(),
                recommendations: Vec::new(),
                response: Response::default(),
                retracted: Vec::new(),
            };
            self.inspections.insert(code.clone(), inspection);
        } else if let What::InspectionCorrected { particulars } = &event.what {
            self.correct(code, particulars);
        } else if let Some(inspection) = self.inspections.get_mut(code) {
            inspection.response.evolve(event);
        }
    }

    /// Puts right what is known of an inspection, and what its recommendations carry of its day of publication.
    fn correct(&mut self, code: &InspectionCode, particulars: &Particulars) {
        let Some(inspection) = self.inspections.get_mut(code) else { return };
        let was = std::mem::replace(&mut inspection.published, particulars.published);
        inspection.title = particulars.title.clone();
        inspection.inspectorate = particulars.inspectorate.clone();
        inspection.kinds = particulars.kinds.clone();
        inspection.grades = particulars.grades.clone();
        if was != particulars.published {
            for listed in &inspection.recommendations {
                if let Some(recommendation) = self.recommendations.get_mut(&listed.reference) {
                    recommendation.publish_anew(was, particulars.published);
                }
            }
        }
    }

    fn evolve_meeting(&mut self, reference: MeetingRef, event: &Event) {
        let open = &mut self.register.open_meetings;
        match &event.what {
            What::MeetingPlanned { meeting_kind, name, date, chair, series, inspection } => {
                let planned = Meeting::new(reference, *meeting_kind, name, *date, Phase::Planned);
                let (chair, series, inspection) = (chair.clone(), series.clone(), inspection.clone());
                let meeting = Meeting { chair, series, inspection, ..planned };
                self.register.meetings = self.register.meetings.max(reference.0);
                self.meetings.insert(reference, meeting);
            }
            What::MeetingHeld { name, attendees, apologies } => {
                let held = Meeting::new(reference, MeetingKind::Plenary, name, event.on, Phase::Closed);
                let (attendees, apologies) = (attendees.clone(), apologies.clone());
                let held = Meeting { attendees, apologies, closed: Some(event.on), ..held };
                self.register.meetings = self.register.meetings.max(reference.0);
                let planned = self.meetings.remove(&reference);
                let (chair, inspection) =
                    planned.map_or((None, None), |planned| (planned.chair, planned.inspection));
                self.meetings.insert(reference, Meeting { chair, inspection, ..held });
            }
            // In a past a meeting may have been opened before the day on which it was planned.
            What::MeetingOpened { .. } if self.meetings.contains_key(&reference) => open.push(reference),
            What::MeetingClosed { .. } => open.retain(|other| *other != reference),
            _ => {}
        }
        if let Some(meeting) = self.meetings.get_mut(&reference) {
            meeting.evolve(event);
        }
    }

    fn evolve_recommendation(&mut self, reference: &RecommendationRef, event: &Event) {
        if let What::RecommendationAdded { asking, ours, .. } = &event.what {
            if let Some(inspection) = self.inspections.get_mut(&reference.inspection) {
                inspection.recommendations.push(Listed { reference: reference.clone(), ours: *ours });
            }
            if let Some(parent) =
                asking.parent.as_ref().and_then(|parent| self.recommendations.get_mut(parent))
            {
                parent.children.push(reference.clone());
            }
            if let Some(mut recommendation) = Recommendation::begin(reference, event) {
                recommendation.pass(event.counts_from(None));
                self.recommendations.insert(reference.clone(), recommendation);
            }
            return;
        }
        if event.what == (What::RecommendationRetracted {}) {
            return self.retract(reference);
        }
        if let What::EvidenceAdded { evidence, .. } = &event.what {
            self.register.evidence = self.register.evidence.max(evidence.0);
        }
        if let Some(recommendation) = self.recommendations.get_mut(reference) {
            if let What::EvidenceOpened { evidence } = &event.what {
                // Who reads moves nothing on, and what happened before may still be recorded.
                return recommendation.open_evidence(*evidence, event);
            }
            recommendation.latest = recommendation.latest.max(event.on);
            let stage = recommendation.stage;
            recommendation.evolve(event);
            if recommendation.stage != stage {
                recommendation.since = event.on;
            }
            recommendation.pass(event.on);
        }
    }
}

impl State {
    /// Takes a recommendation out of everything but its inspection's list of numbers that are taken.
    fn retract(&mut self, reference: &RecommendationRef) {
        let gone = self.recommendations.remove(reference);
        let parent = gone.and_then(|gone| gone.parent);
        if let Some(parent) = parent.and_then(|parent| self.recommendations.get_mut(&parent)) {
            parent.children.retain(|child| child != reference);
        }
        if let Some(inspection) = self.inspections.get_mut(&reference.inspection) {
            inspection.recommendations.retain(|listed| &listed.reference != reference);
            inspection.retracted.push(reference.clone());
        }
    }
}

impl Meeting {
    fn evolve(&mut self, event: &Event) {
        let why = || event.why.clone().unwrap_or_default();
        match &event.what {
            What::MeetingMoved { date } => self.date = *date,
            What::MeetingCancelled {} => self.phase = Phase::Cancelled,
            What::MeetingOpened { attendees, apologies, chair, .. } => {
                if chair.is_some() {
                    self.chair.clone_from(chair);
                }
                (self.attendees, self.apologies) = (attendees.clone(), apologies.clone());
                (self.phase, self.date) = (Phase::Open, event.on);
                self.keep_agenda();
            }
            What::MeetingClosed { .. } => (self.phase, self.closed) = (Phase::Closed, Some(event.on)),
            What::AgendaItemAdded { recommendation } => {
                let (recommendation, by) = (recommendation.clone(), event.by.clone());
                self.change_agenda(Change::Added { recommendation, by, why: why() });
            }
            What::AgendaItemDropped { recommendation } => {
                let (recommendation, by) = (recommendation.clone(), event.by.clone());
                self.change_agenda(Change::Dropped { recommendation, by, why: why() });
            }
            What::AgendaItemOrdered { recommendation, before } => {
                let (recommendation, before) = (recommendation.clone(), before.clone());
                self.change_agenda(Change::Ordered { recommendation, before });
            }
            What::MeetingNoted { text } => {
                let (text, by) = (text.clone(), event.by.clone());
                self.notes.push(Note { text, by, on: event.on });
            }
            What::AttendanceRecorded { attendance } => self.attend(attendance),
            What::MinutesCorrected { what } => {
                let (by, what) = (event.by.clone(), what.clone());
                self.put_right(Corrected { on: event.on, by, why: why(), what });
            }
            _ => {}
        }
    }
}

impl Register {
    fn evolve(&mut self, event: &Event) {
        match &event.what {
            What::RegisterOpened { home, practice } => {
                self.home = home.clone();
                self.practice = *practice;
                self.bodies.insert(home.clone(), super::register::BodyKind::Force);
            }
            What::BodyNamed { name, body_kind } => {
                self.bodies.insert(name.clone(), *body_kind);
            }
            What::PersonAdded { name, roles, accounts } => {
                self.people.push(Person {
                    name: name.clone(),
                    roles: roles.clone(),
                    accounts: accounts.clone(),
                    address: None,
                    keys: Vec::new(),
                });
            }
            What::RoleGiven { person, holding } => {
                self.change(person, |person| person.roles.push(holding.clone()))
            }
            What::RoleEnded { person, role } => self.change(person, |person| {
                let held = person.roles.iter_mut().filter(|held| held.role == *role && held.covers(event.on));
                held.for_each(|held| held.until = event.on.pred_opt());
            }),
            What::AccountMapped { person, account } => {
                self.change(person, |person| person.accounts.push(account.clone()));
            }
            What::AccountUnmapped { person, account } => {
                self.change(person, |person| person.accounts.retain(|known| known != account));
            }
            What::AddressNoted { person, address } => {
                self.change(person, |person| person.address = Some(address.clone()));
            }
            What::KeyOffered { person, fingerprint, key, holder_verified, replaces } => {
                let offered = Key {
                    fingerprint: fingerprint.clone(),
                    key: key.clone(),
                    holder_verified: *holder_verified,
                    offered: deed(event),
                    replaces: replaces.clone(),
                    accepted: None,
                    ended: None,
                };
                self.change(person, |person| person.keys.push(offered));
            }
            What::KeyAccepted { person, fingerprint } => {
                self.change(person, |person| person.accept_key(fingerprint, event));
            }
            What::KeyRevoked { person, fingerprint } => {
                self.change(person, |person| person.end_key(fingerprint, deed(event)));
            }
            What::SchemeAdopted { scheme } => self.scheme = (**scheme).clone(),
            _ => {}
        }
    }

    fn change(&mut self, name: &str, change: impl FnOnce(&mut Person)) {
        if let Some(person) = self.people.iter_mut().find(|person| person.name == name) {
            change(person);
        }
    }
}

impl Person {
    fn accept_key(&mut self, fingerprint: &str, event: &Event) {
        let Some(key) = self.keys.iter_mut().find(|key| key.fingerprint == fingerprint) else { return };
        key.accepted = Some(deed(event));
        if let Some(former) = key.replaces.clone() {
            let why = Some(format!("replaced by {fingerprint}"));
            self.end_key(&former, Deed { why, ..deed(event) });
        }
    }

    fn end_key(&mut self, fingerprint: &str, deed: Deed) {
        let ends = |key: &&mut Key| key.fingerprint == fingerprint && key.ended.is_none();
        self.keys.iter_mut().filter(ends).for_each(|key| key.ended = Some(deed.clone()));
    }
}

impl Response {
    fn evolve(&mut self, event: &Event) {
        match &event.what {
            What::CommentsInvited { by_date } => self.comments_by = Some(*by_date),
            What::CommentsReceived { text } => {
                self.comments = Some(Comments { text: Some(text.clone()), deed: deed(event) });
            }
            What::CommentsWaived {} => self.comments = Some(Comments { text: None, deed: deed(event) }),
            What::CommentsRepliedTo { text } => self.reply = Some(text.clone()),
            What::RecommendationAnswered { recommendation, text } => {
                self.answers.insert(recommendation.clone(), text.clone());
            }
            What::ResponsePublished { place, .. } => self.published = Some((place.clone(), event.on)),
            What::ReceiptRecorded { from } => {
                self.receipts.insert(*from, event.on);
            }
            What::FoundTheSame { with } => self.same_as = Some(with.clone()),
            What::FoundApart { .. } => self.same_as = None,
            _ => {}
        }
    }
}

fn deed(event: &Event) -> Deed {
    let signed = event.signed.as_ref().map(|signed| signed.key.clone());
    Deed { by: event.by.clone(), on: event.on, why: event.why.clone(), signed }
}

/// Keeps everybody's name once.
fn note(names: &mut Vec<String>, name: &str) {
    if !names.iter().any(|known| known == name) {
        names.push(name.to_string());
    }
}
