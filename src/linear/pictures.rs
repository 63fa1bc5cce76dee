//! The pictures as sentences: owners, ageing, flow, clocks and the calendar. Every number opens what it counts.

use chrono::NaiveDate;

use super::commands::{Do, Kind};
use super::session::Session;
use super::view::{Left, Link, Row, Step, View};
use crate::briefing::calendar::{self, When, when};
use crate::briefing::items::Items;
use crate::briefing::owners::Order;
use crate::briefing::paper::Topic;
use crate::briefing::table::{Cell, Table};
use crate::briefing::{ageing, clocks, flow, owners};
use crate::journey::deadline::in_words;
use crate::journey::text::capital;
use crate::ledger::trouble::Trouble;

/// So many rows of a list are read.
const MOST: usize = 1_000;

/// Which picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Picture {
    Owners,
    Ageing,
    Flow,
    Clocks,
    Forecast,
    Month(NaiveDate),
    /// What a number of another picture counts.
    Of(Items),
    /// A row of another picture, each of its numbers apart.
    Numbers {
        name: String,
        numbers: Vec<(String, Items)>,
    },
}

pub struct PictureView {
    picture: Picture,
    /// Of the owners.
    order: Order,
}

impl PictureView {
    pub fn of(picture: Picture) -> PictureView {
        PictureView { picture, order: Order::default() }
    }
}

impl View for PictureView {
    fn kind(&self) -> Kind {
        Kind::Picture
    }

    fn name(&self) -> String {
        match &self.picture {
            Picture::Owners => "Owners".into(),
            Picture::Ageing => "Ageing".into(),
            Picture::Flow => "Flow".into(),
            Picture::Forecast => "Forecast".into(),
            Picture::Clocks | Picture::Of(Items::Clocks(_)) => "Clocks".into(),
            Picture::Month(day) => day.format("%B %Y").to_string(),
            Picture::Of(Items::Day(day)) => in_words(*day),
            Picture::Of(Items::Actions { owner, .. }) => owner.clone(),
            Picture::Of(Items::Recommendations(_)) => "List".into(),
            Picture::Numbers { name, .. } => name.clone(),
        }
    }

    fn paper(&self) -> Topic {
        match &self.picture {
            Picture::Of(Items::Actions { owner, .. }) => Topic::Owner(owner.clone()),
            _ => Topic::ActionLog,
        }
    }

    fn tell(&mut self, session: &mut Session) -> Result<Vec<Row>, Left> {
        let (says, table) = match &self.picture {
            Picture::Forecast => return Ok(super::forecast::tell(session)?),
            Picture::Numbers { name, numbers } => {
                session.talk.say(format!("{name}:"));
                let row = |(told, items): &(String, Items)| Row::item(told.clone(), Link::of_items(items));
                return Ok(numbers.iter().map(row).collect());
            }
            picture => picture.table(self.order, session)?,
        };
        session.talk.say(says);
        if table.rows.is_empty() {
            session.talk.say(format!("{}.", capital(table.none)));
        }
        let rows = table.rows.iter().map(|row| told(&table, row));
        // A month in which nothing happened is not worth a line.
        Ok(rows.filter(|row| !matches!(row, Row::Head(line) if line.ends_with(": none"))).collect())
    }

    /// The months before and after, and the order of the owners.
    fn act(&mut self, act: Do, rest: &str, session: &mut Session) -> Result<Step, Left> {
        if (act, &self.picture) == (Do::Sort, &Picture::Owners) {
            match Order::named(rest) {
                Ok(order) => self.order = order,
                Err(wrong) => {
                    session.talk.say(format!("{wrong}."));
                    return Ok(Step::Done);
                }
            }
            return Ok(Step::Again);
        }
        let Picture::Month(day) = self.picture else { return Ok(Step::NotMine) };
        let month = chrono::Months::new(1);
        let to = match act {
            Do::NextMonth => day.checked_add_months(month),
            Do::MonthBefore => day.checked_sub_months(month),
            _ => return Ok(Step::NotMine),
        };
        self.picture = Picture::Month(to.unwrap_or(day));
        Ok(Step::Again)
    }
}

