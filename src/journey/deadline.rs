//! Dates as documents and inspectorates write them, and the clock of the statutory response.
//! What people type beside that is read in `day`.
//! Which date is late, and against what, is for the stages; "today" always comes as an argument.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

pub use super::day::read_date;
use super::inspection::Deadline;
use super::text::{clean_line, quoted};

/// The forms that people may type, for messages.
const ALLOWED: &str = "`2022-12-07`, `7/12/22`, `7 December 2022`, `7 Dec 22`, `30 June`, `June 2023`, `end of june`, \
                       `today`, `yesterday`, `friday`, `last friday`, `+3 weeks`, `-10 days`, `in 2 months` or \
                       `3 weeks ago`";
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const NUMBERS: [&str; 12] =
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
/// The years that a date may have; outside them it is a slip of the keyboard.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2199;

/// Words that were to be a date and are none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotADate {
    /// In no form that is read here.
    #[error("{} is not a date: a date is written {}", quoted(.words), ALLOWED)]
    Unreadable { words: String },
    /// In a form that is read, and no such day is in the calendar.
    #[error("{} is not a date: {why}", quoted(.words))]
    NoSuchDay { words: String, why: String },
    /// `June 23`: a day or a year.
    #[error("{} may be a day or a year: write `23 June` or `June 2023`", quoted(.words))]
    Ambiguous { words: String },
    /// A month, where the day is wanted on which something happened.
    #[error("{} is a month, and here the day is wanted: write it like `30 June 2023`", quoted(.words))]
    MonthAlone { words: String },
    /// A whole date was wanted, and the day or the year is not there.
    #[error("{} is not a whole date: write the day, the month and the year, as in `7 December 2022`", quoted(.words))]
    Incomplete { words: String },
}

/// Reads a date that stands whole in a document: a day, a month and a year, in any order [`read_date`] reads.
pub fn read_whole_date(words: &str) -> Result<NaiveDate, NotADate> {
    match read_calendar(words)? {
        Written::Day { day, month, year: Some(year) } => exact_day(words, year, month, day),
        _ => Err(NotADate::Incomplete { words: words.to_string() }),
    }
}

/// Keeps the inspectorate's words for a deadline, and finds the day they mean where they allow one.
///
/// "Within" counts from `published`; a month means its last day; "with immediate effect" is the day of
/// publication. Words that allow no day keep a date of `None`.
pub fn resolve(words: &str, published: NaiveDate) -> Deadline {
    let words = clean_line(words).into_owned();
    let date = meaning(&words, published).ok().flatten();
    Deadline { words, date }
}

/// The day that words for a deadline mean, if they mean one; an error only where they name a day
/// that is not in the calendar.
pub fn meaning(words: &str, published: NaiveDate) -> Result<Option<NaiveDate>, NotADate> {
    let lower = clean_line(words).to_lowercase();
    let lower = lower.trim_end_matches(['.', ',', ';', ':']);
    if matches!(lower, "with immediate effect" | "immediately") {
        return Ok(Some(published));
    }
    if let Some(span) = lower.strip_prefix("within ") {
        return Ok(read_span_from_publication(span).and_then(|span| span.after(published)));
    }
    for start in ["by the end of ", "by end of ", "no later than ", "not later than ", "on or before ", "by "]
    {
        if let Some(day) = lower.strip_prefix(start) {
            return deadline_day(day, start.contains("end"), published)
                .map_err(|why| NotADate::NoSuchDay { words: words.to_string(), why });
        }
    }
    Ok(None)
}

/// The last day on which the local policing body may publish its response: comments are due before the end
/// of 56 days beginning with the day of publication (Police Act 1996 s.55(5A)), so 55 days after it.
pub fn last_day_of_response(published: NaiveDate) -> NaiveDate {
    published.checked_add_days(Days::new(55)).unwrap_or(NaiveDate::MAX)
}

/// A date as screens and papers write it: `7 Dec 2022`.
pub fn in_words(date: NaiveDate) -> String {
    date.format("%-d %b %Y").to_string()
}

/// A number in words from one to twelve, or in digits.
pub fn read_number(word: &str) -> Option<u32> {
    if let Some(place) = NUMBERS.iter().position(|number| number.eq_ignore_ascii_case(word)) {
        return Some(place as u32 + 1);
    }
    (word.len() <= 4 && word.bytes().all(|byte| byte.is_ascii_digit())).then(|| word.parse().ok())?
}

