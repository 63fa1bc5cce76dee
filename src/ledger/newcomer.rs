//! Somebody without a register: who comes, what they want to be made, and what was made.
//! Asking for it is for the screens and the plain lines, making it for the command line that was called.

use std::path::Path;

use chrono::NaiveDate;

use super::Ledger;
use super::past::Moment;
use crate::journey::event::Event;
use crate::journey::people::Role;

/// Who comes without a register.
pub struct Newcomer {
    /// The operating system's user.
    pub account: String,
    pub today: NaiveDate,
    /// Where the register would be.
    pub path: std::path::PathBuf,
    /// Says what would be made, and makes nothing.
    pub foretell: Box<Foretell>,
}

/// What would be made.
#[derive(Debug, Clone, Default)]
pub struct Foretold {
    /// What would be recorded first.
    pub events: Vec<Event>,
    /// The same as a command line.
    pub command: String,
    /// What the person should look at before it is made.
    pub remarks: Vec<String>,
}

/// Says what a register would begin with, or why it cannot be made so.
pub type Foretell = dyn Fn(&Wanted) -> Result<Foretold, NotBegun>;

/// What is to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wanted {
    /// The practice register, or the one that was practised on before.
    Practice,
    /// A register of the person's own.
    Register {
        home: String,
        me: String,
        roles: Vec<Role>,
        on: Option<NaiveDate>,
        /// The path of the document that is to be looked at next.
        document: Option<String>,
    },
}

/// An open register, and how its screens begin.
pub struct Begun {
    pub ledger: Ledger,
    pub actor: String,
    /// The path of a document to review first.
    pub document: Option<String>,
    /// Whether the tour is offered.
    pub tour: bool,
    /// Whether nobody acts yet, because the account serves several people and nobody said which of them it is.
    pub asks_who: bool,
    /// The path that a command line must name to find this register; none where it is found without.
    pub named: Option<String>,
    /// The moment in the past at which it is looked at first.
    pub as_at: Option<Moment>,
}

impl Begun {
    /// A register whose screens begin with the overview.
    pub fn plainly(ledger: Ledger, actor: String) -> Begun {
        Begun { ledger, actor, document: None, tour: false, asks_who: false, named: None, as_at: None }
    }
}

impl Begun {
    /// The same, with the path that `named` gives for where it lies.
    pub fn naming(self, named: impl Fn(&Path) -> Option<String>) -> Begun {
        Begun { named: named(self.ledger.path()), ..self }
    }
}

/// Why nothing was made: the sentences, and what to do.
#[derive(Debug)]
pub struct NotBegun {
    pub what: String,
    pub hint: Option<String>,
}

/// Makes what is wanted, whole or not at all.
pub type Make<'m> = dyn FnMut(&Wanted) -> Result<Begun, NotBegun> + 'm;
