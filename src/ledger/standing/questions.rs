//! The questions of the day, each answered from an index: nothing here grows with the register
//! but what is asked for whole.

use std::borrow::Cow;
use std::collections::BTreeMap;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row as SqlRow, params_from_iter};
use serde::{Deserialize, Serialize, Serializer};
use serde_json::value::RawValue;

use super::projecting::{Daily, NEXT, NO_DATE, SILENT, month_of};
use super::tallies::{DEADLINE, Dates, Whose};
use super::{Loaded, state_of};
use crate::journey::inspection::{Inspection, Particulars};
use crate::journey::meeting::Meeting;
use crate::journey::recommendation::{Recommendation, Stage};
use crate::journey::reference::{InspectionCode, MeetingRef, RecommendationRef, Stream};
use crate::journey::register::Register;
use crate::ledger::trouble::Trouble;

/// What is true now. Borrowed from an open register; reads only.
#[derive(Clone, Copy)]
pub struct Standing<'c> {
    pub(in crate::ledger) conn: &'c Connection,
    pub today: NaiveDate,
}

/// One recommendation in a list, lent for the length of a call. Serialised, it is a row of `list --json`.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Row<'r> {
    pub r#ref: &'r str,
    pub inspection: &'r str,
    pub kind: &'r str,
    pub text: &'r str,
    pub addressees: Stored<'r>,
    pub ours: bool,
    pub position: Option<&'r str>,
    pub stage: &'r str,
    pub level: Option<&'r str>,
    pub rating: Option<&'r str>,
    pub owner: Option<&'r str>,
    pub deadline: Option<RowDeadline<'r>>,
    pub target: Option<RowTarget<'r>>,
    /// The next date that somebody promised.
    pub next: Option<&'r str>,
    pub overdue: bool,
    pub returned: Option<&'r str>,
    /// What is not overcome, in a word or two: told before everything else.
    #[serde(skip)]
    pub first: Option<&'r str>,
    pub asked_of_dcc: Option<&'r str>,
    pub closed_as: Option<&'r str>,
    pub closed_on: Option<&'r str>,
    /// Whether the decision of the DCC that closed it is signed; none where none closed it.
    pub closed_signed: Option<bool>,
    pub inspectorate_status: Option<&'r str>,
    pub last_heard: Option<&'r str>,
    /// The day from which it counts: that on which its inspection was published.
    pub published: &'r str,
    pub actions: Stored<'r>,
}

impl Row<'_> {
    /// How it was closed; that the decision which closed it is not signed stands first, where a narrow column still
    /// shows it.
    pub fn closed_in_words(&self) -> Option<Cow<'_, str>> {
        let ending = self.closed_as?;
        Some(match self.closed_signed {
            Some(false) => Cow::Owned(format!("unsigned: {ending}")),
            Some(true) | None => Cow::Borrowed(ending),
        })
    }
}

/// A list as it is stored, in JSON. It is read only where somebody wants it: most lists show none of it.
#[derive(Debug, Clone, Copy)]
pub struct Stored<'r>(pub &'r str);

impl Serialize for Stored<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let raw: &RawValue = serde_json::from_str(self.0).map_err(serde::ser::Error::custom)?;
        raw.serialize(serializer)
    }
}

/// The inspectorate's deadline: its words, and the day they mean where they allow one.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct RowDeadline<'r> {
    pub words: &'r str,
    pub date: Option<&'r str>,
    /// Whether that day has passed and the recommendation is open: not the same as `overdue`, which is of our own target.
    pub passed: bool,
}

/// The force's own target: the date now, the date first agreed, and how often dates moved.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct RowTarget<'r> {
    pub date: &'r str,
    pub original: Option<&'r str>,
    pub moves: i64,
}

