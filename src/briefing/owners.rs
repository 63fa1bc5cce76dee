//! Owners: each person's actions in numbers, and the actions of one.

use std::cmp::Reverse;

use chrono::NaiveDate;

use super::items::Items;
use super::table::{Cell, Table};
use crate::journey::deadline::in_words;
use crate::journey::scheme::Scheme;
use crate::journey::text::quoted;
use crate::ledger::standing::owners::{ActionRow, LastChase, Owner, Which};
use crate::ledger::standing::tallies::Dates;

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
            Cell::count(owner.dates.moved, of(Which::Moved)),
            Cell::Count(owner.dates.moves.into(), None),
            Cell::Count(owner.dates.days_later.into(), None),
            Cell::Count(owner.dates.days_earlier.into(), None),
            Cell::count(owner.dates.refused, of(Which::Refused)),
            Cell::Count(owner.dates.refusals.into(), None),
            Cell::words(owner.chased.as_ref().map_or("never".into(), last_chased)),
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
            "moved",
            "moves",
            "days later",
            "days earlier",
            "refused",
            "refusals",
            "last chased",
        ],
        rows: owners.iter().map(row).collect(),
        none: "nobody owns an action yet",
    }
}

/// So many columns of [`table`] stand side by side on a page; the others are told in sentences.
pub const COLUMNS: usize = 8;

/// How each owner kept the dates, and when each was chased: a line for those of whom there is something to say.
pub fn kept(owners: &[Owner]) -> Vec<String> {
    let told = |owner: &Owner| {
        let dates = Some(dates(&owner.dates)).filter(|_| owner.dates != Dates::default());
        let chased = owner.chased.as_ref().map(|chase| format!("last chased {}", last_chased(chase)));
        let told: Vec<_> = dates.into_iter().chain(chased).collect();
        (!told.is_empty()).then(|| format!("{}: {}", owner.name, told.join("; ")))
    };
    owners.iter().filter_map(told).collect()
}

/// By how many days dates became later and by how many they were brought forward: `244 days later, 30 days earlier`.
pub fn days(dates: &Dates) -> String {
    let count = |n: u32, way: &str| {
        let unit = if n == 1 { "day" } else { "days" };
        (n > 0).then(|| format!("{n} {unit} {way}"))
    };
    let ways = [count(dates.days_later, "later"), count(dates.days_earlier, "earlier")];
    ways.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// How dates were kept: `3 actions have a moved date: 5 moves, 244 days later, 30 days earlier; 1 later date was refused
/// of 1 action`.
pub fn dates(dates: &Dates) -> String {
    let count =
        |n: u32, one: &str, more: &str| if n == 1 { format!("1 {one}") } else { format!("{n} {more}") };
    let moved = match dates.moved {
        0 => "no date was moved".to_string(),
        n => format!(
            "{}: {}, {}",
            count(n, "action has a moved date", "actions have a moved date"),
            count(dates.moves, "move", "moves"),
            days(dates)
        ),
    };
    match dates.refused {
        0 => moved,
        n => format!(
            "{moved}; {} of {}",
            count(dates.refusals, "later date was refused", "later dates were refused"),
            count(n, "action", "actions")
        ),
    }
}

/// `3 Mar 2023 by A. Lead, 4 actions`.
pub fn last_chased(chase: &LastChase) -> String {
    let actions =
        if chase.actions == 1 { "1 action".to_string() } else { format!("{} actions", chase.actions) };
    format!("{} by {}, {actions}", in_words(chase.on), chase.by)
}

/// An owner in a sentence.
pub fn sentence(owner: &Owner, today: NaiveDate) -> String {
    let overdue = owner.oldest_overdue.map_or(String::new(), |day| {
        format!(", {} of them overdue (the oldest by {} days)", owner.overdue, (today - day).num_days())
    });
    let heard = owner.last_heard.map_or("never heard".into(), |day| format!("last heard {}", in_words(day)));
    let dropped = if owner.dropped > 0 { format!(", {} dropped", owner.dropped) } else { String::new() };
    let (open, finished) = (owner.open, owner.finished);
    format!("{}: {open} open{overdue}, {finished} finished{dropped}; {heard}", owner.name)
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
            Cell::words(action.marked().into_owned()),
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

/// How its date moved, and how often a later one was refused.
pub fn moved(action: &ActionRow) -> String {
    let refused = (action.refused > 0).then(|| format!("refused {}x", action.refused));
    let told: Vec<_> = action.trail().into_iter().chain(refused).collect();
    if told.is_empty() { "-".into() } else { told.join("; ") }
}

/// The rating of an action in a letter and a word.
pub fn rating(action: &ActionRow, scheme: &Scheme) -> String {
    let rating = action.rating.as_ref().and_then(|code| scheme.rating(code));
    rating.map_or("- not rated".into(), |rating| format!("{} {}", rating.letter, rating.code.to_lowercase()))
}
