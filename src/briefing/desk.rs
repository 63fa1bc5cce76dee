//! The desk of whoever decides: what waits in a list, and one item whole, in the order in which it is read.
//! The command line, the screens and the plain lines tell the same.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::case;
use super::headline::{self, Refusal};
use super::layout::{beside, cut, fold};
use super::table::{Cell, Table};
use crate::journey::deadline::in_words as day;
use crate::journey::deciding::{Matter, Pressing};
use crate::journey::event::What;
use crate::journey::recommendation::{Deed, Dissent, Evidence, Recommendation};
use crate::journey::reference::RecommendationRef;
use crate::journey::register::Register;
use crate::journey::text::{capital, clean_line};
use crate::ledger::deciding::{Desk, Waiting};
use crate::ledger::looks::{Look, Looks};
use crate::ledger::trouble::Trouble;
use crate::ledger::{Ledger, Recorded};

/// Of what changed so many events are told.
const CHANGED: usize = 12;
/// So many digits of a hash tell one file from another here.
const HASH: usize = 8;
/// Of a dissent so many columns stand at the top of an item: a line where a terminal is 80 columns wide.
const DISSENT: usize = 76;
/// So many dissents stand there.
const DISSENTS: usize = 2;

/// One item with all that is told of it.
struct Item<'a> {
    waiting: &'a Waiting,
    register: &'a Register,
    today: NaiveDate,
    /// Who decides.
    person: &'a str,
    /// Why yes cannot be said now.
    hindered: Option<&'a str>,
    since: Since<'a>,
}

/// What is new to the person.
enum Since<'a> {
    FirstLook,
    Look(Look, &'a [Recorded]),
    /// A past has no looks.
    NotTold,
}

/// An item as it is told to a person, and that person's looks.
pub struct Told {
    pub sections: Vec<Section>,
    reference: RecommendationRef,
    looks: Option<Looks>,
}

/// The looks of before a session, so that coming back to an item does not make its news old.
pub type Before = BTreeMap<RecommendationRef, Option<Look>>;

impl Told {
    /// Everything of an item below what is asked, with what is new since the look in `before`; where there is none,
    /// since the person's last look, which is put there.
    ///
    /// # Errors
    /// The register could not be read.
    pub fn of(
        waiting: &Waiting,
        ledger: &Ledger,
        register: &Register,
        person: &str,
        before: &mut Before,
    ) -> Result<Told, Trouble> {
        let reference = &waiting.stands.reference;
        let hindered = ledger.hinders(waiting, person)?;
        let looks = if ledger.past_moment().is_some() { None } else { ledger.looks(person)? };
        let last =
            looks.as_ref().map(|looks| *before.entry(reference.clone()).or_insert(looks.last(reference)));
        let last = last
            .map(|look| ledger.spoke_last(reference, person).map(|spoke| Look::newest(look, spoke)))
            .transpose()?;
        let events = last.flatten().map_or(Ok(Vec::new()), |look| ledger.since(reference, &look))?;
        let since = match last {
            None => Since::NotTold,
            Some(None) => Since::FirstLook,
            Some(Some(look)) => Since::Look(look, &events),
        };
        let (today, hindered) = (ledger.today(), hindered.as_deref());
        let sections = sections(&Item { waiting, register, today, person, hindered, since });
        Ok(Told { sections, reference: reference.clone(), looks })
    }

    /// Keeps it as the person's last look.
    ///
    /// # Errors
    /// The register could not be read, or the state folder not be written; then the next look tells more than is new.
    pub fn keep(&mut self, ledger: &Ledger) -> Result<(), Trouble> {
        let Some(looks) = &mut self.looks else { return Ok(()) };
        looks.keep(&self.reference, ledger.look_now()?)
    }
}

/// A part of an item: its head, and lines under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    pub head: String,
    pub lines: Vec<Line>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub text: String,
    /// Whether it stands out: something is missing, late, refused or not opened.
    pub warns: bool,
}

fn line(text: impl Into<String>) -> Line {
    Line { text: text.into(), warns: false }
}

fn warning(text: impl Into<String>) -> Line {
    Line { text: text.into(), warns: true }
}

fn section(head: impl Into<String>, lines: Vec<Line>) -> Section {
    Section { head: head.into(), lines }
}

