//! What was found: the rows of a list in their order, with their groups.

use std::borrow::Cow;
use std::rc::Rc;

use chrono::NaiveDate;
use rusqlite::OptionalExtension;

use super::glance::{Glance, Glimpse};
use super::language::Filter;
use super::matching::{Moment, Test};
use super::sorting::{Group, Sort};
use super::text::{self, Slips, StoodIn};
use crate::ledger::Ledger;
use crate::ledger::standing::questions::{Row, Standing};
use crate::ledger::trouble::Trouble;

/// So many rows are fetched at once.
const PAGE: usize = 500;

/// What a list is to hold, and in which order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    pub filter: Filter,
    pub sort: Sort,
    pub group: Option<Group>,
}

/// The rows of a list in their order. It stands as it was found, whatever is recorded meanwhile.
pub struct Found {
    glance: Rc<Glance>,
    places: Vec<u32>,
    /// Whether these are all rows: not only the first of them, or those of a word that is still being typed.
    pub whole: bool,
    /// The groups in their order; none where the list is not grouped.
    pub headings: Vec<Heading>,
    /// Words that stand nowhere, and what was looked for instead.
    pub stood_in: Vec<StoodIn>,
}

/// A group: the rows from the first on, so many.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    pub name: String,
    pub first: usize,
    pub count: usize,
}

impl Found {
    /// The first rows of a list.
    pub(super) fn beginning(glance: Rc<Glance>, places: Vec<u32>) -> Found {
        Found { glance, places, whole: false, headings: Vec::new(), stood_in: Vec::new() }
    }

    pub fn len(&self) -> usize {
        self.places.len()
    }

    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// How many recommendations the register holds.
    pub fn of_all(&self) -> usize {
        self.glance.rows.len()
    }

    /// The numbers of the rows from one place on, at most so many, for [`crate::ledger::standing::questions::Standing::rows`].
    pub fn ids(&self, from: usize, limit: usize) -> Vec<u32> {
        self.rows().skip(from).take(limit).map(|row| row.id).collect()
    }

    /// The reference of the row at a place.
    pub fn reference(&self, at: usize) -> Option<String> {
        self.places.get(at).map(|place| self.glance.reference(&self.glance.rows[*place as usize]))
    }

    /// Every reference, in order.
    pub fn references(&self) -> impl Iterator<Item = String> {
        self.rows().map(|row| self.glance.reference(row))
    }

    /// The place of a recommendation in the list.
    pub fn place_of(&self, reference: &str) -> Option<usize> {
        let (code, number) = reference.split_once('-')?;
        let number: u32 = number.parse().ok()?;
        self.rows().position(|row| row.number == number && self.glance.inspections.of(row.inspection) == code)
    }

    fn rows(&self) -> impl Iterator<Item = &Glimpse> {
        self.places.iter().map(|place| &self.glance.rows[*place as usize])
    }

    fn head(&mut self, by: Group) {
        let glance = self.glance.clone();
        let key = glance.groups(by);
        let row = |place: &u32| &glance.rows[*place as usize];
        self.places.sort_by_cached_key(|place| key(row(place)));
        let mut first = 0;
        for rows in self.places.chunk_by(|one, other| key(row(one)) == key(row(other))) {
            self.headings.push(Heading {
                name: glance.group_name(by, row(&rows[0])),
                first,
                count: rows.len(),
            });
            first += rows.len();
        }
    }
}

impl Standing<'_> {
    /// Hands every row of a list to `each`, in its order; `each` says whether it wants another one.
    pub fn all_of(&self, found: &Found, each: &mut dyn FnMut(&Row) -> bool) -> Result<(), Trouble> {
        let mut wants_more = true;
        for from in (0..found.len()).step_by(PAGE) {
            self.rows(&found.ids(from, PAGE), &mut |row| {
                wants_more = each(row);
                wants_more
            })?;
            if !wants_more {
                break;
            }
        }
        Ok(())
    }
}

