//! A made-up history of a force: ten years of inspections, ten recommendations each, twenty events a recommendation.
//!
//! Every event is decided by the journey's own rules, so no history is told that the program would refuse.
//! A quarter of the recommendations is on the road at the end, at every stage; the others are closed.

use std::collections::VecDeque;

use chrono::{Days, NaiveDate};
use plenary::journey::event::{Event, What};
use plenary::journey::inspection::{Asking, Deadline, Kind, Particulars};
use plenary::journey::meeting::MeetingKind;
use plenary::journey::people::{Holding, Person, Role};
use plenary::journey::recommendation::{Ending, Position, Recommendation, Stage, Verdict};
use plenary::journey::reference::{ActionRef, InspectionCode, RecommendationRef, Stream};
use plenary::journey::register::BodyKind;
use plenary::journey::request::{AskedOfDcc, Condition, HeldOn, Request};
use plenary::journey::scheme::Scheme;
use plenary::journey::state::State;
use plenary::journey::{Context, decide};

use super::chance::Chance;

pub const EVENTS_EACH: usize = 20;
const PER_INSPECTION: usize = 10;
const YEARS_IN_DAYS: u64 = 3_650;

/// Who keeps the register, and so may report on every action.
const LEAD: &str = "A. Lead";
const DCC: &str = "D. Chief";
const HOME: &str = "Practice Constabulary";
const ELSEWHERE: &str = "Neighbouring Constabulary";

/// Tells the history of so many recommendations, event by event in order.
/// `account` is the user of the operating system who acts for the lead.
pub fn tell(recommendations: usize, seed: u64, account: &str, told: &mut dyn FnMut(&Event)) {
    let inspections = recommendations / PER_INSPECTION;
    let mut history = History::new(seed, told);
    history.open_register(account);
    for index in 0..inspections {
        let days = YEARS_IN_DAYS * index as u64 / inspections as u64;
        history.day = first_day() + Days::new(days);
        history.hold_meeting();
        history.answer_the_inspection_before();
        history.publish(index);
        while history.events < (index + 1) * PER_INSPECTION * EVENTS_EACH {
            history.go_on(recommendations / 4);
        }
    }
}

fn first_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2016, 1, 4).expect("a day of the calendar")
}

struct History<'a> {
    state: State,
    chance: Chance,
    day: NaiveDate,
    /// The recommendations on the road, those that were made first in front.
    road: VecDeque<RecommendationRef>,
    published: Option<InspectionCode>,
    events: usize,
    told: &'a mut dyn FnMut(&Event),
}

impl<'a> History<'a> {
    fn new(seed: u64, told: &'a mut dyn FnMut(&Event)) -> Self {
        let (state, chance, road) = (State::default(), Chance::new(seed), VecDeque::new());
        History { state, chance, day: first_day(), road, published: None, events: 0, told }
    }

    fn ask(&mut self, actor: &str, request: Request) {
        let context = Context { actor: actor.into(), on: self.day, today: self.day };
        let decided = decide(&self.state, &request, &context);
        let events = decided.unwrap_or_else(|refusal| panic!("{refusal} ({request:?})"));
        events.iter().for_each(|event| self.happen(event));
    }

    fn happen(&mut self, event: &Event) {
        self.state.evolve(event);
        self.events += 1;
        (self.told)(event);
    }

    fn open_register(&mut self, account: &str) {
        let holding = |role| Holding { role, from: None, until: None };
        let roles = vec![holding(Role::Lead), holding(Role::LpbOffice)];
        let first = Person {
            name: LEAD.into(),
            roles,
            accounts: vec![account.into()],
            address: None,
            keys: Vec::new(),
        };
        let ships = include_str!("../../data/scheme.toml");
        let ships: Scheme = toml::from_str(ships).expect("the scheme that ships can be read");
        // Nobody in this history has a key.
        let scheme = Box::new(Scheme { signed: Vec::new(), ..ships });
        self.ask(LEAD, Request::OpenRegister { home: HOME.into(), first, scheme, practice: None });
        self.ask(LEAD, Request::NameBody { name: ELSEWHERE.into(), kind: BodyKind::Force });
        let approver = vec![holding(Role::Approver)];
        self.ask(LEAD, Request::AddPerson { name: DCC.into(), roles: approver, accounts: Vec::new() });
        for number in 0..OWNERS {
            let roles = vec![holding(Role::Owner)];
            self.ask(LEAD, Request::AddPerson { name: owner(number), roles, accounts: Vec::new() });
        }
    }

