//! The confirm: exactly what will be recorded, and the same as a command line.
//! Nothing is recorded before the person says so here.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;

use crate::briefing::layout::hang;
use crate::briefing::record::{heading_of, not_in_words};
use crate::journey::event::Event;
use crate::journey::statement::GOES_ON;
use crate::tui::canvas::Canvas;
use crate::tui::desk::{inside, title_before_who};
use crate::tui::drawing::fitting::wrap;
use crate::tui::drawing::list::Reading;
use crate::tui::keys::{Act, Place};
use crate::tui::screen::{Around, Effect, News, Screen, Wish};
use crate::tui::theme::Theme;

pub struct Confirm {
    wish: Wish,
    events: Vec<Event>,
    /// What a decision is about.
    about: Vec<String>,
    /// Why it was not recorded when the person said so, or what others recorded meanwhile.
    said: Vec<String>,
    reading: Reading,
    /// Whether signing failed, and no key was pressed since that stands in no passphrase.
    unsettled: bool,
    /// What its title says, where that is not that something will be recorded.
    heading: Option<&'static str>,
    /// What was done already and is read first; then a hurried Enter records nothing, though it is no decision.
    done: Vec<String>,
    /// Why it cannot be recorded: then no key records it.
    refused: Vec<String>,
}

impl Confirm {
    pub fn new(wish: Wish, events: Vec<Event>, about: Vec<String>) -> Confirm {
        Confirm {
            wish,
            events,
            about,
            said: Vec::new(),
            reading: Reading::default(),
            unsettled: false,
            heading: None,
            done: Vec::new(),
            refused: Vec::new(),
        }
    }

    /// The same after something was done already, and recorded only by the key of a decision.
    pub fn after(self, done: Vec<String>) -> Confirm {
        Confirm { done, ..self }
    }

    /// The same where it cannot be recorded, and why.
    pub fn refused(self, refused: Vec<String>) -> Confirm {
        Confirm { refused, ..self }
    }

    /// The same under another title.
    pub fn headed(self, heading: &'static str) -> Confirm {
        Confirm { heading: Some(heading), ..self }
    }

    /// Whether it is the DCC who decides: then the second Enter of a hurried hand records nothing unread.
    fn decides(&self) -> bool {
        !self.done.is_empty() || decides(&self.wish)
    }

    /// Whether a statement would be signed of which not all was on the screen, or what is typed may still be meant for
    /// a passphrase.
    fn is_to_be_read(&self) -> bool {
        self.wish.signing.is_some() && (self.unsettled || !self.reading.is_read())
    }

    fn lines(&self, width: usize, around: &Around) -> Vec<Line<'static>> {
        let theme = around.theme;
        let mut lines = Vec::new();
        let mut add =
            |text: &str, style: Style, indent: usize| lines.extend(indented(text, style, indent, width));
        for said in &self.said {
            add(said, theme.bad(), 0);
        }
        for refused in &self.refused {
            add(refused, theme.bad(), 0);
        }
        if !self.refused.is_empty() {
            add("", Style::new(), 0);
        }
        for done in &self.done {
            add(done, theme.strong(), 0);
        }
        if !self.done.is_empty() {
            add("", Style::new(), 0);
        }
        record(&self.events, &self.about, self.wish.signing.is_some(), theme, width, &mut add);
        if self.wish.command.is_empty() {
            add(NO_COMMAND, theme.dim(), 0);
        } else {
            add("the same as a command:", theme.dim(), 0);
            add(&self.wish.command, theme.dim(), 2);
        }
        lines
    }
}

/// What is said where a key would decide on what was not read.
pub const READ_FIRST: &str = "a decision is read first: down and end go to its end, then y records it";
/// And what stands below it until then.
pub const UNTIL_READ: &str = ": read to the end, then y";

/// What stands in the place of the command of an import that was changed in the review.
const NO_COMMAND: &str = "no one command does the same: what the document proposes was edited";

/// Exactly what would be recorded, and what it is about, handed on line by line with its style and its indent.
/// Where a statement stands in `about` (`stated`), it is the one that tells the whole.
pub fn record(
    events: &[Event],
    about: &[String],
    stated: bool,
    theme: Theme,
    width: usize,
    add: &mut dyn FnMut(&str, Style, usize),
) {
    for event in events {
        add(&heading_of(event), theme.strong(), 0);
        add(&event.words_before(stated), Style::new(), 2);
        if !stated {
            for (name, value) in not_in_words(event) {
                add(&format!("{name}: {value}"), Style::new(), 4);
            }
            if let Some(why) = &event.why {
                add(&format!("why: {why}"), Style::new(), 2);
            }
        }
        add("", Style::new(), 0);
    }
    if !about.is_empty() {
        if !stated {
            add("what it is about:", theme.dim(), 0);
        }
        for line in about {
            match stated {
                true => add_hanging(line, width, add),
                false => add(line, Style::new(), 2),
            }
        }
        add("", Style::new(), 0);
    }
}

