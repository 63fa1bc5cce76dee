//! The first run: somebody opens the screens and has no register yet.

use std::path::Path;

use super::failure::Failure;
use super::{Desk, Manner, demo, init, place};
use crate::intake::{self, NotProposed};
use crate::journey::asking::options;
use crate::journey::text::clean_line;
use crate::ledger::Seat;
use crate::ledger::newcomer::{Begun, Foretold, Newcomer, NotBegun, Wanted};
use crate::ledger::trouble::Trouble;
use crate::progress::Progress;
use crate::settings::Configuration;

/// Opens the welcome, and then the screens or the plain lines on what the person made there.
pub fn welcome(desk: &Desk, manner: Manner) -> Result<(), Failure> {
    // The terminal belongs to the screens or the talk from here on: the command line's bar would be drawn over them.
    let desk = &desk.again(Seat { progress: Progress::unwatched(), ..desk.seat.clone() });
    let newcomer = Newcomer {
        account: desk.seat.account.user.clone(),
        today: desk.seat.clock.today(),
        path: desk.register.clone(),
        foretell: {
            let desk = desk.again(desk.seat.clone());
            Box::new(move |wanted| foretold(&desk, wanted).map_err(told))
        },
    };
    let mut make = |wanted: &Wanted| made(desk, wanted).map(|begun| begun.naming(place::named)).map_err(told);
    let configuration = Configuration::of_this_user();
    match manner {
        Manner::Screens => crate::tui::begin(newcomer, &mut make, configuration)
            .map_err(|error| Failure::Trouble { what: format!("{error:#}"), hint: None }),
        Manner::Lines => Ok(crate::linear::begin(&newcomer, &mut make, configuration, desk.output.width())?),
    }
}

fn told(failure: Failure) -> NotBegun {
    let (what, hint) = failure.into_words();
    NotBegun { what, hint }
}

fn made(desk: &Desk, wanted: &Wanted) -> Result<Begun, Failure> {
    match wanted {
        Wanted::Practice => {
            let (ledger, new) = demo::opened(desk, &place::practice()?, true, false)?;
            let actor = demo::who_practises(desk, &ledger)?;
            let tour = demo::is_first_shown(&ledger, new)?;
            Ok(Begun { tour, ..Begun::plainly(ledger, actor) })
        }
        Wanted::Register { home, me, roles, on, document } => {
            if let Some(document) = document {
                readable(desk, document, home)?;
            }
            let wish = init::Wish { home, me, roles, scheme: init::example_scheme()?, on: *on };
            let ledger = init::made(desk, wish)?;
            let actor = clean_line(me).into_owned();
            Ok(Begun { document: document.clone(), ..Begun::plainly(ledger, actor) })
        }
    }
}

/// What would be made, in words that a person agrees to.
fn foretold(desk: &Desk, wanted: &Wanted) -> Result<Foretold, Failure> {
    let Wanted::Register { home, me, roles, on, document } = wanted else { return Ok(Foretold::default()) };
    if let Some(document) = document {
        readable(desk, document, home)?;
    }
    let wish = init::Wish { home, me, roles, scheme: init::example_scheme()?, on: *on };
    let events = init::foretold(desk, wish)?;
    let roles = roles.iter().flat_map(|role| ["--role", role.words()]);
    let words = ["plenary", "init", "--home", home, "--me", me].into_iter().chain(roles);
    let command = std::iter::once(shell_words::join(words))
        .chain(options(*on, None, place::named(&desk.register).as_deref()))
        .collect::<Vec<_>>()
        .join(" ");
    let mut remarks = vec![format!("the register will lie at {}", desk.register.display())];
    remarks.extend(intake::nearest_forces(home).map(|near| unknown(home, &near)));
    remarks.extend(document.as_ref().map(|path| {
        format!("then {} is shown for review: nothing of it is recorded with this", clean_line(path))
    }));
    Ok(Foretold { events, command, remarks })
}

/// That a home force is none of the table.
fn unknown(home: &str, near: &[&str]) -> String {
    let near = if near.is_empty() { String::new() } else { format!(": is it {}?", near.join(", or ")) };
    format!("`{home}` is none of the forces that are known here{near}")
}

/// That a document can be imported: a register is not made for one that cannot.
fn readable(desk: &Desk, document: &str, home: &str) -> Result<(), Failure> {
    let read = intake::read_file(Path::new(document)).map_err(NotProposed::Problems);
    let (today, progress) = (desk.seat.clock.today(), &desk.seat.progress);
    match read.and_then(|document| intake::propose(&document, home, today, progress)) {
        Ok(_) => Ok(()),
        Err(NotProposed::Problems(problems)) => Err(Failure::problems(&clean_line(document), &problems)),
        Err(NotProposed::Cancelled) => Err(Trouble::Cancelled.into()),
    }
}
