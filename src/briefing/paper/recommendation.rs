//! One recommendation's whole story: what was asked, what was answered, decided, done and shown, and how it ended.

use super::actions;
use super::cases::deed;
use super::document::{Cell, Column, Paper, Table};
use super::facts::Facts;
use crate::briefing::case::{about, decided, judged};
use crate::briefing::headline;
use crate::journey::deadline::in_words as day;
use crate::journey::event::What;
use crate::journey::recommendation::{Action, Recommendation};
use crate::journey::text::capital;
use crate::ledger::Recorded;

/// Writes the story of a recommendation from all that happened to it.
pub fn recommendation(facts: &Facts, case: &Recommendation, history: &[Recorded]) -> Paper {
    let mut paper = facts.paper("recommendation", format!("{}: the whole story", case.reference));
    let no = headline::refusals(case).first().map(headline::Refusal::large);
    let waits = headline::waits(case).into_iter().map(|waits| waits.large);
    no.into_iter().chain(waits).for_each(|words| paper.heading(2, words));
    asked(facts, case, &mut paper);
    answered(case, &mut paper);
    paper.heading(2, "What was decided");
    let decisions = history.iter().filter(|recorded| is_decision(&recorded.record.event.what));
    paper.table(happened(
        ("decisions", "Decisions, with who took them and when", "Nothing is decided yet."),
        decisions,
    ));
    paper.heading(2, "What is done");
    let all = case.actions.iter().map(|action| (case, action));
    paper.table(actions::table(facts, ("actions", "Actions", "No action is agreed yet."), all, facts.today));
    paper.table(moves(case));
    paper.table(refused(case));
    paper.table(progress(case, history));
    paper.heading(2, "What shows it");
    paper.table(evidence(case));
    closing(facts, case, &mut paper);
    paper.heading(2, "Everything that happened");
    paper.table(happened(("history", "Everything that happened, in the order of recording", ""), history));
    paper
}

fn asked(facts: &Facts, case: &Recommendation, paper: &mut Paper) {
    paper.heading(2, "What was asked");
    paper.say(&case.text);
    let mut told = vec![
        format!("{} to {}", case.kind.words(), case.addressees.join("; ")),
        format!(
            "asked in {} {}, published {}",
            case.reference.inspection,
            facts.title_of(&case.reference.inspection),
            day(case.published)
        ),
        format!("stands at {} since {}", case.stage.name(), day(case.since)),
    ];
    told.extend(about(case, &facts.register, facts.today));
    told.extend(decided(case));
    paper.list(told);
}

/// What other bodies answered, where it was asked of several.
fn answered(case: &Recommendation, paper: &mut Paper) {
    if case.answers.is_empty() {
        return;
    }
    paper.heading(2, "What the other addressees answered");
    let columns = vec![Column::text("Body"), Column::day("Day"), Column::long("Answer")];
    let row = |answer: &crate::journey::recommendation::Answer| {
        vec![Cell::text(&answer.body), Cell::Day(Some(answer.on)), Cell::text(&answer.text)]
    };
    paper.table(Table::new("answers", "Answers", columns, "").with(case.answers.iter().map(row)));
}

/// Whether somebody decided, or asked for a decision.
fn is_decision(what: &What) -> bool {
    matches!(
        what,
        What::PlenaryHeld { .. }
            | What::PositionTaken { .. }
            | What::OutcomeReported {}
            | What::OutcomeApproved { .. }
            | What::OutcomeReturned {}
            | What::ExtensionAsked { .. }
            | What::ExtensionGranted { .. }
            | What::ExtensionRefused { .. }
            | What::DecisionMinuted { .. }
            | What::DissentRecorded { .. }
            | What::QuestionAsked { .. }
            | What::QuestionAnswered { .. }
            | What::ConsideredComplete { .. }
            | What::LevelAwarded { .. }
            | What::SignedOff { .. }
            | What::SentBack {}
            | What::Submitted { .. }
            | What::VerdictRecorded { .. }
            | What::WithdrawalAsked { .. }
            | What::WithdrawalGranted { .. }
            | What::WithdrawalRefused { .. }
            | What::Reopened {}
    )
}

/// What happened, a row each.
pub(super) fn happened<'h>(
    (id, caption, none): (&str, &str, &str),
    events: impl IntoIterator<Item = &'h Recorded>,
) -> Table {
    let columns = vec![
        Column::number("Event"),
        Column::day("Day"),
        Column::text("By"),
        Column::long("What happened"),
        Column::long("Why"),
    ];
    let row = |recorded: &Recorded| {
        let event = &recorded.record.event;
        vec![
            Cell::Number(recorded.seq as i64),
            Cell::Day(Some(event.on)),
            Cell::text(&event.by),
            Cell::text(event.in_words()),
            Cell::text(event.why.clone().unwrap_or_default()),
        ]
    };
    Table::new(id, caption, columns, none).with(events.into_iter().map(row))
}

