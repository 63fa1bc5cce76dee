//! The forecast: when will what is open be closed, from the force's own history.
//! Pure reckoning; where the history is read from is for the ledger, how it is shown for `briefing`.
//!
//! Each open recommendation is compared with the spells of its group (see [`spells`]): those that came to the same stage
//! with the same level; where fewer than [`ENOUGH`] of these have ended, those that came to the same stage; else all.
//! Of the group's spells that lasted as long as it has waited, the estimate of Kaplan and Meier (see [`curve`]) says
//! after how many more days half, and 85 %, were closed. Where it never says so, there is no date.
//! The register's dates are the days by which the sum of those estimates, the number that is expected to be closed,
//! reaches half and 85 % of what is open today; what is opened later is not in it.

pub mod curve;
pub mod score;
pub mod spells;
mod telling;

use std::collections::BTreeMap;
use std::rc::Rc;

use chrono::{Days, NaiveDate};

use curve::Curve;
use spells::{Counted, Group, Of, Place, Since};
pub use telling::DEFINITIONS;

use super::recommendation::Stage;

/// The two shares of which a day is told.
pub const HALF: f64 = 0.5;
pub const MOST: f64 = 0.85;

/// So many spells of a group must have ended before anything is said of it.
/// With ten, the middle lies between the second and the ninth of them in 97.9 % of all cases (1 − 2 · 11 / 2¹⁰), and at
/// least one of them lies beyond the 85 %; with fewer, a date would rest on one or two cases.
pub const ENOUGH: u32 = 10;

/// What can be said of one open recommendation.
#[derive(Debug, Clone, PartialEq)]
pub enum Outlook {
    /// So few have been closed at all that nothing can be said.
    TooFew(u32),
    Seen(Seen),
}

/// What its group says of one open recommendation.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    pub group: Group,
    /// Since when it is in the group.
    pub since: NaiveDate,
    /// The days since then.
    pub waited: u32,
    /// How many spells of the group have ended, and how many have not.
    pub closed: u32,
    pub open: u32,
    /// How many of those that have ended took longer than it has waited.
    pub longer: u32,
    /// The longest that one took to be closed, in days.
    pub longest: u32,
    /// By when half, and 85 %, of those that waited so long were closed; always after today.
    pub half: Option<NaiveDate>,
    pub most: Option<NaiveDate>,
    /// Closer groups of which too few have ended, and how many have.
    pub too_few: Vec<(Group, u32)>,
}

/// Looks ahead from a day for what stands somewhere; `curve` says how the spells of a group have ended until that day.
pub fn outlook(place: &Place, today: NaiveDate, mut curve: impl FnMut(&Group) -> Rc<Curve>) -> Outlook {
    let mut too_few = Vec::new();
    for (group, since) in place.groups() {
        let curve = curve(&group);
        if curve.closed >= ENOUGH {
            return Outlook::Seen(seen(group, since, today, &curve, too_few));
        }
        too_few.push((group, curve.closed));
    }
    Outlook::TooFew(too_few.last().map_or(0, |(_, closed)| *closed))
}

fn seen(group: Group, since: NaiveDate, today: NaiveDate, curve: &Curve, too_few: Vec<(Group, u32)>) -> Seen {
    let waited = (today - since).num_days().max(0) as u32;
    let day = |share| curve.days_until(share, waited).and_then(|days| after(today, days));
    Seen {
        group,
        since,
        waited,
        closed: curve.closed,
        open: curve.open,
        longer: curve.closed_later(waited),
        longest: curve.longest,
        half: day(HALF),
        most: day(MOST),
        too_few,
    }
}

fn after(today: NaiveDate, days: u32) -> Option<NaiveDate> {
    today.checked_add_days(Days::new(days.into()))
}

/// When what is open today will be closed.
#[derive(Debug, Clone, PartialEq)]
pub struct Forecast {
    pub today: NaiveDate,
    /// How many are open.
    pub open: u32,
    /// How often something was closed until today, and the longest that took, in days.
    pub closed: u32,
    pub longest: u32,
    /// By when half, and 85 %, of what is open is expected to be closed.
    pub half: Option<NaiveDate>,
    pub most: Option<NaiveDate>,
    /// How many are open for longer than anything in their group took to be closed: they are not expected to be closed.
    pub beyond: u32,
    parts: Vec<Part>,
    counted: Counted,
}

/// What is known of one group.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    pub group: Group,
    /// How many stand there now.
    pub here: u32,
    /// How many of its spells have ended, and how many have not.
    pub closed: u32,
    pub open: u32,
    /// In how many days after coming there half, and 85 %, were closed; nothing where too few were, or that was never seen.
    pub half: Option<u32>,
    pub most: Option<u32>,
    /// The longest that one took to be closed, in days.
    pub longest: u32,
}

impl Line {
    /// Whether enough spells have ended for something to be said.
    pub fn enough(&self) -> bool {
        self.closed >= ENOUGH
    }
}

/// Open ones that are compared with the same group, by how long they have waited.
#[derive(Debug, Clone, PartialEq)]
struct Part {
    curve: Rc<Curve>,
    waited: curve::Days,
}

