//! What `list` is to hold and in which order, in the same language as the register's screen,
//! and the lists that must be found first.

use std::io::{self, Write};
use std::path::PathBuf;

use clap::ArgMatches;

use super::Desk;
use super::failure::Failure;
use super::list::{Printer, to_file};
use super::output::Form;
use crate::export::json;
use crate::journey::register::Register;
use crate::journey::text::quoted;
use crate::ledger::Ledger;
use crate::ledger::finding::{Column, Filter, Found, Heading, NotAColumn, Sort, Wanted};
use crate::ledger::standing::questions::Standing;
use crate::ledger::trouble::Trouble;
use crate::settings::view::View;

/// So many rows are fetched at once.
const PAGE: usize = 500;

/// Finds a list that cannot be streamed, and prints it.
pub fn run(
    desk: &Desk,
    ledger: &Ledger,
    register: &Register,
    wanted: &Wanted,
    matches: &ArgMatches,
) -> Result<(), Failure> {
    let (standing, found) = (ledger.standing(), ledger.find(wanted)?);
    desk.output.notes(found.stood_in.iter().map(ToString::to_string))?;
    if let Some(to) = matches.get_one::<PathBuf>("to") {
        return to_file(desk, &mut |each| standing.all_of(&found, each), found.len() as u64, to);
    }
    let limit = matches.get_one("limit").copied().unwrap_or(usize::MAX);
    let mut trouble = Ok(());
    desk.output.write(|out| {
        let list = Listing { desk, register, standing, found: &found, left: limit };
        list.print(out, &mut trouble)
    })?;
    Ok(trouble?)
}

/// What the options ask for together: those that say one thing each are words of the filter too.
pub fn wanted(desk: &Desk, matches: &ArgMatches, register: &Register) -> Result<Wanted, Failure> {
    let said = |name: &str| matches.get_one::<String>(name);
    let view = said("view").map(|said| view(desk, said)).transpose()?;
    let mut words = view.map_or(String::new(), |view| view.filter.clone());
    said("filter").iter().for_each(|filter| words.push_str(&format!(" {filter}")));
    for key in ["inspection", "stage", "owner", "level", "rating"] {
        let value = said(key).map(|value| value.replace('"', " "));
        value.iter().for_each(|value| words.push_str(&format!(" {key}:\"{value}\"")));
    }
    for flag in ["all", "overdue"] {
        words.push_str(if matches.get_flag(flag) { [" ", flag] } else { ["", ""] }.concat().as_str());
    }
    let (filter, remarks) = Filter::read(&words, &register.scheme);
    if !remarks.is_empty() {
        let remarks: Vec<_> = remarks.iter().map(ToString::to_string).collect();
        return Err(Failure::usage(remarks.join("\n  ")));
    }
    let misnamed = |wrong: NotAColumn| Failure::usage(wrong.to_string());
    let sort = said("sort").map(|sort| sort.parse()).transpose().map_err(misnamed)?;
    let usual =
        if matches.get_flag("all") { Sort { by: Column::Ref, descending: false } } else { Sort::default() };
    let sort = sort.or(view.map(|view| view.sort)).unwrap_or(usual);
    let group = said("group").map(|group| group.parse()).transpose().map_err(misnamed)?;
    let group = group.or(view.and_then(|view| view.group));
    Ok(Wanted { filter, sort, group })
}

/// The saved view of a key or a name.
fn view<'d>(desk: &'d Desk, said: &str) -> Result<&'d View, Failure> {
    desk.settings().view(said).ok_or_else(|| Failure::Usage {
        what: format!("{} is no saved view", quoted(said)),
        hint: Some("`plenary config` tells the keys and names there are".into()),
    })
}

struct Listing<'a> {
    desk: &'a Desk,
    register: &'a Register,
    standing: Standing<'a>,
    found: &'a Found,
    /// So many rows may still be printed.
    left: usize,
}

impl Listing<'_> {
    fn print(mut self, out: &mut dyn Write, trouble: &mut Result<(), Trouble>) -> io::Result<()> {
        let groups = match self.found.headings.as_slice() {
            [] => return self.part(0, self.found.len(), None, out, trouble),
            groups => groups,
        };
        let json = self.desk.output.form() == Form::Json;
        let mut between = if json { "[\n" } else { "" };
        for group in groups {
            if self.left == 0 || trouble.is_err() {
                break;
            }
            out.write_all(between.as_bytes())?;
            between = match self.desk.output.form() {
                Form::Json => ",\n",
                Form::Text => "\n",
                Form::Csv => "",
            };
            self.head(group, out)?;
            self.part(group.first, group.count, Some(group), out, trouble)?;
            if json {
                out.write_all(b"}")?;
            }
        }
        if json { out.write_all(b"\n]\n") } else { Ok(()) }
    }

    fn head(&self, group: &Heading, out: &mut dyn Write) -> io::Result<()> {
        match self.desk.output.form() {
            Form::Text => writeln!(out, "{} · {}", crate::journey::text::clean(&group.name), group.count),
            Form::Json => {
                write!(
                    out,
                    "{{\"group\":{},\"count\":{},\"recommendations\":",
                    json::word(&group.name)?,
                    group.count
                )
            }
            Form::Csv => Ok(()),
        }
    }

    /// Prints the rows from one place on.
    fn part(
        &mut self,
        first: usize,
        count: usize,
        group: Option<&Heading>,
        out: &mut dyn Write,
        trouble: &mut Result<(), Trouble>,
    ) -> io::Result<()> {
        let count = count.min(self.left);
        self.left -= count;
        let begins = group.is_none_or(|group| group.first == 0);
        let mut printer =
            Printer::begin(&self.desk.output, self.register, out, group.map(|group| &*group.name), begins)?;
        let mut printed = Ok(());
        for from in (first..first + count).step_by(PAGE) {
            let ids = self.found.ids(from, PAGE.min(first + count - from));
            *trouble = self.standing.rows(&ids, &mut |row| {
                printed = printer.row(row);
                printed.is_ok()
            });
            if trouble.is_err() || printed.is_err() {
                return printed;
            }
        }
        printer.end()
    }
}
