//! Every verb as people ask for it, filled in from the table of verbs itself: a verb that is added there
//! is asked for here without another word, and one that needs a better desk than the ordinary is seen to fail.

use plenary::journey::asking::{Answers, Ask, Field, Need, Surroundings, Verb};
use plenary::journey::people::Role;
use plenary::journey::recommendation::Stage;
use plenary::journey::request::Request;
use plenary::journey::{Context, Decision, decide};

use crate::desk::{DCC, Desk, LEAD, OFFICE, OWNER, day};
use crate::some_keys;

/// One way to ask for a verb: what is special about it, and what must stand on the desk.
pub struct Form {
    pub verb: &'static Verb,
    /// What tells it from the verb's other forms; empty where there is one.
    pub apart: &'static str,
    pub reference: &'static str,
    pub answers: Answers,
    /// The recommendation ready for it at a stage; none where such a one never stands there.
    ready: fn(Stage) -> Option<Desk>,
}

impl Form {
    /// What it gives at a stage, asked for by a suitable person: the desk before, and what the rules say.
    pub fn asked_at(&self, stage: Stage) -> Option<(Desk, Decision)> {
        let desk = (self.ready)(stage)?;
        let request = self.request(&desk);
        let context = Context { actor: suitable(&request).into(), on: day("2023-12-01"), today: desk.today };
        let decision = decide(&desk.state, &request, &context);
        Some((desk, decision))
    }

    pub fn request(&self, desk: &Desk) -> Request {
        let taken = |code: &_| desk.state.inspection(code).is_some();
        let world = Surroundings { today: desk.today, taken: &taken, files: &crate::desk::brought };
        let wrong = |wrong| panic!("{} {}: {wrong:?}", self.verb.name, self.apart);
        self.verb.request(&self.answers, &world).unwrap_or_else(wrong)
    }
}

/// Somebody who holds a role that the request needs, and has asked for nothing on these desks.
fn suitable(request: &Request) -> &'static str {
    match request.needs().first() {
        Some(Role::Approver) => DCC,
        Some(Role::Owner) => OWNER,
        Some(Role::LpbOffice) => OFFICE,
        Some(Role::Lead | Role::Reader) | None => LEAD,
    }
}

