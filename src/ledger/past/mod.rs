//! The register as it stood on a day that has passed: the same events, the same fold, the same projector and the same
//! questions, over a database in memory that nothing can be recorded in.
//!
//! An event counts from the day on which it happened (`on`), and where it is asked what was known, from the day on
//! which it was recorded (`at`). What an inspectorate said counts from the day on which it was published, so that the
//! list of a past day holds what every other number counts then ([`crate::journey::event::Event::counts_from`]). Three things follow from counting by days:
//! the register's own beginning (its home body, first person and first scheme) counts on every day, because a force
//! may open its register today and put its past in afterwards; the events that count keep their numbers, which may
//! have gaps where a past was recorded late; and what hangs on something that had not happened yet waits for it
//! (a recommendation for its inspection).

mod moment;

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use rusqlite::{Connection, params};

pub use moment::{Moment, NotAMoment, Step};

use super::door::Ledger;
use super::log::EntryRef;
use super::record::{self, Outline, Record};
use super::standing::{self, Folded};
use super::trouble::Trouble;
use crate::clock::Clock;
use crate::journey::event::What;
use crate::journey::reference::{InspectionCode, Stream};
use crate::journey::state::State;
use crate::progress::Progress;

/// A log of so many events is folded while somebody waits; with more of them it is work that can be cancelled.
pub const AT_ONCE: u64 = 5_000;

/// More statements than the standing is written with.
const PREPARED: usize = 64;

/// The kinds of event with which a register begins, each of them once, before any other.
const BEGINNING: [&str; 3] = ["RegisterOpened", "PersonAdded", "SchemeAdopted"];

/// The kinds of event that say what an inspectorate published.
const SAID: [&str; 3] = ["InspectionRecorded", "InspectionCorrected", "RecommendationAdded"];

/// The register at a moment, before anybody asks it: it may be built on one thread and asked on another.
#[derive(Debug)]
pub struct Past {
    pub(super) conn: Connection,
    pub(super) moment: Moment,
    /// Whether the events that count are the log's first ones, without a gap.
    pub(super) whole: bool,
}

impl Past {
    pub fn moment(&self) -> &Moment {
        &self.moment
    }
}

impl Ledger {
    /// The register as it stood at a moment. Whoever sits here is told how far it has come, and may cancel it.
    ///
    /// # Errors
    /// [`Trouble::Before`] where nothing had happened, or nothing was known, by then.
    pub fn past(&self, moment: &Moment) -> Result<Past, Trouble> {
        let progress = &self.seat().progress;
        let conn = Connection::open_in_memory().map_err(|error| Trouble::on(self.connection(), error))?;
        let trouble = |error| Trouble::on(&conn, error);
        conn.set_prepared_statement_cache_capacity(PREPARED);
        conn.execute_batch("PRAGMA journal_mode = OFF; BEGIN").map_err(trouble)?;
        conn.execute_batch(LOG).map_err(trouble)?;
        let mut counted = Counted::at(self.connection(), moment, self.seat().clock)?;
        let folded = fold(self.connection(), &mut counted, &mut |entry| copy(&conn, entry), progress)?;
        counted.check(moment)?;
        conn.execute_batch(INDEX).map_err(trouble)?;
        standing::build(&conn, &folded, progress)?;
        conn.execute_batch("COMMIT; PRAGMA query_only = ON").map_err(trouble)?;
        Ok(Past { conn, moment: moment.clone(), whole: !counted.gaps })
    }

    /// The same, to be asked at once.
    ///
    /// # Errors
    /// As [`Ledger::past`].
    pub fn as_at(&self, moment: &Moment) -> Result<Ledger, Trouble> {
        Ok(self.over(self.past(moment)?))
    }

    /// What stood at two moments, to be compared. Where both are on one day, the closing of a meeting by which one of
    /// them is named divides it.
    ///
    /// # Errors
    /// As [`Ledger::past`].
    pub fn stood(&self, from: &Moment, to: &Moment) -> Result<(State, State), Trouble> {
        let one_day = from.day == to.day;
        let stood = |at: &Moment| {
            let last = if one_day { self.closing_on(at)? } else { None };
            self.stood_until(at, last)
        };
        Ok((stood(from)?, stood(to)?))
    }

    /// What stood at a moment.
    ///
    /// # Errors
    /// As [`Ledger::past`].
    pub fn stood_at(&self, at: &Moment) -> Result<State, Trouble> {
        self.stood_until(at, None)
    }

