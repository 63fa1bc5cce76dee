//! The sign-off paper: one recommendation's whole case on a page or two, the decision on it,
//! and everything with which somebody who has no Plenary can check who took that.

mod work;

use chrono::NaiveDate;
use work::Below;

use super::document::{Block, Paper, Table, Verbatim};
use super::facts::Facts;
use super::recommendation::happened;
use crate::briefing::case::{self, about, dissent, going_on, next};
use crate::briefing::headline::{self, Refusal};
use crate::clock::written;
use crate::journey::dating;
use crate::journey::deadline::in_words as day;
use crate::journey::deciding::Matter;
use crate::journey::event::{Event, Signed, What};
use crate::journey::keys::allowed::{identity, line, verified_as};
use crate::journey::keys::public::NAMESPACE;
use crate::journey::people::Holding;
use crate::journey::recommendation::{Ending, Recommendation, Stage};
use crate::journey::statement::{
    NOT_WHAT_STOOD, came_between, could_be_signed, is_of, is_only_read, key_then, proved, seq_seen,
    used_before,
};
use crate::journey::text::capital;
use crate::ledger::Recorded;

/// Writes it from all that happened to a recommendation.
pub fn sign_off(facts: &Facts, case: &Recommendation, history: &[Recorded]) -> Paper {
    let decisions: Vec<&Recorded> =
        history.iter().filter(|recorded| recorded.record.event.what.decision().is_some()).collect();
    let newest = decisions.last().copied();
    let signed = newest.and_then(|newest| newest.record.event.signed.as_ref());
    let (first, headlines) = headlines(facts, case, newest, history);
    let first = first.map_or(String::new(), |word| format!("{word}: "));
    let mut paper = facts.paper("signoff", format!("{first}{}, sign-off paper", case.reference));
    paper.upright = true;
    paper.ratings = used(paper.ratings, case);
    paper.blocks.extend(headlines);
    let below = Below::of(newest, headline::waits(case).is_empty(), history);
    stands(case, &below, &mut paper);
    paper.heading(2, "What was asked");
    paper.say(&case.text);
    paper.list(about(case, &facts.register, facts.today));
    work::tell(facts, case, &below, &mut paper);
    if !case.dissents.is_empty() {
        paper.heading(2, "Who did not agree");
        paper.list(case.dissents.iter().map(dissent).collect());
    }
    if !decisions.is_empty() {
        paper.heading(2, "Every decision on it");
        let head = ("decisions", "What was decided, and whether it is signed", "");
        paper.table(happened(head, decisions.iter().copied()).without_empty());
    }
    if let (Some(newest), Some(signed)) = (newest, signed) {
        proof(facts, case, &newest.record.event, signed, &mut paper);
    }
    paper
}

/// Of what the ratings mean, those that stand in it.
fn used(mut ratings: Table, case: &Recommendation) -> Table {
    let stands = |code: &str| case.actions.iter().any(|action| action.rating.as_deref() == Some(code));
    ratings.rows.retain(|row| stands(&row[1].shown()));
    ratings.none = "No action is rated.".into();
    ratings
}

/// What stands in large, and under it who decided; before it the word that the title begins with, where there is one:
/// a refusal first, then what waits, then whether the decision that stands is proved.
fn headlines(
    facts: &Facts,
    case: &Recommendation,
    newest: Option<&Recorded>,
    history: &[Recorded],
) -> (Option<String>, Vec<Block>) {
    let large = |words: &str| Block::Heading(2, words.to_string());
    let (refusals, waits) = (headline::refusals(case), headline::waits(case));
    let refusal = refusals.first();
    let (mut first, mut blocks) = (refusal.map(Refusal::word), Vec::new());
    let is_newest = |refusal: &Refusal| newest.is_some_and(|newest| refusal.is_of(&newest.record.event));
    blocks.extend(refusal.map(|refusal| match is_newest(refusal) && waits.is_empty() {
        true => large(&refusal.over_its_proof()),
        false => large(&refusal.large()),
    }));
    for waits in &waits {
        blocks.extend([large(&waits.large), Block::Paragraph(waits.asked.clone())]);
    }
    match newest {
        Some(newest) if waits.is_empty() => {
            let is_said = refusal.is_some_and(is_newest);
            let state = signature(facts, case, (newest, history), is_said);
            if came_back(case, &newest.record.event.what) {
                blocks.push(large("IT CAME BACK: the decision below stands no more"));
                first.get_or_insert("CAME BACK".into());
            }
            if state.is_err() {
                first.get_or_insert(NOT_PROVED.into());
            }
            let state = state.unwrap_or_else(|why| format!("{NOT_PROVED}: {why}"));
            blocks.extend([large(&state), decided_by(facts, newest, is_said)]);
            blocks.extend(asked_for(newest, history));
            blocks.extend(to_be_looked_at(facts, newest));
        }
        Some(newest) => blocks.push(decided_before(newest)),
        None if waits.is_empty() => blocks
            .extend([large(NOT_DECIDED), Block::Paragraph("Nothing was decided, and nothing waits.".into())]),
        None => {}
    }
    if !waits.is_empty() || newest.is_none() {
        first.get_or_insert(NOT_DECIDED.into());
    }
    (first, blocks)
}

