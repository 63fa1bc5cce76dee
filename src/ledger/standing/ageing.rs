//! How long the open recommendations have been asked, by stage.

use chrono::{Days, Months, NaiveDate};
use serde::Serialize;

use super::questions::Standing;
use super::tallies::{AGE, day_of, key};
use crate::journey::recommendation::Stage;
use crate::ledger::trouble::Trouble;

/// How long something has been open. The age of what is asked again counts from when it was first asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub enum Band {
    UnderThreeMonths,
    ThreeToSix,
    SixToTwelve,
    OneToTwoYears,
    OverTwoYears,
}

impl Band {
    pub const ALL: [Band; 5] = [
        Band::UnderThreeMonths,
        Band::ThreeToSix,
        Band::SixToTwelve,
        Band::OneToTwoYears,
        Band::OverTwoYears,
    ];

    /// The band in words.
    pub fn words(self) -> &'static str {
        match self {
            Band::UnderThreeMonths => "under 3 months",
            Band::ThreeToSix => "3 to 6 months",
            Band::SixToTwelve => "6 to 12 months",
            Band::OneToTwoYears => "1 to 2 years",
            Band::OverTwoYears => "over 2 years",
        }
    }

    /// The band in fewer letters, where there is little room.
    pub fn short(self) -> &'static str {
        match self {
            Band::UnderThreeMonths => "under 3 m",
            Band::ThreeToSix => "3 to 6 m",
            Band::SixToTwelve => "6 to 12 m",
            Band::OneToTwoYears => "1 to 2 y",
            Band::OverTwoYears => "over 2 y",
        }
    }

    /// The band in the fewest letters.
    pub fn shortest(self) -> &'static str {
        match self {
            Band::UnderThreeMonths => "< 3 m",
            Band::ThreeToSix => "3-6 m",
            Band::SixToTwelve => "6-12 m",
            Band::OneToTwoYears => "1-2 y",
            Band::OverTwoYears => "> 2 y",
        }
    }

    /// The band as the filter language writes it after `age:`.
    pub fn code(self) -> &'static str {
        match self {
            Band::UnderThreeMonths => "0-3m",
            Band::ThreeToSix => "3-6m",
            Band::SixToTwelve => "6-12m",
            Band::OneToTwoYears => "1-2y",
            Band::OverTwoYears => "2y+",
        }
    }

    /// The band of that code.
    pub fn of_code(code: &str) -> Option<Band> {
        Band::ALL.into_iter().find(|band| band.code().eq_ignore_ascii_case(code))
    }

    /// Where the band ends that is `months` old: what was first asked on this day or later is younger.
    fn end(today: NaiveDate, months: u32) -> NaiveDate {
        let ago = today.checked_sub_months(Months::new(months)).unwrap_or(NaiveDate::MIN);
        ago.checked_add_days(Days::new(1)).unwrap_or(ago)
    }

    /// The days on which that was first asked which is now of this age: from one up to another,
    /// which is not among them; none where there is no end.
    pub fn days(self, today: NaiveDate) -> (Option<NaiveDate>, Option<NaiveDate>) {
        let end = |months| Some(Band::end(today, months));
        match self {
            Band::UnderThreeMonths => (end(3), None),
            Band::ThreeToSix => (end(6), end(3)),
            Band::SixToTwelve => (end(12), end(6)),
            Band::OneToTwoYears => (end(24), end(12)),
            Band::OverTwoYears => (None, end(24)),
        }
    }
}

/// One stage of the road with the number of its open recommendations in each band.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Aged {
    pub stage: Stage,
    /// In the order of [`Band::ALL`].
    pub bands: [u32; 5],
    /// The day on which the oldest was first asked.
    pub oldest: Option<NaiveDate>,
}

impl Aged {
    /// All that are at this stage.
    pub fn total(&self) -> u32 {
        self.bands.iter().sum()
    }
}

impl Standing<'_> {
    /// Every stage of the open road, with how long what stands there has been asked.
    pub fn ageing(&self) -> Result<Vec<Aged>, Trouble> {
        Stage::OPEN.into_iter().map(|stage| self.aged(stage)).collect()
    }

    fn aged(&self, stage: Stage) -> Result<Aged, Trouble> {
        let mut bands = [0; 5];
        for (band, count) in Band::ALL.into_iter().zip(&mut bands) {
            let (from, until) = band.days(self.today);
            let before = |day: Option<NaiveDate>| match day {
                Some(day) => self.summed_before(&AGE, stage.name(), day),
                None => Ok(0),
            };
            *count = match until {
                None => self.tallied("stage", stage.name())?,
                until => before(until)?,
            } - before(from)?;
        }
        let oldest = "SELECT min(key) FROM tally WHERE what = ?1 AND key >= ?2 AND key < ?3";
        let ends = (AGE.days, key(stage.name(), ""), key(stage.name(), "~"));
        let oldest: Vec<Option<String>> = self.asked(oldest, ends, |row| row.get(0))?;
        Ok(Aged { stage, bands, oldest: oldest.into_iter().flatten().find_map(|key| day_of(&key)) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_is_of_exactly_one_age() {
        for today in ["2024-02-29", "2023-05-31", "2024-03-01"] {
            let today: NaiveDate = today.parse().unwrap();
            for back in 0..1_500 {
                let day = today - Days::new(back);
                let holds = |band: &Band| {
                    let (from, until) = band.days(today);
                    from.is_none_or(|from| from <= day) && until.is_none_or(|until| day < until)
                };
                let bands: Vec<_> = Band::ALL.into_iter().filter(holds).collect();
                assert_eq!(bands.len(), 1, "{day} seen from {today} is {bands:?}");
            }
        }
    }

    #[test]
    fn what_was_asked_three_months_ago_today_is_no_longer_under_three_months() {
        let today: NaiveDate = "2024-03-01".parse().unwrap();
        assert_eq!(Band::UnderThreeMonths.days(today).0, "2023-12-02".parse().ok());
        assert_eq!(Band::of_code("2Y+"), Some(Band::OverTwoYears));
        assert_eq!(Band::of_code("2y"), None);
    }
}