/// A line of a statement: what goes on of it stands further in than a field.
fn add_hanging(line: &str, width: usize, add: &mut dyn FnMut(&str, Style, usize)) {
    for row in hang(line, width.saturating_sub(2)) {
        match row.strip_prefix(GOES_ON) {
            Some(row) => add(row, Style::new(), 2 + GOES_ON.len()),
            None => add(&row, Style::new(), 2),
        }
    }
}

/// A text as lines that begin with so many spaces.
pub fn indented(text: &str, style: Style, indent: usize, width: usize) -> Vec<Line<'static>> {
    let lines = wrap(text, width.saturating_sub(indent)).into_iter();
    lines.map(|line| Line::styled(format!("{:indent$}{line}", ""), style)).collect()
}

/// Whether a wish holds a decision on what another asked.
pub fn decides(wish: &Wish) -> bool {
    wish.requests.iter().any(|request| request.decides())
}

impl Screen for Confirm {
    fn place(&self) -> Place {
        Place::Confirm
    }

    fn fits(&self, act: Act) -> bool {
        match act {
            Act::Record => !self.decides(),
            Act::Decide => self.decides() && self.refused.is_empty() && !self.is_to_be_read(),
            Act::Copy => !self.wish.command.is_empty(),
            _ => true,
        }
    }

    /// Enter means nothing on a decision, nor does `y` on a statement that was not read; both is said. Where nothing can
    /// be recorded they lead back to why.
    fn typed(&mut self, key: KeyEvent, _around: &Around) -> Option<Vec<Effect>> {
        match key.code {
            KeyCode::Enter | KeyCode::Char('y') if !self.refused.is_empty() => {
                self.reading.begin_again();
                return Some(Vec::new());
            }
            KeyCode::Enter | KeyCode::Char('y') if self.is_to_be_read() => {
                self.said = vec![READ_FIRST.into(), String::new()];
                return Some(Vec::new());
            }
            KeyCode::Char(_)
                if self.unsettled && key.modifiers.difference(KeyModifiers::SHIFT).is_empty() =>
            {
                self.said = vec![READ_FIRST.into(), String::new()];
                return Some(Vec::new());
            }
            // These stand in no passphrase.
            KeyCode::Down | KeyCode::PageDown | KeyCode::End => {
                self.unsettled = false;
                return None;
            }
            KeyCode::Enter if self.decides() => {}
            _ => return None,
        }
        self.reading.begin_again();
        let what = if self.done.is_empty() { "a decision: y records it" } else { "y says so and records it" };
        self.said = vec![format!("{what}, esc goes back"), String::new()];
        Some(Vec::new())
    }

    fn act(&mut self, act: Act, _around: &Around) -> Option<Vec<Effect>> {
        if matches!(act, Act::Record | Act::Decide) {
            return Some(vec![Effect::Record(self.wish.clone())]);
        }
        if act == Act::Copy {
            return Some(vec![Effect::Copy(self.wish.command.clone())]);
        }
        self.reading.goes(act).then(Vec::new)
    }

    fn hear(&mut self, news: News) {
        self.reading.begin_again();
        match news {
            News::NotDone { what, hint } => {
                self.said = std::iter::once(what).chain(hint.map(|hint| format!("hint: {hint}"))).collect();
                self.said.push(String::new());
                if self.wish.signing.is_some() {
                    // What was typed for a passphrase may still come in: no letter of it counts.
                    (self.reading, self.unsettled) = (Reading::default(), true);
                }
            }
            News::Changed { since, now } => {
                self.said = vec!["nothing was recorded: somebody else was here since you looked:".into()];
                self.said.extend(since);
                self.said.extend([String::new(), "what would be recorded now:".into()]);
                (self.wish, self.events, self.about) = (now.wish, now.events, now.about);
                self.refused = now.refused;
                // Another statement is another reading.
                (self.reading, self.unsettled) = (Reading::default(), false);
            }
            News::Misasked(_)
            | News::Problems(_)
            | News::Edited(_)
            | News::Recorded(_)
            | News::Together(_) => {}
        }
    }

    fn draw(&self, frame: &mut Canvas, area: Rect, around: &Around) {
        let heading = match self.events.len() {
            _ if self.heading.is_some() => format!("Confirm · {}", self.heading.unwrap_or_default()),
            _ if !self.refused.is_empty() => "Confirm · this cannot be recorded".to_string(),
            _ if self.decides() => "Confirm · this decision will be recorded".to_string(),
            1 => "Confirm · this will be recorded".to_string(),
            count => format!("Confirm · these {count} will be recorded"),
        };
        title_before_who(frame, area, &heading, around);
        let inside = inside(area, 2);
        let until_read = if self.is_to_be_read() { UNTIL_READ } else { "" };
        let lines = self.lines(inside.width as usize, around);
        self.reading.draw(frame, inside, lines, around.theme, until_read);
    }
}
