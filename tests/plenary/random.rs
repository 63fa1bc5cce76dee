//! Random requests, well formed and odd, by random people on random days: what must hold whatever is asked.
//!
//! The seed is fixed, so a failure comes again; `PLENARY_SEED=n` tries another.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use plenary::journey::asking::{Answers, Ask, Need, Surroundings, VERBS, Verb};
use plenary::journey::event::{Event, What};
use plenary::journey::recommendation::{Stage, Verdict};
use plenary::journey::reference::{RecommendationRef, Stream};
use plenary::journey::request::Request;
use plenary::journey::state::State;
use plenary::journey::{Context, decide};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

use crate::desk::{ACTING, DCC, Desk, EVERYTHING, LEAD, OFFICE, OTHER_LEAD, OWNER, READER, day};
use crate::some_keys;

const SESSIONS: u32 = 800;

/// With this one the sessions come to every kind of event; where a new verb shifts them, look for another.
const FIXED_SEED: u64 = 1;

/// One request before it is known what stands: numbers that choose the verb, the person, the day and the words.
#[derive(Debug, Clone)]
struct Throw {
    verb: usize,
    /// Whether the verb is one that the recommendation's stage grants.
    fitting: bool,
    recommendation: usize,
    person: usize,
    days: i64,
    words: Vec<usize>,
}

fn throw() -> impl Strategy<Value = Throw> {
    let words = prop::collection::vec(any::<usize>(), 10);
    let numbers = (
        any::<usize>(),
        prop::bool::weighted(0.7),
        prop::sample::select(vec![0, 0, 0, 0, 1, 2, 2, 3, 4, 4, 5, 6]),
        any::<usize>(),
        -3..=9_i64,
        words,
    );
    numbers.prop_map(|(verb, fitting, recommendation, person, days, words)| Throw {
        verb,
        fitting,
        recommendation,
        person,
        days,
        words,
    })
}

/// A session: where the first recommendation stands at the beginning, and what is asked.
fn session() -> impl Strategy<Value = (Stage, Vec<Throw>)> {
    (prop::sample::select(Stage::ALL.to_vec()), prop::collection::vec(throw(), 1..240))
}

#[test]
fn whatever_is_asked_the_rules_hold() {
    let seed: u64 =
        std::env::var("PLENARY_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(FIXED_SEED);
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    let config = Config { cases: SESSIONS, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &bytes));
    let seen = std::cell::RefCell::new(BTreeSet::new());
    let held = runner.run(&session(), |(stage, throws)| {
        seen.borrow_mut().extend(travel(stage, &throws));
        Ok(())
    });
    held.unwrap_or_else(|failure| panic!("PLENARY_SEED={seed}: {failure}"));
    let seen = seen.into_inner();
    // The fixed seed goes all roads; another may miss one, and that is no fault of the rules.
    let unseen: Vec<_> = What::KINDS.iter().filter(|kind| !seen.contains(*kind)).collect();
    assert!(unseen.is_empty() || seed != FIXED_SEED, "the sessions never came to {unseen:?}");
}

/// Plays one session and checks after every request; gives the kinds of event that came of it.
fn travel(stage: Stage, throws: &[Throw]) -> BTreeSet<&'static str> {
    let mut desk = begun(stage);
    let mut asked_by = Askers::default();
    desk.events.iter().for_each(|event| asked_by.take(event));
    let mut on = day("2023-04-03");
    for throw in throws {
        on = moved(on, throw.days).clamp(day("2022-11-01"), desk.today);
        let Some(request) = asked(&desk, throw, on) else { continue };
        let context = Context { actor: person(throw.person).into(), on, today: desk.today };
        let before = desk.state.clone();
        let decision = decide(&desk.state, &request, &context);
        assert_eq!(desk.state, before, "deciding changes nothing");
        let Ok(events) = decision else { continue };
        assert!(!events.is_empty(), "{request:?} was granted and nothing happened");
        for event in events {
            asked_by.take(&event);
            desk.take(vec![event]);
        }
        let now = desk.events.last().expect("something happened");
        stands_in_order(&before, &desk.state, now);
    }
    let mut again = State::default();
    desk.events.iter().for_each(|event| again.evolve(event));
    assert_eq!(again, desk.state, "the same events from the start give the same state");
    desk.events.iter().map(|event| event.what.kind()).collect()
}

