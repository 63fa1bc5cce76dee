//! Whether a decision is signed stands on every screen that tells it: a table over the screens.

use std::path::Path;

use super::sample::{self, DCC, LEAD};
use super::session::Session;
use crate::ledger::Ledger;

/// The DCC ended `SOC22-6` without a signature.
fn ended(folder: &Path) -> Ledger {
    let mut ledger = sample::filled(folder);
    let all = &mut ledger;
    sample::ask(all, "2023-01-22", LEAD, "withdraw", &[("ref", "SOC22-6"), ("why", "the unit is gone")]);
    sample::ask(all, "2023-02-01", DCC, "grant", &[("ref", "SOC22-6")]);
    ledger
}

#[test]
fn an_unsigned_decision_says_unsigned_on_every_screen_that_tells_it() {
    for (keys, words, place) in [
        ("l / ", "stage:closed", "closed unsigned: Cleveland"),
        ("h", "", "granted by the DCC (unsigned)"),
        ("d", "", "no longer applicable (unsigned)"),
    ] {
        let mut session = Session::on(ended, 120, 40);
        session.press(keys).write(words);
        if !words.is_empty() {
            session.press("enter");
        }
        session.sees(place);
    }
    let mut session = Session::on(ended, 120, 40);
    session
        .open("SOC22-6")
        .sees("closing as no longer applicable granted by")
        .sees("DCC (unsigned) (T. Deputy)");
    session.press("h").sees("granted by the DCC (unsigned)");
    session.press("esc w").sees("(unsigned)");
}
