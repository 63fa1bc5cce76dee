//! How things look. Letters and words carry every meaning; a theme only adds colour to them.
//!
//! `light` and `dark` take fixed colours of the 256, chosen so that each can be read on a light or a dark
//! background. `16` takes the terminal's own colours, so that the terminal's theme decides what they are.
//! No theme paints a background of its own.

use std::ffi::OsString;

use ratatui::style::{Color, Modifier, Style};

use crate::settings::ThemeName;

/// What a style is given its colour for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hue {
    Red,
    Yellow,
    Green,
    Blue,
    Magenta,
    Cyan,
    /// Beside what is more important.
    Grey,
}

/// The colours that there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    Light,
    Dark,
    /// The terminal's own sixteen, on a background that nobody knows.
    Sixteen,
    /// None.
    Plain,
}

impl Theme {
    /// The theme of a name, here.
    pub fn of_this_terminal(name: ThemeName) -> Theme {
        Theme::of(name, |name| std::env::var_os(name))
    }

    /// The theme of a name; `variable` reads the environment, which alone says what `auto` means.
    fn of(name: ThemeName, variable: impl Fn(&str) -> Option<OsString>) -> Theme {
        match name {
            ThemeName::Light => Theme::Light,
            ThemeName::Dark => Theme::Dark,
            ThemeName::Sixteen => Theme::Sixteen,
            ThemeName::None => Theme::Plain,
            ThemeName::Auto => {
                let variable = |name: &str| variable(name)?.into_string().ok();
                let many = variable("TERM").is_some_and(|term| term.contains("256color"))
                    || variable("COLORTERM").is_some_and(|colours| !colours.is_empty());
                match background(variable) {
                    Some(theme) if many => theme,
                    _ => Theme::Sixteen,
                }
            }
        }
    }

    fn colour(self, hue: Hue) -> Option<Color> {
        let light = |hue| match hue {
            Hue::Red => 124,
            Hue::Yellow => 94,
            Hue::Green => 22,
            Hue::Blue => 25,
            Hue::Magenta => 90,
            Hue::Cyan => 23,
            Hue::Grey => 240,
        };
        let dark = |hue| match hue {
            Hue::Red => 210,
            Hue::Yellow => 221,
            Hue::Green => 114,
            Hue::Blue => 111,
            Hue::Magenta => 176,
            Hue::Cyan => 80,
            Hue::Grey => 249,
        };
        match self {
            Theme::Light => Some(Color::Indexed(light(hue))),
            Theme::Dark => Some(Color::Indexed(dark(hue))),
            Theme::Plain => None,
            Theme::Sixteen => match hue {
                Hue::Red => Some(Color::Red),
                Hue::Yellow => Some(Color::Yellow),
                Hue::Green => Some(Color::Green),
                Hue::Blue => Some(Color::Blue),
                Hue::Magenta => Some(Color::Magenta),
                Hue::Cyan => Some(Color::Cyan),
                Hue::Grey => None,
            },
        }
    }

    fn foreground(self, hue: Hue) -> Style {
        self.colour(hue).map_or(Style::new(), |colour| Style::new().fg(colour))
    }

