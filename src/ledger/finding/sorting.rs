//! The orders of a list: by any column either way, and in groups.

use std::fmt;
use std::rc::Rc;
use std::str::FromStr;

use super::glance::{Glance, Glimpse, NO_DAY};
use crate::journey::recommendation::Stage;
use crate::journey::text::quoted;

/// What a list can be sorted by. In each, what has none comes last whichever way it is sorted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Column {
    Ref,
    Kind,
    Stage,
    /// As the scheme orders them.
    Level,
    /// The worst first.
    Rating,
    Owner,
    /// The next date that somebody promised.
    #[default]
    Next,
    Heard,
    Deadline,
    /// The day of publication.
    Opened,
    Closed,
}

/// An order: by a column, then by the next date, then by reference.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Sort {
    pub by: Column,
    pub descending: bool,
}

/// What a list can be parted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    Inspection,
    /// Who owns the work.
    Owner,
    Stage,
    /// The meeting at which it was last spoken of, the latest first.
    Meeting,
}

/// A word that names no column or no group, with those there are.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{} is no {what}; there are {}", quoted(.said), .there.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "))]
pub struct NotAColumn {
    said: String,
    what: &'static str,
    there: Vec<&'static str>,
}

impl Column {
    pub const ALL: [Column; 11] = [
        Column::Ref,
        Column::Kind,
        Column::Stage,
        Column::Level,
        Column::Rating,
        Column::Owner,
        Column::Next,
        Column::Heard,
        Column::Deadline,
        Column::Opened,
        Column::Closed,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Column::Ref => "ref",
            Column::Kind => "kind",
            Column::Stage => "stage",
            Column::Level => "level",
            Column::Rating => "rating",
            Column::Owner => "owner",
            Column::Next => "next",
            Column::Heard => "heard",
            Column::Deadline => "deadline",
            Column::Opened => "opened",
            Column::Closed => "closed",
        }
    }
}

impl Group {
    pub const ALL: [Group; 4] = [Group::Inspection, Group::Owner, Group::Stage, Group::Meeting];

    pub fn name(self) -> &'static str {
        match self {
            Group::Inspection => "inspection",
            Group::Owner => "owner",
            Group::Stage => "stage",
            Group::Meeting => "meeting",
        }
    }
}

impl FromStr for Column {
    type Err = NotAColumn;
    fn from_str(said: &str) -> Result<Column, NotAColumn> {
        let found = Column::ALL.into_iter().find(|column| column.name().eq_ignore_ascii_case(said.trim()));
        let there = || Column::ALL.iter().map(|column| column.name()).collect();
        found.ok_or_else(|| NotAColumn { said: said.into(), what: "column to sort by", there: there() })
    }
}

impl FromStr for Group {
    type Err = NotAColumn;
    fn from_str(said: &str) -> Result<Group, NotAColumn> {
        let found = Group::ALL.into_iter().find(|group| group.name().eq_ignore_ascii_case(said.trim()));
        let there = || Group::ALL.iter().map(|group| group.name()).collect();
        found.ok_or_else(|| NotAColumn { said: said.into(), what: "group", there: there() })
    }
}

/// `next`, and `next:desc` or `-next` for the other way. `asked` is as the inspections asked: by reference.
impl FromStr for Sort {
    type Err = NotAColumn;
    fn from_str(said: &str) -> Result<Sort, NotAColumn> {
        let (column, way) = match said.strip_prefix('-') {
            Some(column) => (column, "desc"),
            None => said.split_once(':').unwrap_or((said, "asc")),
        };
        let column = if column == "asked" { Column::Ref.name() } else { column };
        let descending = match way {
            "asc" => false,
            "desc" => true,
            _ => {
                return Err(NotAColumn { said: way.into(), what: "way to sort", there: vec!["asc", "desc"] });
            }
        };
        Ok(Sort { by: column.parse()?, descending })
    }
}

impl fmt::Display for Sort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.by.name(), if self.descending { ":desc" } else { "" })
    }
}

/// What has none stands after all others.
const LAST: u32 = u32::MAX;

impl Glance {
    /// The places of all rows in an order. Kept until something changes.
    pub(super) fn ordered(&self, sort: Sort) -> Rc<Vec<u32>> {
        if let Some(known) = self.orders.borrow().get(&sort) {
            return known.clone();
        }
        let (ranks, key) = (self.inspections.ranks(), self.key(sort.by));
        let whole = |row: &Glimpse| {
            let key = match key(row) {
                LAST => LAST,
                key if sort.descending => LAST - 1 - key,
                key => key,
            };
            let rest = [row.next, ranks[row.inspection as usize], row.number];
            rest.iter().fold(u128::from(key), |whole, part| whole << 32 | u128::from(*part))
        };
        let mut keyed: Vec<(u128, u32)> = self.rows.iter().map(whole).zip(0..).collect();
        keyed.sort_unstable();
        let order = Rc::new(keyed.into_iter().map(|(_, place)| place).collect::<Vec<u32>>());
        self.orders.borrow_mut().insert(sort, order.clone());
        order
    }