/// The forms of one verb.
pub fn forms(verb: &'static Verb) -> Vec<Form> {
    let form = |apart, special: &[(&'static str, &str)], ready| Form {
        verb,
        apart,
        reference: "SOC22-1",
        answers: filled(verb, special),
        ready,
    };
    let extension = || form("an extension", &[("ref", "SOC22-1.a")], extension_asked);
    let closing = || form("a closing", &[("ref", "SOC22-1")], closing_asked);
    match verb.name {
        "hold" => vec![form("", &[("ref", "SOC22-1")], ordinary)],
        "position" => vec![
            form("accepted", &[("position", "accepted")], ordinary),
            form("not accepted", &[("position", "not-accepted"), ("why", "no")], ordinary),
        ],
        "approve" => vec![
            form("an accepted outcome", &[], ordinary),
            form("one that is not accepted", &[], not_accepted),
            form("on a condition", &[("condition", "report in May"), ("target", "2024-05-31")], ordinary),
        ],
        "update" | "finish" => vec![
            form("", &[], ordinary),
            form("the sign-off's condition", &[("ref", "SOC22-1.b")], on_condition),
        ],
        "question ask" => {
            vec![form("about what it stands for", &[], ordinary), form("about a closing", &[], closing_asked)]
        }
        "question answer" => vec![form("", &[], question_asked)],
        "target" => vec![
            form("within the policy", &[("to", "2023-07-31")], ordinary),
            form("beyond the policy", &[("to", "2024-06-30")], ordinary),
            form("of the sign-off's condition", &[("ref", "SOC22-1.b"), ("to", "2024-06-30")], on_condition),
        ],
        "grant" | "refuse" => vec![extension(), closing()],
        "answer" => vec![Form {
            reference: "SOC22-3",
            ..form("", &[("ref", "SOC22-3"), ("body", "Durham Constabulary")], joint)
        }],
        "decision" | "dissent" => vec![form("", &[("meeting", "M4")], another_meeting_open)],
        "meeting note" => vec![form("", &[], meeting_open)],
        "complete" => vec![form("", &[], finished)],
        "signoff" => vec![
            form("where a verdict is needed", &[], evidence_accepted),
            form("where the force closes", &[], force_closing),
            form(
                "on a condition",
                &[("condition", "add figures"), ("target", "2024-05-31")],
                evidence_accepted,
            ),
        ],
        "verdict" => vec![
            form("closed", &[("verdict", "closed")], submitted),
            form("returned", &[("verdict", "returned"), ("why", "say more")], submitted),
            form("superseded", &[("verdict", "superseded")], submitted),
            form("no further action needed", &[("verdict", "no-further-action-needed")], submitted),
            form("closed, of one not accepted", &[("verdict", "closed")], not_accepted),
            form("returned, of one not accepted", &[("verdict", "returned"), ("why", "do it")], not_accepted),
        ],
        "reopen" => vec![
            form("one that was governed", &[], ordinary),
            form("one that was not accepted", &[], not_accepted),
        ],
        "supersede" => vec![form("", &[("by", "SOC22-2")], ordinary)],
        "amend" => vec![
            form("a recommendation", &[("ref", "SOC22-1")], ordinary),
            form("an action", &[("ref", "SOC22-1.a")], ordinary),
        ],
        "evidence withdraw" => vec![form("", &[("ref", "E2")], lead_offering)],
        "chased" => vec![form("", &[("means", "a call")], ordinary)],
        "people address" => vec![form("", &[("address", "p.owner@force.example")], ordinary)],
        "people unmap" => vec![form("", &[("person", "A. Lead"), ("account", "another")], second_account)],
        "key offer" => vec![form("", &[("key", some_keys::ONE)], ordinary)],
        "key accept" => {
            vec![form("", &[("person", LEAD), ("fingerprint", some_keys::ONE_PRINT)], key_offered)]
        }
        "key replace" => vec![form("", &[("person", DCC), ("key", some_keys::TWO)], key_accepted)],
        "key revoke" => {
            vec![form("", &[("person", LEAD), ("fingerprint", some_keys::ONE_PRINT)], key_offered)]
        }
        "inspection correct" => vec![form("", &[("published", "2022-12-06")], ordinary)],
        "response apart" => vec![form("", &[], sharing_a_response)],
        "meeting close" => vec![form("", &[], meeting_open)],
        "meeting plan" => vec![
            form("once", &[], ordinary),
            form("as a series", &[("repeat", "first tuesday"), ("times", "3")], ordinary),
        ],
        "meeting attend" => vec![form("", &[("attendee", "P. Owner")], meeting_open)],
        "meeting correct" => vec![
            form("the chair", &[("chair", "T. Deputy")], meeting_closed),
            form("who was there", &[("apologies", "P. Owner")], meeting_closed),
            form("the words", &[("item", "SOC22-1"), ("was", "six"), ("is", "nine")], meeting_closed),
        ],
        "meeting drop" => vec![form("", &[], agenda_added)],
        "meeting order" => vec![
            form("before another", &[("item", "SOC22-2"), ("before", "SOC22-1")], agenda_added),
            form("behind all", &[], agenda_added),
        ],
        "response reply" => vec![form("", &[], response_ready)],
        "response publish" => vec![form("", &[], response_ready)],
        "response receipt" => vec![form("", &[], response_published)],
        "response same" => vec![form("", &[("with", "FOR22")], another_inspection)],
        _ => vec![form("", &[], ordinary)],
    }
}

/// All fields that must be filled, by what they ask, and the special ones.
fn filled(verb: &'static Verb, special: &[(&'static str, &str)]) -> Answers {
    let given = |field: &Field| special.iter().any(|(name, _)| *name == field.name);
    let needed = |field: &&Field| !matches!(field.need, Need::Optional | Need::Any) && !given(field);
    let mut answers = Answers::default();
    for field in verb.fields.iter().filter(needed) {
        answers.fill(field.name, ordinary_answer(field.ask));
    }
    for (name, answer) in special {
        answers.fill(name, *answer);
    }
    answers
}