/// What a session begins with: some of what random requests seldom come to by themselves.
fn begun(stage: Stage) -> Desk {
    let mut desk = Desk::at(stage);
    desk.ask(LEAD, "2022-12-14", "inspection add 'The force itself' --code FOR22 --published 2022-12-14");
    let ours = "--addressee 'Cleveland Police'";
    desk.ask(LEAD, "2022-12-14", &format!("recommendation add SOC22 Cells --kind cause-of-concern {ours}"));
    let child = format!("recommendation add SOC22 Check --kind recommendation {ours} --parent SOC22-5");
    desk.ask(LEAD, "2022-12-14", &child);
    for person in [LEAD, OTHER_LEAD, EVERYTHING, DCC, OWNER, OFFICE] {
        desk.ask(LEAD, "2023-01-12", &format!("people account '{person}' 'some words'"));
    }
    if matches!(stage, Stage::Plenary | Stage::Governance) {
        desk.ask(DCC, "2023-01-12", &format!("key offer '{DCC}' '{}'", some_keys::ONE));
    }
    if stage == Stage::Governance {
        desk.ask(LEAD, "2023-01-12", &format!("key accept '{DCC}' {}", some_keys::ONE_PRINT));
        desk.ask(LEAD, "2023-01-13", &format!("key revoke '{DCC}' {} --why lost", some_keys::ONE_PRINT));
    }
    for number in [1, 2, 3, 5, 6] {
        desk.ask(OFFICE, "2023-01-12", &format!("response answer SOC22-{number} 'the force recruits'"));
    }
    if matches!(stage, Stage::Plenary | Stage::SignOff | Stage::Closed) {
        desk.ask(OFFICE, "2023-01-12", "response comments SOC22 'I agree'");
    }
    if matches!(stage, Stage::Received | Stage::Approval) {
        desk.ask(OFFICE, "2023-01-12", "response same SOC22 FOR22 --why 'word for word'");
    }
    if stage == Stage::Governance {
        desk.ask(OWNER, "2023-02-01", "target SOC22-1.a 2024-06-30 --why 'vetting is slow'");
        for number in [1, 2, 3, 5, 6] {
            desk.ask(LEAD, "2023-02-01", &format!("meeting add M2 SOC22-{number} --why 'the press asked'"));
        }
        desk.ask(LEAD, "2023-02-01", "meeting order M2 SOC22-3 --before SOC22-1");
    }
    desk
}

fn moved(on: NaiveDate, days: i64) -> NaiveDate {
    let by = Days::new(days.unsigned_abs());
    if days < 0 { on - by } else { on + by }
}

/// What must be true of every recommendation before and after an event.
fn stands_in_order(before: &State, after: &State, event: &Event) {
    for (reference, was) in &before.recommendations {
        let here = event.stream == Stream::Recommendation(reference.clone());
        let Some(is) = after.recommendations.get(reference) else {
            assert!(here && event.what == What::RecommendationRetracted {}, "{reference} is gone: {event:?}");
            continue;
        };
        let debrief =
            matches!(event.what, What::PlenaryHeld { hot_debrief: true, .. }) && event.on < was.published;
        // Who reads moves nothing on.
        let opened = matches!(event.what, What::EvidenceOpened { .. });
        assert!(
            !here || debrief || opened || event.on >= was.latest,
            "{reference} went back in time: {event:?}"
        );
        assert!(is.latest >= was.latest, "{reference}: {event:?}");
        assert!(is.ours || is.stage == Stage::Received, "{reference} makes no work: {event:?}");
        assert_eq!(is.stage == Stage::Closed, is.closing.is_some(), "{reference}: {event:?}");
        let returned = matches!(event.what, What::VerdictRecorded { verdict: Verdict::Returned, .. });
        let reopens = returned || event.what == What::Reopened {};
        if was.stage == Stage::Closed && is.stage != Stage::Closed {
            assert!(reopens, "{reference} was closed: {event:?}");
        }
        let children_closed = is.children.iter().all(|child| {
            let child = &after.recommendations[child];
            !child.ours || child.stage == Stage::Closed
        });
        let closes = was.stage != Stage::Closed && is.stage == Stage::Closed;
        assert!(!closes || children_closed, "{reference} closed before its children: {event:?}");
    }
}

