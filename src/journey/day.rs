//! Days as people type them: beside the calendar's own forms, weekdays, distances from today and ends of months.
//! The calendar's forms, and what inspectorates write for a deadline, are read in `deadline`.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::deadline::{self, NotADate, Written};
use super::text::clean_line;

/// To which side a field looks where the words leave it open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lean {
    /// What is to be done: the next such day, and of a month its last.
    Ahead,
    /// What begins: the next such day, and of a month its first.
    Beginning,
    /// What happened: the latest such day; a month alone is not enough.
    Back,
}

impl Lean {
    /// The side to which a field of that name looks.
    pub fn of(field: &str) -> Lean {
        match field {
            "on" | "published" | "as-at" | "since" => Lean::Back,
            "from" => Lean::Beginning,
            _ => Lean::Ahead,
        }
    }

    /// What it makes of words that leave something open, for showing beside a field.
    pub fn in_words(self) -> &'static str {
        match self {
            Lean::Ahead => "30/6, 30 June, friday, +3 weeks, end of june; a month is its last day",
            Lean::Beginning => "30/6, 30 June, friday, +3 weeks; a month is its first day",
            Lean::Back => "30/6, 30 June, yesterday, last friday, 3 weeks ago; without a year the latest one",
        }
    }
}

/// Reads a day as people type it, day before month.
///
/// `lean` says what a day without a year, a weekday and a month mean; today counts on both sides.
/// `next friday` is the first Friday after today, `last friday` the latest before it.
/// Errors: [`NotADate`], which says what was found.
pub fn read_day(words: &str, today: NaiveDate, lean: Lean) -> Result<NaiveDate, NotADate> {
    let typed = clean_line(words).to_lowercase();
    let typed = typed.trim_end_matches('.');
    let spoken =
        named(typed, today).or_else(|| distance(typed, today)).or_else(|| weekday(typed, today, lean));
    if let Some(day) = spoken {
        return Ok(day);
    }
    let end_of = ["end of ", "the end of "].iter().find_map(|start| typed.strip_prefix(start));
    match end_of {
        Some(span) => end(span, words, today, lean),
        None => lean.settle(deadline::read_calendar(words)?, words, today),
    }
}

/// The same for what is to be done.
pub fn read_date(words: &str, today: NaiveDate) -> Result<NaiveDate, NotADate> {
    read_day(words, today, Lean::Ahead)
}

/// What was understood, for showing: `Fri 30 Jun 2023, in 5 weeks`.
pub fn understood(day: NaiveDate, today: NaiveDate) -> String {
    format!("{}, {}", day.format("%a %-d %b %Y"), from_today(day, today))
}

/// How far a day is from today, in the unit in which people would say it.
pub fn from_today(day: NaiveDate, today: NaiveDate) -> String {
    let days = (day - today).num_days();
    let (count, unit) = match days.unsigned_abs() {
        0 => return "today".into(),
        1 => return if days > 0 { "tomorrow".into() } else { "yesterday".into() },
        near @ ..14 => (near, "days"),
        weeks @ ..70 => ((weeks + 3) / 7, "weeks"),
        // A month has 30.44 days.
        months @ ..730 => ((months * 100 + 1522) / 3044, "months"),
        years => ((years + 182) / 365, "years"),
    };
    if days > 0 { format!("in {count} {unit}") } else { format!("{count} {unit} ago") }
}

fn named(typed: &str, today: NaiveDate) -> Option<NaiveDate> {
    match typed {
        "today" => Some(today),
        "yesterday" => today.pred_opt(),
        "tomorrow" => today.succ_opt(),
        _ => None,
    }
}

/// `+3 weeks`, `in 3 weeks`, `-1 week`, `3 weeks ago`.
fn distance(typed: &str, today: NaiveDate) -> Option<NaiveDate> {
    let (span, back) = if let Some(span) = typed.strip_prefix('+').or_else(|| typed.strip_prefix("in ")) {
        (span, false)
    } else {
        (typed.strip_prefix('-').or_else(|| typed.strip_suffix(" ago"))?, true)
    };
    let one = ["a ", "an "].iter().find_map(|start| span.trim_start().strip_prefix(start));
    let span = deadline::read_span(&one.map_or(span.to_string(), |unit| format!("1 {unit}")))?;
    if back { span.before(today) } else { span.after(today) }
}

