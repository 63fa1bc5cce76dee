//! How the screens look in a real terminal: the colours that go out to it.

use std::collections::BTreeSet;
use std::path::Path;

use crate::terminal::Terminal;

/// Opens the practice register on its list, with variables and a config file.
fn register(folder: &Path, config: &str, variables: &[(&str, &str)]) -> Terminal {
    std::fs::write(folder.join("config.toml"), config).unwrap();
    let file = folder.join("config.toml").display().to_string();
    let variables: Vec<_> = variables.iter().copied().chain([("PLENARY_CONFIG", file.as_str())]).collect();
    let terminal = Terminal::of_a_newcomer(folder, &["demo"], &variables);
    terminal.until("Waiting for you");
    terminal.press(&["l"]).until("SOC22-1");
    terminal
}

/// Every number of every sequence that sets a style: `1`, `38;5;124`, `31`.
fn styles(terminal: &Terminal) -> BTreeSet<String> {
    terminal.at_rest();
    let screen = terminal.coloured();
    let sequences = screen.split('\u{1b}').filter_map(|rest| rest.strip_prefix('[')?.split_once('m'));
    sequences.map(|(numbers, _)| numbers.to_string()).collect()
}

fn is_colour(style: &str) -> bool {
    let numbers: Vec<u16> = style.split(';').filter_map(|number| number.parse().ok()).collect();
    numbers.iter().any(|number| matches!(number, 30..=38 | 40..=48 | 90..=97 | 100..=107))
}

#[test]
fn no_color_leaves_no_colour_in_what_goes_out() {
    let folder = tempfile::tempdir().unwrap();
    let terminal = register(folder.path(), "theme = 'dark'\n", &[("NO_COLOR", "1")]);
    let styles = styles(&terminal);
    assert!(!styles.is_empty(), "bold and reversed stay");
    assert!(!styles.iter().any(|style| is_colour(style)), "{styles:?}");
}

#[test]
fn without_colours_the_same_words_stand_in_the_same_places() {
    let (one, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let light = register(one.path(), "theme = 'light'\n", &[]);
    let none = register(other.path(), "theme = 'none'\n", &[]);
    assert!(!styles(&none).iter().any(|style| is_colour(style)));
    for (key, words) in
        [("Enter", "Actions and evidence"), ("w", "Why ·"), ("P", "Pictures ·"), ("m", "Meetings")]
    {
        light.press(&[key]).until(words);
        none.press(&[key]).until(words);
        none.until_again(&light.at_rest());
    }
}

#[test]
fn the_light_theme_shows_the_light_colours_and_the_palette_changes_them() {
    let folder = tempfile::tempdir().unwrap();
    let terminal = register(folder.path(), "theme = 'light'\n", &[]);
    let has = |styles: &BTreeSet<String>, colour: &str| {
        styles.iter().any(|style| style.contains(&format!("38;5;{colour}")))
    };
    let light = styles(&terminal);
    assert!(has(&light, "124") && has(&light, "240") && !has(&light, "210"), "{light:?}");
    terminal.press(&[":"]).until("Anything");
    terminal.type_in("theme dark").press(&["Enter"]).until("theme dark until you leave");
    let dark = styles(&terminal);
    assert!(has(&dark, "210") && has(&dark, "249") && !has(&dark, "124"), "{dark:?}");
    terminal.press(&[":"]).until("Anything");
    terminal.type_in("theme none").press(&["Enter"]).until("theme none until you leave");
    assert!(!styles(&terminal).iter().any(|style| is_colour(style)));
}

#[test]
fn a_terminal_that_says_that_it_is_light_gets_light() {
    let folder = tempfile::tempdir().unwrap();
    let terminal =
        register(folder.path(), "", &[("COLORFGBG", "0;15"), ("COLORTERM", "truecolor"), ("CLITHEME", "")]);
    assert!(styles(&terminal).iter().any(|style| style.contains("38;5;124")));
}

#[test]
fn a_mistake_in_the_file_is_told_on_the_screen_and_costs_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("config.toml"), "theme = 'purple'\n").unwrap();
    let file = folder.path().join("config.toml").display().to_string();
    let terminal = Terminal::of_a_newcomer(folder.path(), &["demo"], &[("PLENARY_CONFIG", &file)]);
    terminal.until("config: line 1, column 9: `theme` is `purple`");
    terminal.press(&["Down"]).until_gone("purple");
}
