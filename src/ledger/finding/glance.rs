//! The glance: of every recommendation what filters, sorts and groups it, in memory.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use chrono::{Datelike, NaiveDate};
use rusqlite::{Connection, Row as SqlRow};

use super::first::Kept;
use super::sorting::Sort;
use super::text::Known;
use crate::journey::inspection::Kind;
use crate::journey::recommendation::Stage;
use crate::journey::reference::Stream;
use crate::journey::scheme::Scheme;
use crate::ledger::standing::Loaded;
use crate::ledger::trouble::Trouble;

/// A day as a number in the order of days: 20230630.
pub(super) type Day = u32;
/// After all days.
pub(super) const NO_DAY: Day = 99_991_231;
/// More events than this since the last look, and everything is read again.
const MOST_CHANGES: u64 = 1_000;

/// What is kept of every recommendation, as it stood after event `seq`.
pub struct Glance {
    seq: u64,
    pub(super) scheme: Scheme,
    pub(super) rows: Vec<Glimpse>,
    pub(super) inspections: Names,
    pub(super) owners: Names,
    pub(super) levels: Names,
    pub(super) ratings: Names,
    /// What is promised by whom, a line for each action.
    pub(super) owed: Names,
    /// When it was closed and reopened, a line for each time.
    pub(super) earlier_closings: Names,
    /// Orders that were asked for.
    pub(super) orders: RefCell<HashMap<Sort, Rc<Vec<u32>>>>,
    /// Words that were looked for.
    pub(super) told: Known,
    pub(super) words: Kept,
}

/// One recommendation. Names stand in the glance's lists; 0 is none.
#[derive(Debug, Clone, Copy)]
pub(super) struct Glimpse {
    pub id: u32,
    pub inspection: u32,
    pub number: u32,
    pub owner: u32,
    /// All owners of its actions, a line for each.
    pub owners: u32,
    pub level: u32,
    pub rating: u32,
    pub owed: u32,
    pub earlier_closings: u32,
    /// The number of the meeting at which it was last spoken of; 0 is none.
    pub meeting: u32,
    pub next: Day,
    pub heard: Day,
    /// Since when nothing was heard, at Governance.
    pub silent_since: Day,
    pub deadline: Day,
    pub opened: Day,
    pub closed: Day,
    pub first_asked: Day,
    pub stage: Stage,
    pub kind: Kind,
    pub ours: bool,
    pub returned: bool,
    pub asked: bool,
    pub asked_of_lead: bool,
    /// The owners of the actions whose date was moved, for which a later date was refused, and who were chased
    /// and have not answered since: a line for each, among the owners.
    pub moved: u32,
    pub refused: u32,
    pub chased: u32,
    pub waits: Waits,
}

/// What its actions wait for, where no date says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Waits {
    Nothing,
    NoTarget,
    AllFinished,
}

const COLUMNS: &str = "id, inspection, number, kind, ours, stage, level, rating, owner, owners, next, last_heard, \
    deadline_date, published, closed_on, returned IS NOT NULL, asked IS NOT NULL, waits, heard_at, first_asked, owed, \
    silent_since, earlier_closings, asked_of_lead IS NOT NULL, moved, refused, chased";

/// Texts that many rows share, each once. The first is none.
#[derive(Default)]
pub(super) struct Names {
    list: Vec<String>,
    places: HashMap<String, u32>,
}

impl Names {
    fn place(&mut self, name: &str) -> u32 {
        if let Some(place) = self.places.get(name) {
            return *place;
        }
        let place = self.list.len() as u32;
        self.list.push(name.to_string());
        self.places.insert(name.to_string(), place);
        place
    }

    pub fn of(&self, place: u32) -> &str {
        &self.list[place as usize]
    }

    pub fn list(&self) -> impl Iterator<Item = &str> {
        self.list.iter().map(String::as_str)
    }

    /// Something of every name, in the order of their places.
    pub fn each<T>(&self, of: impl FnMut(&str) -> T) -> Vec<T> {
        self.list.iter().map(String::as_str).map(of).collect()
    }

    /// The same, where it is wanted; else nothing.
    pub fn each_where<T>(&self, wanted: bool, of: impl FnMut(&str) -> T) -> Vec<T> {
        if wanted { self.each(of) } else { Vec::new() }
    }

