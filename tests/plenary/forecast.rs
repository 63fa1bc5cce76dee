//! The forecast over random registers: what is read from the kept histograms is what the ways of the recommendations
//! say, today and in every past; and a past forecasts what it would have forecast then.

use std::collections::BTreeSet;
use std::rc::Rc;

use chrono::NaiveDate;
use plenary::journey::forecast::score::score;
use plenary::journey::forecast::spells::{Counted, place, until};
use plenary::journey::forecast::{Forecast, outlook};
use plenary::journey::passage::Passage;
use plenary::journey::recommendation::{Recommendation, Stage};
use plenary::ledger::past::Moment;
use proptest::prelude::*;

use crate::binary::Binary;
use crate::rebuilt::{Draw, Story, cases};

/// The ways of the home body's recommendations, as far as they had come on a day.
fn ways(cases: &[Recommendation], day: NaiveDate) -> Vec<&[Passage]> {
    cases.iter().filter(|case| case.ours).map(|case| until(&case.passages, day)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_kept_is_what_the_ways_say(draws in prop::collection::vec(any::<Draw>(), 60..260)) {
        let folder = tempfile::tempdir().unwrap();
        let mut story = Story::begin(folder.path());
        draws.into_iter().for_each(|draw| story.draw(draw));
        let (standing, cases) = (story.ledger.standing(), story.cases());
        let today = standing.today;
        let ways = ways(&cases, today);
        let counted = Counted::of(ways.iter().copied());
        prop_assert_eq!(standing.forecast().unwrap(), Forecast::of(counted.clone(), today));
        prop_assert_eq!(standing.score().unwrap(), score(&ways, today));
        let mut open = 0;
        let looked = standing.outlooks().unwrap();
        for case in cases.iter().filter(|case| case.ours) {
            let expected = place(&case.passages)
                .map(|place| outlook(&place, today, |group| Rc::new(counted.curve(group, today))));
            prop_assert_eq!(expected.is_none(), case.stage == Stage::Closed, "{}", case.reference);
            open += u32::from(expected.is_some());
            let listed = looked.iter().find(|one| one.r#ref == case.reference);
            prop_assert_eq!(listed.map(|one| one.outlook.clone()), expected.clone());
            prop_assert_eq!(standing.outlook(case).unwrap(), expected);
        }
        prop_assert_eq!(standing.forecast().unwrap().open, open);
    }

    #[test]
    fn a_past_forecasts_what_it_would_have_then(draws in prop::collection::vec(any::<Draw>(), 60..200)) {
        let folder = tempfile::tempdir().unwrap();
        let mut story = Story::begin(folder.path());
        draws.into_iter().for_each(|draw| story.draw(draw));
        let days: BTreeSet<NaiveDate> =
            story.ledger.events(0, usize::MAX >> 1).unwrap().iter().map(|one| one.record.event.on).collect();
        let all = story.cases();
        for day in days.into_iter().step_by(4) {
            let past = story.ledger.as_at(&Moment { day, meetings: Vec::new(), known_at: None }).unwrap();
            let forecast = past.standing().forecast().unwrap();
            let stood = cases(&past);
            prop_assert_eq!(&forecast, &Forecast::of(Counted::of(ways(&stood, day).into_iter()), day));
            // What was taken back since was open then, and is in no way that is known now.
            let stood: Vec<_> = ways(&stood, day).into_iter().map(<[Passage]>::to_vec).collect();
            let known: Vec<_> = ways(&all, day).into_iter().filter(|way| !way.is_empty()).collect();
            for way in known {
                prop_assert!(stood.iter().any(|stood| stood == way), "{day}: {way:?}");
            }
        }
    }
}

fn practice() -> Binary {
    let binary = Binary::bare();
    let path = binary.register();
    binary.plain(&format!("demo --register '{}'", path.display())).done();
    binary
}

/// A text without its folding.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_practice_register_has_a_forecast_and_says_where_there_are_too_few() {
    let binary = practice();
    let told = one_line(&binary.plain("forecast").done());
    for words in [
        "half by ",
        "85 % by ",
        "(n = 16)",
        "too few",
        "dates held in ",
        "too little past for a score of its 85 % dates",
        "What this means",
    ] {
        assert!(told.contains(words), "{words}: {told}");
    }
    let early = one_line(&binary.plain("forecast --as-at 2022-12-31").done());
    assert!(early.contains("too few cases (n = 8)") && early.contains("too little past"), "{early}");
    let each = binary.plain("forecast --each --csv").done();
    for words in ["(longest 77 days; n = 12 at SignOff)", "at Governance with level 1"] {
        assert!(each.contains(words), "{words}: {each}");
    }
    let why = one_line(&binary.plain("why CUS23-4").done());
    assert!(why.contains("not with those at Governance with level 2: too few cases (n = 2)"), "{why}");
    assert!(
        one_line(&binary.plain("show REC21-4").done())
            .contains("forecast: 50 % by 18 Sep 2024, 85 % by 20 Oct 2025")
    );
    assert!(
        binary
            .plain("overview")
            .done()
            .contains("Forecast       half by Mar 2025, 85 % by Feb 2026 (n = 16)")
    );
}

#[test]
fn the_forecast_of_every_form_says_the_same() {
    let binary = practice();
    let document = binary.plain("forecast --json").json();
    let steps = document["steps"].as_array().unwrap();
    let marked = |mark: &str| steps.iter().find(|step| step["mark"] == mark).unwrap();
    for (mark, day) in [("half", &document["half"]), ("85 %", &document["most"])] {
        assert_eq!(&marked(mark)["by"], day);
        let share = if mark == "half" { 0.5 } else { 0.85 };
        assert!(marked(mark)["share"].as_f64().unwrap() >= share - 1e-6);
    }
    let groups = document["groups"].as_array().unwrap();
    let csv = binary.plain("forecast --csv").done();
    assert_eq!(csv.lines().count(), groups.len() + 1, "{csv}");
    assert!(csv.starts_with("those,open_now,n_closed,half_in,85_%_in,longest\r\n"), "{csv}");
    let each = binary.plain("forecast --each --csv").done();
    assert_eq!(each.lines().count() as u64 - 1, document["open"].as_u64().unwrap(), "{each}");
}

#[test]
fn a_new_register_has_too_few() {
    let told = Binary::governed().plain("forecast").done();
    assert!(told.contains("too few cases (n = "), "{told}");
    let empty = Binary::opened().plain("forecast").done();
    assert!(empty.contains("nothing is open"), "{empty}");
    assert!(Binary::opened().plain("forecast --each").done().contains("nothing is open"));
    let wrong = Binary::opened().plain("forecast SOC22").misused();
    assert!(wrong.contains("SOC22"), "{wrong}");
}
