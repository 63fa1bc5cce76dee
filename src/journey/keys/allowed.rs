//! People's keys as `ssh-keygen -Y verify` wants them: the lines of a file of allowed signers, with their dates.
//!
//! There a name is a pattern, in which some letters mean something. So everybody has an identity made of the number
//! at which the register knows them and of the plain letters of their name, which is nobody else's and means nothing.

use chrono::NaiveDate;

use super::Key;
use super::public::NAMESPACE;
use crate::journey::register::Register;

/// Under which identity somebody signs: `3-T-Deputy`; none where the name is not known.
pub fn identity(register: &Register, name: &str) -> Option<String> {
    let number = 1 + register.people.iter().position(|person| person.is_called(name))?;
    let plain = |letter: char| if letter.is_ascii_alphanumeric() { letter } else { ' ' };
    let words: String = register.people[number - 1].name.chars().map(plain).collect();
    let words = words.split_whitespace().map(|word| format!("-{word}"));
    Some(format!("{number}{}", words.collect::<String>()))
}

/// One key on one line, valid from the day of its acceptance to the end of the day on which it ended;
/// none where nobody accepted it.
pub fn line(identity: &str, key: &Key) -> Option<String> {
    let from = key.accepted.as_ref()?.on.format("%Y%m%d");
    let until =
        key.ended.as_ref().map(|ended| format!(",valid-before=\"{}235959\"", ended.on.format("%Y%m%d")));
    let until = until.unwrap_or_default();
    Some(format!("{identity} namespaces=\"{NAMESPACE}\",valid-after=\"{from}\"{until} {}", key.key))
}

/// Every key that was ever accepted, in the order of people and of their keys.
pub fn lines(register: &Register) -> Vec<String> {
    let of = |person: &crate::journey::people::Person| {
        let identity = identity(register, &person.name).unwrap_or_default();
        person.keys.iter().filter_map(|key| line(&identity, key)).collect::<Vec<_>>()
    };
    register.people.iter().flat_map(of).collect()
}

/// The moment as which a decision of a day is verified: noon, by the same clock as the dates of the keys.
pub fn verified_as(on: NaiveDate) -> String {
    on.format("%Y%m%d120000").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journey::people::Person;
    use crate::journey::recommendation::Deed;

    fn deed(on: &str) -> Deed {
        Deed { by: "A. Lead".into(), on: on.parse().unwrap(), why: None, signed: None }
    }

    fn key() -> Key {
        Key {
            fingerprint: "SHA256:x".into(),
            key: "ssh-ed25519 AAAA".into(),
            holder_verified: false,
            offered: deed("2023-01-10"),
            replaces: None,
            accepted: None,
            ended: None,
        }
    }

    fn register(names: &[&str]) -> Register {
        let person = |name: &&str| Person {
            name: (*name).into(),
            roles: Vec::new(),
            accounts: Vec::new(),
            address: None,
            keys: vec![Key { accepted: Some(deed("2023-01-12")), ..key() }],
        };
        Register { people: names.iter().map(person).collect(), ..Register::default() }
    }

    #[test]
    fn an_identity_is_one_persons_and_holds_no_pattern() {
        let register = register(&["A. Lead", "*", "Ж,!\"é Ng", "T. Deputy"]);
        let of = |name| identity(&register, name).unwrap();
        assert_eq!(
            [of("a. lead"), of("*"), of("Ж,!\"é Ng"), of("T. Deputy")],
            ["1-A-Lead", "2", "3-Ng", "4-T-Deputy"]
        );
        assert_eq!(identity(&register, "nobody"), None);
    }

    #[test]
    fn a_key_is_valid_from_its_acceptance_to_the_end_of_its_last_day() {
        assert_eq!(line("1-A", &key()), None);
        let accepted = Key { accepted: Some(deed("2023-01-12")), ..key() };
        assert_eq!(
            line("1-A", &accepted).unwrap(),
            "1-A namespaces=\"plenary\",valid-after=\"20230112\" ssh-ed25519 AAAA"
        );
        let ended = Key { ended: Some(deed("2023-02-01")), ..accepted };
        assert_eq!(
            line("1-A", &ended).unwrap(),
            "1-A namespaces=\"plenary\",valid-after=\"20230112\",valid-before=\"20230201235959\" ssh-ed25519 AAAA"
        );
    }
}
