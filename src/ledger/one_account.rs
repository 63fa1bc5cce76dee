//! What one account of the operating system recorded of two people's parts: who asked and who decided, who offered a key
//! and who accepted it, are two by name, and may be one by hand. So may two people be of whom one gave the other the
//! account through which it was recorded. An account that does not act for whoever is named is told as well.
//! An account is a user's name, as the register maps it to people: the same user on another machine is the same account.
//! Nothing of it is a fault, because a force may have one account for all; so each sort is told once, with a count.
//! Who may decide by name is for `journey::duties`.

use std::collections::{BTreeMap, HashMap};

use super::auditing::Finding;
use crate::journey::deciding::Matter;
use crate::journey::event::{Event, What};
use crate::journey::people::Person;
use crate::journey::reference::{RecommendationRef, Stream};
use crate::journey::register::Register;
use crate::journey::text::quoted;

/// So many events are named beside the first.
const NAMED: usize = 3;

/// From which accounts things were asked, and what the same accounts answered.
#[derive(Default)]
pub(super) struct OneAccount {
    /// Everybody's account who asked, reported or proposed it since it was granted last.
    asked: BTreeMap<(RecommendationRef, Matter), Vec<String>>,
    /// From which account each key was offered.
    offered: HashMap<String, String>,
    decided: Sort,
    accepted: Sort,
    given: Sort,
    unmapped: Sort,
}

impl OneAccount {
    /// Goes past an event that an account recorded; `register` is what stood before it.
    pub fn past(&mut self, seq: u64, account: &str, event: &Event, register: &Register) {
        let acts = |person: &Person| person.accounts.iter().any(|mapped| mapped == account);
        if register.person(&event.by).is_some_and(|person| !acts(person)) {
            let (account, by) = (quoted(account), quoted(&event.by));
            self.unmapped
                .add(seq, || format!("recorded by the account {account}, which does not act for {by}"));
        }
        match (&event.what, &event.stream) {
            (What::KeyOffered { fingerprint, .. }, _) => {
                self.offered.insert(fingerprint.clone(), account.to_string());
            }
            (What::KeyAccepted { fingerprint, .. }, _)
                if self.offered.get(fingerprint).is_some_and(|offered| offered == account) =>
            {
                self.accepted.add(seq, || {
                    format!("its key was offered and accepted from one account, {}", quoted(account))
                });
            }
            (What::PersonAdded { name, accounts, .. }, _)
                if accounts.iter().any(|given| given == account) =>
            {
                self.gave(seq, account, event, name);
            }
            (What::AccountMapped { person, account: given }, _) if given == account => {
                self.gave(seq, account, event, person);
            }
            (what, Stream::Recommendation(reference)) => self.on(seq, account, reference, what),
            _ => {}
        }
    }

    fn gave(&mut self, seq: u64, account: &str, event: &Event, person: &str) {
        if person.to_lowercase() != event.by.to_lowercase() {
            let (by, person, account) = (quoted(&event.by), quoted(person), quoted(account));
            self.given
                .add(seq, || format!("{by} let the account that recorded it act for {person}: {account}"));
        }
    }

    fn on(&mut self, seq: u64, account: &str, reference: &RecommendationRef, what: &What) {
        if let Some(matter) = Matter::asked_by(what) {
            self.asked.entry((reference.clone(), matter)).or_default().push(account.to_string());
            return;
        }
        let Some(matter) = Matter::answered_by(what) else { return };
        let granted = what.decision() == Some(matter.yes());
        let key = (reference.clone(), matter);
        if self.asked.get(&key).is_some_and(|asked| asked.iter().any(|asked| asked == account)) {
            self.decided
                .add(seq, || format!("decided from the account that had asked for it, {}", quoted(account)));
        }
        if granted {
            self.asked.remove(&key);
        }
    }

    /// What should be looked at, a finding for each sort.
    pub fn found(self) -> impl Iterator<Item = Finding> {
        [self.decided, self.accepted, self.given, self.unmapped].into_iter().filter_map(Sort::told)
    }
}

/// The events of one sort: the first in words, and the others by number.
#[derive(Default)]
struct Sort {
    first: Option<Finding>,
    others: Vec<u64>,
}

impl Sort {
    fn add(&mut self, seq: u64, what: impl FnOnce() -> String) {
        match &self.first {
            None => self.first = Some(Finding { seq, what: what() }),
            Some(_) => self.others.push(seq),
        }
    }

    /// One finding at the first event, with the count of the others and the first of these.
    fn told(self) -> Option<Finding> {
        let Finding { seq, what } = self.first?;
        let named: Vec<String> = self.others.iter().take(NAMED).map(u64::to_string).collect();
        let others = match self.others.len() {
            0 => String::new(),
            1 => format!("; event {} too", named[0]),
            count => {
                let further = if count > NAMED { ", ..." } else { "" };
                format!("; {count} more: events {}{further}", named.join(", "))
            }
        };
        Some(Finding { seq, what: format!("{what}{others}") })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_sort_is_told_once_with_a_count_and_the_first_events() {
        let told = |events: &[u64]| {
            let mut sort = Sort::default();
            events.iter().for_each(|seq| sort.add(*seq, || format!("words of {seq}")));
            sort.told().map(|Finding { seq, what }| format!("{seq}: {what}"))
        };
        assert_eq!(told(&[]), None);
        assert_eq!(told(&[4]).unwrap(), "4: words of 4");
        assert_eq!(told(&[4, 9]).unwrap(), "4: words of 4; event 9 too");
        assert_eq!(told(&[4, 9, 10, 11]).unwrap(), "4: words of 4; 3 more: events 9, 10, 11");
        assert_eq!(told(&[4, 9, 10, 11, 12]).unwrap(), "4: words of 4; 4 more: events 9, 10, 11, ...");
    }
}
