//! The statement that a decision is signed over: canonical text of what the person saw, and of what is recorded.
//!
//! It is made from what stood before the decision, the event itself, and the register's head that the person saw.
//! The same inputs give the same bytes, so that anybody makes it anew from the log and compares.
//! Every field begins a line, and a line that goes on begins with two spaces: no words can look like another field.
//! In each line what the program says stands first and what somebody wrote last, with nothing behind it: so no words can
//! say who granted, refused or judged. Names and codes that stand before more of a line are in quotes where they could
//! end before their end.
//! It begins with the decision in words and its reason, and ends with exactly what is recorded, as a machine reads it:
//! so neither can be made shorter or longer, whatever the case says in between.
//! Its form is frozen; another form needs another number in its first line.

mod openings;

use chrono::NaiveDate;

use super::deadline::in_words;
use super::event::{Event, Signed, What};
use super::keys::Key;
use super::keys::public::PublicKey;
use super::people::Person;
use super::question::Question;
use super::recommendation::{Action, Deed, Evidence, Move, Recommendation, Refused, Withdrawal};
use super::reference::{EvidenceRef, Stream};
use super::refusal::{Reason, Refusal};
use super::register::Register;
use super::scheme::Level;
use super::state::State;
use super::text::{clean, named, quoted};

pub use openings::Openings;

/// The first line.
const VERSION: &str = "plenary statement 2";
/// What the register and the head that was seen stand behind.
const REGISTER: &str = "register: ";
const SEEN: &str = "seen: ";
/// How a line begins that goes on from the one before.
pub const GOES_ON: &str = "  ";

/// Which register the person saw, and how far it went.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seen {
    /// The hash of the register's first event: no other register has it.
    pub register: String,
    /// `SEQ:HASH` of the newest event.
    pub head: String,
    /// What the person had opened by then of the evidence on the recommendation, each with the last day.
    pub opened: Vec<(EvidenceRef, NaiveDate)>,
}

impl Seen {
    /// What a statement says was seen, of the register whose first event has this hash: its head, and what its decider
    /// had opened by then.
    pub fn by(event: &Event, statement: &str, register: String, openings: &Openings) -> Seen {
        let head = head_seen(statement).unwrap_or_default();
        let opened = openings.by(&event.by, &event.stream, seq_of(head).unwrap_or_default());
        Seen { register, head: head.into(), opened }
    }
}

/// The statement of a decision on a recommendation; none of what is no such decision.
/// `state` holds the register and the recommendation as they stood before the event.
pub fn of(state: &State, event: &Event, seen: &Seen) -> Option<String> {
    event.what.decision()?;
    let Stream::Recommendation(reference) = &event.stream else { return None };
    let stands = state.recommendation(reference)?;
    let mut lines = begun(seen, event);
    lines.roles(state.register.person(&event.by), event.on);
    lines.asked(stands);
    stands.actions.iter().for_each(|action| lines.action(action));
    stands.evidence.iter().for_each(|piece| lines.evidence(piece, &event.by, &seen.opened));
    lines.level(stands.level.as_ref());
    lines.voices(stands);
    lines.0.push_str(&recorded(event));
    Some(lines.0)
}

/// Whether a statement is of this very decision: who took it, when, what is recorded, and why.
/// What else it says of the case is compared by whoever makes it anew.
pub fn is_of(statement: &str, event: &Event) -> bool {
    let said =
        |name| statement.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default().to_string();
    let seen = Seen { register: said(REGISTER), head: said(SEEN), ..Seen::default() };
    let rest = statement.strip_prefix(&begun(&seen, event).0);
    // What follows begins a field, so that a reason is not longer than it was.
    rest.is_some_and(|rest| !rest.starts_with(GOES_ON) && rest.ends_with(&format!("\n{}", recorded(event))))
}

