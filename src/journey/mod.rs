//! THE ROAD: the rules. No IO, no clock, no SQL, no terminal.
//!
//! `decide` takes what stands, what is asked, and who asks when; it gives the events that follow, or a refusal.
//! It cannot fail; it can refuse, in words. `State::evolve` takes an event in; it cannot fail either.
//!
//!     Received → Plenary → Approval → Governance → SignOff → Submission → Closed
//!
//! A file per stage holds that stage's rules; nothing else knows them.

pub mod approval;
pub mod closed;
pub mod governance;
pub mod plenary;
pub mod received;
pub mod sign_off;
pub mod submission;

pub mod agenda;
pub mod asking;
pub mod chasing;
pub mod condition;
pub mod correction;
pub mod dating;
pub mod day;
pub mod deadline;
pub mod deciding;
pub mod duties;
pub mod event;
pub mod evidence;
pub mod file;
pub mod forecast;
pub mod inspection;
pub mod keys;
pub mod lookalike;
pub mod meeting;
pub mod minuting;
pub mod next;
pub mod passage;
pub mod people;
pub mod question;
pub mod recommendation;
pub mod reference;
pub mod refusal;
pub mod register;
pub mod request;
pub mod response;
pub mod road;
pub mod scheme;
pub mod state;
pub mod statement;
pub mod text;
pub mod told_first;
pub mod why;

use std::fmt;

use chrono::NaiveDate;

use agenda::changing;
use asking::Verb;
use event::{Event, What};
use meeting::attendance;
use people::{Person, Role};
use recommendation::{Action, Recommendation, Stage};
use reference::{ActionRef, RecommendationRef, Stream};
use refusal::{Reason, Refusal};
use request::Request;
use state::State;

/// What the rules said: the events that follow, at least one, or why not.
pub type Decision = Result<Vec<Event>, Refusal>;

/// Who asks, and when it happened.
#[derive(Debug, Clone, PartialEq)]
pub struct Context {
    /// The name of the person who acts.
    pub actor: String,
    /// The day it happened; never after today.
    pub on: NaiveDate,
    pub today: NaiveDate,
}

/// A request on its way through the rules: what stands, and who asks when.
pub struct Asked<'a> {
    pub state: &'a State,
    pub context: &'a Context,
}

