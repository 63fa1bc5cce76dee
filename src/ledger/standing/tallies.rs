//! The counters behind the pictures: what is counted of a recommendation, an inspection and a meeting,
//! and how counters that are kept by day are summed.

use chrono::NaiveDate;
use rusqlite::{Params, Row};
use serde::Serialize;

use super::projecting::{Daily, month_of};
use super::questions::Standing;
use crate::journey::inspection::Inspection;
use crate::journey::meeting::{Meeting, Phase};
use crate::journey::recommendation::{Action, Recommendation, Stage};
use crate::ledger::trouble::Trouble;

/// Stands in a key between whose day it is and the day: no cleaned text holds it.
pub(super) const APART: char = '\u{1f}';

/// Open recommendations by stage and by the day on which they were first asked.
pub(super) const AGE: Daily = Daily { days: "age", months: "age by month" };
/// Open actions by owner and target.
pub(super) const OWED: Daily = Daily { days: "owed", months: "owed by month" };
/// Running response clocks by their last day, of nobody in particular.
pub(super) const LAST_DAY: Daily = Daily { days: "last day", months: "last day by month" };
/// Actions by owner and by the day on which something was heard of them last.
pub(super) const HEARD_FROM: &str = "heard from";
/// Actions by owner, by what became of them.
pub(super) const ACTIONS: &str = "actions";
pub(super) const OPEN_ACTIONS: &str = "open actions";
pub(super) const FINISHED_ACTIONS: &str = "finished actions";
/// Open actions by target, open recommendations by the inspectorate's deadline, and meetings, each by day.
pub(super) const DUE: &str = "due";
pub(super) const DEADLINE: Daily = Daily { days: "deadline", months: "deadline by month" };
pub(super) const MEETING: &str = "meeting";
/// Response clocks that have stopped, by how they did.
pub(super) const STOPPED: &str = "stopped";

/// How the dates of somebody's actions were kept, or of what an inspection asks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Dates {
    /// Actions whose date was moved.
    pub moved: u32,
    /// How often, over all of them.
    pub moves: u32,
    /// By how many days the moves to a later date made dates later, over all of them.
    pub days_later: u32,
    /// By how many days the others brought dates forward: they make up for no day of the former.
    pub days_earlier: u32,
    /// Actions for which a later date was asked and refused.
    pub refused: u32,
    /// How often, over all of them.
    pub refusals: u32,
}

impl Dates {
    /// Counts an action in.
    pub fn count(&mut self, action: &Action) {
        self.moved += u32::from(!action.moves.is_empty());
        self.moves += action.moves.len() as u32;
        self.days_later += action.days_later();
        self.days_earlier += action.days_earlier();
        self.refused += u32::from(!action.refused.is_empty());
        self.refusals += action.refused.len() as u32;
    }
}

/// The counters that [`Dates`] is made from, each kept of every owner and of every inspection.
const MOVED: &str = "moved";
const MOVES: &str = "moves";
const DAYS_LATER: &str = "days later";
const DAYS_EARLIER: &str = "days earlier";
const REFUSED: &str = "refused";
const REFUSALS: &str = "refusals";

/// Whose dates they are.
#[derive(Debug, Clone, Copy)]
pub(super) enum Whose<'a> {
    Owner(&'a str),
    Inspection(&'a str),
}

impl Whose<'_> {
    /// As a key of the counters: an owner may be called like an inspection.
    fn key(self) -> String {
        match self {
            Whose::Owner(name) => key("owner", name),
            Whose::Inspection(code) => key("inspection", code),
        }
    }
}

/// Two parts as one key: whose day it is, and the day.
pub(super) fn key(first: &str, second: &str) -> String {
    format!("{first}{APART}{second}")
}

/// The day in a key that [`key`] made.
pub(super) fn day_of(key: &str) -> Option<NaiveDate> {
    key.rsplit(APART).next()?.parse().ok()
}

/// What became of an action: `open` while somebody owes it, `finished`, or `dropped` where its recommendation
/// went on or closed without it.
pub(super) fn state(recommendation: &Recommendation, action: &Action) -> &'static str {
    match &action.finished {
        Some(_) => "finished",
        None if recommendation.promises() => "open",
        None => "dropped",
    }
}