    /// One governance meeting is open at any time: the one before is closed.
    fn hold_meeting(&mut self) {
        if let Some(meeting) = self.state.register.open_meetings.first().copied() {
            self.ask(LEAD, Request::CloseMeeting { meeting });
        }
        let meeting = self.state.register.next_meeting();
        let (kind, name) = (MeetingKind::Governance, "Inspection governance board".into());
        self.ask(
            LEAD,
            Request::PlanMeeting {
                kind,
                name,
                date: self.day,
                chair: Some(DCC.into()),
                repeats: None,
                inspection: None,
            },
        );
        self.ask(
            LEAD,
            Request::OpenMeeting {
                meeting,
                attendees: vec![LEAD.into(), DCC.into()],
                apologies: Vec::new(),
                chair: None,
            },
        );
    }

    fn publish(&mut self, index: usize) {
        let code = code(index, self.day);
        let title = format!("Inspection of {}", self.chance.words(6));
        let (inspectorate, published) = ("HMICFRS".into(), self.day);
        let particulars = Particulars {
            title,
            inspectorate,
            published,
            kinds: Vec::new(),
            grades: Vec::new(),
            source: None,
        };
        self.ask(LEAD, Request::RecordInspection { code: code.clone(), particulars });
        for number in 1..=PER_INSPECTION {
            let ours = self.chance.below(20) > 0;
            let asking = self.asking(if ours { HOME } else { ELSEWHERE });
            self.ask(LEAD, Request::AddRecommendation { inspection: code.clone(), asking });
            if ours {
                self.road.push_back(RecommendationRef { inspection: code.clone(), number: number as u32 });
            }
        }
        self.published = Some(code);
    }

    fn asking(&mut self, addressee: &str) -> Asking {
        let kind = if self.chance.below(3) == 0 { Kind::Recommendation } else { Kind::AreaForImprovement };
        let date = self.day + Days::new(180);
        let words = date.format("By %-d %B %Y").to_string();
        let deadline = (self.chance.below(2) == 0).then_some(Deadline { words, date: Some(date) });
        let (text, addressees) = (self.chance.words(40), vec![addressee.into()]);
        Asking { kind, text, addressees, deadline, narrative: None, parent: None, restates: None }
    }

    fn answer_the_inspection_before(&mut self) {
        let Some(inspection) = self.published.take() else { return };
        let listed = self.state.inspections[&inspection].recommendations.clone();
        for listed in listed.into_iter().filter(|listed| listed.ours) {
            let text = self.chance.words(20);
            self.ask(LEAD, Request::AnswerInResponse { recommendation: listed.reference, text });
        }
        let reason = self.chance.words(7);
        self.ask(LEAD, Request::WaiveComments { inspection: inspection.clone(), reason });
        self.ask(LEAD, Request::PublishResponse { inspection, place: "the body's own website".into() });
    }

    /// One thing happens: the oldest is closed where the road is full, else one of two that are on it goes on.
    fn go_on(&mut self, room: usize) {
        if self.road.len() > room {
            let oldest = self.road[0].clone();
            self.towards_the_end(&oldest);
        } else {
            let two = [(); 2].map(|()| self.chance.below(self.road.len() as u64) as usize);
            let stage = |index: &usize| self.state.recommendations[&self.road[*index]].stage;
            let index = if stage(&two[0]) <= stage(&two[1]) { two[0] } else { two[1] };
            let reference = self.road[index].clone();
            self.a_day_of(&reference);
        }
    }

