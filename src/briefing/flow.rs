//! Opened against closed, month by month.

use chrono::{Months, NaiveDate};

use super::items::Items;
use super::table::{Cell, Table};
use crate::ledger::standing::flow::Month;

/// So many months are told.
pub const MONTHS: u32 = 24;

/// The picture: a row for each month, the present one last. Its sums come out:
/// brought forward + opened + reopened − closed = carried forward.
pub fn table(months: &[Month]) -> Table {
    let last = months.len().saturating_sub(1);
    let row = |(index, month): (usize, &Month)| {
        let open = if index == last { Items::list("") } else { Items::open_at(&month.month) };
        vec![
            Cell::words(month.month.clone()),
            Cell::Count(month.brought_forward, before(&month.month).map(|before| Items::open_at(&before))),
            Cell::count(month.opened, Items::opened(&month.month)),
            Cell::count(month.reopened, Items::reopened(&month.month)),
            Cell::count(month.closed, Items::closed(&month.month)),
            Cell::Count(month.carried_forward, Some(open)),
        ]
    };
    Table {
        columns: vec!["month", "brought forward", "opened", "reopened", "closed", "carried forward"],
        rows: months.iter().enumerate().map(row).collect(),
        none: "no month to tell of",
    }
}

/// The month before: `2023-05` of `2023-06`.
fn before(month: &str) -> Option<String> {
    let first: NaiveDate = format!("{month}-01").parse().ok()?;
    Some(first.checked_sub_months(Months::new(1))?.format("%Y-%m").to_string())
}
