//! Who acts: the people whom this account of the operating system serves.

use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use super::canvas::{Canvas, Click};
use super::desk::title;
use super::drawing::fitting::column;
use super::drawing::list::moved;
use super::keys::{Act, Place};
use super::screen::{Around, Effect, Screen};
use crate::journey::people::{Person, Role};

#[derive(Default)]
pub struct Actors {
    at: usize,
    /// Whether nobody acts yet: then going back leaves.
    first: bool,
}

impl Actors {
    /// Before anything else is shown, because the account serves several people.
    pub fn at_first() -> Actors {
        Actors { first: true, ..Actors::default() }
    }
}

fn served(around: &Around) -> Vec<&Person> {
    around.register.served_by(&around.account).collect()
}

impl Screen for Actors {
    fn place(&self) -> Place {
        Place::Actors
    }

    fn act(&mut self, act: Act, around: &Around) -> Option<Vec<Effect>> {
        let served = served(around);
        if act == Act::Open {
            return Some(
                served.get(self.at).map(|person| Effect::Become(person.name.clone())).into_iter().collect(),
            );
        }
        if act == Act::Actors {
            return Some(Vec::new());
        }
        if self.first && act == Act::Back {
            return Some(vec![Effect::Quit]);
        }
        self.at = moved(self.at, act, served.len())?;
        Some(Vec::new())
    }

    /// Until somebody acts there is only this to be answered.
    fn fits(&self, act: Act) -> bool {
        use Act as A;
        let moves = matches!(act, A::Up | A::Down | A::First | A::Last | A::PageUp | A::PageDown);
        !self.first || moves || matches!(act, A::Open | A::Back | A::Quit | A::Suspend | A::Redraw | A::Help)
    }

    fn choose(&mut self, row: usize) {
        self.at = row;
    }

    fn chosen(&self) -> Option<usize> {
        Some(self.at)
    }

    fn draw(&self, frame: &mut Canvas, area: Rect, around: &Around) {
        title(frame, area, &format!("Who acts · account {}", around.account), around);
        if self.first {
            let said = " this account acts for several people: choose who you are; @ changes it later";
            frame.render_widget(
                Line::styled(said, around.theme.dim()),
                Rect { y: area.y + 1, height: area.height.min(1), ..area },
            );
        }
        let width = area.width as usize;
        let served = served(around);
        let mut lines: Vec<_> = served
            .iter()
            .enumerate()
            .map(|(index, person)| {
                let roles: Vec<_> = Role::ALL
                    .into_iter()
                    .filter(|role| person.holds(*role, around.today))
                    .map(Role::words)
                    .collect();
                let marker = if index == self.at { "▸" } else { " " };
                let style = if index == self.at { around.theme.chosen() } else { Style::new() };
                let now = if person.name == around.actor { "  acts now" } else { "" };
                let roles = if roles.is_empty() { "no role today".into() } else { roles.join(", ") };
                let row = format!("{marker} {} {roles}{now}", column(&person.name, 24));
                Line::styled(column(&row, width), style)
            })
            .collect();
        if served.len() < 2 {
            lines.push(Line::raw(""));
            lines.push(Line::raw("  another person acts here after `people account`, found with :"));
        }
        for (index, line) in lines.into_iter().take(area.height.saturating_sub(2) as usize).enumerate() {
            let at = Rect { y: area.y + 2 + index as u16, height: 1, ..area };
            frame.render_widget(line, at);
            if index < served.len() {
                frame.spot(at, Click::Row(index));
            }
        }
    }
}
