//! Opened against closed, month by month.

use super::items::Items;
use super::table::{Cell, Table};
use crate::ledger::standing::flow::Month;

/// So many months are told.
pub const MONTHS: u32 = 24;

/// The picture: a row for each month, the present one last. Its sums come out:
/// brought forward + opened + reopened − closed = carried forward.
pub fn table(months: &[Month]) -> Table {
    let before = |month: &Month| months.iter().rev().find(|earlier| earlier.month < month.month);
    let row = |month: &Month| {
        vec![
            Cell::words(month.month.clone()),
            Cell::Count(month.brought_forward, before(month).map(|before| Items::open_at(&before.month))),
            Cell::count(month.opened, Items::opened(&month.month)),
            Cell::count(month.reopened, Items::reopened(&month.month)),
            Cell::count(month.closed, Items::closed(&month.month)),
            Cell::Count(month.carried_forward, Some(Items::open_at(&month.month))),
        ]
    };
    Table {
        columns: vec!["month", "brought forward", "opened", "reopened", "closed", "carried forward"],
        rows: months.iter().map(row).collect(),
        none: "no month to tell of",
    }
}