/// The counters of the overview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Every stage of the road with the number of the home body's recommendations there.
    pub stages: Vec<(Stage, u32)>,
    /// At Governance, by the rating's code; empty where none was given.
    pub ratings: BTreeMap<String, u32>,
    pub overdue: u32,
    /// The oldest date that was promised and has passed.
    pub oldest_overdue: Option<NaiveDate>,
    pub due_soon: u32,
    /// Open after the day by which the inspectorate wants it done.
    pub past_deadline: u32,
    /// At Plenary or Governance without any action, so without a date that somebody promised.
    pub no_target: u32,
    /// At Governance with every action finished: a meeting may consider them complete.
    pub all_finished: u32,
    pub returned: u32,
    /// Of these, those that stand at Plenary.
    pub returned_to_plenary: u32,
    pub asked_of_dcc: u32,
    /// With an extension that a lead may grant.
    pub asked_of_lead: u32,
    /// With a question of whoever decides that nobody has answered.
    pub questions: u32,
    /// At Governance since before the last governance meeting, not heard since its day.
    pub quiet: u32,
    /// Closed in each month, the latest last, twelve at most.
    pub closed_by_month: Vec<(String, u32)>,
}

/// Something that waits for somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Waiting {
    pub r#ref: String,
    pub why: Why,
    /// Since when, or the date it is about.
    pub date: NaiveDate,
    pub text: String,
}

/// Why something waits; the most pressing first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    ResponseDue,
    Overdue,
    AskedOfLead,
    Question,
    AskedOfDcc,
    Approval,
    SignOff,
    Returned,
    Submission,
    Plenary,
    Received,
}

impl Why {
    /// Whether it waits for somebody's decision.
    pub fn is_decided(self) -> bool {
        matches!(self, Why::AskedOfLead | Why::AskedOfDcc | Why::Approval | Why::SignOff)
    }
}

/// An inspection in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InspectionRow {
    pub code: String,
    pub title: String,
    pub published: NaiveDate,
    pub last_day: NaiveDate,
    pub response_published: Option<NaiveDate>,
    pub answered_by: Option<String>,
    /// Whether a response is due and neither published nor answered by another.
    pub clock_runs: bool,
    pub recommendations: u32,
    pub ours: u32,
    /// Of ours, those that are still on the road.
    pub open: u32,
    /// Of ours, those with a promised date that has passed.
    pub overdue: u32,
    /// Of ours, those with an action whose date was moved.
    pub moved: u32,
    /// How the dates of their actions were kept.
    pub dates: Dates,
}

impl InspectionRow {
    /// Of ours, those that are closed.
    pub fn closed(&self) -> u32 {
        self.ours - self.open
    }
}

pub(in crate::ledger) const COLUMNS: &str = "ref, inspection, kind, text, addressees, ours, position, stage, level, rating, owner, \
    deadline_words, deadline_date, target, target_original, target_moves, next, returned, asked, closed_as, closed_on, \
    inspectorate_status, last_heard, actions, published, first, closed_signed";

impl<'c> Standing<'c> {
    /// The register as a whole: people, bodies, scheme.
    pub fn register(&self) -> Result<Register, Trouble> {
        Ok(Loaded::register(self.conn)?.state.register)
    }

    /// The day at which a practice register's clock stands still; the rest of the register is passed over.
    pub fn practice(&self) -> Result<Option<NaiveDate>, Trouble> {
        #[derive(Deserialize)]
        struct Practice {
            practice: Option<NaiveDate>,
        }
        let found: Option<Practice> = state_of(self.conn, &Stream::Register)?;
        Ok(found.and_then(|found| found.practice))
    }

    /// One recommendation, whole.
    pub fn recommendation(&self, reference: &RecommendationRef) -> Result<Option<Recommendation>, Trouble> {
        state_of(self.conn, &Stream::Recommendation(reference.clone()))
    }

    /// One inspection, whole.
    pub fn inspection(&self, code: &InspectionCode) -> Result<Option<Inspection>, Trouble> {
        state_of(self.conn, &Stream::Inspection(code.clone()))
    }

    /// One meeting.
    pub fn meeting(&self, meeting: MeetingRef) -> Result<Option<Meeting>, Trouble> {
        state_of(self.conn, &Stream::Meeting(meeting))
    }

