//! A hint names a command; here the key that does the same is told beside it.

use super::keys::{Act, KEYS, Place};
use crate::journey::asking::{VERBS, Verb};

/// The hint, and after it the key that does in `place` what its command does; `how` says how to come there.
pub fn with_key(hint: &str, place: Place, how: &str) -> String {
    let Some(verb) = verb_in(hint) else { return hint.to_string() };
    let key = KEYS.iter().find(|key| key.place == place && key.act == Act::Ask(verb.name));
    let key = key.map_or(format!(": {}", verb.name), |key| key.shown());
    format!("{hint} ({how}: {key})")
}

/// The verb of the first command that a hint names.
fn verb_in(hint: &str) -> Option<&'static Verb> {
    let (_, command) = hint.split_once("`plenary ")?;
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
        let at = |hint| with_key(hint, Place::Recommendation, "here");
        let hint = "finish each with `plenary finish SOC22-1.b`";
        assert_eq!(at(hint), format!("{hint} (here: f)"));
        let hint = "add somebody with `plenary people add NAME --role ROLE`";
        assert_eq!(at(hint), format!("{hint} (here: : people add)"));
        assert_eq!(at("see `plenary people`"), "see `plenary people`");
        assert_eq!(at("say why with `--why`"), "say why with `--why`");
    }
}