/// Who asked for what waits, kept from the events alone: of an outcome and of completion everybody who did since it was
/// granted last, of anything else whoever did last.
#[derive(Default)]
struct Askers(BTreeMap<(Stream, String), BTreeSet<String>>);

impl Askers {
    fn take(&mut self, event: &Event) {
        match matter(&event.what) {
            Some((matter, true)) => {
                let comes_back = matter == "outcome" || matter == "completion";
                let askers = self.0.entry((event.stream.clone(), matter)).or_default();
                if !comes_back {
                    askers.clear();
                }
                askers.insert(event.by.to_lowercase());
            }
            Some((matter, false)) => {
                let askers = self.0.get_mut(&(event.stream.clone(), matter));
                let askers = askers.unwrap_or_else(|| panic!("decided without being asked: {event:?}"));
                let own = askers.contains(&event.by.to_lowercase());
                assert!(!own, "whoever asks never decides: {event:?}");
                if matches!(event.what, What::OutcomeApproved { .. } | What::SignedOff { .. }) {
                    askers.clear();
                }
            }
            None => {}
        }
    }
}

/// What an event asks (true) or decides (false).
fn matter(what: &What) -> Option<(String, bool)> {
    let (matter, asks) = match what {
        What::OutcomeReported {} => ("outcome".into(), true),
        What::OutcomeApproved { .. } | What::OutcomeReturned {} => ("outcome".into(), false),
        What::ConsideredComplete { .. } => ("completion".into(), true),
        What::SignedOff { .. } | What::SentBack {} => ("completion".into(), false),
        What::EvidenceAdded { evidence, .. } => (evidence.to_string(), true),
        What::EvidenceAccepted { evidence } | What::EvidenceRejected { evidence } => {
            (evidence.to_string(), false)
        }
        What::ExtensionAsked { action, .. } => (format!("extension {action}"), true),
        What::ExtensionGranted { action, .. } | What::ExtensionRefused { action, .. } => {
            (format!("extension {action}"), false)
        }
        What::WithdrawalAsked { .. } => ("withdrawal".into(), true),
        What::WithdrawalGranted { .. } | What::WithdrawalRefused { .. } => ("withdrawal".into(), false),
        _ => return None,
    };
    Some((matter, asks))
}

/// People in their own spelling and in others, and a stranger; those who may do much come more often.
fn person(number: usize) -> &'static str {
    const PEOPLE: [&str; 14] = [
        LEAD,
        LEAD,
        "a. lead",
        OTHER_LEAD,
        EVERYTHING,
        EVERYTHING,
        "h. EVERYTHING",
        DCC,
        DCC,
        OWNER,
        ACTING,
        OFFICE,
        READER,
        "X. Nobody",
    ];
    PEOPLE[number % PEOPLE.len()]
}