    /// What an ordinary day brings to a recommendation.
    fn a_day_of(&mut self, reference: &RecommendationRef) {
        let chance = self.chance.below(100);
        let reason = self.chance.words(7);
        let recommendation = reference.clone();
        let stands = &self.state.recommendations[reference];
        match (stands.stage, chance) {
            (Stage::Received, 0..60) => {}
            (Stage::Governance, 0..97) if stands.unfinished().next().is_some() => {
                self.at_governance(reference, chance);
            }
            (Stage::Governance, _) => {
                while self.state.recommendations[reference].stage == Stage::Governance {
                    self.complete(reference);
                }
            }
            (Stage::Approval, 0..15) if stands.actions.len() < 3 => {
                self.ask(DCC, Request::Return { recommendation, reason });
            }
            (Stage::SignOff, 0..15) => self.ask(DCC, Request::SendBack { recommendation, reason }),
            (Stage::Submission, 0..10) if stands.submission.is_some() => {
                let verdict = Verdict::Returned;
                self.verdict(recommendation, verdict, Some(reason));
            }
            _ => self.towards_the_end(reference),
        }
    }

    fn at_governance(&mut self, reference: &RecommendationRef, chance: u64) {
        let stands = &self.state.recommendations[reference];
        let unfinished: Vec<_> = stands.unfinished().collect();
        let stands_action = *self.chance.of(&unfinished);
        let (target, owner) = (stands_action.target, stands_action.owner.clone());
        let waits = stands_action.extension.is_some();
        let action = stands.action_ref(stands_action);
        match chance {
            0..72 => self.report(action, &owner),
            72..84 if waits => {
                self.ask(DCC, Request::Grant { what: AskedOfDcc::Extension(action), reason: None });
            }
            72..84 => {
                let (to, reason) = (target + Days::new(20 + self.chance.below(70)), self.chance.words(7));
                self.ask(&owner, Request::MoveTarget { action, to, reason, meeting: None });
            }
            84..92 => self.offer("performance", reference, &owner),
            _ => {
                let new = self.another_owner(&owner);
                let reason = self.chance.words(7);
                self.ask(LEAD, Request::Reassign { action, owner: new, reason });
            }
        }
    }

    fn report(&mut self, action: ActionRef, owner: &str) {
        const RATINGS: [Option<&str>; 6] = [None, None, None, Some("AMBER"), Some("RED"), Some("WHITE")];
        let (text, reason) = (self.chance.words(14), self.chance.words(5));
        let rating = self.chance.of(&RATINGS).map(String::from);
        let reason = rating.is_some().then_some(reason);
        self.ask(owner, Request::ReportProgress { action, text, rating, reason, meeting: None, same: false });
    }

    fn another_owner(&mut self, owner_now: &str) -> String {
        let number = self.chance.below(OWNERS);
        let new = owner(number);
        if new == owner_now { owner((number + 1) % OWNERS) } else { new }
    }

    fn offer(&mut self, kind: &str, recommendation: &RecommendationRef, by: &str) {
        let (kind, title) = (kind.to_string(), self.chance.words(6));
        let held = Some("the force's document store".into());
        self.ask(
            by,
            Request::AddEvidence {
                recommendation: recommendation.clone(),
                kind,
                title,
                held,
                file: None,
                marking: None,
                dated: None,
                source: None,
                meeting: None,
            },
        );
    }

    /// The next thing that brings a recommendation nearer to being closed.
    fn towards_the_end(&mut self, reference: &RecommendationRef) {
        let recommendation = reference.clone();
        let stands = &self.state.recommendations[reference];
        match stands.stage {
            Stage::Received => {
                let on = HeldOn::Inspection(reference.inspection.clone());
                let attendees = vec![LEAD.into(), DCC.into()];
                self.ask(
                    LEAD,
                    Request::HoldPlenary {
                        on,
                        meeting: None,
                        name: None,
                        attendees,
                        apologies: Vec::new(),
                        hot_debrief: false,
                    },
                );
            }
            Stage::Plenary => self.outcome(reference),
            Stage::Approval => {
                self.ask(DCC, Request::Approve { recommendation, condition: Condition::default() })
            }
            Stage::Governance => self.complete(reference),
            Stage::SignOff => {
                self.ask(DCC, Request::SignOff { recommendation, condition: Condition::default() });
            }
            Stage::Submission if stands.submission.is_none() => {
                self.ask(LEAD, Request::Submit { recommendation });
            }
            Stage::Submission => self.verdict(recommendation, Verdict::Closed, None),
            Stage::Closed => {}
        }
        if self.state.recommendations[reference].stage == Stage::Closed {
            let place = self.road.iter().position(|other| other == reference);
            place.and_then(|place| self.road.remove(place));
        }
    }

