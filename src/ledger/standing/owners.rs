//! Who owes what: each owner's actions in numbers, and the actions themselves.

use std::borrow::Cow;

use chrono::NaiveDate;
use rusqlite::Row;
use serde::Serialize;

use super::projecting::month_of;
use super::questions::{Standing, date};
use super::tallies::{
    ACTIONS, DUE, Dates, FINISHED_ACTIONS, HEARD_FROM, OPEN_ACTIONS, OWED, Whose, day_of, key,
};
use crate::journey::recommendation::trail;
use crate::ledger::trouble::Trouble;

/// An owner of actions: a person of the register, or a name that somebody wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Owner {
    pub name: String,
    /// Actions that the owner still owes.
    pub open: u32,
    /// Those of them whose target has passed.
    pub overdue: u32,
    pub finished: u32,
    /// Not finished when their recommendation closed.
    pub dropped: u32,
    /// The oldest target that has passed.
    pub oldest_overdue: Option<NaiveDate>,
    /// The next target that has not passed.
    pub next: Option<NaiveDate>,
    /// The latest day on which something was heard of any of the owner's actions.
    pub last_heard: Option<NaiveDate>,
    /// How the dates of all of them were kept.
    pub dates: Dates,
    pub chased: Option<LastChase>,
}

/// When an owner was chased last: by whom, and on how many actions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LastChase {
    pub on: NaiveDate,
    pub by: String,
    pub actions: u32,
}

impl Owner {
    /// Everything that was ever agreed with this owner.
    pub fn actions(&self) -> u32 {
        self.open + self.finished + self.dropped
    }
}

/// Which actions of an owner are asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Which {
    All,
    Open,
    Overdue,
    Finished,
    Dropped,
    /// Whose date was moved, whatever became of them.
    Moved,
    /// For which a later date was asked and refused.
    Refused,
}

impl Which {
    pub const ALL: [Which; 7] = [
        Which::All,
        Which::Open,
        Which::Overdue,
        Which::Finished,
        Which::Dropped,
        Which::Moved,
        Which::Refused,
    ];

    /// The word for it.
    pub fn words(self) -> &'static str {
        match self {
            Which::All => "all",
            Which::Open => "open",
            Which::Overdue => "overdue",
            Which::Finished => "finished",
            Which::Dropped => "dropped",
            Which::Moved => "moved",
            Which::Refused => "refused",
        }
    }
}

/// An action in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActionRow {
    pub r#ref: String,
    pub recommendation: String,
    pub text: String,
    pub owner: String,
    pub target: NaiveDate,
    /// The date first agreed.
    pub original: NaiveDate,
    pub moves: u32,
    pub rating: Option<String>,
    pub last_heard: Option<NaiveDate>,
    pub added_later: bool,
    /// Whose condition it is: `condition of the sign-off`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub condition: Option<String>,
    /// `open`, `finished` or `dropped`.
    pub state: String,
    pub overdue: bool,
    pub finished_as: Option<String>,
    pub finished_on: Option<NaiveDate>,
    /// How often a later date was asked and refused.
    pub refused: u32,
}

impl ActionRow {
    /// Its words; of a condition it is said whose.
    pub fn marked(&self) -> Cow<'_, str> {
        match &self.condition {
            Some(of) => format!("{of}: {}", self.text).into(),
            None => Cow::from(&self.text),
        }
    }

    /// How its date moved: `3rd date, +214 days`; none where it stands as first agreed.
    pub fn trail(&self) -> Option<String> {
        trail(self.moves as usize, (self.target - self.original).num_days())
    }
}

const ROW: &str = "ref, recommendation, text, owner, target, original, moves, rating, last_heard, added_later, \
    state, finished_as, finished_on, refused, condition";