/// What was seen, and the decision in words, by whom, when and why.
fn begun(seen: &Seen, event: &Event) -> Lines {
    let mut lines = Lines(format!("{VERSION}\n{REGISTER}{}\n{SEEN}{}\n", seen.register, seen.head));
    lines.field("decision", &format!("{}: {}", event.stream, event.what.in_words()));
    lines.field("by", &event.by);
    lines.field("on", &event.on.to_string());
    lines.fields("reason", event.why.as_deref());
    lines
}

/// What is recorded, exactly: the last line.
fn recorded(event: &Event) -> String {
    let mut lines = Lines(String::new());
    // What happened can always be written as JSON, in the order in which its fields are declared.
    lines.field("recorded", &serde_json::to_string(&event.what).unwrap_or_default());
    lines.0
}

/// Why a signature proves nothing where its statement, made anew, is another.
pub const NOT_WHAT_STOOD: &str = "its statement is not what stood when it was decided";

/// Why a signature proves nothing where it, or what it was made over, stands at an earlier event; `part` is which.
pub fn used_before(part: &str, seq: u64) -> String {
    format!("its {part} stands at event {seq} already")
}

/// Why a decision is not what was shown where something was recorded on its subject in between.
pub fn came_between(seq: u64) -> String {
    format!("event {seq} on the same recommendation came after what its statement saw")
}

/// Why a decision without a signature is not proved where it could have had one; `register` as it stood before it.
pub fn could_be_signed(register: &Register, event: &Event) -> Option<String> {
    let unsigned = event.signed.is_none() && !keys_on(register, event, event.on).is_empty();
    unsigned.then(|| format!("{} had a key on that day, and it is unsigned", quoted(&event.by)))
}

/// Whether an event changes nothing of what a decision is shown: somebody only read something.
pub fn is_only_read(what: &What) -> bool {
    matches!(what, What::EvidenceOpened { .. })
}

/// The number of the newest event that a statement saw; none where it names no head.
pub fn seq_seen(statement: &str) -> Option<u64> {
    seq_of(head_seen(statement)?)
}

/// The number in a head; none where it is no head.
pub fn seq_of(head: &str) -> Option<u64> {
    head.split(':').next()?.parse().ok()
}

/// The head that stands in a statement.
pub fn head_seen(statement: &str) -> Option<&str> {
    statement.lines().find_map(|line| line.strip_prefix(SEEN))
}

/// Checks a decision's signature, or that the decision may do without one.
/// What was signed is compared with what stands by whoever made the statement.
///
/// # Errors
/// The scheme wants a signature and there is none; the key is not the decider's, or could not be used on that day;
/// the signature does not fit.
pub fn admit(state: &State, event: &Event) -> Result<(), Refusal> {
    let Some(verb) = event.what.decision() else { return Ok(()) };
    let refuse = |reason| Refusal::new(&event.stream, "be decided", reason);
    match &event.signed {
        Some(signed) => counts(state.register.person(&event.by), event.on, signed).map_err(refuse),
        None if state.register.scheme.must_be_signed(verb) => Err(refuse(Reason::Unsigned)),
        None => Ok(()),
    }
}

/// Whether a decision may be recorded without a signature: where the scheme asks for none, and whoever decides has no
/// key that could sign it.
///
/// # Errors
/// Why not.
pub fn admit_unsigned(state: &State, event: &Event) -> Result<(), Refusal> {
    admit(state, &Event { signed: None, ..event.clone() })?;
    match keys_on(&state.register, event, event.on) {
        keys if keys.is_empty() => Ok(()),
        keys => {
            let reason = Reason::KeyNotUsed { actor: event.by.clone(), keys };
            Err(Refusal::new(&event.stream, "be decided", reason))
        }
    }
}

/// The fingerprints of the keys with which whoever decides could sign on a day; none of what is no decision.
pub fn keys_on(register: &Register, event: &Event, day: NaiveDate) -> Vec<String> {
    let person = event.what.decision().and_then(|_| register.person(&event.by));
    let keys = person.into_iter().flat_map(|person| person.usable_keys(day));
    keys.map(|key| key.fingerprint.clone()).collect()
}