    /// The same; of what happened on the day itself only what was recorded up to an event, where one is named.
    ///
    /// # Errors
    /// As [`Ledger::past`].
    pub fn stood_until(&self, at: &Moment, last: Option<u64>) -> Result<State, Trouble> {
        let mut counted = Counted { last, ..Counted::at(self.connection(), at, self.seat().clock)? };
        let folded = fold(self.connection(), &mut counted, &mut |_| Ok(()), &self.seat().progress)?;
        counted.check(at)?;
        Ok(folded.state)
    }
}

/// Folds the events that count, and hands each of them to `each`.
fn fold(
    conn: &Connection,
    counted: &mut Counted,
    each: &mut dyn FnMut(EntryRef<'_>) -> rusqlite::Result<()>,
    progress: &Progress,
) -> Result<Folded, Trouble> {
    let mut counts = |entry: EntryRef<'_>| {
        let counts =
            counted.counts(entry).map_err(|error| standing::unreadable_event(conn, entry.seq, &error))?;
        if counts {
            each(entry).map_err(|error| Trouble::on(conn, error))?;
        }
        Ok(counts)
    };
    let mut folded = standing::fold_those(conn, &mut counts, progress)?;
    let_wait(&mut folded.state);
    Ok(folded)
}

/// Takes out what hangs on something that had not happened yet.
pub(super) fn let_wait(state: &mut State) {
    let State { register, inspections, recommendations, meetings, gathered: _ } = state;
    recommendations.retain(|reference, _| inspections.contains_key(&reference.inspection));
    register.open_meetings.retain(|open| meetings.contains_key(open));
}

/// Which events count at a moment, and what was met on the way through the log.
struct Counted {
    day: NaiveDate,
    /// The last event of that day that counts; all of them where none is named.
    last: Option<u64>,
    known_at: Option<NaiveDate>,
    clock: Clock,
    /// The days of publication that were put right, as they stand now.
    published: HashMap<InspectionCode, NaiveDate>,
    /// The kinds of the register's beginning that were met already; none once it is over.
    beginning: Option<HashSet<String>>,
    /// Whether any event counts but those of the beginning that happened later.
    any: bool,
    /// The earliest day on which something happened, and on which something was recorded.
    first: Option<NaiveDate>,
    first_known: Option<NaiveDate>,
    /// Whether an event counts behind one that does not.
    gaps: bool,
    passed_over: bool,
}

impl Counted {
    fn at(conn: &Connection, moment: &Moment, clock: Clock) -> Result<Counted, Trouble> {
        Ok(Counted {
            day: moment.day,
            last: None,
            known_at: moment.known_at,
            clock,
            published: put_right(conn, moment, clock)?,
            beginning: Some(HashSet::new()),
            any: false,
            first: None,
            first_known: None,
            gaps: false,
            passed_over: false,
        })
    }

    fn counts(&mut self, entry: EntryRef<'_>) -> Result<bool, serde_json::Error> {
        let outline = Outline::read(entry.record)?;
        let recorded = self.clock.day_of(outline.at);
        let on = self.counts_from(entry, &outline)?;
        self.first = Some(self.first.map_or(on, |first| first.min(on)));
        self.first_known = Some(self.first_known.map_or(recorded, |first| first.min(recorded)));
        let in_time = self.last.is_none_or(|last| on < self.day || entry.seq <= last);
        let by_then = on <= self.day && in_time && self.known_at.is_none_or(|known| recorded <= known);
        let counts = self.begins(&outline.kind) || by_then;
        self.any |= by_then;
        self.gaps |= counts && self.passed_over;
        self.passed_over |= !counts;
        Ok(counts)
    }

    /// The day from which an event counts.
    fn counts_from(
        &self,
        entry: EntryRef<'_>,
        outline: &Outline<'_>,
    ) -> Result<NaiveDate, serde_json::Error> {
        if !SAID.contains(&outline.kind.as_ref()) {
            return Ok(outline.on);
        }
        let event = record::read_event(entry.record)?;
        let of = match &event.stream {
            Stream::Inspection(code) => Some(code),
            Stream::Recommendation(reference) => Some(&reference.inspection),
            _ => None,
        };
        Ok(event.counts_from(of.and_then(|code| self.published.get(code)).copied()))
    }

    fn begins(&mut self, kind: &str) -> bool {
        let begins = BEGINNING.contains(&kind)
            && self.beginning.as_mut().is_some_and(|met| met.insert(kind.to_string()));
        if !begins {
            self.beginning = None;
        }
        begins
    }

