//! How things look: terminal colours only, so that the terminal's own theme decides what they are.
//! Letters and words carry every meaning; `NO_COLOR` takes only the colours away.

use ratatui::style::{Color, Modifier, Style};

/// Whether there are colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    colours: bool,
}

impl Theme {
    /// With colours, unless `NO_COLOR` is set to anything (no-color.org).
    pub fn from_environment() -> Theme {
        Theme { colours: std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty()) }
    }

    /// Without colours, whatever the environment says.
    #[cfg(test)]
    pub fn plain() -> Theme {
        Theme { colours: false }
    }

    /// With colours, whatever the environment says.
    #[cfg(test)]
    pub fn coloured() -> Theme {
        Theme { colours: true }
    }

    fn foreground(self, colour: Color) -> Style {
        if self.colours { Style::new().fg(colour) } else { Style::new() }
    }

    pub fn strong(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    pub fn dim(self) -> Style {
        Style::new().add_modifier(Modifier::DIM)
    }

    pub fn chosen(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    /// Something refused, late or wrong; words say so as well.
    pub fn bad(self) -> Style {
        self.foreground(Color::Red).add_modifier(Modifier::BOLD)
    }

    pub fn good(self) -> Style {
        self.foreground(Color::Green)
    }

    pub fn warning(self) -> Style {
        self.foreground(Color::Yellow)
    }

    /// The colour that the scheme names; a letter or word stands beside it.
    pub fn rating(self, colour: &str) -> Style {
        let strong = |colour| self.foreground(colour).add_modifier(Modifier::BOLD);
        match colour {
            "red" => strong(Color::Red),
            "yellow" => strong(Color::Yellow),
            "green" => strong(Color::Green),
            "blue" => strong(Color::Blue),
            "magenta" => strong(Color::Magenta),
            "cyan" => strong(Color::Cyan),
            _ => Style::new().add_modifier(Modifier::BOLD),
        }
    }
}