fn counts(person: Option<&Person>, on: NaiveDate, signed: &Signed) -> Result<(), Reason> {
    proved(key_of(person, on, signed)?, signed)
}

/// The decider's key with which something was signed, where it could be used on that day.
pub fn key_of<'p>(person: Option<&'p Person>, on: NaiveDate, signed: &Signed) -> Result<&'p Key, Reason> {
    let key = person.and_then(|person| person.key(&signed.key));
    let key = key.ok_or_else(|| Reason::UnknownKey(signed.key.clone()))?;
    key.unusable(on).map_or(Ok(key), Err)
}

/// The same as it is looked at later: a key that ended since, on that day or after it, could still be used then.
pub fn key_then<'p>(person: Option<&'p Person>, on: NaiveDate, signed: &Signed) -> Result<&'p Key, Reason> {
    let key = person.and_then(|person| person.key(&signed.key));
    let key = key.ok_or_else(|| Reason::UnknownKey(signed.key.clone()))?;
    let ended_later = key.ended.as_ref().is_some_and(|ended| ended.on >= on);
    let then = if ended_later { &Key { ended: None, ..key.clone() } } else { key };
    then.unusable(on).map_or(Ok(key), Err)
}

/// Whether a signature fits its statement and was made with the key.
pub fn proved(key: &Key, signed: &Signed) -> Result<(), Reason> {
    let public = PublicKey::read(&key.key).map_err(Reason::SignatureWrong)?;
    public.verify(&signed.statement, &signed.signature, key.holder_verified).map_err(Reason::SignatureWrong)
}

struct Lines(String);

impl Lines {
    /// A field on a line; what has several lines goes on indented.
    fn field(&mut self, name: &str, value: &str) {
        let value = clean(value);
        self.0.push_str(&format!("{name}: {}\n", value.replace('\n', &format!("\n{GOES_ON}"))));
    }

