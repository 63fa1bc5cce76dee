//! Meetings that repeat: how that is said, and on which days they fall.

use std::fmt;

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use crate::journey::reference::MeetingRef;
use crate::journey::text::quoted;

/// So many meetings are planned in one request at most: five years of monthly ones.
pub const LONGEST: u32 = 60;

/// How a meeting repeats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// Every so many weeks.
    Weeks(u32),
    /// Every so many months, on the same day of the month, or on its last where the month is shorter.
    Months(u32),
    /// On such a weekday of each month: the first to the fourth of them (1 to 4), or the last (0).
    Weekday(u32, Weekday),
}

/// Until when it repeats.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// So many meetings, the first among them.
    Times(u32),
    /// No meeting after this day.
    Until(NaiveDate),
}

/// A meeting that repeats: how, and until when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Repeats {
    pub rule: Rule,
    pub end: End,
}

/// A meeting's place in its series.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Series {
    /// The meeting with which it begins: that names it.
    pub first: MeetingRef,
    /// Its place among those that were planned together, from 1 on.
    pub place: u32,
    pub of: u32,
    /// How it repeats, in words.
    pub rule: String,
}

/// `2 of 12, every 4 weeks, since M3`
impl fmt::Display for Series {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} of {}, {}, since {}", self.place, self.of, self.rule, self.first)
    }
}

/// Words that say no way to repeat.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{} is no way to repeat; say `every 4 weeks`, `every month` or `first tuesday`", quoted(.0))]
pub struct NoRule(pub String);

const PLACES: [&str; 5] = ["last", "first", "second", "third", "fourth"];
const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Mon),
    ("tuesday", Weekday::Tue),
    ("wednesday", Weekday::Wed),
    ("thursday", Weekday::Thu),
    ("friday", Weekday::Fri),
    ("saturday", Weekday::Sat),
    ("sunday", Weekday::Sun),
];

impl Rule {
    /// Reads how a meeting repeats: `every 4 weeks`, `every month`, `first tuesday of each month`.
    pub fn read(words: &str) -> Result<Rule, NoRule> {
        let wrong = || NoRule(words.to_string());
        let lower = words.to_lowercase();
        let said: Vec<&str> = lower.split_whitespace().filter(|word| *word != "the").collect();
        let rule = match said.as_slice() {
            ["every", unit] => every(1, unit),
            ["every", n, unit] => n.parse().ok().and_then(|n| every(n, unit)),
            [place, day] | [place, day, "of", "each" | "every", "month"] | [place, day, "of", "month"] => {
                weekday(place, day)
            }
            _ => None,
        };
        rule.ok_or_else(wrong)
    }

    /// The rule in words, which [`Rule::read`] understands.
    pub fn words(self) -> String {
        let every = |n: u32, unit: &str| match n {
            1 => format!("every {unit}"),
            n => format!("every {n} {unit}s"),
        };
        match self {
            Rule::Weeks(n) => every(n, "week"),
            Rule::Months(n) => every(n, "month"),
            Rule::Weekday(place, day) => {
                let name = WEEKDAYS.iter().find(|(_, one)| *one == day).map_or("", |(name, _)| name);
                format!("{} {name} of each month", PLACES[place as usize])
            }
        }
    }

    /// The days on which it falls, from `first` on: on that day itself where the rule allows it.
    pub fn days(self, first: NaiveDate) -> Box<dyn Iterator<Item = NaiveDate>> {
        let months = move |n: u32| {
            (0..).map_while(move |at: u32| first.checked_add_months(Months::new(at.checked_mul(n)?)))
        };
        match self {
            Rule::Weeks(n) => {
                let week =
                    move |at: u64| first.checked_add_days(Days::new(at.checked_mul(7 * u64::from(n))?));
                Box::new((0..).map_while(week))
            }
            Rule::Months(n) => Box::new(months(n)),
            Rule::Weekday(place, day) => {
                let begins = first.with_day(1).unwrap_or(first);
                let month = move |at: u32| begins.checked_add_months(Months::new(at));
                let days = (0..).map_while(month).map_while(move |month| such_a_day(month, place, day));
                Box::new(days.filter(move |day| *day >= first))
            }
        }
    }
}

