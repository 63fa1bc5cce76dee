//! The register itself: whose it is, the bodies and people it knows, and its scheme.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::event::What;
use super::people::{Holding, Person, Role};
use super::reference::{EvidenceRef, MeetingRef, Stream};
use super::refusal::{Reason, Refusal};
use super::scheme::Scheme;
use super::{Asked, Decision, reasoned};

/// What sort of organisation a body is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BodyKind {
    Force,
    RegionalUnit,
    LocalPolicingBody,
    Inspectorate,
    Department,
    Partner,
}

impl BodyKind {
    pub const ALL: [BodyKind; 6] = [
        BodyKind::Force,
        BodyKind::RegionalUnit,
        BodyKind::LocalPolicingBody,
        BodyKind::Inspectorate,
        BodyKind::Department,
        BodyKind::Partner,
    ];

    /// The kind in words.
    pub fn words(self) -> &'static str {
        match self {
            BodyKind::Force => "force",
            BodyKind::RegionalUnit => "regional unit",
            BodyKind::LocalPolicingBody => "local policing body",
            BodyKind::Inspectorate => "inspectorate",
            BodyKind::Department => "department",
            BodyKind::Partner => "partner",
        }
    }
}

/// What is true of the register as a whole. Small, and read with every request.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Register {
    pub home: String,
    /// Set on a practice register: the day at which its clock stands still.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub practice: Option<NaiveDate>,
    pub bodies: BTreeMap<String, BodyKind>,
    pub people: Vec<Person>,
    /// Empty until one was adopted.
    pub scheme: Scheme,
    /// How many meetings and pieces of evidence have been numbered.
    pub meetings: u32,
    pub evidence: u32,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub open_meetings: Vec<MeetingRef>,
}

impl Register {
    /// Whether a body of that name is known.
    pub fn knows_body(&self, name: &str) -> bool {
        self.bodies.contains_key(name)
    }

    /// The person of that name, in any case.
    pub fn person(&self, name: &str) -> Option<&Person> {
        self.people.iter().find(|person| person.is_called(name))
    }

    /// The people whom one account of the operating system serves.
    pub fn served_by<'a>(&'a self, account: &'a str) -> impl Iterator<Item = &'a Person> {
        self.people.iter().filter(move |person| person.accounts.iter().any(|known| known == account))
    }

    /// The number that the next meeting gets.
    pub fn next_meeting(&self) -> MeetingRef {
        MeetingRef(self.meetings + 1)
    }

    /// The number that the next piece of evidence gets.
    pub fn next_evidence(&self) -> EvidenceRef {
        EvidenceRef(self.evidence + 1)
    }
}

/// Opens a register: its home body, its first person, who is lead, and the scheme it begins with.
pub fn open(
    asked: &Asked,
    home: &str,
    first: &Person,
    scheme: &Scheme,
    practice: Option<NaiveDate>,
) -> Decision {
    let cannot = |reason| Refusal::new(home, "be given a register", reason);
    if home.trim().is_empty() || first.name.trim().is_empty() {
        return Err(cannot(Reason::NoName));
    }
    if !asked.state.register.home.is_empty() {
        return Err(cannot(Reason::RegisterAlreadyOpen(asked.state.register.home.clone())));
    }
    if !first.holds(Role::Lead, asked.context.on) {
        return Err(cannot(Reason::LastLead));
    }
    let problems = scheme.problems();
    if !problems.is_empty() {
        return Err(cannot(Reason::SchemeUnusable(problems)));
    }
    let events = vec![
        What::RegisterOpened { home: home.to_string(), practice },
        What::PersonAdded {
            name: first.name.clone(),
            roles: first.roles.clone(),
            accounts: first.accounts.clone(),
        },
        What::SchemeAdopted { scheme: Box::new(scheme.clone()) },
    ];
    Ok(events.into_iter().map(|what| asked.event(Stream::Register, what)).collect())
}

/// Names a body, so that recommendations can be addressed to it.
pub fn name_body(asked: &Asked, name: &str, kind: BodyKind) -> Decision {
    let cannot = |reason| Refusal::new(name, "be named", reason);
    if name.trim().is_empty() {
        return Err(cannot(Reason::NoName));
    }
    if asked.state.register.bodies.get(name) == Some(&kind) {
        return Err(cannot(Reason::BodyKnown));
    }
    Ok(vec![asked.event(Stream::Register, What::BodyNamed { name: name.to_string(), body_kind: kind })])
}

/// Adds a person with a first role.
pub fn add_person(asked: &Asked, name: &str, roles: &[Holding], accounts: &[String]) -> Decision {
    let cannot = |reason| Refusal::new(name, "be added", reason);
    if name.trim().is_empty() {
        return Err(cannot(Reason::NoName));
    }
    if asked.state.register.person(name).is_some() {
        return Err(cannot(Reason::PersonKnown));
    }
    if let Some(holding) = roles.iter().find(|holding| ends_before_it_begins(holding)) {
        return Err(cannot(Reason::EndsBeforeItBegins(holding.role)));
    }
    let what =
        What::PersonAdded { name: name.to_string(), roles: roles.to_vec(), accounts: accounts.to_vec() };
    Ok(vec![asked.event(Stream::Register, what)])
}

