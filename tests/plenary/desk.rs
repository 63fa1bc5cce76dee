//! A desk at which tests ask for things, in the words of the command line.
//! Everything that stands on it was put there by requests that the rules granted.

use chrono::NaiveDate;
use plenary::journey::asking::{Answers, Ask, Need, Surroundings, Verb};
use plenary::journey::event::Event;
use plenary::journey::file::{Brought, File};
use plenary::journey::inspection::Inspection;
use plenary::journey::people::{Holding, Person, Role};
use plenary::journey::recommendation::{Action, Recommendation, Stage};
use plenary::journey::reference::{ActionRef, RecommendationRef};
use plenary::journey::refusal::Refusal;
use plenary::journey::request::Request;
use plenary::journey::scheme::{ExtensionPolicy, Level, Named, Rating, Scheme, Verifier};
use plenary::journey::state::State;
use plenary::journey::{Context, Decision, decide};

pub const HOME: &str = "Cleveland Police";
pub const LEAD: &str = "A. Lead";
pub const OTHER_LEAD: &str = "B. Second";
pub const OWNER: &str = "O. Owner";
pub const OTHER_OWNER: &str = "P. Owner";
pub const DCC: &str = "T. Deputy";
/// Approver from 1 to 31 March 2023.
pub const ACTING: &str = "D. Acting";
/// Lead, owner and approver in one.
pub const EVERYTHING: &str = "H. Everything";
pub const OFFICE: &str = "L. Office";
pub const READER: &str = "R. Reader";

/// The day on which the desk stands unless a test says otherwise.
pub const TODAY: &str = "2023-12-29";

/// What stands, and all that happened to bring it there.
#[derive(Clone)]
pub struct Desk {
    pub state: State,
    pub events: Vec<Event>,
    pub today: NaiveDate,
}

pub fn day(words: &str) -> NaiveDate {
    words.parse().expect("a date as 2023-02-01")
}

impl Desk {
    /// Nothing at all, not even a register.
    pub fn bare() -> Desk {
        Desk { state: State::default(), events: Vec::new(), today: day(TODAY) }
    }

    /// A register with its bodies and people.
    pub fn opened() -> Desk {
        let mut desk = Desk::bare();
        let first = Person {
            name: LEAD.into(),
            roles: vec![held(Role::Lead)],
            accounts: vec!["alead".into()],
            address: None,
            keys: Vec::new(),
        };
        let open =
            Request::OpenRegister { home: HOME.into(), first, scheme: Box::new(scheme()), practice: None };
        desk.grant(LEAD, "2022-12-01", &open);
        for (name, roles) in [
            (OTHER_LEAD, "--role lead"),
            (OWNER, "--role owner"),
            (OTHER_OWNER, "--role owner"),
            (DCC, "--role approver"),
            (ACTING, "--role approver --from 2023-03-01 --until 2023-03-31"),
            (EVERYTHING, "--role lead --role owner --role approver"),
            (OFFICE, "--role lpb-office"),
            (READER, "--role reader"),
        ] {
            desk.ask(LEAD, "2022-12-01", &format!("people add '{name}' {roles}"));
        }
        for body in ["Durham Constabulary", "Northumbria Police"] {
            desk.ask(LEAD, "2022-12-01", &format!("body add '{body}' --kind force"));
        }
        desk
    }

    /// An inspection of 7 December 2022 with four recommendations: two for the home body, one joint, one for
    /// another force.
    pub fn received() -> Desk {
        let mut desk = Desk::opened();
        let title = "A regional response to serious and organised crime";
        desk.ask(LEAD, "2022-12-07", &format!("inspection add '{title}' --published 2022-12-07"));
        for (text, addressees) in [
            ("Resource financial investigation", "--addressee 'Cleveland Police'"),
            ("Use neighbourhood teams", "--addressee 'Cleveland Police'"),
            (
                "Agree who decides",
                "--addressee 'Cleveland Police' --addressee 'Durham Constabulary' --addressee 'Northumbria Police'",
            ),
            ("Improve local profiles", "--addressee 'Northumbria Police'"),
        ] {
            let add = format!("recommendation add SOC22 '{text}' --kind area-for-improvement {addressees}");
            desk.ask(LEAD, "2022-12-07", &add);
        }
        desk
    }

    /// The first recommendation at a stage, brought there in the ordinary way: one action, one piece of
    /// evidence that is neither accepted nor rejected before SignOff, level 2 from Governance on.
    pub fn at(stage: Stage) -> Desk {
        Desk::with("SOC22-1", stage)
    }