    pub fn strong(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// What stands beside something more important. How faint a terminal draws DIM is its own affair,
    /// so it is used only where there is no grey that is known to be readable.
    pub fn dim(self) -> Style {
        match self.colour(Hue::Grey) {
            Some(grey) => Style::new().fg(grey),
            None => Style::new().add_modifier(Modifier::DIM),
        }
    }

    pub fn chosen(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// Something refused, late or wrong; words say so as well.
    pub fn bad(self) -> Style {
        self.foreground(Hue::Red).add_modifier(Modifier::BOLD)
    }

    pub fn good(self) -> Style {
        self.foreground(Hue::Green)
    }

    pub fn warning(self) -> Style {
        match self {
            // A terminal's own yellow cannot be read on white, and its background is not known.
            Theme::Sixteen => self.foreground(Hue::Magenta),
            _ => self.foreground(Hue::Yellow),
        }
    }

    /// The colour that the scheme names; a letter or word stands beside it.
    pub fn rating(self, colour: &str) -> Style {
        let strong = |hue| self.foreground(hue).add_modifier(Modifier::BOLD);
        match colour {
            "red" => strong(Hue::Red),
            // Where the background is not known, yellow brings its own.
            "yellow" if self == Theme::Sixteen => strong(Hue::Yellow).fg(Color::Black).bg(Color::Yellow),
            "yellow" => strong(Hue::Yellow),
            "green" => strong(Hue::Green),
            "blue" => strong(Hue::Blue),
            "magenta" => strong(Hue::Magenta),
            "cyan" => strong(Hue::Cyan),
            _ => Style::new().add_modifier(Modifier::BOLD),
        }
    }
}

/// Whether the terminal's background is light or dark, where the environment says so:
/// `CLITHEME` in a word, `COLORFGBG` in the numbers of the foreground and the background (rxvt, Konsole, iTerm2).
fn background(variable: impl Fn(&str) -> Option<String>) -> Option<Theme> {
    match variable("CLITHEME").as_deref().and_then(|said| said.split(':').next()) {
        Some("light") => return Some(Theme::Light),
        Some("dark") => return Some(Theme::Dark),
        _ => {}
    }
    match variable("COLORFGBG")?.rsplit(';').next()?.parse().ok()? {
        7 | 9..=15 => Some(Theme::Light),
        0..=6 | 8 => Some(Theme::Dark),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Of the xterm palette from 16 on, which terminals do not let their themes change: red, green, blue.
    fn xterm(index: u8) -> [u8; 3] {
        let step = |level: u8| if level == 0 { 0 } else { 55 + 40 * level };
        match index {
            16..=231 => [(index - 16) / 36, (index - 16) / 6 % 6, (index - 16) % 6].map(step),
            232.. => [8 + 10 * (index - 232); 3],
            _ => panic!("{index} is the terminal's own colour: nobody knows what it looks like"),
        }
    }

    /// The relative luminance of WCAG 2.1.
    fn luminance(colour: [u8; 3]) -> f64 {
        let linear = |part: u8| match f64::from(part) / 255.0 {
            part if part <= 0.04045 => part / 12.92,
            part => ((part + 0.055) / 1.055).powf(2.4),
        };
        let [red, green, blue] = colour.map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// The contrast ratio of WCAG 2.1: 1 to 21.
    fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    fn every_style(theme: Theme) -> Vec<(&'static str, Style)> {
        let ratings = ["red", "yellow", "green", "blue", "magenta", "cyan", "white"];
        let ratings = ratings.map(|colour| (colour, theme.rating(colour)));
        let others = [
            ("strong", theme.strong()),
            ("dim", theme.dim()),
            ("chosen", theme.chosen()),
            ("bad", theme.bad()),
            ("good", theme.good()),
            ("warning", theme.warning()),
        ];
        ratings.into_iter().chain(others).collect()
    }

    #[test]
    fn contrast_is_computed_as_wcag_computes_it() {
        assert!((contrast([0; 3], [255; 3]) - 21.0).abs() < 1e-9);
        assert!((contrast([119; 3], [255; 3]) - 4.48).abs() < 0.01);
    }

    #[test]
    fn every_style_of_light_and_dark_can_be_read_on_its_background() {
        // Beside pure white and black a paper and a charcoal, as many people have them.
        for (theme, backgrounds) in
            [(Theme::Light, [[255; 3], [0xee, 0xe8, 0xd5]]), (Theme::Dark, [[0; 3], [0x30, 0x30, 0x30]])]
        {
            for (name, style) in every_style(theme) {
                assert_eq!(style.bg, None, "{name}");
                assert!(!style.add_modifier.contains(Modifier::DIM), "{name} may vanish");
                let Some(colour) = style.fg else { continue };
                let Color::Indexed(index) = colour else {
                    panic!("{name} is {colour}, which a theme may change")
                };
                for background in backgrounds {
                    let ratio = contrast(xterm(index), background);
                    assert!(ratio >= 4.5, "{theme:?} {name} {index} on {background:?}: {ratio:.2}");
                }
            }
        }
    }

    #[test]
    fn the_ratings_of_a_theme_differ_from_one_another() {
        for theme in [Theme::Light, Theme::Dark, Theme::Sixteen] {
            let ratings = ["red", "yellow", "green", "blue", "magenta", "cyan", "white"];
            let styles: std::collections::HashSet<_> = ratings.map(|name| theme.rating(name)).into();
            assert_eq!(styles.len(), ratings.len(), "{theme:?}");
        }
    }

    #[test]
    fn no_colour_means_none() {
        for (name, style) in every_style(Theme::Plain) {
            assert_eq!((style.fg, style.bg), (None, None), "{name}");
        }
    }

    fn auto(variables: &[(&str, &str)]) -> Theme {
        let found =
            |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into());
        Theme::of(ThemeName::Auto, found)
    }

    #[test]
    fn auto_takes_what_the_terminal_says_of_its_background() {
        let term = ("TERM", "xterm-256color");
        for (said, theme) in [
            ("0;15", Theme::Light),
            ("0;default;15", Theme::Light),
            ("15;0", Theme::Dark),
            ("12;8", Theme::Dark),
            ("0;7", Theme::Light),
            ("15;default", Theme::Sixteen),
            ("15;200", Theme::Sixteen),
            ("", Theme::Sixteen),
        ] {
            assert_eq!(auto(&[term, ("COLORFGBG", said)]), theme, "`{said}`");
        }
        assert_eq!(auto(&[term, ("CLITHEME", "light:x"), ("COLORFGBG", "15;0")]), Theme::Light);
        assert_eq!(auto(&[("TERM", "xterm"), ("COLORFGBG", "0;15")]), Theme::Sixteen);
        assert_eq!(auto(&[("COLORTERM", "truecolor"), ("COLORFGBG", "0;15")]), Theme::Light);
        assert_eq!(auto(&[]), Theme::Sixteen);
    }

    #[test]
    fn a_theme_that_is_named_holds_whatever_the_terminal_says() {
        let dark = |name: &str| (name == "COLORFGBG").then(|| "15;0".into());
        let names = ThemeName::ALL.map(|name| Theme::of(name, dark));
        assert_eq!(names, [Theme::Sixteen, Theme::Light, Theme::Dark, Theme::Sixteen, Theme::Plain]);
    }
}