/// Counts one of the home body's recommendations.
pub(super) fn recommendation(counted: &Recommendation, add: &mut dyn FnMut(&'static str, String)) {
    if counted.stage != Stage::Closed {
        let (stage, first) = (counted.stage.name(), counted.first_asked);
        add(AGE.days, key(stage, &first.to_string()));
        add(AGE.months, key(stage, &month_of(first)));
        if let Some(day) = counted.deadline.as_ref().and_then(|deadline| deadline.date) {
            add(DEADLINE.days, day.to_string());
            add(DEADLINE.months, month_of(day));
        }
    }
    counted.actions.iter().for_each(|action| count_action(counted, action, add));
}

fn count_action(counted: &Recommendation, action: &Action, add: &mut dyn FnMut(&'static str, String)) {
    let owner = &action.owner;
    add(ACTIONS, owner.clone());
    match state(counted, action) {
        "open" => {
            add(OPEN_ACTIONS, owner.clone());
            add(OWED.days, key(owner, &action.target.to_string()));
            add(OWED.months, key(owner, &month_of(action.target)));
            add(DUE, action.target.to_string());
        }
        "finished" => add(FINISHED_ACTIONS, owner.clone()),
        _ => {}
    }
    if let Some(heard) = action.last_heard() {
        add(HEARD_FROM, key(owner, &heard.to_string()));
    }
}

/// Counts how the dates of one of the home body's recommendations were kept; `add` takes how many, or how many days.
pub(super) fn dates(counted: &Recommendation, add: &mut dyn FnMut(&'static str, String, i64)) {
    let inspection = counted.inspection().to_string();
    for action in &counted.actions {
        let mut dates = Dates::default();
        dates.count(action);
        for whose in [Whose::Owner(&action.owner), Whose::Inspection(&inspection)] {
            for (what, n) in [
                (MOVED, dates.moved),
                (MOVES, dates.moves),
                (DAYS_LATER, dates.days_later),
                (DAYS_EARLIER, dates.days_earlier),
                (REFUSED, dates.refused),
                (REFUSALS, dates.refusals),
            ] {
                add(what, whose.key(), n.into());
            }
        }
    }
}

/// Counts an inspection's response clock.
pub(super) fn inspection(counted: &Inspection, home: &str, add: &mut dyn FnMut(&'static str, String)) {
    // Of no day but its own publication's is the clock asked here.
    let clock = counted.clock(counted.published);
    match (clock.published, &counted.response.same_as) {
        (Some(on), _) if on > clock.last_day => add(STOPPED, "missed".into()),
        (Some(_), _) => add(STOPPED, "met".into()),
        (None, Some(_)) => add(STOPPED, "answered elsewhere".into()),
        (None, None) if counted.wants_response(home) => {
            add(LAST_DAY.days, key("", &clock.last_day.to_string()));
            add(LAST_DAY.months, key("", &month_of(clock.last_day)));
        }
        (None, None) => add(STOPPED, "none due".into()),
    }
}

/// Counts a meeting by its day; one that was cancelled falls on none.
pub(super) fn meeting(counted: &Meeting, add: &mut dyn FnMut(&'static str, String)) {
    if counted.phase != Phase::Cancelled {
        add(MEETING, counted.date.to_string());
    }
}

impl Standing<'_> {
    /// The sum of somebody's counters of all days before one: whole months first, then the days of its own month.
    pub(super) fn summed_before(&self, what: &Daily, whose: &str, day: NaiveDate) -> Result<u32, Trouble> {
        let sql = "SELECT
            (SELECT coalesce(sum(n), 0) FROM tally WHERE what = ?1 AND key >= ?3 AND key < ?4) +
            (SELECT coalesce(sum(n), 0) FROM tally WHERE what = ?2 AND key >= ?4 AND key < ?5)";
        let month = key(whose, &month_of(day));
        let ends = (what.months, what.days, key(whose, ""), month, key(whose, &day.to_string()));
        let sums = self.asked(sql, ends, |row| row.get(0))?;
        Ok(sums.first().copied().unwrap_or(0))
    }

    /// The counter of one thing; nought where nothing was counted.
    pub(super) fn tallied(&self, what: &str, key: &str) -> Result<u32, Trouble> {
        let sql = "SELECT n FROM tally WHERE what = ?1 AND key = ?2";
        Ok(self.asked(sql, [what, key], |row| row.get(0))?.first().copied().unwrap_or(0))
    }

    /// How dates were kept, by an owner or of an inspection.
    pub(super) fn dates_kept(&self, whose: Whose) -> Result<Dates, Trouble> {
        let key = whose.key();
        let n = |what: &str| self.tallied(what, &key);
        Ok(Dates {
            moved: n(MOVED)?,
            moves: n(MOVES)?,
            days_later: n(DAYS_LATER)?,
            days_earlier: n(DAYS_EARLIER)?,
            refused: n(REFUSED)?,
            refusals: n(REFUSALS)?,
        })
    }

    /// The counters of one sort from a key up to another, which is not among them.
    pub(super) fn tallied_between(
        &self,
        what: &str,
        from: &str,
        to: &str,
    ) -> Result<Vec<(String, u32)>, Trouble> {
        let sql = "SELECT key, n FROM tally WHERE what = ?1 AND key >= ?2 AND key < ?3 ORDER BY key";
        self.asked(sql, [what, from, to], |row| Ok((row.get(0)?, row.get(1)?)))
    }

    /// The rows of a prepared question.
    pub(super) fn asked<T>(
        &self,
        sql: &str,
        values: impl Params,
        read: impl FnMut(&Row) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, Trouble> {
        self.conn
            .prepare_cached(sql)
            .and_then(|mut sql| sql.query_map(values, read)?.collect())
            .map_err(|error| Trouble::on(self.conn, error))
    }
}