    /// The joint recommendation `SOC22-3` at a stage; the other bodies answer at the end of Governance.
    pub fn jointly_at(stage: Stage) -> Desk {
        Desk::with("SOC22-3", stage)
    }

    fn with(reference: &str, stage: Stage) -> Desk {
        let mut desk = Desk::received();
        for (before, on, lines) in ORDINARY.iter().filter(|(before, _, _)| *before < stage) {
            let others = desk.recommendation(reference).addressees.clone();
            for other in others.iter().filter(|other| *before == Stage::Governance && *other != HOME) {
                desk.ask(LEAD, on, &format!("answer {reference} 'we agree' --body '{other}'"));
            }
            for (actor, line) in *lines {
                desk.ask(actor, on, &line.replace("SOC22-1", reference));
            }
        }
        assert_eq!(desk.recommendation(reference).stage, stage);
        desk
    }

    /// Asks in words for something that the rules must grant.
    pub fn ask(&mut self, actor: &str, on: &str, line: &str) -> &mut Desk {
        let request = self.read(line);
        self.grant(actor, on, &request)
    }

    /// The same with the request itself.
    pub fn grant(&mut self, actor: &str, on: &str, request: &Request) -> &mut Desk {
        match self.decide(actor, on, request) {
            Ok(events) => self.take(events),
            Err(refusal) => panic!("{request:?} by {actor}: {refusal}"),
        }
        self
    }

    /// Asks in words for something that the rules must refuse.
    pub fn refused(&self, actor: &str, on: &str, line: &str) -> Refusal {
        self.denied(actor, on, &self.read(line))
    }

    /// The same with the request itself.
    pub fn denied(&self, actor: &str, on: &str, request: &Request) -> Refusal {
        match self.decide(actor, on, request) {
            Ok(events) => panic!("{request:?} by {actor} was granted: {events:?}"),
            Err(refusal) => refusal,
        }
    }

    /// What the rules say; nothing changes.
    pub fn decide(&self, actor: &str, on: &str, request: &Request) -> Decision {
        decide(&self.state, request, &Context { actor: actor.into(), on: day(on), today: self.today })
    }

    /// Takes in what happened.
    pub fn take(&mut self, events: Vec<Event>) {
        for event in events {
            self.state.evolve(&event);
            self.events.push(event);
        }
    }

    /// A line as a person types it after `plenary`, read by the table of verbs.
    pub fn read(&self, line: &str) -> Request {
        let (verb, answers) = spoken(line);
        let taken = |code: &_| self.state.inspection(code).is_some();
        let world = Surroundings { today: self.today, taken: &taken, files: &crate::desk::brought };
        verb.request(&answers, &world).unwrap_or_else(|wrong| panic!("`{line}`: {wrong:?}"))
    }

    pub fn recommendation(&self, reference: &str) -> &Recommendation {
        let reference: RecommendationRef = reference.parse().unwrap();
        self.state.recommendation(&reference).expect("a recommendation that stands")
    }

    /// `SOC22-1`.
    pub fn first(&self) -> &Recommendation {
        self.recommendation("SOC22-1")
    }

    pub fn action(&self, reference: &str) -> &Action {
        let reference: ActionRef = reference.parse().unwrap();
        let recommendation = self.state.recommendation(&reference.recommendation).unwrap();
        recommendation.action(&reference.letter).expect("an action that stands")
    }

    pub fn inspection(&self, code: &str) -> &Inspection {
        self.state.inspection(&code.parse().unwrap()).expect("an inspection that stands")
    }

    /// Kinds of what happened last.
    pub fn last(&self) -> &'static str {
        self.events.last().expect("something happened").what.kind()
    }
}

/// Who asks, and what.
type Line = (&'static str, &'static str);