const NOT_DECIDED: &str = "NOT DECIDED";
const NOT_PROVED: &str = "NOT PROVED";

/// Whether it came back since a decision, so that this stands no more.
fn came_back(case: &Recommendation, what: &What) -> bool {
    match what {
        What::SignedOff { .. } => case.signed_off.is_none(),
        What::OutcomeApproved { .. } => case.approved.is_none(),
        What::WithdrawalGranted { .. } => case.stage != Stage::Closed,
        _ => false,
    }
}

/// What was decided, where nothing larger says it, and whether that is signed, as it stands in large; why it is not
/// proved, where it says that it is.
fn signature(
    facts: &Facts,
    case: &Recommendation,
    (newest, history): (&Recorded, &[Recorded]),
    is_said: bool,
) -> Result<String, String> {
    let event = &newest.record.event;
    let state = match &event.signed {
        None => {
            let could_be = facts.decided_on.as_ref().and_then(|then| could_be_signed(&then.register, event));
            could_be.map_or(Ok(()), Err)?;
            "UNSIGNED".to_string()
        }
        Some(signed) => {
            counts(facts, event, signed)?;
            again(newest, signed, history).map_or(Ok(()), Err)?;
            is_made_anew(facts, signed)?;
            format!("signed by {}", event.by)
        }
    };
    Ok(if is_said { capital(&state) } else { format!("{}, {state}", in_large(case, &event.what)) })
}

/// A decision in the words that are read from afar: `EXTENSION OF c TO 28 JUN 2024 GRANTED`.
fn in_large(case: &Recommendation, what: &What) -> String {
    let on_condition = |condition: &Option<String>| condition.as_ref().map_or("", |_| " ON A CONDITION");
    let closed = |ending: Ending| format!("CLOSED AS {}", ending.words().to_uppercase());
    let until =
        |to: &Option<NaiveDate>| to.map_or(String::new(), |to| format!(" TO {}", day(to).to_uppercase()));
    match what {
        What::OutcomeApproved { closes: Some(ending), .. } => closed(*ending),
        What::OutcomeApproved { condition, .. } => format!("APPROVED{}", on_condition(condition)),
        What::SignedOff { closes: Some(ending), .. } => format!("SIGNED OFF AND {}", closed(*ending)),
        What::SignedOff { condition, .. } => format!("SIGNED OFF{}", on_condition(condition)),
        What::ExtensionGranted { action, to } => format!("EXTENSION OF {action}{} GRANTED", until(to)),
        What::ExtensionRefused { action, to } => format!("EXTENSION OF {action}{} REFUSED", until(to)),
        What::WithdrawalGranted { ending: Some(ending), superseded_by } => {
            let by = superseded_by.as_ref().map_or(String::new(), |by| format!(" BY {by}"));
            format!("{}{by}", closed(*ending))
        }
        What::WithdrawalGranted { .. } => {
            case.closing.as_ref().map_or("CLOSING GRANTED".into(), |closing| closed(closing.ending))
        }
        // What came back and is overcome.
        other => other.in_words().to_uppercase(),
    }
}