impl Forecast {
    /// From what was counted until a day.
    pub fn of(counted: Counted, today: NaiveDate) -> Forecast {
        let mut curves: BTreeMap<Group, Rc<Curve>> = BTreeMap::new();
        let mut curve = |group: &Group| {
            let curve = || Rc::new(counted.curve(group, today));
            Rc::clone(curves.entry(group.clone()).or_insert_with(curve))
        };
        let road = curve(&Group::Road);
        let mut parts: Vec<Part> = Vec::new();
        for of in counted.0.keys() {
            if let Of::Here(stage, level, Since::Level) = of {
                parts.extend(compared(&counted, (*stage, level), today, &mut curve));
            }
        }
        let beyond = |part: &Part| {
            let longer = part.waited.iter().filter(|(waited, _)| *waited >= part.curve.longest);
            longer.map(|(_, n)| n).sum::<u32>()
        };
        let mut forecast = Forecast {
            today,
            open: road.open,
            closed: road.closed,
            longest: road.longest,
            half: None,
            most: None,
            beyond: parts.iter().map(beyond).sum(),
            parts,
            counted,
        };
        (forecast.half, forecast.most) = (forecast.day(HALF), forecast.day(MOST));
        forecast
    }

    /// What is known of each group.
    pub fn groups(&self) -> Vec<Line> {
        lines(&self.counted, self.today)
    }

    /// Whether enough have been closed for something to be said.
    pub fn enough(&self) -> bool {
        self.closed >= ENOUGH
    }

    /// How many of those that are open are expected to be closed so many days later.
    pub fn expected(&self, ahead: u32) -> f64 {
        let of = |part: &Part| -> f64 {
            let each = part.waited.iter();
            each.map(|(waited, n)| f64::from(*n) * part.curve.closed_within(*waited, ahead)).sum()
        };
        self.parts.iter().map(of).sum()
    }

    /// After so many days nothing more is expected.
    pub fn horizon(&self) -> u32 {
        let left = |part: &Part| {
            let youngest = part.waited.first().map_or(0, |(waited, _)| *waited);
            part.curve.longest.saturating_sub(youngest)
        };
        self.parts.iter().map(left).max().unwrap_or(0)
    }

    /// The first day after today by which this share of what is open is expected to be closed.
    fn day(&self, share: f64) -> Option<NaiveDate> {
        let wanted = share * f64::from(self.open) - 1e-6;
        let (mut from, mut until) = (1, self.horizon());
        if self.open == 0 || until == 0 || self.expected(until) < wanted {
            return None;
        }
        while from < until {
            let middle = (from + until) / 2;
            if self.expected(middle) >= wanted { until = middle } else { from = middle + 1 }
        }
        after(self.today, from)
    }
}

/// Those that stand at a stage with a level, beside the closest group of which enough have ended.
fn compared(
    counted: &Counted,
    (stage, level): (Stage, &Option<String>),
    today: NaiveDate,
    curve: &mut dyn FnMut(&Group) -> Rc<Curve>,
) -> Option<Part> {
    let groups = [Group::Level(stage, level.clone()), Group::Stage(stage), Group::Road];
    groups.into_iter().zip(Since::ALL).find_map(|(group, since)| {
        let curve = Some(curve(&group)).filter(|curve| curve.closed >= ENOUGH)?;
        let waited = counted.waited(&Of::Here(stage, level.clone(), since), today);
        Some(Part { curve, waited })
    })
}

/// The whole road, then each stage and, where any had a level there, what stood there with each and with none.
fn lines(counted: &Counted, today: NaiveDate) -> Vec<Line> {
    let mut groups: Vec<Group> = counted.0.keys().filter_map(group_of).cloned().collect();
    let order = |group: &Group| match group {
        Group::Road => (None, 0, None),
        Group::Stage(stage) => (Some(*stage), 0, None),
        Group::Level(stage, level) => (Some(*stage), 1, level.clone()),
    };
    groups.sort_by_key(order);
    groups.dedup();
    let leveled =
        |stage: &Stage| groups.iter().any(|group| matches!(group, Group::Level(at, Some(_)) if at == stage));
    let told = |group: &&Group| !matches!(group, Group::Level(stage, None) if !leveled(stage));
    let groups: Vec<Group> = groups.iter().filter(told).cloned().collect();
    groups.into_iter().map(|group| line(counted, group, today)).collect()
}

fn group_of(of: &Of) -> Option<&Group> {
    match of {
        Of::Closed(group) | Of::Open(group) => Some(group),
        Of::Here(..) => None,
    }
}

fn line(counted: &Counted, group: Group, today: NaiveDate) -> Line {
    let curve = counted.curve(&group, today);
    let days = |share| curve.days_until(share, 0).filter(|_| curve.closed >= ENOUGH);
    let here = counted.0.keys().filter(|of| match (of, &group) {
        (Of::Here(.., Since::Level), Group::Road) => true,
        (Of::Here(at, _, Since::Level), Group::Stage(stage)) => at == stage,
        (Of::Here(at, with, Since::Level), Group::Level(stage, level)) => at == stage && with == level,
        _ => false,
    });
    Line {
        here: here.map(|of| counted.count(of)).sum(),
        closed: curve.closed,
        open: curve.open,
        half: days(HALF),
        most: days(MOST),
        longest: curve.longest,
        group,
    }
}

#[cfg(test)]
mod tests;