    /// Refuses a moment before everything.
    fn check(&self, moment: &Moment) -> Result<(), Trouble> {
        if self.any {
            return Ok(());
        }
        let known = self.known_at.zip(self.first_known).filter(|(known, first)| known < first);
        let (day, begins) =
            known.or(self.first.map(|first| (moment.day, first))).unwrap_or((moment.day, moment.day));
        Err(Trouble::Before { day, begins, known: known.is_some() })
    }
}

/// The days of publication that were put right, as far as that was known: they were always so.
fn put_right(
    conn: &Connection,
    moment: &Moment,
    clock: Clock,
) -> Result<HashMap<InspectionCode, NaiveDate>, Trouble> {
    // By the log's own index: an inspection has few events of its own.
    let sql = "SELECT event.seq, event.record FROM inspection CROSS JOIN event \
               ON json_extract(event.record, '$.stream') = inspection.code ORDER BY event.seq";
    let rows = conn.prepare_cached(sql).and_then(|mut rows| {
        let read = |row: &rusqlite::Row| Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?));
        rows.query_map([], read)?.collect::<rusqlite::Result<Vec<_>>>()
    });
    let mut found = HashMap::new();
    for (seq, line) in rows.map_err(|error| Trouble::on(conn, error))? {
        let read = Record::read(&line)
            .map_err(|error| standing::unreadable_event(conn, seq.unsigned_abs(), &error))?;
        let known = moment.known_at.is_none_or(|known| clock.day_of(read.at) <= known);
        if let (true, Stream::Inspection(code), What::InspectionCorrected { particulars }) =
            (known, read.event.stream, read.event.what)
        {
            found.insert(code, particulars.published);
        }
    }
    Ok(found)
}

/// The log's table without its triggers: nothing can be written into it once it is filled, and numbers may be missing.
const LOG: &str = "CREATE TABLE event(seq INTEGER PRIMARY KEY, id TEXT NOT NULL, digest BLOB NOT NULL, \
                   prev BLOB NOT NULL, hash BLOB NOT NULL, record TEXT NOT NULL) STRICT";

/// The expression is word for word that of the log's own index, so that the same questions are answered from it.
const INDEX: &str = "CREATE INDEX event_stream ON event(json_extract(record, '$.stream'))";

fn copy(conn: &Connection, entry: EntryRef<'_>) -> rusqlite::Result<()> {
    let sql = "INSERT INTO event(seq, id, digest, prev, hash, record) VALUES(?1, ?2, ?3, ?4, ?5, ?6)";
    let EntryRef { seq, id, record, digest, prev, hash } = entry;
    conn.prepare_cached(sql)?.execute(params![seq as i64, id, digest, prev, hash, record]).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::filled::{LEAD, ask, empty, recommend};
    use crate::ledger::log::SCHEMA;

    #[test]
    fn the_log_of_a_past_is_asked_like_any_other() {
        assert!(SCHEMA.contains(INDEX), "the index of the log has another expression");
        let columns = |sql: &str| {
            let conn = Connection::open_in_memory().unwrap();
            conn.execute_batch(sql).unwrap();
            let mut found =
                conn.prepare("SELECT name FROM pragma_table_info('event') ORDER BY name").unwrap();
            let names = found.query_map([], |row| row.get::<_, String>(0)).unwrap();
            names.collect::<Result<Vec<_>, _>>().unwrap()
        };
        assert_eq!(columns(LOG), columns(SCHEMA));
    }

    /// So many rows are written to look back at a register of so many recommendations, each with the same events.
    fn written(count: usize) -> u64 {
        let folder = tempfile::tempdir().unwrap();
        let mut ledger = empty(folder.path());
        let day = "2022-12-07";
        let report = [("title", "A report"), ("published", day), ("code", "SOC22")];
        ask(&mut ledger, day, LEAD, "inspection add", &report);
        for number in 1..=count {
            recommend(&mut ledger, "SOC22", &format!("count the caseload of team {number}"));
            let reference = format!("SOC22-{number}");
            ask(&mut ledger, day, LEAD, "level", &[("ref", &reference), ("level", "2")]);
        }
        let moment = ledger.moment(Some(day), None).unwrap();
        ledger.as_at(&moment).unwrap().connection().total_changes()
    }

    #[test]
    fn looking_back_at_twice_as_long_a_log_writes_no_more_than_twice_as_much() {
        let (short, long) = (written(60), written(120));
        assert!(short > 60 * 6, "only {short} rows");
        assert!(long <= 2 * short, "{short} rows, then {long}");
    }
}
