//! A hint names a command; here the key that does the same is told beside it.

use super::keys::{Act, Place, key_of};
use crate::journey::asking::{VERBS, Verb};

/// The hint, and after it the key that does in `place` what its command does, else its name in the palette;
/// `how` and `palette` say how to come to either.
pub fn with_key(hint: &str, place: Place, how: &str, palette: &str) -> String {
    let Some(verb) = verb_in(hint) else { return hint.to_string() };
    let way = key_of(place, Act::Ask(verb.name))
        .map_or(format!("{palette} {}", verb.name), |key| format!("{how} {}", key.shown()));
    format!("{hint} ({way})")
}

/// The first verb whose command a hint names.
fn verb_in(hint: &str) -> Option<&'static Verb> {
    hint.split("`plenary ").skip(1).find_map(verb_of)
}

fn verb_of(command: &str) -> Option<&'static Verb> {
    let names = |verb: &&Verb| {
        command.strip_prefix(verb.name).is_some_and(|rest| !rest.starts_with(char::is_alphabetic))
    };
    VERBS.iter().filter(names).max_by_key(|verb| verb.name.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hint_tells_the_key_of_its_command_or_its_name_in_the_palette() {
        let at = |hint| with_key(hint, Place::Recommendation, "here:", "here: :");
        let hint = "finish each with `plenary finish SOC22-1.b`";
        assert_eq!(at(hint), format!("{hint} (here: f)"));
        let hint = "see `plenary people`, and add somebody with `plenary people add NAME --role ROLE`";
        assert_eq!(at(hint), format!("{hint} (here: : people add)"));
        assert_eq!(at("see `plenary people`"), "see `plenary people`");
        assert_eq!(at("say why with `--why`"), "say why with `--why`");
    }
}
