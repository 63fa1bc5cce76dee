//! What was done on a case and what shows it, as the sign-off paper tells it before the statement:
//! what stands in that word for word is told shortly, so that the paper has two pages in letters that can be read.

use chrono::NaiveDate;

use crate::briefing::case::{self, date_words, judged, rating, trail_lines};
use crate::briefing::paper::document::{Cell, Column, Paper, Table};
use crate::briefing::paper::facts::Facts;
use crate::briefing::paper::recommendation::file_in_full;
use crate::journey::deadline::in_words as day;
use crate::journey::file::File;
use crate::journey::question::Question;
use crate::journey::recommendation::{Action, Evidence, Recommendation};
use crate::journey::reference::EvidenceRef;
use crate::journey::statement::{Openings, Part, seq_seen, tells};
use crate::ledger::Recorded;

/// What the statement below tells of a case, and who read the evidence.
pub struct Below<'s> {
    /// Empty where none is signed.
    statement: &'s str,
    readers: Readers,
}

enum Readers {
    /// What whoever took the newest decision had opened by what was signed, or by the decision where nothing was.
    Decider(String, Vec<(EvidenceRef, NaiveDate)>),
    /// Whoever opened it: nothing that stands is decided.
    Everybody,
}

impl<'s> Below<'s> {
    /// `newest` is the decision that stands or stood last, and `stands` whether nothing waits since.
    pub fn of(newest: Option<&'s Recorded>, stands: bool, history: &[Recorded]) -> Below<'s> {
        let signed = newest.and_then(|newest| newest.record.event.signed.as_ref());
        let statement = signed.map_or("", |signed| signed.statement.as_str());
        let readers = match newest.filter(|_| stands) {
            None => Readers::Everybody,
            Some(Recorded { seq, record }) => {
                let (event, seen) = (&record.event, seq_seen(statement));
                let openings = Openings::among(history.iter().map(|past| (past.seq, &past.record.event)));
                let opened = openings.by(&event.by, &event.stream, seen.unwrap_or(*seq));
                Readers::Decider(event.by.clone(), opened)
            }
        };
        Below { statement, readers }
    }

    fn tells(&self, part: &Part) -> bool {
        tells(self.statement, part)
    }

    pub fn tells_question(&self, question: &Question) -> bool {
        self.tells(&Part::Question(question))
    }

    fn tells_evidence(&self, piece: &Evidence) -> bool {
        let Readers::Decider(by, opened) = &self.readers else { return false };
        self.tells(&Part::Evidence { piece, by, opened })
    }

    /// Whether the readers opened a piece, in words; none of what has no file here.
    fn opened(&self, piece: &Evidence) -> Option<String> {
        let Readers::Decider(by, opened) = &self.readers else { return case::opened(piece) };
        piece.file.as_ref()?;
        let last = opened.iter().find(|(reference, _)| *reference == piece.reference);
        Some(match last {
            Some((_, on)) => format!("opened by {by} on {}", day(*on)),
            None => format!("not opened by {by}"),
        })
    }
}

/// The work with its date trails, and what shows it.
pub fn tell(facts: &Facts, case: &Recommendation, below: &Below, paper: &mut Paper) {
    paper.heading(2, "What was done");
    paper.table(actions(facts, case));
    let is_told = |action: &&Action| below.tells(&Part::Action(action));
    let steps = |action: &Action| {
        trail_lines(action).into_iter().map(|step| format!("{}: {step}", action.letter)).collect::<Vec<_>>()
    };
    paper.list(case.actions.iter().filter(|action| !is_told(action)).flat_map(steps).collect());
    paper.table(evidence(case, below).without_empty());
    if let missing @ [_, ..] = case.evidence_not_accepted().as_slice() {
        paper.say(format!("Not accepted yet, and asked for by its level: {}.", missing.join(", ")));
    }
    let moved = case.actions.iter().filter(is_told).any(|action| !trail_lines(action).is_empty());
    let steps = moved.then_some("every step of the dates");
    let shown = case.evidence.iter().any(|piece| below.tells_evidence(piece));
    let shown = shown.then_some("the evidence in full");
    let asked = case.questions.iter().any(|question| below.tells_question(question));
    let asked = asked.then_some("the questions with their answers");
    let told: Vec<_> = [steps, shown, asked].into_iter().flatten().collect();
    if !told.is_empty() {
        paper.say(format!("Word for word in the statement below: {}.", told.join("; ")));
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

fn evidence(case: &Recommendation, below: &Below) -> Table {
    let columns = vec![
        Column::reference("Evidence"),
        Column::long("What it is"),
        Column::long("Its file, and the SHA-256 of that"),
        Column::long("How it was judged, and who opened it"),
    ];
    let row = |piece: &Evidence| {
        let (what, file) = match below.tells_evidence(piece) {
            true => (piece.title.clone(), String::new()),
            false => (in_full(piece), piece.file.as_ref().map_or(String::new(), |file| of_file(file, below))),
        };
        let judged = [Some(judged(piece)), below.opened(piece)].into_iter().flatten().collect::<Vec<_>>();
        vec![
            Cell::reference(piece.reference),
            Cell::text(what),
            Cell::text(file),
            Cell::text(judged.join("; ")),
        ]
    };
    Table::new("evidence", "Evidence", columns, "No evidence was offered.")
        .with(case.evidence.iter().map(row))
}

fn in_full(piece: &Evidence) -> String {
    let held = piece.held.as_ref().map(|held| format!("held: {held}"));
    let (marking, source) = (piece.marking.as_ref(), piece.source.as_ref());
    let about = crate::journey::evidence::about(None, marking, piece.dated, source);
    let words = [piece.title.clone(), piece.kind.clone()].into_iter().chain(held).chain(about);
    words.collect::<Vec<_>>().join("; ")
}

/// A hash that the statement names whole is told by its beginning.
fn of_file(file: &File, below: &Below) -> String {
    if below.statement.contains(&file.sha256) { file.with_hash() } else { file_in_full(file) }
}
