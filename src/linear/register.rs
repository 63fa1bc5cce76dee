//! The list of recommendations: filtered by words, sorted, in groups, and a row for each that is read when it is told.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::choosing::{self, Chosen};
use super::commands::{Do, Kind};
use super::session::Session;
use super::view::{Left, Link, Row, Step, View};
use crate::briefing::headline::text_of_a_row;
use crate::journey::deadline::in_words;
use crate::journey::text::{clean_line, quoted};
use crate::ledger::finding::{Filter, Found, Group, Sort, WORDS, Wanted};
use crate::ledger::standing::questions::Row as Listed;
use crate::ledger::trouble::Trouble;
use crate::settings::view::{COLUMNS, View as Saved};

/// The list of what fits some words.
#[derive(Default)]
pub struct Register {
    words: String,
    /// Closed ones and those addressed elsewhere, too.
    all: bool,
    sort: Sort,
    group: Option<Group>,
    /// Those that a row is told in; none where it is told as it presses.
    columns: Vec<&'static str>,
    /// The references that were told last, in order.
    listed: Vec<String>,
    marked: BTreeSet<String>,
}

impl Register {
    pub fn of(words: &str) -> Register {
        Register { words: words.to_string(), ..Register::default() }
    }

    /// The list as somebody saved it.
    pub fn saved(view: &Saved) -> Register {
        let (words, columns) = (view.filter.clone(), view.columns.clone());
        Register { words, sort: view.sort, group: view.group, columns, ..Register::default() }
    }

    fn wanted(&self, session: &mut Session) -> Wanted {
        let all = if self.all { " all" } else { "" };
        let (filter, remarks) = Filter::read(&format!("{}{all}", self.words), &session.register.scheme);
        session.talk.say_all(remarks.iter().map(|remark| format!("Passed over {remark}.")));
        Wanted { filter, sort: self.sort, group: self.group }
    }
}

impl View for Register {
    fn kind(&self) -> Kind {
        Kind::Register
    }

    fn name(&self) -> String {
        "List".into()
    }

    fn tell(&mut self, session: &mut Session) -> Result<Vec<Row>, Left> {
        let wanted = self.wanted(session);
        let found = session.ledger.find(&wanted)?;
        session.talk.say_all(found.stood_in.iter().map(|stood_in| format!("{stood_in}.").replace("?.", "?")));
        let words = if self.words.is_empty() { "everything open".to_string() } else { self.words.clone() };
        let words = if self.all { format!("{words}, closed ones and others' too") } else { words };
        session.talk.say(format!("List, {words}: {}, by {}.", found.len(), self.order()));
        if !self.marked.is_empty() {
            session.talk.say(format!("{} marked.", self.marked.len()));
        }
        self.listed = found.references().collect();
        if found.is_empty() {
            session.talk.say("Nothing fits. find alone shows everything open, a closed ones too.");
        }
        Ok(rows(&found, &self.columns))
    }

    fn act(&mut self, act: Do, rest: &str, session: &mut Session) -> Result<Step, Left> {
        match act {
            // What is no longer seen is not marked, either.
            Do::Filter => (self.words, self.marked) = (rest.to_string(), BTreeSet::new()),
            Do::All => self.all = !self.all,
            Do::Sort => match rest.parse() {
                Ok(sort) => self.sort = sort,
                Err(wrong) => return Ok(said(session, wrong.to_string())),
            },
            Do::Group if matches!(rest, "" | "none") => self.group = None,
            Do::Group => match rest.parse() {
                Ok(group) => self.group = Some(group),
                Err(wrong) => return Ok(said(session, wrong.to_string())),
            },
            Do::Columns => match columns(rest) {
                Ok(columns) => self.columns = columns,
                Err(wrong) => return Ok(said(session, wrong)),
            },
            Do::Words => {
                session.talk.say("Words of a filter; all of them must hold:");
                session.talk.say_all(WORDS.iter().map(|(word, finds)| format!("{word}: {finds}.")));
                return Ok(Step::Done);
            }
            Do::Mark | Do::Unmark => {
                self.mark(act == Do::Mark, rest, session);
                return Ok(Step::Done);
            }
            Do::Export => {
                let wanted = self.wanted(session);
                session.export(wanted, rest)?;
                return Ok(Step::Done);
            }
            _ => return Ok(Step::NotMine),
        }
        Ok(Step::Again)
    }

    fn marked(&self) -> Vec<String> {
        self.marked.iter().cloned().collect()
    }

    fn unmark(&mut self, done: &[String]) {
        done.iter().for_each(|reference| _ = self.marked.remove(reference));
    }
}

fn said(session: &mut Session, words: String) -> Step {
    session.talk.say(format!("{words}."));
    Step::Done
}

impl Register {
    /// Marks the rows of these numbers, or all of them, or takes their marks away.
    fn mark(&mut self, marks: bool, numbers: &str, session: &mut Session) {
        let every = matches!(numbers, "all") || (numbers.is_empty() && !marks);
        let of = |word: &str| {
            let at = choosing::number(word)?.checked_sub(1)?;
            self.listed.get(at).cloned()
        };
        let words = numbers.split([' ', ',', ';']).filter(|word| !word.is_empty());
        let chosen: Option<Vec<String>> =
            if every { Some(self.listed.clone()) } else { words.map(of).collect() };
        match chosen {
            Some(chosen) if marks && !chosen.is_empty() => self.marked.extend(chosen),
            Some(_) if every => self.marked.clear(),
            Some(chosen) if !marks => self.unmark(&chosen),
            _ => return session.talk.say("Numbers of rows belong to it, as in mark 1 3; or mark all."),
        }
        let told = self.marked.iter().cloned().collect::<Vec<_>>().join(", ");
        session.talk.say(match self.marked.len() {
            0 => "Nothing is marked.".to_string(),
            count => format!("{count} marked, a request is made for each: {told}."),
        });
    }

