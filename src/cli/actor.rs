//! Who acts: the person whom this account of the operating system serves.

use chrono::NaiveDate;

use super::Desk;
use super::failure::Failure;
use crate::journey::day::{Lean, read_day};
use crate::journey::register::Register;
use crate::journey::text::clean_line;
use crate::ledger::newcomer::Begun;
use crate::ledger::record::Account;
use crate::ledger::{Acting, Ledger};

/// The account and machine through which this process runs.
pub fn account() -> Account {
    let host = rustix::system::uname().nodename().to_string_lossy().into_owned();
    let user = whoami::username().unwrap_or_else(|_| rustix::process::getuid().as_raw().to_string());
    Account { user: clean_line(&user).into_owned(), host: clean_line(&host).into_owned() }
}

/// Who acts on an open register, and when.
pub fn acting(desk: &Desk, ledger: &Ledger) -> Result<Acting, Failure> {
    let on = day(desk, ledger.today())?;
    Ok(Acting { actor: name(desk, &ledger.standing().register()?)?, on, seen: None })
}

/// The screens or the plain lines on an open register. Where the account serves several people and nobody said
/// which of them it is, they ask.
pub fn begun(desk: &Desk, ledger: Ledger) -> Result<Begun, Failure> {
    let register = ledger.standing().register()?;
    if desk.actor.is_none() && register.served_by(&desk.seat.account.user).count() > 1 {
        day(desk, ledger.today())?;
        return Ok(Begun { asks_who: true, ..Begun::plainly(ledger, String::new()) });
    }
    let actor = acting(desk, &ledger)?.actor;
    Ok(Begun::plainly(ledger, actor))
}

/// The day that `--on` says; none where it was left out.
pub fn day(desk: &Desk, today: NaiveDate) -> Result<Option<NaiveDate>, Failure> {
    let said = desk.on.as_deref().map(|words| read_day(words, today, Lean::Back)).transpose();
    said.map_err(|wrong| Failure::usage(format!("--on: {wrong}")))
}

/// The person of a register who acts.
pub fn name(desk: &Desk, register: &Register) -> Result<String, Failure> {
    let user = &desk.seat.account.user;
    let served: Vec<_> = register.served_by(user).map(|person| person.name.clone()).collect();
    let people = || served.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    if let Some(wanted) = desk.actor.as_deref().map(clean_line) {
        let found = register.served_by(user).find(|person| person.is_called(&wanted));
        return found.map(|person| person.name.clone()).ok_or_else(|| {
            let known = if served.is_empty() { "nobody".to_string() } else { people() };
            let what = format!("the account `{user}` acts for {known}, not for `{wanted}`");
            Failure::not_served(
                what,
                format!("a lead maps it with `plenary people account \"{wanted}\" {user}`"),
            )
        });
    }
    match served.as_slice() {
        [only] => Ok(only.clone()),
        [] => Err(Failure::not_served(
            format!("the account `{user}` acts for nobody in this register"),
            format!("a lead maps it with `plenary people account NAME {user}`"),
        )),
        _ => Err(Failure::not_served(
            format!("the account `{user}` acts for {}", people()),
            "say who acts with `--actor NAME`".into(),
        )),
    }
}
