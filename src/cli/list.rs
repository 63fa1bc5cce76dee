//! `list`: recommendations, those that are open by their next date.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Arg, ArgAction, ArgMatches, Command, value_parser};

use super::Desk;
use super::failure::Failure;
use super::finding;
use super::output::{Form, Output};
use crate::briefing::list;
use crate::export::{self, csv, json};
use crate::journey::reference::{NotAReference, RecommendationRef};
use crate::journey::register::Register;
use crate::journey::text::{clean, quoted};
use crate::ledger::finding::Page;
use crate::ledger::standing::questions::{Row, Standing};

pub fn command() -> Command {
    let option = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name(value).help(help)
    };
    let flag = |name: &'static str, help: &'static str| {
        Arg::new(name).long(name).action(ArgAction::SetTrue).help(help)
    };
    Command::new("list").about("list recommendations, the open ones by their next date").args([
        flag("all", "also those that are closed, and those addressed elsewhere; by reference"),
        option("inspection", "CODE", "only of this inspection"),
        option("stage", "STAGE", "only at this stage"),
        option("owner", "NAME", "only with an action of this owner"),
        option("level", "CODE", "only of this level"),
        option("rating", "CODE", "only of this rating"),
        flag("overdue", "only those with a promised date that has passed"),
        option(
            "filter",
            "WORDS",
            "only what the words of the register's screen find, as in `overdue owner:smith`",
        )
        .conflicts_with("after"),
        option("sort", "COLUMN[:desc]", "in the order of a column, or the other way").conflicts_with("after"),
        option("group", "COLUMN", "parted by inspection, owner, stage or meeting")
            .conflicts_with_all(["after", "to"]),
        option("view", "KEY|NAME", "a saved view, as on the keys 1 to 9; `plenary config` tells them")
            .conflicts_with("after"),
        option("limit", "N", "so many at most").value_parser(value_parser!(usize)),
        option("after", "REF", "go on after this one"),
        option("to", "FILE", "write it into this file, as CSV or JSON; nothing may be there yet")
            .value_parser(value_parser!(PathBuf)),
    ])
}

pub fn run(desk: &Desk, matches: &ArgMatches) -> Result<(), Failure> {
    // Views and their columns are settings: whoever lists hears where they are not what was meant.
    desk.settings();
    let ledger = desk.read()?;
    let standing = ledger.standing();
    let register = standing.register()?;
    let wanted = finding::wanted(desk, matches, &register)?;
    let Some(list) = wanted.streamed() else {
        return finding::run(desk, &ledger, &register, &wanted, matches);
    };
    let page = Page { limit: matches.get_one("limit").copied(), after: after(matches, standing)? };
    if let Some(to) = matches.get_one::<PathBuf>("to") {
        return to_file(desk, &mut |each| standing.stream(&list, &page, each), 0, to);
    }
    let mut found = Ok(());
    desk.output.write(|out| {
        let mut printer = Printer::begin(&desk.output, &register, out, None, true)?;
        let mut printed = Ok(());
        found = standing.stream(&list, &page, &mut |row| {
            printed = printer.row(row);
            printed.is_ok()
        });
        printed?;
        // What broke off in the middle must not look like a whole list.
        if found.is_ok() { printer.end() } else { Ok(()) }
    })?;
    Ok(found?)
}

/// The recommendation to go on after, which must be there.
fn after(matches: &ArgMatches, standing: Standing) -> Result<Option<RecommendationRef>, Failure> {
    let Some(said) = matches.get_one::<String>("after") else { return Ok(None) };
    let after = said.parse().map_err(|wrong: NotAReference| Failure::usage(wrong.to_string()))?;
    if standing.recommendation(&after)?.is_none() {
        let hint = "see what there is with `plenary list --all`";
        return Err(Failure::refused(format!("there is no `{after}` to go on after"), hint));
    }
    Ok(Some(after))
}

/// Writes the list into a file: in the form that is asked for, else in that of the file's name.
pub(super) fn to_file(desk: &Desk, list: &mut export::list::List, of: u64, to: &Path) -> Result<(), Failure> {
    let asked = match desk.output.form() {
        Form::Json => Some(export::list::Form::Json),
        Form::Csv => Some(export::list::Form::Csv),
        Form::Text => export::list::Form::of_name(to),
    };
    let form = asked.ok_or_else(|| {
        let shown = quoted(&to.to_string_lossy());
        Failure::usage(format!("{shown} ends in neither `.csv` nor `.json`: say `--csv` or `--json`"))
    })?;
    let rows = export::list::to_file(list, of, form, to, &desk.seat.progress)?;
    let noun = if rows == 1 { "recommendation" } else { "recommendations" };
    desk.output.text(&format!("wrote {rows} {noun} to {}\n", to.display()))
}

/// Prints rows in one of the three forms.
pub(super) enum Printer<'a> {
    Text { register: &'a Register, out: &'a mut dyn Write, rows: usize, width: usize },
    Json(json::Rows<&'a mut dyn Write>),
    Csv { out: &'a mut dyn Write, group: Option<&'a str> },
}

impl<'a> Printer<'a> {
    /// `group`: what the group of these rows is called; `first`: whether nothing was printed before them.
    pub(super) fn begin(
        output: &Output,
        register: &'a Register,
        out: &'a mut dyn Write,
        group: Option<&'a str>,
        first: bool,
    ) -> std::io::Result<Printer<'a>> {
        Ok(match output.form() {
            Form::Text => Printer::Text { register, out, rows: 0, width: output.width() },
            Form::Json => Printer::Json(json::Rows::begin(out)?),
            Form::Csv => {
                if first {
                    csv::header(group.is_some(), out)?;
                }
                Printer::Csv { out, group }
            }
        })
    }

    pub(super) fn row(&mut self, row: &Row) -> std::io::Result<()> {
        match self {
            Printer::Json(rows) => rows.row(row),
            Printer::Csv { out, group } => csv::row(*group, row, out),
            Printer::Text { register, out, rows, width } => {
                if *rows == 0 {
                    writeln!(out, "{}", list::header(*width))?;
                }
                *rows += 1;
                let letter = row
                    .rating
                    .and_then(|code| register.scheme.rating(code))
                    .map(|rating| rating.letter.as_str());
                writeln!(out, "{}", clean(&list::line(row, letter, *width)))
            }
        }
    }

    pub(super) fn end(self) -> std::io::Result<()> {
        match self {
            Printer::Json(rows) => rows.end(),
            Printer::Csv { .. } => Ok(()),
            Printer::Text { out, rows: 0, .. } => writeln!(out, "no recommendation is like that"),
            Printer::Text { out, rows: 1, .. } => writeln!(out, "1 recommendation"),
            Printer::Text { out, rows, .. } => writeln!(out, "{rows} recommendations"),
        }
    }
}
