//! The help: every key of the place where the person was, and those that work everywhere.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::desk::title;
use super::fitting::cut;
use super::keys::Act;
use super::keys::{KEYS, Key, Place};
use super::list::moved;
use super::screen::{Around, Effect, Screen};

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
        lines.extend(told(self.of).map(|key| line_of(key, width, around)));
        if self.of != Place::Everywhere {
            lines.extend([Line::raw(""), heading(Place::Everywhere)]);
            let own = |key: &&Key| told(self.of).any(|other| other.shown() == key.shown());
            let others = told(Place::Everywhere).filter(|key| !own(key));
            lines.extend(others.map(|key| line_of(key, width, around)));
        }
        lines
    }
}

fn line_of(key: &Key, width: usize, around: &Around) -> Line<'static> {
    let stages = match key.act {
        Act::Ask(name) => at_stages(name),
        _ => String::new(),
    };
    Line::from(vec![
        Span::styled(format!("  {:<10}", key.shown()), around.theme.strong()),
        Span::styled(cut(&format!("{stages}{}", key.tells()), width.saturating_sub(12)), Style::new()),
    ])
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
        self.from = moved(self.from, act, self.lines(80, around).len())?;
        Some(Vec::new())
    }

    fn draw(&self, frame: &mut Frame, area: Rect, around: &Around) {
        title(frame, area, "Keys", around);
        let inside = Rect { x: area.x + 1, width: area.width - 2, y: area.y + 2, height: area.height - 2 };
        let lines = self.lines(inside.width as usize, around);
        let height = inside.height as usize;
        let from = self.from.min(lines.len().saturating_sub(height));
        let hidden = lines.len().saturating_sub(from + height);
        for (index, line) in lines.into_iter().skip(from).take(height).enumerate() {
            frame.render_widget(line, Rect { y: inside.y + index as u16, height: 1, ..inside });
        }
        if hidden > 0 {
            let more = Line::styled(format!("{hidden} more: down "), around.theme.dim()).right_aligned();
            frame.render_widget(more, Rect { y: area.y + 1, height: 1, ..area });
        }
    }
}