    /// The rank of every name among all of them.
    pub fn ranks(&self) -> Vec<u32> {
        let mut sorted: Vec<u32> = (0..self.list.len() as u32).collect();
        sorted.sort_unstable_by_key(|place| self.of(*place));
        let mut ranks = vec![0; sorted.len()];
        (0..).zip(sorted).for_each(|(rank, place)| ranks[place as usize] = rank);
        ranks
    }
}

impl Glance {
    /// Reads everything.
    pub(super) fn read(conn: &Connection) -> Result<Glance, Trouble> {
        let trouble = |error| Trouble::on(conn, error);
        let mut names: [Names; 6] = Default::default();
        names.iter_mut().for_each(|names| _ = names.place(""));
        let [inspections, owners, levels, ratings, owed, earlier_closings] = names;
        let mut glance = Glance {
            seq: seq(conn).map_err(trouble)?,
            scheme: Loaded::register(conn)?.state.register.scheme,
            rows: Vec::new(),
            inspections,
            owners,
            levels,
            ratings,
            owed,
            earlier_closings,
            orders: RefCell::default(),
            told: Known::default(),
            words: Kept::default(),
        };
        glance.read_rows(conn, "1", "").map_err(trouble)?;
        Ok(glance)
    }

    /// The glance as it stands now, where it is another one than this: what changed since is read, or everything.
    pub(super) fn renewed(self: &Rc<Glance>, conn: &Connection) -> Result<Rc<Glance>, Trouble> {
        let trouble = |error| Trouble::on(conn, error);
        let now = seq(conn).map_err(trouble)?;
        if now == self.seq {
            return Ok(self.clone());
        }
        let few = now.checked_sub(self.seq).is_some_and(|changes| changes <= MOST_CHANGES);
        let changed = if few { self.changed(conn).map_err(trouble)? } else { None };
        let Some(changed) = changed else { return Ok(Rc::new(Glance::read(conn)?)) };
        let mut glance = self.copied();
        for stream in changed {
            glance.renew(conn, &stream).map_err(trouble)?;
        }
        glance.seq = now;
        Ok(Rc::new(glance))
    }

    /// Reads again what events on this were about: a recommendation, or all that an inspection asks.
    fn renew(&mut self, conn: &Connection, stream: &Stream) -> rusqlite::Result<()> {
        match stream {
            Stream::Recommendation(reference) => {
                let (code, number) = (reference.inspection.to_string(), reference.number);
                // One that was taken back stands no more.
                let inspections = &self.inspections;
                self.rows.retain(|row| row.number != number || inspections.of(row.inspection) != code);
                self.read_rows(conn, "ref = ?1", &reference.to_string())
            }
            // A corrected day of publication is carried by its recommendations.
            Stream::Inspection(code) => self.read_rows(conn, "inspection = ?1", &code.to_string()),
            Stream::Register | Stream::Meeting(_) => Ok(()),
        }
    }

    /// What events since are about; none where every row may have changed with the scheme.
    fn changed(&self, conn: &Connection) -> rusqlite::Result<Option<Vec<Stream>>> {
        let sql = "SELECT json_extract(record, '$.stream') FROM event WHERE seq > ?1";
        let mut sql = conn.prepare_cached(sql)?;
        let streams: BTreeSet<String> =
            sql.query_map([self.seq as i64], |row| row.get(0))?.collect::<Result<_, _>>()?;
        let streams: Vec<Stream> = streams.iter().filter_map(|stream| stream.parse().ok()).collect();
        Ok(Some(streams).filter(|streams| !streams.contains(&Stream::Register)))
    }

    fn copied(&self) -> Glance {
        let names = |names: &Names| Names { list: names.list.clone(), places: names.places.clone() };
        Glance {
            seq: self.seq,
            scheme: self.scheme.clone(),
            rows: self.rows.clone(),
            inspections: names(&self.inspections),
            owners: names(&self.owners),
            levels: names(&self.levels),
            ratings: names(&self.ratings),
            owed: names(&self.owed),
            earlier_closings: names(&self.earlier_closings),
            orders: RefCell::default(),
            told: Known::default(),
            words: Kept::default(),
        }
    }