/// What is asked, by whom and since when, in one sentence.
pub fn asks(waiting: &Waiting) -> String {
    let Waiting { matter, stands, .. } = waiting;
    let asked = matter.asked(stands);
    let by = |verb: &str| {
        asked.map_or(String::new(), |deed| format!(", {verb} by {} on {}", deed.by, day(deed.on)))
    };
    let what = match matter {
        Matter::Approval => format!("{}{}", asks_for(waiting), by("reported")),
        Matter::SignOff => format!("{}{}", asks_for(waiting), by("proposed")),
        Matter::Withdrawal => {
            let ending = stands.withdrawal.as_ref().map_or("", |waits| waits.ending.words());
            format!("to be closed as {ending}{}{}", by("asked"), reason(asked))
        }
        Matter::Extension(_) => {
            let dates =
                matter.action(stands).and_then(|action| Some((action.target, action.extension.as_ref()?.to)));
            let dates =
                dates.map_or(String::new(), |(from, to)| format!(", from {} to {}", day(from), day(to)));
            format!("{}{dates}{}{}", matter.words(), by("asked"), reason(asked))
        }
    };
    format!("{} asks: {what}", waiting.subject())
}

/// What is asked for in a few words, with the position on which the answer rests: `approval of the outcome (accepted in part)`.
fn asks_for(waiting: &Waiting) -> String {
    // A sign-off that waits must not read as one that is accepted.
    let of = if waiting.matter == Matter::SignOff { "position " } else { "" };
    let position =
        waiting.position().map_or(String::new(), |position| format!(" ({of}{})", position.words()));
    format!("{}{position}", waiting.matter.words())
}

/// The same as a row of the list has it, with a question that waits for its answer.
pub fn row(waiting: &Waiting, person: &str) -> String {
    let question = question(waiting, person).map_or(String::new(), |words| format!(", {words}"));
    format!("{}{question}", asks_for(waiting))
}

/// That a question on it waits for its answer, and whether this person asked it, or that this person's was answered;
/// none where there is none, and where why it stands there says so.
pub fn question(waiting: &Waiting, person: &str) -> Option<&'static str> {
    if waiting.stands.open_questions().next().is_none() {
        let is_said = matches!(waiting.pressing, Pressing::Answered(_));
        let asked = waiting.matter.asked(&waiting.stands).map_or(waiting.stands.since, |deed| deed.on);
        let answered = waiting.stands.answered(person).filter(|reply| !is_said && reply.deed.on >= asked);
        return answered.map(|_| "your question answered");
    }
    let own = waiting.own_question(person);
    Some(if own { "your question not answered" } else { "a question not answered" })
}

fn reason(deed: Option<&Deed>) -> String {
    deed.map_or(String::new(), Deed::reason)
}

/// The refusal that stands on a recommendation and is not overcome: it wins every headline.
pub fn refusal(stands: &Recommendation) -> Option<String> {
    refusals(stands).into_iter().next()
}

/// Every refusal that is not overcome, the newest first.
pub fn refusals(stands: &Recommendation) -> Vec<String> {
    headline::refusals(stands).iter().map(Refusal::words).collect()
}

/// Everything of an item below what is asked, in the order in which it is read.
fn sections(item: &Item) -> Vec<Section> {
    let stands = &item.waiting.stands;
    let mut all = Vec::new();
    let refused: Vec<_> = refusals(stands).into_iter().map(warning).collect();
    if !refused.is_empty() {
        all.push(section("Refused before", refused));
    }
    all.extend(dissent_in_short(stands));
    all.extend(answered(item));
    all.push(asked(item));
    all.push(done(item));
    all.extend(said_no(item.waiting));
    all.extend(decided(stands));
    all.extend(changed(item));
    all.push(evidence(item));
    all.push(level(item));
    let questions: Vec<_> = stands.questions.iter().flat_map(case::question).map(line).collect();
    if !questions.is_empty() {
        all.push(section("Questions", questions));
    }
    let minuted = stands
        .decisions
        .iter()
        .map(|one| line(format!("decided at {} on {}: {}", one.meeting, day(one.on), one.text)));
    let answers = stands
        .answers
        .iter()
        .map(|one| line(format!("{} answered on {}: {}", one.body, day(one.on), one.text)));
    let said: Vec<_> = minuted.chain(answers).collect();
    if !said.is_empty() {
        all.push(section("What others said", said));
    }
    all.push(match stands.dissents.as_slice() {
        [] => section("Dissent", vec![line("none recorded")]),
        all => section("Dissent", all.iter().map(|one| warning(case::dissent(one))).collect()),
    });
    all
}

