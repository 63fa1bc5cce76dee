//! Who acts: the people whom this account of the operating system serves.

use super::choosing::{self, Chosen};
use super::commands::Kind;
use super::session::Session;
use super::talk::{Heard, Talk};
use super::tour::Deed;
use super::view::{Left, Link, Row, View};
use crate::briefing::overview::you;
use crate::journey::people::{Person, Role};
use crate::journey::text::quoted;
use crate::ledger::Ledger;
use crate::ledger::trouble::Trouble;

pub struct Who;

impl View for Who {
    fn kind(&self) -> Kind {
        Kind::Who
    }

    fn name(&self) -> String {
        "Who acts".into()
    }

    fn tell(&mut self, session: &mut Session) -> Result<Vec<Row>, Left> {
        let account = session.ledger.account().user.clone();
        let served: Vec<&Person> = session.register.served_by(&account).collect();
        let row = |person: &&Person| {
            let now = if person.name == session.actor { ", acts now" } else { "" };
            let line = format!("{}{now}", you(Some(person), session.today));
            Row::named(&person.name, line, Link::Become(person.name.clone()))
        };
        let rows: Vec<Row> = served.iter().map(row).collect();
        session.talk.say(format!("The account {account} acts for {}:", rows.len()));
        if rows.len() < 2 {
            session.talk.say("people account lets it act for another person.");
        }
        Ok(rows)
    }
}

/// Asks who acts, before anything else, because the account serves several people; none where nobody says it.
///
/// # Errors
/// The register could not be read.
pub fn asked(ledger: &Ledger, talk: &mut Talk) -> Result<Option<String>, Trouble> {
    let (register, today) = (ledger.standing().register()?, ledger.today());
    let account = &ledger.account().user;
    let served: Vec<&Person> = register.served_by(account).collect();
    let names: Vec<&str> = served.iter().map(|person| person.name.as_str()).collect();
    talk.say(format!("The account {account} acts for {}:", served.len()));
    let line = |(index, person): (usize, &&Person)| format!("{}. {}", index + 1, you(Some(person), today));
    talk.say_all(served.iter().enumerate().map(line));
    loop {
        let line = match talk.ask("Who acts, number or name, q leave") {
            Heard::Line(line) if matches!(line.trim(), "q" | "quit") => return Ok(None),
            Heard::Line(line) => line,
            Heard::End | Heard::Interrupted | Heard::Over => return Ok(None),
        };
        match choosing::numbered_or_among(&names, &line) {
            Chosen::One(index) => {
                talk.say(format!("You act as {}.", you(Some(served[index]), today)));
                return Ok(Some(names[index].to_string()));
            }
            Chosen::Several(_) => talk.say(format!("Several are called {}.", quoted(&line))),
            Chosen::None => talk.say(format!("One of {}.", names.join(", "))),
        }
    }
}

/// Acts as a person from now on.
pub fn act_as(session: &mut Session, name: &str) {
    session.actor = name.to_string();
    let approver = session.person().is_some_and(|person| person.holds(Role::Approver, session.today));
    session.tour.saw(Deed::Became { approver });
    let you = session.you();
    session.talk.say(format!("You act as {you} now."));
}

/// Acts as the person that a name means, where this account serves that person.
pub fn by_name(session: &mut Session, name: &str) {
    let account = session.ledger.account().user.clone();
    let served: Vec<String> =
        session.register.served_by(&account).map(|person| person.name.clone()).collect();
    match choosing::among(&served, name) {
        Chosen::One(index) => act_as(session, &served[index]),
        Chosen::Several(_) => {
            session.talk.say(format!("Several are called {}. @ alone numbers them.", quoted(name)))
        }
        Chosen::None => {
            let all = served.join(", ");
            session.talk.say(format!("The account {account} acts for {all}, not for {}.", quoted(name)));
        }
    }
}
