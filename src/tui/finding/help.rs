//! The help: every key of the place where the person was, those that work everywhere, and what the signs mean.
//! Typed words narrow it, and Enter does what is chosen where the person was.

use crossterm::event::KeyEvent;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::palette::draw_words;
use super::{Entry, Finder, keys_of};
use crate::journey::scheme::Rating;
use crate::ledger::finding::WORDS;
use crate::tui::canvas::{Canvas, Click};
use crate::tui::desk::{inside, title};
use crate::tui::drawing::fitting::{column, wrap};
use crate::tui::drawing::list::{first_seen, tell_unseen};
use crate::tui::keys::{Act, Place};
use crate::tui::screen::{Around, Effect, Screen};

pub struct Help {
    of: Place,
    finder: Finder,
}

impl Help {
    /// The help of a screen.
    pub fn of(screen: &dyn Screen, around: &Around) -> Help {
        let mut entries = keys_of(screen, around);
        // All keys of a place under one heading, the place of what comes next first.
        let places: Vec<_> = entries.iter().map(|entry| entry.place).collect();
        entries.sort_by_key(|entry| places.iter().position(|place| *place == entry.place));
        let below = signs(around).len();
        Help { of: screen.place(), finder: Finder::among(entries).with_rows_below(below) }
    }

    fn marker(&self, row: usize) -> &'static str {
        if row == self.finder.at { "▸" } else { " " }
    }

    /// All lines, each with the place of the entry or sign that it tells of.
    fn lines(&self, width: usize, around: &Around) -> Vec<(Option<usize>, Line<'static>)> {
        let found = self.finder.found();
        let narrowed = !self.finder.words.is_empty();
        let mut lines = self.words_of_the_filter(width, around);
        let no_word = lines.is_empty();
        let mut heading = None;
        for (index, entry) in found.iter().enumerate() {
            if !narrowed && heading != entry.place {
                heading = entry.place;
                if index > 0 {
                    lines.push((None, Line::raw("")));
                }
                let name = entry.place.unwrap_or(self.of).name();
                lines.push((None, Line::styled(name, around.theme.strong())));
            }
            let style = if index == self.finder.at { around.theme.chosen() } else { Style::new() };
            let told = lines_of(entry, self.marker(index), width, around).into_iter();
            lines.extend(told.map(|line| (Some(index), line.style(style))));
        }
        if found.is_empty() && no_word {
            lines.push((None, Line::raw("no key here is called so")));
        }
        if !narrowed {
            lines.extend([(None, Line::raw("")), (None, Line::styled("Signs", around.theme.strong()))]);
            for (index, (sign, means)) in signs(around).into_iter().enumerate() {
                let marker = self.marker(found.len() + index);
                let told = explained((marker, &sign), &means, (width, SIGN), around).into_iter();
                lines.extend(told.map(|line| (Some(found.len() + index), line)));
            }
        }
        lines
    }
}

impl Help {
    /// What the words of the filter that are typed mean, where they are any: `quiet`, `owner:`.
    fn words_of_the_filter(&self, width: usize, around: &Around) -> Vec<(Option<usize>, Line<'static>)> {
        let typed = self.finder.words.text().trim().to_lowercase();
        let word = |told: &str| told.split(':').next().unwrap_or_default().to_string();
        let meant = WORDS.iter().filter(|(told, _)| typed.len() > 2 && word(told).starts_with(&typed));
        meant
            .flat_map(|(told, means)| {
                let means = format!("filters the register: {means}");
                explained((" ", told), &means, (width, 15), around)
            })
            .map(|line| (None, line))
            .collect()
    }
}

/// The signs and what they mean; the ratings follow from the scheme.
fn signs(around: &Around) -> Vec<(String, String)> {
    let rating = |rating: &Rating| (rating.letter.clone(), format!("{}: {}", rating.code, rating.definition));
    let signs = SIGNS.into_iter().map(|(sign, means)| (sign.to_string(), means.to_string()));
    signs.chain(around.register.scheme.ratings.iter().map(rating)).collect()
}

/// So many cells a key or a sign takes.
const SIGN: usize = 9;

/// What stands on the screens beside words.
const SIGNS: [(&str, &str); 13] = [
    ("▸", "the one that is chosen, or the pane that the arrows walk in"),
    ("● ◐ ○", "stages of the road: gone through, here now, still to come"),
    ("OFFICIAL", "a real register; PRACTICE: one for practising"),
    ("*", "a field that must be filled in"),
    ("!", "a field that cannot be used as it is filled, and why"),
    ("…", "more was written than fits: enter, or h, shows all of it"),
    ("↑ ↓ 5 more", "so many above or below: tab goes to the pane, up and down show them"),
    ("▁ ▃ ▅ ▇", "beside a number: how much it is of the largest one"),
    ("+1 column", "a column that was chosen and has no room: a wider window shows it"),
    ("▲ ▼", "sorted by this heading, upwards or downwards: a click on a heading sorts by it"),
    ("lv r", "the level that the inspectorate awarded, and the letter of the rating"),
    ("dl passed", "open after the day by which the inspectorate wants it done; no promised date is late"),
    ("-", "no rating yet"),
];

fn lines_of(entry: &Entry, marker: &str, width: usize, around: &Around) -> Vec<Line<'static>> {
    let stages = match entry.act {
        Act::Ask(name) => at_stages(name),
        _ => String::new(),
    };
    explained((marker, &entry.key), &format!("{stages}{}", entry.does), (width, SIGN), around)
}

/// A key, a sign or a word in so many cells, and beside it what it means, on as many lines as that takes.
fn explained(
    (marker, sign): (&str, &str),
    means: &str,
    (width, cells): (usize, usize),
    around: &Around,
) -> Vec<Line<'static>> {
    let line = |(index, text): (usize, String)| {
        let (marker, sign) = if index == 0 { (marker, sign) } else { (" ", "") };
        let sign = Span::styled(format!("{marker} {} ", column(sign, cells)), around.theme.strong());
        Line::from(vec![sign, Span::raw(text)])
    };
    wrap(means, width.saturating_sub(cells + 3)).into_iter().enumerate().map(line).collect()
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

    fn typed(&mut self, key: KeyEvent, _around: &Around) -> Option<Vec<Effect>> {
        self.finder.typed(key).then(Vec::new)
    }

    fn act(&mut self, act: Act, _around: &Around) -> Option<Vec<Effect>> {
        self.finder.act(act)
    }

    fn choose(&mut self, row: usize) {
        self.finder.at = row;
    }

    fn chosen(&self) -> Option<usize> {
        Some(self.finder.at)
    }

    fn draw(&self, canvas: &mut Canvas, area: Rect, around: &Around) {
        title(canvas, area, "Keys: type to find one", around);
        draw_words(canvas, area, "?", &self.finder, around);
        let inside = inside(area, 3);
        let lines = self.lines(inside.width as usize, around);
        let chosen = lines.iter().position(|(entry, _)| *entry == Some(self.finder.at)).unwrap_or(0);
        let height = inside.height as usize;
        let first = first_seen(chosen, lines.len(), height);
        let above = Rect { y: area.y + 2, height: 1, ..area };
        tell_unseen(canvas, above, first, lines.len().saturating_sub(first + height), around.theme);
        for (index, (entry, line)) in lines.into_iter().skip(first).take(inside.height as usize).enumerate() {
            let at = Rect { y: inside.y + index as u16, height: 1, ..inside };
            canvas.render_widget(line, at);
            if let Some(entry) = entry {
                canvas.spot(at, Click::Row(entry));
            }
        }
    }
}