impl Picture {
    /// What is said of it, and its rows.
    fn table(&self, order: Order, session: &Session) -> Result<(String, Table), Trouble> {
        let (standing, today, scheme) = (session.ledger.standing(), session.today, &session.register.scheme);
        Ok(match self {
            Picture::Owners => {
                let mut owners = standing.owners()?;
                order.arrange(&mut owners);
                (format!("Owners of actions, {}:", order.words()), owners::table(&owners))
            }
            Picture::Ageing => {
                let said = "How long the open ones have been asked, by stage, since they were first asked:";
                (said.into(), ageing::table(&standing.ageing()?, today))
            }
            Picture::Flow => {
                let said =
                    "Opened in the month of publication, closed in the month of closing, the newest first:";
                let mut table = flow::table(&standing.flow(flow::MONTHS)?);
                table.rows.reverse();
                (said.into(), table)
            }
            Picture::Clocks => {
                let said = "The clocks of the statutory responses, 56 days (section 55):";
                (said.into(), clocks::table(&standing.clock_counts()?))
            }
            Picture::Month(day) => {
                let said = format!("What falls in {}:", day.format("%B %Y"));
                (said, calendar::table(&standing.calendar(*day)?, today))
            }
            Picture::Of(Items::Clocks(state)) => {
                let table = clocks::inspections(&standing.clocks_of(*state, MOST)?, today);
                (format!("Clocks, {}:", state.words()), table)
            }
            Picture::Of(Items::Day(day)) => {
                let table = calendar::day_table(&standing.on_day(*day, MOST)?, scheme, today);
                (format!("{}:", day.format("%A %-d %B %Y")), table)
            }
            Picture::Of(Items::Actions { owner, which }) => {
                let rows = standing.actions_of(owner, *which, MOST)?;
                (format!("{owner}, actions, {}:", which.words()), owners::actions(&rows, scheme, today))
            }
            // A list, a row of numbers and the forecast are told otherwise.
            Picture::Of(Items::Recommendations(_)) | Picture::Numbers { .. } | Picture::Forecast => {
                (String::new(), Table { columns: Vec::new(), rows: Vec::new(), none: "nothing" })
            }
        })
    }
}

/// A row of a table in words: the first cell, then each that says anything, with its column's name.
fn told(table: &Table, row: &[Cell]) -> Row {
    let named = table.columns.iter().zip(row);
    let counts = row.iter().filter(|cell| matches!(cell, Cell::Count(..))).count();
    let mut numbers: Vec<(String, Items)> = Vec::new();
    let (mut name, mut words) = (String::new(), Vec::new());
    for (index, (column, cell)) in named.enumerate() {
        let said = match cell {
            _ if index == 0 => {
                name = cell.shown();
                continue;
            }
            Cell::Count(0, _) if counts > 1 => continue,
            Cell::Date(None) => continue,
            Cell::Words(said) if said.is_empty() || said == "-" => continue,
            Cell::Words(said) if said.starts_with("- ") => said.trim_start_matches("- ").to_string(),
            Cell::Words(said)
                if matches!(
                    *column,
                    "text" | "title" | "says" | "state" | "that is" | "days" | "ref" | "day"
                ) =>
            {
                said.clone()
            }
            other => format!("{column} {}", other.shown()),
        };
        if let Cell::Count(1.., Some(items)) = cell {
            numbers.push((said.clone(), items.clone()));
        }
        words.push(said);
    }
    let line =
        if words.is_empty() { format!("{name}: none") } else { format!("{name}: {}", words.join(", ")) };
    let reference = row.iter().map(Cell::shown).find_map(|shown| Link::named(&shown));
    let link = match (reference, numbers.as_slice()) {
        (Some(link), _) => link,
        (None, []) => return Row::Head(line),
        (None, [(_, items)]) => Link::of_items(items),
        (None, _) => Link::Picture(Picture::Numbers { name: name.clone(), numbers }),
    };
    Row::named(&name, line, link)
}

impl Session {
    /// Opens the calendar at a month or a day that is said.
    pub(super) fn calendar(&mut self, said: &str) -> Result<(), Left> {
        match when(said, self.today) {
            Ok(When::Month(month)) => self.go(&Link::Picture(Picture::Month(month))),
            Ok(When::Day(day)) => self.go(&Link::Picture(Picture::Of(Items::Day(day)))),
            Err(wrong) => {
                self.talk.say(format!("{wrong}."));
                Ok(())
            }
        }
    }
}
