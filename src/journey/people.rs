//! People, the roles they hold, and the days on which they hold them.
//! Separation of duties is judged by person, never by role.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::keys::Key;

/// What a person may be asked to do. One person may hold several.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Keeps the register, holds plenaries, submits for closure.
    Lead,
    /// Owns actions and reports on them.
    Owner,
    /// The Deputy Chief Constable, or an acting one for dated periods.
    Approver,
    /// The local policing body's office, which answers under section 55.
    LpbOffice,
    /// Reads and records nothing.
    Reader,
}

impl Role {
    pub const ALL: [Role; 5] = [Role::Lead, Role::Owner, Role::Approver, Role::LpbOffice, Role::Reader];

    /// The role in the word that commands and screens use.
    pub fn words(self) -> &'static str {
        match self {
            Role::Lead => "lead",
            Role::Owner => "owner",
            Role::Approver => "approver",
            Role::LpbOffice => "lpb-office",
            Role::Reader => "reader",
        }
    }
}

/// A role held from one day to another, both included; no day means without limit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holding {
    pub role: Role,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
}

/// Somebody who acts in the register, known by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    pub name: String,
    pub roles: Vec<Holding>,
    /// The operating system's users through which this person acts.
    pub accounts: Vec<String>,
    /// Where messages to this person go.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// The keys with which this person signs, the oldest first; also those that ended.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub keys: Vec<Key>,
}

impl Holding {
    /// Whether the holding covers a day.
    pub fn covers(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

impl Person {
    /// Whether a name is this person's, in any case of letters: whoever types it differently is nobody else.
    pub fn is_called(&self, name: &str) -> bool {
        self.name.to_lowercase() == name.to_lowercase()
    }

    /// Whether the person holds a role on a day.
    pub fn holds(&self, role: Role, day: NaiveDate) -> bool {
        self.roles.iter().any(|holding| holding.role == role && holding.covers(day))
    }

    /// The same, also where the role begins on a later day.
    pub fn holds_or_will(&self, role: Role, day: NaiveDate) -> bool {
        self.roles.iter().any(|held| held.role == role && held.until.is_none_or(|until| day <= until))
    }

    /// Whether the person holds one of these roles on a day. Of a key of their own it is enough that one begins later: it
    /// is made ready before its holder may decide, and that is judged on the day of each decision.
    pub fn holds_one_of(&self, needed: &[Role], day: NaiveDate, of_own_key: bool) -> bool {
        needed.iter().any(|role| self.holds(*role, day) || (of_own_key && self.holds_or_will(*role, day)))
    }
}
