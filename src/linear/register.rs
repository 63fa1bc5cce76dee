//! The list of recommendations: the words that it is filtered by, and a row for each.

use super::commands::{Do, Kind};
use super::session::Session;
use super::view::{Left, Link, Row, Step, View};
use crate::briefing::layout::cut;
use crate::journey::recommendation::Stage;
use crate::journey::text::clean_line;
use crate::ledger::standing::questions::{Filter, Page, Row as Listed};
use crate::ledger::trouble::Trouble;

/// No more than so many are held; a filter finds the others.
const MOST: usize = 10_000;

/// The list, open ones only or all of them, that fit some words.
pub struct Register {
    words: String,
    all: bool,
}

impl Register {
    /// The list of what fits; the word `all` says that closed ones count, too.
    pub fn of(words: &str) -> Register {
        let all = words.split_whitespace().any(|word| word == "all");
        let words: Vec<_> = words.split_whitespace().filter(|word| *word != "all").collect();
        Register { words: words.join(" "), all }
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
        let (rows, more) = self.rows(session)?;
        let which = if self.all { "all" } else { "open" };
        let fits = if self.words.is_empty() { String::new() } else { format!(", that fit `{}`", self.words) };
        let more = if more { " and more" } else { "" };
        session.talk.say(format!("List, {which}{fits}: {}{more}.", rows.len()));
        if rows.is_empty() {
            session.talk.say(self.why_empty());
        }
        Ok(rows)
    }

    fn act(&mut self, act: Do, rest: &str, _session: &mut Session) -> Result<Step, Left> {
        match act {
            Do::Filter => *self = Register { all: self.all, ..Register::of(rest) },
            Do::All => self.all = !self.all,
            _ => return Ok(Step::NotMine),
        }
        Ok(Step::Again)
    }
}

impl Register {
    /// The rows, and whether there are more than are held.
    fn rows(&self, session: &Session) -> Result<(Vec<Row>, bool), Trouble> {
        let filter = understood(&self.words, self.all);
        let page = Page { limit: Some(MOST + 1), after: None };
        let (mut rows, mut more) = (Vec::new(), false);
        let width = session.talk.width();
        session.ledger.standing().for_each_row(&filter, &page, &mut |row| {
            more = rows.len() == MOST;
            if !more {
                rows.extend(row.r#ref.parse().ok().map(|reference| {
                    let line = line(row, session);
                    Row::item(cut(&line, width.saturating_sub(7).max(40)), Link::Recommendation(reference))
                }));
            }
            !more
        })?;
        Ok((rows, more))
    }

    fn why_empty(&self) -> &'static str {
        match (self.words.is_empty(), self.all) {
            (false, false) => "Nothing open fits. a takes in closed ones; find alone shows everything again.",
            (false, true) => "Nothing fits. find alone shows everything again.",
            (true, false) => "Nothing is open. a takes in closed ones; import reads a published response.",
            (true, true) => "No recommendation is recorded yet. import reads a published response.",
        }
    }
}

/// One recommendation: its reference, what presses, where it stands, and what was asked.
fn line(row: &Listed, session: &Session) -> String {
    let next = row.next.and_then(|day| day.parse().ok());
    let warning = session.register.scheme.warning_days;
    let state = match (row.closed_as, next) {
        _ if !row.ours => "not ours".to_string(),
        (Some(ending), _) => ending.replace('_', " "),
        (None, Some(next)) => super::work::promised(next, session.today, warning),
        (None, None) if row.stage == "Governance" => "no target".into(),
        (None, None) => String::new(),
    };
    let rating = row.rating.map(str::to_lowercase).unwrap_or_default();
    let known = [row.r#ref, &state, row.stage, &rating];
    let known: Vec<_> = known.into_iter().filter(|part| !part.is_empty()).collect();
    format!("{}: {}", known.join(", "), clean_line(row.text))
}

/// What the words of a filter ask for: `overdue`, `stage:x`, `owner:x` and so on; the others stand in the text.
fn understood(words: &str, all: bool) -> Filter {
    let mut filter = Filter { all, ..Filter::default() };
    let mut rest = Vec::new();
    for word in words.split_whitespace() {
        let value = |value: &str| (!value.is_empty()).then(|| value.to_string());
        match word.split_once(':') {
            Some(("stage", stage)) => filter.stage = value(stage).map(whole_stage),
            Some(("owner", owner)) => filter.owner = value(owner),
            Some(("level", level)) => filter.level = value(level),
            Some(("rating", rating)) => filter.rating = value(rating),
            Some(("inspection", code)) => filter.inspection = value(code),
            _ if word.eq_ignore_ascii_case("overdue") => filter.overdue = true,
            _ => rest.push(word),
        }
    }
    filter.words = (!rest.is_empty()).then(|| rest.join(" "));
    filter
}

fn whole_stage(said: String) -> String {
    let begins = |stage: &Stage| stage.name().to_lowercase().starts_with(&said.to_lowercase());
    Stage::ALL.into_iter().find(begins).map_or(said.clone(), |stage| stage.name().to_string())
}
