//! A hint, written for the command line, as it is said where fields are answered by their names: on a form of the
//! screens and in plain lines. Which key or which word does what a command does is for these places.

/// What only a command line can say, and what is said in its place: elsewhere no file of a key is named.
const OF_A_COMMAND_LINE: [(&str, &str); 3] = [
    ("sign it with `--key FILE`, ", ""),
    ("with `--key`, or in the config file", "in the config file"),
    ("only `--key` and the ssh-agent sign", "only the ssh-agent signs"),
];

/// The hint without the marks of options: ``say by when with `target` ``.
pub fn by_name(hint: &str) -> String {
    let said = OF_A_COMMAND_LINE.iter().fold(hint.to_string(), |hint, (line, here)| hint.replace(line, here));
    said.replace("`--", "`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_option_is_a_field_and_a_file_of_a_key_is_named_in_the_config_file_alone() {
        assert_eq!(by_name("say by when with `--target`"), "say by when with `target`");
        assert_eq!(
            by_name("sign it with `--key FILE`, name the key in the config file under `[signing]`"),
            "name the key in the config file under `[signing]`"
        );
        // A command is said whole: its options are its own.
        assert_eq!(by_name("see `plenary list --all`"), "see `plenary list --all`");
    }
}
