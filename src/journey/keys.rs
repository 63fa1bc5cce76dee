//! People's keys: with which key somebody signs decisions, from when on and until when.
//!
//! A key is offered by one person and accepted by another, and its holder is one of the two:
//! nobody adds a key of his own alone, and nobody gets one without knowing it.
//! What is signed is for `statement`; making signatures is for the ledger.

pub mod allowed;
pub mod public;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::event::What;
use super::people::Person;
use super::recommendation::Deed;
use super::reference::Stream;
use super::refusal::{Reason, Refusal};
use super::{Asked, Decision, reasoned};
use public::PublicKey;

/// A key of somebody's, with everything that happened to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Key {
    /// As `ssh-keygen -l` prints it.
    pub fingerprint: String,
    /// The public key on one line, as OpenSSH writes it, without a comment.
    pub key: String,
    /// Whether the hardware key must verify its holder for every signature, by PIN or finger.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub holder_verified: bool,
    pub offered: Deed,
    /// The key in whose place it comes, by its fingerprint.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<String>,
    /// It may be used from this day on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted: Option<Deed>,
    /// Revoked, or replaced: nothing that is recorded after it, or dated after its day, is signed with the key.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended: Option<Deed>,
}

impl Key {
    /// Why nothing can be signed with it on a day; none where something can.
    pub fn unusable(&self, on: NaiveDate) -> Option<Reason> {
        let fingerprint = || self.fingerprint.clone();
        match (&self.accepted, &self.ended) {
            (_, Some(ended)) => Some(Reason::KeyEnded(fingerprint(), ended.on)),
            (None, None) => Some(Reason::KeyNotAccepted(fingerprint())),
            (Some(accepted), None) => {
                (on < accepted.on).then(|| Reason::KeyNotYetValid(fingerprint(), accepted.on))
            }
        }
    }

    /// Where it stands, in words: `offered by A. Lead on 1 Feb 2023, not accepted yet`.
    pub fn words(&self) -> String {
        use super::deadline::in_words as day;
        let since = match &self.accepted {
            None => format!("offered by {} on {}, not accepted yet", self.offered.by, day(self.offered.on)),
            Some(accepted) => format!("from {}, accepted by {}", day(accepted.on), accepted.by),
        };
        let until = self.ended.as_ref().map_or(String::new(), |ended| {
            format!(", ended on {} by {}{}", day(ended.on), ended.by, ended.reason())
        });
        format!("{since}{until}")
    }
}

impl Person {
    /// The person's key of that fingerprint.
    pub fn key(&self, fingerprint: &str) -> Option<&Key> {
        self.keys.iter().find(|key| key.fingerprint == fingerprint)
    }

    /// The keys with which the person may sign on a day.
    pub fn usable_keys(&self, on: NaiveDate) -> impl Iterator<Item = &Key> {
        self.keys.iter().filter(move |key| key.unusable(on).is_none())
    }
}

/// A key as it is offered.
pub struct Offered<'r> {
    /// What stands in the file.
    pub key: &'r str,
    pub holder_verified: bool,
}

/// Offers a key: its holder does, for another to accept, or somebody else, for the holder to accept.
pub fn offer(asked: &Asked, person: &str, offered: &Offered) -> Decision {
    offer_in_place(asked, person, offered, None, None)
}

/// Offers a key in the place of the one that is used now, which ends as soon as the new one is accepted.
pub fn replace(asked: &Asked, person: &str, offered: &Offered, reason: &str) -> Decision {
    let cannot = "have a key replaced";
    let holder = known(asked, person, cannot)?;
    let reason = reasoned(&holder.name, cannot, reason)?;
    let former = holder.usable_keys(asked.context.on).last();
    let former = former.ok_or_else(|| Refusal::new(&holder.name, cannot, Reason::NoKeyToReplace))?;
    offer_in_place(asked, person, offered, Some(former.fingerprint.clone()), reason)
}

fn offer_in_place(
    asked: &Asked,
    person: &str,
    offered: &Offered,
    replaces: Option<String>,
    reason: Option<&str>,
) -> Decision {
    let holder = known(asked, person, "be given a key")?;
    let cannot = |reason| Refusal::new(&holder.name, "be given a key", reason);
    let key = PublicKey::read(offered.key).map_err(|what| cannot(Reason::KeyUnusable(what)))?;
    if offered.holder_verified && !key.is_hardware() {
        return Err(cannot(Reason::KeyUnusable(
            "this key is in no hardware that could verify its holder".into(),
        )));
    }
    let fingerprint = key.fingerprint();
    if let Some(other) = asked.state.register.people.iter().find(|other| other.key(&fingerprint).is_some()) {
        return Err(cannot(Reason::KeyKnown(other.name.clone())));
    }
    let what = What::KeyOffered {
        person: holder.name.clone(),
        fingerprint,
        key: key.line(),
        holder_verified: offered.holder_verified,
        replaces,
    };
    let event = asked.event(Stream::Register, what);
    Ok(vec![reason.map_or(event.clone(), |reason| event.because(reason))])
}

/// Accepts a key that somebody else offered. The fingerprint says that it is the one that was compared.
pub fn accept(asked: &Asked, person: &str, fingerprint: &str) -> Decision {
    let holder = known(asked, person, "have a key accepted")?;
    let cannot = |reason| Refusal::new(&holder.name, "have a key accepted", reason);
    let key = of_holder(holder, fingerprint).map_err(cannot)?;
    if let Some(ended) = &key.ended {
        return Err(cannot(Reason::KeyEnded(key.fingerprint.clone(), ended.on)));
    }
    if let Some(accepted) = &key.accepted {
        return Err(cannot(Reason::KeyAccepted(key.fingerprint.clone(), accepted.on)));
    }
    let (actor, offerer) = (&asked.context.actor, &key.offered.by);
    if actor == offerer {
        return Err(cannot(Reason::OwnKeyOffer(actor.clone())));
    }
    if ![actor, offerer].contains(&&holder.name) {
        return Err(cannot(Reason::KeyWithoutHolder(holder.name.clone())));
    }
    if asked.context.on < key.offered.on {
        return Err(cannot(Reason::BackInTime { latest: key.offered.on }));
    }
    let what = What::KeyAccepted { person: holder.name.clone(), fingerprint: key.fingerprint.clone() };
    Ok(vec![asked.event(Stream::Register, what)])
}

/// Ends a key for ever, with a reason; also one that was only offered.
pub fn revoke(asked: &Asked, person: &str, fingerprint: &str, reason: &str) -> Decision {
    let holder = known(asked, person, "have a key revoked")?;
    let cannot = |reason| Refusal::new(&holder.name, "have a key revoked", reason);
    let key = of_holder(holder, fingerprint).map_err(cannot)?;
    if let Some(ended) = &key.ended {
        return Err(cannot(Reason::KeyEnded(key.fingerprint.clone(), ended.on)));
    }
    let reason = reasoned(&holder.name, "have a key revoked", reason)?.unwrap_or_default();
    let what = What::KeyRevoked { person: holder.name.clone(), fingerprint: key.fingerprint.clone() };
    Ok(vec![asked.event(Stream::Register, what).because(reason)])
}

fn known<'a>(asked: &'a Asked, person: &str, cannot: &'static str) -> Result<&'a Person, Refusal> {
    asked.person(person).ok_or_else(|| Refusal::new(person, cannot, Reason::UnknownPerson))
}

fn of_holder<'a>(holder: &'a Person, fingerprint: &str) -> Result<&'a Key, Reason> {
    holder.key(fingerprint.trim()).ok_or_else(|| Reason::UnknownKey(fingerprint.trim().to_string()))
}
