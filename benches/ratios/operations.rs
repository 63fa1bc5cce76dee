//! What is measured, against what, and what it may cost.

use anyhow::{Context, Result};
use serde_json::Value;

use super::floor::{Floor, text};
use super::pairs::{Alternated, alternate, whole_process};
use super::product::Product;
use super::registers;

/// One line of the table.
pub struct Line {
    pub what: &'static str,
    pub against: String,
    pub recommendations: usize,
    pub measured: Alternated,
    pub unit: Unit,
    pub target: Target,
}

#[derive(Clone, Copy, PartialEq)]
pub enum Unit {
    Milliseconds,
    EventsPerSecond,
    SignaturesPerSecond,
}

/// The ratio that the second may have to the first.
#[derive(Clone, Copy, PartialEq)]
pub enum Target {
    AtMost(f64),
    AtLeast(f64),
    /// None was set.
    None,
}

impl Line {
    pub fn is_met(&self) -> bool {
        match self.target {
            Target::AtMost(most) => self.measured.ratio <= most,
            Target::AtLeast(least) => self.measured.ratio >= least,
            Target::None => true,
        }
    }
}

/// A command of the product and what of the floor does the least for the same; both whole processes.
struct Operation {
    what: &'static str,
    floor: &'static str,
    ours: fn(&Product, usize) -> Vec<String>,
    /// Whether it is a question of the day, which may not grow with the register.
    of_the_day: bool,
    changes: bool,
}

const OPERATIONS: [Operation; 6] = [
    Operation { what: "`show`", floor: "show", ours: show, of_the_day: true, changes: false },
    Operation { what: "`overview`", floor: "tally", ours: overview, of_the_day: true, changes: false },
    Operation {
        what: "first page of `list`",
        floor: "page",
        ours: first_page,
        of_the_day: true,
        changes: false,
    },
    Operation {
        what: "one recorded request",
        floor: "modify",
        ours: update,
        of_the_day: true,
        changes: true,
    },
    Operation { what: "whole `list`", floor: "list", ours: list, of_the_day: false, changes: false },
    Operation { what: "JSON export", floor: "export", ours: export, of_the_day: false, changes: false },
];

/// As many recommendations are shown of the floor as of the product: with more of them
/// its pages would be colder.
const SHOWN: usize = super::product::GOVERNED;

const MOST_OF_FLOOR: Target = Target::AtMost(1.5);
const MOST_GROWTH: Target = Target::AtMost(1.2);

fn show(product: &Product, turn: usize) -> Vec<String> {
    words(&["show", &product.governed[turn % product.governed.len()]])
}

fn overview(_: &Product, _: usize) -> Vec<String> {
    words(&["overview"])
}

fn first_page(_: &Product, _: usize) -> Vec<String> {
    words(&["list", "--limit", "200"])
}

fn update(product: &Product, turn: usize) -> Vec<String> {
    let action = format!("{}.a", product.governed[turn % product.governed.len()]);
    let said = format!("nine of the twelve posts are filled and the others advertised, week {turn}");
    words(&["update", &action, &said])
}

fn list(_: &Product, _: usize) -> Vec<String> {
    words(&["list"])
}

fn export(_: &Product, _: usize) -> Vec<String> {
    words(&["list", "--all", "--json"])
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(ToString::to_string).collect()
}

/// Both programs' registers of one size.
pub struct Size {
    pub recommendations: usize,
    pub(super) product: Product,
    pub(super) floor: String,
}

impl Size {
    pub fn new(floor: &Floor, folder: &std::path::Path, recommendations: usize) -> Result<Size> {
        let product = Product::on(&registers::register(folder, recommendations)?)?;
        Ok(Size { recommendations, product, floor: text(&floor.register(recommendations)?) })
    }

    /// Of whole processes, a line for each operation.
    pub fn against_the_floor(&self, floor: &Floor) -> Result<Vec<Line>> {
        OPERATIONS.iter().map(|operation| self.compare(floor, operation)).collect()
    }

