//! Spells: how long recommendations have taken from somewhere on the road until they were closed, and how long those
//! take already that are open.
//!
//! A spell begins when a recommendation comes on the road or is reopened (group *road*), comes to a stage (group *stage*),
//! or comes to a stage or is given another level there (group *stage and level*).
//! It ends when the recommendation is closed, whatever happened in between and however it was closed: what was superseded,
//! withdrawn or not accepted is off the road as well. What is open has not ended.
//! What was reopened begins again, and what came to a stage twice has two spells there.
//!
//! Counting from the day on which something came to a group, and never by what it became later, is what keeps the
//! estimate honest: a level that is only awarded shortly before the end would otherwise look slow.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::curve::{Curve, Days};
use crate::journey::passage::Passage;
use crate::journey::recommendation::Stage;

/// What a spell is compared with, the closest first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// Those that stood at this stage with this level, or with none.
    Level(Stage, Option<String>),
    /// Those that stood at this stage.
    Stage(Stage),
    /// All of them.
    Road,
}

impl Group {
    /// The group in words, as they follow "those".
    pub fn words(&self) -> String {
        match self {
            Group::Level(stage, Some(level)) => format!("at {} with level {level}", stage.name()),
            Group::Level(stage, None) => format!("at {} without a level", stage.name()),
            Group::Stage(stage) => format!("at {}", stage.name()),
            Group::Road => "on the whole road".into(),
        }
    }
}

impl Group {
    /// The same in fewer letters, for a table.
    pub fn short(&self) -> String {
        match self {
            Group::Level(stage, Some(level)) => format!("{}, level {level}", stage.name()),
            Group::Level(stage, None) => format!("{}, no level", stage.name()),
            Group::Stage(stage) => stage.name().into(),
            Group::Road => "whole road".into(),
        }
    }
}

/// What a number of days is counted of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Of {
    /// The length of the spells that have ended, in days.
    Closed(Group),
    /// The day on which spells began that have not ended, as its number (1 January of the year 1 is day 1).
    Open(Group),
    /// The same of those that stand now at a stage with a level: since when they are in that group, at the stage,
    /// and on the road.
    Here(Stage, Option<String>, Since),
}

/// Which of the days of what stands somewhere now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Since {
    Level,
    Stage,
    Road,
}

impl Since {
    pub const ALL: [Since; 3] = [Since::Level, Since::Stage, Since::Road];
}

/// Where an open recommendation stands, and since when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'p> {
    pub stage: Stage,
    pub level: Option<&'p str>,
    /// In the order of [`Since::ALL`].
    pub since: [NaiveDate; 3],
}

impl Place<'_> {
    /// The groups that it can be compared with, the closest first, and since when it is in each.
    pub fn groups(&self) -> [(Group, NaiveDate); 3] {
        let [level, stage, road] = self.since;
        [
            (Group::Level(self.stage, self.level.map(String::from)), level),
            (Group::Stage(self.stage), stage),
            (Group::Road, road),
        ]
    }
}

/// Those of the passages that had happened on a day.
pub fn until(passages: &[Passage], day: NaiveDate) -> &[Passage] {
    &passages[..passages.partition_point(|passage| passage.on <= day)]
}

/// Where what came this way stands now; none where it is closed or has not begun.
pub fn place(passages: &[Passage]) -> Option<Place<'_>> {
    let closed = passages.iter().rposition(|passage| passage.stage == Stage::Closed);
    let run = &passages[closed.map_or(0, |at| at + 1)..];
    let (first, last) = (run.first()?, run.last()?);
    let elsewhere = run.iter().rposition(|passage| passage.stage != last.stage);
    let came = &run[elsewhere.map_or(0, |at| at + 1)];
    Some(Place { stage: last.stage, level: last.level.as_deref(), since: [last.on, came.on, first.on] })
}

/// A spell: in which group, from when, and until when where it has ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spell {
    pub group: Group,
    pub began: NaiveDate,
    pub closed: Option<NaiveDate>,
}

/// All spells of one recommendation.
pub fn spells(passages: &[Passage]) -> Vec<Spell> {
    let mut found = Vec::new();
    for run in passages.split_inclusive(|passage| passage.stage == Stage::Closed) {
        let closed = run.last().filter(|last| last.stage == Stage::Closed).map(|last| last.on);
        let open = &run[..run.len() - usize::from(closed.is_some())];
        let mut before: Option<&Passage> = None;
        for passage in open {
            let mut begin = |group: Group| found.push(Spell { group, began: passage.on, closed });
            if before.is_none() {
                begin(Group::Road);
            }
            if before.is_none_or(|before| before.stage != passage.stage) {
                begin(Group::Stage(passage.stage));
            }
            begin(Group::Level(passage.stage, passage.level.clone()));
            before = Some(passage);
        }
    }
    found
}