/// What a calendar date says before anybody asks which year.
pub(super) enum Written {
    Day { day: u32, month: u32, year: Option<i32> },
    Month { month: u32, year: Option<i32> },
}

impl Written {
    /// The day that is meant, counted from one: without a year the next; of a month its last.
    pub(super) fn day(self, words: &str, from: NaiveDate) -> Result<NaiveDate, NotADate> {
        match self {
            Written::Day { day, month, year: Some(year) } => exact_day(words, year, month, day),
            Written::Day { day, month, year: None } => next_day(words, month, day, from),
            Written::Month { month, year: Some(year) } => last_of_month(words, year, month),
            Written::Month { month, year: None } => {
                let year = from.year() + i32::from(month < from.month());
                last_of_month(words, year, month)
            }
        }
    }
}

/// Reads a calendar date in any of its forms.
pub(super) fn read_calendar(words: &str) -> Result<Written, NotADate> {
    let lower = clean_line(words).to_lowercase();
    let mut parts: Vec<&str> = lower
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '/' | '-' | '.'))
        .filter(|part| !part.is_empty())
        .collect();
    let weekday = parts.first().and_then(|part| part.parse::<Weekday>().ok());
    if weekday.is_some() {
        parts.remove(0);
    }
    if parts.first() == Some(&"the") {
        parts.remove(0);
    }
    if parts.get(1) == Some(&"of") {
        parts.remove(1);
    }
    let written = read_parts(&parts, words)?;
    if let (Some(weekday), Written::Day { day, month, year: Some(year) }) = (weekday, &written) {
        let date = exact_day(words, *year, *month, *day)?;
        if date.weekday() != weekday {
            let why = format!("{} is a {}", in_words(date), date.format("%A"));
            return Err(NotADate::NoSuchDay { words: words.to_string(), why });
        }
    }
    Ok(written)
}

fn read_parts(parts: &[&str], words: &str) -> Result<Written, NotADate> {
    let written = match parts {
        [month] => month_named(month).map(|month| Written::Month { month, year: None }),
        [first, second] => match (month_named(first), month_named(second)) {
            (Some(_), None) if ordinal(second).is_some() && second.len() != 4 => {
                return Err(NotADate::Ambiguous { words: words.to_string() });
            }
            (Some(month), None) => year(second).map(|year| Written::Month { month, year: Some(year) }),
            (None, Some(month)) => ordinal(first).map(|day| Written::Day { day, month, year: None }),
            (None, None) => two_numbers(first, second),
            _ => None,
        },
        [first, second, third] => whole_day(first, second, third),
        _ => None,
    };
    written.ok_or_else(|| NotADate::Unreadable { words: words.to_string() })
}

/// Two numbers: `30 6` is a day and its month, `2023 06` and `06 2023` are a month and its year.
fn two_numbers(first: &str, second: &str) -> Option<Written> {
    match (first.len(), second.len()) {
        (4, _) => Some(Written::Month { month: digits(second)?, year: Some(year(first)?) }),
        (_, 4) => Some(Written::Month { month: digits(first)?, year: Some(year(second)?) }),
        _ => Some(Written::Day { day: digits(first)?, month: digits(second)?, year: None }),
    }
}

/// Three parts: `2022 12 07`, `07 12 2022`, `7 december 2022` or `december 7 2022`.
fn whole_day(first: &str, second: &str, third: &str) -> Option<Written> {
    let (day, month, year_part) = match (month_named(first), month_named(second)) {
        (Some(month), None) => (ordinal(second)?, month, third),
        (None, Some(month)) => (ordinal(first)?, month, third),
        (None, None) if first.len() == 4 => (digits(third)?, digits(second)?, first),
        (None, None) => (digits(first)?, digits(second)?, third),
        _ => return None,
    };
    Some(Written::Day { day, month, year: Some(year(year_part)?) })
}

fn month_named(part: &str) -> Option<u32> {
    let place = MONTHS.iter().position(|month| part.len() >= 3 && month.starts_with(part))?;
    Some(place as u32 + 1)
}

fn ordinal(part: &str) -> Option<u32> {
    let number = ["st", "nd", "rd", "th"].iter().find_map(|end| part.strip_suffix(end)).unwrap_or(part);
    digits(number)
}

/// One or two digits, as a day or a month has.
fn digits(part: &str) -> Option<u32> {
    (part.len() <= 2 && part.bytes().all(|byte| byte.is_ascii_digit())).then(|| part.parse().ok())?
}