    fn fields<'v>(&mut self, name: &str, values: impl IntoIterator<Item = &'v str>) {
        values.into_iter().for_each(|value| self.field(name, value));
    }

    /// As what somebody decides.
    fn roles(&mut self, person: Option<&Person>, on: NaiveDate) {
        for held in person.iter().flat_map(|person| &person.roles).filter(|held| held.covers(on)) {
            let (from, until) = (dated("from", held.from), dated("until", held.until));
            self.field("as", &format!("{}{from}{until}", held.role.words()));
        }
    }

    fn asked(&mut self, stands: &Recommendation) {
        self.field("asked", &format!("{} {}", stands.reference, stands.text));
        self.field("sort", stands.kind.words());
        self.fields("made to", stands.addressees.iter().map(String::as_str));
        self.field("published", &stands.published.to_string());
        self.fields("deadline", stands.deadline.as_ref().map(|deadline| deadline.words.as_str()));
        self.fields("position", stands.position_in_words().as_deref());
        self.field("stands at", &format!("{} since {}", stands.stage.name(), stands.since));
        let fates = [
            ("reported", &stands.reported),
            ("approved", &stands.approved),
            ("proposed for closure", &stands.completed),
        ];
        for (name, deed) in fates {
            self.fields(name, deed.as_ref().map(told).as_deref());
        }
        let returned = stands.submission_returned.as_ref().map(|deed| format!("recorded {}", told(deed)));
        self.fields("returned by the inspectorate", returned.as_deref());
        self.fields("reopened", stands.reopened.as_ref().map(told).as_deref());
        stands.returns.iter().for_each(|deed| self.field("returned before", &told(deed)));
        stands.sendings_back.iter().for_each(|deed| self.field("sent back before", &told(deed)));
        for refused in &stands.withdrawals_refused {
            let (wish, by) = (closing(&refused.wish), told(&refused.deed));
            self.field("asked to close before as", &format!("{wish}; {}", told(&refused.wish.asked)));
            self.field("closing refused before", &format!("as {wish}; {by}"));
        }
        self.fields("approved on the condition", stands.condition.as_deref());
        if let Some(waits) = &stands.withdrawal {
            self.field("asked to close as", &format!("{}; {}", closing(waits), told(&waits.asked)));
        }
    }

    /// An action with every step of its date; what became of what was asked has a line of its own.
    fn action(&mut self, action: &Action) {
        let name = &action.letter;
        let rated =
            action.rating.as_ref().map_or("not rated".into(), |rating| format!("rated {}", named(rating)));
        let (first, owner, text) = (action.original, named(&action.owner), &action.text);
        self.field("action", &format!("{name} first agreed for {first}; {rated}; owner {owner}: {text}"));
        self.fields(
            "condition",
            action.condition.map(|of| format!("{name} is the {}", of.words())).as_deref(),
        );
        for Move { from, to, asked, granted } in &action.moves {
            self.field("date", &format!("{name} moved from {from} to {to} {}", told(asked)));
            let granted = granted.as_ref().map(|by| format!("{name} to {to} {}", told(by)));
            self.fields("granted", granted.as_deref());
        }
        for Refused { to, asked, deed } in &action.refused {
            self.field("date", &format!("{name} extension to {to} asked {}", told(asked)));
            self.field("refused", &format!("{name} to {to} {}", told(deed)));
        }
        for Refused { to, asked, deed } in &action.lapsed {
            self.field("date", &format!("{name} extension to {to} asked {}", told(asked)));
            self.field("lapsed", &format!("{name} to {to} on {}", deed.on));
        }
        if let Some(waits) = &action.extension {
            self.field("date", &format!("{name} extension to {} asked {}", waits.to, told(&waits.asked)));
        }
        if let Some(said) = &action.progress {
            self.field("last said", &format!("{name} by {} on {}: {}", named(&said.by), said.on, said.text));
        }
        let ended = action.finished.as_ref();
        let ended = ended.map(|it| format!("{name} {} {}", it.ending.words(), told(&it.deed)));
        self.fields("finished", ended.as_deref());
    }

    /// What is known of a piece, and whether whoever decides had opened it.
    fn evidence(&mut self, piece: &Evidence, by: &str, opened: &[(EvidenceRef, NaiveDate)]) {
        let reference = piece.reference;
        let marked = piece.marking.as_ref().map(|marking| format!("marked {}; ", named(marking)));
        let here = piece.file.is_none().then(|| "no file here; ".to_string());
        let dated = piece.dated.map(|day| format!("dated {day}; "));
        let source = piece.source.as_ref().map(|source| format!("from {}; ", named(source)));
        let about: String = [marked, here, dated, source].into_iter().flatten().collect();
        let (kind, title, offered) = (named(&piece.kind), &piece.title, by_whom(&piece.offered));
        self.field("evidence", &format!("{reference} {kind}; {about}offered {offered}: {title}"));
        for (name, words) in [("held", &piece.held), ("offered because", &piece.offered.why)] {
            self.fields(name, words.as_ref().map(|words| format!("{reference} {words}")).as_deref());
        }
        if let Some(file) = &piece.file {
            let by = named(by);
            let opened = match opened.iter().find(|(opened, _)| *opened == reference) {
                Some((_, on)) => format!("opened by {by} on {on}"),
                None => format!("not opened by {by}"),
            };
            let (sha256, size, name) = (&file.sha256, file.size, &file.name);
            self.field("file", &format!("{reference} {opened}; sha256 {sha256}; {size} bytes; {name}"));
            let left = file.left_at.as_ref().map(|path| format!("{reference} {path}"));
            self.fields("left at", left.as_deref());
        }
        let judged = match (&piece.accepted, &piece.rejected) {
            (_, Some(deed)) if piece.taken_back() => format!("taken back {}", told(deed)),
            (_, Some(deed)) => format!("rejected {}", told(deed)),
            (Some(deed), None) => format!("accepted {}", told(deed)),
            (None, None) => "not judged".into(),
        };
        self.field("judged", &format!("{reference} {judged}"));
    }

    /// The whole row of the level, as it was awarded, a line for each of its fields.
    fn level(&mut self, level: Option<&Level>) {
        let Some(level) = level else { return self.field("level", "none awarded") };
        // Whoever adds a field to the row adds its line.
        let Level {
            code,
            name,
            course,
            required_evidence,
            signs,
            verified_by,
            verdict_needed,
            valid_from,
            source_note,
        } = level;
        self.field("level", code);
        self.field("level name", name);
        let steps: Vec<_> =
            (1..).zip(course).map(|(number, step)| format!("{number} {}", named(step))).collect();
        self.field("level course", &steps.join("; "));
        let kinds = if required_evidence.is_empty() {
            "none".into()
        } else {
            required_evidence.iter().map(|kind| named(kind)).collect::<Vec<_>>().join("; ")
        };
        self.field("level asks for evidence", &kinds);
        self.field("level is signed by", signs);
        self.field("level is", verified_by.words());
        self.field("level needs a verdict", if *verdict_needed { "yes" } else { "no" });
        self.fields("level is valid from", valid_from.map(|day| day.to_string()).as_deref());
        self.fields("level source", Some(source_note.as_str()).filter(|note| !note.is_empty()));
    }

    fn question(&mut self, question: &Question) {
        let (number, asked) = (question.number, told(&question.asked));
        self.field("question", &format!("{number} {asked}: {}", question.text));
        for reply in &question.replies {
            self.field("answer to question", &format!("{number} {}: {}", told(&reply.deed), reply.text));
        }
    }

    /// What others said: the answers of other bodies, decisions of meetings, questions, and dissent.
    fn voices(&mut self, stands: &Recommendation) {
        for answer in &stands.answers {
            self.field("answer", &format!("{} on {}: {}", named(&answer.body), answer.on, answer.text));
        }
        for minuted in &stands.decisions {
            self.field("minuted", &format!("{} on {}: {}", minuted.meeting, minuted.on, minuted.text));
        }
        stands.questions.iter().for_each(|question| self.question(question));
        if stands.dissents.is_empty() {
            self.field("dissent", "none recorded");
        }
        for one in &stands.dissents {
            self.field(
                "dissent",
                &format!("{} at {} on {}: {}", named(&one.who), one.meeting, one.on, one.text),
            );
        }
    }
}

