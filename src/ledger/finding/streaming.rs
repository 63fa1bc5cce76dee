//! Lists that an index answers as they stand: they cost what is asked for, however long the register is,
//! so a command that shows a page of one reads no glance.

use rusqlite::params_from_iter;
use rusqlite::types::Value;

use super::found::Wanted;
use super::language::{Filter, Flag, Scope};
use super::sorting::{Column, Sort};
use crate::journey::reference::RecommendationRef;
use crate::ledger::standing::questions::{COLUMNS, Row, Standing, read_row};
use crate::ledger::trouble::Trouble;

/// A part of a list: so many rows, after a recommendation that was the last of the part before.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    pub limit: Option<usize>,
    pub after: Option<RecommendationRef>,
}

/// A list that can be streamed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Streamed {
    filter: Filter,
    order: &'static str,
}

const BY_NEXT: &str = "next, inspection, number";
const BY_REFERENCE: &str = "inspection, number";

impl Wanted {
    /// This list as a stream; none where it must be found first.
    pub fn streamed(&self) -> Option<Streamed> {
        let order = match self.sort {
            Sort { by: Column::Next, descending: false } => BY_NEXT,
            Sort { by: Column::Ref, descending: false } => BY_REFERENCE,
            _ => return None,
        };
        let streams = self.group.is_none() && self.filter.streams();
        streams.then(|| Streamed { filter: self.filter.clone(), order })
    }
}

impl Streamed {
    /// What is on the road, by its next date.
    pub fn open() -> Streamed {
        Streamed { filter: Filter::default(), order: BY_NEXT }
    }

    /// Everything there is, by reference.
    pub fn all() -> Streamed {
        Streamed { filter: Filter::all(), order: BY_REFERENCE }
    }

    /// `today` is one of the values of what is overdue.
    fn sql(&self, page: &Page, today: &str) -> (String, Vec<Value>) {
        let Filter { flags, stages, levels, ratings, owners, inspections, .. } = &self.filter;
        let mut asked = Asked::default();
        asked.that(if self.filter.scope() == Scope::All { "1" } else { "open = 1" }, "");
        let stages: Vec<_> = stages.iter().map(|stage| stage.name().to_string()).collect();
        asked.one_of("stage = ?", &stages);
        asked.one_of("level = ? COLLATE NOCASE", levels);
        asked.one_of("rating = ? COLLATE NOCASE", ratings);
        asked.one_of(
            "inspection IN (SELECT code FROM inspection WHERE code = ? OR (substr(code, 1, length(?)) = ?
              AND NOT EXISTS (SELECT 1 FROM inspection WHERE code = ?)))",
            inspections,
        );
        let owners: Vec<_> = owners.iter().map(|owner| format!("%{}%", literally(owner))).collect();
        asked.one_of(
            "EXISTS (SELECT 1 FROM action WHERE action.recommendation = recommendation.ref
              AND action.owner LIKE ? ESCAPE '\\')",
            &owners,
        );
        if flags.contains(&Flag::Overdue) {
            asked.that("ours = 1 AND next < ?", today);
        }
        let order = self.order;
        if let Some(after) = &page.after {
            let behind = format!("({order}) > (SELECT {order} FROM recommendation WHERE ref = ?)");
            asked.that(&behind, &after.to_string());
        }
        let limit = page.limit.map_or(String::new(), |limit| format!(" LIMIT {limit}"));
        let conditions = asked.conditions.join(" AND ");
        let sql = format!("SELECT {COLUMNS} FROM recommendation WHERE {conditions} ORDER BY {order}{limit}");
        (sql, asked.values)
    }
}

/// Conditions, all of which must hold, and the values in them.
#[derive(Default)]
struct Asked {
    conditions: Vec<String>,
    values: Vec<Value>,
}

impl Asked {
    /// Every `?` of the condition is this value.
    fn that(&mut self, condition: &str, value: &str) {
        self.one_of(condition, &[value.to_string()]);
    }

    /// That the condition holds for one of these values; nothing where there are none.
    fn one_of(&mut self, condition: &str, values: &[String]) {
        if values.is_empty() {
            return;
        }
        self.conditions.push(format!("({})", vec![condition; values.len()].join(" OR ")));
        let places = condition.matches('?').count();
        self.values.extend(values.iter().flat_map(|value| vec![Value::Text(value.clone()); places]));
    }
}

impl Filter {
    /// Whether it asks for nothing but what streams.
    fn streams(&self) -> bool {
        let bare = Filter {
            flags: Vec::new(),
            stages: Vec::new(),
            levels: Vec::new(),
            ratings: Vec::new(),
            owners: Vec::new(),
            inspections: Vec::new(),
            ..self.clone()
        };
        matches!(self.scope(), Scope::Open | Scope::All)
            && (bare == Filter::default() || bare == Filter::all())
            && self.flags.iter().all(|flag| *flag == Flag::Overdue)
    }
}

/// Text in which LIKE finds nothing but itself, behind backslashes.
fn literally(words: &str) -> String {
    words.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

impl Standing<'_> {
    /// Hands the rows of a list to `each`, in its order; `each` says whether it wants another one.
    pub fn stream(
        &self,
        list: &Streamed,
        page: &Page,
        each: &mut dyn FnMut(&Row) -> bool,
    ) -> Result<(), Trouble> {
        let today = self.today.to_string();
        let (sql, values) = list.sql(page, &today);
        let mut read = || -> rusqlite::Result<()> {
            let mut sql = self.conn.prepare_cached(&sql)?;
            let mut rows = sql.query(params_from_iter(values.iter()))?;
            while let Some(row) = rows.next()? {
                if !each(&read_row(row, &today)?) {
                    break;
                }
            }
            Ok(())
        };
        read().map_err(|error| Trouble::on(self.conn, error))
    }
}