/// Every move of every target: a date that was promised never goes out of sight.
fn moves(case: &Recommendation) -> Table {
    let columns = vec![
        Column::reference("Action"),
        Column::day("First agreed"),
        Column::day("From"),
        Column::day("To"),
        Column::number("Days"),
        Column::long("Asked by, and why"),
        Column::text("Granted by"),
    ];
    let of = |action: &Action| -> Vec<Vec<Cell>> {
        let row = |moved: &crate::journey::recommendation::Move| {
            vec![
                Cell::reference(case.action_ref(action)),
                Cell::Day(Some(action.original)),
                Cell::Day(Some(moved.from)),
                Cell::Day(Some(moved.to)),
                Cell::Number(moved.days()),
                Cell::text(deed(&moved.asked)),
                Cell::text(moved.granted.as_ref().map(deed).unwrap_or_default()),
            ]
        };
        action.moves.iter().map(row).collect()
    };
    Table::new("moves", "How the dates moved", columns, "No date was moved.")
        .with(case.actions.iter().flat_map(of))
}

/// Every extension that was asked and not granted: it stays in the trail.
fn refused(case: &Recommendation) -> Table {
    use crate::journey::recommendation::Refused;
    let columns = vec![
        Column::reference("Action"),
        Column::day("First agreed"),
        Column::day("Asked for"),
        Column::long("Asked by, and why"),
        Column::text("Answer"),
        Column::long("By whom, and why"),
    ];
    let of = |action: &Action| -> Vec<Vec<Cell>> {
        let row = |answer: String, asked: &Refused| {
            vec![
                Cell::reference(case.action_ref(action)),
                Cell::Day(Some(action.original)),
                Cell::Day(Some(asked.to)),
                Cell::text(deed(&asked.asked)),
                Cell::text(answer),
                Cell::text(deed(&asked.deed)),
            ]
        };
        let refused = action.refused.iter().map(|asked| row("refused".into(), asked));
        let lapsed =
            action.lapsed.iter().map(|asked| row(format!("lapsed: {}", action.why_lapsed(asked)), asked));
        refused.chain(lapsed).collect()
    };
    let caption = "Later dates that were asked and not granted";
    Table::new("refused", caption, columns, "Every later date that was asked and answered was granted.")
        .with(case.actions.iter().flat_map(of))
}

fn progress(case: &Recommendation, history: &[Recorded]) -> Table {
    let columns = vec![
        Column::reference("Action"),
        Column::day("Day"),
        Column::reference("Meeting"),
        Column::text("Rating"),
        Column::text("By"),
        Column::long("What was said"),
    ];
    let row = |recorded: &Recorded| {
        let event = &recorded.record.event;
        let What::ProgressReported { action, text, rating, meeting } = &event.what else { return None };
        Some(vec![
            Cell::reference(format!("{}.{action}", case.reference)),
            Cell::Day(Some(event.on)),
            Cell::reference(meeting.map_or(String::new(), |meeting| meeting.to_string())),
            Cell::text(rating.clone().unwrap_or_default().to_lowercase()),
            Cell::text(&event.by),
            Cell::text(text),
        ])
    };
    Table::new("progress", "Progress", columns, "No progress was reported yet.")
        .with(history.iter().filter_map(row))
}

fn evidence(case: &Recommendation) -> Table {
    let columns = vec![
        Column::reference("Evidence"),
        Column::text("Kind"),
        Column::long("Title"),
        Column::long("Where it is held"),
        Column::long("File"),
        Column::long("Marking, date, source"),
        Column::long("How it was judged"),
    ];
    let row = |piece: &crate::journey::recommendation::Evidence| {
        vec![
            Cell::reference(piece.reference),
            Cell::text(&piece.kind),
            Cell::text(&piece.title),
            Cell::text(piece.held.clone().unwrap_or_default()),
            Cell::text(piece.file.as_ref().map_or(String::new(), file_in_full)),
            Cell::text(
                crate::journey::evidence::about(
                    None,
                    piece.marking.as_ref(),
                    piece.dated,
                    piece.source.as_ref(),
                )
                .join("; "),
            ),
            Cell::text(judged(piece)),
        ]
    };
    Table::new("evidence", "Evidence", columns, "No evidence was offered yet.")
        .with(case.evidence.iter().map(row))
}

/// With the whole hash, so that whoever holds the paper can compare it with the file.
pub(super) fn file_in_full(file: &crate::journey::file::File) -> String {
    format!("{}; SHA-256 {}", file.words(), file.sha256)
}

fn closing(facts: &Facts, case: &Recommendation, paper: &mut Paper) {
    paper.heading(2, "How it ended");
    paper.say(match &case.closing {
        Some(closing) => format!("{}.", capital(&closing.words())),
        None => format!("It is open, and the next move is for: {}.", case.stage.whose_move()),
    });
    let shown = case.inspectorate_status.as_deref().map(|code| {
        let status = facts.register.scheme.inspectorate_status(code);
        format!("The inspectorate's own system shows: {}.", status.map_or(code, |status| &status.name))
    });
    shown.into_iter().for_each(|shown| paper.say(shown));
}