/// What brings the first recommendation on from each stage, and on which day.
const ORDINARY: &[(Stage, &str, &[Line])] = &[
    (
        Stage::Received,
        "2023-01-11",
        &[
            (LEAD, "hold SOC22-1 --attendee 'A. Lead' --attendee 'T. Deputy'"),
            (LEAD, "position SOC22-1 accepted"),
            (LEAD, "agree SOC22-1 'Recruit two investigators' --owner 'O. Owner' --target 2023-06-30"),
            (
                OWNER,
                "evidence add SOC22-1 'Figures to March' --kind performance --held 'shared drive' --file figures.pdf",
            ),
        ],
    ),
    (Stage::Plenary, "2023-01-13", &[(LEAD, "report SOC22-1")]),
    (
        Stage::Approval,
        "2023-01-19",
        &[
            (DCC, "approve SOC22-1"),
            (LEAD, "level SOC22-1 2"),
            (LEAD, "meeting plan 'Governance' --date 2023-03-02"),
        ],
    ),
    (
        Stage::Governance,
        "2023-03-02",
        &[
            (LEAD, "meeting open M2 --attendee 'A. Lead' --attendee 'O. Owner'"),
            (OWNER, "finish SOC22-1.a"),
            (LEAD, "complete SOC22-1"),
        ],
    ),
    (Stage::SignOff, "2023-03-09", &[(LEAD, "evidence accept E1"), (DCC, "signoff SOC22-1")]),
    (Stage::Submission, "2023-03-16", &[(LEAD, "submit SOC22-1"), (LEAD, "verdict SOC22-1 closed")]),
];

/// The verb of a line, and the fields that it fills.
pub fn spoken(line: &str) -> (&'static Verb, Answers) {
    let words = shell_words::split(line).expect("balanced quotes");
    let two = words.iter().take(2).cloned().collect::<Vec<_>>().join(" ");
    let (verb, mut rest) = match Verb::named(&two) {
        Some(verb) => (verb, words[2..].iter()),
        None => (Verb::named(&words[0]).unwrap_or_else(|| panic!("a verb in `{line}`")), words[1..].iter()),
    };
    let mut positional = verb.fields.iter().filter(|field| field.need == Need::Positional);
    let mut answers = Answers::default();
    while let Some(word) = rest.next() {
        let Some(name) = word.strip_prefix("--") else {
            answers.fill(positional.next().expect("a place for the word").name, word);
            continue;
        };
        let named = verb.fields.iter().find(|field| field.name == name);
        let field = named.unwrap_or_else(|| panic!("`{line}` has no --{name}"));
        let flag = field.ask == Ask::Flag;
        answers.fill(field.name, if flag { "yes" } else { rest.next().expect("an answer") });
    }
    (verb, answers)
}

fn held(role: Role) -> Holding {
    Holding { role, from: None, until: None }
}

/// A scheme with a level that the force closes by itself, one that needs evidence and a verdict,
/// one free move of a target and ninety days in all.
pub fn scheme() -> Scheme {
    let named = |code: &str, name: &str| Named { code: code.into(), name: name.into() };
    Scheme {
        name: "Scheme for tests".into(),
        example: true,
        warning_days: 14,
        extension: ExtensionPolicy { free_moves: 1, free_days: 90, steps: Vec::new() },
        signed: Vec::new(),
        levels: vec![
            level("1", "the force closes", Verifier::Force, &[]),
            level("2", "the inspectorate reads", Verifier::DeskReview, &["performance"]),
            level("3", "the force closes with proof", Verifier::Force, &["performance"]),
        ],
        ratings: vec![
            rating("GREEN", "G", 0, false),
            rating("AMBER", "A", 1, false),
            rating("RED", "R", 2, true),
        ],
        inspectorate_statuses: vec![named("open", "open"), named("review", "under review")],
        evidence_kinds: vec![named("plan", "a plan"), named("performance", "performance data")],
    }
}

fn level(code: &str, name: &str, verified_by: Verifier, evidence: &[&str]) -> Level {
    Level {
        code: code.into(),
        name: name.into(),
        course: vec!["finish the actions".into(), "sign off".into()],
        required_evidence: evidence.iter().map(ToString::to_string).collect(),
        signs: "the DCC".into(),
        verified_by,
        verdict_needed: verified_by != Verifier::Force,
        valid_from: None,
        source_note: "made for tests".into(),
    }
}

fn rating(code: &str, letter: &str, severity: u8, reason_required: bool) -> Rating {
    Rating {
        code: code.into(),
        letter: letter.into(),
        definition: format!("what {code} means"),
        colour: code.to_lowercase(),
        severity,
        reason_required,
        finished: code == "GREEN",
    }
}

/// A file that is only spoken of: the rules read none.
pub fn brought(path: &str, refer: bool) -> Result<Brought, String> {
    let left_at = refer.then(|| path.to_string());
    let file = File { name: path.to_string(), size: 1204, sha256: "3f".repeat(32), left_at };
    Ok(Brought { file, path: path.to_string() })
}