/// The request of a throw, if its words make one.
fn asked(desk: &Desk, throw: &Throw, on: NaiveDate) -> Option<Request> {
    let reference = reference(desk, throw);
    let stage = desk.state.recommendation(&reference).map(|stands| stands.stage);
    let fitting = |verb: &&Verb| !throw.fitting || stage.is_some_and(|stage| verb.stages.contains(&stage));
    let verbs: Vec<_> = VERBS.iter().filter(fitting).collect();
    let verb = verbs.get(throw.verb % verbs.len().max(1))?;
    let mut answers = Answers::default();
    for (field, number) in verb.fields.iter().zip(&throw.words) {
        let left_out = matches!(field.need, Need::Optional | Need::Any) && number.is_multiple_of(3);
        if !left_out {
            answers.fill(field.name, answer(desk, field.ask, &reference, number / 3, on));
        }
    }
    let taken = |code: &_| desk.state.inspection(code).is_some();
    let request = verb
        .request(&answers, &Surroundings { today: desk.today, taken: &taken, files: &crate::desk::brought })
        .ok()?;
    Some(if throw.words[9].is_multiple_of(40) { blank(request) } else { request })
}

fn reference(desk: &Desk, throw: &Throw) -> RecommendationRef {
    let there: BTreeSet<_> = desk.state.recommendations.keys().cloned().collect();
    let chosen = there.into_iter().nth(throw.recommendation);
    chosen.unwrap_or_else(|| "SOC22-9".parse().unwrap())
}

/// Words that suit what is asked, and now and then do not.
fn answer(desk: &Desk, ask: Ask, reference: &RecommendationRef, number: usize, on: NaiveDate) -> String {
    let pick = |all: &[&str]| all[number % all.len()].to_string();
    let letter = pick(&["a", "a", "a", "b", "c"]);
    let choices = ask.choices(&desk.state.register);
    match ask {
        Ask::Inspection => pick(&["SOC22", "SOC22", "FOR22", "ABC23", "ABC99"]),
        Ask::InspectionOrRecommendation if number.is_multiple_of(2) => reference.inspection.to_string(),
        Ask::ActionOrRecommendation if number.is_multiple_of(2) => format!("{reference}.{letter}"),
        Ask::Recommendation | Ask::InspectionOrRecommendation | Ask::ActionOrRecommendation => {
            reference.to_string()
        }
        Ask::Action => format!("{reference}.{letter}"),
        Ask::Meeting if !number.is_multiple_of(4) && !choices.is_empty() => {
            choices[number % choices.len()].clone()
        }
        Ask::Meeting => format!("M{}", number % (desk.state.register.meetings as usize + 2) + 1),
        Ask::Evidence => format!("E{}", number % (desk.state.register.evidence as usize + 1) + 1),
        Ask::Line | Ask::Text => {
            pick(&["some words", "o.owner@force.example", "=1+1", "\u{202e}\u{1b}[2J", "é"])
        }
        Ask::Date => moved(on, (number % 400) as i64 - 100).to_string(),
        Ask::File => pick(&["not a scheme", some_keys::ONE, some_keys::TWO]),
        Ask::Path => pick(&["figures.pdf", "../../-x", "\u{1b}[2J.pdf"]),
        Ask::Code => pick(&["ABC23", "SOC22", "no code"]),
        Ask::Grade => pick(&["Cleveland Police=good", "good"]),
        Ask::DeadlineWords => pick(&["with immediate effect", "soon"]),
        Ask::Flag => "yes".into(),
        _ if number.is_multiple_of(50) || choices.is_empty() => "nonsense".into(),
        _ => choices[number % choices.len()].clone(),
    }
}

/// The same request with nothing in it, as a careless caller might make it.
fn blank(request: Request) -> Request {
    use Request::*;
    match request {
        Return { recommendation, .. } => Return { recommendation, reason: " ".into() },
        SendBack { recommendation, .. } => SendBack { recommendation, reason: String::new() },
        Reopen { recommendation, .. } => Reopen { recommendation, reason: "\n".into() },
        AddPerson { roles, accounts, .. } => AddPerson { name: String::new(), roles, accounts },
        AwardLevel { recommendation, meeting, .. } => {
            AwardLevel { recommendation, level: String::new(), meeting }
        }
        HoldPlenary { on, meeting, hot_debrief, .. } => HoldPlenary {
            on,
            meeting,
            name: Some(" ".into()),
            attendees: Vec::new(),
            apologies: Vec::new(),
            hot_debrief,
        },
        other => other,
    }
}
