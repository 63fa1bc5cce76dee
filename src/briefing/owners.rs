//! Owners: each person's actions in numbers, and the actions of one.

use std::cmp::Reverse;

use chrono::NaiveDate;

use super::items::Items;
use super::table::{Cell, Table};
use crate::journey::deadline::in_words;
use crate::journey::scheme::Scheme;
use crate::journey::text::quoted;
use crate::ledger::standing::owners::{ActionRow, Owner, Which};

/// What owners are sorted by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// Who owes most that is late first, then who owes most.
    #[default]
    Overdue,
    /// Who was not heard for longest first.
    Heard,
    Name,
}

impl Order {
    pub const ALL: [Order; 3] = [Order::Overdue, Order::Heard, Order::Name];

    /// The one after this, and after the last the first.
    pub fn next(self) -> Order {
        match self {
            Order::Overdue => Order::Heard,
            Order::Heard => Order::Name,
            Order::Name => Order::Overdue,
        }
    }

    pub fn name(self) -> &'static str {
        match self {
            Order::Overdue => "overdue",
            Order::Heard => "heard",
            Order::Name => "name",
        }
    }

    /// The order of that name.
    ///
    /// # Errors
    /// There is none; what there is.
    pub fn named(said: &str) -> Result<Order, String> {
        Order::ALL.into_iter().find(|order| order.name() == said.to_lowercase()).ok_or_else(|| {
            let all = Order::ALL.map(|order| format!("`{}`", order.name())).join(", ");
            format!("{} is no order of owners; they are {all}", quoted(said))
        })
    }

    pub fn words(self) -> &'static str {
        match self {
            Order::Overdue => "most overdue first",
            Order::Heard => "longest unheard first",
            Order::Name => "by name",
        }
    }

    /// Puts owners, who come by name, into this order.
    pub fn arrange(self, owners: &mut [Owner]) {
        match self {
            Order::Overdue => owners.sort_by_key(|owner| (Reverse(owner.overdue), Reverse(owner.open))),
            // Who owes nothing need not be heard.
            Order::Heard => owners.sort_by_key(|owner| (owner.open == 0, owner.last_heard)),
            Order::Name => owners.sort_by(|one, other| one.name.cmp(&other.name)),
        }
    }
}

/// Every owner on a row.
pub fn table(owners: &[Owner]) -> Table {
    let row = |owner: &Owner| {
        let of = |which| Items::Actions { owner: owner.name.clone(), which };
        vec![
            Cell::words(owner.name.clone()),
            Cell::count(owner.open, of(Which::Open)),
            Cell::count(owner.overdue, of(Which::Overdue)),
            Cell::Date(owner.oldest_overdue),
            Cell::Date(owner.next),
            Cell::Date(owner.last_heard),
            Cell::count(owner.finished, of(Which::Finished)),
            Cell::count(owner.dropped, of(Which::Dropped)),
        ]
    };
    Table {
        columns: vec![
            "owner",
            "open",
            "overdue",
            "overdue since",
            "next target",
            "last heard",
            "finished",
            "dropped",
        ],
        rows: owners.iter().map(row).collect(),
        none: "nobody owns an action yet",
    }
}

/// An owner in a sentence.
pub fn sentence(owner: &Owner, today: NaiveDate) -> String {
    let overdue = owner.oldest_overdue.map_or(String::new(), |day| {
        format!(", {} of them overdue (the oldest by {} days)", owner.overdue, (today - day).num_days())
    });
    let heard = owner.last_heard.map_or("never heard".into(), |day| format!("last heard {}", in_words(day)));
    let dropped = if owner.dropped > 0 { format!(", {} dropped", owner.dropped) } else { String::new() };
    format!("{}: {} open{overdue}, {} finished{dropped}; {heard}", owner.name, owner.open, owner.finished)
}

/// Actions, a row each.
pub fn actions(rows: &[ActionRow], scheme: &Scheme, today: NaiveDate) -> Table {
    let row = |action: &ActionRow| {
        vec![
            Cell::words(action.r#ref.clone()),
            Cell::words(state(action, today)),
            Cell::Date(Some(action.target)),
            Cell::words(moved(action)),
            Cell::words(rating(action, scheme)),
            Cell::Date(action.last_heard),
            Cell::words(action.owner.clone()),
            Cell::words(action.text.clone()),
        ]
    };
    Table {
        columns: vec!["action", "state", "target", "moved", "rating", "last heard", "owner", "text"],
        rows: rows.iter().map(row).collect(),
        none: "no action is like that",
    }
}

/// What became of an action, in words.
pub fn state(action: &ActionRow, today: NaiveDate) -> String {
    match (&action.finished_as, action.overdue) {
        (Some(ending), _) => ending.clone(),
        (None, true) => format!("OVERDUE {} d", (today - action.target).num_days()),
        (None, false) => action.state.clone(),
    }
}

/// How its date moved: `2nd date` would hide by how much, so the days are told.
fn moved(action: &ActionRow) -> String {
    match action.moves {
        0 => "-".into(),
        moves => format!("{moves}x {:+} d", (action.target - action.original).num_days()),
    }
}

/// The rating of an action in a letter and a word.
pub fn rating(action: &ActionRow, scheme: &Scheme) -> String {
    let rating = action.rating.as_ref().and_then(|code| scheme.rating(code));
    rating.map_or("- not rated".into(), |rating| format!("{} {}", rating.letter, rating.code.to_lowercase()))
}