/// Decides a request.
///
/// `state` must hold all that the request names; what it does not hold, the rules take as not there.
pub fn decide(state: &State, request: &Request, context: &Context) -> Decision {
    use Request::*;
    let context = &state.in_register(context);
    let asked = &Asked { state, context };
    if context.on > context.today {
        let reason = Reason::InFuture { on: context.on, today: context.today };
        return Err(Refusal::new(context.on, "be recorded", reason));
    }
    asked.authority(request)?;
    match request {
        OpenRegister { home, first, scheme, practice } => {
            register::open(asked, home, first, scheme, *practice)
        }
        NameBody { name, kind } => register::name_body(asked, name, *kind),
        AddPerson { name, roles, accounts } => register::add_person(asked, name, roles, accounts),
        GiveRole { person, holding } => register::give_role(asked, person, holding),
        EndRole { person, role } => register::end_role(asked, person, *role),
        MapAccount { person, account } => register::map_account(asked, person, account),
        UnmapAccount { person, account, reason } => register::unmap_account(asked, person, account, reason),
        NoteAddress { person, address, reason } => {
            register::note_address(asked, person, address, given(reason))
        }
        OfferKey { person, key, holder_verified } => {
            keys::offer(asked, person, &keys::Offered { key, holder_verified: *holder_verified })
        }
        AcceptKey { person, fingerprint } => keys::accept(asked, person, fingerprint),
        ReplaceKey { person, key, holder_verified, reason } => {
            keys::replace(asked, person, &keys::Offered { key, holder_verified: *holder_verified }, reason)
        }
        RevokeKey { person, fingerprint, reason } => keys::revoke(asked, person, fingerprint, reason),
        AdoptScheme { scheme } => register::adopt_scheme(asked, scheme),

        RecordInspection { code, particulars } => inspection::record(asked, code, particulars),
        CorrectInspection { inspection, corrected, reason } => {
            inspection::correct(asked, inspection, corrected, reason)
        }
        AddRecommendation { inspection, asking } => inspection::add_recommendation(asked, inspection, asking),
        RetractRecommendation { recommendation, reason } => received::retract(asked, recommendation, reason),

        PlanMeeting { kind, name, date, chair, repeats, inspection } => {
            let (kind, date, chair, repeats) = (*kind, *date, given(chair), *repeats);
            let inspection = inspection.as_ref();
            meeting::plan(asked, meeting::Plan { kind, name, date, chair, repeats, inspection })
        }
        MoveMeeting { meeting, date, reason } => meeting::move_to(asked, *meeting, *date, reason),
        CancelMeeting { meeting, reason } => meeting::cancel(asked, *meeting, reason),
        OpenMeeting { meeting, attendees, apologies, chair } => {
            meeting::open(asked, *meeting, attendees, apologies, given(chair))
        }
        NoteOnMeeting { meeting, text } => meeting::note(asked, *meeting, text),
        CloseMeeting { meeting } => meeting::close(asked, *meeting),
        RecordAttendance { meeting, attendance } => attendance::record(asked, *meeting, attendance),
        CorrectMinutes { meeting, wrong, reason } => attendance::correct(asked, *meeting, wrong, reason),
        AddToAgenda { meeting, recommendation, reason } => {
            changing::add(asked, *meeting, recommendation, reason)
        }
        DropFromAgenda { meeting, recommendation, reason } => {
            changing::drop(asked, *meeting, recommendation, reason)
        }
        OrderAgenda { meeting, recommendation, before } => {
            changing::put_before(asked, *meeting, recommendation, before.as_ref())
        }

        HoldPlenary { on, meeting, name, attendees, apologies, hot_debrief } => {
            let name = given(name);
            let (meeting, hot_debrief) = (*meeting, *hot_debrief);
            received::hold(asked, on, &received::Plenary { meeting, name, attendees, apologies, hot_debrief })
        }
        TakePosition { recommendation, position, reason } => {
            plenary::take_position(asked, recommendation, *position, given(reason))
        }
        AgreeAction { recommendation, text, owner, target, meeting } => {
            let action = plenary::Agreed { text, owner, target: *target, meeting: *meeting };
            plenary::agree(asked, recommendation, &action)
        }
        ReportOutcome { recommendation } => plenary::report(asked, recommendation),
        Approve { recommendation, condition } => approval::approve(asked, recommendation, condition),
        Return { recommendation, reason } => approval::return_outcome(asked, recommendation, reason),
        ReportProgress { action, text, rating, reason, meeting, same } => {
            let (rating, reason) = (given(rating), given(reason));
            let said = governance::Statement { text, rating, reason, meeting: *meeting, same: *same };
            governance::report_progress(asked, action, &said)
        }
        MoveTarget { action, to, reason, meeting } => {
            governance::move_target(asked, action, *to, reason, *meeting)
        }
        Grant { what, reason } => governance::grant(asked, what, given(reason)),
        Refuse { what, reason } => governance::refuse(asked, what, reason),
        RecordChase { actions, means } => chasing::record(asked, actions, given(means)),
        AddEvidence { recommendation, kind, title, held, meeting, file, marking, dated, source } => {
            let piece = evidence::Offered {
                kind,
                title,
                held: given(held),
                file: file.as_ref().map(|brought| &brought.file),
                marking: given(marking),
                dated: *dated,
                source: given(source),
                meeting: *meeting,
            };
            evidence::add(asked, recommendation, &piece)
        }
        OpenEvidence { evidence, .. } => evidence::open(asked, *evidence),
        AcceptEvidence { evidence } => evidence::accept(asked, *evidence),
        RejectEvidence { evidence, reason } => evidence::reject(asked, *evidence, reason),
        WithdrawEvidence { evidence, reason } => evidence::withdraw(asked, *evidence, reason),
        FinishAction { action, ending, reason, meeting } => {
            governance::finish(asked, action, *ending, given(reason), *meeting)
        }
        GiveAnswer { recommendation, body, text } => {
            governance::give_answer(asked, recommendation, body, text)
        }
        MinuteDecision { recommendation, text, meeting } => {
            minuting::decision(asked, recommendation, text, *meeting)
        }
        RecordDissent { recommendation, who, text, meeting } => {
            minuting::dissent(asked, recommendation, who, text, *meeting)
        }
        AskQuestion { recommendation, text } => question::ask(asked, recommendation, text),
        AnswerQuestion { recommendation, text, question } => {
            question::answer(asked, recommendation, text, *question)
        }
        ConsiderComplete { recommendation, meeting } => {
            governance::consider_complete(asked, recommendation, *meeting)
        }
        AwardLevel { recommendation, level, meeting } => {
            sign_off::award_level(asked, recommendation, level, *meeting)
        }
        SignOff { recommendation, condition } => sign_off::sign_off(asked, recommendation, condition),
        SendBack { recommendation, reason } => sign_off::send_back(asked, recommendation, reason),
        Submit { recommendation } => submission::submit(asked, recommendation),
        RecordVerdict { recommendation, verdict, ending, superseded_by, reason } => {
            let (superseded_by, reason) = (superseded_by.as_ref(), given(reason));
            let answered = submission::Answered { verdict: *verdict, ending: *ending, superseded_by, reason };
            submission::record_verdict(asked, recommendation, &answered)
        }
        Supersede { recommendation, by, reason } => closed::supersede(asked, recommendation, by, reason),
        Withdraw { recommendation, reason } => closed::withdraw(asked, recommendation, reason),
        Reopen { recommendation, reason } => closed::reopen(asked, recommendation, reason),
        Amend { what, text, reason } => closed::amend(asked, what, text, reason),
        Reassign { action, owner, reason } => governance::reassign(asked, action, owner, reason),
        NoteStatus { recommendation, status } => submission::note_status(asked, recommendation, status),

        InviteComments { inspection, by } => response::invite_comments(asked, inspection, *by),
        ReceiveComments { inspection, text } => response::receive_comments(asked, inspection, text),
        ReplyToComments { inspection, text } => response::reply(asked, inspection, text),
        WaiveComments { inspection, reason } => response::waive_comments(asked, inspection, reason),
        AnswerInResponse { recommendation, text } => response::answer(asked, recommendation, text),
        PublishResponse { inspection, place } => response::publish(asked, inspection, place),
        RecordReceipt { inspection, from } => response::receipt(asked, inspection, *from),
        FindTheSame { inspection, with, reason } => response::same_findings(asked, inspection, with, reason),
        FindApart { inspection, reason } => response::other_findings(asked, inspection, reason),
    }
}

