//! What comes next on a recommendation: the request by which its stage is left, why nobody could make it yet,
//! and which requests a person could make now, the most natural first.
//! The rules themselves are asked, with requests that are filled in as somebody might fill them.

use chrono::NaiveDate;

use super::people::{Person, Role};
use super::recommendation::{Ending, Position, Recommendation, Stage, Verdict};
use super::reference::{ActionRef, EvidenceRef};
use super::refusal::Refusal;
use super::register::Register;
use super::request::{AskedOfDcc, Condition, HeldOn, Request, Worded};
use super::state::State;
use super::{Context, decide};

/// So many of those who might do it are asked about; a force has few.
const ABLE: usize = 8;

/// What must happen next, and what stands in the way of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Ahead {
    /// In words: "its outcome is reported to the DCC".
    pub step: &'static str,
    pub hindered: Option<Hindrance>,
}

/// Why nobody could do it today.
#[derive(Debug, Clone, PartialEq)]
pub enum Hindrance {
    /// Nobody holds any of the roles.
    Nobody(&'static [Role]),
    Refused(Refusal),
}

/// Asks the rules whether a recommendation could leave its stage today, through whoever may.
/// None where it is closed, or makes no work. `state` holds all that [`requests`] names.
pub fn ahead(state: &State, stands: &Recommendation, actor: &str, today: NaiveDate) -> Option<Ahead> {
    let (step, request) = leaving(stands, actor).filter(|_| stands.ours)?;
    Some(Ahead { step, hindered: hindrance(state, &request, actor, today) })
}

/// The verbs that the person could use on it now with suitable words, the most natural first.
pub fn natural(state: &State, stands: &Recommendation, actor: &str, today: NaiveDate) -> Vec<&'static str> {
    let context = Context { actor: actor.to_string(), on: today, today };
    let granted = |request: &Request| decide(state, request, &context).is_ok();
    requests(stands, &state.register, actor, today)
        .iter()
        .filter(|it| granted(it))
        .map(Request::verb)
        .collect()
}

/// Every request that might be made on a recommendation where it stands, filled in as somebody might,
/// the most natural first.
pub fn requests(stands: &Recommendation, register: &Register, actor: &str, today: NaiveDate) -> Vec<Request> {
    let filling = Filling { stands, register, actor, today };
    order(stands).iter().filter_map(|verb| filling.request(verb)).collect()
}

/// The request by which a stage is left, in words and as a request. None where it is closed.
fn leaving(stands: &Recommendation, actor: &str) -> Option<(&'static str, Request)> {
    let recommendation = stands.reference.clone();
    Some(match stands.stage {
        Stage::Received => ("a plenary is held on it", hold(stands, actor)),
        Stage::Plenary => ("its outcome is reported to the DCC", Request::ReportOutcome { recommendation }),
        Stage::Approval => (
            "the DCC approves it, or returns it",
            Request::Approve { recommendation, condition: Condition::default() },
        ),
        Stage::Governance => {
            let complete = Request::ConsiderComplete { recommendation, meeting: None };
            ("a governance meeting considers it complete", complete)
        }
        Stage::SignOff => (
            "the DCC signs it off, or sends it back",
            Request::SignOff { recommendation, condition: Condition::default() },
        ),
        Stage::Submission if stands.submission.is_none() => {
            ("it is submitted to the inspectorate", Request::Submit { recommendation })
        }
        Stage::Submission => ("the inspectorate's verdict is recorded", verdict(stands)),
        Stage::Closed => return None,
    })
}

fn hold(stands: &Recommendation, actor: &str) -> Request {
    let on = HeldOn::Recommendation(stands.reference.clone());
    Request::HoldPlenary {
        on,
        meeting: None,
        name: None,
        attendees: vec![actor.to_string()],
        apologies: Vec::new(),
        hot_debrief: false,
    }
}

fn verdict(stands: &Recommendation) -> Request {
    Request::RecordVerdict {
        recommendation: stands.reference.clone(),
        verdict: Verdict::Closed,
        ending: None,
        superseded_by: None,
        reason: None,
    }
}

