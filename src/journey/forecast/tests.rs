//! Forecasts over made-up ways: what was known on a day decides, and nothing that came after it.

use std::rc::Rc;

use proptest::prelude::*;

use super::score::score;
use super::spells::{place, until};
use super::*;
use crate::journey::passage::Passage;

fn day(number: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2020, 1, 1).unwrap() + Days::new(number)
}

/// A way along these stages, from a day on, so many days at each.
fn way(from: u64, level: Option<&str>, steps: &[(Stage, u64)]) -> Vec<Passage> {
    let mut on = from;
    let passage = |(stage, stays): &(Stage, u64)| {
        let passage = Passage { on: day(on), stage: *stage, level: level.map(String::from) };
        on += stays;
        passage
    };
    steps.iter().map(passage).collect()
}

fn counted(ways: &[Vec<Passage>], today: NaiveDate) -> Counted {
    Counted::of(ways.iter().map(|way| until(way, today)))
}

fn looked(ways: &[Vec<Passage>], index: usize, today: NaiveDate) -> Option<Outlook> {
    let counted = counted(ways, today);
    let place = place(until(&ways[index], today))?;
    Some(outlook(&place, today, |group| Rc::new(counted.curve(group, today))))
}

/// So many that took 10, 20, 30 … days at Governance until they were closed.
fn closed(n: u64, level: Option<&str>) -> Vec<Vec<Passage>> {
    (1..=n).map(|at| way(0, level, &[(Stage::Governance, 10 * at), (Stage::Closed, 0)])).collect()
}

#[test]
fn with_fewer_than_ten_closed_it_says_how_few() {
    let mut ways = closed(9, None);
    ways.push(way(0, None, &[(Stage::Governance, 0)]));
    let today = day(100);
    assert_eq!(looked(&ways, 9, today), Some(Outlook::TooFew(9)));
    assert_eq!(looked(&ways, 9, today).unwrap().words(), "too few cases (n = 9)");
    let forecast = Forecast::of(counted(&ways, today), today);
    assert_eq!((forecast.open, forecast.half, forecast.words()), (1, None, "too few cases (n = 9)".into()));
    assert!(forecast.notes().is_empty());
}

#[test]
fn the_closest_group_with_ten_closed_is_taken_and_told() {
    let mut ways = closed(10, Some("1"));
    ways.extend(closed(3, Some("2")));
    ways.push(way(95, Some("1"), &[(Stage::Governance, 0)]));
    ways.push(way(95, Some("2"), &[(Stage::Governance, 0)]));
    ways.push(way(90, Some("2"), &[(Stage::Governance, 5), (Stage::SignOff, 0)]));
    let today = day(105);
    let Some(Outlook::Seen(first)) = looked(&ways, 13, today) else { panic!("ten are enough") };
    assert_eq!(first.group, Group::Level(Stage::Governance, Some("1".into())));
    assert_eq!((first.waited, first.closed, first.open, first.longer), (10, 10, 1, 9));
    let Some(Outlook::Seen(second)) = looked(&ways, 14, today) else { panic!("its stage has thirteen") };
    assert_eq!((second.group, second.closed), (Group::Stage(Stage::Governance), 13));
    assert_eq!(second.too_few, [(Group::Level(Stage::Governance, Some("2".into())), 3)]);
    let Some(Outlook::Seen(third)) = looked(&ways, 15, today) else { panic!("the road has thirteen") };
    assert_eq!((third.group, third.waited, third.too_few.len()), (Group::Road, 15, 2));
}

#[test]
fn what_has_lasted_longer_than_all_others_has_no_date() {
    let mut ways = closed(12, None);
    ways.push(way(0, None, &[(Stage::Governance, 0)]));
    let today = day(400);
    let told = looked(&ways, 12, today).unwrap().words();
    assert_eq!(
        told,
        "not within what has been seen (longest 120 days; n = 12 at Governance without a level)"
    );
    let forecast = Forecast::of(counted(&ways, today), today);
    assert_eq!((forecast.beyond, forecast.half), (1, None));
    assert_eq!(forecast.words(), "half was never seen (n = 12)");
}

#[test]
fn the_register_is_the_sum_of_its_recommendations() {
    let mut ways = closed(12, None);
    ways.extend((0..4).map(|at| way(100 + 5 * at, None, &[(Stage::Governance, 0)])));
    let today = day(130);
    let counted = counted(&ways, today);
    let forecast = Forecast::of(counted.clone(), today);
    let curve = counted.curve(&Group::Level(Stage::Governance, None), today);
    for ahead in [1, 17, 40, 90] {
        let sum: f64 = [30, 25, 20, 15].iter().map(|waited| curve.closed_within(*waited, ahead)).sum();
        assert!((forecast.expected(ahead) - sum).abs() < 1e-9);
    }
    let half = (forecast.half.unwrap() - today).num_days() as u32;
    assert!(forecast.expected(half) >= 2.0 - 1e-6 && forecast.expected(half - 1) < 2.0);
    assert_eq!(forecast.open, 4);
    assert!(forecast.short().starts_with("half by "), "{}", forecast.short());
}