    fn verdict(&mut self, recommendation: RecommendationRef, verdict: Verdict, reason: Option<String>) {
        let (ending, superseded_by) = (None, None);
        self.ask(LEAD, Request::RecordVerdict { recommendation, verdict, ending, superseded_by, reason });
    }

    fn outcome(&mut self, reference: &RecommendationRef) {
        let stands = &self.state.recommendations[reference];
        let (has_position, actions) = (stands.position.is_some(), stands.actions.len() as u64);
        let again = stands.returned.is_some();
        let recommendation = reference.clone();
        if !has_position {
            let position =
                if self.chance.below(8) == 0 { Position::AcceptedInPart } else { Position::Accepted };
            let reason = Some(self.chance.words(7)).filter(|_| position != Position::Accepted);
            self.ask(LEAD, Request::TakePosition { recommendation, position, reason });
        } else if actions == 0 || (actions < 3 && (again || self.chance.below(2) == 0)) {
            let (text, owner) = (self.chance.words(12), owner(self.chance.below(OWNERS)));
            let target = self.day + Days::new(90 + self.chance.below(640));
            self.ask(LEAD, Request::AgreeAction { recommendation, text, owner, target, meeting: None });
        } else {
            self.ask(LEAD, Request::ReportOutcome { recommendation });
        }
    }

    fn complete(&mut self, reference: &RecommendationRef) {
        let recommendation = reference.clone();
        let stands = &self.state.recommendations[reference];
        if stands.level.is_none() {
            let level = self.chance.of(&["1", "2", "3", "4"]).to_string();
            return self.ask(LEAD, Request::AwardLevel { recommendation, level, meeting: None });
        }
        if let Some(kind) = stands.evidence_missing().first().map(ToString::to_string) {
            let by = stands.owner().unwrap_or(LEAD).to_string();
            return self.offer(&kind, reference, &by);
        }
        if let Some(accepted) = acceptance(stands, self.day) {
            return self.happen(&accepted);
        }
        let unfinished = stands.unfinished().next().map(|action| stands.action_ref(action));
        match unfinished {
            Some(action) => {
                let ending =
                    if self.chance.below(9) == 0 { Ending::PartlyAchieved } else { Ending::Implemented };
                let reason = Some(self.chance.words(7));
                self.ask(LEAD, Request::FinishAction { action, ending, reason, meeting: None });
            }
            None => self.ask(LEAD, Request::ConsiderComplete { recommendation, meeting: None }),
        }
    }
}

/// The lead accepts a piece of evidence that the level asks for. Not asked of the rules:
/// they look for a piece through all that they are given, which here is the whole register.
fn acceptance(stands: &Recommendation, on: NaiveDate) -> Option<Event> {
    let wanting = stands.evidence_not_accepted();
    let kind = wanting.first()?;
    let piece = stands.evidence.iter().find(|piece| piece.kind == **kind && piece.rejected.is_none())?;
    let stream = Stream::Recommendation(stands.reference.clone());
    let what = What::EvidenceAccepted { evidence: piece.reference };
    Some(Event { on, by: LEAD.into(), stream, what, why: None, signed: None })
}

const OWNERS: u64 = 40;

fn owner(number: u64) -> String {
    format!("Owner {number:02}")
}

fn code(index: usize, day: NaiveDate) -> InspectionCode {
    let letter = |power: usize| char::from(b'A' + (index / 26_usize.pow(power as u32) % 26) as u8);
    let code = format!("{}{}{}{}", letter(2), letter(1), letter(0), day.format("%y"));
    code.parse().expect("three letters and a year are a code")
}
