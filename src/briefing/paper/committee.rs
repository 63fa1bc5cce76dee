//! The paper for a committee: public words only.
//! What the inspectorate published and what the force answered in public may be said, and how far it has come;
//! who does it, what is said of it inside and why it was decided so are held back, and the paper lists that.

use super::actions::Stands;
use super::cases::{self, STAGE};
use super::document::{Cell, Column, Paper, Table};
use super::facts::Facts;
use super::names::Names;
use super::reconciling::{Period, Reconciled};
use crate::journey::deadline::in_words as day;
use crate::journey::recommendation::Recommendation;

/// Writes the paper for a committee: no name of a person that the register knows is in it.
pub fn committee(facts: &Facts, period: &Period) -> Paper {
    let mut paper = facts.paper("committee", "Inspectorate recommendations: progress");
    let reconciled = Reconciled::over(facts, period);
    reconciled.tell(&mut paper);
    paper.heading(2, "How the open recommendations stand");
    let shown = || facts.cases.values().filter(|case| case.ours && public(case, period));
    let caption = "How the recommendations of this paper stand";
    paper.table(cases::by_stage(("by-stage", caption), shown(), ("progress", STAGE)));
    dates(facts, shown(), &mut paper);
    paper.table(progress(facts, shown()));
    reconciled.list(&mut paper);
    let mut names = Names::known(facts);
    let mut paper = paper.map(&mut |text| names.without(text));
    held_back(facts, period, &names, &mut paper);
    paper
}

/// Whether it is open, or was closed in the period.
fn public(case: &Recommendation, period: &Period) -> bool {
    case.closing.as_ref().is_none_or(|closing| period.holds(closing.on))
}

/// The column in which [`progress`] says how a recommendation stands.
const STANDS: usize = 7;

/// How the next date of a recommendation stands, or how it was closed; a date that was not approved is counted and not
/// named.
fn stands(facts: &Facts, case: &Recommendation) -> String {
    match (&case.closing, case.next_target()) {
        (Some(closing), _) => closing.words(),
        (None, Some(target)) => Stands::of_date(target, facts, facts.today).words().into(),
        (None, None) => NO_DATE.into(),
    }
}

const NO_DATE: &str = "no date";

/// How many are late, in numbers that the overview and the action log have as well.
fn dates<'f>(facts: &Facts, cases: impl Iterator<Item = &'f Recommendation> + Clone, paper: &mut Paper) {
    let row = |name: String, words: &str| {
        let n = cases.clone().filter(|case| stands(facts, case) == words).count();
        vec![Cell::text(name), Cell::counted(n, "progress", vec![(STANDS, words.to_string())])]
    };
    let soon = format!("due soon (within {} days)", facts.register.scheme.warning_days);
    let rows = [
        row("overdue".into(), Stands::Overdue.words()),
        row(soon, Stands::DueSoon.words()),
        row("on time".into(), Stands::OnTime.words()),
        row(NO_DATE.into(), NO_DATE),
    ];
    let columns = vec![Column::text("Next date"), Column::number("Recommendations")];
    let caption = format!("How the dates of the open recommendations stand on {}", day(facts.today));
    let mut table = Table::new("dates", caption, columns, "").with(rows);
    super::actions::add_total(&mut table, "All that are open");
    paper.table(table);
    let owed = facts.owed();
    let count =
        |wanted: Stands| owed.iter().filter(|one| Stands::of(**one, facts, facts.today) == wanted).count();
    paper.say(format!(
        "Actions behind them: {} open, {} overdue, {} due soon.",
        owed.len(),
        count(Stands::Overdue),
        count(Stands::DueSoon)
    ));
}

fn progress<'f>(facts: &Facts, cases: impl Iterator<Item = &'f Recommendation>) -> Table {
    let columns = vec![
        Column::reference("Reference"),
        Column::text("Stage"),
        Column::long("Inspection"),
        Column::long("What is asked"),
        Column::text("Our position"),
        Column::text("Rating"),
        Column::day("Next date"),
        Column::text("Stands"),
    ];
    let row = |case: &Recommendation| {
        vec![
            Cell::reference(&case.reference),
            Cell::text(case.stage.name()),
            Cell::text(facts.title_of(&case.reference.inspection)),
            Cell::text(&case.text),
            // What was not approved is no answer of the force yet.
            Cell::text(
                case.approved
                    .as_ref()
                    .and(case.position)
                    .map_or("not decided yet", |position| position.words()),
            ),
            Cell::text(cases::rating(case, facts)),
            next_date(case),
            Cell::text(stands(facts, case)),
        ]
    };
    Table::new(
        "progress",
        "Recommendations that are open, or were closed in the period",
        columns,
        "There are none.",
    )
    .with(cases.map(row))
}

/// The next date; in words why there is none. One that was not approved is counted and not named.
fn next_date(case: &Recommendation) -> Cell {
    match case.next_target() {
        Some(target) if case.approved.is_some() => Cell::Day(Some(target)),
        Some(_) => Cell::text("not approved yet"),
        None if case.closing.is_some() => Cell::Day(None),
        None => Cell::text("none"),
    }
}

/// The list of what this paper does not say.
fn held_back(facts: &Facts, period: &Period, names: &Names, paper: &mut Paper) {
    let shown: Vec<_> = facts.cases.values().filter(|case| case.ours && public(case, period)).collect();
    let count = |of: &dyn Fn(&Recommendation) -> usize| shown.iter().map(|case| of(case)).sum::<usize>();
    let actions = count(&|case| case.actions.len());
    let said = count(&|case| case.actions.iter().filter(|action| action.progress.is_some()).count());
    let moved = count(&|case| case.actions.iter().map(|action| action.moves.len()).sum());
    let evidence = count(&|case| case.evidence.len());
    let decided = count(&|case| {
        [&case.reported, &case.returned, &case.approved, &case.sent_back, &case.signed_off]
            .into_iter()
            .filter(|deed| deed.is_some())
            .count()
    });
    let conditions =
        count(&|case| usize::from(case.condition.is_some()) + usize::from(case.sign_off_condition.is_some()));
    paper.heading(2, "What was held back");
    paper.say("The register holds more than may be said in public. This was left out:");
    let columns = vec![Column::text("What"), Column::number("How many"), Column::long("Why")];
    let rows = [
        ("Actions, with their owners", actions, "internal work, and people's names"),
        ("Latest statements on actions", said, "internal comments"),
        ("Moves of target dates, with their reasons", moved, "internal comments, and people's names"),
        ("Pieces of evidence", evidence, "internal documents"),
        ("Decisions, with who took them and why", decided, "internal comments, and people's names"),
        ("Conditions of decisions", conditions, "internal comments"),
        (
            "Places with a name in published words",
            names.places,
            "people's names; a mark stands in each place",
        ),
        ("Different names in those places", names.found(), "a surname alone counts, too: look at each mark"),
    ];
    let row =
        |(what, n, why): (&str, usize, &str)| vec![Cell::text(what), Cell::Number(n as i64), Cell::text(why)];
    paper.table(Table::new("held-back", "What was held back", columns, "").with(rows.map(row)));
}