/// Why it was not signed for this decision, as `plenary verify` finds it too.
fn again(newest: &Recorded, signed: &Signed, history: &[Recorded]) -> Option<String> {
    let seen = seq_seen(&signed.statement).unwrap_or_default();
    let mut between = None;
    for earlier in history.iter().filter(|earlier| earlier.seq < newest.seq) {
        let event = &earlier.record.event;
        let parts = event
            .signed
            .as_ref()
            .map(|it| (it.signature == signed.signature, it.statement == signed.statement));
        match parts {
            Some((true, _)) => return Some(used_before("signature", earlier.seq)),
            Some((_, true)) => return Some(used_before("statement", earlier.seq)),
            _ if event.stream == newest.record.event.stream && !is_only_read(&event.what) => {
                between = Some(earlier.seq)
            }
            _ => {}
        }
    }
    between.filter(|seq| *seq > seen).map(came_between)
}

/// What was decided, where no headline says it, by whom and as what, and what proves that.
fn decided_by(facts: &Facts, newest: &Recorded, is_said: bool) -> Block {
    let event = &newest.record.event;
    let person = facts.register.person(&event.by);
    let held = person.iter().flat_map(|person| &person.roles).filter(|held| held.covers(event.on));
    let held: Vec<String> = held.map(role).collect();
    let held = if held.is_empty() { String::new() } else { format!(", as {}", held.join(" and ")) };
    // What somebody wrote stands last: nothing in it can be taken for who decided.
    let why = event.why.as_ref().filter(|_| !is_said).map_or(String::new(), |why| format!(" Why: {why}"));
    let what = if is_said { String::new() } else { format!("{}. ", capital(&event.what.in_words())) };
    let proof = match &event.signed {
        None => "It bears no signature: the register says who took it, and nothing else proves it.".into(),
        Some(signed) => {
            format!("Signed with {}: the signature, and how to check it, are at the end.", signed.key)
        }
    };
    let (on, at) = (day(event.on), written(newest.record.at));
    Block::Paragraph(format!(
        "{what}Decided by {}{held}, on {on}; recorded as event {} at {at}. {proof}{why}",
        event.by, newest.seq
    ))
}

/// Who had asked for a later date or an end that was decided, and why.
fn asked_for(newest: &Recorded, history: &[Recorded]) -> Option<Block> {
    let matter = Matter::answered_by(&newest.record.event.what)?;
    if !matches!(matter, Matter::Withdrawal | Matter::Extension(_)) {
        return None;
    }
    let before = history.iter().rev().filter(|earlier| earlier.seq < newest.seq);
    let mut before = before.map(|earlier| &earlier.record.event);
    let asked = before.find(|event| Matter::asked_by(&event.what).as_ref() == Some(&matter))?;
    let why = asked.why.as_ref().map_or(String::new(), |why| format!(": {why}"));
    Some(Block::Paragraph(format!("Asked for by {} on {}{why}", asked.by, day(asked.on))))
}

/// What its day gave the decision that the day on which it was recorded would not: an authority that had ended by then,
/// or no key to sign with.
fn to_be_looked_at(facts: &Facts, newest: &Recorded) -> Option<Block> {
    let (event, recorded) = (&newest.record.event, newest.record.at.date_naive());
    let roles = dating::roles(&event.what).unwrap_or_default();
    let ended = dating::authority_ended(&facts.register, roles, event, recorded);
    let then = facts.decided_on.as_ref();
    let unsigned = then.and_then(|then| dating::unsigned_before_key(&then.register, event, recorded));
    let words: Vec<String> = ended.into_iter().chain(unsigned).collect();
    (!words.is_empty()).then(|| Block::Paragraph(format!("To be looked at: {}.", words.join("; "))))
}

/// What was decided before that which waits: it answers nothing of that.
fn decided_before(newest: &Recorded) -> Block {
    let event = &newest.record.event;
    let (what, on, seq) = (event.in_words(), day(event.on), newest.seq);
    Block::Paragraph(format!("The last decision before that: {what}, by {} on {on}, event {seq}.", event.by))
}

fn role(held: &Holding) -> String {
    let from = held.from.map_or(String::new(), |from| format!(" from {}", day(from)));
    let until = held.until.map_or(String::new(), |until| format!(" until {}", day(until)));
    format!("{}{from}{until}", held.role.words())
}