fn year(part: &str) -> Option<i32> {
    let number: i32 = part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse().ok())??;
    match part.len() {
        4 => Some(number),
        2 => Some(2000 + number),
        _ => None,
    }
}

fn exact_day(words: &str, year: i32, month: u32, day: u32) -> Result<NaiveDate, NotADate> {
    let last = last_of_month(words, year, month)?;
    NaiveDate::from_ymd_opt(year, month, day).ok_or_else(|| {
        let why = match day {
            0 => "the first day of a month is 1".to_string(),
            _ => format!("{} has {} days", last.format("%B %Y"), last.day()),
        };
        NotADate::NoSuchDay { words: words.to_string(), why }
    })
}

fn next_day(words: &str, month: u32, day: u32, from: NaiveDate) -> Result<NaiveDate, NotADate> {
    // A 29 February comes within eight years, whatever the century.
    such_day(words, month, day, from.year()..=from.year() + 8, |date| date >= from)
}

/// The latest such day up to one.
pub(super) fn last_such_day(words: &str, month: u32, day: u32, to: NaiveDate) -> Result<NaiveDate, NotADate> {
    such_day(words, month, day, (to.year() - 8..=to.year()).rev(), |date| date <= to)
}

fn such_day(
    words: &str,
    month: u32,
    day: u32,
    mut years: impl Iterator<Item = i32>,
    suits: impl Fn(NaiveDate) -> bool,
) -> Result<NaiveDate, NotADate> {
    let Some(name) = month.checked_sub(1).and_then(|place| MONTHS.get(place as usize)) else {
        return Err(no_such_month(words, month));
    };
    years.find_map(|year| NaiveDate::from_ymd_opt(year, month, day).filter(|date| suits(*date))).ok_or_else(
        || {
            let why = format!("no {}{} has such a day", name[..1].to_uppercase(), &name[1..]);
            NotADate::NoSuchDay { words: words.to_string(), why }
        },
    )
}

/// The last day of a month.
pub(super) fn last_of_month(words: &str, year: i32, month: u32) -> Result<NaiveDate, NotADate> {
    let no_such = |why: String| NotADate::NoSuchDay { words: words.to_string(), why };
    if !YEARS.contains(&year) {
        return Err(no_such(format!("the year must be from {} to {}", YEARS.start(), YEARS.end())));
    }
    NaiveDate::from_ymd_opt(year, month, 1)
        .and_then(|first| first.checked_add_months(Months::new(1)))
        .and_then(|next| next.pred_opt())
        .ok_or_else(|| no_such_month(words, month))
}

fn no_such_month(words: &str, month: u32) -> NotADate {
    let why = format!("there is no month {month}; the order is day, month, year");
    NotADate::NoSuchDay { words: words.to_string(), why }
}

/// The day after "by"; the error says why the day that is named does not exist.
fn deadline_day(words: &str, is_end_of: bool, published: NaiveDate) -> Result<Option<NaiveDate>, String> {
    if is_end_of
        && words.len() == 4
        && let Some(year) = year(words)
    {
        return Ok(NaiveDate::from_ymd_opt(year, 12, 31));
    }
    match read_calendar(words).and_then(|written| written.day(words, published)) {
        Ok(day) => Ok(Some(day)),
        Err(NotADate::NoSuchDay { why, .. }) => Err(why),
        Err(_) => Ok(None),
    }
}

/// A length of time, in the unit it was written in.
pub(super) enum Span {
    Days(u32),
    Months(u32),
}

impl Span {
    pub(super) fn after(self, day: NaiveDate) -> Option<NaiveDate> {
        let end = match self {
            Span::Days(days) => day.checked_add_days(Days::new(days.into())),
            Span::Months(months) => day.checked_add_months(Months::new(months)),
        };
        end.filter(|end| YEARS.contains(&end.year()))
    }

    pub(super) fn before(self, day: NaiveDate) -> Option<NaiveDate> {
        let start = match self {
            Span::Days(days) => day.checked_sub_days(Days::new(days.into())),
            Span::Months(months) => day.checked_sub_months(Months::new(months)),
        };
        start.filter(|start| YEARS.contains(&start.year()))
    }
}

/// `3 weeks`, `two months`.
pub(super) fn read_span(words: &str) -> Option<Span> {
    let mut parts = words.split_whitespace();
    let number = read_number(parts.next()?)?;
    let unit = parts.next()?;
    let span = match unit.strip_suffix('s').unwrap_or(unit) {
        "day" => Span::Days(number),
        "week" => Span::Days(number * 7),
        "month" => Span::Months(number),
        "year" => Span::Months(number * 12),
        _ => return None,
    };
    parts.next().is_none().then_some(span)
}

