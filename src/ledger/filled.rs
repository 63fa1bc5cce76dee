//! A register for the tests of whatever shows one: small, with something at every stage.

use std::path::Path;

use chrono::{DateTime, NaiveDate, Utc};

use crate::clock::Clock;
use crate::journey::asking::{Answers, Surroundings, Verb};
use crate::journey::event::What;
use crate::journey::people::{Holding, Person, Role};
use crate::journey::register::BodyKind;
use crate::journey::scheme::Scheme;
use crate::ledger::log::{Appended, Log, New, SqliteLog};
use crate::ledger::past::AT_ONCE;
use crate::ledger::record::{Account, random_hex};
use crate::ledger::{Acting, Beginning, Ledger, Seat};
use crate::progress::Progress;

pub const LEAD: &str = "A. Lead";
pub const DCC: &str = "T. Deputy";
pub const OWNER: &str = "O. Owner";
/// Public keys with their fingerprints; nothing can be signed with them, because their secret halves are gone.
pub const KEY: &str = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGshZ0g0cu+y/561FYlBZU9sasE79W7RfWH+Vg00esRt";
pub const KEY_PRINT: &str = "SHA256:Ccnp6fixjuhrLkE1YEwWCYJFMAdrRWXsbVsgf/uLnFI";
pub const ANOTHER_KEY: &str =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINwYxrwrYk0MOi0VwBWsF2RFQcEC7PoBBfBbvxxVQf/O";
pub const ANOTHER_KEY_PRINT: &str = "SHA256:vRNYkYMkK5NAa8euMHzeITQy1Mq2rj33CgiOQNWIgwY";

/// The day on which every desk session happens.
const TODAY: &str = "2023-02-02T09:30:00Z";

/// A register with its people and bodies, and nothing else.
pub fn empty(folder: &Path) -> Ledger {
    empty_on(folder, TODAY)
}

/// Opens the register that was made in a folder once more, as somebody else would at the same moment.
pub fn again(folder: &Path) -> Ledger {
    let account = Account { user: "desk".into(), host: "there".into() };
    let seat = Seat {
        account,
        clock: Clock::Still(TODAY.parse().unwrap()),
        remembered: None,
        progress: Progress::unwatched(),
    };
    Ledger::open(&folder.join("r.plenary"), crate::ledger::opening::Access::Write, seat).unwrap()
}

/// The same a good year later.
pub fn empty_later(folder: &Path) -> Ledger {
    empty_on(folder, "2024-04-02T09:30:00Z")
}

/// A register for practising, filled like the other.
pub fn practising(folder: &Path) -> Ledger {
    let mut ledger = begun(folder, TODAY, "2023-02-02".parse().ok());
    fill(&mut ledger);
    ledger
}

fn empty_on(folder: &Path, moment: &str) -> Ledger {
    begun(folder, moment, None)
}

/// With its people and bodies; for practising, where the day is given on which that always happens.
fn begun(folder: &Path, moment: &str, practice: Option<NaiveDate>) -> Ledger {
    // Nobody here has a key.
    let ships: Scheme = toml::from_str(include_str!("../../data/scheme.toml")).unwrap();
    let scheme = Scheme { signed: Vec::new(), ..ships };
    let lead = Holding { role: Role::Lead, from: None, until: None };
    let first = Person {
        name: LEAD.into(),
        roles: vec![lead],
        accounts: vec!["desk".into()],
        address: None,
        keys: Vec::new(),
    };
    let on = "2022-12-01".parse().ok();
    let beginning = Beginning { home: "Cleveland Police".into(), first, scheme, practice, on };
    let account = Account { user: "desk".into(), host: "here".into() };
    let now: DateTime<Utc> = moment.parse().unwrap();
    let seat = Seat { account, clock: Clock::Still(now), remembered: None, progress: Progress::unwatched() };
    let mut ledger = Ledger::create(&folder.join("r.plenary"), beginning, seat).unwrap();
    for (name, role) in [(DCC, "approver"), (OWNER, "owner")] {
        ask(
            &mut ledger,
            "2022-12-01",
            LEAD,
            "people add",
            &[("name", name), ("role", role), ("account", "desk")],
        );
    }
    for (name, kind) in [("Durham Constabulary", "force"), ("Northumbria Police", "force")] {
        ask(&mut ledger, "2022-12-01", LEAD, "body add", &[("name", name), ("kind", kind)]);
    }
    ledger
}