    fn order(&self) -> String {
        let way = if self.sort.descending { ", the last first" } else { "" };
        let group = self.group.map_or(String::new(), |group| format!(", in groups by {}", group.name()));
        format!("{}{way}{group}", self.sort.by.name())
    }
}

/// A row for each that was found, with the headings of the groups between them.
fn rows(found: &Found, columns: &[&'static str]) -> Vec<Row> {
    let columns: Rc<[_]> = columns.into();
    let mut rows = Vec::with_capacity(found.len());
    let mut headings = found.headings.iter().peekable();
    let ids = found.ids(0, found.len());
    for (at, (id, reference)) in ids.into_iter().zip(found.references()).enumerate() {
        while let Some(heading) = headings.next_if(|heading| heading.first == at) {
            rows.push(Row::Head(format!("{}, {}:", heading.name, heading.count)));
        }
        if let Ok(reference) = reference.parse() {
            let (link, columns) = (Link::Recommendation(reference), Rc::clone(&columns));
            rows.push(Row::Listed { id, link, columns });
        }
    }
    rows
}

/// One row of a list, as it stands now.
pub fn told(session: &Session, id: u32, columns: &[&str]) -> Result<String, Trouble> {
    let mut told = String::new();
    session.ledger.standing().rows(&[id], &mut |row| {
        told = match columns {
            [] => line(row, session),
            columns => in_columns(row, columns, session),
        };
        true
    })?;
    Ok(told)
}

/// The columns of these names; none for the usual row.
fn columns(names: &str) -> Result<Vec<&'static str>, String> {
    if matches!(names, "" | "usual") {
        return Ok(Vec::new());
    }
    let words = names.split([' ', ',', ';']).filter(|word| !word.is_empty());
    let named = |word: &str| match choosing::among(&COLUMNS, word) {
        Chosen::One(index) => Ok(COLUMNS[index]),
        _ => Err(format!("{} is no column; they are {}", quoted(word), COLUMNS.join(", "))),
    };
    words.map(named).collect()
}

/// One recommendation in the columns that somebody chose, each by its name; what is empty is told as none.
fn in_columns(row: &Listed, columns: &[&str], session: &Session) -> String {
    let told = |column: &&str| {
        let value = value(row, column, session);
        format!("{column} {}", if value.is_empty() { "none" } else { &value })
    };
    columns.iter().map(told).collect::<Vec<_>>().join(", ")
}

fn value(row: &Listed, column: &str, session: &Session) -> String {
    let day = |day: Option<&str>| day.and_then(|day| day.parse().ok()).map_or(String::new(), in_words);
    let deadline = row.deadline.as_ref();
    match column {
        "ref" => row.r#ref.to_string(),
        "kind" => row.kind.to_string(),
        // The road is drawn by its stage; in words both say the same.
        "road" | "stage" => row.stage.to_string(),
        "level" => row.level.unwrap_or_default().to_string(),
        "rating" => row.rating.map(str::to_lowercase).unwrap_or_default(),
        "owner" => row.owner.unwrap_or_default().to_string(),
        "next" => state(row, session),
        "heard" => day(row.last_heard),
        "deadline" if deadline.is_some_and(|deadline| deadline.date.is_none()) => {
            deadline.map_or(String::new(), |deadline| clean_line(deadline.words).into_owned())
        }
        "deadline" => day(deadline.and_then(|deadline| deadline.date)),
        "opened" => day(Some(row.published)),
        _ => clean_line(&text_of_a_row(row.first, row.text)).into_owned(),
    }
}

/// One recommendation: its reference, whether it came back, what presses, where it stands, and what was asked.
fn line(row: &Listed, session: &Session) -> String {
    let state = state(row, session);
    let rating = row.rating.map(str::to_lowercase).unwrap_or_default();
    let back = row.first.map(str::to_uppercase).unwrap_or_default();
    let known = [row.r#ref, &back, &state, row.stage, &rating];
    let known: Vec<_> = known.into_iter().filter(|part| !part.is_empty()).collect();
    format!("{}: {}", known.join(", "), clean_line(row.text))
}

/// What presses, or how it ended.
fn state(row: &Listed, session: &Session) -> String {
    let next = row.next.and_then(|day| day.parse().ok());
    let warning = session.register.scheme.warning_days;
    match (row.closed_in_words(), next) {
        _ if !row.ours => "not ours".to_string(),
        (Some(ending), _) => ending.into_owned(),
        (None, Some(next)) => super::work::promised(next, session.today, warning),
        (None, None) if row.stage == "Governance" => "no target".into(),
        (None, None) => String::new(),
    }
}

#[cfg(test)]
mod words {
    use super::*;

    #[test]
    fn a_saved_view_is_told_in_its_own_order() {
        let saved = crate::settings::view::built_in();
        let register = Register::saved(&saved[8]);
        assert_eq!(
            (register.words.as_str(), register.order().as_str()),
            ("closed", "closed, the last first")
        );
        assert_eq!(Register::saved(&saved[7]).order(), "next, in groups by owner");
    }
}