/// Why nobody could do it today; none where somebody could. The person who asks is tried first.
fn hindrance(state: &State, request: &Request, actor: &str, today: NaiveDate) -> Option<Hindrance> {
    let may = |person: &&Person| request.needs().iter().any(|role| person.holds(*role, today));
    let mut able: Vec<&str> =
        state.register.people.iter().filter(may).map(|person| person.name.as_str()).collect();
    able.sort_by_key(|name| *name != actor);
    let mut hindered = Hindrance::Nobody(request.needs());
    for name in able.into_iter().take(ABLE) {
        match decide(state, request, &Context { actor: name.to_string(), on: today, today }) {
            Ok(_) => return None,
            Err(refusal) => hindered = Hindrance::Refused(refusal),
        }
    }
    Some(hindered)
}

/// The verbs of a recommendation's stage, in the order in which people want them.
fn order(stands: &Recommendation) -> Vec<&'static str> {
    const ANYWHERE: [&str; 8] =
        ["question ask", "decision", "dissent", "amend", "reassign", "level", "status", "withdraw"];
    let asked = stands.withdrawal.is_some() || stands.unfinished().any(|action| action.extension.is_some());
    let deciding: &[&str] = if asked { &["grant", "refuse"] } else { &[] };
    let asking: &[&str] = if stands.open_questions().next().is_some() { &["question answer"] } else { &[] };
    let evidence: &[&str] = match stands.stage {
        Stage::SignOff | Stage::Approval => &["evidence accept", "evidence reject", "evidence add"],
        _ => &["evidence add", "evidence accept", "evidence reject"],
    };
    let first: &[&str] = match stands.stage {
        Stage::Received => &["hold", "recommendation retract"],
        Stage::Plenary => match stands.position {
            None => &["position", "agree", "report", "answer"],
            Some(position) if position.undertakes() && stands.actions.is_empty() => {
                &["agree", "position", "answer"]
            }
            Some(_) => &["report", "agree", "position", "answer"],
        },
        Stage::Approval => &["approve", "return", "answer"],
        Stage::Governance if stands.unfinished().next().is_none() => &["complete", "agree", "answer"],
        Stage::Governance => &["update", "finish", "target", "agree", "answer"],
        Stage::SignOff if stands.level.is_none() => &["level", "signoff", "sendback"],
        Stage::SignOff if !stands.evidence_not_accepted().is_empty() => {
            &["evidence accept", "signoff", "sendback"]
        }
        Stage::SignOff => &["signoff", "sendback"],
        Stage::Submission if stands.unfinished().next().is_some() => &["finish", "update", "target"],
        Stage::Submission => &["submit", "verdict"],
        Stage::Closed => &["reopen", "verdict"],
    };
    let mut order = Vec::new();
    for verb in [asking, deciding, first, evidence, &ANYWHERE].concat() {
        if !order.contains(&verb) {
            order.push(verb);
        }
    }
    order
}

/// Fills requests in from what stands; words stand for the words that a person will find.
struct Filling<'a> {
    stands: &'a Recommendation,
    register: &'a Register,
    actor: &'a str,
    today: NaiveDate,
}

const WORDS: &str = "as the person will put it";

