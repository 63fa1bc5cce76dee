//! The help: every key of the place where the person was, those that work everywhere, and what the signs mean.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::desk::title;
use super::fitting::{column, wrap};
use super::keys::Act;
use super::keys::{KEYS, Key, Place};
use super::list::{moved, scroll};
use super::screen::{Around, Effect, Screen};

/// In lines of so many cells there are at most as many lines as on any terminal.
const NARROWEST: usize = 56;

pub struct Help {
    of: Place,
    from: usize,
}

impl Help {
    pub fn of(place: Place) -> Help {
        Help { of: place, from: 0 }
    }

    fn lines(&self, width: usize, around: &Around) -> Vec<Line<'static>> {
        let heading = |place: Place| Line::styled(place.name(), around.theme.strong());
        let told = |place: Place| KEYS.iter().filter(move |key| key.place == place);
        let mut lines = vec![heading(self.of)];
        lines.extend(told(self.of).flat_map(|key| lines_of(key, width, around)));
        if self.of != Place::Everywhere {
            lines.extend([Line::raw(""), heading(Place::Everywhere)]);
            let own = |key: &&Key| told(self.of).any(|other| other.shown() == key.shown());
            let others = told(Place::Everywhere).filter(|key| !own(key));
            lines.extend(others.flat_map(|key| lines_of(key, width, around)));
        }
        lines.extend([Line::raw(""), Line::styled("Signs", around.theme.strong())]);
        let ratings = &around.register.scheme.ratings;
        let ratings =
            ratings.iter().map(|rating| (&*rating.letter, format!("{}: {}", rating.code, rating.definition)));
        let signs = SIGNS.into_iter().map(|(sign, means)| (sign, means.to_string())).chain(ratings);
        lines.extend(signs.flat_map(|(sign, means)| explained(sign, &means, width, around)));
        lines
    }
}

/// What stands on the screens beside words; the ratings follow from the scheme.
const SIGNS: [(&str, &str); 9] = [
    ("▸", "the one that is chosen, or the pane that the arrows walk in"),
    ("● ◐ ○", "stages of the road: gone through, here now, still to come"),
    ("OFFICIAL", "a real register; PRACTICE: one for practising"),
    ("*", "a field that must be filled in"),
    ("!", "a field that cannot be used as it is filled, and why"),
    ("…", "more was written than fits: enter, or h, shows all of it"),
    ("↓ 5 more", "so many lines further down: tab goes to the pane, down shows them"),
    ("lv r", "the level that the inspectorate awarded, and the letter of the rating"),
    ("-", "no rating yet"),
];

fn lines_of(key: &Key, width: usize, around: &Around) -> Vec<Line<'static>> {
    let stages = match key.act {
        Act::Ask(name) => at_stages(name),
        _ => String::new(),
    };
    explained(&key.shown(), &format!("{stages}{}", key.tells()), width, around)
}

/// A key or sign, and beside it what it means, on as many lines as that takes.
fn explained(sign: &str, means: &str, width: usize, around: &Around) -> Vec<Line<'static>> {
    let line = |(index, text): (usize, String)| {
        let sign = if index == 0 { sign } else { "" };
        let sign = Span::styled(format!("  {} ", column(sign, 9)), around.theme.strong());
        Line::from(vec![sign, Span::raw(text)])
    };
    wrap(means, width.saturating_sub(12)).into_iter().enumerate().map(line).collect()
}

/// At which stages a verb's key works, where it does not work at all of them.
fn at_stages(name: &str) -> String {
    let verb = crate::journey::asking::Verb::named(name);
    let stages = verb.map_or(&[][..], |verb| verb.stages);
    if stages.is_empty() || stages.len() > 4 {
        return String::new();
    }
    let names: Vec<_> = stages.iter().map(|stage| stage.name()).collect();
    format!("at {}: ", names.join(", "))
}

impl Screen for Help {
    fn place(&self) -> Place {
        Place::Help
    }

    fn act(&mut self, act: Act, around: &Around) -> Option<Vec<Effect>> {
        if act == Act::Help {
            return Some(vec![Effect::Leave]);
        }
        self.from = moved(self.from, act, self.lines(NARROWEST, around).len())?;
        Some(Vec::new())
    }

    fn draw(&self, frame: &mut Frame, area: Rect, around: &Around) {
        title(frame, area, "Keys", around);
        let inside = Rect { x: area.x + 1, width: area.width - 2, y: area.y + 2, height: area.height - 2 };
        let lines = self.lines(inside.width as usize, around);
        let hidden = scroll(frame, inside, lines, self.from);
        if hidden > 0 {
            let more = Line::styled(format!("{hidden} more: down "), around.theme.dim()).right_aligned();
            frame.render_widget(more, Rect { y: area.y + 1, height: 1, ..area });
        }
    }
}