/// `friday`, `this friday`, `next friday`, `last friday`.
fn weekday(typed: &str, today: NaiveDate, lean: Lean) -> Option<NaiveDate> {
    let (which, name) = typed.split_once(' ').unwrap_or(("", typed));
    let wanted: Weekday = name.parse().ok()?;
    let ahead = i64::from((7 + wanted.num_days_from_monday() - today.weekday().num_days_from_monday()) % 7);
    let days = match (which, lean) {
        ("next", _) if ahead == 0 => 7,
        ("last", _) => ahead - 7,
        ("" | "on", Lean::Back) if ahead > 0 => ahead - 7,
        ("" | "on" | "this" | "next", _) => ahead,
        _ => return None,
    };
    today.checked_add_signed(chrono::TimeDelta::days(days))
}

/// The last day of what is named after "end of": a month, this month, a year.
fn end(span: &str, words: &str, today: NaiveDate, lean: Lean) -> Result<NaiveDate, NotADate> {
    let unreadable = || NotADate::Unreadable { words: words.to_string() };
    if matches!(span, "month" | "the month" | "this month") {
        return deadline::last_of_month(words, today.year(), today.month());
    }
    if span.len() == 4
        && let Ok(year) = span.parse()
    {
        return deadline::last_of_month(words, year, 12);
    }
    match deadline::read_calendar(span).map_err(|_| unreadable())? {
        Written::Month { month, year: Some(year) } => deadline::last_of_month(words, year, month),
        Written::Month { month, year: None } if lean == Lean::Back => {
            let last = deadline::last_of_month(words, today.year(), month)?;
            if last <= today { Ok(last) } else { deadline::last_of_month(words, today.year() - 1, month) }
        }
        month @ Written::Month { .. } => month.day(words, today),
        Written::Day { .. } => Err(unreadable()),
    }
}