/// Whether the signature was made with the decider's key over a statement of this decision.
fn counts(facts: &Facts, event: &Event, signed: &Signed) -> Result<(), String> {
    if !is_of(&signed.statement, event) {
        return Err("its statement is not what was recorded".into());
    }
    let key = key_then(facts.register.person(&event.by), event.on, signed);
    key.and_then(|key| proved(key, signed)).map_err(|reason| reason.to_string())
}

/// Whether its statement, made anew from what stood before, is the same.
fn is_made_anew(facts: &Facts, signed: &Signed) -> Result<(), String> {
    let anew = facts.decided_on.as_ref().and_then(|then| then.statement.as_ref());
    if anew == Some(&signed.statement) { Ok(()) } else { Err(NOT_WHAT_STOOD.into()) }
}

fn stands(case: &Recommendation, below: &Below, paper: &mut Paper) {
    let mut lines =
        vec![format!("stands at {} since {}; {}", case.stage.name(), day(case.since), next(case))];
    // The newest refusal stands in large, and dissent by itself where there is any.
    lines.extend(headline::refusals(case).iter().skip(1).map(Refusal::words));
    let told = case.questions.iter().filter(|question| below.tells_question(question));
    let told: Vec<String> = told.flat_map(case::question).collect();
    let is_new = |line: &String| !line.starts_with("dissent of ") && !told.contains(line);
    lines.extend(going_on(case).into_iter().filter(is_new));
    if case.dissents.is_empty() {
        lines.push("no dissent was recorded".into());
    }
    paper.list(lines);
}

/// So many lines of a statement stand on a printed page with the signature, the key and how they are checked;
/// a longer one begins below the case.
const ONE_PAGE: usize = 46;
/// So many letters stand on a printed line of it.
const LINE: usize = 112;

/// How many printed lines a statement takes.
fn folded(statement: &str) -> usize {
    statement.lines().map(|line| line.chars().count().div_ceil(LINE).max(1)).sum()
}

/// The statement, the signature and the key, each as it is, and how they are checked.
fn proof(facts: &Facts, case: &Recommendation, event: &Event, signed: &Signed, paper: &mut Paper) {
    let verbatim =
        |caption: &str, text: &str| Block::Verbatim(Verbatim { caption: caption.into(), text: text.into() });
    if folded(&signed.statement) <= ONE_PAGE {
        paper.blocks.push(Block::Page);
    }
    let before = if headline::waits(case).is_empty() { "" } else { " before" };
    paper.heading(2, format!("What was signed{before}: {}", event.what.in_words()));
    paper.blocks.push(verbatim("The statement, word for word: statement.txt", &signed.statement));
    paper.blocks.push(verbatim("The signature: statement.txt.sig", &signed.signature));
    let key = facts.register.person(&event.by).and_then(|person| person.key(&signed.key));
    let identity = identity(&facts.register, &event.by);
    let (Some(key), Some(identity)) = (key, identity) else {
        return paper.say(format!("The register knows no key {} of {}.", signed.key, event.by));
    };
    let allowed = line(&identity, key);
    let of_key = |allowed: &String| verbatim("The key for OpenSSH: allowed_signers", &format!("{allowed}\n"));
    paper.blocks.extend(allowed.as_ref().map(of_key));
    paper.say(format!("The key is {}, {}.", key.fingerprint, key.words()));
    if allowed.is_none() {
        return;
    }
    paper.heading(2, "How to check it");
    paper.list(vec![
        "Compare the key's fingerprint with its holder, or with another paper: this one could have been written by anybody.".into(),
        "Save the three texts above into files of these names, as they stand, each line with its end (one that is folded on a page is one line); then OpenSSH says `Good` of the signature:".into(),
    ]);
    let (on, command) = (verified_as(event.on), "ssh-keygen -Y verify -f allowed_signers");
    let check = format!(
        "{command} -I {identity} -n {NAMESPACE} -s statement.txt.sig -O verify-time={on} < statement.txt\n"
    );
    paper.blocks.push(verbatim("The command", &check));
    paper.list(vec![
        "The SHA-256 of each file of evidence stands in the statement: compare it with `sha256sum FILE`. Whether the statement is what stood, the decider had the authority, and the record is whole: `plenary verify --evidence`, or without Plenary the script in the folder of `plenary export audit`.".into(),
    ]);
}