/// Who did not agree, and the first words of it: it is seen before anything is scrolled, and stands whole below.
fn dissent_in_short(stands: &Recommendation) -> Option<Section> {
    let (shown, more) = stands.dissents.split_at(stands.dissents.len().min(DISSENTS));
    let told = |one: &Dissent| warning(cut(&format!("{}: {}", one.who, clean_line(&one.text)), DISSENT));
    let more = (!more.is_empty()).then(|| warning(format!("and {} more, below", more.len())));
    let lines: Vec<_> = shown.iter().map(told).chain(more).collect();
    (!lines.is_empty()).then(|| section("Did not agree", lines))
}

/// What came back to a question of this person since the last look: it stands where it is on the screen at once.
fn answered(item: &Item) -> Option<Section> {
    let Since::Look(_, events) = &item.since else { return None };
    let told = |one: &Recorded| {
        let event = &one.record.event;
        let What::QuestionAnswered { question, text } = &event.what else { return None };
        let mut questions = item.waiting.stands.questions.iter();
        let own = questions.find(|own| own.number == *question && own.asked.by == item.person)?;
        Some(warning(format!("on {}, by {}: {text} (you asked: {})", day(event.on), event.by, own.text)))
    };
    let lines: Vec<_> = events.iter().filter_map(told).collect();
    (!lines.is_empty()).then(|| section("Your question was answered", lines))
}

fn asked(item: &Item) -> Section {
    let stands = &item.waiting.stands;
    let mut lines = vec![line(&stands.text)];
    if stands.deadline.is_some() {
        let words = format!("the inspectorate's deadline: {}", case::deadline(stands, item.today));
        let passed = words.contains("PASSED");
        lines.push(Line { text: words, warns: passed });
    }
    if stands.addressees.len() > 1 {
        lines.push(line(format!("made jointly to {}", stands.addressees.join("; "))));
    }
    if stands.times_asked > 1 {
        lines.push(line(format!("asked {} times, first on {}", stands.times_asked, day(stands.first_asked))));
    }
    section("What was asked of the force", lines)
}

/// The work: what is done at a sign-off, what is to be done before.
fn done(item: &Item) -> Section {
    let Waiting { matter, stands, .. } = item.waiting;
    let left = stands.unfinished().count();
    let count = match stands.actions.len() {
        0 => "no action".to_string(),
        1 => "1 action".into(),
        several => format!("{several} actions"),
    };
    let finished = match left {
        _ if stands.actions.is_empty() => String::new(),
        0 => ", all finished".into(),
        left => format!(", {left} not finished"),
    };
    let moved: Vec<_> = stands
        .actions
        .iter()
        .filter_map(|action| action.trail().map(|trail| format!("{} {trail}", action.letter)))
        .collect();
    let dates = if moved.is_empty() {
        "no date was moved".into()
    } else {
        format!("dates moved: {}", moved.join("; "))
    };
    // What is asked names the position; here stands why the force took it.
    let why = stands.position_taken.as_ref().and_then(|deed| deed.why.as_ref());
    let position = why.and_then(|_| stands.position_in_words());
    let mut lines: Vec<_> = position.map(|words| line(format!("position: {words}"))).into_iter().collect();
    lines.push(line(format!("{count}{finished}; {dates}")));
    let about = matter.action(stands);
    // Of a later date that is asked, its own action is read first.
    let mut actions: Vec<_> = stands.actions.iter().collect();
    actions.sort_by_key(|action| about.is_some_and(|about| about.letter != action.letter));
    for action in actions {
        let rating = case::rating(action, &item.register.scheme);
        let dates = case::date_words(action, item.today);
        let text = format!("{} {}; {}, {rating}, {dates}", action.letter, action.marked(), action.owner);
        lines.push(Line { text, warns: action.overdue(item.today) });
        lines.extend(case::trail_lines(action).into_iter().map(|step| line(format!("  {step}"))));
        lines.extend(
            action
                .progress
                .iter()
                .map(|said| line(format!("  last said on {} by {}: {}", day(said.on), said.by, said.text))),
        );
    }
    let head = if matches!(matter, Matter::SignOff) { "What was done" } else { "What the force does" };
    section(head, lines)
}

