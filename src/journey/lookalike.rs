//! Names that look like another's: letters of other alphabets, digits in the place of letters, marks that nobody sees.
//! Duties are kept apart by name, so a name that can be taken for another's is remarked. It is never refused:
//! two people may really be called nearly the same.

use unicode_security::{MixedScript, skeleton};

use super::event::What;
use super::people::Person;
use super::text::quoted;

/// What is remarkable about the name of somebody whom an event adds.
pub fn remarks_on(what: &What, people: &[Person]) -> Vec<String> {
    match what {
        What::PersonAdded { name, .. } => remarks(name, people),
        _ => Vec::new(),
    }
}

/// What is remarkable about a name beside those of the people who are known; mostly nothing.
/// However many it looks like, that is one sentence, so that what is told does not grow with the square of the names.
pub fn remarks(name: &str, people: &[Person]) -> Vec<String> {
    let others = people.iter().filter(|person| !person.is_called(name));
    let alike: Vec<_> = others.filter(|person| look_alike(&person.name, name)).collect();
    let mixed =
        (!name.is_single_script()).then(|| format!("{} mixes letters of several alphabets", quoted(name)));
    looks_like(name, &alike).into_iter().chain(mixed).collect()
}

/// So many names that a name looks like are told.
const TOLD: usize = 3;

fn looks_like(name: &str, alike: &[&Person]) -> Option<String> {
    let named: Vec<_> = alike.iter().take(TOLD).map(|other| quoted(&other.name)).collect();
    let who = match (alike.len(), named.as_slice()) {
        (0, _) => return None,
        (1, [one]) => format!("{one}, who is somebody else in the register"),
        (count, named) if count <= TOLD => format!("{}, who are others in the register", named.join(" and ")),
        (count, named) => {
            format!("{} and {} more, who are others in the register", named.join(", "), count - TOLD)
        }
    };
    Some(format!("{} looks like {who}", quoted(name)))
}

/// Whether two names can be taken for each other.
pub fn look_alike(one: &str, other: &str) -> bool {
    // A letter may look like another's in one case alone.
    let cases: [fn(&str) -> String; 3] = [str::to_string, str::to_lowercase, str::to_uppercase];
    cases.iter().any(|case| shape(&case(one)) == shape(&case(other)))
}

/// The letters and digits of a name as they look (Unicode Technical Standard 39, section 4);
/// full stops, spaces and marks above a letter are easily passed over, and are left out.
fn shape(name: &str) -> String {
    skeleton(name).filter(|sign| sign.is_alphanumeric()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str) -> Person {
        Person { name: name.into(), roles: vec![], accounts: vec![], address: None, keys: vec![] }
    }

    #[test]
    fn what_can_be_taken_for_another_name_is_remarked() {
        let people = [person("A. Lead"), person("T. Deputy")];
        for (name, why) in [
            ("T. D\u{435}puty", "a Cyrillic letter"),
            ("T. Deputу", "another one"),
            ("T.Deputy", "no space"),
            ("T Deputy.", "full stops elsewhere"),
            ("T. Députy", "a mark above a letter"),
            ("Т. DEPUTY", "a Cyrillic letter among capitals"),
            ("A. l\u{435}ad", "the first letter in another case"),
        ] {
            assert!(!remarks(name, &people).is_empty(), "{why}");
        }
        assert!(
            look_alike("I. Ng", "l. Ng")
                && look_alike("O. Neil", "0. Neil")
                && look_alike("B. Ham", "B. Harn")
        );
    }

    #[test]
    fn other_names_and_the_same_one_are_not_remarked() {
        let people = [person("A. Lead"), person("T. Deputy"), person("Müller")];
        for name in
            ["A. Leap", "t. deputy", "S. Deputy", "Siân O'Brien-Jones", "Иван Петров", "山田 太郎", "Müller"]
        {
            assert_eq!(remarks(name, &people), Vec::<String>::new());
        }
    }

    #[test]
    fn a_name_like_many_others_is_one_remark() {
        let all: Vec<_> =
            ["T. Deputy", "T Deputy", "T.Deputy.", "TDeputy", "T  Deputy"].map(person).into_iter().collect();
        let two = remarks("T Deputy.", &all[..2]);
        assert_eq!(
            two,
            ["`T Deputy.` looks like `T. Deputy` and `T Deputy`, who are others in the register"]
        );
        let five = remarks("T Deputy.", &all);
        let words = "`T Deputy.` looks like `T. Deputy`, `T Deputy`, `T.Deputy.` and 2 more, who are others in the register";
        assert_eq!(five, [words]);
    }

    #[test]
    fn a_remark_says_whose_name_it_looks_like() {
        let told = remarks("T. D\u{435}puty", &[person("T. Deputy")]);
        assert_eq!(
            told,
            [
                "`T. D\u{435}puty` looks like `T. Deputy`, who is somebody else in the register",
                "`T. D\u{435}puty` mixes letters of several alphabets",
            ]
        );
    }
}
