//! Later dates at the desk: for whom they wait by the scheme, and what stays of those that were refused.

use std::path::Path;

use super::sample::{self, LEAD, OWNER};
use super::session::Session;
use crate::journey::request::Request;
use crate::journey::scheme::{Granter, Step};
use crate::ledger::{Acting, Ledger};

/// The filled register, whose scheme leaves every later date of this year to the leads.
fn leads_grant(folder: &Path) -> Ledger {
    let mut ledger = sample::filled(folder);
    let mut scheme = ledger.standing().register().unwrap().scheme;
    (scheme.extension.free_moves, scheme.extension.free_days) = (0, 0);
    scheme.extension.steps = vec![Step { moves: None, days: Some(365), granted_by: Granter::Lead }];
    let acting = Acting { actor: LEAD.into(), ..Acting::default() };
    ledger.record(&[Request::AdoptScheme { scheme: Box::new(scheme) }], &acting).unwrap();
    ledger
}

/// An owner's request for a later date, with a lead in front of it.
fn asked() -> Session {
    let mut session = Session::on(leads_grant, 80, 32);
    session.act_as(OWNER).open("SOC22-4").press("t").write("30 June 2023").press("tab");
    session.write("nobody can be found before").record();
    session.sees("extension of a to 30 Jun 2023 asked of another governance lead");
    session.press("esc esc esc esc").act_as(LEAD);
    session
}

#[test]
fn what_a_lead_may_grant_waits_for_the_leads_and_is_granted_by_one() {
    let mut session = asked();
    session.sees("asks lead").sees("extension asked");
    session.press("l /").write("leadasked").press("enter").sees("SOC22-4");
    session.press("esc esc esc esc").open("SOC22-4").sees("extension to 30 Jun 2023 waits").press("G ctrl-s");
    session.sees("O. Owner asks another governance lead to extend a to 30 Jun 2023");
    session.press("enter").sees("a decision: y records it").press("y");
    session.sees("by 30 Jun 2023, 3rd date, +181");
}

#[test]
fn what_was_refused_stays_with_the_dates_and_is_counted() {
    let mut session = asked();
    session.open("SOC22-4").press("R").write("start earlier").press("ctrl-s y");
    session.sees("a later date of a refused by A. Lead").sees("extension of a to").sees("refused");
    session.press("esc esc esc esc O / o . space o w n e r enter").sees("refused 1");
    session.press("right right right right right right enter").sees("refused actions: 1").sees("SOC22-4.a");
    session.press("esc esc esc esc l /").write("refused").press("enter").sees("SOC22-4");
    session.press("esc esc esc esc").open("SOC22").sees("1 later date was refused of 1 action");
}