/// What the DCC said no to before, so that it can be held against what changed since.
fn said_no(waiting: &Waiting) -> Option<Section> {
    let noes = headline::noes(&waiting.matter, &waiting.stands);
    let (head, _) = noes.first()?;
    Some(section(capital(head), noes.into_iter().map(|(_, said)| warning(said)).collect()))
}

/// What was decided on it before and stands.
fn decided(stands: &Recommendation) -> Option<Section> {
    let deed = stands.approved.as_ref()?;
    let condition = stands.condition.as_ref().map_or(String::new(), |it| format!(" on the condition: {it}"));
    let words = format!("approved by {} on {}{}{condition}", deed.by, day(deed.on), deed.signature());
    Some(section("Decided before", vec![line(words)]))
}

/// What others recorded since the person looked last.
fn changed(item: &Item) -> Option<Section> {
    let (look, events) = match &item.since {
        Since::NotTold => return None,
        Since::FirstLook => return Some(section("Changed", vec![line("this is your first look at it")])),
        Since::Look(look, events) => (look, events),
    };
    let others: Vec<_> = events.iter().filter(|one| one.record.event.by != item.person).collect();
    let head = format!("Changed since you last looked ({})", day(look.on));
    if others.is_empty() {
        return Some(section(head, vec![line("nothing")]));
    }
    let mut lines = vec![line(counted(others.iter().map(|one| &one.record.event.what)))];
    lines.extend(others.iter().rev().take(CHANGED).map(|one| {
        let event = &one.record.event;
        line(format!("{} {}: {}", day(event.on), event.by, event.in_words()))
    }));
    if others.len() > CHANGED {
        lines.push(line(format!("and {} before that, in its history", others.len() - CHANGED)));
    }
    Some(section(head, lines))
}

/// `4 updates, 2 of evidence, 1 other`.
fn counted<'e>(events: impl Iterator<Item = &'e What>) -> String {
    let (mut updates, mut evidence, mut answers, mut others) = (0, 0, 0, 0);
    for what in events {
        *match what {
            What::ProgressReported { .. } | What::ActionFinished { .. } => &mut updates,
            What::EvidenceAdded { .. }
            | What::EvidenceAccepted { .. }
            | What::EvidenceRejected { .. }
            | What::EvidenceWithdrawn { .. }
            | What::EvidenceOpened { .. } => &mut evidence,
            What::QuestionAnswered { .. } => &mut answers,
            _ => &mut others,
        } += 1;
    }
    let told = [
        (updates, "update", "updates"),
        (evidence, "entry on evidence", "entries on evidence"),
        (answers, "answer", "answers"),
        (others, "other entry", "other entries"),
    ];
    let told = told.iter().filter(|(count, ..)| *count > 0);
    told.map(|(count, one, many)| format!("{count} {}", if *count == 1 { one } else { many }))
        .collect::<Vec<_>>()
        .join(", ")
}

fn evidence(item: &Item) -> Section {
    let stands = &item.waiting.stands;
    let mut lines: Vec<_> = stands.evidence.iter().map(|piece| of_evidence(piece, item.person)).collect();
    if lines.is_empty() {
        lines.push(line("none offered"));
    }
    section("Evidence", lines)
}

/// What the program knows of it before what somebody wrote.
fn of_evidence(piece: &Evidence, person: &str) -> Line {
    let judged = case::judged(piece);
    let (reference, title, kind) = (piece.reference, &piece.title, &piece.kind);
    let Some(file) = &piece.file else {
        let held = piece.held.as_ref().map_or(String::new(), |held| format!("; held: {held}"));
        return line(format!("{reference} ({kind}), no file here, {judged} · {title}{held}"));
    };
    let lies = if file.left_at.is_some() { "referred to" } else { "stored" };
    let hash = file.sha256.get(..HASH).unwrap_or(&file.sha256);
    let marking = piece.marking.as_ref().map_or(String::new(), |marking| format!(", marked {marking}"));
    let told = |opened: &str| {
        format!("{reference} ({kind}), {lies}{opened}, sha256 {hash}…, {judged} · {title}{marking}")
    };
    match piece.opened_by(person) {
        Some(deed) => line(told(&format!(", opened by you on {}", day(deed.on)))),
        // What counts for nothing need not be read.
        None if piece.rejected.is_some() => line(told("")),
        None => warning(told(", NOT OPENED by you")),
    }
}