/// A part of a case that a statement may tell.
pub enum Part<'c> {
    Action(&'c Action),
    /// As whoever decides (`by`) had read it.
    Evidence {
        piece: &'c Evidence,
        by: &'c str,
        opened: &'c [(EvidenceRef, NaiveDate)],
    },
    Question(&'c Question),
}

/// Whether a statement tells a part of a case just as it stands.
pub fn tells(statement: &str, part: &Part) -> bool {
    let mut lines = Lines("\n".into());
    match part {
        Part::Action(action) => lines.action(action),
        Part::Evidence { piece, by, opened } => lines.evidence(piece, by, opened),
        Part::Question(question) => lines.question(question),
    }
    statement.contains(&lines.0)
}

/// Who did it and when, and last what they wrote.
fn told(deed: &Deed) -> String {
    let why = deed.why.as_ref().map_or(String::new(), |why| format!(" because: {why}"));
    format!("{}{why}", by_whom(deed))
}

fn by_whom(deed: &Deed) -> String {
    format!("by {} on {}", named(&deed.by), deed.on)
}

/// As what it was asked to be closed.
fn closing(wish: &Withdrawal) -> String {
    let by = wish.superseded_by.as_ref().map_or(String::new(), |by| format!(" by {by}"));
    format!("{}{by}", wish.ending.words())
}

fn dated(word: &str, day: Option<NaiveDate>) -> String {
    day.map_or(String::new(), |day| format!(" {word} {}", in_words(day)))
}
