//! What stands, as far as a request needs it, and how an event changes it.
//! `evolve` is the only place where an event's meaning becomes state; it cannot fail.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::agenda::Gathered;
use super::agenda::changing::Change;
use super::condition::{ConditionOf, Tracked};
use super::deadline::resolve;
use super::event::{Event, What};
use super::inspection::{Inspection, Listed, Particulars};
use super::keys::Key;
use super::meeting::attendance::Corrected;
use super::meeting::{Meeting, MeetingKind, Note, Phase};
use super::people::Person;
use super::question::{Question, Reply};
use super::recommendation::{
    Action, Answer, Chase, Closing, Deed, Dissent, EarlierClosing, Ending, Evidence, Extension, Finished,
    Minuted, Move, Position, Progress, Recommendation, Refused, Stage, Submission, Verdict, Withdrawal,
};
use super::reference::{EvidenceRef, InspectionCode, MeetingRef, RecommendationRef, Stream};
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
            What::MeetingPlanned { meeting_kind, name, date, chair, series } => {
                let planned = Meeting::new(reference, *meeting_kind, name, *date, Phase::Planned);
                let meeting = Meeting { chair: chair.clone(), series: series.clone(), ..planned };
                self.register.meetings = self.register.meetings.max(reference.0);
                self.meetings.insert(reference, meeting);
            }
            What::MeetingHeld { name, attendees } => {
                let held = Meeting::new(reference, MeetingKind::Plenary, name, event.on, Phase::Closed);
                let meeting = Meeting { attendees: attendees.clone(), closed: Some(event.on), ..held };
                self.register.meetings = self.register.meetings.max(reference.0);
                self.meetings.insert(reference, meeting);
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
                recommendation.pass(event.on);
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
                // It went another way: nobody wants to end it where it stood.
                recommendation.withdrawal_refused = None;
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
            What::MeetingOpened { attendees, apologies, .. } => {
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

impl Recommendation {
    fn begin(reference: &RecommendationRef, event: &Event) -> Option<Recommendation> {
        let What::RecommendationAdded { asking, ours, published, times_asked, first_asked } = &event.what
        else {
            return None;
        };
        Some(Recommendation {
            reference: reference.clone(),
            kind: asking.kind,
            text: asking.text.clone(),
            addressees: asking.addressees.clone(),
            ours: *ours,
            published: *published,
            deadline: asking.deadline.clone(),
            narrative: asking.narrative.clone(),
            parent: asking.parent.clone(),
            children: Vec::new(),
            restates: asking.restates.clone(),
            times_asked: *times_asked,
            first_asked: *first_asked,
            stage: Stage::Received,
            since: event.on,
            latest: event.on,
            plenary: None,
            position: None,
            reported: None,
            returned: None,
            approved: None,
            condition: None,
            actions: Vec::new(),
            evidence: Vec::new(),
            answers: Vec::new(),
            decisions: Vec::new(),
            dissents: Vec::new(),
            questions: Vec::new(),
            level: None,
            completed: None,
            sent_back: None,
            signed_off: None,
            sign_off_condition: None,
            submission: None,
            submission_returned: None,
            withdrawal: None,
            withdrawal_refused: None,
            closing: None,
            earlier_closings: Vec::new(),
            reopened: None,
            inspectorate_status: None,
            meetings: Vec::new(),
            passages: Vec::new(),
        })
    }

    /// Its report came out on another day than was thought: what was counted from that day is counted anew.
    fn publish_anew(&mut self, was: NaiveDate, published: NaiveDate) {
        self.published = published;
        if self.first_asked == was {
            self.first_asked = published;
        }
        if let Some(deadline) = self.deadline.as_mut().filter(|set| set.date == resolve(&set.words, was).date)
        {
            deadline.date = resolve(&deadline.words, published).date;
        }
    }

    fn evolve(&mut self, event: &Event) {
        if let Some(meeting) = event.what.meeting().filter(|meeting| !self.meetings.contains(meeting)) {
            self.meetings.push(meeting);
        }
        match &event.what {
            What::PlenaryHeld { meeting, .. } => {
                self.plenary = Some((*meeting, event.on));
                self.stage = Stage::Plenary;
            }
            What::PositionTaken { position } => self.position = Some(*position),
            What::ActionAgreed { action, text, owner, target, added_later, meeting } => {
                self.actions.push(Action {
                    letter: action.clone(),
                    text: text.clone(),
                    owner: owner.clone(),
                    target: *target,
                    original: *target,
                    moves: Vec::new(),
                    extension: None,
                    refused: Vec::new(),
                    lapsed: Vec::new(),
                    rating: None,
                    progress: None,
                    added_later: *added_later,
                    condition: None,
                    arose: *meeting,
                    finished: None,
                    chased: None,
                })
            }
            What::OutcomeReported {} => {
                self.reported = Some(deed(event));
                (self.returned, self.submission_returned) = (None, None);
                self.stage = Stage::Approval;
            }
            What::OutcomeApproved { condition, tracked, closes } => {
                self.approved = Some(deed(event));
                self.condition = condition.clone();
                self.track(condition, tracked, ConditionOf::Approval);
                self.stage = Stage::Governance;
                self.close_as(*closes, None, event);
            }
            What::OutcomeReturned {} => {
                self.returned = Some(deed(event));
                self.stage = Stage::Plenary;
            }
            What::AnswerGiven { body, text } => {
                self.answers.retain(|answer| &answer.body != body);
                self.answers.push(Answer { body: body.clone(), text: text.clone(), on: event.on });
            }
            What::ConsideredComplete { .. } => {
                self.completed = Some(deed(event));
                self.sent_back = None;
                self.stage = Stage::SignOff;
            }
            What::DecisionMinuted { text, meeting } => {
                self.decisions.push(Minuted { text: text.clone(), meeting: *meeting, on: event.on });
            }
            What::DissentRecorded { who, text, meeting } => {
                let (who, text) = (who.clone(), text.clone());
                self.dissents.push(Dissent { who, text, meeting: *meeting, on: event.on });
            }
            What::QuestionAsked { question, text } => {
                let (number, text) = (*question, text.clone());
                self.questions.push(Question { number, text, asked: deed(event), replies: Vec::new() });
            }
            What::QuestionAnswered { question, text } => {
                let reply = Reply { text: text.clone(), deed: deed(event) };
                let asked = self.questions.iter_mut().find(|asked| asked.number == *question);
                asked.into_iter().for_each(|asked| asked.replies.push(reply.clone()));
            }
            What::LevelAwarded { level, .. } => self.level = Some((**level).clone()),
            What::SignedOff { condition, tracked, closes } => {
                self.signed_off = Some(deed(event));
                self.sign_off_condition = condition.clone();
                self.track(condition, tracked, ConditionOf::SignOff);
                self.stage = Stage::Submission;
                self.close_as(*closes, None, event);
            }
            What::SentBack {} => {
                self.sent_back = Some(deed(event));
                self.completed = None;
                self.stage = Stage::Governance;
            }
            What::Submitted { level } => {
                let level = level.as_deref().cloned();
                self.submission = Some(Submission { deed: deed(event), level });
                self.submission_returned = None;
            }
            What::VerdictRecorded { verdict, closes, superseded_by } => {
                self.answer_submission(*verdict, event);
                self.close_as(*closes, superseded_by.clone(), event);
            }
            What::WithdrawalAsked { ending, superseded_by } => {
                let superseded_by = superseded_by.clone();
                self.withdrawal = Some(Withdrawal { ending: *ending, superseded_by, asked: deed(event) });
                self.withdrawal_refused = None;
            }
            What::WithdrawalGranted {} => {
                if let Some(withdrawal) = self.withdrawal.take() {
                    self.close_as(Some(withdrawal.ending), withdrawal.superseded_by, event);
                }
            }
            What::WithdrawalRefused {} => {
                self.withdrawal = None;
                self.withdrawal_refused = Some(deed(event));
            }
            What::Reopened {} => {
                let closed = self.closing.as_ref().map(|closing| closing.on);
                self.earlier_closings
                    .extend(closed.map(|closed| EarlierClosing { closed, reopened: event.on }));
                self.reopened = Some(deed(event));
                self.back_to_work();
            }
            What::StatusNoted { status } => self.inspectorate_status = Some(status.clone()),
            What::TextAmended { action: None, new, .. } => self.text = new.clone(),
            What::EvidenceAdded { .. }
            | What::EvidenceAccepted { .. }
            | What::EvidenceRejected { .. }
            | What::EvidenceWithdrawn { .. } => self.evolve_evidence(event),
            _ => self.evolve_actions(event),
        }
    }

    /// A condition with an owner and a date is an action from now on.
    fn track(&mut self, condition: &Option<String>, tracked: &Option<Tracked>, of: ConditionOf) {
        if let (Some(text), Some(tracked)) = (condition, tracked) {
            self.actions.push(Action::tracked(text, tracked, of));
        }
    }

    fn evolve_evidence(&mut self, event: &Event) {
        match &event.what {
            What::EvidenceAdded {
                evidence,
                evidence_kind,
                title,
                held,
                file,
                marking,
                dated,
                source,
                meeting: _,
            } => self.evidence.push(Evidence {
                reference: *evidence,
                kind: evidence_kind.clone(),
                title: title.clone(),
                held: held.clone(),
                file: file.clone(),
                marking: marking.clone(),
                dated: *dated,
                source: source.clone(),
                opened: Vec::new(),
                offered: deed(event),
                accepted: None,
                rejected: None,
            }),
            What::EvidenceAccepted { evidence } => self.judge(*evidence, Some(deed(event)), None),
            What::EvidenceRejected { evidence } | What::EvidenceWithdrawn { evidence } => {
                self.judge(*evidence, None, Some(deed(event)))
            }
            _ => {}
        }
    }

    fn open_evidence(&mut self, evidence: EvidenceRef, event: &Event) {
        if let Some(piece) = self.evidence.iter_mut().find(|piece| piece.reference == evidence) {
            piece.opened.retain(|deed| deed.by != event.by);
            piece.opened.push(deed(event));
        }
    }

    fn judge(&mut self, evidence: EvidenceRef, accepted: Option<Deed>, rejected: Option<Deed>) {
        if let Some(piece) = self.evidence.iter_mut().find(|piece| piece.reference == evidence) {
            (piece.accepted, piece.rejected) = (accepted, rejected);
        }
    }

    fn evolve_actions(&mut self, event: &Event) {
        if let What::OwnerChased { actions, .. } = &event.what {
            let chased = self.actions.iter_mut().filter(|action| actions.contains(&action.letter));
            return chased.for_each(|action| action.chase(event));
        }
        let letter = match &event.what {
            What::ProgressReported { action, .. }
            | What::TargetMoved { action, .. }
            | What::ExtensionAsked { action, .. }
            | What::ExtensionGranted { action }
            | What::ExtensionRefused { action }
            | What::ActionFinished { action, .. }
            | What::TextAmended { action: Some(action), .. }
            | What::OwnerReassigned { action, .. } => action,
            _ => return,
        };
        if let Some(action) = self.actions.iter_mut().find(|action| &action.letter == letter) {
            action.evolve(event);
        }
    }

    /// What a verdict does to a submission; closing comes after.
    fn answer_submission(&mut self, verdict: Verdict, event: &Event) {
        if verdict == Verdict::Returned {
            self.submission_returned = Some(deed(event));
            self.back_to_work();
        }
    }

    /// Back on the road: to Governance where approved work is to be governed, else to the plenary
    /// for an outcome that the DCC has yet to approve. An approval of before does not stand for it.
    fn back_to_work(&mut self) {
        let undertaken = self.position.is_some_and(Position::undertakes) && !self.actions.is_empty();
        if undertaken && self.approved.is_some() {
            self.stage = Stage::Governance;
        } else {
            self.stage = if self.plenary.is_some() { Stage::Plenary } else { Stage::Received };
            (self.reported, self.approved, self.condition) = (None, None, None);
        }
        self.completed = None;
        self.signed_off = None;
        self.sign_off_condition = None;
        self.submission = None;
        self.closing = None;
    }

    fn close_as(&mut self, ending: Option<Ending>, superseded_by: Option<RecommendationRef>, event: &Event) {
        if let Some(ending) = ending {
            // A verdict that confirms what is closed moves it into no other month.
            let on = self.closing.as_ref().map_or(event.on, |closing| closing.on);
            self.closing = Some(Closing { ending, on, superseded_by });
            self.withdrawal = None;
            // What came back before is no reason for where it stands, now or when it is reopened.
            (self.returned, self.sent_back, self.submission_returned) = (None, None, None);
            self.stage = Stage::Closed;
        }
    }
}

impl Action {
    fn evolve(&mut self, event: &Event) {
        match &event.what {
            What::ProgressReported { text, rating, meeting, .. } => {
                let (text, by, on) = (text.clone(), event.by.clone(), event.on);
                self.progress = Some(Progress { text, by, on, meeting: *meeting });
                self.answer();
                if rating.is_some() {
                    self.rating = rating.clone();
                }
            }
            What::TargetMoved { to, .. } => {
                self.move_to(*to, deed(event), None);
                self.answer();
            }
            What::ExtensionAsked { to, of, .. } => {
                self.answer();
                self.extension = Some(Extension { to: *to, asked: deed(event), of: of.clone() })
            }
            What::ExtensionGranted { .. } => {
                if let Some(extension) = self.extension.take() {
                    self.move_to(extension.to, extension.asked, Some(deed(event)));
                }
            }
            What::ExtensionRefused { .. } => {
                let refused = self.not_granted(event);
                self.refused.extend(refused);
            }
            What::ActionFinished { ending, rating, .. } => {
                self.finished = Some(Finished { ending: *ending, deed: deed(event) });
                let lapsed = self.not_granted(event);
                self.lapsed.extend(lapsed);
                self.answer();
                if rating.is_some() {
                    self.rating = rating.clone();
                }
            }
            What::TextAmended { new, .. } => self.text = new.clone(),
            What::OwnerReassigned { to, .. } => self.owner = to.clone(),
            _ => {}
        }
    }

    /// The extension that waits, taken away by an event that does not grant it.
    fn not_granted(&mut self, event: &Event) -> Option<Refused> {
        let extension = self.extension.take()?;
        Some(Refused { to: extension.to, asked: extension.asked, deed: deed(event) })
    }

    fn chase(&mut self, event: &Event) {
        if let What::OwnerChased { owner, means, .. } = &event.what {
            let (owner, means) = (owner.clone(), means.clone());
            self.chased = Some(Chase { owner, means, deed: deed(event), answered: false });
        }
    }

    /// Whatever is said or asked about it answers the last chase.
    fn answer(&mut self) {
        self.chased.iter_mut().for_each(|chase| chase.answered = true);
    }

    fn move_to(&mut self, to: NaiveDate, asked: Deed, granted: Option<Deed>) {
        self.moves.push(Move { from: self.target, to, asked, granted });
        self.target = to;
    }
}

fn deed(event: &Event) -> Deed {
    let signed = event.signed.as_ref().map(|signed| signed.key.clone());
    Deed { by: event.by.clone(), on: event.on, why: event.why.clone(), signed }
}