/// What the level asks for, and what stands in the way.
fn level(item: &Item) -> Section {
    let Waiting { matter, stands, .. } = item.waiting;
    let mut lines = Vec::new();
    let head = match &stands.level {
        None => "Level".to_string(),
        Some(level) => format!("Level {} asks", level.code),
    };
    match &stands.level {
        None => lines.push(line("not awarded yet")),
        Some(level) => {
            let course = level.course.join("; ");
            lines.push(line(format!("{} ({}): {course}", level.name, level.verified_by.words())));
            let closes = if level.verdict_needed {
                "signed off, it may be submitted; the inspectorate's verdict closes it"
            } else {
                "signed off, it is closed: no verdict is needed, and no condition can be made"
            };
            lines.extend(matches!(matter, Matter::SignOff).then(|| line(closes)));
            let missing = stands.evidence_not_accepted();
            lines.push(match missing.as_slice() {
                [] => line("evidence: complete"),
                kinds => warning(format!("still missing: accepted evidence of kind {}", kinds.join(", "))),
            });
        }
    }
    lines.extend(item.hindered.map(|why| warning(format!("in the way of it: {why}"))));
    section(head, lines)
}

/// The item whole below its heading, as text.
pub fn whole(waiting: &Waiting, sections: &[Section], today: NaiveDate, width: usize) -> String {
    let mut out = fold(&asks(waiting), width, "");
    out.push_str(&fold(&waiting.pressing.words(today), width, ""));
    for Section { head, lines } in sections {
        out.push_str(&format!("\n{head}\n"));
        lines.iter().for_each(|line| out.push_str(&fold(&line.text, width, "  ")));
    }
    out.push_str(&fold(&format!("\n{}", commands(waiting)), width, ""));
    out
}

/// The commands by which it is decided.
pub fn commands(waiting: &Waiting) -> String {
    let (yes, no, subject) = (waiting.matter.yes(), waiting.matter.no(), waiting.subject());
    let reference = &waiting.stands.reference;
    format!(
        "`plenary {yes} {subject}`, `plenary {no} {subject} --why REASON`, or `plenary question ask {reference} QUESTION`"
    )
}

/// The list in rows.
pub fn table(desk: &Desk, today: NaiveDate) -> Table {
    let row = |waiting: &Waiting| {
        let asked = waiting.matter.asked(&waiting.stands);
        vec![
            Cell::words(waiting.subject()),
            Cell::words(waiting.matter.words()),
            Cell::words(asked.map_or("", |deed| deed.by.as_str())),
            Cell::Date(asked.map(|deed| deed.on)),
            Cell::words(waiting.pressing.words(today)),
            Cell::words(&waiting.stands.text),
        ]
    };
    Table {
        columns: vec!["ref", "asks for", "asked by", "since", "why here", "text"],
        rows: desk.waiting.iter().map(row).collect(),
        none: NOTHING,
    }
}

/// What is said where nothing waits.
pub const NOTHING: &str = "nothing waits for your decision";

/// The list as text, a few lines each.
pub fn list(desk: &Desk, person: &str, today: NaiveDate, width: usize) -> String {
    if desk.waiting.is_empty() {
        return std::iter::once(NOTHING.to_string())
            .chain(beside_it(desk))
            .map(|line| format!("{line}\n"))
            .collect();
    }
    let mut out = format!(
        "Desk of {person}: {} {}\n",
        desk.waiting.len(),
        if desk.waiting.len() == 1 { "waits" } else { "wait" }
    );
    for (at, waiting) in desk.waiting.iter().enumerate() {
        out.push_str(&beside(&format!("{:>3}  ", at + 1), &asks(waiting), width));
        out.push_str(&fold(&refusal(&waiting.stands).unwrap_or_default(), width, "     "));
        out.push_str(&fold(&waiting.pressing.words(today), width, "     "));
    }
    beside_it(desk).iter().for_each(|line| out.push_str(&fold(line, width, "")));
    out.push_str(&fold("read one whole with `plenary desk REF`", width, ""));
    out
}

/// What is to be known of the desk beside what waits on it, a line each.
pub fn beside_it(desk: &Desk) -> Vec<String> {
    let own = match desk.own {
        0 => None,
        1 => Some("1 more is your own, and another approver decides it".to_string()),
        own => Some(format!("{own} more are your own, and another approver decides them")),
    };
    let more = desk.more.then(|| "more may wait: these are the oldest of each sort".to_string());
    own.into_iter().chain(more).collect()
}
