//! The sign-off paper: one recommendation's whole case on a page or two, the decision on it,
//! and everything with which somebody who has no Plenary can check who took that.

use super::document::{Block, Cell, Column, Paper, Table, Verbatim};
use super::facts::Facts;
use super::recommendation::{file_in_full, happened};
use crate::briefing::case::{about, date_words, decided, judged, next, rating, trail_lines};
use crate::clock::written;
use crate::journey::dating;
use crate::journey::deadline::in_words as day;
use crate::journey::event::{Event, Signed, What};
use crate::journey::keys::allowed::{identity, line, verified_as};
use crate::journey::keys::public::NAMESPACE;
use crate::journey::people::Holding;
use crate::journey::recommendation::{Action, Deed, Evidence, Recommendation, Stage};
use crate::journey::statement::{is_of, key_then, proved};
use crate::ledger::Recorded;

/// Writes it from all that happened to a recommendation.
pub fn sign_off(facts: &Facts, case: &Recommendation, history: &[Recorded]) -> Paper {
    let decisions: Vec<&Recorded> =
        history.iter().filter(|recorded| recorded.record.event.what.decision().is_some()).collect();
    let newest = decisions.last().copied();
    let mut paper = facts.paper("signoff", format!("{}: sign-off paper", case.reference));
    paper.upright = true;
    // What waits is not to be taken for decided by what was decided before.
    let newest = newest.filter(|_| waits(case).is_none());
    match (newest, waits(case)) {
        (Some(newest), _) => headline(facts, case, newest, &mut paper),
        (None, waits) => {
            paper.heading(2, "NOT DECIDED");
            waits.into_iter().for_each(|words| paper.say(words));
        }
    }
    stands(case, &mut paper);
    paper.heading(2, "What was asked");
    paper.say(&case.text);
    paper.list(about(case, &facts.register, facts.today));
    done(facts, case, &mut paper);
    paper.heading(2, "Dissent");
    voices(case, &mut paper);
    paper.heading(2, "Every decision on it");
    let (caption, none) = ("Decisions, and whether each is signed", "Nothing is decided yet.");
    paper.table(happened(("decisions", caption, none), decisions.iter().copied()));
    if let Some((newest, signed)) = newest.and_then(|one| Some((one, one.record.event.signed.as_ref()?))) {
        proof(facts, &newest.record.event, signed, &mut paper);
    }
    paper
}

/// What waits for a decision on the whole recommendation, and who asked for that; none where nothing does.
fn waits(case: &Recommendation) -> Option<String> {
    let asked = |for_what: &str, deed: &Deed| {
        format!("It waits for {for_what}: {} asked for that on {}{}.", deed.by, day(deed.on), deed.reason())
    };
    if let Some(withdrawal) = &case.withdrawal {
        return Some(asked(&format!("a closure as {}", withdrawal.ending.words()), &withdrawal.asked));
    }
    match case.stage {
        Stage::Approval => case.reported.as_ref().map(|deed| asked("the DCC's approval", deed)),
        Stage::SignOff => case.completed.as_ref().map(|deed| asked("the DCC's sign-off", deed)),
        _ => None,
    }
}

/// Whether it came back since a decision, so that this stands no more.
fn came_back(case: &Recommendation, what: &What) -> bool {
    match what {
        What::SignedOff { .. } => case.signed_off.is_none(),
        What::OutcomeApproved { .. } => case.approved.is_none(),
        What::WithdrawalGranted {} => case.stage != Stage::Closed,
        _ => false,
    }
}

/// What was decided last, by whom, and in large whether that stands and is signed.
fn headline(facts: &Facts, case: &Recommendation, newest: &Recorded, paper: &mut Paper) {
    let event = &newest.record.event;
    if came_back(case, &event.what) {
        paper.heading(2, "IT CAME BACK: the decision below stands no more");
    }
    let head = match &event.signed {
        None => "UNSIGNED".to_string(),
        Some(signed) => match counts(facts, event, signed) {
            Ok(()) => format!("Signed by {}", event.by),
            Err(why) => format!("NOT PROVED: {why}"),
        },
    };
    paper.heading(2, head);
    let person = facts.register.person(&event.by);
    let held = person.iter().flat_map(|person| &person.roles).filter(|held| held.covers(event.on));
    let held: Vec<String> = held.map(role).collect();
    let held = if held.is_empty() { String::new() } else { format!(", as {}", held.join(" and ")) };
    let why = event.why.as_ref().map_or(String::new(), |why| format!(": {why}"));
    paper.say(format!("{}{why}.", event.what.in_words()));
    let proof = match event.signed {
        None => "It bears no signature: the register says who took it, and nothing else proves it.",
        Some(_) => "The signature, and how to check it, are at the end of this paper.",
    };
    let (on, at) = (day(event.on), written(newest.record.at));
    paper.say(format!(
        "Decided by {}{held}, on {on}; recorded as event {} at {at}. {proof}",
        event.by, newest.seq
    ));
    let roles = dating::roles(&event.what).unwrap_or_default();
    let ended = dating::authority_ended(&facts.register, roles, event, newest.record.at.date_naive());
    ended.into_iter().for_each(|words| paper.say(format!("To be looked at: {words}.")));
}

fn role(held: &Holding) -> String {
    let from = held.from.map_or(String::new(), |from| format!(" from {}", day(from)));
    let until = held.until.map_or(String::new(), |until| format!(" until {}", day(until)));
    format!("{}{from}{until}", held.role.words())
}

