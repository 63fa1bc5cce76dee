//! Opened against closed, month by month.

use super::items::Items;
use super::table::{Cell, Table};
use crate::ledger::standing::flow::Month;

/// So many months are told.
pub const MONTHS: u32 = 24;

/// The picture: a row for each month, the present one last. Its sums come out:
/// brought forward + opened − closed = carried forward.
pub fn table(months: &[Month]) -> Table {
    let last = months.len().saturating_sub(1);
    let row = |(index, month): (usize, &Month)| {
        // What was open at the end of an earlier month is no list of today's.
        let open = (index == last).then(|| Items::list(""));
        vec![
            Cell::words(month.month.clone()),
            Cell::Count(month.brought_forward, None),
            Cell::count(month.opened, Items::opened(&month.month)),
            Cell::count(month.closed, Items::closed(&month.month)),
            Cell::Count(month.carried_forward, open),
        ]
    };
    Table {
        columns: vec!["month", "brought forward", "opened", "closed", "carried forward"],
        rows: months.iter().enumerate().map(row).collect(),
        none: "no month to tell of",
    }
}