fn ordinary_answer(ask: Ask) -> &'static str {
    match ask {
        Ask::Inspection | Ask::InspectionOrRecommendation => "SOC22",
        Ask::Recommendation => "SOC22-1",
        Ask::Action | Ask::ActionOrRecommendation => "SOC22-1.a",
        Ask::Meeting => "M2",
        Ask::Evidence => "E1",
        Ask::Line | Ask::Text => "some words",
        Ask::Date => "2023-07-31",
        Ask::Person => "P. Owner",
        Ask::Body => "Cleveland Police",
        Ask::Flag => "yes",
        Ask::File => SCHEME,
        Ask::Path => "figures.pdf",
        Ask::Code => "ABC23",
        Ask::Repeat => "every 4 weeks",
        Ask::Times => "3",
        Ask::Question => "1",
        Ask::Grade => "Cleveland Police=good",
        Ask::DeadlineWords => "by March 2024",
        Ask::Position => "accepted",
        Ask::Verdict => "closed",
        Ask::ActionEnding | Ask::ClosingEnding => "implemented",
        Ask::Rating => "AMBER",
        Ask::Level => "2",
        Ask::EvidenceKind => "plan",
        Ask::Status => "review",
        Ask::RecommendationKind => "recommendation",
        Ask::MeetingKind => "governance",
        Ask::BodyKind => "partner",
        Ask::Role => "owner",
        Ask::Recipient => "inspectors",
    }
}

const SCHEME: &str = r#"
name = "another"
warning_days = 7
extension = { free_moves = 0, free_days = 0 }
levels = [{ code = "1", name = "one", course = [], signs = "the DCC", verified_by = "force", verdict_needed = false }]
ratings = [{ code = "BLUE", letter = "B", definition = "complete", colour = "blue", severity = 0 }]
inspectorate_statuses = [{ code = "open", name = "open" }]
evidence_kinds = [{ code = "plan", name = "a plan" }]
"#;

fn ordinary(stage: Stage) -> Option<Desk> {
    Some(Desk::at(stage))
}

/// The ordinary desk, and where the first recommendation stands at one stage some more requests.
fn and_at(stage: Stage, at: Stage, on: &str, lines: &[(&str, &str)]) -> Option<Desk> {
    let mut desk = Desk::at(stage);
    if stage == at {
        lines.iter().for_each(|(actor, line)| {
            desk.ask(actor, on, line);
        });
    }
    Some(desk)
}

fn extension_asked(stage: Stage) -> Option<Desk> {
    let asked = [(OWNER, "target SOC22-1.a 2024-06-30 --why 'vetting is slow'")];
    and_at(stage, Stage::Governance, "2023-03-02", &asked)
}

fn closing_asked(stage: Stage) -> Option<Desk> {
    let mut desk = Desk::at(stage);
    if stage != Stage::Closed {
        desk.ask(LEAD, "2023-04-01", "withdraw SOC22-1 --why 'the unit has gone'");
    }
    Some(desk)
}

fn finished(stage: Stage) -> Option<Desk> {
    let lines = [(LEAD, "meeting open M2 --attendee 'A. Lead'"), (OWNER, "finish SOC22-1.a")];
    and_at(stage, Stage::Governance, "2023-03-02", &lines)
}

fn evidence_accepted(stage: Stage) -> Option<Desk> {
    and_at(stage, Stage::SignOff, "2023-03-09", &[(LEAD, "evidence accept E1")])
}

fn force_closing(stage: Stage) -> Option<Desk> {
    and_at(stage, Stage::SignOff, "2023-03-09", &[(LEAD, "level SOC22-1 1")])
}

/// Signed off with an action `b` that is finished first.
fn on_condition(stage: Stage) -> Option<Desk> {
    if stage != Stage::Submission {
        return None;
    }
    let mut desk = evidence_accepted(Stage::SignOff)?;
    desk.ask(
        DCC,
        "2023-03-09",
        "signoff SOC22-1 --condition 'add figures' --owner 'O. Owner' --target 2023-05-31",
    );
    Some(desk)
}

fn question_asked(stage: Stage) -> Option<Desk> {
    let mut desk = closing_asked(stage)?;
    if stage != Stage::Closed {
        desk.ask(DCC, "2023-04-02", "question ask SOC22-1 'how many posts are filled?'");
    }
    Some(desk)
}

fn submitted(stage: Stage) -> Option<Desk> {
    and_at(stage, Stage::Submission, "2023-03-16", &[(LEAD, "submit SOC22-1")])
}

fn meeting_open(stage: Stage) -> Option<Desk> {
    and_at(stage, Stage::Governance, "2023-03-02", &[(LEAD, "meeting open M2 --attendee 'A. Lead'")])
}