impl Standing<'_> {
    /// Every owner, by name.
    pub fn owners(&self) -> Result<Vec<Owner>, Trouble> {
        let owners = self.tallied_between(ACTIONS, "", "\u{10ffff}")?;
        owners.into_iter().map(|(name, actions)| self.owner_of(name, actions)).collect()
    }

    /// One owner by the exact name; none where nobody of that name was ever given an action.
    pub fn owner(&self, name: &str) -> Result<Option<Owner>, Trouble> {
        match self.tallied(ACTIONS, name)? {
            0 => Ok(None),
            actions => self.owner_of(name.to_string(), actions).map(Some),
        }
    }

    fn owner_of(&self, name: String, actions: u32) -> Result<Owner, Trouble> {
        let (open, finished) = (self.tallied(OPEN_ACTIONS, &name)?, self.tallied(FINISHED_ACTIONS, &name)?);
        let today = self.today.to_string();
        Ok(Owner {
            open,
            overdue: self.summed_before(&OWED, &name, self.today)?,
            finished,
            dropped: actions - open - finished,
            oldest_overdue: self.end_of_days("min", OWED.days, &name, ("", &today))?,
            next: self.end_of_days("min", OWED.days, &name, (&today, "~"))?,
            last_heard: self.end_of_days("max", HEARD_FROM, &name, ("", "~"))?,
            dates: self.dates_kept(Whose::Owner(&name))?,
            chased: self.last_chase(&name)?,
            name,
        })
    }

    /// The last time that somebody was chased.
    fn last_chase(&self, owner: &str) -> Result<Option<LastChase>, Trouble> {
        let sql = "SELECT chased_on, max(chased_by), count(*) FROM action
            WHERE chased_to = ?1 AND chased_on = (SELECT max(chased_on) FROM action WHERE chased_to = ?1)
            GROUP BY chased_on";
        let read = |row: &Row| Ok(LastChase { on: date(row, 0)?, by: row.get(1)?, actions: row.get(2)? });
        Ok(self.asked(sql, [owner], read)?.pop())
    }

    /// The first (`min`) or last (`max`) day that is counted for an owner, from one up to another.
    fn end_of_days(
        &self,
        end: &str,
        what: &str,
        owner: &str,
        (from, until): (&str, &str),
    ) -> Result<Option<NaiveDate>, Trouble> {
        let sql = format!("SELECT {end}(key) FROM tally WHERE what = ?1 AND key >= ?2 AND key < ?3");
        let ends = (what, key(owner, from), key(owner, until));
        let found: Vec<Option<String>> = self.asked(&sql, ends, |row| row.get(0))?;
        Ok(found.into_iter().flatten().find_map(|key| day_of(&key)))
    }

    /// At most `limit` actions of an owner: the open ones first, by their targets.
    pub fn actions_of(&self, owner: &str, which: Which, limit: usize) -> Result<Vec<ActionRow>, Trouble> {
        let states: &[&str] = match which {
            Which::Moved => return self.actions_where(owner, "moves > 0", limit),
            Which::Refused => return self.actions_where(owner, "refused > 0", limit),
            Which::All => &["open", "finished", "dropped"],
            Which::Open | Which::Overdue => &["open"],
            Which::Finished => &["finished"],
            Which::Dropped => &["dropped"],
        };
        let until = if which == Which::Overdue { self.today.to_string() } else { "~".into() };
        let sql = format!(
            "SELECT {ROW} FROM action WHERE owner = ?1 AND state = ?2 AND target < ?3 ORDER BY target, ref LIMIT ?4"
        );
        let mut found = Vec::new();
        for state in states {
            let left = limit.saturating_sub(found.len());
            let values = (owner, *state, &until, left as i64);
            found.extend(self.asked(&sql, values, |row| read_action(row, self.today))?);
        }
        Ok(found)
    }

    /// At most `limit` actions of an owner for which a condition holds that has an index, by their targets.
    fn actions_where(&self, owner: &str, holds: &str, limit: usize) -> Result<Vec<ActionRow>, Trouble> {
        let sql =
            format!("SELECT {ROW} FROM action WHERE owner = ?1 AND {holds} ORDER BY target, ref LIMIT ?2");
        self.asked(&sql, (owner, limit as i64), |row| read_action(row, self.today))
    }

    /// At most `limit` open actions with targets from a day up to another, which is not among them.
    pub fn actions_due(
        &self,
        from: NaiveDate,
        until: NaiveDate,
        limit: usize,
    ) -> Result<Vec<ActionRow>, Trouble> {
        let sql = format!(
            "SELECT {ROW} FROM action WHERE state = 'open' AND target >= ?1 AND target < ?2 ORDER BY target, ref LIMIT ?3"
        );
        let values = (from.to_string(), until.to_string(), limit as i64);
        self.asked(&sql, values, |row| read_action(row, self.today))
    }

    /// How many open actions have their target on each day of a month, of those days that have any.
    pub(super) fn due_by_day(&self, month: NaiveDate) -> Result<Vec<(String, u32)>, Trouble> {
        let month = month_of(month);
        self.tallied_between(DUE, &month, &format!("{month}~"))
    }
}

pub(super) fn read_action(row: &Row, today: NaiveDate) -> rusqlite::Result<ActionRow> {
    let (target, state): (NaiveDate, String) = (date(row, 4)?, row.get(10)?);
    let perhaps = |index: usize| -> rusqlite::Result<Option<NaiveDate>> {
        let day: Option<String> = row.get(index)?;
        Ok(day.and_then(|day| day.parse().ok()))
    };
    Ok(ActionRow {
        r#ref: row.get(0)?,
        recommendation: row.get(1)?,
        text: row.get(2)?,
        owner: row.get(3)?,
        target,
        original: date(row, 5)?,
        moves: row.get(6)?,
        rating: row.get(7)?,
        last_heard: perhaps(8)?,
        added_later: row.get(9)?,
        overdue: state == "open" && target < today,
        state,
        finished_as: row.get(11)?,
        finished_on: perhaps(12)?,
        refused: row.get(13)?,
        condition: row.get(14)?,
    })
}
