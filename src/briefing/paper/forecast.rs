//! The section of a paper that says when what is open will be closed: a chart whose rows are days, what is known of each
//! stage and level, every open recommendation, how well past forecasts held, and what the numbers mean.

use std::rc::Rc;

use super::document::{Cell, Column, Paper, Table};
use super::facts::Facts;
use crate::briefing::forecast::{Step, compared, days, longest, steps};
use crate::journey::forecast::score::score;
use crate::journey::forecast::spells::{Counted, Group, place};
use crate::journey::forecast::{DEFINITIONS, Forecast, Line, Outlook, outlook};
use crate::journey::passage::Passage;
use crate::journey::recommendation::Recommendation;

/// The columns of [`each`] that say where something stands.
const STAGE: usize = 1;
const LEVEL: usize = 2;
/// So long is a bar that is whole: a longer one wraps on a page, because its signs are wide.
const BAR: usize = 10;

impl Facts {
    /// How each of the home body's recommendations came.
    fn ways(&self) -> Vec<&[Passage]> {
        self.cases.values().filter(|case| case.ours).map(|case| case.passages.as_slice()).collect()
    }
}

/// Adds the section to a paper.
pub(super) fn tell(facts: &Facts, paper: &mut Paper) {
    let ways = facts.ways();
    let counted = Counted::of(ways.iter().copied());
    let forecast = Forecast::of(counted.clone(), facts.today);
    paper.heading(2, "When will what is open be closed?");
    paper.say(format!("From the force's own history: {}.", forecast.words()));
    forecast.notes().into_iter().for_each(|note| paper.say(note));
    paper.table(chart(&forecast));
    paper.table(groups(&forecast));
    paper.table(each(facts, &counted));
    paper.say(score(&ways, facts.today).words());
    paper.heading(3, "What these numbers mean");
    paper.list(DEFINITIONS.map(String::from).to_vec());
}

fn chart(forecast: &Forecast) -> Table {
    let columns = vec![
        Column::day("By"),
        Column::text("Expected to be closed"),
        Column::text("Share"),
        Column::text("Share as a bar"),
        Column::text("Mark"),
    ];
    let row = |step: Step| {
        vec![
            Cell::Day(Some(step.by)),
            Cell::text(format!("{} of {}", step.number(), forecast.open)),
            Cell::text(step.percent()),
            Cell::text(step.bar(BAR)),
            Cell::text(step.mark.unwrap_or_default()),
        ]
    };
    let caption = "How many of those that are open are expected to be closed";
    let none = format!("No day can be said: {}.", forecast.words());
    Table::new("forecast", caption, columns, none).with(steps(forecast).into_iter().map(row))
}

fn groups(forecast: &Forecast) -> Table {
    let columns = vec![
        Column::text("Those"),
        Column::number("Open now"),
        Column::number("Closed (n)"),
        Column::text("Half closed in"),
        Column::text("85 % closed in"),
        Column::text("Longest"),
    ];
    let row = |line: &Line| {
        vec![
            Cell::text(line.group.words()),
            Cell::counted(line.here as usize, "forecast-each", only(&line.group)),
            Cell::Number(line.closed.into()),
            Cell::text(days(line, line.half)),
            Cell::text(days(line, line.most)),
            Cell::text(longest(line)),
        ]
    };
    let caption = "Days from coming there until closed";
    Table::new("forecast-groups", caption, columns, "Nothing has come on the road yet.")
        .with(forecast.groups().iter().map(row))
}

fn only(group: &Group) -> Vec<(usize, String)> {
    match group {
        Group::Road => Vec::new(),
        Group::Stage(stage) => vec![(STAGE, stage.name().into())],
        Group::Level(stage, level) => {
            vec![(STAGE, stage.name().into()), (LEVEL, level.clone().unwrap_or_default())]
        }
    }
}

fn each(facts: &Facts, counted: &Counted) -> Table {
    let columns = vec![
        Column::reference("Reference"),
        Column::text("Stage"),
        Column::text("Level"),
        Column::day("50 % by"),
        Column::day("85 % by"),
        Column::number("Closed (n)"),
        Column::long("Compared with, or why there is no date"),
    ];
    let mut curves = std::collections::BTreeMap::new();
    let mut curve = |group: &Group| {
        let curve = || Rc::new(counted.curve(group, facts.today));
        Rc::clone(curves.entry(group.clone()).or_insert_with(curve))
    };
    let mut row = |case: &Recommendation| {
        let place = place(&case.passages)?;
        let outlook = outlook(&place, facts.today, &mut curve);
        let (half, most, n) = match &outlook {
            Outlook::TooFew(n) => (None, None, *n),
            Outlook::Seen(seen) => (seen.half, seen.most, seen.closed),
        };
        Some(vec![
            Cell::reference(&case.reference),
            Cell::text(place.stage.name()),
            Cell::text(place.level.unwrap_or_default()),
            Cell::Day(half),
            Cell::Day(most),
            Cell::Number(n.into()),
            Cell::text(compared(&outlook)),
        ])
    };
    let rows: Vec<_> = facts.open().filter_map(&mut row).collect();
    Table::new("forecast-each", "When each open one will be closed", columns, "Nothing is open.").with(rows)
}
