//! How long recommendations took to be closed and how long open ones have lasted, kept as small histograms, and the
//! forecasts that are made from them. The reckoning is `journey::forecast`'s.
//!
//! A row of `spell` holds all the days that were counted of one thing, so that a forecast reads as many rows as there are
//! stages and levels, however long the register is. `way` holds how each recommendation came, for whoever asks about
//! each of them: the score of past forecasts, and the list.

use std::collections::BTreeMap;
use std::rc::Rc;

use rusqlite::{Connection, OptionalExtension, params};

use super::questions::Standing;
use crate::journey::forecast::score::{Score, score};
use crate::journey::forecast::spells::Group;
use crate::journey::forecast::spells::{Counted, Of, Since, counted, place};
use crate::journey::forecast::{Forecast, Outlook, outlook};
use crate::journey::passage::Passage;
use crate::journey::recommendation::{Recommendation, Stage};
use crate::journey::reference::RecommendationRef;
use crate::ledger::trouble::Trouble;

/// An open recommendation, where it stands, and what can be said of it.
#[derive(Debug, Clone, PartialEq)]
pub struct LookedAhead {
    pub r#ref: RecommendationRef,
    pub stage: Stage,
    pub level: Option<String>,
    pub outlook: Outlook,
}

impl Standing<'_> {
    /// When what is open will be closed.
    pub fn forecast(&self) -> Result<Forecast, Trouble> {
        Ok(Forecast::of(self.counted()?, self.today))
    }

    /// When one recommendation will be closed; none where it is closed or not the home body's.
    pub fn outlook(&self, of: &Recommendation) -> Result<Option<Outlook>, Trouble> {
        let Some(place) = place(&of.passages).filter(|_| of.ours) else { return Ok(None) };
        let mut known = Counted::default();
        for (group, _) in place.groups() {
            for of in [Of::Closed(group.clone()), Of::Open(group)] {
                let read = read(self.conn, &of).map_err(|error| Trouble::on(self.conn, error))?;
                known.0.extend(read.map(|days| (of, days)));
            }
        }
        Ok(Some(outlook(&place, self.today, |group| Rc::new(known.curve(group, self.today)))))
    }

    /// When each of the open recommendations will be closed, in the order of their references.
    pub fn outlooks(&self) -> Result<Vec<LookedAhead>, Trouble> {
        let known = self.counted()?;
        let mut curves = BTreeMap::new();
        let mut curve = |group: &Group| {
            let curve = || Rc::new(known.curve(group, self.today));
            Rc::clone(curves.entry(group.clone()).or_insert_with(curve))
        };
        let mut looked = Vec::new();
        for (reference, way) in self.ways()? {
            let Some(place) = place(&way) else { continue };
            let (stage, level) = (place.stage, place.level.map(String::from));
            let outlook = outlook(&place, self.today, &mut curve);
            looked.push(LookedAhead { r#ref: reference, stage, level, outlook });
        }
        looked.sort_by(|one, other| one.r#ref.cmp(&other.r#ref));
        Ok(looked)
    }

    /// How well the forecasts of past month ends came true. It reads how every recommendation came.
    pub fn score(&self) -> Result<Score, Trouble> {
        let ways = self.ways()?;
        let ways: Vec<&[Passage]> = ways.iter().map(|(_, way)| way.as_slice()).collect();
        Ok(score(&ways, self.today))
    }

    fn counted(&self) -> Result<Counted, Trouble> {
        let sql =
            "SELECT what, clock, stage, level, days FROM spell WHERE what IN ('closed', 'here', 'open')";
        let rows = self.asked(sql, [], |row| {
            let [what, clock, stage, level, days] =
                [row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get::<_, String>(4)?];
            Ok(of_names([what, clock, stage, level]).map(|of| (of, read_days(&days))))
        })?;
        Ok(Counted(rows.into_iter().flatten().collect()))
    }

    fn ways(&self) -> Result<Vec<(RecommendationRef, Vec<Passage>)>, Trouble> {
        let rows: Vec<(String, String)> =
            self.asked("SELECT ref, passages FROM way", [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let read = |(reference, way): (String, String)| Some((reference.parse().ok()?, read_way(&way)));
        Ok(rows.into_iter().filter_map(read).collect())
    }
}

/// What recommendations counted before and count now, as differences.
#[derive(Default)]
pub(super) struct Spells(BTreeMap<Of, BTreeMap<i32, i64>>);

impl Spells {
    /// Counts one of the home body's recommendations in (`by` 1) or out (`by` -1).
    pub(super) fn count(&mut self, recommendation: &Recommendation, by: i64) {
        counted(&recommendation.passages, &mut |of, days| {
            *self.0.entry(of).or_default().entry(days).or_default() += by;
        });
    }

    /// Adds what was counted to what is stored; where nothing is left there is no row.
    pub(super) fn write(&self, conn: &Connection) -> rusqlite::Result<()> {
        for (of, differences) in &self.0 {
            if differences.values().any(|n| *n != 0) {
                write(conn, of, differences)?;
            }
        }
        Ok(())
    }
}

fn write(conn: &Connection, of: &Of, differences: &BTreeMap<i32, i64>) -> rusqlite::Result<()> {
    let mut days: BTreeMap<i32, u32> = read(conn, of)?.unwrap_or_default().into_iter().collect();
    for (day, n) in differences {
        let now = i64::from(days.get(day).copied().unwrap_or(0)) + n;
        match u32::try_from(now) {
            Ok(now @ 1..) => days.insert(*day, now),
            _ => days.remove(day),
        };
    }
    let [what, clock, stage, level] = names(of);
    if days.is_empty() {
        let sql = "DELETE FROM spell WHERE what = ?1 AND clock = ?2 AND stage = ?3 AND level = ?4";
        conn.prepare_cached(sql)?.execute([what, clock, stage, level])?;
    } else {
        let sql = "INSERT INTO spell VALUES(?1, ?2, ?3, ?4, ?5)
            ON CONFLICT(what, clock, stage, level) DO UPDATE SET days = excluded.days";
        conn.prepare_cached(sql)?.execute(params![what, clock, stage, level, written_days(&days)])?;
    }
    Ok(())
}

fn read(conn: &Connection, of: &Of) -> rusqlite::Result<Option<Vec<(i32, u32)>>> {
    let sql = "SELECT days FROM spell WHERE what = ?1 AND clock = ?2 AND stage = ?3 AND level = ?4";
    let found: Option<String> =
        conn.prepare_cached(sql)?.query_row(names(of), |row| row.get(0)).optional()?;
    Ok(found.map(|days| read_days(&days)))
}

/// Writes down how a recommendation came, where that changed.
pub(super) fn put_way(
    conn: &Connection,
    before: Option<&Recommendation>,
    now: &Recommendation,
) -> rusqlite::Result<()> {
    if !now.ours || before.is_some_and(|before| before.passages == now.passages) {
        return Ok(());
    }
    let told: Vec<String> = now.passages.iter().map(ToString::to_string).collect();
    let sql = "INSERT INTO way VALUES(?1, ?2) ON CONFLICT(ref) DO UPDATE SET passages = excluded.passages";
    conn.prepare_cached(sql)?.execute([now.reference.to_string(), told.join("\n")])?;
    Ok(())
}

/// Takes out how a recommendation came that was added by mistake.
pub(super) fn take_out(conn: &Connection, reference: &RecommendationRef) -> rusqlite::Result<()> {
    conn.prepare_cached("DELETE FROM way WHERE ref = ?1")?.execute([reference.to_string()])?;
    Ok(())
}

fn read_way(told: &str) -> Vec<Passage> {
    told.lines().filter_map(|line| line.parse().ok()).collect()
}

/// `12:3 4:1`: three of 12 days, and one of 4 more. Told as numbers of days of the calendar they would be twice as long.
fn written_days(days: &BTreeMap<i32, u32>) -> String {
    let mut before = 0;
    let told = days.iter().map(|(day, n)| format!("{}:{n}", day - std::mem::replace(&mut before, *day)));
    told.collect::<Vec<_>>().join(" ")
}

/// Letter by letter: the overview reads some hundred thousand of them before its first picture.
fn read_days(told: &str) -> Vec<(i32, u32)> {
    let mut days = Vec::with_capacity(told.len() / 5);
    let (mut day, mut more, mut is_less, mut number) = (0_i32, None, false, 0_u32);
    for byte in told.bytes().chain([b' ']) {
        match byte {
            b'0'..=b'9' => number = number.wrapping_mul(10).wrapping_add(u32::from(byte - b'0')),
            b'-' => is_less = true,
            b':' => {
                let number = std::mem::take(&mut number) as i32;
                more = Some(if std::mem::take(&mut is_less) { number.wrapping_neg() } else { number });
            }
            _ => {
                let n = std::mem::take(&mut number);
                if let Some(more) = more.take() {
                    day = day.wrapping_add(more);
                    days.push((day, n));
                }
            }
        }
    }
    days
}

/// What is counted, since when it is, at which stage and with which level, as the columns of `spell` name it;
/// empty where there is none.
fn names(of: &Of) -> [String; 4] {
    let (what, clock, stage, level) = match of {
        Of::Closed(group) => ("closed", clock_of(group), stage_of(group), level_of(group)),
        Of::Open(group) => ("open", clock_of(group), stage_of(group), level_of(group)),
        Of::Here(stage, level, since) => ("here", since_word(*since), Some(*stage), level.as_deref()),
    };
    let stage = stage.map_or("", Stage::name);
    [what, clock, stage, level.unwrap_or_default()].map(String::from)
}

fn of_names([what, clock, stage, level]: [String; 4]) -> Option<Of> {
    let since = Since::ALL.into_iter().find(|since| since_word(*since) == clock)?;
    let stage = Stage::ALL.into_iter().find(|known| known.name() == stage);
    let level = Some(level).filter(|level| !level.is_empty());
    if what == "here" {
        return Some(Of::Here(stage?, level, since));
    }
    let group = match since {
        Since::Level => Group::Level(stage?, level),
        Since::Stage => Group::Stage(stage?),
        Since::Road => Group::Road,
    };
    Some(if what == "closed" { Of::Closed(group) } else { Of::Open(group) })
}

fn since_word(since: Since) -> &'static str {
    match since {
        Since::Level => "level",
        Since::Stage => "stage",
        Since::Road => "road",
    }
}

fn clock_of(group: &Group) -> &'static str {
    since_word(match group {
        Group::Level(..) => Since::Level,
        Group::Stage(_) => Since::Stage,
        Group::Road => Since::Road,
    })
}

fn stage_of(group: &Group) -> Option<Stage> {
    match group {
        Group::Level(stage, _) | Group::Stage(stage) => Some(*stage),
        Group::Road => None,
    }
}

fn level_of(group: &Group) -> Option<&str> {
    match group {
        Group::Level(_, level) => level.as_deref(),
        Group::Stage(_) | Group::Road => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_counted_is_found_again_by_its_names() {
        let level = || Some("2 b".to_string());
        let groups = [
            Group::Road,
            Group::Stage(Stage::SignOff),
            Group::Level(Stage::SignOff, None),
            Group::Level(Stage::SignOff, level()),
        ];
        let here = Since::ALL.map(|since| Of::Here(Stage::Plenary, level(), since));
        let counted = groups.into_iter().flat_map(|group| [Of::Closed(group.clone()), Of::Open(group)]);
        for of in counted.chain(here) {
            assert_eq!(of_names(names(&of)), Some(of));
        }
    }

    #[test]
    fn days_are_written_in_order_and_read_again() {
        let days = BTreeMap::from([(738_000, 1), (3, 12), (0, 2)]);
        assert_eq!(written_days(&days), "0:2 3:12 737997:1");
        assert_eq!(read_days("0:2 3:12 737997:1"), days.into_iter().collect::<Vec<_>>());
        assert!(read_days("").is_empty());
        assert_eq!(read_days("-12:1 12:3"), [(-12, 1), (0, 3)]);
    }
}