/// The filter with the nearest names of owners in the place of those that nobody has.
fn nearest_owners<'f>(filter: &'f Filter, glance: &Glance) -> (Cow<'f, Filter>, Vec<StoodIn>) {
    let names = || glance.owners.list().flat_map(str::lines).map(str::to_lowercase);
    let mut stood_in = Vec::new();
    let mut owners = filter.owners.clone();
    for owner in owners.iter_mut().filter(|owner| !names().any(|name| name.contains(owner.as_str()))) {
        let words: Vec<String> =
            names().flat_map(|name| name.split(' ').map(str::to_string).collect::<Vec<_>>()).collect();
        let by = text::nearest(owner, &words);
        let word = format!("owner:{owner}");
        by.iter().take(1).for_each(|near| owner.clone_from(near));
        stood_in.push(StoodIn { word, by: by.into_iter().take(1).collect(), meant: None });
    }
    match stood_in.iter().any(|stood_in| !stood_in.by.is_empty()) {
        true => (Cow::Owned(Filter { owners, ..filter.clone() }), stood_in),
        false => (Cow::Borrowed(filter), stood_in),
    }
}

impl Ledger {
    /// Everything that is wanted, in order. What it costs grows with the register only when it is first asked;
    /// after that a filter goes over the glance alone.
    pub fn find(&self, wanted: &Wanted) -> Result<Found, Trouble> {
        self.find_with(wanted, Slips::Forgiven)
    }

    pub(super) fn find_with(&self, wanted: &Wanted, slips: Slips) -> Result<Found, Trouble> {
        // What is read stands at one moment, whatever others record meanwhile.
        let conn = self.connection();
        let trouble = |error| Trouble::on(conn, error);
        let _moment =
            conn.is_autocommit().then(|| conn.unchecked_transaction()).transpose().map_err(trouble)?;
        let glance = self.glance()?;
        let (filter, mut stood_in) = match slips {
            Slips::Forgiven => nearest_owners(&wanted.filter, &glance),
            Slips::Awaited => (Cow::Borrowed(&wanted.filter), Vec::new()),
        };
        let test = self.test(&filter, &glance)?;
        let searched = text::search(conn, &filter.text, &glance.told, slips).map_err(trouble)?;
        let order = glance.ordered(wanted.sort);
        let holds = |place: &&u32| {
            let row = &glance.rows[**place as usize];
            searched.holds(row.id) && test.holds(row)
        };
        let places = match searched.is_empty() {
            true => Vec::new(),
            false => order.iter().filter(holds).copied().collect(),
        };
        let whole = searched.is_settled(slips);
        stood_in.extend(searched.stood_in);
        let mut found = Found { stood_in, whole, ..Found::beginning(glance.clone(), places) };
        wanted.group.into_iter().for_each(|group| found.head(group));
        Ok(found)
    }

    pub(super) fn test<'f>(&self, filter: &'f Filter, glance: &Glance) -> Result<Test<'f>, Trouble> {
        let quiet_since = filter.quiet.map_or(Ok(None), |meetings| self.meeting_before(meetings))?;
        Ok(Test::of(filter, glance, Moment { today: self.today(), quiet_since }))
    }

    /// Reads what lists are found from, while nobody waits for one yet.
    pub fn look_ahead(&self) -> Result<(), Trouble> {
        self.glance().map(drop)
    }

    /// The glance as it stands now; read when it is first asked for.
    pub(super) fn glance(&self) -> Result<Rc<Glance>, Trouble> {
        let known = self.glance.borrow().clone();
        let now = match &known {
            Some(glance) => glance.renewed(self.connection())?,
            None => Rc::new(Glance::read(self.connection())?),
        };
        *self.glance.borrow_mut() = Some(now.clone());
        Ok(now)
    }

    /// The day of the governance meeting so many before now, of those that are closed.
    fn meeting_before(&self, meetings: u32) -> Result<Option<NaiveDate>, Trouble> {
        let sql = "SELECT date FROM meeting WHERE kind = 'governance' AND phase = 'closed'
            ORDER BY date DESC, number DESC LIMIT 1 OFFSET ?1";
        let conn = self.connection();
        let day: Option<String> = conn
            .prepare_cached(sql)
            .and_then(|mut sql| sql.query_row([meetings - 1], |row| row.get(0)).optional())
            .map_err(|error| Trouble::on(conn, error))?;
        Ok(day.and_then(|day| day.parse().ok()))
    }
}