    /// Whether an inspection code is in use.
    pub fn code_taken(&self, code: &InspectionCode) -> Result<bool, Trouble> {
        let sql = "SELECT 1 FROM inspection WHERE code = ?1";
        let found = self.one(sql, [code.to_string()], |row| row.get::<_, i64>(0))?;
        Ok(found.is_some())
    }

    /// The recommendation that a piece of evidence was offered for.
    pub fn holder_of_evidence(&self, evidence: &str) -> Result<Option<String>, Trouble> {
        self.one("SELECT recommendation FROM evidence WHERE ref = ?1", [evidence], |row| row.get(0))
    }

    /// Hands one recommendation to `each`, as a list would.
    pub fn one_row(&self, reference: &RecommendationRef, each: &mut dyn FnMut(&Row)) -> Result<(), Trouble> {
        let mut read = || -> rusqlite::Result<()> {
            let mut sql =
                self.conn.prepare_cached(&format!("SELECT {COLUMNS} FROM recommendation WHERE ref = ?1"))?;
            let mut rows = sql.query([reference.to_string()])?;
            if let Some(row) = rows.next()? {
                each(&read_row(row, &self.today.to_string())?);
            }
            Ok(())
        };
        read().map_err(|error| Trouble::on(self.conn, error))
    }

    /// Hands the rows of these numbers to `each`, in this order; one that stands no longer is passed over.
    pub fn rows(&self, ids: &[u32], each: &mut dyn FnMut(&Row) -> bool) -> Result<(), Trouble> {
        let sql = format!("SELECT {COLUMNS} FROM recommendation WHERE id = ?1");
        let mut read = || -> rusqlite::Result<()> {
            let (mut sql, today) = (self.conn.prepare_cached(&sql)?, self.today.to_string());
            for id in ids {
                let mut rows = sql.query([id])?;
                let wants_more =
                    rows.next()?.map_or(Ok(true), |row| read_row(row, &today).map(|row| each(&row)));
                if !wants_more? {
                    break;
                }
            }
            Ok(())
        };
        read().map_err(|error| Trouble::on(self.conn, error))
    }

    /// The counters of the overview. `warning_days` is the scheme's; `quiet_since` the day of the last governance meeting.
    pub fn counts(&self, warning_days: u32, quiet_since: Option<NaiveDate>) -> Result<Counts, Trouble> {
        // The last of the warning days is among them.
        let soon = self.today + chrono::Days::new(u64::from(warning_days) + 1);
        let overdue = self.tallied_before(&NEXT, self.today)?;
        let mut tallies = self.tallies()?;
        let mut tally = |what: &str| tallies.remove(what).unwrap_or_default();
        let (by_stage, waits) = (tally("stage"), tally("waits"));
        let stage = |stage: Stage| (stage, by_stage.get(stage.name()).copied().unwrap_or(0));
        let waiting = |what: &str| waits.get(what).copied().unwrap_or(0);
        let oldest = "SELECT min(key) FROM tally WHERE what = 'next' AND key < ?1";
        let oldest: Option<String> = self.one(oldest, [self.today.to_string()], |row| row.get(0))?.flatten();
        let quiet = quiet_since.map_or(Ok(0), |since| self.tallied_before(&SILENT, since))?;
        Ok(Counts {
            stages: Stage::ALL.into_iter().map(stage).collect(),
            ratings: tally("rating"),
            overdue,
            oldest_overdue: oldest.and_then(|day| day.parse().ok()),
            due_soon: self.tallied_before(&NEXT, soon)? - overdue,
            past_deadline: self.tallied_before(&DEADLINE, self.today)?,
            no_target: waiting("no target"),
            all_finished: waiting("all finished"),
            returned: waiting("returned"),
            returned_to_plenary: waiting("returned to the plenary"),
            asked_of_dcc: waiting("asked"),
            asked_of_lead: waiting("asked of a lead"),
            questions: waiting("question"),
            quiet,
            closed_by_month: self.closed_by_month()?,
        })
    }