/// What was left out or left blank was not given.
fn given(words: &Option<String>) -> Option<&str> {
    words.as_deref().filter(|words| !words.trim().is_empty())
}

/// The reason of a request that needs one.
fn reasoned<'r>(
    subject: impl fmt::Display,
    cannot: &'static str,
    reason: &'r str,
) -> Result<Option<&'r str>, Refusal> {
    if reason.trim().is_empty() {
        Err(Refusal::new(subject, cannot, Reason::NoReason))
    } else {
        Ok(Some(reason))
    }
}

impl State {
    /// The same context with the actor's name as the register writes it.
    /// People are found in any case, and duties are separated by name: one person must have one name.
    fn in_register(&self, context: &Context) -> Context {
        let known = self.register.person(&context.actor);
        let actor = known.map_or_else(|| context.actor.clone(), |person| person.name.clone());
        Context { actor, ..*context }
    }
}

impl Asked<'_> {
    /// An event of this request.
    fn event(&self, stream: Stream, what: What) -> Event {
        Event { on: self.context.on, by: self.context.actor.clone(), stream, what, why: None, signed: None }
    }

    /// One event on a recommendation, with its reason where there is one: the whole decision of most requests.
    fn decided(&self, recommendation: &Recommendation, what: What, reason: Option<&str>) -> Decision {
        let event = self.event(Stream::Recommendation(recommendation.reference.clone()), what);
        Ok(vec![reason.map_or(event.clone(), |reason| event.because(reason))])
    }

    /// Whether the actor is known, and holds a role that the request needs on the day it happened.
    fn authority(&self, request: &Request) -> Result<(), Refusal> {
        let needed = request.needs();
        if needed.is_empty() {
            return Ok(());
        }
        let (actor, on) = (self.context.actor.clone(), self.context.on);
        let cannot = Verb::named(request.verb())
            .map_or("open a register", |verb| verb.about.trim_end_matches(" (DCC)"));
        let refuse = |reason| Refusal::new(&self.context.actor, cannot, reason);
        let person = self.person(&actor).ok_or_else(|| refuse(Reason::UnknownActor(actor.clone())))?;
        if person.holds_one_of(needed, on, request.is_about_the_key_of(person)) {
            return Ok(());
        }
        Err(refuse(match needed {
            [Role::Approver] => Reason::NoAuthority { actor, on },
            _ => Reason::LacksRole { actor, needed: needed.to_vec(), on },
        }))
    }

    fn person(&self, name: &str) -> Option<&Person> {
        self.state.register.person(name)
    }

    /// The recommendation, if it is ours, at one of the stages, and not dated later than the request.
    fn recommendation(
        &self,
        reference: &RecommendationRef,
        cannot: &'static str,
        stages: &[Stage],
    ) -> Result<&Recommendation, Refusal> {
        let recommendation = self.recommendation_undated(reference, cannot, stages)?;
        self.not_before(recommendation).map_err(|reason| Refusal::new(reference, cannot, reason))?;
        Ok(recommendation)
    }

    /// The same, where the rule itself looks at the date first.
    fn recommendation_undated(
        &self,
        reference: &RecommendationRef,
        cannot: &'static str,
        stages: &[Stage],
    ) -> Result<&Recommendation, Refusal> {
        let refuse = |reason| Refusal::new(reference, cannot, reason);
        let recommendation =
            self.state.recommendation(reference).ok_or_else(|| refuse(Reason::UnknownRecommendation))?;
        if !recommendation.ours {
            return Err(refuse(Reason::AddressedElsewhere(recommendation.addressees.clone())));
        }
        if !stages.contains(&recommendation.stage) {
            return Err(refuse(Reason::AtStage { stage: recommendation.stage, allowed: stages.to_vec() }));
        }
        Ok(recommendation)
    }

    /// The recommendation and one of its actions, as [`Asked::recommendation`] finds it.
    fn action(
        &self,
        action: &ActionRef,
        cannot: &'static str,
        stages: &[Stage],
    ) -> Result<(&Recommendation, &Action), Refusal> {
        let refuse = |reason| Refusal::new(action, cannot, reason);
        let recommendation = self
            .recommendation(&action.recommendation, cannot, stages)
            .map_err(|refusal| refuse(refusal.reason))?;
        let stands = recommendation.action(&action.letter).ok_or_else(|| refuse(Reason::UnknownAction))?;
        Ok((recommendation, stands))
    }

    /// On one recommendation the day on which things happen never goes backwards.
    fn not_before(&self, recommendation: &Recommendation) -> Result<(), Reason> {
        match recommendation.latest {
            latest if self.context.on < latest => Err(Reason::BackInTime { latest }),
            _ => Ok(()),
        }
    }
}