fn every(n: u32, unit: &str) -> Option<Rule> {
    match unit.trim_end_matches('s') {
        "week" if (1..=52).contains(&n) => Some(Rule::Weeks(n)),
        "month" if (1..=12).contains(&n) => Some(Rule::Months(n)),
        _ => None,
    }
}

fn weekday(place: &str, day: &str) -> Option<Rule> {
    let place = PLACES.iter().position(|known| *known == place)?;
    let (_, day) = WEEKDAYS.iter().find(|(name, _)| *name == day)?;
    Some(Rule::Weekday(place as u32, *day))
}

/// The first to fourth (1 to 4) or last (0) such weekday of the month that begins with a day.
fn such_a_day(month: NaiveDate, place: u32, day: Weekday) -> Option<NaiveDate> {
    match place {
        0 => {
            let next = month.checked_add_months(Months::new(1))?;
            let last = next.pred_opt()?;
            let back = (7 + last.weekday().num_days_from_monday() - day.num_days_from_monday()) % 7;
            last.checked_sub_days(Days::new(u64::from(back)))
        }
        place => NaiveDate::from_weekday_of_month_opt(month.year(), month.month(), day, place as u8),
    }
}

impl Repeats {
    /// The days of the series, from `first` on; one more than [`LONGEST`] where there would be more.
    pub fn days(&self, first: NaiveDate) -> Vec<NaiveDate> {
        let days = self.rule.days(first).take(LONGEST as usize + 1);
        match self.end {
            End::Times(times) => days.take(times as usize).collect(),
            End::Until(last) => days.take_while(|day| *day <= last).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(rule: &str, first: &str, times: u32) -> Vec<String> {
        let repeats = Repeats { rule: Rule::read(rule).unwrap(), end: End::Times(times) };
        repeats.days(first.parse().unwrap()).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_series_falls_on_the_days_that_its_words_mean() {
        assert_eq!(days("every 4 weeks", "2023-03-02", 3), ["2023-03-02", "2023-03-30", "2023-04-27"]);
        assert_eq!(days("every month", "2024-01-31", 3), ["2024-01-31", "2024-02-29", "2024-03-31"]);
        assert_eq!(days("every 3 months", "2023-11-30", 2), ["2023-11-30", "2024-02-29"]);
        assert_eq!(days("First Tuesday", "2023-03-02", 2), ["2023-03-07", "2023-04-04"]);
        assert_eq!(days("the fourth friday of each month", "2023-03-02", 2), ["2023-03-24", "2023-04-28"]);
        assert_eq!(days("last monday of the month", "2023-02-27", 2), ["2023-02-27", "2023-03-27"]);
    }

    #[test]
    fn a_series_ends_on_or_before_the_day_until_which_it_is_planned() {
        let until = |day: &str| {
            let end = End::Until(day.parse().unwrap());
            Repeats { rule: Rule::Weeks(4), end }.days("2023-03-02".parse().unwrap()).len()
        };
        assert_eq!([until("2023-03-29"), until("2023-03-30"), until("9999-12-31")], [1, 2, 61]);
    }

    #[test]
    fn words_that_say_no_way_to_repeat_are_told_so() {
        for words in [
            "every 0 weeks",
            "every 53 weeks",
            "fifth tuesday",
            "every blue moon",
            "",
            "weekly",
            "first of may",
        ] {
            let wrong = Rule::read(words).unwrap_err().to_string();
            let told = "is no way to repeat; say `every 4 weeks`, `every month` or `first tuesday`";
            assert_eq!(wrong, format!("`{words}` {told}"));
        }
    }

    #[test]
    fn the_words_of_a_rule_are_understood_as_the_same_rule() {
        for rule in [
            Rule::Weeks(1),
            Rule::Weeks(4),
            Rule::Months(1),
            Rule::Months(3),
            Rule::Weekday(0, Weekday::Sun),
            Rule::Weekday(2, Weekday::Wed),
        ] {
            assert_eq!(Rule::read(&rule.words()), Ok(rule));
        }
    }
}