impl Lean {
    /// The day that a calendar date means on this side.
    fn settle(self, written: Written, words: &str, today: NaiveDate) -> Result<NaiveDate, NotADate> {
        let is_month = matches!(written, Written::Month { .. });
        match (self, written) {
            (Lean::Back, Written::Day { day, month, year: None }) => {
                deadline::last_such_day(words, month, day, today)
            }
            (Lean::Back, Written::Month { .. }) => {
                Err(NotADate::MonthAlone { words: clean_line(words).into_owned() })
            }
            (Lean::Beginning, written) if is_month => {
                let last = written.day(words, today)?;
                Ok(last - Days::new(u64::from(last.day0())))
            }
            (_, written) => written.day(words, today),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LEANS: [Lean; 3] = [Lean::Ahead, Lean::Beginning, Lean::Back];

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a test writes dates as 2022-12-07")
    }

    /// On Wednesday 11 January 2023.
    fn read(words: &str, lean: Lean) -> NaiveDate {
        read_day(words, day("2023-01-11"), lean).unwrap_or_else(|wrong| panic!("{words}: {wrong}"))
    }

    #[test]
    fn a_distance_counts_from_today_on_both_sides() {
        for lean in LEANS {
            assert_eq!(read("+3 weeks", lean), day("2023-02-01"));
            assert_eq!(read("in three weeks", lean), day("2023-02-01"));
            assert_eq!(read("+10 days", lean), day("2023-01-21"));
            assert_eq!(read("in a month", lean), day("2023-02-11"));
            assert_eq!(read("-1 week", lean), day("2023-01-04"));
            assert_eq!(read("3 Weeks ago", lean), day("2022-12-21"));
            assert_eq!(read("a year ago", lean), day("2022-01-11"));
        }
        assert_eq!(read_day("1 month ago", day("2023-03-31"), Lean::Back), Ok(day("2023-02-28")));
    }

    #[test]
    fn a_weekday_is_the_nearest_on_the_fields_own_side() {
        assert_eq!(read("friday", Lean::Ahead), day("2023-01-13"));
        assert_eq!(read("on Fri", Lean::Back), day("2023-01-06"));
        for lean in LEANS {
            assert_eq!(read("wednesday", lean), day("2023-01-11"), "today counts");
            assert_eq!(read("next friday", lean), day("2023-01-13"));
            assert_eq!(read("last friday", lean), day("2023-01-06"));
            assert_eq!(read("next wednesday", lean), day("2023-01-18"));
            assert_eq!(read("last wednesday", lean), day("2023-01-04"));
            assert_eq!(read("this tuesday", lean), day("2023-01-17"));
        }
    }

    #[test]
    fn a_day_without_a_year_is_ahead_for_a_target_and_past_for_what_happened() {
        assert_eq!(read("30 June", Lean::Ahead), day("2023-06-30"));
        assert_eq!(read("30/6", Lean::Ahead), day("2023-06-30"));
        assert_eq!(read("30 June", Lean::Back), day("2022-06-30"));
        assert_eq!(read("30.6.", Lean::Back), day("2022-06-30"));
        assert_eq!(read("11 January", Lean::Back), day("2023-01-11"), "today counts");
        assert_eq!(read("29 February", Lean::Back), day("2020-02-29"));
    }

    #[test]
    fn a_month_is_its_last_day_for_a_target_its_first_for_a_beginning_and_too_little_for_what_happened() {
        assert_eq!(read("June 2024", Lean::Ahead), day("2024-06-30"));
        assert_eq!(read("06/2024", Lean::Ahead), day("2024-06-30"));
        assert_eq!(read("2024-06", Lean::Ahead), day("2024-06-30"));
        assert_eq!(read("March", Lean::Beginning), day("2023-03-01"));
        assert_eq!(
            read_day("June 2022", day("2023-01-11"), Lean::Back).unwrap_err().to_string(),
            "`June 2022` is a month, and here the day is wanted: write it like `30 June 2023`"
        );
    }

    #[test]
    fn the_end_of_a_month_is_its_last_day_on_every_side() {
        assert_eq!(read("end of june", Lean::Ahead), day("2023-06-30"));
        assert_eq!(read("the end of June", Lean::Back), day("2022-06-30"));
        assert_eq!(read("end of month", Lean::Ahead), day("2023-01-31"));
        assert_eq!(read("end of 2023", Lean::Ahead), day("2023-12-31"));
        assert_eq!(read("end of February 2024", Lean::Beginning), day("2024-02-29"));
        assert!(read_day("end of 30 june", day("2023-01-11"), Lean::Ahead).is_err());
    }

    #[test]
    fn what_cannot_be_a_day_is_refused_with_the_forms() {
        for words in
            ["13/13", "0/0", "31/2", "30/6/23/1", "next", "last month friday", "+ weeks", "ago", "", "-"]
        {
            for lean in LEANS {
                assert!(read_day(words, day("2023-01-11"), lean).is_err(), "{words}");
            }
        }
        let told = |words| read_day(words, day("2023-01-11"), Lean::Ahead).unwrap_err().to_string();
        assert_eq!(told("6/13"), "`6/13` is not a date: there is no month 13; the order is day, month, year");
        assert!(told("soon").contains("`last friday`"), "{}", told("soon"));
    }

    #[test]
    fn what_was_understood_says_the_weekday_and_the_distance() {
        let told = |words: &str| understood(read(words, Lean::Ahead), day("2023-01-11"));
        assert_eq!(told("30/6/23"), "Fri 30 Jun 2023, in 6 months");
        assert_eq!(told("+5 weeks"), "Wed 15 Feb 2023, in 5 weeks");
        assert_eq!(told("today"), "Wed 11 Jan 2023, today");
        assert_eq!(told("-1 day"), "Tue 10 Jan 2023, yesterday");
        assert_eq!(told("-13 days"), "Thu 29 Dec 2022, 13 days ago");
        assert_eq!(told("+3 years"), "Sun 11 Jan 2026, in 3 years");
    }

    proptest! {
        #[test]
        fn no_words_make_it_panic(words in "\\PC*", likely in "(next |last |in |end of |-|\\+)?[0-9a-z]{0,6}[ /.-]?[0-9a-z]{0,9}( ago)?", days in 0i32..4_000_000) {
            let today = NaiveDate::from_num_days_from_ce_opt(days).expect("in range");
            for (words, lean) in [&words, &likely].into_iter().flat_map(|words| LEANS.map(|lean| (words, lean))) {
                let _ = read_day(words, today, lean).map_err(|error| error.to_string());
            }
        }

        #[test]
        fn what_is_shown_is_read_back(days in 0i32..70_000, today in 0i32..70_000) {
            let at = |days: i32| day("1950-01-01") + chrono::TimeDelta::days(days.into());
            let (date, today) = (at(days), at(today));
            let shown = understood(date, today);
            let whole = shown.split(',').next().unwrap();
            for lean in LEANS {
                prop_assert_eq!(read_day(&deadline::in_words(date), today, lean), Ok(date));
                prop_assert_eq!(read_day(whole, today, lean), Ok(date));
                prop_assert_eq!(read_day(&date.to_string(), today, lean), Ok(date));
            }
        }
    }
}
