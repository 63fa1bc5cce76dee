//! How an event changes a recommendation; what it does to an action is in `action`.

use chrono::NaiveDate;

use super::{deed, note};
use crate::journey::condition::{ConditionOf, Tracked};
use crate::journey::deadline::resolve;
use crate::journey::event::{Event, What};
use crate::journey::question::{Question, Reply};
use crate::journey::recommendation::{
    Action, Answer, Closing, Deed, Dissent, EarlierClosing, Ending, Evidence, Minuted, Position,
    Recommendation, RefusedWithdrawal, Stage, Submission, Verdict, Withdrawal,
};
use crate::journey::reference::{EvidenceRef, RecommendationRef};

impl Recommendation {
    pub(super) fn begin(reference: &RecommendationRef, event: &Event) -> Option<Recommendation> {
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
            since: event.counts_from(None),
            latest: event.counts_from(None),
            plenary: None,
            position: None,
            position_taken: None,
            reported: None,
            reporters: Vec::new(),
            returned: None,
            returns: Vec::new(),
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
            proposers: Vec::new(),
            sent_back: None,
            sendings_back: Vec::new(),
            signed_off: None,
            sign_off_condition: None,
            submission: None,
            submission_returned: None,
            withdrawal: None,
            enders: Vec::new(),
            withdrawals_refused: Vec::new(),
            closing: None,
            earlier_closings: Vec::new(),
            reopened: None,
            inspectorate_status: None,
            meetings: Vec::new(),
            spoken_of: None,
            passages: Vec::new(),
        })
    }

    /// Its report came out on another day than was thought: what was counted from that day is counted anew.
    pub(super) fn publish_anew(&mut self, was: NaiveDate, published: NaiveDate) {
        self.published = published;
        if let [only] = self.passages.as_mut_slice() {
            // It stands where it came in; where nothing happened since, something may be dated from then on.
            (only.on, self.since) = (published, published);
            self.latest = if self.latest == was { published } else { self.latest.max(published) };
        } else if let [first, next, ..] = self.passages.as_mut_slice() {
            first.on = published.min(next.on);
            if self.stage == Stage::Received && self.since == was {
                self.since = first.on;
            }
        }
        if self.first_asked == was {
            self.first_asked = published;
        }
        if let Some(deadline) = self.deadline.as_mut().filter(|set| set.date == resolve(&set.words, was).date)
        {
            deadline.date = resolve(&deadline.words, published).date;
        }
    }

    pub(super) fn evolve(&mut self, event: &Event) {
        if let Some(meeting) = event.what.meeting().filter(|meeting| !self.meetings.contains(meeting)) {
            self.meetings.push(meeting);
        }
        if event.what.meeting().is_some() && !matches!(event.what, What::PlenaryHeld { .. }) {
            self.spoken_of = self.spoken_of.max(Some(event.on));
        }
        match &event.what {
            What::PlenaryHeld { meeting, .. } => {
                self.plenary = Some((*meeting, event.on));
                self.stage = Stage::Plenary;
            }
            What::PositionTaken { position } => {
                (self.position, self.position_taken) = (Some(*position), Some(deed(event)));
                note(&mut self.reporters, &event.by);
            }
            What::ActionAgreed { action, text, owner, target, added_later, meeting } => {
                let agreed = Action::agreed(action, text, owner, *target);
                self.actions.push(Action { added_later: *added_later, arose: *meeting, ..agreed });
            }
            What::OutcomeReported {} => {
                self.reported = Some(deed(event));
                note(&mut self.reporters, &event.by);
                (self.returned, self.submission_returned) = (None, None);
                self.stage = Stage::Approval;
            }
            What::OutcomeApproved { condition, tracked, closes } => {
                self.approved = Some(deed(event));
                self.reporters.clear();
                self.condition = condition.clone();
                self.track(condition, tracked, ConditionOf::Approval);
                self.stage = Stage::Governance;
                self.close_as(*closes, None, event);
            }
            What::OutcomeReturned {} => {
                self.returned = Some(deed(event));
                self.returns.push(deed(event));
                self.stage = Stage::Plenary;
            }
            What::AnswerGiven { body, text } => {
                self.answers.retain(|answer| &answer.body != body);
                self.answers.push(Answer { body: body.clone(), text: text.clone(), on: event.on });
            }
            What::ConsideredComplete { .. } => {
                self.completed = Some(deed(event));
                note(&mut self.proposers, &event.by);
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
                self.submission_returned = None;
                self.proposers.clear();
                self.sign_off_condition = condition.clone();
                self.track(condition, tracked, ConditionOf::SignOff);
                self.stage = Stage::Submission;
                self.close_as(*closes, None, event);
            }
            What::SentBack {} => {
                self.sent_back = Some(deed(event));
                self.sendings_back.push(deed(event));
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
                note(&mut self.enders, &event.by);
                self.withdrawal = Some(Withdrawal { ending: *ending, superseded_by, asked: deed(event) });
            }
            What::WithdrawalGranted { .. } => {
                self.enders.clear();
                if let Some(withdrawal) = self.withdrawal.take() {
                    self.close_as(Some(withdrawal.ending), withdrawal.superseded_by, event);
                }
            }
            What::WithdrawalRefused { .. } => {
                let refused =
                    self.withdrawal.take().map(|wish| RefusedWithdrawal { wish, deed: deed(event) });
                self.withdrawals_refused.extend(refused);
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

    pub(super) fn open_evidence(&mut self, evidence: EvidenceRef, event: &Event) {
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
        let letter = event.what.action();
        if let Some(action) = self.actions.iter_mut().find(|action| Some(&action.letter) == letter) {
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
            let confirmed = self.closing.as_ref().filter(|closing| closing.ending == ending);
            let signed = match event.what.decision() {
                Some(_) => Some(event.signed.is_some()),
                None => confirmed.and_then(|closing| closing.signed),
            };
            self.closing = Some(Closing { ending, on, superseded_by, signed });
            self.withdrawal = None;
            self.actions.iter_mut().for_each(|action| action.lapse(event));
            // What came back before is no reason for where it stands, now or when it is reopened.
            (self.returned, self.sent_back, self.submission_returned) = (None, None, None);
            self.stage = Stage::Closed;
        }
    }
}