/// Asks for one thing, in the words of the command line; a `;` stands between several answers.
pub fn ask(ledger: &mut Ledger, on: &str, actor: &str, verb: &str, filled: &[(&'static str, &str)]) {
    let verb = Verb::named(verb).unwrap();
    let mut answers = Answers::default();
    for (field, words) in filled {
        words.split(';').for_each(|answer| answers.fill(field, answer));
    }
    let taken = |code: &_| ledger.standing().code_taken(code).unwrap();
    let request = verb
        .request(
            &answers,
            &Surroundings { today: ledger.today(), taken: &taken, files: &crate::intake::looked_at },
        )
        .unwrap();
    let on: NaiveDate = on.parse().unwrap();
    let acting = Acting { actor: actor.into(), on: Some(on), seen: None };
    ledger.record(&[request], &acting).unwrap_or_else(|error| panic!("{}: {error}", verb.name));
}

/// Adds one recommendation to the home body.
pub fn recommend(ledger: &mut Ledger, inspection: &str, text: &str) {
    let (kind, to) = (("kind", "recommendation"), ("addressee", "Cleveland Police"));
    let asked = [("ref", inspection), ("text", text), kind, to];
    ask(ledger, "2022-12-07", LEAD, "recommendation add", &asked);
}

const ASKED: [&str; 7] = [
    "Cleveland Police should make sure that its financial investigation capability meets demand",
    "The chief constables should jointly agree how the regional unit is given the capacity that it needs",
    "Cleveland Police should make sure that intelligence from suspicious activity reports reaches its records",
    "Cleveland Police should map the organised crime groups that work in prisons",
    "Cleveland Police should review how it manages lifetime offenders in the community",
    "Cleveland Police should train its neighbourhood teams to see the signs of exploitation",
    "Cleveland Police should publish what it has learnt from its ended operations",
];

/// One recommendation at each stage, the first at Received, with some history on the way.
pub fn filled(folder: &Path) -> Ledger {
    let mut ledger = empty(folder);
    fill(&mut ledger);
    ledger
}

/// The same with a log so long that looking back takes its time.
pub fn long(folder: &Path) -> Ledger {
    let ledger = filled(folder);
    let mut record = ledger.events(0, 1).unwrap().remove(0).record;
    record.event.what = What::BodyNamed { name: "Home Office".into(), body_kind: BodyKind::Department };
    let new = |_| {
        record.id = random_hex();
        New { id: record.id.clone(), record: record.line("salt") }
    };
    let new: Vec<New> = (0..=AT_ONCE).map(new).collect();
    let conn = ledger.connection();
    conn.execute_batch("BEGIN IMMEDIATE").unwrap();
    let log = SqliteLog::new(conn);
    assert!(matches!(log.append(&log.head().unwrap(), &new).unwrap(), Appended::At(_)));
    conn.execute_batch("COMMIT").unwrap();
    drop(ledger);
    again(folder)
}

fn fill(all: &mut Ledger) {
    ask(
        all,
        "2022-12-07",
        LEAD,
        "inspection add",
        &[
            ("title", "North East regional response to serious and organised crime"),
            ("published", "2022-12-07"),
            ("code", "SOC22"),
            ("grade", "Cleveland Police=adequate;Durham Constabulary=good"),
        ],
    );
    for (index, text) in ASKED.into_iter().enumerate() {
        let joint = "Cleveland Police;Durham Constabulary;Northumbria Police";
        let to = if index == 1 { joint } else { "Cleveland Police" };
        let mut filled =
            vec![("ref", "SOC22"), ("text", text), ("kind", "area-for-improvement"), ("addressee", to)];
        if index == 3 {
            filled.push(("deadline", "by 31 March 2023"));
        }
        ask(all, "2022-12-07", LEAD, "recommendation add", &filled);
    }
    for (number, stages) in [(2, 1), (3, 2), (4, 3), (5, 4), (6, 5), (7, 6)] {
        travel(all, &format!("SOC22-{number}"), stages);
    }
    ask(
        all,
        "2023-01-19",
        OWNER,
        "update",
        &[("ref", "SOC22-4.a"), ("text", "two analysts appointed, one still vetted"), ("rating", "AMBER")],
    );
    let why = ("why", "vetting takes longer than planned");
    ask(all, "2023-01-20", OWNER, "target", &[("ref", "SOC22-4.a"), ("to", "2023-01-31"), why]);
}

/// Takes one recommendation on by so many stages.
fn travel(ledger: &mut Ledger, reference: &str, stages: usize) {
    let first = format!("{reference}.a");
    let (whole, action) = (("ref", reference), ("ref", &*first));
    let steps: [&[Step]; 6] = [
        &[
            (LEAD, "hold", &[("attendee", "A. Lead;T. Deputy")]),
            (LEAD, "position", &[("position", "accepted")]),
        ],
        &[
            (
                LEAD,
                "agree",
                &[
                    ("text", "appoint and train the people who do it"),
                    ("owner", OWNER),
                    ("target", "2022-12-31"),
                ],
            ),
            (LEAD, "report", &[]),
        ],
        &[(DCC, "approve", &[])],
        &[
            (LEAD, "level", &[("level", "2")]),
            (
                OWNER,
                "evidence add",
                &[
                    ("title", "figures to the end of the year"),
                    ("kind", "performance"),
                    ("held", "the shared drive"),
                ],
            ),
            (OWNER, "finish", &[]),
            (LEAD, "meeting plan", &[("name", "Governance board"), ("date", "2022-12-20")]),
            (LEAD, "meeting open", &[("attendee", "A. Lead;O. Owner")]),
            (LEAD, "complete", &[]),
            (LEAD, "meeting close", &[]),
        ],
        &[(DCC, "evidence accept", &[]), (DCC, "signoff", &[])],
        &[(LEAD, "submit", &[]), (LEAD, "verdict", &[("verdict", "closed")])],
    ];
    for (actor, verb, filled) in steps.into_iter().take(stages).flatten() {
        let (meeting, piece) = numbered(ledger);
        let about = match *verb {
            "finish" => Some(action),
            "meeting plan" => None,
            "meeting open" | "meeting close" => Some(("ref", &*meeting)),
            "evidence accept" => Some(("ref", &*piece)),
            _ => Some(whole),
        };
        let filled: Vec<_> = about.into_iter().chain(filled.iter().copied()).collect();
        ask(ledger, "2022-12-20", actor, verb, &filled);
    }
}

type Step = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

/// The meeting and the piece of evidence that were numbered last.
fn numbered(ledger: &Ledger) -> (String, String) {
    let register = ledger.standing().register().unwrap();
    (format!("M{}", register.meetings), format!("E{}", register.evidence))
}

/// A text without the hashes in it, whole or in their first twelve digits: the salt of every record is another one
/// each time.
pub fn without_hashes(text: &str) -> String {
    let is_hash = |word: &str| {
        matches!(word.len(), 12 | 64)
            && word.bytes().all(|byte| byte.is_ascii_hexdigit())
            && word.bytes().any(|byte| byte.is_ascii_digit())
    };
    let between = |letter: char| !letter.is_ascii_alphanumeric();
    let told = |part: &str| {
        let word = part.trim_end_matches(between);
        if is_hash(word) { part.replace(word, "HASH") } else { part.to_string() }
    };
    text.split_inclusive(between).map(told).collect()
}