    /// The counters that are few whatever the register holds, by what they count.
    fn tallies(&self) -> Result<BTreeMap<String, BTreeMap<String, u32>>, Trouble> {
        let sql = "SELECT what, key, n FROM tally WHERE what IN ('rating', 'stage', 'waits') LIMIT ?1";
        let rows: Vec<(String, String, u32)> =
            self.many(sql, ["-1".into()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let mut tallies: BTreeMap<String, BTreeMap<String, u32>> = BTreeMap::new();
        for (what, key, n) in rows {
            tallies.entry(what).or_default().insert(key, n);
        }
        Ok(tallies)
    }

    /// The sum of the counters of all days before one: whole months first, then the days of its own month,
    /// so that ten years of days cost no more than ten years of months.
    fn tallied_before(&self, what: &Daily, day: NaiveDate) -> Result<u32, Trouble> {
        let sql = "SELECT coalesce(sum(n), 0) FROM tally WHERE what = ?1 AND key >= ?2 AND key < ?3";
        let sum = |what: &str, from: &str, to: &str| self.one(sql, [what, from, to], |row| row.get(0));
        let month = month_of(day);
        let (months, days) = (sum(what.months, "", &month)?, sum(what.days, &month, &day.to_string())?);
        Ok(months.unwrap_or(0) + days.unwrap_or(0))
    }

    fn closed_by_month(&self) -> Result<Vec<(String, u32)>, Trouble> {
        let sql = "SELECT key, n FROM tally WHERE what = 'closed' ORDER BY key DESC LIMIT ?1";
        let mut months = self.many(sql, ["12".into()], |row| Ok((row.get(0)?, row.get(1)?)))?;
        months.reverse();
        Ok(months)
    }

    /// The latest governance meeting that is closed, with its day.
    pub fn last_meeting(&self) -> Result<Option<(String, NaiveDate)>, Trouble> {
        let sql = "SELECT ref, date FROM meeting WHERE kind = 'governance' AND phase = 'closed' ORDER BY date DESC, number DESC LIMIT 1";
        self.one(sql, [""; 0], |row| Ok((row.get(0)?, date(row, 1)?)))
    }

    /// Meetings, the newest first.
    pub fn meetings(&self, limit: usize) -> Result<Vec<Meeting>, Trouble> {
        let sql = "SELECT state FROM stream JOIN meeting ON stream.name = meeting.ref ORDER BY date DESC, number DESC LIMIT ?1";
        let states: Vec<String> = self.many(sql, [limit.to_string()], |row| row.get(0))?;
        let read = |state: &String| {
            serde_json::from_str(state).map_err(|error| super::unreadable(self.conn, &error))
        };
        states.iter().map(read).collect()
    }

    /// What waits, of each sort at most `limit`, the oldest first within a sort.
    pub fn waiting(&self, why: Why, limit: usize) -> Result<Vec<Waiting>, Trouble> {
        let at_stage = |stage: Stage| {
            format!(
                "SELECT ref, since, text FROM recommendation WHERE open = 1 AND stage = '{}' ORDER BY since, inspection, number",
                stage.name()
            )
        };
        let sql = match why {
            Why::Received => at_stage(Stage::Received),
            // What came back to the plenary is told under that head.
            Why::Plenary => "SELECT ref, since, text FROM recommendation
                WHERE open = 1 AND stage = 'Plenary' AND returned IS NULL ORDER BY since, inspection, number"
                .into(),
            Why::Approval => at_stage(Stage::Approval),
            Why::SignOff => at_stage(Stage::SignOff),
            Why::Submission => at_stage(Stage::Submission),
            Why::Returned => "SELECT ref, since, returned || ': ' || text FROM recommendation
                WHERE returned IS NOT NULL ORDER BY since, inspection, number"
                .into(),
            Why::AskedOfDcc => "SELECT ref, since, asked || ': ' || text FROM recommendation
                WHERE asked IS NOT NULL ORDER BY since, inspection, number"
                .into(),
            Why::AskedOfLead => "SELECT ref, since, asked_of_lead || ': ' || text FROM recommendation
                WHERE asked_of_lead IS NOT NULL ORDER BY since, inspection, number"
                .into(),
            Why::Question => "SELECT ref, question_on, question FROM recommendation
                WHERE question IS NOT NULL ORDER BY question_on, inspection, number"
                .into(),
            Why::Overdue => format!(
                "SELECT ref, next, text FROM recommendation WHERE open = 1 AND next < '{}' ORDER BY next, inspection, number",
                self.today
            ),
            Why::ResponseDue => {
                "SELECT code, last_day, title FROM inspection WHERE clock_runs = 1 ORDER BY last_day, code"
                    .into()
            }
        };
        let read =
            |row: &SqlRow| Ok(Waiting { r#ref: row.get(0)?, why, date: date(row, 1)?, text: row.get(2)? });
        self.many(&format!("{sql} LIMIT ?1"), [limit.to_string()], read)
    }

    /// How many wait of a sort, from the counters.
    pub fn waits(&self, why: Why, counts: &Counts) -> Result<u32, Trouble> {
        let at = |stage: Stage| counts.stages.iter().find(|(one, _)| *one == stage).map_or(0, |(_, n)| *n);
        Ok(match why {
            Why::ResponseDue => self.running_clocks()?,
            Why::Overdue => counts.overdue,
            Why::Returned => counts.returned,
            Why::AskedOfDcc => counts.asked_of_dcc,
            Why::AskedOfLead => counts.asked_of_lead,
            Why::Question => counts.questions,
            Why::Approval => at(Stage::Approval),
            Why::SignOff => at(Stage::SignOff),
            Why::Submission => at(Stage::Submission),
            Why::Received => at(Stage::Received),
            // What came back to the plenary is told under that head.
            Why::Plenary => at(Stage::Plenary).saturating_sub(counts.returned_to_plenary),
        })
    }

    /// The inspections, the newest first.
    pub fn inspections(&self, limit: usize) -> Result<Vec<InspectionRow>, Trouble> {
        self.inspection_rows("ORDER BY published DESC, code", limit)
    }

    /// The inspections whose response clock runs, the one that ends first before the others.
    pub fn clocks(&self, limit: usize) -> Result<Vec<InspectionRow>, Trouble> {
        self.inspection_rows("WHERE clock_runs = 1 ORDER BY last_day, code", limit)
    }

    /// The inspections that were published on a day.
    pub fn inspections_published(&self, day: NaiveDate) -> Result<Vec<InspectionRow>, Trouble> {
        self.inspection_rows(&format!("WHERE published = '{day}' ORDER BY code"), usize::from(u8::MAX))
    }

    /// The code under which the same report is recorded already, where it is.
    pub fn reported_already(&self, particulars: &Particulars) -> Result<Option<String>, Trouble> {
        for row in self.inspections_published(particulars.published)? {
            let there = row.code.parse().map_or(Ok(None), |code| self.inspection(&code))?;
            if there.is_some_and(|there| there.reports_the_same(particulars)) {
                return Ok(Some(row.code));
            }
        }
        Ok(None)
    }

    pub(super) fn inspection_rows(&self, which: &str, limit: usize) -> Result<Vec<InspectionRow>, Trouble> {
        let sql = format!(
            "SELECT code, title, published, last_day, response_published, answered_by, recommendations, ours, clock_runs,
            (SELECT count(*) FROM recommendation WHERE inspection = code AND open = 1),
            (SELECT count(*) FROM recommendation WHERE inspection = code AND open = 1 AND next < '{}'),
            (SELECT count(*) FROM recommendation WHERE inspection = code AND ours = 1 AND moved <> '')
            FROM inspection {which} LIMIT ?1",
            self.today
        );
        let mut rows = self.many(&sql, [limit.to_string()], |row| {
            let response_published: Option<String> = row.get(4)?;
            Ok(InspectionRow {
                code: row.get(0)?,
                title: row.get(1)?,
                published: date(row, 2)?,
                last_day: date(row, 3)?,
                response_published: response_published.and_then(|day| day.parse().ok()),
                answered_by: row.get(5)?,
                recommendations: row.get(6)?,
                ours: row.get(7)?,
                clock_runs: row.get(8)?,
                open: row.get(9)?,
                overdue: row.get(10)?,
                moved: row.get(11)?,
                dates: Dates::default(),
            })
        })?;
        for row in &mut rows {
            row.dates = self.dates_kept(Whose::Inspection(&row.code))?;
        }
        Ok(rows)
    }

    /// How the dates of an inspection's actions were kept.
    pub fn dates_of(&self, inspection: &InspectionCode) -> Result<Dates, Trouble> {
        self.dates_kept(Whose::Inspection(&inspection.to_string()))
    }

    fn one<T, const N: usize>(
        &self,
        sql: &str,
        values: [impl AsRef<str>; N],
        read: impl FnOnce(&SqlRow) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, Trouble> {
        self.conn
            .prepare_cached(sql)
            .and_then(|mut sql| {
                sql.query_row(params_from_iter(values.iter().map(AsRef::as_ref)), read).optional()
            })
            .map_err(|error| Trouble::on(self.conn, error))
    }

    fn many<T>(
        &self,
        sql: &str,
        values: [String; 1],
        read: impl FnMut(&SqlRow) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>, Trouble> {
        self.conn
            .prepare_cached(sql)
            .and_then(|mut sql| sql.query_map(values, read)?.collect())
            .map_err(|error| Trouble::on(self.conn, error))
    }
}

pub(super) fn date(row: &SqlRow, index: usize) -> rusqlite::Result<NaiveDate> {
    let text: String = row.get(index)?;
    text.parse().map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(index, rusqlite::types::Type::Text, Box::new(error))
    })
}

pub(in crate::ledger) fn read_row<'r>(row: &'r SqlRow, today: &str) -> rusqlite::Result<Row<'r>> {
    let words = |index: usize| -> rusqlite::Result<&'r str> { Ok(row.get_ref(index)?.as_str()?) };
    let perhaps =
        |index: usize| -> rusqlite::Result<Option<&'r str>> { Ok(row.get_ref(index)?.as_str_or_null()?) };
    let next = words(16)?;
    let (ours, stage): (bool, &str) = (row.get(5)?, words(7)?);
    let open = ours && stage != Stage::Closed.name();
    let deadline = perhaps(11)?;
    let target = perhaps(13)?;
    Ok(Row {
        r#ref: words(0)?,
        inspection: words(1)?,
        kind: words(2)?,
        text: words(3)?,
        addressees: Stored(words(4)?),
        ours,
        position: perhaps(6)?,
        stage,
        level: perhaps(8)?,
        rating: perhaps(9)?,
        owner: perhaps(10)?,
        deadline: deadline
            .map(|words| {
                let date = perhaps(12)?;
                let passed = open && date.is_some_and(|date| date < today);
                Ok::<_, rusqlite::Error>(RowDeadline { words, date, passed })
            })
            .transpose()?,
        target: target
            .map(|date| {
                Ok::<_, rusqlite::Error>(RowTarget { date, original: perhaps(14)?, moves: row.get(15)? })
            })
            .transpose()?,
        next: Some(next).filter(|next| *next != NO_DATE),
        overdue: next < today,
        returned: perhaps(17)?,
        first: perhaps(25)?,
        asked_of_dcc: perhaps(18)?,
        closed_as: perhaps(19)?,
        closed_on: perhaps(20)?,
        closed_signed: row.get(26)?,
        inspectorate_status: perhaps(21)?,
        last_heard: perhaps(22)?,
        published: words(24)?,
        actions: Stored(words(23)?),
    })
}