    fn compare(&self, floor: &Floor, operation: &Operation) -> Result<Line> {
        let copies = operation.changes.then(|| self.copies()).transpose()?;
        let (register, product) =
            copies.as_ref().map_or((&self.floor, &self.product), |(register, product)| (register, product));
        let (mut turn, mut floors_turn) = (0, 0);
        let measured = alternate(
            self.pairs(operation),
            &mut || {
                floors_turn += 1;
                let reference = format!("R-{:07}", 1 + floors_turn % SHOWN * 7 % self.recommendations);
                let mut arguments = vec![operation.floor, register];
                arguments.extend((operation.floor == "show").then_some(reference.as_str()));
                whole_process(floor.command(&arguments))
            },
            &mut || {
                turn += 1;
                let arguments = (operation.ours)(product, turn);
                whole_process(product.command(&arguments.iter().map(String::as_str).collect::<Vec<_>>()))
            },
        )?;
        let against = format!("`floor {}`", operation.floor);
        let line = Line {
            what: operation.what,
            against,
            recommendations: self.recommendations,
            measured,
            unit: Unit::Milliseconds,
            target: MOST_OF_FLOOR,
        };
        Ok(told(line))
    }

    /// Many where a process ends within milliseconds, few where it takes a second.
    fn pairs(&self, operation: &Operation) -> usize {
        match (operation.of_the_day, self.recommendations) {
            (true, _) | (false, ..1_000) => 101,
            (false, ..50_000) => 25,
            (false, _) => 9,
        }
    }

    fn copies(&self) -> Result<(String, Product)> {
        let copy = registers::copy(self.floor.as_ref(), &format!("{}-copy.db", self.recommendations))?;
        Ok((text(&copy), self.product.on_a_copy()?))
    }

    /// Inside one process: walking the chain, and making the standing anew.
    pub fn against_the_limits(&self, floor: &Floor) -> Result<Vec<Line>> {
        let (copy, product) = self.copies()?;
        let pairs = if self.recommendations < 50_000 { 15 } else { 5 };
        let rate = |arguments: &[&str], key: &str| -> Result<f64> {
            rate(&floor.limits(arguments)?, key).with_context(|| format!("limits {arguments:?}"))
        };
        let mut lines = Vec::new();
        let mut compare = |what,
                           against: &str,
                           target,
                           first: &dyn Fn() -> Result<f64>,
                           second: &dyn Fn() -> Result<f64>|
         -> Result<()> {
            let measured = alternate(pairs, &mut || first(), &mut || second())?;
            let (against, recommendations) = (against.to_string(), self.recommendations);
            lines.push(told(Line {
                what,
                against,
                recommendations,
                measured,
                unit: Unit::EventsPerSecond,
                target,
            }));
            Ok(())
        };
        let (one, two): (&dyn Fn() -> _, &dyn Fn() -> _) = (&|| product.verify(1), &|| product.verify(2));
        compare(
            "verification, 2 threads",
            "`limits verify 2sha`",
            Target::AtLeast(0.8),
            &|| rate(&["verify", &copy, "2sha"], "events_per_s"),
            two,
        )?;
        compare(
            "verification, 1 thread",
            "`limits verify 1sha`",
            Target::AtLeast(0.8),
            &|| rate(&["verify", &copy, "1sha"], "events_per_s"),
            one,
        )?;
        compare(
            "rebuilding",
            "`limits rebuild`",
            Target::AtLeast(0.7),
            &|| rate(&["rebuild", &copy], "events_per_s"),
            &|| product.rebuild(),
        )?;
        Ok(lines)
    }

    /// The questions of the day here against the same in a smaller register.
    pub fn growth_since(&self, smaller: &Size) -> Result<Vec<Line>> {
        let of_the_day = OPERATIONS.iter().filter(|operation| operation.of_the_day);
        of_the_day.map(|operation| self.grow(smaller, operation)).collect()
    }

    fn grow(&self, smaller: &Size, operation: &Operation) -> Result<Line> {
        let ready = |size: &Size| operation.changes.then(|| size.product.on_a_copy()).transpose();
        let (small, large) = (ready(smaller)?, ready(self)?);
        let run = |product: &Product, turn: &mut usize| {
            *turn += 1;
            let arguments = (operation.ours)(product, *turn);
            whole_process(product.command(&arguments.iter().map(String::as_str).collect::<Vec<_>>()))
        };
        let (mut one, mut other) = (0, 0);
        let measured =
            alternate(101, &mut || run(small.as_ref().unwrap_or(&smaller.product), &mut one), &mut || {
                run(large.as_ref().unwrap_or(&self.product), &mut other)
            })?;
        let line = Line {
            what: operation.what,
            against: format!("itself at {}", smaller.recommendations),
            recommendations: self.recommendations,
            measured,
            unit: Unit::Milliseconds,
            target: MOST_GROWTH,
        };
        Ok(told(line))
    }
}

pub fn rate(measured: &Value, key: &str) -> Result<f64> {
    measured[key].as_f64().context("it says no rate")
}

/// Says on the way what was measured.
pub fn told(line: Line) -> Line {
    eprintln!("{}", super::table::row(&line));
    line
}