/// Whether the signature was made with the decider's key over a statement of this decision; what else is to be
/// compared is compared by `plenary verify`.
fn counts(facts: &Facts, event: &Event, signed: &Signed) -> Result<(), String> {
    if !is_of(&signed.statement, event) {
        return Err("its statement is not what was recorded".into());
    }
    let key = key_then(facts.register.person(&event.by), event.on, signed);
    key.and_then(|key| proved(key, signed)).map_err(|reason| reason.to_string())
}

fn stands(case: &Recommendation, paper: &mut Paper) {
    let mut lines =
        vec![format!("stands at {} since {}; {}", case.stage.name(), day(case.since), next(case))];
    // Dissent stands by itself.
    lines.extend(decided(case).into_iter().filter(|line| !line.starts_with("dissent of ")));
    paper.list(lines);
}

/// The work with its date trails, and what shows it.
fn done(facts: &Facts, case: &Recommendation, paper: &mut Paper) {
    paper.heading(2, "What was done");
    paper.table(actions(facts, case));
    let trails = case.actions.iter().flat_map(|action| {
        trail_lines(action).into_iter().map(|step| format!("{}: {step}", case.action_ref(action)))
    });
    paper.list(trails.collect());
    paper.table(evidence(case));
    if let missing @ [_, ..] = case.evidence_not_accepted().as_slice() {
        paper.say(format!("Not accepted yet, and asked for by its level: {}.", missing.join(", ")));
    }
}

fn actions(facts: &Facts, case: &Recommendation) -> Table {
    let columns = vec![
        Column::reference("Action"),
        Column::long("What was to be done"),
        Column::text("Owner"),
        Column::long("Its dates, and how it ended"),
        Column::text("Rating"),
    ];
    let row = |action: &Action| {
        let why = action.finished.as_ref().map_or(String::new(), |finished| finished.deed.reason());
        vec![
            Cell::reference(case.action_ref(action)),
            Cell::text(&action.text),
            Cell::text(&action.owner),
            Cell::text(format!("{}{why}", date_words(action, facts.today))),
            Cell::text(rating(action, &facts.register.scheme)),
        ]
    };
    Table::new("actions", "Actions", columns, "No action is agreed yet.").with(case.actions.iter().map(row))
}

fn evidence(case: &Recommendation) -> Table {
    let columns = vec![
        Column::reference("Evidence"),
        Column::long("What it is"),
        Column::long("Its file, and the SHA-256 of that"),
        Column::long("How it was judged"),
    ];
    let row = |piece: &Evidence| {
        let held = piece.held.as_ref().map(|held| format!("held: {held}"));
        let about =
            crate::journey::evidence::about(None, piece.marking.as_ref(), piece.dated, piece.source.as_ref());
        let words = [piece.title.clone(), piece.kind.clone()].into_iter().chain(held).chain(about);
        vec![
            Cell::reference(piece.reference),
            Cell::text(words.collect::<Vec<_>>().join("; ")),
            Cell::text(piece.file.as_ref().map_or(String::new(), file_in_full)),
            Cell::text(judged(piece)),
        ]
    };
    Table::new("evidence", "Evidence", columns, "No evidence was offered.")
        .with(case.evidence.iter().map(row))
}

/// Who did not agree.
fn voices(case: &Recommendation, paper: &mut Paper) {
    if case.dissents.is_empty() {
        return paper.say("No dissent was recorded.");
    }
    paper.list(case.dissents.iter().map(crate::briefing::case::dissent).collect());
}

/// The statement, the signature and the key, each as it is, and how they are checked.
fn proof(facts: &Facts, event: &Event, signed: &Signed, paper: &mut Paper) {
    let verbatim =
        |caption: &str, text: &str| Block::Verbatim(Verbatim { caption: caption.into(), text: text.into() });
    paper.heading(2, "What was signed");
    paper.blocks.push(verbatim("The statement, word for word: statement.txt", &signed.statement));
    paper.blocks.push(verbatim("The signature: statement.txt.sig", &signed.signature));
    let key = facts.register.person(&event.by).and_then(|person| person.key(&signed.key));
    let identity = identity(&facts.register, &event.by);
    let (Some(key), Some(identity)) = (key, identity) else {
        return paper.say(format!("The register knows no key {} of {}.", signed.key, event.by));
    };
    paper.say(format!("The key is {}, {}.", key.fingerprint, key.words()));
    let Some(allowed) = line(&identity, key) else { return };
    paper.blocks.push(verbatim("The key for OpenSSH: allowed_signers", &format!("{allowed}\n")));
    paper.heading(2, "How to check it");
    paper.list(vec![
        "Compare the fingerprint of the key with its holder, or with another paper: this one could have been written by anybody.".into(),
        "Save the three texts above into files of these names, exactly as they stand, each line with its end.".into(),
        "Then OpenSSH says `Good` of the signature:".into(),
    ]);
    let (on, command) = (verified_as(event.on), "ssh-keygen -Y verify -f allowed_signers");
    let check = format!(
        "{command} -I {identity} -n {NAMESPACE} -s statement.txt.sig -O verify-time={on} < statement.txt\n"
    );
    paper.blocks.push(verbatim("The command", &check));
    paper.list(vec![
        "The SHA-256 of each file of evidence stands in the statement: compare it with `sha256sum FILE`.".into(),
        "Whether the statement is what stood, whether the decider had the authority, and whether the record is whole: `plenary verify --evidence`, or without Plenary the script in the folder of `plenary export audit`.".into(),
    ]);
}