#[test]
fn a_past_that_repeats_itself_scores_as_its_shares_say() {
    // One comes every day and is closed after 10 to 100 days, each as often.
    let ways: Vec<_> = (0..1_000)
        .map(|from| way(from, None, &[(Stage::Governance, 10 + 10 * (from * 7 % 10)), (Stage::Closed, 0)]))
        .collect();
    let ways: Vec<&[Passage]> = ways.iter().map(Vec::as_slice).collect();
    let score = score(&ways, day(950));
    assert_eq!(score.month_ends, 24);
    for (held, share) in [(score.half, HALF), (score.most, MOST)] {
        let found = f64::from(held.held) / f64::from(held.of);
        assert!(held.of > 500 && (found - share).abs() < 0.1, "{found} where {share} should be: {score:?}");
    }
    assert!(score.words().contains("its 85 % dates held in "), "{}", score.words());
}

#[test]
fn with_too_little_past_there_is_no_score() {
    let ways = closed(9, None);
    let ways: Vec<&[Passage]> = ways.iter().map(Vec::as_slice).collect();
    let nothing = score(&ways, day(300));
    assert!(nothing.words().starts_with("There is too little past for a score"), "{}", nothing.words());
    let mut ways = closed(12, None);
    ways.push(way(110, None, &[(Stage::Governance, 0)]));
    let ways: Vec<&[Passage]> = ways.iter().map(Vec::as_slice).collect();
    let little = score(&ways, day(170)).words();
    assert!(little.contains("too little past for a score of its 85 % dates ("), "{little}");
}

const STAGES: [Stage; 4] = [Stage::Received, Stage::Governance, Stage::SignOff, Stage::Closed];

/// A random way: where from, with which levels, and so many steps that may lead anywhere.
fn any_way() -> impl Strategy<Value = Vec<Passage>> {
    (0_u64..300, prop::collection::vec((0_usize..4, 0_u64..90, 0_usize..3), 1..8)).prop_map(
        |(from, steps)| {
            let mut way: Vec<Passage> = Vec::new();
            let mut on = from;
            for (stage, stays, level) in steps {
                let level = [None, Some("1"), Some("2")][level].map(String::from);
                let passage = Passage { on: day(on), stage: STAGES[stage], level };
                let closed = |last: &Passage| last.stage == Stage::Closed && passage.stage == Stage::Closed;
                let same = |last: &Passage| last.stage == passage.stage && last.level == passage.level;
                if !way.last().is_some_and(|last| same(last) || closed(last)) {
                    way.push(passage);
                }
                on += stays;
            }
            way
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn dates_lie_after_today_and_in_order(ways in prop::collection::vec(any_way(), 20..80), today in 0_u64..600) {
        let today = day(today);
        let forecast = Forecast::of(counted(&ways, today), today);
        let mut dates = vec![(forecast.half, forecast.most)];
        for index in 0..ways.len() {
            if let Some(Outlook::Seen(seen)) = looked(&ways, index, today) {
                prop_assert!(seen.closed >= ENOUGH && seen.longer <= seen.closed);
                dates.push((seen.half, seen.most));
            }
        }
        for (half, most) in dates {
            prop_assert!(half.is_none_or(|half| half > today) && most.is_none_or(|most| most > today));
            prop_assert!(most.is_none() || half.is_some_and(|half| half <= most.unwrap()));
        }
        let standing = ways.iter().filter(|way| place(until(way, today)).is_some()).count();
        prop_assert_eq!(forecast.open as usize, standing);
        prop_assert!(forecast.expected(forecast.horizon()) <= f64::from(forecast.open) + 1e-9);
    }

    #[test]
    fn what_happens_later_changes_no_forecast_of_an_earlier_day(
        ways in prop::collection::vec(any_way(), 20..60), today in 0_u64..400,
    ) {
        let today = day(today);
        let then: Vec<Vec<Passage>> = ways.iter().map(|way| until(way, today).to_vec()).collect();
        prop_assert_eq!(
            Forecast::of(counted(&ways, today), today),
            Forecast::of(Counted::of(then.iter().map(Vec::as_slice)), today)
        );
    }

    #[test]
    fn the_score_takes_each_forecast_as_it_would_have_been_made_then(
        ways in prop::collection::vec(any_way(), 20..60), today in 200_u64..700,
    ) {
        let today = day(today);
        let slices: Vec<&[Passage]> = ways.iter().map(Vec::as_slice).collect();
        let found = score(&slices, today);
        let (mut of, mut held) = (0, 0);
        for ago in 1..=score::MONTH_ENDS as u32 {
            let first = today.checked_sub_months(chrono::Months::new(ago - 1)).unwrap();
            let end = chrono::Datelike::with_day(&first, 1).unwrap().pred_opt().unwrap();
            for (index, way) in ways.iter().enumerate() {
                let Some(Outlook::Seen(seen)) = looked(&ways, index, end) else { continue };
                let Some(half) = seen.half.filter(|half| *half <= today) else { continue };
                of += 1;
                let closing = |passage: &&Passage| passage.stage == Stage::Closed && passage.on > end;
                held += u32::from(way.iter().find(closing).is_some_and(|closing| closing.on <= half));
            }
        }
        prop_assert_eq!((found.half.of, found.half.held), (of, held));
    }
}