/// A span that counts from publication: alone, or followed by words that say so ("of this report").
fn read_span_from_publication(words: &str) -> Option<Span> {
    let words = words.strip_prefix("the next ").unwrap_or(words);
    let cut = [" of ", " from ", " after "].iter().filter_map(|link| words.find(link)).min();
    let Some(cut) = cut else { return read_span(words) };
    let (span, from) = words.split_at(cut);
    (from.contains("publication") || from.ends_with("this report")).then(|| read_span(span))?
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a test writes dates as 2022-12-07")
    }

    fn read(words: &str) -> NaiveDate {
        read_date(words, day("2023-01-11")).expect(words)
    }

    fn why_not(words: &str) -> String {
        read_date(words, day("2023-01-11")).expect_err(words).to_string()
    }

    fn due(words: &str) -> Option<NaiveDate> {
        resolve(words, day("2022-12-07")).date
    }

    #[test]
    fn a_date_is_read_in_every_form_people_type() {
        for words in [
            "2022-12-07",
            "7 December 2022",
            "7 Dec 22",
            "07/12/2022",
            "7/12/22",
            "7.12.2022",
            "7th December, 2022",
            "Wednesday 7 December 2022",
            "the 7th of December 2022",
            " 7  DEC  2022 ",
            "7-Dec-2022",
            "December 7, 2022",
        ] {
            assert_eq!(read(words), day("2022-12-07"), "{words}");
        }
        assert_eq!(read("30/6/23"), day("2023-06-30"));
    }

    #[test]
    fn a_day_without_a_year_is_the_next_one() {
        assert_eq!(read("30 June"), day("2023-06-30"));
        assert_eq!(read("11 January"), day("2023-01-11"), "today counts");
        assert_eq!(read("10 January"), day("2024-01-10"));
        assert_eq!(read("29 February"), day("2024-02-29"));
    }

    #[test]
    fn a_month_means_its_last_day() {
        assert_eq!(read("June 2023"), day("2023-06-30"));
        assert_eq!(read("feb 2024"), day("2024-02-29"));
        assert_eq!(read("June"), day("2023-06-30"));
        assert_eq!(read("January"), day("2023-01-31"), "this month has not ended");
        assert_eq!(read_date("June", day("2023-07-01")), Ok(day("2024-06-30")));
    }

    #[test]
    fn words_count_from_today() {
        assert_eq!(read("today"), day("2023-01-11"));
        assert_eq!(read("Yesterday"), day("2023-01-10"));
        assert_eq!(read("tomorrow"), day("2023-01-12"));
        assert_eq!(read("+3 weeks"), day("2023-02-01"));
        assert_eq!(read("+ ten days"), day("2023-01-21"));
        assert_eq!(read("+1 month"), day("2023-02-11"));
        assert_eq!(read_date("+1 month", day("2023-01-31")), Ok(day("2023-02-28")));
    }

    #[test]
    fn a_day_that_does_not_exist_says_so() {
        assert_eq!(
            why_not("31 February 2023"),
            "`31 February 2023` is not a date: February 2023 has 28 days"
        );
        assert_eq!(why_not("31 February"), "`31 February` is not a date: no February has such a day");
        assert_eq!(why_not("31/11/2022"), "`31/11/2022` is not a date: November 2022 has 30 days");
        assert_eq!(
            why_not("12/13/2022"),
            "`12/13/2022` is not a date: there is no month 13; the order is day, month, year"
        );
        assert_eq!(why_not("0 June 2023"), "`0 June 2023` is not a date: the first day of a month is 1");
        assert_eq!(why_not("0202-12-07"), "`0202-12-07` is not a date: the year must be from 1900 to 2199");
        assert_eq!(
            why_not("Monday 7 December 2022"),
            "`Monday 7 December 2022` is not a date: 7 Dec 2022 is a Wednesday"
        );
    }

    #[test]
    fn words_that_are_no_date_hear_which_forms_are_read() {
        assert_eq!(
            why_not("soon\u{1b}[2J"),
            "`soon\u{FFFD}[2J` is not a date: a date is written `2022-12-07`, `7/12/22`, `7 December 2022`, \
             `7 Dec 22`, `30 June`, `June 2023`, `end of june`, `today`, `yesterday`, `friday`, `last friday`, \
             `+3 weeks`, `-10 days`, `in 2 months` or `3 weeks ago`"
        );
        for words in [
            "",
            "7",
            "2023",
            "+",
            "+3",
            "+3 fortnights",
            "+99999 days",
            "+9999 years",
            "7 December 20223",
            "7 Smarch 2022",
        ] {
            assert!(
                matches!(read_date(words, day("2023-01-11")), Err(NotADate::Unreadable { .. })),
                "{words}"
            );
        }
    }

    #[test]
    fn june_23_is_not_guessed() {
        assert_eq!(why_not("June 23"), "`June 23` may be a day or a year: write `23 June` or `June 2023`");
    }

    #[test]
    fn a_document_must_give_the_whole_date() {
        assert_eq!(read_whole_date("7 December 2022"), Ok(day("2022-12-07")));
        for words in ["7 December", "December 2022"] {
            assert!(matches!(read_whole_date(words), Err(NotADate::Incomplete { .. })), "{words}");
        }
        assert!(matches!(read_whole_date("today"), Err(NotADate::Unreadable { .. })));
    }

    #[test]
    fn a_deadline_by_a_day_or_a_month_is_resolved() {
        assert_eq!(due("By 31 March 2024"), Some(day("2024-03-31")));
        assert_eq!(due("By March 2023"), Some(day("2023-03-31")));
        assert_eq!(due("by the end of March 2023."), Some(day("2023-03-31")));
        assert_eq!(due("by the end of 2024"), Some(day("2024-12-31")));
        assert_eq!(due("No later than 31 March"), Some(day("2023-03-31")), "the next one after publication");
    }

    #[test]
    fn within_counts_from_publication() {
        assert_eq!(due("within three months"), Some(day("2023-03-07")));
        assert_eq!(due("Within 6 weeks"), Some(day("2023-01-18")));
        assert_eq!(due("within 28 days of publication"), Some(day("2023-01-04")));
        assert_eq!(due("within the next twelve months"), Some(day("2023-12-07")));
        assert_eq!(due("within three months of this report"), Some(day("2023-03-07")));
        assert_eq!(due("within three months of the new policy"), None, "it counts from another day");
    }

    #[test]
    fn immediately_is_the_day_of_publication() {
        assert_eq!(due("With immediate effect"), Some(day("2022-12-07")));
        assert_eq!(due("immediately"), Some(day("2022-12-07")));
    }

    #[test]
    fn words_that_allow_no_day_are_kept() {
        for words in [
            "as soon as practicable",
            "By the summer",
            "before 31 March 2024",
            "By 31 February 2024",
            "today",
            "",
        ] {
            assert_eq!(resolve(words, day("2022-12-07")), Deadline { words: words.to_string(), date: None });
        }
        assert_eq!(resolve(" by\n March\u{202E} ", day("2022-12-07")).words, "by March\u{FFFD}");
        assert!(meaning("By 31 February 2024", day("2022-12-07")).is_err());
    }

    #[test]
    fn a_response_is_due_before_the_end_of_56_days() {
        assert_eq!(last_day_of_response(day("2022-12-07")), day("2023-01-31"));
        assert_eq!(last_day_of_response(day("2024-01-05")), day("2024-02-29"), "a leap year");
        assert_eq!(last_day_of_response(NaiveDate::MAX), NaiveDate::MAX);
    }

    #[test]
    fn a_date_is_shown_short() {
        assert_eq!(in_words(day("2022-12-07")), "7 Dec 2022");
        assert_eq!(in_words(day("2023-05-31")), "31 May 2023");
    }

    proptest! {
        #[test]
        fn no_words_make_the_reader_panic(words in "\\PC*", numbers in "[+]?[0-9a-z/ .-]{0,20}", days in 0i32..4_000_000) {
            let today = NaiveDate::from_num_days_from_ce_opt(days).expect("in range");
            for words in [words, numbers] {
                let _ = read_date(&words, today).map_err(|error| error.to_string());
                let _ = resolve(&format!("by {words}"), today);
                let _ = resolve(&format!("within {words}"), today);
            }
        }

        #[test]
        fn a_shown_date_is_read_back(days in 0i32..70_000) {
            let date = day("1950-01-01") + chrono::TimeDelta::days(days.into());
            prop_assert_eq!(read_date(&in_words(date), day("2023-01-11")), Ok(date));
            prop_assert_eq!(read_date(&date.to_string(), day("2023-01-11")), Ok(date));
        }
    }
}
