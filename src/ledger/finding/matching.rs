//! Whether a recommendation is what a filter asks for.

use chrono::{Days, NaiveDate};

use super::glance::{Day, Glance, Glimpse, NO_DAY, Waits, number_of, written_day};
use super::language::{Filter, Flag, Scope, Span};
use crate::journey::recommendation::Stage;
use crate::ledger::standing::ageing::Band;

/// The days that a filter's words are about.
#[derive(Debug, Clone, Copy)]
pub(super) struct Moment {
    pub today: NaiveDate,
    /// The day of the governance meeting since which nothing was heard of what is quiet; none where there was none.
    pub quiet_since: Option<NaiveDate>,
}

/// A filter made ready to go over a glance: what it says of a name is found out once for each name.
pub(super) struct Test<'f> {
    filter: &'f Filter,
    scope: Scope,
    today: Day,
    /// The first day that is no longer soon: the last of the warning days is among them.
    soon: Day,
    quiet_since: Day,
    /// The days of the ages that are asked for: from one up to another, which is not among them.
    ages: Vec<(Day, Day)>,
    owners: Vec<bool>,
    /// The earliest day that is promised, by one of the owners that are asked for; none where there are none.
    promised: Vec<Day>,
    /// Whether something is promised for one of the days that are asked for, by one of the owners; none where there is none.
    due: Vec<bool>,
    /// When it was closed and reopened before; none where nobody asks.
    earlier: Vec<Vec<(Day, Day)>>,
    levels: Vec<bool>,
    ratings: Vec<bool>,
    inspections: Vec<bool>,
}

