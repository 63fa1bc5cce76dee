//! Dates as people and inspectorates write them.
use chrono::{Days, NaiveDate};
pub fn last_day_of_response(published: NaiveDate) -> NaiveDate {
    published + Days::new(55)
}
pub fn in_words(day: NaiveDate) -> String {
    day.format("%-d %b %Y").to_string()
}
pub fn read_date(words: &str, _today: NaiveDate) -> Result<NaiveDate, String> {
    words.parse().map_err(|_| "no".to_string())
}
pub fn resolve(words: &str, _published: NaiveDate) -> super::inspection::Deadline {
    super::inspection::Deadline { words: words.into(), date: None }
}