    fn read_rows(&mut self, conn: &Connection, which: &str, value: &str) -> rusqlite::Result<()> {
        let mut sql = conn.prepare_cached(&format!("SELECT {COLUMNS} FROM recommendation WHERE {which}"))?;
        let mut found = if value.is_empty() { sql.query([])? } else { sql.query([value])? };
        while let Some(row) = found.next()? {
            let glimpse = self.glimpse(row)?;
            let known =
                if value.is_empty() { None } else { self.rows.iter().position(|row| row.id == glimpse.id) };
            match known {
                Some(index) => self.rows[index] = glimpse,
                None => self.rows.push(glimpse),
            }
        }
        Ok(())
    }

    fn glimpse(&mut self, row: &SqlRow) -> rusqlite::Result<Glimpse> {
        let words = |index: usize| -> rusqlite::Result<&str> {
            Ok(row.get_ref(index)?.as_str_or_null()?.unwrap_or_default())
        };
        let (kind, stage, waits) = (words(3)?, words(5)?, words(17)?);
        Ok(Glimpse {
            id: row.get(0)?,
            inspection: self.inspections.place(words(1)?),
            number: row.get(2)?,
            kind: Kind::ALL.into_iter().find(|known| known.words() == kind).unwrap_or(Kind::Recommendation),
            ours: row.get(4)?,
            stage: Stage::ALL.into_iter().find(|known| known.name() == stage).unwrap_or(Stage::Received),
            level: self.levels.place(words(6)?),
            rating: self.ratings.place(words(7)?),
            owed: self.owed.place(words(20)?),
            earlier_closings: self.earlier_closings.place(words(22)?),
            owner: self.owners.place(words(8)?),
            owners: self.owners.place(words(9)?),
            next: written_day(words(10)?),
            heard: written_day(words(11)?),
            silent_since: written_day(words(21)?),
            deadline: written_day(words(12)?),
            opened: written_day(words(13)?),
            closed: written_day(words(14)?),
            first_asked: written_day(words(19)?),
            returned: row.get(15)?,
            asked: row.get(16)?,
            asked_of_lead: row.get(23)?,
            moved: self.owners.place(words(24)?),
            refused: self.owners.place(words(25)?),
            chased: self.owners.place(words(26)?),
            waits: match waits {
                "no target" => Waits::NoTarget,
                "all finished" => Waits::AllFinished,
                _ => Waits::Nothing,
            },
            meeting: words(18)?.get(1..).and_then(|number| number.parse().ok()).unwrap_or(0),
        })
    }

    /// A row's reference, as it is said.
    pub(super) fn reference(&self, row: &Glimpse) -> String {
        format!("{}-{}", self.inspections.of(row.inspection), row.number)
    }
}

/// How far the standing goes.
fn seq(conn: &Connection) -> rusqlite::Result<u64> {
    let seq: i64 = conn.prepare_cached("SELECT seq FROM standing")?.query_row([], |row| row.get(0))?;
    Ok(seq as u64)
}

/// A day as it is stored: `2023-06-30`.
pub(super) fn written_day(text: &str) -> Day {
    let digits = text.bytes().filter(u8::is_ascii_digit);
    let number =
        digits.fold(0u32, |number, digit| number.wrapping_mul(10).wrapping_add(u32::from(digit - b'0')));
    if text.is_empty() { NO_DAY } else { number }
}

pub(super) fn number_of(day: NaiveDate) -> Day {
    let year = u32::try_from(day.year()).unwrap_or(0);
    year * 10_000 + day.month() * 100 + day.day()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_stand_in_their_order_and_none_after_all() {
        assert_eq!(written_day("2023-06-30"), 20_230_630);
        assert_eq!(number_of("2023-06-30".parse().unwrap()), 20_230_630);
        assert_eq!(written_day(""), written_day("9999-12-31"));
    }

    #[test]
    fn names_have_a_place_and_a_rank() {
        let mut names = Names::default();
        assert_eq!(["", "b", "a", "b"].map(|name| names.place(name)), [0, 1, 2, 1]);
        assert_eq!(names.ranks(), [0, 2, 1]);
        assert_eq!(names.of(2), "a");
    }
}
