//! The words inside a recommendation that set its deadline: "By 31 March 2024, the force should …".
//! What day they mean is `journey::deadline`'s.

use chrono::NaiveDate;

use crate::journey::deadline::{NotADate, meaning, resolve};
use crate::journey::inspection::Deadline;

/// The most words that a deadline is made of ("within three months of the publication of this report").
const LONGEST: usize = 9;
/// Words that speak of time without naming a day.
const TIMES: [&str; 14] = [
    "spring", "summer", "autumn", "winter", "day", "days", "week", "weeks", "month", "months", "year",
    "years", "quarter", "end",
];

/// The deadline that `text` sets, if it sets one; an error where it names a day that does not exist.
pub(super) fn deadline_in(text: &str, published: NaiveDate) -> Result<Option<Deadline>, NotADate> {
    let words: Vec<&str> = text.split_whitespace().collect();
    for start in (0..words.len()).filter(|start| may_begin(words[*start])) {
        // The longest first: "within three months of publication" is more than "within three months".
        for length in (1..=LONGEST.min(words.len() - start)).rev() {
            let clause = words[start..start + length].join(" ");
            let clause = clause.trim_end_matches([',', '.', ';', ':']);
            if meaning(clause, published)?.is_some() {
                return Ok(Some(resolve(clause, published)));
            }
        }
    }
    Ok(opening_clause(text).map(|clause| resolve(clause, published)))
}

fn may_begin(word: &str) -> bool {
    ["by", "within", "with", "immediately", "no", "not", "on"]
        .iter()
        .any(|begins| word.trim_end_matches([',', '.', ';', ':']).eq_ignore_ascii_case(begins))
}

/// "By the summer of 2024, …": a deadline whose words allow no day.
fn opening_clause(text: &str) -> Option<&str> {
    let clause = &text[..text.find(',')?];
    let mut words = clause.split_whitespace();
    let begins = words
        .next()
        .is_some_and(|word| ["by", "within"].iter().any(|begins| word.eq_ignore_ascii_case(begins)));
    let speaks_of_time = words.clone().any(|word| {
        TIMES.contains(&word.to_lowercase().as_str()) || word.starts_with(|c: char| c.is_ascii_digit())
    });
    (begins && speaks_of_time && words.count() < LONGEST).then_some(clause)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<(String, Option<String>)> {
        let published = NaiveDate::from_ymd_opt(2022, 12, 7).expect("a date");
        let deadline = deadline_in(text, published).expect("no impossible day")?;
        Some((deadline.words, deadline.date.map(|date| date.to_string())))
    }

    fn dated(words: &str, date: &str) -> Option<(String, Option<String>)> {
        Some((words.to_string(), Some(date.to_string())))
    }

    #[test]
    fn a_deadline_is_found_wherever_it_stands() {
        assert_eq!(
            found("By 31 March 2024, the force should count."),
            dated("By 31 March 2024", "2024-03-31")
        );
        assert_eq!(found("By March 2023 the force should count."), dated("By March 2023", "2023-03-31"));
        assert_eq!(
            found("The force should count within six weeks."),
            dated("within six weeks", "2023-01-18")
        );
        assert_eq!(
            found("It should, with immediate effect, count."),
            dated("with immediate effect", "2022-12-07")
        );
        assert_eq!(
            found("Within three months of the publication of this report, count."),
            dated("Within three months of the publication of this report", "2023-03-07")
        );
    }

    #[test]
    fn words_without_a_day_are_kept_and_other_words_are_not_taken() {
        assert_eq!(
            found("By the summer of 2024, the force should count."),
            Some(("By the summer of 2024".into(), None))
        );
        assert_eq!(found("By working with partners, the force should count."), None);
        assert_eq!(found("The force should count by hand, within reason."), None);
    }

    #[test]
    fn a_day_that_does_not_exist_is_told() {
        let published = NaiveDate::from_ymd_opt(2022, 12, 7).expect("a date");
        let error = deadline_in("By 31 February 2024, count.", published).expect_err("no such day");
        assert_eq!(error.to_string(), "`By 31 February 2024` is not a date: February 2024 has 29 days");
    }
}