impl<'f> Test<'f> {
    pub fn of(filter: &'f Filter, glance: &Glance, moment: Moment) -> Test<'f> {
        let soon = moment.today.checked_add_days(Days::new(u64::from(glance.scheme.warning_days) + 1));
        let any = |wanted: &[String], name: &str| {
            wanted.is_empty() || wanted.iter().any(|one| name.eq_ignore_ascii_case(one))
        };
        // What is asked for nothing is not found out: every letter that is typed makes another test.
        let (names_owners, asks_due) = (!filter.owners.is_empty(), !filter.due.is_empty());
        let looks_back =
            [&filter.closed, &filter.reopened, &filter.open_at].iter().any(|spans| !spans.is_empty());
        Test {
            filter,
            scope: filter.scope(),
            today: number_of(moment.today),
            soon: soon.map_or(NO_DAY, number_of),
            quiet_since: moment.quiet_since.map_or(0, number_of),
            ages: filter.ages.iter().map(|band| days_of(*band, moment.today)).collect(),
            owners: glance.owners.each(|names| owned_by(&filter.owners, names)),
            promised: glance
                .owed
                .each_where(names_owners, |owed| promised(&filter.owners, owed).min().unwrap_or(NO_DAY)),
            due: glance.owed.each_where(asks_due, |owed| {
                promised(&filter.owners, owed).any(|day| within(&filter.due, day))
            }),
            earlier: glance.earlier_closings.each_where(looks_back, days_of_closings),
            levels: glance.levels.each(|code| any(&filter.levels, code)),
            ratings: glance.ratings.each(|code| any(&filter.ratings, code)),
            inspections: among(&filter.inspections, glance),
        }
    }

    pub fn holds(&self, row: &Glimpse) -> bool {
        let filter = self.filter;
        self.is_in_scope(row)
            && filter.flags.iter().all(|flag| self.has(row, *flag))
            && (filter.quiet.is_none() || self.is_quiet(row))
            && (filter.stages.is_empty() || filter.stages.contains(&row.stage))
            && (filter.kinds.is_empty() || filter.kinds.contains(&row.kind))
            && (filter.meetings.is_empty() || filter.meetings.iter().any(|meeting| meeting.0 == row.meeting))
            && self.owners[row.owners as usize]
            && self.levels[row.level as usize]
            && self.ratings[row.rating as usize]
            && self.inspections[row.inspection as usize]
            && (filter.due.is_empty() || self.due[row.owed as usize])
            && within(&filter.deadline, row.deadline)
            && within(&filter.opened, row.opened)
            && (within(&filter.closed, row.closed)
                || self.earlier(row, |(closed, _)| within(&filter.closed, closed)))
            && (filter.reopened.is_empty()
                || self.earlier(row, |(_, reopened)| within(&filter.reopened, reopened)))
            && (filter.open_at.is_empty() || filter.open_at.iter().any(|span| self.was_open(row, span)))
            && (filter.ages.is_empty() || self.is_of_an_age(row))
    }

    /// Whether it is of one of the ages; what is asked again is as old as its first asking.
    fn is_of_an_age(&self, row: &Glimpse) -> bool {
        self.ages.iter().any(|(from, until)| *from <= row.first_asked && row.first_asked < *until)
    }

    fn is_in_scope(&self, row: &Glimpse) -> bool {
        match self.scope {
            Scope::All => true,
            Scope::Ours => row.ours,
            Scope::Open => row.ours && row.stage != Stage::Closed,
            Scope::Closed => row.ours && row.stage == Stage::Closed,
        }
    }

    fn has(&self, row: &Glimpse, flag: Flag) -> bool {
        match flag {
            Flag::Overdue => row.ours && self.next(row) < self.today,
            Flag::Soon => row.ours && (self.today..self.soon).contains(&self.next(row)),
            Flag::PastDeadline => row.ours && row.stage != Stage::Closed && row.deadline < self.today,
            Flag::NoTarget => row.ours && row.waits == Waits::NoTarget,
            Flag::Finished => row.ours && row.waits == Waits::AllFinished,
            Flag::Returned => row.ours && row.returned,
            Flag::Asked => row.ours && row.asked,
            Flag::AskedOfLead => row.ours && row.asked_of_lead,
            Flag::Moved => row.ours && self.is_owned(row.moved),
            Flag::Refused => row.ours && self.is_owned(row.refused),
            Flag::Chased => row.ours && self.is_owned(row.chased),
            Flag::Unrated => row.rating == 0,
        }
    }

    /// Whether there are such owners, and those that are asked for among them.
    fn is_owned(&self, owners: u32) -> bool {
        owners != 0 && self.owners[owners as usize]
    }

    fn is_quiet(&self, row: &Glimpse) -> bool {
        row.ours && row.silent_since < self.quiet_since
    }

    /// The next date that was promised, by the owners that are asked for where there are any.
    fn next(&self, row: &Glimpse) -> Day {
        if self.filter.owners.is_empty() { row.next } else { self.promised[row.owed as usize] }
    }

    /// Whether that holds for one of the closings that did not last.
    fn earlier(&self, row: &Glimpse, holds: impl Fn((Day, Day)) -> bool) -> bool {
        self.earlier[row.earlier_closings as usize].iter().any(|earlier| holds(*earlier))
    }

    /// Whether it was open when the last of these days ended, or today where that is earlier.
    fn was_open(&self, row: &Glimpse, span: &Span) -> bool {
        let day = number_of(span.last).min(self.today);
        let closed =
            row.closed <= day || self.earlier(row, |(closed, reopened)| closed <= day && day < reopened);
        row.opened <= day && !closed
    }
}

fn days_of(band: Band, today: NaiveDate) -> (Day, Day) {
    let (from, until) = band.days(today);
    (from.map_or(0, number_of), until.map_or(NO_DAY, number_of))
}

fn within(spans: &[Span], day: Day) -> bool {
    spans.is_empty() || spans.iter().any(|span| number_of(span.first) <= day && day <= number_of(span.last))
}

/// The days that are promised, by one of these owners where there are any; a line for each: `2023-06-30 A. Owner`.
fn promised<'a>(owners: &'a [String], owed: &'a str) -> impl Iterator<Item = Day> + 'a {
    let promises = owed.lines().filter_map(|line| line.split_once(' '));
    promises.filter(|(_, owner)| owned_by(owners, owner)).map(|(day, _)| written_day(day))
}

/// When something was closed and reopened, a line for each time: `2022-05-10 2024-01-09`.
fn days_of_closings(earlier: &str) -> Vec<(Day, Day)> {
    let days = |line: &str| {
        line.split_once(' ').map(|(closed, reopened)| (written_day(closed), written_day(reopened)))
    };
    earlier.lines().filter_map(days).collect()
}

/// Whether one of the names, a line for each, holds one of what was said.
fn owned_by(wanted: &[String], names: &str) -> bool {
    wanted.is_empty() || {
        let names = names.to_lowercase();
        wanted.iter().any(|one| names.lines().any(|name| name.contains(one)))
    }
}

/// The inspections of these codes; where there is none of a code, those whose codes begin so.
fn among(wanted: &[String], glance: &Glance) -> Vec<bool> {
    let exact: Vec<bool> =
        wanted.iter().map(|code| glance.inspections.each(|known| known == code).contains(&true)).collect();
    glance.inspections.each(|known| {
        let is_meant = |(code, exact): (&String, &bool)| {
            if *exact { known == code } else { known.starts_with(code.as_str()) }
        };
        wanted.is_empty() || wanted.iter().zip(&exact).any(is_meant)
    })
}
