//! Tables of recommendations, as every paper shows them.

use chrono::NaiveDate;

use super::document::{Cell, Column, Table};
use super::facts::Facts;
use crate::journey::recommendation::{Deed, Recommendation, Stage};
use crate::ledger::standing::ageing::Band;

/// The column in which [`table`] says the stage.
pub(super) const STAGE: usize = 1;

/// A table of recommendations; `why` says of each why it stands in it.
pub(super) fn table<'f>(
    facts: &Facts,
    (id, caption, none): (&str, &str, &str),
    (because, why): (&str, &dyn Fn(&Recommendation) -> String),
    cases: impl IntoIterator<Item = &'f Recommendation>,
) -> Table {
    let columns = vec![
        Column::reference("Reference"),
        Column::text("Stage"),
        Column::long("What is asked"),
        Column::text("Owner"),
        Column::day("Next date"),
        Column::text("Rating"),
        Column::long(because),
    ];
    let row = |case: &Recommendation| {
        vec![
            Cell::reference(&case.reference),
            Cell::text(case.stage.name()),
            Cell::text(&case.text),
            Cell::text(case.owner().unwrap_or_default()),
            Cell::Day(case.next_target()),
            Cell::text(rating(case, facts)),
            Cell::text(why(case)),
        ]
    };
    Table::new(id, caption, columns, none).with(cases.into_iter().map(row))
}

/// The rating of a recommendation in a letter and a word.
pub(super) fn rating(case: &Recommendation, facts: &Facts) -> String {
    case.rating(&facts.register.scheme)
        .map_or("- not rated".into(), |rating| format!("{} {}", rating.letter, rating.code.to_lowercase()))
}

/// Who did something, when and why.
pub(super) fn deed(deed: &Deed) -> String {
    format!("{}, {}{}", deed.by, crate::journey::deadline::in_words(deed.on), deed.reason())
}

/// How long a recommendation has been asked on a day.
pub(super) fn band(case: &Recommendation, day: NaiveDate) -> Band {
    let holds = |band: &Band| {
        let (from, until) = band.days(day);
        from.is_none_or(|from| from <= case.first_asked) && until.is_none_or(|until| case.first_asked < until)
    };
    Band::ALL.into_iter().find(holds).unwrap_or(Band::OverTwoYears)
}

/// How many stand at each stage, as a table whose numbers count the rows of the table `of`.
pub(super) fn by_stage<'f>(
    (id, caption): (&str, &str),
    cases: impl Iterator<Item = &'f Recommendation> + Clone,
    (of, column): (&str, usize),
) -> Table {
    let row = |stage: Stage| {
        let n = cases.clone().filter(|case| case.stage == stage).count();
        let only = vec![(column, stage.name().to_string())];
        vec![Cell::text(stage.name()), Cell::text(stage.whose_move()), Cell::counted(n, of, only)]
    };
    let columns = vec![Column::text("Stage"), Column::text("Whose move"), Column::number("How many")];
    let mut table = Table::new(id, caption, columns, "").with(Stage::ALL.map(row));
    super::actions::add_total(&mut table, "All stages");
    table
}