    /// What a column's order goes by.
    fn key(&self, by: Column) -> Box<dyn Fn(&Glimpse) -> u32 + '_> {
        let day = |day: u32| if day == NO_DAY { LAST } else { day };
        match by {
            // The rest of the key is the reference; but the next date must not come between.
            Column::Ref => self.reference_key(),
            Column::Kind => Box::new(|row| row.kind as u32),
            Column::Stage => Box::new(|row| row.stage as u32),
            Column::Level => {
                let places = self.levels.each(|code| {
                    self.scheme
                        .levels
                        .iter()
                        .position(|level| level.code == code)
                        .map_or(LAST, |at| at as u32)
                });
                Box::new(move |row| places[row.level as usize])
            }
            Column::Rating => {
                let severity = |code: &str| {
                    self.scheme.rating(code).map_or(LAST, |rating| 255 - u32::from(rating.severity))
                };
                let places = self.ratings.each(severity);
                Box::new(move |row| places[row.rating as usize])
            }
            Column::Owner => {
                let ranks = self.owners.ranks();
                Box::new(move |row| if row.owner == 0 { LAST } else { ranks[row.owner as usize] })
            }
            Column::Next => Box::new(move |row| day(row.next)),
            Column::Heard => Box::new(move |row| day(row.heard)),
            Column::Deadline => Box::new(move |row| day(row.deadline)),
            Column::Opened => Box::new(move |row| day(row.opened)),
            Column::Closed => Box::new(move |row| day(row.closed)),
        }
    }

    fn reference_key(&self) -> Box<dyn Fn(&Glimpse) -> u32 + '_> {
        let ranks = self.inspections.ranks();
        let mut places: Vec<(u32, u32, u32)> =
            (self.rows.iter()).map(|row| (ranks[row.inspection as usize], row.number, row.id)).collect();
        places.sort_unstable();
        let most = places.iter().map(|(_, _, id)| *id).max().unwrap_or(0) as usize;
        let mut by_id = vec![0; most + 1];
        (0..).zip(places).for_each(|(place, (_, _, id))| by_id[id as usize] = place);
        Box::new(move |row| by_id[row.id as usize])
    }

    /// The place of every row's group among the groups, by the row's own place, and what a group is called.
    pub(super) fn groups(&self, by: Group) -> Box<dyn Fn(&Glimpse) -> u32 + '_> {
        match by {
            Group::Inspection => {
                let ranks = self.inspections.ranks();
                Box::new(move |row| ranks[row.inspection as usize])
            }
            Group::Owner => self.key(Column::Owner),
            Group::Stage => self.key(Column::Stage),
            Group::Meeting => Box::new(|row| LAST - row.meeting),
        }
    }

    /// What a row's group is called.
    pub(super) fn group_name(&self, by: Group, row: &Glimpse) -> String {
        match by {
            Group::Inspection => self.inspections.of(row.inspection).to_string(),
            Group::Owner if row.owner == 0 => "nobody".into(),
            Group::Owner => self.owners.of(row.owner).to_string(),
            Group::Stage => Stage::name(row.stage).to_string(),
            Group::Meeting if row.meeting == 0 => "no meeting yet".into(),
            Group::Meeting => format!("M{}", row.meeting),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_is_said_by_its_column_and_its_way() {
        assert_eq!("heard".parse(), Ok(Sort { by: Column::Heard, descending: false }));
        let sort: Sort = "rating:desc".parse().unwrap();
        assert_eq!(
            (sort.by, sort.descending, sort.to_string()),
            (Column::Rating, true, "rating:desc".into())
        );
        assert_eq!("-heard".parse(), Ok(Sort { by: Column::Heard, descending: true }));
        assert_eq!("asked".parse(), Ok(Sort { by: Column::Ref, descending: false }));
        for column in Column::ALL {
            assert_eq!(column.name().parse(), Ok(column));
        }
    }

    #[test]
    fn a_word_that_is_no_column_is_told_with_those_there_are() {
        let said = "colour".parse::<Sort>().unwrap_err().to_string();
        assert_eq!(
            said,
            "`colour` is no column to sort by; there are `ref`, `kind`, `stage`, `level`, `rating`, `owner`, `next`, `heard`, `deadline`, `opened`, `closed`"
        );
        let said = "next:up".parse::<Sort>().unwrap_err().to_string();
        assert_eq!(said, "`up` is no way to sort; there are `asc`, `desc`");
        let said = "force".parse::<Group>().unwrap_err().to_string();
        assert_eq!(said, "`force` is no group; there are `inspection`, `owner`, `stage`, `meeting`");
    }
}
