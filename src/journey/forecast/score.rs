//! How well the forecasts came true: what it would have said at the month ends that have passed, from what had happened
//! by then and nothing else, beside what happened afterwards.
//!
//! Every open recommendation has a forecast at every month end. One whose date has come held if it was closed by then.
//! Half of the 50 % dates should hold, and 85 % of the 85 % dates: fewer is too hopeful, more is too careful.
//! The same recommendation is forecast at several month ends, so the cases are not independent of each other.

use std::collections::BTreeMap;
use std::rc::Rc;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use super::curve::{Curve, tally};
use super::spells::{Group, place, spells, until};
use super::{ENOUGH, Outlook, outlook};
use crate::journey::passage::Passage;
use crate::journey::recommendation::Stage;

/// So many month ends are looked back at.
pub const MONTH_ENDS: usize = 24;

/// How well the forecasts of the past came true.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Score {
    /// The month ends at which a date was forecast, the first and the last of them, and how many there were.
    pub from: Option<NaiveDate>,
    pub until: Option<NaiveDate>,
    pub month_ends: u32,
    pub half: Held,
    pub most: Held,
}

/// Of so many dates that have come, so many held.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Held {
    pub held: u32,
    pub of: u32,
}

impl Held {
    /// Whether enough dates have come for a score.
    pub fn enough(self) -> bool {
        self.of >= ENOUGH
    }

    fn add(&mut self, date: Option<NaiveDate>, closed: Option<NaiveDate>, today: NaiveDate) {
        if let Some(date) = date.filter(|date| *date <= today) {
            self.of += 1;
            self.held += u32::from(closed.is_some_and(|closed| closed <= date));
        }
    }
}

/// When spells of one group began and were closed.
type Ways = Vec<(NaiveDate, Option<NaiveDate>)>;

/// Scores the forecasts of the month ends before a day. `ways` are those of all of the home body's recommendations.
pub fn score(ways: &[&[Passage]], today: NaiveDate) -> Score {
    let mut groups: BTreeMap<Group, Ways> = BTreeMap::new();
    for spell in ways.iter().flat_map(|way| spells(way)) {
        groups.entry(spell.group).or_default().push((spell.began, spell.closed));
    }
    let (half, most) = (Held::default(), Held::default());
    let mut score = Score { from: None, until: None, month_ends: 0, half, most };
    for day in month_ends(today) {
        let mut curves: BTreeMap<Group, Rc<Curve>> = BTreeMap::new();
        let mut curve = |group: &Group| {
            let ways = || groups.get(group).map_or(&[][..], Vec::as_slice);
            Rc::clone(curves.entry(group.clone()).or_insert_with(|| Rc::new(as_known(ways(), day))))
        };
        let mut any = false;
        for way in ways {
            let then = until(way, day);
            let Some(place) = place(then) else { continue };
            let Outlook::Seen(seen) = outlook(&place, day, &mut curve) else { continue };
            let closed = way[then.len()..].iter().find(|passage| passage.stage == Stage::Closed);
            let closed = closed.map(|passage| passage.on);
            any |= seen.half.is_some();
            score.half.add(seen.half, closed, today);
            score.most.add(seen.most, closed, today);
        }
        if any {
            score.month_ends += 1;
            score.from = score.from.or(Some(day));
            score.until = Some(day);
        }
    }
    score
}

/// How the spells of a group had ended by a day.
fn as_known(ways: &[(NaiveDate, Option<NaiveDate>)], day: NaiveDate) -> Curve {
    let (mut closed, mut open) = (Vec::new(), Vec::new());
    for (began, ended) in ways.iter().filter(|(began, _)| *began <= day) {
        let ended = ended.filter(|ended| *ended <= day);
        let days = (ended.unwrap_or(day) - *began).num_days() as u32;
        if ended.is_some() { closed.push(days) } else { open.push(days) }
    }
    Curve::of(&tally(closed), &tally(open))
}

/// The last days of the months before this one, the earliest first.
fn month_ends(today: NaiveDate) -> Vec<NaiveDate> {
    let before = |day: &NaiveDate| day.with_day(1)?.pred_opt();
    let mut ends: Vec<_> = std::iter::successors(before(&today), before).take(MONTH_ENDS).collect();
    ends.reverse();
    ends
}
