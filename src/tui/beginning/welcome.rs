//! The first screen of somebody who has no register: three ways to begin, and what each does.
//! Nothing is made here; whoever performs makes it when everything that is needed has been said.

use std::path::PathBuf;

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::journey::asking::{Ask, Field, Need, Verb};
use crate::tui::canvas::{Canvas, Click};
use crate::tui::drawing::fitting::{column, wrap};
use crate::tui::drawing::list::moved;
use crate::tui::keys::{Act, KEYS, Place};
use crate::tui::screen::{Around, Effect, Screen};

const HOME: Field = Field {
    name: "home",
    ask: Ask::Body,
    need: Need::Required,
    help: "the force whose register it is; the beginning of its name finds it",
};
const ME: Field =
    Field { name: "me", ask: Ask::Line, need: Need::Required, help: "your name, as the record will show it" };
const ROLE: Field = Field {
    name: "role",
    ask: Ask::Role,
    need: Need::Several,
    help: "your role; `;` begins another. A lead imports, plans meetings and adds people",
};
const DOCUMENT: Field = Field {
    name: "document",
    ask: Ask::File,
    need: Need::Required,
    help: "the path of a published response, as text or Markdown",
};

/// What an empty register begins with.
pub static EMPTY: Verb = Verb {
    name: "init",
    about: "make your register; nothing is made before you confirm it",
    by: &[],
    fields: &[HOME, ME, ROLE],
    stages: &[],
};

/// What a register begins with that takes in a document at once.
pub static IMPORT: Verb = Verb {
    name: "init and import",
    about: "make your register, then review a document; nothing is made before you confirm",
    by: &[],
    fields: &[HOME, ME, ROLE, DOCUMENT],
    stages: &[],
};

/// The three ways, each with its act and what it does.
const WAYS: [(Act, &str, &str); 3] = [
    (
        Act::Practise,
        "Practise",
        "A practice register with an invented history, apart from any real one; nothing done in it matters. \
         A tour of five minutes shows the way.",
    ),
    (
        Act::BeginWithDocument,
        "Import a document",
        "You say whose register it is, who you are, and where a published response lies. Plenary makes the register \
         and shows what the document proposes; you decide what of it is recorded.",
    ),
    (
        Act::BeginEmpty,
        "Start empty",
        "You say whose register it is and who you are. Inspections are imported or added by hand later.",
    ),
];

pub struct Welcome {
    /// Where the register would be.
    path: PathBuf,
    at: usize,
}

impl Welcome {
    pub fn to(path: PathBuf) -> Welcome {
        Welcome { path, at: 0 }
    }
}

impl Screen for Welcome {
    fn place(&self) -> Place {
        Place::Welcome
    }

    fn act(&mut self, act: Act, _around: &Around) -> Option<Vec<Effect>> {
        match if act == Act::Open { WAYS[self.at].0 } else { act } {
            Act::Practise => Some(vec![Effect::Practise]),
            Act::BeginWithDocument => Some(vec![Effect::Ask(&IMPORT)]),
            Act::BeginEmpty => Some(vec![Effect::Ask(&EMPTY)]),
            _ => {
                self.at = moved(self.at, act, WAYS.len())?;
                Some(Vec::new())
            }
        }
    }

    fn choose(&mut self, row: usize) {
        self.at = row.min(WAYS.len() - 1);
    }

    fn chosen(&self) -> Option<usize> {
        Some(self.at)
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, around: &Around) {
        let theme = around.theme;
        let title = Line::styled(" Plenary · no register yet", theme.strong());
        canvas.render_widget(title, Rect { height: 1, ..area });
        let width = area.width.saturating_sub(3) as usize;
        let mut lines: Vec<(Option<usize>, Line)> = Vec::new();
        let there = format!("There is no register at {}. Nothing has been made yet.", self.path.display());
        let plain =
            |text: &str| wrap(text, width).into_iter().map(|line| (None, Line::raw(format!("  {line}"))));
        lines.extend(plain(&there));
        for (index, (act, name, does)) in WAYS.into_iter().enumerate() {
            lines.push((None, Line::raw("")));
            let marker = if index == self.at { "▸" } else { " " };
            let style = if index == self.at { theme.chosen() } else { Style::new() };
            let head = vec![
                Span::raw(format!(" {marker} ")),
                Span::styled(key_of(act), theme.strong()),
                Span::styled(format!("  {}", column(name, width.saturating_sub(5))), theme.strong()),
            ];
            lines.push((Some(index), Line::from(head).style(style)));
            let does = wrap(does, width.saturating_sub(4));
            lines.extend(does.into_iter().map(|line| (Some(index), Line::raw(format!("      {line}")))));
        }
        lines.push((None, Line::raw("")));
        lines.extend(plain("A register that is somewhere else: `plenary --register PATH`."));
        let room = area.height.saturating_sub(2) as usize;
        for (index, (way, line)) in lines.into_iter().take(room).enumerate() {
            let at = Rect { y: area.y + 2 + index as u16, height: 1, ..area };
            canvas.render_widget(line, at);
            if let Some(way) = way {
                canvas.spot(at, Click::Row(way));
            }
        }
    }
}

/// The key of a way, as the footer shows it.
fn key_of(act: Act) -> String {
    let key = KEYS.iter().find(|key| key.place == Place::Welcome && key.act == act);
    key.map(crate::tui::keys::Key::shown).unwrap_or_default()
}