/// Gives a person a role, for dated periods where dates are given. Nobody makes himself an approver.
pub fn give_role(asked: &Asked, person: &str, holding: &Holding) -> Decision {
    let cannot = |reason| Refusal::new(person, "be given a role", reason);
    let person = asked.state.register.person(person).ok_or_else(|| cannot(Reason::UnknownPerson))?;
    if ends_before_it_begins(holding) {
        return Err(cannot(Reason::EndsBeforeItBegins(holding.role)));
    }
    if holding.role == Role::Approver && person.name == asked.context.actor {
        return Err(cannot(Reason::OwnAuthority));
    }
    let what = What::RoleGiven { person: person.name.clone(), holding: holding.clone() };
    Ok(vec![asked.event(Stream::Register, what)])
}

/// Ends a role from the day of the request. The last lead stays: who else holds that role on the day must hold it today.
pub fn end_role(asked: &Asked, person: &str, role: Role) -> Decision {
    let cannot = |reason| Refusal::new(person, "lose a role", reason);
    let person = asked.state.register.person(person).ok_or_else(|| cannot(Reason::UnknownPerson))?;
    if !person.holds(role, asked.context.on) {
        return Err(cannot(Reason::RoleNotHeld(role)));
    }
    // Also today: where an end is recorded late, whoever was lead on that day may be so no longer.
    let days = [asked.context.on, asked.context.today];
    let leads =
        |other: &Person| other.name != person.name && days.iter().all(|day| other.holds(Role::Lead, *day));
    if role == Role::Lead && !asked.state.register.people.iter().any(leads) {
        return Err(cannot(Reason::LastLead));
    }
    Ok(vec![asked.event(Stream::Register, What::RoleEnded { person: person.name.clone(), role })])
}

/// Lets an account of the operating system act for a person.
pub fn map_account(asked: &Asked, person: &str, account: &str) -> Decision {
    let cannot = |reason| Refusal::new(person, "be given an account", reason);
    let person = asked.state.register.person(person).ok_or_else(|| cannot(Reason::UnknownPerson))?;
    if account.trim().is_empty() {
        return Err(cannot(Reason::NoName));
    }
    if person.accounts.iter().any(|known| known == account) {
        return Err(cannot(Reason::AccountKnown(account.to_string())));
    }
    let what = What::AccountMapped { person: person.name.clone(), account: account.to_string() };
    Ok(vec![asked.event(Stream::Register, what)])
}

/// Takes an account of the operating system away from a person, with a reason.
/// Some lead keeps one: without it nobody could be given another.
pub fn unmap_account(asked: &Asked, person: &str, account: &str, reason: &str) -> Decision {
    let cannot = |reason| Refusal::new(person, "lose an account", reason);
    let person = asked.state.register.person(person).ok_or_else(|| cannot(Reason::UnknownPerson))?;
    if !person.accounts.iter().any(|known| known == account) {
        return Err(cannot(Reason::AccountUnknown(account.to_string())));
    }
    let kept = |other: &Person| {
        other.holds(Role::Lead, asked.context.today)
            && other.accounts.iter().any(|known| other.name != person.name || known != account)
    };
    if !asked.state.register.people.iter().any(kept) {
        return Err(cannot(Reason::LastAccount));
    }
    reasoned(&person.name, "lose an account", reason)?;
    let what = What::AccountUnmapped { person: person.name.clone(), account: account.to_string() };
    Ok(vec![asked.event(Stream::Register, what).because(reason)])
}

/// Notes where messages to a person go; where they went elsewhere before, with a reason.
pub fn note_address(asked: &Asked, person: &str, address: &str, reason: Option<&str>) -> Decision {
    let cannot = |reason| Refusal::new(person, "be given an address", reason);
    let known = asked.state.register.person(person).ok_or_else(|| cannot(Reason::UnknownPerson))?;
    if !is_address(address) {
        return Err(cannot(Reason::NotAnAddress(address.to_string())));
    }
    if known.address.as_deref() == Some(address) {
        return Err(cannot(Reason::AddressKnown));
    }
    if known.address.is_some() && reason.is_none() {
        return Err(cannot(Reason::NoReason));
    }
    let what = What::AddressNoted { person: known.name.clone(), address: address.to_string() };
    let event = asked.event(Stream::Register, what);
    Ok(vec![reason.map_or(event.clone(), |reason| event.because(reason))])
}

/// Whether messages can go there: one plain address, of the letters that need no quoting (RFC 5322, 3.4.1).
pub fn is_address(said: &str) -> bool {
    let atoms = |part: &str, signs: &str| {
        let atom = |atom: &str| {
            !atom.is_empty() && atom.chars().all(|sign| sign.is_ascii_alphanumeric() || signs.contains(sign))
        };
        part.split('.').all(atom)
    };
    said.len() <= 254
        && said.split_once('@').is_some_and(|(local, domain)| {
            local.len() <= 64 && atoms(local, "!#$%&'*+-/=?^_`{|}~") && atoms(domain, "-")
        })
}

/// Adopts a scheme in place of the present one; what was recorded under the old one keeps its rows.
pub fn adopt_scheme(asked: &Asked, scheme: &Scheme) -> Decision {
    let cannot = |reason| Refusal::new(&scheme.name, "be adopted", reason);
    let problems = scheme.problems();
    if !problems.is_empty() {
        return Err(cannot(Reason::SchemeUnusable(problems)));
    }
    if &asked.state.register.scheme == scheme {
        return Err(cannot(Reason::SchemeUnchanged));
    }
    Ok(vec![asked.event(Stream::Register, What::SchemeAdopted { scheme: Box::new(scheme.clone()) })])
}

fn ends_before_it_begins(holding: &Holding) -> bool {
    matches!((holding.from, holding.until), (Some(from), Some(until)) if until < from)
}