/// Another meeting than the one at which the first recommendation is considered complete.
fn another_meeting_open(stage: Stage) -> Option<Desk> {
    let mut desk = Desk::at(stage);
    while desk.state.register.meetings < 4 {
        desk.ask(LEAD, "2023-03-20", "meeting plan 'Another' --date 2023-03-20");
    }
    desk.ask(LEAD, "2023-03-20", "meeting open M4 --attendee 'A. Lead'");
    Some(desk)
}

fn meeting_closed(stage: Stage) -> Option<Desk> {
    let lines = [(LEAD, "meeting open M2 --attendee 'A. Lead'"), (LEAD, "meeting close M2")];
    and_at(stage, Stage::Governance, "2023-03-02", &lines)
}

fn agenda_added(stage: Stage) -> Option<Desk> {
    let lines = [
        (LEAD, "meeting add M2 SOC22-1 --why 'the press asked'"),
        (LEAD, "meeting add M2 SOC22-2 --why 'it belongs to it'"),
    ];
    and_at(stage, Stage::Governance, "2023-03-02", &lines)
}

/// A recommendation whose position is that it is not accepted: it never comes to governance.
fn not_accepted(stage: Stage) -> Option<Desk> {
    let road = [
        (Stage::Received, LEAD, "hold SOC22-1 --attendee 'A. Lead'"),
        (Stage::Plenary, LEAD, "position SOC22-1 not-accepted --why 'the county does this'"),
        (Stage::Plenary, LEAD, "report SOC22-1"),
        (Stage::Approval, DCC, "approve SOC22-1"),
    ];
    if matches!(stage, Stage::Governance | Stage::SignOff | Stage::Submission) {
        return None;
    }
    let mut desk = Desk::received();
    for (_, actor, line) in road.iter().filter(|(before, _, _)| *before < stage) {
        desk.ask(actor, "2023-01-11", line);
    }
    Some(desk)
}

fn joint(stage: Stage) -> Option<Desk> {
    Some(Desk::jointly_at(stage))
}

fn response_ready(stage: Stage) -> Option<Desk> {
    let mut desk = Desk::at(stage);
    for number in 1..=3 {
        desk.ask(OFFICE, "2023-01-12", &format!("response answer SOC22-{number} 'the force recruits'"));
    }
    desk.ask(OFFICE, "2023-01-12", "response comments SOC22 'I agree'");
    Some(desk)
}

fn response_published(stage: Stage) -> Option<Desk> {
    let mut desk = response_ready(stage)?;
    desk.ask(OFFICE, "2023-01-20", "response publish SOC22 'our site'");
    Some(desk)
}

fn lead_offering(stage: Stage) -> Option<Desk> {
    let add = "evidence add SOC22-1 'Minutes' --kind plan";
    match stage {
        Stage::Plenary | Stage::Approval | Stage::Governance | Stage::SignOff => {
            and_at(stage, stage, "2023-03-09", &[(LEAD, add)])
        }
        _ => Some(Desk::at(stage)),
    }
}

fn second_account(stage: Stage) -> Option<Desk> {
    let mut desk = Desk::at(stage);
    desk.ask(LEAD, "2022-12-14", "people account 'A. Lead' another");
    Some(desk)
}

/// The DCC offers a key for the lead to accept.
fn key_offered(stage: Stage) -> Option<Desk> {
    let mut desk = Desk::at(stage);
    desk.ask(DCC, "2022-12-14", &format!("key offer '{LEAD}' '{}'", some_keys::ONE));
    Some(desk)
}

fn key_accepted(stage: Stage) -> Option<Desk> {
    let mut desk = Desk::at(stage);
    desk.ask(LEAD, "2022-12-14", &format!("key offer '{DCC}' '{}'", some_keys::ONE));
    desk.ask(DCC, "2022-12-14", &format!("key accept '{DCC}' {}", some_keys::ONE_PRINT));
    Some(desk)
}

fn sharing_a_response(stage: Stage) -> Option<Desk> {
    let mut desk = another_inspection(stage)?;
    desk.ask(OFFICE, "2022-12-14", "response same SOC22 FOR22 --why 'word for word'");
    Some(desk)
}

fn another_inspection(stage: Stage) -> Option<Desk> {
    let mut desk = Desk::at(stage);
    desk.ask(LEAD, "2022-12-14", "inspection add 'The force itself' --code FOR22 --published 2022-12-14");
    Some(desk)
}