/// Hands everything that is counted of one recommendation to `each`, with its number of days.
pub fn counted(passages: &[Passage], each: &mut dyn FnMut(Of, i32)) {
    for spell in spells(passages) {
        match spell.closed {
            Some(closed) => each(Of::Closed(spell.group), (closed - spell.began).num_days() as i32),
            None => each(Of::Open(spell.group), spell.began.num_days_from_ce()),
        }
    }
    if let Some(place) = place(passages) {
        let level = place.level.map(String::from);
        for (since, day) in Since::ALL.into_iter().zip(place.since) {
            each(Of::Here(place.stage, level.clone(), since), day.num_days_from_ce());
        }
    }
}

/// How often each number of days was counted, in the order of the days.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counted(pub BTreeMap<Of, Vec<(i32, u32)>>);

impl Counted {
    /// Counts recommendations by the ways that they came.
    pub fn of<'p>(ways: impl Iterator<Item = &'p [Passage]>) -> Counted {
        let mut all: BTreeMap<Of, BTreeMap<i32, u32>> = BTreeMap::new();
        for way in ways {
            counted(way, &mut |of, days| *all.entry(of).or_default().entry(days).or_default() += 1);
        }
        Counted(all.into_iter().map(|(of, days)| (of, days.into_iter().collect())).collect())
    }

    /// How many are there of something.
    pub fn count(&self, of: &Of) -> u32 {
        self.0.get(of).map_or(0, |days| days.iter().map(|(_, n)| n).sum())
    }

    /// How the spells of a group have ended, seen from a day.
    pub fn curve(&self, group: &Group, today: NaiveDate) -> Curve {
        let closed = self.0.get(&Of::Closed(group.clone()));
        let closed: Days = closed.into_iter().flatten().map(|(days, n)| (*days as u32, *n)).collect();
        Curve::of(&closed, &self.waited(&Of::Open(group.clone()), today))
    }

    /// How many days each of those that are open has waited on a day.
    pub(super) fn waited(&self, of: &Of, today: NaiveDate) -> Days {
        let today = today.num_days_from_ce();
        let days = |(began, n): &(i32, u32)| ((today - began).max(0) as u32, *n);
        // What began last has waited least.
        self.0.get(of).into_iter().flatten().rev().map(days).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn way(told: &[&str]) -> Vec<Passage> {
        told.iter().map(|words| words.parse().unwrap()).collect()
    }

    fn told(spells: Vec<Spell>) -> Vec<String> {
        let end = |spell: &Spell| spell.closed.map_or("open".into(), |closed| closed.to_string());
        spells.iter().map(|spell| format!("{} {} {}", spell.group.words(), spell.began, end(spell))).collect()
    }

    #[test]
    fn a_spell_begins_on_the_road_at_a_stage_and_with_a_level_and_ends_with_the_closing() {
        let way = way(&[
            "2023-01-02 Received",
            "2023-02-01 Governance",
            "2023-03-01 Governance 2",
            "2023-04-01 Closed 2",
            "2023-05-01 Governance 2",
        ]);
        assert_eq!(
            told(spells(&way)),
            [
                "on the whole road 2023-01-02 2023-04-01",
                "at Received 2023-01-02 2023-04-01",
                "at Received without a level 2023-01-02 2023-04-01",
                "at Governance 2023-02-01 2023-04-01",
                "at Governance without a level 2023-02-01 2023-04-01",
                "at Governance with level 2 2023-03-01 2023-04-01",
                "on the whole road 2023-05-01 open",
                "at Governance 2023-05-01 open",
                "at Governance with level 2 2023-05-01 open",
            ]
        );
        let day = |words: &str| words.parse::<NaiveDate>().unwrap();
        let place = place(until(&way, day("2023-03-31"))).unwrap();
        assert_eq!((place.stage, place.level), (Stage::Governance, Some("2")));
        assert_eq!(place.since, [day("2023-03-01"), day("2023-02-01"), day("2023-01-02")]);
    }

    #[test]
    fn what_is_closed_or_has_not_begun_stands_nowhere() {
        let way = way(&["2023-01-02 Received", "2023-04-01 Closed"]);
        assert_eq!(place(&way), None);
        assert_eq!(place(until(&way, "2023-01-01".parse().unwrap())), None);
        assert!(place(until(&way, "2023-03-31".parse().unwrap())).is_some());
    }

    #[test]
    fn what_came_back_to_a_stage_has_two_spells_there() {
        let way = way(&["2023-01-02 Governance", "2023-02-01 SignOff", "2023-03-01 Governance"]);
        let at = |spell: &&Spell| spell.group == Group::Stage(Stage::Governance);
        let spells = spells(&way);
        assert_eq!(spells.iter().filter(at).count(), 2);
        assert_eq!(place(&way).unwrap().since[1], "2023-03-01".parse().unwrap());
    }
}