impl Filling<'_> {
    /// A verb's request; none where nothing is there for it to be about.
    fn request(&self, verb: &str) -> Option<Request> {
        let recommendation = self.stands.reference.clone();
        let reason = WORDS.to_string();
        Some(match verb {
            "hold" => hold(self.stands, self.actor),
            "recommendation retract" => Request::RetractRecommendation { recommendation, reason },
            "position" => {
                Request::TakePosition { recommendation, position: Position::Accepted, reason: None }
            }
            "agree" => {
                let (text, owner) = (reason, self.an_owner()?);
                Request::AgreeAction { recommendation, text, owner, target: self.today, meeting: None }
            }
            "report" => Request::ReportOutcome { recommendation },
            "approve" => Request::Approve { recommendation, condition: Condition::default() },
            "return" => Request::Return { recommendation, reason },
            "update" => Request::ReportProgress {
                action: self.an_action()?,
                text: reason,
                rating: None,
                reason: None,
                meeting: None,
                same: true,
            },
            "finish" => {
                let (action, reason) = (self.an_action()?, Some(reason));
                Request::FinishAction { action, ending: Ending::PartlyAchieved, reason, meeting: None }
            }
            "target" => {
                let action = self.an_action()?;
                let stands = self.stands.action(&action.letter)?;
                let to = stands.target.succ_opt()?;
                Request::MoveTarget { action, to, reason, meeting: None }
            }
            "grant" => Request::Grant { what: self.asked_of_dcc()?, reason: None },
            "refuse" => Request::Refuse { what: self.asked_of_dcc()?, reason },
            "complete" => Request::ConsiderComplete { recommendation, meeting: None },
            "answer" => {
                let body = self.stands.unanswered(&self.register.home).next()?.to_string();
                Request::GiveAnswer { recommendation, body, text: reason }
            }
            "evidence add" => {
                let kind = self.register.scheme.evidence_kinds.first()?.code.clone();
                Request::AddEvidence {
                    recommendation,
                    kind,
                    title: reason,
                    held: None,
                    file: None,
                    marking: None,
                    dated: None,
                    source: None,
                    meeting: None,
                }
            }
            "evidence accept" => Request::AcceptEvidence { evidence: self.unjudged()? },
            "evidence reject" => Request::RejectEvidence { evidence: self.unjudged()?, reason },
            _ => return self.wherever_it_stands(verb),
        })
    }

    fn wherever_it_stands(&self, verb: &str) -> Option<Request> {
        let recommendation = self.stands.reference.clone();
        let reason = WORDS.to_string();
        Some(match verb {
            "signoff" => Request::SignOff { recommendation, condition: Condition::default() },
            "sendback" => Request::SendBack { recommendation, reason },
            "submit" => Request::Submit { recommendation },
            "verdict" => verdict(self.stands),
            "reopen" => Request::Reopen { recommendation, reason },
            "amend" => {
                let (what, text) = (Worded::Recommendation(recommendation), reason.clone());
                Request::Amend { what, text, reason }
            }
            "reassign" => {
                let action = self.an_action()?;
                let owner = &self.stands.action(&action.letter)?.owner;
                let other = self.register.people.iter().find(|person| &person.name != owner)?.name.clone();
                Request::Reassign { action, owner: other, reason }
            }
            "level" => {
                let valid = |from: Option<NaiveDate>| from.is_none_or(|from| from <= self.today);
                let level = self.register.scheme.levels.iter().find(|level| valid(level.valid_from))?;
                Request::AwardLevel { recommendation, level: level.code.clone(), meeting: None }
            }
            "status" => {
                let status = self.register.scheme.inspectorate_statuses.first()?.code.clone();
                Request::NoteStatus { recommendation, status }
            }
            "withdraw" => Request::Withdraw { recommendation, reason },
            "question ask" => Request::AskQuestion { recommendation, text: reason },
            "question answer" => {
                let question = self.stands.open_questions().next()?.number;
                Request::AnswerQuestion { recommendation, text: reason, question: Some(question) }
            }
            "decision" => Request::MinuteDecision { recommendation, text: reason, meeting: None },
            "dissent" => {
                let (who, text) = (self.actor.to_string(), reason);
                Request::RecordDissent { recommendation, who, text, meeting: None }
            }
            _ => return None,
        })
    }

    /// An action that is not finished, one's own first.
    fn an_action(&self) -> Option<ActionRef> {
        let own = self.stands.unfinished().find(|action| action.owner == self.actor);
        own.or_else(|| self.stands.unfinished().next()).map(|action| self.stands.action_ref(action))
    }

    fn an_owner(&self) -> Option<String> {
        let owner = self.register.people.iter().find(|person| person.holds(Role::Owner, self.today));
        owner.or(self.register.people.first()).map(|person| person.name.clone())
    }

    fn asked_of_dcc(&self) -> Option<AskedOfDcc> {
        let extended = self.stands.unfinished().find(|action| action.extension.is_some());
        let extension = extended.map(|action| AskedOfDcc::Extension(self.stands.action_ref(action)));
        let closing = || {
            let closing = AskedOfDcc::Withdrawal(self.stands.reference.clone());
            self.stands.withdrawal.as_ref().map(|_| closing)
        };
        extension.or_else(closing)
    }

    /// A piece of evidence that waits for somebody's judgement; not one's own where there is another.
    fn unjudged(&self) -> Option<EvidenceRef> {
        let waits = || {
            self.stands.evidence.iter().filter(|piece| piece.accepted.is_none() && piece.rejected.is_none())
        };
        let others = waits().find(|piece| piece.offered.by != self.actor);
        others.or_else(|| waits().next()).map(|piece| piece.reference)
    }
}
